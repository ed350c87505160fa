#include "tui/view.h"

#include "tui/letters/letter.h"
#include "tui/message.h"
#include "tui/section.h"
#include "tui/ui.h"
#include "tui/widget/glyph.h"

/* A letter is laid out in 72 columns; so is whatever else is read here. */
#define TEXT_X 3
#define TEXT_WIDTH 72
/* Line 1, an empty one, and the last two, which are not ours. */
#define LINES_USED 4

struct letter_state {
	struct strv heading; /* of the title, "" for the letter itself */
	struct strv text; /* in the view's arena, or its `keep` */
	size_t top; /* first line shown */
	size_t lines;
	int width, height;
};

/* ---- loading --------------------------------------------------------------------- */

static bool read_letter(struct view *v, struct ui *ui, struct txn *t, struct err *e)
{
	struct letter_state *s = v->state;
	struct dossier *d = arena_alloc(&v->arena, sizeof(*d));
	const struct policy *p;
	struct str text = { 0 };
	bool ok;

	if (!d)
		return err_set(e, ERR_NOMEM);
	/* A text about nobody's case: an advice at the desk. */
	if (v->arg.text.n && !v->arg.id.seq)
		return true;
	if (!dossier_load(t, ui_actor(ui), v->arg.id, &v->arena, d, e))
		return false;
	v->face = d->face;
	/* What was given to be read stands for itself (a preview, notes): nothing can be done
	 * with the case from here. */
	if (v->arg.text.n)
		return true;
	v->current = d->face.id;
	v->has_face = true;
	p = store_policy(ui_store(ui), d->face.received, e);
	ok = p && letter_of(dossier_decision(d), p, &text, e);
	if (ok) {
		s->text = arena_copy(&v->arena, strv_of(&text));
		ok = s->text.p || err_set(e, ERR_NOMEM);
	} else if (e->code == ERR_LETTER_MISSING && !e->nargs) {
		err_str(e, strv(caseid_write(v->arg.id).s));
	}
	str_release(&text);
	return ok;
}

static void fit(struct letter_state *s, const struct ui *ui)
{
	int width, height;
	size_t last;

	ui_size(ui, &width, &height);
	s->width = width - TEXT_X - 1 < TEXT_WIDTH ? width - TEXT_X - 1 : TEXT_WIDTH;
	s->height = height > LINES_USED ? height - LINES_USED : 1;
	s->lines = glyph_rows(s->text, s->width, NULL);
	last = s->lines > (size_t)s->height ? s->lines - (size_t)s->height : 0;
	if (s->top > last)
		s->top = last;
}

static bool letter_load(struct view *v, struct ui *ui, struct err *e)
{
	struct letter_state *s = v->state;
	bool first = !s, ok;
	struct txn *t;

	if (first) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->is_list = true;
		s->text = v->arg.text;
		s->heading = strv_cut(&s->text, '\n');
	}
	t = ui_read(ui, e);
	if (!t)
		return false;
	ok = read_letter(v, ui, t, e);
	txn_end(t);
	if (ok)
		fit(s, ui);
	/* A proposal that was just returned: its letter makes way without a complaint. */
	else if (!first && e->code == ERR_LETTER_MISSING)
		err_set(e, ERR_NONE);
	return ok;
}

static void letter_close(struct view *v)
{
	free(v->state);
}

/* ---- drawing --------------------------------------------------------------------- */

static void letter_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct letter_state *s = v->state;
	struct str what = { 0 };
	size_t from = 0, end, i;

	str_add(&what, s->heading.n ? s->heading : strv(_("Letter")));
	section_title(v, ui, c, str_z(&what));
	str_release(&what);
	if (!s->heading.n)
		canvas_put(c, 1, TEXT_X, s->width, LOOK_DIM,
			   strv(message_state(v->face.state)));
	for (i = 0; i < s->top + (size_t)s->height; i++) {
		const size_t begin = from;

		if (!glyph_row(s->text, begin, s->width, c->can, &end, &from))
			break;
		if (i >= s->top && end > begin)
			canvas_put(c, 2 + (int)(i - s->top), TEXT_X, s->width,
				   LOOK_TEXT, strv_n(s->text.p + begin, end - begin));
	}
	canvas_cursor(c, 2, TEXT_X);
	if (s->top + (size_t)s->height < s->lines)
		canvas_putf(c, c->height - 3, 1, 1, LOOK_ACCENT, "↓");
	if (s->top)
		canvas_putf(c, 2, 1, 1, LOOK_ACCENT, "↑");
}

/* ---- keys ------------------------------------------------------------------------ */

static bool letter_input(struct view *v, struct ui *ui, keycode key)
{
	struct letter_state *s = v->state;
	size_t page = s->height > 2 ? (size_t)s->height - 2 : 1;
	size_t last = s->lines > (size_t)s->height ? s->lines - (size_t)s->height : 0;

	(void)ui;
	switch (key) {
	case KEY_ARROW_UP:
		s->top -= s->top > 0;
		return true;
	case KEY_ARROW_DOWN:
		s->top += s->top < last;
		return true;
	case KEY_PAGE_UP:
		s->top = s->top > page ? s->top - page : 0;
		return true;
	case KEY_PAGE_DOWN:
	case ' ':
		s->top = s->top + page < last ? s->top + page : last;
		return true;
	case KEY_HOME_:
		s->top = 0;
		return true;
	case KEY_END_:
		s->top = last;
		return true;
	}
	return false;
}

const struct view_ops view_letter = {
	.name = "letter",
	.load = letter_load,
	.draw = letter_draw,
	.input = letter_input,
	.close = letter_close,
};
