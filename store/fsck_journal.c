#include "store/fsck.h"

#include "store/journal.h"
#include "store/record.h"

struct chain {
	struct check *c;
	uint8_t head[SEAL_HASH];
	uint64_t seq;
};

static bool check_sealed(struct check *c, const struct journal_row *row, struct err *e)
{
	struct err why = { .code = ERR_NONE };
	struct entry entry;
	struct case_key k;
	struct strv v;

	(void)e;
	if (row->id.year && !case_key_get(c->t, row->id, &k, &why)) {
		check_fault_number(c, "journal-seal", row->seq);
		return true;
	}
	if (!journal_row_open(c->store->keys, row->id.year ? k.key : NULL, row,
			      &c->work, &entry))
		check_fault_number(c, "journal-seal", row->seq);
	seal_wipe(&k, sizeof k);
	if (!row->id.year)
		return true;
	struct dbkey by_case = key_jcase(row->id, row->seq);
	c->by_case++;
	if (!kv_get(c->t->kv, KV_JCASE, dbkey_v(&by_case), &v, e))
		return false;
	if (!v.p)
		check_fault_number(c, "journal-index", row->seq);
	return true;
}

static bool check_link(struct chain *ch, struct strv key, struct strv value,
		       struct err *e)
{
	struct check *c = ch->c;
	struct journal_row row;
	uint8_t hash[SEAL_HASH];

	ch->seq++;
	c->entries++;
	if (!journal_row_read(key, value, &row)) {
		check_fault_number(c, "chain", ch->seq);
		return true;
	}
	journal_row_hash(&row, hash);
	if (row.seq != ch->seq || memcmp(row.prev.p, ch->head, sizeof hash) != 0 ||
	    memcmp(row.hash.p, hash, sizeof hash) != 0)
		check_fault_number(c, "chain", row.seq);
	/* Goes on from what is stored: one fault for one entry. */
	ch->seq = row.seq;
	memcpy(ch->head, row.hash.p, sizeof ch->head);
	return check_sealed(c, &row, e);
}

static bool walk_chain(struct chain *ch, struct err *e)
{
	struct strv all = { NULL, 0 };
	struct check *c = ch->c;
	struct kv_range r;

	if (!kv_range_prefix(&r, c->t->kv, KV_JOURNAL, all, false, e))
		return false;
	bool ok = kv_range_next(&r, e);
	while (ok && r.key.p && !c->failed) {
		ok = check_link(ch, r.key, r.value, e) && kv_range_next(&r, e);
		arena_reset(&c->work);
		arena_reset(&c->t->arena);
	}
	kv_range_close(&r);
	return ok;
}

static bool check_jcase(struct check *c, struct strv key, struct strv value,
			struct err *e)
{
	struct journal_row row;
	struct strv v;

	(void)value;
	if (key.n != CASEID_BYTES + 8) {
		check_fault_key(c, "journal-index", key);
		return true;
	}
	struct strv seq = strv_n(key.p + CASEID_BYTES, 8);
	if (!kv_get(c->t->kv, KV_JOURNAL, seq, &v, e))
		return false;
	if (!v.p || !journal_row_read(seq, v, &row) ||
	    !caseid_eq(row.id, be_case((const unsigned char *)key.p)))
		check_fault_key(c, "journal-index", key);
	return true;
}

/* The head that META keeps is the last entry: a journal cut short shows. */
bool check_journal(struct check *c, struct err *e)
{
	struct chain ch = { .c = c };
	struct strv head;
	struct strv all = { NULL, 0 };
	uint64_t entries;
	size_t by_case;

	if (!walk_chain(&ch, e) || !meta_number(c->t, META_ENTRIES, &entries, e) ||
	    !meta_get(c->t, META_HEAD, &head, e) ||
	    !kv_entries(c->t->kv, KV_JCASE, &by_case, e))
		return false;
	if (entries != ch.seq || head.n != sizeof ch.head ||
	    memcmp(head.p, ch.head, sizeof ch.head) != 0)
		check_fault_number(c, "chain-head", entries);
	return by_case == c->by_case || check_each(c, KV_JCASE, all, check_jcase, e);
}
