/* Text of many lines: real editing with soft wrap, undo and redo, paste and page keys.
 * Notes, reasons, explanations. Knows no store. */
#ifndef VOORRANG_TUI_WIDGET_TEXTAREA_H
#define VOORRANG_TUI_WIDGET_TEXTAREA_H

#include "tui/canvas.h"
#include "tui/key.h"

struct textarea_step;

/* Initialise with {0}, then textarea_size. */
struct textarea {
	struct str text;
	size_t at; /* the cursor: a byte offset at a grapheme's edge */
	size_t max; /* most characters; 0: no limit */
	bool full; /* the last key was refused: `max` is reached */
	bool pasting;
	bool returned; /* the last pasted key was Return */
	int width; /* columns that it wraps at */
	int height; /* lines shown */
	size_t top; /* the first line shown */
	int want; /* the column that up and down keep to; -1: the cursor's own */
	struct textarea_step *step; /* what was done, oldest first */
	size_t nsteps;
	size_t steps_cap;
	size_t done; /* steps before this are in the text: the others can be redone */
	bool joins; /* the next change may join the last step */
	charset_can can; /* of the canvas: how wide characters are */
};

/* How it will be drawn; the cursor stays visible. */
void textarea_size(struct textarea *t, int width, int height);
/* Replaces all, without a step to undo; the cursor stands at the end. */
void textarea_set(struct textarea *t, struct strv text);
/* One key. False: not mine, and for up on the first line and down on the last one. */
bool textarea_key(struct textarea *t, keycode key);
/* False: there is nothing to undo, to redo. */
bool textarea_undo(struct textarea *t);
bool textarea_redo(struct textarea *t);
void textarea_draw(const struct textarea *t, struct canvas *c, int y, int x,
		   bool focus);
void textarea_release(struct textarea *t);

#endif
