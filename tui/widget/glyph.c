#include "tui/widget/glyph.h"

#include "store/base/utf8.h"

static bool plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f;
}

size_t glyph_len(struct strv s, size_t at)
{
	if (at >= s.n)
		return 0;
	/* Two ASCII bytes in a row never join: most text ends here. */
	if ((s.p[at] & 0x80) == 0 && s.p[at] != '\r' &&
	    (at + 1 == s.n || (s.p[at + 1] & 0x80) == 0))
		return 1;
	return utf8_grapheme(strv_n(s.p + at, s.n - at));
}

size_t glyph_before(struct strv s, size_t at)
{
	if (at == 0 || at > s.n)
		return 0;
	if (at >= 2 && plain((unsigned char)s.p[at - 1]) &&
	    plain((unsigned char)s.p[at - 2]))
		return 1;
	return utf8_grapheme_before(s, at);
}

int glyph_cols(struct strv text, charset_can can)
{
	struct str safe = { 0 };
	size_t i = 0;
	int cols;

	while (i < text.n && plain((unsigned char)text.p[i]))
		i++;
	if (i == text.n)
		return (int)i;
	sanitise(strv_n(text.p + i, text.n - i), false, can, &safe);
	cols = (int)i + text_width(strv_of(&safe));
	str_release(&safe);
	return cols;
}

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

size_t glyph_word_left(struct strv s, size_t at)
{
	while (at > 0 && blank(s.p[at - 1]))
		at--;
	while (at > 0 && !blank(s.p[at - 1]))
		at--;
	return at;
}

size_t glyph_word_right(struct strv s, size_t at)
{
	while (at < s.n && blank(s.p[at]))
		at++;
	while (at < s.n && !blank(s.p[at]))
		at++;
	return at;
}

static size_t without_blanks(struct strv s, size_t from, size_t end)
{
	while (end > from && s.p[end - 1] == ' ')
		end--;
	return end;
}

bool glyph_row(struct strv s, size_t from, int width, charset_can can, size_t *end,
	       size_t *next)
{
	size_t i = from, broken = from, len;
	int col = 0;

	if (from > s.n || (from == s.n && from > 0 && s.p[from - 1] != '\n'))
		return false;
	if (width < 1)
		width = 1;
	for (; i < s.n && s.p[i] != '\n'; i += len) {
		int cols;

		len = glyph_len(s, i);
		if (s.p[i] == ' ') {
			/* A blank never begins a line: it hangs over the edge. */
			col++;
			broken = i + 1;
			continue;
		}
		cols = glyph_cols(strv_n(s.p + i, len), can);
		if (col + cols > width && i > from) {
			*next = broken > from ? broken : i;
			*end = without_blanks(s, from, *next);
			return true;
		}
		col += cols;
	}
	*end = without_blanks(s, from, i);
	*next = i < s.n ? i + 1 : s.n + (i == from);
	return true;
}

size_t glyph_rows(struct strv text, int width, charset_can can)
{
	size_t n = 0, from = 0, end;

	while (glyph_row(text, from, width, can, &end, &from))
		n++;
	return n ? n : 1;
}

size_t glyph_at_col(struct strv s, size_t from, size_t end, int col, charset_can can)
{
	size_t i = from;
	int at = 0;

	while (i < end) {
		size_t len = glyph_len(s, i);
		int cols = glyph_cols(strv_n(s.p + i, len), can);

		if (at + cols > col)
			break;
		at += cols;
		i += len;
	}
	return i;
}
