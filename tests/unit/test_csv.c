#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/intake/csv.h"

/* All records of a text as one line: fields between [ ], records between | . The error that
 * ended it, if any, in *e. */
static void read_all(struct strv text, char delimiter, struct str *out, struct err *e)
{
	struct csv *c = csv_open(text, delimiter);
	struct arena a = { 0 };
	struct csv_record r;
	struct err after = { 0 };
	size_t i, at = 0, row = 0;

	assert_non_null(c);
	while (csv_next(c, &a, &r, e)) {
		if (out->n)
			str_addc(out, '|');
		for (i = 0; i < r.nfields; i++) {
			str_addc(out, '[');
			str_add(out, r.field[i]);
			str_addc(out, ']');
		}
		/* The raw texts of all records are the text itself. */
		assert_int_equal(r.row, ++row);
		assert_true(r.raw.p == text.p + at);
		at += r.raw.n;
		assert_int_equal(csv_offset(c), at);
	}
	if (e->code == ERR_NONE)
		assert_int_equal(at, text.n);
	/* After the end nothing comes. */
	assert_false(csv_next(c, &a, &r, &after));
	csv_close(c);
	arena_release(&a);
}

static void expect(const char *text, char delimiter, const char *want)
{
	struct str got = { 0 };
	struct err e = { 0 };

	read_all(strv(text), delimiter, &got, &e);
	assert_string_equal(str_z(&got), want);
	assert_int_equal(e.code, ERR_NONE);
	str_release(&got);
}

static void expect_error(const char *text, enum err_code code, int64_t row)
{
	struct csv *c = csv_open(strv(text), ';');
	struct arena a = { 0 };
	struct csv_record r;
	struct err e = { 0 };

	assert_non_null(c);
	while (csv_next(c, &a, &r, &e))
		;
	assert_string_equal(err_name(e.code), err_name(code));
	assert_int_equal(e.arg[0].u.num, row);
	assert_false(csv_next(c, &a, &r, &e));
	csv_close(c);
	arena_release(&a);
}

static void csv_fields(void **state)
{
	(void)state;
	expect("a;b;c\n", ';', "[a][b][c]");
	expect("a;b\r\n1;2\r\n", ';', "[a][b]|[1][2]");
	expect("a;b\n1;2", ';', "[a][b]|[1][2]");
	expect("a;b\r1;2\r", ';', "[a][b]|[1][2]");
	expect("a,b\t c,d\n", ',', "[a][b\t c][d]");
	expect("a\tb\t\n", '\t', "[a][b][]");
	expect(";;\n", ';', "[][][]");
	expect("a;", ';', "[a][]");
	expect("", ';', "");
}

static void csv_blanks_stay(void **state)
{
	(void)state;
	expect("  a ; b\t;\" c \"\n", ';', "[  a ][ b\t][ c ]");
	expect("a b c\n", ' ', "[a][b][c]");
	expect("a  c\n", ' ', "[a][][c]");
	expect("\ta\t\n", '\t', "[][a][]");
}

static void csv_empty_lines_count(void **state)
{
	(void)state;
	expect("a\n\nb\n", ';', "[a]|[]|[b]");
	expect("a;b\r\n\r\n\r\nc;d\r\n", ';', "[a][b]|[]|[]|[c][d]");
	expect("\na\n", ';', "[]|[a]");
	expect("a\n\n", ';', "[a]|[]");
	expect("a\r\r\nb", ';', "[a]|[]|[b]");
	expect("\n", ';', "[]");
}

static void csv_quotes(void **state)
{
	(void)state;
	expect("\"a;b\";\"say \"\"no\"\"\"\n", ';', "[a;b][say \"no\"]");
	expect("\"two\nlines\r\nthree\";x\ny\n", ';', "[two\nlines\r\nthree][x]|[y]");
	expect("\"\";\"\"\"\"\n", ';', "[][\"]");
	expect("\"a\"", ';', "[a]");
	expect("\"\"\n\"\"", ';', "[]|[]");
}

static void csv_bad_quotes(void **state)
{
	(void)state;
	expect_error("h\na;\"b\nc;d\n", ERR_CSV_QUOTE, 2);
	expect_error("h\na;\"b\nc;\"\"d\n", ERR_CSV_QUOTE, 2);
	/* The quote of row 2 ends where row 4 opens one: the fault is in row 2. */
	expect_error("h\na;\"b\nc;d\ne;\"f\";g\n", ERR_CSV_QUOTE, 2);
	expect_error("h\n\na;b\"c\n", ERR_CSV_STRAY, 3);
	expect_error("h\na;\"b\"c;d\n", ERR_CSV_STRAY, 2);
	expect_error("h\na; \"b\"\n", ERR_CSV_STRAY, 2);
	expect_error("h\na;\"b\" ;c\n", ERR_CSV_STRAY, 2);
	expect_error("\"", ERR_CSV_QUOTE, 1);
}

static void csv_limits(void **state)
{
	struct str text = { 0 }, got = { 0 };
	struct err e = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < CSV_RECORD_MAX - 1; i++)
		str_addc(&text, 'x');
	str_addc(&text, '\n');
	read_all(strv_of(&text), ';', &got, &e);
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(got.n, CSV_RECORD_MAX + 1);
	str_insert(&text, 0, STRV("x"));
	str_clear(&got);
	read_all(strv_of(&text), ';', &got, &e);
	assert_int_equal(e.code, ERR_TOO_LARGE);
	assert_int_equal(got.n, 0);
	str_release(&text);
	str_release(&got);
}

static void csv_too_large(void **state)
{
	struct str text = { 0 };
	struct csv *c;
	struct arena a = { 0 };
	struct csv_record r;
	struct err e = { 0 };

	(void)state;
	str_addz(&text, "a\n\"");
	while (text.n < 2 * CSV_RECORD_MAX)
		str_addz(&text, "0123456789\n");
	c = csv_open(strv_of(&text), ';');
	assert_true(csv_next(c, &a, &r, &e));
	assert_false(csv_next(c, &a, &r, &e));
	assert_int_equal(e.code, ERR_TOO_LARGE);
	assert_int_equal(csv_row(c), 2);
	csv_close(c);
	arena_release(&a);
	str_release(&text);
}

/* More fields than a header ever has, and a zero byte in one. */
static void csv_odd(void **state)
{
	const char zero[] = "a\0b;c\n";
	struct str text = { 0 }, got = { 0 };
	struct err e = { 0 };
	size_t i;

	(void)state;
	read_all(strv_n(zero, sizeof(zero) - 1), ';', &got, &e);
	assert_int_equal(got.n, 8);
	assert_memory_equal(got.p, "[a\0b][c]", 8);
	str_clear(&got);
	for (i = 0; i < 1000; i++)
		str_addz(&text, "1;");
	read_all(strv_of(&text), ';', &got, &e);
	assert_int_equal(got.n, 1000 * 3 + 2);
	str_release(&text);
	str_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_fields),
		cmocka_unit_test(csv_blanks_stay),
		cmocka_unit_test(csv_empty_lines_count),
		cmocka_unit_test(csv_quotes),
		cmocka_unit_test(csv_bad_quotes),
		cmocka_unit_test(csv_limits),
		cmocka_unit_test(csv_too_large),
		cmocka_unit_test(csv_odd),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
