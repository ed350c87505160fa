/* The real program in a pseudo-terminal, its screen read through libvterm. Waiting is always
 * for a text, never for a time. */
#ifndef VOORRANG_TESTS_PTY_H
#define VOORRANG_TESTS_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct pty;

struct pty_setup {
	const char *const *argv; /* NULL-ended; argv[0] is the program */
	const char *const
		*env; /* NULL-ended NAME=VALUE, on top of a clean environment */
	const char *term; /* TERM; NULL: xterm-256color */
	const char *charset; /* what the bytes are in, for iconv; NULL: UTF-8 */
	int width, height;
};

/* NULL when it cannot start. */
struct pty *pty_open(const struct pty_setup *setup);
/* Hangs up if it still runs, waits for its end, frees. */
void pty_free(struct pty *p);
/* Types bytes as a keyboard sends them. */
void pty_send(struct pty *p, const char *bytes);
/* Reads until the screen shows `text` (true) or ten seconds went by; then the screen is
 * printed to standard error. */
bool pty_sees(struct pty *p, const char *text);
/* Reads until `text` is gone from the screen. */
bool pty_loses(struct pty *p, const char *text);
/* Whether the screen shows `text` now. */
bool pty_shows(struct pty *p, const char *text);
/* Reads until nothing has come for `quiet_ms`. Returns the bytes that came. */
size_t pty_settle(struct pty *p, int quiet_ms);
/* The screen as text, lines without trailing blanks; valid until the next call. */
const char *pty_screen(struct pty *p);
/* One line of it. */
const char *pty_line(struct pty *p, int y);
void pty_resize(struct pty *p, int width, int height);
void pty_kill(struct pty *p, int sig);
/* Drops the line, as a lost connection does. */
void pty_hangup(struct pty *p);
/* Waits for the end: the exit code, or 128 + signal. */
int pty_wait(struct pty *p);
/* Whether a byte >= 0x80 ever came. */
bool pty_eight_bit(const struct pty *p);
/* The program's output so far had this many bytes. */
size_t pty_bytes(const struct pty *p);
pid_t pty_pid(const struct pty *p);

#endif
