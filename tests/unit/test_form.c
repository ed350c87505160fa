#include "tui/widget/form.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { ID_NAME = 1, ID_AGE, ID_KIND, ID_STORY, ID_CITY };

static const struct form_choice kinds[] = {
	{ { "m", 1 }, { "medical", 7 } },  { { "b", 1 }, { "break-up", 8 } },
	{ { "h", 1 }, { "homeless", 8 } }, { { "c", 1 }, { "care", 4 } },
	{ { "s", 1 }, { "calamity", 8 } },
};

/* An age is digits, a name is not empty. */
static void check(void *ctx, unsigned id, struct strv text, struct str *why)
{
	uint64_t n;

	(*(int *)ctx)++;
	if (id == ID_AGE && text.n && !strv_uint(text, 150, &n))
		str_addz(why, "no age");
	if (id == ID_NAME && !text.n)
		str_addz(why, "no name");
}

struct fixture {
	struct form form;
	int checks;
};

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));
	struct form_row *r;

	assert_non_null(x);
	form_init(&x->form, check, &x->checks);
	assert_non_null(form_add(&x->form, FORM_HEAD, 0, strv("Person"), 0, strv("")));
	assert_non_null(
		form_add(&x->form, FORM_LINE, ID_NAME, strv("Name"), 20, strv("Jan")));
	r = form_add(&x->form, FORM_LINE, ID_AGE, strv("Age"), 3, strv("40"));
	assert_non_null(r);
	r->beside = true;
	assert_non_null(form_add(&x->form, FORM_HEAD, 0, strv("Case"), 0, strv("")));
	r = form_add(&x->form, FORM_CHOICE, ID_KIND, strv("Kind"), 10, strv("b"));
	assert_non_null(r);
	r->choice = kinds;
	r->nchoices = 5;
	assert_non_null(
		form_add(&x->form, FORM_TEXT, ID_STORY, strv("Story"), 100, strv("")));
	assert_non_null(
		form_add(&x->form, FORM_LINE, ID_CITY, strv("City"), 30, strv("")));
	form_start(&x->form);
	form_size(&x->form, 60, 20);
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;

	form_release(&x->form);
	free(x);
	return 0;
}

static void type(struct form *f, const char *text)
{
	for (; *text; text++)
		assert_true(form_key(f, (keycode)(unsigned char)*text));
}

static unsigned at(const struct form *f)
{
	return f->row[f->at].id;
}

static void test_moving(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;

	assert_int_equal(at(f), ID_NAME); /* not on the heading */
	form_next(f);
	assert_int_equal(at(f), ID_AGE);
	form_next(f);
	assert_int_equal(at(f), ID_KIND);
	form_previous(f);
	form_previous(f);
	form_previous(f);
	assert_int_equal(at(f), ID_CITY); /* round the corner */
	form_next(f);
	assert_int_equal(at(f), ID_NAME);
	/* Down goes to the next line, not to the field beside. */
	assert_true(form_key(f, KEY_ARROW_DOWN));
	assert_int_equal(at(f), ID_KIND);
	assert_true(form_key(f, KEY_ARROW_UP));
	assert_int_equal(at(f), ID_NAME);
	assert_false(form_key(f, KEY_ARROW_UP));
	assert_true(form_key(f, KEY_RETURN));
	assert_int_equal(at(f), ID_AGE);
	form_go(f, 99);
	assert_int_equal(at(f), ID_AGE);
}

static void test_validation(void **state)
{
	struct fixture *x = *state;
	struct form *f = &x->form;

	form_next(f);
	assert_int_equal(form_message(f).n, 0);
	type(f, "x");
	assert_string_equal(str_z(&f->row[f->at].bad), "no age");
	assert_true(strv_eq(form_message(f), STRV("no age")));
	assert_true(form_key(f, KEY_RUBOUT));
	assert_int_equal(form_message(f).n, 0);
	/* All of them: the first that is wrong. */
	form_set(f, form_find(f, ID_AGE), strv("old"));
	assert_int_equal(f->row[form_verify(f)].id, ID_AGE);
	form_set(f, form_find(f, ID_NAME), strv(""));
	assert_int_equal(f->row[form_verify(f)].id, ID_NAME);
	form_set(f, form_find(f, ID_NAME), strv("Piet"));
	form_set(f, form_find(f, ID_AGE), strv("41"));
	assert_int_equal(form_verify(f), f->n);
	assert_true(x->checks > 0);
}

static void test_base(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;
	struct form_row *name = form_find(f, ID_NAME), *age = form_find(f, ID_AGE);

	assert_false(form_changed(f));
	type(f, "a");
	assert_true(form_row_changed(name));
	assert_true(form_changed(f));
	assert_true(form_key(f, KEY_RUBOUT));
	assert_false(form_changed(f));
	/* A row that was typed in keeps its text, another follows. */
	type(f, "x");
	form_base(name, strv("Jans"));
	form_base(age, strv("41"));
	assert_true(strv_eq(form_value(name), STRV("Janx")));
	assert_true(strv_eq(form_value(age), STRV("41")));
	assert_true(form_row_changed(name));
	assert_false(form_row_changed(age));
	/* Undo of a line: what the store holds. */
	assert_true(form_undo(f));
	assert_true(strv_eq(form_value(name), STRV("Jans")));
	assert_false(form_undo(f));
	assert_null(form_find(f, 99));
}

