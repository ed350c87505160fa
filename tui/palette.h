/* The palette: a command by its name or its title, only what is possible here. */
#ifndef VOORRANG_TUI_PALETTE_H
#define VOORRANG_TUI_PALETTE_H

#include "tui/ui.h"
#include "tui/widget/field.h"
#include "tui/widget/list.h"

#define PALETTE_MAX 160
#define PALETTE_RECENT 8

struct palette {
	struct field_edit field;
	struct list list;
	const struct command *item[PALETTE_MAX];
	size_t nitems;
	const struct command *recent[PALETTE_RECENT]; /* latest first */
	struct arena arena;
};

void palette_open(struct ui *ui);
void palette_key(struct ui *ui, keycode key);
/* Lines up to `y`, which holds what is typed. */
void palette_draw(const struct ui *ui, struct canvas *c, int y);
void palette_release(struct palette *p);

#endif
