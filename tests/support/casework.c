#include "tests/support/casework.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static int setup(void **state, bool demo)
{
	struct casework *w = calloc(1, sizeof(*w));
	struct verb_args args = { .user = STRV("decider2"), .roles = ROLE_DECIDER };

	if (!w)
		return -1;
	w->today = TEST_TODAY;
	if (demo)
		teststore_make_demo(&w->ts);
	else
		teststore_make(&w->ts);
	*state = w;
	return attempt(w, "administrator", "user-add", &args) == ERR_NONE ? 0 : -1;
}

int casework_setup(void **state)
{
	return setup(state, false);
}

int casework_setup_demo(void **state)
{
	return setup(state, true);
}

int casework_teardown(void **state)
{
	struct casework *w = *state;

	arena_release(&w->arena);
	teststore_free(&w->ts);
	free(w);
	return 0;
}

enum err_code attempt(struct casework *w, const char *user, const char *verb,
		      struct verb_args *args)
{
	const struct verb *v = verb_by_name(strv(verb));
	const struct actor actor = teststore_actor(&w->ts, user);

	assert_non_null(v);
	args->today = w->today;
	args->now = TEST_NOW;
	w->e = (struct err){ 0 };
	const bool ok = store_do(w->ts.store, v, &actor, args, &w->e);

	if (ok != (w->e.code == ERR_NONE))
		fail_msg("%s by %s: %d, %s", verb, user, ok, err_name(w->e.code));
	return w->e.code;
}

enum err_code attempt_on(struct casework *w, const char *user, const char *verb,
			 struct caseid id, const char *text, const char *date)
{
	struct verb_args args = {
		.id = id,
		.text = strv(text),
		.user = strv(text), /* for assign */
		.form = strv("note"),
		.date = date ? teststore_date(date) : DATE_NONE,
	};

	return attempt(w, user, verb, &args);
}

void must(struct casework *w, const char *user, const char *verb, struct caseid id,
	  const char *text, const char *date)
{
	if (attempt_on(w, user, verb, id, text, date) != ERR_NONE)
		fail_msg("%s by %s: %s %s", verb, user, err_name(w->e.code),
			 err_arg_str(&w->e, 0));
}

struct caseid received(struct casework *w, const char *date)
{
	const struct testcase tc = { .received = date };

	return teststore_register(&w->ts, &tc);
}

struct caseid handled(struct casework *w, const char *user, const char *date)
{
	const struct caseid id = received(w, date);

	must(w, user, "claim", id, NULL, NULL);
	return id;
}

enum err_code edit_one(struct casework *w, const char *user, struct caseid id,
		       const char *field, const char *value)
{
	const struct field *f = field_by_name(strv(field));

	assert_non_null(f);
	const struct field_set set = { .kind = f->part,
				       .field = f->id,
				       .text = strv(value) };
	struct verb_args args = { .id = id, .set = &set, .nset = 1 };

	return attempt(w, user, "edit", &args);
}

struct proposal good(struct casework *w, struct caseid id, const char *outcome,
		     const char *grounds)
{
	return (struct proposal){
		.outcome = strv(outcome),
		.grounds = strv(grounds),
		.reasons = strv("Daarom."),
		.child_interest = strv("Gewogen."),
		.hardship = strv("considered"),
		.letter = strv("Beste lezer, dit is het besluit."),
		.letter_version = face_of(w, id).version,
	};
}

enum err_code propose(struct casework *w, const char *user, struct caseid id,
		      const struct proposal *p)
{
	struct verb_args args = { .id = id, .proposal = p };

	return attempt(w, user, "propose", &args);
}

struct dossier dossier_of(struct casework *w, struct caseid id)
{
	const struct actor actor = teststore_actor(&w->ts, "coordinator");
	struct err e = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);
	struct dossier d;

	assert_non_null(t);
	if (!dossier_load(t, &actor, id, &w->arena, &d, &e))
		fail_msg("dossier: %s", err_name(e.code));
	txn_end(t);
	return d;
}

struct face face_of(struct casework *w, struct caseid id)
{
	return dossier_of(w, id).face;
}

const char *field_of(struct casework *w, struct caseid id, enum field_id field)
{
	const struct dossier d = dossier_of(w, id);

	return arena_printf(&w->arena, "%.*s", STRV_FMT(dossier_get(&d, field)));
}

const char *decision_of(struct casework *w, struct caseid id, enum field_id field)
{
	const struct dossier d = dossier_of(w, id);
	const struct part *p = dossier_decision(&d);

	assert_non_null(p);
	return arena_printf(&w->arena, "%.*s", STRV_FMT(part_get(p, field)));
}

struct entry last_entry(struct casework *w, struct caseid id, size_t *n)
{
	const struct actor actor = teststore_actor(&w->ts, "coordinator");
	struct err e = { 0 };
	struct txn *t = txn_read(w->ts.store, &e);
	struct entry *list;

	assert_non_null(t);
	assert_true(journal_case(t, &actor, id, &w->arena, &list, n, &e));
	assert_true(*n > 0);
	txn_end(t);
	return list[*n - 1];
}
