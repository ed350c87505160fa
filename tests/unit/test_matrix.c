#include "tests/support/casework.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/base/embed.h"

/* Every verb by every role, against a table that says who may; and what verb_refusal
 * says against what the verb itself answers. */

enum { ROLES = 7 };
static const char *const ROLE[ROLES] = { "desk",         "caseworker", "decider",
					 "coordinator",  "medical",    "auditor",
					 "administrator" };

static const struct {
	const char *verb;
	const char *may; /* one letter a role, in the order above */
} MAY[] = {
	/* clang-format off */
	{ "register",     "xxx----" },
	{ "edit",         "-xx----" },
	{ "note",         "-xx----" },
	{ "claim",        "-xx----" },
	{ "claim-next",   "-xx----" },
	{ "assign",       "-xxx---" },
	{ "release",      "-xxx---" },
	{ "invite",       "-xx----" },
	{ "complete",     "-xx----" },
	{ "propose",      "-xx----" },
	{ "return",       "--x----" },
	{ "approve",      "--x----" },
	{ "announce",     "-xx----" },
	{ "withdraw",     "-xx----" },
	{ "void",         "-xx----" },
	{ "event-add",    "-xx----" },
	{ "event-correct", "-xx----" },
	{ "event-withdraw", "-xx----" },
	{ "draft-save",   "-xx----" },
	{ "draft-drop",   "-xx----" },
	{ "view",         "-xxx---" },
	{ "user-add",     "------x" },
	{ "user-role",    "------x" },
	{ "user-disable", "------x" },
	{ "user-enable",  "------x" },
	{ "policy-add",   "------x" },
	/* clang-format on */
};
#define MAY_N (sizeof(MAY) / sizeof(*MAY))

static int setup(void **state)
{
	struct verb_args medical = { .user = STRV("medical"), .roles = ROLE_MEDICAL };
	struct verb_args pawn = { .user = STRV("pawn"), .roles = ROLE_DESK };

	if (casework_setup(state) != 0)
		return -1;
	struct casework *w = *state;

	return attempt(w, "administrator", "user-add", &medical) == ERR_NONE &&
			       attempt(w, "administrator", "user-add", &pawn) ==
				       ERR_NONE
		       ? 0
		       : -1;
}

#define EVENT STRV("consent 2026-11-10 until 2026-11-12")

/* Cases in each state, by a handler; approved by another than the handler. */
static struct caseid in_state(struct casework *w, const char *handler, enum state s)
{
	const struct caseid id = received(w, "2026-11-02");
	const char *other = strcmp(handler, "decider") ? "decider" : "decider2";
	struct verb_args event = { .id = id, .text = STRV("x"), .event = EVENT };
	struct proposal p;

	/* Its event 2: event 1 is the receipt. */
	assert_int_equal(attempt(w, handler, "event-add", &event), ERR_NONE);
	assert_int_equal(event.seq, 2);

	if (s == STATE_VOID)
		must(w, handler, "void", id, "x", NULL);
	if (s == STATE_REGISTERED || s == STATE_VOID)
		return id;
	must(w, handler, "claim", id, NULL, NULL);
	if (s == STATE_WAITING)
		must(w, handler, "invite", id, "x", "2026-12-04");
	if (s == STATE_HANDLING || s == STATE_WAITING)
		return id;
	p = good(w, id, "grant", "t1");
	assert_int_equal(propose(w, handler, id, &p), ERR_NONE);
	if (s != STATE_PROPOSED)
		must(w, other, "approve", id, NULL, NULL);
	if (s == STATE_CLOSED)
		must(w, handler, "announce", id, NULL, NULL);
	return id;
}

static enum state state_for(const char *verb)
{
	static const struct {
		const char *verb;
		enum state state;
	} row[] = {
		{ "assign", STATE_HANDLING },  { "release", STATE_HANDLING },
		{ "invite", STATE_HANDLING },  { "complete", STATE_WAITING },
		{ "propose", STATE_HANDLING }, { "return", STATE_PROPOSED },
		{ "approve", STATE_PROPOSED }, { "announce", STATE_DECIDED },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		if (!strcmp(row[i].verb, verb))
			return row[i].state;
	return STATE_REGISTERED;
}

/* A policy for later years. */
static struct strv next_policy(struct casework *w)
{
	struct str text = { 0 };
	size_t at;

