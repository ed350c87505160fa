#include "tui/widget/textarea.h"

#include "store/base/utf8.h"
#include "tui/widget/glyph.h"

/* One change: at `at` the text `gone` made way for `put`. */
struct textarea_step {
	size_t at;
	struct str gone;
	struct str put;
};

/* So many steps are kept; then the oldest go. */
#define STEPS_MAX 1000

struct row {
	size_t from, end, next;
	size_t index;
};

/* ---- where things are ------------------------------------------------------------ */

static const char *text_at(const struct textarea *t, size_t at)
{
	return str_z(&t->text) + at;
}

static bool row_by_index(const struct textarea *t, size_t index, struct row *out)
{
	struct row r = { 0 };

	while (glyph_row(strv_of(&t->text), r.from, t->width, t->can, &r.end,
			 &r.next)) {
		*out = r;
		if (r.index == index)
			return true;
		r.from = r.next;
		r.index++;
	}
	return false;
}

static struct row row_of_cursor(const struct textarea *t)
{
	struct row r = { 0 }, last = { 0 };

	while (glyph_row(strv_of(&t->text), r.from, t->width, t->can, &r.end,
			 &r.next)) {
		last = r;
		if (t->at < r.next)
			break;
		r.from = r.next;
		r.index++;
	}
	return last;
}

/* The last place of the cursor in a line: behind its text, but not where the next line
 * begins. */
static size_t row_last(const struct textarea *t, const struct row *r)
{
	struct strv s = strv_of(&t->text);

	if (r->next >= s.n && (s.n == 0 || r->next > s.n || s.p[s.n - 1] != '\n'))
		return s.n;
	if (s.p[r->next - 1] == '\n')
		return r->next - 1;
	return r->end < r->next ? r->end : r->next - glyph_before(s, r->next);
}

static int cursor_col(const struct textarea *t, const struct row *r)
{
	return glyph_cols(strv_n(text_at(t, r->from), t->at - r->from), t->can);
}

static void show_cursor(struct textarea *t)
{
	size_t index = row_of_cursor(t).index;
	size_t height = t->height > 0 ? (size_t)t->height : 1;

	if (index < t->top)
		t->top = index;
	else if (index >= t->top + height)
		t->top = index - height + 1;
}

/* No empty lines below the text while there is text above. */
static void fill_up(struct textarea *t)
{
	size_t rows = glyph_rows(strv_of(&t->text), t->width, t->can);
	size_t height = (size_t)t->height, most = rows > height ? rows - height : 0;

	if (t->top > most)
		t->top = most;
}

void textarea_size(struct textarea *t, int width, int height)
{
	if (t->width == width && t->height == height)
		return;
	t->width = width > 1 ? width : 1;
	t->height = height > 1 ? height : 1;
	t->want = -1;
	fill_up(t);
	show_cursor(t);
}

/* ---- steps ----------------------------------------------------------------------- */

static void step_release(struct textarea_step *s)
{
	str_release(&s->gone);
	str_release(&s->put);
}

static void forget_undone(struct textarea *t)
{
	while (t->nsteps > t->done)
		step_release(&t->step[--t->nsteps]);
}

static struct textarea_step *step_new(struct textarea *t)
{
	if (t->nsteps == STEPS_MAX) {
		step_release(&t->step[0]);
		memmove(t->step, t->step + 1, (STEPS_MAX - 1) * sizeof(*t->step));
		t->nsteps--;
	}
	if (t->nsteps == t->steps_cap) {
		size_t cap = t->steps_cap ? 2 * t->steps_cap : 32;
		struct textarea_step *step = realloc(t->step, cap * sizeof(*step));

		if (!step)
			return NULL;
		t->step = step;
		t->steps_cap = cap;
	}
	t->step[t->nsteps] = (struct textarea_step){ 0 };
	t->nsteps++;
	t->done = t->nsteps;
	return &t->step[t->nsteps - 1];
}

