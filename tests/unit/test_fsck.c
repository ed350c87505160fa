/* Each kind of damage, done through the raw keys, is found and named. */
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/index.h"
#include "store/record.h"
#include "store/txn.h"
#include "tests/support/teststore.h"

static int setup(void **state)
{
	struct teststore *ts = calloc(1, sizeof *ts);

	assert_non_null(ts);
	teststore_make(ts);
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = { "Jansen", "Öz", "de Boer" };
		struct testcase tc = { .surname = names[i], .protect = i == 2 };
		struct caseid id = teststore_register(ts, &tc);
		struct verb_args args = teststore_args(id);
		if (i == 0)
			teststore_do(ts, "caseworker", "claim", &args);
	}
	assert_int_equal(teststore_faults(ts, true), 0);
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

/* How to damage: what, where, and which byte to flip. */
struct damage {
	enum kv_tree tree;
	struct strv prefix; /* the first key that begins so */
	enum { FLIP, REMOVE, ADD } how;
	size_t byte; /* from the start; from the end when `tail` */
	bool tail;
	struct strv key, value; /* ADD */
};

static bool apply(struct txn *t, void *ctx, struct err *e)
{
	const struct damage *d = ctx;
	struct kv_range r;
	unsigned char key[KV_KEY_MAX];
	static char value[4096];

	if (d->how == ADD)
		return kv_put(t->kv, d->tree, d->key, d->value, e);
	if (!kv_range_prefix(&r, t->kv, d->tree, d->prefix, false, e) ||
	    !kv_range_next(&r, e))
		return false;
	assert_non_null(r.key.p);
	assert_true(r.value.n <= sizeof value && r.key.n <= sizeof key);
	size_t nkey = r.key.n, n = r.value.n;
	memcpy(key, r.key.p, nkey);
	if (n)
		memcpy(value, r.value.p, n);
	kv_range_close(&r);
	if (d->how == REMOVE)
		return kv_del(t->kv, d->tree, strv_n(key, nkey), e);
	assert_true(d->byte < n);
	size_t at = d->tail ? n - 1 - d->byte : d->byte;
	value[at] = (char)(value[at] ^ 1);
	return kv_put(t->kv, d->tree, strv_n(key, nkey), strv_n(value, n), e);
}

/* Damages, checks that the first fault is `what` at `where` (when given), and that
 * nothing but `what` is found. */
static void expect(struct teststore *ts, struct damage d, const char *what,
		   const char *where)
{
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct fault *faults;
	size_t n, cases, entries;

	assert_true(store_run(ts->store, apply, &d, &e));
	assert_true(store_check(ts->store, &a, &faults, &n, &cases, &entries, &e));
	if (n == 0)
		fail_msg("%s not found", what);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(faults[i].what, what);
	if (where)
		assert_true(strv_eq(faults[0].where, strv(where)));
	arena_release(&a);
}

static void clean_store_counts(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct fault *faults;
	size_t n, cases, entries;

	assert_true(store_check(ts->store, &a, &faults, &n, &cases, &entries, &e));
	assert_int_equal(n, 0);
	assert_int_equal(cases, 3);
	assert_true(entries >= 5); /* init, three registered, one claimed */
	arena_release(&a);
}

static void index_key_missing(void **state)
{
	struct damage d = { .tree = KV_INDEX, .prefix = STRV("s"), .how = REMOVE };

	expect(*state, d, "index-missing", "2026-000002");
}

static void word_missing(void **state)
{
	struct damage d = { .tree = KV_INDEX, .prefix = STRV("w"), .how = REMOVE };

	expect(*state, d, "index-missing", "2026-000001");
}

static void index_key_extra(void **state)
{
	struct dbkey key = index_word_exact(REALM_GENERAL, STRV("boer"));

	/* A protected dossier's name in the general index. */
	dbkey_case(&key, (struct caseid){ 2026, 3 });
	struct damage d = { .tree = KV_INDEX, .how = ADD, .key = dbkey_v(&key) };
	d.value = STRV("");
	expect(*state, d, "index-extra", NULL);
}

