#include "store/base/str.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define assert_strv(v, lit) assert_true(strv_eq((v), STRV(lit)))

static void test_view(void **state)
{
	(void)state;
	assert_int_equal(strv(NULL).n, 0);
	assert_int_equal(strv("abc").n, 3);
	assert_true(strv_eq((struct strv){ NULL, 0 }, STRV("")));
	assert_false(strv_eq(STRV("a"), STRV("b")));
	assert_false(strv_eq(STRV("a"), STRV("ab")));
	assert_true(strv_starts(STRV("abc"), STRV("ab")));
	assert_true(strv_starts(STRV(""), (struct strv){ NULL, 0 }));
	assert_false(strv_starts(STRV("a"), STRV("ab")));
}

static void test_order(void **state)
{
	(void)state;
	assert_true(strv_cmp(STRV("a"), STRV("b")) < 0);
	assert_true(strv_cmp(STRV("a"), STRV("ab")) < 0);
	assert_true(strv_cmp(STRV("\xff"), STRV("a")) > 0);
	assert_int_equal(strv_cmp((struct strv){ NULL, 0 }, STRV("")), 0);
	assert_true(strv_cmp(STRV("a\0b"), STRV("a")) > 0);
}

static void test_trim(void **state)
{
	(void)state;
	assert_strv(strv_trim(STRV(" \t\r\n a b \n")), "a b");
	assert_int_equal(strv_trim(STRV(" \t ")).n, 0);
	assert_int_equal(strv_trim((struct strv){ NULL, 0 }).n, 0);
}

static void test_cut(void **state)
{
	struct strv rest = STRV("a,,b");

	(void)state;
	assert_strv(strv_cut(&rest, ','), "a");
	assert_int_equal(strv_cut(&rest, ',').n, 0);
	assert_non_null(rest.p);
	assert_strv(strv_cut(&rest, ','), "b");
	assert_null(rest.p);
	assert_int_equal(strv_cut(&rest, ',').n, 0);
	/* A separator at the end leaves an empty piece, not nothing. */
	rest = STRV("a,");
	strv_cut(&rest, ',');
	assert_non_null(rest.p);
	assert_int_equal(rest.n, 0);
}

static void test_find(void **state)
{
	size_t at = 99;

	(void)state;
	assert_int_equal(strv_find(STRV("abc"), 'c'), 2);
	assert_int_equal(strv_find(STRV("abc"), 'x'), 3);
	assert_int_equal(strv_find((struct strv){ NULL, 0 }, 'x'), 0);
	assert_true(strv_search(STRV("abcabd"), STRV("abd"), &at));
	assert_int_equal(at, 3);
	assert_false(strv_search(STRV("ab"), STRV("abc"), &at));
	assert_int_equal(at, 3);
	assert_true(strv_search((struct strv){ NULL, 0 }, STRV(""), &at));
	assert_int_equal(at, 0);
}

static void test_uint(void **state)
{
	static const char *const bad[] = { "",   " 1", "1 ",  "+1",
					   "-1", "1a", "0x1", "1.0" };
	uint64_t n = 7;

	(void)state;
	assert_true(strv_uint(STRV("0"), 0, &n));
	assert_int_equal(n, 0);
	assert_true(strv_uint(STRV("007"), 7, &n));
	assert_int_equal(n, 7);
	assert_false(strv_uint(STRV("8"), 7, &n));
	assert_true(strv_uint(STRV("18446744073709551615"), UINT64_MAX, &n));
	assert_true(n == UINT64_MAX);
	assert_false(strv_uint(STRV("18446744073709551616"), UINT64_MAX, &n));
	assert_false(strv_uint(STRV("184467440737095516150"), UINT64_MAX, &n));
	assert_true(n == UINT64_MAX);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(strv_uint(strv(bad[i]), 100, &n));
}

static void test_build(void **state)
{
	struct str s = { 0 };

	(void)state;
	assert_string_equal(str_z(&s), "");
	str_add(&s, (struct strv){ NULL, 0 });
	str_addz(&s, "ab");
	str_addc(&s, 'c');
	str_addf(&s, "%d-%s", 12, "x");
	assert_string_equal(str_z(&s), "abc12-x");
	assert_int_equal(s.n, 7);
	for (int i = 0; i < 1000; i++)
		str_addf(&s, "%04d", i);
	assert_int_equal(s.n, 4007);
	assert_int_equal(strlen(s.p), 4007);
	assert_strv(strv_n(s.p + 4003, 4), "0999");
	str_clear(&s);
	assert_string_equal(str_z(&s), "");
	assert_int_equal(strv_of(&s).n, 0);
	str_release(&s);
	assert_null(s.p);
	assert_int_equal(s.cap, 0);
}

static void test_edit(void **state)
{
	struct str s = { 0 };

	(void)state;
	str_insert(&s, 0, STRV("ad"));
	str_insert(&s, 1, STRV("bc"));
	str_insert(&s, 99, STRV("e"));
	str_insert(&s, 0, STRV(""));
	assert_string_equal(str_z(&s), "abcde");
	str_remove(&s, 1, 2);
	assert_string_equal(str_z(&s), "ade");
	str_remove(&s, 2, SIZE_MAX);
	assert_string_equal(str_z(&s), "ad");
	str_remove(&s, 2, 1);
	str_remove(&s, 99, 1);
	assert_string_equal(str_z(&s), "ad");
	str_release(&s);
}

/* After a failure the text stays as it was and nothing more is added. */
static void test_failed(void **state)
{
	struct str s = { 0 };

	(void)state;
	str_addz(&s, "kept");
	str_add(&s, (struct strv){ s.p, SIZE_MAX / 2 });
	assert_true(s.failed);
	str_addz(&s, "more");
	str_addc(&s, 'x');
	str_addf(&s, "%d", 1);
	str_insert(&s, 0, STRV("x"));
	assert_string_equal(str_z(&s), "kept");
	str_clear(&s);
	assert_false(s.failed);
	str_addz(&s, "again");
	assert_string_equal(str_z(&s), "again");
	str_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_view),   cmocka_unit_test(test_order),
		cmocka_unit_test(test_trim),   cmocka_unit_test(test_cut),
		cmocka_unit_test(test_find),   cmocka_unit_test(test_uint),
		cmocka_unit_test(test_build),  cmocka_unit_test(test_edit),
		cmocka_unit_test(test_failed),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
