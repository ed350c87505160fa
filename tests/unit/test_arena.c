#include "store/base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>

#include <cmocka.h>

/* Pieces of many sizes, zeroed, aligned, none over another. */
static void test_pieces(void **state)
{
	struct arena a = { 0 };
	unsigned char *piece[600];

	(void)state;
	for (size_t round = 0; round < 3; round++) {
		for (size_t i = 0; i < 600; i++) {
			size_t n = i * 7 % 500;

			piece[i] = arena_alloc(&a, n);
			assert_non_null(piece[i]);
			assert_int_equal((uintptr_t)piece[i] % alignof(max_align_t), 0);
			for (size_t j = 0; j < n; j++)
				assert_int_equal(piece[i][j], 0);
			memset(piece[i], (int)(i % 250 + 1), n);
		}
		for (size_t i = 0; i < 600; i++)
			for (size_t j = 0; j < i * 7 % 500; j++)
				assert_int_equal(piece[i][j], i % 250 + 1);
		arena_reset(&a);
	}
	arena_release(&a);
	assert_null(a.first);
	assert_null(a.now);
}

static void test_large(void **state)
{
	struct arena a = { 0 };
	char *small = arena_alloc(&a, 10);
	char *large = arena_alloc(&a, 3000000);
	char *next = arena_alloc(&a, 10);

	(void)state;
	assert_non_null(small);
	assert_non_null(large);
	assert_non_null(next);
	memset(large, 'x', 3000000);
	assert_int_equal(small[9], 0);
	assert_int_equal(next[0], 0);
	/* Small pieces after a reset do not need the large block again. */
	arena_reset(&a);
	for (int i = 0; i < 1000; i++)
		assert_non_null(arena_alloc(&a, 100));
	large = arena_alloc(&a, 3000000);
	assert_non_null(large);
	assert_int_equal(large[2999999], 0);
	arena_release(&a);
}

static void test_refuses(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_null(arena_alloc(&a, SIZE_MAX));
	assert_null(arena_array(&a, SIZE_MAX / 2, 3));
	assert_null(arena_copy(&a, (struct strv){ "x", SIZE_MAX }).p);
	/* It still works after that. */
	assert_non_null(arena_array(&a, 0, 8));
	assert_non_null(arena_array(&a, 3, 8));
	arena_release(&a);
}

static void test_text(void **state)
{
	struct arena a = { 0 };
	char from[] = "abc";
	struct strv copy = arena_copy(&a, strv(from));
	struct strv empty = arena_copy(&a, (struct strv){ NULL, 0 });

	(void)state;
	from[0] = 'x';
	assert_int_equal(copy.n, 3);
	assert_string_equal(copy.p, "abc");
	assert_non_null(empty.p);
	assert_int_equal(empty.n, 0);
	assert_string_equal(arena_printf(&a, "%s=%d", "n", 5), "n=5");
	assert_string_equal(arena_printf(&a, "%s", ""), "");
	assert_int_equal(strlen(arena_printf(&a, "%5000d", 1)), 5000);
	arena_release(&a);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
