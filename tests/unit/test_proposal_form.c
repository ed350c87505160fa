#include "tui/proposal_form.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tui/decide_page.h"

enum { GRANT, REFUSE, UNTREATED, HOLD };

struct fixture {
	struct ground ground[4];
	struct strv only[1];
	struct policy p;
	struct decide_page page;
	struct proposal_form *f;
	struct arena a;
};

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));

	assert_non_null(x);
	x->only[0] = STRV("medical");
	x->ground[0] = (struct ground){ .code = STRV("a"), .outcome = STRV("refuse") };
	x->ground[1] = (struct ground){ .code = STRV("b"),
					.outcome = STRV("refuse"),
					.only = x->only,
					.nonly = 1 };
	x->ground[2] = (struct ground){ .code = STRV("t1"), .outcome = STRV("grant") };
	x->ground[3] =
		(struct ground){ .code = STRV("u1"), .outcome = STRV("untreated") };
	x->p.ground = x->ground;
	x->p.ngrounds = 4;
	x->f = &x->page.form;
	assert_true(proposal_form_init(x->f, &x->p, &x->a));
	x->f->category = STRV("medical");
	assert_true(date_make(2026, 11, 20, &x->f->today));
	decide_fit(&x->page, 80, 24);
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;

	proposal_form_release(x->f);
	arena_release(&x->a);
	free(x);
	return 0;
}

static void lacks(const struct fixture *x, unsigned want)
{
	assert_int_equal(proposal_form_lacks(x->f), want);
}

static void write(struct textarea *t, const char *text)
{
	textarea_set(t, strv(text));
}

/* A refusal: each thing that is missing, until nothing is. */
static void test_refusal(void **state)
{
	struct fixture *x = *state;

	lacks(x, 1U << LACK_OUTCOME);
	x->f->minors = true;
	proposal_form_outcome(x->f, REFUSE);
	lacks(x, 1U << LACK_GROUND | 1U << LACK_CHILD | 1U << LACK_HARDSHIP |
			 1U << LACK_REASONS);
	x->f->picked[0] = true;
	write(&x->f->reasons, "Omdat.");
	lacks(x, 1U << LACK_CHILD | 1U << LACK_HARDSHIP);
	/* Not needed is not considered. */
	x->f->hardship = 0;
	write(&x->f->child, " \n ");
	lacks(x, 1U << LACK_CHILD | 1U << LACK_HARDSHIP);
	x->f->hardship = 1;
	write(&x->f->child, "Het kind.");
	lacks(x, 0);
	x->f->minors = false;
	write(&x->f->child, "");
	lacks(x, 0);
}

static void test_others(void **state)
{
	struct fixture *x = *state;

	proposal_form_outcome(x->f, GRANT);
	lacks(x, 1U << LACK_GROUND);
	x->f->picked[2] = true;
	lacks(x, 0);
	x->f->picked[2] = false;
	write(&x->f->reasons, "Omdat.");
	lacks(x, 0);
}

/* Leaving untreated: only after a lapsed repair term, and in time (Awb 4:5). */
static void test_untreated(void **state)
{
	struct fixture *x = *state;

	proposal_form_outcome(x->f, UNTREATED);
	x->f->picked[3] = true;
	lacks(x, 1U << LACK_REPAIR);
	x->f->repair_lapsed = true;
	x->f->untreated_by = x->f->today;
	lacks(x, 0);
	x->f->untreated_by = date_add(x->f->today, -1);
	lacks(x, 1U << LACK_LATE);
	x->f->waits_until = x->f->today;
	assert_true(proposal_form_lacks(x->f) & 1U << LACK_WAITS);
}

static void test_grounds(void **state)
{
	struct fixture *x = *state;
	struct proposal p;

	proposal_form_outcome(x->f, REFUSE);
	assert_int_equal(proposal_form_grounds(x->f), 2);
	assert_int_equal(proposal_form_ground(x->f, 1), 1);
	assert_int_equal(proposal_form_ground(x->f, 2), -1);
	x->f->picked[0] = x->f->picked[1] = true;
	x->f->minors = true;
	x->f->hardship = 2;
	write(&x->f->child, "Kind. ");
	assert_true(proposal_form_get(x->f, &x->a, &p));
	assert_true(strv_eq(p.outcome, STRV("refuse")));
	assert_true(strv_eq(p.grounds, STRV("a b")));
	assert_true(strv_eq(p.hardship, STRV("applied")));
	assert_true(strv_eq(p.child_interest, STRV("Kind.")));
	/* Another category: what no longer fits is let go of. */
	x->f->category = STRV("care");
	proposal_form_outcome(x->f, REFUSE);
	assert_false(x->f->picked[1]);
	assert_true(x->f->picked[0]);
	/* Another outcome takes nothing of the first along. */
	proposal_form_outcome(x->f, UNTREATED);
	assert_true(proposal_form_get(x->f, &x->a, &p));
	assert_int_equal(p.grounds.n, 0);
	assert_int_equal(p.hardship.n, 0);
	assert_int_equal(p.child_interest.n, 0);
}

