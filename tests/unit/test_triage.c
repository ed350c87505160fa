/* Triage: fifty applicants through all five policies (tests/cases/triage.tsv); evidence,
 * grounds, exceptions, referrals; a sentence for each finding in both languages. */
#include "store/rules/triage.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "store/base/embed.h"
#include "store/policy.h"
#include "tui/message_triage.h"

#define POLICIES 5
static const char *const NAMES[POLICIES] = { "voorbeeldstad", "havenstad", "duinlanden",
					     "heideplas", "heuvelrijk" };

struct fixture {
	struct arena arena;
	struct policy policy[POLICIES];
};

static struct date day(const char *text)
{
	struct date d = DATE_NONE;

	assert_true(date_parse(strv(text), &d));
	return d;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return -1;
	*state = f;
	for (size_t i = 0; i < POLICIES; i++) {
		struct err e = { 0 };
		char path[64];

		snprintf(path, sizeof(path), "store/policies/%s.yaml", NAMES[i]);
		if (!policy_parse(embed_get(path), path, &f->arena, &f->policy[i], &e))
			return -1;
	}
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->arena);
	free(f);
	message_language(false);
	return 0;
}

/* ---- the table ------------------------------------------------------------------- */

static struct known number(struct strv text, int64_t times)
{
	uint64_t n = 0;

	assert_true(strv_uint(text, 100000000, &n));
	return (struct known){ true, (int64_t)n * times };
}

static void read_earlier(struct strv text, struct triage_facts *f,
			 struct earlier *earlier)
{
	f->earlier_known = true;
	if (strv_eq(text, STRV("none")))
		return;
	assert_true(date_parse(strv_cut(&text, '/'), &earlier->decided));
	earlier->category = strv_cut(&text, '/');
	earlier->outcome = strv_cut(&text, '/');
	earlier->self = strv_eq(text, STRV("self"));
	f->earlier = earlier;
	f->nearlier = 1;
}

static void read_fact(struct strv word, struct triage_facts *f, struct earlier *earlier)
{
	const struct {
		const char *key;
		struct known *to;
		int64_t times;
	} numbers[] = {
		{ "age", &f->age, 1 },       { "adults", &f->adults, 1 },
		{ "minors", &f->minors, 1 }, { "income", &f->income, 100 },
		{ "res", &f->resident, 1 },  { "region", &f->region, 1 },
		{ "lived", &f->lived, 1 },   { "work", &f->worked, 1 },
		{ "seek", &f->seeker, 1 },
	};
	const struct strv key = strv_cut(&word, '=');

	if (strv_eq(key, STRV("cat")))
		f->category = word;
	else if (strv_eq(key, STRV("filer")))
		f->filer = word;
	else if (strv_eq(key, STRV("home")))
		f->tenure = word;
	else if (strv_eq(key, STRV("earlier")))
		read_earlier(word, f, earlier);
	else
		for (size_t i = 0;; i++) {
			assert_true(i < sizeof(numbers) / sizeof(*numbers));
			if (!strv_eq(key, strv(numbers[i].key)))
				continue;
			*numbers[i].to = number(word, numbers[i].times);
			break;
		}
}

/* "unlikely:binding,income": as the table says it. */
static void outcome(const struct triage *t, struct str *out)
{
	static const char *const words[] = { "open", "likely", "unlikely" };
	char parting = ':';

	str_addz(out, words[t->indication]);
	if (t->indication == INDICATION_LIKELY)
		return;
	for (size_t i = 0; i < t->n; i++) {
		const struct finding *f = &t->finding[i];

		if (!finding_decisive(t, f))
			continue;
		str_addc(out, parting);
		str_add(out, f->rule ? f->rule->code : STRV("category"));
		parting = ',';
	}
}

