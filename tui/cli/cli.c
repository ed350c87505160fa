#include "tui/cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tui/cli/table.h"
#include "tui/message.h"

#define OPT_BASE 256 /* above every character that getopt may return */
#define EVERYWHERE ((1u << (OPT_VERSION + 1)) - 1)

#define WITH(name, opt)                                                                \
	{                                                                              \
		name, required_argument, NULL, OPT_BASE + (opt)                        \
	}
#define ALONE(name, opt)                                                               \
	{                                                                              \
		name, no_argument, NULL, OPT_BASE + (opt)                              \
	}
static const struct option options[] = {
	WITH("store", OPT_STORE),
	WITH("key", OPT_KEY),
	WITH("as", OPT_AS),
	WITH("today", OPT_TODAY),
	WITH("keymap", OPT_KEYMAP),
	ALONE("ascii", OPT_ASCII),
	ALONE("help", OPT_HELP),
	ALONE("version", OPT_VERSION),
	ALONE("json", OPT_JSON),
	WITH("limit", OPT_LIMIT),
	WITH("on", OPT_ON),
	WITH("policy", OPT_POLICY),
	WITH("cases", OPT_CASES),
	WITH("seed", OPT_SEED),
	WITH("hardship", OPT_HARDSHIP),
	WITH("child", OPT_CHILD),
	ALONE("markdown", OPT_MARKDOWN),
	WITH("map", OPT_MAP),
	WITH("encoding", OPT_ENCODING),
	WITH("delimiter", OPT_DELIMITER),
	ALONE("dry-run", OPT_DRY_RUN),
	{ NULL, 0, NULL, 0 },
};

/* Personal data go to the store alone: never into a core file, a stranger's memory reader
 * or a file that others may read. A closed standard stream is opened, so that no file of
 * the store can take its number and be printed into. */
static void harden(void)
{
	const struct rlimit none = { 0, 0 };
	const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY }; /* using them fails */

	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
			_exit(EXIT_IO);
	umask(077);
	setrlimit(RLIMIT_CORE, &none);
#ifndef STORE_PARANOID /* the leak checker must be able to look in */
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	/* A closed pipe is an error of writing, not a silent death. */
	signal(SIGPIPE, SIG_IGN);
}

static bool take_option(struct cli *c, int o, char **argv)
{
	if (o == '?' || o == ':') {
		cli_usage(c, o == ':' ? ERR_USAGE_MISSING : ERR_USAGE,
			  argv[optind - 1]);
		return false;
	}
	c->option[o - OPT_BASE] = optarg ? optarg : "";
	return true;
}

/* Options stand before or after the subcommand and between its words; after "--" all are
 * words. c->word[0] is the subcommand at first. */
static bool read_options(struct cli *c, int argc, char **argv)
{
	opterr = 0;
	optind = 1;
	while (optind < argc) {
		const int before = optind;
		const int o = getopt_long(argc, argv, "+:", options, NULL);

		if (o != -1) {
			if (!take_option(c, o, argv))
				return false;
			continue;
		}
		const bool rest =
			optind > before && strcmp(argv[optind - 1], "--") == 0;
		do {
			if (optind < argc)
				c->word[c->nwords++] = argv[optind++];
		} while (rest && optind < argc);
	}
	return true;
}

static const char *option_name(size_t opt)
{
	for (size_t i = 0; options[i].name; i++)
		if (options[i].val == (int)(OPT_BASE + opt))
			return options[i].name;
	return "";
}

/* Options and words are those of the row. */
static bool check_words(struct cli *c, const struct cli_row *row)
{
	char name[32];

	for (size_t i = 0; i < OPT_COUNT; i++) {
		if (!c->option[i] || ((row->options | EVERYWHERE) & 1u << i))
			continue;
		snprintf(name, sizeof(name), "--%s", option_name(i));
		cli_usage(c, ERR_USAGE, name);
		return false;
	}
	if (c->nwords < row->least)
		cli_usage(c, ERR_USAGE_MISSING, row->usage);
	else if (c->nwords > row->most)
		cli_usage(c, ERR_USAGE, c->word[row->most]);
	else
		return true;
	return false;
}

static int run_row(struct cli *c)
{
	const char *name = c->word[0];
	const struct cli_row *row = cli_row_by_name(name);

	if (!row)
		return cli_usage(c, ERR_USAGE_UNKNOWN_COMMAND, name);
	c->name = row->name;
	if (c->option[OPT_HELP])
		return help_main(c);
	c->word++;
	c->nwords--;
	return check_words(c, row) ? row->fn(c) : EXIT_USAGE;
}

static int run_workbench(struct cli *c, int (*workbench)(const struct cli_options *))
{
	const struct cli_options o = {
		.store = c->option[OPT_STORE],
		.key = c->option[OPT_KEY],
		.as = c->option[OPT_AS],
		.today = c->option[OPT_TODAY],
		.keymap = c->option[OPT_KEYMAP],
		.ascii = c->option[OPT_ASCII] != NULL,
	};

	for (size_t i = OPT_VERSION + 1; i < OPT_COUNT; i++)
		if (c->option[i])
			return cli_usage(c, ERR_USAGE_MISSING, _("a command"));
	return workbench(&o);
}

static int run(struct cli *c, int (*workbench)(const struct cli_options *))
{
	if (c->option[OPT_VERSION])
		return version_main(c);
	if (c->nwords)
		return run_row(c);
	if (c->option[OPT_HELP])
		return help_main(c);
	return run_workbench(c, workbench);
}

/* What was printed has arrived, or the exit code says that it has not. */
static int finish(int code)
{
	struct err e = { 0 };
	const bool failed = fflush(stdout) != 0 || ferror(stdout);

	if (!failed || code)
		return code;
	if (errno == EPIPE)
		return EXIT_IO; /* `head` has read enough: nothing to say */
	err_set(&e, ERR_IO);
	err_str(&e, strv(_("standard output")));
	err_str(&e, strv(strerror(errno)));
	return cli_fail(&e);
}

int cli_main(int argc, char **argv, int (*workbench)(const struct cli_options *))
{
	struct cli c = { 0 };
	int code = EXIT_USAGE;

	harden();
	message_init();
	c.now = cli_now();
	char **words = calloc((size_t)argc + 1, sizeof(*words));
	if (!words)
		return EXIT_AGAIN;
	c.word = words;
	if (read_options(&c, argc, argv))
		code = run(&c, workbench);
	cli_release(&c);
	code = finish(code);
	free(words);
	return code;
}