/* A word typed, a run of rubouts and a paste are one step each. */
static bool join(struct textarea *t, size_t at, struct strv gone, struct strv put)
{
	struct textarea_step *s = t->done ? &t->step[t->done - 1] : NULL;

	if (!s || !t->joins)
		return false;
	if (put.n && gone.n == 0 && s->gone.n == 0 && at == s->at + s->put.n) {
		const char *had = str_z(&s->put);
		bool word = s->put.n && had[s->put.n - 1] == ' ' && put.p[0] != ' ';

		if (!t->pasting && (word || put.p[0] == '\n'))
			return false;
		str_add(&s->put, put);
		return !s->put.failed;
	}
	if (put.n || s->put.n || at + gone.n != s->at)
		return false;
	str_insert(&s->gone, 0, gone);
	if (s->gone.failed)
		return false;
	s->at = at;
	return true;
}

/* The one way in which the text changes. Without memory for the step nothing changes:
 * what cannot be undone is not done. */
static void change(struct textarea *t, size_t at, size_t ngone, struct strv put)
{
	struct strv gone;
	struct textarea_step *s;

	if (ngone == 0 && put.n == 0)
		return;
	str_insert(&t->text, at + ngone, put);
	if (t->text.failed) {
		t->text.failed = false;
		return;
	}
	gone = strv_n(text_at(t, at), ngone);
	forget_undone(t);
	if (!join(t, at, gone, put)) {
		s = step_new(t);
		if (!s) {
			str_remove(&t->text, at + ngone, put.n);
			return;
		}
		s->at = at;
		str_add(&s->gone, gone);
		str_add(&s->put, put);
	}
	str_remove(&t->text, at, ngone);
	t->at = at + put.n;
	t->joins = true;
}

bool textarea_undo(struct textarea *t)
{
	const struct textarea_step *s;

	if (t->done == 0)
		return false;
	s = &t->step[--t->done];
	str_remove(&t->text, s->at, s->put.n);
	str_insert(&t->text, s->at, strv_of(&s->gone));
	t->at = s->at + s->gone.n;
	t->joins = false;
	t->want = -1;
	show_cursor(t);
	return true;
}

bool textarea_redo(struct textarea *t)
{
	const struct textarea_step *s;

	if (t->done == t->nsteps)
		return false;
	s = &t->step[t->done++];
	str_remove(&t->text, s->at, s->gone.n);
	str_insert(&t->text, s->at, strv_of(&s->put));
	t->at = s->at + s->put.n;
	t->joins = false;
	t->want = -1;
	show_cursor(t);
	return true;
}

void textarea_set(struct textarea *t, struct strv text)
{
	t->done = 0;
	forget_undone(t);
	str_clear(&t->text);
	str_add(&t->text, text);
	t->text.failed = false;
	t->at = t->text.n;
	t->top = 0;
	t->want = -1;
	t->joins = false;
	show_cursor(t);
}

/* ---- keys ------------------------------------------------------------------------ */

static void insert_char(struct textarea *t, uint32_t ch)
{
	char bytes[4];
	size_t n;
	bool second = t->returned && ch == '\n';

	/* A pasted line end arrives as Return, as line feed, or as both. */
	t->returned = t->pasting && ch == '\r';
	if (second)
		return;
	if (ch == '\r')
		ch = '\n';
	else if (ch == '\t')
		ch = ' ';
	n = utf8_put(ch, bytes);
	if (n == 0 || (ch < 0x20 && ch != '\n') || ch == 0x7f)
		return;
	if (t->max && utf8_count(strv_of(&t->text)) >= t->max)
		t->full = true;
	else
		change(t, t->at, 0, strv_n(bytes, n));
}

/* `lines` up or down, as far as there are any. */
static bool line_key(struct textarea *t, bool down, size_t lines)
{
	const struct row r = row_of_cursor(t);
	struct row to = r;
	size_t last;
	int col = t->want >= 0 ? t->want : cursor_col(t, &r);

	if (!down && lines > r.index)
		lines = r.index;
	row_by_index(t, down ? r.index + lines : r.index - lines, &to);
	if (to.index == r.index)
		return false;
	last = row_last(t, &to);
	t->at = glyph_at_col(strv_of(&t->text), to.from, last, col, t->can);
	t->want = col;
	return true;
}

