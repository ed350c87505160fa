#include "tui/canvas.h"

#include <stdarg.h>

#include "store/base/utf8.h"

#define SIZE_MAX_CELLS 1000

static const struct cell blank = { .ch = ' ', .look = LOOK_TEXT };

bool canvas_resize(struct canvas *c, int width, int height)
{
	struct cell *cells;

	if (width < 1)
		width = 1;
	if (height < 1)
		height = 1;
	if (width > SIZE_MAX_CELLS)
		width = SIZE_MAX_CELLS;
	if (height > SIZE_MAX_CELLS)
		height = SIZE_MAX_CELLS;
	cells = calloc((size_t)width * (size_t)height, sizeof(*cells));
	if (!cells)
		return false;
	free(c->cells);
	c->cells = cells;
	c->width = width;
	c->height = height;
	canvas_clear(c);
	return true;
}

void canvas_release(struct canvas *c)
{
	free(c->cells);
	memset(c, 0, sizeof(*c));
}

void canvas_clear(struct canvas *c)
{
	const size_t n = (size_t)c->width * (size_t)c->height;
	size_t i;

	for (i = 0; i < n; i++)
		c->cells[i] = blank;
	c->cursor_on = false;
	c->cursor_y = c->cursor_x = 0;
}

static struct cell *cell_at(struct canvas *c, int y, int x)
{
	return &c->cells[(size_t)y * (size_t)c->width + (size_t)x];
}

static bool inside(const struct canvas *c, int y, int x)
{
	return y >= 0 && y < c->height && x >= 0 && x < c->width;
}

/* What is overwritten may be half of a wide character: its other half becomes blank. */
static void free_cell(struct canvas *c, int y, int x)
{
	struct cell *cell = cell_at(c, y, x);

	if (cell->ch == 0 && x > 0)
		cell_at(c, y, x - 1)->ch = ' ';
	if (x + 1 < c->width && cell_at(c, y, x + 1)->ch == 0)
		cell_at(c, y, x + 1)->ch = ' ';
	*cell = blank;
}

static void set_cell(struct canvas *c, int y, int x, uint32_t ch, enum role_look look)
{
	struct cell *cell = cell_at(c, y, x);

	free_cell(c, y, x);
	cell->ch = ch;
	cell->look = (uint8_t)look;
}

static void add_mark(struct cell *cell, uint32_t mark)
{
	int i;

	for (i = 0; i < CELL_MARKS; i++) {
		if (!cell->mark[i]) {
			cell->mark[i] = mark;
			return;
		}
	}
}

/* Safe text into cells, at most `width` columns; the columns used. */
static int put_safe(struct canvas *c, int y, int x, int width, enum role_look look,
		    struct strv safe)
{
	struct cell *base = NULL;
	int used = 0;

	while (safe.n > 0) {
		uint32_t ch;
		size_t len;
		int w;

		(void)utf8_next(safe, &ch, &len);
		safe = strv_n(safe.p + len, safe.n - len);
		w = char_width(ch);
		if (w == 0) {
			if (base)
				add_mark(base, ch);
			continue;
		}
		if (used + w > width)
			break;
		set_cell(c, y, x + used, ch, look);
		base = cell_at(c, y, x + used);
		if (w == 2) {
			set_cell(c, y, x + used + 1, ' ', look);
			cell_at(c, y, x + used + 1)->ch = 0;
		}
		used += w;
	}
	return used;
}

static uint32_t ellipsis(const struct canvas *c)
{
	return c->ascii || (c->can && !c->can(0x2026)) ? '.' : 0x2026;
}

/* The room for text that begins at (y, x); 0 when there is none. */
static int room(const struct canvas *c, int y, int x, int width)
{
	if (!inside(c, y, x))
		return 0;
	return width < 0 || width > c->width - x ? c->width - x : width;
}

static int put_cut(struct canvas *c, int y, int x, int width, enum role_look look,
		   struct strv safe)
{
	int used;

	if (width <= 0)
		return 0;
	if (text_width(safe) <= width)
		return put_safe(c, y, x, width, look, safe);
	used = put_safe(c, y, x, width - 1, look, safe);
	set_cell(c, y, x + used, ellipsis(c), look);
	return used + 1;
}

/* Most text is ASCII, which is safe and one column a byte: no buffer, no decoding. Returns
 * the columns used, or -1 for any other text. */
static int put_ascii(struct canvas *c, int y, int x, int width, enum role_look look,
		     struct strv text)
{
	const bool cut = text.n > (size_t)width;
	const int n = cut ? width - 1 : (int)text.n;
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] < 0x20 || text.p[i] > 0x7e)
			return -1;
	}
	for (i = 0; i < (size_t)n; i++)
		set_cell(c, y, x + (int)i, (unsigned char)text.p[i], look);
	if (cut)
		set_cell(c, y, x + n, ellipsis(c), look);
	return cut ? width : n;
}

int canvas_put(struct canvas *c, int y, int x, int width, enum role_look look,
	       struct strv text)
{
	struct str safe = { 0 };
	int used;

	width = room(c, y, x, width);
	if (width == 0 || text.n == 0)
		return 0;
	used = put_ascii(c, y, x, width, look, text);
	if (used >= 0)
		return used;
	sanitise(text, false, c->can, &safe);
	used = put_cut(c, y, x, width, look, strv_of(&safe));
	str_release(&safe);
	return used;
}

