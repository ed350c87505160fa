#include "store/journal.h"

#include "store/codec.h"
#include "store/edit.h"
#include "store/record.h"
#include "store/txn.h"

#define ENTRY_VERSION 1
#define FIELD_BYTES 5

/* ---- writing --------------------------------------------------------------------- */

/* What the sealed half is bound to. */
static struct dbkey entry_bound(uint64_t seq, struct caseid id)
{
	struct dbkey k = key_entry(seq);

	dbkey_case(&k, id);
	dbkey_u8(&k, ENTRY_VERSION);
	return k;
}

static void put_plain(const struct journal_note *note, struct str *out)
{
	put_u8(out, ENTRY_VERSION);
	put_u64(out, (uint64_t)note->now);
	put_u16(out, note->actor->id);
	put_text8(out, strv(note->actor->name));
	put_text8(out, strv(note->actor->origin));
	put_text8(out, strv(note->verb));
	put_u16(out, note->id.year);
	put_u32(out, note->id.seq);
	put_u8(out, note->before);
	put_u8(out, note->after);
	put_u16(out, (unsigned)note->nchanges);
	for (size_t i = 0; i < note->nchanges; i++) {
		put_u8(out, note->change[i].kind);
		put_u16(out, note->change[i].seq);
		put_u16(out, note->change[i].field);
	}
}

static void put_sealed(struct txn *t, const struct journal_note *note, uint64_t seq,
		       struct str *out)
{
	struct dbkey bound = entry_bound(seq, note->id);
	const uint8_t *key = note->case_key ? note->case_key : t->store->keys->misc;
	struct str plain = { 0 };
	struct str box = { 0 };

	put_text32(&plain, note->text);
	for (size_t i = 0; i < note->nchanges; i++) {
		put_text32(&plain, note->change[i].before);
		put_text32(&plain, note->change[i].after);
	}
	seal_box(key, dbkey_v(&bound), strv_of(&plain), &box);
	put_text32(out, strv_of(&box));
	out->failed = out->failed || plain.failed || box.failed;
	if (plain.p)
		seal_wipe(plain.p, plain.n);
	str_release(&plain);
	str_release(&box);
}

static bool chain_head(struct txn *t, uint8_t head[SEAL_HASH], struct err *e)
{
	struct strv v;

	if (!meta_get(t, META_HEAD, &v, e))
		return false;
	memset(head, 0, SEAL_HASH);
	if (v.n == SEAL_HASH)
		memcpy(head, v.p, SEAL_HASH);
	return true;
}

static bool store_entry(struct txn *t, uint64_t seq, struct caseid id,
			struct str *bytes, struct err *e)
{
	struct dbkey key = key_entry(seq);
	uint8_t hash[SEAL_HASH];

	seal_hash(dbkey_v(&key), strv_of(bytes), hash);
	str_add(bytes, strv_n(hash, sizeof hash));
	if (bytes->failed)
		return err_set(e, ERR_NOMEM);
	if (!kv_put(t->kv, KV_JOURNAL, dbkey_v(&key), strv_of(bytes), e) ||
	    !meta_put(t, META_HEAD, strv_n(hash, sizeof hash), e) ||
	    !meta_set_number(t, META_ENTRIES, seq, e))
		return false;
	if (!id.year)
		return true;
	struct dbkey by_case = key_jcase(id, seq);
	return kv_put(t->kv, KV_JCASE, dbkey_v(&by_case), strv(""), e);
}

bool journal_append(struct txn *t, const struct journal_note *note, struct err *e)
{
	uint8_t head[SEAL_HASH];
	struct str bytes = { 0 };
	uint64_t seq;

	if (!meta_number(t, META_ENTRIES, &seq, e) || !chain_head(t, head, e))
		return false;
	seq++;
	put_plain(note, &bytes);
	put_sealed(t, note, seq, &bytes);
	str_add(&bytes, strv_n(head, sizeof head));
	bool ok = bytes.failed ? err_set(e, ERR_NOMEM)
			       : store_entry(t, seq, note->id, &bytes, e);
	str_release(&bytes);
	return ok;
}

bool journal_add(struct txn *t, const struct actor *actor, const char *verb,
		 struct caseid id, struct strv text, int64_t now, bool content,
		 struct err *e)
{
	struct journal_note note = {
		.actor = actor, .verb = verb, .now = now, .id = id, .text = text
	};
	struct case_key k;
	struct face f;

