#include "store/rules/term.h"

#include "store/rules/calendar.h"

#define OBJECTION_DAYS 42 /* Awb 6:7: six weeks */
#define POST_DAYS 7 /* Awb 6:9 lid 2 */
#define OBJECTION_DECISION_DAYS 42 /* Awb 7:10 lid 1 */
#define UNTREATED_DAYS 28 /* Awb 4:5 lid 4: four weeks */

/* A repair term (Awb 4:5): from an invitation that names a last day. */
struct repair {
	struct date invited;
	struct date last;
	struct date done; /* completed in time; DATE_NONE: it lapses */
	int days; /* that suspend, and that no earlier repair term suspended already */
	bool late; /* invited when the term had run out */
};

struct clock {
	struct event event[TERM_EVENTS]; /* by date, completions last */
	bool answers[TERM_EVENTS]; /* a completion that answers something */
	size_t n;
	struct repair repair[TERM_EVENTS]; /* by date of invitation */
	size_t nrepairs;
	struct date received;
	struct date announced;
	struct term_rule rule;
	struct date on;
	struct term *out;
};

static void step(struct clock *c, enum step_code code, struct date date,
		 struct date other, int n, const char *article)
{
	if (c->out->nsteps < TERM_STEPS)
		c->out->step[c->out->nsteps++] =
			(struct step){ code, date, other, n, article };
}

static bool goes_before(struct event a, struct event b)
{
	if (a.date.days != b.date.days)
		return a.date.days < b.date.days;
	return a.kind != EVENT_COMPLETED && b.kind == EVENT_COMPLETED;
}

/* Insertion keeps the order in which events of one day were said. */
static void sort_events(struct clock *c, const struct history *h)
{
	for (c->n = 0; c->n < h->n && c->n < TERM_EVENTS; c->n++) {
		size_t i = c->n;

		for (; i > 0 && goes_before(h->event[c->n], c->event[i - 1]); i--)
			c->event[i] = c->event[i - 1];
		c->event[i] = h->event[c->n];
	}
}

/* The first completion after the invitation at `i` and within its term answers it. */
static struct repair repair_of(struct clock *c, size_t i)
{
	struct repair r = {
		.invited = c->event[i].date,
		.last = c->event[i].until,
		.done = DATE_NONE,
	};

	for (size_t j = i + 1; j < c->n && c->event[j].date.days <= r.last.days; j++) {
		if (c->event[j].kind == EVENT_COMPLETED) {
			r.done = c->event[j].date;
			c->answers[j] = true;
			break;
		}
	}
	return r;
}

static bool read_events(struct clock *c, const struct history *h)
{
	sort_events(c, h);
	c->received = DATE_NONE;
	c->announced = DATE_NONE;
	c->nrepairs = 0;
	memset(c->answers, 0, sizeof(c->answers));
	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];

		if (ev->kind == EVENT_RECEIVED)
			c->received = ev->date;
		else if (ev->kind == EVENT_ANNOUNCED)
			c->announced = ev->date;
		else if (ev->kind == EVENT_INVITE && date_is(ev->until))
			c->repair[c->nrepairs++] = repair_of(c, i);
	}
	return date_is(c->received);
}

/* Rules 1 and 2. The term ends on the N-th day after receipt that is not suspended. A
 * repair term suspends from the day after the invitation until the day of completion
 * (Awb 4:15 lid 1), or through its last day; `less` days fewer when it lapses. In order
 * of invitation each adds the days that none before it covered, as long as it begins
 * before the term has run out. */
static struct date raw_end(struct clock *c, int less)
{
	struct date end = date_add(c->received, 7 * c->rule.weeks);
	struct date covered = c->received;

	for (size_t i = 0; i < c->nrepairs; i++) {
		struct repair *r = &c->repair[i];
		struct date from = date_add(r->invited, 1);
		struct date to = date_is(r->done) ? date_add(r->done, -1)
						  : date_add(r->last, -less);

		r->days = 0;
		r->late = from.days > end.days;
		if (from.days <= covered.days)
			from = date_add(covered, 1);
		if (from.days > to.days || from.days > end.days)
			continue;
		r->days = date_diff(from, to) + 1;
		end = date_add(end, r->days);
		covered = to;
	}
	return end;
}

/* Atw art. 1. Says where the equated days of a day looked at are not known. */
static struct date shift(struct clock *c, struct date d)
{
	struct date to = calendar_shift(d);

	if (!calendar_known(d))
		step(c, STEP_EQUATED_UNKNOWN, d, DATE_NONE, 0, "Atw art. 3 lid 3");
	else if (!calendar_known(to))
		step(c, STEP_EQUATED_UNKNOWN, to, DATE_NONE, 0, "Atw art. 3 lid 3");
	return to;
}

static void explain_repair(struct clock *c, const struct repair *r)
{
	struct date end = date_is(r->done) ? r->done : r->last;
	enum step_code code = date_is(r->done)            ? STEP_COMPLETED
			      : c->on.days > r->last.days ? STEP_LAPSED
							  : STEP_RUNNING;

	step(c, r->late ? STEP_INVITED_LATE : STEP_INVITED, r->invited, r->last, 0,
	     "Awb 4:5 lid 1");
	step(c, code, end, code == STEP_COMPLETED ? r->invited : DATE_NONE, r->days,
	     "Awb 4:15 lid 1");
}

/* By date; what was added first stays first on its day. */
static void sort_steps(struct step *s, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct step moving = s[i];
		size_t j = i;

		for (; j > 0 && s[j - 1].date.days > moving.date.days; j--)
			s[j] = s[j - 1];
		s[j] = moving;
	}
}