static void check_line(struct fixture *f, struct strv line)
{
	struct triage_facts facts = { .on = day("2026-09-01") };
	struct earlier earlier = { 0 };
	const struct strv name = strv_cut(&line, '\t');
	struct strv words = strv_cut(&line, '\t');

	while (words.p)
		read_fact(strv_cut(&words, ' '), &facts, &earlier);
	for (size_t i = 0; i < POLICIES; i++) {
		const struct strv want = strv_cut(&line, '\t');
		struct err e = { 0 };
		struct str got = { 0 };
		struct triage t;

		assert_true(triage(&f->policy[i].rules, &facts, &f->arena, &t, &e));
		outcome(&t, &got);
		if (!strv_eq(strv_of(&got), want))
			fail_msg("%.*s in %s: %s, expected %.*s", STRV_FMT(name),
				 NAMES[i], str_z(&got), STRV_FMT(want));
		str_release(&got);
	}
	assert_true(line.n > 5); /* why */
}

static void test_fifty(void **state)
{
	FILE *file = fopen("tests/cases/triage.tsv", "r");
	char line[1024];
	size_t n = 0;

	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (line[0] != '#') {
			check_line(*state, strv_trim(strv(line)));
			n++;
		}
	fclose(file);
	assert_int_equal(n, 50);
}

/* ---- evidence -------------------------------------------------------------------- */

/* A household of two adults in which all rules of Voorbeeldstad are met. */
static struct triage_facts sound(void)
{
	static const struct known zero = { true, 0 };

	return (struct triage_facts){
		.on = day("2026-09-01"),
		.category = STRV("medical"),
		.filer = STRV("applicant"),
		.tenure = STRV("social-rent"),
		.age = { true, 40 },
		.adults = { true, 2 },
		.minors = zero,
		.income = { true, 3000000 },
		.resident = { true, 60 },
		.region = { true, 60 },
		.worked = zero,
		.seeker = { true, 60 },
		.earlier_known = true,
		.evidence_known = true,
	};
}

static struct triage run(struct fixture *f, size_t policy,
			 const struct triage_facts *facts)
{
	struct triage t;
	struct err e = { 0 };

	assert_true(triage(&f->policy[policy].rules, facts, &f->arena, &t, &e));
	return t;
}

static const struct finding *of_evidence(const struct triage *t, const char *code)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->finding[i].evidence &&
		    strv_eq(t->finding[i].evidence->code, strv(code)))
			return &t->finding[i];
	return NULL;
}

static const struct finding *of_code(const struct triage *t, enum finding_code code)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->finding[i].code == code)
			return &t->finding[i];
	return NULL;
}

/* The same where there must be one. */
static const struct finding *the_code(const struct triage *t, enum finding_code code)
{
	static const struct rule rule;
	static const struct ground ground;
	static const struct category category;
	static const struct finding none = { .rule = &rule,
					     .ground = &ground,
					     .category = &category };
	const struct finding *f = of_code(t, code);

	assert_non_null(f);
	return f ? f : &none;
}

static void test_evidence_states(void **state)
{
	static const struct {
		const char *status, *date;
		enum finding_code code;
	} cases[] = {
		/* a statement of a doctor, at most six months old on 2026-09-01 */
		{ "received", "2026-03-01", FINDING_IN },
		{ "received", "2026-02-28", FINDING_OLD },
		{ "approved", "2026-09-20", FINDING_IN },
		{ "received", NULL, FINDING_UNDATED },
		{ "asked", NULL, FINDING_ASKED },
		{ "rejected", "2026-08-01", FINDING_REJECTED },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct triage_facts facts = sound();
		const struct piece piece = { STRV("medical"), strv(cases[i].status),
					     cases[i].date ? day(cases[i].date)
							   : DATE_NONE };

		facts.piece = &piece;
		facts.npieces = 1;
		const struct triage t = run(*state, 0, &facts);

		if (of_evidence(&t, "medical")->code != cases[i].code)
			fail_msg("case %zu: %d", i,
				 (int)of_evidence(&t, "medical")->code);
	}
}

