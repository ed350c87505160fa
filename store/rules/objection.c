/* The objection and the decision on it (see clock.h). */
#include "store/rules/clock.h"

#define OBJECTION_DAYS 42 /* Awb 6:7: six weeks */
#define POST_DAYS 7 /* Awb 6:9 lid 2 */
#define DECIDE_WEEKS 6 /* Awb 7:10 lid 1 */
#define COMMITTEE_WEEKS 12 /* Awb 7:10 lid 1, with a committee (7:13) */
#define SHIFT_WEEKS 12 /* Atw art. 4: a longer term is not shifted by that law */

static bool is_objection(const struct event *ev)
{
	return ev->kind >= EVENT_OBJECTION;
}

/* Lines about an objection to what was not announced. */
static void without_announcement(struct clock *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];

		if (is_objection(ev))
			clock_step(c, STEP_OBJECTION_NONE,
				   date_is(ev->date) ? ev->date : c->received,
				   DATE_NONE, (int)ev->kind, "Awb 6:8");
	}
}

/* Weeks for the decision; committees and adjournments are told. */
static int weeks_of(struct clock *c)
{
	struct date last = c->out->objection_last;
	int adjourned = 0;
	int weeks = DECIDE_WEEKS;

	for (size_t i = 0; i < c->n; i++) {
		if (c->event[i].kind == EVENT_OBJECTION) {
			weeks = COMMITTEE_WEEKS;
			clock_step(c, STEP_COMMITTEE, last, DATE_NONE, weeks,
				   "Awb 7:10 lid 1, 7:13");
		} else if (c->event[i].kind == EVENT_ADJOURN) {
			adjourned = c->event[i].weeks;
			clock_step(c, STEP_ADJOURNED, last, DATE_NONE, adjourned,
				   "Awb 7:10 lid 3");
		}
	}
	return weeks + adjourned;
}

static void suspend(const struct clock *c, struct suspensions *s)
{
	s->n = 0;
	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];

		if (ev->kind == EVENT_OBJECTION_REPAIR)
			suspend_add(s, clock_repair(c, i));
		else if (ev->kind == EVENT_OBJECTION_CONSENT)
			suspend_add(s,
				    (struct suspension){ .from = ev->date,
							 .to = ev->until,
							 .event = (unsigned short)i });
	}
}

static void explain(struct clock *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct event *ev = &c->event[i];

		if (ev->kind == EVENT_OBJECTION_REPAIR)
			clock_step(c, STEP_OBJECTION_REPAIR, ev->date, ev->until,
				   c->days[i], "Awb 6:6, 7:10 lid 2");
		else if (ev->kind == EVENT_OBJECTION_CONSENT)
			clock_step(c, STEP_OBJECTION_CONSENT, ev->date, ev->until,
				   c->days[i], "Awb 7:10 lid 4");
		else if (ev->kind == EVENT_OBJECTION_COMPLETED)
			clock_step(c,
				   c->answers[i] ? STEP_OBJECTION_COMPLETED
						 : STEP_OBJECTION_COMPLETED_IDLE,
				   ev->date, DATE_NONE, 0, "Awb 7:10 lid 2");
	}
}

void clock_objection(struct clock *c)
{
	struct term *t = c->out;
	struct suspensions s;
	struct date end;
	size_t first;
	int weeks;

	if (!date_is(c->announced)) {
		without_announcement(c);
		return;
	}
	t->objection_last = clock_shift(c, date_add(c->announced, OBJECTION_DAYS));
	clock_step(c, STEP_OBJECTION, t->objection_last, DATE_NONE, 0, "Awb 6:7, 6:8");
	t->objection_post_by = clock_shift(c, date_add(t->objection_last, POST_DAYS));
	clock_step(c, STEP_POST_BY, t->objection_post_by, DATE_NONE, 0,
		   "Awb 6:9 lid 2");
	weeks = weeks_of(c);
	suspend(c, &s);
	end = suspend_end(&s, t->objection_last, 7 * weeks, 0);
	suspend_share(&s, t->objection_last, end, c->days);
	first = t->nsteps;
	explain(c);
	clock_sort(c, first);
	t->objection_decide_by = clock_shift(c, end);
	if (weeks > SHIFT_WEEKS)
		clock_step(c, STEP_OBJECTION_RAW, end, DATE_NONE, weeks, "Atw art. 4");
	clock_step(c, STEP_OBJECTION_DECIDE, t->objection_decide_by, DATE_NONE, 0,
		   "Awb 7:10 lid 1");
}
