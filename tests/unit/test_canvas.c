/* Text on the grid: wide, combining, cut, wrapped, outside. */
#include "tui/canvas.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool ascii_can(uint32_t ch)
{
	return ch < 0x80;
}

static int setup(void **state)
{
	struct canvas *c = calloc(1, sizeof(*c));

	*state = c;
	return c && canvas_resize(c, 12, 4) ? 0 : -1;
}

static int teardown(void **state)
{
	canvas_release(*state);
	free(*state);
	return 0;
}

static void expect(const struct canvas *c, const char *want)
{
	struct str out = { 0 };

	canvas_dump(c, &out);
	assert_string_equal(str_z(&out), want);
	str_release(&out);
}

static void puts_text(void **state)
{
	struct canvas *c = *state;

	assert_int_equal(canvas_put(c, 0, 1, -1, LOOK_TITLE, STRV("abc")), 3);
	assert_int_equal(c->cells[1].look, LOOK_TITLE);
	assert_int_equal(c->cells[4].look, LOOK_TEXT);
	assert_int_equal(canvas_putf(c, 1, 0, -1, LOOK_TEXT, "%d-%s", 7, "x"), 3);
	assert_int_equal(canvas_put_right(c, 2, 2, 8, LOOK_TEXT, STRV("xyz")), 3);
	expect(c, " abc\n7-x\n       xyz\n\n");
}

static void cuts_with_an_ellipsis(void **state)
{
	struct canvas *c = *state;

	assert_int_equal(canvas_put(c, 0, 0, 5, LOOK_TEXT, STRV("abcdef")), 5);
	assert_int_equal(canvas_put(c, 1, 8, -1, LOOK_TEXT, STRV("abcdef")), 4);
	assert_int_equal(canvas_put(c, 2, 0, 6, LOOK_TEXT, STRV("abcdef")), 6);
	c->ascii = true;
	assert_int_equal(canvas_put_right(c, 3, 0, 3, LOOK_TEXT, STRV("abcdef")), 3);
	expect(c, "abcd\u2026\n        abc\u2026\nabcdef\nab.\n");
}

static void nothing_outside(void **state)
{
	struct canvas *c = *state;

	assert_int_equal(canvas_put(c, -1, 0, -1, LOOK_TEXT, STRV("a")), 0);
	assert_int_equal(canvas_put(c, 4, 0, -1, LOOK_TEXT, STRV("a")), 0);
	assert_int_equal(canvas_put(c, 0, 12, -1, LOOK_TEXT, STRV("a")), 0);
	assert_int_equal(canvas_put(c, 0, -2, -1, LOOK_TEXT, STRV("abc")), 0);
	assert_int_equal(canvas_put(c, 0, 0, 0, LOOK_TEXT, STRV("a")), 0);
	canvas_line_char(c, 9, 9, 0x2502);
	canvas_rule(c, 0, 50, 3);
	canvas_look(c, 3, 10, 40, LOOK_LATE);
	canvas_cursor(c, 4, 0);
	assert_false(c->cursor_on);
	assert_int_equal(c->cells[47].look, LOOK_LATE);
	expect(c, "\n\n\n\n");
}

/* A wide character is never split: not at the edge, not by what is put over it. */
static void wide_characters(void **state)
{
	struct canvas *c = *state;

	assert_int_equal(canvas_put(c, 0, 0, 5, LOOK_TEXT, STRV("\u4e2d\u6587\u5b57")),
			 5);
	assert_int_equal(c->cells[1].ch, 0);
	assert_int_equal(canvas_put(c, 1, 0, -1, LOOK_TEXT, STRV("\u4e2d\u6587")), 4);
	assert_int_equal(canvas_put(c, 1, 1, 1, LOOK_TEXT, STRV("x")), 1);
	assert_int_equal(canvas_put(c, 2, 0, -1, LOOK_TEXT, STRV("\u4e2d\u6587")), 4);
	assert_int_equal(canvas_put(c, 2, 2, 1, LOOK_TEXT, STRV("x")), 1);
	assert_int_equal(canvas_put(c, 3, 11, -1, LOOK_TEXT, STRV("\u4e2d")), 1);
	expect(c, "\u4e2d\u6587\u2026\n x\u6587\n\u4e2dx\n           \u2026\n");
}