/* One for each adult; what is there of other kinds does not count. */
static void test_evidence_per_adult(void **state)
{
	struct triage_facts facts = sound();
	const struct piece pieces[] = {
		{ STRV("identity"), STRV("received"), DATE_NONE },
		{ STRV("identity"), STRV("approved"), DATE_NONE },
		{ STRV("income"), STRV("received"), day("2026-08-01") },
		{ STRV("rent"), STRV("received"), day("2026-08-01") },
	};

	facts.piece = pieces;
	facts.npieces = 4;
	const struct triage t = run(*state, 0, &facts);

	assert_int_equal(of_evidence(&t, "identity")->code, FINDING_IN);
	assert_int_equal(of_evidence(&t, "identity")->need, 2);
	assert_int_equal(of_evidence(&t, "income")->code, FINDING_MISSING);
	assert_int_equal(of_evidence(&t, "income")->have, 1);
	assert_int_equal(of_evidence(&t, "income")->need, 2);
	assert_null(of_evidence(&t, "rent")); /* not for medical problems */
	assert_null(of_evidence(&t, "custody"));
	/* register, income and medical are not in */
	assert_int_equal(t.lacking, 3);
	assert_int_equal(t.indication, INDICATION_LIKELY);
	facts.npieces = 1; /* one identity of two */
	const struct triage one = run(*state, 0, &facts);

	assert_int_equal(of_evidence(&one, "identity")->code, FINDING_MISSING);
	assert_int_equal(of_evidence(&one, "identity")->have, 1);
}

/* By household and by home; what is not known makes it a maybe. */
static void test_evidence_needed(void **state)
{
	struct triage_facts facts = sound();

	facts.category = STRV("breakup");
	struct triage t = run(*state, 0, &facts);
	assert_null(of_evidence(&t, "custody"));
	facts.minors.n = 1;
	t = run(*state, 0, &facts);
	assert_int_equal(of_evidence(&t, "custody")->code, FINDING_MISSING);
	facts.minors.is = false;
	t = run(*state, 0, &facts);
	assert_int_equal(of_evidence(&t, "custody")->code, FINDING_MAYBE);
	assert_int_equal(of_evidence(&t, "custody")->fact, FACT_HOUSEHOLD);
	facts.category = STRV("financial");
	facts.tenure = STRV("owner");
	t = run(*state, 0, &facts);
	assert_null(of_evidence(&t, "rent"));
	facts.tenure = STRV("");
	t = run(*state, 0, &facts);
	assert_int_equal(of_evidence(&t, "rent")->code, FINDING_MAYBE);
	assert_int_equal(of_evidence(&t, "rent")->fact, FACT_TENURE);
	/* At the desk nobody looks at papers: needed, but not missing. */
	facts = sound();
	facts.evidence_known = false;
	t = run(*state, 0, &facts);
	assert_int_equal(of_evidence(&t, "identity")->code, FINDING_NEEDED);
	assert_int_equal(t.lacking, 0);
	/* A child of the category needs what its parent needs, and its own. */
	facts.category = STRV("outflow-care");
	t = run(*state, 3, &facts);
	assert_non_null(of_evidence(&t, "institution"));
	assert_non_null(of_evidence(&t, "contract"));
	facts.category = STRV("outflow");
	t = run(*state, 3, &facts);
	assert_null(of_evidence(&t, "contract"));
}

/* ---- grounds, exceptions, referrals ---------------------------------------------- */

static bool refers_to(const struct triage *t, const char *code)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->finding[i].referral &&
		    strv_eq(t->finding[i].referral->code, strv(code)))
			return true;
	return false;
}

static void test_grounds(void **state)
{
	struct triage_facts facts = sound();

	facts.resident.n = facts.region.n = 3;
	struct triage t = run(*state, 0, &facts);
	const struct finding *g = the_code(&t, FINDING_GROUND);

	assert_true(strv_eq(g->ground->code, STRV("e")));
	assert_true(strv_eq(g->rule->code, STRV("binding")));
	assert_non_null(of_code(&t, FINDING_HARDSHIP));
	assert_true(refers_to(&t, "team"));
	assert_true(refers_to(&t, "origin"));
	assert_false(refers_to(&t, "safe"));
	facts.category = STRV("violence");
	t = run(*state, 0, &facts);
	assert_null(of_code(&t, FINDING_GROUND));
	assert_null(of_code(&t, FINDING_HARDSHIP));
	assert_true(strv_eq(the_code(&t, FINDING_EXEMPT)->rule->code, STRV("binding")));
	assert_true(strv_eq(the_code(&t, FINDING_MANDATORY)->category->code,
			    STRV("violence")));
	assert_true(refers_to(&t, "safe"));
	assert_false(refers_to(&t, "team"));
	assert_false(refers_to(&t, "origin"));
}

