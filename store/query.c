#include "store/query.h"

#include "store/record.h"

/* A list comes by one of two roads. Its own order without a filter is a walk over the
 * index: nothing is collected, only the rows that are shown are read. Any other order,
 * or a filter, collects what matches as compact hits and sorts as much as is asked for.
 * Both are total orders (the number comes last), so count, rows and positions agree. */

static bool may_list(const struct query *q, struct err *e)
{
	if (q->actor->rights & RIGHT_FACES)
		return true;
	err_set(e, ERR_FORBIDDEN);
	return err_str(e, strv(queue_word(q->queue)));
}

static bool by_index(const struct query *q, const struct filter *f)
{
	return f->n == 0 && q->sort == SORT_DUE && q->queue != QUEUE_ALL;
}

/* ---- counting -------------------------------------------------------------------- */

static bool count_walk(struct txn *t, const struct query *q, size_t *n, struct err *e)
{
	struct queue_walk w;
	const struct index_row *row;
	bool ok;

	*n = 0;
	if (!queue_walk_open(&w, t, q, e))
		return false;
	while ((ok = queue_walk_next(&w, &row, NULL, e)) && row)
		(*n)++;
	queue_walk_close(&w);
	return ok;
}

static bool count_all(struct txn *t, const struct query *q, struct filter *f,
		      struct arena *a, size_t *n, struct err *e)
{
	struct hits h;
	bool known;

	if (f->n) {
		if (!hits_collect(&h, t, q, f, a, e))
			return false;
		*n = h.n;
		return true;
	}
	return queue_counted(t, q, n, &known, e) && (known || count_walk(t, q, n, e));
}

bool query_count(struct txn *t, const struct query *q, size_t *n, struct err *e)
{
	struct arena a = { 0 };
	struct filter f;
	const bool ok = may_list(q, e) && filter_make(&f, t, q->filter, &a, e);
	const bool counted = ok && count_all(t, q, &f, &a, n, e);

	if (ok)
		filter_release(&f);
	arena_release(&a);
	return counted;
}

/* ---- rows ------------------------------------------------------------------------ */

static bool copy_text(struct strv *s, struct arena *a)
{
	*s = arena_copy(a, *s);
	return s->p != NULL;
}

bool face_copy(const struct face *f, struct arena *a, struct face *out, struct err *e)
{
	*out = *f;
	return (copy_text(&out->category, a) && copy_text(&out->reference, a) &&
		copy_text(&out->surname, a) && copy_text(&out->prefix, a) &&
		copy_text(&out->initials, a) && copy_text(&out->sortkey, a)) ||
	       err_set(e, ERR_NOMEM);
}

static bool row_face(struct txn *t, struct caseid id, struct arena *a, struct face *out,
		     struct err *e)
{
	struct face f;

	return face_get(t, id, &f, e) && face_copy(&f, a, out, e);
}

/* All cases by number: the faces stand so, nothing needs sorting. */
static bool by_number(const struct query *q, const struct filter *f)
{
	return f->n == 0 && q->queue == QUEUE_ALL &&
	       (q->sort == SORT_DUE || q->sort == SORT_NUMBER);
}

/* The next face of the walk that the query has; out->id is {0, 0} past the end. */
static bool next_face(struct kv_range *r, const struct query *q, struct face *out,
		      struct err *e)
{
	for (;;) {
		if (!kv_range_next(r, e))
			return false;
		*out = (struct face){ .id = { 0, 0 } };
		if (!r->key.p)
			return true;
		if (!face_decode(NULL, r->key, r->value, false, out, e))
			return false;
		if (queue_has(q, out))
			return true;
	}
}

/* Where the rows of one page go. */
struct page {
	size_t first;
	size_t limit;
	struct arena *arena;
	struct face *rows;
	size_t n;
};

static bool rows_walk(struct txn *t, const struct query *q, struct page *p,
		      struct err *e)
{
	struct queue_walk w;
	const struct index_row *row;
	bool ok;

	if (!queue_walk_open(&w, t, q, e))
		return false;
	for (size_t at = 0; (ok = queue_walk_next(&w, &row, NULL, e)) && row; at++) {
		if (at < p->first)
			continue;
		if (p->n == p->limit)
			break;
		ok = row_face(t, row->id, p->arena, &p->rows[p->n], e);
		if (!ok)
			break;
		p->n++;
	}
	queue_walk_close(&w);
	return ok;
}

static bool rows_faces(struct txn *t, const struct query *q, struct page *p,
		       struct err *e)
{
	struct kv_range r = { 0 };
	struct face f;
	size_t at = 0;
	bool ok = kv_range_open(&r, t->kv, KV_FACE, strv(""), strv(""), q->reverse, e);

	while (ok && p->n < p->limit) {
		ok = next_face(&r, q, &f, e);
		if (!ok || f.id.seq == 0)
			break;
		if (at++ < p->first)
			continue;
		ok = row_face(t, f.id, p->arena, &p->rows[p->n], e);
		p->n += ok;
	}
	kv_range_close(&r);
	return ok;
}

static bool rows_hits(struct txn *t, const struct query *q, struct filter *f,
		      struct page *p, struct err *e)
{
	struct arena own = { 0 };
	struct hits h;
	bool ok = hits_collect(&h, t, q, f, &own, e);

	if (ok && p->first < h.n) {
		const size_t n = h.n - p->first < p->limit ? h.n - p->first : p->limit;

		hits_sort(&h, p->first, p->first + n);
		for (size_t i = 0; ok && i < n; i++) {
			ok = row_face(t, h.hit[p->first + i].id, p->arena, &p->rows[i],
				      e);
			p->n += ok;
		}
	}
	arena_release(&own);
	return ok;
}