int canvas_put_right(struct canvas *c, int y, int x, int width, enum role_look look,
		     struct strv text)
{
	struct str safe = { 0 };
	int wide, used;

	width = room(c, y, x, width);
	if (width == 0 || text.n == 0)
		return 0;
	sanitise(text, false, c->can, &safe);
	wide = text_width(strv_of(&safe));
	if (wide > width)
		wide = width;
	used = put_cut(c, y, x + width - wide, wide, look, strv_of(&safe));
	str_release(&safe);
	return used;
}

int canvas_putf(struct canvas *c, int y, int x, int width, enum role_look look,
		const char *fmt, ...)
{
	char small[256];
	struct str big = { 0 };
	va_list ap;
	int n, used;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		return 0;
	if ((size_t)n < sizeof(small))
		return canvas_put(c, y, x, width, look, strv_n(small, (size_t)n));
	big.p = malloc((size_t)n + 1);
	if (!big.p)
		return 0;
	va_start(ap, fmt);
	(void)vsnprintf(big.p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	used = canvas_put(c, y, x, width, look, strv_n(big.p, (size_t)n));
	free(big.p);
	return used;
}

/* The length of the longest piece of `line` that fits, broken at a blank where it can. */
static size_t line_break(struct strv line, int width)
{
	size_t at = 0, blank_at = 0;
	int used = 0;

	while (at < line.n) {
		uint32_t ch;
		size_t len;

		(void)utf8_next(strv_n(line.p + at, line.n - at), &ch, &len);
		if (ch == ' ')
			blank_at = at;
		used += char_width(ch);
		if (used > width)
			break;
		at += len;
	}
	if (at == line.n)
		return at;
	if (blank_at > 0)
		return blank_at;
	return at > 0 ? at : line.n;
}

/* Text that goes on where there is no line left for it. */
static void put_last(struct canvas *c, int y, int x, int width, enum role_look look,
		     struct strv line, bool more)
{
	if (more)
		(void)canvas_putf(c, y, x, width, look, "%.*s \u2026", STRV_FMT(line));
	else
		(void)put_cut(c, y, x, width, look, line);
}

/* One line of the text, over as many lines of the screen as it takes. */
static int wrap_line(struct canvas *c, int y, int x, int width, int height,
		     enum role_look look, struct strv line, bool more)
{
	int lines = 0;

	do {
		size_t n = line_break(line, width);

		if (lines + 1 == height)
			put_last(c, y + lines, x, width, look, line,
				 more && n == line.n);
		else
			(void)put_cut(c, y + lines, x, width, look, strv_n(line.p, n));
		lines++;
		while (n < line.n && line.p[n] == ' ')
			n++;
		line = strv_n(line.p + n, line.n - n);
	} while (line.n > 0 && lines < height);
	return lines;
}

int canvas_wrap(struct canvas *c, int y, int x, int width, int height,
		enum role_look look, struct strv text)
{
	struct str safe = { 0 };
	struct strv rest;
	int lines = 0;

	width = room(c, y, x, width);
	if (width == 0 || text.n == 0)
		return 0;
	sanitise(text, true, c->can, &safe);
	rest = strv_of(&safe);
	while (rest.p && lines < height && y + lines < c->height) {
		const struct strv line = strv_cut(&rest, '\n');

		lines += wrap_line(c, y + lines, x, width, height - lines, look, line,
				   rest.n > 0);
	}
	str_release(&safe);
	return lines;
}

void canvas_rule(struct canvas *c, int y, int x, int width)
{
	int i;

	width = room(c, y, x, width);
	for (i = 0; i < width; i++)
		canvas_line_char(c, y, x + i, 0x2500);
}

void canvas_line_char(struct canvas *c, int y, int x, uint32_t box)
{
	if (!inside(c, y, x))
		return;
	if (c->ascii) {
		if (box == 0x2500 || box == 0x2501)
			box = '-';
		else if (box == 0x2502 || box == 0x2503)
			box = '|';
		else if (box >= 0x2591 && box <= 0x2593)
			box = ':';
		else if (box >= 0x80)
			box = '+';
	}
	set_cell(c, y, x, box, LOOK_TEXT);
}

void canvas_look(struct canvas *c, int y, int x, int width, enum role_look look)
{
	int i;

	width = room(c, y, x, width);
	for (i = 0; i < width; i++)
		cell_at(c, y, x + i)->look = (uint8_t)look;
}

void canvas_cursor(struct canvas *c, int y, int x)
{
	if (!inside(c, y, x))
		return;
	c->cursor_y = y;
	c->cursor_x = x;
	c->cursor_on = true;
}

static void dump_char(struct str *out, uint32_t ch)
{
	char b[4];

	str_add(out, strv_n(b, utf8_put(ch, b)));
}

void canvas_dump(const struct canvas *c, struct str *out)
{
	int y, x, end, i;

	for (y = 0; y < c->height; y++) {
		const struct cell *row = &c->cells[(size_t)y * (size_t)c->width];

		for (end = c->width; end > 0 && row[end - 1].ch == ' '; end--)
			;
		for (x = 0; x < end; x++) {
			if (row[x].ch)
				dump_char(out, row[x].ch);
			for (i = 0; i < CELL_MARKS && row[x].mark[i]; i++)
				dump_char(out, row[x].mark[i]);
		}
		str_addc(out, '\n');
	}
}
