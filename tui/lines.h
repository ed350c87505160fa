/* Named texts, one a line: how a form that is being filled in is kept as a draft. Line ends
 * in a text are written as \n, a backslash as \\. */
#ifndef VOORRANG_TUI_LINES_H
#define VOORRANG_TUI_LINES_H

#include "store/base/arena.h"

/* Appends "name=text". `name` holds no '=' and no line end. */
void lines_put(struct str *out, struct strv name, struct strv text);
/* Cuts the next line off *rest; the text, as it was, in the arena. False: there is none
 * (or no memory). */
bool lines_next(struct strv *rest, struct arena *a, struct strv *name,
		struct strv *text);

#endif
