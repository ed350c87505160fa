#include "tui/view.h"

#include "store/facts.h"
#include "tui/message.h"
#include "tui/section.h"
#include "tui/triage_text.h"
#include "tui/ui.h"
#include "tui/widget/blocks.h"

#define SUMMARY_LINES 3
/* On a screen this low the summary is one line, so that the sections have room. */
#define LOW_SCREEN 16

struct dossier_state {
	struct list list; /* over the sections */
	struct section *section; /* in the view's arena */
	struct block *block; /* how each is shown */
	size_t n;
	struct strv summary;
	struct strv notes; /* all of them */
	struct strv triage; /* every finding */
	struct caseid viewed; /* the case whose reading is in the journal */
	size_t pos; /* in the list that it was opened from */
	const char *label; /* of the section under the cursor */
	bool letter; /* there is one to read */
};

/* ---- loading --------------------------------------------------------------------- */

/* Reading is recorded before anything is shown (AVG art. 5 lid 2). */
static bool record_view(struct view *v, struct ui *ui, struct err *e)
{
	struct dossier_state *s = v->state;
	struct verb_args args = { .id = v->arg.id };

	if (caseid_eq(s->viewed, v->arg.id))
		return true;
	if (!ui_try(ui, "view", &args, e))
		return false;
	s->viewed = v->arg.id;
	return true;
}

/* Where the case stands in its list. When it has left the list the place is kept: the next
 * one slid into it. */
static bool find_place(struct view *v, struct txn *t, struct err *e)
{
	struct dossier_state *s = v->state;
	size_t pos;

	if (!v->arg.has_query)
		return true;
	if (query_find(t, &v->arg.query, v->arg.id, &pos, e))
		s->pos = pos;
	else if (e->code != ERR_NONE)
		return false;
	return true;
}

static bool keep_summary(struct view *v, const struct section_from *from, struct err *e)
{
	struct dossier_state *s = v->state;
	struct str text = { 0 };

	message_summary(from->d, from->p, from->today, &text);
	if (!text.failed)
		s->summary = arena_copy(&v->arena, strv_of(&text));
	str_release(&text);
	s->notes = section_notes(from->d, &v->arena);
	return (s->summary.p && s->notes.p) || err_set(e, ERR_NOMEM);
}

/* While there is something to decide, and where the policy has rules to go by. */
static bool weigh(struct view *v, struct ui *ui, struct txn *t,
		  struct section_from *from, struct err *e)
{
	struct dossier_state *s = v->state;
	struct triage *found = arena_alloc(&v->arena, sizeof(*found));
	struct triage_facts facts;
	struct str text = { 0 };

	s->triage = strv("");
	if (!found)
		return err_set(e, ERR_NOMEM);
	if (!state_open(from->d->face.state) || !from->p->rules.nrules)
		return true;
	if (!dossier_facts(t, ui_actor(ui), from->d, &v->arena, &facts, e) ||
	    !triage(&from->p->rules, &facts, &v->arena, found, e))
		return false;
	from->triage = found;
	triage_long(found, &text);
	if (!text.failed)
		s->triage = arena_copy(&v->arena, strv_of(&text));
	str_release(&text);
	return s->triage.p || err_set(e, ERR_NOMEM);
}

static bool read_case(struct view *v, struct ui *ui, struct txn *t, struct err *e)
{
	struct dossier_state *s = v->state;
	struct dossier *d = arena_alloc(&v->arena, sizeof(*d));
	struct section_from from = { .d = d, .today = ui_today(ui) };
	struct entry *entry = NULL;
	const struct part *decision;

	if (!d)
		return err_set(e, ERR_NOMEM);
	if (!dossier_load(t, ui_actor(ui), v->arg.id, &v->arena, d, e) ||
	    !journal_case(t, ui_actor(ui), v->arg.id, &v->arena, &entry, &from.nentries,
			  e))
		return false;
	from.entry = entry;
	from.p = store_policy(ui_store(ui), d->face.received, e);
	if (!from.p || !keep_summary(v, &from, e) || !weigh(v, ui, t, &from, e) ||
	    !sections_make(&from, &v->arena, &s->section, &s->block, &s->n, e))
		return false;
	decision = dossier_decision(d);
	s->letter = decision && part_get(decision, FIELD_LETTER).n;
	v->face = d->face;
	v->current = d->face.id;
	v->has_face = true;
	return find_place(v, t, e);
}

