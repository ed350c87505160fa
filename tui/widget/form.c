#include "tui/widget/form.h"

#include "store/base/utf8.h"
#include "tui/widget/form_place.h"

/* ---- rows ------------------------------------------------------------------------ */

void form_init(struct form *f, form_check check, void *ctx)
{
	*f = (struct form){ .check = check, .ctx = ctx, .width = 80, .height = 22 };
}

static void row_release(struct form_row *r)
{
	field_edit_release(&r->edit);
	textarea_release(&r->area);
	str_release(&r->base);
	str_release(&r->other);
	str_release(&r->bad);
}

void form_release(struct form *f)
{
	while (f->n)
		row_release(&f->row[--f->n]);
	free(f->row);
	*f = (struct form){ 0 };
}

static void put_value(struct form_row *r, struct strv text)
{
	if (r->kind == FORM_TEXT)
		textarea_set(&r->area, text);
	else
		field_edit_set(&r->edit, text);
}

struct form_row *form_add(struct form *f, enum form_kind kind, unsigned id,
			  struct strv label, size_t max, struct strv value)
{
	struct form_row *r;

	if (f->n == f->cap) {
		size_t cap = f->cap ? 2 * f->cap : 16;

		r = realloc(f->row, cap * sizeof(*r));
		if (!r)
			return NULL;
		f->row = r;
		f->cap = cap;
	}
	r = &f->row[f->n];
	*r = (struct form_row){ .kind = kind, .id = id, .label = label };
	r->width = max && max < 40 ? (int)max + 1 : 40;
	r->edit.max = r->area.max = max;
	r->area.can = charset_of_locale();
	put_value(r, value);
	str_add(&r->base, value);
	if (r->base.failed) {
		row_release(r);
		return NULL;
	}
	f->n++;
	return r;
}

struct form_row *form_find(struct form *f, unsigned id)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->row[i].kind != FORM_HEAD && f->row[i].id == id)
			return &f->row[i];
	return NULL;
}

struct strv form_value(const struct form_row *r)
{
	return strv_of(r->kind == FORM_TEXT ? &r->area.text : &r->edit.text);
}

bool form_row_changed(const struct form_row *r)
{
	return r->kind != FORM_HEAD && !strv_eq(form_value(r), strv_of(&r->base));
}

bool form_changed(const struct form *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (form_row_changed(&f->row[i]))
			return true;
	return false;
}

static void verify_row(struct form *f, struct form_row *r)
{
	str_clear(&r->bad);
	if (f->check && r->kind != FORM_HEAD)
		f->check(f->ctx, r->id, form_value(r), &r->bad);
}

void form_set(struct form *f, struct form_row *r, struct strv text)
{
	put_value(r, text);
	verify_row(f, r);
}

void form_base(struct form_row *r, struct strv text)
{
	bool changed = form_row_changed(r);

	str_clear(&r->base);
	str_add(&r->base, text);
	if (!changed)
		put_value(r, text);
}

size_t form_verify(struct form *f)
{
	size_t i, first = f->n;

	for (i = f->n; i-- > 0;) {
		verify_row(f, &f->row[i]);
		if (f->row[i].bad.n)
			first = i;
	}
	return first;
}

/* ---- where the cursor is ----------------------------------------------------------- */

static void show_row(struct form *f)
{
	struct form_place p = form_place_of(f, f->at);

	/* The heading above the first field of a group shows along where it can. */
	if (p.line < f->top + 1)
		f->top = p.line > 1 ? p.line - 1 : 0;
	if (p.line + p.lines > f->top + f->height)
		f->top = p.line + p.lines - f->height;
}

void form_size(struct form *f, int width, int height)
{
	size_t i;

	f->width = width > 12 ? width : 12;
	f->height = height > 2 ? height : 2;
	for (i = 0; i < f->n; i++)
		if (f->row[i].kind == FORM_TEXT)
			textarea_size(&f->row[i].area, f->width - FORM_MARGIN - 4,
				      form_text_lines(f));
	show_row(f);
}

void form_start(struct form *f)
{
	f->at = 0;
	if (f->n && f->row[0].kind == FORM_HEAD)
		form_next(f);
	show_row(f);
}

