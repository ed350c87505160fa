#include "tui/app_internal.h"

#include "store/base/utf8.h"
#include "tui/message.h"

/* ---- commands of a view ---- */

const struct command *command_nth(const struct view *v, size_t i)
{
	if (i < v->ops->ncommands)
		return &v->ops->commands[i];
	i -= v->ops->ncommands;
	if (i < ncase_commands)
		return &case_commands[i];
	i -= ncase_commands;
	return i < nglobal_commands ? &global_commands[i] : NULL;
}

const struct command *command_in(const struct view *v, struct strv name)
{
	const struct command *c;
	size_t i;

	for (i = 0; (c = command_nth(v, i)); i++) {
		if (strv_eq(strv(c->name), name))
			return c;
	}
	return NULL;
}

size_t scopes_of(const struct view *v, const char *scopes[SCOPES_MAX])
{
	size_t n = 0;

	scopes[n++] = v->ops->name;
	if (v->typing)
		scopes[n++] = "edit";
	else if (v->is_list)
		scopes[n++] = "list";
	scopes[n++] = "global";
	return n;
}

/* The reason with its arguments; the handler's name takes a look into the store. */
static void say_refusal(const struct ui *ui, const struct view *v, enum err_code code,
			const char *verb, struct err *why)
{
	struct err e = { 0 };
	const uint16_t who = code == ERR_NOT_HANDLER ? v->face.handler
			     : code == ERR_FOUR_EYES ? v->face.proposer
						     : 0;
	struct txn *t = who ? ui_read(ui, &e) : NULL;

	err_set(why, code);
	if (who)
		err_str(why, t ? user_name(t, who) : strv(""));
	else if (code == ERR_CASE_UNKNOWN)
		err_str(why, strv(caseid_write(v->current).s));
	else
		err_str(why, strv(verb));
	if (code == ERR_CASE_STATE)
		err_str(why, strv(state_word(v->face.state)));
	txn_end(t);
}

/* The screen that a command opens is the one on top. */
static bool is_here(const struct view *v, const struct command *c)
{
	static const char prefix[] = "dossier-";
	const size_t skip = strncmp(c->name, prefix, sizeof(prefix) - 1) == 0
				    ? sizeof(prefix) - 1
				    : 0;

	return strcmp(c->name + skip, v->ops->name) == 0;
}

bool command_possible(const struct ui *ui, const struct view *v,
		      const struct command *c, struct err *why)
{
	const struct verb *verb = c->verb ? verb_by_name(strv(c->verb)) : NULL;
	const struct face *f = v->has_face ? &v->face : NULL;
	enum err_code no = ERR_NONE;

	if (why)
		err_set(why, ERR_NONE);
	if (is_here(v, c) || ((c->needs & NEED_BELOW) && v == &ui->stack[0]->view) ||
	    ((c->needs & NEED_FACES) && !(ui->actor.rights & RIGHT_FACES)) ||
	    ((c->needs & NEED_LIST) && !v->is_list))
		return false;
	if (c->verb && (!verb || (verb->right & ui->actor.rights) != verb->right))
		no = ERR_FORBIDDEN;
	else if ((c->needs & NEED_CASE) && !f)
		return false;
	else if (verb && (c->needs & NEED_CASE))
		no = verb_refusal(verb, &ui->actor, f, ui_today(ui));
	if (no != ERR_NONE && why)
		say_refusal(ui, v, no, c->verb, why);
	return no == ERR_NONE;
}

static void say_impossible(struct ui *ui, const struct view *v, const struct command *c,
			   const struct err *why)
{
	if (why->code != ERR_NONE)
		ui_err(ui, why);
	else if ((c->needs & NEED_CASE) && !v->has_face)
		ui_say(ui, _("There is no case under the cursor."));
	else
		ui_say(ui, _("That is not possible here."));
}

/* ---- a command on its way ---- */

