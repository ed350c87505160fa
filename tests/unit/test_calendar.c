#include "store/rules/calendar.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* "MM-DD" of a year. */
static struct date day_of(int year, struct strv text)
{
	uint64_t month, day;
	struct date d;

	assert_int_equal(text.n, 5);
	assert_true(strv_uint((struct strv){ text.p, 2 }, 12, &month));
	assert_true(strv_uint((struct strv){ text.p + 3, 2 }, 31, &day));
	assert_true(date_make(year, (int)month, (int)day, &d));
	return d;
}

struct expected {
	enum day_off off[366]; /* by day of the year; weekends are not in it */
	struct date first;
};

static void expect(struct expected *x, struct date d, enum day_off off)
{
	x->off[date_diff(x->first, d)] = off;
}

static void check_year(int year, const struct expected *x)
{
	struct date d = x->first;

	for (int i = 0; date_ymd(d).year == year; i++, d = date_add(d, 1)) {
		enum day_off want = x->off[i];

		if (want == DAY_WORK && date_weekday(d) == SATURDAY)
			want = DAY_SATURDAY;
		if (want == DAY_WORK && date_weekday(d) == SUNDAY)
			want = DAY_SUNDAY;
		if (calendar_day(d) != want)
			fail_msg("%s: %d, not %d", date_iso(d).s, (int)calendar_day(d),
				 (int)want);
	}
}

/* year, Easter, and the days that move, in the order of the table's columns. */
static void check_row(struct strv row)
{
	static const enum day_off columns[] = {
		DAY_GOOD_FRIDAY, DAY_EASTER_MONDAY, DAY_KINGS_DAY,
		DAY_ASCENSION,   DAY_WHIT_MONDAY,
	};
	struct expected x = { .off = { DAY_WORK } };
	struct strv equated;
	uint64_t number;
	int year;

	assert_true(strv_uint(strv_cut(&row, '\t'), 2999, &number));
	year = (int)number;
	assert_true(date_make(year, 1, 1, &x.first));
	assert_int_equal(calendar_easter(year).days,
			 day_of(year, strv_cut(&row, '\t')).days);
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		expect(&x, day_of(year, strv_cut(&row, '\t')), columns[i]);
	expect(&x, day_of(year, STRV("01-01")), DAY_NEW_YEAR);
	expect(&x, day_of(year, STRV("05-05")), DAY_LIBERATION);
	expect(&x, day_of(year, STRV("12-25")), DAY_CHRISTMAS);
	expect(&x, day_of(year, STRV("12-26")), DAY_CHRISTMAS);
	equated = strv_trim(row);
	assert_int_equal(calendar_known(x.first), !strv_eq(equated, STRV("?")));
	if (equated.n > 1)
		while (equated.p)
			expect(&x, day_of(year, strv_cut(&equated, ' ')), DAY_EQUATED);
	check_year(year, &x);
}

static void test_table(void **state)
{
	FILE *f = fopen("tests/cases/calendar.tsv", "r");
	char line[256];
	int rows = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		if (line[0] == '#' || line[0] == '\n')
			continue;
		check_row(strv(line));
		rows++;
	}
	fclose(f);
	assert_int_equal(rows, 21);
}

static struct date on(int year, int month, int day)
{
	struct date d;

	assert_true(date_make(year, month, day, &d));
	return d;
}

static void test_shift(void **state)
{
	(void)state;
	/* A working day stays; Christmas on Friday runs into the weekend. */
	assert_int_equal(calendar_shift(on(2026, 10, 27)).days, on(2026, 10, 27).days);
	assert_int_equal(calendar_shift(on(2026, 12, 25)).days, on(2026, 12, 28).days);
	/* Good Friday to Tuesday. */
	assert_int_equal(calendar_shift(on(2026, 4, 3)).days, on(2026, 4, 7).days);
	assert_false(date_is(calendar_shift(DATE_NONE)));
}

/* The earliest and latest Easters there can be. */
static void test_easter_edges(void **state)
{
	(void)state;
	assert_int_equal(calendar_easter(1818).days, on(1818, 3, 22).days);
	assert_int_equal(calendar_easter(2285).days, on(2285, 3, 22).days);
	assert_int_equal(calendar_easter(1943).days, on(1943, 4, 25).days);
	assert_int_equal(calendar_easter(2049).days, on(2049, 4, 18).days);
	assert_int_equal(calendar_easter(1954).days, on(1954, 4, 18).days);
	assert_int_equal(calendar_easter(2000).days, on(2000, 4, 23).days);
	for (int year = 1800; year < 3000; year++) {
		struct date easter = calendar_easter(year);

		assert_int_equal(date_weekday(easter), SUNDAY);
		assert_true(easter.days >= on(year, 3, 22).days);
		assert_true(easter.days <= on(year, 4, 25).days);
		assert_int_equal(calendar_day(date_add(easter, 50)), DAY_WHIT_MONDAY);
		assert_int_equal(calendar_day(date_add(easter, -2)), DAY_GOOD_FRIDAY);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_shift),
		cmocka_unit_test(test_easter_edges),
	};

	return cmocka_run_group_tests_name("calendar", tests, NULL, NULL);
}
