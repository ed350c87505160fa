#include "tui/ui.h"

#include <stdarg.h>

#include "tui/app_internal.h"
#include "tui/message.h"

static const struct view_ops *const views[] = {
	&view_desk,    &view_queue, &view_find,   &view_dossier,
	&view_edit,    &view_clock, &view_decide, &view_letter,
	&view_history, &view_note,  &view_help,   &view_triage,
};

const struct view_ops *view_at(size_t i)
{
	return i < sizeof(views) / sizeof(views[0]) ? views[i] : NULL;
}

const struct view_ops *view_by_name(struct strv name)
{
	const struct view_ops *ops;
	size_t i;

	for (i = 0; (ops = view_at(i)); i++) {
		if (strv_eq(name, strv(ops->name)))
			return ops;
	}
	return NULL;
}

struct view *ui_top(const struct ui *ui)
{
	return ui->depth ? &ui->stack[ui->depth - 1]->view : NULL;
}

const struct view *ui_below(const struct ui *ui)
{
	return ui->depth > 1 ? &ui->stack[ui->depth - 2]->view : NULL;
}

struct view *ui_context(const struct ui *ui)
{
	struct view *v = ui_top(ui);

	if (v && v->ops == &view_help && ui->depth > 1)
		return &ui->stack[ui->depth - 2]->view;
	return v;
}

struct store *ui_store(const struct ui *ui)
{
	return ui->setup.store;
}

const struct actor *ui_actor(const struct ui *ui)
{
	return &ui->actor;
}

struct date ui_today(const struct ui *ui)
{
	return date_is(ui->setup.today) || !ui->setup.day ? ui->setup.today
							  : ui->setup.day();
}

const struct policy *ui_policy(const struct ui *ui)
{
	struct err e = { 0 };

	return store_policy(ui->setup.store, ui_today(ui), &e);
}

bool ui_dutch(const struct ui *ui)
{
	(void)ui;
	return message_dutch();
}

void ui_size(const struct ui *ui, int *width, int *height)
{
	*width = ui->canvas.width;
	*height = ui->canvas.height;
}

/* ---- messages ---- */

void ui_say(struct ui *ui, const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	str_clear(&ui->message);
	str_addz(&ui->message, line);
	ui->message_error = false;
}

void ui_err(struct ui *ui, const struct err *e)
{
	const char *first = err_arg_str(e, 0);
	char *begin;

	str_clear(&ui->message);
	message_err(e, &ui->message);
	ui->message_error = true;
	begin = ui->message.p;
	/* On a line of its own it is a sentence; a login name stays as it is. */
	if (begin && *begin >= 'a' && *begin <= 'z' &&
	    !(*first && strv_starts(strv_of(&ui->message), strv(first))))
		*begin = (char)(*begin - 'a' + 'A');
}

/* ---- the store ---- */

struct txn *ui_read(const struct ui *ui, struct err *e)
{
	return txn_read(ui->setup.store, e);
}

/* Drafts and the note that a dossier was seen change nothing that is shown. */
static bool changes_content(const char *verb)
{
	return strcmp(verb, "draft-save") != 0 && strcmp(verb, "draft-drop") != 0 &&
	       strcmp(verb, "view") != 0;
}

bool ui_try(struct ui *ui, const char *verb, struct verb_args *args, struct err *e)
{
	const struct verb *v = verb_by_name(strv(verb));

	if (!v) {
		err_set(e, ERR_USAGE_UNKNOWN_COMMAND);
		return err_str(e, strv(verb));
	}
	args->today = ui_today(ui);
	args->now = ui->setup.now();
	if (date_is(ui->setup.today))
		args->now = amsterdam_on(args->now, ui->setup.today);
	if (!store_do(ui->setup.store, v, &ui->actor, args, e))
		return false;
	if (changes_content(verb)) {
		ui_stale(ui);
		ui->generation = store_generation(ui->setup.store);
	}
	return true;
}

bool ui_do(struct ui *ui, const char *verb, struct verb_args *args)
{
	struct err e = { 0 };

	if (ui_try(ui, verb, args, &e))
		return true;
	ui_err(ui, &e);
	return false;
}

void ui_stale(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++)
		ui->stack[i]->stale = true;
}

/* ---- the stack ---- */

static void slot_free(struct slot *s)
{
	if (s->view.ops->close && s->view.state)
		s->view.ops->close(&s->view);
	arena_release(&s->view.arena);
	arena_release(&s->view.keep);
	free(s);
}

static void free_list(struct slot *s)
{
	while (s) {
		struct slot *next = s->next;

		slot_free(s);
		s = next;
	}
}

static bool slot_load(struct ui *ui, struct slot *s, struct err *e)
{
	struct view *v = &s->view;

	v->arg.query.actor = &ui->actor;
	v->arg.query.today = ui_today(ui);
	arena_reset(&v->arena);
	s->stale = false;
	return v->ops->load(v, ui, e);
}

static struct slot *slot_new(const struct view_ops *ops, const struct view_arg *arg)
{
	struct slot *s = calloc(1, sizeof(*s));
	struct view *v;

	if (!s)
		return NULL;
	v = &s->view;
	v->ops = ops;
	if (arg)
		v->arg = *arg;
	v->arg.text = arena_copy(&v->keep, v->arg.text);
	v->arg.query.filter = arena_copy(&v->keep, v->arg.query.filter);
	if (v->arg.text.p && v->arg.query.filter.p)
		return s;
	slot_free(s);
	return NULL;
}