static void combining_marks(void **state)
{
	struct canvas *c = *state;

	assert_int_equal(canvas_put(c, 0, 0, 2, LOOK_TEXT, STRV("e\u0301a\u0308")), 2);
	assert_int_equal(c->cells[0].mark[0], 0x301);
	/* A mark with nothing before it does not land on a neighbour. */
	assert_int_equal(canvas_put(c, 1, 0, 1, LOOK_TEXT, STRV("x")), 1);
	assert_int_equal(canvas_put(c, 1, 1, -1, LOOK_TEXT, STRV("\u0301y")), 1);
	expect(c, "e\u0301a\u0308\nxy\n\n\n");
}

static void unsafe_text(void **state)
{
	struct canvas *c = *state;

	(void)canvas_put(c, 0, 0, -1, LOOK_TEXT, STRV("a\033[2Jx"));
	c->can = ascii_can;
	(void)canvas_put(c, 1, 0, -1, LOOK_TEXT, STRV("\u00d6z"));
	(void)canvas_put(c, 2, 0, 4, LOOK_TEXT, STRV("abcdef"));
	expect(c, "a\u2039U+001B\u203a[2\u2026\n<Oz>\nabc.\n\n");
}

static void wraps(void **state)
{
	struct canvas *c = *state;

	assert_int_equal(
		canvas_wrap(c, 0, 0, 6, 3, LOOK_TEXT, STRV("een twee\n\ndrie")), 3);
	expect(c, "een\ntwee\n \u2026\n\n");
	canvas_clear(c);
	assert_int_equal(canvas_wrap(c, 0, 2, 5, 9, LOOK_TEXT, STRV("abcdefgh ij")), 3);
	expect(c, "  abcde\n  fgh\n  ij\n\n");
	canvas_clear(c);
	assert_int_equal(canvas_wrap(c, 0, 0, 5, 1, LOOK_TEXT, STRV("abc defgh")), 1);
	expect(c, "abc \u2026\n\n\n\n");
	canvas_clear(c);
	assert_int_equal(canvas_wrap(c, 0, 0, 12, 4, LOOK_TEXT, STRV("")), 0);
	assert_int_equal(canvas_wrap(c, 0, 0, 12, 4, LOOK_TEXT, STRV("a")), 1);
}

static void lines(void **state)
{
	struct canvas *c = *state;

	canvas_rule(c, 0, 0, 3);
	canvas_line_char(c, 0, 3, 0x2510);
	c->ascii = true;
	canvas_rule(c, 1, 0, 3);
	canvas_line_char(c, 1, 3, 0x2510);
	canvas_line_char(c, 1, 4, 0x2502);
	canvas_line_char(c, 1, 5, 0x2591);
	expect(c, "\u2500\u2500\u2500\u2510\n---+|:\n\n\n");
}

static void resizes(void **state)
{
	struct canvas *c = *state;

	canvas_cursor(c, 1, 1);
	assert_true(c->cursor_on);
	assert_true(canvas_resize(c, 0, -5));
	assert_int_equal(c->width, 1);
	assert_int_equal(c->height, 1);
	assert_false(c->cursor_on);
	assert_int_equal(canvas_put(c, 0, 0, -1, LOOK_TEXT, STRV("\u4e2d")), 1);
	expect(c, "\u2026\n");
}

int main(void)
{
	(void)setlocale(LC_CTYPE, "C.UTF-8"); /* widths are those of a UTF-8 terminal */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(puts_text, setup, teardown),
		cmocka_unit_test_setup_teardown(cuts_with_an_ellipsis, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(wide_characters, setup, teardown),
		cmocka_unit_test_setup_teardown(combining_marks, setup, teardown),
		cmocka_unit_test_setup_teardown(unsafe_text, setup, teardown),
		cmocka_unit_test_setup_teardown(wraps, setup, teardown),
		cmocka_unit_test_setup_teardown(lines, setup, teardown),
		cmocka_unit_test_setup_teardown(resizes, setup, teardown),
	};

	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
