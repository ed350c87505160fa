#include "tui/view.h"

#include "tui/message.h"
#include "tui/ui.h"
#include "tui/widget/list.h"

#define LINES_ABOVE 2
#define LINES_BELOW 2
#define KEYS_W 14

enum group { GROUP_VIEW, GROUP_CASE, GROUP_LIST, GROUP_GLOBAL, GROUP_COUNT };

struct line {
	const char *heading; /* of a group */
	const char *keys,
		*title; /* a key or sign and its meaning; NULL: a blank line */
	const char *name; /* of the command */
};

/* What stands before and behind a name in the lists. */
static const struct line signs[] = {
	{ N_("Signs in the lists"), NULL, NULL, NULL },
	{ NULL, "!", N_("Too late"), NULL },
	{ NULL, "~", N_("Due within a week"), NULL },
	{ NULL, "=", N_("The clock stands still"), NULL },
	{ NULL, "T", N_("Needs an interpreter"), NULL },
	{ NULL, "P", N_("Protected dossier"), NULL },
	{ NULL, "K", N_("Minor children"), NULL },
	{ NULL, "B", N_("Objection"), NULL },
	{ NULL, "I", N_("Notice of default"), NULL },
	{ NULL, "D", N_("Possible duplicate"), NULL },
};

#define SIGNS (sizeof(signs) / sizeof(*signs))

struct help_state {
	struct list list;
	struct line *line; /* in `keep`: what works does not change while one reads */
	size_t n;
};

static bool begins(const char *name, const char *prefix)
{
	return strncmp(name, prefix, strlen(prefix)) == 0;
}

static bool is_of(const struct command *c, const struct command *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c == rows + i)
			return true;
	return false;
}

static enum group group_of(const struct command *c)
{
	if (is_of(c, case_commands, ncase_commands))
		return GROUP_CASE;
	if (!is_of(c, global_commands, nglobal_commands))
		return GROUP_VIEW;
	return begins(c->name, "list-") ? GROUP_LIST : GROUP_GLOBAL;
}

static const char *group_title(enum group g)
{
	switch (g) {
	case GROUP_VIEW:
		return N_("On this screen");
	case GROUP_CASE:
		return N_("With this case");
	case GROUP_LIST:
		return N_("Moving");
	case GROUP_GLOBAL:
		return N_("Everywhere");
	case GROUP_COUNT:
		break;
	}
	return "";
}

static bool add_group(struct view *v, struct ui *ui, enum group g)
{
	struct help_state *s = v->state;
	const struct command *c;
	bool any = false;

	for (size_t i = 0; (c = ui_command(ui, i)); i++) {
		struct line *l;
		struct strv keys;

		if (group_of(c) != g || !ui_possible(ui, c))
			continue;
		if (!any && s->n)
			s->n++; /* blank */
		if (!any)
			s->line[s->n++].heading = group_title(g);
		any = true;
		keys = arena_copy(&v->keep, strv(ui_key_for(ui, c->name)));
		if (!keys.p)
			return false;
		l = s->line + s->n++;
		l->keys = keys.p;
		l->title = c->title;
		l->name = c->name;
	}
	return true;
}

static void add_signs(struct help_state *s)
{
	if (s->n)
		s->n++; /* blank */
	memcpy(s->line + s->n, signs, sizeof(signs));
	s->n += SIGNS;
}

static bool collect(struct view *v, struct ui *ui, struct err *e)
{
	struct help_state *s = v->state;
	size_t n = 0;

	while (ui_command(ui, n))
		n++;
	s->line = arena_array(&v->keep, n + 2 * (size_t)GROUP_COUNT + 1 + SIGNS,
			      sizeof(*s->line));
	if (!s->line)
		return err_set(e, ERR_NOMEM);
	for (enum group g = GROUP_VIEW; g < GROUP_COUNT; g++)
		if (!add_group(v, ui, g))
			return err_set(e, ERR_NOMEM);
	if (ui_actor(ui)->rights & RIGHT_FACES)
		add_signs(s);
	return true;
}

static bool line_rests(const void *rows, size_t i)
{
	const struct help_state *s = rows;

	return i < s->n && s->line[i].title;
}

static bool help_load(struct view *v, struct ui *ui, struct err *e)
{
	struct help_state *s = v->state;
	int width, height;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->is_list = true;
		s->list.rests = line_rests;
		s->list.rows = s;
		if (!collect(v, ui, e))
			return false;
	}
	ui_size(ui, &width, &height);
	list_fit(&s->list, s->n, height - LINES_ABOVE - LINES_BELOW);
	return true;
}

static void help_close(struct view *v)
{
	free(v->state);
}

static void draw_line(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct help_state *s = rows;
	const struct line *l = s->line + i;
	int name_x = c->width >= 100 ? c->width - 24 : c->width;
	int title_w = name_x - 4 - KEYS_W;

	if (l->heading)
		canvas_put(c, y, 2, -1, LOOK_HEAD, strv(_(l->heading)));
	if (!l->title)
		return;
	canvas_put(c, y, 3, KEYS_W - 1, LOOK_KEY, strv(l->keys));
	canvas_put(c, y, 3 + KEYS_W, title_w, LOOK_TEXT, strv(_(l->title)));
	if (l->name)
		canvas_put(c, y, name_x, -1, LOOK_DIM, strv(l->name));
}

static void help_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct help_state *s = v->state;

	ui_title(ui, c, strv(_("Help: what works here, now")),
		 (struct strv){ NULL, 0 });
	list_draw(&s->list, c, LINES_ABOVE, draw_line, s);
}

static bool help_input(struct view *v, struct ui *ui, keycode key)
{
	struct help_state *s = v->state;

	(void)ui;
	return list_key(&s->list, key);
}

const struct view_ops view_help = {
	.name = "help",
	.load = help_load,
	.draw = help_draw,
	.input = help_input,
	.close = help_close,
};
