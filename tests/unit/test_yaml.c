#include "store/yaml.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct arena arena_of_test;

static int release(void **state)
{
	(void)state;
	arena_release(&arena_of_test);
	return 0;
}

static struct yaml parsed(const char *text)
{
	struct err e = { .code = ERR_NONE };
	struct yaml y = { 0 };

	if (!yaml_parse(strv(text), "f.yaml", &arena_of_test, &y, &e))
		fail_msg("%s: %s at %u:%u", text, err_arg_str(&e, 0), e.line, e.col);
	return y;
}

static void at(const struct yaml *y, unsigned line, unsigned col)
{
	assert_int_equal(y->line, line);
	assert_int_equal(y->col, col);
}

static void test_tree(void **state)
{
	struct yaml y = parsed("# comment\n"
			       "a: NO\n"
			       "b:\n"
			       "  - x\n"
			       "  - {c: 1, \"d e\": 'q'}\n"
			       "e: |\n"
			       "  one\n"
			       "  two\n"
			       "f:\n");
	const struct yaml *b;

	(void)state;
	assert_int_equal(y.kind, YAML_MAP);
	assert_int_equal(y.n, 4);
	assert_true(strv_eq(y.key[0], STRV("a")));
	assert_true(strv_eq(y.key[3], STRV("f")));
	/* What looks like a truth value stays a text. */
	assert_true(strv_eq(yaml_get(&y, "a")->text, STRV("NO")));
	b = yaml_get(&y, "b");
	assert_int_equal(b->kind, YAML_LIST);
	assert_int_equal(b->n, 2);
	assert_true(strv_eq(b->value[0].text, STRV("x")));
	assert_true(strv_eq(yaml_get(&b->value[1], "d e")->text, STRV("q")));
	assert_true(strv_eq(yaml_get(&y, "e")->text, STRV("one\ntwo\n")));
	assert_int_equal(yaml_get(&y, "f")->kind, YAML_TEXT);
	assert_int_equal(yaml_get(&y, "f")->text.n, 0);
	assert_null(yaml_get(&y, "g"));
	assert_null(yaml_get(b, "a"));
}

static void test_places(void **state)
{
	struct yaml y = parsed("\xEF\xBB\xBF"
			       "n\u00E9: {x: 1,\ty: \u00E9 z, zz: q}\r\n"
			       "list:\r\n"
			       "- a\r\n"
			       "-   b\r\n");
	const struct yaml *map = &y.value[0];
	const struct yaml *list = &y.value[1];

	(void)state;
	at(&y, 1, 1);
	at(map, 1, 5);
	assert_int_equal(map->key_line, 1);
	assert_int_equal(map->key_col, 1);
	assert_int_equal(map->value[1].key_col, 12);
	at(&map->value[1], 1, 15);
	at(&map->value[2], 1, 24);
	assert_int_equal(list->key_line, 2);
	at(list, 3, 1);
	at(&list->value[0], 3, 3);
	at(&list->value[1], 4, 5);
	assert_int_equal(list->value[1].key_line, 0);
}

static void refused_as(const char *text, enum err_code code, unsigned line,
		       unsigned col, const char *source)
{
	struct err e = { .code = ERR_NONE };
	struct yaml y = { .n = 77 };

	if (yaml_parse(strv(text), "f.yaml", &arena_of_test, &y, &e))
		fail_msg("took %s", text);
	assert_int_equal(e.code, code);
	if (e.line != line || e.col != col)
		fail_msg("%s: %u:%u (%s)", text, e.line, e.col, err_arg_str(&e, 0));
	assert_string_equal(e.file, "f.yaml");
	assert_string_equal(e.source, source);
	assert_int_equal(y.n, 77);
	/* The parser's words, without a place of their own. */
	assert_true(strlen(err_arg_str(&e, 0)) > 0);
	assert_null(strstr(err_arg_str(&e, 0), "f.yaml"));
	assert_null(strchr(err_arg_str(&e, 0), '\n'));
}

static void refused(const char *text, unsigned line, unsigned col, const char *source)
{
	refused_as(text, ERR_YAML, line, col, source);
}

static void test_refused(void **state)
{
	(void)state;
	refused("a: 1\nb: 2\na: 3\n", 3, 1, "a: 3");
	refused("m:\n  k: 1\n  \"k\": 2\n", 3, 3, "  \"k\": 2");
	refused("{a: 1, a: 2}", 1, 8, "{a: 1, a: 2}");
	refused("a:\n\t- x\n", 2, 1, "\t- x");
	refused("\u00E9: b: c\n", 1, 5, "\u00E9: b: c");
	refused("x: &q 1\ny: *q\n", 1, 7, "x: &q 1");
	refused("a: !t x\n", 1, 7, "a: !t x");
	refused("? [a]\n: b\n", 1, 3, "? [a]");
	refused("a: 1\n--- \nb: 2\n", 2, 1, "--- ");
	refused("a: [1,\nb: 2\n", 2, 1, "b: 2");
	refused("a: 'x\nb: 1\n", 1, 4, "a: 'x");
	refused("}\n", 1, 1, "}");
	refused("a: ok\nb: \xC3\xA9\xFF\n", 2, 5, "b: \xC3\xA9\xFF");
}

