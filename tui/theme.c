#include "tui/theme.h"

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE, OWN = -1 };

/* Colours stay few and are readable on light and dark: the terminal's own foreground for
 * text, one accent, one "soon", one "late". Each has an attribute or sign beside it. */
static const struct look colored[LOOK_COUNT] = {
	[LOOK_TEXT] = { 0, OWN },
	[LOOK_TITLE] = { ATTR_BOLD, OWN },
	[LOOK_HEAD] = { ATTR_UNDERLINE, OWN },
	[LOOK_DIM] = { 0, OWN },
	[LOOK_ACCENT] = { ATTR_BOLD, BLUE },
	[LOOK_SOON] = { 0, MAGENTA },
	[LOOK_LATE] = { 0, RED },
	[LOOK_KEY] = { ATTR_BOLD, OWN },
	[LOOK_ERROR] = { ATTR_BOLD, RED },
	[LOOK_FIELD] = { ATTR_UNDERLINE, OWN },
	[LOOK_BAD] = { ATTR_UNDERLINE | ATTR_BOLD, RED },
	[LOOK_SELECT] = { ATTR_REVERSE, OWN },
	[LOOK_DEMO] = { ATTR_REVERSE, OWN },
};

static const struct look plain[LOOK_COUNT] = {
	[LOOK_TEXT] = { 0, OWN },
	[LOOK_TITLE] = { ATTR_BOLD, OWN },
	[LOOK_HEAD] = { ATTR_UNDERLINE, OWN },
	[LOOK_DIM] = { 0, OWN },
	[LOOK_ACCENT] = { ATTR_BOLD, OWN },
	[LOOK_SOON] = { 0, OWN },
	[LOOK_LATE] = { ATTR_BOLD, OWN },
	[LOOK_KEY] = { ATTR_BOLD, OWN },
	[LOOK_ERROR] = { ATTR_BOLD, OWN },
	[LOOK_FIELD] = { ATTR_UNDERLINE, OWN },
	[LOOK_BAD] = { ATTR_UNDERLINE | ATTR_BOLD, OWN },
	[LOOK_SELECT] = { ATTR_REVERSE, OWN },
	[LOOK_DEMO] = { ATTR_REVERSE, OWN },
};

const struct look *theme_look(bool mono, enum role_look role)
{
	if ((unsigned)role >= LOOK_COUNT)
		role = LOOK_TEXT;
	return mono ? &plain[role] : &colored[role];
}
