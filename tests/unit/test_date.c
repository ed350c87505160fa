#include "store/base/date.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct date on(int year, int month, int day)
{
	struct date d;

	assert_true(date_make(year, month, day, &d));
	return d;
}

/* Every day of twelve centuries, counted on by hand. */
static void test_every_day(void **state)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct date d = on(1800, 1, 1);
	int weekday = WEDNESDAY; /* 1 January 1800 */

	(void)state;
	for (int y = 1800; y <= 2999; y++) {
		bool leap = y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);

		for (int m = 1; m <= 12; m++) {
			int last = days[m - 1] + (m == 2 && leap);

			for (int i = 1; i <= last; i++, d = date_add(d, 1)) {
				struct ymd ymd = date_ymd(d);

				if (on(y, m, i).days != d.days || ymd.year != y ||
				    ymd.month != m || ymd.day != i ||
				    (int)date_weekday(d) != weekday)
					fail_msg("%d-%d-%d", y, m, i);
				weekday = weekday % 7 + 1;
			}
			assert_false(date_make(y, m, last + 1, &(struct date){ 0 }));
		}
	}
}

static void test_make(void **state)
{
	struct date d = { 5 };

	(void)state;
	assert_int_equal(on(1970, 1, 1).days, 0);
	assert_int_equal(on(2000, 3, 1).days, 11017);
	assert_int_equal(date_weekday(on(2026, 9, 1)), TUESDAY);
	assert_int_equal(date_weekday(on(1969, 12, 28)), SUNDAY);
	assert_false(date_make(1799, 12, 31, &d));
	assert_false(date_make(3000, 1, 1, &d));
	assert_false(date_make(2026, 0, 1, &d));
	assert_false(date_make(2026, 13, 1, &d));
	assert_false(date_make(2026, 1, 0, &d));
	assert_false(date_make(2026, 2, 29, &d));
	assert_false(date_make(1900, 2, 29, &d));
	assert_int_equal(d.days, 5);
}

static void test_sums(void **state)
{
	(void)state;
	assert_int_equal(date_add(on(2024, 2, 28), 2).days, on(2024, 3, 1).days);
	assert_int_equal(date_add(on(2026, 1, 1), -1).days, on(2025, 12, 31).days);
	assert_int_equal(date_diff(on(2026, 9, 1), on(2026, 10, 27)), 56);
	assert_int_equal(date_diff(on(2026, 10, 27), on(2026, 9, 1)), -56);
	assert_false(date_is(date_add(DATE_NONE, 1)));
	assert_false(date_is(date_add((struct date){ INT32_MAX }, 1)));
}

static void test_age(void **state)
{
	(void)state;
	assert_int_equal(date_years(on(2000, 9, 18), on(2026, 9, 17)), 25);
	assert_int_equal(date_years(on(2000, 9, 18), on(2026, 9, 18)), 26);
	assert_int_equal(date_years(on(2008, 2, 29), on(2026, 2, 28)), 17);
	assert_int_equal(date_years(on(2008, 2, 29), on(2026, 3, 1)), 18);
}

static void test_parse(void **state)
{
	static const char *const bad[] = {
		"",           "2026-9-18",  "2026-09-18 ", " 2026-09-18", "2026-09-1",
		"2026/09/18", "20260918",   "2026-02-30",  "2026-09-18T", "2026-09-+8",
		"0000-01-01", "2026-13-01", "18-09-2026",  "2026-09-188", "2026-0a-01",
	};
	struct date d = { 9 };

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (date_parse(strv(bad[i]), &d))
			fail_msg("took '%s'", bad[i]);
	assert_int_equal(d.days, 9);
	assert_true(date_parse(STRV("2026-09-18"), &d));
	assert_int_equal(d.days, on(2026, 9, 18).days);
}

static bool by(const char *text, const char *form)
{
	struct date d;

	return date_parse_form(strv(text), strv(form), &d) &&
	       d.days == on(2026, 9, 8).days;
}

static void test_forms(void **state)
{
	(void)state;
	assert_true(by("08-09-2026", "dd-mm-yyyy"));
	assert_false(by("8-9-2026", "dd-mm-yyyy"));
	assert_true(by("8-9-2026", "d-m-yyyy"));
	assert_true(by("08-09-2026", "d-m-yyyy"));
	assert_false(by("008-09-2026", "d-m-yyyy"));
	assert_true(by("20260908", "yyyymmdd"));
	assert_true(by("9/8/2026", "m/d/yyyy"));
	assert_true(by("2026.09.08.", "yyyy.mm.dd."));
	assert_false(by("2026.09.08", "yyyy.mm.dd."));
	/* Two digits of a year would be a guess; a form must have each once. */
	assert_false(by("08-09-26", "dd-mm-yy"));
	assert_false(by("08-2026", "dd-yyyy"));
	assert_false(by("08-08-2026", "dd-dd-yyyy"));
	assert_false(by("08-09-2026", ""));
	assert_false(by("", "dd-mm-yyyy"));
	assert_false(by("08-09-2026", "ddd-mm-yyyy"));
}

static void test_text(void **state)
{
	(void)state;
	assert_string_equal(date_iso(on(2026, 9, 8)).s, "2026-09-08");
	assert_string_equal(date_nl(on(2026, 9, 8)).s, "08-09-2026");
	assert_string_equal(date_short(on(2026, 12, 31)).s, "31-12");
	assert_string_equal(date_iso(DATE_NONE).s, "");
	assert_string_equal(date_nl(DATE_NONE).s, "");
	assert_string_equal(date_short(DATE_NONE).s, "");
	/* What four digits cannot say is not said. */
	assert_string_equal(date_iso((struct date){ INT32_MAX }).s, "");
	assert_string_equal(date_nl((struct date){ INT32_MIN + 1 }).s, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_day), cmocka_unit_test(test_make),
		cmocka_unit_test(test_sums),      cmocka_unit_test(test_age),
		cmocka_unit_test(test_parse),     cmocka_unit_test(test_forms),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
