#include "store/demo/demo.h"
#include "store/rules/calendar.h"

#define SECONDS INT64_C(86400)
#define MORNING 25200 /* UTC; an office day is 30,000 seconds long */
#define OFFICE 30000
#define STAGES 12

/* What happens to one case, day by day; DATE_NONE: never. */
struct life {
	struct date registered;
	struct date voided;
	struct date claimed;
	struct date invited;
	struct date until;
	struct date completed; /* on; noted on the next working day */
	struct date proposed;
	struct date returned;
	struct date again; /* proposed once more */
	struct date approved;
	struct date announced;
	struct date withdrawn;
	enum demo_outcome outcome;
	bool assigned; /* by the coordinator, not claimed */
	unsigned notes;
	unsigned evidence;
};

static struct date workday(struct date d, unsigned days)
{
	return calendar_shift(date_add(d, (int)days));
}

/* ---- a life without constraints: everything runs to its end ---------------------- */

static void live_repair(struct life *l, struct dice *d)
{
	static const unsigned weeks[] = { 10, 14, 14, 14, 21 };

	l->invited = workday(l->claimed, dice_pick(d, 9));
	l->until = date_add(l->invited, (int)weeks[dice_pick(d, 5)]);
	const unsigned term = (unsigned)date_diff(l->invited, l->until);

	if (dice_chance(d, 72))
		l->completed = date_add(l->invited, 1 + (int)dice_pick(d, term));
	else if (dice_chance(d, 40))
		l->completed = date_add(l->until, 1 + (int)dice_pick(d, 9));
}

static void live_outcome(struct life *l, struct dice *d)
{
	const unsigned at = dice_pick(d, 100);

	l->outcome = at < 34 ? DEMO_GRANT : at < 97 ? DEMO_REFUSE : DEMO_HOLD;
	/* Nothing came: usually left untreated, within four weeks (Awb 4:5 lid 4). */
	if (date_is(l->invited) && !date_is(l->completed) && dice_chance(d, 65))
		l->outcome = DEMO_UNTREATED;
}

static void live_decision(struct life *l, struct dice *d, struct date received)
{
	struct date ready = workday(l->claimed, 12 + dice_pick(d, 30));

	if (date_is(l->invited)) {
		const struct date back =
			date_is(l->completed) ? l->completed : l->until;

		if (ready.days < back.days + 2)
			ready = workday(back, 2 + dice_pick(d, 9));
	}
	if (l->outcome == DEMO_UNTREATED)
		ready = workday(l->until, 1 + dice_pick(d, 10));
	else if (dice_chance(d, 6)) {
		const struct date late = workday(received, 58 + dice_pick(d, 40));

		if (late.days > ready.days)
			ready = late;
	}
	l->proposed = ready;
	if (dice_chance(d, 8) && l->outcome != DEMO_UNTREATED) {
		l->returned = workday(l->proposed, dice_pick(d, 3));
		l->again = workday(l->returned, 1 + dice_pick(d, 4));
	}
	l->approved =
		workday(date_is(l->again) ? l->again : l->proposed, dice_pick(d, 4));
	l->announced = workday(l->approved, dice_pick(d, 3));
}

static void live(struct life *l, struct dice *d, struct date received)
{
	const struct date none = DATE_NONE;

	*l = (struct life){ .voided = none,
			    .invited = none,
			    .until = none,
			    .completed = none,
			    .returned = none,
			    .again = none,
			    .withdrawn = none };
	l->registered = calendar_shift(received);
	l->claimed = workday(l->registered, dice_pick(d, 8));
	l->assigned = dice_chance(d, 15);
	if (dice_chance(d, 36))
		live_repair(l, d);
	live_outcome(l, d);
	live_decision(l, d, received);
	l->notes = dice_pick(d, 3);
	l->evidence = 1 + dice_pick(d, 3);
	if (dice_chance(d, 1))
		l->voided = workday(l->registered, 1 + dice_pick(d, 3));
	else if (dice_chance(d, 5))
		l->withdrawn = workday(l->claimed, 3 + dice_pick(d, 15));
}

/* ---- lives that stand somewhere on the demo's day -------------------------------- */

static struct date days_ago(struct date today, struct dice *d, unsigned least,
			    unsigned spread)
{
	return date_add(today, -(int)(least + dice_pick(d, spread)));
}

/* The day of receipt that puts a case in its stage on `today`. */
static struct date stage_received(unsigned stage, struct dice *d, struct date today)
{
	static const struct {
		unsigned char least, spread;
	} ago[STAGES] = {
		{ 1, 7 },   { 52, 9 },  { 50, 7 },  { 57, 14 }, { 12, 20 }, { 36, 12 },
		{ 30, 25 }, { 36, 20 }, { 30, 20 }, { 10, 22 }, { 28, 20 }, { 40, 8 },
	};

