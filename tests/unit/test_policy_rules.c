/* The part of a policy that triage weighs: read whole, every fault at its place, several
 * faults in one go, versions that follow each other. */
#include "store/policy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define HEAD                                                                           \
	"policy: small\n" /* 1 */                                                      \
	"municipality: Testkerke\n" /* 2 */                                            \
	"ordinance: Verordening\n" /* 3 */                                             \
	"valid: { from: 2025-01-01, until: 2028-12-31 }\n" /* 4 */                     \
	"decision_term: { weeks: 8, basis: statute }\n" /* 5 */                        \
	"sender: [Gemeente Testkerke]\n" /* 6 */                                       \
	"signatory: de teamleider\n" /* 7 */

#define LETTERS                                                                        \
	"letters:\n"                                                                   \
	"  grant: { subject: Ja, body: x }\n"                                          \
	"  refuse: { subject: Nee, body: x }\n"                                        \
	"  untreated: { subject: Niet, body: x }\n"                                    \
	"  hold: { subject: Wacht, body: x }\n"

/* One of everything; the lines count. */
static const char FULL[] =
	HEAD "categories:\n" /* 8 */
	     "  - code: violence\n" /* 9 */
	     "    title: { nl: Geweld, en: Violence }\n" /* 10 */
	     "    article: artikel 1\n" /* 11 */
	     "    mandatory: yes\n" /* 12 */
	     "    priority: 1\n" /* 13 */
	     "    filers: [applicant, institution]\n" /* 14 */
	     "    exempt: { rules: [binding], grounds: [e] }\n" /* 15 */
	     "  - code: stalking\n" /* 16 */
	     "    title: { nl: Belaging, en: Stalking }\n" /* 17 */
	     "    article: artikel 1\n" /* 18 */
	     "    parent: violence\n" /* 19 */
	     "  - code: medical\n" /* 20 */
	     "    title: { nl: Medisch, en: Medical }\n" /* 21 */
	     "    article: artikel 2\n" /* 22 */
	     "grounds:\n" /* 23 */
	     "  - { code: e, outcome: refuse, title: { nl: E, en: E },"
	     " article: artikel 3, text: t }\n" /* 24 */
	     "  - { code: t1, outcome: grant, title: { nl: T, en: T },"
	     " article: artikel 4, text: t }\n" /* 25 */
	     "admission:\n" /* 26 */
	     "  - { code: filer, rule: filer, title: { nl: a, en: b },"
	     " article: artikel 5, ground: e, filers: [applicant] }\n" /* 27 */
	     "  - { code: age, rule: age, title: { nl: a, en: b },"
	     " article: artikel 5, ground: e, years: 18 }\n" /* 28 */
	     "  - code: binding\n" /* 29 */
	     "    rule: residence\n" /* 30 */
	     "    title: { nl: Binding, en: Binding }\n" /* 31 */
	     "    article: artikel 6\n" /* 32 */
	     "    ground: e\n" /* 33 */
	     "    months: 24\n" /* 34 */
	     "    within: 120\n" /* 35 */
	     "    scope: region\n" /* 36 */
	     "    work: 12\n" /* 37 */
	     "    uncounted: [shelter]\n" /* 38 */
	     "  - code: income\n" /* 39 */
	     "    rule: income\n" /* 40 */
	     "    title: { nl: Inkomen, en: Income }\n" /* 41 */
	     "    article: artikel 7\n" /* 42 */
	     "    ground: e\n" /* 43 */
	     "    only: [medical]\n" /* 44 */
	     "    caps:\n" /* 45 */
	     "      - { year: 2025, household: single, euro: 49669 }\n" /* 46 */
	     "      - { year: 2025, household: family, euro: 54847 }\n" /* 47 */
	     "  - code: repeat\n" /* 48 */
	     "    rule: repeat\n" /* 49 */
	     "    title: { nl: Herhaling, en: Repeat }\n" /* 50 */
	     "    article: artikel 8\n" /* 51 */
	     "    ground: e\n" /* 52 */
	     "    months: 24\n" /* 53 */
	     "    per: household\n" /* 54 */
	     "    same_category: yes\n" /* 55 */
	     "    outcomes: [refuse]\n" /* 56 */
	     "evidence:\n" /* 57 */
	     "  - code: income-proof\n" /* 58 */
	     "    kind: income\n" /* 59 */
	     "    title: { nl: Inkomen, en: Income }\n" /* 60 */
	     "    article: artikel 9\n" /* 61 */
	     "    categories: [violence, medical]\n" /* 62 */
	     "    tenures: [social-rent]\n" /* 63 */
	     "    minors: with\n" /* 64 */
	     "    max_age: 3\n" /* 65 */
	     "    per_adult: yes\n" /* 66 */
	     "hardship:\n" /* 67 */
	     "  title: { nl: Hardheid, en: Hardship }\n" /* 68 */
	     "  article: artikel 10\n" /* 69 */
	     "  signatory: het college\n" /* 70 */
	     "referrals:\n" /* 71 */
	     "  - code: team\n" /* 72 */
	     "    reasons: [binding, e, medical]\n" /* 73 */
	     "    text: { nl: Wijkteam, en: Local team }\n" /* 74 */
	LETTERS;

