#include "store/rules/term.h"

#include "store/rules/calendar.h"
#include "store/rules/clock.h"

#define UNTREATED_DAYS 28 /* Awb 4:5 lid 4: four weeks */

/* ---- what the files of the clock share ----------------------------------------------- */

void clock_step(struct clock *c, enum step_code code, struct date date,
		struct date other, int n, const char *article)
{
	/* Two lines for an event, and fewer than 32 beside them: there is room. */
	c->out->step[c->out->nsteps++] = (struct step){ code, date, other, n, article };
}

void clock_sort(struct clock *c, size_t first)
{
	struct step *s = c->out->step + first;

	for (size_t i = 1; first + i < c->out->nsteps; i++) {
		struct step moving = s[i];
		size_t j = i;

		/* Events are told by date, and none by a day before its own: none goes
		 * before the first. */
		for (; s[j - 1].date.days > moving.date.days; j--)
			s[j] = s[j - 1];
		s[j] = moving;
	}
}

struct date clock_shift(struct clock *c, struct date d)
{
	struct date to = calendar_shift(d);

	if (!calendar_known(d))
		clock_step(c, STEP_EQUATED_UNKNOWN, d, DATE_NONE, 0,
			   "Atw art. 3 lid 3");
	else if (!calendar_known(to))
		clock_step(c, STEP_EQUATED_UNKNOWN, to, DATE_NONE, 0,
			   "Atw art. 3 lid 3");
	return to;
}

struct suspension clock_repair(const struct clock *c, size_t i)
{
	bool done = date_is(c->done[i]);

	return (struct suspension){
		.from = date_add(c->event[i].date, 1),
		.to = done ? date_add(c->done[i], -1) : c->event[i].until,
		.lapses = !done,
		.event = (unsigned short)i,
	};
}

/* ---- the events ---------------------------------------------------------------------- */

static bool is_completion(enum event_kind kind)
{
	return kind == EVENT_COMPLETED || kind == EVENT_OBJECTION_COMPLETED;
}

static bool is_repair(const struct event *ev)
{
	return ev->kind == EVENT_OBJECTION_REPAIR ||
	       (ev->kind == EVENT_INVITE && date_is(ev->until));
}

static bool goes_before(struct event a, struct event b)
{
	if (a.date.days != b.date.days)
		return a.date.days < b.date.days;
	return !is_completion(a.kind) && is_completion(b.kind);
}

/* Insertion keeps the order in which events of one day were said. */
static void sort_events(struct clock *c, const struct history *h)
{
	for (c->n = 0; c->n < h->n; c->n++) {
		size_t i = c->n;

		for (; i > 0 && goes_before(h->event[c->n], c->event[i - 1]); i--)
			c->event[i] = c->event[i - 1];
		c->event[i] = h->event[c->n];
	}
}

/* The first completion after the invitation at `i` and within its term answers it. */
static void find_answer(struct clock *c, size_t i)
{
	enum event_kind wanted = c->event[i].kind == EVENT_INVITE
					 ? EVENT_COMPLETED
					 : EVENT_OBJECTION_COMPLETED;

	for (size_t j = i + 1;
	     j < c->n && c->event[j].date.days <= c->event[i].until.days; j++) {
		if (c->event[j].kind == wanted) {
			c->done[i] = c->event[j].date;
			c->answers[j] = true;
			return;
		}
	}
}

static bool read_events(struct clock *c, const struct history *h)
{
	sort_events(c, h);
	c->received = DATE_NONE;
	c->announced = DATE_NONE;
	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];

		c->done[i] = DATE_NONE;
		c->answers[i] = false;
		c->days[i] = 0;
		if (ev->kind == EVENT_RECEIVED)
			c->received = ev->date;
		else if (ev->kind == EVENT_ANNOUNCED)
			c->announced = ev->date;
		else if (ev->kind == EVENT_TERM)
			c->rule = (struct term_rule){ ev->weeks, ev->shift, true };
	}
	for (size_t i = 0; i < c->n; i++)
		if (is_repair(&c->event[i]))
			find_answer(c, i);
	return date_is(c->received);
}

/* Rule 1. */
static void suspend_events(const struct clock *c, struct suspensions *s)
{
	s->n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];
		struct suspension x = { .from = ev->date,
					.to = ev->until,
					.event = (unsigned short)i };

		if (ev->kind == EVENT_INVITE && date_is(ev->until)) {
			suspend_add(s, clock_repair(c, i));
		} else if (ev->kind == EVENT_FOREIGN) {
			/* Only the days between the word to the applicant and the
			 * answer. */
			x.from = date_add(x.from, 1);
			x.to = date_add(x.to, -1);
			suspend_add(s, x);
		} else if (ev->kind == EVENT_CONSENT || ev->kind == EVENT_DELAY ||
			   ev->kind == EVENT_FORCE_MAJEURE) {
			suspend_add(s, x);
		}
	}
}

/* ---- rules 2 to 4 -------------------------------------------------------------------- */

