/* The whole clock against a second, deliberately naive implementation that walks from day
 * to day, and the properties that hold for every history. */
#include "store/rules/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "store/rules/calendar.h"

#define HISTORIES 100000

/* ---- the naive clock ----------------------------------------------------------------- */

#define BEFORE 200 /* days before the receipt that it looks at */
#define SPAN 2200

struct naive {
	const struct history *h;
	size_t order[TERM_EVENTS]; /* by date, completions last */
	struct term_rule rule;
	struct date received, announced, first;
	bool off[2][SPAN]; /* suspended: as read, and strictly */
	bool objection_off[SPAN];
};

static bool completes(enum event_kind kind)
{
	return kind == EVENT_COMPLETED || kind == EVENT_OBJECTION_COMPLETED;
}

static int64_t rank(const struct history *h, size_t i)
{
	return ((int64_t)h->event[i].date.days * 2 + completes(h->event[i].kind)) *
		       TERM_EVENTS +
	       (int64_t)i;
}

/* The day on which the repair term of event `i` is answered in time, or none. */
static struct date answer(const struct history *h, size_t i, enum event_kind kind)
{
	struct date done = DATE_NONE;

	for (size_t j = 0; j < h->n; j++) {
		struct date d = h->event[j].date;

		if (h->event[j].kind == kind && rank(h, j) > rank(h, i) &&
		    d.days <= h->event[i].until.days &&
		    (!date_is(done) || d.days < done.days))
			done = d;
	}
	return done;
}

static void mark(const struct naive *n, bool *off, int first, int last)
{
	for (int day = first; day <= last; day++) {
		assert_in_range(day - n->first.days, 0, SPAN - 1);
		off[day - n->first.days] = true;
	}
}

static void mark_event(struct naive *n, size_t i)
{
	const struct event *ev = &n->h->event[i];
	int from = ev->date.days, until = ev->until.days;
	struct date done;

	switch ((int)ev->kind) {
	case EVENT_INVITE:
		if (!date_is(ev->until))
			return;
		done = answer(n->h, i, EVENT_COMPLETED);
		for (int less = 0; less < 2; less++)
			mark(n, n->off[less], from + 1,
			     date_is(done) ? done.days - 1 : until - less);
		return;
	case EVENT_OBJECTION_REPAIR:
		done = answer(n->h, i, EVENT_OBJECTION_COMPLETED);
		mark(n, n->objection_off, from + 1,
		     date_is(done) ? done.days - 1 : until);
		return;
	case EVENT_OBJECTION_CONSENT:
		mark(n, n->objection_off, from, until);
		return;
	case EVENT_FOREIGN:
		mark(n, n->off[0], from + 1, until - 1);
		mark(n, n->off[1], from + 1, until - 1);
		return;
	case EVENT_CONSENT:
	case EVENT_DELAY:
	case EVENT_FORCE_MAJEURE:
		mark(n, n->off[0], from, until);
		mark(n, n->off[1], from, until);
		return;
	default:
		return;
	}
}

static void naive_read(struct naive *n, const struct history *h)
{
	memset(n, 0, sizeof(*n));
	n->h = h;
	n->rule = TERM_STATUTORY;
	n->announced = DATE_NONE;
	for (size_t i = 0; i < h->n; i++) {
		size_t before = 0;

		for (size_t j = 0; j < h->n; j++)
			before += rank(h, j) < rank(h, i);
		n->order[before] = i;
		if (h->event[i].kind == EVENT_RECEIVED)
			n->received = h->event[i].date;
		if (h->event[i].kind == EVENT_ANNOUNCED)
			n->announced = h->event[i].date;
		if (h->event[i].kind == EVENT_TERM)
			n->rule = (struct term_rule){ h->event[i].weeks,
						      h->event[i].shift, true };
	}
	n->first = date_add(n->received, -BEFORE);
	for (size_t i = 0; i < h->n; i++)
		mark_event(n, i);
}

/* Day after day: the one on which `count` days that are not off have gone by. */
static struct date walk(const struct naive *n, const bool *off, struct date d,
			int count)
{
	while (count > 0) {
		d = date_add(d, 1);
		assert_in_range(date_diff(n->first, d), 0, SPAN - 1);
		count -= !off[date_diff(n->first, d)];
	}
	return d;
}

static struct date naive_shift(struct date d)
{
	while (calendar_day(d) != DAY_WORK)
		d = date_add(d, 1);
	return d;
}

