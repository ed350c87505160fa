/* What app, ui, prompt, palette and hint share: the state of the workbench. */
#ifndef VOORRANG_TUI_APP_INTERNAL_H
#define VOORRANG_TUI_APP_INTERNAL_H

#include "tui/app.h"
#include "tui/palette.h"
#include "tui/prompt.h"

#define STACK_MAX 16
#define GONE_MAX 8
#define SCOPES_MAX 4

/* A view in the stack, or one that was closed and can be opened again (its `keep`). */
struct slot {
	struct view view;
	bool stale;
	bool forget; /* was closed by its own success: there is nothing to return to */
	struct slot *next;
};

enum ui_mode { MODE_KEYS, MODE_PROMPT, MODE_CONFIRM, MODE_PALETTE };

/* A command on its way: it may wait for its argument and for a confirmation. */
struct job {
	const struct command *command;
	struct view *view;
	struct caseid id; /* the case it was meant for: the cursor may move meanwhile */
	int count;
	bool counted;
	bool confirmed;
	bool submitted; /* from the view "note" */
	keycode trigger; /* the key that began it: never the one that confirms */
	struct str arg;
};

/* Where ui_key_for leaves its answers: several may stand in one sentence. */
#define KEY_TEXTS 8
struct key_texts {
	char s[KEY_TEXTS][64];
	unsigned next;
};

struct ui {
	struct app_setup setup;
	struct actor actor;
	struct keymap *keymap;
	struct canvas canvas;
	struct slot *stack[STACK_MAX];
	size_t depth;
	struct slot *trash; /* closed while its code may still run */
	struct slot *gone; /* for `forward`, latest first */
	uint64_t generation;
	struct date day;
	int64_t saved; /* when drafts were last saved, or nothing was dirty */
	struct str message;
	bool message_error;
	enum ui_mode mode;
	struct job job;
	struct prompt prompt;
	struct palette palette;
	keycode pending[KEYMAP_SEQ];
	size_t npending;
	int count;
	bool counted;
	keycode last; /* the key being handled */
	bool pasting;
	unsigned paste_ticks; /* since the last pasted key */
	bool flush; /* what was typed ahead must go */
	bool moved; /* the last keys only moved over the rows of a list */
	bool gliding; /* drawing a frame in between: the hand has not come to rest */
	struct cell *held; /* title and hints of the last full frame */
	int held_width;
	const struct slot *held_top; /* the screen they are of */
	bool redraw;
	bool quits;
	struct key_texts *key_texts;
};

/* --- ui.c: the stack --- */
struct view *ui_top(const struct ui *ui);
/* What keys and hints speak of: the top view, or the one below when that is help. */
struct view *ui_context(const struct ui *ui);
const struct view_ops *view_by_name(struct strv name);
const struct view_ops *view_at(size_t i); /* NULL past the end */
/* Loads the top view when it is stale; a view that cannot is closed. */
void ui_load(struct ui *ui);
/* Opens the desk. */
bool ui_start(struct ui *ui, struct err *e);
/* Frees what was closed. */
void ui_reap(struct ui *ui);
void ui_free_views(struct ui *ui);
bool ui_forward(struct ui *ui);
/* Every view that holds unsaved typing saves it as a draft. */
void ui_save_drafts(struct ui *ui);
bool ui_input(struct ui *ui, struct view *v, keycode key);

/* --- app.c --- */
const struct keymap_check *app_keymap_check(void);

/* --- dispatch.c: from keys to commands --- */
void dispatch_key(struct ui *ui, keycode key);
/* Begins a command in the top view. */
void job_start(struct ui *ui, const struct command *c, int count, bool counted,
	       struct strv arg);
/* Goes on with the job once its argument is there. */
void job_go_on(struct ui *ui);
void job_drop(struct ui *ui);
void job_confirm_key(struct ui *ui, keycode key);
/* The letter that confirms. */
keycode job_confirm_letter(const struct ui *ui);
/* A command by its name, as a view knows it; NULL when it does not. */
const struct command *command_in(const struct view *v, struct strv name);
/* The `i`-th command that a view knows; NULL past the end. */
const struct command *command_nth(const struct view *v, size_t i);
/* Whether `c` can run in `v`; if not and `why` is given, the reason. */
bool command_possible(const struct ui *ui, const struct view *v,
		      const struct command *c, struct err *why);
bool key_cancels(const struct ui *ui, keycode key);
/* The scopes that hold in a view, first one first. */
size_t scopes_of(const struct view *v, const char *scopes[SCOPES_MAX]);

/* --- hint.c: the last two lines --- */
void hint_draw(const struct ui *ui, struct canvas *c);
/* The keys for a command in `v`; NULL when there are none that work. */
const struct binding *hint_binding(const struct ui *ui, const struct view *v,
				   struct strv command);

#endif
