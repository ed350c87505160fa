#include "tui/event_ask.h"

#include "tui/message.h"
#include "tui/ui.h"

/* ---- the event behind a step ------------------------------------------------------- */

/* One more than the kind of event that a step tells about; 0: none. */
static const uint8_t kinds[STEP_CODES] = {
	[STEP_RECEIVED] = EVENT_RECEIVED + 1,
	[STEP_TERM] = EVENT_TERM + 1,
	[STEP_INVITED] = EVENT_INVITE + 1,
	[STEP_INVITED_LATE] = EVENT_INVITE + 1,
	[STEP_COMPLETED] = EVENT_COMPLETED + 1,
	[STEP_COMPLETED_IDLE] = EVENT_COMPLETED + 1,
	[STEP_LAPSED] = EVENT_INVITE + 1,
	[STEP_RUNNING] = EVENT_INVITE + 1,
	[STEP_CONSENT] = EVENT_CONSENT + 1,
	[STEP_DELAY] = EVENT_DELAY + 1,
	[STEP_FORCE_MAJEURE] = EVENT_FORCE_MAJEURE + 1,
	[STEP_FOREIGN] = EVENT_FOREIGN + 1,
	[STEP_EXTENDED] = EVENT_EXTEND + 1,
	[STEP_EXTEND_LATE] = EVENT_EXTEND + 1,
	[STEP_EXTEND_NO_TERM] = EVENT_EXTEND + 1,
	[STEP_NOTICE] = EVENT_NOTICE + 1,
	[STEP_NOTICE_LATE] = EVENT_NOTICE + 1,
	[STEP_NOTICE_EARLIER] = EVENT_NOTICE + 1,
	[STEP_NOTICE_SECOND] = EVENT_NOTICE + 1,
	[STEP_NOTICE_DUTY] = EVENT_NOTICE + 1,
	[STEP_ANNOUNCED] = EVENT_ANNOUNCED + 1,
	[STEP_DEFAULT] = EVENT_DEFAULT_NOTICE + 1,
	[STEP_DEFAULT_EARLY] = EVENT_DEFAULT_NOTICE + 1,
	[STEP_DEFAULT_OLD] = EVENT_DEFAULT_NOTICE + 1,
	[STEP_DEFAULT_ANNOUNCED] = EVENT_DEFAULT_NOTICE + 1,
	[STEP_DEFAULT_SECOND] = EVENT_DEFAULT_NOTICE + 1,
	[STEP_COMMITTEE] = EVENT_OBJECTION + 1,
	[STEP_ADJOURNED] = EVENT_ADJOURN + 1,
	[STEP_OBJECTION_REPAIR] = EVENT_OBJECTION_REPAIR + 1,
	[STEP_OBJECTION_COMPLETED] = EVENT_OBJECTION_COMPLETED + 1,
	[STEP_OBJECTION_COMPLETED_IDLE] = EVENT_OBJECTION_COMPLETED + 1,
	[STEP_OBJECTION_CONSENT] = EVENT_OBJECTION_CONSENT + 1,
};

static bool tells_of(const struct step *step, const struct event *ev)
{
	const int kind =
		step->code == STEP_OBJECTION_NONE ? step->n : kinds[step->code] - 1;

	if ((int)ev->kind != kind)
		return false;
	if (step->code == STEP_LAPSED || step->code == STEP_RUNNING)
		return ev->until.days == step->date.days;
	return !date_is(ev->date) || ev->date.days == step->date.days;
}

/* Whether the step names the last day of its event: two events of one day differ in it. */
static bool names_last_day(enum step_code code)
{
	return code == STEP_INVITED || code == STEP_INVITED_LATE ||
	       code == STEP_OBJECTION_REPAIR || code == STEP_OBJECTION_CONSENT ||
	       (code >= STEP_CONSENT && code <= STEP_FOREIGN);
}

uint16_t event_of_step(const struct dossier *d, const struct step *step)
{
	const struct part *p;
	struct event ev;

	for (size_t i = 0; (p = dossier_part(d, PART_EVENT, i)); i++)
		if (part_event(p, &ev) && tells_of(step, &ev) &&
		    (!names_last_day(step->code) || ev.until.days == step->other.days))
			return p->seq;
	return 0;
}

/* ---- asking ------------------------------------------------------------------------- */

/* What was answered so far. Lives in the view's `keep`. */
struct asking {
	const char *verb;
	struct caseid id;
	uint16_t seq;
	struct date due; /* before */
	struct strv line;
};

static void got_line(struct ui *ui, struct view *v, struct strv text, void *ctx);
static void got_reason(struct ui *ui, struct view *v, struct strv text, void *ctx);

/* Asks; after an answer that is no event again, with what was typed. */
static void ask_line(struct ui *ui, struct strv offered, const struct err *wrong,
		     struct asking *ask)
{
	struct str question = { 0 };

	if (wrong->code != ERR_NONE) {
		message_err(wrong, &question);
		str_addz(&question, ". ");
	}
	str_addz(&question,
		 offered.n ? _("Event:")
			   : _("Event ('consent 2026-12-01 until 2026-12-14'):"));
	ui_ask(ui, str_z(&question), offered, got_line, ask);
	str_release(&question);
}

static void ask_reason(struct ui *ui, struct asking *ask)
{
	ui_ask(ui, _("Why?"), STRV(""), got_reason, ask);
}

static void no_memory(struct ui *ui)
{
	struct err e = { 0 };

	err_set(&e, ERR_NOMEM);
	ui_err(ui, &e);
}

static void got_line(struct ui *ui, struct view *v, struct strv text, void *ctx)
{
	struct asking *ask = ctx;
	struct err e = { 0 };
	struct event ev;

	if (!event_parse(text, &ev, &e)) {
		ask_line(ui, text, &e, ask);
		return;
	}
	ask->line = arena_copy(&v->keep, text);
	if (ask->line.p)
		ask_reason(ui, ask);
	else
		no_memory(ui);
}

static void say_moved(struct ui *ui, const struct asking *ask)
{
	struct face f;

	if (!case_face(ui, ask->id, &f))
		return;
	if (f.due.days == ask->due.days)
		ui_say(ui, _("The due date stays %s."), date_nl(f.due).s);
	else
		ui_say(ui, _("Due moves from %s to %s."), date_nl(ask->due).s,
		       date_nl(f.due).s);
}

static void got_reason(struct ui *ui, struct view *v, struct strv text, void *ctx)
{
	struct asking *ask = ctx;
	struct verb_args args = {
		.id = ask->id, .seq = ask->seq, .event = ask->line, .text = text
	};

	(void)v;
	if (ui_do(ui, ask->verb, &args))
		say_moved(ui, ask);
}

void event_ask(struct ui *ui, struct view *v, const char *verb, uint16_t seq,
	       struct strv offered)
{
	struct asking *ask = arena_alloc(&v->keep, sizeof(*ask));
	struct err none = { 0 };

	if (!ask) {
		no_memory(ui);
		return;
	}
	*ask = (struct asking){
		.verb = verb, .id = v->current, .seq = seq, .due = v->face.due
	};
	if (verb_by_name(strv(verb))->args & VERB_EVENT)
		ask_line(ui, offered, &none, ask);
	else
		ask_reason(ui, ask);
}