/* Rules 2 to 4. */
static struct date naive_due(const struct naive *n, int strict, struct date *raw)
{
	const bool *off = n->off[strict];
	int weeks = n->rule.weeks;
	bool promised = false;
	struct date due;

	*raw = walk(n, off, n->received, 7 * weeks);
	due = n->rule.shift ? naive_shift(*raw) : *raw;
	for (size_t k = 0; k < n->h->n; k++) {
		const struct event *ev = &n->h->event[n->order[k]];

		if (ev->kind == EVENT_EXTEND && n->rule.own &&
		    ev->date.days <= due.days) {
			weeks += ev->weeks;
			*raw = walk(n, off, n->received, 7 * weeks);
			due = n->rule.shift ? naive_shift(*raw) : *raw;
		}
		if (ev->kind == EVENT_NOTICE && !n->rule.own && !promised &&
		    ev->date.days <= due.days && ev->until.days > due.days) {
			promised = true;
			due = walk(n, off, ev->date, date_diff(ev->date, ev->until));
			*raw = due;
		}
	}
	return due;
}

static bool naive_still(const struct naive *n, struct date raw, struct date on)
{
	bool still = false;

	if (date_is(n->announced) && n->announced.days <= on.days)
		return false;
	for (size_t i = 0; i < n->h->n; i++) {
		const struct event *ev = &n->h->event[i];
		struct date done = answer(n->h, i, EVENT_COMPLETED);

		if (ev->kind == EVENT_INVITE && date_is(ev->until) &&
		    ev->date.days < raw.days && on.days > ev->date.days &&
		    on.days <= ev->until.days &&
		    !(date_is(done) && done.days <= on.days))
			still = true;
	}
	return still;
}

static struct date naive_untreated(const struct history *h)
{
	struct date latest = DATE_NONE;

	for (size_t i = 0; i < h->n; i++) {
		struct date end = answer(h, i, EVENT_COMPLETED);

		if (h->event[i].kind != EVENT_INVITE || !date_is(h->event[i].until))
			continue;
		if (!date_is(end))
			end = h->event[i].until;
		if (end.days > latest.days)
			latest = end;
	}
	return date_is(latest) ? naive_shift(date_add(latest, 28)) : DATE_NONE;
}

static struct date at(int year, int month, int day)
{
	struct date d;

	assert_true(date_make(year, month, day, &d));
	return d;
}

/* Rule 6, a day at a time. */
static struct penalty naive_penalty(const struct naive *n, struct date due,
				    struct date on)
{
	static const int old[] = { 20, 30, 40 }, new[] = { 23, 35, 45 };
	struct penalty p = { DATE_NONE, DATE_NONE, 0, 0, DATE_NONE };
	struct date stop = date_is(n->announced) ? n->announced : on;
	struct date notice = DATE_NONE;

	for (size_t k = n->h->n; k > 0; k--) {
		const struct event *ev = &n->h->event[n->order[k - 1]];

		if (ev->kind == EVENT_DEFAULT_NOTICE && ev->date.days > due.days &&
		    ev->date.days >= at(2009, 10, 1).days &&
		    (!date_is(n->announced) || ev->date.days < n->announced.days))
			notice = ev->date;
	}
	if (!date_is(notice))
		return p;
	p.first_day = date_add(notice, 15);
	p.last_day = date_add(p.first_day, 41);
	for (int day = p.first_day.days; day < stop.days && p.days < 42; day++) {
		const int *tariff = notice.days < at(2019, 1, 1).days ? old : new;

		p.euro += tariff[p.days / 14];
		p.days++;
	}
	if (p.days == 42 || (p.days && date_is(n->announced)))
		p.decide_by = naive_shift(date_add(p.first_day, p.days + 13));
	return p;
}

/* Rule 7. */
static struct date naive_objection(const struct naive *n)
{
	int weeks = 6, more = 0;

	for (size_t i = 0; i < n->h->n; i++) {
		if (n->h->event[i].kind == EVENT_OBJECTION)
			weeks = 12;
		if (n->h->event[i].kind == EVENT_ADJOURN)
			more = n->h->event[i].weeks;
	}
	return naive_shift(walk(n, n->objection_off,
				naive_shift(date_add(n->announced, 42)),
				7 * (weeks + more)));
}

/* ---- random histories ---------------------------------------------------------------- */

/* xorshift: the same histories on every machine. */
static int roll(uint32_t *seed, int sides)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return (int)(*seed % (uint32_t)sides);
}

