/* Parts as they lie in the store: sealed under the case's own key, in chunks. */
#include "store/record.h"

#include "store/codec.h"
#include "store/txn.h"

/* ---- chunks ---------------------------------------------------------------------- */

#define CHUNK_HEAD 2 /* record version, number of chunks; on the first only */
#define CHUNK_BYTES KV_VALUE_GOOD
#define CHUNKS_MAX 255

/* What a sealed part is bound to: its place and its version. */
static struct dbkey part_bound(struct caseid id, enum part_kind kind, uint16_t seq)
{
	struct dbkey k = key_part(id, kind, seq);

	dbkey_u8(&k, PART_VERSION);
	return k;
}

static bool stored_chunks(struct txn *t, struct caseid id, const struct part *p,
			  unsigned *n, struct err *e)
{
	struct dbkey key = key_chunk(id, p->kind, p->seq, 0);
	struct strv v;

	if (!kv_get(t->kv, KV_PART, dbkey_v(&key), &v, e))
		return false;
	*n = v.p && v.n >= CHUNK_HEAD ? (unsigned char)v.p[1] : 0;
	return true;
}

static bool write_chunks(struct txn *t, struct caseid id, const struct part *p,
			 struct str *sealed, unsigned n, struct err *e)
{
	sealed->p[1] = (char)n;
	for (unsigned i = 0; i < n; i++) {
		struct dbkey key = key_chunk(id, p->kind, p->seq, i);
		size_t at = (size_t)i * CHUNK_BYTES;
		size_t len =
			sealed->n - at < CHUNK_BYTES ? sealed->n - at : CHUNK_BYTES;
		if (!kv_put(t->kv, KV_PART, dbkey_v(&key), strv_n(sealed->p + at, len),
			    e))
			return false;
	}
	return true;
}

static bool seal_part(const uint8_t key[SEAL_KEY], struct caseid id,
		      const struct part *p, struct str *sealed)
{
	struct dbkey bound = part_bound(id, p->kind, p->seq);
	struct str plain = { 0 };

	part_encode(p, &plain);
	put_u8(sealed, PART_VERSION);
	put_u8(sealed, 0);
	seal_box(key, dbkey_v(&bound), strv_of(&plain), sealed);
	bool ok = !plain.failed && !sealed->failed;
	if (plain.p)
		seal_wipe(plain.p, plain.n);
	str_release(&plain);
	return ok;
}

bool part_store(struct txn *t, const uint8_t key[SEAL_KEY], struct caseid id,
		const struct part *p, struct err *e)
{
	struct str sealed = { 0 };
	unsigned was;
	unsigned n = 0;

	if (!stored_chunks(t, id, p, &was, e))
		return false;
	bool ok = true;
	if (p->nvalues) {
		ok = seal_part(key, id, p, &sealed) || err_set(e, ERR_NOMEM);
		size_t need = (sealed.n + CHUNK_BYTES - 1) / CHUNK_BYTES;
		if (ok && need > CHUNKS_MAX) {
			err_set(e, ERR_TOO_LARGE);
			err_str(e, strv(part_word(p->kind)));
			ok = err_int(e, (int64_t)CHUNKS_MAX * CHUNK_BYTES);
		}
		n = (unsigned)need;
		ok = ok && write_chunks(t, id, p, &sealed, n, e);
	}
	for (; ok && n < was; n++) {
		struct dbkey k = key_chunk(id, p->kind, p->seq, n);
		ok = kv_del(t->kv, KV_PART, dbkey_v(&k), e);
	}
	str_release(&sealed);
	return ok;
}

/* ---- reading them back ----------------------------------------------------------- */

struct loader {
	struct kv_range range;
	struct arena *arena;
	const uint8_t *key;
	struct caseid id;
	struct parts *out;
	size_t room;
};

static bool loader_add(struct loader *l, const struct part *p, struct err *e)
{
	struct parts *out = l->out;

	if (out->n == l->room) {
		size_t room = l->room ? 2 * l->room : 16;
		struct part *more = arena_array(l->arena, room, sizeof *more);
		if (!more)
			return err_set(e, ERR_NOMEM);
		if (out->n)
			memcpy(more, out->part, out->n * sizeof *more);
		out->part = more;
		l->room = room;
	}
	out->part[out->n++] = *p;
	return true;
}

static bool part_fault(struct loader *l, const struct part *p, struct err *e)
{
	if (l->out->broken) {
		l->out->broken(l->out->ctx, l->id, p->kind, p->seq);
		return true;
	}
	struct caseid_text number = caseid_write(l->id);
	struct str where = { 0 };
	str_addf(&where, "%s %u.%u", number.s, (unsigned)p->kind, (unsigned)p->seq);
	err_set(e, ERR_SEAL);
	err_str(e, strv_of(&where));
	str_release(&where);
	return false;
}

/* Gathers the chunks of the part at which the walk stands, and leaves the walk at the
 * next part. *whole tells whether all were there, in order. */
