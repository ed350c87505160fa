/* The statutory clock: the decision term, what follows when it is missed, and the objection
 * after it, computed from dated events, never typed over, with every step explained. Pure
 * functions on values.
 *
 * Known events: receipt (Awb 4:13), repair invitation and completion (4:5, 4:15(1)(a)), a
 * foreign inquiry (4:15(1)(b)), consent, delay and force majeure (4:15(2)), the ordinance's
 * term and its extension, notices (4:14), default notices (4:17), announcement (3:41) and
 * what moves the decision on an objection (7:10). */
#ifndef VOORRANG_RULES_TERM_H
#define VOORRANG_RULES_TERM_H

#include "store/base/arena.h"
#include "store/base/err.h"

enum event_kind {
	EVENT_RECEIVED,
	EVENT_INVITE,
	EVENT_COMPLETED,
	EVENT_ANNOUNCED,
	EVENT_TERM, /* no date: the ordinance's weeks, and whether Atw art. 1 moves them */
	EVENT_CONSENT,
	EVENT_DELAY,
	EVENT_FORCE_MAJEURE,
	EVENT_FOREIGN,
	EVENT_EXTEND, /* by weeks */
	EVENT_NOTICE, /* until: the day promised */
	EVENT_DEFAULT_NOTICE,
	EVENT_OBJECTION, /* no date: a committee was announced (Awb 7:13) */
	EVENT_OBJECTION_REPAIR,
	EVENT_OBJECTION_COMPLETED,
	EVENT_OBJECTION_CONSENT,
	EVENT_ADJOURN, /* no date: by weeks */
	EVENT_KINDS
};

struct event {
	enum event_kind kind;
	struct date date; /* DATE_NONE where the kind has none */
	struct date until; /* the last day, or DATE_NONE */
	short weeks; /* EVENT_TERM, EVENT_EXTEND, EVENT_ADJOURN; else 0 */
	bool shift; /* EVENT_TERM */
};

/* What was said, in the order in which it was said. At most TERM_EVENTS. */
#define TERM_EVENTS 64
#define TERM_WEEKS 999 /* the most that a term or an extension can have */
#define ADJOURN_WEEKS 6 /* Awb 7:10 lid 3 */
struct history {
	struct event event[TERM_EVENTS];
	size_t n;
};

/* The term that governs where the history has no EVENT_TERM: 8 weeks, shifted, by Awb
 * 4:13(2) and Atw art. 1. */
struct term_rule {
	int weeks;
	bool shift;
	bool own; /* the ordinance's: it can be extended, Awb 4:14(3) does not apply */
};
#define TERM_STATUTORY ((struct term_rule){ 8, true, false })

/* Why days that should suspend do not. */
enum idle {
	IDLE_NONE,
	IDLE_EMPTY, /* no day lies between */
	IDLE_BEFORE, /* all before the term began */
	IDLE_LATE, /* begins after the end of the term (rule 2) */
	IDLE_COVERED, /* all were suspended already */
	IDLES
};

