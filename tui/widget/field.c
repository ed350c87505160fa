#include "tui/widget/field.h"

#include "store/base/utf8.h"
#include "tui/widget/glyph.h"

void field_edit_set(struct field_edit *f, struct strv text)
{
	str_clear(&f->text);
	f->at = 0;
	field_edit_insert(f, text);
}

static void insert_char(struct field_edit *f, uint32_t ch)
{
	char bytes[4];
	size_t n;

	if (ch == '\n' || ch == '\r' || ch == '\t')
		ch = ' ';
	n = utf8_put(ch, bytes);
	if (n == 0 || ch < 0x20 || ch == 0x7f)
		return;
	if (f->max && utf8_count(strv_of(&f->text)) >= f->max) {
		f->full = true;
		return;
	}
	str_insert(&f->text, f->at, strv_n(bytes, n));
	if (!f->text.failed)
		f->at += n;
	f->text.failed = false;
}

void field_edit_insert(struct field_edit *f, struct strv text)
{
	while (text.n) {
		uint32_t ch;
		size_t len;

		utf8_next(text, &ch, &len);
		insert_char(f, ch);
		text = strv_n(text.p + len, text.n - len);
	}
}

static void cut(struct field_edit *f, size_t from, size_t end)
{
	str_remove(&f->text, from, end - from);
	f->at = from;
}

static bool move_key(struct field_edit *f, keycode key)
{
	struct strv s = strv_of(&f->text);

	switch (key) {
	case KEY_ARROW_LEFT:
		f->at -= glyph_before(s, f->at);
		return true;
	case KEY_ARROW_RIGHT:
		f->at += glyph_len(s, f->at);
		return true;
	case KEY_CTRL | KEY_ARROW_LEFT:
		f->at = glyph_word_left(s, f->at);
		return true;
	case KEY_CTRL | KEY_ARROW_RIGHT:
		f->at = glyph_word_right(s, f->at);
		return true;
	case KEY_HOME_:
	case KEY_CTRL | 'a':
		f->at = 0;
		return true;
	case KEY_END_:
	case KEY_CTRL | 'e':
		f->at = s.n;
		return true;
	}
	return false;
}

static bool cut_key(struct field_edit *f, keycode key)
{
	struct strv s = strv_of(&f->text);

	switch (key) {
	case KEY_RUBOUT:
		cut(f, f->at - glyph_before(s, f->at), f->at);
		return true;
	case KEY_DELETE_:
		cut(f, f->at, f->at + glyph_len(s, f->at));
		return true;
	case KEY_CTRL | 'w':
		cut(f, glyph_word_left(s, f->at), f->at);
		return true;
	case KEY_CTRL | 'u':
		cut(f, 0, f->at);
		return true;
	case KEY_CTRL | 'k':
		cut(f, f->at, s.n);
		return true;
	}
	return false;
}

bool field_edit_key(struct field_edit *f, keycode key)
{
	f->full = false;
	if (key == KEY_PASTE_START || key == KEY_PASTE_STOP) {
		f->pasting = key == KEY_PASTE_START;
		return true;
	}
	if (f->pasting) {
		if (key < KEY_NAMED)
			insert_char(f, key);
		return true;
	}
	if (key_is_text(key)) {
		insert_char(f, key);
		return true;
	}
	return move_key(f, key) || cut_key(f, key);
}

/* Scrolls in steps of half the width, so that most keys do not move the whole text. */
static size_t first_shown(const struct field_edit *f, int width, charset_can can,
			  int *col)
{
	struct strv s = strv_of(&f->text);
	int at = glyph_cols(strv_n(s.p, f->at), can);
	int half = width / 2 > 0 ? width / 2 : 1;
	int left = at < width ? 0 : ((at - width) / half + 1) * half;
	size_t from = glyph_at_col(s, 0, s.n, left, can);

	*col = at - glyph_cols(strv_n(s.p, from), can);
	return from;
}

void field_edit_draw(const struct field_edit *f, struct canvas *c, int y, int x,
		     int width, enum role_look look, bool focus)
{
	struct strv s = strv_of(&f->text);
	int col = 0;
	size_t from = 0, end;

	if (width < 1)
		return;
	if (focus)
		from = first_shown(f, width, c->can, &col);
	end = focus ? glyph_at_col(s, from, s.n, width, c->can) : s.n;
	canvas_put(c, y, x, width, look, strv_n(str_z(&f->text) + from, end - from));
	canvas_look(c, y, x, width, look);
	if (focus)
		canvas_cursor(c, y, x + (col < width ? col : width - 1));
}

void field_edit_release(struct field_edit *f)
{
	str_release(&f->text);
}
