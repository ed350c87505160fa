#include "store/store.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/base/embed.h"
#include "store/edit.h"
#include "store/schema.h"
#include "store/txn.h"
#include "tests/support/teststore.h"

static int setup(void **state)
{
	struct teststore *ts = calloc(1, sizeof *ts);

	assert_non_null(ts);
	teststore_make(ts);
	*state = ts;
	return 0;
}

static int teardown(void **state)
{
	struct teststore *ts = *state;

	teststore_free(ts);
	free(ts);
	return 0;
}

/* ---- opening --------------------------------------------------------------------- */

static enum err_code open_code(struct teststore *ts, const char *key)
{
	struct err e = { .code = ERR_NONE };

	teststore_close(ts);
	ts->store = store_open(ts->dir, key, &e);
	return ts->store ? ERR_NONE : e.code;
}

static void path_in(const struct teststore *ts, const char *name, char out[200])
{
	(void)snprintf(out, 200, "%s/%s", ts->dir, name);
}

static void makes_and_opens(void **state)
{
	struct teststore *ts = *state;
	struct stat st;
	char path[200];

	assert_int_equal(stat(ts->dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat(ts->key, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0400);
	path_in(ts, "data.mdb", path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(store_is_demo(ts->store));
	assert_string_equal(store_dir(ts->store), ts->dir);
	assert_int_equal(open_code(ts, ts->key), ERR_NONE);
}

static void wrong_key(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	char other[200];

	(void)snprintf(other, sizeof other, "%s/other", ts->root.path);
	assert_int_equal(open_code(ts, other), ERR_KEY_ABSENT);
	assert_int_equal(chmod(ts->key, 0444), 0);
	assert_int_equal(open_code(ts, ts->key), ERR_KEY_MODE);
	assert_int_equal(chmod(ts->key, 0400), 0);
	int fd = open(other, O_WRONLY | O_CREAT | O_EXCL, 0400);
	assert_true(fd >= 0);
	for (int i = 0; i < 64; i++)
		assert_int_equal(write(fd, "a", 1), 1);
	close(fd);
	ts->store = store_open(ts->dir, other, &e);
	assert_null(ts->store);
	assert_int_equal(e.code, ERR_KEY_WRONG);
	assert_string_equal(err_arg_str(&e, 0), other);
	assert_int_equal(open_code(ts, ts->key), ERR_NONE);
}

static void absent_or_foreign(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	char path[200];

	assert_null(store_open("/nonexistent", ts->key, &e));
	assert_int_equal(e.code, ERR_STORE_ABSENT);
	(void)snprintf(path, sizeof path, "%s/empty", ts->root.path);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_null(store_open(path, ts->key, &e));
	assert_int_equal(e.code, ERR_STORE_ABSENT);
	assert_int_equal(rmdir(path), 0); /* opening has left nothing there */
	teststore_close(ts);
	path_in(ts, "store", path);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(open_code(ts, ts->key), ERR_STORE_FOREIGN);
}

static void truncated(void **state)
{
	struct teststore *ts = *state;
	struct stat st;
	char path[200];

	teststore_close(ts);
	path_in(ts, "data.mdb", path);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(truncate(path, st.st_size / 2), 0);
	assert_int_equal(open_code(ts, ts->key), ERR_STORE_TRUNCATED);
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(open_code(ts, ts->key), ERR_STORE_TRUNCATED);
}

static bool set_format(struct txn *t, void *ctx, struct err *e)
{
	(void)ctx;
	return meta_set_number(t, META_FORMAT, STORE_FORMAT + 1, e);
}

static void newer_format(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };

	assert_true(store_run(ts->store, set_format, NULL, &e));
	teststore_close(ts);
	ts->store = store_open(ts->dir, ts->key, &e);
	assert_null(ts->store);
	assert_int_equal(e.code, ERR_STORE_FORMAT);
	assert_int_equal(e.arg[0].u.num, STORE_FORMAT + 1);
}

/* ---- making ---------------------------------------------------------------------- */

static struct store_setup usual(const struct teststore *ts, const char *dir,
				const char *key)
{
	(void)ts;
	return (struct store_setup){
		.dir = dir,
		.key_file = key,
		.policy = embed_get("store/policies/voorbeeldstad.yaml"),
		.policy_name = "voorbeeldstad.yaml",
		.admin = "root",
		.now = TEST_NOW,
	};
}

static void init_never_overwrites(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	char key[200];

	(void)snprintf(key, sizeof key, "%s/key2", ts->root.path);
	struct store_setup s = usual(ts, ts->dir, key);
	assert_false(store_init(&s, &e));
	assert_int_equal(e.code, ERR_STORE_EXISTS);
	assert_int_equal(access(key, F_OK), -1);
	assert_int_equal(open_code(ts, ts->key), ERR_NONE);
}

static void init_failure_leaves_nothing(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	char dir[200], key[200];

	(void)snprintf(dir, sizeof dir, "%s/second", ts->root.path);
	(void)snprintf(key, sizeof key, "%s/key2", ts->root.path);
	struct store_setup s = usual(ts, dir, key);
	s.policy = STRV("policy: x\nno: policy\n");
	assert_false(store_init(&s, &e));
	assert_true(e.line > 0 || e.code == ERR_YAML_MISSING);
	assert_int_equal(access(dir, F_OK), -1);
	assert_int_equal(access(key, F_OK), -1);
	s = usual(ts, dir, ts->key); /* a key that exists is kept */
	assert_false(store_init(&s, &e));
	assert_int_equal(access(dir, F_OK), -1);
	assert_int_equal(open_code(ts, ts->key), ERR_NONE);
	s = usual(ts, dir, key);
	s.admin = "No Such";
	assert_false(store_init(&s, &e));
	assert_int_equal(e.code, ERR_USER_NAME);
	assert_int_equal(access(dir, F_OK), -1);
	/* An empty folder that was there stays, empty. */
	assert_int_equal(mkdir(dir, 0755), 0);
	assert_false(store_init(&s, &e));
	assert_int_equal(rmdir(dir), 0);
}

static void where_the_key_lies(void **state)
{
	struct teststore *ts = *state;
	struct arena a = { 0 };
	struct err e = { .code = ERR_NONE };
	struct teststore demo;
	const char *path = store_key_path(ts->dir, "/etc/xdg", &a, &e);

	assert_non_null(path);
	assert_int_equal(strlen(path), strlen("/etc/xdg/.key") + 32);
	teststore_make_demo(&demo);
	assert_true(store_is_demo(demo.store));
	assert_string_equal(store_key_path(demo.dir, "/etc/xdg", &a, &e), demo.key);
	teststore_free(&demo);
	assert_null(store_key_path("/nonexistent", "/etc/xdg", &a, &e));
	assert_int_equal(e.code, ERR_STORE_ABSENT);
	arena_release(&a);
}

/* ---- transactions ---------------------------------------------------------------- */

struct growing {
	unsigned values, runs;
};

static bool put_many(struct txn *t, void *ctx, struct err *e)
{
	struct growing *g = ctx;
	char key[32], value[1024] = { 0 };

	g->runs++;
	for (unsigned i = 0; i < g->values; i++) {
		(void)snprintf(key, sizeof key, "grow-%u", i);
		if (!arena_alloc(&t->arena, 64) ||
		    !kv_put(t->kv, KV_DRAFT, strv(key), strv_n(value, sizeof value), e))
			return false;
	}
	return true;
}

/* Over a small map, made by hand: the work is run again until it fits. */
static void run_again_when_the_map_grows(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	char dir[200];
	struct growing g = { .values = 3000 };
	size_t n;

	(void)snprintf(dir, sizeof dir, "%s/small", ts->root.path);
	assert_int_equal(mkdir(dir, 0700), 0);
	assert_true(kv_create(dir, (size_t)256 << 10, &e));
	struct store s = { .kv = kv_open(dir, &e) };
	assert_non_null(s.kv);
	assert_true(store_run(&s, put_many, &g, &e));
	assert_true(g.runs > 1);
	assert_int_equal(e.code, ERR_NONE); /* what was tried first is no error */
	struct txn *t = txn_read(&s, &e);
	assert_non_null(t);
	assert_true(kv_entries(t->kv, KV_DRAFT, &n, &e));
	assert_int_equal(n, g.values);
	txn_end(t);
	kv_close(s.kv);
}

static bool put_then_fail(struct txn *t, void *ctx, struct err *e)
{
	(void)ctx;
	return kv_put(t->kv, KV_DRAFT, STRV("x"), STRV("y"), e) &&
	       err_set(e, ERR_CASE_NONE);
}

static void failed_run_leaves_nothing(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct strv v;

	assert_false(store_run(ts->store, put_then_fail, NULL, &e));
	assert_int_equal(e.code, ERR_CASE_NONE);
	struct txn *t = txn_read(ts->store, &e);
	assert_true(kv_get(t->kv, KV_DRAFT, STRV("x"), &v, &e));
	assert_null(v.p);
	txn_end(t);
}

struct blocked {
	bool stop, other;
};

static bool look_at_signals(struct txn *t, void *ctx, struct err *e)
{
	struct blocked *b = ctx;
	sigset_t now;

	(void)t;
	(void)e;
	sigprocmask(SIG_BLOCK, NULL, &now);
	b->stop = sigismember(&now, SIGTSTP) && sigismember(&now, SIGTTIN) &&
		  sigismember(&now, SIGTTOU);
	b->other = sigismember(&now, SIGHUP);
	return true;
}

static void writers_are_not_stopped(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct blocked b = { .stop = false };
	sigset_t after;

	assert_true(store_run(ts->store, look_at_signals, &b, &e));
	assert_true(b.stop && !b.other);
	sigprocmask(SIG_BLOCK, NULL, &after);
	assert_false(sigismember(&after, SIGTSTP));
}

static void generation_moves_with_content(void **state)
{
	struct teststore *ts = *state;
	uint64_t g = store_generation(ts->store), now;
	struct testcase tc = { .surname = "Jansen" };
	struct verb_args args = teststore_args(teststore_register(ts, &tc));

	now = store_generation(ts->store);
	assert_true(now != g);
	teststore_do(ts, "caseworker", "view", &args);
	assert_true(store_generation(ts->store) == now);
	args.form = STRV("note");
	args.text = STRV("x");
	teststore_do(ts, "caseworker", "draft-save", &args);
	assert_true(store_generation(ts->store) == now);
	teststore_do(ts, "caseworker", "note", &args);
	assert_true(store_generation(ts->store) != now);
}

static void generation_sees_other_processes(void **state)
{
	struct teststore *ts = *state;
	uint64_t g = store_generation(ts->store);
	int status;
	pid_t pid;

	teststore_close(ts);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct testcase tc = { .surname = "Jansen" };
		teststore_reopen(ts);
		(void)teststore_register(ts, &tc);
		teststore_close(ts);
		_exit(0);
	}
	teststore_reopen(ts);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(store_generation(ts->store) != g);
}

/* ---- kill -9 --------------------------------------------------------------------- */

/* Registers without end, saying each number once it is durable. */
static void register_for_ever(struct teststore *ts, int out)
{
	teststore_reopen(ts);
	for (unsigned i = 0;; i++) {
		char ref[32];
		(void)snprintf(ref, sizeof ref, "R-%d-%u", (int)getpid(), i);
		struct testcase tc = { .surname = "Jansen", .reference = ref };
		struct caseid id = teststore_register(ts, &tc);
		if (write(out, &id, sizeof id) != sizeof id)
			_exit(1);
	}
}

static void check_acknowledged(struct teststore *ts, int in, size_t *n)
{
	struct err e = { .code = ERR_NONE };
	struct txn *t = txn_read(ts->store, &e);
	struct caseid id;
	struct face f;

	assert_non_null(t);
	while (read(in, &id, sizeof id) == sizeof id) {
		assert_true(face_get(t, id, &f, &e));
		++*n;
	}
	txn_end(t);
}

static void acknowledged_survives_kill(void **state)
{
	struct teststore *ts = *state;
	size_t n = 0;

	teststore_close(ts);
	for (unsigned round = 0; round < 8; round++) {
		int fd[2], status;
		assert_int_equal(pipe(fd), 0);
		pid_t pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			close(fd[0]);
			register_for_ever(ts, fd[1]);
		}
		close(fd[1]);
		usleep(30000 + round * 7919);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		teststore_reopen(ts);
		check_acknowledged(ts, fd[0], &n);
		close(fd[0]);
		assert_int_equal(teststore_faults(ts, true), 0);
		teststore_close(ts);
	}
	assert_true(n > 0);
}

