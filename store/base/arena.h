/* Memory that is freed all at once: a view's rows, a dossier, one import row. */
#ifndef VOORRANG_BASE_ARENA_H
#define VOORRANG_BASE_ARENA_H

#include "store/base/str.h"

struct arena_block;

/* Initialise with {0}. Everything taken from it lives until reset or release. */
struct arena {
	struct arena_block *first;
	struct arena_block *now;
	size_t used;
};

/* `n` zeroed bytes, aligned for any type; NULL when memory has run out. */
void *arena_alloc(struct arena *a, size_t n);
/* Room for `count` zeroed elements of `size`; NULL on overflow or no memory. */
void *arena_array(struct arena *a, size_t count, size_t size);
/* A terminated copy of `v`; {NULL, 0} when memory has run out (never for an empty
 * `v`, whose copy has p != NULL). */
struct strv arena_copy(struct arena *a, struct strv v);
/* Printed into the arena, terminated; NULL when memory has run out. */
const char *arena_printf(struct arena *a, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Everything taken is gone; the memory is kept for the next round. */
void arena_reset(struct arena *a);
/* Frees the memory and leaves {0}. */
void arena_release(struct arena *a);

#endif
