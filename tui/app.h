/* The workbench: the stack of screens, keys to commands, messages, the event loop. It can
 * run without a terminal (tests feed keys and read the canvas). */
#ifndef VOORRANG_TUI_APP_H
#define VOORRANG_TUI_APP_H

#include "tui/keymap.h"
#include "tui/ui.h"

struct app_setup {
	struct store *store;
	const char *user; /* login name of the actor */
	struct date today; /* a fixed day, or DATE_NONE: `clock` tells */
	int64_t (*now)(void); /* UTC seconds */
	struct date (*day)(void); /* the Amsterdam calendar day, when `today` is none */
	const char *keymap; /* "vi", a file's path, or NULL */
	int width, height;
	charset_can can;
	bool ascii;
};

/* NULL on error (keymap, actor). The desk is open. */
struct ui *app_new(const struct app_setup *setup, struct err *e);
void app_free(struct ui *ui);
/* One key: finds and runs its command. */
void app_key(struct ui *ui, keycode key);
bool app_resize(struct ui *ui, int width, int height);
/* Reloads what another process changed; saves drafts that are due. Called at 4 Hz and
 * after input. Returns whether something on the screen changed. */
bool app_tick(struct ui *ui);
/* The line is gone: saves what is being typed. */
void app_hangup(struct ui *ui);
bool app_quits(const struct ui *ui);
/* Loads what is stale and draws; the canvas is valid until the next call. */
const struct canvas *app_draw(struct ui *ui);
/* The event loop on the real terminal, which the caller has opened and closes. Returns an
 * exit code. */
int app_run(struct ui *ui);

/* The compiled-in keys, then those of `second` ("vi", a file; NULL: none), checked against
 * the commands and screens that exist. */
bool app_load_keymap(struct keymap *k, const char *second, struct err *e);

/* Every command, for docs, keymaps and tests: views in order, then the global ones. */
const struct command *command_at(size_t i, const char **scope);

#endif
