/* The standard queues as ranges of the indexes. Internal to the store. */
#ifndef VOORRANG_QUEUE_H
#define VOORRANG_QUEUE_H

#include "store/index.h"
#include "store/txn.h"

/* Whether the case stands in the queue for who asks, on query.today. */
bool queue_has(const struct query *q, const struct face *f);

/* The queue's ranges: by state, and by realm for who may see protected dossiers. */
#define QUEUE_RANGES (2 * STATE_COUNT)
struct queue_range {
	struct dbkey prefix;
	struct dbkey lo; /* where dates bound it, else n == 0 */
	struct dbkey hi;
	enum state state;
};
size_t queue_ranges(const struct query *q, struct queue_range out[QUEUE_RANGES]);
/* Whether its own order is the latest first. */
bool queue_latest_first(enum queue q);
/* The number of cases by the stored counters, where these suffice: no bound of dates,
 * no look at the repair term; else *known is false. */
bool queue_counted(struct txn *t, const struct query *q, size_t *n, bool *known,
		   struct err *e);
/* At least as many as the queue has: the counters of its whole prefixes. */
bool queue_at_most(struct txn *t, const struct query *q, size_t *n, struct err *e);

/* The rows of all ranges, merged by date, then number; without a look at faces. */
struct queue_walk {
	struct kv_range range[QUEUE_RANGES];
	struct index_row head[QUEUE_RANGES];
	enum state state[QUEUE_RANGES];
	bool live[QUEUE_RANGES];
	size_t n;
	size_t last; /* the range whose head was given out; n: none yet */
	const struct query *q;
	bool reverse;
};

bool queue_walk_open(struct queue_walk *w, struct txn *t, const struct query *q,
		     struct err *e);
/* *row is NULL past the end; valid until the next call. `state` may be NULL. */
bool queue_walk_next(struct queue_walk *w, const struct index_row **row,
		     enum state *state, struct err *e);
void queue_walk_close(struct queue_walk *w);
/* Order of the rows: date, then number. */
int queue_order(struct date a, struct caseid ida, struct date b, struct caseid idb);

#endif