	if (id.year) {
		if (!face_get(t, id, &f, e) || !case_key_get(t, id, &k, e))
			return false;
		note.before = note.after = f.state;
		note.case_key = k.key;
	}
	bool ok = journal_append(t, &note, e);
	seal_wipe(&k, sizeof k);
	t->content = t->content || content;
	return ok;
}

/* ---- reading --------------------------------------------------------------------- */

bool journal_row_read(struct strv key, struct strv value, struct journal_row *out)
{
	struct wire w = wire_of(value);

	*out = (struct journal_row){ .seq = 0 };
	if (key.n != 8 || wire_u8(&w) != ENTRY_VERSION)
		return false;
	out->seq = be64((const unsigned char *)key.p);
	out->time = (int64_t)wire_u64(&w);
	out->actor_id = wire_u16(&w);
	out->actor = wire_text8(&w);
	out->origin = wire_text8(&w);
	out->verb = wire_text8(&w);
	out->id.year = wire_u16(&w);
	out->id.seq = wire_u32(&w);
	out->before = (enum state)wire_u8(&w);
	out->after = (enum state)wire_u8(&w);
	out->nchanges = wire_u16(&w);
	out->fields = wire_bytes(&w, out->nchanges * FIELD_BYTES);
	out->sealed = wire_text32(&w);
	out->prev = wire_bytes(&w, SEAL_HASH);
	out->hash = wire_bytes(&w, SEAL_HASH);
	if (!wire_done(&w) || out->before >= STATE_COUNT || out->after >= STATE_COUNT)
		return false;
	out->hashed = strv_n(value.p, value.n - SEAL_HASH);
	return true;
}

void journal_row_hash(const struct journal_row *row, uint8_t out[SEAL_HASH])
{
	struct dbkey key = key_entry(row->seq);

	seal_hash(dbkey_v(&key), row->hashed, out);
}

/* The fields that changed, without their values. */
static bool open_fields(const struct journal_row *row, struct arena *a,
			struct entry *entry)
{
	struct wire w = wire_of(row->fields);

	entry->change = arena_array(a, row->nchanges ? row->nchanges : 1,
				    sizeof *entry->change);
	if (!entry->change)
		return false;
	for (size_t i = 0; i < row->nchanges; i++) {
		entry->change[i].kind = (enum part_kind)wire_u8(&w);
		entry->change[i].seq = wire_u16(&w);
		entry->change[i].field = wire_u16(&w);
	}
	entry->nchanges = row->nchanges;
	return !w.failed;
}

bool journal_row_open(const struct seal_keys *keys, const uint8_t *case_key,
		      const struct journal_row *row, struct arena *a,
		      struct entry *entry)
{
	struct dbkey bound = entry_bound(row->seq, row->id);
	struct strv plain;

	if (!seal_unbox(case_key ? case_key : keys->misc, dbkey_v(&bound), row->sealed,
			a, &plain) ||
	    !open_fields(row, a, entry))
		return false;
	struct wire w = wire_of(plain);
	entry->text = wire_text32(&w);
	for (size_t i = 0; i < entry->nchanges; i++) {
		entry->change[i].before = wire_text32(&w);
		entry->change[i].after = wire_text32(&w);
	}
	return wire_done(&w);
}

/* How much of the entries a reader may see. */
struct reader {
	struct txn *t;
	const struct actor *actor;
	struct arena *arena;
	const uint8_t *case_key; /* NULL: values of cases stay closed */
	struct entry *entry;
	size_t n, room;
};

static bool entry_plain(const struct journal_row *row, struct arena *a,
			struct entry *out)
{
	*out = (struct entry){
		.seq = row->seq,
		.time = row->time,
		.actor = arena_copy(a, row->actor),
		.origin = arena_copy(a, row->origin),
		.verb = arena_copy(a, row->verb),
		.id = row->id,
		.before = row->before,
		.after = row->after,
	};
	return out->actor.p && out->origin.p && out->verb.p;
}

static bool entry_corrupt(struct strv key, struct err *e)
{
	uint64_t seq = key.n == 8 ? be64((const unsigned char *)key.p) : 0;

	err_set(e, ERR_JOURNAL_CHAIN);
	return err_int(e, (int64_t)seq);
}

static bool tells_of_hidden(const struct reader *r, const struct change *c)
{
	return c->kind == PART_LINK && c->field == FIELD_LINK_CASE &&
	       (names_hidden(r->t, r->actor, c->before) ||
		names_hidden(r->t, r->actor, c->after));
}

