/* Written against the interface: another engine behind kv.h must pass it too, but for
 * the tests of the files themselves. */
#include "store/kv.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/tempdir.h"

#define SMALL_MAP ((size_t)256 << 10)

struct fixture {
	struct tempdir dir;
	struct kv *kv;
};

static void must(bool ok, const struct err *e)
{
	if (!ok)
		fail_msg("%s: %s %s", err_name(e->code), err_arg_str(e, 0),
			 err_arg_str(e, 1));
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	struct err e = { .code = ERR_NONE };

	assert_non_null(f);
	tempdir_make(&f->dir);
	must(kv_create(f->dir.path, SMALL_MAP, &e), &e);
	f->kv = kv_open(f->dir.path, &e);
	must(f->kv != NULL, &e);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	kv_close(f->kv);
	tempdir_free(&f->dir);
	free(f);
	return 0;
}

static struct kv_txn *begin(struct fixture *f, bool write)
{
	struct err e = { .code = ERR_NONE };
	struct kv_txn *t = kv_begin(f->kv, write, &e);

	must(t != NULL, &e);
	return t;
}

static void put(struct kv_txn *t, const char *key, const char *value)
{
	struct err e = { .code = ERR_NONE };

	must(kv_put(t, KV_INDEX, strv(key), strv(value), &e), &e);
}

static bool has(struct kv_txn *t, const char *key, const char *value)
{
	struct err e = { .code = ERR_NONE };
	struct strv v;

	must(kv_get(t, KV_INDEX, strv(key), &v, &e), &e);
	return v.p && strv_eq(v, strv(value));
}

static void commit(struct kv_txn *t)
{
	struct err e = { .code = ERR_NONE };

	must(kv_commit(t, &e), &e);
}

static void put_get_del(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct kv_txn *t = begin(f, true);
	struct strv v;
	size_t n;

	put(t, "a", "1");
	put(t, "b", "");
	put(t, "a", "2");
	assert_true(has(t, "a", "2"));
	commit(t);
	t = begin(f, false);
	assert_true(has(t, "a", "2"));
	assert_true(has(t, "b", "")); /* empty, yet there */
	assert_true(kv_get(t, KV_INDEX, STRV("c"), &v, &e));
	assert_null(v.p);
	assert_true(kv_get(t, KV_FACE, STRV("a"), &v, &e)); /* trees are apart */
	assert_null(v.p);
	assert_true(kv_entries(t, KV_INDEX, &n, &e));
	assert_int_equal(n, 2);
	kv_abort(t);
	t = begin(f, true);
	assert_true(kv_del(t, KV_INDEX, STRV("a"), &e));
	assert_true(kv_del(t, KV_INDEX, STRV("a"), &e));
	commit(t);
	t = begin(f, false);
	assert_false(has(t, "a", "2"));
	kv_abort(t);
}

static void abort_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct kv_txn *t = begin(f, true);

	put(t, "a", "1");
	kv_abort(t);
	t = begin(f, false);
	assert_false(has(t, "a", "1"));
	kv_abort(t);
}

static void readers_see_one_picture(void **state)
{
	struct fixture *f = *state;
	struct kv_txn *r = begin(f, false), *w = begin(f, true);

	put(w, "a", "1");
	commit(w);
	assert_false(has(r, "a", "1"));
	kv_abort(r);
	r = begin(f, false);
	assert_true(has(r, "a", "1"));
	kv_abort(r);
}

static void failed_change_is_not_committed(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct kv_txn *t = begin(f, true);

	put(t, "a", "1");
	assert_false(kv_put(t, KV_INDEX, STRV(""), STRV("no key"), &e));
	assert_int_equal(e.code, ERR_BUG);
	assert_false(kv_commit(t, &e));
	t = begin(f, false);
	assert_false(has(t, "a", "1"));
	kv_abort(t);
}

/* ---- walks ----------------------------------------------------------------------- */

static const char *const walk_keys[] = { "a",     "ab",        "abc", "b",
					 "b\xff", "b\xff\xff", "c" };

static void fill(struct fixture *f)
{
	struct kv_txn *t = begin(f, true);

	for (size_t i = sizeof walk_keys / sizeof *walk_keys; i > 0; i--)
		put(t, walk_keys[i - 1], "v");
	commit(t);
}

