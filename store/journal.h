/* The journal: append-only, each entry chained to the one before by a hash over what is
 * stored, in the transaction of the change itself. Internal to the store. */
#ifndef VOORRANG_JOURNAL_H
#define VOORRANG_JOURNAL_H

#include "store/schema.h"
#include "store/seal.h"

/* A change of the handler is no field of a part: it is written as kind 0, field 0, with
 * user names as its values. */
#define CHANGE_HANDLER 0

/* What is to be written. */
struct journal_note {
	const struct actor *actor;
	const char *verb;
	int64_t now;
	struct caseid id; /* {0,0}: no case */
	const uint8_t *case_key; /* of the case; NULL without one */
	enum state before, after;
	struct strv text;
	const struct change *change;
	size_t nchanges;
};

bool journal_append(struct txn *t, const struct journal_note *note, struct err *e);

/* An entry as it is stored, texts in place. */
struct journal_row {
	uint64_t seq;
	int64_t time;
	uint16_t actor_id;
	struct strv actor, origin, verb;
	struct caseid id;
	enum state before, after;
	size_t nchanges;
	struct strv fields; /* five bytes a change: kind, seq, field */
	struct strv sealed; /* text and values */
	struct strv prev, hash; /* SEAL_HASH bytes each */
	struct strv hashed; /* what `hash` is over, with the number in the key */
};

/* False when it is no whole entry. */
bool journal_row_read(struct strv key, struct strv value, struct journal_row *out);
/* The hash that the entry should have. */
void journal_row_hash(const struct journal_row *row, uint8_t out[SEAL_HASH]);
/* Opens text and values into `entry` (its `change` is made); `case_key` is NULL for an
 * entry without a case. False when it does not open. */
bool journal_row_open(const struct seal_keys *keys, const uint8_t *case_key,
		      const struct journal_row *row, struct arena *a,
		      struct entry *entry);

#endif
