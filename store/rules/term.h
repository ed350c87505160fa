/* The statutory clock (LAW.md section 1): the decision term computed from dated events, never typed
 * over, with every step explained. Pure functions on values.
 *
 * Known events: receipt (Awb 4:13), repair invitation (4:5, 4:15(1)(a)), completion,
 * announcement (3:41). */
#ifndef VOORRANG_RULES_TERM_H
#define VOORRANG_RULES_TERM_H

#include "store/base/arena.h"
#include "store/base/err.h"

enum event_kind {
	EVENT_RECEIVED,
	EVENT_INVITE,
	EVENT_COMPLETED,
	EVENT_ANNOUNCED,
	EVENT_KINDS
};

struct event {
	enum event_kind kind;
	struct date date;
	struct date
		until; /* EVENT_INVITE: the last day of the repair term, or DATE_NONE */
};

/* What was said, in the order in which it was said. At most TERM_EVENTS. */
#define TERM_EVENTS 64
struct history {
	struct event event[TERM_EVENTS];
	size_t n;
};

/* The term that governs: 8 weeks, shifted, by Awb 4:13(2) and Atw art. 1. */
struct term_rule {
	int weeks;
	bool shift;
};
#define TERM_STATUTORY ((struct term_rule){ 8, true })

enum step_code {
	STEP_RECEIVED, /* date */
	STEP_TERM, /* date = raw end without suspension, n = weeks */
	STEP_INVITED, /* date, other = last day, or none: suspends nothing */
	STEP_INVITED_LATE, /* date: after the raw end, no effect (rule 2) */
	STEP_COMPLETED, /* date, other = the invitation it answers, n = days suspended */
	STEP_COMPLETED_IDLE, /* date: no open invitation, changes nothing */
	STEP_LAPSED, /* date = last day, n = days suspended */
	STEP_RUNNING, /* date = last day, n = days suspended if it lapses */
	STEP_END, /* date = raw end, n = suspended days */
	STEP_SHIFTED, /* date = due, other = raw end, n = enum day_off of the raw end */
	STEP_NOT_SHIFTED, /* date = due, n = its enum day_off: not 0 only where the
			     ordinance's own term is not shifted */
	STEP_STRICT, /* date = strict due: hold to it where possible */
	STEP_UNTREATED, /* date = last day for leaving untreated (4:5(4)) */
	STEP_ANNOUNCED, /* date, n = days before (+) or after (-) the due date */
	STEP_OBJECTION, /* date = last day for objecting (6:7, 6:8) */
	STEP_POST_BY, /* date = last day of receipt when posted in time (6:9) */
	STEP_OBJECTION_DECIDE, /* date = decision on an objection due (7:10) */
	STEP_EQUATED_UNKNOWN, /* date: no table of equated days for its year */
	STEP_CODES
};

struct step {
	enum step_code code;
	struct date date;
	struct date other;
	int n;
	const char *article; /* "Awb 4:13 lid 2"; static */
};

#define TERM_STEPS (2 * TERM_EVENTS + 24)

struct term {
	struct date due;
	struct date due_unshifted; /* raw end, never none */
	struct date due_strict; /* DATE_NONE where the strict reading gives the same */
	int suspended_days; /* after receipt, up to and including the raw end */
	bool stands_still; /* on the as-of day (rule 8) */
	struct date
		lapse; /* latest last day of a repair term that was not completed in time,
			      whatever `on` is; DATE_NONE when every one was */
	struct date untreated_by; /* DATE_NONE without a repair term */
	struct date objection_last; /* DATE_NONE without an announcement */
	struct date objection_post_by;
	struct date objection_decide_by;
	struct step step[TERM_STEPS]; /* in order of rule, then date */
	size_t nsteps;
};

/* Reads event text (LAW.md section 1): '#' comments, one event a line, any order. False with file,
 * line and column on anything malformed; `name` is shown as the file. */
bool history_parse(struct strv text, const char *name, struct history *out,
		   struct err *e);
/* Adds an event; ERR_TERM_TWICE, ERR_TERM_UNTIL or ERR_TOO_LARGE on what cannot be. */
bool history_add(struct history *h, struct event ev, struct err *e);
/* The word for an event ("received"). */
const char *event_word(enum event_kind kind);
bool event_by_word(struct strv word, enum event_kind *out);

/* The clock of `h` as seen on day `on`. ERR_TERM_NO_RECEIVED without a receipt. */
bool term_compute(const struct history *h, struct term_rule rule, struct date on,
		  struct term *out, struct err *e);

#endif