/* A rule that is not met where its ground is closed stands in nobody's way. */
static void test_closed_ground(void **state)
{
	struct fixture *f = *state;
	struct triage_facts facts = sound();
	struct category only[1] = { *policy_category(&f->policy[0], STRV("medical")) };
	struct strv word = STRV("i");
	struct ruleset rules = f->policy[0].rules;
	struct triage t;
	struct err e = { 0 };

	only[0].exempt_grounds = (struct words){ &word, 1 };
	rules.category = only;
	rules.ncategories = 1;
	facts.age.n = 17;
	assert_true(triage(&rules, &facts, &f->arena, &t, &e));
	assert_int_equal(t.indication, INDICATION_LIKELY);
	assert_true(
		strv_eq(the_code(&t, FINDING_GROUND_EXEMPT)->rule->code, STRV("age")));
	assert_null(of_code(&t, FINDING_GROUND));
}

/* The bar ends on the day the months are over; a later decision than receipt bars not. */
static void test_repeat_days(void **state)
{
	static const struct {
		const char *decided;
		enum finding_code code;
	} cases[] = {
		{ "2024-09-01", FINDING_MET },
		{ "2024-09-02", FINDING_FAILED },
		{ "2026-09-01", FINDING_FAILED },
		{ "2026-09-02", FINDING_MET },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct triage_facts facts = sound();
		const struct earlier was = { day(cases[i].decided), STRV("medical"),
					     STRV("refuse"), true };

		facts.earlier = &was;
		facts.nearlier = 1;
		const struct triage t = run(*state, 0, &facts);

		for (size_t k = 0; k < t.n; k++)
			if (t.finding[k].rule && !t.finding[k].ground &&
			    t.finding[k].rule->kind == RULE_REPEAT)
				assert_int_equal(t.finding[k].code, cases[i].code);
	}
}

static void test_months(void **state)
{
	(void)state;
	assert_int_equal(months_between(day("2026-01-31"), day("2026-02-28")), 0);
	assert_int_equal(months_between(day("2026-01-31"), day("2026-03-01")), 1);
	assert_int_equal(months_between(day("2024-09-01"), day("2026-09-01")), 24);
	assert_int_equal(months_between(day("2024-09-02"), day("2026-09-01")), 23);
	assert_int_equal(months_between(day("2026-09-02"), day("2026-09-01")), -1);
}

/* No cap of the year of receipt or before: nothing can be weighed. */
static void test_no_cap(void **state)
{
	struct triage_facts facts = sound();

	facts.on = day("2024-12-31");
	const struct triage t = run(*state, 0, &facts);

	assert_int_equal(t.indication, INDICATION_OPEN);
	assert_int_equal(the_code(&t, FINDING_OPEN)->fact, FACT_INCOME);
	/* In 2025 the first cap still holds. */
	facts.on = day("2025-12-31");
	facts.income.n = 5300000;
	const struct triage old = run(*state, 0, &facts);

	assert_int_equal(the_code(&old, FINDING_FAILED)->need, 5267100);
	facts.on = day("2027-01-01");
	const struct triage later = run(*state, 0, &facts);

	assert_null(of_code(&later, FINDING_FAILED));
}

static void test_no_category(void **state)
{
	struct triage_facts facts = { .on = day("2026-09-01") };
	const struct triage t = run(*state, 0, &facts);

	assert_int_equal(t.indication, INDICATION_OPEN);
	assert_int_equal(t.n, 1);
	assert_int_equal(t.finding[0].code, FINDING_CATEGORY_OPEN);
	assert_true(finding_decisive(&t, &t.finding[0]));
}

/* ---- words ----------------------------------------------------------------------- */

static void says(const struct finding *f, bool dutch, const char *want)
{
	struct str text = { 0 };

	message_language(dutch);
	message_finding(f, &text);
	assert_string_equal(str_z(&text), want);
	str_release(&text);
}