static bool gather(struct loader *l, const struct part *p, struct str *sealed,
		   bool *whole, struct err *e)
{
	struct dbkey prefix = key_part(l->id, p->kind, p->seq);
	unsigned want = 0;
	unsigned got = 0;

	*whole = true;
	while (l->range.key.p && strv_starts(l->range.key, dbkey_v(&prefix))) {
		struct strv v = l->range.value;
		if (l->range.key.n != prefix.n + 1 ||
		    (unsigned char)l->range.key.p[prefix.n] != got)
			*whole = false;
		if (got == 0 && v.n >= CHUNK_HEAD && v.p[0] == PART_VERSION)
			want = (unsigned char)v.p[1];
		else if (got == 0)
			*whole = false;
		str_add(sealed, v);
		got++;
		if (!kv_range_next(&l->range, e))
			return false;
	}
	*whole = *whole && want == got;
	return !sealed->failed || err_set(e, ERR_NOMEM);
}

static bool load_part(struct loader *l, struct str *sealed, struct err *e)
{
	const struct dbkey prefix = key_case(l->id);
	struct strv key = l->range.key;
	struct strv plain;
	struct part p = { 0 };
	bool whole;

	/* In a damaged tree a walk can meet the keys of others. */
	if (key.n < CASEID_BYTES + 3 || !strv_starts(key, dbkey_v(&prefix))) {
		err_set(e, ERR_STORE_CORRUPT);
		return err_str(e, strv(caseid_write(l->id).s));
	}
	p.kind = (enum part_kind)(unsigned char)key.p[CASEID_BYTES];
	p.seq = be16((const unsigned char *)key.p + CASEID_BYTES + 1);
	str_clear(sealed);
	if (!gather(l, &p, sealed, &whole, e))
		return false;
	if (!whole)
		return part_fault(l, &p, e);
	struct dbkey bound = part_bound(l->id, p.kind, p.seq);
	struct strv box = strv_n(sealed->p + CHUNK_HEAD, sealed->n - CHUNK_HEAD);
	if (!seal_unbox(l->key, dbkey_v(&bound), box, l->arena, &plain) ||
	    !part_decode(plain, l->arena, &p))
		return part_fault(l, &p, e);
	return loader_add(l, &p, e);
}

bool parts_load(struct txn *t, const uint8_t key[SEAL_KEY], struct caseid id,
		struct arena *a, struct parts *out, struct err *e)
{
	struct loader l = { .arena = a, .key = key, .id = id, .out = out };
	struct dbkey prefix = key_case(id);
	struct str sealed = { 0 };

	out->part = NULL;
	out->n = 0;
	if (!kv_range_prefix(&l.range, t->kv, KV_PART, dbkey_v(&prefix), false, e))
		return false;
	bool ok = kv_range_next(&l.range, e);
	while (ok && l.range.key.p)
		ok = load_part(&l, &sealed, e);
	kv_range_close(&l.range);
	str_release(&sealed);
	return ok;
}

/* ---- a case's own key ------------------------------------------------------------ */

#define CASE_KEY_VERSION 1

/* What the wrapped key is bound to: the case, the version, the policy named. */
static struct dbkey key_bound(struct caseid id, const uint8_t policy[32])
{
	struct dbkey k = key_case(id);

	dbkey_u8(&k, CASE_KEY_VERSION);
	dbkey_bytes(&k, strv_n(policy, 32));
	return k;
}

bool case_key_put(struct txn *t, struct caseid id, const struct case_key *k,
		  struct err *e)
{
	struct dbkey bound = key_bound(id, k->policy_hash);
	struct dbkey key = key_case(id);
	struct str out = { 0 };

	put_u8(&out, CASE_KEY_VERSION);
	str_add(&out, strv_n(k->policy_hash, sizeof k->policy_hash));
	seal_box(t->store->keys->kek, dbkey_v(&bound), strv_n(k->key, sizeof k->key),
		 &out);
	bool ok = out.failed ? err_set(e, ERR_NOMEM)
			     : kv_put(t->kv, KV_KEY, dbkey_v(&key), strv_of(&out), e);
	str_release(&out);
	return ok;
}

bool case_key_get(struct txn *t, struct caseid id, struct case_key *out, struct err *e)
{
	struct dbkey key = key_case(id);
	struct strv v;
	struct strv plain;

	if (!kv_get(t->kv, KV_KEY, dbkey_v(&key), &v, e))
		return false;
	struct wire w = wire_of(v);
	uint8_t version = wire_u8(&w);
	struct strv policy = wire_bytes(&w, sizeof out->policy_hash);
	if (!w.failed && version == CASE_KEY_VERSION) {
		memcpy(out->policy_hash, policy.p, policy.n);
		struct dbkey bound = key_bound(id, out->policy_hash);
		if (seal_unbox(t->store->keys->kek, dbkey_v(&bound),
			       wire_bytes(&w, w.n), &t->arena, &plain) &&
		    plain.n == SEAL_KEY) {
			memcpy(out->key, plain.p, SEAL_KEY);
			return true;
		}
	}
	err_set(e, ERR_SEAL);
	return err_str(e, strv(caseid_write(id).s));
}
