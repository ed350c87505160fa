#include "tui/view.h"

#include "tui/dossier_form.h"
#include "tui/message.h"
#include "tui/section.h"
#include "tui/ui.h"

/* Line 1 and an empty one; on a low screen no empty one, and no message of the form. */
#define FORM_Y 2
#define LOW_SCREEN 10
#define DUPLICATES 4
/* One draft of a dossier's fields: it names the section that it is of. */
#define DRAFT_FORM STRV("edit")

struct edit_state {
	struct dossier_form df;
	bool drafted; /* there is a draft in the store */
	bool warned; /* that leaving forgets what was typed */
};

/* ---- loading --------------------------------------------------------------------- */

static bool load_draft(struct view *v, struct ui *ui, struct txn *t, struct strv *draft,
		       struct err *e)
{
	struct edit_state *s = v->state;
	struct strv section;

	if (!draft_load(t, ui_actor(ui), v->arg.id, DRAFT_FORM, &v->arena, draft, e))
		return false;
	s->drafted = draft->n > 0;
	if (!s->drafted || !dossier_form_section(*draft, &v->keep, &section))
		return true;
	/* Opened to go on with it; or for another section: then all of it is shown, so
	 * that neither is lost from sight. */
	if (!s->df.section.n && !s->df.fresh)
		s->df.section = section;
	else if (!strv_eq(s->df.section, section))
		s->df.section = STRV("");
	return true;
}

static bool build(struct view *v, struct ui *ui, struct txn *t, const struct dossier *d,
		  struct err *e)
{
	struct edit_state *s = v->state;
	struct date received = d ? d->face.received : ui_today(ui);
	const struct field *at = d ? field_by_name(v->arg.text) : NULL;
	struct strv draft = { 0 };

	s->df.fresh = !d;
	s->df.today = ui_today(ui);
	s->df.section = d ? v->arg.text : STRV("");
	if (at) /* the section of that field, the cursor on it */
		s->df.section = strv(part_word(at->part));
	s->df.policy = store_policy(ui_store(ui), received, e);
	if (!s->df.policy || !load_draft(v, ui, t, &draft, e) ||
	    !dossier_form_build(&s->df, d, ui_dutch(ui), e))
		return false;
	if (at)
		form_go(&s->df.form, dossier_form_row(&s->df, at->name));
	if (s->df.fresh) {
		struct form_row *r = form_find(&s->df.form, FIELD_RECEIVED);

		if (r)
			form_base(r, strv(date_nl(ui_today(ui)).s));
	}
	if (!s->drafted)
		return true;
	dossier_form_read(&s->df, draft);
	ui_say(ui, "%s", _("Your draft is back; it is not saved yet."));
	return true;
}

static bool read_case(struct view *v, struct ui *ui, struct txn *t, bool first,
		      struct err *e)
{
	struct edit_state *s = v->state;
	struct dossier *d = NULL;

	if (v->arg.id.seq) {
		d = arena_alloc(&v->arena, sizeof(*d));
		if (!d)
			return err_set(e, ERR_NOMEM);
		if (!dossier_load(t, ui_actor(ui), v->arg.id, &v->arena, d, e))
			return false;
		v->face = d->face;
		v->current = d->face.id;
		v->has_face = true;
	}
	if (first)
		return build(v, ui, t, d, e);
	if (d)
		dossier_form_follow(&s->df, d);
	return true;
}

static bool edit_load(struct view *v, struct ui *ui, struct err *e)
{
	bool first = !v->state, ok;
	int width, height;
	struct txn *t;

	if (first) {
		v->state = calloc(1, sizeof(struct edit_state));
		if (!v->state)
			return err_set(e, ERR_NOMEM);
		v->typing = true;
		v->multiline = true;
	}
	t = ui_read(ui, e);
	if (!t)
		return false;
	ok = read_case(v, ui, t, first, e);
	txn_end(t);
	ui_size(ui, &width, &height);
	form_size(&((struct edit_state *)v->state)->df.form, width,
		  height < LOW_SCREEN ? height - 3 : height - FORM_Y - 3);
	return ok;
}

static void edit_close(struct view *v)
{
	struct edit_state *s = v->state;

	if (s)
		dossier_form_release(&s->df);
	free(s);
}

/* ---- drawing --------------------------------------------------------------------- */

static const char *section_name(const struct dossier_form *df)
{
	unsigned kind;

	if (df->fresh)
		return _("New case");
	for (kind = PART_APPLICATION; kind < PART_KINDS; kind++)
		if (strv_eq(df->section, strv(part_word((enum part_kind)kind))))
			return message_part((enum part_kind)kind);
	return _("All fields");
}

/* What is to be known about the field under the cursor. */
static void draw_message(const struct dossier_form *df, const struct ui *ui,
			 struct canvas *c, int y)
{
	const struct form_row *r = df->form.n ? &df->form.row[df->form.at] : NULL;
	const struct field *f = r ? field_by_id(r->id & 0xffffU) : NULL;