/* The keys of a walk, joined. */
static void collect(struct kv_range *r, struct str *out)
{
	struct err e = { .code = ERR_NONE };

	str_clear(out);
	must(kv_range_next(r, &e), &e);
	while (r->key.p) {
		str_add(out, r->key);
		str_addc(out, ' ');
		must(kv_range_next(r, &e), &e);
	}
	/* Past the end it stays past the end. */
	must(kv_range_next(r, &e), &e);
	assert_null(r->key.p);
}

static void expect_range(struct fixture *f, const char *lo, const char *hi,
			 bool reverse, const char *expected)
{
	struct err e = { .code = ERR_NONE };
	struct kv_txn *t = begin(f, false);
	struct str got = { 0 };
	struct kv_range r;

	must(kv_range_open(&r, t, KV_INDEX, strv(lo), strv(hi), reverse, &e), &e);
	collect(&r, &got);
	assert_string_equal(str_z(&got), expected);
	kv_range_close(&r);
	kv_range_close(&r);
	kv_abort(t);
	str_release(&got);
}

static void expect_prefix(struct fixture *f, const char *prefix, bool reverse,
			  const char *expected)
{
	struct err e = { .code = ERR_NONE };
	struct kv_txn *t = begin(f, false);
	struct str got = { 0 };
	struct kv_range r;

	must(kv_range_prefix(&r, t, KV_INDEX, strv(prefix), reverse, &e), &e);
	collect(&r, &got);
	assert_string_equal(str_z(&got), expected);
	kv_range_close(&r);
	kv_abort(t);
	str_release(&got);
}

static void ranges(void **state)
{
	struct fixture *f = *state;

	expect_range(f, "", "", false, "");
	expect_range(f, "", "", true, "");
	fill(f);
	expect_range(f, "", "", false, "a ab abc b b\xff b\xff\xff c ");
	expect_range(f, "", "", true, "c b\xff\xff b\xff b abc ab a ");
	expect_range(f, "ab", "b", false, "ab abc ");
	expect_range(f, "ab", "b", true, "abc ab ");
	expect_range(f, "aa", "abb", false, "ab ");
	expect_range(f, "aa", "abb", true, "ab ");
	expect_range(f, "d", "", false, "");
	expect_range(f, "d", "", true, "");
	expect_range(f, "", "a", false, "");
	expect_range(f, "", "a", true, "");
	expect_range(f, "c", "z", true, "c ");
}

static void prefixes(void **state)
{
	struct fixture *f = *state;

	fill(f);
	expect_prefix(f, "ab", false, "ab abc ");
	expect_prefix(f, "ab", true, "abc ab ");
	expect_prefix(f, "b\xff", false, "b\xff b\xff\xff ");
	expect_prefix(f, "b\xff", true, "b\xff\xff b\xff ");
	expect_prefix(f, "\xff", true, "");
	expect_prefix(f, "", false, "a ab abc b b\xff b\xff\xff c ");
}

static void seeks(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	static const struct {
		bool reverse;
		const char *key, *found;
	} tests[] = {
		{ false, "ab", "ab" },      { false, "abb", "abc" },
		{ false, "a", "ab" },       { false, "bz", "b\xff" },
		{ false, "c", NULL },       { true, "abc", "abc" },
		{ true, "abd", "abc" },     { true, "a", NULL },
		{ true, "z", "b\xff\xff" },
	};

	fill(f);
	struct kv_txn *t = begin(f, false);
	for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
		struct kv_range r;
		must(kv_range_open(&r, t, KV_INDEX, STRV("ab"), STRV("c"),
				   tests[i].reverse, &e),
		     &e);
		must(kv_range_seek(&r, strv(tests[i].key), &e), &e);
		if (tests[i].found)
			assert_true(strv_eq(r.key, strv(tests[i].found)));
		else
			assert_null(r.key.p);
		kv_range_close(&r);
	}
	kv_abort(t);
}

static void bound_too_long(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	char key[KV_KEY_MAX + 1];
	struct kv_range r;

	memset(key, 'x', sizeof key);
	struct kv_txn *t = begin(f, false);
	assert_false(kv_range_open(&r, t, KV_INDEX, strv_n(key, sizeof key), STRV(""),
				   false, &e));
	assert_int_equal(e.code, ERR_BUG);
	kv_range_close(&r);
	kv_abort(t);
}

/* ---- growth ---------------------------------------------------------------------- */

