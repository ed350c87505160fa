#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void writes(void **state)
{
	(void)state;
	struct caseid id = { 2026, 412 };

	assert_string_equal(caseid_write(id).s, "2026-000412");
	id.seq = 1234567;
	assert_string_equal(caseid_write(id).s, "2026-1234567");
}

static void reads(void **state)
{
	(void)state;
	static const char *const good[] = { "2026-000412", "2026-412", " 2026-0412\n" };
	struct caseid id;
	struct err e = { .code = ERR_NONE };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		assert_true(caseid_parse(strv(good[i]), &id, &e));
		assert_true(caseid_eq(id, (struct caseid){ 2026, 412 }));
	}
}

static void refuses(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"2026",
		"2026-",
		"-412",
		"2026-0",
		"0000-412",
		"26-412",
		"2026-4x2",
		"2026-+12",
		"2026 412",
		"20260412",
		"2026-412-1",
		"2026-000000000412",
		"2026--12",
	};
	struct caseid id;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct err e = { .code = ERR_NONE };
		assert_false(caseid_parse(strv(bad[i]), &id, &e));
		assert_int_equal(e.code, ERR_CASE_NUMBER);
		assert_string_equal(err_arg_str(&e, 0), bad[i]);
		assert_int_equal(id.year, 0);
	}
}

static void every_number_comes_back(void **state)
{
	(void)state;
	struct err e = { .code = ERR_NONE };

	for (uint32_t n = 1; n <= 99999999; n = n * 7 + 3) {
		struct caseid id = { (uint16_t)(1 + n % 9999), n }, back;
		struct caseid_text t = caseid_write(id);
		assert_true(caseid_parse(strv(t.s), &back, &e));
		assert_true(caseid_eq(id, back));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes),
		cmocka_unit_test(reads),
		cmocka_unit_test(refuses),
		cmocka_unit_test(every_number_comes_back),
	};

	return cmocka_run_group_tests_name("caseid", tests, NULL, NULL);
}
