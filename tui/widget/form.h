/* A form: labels and fields, one or more to a line, with lists to choose from, validation
 * while typing and the values that it began with. Knows no store: who owns it gives labels,
 * choices and a check. */
#ifndef VOORRANG_TUI_WIDGET_FORM_H
#define VOORRANG_TUI_WIDGET_FORM_H

#include "tui/widget/field.h"
#include "tui/widget/textarea.h"

/* One word of a list, and how people read it. Lives as long as the form. */
struct form_choice {
	struct strv word;
	struct strv title;
};

enum form_kind {
	FORM_HEAD, /* a heading: no field */
	FORM_LINE,
	FORM_CHOICE, /* one of `choice`, or nothing */
	FORM_TEXT, /* many lines */
};

struct form_row {
	enum form_kind kind;
	unsigned id; /* the owner's */
	struct strv label; /* lives as long as the form */
	int width; /* columns of the field */
	bool beside; /* on the line of the one before, where there is room */
	bool masked; /* all but the last five hidden while the cursor is elsewhere */
	const struct form_choice *choice;
	size_t nchoices;
	struct field_edit edit; /* FORM_LINE; FORM_CHOICE: the word */
	struct textarea area; /* FORM_TEXT */
	struct str base; /* what it held when it was last in step with the store */
	struct str other; /* what somebody else wrote meanwhile … */
	bool clash; /* … there is such a text, and a choice is due */
	struct str bad; /* why it is not right yet; empty: it is */
};

/* Says in *why what is wrong with a text; nothing: it is right. */
typedef void (*form_check)(void *ctx, unsigned id, struct strv text, struct str *why);

struct form {
	struct form_row *row;
	size_t n;
	size_t cap;
	size_t at; /* the row with the cursor */
	bool open; /* its list is shown */
	size_t pick; /* the choice under the cursor in the list */
	char typed[16]; /* the beginning of a choice that is being typed */
	size_t ntyped;
	int width, height; /* as it will be drawn */
	int top; /* first line shown */
	form_check check;
	void *ctx;
};

void form_init(struct form *f, form_check check, void *ctx);
void form_release(struct form *f);
/* A new row at the end holding `value`, which is its base too; NULL: no memory. The row is
 * valid until the next one is added. */
struct form_row *form_add(struct form *f, enum form_kind kind, unsigned id,
			  struct strv label, size_t max, struct strv value);
/* Once all rows are there: the cursor on the first field. */
void form_start(struct form *f);
void form_size(struct form *f, int width, int height);

struct form_row *form_find(struct form *f, unsigned id);
/* What stands in a row; valid until it changes. */
struct strv form_value(const struct form_row *r);
bool form_row_changed(const struct form_row *r);
bool form_changed(const struct form *f);
/* Types `text` for the user; the base stays. */
void form_set(struct form *f, struct form_row *r, struct strv text);
/* The store holds `text` now: the base; a row that was not changed shows it. */
void form_base(struct form_row *r, struct strv text);
/* Checks every row; the index of the first that is not right, f->n when all are. */
size_t form_verify(struct form *f);
void form_go(struct form *f, size_t row);

/* One key. False: not mine. */
bool form_key(struct form *f, keycode key);
/* To the next or previous field, round the corner. */
void form_next(struct form *f);
void form_previous(struct form *f);
/* Opens the list of the row, or chooses what the cursor is on; where two wrote, shows the
 * other's text or one's own. False: there is nothing to choose. */
bool form_choose(struct form *f);
/* Closes an open list. False: none was. */
bool form_close(struct form *f);
/* In a text of many lines. */
bool form_undo(struct form *f);
bool form_redo(struct form *f);

/* From line `y` down, over the size that was given. */
void form_draw(const struct form *f, struct canvas *c, int y);
/* What is wrong where the cursor is; empty: nothing. */
struct strv form_message(const struct form *f);

#endif