/* ---- users ----------------------------------------------------------------------- */

static bool put_user(struct txn *t, void *ctx, struct err *e)
{
	return user_put(t, ctx, e);
}

static enum err_code put_code(struct teststore *ts, const char *name, unsigned roles,
			      bool disabled)
{
	struct err e = { .code = ERR_NONE };
	struct user u = { .name = strv(name), .roles = roles, .disabled = disabled };
	struct user was = { .id = 0 };
	struct txn *t = txn_read(ts->store, &e);

	if (user_by_name(t, u.name, &was, &e))
		u.id = was.id;
	txn_end(t);
	e.code = ERR_NONE;
	return store_run(ts->store, put_user, &u, &e) ? ERR_NONE : e.code;
}

static void user_names(void **state)
{
	struct teststore *ts = *state;
	static const struct {
		const char *name;
		bool good;
	} t[] = {
		{ "jan", true },
		{ "_jan-2", true },
		{ "", false },
		{ "Jan", true },
		{ "2jan", true },
		{ "-jan", false },
		{ "jan.j", true },
		{ "jan@gemeente.example", true },
		{ ".jan", false },
		{ "@jan", false },
		{ "jan,piet", false },
		{ "j an", false },
		{ "jän", false },
		{ "a2345678901234567890123456789012", true },
		{ "a23456789012345678901234567890123", false },
	};

	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_int_equal(put_code(ts, t[i].name, ROLE_DESK, false),
				 t[i].good ? ERR_NONE : ERR_USER_NAME);
}

