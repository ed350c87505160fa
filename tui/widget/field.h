/* A line that is typed: one field of a form, a question's answer. By graphemes, with
 * horizontal scroll. Knows no store. */
#ifndef VOORRANG_TUI_WIDGET_FIELD_H
#define VOORRANG_TUI_WIDGET_FIELD_H

#include "tui/canvas.h"
#include "tui/key.h"

/* Initialise with {0} and `max`. */
struct field_edit {
	struct str text;
	size_t at; /* the cursor: a byte offset at a grapheme's edge */
	size_t max; /* most characters; 0: no limit */
	bool full; /* the last key was refused: `max` is reached */
	bool pasting;
};

/* Replaces what is there; the cursor stands behind it. */
void field_edit_set(struct field_edit *f, struct strv text);
/* Text goes in at the cursor, as far as it fits; line ends and tabs become blanks. */
void field_edit_insert(struct field_edit *f, struct strv text);
/* One key. False: not mine. Between paste marks every key is text. */
bool field_edit_key(struct field_edit *f, keycode key);
/* On one line of `width` columns, scrolled so that the cursor is visible; with `focus`
 * the canvas's cursor stands in it. */
void field_edit_draw(const struct field_edit *f, struct canvas *c, int y, int x,
		     int width, enum role_look look, bool focus);
void field_edit_release(struct field_edit *f);

#endif
