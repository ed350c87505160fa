#include "tui/cli/table.h"

#include "tui/app.h"
#include "tui/cli/out.h"
#include "tui/message.h"

/* What a binding's command does, in the reader's language. */
static const char *title_of(const struct binding *b)
{
	const struct command *command;
	const char *scope;

	for (size_t i = 0; (command = command_at(i, &scope)); i++)
		if (strv_eq(b->command, strv(command->name)))
			return _(command->title);
	return "";
}

static void print_markdown(const struct binding *b, const char *keys)
{
	struct str line = { 0 };

	/* A bar would end the cell. */
	str_addz(&line, "| `");
	for (; *keys; keys++)
		str_addf(&line, *keys == '|' ? "\\%c" : "%c", *keys);
	str_addf(&line, "` | %s | `%.*s%s%.*s` |", title_of(b), STRV_FMT(b->command),
		 b->arg.n ? " " : "", STRV_FMT(b->arg));
	cli_say("%s", str_z(&line));
	str_release(&line);
}

static void print_plain(const struct binding *b, const char *keys)
{
	struct str line = { 0 };

	str_addz(&line, "  ");
	out_cell(&line, strv(keys), 16);
	str_addc(&line, ' ');
	out_cell(&line, strv(title_of(b)), 44);
	str_addf(&line, " %.*s%s%.*s", STRV_FMT(b->command), b->arg.n ? " " : "",
		 STRV_FMT(b->arg));
	cli_say("%s", str_z(&line));
	str_release(&line);
}

/* Whether an earlier binding has the scope of binding `i`. */
static bool seen_scope(const struct keymap *k, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strv_eq(keymap_at(k, j)->scope, keymap_at(k, i)->scope))
			return true;
	return false;
}

static void print_scope(const struct keymap *k, struct strv scope, bool markdown)
{
	const struct binding *b;
	char keys[64];

	cli_say(markdown ? "## %.*s" : "%.*s", STRV_FMT(scope));
	if (markdown)
		cli_put(STRV("\n| keys | what it does | command |\n|---|---|---|\n"));
	for (size_t i = 0; (b = keymap_at(k, i)); i++) {
		if (!strv_eq(b->scope, scope))
			continue;
		binding_keys(b, keys);
		if (markdown)
			print_markdown(b, keys);
		else
			print_plain(b, keys);
	}
	cli_say("%s", "");
}

static void print_keys(const struct keymap *k, bool markdown)
{
	const struct binding *b;

	if (markdown)
		cli_put(STRV(
			"# Keys\n\nGenerated from `keymaps/default.keys` by `make "
			"docs`. "
			"Scopes are screens; *global*\nholds everywhere, *list* in "
			"every list, *edit* while typing.\n\n"));
	for (size_t i = 0; (b = keymap_at(k, i)); i++)
		if (!seen_scope(k, i))
			print_scope(k, b->scope, markdown);
}

int keys_main(struct cli *c)
{
	struct keymap *k = keymap_new();
	struct err e = { 0 };
	bool ok = k || err_set(&e, ERR_NOMEM);

	ok = ok && app_load_keymap(k, c->option[OPT_KEYMAP], &e);
	if (ok)
		print_keys(k, c->option[OPT_MARKDOWN] != NULL);
	keymap_free(k);
	return ok ? 0 : cli_fail(&e);
}
