#include "tui/cli/import.h"

#include <signal.h>
#include <unistd.h>

#include "store/base/json.h"
#include "tui/message.h"

#define LINES_MAX 40 /* of each list, for people; --json tells all */
#define PROGRESS_NS 200000000

static volatile sig_atomic_t import_signal;

static void on_signal(int number)
{
	import_signal = number;
}

static bool import_stops(void *ctx)
{
	(void)ctx;
	return import_signal != 0;
}

/* Ctrl-C, a hangup and a polite kill end the import between two batches; the same signal
 * once more ends it at once, which costs nothing but the batch. */
static void import_signals(struct sigaction old[3], bool on)
{
	static const int which[3] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction act = { .sa_handler = on_signal,
				 .sa_flags = (int)(SA_RESTART | SA_RESETHAND) };
	size_t i;

	sigemptyset(&act.sa_mask);
	for (i = 0; i < 3; i++) {
		sigaction(which[i], on ? &act : &old[i], on ? &old[i] : NULL);
		if (on && which[i] == SIGHUP && old[i].sa_handler == SIG_IGN)
			sigaction(which[i], &old[i], NULL); /* nohup */
	}
}

/* ---- progress ------------------------------------------------------------------------ */

struct progress {
	bool terminal;
	int64_t start, last; /* ns */
	int width; /* of what stands there */
};

