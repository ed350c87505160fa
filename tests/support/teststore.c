#include "tests/support/teststore.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/base/embed.h"
#include "store/edit.h"

#define POLICY "store/policies/voorbeeldstad.yaml"
#define TEST_FIELDS 12

static const struct {
	const char *name;
	unsigned roles;
} users[] = {
	{ "caseworker", ROLE_CASEWORKER },   { "caseworker2", ROLE_CASEWORKER },
	{ "decider", ROLE_DECIDER },         { "desk", ROLE_DESK },
	{ "coordinator", ROLE_COORDINATOR }, { "auditor", ROLE_AUDITOR },
};

static void must(bool ok, const struct err *e)
{
	if (!ok)
		fail_msg("%s: %s %s", err_name(e->code), err_arg_str(e, 0),
			 err_arg_str(e, 1));
}

static bool add_users(struct txn *t, void *ctx, struct err *e)
{
	(void)ctx;
	for (size_t i = 0; i < sizeof users / sizeof *users; i++) {
		struct user u = { .name = strv(users[i].name),
				  .roles = users[i].roles };
		if (!user_put(t, &u, e))
			return false;
	}
	return true;
}

static void make(struct teststore *ts, bool demo)
{
	struct err e = { .code = ERR_NONE };

	*ts = (struct teststore){ .store = NULL };
	tempdir_make(&ts->root);
	(void)snprintf(ts->dir, sizeof ts->dir, "%s/store", ts->root.path);
	(void)snprintf(ts->key, sizeof ts->key, demo ? "%s/store/key" : "%s/key",
		       ts->root.path);
	struct store_setup setup = {
		.dir = ts->dir,
		.key_file = ts->key,
		.policy = embed_get(POLICY),
		.policy_name = POLICY,
		.admin = "administrator",
		.demo = demo,
		.now = TEST_NOW,
	};
	must(store_init(&setup, &e), &e);
	teststore_reopen(ts);
	must(store_run(ts->store, add_users, NULL, &e), &e);
}

void teststore_make(struct teststore *ts)
{
	make(ts, false);
}

void teststore_make_demo(struct teststore *ts)
{
	make(ts, true);
}

void teststore_close(struct teststore *ts)
{
	store_close(ts->store);
	ts->store = NULL;
}

void teststore_reopen(struct teststore *ts)
{
	struct err e = { .code = ERR_NONE };

	teststore_close(ts);
	ts->store = store_open(ts->dir, ts->key, &e);
	must(ts->store != NULL, &e);
}

void teststore_free(struct teststore *ts)
{
	teststore_close(ts);
	tempdir_free(&ts->root);
}

struct actor teststore_actor(struct teststore *ts, const char *name)
{
	struct err e = { .code = ERR_NONE };
	struct actor actor = { .id = 0 };
	struct txn *t = txn_read(ts->store, &e);

	must(t && actor_load(t, strv(name), "cli", &actor, &e), &e);
	txn_end(t);
	return actor;
}

struct date teststore_date(const char *iso)
{
	struct date d = DATE_NONE;

	assert_true(date_parse(strv(iso), &d));
	return d;
}

struct verb_args teststore_args(struct caseid id)
{
	return (struct verb_args){
		.id = id, .today = TEST_TODAY, .now = TEST_NOW, .date = DATE_NONE
	};
}

enum err_code teststore_try(struct teststore *ts, const char *user, const char *verb,
			    struct verb_args *args)
{
	const struct verb *v = verb_by_name(strv(verb));
	struct actor actor = teststore_actor(ts, user);
	struct err e = { .code = ERR_NONE };

	assert_non_null(v);
	return store_do(ts->store, v, &actor, args, &e) ? ERR_NONE : e.code;
}

void teststore_do(struct teststore *ts, const char *user, const char *verb,
		  struct verb_args *args)
{
	enum err_code code = teststore_try(ts, user, verb, args);

	if (code != ERR_NONE)
		fail_msg("%s by %s: %s", verb, user, err_name(code));
}

static void first_category(struct teststore *ts, struct date received, char out[32])
{
	struct err e = { .code = ERR_NONE };
	const struct policy *p = store_policy(ts->store, received, &e);

	must(p != NULL, &e);
	assert_true(p->ncategories > 0);
	(void)snprintf(out, 32, "%.*s", STRV_FMT(p->category[0].code));
}

struct caseid teststore_register_as(struct teststore *ts, const char *user,
				    const struct testcase *tc, struct verb_args *args)
{
	const char *received = tc->received ? tc->received : "2026-11-02";
	char first[32];

	first_category(ts, teststore_date(received), first);
	const struct {
		enum field_id id;
		const char *text;
	} values[TEST_FIELDS] = {
		{ FIELD_RECEIVED, received },
		{ FIELD_CATEGORY, tc->category ? tc->category : first },
		{ FIELD_REFERENCE, tc->reference },
		{ FIELD_PROTECTED, tc->protect ? "1" : NULL },
		{ FIELD_INITIALS, tc->initials ? tc->initials : "A." },
		{ FIELD_PREFIX, tc->prefix },
		{ FIELD_SURNAME, tc->surname ? tc->surname : "Jansen" },
		{ FIELD_BIRTH_DATE, tc->birth_date ? tc->birth_date : "1985-03-26" },
		{ FIELD_BSN, tc->bsn },
		{ FIELD_POSTCODE, "1234 AB" },
		{ FIELD_HOUSE_NUMBER, "12" },
		{ FIELD_CHILDREN, "2" },
	};
	struct field_set set[TEST_FIELDS];
	size_t n = 0;

	for (size_t i = 0; i < TEST_FIELDS; i++)
		if (values[i].text)
			set[n++] = (struct field_set){
				.kind = field_by_id(values[i].id)->part,
				.field = (uint16_t)values[i].id,
				.text = strv(values[i].text),
			};
	args->set = set;
	args->nset = n;
	teststore_do(ts, user, "register", args);
	args->set = NULL;
	args->nset = 0;
	return args->id;
}

struct caseid teststore_register(struct teststore *ts, const struct testcase *tc)
{
	struct verb_args args = teststore_args((struct caseid){ 0, 0 });

	return teststore_register_as(ts, "caseworker", tc, &args);
}

size_t teststore_faults(struct teststore *ts, bool show)
{
	struct err e = { .code = ERR_NONE };
	struct arena a = { 0 };
	struct fault *faults;
	size_t n, cases, entries;

	must(store_check(ts->store, &a, &faults, &n, &cases, &entries, &e), &e);
	for (size_t i = 0; show && i < n; i++)
		print_message("%s %.*s\n", faults[i].what, STRV_FMT(faults[i].where));
	arena_release(&a);
	return n;
}
