#include "tests/support/casework.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* The events of the clock, added, corrected and withdrawn with a reason: the due date
 * follows. Today is Friday 2026-11-20. */

static enum err_code event(struct casework *w, const char *user, const char *verb,
			   struct caseid id, unsigned seq, const char *line)
{
	struct verb_args args = { .id = id,
				  .seq = (uint16_t)seq,
				  .event = strv(line),
				  .text = strv("Met reden.") };

	return attempt(w, user, verb, &args);
}

static enum err_code add(struct casework *w, struct caseid id, const char *line)
{
	return event(w, "caseworker", "event-add", id, 0, line);
}

static void due_is(struct casework *w, struct caseid id, const char *want)
{
	assert_string_equal(date_iso(face_of(w, id).due).s, want);
}

/* The date moves with each step, and comes back. */
static void test_moves_the_date(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	size_t before, after;

	due_is(w, id, "2026-12-28");
	(void)last_entry(w, id, &before);
	assert_int_equal(add(w, id, "consent 2026-11-23 until 2026-12-06"), ERR_NONE);
	due_is(w, id, "2027-01-11");
	assert_int_equal(event(w, "caseworker", "event-correct", id, 2,
			       "consent 2026-11-23 until 2026-11-29"),
			 ERR_NONE);
	due_is(w, id, "2027-01-04");
	assert_int_equal(event(w, "caseworker", "event-withdraw", id, 2, ""), ERR_NONE);
	due_is(w, id, "2026-12-28");
	const struct entry last = last_entry(w, id, &after);

	assert_int_equal(after, before + 3);
	assert_true(strv_eq(last.verb, STRV("event-withdraw")));
	assert_true(strv_eq(last.text, STRV("Met reden.")));
	assert_int_equal(last.nchanges, 3); /* word, day, last day */
	assert_int_equal(face_of(w, id).state, STATE_HANDLING);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

/* Every kind goes into the dossier and comes out of it the same. */
static void test_every_kind(void **state)
{
	static const char *const lines[] = {
		"invite 2026-11-03 until 2026-11-10",
		"invite 2026-11-03",
		"completed 2026-11-09",
		"term 12w shift",
		"consent 2026-11-23 until 2026-11-29",
		"delay 2026-11-23 until 2026-11-29",
		"force-majeure 2026-11-23 until 2026-11-29",
		"foreign 2026-11-10 until 2026-11-18",
		"extend 2026-11-19 6w",
		"notice 2026-11-19 until 2027-02-01",
		"default-notice 2026-11-19",
		"objection committee",
		"objection-repair 2026-11-18 until 2026-11-25",
		"objection-completed 2026-11-19",
		"objection-consent 2026-11-18 until 2026-11-25",
		"adjourn 6w",
	};
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct history h;

	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		if (add(w, id, lines[i]) != ERR_NONE)
			fail_msg("%s: %s", lines[i], err_name(w->e.code));
	const struct dossier d = dossier_of(w, id);

	assert_true(dossier_history(&d, &h, &w->e));
	assert_int_equal(h.n, 1 + sizeof(lines) / sizeof(*lines));
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct str text = { 0 };

		event_write(&h.event[i + 1], &text);
		assert_string_equal(str_z(&text), lines[i]);
		str_release(&text);
	}
	/* Twelve and six weeks; a week of the foreign inquiry lies within the repair
	 * terms but for three days, a week of consent. */
	assert_true(face_of(w, id).due.days > teststore_date("2027-03-08").days);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

static void test_refusals(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	struct verb_args silent = { .id = id, .event = STRV("adjourn 6w") };

	assert_int_equal(attempt(w, "caseworker", "event-add", &silent),
			 ERR_TEXT_MISSING);
	assert_int_equal(add(w, id, "pause 2026-11-03"), ERR_TERM_WORD);
	assert_int_equal(add(w, id, "consent 2026-11-03"), ERR_TERM_EXPECTED);
	assert_int_equal(add(w, id, "adjourn 7w"), ERR_TERM_WEEKS);
	assert_int_equal(add(w, id, "received 2026-11-03"), ERR_EVENT_FIXED);
	assert_int_equal(add(w, id, "announced 2026-11-03"), ERR_EVENT_FIXED);
	assert_int_equal(add(w, id, "default-notice 2026-11-21"), ERR_DATE_FUTURE);
	assert_int_equal(event(w, "caseworker2", "event-add", id, 0, "adjourn 6w"),
			 ERR_NOT_HANDLER);
	assert_int_equal(event(w, "caseworker", "event-correct", id, 7, "adjourn 6w"),
			 ERR_EVENT_UNKNOWN);
	assert_int_equal(w->e.arg[0].u.num, 7);
	assert_int_equal(event(w, "caseworker", "event-withdraw", id, 7, ""),
			 ERR_EVENT_UNKNOWN);
	assert_int_equal(event(w, "caseworker", "event-withdraw", id, 1, ""),
			 ERR_EVENT_FIXED);
	assert_int_equal(event(w, "caseworker", "event-correct", id, 1, "adjourn 6w"),
			 ERR_EVENT_FIXED);
	assert_int_equal(add(w, id, "adjourn 6w"), ERR_NONE);
	assert_int_equal(add(w, id, "adjourn 5w"), ERR_TERM_TWICE);
	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 2, "received 2026-11-03"),
		ERR_EVENT_FIXED);
	/* What was refused left nothing behind. */
	assert_int_equal(face_of(w, id).version, 3);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

