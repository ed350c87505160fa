#include "tests/support/casework.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Find from anywhere, as for a caller on the line. One store for the group. */

struct who {
	struct casework *w;
	struct caseid oz, jansen, jansens, closed, berg, hidden, gone;
};

static int make(void **state)
{
	struct who *s = calloc(1, sizeof(*s));

	if (!s || casework_setup((void **)&s->w) != 0)
		return -1;
	const struct testcase oz = { .surname = "Özkara",
				     .initials = "Ş.",
				     .birth_date = "1979-12-03",
				     .bsn = "999990019",
				     .reference = "WF-2026/77" };
	const struct testcase jansen = { .surname = "Jansen",
					 .birth_date = "1979-12-03" };
	const struct testcase jansens = { .surname = "Jansens" };
	const struct testcase closed = { .surname = "Jansen", .initials = "Z." };
	const struct testcase berg = { .surname = "Berg",
				       .prefix = "van den",
				       .received = "2026-10-01" };
	const struct testcase hidden = { .surname = "Özkara", .protect = true };
	const struct testcase gone = { .surname = "Verdwenen" };

	s->oz = teststore_register(&s->w->ts, &oz);
	s->jansens = teststore_register(&s->w->ts, &jansens);
	s->closed = teststore_register(&s->w->ts, &closed);
	s->jansen = teststore_register(&s->w->ts, &jansen);
	s->berg = teststore_register(&s->w->ts, &berg);
	s->hidden = teststore_register(&s->w->ts, &hidden);
	s->gone = teststore_register(&s->w->ts, &gone);
	must(s->w, "caseworker", "withdraw", s->closed, "x", NULL);
	must(s->w, "caseworker", "void", s->gone, "x", NULL);
	must(s->w, "coordinator", "assign", s->hidden, "caseworker2", NULL);
	*state = s;
	return 0;
}

static int end(void **state)
{
	struct who *s = *state;

	casework_teardown((void **)&s->w);
	free(s);
	return 0;
}

static struct caseid found[16];

static size_t find_as(struct who *s, const char *user, const char *text, size_t limit)
{
	const struct actor actor = teststore_actor(&s->w->ts, user);
	struct err e = { 0 };
	struct txn *t = txn_read(s->w->ts.store, &e);
	struct face *rows;
	size_t n;

	if (!find_cases(t, &actor, strv(text), limit, &s->w->arena, &rows, &n, &e))
		fail_msg("%s", err_name(e.code));
	for (size_t i = 0; i < n && i < 16; i++)
		found[i] = rows[i].id;
	txn_end(t);
	return n;
}

static size_t find(struct who *s, const char *text)
{
	return find_as(s, "caseworker", text, 16);
}

static void only(struct who *s, const char *text, struct caseid id)
{
	const size_t n = find(s, text);

	if (n != 1 || !caseid_eq(found[0], id))
		fail_msg("\"%s\": %zu found", text, n);
}

static void test_diacritics(void **state)
{
	struct who *s = *state;
	static const char *const texts[] = { "Oz", "öz", "OZKARA", "Özkara s",
					     "s ozk" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		only(s, texts[i], s->oz);
	assert_int_equal(find(s, "kara"), 0);
}

static void test_exact_things(void **state)
{
	struct who *s = *state;

	only(s, caseid_write(s->berg).s, s->berg);
	only(s, "2026-5", s->berg); /* without its zeros */
	only(s, " 999990019 ", s->oz);
	only(s, "9999.90.019", s->oz); /* as people write it */
	only(s, "WF-2026/77", s->oz);
	only(s, "wf-2026/77", s->oz);
	only(s, "wf-20", s->oz); /* its beginning */
	assert_int_equal(find(s, "999990020"), 0);
	assert_int_equal(find(s, "2027-000001"), 0);
	assert_int_equal(find(s, ""), 0);
	assert_int_equal(find(s, " .,- "), 0);
}

static void test_birth_dates(void **state)
{
	struct who *s = *state;

	assert_int_equal(find(s, "03-12-1979"), 2);
	assert_int_equal(find(s, "3-12-1979"), 2);
	assert_int_equal(find(s, "1979-12-03"), 2);
	only(s, "03-12-1979 jan", s->jansen);
	only(s, "ozk 03-12-1979", s->oz);
	assert_int_equal(find(s, "04-12-1979"), 0);
}

static void test_words_of_names(void **state)
{
	struct who *s = *state;

	only(s, "van den berg", s->berg);
	only(s, "berg", s->berg);
	only(s, "ber van", s->berg);
	only(s, "v d berg", s->berg);
	assert_int_equal(find(s, "van ozk"), 0);
	assert_int_equal(find(s, "berg jansen"), 0);
}

/* Exact before prefix, open before closed. */
static void test_order(void **state)
{
	struct who *s = *state;

	assert_int_equal(find(s, "jansen"), 3);
	assert_true(caseid_eq(found[0], s->jansen));
	assert_true(caseid_eq(found[1], s->closed));
	assert_true(caseid_eq(found[2], s->jansens));
	assert_int_equal(find_as(s, "caseworker", "jansen", 2), 2);
	assert_true(caseid_eq(found[1], s->closed));
	assert_int_equal(find_as(s, "caseworker", "jansen", 0), 0);
	/* A mistaken registration is still found. */
	only(s, "verdwenen", s->gone);
}

static void test_protected(void **state)
{
	struct who *s = *state;

	assert_int_equal(find_as(s, "caseworker", "ozkara", 9), 1);
	assert_int_equal(find_as(s, "desk", "ozkara", 9), 1);
	assert_int_equal(find_as(s, "caseworker2", "ozkara", 9), 2); /* its handler */
	assert_int_equal(find_as(s, "decider", "ozkara", 9), 2);
	assert_int_equal(find_as(s, "caseworker", caseid_write(s->hidden).s, 9), 0);
	assert_int_equal(find_as(s, "coordinator", caseid_write(s->hidden).s, 9), 1);
}

static void test_forbidden(void **state)
{
	struct who *s = *state;
	const struct actor actor = teststore_actor(&s->w->ts, "auditor");
	struct err e = { 0 };
	struct txn *t = txn_read(s->w->ts.store, &e);
	struct face *rows;
	size_t n;

	assert_false(
		find_cases(t, &actor, STRV("jansen"), 9, &s->w->arena, &rows, &n, &e));
	assert_int_equal(e.code, ERR_FORBIDDEN);
	txn_end(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_diacritics),
		cmocka_unit_test(test_exact_things),
		cmocka_unit_test(test_birth_dates),
		cmocka_unit_test(test_words_of_names),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_protected),
		cmocka_unit_test(test_forbidden),
	};

	return cmocka_run_group_tests_name("search", tests, make, end);
}
