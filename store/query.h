/* What a list collects when the index's own order does not serve. Internal to the
 * store. */
#ifndef VOORRANG_QUERY_H
#define VOORRANG_QUERY_H

#include "store/filter.h"
#include "store/queue.h"

struct hit {
	int64_t num; /* date or nothing */
	struct strv
		text; /* name, category or handler: in the map, until the txn ends */
	struct caseid id;
};

struct hits {
	struct hit *hit;
	size_t n;
	size_t cap;
	bool reverse;
};

/* All cases of the query that match, unsorted, in the arena. */
bool hits_collect(struct hits *h, struct txn *t, const struct query *q,
		  struct filter *f, struct arena *a, struct err *e);
/* Puts those of positions [first, end) in their places; the others lie about them. */
void hits_sort(struct hits *h, size_t first, size_t end);
/* The position of a case by counting what comes before it; false when it is not
 * there. */
bool hits_position(const struct hits *h, struct caseid id, size_t *pos);

/* A face with its texts copied into the arena. */
bool face_copy(const struct face *f, struct arena *a, struct face *out, struct err *e);

#endif
