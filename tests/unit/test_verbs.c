#include "tests/support/casework.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Registration, fields, notes, hands, drafts, users, policies. What follows a case
 * through its life is in test_lifecycle_verbs.c. */

#define ROW(part_, field_, text_)                                                      \
	{                                                                              \
		.kind = PART_##part_, .field = FIELD_##field_,                         \
		.text = { text_, sizeof(text_) - 1 },                                  \
	}

static const struct field_set GOOD[] = {
	ROW(APPLICATION, RECEIVED, "2026-11-10"),
	ROW(APPLICATION, CATEGORY, "medical"),
	ROW(APPLICANT, SURNAME, "Öztürk"),
	ROW(APPLICANT, INITIALS, "Ö."),
	ROW(APPLICANT, BIRTH_DATE, "1980-02-01"),
	ROW(APPLICANT, BSN, "999990019"),
	ROW(APPLICATION, REFERENCE, "WF-1"),
	ROW(HOUSEHOLD, CHILDREN, "2"),
	ROW(HOUSING, RENT, "72145"),
};
#define GOOD_N (sizeof(GOOD) / sizeof(*GOOD))

/* GOOD without row `skip`, with `more` at its end. */
static enum err_code register_as(struct casework *w, const char *user, unsigned skip,
				 const struct field_set *more, struct verb_args *args)
{
	struct field_set set[GOOD_N + 1];
	size_t n = 0;

	for (size_t i = 0; i < GOOD_N; i++)
		if (GOOD[i].field != skip)
			set[n++] = GOOD[i];
	if (more)
		set[n++] = *more;
	args->set = set;
	args->nset = n;
	return attempt(w, user, "register", args);
}

static enum err_code register_with(struct casework *w, unsigned skip,
				   const struct field_set *more)
{
	struct verb_args args = { .date = DATE_NONE };

	return register_as(w, "desk", skip, more, &args);
}

/* ---- register -------------------------------------------------------------------- */

static void test_register(void **state)
{
	struct casework *w = *state;
	struct verb_args args = { .date = DATE_NONE };
	size_t n;

	assert_int_equal(register_as(w, "desk", 0, NULL, &args), ERR_NONE);
	assert_string_equal(caseid_write(args.id).s, "2026-000001");
	const struct face f = face_of(w, args.id);

	assert_int_equal(f.state, STATE_REGISTERED);
	assert_int_equal(f.handler, 0);
	assert_int_equal(f.version, 1);
	assert_true(f.flags & FACE_MINORS);
	assert_string_equal(date_iso(f.received).s, "2026-11-10");
	assert_string_equal(date_iso(f.due).s, "2027-01-05");
	assert_string_equal(field_of(w, args.id, FIELD_SURNAME), "Öztürk");
	assert_string_equal(field_of(w, args.id, FIELD_RENT), "72145");
	const struct entry last = last_entry(w, args.id, &n);

	assert_int_equal(n, 1);
	assert_true(strv_eq(last.verb, STRV("register")));
	assert_true(strv_eq(last.actor, STRV("desk")));
	assert_int_equal(last.before, STATE_NONE);
	assert_int_equal(last.after, STATE_REGISTERED);
	/* The next one of the year gets the next number. */
	const struct field_set other = ROW(APPLICATION, REFERENCE, "WF-2");

	assert_int_equal(register_as(w, "desk", FIELD_REFERENCE, &other, &args),
			 ERR_NONE);
	assert_string_equal(caseid_write(args.id).s, "2026-000002");
}

