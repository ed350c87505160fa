#include "store/store.h"

#include "store/fsck.h"
#include "store/index.h"
#include "store/record.h"

/* ---- faults ---------------------------------------------------------------------- */

void check_fault(struct check *c, const char *what, const char *where)
{
	if (c->nfaults == c->room) {
		size_t room = c->room ? 2 * c->room : 16;
		struct fault *more = arena_array(c->arena, room, sizeof *more);
		if (!more) {
			c->failed = true;
			return;
		}
		if (c->nfaults)
			memcpy(more, c->fault, c->nfaults * sizeof *more);
		c->fault = more;
		c->room = room;
	}
	c->failed = c->failed || !where;
	c->fault[c->nfaults++] = (struct fault){ what, strv(where) };
}

void check_fault_case(struct check *c, const char *what, struct caseid id)
{
	check_fault(c, what, arena_printf(c->arena, "%s", caseid_write(id).s));
}

void check_fault_number(struct check *c, const char *what, uint64_t n)
{
	check_fault(c, what, arena_printf(c->arena, "%llu", (unsigned long long)n));
}

/* A key that holds no number of a case: letters as they are, the rest in
 * hexadecimal. */
void check_fault_key(struct check *c, const char *what, struct strv key)
{
	struct str out = { 0 };

	for (size_t i = 0; i < key.n; i++) {
		unsigned char b = (unsigned char)key.p[i];
		if (i == 0 && b > ' ' && b < 0x7f)
			str_addc(&out, (char)b);
		else
			str_addf(&out, "%02x", b);
	}
	check_fault(c, what,
		    out.failed ? NULL : arena_printf(c->arena, "%s", str_z(&out)));
	str_release(&out);
}

/* ---- lists of numbers ------------------------------------------------------------ */

static void numbers_add(struct check *c, struct numbers *l, uint64_t v)
{
	if (l->n == l->room) {
		size_t room = l->room ? 2 * l->room : 1024;
		uint64_t *more = realloc(l->v, room * sizeof *more);
		if (!more) {
			c->failed = true;
			return;
		}
		l->v = more;
		l->room = room;
	}
	l->v[l->n++] = v;
}

static int number_cmp(const void *a, const void *b)
{
	uint64_t x;
	uint64_t y;

	memcpy(&x, a, sizeof x);
	memcpy(&y, b, sizeof y);
	return (x > y) - (x < y);
}

static void numbers_sort(struct numbers *l)
{
	if (l->n)
		qsort(l->v, l->n, sizeof *l->v, number_cmp);
}

static bool numbers_have(const struct numbers *l, uint64_t v)
{
	return l->n && bsearch(&v, l->v, l->n, sizeof v, number_cmp);
}

static uint64_t key_hash(const struct check *c, struct strv key)
{
	uint8_t sum[SEAL_CHECK];
	uint64_t v;

	seal_check(c->store->keys, 'x', key, strv(""), sum);
	memcpy(&v, sum, sizeof v);
	return v;
}

/* ---- walking --------------------------------------------------------------------- */

bool check_each(struct check *c, enum kv_tree tree, struct strv prefix, visit_fn visit,
		struct err *e)
{
	struct kv_range r;

	if (!kv_range_prefix(&r, c->t->kv, tree, prefix, false, e))
		return false;
	bool ok = kv_range_next(&r, e);
	while (ok && r.key.p && !c->failed) {
		ok = visit(c, r.key, r.value, e) && kv_range_next(&r, e);
		arena_reset(&c->work);
		arena_reset(&c->t->arena);
	}
	kv_range_close(&r);
	return ok && (!c->failed || err_set(e, ERR_NOMEM));
}

/* ---- cases: parts, face, index --------------------------------------------------- */

static void part_broke(void *ctx, struct caseid id, enum part_kind kind, uint16_t seq)
{
	struct check *c = ctx;

	c->unread = true;
	check_fault(c, "part-seal",
		    arena_printf(c->arena, "%s %u.%u", caseid_write(id).s,
				 (unsigned)kind, (unsigned)seq));
}

