#include "store/query.h"

#include "store/record.h"

/* Reading a case through an index costs about eight times what reading it in passing
 * costs: below that share of the store a queue is read through its index. */
#define SCAN_SHARE 8

static int hit_cmp(const struct hits *h, const struct hit *a, const struct hit *b)
{
	int c = (a->num > b->num) - (a->num < b->num);

	if (c == 0)
		c = strv_cmp(a->text, b->text);
	if (c == 0)
		c = queue_order(DATE_NONE, a->id, DATE_NONE, b->id);
	return h->reverse ? -c : c;
}

static struct hit hit_of(struct txn *t, const struct query *q, const struct face *f)
{
	struct hit hit = { .id = f->id };

	switch (q->sort) {
	case SORT_DUE:
		if (q->queue == QUEUE_CLOSED)
			hit.num = f->ended.days;
		else if (q->queue != QUEUE_ALL)
			hit.num = f->due.days;
		break;
	case SORT_NUMBER:
		break;
	case SORT_NAME:
		hit.text = f->sortkey;
		break;
	case SORT_RECEIVED:
		hit.num = f->received.days;
		break;
	case SORT_CATEGORY:
		hit.text = f->category;
		break;
	case SORT_HANDLER:
		hit.text = user_name(t, f->handler);
		break;
	case SORT_COUNT:
		break;
	}
	return hit;
}

static bool hits_add(struct hits *h, struct hit hit, struct arena *a, struct err *e)
{
	if (h->n == h->cap) {
		const size_t cap = h->cap ? 2 * h->cap : 256;
		struct hit *more = arena_array(a, cap, sizeof(*more));

		if (!more)
			return err_set(e, ERR_NOMEM);
		if (h->n)
			memcpy(more, h->hit, h->n * sizeof(*more));
		h->hit = more;
		h->cap = cap;
	}
	h->hit[h->n++] = hit;
	return true;
}

static bool collect_face(struct hits *h, struct txn *t, const struct query *q,
			 struct filter *f, const struct face *face, struct arena *a,
			 struct err *e)
{
	if (!queue_has(q, face) || (f->n && !filter_match(f, face)))
		return true;
	return hits_add(h, hit_of(t, q, face), a, e);
}

static bool collect_scan(struct hits *h, struct txn *t, const struct query *q,
			 struct filter *f, struct arena *a, struct err *e)
{
	struct kv_range r = { 0 };
	struct face face;
	bool ok = kv_range_open(&r, t->kv, KV_FACE, strv(""), strv(""), false, e);

	while (ok && (ok = kv_range_next(&r, e)) && r.key.p)
		ok = face_decode(NULL, r.key, r.value, false, &face, e) &&
		     collect_face(h, t, q, f, &face, a, e);
	kv_range_close(&r);
	return ok;
}

static bool collect_walk(struct hits *h, struct txn *t, const struct query *q,
			 struct filter *f, struct arena *a, struct err *e)
{
	struct queue_walk w;
	const struct index_row *row;
	struct face face;
	bool ok;

	if (!queue_walk_open(&w, t, q, e))
		return false;
	while ((ok = queue_walk_next(&w, &row, NULL, e)) && row) {
		ok = face_get(t, row->id, &face, e) &&
		     collect_face(h, t, q, f, &face, a, e);
		if (!ok)
			break;
	}
	queue_walk_close(&w);
	return ok;
}

bool hits_collect(struct hits *h, struct txn *t, const struct query *q,
		  struct filter *f, struct arena *a, struct err *e)
{
	size_t queue;
	size_t store;

	*h = (struct hits){ 0 };
	h->reverse = q->reverse;
	if (q->sort == SORT_DUE && queue_latest_first(q->queue))
		h->reverse = !h->reverse;
	if (!queue_at_most(t, q, &queue, e) || !kv_entries(t->kv, KV_FACE, &store, e))
		return false;
	return queue < store / SCAN_SHARE ? collect_walk(h, t, q, f, a, e)
					  : collect_scan(h, t, q, f, a, e);
}

static void swap(struct hit *a, struct hit *b)
{
	const struct hit t = *a;

	*a = *b;
	*b = t;
}

/* Parts [lo, hi) around its middle element, which ends at the place that is
 * returned. */
static size_t part_around(struct hits *h, size_t lo, size_t hi)
{
	struct hit *v = h->hit;
	const size_t last = hi - 1;
	size_t place = lo;

	swap(&v[lo + (hi - lo) / 2], &v[last]);
	for (size_t i = lo; i < last; i++)
		if (hit_cmp(h, &v[i], &v[last]) < 0)
			swap(&v[i], &v[place++]);
	swap(&v[place], &v[last]);
	return place;
}

/* Quicksort that leaves alone what lies wholly outside [first, end): the smaller side
 * by recursion, so that the depth stays logarithmic. */
static void sort_between(struct hits *h, size_t lo, size_t hi, size_t first, size_t end)
{
	while (hi - lo > 1 && lo < end && hi > first) {
		const size_t mid = part_around(h, lo, hi);

		if (mid - lo < hi - mid) {
			sort_between(h, lo, mid, first, end);
			lo = mid + 1;
		} else {
			sort_between(h, mid + 1, hi, first, end);
			hi = mid;
		}
	}
}

void hits_sort(struct hits *h, size_t first, size_t end)
{
	sort_between(h, 0, h->n, first, end);
}

bool hits_position(const struct hits *h, struct caseid id, size_t *pos)
{
	const struct hit *self = NULL;

	for (size_t i = 0; i < h->n && !self; i++)
		if (caseid_eq(h->hit[i].id, id))
			self = &h->hit[i];
	if (!self)
		return false;
	*pos = 0;
	for (size_t i = 0; i < h->n; i++)
		*pos += hit_cmp(h, &h->hit[i], self) < 0;
	return true;
}
