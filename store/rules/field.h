/* The one field table: what a dossier consists of. Forms, import, export, JSON, journal
 * differences, letters and docs all read it. Ids are stored: never renumbered, never
 * reused. Values are canonical UTF-8 text: dates YYYY-MM-DD, money in cents, yes/no as
 * "1"/"0", choices as their word. */
#ifndef VOORRANG_RULES_FIELD_H
#define VOORRANG_RULES_FIELD_H

#include "store/base/arena.h"
#include "store/base/err.h"

/* Stored. A part is a set of (field, value); those marked repeat have a part number. */
enum part_kind {
	PART_APPLICATION = 1,
	PART_APPLICANT = 2,
	PART_HOUSEHOLD = 3,
	PART_HOUSING = 4,
	PART_INCOME = 5,
	PART_EVIDENCE = 6, /* repeats */
	PART_NOTE = 7, /* repeats */
	PART_DECISION = 8, /* repeats: each proposal is one */
	PART_EVENT = 9, /* repeats: the clock's events */
	PART_LINK = 10, /* repeats: possible duplicates */
	PART_KINDS
};

enum field_type {
	TYPE_LINE, /* one line of text */
	TYPE_TEXT, /* many lines */
	TYPE_NAME,
	TYPE_DATE,
	TYPE_DATETIME, /* YYYY-MM-DDTHH:MM */
	TYPE_BSN,
	TYPE_POSTCODE,
	TYPE_EMAIL,
	TYPE_PHONE,
	TYPE_INT,
	TYPE_MONEY,
	TYPE_BOOL,
	TYPE_CHOICE, /* words of `choices` */
	TYPE_CATEGORY, /* a category of the policy */
	TYPE_GROUNDS, /* blank-separated grounds of the policy */
	TYPE_CASE, /* a case number */
	TYPE_USER,
};

enum field_flag {
	FLAG_REQUIRED = 1 << 0, /* may not be emptied; asked at registration */
	FLAG_SENSITIVE = 1 << 1, /* never in a list or log (BSN, narratives) */
	FLAG_SYSTEM = 1 << 2, /* written by verbs only, never by a form or import */
	FLAG_PAST = 1 << 3, /* a date may not lie after today */
	FLAG_MASKED = 1 << 4, /* shown as ····57312 until asked for */
};

struct field {
	uint16_t id;
	enum part_kind part;
	const char *name; /* stable name: JSON, maps, letters; the glossary's English */
	enum field_type type;
	unsigned flags;
	uint32_t max; /* most characters; TYPE_INT: largest value; TYPE_MONEY: cents */
	const char *choices; /* TYPE_CHOICE: blank-separated words, else NULL */
	const char *label; /* English label, translated by tui */
};

/* F(id, CONSTANT, part, "name", type, flags, max, choices, label) */
#include "store/rules/field_table.h"

enum field_id {
#define F(id, sym, part, name, type, flags, max, choices, label) FIELD_##sym = (id),
	FIELD_TABLE(F)
#undef F
};

/* All fields in the order of the table; the count in *n. Static. */
const struct field *field_all(size_t *n);
/* NULL when there is none. */
const struct field *field_by_id(unsigned id);
const struct field *field_by_name(struct strv name);
/* "applicant", "housing" …: stable, used in JSON. */
const char *part_word(enum part_kind kind);
bool part_repeats(enum part_kind kind);

/* Checks what a person typed or a file holds for field `f` and gives the canonical text
 * in the arena (NFC, trimmed; "18-09-2026" or "2026-09-18" → "2026-09-18", "1234ab" →
 * "1234 AB", "721,45" → "72145", "ja"/"nee"/"yes"/"no" → "1"/"0"). Empty is legal unless
 * the field is required. `today` serves FLAG_PAST; DATE_NONE skips that check.
 * TYPE_CATEGORY and TYPE_GROUNDS are checked for form only: the policy knows the rest.
 * Errors ERR_FIELD_* with the field's name as first argument.
 * BSN: eleven-test (Besluit BSN art. 2 via LAW.md section 2); postcode: 1000 AA–9999 ZZ without
 * SA, SD, SS. */
bool field_check(const struct field *f, struct strv text, struct date today,
		 struct arena *a, struct strv *out, struct err *e);
/* The eleven-test on exactly nine digits, not all zero. */
bool bsn_valid(struct strv digits);

#endif
