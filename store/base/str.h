/* Strings: borrowed views and growable buffers. All text is UTF-8. */
#ifndef VOORRANG_BASE_STR_H
#define VOORRANG_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/banned.h"

/* A borrowed piece of text: not terminated, not owned. {NULL, 0} is the empty text. */
struct strv {
	const char *p;
	size_t n;
};

/* A growable text, always terminated once it holds anything. When memory runs out
 * `failed` is set, the text keeps what it had and later additions do nothing, so that
 * a run of additions needs one check at its end. Initialise with {0}. */
struct str {
	char *p;
	size_t n;
	size_t cap;
	bool failed;
};

/* A view on a string literal. */
#define STRV(lit) ((struct strv){ (lit), sizeof(lit) - 1 })
/* For printf's "%.*s". */
#define STRV_FMT(v) (int)(v).n, (v).n ? (v).p : ""

/* The view of a terminated string; NULL gives the empty view. */
struct strv strv(const char *s);
/* The view of `n` bytes at `p`. */
struct strv strv_n(const void *p, size_t n);
/* The view of what a buffer holds; valid until the buffer changes. */
struct strv strv_of(const struct str *s);
bool strv_eq(struct strv a, struct strv b);
/* memcmp order, a prefix before what it begins: <0, 0, >0. */
int strv_cmp(struct strv a, struct strv b);
bool strv_starts(struct strv s, struct strv prefix);
/* Without blanks, tabs and line ends at both sides. */
struct strv strv_trim(struct strv s);
/* Cuts the piece before the first `sep` off *rest and returns it; without `sep` it
 * returns all and leaves *rest empty with p == NULL. */
struct strv strv_cut(struct strv *rest, char sep);
/* The index of the first byte `c`, or s.n. */
size_t strv_find(struct strv s, char c);
/* The position of `needle` in `s` in *at; false when it is not there. */
bool strv_search(struct strv s, struct strv needle, size_t *at);
/* A whole decimal number without sign, at most `max`; false on anything else. */
bool strv_uint(struct strv s, uint64_t max, uint64_t *out);

void str_add(struct str *s, struct strv v);
void str_addz(struct str *s, const char *z);
void str_addc(struct str *s, char c);
void str_addf(struct str *s, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Opens room at `at` (bytes) and puts `v` there; removes `n` bytes at `at`. */
void str_insert(struct str *s, size_t at, struct strv v);
void str_remove(struct str *s, size_t at, size_t n);
/* Empties, keeping the memory. */
void str_clear(struct str *s);
/* Frees the memory and leaves {0}. */
void str_release(struct str *s);
/* The terminated text, "" when empty; valid until the buffer changes. */
const char *str_z(const struct str *s);

#endif
