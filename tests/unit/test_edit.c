#include "store/edit.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/index.h"
#include "store/record.h"
#include "store/txn.h"
#include "tests/support/teststore.h"

struct fixture {
	struct teststore ts;
	struct actor actor;
	struct caseid id;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct testcase tc = {
		.surname = "Berg",
		.prefix = "van den",
		.bsn = "000035531",
		.reference = "OF-01000001",
	};

	assert_non_null(f);
	teststore_make(&f->ts);
	f->actor = teststore_actor(&f->ts, "caseworker");
	f->id = teststore_register(&f->ts, &tc);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(teststore_faults(&f->ts, true), 0);
	teststore_free(&f->ts);
	free(f);
	return 0;
}

/* ---- one edit, written as a function --------------------------------------------- */

typedef bool (*edit_fn)(struct edit *ed, struct err *e);

struct job {
	struct fixture *f;
	edit_fn fn;
	bool commit;
};

static bool run_job(struct txn *t, void *ctx, struct err *e)
{
	struct job *j = ctx;
	struct edit *ed = edit_open(t, &j->f->actor, j->f->id, e);

	return ed && j->fn(ed, e) &&
	       (!j->commit || edit_commit(ed, "edit", STRV("why"), TEST_NOW, e));
}

static enum err_code edit(struct fixture *f, edit_fn fn)
{
	struct err e = { .code = ERR_NONE };
	struct job j = { f, fn, true };

	return store_run(f->ts.store, run_job, &j, &e) ? ERR_NONE : e.code;
}

static struct dossier load(struct fixture *f, struct arena *a)
{
	struct err e = { .code = ERR_NONE };
	struct dossier d;
	struct txn *t = txn_read(f->ts.store, &e);

	assert_true(dossier_load(t, &f->actor, f->id, a, &d, &e));
	txn_end(t);
	return d;
}

static size_t hits(struct fixture *f, struct dbkey key)
{
	struct err e = { .code = ERR_NONE };
	struct txn *t = txn_read(f->ts.store, &e);
	struct kv_range r;
	size_t n = 0;

	assert_true(kv_range_prefix(&r, t->kv, KV_INDEX, dbkey_v(&key), false, &e));
	while (kv_range_next(&r, &e) && r.key.p)
		n++;
	kv_range_close(&r);
	txn_end(t);
	return n;
}

static size_t words(struct fixture *f, enum realm realm, const char *word)
{
	return hits(f, index_word(realm, strv(word)));
}

static uint64_t count(struct fixture *f, struct dbkey key)
{
	struct err e = { .code = ERR_NONE };
	struct txn *t = txn_read(f->ts.store, &e);
	uint64_t n;

	assert_true(index_count(t, &key, &n, &e));
	txn_end(t);
	return n;
}

static struct entry last_entry(struct fixture *f, struct arena *a)
{
	struct err e = { .code = ERR_NONE };
	struct entry *entry;
	size_t n;
	struct txn *t = txn_read(f->ts.store, &e);

	assert_true(journal_case(t, &f->actor, f->id, a, &entry, &n, &e));
	txn_end(t);
	assert_true(n > 0);
	return entry[n - 1];
}

/* ---- values ---------------------------------------------------------------------- */

static void registered(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };
	struct dossier d = load(f, &a);

	assert_int_equal(d.face.version, 1);
	assert_int_equal(d.face.state, STATE_REGISTERED);
	assert_true(strv_eq(d.face.sortkey, STRV("berg van den a")));
	assert_true(strv_eq(d.face.reference, STRV("OF-01000001")));
	assert_int_equal(d.face.flags, FACE_MINORS);
	assert_string_equal(date_iso(d.face.received).s, "2026-11-02");
	assert_string_equal(date_iso(d.face.due).s, "2026-12-28"); /* Awb 4:13 */
	assert_false(date_is(d.face.lapse));
	assert_true(strv_eq(dossier_get(&d, FIELD_BSN), STRV("000035531")));
	assert_int_equal(words(f, REALM_GENERAL, "ber"), 1);
	assert_int_equal(words(f, REALM_GENERAL, "of-0100"), 1);
	assert_int_equal(words(f, REALM_GENERAL, "van"), 0);
	assert_int_equal(
		hits(f, index_bsn(f->ts.store, REALM_GENERAL, STRV("000035531"))), 1);
	assert_int_equal(hits(f, index_reference(f->ts.store, REALM_GENERAL,
						 STRV("of-01000001"))),
			 1);
	assert_int_equal(hits(f, index_address(f->ts.store, REALM_GENERAL,
					       STRV("1234AB"), STRV("12"))),
			 1);
	assert_int_equal(count(f, index_state(REALM_GENERAL, STATE_REGISTERED)), 1);
	arena_release(&a);
}

