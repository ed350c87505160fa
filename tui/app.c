#include "tui/app.h"

#include <errno.h>

#include "tui/app_internal.h"
#include "tui/message.h"
#include "tui/term.h"

#define TICK_MS 250
#define DRAFT_SECONDS 5
/* A paste whose end was lost ends by itself: else every key would be text for ever. */
#define PASTE_TICKS 8
#define FILE_MAX 262144

/* ---- the tables that others go through ---- */

const struct command *command_at(size_t i, const char **scope)
{
	const struct view_ops *ops;
	size_t n;

	for (n = 0; (ops = view_at(n)); n++) {
		*scope = ops->name;
		if (i < ops->ncommands)
			return &ops->commands[i];
		i -= ops->ncommands;
	}
	*scope = "case";
	if (i < ncase_commands)
		return &case_commands[i];
	i -= ncase_commands;
	*scope = "global";
	return i < nglobal_commands ? &global_commands[i] : NULL;
}

static bool is_command(struct strv name)
{
	const struct command *c;
	const char *scope;
	size_t i;

	for (i = 0; (c = command_at(i, &scope)); i++) {
		if (strv_eq(strv(c->name), name))
			return true;
	}
	return false;
}

static bool is_scope(struct strv name)
{
	return view_by_name(name) || strv_eq(name, STRV("global")) ||
	       strv_eq(name, STRV("list")) || strv_eq(name, STRV("edit"));
}

const struct keymap_check *app_keymap_check(void)
{
	static const struct keymap_check check = { is_command, is_scope };

	return &check;
}

/* ---- starting ---- */

static bool read_file(const char *path, struct str *out, struct err *e)
{
	char buf[4096];
	FILE *f = fopen(path, "re");
	size_t n;

	if (!f) {
		err_set(e, ERR_NOINPUT);
		err_str(e, strv(path));
		return err_str(e, strv(strerror(errno)));
	}
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0 && out->n < FILE_MAX)
		str_add(out, strv_n(buf, n));
	(void)fclose(f);
	if (out->n >= FILE_MAX) {
		err_set(e, ERR_TOO_LARGE);
		err_str(e, strv(path));
		return err_int(e, FILE_MAX);
	}
	return out->failed ? err_set(e, ERR_NOMEM) : true;
}

bool app_load_keymap(struct keymap *k, const char *second, struct err *e)
{
	const struct keymap_check *check = app_keymap_check();
	const char *builtin;
	struct str text = { 0 };
	bool ok;

	if (!keymap_load(k, strv(keymap_builtin(STRV("default"))),
			 "keymaps/default.keys", check, e))
		return false;
	if (!second || strcmp(second, "default") == 0)
		return true;
	builtin = keymap_builtin(strv(second));
	if (builtin)
		return keymap_load(k, strv(builtin), second, check, e);
	ok = read_file(second, &text, e) &&
	     keymap_load(k, strv_of(&text), second, check, e);
	str_release(&text);
	return ok;
}

static bool load_actor(struct ui *ui, const char *name, struct err *e)
{
	struct txn *t = txn_read(ui->setup.store, e);
	const bool ok = t && actor_load(t, strv(name), "tui", &ui->actor, e);

	txn_end(t);
	return ok;
}

/* What was being typed when the line dropped. */
static void say_draft(struct ui *ui)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct strv form = { NULL, 0 };
	struct caseid id = { 0, 0 };
	struct txn *t = ui_read(ui, &e);

	if (t && draft_latest(t, &ui->actor, &id, &a, &form, &e) && form.n > 0) {
		if (id.seq)
			ui_say(ui, _("A draft was kept for %s; %s opens it."),
			       caseid_write(id).s, ui_key_for(ui, "draft-open"));
		else
			ui_say(ui, _("A draft was kept; %s opens it."),
			       ui_key_for(ui, "draft-open"));
	}
	txn_end(t);
	arena_release(&a);
}

static bool start(struct ui *ui, const struct app_setup *setup, struct err *e)
{
	ui->setup = *setup;
	ui->setup.user = NULL; /* not ours to keep: the actor has the name */
	ui->setup.keymap = NULL;
	ui->canvas.can = setup->can;
	ui->canvas.ascii = setup->ascii;
	ui->keymap = keymap_new();
	ui->key_texts = calloc(1, sizeof(*ui->key_texts));
	if (!ui->keymap || !ui->key_texts ||
	    !canvas_resize(&ui->canvas, setup->width, setup->height))
		return err_set(e, ERR_NOMEM);
	if (!load_actor(ui, setup->user, e) ||
	    !app_load_keymap(ui->keymap, setup->keymap, e))
		return false;
	ui->generation = store_generation(setup->store);
	ui->day = ui_today(ui);
	ui->saved = setup->now();
	return ui_start(ui, e);
}

struct ui *app_new(const struct app_setup *setup, struct err *e)
{
	struct ui *ui = calloc(1, sizeof(*ui));

	if (!ui) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	if (!start(ui, setup, e)) {
		app_free(ui);
		return NULL;
	}
	say_draft(ui);
	return ui;
}

void app_free(struct ui *ui)
{
	if (!ui)
		return;
	ui_free_views(ui);
	keymap_free(ui->keymap);
	canvas_release(&ui->canvas);
	str_release(&ui->message);
	str_release(&ui->job.arg);
	prompt_release(&ui->prompt);
	palette_release(&ui->palette);
	free(ui->key_texts);
	free(ui->held);
	free(ui);
}

