#include "tui/view.h"

#include "store/base/utf8.h"
#include "tui/face_row.h"
#include "tui/message.h"
#include "tui/ui.h"
#include "tui/widget/glyph.h"
#include "tui/widget/list.h"

#define LINES_ABOVE 2
#define LINES_BELOW 2
#define VALUE_X 5
#define VALUE_LEAST 20
#define MASK_SHOWS 5 /* digits of a masked number */

/* An entry, or one line of what it changed. */
struct line {
	size_t entry;
	bool detail;
	struct strv text;
};

struct history_state {
	struct list list;
	bool *open; /* by entry: journals only grow, so that places stay */
	size_t nopen;
	struct entry *entry; /* all in the view's arena */
	size_t nentries;
	struct line *line;
	size_t n;
	size_t cap;
	struct strv name; /* of the applicant; empty when the actor may not see it */
};

/* ---- what an entry unfolds into --------------------------------------------------- */

static bool add_line(struct view *v, size_t entry, bool detail, struct strv text,
		     struct err *e)
{
	struct history_state *s = v->state;

	if (s->n == s->cap) {
		size_t cap = s->cap ? 2 * s->cap : 64;
		struct line *more = arena_array(&v->arena, cap, sizeof(*more));

		if (!more)
			return err_set(e, ERR_NOMEM);
		if (s->n)
			memcpy(more, s->line, s->n * sizeof(*more));
		s->line = more;
		s->cap = cap;
	}
	s->line[s->n++] = (struct line){ entry, detail, text };
	return true;
}

/* Broken over lines that fit; `text` is copied. */
static bool add_text(struct view *v, size_t entry, struct strv text, int width,
		     struct err *e)
{
	struct strv copy = arena_copy(&v->arena, text);
	size_t from = 0, end, next;

	if (!copy.p)
		return err_set(e, ERR_NOMEM);
	while (glyph_row(copy, from, width, NULL, &end, &next)) {
		if (!add_line(v, entry, true, strv_n(copy.p + from, end - from), e))
			return false;
		from = next;
	}
	return true;
}

static void write_label(const struct change *change, struct str *out)
{
	const struct field *f = field_by_id(change->field);

	if (part_repeats(change->kind)) {
		str_addz(out, message_part(change->kind));
		str_addf(out, " %u · ", (unsigned)change->seq);
	}
	if (f)
		str_addz(out, _(f->label));
	else
		str_addf(out, _("field %u"), (unsigned)change->field);
}

static void write_value(const struct change *change, const struct policy *p,
			struct strv value, struct str *out)
{
	const struct field *f = field_by_id(change->field);

	if (f && (f->flags & FLAG_MASKED) && value.n > MASK_SHOWS)
		str_addf(out, "····%.*s", MASK_SHOWS, value.p + value.n - MASK_SHOWS);
	else if (f)
		message_value(f, p, value, out);
	else
		str_add(out, value);
}

/* "Label: old → new" where that is one line, else the two texts below each other. */
static bool add_change(struct view *v, const struct ui *ui, size_t entry,
		       const struct change *change, int width, struct err *e)
{
	struct str label = { 0 }, before = { 0 }, after = { 0 }, all = { 0 };
	bool ok;

	write_label(change, &label);
	write_value(change, ui_policy(ui), change->before, &before);
	write_value(change, ui_policy(ui), change->after, &after);
	str_add(&all, strv_of(&label));
	if (before.n || after.n)
		str_addz(&all, ": ");
	if (before.n) {
		str_add(&all, strv_of(&before));
		str_addz(&all, after.n ? " → " : _(" → (empty)"));
	}
	str_add(&all, strv_of(&after));
	if (before.n && strv_find(strv_of(&all), '\n') < all.n) {
		str_clear(&all);
		str_addf(&all, _("%s was:\n%s\n%s is now:\n%s"), str_z(&label),
			 str_z(&before), str_z(&label), str_z(&after));
	}
	ok = !all.failed && !before.failed && !after.failed && !label.failed;
	ok = ok ? add_text(v, entry, strv_of(&all), width, e) : err_set(e, ERR_NOMEM);
	str_release(&label);
	str_release(&before);
	str_release(&after);
	str_release(&all);
	return ok;
}

