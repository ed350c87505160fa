/* The suspended days of a term: a set of dates (Awb 4:15, 7:10(4)). */
#ifndef VOORRANG_RULES_SUSPEND_H
#define VOORRANG_RULES_SUSPEND_H

#include "store/rules/term.h"

struct suspension {
	struct date from; /* both days included; none where from > to */
	struct date to;
	bool lapses; /* a repair term that ran out: strictly read, one day less */
	unsigned short event; /* whose it is: an index of the caller's */
};

/* By first day. Initialise with n = 0. */
struct suspensions {
	struct suspension item[TERM_EVENTS];
	size_t n;
};

/* Adds one; the caller adds at most one for each event. */
void suspend_add(struct suspensions *s, struct suspension x);
/* The n-th day after `start` that is not suspended. `less`: days that a lapsed repair
 * term suspends fewer (0, or 1 for the strict reading of "tot"). */
struct date suspend_end(const struct suspensions *s, struct date start, int n,
			int less);
/* How many days each suspends of those after `start` up to and including `end`, a day
 * counted once, for the first that has it: in days[its event], or -enum idle. Returns
 * the sum. `end` comes from suspend_end. */
int suspend_share(const struct suspensions *s, struct date start, struct date end,
		  int *days);

#endif
