#include "tui/widget/field.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tui/widget/glyph.h"

static void type(struct field_edit *f, const char *text)
{
	for (; *text; text++)
		assert_true(field_edit_key(f, (keycode)(unsigned char)*text));
}

static void keys(struct field_edit *f, keycode key, int times)
{
	while (times-- > 0)
		assert_true(field_edit_key(f, key));
}

static void test_typing(void **state)
{
	struct field_edit f = { 0 };

	(void)state;
	type(&f, "Jnsen");
	keys(&f, KEY_HOME_, 1);
	keys(&f, KEY_ARROW_RIGHT, 1);
	type(&f, "a");
	assert_string_equal(str_z(&f.text), "Jansen");
	keys(&f, KEY_END_, 1);
	keys(&f, KEY_RUBOUT, 2);
	assert_string_equal(str_z(&f.text), "Jans");
	keys(&f, KEY_HOME_, 1);
	keys(&f, KEY_DELETE_, 1);
	assert_string_equal(str_z(&f.text), "ans");
	/* At the ends nothing happens, and the key is still its own. */
	keys(&f, KEY_RUBOUT, 3);
	keys(&f, KEY_ARROW_LEFT, 3);
	keys(&f, KEY_END_, 1);
	keys(&f, KEY_DELETE_, 3);
	keys(&f, KEY_ARROW_RIGHT, 3);
	assert_string_equal(str_z(&f.text), "ans");
	assert_int_equal(f.at, 3);
	/* Keys of others. */
	assert_false(field_edit_key(&f, KEY_RETURN));
	assert_false(field_edit_key(&f, KEY_TAB_));
	assert_false(field_edit_key(&f, KEY_ARROW_UP));
	assert_false(field_edit_key(&f, KEY_FUNCTION + 4));
	field_edit_release(&f);
}

/* What people see as one letter is one step: e with acute as two characters, a flag. */
static void test_graphemes(void **state)
{
	struct field_edit f = { 0 };

	(void)state;
	field_edit_set(&f, strv("ae\u0301z\U0001F1F3\U0001F1F1"));
	assert_int_equal(f.at, f.text.n);
	keys(&f, KEY_ARROW_LEFT, 1);
	assert_int_equal(f.at, f.text.n - 8);
	keys(&f, KEY_ARROW_LEFT, 2);
	assert_int_equal(f.at, 1);
	keys(&f, KEY_DELETE_, 1);
	assert_string_equal(str_z(&f.text), "az\U0001F1F3\U0001F1F1");
	keys(&f, KEY_END_, 1);
	keys(&f, KEY_RUBOUT, 1);
	assert_string_equal(str_z(&f.text), "az");
	field_edit_release(&f);
}

static void test_words(void **state)
{
	struct field_edit f = { 0 };

	(void)state;
	field_edit_set(&f, strv("van den Berg"));
	keys(&f, KEY_CTRL | 'w', 1);
	assert_string_equal(str_z(&f.text), "van den ");
	keys(&f, KEY_CTRL | KEY_ARROW_LEFT, 1);
	assert_int_equal(f.at, 4);
	keys(&f, KEY_CTRL | 'u', 1);
	assert_string_equal(str_z(&f.text), "den ");
	assert_int_equal(f.at, 0);
	keys(&f, KEY_CTRL | KEY_ARROW_RIGHT, 1);
	assert_int_equal(f.at, 3);
	keys(&f, KEY_CTRL | 'k', 1);
	assert_string_equal(str_z(&f.text), "den");
	field_edit_release(&f);
}

static void test_most(void **state)
{
	struct field_edit f = { .max = 3 };

	(void)state;
	type(&f, "ab");
	assert_false(f.full);
	/* Characters are counted, not bytes. */
	assert_true(field_edit_key(&f, 0xf6));
	assert_false(f.full);
	assert_true(field_edit_key(&f, 'd'));
	assert_true(f.full);
	assert_string_equal(str_z(&f.text), "ab\u00f6");
	keys(&f, KEY_RUBOUT, 1);
	assert_false(f.full);
	field_edit_insert(&f, strv("xyz"));
	assert_string_equal(str_z(&f.text), "abx");
	field_edit_release(&f);
}