static void test_register_refusals(void **state)
{
	struct casework *w = *state;
	const struct field_set bad_category = ROW(APPLICATION, CATEGORY, "medicine");
	const struct field_set bad_bsn = ROW(APPLICANT, BSN, "123456789");
	const struct field_set outcome = ROW(DECISION, OUTCOME, "grant");
	const struct field_set wrong_part = ROW(HOUSING, SURNAME, "Jansen");
	const struct field_set wrong_seq = { .kind = PART_APPLICANT,
					     .seq = 1,
					     .field = FIELD_PREFIX,
					     .text = STRV("van") };
	const struct field_set old = ROW(APPLICATION, RECEIVED, "2024-12-31");

	assert_int_equal(register_with(w, FIELD_SURNAME, NULL), ERR_FIELD_MISSING);
	assert_string_equal(err_arg_str(&w->e, 0), "surname");
	assert_int_equal(register_with(w, FIELD_BIRTH_DATE, NULL), ERR_FIELD_MISSING);
	assert_int_equal(register_with(w, FIELD_CATEGORY, NULL), ERR_FIELD_MISSING);
	assert_int_equal(register_with(w, FIELD_RECEIVED, NULL), ERR_FIELD_MISSING);
	assert_string_equal(err_arg_str(&w->e, 0), "received");
	assert_int_equal(register_with(w, FIELD_CATEGORY, &bad_category),
			 ERR_FIELD_CHOICE);
	assert_string_equal(err_arg_str(&w->e, 1), "medicine");
	assert_int_equal(register_with(w, FIELD_BSN, &bad_bsn), ERR_FIELD_BSN);
	assert_int_equal(register_with(w, 0, &outcome), ERR_FIELD_READONLY);
	assert_int_equal(register_with(w, FIELD_SURNAME, &wrong_part),
			 ERR_FIELD_UNKNOWN);
	assert_int_equal(register_with(w, 0, &wrong_seq), ERR_FIELD_UNKNOWN);
	assert_int_equal(register_with(w, FIELD_RECEIVED, &old), ERR_POLICY_NONE);
	/* None of these took a number. */
	struct verb_args args = { .date = DATE_NONE };

	assert_int_equal(register_as(w, "desk", 0, NULL, &args), ERR_NONE);
	assert_string_equal(caseid_write(args.id).s, "2026-000001");
}

static void test_register_dates(void **state)
{
	struct casework *w = *state;
	const struct field_set future = ROW(APPLICATION, RECEIVED, "2026-12-24");
	const struct field_set reference = ROW(APPLICATION, REFERENCE, "WF-2");
	struct verb_args args = { .date = DATE_NONE };

	/* A receipt after today is legal: the importer warns. */
	assert_int_equal(register_as(w, "desk", FIELD_RECEIVED, &future, &args),
			 ERR_NONE);
	assert_string_equal(date_iso(face_of(w, args.id).received).s, "2026-12-24");
	/* Without the field the date of the verb is the receipt. */
	args = (struct verb_args){ .date = teststore_date("2026-10-01") };
	struct field_set set[GOOD_N];
	size_t n = 0;

	for (size_t i = 0; i < GOOD_N; i++)
		if (GOOD[i].field != FIELD_RECEIVED && GOOD[i].field != FIELD_REFERENCE)
			set[n++] = GOOD[i];
	set[n++] = reference;
	args.set = set;
	args.nset = n;
	assert_int_equal(attempt(w, "desk", "register", &args), ERR_NONE);
}

static void test_reference(void **state)
{
	struct casework *w = *state;
	const struct field_set other = ROW(APPLICATION, REFERENCE, "WF-2");
	struct verb_args args = { .date = DATE_NONE };

	assert_int_equal(register_with(w, 0, NULL), ERR_NONE);
	assert_int_equal(register_with(w, 0, NULL), ERR_REFERENCE_EXISTS);
	assert_string_equal(err_arg_str(&w->e, 0), "WF-1");
	assert_string_equal(err_arg_str(&w->e, 1), "2026-000001");
	assert_int_equal(register_as(w, "desk", FIELD_REFERENCE, &other, &args),
			 ERR_NONE);
	/* Nor may it be taken over by an edit; one's own may be written again. */
	assert_int_equal(edit_one(w, "caseworker", args.id, "reference", "WF-1"),
			 ERR_REFERENCE_EXISTS);
	assert_int_equal(edit_one(w, "caseworker", args.id, "reference", "WF-2"),
			 ERR_NONE);
	assert_int_equal(edit_one(w, "caseworker", args.id, "reference", "WF-3"),
			 ERR_NONE);
}

/* That a protected case has the reference is told, since it cannot be given twice; its
 * number is not. */
