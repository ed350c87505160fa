/* The rows of the field table (see field.h). Add at the end of a part with a fresh id. */
#ifndef VOORRANG_RULES_FIELD_TABLE_H
#define VOORRANG_RULES_FIELD_TABLE_H

#define CHANNEL_WORDS "web post phone desk partner email"
#define LANGUAGE_WORDS \
	"nl en de fr es pt pl tr ar fa uk ru cs ro hu bg it so ti zh vi other"
#define TENURE_WORDS \
	"social-rent private-rent owner room with-family guardianship-let " \
	"shelter institution holiday-home homeless other"
#define EVIDENCE_WORDS \
	"identity brp income rent medical divorce custody shelter institution " \
	"demolition disaster care permit other"
#define EVIDENCE_STATUS_WORDS "asked received approved rejected"
#define OUTCOME_WORDS "grant refuse untreated hold"
#define EVENT_WORDS \
	"received invite completed announced term consent delay force-majeure foreign " \
	"extend notice default-notice objection objection-repair objection-completed " \
	"objection-consent adjourn"
#define HARDSHIP_WORDS "not-needed considered applied"
#define LINK_WORDS "same-bsn same-name-and-birth"

/* clang-format off */
#define FIELD_TABLE(F) \
F( 1, REFERENCE, PART_APPLICATION, "reference", TYPE_LINE, 0, 40, NULL, "Reference") \
F( 2, RECEIVED, PART_APPLICATION, "received", TYPE_DATE, FLAG_REQUIRED | FLAG_SYSTEM, 10, NULL, "Received") \
F( 3, SUBMITTED, PART_APPLICATION, "submitted", TYPE_DATETIME, FLAG_SYSTEM, 16, NULL, "Submitted") \
F( 4, CHANNEL, PART_APPLICATION, "channel", TYPE_CHOICE, 0, 12, CHANNEL_WORDS, "Channel") \
F( 5, CATEGORY, PART_APPLICATION, "category", TYPE_CATEGORY, FLAG_REQUIRED, 24, NULL, "Category") \
F( 6, EXPLANATION, PART_APPLICATION, "explanation", TYPE_TEXT, FLAG_SENSITIVE, 8000, NULL, "Explanation") \
F( 7, PROTECTED, PART_APPLICATION, "protected", TYPE_BOOL, 0, 1, NULL, "Protected dossier") \
F( 8, VOID_REASON, PART_APPLICATION, "closing_reason", TYPE_TEXT, FLAG_SYSTEM, 2000, NULL, "Reason for closing") \
F(20, INITIALS, PART_APPLICANT, "initials", TYPE_NAME, 0, 20, NULL, "Initials") \
F(21, GIVEN_NAMES, PART_APPLICANT, "given_names", TYPE_NAME, 0, 100, NULL, "Given names") \
F(22, PREFIX, PART_APPLICANT, "prefix", TYPE_NAME, 0, 20, NULL, "Prefix") \
F(23, SURNAME, PART_APPLICANT, "surname", TYPE_NAME, FLAG_REQUIRED, 100, NULL, "Surname") \
F(24, BIRTH_DATE, PART_APPLICANT, "birth_date", TYPE_DATE, FLAG_REQUIRED | FLAG_PAST, 10, NULL, "Birth date") \
F(25, BSN, PART_APPLICANT, "bsn", TYPE_BSN, FLAG_SENSITIVE | FLAG_MASKED, 9, NULL, "BSN") \
F(26, STREET, PART_APPLICANT, "street", TYPE_LINE, 0, 80, NULL, "Street") \
F(27, HOUSE_NUMBER, PART_APPLICANT, "house_number", TYPE_LINE, 0, 10, NULL, "House number") \
F(28, HOUSE_SUFFIX, PART_APPLICANT, "house_suffix", TYPE_LINE, 0, 20, NULL, "Suffix") \
F(29, POSTCODE, PART_APPLICANT, "postcode", TYPE_POSTCODE, 0, 7, NULL, "Postcode") \
F(30, CITY, PART_APPLICANT, "city", TYPE_LINE, 0, 80, NULL, "Town") \
F(31, EMAIL, PART_APPLICANT, "email", TYPE_EMAIL, 0, 254, NULL, "E-mail") \
F(32, PHONE, PART_APPLICANT, "phone", TYPE_PHONE, 0, 20, NULL, "Telephone") \
F(33, LANGUAGE, PART_APPLICANT, "language", TYPE_CHOICE, 0, 8, LANGUAGE_WORDS, "Language") \
F(34, INTERPRETER, PART_APPLICANT, "interpreter", TYPE_BOOL, 0, 1, NULL, "Interpreter") \
F(35, REPRESENTATIVE, PART_APPLICANT, "representative", TYPE_LINE, 0, 120, NULL, "Representative") \
F(40, ADULTS, PART_HOUSEHOLD, "adults", TYPE_INT, 0, 20, NULL, "Adults") \
F(41, CHILDREN, PART_HOUSEHOLD, "children", TYPE_INT, 0, 20, NULL, "Minor children") \
F(50, TENURE, PART_HOUSING, "tenure", TYPE_CHOICE, 0, 20, TENURE_WORDS, "Housing now") \
F(51, RENT, PART_HOUSING, "rent", TYPE_MONEY, 0, 1000000, NULL, "Basic rent a month") \
F(52, RESIDENT_SINCE, PART_HOUSING, "resident_since", TYPE_DATE, FLAG_PAST, 10, NULL, "Resident here since") \
F(53, SEEKER_SINCE, PART_HOUSING, "seeker_since", TYPE_DATE, FLAG_PAST, 10, NULL, "Home seeker since") \
F(54, FLOOR, PART_HOUSING, "floor", TYPE_LINE, 0, 20, NULL, "Floor, lift") \
F(60, INCOME, PART_INCOME, "income", TYPE_MONEY, 0, 100000000, NULL, "Gross income a year") \
F(70, EVIDENCE_KIND, PART_EVIDENCE, "evidence_kind", TYPE_CHOICE, 0, 20, EVIDENCE_WORDS, "Evidence") \
F(71, EVIDENCE_STATUS, PART_EVIDENCE, "evidence_status", TYPE_CHOICE, 0, 12, EVIDENCE_STATUS_WORDS, "Status") \
F(72, EVIDENCE_DATE, PART_EVIDENCE, "evidence_date", TYPE_DATE, FLAG_PAST, 10, NULL, "Dated") \
F(73, EVIDENCE_REMARK, PART_EVIDENCE, "evidence_remark", TYPE_LINE, FLAG_SENSITIVE, 200, NULL, "Remark") \
F(80, NOTE_TEXT, PART_NOTE, "note", TYPE_TEXT, FLAG_SYSTEM | FLAG_SENSITIVE, 8000, NULL, "Note") \
F(81, NOTE_BY, PART_NOTE, "note_by", TYPE_USER, FLAG_SYSTEM, 32, NULL, "By") \
F(82, NOTE_DATE, PART_NOTE, "note_date", TYPE_DATE, FLAG_SYSTEM, 10, NULL, "Date") \
F(90, OUTCOME, PART_DECISION, "outcome", TYPE_CHOICE, FLAG_SYSTEM, 12, OUTCOME_WORDS, "Outcome") \
F(91, GROUNDS, PART_DECISION, "grounds", TYPE_GROUNDS, FLAG_SYSTEM, 200, NULL, "Grounds") \
F(92, REASONS, PART_DECISION, "reasons", TYPE_TEXT, FLAG_SYSTEM | FLAG_SENSITIVE, 16000, NULL, "Reasons") \
F(93, CHILD_INTEREST, PART_DECISION, "child_interest", TYPE_TEXT, FLAG_SYSTEM | FLAG_SENSITIVE, 4000, NULL, "Interest of the child") \
F(94, HARDSHIP, PART_DECISION, "hardship", TYPE_CHOICE, FLAG_SYSTEM, 12, HARDSHIP_WORDS, "Hardship clause") \
F(95, PROPOSED_BY, PART_DECISION, "proposed_by", TYPE_USER, FLAG_SYSTEM, 32, NULL, "Proposed by") \
F(96, PROPOSED_ON, PART_DECISION, "proposed_on", TYPE_DATE, FLAG_SYSTEM, 10, NULL, "Proposed on") \
F(97, LETTER, PART_DECISION, "letter", TYPE_TEXT, FLAG_SYSTEM | FLAG_SENSITIVE, 32000, NULL, "Letter") \
F(98, APPROVED_BY, PART_DECISION, "approved_by", TYPE_USER, FLAG_SYSTEM, 32, NULL, "Approved by") \
F(99, APPROVED_ON, PART_DECISION, "approved_on", TYPE_DATE, FLAG_SYSTEM, 10, NULL, "Approved on") \
F(100, RETURNED_BY, PART_DECISION, "returned_by", TYPE_USER, FLAG_SYSTEM, 32, NULL, "Returned by") \
F(101, RETURN_REASON, PART_DECISION, "return_reason", TYPE_TEXT, FLAG_SYSTEM, 4000, NULL, "Reason for returning") \
F(102, ANNOUNCED_ON, PART_DECISION, "announced_on", TYPE_DATE, FLAG_SYSTEM, 10, NULL, "Announced on") \
F(110, EVENT_WORD, PART_EVENT, "event", TYPE_CHOICE, FLAG_SYSTEM, 24, EVENT_WORDS, "Event") \
F(111, EVENT_DATE, PART_EVENT, "event_date", TYPE_DATE, FLAG_SYSTEM, 10, NULL, "Date") \
F(112, EVENT_UNTIL, PART_EVENT, "event_until", TYPE_DATE, FLAG_SYSTEM, 10, NULL, "Until") \
F(113, EVENT_TEXT, PART_EVENT, "event_text", TYPE_TEXT, FLAG_SYSTEM | FLAG_SENSITIVE, 4000, NULL, "What was asked") \
F(114, EVENT_VALUE, PART_EVENT, "event_value", TYPE_LINE, FLAG_SYSTEM, 16, NULL, "Weeks or committee") \
F(120, LINK_CASE, PART_LINK, "link_case", TYPE_CASE, FLAG_SYSTEM, 13, NULL, "Case") \
F(121, LINK_KIND, PART_LINK, "link_kind", TYPE_CHOICE, FLAG_SYSTEM, 24, LINK_WORDS, "Possible duplicate")
/* clang-format on */

#endif
