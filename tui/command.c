#include "tui/command.h"

#include "store/base/utf8.h"
#include "tui/app_internal.h"
#include "tui/message.h"

/* ---- moving in lists: canonical keys, so that a list knows no commands ---- */

/* A slip of the finger on the digits must not hold up the screen. */
#define MOVES_MAX 10000

static bool move(struct ui *ui, struct view *v, keycode key, int count)
{
	int i;

	ui->moved = true;
	for (i = 0; i < count && i < MOVES_MAX; i++) {
		if (!ui_input(ui, v, key))
			return i > 0;
	}
	return true;
}

static bool list_down(struct ui *ui, struct view *v, const struct command_call *call)
{
	return move(ui, v, KEY_ARROW_DOWN, call->count);
}

static bool list_up(struct ui *ui, struct view *v, const struct command_call *call)
{
	return move(ui, v, KEY_ARROW_UP, call->count);
}

static bool list_page_down(struct ui *ui, struct view *v,
			   const struct command_call *call)
{
	return move(ui, v, KEY_PAGE_DOWN, call->count);
}

static bool list_page_up(struct ui *ui, struct view *v, const struct command_call *call)
{
	return move(ui, v, KEY_PAGE_UP, call->count);
}

static bool list_first(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return move(ui, v, KEY_HOME_, 1);
}

static bool list_last(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return move(ui, v, KEY_END_, 1);
}

/* "40 G": row 40; without a count the last one. */
static bool list_goto(struct ui *ui, struct view *v, const struct command_call *call)
{
	const keycode row = call->count > 0 ? (keycode)call->count - 1 : 0;

	if (!call->counted)
		return move(ui, v, KEY_END_, 1);
	if (row < 0x700000 && ui_input(ui, v, KEY_ROW + row))
		return true;
	return move(ui, v, KEY_HOME_, 1) && move(ui, v, KEY_ARROW_DOWN, (int)row);
}

/* ---- from screen to screen ---- */

static bool back(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	ui_back(ui);
	return true;
}

static bool forward(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	if (ui->gone)
		return ui_forward(ui);
	ui_say(ui, _("No screen was closed here that could be opened again."));
	return false;
}

static bool desk(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	while (ui->depth > 1)
		ui_back(ui);
	return true;
}

static bool find(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct view_arg arg = { .text = call->arg };

	(void)v;
	return ui_open(ui, "find", &arg);
}

static bool help(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return v->ops == &view_help || ui_open(ui, "help", NULL);
}

static bool talk(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	return v->ops == &view_triage || ui_open(ui, "triage", NULL);
}

static bool open_queue(struct ui *ui, enum queue queue)
{
	const struct view_arg arg = { .query = { .queue = queue }, .has_query = true };

	return ui_open(ui, "queue", &arg);
}

/* A queue by its word, or by what it is called on the desk. */
static bool queue_named(struct strv text, enum queue *out)
{
	struct arena a = { 0 };
	struct strv want = { NULL, 0 }, name = { NULL, 0 };
	bool found = queue_by_word(text, out);
	int q;

	if (!found && utf8_fold(text, &a, &want) && want.n > 0) {
		for (q = 0; q < QUEUE_COUNT && !found; q++) {
			found = utf8_fold(strv(message_queue((enum queue)q)), &a,
					  &name) &&
				utf8_words_match(name, want);
			*out = (enum queue)q;
		}
	}
	arena_release(&a);
	return found;
}

/* A number without its year is one of this year. */
static bool case_named(const struct ui *ui, struct strv text, struct caseid *out)
{
	struct err e = { 0 };
	uint64_t seq;

	if (strv_uint(text, 999999, &seq) && seq > 0) {
		out->year = (uint16_t)date_ymd(ui_today(ui)).year;
		out->seq = (uint32_t)seq;
		return true;
	}
	return caseid_parse(text, out, &e);
}

/* The fast path, from anywhere. */
static bool go(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct strv text = strv_trim(call->arg);
	struct view_arg arg = { .id = { 0, 0 } };
	enum queue queue;

	(void)v;
	if (case_named(ui, text, &arg.id))
		return ui_open(ui, "dossier", &arg);
	if (queue_named(text, &queue))
		return open_queue(ui, queue);
	arg.text = text;
	return ui_open(ui, "find", &arg);
}

