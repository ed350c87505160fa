#include "tui/view.h"

#include "tui/decide_page.h"
#include "tui/letters/letter.h"
#include "tui/message.h"
#include "tui/section.h"
#include "tui/ui.h"

#define DRAFT_FORM STRV("decide")

struct decide_state {
	struct decide_page page;
	const struct dossier *d; /* in the view's arena */
	bool drafted; /* there is a draft in the store */
};

/* ---- loading --------------------------------------------------------------------- */

/* What the clock says about leaving untreated, and whether the repair term still runs. */
static bool read_clock(struct view *v, struct ui *ui, const struct dossier *d,
		       struct err *e)
{
	struct decide_state *s = v->state;
	struct proposal_form *f = &s->page.form;
	struct term *t = arena_alloc(&v->arena, sizeof(*t));
	struct history h = { .n = 0 };

	if (!t)
		return err_set(e, ERR_NOMEM);
	f->today = ui_today(ui);
	if (!dossier_history(d, &h, e) ||
	    !term_compute(&h, f->policy->term, f->today, t, e))
		return false;
	/* Completed or not: the four weeks of Awb 4:5 lid 4 run. */
	f->repair_lapsed = date_is(t->untreated_by) &&
			   !(date_is(t->lapse) && t->lapse.days >= f->today.days);
	f->untreated_by = t->untreated_by;
	f->waits_until = face_waits(&d->face, f->today) ? d->face.lapse : DATE_NONE;
	return true;
}

static void read_household(struct proposal_form *f, const struct dossier *d,
			   struct arena *a)
{
	uint64_t children = 0;

	strv_uint(dossier_get(d, FIELD_CHILDREN), UINT16_MAX, &children);
	f->minors = children > 0;
	f->category = arena_copy(a, dossier_get(d, FIELD_CATEGORY));
}

/* A proposal that came back is where the next one begins. */
static void take_returned(struct decide_state *s, const struct dossier *d,
			  struct arena *a)
{
	size_t n = dossier_count(d, PART_DECISION);
	const struct part *last = n ? dossier_part(d, PART_DECISION, n - 1) : NULL;

	if (!last || !part_get(last, FIELD_RETURNED_BY).n)
		return;
	s->page.returned_by = arena_copy(a, part_get(last, FIELD_RETURNED_BY));
	s->page.return_reason = arena_copy(a, part_get(last, FIELD_RETURN_REASON));
	proposal_form_take(&s->page.form, last);
}

static bool begin(struct view *v, struct ui *ui, struct txn *t, const struct dossier *d,
		  struct err *e)
{
	struct decide_state *s = v->state;
	struct strv draft = { 0 };

	take_returned(s, d, &v->keep);
	if (!draft_load(t, ui_actor(ui), v->arg.id, DRAFT_FORM, &v->arena, &draft, e))
		return false;
	s->drafted = draft.n > 0;
	if (!s->drafted)
		return true;
	proposal_form_read(&s->page.form, draft);
	ui_say(ui, "%s", _("Your draft is back; nothing is proposed yet."));
	return true;
}

static bool read_case(struct view *v, struct ui *ui, struct txn *t, bool first,
		      struct err *e)
{
	struct decide_state *s = v->state;
	struct dossier *d = arena_alloc(&v->arena, sizeof(*d));
	const struct policy *p;

	if (!d)
		return err_set(e, ERR_NOMEM);
	if (!dossier_load(t, ui_actor(ui), v->arg.id, &v->arena, d, e))
		return false;
	p = store_policy(ui_store(ui), d->face.received, e);
	if (!p)
		return false;
	if (first && !proposal_form_init(&s->page.form, p, &v->keep))
		return err_set(e, ERR_NOMEM);
	s->d = d;
	v->face = d->face;
	v->current = d->face.id;
	v->has_face = true;
	read_household(&s->page.form, d, &v->keep);
	/* The category may have changed, and with it what fits. */
	proposal_form_outcome(&s->page.form, s->page.form.outcome);
	return read_clock(v, ui, d, e) && (!first || begin(v, ui, t, d, e));
}

static bool decide_load(struct view *v, struct ui *ui, struct err *e)
{
	struct decide_state *s = v->state;
	bool first = !s, ok;
	int width, height;
	struct txn *t;

	if (first) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->typing = true;
		v->multiline = true;
	}
	t = ui_read(ui, e);
	if (!t)
		return false;
	ok = read_case(v, ui, t, first, e);
	txn_end(t);
	if (!ok)
		return false;
	ui_size(ui, &width, &height);
	s->page.dutch = ui_dutch(ui);
	decide_fit(&s->page, width, height);
	return true;
}

static void decide_close(struct view *v)
{
	struct decide_state *s = v->state;

	if (s)
		proposal_form_release(&s->page.form);
	free(s);
}