struct fixture {
	struct arena arena;
	struct str text;
};

static int setup(void **state)
{
	*state = calloc(1, sizeof(struct fixture));
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->arena);
	str_release(&f->text);
	free(f);
	return 0;
}

/* FULL with the first `find` replaced. */
static struct strv changed(struct fixture *f, const char *find, const char *put)
{
	size_t at = 0;

	str_clear(&f->text);
	str_addz(&f->text, FULL);
	if (!strv_search(strv_of(&f->text), strv(find), &at))
		fail_msg("'%s' is not in the text", find);
	str_remove(&f->text, at, strlen(find));
	str_insert(&f->text, at, strv(put));
	assert_false(f->text.failed);
	return strv_of(&f->text);
}

static void test_whole(void **state)
{
	struct fixture *f = *state;
	struct policy p;
	struct err e = { 0 };

	if (!policy_parse(strv(FULL), "x", &f->arena, &p, &e))
		fail_msg("%s %s at %u:%u", err_name(e.code), err_arg_str(&e, 0), e.line,
			 e.col);
	const struct ruleset *r = &p.rules;
	const struct category *c = ruleset_category(r, STRV("stalking"));

	assert_int_equal(r->ncategories, 3);
	assert_int_equal(r->ngrounds, 2);
	assert_int_equal(r->nrules, 5);
	assert_ptr_equal(c->parent, ruleset_category(r, STRV("violence")));
	assert_true(c->parent->mandatory);
	assert_false(c->mandatory);
	assert_int_equal(c->parent->priority, 1);
	assert_int_equal(c->parent->filers.n, 2);
	/* A child is exempt from what its parent is exempt from. */
	assert_true(rule_exempt(c, STRV("binding")));
	assert_true(ground_exempt(c, STRV("e")));
	assert_false(rule_exempt(c, STRV("income")));
	assert_false(
		rule_exempt(ruleset_category(r, STRV("medical")), STRV("binding")));
	const struct rule *b = ruleset_rule(r, STRV("binding"));

	assert_int_equal(b->kind, RULE_RESIDENCE);
	assert_int_equal(b->least, 24);
	assert_int_equal(b->within, 120);
	assert_true(b->region);
	assert_int_equal(b->work, 12);
	assert_int_equal(b->uncounted.n, 1);
	const struct rule *i = ruleset_rule(r, STRV("income"));

	assert_int_equal(i->ncaps, 2);
	assert_true(i->cap[1].family);
	assert_int_equal(i->cap[1].cents, 5484700);
	assert_false(category_in(c, i->only));
	const struct rule *again = ruleset_rule(r, STRV("repeat"));

	assert_true(again->household && again->same);
	assert_int_equal(again->months, 24);
	assert_true(words_have(again->outcomes, STRV("refuse")));
	assert_int_equal(r->nevidence, 1);
	assert_int_equal(r->evidence[0].max_age, 3);
	assert_int_equal(r->evidence[0].minors, MINORS_WITH);
	assert_true(r->evidence[0].per_adult);
	assert_true(category_in(c, r->evidence[0].only));
	assert_true(strv_eq(r->hardship.signatory, STRV("het college")));
	assert_int_equal(r->nreferrals, 1);
	assert_int_equal(r->referral[0].reasons.n, 3);
}

struct fault_case {
	const char *find;
	const char *put;
	enum err_code code;
	const char *arg;
	unsigned line;
	unsigned col;
};

