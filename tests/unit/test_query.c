#include "tests/support/casework.h"
#include "tui/letters/letter.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* The queues against brute force over all faces of a played store: membership is
 * spelled out here once more, in the plainest way. One store for the whole group, never
 * written to after it was made; only today moves. */

#define CASES 300

static const char *const DAYS[] = { "2026-11-20", "2026-11-21", "2026-11-27",
				    "2026-12-15", "2027-02-01", "2026-09-01" };
static const char *const USERS[] = { "caseworker", "caseworker2", "decider",
				     "coordinator", "desk" };
#define DAYS_N (sizeof(DAYS) / sizeof(*DAYS))
#define USERS_N (sizeof(USERS) / sizeof(*USERS))

struct world {
	struct casework *w;
	struct txn *t;
	struct face *all; /* every case but the void ones, protected too */
	size_t n;
};

static int make_world(void **state)
{
	struct world *world = calloc(1, sizeof(*world));
	const struct demo_setup setup = {
		.letter = letter_render,
		.cases = CASES,
		.seed = 5,
		.today = TEST_TODAY,
		.now = TEST_NOW,
	};
	struct err e = { 0 };

	if (!world || casework_setup_demo((void **)&world->w) != 0 ||
	    !store_demo(world->w->ts.store, &setup, &e))
		return -1;
	const struct actor actor = teststore_actor(&world->w->ts, "coordinator");
	const struct query q = { .queue = QUEUE_ALL,
				 .today = TEST_TODAY,
				 .actor = &actor };

	world->t = txn_read(world->w->ts.store, &e);
	*state = world;
	return world->t && query_rows(world->t, &q, 0, CASES, &world->w->arena,
				      &world->all, &world->n, &e)
		       ? 0
		       : -1;
}

static int end_world(void **state)
{
	struct world *world = *state;

	txn_end(world->t);
	casework_teardown((void **)&world->w);
	free(world);
	return 0;
}

static bool sees(const struct actor *a, const struct face *f)
{
	return !(f->flags & FACE_PROTECTED) || (a->rights & RIGHT_PROTECTED) ||
	       f->handler == a->id;
}

static bool belongs(const struct face *f, const struct query *q)
{
	const bool open = f->state >= STATE_REGISTERED && f->state <= STATE_DECIDED;
	const bool waits = f->state == STATE_WAITING && f->lapse.days >= q->today.days;

	if (!sees(q->actor, f))
		return false;
	switch (q->queue) {
	case QUEUE_MINE:
		return open && f->handler == q->actor->id;
	case QUEUE_UNASSIGNED:
		return f->state == STATE_REGISTERED;
	case QUEUE_WAITING:
		return waits;
	case QUEUE_DECIDE:
		return f->state == STATE_HANDLING ||
		       (f->state == STATE_WAITING && !waits);
	case QUEUE_APPROVE:
		return f->state == STATE_PROPOSED;
	case QUEUE_ANNOUNCE:
		return f->state == STATE_DECIDED;
	case QUEUE_WEEK:
		return open && f->due.days >= q->today.days &&
		       f->due.days <= q->today.days + 6;
	case QUEUE_LATE:
		return open && f->due.days < q->today.days;
	case QUEUE_OPEN:
		return open;
	case QUEUE_CLOSED:
		return f->state == STATE_CLOSED;
	case QUEUE_ALL:
		return true;
	case QUEUE_COUNT:
		break;
	}
	return false;
}

