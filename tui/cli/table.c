#include "tui/cli/table.h"

#include "tui/cli/import.h"
#include "tui/message.h"

#define ANY_NUMBER 100000

static const struct cli_row rows[] = {
	{ "init", init_main, "DIR [--policy FILE]",
	  N_("makes a store; you become its administrator"), 1u << OPT_POLICY, 1, 1 },
	{ "demo", demo_main, "DIR [--cases N] [--seed S]",
	  N_("makes a store of fictitious cases to try things on"),
	  1u << OPT_CASES | 1u << OPT_SEED, 1, 1 },
	{ "import", import_main,
	  "[--map NAME|FILE] [--encoding E] [--delimiter D] [--dry-run] [--json] FILE",
	  N_("takes applications in from a CSV or NDJSON file"),
	  1u << OPT_MAP | 1u << OPT_ENCODING | 1u << OPT_DELIMITER | 1u << OPT_DRY_RUN |
		  1u << OPT_JSON,
	  1, 1 },
	{ "queue", queue_main, "NAME [--json] [--limit N]", N_("lists a queue"),
	  1u << OPT_JSON | 1u << OPT_LIMIT, 1, 1 },
	{ "show", show_main, "NUMBER [--json]", N_("shows a dossier"), 1u << OPT_JSON,
	  1, 1 },
	{ "letter", letter_main, "NUMBER", N_("prints the letter of a decision"), 0, 1,
	  1 },
	{ "do", do_main, "VERB [NUMBER] [ARG…] [--hardship WORD] [--child TEXT]",
	  N_("does one thing with a case; texts on standard input"),
	  1u << OPT_HARDSHIP | 1u << OPT_CHILD, 1, ANY_NUMBER },
	{ "term", term_main, "[FILE|-] [--on DATE] [--json]",
	  N_("computes the decision term from dated events"),
	  1u << OPT_ON | 1u << OPT_JSON, 0, 1 },
	{ "journal", journal_main, "[NUMBER] [--limit N]",
	  N_("tells who did what when, of a case or of all"), 1u << OPT_LIMIT, 0, 1 },
	{ "check", check_main, "", N_("checks the whole store"), 0, 0, 0 },
	{ "backup", backup_main, "DIR",
	  N_("makes a verified copy; the key is not in it"), 0, 1, 1 },
	{ "restore", restore_main, "FROM TO", N_("makes a store of a backup"), 0, 2,
	  2 },
	{ "user", user_main,
	  "add NAME ROLES | role NAME ROLES | disable NAME | enable NAME | list",
	  N_("who may use the store, and in which roles"), 0, 1, 3 },
	{ "policy", policy_main, "check FILE… | show [DAY] | use FILE",
	  N_("checks policy files, shows the one that governs, puts one to use"), 0, 1,
	  ANY_NUMBER },
	{ "keys", keys_main, "[--markdown]", N_("lists the keys of the workbench"),
	  1u << OPT_MARKDOWN, 0, 0 },
	{ "help", help_main, "[COMMAND|VERB] [--markdown]", N_("explains"),
	  1u << OPT_MARKDOWN, 0, 1 },
};

const struct cli_row *cli_row_at(size_t i)
{
	return i < sizeof(rows) / sizeof(*rows) ? &rows[i] : NULL;
}

const struct cli_row *cli_row_by_name(const char *name)
{
	const struct cli_row *row;

	for (size_t i = 0; (row = cli_row_at(i)); i++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}