static const struct fault_case FAULTS[] = {
	/* words that nothing defines */
	{ "rules: [binding]", "rules: [bindings]", ERR_YAML_REFERENCE, "bindings", 15,
	  23 },
	{ "grounds: [e]", "grounds: [q]", ERR_YAML_REFERENCE, "q", 15, 43 },
	{ "grounds: [e]", "grounds: [t1]", ERR_YAML_REFERENCE, "t1", 15, 43 },
	{ "parent: violence", "parent: medical", ERR_YAML_REFERENCE, "medical", 19,
	  13 },
	{ "[applicant, institution]", "[applicant, police]", ERR_YAML_REFERENCE,
	  "police", 14, 25 },
	{ "rule: residence", "rule: residense", ERR_YAML_REFERENCE, "residense", 30,
	  11 },
	{ "    ground: e\n    months: 24", "    ground: z\n    months: 24",
	  ERR_YAML_REFERENCE, "z", 33, 13 },
	{ "    ground: e\n    months: 24", "    ground: t1\n    months: 24",
	  ERR_YAML_VALUE, "ground", 33, 13 },
	{ "[shelter]", "[tent]", ERR_YAML_REFERENCE, "tent", 38, 17 },
	{ "only: [medical]", "only: [medicine]", ERR_YAML_REFERENCE, "medicine", 44,
	  12 },
	{ "outcomes: [refuse]", "outcomes: [refused]", ERR_YAML_REFERENCE, "refused",
	  56, 16 },
	{ "kind: income", "kind: payslip", ERR_YAML_REFERENCE, "payslip", 59, 11 },
	{ "[violence, medical]", "[violence, medic]", ERR_YAML_REFERENCE, "medic", 62,
	  28 },
	{ "[social-rent]", "[rent]", ERR_YAML_REFERENCE, "rent", 63, 15 },
	{ "[binding, e, medical]", "[binding, f]", ERR_YAML_REFERENCE, "f", 73, 24 },
	/* out of range */
	{ "years: 18", "years: 0", ERR_YAML_VALUE, "years", 28, 92 },
	{ "years: 18", "years: 121", ERR_YAML_VALUE, "years", 28, 92 },
	{ "months: 24\n    within", "months: 481\n    within", ERR_YAML_VALUE, "months",
	  34, 13 },
	{ "within: 120", "within: 23", ERR_YAML_VALUE, "within", 35, 13 },
	{ "work: 12", "work: -1", ERR_YAML_VALUE, "work", 37, 11 },
	{ "max_age: 3", "max_age: 0", ERR_YAML_VALUE, "max_age", 65, 14 },
	{ "priority: 1", "priority: 100", ERR_YAML_VALUE, "priority", 13, 15 },
	{ "euro: 49669", "euro: 49.669", ERR_YAML_VALUE, "euro", 46, 48 },
	{ "year: 2025", "year: 25", ERR_YAML_VALUE, "year", 46, 17 },
	/* words of a list of few */
	{ "mandatory: yes", "mandatory: maybe", ERR_YAML_VALUE, "mandatory", 12, 16 },
	{ "scope: region", "scope: country", ERR_YAML_VALUE, "scope", 36, 12 },
	{ "per: household", "per: address", ERR_YAML_VALUE, "per", 54, 10 },
	{ "minors: with", "minors: some", ERR_YAML_VALUE, "minors", 64, 13 },
	{ "household: family", "household: pair", ERR_YAML_VALUE, "household", 47, 34 },
	/* twice, missing, foreign */
	{ "code: income\n", "code: binding\n", ERR_YAML_TWICE, "binding", 39, 11 },
	{ "household: family", "household: single", ERR_YAML_TWICE, "2025", 47, 17 },
	{ "      - { year: 2025, household: family, euro: 54847 }\n", "",
	  ERR_YAML_VALUE, "caps", 46, 7 },
	{ "    per: household\n", "", ERR_YAML_MISSING, "per", 48, 5 },
	{ "    scope: region\n", "", ERR_YAML_MISSING, "scope", 29, 5 },
	{ ", filers: [applicant] }", " }", ERR_YAML_MISSING, "filers", 27, 5 },
	{ "years: 18", "months: 18", ERR_YAML_UNKNOWN, "months", 28, 85 },
	{ "    article: artikel 9\n", "", ERR_YAML_MISSING, "article", 58, 5 },
	{ "  signatory: het college\n", "", ERR_YAML_MISSING, "signatory", 68, 3 },
	/* whose evidence nobody names */
	{ "[violence, medical]", "[violence]", ERR_POLICY_EVIDENCE, "medical", 20, 11 },
};

static void test_faults(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(FAULTS) / sizeof(*FAULTS); i++) {
		const struct fault_case *c = &FAULTS[i];
		struct policy p;
		struct err e = { 0 };

		if (policy_parse(changed(f, c->find, c->put), "x.yaml", &f->arena, &p,
				 &e))
			fail_msg("case %zu (%s) was taken", i, c->put);
		if (e.code != c->code || e.line != c->line || e.col != c->col)
			fail_msg("case %zu (%s): %s %s at %u:%u", i, c->put,
				 err_name(e.code), err_arg_str(&e, 0), e.line, e.col);
		assert_string_equal(err_arg_str(&e, 0), c->arg);
	}
}