/* Whether b may stand after a in the order of the query. */
static bool in_order(struct world *world, const struct query *q, const struct face *a,
		     const struct face *b)
{
	int c = 0;

	switch (q->sort) {
	case SORT_DUE:
		if (q->queue == QUEUE_CLOSED)
			c = b->ended.days - a->ended.days;
		else if (q->queue != QUEUE_ALL)
			c = a->due.days - b->due.days;
		break;
	case SORT_NUMBER:
	case SORT_COUNT:
		break;
	case SORT_NAME:
		c = strv_cmp(a->sortkey, b->sortkey);
		break;
	case SORT_RECEIVED:
		c = a->received.days - b->received.days;
		break;
	case SORT_CATEGORY:
		c = strv_cmp(a->category, b->category);
		break;
	case SORT_HANDLER:
		c = strv_cmp(user_name(world->t, a->handler),
			     user_name(world->t, b->handler));
		break;
	}
	if (c == 0) {
		const bool back = q->sort == SORT_DUE && q->queue == QUEUE_CLOSED;
		const struct face *x = back ? b : a;
		const struct face *y = back ? a : b;

		c = x->id.year != y->id.year ? x->id.year - y->id.year
					     : (int)x->id.seq - (int)y->id.seq;
	}
	return q->reverse ? c >= 0 : c <= 0;
}

/* Count, rows in pages, order, positions and figures of one query. */
static void check_query(struct world *world, const struct query *q, size_t expected)
{
	struct err e = { 0 };
	struct face *rows;
	struct face *page;
	size_t n;
	size_t m;
	size_t pos;

	assert_true(query_count(world->t, q, &n, &e));
	assert_int_equal(n, expected);
	assert_true(query_rows(world->t, q, 0, CASES, &world->w->arena, &rows, &n, &e));
	assert_int_equal(n, expected);
	for (size_t i = 1; i < n; i++)
		assert_true(in_order(world, q, &rows[i - 1], &rows[i]));
	for (size_t i = 0; i < n; i += 1 + n / 5) {
		assert_true(query_find(world->t, q, rows[i].id, &pos, &e));
		assert_int_equal(pos, i);
		assert_true(
			query_rows(world->t, q, i, 3, &world->w->arena, &page, &m, &e));
		assert_int_equal(m, n - i < 3 ? n - i : 3);
		for (size_t k = 0; k < m; k++)
			assert_true(caseid_eq(page[k].id, rows[i + k].id));
	}
	assert_true(query_rows(world->t, q, n, 3, &world->w->arena, &page, &m, &e));
	assert_int_equal(m, 0);
}

static void check_stat(struct world *world, const struct query *q)
{
	struct queue_stat s;
	size_t late = 0;
	size_t week = 0;
	size_t count = 0;
	struct date oldest = DATE_NONE;
	struct err e = { 0 };

	for (size_t i = 0; i < world->n; i++) {
		const struct face *f = &world->all[i];

		if (!belongs(f, q))
			continue;
		count++;
		if (!date_is(oldest) || f->received.days < oldest.days)
			oldest = f->received;
		if (f->state == STATE_CLOSED)
			continue;
		late += f->due.days < q->today.days;
		week += f->due.days >= q->today.days &&
			f->due.days <= q->today.days + 6;
	}
	assert_true(query_stat(world->t, q, &s, &e));
	assert_int_equal(s.count, count);
	assert_int_equal(s.late, late);
	assert_int_equal(s.week, week);
	assert_int_equal(s.oldest.days, oldest.days);
}

static size_t brute(struct world *world, const struct query *q)
{
	size_t n = 0;

	for (size_t i = 0; i < world->n; i++)
		n += belongs(&world->all[i], q);
	return n;
}

static void test_all_queues(void **state)
{
	struct world *world = *state;
	struct actor actor;
	struct query q = { .actor = &actor };

	for (size_t u = 0; u < USERS_N; u++) {
		actor = teststore_actor(&world->w->ts, USERS[u]);
		for (size_t d = 0; d < DAYS_N; d++)
			for (unsigned i = 0; i < QUEUE_COUNT; i++) {
				q.queue = (enum queue)i;
				q.today = teststore_date(DAYS[d]);
				q.reverse = (d & 1) != 0;
				check_query(world, &q, brute(world, &q));
				check_stat(world, &q);
			}
	}
}

