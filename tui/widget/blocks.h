/* A page of labelled texts, each of as many lines as it needs, with a cursor over them. */
#ifndef VOORRANG_TUI_WIDGET_BLOCKS_H
#define VOORRANG_TUI_WIDGET_BLOCKS_H

#include "tui/widget/list.h"

struct block {
	struct strv label;
	struct strv text; /* lines; wrapped where they are too long */
	struct strv right; /* at the right edge of its first line */
	size_t most; /* lines shown at most; what is cut off ends in "…" */
	enum role_look look; /* of the text */
};

/* Draws blocks from line `from` up to line `to`, so that the one under the cursor is
 * visible; the canvas's cursor stands before it. */
void blocks_draw(const struct list *l, const struct block *b, struct canvas *c,
		 int from, int to);

#endif