/* Reading goes on behind a fault, and what was wrong is not complained of twice. */
static void test_several(void **state)
{
	struct fixture *f = *state;
	struct policy_version v;
	struct policy_faults faults = { 0 };
	struct err e = { 0 };
	struct strv text = changed(f, "    article: artikel 2\n", "");
	struct str twice = { 0 };
	size_t at;

	str_add(&twice, text);
	assert_true(strv_search(strv_of(&twice), STRV("max_age: 3"), &at));
	str_remove(&twice, at + 9, 1);
	str_insert(&twice, at + 9, STRV("999"));
	assert_true(strv_search(strv_of(&twice), STRV("body: x }"), &at));
	str_remove(&twice, at + 6, 1);
	str_insert(&twice, at + 6, STRV("'{naam}'"));
	assert_false(
		policy_check(strv_of(&twice), "x.yaml", &f->arena, &v, &faults, &e));
	assert_int_equal(e.code, 0);
	assert_int_equal(faults.err[0].code, ERR_YAML_MISSING);
	assert_int_equal(faults.err[0].line, 20);
	assert_int_equal(faults.err[1].code, ERR_YAML_VALUE);
	assert_int_equal(faults.err[1].line, 64);
	/* The rule that could not be read is not taken for one that is not there. */
	assert_int_equal(faults.n, 3);
	assert_int_equal(faults.err[2].code, ERR_LETTER_FIELD);
	assert_int_equal(faults.err[2].line, 75);
	str_release(&twice);
}

static bool check(struct fixture *f, struct strv text, struct policy_version *v,
		  struct policy_faults *faults)
{
	struct err e = { 0 };
	const bool ok = policy_check(arena_copy(&f->arena, text), "x.yaml", &f->arena,
				     v, faults, &e);

	assert_int_equal(e.code, 0);
	return ok;
}

/* A policy of before there were rules for evidence still loads, but does not pass. */
static void test_old(void **state)
{
	static const char old[] = HEAD "categories:\n"
				       "  - code: medical\n"
				       "    title: { nl: Medisch, en: Medical }\n"
				       "    article: artikel 2\n"
				       "grounds: []\n" LETTERS;
	struct fixture *f = *state;
	struct policy p;
	struct policy_version v;
	struct policy_faults faults = { 0 };
	struct err e = { 0 };

	assert_true(policy_parse(strv(old), "x", &f->arena, &p, &e));
	assert_int_equal(p.rules.nrules, 0);
	assert_false(check(f, strv(old), &v, &faults));
	assert_int_equal(faults.n, 1);
	assert_int_equal(faults.err[0].code, ERR_POLICY_EVIDENCE);
	assert_int_equal(faults.err[0].line, 9);
}

static void test_versions(void **state)
{
	static const struct {
		const char *valid;
		enum err_code code;
	} next[] = {
		{ "from: 2029-01-01, until: 2029-12-31", ERR_NONE },
		{ "from: 2029-01-02, until: 2029-12-31", ERR_POLICY_GAP },
		{ "from: 2028-12-31, until: 2029-12-31", ERR_POLICY_OVERLAP },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(next) / sizeof(*next); i++) {
		struct policy_version v[2];
		struct policy_faults faults = { 0 };

		/* The later one first: the order of the files does not matter. */
		assert_true(check(f,
				  changed(f, "from: 2025-01-01, until: 2028-12-31",
					  next[i].valid),
				  &v[0], &faults));
		assert_true(check(f, strv(FULL), &v[1], &faults));
		policy_check_versions(v, 2, &f->arena, &faults);
		assert_int_equal(faults.n, next[i].code != ERR_NONE);
		if (!faults.n)
			continue;
		assert_int_equal(faults.err[0].code, next[i].code);
		assert_int_equal(faults.err[0].line, 4);
		assert_int_equal(faults.err[0].col, 16);
	}
	/* Another municipality's policy is no version of this one. */
	struct policy_version v[2];
	struct policy_faults faults = { 0 };

	assert_true(check(f,
			  changed(f, "municipality: Testkerke", "municipality: Ander"),
			  &v[0], &faults));
	assert_true(check(f, strv(FULL), &v[1], &faults));
	assert_true(policy_check_versions(v, 2, &f->arena, &faults));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_several, setup, teardown),
		cmocka_unit_test_setup_teardown(test_old, setup, teardown),
		cmocka_unit_test_setup_teardown(test_versions, setup, teardown),
	};

	return cmocka_run_group_tests_name("policy_rules", tests, NULL, NULL);
}
