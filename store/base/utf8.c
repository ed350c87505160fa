#include "store/base/utf8.h"

#include <utf8proc.h>

#define REPLACEMENT 0xFFFDU

/* What a lead byte says: length, its value bits, the least character of that length. */
static bool lead(unsigned char c, size_t *len, uint32_t *bits, uint32_t *least)
{
	if (c >= 0xC2 && c <= 0xDF) {
		*len = 2;
		*bits = c & 0x1FU;
		*least = 0x80;
	} else if (c >= 0xE0 && c <= 0xEF) {
		*len = 3;
		*bits = c & 0x0FU;
		*least = 0x800;
	} else if (c >= 0xF0 && c <= 0xF4) {
		*len = 4;
		*bits = c & 0x07U;
		*least = 0x10000;
	} else {
		return false;
	}
	return true;
}

bool utf8_next(struct strv s, uint32_t *ch, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t value;
	uint32_t least;
	size_t n;

	*ch = REPLACEMENT;
	*len = s.n ? 1 : 0;
	if (s.n == 0)
		return false;
	if (p[0] < 0x80) {
		*ch = p[0];
		return true;
	}
	if (!lead(p[0], &n, &value, &least) || n > s.n)
		return false;
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return false;
		value = value << 6 | (p[i] & 0x3FU);
	}
	if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return false;
	*ch = value;
	*len = n;
	return true;
}

size_t utf8_put(uint32_t ch, char out[4])
{
	if (ch > 0x10FFFF || (ch >= 0xD800 && ch <= 0xDFFF))
		return 0;
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)ch,
					    (utf8proc_uint8_t *)out);
}

bool utf8_valid(struct strv s, size_t *at)
{
	uint32_t ch;
	size_t len;

	for (size_t i = 0; i < s.n; i += len) {
		if (!utf8_next((struct strv){ s.p + i, s.n - i }, &ch, &len)) {
			if (at)
				*at = i;
			return false;
		}
	}
	return true;
}

size_t utf8_count(struct strv s)
{
	uint32_t ch;
	size_t count = 0;
	size_t len;

	for (size_t i = 0; i < s.n; i += len, count++)
		utf8_next((struct strv){ s.p + i, s.n - i }, &ch, &len);
	return count;
}

struct strv utf8_head(struct strv s, size_t max)
{
	size_t cut = max;

	if (s.n <= max)
		return s;
	/* At most three bytes back stands the lead byte of a character that was cut. */
	while (cut > 0 && max - cut < 3 && ((unsigned char)s.p[cut] & 0xC0) == 0x80)
		cut--;
	return (struct strv){ s.p, cut };
}

size_t utf8_grapheme(struct strv s)
{
	utf8proc_int32_t state = 0;
	uint32_t ch;
	uint32_t next;
	size_t len;
	size_t end;

	if (s.n == 0)
		return 0;
	utf8_next(s, &ch, &end);
	while (end < s.n) {
		utf8_next((struct strv){ s.p + end, s.n - end }, &next, &len);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)ch,
						     (utf8proc_int32_t)next, &state))
			break;
		end += len;
		ch = next;
	}
	return end;
}

/* Graphemes are found from the left; a line's begin is always the begin of one. */
size_t utf8_grapheme_before(struct strv s, size_t at)
{
	size_t from;
	size_t len = 0;

	if (at > s.n)
		at = s.n;
	if (at == 0)
		return 0;
	for (from = at - 1; from > 0 && s.p[from - 1] != '\n'; from--)
		;
	if (at - from == 1 && from > 0 && s.p[from] == '\n')
		return 1;
	for (size_t i = from; i < at; i += len)
		len = utf8_grapheme((struct strv){ s.p + i, at - i });
	return len;
}

bool utf8_nfc(struct strv s, struct arena *a, struct strv *out)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t n;
	size_t i = 0;

	/* ASCII is its own normal form; so is, in effect, what is not valid at all. */
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	if (i == s.n || !utf8_valid(s, NULL)) {
		*out = arena_copy(a, s);
		return out->p != NULL;
	}
	n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &made,
			 UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	if (n < 0)
		return false;
	*out = arena_copy(a, strv_n(made, (size_t)n));
	free(made);
	return out->p != NULL;
}

/* Lower-case letters that Unicode does not decompose, as Dutch registers and keyboards
 * spell them. */