static void test_reference_protected(void **state)
{
	struct casework *w = *state;
	const struct field_set secret = ROW(APPLICATION, PROTECTED, "1");
	struct verb_args args = { .date = DATE_NONE };

	assert_int_equal(register_as(w, "desk", FIELD_PROTECTED, &secret, &args),
			 ERR_NONE);
	assert_int_equal(register_with(w, 0, NULL), ERR_REFERENCE_TAKEN);
	assert_string_equal(err_arg_str(&w->e, 0), "WF-1");
	assert_int_equal(w->e.nargs, 1);
	assert_int_equal(register_as(w, "decider", 0, NULL, &args),
			 ERR_REFERENCE_EXISTS);
	assert_string_equal(err_arg_str(&w->e, 1), "2026-000001");
}

/* What a user finds of links, in the dossier and in its history. */
static void links_seen(struct casework *w, const char *user, struct caseid id,
		       size_t *links, size_t *changes)
{
	const struct actor actor = teststore_actor(&w->ts, user);
	struct arena a = { 0 };
	struct txn *t = txn_read(w->ts.store, &w->e);
	struct dossier d;
	struct entry *entry;
	size_t n;

	assert_true(dossier_load(t, &actor, id, &a, &d, &w->e));
	*links = dossier_count(&d, PART_LINK);
	assert_int_equal(!!(d.face.flags & FACE_DUPLICATE), *links > 0);
	assert_true(journal_case(t, &actor, id, &a, &entry, &n, &w->e));
	*changes = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < entry[i].nchanges; k++)
			*changes += entry[i].change[k].kind == PART_LINK;
	txn_end(t);
	arena_release(&a);
}

/* A dossier that became a protected one is gone from those that were linked to it. */
static void test_link_protected(void **state)
{
	struct casework *w = *state;
	const struct field_set other = ROW(APPLICATION, REFERENCE, "WF-2");
	struct verb_args first = { .date = DATE_NONE };
	struct verb_args second = { .date = DATE_NONE };
	size_t links, changes;

	assert_int_equal(register_as(w, "desk", 0, NULL, &first), ERR_NONE);
	assert_int_equal(register_as(w, "desk", FIELD_REFERENCE, &other, &second),
			 ERR_NONE);
	links_seen(w, "caseworker", second.id, &links, &changes);
	assert_true(links == 1 && changes == 2); /* the case, and why */
	assert_int_equal(edit_one(w, "decider", first.id, "protected", "1"), ERR_NONE);
	links_seen(w, "caseworker", second.id, &links, &changes);
	assert_true(links == 0 && changes == 0);
	links_seen(w, "decider", second.id, &links, &changes);
	assert_true(links == 1 && changes == 2);
	/* Nobody's edit loses it. */
	assert_int_equal(edit_one(w, "caseworker", second.id, "city", "Elders"),
			 ERR_NONE);
	links_seen(w, "decider", second.id, &links, &changes);
	assert_true(links == 1 && changes == 2);
}

static void test_duplicates(void **state)
{
	struct casework *w = *state;
	const struct field_set no_bsn = ROW(APPLICATION, REFERENCE, "WF-2");
	struct caseid found[4];
	struct verb_args args = { .date = DATE_NONE,
				  .duplicates = found,
				  .duplicates_max = 4 };

	assert_int_equal(register_as(w, "desk", 0, NULL, &args), ERR_NONE);
	assert_int_equal(args.nduplicates, 0);
	const struct caseid first = args.id;

	args = (struct verb_args){ .date = DATE_NONE,
				   .duplicates = found,
				   .duplicates_max = 4 };
	assert_int_equal(register_as(w, "desk", FIELD_REFERENCE, &no_bsn, &args),
			 ERR_NONE);
	assert_int_equal(args.nduplicates, 1);
	assert_true(caseid_eq(found[0], first));
	const struct dossier d = dossier_of(w, args.id);
	const struct part *link = dossier_part(&d, PART_LINK, 0);

	assert_non_null(link);
	assert_int_equal(dossier_count(&d, PART_LINK), 1);
	assert_true(strv_eq(part_get(link, FIELD_LINK_CASE), STRV("2026-000001")));
	assert_true(strv_eq(part_get(link, FIELD_LINK_KIND), STRV("same-bsn")));
	assert_true(d.face.flags & FACE_DUPLICATE);
	assert_false(face_of(w, first).flags & FACE_DUPLICATE);
	/* Somebody else; then the name is put right and the likeness shows, once. */
	const struct testcase tc = { .surname = "Ozturk", .birth_date = "1980-02-02" };
	const struct caseid third = teststore_register(&w->ts, &tc);

	assert_int_equal(edit_one(w, "caseworker", third, "birth_date", "1980-02-01"),
			 ERR_NONE);
	assert_int_equal(edit_one(w, "caseworker", third, "surname", "Öztürk"),
			 ERR_NONE);
	const struct dossier e = dossier_of(w, third);

	assert_int_equal(dossier_count(&e, PART_LINK), 2);
	assert_true(strv_eq(part_get(dossier_part(&e, PART_LINK, 1), FIELD_LINK_KIND),
			    STRV("same-name-and-birth")));
}