/* The links to dossiers that the reader may not see, as dossier_load() leaves them out. */
static void drop_hidden_links(const struct reader *r, struct entry *entry)
{
	size_t i = 0;

	while (i < entry->nchanges) {
		const struct change c = entry->change[i++];
		size_t n = 0;

		if (!tells_of_hidden(r, &c))
			continue;
		for (size_t k = 0; k < entry->nchanges; k++)
			if (entry->change[k].kind != c.kind ||
			    entry->change[k].seq != c.seq)
				entry->change[n++] = entry->change[k];
		entry->nchanges = n;
		i = 0;
	}
}

static bool read_entry(struct reader *r, struct strv key, struct strv value,
		       struct err *e)
{
	struct journal_row row;
	struct entry *entry = &r->entry[r->n];

	if (!journal_row_read(key, value, &row))
		return entry_corrupt(key, e);
	if (!entry_plain(&row, r->arena, entry))
		return err_set(e, ERR_NOMEM);
	bool open = !row.id.year || r->case_key;
	bool ok = open ? journal_row_open(r->t->store->keys, r->case_key, &row,
					  r->arena, entry)
		       : open_fields(&row, r->arena, entry);
	if (!ok)
		return entry_corrupt(key, e);
	if (open)
		drop_hidden_links(r, entry);
	r->n++;
	return true;
}

static bool room_for_one(struct reader *r, struct err *e)
{
	if (r->n < r->room)
		return true;
	size_t room = r->room ? 2 * r->room : 16;
	struct entry *more = arena_array(r->arena, room, sizeof *more);
	if (!more) {
		err_set(e, ERR_NOMEM);
		return false;
	}
	if (r->n)
		memcpy(more, r->entry, r->n * sizeof *more);
	r->entry = more;
	r->room = room;
	return true;
}

static bool read_by_case(struct reader *r, struct caseid id, struct err *e)
{
	struct dbkey prefix = key_case(id);
	struct kv_range range;
	struct strv value;

	if (!kv_range_prefix(&range, r->t->kv, KV_JCASE, dbkey_v(&prefix), false, e))
		return false;
	bool ok = kv_range_next(&range, e);
	while (ok && range.key.p) {
		struct strv seq =
			strv_n(range.key.p + prefix.n, range.key.n - prefix.n);
		ok = kv_get(r->t->kv, KV_JOURNAL, seq, &value, e) &&
		     room_for_one(r, e) &&
		     (value.p ? read_entry(r, seq, value, e) : entry_corrupt(seq, e)) &&
		     kv_range_next(&range, e);
	}
	kv_range_close(&range);
	return ok;
}

static bool forbidden(struct err *e)
{
	err_set(e, ERR_FORBIDDEN);
	return err_str(e, STRV("journal"));
}

bool journal_case(struct txn *t, const struct actor *actor, struct caseid id,
		  struct arena *a, struct entry **out, size_t *n, struct err *e)
{
	struct reader r = { .t = t, .actor = actor, .arena = a };
	struct case_key k;
	struct face f;

	*out = NULL;
	*n = 0;
	if (!(actor->rights & (RIGHT_READ | RIGHT_JOURNAL)))
		return forbidden(e);
	if (!face_get(t, id, &f, e))
		return false;
	bool reads = (actor->rights & RIGHT_READ) && actor_sees(actor, &f);
	if (!reads && !(actor->rights & RIGHT_JOURNAL))
		return case_unknown(id, e);
	if (reads) {
		if (!case_key_get(t, id, &k, e))
			return false;
		r.case_key = k.key;
	}
	bool ok = read_by_case(&r, id, e);
	seal_wipe(&k, sizeof k);
	*out = r.entry;
	*n = r.n;
	return ok;
}

bool journal_recent(struct txn *t, const struct actor *actor, size_t limit,
		    struct arena *a, struct entry **out, size_t *n, struct err *e)
{
	struct reader r = { .t = t, .actor = actor, .arena = a };
	struct strv all = { NULL, 0 };
	struct kv_range range;

	*out = NULL;
	*n = 0;
	if (!(actor->rights & RIGHT_JOURNAL))
		return forbidden(e);
	if (!kv_range_open(&range, t->kv, KV_JOURNAL, all, all, true, e))
		return false;
	bool ok = true;
	while (ok && r.n < limit) {
		ok = kv_range_next(&range, e);
		if (!ok || !range.key.p)
			break;
		ok = room_for_one(&r, e) && read_entry(&r, range.key, range.value, e);
	}
	kv_range_close(&range);
	*out = r.entry;
	*n = r.n;
	return ok;
}
