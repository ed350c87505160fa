/* What the store's own files know of each other: the open store, a transaction, and the
 * readers that check no rights. Never included outside store/. */
#ifndef VOORRANG_TXN_H
#define VOORRANG_TXN_H

#include "store/kv.h"
#include "store/seal.h"
#include "store/store.h"

struct parsed_policy {
	struct parsed_policy *next;
	struct policy policy;
};

struct store {
	struct kv *kv;
	char *dir;
	struct seal_keys *keys; /* in guarded memory */
	bool demo;
	uint8_t id[16];
	uint64_t generation; /* as last read */
	uint64_t version; /* of the engine, when it was read */
	struct arena policies; /* all that was parsed; freed by store_close */
	struct parsed_policy *policy;
};

struct txn {
	struct store *store;
	struct kv_txn *kv;
	bool write;
	bool content; /* something changed that views must see: bump the generation */
	struct arena arena; /* lives as long as the transaction */
};

/* Whether the actor may see this case at all (protected dossiers: DESIGN.md section
 * 5). */
bool actor_sees(const struct actor *actor, const struct face *f);
/* Whether the text is the number of a case that the actor may not see. */
bool names_hidden(struct txn *t, const struct actor *actor, struct strv number);
/* A face without a look at rights, its check verified; ERR_CASE_UNKNOWN. Texts in the
 * map. */
bool face_get(struct txn *t, struct caseid id, struct face *out, struct err *e);
/* All parts of a case, opened, in the arena, and the rest of `out` but for rights. */
bool dossier_get_all(struct txn *t, struct caseid id, struct arena *a,
		     struct dossier *out, struct err *e);
/* ERR_CASE_UNKNOWN with the number. */
bool case_unknown(struct caseid id, struct err *e);
/* The policy that governs `day`, as this transaction sees it; valid until
 * store_close. */
const struct policy *policy_on(struct txn *t, struct date day, struct err *e);

/* The policy with this hash, whatever day it governs: what a case was last computed
 * by. */
const struct policy *policy_by_hash(struct txn *t, const uint8_t hash[32],
				    struct err *e);

/* Whether a stored draft opens; for the check. */
bool draft_opens(struct txn *t, struct strv key, struct strv value);

/* A value of KV_META: true with out->p == NULL when absent. */
bool meta_get(struct txn *t, const char *name, struct strv *out, struct err *e);
bool meta_put(struct txn *t, const char *name, struct strv value, struct err *e);
/* Numbers in KV_META, big-endian, 8 bytes; 0 when absent. */
bool meta_number(struct txn *t, const char *name, uint64_t *out, struct err *e);
bool meta_set_number(struct txn *t, const char *name, uint64_t n, struct err *e);

#endif
