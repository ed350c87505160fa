/* The chance talk: which questions, what each key means, what it comes to. */
#include "tui/talk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/base/embed.h"
#include "tests/support/tempdir.h"
#include "tui/triage_text.h"

struct fixture {
	struct arena a;
	struct policy policy;
	struct talk talk;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct err e = { 0 };

	*state = f;
	if (!f || !policy_parse(embed_get("store/policies/voorbeeldstad.yaml"), "v",
				&f->a, &f->policy, &e))
		return -1;
	f->talk.policy = &f->policy;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	arena_release(&f->a);
	free(f);
	return 0;
}

/* Answers question after question; */
static void answer(struct fixture *f, const char *keys)
{
	struct talk_question q[TALK_QUESTIONS];

	for (size_t i = 0; keys[i]; i++) {
		assert_true(i < talk_questions(&f->talk, q));
		if (!talk_key(&f->talk, &q[i], (keycode)keys[i]))
			fail_msg("question %zu refused '%c'", i, keys[i]);
	}
}

static enum indication outcome(struct fixture *f)
{
	struct triage_facts facts;
	struct triage t;
	struct date on;
	struct err e = { 0 };

	assert_true(date_make(2026, 11, 20, &on));
	talk_facts(&f->talk, on, &facts);
	assert_false(facts.evidence_known || facts.earlier_known || facts.age.is);
	assert_true(triage(&f->policy.rules, &facts, &f->a, &t, &e));
	return t.indication;
}

/* Only what binds the category is asked: nobody who fled is asked about binding. */
static void test_questions(void **state)
{
	struct fixture *f = *state;
	struct talk_question q[TALK_QUESTIONS];

	assert_int_equal(talk_questions(&f->talk, q), 4);
	answer(f, "a"); /* medical: age, binding, income, repeat */
	assert_int_equal(talk_questions(&f->talk, q), 8);
	assert_true(strv_eq(q[5].rule->code, STRV("binding")));
	answer(f, "c"); /* violence */
	assert_int_equal(talk_questions(&f->talk, q), 7);
	for (size_t i = 4; i < 7; i++)
		assert_false(strv_eq(q[i].rule->code, STRV("binding")));
}

static void test_outcome(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(outcome(f), INDICATION_OPEN);
	answer(f, "aa20yyyy");
	assert_int_equal(outcome(f), INDICATION_LIKELY);
	answer(f, "aa20jjjj");
	assert_int_equal(outcome(f), INDICATION_LIKELY);
	answer(f, "aa20yny");
	assert_int_equal(outcome(f), INDICATION_UNLIKELY);
	answer(f, "aa20y y");
	assert_int_equal(outcome(f), INDICATION_OPEN);
	answer(f, "af20yyyy");
	assert_true(strv_eq(f->talk.tenure, STRV("guardianship-let")));
	answer(f, "ae20yyyy");
	assert_true(strv_eq(f->talk.tenure, STRV("with-family")));
	assert_int_equal(outcome(f), INDICATION_UNLIKELY);
	answer(f, " ");
	assert_int_equal(f->talk.category.n, 0);
	assert_int_equal(outcome(f), INDICATION_OPEN);
}

/* What is no answer is refused and changes nothing. */
static void test_refused(void **state)
{
	struct fixture *f = *state;
	struct talk_question q[TALK_QUESTIONS];
	static const char *const wrong[] = { "zl?1A", "lz1", "0a", "ay", "ab1" };

	answer(f, "kk95");
	talk_questions(&f->talk, q);
	assert_true(strv_eq(f->talk.category, STRV("other")));
	assert_true(strv_eq(f->talk.tenure, STRV("other")));
	for (size_t i = 0; i < 5; i++)
		for (const char *k = wrong[i]; *k; k++)
			if (talk_key(&f->talk, &q[i], (keycode)*k))
				fail_msg("question %zu took '%c'", i, *k);
	assert_false(talk_key(&f->talk, &q[0], KEY_ARROW_UP));
	assert_int_equal(f->talk.adults.n, 9);
	assert_int_equal(f->talk.minors.n, 5);
	assert_true(strv_eq(f->talk.category, STRV("other")));
}

/* A new file that only its owner reads; never over another. */
static void test_write(void **state)
{
	struct tempdir dir;
	struct err e = { 0 };
	struct stat st;
	char path[200];

	(void)state;
	tempdir_make(&dir);
	snprintf(path, sizeof(path), "%s/advice.txt", dir.path);
	assert_true(triage_write(path, STRV("advies\n"), &e));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 7);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_false(triage_write(path, STRV("anders\n"), &e));
	assert_int_equal(e.code, ERR_IO);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 7);
	tempdir_free(&dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_questions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_outcome, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test(test_write),
	};

	return cmocka_run_group_tests_name("talk", tests, NULL, NULL);
}
