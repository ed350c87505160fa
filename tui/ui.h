/* What the workbench does for its views: implemented by app. */
#ifndef VOORRANG_TUI_UI_H
#define VOORRANG_TUI_UI_H

#include "tui/view.h"

struct store *ui_store(const struct ui *ui);
const struct actor *ui_actor(const struct ui *ui);
struct date ui_today(const struct ui *ui);
/* Municipality for line 1; the policy that governs today. */
const struct policy *ui_policy(const struct ui *ui);
/* Dutch on the screen, for texts that data holds in both languages. */
bool ui_dutch(const struct ui *ui);

/* Opens a screen by name on top; false: the error is on the message line. */
bool ui_open(struct ui *ui, const char *view, const struct view_arg *arg);
/* Closes the top screen; the desk never closes this way. */
void ui_back(struct ui *ui);
/* Marks the screens below as stale too: something was written. */
void ui_stale(struct ui *ui);
/* One message in line 23, until the next key. Translated and sanitised by the caller's _();
 * a later message replaces it. */
void ui_say(struct ui *ui, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ui_err(struct ui *ui, const struct err *e);

/* Calls a store verb in a transaction of its own: fills today and now. On failure the
 * error is on the message line; on success the screens are stale. */
bool ui_do(struct ui *ui, const char *verb, struct verb_args *args);
/* The same, the error left in *e. */
bool ui_try(struct ui *ui, const char *verb, struct verb_args *args, struct err *e);
/* A read transaction for `load`; on failure the error is in *e. End with txn_end. */
struct txn *ui_read(const struct ui *ui, struct err *e);

/* Asks one line in line 23. `done` gets the text on Enter; Esc forgets it. */
typedef void (*ui_answer)(struct ui *ui, struct view *v, struct strv text, void *ctx);
void ui_ask(struct ui *ui, const char *question, struct strv offered, ui_answer done,
	    void *ctx);
/* Line 1 in the common form: left, and right-aligned (the day where NULL); DEMO banner. */
void ui_title(const struct ui *ui, struct canvas *c, struct strv left,
	      struct strv right);
/* The keys for a command in the view on top ("F8"), "" when it has none. */
const char *ui_key_for(const struct ui *ui, const char *command);
/* Whether a command could be run here and now. */
bool ui_possible(const struct ui *ui, const struct command *c);
/* All commands that the top view knows (its own, then the global ones), one by one:
 * NULL past the end. */
const struct command *ui_command(const struct ui *ui, size_t i);
/* The view below the top (what help speaks of); NULL when there is none. */
const struct view *ui_below(const struct ui *ui);

/* True while a list glides by under a held key: what is said about the row under the cursor
 * is left out until the hand rests, a quarter of a second later. */
bool ui_gliding(const struct ui *ui);
/* Columns and lines of the screen; a view has lines 0 .. height - 3. */
void ui_size(const struct ui *ui, int *width, int *height);
/* Any command by its name, whether possible here or not; NULL when there is none. */
const struct command *ui_command_named(const struct ui *ui, const char *name);
/* Runs a command as if its key was pressed in the view on top: asks what it needs. */
void ui_run(struct ui *ui, const char *command, struct strv arg);
/* For the view "note", opened for a command with ARG_TEXT: its arg.id is the case, its
 * arg.text the command's name (also the draft's form); its `current` and `face` must be
 * that case. Runs the command with the text on that view; when it succeeds the draft is
 * dropped and the view closed, else the error is on the message line and it stays. */
void ui_submit_text(struct ui *ui, struct strv text);

#endif
