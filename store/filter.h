/* The filter of a list: folded words, each of which begins a word of the name, the
 * number, the reference, the category (code and both titles) or the handler. Internal
 * to the store. */
#ifndef VOORRANG_FILTER_H
#define VOORRANG_FILTER_H

#include "store/txn.h"

#define FILTER_WORDS 16 /* what is typed beyond that narrows no further */

struct filter_memo {
	struct filter_memo *next;
	struct strv key; /* category */
	unsigned id; /* handler */
	unsigned mask;
};

struct filter {
	struct txn *txn;
	struct arena *arena; /* of the words and what is remembered */
	struct arena scratch;
	struct strv word[FILTER_WORDS];
	unsigned n;
	unsigned all; /* one bit a word */
	struct filter_memo *categories;
	struct filter_memo *handlers;
};

/* An empty or blank `text` gives a filter with n == 0, which matches all. */
bool filter_make(struct filter *f, struct txn *t, struct strv text, struct arena *a,
		 struct err *e);
bool filter_match(struct filter *f, const struct face *face);
void filter_release(struct filter *f);

#endif
