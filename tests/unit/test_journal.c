#include "store/journal.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/record.h"
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

static struct caseid a_story(struct teststore *ts, bool protect)
{
	struct testcase tc = { .surname = "Öz",
			       .bsn = "000035531",
			       .protect = protect };
	struct caseid id = teststore_register(ts, &tc);
	struct verb_args args = teststore_args(id);
	struct field_set city = { .kind = PART_APPLICANT,
				  .field = FIELD_CITY,
				  .text = STRV("Testkerke") };

	/* Who may not see it cannot take it: a protected case is given to its
	 * handler. */
	args.user = STRV("caseworker");
	if (protect)
		teststore_do(ts, "coordinator", "assign", &args);
	else
		teststore_do(ts, "caseworker", "claim", &args);
	args = teststore_args(id);
	args.set = &city;
	args.nset = 1;
	teststore_do(ts, "caseworker", "edit", &args);
	city.text = STRV("Voorbeeldstad");
	city.base = STRV("Testkerke");
	teststore_do(ts, "caseworker", "edit", &args);
	return id;
}

static struct change change_of(const struct entry *entry, enum field_id field)
{
	for (size_t i = 0; i < entry->nchanges; i++)
		if (entry->change[i].field == field)
			return entry->change[i];
	fail_msg("field %u did not change", (unsigned)field);
	return (struct change){ .seq = 0 };
}

static void tells_the_story(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct caseid id = a_story(ts, false);
	struct actor actor = teststore_actor(ts, "caseworker2");
	struct entry *entry;
	size_t n;

	struct txn *t = txn_read(ts->store, &e);
	assert_true(journal_case(t, &actor, id, &a, &entry, &n, &e));
	txn_end(t);
	/* All of it outlives the transaction. */
	assert_int_equal(n, 4);
	assert_true(strv_eq(entry[0].verb, STRV("register")));
	assert_int_equal(entry[0].before, STATE_NONE);
	assert_int_equal(entry[0].after, STATE_REGISTERED);
	assert_true(strv_eq(entry[0].actor, STRV("caseworker")));
	assert_true(strv_eq(entry[0].origin, STRV("cli")));
	assert_true(entry[0].time == TEST_NOW);
	assert_true(strv_eq(change_of(&entry[0], FIELD_BSN).after, STRV("000035531")));
	assert_int_equal(change_of(&entry[0], FIELD_BSN).before.n, 0);
	assert_int_equal(entry[1].before, STATE_REGISTERED);
	assert_int_equal(entry[1].after, STATE_HANDLING);
	/* The handler is a change without a field. */
	assert_int_equal(entry[1].nchanges, 1);
	assert_int_equal((int)entry[1].change[0].kind, CHANGE_HANDLER);
	assert_true(strv_eq(entry[1].change[0].after, STRV("caseworker")));
	assert_true(
		strv_eq(change_of(&entry[3], FIELD_CITY).before, STRV("Testkerke")));
	assert_true(
		strv_eq(change_of(&entry[3], FIELD_CITY).after, STRV("Voorbeeldstad")));
	assert_true(entry[0].seq < entry[1].seq && entry[2].seq < entry[3].seq);
	arena_release(&a);
}

static enum err_code read_code(struct teststore *ts, const char *user, struct caseid id,
			       struct arena *a, struct entry **entry, size_t *n)
{
	struct err e = { .code = ERR_NONE };
	struct actor actor = teststore_actor(ts, user);
	struct txn *t = txn_read(ts->store, &e);
	bool ok = journal_case(t, &actor, id, a, entry, n, &e);

	txn_end(t);
	return ok ? ERR_NONE : e.code;
}

static void who_may_read(void **state)
{
	struct teststore *ts = *state;
	struct arena a = { 0 };
	struct caseid id = a_story(ts, false), secret = a_story(ts, true);
	struct caseid none = { 2026, 99 };
	struct entry *entry;
	size_t n;

	assert_int_equal(read_code(ts, "desk", id, &a, &entry, &n), ERR_FORBIDDEN);
	assert_int_equal(read_code(ts, "administrator", id, &a, &entry, &n),
			 ERR_FORBIDDEN);
	assert_int_equal(read_code(ts, "caseworker", none, &a, &entry, &n),
			 ERR_CASE_UNKNOWN);
	/* Protected: its handler and those who may; for others it does not exist. */
	assert_int_equal(read_code(ts, "caseworker", secret, &a, &entry, &n), ERR_NONE);
	assert_int_equal(read_code(ts, "caseworker2", secret, &a, &entry, &n),
			 ERR_CASE_UNKNOWN);
	assert_int_equal(read_code(ts, "decider", secret, &a, &entry, &n), ERR_NONE);
	/* The auditor reads which fields, never what stood in them. */
	assert_int_equal(read_code(ts, "auditor", secret, &a, &entry, &n), ERR_NONE);
	assert_int_equal(n, 4);
	assert_int_equal(entry[3].nchanges, 1);
	assert_int_equal(entry[3].change[0].field, FIELD_CITY);
	for (size_t i = 0; i < n; i++)
		for (size_t c = 0; c < entry[i].nchanges; c++)
			assert_true(entry[i].change[c].before.n == 0 &&
				    entry[i].change[c].after.n == 0);
	arena_release(&a);
}

