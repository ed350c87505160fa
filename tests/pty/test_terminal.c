/* The real program on all sorts of terminals: sizes, types, character sets, and what a key
 * costs on the line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/session.h"

static void test_resize(void **state)
{
	struct pty *p = session_open(*state, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "My cases"));
	pty_resize(p, 120, 40);
	assert_true(pty_sees(p, "First this"));
	pty_resize(p, 20, 5);
	assert_true(pty_loses(p, "First this"));
	pty_send(p, "m");
	pty_resize(p, 80, 24);
	assert_true(pty_sees(p, "by due date"));
	pty_send(p, "\033[24~"); /* F12 */
	assert_true(pty_sees(p, "First this"));
	pty_send(p, "q");
	assert_int_equal(pty_wait(p), 0);
	pty_free(p);
}

static void one_terminal(const struct demo *d, const char *term, const char *lc_all)
{
	const struct session_extra extra = { .term = term, .lc_all = lc_all };
	struct pty *p = session_open(d, "caseworker", 80, 24, &extra);

	assert_true(pty_sees(p, "My cases"));
	pty_send(p, "a");
	assert_true(pty_sees(p, "by due date"));
	pty_send(p, "\r");
	assert_true(pty_sees(p, "Applicant"));
	pty_send(p, "k");
	assert_true(pty_sees(p, "Awb 4:13"));
	(void)pty_settle(p, 60);
	if (strcmp(lc_all, "C") == 0)
		assert_false(pty_eight_bit(p));
	pty_send(p, "\x11"); /* Ctrl-Q */
	assert_int_equal(pty_wait(p), 0);
	pty_free(p);
}

static void test_types(void **state)
{
	static const char *const terms[] = { "vt100", "vt220", "linux", "screen",
					     "xterm-256color" };

	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++) {
		one_terminal(*state, terms[i], "C");
		one_terminal(*state, terms[i], "C.UTF-8");
	}
}

/* A name that Latin-9 holds stands there as it is; one that it does not is transliterated,
 * never blank. */
static void test_latin(void **state)
{
	const struct demo *d = *state;
	char locpath[600];
	char command[2200];
	const struct session_extra extra = { .lc_all = "nl_NL@euro",
					     .locpath = locpath,
					     .charset = "ISO-8859-15" };
	struct pty *p;

	(void)snprintf(locpath, sizeof(locpath), "%s.locale", d->dir);
	(void)snprintf(command, sizeof(command),
		       "mkdir -p %s && localedef -i nl_NL -f ISO-8859-15 %s/nl_NL@euro "
		       ">/dev/null 2>&1; test -d %s/nl_NL@euro",
		       locpath, locpath, locpath);
	if (access("/usr/share/i18n/locales/nl_NL", F_OK) != 0) {
		puts("SKIPPED: no locale sources here (package locales)");
		return;
	}
	assert_int_equal(session_shell(command), 0);
	p = session_open(d, "caseworker", 80, 24, &extra);
	assert_true(pty_sees(p, "My cases"));
	pty_send(p, "/");
	assert_true(pty_sees(p, "ind"));
	pty_send(p, "andrade");
	assert_true(pty_sees(p, "Andrade"));
	pty_free(p);
}

/* The frame that a key brings at once; the sentence about the row follows later. */
#define AT_ONCE_MS 60
#define AT_REST_MS 500

/* The least of three: on a busy machine the later frame may come while one still reads. */
static size_t cost(struct pty *p, const char *key)
{
	size_t least = SIZE_MAX;

	for (int i = 0; i < 3; i++) {
		size_t n;

		pty_send(p, key);
		n = pty_settle(p, AT_ONCE_MS);
		least = n < least ? n : least;
		(void)pty_settle(p, AT_REST_MS);
	}
	return least;
}

/* What a key sends at 80x24: the limits of the design. */
static void test_bytes(void **state)
{
	struct pty *p = session_open(*state, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "My cases"));
	pty_send(p, "A");
	assert_true(pty_sees(p, "1 of"));
	(void)pty_settle(p, AT_REST_MS);
	assert_in_range(cost(p, DOWN), 1, 40);
	assert_true(pty_sees(p, "4 of")); /* the hand rests: position and sentence */
	assert_in_range(cost(p, PGDN), 1, 1500);
	assert_int_equal(cost(p, ""), 0); /* idle: nothing */
	pty_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_resize, demo_setup, demo_teardown),
		cmocka_unit_test_setup_teardown(test_types, demo_setup, demo_teardown),
		cmocka_unit_test_setup_teardown(test_latin, demo_setup, demo_teardown),
		cmocka_unit_test_setup_teardown(test_bytes, demo_setup, demo_teardown),
	};

	return cmocka_run_group_tests_name("pty_terminal", tests, NULL, NULL);
}
