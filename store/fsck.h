/* The check's own state, shared by its two halves. Internal to fsck*.c. */
#ifndef VOORRANG_FSCK_H
#define VOORRANG_FSCK_H

#include "store/schema.h"
#include "store/txn.h"

/* A growing list of numbers, sorted before it is searched. */
struct numbers {
	uint64_t *v;
	size_t n, room;
};

struct check {
	struct store *store;
	struct txn *t;
	struct arena *arena; /* what is reported */
	struct arena work; /* one case or entry */
	struct fault *fault;
	size_t nfaults, room;
	struct numbers index; /* a hash of every index key that should be there */
	struct numbers count; /* a code for every case in every count */
	size_t cases, entries, by_case;
	bool unread; /* some case could not be read: what its keys are is not known */
	bool failed; /* no memory */
};

/* Report a fault at `where` (in the arena), at a case, at an entry, or at a raw key. */
void check_fault(struct check *c, const char *what, const char *where);
void check_fault_case(struct check *c, const char *what, struct caseid id);
void check_fault_number(struct check *c, const char *what, uint64_t n);
void check_fault_key(struct check *c, const char *what, struct strv key);

/* Calls `visit` for every key of a tree that begins with `prefix`. */
typedef bool (*visit_fn)(struct check *c, struct strv key, struct strv value,
			 struct err *e);
bool check_each(struct check *c, enum kv_tree tree, struct strv prefix, visit_fn visit,
		struct err *e);

/* The chain, its head, what the entries seal, and the index by case. */
bool check_journal(struct check *c, struct err *e);

#endif