static void test_choices(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;
	struct form_row *r = form_find(f, ID_KIND);

	form_go(f, 4);
	assert_true(form_key(f, KEY_ARROW_RIGHT));
	assert_true(strv_eq(form_value(r), STRV("h")));
	assert_true(form_key(f, KEY_ARROW_LEFT));
	assert_true(form_key(f, KEY_ARROW_LEFT));
	assert_true(form_key(f, KEY_ARROW_LEFT));
	assert_true(strv_eq(form_value(r), STRV("s")));
	/* By the first letters of the title. */
	type(f, "m");
	assert_true(strv_eq(form_value(r), STRV("m")));
	type(f, "ca");
	assert_true(strv_eq(form_value(r), STRV("c")));
	type(f, "l");
	assert_true(strv_eq(form_value(r), STRV("s")));
	assert_true(form_key(f, KEY_DELETE_));
	assert_int_equal(form_value(r).n, 0);
	/* The list. */
	assert_true(form_choose(f));
	assert_true(f->open);
	assert_true(form_key(f, KEY_ARROW_DOWN));
	assert_true(form_key(f, KEY_RETURN));
	assert_false(f->open);
	assert_true(strv_eq(form_value(r), STRV("b")));
	/* Given up: nothing changes. */
	assert_true(form_choose(f));
	assert_true(form_key(f, KEY_END_));
	assert_true(form_key(f, KEY_ESC));
	assert_true(strv_eq(form_value(r), STRV("b")));
	assert_false(form_close(f));
	form_go(f, 1);
	assert_false(form_choose(f));
}

/* Two wrote: both texts can be looked at, one is saved. */
static void test_clash(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;
	struct form_row *r = form_find(f, ID_NAME);

	type(f, "nie");
	str_addz(&r->other, "Janna");
	r->clash = true;
	assert_true(form_choose(f));
	assert_true(strv_eq(form_value(r), STRV("Janna")));
	assert_true(form_choose(f));
	assert_true(strv_eq(form_value(r), STRV("Jannie")));
}

static void test_text(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;
	struct form_row *r = form_find(f, ID_STORY);

	form_go(f, 5);
	type(f, "one");
	assert_true(form_key(f, KEY_RETURN)); /* a line end, not the next field */
	type(f, "two");
	assert_true(strv_eq(form_value(r), STRV("one\ntwo")));
	assert_true(form_undo(f));
	assert_true(form_redo(f));
	assert_true(strv_eq(form_value(r), STRV("one\ntwo")));
	/* Down at its last line leaves it. */
	assert_true(form_key(f, KEY_ARROW_DOWN));
	assert_int_equal(at(f), ID_CITY);
}

static void test_draw(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;
	struct canvas c = { 0 };
	struct str out = { 0 };
	size_t pos;

	assert_true(canvas_resize(&c, 60, 20));
	canvas_clear(&c);
	form_draw(f, &c, 1);
	canvas_dump(&c, &out);
	assert_true(strv_search(strv_of(&out), STRV(" > Name      Jan"), &pos));
	assert_true(strv_search(strv_of(&out), STRV("Age 40"), &pos));
	assert_true(strv_search(strv_of(&out), STRV("break-up"), &pos));
	assert_true(c.cursor_on);
	/* Masked while the cursor is elsewhere. */
	f->row[1].masked = true;
	form_set(f, &f->row[1], strv("999992594"));
	form_next(f);
	canvas_clear(&c);
	str_clear(&out);
	form_draw(f, &c, 1);
	canvas_dump(&c, &out);
	assert_true(strv_search(strv_of(&out), strv("\u00b7\u00b7\u00b7\u00b792594"),
				&pos));
	assert_false(strv_search(strv_of(&out), STRV("9999925"), &pos));
	str_release(&out);
	canvas_release(&c);
}

/* A form longer than the screen scrolls, and the cursor is on it wherever it goes. */
static void test_scroll(void **state)
{
	struct form *f = &((struct fixture *)*state)->form;
	struct canvas c = { 0 };
	int height;
	size_t i;

	for (height = 2; height < 12; height++) {
		assert_true(canvas_resize(&c, 40, height));
		form_size(f, 40, height);
		for (i = 0; i < f->n; i++) {
			form_next(f);
			canvas_clear(&c);
			form_draw(f, &c, 0);
			assert_true(c.cursor_on);
			assert_in_range(c.cursor_y, 0, height - 1);
		}
	}
	canvas_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_moving, setup, teardown),
		cmocka_unit_test_setup_teardown(test_validation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_base, setup, teardown),
		cmocka_unit_test_setup_teardown(test_choices, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clash, setup, teardown),
		cmocka_unit_test_setup_teardown(test_text, setup, teardown),
		cmocka_unit_test_setup_teardown(test_draw, setup, teardown),
		cmocka_unit_test_setup_teardown(test_scroll, setup, teardown),
	};

	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
