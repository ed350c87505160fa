#include "tui/command.h"

#include "tui/message.h"
#include "tui/prompt.h"
#include "tui/ui.h"

/* A fortnight to complete an application is what is offered. */
#define INVITE_DAYS 14

/* ---- screens about a case --------------------------------------------------------- */

/* The case under the cursor, and the list that it stands in. */
static struct view_arg case_arg(const struct view *v)
{
	return (struct view_arg){ .id = v->current,
				  .query = v->arg.query,
				  .has_query = v->arg.has_query };
}

static bool open_on(struct ui *ui, const struct view *v, const char *view)
{
	struct view_arg arg = case_arg(v);

	if (strcmp(v->ops->name, view) == 0)
		return false;
	return ui_open(ui, view, &arg);
}

static bool cmd_open(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return open_on(ui, v, "dossier");
}

static bool cmd_decide(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return open_on(ui, v, "decide");
}

static bool cmd_letter(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return open_on(ui, v, "letter");
}

static bool cmd_history(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return open_on(ui, v, "history");
}

static bool cmd_clock(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return open_on(ui, v, "clock");
}

static bool cmd_new(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct view_arg arg = { .text = STRV("new") };

	(void)v;
	(void)call;
	return ui_open(ui, "edit", &arg);
}

/* ---- what became of it ------------------------------------------------------------ */

bool case_face(struct ui *ui, struct caseid id, struct face *out)
{
	struct err e = { 0 };
	struct txn *t = ui_read(ui, &e);
	bool ok = t && face_load(t, ui_actor(ui), id, out, &e);

	txn_end(t);
	return ok;
}

static struct verb_args args_for(const struct ui *ui, const struct view *v)
{
	return (struct verb_args){ .id = v->current, .date = ui_today(ui) };
}

static void say_yours(struct ui *ui, struct caseid id)
{
	struct face f;

	if (case_face(ui, id, &f) && date_is(f.due))
		ui_say(ui, _("%s is yours now; the decision is due on %s."),
		       caseid_write(id).s, date_nl(f.due).s);
	else
		ui_say(ui, _("%s is yours now."), caseid_write(id).s);
}

static bool cmd_claim(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	(void)call;
	if (!ui_do(ui, "claim", &args))
		return false;
	say_yours(ui, args.id);
	return true;
}

static bool cmd_claim_next(struct ui *ui, struct view *v,
			   const struct command_call *call)
{
	struct verb_args args = { .id = { 0, 0 } };
	struct view_arg arg = { .has_query = true, .query = { .queue = QUEUE_MINE } };

	(void)v;
	(void)call;
	if (!ui_do(ui, "claim-next", &args))
		return false;
	arg.id = args.id;
	if (!ui_open(ui, "dossier", &arg))
		return false;
	say_yours(ui, args.id);
	return true;
}

static bool cmd_release(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	(void)call;
	if (!ui_do(ui, "release", &args))
		return false;
	ui_say(ui, _("%s lies with nobody now: whoever claims next may get it."),
	       caseid_write(args.id).s);
	return true;
}

static bool cmd_assign(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	args.user = call->arg;
	if (!ui_do(ui, "assign", &args))
		return false;
	ui_say(ui, _("%s lies with %.*s now."), caseid_write(args.id).s,
	       STRV_FMT(call->arg));
	return true;
}

static bool cmd_note(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	args.text = call->arg;
	if (!ui_do(ui, "note", &args))
		return false;
	ui_say(ui, _("The note is in %s."), caseid_write(args.id).s);
	return true;
}

/* ---- the clock -------------------------------------------------------------------- */

/* What is asked, until somebody says until when. Lives in the view's `keep`. */
struct invitation {
	struct caseid id;
	struct date due; /* before */
	struct strv text;
};

static void say_invited(struct ui *ui, const struct invitation *in, struct date until)
{
	struct face f;

	if (in->due.days < ui_today(ui).days)
		ui_say(ui,
		       _("The applicant has until %s; the term ended on %s, so it "
			 "stops "
			 "nothing."),
		       date_short(until).s, date_short(in->due).s);
	else if (!case_face(ui, in->id, &f) || f.due.days == in->due.days)
		ui_say(ui, _("The applicant has until %s; the due date stays %s."),
		       date_short(until).s, date_short(in->due).s);
	else
		ui_say(ui,
		       _("The clock stands still until %s; due moves from %s to %s "
			 "(Awb 4:15)."),
		       date_short(until).s, date_short(in->due).s, date_short(f.due).s);
}

