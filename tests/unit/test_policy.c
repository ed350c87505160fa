#include "store/policy.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/base/embed.h"

/* A whole policy, as small as one can be. The lines count: the faults below name
 * them. */
static const char SMALL[] =
	"policy: small\n" /* 1 */
	"municipality: Testkerke\n" /* 2 */
	"ordinance: Verordening\n" /* 3 */
	"valid: { from: 2025-01-01, until: 2028-12-31 }\n" /* 4 */
	"decision_term: { weeks: 8, basis: statute }\n" /* 5 */
	"sender:\n" /* 6 */
	"  - Gemeente Testkerke\n" /* 7 */
	"  - Postbus 1\n" /* 8 */
	"signatory: de teamleider\n" /* 9 */
	"categories:\n" /* 10 */
	"  - code: medical\n" /* 11 */
	"    title: { nl: Medisch, en: Medical }\n" /* 12 */
	"    article: artikel 1\n" /* 13 */
	"  - code: other\n" /* 14 */
	"    title: { nl: Anders, en: Other }\n" /* 15 */
	"    article: artikel 2\n" /* 16 */
	"grounds:\n" /* 17 */
	"  - code: a\n" /* 18 */
	"    outcome: refuse\n" /* 19 */
	"    title: { nl: Niet urgent, en: Not urgent }\n" /* 20 */
	"    article: artikel 3\n" /* 21 */
	"    text: U heeft geen probleem in {municipality}.\n" /* 22 */
	"    only: [medical]\n" /* 23 */
	"  - code: b\n" /* 24 */
	"    outcome: grant\n" /* 25 */
	"    title: { nl: Urgent, en: Urgent }\n" /* 26 */
	"    article: artikel 4\n" /* 27 */
	"    text: U heeft een probleem.\n" /* 28 */
	"letters:\n" /* 29 */
	"  grant: { subject: Ja, body: 'Nummer {number}' }\n" /* 30 */
	"  refuse: { subject: Nee, body: 'Nummer {number}' }\n" /* 31 */
	"  untreated: { subject: Niet, body: 'Op {date}' }\n" /* 32 */
	"  hold: { subject: Nog niet, body: 'Op {date}' }\n"; /* 33 */

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

/* SMALL with the first `find` replaced. */
static struct strv changed(struct fixture *f, const char *find, const char *put)
{
	size_t at;

	str_clear(&f->text);
	str_addz(&f->text, SMALL);
	assert_true(strv_search(strv_of(&f->text), strv(find), &at));
	str_remove(&f->text, at, strlen(find));
	str_insert(&f->text, at, strv(put));
	assert_false(f->text.failed);
	return strv_of(&f->text);
}

static void test_small(void **state)
{
	struct fixture *f = *state;
	struct policy p;
	struct err e = { 0 };

	assert_true(policy_parse(strv(SMALL), "small.yaml", &f->arena, &p, &e));
	assert_true(strv_eq(p.code, STRV("small")));
	assert_true(strv_eq(p.sender, STRV("Gemeente Testkerke\nPostbus 1")));
	assert_int_equal(p.term.weeks, 8);
	assert_true(p.term.shift);
	assert_int_equal(p.ncategories, 2);
	assert_int_equal(p.ngrounds, 2);
	assert_int_equal(p.nletters, 4);
	assert_string_equal(date_iso(p.valid_until).s, "2028-12-31");
	assert_true(
		strv_eq(policy_category(&p, STRV("other"))->title_nl, STRV("Anders")));
	assert_int_equal(policy_category(&p, STRV("other"))->short_nl.n, 0);
	assert_null(policy_category(&p, STRV("Other")));
	assert_null(policy_ground(&p, STRV("")));
	assert_true(
		strv_eq(policy_letter(&p, STRV("hold"))->subject, STRV("Nog niet")));
	assert_null(policy_letter(&p, STRV("approve")));
}