static bool rename_it(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_APPLICANT, 0, FIELD_SURNAME, STRV("Öz"), e) &&
	       edit_set(ed, PART_APPLICANT, 0, FIELD_PREFIX, STRV(""), e) &&
	       edit_set(ed, PART_APPLICANT, 0, FIELD_SURNAME, STRV("Öz-Yıldız"), e);
}

static void change_moves_the_index(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };

	assert_int_equal(edit(f, rename_it), ERR_NONE);
	struct dossier d = load(f, &a);
	assert_int_equal(d.face.version, 2);
	assert_true(strv_eq(d.face.surname, STRV("Öz-Yıldız")));
	assert_true(strv_eq(d.face.sortkey, STRV("oz yildiz a")));
	assert_int_equal(d.face.prefix.n, 0);
	assert_int_equal(words(f, REALM_GENERAL, "berg"), 0);
	assert_int_equal(words(f, REALM_GENERAL, "yil"), 1);
	/* One change a field, from what it was to what it became. */
	struct entry entry = last_entry(f, &a);
	assert_int_equal(entry.nchanges, 2);
	assert_true(strv_eq(entry.text, STRV("why")));
	for (size_t i = 0; i < 2; i++) {
		const struct change *c = &entry.change[i];
		bool name = c->field == FIELD_SURNAME;
		assert_true(strv_eq(c->before, name ? STRV("Berg") : STRV("van den")));
		assert_true(strv_eq(c->after, name ? STRV("Öz-Yıldız") : STRV("")));
	}
	arena_release(&a);
}

static bool there_and_back(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_APPLICANT, 0, FIELD_SURNAME, STRV("Ander"), e) &&
	       edit_set(ed, PART_APPLICANT, 0, FIELD_SURNAME, STRV("Berg"), e) &&
	       edit_set(ed, PART_APPLICANT, 0, FIELD_CITY, STRV(""), e);
}

static void no_change_is_no_change(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };

	assert_int_equal(edit(f, there_and_back), ERR_NONE);
	assert_int_equal(last_entry(f, &a).nchanges, 0);
	arena_release(&a);
}

static bool wrong_field(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_HOUSING, 0, FIELD_SURNAME, STRV("x"), e);
}

static bool wrong_seq(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_APPLICANT, 1, FIELD_SURNAME, STRV("x"), e);
}

static bool no_seq(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_NOTE, 0, FIELD_NOTE_TEXT, STRV("x"), e);
}

static bool no_receipt(struct edit *ed, struct err *e)
{
	uint16_t seq = 1;

	/* The clock cannot run: nothing may be written. */
	return edit_set(ed, PART_EVENT, seq, FIELD_EVENT_DATE, STRV("not a day"), e);
}

static void refused(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };

	assert_int_equal(edit(f, wrong_field), ERR_FIELD_UNKNOWN);
	assert_int_equal(edit(f, wrong_seq), ERR_FIELD_UNKNOWN);
	assert_int_equal(edit(f, no_seq), ERR_FIELD_UNKNOWN);
	assert_int_equal(edit(f, no_receipt), ERR_STORE_CORRUPT);
	assert_int_equal(load(f, &a).face.version, 1);
	arena_release(&a);
}

/* ---- parts that repeat, and long ones -------------------------------------------- */

static char long_text[100000];

