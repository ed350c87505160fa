#include "tui/view.h"

#include "tui/message.h"
#include "tui/section.h"
#include "tui/ui.h"
#include "tui/widget/textarea.h"

#define TEXT_X 3
/* A line as wide as one of a letter, so that what is typed breaks where it will. */
#define TEXT_WIDTH 72
/* Line 1, the question between two empty lines, and the last two, which are not ours. */
#define TEXT_Y 4
#define NOTE_MAX 8000

struct note_state {
	struct textarea area;
	const struct command *command; /* that the text is for */
};

static struct note_state *state_new(struct view *v, const struct ui *ui, struct err *e)
{
	struct note_state *s = calloc(1, sizeof(*s));
	struct str name = { 0 };

	if (!s) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	str_add(&name, v->arg.text);
	s->command = ui_command_named(ui, str_z(&name));
	str_release(&name);
	s->area.max = NOTE_MAX;
	s->area.can = charset_of_locale();
	v->state = s;
	v->typing = true;
	v->multiline = true;
	return s;
}

/* What was typed before the line dropped. */
static bool restore(struct view *v, struct ui *ui, struct txn *t, struct err *e)
{
	struct note_state *s = v->state;
	struct strv text = { 0 };

	if (!draft_load(t, ui_actor(ui), v->arg.id, v->arg.text, &v->arena, &text, e))
		return false;
	if (!text.n)
		return true;
	textarea_set(&s->area, text);
	ui_say(ui, "%s", _("Your draft is back."));
	return true;
}

/* The lists below see the face; its texts are copied, for the transaction ends. */
static bool read_face(struct view *v, const struct ui *ui, struct txn *t, struct err *e)
{
	struct face *f = &v->face;

	v->has_face = face_load(t, ui_actor(ui), v->arg.id, f, e);
	if (!v->has_face)
		return false;
	v->current = f->id;
	f->category = arena_copy(&v->arena, f->category);
	f->reference = arena_copy(&v->arena, f->reference);
	f->surname = arena_copy(&v->arena, f->surname);
	f->prefix = arena_copy(&v->arena, f->prefix);
	f->initials = arena_copy(&v->arena, f->initials);
	f->sortkey = arena_copy(&v->arena, f->sortkey);
	if (f->category.p && f->reference.p && f->surname.p && f->prefix.p &&
	    f->initials.p && f->sortkey.p)
		return true;
	v->has_face = false;
	return err_set(e, ERR_NOMEM);
}

static void fit(struct view *v, const struct ui *ui)
{
	struct note_state *s = v->state;
	int width, height;

	ui_size(ui, &width, &height);
	width -= TEXT_X + 2;
	textarea_size(&s->area, width < TEXT_WIDTH ? width : TEXT_WIDTH,
		      height - TEXT_Y - 3);
}

static bool note_load(struct view *v, struct ui *ui, struct err *e)
{
	struct note_state *s = v->state;
	bool first = !s, ok;
	struct txn *t;

	if (first)
		s = state_new(v, ui, e);
	if (!s)
		return false;
	t = ui_read(ui, e);
	if (!t)
		return false;
	fit(v, ui);
	ok = read_face(v, ui, t, e) && (!first || restore(v, ui, t, e));
	txn_end(t);
	return ok;
}

static void note_close(struct view *v)
{
	struct note_state *s = v->state;

	if (s)
		textarea_release(&s->area);
	free(s);
}

/* In line 1 one word, where the command has one: the question below says the rest. */
static void draw_title(const struct view *v, const struct ui *ui, struct canvas *c,
		       const struct command *cmd)
{
	struct str what = { 0 };

	str_addz(&what, cmd->hint ? _(cmd->hint) : _(cmd->title));
	if (what.n && what.p[0] >= 'a' && what.p[0] <= 'z')
		what.p[0] = (char)(what.p[0] - 'a' + 'A');
	section_title(v, ui, c, str_z(&what));
	str_release(&what);
}

static void note_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct note_state *s = v->state;
	const struct command *cmd = s->command;

	if (cmd) {
		draw_title(v, ui, c, cmd);
		canvas_put(c, 2, TEXT_X, c->width - TEXT_X - 1, LOOK_HEAD,
			   strv(cmd->ask ? _(cmd->ask) : _(cmd->title)));
	}
	textarea_draw(&s->area, c, TEXT_Y, TEXT_X, true);
}

/* ---- drafts ---------------------------------------------------------------------- */

/* Nothing left to keep: the draft goes too. */
static bool save(struct view *v, struct ui *ui)
{
	struct note_state *s = v->state;
	struct verb_args args = { .id = v->arg.id,
				  .form = v->arg.text,
				  .text = strv_of(&s->area.text) };
	const char *verb = strv_trim(args.text).n ? "draft-save" : "draft-drop";

	if (!ui_do(ui, verb, &args))
		return false;
	v->dirty = false;
	return true;
}

static bool note_input(struct view *v, struct ui *ui, keycode key)
{
	struct note_state *s = v->state;

	if (key == KEY_SAVE_DRAFT)
		return !v->dirty || save(v, ui);
	if (key == KEY_ESC) {
		if (strv_trim(strv_of(&s->area.text)).n && (!v->dirty || save(v, ui)))
			ui_say(ui, "%s", _("Kept as a draft."));
		return false;
	}
	if (!textarea_key(&s->area, key))
		return key == KEY_ARROW_UP || key == KEY_ARROW_DOWN;
	v->dirty = true;
	if (s->area.full)
		ui_say(ui, _("There is room for %d characters."), NOTE_MAX);
	return true;
}

/* ---- commands -------------------------------------------------------------------- */

static bool cmd_save(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct note_state *s = v->state;

	(void)call;
	ui_submit_text(ui, strv_of(&s->area.text));
	return true;
}

static bool cmd_undo(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct note_state *s = v->state;

	(void)call;
	if (!textarea_undo(&s->area))
		return false;
	v->dirty = true;
	(void)ui;
	return true;
}

static bool cmd_redo(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct note_state *s = v->state;

	(void)call;
	if (!textarea_redo(&s->area))
		return false;
	v->dirty = true;
	(void)ui;
	return true;
}

static const struct command commands[] = {
	{ "edit-save", cmd_save, NEED_CASE, ARG_NONE, NULL, N_("Save what was typed"),
	  N_("save"), NULL },
	{ "edit-undo", cmd_undo, 0, ARG_NONE, NULL, N_("Undo the last change"),
	  N_("undo"), NULL },
	{ "edit-redo", cmd_redo, 0, ARG_NONE, NULL, N_("Redo what was undone"), NULL,
	  NULL },
};

const struct view_ops view_note = {
	.name = "note",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = note_load,
	.draw = note_draw,
	.input = note_input,
	.close = note_close,
};