	str_add(&text, embed_get("store/policies/voorbeeldstad.yaml"));
	assert_true(strv_search(strv_of(&text), STRV("from: 2025-01-01"), &at));
	str_remove(&text, at, 16);
	str_insert(&text, at, STRV("from: 2029-01-01"));
	assert_true(strv_search(strv_of(&text), STRV("until: 2028-12-31"), &at));
	str_remove(&text, at, 17);
	str_insert(&text, at, STRV("until: 2032-12-31"));
	const struct strv copy = arena_copy(&w->arena, strv_of(&text));

	str_release(&text);
	return copy;
}

/* The verb with all it may ask for, right in every way. */
static enum err_code call(struct casework *w, const char *user, const struct verb *v,
			  struct caseid id)
{
	static const struct field_set fields[] = {
		{ .kind = PART_APPLICATION,
		  .field = FIELD_RECEIVED,
		  .text = { "2026-11-10", 10 } },
		{ .kind = PART_APPLICATION,
		  .field = FIELD_CATEGORY,
		  .text = { "other", 5 } },
		{ .kind = PART_APPLICANT,
		  .field = FIELD_SURNAME,
		  .text = { "Vos", 3 } },
		{ .kind = PART_APPLICANT,
		  .field = FIELD_BIRTH_DATE,
		  .text = { "1990-01-01", 10 } },
	};
	const bool fresh = !strcmp(v->name, "register");
	const struct proposal p = id.seq ? good(w, id, "refuse", "a")
					 : (struct proposal){ .letter_version = 0 };
	struct verb_args args = {
		.id = id,
		.date = v->args & VERB_DATE_NEEDED ? teststore_date("2026-12-18")
						   : w->today,
		.user = !strcmp(v->name, "user-add") ? strv("fresh")
			: v->args & VERB_CASE        ? strv("caseworker2")
						     : strv("pawn"),
		.text = strv("Tekst."),
		.form = strv("note"),
		.roles = ROLE_DESK,
		.proposal = &p,
		.set = fresh ? fields : fields + 2,
		.nset = fresh ? 4 : 2,
		.event = EVENT,
		.seq = 2,
	};

