#include "store/queue.h"

#define WEEK_DAYS 7

static const char *const WORDS[QUEUE_COUNT] = {
	[QUEUE_MINE] = "mine",       [QUEUE_UNASSIGNED] = "unassigned",
	[QUEUE_WAITING] = "waiting", [QUEUE_DECIDE] = "decide",
	[QUEUE_APPROVE] = "approve", [QUEUE_ANNOUNCE] = "announce",
	[QUEUE_WEEK] = "week",       [QUEUE_LATE] = "late",
	[QUEUE_OPEN] = "open",       [QUEUE_CLOSED] = "closed",
	[QUEUE_ALL] = "all",
};

#define BIT(s) (1U << (s))
#define OPEN_STATES                                                                    \
	(BIT(STATE_REGISTERED) | BIT(STATE_HANDLING) | BIT(STATE_WAITING) |            \
	 BIT(STATE_PROPOSED) | BIT(STATE_DECIDED))

/* The states a queue is made of; dates and the repair term may narrow it further. */
static const unsigned STATES[QUEUE_COUNT] = {
	[QUEUE_MINE] = OPEN_STATES,
	[QUEUE_UNASSIGNED] = BIT(STATE_REGISTERED),
	[QUEUE_WAITING] = BIT(STATE_WAITING),
	[QUEUE_DECIDE] = BIT(STATE_HANDLING) | BIT(STATE_WAITING),
	[QUEUE_APPROVE] = BIT(STATE_PROPOSED),
	[QUEUE_ANNOUNCE] = BIT(STATE_DECIDED),
	[QUEUE_WEEK] = OPEN_STATES,
	[QUEUE_LATE] = OPEN_STATES,
	[QUEUE_OPEN] = OPEN_STATES,
	[QUEUE_CLOSED] = BIT(STATE_CLOSED),
	[QUEUE_ALL] = OPEN_STATES | BIT(STATE_CLOSED),
};

const char *queue_word(enum queue q)
{
	return (unsigned)q < QUEUE_COUNT ? WORDS[q] : "";
}

bool queue_by_word(struct strv word, enum queue *out)
{
	for (unsigned i = 0; i < QUEUE_COUNT; i++)
		if (strv_eq(word, strv(WORDS[i]))) {
			*out = (enum queue)i;
			return true;
		}
	return false;
}

bool queue_latest_first(enum queue q)
{
	return q == QUEUE_CLOSED;
}

/* The repair term decides between waiting and to be decided: when it lapsed the case
 * surfaces by itself. */
static bool looks_at_term(enum queue q)
{
	return q == QUEUE_WAITING || q == QUEUE_DECIDE;
}

static bool term_fits(enum queue q, enum state state, struct date lapse,
		      struct date today)
{
	const struct face f = { .state = state, .lapse = lapse };

	return !looks_at_term(q) || face_waits(&f, today) == (q == QUEUE_WAITING);
}

static bool date_fits(const struct query *q, struct date due)
{
	if (q->queue == QUEUE_LATE)
		return due.days < q->today.days;
	if (q->queue == QUEUE_WEEK)
		return due.days >= q->today.days &&
		       due.days < q->today.days + WEEK_DAYS;
	return true;
}

bool queue_has(const struct query *q, const struct face *f)
{
	return (unsigned)f->state < STATE_COUNT && (STATES[q->queue] & BIT(f->state)) &&
	       actor_sees(q->actor, f) &&
	       (q->queue != QUEUE_MINE || f->handler == q->actor->id) &&
	       term_fits(q->queue, f->state, f->lapse, q->today) &&
	       date_fits(q, f->due);
}

/* Bounds by date: due before today, or within a week. */
static void bound(const struct query *q, struct queue_range *r)
{
	if (q->queue != QUEUE_LATE && q->queue != QUEUE_WEEK)
		return;
	r->lo = r->prefix;
	r->hi = r->prefix;
	if (q->queue == QUEUE_LATE) {
		dbkey_date(&r->hi, q->today);
		return;
	}
	dbkey_date(&r->lo, q->today);
	dbkey_date(&r->hi, date_add(q->today, WEEK_DAYS));
}

/* Protected dossiers: all of them for who has the right, else one's own. */
static struct dbkey prefix(const struct query *q, enum realm realm, enum state s)
{
	if (q->queue == QUEUE_MINE ||
	    (realm == REALM_PROTECTED && !(q->actor->rights & RIGHT_PROTECTED)))
		return index_handler(realm, q->actor->id, s);
	return index_state(realm, s);
}

