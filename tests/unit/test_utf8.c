#include "store/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Every character there and back, and nothing else. */
static void test_round(void **state)
{
	char bytes[4];

	(void)state;
	for (uint32_t ch = 0; ch <= 0x110000; ch++) {
		size_t n = utf8_put(ch, bytes);
		bool legal = ch <= 0x10FFFF && (ch < 0xD800 || ch > 0xDFFF);
		uint32_t back;
		size_t len;

		assert_int_equal(n > 0, legal);
		if (!legal)
			continue;
		assert_true(utf8_next(strv_n(bytes, n), &back, &len));
		assert_int_equal(back, ch);
		assert_int_equal(len, n);
		if (n > 1)
			assert_false(utf8_next(strv_n(bytes, n - 1), &back, &len));
	}
}

static void test_bad(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xBF",
		"\xC0\x80",
		"\xC1\xBF",
		"\xE0\x80\x80",
		"\xE0\x9F\xBF",
		"\xED\xA0\x80",
		"\xED\xBF\xBF",
		"\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF",
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xFE",
		"\xFF",
		"\xC3",
		"\xC3(",
		"\xE2\x82",
		"\xE2\x28\xA1",
		"\xF0\x9F\x98",
	};
	uint32_t ch;
	size_t len, at;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		if (utf8_next(strv(bad[i]), &ch, &len))
			fail_msg("took text %zu", i);
		assert_int_equal(ch, 0xFFFD);
		assert_int_equal(len, 1);
		assert_false(utf8_valid(strv(bad[i]), NULL));
	}
	assert_false(utf8_next(STRV(""), &ch, &len));
	assert_int_equal(len, 0);
	assert_false(utf8_valid(STRV("ab\xC3\xA9\xFFz"), &at));
	assert_int_equal(at, 4);
	assert_true(utf8_valid(STRV("a\0b"), &at));
	assert_int_equal(utf8_count(STRV("\xC3\xA9\xFF\xE2\x82z")), 5);
	assert_int_equal(utf8_count(STRV("")), 0);
}

static void test_head(void **state)
{
	(void)state;
	assert_int_equal(utf8_head(STRV("h\xC3\xA9"), 2).n, 1);
	assert_int_equal(utf8_head(STRV("h\xC3\xA9"), 3).n, 3);
	assert_int_equal(utf8_head(STRV("\xF0\x9F\x98\x80"), 3).n, 0);
	assert_int_equal(utf8_head(STRV("a\xF0\x9F\x98\x80"), 4).n, 1);
	assert_int_equal(utf8_head(STRV("abc"), 0).n, 0);
	assert_int_equal(utf8_head((struct strv){ NULL, 0 }, 3).n, 0);
	/* Stray bytes do not eat the text before them. */
	assert_true(utf8_head(STRV("abcdefg\x80\x80\x80\x80\x80\x80"), 11).n >= 8);
}

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467"
#define FLAGS "\U0001F1F3\U0001F1F1\U0001F1FA\U0001F1E6"

static void test_grapheme(void **state)
{
	struct strv s = STRV("e\u0301x" FAMILY FLAGS "\r\na\n");
	const size_t lengths[] = { 3, 1, 18, 8, 8, 2, 1, 1 };
	size_t at = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++) {
		struct strv rest = { s.p + at, s.n - at };

		assert_int_equal(utf8_grapheme(rest), lengths[i]);
		at += lengths[i];
		assert_int_equal(utf8_grapheme_before(s, at), lengths[i]);
	}
	assert_int_equal(at, s.n);
	assert_int_equal(utf8_grapheme(STRV("")), 0);
	assert_int_equal(utf8_grapheme_before(s, 0), 0);
	assert_int_equal(utf8_grapheme_before(s, 999), 1);
	/* Empty lines. */
	assert_int_equal(utf8_grapheme_before(STRV("\n\n"), 2), 1);
	assert_int_equal(utf8_grapheme_before(STRV("\r\n"), 2), 2);
	assert_int_equal(utf8_grapheme_before(STRV("\n\r\n"), 3), 2);
	/* Stray bytes are one each, never an endless loop. */
	assert_int_equal(utf8_grapheme(STRV("\xFF\xFF")), 1);
}

