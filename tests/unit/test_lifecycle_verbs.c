#include "tests/support/casework.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A case through its life: invited, completed, proposed, returned, approved, announced,
 * withdrawn, voided; and all that stops it. Today is Friday 2026-11-20. */

/* ---- the repair invitation ------------------------------------------------------- */

static void test_invite(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	size_t n;

	assert_string_equal(date_iso(face_of(w, id).due).s, "2026-12-28");
	must(w, "caseworker", "invite", id, "Stuur uw huurcontract.", "2026-12-04");
	const struct face f = face_of(w, id);

	assert_int_equal(f.state, STATE_WAITING);
	assert_string_equal(date_iso(f.lapse).s, "2026-12-04");
	/* 14 days from tomorrow on: 2026-12-28 becomes Monday 2027-01-11. */
	assert_string_equal(date_iso(f.due).s, "2027-01-11");
	assert_true(face_waits(&f, w->today));
	assert_true(strv_eq(last_entry(w, id, &n).verb, STRV("invite")));
	/* Again is legal. */
	must(w, "caseworker", "invite", id, "En uw loonstroken.", "2026-12-11");
	assert_string_equal(date_iso(face_of(w, id).lapse).s, "2026-12-11");
}

static void test_invite_refusals(void **state)
{
	struct casework *w = *state;
	const struct caseid fresh = received(w, "2026-11-02");
	const struct caseid id = handled(w, "caseworker", "2026-11-02");

	assert_int_equal(
		attempt_on(w, "caseworker", "invite", fresh, "x", "2026-12-04"),
		ERR_CASE_STATE);
	assert_string_equal(err_arg_str(&w->e, 0), "invite");
	assert_string_equal(err_arg_str(&w->e, 1), "registered");
	assert_int_equal(attempt_on(w, "caseworker", "invite", id, "x", "2026-11-20"),
			 ERR_DATE_ORDER);
	assert_int_equal(attempt_on(w, "caseworker", "invite", id, "x", NULL),
			 ERR_USAGE_MISSING);
	assert_int_equal(attempt_on(w, "caseworker", "invite", id, "", "2026-12-04"),
			 ERR_TEXT_MISSING);
	assert_int_equal(attempt_on(w, "caseworker2", "invite", id, "x", "2026-12-04"),
			 ERR_NOT_HANDLER);
	assert_int_equal(attempt_on(w, "decider", "invite", id, "x", "2026-12-04"),
			 ERR_NOT_HANDLER);
	must(w, "caseworker", "invite", id, "x", "2026-11-21");
}

static void test_complete(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");

	assert_int_equal(attempt_on(w, "caseworker", "complete", id, NULL, NULL),
			 ERR_CASE_STATE);
	must(w, "caseworker", "invite", id, "x", "2026-12-04");
	assert_int_equal(
		attempt_on(w, "caseworker", "complete", id, NULL, "2026-11-21"),
		ERR_DATE_FUTURE);
	assert_int_equal(
		attempt_on(w, "caseworker", "complete", id, NULL, "2026-11-19"),
		ERR_DATE_ORDER);
	assert_int_equal(attempt_on(w, "caseworker2", "complete", id, NULL, NULL),
			 ERR_NOT_HANDLER);
	w->today = teststore_date("2026-11-26");
	must(w, "caseworker", "complete", id, NULL, "2026-11-25");
	const struct face f = face_of(w, id);

	assert_int_equal(f.state, STATE_HANDLING);
	assert_false(date_is(f.lapse));
	/* 21–24 November are four days: 2026-12-28 plus 4 is a Friday. */
	assert_string_equal(date_iso(f.due).s, "2027-01-04");
}

/* Without a date: completed today. */
static void test_complete_today(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");

	must(w, "caseworker", "invite", id, "x", "2026-12-04");
	must(w, "caseworker", "complete", id, NULL, NULL);
	assert_string_equal(date_iso(face_of(w, id).due).s, "2026-12-28");
}

/* ---- proposing ------------------------------------------------------------------- */