static void test_sentences(void **state)
{
	struct triage_facts facts = sound();

	facts.income.n = 5500000;
	facts.resident.n = 1;
	struct triage t = run(*state, 0, &facts);
	const struct finding *f = the_code(&t, FINDING_FAILED);

	says(f, false,
	     "Binding with Voorbeeldstad: 1 month in the municipality; "
	     "asked: 24");
	says(f, true,
	     "Binding met Voorbeeldstad: 1 maand in de gemeente; gevraagd: 24");
	says(f + 1, true, "Inkomensgrens: € 55.000,00 per jaar; hoogstens € 54.847,00");
	says(the_code(&t, FINDING_GROUND), true,
	     "mogelijke weigeringsgrond: e Geen binding met de gemeente, vanwege "
	     "'Binding met Voorbeeldstad'");
	says(of_evidence(&t, "identity"), true, "Identiteitsbewijs: 0 van 2 binnen");
	says(of_evidence(&t, "medical"), false,
	     "Statement of a doctor or therapist: missing");
}

/* Of the caps only those of the day; what was said of a rule goes before the facts. */
static void test_talk_words(void **state)
{
	struct fixture *f = *state;
	const struct rule *income = ruleset_rule(&f->policy[0].rules, STRV("income"));
	struct str text = { 0 };

	message_language(false);
	message_rule_on(income, day("2026-09-01"), &text);
	assert_string_equal(str_z(&text),
			    "gross income a year of at most € 49,669 (one "
			    "person, 2026); € 54,847 (a household, 2026)");
	str_clear(&text);
	message_rule_on(income, day("2025-12-31"), &text);
	assert_string_equal(str_z(&text),
			    "gross income a year of at most € 47,699 (one "
			    "person, 2025); € 52,671 (a household, 2025)");
	str_release(&text);
	struct triage_facts facts = sound();
	const enum told told[8] = { TOLD_NOT_MET };

	facts.told = told;
	const struct triage t = run(f, 0, &facts);

	assert_int_equal(t.indication, INDICATION_UNLIKELY);
	says(the_code(&t, FINDING_FAILED), true,
	     "Leeftijd: niet voldaan, volgens opgave");
	says(the_code(&t, FINDING_MET), false,
	     "Binding with Voorbeeldstad: 60 months in the municipality; asked: 24");
}

/* Every finding that the fifty meet, and what the policies ask, has its words in both. */
static void test_every_sentence(void **state)
{
	struct fixture *fx = *state;

	for (size_t i = 0; i < POLICIES; i++) {
		const struct ruleset *r = &fx->policy[i].rules;

		for (size_t k = 0; k < r->nrules + r->nevidence; k++) {
			struct str text[2] = { { 0 }, { 0 } };

			for (int dutch = 0; dutch < 2; dutch++) {
				message_language(dutch);
				if (k < r->nrules)
					message_rule(&r->rule[k], &text[dutch]);
				else
					message_evidence(&r->evidence[k - r->nrules],
							 &text[dutch]);
			}
			assert_true(text[0].n > 5);
			assert_string_not_equal(str_z(&text[0]), str_z(&text[1]));
			assert_null(strchr(str_z(&text[1]), '{'));
			str_release(&text[0]);
			str_release(&text[1]);
		}
	}
	for (int code = 0; code < FINDING_CODES; code++)
		for (int fact = 0; fact < FACTS; fact++) {
			const struct finding f = { .code = (enum finding_code)code,
						   .fact = (enum fact)fact,
						   .rule = &fx->policy[0].rules.rule[0],
						   .day = DATE_NONE };
			struct str text = { 0 };

			message_finding(&f, &text);
			assert_true(text.n > 3);
			assert_null(strchr(str_z(&text), '{'));
			str_release(&text);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define T(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
		T(test_fifty),
		T(test_evidence_states),
		T(test_evidence_per_adult),
		T(test_evidence_needed),
		T(test_grounds),
		T(test_closed_ground),
		T(test_repeat_days),
		T(test_months),
		T(test_no_cap),
		T(test_no_category),
		T(test_sentences),
		T(test_talk_words),
		T(test_every_sentence),
#undef T
	};

	message_init();
	return cmocka_run_group_tests_name("triage", tests, NULL, NULL);
}
