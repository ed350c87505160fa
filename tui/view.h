/* A screen: at most six slots. `load` copies what is shown into the view; `draw` is a pure
 * function of a const view; neither keeps a transaction. */
#ifndef VOORRANG_TUI_VIEW_H
#define VOORRANG_TUI_VIEW_H

#include "tui/canvas.h"
#include "tui/command.h"
#include "tui/key.h"

/* What a view is opened on. Texts are copied by ui_open. */
struct view_arg {
	struct caseid id;
	struct query
		query; /* the list it was opened from; .actor is filled by the ui */
	bool has_query;
	struct strv text; /* what is searched, a section, a form's name */
};

struct view {
	const struct view_ops *ops;
	struct view_arg arg; /* texts live in `keep` */
	struct arena keep; /* as long as the view */
	struct arena arena; /* emptied before each load */
	void *state; /* made by the first load, freed by close */
	struct caseid current; /* the case under the cursor; {0,0}: none */
	struct face face; /* its face, texts in `arena`; valid when current is a case */
	bool has_face;
	bool is_list; /* has rows to move over */
	bool typing; /* keys are text first, commands when `input` does not take them */
	bool dirty; /* holds typing that is not saved: a draft is due */
	bool multiline; /* what is typed has lines: a pasted line end comes as KEY_RETURN,
			   else as a blank */
};

struct view_ops {
	const char *name; /* "queue": also its scope in keymap files */
	const struct command *commands;
	size_t ncommands;
	/* First call: makes `state` from `arg`. Later calls: the content may have changed;
	 * the selection stays on its record. False closes the view (the error is shown). */
	bool (*load)(struct view *v, struct ui *ui, struct err *e);
	/* Lines 0 .. height-3; the last two lines are the ui's. */
	void (*draw)(const struct view *v, const struct ui *ui, struct canvas *c);
	/* False: not mine, try the keymap. May be NULL. */
	bool (*input)(struct view *v, struct ui *ui, keycode key);
	/* Frees `state`. May be NULL. */
	void (*close)(struct view *v);
};

/* Every screen; each view file defines one. */
extern const struct view_ops view_desk, view_queue, view_find, view_dossier, view_edit,
	view_clock, view_decide, view_letter, view_history, view_note, view_help,
	view_triage;

#endif
