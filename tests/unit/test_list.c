/* widget/list: moving, scrolling, pinning; headings are stepped over; drawing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/widget/list.h"

static void keys(struct list *l, keycode key, int times)
{
	for (int i = 0; i < times; i++)
		assert_true(list_key(l, key));
}

static void expect(const struct list *l, size_t selected, size_t top)
{
	assert_int_equal(l->selected, selected);
	assert_int_equal(l->top, top);
}

static void empty_list_takes_keys(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 0, 10);
	keys(&l, KEY_ARROW_DOWN, 2);
	keys(&l, KEY_ARROW_UP, 1);
	keys(&l, KEY_PAGE_DOWN, 1);
	keys(&l, KEY_PAGE_UP, 1);
	keys(&l, KEY_END_, 1);
	keys(&l, KEY_HOME_, 1);
	expect(&l, 0, 0);
	assert_int_equal(list_shown(&l), 0);
}

static void other_keys_are_not_its(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 5, 3);
	assert_false(list_key(&l, 'j'));
	assert_false(list_key(&l, KEY_RETURN));
	assert_false(list_key(&l, KEY_CTRL | KEY_ARROW_DOWN));
	expect(&l, 0, 0);
}

static void steps_stop_at_the_ends(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 5, 3);
	keys(&l, KEY_ARROW_UP, 1);
	expect(&l, 0, 0);
	keys(&l, KEY_ARROW_DOWN, 2);
	expect(&l, 2, 0);
	keys(&l, KEY_ARROW_DOWN, 1);
	expect(&l, 3, 1);
	keys(&l, KEY_ARROW_DOWN, 9);
	expect(&l, 4, 2);
	keys(&l, KEY_ARROW_UP, 2);
	expect(&l, 2, 2);
	keys(&l, KEY_ARROW_UP, 1);
	expect(&l, 1, 1);
}

static void pages_move_the_screen(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 100, 10);
	keys(&l, KEY_ARROW_DOWN, 3);
	keys(&l, KEY_PAGE_DOWN, 1);
	expect(&l, 13, 10);
	keys(&l, KEY_PAGE_UP, 1);
	expect(&l, 3, 0);
	keys(&l, KEY_PAGE_UP, 1);
	expect(&l, 0, 0);
	keys(&l, KEY_PAGE_DOWN, 20);
	expect(&l, 99, 90);
	assert_int_equal(list_shown(&l), 10);
	keys(&l, KEY_HOME_, 1);
	expect(&l, 0, 0);
	keys(&l, KEY_END_, 1);
	expect(&l, 99, 90);
}

static void a_million_rows(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 1000000, 19);
	keys(&l, KEY_END_, 1);
	expect(&l, 999999, 999981);
	keys(&l, KEY_PAGE_UP, 1);
	expect(&l, 999980, 999962);
}

static void a_row_by_its_number(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 100, 10);
	keys(&l, KEY_ROW + 41, 1);
	expect(&l, 41, 32);
	keys(&l, KEY_ROW + 4000, 1);
	expect(&l, 99, 90);
	keys(&l, KEY_ROW, 1);
	expect(&l, 0, 0);
	assert_false(list_key(&l, KEY_CTRL | 'a'));
}

static void pinning_keeps_the_line(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 100, 10);
	list_select(&l, 25);
	expect(&l, 25, 16);
	keys(&l, KEY_ARROW_UP, 4);
	expect(&l, 21, 16);
	list_fit(&l, 103, 10); /* three rows came in above */
	list_pin(&l, 24);
	expect(&l, 24, 19);
	list_pin(&l, 2); /* near the beginning the line cannot be kept */
	expect(&l, 2, 0);
}

static void shrinking_keeps_the_cursor_inside(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 50, 10);
	keys(&l, KEY_END_, 1);
	list_fit(&l, 20, 10);
	expect(&l, 19, 10);
	list_fit(&l, 4, 10);
	expect(&l, 3, 0);
	list_fit(&l, 0, 10);
	expect(&l, 0, 0);
	list_fit(&l, 7, 0); /* no room at all: one line, never less */
	assert_int_equal(list_shown(&l), 1);
	list_fit(&l, 7, -3);
	keys(&l, KEY_END_, 1);
	expect(&l, 6, 6);
}

