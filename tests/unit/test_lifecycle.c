#include "store/rules/lifecycle.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* The road of a case in one letter a move: a row for each state, a column for each move.
 * "." cannot happen; else the first letter of the state that follows (H handling …). */
static const char moves[] =
	"register edit note claim assign release invite complete "
	"propose return approve announce withdraw void resume event";
/* clang-format off */
static const struct {
	enum state from;
	const char *to;
} road[] = {
	/*                  r  e  n  c  a  r  i  c  p  r  a  a  w  v  r  e */
	{ STATE_NONE,       "R  .  .  .  .  .  .  .  .  .  .  .  .  .  .  ." },
	{ STATE_REGISTERED, ".  R  R  H  H  .  .  .  .  .  .  .  C  V  .  R" },
	{ STATE_HANDLING,   ".  H  H  .  H  R  W  .  P  .  .  .  C  V  .  H" },
	{ STATE_WAITING,    ".  W  W  .  W  .  W  H  P  .  .  .  C  V  .  W" },
	{ STATE_PROPOSED,   ".  .  P  .  P  .  .  .  .  H  D  .  C  .  .  P" },
	{ STATE_DECIDED,    ".  .  D  .  .  .  .  .  .  .  .  C  .  .  H  D" },
	{ STATE_CLOSED,     ".  .  C  .  .  .  .  .  .  .  .  .  .  .  .  C" },
	{ STATE_VOID,       ".  .  .  .  .  .  .  .  .  .  .  .  .  .  .  ." },
};
/* clang-format on */

static enum state by_letter(char letter)
{
	static const char letters[] = ".RHWPDCV";
	const char *at = strchr(letters, letter);

	assert_non_null(at);
	return (enum state)(at - letters);
}

static void test_road(void **state)
{
	int n = 0;

	(void)state;
	for (const char *p = moves; *p; p++)
		n += *p == ' ';
	assert_int_equal(n + 1, MOVE_COUNT);
	assert_int_equal(sizeof(road) / sizeof(*road), STATE_COUNT);
	for (size_t i = 0; i < STATE_COUNT; i++) {
		assert_int_equal(strlen(road[i].to), 3 * MOVE_COUNT - 2);
		for (int move = 0; move < MOVE_COUNT; move++) {
			enum state want = by_letter(road[i].to[3 * move]);
			enum state got = lifecycle_next(road[i].from, (enum move)move);

			if (got != want)
				fail_msg("%s, move %d: %s", state_word(road[i].from),
					 move, state_word(got));
		}
	}
}

static void test_outside(void **state)
{
	(void)state;
	assert_int_equal(lifecycle_next(STATE_COUNT, MOVE_NOTE), STATE_NONE);
	assert_int_equal(lifecycle_next(STATE_HANDLING, MOVE_COUNT), STATE_NONE);
	assert_string_equal(state_word(STATE_COUNT), "");
	assert_string_equal(move_word(MOVE_COUNT), "");
	assert_string_equal(move_word(MOVE_PROPOSE), "propose");
}

/* Stored numbers and words never change. */
static void test_words(void **state)
{
	static const char *const words[] = {
		"none",     "registered", "handling", "waiting",
		"proposed", "decided",    "closed",   "void",
	};
	enum state s = STATE_CLOSED;

	(void)state;
	for (int i = 0; i < STATE_COUNT; i++) {
		assert_string_equal(state_word((enum state)i), words[i]);
		assert_int_equal(state_by_word(strv(words[i]), &s), i != STATE_NONE);
		if (i != STATE_NONE)
			assert_int_equal(s, i);
	}
	assert_false(state_by_word(STRV("Closed"), &s));
	assert_false(state_by_word(STRV(""), &s));
}

static void test_open(void **state)
{
	(void)state;
	assert_false(state_open(STATE_NONE));
	assert_true(state_open(STATE_REGISTERED));
	assert_true(state_open(STATE_WAITING));
	assert_true(state_open(STATE_DECIDED));
	assert_false(state_open(STATE_CLOSED));
	assert_false(state_open(STATE_VOID));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_road),
		cmocka_unit_test(test_outside),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_open),
	};

	return cmocka_run_group_tests_name("lifecycle", tests, NULL, NULL);
}
