/* How a face and a part become bytes. Internal to the store. */
#ifndef VOORRANG_RECORD_H
#define VOORRANG_RECORD_H

#include "store/schema.h"
#include "store/seal.h"

/* ---- faces: a flat layout, read in place ----------------------------------------- */

/* Appends the stored form of `f`, its check at the end. */
void face_encode(const struct seal_keys *keys, const struct face *f, struct str *out);
/* Reads the face stored under `key` (KV_FACE); texts point into `value`. With `check`
 * the keyed check is verified (points reads, shown rows); scans skip it (`keys` may be
 * NULL). ERR_STORE_CORRUPT with the number. */
bool face_decode(const struct seal_keys *keys, struct strv key, struct strv value,
		 bool check, struct face *out, struct err *e);
/* Fills what follows from the parts (category, names, flags, receipt, sort key) and
 * from the clock (due, lapse). `rule` is the governing policy's. Texts in the arena. */
bool face_derive(struct dossier *d, struct term_rule rule, struct arena *a,
		 struct err *e);

/* The day of receipt among the events; DATE_NONE. */
struct date history_received(const struct history *h);

#define PART_VERSION 1

/* ---- parts: sets of (field, value) ----------------------------------------------- */

void part_encode(const struct part *p, struct str *out);
/* The inverse, in the arena; unknown fields are kept. False on anything malformed. */
bool part_decode(struct strv bytes, struct arena *a, struct part *out);

/* ---- sealed, in chunks ----------------------------------------------------------- */

/* Seals a part and writes it under its key, replacing what was there. An empty part is
 * removed. */
bool part_store(struct txn *t, const uint8_t key[SEAL_KEY], struct caseid id,
		const struct part *p, struct err *e);
/* Opens all parts of a case, by kind and seq. ERR_SEAL with number and part; when
 * `broken` is set it is called instead for each part that does not open. */
typedef void (*part_broken)(void *ctx, struct caseid id, enum part_kind kind,
			    uint16_t seq);
struct parts {
	part_broken broken;
	void *ctx;
	struct part *part; /* out, in the arena */
	size_t n;
};
bool parts_load(struct txn *t, const uint8_t key[SEAL_KEY], struct caseid id,
		struct arena *a, struct parts *out, struct err *e);

/* ---- a case's own key ------------------------------------------------------------ */

struct case_key {
	uint8_t key[SEAL_KEY];
	uint8_t policy_hash[32];
};
bool case_key_put(struct txn *t, struct caseid id, const struct case_key *k,
		  struct err *e);
/* ERR_SEAL when it is gone or does not open. */
bool case_key_get(struct txn *t, struct caseid id, struct case_key *out, struct err *e);

#endif
