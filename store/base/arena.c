#include "store/base/arena.h"

#include <stdalign.h>
#include <stdarg.h>

struct arena_block {
	struct arena_block *next;
	size_t cap;
	alignas(max_align_t) char data[];
};

#ifdef STORE_PARANOID
/* Every piece is a block of its own, freed by reset: the sanitizer sees each overrun
 * and each use after a reset. */
static const bool paranoid = true;
#define BLOCK_FIRST 64U
#else
static const bool paranoid = false;
#define BLOCK_FIRST 4096U
#endif
#define BLOCK_LARGEST 1048576U

static size_t block_size(const struct arena *a, size_t n)
{
	size_t size = a->now ? a->now->cap * 2 : BLOCK_FIRST;

	if (paranoid)
		return n;
	if (size > BLOCK_LARGEST)
		size = BLOCK_LARGEST;
	return size < n ? n : size;
}

/* A new block behind the one in use; blocks that follow stay for later. */
static bool arena_grow(struct arena *a, size_t n)
{
	size_t cap = block_size(a, n);
	struct arena_block *b;

	if (cap > SIZE_MAX - sizeof(*b))
		return false;
	b = malloc(sizeof(*b) + cap);
	if (!b)
		return false;
	b->cap = cap;
	b->next = a->now ? a->now->next : a->first;
	if (a->now)
		a->now->next = b;
	else
		a->first = b;
	a->now = b;
	a->used = 0;
	return true;
}

static bool arena_fits(const struct arena *a, size_t n)
{
	return a->now && n <= a->now->cap - a->used;
}

void *arena_alloc(struct arena *a, size_t n)
{
	const size_t mask = alignof(max_align_t) - 1;
	size_t room;
	void *p;

	if (n == 0)
		n = 1;
	if (n > SIZE_MAX / 2)
		return NULL;
	room = paranoid ? n : (n + mask) & ~mask;
	if (!paranoid && !arena_fits(a, room) && a->now && a->now->next &&
	    room <= a->now->next->cap) {
		a->now = a->now->next;
		a->used = 0;
	}
	if ((paranoid || !arena_fits(a, room)) && !arena_grow(a, room))
		return NULL;
	p = a->now->data + a->used;
	a->used += room;
	return memset(p, 0, n);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t n;

	if (__builtin_mul_overflow(count, size, &n))
		return NULL;
	return arena_alloc(a, n);
}

struct strv arena_copy(struct arena *a, struct strv v)
{
	char *p = v.n < SIZE_MAX ? arena_alloc(a, v.n + 1) : NULL;

	if (!p)
		return (struct strv){ NULL, 0 };
	if (v.n)
		memcpy(p, v.p, v.n);
	return (struct strv){ p, v.n };
}

const char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *p;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		return NULL;
	p = arena_alloc(a, (size_t)n + 1);
	if (!p)
		return NULL;
	va_start(args, fmt);
	n = vsnprintf(p, (size_t)n + 1, fmt, args);
	va_end(args);
	return n < 0 ? NULL : p;
}

void arena_reset(struct arena *a)
{
	if (paranoid) {
		arena_release(a);
		return;
	}
	a->now = a->first;
	a->used = 0;
}

void arena_release(struct arena *a)
{
	for (struct arena_block *b = a->first, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	*a = (struct arena){ 0 };
}
