#include "store/codec.h"

struct wire wire_of(struct strv bytes)
{
	return (struct wire){ (const unsigned char *)bytes.p, bytes.n, false };
}

/* `n` bytes or NULL. */
static const unsigned char *take(struct wire *w, size_t n)
{
	if (w->failed || n > w->n) {
		w->failed = true;
		w->n = 0;
		return NULL;
	}
	const unsigned char *p = w->p;
	w->p += n;
	w->n -= n;
	return p;
}

static uint64_t take_number(struct wire *w, size_t n)
{
	const unsigned char *p = take(w, n);
	uint64_t v = 0;

	for (size_t i = n; p && i > 0; i--)
		v = v << 8 | p[i - 1];
	return v;
}

uint8_t wire_u8(struct wire *w)
{
	return (uint8_t)take_number(w, 1);
}

uint16_t wire_u16(struct wire *w)
{
	return (uint16_t)take_number(w, 2);
}

uint32_t wire_u32(struct wire *w)
{
	return (uint32_t)take_number(w, 4);
}

uint64_t wire_u64(struct wire *w)
{
	return take_number(w, 8);
}

struct strv wire_bytes(struct wire *w, size_t n)
{
	const unsigned char *p = take(w, n);

	return p ? strv_n(p, n) : (struct strv){ NULL, 0 };
}

struct strv wire_text8(struct wire *w)
{
	return wire_bytes(w, wire_u8(w));
}

struct strv wire_text32(struct wire *w)
{
	return wire_bytes(w, wire_u32(w));
}

bool wire_done(const struct wire *w)
{
	return !w->failed && w->n == 0;
}

static void put_number(struct str *out, uint64_t v, size_t n)
{
	unsigned char b[8];

	for (size_t i = 0; i < n; i++, v >>= 8)
		b[i] = (unsigned char)(v & 0xff);
	str_add(out, strv_n(b, n));
}

void put_u8(struct str *out, unsigned v)
{
	put_number(out, v, 1);
}

void put_u16(struct str *out, unsigned v)
{
	put_number(out, v, 2);
}

void put_u32(struct str *out, uint32_t v)
{
	put_number(out, v, 4);
}

void put_u64(struct str *out, uint64_t v)
{
	put_number(out, v, 8);
}

void put_text8(struct str *out, struct strv v)
{
	if (v.n > UINT8_MAX)
		v.n = UINT8_MAX;
	put_u8(out, (unsigned)v.n);
	str_add(out, v);
}

void put_text32(struct str *out, struct strv v)
{
	if (v.n > UINT32_MAX) {
		out->failed = true;
		return;
	}
	put_u32(out, (uint32_t)v.n);
	str_add(out, v);
}
