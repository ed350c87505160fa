/* What a character looks like in ASCII: Latin, Greek and Cyrillic letters, punctuation and
 * signs. Our own table, because the C library's differs by locale. */
#ifndef VOORRANG_TUI_TRANSLIT_H
#define VOORRANG_TUI_TRANSLIT_H

#include <stdbool.h>
#include <stdint.h>

/* One to five ASCII characters; NULL when there is no form. Static. */
const char *translit_ascii(uint32_t ch);
/* Punctuation and signs lose nothing that matters in their ASCII form; a letter does. */
bool translit_is_sign(uint32_t ch);

#endif
