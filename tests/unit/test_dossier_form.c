#include "tui/dossier_form.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tui/lines.h"

struct fixture {
	struct dossier d;
	struct part part[4];
	struct value value[12];
	struct category category;
	struct policy p;
	struct dossier_form df;
	struct arena a;
};

static struct value val(enum field_id field, const char *text)
{
	return (struct value){ .field = field, .text = strv(text) };
}

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));

	assert_non_null(x);
	x->value[0] = val(FIELD_CATEGORY, "medical");
	x->value[1] = val(FIELD_EXPLANATION, "een\ntwee = drie \\ vier");
	x->value[2] = val(FIELD_SURNAME, "Berg");
	x->value[3] = val(FIELD_BIRTH_DATE, "1990-05-01");
	x->value[4] = val(FIELD_RENT, "72145");
	x->value[5] = val(FIELD_EVIDENCE_KIND, "identity");
	x->value[6] = val(FIELD_EVIDENCE_STATUS, "asked");
	x->part[0] = (struct part){ PART_APPLICATION, 0, x->value, 2 };
	x->part[1] = (struct part){ PART_APPLICANT, 0, x->value + 2, 2 };
	x->part[2] = (struct part){ PART_HOUSING, 0, x->value + 4, 1 };
	x->part[3] = (struct part){ PART_EVIDENCE, 3, x->value + 5, 2 };
	x->d.part = x->part;
	x->d.nparts = 4;
	x->d.face.version = 7;
	x->category = (struct category){ .code = STRV("medical"),
					 .title_nl = STRV("Medisch"),
					 .title_en = STRV("Medical") };
	x->p.category = &x->category;
	x->p.ncategories = 1;
	x->df.policy = &x->p;
	assert_true(date_make(2026, 11, 20, &x->df.today));
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;

	dossier_form_release(&x->df);
	arena_release(&x->a);
	free(x);
	return 0;
}

static void build(struct fixture *x, const char *section)
{
	struct err e = { 0 };

	x->df.section = strv(section);
	assert_true(dossier_form_build(&x->df, &x->d, false, &e));
}

static struct form_row *row(struct fixture *x, enum field_id field)
{
	struct form_row *r = form_find(&x->df.form, field);

	assert_non_null(r);
	return r;
}

static void typed(const struct form_row *r, const char *text)
{
	const struct strv v = form_value(r);

	assert_int_equal(v.n, strlen(text));
	assert_memory_equal(v.p ? v.p : "", text, v.n);
}

static size_t sets(struct fixture *x, struct field_set **set)
{
	struct err e = { 0 };
	size_t n;

	assert_true(dossier_form_sets(&x->df, &x->a, set, &n, &e));
	return n;
}

static void test_values(void **state)
{
	struct fixture *x = *state;
	struct field_set *set;

	build(x, "");
	typed(row(x, FIELD_BIRTH_DATE), "01-05-1990");
	typed(row(x, FIELD_RENT), "721,45");
	typed(row(x, FIELD_CATEGORY), "medical");
	assert_true(row(x, FIELD_BSN)->masked);
	/* Only verbs write these. */
	assert_null(form_find(&x->df.form, FIELD_RECEIVED));
	assert_null(form_find(&x->df.form, FIELD_NOTE_TEXT));
	/* As it was: nothing to save. */
	assert_int_equal(sets(x, &set), 0);
	assert_int_equal(form_verify(&x->df.form), x->df.form.n);
}

static void test_sets(void **state)
{
	struct fixture *x = *state;
	struct field_set *set;

	build(x, "");
	form_set(&x->df.form, row(x, FIELD_RENT), strv("800"));
	form_set(&x->df.form, row(x, FIELD_BIRTH_DATE), strv("31-02-1990"));
	form_set(&x->df.form, row(x, FIELD_SURNAME), strv(" Bergen "));
	assert_int_equal(form_verify(&x->df.form),
			 dossier_form_row(&x->df, "birth_date"));
	form_set(&x->df.form, row(x, FIELD_BIRTH_DATE), strv("02-05-1990"));
	assert_int_equal(form_verify(&x->df.form), x->df.form.n);
	assert_int_equal(sets(x, &set), 3);
	assert_int_equal(set[0].field, FIELD_SURNAME);
	assert_true(strv_eq(set[0].text, STRV("Bergen")));
	assert_true(strv_eq(set[0].base, STRV("Berg")));
	assert_int_equal(set[0].kind, PART_APPLICANT);
	assert_true(strv_eq(set[1].text, STRV("1990-05-02")));
	assert_true(strv_eq(set[1].base, STRV("1990-05-01")));
	assert_true(strv_eq(set[2].text, STRV("80000")));
	assert_true(strv_eq(set[2].base, STRV("72145")));
}

static void test_sections(void **state)
{
	struct fixture *x = *state;
	struct err e = { 0 };

	build(x, "housing");
	assert_non_null(form_find(&x->df.form, FIELD_RENT));
	assert_null(form_find(&x->df.form, FIELD_SURNAME));
	dossier_form_release(&x->df);
	x->df.section = strv("nothing");
	assert_false(dossier_form_build(&x->df, &x->d, false, &e));
	assert_int_equal(e.code, ERR_USAGE);
	assert_string_equal(err_arg_str(&e, 0), "nothing");
}