/* Where n counts suspended days, it is -enum idle when there are none. */
enum step_code {
	STEP_RECEIVED, /* date */
	STEP_TERM, /* date = raw end without suspension, n = weeks */
	STEP_INVITED, /* date, other = last day, or none: suspends nothing */
	STEP_INVITED_LATE, /* date: after the raw end, no effect (rule 2) */
	STEP_COMPLETED, /* date, other = the invitation it answers, n = days suspended */
	STEP_COMPLETED_IDLE, /* date: no open invitation, changes nothing */
	STEP_LAPSED, /* date = last day, n = days suspended */
	STEP_RUNNING, /* date = last day, n = days suspended if it lapses */
	STEP_CONSENT, /* date, other = last day, n = days suspended */
	STEP_DELAY, /* likewise */
	STEP_FORCE_MAJEURE, /* likewise */
	STEP_FOREIGN, /* date = applicant told, other = answer, n = days suspended */
	STEP_EXTENDED, /* date, other = due since, n = weeks */
	STEP_EXTEND_LATE, /* date, other = the due date it missed: no effect */
	STEP_EXTEND_NO_TERM, /* date: the ordinance sets no term, no effect */
	STEP_NOTICE, /* date, other = day promised, n = days it is pushed on */
	STEP_NOTICE_LATE, /* date, other = the due date it missed: no effect */
	STEP_NOTICE_EARLIER, /* date, other = due: the day promised is not after it */
	STEP_NOTICE_SECOND, /* date, other = the day promised first: no effect */
	STEP_NOTICE_DUTY, /* date: beside an ordinance's term, only informs */
	STEP_END, /* date = raw end, n = suspended days */
	STEP_SHIFTED, /* date = due, other = raw end, n = enum day_off of the raw end */
	STEP_NOT_SHIFTED, /* date = due, n = its enum day_off: not 0 only where the date
			     is the ordinance's or promised, and not shifted */
	STEP_STRICT, /* date = strict due: hold to it where possible */
	STEP_UNTREATED, /* date = last day for leaving untreated (4:5(4)) */
	STEP_ANNOUNCED, /* date, n = days before (+) or after (-) the due date */
	STEP_DEFAULT, /* date: notice of default with effect */
	STEP_DEFAULT_EARLY, /* date, other = due: not after it, no effect */
	STEP_DEFAULT_OLD, /* date: before 2009-10-01, no effect */
	STEP_DEFAULT_ANNOUNCED, /* date, other = announcement, no effect */
	STEP_DEFAULT_SECOND, /* date, other = the first with effect */
	STEP_FORTNIGHT, /* date = last day of the fortnight, a day off; other = first
			   day if the fortnight is shifted (unsettled), n = enum day_off */
	STEP_PENALTY, /* date = first day, other = last */
	STEP_PENALTY_DAYS, /* date = last day owed (or first day), n = days owed */
	STEP_PENALTY_EURO, /* the same date, n = euro */
	STEP_PENALTY_DECIDE, /* date = decision on the sum due (4:18) */
	STEP_OBJECTION, /* date = last day for objecting (6:7, 6:8) */
	STEP_POST_BY, /* date = last day of receipt when posted in time (6:9) */
	STEP_COMMITTEE, /* date = last day for objecting, n = weeks (7:13) */
	STEP_ADJOURNED, /* date = last day for objecting, n = weeks (7:10(3)) */
	STEP_OBJECTION_REPAIR, /* date, other = last day, n = days suspended */
	STEP_OBJECTION_COMPLETED, /* date */
	STEP_OBJECTION_COMPLETED_IDLE, /* date: no open repair term */
	STEP_OBJECTION_CONSENT, /* date, other = last day, n = days suspended */
	STEP_OBJECTION_NONE, /* date, n = enum event_kind: nothing was announced */
	STEP_OBJECTION_RAW, /* date = the decision due if not shifted (Atw art. 4) */
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

#define TERM_STEPS (2 * TERM_EVENTS + 32)

/* Awb 4:17, for a notice of default with effect. */
struct penalty {
	struct date first_day; /* DATE_NONE: no such notice */
	struct date last_day;
	int days; /* owed: until the announcement, or the as-of day */
	int euro;
	struct date decide_by; /* DATE_NONE until the sum is final (4:18) */
};

struct term {
	struct date due;
	struct date due_unshifted; /* raw end, never none */
	struct date due_strict; /* DATE_NONE where the strict reading gives the same */
	int suspended_days; /* after receipt, up to and including the raw end */
	bool stands_still; /* on the as-of day (rule 8) */
	/* Latest last day of a repair term that was not completed in time, whatever `on`
	 * is; DATE_NONE when every one was. */
	struct date lapse;
	struct date untreated_by; /* DATE_NONE without a repair term */
	struct penalty penalty;
	struct date objection_last; /* DATE_NONE without an announcement */
	struct date objection_post_by;
	struct date objection_decide_by;
	struct step step[TERM_STEPS]; /* in order of rule, then date */
	size_t nsteps;
};

/* Reads event text: '#' comments, one event a line, any order. False with file, line and
 * column on anything malformed; `name` is shown as the file. */
bool history_parse(struct strv text, const char *name, struct history *out,
		   struct err *e);
/* Adds an event; ERR_TERM_TWICE, ERR_TERM_UNTIL, ERR_TERM_EXPECTED, ERR_TERM_WEEKS or
 * ERR_TOO_LARGE on what cannot be. */
bool history_add(struct history *h, struct event ev, struct err *e);
/* The word for an event ("received"). */
const char *event_word(enum event_kind kind);
bool event_by_word(struct strv word, enum event_kind *out);
/* Whether events of the kind have a day of their own. */
bool event_dated(enum event_kind kind);
/* What an event says besides its dates ("8w shift", "6w", "committee"; "" for most), to
 * keep and to read back. False: `value` is not of the kind. */
struct event_value {
	char s[16];
};
struct event_value event_value(const struct event *ev);
bool event_set_value(struct event *ev, struct strv value);
/* One event as its line of text, read with the faults of history_parse, and written. */
bool event_parse(struct strv text, struct event *out, struct err *e);
void event_write(const struct event *ev, struct str *out);

/* The clock of `h` as seen on day `on`. ERR_TERM_NO_RECEIVED without a receipt. */
bool term_compute(const struct history *h, struct term_rule rule, struct date on,
		  struct term *out, struct err *e);

#endif