/* Puts one large value, growing the map as often as needed. */
static bool put_growing(struct kv *kv, unsigned writer, unsigned i, struct err *e)
{
	static const char value[8000] = { 0 };
	char key[32];

	(void)snprintf(key, sizeof key, "%u-%u", writer, i);
	for (int tries = 0; tries < 20; tries++) {
		struct kv_txn *t = kv_begin(kv, true, e);
		if (!t)
			return false;
		bool ok = kv_put(t, KV_PART, strv(key), strv_n(value, sizeof value), e);
		if (ok)
			ok = kv_commit(t, e);
		else
			kv_abort(t);
		if (ok || !kv_full(kv))
			return ok;
		if (!kv_grow(kv, e))
			return false;
	}
	return false;
}

static void map_grows(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct kv_stat before, after;
	size_t n;

	must(kv_stat(f->kv, &before, &e), &e);
	for (unsigned i = 0; i < 100; i++)
		must(put_growing(f->kv, 0, i, &e), &e);
	must(kv_stat(f->kv, &after, &e), &e);
	assert_true(after.map_bytes > before.map_bytes);
	struct kv_txn *t = begin(f, false);
	assert_true(kv_entries(t, KV_PART, &n, &e));
	assert_int_equal(n, 100);
	kv_abort(t);
}

static void full_says_so(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct strv big = { calloc(1, 2 * SMALL_MAP), 2 * SMALL_MAP };

	assert_non_null(big.p);
	struct kv_txn *t = begin(f, true);
	assert_false(kv_full(f->kv));
	assert_false(kv_put(t, KV_PART, STRV("k"), big, &e));
	assert_int_equal(e.code, ERR_STORE_FULL);
	assert_true(kv_full(f->kv));
	kv_abort(t);
	t = begin(f, true);
	assert_false(kv_full(f->kv));
	kv_abort(t);
	union {
		const char *in;
		char *out;
	} p = { big.p };
	free(p.out);
}

static void no_growth_under_a_reader(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct kv_txn *r = begin(f, false);

	assert_false(kv_grow(f->kv, &e));
	assert_int_equal(e.code, ERR_STORE_BUSY);
	kv_abort(r);
	assert_true(kv_grow(f->kv, &e));
}

static int write_in_child(const char *dir, unsigned writer)
{
	struct err e = { .code = ERR_NONE };
	struct kv *kv = kv_open(dir, &e);

	if (!kv)
		return 2;
	for (unsigned i = 0; i < 60; i++)
		if (!put_growing(kv, writer, i, &e))
			return 3;
	kv_close(kv);
	return 0;
}

static void processes_grow_it_together(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	pid_t pid[3];
	size_t n;

	kv_close(f->kv);
	f->kv = NULL;
	for (unsigned i = 0; i < 3; i++) {
		pid[i] = fork();
		assert_true(pid[i] >= 0);
		if (pid[i] == 0)
			_exit(write_in_child(f->dir.path, i));
	}
	f->kv = kv_open(f->dir.path, &e);
	must(f->kv != NULL, &e);
	for (unsigned i = 0; i < 60; i++)
		must(put_growing(f->kv, 9, i, &e), &e);
	for (unsigned i = 0; i < 3; i++) {
		int status;
		assert_int_equal(waitpid(pid[i], &status, 0), pid[i]);
		assert_int_equal(status, 0);
	}
	struct kv_txn *t = begin(f, false);
	assert_true(kv_entries(t, KV_PART, &n, &e));
	assert_int_equal(n, 4 * 60);
	kv_abort(t);
}

static void version_moves_with_commits_only(void **state)
{
	struct fixture *f = *state;
	uint64_t v = kv_version(f->kv);
	struct kv_txn *t = begin(f, true);

	put(t, "a", "1");
	assert_true(kv_version(f->kv) == v);
	commit(t);
	assert_true(kv_version(f->kv) > v);
	v = kv_version(f->kv);
	t = begin(f, true);
	put(t, "a", "2");
	kv_abort(t);
	assert_true(kv_version(f->kv) == v);
}

