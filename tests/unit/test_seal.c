#include "store/seal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/tempdir.h"

static const uint8_t key_a[SEAL_KEY] = { 1, 2, 3 };
static const uint8_t key_b[SEAL_KEY] = { 1, 2, 4 };

static void opens_what_it_sealed(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "x", "Öz-Yıldız, 000035531" };
	struct arena a = { 0 };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct str box = { 0 };
		struct strv plain;
		str_addz(&box, "head");
		seal_box(key_a, STRV("ad"), strv(texts[i]), &box);
		assert_int_equal(box.n, 4 + strlen(texts[i]) + SEAL_EXTRA);
		assert_true(seal_unbox(key_a, STRV("ad"), strv_n(box.p + 4, box.n - 4),
				       &a, &plain));
		assert_true(strv_eq(plain, strv(texts[i])));
		str_release(&box);
	}
	arena_release(&a);
}

static void every_bit_counts(void **state)
{
	(void)state;
	struct arena a = { 0 };
	struct str box = { 0 };
	struct strv plain;

	seal_box(key_a, STRV("2026-000412"), STRV("blijf-van-mijn-lijfhuis"), &box);
	for (size_t bit = 0; bit < box.n * 8; bit++) {
		box.p[bit / 8] = (char)(box.p[bit / 8] ^ 1 << bit % 8);
		assert_false(seal_unbox(key_a, STRV("2026-000412"), strv_of(&box), &a,
					&plain));
		assert_null(plain.p);
		box.p[bit / 8] = (char)(box.p[bit / 8] ^ 1 << bit % 8);
	}
	for (size_t n = 0; n < box.n; n++)
		assert_false(seal_unbox(key_a, STRV("2026-000412"), strv_n(box.p, n),
					&a, &plain));
	str_release(&box);
	arena_release(&a);
}

static void bound_to_key_and_place(void **state)
{
	(void)state;
	struct arena a = { 0 };
	struct str box = { 0 };
	struct strv plain;

	seal_box(key_a, STRV("2026-000412"), STRV("text"), &box);
	assert_false(seal_unbox(key_b, STRV("2026-000412"), strv_of(&box), &a, &plain));
	assert_false(seal_unbox(key_a, STRV("2026-000413"), strv_of(&box), &a, &plain));
	assert_true(seal_unbox(key_a, STRV("2026-000412"), strv_of(&box), &a, &plain));
	str_release(&box);
	arena_release(&a);
}

static void never_the_same_twice(void **state)
{
	(void)state;
	struct str one = { 0 }, two = { 0 };

	seal_box(key_a, STRV(""), STRV("same"), &one);
	seal_box(key_a, STRV(""), STRV("same"), &two);
	assert_false(strv_eq(strv_of(&one), strv_of(&two)));
	str_release(&one);
	str_release(&two);
}

static void subkeys_differ(void **state)
{
	(void)state;
	struct seal_keys *a = seal_keys_make(key_a), *again = seal_keys_make(key_a);
	struct seal_keys *b = seal_keys_make(key_b);

	assert_true(a && again && b);
	assert_memory_equal(a, again, sizeof *a);
	assert_memory_not_equal(a->kek, b->kek, sizeof a->kek);
	assert_memory_not_equal(a->check, b->check, sizeof a->check);
	assert_memory_not_equal(a->kek, a->index, sizeof a->kek);
	assert_memory_not_equal(a->kek, a->misc, sizeof a->kek);
	assert_memory_not_equal(a->kek, key_a, sizeof a->kek);
	seal_keys_free(a);
	seal_keys_free(again);
	seal_keys_free(b);
}

static void exact_hashes(void **state)
{
	(void)state;
	struct seal_keys *a = seal_keys_make(key_a), *b = seal_keys_make(key_b);
	uint8_t one[SEAL_SHORT], two[SEAL_SHORT];

	seal_exact(a, 'b', STRV("000035531"), one);
	seal_exact(a, 'b', STRV("000035531"), two);
	assert_memory_equal(one, two, sizeof one);
	seal_exact(a, 'r', STRV("000035531"), two);
	assert_memory_not_equal(one, two, sizeof one);
	seal_exact(b, 'b', STRV("000035531"), two);
	assert_memory_not_equal(one, two, sizeof one);
	seal_keys_free(a);
	seal_keys_free(b);
}