	if (!strcmp(v->name, "policy-add"))
		args.text = next_policy(w);
	return attempt(w, user, v->name, &args);
}

static bool expected(const char *verb, size_t role)
{
	for (size_t i = 0; i < MAY_N; i++)
		if (!strcmp(MAY[i].verb, verb))
			return MAY[i].may[role] == 'x';
	fail_msg("%s is not in the table of who may what", verb);
	return false;
}

static void test_every_verb_every_role(void **state)
{
	struct casework *w = *state;
	size_t n;
	const struct verb *v = verb_all(&n);

	assert_int_equal(n, MAY_N);
	for (size_t i = 0; i < n; i++)
		for (size_t r = 0; r < ROLES; r++) {
			const bool own = r == 1 || r == 2;
			const char *user = ROLE[r];
			const bool judge = !strcmp(v[i].name, "approve") ||
					   !strcmp(v[i].name, "return");
			const struct caseid id =
				in_state(w, own && !judge ? user : "caseworker",
					 state_for(v[i].name));
			const struct face f = face_of(w, id);
			const struct actor actor = teststore_actor(&w->ts, user);
			const bool may = expected(v[i].name, r);
			const bool possible =
				verb_refusal(&v[i], &actor, &f, w->today) == ERR_NONE;
			const enum err_code code = call(w, user, &v[i], id);

			if (code != (may ? ERR_NONE : ERR_FORBIDDEN))
				fail_msg("%s by %s: %s", v[i].name, user,
					 err_name(code));
			if (possible != may)
				fail_msg("%s by %s: possible %d", v[i].name, user,
					 possible);
		}
	assert_int_equal(teststore_faults(&w->ts, true), 0);
}

/* In every state, by the handler, a colleague and who decides: possible is what the
 * verb does not refuse for its state, its hands or its rights. */
static void test_possible(void **state)
{
	struct casework *w = *state;
	static const char *const users[] = { "caseworker", "caseworker2", "decider",
					     "coordinator", "desk" };
	size_t n;
	const struct verb *v = verb_all(&n);

	for (unsigned s = STATE_REGISTERED; s < STATE_COUNT; s++)
		for (size_t u = 0; u < sizeof(users) / sizeof(*users); u++) {
			struct caseid id = in_state(w, "caseworker", (enum state)s);

			for (size_t i = 0; i < n; i++) {
				if (!(v[i].args & VERB_CASE))
					continue;
				const struct face f = face_of(w, id);
				const struct actor actor =
					teststore_actor(&w->ts, users[u]);
				const bool possible =
					verb_refusal(&v[i], &actor, &f, w->today) ==
					ERR_NONE;
				const enum err_code code = call(w, users[u], &v[i], id);
				const bool stopped = code == ERR_FORBIDDEN ||
						     code == ERR_CASE_STATE ||
						     code == ERR_NOT_HANDLER;

				if (possible == stopped)
					fail_msg("%s by %s in %s: possible %d, %s",
						 v[i].name, users[u],
						 state_word((enum state)s), possible,
						 err_name(code));
				if (code == ERR_NONE && strcmp(v[i].name, "view"))
					id = in_state(w, "caseworker", (enum state)s);
			}
		}
}

/* Of a protected dossier nobody else learns that it exists: not by any verb. */
static void test_protected(void **state)
{
	struct casework *w = *state;
	const struct testcase tc = { .received = "2026-11-02", .protect = true };
	const struct caseid id = teststore_register(&w->ts, &tc);
	const struct actor actor = teststore_actor(&w->ts, "caseworker");
	const struct face f = face_of(w, id);
	size_t n;
	const struct verb *v = verb_all(&n);
	struct verb_args args;

	for (size_t i = 0; i < n; i++) {
		if (!(v[i].args & VERB_CASE) || (v[i].right & RIGHT_DECIDE))
			continue;
		const struct proposal p = good(w, id, "refuse", "a");

		args = (struct verb_args){
			.id = id,
			.date = v[i].args & VERB_DATE_NEEDED
					? teststore_date("2026-12-18")
					: w->today,
			.user = STRV("caseworker2"),
			.text = STRV("x"),
			.form = STRV("note"),
			.proposal = &p,
			.set = &(struct field_set){ .kind = PART_APPLICANT,
						    .field = FIELD_CITY,
						    .text = { "x", 1 } },
			.nset = 1,
			.event = EVENT,
			.seq = 1
		};
		if (attempt(w, "caseworker", v[i].name, &args) != ERR_CASE_UNKNOWN)
			fail_msg("%s: %s", v[i].name, err_name(w->e.code));
		assert_int_not_equal(verb_refusal(&v[i], &actor, &f, w->today),
				     ERR_NONE);
	}
}

/* A row without its arguments is refused before anything else is done. */
static void test_arguments(void **state)
{
	struct casework *w = *state;
	size_t n;
	const struct verb *v = verb_all(&n);

	for (size_t i = 0; i < n; i++) {
		struct verb_args args = { .date = DATE_NONE };
		const char *user = v[i].right & (RIGHT_USERS | RIGHT_MAINTAIN)
					   ? "administrator"
					   : "decider";
		const enum err_code code = attempt(w, user, v[i].name, &args);

		if (v[i].args == 0)
			assert_int_equal(code, ERR_CASE_NONE); /* claim-next */
		else if (!strcmp(v[i].name, "policy-add"))
			assert_int_equal(code, ERR_TEXT_MISSING);
		else
			assert_int_equal(code, ERR_USAGE_MISSING);
	}
	assert_null(verb_by_name(STRV("approved")));
	assert_null(verb_by_name(STRV("")));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, casework_teardown)
	const struct CMUnitTest tests[] = {
		T(test_every_verb_every_role),
		T(test_possible),
		T(test_protected),
		T(test_arguments),
	};
#undef T

	return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