static bool add_state(struct view *v, size_t entry, const struct entry *of, int width,
		      struct err *e)
{
	const char *text;

	if (of->before == of->after)
		return true;
	if (of->before == STATE_NONE)
		text = arena_printf(&v->arena, _("State: %s"),
				    message_state(of->after));
	else
		text = arena_printf(&v->arena, _("State: %s → %s"),
				    message_state(of->before),
				    message_state(of->after));
	return text ? add_text(v, entry, strv(text), width, e) : err_set(e, ERR_NOMEM);
}

static bool unfold(struct view *v, const struct ui *ui, size_t i, int width,
		   struct err *e)
{
	const struct history_state *s = v->state;
	const struct entry *of = s->entry + i;

	if (!add_state(v, i, of, width, e))
		return false;
	if (of->text.n && !add_text(v, i, of->text, width, e))
		return false;
	for (size_t k = 0; k < of->nchanges; k++)
		if (!add_change(v, ui, i, of->change + k, width, e))
			return false;
	return true;
}

static bool has_details(const struct entry *of)
{
	return of->nchanges || of->text.n || of->before != of->after;
}

/* ---- loading --------------------------------------------------------------------- */

static bool lay_out(struct view *v, const struct ui *ui, struct err *e)
{
	struct history_state *s = v->state;
	int width, height;

	ui_size(ui, &width, &height);
	width -= VALUE_X + 1;
	if (width < VALUE_LEAST)
		width = VALUE_LEAST;
	s->n = s->cap = 0;
	for (size_t i = 0; i < s->nentries; i++) {
		if (!add_line(v, i, false, STRV(""), e))
			return false;
		if (s->open[i] && !unfold(v, ui, i, width, e))
			return false;
	}
	list_fit(&s->list, s->n, height - LINES_ABOVE - LINES_BELOW);
	return true;
}

/* Which entries are unfolded outlives a reload: it lies in the view's lasting memory. */
static bool grow_open(struct view *v, struct err *e)
{
	struct history_state *s = v->state;
	bool *more;

	if (s->nentries <= s->nopen)
		return true;
	more = arena_array(&v->keep, s->nentries * 2, sizeof(*more));
	if (!more)
		return err_set(e, ERR_NOMEM);
	if (s->nopen)
		memcpy(more, s->open, s->nopen * sizeof(*more));
	s->open = more;
	s->nopen = s->nentries * 2;
	return true;
}

/* An auditor reads the journal of a case whose face stays hidden. */
static void read_face(struct view *v, struct txn *t, const struct actor *actor)
{
	struct history_state *s = v->state;
	struct face_row row;
	struct err e = { 0 };

	v->current = v->arg.id;
	v->has_face = face_of_case(t, actor, v->arg.id, &v->arena, &row, &e);
	s->name = v->has_face ? row.name : STRV("");
	if (v->has_face)
		v->face = row.face;
}

static bool read_journal(struct view *v, struct ui *ui, struct err *e)
{
	struct history_state *s = v->state;
	struct txn *t = ui_read(ui, e);
	bool ok;

	if (!t)
		return false;
	s->n = s->nentries = 0;
	arena_reset(&v->arena);
	ok = journal_case(t, ui_actor(ui), v->arg.id, &v->arena, &s->entry,
			  &s->nentries, e);
	if (ok)
		read_face(v, t, ui_actor(ui));
	txn_end(t);
	if (!ok || !grow_open(v, e)) {
		s->nentries = 0;
		return false;
	}
	return lay_out(v, ui, e);
}

static bool history_load(struct view *v, struct ui *ui, struct err *e)
{
	struct history_state *s = v->state;
	bool first = !s;

	if (first) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->is_list = true;
	}
	if (!read_journal(v, ui, e))
		return false;
	if (first && s->n)
		list_select(&s->list, s->n - 1); /* the newest */
	return true;
}

static void history_close(struct view *v)
{
	free(v->state);
}

/* ---- drawing --------------------------------------------------------------------- */

enum { NARROW = 60, DAY_W = 10, TIME_W = 16, ACTOR_W = 12 };

/* Where the state that a deed led to does not fit, the deed says enough. */
static void fit_entry(const struct entry *e, int room, struct str *text)
{
	size_t at = 0;

	if (e->text.n || text_width(strv_of(text)) <= room)
		return;
	while (at < text->n && text->p[at] != '(')
		at++;
	if (at > 1 && at < text->n) {
		text->n = at - 1;
		text->p[text->n] = '\0';
	}
}