static void test_depth(void **state)
{
	char text[200] = "a: ";
	struct yaml y;

	(void)state;
	memset(text + 3, '[', 31);
	memset(text + 34, ']', 31);
	y = parsed(text);
	assert_int_equal(y.value[0].kind, YAML_LIST);
	memset(text + 3, '[', 32);
	memset(text + 35, ']', 32);
	refused(text, 1, 35, text);
}

static void test_empty(void **state)
{
	static const char *const empty[] = { "", "# only a comment\n", "\n\n",
					     "---\n" };
	struct err e = { .code = ERR_NONE };

	(void)state;
	for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++) {
		struct yaml y = parsed(empty[i]);

		assert_int_equal(y.kind, YAML_TEXT);
		assert_int_equal(y.text.n, 0);
		assert_null(yaml_need(&y, "a", &e));
		assert_int_equal(e.code, ERR_YAML_MISSING);
	}
	assert_int_equal(parsed("{}").kind, YAML_MAP);
	assert_int_equal(parsed("[]").n, 0);
}

static void test_needs(void **state)
{
	static const char *const known[] = { "a", "b", NULL };
	static const char *const less[] = { "a", NULL };
	struct yaml y = parsed("a: x\n  \nb:\n  - y\n");
	struct err e = { .code = ERR_NONE };
	struct strv text = STRV("old");

	(void)state;
	assert_true(yaml_text(&y, "a", &text, &e));
	assert_true(strv_eq(text, STRV("x")));
	assert_false(yaml_text(&y, "b", &text, &e));
	assert_int_equal(e.code, ERR_YAML_VALUE);
	assert_string_equal(err_arg_str(&e, 0), "b");
	assert_int_equal(e.line, 4);
	assert_int_equal(e.col, 3);
	assert_string_equal(e.source, "  - y");
	assert_false(yaml_text(&y, "c", &text, &e));
	assert_int_equal(e.code, ERR_YAML_MISSING);
	assert_string_equal(err_arg_str(&e, 0), "c");
	assert_int_equal(e.line, 1);
	assert_true(strv_eq(text, STRV("x")));
	assert_true(yaml_only(&y, known, &e));
	assert_false(yaml_only(&y, less, &e));
	assert_int_equal(e.code, ERR_YAML_UNKNOWN);
	assert_string_equal(err_arg_str(&e, 0), "b");
	assert_int_equal(e.line, 3);
	assert_int_equal(e.col, 1);
	assert_string_equal(e.source, "b:");
	assert_false(yaml_only(&y.value[0], known, &e));
	assert_int_equal(e.code, ERR_YAML_VALUE);
	assert_int_equal(e.line, 1);
	assert_int_equal(e.col, 4);
}

static void test_many(void **state)
{
	struct str s = { 0 };
	struct yaml y;

	(void)state;
	for (int i = 0; i < 3000; i++)
		str_addf(&s, "key%d: value%d\n", i, i);
	y = parsed(str_z(&s));
	assert_int_equal(y.n, 3000);
	assert_true(strv_eq(y.key[2999], STRV("key2999")));
	assert_true(strv_eq(yaml_get(&y, "key1234")->text, STRV("value1234")));
	at(&y.value[2999], 3000, 10);
	str_release(&s);
}

static void test_limits(void **state)
{
	struct str s = { 0 };

	(void)state;
	for (int i = 0; i <= 10000; i++)
		str_addz(&s, "- x\n");
	refused_as(str_z(&s), ERR_TOO_LARGE, 1, 1, "- x");
	str_clear(&s);
	for (int i = 0; i <= 1024 * 1024 / 16; i++)
		str_addz(&s, "# fifteen chars\n");
	refused_as(str_z(&s), ERR_TOO_LARGE, 1, 1, "");
	str_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_tree, release),
		cmocka_unit_test_teardown(test_places, release),
		cmocka_unit_test_teardown(test_refused, release),
		cmocka_unit_test_teardown(test_depth, release),
		cmocka_unit_test_teardown(test_empty, release),
		cmocka_unit_test_teardown(test_needs, release),
		cmocka_unit_test_teardown(test_many, release),
		cmocka_unit_test_teardown(test_limits, release),
	};

	return cmocka_run_group_tests_name("yaml", tests, NULL, NULL);
}