static bool add_notes(struct edit *ed, struct err *e)
{
	for (int i = 0; i < 3; i++) {
		uint16_t seq = edit_next_seq(ed, PART_NOTE);
		if (seq != i + 1 ||
		    !edit_set(ed, PART_NOTE, seq, FIELD_NOTE_TEXT,
			      strv_n(long_text, i == 1 ? sizeof long_text : 10), e))
			return false;
	}
	return true;
}

static bool shorten(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_NOTE, 2, FIELD_NOTE_TEXT, STRV("short"), e);
}

static bool remove_second(struct edit *ed, struct err *e)
{
	return edit_set(ed, PART_NOTE, 2, FIELD_NOTE_TEXT, STRV(""), e) &&
	       edit_next_seq(ed, PART_NOTE) == 4;
}

static size_t part_keys(struct fixture *f)
{
	struct err e = { .code = ERR_NONE };
	struct txn *t = txn_read(f->ts.store, &e);
	size_t n;

	assert_true(kv_entries(t->kv, KV_PART, &n, &e));
	txn_end(t);
	return n;
}

static void long_parts_in_chunks(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };
	size_t before = part_keys(f);

	memset(long_text, 'x', sizeof long_text);
	assert_int_equal(edit(f, add_notes), ERR_NONE);
	struct dossier d = load(f, &a);
	assert_int_equal(dossier_count(&d, PART_NOTE), 3);
	assert_int_equal(part_get(dossier_part(&d, PART_NOTE, 1), FIELD_NOTE_TEXT).n,
			 sizeof long_text);
	assert_int_equal(part_keys(f),
			 before + 2 + sizeof long_text / KV_VALUE_GOOD + 1);
	assert_int_equal(edit(f, shorten), ERR_NONE);
	assert_int_equal(part_keys(f), before + 3); /* no chunk is left behind */
	assert_int_equal(edit(f, remove_second), ERR_NONE);
	assert_int_equal(part_keys(f), before + 2);
	d = load(f, &a);
	assert_int_equal(dossier_count(&d, PART_NOTE), 2);
	assert_int_equal(dossier_part(&d, PART_NOTE, 1)->seq, 3);
	assert_null(dossier_part(&d, PART_NOTE, 2));
	arena_release(&a);
}

static bool far_too_long(struct edit *ed, struct err *e)
{
	struct str text = { 0 };

	for (int i = 0; i < 6; i++)
		str_add(&text, strv_n(long_text, sizeof long_text));
	bool ok = edit_set(ed, PART_NOTE, 1, FIELD_NOTE_TEXT, strv_of(&text), e);
	str_release(&text);
	return ok;
}

static void too_long_is_refused(void **state)
{
	assert_int_equal(edit(*state, far_too_long), ERR_TOO_LARGE);
}

/* Only what changed is sealed anew. */
static void untouched_parts_stay(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct dbkey key = key_chunk(f->id, PART_APPLICATION, 0, 0);
	struct arena a = { 0 };
	struct strv v, before;

	struct txn *t = txn_read(f->ts.store, &e);
	assert_true(kv_get(t->kv, KV_PART, dbkey_v(&key), &v, &e));
	before = arena_copy(&a, v);
	txn_end(t);
	assert_int_equal(edit(f, rename_it), ERR_NONE);
	t = txn_read(f->ts.store, &e);
	assert_true(kv_get(t->kv, KV_PART, dbkey_v(&key), &v, &e));
	assert_true(strv_eq(v, before));
	txn_end(t);
	arena_release(&a);
}

/* ---- state, handler, clock ------------------------------------------------------- */

static bool claim(struct edit *ed, struct err *e)
{
	edit_handler(ed, 2);
	return edit_move(ed, MOVE_CLAIM, "claim", e);
}

static bool close_it(struct edit *ed, struct err *e)
{
	edit_ended(ed, TEST_TODAY);
	return edit_move(ed, MOVE_WITHDRAW, "withdraw", e);
}

static bool approve(struct edit *ed, struct err *e)
{
	return edit_move(ed, MOVE_APPROVE, "approve", e);
}

