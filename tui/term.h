/* The terminal: the only file that includes curses. Canvas to screen, bytes to keys. */
#ifndef VOORRANG_TUI_TERM_H
#define VOORRANG_TUI_TERM_H

#include "store/base/err.h"
#include "tui/canvas.h"
#include "tui/key.h"

/* Takes the terminal over. ERR_NO_TERMINAL, ERR_TERM_TYPE (TERM must match
 * [A-Za-z0-9+._-]{1,32} and be known). */
bool term_open(struct err *e);
/* Gives it back as it was; safe to call twice. (A fatal signal gives it back by itself.) */
void term_close(void);
void term_size(int *width, int *height);
charset_can term_charset(void);
/* Puts the canvas on the screen: one write(2). */
void term_show(const struct canvas *c);
/* The next key that is there; KEY_NONE when there is none. Never waits. */
keycode term_key(void);
/* Waits for a key, a window change, a signal or `ms` milliseconds (-1: no limit). Returns
 * false when the line is gone. */
bool term_wait(int ms);
void term_redraw(void); /* everything again: Ctrl-L */
/* Throws away what was typed ahead: before a destructive question. */
void term_flush_input(void);
/* "ncurses 6.4.20221231", for --version. Static. */
const char *term_version(void);

#endif
