#include "tui/cli/table.h"

#include "tui/cli/out.h"

#define TEXT_MAX (1 << 20)

static bool as_of(const struct cli *c, struct date *out, struct err *e)
{
	const char *text = c->option[OPT_ON] ? c->option[OPT_ON] : c->option[OPT_TODAY];

	*out = cli_day();
	return !text || cli_date(text, out, e);
}

static bool compute(const struct cli *c, struct term *out, struct err *e)
{
	const char *path = c->nwords ? c->word[0] : "-";
	struct str text = { 0 };
	struct history h = { 0 };
	struct date on;

	const bool ok = as_of(c, &on, e) && cli_read(path, TEXT_MAX, &text, e) &&
			history_parse(strv_of(&text), path, &h, e) &&
			term_compute(&h, TERM_STATUTORY, on, out, e);
	str_release(&text);
	return ok;
}

/* The clock of events in a file: no store, no user, no policy. */
int term_main(struct cli *c)
{
	struct term term = { 0 };
	struct str out = { 0 };
	struct err e = { 0 };
	struct jsonw j;

	if (!compute(c, &term, &e))
		return cli_fail(&e);
	if (!c->option[OPT_JSON]) {
		out_clock_text(&term);
		return 0;
	}
	jsonw_begin(&j, &out);
	out_clock(&j, &term);
	if (out.failed)
		err_set(&e, ERR_NOMEM);
	else
		cli_raw(&out);
	str_release(&out);
	return e.code ? cli_fail(&e) : 0;
}
