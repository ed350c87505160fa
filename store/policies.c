/* Policies as the store keeps them: text and hash, by the day from which each
 * governs. */
#include "store/codec.h"
#include "store/edit.h"
#include "store/schema.h"
#include "store/txn.h"

#define POLICY_RECORD 1

static const struct policy *parsed(const struct store *s, struct strv hash)
{
	for (const struct parsed_policy *p = s->policy; p; p = p->next)
		if (strv_eq(strv_n(p->policy.hash, sizeof p->policy.hash), hash))
			return &p->policy;
	return NULL;
}

static bool corrupt(struct err *e)
{
	err_set(e, ERR_STORE_CORRUPT);
	return err_str(e, STRV("policy"));
}

/* Reads the stored text with this hash into the store's own memory: a policy's text
 * never changes, so that what was parsed once holds until the store is closed. */
static const struct policy *parse_stored(struct txn *t, struct strv hash, struct err *e)
{
	struct store *s = t->store;
	struct dbkey key = { .n = 0 };
	struct strv v;

	dbkey_u8(&key, 't');
	dbkey_bytes(&key, hash);
	if (!kv_get(t->kv, KV_POLICY, dbkey_v(&key), &v, e))
		return NULL;
	struct wire w = wire_of(v);
	uint8_t version = wire_u8(&w);
	struct strv name = wire_text8(&w);
	struct strv text = wire_text32(&w);
	if (!wire_done(&w) || version != POLICY_RECORD) {
		corrupt(e);
		return NULL;
	}
	struct parsed_policy *p = arena_alloc(&s->policies, sizeof *p);
	/* The text lies in the map: what is parsed must not point there. */
	struct strv copy = arena_copy(&s->policies, text);
	struct strv shown = arena_copy(&s->policies, name);
	if (!p || !copy.p || !shown.p) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	if (!policy_parse(copy, shown.p, &s->policies, &p->policy, e))
		return NULL;
	if (!strv_eq(strv_n(p->policy.hash, sizeof p->policy.hash), hash)) {
		corrupt(e);
		return NULL;
	}
	p->next = s->policy;
	s->policy = p;
	return &p->policy;
}

/* The hash of the newest policy that began on or before `day`; empty when none did. */
static bool hash_on(struct txn *t, struct date day, uint8_t hash[32], bool *found,
		    struct err *e)
{
	struct dbkey hi = key_policy_day(date_add(day, 1));
	struct kv_range r;

	if (!kv_range_open(&r, t->kv, KV_POLICY, STRV("d"), dbkey_v(&hi), true, e))
		return false;
	bool ok = kv_range_next(&r, e);
	*found = ok && r.key.p && r.value.n == 32;
	if (*found)
		memcpy(hash, r.value.p, 32);
	kv_range_close(&r);
	return ok;
}

const struct policy *policy_by_hash(struct txn *t, const uint8_t hash[32],
				    struct err *e)
{
	struct strv h = strv_n(hash, 32);
	const struct policy *p = parsed(t->store, h);

	return p ? p : parse_stored(t, h, e);
}

const struct policy *policy_on(struct txn *t, struct date day, struct err *e)
{
	uint8_t hash[32];
	bool found = false;

	if (date_is(day) && !hash_on(t, day, hash, &found, e))
		return NULL;
	/* Also past its last day: an application is registered whatever the council has
	 * not renewed yet. */
	if (found)
		return policy_by_hash(t, hash, e);
	err_set(e, ERR_POLICY_NONE);
	err_date(e, day);
	return NULL;
}

const struct policy *store_policy(struct store *s, struct date day, struct err *e)
{
	struct txn *t = txn_read(s, e);

	if (!t)
		return NULL;
	const struct policy *p = policy_on(t, day, e);
	txn_end(t);
	return p;
}

bool policy_put(struct txn *t, struct strv text, const char *name, struct err *e)
{
	struct policy *p = arena_alloc(&t->arena, sizeof *p);
	struct str record = { 0 };

	if (!p)
		return err_set(e, ERR_NOMEM);
	if (!policy_parse(text, name, &t->arena, p, e))
		return false;
	struct dbkey key = key_policy(p->hash);
	struct dbkey day = key_policy_day(p->valid_from);
	put_u8(&record, POLICY_RECORD);
	put_text8(&record, strv(name));
	put_text32(&record, text);
	bool ok = record.failed ? err_set(e, ERR_NOMEM)
				: kv_put(t->kv, KV_POLICY, dbkey_v(&key),
					 strv_of(&record), e) &&
					  kv_put(t->kv, KV_POLICY, dbkey_v(&day),
						 strv_n(p->hash, sizeof p->hash), e);
	str_release(&record);
	t->content = true;
	return ok;
}