static void counts_and_queues_follow(void **state)
{
	struct fixture *f = *state;
	struct dbkey old = index_state(REALM_GENERAL, STATE_REGISTERED);
	struct dbkey new = index_state(REALM_GENERAL, STATE_HANDLING);
	struct dbkey mine = index_handler(REALM_GENERAL, 2, STATE_HANDLING);
	struct dbkey closed = index_state(REALM_GENERAL, STATE_CLOSED);
	struct arena a = { 0 };

	assert_int_equal(edit(f, claim), ERR_NONE);
	assert_true(count(f, old) == 0 && hits(f, old) == 0);
	assert_true(count(f, new) == 1 && hits(f, new) == 1);
	assert_true(count(f, mine) == 1 && hits(f, mine) == 1);
	assert_true(strv_eq(load(f, &a).handler, STRV("caseworker")));
	assert_int_equal(edit(f, close_it), ERR_NONE);
	assert_true(count(f, mine) == 0 && hits(f, mine) == 0);
	/* Closed cases stand by the day they ended. */
	dbkey_date(&closed, TEST_TODAY);
	assert_int_equal(hits(f, closed), 1);
	assert_int_equal(edit(f, approve), ERR_CASE_STATE);
	arena_release(&a);
}

static bool invite(struct edit *ed, struct err *e)
{
	edit_handler(ed, 2);
	return edit_move(ed, MOVE_CLAIM, "claim", e) &&
	       edit_event(ed, EVENT_INVITE, teststore_date("2026-11-09"),
			  teststore_date("2026-11-23"), STRV("Stuur uw inkomen"), e) &&
	       edit_move(ed, MOVE_INVITE, "invite", e);
}

static bool receive_twice(struct edit *ed, struct err *e)
{
	return edit_event(ed, EVENT_RECEIVED, TEST_TODAY, DATE_NONE, STRV(""), e);
}

static bool until_before(struct edit *ed, struct err *e)
{
	return edit_event(ed, EVENT_INVITE, TEST_TODAY, date_add(TEST_TODAY, -3),
			  STRV(""), e);
}

static bool ask_term(struct edit *ed, struct err *e)
{
	struct term *t = arena_alloc(edit_arena(ed), sizeof *t);

	return t && edit_term(ed, TEST_TODAY, t, e) && t->stands_still &&
	       t->due.days == teststore_date("2027-01-11").days;
}

static void clock_is_recomputed(void **state)
{
	struct fixture *f = *state;
	struct arena a = { 0 };

	assert_int_equal(edit(f, invite), ERR_NONE);
	struct dossier d = load(f, &a);
	/* Awb 4:15 lid 1: suspended from the day after the invitation. */
	assert_string_equal(date_iso(d.face.due).s, "2027-01-11");
	assert_string_equal(date_iso(d.face.lapse).s, "2026-11-23");
	assert_int_equal(edit(f, ask_term), ERR_NONE);
	assert_int_equal(edit(f, receive_twice), ERR_TERM_TWICE);
	assert_int_equal(edit(f, until_before), ERR_TERM_UNTIL);
	arena_release(&a);
}

/* ---- protected ------------------------------------------------------------------- */

static bool protect(struct edit *ed, struct err *e)
{
	edit_handler(ed, 2);
	return edit_move(ed, MOVE_CLAIM, "claim", e) &&
	       edit_set(ed, PART_APPLICATION, 0, FIELD_PROTECTED, STRV("1"), e);
}

static enum err_code load_code(struct fixture *f, const char *user, struct caseid id)
{
	struct err e = { .code = ERR_NONE };
	struct actor actor = teststore_actor(&f->ts, user);
	struct arena a = { 0 };
	struct dossier d;
	struct txn *t = txn_read(f->ts.store, &e);
	bool ok = dossier_load(t, &actor, id, &a, &d, &e);

	txn_end(t);
	arena_release(&a);
	return ok ? ERR_NONE : e.code;
}