/* What the cursor is on, so that it stays there when a section above comes or goes. */
static void settle(struct dossier_state *s)
{
	s->label = s->n ? s->block[s->list.selected].label.p : NULL;
}

static void fit(struct view *v, const struct ui *ui)
{
	struct dossier_state *s = v->state;
	int width, height;
	size_t i;

	ui_size(ui, &width, &height);
	list_fit(&s->list, s->n, height > 12 ? height / 2 : 6);
	for (i = 0; s->label && i < s->n; i++)
		if (strcmp(s->block[i].label.p, s->label) == 0)
			break;
	/* Related cases share a label: the one it was on will do. */
	if (s->label && i < s->n &&
	    strcmp(s->block[s->list.selected].label.p, s->label) != 0)
		list_select(&s->list, i);
	settle(s);
}

static bool read_dossier(struct view *v, struct ui *ui, struct err *e)
{
	struct dossier_state *s = v->state;
	struct txn *t;
	bool ok;

	if (!record_view(v, ui, e))
		return false;
	t = ui_read(ui, e);
	if (!t)
		return false;
	v->has_face = false;
	ok = read_case(v, ui, t, e);
	txn_end(t);
	if (!ok)
		s->n = 0;
	fit(v, ui);
	return ok;
}

static bool dossier_load_view(struct view *v, struct ui *ui, struct err *e)
{
	if (!v->state) {
		v->state = calloc(1, sizeof(struct dossier_state));
		if (!v->state)
			return err_set(e, ERR_NOMEM);
		v->is_list = true;
	}
	return read_dossier(v, ui, e);
}

static void dossier_close(struct view *v)
{
	free(v->state);
}

/* ---- drawing --------------------------------------------------------------------- */

static void dossier_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct dossier_state *s = v->state;
	bool low = c->height < LOW_SCREEN;
	int y;

	section_title(v, ui, c, NULL);
	y = 1 + canvas_wrap(c, 1, 1, c->width - 2, low ? 1 : SUMMARY_LINES, LOOK_TEXT,
			    s->summary);
	blocks_draw(&s->list, s->block, c, low ? y : y + 1, c->height - 2);
}

/* ---- keys and commands ----------------------------------------------------------- */

static bool dossier_input(struct view *v, struct ui *ui, keycode key)
{
	struct dossier_state *s = v->state;

	(void)ui;
	if (!list_key(&s->list, key))
		return false;
	settle(s);
	return true;
}

static bool open_view(struct ui *ui, const struct view *v, const char *name,
		      struct strv text)
{
	const struct view_arg arg = { .id = v->current,
				      .query = v->arg.query,
				      .has_query = v->arg.has_query,
				      .text = text };

	return ui_open(ui, name, &arg);
}

/* The letter's screen reads any text: its first line is the heading. */
static bool open_text(struct ui *ui, const struct view *v, const char *heading,
		      struct strv body)
{
	struct str text = { 0 };
	bool ok;

	str_addf(&text, "%s\n%.*s", heading, STRV_FMT(body));
	ok = open_view(ui, v, "letter", strv_of(&text));
	str_release(&text);
	return ok;
}

static bool open_notes(struct ui *ui, const struct view *v)
{
	const struct dossier_state *s = v->state;

	if (s->notes.n)
		return open_text(ui, v, _("Notes"), s->notes);
	ui_run(ui, "case-note", (struct strv){ 0 });
	return true;
}

/* Where nothing may be changed, all of it can be read. */
static bool open_form(struct ui *ui, const struct view *v)
{
	const struct dossier_state *s = v->state;
	const struct section *sec = &s->section[s->list.selected];
	const struct block *b = &s->block[s->list.selected];
	const struct command *edit = ui_command_named(ui, "dossier-edit");

	if (!edit || !ui_possible(ui, edit))
		return open_text(ui, v, b->label.p, b->text);
	ui_run(ui, "dossier-edit", strv(sec->word));
	return true;
}

static bool open_decision(struct ui *ui, struct view *v)
{
	const struct dossier_state *s = v->state;

	if (s->letter && v->face.state != STATE_HANDLING)
		return open_view(ui, v, "letter", (struct strv){ 0 });
	ui_run(ui, "case-propose", (struct strv){ 0 });
	return true;
}