static void add(struct history *h, struct event ev)
{
	struct err e = { .code = ERR_NONE };

	if (!history_add(h, ev, &e))
		fail_msg("%s", err_name(e.code));
}

static struct event random_event(uint32_t *seed, struct date start)
{
	static const enum event_kind kinds[] = {
		EVENT_INVITE,
		EVENT_INVITE,
		EVENT_INVITE,
		EVENT_COMPLETED,
		EVENT_COMPLETED,
		EVENT_CONSENT,
		EVENT_DELAY,
		EVENT_FORCE_MAJEURE,
		EVENT_FOREIGN,
		EVENT_EXTEND,
		EVENT_NOTICE,
		EVENT_DEFAULT_NOTICE,
		EVENT_DEFAULT_NOTICE,
		EVENT_OBJECTION_REPAIR,
		EVENT_OBJECTION_REPAIR,
		EVENT_OBJECTION_COMPLETED,
		EVENT_OBJECTION_CONSENT,
	};
	enum event_kind kind = kinds[roll(seed, sizeof(kinds) / sizeof(*kinds))];
	struct event ev = { .kind = kind, .until = DATE_NONE };

	ev.date = date_add(start, kind >= EVENT_OBJECTION_REPAIR ? 60 + roll(seed, 200)
				  : kind == EVENT_DEFAULT_NOTICE ? 40 + roll(seed, 80)
								 : roll(seed, 90) - 10);
	if (kind == EVENT_EXTEND)
		ev.weeks = (short)(1 + roll(seed, 8));
	else if (kind == EVENT_NOTICE)
		ev.until = date_add(ev.date, roll(seed, 80));
	else if (kind != EVENT_DEFAULT_NOTICE && !completes(kind) &&
		 (kind != EVENT_INVITE || roll(seed, 8)))
		ev.until = date_add(ev.date, roll(seed, 25));
	return ev;
}

static void random_history(uint32_t *seed, struct history *h)
{
	struct event ev = { .kind = EVENT_RECEIVED, .until = DATE_NONE };
	struct date start =
		at(2008 + roll(seed, 22), 1 + roll(seed, 12), 1 + roll(seed, 28));
	int n = roll(seed, 10);

	h->n = 0;
	ev.date = start;
	add(h, ev);
	for (int i = 0; i < n; i++)
		add(h, random_event(seed, start));
	ev.kind = EVENT_ANNOUNCED;
	ev.date = date_add(start, 30 + roll(seed, 110));
	if (roll(seed, 2))
		add(h, ev);
	ev.date = DATE_NONE;
	ev.kind = EVENT_TERM;
	ev.weeks = (short)(1 + roll(seed, 16));
	ev.shift = roll(seed, 2);
	if (roll(seed, 3) == 0)
		add(h, ev);
	ev.shift = false;
	ev.kind = EVENT_ADJOURN;
	ev.weeks = (short)(1 + roll(seed, ADJOURN_WEEKS));
	if (roll(seed, 3) == 0)
		add(h, ev);
	ev.kind = EVENT_OBJECTION;
	ev.weeks = 0;
	if (roll(seed, 3) == 0)
		add(h, ev);
}

static struct date received(const struct history *h)
{
	return h->event[0].date;
}

static void compute(const struct history *h, struct date on, struct term *t)
{
	struct err e = { .code = ERR_NONE };

	assert_true(term_compute(h, TERM_STATUTORY, on, t, &e));
}

/* ---- comparing ----------------------------------------------------------------------- */

/* The history as text, for whoever has to find out why. */
static void tell(const struct history *h)
{
	for (size_t i = 0; i < h->n; i++) {
		const struct event *ev = &h->event[i];

		print_error("%s %s %s%s %s\n", event_word(ev->kind),
			    date_iso(ev->date).s, date_is(ev->until) ? "until " : "",
			    date_iso(ev->until).s, event_value(ev).s);
	}
}

static void same_day(const char *what, const struct history *h, struct date got,
		     struct date want)
{
	if (got.days == want.days)
		return;
	tell(h);
	fail_msg("%s: %s, not %s", what, date_iso(got).s, date_iso(want).s);
}

static void same_number(const char *what, const struct history *h, int got, int want)
{
	if (got == want)
		return;
	tell(h);
	fail_msg("%s: %d, not %d", what, got, want);
}