static void test_sorts(void **state)
{
	struct world *world = *state;
	const struct actor actor = teststore_actor(&world->w->ts, "caseworker");
	struct query q = { .actor = &actor, .today = TEST_TODAY };

	for (unsigned i = 0; i < QUEUE_COUNT; i++)
		for (unsigned s = 0; s < SORT_COUNT; s++)
			for (unsigned r = 0; r < 2; r++) {
				q.queue = (enum queue)i;
				q.sort = (enum sort)s;
				q.reverse = r != 0;
				check_query(world, &q, brute(world, &q));
			}
}

/* Time alone moves cases: nothing was written between these. */
static void test_today_moves(void **state)
{
	struct world *world = *state;
	const struct actor actor = teststore_actor(&world->w->ts, "caseworker");
	struct query q = { .actor = &actor,
			   .queue = QUEUE_WAITING,
			   .today = TEST_TODAY };
	struct err e = { 0 };
	struct face *rows;
	size_t n;
	size_t pos;

	assert_true(query_rows(world->t, &q, 0, 1, &world->w->arena, &rows, &n, &e));
	assert_int_equal(n, 1);
	const struct face f = rows[0];

	/* On the last day of the repair term it waits, the day after it surfaces. */
	q.today = f.lapse;
	assert_true(query_find(world->t, &q, f.id, &pos, &e));
	q.today = date_add(f.lapse, 1);
	assert_false(query_find(world->t, &q, f.id, &pos, &e));
	assert_int_equal(e.code, ERR_NONE);
	q.queue = QUEUE_DECIDE;
	assert_true(query_find(world->t, &q, f.id, &pos, &e));
	/* Six days before it is due it comes into the week; the day after, it is
	 * late. */
	q.queue = QUEUE_WEEK;
	q.today = date_add(f.due, -7);
	assert_false(query_find(world->t, &q, f.id, &pos, &e));
	q.today = date_add(f.due, -6);
	assert_true(query_find(world->t, &q, f.id, &pos, &e));
	q.today = f.due;
	assert_true(query_find(world->t, &q, f.id, &pos, &e));
	q.queue = QUEUE_LATE;
	assert_false(query_find(world->t, &q, f.id, &pos, &e));
	q.today = date_add(f.due, 1);
	assert_true(query_find(world->t, &q, f.id, &pos, &e));
}

/* ---- the filter ------------------------------------------------------------------ */

static size_t filtered(struct world *world, const char *filter)
{
	const struct actor actor = teststore_actor(&world->w->ts, "coordinator");
	const struct query q = { .actor = &actor,
				 .queue = QUEUE_ALL,
				 .today = TEST_TODAY,
				 .filter = strv(filter) };
	struct err e = { 0 };
	size_t n;

	assert_true(query_count(world->t, &q, &n, &e));
	check_query(world, &q, n);
	return n;
}

static void test_filter(void **state)
{
	struct world *world = *state;
	size_t medical = 0;
	size_t mine = 0;
	const struct actor actor = teststore_actor(&world->w->ts, "caseworker2");
	char number[24];

	for (size_t i = 0; i < world->n; i++) {
		medical += strv_eq(world->all[i].category, STRV("medical"));
		mine += world->all[i].handler == actor.id;
	}
	assert_true(medical > 10 && mine > 10);
	assert_int_equal(filtered(world, ""), world->n);
	assert_int_equal(filtered(world, "  - "), world->n);
	/* By code, by either title, in any case, with any marks. */
	assert_int_equal(filtered(world, "medische"), medical);
	assert_int_equal(filtered(world, "MÉDICAL"), medical);
	assert_int_equal(filtered(world, "caseworker2"), mine);
	assert_int_equal(filtered(world, "xyzzy"), 0);
	assert_int_equal(filtered(world, "caseworker2 xyzzy"), 0);
	/* A number: whole, or without its year and zeros. */
	snprintf(number, sizeof(number), "%s", caseid_write(world->all[100].id).s);
	assert_int_equal(filtered(world, number), 1);
	assert_true(filtered(world, "2026-1") > 1);
	/* Every word must begin a word. */
	assert_true(filtered(world, "caseworker2 med") <= mine);
	assert_true(filtered(world, "edisch") == 0);
}