static bool cmd_open(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct dossier_state *s = v->state;
	const struct section *sec = s->n ? &s->section[s->list.selected] : NULL;
	struct view_arg arg = { .id = { 0, 0 } };

	(void)call;
	if (!sec)
		return false;
	switch (sec->opens) {
	case OPENS_EDIT:
		return open_form(ui, v);
	case OPENS_NOTES:
		return open_notes(ui, v);
	case OPENS_CLOCK:
		return open_view(ui, v, "clock", (struct strv){ 0 });
	case OPENS_TRIAGE:
		return open_text(ui, v, _("Triage"), s->triage);
	case OPENS_DECISION:
		return open_decision(ui, v);
	case OPENS_CASE:
		arg.id = sec->other;
		return ui_open(ui, "dossier", &arg);
	case OPENS_HISTORY:
		return open_view(ui, v, "history", (struct strv){ 0 });
	}
	return false;
}

/* The section under the cursor; where that has no form, all fields. */
static bool cmd_edit(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct dossier_state *s = v->state;
	const struct section *sec = s->n ? &s->section[s->list.selected] : NULL;
	struct strv word = call->arg;

	if (!word.n && sec && sec->opens == OPENS_EDIT)
		word = strv(sec->word);
	return open_view(ui, v, "edit", word);
}

/* The case `by` places further in the list; 0: the one that slid into its place. */
static bool neighbour(struct view *v, struct ui *ui, int by, struct caseid *out,
		      struct err *e)
{
	struct dossier_state *s = v->state;
	struct txn *t = ui_read(ui, e);
	struct face *row;
	size_t n = 0, pos;
	bool there, ok = false;

	if (!t)
		return false;
	v->arg.query.actor = ui_actor(ui);
	v->arg.query.today = ui_today(ui);
	there = query_find(t, &v->arg.query, v->arg.id, &pos, e);
	if (there)
		s->pos = pos;
	if ((by > 0 || s->pos > 0) && e->code == ERR_NONE) {
		pos = by < 0 ? s->pos - 1 : s->pos + there;
		ok = query_rows(t, &v->arg.query, pos, 1, &v->arena, &row, &n, e) && n;
	}
	if (ok)
		*out = row[0].id;
	txn_end(t);
	return ok;
}

static bool go(struct ui *ui, struct view *v, int by)
{
	struct err e = { 0 };
	struct caseid before = v->arg.id, id;

	if (!v->arg.has_query) {
		ui_say(ui, "%s", _("This dossier was not opened from a list."));
		return false;
	}
	if (!neighbour(v, ui, by, &id, &e)) {
		if (e.code != ERR_NONE)
			ui_err(ui, &e);
		else
			ui_say(ui, "%s",
			       by > 0 ? _("This is the last one of the list.")
				      : _("This is the first one of the list."));
		return false;
	}
	v->arg.id = id;
	arena_reset(&v->arena);
	if (read_dossier(v, ui, &e))
		return true;
	ui_err(ui, &e);
	v->arg.id = before;
	arena_reset(&v->arena);
	if (!read_dossier(v, ui, &e))
		ui_back(ui);
	return false;
}

static bool cmd_next(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return go(ui, v, 1);
}

static bool cmd_previous(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return go(ui, v, -1);
}

static const struct command commands[] = {
	{ "open", cmd_open, NEED_CASE, ARG_NONE, "view",
	  N_("Open the section under the cursor"), N_("open"), NULL },
	{ "dossier-edit", cmd_edit, NEED_CASE, ARG_OPTIONAL, "edit",
	  N_("Edit the section under the cursor"), N_("edit"), NULL },
	{ "dossier-next", cmd_next, NEED_CASE, ARG_NONE, "view",
	  N_("The next dossier of the list"), N_("next"), NULL },
	{ "dossier-previous", cmd_previous, NEED_CASE, ARG_NONE, "view",
	  N_("The previous dossier of the list"), NULL, NULL },
};

const struct view_ops view_dossier = {
	.name = "dossier",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = dossier_load_view,
	.draw = dossier_draw,
	.input = dossier_input,
	.close = dossier_close,
};
