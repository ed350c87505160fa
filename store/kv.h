/* Ordered keys and transactions: all that the store asks of an engine. Keys compare
 * as bytes (memcmp, a prefix before what it begins), at most KV_KEY_MAX long.
 * Values read are valid until the transaction ends (in a write transaction: until
 * the next change). */
#ifndef VOORRANG_KV_H
#define VOORRANG_KV_H

#include "store/base/err.h"

/* The trees. Stored by name; see docs/storage.md. */
enum kv_tree {
	KV_META,
	KV_FACE,
	KV_PART,
	KV_KEY,
	KV_INDEX,
	KV_COUNT,
	KV_JOURNAL,
	KV_JCASE,
	KV_USER,
	KV_POLICY,
	KV_DRAFT,
	KV_TREES
};

#define KV_KEY_MAX 96
/* Transactions that may be open at once, in all processes together. */
#define KV_READERS 1024
/* What a value should stay below: larger ones take whole pages of their own. */
#define KV_VALUE_GOOD 1900

struct kv;
struct kv_txn;

/* Makes the files in an existing, empty directory: the only function that creates.
 * `map`: bytes of address space to begin with, 0 for the usual; it grows by itself. */
bool kv_create(const char *dir, size_t map, struct err *e);
/* Opens what kv_create made. ERR_STORE_ABSENT, _FOREIGN, _TRUNCATED, _NETWORK,
 * ERR_LMDB_VERSION, ERR_STORE_FULL (no room for the lock file). NULL on error. Once per
 * process and directory. */
struct kv *kv_open(const char *dir, struct err *e);
void kv_close(struct kv *kv);

/* One consistent picture (read), or the only writer (write; waits for its turn). NULL
 * on error; ERR_BUG when the process is a fork of the one that opened. */
struct kv_txn *kv_begin(struct kv *kv, bool write, struct err *e);
/* Durable when true. Ends the transaction either way. */
bool kv_commit(struct kv_txn *t, struct err *e);
void kv_abort(struct kv_txn *t); /* NULL is fine */
/* The last write transaction failed because the map is too small: once it has ended,
 * kv_grow() and run it again. */
bool kv_full(const struct kv *kv);
bool kv_grow(struct kv *kv, struct err *e);

/* True with out->p == NULL when there is no such key. */
bool kv_get(struct kv_txn *t, enum kv_tree tree, struct strv key, struct strv *out,
	    struct err *e);
bool kv_put(struct kv_txn *t, enum kv_tree tree, struct strv key, struct strv value,
	    struct err *e);
/* A key that is not there is no error. */
bool kv_del(struct kv_txn *t, enum kv_tree tree, struct strv key, struct err *e);
/* Number of keys in a tree. */
bool kv_entries(struct kv_txn *t, enum kv_tree tree, size_t *n, struct err *e);

/* A walk over lo <= key < hi (an empty `hi`: to the end), forward or backward. The
 * bounds are copied. Close it before its transaction ends; a write transaction must not
 * change the tree while a walk is open. */
struct kv_range {
	void *cursor;
	unsigned char lo[KV_KEY_MAX], hi[KV_KEY_MAX];
	size_t nlo, nhi;
	bool reverse;
	bool begun;
	struct strv key, value; /* where it stands; key.p == NULL: past the end */
};

bool kv_range_open(struct kv_range *r, struct kv_txn *t, enum kv_tree tree,
		   struct strv lo, struct strv hi, bool reverse, struct err *e);
/* All keys that begin with `prefix`. */
bool kv_range_prefix(struct kv_range *r, struct kv_txn *t, enum kv_tree tree,
		     struct strv prefix, bool reverse, struct err *e);
/* To the first key, then to the next; true with r->key.p == NULL past the end. */
bool kv_range_next(struct kv_range *r, struct err *e);
/* To the first key at or after `key` in the walk's direction, within the bounds. */
bool kv_range_seek(struct kv_range *r, struct strv key, struct err *e);
void kv_range_close(struct kv_range *r); /* closed or {0} is fine */

/* Changes with every commit of any process. Costs nanoseconds. */
uint64_t kv_version(struct kv *kv);
/* A compact copy of the newest picture, written to `fd` and synced. */
bool kv_copy(struct kv *kv, int fd, struct err *e);

struct kv_stat {
	uint64_t map_bytes;
	uint64_t used_bytes;
	unsigned readers;
};
bool kv_stat(struct kv *kv, struct kv_stat *out, struct err *e);

/* "LMDB 0.9.24: (July 24, 2019)". Static. */
const char *kv_engine(void);
/* Whether this version of the engine may touch a store: 0.9.26 to 0.9.32 destroy the
 * lock of others when they close, 1.x writes another format. */
bool kv_version_good(int major, int minor, int patch);

/* In kv_file.c, plain calls on files. Whether `dir`/data.mdb is a whole file of the
 * engine, and the pages that opening needs are sound; reads only. */
bool kv_file_check(const char *dir, struct err *e);
/* The same for every page that the trees need: on a damaged one the engine would crash, or
 * go round in circles. ERR_STORE_CORRUPT with the path. Of a living store only while a read
 * transaction is open, which keeps the pages as they are. */
bool kv_file_walk(const char *dir, struct err *e);
/* The directory is on a local file system (ERR_STORE_NETWORK) and holds a lock file
 * with room for KV_READERS. Only before the engine opens it. */
bool kv_file_prepare(const char *dir, struct err *e);

#endif