static void draw_entry(const struct history_state *s, size_t i, struct canvas *c, int y)
{
	const struct entry *of = s->entry + i;
	struct str text = { 0 };
	bool narrow = c->width < NARROW;
	int actor = narrow ? ACTOR_W / 2 : ACTOR_W;
	int x = 3;

	if (has_details(of))
		canvas_put(c, y, 1, 1, LOOK_DIM, s->open[i] ? STRV("-") : STRV("+"));
	message_time(of->time, &text);
	x += 1 + canvas_put(c, y, x, TIME_W, LOOK_TEXT,
			    utf8_head(strv_of(&text), narrow ? DAY_W : TIME_W));
	canvas_put(c, y, x, actor, LOOK_TEXT, of->actor);
	x += actor + 1;
	str_clear(&text);
	message_entry(of, &text);
	fit_entry(of, c->width - x, &text);
	canvas_put(c, y, x, -1, LOOK_TEXT, strv_of(&text));
	str_release(&text);
}

static void draw_row(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct history_state *s = rows;
	const struct line *l = s->line + i;

	if (l->detail)
		canvas_put(c, y, VALUE_X, -1, LOOK_TEXT, l->text);
	else
		draw_entry(s, l->entry, c, y);
}

static void history_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct history_state *s = v->state;
	struct str left = { 0 }, right = { 0 };

	str_addf(&left, "%s · ", caseid_write(v->arg.id).s);
	if (s->name.n) {
		str_add(&left, s->name);
		str_addz(&left, " · ");
	}
	str_addz(&left, _("History"));
	str_addf(&right, ngettext("%d entry", "%d entries", s->nentries),
		 (int)s->nentries);
	ui_title(ui, c, strv_of(&left), strv_of(&right));
	list_draw(&s->list, c, LINES_ABOVE, draw_row, s);
	str_release(&left);
	str_release(&right);
}

static bool history_input(struct view *v, struct ui *ui, keycode key)
{
	struct history_state *s = v->state;

	(void)ui;
	return list_key(&s->list, key);
}

/* ---- commands -------------------------------------------------------------------- */

static void lay_out_again(struct view *v, struct ui *ui, size_t entry)
{
	struct history_state *s = v->state;
	struct err e = { 0 };

	if (!read_journal(v, ui, &e)) {
		ui_err(ui, &e);
		return;
	}
	for (size_t i = 0; i < s->n; i++)
		if (!s->line[i].detail && s->line[i].entry == entry)
			list_select(&s->list, i);
}

static bool cmd_unfold(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct history_state *s = v->state;
	size_t entry;

	(void)call;
	if (s->list.selected >= s->n)
		return false;
	entry = s->line[s->list.selected].entry;
	if (!has_details(s->entry + entry)) {
		ui_say(ui, "%s", _("Nothing was changed by this."));
		return false;
	}
	s->open[entry] = !s->open[entry];
	lay_out_again(v, ui, entry);
	return true;
}

static bool cmd_unfold_all(struct ui *ui, struct view *v,
			   const struct command_call *call)
{
	struct history_state *s = v->state;
	size_t entry;
	bool any = false;

	(void)call;
	if (s->list.selected >= s->n)
		return false;
	entry = s->line[s->list.selected].entry;
	for (size_t i = 0; i < s->nentries; i++)
		any = any || (!s->open[i] && has_details(s->entry + i));
	for (size_t i = 0; i < s->nentries; i++)
		s->open[i] = any && has_details(s->entry + i);
	lay_out_again(v, ui, entry);
	return true;
}

static const struct command commands[] = {
	{ "history-unfold", cmd_unfold, NEED_LIST, ARG_NONE, NULL,
	  N_("Show old and new values, or fold them away"), N_("old and new"), NULL },
	{ "history-unfold-all", cmd_unfold_all, NEED_LIST, ARG_NONE, NULL,
	  N_("Unfold everything, or fold it away"), N_("all"), NULL },
};

const struct view_ops view_history = {
	.name = "history",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = history_load,
	.draw = history_draw,
	.input = history_input,
	.close = history_close,
};
