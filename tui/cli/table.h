/* The subcommands: one row feeds dispatch, its options, help and docs/commands.md. */
#ifndef VOORRANG_TUI_CLI_TABLE_H
#define VOORRANG_TUI_CLI_TABLE_H

#include "tui/cli/context.h"

struct cli_row {
	const char *name;
	cli_fn fn;
	const char *usage; /* what follows the name */
	const char *title; /* N_("…") */
	unsigned options; /* 1 << OPT_…, besides those taken everywhere */
	size_t least, most; /* words */
};

/* NULL past the end. */
const struct cli_row *cli_row_at(size_t i);
const struct cli_row *cli_row_by_name(const char *name);

int help_main(struct cli *c);
int version_main(struct cli *c);
int init_main(struct cli *c);
int demo_main(struct cli *c);
int queue_main(struct cli *c);
int show_main(struct cli *c);
int letter_main(struct cli *c);
int do_main(struct cli *c);
int term_main(struct cli *c);
int journal_main(struct cli *c);
int check_main(struct cli *c);
int backup_main(struct cli *c);
int restore_main(struct cli *c);
int user_main(struct cli *c);
int policy_main(struct cli *c);
int keys_main(struct cli *c);

#endif
