#include "tui/app_internal.h"

#include "tui/message.h"

const struct binding *hint_binding(const struct ui *ui, const struct view *v,
				   struct strv command)
{
	const char *scopes[SCOPES_MAX];
	const size_t n = scopes_of(v, scopes);

	return keymap_for(ui->keymap, scopes, n, command, v->typing);
}

const char *ui_key_for(const struct ui *ui, const char *command)
{
	const struct binding *b = hint_binding(ui, ui_context(ui), strv(command));
	char *out = ui->key_texts->s[ui->key_texts->next++ % KEY_TEXTS];

	out[0] = '\0';
	if (b)
		binding_keys(b, out);
	return out;
}

/* While typing the palette cannot be reached: without a key a command is not there. */
bool ui_possible(const struct ui *ui, const struct command *c)
{
	const struct view *v = ui_context(ui);

	return command_possible(ui, v, c, NULL) &&
	       (!v->typing || hint_binding(ui, v, strv(c->name)));
}

const struct command *ui_command(const struct ui *ui, size_t i)
{
	return command_nth(ui_context(ui), i);
}

const struct command *ui_command_named(const struct ui *ui, const char *name)
{
	const char *scope;
	const struct command *c = command_in(ui_context(ui), strv(name));
	size_t i;

	for (i = 0; !c && (c = command_at(i, &scope)); i++) {
		if (strcmp(c->name, name) != 0)
			c = NULL;
		else
			break;
	}
	return c;
}

/* One "key word" pair of line 24; false when it does not fit before `end`. */
static bool put_hint(struct canvas *c, int y, int *x, int end, const char *keys,
		     const char *word)
{
	const int need = text_width(strv(keys)) + 1 + text_width(strv(word));

	if (*x + need > end)
		return false;
	*x += canvas_put(c, y, *x, -1, LOOK_KEY, strv(keys)) + 1;
	*x += canvas_put(c, y, *x, -1, LOOK_TEXT, strv(word)) + 2;
	return true;
}

/* One command in line 24, when it has a word, can run and has a key. */
static void draw_hint(const struct ui *ui, struct canvas *c, int y, int *x, int end,
		      const struct command *cmd)
{
	const struct view *v = ui_top(ui);
	const struct binding *b;
	char keys[64];

	if (!cmd->hint || command_in(v, strv(cmd->name)) != cmd ||
	    !command_possible(ui, v, cmd, NULL))
		return;
	b = hint_binding(ui, v, strv(cmd->name));
	if (!b)
		return;
	binding_keys(b, keys);
	(void)put_hint(c, y, x, end, keys, _(cmd->hint));
}

/* What Enter does: what most people want next. */
static const struct command *enter_command(const struct ui *ui, const struct view *v)
{
	const char *scopes[SCOPES_MAX];
	const size_t n = scopes_of(v, scopes);
	const keycode enter = KEY_RETURN;
	const struct binding *b;

	if (keymap_find(ui->keymap, scopes, n, &enter, 1, &b) != KEYMAP_FOUND)
		return NULL;
	return command_in(v, b->command);
}

/* What the next key can be, most useful first; the way to help always stands last. */
static void draw_hints(const struct ui *ui, struct canvas *c, int y)
{
	const struct view *v = ui_top(ui);
	const struct command *enter = enter_command(ui, v);
	const struct binding *help = hint_binding(ui, v, STRV("help"));
	/* A page about one case: after its own keys the way back, then the case's verbs. */
	const struct command *way_back =
		v->is_list || !v->has_face ? NULL : command_in(v, STRV("back"));
	const struct command *cmd;
	char help_keys[64] = "";
	int x = 1, end = c->width;
	size_t i;

	if (help) {
		binding_keys(help, help_keys);
		end -= text_width(strv(help_keys)) + 3 + text_width(strv(_("help")));
	}
	if (enter)
		draw_hint(ui, c, y, &x, end, enter);
	for (i = 0; (cmd = command_nth(v, i)) && x < end; i++) {
		if (i == v->ops->ncommands && way_back)
			draw_hint(ui, c, y, &x, end, way_back);
		if (cmd != enter && cmd != way_back && strcmp(cmd->name, "help") != 0)
			draw_hint(ui, c, y, &x, end, cmd);
	}
	if (help)
		(void)put_hint(c, y, &x, c->width, help_keys, _("help"));
}