/* The text did its work: its draft and its screen go. */
static void leave_text(struct ui *ui, struct view *note)
{
	struct verb_args args = { .id = note->arg.id, .form = note->arg.text };
	struct err e = { 0 };

	note->dirty = false;
	(void)ui_try(ui, "draft-drop", &args, &e); /* there may be none */
	ui_back(ui);
}

static void invited(struct ui *ui, struct view *v, struct strv text, void *ctx);

/* Asks; after an answer that is no day again, with what was typed. */
static void ask_until(struct ui *ui, struct strv offered, const struct err *wrong,
		      struct invitation *in)
{
	struct str question = { 0 };

	if (wrong->code != ERR_NONE) {
		message_err(wrong, &question);
		str_addz(&question, ". ");
	}
	str_addz(&question, _("Until and including which day?"));
	ui_ask(ui, str_z(&question), offered, invited, in);
	str_release(&question);
}

static void invited(struct ui *ui, struct view *v, struct strv text, void *ctx)
{
	struct invitation *in = ctx;
	struct verb_args args = { .id = in->id, .text = in->text };
	struct err e = { 0 };

	if (!prompt_date(text, ui_today(ui), &args.date, &e)) {
		ask_until(ui, text, &e, in);
	} else if (ui_do(ui, "invite", &args)) {
		leave_text(ui, v);
		say_invited(ui, in, args.date);
	}
}

/* First what is asked, then until when; the text waits where it was typed. */
static bool cmd_invite(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct invitation *in = arena_alloc(&v->keep, sizeof(*in));
	struct date until = date_add(ui_today(ui), INVITE_DAYS);
	struct err e = { 0 };

	if (in)
		in->text = arena_copy(&v->keep, call->arg);
	if (!in || !in->text.p) {
		err_set(&e, ERR_NOMEM);
		ui_err(ui, &e);
		return false;
	}
	in->id = v->current;
	in->due = v->face.due;
	ask_until(ui, strv(date_nl(until).s), &e, in);
	return false;
}

static bool cmd_complete(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);
	struct date before = v->face.due;
	struct face f;

	if (!date_parse(call->arg, &args.date) || !ui_do(ui, "complete", &args))
		return false;
	if (!case_face(ui, args.id, &f))
		return true;
	if (f.due.days == before.days)
		ui_say(ui, _("Complete; the decision stays due on %s."),
		       date_nl(f.due).s);
	else
		ui_say(ui,
		       _("Complete: the clock runs again; due moves from %s to %s "
			 "(Awb 4:15)."),
		       date_short(before).s, date_short(f.due).s);
	return true;
}

/* ---- the decision ----------------------------------------------------------------- */

/* Only the version that was read is signed: the store refuses a later one. */
static bool cmd_sign(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	(void)call;
	args.version = v->face.version;
	if (!ui_do(ui, "approve", &args))
		return false;
	ui_say(ui, _("%s is decided and signed; now it has to be sent."),
	       caseid_write(args.id).s);
	return true;
}

/* Nobody signs a letter unread: the key shows it first, and signs there. */
static bool cmd_approve(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	if (strcmp(v->ops->name, "letter") == 0) {
		ui_run(ui, "case-sign", STRV(""));
		return true;
	}
	if (!open_on(ui, v, "letter"))
		return false;
	ui_say(ui, _("This is what you sign: %s approves."),
	       ui_key_for(ui, "case-approve"));
	return true;
}

static bool cmd_return(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	args.text = call->arg;
	args.version = v->face.version;
	if (!ui_do(ui, "return", &args))
		return false;
	ui_say(ui, _("%s is back with its handler, with your reason."),
	       caseid_write(args.id).s);
	return true;
}

/* Until when the applicant may object; none when it cannot be said. */
static struct date objection_last(struct ui *ui, struct caseid id)
{
	struct err e = { 0 };
	struct arena a = { 0 };
	struct dossier d;
	struct history h;
	struct term *term = arena_alloc(&a, sizeof(*term));
	struct txn *t = ui_read(ui, &e);
	struct date last = DATE_NONE;
	const struct policy *p = NULL;
	bool ok = term && t && dossier_load(t, ui_actor(ui), id, &a, &d, &e);

	if (ok)
		p = store_policy(ui_store(ui), d.face.received, &e);
	if (p && dossier_history(&d, &h, &e) &&
	    term_compute(&h, p->term, ui_today(ui), term, &e))
		last = term->objection_last;
	txn_end(t);
	arena_release(&a);
	return last;
}