static void test_propose(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct proposal p = good(w, id, "refuse", "a  c a");
	size_t n;

	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
	assert_int_equal(face_of(w, id).state, STATE_PROPOSED);
	/* Each ground once, one blank between. */
	assert_string_equal(decision_of(w, id, FIELD_GROUNDS), "a c");
	assert_string_equal(decision_of(w, id, FIELD_OUTCOME), "refuse");
	assert_string_equal(decision_of(w, id, FIELD_PROPOSED_BY), "caseworker");
	assert_string_equal(decision_of(w, id, FIELD_PROPOSED_ON), "2026-11-20");
	assert_string_equal(decision_of(w, id, FIELD_HARDSHIP), "considered");
	assert_string_equal(decision_of(w, id, FIELD_LETTER),
			    "Beste lezer, dit is het besluit.");
	assert_int_equal(last_entry(w, id, &n).after, STATE_PROPOSED);
	/* What was proposed is no longer edited under the colleague's eyes. */
	assert_int_equal(edit_one(w, "caseworker", id, "city", "x"), ERR_CASE_STATE);
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_CASE_STATE);
}

static void refused(struct casework *w, struct caseid id, const struct proposal *p,
		    enum err_code code, const char *arg)
{
	const enum err_code got = propose(w, "caseworker", id, p);

	if (got != code)
		fail_msg("%s, not %s", err_name(got), err_name(code));
	if (arg)
		assert_string_equal(err_arg_str(&w->e, 0), arg);
	assert_int_equal(face_of(w, id).state, STATE_HANDLING);
}

static void test_propose_refusals(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02"); /* medical */
	const struct proposal fine = good(w, id, "refuse", "a");
	struct proposal p = fine;

	p.outcome = strv("maybe");
	refused(w, id, &p, ERR_OUTCOME_UNKNOWN, "maybe");
	p = fine;
	p.grounds = strv("");
	refused(w, id, &p, ERR_GROUND_MISSING, NULL);
	p.grounds = strv("a z");
	refused(w, id, &p, ERR_GROUND_UNKNOWN, "z");
	p.grounds = strv("k"); /* only for break-ups */
	refused(w, id, &p, ERR_GROUND_UNKNOWN, "k");
	p.grounds = strv("t1"); /* of a grant */
	refused(w, id, &p, ERR_GROUND_NOT_HERE, "t1");
	p = fine;
	p.reasons = strv(" \n");
	refused(w, id, &p, ERR_FIELD_MISSING, "reasons");
	p = fine;
	p.letter = strv("");
	refused(w, id, &p, ERR_LETTER_MISSING, caseid_write(id).s);
	p = fine;
	p.letter_version--;
	refused(w, id, &p, ERR_LETTER_STALE, NULL);
	assert_int_equal(propose(w, "caseworker2", id, &fine), ERR_NOT_HANDLER);
	assert_int_equal(propose(w, "caseworker", id, &fine), ERR_NONE);
}

/* Two children: the reasons have a word on their interest; without them it is not
 * asked. */
static void test_child_interest(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct proposal p = good(w, id, "refuse", "a");

	p.child_interest = strv("");
	refused(w, id, &p, ERR_CHILD_MISSING, NULL);
	assert_int_equal(edit_one(w, "caseworker", id, "children", "0"), ERR_NONE);
	refused(w, id, &p, ERR_LETTER_STALE, NULL); /* rendered before that edit */
	p.letter_version = face_of(w, id).version;
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
}

static void test_hardship(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct proposal p = good(w, id, "refuse", "a");

	p.hardship = strv("");
	refused(w, id, &p, ERR_HARDSHIP_MISSING, NULL);
	p.hardship = strv("not-needed");
	refused(w, id, &p, ERR_HARDSHIP_MISSING, NULL);
	p.hardship = strv("applied");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
}

/* A grant asks neither of these; it does ask why (Awb 3:46). */
static void test_propose_grant(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct proposal p = good(w, id, "grant", "");

	p.child_interest = strv("");
	p.hardship = strv("");
	p.reasons = strv("");
	refused(w, id, &p, ERR_GROUND_MISSING, NULL);
	p.hardship = strv("never");
	p.grounds = strv("t1");
	refused(w, id, &p, ERR_FIELD_CHOICE, "hardship");
	p.hardship = strv("not-needed");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
}

