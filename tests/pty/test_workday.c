/* The real program in a terminal: two people and one decision, the lost line, the killed
 * program, a restart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/session.h"

/* The number of the case that the open screen is about, from its first line. */
static void number_of(struct pty *p, char out[12])
{
	const char *line = pty_line(p, 0);

	memcpy(out, line + 1, 11);
	out[11] = '\0';
	assert_int_equal(out[4], '-');
}

/* Refuses the first case of "mine": two grounds, every part that the law asks for. */
static void propose_refusal(struct pty *p, char number[12])
{
	keys(p, "m", "My cases");
	keys(p, ENTER, "Applicant");
	number_of(p, number);
	keys(p, "d", "Outcome");
	keys(p, RIGHT RIGHT TAB, "[ ] a");
	keys(p, " " DOWN DOWN " ", "[x] c");
	keys(p, TAB RIGHT RIGHT, "* considered");
	keys(p, TAB "Het belang van het kind is gewogen.", "gewogen.");
	keys(p, TAB "Er is geen urgent woonprobleem.", "woonprobleem.");
	keys(p, F10, "is proposed");
}

static void test_two_people(void **state)
{
	struct demo *d = *state;
	char number[12];
	char typed[32];
	struct pty *p = session_open(d, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "DEMO"));
	propose_refusal(p, number);
	keys(p, F9, "First this");
	pty_free(p);

	/* Nobody signs their own proposal, whatever they may do otherwise. */
	assert_int_equal(session_line(d, "caseworker", number, "approve"), 77);

	p = session_open(d, "decider", 80, 24, NULL);
	assert_true(pty_sees(p, "DEMO"));
	(void)snprintf(typed, sizeof(typed), "=%s" ENTER, number);
	keys(p, typed, "Applicant");
	keys(p, "b", "Beste");
	keys(p, "g", "y: yes");
	keys(p, "y", "decided and signed");
	pty_free(p);

	p = session_open(d, "caseworker", 80, 24, NULL);
	assert_true(pty_sees(p, "DEMO"));
	keys(p, typed, "Applicant");
	keys(p, "v", "20-11-2026");
	keys(p, ENTER, "closed");
	keys(p, "h", "approved");
	pty_free(p);
	assert_int_equal(session_check(d), 0);
}

/* What is typed when the line drops is a draft, offered at the next start. */
static void test_lost_line(void **state)
{
	struct demo *d = *state;
	struct pty *p = session_open(d, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "DEMO"));
	keys(p, "m", "My cases");
	keys(p, "n", "ote");
	keys(p, "gebeld met de tolk over de huur", "over de huur");
	pty_hangup(p);
	assert_in_range(pty_wait(p), 0, 127); /* ended by itself, by no signal */
	pty_free(p);

	p = session_open(d, "caseworker", 80, 24, NULL);
	assert_true(pty_sees(p, "draft"));
	keys(p, "\x04", "gebeld met de tolk over de huur");
	keys(p, F10, "The note is in");
	pty_free(p);
	assert_int_equal(session_check(d), 0);
}

/* kill -9 loses at most the typing of the last ten seconds. */
static void test_killed(void **state)
{
	struct demo *d = *state;
	struct pty *p = session_open(d, "caseworker", 80, 24, NULL);

	assert_true(pty_sees(p, "DEMO"));
	keys(p, "m", "My cases");
	keys(p, "n", "ote");
	keys(p, "eerste regel van de notitie", "van de notitie");
	sleep(8); /* drafts are saved at least every ten seconds */
	pty_kill(p, SIGKILL);
	assert_int_equal(pty_wait(p), 128 + SIGKILL);
	pty_free(p);

	p = session_open(d, "caseworker", 80, 24, NULL);
	assert_true(pty_sees(p, "draft"));
	keys(p, "\x04", "eerste regel van de notitie");
	pty_free(p);
	assert_int_equal(session_check(d), 0);
}

/* A colleague's change shows by itself, the cursor stays on its record. */
static void test_colleague(void **state)
{
	struct demo *d = *state;
	struct pty *one = session_open(d, "caseworker", 80, 24, NULL);
	struct pty *two = session_open(d, "caseworker2", 80, 24, NULL);
	char number[12];
	char typed[32];

	assert_true(pty_sees(one, "DEMO"));
	assert_true(pty_sees(two, "DEMO"));
	keys(one, "o", "Unassigned");
	keys(one, ENTER, "Applicant");
	number_of(one, number);
	(void)snprintf(typed, sizeof(typed), "=%s" ENTER, number);
	keys(two, typed, "Applicant");
	keys(two, "p", "caseworker2");
	assert_true(pty_sees(one, "caseworker2"));
	pty_free(one);
	pty_free(two);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_two_people, demo_setup,
						demo_teardown),
		cmocka_unit_test_setup_teardown(test_lost_line, demo_setup,
						demo_teardown),
		cmocka_unit_test_setup_teardown(test_killed, demo_setup, demo_teardown),
		cmocka_unit_test_setup_teardown(test_colleague, demo_setup,
						demo_teardown),
	};

	return cmocka_run_group_tests_name("pty_workday", tests, NULL, NULL);
}