/* ---- edit and note --------------------------------------------------------------- */

static void test_edit(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	size_t n;

	assert_int_equal(edit_one(w, "caseworker2", id, "city", "Testkerke"), ERR_NONE);
	assert_string_equal(field_of(w, id, FIELD_CITY), "Testkerke");
	assert_int_equal(face_of(w, id).version, 2);
	const struct entry last = last_entry(w, id, &n);

	assert_int_equal(last.nchanges, 1);
	assert_int_equal(last.change[0].field, FIELD_CITY);
	assert_true(strv_eq(last.change[0].after, STRV("Testkerke")));
	/* Writing what is there already is no change. */
	assert_int_equal(edit_one(w, "caseworker", id, "city", "Testkerke"), ERR_NONE);
	assert_int_equal(face_of(w, id).version, 2);
	assert_int_equal(edit_one(w, "caseworker", id, "city", ""), ERR_NONE);
	assert_string_equal(field_of(w, id, FIELD_CITY), "");
}

static void test_edit_refusals(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	const struct caseid none = { 2026, 99 };

	assert_int_equal(edit_one(w, "caseworker", id, "surname", ""),
			 ERR_FIELD_MISSING);
	assert_int_equal(edit_one(w, "caseworker", id, "received", "2026-11-01"),
			 ERR_FIELD_READONLY);
	assert_int_equal(edit_one(w, "caseworker", id, "note", "x"),
			 ERR_FIELD_READONLY);
	assert_int_equal(edit_one(w, "caseworker", id, "outcome", "grant"),
			 ERR_FIELD_READONLY);
	assert_int_equal(edit_one(w, "caseworker", id, "category", "medicine"),
			 ERR_FIELD_CHOICE);
	assert_int_equal(edit_one(w, "caseworker", id, "postcode", "1234 SS"),
			 ERR_FIELD_POSTCODE);
	assert_int_equal(edit_one(w, "caseworker", id, "birth_date", "2026-11-21"),
			 ERR_FIELD_FUTURE);
	assert_int_equal(edit_one(w, "caseworker", id, "rent", "12,50"),
			 ERR_FIELD_MONEY);
	assert_int_equal(edit_one(w, "caseworker", none, "city", "x"),
			 ERR_CASE_UNKNOWN);
	assert_int_equal(face_of(w, id).version, 1);
}

static enum err_code edit_from(struct casework *w, struct caseid id, uint32_t version,
			       enum field_id field, const char *text, const char *base)
{
	const struct field_set set = { .kind = field_by_id(field)->part,
				       .field = (uint16_t)field,
				       .text = strv(text),
				       .base = strv(base) };
	struct verb_args args = {
		.id = id, .version = version, .set = &set, .nset = 1
	};

	return attempt(w, "caseworker", "edit", &args);
}

