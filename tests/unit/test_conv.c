#include "store/base/conv.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void test_names(void **state)
{
	static const struct {
		const char *name;
		enum charset cs;
	} rows[] = {
		{ "cp1252", CHARSET_WINDOWS1252 },
		{ "Windows-1252", CHARSET_WINDOWS1252 },
		{ "utf-16-le", CHARSET_UTF16LE },
		{ "UTF-16", CHARSET_UTF16LE },
		{ "utf_16_be", CHARSET_UTF16BE },
		{ "UTF8", CHARSET_UTF8 },
		{ "utf-8", CHARSET_UTF8 },
		{ "latin1", CHARSET_ISO8859_1 },
		{ "ISO 8859-15", CHARSET_ISO8859_15 },
		{ "cp850", CHARSET_CP850 },
		{ "windows-1250", CHARSET_WINDOWS1250 },
		{ "CP1254", CHARSET_WINDOWS1254 },
	};
	static const char *const unknown[] = {
		"",
		"-",
		"utf-7",
		"utf-32",
		"ebcdic",
		"cp1252//TRANSLIT",
		"cp1252 utf8",
		"utf",
		"iso-8859-1aaaaaaaaaaaaaaaaaaaaaaaaaa",
		"cp1252x",
		"euc-kr",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(charset_by_name(strv(rows[i].name)), rows[i].cs);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_int_equal(charset_by_name(strv(unknown[i])), CHARSET_NONE);
	for (int cs = CHARSET_UTF8; cs <= CHARSET_CP850; cs++)
		assert_int_equal(charset_by_name(strv(charset_name((enum charset)cs))),
				 cs);
	assert_string_equal(charset_name(CHARSET_NONE), "");
}

static void test_mark(void **state)
{
	size_t skip = 9;

	(void)state;
	assert_int_equal(charset_by_mark(STRV("\xEF\xBB\xBFx"), &skip), CHARSET_UTF8);
	assert_int_equal(skip, 3);
	assert_int_equal(charset_by_mark(STRV("\xFF\xFEx"), &skip), CHARSET_UTF16LE);
	assert_int_equal(skip, 2);
	assert_int_equal(charset_by_mark(STRV("\xFE\xFF"), &skip), CHARSET_UTF16BE);
	assert_int_equal(charset_by_mark(STRV("\xEF\xBB"), &skip), CHARSET_NONE);
	assert_int_equal(skip, 0);
	assert_int_equal(charset_by_mark(STRV(""), &skip), CHARSET_NONE);
}

static void decodes(enum charset cs, struct strv bytes, const char *want)
{
	struct str out = { 0 };
	struct err e = { .code = ERR_NONE };
	size_t bad;

	if (!conv_to_utf8(cs, bytes, &out, &bad, &e))
		fail_msg("%s: byte %zu", charset_name(cs), bad);
	assert_string_equal(str_z(&out), want);
	str_clear(&out);
	assert_true(conv_from_utf8(cs, strv(want), &out, &e));
	assert_true(strv_eq(strv_of(&out), bytes));
	str_release(&out);
}

static void test_decode(void **state)
{
	(void)state;
	decodes(CHARSET_WINDOWS1252, STRV("\x80 \xE9\xFC\x8A"),
		"\u20AC \u00E9\u00FC\u0160");
	decodes(CHARSET_WINDOWS1250,
		STRV("\xB3\xF3"
		     "d\x9F"),
		"\u0142\u00F3d\u017A");
	decodes(CHARSET_WINDOWS1254, STRV("\xD0\xDD\xFD\xFE"),
		"\u011E\u0130\u0131\u015F");
	decodes(CHARSET_ISO8859_1, STRV("\xE9\xA4"), "\u00E9\u00A4");
	decodes(CHARSET_ISO8859_15, STRV("\xE9\xA4"), "\u00E9\u20AC");
	decodes(CHARSET_CP850, STRV("\x82\x81\xD5"), "\u00E9\u00FC\u0131");
	decodes(CHARSET_UTF16LE, STRV("a\0\x3D\xD8\x00\xDE"), "a\U0001F600");
	decodes(CHARSET_UTF16BE, STRV("\0a\x20\xAC"), "a\u20AC");
	decodes(CHARSET_UTF8, STRV("\xC3\xA9"), "\u00E9");
	/* Line ends are left as they are. */
	decodes(CHARSET_WINDOWS1252, STRV("a\r\nb\n"), "a\r\nb\n");
	decodes(CHARSET_ISO8859_1, STRV(""), "");
}

static void stops(enum charset cs, struct strv bytes, size_t at, const char *before)
{
	struct str out = { 0 };
	struct err e = { .code = ERR_NONE };
	size_t bad = 999;

	assert_false(conv_to_utf8(cs, bytes, &out, &bad, &e));
	assert_int_equal(bad, at);
	assert_int_equal(e.code, ERR_ENCODING_BYTE);
	assert_int_equal(e.arg[0].u.num, 0);
	assert_int_equal(e.arg[1].u.num, at);
	assert_string_equal(err_arg_str(&e, 2), charset_name(cs));
	assert_string_equal(str_z(&out), before);
	str_clear(&out);
	assert_false(conv_to_utf8(cs, bytes, &out, NULL, &e));
	str_release(&out);
}

static void test_strict(void **state)
{
	static const unsigned char undefined[] = { 0x81, 0x8D, 0x8F, 0x90, 0x9D };

	(void)state;
	for (size_t i = 0; i < sizeof(undefined); i++) {
		char bytes[4] = { 'a', '\xE9', (char)undefined[i], 'z' };

		stops(CHARSET_WINDOWS1252, strv_n(bytes, 4), 2, "a\u00E9");
	}
	stops(CHARSET_WINDOWS1254, STRV("ab\x8E"), 2, "ab");
	stops(CHARSET_UTF8, STRV("ab\xC3\xA9\xE9z"), 4, "ab\u00E9");
	stops(CHARSET_UTF8, STRV("\xED\xA0\x80"), 0, "");
	stops(CHARSET_UTF8, STRV("a\xC3"), 1, "a");
	/* A lone surrogate, half a character, half a pair. */
	stops(CHARSET_UTF16LE,
	      STRV("a\0\x00\xDE"
		   "b\0"),
	      2, "a");
	stops(CHARSET_UTF16LE, STRV("a\0b"), 2, "a");
	stops(CHARSET_UTF16LE, STRV("a\0\x3D\xD8"), 2, "a");
	stops(CHARSET_UTF16BE, STRV("\0a\xDE\x00"), 2, "a");
}

/* The exact byte, wherever it lies in a text of many conversion steps. */
static void test_offsets(void **state)
{
	static char text[20001];

	(void)state;
	memset(text, '\xE9', sizeof(text));
	for (size_t at = 0; at < sizeof(text); at += at < 5000 ? 997 : 1409) {
		struct str out = { 0 };
		struct err e = { .code = ERR_NONE };
		size_t bad = 0;

		text[at] = '\x81';
		assert_false(conv_to_utf8(CHARSET_WINDOWS1252,
					  strv_n(text, sizeof(text)), &out, &bad, &e));
		assert_int_equal(bad, at);
		assert_int_equal(out.n, 2 * at);
		str_release(&out);
		text[at] = '\xE9';
	}
}

static void test_back(void **state)
{
	struct str out = { 0 };
	struct err e = { .code = ERR_NONE };

	(void)state;
	/* What the charset does not have is an error at its byte, never a question mark. */
	assert_false(
		conv_from_utf8(CHARSET_WINDOWS1252, STRV("\u00E9\u0142z"), &out, &e));
	assert_int_equal(e.code, ERR_ENCODING_BYTE);
	assert_int_equal(e.arg[1].u.num, 2);
	assert_true(strv_eq(strv_of(&out), STRV("\xE9")));
	str_clear(&out);
	assert_false(conv_from_utf8(CHARSET_UTF8, STRV("a\xFF"), &out, &e));
	assert_int_equal(e.arg[1].u.num, 1);
	str_clear(&out);
	assert_false(conv_from_utf8(CHARSET_UTF16LE, STRV("a\xC0\x80"), &out, &e));
	assert_int_equal(e.arg[1].u.num, 1);
	assert_false(conv_from_utf8(CHARSET_NONE, STRV("a"), &out, &e));
	assert_int_equal(e.code, ERR_ENCODING_UNKNOWN);
	str_release(&out);
}

/* Each byte of a charset that decodes comes back as the same byte. */
static void test_all_bytes(void **state)
{
	(void)state;
	for (int cs = CHARSET_WINDOWS1252; cs <= CHARSET_CP850; cs++) {
		int legal = 0;

		for (int b = 0; b < 256; b++) {
			char byte = (char)b;
			struct str text = { 0 }, back = { 0 };
			struct err e = { .code = ERR_NONE };

			if (conv_to_utf8((enum charset)cs, strv_n(&byte, 1), &text,
					 NULL, &e)) {
				legal++;
				assert_true(conv_from_utf8((enum charset)cs,
							   strv_of(&text), &back, &e));
				assert_true(strv_eq(strv_of(&back), strv_n(&byte, 1)));
			}
			str_release(&text);
			str_release(&back);
		}
		assert_true(legal >= 249);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),     cmocka_unit_test(test_mark),
		cmocka_unit_test(test_decode),    cmocka_unit_test(test_strict),
		cmocka_unit_test(test_offsets),   cmocka_unit_test(test_back),
		cmocka_unit_test(test_all_bytes),
	};

	return cmocka_run_group_tests_name("conv", tests, NULL, NULL);
}