/* After "g": what can follow. */
static void draw_continuations(const struct ui *ui, struct canvas *c, int y)
{
	const struct view *v = ui_top(ui);
	const char *scopes[SCOPES_MAX];
	const size_t n = scopes_of(v, scopes);
	const struct binding *b;
	int x = 1;
	size_t i, s;

	for (i = 0; (b = keymap_at(ui->keymap, i)); i++) {
		const struct command *cmd = command_in(v, b->command);
		struct binding rest = *b;
		char keys[64];

		for (s = 0; s < n && !strv_eq(b->scope, strv(scopes[s])); s++)
			;
		if (s == n || !cmd || b->nkeys <= ui->npending ||
		    memcmp(b->keys, ui->pending, ui->npending * sizeof(b->keys[0])) !=
			    0 ||
		    !command_possible(ui, v, cmd, NULL))
			continue;
		rest.nkeys -= ui->npending;
		memmove(rest.keys, rest.keys + ui->npending,
			rest.nkeys * sizeof(rest.keys[0]));
		binding_keys(&rest, keys);
		(void)put_hint(c, y, &x, c->width, keys,
			       cmd->hint ? _(cmd->hint) : _(cmd->title));
	}
}

/* The keys of a sequence or count that is not complete, at the end of the message line. */
static void draw_pending(const struct ui *ui, struct canvas *c, int y)
{
	struct binding b = { .nkeys = ui->npending };
	char keys[64], line[96];

	memcpy(b.keys, ui->pending, sizeof(b.keys));
	binding_keys(&b, keys);
	if (ui->counted)
		(void)snprintf(line, sizeof(line), "%d %s", ui->count, keys);
	else
		(void)snprintf(line, sizeof(line), "%s", keys);
	(void)canvas_put_right(c, y, c->width - 20, 19, LOOK_KEY,
			       strv_trim(strv(line)));
}

static void draw_confirm(const struct ui *ui, struct canvas *c, int y)
{
	const struct job *job = &ui->job;
	const char *title = _(job->command->title);
	char key[24];

	key_write(job_confirm_letter(ui), key);
	if ((job->command->needs & NEED_CASE) && job->id.seq)
		(void)canvas_putf(c, y, 1, -1, LOOK_TITLE, "%s: %s?",
				  caseid_write(job->id).s, title);
	else
		(void)canvas_putf(c, y, 1, -1, LOOK_TITLE, "%s?", title);
	(void)canvas_putf(c, y + 1, 1, -1, LOOK_KEY, _("%s: yes   any other key: no"),
			  key);
	canvas_cursor(c, y, 0);
}

static void wipe(struct canvas *c, int y)
{
	int x;

	for (x = 0; x < c->width; x++)
		(void)canvas_put(c, y, x, 1, LOOK_TEXT, STRV(" "));
}

void hint_draw(const struct ui *ui, struct canvas *c)
{
	const int y = c->height > 2 ? c->height - 2 : c->height - 1;

	wipe(c, y);
	wipe(c, y + 1);
	switch (ui->mode) {
	case MODE_PROMPT:
		prompt_draw(ui, c, y);
		return;
	case MODE_PALETTE:
		palette_draw(ui, c, y);
		return;
	case MODE_CONFIRM:
		draw_confirm(ui, c, y);
		return;
	case MODE_KEYS:
		break;
	}
	if (ui->npending || ui->counted)
		draw_pending(ui, c, y);
	(void)canvas_put(c, y, 1, ui->npending || ui->counted ? c->width - 22 : -1,
			 ui->message_error ? LOOK_ERROR : LOOK_TEXT,
			 strv_of(&ui->message));
	if (ui->npending)
		draw_continuations(ui, c, y + 1);
	else if (!ui->gliding) /* then the last full frame's stay */
		draw_hints(ui, c, y + 1);
}
