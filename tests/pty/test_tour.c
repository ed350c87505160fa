/* The five-minute tour of README.md, key by key, in the real program: what the README says
 * one sees is what one sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/support/session.h"

#define INTAKE "tests/fixtures/intake/intake-webform-windows1252.csv"

static void find(struct pty *p)
{
	keys(p, "/", "Find");
	keys(p, "akyu n", "Aky\u00fcrek, N.");
}

static void caseworker(const struct demo *d)
{
	struct pty *p = session_open(d, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "First this"));
	keys(p, "o", "Unassigned");
	keys(p, F9, "First this");
	find(p);
	keys(p, ENTER, "Applicant");
	keys(p, "p", "07-12-2026");
	keys(p, "o", "F10");
	keys(p, "Een huurspecificatie.", "huurspecificatie.");
	keys(p, F10, "04-12-2026");
	keys(p, ENTER, "21-12");
	assert_true(pty_shows(p, "Awb 4:15"));
	keys(p, "k", "Awb 4:13");
	keys(p, ESC, "Applicant");
	keys(p, "c", "20-11-2026");
	keys(p, ENTER, "07-12");
	keys(p, "d", "Outcome");
	keys(p, RIGHT RIGHT, "* refuse");
	keys(p, TAB " " DOWN DOWN " ", "[x] c");
	keys(p, TAB RIGHT RIGHT, "* considered");
	keys(p, TAB "De kinderen.", "De kinderen.");
	keys(p, TAB "De woning is groot genoeg.", "genoeg.");
	keys(p, F8, "Beste");
	keys(p, ESC, "Outcome");
	keys(p, F10, "is proposed");
	keys(p, "g", "proposed");
	keys(p, F9, "First this");
	pty_send(p, "q");
	assert_int_equal(pty_wait(p), 0);
	pty_free(p);
}

static void decider(const struct demo *d)
{
	struct pty *p = session_open(d, "decider", 80, 24, NULL);

	assert_true(pty_sees(p, "To approve"));
	keys(p, "g", "Applicant");
	find(p);
	keys(p, ENTER, "BSN");
	keys(p, "g", "Beste");
	keys(p, "g", "y: yes");
	keys(p, "y", "decided and signed");
	pty_free(p);
}

static void announce(const struct demo *d)
{
	struct pty *p = session_open(d, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "First this"));
	keys(p, "v", "Decided, not sent yet");
	find(p);
	keys(p, ENTER, "BSN");
	keys(p, "v", "20-11-2026");
	keys(p, ENTER, "04-01-2027");
	keys(p, "hA", "approved");
	pty_send(p, "\x11");
	assert_int_equal(pty_wait(p), 0);
	pty_free(p);
}

static int tour_setup(void **state)
{
	struct demo *d = calloc(1, sizeof(*d));
	const char *tmp = getenv("TMPDIR");
	char command[5120];

	if (!d)
		return -1;
	*state = d;
	(void)snprintf(d->dir, sizeof(d->dir), "%s/tour/s", tmp ? tmp : "/tmp");
	/* 65: some rows are handed back. */
	(void)snprintf(
		command, sizeof(command),
		"S='%s' V='%s'; set -e; mkdir -p $S.in; "
		"cp " INTAKE " $S.in/intake.csv; $V demo $S --cases 5000; "
		"$V --store $S --as desk import $S.in/intake.csv || [ $? = 65 ]; "
		"test -f $S.in/intake.csv.rejected.csv",
		d->dir, session_program());
	return session_shell(command);
}

static void test_tour(void **state)
{
	const struct demo *d = *state;

	caseworker(d);
	decider(d);
	announce(d);
	assert_int_equal(session_check(d), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_tour, tour_setup, demo_teardown),
	};

	return cmocka_run_group_tests_name("pty_tour", tests, NULL, NULL);
}
