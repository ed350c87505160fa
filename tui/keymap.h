/* Keymap files: `bind SCOPE KEYS COMMAND [ARG]`, keys separated by blanks inside quotes
 * for sequences ("g g"), an argument of several words in quotes, '#' comments. `default.keys` is compiled in; a second file adds
 * to it and may `unbind SCOPE KEYS`. */
#ifndef VOORRANG_TUI_KEYMAP_H
#define VOORRANG_TUI_KEYMAP_H

#include "tui/key.h"

#define KEYMAP_SEQ 4

struct binding {
	struct strv
		scope; /* a view's name, "global", "list" or "edit" (while typing) */
	keycode keys[KEYMAP_SEQ];
	size_t nkeys;
	struct strv command;
	struct strv arg;
	unsigned line; /* in its file */
};

struct keymap;

/* `known` says whether a command name exists, `scope` whether a scope does. */
struct keymap_check {
	bool (*command)(struct strv name);
	bool (*scope)(struct strv name);
};

struct keymap *keymap_new(void); /* NULL: no memory */
void keymap_free(struct keymap *k);
/* Adds the bindings of a file's text (copied). Errors with file (`name`), line, column and
 * source: unknown word, scope, key or command, and a sequence that another one in the
 * same scope begins or is. On failure the keymap is as before. */
bool keymap_load(struct keymap *k, struct strv text, const char *name,
		 const struct keymap_check *check, struct err *e);

enum keymap_hit { KEYMAP_MISS, KEYMAP_PREFIX, KEYMAP_FOUND };
/* Looks `keys` up in the scopes, first scope first. */
enum keymap_hit keymap_find(const struct keymap *k, const char *const *scopes,
			    size_t nscopes, const keycode *keys, size_t nkeys,
			    const struct binding **out);
/* The shortest keys that reach a command in these scopes, first in the file first; none
 * that begin with a character when one is `typing`. NULL when there are none. */
const struct binding *keymap_for(const struct keymap *k, const char *const *scopes,
				 size_t nscopes, struct strv command, bool typing);
/* The i-th binding; NULL past the end. */
const struct binding *keymap_at(const struct keymap *k, size_t i);
/* The keys as shown: "g g", "Ctrl-O". Terminated in `out`. */
void binding_keys(const struct binding *b, char out[64]);
/* The compiled-in files: "default", "vi". NULL when there is none of that name. */
const char *keymap_builtin(struct strv name);

#endif