static void compare_rest(const struct naive *n, const struct term *t, struct date on)
{
	const struct penalty p = naive_penalty(n, t->due, on);
	struct date last = DATE_NONE, post = DATE_NONE, decide = DATE_NONE;

	same_day("penalty from", n->h, t->penalty.first_day, p.first_day);
	same_day("penalty until", n->h, t->penalty.last_day, p.last_day);
	same_number("penalty days", n->h, t->penalty.days, p.days);
	same_number("penalty euro", n->h, t->penalty.euro, p.euro);
	same_day("penalty decision", n->h, t->penalty.decide_by, p.decide_by);
	if (date_is(n->announced)) {
		last = naive_shift(date_add(n->announced, 42));
		post = naive_shift(date_add(last, 7));
		decide = naive_objection(n);
	}
	same_day("objection", n->h, t->objection_last, last);
	same_day("post by", n->h, t->objection_post_by, post);
	same_day("objection decision", n->h, t->objection_decide_by, decide);
}

static bool suspends(enum step_code code)
{
	return code == STEP_COMPLETED || code == STEP_LAPSED || code == STEP_RUNNING ||
	       (code >= STEP_CONSENT && code <= STEP_FOREIGN);
}

/* Every line is told once, and what is told adds up. */
static void compare_steps(const struct history *h, const struct term *t)
{
	int days = 0;

	assert_in_range(t->nsteps, 4, TERM_STEPS);
	for (size_t i = 0; i < t->nsteps; i++) {
		assert_non_null(t->step[i].article);
		assert_true(date_is(t->step[i].date));
		if (suspends(t->step[i].code) && t->step[i].n > 0)
			days += t->step[i].n;
		if (suspends(t->step[i].code))
			assert_int_not_equal(t->step[i].n, 0);
	}
	same_number("days told", h, days, t->suspended_days);
}

static void compare(const struct history *h, struct date on)
{
	static struct naive n;
	struct date raw, strict_raw, due, strict;
	struct term t;
	int suspended = 0;

	naive_read(&n, h);
	due = naive_due(&n, 0, &raw);
	strict = naive_due(&n, 1, &strict_raw);
	for (struct date d = date_add(n.received, 1); d.days <= raw.days;
	     d = date_add(d, 1))
		suspended += n.off[0][date_diff(n.first, d)];
	compute(h, on, &t);
	same_day("raw end", h, t.due_unshifted, raw);
	same_day("due", h, t.due, due);
	same_day("strict", h, t.due_strict,
		 strict.days == due.days ? DATE_NONE : strict);
	same_number("suspended", h, t.suspended_days, suspended);
	same_number("still", h, t.stands_still, naive_still(&n, raw, on));
	same_day("untreated", h, t.untreated_by, naive_untreated(h));
	compare_rest(&n, &t, on);
	compare_steps(h, &t);
}

static void test_against_naive(void **state)
{
	uint32_t seed = 20260901;

	(void)state;
	for (int i = 0; i < HISTORIES; i++) {
		struct history h;

		random_history(&seed, &h);
		compare(&h, date_add(received(&h), roll(&seed, 180) - 10));
	}
}

/* ---- properties ---------------------------------------------------------------------- */

static bool has(const struct history *h, enum event_kind kind)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->event[i].kind == kind)
			return true;
	return false;
}

/* But for a notice: more suspended days can leave it without effect, and with it the days
 * by which its promise was pushed on. */
static void test_suspending_never_brings_forward(void **state)
{
	static const enum event_kind kinds[] = { EVENT_INVITE, EVENT_CONSENT,
						 EVENT_DELAY, EVENT_FORCE_MAJEURE,
						 EVENT_FOREIGN };
	uint32_t seed = 4;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct event ev = { .kind = kinds[roll(&seed, 5)] };
		struct history h;
		static struct term before, after;

		random_history(&seed, &h);
		if (has(&h, EVENT_NOTICE))
			continue;
		compute(&h, received(&h), &before);
		ev.date = date_add(received(&h), roll(&seed, 120) - 20);
		ev.until = date_add(ev.date, roll(&seed, 30));
		add(&h, ev);
		compute(&h, received(&h), &after);
		if (after.due.days < before.due.days ||
		    after.due_unshifted.days < before.due_unshifted.days) {
			tell(&h);
			fail_msg("brought forward by the last line");
		}
	}
}

