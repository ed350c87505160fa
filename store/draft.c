#include "store/store.h"

#include "store/codec.h"
#include "store/edit.h"
#include "store/schema.h"
#include "store/txn.h"

#define FORM_MAX 32

/* What a sealed draft is bound to: user, case and form, so that nobody's draft can be
 * laid before another. */
static struct dbkey draft_bound(struct strv key)
{
	struct dbkey k = { .n = 0 };

	dbkey_u8(&k, 'd');
	dbkey_bytes(&k, key);
	return k;
}

static bool draft_key(const struct actor *actor, struct caseid id, struct strv form,
		      struct dbkey *out, struct err *e)
{
	if (form.n && form.n <= FORM_MAX) {
		*out = key_draft(actor->id, id, form);
		return true;
	}
	err_set(e, ERR_TOO_LARGE);
	err_str(e, STRV("form"));
	return err_int(e, FORM_MAX);
}

bool draft_put(struct txn *t, const struct actor *actor, struct caseid id,
	       struct strv form, struct strv text, int64_t now, struct err *e)
{
	struct str plain = { 0 };
	struct str sealed = { 0 };
	struct dbkey key;
	struct dbkey bound;

	if (!draft_key(actor, id, form, &key, e))
		return false;
	bound = draft_bound(dbkey_v(&key));
	put_u64(&plain, (uint64_t)now);
	put_text32(&plain, text);
	seal_box(t->store->keys->misc, dbkey_v(&bound), strv_of(&plain), &sealed);
	bool ok = plain.failed || sealed.failed
			  ? err_set(e, ERR_NOMEM)
			  : kv_put(t->kv, KV_DRAFT, dbkey_v(&key), strv_of(&sealed), e);
	if (plain.p)
		seal_wipe(plain.p, plain.n);
	str_release(&plain);
	str_release(&sealed);
	return ok;
}

bool draft_remove(struct txn *t, const struct actor *actor, struct caseid id,
		  struct strv form, struct err *e)
{
	struct dbkey key;

	return draft_key(actor, id, form, &key, e) &&
	       kv_del(t->kv, KV_DRAFT, dbkey_v(&key), e);
}

static bool draft_open(struct txn *t, struct strv key, struct strv value,
		       struct arena *a, int64_t *time, struct strv *text, struct err *e)
{
	struct dbkey bound = draft_bound(key);
	struct strv plain;
	struct wire w;

	if (!seal_unbox(t->store->keys->misc, dbkey_v(&bound), value, a, &plain)) {
		err_set(e, ERR_SEAL);
		return err_str(e, STRV("draft"));
	}
	w = wire_of(plain);
	*time = (int64_t)wire_u64(&w);
	*text = wire_text32(&w);
	if (wire_done(&w))
		return true;
	err_set(e, ERR_STORE_CORRUPT);
	return err_str(e, STRV("draft"));
}

bool draft_opens(struct txn *t, struct strv key, struct strv value)
{
	struct err ignored = { .code = ERR_NONE };
	struct strv text;
	int64_t time;

	return draft_open(t, key, value, &t->arena, &time, &text, &ignored);
}

bool draft_load(struct txn *t, const struct actor *actor, struct caseid id,
		struct strv form, struct arena *a, struct strv *out, struct err *e)
{
	struct dbkey key;
	struct strv v;
	int64_t time;

	*out = (struct strv){ NULL, 0 };
	if (!draft_key(actor, id, form, &key, e) ||
	    !kv_get(t->kv, KV_DRAFT, dbkey_v(&key), &v, e))
		return false;
	return !v.p || draft_open(t, dbkey_v(&key), v, a, &time, out, e);
}

bool draft_latest(struct txn *t, const struct actor *actor, struct caseid *id,
		  struct arena *a, struct strv *form, struct err *e)
{
	struct dbkey prefix = { .n = 0 };
	struct kv_range r;
	struct strv text;
	struct strv key = { NULL, 0 };
	int64_t time = 0;
	int64_t newest = INT64_MIN;

	*id = (struct caseid){ 0, 0 };
	*form = (struct strv){ NULL, 0 };
	dbkey_u16(&prefix, actor->id);
	if (!kv_range_prefix(&r, t->kv, KV_DRAFT, dbkey_v(&prefix), false, e))
		return false;
	bool ok = kv_range_next(&r, e);
	while (ok && r.key.p) {
		ok = draft_open(t, r.key, r.value, &t->arena, &time, &text, e);
		if (ok && time >= newest) {
			newest = time;
			key = r.key;
		}
		ok = ok && kv_range_next(&r, e);
	}
	kv_range_close(&r);
	if (!ok || key.n < prefix.n + CASEID_BYTES)
		return ok;
	*id = be_case((const unsigned char *)key.p + prefix.n);
	*form = arena_copy(a, strv_n(key.p + prefix.n + CASEID_BYTES,
				     key.n - prefix.n - CASEID_BYTES));
	return form->p || err_set(e, ERR_NOMEM);
}
