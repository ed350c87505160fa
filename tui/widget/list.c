#include "tui/widget/list.h"

static size_t lines(const struct list *l)
{
	return l->height > 0 ? (size_t)l->height : 1;
}

static bool rests(const struct list *l, size_t i)
{
	return !l->rests || l->rests(l->rows, i);
}

/* The resting row at `i` or the nearest after it; past the end the nearest before. */
static size_t rest_down(const struct list *l, size_t i)
{
	for (size_t at = i; at < l->count; at++)
		if (rests(l, at))
			return at;
	for (size_t at = i; at-- > 0;)
		if (rests(l, at))
			return at;
	return i;
}

static size_t rest_up(const struct list *l, size_t i)
{
	for (size_t at = i + 1; at-- > 0;)
		if (rests(l, at))
			return at;
	return rest_down(l, i);
}

/* Headings above the first resting row come into sight with it. */
static void scroll(struct list *l)
{
	size_t room = lines(l);
	size_t last = l->count > room ? l->count - room : 0;

	if (l->selected < l->top)
		l->top = l->selected;
	if (l->selected >= l->top + room)
		l->top = l->selected - room + 1;
	if (l->top > last)
		l->top = last;
	if (l->rests && l->selected < room && l->count &&
	    rest_down(l, 0) == l->selected)
		l->top = 0;
}

void list_fit(struct list *l, size_t count, int height)
{
	l->count = count;
	l->height = height > 0 ? height : 1;
	list_select(l, l->selected);
}

void list_select(struct list *l, size_t i)
{
	if (!l->count)
		i = 0;
	else if (i >= l->count)
		i = l->count - 1;
	l->selected = l->count ? rest_down(l, i) : 0;
	scroll(l);
}

void list_pin(struct list *l, size_t i)
{
	size_t line = l->selected - l->top;

	l->top = i > line ? i - line : 0;
	list_select(l, i);
}

static void page(struct list *l, bool down)
{
	size_t room = lines(l);
	size_t last = l->count - 1;

	if (down) {
		l->top += room;
		l->selected = last - l->selected > room ? l->selected + room : last;
		l->selected = rest_down(l, l->selected);
	} else {
		l->top -= l->top < room ? l->top : room;
		l->selected -= l->selected < room ? l->selected : room;
		l->selected = rest_up(l, l->selected);
	}
	scroll(l);
}

static void step(struct list *l, bool down)
{
	size_t to = l->selected;

	if (down && to + 1 < l->count)
		to = rest_down(l, to + 1);
	else if (!down && to > 0)
		to = rest_up(l, to - 1);
	l->selected = to;
	scroll(l);
}

bool list_key(struct list *l, keycode key)
{
	if (key >= (keycode)KEY_ROW && key < (keycode)KEY_CTRL) {
		list_select(l, key - (keycode)KEY_ROW);
		return true;
	}
	switch (key) {
	case KEY_ARROW_UP:
	case KEY_ARROW_DOWN:
		if (l->count)
			step(l, key == KEY_ARROW_DOWN);
		return true;
	case KEY_PAGE_UP:
	case KEY_PAGE_DOWN:
		if (l->count)
			page(l, key == KEY_PAGE_DOWN);
		return true;
	case KEY_HOME_:
		list_select(l, 0);
		return true;
	case KEY_END_:
		list_select(l, l->count ? l->count - 1 : 0);
		return true;
	default:
		return false;
	}
}

size_t list_shown(const struct list *l)
{
	size_t left = l->count > l->top ? l->count - l->top : 0;

	return left < lines(l) ? left : lines(l);
}

void list_draw(const struct list *l, struct canvas *c, int y, list_row row,
	       const void *rows)
{
	size_t n = list_shown(l);

	for (size_t i = 0; i < n; i++) {
		row(rows, l->top + i, c, y + (int)i);
		if (l->top + i == l->selected)
			canvas_put(c, y + (int)i, 0, 1, LOOK_TEXT, STRV(">"));
	}
}