/* Field by field: only where both changed, and differently, the writer is asked. */
static void test_merge(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");

	assert_int_equal(edit_from(w, id, 1, FIELD_CITY, "Testkerke", ""), ERR_NONE);
	/* Another field, from the older version: merged. */
	assert_int_equal(edit_from(w, id, 1, FIELD_STREET, "Dorpsweg", ""), ERR_NONE);
	/* The same field, the same text: nothing to ask. */
	assert_int_equal(edit_from(w, id, 1, FIELD_CITY, "Testkerke", ""), ERR_NONE);
	/* The same field, another text. */
	assert_int_equal(edit_from(w, id, 1, FIELD_CITY, "Voorbeeldstad", ""),
			 ERR_CASE_CHANGED);
	assert_string_equal(err_arg_str(&w->e, 0), "city");
	assert_string_equal(field_of(w, id, FIELD_CITY), "Testkerke");
	/* Seen and meant: now the base is what is there. */
	assert_int_equal(edit_from(w, id, 1, FIELD_CITY, "Voorbeeldstad", "Testkerke"),
			 ERR_NONE);
	/* Without a version: whatever is there. */
	assert_int_equal(edit_from(w, id, 0, FIELD_CITY, "Elders", ""), ERR_NONE);
	assert_string_equal(field_of(w, id, FIELD_STREET), "Dorpsweg");
}

static void test_repeating_parts(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	const struct field_set two[] = { ROW(EVIDENCE, EVIDENCE_KIND, "income"),
					 ROW(EVIDENCE, EVIDENCE_STATUS, "asked") };
	struct verb_args args = { .id = id, .set = two, .nset = 2 };

	assert_int_equal(attempt(w, "caseworker", "edit", &args), ERR_NONE);
	assert_int_equal(edit_one(w, "caseworker", id, "evidence_kind", "rent"),
			 ERR_NONE);
	struct dossier d = dossier_of(w, id);

	assert_int_equal(dossier_count(&d, PART_EVIDENCE), 2);
	assert_true(strv_eq(
		part_get(dossier_part(&d, PART_EVIDENCE, 0), FIELD_EVIDENCE_STATUS),
		STRV("asked")));
	/* An existing part by its number; one that was never there. */
	struct field_set later = ROW(EVIDENCE, EVIDENCE_STATUS, "received");

	later.seq = 1;
	args = (struct verb_args){ .id = id, .set = &later, .nset = 1 };
	assert_int_equal(attempt(w, "caseworker", "edit", &args), ERR_NONE);
	later.seq = 7;
	assert_int_equal(attempt(w, "caseworker", "edit", &args), ERR_FIELD_UNKNOWN);
	d = dossier_of(w, id);
	assert_true(strv_eq(
		part_get(dossier_part(&d, PART_EVIDENCE, 0), FIELD_EVIDENCE_STATUS),
		STRV("received")));
}

static void test_note(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");

	assert_int_equal(attempt_on(w, "caseworker", "note", id, " \n ", NULL),
			 ERR_TEXT_MISSING);
	assert_int_equal(attempt_on(w, "caseworker", "note", id, "a\033[2Jb", NULL),
			 ERR_FIELD_CONTROL);
	must(w, "caseworker", "note", id, "Gebeld.\nMorgen terugbellen.", NULL);
	must(w, "decider", "note", id, "Gezien.", NULL);
	const struct dossier d = dossier_of(w, id);
	const struct part *p = dossier_part(&d, PART_NOTE, 0);

	assert_int_equal(dossier_count(&d, PART_NOTE), 2);
	assert_true(strv_eq(part_get(p, FIELD_NOTE_TEXT),
			    STRV("Gebeld.\nMorgen terugbellen.")));
	assert_true(strv_eq(part_get(p, FIELD_NOTE_BY), STRV("caseworker")));
	assert_true(strv_eq(part_get(p, FIELD_NOTE_DATE), STRV("2026-11-20")));
}

/* ---- hands ----------------------------------------------------------------------- */

static void test_claim(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");

	must(w, "caseworker", "claim", id, NULL, NULL);
	assert_int_equal(face_of(w, id).state, STATE_HANDLING);
	assert_true(strv_eq(dossier_of(w, id).handler, STRV("caseworker")));
	assert_int_equal(attempt_on(w, "caseworker2", "claim", id, NULL, NULL),
			 ERR_CASE_STATE);
	assert_int_equal(attempt_on(w, "caseworker2", "release", id, NULL, NULL),
			 ERR_NOT_HANDLER);
	assert_string_equal(err_arg_str(&w->e, 0), "caseworker");
	must(w, "caseworker", "release", id, NULL, NULL);
	assert_int_equal(face_of(w, id).state, STATE_REGISTERED);
	assert_int_equal(face_of(w, id).handler, 0);
	assert_int_equal(attempt_on(w, "caseworker", "release", id, NULL, NULL),
			 ERR_FORBIDDEN);
	must(w, "caseworker2", "claim", id, NULL, NULL);
	must(w, "coordinator", "release", id, NULL, NULL);
}