static void a_taller_window_shows_more(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_fit(&l, 30, 5);
	keys(&l, KEY_END_, 1);
	expect(&l, 29, 25);
	list_fit(&l, 30, 20);
	expect(&l, 29, 10);
}

/* 0 heading, 1 2 rows, 3 heading, 4 row, 5 heading */
static bool rests(const void *rows, size_t i)
{
	const char *kind = rows;

	return kind[i] == 'r';
}

static void headings_are_stepped_over(void **state)
{
	struct list l = { .rests = rests, .rows = "hrrhrh" };

	(void)state;
	list_fit(&l, 6, 3);
	expect(&l, 1, 0);
	keys(&l, KEY_ARROW_DOWN, 1);
	expect(&l, 2, 0);
	keys(&l, KEY_ARROW_DOWN, 1);
	expect(&l, 4, 2);
	keys(&l, KEY_ARROW_DOWN, 1);
	expect(&l, 4, 2);
	keys(&l, KEY_ARROW_UP, 1);
	expect(&l, 2, 2);
	keys(&l, KEY_ARROW_UP, 1);
	expect(&l, 1, 0); /* the heading above comes into sight */
	keys(&l, KEY_ARROW_UP, 1);
	expect(&l, 1, 0);
	keys(&l, KEY_END_, 1);
	assert_int_equal(l.selected, 4);
	keys(&l, KEY_PAGE_UP, 1);
	assert_int_equal(l.selected, 1);
	keys(&l, KEY_HOME_, 1);
	expect(&l, 1, 0);
}

static void draw_number(const void *rows, size_t i, struct canvas *c, int y)
{
	(void)rows;
	canvas_putf(c, y, 1, -1, LOOK_TEXT, "row %zu", i);
}

static void the_marker_stands_before_the_row(void **state)
{
	struct list l = { 0 };
	struct canvas c = { 0 };
	struct str text = { 0 };

	(void)state;
	assert_true(canvas_resize(&c, 12, 6));
	list_fit(&l, 9, 3);
	list_select(&l, 4);
	list_draw(&l, &c, 1, draw_number, NULL);
	canvas_dump(&c, &text);
	assert_string_equal(str_z(&text), "\n row 2\n row 3\n>row 4\n\n\n");
	str_release(&text);
	canvas_release(&c);
}

static void rows_do_not_change_while_scrolling(void **state)
{
	struct list l = { 0 };
	struct canvas before = { 0 }, after = { 0 };

	(void)state;
	assert_true(canvas_resize(&before, 12, 4));
	assert_true(canvas_resize(&after, 12, 4));
	list_fit(&l, 9, 4);
	list_select(&l, 3);
	list_draw(&l, &before, 0, draw_number, NULL);
	keys(&l, KEY_ARROW_DOWN, 1);
	list_draw(&l, &after, 0, draw_number, NULL);
	/* Row 1 stands a line higher, cell by cell the same. */
	assert_memory_equal(before.cells + 12, after.cells, 12 * sizeof(struct cell));
	canvas_release(&before);
	canvas_release(&after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_list_takes_keys),
		cmocka_unit_test(other_keys_are_not_its),
		cmocka_unit_test(steps_stop_at_the_ends),
		cmocka_unit_test(pages_move_the_screen),
		cmocka_unit_test(a_million_rows),
		cmocka_unit_test(a_row_by_its_number),
		cmocka_unit_test(pinning_keeps_the_line),
		cmocka_unit_test(shrinking_keeps_the_cursor_inside),
		cmocka_unit_test(a_taller_window_shows_more),
		cmocka_unit_test(headings_are_stepped_over),
		cmocka_unit_test(the_marker_stands_before_the_row),
		cmocka_unit_test(rows_do_not_change_while_scrolling),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