static void test_nfc(void **state)
{
	struct arena a = { 0 };
	struct strv out;

	(void)state;
	assert_true(utf8_nfc(STRV("Cafe\u0301 \u1112\u1161\u11AB"), &a, &out));
	assert_true(strv_eq(out, STRV("Caf\u00E9 \uD55C")));
	assert_true(utf8_nfc(STRV("plain"), &a, &out));
	assert_true(strv_eq(out, STRV("plain")));
	assert_true(utf8_nfc(STRV(""), &a, &out));
	assert_non_null(out.p);
	/* What is no text stays what it is. */
	assert_true(utf8_nfc(STRV("a\xFF"), &a, &out));
	assert_true(strv_eq(out, STRV("a\xFF")));
	arena_release(&a);
}

static void test_fold(void **state)
{
	static const struct {
		const char *from;
		const char *to;
	} rows[] = {
		{ "\u00D6z-Y\u0131ld\u0131z", "oz yildiz" },
		{ "\u0130STANBUL", "istanbul" },
		{ "\u0141\u00F3d\u017A", "lodz" },
		{ "S\u00F8ren \u00C6r\u00F8", "soren aero" },
		{ "\u0152uvre", "oeuvre" },
		{ "\u00DE\u00F3r \u00D0ur", "thor dur" },
		{ "\u0110or\u0111e", "dorde" },
		{ "\u0126al", "hal" },
		{ "Stra\u00DFe", "strasse" },
		{ "\u0132sselstein", "ijsselstein" },
		{ "e\u0301e\u0300", "ee" },
		{ "  van  der\tBerg. ", "van der berg" },
		{ "'t Hooft", "t hooft" },
		{ "\u0398\u03B5\u03CC\u03C2", "\u03B8\u03B5\u03BF\u03C3" },
		{ "\u0419\u0451", "\u0438\u0435" },
		{ "\u0645\u064F\u062D\u064E\u0645\u0651\u062F",
		  "\u0645\u062D\u0645\u062F" },
		{ "\uFF21\uFF11\u00B2", "a12" },
		{ "zacht\u00ADteken", "zachtteken" },
		{ "a\xFFz", "a z" },
		{ "", "" },
		{ " - ", "" },
		{ "OF-01000001", "of 01000001" },
	};
	struct arena a = { 0 };
	struct strv out, again;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(utf8_fold(strv(rows[i].from), &a, &out));
		if (!strv_eq(out, strv(rows[i].to)))
			fail_msg("%s: '%.*s'", rows[i].from, STRV_FMT(out));
		/* A key folds to itself. */
		assert_true(utf8_fold(out, &a, &again));
		assert_true(strv_eq(out, again));
	}
	arena_release(&a);
}

/* The longest growth there is needs more room than the first guess. */
static void test_fold_growth(void **state)
{
	struct arena a = { 0 };
	struct str s = { 0 };
	struct strv one, out;

	(void)state;
	assert_true(utf8_fold(STRV("\uFDFA"), &a, &one));
	for (int i = 0; i < 100; i++)
		str_addz(&s, "\uFDFA ");
	assert_true(utf8_fold(strv_of(&s), &a, &out));
	assert_int_equal(out.n, 100 * (one.n + 1) - 1);
	str_release(&s);
	arena_release(&a);
}

static void test_match(void **state)
{
	(void)state;
	assert_true(utf8_words_match(STRV("oz yildiz"), STRV("yil")));
	assert_true(utf8_words_match(STRV("oz yildiz"), STRV("yil o")));
	assert_false(utf8_words_match(STRV("oz yildiz"), STRV("ildiz")));
	assert_false(utf8_words_match(STRV("oz yildiz"), STRV("oz x")));
	assert_true(utf8_words_match(STRV("oz"), STRV("")));
	assert_true(utf8_words_match(STRV(""), STRV("")));
	assert_false(utf8_words_match(STRV(""), STRV("a")));
	assert_false(utf8_words_match(STRV("a b"), STRV("ab")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round),       cmocka_unit_test(test_bad),
		cmocka_unit_test(test_head),        cmocka_unit_test(test_grapheme),
		cmocka_unit_test(test_nfc),         cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_growth), cmocka_unit_test(test_match),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
