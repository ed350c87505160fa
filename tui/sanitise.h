/* The one door by which text from data reaches a terminal or a pipe: controls, C1, bidi
 * overrides, zero-width and other ignorable characters become visible (‹U+202E›), more
 * than four combining marks are cut, and what the terminal's character set cannot hold is
 * transliterated between marks, never blank. */
#ifndef VOORRANG_TUI_SANITISE_H
#define VOORRANG_TUI_SANITISE_H

#include "store/base/str.h"

/* Whether the output can hold a character; NULL: everything. */
typedef bool (*charset_can)(uint32_t ch);

/* Appends the safe form of `text`. Line ends are kept when `lines`, else shown. */
void sanitise(struct strv text, bool lines, charset_can can, struct str *out);
/* Columns that the safe text takes (wcwidth; what that does not know counts 1). */
int text_width(struct strv safe);
/* Columns of one character. */
int char_width(uint32_t ch);
/* The ASCII or Latin-1 form of one character ("ss" for ß with an ASCII terminal);
 * "?" when there is none. Static. */
const char *transliterate(uint32_t ch, charset_can can);
/* `charset_can` for the locale's character set, as set by setlocale(LC_CTYPE); NULL for
 * UTF-8. */
charset_can charset_of_locale(void);

#endif
