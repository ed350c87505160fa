#include "tui/cli/table.h"

#include "tui/app.h"
#include "tui/cli/help.h"
#include "tui/cli/out.h"
#include "tui/message.h"
#include "tui/term.h"

static const struct {
	const char *usage;
	const char *title;
} options[] = {
	{ "--store DIR",
	  N_("the store (else $VOORRANG_STORE, else your data folder)") },
	{ "--key FILE",
	  N_("its sealing key (else $VOORRANG_KEY, else your config folder)") },
	{ "--keymap NAME|FILE", N_("keys to add to the default ones, such as vi") },
	{ "--ascii", N_("lines and signs of the workbench in ASCII") },
	{ "--as USER", N_("act as somebody else; demo stores only") },
	{ "--today DATE", N_("live on another day; demo stores only") },
	{ "--help, --version",
	  N_("explain; versions of the program and what it rests on") },
};

static const struct {
	int code;
	const char *title;
} codes[] = {
	{ 0, N_("done") },
	{ EXIT_USAGE, N_("the command line is wrong") },
	{ EXIT_DATA, N_("what was given is wrong") },
	{ EXIT_NOINPUT, N_("a file or store is not there") },
	{ EXIT_BUG, N_("a mistake in this program") },
	{ EXIT_IO, N_("reading or writing failed") },
	{ EXIT_AGAIN, N_("not now: try again") },
	{ EXIT_NOPERM, N_("you may not do that") },
};

const char *help_option(size_t i, const char **title)
{
	if (i >= sizeof(options) / sizeof(*options))
		return NULL;
	*title = _(options[i].title);
	return options[i].usage;
}

bool help_code(size_t i, int *code, const char **title)
{
	if (i >= sizeof(codes) / sizeof(*codes))
		return false;
	*code = codes[i].code;
	*title = _(codes[i].title);
	return true;
}

void help_verb_usage(const struct verb *v, struct str *out)
{
	static const struct {
		unsigned arg;
		const char *word;
	} words[] = {
		{ VERB_CASE, " NUMBER" },
		{ VERB_USER, " USER" },
		{ VERB_DATE_NEEDED, " DATE" },
		{ VERB_DATE, " [DATE]" },
		{ VERB_FORM, " FORM" },
		{ VERB_SEQ, " N" },
		{ VERB_EVENT, " EVENT…" },
		{ VERB_ROLES, " ROLES" },
		{ VERB_FIELDS, " FIELD=VALUE…" },
		{ VERB_PROPOSAL, " OUTCOME GROUND…" },
		{ VERB_PROPOSAL, " [--hardship WORD] [--child TEXT]" },
		{ VERB_TEXT | VERB_PROPOSAL, " <TEXT" },
	};

	str_addz(out, v->name);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (v->args & words[i].arg)
			str_addz(out, words[i].word);
}

void help_verb_roles(const struct verb *v, struct str *out)
{
	unsigned roles = 0;

	for (unsigned bit = 0; bit < ROLE_BITS; bit++)
		if ((roles_rights(1u << bit) & v->right) == v->right)
			roles |= 1u << bit;
	roles_write(roles, out);
}

static void print_pair(const char *left, const char *right, int width)
{
	struct str line = { 0 };

	str_addz(&line, "  ");
	out_cell(&line, strv(left), width);
	str_addz(&line, "  ");
	str_addz(&line, right);
	cli_say("%s", str_z(&line));
	str_release(&line);
}

static void print_all(void)
{
	const struct cli_row *row;
	const char *title;
	const char *usage;
	char number[12];
	int code;

	cli_say("%s", _("voorrang [OPTION…]: opens the workbench"));
	cli_say("%s", _("voorrang [OPTION…] COMMAND …: one thing in line mode"));
	cli_say("%s", "");
	for (size_t i = 0; (row = cli_row_at(i)); i++)
		print_pair(row->name, _(row->title), 10);
	cli_say("%s", "");
	for (size_t i = 0; (usage = help_option(i, &title)); i++)
		print_pair(usage, title, 20);
	cli_say("%s", "");
	cli_say("%s", _("Exit codes:"));
	for (size_t i = 0; help_code(i, &code, &title); i++) {
		snprintf(number, sizeof(number), "%d", code);
		print_pair(number, title, 3);
	}
	cli_say("%s", "");
	cli_say("%s", _("'voorrang help COMMAND' explains one; 'voorrang help do' "
			"lists what can "
			"be done with a case."));
}

static void print_verbs(void)
{
	const struct verb *v;
	struct str usage = { 0 };
	size_t n;

	v = verb_all(&n);
	cli_say("%s", "");
	for (size_t i = 0; i < n; i++) {
		str_clear(&usage);
		help_verb_usage(&v[i], &usage);
		print_pair(str_z(&usage), message_verb_title(strv(v[i].name)), 34);
	}
	str_release(&usage);
}

static void print_queues(void)
{
	cli_say("%s", "");
	for (int q = 0; q < QUEUE_COUNT; q++)
		print_pair(queue_word((enum queue)q), message_queue((enum queue)q), 12);
}

static void print_row(const struct cli_row *row)
{
	cli_say("voorrang %s%s%s", row->name, *row->usage ? " " : "", row->usage);
	cli_say("  %s", _(row->title));
	if (row->fn == do_main)
		print_verbs();
	if (row->fn == queue_main)
		print_queues();
}

static void print_verb(const struct verb *v)
{
	struct str line = { 0 };

	str_addz(&line, "voorrang do ");
	help_verb_usage(v, &line);
	cli_say("%s", str_z(&line));
	cli_say("  %s", message_verb_title(strv(v->name)));
	str_clear(&line);
	help_verb_roles(v, &line);
	cli_say(_("  roles: %s"), str_z(&line));
	str_release(&line);
}

int help_main(struct cli *c)
{
	const char *name = c->nwords ? c->word[0] : NULL;

	if (c->option[OPT_MARKDOWN]) {
		help_markdown();
		return 0;
	}
	if (!name) {
		print_all();
		return 0;
	}
	const struct cli_row *row = cli_row_by_name(name);
	const struct verb *v = verb_by_name(strv(name));
	if (row)
		print_row(row);
	else if (v)
		print_verb(v);
	else
		return cli_usage(c, ERR_USAGE_UNKNOWN_COMMAND, name);
	return 0;
}

static void say_policy(struct cli *c)
{
	struct err none = { 0 };
	const char *dir = cli_dir(c, &none);
	const char *key = dir ? cli_key(c, dir, &none) : NULL;
	const struct policy *p;

	c->store = key ? store_open(dir, key, &none) : NULL;
	p = c->store ? store_policy(c->store, cli_day(), &none) : NULL;
	if (p)
		cli_say(_("policy %.*s, valid %s to %s"), STRV_FMT(p->code),
			date_nl(p->valid_from).s, date_nl(p->valid_until).s);
}

/* The policy only where a store is at hand: --version never fails for want of one. */
int version_main(struct cli *c)
{
	cli_say("voorrang %s", VOORRANG_VERSION);
	cli_say("%s", term_version());
	cli_say("%s", store_engine_version());
	say_policy(c);
	return 0;
}