/* What an extension or a notice did. */
struct effect {
	enum step_code code;
	struct date other;
	int n;
};

struct reckoning {
	const struct clock *c;
	const struct suspensions *s;
	int less; /* days fewer for a lapsed repair term */
	int weeks;
	struct date raw;
	struct date due;
	struct date promised; /* by the notice that counts */
	struct effect effect[TERM_EVENTS];
};

static void reckon_weeks(struct reckoning *r, int more)
{
	r->weeks += more;
	r->raw = suspend_end(r->s, r->c->received, 7 * r->weeks, r->less);
	r->due = r->c->rule.shift ? calendar_shift(r->raw) : r->raw;
}

static struct effect extend(struct reckoning *r, const struct event *ev)
{
	if (!r->c->rule.own)
		return (struct effect){ STEP_EXTEND_NO_TERM, DATE_NONE, 0 };
	if (ev->date.days > r->due.days)
		return (struct effect){ STEP_EXTEND_LATE, r->due, ev->weeks };
	reckon_weeks(r, ev->weeks);
	return (struct effect){ STEP_EXTENDED, r->due, ev->weeks };
}

static struct effect give_notice(struct reckoning *r, const struct event *ev)
{
	if (r->c->rule.own)
		return (struct effect){ STEP_NOTICE_DUTY, ev->until, 0 };
	if (date_is(r->promised))
		return (struct effect){ STEP_NOTICE_SECOND, r->promised, 0 };
	if (ev->date.days > r->due.days)
		return (struct effect){ STEP_NOTICE_LATE, r->due, 0 };
	if (ev->until.days <= r->due.days)
		return (struct effect){ STEP_NOTICE_EARLIER, r->due, 0 };
	r->promised = ev->until;
	r->raw = suspend_end(r->s, ev->date, date_diff(ev->date, ev->until), r->less);
	r->due = r->raw;
	return (struct effect){ STEP_NOTICE, ev->until, date_diff(ev->until, r->raw) };
}

static void reckon(struct reckoning *r)
{
	const struct clock *c = r->c;

	r->promised = DATE_NONE;
	r->weeks = 0;
	reckon_weeks(r, c->rule.weeks);
	for (size_t i = 0; i < c->n; i++) {
		if (c->event[i].kind == EVENT_EXTEND)
			r->effect[i] = extend(r, &c->event[i]);
		else if (c->event[i].kind == EVENT_NOTICE)
			r->effect[i] = give_notice(r, &c->event[i]);
	}
}

/* ---- explaining ---------------------------------------------------------------------- */

static void explain_repair(struct clock *c, size_t i)
{
	const struct event *ev = &c->event[i];
	bool done = date_is(c->done[i]);
	bool late = c->days[i] == -IDLE_LATE;
	enum step_code code = done                          ? STEP_COMPLETED
			      : c->on.days > ev->until.days ? STEP_LAPSED
							    : STEP_RUNNING;

	clock_step(c, late ? STEP_INVITED_LATE : STEP_INVITED, ev->date, ev->until, 0,
		   "Awb 4:5 lid 1");
	clock_step(c, code, done ? c->done[i] : ev->until, done ? ev->date : DATE_NONE,
		   c->days[i], "Awb 4:15 lid 1");
}

/* The lines that are told as they stand, with the days that they suspend. */
static const struct {
	enum step_code code;
	const char *article;
} suspending[EVENT_KINDS] = {
	[EVENT_CONSENT] = { STEP_CONSENT, "Awb 4:15 lid 2" },
	[EVENT_DELAY] = { STEP_DELAY, "Awb 4:15 lid 2" },
	[EVENT_FORCE_MAJEURE] = { STEP_FORCE_MAJEURE, "Awb 4:15 lid 2" },
	[EVENT_FOREIGN] = { STEP_FOREIGN, "Awb 4:15 lid 1" },
};

/* The other events are told by the rules that they belong to. */
static void explain_event(struct clock *c, const struct reckoning *r, size_t i)
{
	const struct event *ev = &c->event[i];
	const struct effect *x = &r->effect[i];

	if (suspending[ev->kind].article)
		clock_step(c, suspending[ev->kind].code, ev->date, ev->until,
			   c->days[i], suspending[ev->kind].article);
	else if (ev->kind == EVENT_INVITE && date_is(ev->until))
		explain_repair(c, i);
	else if (ev->kind == EVENT_INVITE)
		clock_step(c, STEP_INVITED, ev->date, DATE_NONE, 0, "Awb 4:15 lid 1");
	else if (ev->kind == EVENT_COMPLETED && !c->answers[i])
		clock_step(c, STEP_COMPLETED_IDLE, ev->date, DATE_NONE, 0,
			   "Awb 4:15 lid 1");
	else if (ev->kind == EVENT_EXTEND)
		clock_step(c, x->code, ev->date, x->other, x->n, "Awb 4:13 lid 1");
	else if (ev->kind == EVENT_NOTICE)
		clock_step(c, x->code, ev->date, x->other, x->n,
			   x->code == STEP_NOTICE_DUTY ? "Awb 4:14 lid 1"
						       : "Awb 4:14 lid 3");
}