void job_drop(struct ui *ui)
{
	str_clear(&ui->job.arg);
	ui->job.command = NULL;
	ui->job.view = NULL;
	ui->job.confirmed = ui->job.submitted = false;
	prompt_close(ui);
	ui->mode = MODE_KEYS;
}

void job_start(struct ui *ui, const struct command *c, int count, bool counted,
	       struct strv arg)
{
	struct view *v = ui_top(ui);
	struct err why = { 0 };

	job_drop(ui);
	if (!command_possible(ui, v, c, &why)) {
		say_impossible(ui, v, c, &why);
		return;
	}
	ui->job.command = c;
	ui->job.view = v;
	ui->job.id = v->current;
	ui->job.count = count;
	ui->job.counted = counted;
	ui->job.trigger = ui->last;
	str_add(&ui->job.arg, arg);
	job_go_on(ui);
}

/* What the command still has to be told; true when it waits for that. */
static bool ask(struct ui *ui)
{
	const struct command *c = ui->job.command;
	const char *question = c->ask ? _(c->ask) : _(c->title);
	struct view_arg arg = { .id = ui->job.id, .text = strv(c->name) };

	if (ui->job.arg.n > 0)
		return false;
	switch (c->arg) {
	case ARG_NONE:
	case ARG_OPTIONAL:
		return false;
	case ARG_LINE:
	case ARG_USER:
		prompt_open(ui, c->arg, question, (struct strv){ NULL, 0 });
		return true;
	case ARG_DATE:
		prompt_open(ui, c->arg, question, strv(date_nl(ui_today(ui)).s));
		return true;
	case ARG_TEXT:
		job_drop(ui);
		(void)ui_open(ui, "note", &arg);
		return true;
	}
	return false;
}

static bool canonical_date(struct ui *ui)
{
	struct err e = { 0 };
	struct date d;

	if (ui->job.command->arg != ARG_DATE)
		return true;
	if (!prompt_date(strv_of(&ui->job.arg), ui_today(ui), &d, &e)) {
		ui_err(ui, &e);
		return false;
	}
	str_clear(&ui->job.arg);
	str_addz(&ui->job.arg, date_iso(d).s);
	return true;
}

/* A note that did its work leaves neither draft nor screen. */
static void close_note(struct ui *ui, struct view *note)
{
	struct verb_args args = { .id = note->arg.id, .form = note->arg.text };
	struct arena a = { 0 };
	struct err e = { 0 };
	struct strv text = { NULL, 0 };
	struct txn *t = ui_read(ui, &e);

	note->dirty = false;
	if (t &&
	    draft_load(t, &ui->actor, note->arg.id, note->arg.text, &a, &text, &e) &&
	    text.n > 0) {
		txn_end(t);
		t = NULL;
		(void)ui_try(ui, "draft-drop", &args, &e);
	}
	txn_end(t);
	arena_release(&a);
	if (ui_top(ui) == note)
		ui_back(ui);
}

static void run(struct ui *ui)
{
	const struct job job = ui->job;
	struct command_call call = { job.count, job.counted, strv_of(&job.arg) };
	bool ok;

	memset(&ui->job, 0, sizeof(ui->job));
	ok = job.command->fn(ui, job.view, &call);
	if (ok && job.submitted)
		close_note(ui, job.view);
	free(job.arg.p);
}

void job_go_on(struct ui *ui)
{
	const struct command *c = ui->job.command;

	if (ask(ui))
		return;
	if (!canonical_date(ui)) {
		job_drop(ui);
		return;
	}
	if ((c->needs & NEED_CONFIRM) && !ui->job.confirmed) {
		ui->mode = MODE_CONFIRM;
		ui->flush = true;
		return;
	}
	/* Another's change may have moved the rows: never act on a case that slid in. */
	if (ui->job.view != ui_top(ui) ||
	    ((c->needs & NEED_CASE) && !caseid_eq(ui->job.id, ui->job.view->current))) {
		job_drop(ui);
		ui_say(ui, _("The case under the cursor changed; nothing was done."));
		return;
	}
	run(ui);
}

