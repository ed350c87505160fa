#include "store/base/err.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void test_arguments(void **state)
{
	struct err e = { .code = ERR_NONE };

	(void)state;
	assert_false(err_set(&e, ERR_STORE_TRUNCATED));
	assert_false(err_str(&e, STRV("a/b")));
	assert_false(err_int(&e, -5));
	assert_false(err_date(&e, (struct date){ 20000 }));
	assert_int_equal(e.code, ERR_STORE_TRUNCATED);
	assert_int_equal(e.nargs, 3);
	assert_string_equal(err_arg_str(&e, 0), "a/b");
	assert_int_equal(e.arg[1].u.num, -5);
	assert_int_equal(e.arg[2].u.date.days, 20000);
	/* No text where there is none. */
	assert_string_equal(err_arg_str(&e, 1), "");
	assert_string_equal(err_arg_str(&e, 9), "");
	/* A fifth argument is left out, not written past the end. */
	err_str(&e, STRV("fourth"));
	assert_false(err_str(&e, STRV("fifth")));
	assert_int_equal(e.nargs, 4);
	assert_string_equal(err_arg_str(&e, 3), "fourth");
	/* A new error forgets the old one. */
	err_at(&e, "f", 1, 2, STRV("x"));
	err_set(&e, ERR_IO);
	assert_int_equal(e.nargs, 0);
	assert_int_equal(e.line, 0);
	assert_string_equal(e.file, "");
	assert_string_equal(e.source, "");
}

static void test_cut(void **state)
{
	struct err e = { .code = ERR_NONE };
	char longer[1000];

	(void)state;
	/* Characters of two bytes; the pool has room for 511. */
	for (size_t i = 0; i < sizeof(longer); i += 2) {
		longer[i] = '\xC3';
		longer[i + 1] = '\xA9';
	}
	err_set(&e, ERR_IO);
	err_str(&e, strv_n(longer, sizeof(longer)));
	assert_int_equal(strlen(err_arg_str(&e, 0)), 510);
	err_str(&e, STRV("no room"));
	assert_string_equal(err_arg_str(&e, 1), "");
	err_str(&e, STRV("none at all"));
	assert_string_equal(err_arg_str(&e, 2), "");
	assert_int_equal(strlen(err_arg_str(&e, 0)), 510);
	err_at(&e, NULL, 3, 4, strv_n(longer, sizeof(longer)));
	assert_int_equal(strlen(e.source), 254);
	assert_string_equal(e.file, "");
}

static void test_place(void **state)
{
	struct err e = { .code = ERR_NONE };

	(void)state;
	err_set(&e, ERR_YAML);
	assert_false(err_at(&e, "p.yaml", 3, 7, STRV("key: x\r\n")));
	assert_string_equal(e.file, "p.yaml");
	assert_string_equal(e.source, "key: x");
	assert_int_equal(e.line, 3);
	assert_int_equal(e.col, 7);
	/* The place comes after the arguments or before them. */
	err_str(&e, STRV("s"));
	assert_string_equal(err_arg_str(&e, 0), "s");
}

static void test_codes(void **state)
{
	(void)state;
	assert_string_equal(err_name(ERR_IO), "ERR_IO");
	assert_string_equal(err_name(ERR_NONE), "ERR_NONE");
	assert_string_equal(err_name(ERR_COUNT), "ERR_?");
	assert_int_equal(err_exit(ERR_NONE), 0);
	assert_int_equal(err_exit(ERR_FORBIDDEN), 77);
	assert_int_equal(err_exit(ERR_TERM_WORD), 65);
	assert_int_equal(err_exit(ERR_COUNT), EXIT_BUG);
	for (int i = 1; i < ERR_COUNT; i++) {
		assert_true(strncmp(err_name((enum err_code)i), "ERR_", 4) == 0);
		assert_true(err_exit((enum err_code)i) >= EXIT_USAGE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_codes),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