	if (r && r->clash)
		canvas_putf(
			c, y, 1, c->width - 2, LOOK_ERROR,
			_("Changed by a colleague too: \"%s\". %s swaps, %s saves what "
			  "stands here."),
			str_z(&r->other), ui_key_for(ui, "edit-choose"),
			ui_key_for(ui, "edit-save"));
	else if (form_message(&df->form).n)
		canvas_put(c, y, 1, c->width - 2, LOOK_ERROR, form_message(&df->form));
	else if (f && f->type == TYPE_DATE)
		canvas_put(c, y, 1, c->width - 2, LOOK_DIM,
			   strv(_("Day, month, year: for example 01-05-1990")));
	else if (r && r->kind == FORM_CHOICE)
		canvas_put(c, y, 1, c->width - 2, LOOK_DIM,
			   strv(_("Type the first letters, or open the list")));
}

static void edit_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct edit_state *s = v->state;

	section_title(v, ui, c, section_name(&s->df));
	form_draw(&s->df.form, c, c->height < LOW_SCREEN ? 1 : FORM_Y);
	if (c->height >= LOW_SCREEN)
		draw_message(&s->df, ui, c, c->height - 3);
}

/* ---- drafts ---------------------------------------------------------------------- */

static bool drop_draft(struct view *v, struct ui *ui)
{
	struct edit_state *s = v->state;
	struct verb_args args = { .id = v->arg.id, .form = DRAFT_FORM };

	v->dirty = false;
	if (!s->drafted)
		return true;
	s->drafted = false;
	return ui_do(ui, "draft-drop", &args);
}

/* Nobody is told by the clock that a draft cannot be kept: on leaving they are. */
static bool keeps_drafts(const struct ui *ui)
{
	const struct verb *v = verb_by_name(STRV("draft-save"));

	return v && (v->right & ui_actor(ui)->rights) == v->right;
}

static bool save_draft(struct view *v, struct ui *ui)
{
	struct edit_state *s = v->state;
	struct verb_args args = { .id = v->arg.id, .form = DRAFT_FORM };
	struct str text = { 0 };
	struct err e = { 0 };
	bool ok;

	if (!v->dirty)
		return true;
	if (!form_changed(&s->df.form))
		return drop_draft(v, ui);
	if (!keeps_drafts(ui))
		return false;
	dossier_form_write(&s->df, &text);
	args.text = strv_of(&text);
	ok = text.failed ? err_set(&e, ERR_NOMEM) : ui_try(ui, "draft-save", &args, &e);
	str_release(&text);
	if (!ok) {
		if (!s->df.fresh)
			ui_err(ui, &e);
		return false;
	}
	v->dirty = false;
	s->drafted = true;
	return true;
}

/* ---- keys ------------------------------------------------------------------------ */

/* False: the screen may close. */
static bool stays(struct view *v, struct ui *ui)
{
	struct edit_state *s = v->state;

	if (form_close(&s->df.form))
		return true;
	if (save_draft(v, ui)) {
		if (form_changed(&s->df.form))
			ui_say(ui, "%s",
			       _("Kept as a draft; not saved in the dossier."));
		return false;
	}
	if (s->warned) {
		v->dirty = false;
		return false;
	}
	s->warned = true;
	ui_say(ui, "%s",
	       _("This cannot be kept as a draft. Once more leaves without it."));
	return true;
}

static bool edit_input(struct view *v, struct ui *ui, keycode key)
{
	struct edit_state *s = v->state;
	struct form *f = &s->df.form;

	if (key == KEY_SAVE_DRAFT)
		return save_draft(v, ui);
	if (key == KEY_ESC)
		return stays(v, ui);
	s->warned = false;
	if (form_key(f, key)) {
		v->dirty = v->dirty || s->drafted || form_changed(f);
		return true;
	}
	/* A letter that fits no choice is no command either. */
	return key == KEY_ARROW_UP || key == KEY_ARROW_DOWN || key_is_text(key);
}

/* ---- saving ---------------------------------------------------------------------- */

/* Says what is wrong and puts the cursor there; type-ahead is not for that field. */
static bool refuse(struct view *v, struct ui *ui, const struct err *e)
{
	struct edit_state *s = v->state;

	form_go(&s->df.form, dossier_form_row(&s->df, err_arg_str(e, 0)));
	ui_err(ui, e);
	return false;
}

/* Both changed a field: the two texts are shown, the writer chooses. */
static bool clash(struct view *v, struct ui *ui, const struct err *why)
{
	struct edit_state *s = v->state;
	struct dossier *d = arena_alloc(&v->arena, sizeof(*d));
	struct err e = { 0 };
	struct txn *t = d ? ui_read(ui, &e) : NULL;
	bool ok = t && dossier_load(t, ui_actor(ui), v->arg.id, &v->arena, d, &e);

	if (ok) {
		form_go(&s->df.form, dossier_form_clash(&s->df, d));
		dossier_form_follow(&s->df, d);
		ui_err(ui, why);
	} else if (e.code != ERR_NONE) {
		ui_err(ui, &e);
	}
	txn_end(t);
	return false;
}