keycode job_confirm_letter(const struct ui *ui)
{
	/* TRANSLATORS: the letter that confirms: y for yes. */
	const struct strv yes = strv(_("y"));
	uint32_t ch;
	size_t len;

	if (!utf8_next(yes, &ch, &len))
		ch = 'y';
	return ui->job.trigger == ch ? ch - 'a' + 'A' : ch;
}

void job_confirm_key(struct ui *ui, keycode key)
{
	if (key != job_confirm_letter(ui)) {
		job_drop(ui);
		ui_say(ui, _("Nothing was done."));
		return;
	}
	ui->mode = MODE_KEYS;
	ui->job.confirmed = true;
	job_go_on(ui);
}

void ui_run(struct ui *ui, const char *command, struct strv arg)
{
	const struct command *c = command_in(ui_top(ui), strv(command));

	if (c)
		job_start(ui, c, 1, false, arg);
	else
		ui_say(ui, _("That is not possible here."));
}

void ui_submit_text(struct ui *ui, struct strv text)
{
	struct view *v = ui_top(ui);
	const struct command *c = command_in(v, v->arg.text);
	struct err e = { 0 };

	if (!c) {
		err_set(&e, ERR_USAGE_UNKNOWN_COMMAND);
		err_str(&e, v->arg.text);
		ui_err(ui, &e);
		return;
	}
	if (strv_trim(text).n == 0) {
		err_set(&e, ERR_TEXT_MISSING);
		err_str(&e, strv(c->verb ? c->verb : c->name));
		ui_err(ui, &e);
		return;
	}
	job_drop(ui);
	ui->job.command = c;
	ui->job.view = v;
	ui->job.id = v->arg.id;
	ui->job.count = 1;
	ui->job.submitted = true;
	ui->job.trigger = ui->last;
	str_add(&ui->job.arg, text);
	job_go_on(ui);
}

/* ---- keys ---- */

bool key_cancels(const struct ui *ui, keycode key)
{
	static const char *const global[] = { "global" };
	const struct binding *b;

	return key == KEY_ESC ||
	       (keymap_find(ui->keymap, global, 1, &key, 1, &b) == KEYMAP_FOUND &&
		strv_eq(b->command, STRV("back")));
}

static void forget_keys(struct ui *ui)
{
	ui->npending = 0;
	ui->count = 0;
	ui->counted = false;
}

/* "12": how often, or which row. */
static bool take_count(struct ui *ui, const struct view *v, keycode key)
{
	if (!v->is_list || v->typing || ui->npending || key < '0' || key > '9' ||
	    (key == '0' && !ui->counted))
		return false;
	if (ui->count < 100000000)
		ui->count = ui->count * 10 + (int)(key - '0');
	ui->counted = true;
	return true;
}

/* Runs what the keys so far are bound to. False: they are bound to nothing here. */
static bool try_binding(struct ui *ui, const char *const *scopes, size_t n, keycode key)
{
	const struct view *v = ui_top(ui);
	const struct command *c;
	const struct binding *b;
	struct strv arg;
	int count;
	bool counted;

	ui->pending[ui->npending] = key;
	switch (keymap_find(ui->keymap, scopes, n, ui->pending, ui->npending + 1, &b)) {
	case KEYMAP_PREFIX:
		ui->npending++;
		return true;
	case KEYMAP_MISS:
		return false;
	case KEYMAP_FOUND:
		break;
	}
	c = command_in(v, b->command);
	if (!c)
		return false;
	arg = b->arg;
	count = ui->counted ? ui->count : 1;
	counted = ui->counted;
	forget_keys(ui);
	job_start(ui, c, count, counted, arg);
	return true;
}

