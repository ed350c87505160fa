/* Graphemes on the screen: how long they are, how wide, and where a line of text breaks.
 * What the two editors and every wrapped text share. */
#ifndef VOORRANG_TUI_WIDGET_GLYPH_H
#define VOORRANG_TUI_WIDGET_GLYPH_H

#include "tui/sanitise.h"

/* Bytes of the grapheme at `at`; 0 at the end. And of the one that ends at `at`. */
size_t glyph_len(struct strv s, size_t at);
size_t glyph_before(struct strv s, size_t at);
/* Columns that `text` takes once it is sanitised. */
int glyph_cols(struct strv text, charset_can can);
/* The start of the word before `at`; the end of the word after it. */
size_t glyph_word_left(struct strv s, size_t at);
size_t glyph_word_right(struct strv s, size_t at);
/* The screen line that begins at `from`: it ends before *end (blanks at a soft break and
 * the line end are left out of it), the next begins at *next. False when `from` is past
 * the last line. A text that ends in a line end has an empty last line. */
bool glyph_row(struct strv s, size_t from, int width, charset_can can, size_t *end,
	       size_t *next);
/* Lines that `text` takes at `width`; an empty text takes one. */
size_t glyph_rows(struct strv text, int width, charset_can can);
/* The offset in [from, end] that lies at column `col`, or the last before it. */
size_t glyph_at_col(struct strv s, size_t from, size_t end, int col, charset_can can);

#endif
