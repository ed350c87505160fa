#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/intake/ndjson.h"

static void one_pair(const char *text, enum json_kind kind, const char *value)
{
	struct arena a = { 0 };
	struct json_pair *pair;
	struct err e = { 0 };
	size_t n;

	assert_true(json_flat(strv(text), 1, &a, &pair, &n, &e));
	assert_int_equal(n, 1);
	assert_true(strv_eq(pair[0].key, STRV("k")));
	assert_int_equal(pair[0].kind, kind);
	assert_true(strv_eq(pair[0].value, strv(value)));
	arena_release(&a);
}

static void json_values(void **state)
{
	(void)state;
	one_pair("{\"k\":\"Yıldız\"}", JSON_KIND_TEXT, "Yıldız");
	one_pair("{\"k\":\"\\u0131\\n\"}", JSON_KIND_TEXT, "ı\n");
	one_pair(" { \"k\" : \"\" } ", JSON_KIND_TEXT, "");
	one_pair("{\"k\":721.45}", JSON_KIND_REAL, "721.45");
	one_pair("{\"k\":0.1}", JSON_KIND_REAL, "0.1");
	one_pair("{\"k\":-12}", JSON_KIND_INT, "-12");
	one_pair("{\"k\":9007199254740993}", JSON_KIND_INT, "9007199254740993");
	one_pair("{\"k\":true}", JSON_KIND_BOOL, "true");
	one_pair("{\"k\":false}", JSON_KIND_BOOL, "false");
	one_pair("{\"k\":null}", JSON_KIND_NULL, "");
}

static void json_order(void **state)
{
	struct arena a = { 0 };
	struct json_pair *pair;
	struct err e = { 0 };
	size_t n;

	(void)state;
	assert_true(json_flat(STRV("{\"z\":1,\"a\":2,\"m\":3}"), 1, &a, &pair, &n, &e));
	assert_int_equal(n, 3);
	assert_true(strv_eq(pair[0].key, STRV("z")));
	assert_true(strv_eq(pair[1].key, STRV("a")));
	assert_true(strv_eq(pair[2].key, STRV("m")));
	assert_true(json_flat(STRV("{}"), 1, &a, &pair, &n, &e));
	assert_int_equal(n, 0);
	arena_release(&a);
}

static void json_refuses(void **state)
{
	static const char *const bad[] = {
		"",
		"{",
		"[]",
		"\"k\"",
		"1",
		"{\"k\":1,\"k\":2}",
		"{\"k\":1} x",
		"{\"k\":1}{\"l\":2}",
		"{\"k\":{}}",
		"{\"k\":[1]}",
		"{k:1}",
		"{'k':1}",
		"{\"k\":01}",
		"{\"k\":99999999999999999999}",
		"{\"k\":1e999}",
		"{\"k\":\"\\ud800\"}",
		"{\"k\":\"\\u0000\"}",
		"{\"k\":\"\xc3\x28\"}",
		"{\"k\":\"\xc0\xaf\"}",
		"{\"k\":\"a\tb\"}",
		"{\"k\":NaN}",
		"{\"k\":1,}",
	};
	struct arena a = { 0 };
	struct json_pair *pair;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct err e = { 0 };

		if (json_flat(strv(bad[i]), 7, &a, &pair, &n, &e))
			fail_msg("accepted: %s", bad[i]);
		assert_int_equal(e.code, ERR_JSON);
		assert_int_equal(e.arg[0].u.num, 7);
		assert_int_equal(e.line, 7);
		assert_true(e.col >= 1);
		assert_true(strlen(err_arg_str(&e, 1)) > 3);
	}
	arena_release(&a);
}

/* Nesting as deep as an attacker likes ends in a refusal. */
static void json_depth(void **state)
{
	struct arena a = { 0 };
	struct str deep = { 0 };
	struct json_pair *pair;
	struct err e = { 0 };
	size_t i, n;

	(void)state;
	str_addz(&deep, "{\"k\":");
	for (i = 0; i < 200000; i++)
		str_addc(&deep, '[');
	assert_false(json_flat(strv_of(&deep), 1, &a, &pair, &n, &e));
	assert_int_equal(e.code, ERR_JSON);
	str_release(&deep);
	arena_release(&a);
}