static void users_come_back(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct user *u;
	size_t n;

	assert_int_equal(put_code(ts, "anna", ROLE_DESK | ROLE_AUDITOR, false),
			 ERR_NONE);
	assert_int_equal(put_code(ts, "anna", ROLE_DECIDER, true), ERR_NONE);
	struct txn *t = txn_read(ts->store, &e);
	assert_true(user_list(t, &a, &u, &n, &e));
	assert_int_equal(n, 8);
	for (size_t i = 1; i < n; i++)
		assert_true(strv_cmp(u[i - 1].name, u[i].name) < 0);
	assert_true(strv_eq(u[1].name, STRV("anna"))); /* after administrator */
	assert_int_equal(u[1].roles, ROLE_DECIDER);
	assert_true(u[1].disabled);
	struct actor actor;
	assert_false(actor_load(t, STRV("anna"), "cli", &actor, &e));
	assert_int_equal(e.code, ERR_USER_DISABLED);
	assert_false(actor_load(t, STRV("nobody"), "cli", &actor, &e));
	assert_int_equal(e.code, ERR_USER_UNKNOWN);
	assert_false(actor_load(t, STRV(""), "cli", &actor, &e));
	assert_true(strv_eq(user_name(t, u[1].id), STRV("anna")));
	assert_int_equal(user_name(t, 0).n, 0);
	assert_int_equal(user_name(t, 999).n, 0);
	txn_end(t);
	arena_release(&a);
}