static void add_numbers(const struct verb_args *args, struct str *out)
{
	size_t i;

	for (i = 0; i < args->nduplicates; i++)
		str_addf(out, "%s%s", i ? ", " : "",
			 caseid_write(args->duplicates[i]).s);
}

static void say_saved(struct ui *ui, const struct verb_args *args, bool fresh)
{
	struct str numbers = { 0 };
	const struct caseid_text number = caseid_write(args->id);

	add_numbers(args, &numbers);
	if (args->nduplicates && fresh)
		ui_say(ui,
		       _("%s is registered. Possibly the same as %s: compare them."),
		       number.s, str_z(&numbers));
	else if (args->nduplicates)
		ui_say(ui, _("%s is saved. Possibly the same as %s: compare them."),
		       number.s, str_z(&numbers));
	else
		ui_say(ui, fresh ? _("%s is registered.") : _("%s is saved."),
		       number.s);
	str_release(&numbers);
}

/* The screen has done its work: the draft goes, a new case opens. */
static void leave(struct view *v, struct ui *ui, const struct verb_args *args)
{
	struct edit_state *s = v->state;
	struct view_arg arg = { .id = args->id };
	bool fresh = s->df.fresh;
	bool reads = ui_actor(ui)->rights & RIGHT_READ;

	drop_draft(v, ui);
	ui_back(ui);
	if (!fresh || !reads || ui_open(ui, "dossier", &arg))
		say_saved(ui, args, fresh);
}

static bool save(struct view *v, struct ui *ui, struct arena *a)
{
	struct edit_state *s = v->state;
	struct caseid duplicates[DUPLICATES];
	struct verb_args args = { .id = v->arg.id,
				  .version = s->df.version,
				  .duplicates = duplicates,
				  .duplicates_max = DUPLICATES };
	struct field_set *set;
	struct err e = { 0 };

	if (!dossier_form_sets(&s->df, a, &set, &args.nset, &e))
		return refuse(v, ui, &e);
	args.set = set;
	if (ui_try(ui, s->df.fresh ? "register" : "edit", &args, &e)) {
		leave(v, ui, &args);
		return true;
	}
	return e.code == ERR_CASE_CHANGED ? clash(v, ui, &e) : refuse(v, ui, &e);
}

static bool cmd_save(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct edit_state *s = v->state;
	struct form *f = &s->df.form;
	struct arena a = { 0 };
	size_t bad;
	bool ok;

	(void)call;
	form_close(f);
	if (!form_changed(f) && !s->df.fresh) {
		drop_draft(v, ui);
		ui_back(ui);
		ui_say(ui, "%s", _("Nothing was changed."));
		return true;
	}
	bad = form_verify(f);
	if (bad < f->n) {
		form_go(f, bad);
		ui_say(ui, "%s", _("Not saved: this field is not right yet."));
		return false;
	}
	ok = save(v, ui, &a);
	arena_release(&a);
	return ok;
}

/* ---- commands -------------------------------------------------------------------- */

static bool cmd_next(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct edit_state *s = v->state;

	(void)ui;
	(void)call;
	form_next(&s->df.form);
	return true;
}

static bool cmd_previous(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct edit_state *s = v->state;

	(void)ui;
	(void)call;
	form_previous(&s->df.form);
	return true;
}

static bool cmd_choose(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct edit_state *s = v->state;

	(void)call;
	if (!form_choose(&s->df.form)) {
		ui_say(ui, "%s", _("This field has no list: type in it."));
		return false;
	}
	v->dirty = v->dirty || form_changed(&s->df.form);
	return true;
}

static bool cmd_undo(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct edit_state *s = v->state;

	(void)call;
	if (!form_undo(&s->df.form)) {
		ui_say(ui, "%s", _("There is nothing to undo in this field."));
		return false;
	}
	v->dirty = true;
	return true;
}

static bool cmd_redo(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct edit_state *s = v->state;

	(void)call;
	if (!form_redo(&s->df.form)) {
		ui_say(ui, "%s", _("There is nothing to redo in this field."));
		return false;
	}
	v->dirty = true;
	return true;
}

static const struct command commands[] = {
	{ "edit-next-field", cmd_next, 0, ARG_NONE, NULL, N_("The next field"),
	  N_("field"), NULL },
	{ "edit-previous-field", cmd_previous, 0, ARG_NONE, NULL,
	  N_("The previous field"), NULL, NULL },
	{ "edit-choose", cmd_choose, 0, ARG_NONE, NULL, N_("Choose from the list"),
	  N_("list"), NULL },
	{ "edit-save", cmd_save, 0, ARG_NONE, NULL, N_("Save what was typed"),
	  N_("save"), NULL },
	{ "edit-undo", cmd_undo, 0, ARG_NONE, NULL, N_("Undo the last change"), NULL,
	  NULL },
	{ "edit-redo", cmd_redo, 0, ARG_NONE, NULL, N_("Redo what was undone"), NULL,
	  NULL },
};

const struct view_ops view_edit = {
	.name = "edit",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = edit_load,
	.draw = edit_draw,
	.input = edit_input,
	.close = edit_close,
};