static void protected_leaves_the_general_indexes(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct strv all = { NULL, 0 };
	struct kv_range r;

	assert_int_equal(edit(f, protect), ERR_NONE);
	struct txn *t = txn_read(f->ts.store, &e);
	assert_true(kv_range_prefix(&r, t->kv, KV_INDEX, all, false, &e));
	while (kv_range_next(&r, &e) && r.key.p)
		assert_int_equal(r.key.p[1], REALM_PROTECTED);
	kv_range_close(&r);
	txn_end(t);
	assert_int_equal(words(f, REALM_PROTECTED, "berg"), 1);
	assert_int_equal(count(f, index_state(REALM_GENERAL, STATE_HANDLING)), 0);
	assert_int_equal(load_code(f, "caseworker", f->id), ERR_NONE);
	assert_int_equal(load_code(f, "decider", f->id), ERR_NONE);
	assert_int_equal(load_code(f, "coordinator", f->id), ERR_NONE);
	assert_int_equal(load_code(f, "caseworker2", f->id), ERR_CASE_UNKNOWN);
	assert_int_equal(load_code(f, "desk", f->id), ERR_FORBIDDEN);
	assert_int_equal(load_code(f, "desk", (struct caseid){ 2026, 77 }),
			 ERR_FORBIDDEN);
}

/* ---- other cases ----------------------------------------------------------------- */

struct duplicates {
	struct fixture *f;
	struct actor actor;
	struct caseid id[4];
	const char *kind[4];
	size_t n;
};

static bool look(struct txn *t, void *ctx, struct err *e)
{
	struct duplicates *d = ctx;
	struct edit *ed = edit_new(t, &d->actor, 2026, e);

	if (!ed ||
	    !edit_set(ed, PART_APPLICANT, 0, FIELD_SURNAME, STRV("VAN DEN BERG"), e) ||
	    !edit_set(ed, PART_APPLICANT, 0, FIELD_BIRTH_DATE, STRV("1985-03-26"), e) ||
	    !edit_set(ed, PART_APPLICANT, 0, FIELD_BSN, STRV("000074147"), e))
		return false;
	d->n = edit_duplicates(ed, d->id, d->kind, 4);
	return true;
}

static bool look_bsn(struct txn *t, void *ctx, struct err *e)
{
	struct duplicates *d = ctx;
	struct edit *ed = edit_new(t, &d->actor, 2026, e);

	if (!ed || !edit_set(ed, PART_APPLICANT, 0, FIELD_BSN, STRV("000035531"), e))
		return false;
	d->n = edit_duplicates(ed, d->id, d->kind, 4);
	return true;
}

static void duplicates(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct duplicates d = { .f = f, .actor = teststore_actor(&f->ts, "desk") };

	/* The prefix may stand in either field. */
	assert_true(store_run(f->ts.store, look, &d, &e));
	assert_int_equal(d.n, 1);
	assert_true(caseid_eq(d.id[0], f->id));
	assert_string_equal(d.kind[0], "same-name-and-birth");
	assert_true(store_run(f->ts.store, look_bsn, &d, &e));
	assert_int_equal(d.n, 1);
	assert_string_equal(d.kind[0], "same-bsn");
	/* A protected dossier does not show, but to who may see it. */
	assert_int_equal(edit(f, protect), ERR_NONE);
	assert_true(store_run(f->ts.store, look, &d, &e));
	assert_int_equal(d.n, 0);
	assert_true(store_run(f->ts.store, look_bsn, &d, &e));
	assert_int_equal(d.n, 0);
	d.actor = teststore_actor(&f->ts, "decider");
	assert_true(store_run(f->ts.store, look_bsn, &d, &e));
	assert_int_equal(d.n, 1);
}

static void reference(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct caseid id;
	struct txn *t = txn_read(f->ts.store, &e);

	assert_true(reference_find(t, STRV("OF-01000001"), &id));
	assert_true(caseid_eq(id, f->id));
	assert_true(reference_find(t, STRV("of-01000001"), &id));
	assert_false(reference_find(t, STRV("OF-0100000"), &id));
	assert_false(reference_find(t, STRV(""), &id));
	txn_end(t);
	/* Also of a protected dossier: importing again adds nothing. */
	assert_int_equal(edit(f, protect), ERR_NONE);
	t = txn_read(f->ts.store, &e);
	assert_true(reference_find(t, STRV("OF-01000001"), &id));
	txn_end(t);
}