/* Says also where the equated days are not known. */
static struct date tell_due(struct clock *c, const struct reckoning *r)
{
	bool promised = date_is(r->promised);
	bool shifts = c->rule.shift && !promised;
	struct date due = shifts ? clock_shift(c, r->raw) : r->raw;

	if (due.days != r->raw.days)
		clock_step(c, STEP_SHIFTED, due, r->raw, (int)calendar_day(r->raw),
			   "Atw art. 1");
	else
		clock_step(c, STEP_NOT_SHIFTED, due, DATE_NONE, (int)calendar_day(due),
			   promised ? "Awb 4:14 lid 3"
			   : shifts ? "Atw art. 1"
				    : "Awb 4:13 lid 1");
	return due;
}

/* "Tot" read strictly, where that gives another date. */
static void tell_strict(struct clock *c, const struct reckoning *r)
{
	if (r->due.days == c->out->due.days)
		return;
	c->out->due_strict = c->rule.shift && !date_is(r->promised)
				     ? clock_shift(c, r->raw)
				     : r->raw;
	clock_step(c, STEP_STRICT, c->out->due_strict, DATE_NONE, 0, "Awb 4:15 lid 1");
}

/* Rules 1 to 4: the decision term. */
static void decision_term(struct clock *c, struct reckoning *r)
{
	const char *article = c->rule.own ? "Awb 4:13 lid 1" : "Awb 4:13 lid 2";
	struct term *t = c->out;
	size_t first;

	r->less = 0;
	reckon(r);
	t->due_unshifted = r->raw;
	t->suspended_days = suspend_share(r->s, c->received, r->raw, c->days);
	clock_step(c, STEP_RECEIVED, c->received, DATE_NONE, 0, article);
	clock_step(c, STEP_TERM, date_add(c->received, 7 * c->rule.weeks), DATE_NONE,
		   c->rule.weeks, article);
	first = t->nsteps;
	for (size_t i = 0; i < c->n; i++)
		explain_event(c, r, i);
	clock_sort(c, first);
	clock_step(c, STEP_END, r->raw, DATE_NONE, t->suspended_days, article);
	t->due = tell_due(c, r);
	r->less = 1;
	reckon(r);
	tell_strict(c, r);
}

/* ---- rules 5 and 8 ------------------------------------------------------------------- */

/* Whether the repair term of event `i` runs on the as-of day. */
static bool runs(const struct clock *c, size_t i)
{
	const struct event *ev = &c->event[i];
	bool done = date_is(c->done[i]) && c->done[i].days <= c->on.days;

	return ev->date.days < c->out->due_unshifted.days && !done &&
	       c->on.days > ev->date.days && c->on.days <= ev->until.days;
}

/* Rules 5 and 8: what the repair terms mean beside the decision term. */
static void repair_terms(struct clock *c)
{
	struct term *t = c->out;
	struct date latest = DATE_NONE;
	bool announced = date_is(c->announced) && c->announced.days <= c->on.days;

	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];
		bool done = date_is(c->done[i]);
		struct date end = done ? c->done[i] : ev->until;

		if (ev->kind != EVENT_INVITE || !date_is(ev->until))
			continue;
		if (end.days > latest.days)
			latest = end;
		if (!done && ev->until.days > t->lapse.days)
			t->lapse = ev->until;
		if (!announced && runs(c, i))
			t->stands_still = true;
	}
	if (!date_is(latest))
		return;
	t->untreated_by = clock_shift(c, date_add(latest, UNTREATED_DAYS));
	clock_step(c, STEP_UNTREATED, t->untreated_by, DATE_NONE, 0, "Awb 4:5 lid 4");
}

bool term_compute(const struct history *h, struct term_rule rule, struct date on,
		  struct term *out, struct err *e)
{
	struct clock c;
	struct suspensions s;
	struct reckoning r = { .c = &c, .s = &s };

	c.rule = rule;
	c.on = on;
	c.out = out;
	out->nsteps = 0;
	out->due_strict = DATE_NONE;
	out->stands_still = false;
	out->lapse = DATE_NONE;
	out->untreated_by = DATE_NONE;
	out->penalty = (struct penalty){ DATE_NONE, DATE_NONE, 0, 0, DATE_NONE };
	out->objection_last = DATE_NONE;
	out->objection_post_by = DATE_NONE;
	out->objection_decide_by = DATE_NONE;
	if (!read_events(&c, h))
		return err_set(e, ERR_TERM_NO_RECEIVED);
	suspend_events(&c, &s);
	decision_term(&c, &r);
	repair_terms(&c);
	if (date_is(c.announced))
		clock_step(&c, STEP_ANNOUNCED, c.announced, DATE_NONE,
			   date_diff(c.announced, out->due), "Awb 3:41");
	clock_penalty(&c);
	clock_objection(&c);
	return true;
}
