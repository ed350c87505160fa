#include "tui/widget/form_place.h"

#include "store/base/utf8.h"
#include "tui/widget/glyph.h"

#define LIST_LINES 8 /* of an open list */
#define TEXT_LINES 5 /* of a text of many lines */

/* ---- layout ---------------------------------------------------------------------- */

int form_text_lines(const struct form *f)
{
	return f->height > TEXT_LINES ? TEXT_LINES : f->height - 1;
}

int form_label_width(const struct form *f)
{
	size_t i, most = 8;

	for (i = 0; i < f->n; i++)
		if (f->row[i].kind != FORM_HEAD && !f->row[i].beside &&
		    utf8_count(f->row[i].label) > most)
			most = utf8_count(f->row[i].label);
	if (f->width < 60 && most > (size_t)f->width / 3)
		most = (size_t)f->width / 3;
	return (int)most + 2;
}

static int field_width(const struct form *f, const struct form_row *r, int x)
{
	int room = f->width - x - 1;

	return r->width < room ? r->width : room > 1 ? room : 1;
}

struct form_place form_place_next(const struct form *f, size_t i, struct form_place p,
				  int label)
{
	const struct form_row *r = &f->row[i];
	int line = p.line + p.lines, beside = p.x + p.width + 2;
	int name = r->label.n ? (int)utf8_count(r->label) + 1 : 0;

	p.lines = 1;
	if (r->kind == FORM_HEAD) {
		p.line = i ? line + 1 : line;
		p.label = p.x = FORM_MARGIN;
		p.width = 0;
		return p;
	}
	if (r->beside && beside + name + r->width < f->width) {
		p.label = beside;
		p.x = beside + name;
	} else {
		p.line = line;
		p.label = FORM_MARGIN;
		p.x = FORM_MARGIN + label;
	}
	p.width = field_width(f, r, p.x);
	if (r->kind == FORM_TEXT) {
		p.label = FORM_MARGIN;
		p.x = FORM_MARGIN + 2;
		p.width = f->width - p.x - 2;
		p.lines = 1 + form_text_lines(f);
	}
	return p;
}

struct form_place form_place_of(const struct form *f, size_t row)
{
	struct form_place p = { 0 };
	int label = form_label_width(f);
	size_t i;

	for (i = 0; i <= row && i < f->n; i++)
		p = form_place_next(f, i, p, label);
	return p;
}

size_t form_choice_index(const struct form_row *r, struct strv word)
{
	size_t i;

	for (i = 0; i < r->nchoices; i++)
		if (strv_eq(r->choice[i].word, word))
			return i;
	return r->nchoices;
}

/* ---- drawing --------------------------------------------------------------------- */

static void draw_choice(const struct form_row *r, struct canvas *c, int y,
			const struct form_place *p, enum role_look look, bool focus)
{
	size_t i = form_choice_index(r, form_value(r));

	canvas_put(c, y, p->x, p->width, look,
		   i < r->nchoices ? r->choice[i].title : form_value(r));
	canvas_look(c, y, p->x, p->width, look);
	if (focus)
		canvas_cursor(c, y, p->x);
}

static void draw_masked(const struct form_row *r, struct canvas *c, int y,
			const struct form_place *p, enum role_look look)
{
	struct strv s = form_value(r);
	size_t hidden = s.n > 5 ? s.n - 5 : 0, i;
	int x = p->x;

	for (i = 0; i < hidden && x < p->x + p->width; i++)
		x += canvas_put(c, y, x, 1, look, STRV("·"));
	canvas_put(c, y, x, p->x + p->width - x, look,
		   strv_n(str_z(&r->edit.text) + hidden, s.n - hidden));
	canvas_look(c, y, p->x, p->width, look);
}

static void draw_row(const struct form *f, size_t i, struct canvas *c, int y,
		     const struct form_place *p)
{
	const struct form_row *r = &f->row[i];
	bool focus = i == f->at;
	enum role_look look = r->bad.n || r->clash ? LOOK_BAD : LOOK_FIELD;

	if (r->kind == FORM_HEAD) {
		canvas_put(c, y, p->label, -1, LOOK_HEAD, r->label);
		return;
	}
	/* A label that stands before its field ends a column before it. */
	canvas_put(c, y, p->label,
		   r->kind != FORM_TEXT && p->x > p->label ? p->x - p->label - 1 : -1,
		   focus ? LOOK_ACCENT : LOOK_TEXT, r->label);
	if (focus)
		canvas_put(c, y, p->label > FORM_MARGIN ? p->label - 1 : 1, 1,
			   LOOK_ACCENT, STRV(">"));
	if (r->kind == FORM_TEXT)
		textarea_draw(&r->area, c, y + 1, p->x, focus);
	else if (r->kind == FORM_CHOICE)
		draw_choice(r, c, y, p, look, focus);
	else if (r->masked && !focus)
		draw_masked(r, c, y, p, look);
	else
		field_edit_draw(&r->edit, c, y, p->x, p->width, look, focus);
}

static int list_width(const struct form_row *r, charset_can can)
{
	int width = 0, cols;
	size_t i;

	for (i = 0; i < r->nchoices; i++) {
		cols = glyph_cols(r->choice[i].title, can);
		width = cols > width ? cols : width;
	}
	return width;
}

/* One line of the list, `inner` columns between its edges. */
static void draw_item(struct canvas *c, int y, int x, int inner, struct strv title,
		      bool on)
{
	canvas_line_char(c, y, x, 0x2502);
	canvas_putf(c, y, x + 1, inner, LOOK_TEXT, "%*s", inner, "");
	canvas_putf(c, y, x + 1, inner, LOOK_TEXT, "%s %.*s", on ? ">" : " ",
		    STRV_FMT(title));
	canvas_look(c, y, x + 1, inner, on ? LOOK_SELECT : LOOK_TEXT);
	canvas_line_char(c, y, x + 1 + inner, 0x2502);
	if (on)
		canvas_cursor(c, y, x + 1);
}

/* The list stands below its field, or above it where there is more room. */
static void draw_list(const struct form *f, struct canvas *c, int y, int y0, int y1,
		      int x)
{
	const struct form_row *r = &f->row[f->at];
	int below = y1 - y - 1, above = y - y0, room = below >= above ? below : above;
	int inner = list_width(r, c->can) + 3, at;
	size_t lines, top, i;

	if (room < 1)
		return;
	if (room > LIST_LINES)
		room = LIST_LINES;
	lines = r->nchoices < (size_t)room ? r->nchoices : (size_t)room;
	if (inner > f->width - 2)
		inner = f->width - 2;
	x = x + inner > f->width - 2 ? f->width - 2 - inner : x - 1;
	top = f->pick < lines ? 0 : f->pick - lines + 1;
	at = below >= above ? y + 1 : y - (int)lines;
	for (i = 0; i < lines; i++)
		draw_item(c, at + (int)i, x > 0 ? x : 0, inner,
			  r->choice[top + i].title, top + i == f->pick);
}

void form_draw(const struct form *f, struct canvas *c, int y)
{
	struct form_place p = { 0 }, focus = { 0 };
	int label = form_label_width(f);
	size_t i;

	for (i = 0; i < f->n; i++) {
		p = form_place_next(f, i, p, label);
		if (i == f->at)
			focus = p;
		if (p.line >= f->top && p.line + p.lines <= f->top + f->height)
			draw_row(f, i, c, y + p.line - f->top, &p);
	}
	if (f->open)
		draw_list(f, c, y + focus.line - f->top, y, y + f->height, focus.x);
}
