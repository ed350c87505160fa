#include "tui/view.h"

#include "tui/face_row.h"
#include "tui/message.h"
#include "tui/ui.h"
#include "tui/widget/field.h"
#include "tui/widget/list.h"

#define FOUND_MAX 100
#define TEXT_MAX 80
#define LINE_FIELD 1
#define LINES_BELOW 2 /* message and hints */

struct find_state {
	struct field_edit field;
	struct list list;
	struct face_row *row; /* in the view's arena */
	size_t n;
};

/* Title, field and heads; a very low screen goes without the heads. */
static int lines_above(int height)
{
	return height > 6 ? 3 : 2;
}

static const struct face_row *under_cursor(const struct find_state *s)
{
	return s->list.selected < s->n ? s->row + s->list.selected : NULL;
}

static void settle(struct view *v)
{
	const struct face_row *r = under_cursor(v->state);

	v->has_face = r != NULL;
	v->face = r ? r->face : (struct face){ .id = { 0, 0 } };
	v->current = v->face.id;
}

static bool search(struct view *v, const struct ui *ui, struct err *e)
{
	struct find_state *s = v->state;
	struct strv text = strv_trim(strv_of(&s->field.text));
	struct face *face;
	struct txn *t;
	bool ok;

	arena_reset(&v->arena);
	s->n = 0;
	if (!text.n)
		return true;
	t = ui_read(ui, e);
	if (!t)
		return false;
	ok = find_cases(t, ui_actor(ui), text, FOUND_MAX, &v->arena, &face, &s->n, e) &&
	     face_rows(t, face, s->n, &v->arena, &s->row, e);
	txn_end(t);
	if (!ok)
		s->n = 0;
	return ok;
}

/* The cursor stays on its case as long as that is among the found ones. */
static bool find_again(struct view *v, struct ui *ui, struct err *e)
{
	struct find_state *s = v->state;
	int width, height;
	bool ok = search(v, ui, e);
	size_t at = 0;

	for (size_t i = 0; i < s->n; i++)
		if (v->current.seq && caseid_eq(s->row[i].face.id, v->current))
			at = i;
	ui_size(ui, &width, &height);
	list_fit(&s->list, s->n, face_lines(height, lines_above(height)));
	list_select(&s->list, at);
	settle(v);
	return ok;
}

static bool find_load(struct view *v, struct ui *ui, struct err *e)
{
	struct find_state *s = v->state;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->is_list = true;
		v->typing = true;
		v->current = v->arg.id;
		s->field.max = TEXT_MAX;
		field_edit_set(&s->field, v->arg.text);
	}
	return find_again(v, ui, e);
}

static void find_close(struct view *v)
{
	struct find_state *s = v->state;

	if (!s)
		return;
	/* It may be opened again: as it was. */
	v->arg.text = arena_copy(&v->keep, strv_of(&s->field.text));
	v->arg.id = v->current;
	field_edit_release(&s->field);
	free(s);
}

struct painter {
	const struct find_state *state;
	struct face_eyes eyes;
};

static void draw_row(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct painter *p = rows;

	face_draw(c, y, p->state->row + i, &p->eyes);
}

static void draw_title(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct find_state *s = v->state;
	struct str right = { 0 };

	if (s->n >= FOUND_MAX)
		str_addf(&right, _("the first %d"), FOUND_MAX);
	else if (s->field.text.n)
		str_addf(&right, ngettext("%d case", "%d cases", s->n), (int)s->n);
	ui_title(ui, c, strv(_("Find a case")), strv_of(&right));
	str_release(&right);
}

/* What can be typed, and what came of it. */
static void draw_advice(const struct find_state *s, struct canvas *c)
{
	const char *const ways[] = {
		_("a name        oz yil         words begin alike; accents do not "
		  "matter"),
		_("birth date    12-03-1984"),
		_("BSN           nine digits"),
		_("reference     as on the web form"),
		_("number        2026-412"),
	};
	int y = lines_above(c->height);
	int room = c->height - LINES_BELOW;

	if (y < room)
		canvas_put(c, y, 3, -1, LOOK_HEAD,
			   strv(s->field.text.n
					? _("No case is found. You can type:")
					: _("Type what the caller tells you:")));
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways) && ++y < room; i++)
		canvas_put(c, y, 3, -1, LOOK_DIM, strv(ways[i]));
}

static void find_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct find_state *s = v->state;
	struct painter p = { s, { ui_today(ui), ui_policy(ui), ui_dutch(ui) } };
	const struct face_row *r = under_cursor(s);
	int above = lines_above(c->height);
	int x = 4 + canvas_put(c, LINE_FIELD, 3, -1, LOOK_HEAD, strv(_("Find:")));

	draw_title(v, ui, c);
	field_edit_draw(&s->field, c, LINE_FIELD, x, c->width - x - 1, LOOK_FIELD,
			true);
	if (!s->n) {
		draw_advice(s, c);
		return;
	}
	if (above == 3)
		face_head(c, above - 1);
	list_draw(&s->list, c, above, draw_row, &p);
	if (r)
		face_say(c, above, r, &p.eyes);
}

static bool find_input(struct view *v, struct ui *ui, keycode key)
{
	struct find_state *s = v->state;
	struct err e = { 0 };

	/* Up and down move in the list; left, right, Home and End in the field. */
	if (!s->field.pasting && key != KEY_HOME_ && key != KEY_END_ &&
	    list_key(&s->list, key)) {
		settle(v);
		return true;
	}
	if (!s->field.pasting && (key == KEY_RETURN || key == KEY_ESC))
		return false;
	if (!field_edit_key(&s->field, key))
		return false;
	v->current = (struct caseid){ 0, 0 };
	if (!find_again(v, ui, &e))
		ui_err(ui, &e);
	return true;
}

const struct view_ops view_find = {
	.name = "find",
	.load = find_load,
	.draw = find_draw,
	.input = find_input,
	.close = find_close,
};