static void index_value_wrong(void **state)
{
	struct damage d = {
		.tree = KV_INDEX, .prefix = STRV("s"), .how = FLIP, .byte = 7
	};

	expect(*state, d, "index-value", "2026-000002");
}

static void count_wrong(void **state)
{
	struct damage d = {
		.tree = KV_COUNT, .prefix = STRV("s"), .how = FLIP, .byte = 7
	};

	expect(*state, d, "count", NULL);
}

static void count_missing(void **state)
{
	struct damage d = { .tree = KV_COUNT, .prefix = STRV("h"), .how = REMOVE };

	expect(*state, d, "count", NULL);
}

static void count_extra(void **state)
{
	struct dbkey key = index_state(REALM_GENERAL, STATE_DECIDED), one = { .n = 0 };

	dbkey_u64(&one, 1);
	struct damage d = { .tree = KV_COUNT,
			    .how = ADD,
			    .key = dbkey_v(&key),
			    .value = dbkey_v(&one) };
	expect(*state, d, "count", NULL);
}

static void sealed_byte_flipped(void **state)
{
	struct damage d = { .tree = KV_PART, .how = FLIP, .byte = 5, .tail = true };

	expect(*state, d, "part-seal", "2026-000001 1.0");
}

static void chunk_header_flipped(void **state)
{
	struct damage d = { .tree = KV_PART, .how = FLIP, .byte = 1 };

	expect(*state, d, "part-seal", "2026-000001 1.0");
}

static void case_key_flipped(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct damage d = { .tree = KV_KEY, .how = FLIP, .byte = 3, .tail = true };
	struct fault *f;
	size_t n, cases, entries;

	assert_true(store_run(ts->store, apply, &d, &e));
	assert_true(store_check(ts->store, &a, &f, &n, &cases, &entries, &e));
	assert_true(n >= 1);
	assert_string_equal(f[0].what, "key-seal");
	assert_true(strv_eq(f[0].where, STRV("2026-000001")));
	/* The sealed half of its journal does not open either; the chain still
	 * holds. */
	for (size_t i = 1; i < n; i++)
		assert_string_equal(f[i].what, "journal-seal");
	arena_release(&a);
}

static void face_flipped(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct damage d = { .tree = KV_FACE, .how = FLIP, .byte = 17 };
	struct fault *f;
	size_t n, cases, entries;

	assert_true(store_run(ts->store, apply, &d, &e));
	assert_true(store_check(ts->store, &a, &f, &n, &cases, &entries, &e));
	assert_true(n >= 1);
	assert_string_equal(f[0].what, "face-check");
	assert_true(strv_eq(f[0].where, STRV("2026-000001")));
	arena_release(&a);
}

/* A face with a good check that says what its parts do not. */
struct spoil {
	void (*change)(struct face *f);
};

static bool wrong_face(struct txn *t, void *ctx, struct err *e)
{
	const struct spoil *spoil = ctx;
	struct caseid id = { 2026, 2 };
	struct dbkey key = key_case(id);
	struct str out = { 0 };
	struct face f;

	if (!face_get(t, id, &f, e))
		return false;
	spoil->change(&f);
	face_encode(t->store->keys, &f, &out);
	bool ok = kv_put(t->kv, KV_FACE, dbkey_v(&key), strv_of(&out), e);
	str_release(&out);
	return ok;
}

static void spoiled(struct teststore *ts, void (*change)(struct face *),
		    const char *what)
{
	struct spoil spoil = { change };
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct fault *f;
	size_t n, cases, entries;

	assert_true(store_run(ts->store, wrong_face, &spoil, &e));
	assert_true(store_check(ts->store, &a, &f, &n, &cases, &entries, &e));
	assert_int_equal(n, 1);
	assert_string_equal(f[0].what, what);
	assert_true(strv_eq(f[0].where, STRV("2026-000002")));
	arena_release(&a);
}

static void one_day_later(struct face *f)
{
	f->due = date_add(f->due, 1);
}

static void face_due_wrong(void **state)
{
	spoiled(*state, one_day_later, "face-differs");
}

/* Somebody would be kept from approving what nobody proposed. */
static void first_user(struct face *f)
{
	f->proposer = 1;
}

static void proposer_wrong(void **state)
{
	spoiled(*state, first_user, "proposer");
}