static void test_evidence(void **state)
{
	struct fixture *x = *state;
	struct field_set *set;
	struct err e = { 0 };
	size_t n, last;

	build(x, "evidence");
	form_set(&x->df.form, form_find(&x->df.form, 3U << 16 | FIELD_EVIDENCE_STATUS),
		 strv("received"));
	assert_int_equal(sets(x, &set), 1);
	assert_int_equal(set[0].seq, 3);
	assert_true(strv_eq(set[0].base, STRV("asked")));
	/* A new paper has a kind. */
	last = dossier_form_row(&x->df, "evidence_status");
	form_set(&x->df.form, &x->df.form.row[last], strv("received"));
	assert_false(dossier_form_sets(&x->df, &x->a, &set, &n, &e));
	assert_int_equal(e.code, ERR_FIELD_MISSING);
	last = dossier_form_row(&x->df, err_arg_str(&e, 0));
	assert_true(last < x->df.form.n);
	form_set(&x->df.form, &x->df.form.row[last], strv("brp"));
	assert_int_equal(sets(x, &set), 3);
	assert_int_equal(set[1].seq, 0);
	assert_int_equal(set[1].field, FIELD_EVIDENCE_KIND);
}

static void test_fresh(void **state)
{
	struct fixture *x = *state;
	struct field_set *set;
	struct err e = { 0 };

	x->df.fresh = true;
	assert_true(dossier_form_build(&x->df, NULL, true, &e));
	assert_null(form_find(&x->df.form, 0xffffU << 16 | FIELD_EVIDENCE_KIND));
	assert_true(strv_eq(row(x, FIELD_CATEGORY)->choice[0].title, STRV("Medisch")));
	form_set(&x->df.form, row(x, FIELD_RECEIVED), strv("19-11-2026"));
	form_base(row(x, FIELD_CHANNEL), strv("web"));
	/* What was filled in beforehand is sent too. */
	assert_int_equal(sets(x, &set), 2);
	assert_int_equal(form_verify(&x->df.form),
			 dossier_form_row(&x->df, "category"));
}

/* Another session wrote: what is typed stays, what is not follows. */
static void test_follow(void **state)
{
	struct fixture *x = *state;

	build(x, "");
	form_set(&x->df.form, row(x, FIELD_SURNAME), strv("Bergen"));
	x->value[2] = val(FIELD_SURNAME, "Berger");
	x->value[4] = val(FIELD_RENT, "90000");
	x->d.face.version = 8;
	dossier_form_follow(&x->df, &x->d);
	typed(row(x, FIELD_SURNAME), "Bergen");
	typed(row(x, FIELD_RENT), "900,00");
	assert_false(form_row_changed(row(x, FIELD_RENT)));
	/* The version stays that of the reading, so that the store can tell. */
	assert_int_equal(x->df.version, 7);
	assert_int_equal(dossier_form_clash(&x->df, &x->d),
			 dossier_form_row(&x->df, "surname"));
	assert_true(row(x, FIELD_SURNAME)->clash);
	assert_string_equal(str_z(&row(x, FIELD_SURNAME)->other), "Berger");
	assert_string_equal(str_z(&row(x, FIELD_SURNAME)->base), "Berger");
	/* Told once. */
	assert_int_equal(dossier_form_clash(&x->df, &x->d), x->df.form.n);
}

/* Both wrote the same: no question. */
static void test_same(void **state)
{
	struct fixture *x = *state;

	build(x, "");
	form_set(&x->df.form, row(x, FIELD_SURNAME), strv("Bergen"));
	x->value[2] = val(FIELD_SURNAME, "Bergen");
	assert_int_equal(dossier_form_clash(&x->df, &x->d), x->df.form.n);
	dossier_form_follow(&x->df, &x->d);
	assert_false(form_changed(&x->df.form));
}

static void test_draft(void **state)
{
	struct fixture *x = *state;
	struct str draft = { 0 };
	struct strv section;

	build(x, "application");
	form_set(&x->df.form, row(x, FIELD_EXPLANATION), strv("a\n\nb=c\\n\\"));
	dossier_form_write(&x->df, &draft);
	dossier_form_release(&x->df);
	assert_true(dossier_form_section(strv_of(&draft), &x->a, &section));
	assert_true(strv_eq(section, STRV("application")));
	x->value[1] = val(FIELD_EXPLANATION, "iets anders");
	x->d.face.version = 9;
	build(x, "");
	dossier_form_read(&x->df, strv_of(&draft));
	typed(row(x, FIELD_EXPLANATION), "a\n\nb=c\\n\\");
	assert_string_equal(str_z(&row(x, FIELD_EXPLANATION)->base),
			    "een\ntwee = drie \\ vier");
	assert_int_equal(x->df.version, 7);
	assert_false(form_row_changed(row(x, FIELD_CATEGORY)));
	str_release(&draft);
}

/* A draft that is none does no harm. */
static void test_draft_odd(void **state)
{
	struct fixture *x = *state;
	struct strv section;

	build(x, "");
	assert_false(dossier_form_section(strv(""), &x->a, &section));
	assert_false(dossier_form_section(strv("x=y"), &x->a, &section));
	dossier_form_read(&x->df,
			  strv("nothing\n=\nsurname\nunknown=1\nsurname.9=x\n\\"));
	assert_false(form_changed(&x->df.form));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_values, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sets, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sections, setup, teardown),
		cmocka_unit_test_setup_teardown(test_evidence, setup, teardown),
		cmocka_unit_test_setup_teardown(test_fresh, setup, teardown),
		cmocka_unit_test_setup_teardown(test_follow, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same, setup, teardown),
		cmocka_unit_test_setup_teardown(test_draft, setup, teardown),
		cmocka_unit_test_setup_teardown(test_draft_odd, setup, teardown),
	};

	return cmocka_run_group_tests_name("dossier_form", tests, NULL, NULL);
}