static void same_results(const struct history *h, const struct term *a,
			 const struct term *b)
{
	same_day("due", h, b->due, a->due);
	same_day("raw end", h, b->due_unshifted, a->due_unshifted);
	same_day("strict", h, b->due_strict, a->due_strict);
	same_number("suspended", h, b->suspended_days, a->suspended_days);
	same_number("still", h, b->stands_still, a->stands_still);
	same_day("untreated", h, b->untreated_by, a->untreated_by);
	same_day("lapse", h, b->lapse, a->lapse);
	same_day("penalty", h, b->penalty.first_day, a->penalty.first_day);
	same_number("euro", h, b->penalty.euro, a->penalty.euro);
	same_day("objection", h, b->objection_decide_by, a->objection_decide_by);
	same_number("steps", h, (int)b->nsteps, (int)a->nsteps);
}

/* Of two notices on one day the first counts: then the order of lines is said to matter. */
static bool order_counts(const struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		for (size_t j = 0; j < i; j++)
			if (h->event[i].kind == EVENT_NOTICE &&
			    h->event[j].kind == EVENT_NOTICE &&
			    h->event[i].date.days == h->event[j].date.days)
				return true;
	return false;
}

static void test_order_does_not_matter(void **state)
{
	uint32_t seed = 5;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct history h, shuffled;
		static struct term a, b;
		struct date on;

		random_history(&seed, &h);
		if (order_counts(&h))
			continue;
		shuffled = h;
		for (size_t k = h.n - 1; k > 0; k--) {
			size_t j = (size_t)roll(&seed, (int)k + 1);
			struct event moving = shuffled.event[k];

			shuffled.event[k] = shuffled.event[j];
			shuffled.event[j] = moving;
		}
		on = date_add(received(&h), roll(&seed, 150));
		compute(&h, on, &a);
		compute(&shuffled, on, &b);
		same_results(&shuffled, &a, &b);
	}
}

static void test_withdrawing_restores(void **state)
{
	uint32_t seed = 6;
	int moved = 0;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct history h, more;
		static struct term a, b;
		struct event ev;
		size_t k;

		random_history(&seed, &h);
		compute(&h, received(&h), &a);
		more = h;
		ev = random_event(&seed, received(&h));
		k = 1 + (size_t)roll(&seed, (int)h.n);
		memmove(&more.event[k + 1], &more.event[k],
			(more.n - k) * sizeof(*more.event));
		more.event[k] = ev;
		more.n++;
		compute(&more, received(&h), &b);
		moved += b.due.days != a.due.days;
		more.n--;
		memmove(&more.event[k], &more.event[k + 1],
			(more.n - k) * sizeof(*more.event));
		compute(&more, received(&h), &b);
		same_results(&h, &a, &b);
		for (size_t s = 0; s < a.nsteps; s++) {
			assert_int_equal(a.step[s].code, b.step[s].code);
			assert_int_equal(a.step[s].date.days, b.step[s].date.days);
			assert_int_equal(a.step[s].n, b.step[s].n);
		}
	}
	assert_true(moved > 2000);
}

static void test_penalty_has_a_maximum(void **state)
{
	uint32_t seed = 7;
	int most = 0, with = 0;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		struct history h;
		struct term t;

		random_history(&seed, &h);
		compute(&h, date_add(received(&h), roll(&seed, 400)), &t);
		if (!date_is(t.penalty.first_day))
			continue;
		with++;
		assert_in_range(t.penalty.days, 0, 42);
		assert_in_range(t.penalty.euro, 0, 1442);
		assert_int_equal(date_diff(t.penalty.first_day, t.penalty.last_day),
				 41);
		if (t.penalty.euro > most)
			most = t.penalty.euro;
	}
	assert_int_equal(most, 1442);
	assert_true(with > 1000);
}

static void test_shift_is_idempotent(void **state)
{
	(void)state;
	for (struct date d = at(2000, 1, 1); d.days < at(2101, 1, 1).days;
	     d = date_add(d, 1)) {
		struct date to = calendar_shift(d);

		assert_int_equal(calendar_shift(to).days, to.days);
		assert_in_range(date_diff(d, to), 0, 5);
		assert_int_equal(calendar_day(to), DAY_WORK);
		if (calendar_day(d) == DAY_WORK)
			assert_int_equal(to.days, d.days);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_naive),
		cmocka_unit_test(test_suspending_never_brings_forward),
		cmocka_unit_test(test_order_does_not_matter),
		cmocka_unit_test(test_withdrawing_restores),
		cmocka_unit_test(test_penalty_has_a_maximum),
		cmocka_unit_test(test_shift_is_idempotent),
	};

	return cmocka_run_group_tests_name("clock", tests, NULL, NULL);
}
