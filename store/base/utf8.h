/* UTF-8: strict decoding, lengths in characters, and the one folding that searching,
 * sorting and duplicate detection share. utf8proc is included only in utf8.c. */
#ifndef VOORRANG_BASE_UTF8_H
#define VOORRANG_BASE_UTF8_H

#include "store/base/arena.h"

/* Decodes one character at s.p: its length in bytes in *len (>= 1 when s.n > 0).
 * Overlong forms, surrogates and stray bytes give U+FFFD with *len 1 and false. */
bool utf8_next(struct strv s, uint32_t *ch, size_t *len);
/* Writes `ch` at `out` (room for 4), returns its length; 0 for what is no character. */
size_t utf8_put(uint32_t ch, char out[4]);
/* All of `s` is valid; if not, *at (may be NULL) is the offset of the first bad byte. */
bool utf8_valid(struct strv s, size_t *at);
/* Number of characters (code points); invalid bytes count one each. */
size_t utf8_count(struct strv s);
/* The longest prefix of at most `max` bytes that ends at a character. */
struct strv utf8_head(struct strv s, size_t max);
/* Length in bytes of the user-perceived character (grapheme) that begins at s.p; 0 at
 * the end. And of the one that ends at `at`. */
size_t utf8_grapheme(struct strv s);
size_t utf8_grapheme_before(struct strv s, size_t at);
/* Normal form C, copied into the arena. False: no memory. */
bool utf8_nfc(struct strv s, struct arena *a, struct strv *out);
/* The search key: NFKD, case folded, marks stripped, and the letters that have no
 * decomposition spelled out (đ ł ø æ œ þ ð ħ ı); runs of anything that is neither
 * letter nor digit become one blank; trimmed. "Öz-Yıldız" and "oz yildiz" are equal. */
bool utf8_fold(struct strv s, struct arena *a, struct strv *out);
/* Every word of `query` (folded) begins a word of `text` (folded). */
bool utf8_words_match(struct strv text, struct strv query);

/* What a character does on a screen. */
enum utf8_kind {
	UTF8_VISIBLE,
	UTF8_MARK, /* combines with the character before it */
	UTF8_HIDDEN, /* control, format, bidi, ignorable, private or unassigned */
};
enum utf8_kind utf8_kind(uint32_t ch);

#endif