static int64_t monotonic(void)
{
	struct timespec ts = { 0 };

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static void import_progress(void *ctx, size_t done, size_t all)
{
	struct progress *p = ctx;
	const int64_t now = monotonic();
	const int64_t ms = (now - p->start) / 1000000 + 1;
	struct str rows = { 0 }, of = { 0 }, rate = { 0 };
	long long left;
	int n;

	if (!p->terminal || now - p->last < PROGRESS_NS || done == 0 || done >= all)
		return;
	p->last = now;
	left = (long long)((int64_t)(all - done) * ms / (int64_t)done / 1000);
	message_number((int64_t)done, &rows);
	message_number((int64_t)all, &of);
	message_number((int64_t)done * 1000 / ms, &rate);
	n = fprintf(stderr, _("\r%s of %s rows, %s a second, %lld:%02lld left"),
		    str_z(&rows), str_z(&of), str_z(&rate), left / 60, left % 60);
	if (p->width > n)
		fprintf(stderr, "%*s", p->width - n, "");
	p->width = n;
	fflush(stderr);
	str_release(&rows);
	str_release(&of);
	str_release(&rate);
}

static void progress_end(struct progress *p)
{
	if (p->width)
		fprintf(stderr, "\r%*s\r", p->width, "");
	p->width = 0;
}

/* ---- what became of it --------------------------------------------------------------- */

static void print_json(const struct import_report *r, struct str *out)
{
	const struct import_item *i;
	struct jsonw j;
	size_t k;

	jsonw_begin(&j, out);
	jsonw_object(&j);
	jsonw_key_int(&j, "rows", (int64_t)r->rows);
	jsonw_key_int(&j, "accepted", (int64_t)r->accepted);
	jsonw_key_int(&j, "already_there", (int64_t)r->already_there);
	jsonw_key(&j, "rejected");
	jsonw_array(&j);
	for (i = r->rejected.first; i; i = i->next) {
		jsonw_object(&j);
		jsonw_key_int(&j, "row", (int64_t)i->row);
		jsonw_key_str(&j, "column", i->column);
		jsonw_key_str(&j, "reason", i->reason);
		jsonw_object_end(&j);
	}
	jsonw_array_end(&j);
	jsonw_key(&j, "possible_duplicates");
	jsonw_array(&j);
	for (i = r->duplicates.first; i; i = i->next) {
		jsonw_object(&j);
		jsonw_key_int(&j, "row", (int64_t)i->row);
		jsonw_key(&j, "cases");
		jsonw_array(&j);
		for (k = 0; k < i->ncases; k++)
			jsonw_str(&j, strv(caseid_write(i->cases[k]).s));
		jsonw_array_end(&j);
		jsonw_object_end(&j);
	}
	jsonw_array_end(&j);
	jsonw_object_end(&j);
}

/* Whether there is room for one more line; past it, how many are not shown. */
static bool list_goes_on(const struct import_list *l, size_t shown)
{
	if (shown < LINES_MAX)
		return true;
	cli_say(_("  … and %zu more: --json lists all"), l->n - shown);
	return false;
}

static void print_lists(const struct import_report *r)
{
	const struct import_item *i;
	size_t n, k;

	if (r->rejected.n)
		cli_say("%s", _("Rejected:"));
	for (i = r->rejected.first, n = 0; i && list_goes_on(&r->rejected, n);
	     i = i->next, n++)
		cli_say(i->column.n ? _("  row %zu, %.*s: %.*s")
				    : _("  row %zu%.*s: %.*s"),
			i->row, STRV_FMT(i->column), STRV_FMT(i->reason));
	if (r->duplicates.n)
		cli_say("%s", _("Possibly there already, as another case (linked, not "
				"merged):"));
	for (i = r->duplicates.first, n = 0; i && list_goes_on(&r->duplicates, n);
	     i = i->next, n++) {
		struct str cases = { 0 };

		for (k = 0; k < i->ncases; k++)
			str_addf(&cases, "%s%s", k ? ", " : "",
				 caseid_write(i->cases[k]).s);
		cli_say(_("  row %zu: %s"), i->row, str_z(&cases));
		str_release(&cases);
	}
}

static void print_text(const struct import_report *r, bool dry)
{
	struct str n[4] = { { 0 } };
	size_t i;

	message_number((int64_t)r->rows, &n[0]);
	message_number((int64_t)r->accepted, &n[1]);
	message_number((int64_t)r->already_there, &n[2]);
	message_number((int64_t)r->rejected.n, &n[3]);
	cli_say(_("%s rows: %s registered, %s already there, %s rejected"),
		str_z(&n[0]), str_z(&n[1]), str_z(&n[2]), str_z(&n[3]));
	for (i = 0; i < 4; i++)
		str_release(&n[i]);
	if (dry)
		cli_say("%s", _("A dry run: nothing was written."));
	print_lists(r);
}

static void print_warnings(const struct intake *in, const struct import_report *r)
{
	const struct import_item *i;
	struct strv name;
	size_t k;

	if (intake_guessed(in))
		cli_note(_("warning: read as %s; the map says %s"),
			 charset_name(intake_charset(in)),
			 charset_name(intake_map(in)->charset));
	for (k = 0; name = intake_left_out(in, k), name.n; k++)
		cli_note(_("warning: the column '%.*s' is not in the map and is left "
			   "out"),
			 STRV_FMT(name));
	for (i = r->future.first; i; i = i->next)
		cli_note(_("warning: row %zu was received on %s, after today"), i->row,
			 date_nl(i->received).s);
}

static int print_report(const struct cli *c, const struct intake *in,
			const struct import_report *r)
{
	struct str json = { 0 };
	bool failed;

	print_warnings(in, r);
	if (!c->option[OPT_JSON]) {
		print_text(r, c->option[OPT_DRY_RUN] != NULL);
		return 0;
	}
	print_json(r, &json);
	failed = json.failed;
	if (!failed)
		cli_raw(&json);
	str_release(&json);
	return failed ? EXIT_AGAIN : 0;
}

/* ---- the subcommand ------------------------------------------------------------------- */

static int import_ended(const struct cli *c, const struct intake *in,
			const struct import_report *r, const char *rejects, bool ok,
			struct err *e)
{
	int code = ok ? 0 : cli_fail(e);
	const int printed = print_report(c, in, r);

	if (ok && r->stopped) {
		err_set(e, ERR_INTERRUPTED);
		code = cli_fail(e);
	} else if (ok && r->rejected.n) {
		err_set(e, ERR_REJECTED);
		err_int(e, (int64_t)r->rejected.n);
		err_str(e, strv(c->option[OPT_DRY_RUN] ? c->word[0] : rejects));
		code = cli_fail(e);
	}
	return code ? code : printed;
}

static int import_file(struct cli *c, struct intake *in)
{
	const char *rejects = rejects_path(c->word[0], intake_is_json(in), &c->arena);
	struct progress progress = { .terminal = isatty(STDERR_FILENO) == 1 };
	const struct import_setup setup = {
		.store = c->store,
		.actor = &c->actor,
		.today = c->today,
		.now = c->now,
		.dry_run = c->option[OPT_DRY_RUN] != NULL,
		.rejects = rejects,
		.stop = import_stops,
		.progress = import_progress,
		.ctx = &progress,
	};
	struct import_report report = { 0 };
	struct sigaction old[3];
	struct err e = { 0 };
	int code;
	bool ok;

	if (!rejects) {
		err_set(&e, ERR_NOMEM);
		return cli_fail(&e);
	}
	progress.start = progress.last = monotonic();
	import_signals(old, true);
	ok = import_run(&setup, in, &report, &e);
	import_signals(old, false);
	progress_end(&progress);
	code = import_ended(c, in, &report, rejects, ok, &e);
	import_release(&report);
	return code;
}

int import_main(struct cli *c)
{
	const char *map = c->option[OPT_MAP];
	const struct intake_setup setup = {
		.path = c->word[0],
		.map = map ? map : "webform",
		.encoding = c->option[OPT_ENCODING],
		.delimiter = c->option[OPT_DELIMITER],
	};
	struct err e = { 0 };
	struct intake *in;
	int code;

	if (!cli_open(c, "import", &e) || !cli_may(c, RIGHT_IMPORT, "import", &e))
		return cli_fail(&e);
	in = intake_open(&setup, &e);
	if (!in)
		return cli_fail(&e);
	code = import_file(c, in);
	intake_close(in);
	return code;
}