static void json_writes(void **state)
{
	struct str out = { 0 };
	struct jsonw j;
	struct date d;

	(void)state;
	date_make(2026, 9, 1, &d);
	jsonw_begin(&j, &out);
	jsonw_object(&j);
	jsonw_key_str(&j, "naam", STRV("Öz \"de\" \\\n"));
	jsonw_key_int(&j, "n", -5);
	jsonw_key_bool(&j, "ja", true);
	jsonw_key_date(&j, "d", d);
	jsonw_key_date(&j, "geen", DATE_NONE);
	jsonw_key(&j, "lijst");
	jsonw_array(&j);
	jsonw_int(&j, 1);
	jsonw_object(&j);
	jsonw_object_end(&j);
	jsonw_array(&j);
	jsonw_array_end(&j);
	jsonw_null(&j);
	jsonw_array_end(&j);
	jsonw_keyv(&j, STRV("é"));
	jsonw_str(&j, STRV(""));
	jsonw_object_end(&j);
	assert_string_equal(str_z(&out),
			    "{\"naam\":\"Öz \\\"de\\\" \\\\\\n\",\"n\":-5,\"ja\":true,"
			    "\"d\":\"2026-09-01\",\"geen\":null,"
			    "\"lijst\":[1,{},[],null],\"é\":\"\"}");
	str_release(&out);
}

static void writes_as(struct strv text, const char *want)
{
	struct str out = { 0 };
	struct jsonw j;

	jsonw_begin(&j, &out);
	jsonw_str(&j, text);
	assert_string_equal(str_z(&out), want);
	str_release(&out);
}

static void json_writes_harmless(void **state)
{
	(void)state;
	writes_as(STRV("\x1b[2J"), "\"\\u001B[2J\"");
	writes_as(STRV("a\x7f\xc2\x9b"), "\"a\\u007f\\u009b\"");
	writes_as(STRV("x\u202ey\u202c\u200b"), "\"x\\u202ey\\u202c\\u200b\"");
	writes_as(STRV("x\xff\xc3"), "\"x\uFFFD\uFFFD\"");
	writes_as(strv_n("a\0b", 3), "\"a\\u0000b\"");
}

static void lines_and_faults(void **state)
{
	struct ndjson n = { .text = STRV("{\"a\":1}\r\n\n{\"a\":\n{\"b\":\"x\"}") };
	struct arena a = { 0 };
	struct ndjson_record r;
	struct err e = { 0 };

	(void)state;
	assert_true(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(r.row, 1);
	assert_int_equal(r.fault.code, ERR_NONE);
	assert_true(strv_eq(r.raw, STRV("{\"a\":1}\r\n")));
	assert_int_equal(r.npairs, 1);
	assert_true(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(r.row, 2);
	assert_int_equal(r.fault.code, ERR_JSON);
	assert_true(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(r.row, 3);
	assert_int_equal(r.fault.code, ERR_JSON);
	assert_int_equal(r.fault.arg[0].u.num, 3);
	assert_true(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(r.row, 4);
	assert_int_equal(r.fault.code, ERR_NONE);
	assert_true(strv_eq(r.pair[0].value, STRV("x")));
	assert_false(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(e.code, ERR_NONE);
	arena_release(&a);
}

static void line_too_large(void **state)
{
	struct ndjson n = { 0 };
	struct str text = { 0 };
	struct arena a = { 0 };
	struct ndjson_record r;
	struct err e = { 0 };

	(void)state;
	while (text.n <= NDJSON_LINE_MAX)
		str_addc(&text, ' ');
	str_addz(&text, "{}\n{\"a\":1}\n");
	n.text = strv_of(&text);
	assert_true(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(r.fault.code, ERR_TOO_LARGE);
	assert_true(ndjson_next(&n, &a, &r, &e));
	assert_int_equal(r.fault.code, ERR_NONE);
	assert_int_equal(r.row, 2);
	str_release(&text);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_values),
		cmocka_unit_test(json_order),
		cmocka_unit_test(json_refuses),
		cmocka_unit_test(json_depth),
		cmocka_unit_test(json_writes),
		cmocka_unit_test(json_writes_harmless),
		cmocka_unit_test(lines_and_faults),
		cmocka_unit_test(line_too_large),
	};

	return cmocka_run_group_tests_name("ndjson", tests, NULL, NULL);
}
