#include "tui/widget/blocks.h"

#include "tui/widget/glyph.h"

#define LABEL_X 3
#define GAP 2

struct columns {
	int label; /* columns of the labels */
	int x; /* of the texts */
	int width;
	int right; /* columns at the right edge; 0: no room */
};

static int widest(int most, struct strv text, charset_can can)
{
	int cols = glyph_cols(text, can);

	return cols > most ? cols : most;
}

static struct columns columns_of(const struct list *l, const struct block *b,
				 const struct canvas *c)
{
	struct columns k = { 0 };
	size_t i;

	for (i = 0; i < l->count; i++) {
		k.label = widest(k.label, b[i].label, c->can);
		k.right = widest(k.right, b[i].right, c->can);
	}
	if (k.label > c->width / 3)
		k.label = c->width / 3;
	k.x = LABEL_X + k.label + GAP;
	if (k.right && c->width - k.x - k.right < 30)
		k.right = 0;
	k.width = c->width - k.x - 1 - (k.right ? k.right + GAP : 0);
	if (k.width < 8)
		k.width = 8;
	return k;
}

static int lines_of(const struct block *b, int width, charset_can can)
{
	size_t n = glyph_rows(b->text, width, can);

	return (int)(n < b->most ? n : b->most);
}

static void draw_text(const struct block *b, struct canvas *c, int y, int from, int to,
		      const struct columns *k)
{
	size_t at = 0, begin, end, i;

	for (i = 0; i < b->most; i++) {
		struct strv line;

		begin = at;
		if (!glyph_row(b->text, begin, k->width, c->can, &end, &at))
			break;
		if (y + (int)i < from || y + (int)i >= to || end == begin)
			continue;
		line = strv_n(b->text.p + begin, end - begin);
		/* What the last line leaves out is cut off where it can be seen. */
		if (i + 1 == b->most && at < b->text.n && b->text.p[at - 1] != '\n')
			line = strv_n(b->text.p + begin, b->text.n - begin);
		line = strv_cut(&line, '\n');
		canvas_put(c, y + (int)i, k->x, k->width, b->look, line);
	}
}

static void draw_head(const struct block *b, struct canvas *c, int y,
		      const struct columns *k, bool on)
{
	canvas_put(c, y, LABEL_X, k->label, LOOK_HEAD, b->label);
	if (k->right)
		canvas_put_right(c, y, c->width - 1 - k->right, k->right, LOOK_DIM,
				 b->right);
	if (!on)
		return;
	canvas_put(c, y, 1, 1, LOOK_ACCENT, STRV(">"));
	canvas_cursor(c, y, 1);
}

void blocks_draw(const struct list *l, const struct block *b, struct canvas *c,
		 int from, int to)
{
	const struct columns k = columns_of(l, b, c);
	int above = 0, bottom = 0, y = from;
	size_t i;

	for (i = 0; i <= l->selected && i < l->count; i++) {
		above = bottom;
		bottom += lines_of(&b[i], k.width, c->can);
	}
	/* Its last line is on the page, and its first one before all. */
	if (bottom > to - from)
		y -= bottom - (to - from) < above ? bottom - (to - from) : above;
	if (y < from)
		canvas_put(c, from, 1, 1, LOOK_ACCENT, STRV("↑"));
	for (i = 0; i < l->count; i++) {
		if (y >= from && y < to)
			draw_head(&b[i], c, y, &k, i == l->selected);
		draw_text(&b[i], c, y, from, to, &k);
		y += lines_of(&b[i], k.width, c->can);
	}
	if (y > to && to - 1 > from)
		canvas_put(c, to - 1, 1, 1, LOOK_ACCENT, STRV("↓"));
}