static bool same_date(struct date a, struct date b)
{
	return a.days == b.days;
}

static bool same_face(const struct face *a, const struct face *b)
{
	return same_date(a->received, b->received) && same_date(a->due, b->due) &&
	       same_date(a->lapse, b->lapse) && same_date(a->notice, b->notice) &&
	       a->flags == b->flags && strv_eq(a->category, b->category) &&
	       strv_eq(a->reference, b->reference) && strv_eq(a->surname, b->surname) &&
	       strv_eq(a->prefix, b->prefix) && strv_eq(a->initials, b->initials) &&
	       strv_eq(a->sortkey, b->sortkey);
}

/* The face once more from the parts and the clock, through the bytes it would be stored
 * as, since long texts are cut there. */
static bool check_face(struct check *c, const struct case_key *k, struct dossier *d,
		       struct err *e)
{
	struct err why = { .code = ERR_NONE };
	const struct policy *p = policy_by_hash(c->t, k->policy_hash, &why);
	struct dbkey key = key_case(d->face.id);
	struct str bytes = { 0 };
	struct face stored = d->face;
	struct face made;

	if (!p) {
		check_fault_case(c, "policy-missing", d->face.id);
		return true;
	}
	if (!face_derive(d, p->term, &c->work, &why)) {
		if (why.code == ERR_NOMEM)
			return err_set(e, ERR_NOMEM);
		check_fault_case(c, "clock", d->face.id);
		d->face = stored;
		return true;
	}
	face_encode(c->store->keys, &d->face, &bytes);
	if (bytes.failed ||
	    !face_decode(NULL, dbkey_v(&key), strv_of(&bytes), false, &made, &why))
		c->failed = true;
	else if (!same_face(&stored, &made))
		check_fault_case(c, "face-differs", stored.id);
	str_release(&bytes);
	return true;
}

static bool check_entry(struct check *c, struct caseid id, const struct index_entry *x,
			struct err *e)
{
	struct strv v;

	numbers_add(c, &c->index, key_hash(c, dbkey_v(&x->key)));
	if (!kv_get(c->t->kv, KV_INDEX, dbkey_v(&x->key), &v, e))
		return false;
	if (!v.p)
		check_fault_case(c, "index-missing", id);
	else if (!strv_eq(v, strv_n(x->value, x->nvalue)))
		check_fault_case(c, "index-value", id);
	return true;
}

static bool check_index(struct check *c, const struct dossier *d, struct err *e)
{
	struct index_set set;

	if (!index_set_make(c->store->keys, d, &c->work, &set, e))
		return false;
	for (size_t i = 0; i < set.n; i++)
		if (!check_entry(c, d->face.id, &set.entry[i], e))
			return false;
	return true;
}

/* Who may not approve is who proposed; nobody where nothing is proposed. */
static void check_proposer(struct check *c, const struct dossier *d)
{
	const struct part *p =
		d->face.state == STATE_PROPOSED ? dossier_decision(d) : NULL;
	const struct strv by = p ? part_get(p, FIELD_PROPOSED_BY) : strv("");

	if (!strv_eq(user_name(c->t, d->face.proposer), by))
		check_fault_case(c, "proposer", d->face.id);
}

static bool check_dossier(struct check *c, struct dossier *d, struct err *e)
{
	struct err why = { .code = ERR_NONE };
	struct parts parts = { .broken = part_broke, .ctx = c };
	struct case_key k;
	size_t faults = c->nfaults;

	if (!case_key_get(c->t, d->face.id, &k, &why)) {
		c->unread = true;
		check_fault_case(c, "key-seal", d->face.id);
		return true;
	}
	bool ok = parts_load(c->t, k.key, d->face.id, &c->work, &parts, e);
	d->part = parts.part;
	d->nparts = parts.n;
	if (ok && c->nfaults == faults)
		ok = check_face(c, &k, d, e) && check_index(c, d, e);
	seal_wipe(&k, sizeof k);
	if (d->face.handler && !user_name(c->t, d->face.handler).n)
		check_fault_case(c, "handler", d->face.id);
	check_proposer(c, d);
	return ok;
}