bool query_rows(struct txn *t, const struct query *q, size_t first, size_t limit,
		struct arena *a, struct face **rows, size_t *n, struct err *e)
{
	struct page p = { .first = first, .arena = a };
	struct filter f;
	size_t most;

	*rows = NULL;
	*n = 0;
	if (!may_list(q, e) || !queue_at_most(t, q, &most, e) ||
	    !filter_make(&f, t, q->filter, a, e))
		return false;
	p.limit = limit < most ? limit : most;
	p.rows = arena_array(a, p.limit + 1, sizeof(*p.rows));
	bool ok = p.rows != NULL || err_set(e, ERR_NOMEM);

	if (p.rows && p.limit)
		ok = by_index(q, &f)    ? rows_walk(t, q, &p, e)
		     : by_number(q, &f) ? rows_faces(t, q, &p, e)
					: rows_hits(t, q, &f, &p, e);
	filter_release(&f);
	*rows = p.rows;
	*n = p.n;
	return ok;
}

/* ---- positions ------------------------------------------------------------------- */

static bool find_walk(struct txn *t, const struct query *q, struct caseid id,
		      size_t *pos, struct err *e)
{
	struct queue_walk w;
	const struct index_row *row;
	bool found = false;
	bool ok;

	if (!queue_walk_open(&w, t, q, e))
		return false;
	for (*pos = 0; (ok = queue_walk_next(&w, &row, NULL, e)) && row; (*pos)++)
		if ((found = caseid_eq(row->id, id)))
			break;
	queue_walk_close(&w);
	return ok && (found || err_set(e, ERR_NONE));
}

static bool find_faces(struct txn *t, const struct query *q, struct caseid id,
		       size_t *pos, struct err *e)
{
	struct kv_range r = { 0 };
	struct face f = { .id = { 0, 0 } };
	bool ok = kv_range_open(&r, t->kv, KV_FACE, strv(""), strv(""), q->reverse, e);

	for (*pos = 0; ok && (ok = next_face(&r, q, &f, e)) && f.id.seq; (*pos)++)
		if (caseid_eq(f.id, id))
			break;
	kv_range_close(&r);
	return ok && (f.id.seq || err_set(e, ERR_NONE));
}

static bool find_hits(struct txn *t, const struct query *q, struct filter *f,
		      struct caseid id, size_t *pos, struct err *e)
{
	struct arena own = { 0 };
	struct hits h;
	bool ok = hits_collect(&h, t, q, f, &own, e);

	if (ok)
		ok = hits_position(&h, id, pos) || err_set(e, ERR_NONE);
	arena_release(&own);
	return ok;
}

bool query_find(struct txn *t, const struct query *q, struct caseid id, size_t *pos,
		struct err *e)
{
	struct arena a = { 0 };
	struct filter f;
	struct face face;
	struct strv bytes;
	const struct dbkey key = key_case(id);

	if (!may_list(q, e) || !kv_get(t->kv, KV_FACE, dbkey_v(&key), &bytes, e))
		return false;
	if (!bytes.p)
		return err_set(e, ERR_NONE);
	if (!face_get(t, id, &face, e))
		return false;
	if (!queue_has(q, &face))
		return err_set(e, ERR_NONE);
	bool ok = filter_make(&f, t, q->filter, &a, e);

	if (ok) {
		ok = by_index(q, &f)    ? find_walk(t, q, id, pos, e)
		     : by_number(q, &f) ? find_faces(t, q, id, pos, e)
					: find_hits(t, q, &f, id, pos, e);
		filter_release(&f);
	}
	arena_release(&a);
	return ok;
}

/* ---- for the desk ---------------------------------------------------------------- */

static void stat_row(struct queue_stat *s, const struct query *q, enum state state,
		     struct date due, struct date received)
{
	s->count++;
	if (!date_is(s->oldest) || received.days < s->oldest.days)
		s->oldest = received;
	if (!state_open(state))
		return;
	if (due.days < q->today.days)
		s->late++;
	else if (due.days < q->today.days + 7)
		s->week++;
}

static bool stat_walk(struct txn *t, const struct query *q, struct queue_stat *out,
		      struct err *e)
{
	struct queue_walk w;
	const struct index_row *row;
	enum state state;
	bool ok;

	if (!queue_walk_open(&w, t, q, e))
		return false;
	while ((ok = queue_walk_next(&w, &row, &state, e)) && row)
		stat_row(out, q, state, row->date, row->received);
	queue_walk_close(&w);
	return ok;
}

static bool stat_hits(struct txn *t, const struct query *q, struct filter *f,
		      struct queue_stat *out, struct err *e)
{
	struct arena own = { 0 };
	struct hits h;
	bool ok = hits_collect(&h, t, q, f, &own, e);

	for (size_t i = 0; ok && i < h.n; i++) {
		struct face face;

		ok = face_get(t, h.hit[i].id, &face, e);
		if (ok)
			stat_row(out, q, face.state, face.due, face.received);
	}
	arena_release(&own);
	return ok;
}

bool query_stat(struct txn *t, const struct query *q, struct queue_stat *out,
		struct err *e)
{
	struct arena a = { 0 };
	struct filter f;

	*out = (struct queue_stat){ .oldest = DATE_NONE };
	if (!may_list(q, e))
		return false;
	bool ok = filter_make(&f, t, q->filter, &a, e);

	if (ok) {
		ok = f.n ? stat_hits(t, q, &f, out, e) : stat_walk(t, q, out, e);
		filter_release(&f);
	}
	arena_release(&a);
	return ok;
}