/* The receipt stands in the application too, and chooses the policy. */
static void test_receipt(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");

	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 1, "received 2026-10-30"),
		ERR_NONE);
	assert_string_equal(field_of(w, id, FIELD_RECEIVED), "2026-10-30");
	assert_string_equal(date_iso(face_of(w, id).received).s, "2026-10-30");
	due_is(w, id, "2026-12-28");
	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 1, "received 2026-11-21"),
		ERR_DATE_FUTURE);
	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 1, "received 2019-11-01"),
		ERR_POLICY_NONE);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

/* The sending of a closed case: its day moves, and what hangs on it. */
static void test_sending(void **state)
{
	struct casework *w = *state;
	const struct caseid id = handled(w, "caseworker", "2026-11-02");
	const struct proposal p = good(w, id, "grant", "t1");

	assert_int_equal(propose(w, "caseworker", id, &p), ERR_NONE);
	w->today = teststore_date("2026-11-18");
	must(w, "decider", "approve", id, NULL, NULL);
	w->today = TEST_TODAY;
	must(w, "caseworker", "announce", id, NULL, "2026-11-20");
	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 2, "announced 2026-11-19"),
		ERR_NONE);
	assert_string_equal(decision_of(w, id, FIELD_ANNOUNCED_ON), "2026-11-19");
	assert_string_equal(date_iso(face_of(w, id).ended).s, "2026-11-19");
	assert_int_equal(face_of(w, id).state, STATE_CLOSED);
	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 2, "announced 2026-11-17"),
		ERR_DATE_ORDER);
	assert_int_equal(
		event(w, "caseworker", "event-correct", id, 2, "announced 2026-11-21"),
		ERR_DATE_FUTURE);
	/* The objection comes when all is over. */
	assert_int_equal(add(w, id, "objection committee"), ERR_NONE);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

/* A notice of default shows in lists from the day it has effect until the decision went
 * out; one before the term has ended has none. */
static void test_default_notice(void **state)
{
	struct casework *w = *state;
	const struct caseid early = handled(w, "caseworker", "2026-11-02");
	const struct caseid late = handled(w, "caseworker", "2026-08-03");

	assert_int_equal(add(w, early, "default-notice 2026-11-19"), ERR_NONE);
	assert_int_equal(face_of(w, early).flags & FACE_DEFAULT_NOTICE, 0);
	assert_int_equal(add(w, late, "default-notice 2026-11-19"), ERR_NONE);
	assert_int_not_equal(face_of(w, late).flags & FACE_DEFAULT_NOTICE, 0);
	assert_string_equal(date_iso(face_of(w, late).notice).s, "2026-11-19");
	assert_int_equal(event(w, "caseworker", "event-withdraw", late, 2, ""),
			 ERR_NONE);
	assert_int_equal(face_of(w, late).flags & FACE_DEFAULT_NOTICE, 0);
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, casework_setup, casework_teardown)
	const struct CMUnitTest tests[] = {
		T(test_moves_the_date), T(test_every_kind), T(test_refusals),
		T(test_receipt),        T(test_sending),    T(test_default_notice),
	};
#undef T

	return cmocka_run_group_tests_name("event_verbs", tests, NULL, NULL);
}
