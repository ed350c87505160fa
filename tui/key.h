/* Keys: a character or a named key, with modifiers; the same on every terminal. */
#ifndef VOORRANG_TUI_KEY_H
#define VOORRANG_TUI_KEY_H

#include "store/base/err.h"

/* A Unicode character, or one of these. */
enum key_code {
	KEY_NONE = 0,
	KEY_TAB_ = 9,
	KEY_RETURN = 13,
	KEY_ESC = 27,
	KEY_NAMED = 0x110000,
	KEY_ARROW_UP,
	KEY_ARROW_DOWN,
	KEY_ARROW_LEFT,
	KEY_ARROW_RIGHT,
	KEY_PAGE_UP,
	KEY_PAGE_DOWN,
	KEY_HOME_,
	KEY_END_,
	KEY_INSERT,
	KEY_DELETE_,
	KEY_RUBOUT, /* backspace */
	KEY_BACKTAB, /* shift-tab */
	KEY_FUNCTION, /* F0; F1 is KEY_FUNCTION + 1 … F12 */
	KEY_FUNCTION_LAST = KEY_FUNCTION + 12,
	/* not from the keyboard: */
	KEY_PASTE_START, /* what follows until KEY_PASTE_STOP was pasted: text, never commands */
	KEY_PASTE_STOP,
	KEY_SAVE_DRAFT, /* the view saves what is being typed now (timer, hang-up) */
	KEY_WINDOW, /* the size changed */
	KEY_ROW =
		0x800000, /* + i: a list's cursor to row i (0-based); may be refused */
};

enum key_mod { KEY_CTRL = 1 << 24, KEY_ALT = 1 << 25 };

/* code | modifiers. Ctrl with a letter is KEY_CTRL | lower case. */
typedef uint32_t keycode;

/* "a", "Ö", "space", "enter", "esc", "tab", "shift-tab", "up", "pgdn", "home", "del",
 * "backspace", "f8", "ctrl-o", "alt-x" … ERR_KEYMAP_KEY. */
bool key_parse(struct strv name, keycode *out, struct err *e);
/* The name that is shown: "F8", "Ctrl-O", "Enter", "d". Into `out`, terminated. */
void key_write(keycode key, char out[24]);
/* A character that a text field takes. */
bool key_is_text(keycode key);

#endif
