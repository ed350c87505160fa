#include "store/base/str.h"

#include <stdarg.h>

struct strv strv(const char *s)
{
	return s ? (struct strv){ s, strlen(s) } : (struct strv){ NULL, 0 };
}

struct strv strv_n(const void *p, size_t n)
{
	return (struct strv){ p, n };
}

struct strv strv_of(const struct str *s)
{
	return (struct strv){ s->p, s->n };
}

bool strv_eq(struct strv a, struct strv b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int strv_cmp(struct strv a, struct strv b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool strv_starts(struct strv s, struct strv prefix)
{
	return s.n >= prefix.n && strv_eq((struct strv){ s.p, prefix.n }, prefix);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct strv strv_trim(struct strv s)
{
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	return s;
}

struct strv strv_cut(struct strv *rest, char sep)
{
	struct strv piece = *rest;
	size_t at = strv_find(piece, sep);

	if (at == piece.n) {
		*rest = (struct strv){ NULL, 0 };
		return piece;
	}
	piece.n = at;
	rest->p += at + 1;
	rest->n -= at + 1;
	return piece;
}

size_t strv_find(struct strv s, char c)
{
	const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;

	return hit ? (size_t)(hit - s.p) : s.n;
}

bool strv_search(struct strv s, struct strv needle, size_t *at)
{
	const char *hit;

	if (needle.n == 0) {
		*at = 0;
		return true;
	}
	hit = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
	if (!hit)
		return false;
	*at = (size_t)(hit - s.p);
	return true;
}

bool strv_uint(struct strv s, uint64_t max, uint64_t *out)
{
	uint64_t value = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t digit = (uint64_t)(unsigned char)s.p[i] - '0';

		if (digit > 9 || digit > max || value > (max - digit) / 10)
			return false;
		value = value * 10 + digit;
	}
	*out = value;
	return true;
}

/* Room for `more` bytes and the terminator; false, and `failed` set, without memory. */
static bool str_room(struct str *s, size_t more)
{
	size_t need;
	size_t cap;
	char *p;

	if (s->failed)
		return false;
	if (__builtin_add_overflow(s->n, more, &need) || need >= SIZE_MAX / 2) {
		s->failed = true;
		return false;
	}
	if (need < s->cap)
		return true;
	cap = s->cap ? s->cap : 32;
	while (cap <= need)
		cap *= 2;
	p = realloc(s->p, cap);
	if (!p) {
		s->failed = true;
		return false;
	}
	s->p = p;
	s->cap = cap;
	return true;
}

void str_add(struct str *s, struct strv v)
{
	str_insert(s, s->n, v);
}

void str_addz(struct str *s, const char *z)
{
	str_add(s, strv(z));
}

void str_addc(struct str *s, char c)
{
	if (!str_room(s, 1))
		return;
	s->p[s->n++] = c;
	s->p[s->n] = '\0';
}

void str_addf(struct str *s, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0) {
		s->failed = true;
		return;
	}
	if (!str_room(s, (size_t)n))
		return;
	va_start(args, fmt);
	n = vsnprintf(s->p + s->n, s->cap - s->n, fmt, args);
	va_end(args);
	if (n > 0)
		s->n += (size_t)n;
}

void str_insert(struct str *s, size_t at, struct strv v)
{
	if (at > s->n)
		at = s->n;
	if (!str_room(s, v.n))
		return;
	memmove(s->p + at + v.n, s->p + at, s->n - at);
	if (v.n)
		memcpy(s->p + at, v.p, v.n);
	s->n += v.n;
	s->p[s->n] = '\0';
}

void str_remove(struct str *s, size_t at, size_t n)
{
	if (at >= s->n)
		return;
	if (n > s->n - at)
		n = s->n - at;
	memmove(s->p + at, s->p + at + n, s->n - at - n);
	s->n -= n;
	s->p[s->n] = '\0';
}

void str_clear(struct str *s)
{
	s->n = 0;
	s->failed = false;
	if (s->p)
		s->p[0] = '\0';
}

void str_release(struct str *s)
{
	free(s->p);
	*s = (struct str){ 0 };
}

const char *str_z(const struct str *s)
{
	return s->p ? s->p : "";
}
