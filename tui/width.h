/* Columns of a character: a generated table of ranges, so that a screen is laid out the
 * same in every locale. Made from glibc 2.36's wcwidth, which curses uses too. */
#ifndef VOORRANG_TUI_WIDTH_H
#define VOORRANG_TUI_WIDTH_H

#include <stdint.h>

/* What a character does on a terminal. */
enum width_class {
	WIDTH_MARK = 0, /* combines with the character before it */
	WIDTH_ONE = 1,
	WIDTH_TWO = 2,
	WIDTH_HIDDEN =
		3, /* control, bidi, invisible, unassigned: never sent as it is */
};

enum width_class width_class(uint32_t ch);

#endif
