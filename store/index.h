/* What is indexed of a dossier: one function says it, for insert, change, removal and
 * check alike. Internal to the store.
 *
 * KV_INDEX, all keys: letter, realm, …, case (6 bytes last):
 *   's' realm state date          → lapse, received   (queues)
 *   'h' realm handler state date  → lapse, received   (by handler)
 *       date: due while open, the day it ended when closed or void
 *   'r' 'b' 'n' 'd' 'a' realm hash → nothing          (exact, keyed hashes)
 *   'w' realm word 0              → nothing          (words)
 *       each folded word of surname and given names, and the whole reference in lower
 *       case (ASCII, "of-01000001"), at most WORD_MAX bytes. Prefixes ("van den") are
 *       not indexed: they begin a third of all names; a search verifies them on the
 *       face.
 * KV_COUNT: 's' realm state, 'h' realm handler state → number of cases. */
#ifndef VOORRANG_INDEX_H
#define VOORRANG_INDEX_H

#include "store/schema.h"

struct seal_keys;

#define WORD_MAX 64

enum realm { REALM_GENERAL = 0, REALM_PROTECTED = 1 };
enum realm face_realm(const struct face *f);

/* ---- for queries: prefixes to append to (dbkey_date for bounds) or to scan ------- */

struct dbkey index_state(enum realm realm, enum state state);
struct dbkey index_handler(enum realm realm, uint16_t handler, enum state state);
/* A word prefix (folded): scan it as it is for "begins with"; index_word_exact ends
 * it. */
struct dbkey index_word(enum realm realm, struct strv word);
struct dbkey index_word_exact(enum realm realm, struct strv word);
struct dbkey index_reference(const struct store *s, enum realm realm, struct strv ref);
struct dbkey index_bsn(const struct store *s, enum realm realm, struct strv bsn);
struct dbkey index_birth(const struct store *s, enum realm realm, struct date birth);
/* By surname with its prefix (folded here, in `a`) and birth date (canonical text).
 * False: no memory. */
bool index_name_birth(const struct store *s, enum realm realm, struct strv prefix,
		      struct strv surname, struct strv birth, struct arena *a,
		      struct dbkey *out);
struct dbkey index_address(const struct store *s, enum realm realm,
			   struct strv postcode, struct strv house_number);

/* What a row of 's' or 'h' says. */
struct index_row {
	struct caseid id;
	struct date date; /* due, or ended */
	struct date lapse;
	struct date received;
};
/* False when the bytes are no such row. Works for both letters. */
bool index_row_read(struct strv key, struct strv value, struct index_row *out);
/* The case at the end of any index key; {0,0} when too short. */
struct caseid index_case(struct strv key);
/* How many cases stand under a prefix of index_state or index_handler (whole prefixes
 * only, no date). */
bool index_count(struct txn *t, const struct dbkey *prefix, uint64_t *n, struct err *e);

/* ---- for edit, fsck -------------------------------------------------------------- */

struct index_entry {
	struct dbkey key;
	unsigned char value[8];
	size_t nvalue;
};

struct index_set {
	struct index_entry *entry; /* by key, each once */
	size_t n;
	struct dbkey count[2]; /* the counts it adds one to */
	size_t ncounts;
};

/* The counts that a case adds one to: by state, and by handler when it has one. */
size_t index_counts(const struct face *f, struct dbkey out[2]);
/* All index keys of a dossier, in the arena. */
bool index_set_make(const struct seal_keys *keys, const struct dossier *d,
		    struct arena *a, struct index_set *out, struct err *e);
/* Writes the difference: what `was` has and `now` has not goes, and the other way
 * round; what is equal is not touched. Either may be {0}. */
bool index_apply(struct txn *t, const struct index_set *was,
		 const struct index_set *now, struct err *e);

#endif