static void part_without_a_face(void **state)
{
	struct dbkey key = key_chunk((struct caseid){ 2020, 9 }, PART_NOTE, 1, 0);
	struct damage d = { .tree = KV_PART, .how = ADD, .key = dbkey_v(&key) };

	d.value = STRV("x");
	expect(*state, d, "part-orphan", NULL);
}

static void key_without_a_face(void **state)
{
	struct dbkey key = key_case((struct caseid){ 2020, 9 });
	struct damage d = { .tree = KV_KEY, .how = ADD, .key = dbkey_v(&key) };

	d.value = STRV("x");
	expect(*state, d, "key-orphan", NULL);
}

static void journal_flipped(void **state)
{
	/* In the actor's name, which lies plain. */
	struct damage d = { .tree = KV_JOURNAL, .how = FLIP, .byte = 13 };

	expect(*state, d, "chain", "1");
}

static void journal_entry_gone(void **state)
{
	struct dbkey key = key_entry(2);
	struct damage d = { .tree = KV_JOURNAL,
			    .prefix = dbkey_v(&key),
			    .how = REMOVE };
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct fault *f;
	size_t n, cases, entries;

	assert_true(store_run(ts->store, apply, &d, &e));
	assert_true(store_check(ts->store, &a, &f, &n, &cases, &entries, &e));
	assert_true(n >= 1);
	assert_string_equal(f[0].what, "chain");
	assert_true(strv_eq(f[0].where, STRV("3")));
	arena_release(&a);
}

static void journal_cut_short(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct dbkey zero = { .n = 0 };

	dbkey_u64(&zero, 1);
	struct damage d = { .tree = KV_META,
			    .how = ADD,
			    .key = STRV(META_ENTRIES),
			    .value = dbkey_v(&zero) };
	(void)e;
	expect(ts, d, "chain-head", "1");
}

static void journal_index_missing(void **state)
{
	struct damage d = { .tree = KV_JCASE, .how = REMOVE };

	expect(*state, d, "journal-index", NULL);
}

static void journal_index_extra(void **state)
{
	struct dbkey key = key_jcase((struct caseid){ 2026, 3 }, 1);
	struct damage d = { .tree = KV_JCASE, .how = ADD, .key = dbkey_v(&key) };

	d.value = STRV("");
	expect(*state, d, "journal-index", NULL);
}

static void role_flipped(void **state)
{
	/* An administrator who makes himself a decider by hand. */
	struct damage d = {
		.tree = KV_USER, .prefix = STRV("i"), .how = FLIP, .byte = 1
	};

	expect(*state, d, "user", NULL);
}

static void policy_flipped(void **state)
{
	struct dbkey key = key_policy_day(teststore_date("2025-01-01"));
	struct damage d = { .tree = KV_POLICY, .prefix = dbkey_v(&key), .how = FLIP };

	expect(*state, d, "policy", NULL);
}

static void draft_flipped(void **state)
{
	struct teststore *ts = *state;
	struct verb_args args = teststore_args((struct caseid){ 2026, 1 });

	args.form = STRV("note");
	args.text = STRV("half a sen");
	teststore_do(ts, "caseworker", "draft-save", &args);
	assert_int_equal(teststore_faults(ts, true), 0);
	struct damage d = { .tree = KV_DRAFT, .how = FLIP, .byte = 30 };
	expect(ts, d, "draft", NULL);
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(clean_store_counts),    T(index_key_missing),
		T(word_missing),          T(index_key_extra),
		T(index_value_wrong),     T(count_wrong),
		T(count_missing),         T(count_extra),
		T(sealed_byte_flipped),   T(chunk_header_flipped),
		T(case_key_flipped),      T(face_flipped),
		T(face_due_wrong),        T(part_without_a_face),
		T(proposer_wrong),        T(part_without_a_face),
		T(key_without_a_face),    T(journal_flipped),
		T(journal_entry_gone),    T(journal_cut_short),
		T(journal_index_missing), T(journal_index_extra),
		T(role_flipped),          T(policy_flipped),
		T(draft_flipped),
	};

	return cmocka_run_group_tests_name("fsck", tests, NULL, NULL);
}