static void test_claim_next(void **state)
{
	struct casework *w = *state;
	const struct testcase hidden = { .received = "2026-09-01", .protect = true };
	struct verb_args args = { 0 };

	assert_int_equal(attempt(w, "caseworker", "claim-next", &args), ERR_CASE_NONE);
	teststore_register(&w->ts, &hidden);
	assert_int_equal(attempt(w, "caseworker", "claim-next", &args), ERR_CASE_NONE);
	/* Nor by accident for who may see them. */
	assert_int_equal(attempt(w, "decider", "claim-next", &args), ERR_CASE_NONE);
	const struct caseid late = received(w, "2026-11-03");
	const struct caseid early = received(w, "2026-10-01");

	assert_int_equal(attempt(w, "caseworker", "claim-next", &args), ERR_NONE);
	assert_true(caseid_eq(args.id, early));
	assert_int_equal(attempt(w, "decider", "claim-next", &args), ERR_NONE);
	assert_true(caseid_eq(args.id, late));
	assert_true(strv_eq(dossier_of(w, late).handler, STRV("decider")));
}

static void test_assign(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	struct verb_args off = { .user = STRV("caseworker2") };
	size_t n;

	/* Unassigned cases are for who assigns; one's own may be passed on. */
	assert_int_equal(attempt_on(w, "caseworker", "assign", id, "caseworker", NULL),
			 ERR_FORBIDDEN);
	must(w, "coordinator", "assign", id, "caseworker", NULL);
	assert_int_equal(face_of(w, id).state, STATE_HANDLING);
	assert_true(strv_eq(last_entry(w, id, &n).text, STRV("caseworker")));
	assert_int_equal(attempt_on(w, "caseworker2", "assign", id, "decider", NULL),
			 ERR_NOT_HANDLER);
	must(w, "caseworker", "assign", id, "decider", NULL);
	assert_true(strv_eq(dossier_of(w, id).handler, STRV("decider")));
	assert_int_equal(attempt_on(w, "coordinator", "assign", id, "nobody", NULL),
			 ERR_USER_UNKNOWN);
	assert_int_equal(attempt_on(w, "coordinator", "assign", id, "desk", NULL),
			 ERR_USER_NOT_CASEWORKER);
	assert_int_equal(
		attempt_on(w, "coordinator", "assign", id, "coordinator", NULL),
		ERR_USER_NOT_CASEWORKER);
	assert_int_equal(attempt(w, "administrator", "user-disable", &off), ERR_NONE);
	assert_int_equal(
		attempt_on(w, "coordinator", "assign", id, "caseworker2", NULL),
		ERR_USER_DISABLED);
	assert_int_equal(attempt_on(w, "coordinator", "assign", id, NULL, NULL),
			 ERR_USAGE_MISSING);
}

/* Protected: its handler, deciders and coordinators; nobody else knows it exists. */
static void test_protected(void **state)
{
	struct casework *w = *state;
	const struct testcase tc = { .received = "2026-11-02", .protect = true };
	const struct caseid id = teststore_register(&w->ts, &tc);
	static const char *const verbs[] = { "claim", "note", "view", "withdraw",
					     "void" };

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		assert_int_equal(attempt_on(w, "caseworker", verbs[i], id, "x", NULL),
				 ERR_CASE_UNKNOWN);
	assert_int_equal(edit_one(w, "caseworker", id, "city", "x"), ERR_CASE_UNKNOWN);
	must(w, "coordinator", "assign", id, "caseworker", NULL);
	must(w, "caseworker", "view", id, NULL, NULL);
	must(w, "caseworker", "note", id, "Gebeld.", NULL);
	assert_int_equal(attempt_on(w, "caseworker2", "note", id, "x", NULL),
			 ERR_CASE_UNKNOWN);
	must(w, "decider", "note", id, "Gezien.", NULL);
}