static void users_twice(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct user again = { .name = STRV("desk"), .roles = ROLE_DESK };
	struct user other = { .id = 2, .name = STRV("somebody"), .roles = ROLE_DESK };

	assert_false(store_run(ts->store, put_user, &again, &e));
	assert_int_equal(e.code, ERR_USER_EXISTS);
	/* A name never passes to another bearer. */
	assert_false(store_run(ts->store, put_user, &other, &e));
	assert_int_equal(e.code, ERR_USER_NAME);
}

static void last_administrator(void **state)
{
	struct teststore *ts = *state;

	assert_int_equal(put_code(ts, "administrator", ROLE_DESK, false),
			 ERR_LAST_ADMIN);
	assert_int_equal(put_code(ts, "administrator", ROLE_ADMINISTRATOR, true),
			 ERR_LAST_ADMIN);
	assert_int_equal(put_code(ts, "second", ROLE_ADMINISTRATOR, true), ERR_NONE);
	assert_int_equal(put_code(ts, "administrator", ROLE_DESK, false),
			 ERR_LAST_ADMIN);
	assert_int_equal(put_code(ts, "second", ROLE_ADMINISTRATOR, false), ERR_NONE);
	assert_int_equal(put_code(ts, "administrator", ROLE_DESK, false), ERR_NONE);
	assert_int_equal(put_code(ts, "third", ROLE_ADMINISTRATOR | ROLE_DESK, false),
			 ERR_ROLE_COMBINATION);
}

/* ---- policies -------------------------------------------------------------------- */

static void policy_by_day(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	const struct policy *p = store_policy(ts->store, TEST_TODAY, &e);

	assert_non_null(p);
	assert_true(strv_eq(p->municipality, STRV("Voorbeeldstad")));
	assert_ptr_equal(store_policy(ts->store, teststore_date("2025-01-01"), &e), p);
	assert_ptr_equal(store_policy(ts->store, p->valid_until, &e), p);
	assert_null(store_policy(ts->store, teststore_date("2024-12-31"), &e));
	assert_int_equal(e.code, ERR_POLICY_NONE);
	/* Past its last day too: an application can always be registered. */
	assert_ptr_equal(store_policy(ts->store, date_add(p->valid_until, 1), &e), p);
	assert_null(store_policy(ts->store, DATE_NONE, &e));
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(makes_and_opens),
		T(wrong_key),
		T(absent_or_foreign),
		T(truncated),
		T(newer_format),
		T(init_never_overwrites),
		T(init_failure_leaves_nothing),
		T(where_the_key_lies),
		T(run_again_when_the_map_grows),
		T(failed_run_leaves_nothing),
		T(writers_are_not_stopped),
		T(generation_moves_with_content),
		T(generation_sees_other_processes),
		T(acknowledged_survives_kill),
		T(user_names),
		T(users_come_back),
		T(users_twice),
		T(last_administrator),
		T(policy_by_day),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
