#include "tui/cli/help.h"

#include "tui/app.h"
#include "tui/cli/table.h"
#include "tui/message.h"

/* A bar would end a table's cell. */
static void add_cell(struct str *line, struct strv text, bool code)
{
	str_addz(line, code ? " `" : " ");
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '|')
			str_addc(line, '\\');
		str_addc(line, text.p[i]);
	}
	str_addz(line, code ? "` |" : " |");
}

static void end_row(struct str *line)
{
	cli_say("%s", str_z(line));
	str_clear(line);
}

static void subcommands(struct str *line)
{
	const struct cli_row *row;
	struct str usage = { 0 };

	cli_put(STRV("## Line mode\n\n`voorrang` alone opens the workbench; with a "
		     "command it "
		     "does one thing.\n\n| command | what it does |\n|---|---|\n"));
	for (size_t i = 0; (row = cli_row_at(i)); i++) {
		str_clear(&usage);
		str_addf(&usage, "%s%s%s", row->name, *row->usage ? " " : "",
			 row->usage);
		str_addc(line, '|');
		add_cell(line, strv_of(&usage), true);
		add_cell(line, strv(_(row->title)), false);
		end_row(line);
	}
	str_release(&usage);
}

static void options(struct str *line)
{
	const char *title;
	const char *usage;

	cli_put(STRV("\n## Options\n\nBefore or after the command.\n\n"
		     "| option | what it says |\n|---|---|\n"));
	for (size_t i = 0; (usage = help_option(i, &title)); i++) {
		str_addc(line, '|');
		add_cell(line, strv(usage), true);
		add_cell(line, strv(title), false);
		end_row(line);
	}
}

static void queues(struct str *line)
{
	cli_put(STRV("\n## Queues\n\n| name | shows |\n|---|---|\n"));
	for (int q = 0; q < QUEUE_COUNT; q++) {
		str_addc(line, '|');
		add_cell(line, strv(queue_word((enum queue)q)), true);
		add_cell(line, strv(message_queue((enum queue)q)), false);
		end_row(line);
	}
}

static void verbs(struct str *line)
{
	struct str text = { 0 };
	size_t n;
	const struct verb *v = verb_all(&n);

	cli_put(STRV(
		"\n## Verbs\n\n`voorrang do VERB …`. `<TEXT`: on standard input. Dates "
		"as "
		"2026-11-20 or 20-11-2026.\nA field of a part that repeats is "
		"`field.2=value` for its second part, `field=value`\nfor a new one.\n\n"
		"| verb | what it does | roles |\n|---|---|---|\n"));
	for (size_t i = 0; i < n; i++) {
		str_addc(line, '|');
		str_clear(&text);
		help_verb_usage(&v[i], &text);
		add_cell(line, strv_of(&text), true);
		add_cell(line, strv(message_verb_title(strv(v[i].name))), false);
		str_clear(&text);
		help_verb_roles(&v[i], &text);
		add_cell(line, strv_of(&text), false);
		end_row(line);
	}
	str_release(&text);
}

static void exit_codes(struct str *line)
{
	const char *title;
	int code;

	cli_put(STRV("\n## Exit codes\n\n| code | when |\n|---|---|\n"));
	for (size_t i = 0; help_code(i, &code, &title); i++) {
		str_addf(line, "| %d |", code);
		add_cell(line, strv(title), false);
		end_row(line);
	}
}

static void json_shapes(void)
{
	cli_put(STRV(
		"\n## JSON\n\nAlways UTF-8. Dates are `YYYY-MM-DD`, money is in cents, "
		"what is not there is `null`.\n\n"
		"- `queue --json`: `{queue, total, cases[]}`; a case is `{number, "
		"reference, state,\n  category, applicant, received, due, days_left, "
		"handler, flags[]}`. `--limit` (50) bounds\n  `cases`, not `total`.\n"
		"- `show --json`: a case, with `version`, `parts` (by part an object "
		"of "
		"fields; a list\n  where the part repeats), `clock` (as `term --json`) "
		"and `history[]`.\n"
		"- `term --json`: `{due, due_unshifted, due_strict, suspended_days, "
		"stands_still,\n  untreated_by, penalty, objection, steps[]}`.\n"));
}

static void workbench(struct str *line)
{
	const struct command *command;
	const char *scope;

	cli_put(STRV("\n## Workbench\n\nThe palette (`:`) takes these names; which "
		     "keys they "
		     "have: [keys.md](keys.md).\n\n"
		     "| screen | command | what it does |\n|---|---|---|\n"));
	for (size_t i = 0; (command = command_at(i, &scope)); i++) {
		str_addc(line, '|');
		add_cell(line, strv(scope ? scope : "global"), false);
		add_cell(line, strv(command->name), true);
		add_cell(line, strv(_(command->title)), false);
		end_row(line);
	}
}

void help_markdown(void)
{
	struct str line = { 0 };

	cli_put(STRV("# Commands\n\nGenerated from the tables in the program by `make "
		     "docs`.\n\n"));
	subcommands(&line);
	options(&line);
	queues(&line);
	verbs(&line);
	exit_codes(&line);
	json_shapes();
	workbench(&line);
	str_release(&line);
}
