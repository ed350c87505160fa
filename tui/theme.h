/* How things look: a role for each meaning, attributes by role. Colour repeats a sign,
 * never replaces it; mono and NO_COLOR are first-class. */
#ifndef VOORRANG_TUI_THEME_H
#define VOORRANG_TUI_THEME_H

#include "store/base/str.h"

enum role_look {
	LOOK_TEXT = 0,
	LOOK_TITLE, /* line 1 */
	LOOK_HEAD, /* column heads, section names */
	LOOK_DIM, /* what matters less */
	LOOK_ACCENT, /* the cursor's marker, what can be done */
	LOOK_SOON, /* due within a week */
	LOOK_LATE,
	LOOK_KEY, /* a key in a hint */
	LOOK_ERROR, /* a message that says no */
	LOOK_FIELD, /* an input field: underlined */
	LOOK_BAD, /* a field whose content is not right yet */
	LOOK_SELECT, /* the choice under the cursor in a row of choices */
	LOOK_DEMO, /* the DEMO banner */
	LOOK_COUNT
};

enum theme_attr { ATTR_BOLD = 1, ATTR_DIM = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8 };

struct look {
	unsigned attr;
	int color; /* 0..7, or -1: the terminal's own */
};

/* `mono`: no colours at all (NO_COLOR, a monochrome terminal). */
const struct look *theme_look(bool mono, enum role_look role);

#endif
