#include "tui/widget/textarea.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void type(struct textarea *t, const char *text)
{
	for (; *text; text++)
		assert_true(textarea_key(
			t, *text == '\n' ? KEY_RETURN : (keycode)(unsigned char)*text));
}

static void keys(struct textarea *t, keycode key, int times)
{
	while (times-- > 0)
		assert_true(textarea_key(t, key));
}

static struct textarea area(int width, int height)
{
	struct textarea t = { 0 };

	textarea_size(&t, width, height);
	return t;
}

static void test_lines(void **state)
{
	struct textarea t = area(20, 4);

	(void)state;
	type(&t, "one\ntwo\nthree");
	assert_string_equal(str_z(&t.text), "one\ntwo\nthree");
	keys(&t, KEY_ARROW_UP, 1);
	type(&t, "!");
	assert_string_equal(str_z(&t.text), "one\ntwo!\nthree");
	keys(&t, KEY_ARROW_DOWN, 1);
	keys(&t, KEY_HOME_, 1);
	keys(&t, KEY_RUBOUT, 1);
	assert_string_equal(str_z(&t.text), "one\ntwo!three");
	keys(&t, KEY_CTRL | 'k', 1);
	assert_string_equal(str_z(&t.text), "one\ntwo!");
	keys(&t, KEY_CTRL | 'w', 1);
	assert_string_equal(str_z(&t.text), "one\n");
	keys(&t, KEY_CTRL | KEY_HOME_, 1);
	assert_int_equal(t.at, 0);
	keys(&t, KEY_CTRL | KEY_END_, 1);
	assert_int_equal(t.at, 4);
	/* Leaves at the top and the bottom, not in between. */
	assert_false(textarea_key(&t, KEY_ARROW_DOWN));
	assert_true(textarea_key(&t, KEY_ARROW_UP));
	assert_false(textarea_key(&t, KEY_ARROW_UP));
	assert_false(textarea_key(&t, KEY_TAB_));
	assert_false(textarea_key(&t, KEY_ESC));
	textarea_release(&t);
}

/* Moving over a short line does not forget the column. */
/* Grown, it shows as much of the text as there is room for. */
static void test_grows(void **state)
{
	struct textarea t = area(20, 1);

	(void)state;
	textarea_set(&t, STRV("one\ntwo\nthree"));
	assert_int_equal(t.top, 2);
	textarea_size(&t, 20, 2);
	assert_int_equal(t.top, 1);
	textarea_size(&t, 20, 5);
	assert_int_equal(t.top, 0);
	textarea_release(&t);
}

static void test_column(void **state)
{
	struct textarea t = area(20, 4);

	(void)state;
	type(&t, "abcdefgh\nab\nabcdefgh");
	keys(&t, KEY_ARROW_LEFT, 2);
	keys(&t, KEY_ARROW_UP, 1);
	assert_int_equal(t.at, 11);
	keys(&t, KEY_ARROW_UP, 1);
	assert_int_equal(t.at, 6);
	keys(&t, KEY_ARROW_DOWN, 2);
	assert_int_equal(t.at, 18);
	textarea_release(&t);
}

static void test_wrap(void **state)
{
	struct textarea t = area(10, 4);

	(void)state;
	type(&t, "aaaa bbbb cccc dddd");
	/* Two lines on the screen, one in the text. */
	keys(&t, KEY_ARROW_UP, 1);
	assert_int_equal(t.at, 9);
	keys(&t, KEY_HOME_, 1);
	assert_int_equal(t.at, 0);
	keys(&t, KEY_END_, 1);
	assert_int_equal(t.at, 9);
	keys(&t, KEY_ARROW_RIGHT, 1);
	assert_int_equal(t.at, 10);
	keys(&t, KEY_HOME_, 1);
	assert_int_equal(t.at, 10);
	/* A word without blanks is cut; End stays on its line. */
	textarea_set(&t, strv("aaaaaaaaaaaaaaa"));
	keys(&t, KEY_CTRL | KEY_HOME_, 1);
	keys(&t, KEY_END_, 1);
	assert_int_equal(t.at, 9);
	textarea_release(&t);
}

static void test_pages(void **state)
{
	struct textarea t = area(10, 3);
	int i;

	(void)state;
	for (i = 0; i < 20; i++)
		type(&t, i ? "\nx" : "x");
	assert_int_equal(t.top, 17);
	keys(&t, KEY_PAGE_UP, 1);
	assert_int_equal(t.top, 17);
	keys(&t, KEY_PAGE_UP, 1);
	assert_int_equal(t.top, 15);
	keys(&t, KEY_PAGE_UP, 30);
	assert_int_equal(t.at, 1);
	assert_int_equal(t.top, 0);
	keys(&t, KEY_PAGE_DOWN, 1);
	assert_int_equal(t.top, 0);
	keys(&t, KEY_PAGE_DOWN, 30);
	assert_int_equal(t.at, t.text.n);
	textarea_size(&t, 10, 5);
	textarea_size(&t, 10, 2);
	assert_int_equal(t.top, 18);
	textarea_release(&t);
}