static void decide_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct decide_state *s = v->state;

	section_title(v, ui, c, _("Decision"));
	decide_page_draw(&s->page, c, ui_key_for(ui, "decide-letter"),
			 ui_key_for(ui, "decide-submit"));
}

/* ---- drafts ---------------------------------------------------------------------- */

static bool drop_draft(struct view *v, struct ui *ui)
{
	struct decide_state *s = v->state;
	struct verb_args args = { .id = v->arg.id, .form = DRAFT_FORM };

	v->dirty = false;
	if (!s->drafted)
		return true;
	s->drafted = false;
	return ui_do(ui, "draft-drop", &args);
}

static bool save_draft(struct view *v, struct ui *ui)
{
	struct decide_state *s = v->state;
	struct verb_args args = { .id = v->arg.id, .form = DRAFT_FORM };
	struct str text = { 0 };
	struct err e = { 0 };
	bool ok;

	if (!v->dirty)
		return true;
	if (proposal_form_empty(&s->page.form))
		return drop_draft(v, ui);
	proposal_form_write(&s->page.form, &text);
	args.text = strv_of(&text);
	ok = text.failed ? err_set(&e, ERR_NOMEM) : ui_try(ui, "draft-save", &args, &e);
	str_release(&text);
	if (!ok) {
		ui_err(ui, &e);
		return false;
	}
	v->dirty = false;
	s->drafted = true;
	return true;
}

/* ---- keys ------------------------------------------------------------------------ */

static bool decide_input(struct view *v, struct ui *ui, keycode key)
{
	struct decide_state *s = v->state;
	const struct textarea *area;
	bool changed = false;

	if (key == KEY_SAVE_DRAFT)
		return save_draft(v, ui);
	if (key == KEY_ESC) {
		if (save_draft(v, ui) && s->drafted)
			ui_say(ui, "%s",
			       _("Kept as a draft; nothing is proposed yet."));
		return false;
	}
	if (!decide_key(&s->page, key, &changed))
		return false;
	v->dirty = v->dirty || changed;
	area = decide_area(&s->page);
	if (area && area->full)
		ui_say(ui, _("There is room for %zu characters."), area->max);
	return true;
}

/* ---- proposing ------------------------------------------------------------------- */

/* The proposal with its letter, made from the dossier as it was read. */
static bool make(struct view *v, struct ui *ui, struct arena *a, struct proposal *p,
		 struct str *letter, struct err *e)
{
	struct decide_state *s = v->state;

	if (!proposal_form_get(&s->page.form, a, p))
		return err_set(e, ERR_NOMEM);
	if (!letter_render(s->d, s->page.form.policy, p, ui_today(ui), letter, e))
		return false;
	p->letter = strv_of(letter);
	p->letter_version = s->d->face.version;
	return true;
}

/* What is missing stands on the page, where there is room for it: not twice. */
static bool lacks(struct view *v, struct ui *ui)
{
	struct decide_state *s = v->state;
	unsigned bits = proposal_form_lacks(&s->page.form);
	struct str text = { 0 };

	if (!bits)
		return false;
	decide_go_to_lack(&s->page, bits);
	if (s->page.foot)
		str_addz(&text, _("Not yet: see what is missing."));
	else
		decide_lacks_text(&s->page, bits, &text);
	ui_say(ui, "%s", str_z(&text));
	str_release(&text);
	return true;
}

/* The case that comes after `id` in the list, or slid into its place `pos`. */
static bool next_case(struct ui *ui, const struct query *q, struct caseid id,
		      size_t pos, struct caseid *out)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct txn *t = ui_read(ui, &e);
	struct face *row;
	size_t n = 0, at;
	bool ok = t != NULL;

	if (ok && query_find(t, q, id, &at, &e))
		pos = at + 1;
	ok = ok && e.code == ERR_NONE && query_rows(t, q, pos, 1, &a, &row, &n, &e) &&
	     n;
	if (ok)
		*out = row[0].id;
	txn_end(t);
	arena_release(&a);
	return ok;
}

static size_t place(struct ui *ui, const struct query *q, struct caseid id)
{
	struct err e = { 0 };
	struct txn *t = ui_read(ui, &e);
	size_t pos = 0;

	if (t && !query_find(t, q, id, &pos, &e))
		pos = 0;
	txn_end(t);
	return pos;
}

