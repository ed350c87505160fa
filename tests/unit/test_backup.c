#include "store/store.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/schema.h"
#include "store/txn.h"
#include "tests/support/teststore.h"

struct fixture {
	struct teststore ts;
	char to[200], back[200];
};

static void fill(struct fixture *f, bool demo)
{
	if (demo)
		teststore_make_demo(&f->ts);
	else
		teststore_make(&f->ts);
	for (int i = 0; i < 5; i++) {
		struct testcase tc = { .surname = "Jansen", .protect = i == 2 };
		(void)teststore_register(&f->ts, &tc);
	}
	(void)snprintf(f->to, sizeof f->to, "%s/copy", f->ts.root.path);
	(void)snprintf(f->back, sizeof f->back, "%s/back", f->ts.root.path);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	fill(f, false);
	*state = f;
	return 0;
}

static int setup_demo(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	fill(f, true);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	teststore_free(&f->ts);
	free(f);
	return 0;
}

static bool exists(const char *dir, const char *name)
{
	char path[300];

	(void)snprintf(path, sizeof path, "%s/%s", dir, name);
	return access(path, F_OK) == 0;
}

static void same_content(struct fixture *f, const char *dir, const char *key)
{
	struct err e = { .code = ERR_NONE };
	struct store *s = store_open(dir, key, &e);
	struct caseid last = { 2026, 5 };
	struct face face;

	assert_non_null(s);
	assert_memory_equal(s->id, f->ts.store->id, sizeof s->id);
	struct txn *t = txn_read(s, &e);
	assert_true(face_get(t, last, &face, &e));
	assert_true(strv_eq(face.surname, STRV("Jansen")));
	txn_end(t);
	store_close(s);
}

static void there_and_back(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct stat st;
	char path[300];

	assert_true(store_backup(f->ts.store, f->to, f->ts.key, &e));
	assert_int_equal(stat(f->to, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	(void)snprintf(path, sizeof path, "%s/data.mdb", f->to);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(exists(f->to, "key")); /* never in a backup */
	assert_true(store_restore(f->to, f->back, f->ts.key, &e));
	assert_false(exists(f->back, "key"));
	same_content(f, f->back, f->ts.key);
}

static void demo_takes_its_key_along(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	char key[300];

	assert_true(store_backup(f->ts.store, f->to, f->ts.key, &e));
	assert_true(exists(f->to, "key"));
	(void)snprintf(key, sizeof key, "%s/key", f->to);
	assert_true(store_restore(f->to, f->back, key, &e));
	(void)snprintf(key, sizeof key, "%s/key", f->back);
	same_content(f, f->back, key);
}

static void only_into_a_new_directory(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };

	assert_false(store_backup(f->ts.store, f->ts.dir, f->ts.key, &e));
	assert_int_equal(e.code, ERR_STORE_EXISTS);
	assert_true(store_backup(f->ts.store, f->to, f->ts.key, &e));
	assert_false(store_backup(f->ts.store, f->to, f->ts.key, &e));
	assert_int_equal(e.code, ERR_STORE_EXISTS);
	assert_false(store_restore(f->to, f->ts.dir, f->ts.key, &e));
	assert_int_equal(e.code, ERR_STORE_EXISTS);
	same_content(f, f->to, f->ts.key);
}

static bool spoil_part(struct txn *t, void *ctx, struct err *e)
{
	struct dbkey key = key_chunk((struct caseid){ 2026, 1 }, PART_APPLICANT, 0, 0);

	(void)ctx;
	return kv_put(t->kv, KV_PART, dbkey_v(&key), STRV("\x01\x01 no part at all"),
		      e);
}

static void damage_is_not_backed_up(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };

	assert_true(store_run(f->ts.store, spoil_part, NULL, &e));
	assert_false(store_backup(f->ts.store, f->to, f->ts.key, &e));
	assert_int_equal(e.code, ERR_CHECK_FAILED);
	assert_int_equal(e.arg[0].u.num, 1);
	assert_int_equal(access(f->to, F_OK), -1);
}

static void spoilt_backup_is_not_restored(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct stat st;
	char path[300];

	assert_true(store_backup(f->ts.store, f->to, f->ts.key, &e));
	(void)snprintf(path, sizeof path, "%s/data.mdb", f->to);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size / 2), 0);
	assert_false(store_restore(f->to, f->back, f->ts.key, &e));
	assert_int_equal(e.code, ERR_STORE_TRUNCATED);
	assert_int_equal(access(f->back, F_OK), -1);
	assert_false(store_restore("/nonexistent", f->back, f->ts.key, &e));
	assert_int_equal(e.code, ERR_STORE_ABSENT);
}

static void wrong_key_restores_nothing(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	char key[300];

	assert_true(store_backup(f->ts.store, f->to, f->ts.key, &e));
	(void)snprintf(key, sizeof key, "%s/other", f->ts.root.path);
	assert_true(seal_file_create(key, &e));
	assert_false(store_restore(f->to, f->back, key, &e));
	assert_int_equal(e.code, ERR_KEY_WRONG);
	assert_int_equal(access(f->back, F_OK), -1);
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(there_and_back),
		cmocka_unit_test_setup_teardown(demo_takes_its_key_along, setup_demo,
						teardown),
		T(only_into_a_new_directory),
		T(damage_is_not_backed_up),
		T(spoilt_backup_is_not_restored),
		T(wrong_key_restores_nothing),
	};

	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
