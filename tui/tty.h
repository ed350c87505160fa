/* What surrounds curses: signals as a descriptor to wait on, and the terminal given back
 * when the program dies. Knows no curses. */
#ifndef VOORRANG_TUI_TTY_H
#define VOORRANG_TUI_TTY_H

#include <stdbool.h>
#include <stddef.h>

/* What a wait brought besides keys. */
struct tty_news {
	bool window; /* the size changed */
	bool cancel; /* SIGINT from outside */
	bool gone; /* the line dropped: nothing can be written any more */
	bool ended; /* SIGTERM */
};

/* From here signals are read by tty_wait; and back. */
void tty_take_signals(void);
void tty_drop_signals(void);
/* From here a fatal signal writes `restore` (copied, cut at 256 bytes), calls `modes`, which
 * may do only what a handler may, and goes on as it would have; and back. */
void tty_guard(const char *restore, size_t n, void (*modes)(void));
void tty_unguard(void);
/* Until a key can be read, something happened or `ms` passed (-1: no limit). */
struct tty_news tty_wait(int ms);
/* False when the terminal does not say. */
bool tty_size(int *width, int *height);

#endif