/* ---- drafts ---- */

/* A draft's form is the view that was being typed in, or the command of a note. */
static bool open_form(struct ui *ui, struct caseid id, struct strv form)
{
	struct view_arg arg = { .id = id };
	struct str name = { 0 };
	bool ok;

	if (view_by_name(form)) {
		str_add(&name, form);
	} else {
		str_addz(&name, "note");
		arg.text = form;
	}
	ok = ui_open(ui, str_z(&name), &arg);
	str_release(&name);
	return ok;
}

static bool draft_open(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct strv form = { NULL, 0 };
	struct caseid id = { 0, 0 };
	struct txn *t = ui_read(ui, &e);
	const bool found =
		t && draft_latest(t, &ui->actor, &id, &a, &form, &e) && form.n > 0;

	(void)v;
	(void)call;
	txn_end(t);
	if (found)
		(void)open_form(ui, id, form);
	else if (e.code != ERR_NONE)
		ui_err(ui, &e);
	else
		ui_say(ui, _("There is no draft."));
	arena_release(&a);
	return found;
}

/* ---- the program ---- */

static bool palette(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	palette_open(ui);
	return true;
}

static bool refresh(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	ui_stale(ui);
	return true;
}

static bool redraw(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	ui->redraw = true;
	ui_stale(ui);
	return true;
}

/* Nothing is lost, so nothing is asked. */
static bool quit(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	ui_save_drafts(ui);
	ui->quits = true;
	return true;
}

const struct command global_commands[] = {
	{ "find", find, NEED_FACES, ARG_OPTIONAL, NULL,
	  N_("Find a case by name, date, number or BSN"), N_("find"), NULL },
	{ "goto", go, NEED_FACES, ARG_LINE, NULL, N_("Go to a case or a queue"),
	  N_("go to"), N_("Number, queue or name:") },
	{ "triage", talk, 0, ARG_NONE, NULL,
	  N_("Hold a chance talk: nobody is registered"), NULL, NULL },
	{ "palette", palette, 0, ARG_NONE, NULL, N_("Run a command by its name"),
	  N_("command"), NULL },
	{ "back", back, NEED_BELOW, ARG_NONE, NULL, N_("Go back"), N_("back"), NULL },
	{ "forward", forward, 0, ARG_NONE, NULL, N_("Return to the screen just left"),
	  NULL, NULL },
	{ "desk", desk, 0, ARG_NONE, NULL, N_("Go to the desk"), NULL, NULL },
	{ "draft-open", draft_open, 0, ARG_NONE, NULL, N_("Open the latest draft"),
	  NULL, NULL },
	{ "list-down", list_down, NEED_LIST, ARG_NONE, NULL, N_("Next row"), NULL,
	  NULL },
	{ "list-up", list_up, NEED_LIST, ARG_NONE, NULL, N_("Previous row"), NULL,
	  NULL },
	{ "list-page-down", list_page_down, NEED_LIST, ARG_NONE, NULL, N_("Next page"),
	  NULL, NULL },
	{ "list-page-up", list_page_up, NEED_LIST, ARG_NONE, NULL, N_("Previous page"),
	  NULL, NULL },
	{ "list-first", list_first, NEED_LIST, ARG_NONE, NULL, N_("First row"), NULL,
	  NULL },
	{ "list-last", list_last, NEED_LIST, ARG_NONE, NULL, N_("Last row"), NULL,
	  NULL },
	{ "list-goto", list_goto, NEED_LIST, ARG_NONE, NULL, N_("Row by its number"),
	  NULL, NULL },
	{ "refresh", refresh, 0, ARG_NONE, NULL, N_("Read everything again"), NULL,
	  NULL },
	{ "redraw", redraw, 0, ARG_NONE, NULL, N_("Draw the screen again"), NULL,
	  NULL },
	{ "quit", quit, 0, ARG_NONE, NULL,
	  N_("Leave voorrang; what is being typed is kept"), NULL, NULL },
	{ "help", help, 0, ARG_NONE, NULL, N_("What can be done here"), N_("help"),
	  NULL },
};

const size_t nglobal_commands = sizeof(global_commands) / sizeof(global_commands[0]);
