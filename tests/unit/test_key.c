/* Names of keys, there and back. */
#include "tui/key.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static keycode parsed(const char *name)
{
	struct err e = { 0 };
	keycode key = KEY_NONE;

	assert_true(key_parse(strv(name), &key, &e));
	return key;
}

static void round_trip(keycode key)
{
	char name[24];

	key_write(key, name);
	assert_int_equal(parsed(name), key);
}

static void names(void **state)
{
	(void)state;
	assert_int_equal(parsed("a"), 'a');
	assert_int_equal(parsed("Z"), 'Z');
	assert_int_equal(parsed("\u00d6"), 0xd6);
	assert_int_equal(parsed("space"), ' ');
	assert_int_equal(parsed("ENTER"), KEY_RETURN);
	assert_int_equal(parsed("f8"), KEY_FUNCTION + 8);
	assert_int_equal(parsed("F12"), KEY_FUNCTION_LAST);
	assert_int_equal(parsed("f"), 'f');
	assert_int_equal(parsed("ctrl-O"), KEY_CTRL | 'o');
	assert_int_equal(parsed("Ctrl-Left"), KEY_CTRL | KEY_ARROW_LEFT);
	assert_int_equal(parsed("alt-x"), KEY_ALT | 'x');
	assert_int_equal(parsed("alt-X"), KEY_ALT | 'X');
	assert_int_equal(parsed("alt-ctrl-k"), KEY_ALT | KEY_CTRL | 'k');
	assert_int_equal(parsed("shift-tab"), KEY_BACKTAB);
	assert_int_equal(parsed("-"), '-');
}

/* What the terminal cannot tell apart is one key. */
static void same_keys(void **state)
{
	(void)state;
	assert_int_equal(parsed("ctrl-i"), KEY_TAB_);
	assert_int_equal(parsed("ctrl-m"), KEY_RETURN);
	assert_int_equal(parsed("ctrl-["), KEY_ESC);
	assert_int_equal(parsed("ctrl-h"), KEY_RUBOUT);
	assert_int_equal(parsed("ctrl-@"), parsed("ctrl-space"));
}

static void refused(void **state)
{
	static const char *const bad[] = { "",           "f0",    "f13",  "f123",
					   "ab",         "ctrl-", "alt-", "ctrl-5",
					   "ctrl-enter", "\x01",  "\x7f", "\xc2\x80",
					   "\xff",       "entre" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err e = { 0 };
		keycode key;

		assert_false(key_parse(strv(bad[i]), &key, &e));
		assert_int_equal(e.code, ERR_KEYMAP_KEY);
	}
}

static void all_come_back(void **state)
{
	keycode key;
	char c;

	(void)state;
	for (key = '!'; key < 0x3000; key++) {
		if (key_is_text(key))
			round_trip(key);
	}
	for (key = KEY_ARROW_UP; key <= KEY_BACKTAB; key++) {
		round_trip(key);
		round_trip(key | KEY_ALT);
	}
	for (key = KEY_FUNCTION + 1; key <= KEY_FUNCTION_LAST; key++)
		round_trip(key);
	for (c = 'a'; c <= 'z'; c++) {
		round_trip(KEY_ALT | (keycode)c);
		if (c != 'i' && c != 'm' && c != 'h')
			round_trip(KEY_CTRL | (keycode)c);
	}
	round_trip(KEY_RETURN);
	round_trip(KEY_ESC);
	round_trip(KEY_TAB_);
	round_trip(' ');
	round_trip(KEY_CTRL | ' ');
	round_trip(KEY_CTRL | KEY_ARROW_RIGHT);
}

static void shown(void **state)
{
	char name[24];

	(void)state;
	key_write(KEY_CTRL | 'o', name);
	assert_string_equal(name, "Ctrl-O");
	key_write(KEY_FUNCTION + 8, name);
	assert_string_equal(name, "F8");
	key_write('d', name);
	assert_string_equal(name, "d");
	key_write(KEY_ALT | 'x', name);
	assert_string_equal(name, "Alt-x");
}

static void text(void **state)
{
	(void)state;
	assert_true(key_is_text(' '));
	assert_true(key_is_text(0x1f600));
	assert_false(key_is_text(KEY_RETURN));
	assert_false(key_is_text(0x7f));
	assert_false(key_is_text(0x9b));
	assert_false(key_is_text(KEY_ARROW_UP));
	assert_false(key_is_text(KEY_CTRL | 'a'));
	assert_false(key_is_text(KEY_ALT | 'a'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),   cmocka_unit_test(same_keys),
		cmocka_unit_test(refused), cmocka_unit_test(all_come_back),
		cmocka_unit_test(shown),   cmocka_unit_test(text),
	};

	return cmocka_run_group_tests_name("key", tests, NULL, NULL);
}
