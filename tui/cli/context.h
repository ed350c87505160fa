/* What every subcommand of the line mode is given and shares: options and words, the open
 * store, who acts on which day, and the only ways to print. */
#ifndef VOORRANG_TUI_CLI_CONTEXT_H
#define VOORRANG_TUI_CLI_CONTEXT_H

#include "store/store.h"
#include "tui/cli/cli.h"

/* Every option of every subcommand; the subcommand's row says which it takes. */
enum cli_opt {
	OPT_STORE,
	OPT_KEY,
	OPT_AS,
	OPT_TODAY,
	OPT_KEYMAP,
	OPT_ASCII,
	OPT_HELP,
	OPT_VERSION, /* the ones above are taken everywhere */
	OPT_JSON,
	OPT_LIMIT,
	OPT_ON,
	OPT_POLICY,
	OPT_CASES,
	OPT_SEED,
	OPT_HARDSHIP,
	OPT_CHILD,
	OPT_MARKDOWN,
	OPT_MAP,
	OPT_ENCODING,
	OPT_DELIMITER,
	OPT_DRY_RUN,
	OPT_COUNT
};

struct cli {
	const char *name; /* the subcommand */
	const char
		*option[OPT_COUNT]; /* its value, "" for one without; NULL: not given */
	char **word; /* the words after the subcommand, options taken out */
	size_t nwords;
	struct arena arena; /* as long as the program */
	/* By cli_open: */
	struct store *store;
	const char *key; /* the key file in use */
	struct actor actor;
	struct date today;
	int64_t now; /* UTC seconds; also without cli_open */
};

/* A subcommand: returns the exit code, having printed its own errors by cli_fail. */
typedef int (*cli_fn)(struct cli *c);

/* Opens the store, finds the actor (getpwuid(getuid()), or --as on a demo store) and the
 * day (--today on a demo store, else Amsterdam's). `origin` is "cli", "import" or "tui".
 * ERR_USER_UNKNOWN, ERR_DEMO_ONLY and what store_open says. cli_main closes. */
bool cli_open(struct cli *c, const char *origin, struct err *e);
/* For who comes with the options alone (the workbench); and what cli_main does at the end:
 * closes the store, frees the memory. */
void cli_from_options(struct cli *c, const struct cli_options *o);
void cli_release(struct cli *c);
/* The store's folder: --store, $VOORRANG_STORE, XDG data folder. NULL: no memory or no
 * home folder, the error is set. */
const char *cli_dir(struct cli *c, struct err *e);
/* The folder for keys: $XDG_CONFIG_HOME/voorrang or ~/.config/voorrang. */
const char *cli_config(struct cli *c, struct err *e);
/* The key file for the store in `dir`: --key, $VOORRANG_KEY, else store_key_path. */
const char *cli_key(struct cli *c, const char *dir, struct err *e);
/* The login name of who runs the program. */
const char *cli_login(struct cli *c, struct err *e);
/* ERR_FORBIDDEN (`what`) unless the actor has one of `rights`. */
bool cli_may(const struct cli *c, unsigned rights, const char *what, struct err *e);

/* One line on standard output: printed, made safe for the terminal (sanitise), in the
 * locale's character set, and a line end. */
void cli_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Text of many lines, made safe, its line ends kept; one is added where it lacks one. */
void cli_put(struct strv text);
/* Machine text: UTF-8 as it is, and a line end. */
void cli_raw(const struct str *text);
/* As cli_say, on standard error. */
void cli_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Says an error on standard error, with its place; returns its exit code. */
int cli_fail(const struct err *e);
/* A usage error: the wrong or missing word and a hint on one line each. */
int cli_usage(const struct cli *c, enum err_code code, const char *word);

/* Takes back a store that could not be finished: a folder of plain files. */
void cli_remove_store(const char *dir);
/* All of standard input or of a file ("-": standard input) of at most `max` bytes.
 * ERR_NOINPUT, ERR_TOO_LARGE, ERR_NOMEM. */
bool cli_read(const char *path, size_t max, struct str *out, struct err *e);
/* A day as typed: YYYY-MM-DD or dd-mm-yyyy; ERR_DATE_TEXT. */
bool cli_date(const char *text, struct date *out, struct err *e);
/* UTC seconds now, and Amsterdam's calendar day: the only clock of the program. */
int64_t cli_now(void);
struct date cli_day(void);

#endif