static void newest_first(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct actor auditor = teststore_actor(ts, "auditor");
	struct actor worker = teststore_actor(ts, "caseworker");
	struct entry *entry;
	size_t n;

	(void)a_story(ts, true);
	struct txn *t = txn_read(ts->store, &e);
	assert_true(journal_recent(t, &auditor, 3, &a, &entry, &n, &e));
	assert_int_equal(n, 3);
	assert_true(entry[0].seq == entry[1].seq + 1 &&
		    entry[1].seq == entry[2].seq + 1);
	assert_int_equal(entry[0].text.n, 0);
	assert_true(journal_recent(t, &auditor, 100, &a, &entry, &n, &e));
	assert_int_equal(n, 5);
	assert_true(strv_eq(entry[4].verb, STRV("init")));
	assert_true(strv_eq(entry[4].text, STRV("administrator")));
	assert_false(journal_recent(t, &worker, 3, &a, &entry, &n, &e));
	assert_int_equal(e.code, ERR_FORBIDDEN);
	txn_end(t);
	arena_release(&a);
}

/* Whether an entry, read on its own, fits what the chain says of it. */
static bool fits(struct strv key, struct strv value, const uint8_t prev[SEAL_HASH],
		 const uint8_t hash[SEAL_HASH])
{
	struct journal_row row;
	uint8_t sum[SEAL_HASH];

	if (!journal_row_read(key, value, &row))
		return false;
	journal_row_hash(&row, sum);
	return memcmp(row.prev.p, prev, SEAL_HASH) == 0 &&
	       memcmp(row.hash.p, hash, SEAL_HASH) == 0 &&
	       memcmp(sum, hash, SEAL_HASH) == 0;
}

static void flip_all(struct strv key, struct strv value, const uint8_t prev[SEAL_HASH],
		     const uint8_t hash[SEAL_HASH])
{
	char *copy = malloc(value.n), k[8];

	assert_non_null(copy);
	memcpy(copy, value.p, value.n);
	for (size_t bit = 0; bit < value.n * 8; bit++) {
		copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
		assert_false(fits(key, strv_n(copy, value.n), prev, hash));
		copy[bit / 8] = (char)(copy[bit / 8] ^ 1 << bit % 8);
	}
	/* The same entry under another number. */
	memcpy(k, key.p, sizeof k);
	k[7]++;
	assert_false(fits(strv_n(k, sizeof k), value, prev, hash));
	free(copy);
}

static void every_bit_shows(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct strv all = { NULL, 0 };
	uint8_t prev[SEAL_HASH] = { 0 }, hash[SEAL_HASH];
	struct kv_range r;
	size_t n = 0;

	(void)a_story(ts, false);
	struct txn *t = txn_read(ts->store, &e);
	assert_true(kv_range_prefix(&r, t->kv, KV_JOURNAL, all, false, &e));
	while (kv_range_next(&r, &e) && r.key.p) {
		struct journal_row row;
		assert_true(journal_row_read(r.key, r.value, &row));
		memcpy(hash, row.hash.p, sizeof hash);
		assert_true(fits(r.key, r.value, prev, hash));
		flip_all(r.key, r.value, prev, hash);
		memcpy(prev, hash, sizeof prev);
		n++;
	}
	kv_range_close(&r);
	txn_end(t);
	assert_int_equal(n, 5);
}

/* What the journal stores of a dossier lies sealed. */
static void nothing_plain(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct strv all = { NULL, 0 };
	struct kv_range r;
	size_t at;

	(void)a_story(ts, false);
	struct txn *t = txn_read(ts->store, &e);
	for (int tree = 0; tree < KV_TREES; tree++) {
		assert_true(
			kv_range_prefix(&r, t->kv, (enum kv_tree)tree, all, false, &e));
		while (kv_range_next(&r, &e) && r.key.p) {
			assert_false(strv_search(r.value, STRV("000035531"), &at));
			assert_false(strv_search(r.key, STRV("000035531"), &at));
			assert_false(strv_search(r.value, STRV("Testkerke"), &at));
		}
		kv_range_close(&r);
	}
	txn_end(t);
}

static bool destroy_key(struct txn *t, void *ctx, struct err *e)
{
	struct dbkey key = key_case(*(struct caseid *)ctx);

	return kv_del(t->kv, KV_KEY, dbkey_v(&key), e);
}

/* Erasure destroys a dossier's key; the chain, over what is stored, still holds. */
static void chain_outlives_the_key(void **state)
{
	struct teststore *ts = *state;
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct fault *f;
	struct caseid id = a_story(ts, false);
	size_t n, cases, entries;

	assert_true(store_run(ts->store, destroy_key, &id, &e));
	assert_true(store_check(ts->store, &a, &f, &n, &cases, &entries, &e));
	for (size_t i = 0; i < n; i++)
		assert_null(strstr(f[i].what, "chain"));
	arena_release(&a);
}

#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(tells_the_story), T(who_may_read),  T(newest_first),
		T(every_bit_shows), T(nothing_plain), T(chain_outlives_the_key),
	};

	return cmocka_run_group_tests_name("journal", tests, NULL, NULL);
}