static void test_undo(void **state)
{
	struct textarea t = area(40, 5);

	(void)state;
	assert_false(textarea_undo(&t));
	type(&t, "hello big world");
	/* A word is a step. */
	assert_true(textarea_undo(&t));
	assert_string_equal(str_z(&t.text), "hello big ");
	assert_true(textarea_undo(&t));
	assert_string_equal(str_z(&t.text), "hello ");
	assert_true(textarea_redo(&t));
	assert_string_equal(str_z(&t.text), "hello big ");
	/* Typing forgets what was undone. */
	type(&t, "x");
	assert_false(textarea_redo(&t));
	keys(&t, KEY_RUBOUT, 5);
	assert_string_equal(str_z(&t.text), "hello ");
	assert_true(textarea_undo(&t));
	assert_string_equal(str_z(&t.text), "hello big x");
	assert_int_equal(t.at, t.text.n);
	while (textarea_undo(&t))
		;
	assert_string_equal(str_z(&t.text), "");
	while (textarea_redo(&t))
		;
	assert_string_equal(str_z(&t.text), "hello ");
	textarea_release(&t);
}

/* A move between two letters parts them. */
static void test_undo_moved(void **state)
{
	struct textarea t = area(40, 5);

	(void)state;
	type(&t, "ab");
	keys(&t, KEY_ARROW_LEFT, 1);
	keys(&t, KEY_ARROW_RIGHT, 1);
	type(&t, "cd");
	assert_true(textarea_undo(&t));
	assert_string_equal(str_z(&t.text), "ab");
	textarea_set(&t, strv("new"));
	assert_false(textarea_undo(&t));
	assert_false(textarea_redo(&t));
	textarea_release(&t);
}

/* Far more steps than are kept: the last ones still undo, in order. */
static void test_undo_many(void **state)
{
	struct textarea t = area(40, 5);
	int i, n = 0;

	(void)state;
	for (i = 0; i < 3000; i++)
		type(&t, i % 2 ? "b " : "a ");
	assert_int_equal(t.text.n, 6000);
	while (textarea_undo(&t))
		n++;
	assert_in_range(n, 500, 2999);
	assert_int_equal(t.text.n, 6000 - 2 * n);
	while (textarea_redo(&t))
		n--;
	assert_int_equal(n, 0);
	assert_int_equal(t.text.n, 6000);
	textarea_release(&t);
}

static void test_paste(void **state)
{
	struct textarea t = area(40, 5);

	(void)state;
	type(&t, "say: ");
	keys(&t, KEY_PASTE_START, 1);
	type(&t, "one");
	keys(&t, KEY_RETURN, 1);
	keys(&t, '\n', 1); /* the second half of one line end */
	type(&t, "two");
	keys(&t, KEY_RETURN, 2);
	keys(&t, KEY_TAB_, 1);
	keys(&t, KEY_ESC, 1); /* a control character is no text */
	type(&t, "x");
	keys(&t, KEY_PASTE_STOP, 1);
	assert_string_equal(str_z(&t.text), "say: one\ntwo\n\n x");
	/* All of it is one step. */
	assert_true(textarea_undo(&t));
	assert_string_equal(str_z(&t.text), "say: ");
	textarea_release(&t);
}

static void test_most(void **state)
{
	struct textarea t = area(40, 5);

	(void)state;
	t.max = 3;
	type(&t, "abcd");
	assert_true(t.full);
	assert_string_equal(str_z(&t.text), "abc");
	keys(&t, KEY_RUBOUT, 1);
	assert_false(t.full);
	assert_true(textarea_key(&t, 0x20ac));
	assert_string_equal(str_z(&t.text), "ab\u20ac");
	textarea_release(&t);
}

static void test_draw(void **state)
{
	struct textarea t = area(10, 3);
	struct canvas c = { 0 };
	struct str out = { 0 };

	(void)state;
	assert_true(canvas_resize(&c, 20, 6));
	type(&t, "aaaa bbbb cccc\nd");
	canvas_clear(&c);
	textarea_draw(&t, &c, 1, 2, true);
	canvas_dump(&c, &out);
	assert_string_equal(str_z(&out), "\n  aaaa bbbb\n  cccc\n  d\n\n\n");
	assert_int_equal(c.cursor_y, 3);
	assert_int_equal(c.cursor_x, 3);
	canvas_clear(&c);
	textarea_draw(&t, &c, 1, 2, false);
	assert_false(c.cursor_on);
	str_release(&out);
	canvas_release(&c);
	textarea_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grows),      cmocka_unit_test(test_lines),
		cmocka_unit_test(test_column),     cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_pages),      cmocka_unit_test(test_undo),
		cmocka_unit_test(test_undo_moved), cmocka_unit_test(test_undo_many),
		cmocka_unit_test(test_paste),      cmocka_unit_test(test_most),
		cmocka_unit_test(test_draw),
	};

	return cmocka_run_group_tests_name("textarea", tests, NULL, NULL);
}