/* ---- moving ---------------------------------------------------------------------- */

void form_go(struct form *f, size_t row)
{
	form_close(f);
	if (row >= f->n)
		return;
	f->at = row;
	f->ntyped = 0;
	show_row(f);
}

static void step(struct form *f, size_t by)
{
	size_t at = f->at, tries = f->n;

	if (!f->n)
		return;
	do
		at = (at + by) % f->n;
	while (f->row[at].kind == FORM_HEAD && --tries);
	form_go(f, at);
}

void form_next(struct form *f)
{
	step(f, 1);
}

void form_previous(struct form *f)
{
	step(f, f->n ? f->n - 1 : 0);
}

/* The field above or below: on the nearest other line, the one closest in column. */
static bool go_line(struct form *f, int dir)
{
	struct form_place here = form_place_of(f, f->at), p = { 0 };
	int label = form_label_width(f), best_line = 0, best_off = 0;
	size_t i, best = f->n;

	for (i = 0; i < f->n; i++) {
		int off;

		p = form_place_next(f, i, p, label);
		if (f->row[i].kind == FORM_HEAD || (p.line - here.line) * dir <= 0)
			continue;
		off = abs(p.x - here.x);
		if (best == f->n || (p.line - best_line) * dir < 0 ||
		    (p.line == best_line && off < best_off)) {
			best = i;
			best_line = p.line;
			best_off = off;
		}
	}
	if (best == f->n)
		return false;
	form_go(f, best);
	return true;
}

/* ---- choosing -------------------------------------------------------------------- */

static void choose(struct form *f, struct form_row *r, size_t i)
{
	if (i < r->nchoices)
		form_set(f, r, r->choice[i].word);
}

/* Two wrote: one's own text and the other's change places, the choice is made when it is
 * saved. */
static void swap_other(struct form *f, struct form_row *r)
{
	struct str mine = { 0 };

	str_add(&mine, form_value(r));
	form_set(f, r, strv_of(&r->other));
	str_release(&r->other);
	r->other = mine;
}

bool form_choose(struct form *f)
{
	struct form_row *r = f->n ? &f->row[f->at] : NULL;

	if (r && r->clash) {
		swap_other(f, r);
		return true;
	}
	if (!r || r->kind != FORM_CHOICE || !r->nchoices)
		return false;
	if (f->open) {
		choose(f, r, f->pick);
		f->open = false;
		return true;
	}
	f->pick = form_choice_index(r, form_value(r)) % r->nchoices;
	f->open = true;
	return true;
}

bool form_close(struct form *f)
{
	bool was = f->open;

	f->open = false;
	f->ntyped = 0;
	return was;
}

static bool same_letter(char a, char b)
{
	if (a >= 'A' && a <= 'Z')
		a = (char)(a - 'A' + 'a');
	if (b >= 'A' && b <= 'Z')
		b = (char)(b - 'A' + 'a');
	return a == b;
}

static bool begins(struct strv title, const char *typed, size_t n)
{
	size_t i;

	if (n > title.n)
		return false;
	for (i = 0; i < n; i++)
		if (!same_letter(title.p[i], typed[i]))
			return false;
	return true;
}

/* The first choice, from `from` on, that begins with what was typed. */
static size_t choice_typed(const struct form *f, const struct form_row *r, size_t from)
{
	size_t i;

	for (i = 0; i < r->nchoices; i++) {
		size_t at = (from + i) % r->nchoices;

		if (begins(r->choice[at].title, f->typed, f->ntyped))
			return at;
	}
	return r->nchoices;
}

/* Typing finds a choice by the beginning of its title; a letter that no longer fits
 * begins anew, the same letter again goes to the next. */
static void type_choice(struct form *f, struct form_row *r, keycode key)
{
	size_t now = f->open ? f->pick : form_choice_index(r, form_value(r)), found;
	char bytes[4];
	size_t n = utf8_put(key, bytes);

	if (f->ntyped + n > sizeof(f->typed))
		f->ntyped = 0;
	memcpy(f->typed + f->ntyped, bytes, n);
	f->ntyped += n;
	found = choice_typed(f, r, now < r->nchoices ? now : 0);
	if (found == r->nchoices) {
		memcpy(f->typed, bytes, n);
		f->ntyped = n;
		found = choice_typed(f, r, now < r->nchoices ? now + 1 : 0);
	}
	if (found == r->nchoices)
		f->ntyped = 0;
	else if (f->open)
		f->pick = found;
	else
		choose(f, r, found);
}