	return days_ago(today, d, ago[stage].least, ago[stage].spread);
}

static void stop_at(struct life *l, const struct date *from)
{
	struct date *const order[] = { &l->claimed,   &l->invited,  &l->until,
				       &l->completed, &l->proposed, &l->returned,
				       &l->again,     &l->approved, &l->announced };
	bool gone = false;

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		gone = gone || order[i] == from;
		if (gone)
			*order[i] = DATE_NONE;
	}
}

static void no_repair(struct life *l)
{
	l->invited = l->until = l->completed = DATE_NONE;
	if (l->outcome == DEMO_UNTREATED)
		l->outcome = DEMO_REFUSE;
}

static void stage_repair(struct life *l, unsigned stage, struct dice *d,
			 struct date today)
{
	stop_at(l, &l->invited);
	if (stage == 4) { /* waiting for the applicant */
		l->invited = calendar_shift(days_ago(today, d, 2, 9));
		l->until = date_add(l->invited, 14);
	} else { /* 5 and 11: lapsed; 10: answered */
		l->invited = calendar_shift(days_ago(today, d, 19, 6));
		l->until = date_add(l->invited, 14);
	}
	if (l->claimed.days > l->invited.days)
		l->claimed = l->registered;
	if (stage == 10)
		l->completed = date_add(l->invited, 2 + (int)dice_pick(d, 11));
	if (stage == 11) {
		l->outcome = DEMO_UNTREATED;
		l->proposed = workday(l->until, 1 + dice_pick(d, 2));
	}
}

static void stage_decision(struct life *l, unsigned stage, struct dice *d,
			   struct date today)
{
	const struct date none = DATE_NONE;

	no_repair(l);
	l->proposed = calendar_shift(days_ago(today, d, stage == 6 ? 1 : 9, 4));
	l->returned = l->again = l->approved = l->announced = none;
	if (stage == 7)
		l->approved = calendar_shift(days_ago(today, d, 1, 4));
	if (stage == 8)
		l->returned = calendar_shift(days_ago(today, d, 1, 5));
}

static void stage_life(struct life *l, unsigned stage, struct dice *d,
		       struct date today)
{
	l->voided = l->withdrawn = DATE_NONE;
	switch (stage) {
	case 0: /* new */
	case 1: /* lying, due or late */
		no_repair(l);
		stop_at(l, &l->claimed);
		break;
	case 2: /* in hand, due this week */
	case 3: /* in hand, late */
	case 9: /* in hand, fresh */
		no_repair(l);
		stop_at(l, &l->proposed);
		break;
	case 4:
	case 5:
	case 10:
	case 11:
		stage_repair(l, stage, d, today);
		break;
	default: /* 6 to approve, 7 approved but not sent, 8 returned */
		stage_decision(l, stage, d, today);
		break;
	}
}

/* ---- from a life to acts --------------------------------------------------------- */

struct writer {
	struct plan *plan;
	struct dice *dice;
	struct date today;
	int64_t last;
	uint32_t which;
	uint16_t step;
	bool ended; /* today came first */
};

static bool room(struct plan *p)
{
	if (p->n < p->cap)
		return true;
	const size_t cap = p->cap ? 2 * p->cap : 1024;
	struct act *more = arena_array(&p->arena, cap, sizeof(*more));

	p->failed = p->failed || !more;
	if (!more)
		return false;
	if (p->n)
		memcpy(more, p->act, p->n * sizeof(*more));
	p->act = more;
	p->cap = cap;
	return true;
}

/* Days only go forward, and nothing happens after today. */
static void put(struct writer *w, enum act_kind kind, struct date day, struct date date,
		unsigned pick)
{
	int64_t time;

	if (!date_is(day) || w->ended || !room(w->plan))
		return;
	time = (int64_t)day.days * SECONDS + MORNING + dice_pick(w->dice, OFFICE);
	if (time <= w->last)
		time = w->last + 60 + dice_pick(w->dice, 600);
	day.days = (int32_t)(time / SECONDS);
	if (day.days > w->today.days) {
		w->ended = true;
		return;
	}
	w->last = time;
	w->plan->act[w->plan->n++] = (struct act){
		.time = time,
		.day = day,
		.date = date,
		.which = w->which,
		.step = w->step++,
		.kind = (uint8_t)kind,
		.pick = (uint8_t)pick,
	};
}