/* ---- numbers, drafts ------------------------------------------------------------- */

static bool two_numbers(struct txn *t, void *ctx, struct err *e)
{
	struct caseid *id = ctx;
	struct actor actor = { .id = 1 };
	struct edit *a = edit_new(t, &actor, 2026, e),
		    *b = edit_new(t, &actor, 2027, e);
	struct edit *c = edit_new(t, &actor, 2026, e);

	if (!a || !b || !c)
		return false;
	id[0] = edit_dossier(a)->face.id;
	id[1] = edit_dossier(b)->face.id;
	id[2] = edit_dossier(c)->face.id;
	return true;
}

static void numbers_by_year(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct caseid id[3];

	assert_true(store_run(f->ts.store, two_numbers, id, &e));
	assert_string_equal(caseid_write(id[0]).s, "2026-000002");
	assert_string_equal(caseid_write(id[1]).s, "2027-000001");
	assert_string_equal(caseid_write(id[2]).s, "2026-000003");
}

static void save_draft(struct fixture *f, const char *user, const char *form,
		       const char *text, int64_t now)
{
	struct verb_args args = teststore_args(f->id);

	args.form = strv(form);
	args.text = strv(text);
	args.now = now;
	teststore_do(&f->ts, user, "draft-save", &args);
}

static struct strv draft_of(struct fixture *f, const char *user, const char *form,
			    struct arena *a)
{
	struct err e = { .code = ERR_NONE };
	struct actor actor = teststore_actor(&f->ts, user);
	struct strv text;
	struct txn *t = txn_read(f->ts.store, &e);

	assert_true(draft_load(t, &actor, f->id, strv(form), a, &text, &e));
	txn_end(t);
	return text;
}

static void drafts(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct caseid id;
	struct strv form;

	save_draft(f, "caseworker", "note", "half a sen", TEST_NOW + 5);
	save_draft(f, "caseworker", "decide", "reasons", TEST_NOW);
	save_draft(f, "caseworker2", "note", "another's", TEST_NOW + 9);
	assert_true(strv_eq(draft_of(f, "caseworker", "note", &a), STRV("half a sen")));
	assert_true(strv_eq(draft_of(f, "caseworker2", "note", &a), STRV("another's")));
	assert_int_equal(draft_of(f, "decider", "note", &a).n, 0);
	assert_int_equal(draft_of(f, "caseworker", "not", &a).n, 0);
	struct txn *t = txn_read(f->ts.store, &e);
	assert_true(draft_latest(t, &f->actor, &id, &a, &form, &e));
	assert_true(caseid_eq(id, f->id) && strv_eq(form, STRV("note")));
	txn_end(t);
	struct verb_args args = teststore_args(f->id);
	args.form = STRV("note");
	teststore_do(&f->ts, "caseworker", "draft-drop", &args);
	assert_int_equal(draft_of(f, "caseworker", "note", &a).n, 0);
	t = txn_read(f->ts.store, &e);
	assert_true(draft_latest(t, &f->actor, &id, &a, &form, &e));
	assert_true(strv_eq(form, STRV("decide")));
	struct actor nobody = teststore_actor(&f->ts, "decider");
	assert_true(draft_latest(t, &nobody, &id, &a, &form, &e));
	assert_true(id.year == 0 && form.n == 0);
	txn_end(t);
	arena_release(&a);
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(registered),
		T(change_moves_the_index),
		T(no_change_is_no_change),
		T(refused),
		T(long_parts_in_chunks),
		T(too_long_is_refused),
		T(untouched_parts_stay),
		T(counts_and_queues_follow),
		T(clock_is_recomputed),
		T(protected_leaves_the_general_indexes),
		T(duplicates),
		T(reference),
		T(numbers_by_year),
		T(drafts),
	};

	return cmocka_run_group_tests_name("edit", tests, NULL, NULL);
}