static const struct {
	uint32_t ch;
	const char *spelled;
} letters[] = {
	{ 0x00E6, "ae" }, /* æ */
	{ 0x00F0, "d" }, /* ð */
	{ 0x00F8, "o" }, /* ø */
	{ 0x00FE, "th" }, /* þ */
	{ 0x0111, "d" }, /* đ */
	{ 0x0127, "h" }, /* ħ */
	{ 0x0131, "i" }, /* ı */
	{ 0x0138, "k" }, /* ĸ */
	{ 0x0142, "l" }, /* ł */
	{ 0x014B, "n" }, /* ŋ */
	{ 0x0153, "oe" }, /* œ */
	{ 0x0167, "t" }, /* ŧ */
	{ 0x0180, "b" }, /* ƀ */
	{ 0x0192, "f" }, /* ƒ */
	{ 0x019A, "l" }, /* ƚ */
	{ 0x01B6, "z" }, /* ƶ */
	{ 0x01E5, "g" }, /* ǥ */
	{ 0x0259, "e" }, /* ə */
	{ 0x0268, "i" }, /* ɨ */
};

static bool is_word(utf8proc_int32_t ch)
{
	switch (utf8proc_category(ch)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

/* A text being folded: words with one blank between them. */
struct folding {
	char *p;
	size_t n;
	size_t cap;
	bool gap;
};

static bool fold_add(struct folding *f, const char *p, size_t n)
{
	size_t blank = f->gap && f->n ? 1 : 0;

	if (f->cap - f->n < n + blank)
		return false;
	if (blank)
		f->p[f->n++] = ' ';
	memcpy(f->p + f->n, p, n);
	f->n += n;
	f->gap = false;
	return true;
}

static bool fold_point(struct folding *f, utf8proc_int32_t ch)
{
	char bytes[4];

	if (!is_word(ch)) {
		f->gap = true;
		return true;
	}
	for (size_t i = 0; i < sizeof(letters) / sizeof(*letters); i++)
		if (letters[i].ch == (uint32_t)ch)
			return fold_add(f, letters[i].spelled,
					strlen(letters[i].spelled));
	return fold_add(f, bytes, utf8_put((uint32_t)ch, bytes));
}

/* One character of the source: NFKD, case folded, without marks. */
static bool fold_char(struct folding *f, uint32_t ch)
{
	const utf8proc_option_t how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
				      UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
				      UTF8PROC_IGNORE;
	utf8proc_int32_t points[32];
	utf8proc_ssize_t n;
	int last = 0;

	if (ch < 0x80) {
		char c = (char)(ch >= 'A' && ch <= 'Z' ? ch + 32 : ch);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			return fold_add(f, &c, 1);
		f->gap = true;
		return true;
	}
	n = utf8proc_decompose_char((utf8proc_int32_t)ch, points, 32, how, &last);
	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++)
		if (!fold_point(f, points[i]))
			return false;
	return true;
}

bool utf8_fold(struct strv s, struct arena *a, struct strv *out)
{
	/* The longest growth is U+FDFA: 3 bytes to 18 letters of 2 bytes and 3 blanks. */
	struct folding f = { .cap = s.n < SIZE_MAX / 16 ? s.n * 2 + 64 : 0 };
	uint32_t ch;
	size_t len;

	while (f.cap) {
		f.p = arena_alloc(a, f.cap + 1);
		f.n = 0;
		f.gap = false;
		if (!f.p)
			return false;
		for (len = 0; len < s.n;) {
			size_t step;

			utf8_next((struct strv){ s.p + len, s.n - len }, &ch, &step);
			if (!fold_char(&f, ch))
				break;
			len += step;
		}
		if (len >= s.n) {
			*out = (struct strv){ f.p, f.n };
			return true;
		}
		f.cap = f.cap < SIZE_MAX / 16 ? f.cap * 4 : 0;
	}
	return false;
}

bool utf8_words_match(struct strv text, struct strv query)
{
	while (query.p) {
		struct strv want = strv_cut(&query, ' ');
		struct strv rest = text;
		bool found = want.n == 0;

		while (!found && rest.p)
			found = strv_starts(strv_cut(&rest, ' '), want);
		if (!found)
			return false;
	}
	return true;
}

enum utf8_kind utf8_kind(uint32_t ch)
{
	const utf8proc_property_t *p = utf8proc_get_property((utf8proc_int32_t)ch);

	if (p->ignorable)
		return UTF8_HIDDEN;
	switch (p->category) {
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return UTF8_HIDDEN;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_ME:
		return UTF8_MARK;
	default:
		return UTF8_VISIBLE;
	}
}