/* ---- views and drafts ------------------------------------------------------------ */

static void test_view(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	const uint64_t before = store_generation(w->ts.store);
	size_t n;

	must(w, "caseworker2", "view", id, NULL, NULL);
	assert_true(strv_eq(last_entry(w, id, &n).verb, STRV("view")));
	assert_int_equal(face_of(w, id).version, 1);
	assert_true(store_generation(w->ts.store) == before);
	must(w, "caseworker2", "note", id, "x", NULL);
	assert_true(store_generation(w->ts.store) != before);
}

static struct strv draft_of(struct casework *w, const char *user, struct caseid id)
{
	const struct actor actor = teststore_actor(&w->ts, user);
	struct err e = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);
	struct strv text;

	assert_true(draft_load(t, &actor, id, STRV("note"), &w->arena, &text, &e));
	txn_end(t);
	return text;
}

static void test_drafts(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	struct verb_args bad = { .id = id, .form = STRV("No Such"), .text = STRV("x") };

	must(w, "caseworker", "draft-save", id, "Half een zin", NULL);
	assert_true(strv_eq(draft_of(w, "caseworker", id), STRV("Half een zin")));
	assert_int_equal(draft_of(w, "caseworker2", id).n, 0);
	must(w, "caseworker", "draft-save", id, "Een zin.", NULL);
	assert_true(strv_eq(draft_of(w, "caseworker", id), STRV("Een zin.")));
	must(w, "caseworker", "draft-drop", id, NULL, NULL);
	assert_int_equal(draft_of(w, "caseworker", id).n, 0);
	must(w, "caseworker", "draft-save", id, "x", NULL);
	must(w, "caseworker", "draft-save", id, "", NULL);
	assert_int_equal(draft_of(w, "caseworker", id).n, 0);
	assert_int_equal(attempt(w, "caseworker", "draft-save", &bad), ERR_USAGE);
	bad.form = strv("");
	assert_int_equal(attempt(w, "caseworker", "draft-save", &bad),
			 ERR_USAGE_MISSING);
	/* A registration that is being typed has no number; the desk may type it. */
	const struct caseid none = { 0, 0 };

	must(w, "desk", "draft-save", none, "surname=Jansen", NULL);
	assert_true(strv_eq(draft_of(w, "desk", none), STRV("surname=Jansen")));
	assert_int_equal(draft_of(w, "caseworker", none).n, 0);
	must(w, "desk", "draft-drop", none, NULL, NULL);
	/* A draft is no change of the dossier. */
	assert_int_equal(face_of(w, id).version, 1);
}

static void test_draft_too_large(void **state)
{
	struct casework *w = *state;
	char *much = calloc(1, 70000);
	struct verb_args args = { .id = received(w, "2026-11-02"),
				  .form = STRV("note") };

	assert_non_null(much);
	memset(much, 'x', 69999);
	args.text = strv(much);
	assert_int_equal(attempt(w, "caseworker", "draft-save", &args), ERR_TOO_LARGE);
	free(much);
}

/* ---- users and policies ---------------------------------------------------------- */

static enum err_code on_user(struct casework *w, const char *verb, const char *name,
			     unsigned roles)
{
	struct verb_args args = { .user = strv(name), .roles = roles };

	return attempt(w, "administrator", verb, &args);
}

static void test_users(void **state)
{
	struct casework *w = *state;
	struct err e = { 0 };
	struct user u;

	assert_int_equal(on_user(w, "user-add", "de-boer_2", ROLE_DESK), ERR_NONE);
	assert_int_equal(on_user(w, "user-add", "de-boer_2", ROLE_DESK),
			 ERR_USER_EXISTS);
	assert_int_equal(on_user(w, "user-add", "-rf", ROLE_DESK), ERR_USER_NAME);
	assert_int_equal(on_user(w, "user-add", "a b", ROLE_DESK), ERR_USER_NAME);
	assert_int_equal(on_user(w, "user-add", "a-name-of-more-than-thirty-two-bytes",
				 ROLE_DESK),
			 ERR_USER_NAME);
	assert_int_equal(on_user(w, "user-add", "", ROLE_DESK), ERR_USAGE_MISSING);
	assert_int_equal(on_user(w, "user-add", "x", 0), ERR_USAGE_MISSING);
	assert_int_equal(on_user(w, "user-add", "x", ROLE_ADMINISTRATOR | ROLE_DESK),
			 ERR_ROLE_COMBINATION);
	assert_int_equal(on_user(w, "user-role", "nobody", ROLE_DESK),
			 ERR_USER_UNKNOWN);
	assert_int_equal(
		on_user(w, "user-role", "de-boer_2", ROLE_CASEWORKER | ROLE_AUDITOR),
		ERR_NONE);
	struct txn *t = txn_read(w->ts.store, &e);

	assert_true(user_by_name(t, STRV("de-boer_2"), &u, &e));
	assert_int_equal(u.roles, ROLE_CASEWORKER | ROLE_AUDITOR);
	txn_end(t);
}