static uint64_t count_code(const struct dbkey *prefix)
{
	uint64_t code = 0;

	for (size_t i = 0; i < prefix->n; i++)
		code = code << 8 | prefix->b[i];
	return code;
}

/* A count needs the face alone: it is right even when the parts cannot be read. */
static void add_counts(struct check *c, const struct face *f)
{
	struct dbkey key[2];
	size_t n = index_counts(f, key);

	for (size_t i = 0; i < n; i++)
		numbers_add(c, &c->count, count_code(&key[i]));
}

static bool check_case(struct check *c, struct strv key, struct strv value,
		       struct err *e)
{
	struct err why = { .code = ERR_NONE };
	struct dossier d = { .nparts = 0 };

	c->cases++;
	if (!face_decode(c->store->keys, key, value, true, &d.face, &why)) {
		c->unread = true;
		if (key.n == CASEID_BYTES)
			check_fault_case(c, "face-check", index_case(key));
		else
			check_fault_key(c, "face-check", key);
		return true;
	}
	add_counts(c, &d.face);
	return check_dossier(c, &d, e);
}

/* ---- the other way round: nothing that should not be there ----------------------- */

static bool check_index_key(struct check *c, struct strv key, struct strv value,
			    struct err *e)
{
	(void)value;
	(void)e;
	if (!numbers_have(&c->index, key_hash(c, key)) && !c->unread)
		check_fault_key(c, "index-extra", key);
	return true;
}

static bool check_count_key(struct check *c, struct strv key, struct strv value,
			    struct err *e)
{
	struct dbkey prefix = { .n = 0 };

	(void)e;
	dbkey_bytes(&prefix, key);
	uint64_t code = count_code(&prefix);
	uint64_t n = 0;
	const struct numbers *l = &c->count;
	size_t lo = 0;
	size_t hi = l->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (l->v[mid] < code)
			lo = mid + 1;
		else
			hi = mid;
	}
	while (lo + n < l->n && l->v[lo + n] == code)
		n++;
	if (value.n != 8 || be64((const unsigned char *)value.p) != n || n == 0)
		check_fault_key(c, "count", key);
	return true;
}

/* A count that is not kept at all. */
static bool check_counts_kept(struct check *c, struct err *e)
{
	const struct numbers *l = &c->count;

	for (size_t i = 0; i < l->n; i++) {
		struct dbkey prefix = { .n = 0 };
		struct strv v;

		if (i && l->v[i] == l->v[i - 1])
			continue;
		/* Three bytes for a state, five for a handler. */
		size_t n = l->v[i] >> 24 == 0 ? 3 : 5;
		for (size_t b = n; b > 0; b--)
			dbkey_u8(&prefix, (unsigned)(l->v[i] >> (8 * (b - 1)) & 0xff));
		if (!kv_get(c->t->kv, KV_COUNT, dbkey_v(&prefix), &v, e))
			return false;
		if (!v.p)
			check_fault_key(c, "count", dbkey_v(&prefix));
	}
	return true;
}

static bool face_there(struct check *c, struct strv key, bool *there, struct err *e)
{
	struct strv id = strv_n(key.p, key.n < CASEID_BYTES ? key.n : CASEID_BYTES);
	struct strv v;

	if (!kv_get(c->t->kv, KV_FACE, id, &v, e))
		return false;
	*there = v.p != NULL;
	return true;
}

static bool check_part_key(struct check *c, struct strv key, struct strv value,
			   struct err *e)
{
	bool there;

	(void)value;
	if (!face_there(c, key, &there, e))
		return false;
	if (!there)
		check_fault_key(c, "part-orphan", key);
	return true;
}

static bool check_case_key(struct check *c, struct strv key, struct strv value,
			   struct err *e)
{
	bool there;