size_t queue_ranges(const struct query *q, struct queue_range out[QUEUE_RANGES])
{
	size_t n = 0;

	for (unsigned s = 0; s < STATE_COUNT; s++) {
		if (!(STATES[q->queue] & BIT(s)))
			continue;
		for (unsigned realm = 0; realm < 2; realm++) {
			out[n] = (struct queue_range){ .state = (enum state)s };
			out[n].prefix = prefix(q, (enum realm)realm, (enum state)s);
			bound(q, &out[n]);
			n++;
		}
	}
	return n;
}

bool queue_at_most(struct txn *t, const struct query *q, size_t *n, struct err *e)
{
	struct queue_range r[QUEUE_RANGES];
	const size_t ranges = queue_ranges(q, r);
	uint64_t sum = 0;

	for (size_t i = 0; i < ranges; i++) {
		uint64_t one;

		if (!index_count(t, &r[i].prefix, &one, e))
			return false;
		sum += one;
	}
	*n = (size_t)sum;
	return true;
}

bool queue_counted(struct txn *t, const struct query *q, size_t *n, bool *known,
		   struct err *e)
{
	*known = !looks_at_term(q->queue) && q->queue != QUEUE_LATE &&
		 q->queue != QUEUE_WEEK;
	return !*known || queue_at_most(t, q, n, e);
}

int queue_order(struct date a, struct caseid ida, struct date b, struct caseid idb)
{
	if (a.days != b.days)
		return a.days < b.days ? -1 : 1;
	if (ida.year != idb.year)
		return ida.year < idb.year ? -1 : 1;
	return (ida.seq > idb.seq) - (ida.seq < idb.seq);
}

/* To the next row of range `i` that the queue wants. */
static bool advance(struct queue_walk *w, size_t i, struct err *e)
{
	for (;;) {
		struct kv_range *r = &w->range[i];

		if (!kv_range_next(r, e))
			return false;
		w->live[i] = r->key.p != NULL;
		if (!w->live[i])
			return true;
		if (!index_row_read(r->key, r->value, &w->head[i])) {
			err_set(e, ERR_STORE_CORRUPT);
			return err_str(e, STRV("index"));
		}
		if (term_fits(w->q->queue, w->state[i], w->head[i].lapse, w->q->today))
			return true;
	}
}

bool queue_walk_open(struct queue_walk *w, struct txn *t, const struct query *q,
		     struct err *e)
{
	struct queue_range r[QUEUE_RANGES];
	const size_t n = queue_ranges(q, r);

	*w = (struct queue_walk){ .q = q };
	w->reverse = queue_latest_first(q->queue) != q->reverse;
	for (size_t i = 0; i < n; i++) {
		const bool bounded = r[i].hi.n != 0;

		w->state[i] = r[i].state;
		if (bounded ? !kv_range_open(&w->range[i], t->kv, KV_INDEX,
					     dbkey_v(&r[i].lo), dbkey_v(&r[i].hi),
					     w->reverse, e)
			    : !kv_range_prefix(&w->range[i], t->kv, KV_INDEX,
					       dbkey_v(&r[i].prefix), w->reverse, e)) {
			queue_walk_close(w);
			return false;
		}
		w->n++;
		if (!advance(w, i, e)) {
			queue_walk_close(w);
			return false;
		}
	}
	w->last = w->n;
	return true;
}

bool queue_walk_next(struct queue_walk *w, const struct index_row **row,
		     enum state *state, struct err *e)
{
	size_t best = w->n;

	if (w->last < w->n && !advance(w, w->last, e))
		return false;
	for (size_t i = 0; i < w->n; i++) {
		if (!w->live[i])
			continue;
		if (best == w->n) {
			best = i;
			continue;
		}
		const int c = queue_order(w->head[i].date, w->head[i].id,
					  w->head[best].date, w->head[best].id);

		if (w->reverse ? c > 0 : c < 0)
			best = i;
	}
	w->last = best;
	*row = best < w->n ? &w->head[best] : NULL;
	if (best < w->n && state)
		*state = w->state[best];
	return true;
}

void queue_walk_close(struct queue_walk *w)
{
	for (size_t i = 0; i < w->n; i++)
		kv_range_close(&w->range[i]);
	w->n = 0;
}