static void explain_events(struct clock *c)
{
	size_t first = c->out->nsteps;
	size_t repair = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];

		if (ev->kind == EVENT_INVITE && date_is(ev->until))
			explain_repair(c, &c->repair[repair++]);
		else if (ev->kind == EVENT_INVITE)
			step(c, STEP_INVITED, ev->date, DATE_NONE, 0, "Awb 4:15 lid 1");
		else if (ev->kind == EVENT_COMPLETED && !c->answers[i])
			step(c, STEP_COMPLETED_IDLE, ev->date, DATE_NONE, 0,
			     "Awb 4:15 lid 1");
	}
	sort_steps(c->out->step + first, c->out->nsteps - first);
}

/* "Tot" read strictly: a lapsed repair term suspends one day less, up to `raw`. */
static void strict_term(struct clock *c, struct date raw)
{
	struct date due = c->rule.shift ? calendar_shift(raw) : raw;

	if (due.days == c->out->due.days)
		return;
	c->out->due_strict = c->rule.shift ? shift(c, raw) : raw;
	step(c, STEP_STRICT, due, DATE_NONE, 0, "Awb 4:15 lid 1");
}

/* Rules 1 to 3: the decision term. */
static void decision_term(struct clock *c)
{
	const bool statutory = c->rule.weeks == TERM_STATUTORY.weeks && c->rule.shift;
	const char *article = statutory ? "Awb 4:13 lid 2" : "Awb 4:13 lid 1";
	struct term *t = c->out;
	struct date strict = raw_end(c, 1);

	/* The last run leaves in the repair terms what the steps tell. */
	t->due_unshifted = raw_end(c, 0);
	t->suspended_days =
		date_diff(c->received, t->due_unshifted) - 7 * c->rule.weeks;
	step(c, STEP_RECEIVED, c->received, DATE_NONE, 0, article);
	step(c, STEP_TERM, date_add(c->received, 7 * c->rule.weeks), DATE_NONE,
	     c->rule.weeks, article);
	explain_events(c);
	step(c, STEP_END, t->due_unshifted, DATE_NONE, t->suspended_days, article);
	t->due = c->rule.shift ? shift(c, t->due_unshifted) : t->due_unshifted;
	if (t->due.days != t->due_unshifted.days)
		step(c, STEP_SHIFTED, t->due, t->due_unshifted,
		     (int)calendar_day(t->due_unshifted), "Atw art. 1");
	else
		step(c, STEP_NOT_SHIFTED, t->due, DATE_NONE, (int)calendar_day(t->due),
		     "Atw art. 1");
	strict_term(c, strict);
}

/* Rules 5 and 8: what the repair terms mean beside the decision term. */
static void repair_terms(struct clock *c)
{
	struct term *t = c->out;
	struct date latest = DATE_NONE;
	bool announced = date_is(c->announced) && c->announced.days <= c->on.days;

	for (size_t i = 0; i < c->nrepairs; i++) {
		const struct repair *r = &c->repair[i];
		struct date end = date_is(r->done) ? r->done : r->last;
		bool done = date_is(r->done) && r->done.days <= c->on.days;

		if (end.days > latest.days)
			latest = end;
		if (!date_is(r->done) && r->last.days > t->lapse.days)
			t->lapse = r->last;
		if (!r->late && !announced && !done && c->on.days > r->invited.days &&
		    c->on.days <= r->last.days)
			t->stands_still = true;
	}
	if (!date_is(latest))
		return;
	t->untreated_by = shift(c, date_add(latest, UNTREATED_DAYS));
	step(c, STEP_UNTREATED, t->untreated_by, DATE_NONE, 0, "Awb 4:5 lid 4");
}

/* Rule 7, as far as it runs from the announcement alone. */
static void objection_term(struct clock *c)
{
	struct term *t = c->out;

	if (!date_is(c->announced))
		return;
	step(c, STEP_ANNOUNCED, c->announced, DATE_NONE,
	     date_diff(c->announced, t->due), "Awb 3:41");
	t->objection_last = shift(c, date_add(c->announced, OBJECTION_DAYS));
	step(c, STEP_OBJECTION, t->objection_last, DATE_NONE, 0, "Awb 6:7, 6:8");
	t->objection_post_by = shift(c, date_add(t->objection_last, POST_DAYS));
	step(c, STEP_POST_BY, t->objection_post_by, DATE_NONE, 0, "Awb 6:9 lid 2");
	t->objection_decide_by =
		shift(c, date_add(t->objection_last, OBJECTION_DECISION_DAYS));
	step(c, STEP_OBJECTION_DECIDE, t->objection_decide_by, DATE_NONE, 0,
	     "Awb 7:10 lid 1");
}

bool term_compute(const struct history *h, struct term_rule rule, struct date on,
		  struct term *out, struct err *e)
{
	struct clock c;

	c.rule = rule;
	c.on = on;
	c.out = out;
	out->nsteps = 0;
	out->due_strict = DATE_NONE;
	out->stands_still = false;
	out->lapse = DATE_NONE;
	out->untreated_by = DATE_NONE;
	out->objection_last = DATE_NONE;
	out->objection_post_by = DATE_NONE;
	out->objection_decide_by = DATE_NONE;
	if (!read_events(&c, h))
		return err_set(e, ERR_TERM_NO_RECEIVED);
	decision_term(&c);
	repair_terms(&c);
	objection_term(&c);
	return true;
}