static void test_last_admin(void **state)
{
	struct casework *w = *state;

	assert_int_equal(on_user(w, "user-disable", "administrator", 0),
			 ERR_LAST_ADMIN);
	assert_int_equal(on_user(w, "user-role", "administrator", ROLE_DESK),
			 ERR_LAST_ADMIN);
	assert_int_equal(on_user(w, "user-add", "second", ROLE_ADMINISTRATOR),
			 ERR_NONE);
	assert_int_equal(on_user(w, "user-disable", "second", 0), ERR_NONE);
	/* A disabled one does not count. */
	assert_int_equal(on_user(w, "user-disable", "administrator", 0),
			 ERR_LAST_ADMIN);
	assert_int_equal(on_user(w, "user-enable", "second", 0), ERR_NONE);
	assert_int_equal(on_user(w, "user-disable", "administrator", 0), ERR_NONE);
}

/* Rights are those of now: who is disabled, or loses a role, stops at once. */
static void test_rights_of_now(void **state)
{
	struct casework *w = *state;
	const struct actor session = teststore_actor(&w->ts, "caseworker");
	const struct verb *note = verb_by_name(STRV("note"));
	struct verb_args args = { .id = received(w, "2026-11-02"),
				  .today = w->today,
				  .now = TEST_NOW,
				  .text = STRV("x") };
	struct err e = { 0 };

	assert_true(store_do(w->ts.store, note, &session, &args, &e));
	assert_int_equal(on_user(w, "user-role", "caseworker", ROLE_DESK), ERR_NONE);
	assert_false(store_do(w->ts.store, note, &session, &args, &e));
	assert_int_equal(e.code, ERR_FORBIDDEN);
	assert_int_equal(on_user(w, "user-disable", "caseworker", 0), ERR_NONE);
	assert_false(store_do(w->ts.store, note, &session, &args, &e));
	assert_int_equal(e.code, ERR_USER_DISABLED);
}

static void test_policy_add(void **state)
{
	struct casework *w = *state;
	struct verb_args args = { .text = STRV("policy: [\n"),
				  .form = STRV("new.yaml") };
	struct err e = { 0 };

	assert_int_equal(attempt(w, "administrator", "policy-add", &args), ERR_YAML);
	assert_string_equal(w->e.file, "new.yaml");
	const struct policy *now = store_policy(w->ts.store, w->today, &e);

	assert_non_null(now);
	assert_null(store_policy(w->ts.store, teststore_date("2024-06-01"), &e));
	assert_int_equal(e.code, ERR_POLICY_NONE);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, casework_setup, casework_teardown)
	const struct CMUnitTest tests[] = {
		T(test_register),
		T(test_register_refusals),
		T(test_register_dates),
		T(test_reference),
		T(test_reference_protected),
		T(test_link_protected),
		T(test_duplicates),
		T(test_edit),
		T(test_edit_refusals),
		T(test_merge),
		T(test_repeating_parts),
		T(test_note),
		T(test_claim),
		T(test_claim_next),
		T(test_assign),
		T(test_protected),
		T(test_view),
		T(test_drafts),
		T(test_draft_too_large),
		T(test_users),
		T(test_last_admin),
		T(test_rights_of_now),
		T(test_policy_add),
	};
#undef T

	return cmocka_run_group_tests_name("verbs", tests, NULL, NULL);
}