/* Oz finds Öz: a letter with its mark is found without it. */
static void test_filter_diacritics(void **state)
{
	struct world *world = *state;
	size_t marked = 0;

	for (size_t i = 0; i < world->n && marked < 20; i++) {
		const struct face *f = &world->all[i];
		struct str plain = { 0 };

		if ((unsigned char)f->surname.p[0] < 0x80)
			continue;
		/* The sort key is the folded name. */
		str_add(&plain, f->sortkey);
		assert_true((unsigned char)plain.p[0] < 0x80);
		assert_true(filtered(world, str_z(&plain)) >= 1);
		str_release(&plain);
		marked++;
	}
	assert_true(marked > 0);
}

static void test_filter_stat(void **state)
{
	struct world *world = *state;
	const struct actor actor = teststore_actor(&world->w->ts, "coordinator");
	struct query q = { .actor = &actor,
			   .queue = QUEUE_OPEN,
			   .today = TEST_TODAY,
			   .filter = STRV("medical") };
	struct queue_stat s;
	struct err e = { 0 };
	size_t n;
	size_t late = 0;

	for (size_t i = 0; i < world->n; i++)
		late += belongs(&world->all[i], &q) &&
			strv_eq(world->all[i].category, STRV("medical")) &&
			world->all[i].due.days < q.today.days;
	assert_true(query_count(world->t, &q, &n, &e));
	assert_true(query_stat(world->t, &q, &s, &e));
	assert_int_equal(s.count, n);
	assert_int_equal(s.late, late);
}

/* ---- who may --------------------------------------------------------------------- */

static void test_forbidden(void **state)
{
	struct world *world = *state;
	static const char *const users[] = { "auditor", "administrator" };

	for (size_t u = 0; u < 2; u++) {
		const struct actor actor = teststore_actor(&world->w->ts, users[u]);
		const struct query q = { .actor = &actor,
					 .queue = QUEUE_ALL,
					 .today = TEST_TODAY };
		struct queue_stat s;
		struct face *rows;
		struct err e = { 0 };
		size_t n;

		assert_false(query_count(world->t, &q, &n, &e));
		assert_int_equal(e.code, ERR_FORBIDDEN);
		assert_false(query_rows(world->t, &q, 0, 9, &world->w->arena, &rows, &n,
					&e));
		assert_false(query_find(world->t, &q, world->all[0].id, &n, &e));
		assert_false(query_stat(world->t, &q, &s, &e));
		assert_int_equal(e.code, ERR_FORBIDDEN);
	}
}

static void test_words(void **state)
{
	enum queue q;

	(void)state;
	for (unsigned i = 0; i < QUEUE_COUNT; i++) {
		assert_true(queue_by_word(strv(queue_word((enum queue)i)), &q));
		assert_int_equal(q, i);
	}
	assert_false(queue_by_word(STRV("Mine"), &q));
	assert_false(queue_by_word(STRV(""), &q));
}

static void test_unknown(void **state)
{
	struct world *world = *state;
	const struct actor actor = teststore_actor(&world->w->ts, "caseworker");
	const struct query q = { .actor = &actor,
				 .queue = QUEUE_ALL,
				 .today = TEST_TODAY };
	struct err e = { 0 };
	size_t pos;

	assert_false(query_find(world->t, &q, (struct caseid){ 2031, 5 }, &pos, &e));
	assert_int_equal(e.code, ERR_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_queues),
		cmocka_unit_test(test_sorts),
		cmocka_unit_test(test_today_moves),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_filter_diacritics),
		cmocka_unit_test(test_filter_stat),
		cmocka_unit_test(test_forbidden),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_unknown),
	};

	return cmocka_run_group_tests_name("query", tests, make_world, end_world);
}