static bool cmd_announce(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);
	struct date last;

	if (!date_parse(call->arg, &args.date) || !ui_do(ui, "announce", &args))
		return false;
	last = objection_last(ui, args.id);
	if (date_is(last))
		ui_say(ui, _("Sent on %s, closed; objections until %s (Awb 6:7)."),
		       date_nl(args.date).s, date_nl(last).s);
	else
		ui_say(ui, _("Sent on %s, closed."), date_nl(args.date).s);
	return true;
}

static bool cmd_withdraw(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	args.text = call->arg;
	if (!ui_do(ui, "withdraw", &args))
		return false;
	ui_say(ui, _("%s is closed: withdrawn by the applicant."),
	       caseid_write(args.id).s);
	return true;
}

static bool cmd_void(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct verb_args args = args_for(ui, v);

	args.text = call->arg;
	if (!ui_do(ui, "void", &args))
		return false;
	ui_say(ui, _("%s is void; its history stays."), caseid_write(args.id).s);
	return true;
}

const struct command case_commands[] = {
	{ "open", cmd_open, NEED_CASE, ARG_NONE, "view", N_("Open the dossier"),
	  N_("open"), NULL },
	{ "case-propose", cmd_decide, NEED_CASE, ARG_NONE, "propose",
	  N_("Prepare a decision"), N_("decide"), NULL },
	{ "case-approve", cmd_approve, NEED_CASE, ARG_NONE, "approve",
	  N_("Read the letter, then approve it"), N_("approve"), NULL },
	{ "case-sign", cmd_sign, NEED_CASE | NEED_CONFIRM, ARG_NONE, "approve",
	  N_("Approve and sign the decision"), NULL, NULL },
	{ "case-return", cmd_return, NEED_CASE, ARG_TEXT, "return",
	  N_("Return the proposal with a reason"), N_("return"),
	  N_("Why does the proposal go back?") },
	{ "case-announce", cmd_announce, NEED_CASE, ARG_DATE, "announce",
	  N_("Register that the decision was sent"), N_("sent"),
	  N_("On which day was it sent?") },
	{ "case-complete", cmd_complete, NEED_CASE, ARG_DATE, "complete",
	  N_("Register that the applicant completed it"), N_("complete"),
	  N_("On which day was it complete?") },
	{ "case-invite", cmd_invite, NEED_CASE, ARG_TEXT, "invite",
	  N_("Invite the applicant to complete"), N_("invite"),
	  N_("What must the applicant send?") },
	{ "case-claim", cmd_claim, NEED_CASE, ARG_NONE, "claim", N_("Claim this case"),
	  N_("claim"), NULL },
	{ "case-note", cmd_note, NEED_CASE, ARG_TEXT, "note", N_("Add a note"),
	  N_("note"), N_("Note") },
	{ "case-claim-next", cmd_claim_next, 0, ARG_NONE, "claim-next",
	  N_("Claim the most urgent unassigned case and open it"), N_("next for me"),
	  NULL },
	{ "dossier-letter", cmd_letter, NEED_CASE, ARG_NONE, "view",
	  N_("Read the letter"), N_("letter"), NULL },
	{ "dossier-clock", cmd_clock, NEED_CASE, ARG_NONE, "view",
	  N_("Explain the decision term"), N_("clock"), NULL },
	{ "dossier-history", cmd_history, NEED_CASE, ARG_NONE, "view",
	  N_("Who did what when"), N_("history"), NULL },
	{ "case-assign", cmd_assign, NEED_CASE, ARG_USER, "assign",
	  N_("Assign to a colleague"), N_("assign"), N_("To whom?") },
	{ "case-release", cmd_release, NEED_CASE, ARG_NONE, "release",
	  N_("Give the case back"), NULL, NULL },
	{ "case-new", cmd_new, 0, ARG_NONE, "register", N_("Register an application"),
	  N_("new case"), NULL },
	{ "case-withdraw", cmd_withdraw, NEED_CASE | NEED_CONFIRM, ARG_TEXT, "withdraw",
	  N_("Close: the applicant withdraws"), NULL,
	  N_("What did the applicant say on withdrawing?") },
	{ "case-void", cmd_void, NEED_CASE | NEED_CONFIRM, ARG_TEXT, "void",
	  N_("Void a mistaken registration"), NULL,
	  N_("Why was the registration a mistake?") },
};

const size_t ncase_commands = sizeof(case_commands) / sizeof(case_commands[0]);