/* A pasted line end is a blank, never a command. */
static void test_paste(void **state)
{
	struct field_edit f = { 0 };

	(void)state;
	assert_true(field_edit_key(&f, KEY_PASTE_START));
	type(&f, "a");
	assert_true(field_edit_key(&f, KEY_RETURN));
	assert_true(field_edit_key(&f, KEY_TAB_));
	assert_true(field_edit_key(&f, KEY_ESC));
	type(&f, "b");
	assert_true(field_edit_key(&f, KEY_PASTE_STOP));
	assert_false(field_edit_key(&f, KEY_RETURN));
	assert_string_equal(str_z(&f.text), "a  b");
	field_edit_release(&f);
}

static void test_draw(void **state)
{
	struct canvas c = { 0 };
	struct field_edit f = { 0 };
	struct str out = { 0 };

	(void)state;
	assert_true(canvas_resize(&c, 20, 2));
	field_edit_set(&f, strv("abcdefghijklmnopqrstuvwxyz"));
	canvas_clear(&c);
	field_edit_draw(&f, &c, 0, 2, 10, LOOK_FIELD, true);
	canvas_dump(&c, &out);
	/* The cursor is visible, with what stands before it. */
	assert_true(c.cursor_on);
	assert_int_equal(c.cursor_y, 0);
	assert_in_range(c.cursor_x, 3, 11);
	assert_true(strv_search(strv_of(&out), STRV("yz"), &(size_t){ 0 }));
	assert_int_equal(c.cells[2].look, LOOK_FIELD);
	assert_int_equal(c.cells[11].look, LOOK_FIELD);
	assert_int_equal(c.cells[12].look, LOOK_TEXT);
	/* At the start: the beginning. */
	keys(&f, KEY_HOME_, 1);
	canvas_clear(&c);
	str_clear(&out);
	field_edit_draw(&f, &c, 0, 2, 10, LOOK_FIELD, true);
	canvas_dump(&c, &out);
	assert_true(strv_starts(strv_of(&out), STRV("  abcdefghij")));
	assert_int_equal(c.cursor_x, 2);
	/* Every place of the cursor is inside. */
	for (size_t i = 0; i < 26; i++) {
		canvas_clear(&c);
		field_edit_draw(&f, &c, 0, 2, 10, LOOK_FIELD, true);
		assert_in_range(c.cursor_x, 2, 11);
		assert_true(c.cells[c.cursor_x].ch == (uint32_t)('a' + i));
		keys(&f, KEY_ARROW_RIGHT, 1);
	}
	str_release(&out);
	field_edit_release(&f);
	canvas_release(&c);
}

static void test_rows(void **state)
{
	size_t end, next;

	(void)state;
	assert_int_equal(glyph_rows(strv(""), 10, NULL), 1);
	assert_int_equal(glyph_rows(strv("a"), 10, NULL), 1);
	assert_int_equal(glyph_rows(strv("a\n"), 10, NULL), 2);
	assert_int_equal(glyph_rows(strv("\n\n"), 10, NULL), 3);
	assert_int_equal(glyph_rows(strv("aaaa bbbb cccc"), 10, NULL), 2);
	assert_true(glyph_row(strv("aaaa bbbb cccc"), 0, 10, NULL, &end, &next));
	assert_int_equal(end, 9);
	assert_int_equal(next, 10);
	/* A word that is too long is cut; blanks never begin a line. */
	assert_int_equal(glyph_rows(strv("aaaaaaaaaaaaa"), 5, NULL), 3);
	assert_true(glyph_row(strv("aaaaa     b"), 0, 5, NULL, &end, &next));
	assert_int_equal(end, 5);
	assert_int_equal(next, 10);
	/* Wide characters count two. */
	assert_true(glyph_row(strv("\u4e00\u4e00\u4e00"), 0, 5, NULL, &end, &next));
	assert_int_equal(end, 6);
	/* Narrower than a character: one to a line, and an end. */
	assert_int_equal(glyph_rows(strv("\u4e00\u4e00"), 1, NULL), 2);
}

int main(void)
{
	(void)setlocale(LC_CTYPE, "C.UTF-8"); /* widths are those of a UTF-8 terminal */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing), cmocka_unit_test(test_graphemes),
		cmocka_unit_test(test_words),  cmocka_unit_test(test_most),
		cmocka_unit_test(test_paste),  cmocka_unit_test(test_draw),
		cmocka_unit_test(test_rows),
	};

	return cmocka_run_group_tests_name("field_edit", tests, NULL, NULL);
}
