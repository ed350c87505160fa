/* `voorrang VERB`: the text interface in line mode, calling the same store verbs. */
#ifndef VOORRANG_TUI_CLI_H
#define VOORRANG_TUI_CLI_H

/* Runs the command line and returns the exit code. Without a verb it opens the workbench
 * through `workbench`, which gets what the options said. */
struct cli_options {
	const char *store; /* --store, $VOORRANG_STORE, XDG data folder */
	const char *key; /* --key, $VOORRANG_KEY, else NULL */
	const char *as; /* --as: demo stores only */
	const char *today; /* --today: demo stores only */
	const char *keymap; /* --keymap */
	int ascii; /* --ascii */
};
int cli_main(int argc, char **argv, int (*workbench)(const struct cli_options *));

#endif