static void test_draft(void **state)
{
	struct fixture *x = *state;
	struct proposal_form back;
	struct str draft = { 0 };

	assert_true(proposal_form_empty(x->f));
	proposal_form_outcome(x->f, REFUSE);
	x->f->picked[1] = true;
	x->f->hardship = 1;
	write(&x->f->reasons, "Een.\n\nTwee = \\n.");
	assert_false(proposal_form_empty(x->f));
	proposal_form_write(x->f, &draft);
	assert_true(proposal_form_init(&back, &x->p, &x->a));
	back.category = x->f->category;
	proposal_form_read(&back, strv_of(&draft));
	assert_int_equal(back.outcome, REFUSE);
	assert_int_equal(back.hardship, 1);
	assert_false(back.picked[0]);
	assert_true(back.picked[1]);
	assert_string_equal(str_z(&back.reasons.text), "Een.\n\nTwee = \\n.");
	/* A draft of words that are none. */
	proposal_form_read(&back, strv("outcome=nothing\ngrounds=zz\nodd\n"));
	assert_int_equal(back.outcome, -1);
	proposal_form_release(&back);
	str_release(&draft);
}

static void keys(struct fixture *x, keycode key, int times)
{
	bool changed;

	while (times-- > 0)
		assert_true(decide_key(&x->page, key, &changed));
}

static void test_page(void **state)
{
	struct fixture *x = *state;
	struct decide_page *p = &x->page;
	bool changed;

	x->f->minors = true;
	keys(x, KEY_ARROW_RIGHT, 2);
	assert_int_equal(x->f->outcome, REFUSE);
	keys(x, KEY_ARROW_DOWN, 1);
	assert_int_equal(p->focus, FOCUS_GROUNDS);
	keys(x, 'b', 1);
	keys(x, ' ', 1);
	assert_true(x->f->picked[1]);
	keys(x, KEY_RETURN, 1);
	assert_false(x->f->picked[1]);
	/* Down at the last ground goes on. */
	keys(x, KEY_ARROW_DOWN, 1);
	assert_int_equal(p->focus, FOCUS_HARDSHIP);
	keys(x, '2', 1);
	assert_int_equal(x->f->hardship, 1);
	keys(x, KEY_ARROW_DOWN, 1);
	assert_int_equal(p->focus, FOCUS_CHILD);
	keys(x, 'k', 1);
	keys(x, KEY_ARROW_DOWN, 1);
	assert_int_equal(p->focus, FOCUS_REASONS);
	keys(x, KEY_ARROW_DOWN, 1);
	assert_int_equal(p->focus, FOCUS_REASONS);
	keys(x, KEY_ARROW_UP, 1);
	assert_int_equal(p->focus, FOCUS_CHILD);
	assert_string_equal(str_z(&x->f->child.text), "k");
	/* Where letters mean nothing they are no commands. */
	decide_move(p, false);
	decide_move(p, false);
	decide_move(p, false);
	assert_int_equal(p->focus, FOCUS_OUTCOME);
	assert_true(decide_key(p, 'W', &changed));
	assert_false(changed);
	assert_false(decide_key(p, KEY_FUNCTION + 10, &changed));
	/* The cursor goes to what is missing. */
	decide_go_to_lack(p, 1U << LACK_REASONS);
	assert_int_equal(p->focus, FOCUS_REASONS);
	decide_go_to_lack(p, 1U << LACK_REASONS | 1U << LACK_GROUND);
	assert_int_equal(p->focus, FOCUS_GROUNDS);
}

/* Whatever the size: the part with the cursor is on the screen, and so is the cursor. */
static void test_sizes(void **state)
{
	static const int size[][2] = { { 80, 24 }, { 200, 50 }, { 50, 16 },
				       { 40, 10 }, { 20, 5 },   { 80, 18 } };
	struct fixture *x = *state;
	struct canvas c = { 0 };
	size_t i;
	int part;

	x->f->minors = true;
	proposal_form_outcome(x->f, REFUSE);
	for (i = 0; i < sizeof(size) / sizeof(*size); i++) {
		assert_true(canvas_resize(&c, size[i][0], size[i][1]));
		for (part = 0; part < FOCUS_COUNT; part++) {
			x->page.focus = (enum decide_focus)part;
			decide_fit(&x->page, size[i][0], size[i][1]);
			assert_int_equal(x->page.focus, part);
			canvas_clear(&c);
			decide_page_draw(&x->page, &c, "F8", "F10");
			assert_true(c.cursor_on);
			assert_in_range(c.cursor_y, 1, size[i][1] - 3);
		}
	}
	canvas_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refusal, setup, teardown),
		cmocka_unit_test_setup_teardown(test_others, setup, teardown),
		cmocka_unit_test_setup_teardown(test_untreated, setup, teardown),
		cmocka_unit_test_setup_teardown(test_grounds, setup, teardown),
		cmocka_unit_test_setup_teardown(test_draft, setup, teardown),
		cmocka_unit_test_setup_teardown(test_page, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
	};

	return cmocka_run_group_tests_name("proposal_form", tests, NULL, NULL);
}