/* Back to where the case was opened, and on to the next one of the list. */
static void go_on(const struct view *v, struct ui *ui, size_t pos)
{
	const struct view *below = ui_below(ui);
	bool dossier = below && below->ops == &view_dossier;
	struct view_arg arg = { .query = v->arg.query, .has_query = v->arg.has_query };
	const struct caseid_text done = caseid_write(v->arg.id);
	bool next = arg.has_query && next_case(ui, &arg.query, v->arg.id, pos, &arg.id);

	ui_back(ui);
	if (!next) {
		ui_say(ui, _("%s is proposed: a colleague approves it."), done.s);
		return;
	}
	/* Its own dossier makes way for the next one. */
	if (dossier)
		ui_back(ui);
	if (ui_open(ui, "dossier", &arg))
		ui_say(ui, _("%s is proposed: a colleague approves it. Next: %s."),
		       done.s, caseid_write(arg.id).s);
}

static bool cmd_submit(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct proposal p = { .outcome = { 0 } };
	struct verb_args args = { .id = v->arg.id, .proposal = &p };
	struct decide_state *s = v->state;
	struct arena a = { 0 };
	struct str letter = { 0 };
	struct err e = { 0 };
	size_t pos = 0;
	bool ok;

	(void)call;
	if (lacks(v, ui))
		return false;
	if (v->arg.has_query)
		pos = place(ui, &v->arg.query, v->arg.id);
	args.version = s->d->face.version;
	ok = make(v, ui, &a, &p, &letter, &e) && ui_try(ui, "propose", &args, &e);
	if (!ok)
		ui_err(ui, &e);
	str_release(&letter);
	arena_release(&a);
	if (!ok)
		return false;
	drop_draft(v, ui);
	go_on(v, ui, pos);
	return true;
}

static bool cmd_letter(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct view_arg arg = { .id = v->arg.id };
	struct proposal p;
	struct arena a = { 0 };
	struct str letter = { 0 }, text = { 0 };
	struct err e = { 0 };
	bool ok;

	(void)call;
	if (((struct decide_state *)v->state)->page.form.outcome < 0 && lacks(v, ui))
		return false;
	ok = make(v, ui, &a, &p, &letter, &e);
	if (ok) {
		/* The letter's screen takes the first line as its heading. */
		str_addf(&text, "%s\n%s", _("Preview of the letter"), str_z(&letter));
		arg.text = strv_of(&text);
		ok = ui_open(ui, "letter", &arg);
	} else {
		ui_err(ui, &e);
	}
	str_release(&letter);
	str_release(&text);
	arena_release(&a);
	return ok;
}

/* ---- commands -------------------------------------------------------------------- */

static bool cmd_next(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct decide_state *s = v->state;

	(void)ui;
	(void)call;
	decide_move(&s->page, true);
	return true;
}

static bool cmd_previous(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct decide_state *s = v->state;

	(void)ui;
	(void)call;
	decide_move(&s->page, false);
	return true;
}

static bool cmd_choose(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct decide_state *s = v->state;
	bool changed = false;

	(void)call;
	if (decide_area(&s->page)) {
		ui_say(ui, "%s", _("This field has no list: type in it."));
		return false;
	}
	decide_key(&s->page, ' ', &changed);
	v->dirty = v->dirty || changed;
	return changed;
}

static bool unmake(struct ui *ui, struct view *v, bool (*step)(struct textarea *))
{
	struct decide_state *s = v->state;
	struct textarea *area = decide_area(&s->page);

	if (!area || !step(area)) {
		ui_say(ui, "%s", _("There is nothing to undo or redo here."));
		return false;
	}
	v->dirty = true;
	return true;
}

static bool cmd_undo(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return unmake(ui, v, textarea_undo);
}

static bool cmd_redo(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return unmake(ui, v, textarea_redo);
}

static const struct command commands[] = {
	{ "edit-next-field", cmd_next, 0, ARG_NONE, NULL, N_("The next field"),
	  N_("field"), NULL },
	{ "decide-letter", cmd_letter, NEED_CASE, ARG_NONE, NULL,
	  N_("Read the letter as it would go out"), N_("letter"), NULL },
	{ "decide-submit", cmd_submit, NEED_CASE, ARG_NONE, "propose",
	  N_("Propose this decision"), N_("propose"), NULL },
	{ "edit-previous-field", cmd_previous, 0, ARG_NONE, NULL,
	  N_("The previous field"), NULL, NULL },
	{ "edit-choose", cmd_choose, 0, ARG_NONE, NULL,
	  N_("Choose what the cursor is on"), NULL, NULL },
	{ "edit-undo", cmd_undo, 0, ARG_NONE, NULL, N_("Undo the last change"), NULL,
	  NULL },
	{ "edit-redo", cmd_redo, 0, ARG_NONE, NULL, N_("Redo what was undone"), NULL,
	  NULL },
};

const struct view_ops view_decide = {
	.name = "decide",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = decide_load,
	.draw = decide_draw,
	.input = decide_input,
	.close = decide_close,
};
