/* Sentences with numbered places, "{1}" or "{f1}": translators may change their order. */
#ifndef VOORRANG_TUI_MESSAGE_FILL_H
#define VOORRANG_TUI_MESSAGE_FILL_H

#include "store/base/str.h"

/* For tables: xgettext takes both forms; ngettext chooses where the sentence is shown. */
#define NN_(one, many)                                                                 \
	{                                                                              \
		one, many                                                              \
	}

/* `many` is NULL where no number changes the sentence. */
struct sentence {
	const char *one;
	const char *many;
};

/* Appends argument `i` (1-based); `kind` is the letter before the number, or 0. */
typedef void (*fill_fn)(const void *ctx, char kind, unsigned i, struct str *out);

/* Appends `text`, each place filled by `fn`. */
void message_fill(const char *text, fill_fn fn, const void *ctx, struct str *out);
/* Translated, the plural by `n`. */
const char *sentence_text(struct sentence s, int64_t n);

#endif