	(void)value;
	if (!face_there(c, key, &there, e))
		return false;
	if (!there)
		check_fault_key(c, "key-orphan", key);
	return true;
}

static bool check_cases(struct check *c, struct err *e)
{
	struct strv all = { NULL, 0 };

	if (!check_each(c, KV_FACE, all, check_case, e))
		return false;
	numbers_sort(&c->index);
	numbers_sort(&c->count);
	return check_each(c, KV_INDEX, all, check_index_key, e) &&
	       check_each(c, KV_COUNT, all, check_count_key, e) &&
	       check_counts_kept(c, e) &&
	       check_each(c, KV_PART, all, check_part_key, e) &&
	       check_each(c, KV_KEY, all, check_case_key, e);
}

/* ---- the rest -------------------------------------------------------------------- */

static bool check_user(struct check *c, struct strv key, struct strv value,
		       struct err *e)
{
	struct err why = { .code = ERR_NONE };
	struct user u;
	struct strv name = strv_n(key.p + 1, key.n - 1);
	struct strv v;

	if (key.p[0] == 'n') {
		if (!user_by_name(c->t, name, &u, &why) || value.n != 2 ||
		    be16((const unsigned char *)value.p) != u.id)
			check_fault_key(c, "user", key);
		return true;
	}
	struct strv bearer =
		key.n == 3 ? user_name(c->t, be16((const unsigned char *)name.p))
			   : (struct strv){ NULL, 0 };
	struct dbkey by_name = key_user_name(bearer);
	if (!kv_get(c->t->kv, KV_USER, dbkey_v(&by_name), &v, e))
		return false;
	if (!bearer.n || !strv_eq(v, name))
		check_fault_key(c, "user", key);
	return true;
}

static bool check_policy(struct check *c, struct strv key, struct strv value,
			 struct err *e)
{
	struct err why = { .code = ERR_NONE };
	struct strv hash = key.p[0] == 'd' ? value : strv_n(key.p + 1, key.n - 1);
	uint8_t h[32];

	(void)e;
	if (hash.n == sizeof h)
		memcpy(h, hash.p, sizeof h);
	if (hash.n != sizeof h || !policy_by_hash(c->t, h, &why))
		check_fault_key(c, "policy", key);
	return true;
}

static bool check_draft(struct check *c, struct strv key, struct strv value,
			struct err *e)
{
	(void)e;
	if (!draft_opens(c->t, key, value))
		check_fault_key(c, "draft", key);
	return true;
}

/* Before the engine goes through all of them: where they are damaged it would crash. */
static bool check_pages(struct check *c, bool *sound, struct err *e)
{
	struct err why = { .code = ERR_NONE };

	*sound = kv_file_walk(c->store->dir, &why);
	if (*sound)
		return true;
	if (why.code != ERR_STORE_CORRUPT) {
		*e = why;
		return false;
	}
	check_fault(c, "pages", arena_printf(c->arena, "%s", err_arg_str(&why, 0)));
	return true;
}

bool store_check(struct store *s, struct arena *a, struct fault **faults, size_t *n,
		 size_t *cases, size_t *entries, struct err *e)
{
	struct check c = { .store = s, .arena = a };
	struct strv all = { NULL, 0 };

	c.t = txn_read(s, e);
	if (!c.t)
		return false;
	bool sound;
	bool ok = check_pages(&c, &sound, e) &&
		  (!sound || (check_cases(&c, e) && check_journal(&c, e) &&
			      check_each(&c, KV_USER, all, check_user, e) &&
			      check_each(&c, KV_POLICY, all, check_policy, e) &&
			      check_each(&c, KV_DRAFT, all, check_draft, e)));
	if (ok && c.failed)
		ok = err_set(e, ERR_NOMEM);
	txn_end(c.t);
	arena_release(&c.work);
	free(c.index.v);
	free(c.count.v);
	*faults = c.fault;
	*n = c.nfaults;
	*cases = c.cases;
	*entries = c.entries;
	return ok;
}