/* Awb 4:5: only after a repair term, and within four weeks of its end. */
static void test_untreated(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct proposal p = good(w, id, "untreated", "u1");

	refused(w, id, &p, ERR_UNTREATED_NO_INVITE, NULL);
	must(w, "caseworker", "invite", id, "x", "2026-12-04");
	p.letter_version = face_of(w, id).version;
	/* While the term runs nothing is proposed. */
	w->today = teststore_date("2026-12-04");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_CASE_STATE);
	assert_string_equal(err_arg_str(&w->e, 1), "waiting");
	/* Four weeks after Friday 4 December is New Year's Day, the 2nd and 3rd are a
	 * weekend: Monday 2027-01-04. */
	w->today = teststore_date("2027-01-05");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_UNTREATED_LATE);
	assert_string_equal(date_iso(w->e.arg[0].u.date).s, "2027-01-04");
	w->today = teststore_date("2027-01-04");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
	/* Nor is it approved when the power is gone. */
	w->today = teststore_date("2027-01-05");
	assert_int_equal(attempt_on(w, "decider", "approve", id, NULL, NULL),
			 ERR_UNTREATED_LATE);
	w->today = teststore_date("2027-01-04");
	must(w, "decider", "approve", id, NULL, NULL);
}

/* Completed in time, but what was sent does not do: the four weeks run from the day of
 * completion (Awb 4:5 lid 4), Monday 23 November to Monday 21 December. */
static void test_untreated_completed(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");

	must(w, "caseworker", "invite", id, "x", "2026-12-04");
	w->today = teststore_date("2026-11-23");
	must(w, "caseworker", "complete", id, NULL, NULL);
	const struct proposal p = good(w, id, "untreated", "u1");

	w->today = teststore_date("2026-12-22");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_UNTREATED_LATE);
	assert_string_equal(date_iso(w->e.arg[0].u.date).s, "2026-12-21");
	w->today = teststore_date("2026-12-21");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
}

/* Lapsed: the case surfaces by itself and may be decided on as it is. */
static void test_propose_lapsed(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");

	must(w, "caseworker", "invite", id, "x", "2026-12-04");
	const struct proposal p = good(w, id, "refuse", "a");

	w->today = teststore_date("2026-12-05");
	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
}

/* ---- four eyes ------------------------------------------------------------------- */

static struct caseid proposed(struct casework *w, const char *by, const char *outcome,
			      const char *grounds)
{
	const struct caseid id = handled(w, by, "2026-11-02");
	const struct proposal p = good(w, id, outcome, grounds);

	assert_int_equal(propose(w, by, id, &p), ERR_NONE);
	return id;
}

static void test_four_eyes(void **state)
{
	struct casework *w = *state;
	const struct caseid id = proposed(w, "decider", "refuse", "a");

	assert_int_equal(attempt_on(w, "decider", "approve", id, NULL, NULL),
			 ERR_FOUR_EYES);
	assert_string_equal(err_arg_str(&w->e, 0), "decider");
	assert_int_equal(attempt_on(w, "decider", "return", id, "x", NULL),
			 ERR_FOUR_EYES);
	/* The face knows it, so that no key offers it. */
	const struct actor own = teststore_actor(&w->ts, "decider");
	const struct actor other = teststore_actor(&w->ts, "decider2");
	const struct verb *approve = verb_by_name(STRV("approve"));
	struct face f = face_of(w, id);

	assert_int_equal(verb_refusal(approve, &own, &f, w->today), ERR_FOUR_EYES);
	assert_int_equal(verb_refusal(approve, &other, &f, w->today), ERR_NONE);
	/* Nor by passing the case on. */
	must(w, "coordinator", "assign", id, "caseworker", NULL);
	f = face_of(w, id);
	assert_int_equal(verb_refusal(approve, &own, &f, w->today), ERR_FOUR_EYES);
	assert_int_equal(attempt_on(w, "decider", "approve", id, NULL, NULL),
			 ERR_FOUR_EYES);
	assert_int_equal(attempt_on(w, "caseworker", "approve", id, NULL, NULL),
			 ERR_FORBIDDEN);
	must(w, "decider2", "approve", id, NULL, NULL);
	assert_int_equal(face_of(w, id).state, STATE_DECIDED);
	assert_int_equal(face_of(w, id).proposer, 0);
	assert_string_equal(decision_of(w, id, FIELD_APPROVED_BY), "decider2");
	assert_string_equal(decision_of(w, id, FIELD_APPROVED_ON), "2026-11-20");
}