/* The stack is full: the oldest screen above the desk goes. */
static void drop_oldest(struct ui *ui)
{
	struct slot *s = ui->stack[1];

	if (s->view.dirty)
		(void)ui_input(ui, &s->view, KEY_SAVE_DRAFT);
	memmove(&ui->stack[1], &ui->stack[2], (ui->depth - 2) * sizeof(ui->stack[0]));
	ui->depth--;
	s->forget = true;
	s->next = ui->trash;
	ui->trash = s;
}

static bool push(struct ui *ui, const struct view_ops *ops, const struct view_arg *arg,
		 struct err *e)
{
	struct slot *s = slot_new(ops, arg);

	if (!s)
		return err_set(e, ERR_NOMEM);
	if (!slot_load(ui, s, e)) {
		slot_free(s);
		return false;
	}
	if (ui->depth == STACK_MAX)
		drop_oldest(ui);
	ui->stack[ui->depth++] = s;
	return true;
}

bool ui_open(struct ui *ui, const char *view, const struct view_arg *arg)
{
	const struct view_ops *ops = view_by_name(strv(view));
	struct err e = { 0 };

	if (!ops) {
		err_set(&e, ERR_BUG);
		err_str(&e, strv(view));
		ui_err(ui, &e);
		return false;
	}
	if (!push(ui, ops, arg, &e)) {
		if (e.code != ERR_NONE)
			ui_err(ui, &e);
		return false;
	}
	free_list(ui->gone);
	ui->gone = NULL;
	return true;
}

bool ui_start(struct ui *ui, struct err *e)
{
	return push(ui, &view_desk, NULL, e);
}

/* Its code may still be running: it is freed after the key. */
static void pop(struct ui *ui, bool forget)
{
	struct slot *s = ui->stack[--ui->depth];

	if (s->view.has_face && s->view.arg.id.seq)
		s->view.arg.id = s->view.current;
	s->forget = forget;
	s->next = ui->trash;
	ui->trash = s;
}

void ui_back(struct ui *ui)
{
	struct view *v = ui_top(ui);

	if (!v || ui->depth <= 1)
		return;
	if (v->dirty)
		(void)ui_input(ui, v, KEY_SAVE_DRAFT);
	pop(ui, false);
}

bool ui_forward(struct ui *ui)
{
	struct slot *s = ui->gone;
	struct err e = { 0 };
	bool ok;

	if (!s)
		return false;
	ui->gone = s->next;
	ok = push(ui, s->view.ops, &s->view.arg, &e);
	if (!ok && e.code != ERR_NONE)
		ui_err(ui, &e);
	slot_free(s);
	return ok;
}

/* A closed view keeps only what it was opened on. */
static void keep_gone(struct ui *ui, struct slot *s)
{
	struct view_arg *arg = &s->view.arg;
	struct slot *at;
	size_t n = 1;

	/* They may lie in what `close` frees. */
	arg->text = arena_copy(&s->view.keep, arg->text);
	arg->query.filter = arena_copy(&s->view.keep, arg->query.filter);
	if (s->view.ops->close && s->view.state)
		s->view.ops->close(&s->view);
	s->view.state = NULL;
	arena_release(&s->view.arena);
	s->next = ui->gone;
	ui->gone = s;
	for (at = s; at->next && n < GONE_MAX; at = at->next)
		n++;
	free_list(at->next);
	at->next = NULL;
}

void ui_reap(struct ui *ui)
{
	struct slot *s = ui->trash;
	struct slot *order = NULL;

	ui->trash = NULL;
	while (s) { /* first closed first, so that the last one is the first to return to */
		struct slot *next = s->next;

		s->next = order;
		order = s;
		s = next;
	}
	while (order) {
		struct slot *next = order->next;

		if (order->forget)
			slot_free(order);
		else
			keep_gone(ui, order);
		order = next;
	}
}

void ui_load(struct ui *ui)
{
	while (ui->depth && ui->stack[ui->depth - 1]->stale) {
		struct err e = { 0 };

		if (slot_load(ui, ui->stack[ui->depth - 1], &e))
			return;
		if (e.code != ERR_NONE)
			ui_err(ui, &e);
		if (ui->depth ==
		    1) { /* the desk stays, and is not drawn until it can */
			ui->stack[0]->stale = true;
			return;
		}
		job_drop(ui);
		pop(ui, true);
		ui_reap(ui);
	}
}

void ui_free_views(struct ui *ui)
{
	while (ui->depth)
		slot_free(ui->stack[--ui->depth]);
	free_list(ui->trash);
	free_list(ui->gone);
	ui->trash = ui->gone = NULL;
}

bool ui_input(struct ui *ui, struct view *v, keycode key)
{
	return v->ops->input && v->ops->input(v, ui, key);
}

void ui_save_drafts(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++) {
		struct view *v = &ui->stack[i]->view;

		if (v->dirty)
			(void)ui_input(ui, v, KEY_SAVE_DRAFT);
	}
	ui->saved = ui->setup.now();
}

/* ---- line 1 ---- */

void ui_title(const struct ui *ui, struct canvas *c, struct strv left,
	      struct strv right)
{
	const struct strv demo = STRV(" DEMO ");
	struct str day = { 0 };
	int end = c->width - 1, used;

	if (!right.p) {
		str_addf(&day, "%s \u00b7 ", ui->actor.name);
		message_day(ui_today(ui), &day);
		right = strv_of(&day);
	}
	used = canvas_put_right(c, 0, 0, end, LOOK_TITLE, right);
	end -= used + 2;
	if (store_is_demo(ui->setup.store) && end > 20) {
		used = canvas_put_right(c, 0, 0, end, LOOK_DEMO, demo);
		end -= used + 1;
	}
	if (end > 1)
		(void)canvas_put(c, 0, 1, end - 1, LOOK_TITLE, left);
	str_release(&day);
}