static void put_work(struct writer *w, const struct life *l)
{
	const struct date none = DATE_NONE;

	for (unsigned i = 0; i < l->evidence; i++)
		put(w, ACT_EVIDENCE, l->claimed, none, dice_pick(w->dice, 200));
	if (date_is(l->invited))
		put(w, ACT_INVITE, l->invited, l->until, dice_pick(w->dice, 200));
	if (date_is(l->completed))
		put(w, ACT_COMPLETE, calendar_shift(l->completed), l->completed, 0);
	for (unsigned i = 0; i < l->notes; i++)
		put(w, ACT_NOTE, workday(l->claimed, 1 + i), none,
		    dice_pick(w->dice, 200));
}

/* A hold is sent, and decided on after all some weeks later. */
static void put_after_hold(struct writer *w, const struct life *l)
{
	const struct date none = DATE_NONE;
	struct date day = workday(l->announced, 10 + dice_pick(w->dice, 10));

	put(w, ACT_NOTE, day, none, dice_pick(w->dice, 200));
	put(w, ACT_PROPOSE, day, none, DEMO_GRANT);
	day = workday(day, 1);
	put(w, ACT_APPROVE, day, none, 0);
	put(w, ACT_ANNOUNCE, workday(day, 1), none, 0);
}

static void put_decision(struct writer *w, const struct life *l)
{
	const struct date none = DATE_NONE;

	put(w, ACT_PROPOSE, l->proposed, none, l->outcome);
	put(w, ACT_RETURN, l->returned, none, dice_pick(w->dice, 200));
	put(w, ACT_PROPOSE, l->again, none, l->outcome);
	put(w, ACT_APPROVE, l->approved, none, 0);
	put(w, ACT_ANNOUNCE, l->announced, none, 0);
	if (l->outcome == DEMO_HOLD && date_is(l->announced))
		put_after_hold(w, l);
}

static void put_life(struct writer *w, const struct life *l, bool assigned)
{
	const struct date none = DATE_NONE;

	put(w, ACT_REGISTER, l->registered, none, 0);
	if (date_is(l->voided)) {
		put(w, ACT_VOID, l->voided, none, dice_pick(w->dice, 200));
		return;
	}
	if (!date_is(l->claimed))
		return;
	put(w, assigned ? ACT_ASSIGN : ACT_CLAIM, l->claimed, none, 0);
	put_work(w, l);
	if (date_is(l->withdrawn)) {
		put(w, ACT_WITHDRAW, l->withdrawn, none, dice_pick(w->dice, 200));
		return;
	}
	if (date_is(l->proposed))
		put_decision(w, l);
}

/* How many of `all` cases are made to stand in a stage today. */
static uint32_t staged(uint32_t all)
{
	const uint32_t many = 150 + all / 40;

	return many < all / 2 ? many : all / 2;
}

void plan_case(struct plan *p, struct demo_case *c, uint64_t seed, uint32_t which,
	       uint32_t all, struct date from, struct date today)
{
	struct dice d = dice_of(seed, (1ULL << 40) + which);
	const bool in_stage = which < staged(all);
	const unsigned stage = which % STAGES;
	const unsigned span = (unsigned)date_diff(from, today) + 1;
	struct life l;

	c->received = in_stage ? stage_received(stage, &d, today)
			       : date_add(from, (int)dice_pick(&d, span));
	if (c->received.days < from.days)
		c->received = from;
	/* Somebody who asks a second time is the same person in two cases. */
	c->person = which && dice_chance(&d, 2) ? dice_pick(&d, which) : which;
	c->handler = dice_chance(&d, 55) ? 0 : 1;
	c->protect = dice_chance(&d, 2);
	live(&l, &d, c->received);
	if (in_stage)
		stage_life(&l, stage, &d, today);
	/* A protected dossier cannot be claimed: it is given to somebody. */
	struct writer w = { .plan = p, .dice = &d, .today = today, .which = which };

	put_life(&w, &l, l.assigned || c->protect);
}

static int act_cmp(const void *a, const void *b)
{
	const struct act *x = a;
	const struct act *y = b;

	if (x->time != y->time)
		return x->time < y->time ? -1 : 1;
	if (x->which != y->which)
		return x->which < y->which ? -1 : 1;
	return x->step < y->step ? -1 : x->step > y->step;
}

void plan_sort(struct plan *p)
{
	if (p->n)
		qsort(p->act, p->n, sizeof(*p->act), act_cmp);
}

void plan_release(struct plan *p)
{
	arena_release(&p->arena);
	*p = (struct plan){ 0 };
}
