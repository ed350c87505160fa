#include "tests/support/casework.h"
#include "tui/letters/letter.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void play(struct casework *w, unsigned cases, uint64_t seed)
{
	const struct demo_setup setup = {
		.letter = letter_render,
		.cases = cases,
		.seed = seed,
		.today = TEST_TODAY,
		.now = TEST_NOW,
	};
	struct err e = { 0 };

	if (!store_demo(w->ts.store, &setup, &e))
		fail_msg("demo: %s %s %s", err_name(e.code), err_arg_str(&e, 0),
			 err_arg_str(&e, 1));
}

static size_t count(struct casework *w, const char *user, enum queue queue)
{
	const struct actor actor = teststore_actor(&w->ts, user);
	const struct query q = { .queue = queue, .today = w->today, .actor = &actor };
	struct err e = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);
	size_t n;

	assert_true(query_count(t, &q, &n, &e));
	txn_end(t);
	return n;
}

/* Every case's face and texts as one text. */
static struct str picture(struct casework *w)
{
	const struct actor actor = teststore_actor(&w->ts, "coordinator");
	const struct query q = { .queue = QUEUE_ALL,
				 .today = w->today,
				 .actor = &actor };
	struct err e = { 0 };
	struct str out = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);
	struct face *rows;
	size_t n;

	assert_true(query_rows(t, &q, 0, 10000, &w->arena, &rows, &n, &e));
	for (size_t i = 0; i < n; i++) {
		struct dossier d;

		assert_true(dossier_load(t, &actor, rows[i].id, &w->arena, &d, &e));
		str_addf(&out, "%s %d %u\n", caseid_write(d.face.id).s,
			 (int)d.face.state, (unsigned)d.face.version);
		for (size_t p = 0; p < d.nparts; p++)
			for (size_t v = 0; v < d.part[p].nvalues; v++)
				str_addf(&out, "%.*s\n",
					 STRV_FMT(d.part[p].value[v].text));
	}
	txn_end(t);
	assert_false(out.failed);
	return out;
}

static void test_nothing(void **state)
{
	struct casework *w = *state;

	play(w, 0, 1);
	assert_int_equal(count(w, "coordinator", QUEUE_ALL), 0);
	play(w, 1, 1);
	assert_true(count(w, "coordinator", QUEUE_ALL) <= 1);
}

/* The day of the caseworker: something in every queue. */
static void test_full_desk(void **state)
{
	struct casework *w = *state;

	play(w, 300, 1);
	for (unsigned q = 0; q < QUEUE_COUNT; q++)
		if (count(w, "caseworker", (enum queue)q) < 3)
			fail_msg("%s is empty", queue_word((enum queue)q));
	assert_true(count(w, "caseworker", QUEUE_CLOSED) > 80);
	assert_true(count(w, "coordinator", QUEUE_ALL) >
		    count(w, "caseworker", QUEUE_ALL)); /* protected ones */
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

/* Proposals of the caseworker's own, which they may not approve, and of a colleague. */
static void test_four_eyes_material(void **state)
{
	struct casework *w = *state;
	const struct actor actor = teststore_actor(&w->ts, "decider");
	const struct query q = { .queue = QUEUE_APPROVE,
				 .today = w->today,
				 .actor = &actor };
	struct err e = { 0 };
	struct face *rows;
	size_t by[2] = { 0 };
	size_t n;

	play(w, 300, 1);
	struct txn *t = txn_read(w->ts.store, &e);

	assert_true(query_rows(t, &q, 0, 1000, &w->arena, &rows, &n, &e));
	txn_end(t);
	for (size_t i = 0; i < n; i++) {
		by[0] += !strcmp(decision_of(w, rows[i].id, FIELD_PROPOSED_BY),
				 "caseworker");
		by[1] += !strcmp(decision_of(w, rows[i].id, FIELD_PROPOSED_BY),
				 "caseworker2");
	}
	assert_true(by[0] > 0 && by[1] > 0);
}

/* What the demo tells is true: nothing acts in the future, no entry before the one it
 * follows, nobody approved their own proposal, letters are there. */
static void test_history_is_true(void **state)
{
	struct casework *w = *state;
	const struct actor actor = teststore_actor(&w->ts, "auditor");
	struct err e = { 0 };
	struct entry *list;
	size_t n;

	play(w, 200, 7);
	struct txn *t = txn_read(w->ts.store, &e);

	assert_true(journal_recent(t, &actor, 100000, &w->arena, &list, &n, &e));
	assert_true(n > 800);
	for (size_t i = 0; i < n; i++) {
		assert_true(list[i].time <= TEST_NOW);
		if (i && list[i].id.seq && list[i - 1].id.seq)
			assert_true(list[i].time <=
				    list[i - 1].time); /* newest first */
	}
	txn_end(t);
}

static void test_deterministic(void **state)
{
	struct casework *w = *state;
	struct casework *other = NULL;

	assert_int_equal(casework_setup_demo((void **)&other), 0);
	play(w, 120, 42);
	play(other, 120, 42);
	struct str a = picture(w);
	struct str b = picture(other);

	assert_true(a.n > 10000);
	assert_true(strv_eq(strv_of(&a), strv_of(&b)));
	casework_teardown((void **)&other);
	assert_int_equal(casework_setup_demo((void **)&other), 0);
	play(other, 120, 43);
	str_release(&b);
	b = picture(other);
	assert_false(strv_eq(strv_of(&a), strv_of(&b)));
	str_release(&a);
	str_release(&b);
	casework_teardown((void **)&other);
}

static void seen(void *ctx, size_t done, size_t all)
{
	size_t *last = ctx;

	assert_true(done >= *last && done <= all);
	*last = done;
}

static void test_progress(void **state)
{
	struct casework *w = *state;
	size_t last = 0;
	const struct demo_setup setup = {
		.letter = letter_render,
		.cases = 150,
		.seed = 3,
		.today = TEST_TODAY,
		.now = TEST_NOW,
		.progress = seen,
		.ctx = &last,
	};
	struct err e = { 0 };

	assert_true(store_demo(w->ts.store, &setup, &e));
	assert_int_equal(last, 150);
}

static void test_demo_only(void **state)
{
	struct casework *w = *state;
	const struct demo_setup setup = { .letter = letter_render,
					  .cases = 5,
					  .today = TEST_TODAY,
					  .now = TEST_NOW };
	struct err e = { 0 };

	assert_false(store_demo(w->ts.store, &setup, &e));
	assert_int_equal(e.code, ERR_DEMO_ONLY);
	assert_int_equal(count(w, "coordinator", QUEUE_ALL), 0);
}

int main(void)
{
#define DEMO(f)                                                                        \
	cmocka_unit_test_setup_teardown(f, casework_setup_demo, casework_teardown)
	const struct CMUnitTest tests[] = {
		DEMO(test_nothing),
		DEMO(test_full_desk),
		DEMO(test_four_eyes_material),
		DEMO(test_history_is_true),
		DEMO(test_deterministic),
		DEMO(test_progress),
		cmocka_unit_test_setup_teardown(test_demo_only, casework_setup,
						casework_teardown),
	};
#undef DEMO

	return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
