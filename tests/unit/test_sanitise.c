/* The door to the terminal: for every code point and every kind of terminal. */
#include "tui/sanitise.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/base/utf8.h"

static bool ascii_can(uint32_t ch)
{
	return ch < 0x80;
}

static bool latin1_can(uint32_t ch)
{
	return ch < 0x80 || (ch >= 0xa0 && ch < 0x100);
}

static const charset_can charsets[] = { NULL, latin1_can, ascii_can };

static bool forbidden(uint32_t ch)
{
	static const uint32_t range[][2] = {
		{ 0, 0x1f },          { 0x7f, 0x9f },     { 0xad, 0xad },
		{ 0x34f, 0x34f },     { 0x61c, 0x61c },   { 0x115f, 0x1160 },
		{ 0x17b4, 0x17b5 },   { 0x180b, 0x180f }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e },   { 0x2060, 0x206f }, { 0x3164, 0x3164 },
		{ 0xd800, 0xdfff },   { 0xfe00, 0xfe0f }, { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb }, { 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff }, { 0xfffe, 0xffff },
	};
	size_t i;

	for (i = 0; i < sizeof(range) / sizeof(range[0]); i++) {
		if (ch >= range[i][0] && ch <= range[i][1])
			return true;
	}
	return false;
}

static void check(struct strv text, charset_can can, const char *want)
{
	struct str out = { 0 };

	sanitise(text, false, can, &out);
	assert_string_equal(str_z(&out), want);
	str_release(&out);
}

/* Everything that comes out is harmless, holdable and visible. */
static void safe_everywhere(void **state)
{
	struct str out = { 0 };
	uint32_t ch;
	size_t k;

	(void)state;
	for (k = 0; k < sizeof(charsets) / sizeof(charsets[0]); k++) {
		for (ch = 0; ch < 0x110000; ch++) {
			struct strv rest;
			char b[4];
			const size_t n = utf8_put(ch, b);

			if (n == 0)
				continue;
			str_clear(&out);
			sanitise(strv_n(b, n), false, charsets[k], &out);
			assert_true(out.n > 0);
			for (rest = strv_of(&out); rest.n > 0;) {
				uint32_t got;
				size_t len;

				assert_true(utf8_next(rest, &got, &len));
				assert_false(forbidden(got));
				assert_true(!charsets[k] || charsets[k](got));
				rest = strv_n(rest.p + len, rest.n - len);
			}
			/* A space in any disguise is the only thing that may look blank. */
			if (ch > 0x20 && ch < 0x7f)
				assert_int_equal(out.p[0], (int)ch);
		}
	}
	str_release(&out);
}

static void plain_text_is_untouched(void **state)
{
	(void)state;
	check(STRV("van den Berg, J."), ascii_can, "van den Berg, J.");
	check(STRV("Y\u0131lmaz-de Boer"), NULL, "Y\u0131lmaz-de Boer");
	check(STRV(""), NULL, "");
}

static void controls_are_seen(void **state)
{
	(void)state;
	check(STRV("a\033[31mb"), NULL, "a\u2039U+001B\u203a[31mb");
	check(STRV("a\033b"), ascii_can, "a<U+001B>b");
	check(STRV("x\u202ey"), NULL, "x\u2039U+202E\u203ay");
	check(STRV("x\xc2\x9by"), NULL, "x\u2039U+009B\u203ay");
	check(STRV("a\tb"), NULL, "a b");
	check(STRV("a\nb"), NULL,
	      "a\u2039U+000A\u203a"
	      "b");
}

static void lines_are_kept(void **state)
{
	struct str out = { 0 };

	(void)state;
	sanitise(STRV("a\nb\x01\n"), true, NULL, &out);
	assert_string_equal(str_z(&out), "a\nb\u2039U+0001\u203a\n");
	str_release(&out);
}

static void bad_bytes_are_seen(void **state)
{
	(void)state;
	check(STRV("a\xff"
		   "b"),
	      NULL,
	      "a\u2039FF\u203a"
	      "b");
	check(STRV("\xc0\xaf"), ascii_can, "<C0><AF>");
	check(STRV("\xed\xa0\x80"), ascii_can, "<ED><A0><80>");
}

/* A letter in another form stands between marks; a run of them in one pair. */
static void letters_are_marked(void **state)
{
	(void)state;
	check(STRV("Y\u0131lmaz"), latin1_can, "<Yilmaz>");
	check(STRV("Y\u0131lmaz"), ascii_can, "<Yilmaz>");
	check(STRV("\u015ei\u015fko"), ascii_can, "<Sisko>");
	check(STRV("\u0418\u0432\u0430\u043d x"), ascii_can, "<Ivan> x");
	check(STRV("Stra\u00dfe"), ascii_can, "<Strasse>");
	check(STRV("\u00d6z, A."), ascii_can, "<Oz>, A.");
	check(STRV("Jansen-\u00d6z (x)"), ascii_can, "<Jansen-Oz> (x)");
	check(STRV("caf\u00e9"), latin1_can, "caf\u00e9");
	check(STRV("\u0639"), ascii_can, "<?>");
}

static void signs_are_not(void **state)
{
	(void)state;
	check(STRV("\u20ac 46 \u2013 a \u00b7 b\u2026"), ascii_can,
	      "EUR 46 - a - b...");
	check(STRV("\u20ac 46 \u00b7"), latin1_can, "EUR 46 \u00b7");
}

static void marks_are_few(void **state)
{
	(void)state;
	check(STRV("e\u0301\u0302\u0303\u0304\u0306\u0307x"), NULL,
	      "e\u0301\u0302\u0303\u0304x");
	check(STRV("e\u0301\u0302\u0303\u0304\u0306 e\u0301"), NULL,
	      "e\u0301\u0302\u0303\u0304 e\u0301");
}

static void widths(void **state)
{
	(void)state;
	assert_int_equal(char_width('a'), 1);
	assert_int_equal(char_width(0xe9), 1);
	assert_int_equal(char_width(0x301), 0);
	assert_int_equal(char_width(0x4e2d), 2);
	assert_int_equal(char_width(0x1f600), 2);
	assert_int_equal(text_width(STRV("a\u0301\u4e2d-")), 4);
	assert_int_equal(text_width(STRV("")), 0);
}

static void transliterates(void **state)
{
	(void)state;
	assert_string_equal(transliterate(0xdf, ascii_can), "ss");
	assert_string_equal(transliterate(0x133, ascii_can), "ij");
	assert_string_equal(transliterate(0x1e9e, ascii_can), "SS");
	assert_string_equal(transliterate(0x627, ascii_can), "?");
}

int main(void)
{
	(void)setlocale(LC_CTYPE, "C.UTF-8"); /* widths are those of a UTF-8 terminal */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(safe_everywhere),
		cmocka_unit_test(plain_text_is_untouched),
		cmocka_unit_test(controls_are_seen),
		cmocka_unit_test(lines_are_kept),
		cmocka_unit_test(bad_bytes_are_seen),
		cmocka_unit_test(letters_are_marked),
		cmocka_unit_test(signs_are_not),
		cmocka_unit_test(marks_are_few),
		cmocka_unit_test(widths),
		cmocka_unit_test(transliterates),
	};

	return cmocka_run_group_tests_name("sanitise", tests, NULL, NULL);
}
