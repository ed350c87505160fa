/* Sessions of the real program on a demo store, for the terminal tests. */
#ifndef VOORRANG_TESTS_SESSION_H
#define VOORRANG_TESTS_SESSION_H

#include "tests/support/pty.h"

/* Keys as an xterm sends them. */
#define RIGHT "\033OC"
#define DOWN "\033OB"
#define PGDN "\033[6~"
#define F8 "\033[19~"
#define F9 "\033[20~"
#define F10 "\033[21~"
#define TAB "\t"
#define ENTER "\r"
#define ESC "\033"

struct demo {
	char dir[512];
};

/* cmocka set-up and tear-down: a demo store of 60 cases, *state is a struct demo. */
int demo_setup(void **state);
int demo_teardown(void **state);

struct session_extra {
	const char *term;
	const char *lc_all; /* NULL: C.UTF-8 */
	const char *locpath;
	const char *charset;
	const char *option; /* one more option, as "--keymap=vi" */
};

/* The workbench as `user`, in English. `extra` may be NULL. */
struct pty *session_open(const struct demo *d, const char *user, int width, int height,
			 const struct session_extra *extra);
/* Types, then waits for what must come on the screen; fails the test when it does not. */
void keys(struct pty *p, const char *bytes, const char *then);
/* `do VERB NUMBER` in line mode as `user`: the exit code. */
int session_line(const struct demo *d, const char *user, const char *number,
		 const char *verb);
/* `check`: 0 when the store is clean. */
int session_check(const struct demo *d);
/* A command for the shell: the exit code. */
int session_shell(const char *command);
/* The program under test. */
const char *session_program(void);

#endif