/* Moves over lines: these keep the column that was aimed for. */
static bool vertical_key(struct textarea *t, keycode key, bool *taken)
{
	const size_t page = t->height > 1 ? (size_t)t->height - 1 : 1;

	*taken = true;
	switch (key) {
	case KEY_ARROW_UP:
		*taken = line_key(t, false, 1);
		return true;
	case KEY_ARROW_DOWN:
		*taken = line_key(t, true, 1);
		return true;
	case KEY_PAGE_UP:
		line_key(t, false, page);
		return true;
	case KEY_PAGE_DOWN:
		line_key(t, true, page);
		return true;
	}
	return false;
}

static bool move_key(struct textarea *t, keycode key)
{
	struct strv s = strv_of(&t->text);
	struct row r = row_of_cursor(t);

	switch (key) {
	case KEY_ARROW_LEFT:
		t->at -= glyph_before(s, t->at);
		return true;
	case KEY_ARROW_RIGHT:
		t->at += glyph_len(s, t->at);
		return true;
	case KEY_CTRL | KEY_ARROW_LEFT:
		t->at = glyph_word_left(s, t->at);
		return true;
	case KEY_CTRL | KEY_ARROW_RIGHT:
		t->at = glyph_word_right(s, t->at);
		return true;
	case KEY_HOME_:
	case KEY_CTRL | 'a':
		t->at = r.from;
		return true;
	case KEY_END_:
	case KEY_CTRL | 'e':
		t->at = row_last(t, &r);
		return true;
	case KEY_CTRL | KEY_HOME_:
		t->at = 0;
		return true;
	case KEY_CTRL | KEY_END_:
		t->at = s.n;
		return true;
	}
	return false;
}

static bool cut_key(struct textarea *t, keycode key)
{
	struct strv s = strv_of(&t->text);
	struct row r = row_of_cursor(t);
	size_t at = t->at, n;

	switch (key) {
	case KEY_RUBOUT:
		n = glyph_before(s, at);
		change(t, at - n, n, (struct strv){ 0 });
		return true;
	case KEY_DELETE_:
		change(t, at, glyph_len(s, at), (struct strv){ 0 });
		return true;
	case KEY_CTRL | 'w':
		n = at - glyph_word_left(s, at);
		change(t, at - n, n, (struct strv){ 0 });
		return true;
	case KEY_CTRL | 'u':
		change(t, r.from, at - r.from, (struct strv){ 0 });
		return true;
	case KEY_CTRL | 'k':
		n = row_last(t, &r);
		change(t, at, n > at ? n - at : glyph_len(s, at), (struct strv){ 0 });
		return true;
	}
	return false;
}

static bool text_key(struct textarea *t, keycode key)
{
	if (key == KEY_PASTE_START || key == KEY_PASTE_STOP) {
		t->pasting = key == KEY_PASTE_START;
		t->joins = false;
		return true;
	}
	if (t->pasting) {
		if (key < KEY_NAMED)
			insert_char(t, key);
		return true;
	}
	if (key != KEY_RETURN && key != '\n' && !key_is_text(key))
		return false;
	insert_char(t, key);
	return true;
}

bool textarea_key(struct textarea *t, keycode key)
{
	bool taken = true;

	t->full = false;
	if (!t->pasting && vertical_key(t, key, &taken)) {
		t->joins = false;
		show_cursor(t);
		return taken;
	}
	if (!text_key(t, key) && !cut_key(t, key)) {
		if (!move_key(t, key))
			return false;
		t->joins = false;
	}
	t->want = -1;
	show_cursor(t);
	return true;
}

/* ---- drawing --------------------------------------------------------------------- */

void textarea_draw(const struct textarea *t, struct canvas *c, int y, int x, bool focus)
{
	struct row at = row_of_cursor(t), r;
	size_t i;

	for (i = 0; i < (size_t)t->height; i++) {
		if (!row_by_index(t, t->top + i, &r))
			break;
		canvas_put(c, y + (int)i, x, t->width + 1, LOOK_TEXT,
			   strv_n(text_at(t, r.from), r.end - r.from));
	}
	if (focus && at.index >= t->top && at.index < t->top + (size_t)t->height) {
		int col = cursor_col(t, &at);

		canvas_cursor(c, y + (int)(at.index - t->top),
			      x + (col < t->width ? col : t->width));
	}
}

void textarea_release(struct textarea *t)
{
	t->done = 0;
	forget_undone(t);
	free(t->step);
	t->step = NULL;
	t->steps_cap = 0;
	str_release(&t->text);
}
