/* What the files of the clock share: the events in order, and the explanation. Only for
 * store/rules/. */
#ifndef VOORRANG_RULES_CLOCK_H
#define VOORRANG_RULES_CLOCK_H

#include "store/rules/suspend.h"

struct clock {
	struct event event[TERM_EVENTS]; /* by date, completions last on their day */
	struct date
		done[TERM_EVENTS]; /* of a repair term: completed in time, or none */
	bool answers[TERM_EVENTS]; /* a completion that answers something */
	int days[TERM_EVENTS]; /* suspended, see suspend_share */
	size_t n;
	struct date received;
	struct date announced;
	struct term_rule rule;
	struct date on;
	struct term *out;
};

/* Adds a line to the explanation. */
void clock_step(struct clock *c, enum step_code code, struct date date,
		struct date other, int n, const char *article);
/* Puts the lines from `first` on by date; what was added first stays first on its day. */
void clock_sort(struct clock *c, size_t first);
/* Atw art. 1. Says where the equated days of a day looked at are not known. */
struct date clock_shift(struct clock *c, struct date d);
/* The days that the repair term of event `i` suspends: from the day after the invitation
 * until the day of completion, or through its last day (Awb 4:15(1)(a)). */
struct suspension clock_repair(const struct clock *c, size_t i);

/* Rule 6: what a late decision costs (Awb 4:17, 4:18). */
void clock_penalty(struct clock *c);
/* Rule 7: the objection and the decision on it (Awb 6:7 to 6:9, 7:10). */
void clock_objection(struct clock *c);

#endif