static void test_return(void **state)
{
	struct casework *w = *state;
	const struct caseid id = proposed(w, "caseworker", "refuse", "a");
	const struct dossier before = dossier_of(w, id);

	assert_int_equal(attempt_on(w, "decider", "return", id, "", NULL),
			 ERR_TEXT_MISSING);
	must(w, "decider", "return", id, "Te algemeen.", NULL);
	const struct dossier d = dossier_of(w, id);

	assert_int_equal(d.face.state, STATE_HANDLING);
	assert_int_equal(d.face.handler, before.face.handler);
	assert_null(dossier_decision(&d));
	assert_int_equal(dossier_count(&d, PART_DECISION), 1);
	assert_true(strv_eq(
		part_get(dossier_part(&d, PART_DECISION, 0), FIELD_RETURN_REASON),
		STRV("Te algemeen.")));
	/* The next proposal is a decision of its own; the first stays to be read. */
	const struct proposal p = good(w, id, "grant", "t1");

	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
	must(w, "decider", "approve", id, NULL, NULL);
	assert_string_equal(decision_of(w, id, FIELD_OUTCOME), "grant");
	const struct dossier after = dossier_of(w, id);

	assert_int_equal(dossier_count(&after, PART_DECISION), 2);
}

/* Nobody signs a letter other than the one they read. */
static void test_approve_stale(void **state)
{
	struct casework *w = *state;
	const struct caseid id = proposed(w, "caseworker", "refuse", "a");
	struct verb_args args = { .id = id, .version = face_of(w, id).version };

	must(w, "decider", "return", id, "x", NULL);
	const struct proposal p = good(w, id, "grant", "t1");

	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
	assert_int_equal(attempt(w, "decider", "approve", &args), ERR_LETTER_STALE);
	args.version = face_of(w, id).version;
	assert_int_equal(attempt(w, "decider", "approve", &args), ERR_NONE);
}

/* ---- announcing ------------------------------------------------------------------ */

static struct caseid approved(struct casework *w, const char *outcome,
			      const char *grounds)
{
	const struct caseid id = proposed(w, "caseworker", outcome, grounds);

	must(w, "decider", "approve", id, NULL, NULL);
	return id;
}

static void test_announce(void **state)
{
	struct casework *w = *state;
	const struct caseid id = approved(w, "refuse", "a");

	assert_int_equal(
		attempt_on(w, "caseworker", "announce", id, NULL, "2026-11-19"),
		ERR_DATE_ORDER);
	assert_int_equal(
		attempt_on(w, "caseworker", "announce", id, NULL, "2026-11-21"),
		ERR_DATE_FUTURE);
	assert_int_equal(attempt_on(w, "caseworker2", "announce", id, NULL, NULL),
			 ERR_NOT_HANDLER);
	w->today = teststore_date("2026-11-24");
	must(w, "caseworker", "announce", id, NULL, "2026-11-23");
	const struct dossier d = dossier_of(w, id);
	struct history h;
	struct err e = { 0 };

	assert_int_equal(d.face.state, STATE_CLOSED);
	assert_string_equal(date_iso(d.face.ended).s, "2026-11-23");
	assert_string_equal(decision_of(w, id, FIELD_ANNOUNCED_ON), "2026-11-23");
	assert_true(dossier_history(&d, &h, &e));
	assert_int_equal(h.event[h.n - 1].kind, EVENT_ANNOUNCED);
	assert_int_equal(attempt_on(w, "caseworker", "announce", id, NULL, NULL),
			 ERR_CASE_STATE);
	must(w, "caseworker", "note", id, "Brief kwam terug.", NULL);
}