static void turn(struct form *f, struct form_row *r, bool forward)
{
	size_t now = form_choice_index(r, form_value(r));

	f->ntyped = 0;
	if (now == r->nchoices)
		choose(f, r, forward ? 0 : r->nchoices - 1);
	else
		choose(f, r, (now + (forward ? 1 : r->nchoices - 1)) % r->nchoices);
}

static bool list_key(struct form *f, struct form_row *r, keycode key)
{
	switch (key) {
	case KEY_ARROW_UP:
		f->pick = f->pick ? f->pick - 1 : r->nchoices - 1;
		return true;
	case KEY_ARROW_DOWN:
		f->pick = (f->pick + 1) % r->nchoices;
		return true;
	case KEY_PAGE_UP:
	case KEY_HOME_:
		f->pick = 0;
		return true;
	case KEY_PAGE_DOWN:
	case KEY_END_:
		f->pick = r->nchoices - 1;
		return true;
	case KEY_RETURN:
	case ' ':
		form_choose(f);
		return true;
	case KEY_ESC:
		form_close(f);
		return true;
	}
	return false;
}

static bool choice_key(struct form *f, struct form_row *r, keycode key)
{
	if (!r->nchoices)
		return false;
	if (f->open && list_key(f, r, key))
		return true;
	switch (key) {
	case KEY_ARROW_LEFT:
	case KEY_ARROW_RIGHT:
		turn(f, r, key == KEY_ARROW_RIGHT);
		return true;
	case ' ':
		return form_choose(f);
	case KEY_RUBOUT:
	case KEY_DELETE_:
	case KEY_CTRL | 'u':
		f->ntyped = 0;
		form_set(f, r, (struct strv){ 0 });
		return true;
	case KEY_PASTE_START:
	case KEY_PASTE_STOP:
		return true;
	}
	if (!key_is_text(key))
		return false;
	type_choice(f, r, key);
	return true;
}

/* ---- keys ------------------------------------------------------------------------ */

static bool row_key(struct form *f, struct form_row *r, keycode key)
{
	switch (r->kind) {
	case FORM_CHOICE:
		return choice_key(f, r, key);
	case FORM_TEXT:
		return textarea_key(&r->area, key);
	case FORM_LINE:
		return field_edit_key(&r->edit, key);
	case FORM_HEAD:
		break;
	}
	return false;
}

bool form_key(struct form *f, keycode key)
{
	struct form_row *r = f->n ? &f->row[f->at] : NULL;
	int i;

	if (!r)
		return false;
	if (row_key(f, r, key)) {
		verify_row(f, r);
		return true;
	}
	switch (key) {
	case KEY_ARROW_UP:
		return go_line(f, -1);
	case KEY_ARROW_DOWN:
		return go_line(f, 1);
	case KEY_RETURN:
		form_next(f);
		return true;
	case KEY_PAGE_UP:
	case KEY_PAGE_DOWN:
		for (i = 0; i < f->height - 1; i++)
			go_line(f, key == KEY_PAGE_DOWN ? 1 : -1);
		return true;
	}
	return false;
}

bool form_undo(struct form *f)
{
	struct form_row *r = f->n ? &f->row[f->at] : NULL;

	if (r && r->kind == FORM_TEXT)
		return textarea_undo(&r->area);
	/* One line is one step: back to what it was. */
	if (!r || !form_row_changed(r))
		return false;
	form_set(f, r, strv_of(&r->base));
	return true;
}

bool form_redo(struct form *f)
{
	struct form_row *r = f->n ? &f->row[f->at] : NULL;

	return r && r->kind == FORM_TEXT && textarea_redo(&r->area);
}

struct strv form_message(const struct form *f)
{
	return f->n ? strv_of(&f->row[f->at].bad) : (struct strv){ 0 };
}
