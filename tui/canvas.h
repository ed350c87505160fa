/* A grid of cells that views draw into: no terminal, so screens can be tested as text.
 * The only way to put text on it goes through the sanitiser. */
#ifndef VOORRANG_TUI_CANVAS_H
#define VOORRANG_TUI_CANVAS_H

#include "tui/sanitise.h"
#include "tui/theme.h"

#define CELL_MARKS 4

struct cell {
	uint32_t ch; /* 0: right half of a wide character */
	uint32_t mark[CELL_MARKS]; /* combining */
	uint8_t look;
};

struct canvas {
	int width;
	int height;
	struct cell *cells;
	charset_can can;
	bool ascii; /* lines and ticks as | - + */
	int cursor_y; /* where the real cursor rests */
	int cursor_x;
	bool cursor_on;
};

/* False: no memory; the old size stays. */
bool canvas_resize(struct canvas *c, int width, int height);
void canvas_release(struct canvas *c);
/* All blank, cursor off. */
void canvas_clear(struct canvas *c);
/* Puts `text` at (y, x), at most `width` columns (-1: to the edge); cut text ends in "…"
 * (or "." in ASCII). Returns the columns used. Outside the grid nothing happens. */
int canvas_put(struct canvas *c, int y, int x, int width, enum role_look look,
	       struct strv text);
/* Ends at column x + width. Returns the columns used. */
int canvas_put_right(struct canvas *c, int y, int x, int width, enum role_look look,
		     struct strv text);
/* Printed, then put. */
int canvas_putf(struct canvas *c, int y, int x, int width, enum role_look look,
		const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* Text broken at blanks over at most `height` lines of `width`; returns lines used. */
int canvas_wrap(struct canvas *c, int y, int x, int width, int height,
		enum role_look look, struct strv text);
void canvas_rule(struct canvas *c, int y, int x, int width); /* a horizontal line */
/* A box-drawing character by its Unicode value (degrades to ASCII by itself). */
void canvas_line_char(struct canvas *c, int y, int x, uint32_t box);
void canvas_look(struct canvas *c, int y, int x, int width, enum role_look look);
void canvas_cursor(struct canvas *c, int y, int x);
/* The grid as text, lines without trailing blanks: for tests and the README's picture. */
void canvas_dump(const struct canvas *c, struct str *out);

#endif