/* A hold decides nothing: sent, and the case goes on with its clock. */
static void test_announce_hold(void **state)
{
	struct casework *w = *state;
	const struct caseid id = approved(w, "hold", "h1");
	const struct date due = face_of(w, id).due;

	must(w, "caseworker", "announce", id, NULL, NULL);
	const struct dossier d = dossier_of(w, id);
	struct history h;
	struct err e = { 0 };

	assert_int_equal(d.face.state, STATE_HANDLING);
	assert_int_equal(d.face.due.days, due.days);
	assert_false(date_is(d.face.ended));
	assert_true(dossier_history(&d, &h, &e));
	for (size_t i = 0; i < h.n; i++)
		assert_int_not_equal(h.event[i].kind, EVENT_ANNOUNCED);
	const struct proposal p = good(w, id, "grant", "t1");

	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
	must(w, "decider", "approve", id, NULL, NULL);
	must(w, "caseworker", "announce", id, NULL, NULL);
	assert_int_equal(face_of(w, id).state, STATE_CLOSED);
}

/* ---- other ends ------------------------------------------------------------------ */

static void test_withdraw(void **state)
{
	struct casework *w = *state;
	const struct caseid fresh = received(w, "2026-11-02");
	const struct caseid prop = proposed(w, "caseworker", "refuse", "a");
	const struct caseid done = approved(w, "refuse", "a");

	assert_int_equal(attempt_on(w, "caseworker", "withdraw", fresh, "", NULL),
			 ERR_TEXT_MISSING);
	must(w, "caseworker", "withdraw", fresh, "Zelf een woning.", NULL);
	assert_int_equal(face_of(w, fresh).state, STATE_CLOSED);
	assert_string_equal(date_iso(face_of(w, fresh).ended).s, "2026-11-20");
	assert_string_equal(field_of(w, fresh, FIELD_VOID_REASON), "Zelf een woning.");
	/* At any time before the decision; who takes the call may be any caseworker. */
	must(w, "caseworker2", "withdraw", prop, "x", NULL);
	assert_int_equal(attempt_on(w, "caseworker", "withdraw", done, "x", NULL),
			 ERR_CASE_STATE);
}

static void test_void(void **state)
{
	struct casework *w = *state;
	const struct caseid id = received(w, "2026-11-02");
	const struct caseid prop = proposed(w, "caseworker", "refuse", "a");

	assert_int_equal(attempt_on(w, "caseworker", "void", id, NULL, NULL),
			 ERR_TEXT_MISSING);
	must(w, "caseworker", "void", id, "Dubbel ingevoerd.", NULL);
	assert_int_equal(face_of(w, id).state, STATE_VOID);
	assert_int_equal(attempt_on(w, "caseworker", "claim", id, NULL, NULL),
			 ERR_CASE_STATE);
	assert_int_equal(attempt_on(w, "caseworker", "void", prop, "x", NULL),
			 ERR_CASE_STATE);
}

/* A verb that fails has done nothing, and the store stays whole. */
static void test_nothing_half_done(void **state)
{
	struct casework *w = *state;
	const struct caseid id = approved(w, "refuse", "a");
	size_t before;
	size_t after;

	last_entry(w, id, &before);
	attempt_on(w, "caseworker", "announce", id, NULL, "2026-11-19");
	attempt_on(w, "caseworker", "withdraw", id, "x", NULL);
	last_entry(w, id, &after);
	assert_int_equal(before, after);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
	teststore_reopen(&w->ts);
	assert_int_equal(face_of(w, id).state, STATE_DECIDED);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, casework_setup, casework_teardown)
	const struct CMUnitTest tests[] = {
		T(test_invite),
		T(test_invite_refusals),
		T(test_complete),
		T(test_complete_today),
		T(test_propose),
		T(test_propose_refusals),
		T(test_child_interest),
		T(test_hardship),
		T(test_propose_grant),
		T(test_untreated),
		T(test_untreated_completed),
		T(test_propose_lapsed),
		T(test_four_eyes),
		T(test_return),
		T(test_approve_stale),
		T(test_announce),
		T(test_announce_hold),
		T(test_withdraw),
		T(test_void),
		T(test_nothing_half_done),
	};
#undef T

	return cmocka_run_group_tests_name("lifecycle_verbs", tests, NULL, NULL);
}
