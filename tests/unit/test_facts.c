/* What a dossier knows for triage: its fields on the day of receipt, its evidence, the
 * earlier decisions on the same BSN. */
#include "store/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/support/teststore.h"

struct world {
	struct teststore ts;
	struct arena a;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (!w)
		return -1;
	teststore_make(&w->ts);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	teststore_free(&w->ts);
	arena_release(&w->a);
	free(w);
	return 0;
}

static void set(struct world *w, struct caseid id, enum part_kind kind,
		enum field_id field, const char *text)
{
	struct field_set one = { .kind = kind,
				 .field = (uint16_t)field,
				 .text = strv(text) };
	struct verb_args args = teststore_args(id);

	args.set = &one;
	args.nset = 1;
	teststore_do(&w->ts, "caseworker", "edit", &args);
}

static struct triage_facts facts_of(struct world *w, struct caseid id)
{
	struct actor actor = teststore_actor(&w->ts, "caseworker");
	struct dossier d;
	struct triage_facts facts;
	struct err e = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);

	assert_non_null(t);
	assert_true(dossier_load(t, &actor, id, &w->a, &d, &e));
	assert_true(dossier_facts(t, &actor, &d, &w->a, &facts, &e));
	txn_end(t);
	return facts;
}

static void test_fields(void **state)
{
	struct world *w = *state;
	const struct testcase tc = { .birth_date = "1990-11-03",
				     .received = "2026-11-02" };
	struct caseid id = teststore_register(&w->ts, &tc);
	struct triage_facts f = facts_of(w, id);

	assert_int_equal(f.on.days, teststore_date("2026-11-02").days);
	/* 36 the day after; the law looks at the day of receipt. */
	assert_true(f.age.is);
	assert_int_equal(f.age.n, 35);
	assert_false(f.income.is || f.resident.is || f.seeker.is || f.region.is ||
		     f.lived.is || f.worked.is);
	assert_int_equal(f.tenure.n, 0);
	assert_true(strv_eq(f.filer, STRV("applicant")));
	assert_true(f.evidence_known);
	assert_int_equal(f.npieces, 0);
	/* Without a BSN nobody can tell. */
	assert_false(f.earlier_known);
	set(w, id, PART_HOUSEHOLD, FIELD_ADULTS, "2");
	set(w, id, PART_HOUSEHOLD, FIELD_CHILDREN, "0");
	set(w, id, PART_HOUSING, FIELD_TENURE, "room");
	set(w, id, PART_HOUSING, FIELD_RESIDENT_SINCE, "2024-11-03");
	set(w, id, PART_HOUSING, FIELD_SEEKER_SINCE, "2026-11-10");
	set(w, id, PART_INCOME, FIELD_INCOME, "2600050");
	set(w, id, PART_APPLICANT, FIELD_REPRESENTATIVE, "Mr. X");
	set(w, id, PART_EVIDENCE, FIELD_EVIDENCE_KIND, "income");
	f = facts_of(w, id);
	assert_int_equal(f.adults.n, 2);
	assert_true(f.minors.is);
	assert_int_equal(f.minors.n, 0);
	assert_true(strv_eq(f.tenure, STRV("room")));
	assert_int_equal(f.resident.n, 23);
	assert_true(f.seeker.is);
	assert_int_equal(f.seeker.n, 0);
	assert_int_equal(f.income.n, 2600050);
	assert_true(strv_eq(f.filer, STRV("representative")));
	assert_int_equal(f.npieces, 1);
	assert_true(strv_eq(f.piece[0].kind, STRV("income")));
	assert_false(date_is(f.piece[0].date));
}

static void decide(struct world *w, struct caseid id)
{
	struct proposal p = { .outcome = STRV("refuse"),
			      .grounds = STRV("a"),
			      .reasons = STRV("Geen urgentie."),
			      .child_interest = STRV("Gewogen."),
			      .hardship = STRV("considered"),
			      .letter = STRV("Beste aanvrager"),
			      .letter_version = 0 };
	struct verb_args args = teststore_args(id);

	teststore_do(&w->ts, "caseworker", "claim", &args);
	struct actor actor = teststore_actor(&w->ts, "caseworker");
	struct err e = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);
	struct face face;

	assert_true(face_load(t, &actor, id, &face, &e));
	p.letter_version = face.version;
	txn_end(t);
	args = teststore_args(id);
	args.proposal = &p;
	teststore_do(&w->ts, "caseworker", "propose", &args);
	args = teststore_args(id);
	teststore_do(&w->ts, "decider", "approve", &args);
	args = teststore_args(id);
	teststore_do(&w->ts, "caseworker", "announce", &args);
}

/* An earlier decision counts once it is sent; the case itself never does. */
static void test_earlier(void **state)
{
	struct world *w = *state;
	const struct testcase first = { .bsn = "111222333", .category = "medical" };
	const struct testcase again = { .bsn = "111222333",
					.category = "medical",
					.received = "2026-11-20" };
	const struct testcase stranger = { .bsn = "123456782" };
	struct caseid a = teststore_register(&w->ts, &first);
	struct caseid b = teststore_register(&w->ts, &again);
	struct caseid c = teststore_register(&w->ts, &stranger);
	struct triage_facts f = facts_of(w, b);

	assert_true(f.earlier_known);
	assert_int_equal(f.nearlier, 0);
	decide(w, a);
	f = facts_of(w, b);
	assert_int_equal(f.nearlier, 1);
	assert_true(strv_eq(f.earlier[0].outcome, STRV("refuse")));
	assert_true(strv_eq(f.earlier[0].category, STRV("medical")));
	assert_int_equal(f.earlier[0].decided.days, TEST_TODAY.days);
	assert_true(f.earlier[0].self);
	f = facts_of(w, a);
	assert_int_equal(f.nearlier, 0);
	f = facts_of(w, c);
	assert_true(f.earlier_known);
	assert_int_equal(f.nearlier, 0);
	/* And the rule bites. */
	struct triage t;
	struct err e = { 0 };
	const struct policy *p = store_policy(w->ts.store, TEST_TODAY, &e);
	bool barred = false;

	f = facts_of(w, b);
	assert_true(triage(&p->rules, &f, &w->a, &t, &e));
	assert_int_equal(t.indication, INDICATION_UNLIKELY);
	for (size_t i = 0; i < t.n; i++)
		barred = barred || (t.finding[i].code == FINDING_FAILED &&
				    t.finding[i].fact == FACT_EARLIER);
	assert_true(barred);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_fields, setup, teardown),
		cmocka_unit_test_setup_teardown(test_earlier, setup, teardown),
	};

	return cmocka_run_group_tests_name("facts", tests, NULL, NULL);
}