static void say_unbound(struct ui *ui, keycode key)
{
	char keys[64];
	size_t used = 0, i;

	ui->pending[ui->npending] = key;
	for (i = 0; i <= ui->npending && used < sizeof(keys) - 25; i++) {
		char name[24];

		key_write(ui->pending[i], name);
		used += (size_t)snprintf(keys + used, sizeof(keys) - used, "%s%s",
					 i ? " " : "", name);
	}
	ui_say(ui, _("%s does nothing here."), keys);
}

/* Escape and a key that came together: Alt, a function key's twin (Esc 1 is F1), or just
 * both, typed ahead. */
static void alt_key(struct ui *ui, keycode key)
{
	const keycode base = key & ~(keycode)KEY_ALT;

	if (base >= '0' && base <= '9') {
		dispatch_key(ui, KEY_FUNCTION + (base == '0' ? 10 : base - '0'));
		return;
	}
	dispatch_key(ui, KEY_ESC);
	dispatch_key(ui, base);
}

/* While one types, the keys of scope "edit" work before the text sees them; those of the
 * screen and the global ones only when the text does not want them. */
static bool try_editing(struct ui *ui, const char *const *scopes, size_t n, keycode key)
{
	const struct binding *b;

	return !key_is_text(key) &&
	       keymap_find(ui->keymap, scopes, n, &key, 1, &b) != KEYMAP_MISS &&
	       strv_eq(b->scope, STRV("edit")) && try_binding(ui, scopes, n, key);
}

static void view_key(struct ui *ui, keycode key)
{
	struct view *v = ui_top(ui);
	const char *scopes[SCOPES_MAX];
	const size_t n = scopes_of(v, scopes);

	if (key_cancels(ui, key) && (ui->npending || ui->counted)) {
		forget_keys(ui);
		return;
	}
	if (v->typing && !ui->npending) {
		if (try_editing(ui, scopes, n, key))
			return;
		if (ui_input(ui, v, key_cancels(ui, key) ? (keycode)KEY_ESC : key))
			return;
	}
	if (take_count(ui, v, key) || try_binding(ui, scopes, n, key))
		return;
	if (!ui->npending && !v->typing && ui_input(ui, v, key)) {
		forget_keys(ui);
		return;
	}
	if ((key & KEY_ALT) && !ui->npending)
		alt_key(ui, key);
	else if (key != KEY_ESC)
		say_unbound(ui, key);
	forget_keys(ui);
}

/* Pasted text is text: it reaches what is being typed and never runs a command. */
static void paste_key(struct ui *ui, keycode key)
{
	struct view *v = ui_top(ui);

	if (ui->mode == MODE_PROMPT) {
		prompt_key(ui, key);
	} else if (ui->mode == MODE_PALETTE) {
		palette_key(ui, key);
	} else if (ui->mode == MODE_KEYS && v->typing) {
		if (!v->multiline && (key == KEY_RETURN || key == (KEY_CTRL | 'j')))
			key = ' ';
		(void)ui_input(ui, v, key);
	}
}

void dispatch_key(struct ui *ui, keycode key)
{
	if (key == KEY_NONE || key == KEY_WINDOW)
		return;
	if (key == KEY_PASTE_START || key == KEY_PASTE_STOP) {
		ui->pasting = key == KEY_PASTE_START;
		ui->paste_ticks = 0;
		paste_key(ui, key);
		return;
	}
	if (ui->pasting) {
		ui->paste_ticks = 0;
		paste_key(ui, key);
		return;
	}
	ui->last = key;
	ui_load(ui);
	str_clear(&ui->message);
	switch (ui->mode) {
	case MODE_PROMPT:
		prompt_key(ui, key);
		break;
	case MODE_PALETTE:
		palette_key(ui, key);
		break;
	case MODE_CONFIRM:
		job_confirm_key(ui, key);
		break;
	case MODE_KEYS:
		view_key(ui, key);
		break;
	}
}