static void not_across_fork(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		bool refused = !kv_begin(f->kv, false, &e) && e.code == ERR_BUG;
		kv_close(f->kv);
		_exit(refused ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	/* The parent has noticed nothing. */
	struct kv_txn *t = begin(f, false);
	kv_abort(t);
}

/* ---- files ----------------------------------------------------------------------- */

static void data_path(const struct fixture *f, char *out, size_t n)
{
	(void)snprintf(out, n, "%s/data.mdb", f->dir.path);
}

static enum err_code open_code(struct fixture *f, struct err *e)
{
	kv_close(f->kv);
	*e = (struct err){ .code = ERR_NONE };
	f->kv = kv_open(f->dir.path, e);
	return f->kv ? ERR_NONE : e->code;
}

static void modes_and_lock_file(void **state)
{
	struct fixture *f = *state;
	char path[160];
	struct stat st;

	data_path(f, path, sizeof path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	(void)snprintf(path, sizeof path, "%s/lock.mdb", f->dir.path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* Its blocks are taken: no reader dies on a full disk. */
	assert_true(st.st_blocks * 512 >= st.st_size);
	assert_true(st.st_size >= 1024 * 64);
}

static void many_readers(void **state)
{
	struct fixture *f = *state;
	struct kv_txn *t[200]; /* the engine's own default is 126 */

	for (size_t i = 0; i < 200; i++)
		t[i] = begin(f, false);
	for (size_t i = 0; i < 200; i++)
		kv_abort(t[i]);
}

static void absent(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	char path[160];

	assert_null(kv_open("/nonexistent/store", &e));
	assert_int_equal(e.code, ERR_STORE_ABSENT);
	data_path(f, path, sizeof path);
	kv_close(f->kv);
	f->kv = NULL;
	assert_int_equal(unlink(path), 0);
	assert_int_equal(open_code(f, &e), ERR_STORE_ABSENT);
	assert_int_equal(access(path, F_OK), -1); /* opening never creates */
}

static void zero_length(void **state)
{
	struct fixture *f = *state;
	struct err e;
	char path[160];

	data_path(f, path, sizeof path);
	kv_close(f->kv);
	f->kv = NULL;
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(open_code(f, &e), ERR_STORE_TRUNCATED);
	assert_int_equal(e.arg[1].u.num, 0);
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0);
}

static void foreign(void **state)
{
	struct fixture *f = *state;
	struct err e;
	char path[160], text[4096];

	data_path(f, path, sizeof path);
	kv_close(f->kv);
	f->kv = NULL;
	memset(text, 'x', sizeof text);
	int fd = open(path, O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd, text, sizeof text), sizeof text);
	close(fd);
	assert_int_equal(open_code(f, &e), ERR_STORE_FOREIGN);
}

static void cut_short_anywhere(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	char path[160];
	struct stat st;

	for (unsigned i = 0; i < 20; i++)
		must(put_growing(f->kv, 0, i, &e), &e);
	data_path(f, path, sizeof path);
	kv_close(f->kv);
	f->kv = NULL;
	assert_int_equal(stat(path, &st), 0);
	for (off_t size = st.st_size - 1; size > 0; size -= 12345) {
		assert_int_equal(truncate(path, size), 0);
		assert_int_equal(open_code(f, &e), ERR_STORE_TRUNCATED);
		assert_true(e.arg[1].u.num == size && e.arg[2].u.num > size);
	}
}

/* The engine's account of its pages may run ahead of the file, when a transaction took
 * pages at the end and gave them back; that is no damage. */
static void short_but_whole(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	char path[160];
	const off_t last_page = 136, page = sysconf(_SC_PAGESIZE);

	for (unsigned i = 0; i < 20; i++)
		must(put_growing(f->kv, 0, i, &e), &e);
	kv_close(f->kv);
	f->kv = NULL;
	data_path(f, path, sizeof path);
	int fd = open(path, O_RDWR);
	for (int m = 0; m < 2; m++) {
		uint64_t n;
		off_t at = m * page + last_page;
		assert_int_equal(pread(fd, &n, sizeof n, at), sizeof n);
		n += 3;
		assert_int_equal(pwrite(fd, &n, sizeof n, at), sizeof n);
	}
	close(fd);
	assert_int_equal(open_code(f, &e), ERR_NONE);
	must(put_growing(f->kv, 0, 20, &e), &e);
	assert_int_equal(open_code(f, &e), ERR_NONE);
}

static void versions(void **state)
{
	(void)state;
	static const struct {
		int major, minor, patch;
		bool good;
	} v[] = {
		{ 0, 9, 23, false }, { 0, 9, 24, true },  { 0, 9, 25, true },
		{ 0, 9, 26, false }, { 0, 9, 31, false }, { 0, 9, 32, false },
		{ 0, 9, 33, true },  { 0, 9, 40, true },  { 1, 0, 1, false },
		{ 0, 8, 30, false },
	};

	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		assert_int_equal(kv_version_good(v[i].major, v[i].minor, v[i].patch),
				 v[i].good);
	assert_non_null(strstr(kv_engine(), "LMDB 0.9."));
}

static void copies(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	struct tempdir to;
	char path[160];

	fill(f);
	tempdir_make(&to);
	(void)snprintf(path, sizeof path, "%s/data.mdb", to.path);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	assert_true(fd >= 0);
	must(kv_copy(f->kv, fd, &e), &e);
	close(fd);
	struct kv *copy = kv_open(to.path, &e);
	must(copy != NULL, &e);
	struct kv_txn *t = kv_begin(copy, false, &e);
	assert_true(has(t, "abc", "v"));
	kv_abort(t);
	kv_close(copy);
	tempdir_free(&to);
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

#define PAGE 4096

static void page_io(int fd, off_t page, unsigned char buf[PAGE], bool write_it)
{
	const off_t at = page * PAGE;
	const ssize_t n =
		write_it ? pwrite(fd, buf, PAGE, at) : pread(fd, buf, PAGE, at);

	assert_int_equal(n, PAGE);
}

/* Whether the walk is content while the page holds `damaged`; puts it back. */
static bool sound_with(struct fixture *f, int fd, off_t page,
		       unsigned char damaged[PAGE])
{
	struct err e = { .code = ERR_NONE };
	unsigned char kept[PAGE];

	page_io(fd, page, kept, false);
	page_io(fd, page, damaged, true);
	const bool ok = kv_file_walk(f->dir.path, &e);

	page_io(fd, page, kept, true);
	assert_true(ok || e.code == ERR_STORE_CORRUPT);
	return ok;
}

/* The engine trusts its pages: one that is not sound makes it crash or go round for
 * ever. The walk finds out, whatever is wrong with them, by reading the file. */
static void damaged_pages(void **state)
{
	struct fixture *f = *state;
	struct err e = { .code = ERR_NONE };
	unsigned char page[PAGE] = { 0 };
	unsigned found = 0, circles = 0, unsorted = 0;
	struct stat st;
	char path[160];

	for (unsigned i = 0; i < 8; i++)
		must(put_growing(f->kv, 0, i, &e), &e);
	struct kv_txn *t = begin(f, true);
	for (unsigned i = 0; i < 200; i++) {
		(void)snprintf(path, sizeof path, "%u", i);
		must(kv_put(t, KV_FACE, strv(path), strv_n(page, 300), &e), &e);
	}
	must(kv_commit(t, &e), &e);
	must(kv_file_walk(f->dir.path, &e), &e); /* of a living store too */
	data_path(f, path, sizeof path);
	kv_close(f->kv);
	f->kv = NULL;
	assert_int_equal(stat(path, &st), 0);
	const int fd = open(path, O_RDWR);

	for (off_t i = 2; i < st.st_size / PAGE; i++) {
		memset(page, 0xff, sizeof page);
		found += !sound_with(f, fd, i, page);
		page_io(fd, i, page, false);
		const unsigned nodes = (unsigned)(page[12] | page[13] << 8);
		const unsigned first = (unsigned)(page[16] | page[17] << 8);

		/* A branch whose first child is itself. */
		if (page[10] == 0x01 && first + 6 < PAGE) {
			page[first] = (unsigned char)i;
			page[first + 1] = (unsigned char)(i >> 8);
			circles += !sound_with(f, fd, i, page);
			page_io(fd, i, page, false);
		}
		/* A leaf whose first two keys have changed places. */
		if (page[10] == 0x02 && nodes >= 20 && nodes < PAGE) {
			unsigned char two[2] = { page[16], page[17] };

			memcpy(page + 16, page + 18, 2);
			memcpy(page + 18, two, 2);
			unsorted += !sound_with(f, fd, i, page);
		}
	}
	assert_true(found > 20 && circles > 0 && unsorted > 0);
	must(kv_file_walk(f->dir.path, &e), &e);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(put_get_del),
		T(abort_leaves_nothing),
		T(readers_see_one_picture),
		T(failed_change_is_not_committed),
		T(ranges),
		T(prefixes),
		T(seeks),
		T(bound_too_long),
		T(map_grows),
		T(full_says_so),
		T(no_growth_under_a_reader),
		T(processes_grow_it_together),
		T(version_moves_with_commits_only),
		T(not_across_fork),
		T(modes_and_lock_file),
		T(many_readers),
		T(absent),
		T(zero_length),
		T(foreign),
		T(cut_short_anywhere),
		T(short_but_whole),
		T(damaged_pages),
		T(copies),
		cmocka_unit_test(versions),
	};

	return cmocka_run_group_tests_name("kv", tests, NULL, NULL);
}