static void checks_of_any_length(void **state)
{
	(void)state;
	struct seal_keys *k = seal_keys_make(key_a);
	uint8_t sum[SEAL_CHECK], other[SEAL_CHECK];
	char text[2000];

	memset(text, 'x', sizeof text);
	for (size_t n = 1; n < sizeof text; n += 37) {
		seal_check(k, 'f', STRV("key"), strv_n(text, n), sum);
		text[n - 1] = 'y';
		seal_check(k, 'f', STRV("key"), strv_n(text, n), other);
		text[n - 1] = 'x';
		assert_memory_not_equal(sum, other, sizeof sum);
		seal_check(k, 'u', STRV("key"), strv_n(text, n), other);
		assert_memory_not_equal(sum, other, sizeof sum);
	}
	seal_keys_free(k);
}

/* ---- key files ------------------------------------------------------------------- */

static void write_key(const char *path, const char *text, mode_t mode)
{
	(void)unlink(path);
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
}

#define HEX16 "0123456789abcdef"
#define HEX64 HEX16 HEX16 HEX16 HEX16

static void key_file(void **state)
{
	(void)state;
	struct tempdir d;
	struct err e = { .code = ERR_NONE };
	uint8_t key[SEAL_KEY], again[SEAL_KEY];
	char path[160];
	struct stat st;

	tempdir_make(&d);
	(void)snprintf(path, sizeof path, "%s/key", d.path);
	assert_false(seal_file_read(path, key, &e));
	assert_int_equal(e.code, ERR_KEY_ABSENT);
	assert_true(seal_file_create(path, &e));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0400);
	assert_int_equal(st.st_size, 65);
	assert_true(seal_file_read(path, key, &e));
	assert_true(seal_file_read(path, again, &e));
	assert_memory_equal(key, again, sizeof key);
	/* Never over another. */
	assert_false(seal_file_create(path, &e));
	assert_int_equal(e.code, ERR_IO);
	assert_true(seal_file_read(path, again, &e));
	assert_memory_equal(key, again, sizeof key);
	tempdir_free(&d);
}

static void key_file_refused(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		mode_t mode;
		enum err_code code;
	} t[] = {
		{ HEX64 "\n", 0400, ERR_NONE },
		{ HEX64, 0600, ERR_NONE },
		{ HEX64 "\n", 0440, ERR_KEY_MODE },
		{ HEX64 "\n", 0404, ERR_KEY_MODE },
		{ HEX64 "\n", 0420, ERR_KEY_MODE },
		{ "", 0400, ERR_KEY_WRONG },
		{ HEX16 "\n", 0400, ERR_KEY_WRONG },
		{ HEX64 "x", 0400, ERR_KEY_WRONG },
		{ HEX64 "\n\n", 0400, ERR_KEY_WRONG },
		{ HEX16 HEX16 HEX16 "0123456789abcdeg\n", 0400, ERR_KEY_WRONG },
	};
	struct tempdir d;
	char path[160];

	tempdir_make(&d);
	(void)snprintf(path, sizeof path, "%s/key", d.path);
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		struct err e = { .code = ERR_NONE };
		uint8_t key[SEAL_KEY];
		write_key(path, t[i].text, t[i].mode);
		assert_int_equal(seal_file_read(path, key, &e), t[i].code == ERR_NONE);
		assert_int_equal(e.code, t[i].code);
	}
	tempdir_free(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		/* First: it makes the library ready. */
		cmocka_unit_test(subkeys_differ),
		cmocka_unit_test(opens_what_it_sealed),
		cmocka_unit_test(every_bit_counts),
		cmocka_unit_test(bound_to_key_and_place),
		cmocka_unit_test(never_the_same_twice),
		cmocka_unit_test(exact_hashes),
		cmocka_unit_test(checks_of_any_length),
		cmocka_unit_test(key_file),
		cmocka_unit_test(key_file_refused),
	};

	return cmocka_run_group_tests_name("seal", tests, NULL, NULL);
}
