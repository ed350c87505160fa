#include "tui/palette.h"

#include "store/base/utf8.h"
#include "tui/app_internal.h"
#include "tui/message.h"

#define ROWS_MAX 12
/* Narrower than this there is no room for names beside the titles. */
#define NAMES_FROM 60

/* How well a command answers what is typed: 0 not at all, more is better. */
static int score(struct palette *p, const struct command *c, struct strv typed)
{
	struct strv text = { NULL, 0 }, want = { NULL, 0 };
	const char *both;

	if (typed.n == 0)
		return 1;
	if (strv_eq(strv(c->name), typed))
		return 4;
	if (strv_starts(strv(c->name), typed))
		return 3;
	both = arena_printf(&p->arena, "%s %s", c->name, _(c->title));
	if (!both || !utf8_fold(strv(both), &p->arena, &text) ||
	    !utf8_fold(typed, &p->arena, &want))
		return 0;
	return want.n > 0 && utf8_words_match(text, want) ? 2 : 0;
}

/* Until an argument follows, what is typed is sought in names and titles. */
static struct strv typed_name(const struct palette *p, struct strv *arg)
{
	const struct strv all = strv_of(&p->field.text);
	const size_t blank = strv_find(all, ' ');

	*arg = (struct strv){ NULL, 0 };
	if (blank < all.n)
		*arg = strv_trim(strv_n(all.p + blank, all.n - blank));
	return strv_n(all.p, blank);
}

static bool has_item(const struct palette *p, const struct command *c)
{
	size_t i;

	for (i = 0; i < p->nitems; i++) {
		if (p->item[i] == c)
			return true;
	}
	return false;
}

static void add_item(struct ui *ui, struct view *v, const struct command *c)
{
	struct palette *p = &ui->palette;

	if (p->nitems < PALETTE_MAX && c->title && !has_item(p, c) &&
	    command_in(v, strv(c->name)) == c && command_possible(ui, v, c, NULL))
		p->item[p->nitems++] = c;
}

static void search(struct ui *ui)
{
	struct palette *p = &ui->palette;
	struct view *v = ui_top(ui);
	struct strv typed, arg;
	const struct strv name = typed_name(p, &arg);
	const struct command *c =
		arg.n || name.n < p->field.text.n ? command_in(v, name) : NULL;
	size_t i;
	int want;

	typed = strv_trim(strv_of(&p->field.text));
	arena_reset(&p->arena);
	p->nitems = 0;
	if (c)
		add_item(ui, v, c);
	for (i = 0; !c && typed.n == 0 && i < PALETTE_RECENT && p->recent[i]; i++)
		add_item(ui, v, p->recent[i]);
	for (want = 4; !c && want > 0; want--) {
		const struct command *one;

		for (i = 0; (one = command_nth(v, i)); i++) {
			if (score(p, one, typed) == want)
				add_item(ui, v, one);
		}
	}
	list_fit(&p->list, p->nitems, ROWS_MAX);
	list_select(&p->list, 0);
}

void palette_open(struct ui *ui)
{
	ui->palette.field.max = 200;
	field_edit_set(&ui->palette.field, (struct strv){ NULL, 0 });
	ui->mode = MODE_PALETTE;
	search(ui);
}

static void palette_close(struct ui *ui)
{
	ui->mode = MODE_KEYS;
	ui->palette.field.pasting = false;
}

void palette_release(struct palette *p)
{
	field_edit_release(&p->field);
	arena_release(&p->arena);
}

static void remember(struct palette *p, const struct command *c)
{
	size_t i = 0;

	while (i < PALETTE_RECENT - 1 && p->recent[i] && p->recent[i] != c)
		i++;
	memmove(&p->recent[1], &p->recent[0], i * sizeof(p->recent[0]));
	p->recent[0] = c;
}

static void choose(struct ui *ui)
{
	struct palette *p = &ui->palette;
	const struct command *c = p->nitems ? p->item[p->list.selected] : NULL;
	struct strv arg;
	const struct strv name = typed_name(p, &arg);

	palette_close(ui);
	if (!c) {
		ui_say(ui, _("No command is called that here."));
		return;
	}
	if (!strv_eq(name, strv(c->name)))
		arg = (struct strv){ NULL, 0 };
	remember(p, c);
	job_start(ui, c, 1, false, arg);
}

static void complete(struct ui *ui)
{
	struct palette *p = &ui->palette;

	if (!p->nitems)
		return;
	field_edit_set(&p->field, strv(p->item[p->list.selected]->name));
	field_edit_insert(&p->field, STRV(" "));
	search(ui);
}

void palette_key(struct ui *ui, keycode key)
{
	struct palette *p = &ui->palette;

	if (!ui->pasting) {
		if (key_cancels(ui, key)) {
			palette_close(ui);
			return;
		}
		if (key == KEY_RETURN) {
			choose(ui);
			return;
		}
		if (key == KEY_TAB_) {
			complete(ui);
			return;
		}
		if (key != KEY_HOME_ && key != KEY_END_ && list_key(&p->list, key))
			return;
	}
	if (field_edit_key(&p->field, key)) {
		search(ui);
	} else if (key & KEY_ALT) {
		palette_close(ui);
		dispatch_key(ui, key & ~(keycode)KEY_ALT);
	}
}

struct palette_rows {
	const struct ui *ui;
	const struct palette *p;
};

static void draw_row(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct palette_rows *r = rows;
	const struct command *cmd = r->p->item[i];
	const struct binding *b = hint_binding(r->ui, ui_top(r->ui), strv(cmd->name));
	const int keys_x = c->width - 13;
	const int name_x = c->width < NAMES_FROM ? keys_x : c->width / 2 + 4;
	char keys[64] = "";

	if (b)
		binding_keys(b, keys);
	(void)canvas_put(c, y, 2, name_x - 3, LOOK_TEXT, strv(_(cmd->title)));
	if (name_x < keys_x)
		(void)canvas_put(c, y, name_x, keys_x - name_x - 1, LOOK_DIM,
				 strv(cmd->name));
	(void)canvas_put(c, y, keys_x, 12, LOOK_KEY, strv(keys));
}

void palette_draw(const struct ui *ui, struct canvas *c, int y)
{
	const struct palette *p = &ui->palette;
	const struct palette_rows rows = { ui, p };
	struct list list = p->list;
	int top, x, i;

	list_fit(&list, p->nitems, y - 2 < ROWS_MAX ? y - 2 : ROWS_MAX);
	top = y - (int)list_shown(&list);
	for (i = top - 1; i <= y + 1; i++) {
		if (i >= 0)
			(void)canvas_putf(c, i, 0, -1, LOOK_TEXT, "%*s", c->width, "");
	}
	if (top > 0)
		canvas_rule(c, top - 1, 0, c->width);
	list_draw(&list, c, top, draw_row, &rows);
	x = canvas_put(c, y, 0, -1, LOOK_KEY, STRV(":"));
	field_edit_draw(&p->field, c, y, x, c->width - x - 1, LOOK_TEXT, true);
	(void)canvas_put(c, y + 1, 1, -1, LOOK_TEXT,
			 strv(p->nitems ? _("Enter run  Tab complete  Esc cancel")
					: _("Nothing that can be done here is called "
					    "that.  Esc cancel")));
}