/* What the lists show may be left out, but not half. */
static void test_short_title(void **state)
{
	struct fixture *f = *state;
	struct policy p;
	struct err e = { 0 };
	struct strv text = changed(f, "en: Other }\n",
				   "en: Other }\n    short: { nl: an, en: ot }\n");

	assert_true(policy_parse(text, "x.yaml", &f->arena, &p, &e));
	assert_true(strv_eq(policy_category(&p, STRV("other"))->short_nl, STRV("an")));
	assert_true(strv_eq(policy_category(&p, STRV("other"))->short_en, STRV("ot")));
	text = changed(f, "en: Other }\n", "en: Other }\n    short: { nl: an }\n");
	assert_false(policy_parse(text, "x.yaml", &f->arena, &p, &e));
	assert_int_equal(e.code, ERR_YAML_MISSING);
}

static void test_ground_fits(void **state)
{
	struct fixture *f = *state;
	struct policy p;
	struct err e = { 0 };

	assert_true(policy_parse(strv(SMALL), "small.yaml", &f->arena, &p, &e));
	const struct ground *a = policy_ground(&p, STRV("a"));
	const struct ground *b = policy_ground(&p, STRV("b"));

	assert_true(ground_fits(a, STRV("refuse"), STRV("medical")));
	assert_false(ground_fits(a, STRV("refuse"), STRV("other")));
	assert_false(ground_fits(a, STRV("grant"), STRV("medical")));
	assert_true(ground_fits(b, STRV("grant"), STRV("medical")));
	assert_true(ground_fits(b, STRV("grant"), STRV("other")));
}

/* The hash is of the text: any change makes another policy. */
static void test_hash(void **state)
{
	struct fixture *f = *state;
	struct policy p;
	struct policy q;
	struct policy r;
	struct err e = { 0 };

	assert_true(policy_parse(strv(SMALL), "a.yaml", &f->arena, &p, &e));
	assert_true(policy_parse(strv(SMALL), "b.yaml", &f->arena, &q, &e));
	assert_true(policy_parse(changed(f, "Postbus 1", "Postbus 2"), "a.yaml",
				 &f->arena, &r, &e));
	assert_memory_equal(p.hash, q.hash, sizeof(p.hash));
	assert_memory_not_equal(p.hash, r.hash, sizeof(p.hash));
}

struct fault_case {
	const char *find;
	const char *put;
	enum err_code code;
	const char *arg; /* the first argument */
	unsigned line;
	unsigned col;
};

static const struct fault_case FAULTS[] = {
	/* the grammar itself */
	{ "[medical]", "[medical", ERR_YAML, NULL, 0, 0 },
	/* keys */
	{ "ordinance:", "ordonance:", ERR_YAML_UNKNOWN, "ordonance", 3, 1 },
	{ "signatory: de teamleider\n", "", ERR_YAML_MISSING, "signatory", 1, 1 },
	{ "weeks: 8, ", "weeks: 8, days: 3, ", ERR_YAML_UNKNOWN, "days", 5, 28 },
	{ ", until: 2028-12-31", "", ERR_YAML_MISSING, "until", 4, 8 },
	{ "    article: artikel 2\n", "", ERR_YAML_MISSING, "article", 14, 5 },
	{ "nl: Anders", "fr: Autre", ERR_YAML_UNKNOWN, "fr", 15, 14 },
	{ "nl: Medisch, ", "", ERR_YAML_MISSING, "nl", 12, 12 },
	/* values */
	{ "policy: small", "policy: Small", ERR_YAML_VALUE, "policy", 1, 9 },
	{ "municipality: Testkerke", "municipality: ''", ERR_YAML_VALUE, "municipality",
	  2, 15 },
	{ "from: 2025-01-01", "from: 2025-02-30", ERR_YAML_VALUE, "from", 4, 16 },
	{ "until: 2028-12-31", "until: 2029-01-01", ERR_YAML_VALUE, "until", 4, 35 },
	{ "until: 2028-12-31", "until: 2024-12-31", ERR_DATE_ORDER, NULL, 4, 35 },
	{ "weeks: 8", "weeks: 6", ERR_YAML_VALUE, "weeks", 5, 25 },
	{ "weeks: 8", "weeks: eight", ERR_YAML_VALUE, "weeks", 5, 25 },
	{ "basis: statute", "basis: ordinance", ERR_YAML_VALUE, "basis", 5, 35 },
	{ "  - Postbus 1\n", "  - { a: b }\n", ERR_YAML_VALUE, "sender", 8, 5 },
	{ "[medical]", "medical", ERR_YAML_VALUE, "only", 23, 11 },
	{ "[medical]", "[]", ERR_YAML_VALUE, "only", 23, 11 },
	{ "code: other", "code: an other", ERR_YAML_VALUE, "code", 14, 11 },
	/* meanings */
	{ "code: other", "code: medical", ERR_YAML_TWICE, "medical", 14, 11 },
	{ "code: b", "code: a", ERR_YAML_TWICE, "a", 24, 11 },
	{ "[medical]", "[medical, medicine]", ERR_YAML_REFERENCE, "medicine", 23, 21 },
	{ "outcome: grant", "outcome: allow", ERR_OUTCOME_UNKNOWN, "allow", 25, 14 },
	{ "  hold: { subject: Nog niet, body: 'Op {date}' }\n", "", ERR_YAML_MISSING,
	  "hold", 30, 3 },
	{ "'Nummer {number}'", "'Nummer {nummer}'", ERR_LETTER_FIELD, "nummer", 30,
	  31 },
	{ "'Op {date}'", "'Op {date'", ERR_LETTER_FIELD, NULL, 32, 37 },
	{ "subject: Nee", "subject: '{ja}'", ERR_LETTER_FIELD, "ja", 31, 22 },
	{ "{municipality}", "{gemeente}", ERR_LETTER_FIELD, "gemeente", 22, 11 },
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
		if (e.code != c->code ||
		    (c->line && (e.line != c->line || e.col != c->col)))
			fail_msg("case %zu (%s): %s at %u:%u", i, c->put,
				 err_name(e.code), e.line, e.col);
		assert_true(e.line > 0 && e.col > 0);
		assert_string_equal(e.file, "x.yaml");
		if (c->arg)
			assert_string_equal(err_arg_str(&e, 0), c->arg);
	}
}

