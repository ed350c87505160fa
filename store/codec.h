/* Bounded reading and writing of stored bytes: little-endian numbers, counted texts. An
 * error sticks, so that a run of reads needs one check at its end. */
#ifndef VOORRANG_CODEC_H
#define VOORRANG_CODEC_H

#include "store/base/str.h"

/* What is left to read. After the first read past the end `failed` is set, nothing more
 * is read, and every read gives zero or the empty text. */
struct wire {
	const unsigned char *p;
	size_t n;
	bool failed;
};

struct wire wire_of(struct strv bytes);
uint8_t wire_u8(struct wire *w);
uint16_t wire_u16(struct wire *w);
uint32_t wire_u32(struct wire *w);
uint64_t wire_u64(struct wire *w);
/* The next `n` bytes, in place. */
struct strv wire_bytes(struct wire *w, size_t n);
/* A text counted by one byte; by four. */
struct strv wire_text8(struct wire *w);
struct strv wire_text32(struct wire *w);
/* Nothing failed and nothing is left. */
bool wire_done(const struct wire *w);

/* Appended to `out`, whose `failed` sticks likewise. */
void put_u8(struct str *out, unsigned v);
void put_u16(struct str *out, unsigned v);
void put_u32(struct str *out, uint32_t v);
void put_u64(struct str *out, uint64_t v);
void put_text8(struct str *out, struct strv v); /* cut at 255 bytes */
void put_text32(struct str *out, struct strv v);

#endif
