/* Rows to move over: how many, which one, which are on the screen. It holds no rows: who
 * owns them draws them through a callback, so a list of a million costs as much as one of
 * twenty. */
#ifndef VOORRANG_TUI_WIDGET_LIST_H
#define VOORRANG_TUI_WIDGET_LIST_H

#include "tui/canvas.h"
#include "tui/key.h"

/* Initialise with {0}. */
struct list {
	size_t count;
	size_t selected; /* 0 when empty */
	size_t top; /* the first row on the screen */
	int height;
	/* Whether the cursor may rest on row `i` (not on a heading); NULL: on every row.
	 * There must be one. */
	bool (*rests)(const void *rows, size_t i);
	const void *rows;
};

/* How many rows there are and how many lines there is room for. */
void list_fit(struct list *l, size_t count, int height);
/* Puts the cursor on a row, scrolling as little as possible. */
void list_select(struct list *l, size_t i);
/* The record under the cursor has moved to row `i`: the rows move, the cursor stays at its
 * line. */
void list_pin(struct list *l, size_t i);
/* Up, Down, PgUp, PgDn, Home, End, KEY_ROW + a row. False: not a movement. */
bool list_key(struct list *l, keycode key);
/* The rows on the screen: [top, top + the result). */
size_t list_shown(const struct list *l);

typedef void (*list_row)(const void *rows, size_t i, struct canvas *c, int y);
/* Draws the rows from line `y` down, the marker in column 0. */
void list_draw(const struct list *l, struct canvas *c, int y, list_row row,
	       const void *rows);

#endif