/* Every placeholder that the comment of the example lists is known; and it is whole. */
static void test_voorbeeldstad(void **state)
{
	struct fixture *f = *state;
	const struct strv text = embed_get("store/policies/voorbeeldstad.yaml");
	struct policy p;
	struct err e = { 0 };
	size_t of[4] = { 0 };
	static const char *const outcomes[] = { "grant", "refuse", "untreated",
						"hold" };

	assert_non_null(text.p);
	if (!policy_parse(text, "voorbeeldstad.yaml", &f->arena, &p, &e))
		fail_msg("%s %s at %u:%u", err_name(e.code), err_arg_str(&e, 0), e.line,
			 e.col);
	assert_int_equal(p.ncategories, 11);
	for (size_t i = 0; i < p.ngrounds; i++)
		for (size_t o = 0; o < 4; o++)
			of[o] += strv_eq(p.ground[i].outcome, strv(outcomes[o]));
	assert_true(of[0] >= 1 && of[1] == 12 && of[2] >= 1 && of[3] >= 1);
	/* The statute names violence and informal care; no binding may be asked of
	 * them. */
	const struct ground *binding = policy_ground(&p, STRV("e"));

	assert_false(ground_fits(binding, STRV("refuse"), STRV("violence")));
	assert_false(ground_fits(binding, STRV("refuse"), STRV("care")));
	assert_true(ground_fits(binding, STRV("refuse"), STRV("medical")));
}

/* Each category can be refused, granted, left untreated and held. */
static void test_voorbeeldstad_reaches(void **state)
{
	struct fixture *f = *state;
	struct policy p;
	struct err e = { 0 };

	assert_true(policy_parse(embed_get("store/policies/voorbeeldstad.yaml"), "v",
				 &f->arena, &p, &e));
	for (size_t c = 0; c < p.ncategories; c++)
		for (size_t l = 0; l < p.nletters; l++) {
			size_t fit = 0;

			for (size_t g = 0; g < p.ngrounds; g++)
				fit += ground_fits(&p.ground[g], p.letter[l].code,
						   p.category[c].code);
			assert_true(fit > 0);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_small, setup, teardown),
		cmocka_unit_test_setup_teardown(test_short_title, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ground_fits, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hash, setup, teardown),
		cmocka_unit_test_setup_teardown(test_faults, setup, teardown),
		cmocka_unit_test_setup_teardown(test_voorbeeldstad, setup, teardown),
		cmocka_unit_test_setup_teardown(test_voorbeeldstad_reaches, setup,
						teardown),
	};

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