/* ---- running ---- */

void app_key(struct ui *ui, keycode key)
{
	ui->moved = false;
	dispatch_key(ui, key);
	ui_reap(ui);
}

bool app_resize(struct ui *ui, int width, int height)
{
	if (!canvas_resize(&ui->canvas, width, height))
		return false;
	ui_stale(ui); /* lists read as many rows as the screen shows */
	return true;
}

static bool any_dirty(const struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++) {
		if (ui->stack[i]->view.dirty)
			return true;
	}
	return false;
}

bool app_tick(struct ui *ui)
{
	const uint64_t generation = store_generation(ui->setup.store);
	const struct date day = ui_today(ui);
	const int64_t now = ui->setup.now();
	const bool changed = generation != ui->generation || day.days != ui->day.days;

	if (changed) {
		ui->generation = generation;
		ui->day = day;
		ui_stale(ui);
	}
	if (ui->pasting && ++ui->paste_ticks >= PASTE_TICKS)
		dispatch_key(ui, KEY_PASTE_STOP);
	if (!any_dirty(ui))
		ui->saved = now;
	else if (now - ui->saved >= DRAFT_SECONDS)
		ui_save_drafts(ui);
	return changed;
}

void app_hangup(struct ui *ui)
{
	ui_save_drafts(ui);
}

bool app_quits(const struct ui *ui)
{
	return ui->quits;
}

/* The real cursor rests on the marker, where a braille line or a screen reader looks; on
 * a screen without one at the message. It is never hidden: that costs a write of its own. */
static void rest_cursor(struct canvas *c)
{
	int y;

	for (y = 0; !c->cursor_on && y < c->height - 2; y++) {
		if (c->cells[(size_t)y * (size_t)c->width].ch == '>')
			canvas_cursor(c, y, 0);
	}
	if (!c->cursor_on)
		canvas_cursor(c, c->height > 1 ? c->height - 2 : 0, 0);
}

static void draw(struct ui *ui)
{
	const struct slot *top;

	ui_load(ui);
	top = ui->stack[ui->depth - 1];
	canvas_clear(&ui->canvas);
	if (!top->stale)
		top->view.ops->draw(&top->view, ui, &ui->canvas);
	hint_draw(ui, &ui->canvas);
	rest_cursor(&ui->canvas);
}

bool ui_gliding(const struct ui *ui)
{
	return ui->gliding;
}

/* Keeps the first and the last line of a full frame. */
static void hold(struct ui *ui)
{
	const struct canvas *c = &ui->canvas;
	const size_t row = (size_t)c->width;
	struct cell *held = ui->held;

	if (ui->held_width != c->width) {
		held = realloc(ui->held, 2 * row * sizeof(*held));
		if (!held)
			return;
		ui->held = held;
		ui->held_width = c->width;
	}
	ui->held_top = ui->stack[ui->depth - 1];
	memcpy(held, c->cells, row * sizeof(*held));
	memcpy(held + row, c->cells + (size_t)(c->height - 1) * row,
	       row * sizeof(*held));
}

/* A frame in between has the first and last line of the full one before it: they follow
 * the cursor too, and would cost more bytes than the move itself. */
static void hold_still(struct ui *ui)
{
	const struct canvas *c = &ui->canvas;
	const size_t row = (size_t)c->width;

	if (c->height < 3)
		return;
	memcpy(c->cells, ui->held, row * sizeof(*ui->held));
	memcpy(c->cells + (size_t)(c->height - 1) * row, ui->held + row,
	       row * sizeof(*ui->held));
}

/* The frame while a key is held down: rows and marker only. */
static const struct canvas *glide(struct ui *ui)
{
	if (!ui->held || ui->held_width != ui->canvas.width ||
	    ui->held_top != ui->stack[ui->depth - 1])
		return app_draw(ui);
	ui->gliding = true;
	draw(ui);
	ui->gliding = false;
	hold_still(ui);
	return &ui->canvas;
}

const struct canvas *app_draw(struct ui *ui)
{
	draw(ui);
	hold(ui);
	return &ui->canvas;
}

/* Executes all that was typed; frames in between are never drawn. */
static bool take_keys(struct ui *ui)
{
	bool any = false, moves = true;
	keycode key;

	while (!ui->quits && (key = term_key()) != KEY_NONE) {
		int width, height;

		any = true;
		if (key == KEY_WINDOW) {
			term_size(&width, &height);
			(void)app_resize(ui, width, height);
			moves = false;
			continue;
		}
		app_key(ui, key);
		moves &= ui->moved;
		if (ui->flush)
			term_flush_input();
		ui->flush = false;
	}
	ui->moved = any ? moves : ui->moved;
	return any;
}

int app_run(struct ui *ui)
{
	bool changed = true;

	while (!ui->quits) {
		if (changed) {
			const struct canvas *c = ui->moved ? glide(ui) : app_draw(ui);

			if (ui->redraw)
				term_redraw();
			ui->redraw = false;
			term_show(c);
		}
		if (!term_wait(TICK_MS)) {
			app_hangup(ui);
			return 0;
		}
		changed = take_keys(ui);
		if (!changed && ui->moved) { /* the hand rests */
			ui->moved = false;
			changed = true;
		}
		changed |= app_tick(ui);
	}
	return 0;
}
