#include "tui/app.h"
#include "tui/cli/context.h"
#include "tui/term.h"

/* The workbench on the real terminal. What went wrong is said once it is given back. */
static int run(struct cli *c, struct err *e)
{
	struct app_setup setup = {
		.store = c->store,
		.user = c->actor.name,
		.today = DATE_NONE,
		.now = cli_now,
		.day = cli_day,
		.keymap = c->option[OPT_KEYMAP],
		.ascii = c->option[OPT_ASCII] != NULL,
	};

	if (c->option[OPT_TODAY] || store_is_demo(c->store))
		setup.today = c->today;
	if (!term_open(e))
		return 0;
	term_size(&setup.width, &setup.height);
	setup.can = term_charset();
	struct ui *ui = app_new(&setup, e);
	const int code = ui ? app_run(ui) : 0;
	app_free(ui);
	term_close();
	return code;
}

static int workbench(const struct cli_options *options)
{
	struct cli c;
	struct err e = { 0 };
	int code = 0;

	cli_from_options(&c, options);
	if (cli_open(&c, "tui", &e))
		code = run(&c, &e);
	cli_release(&c);
	return e.code ? cli_fail(&e) : code;
}

int main(int argc, char **argv)
{
	return cli_main(argc, argv, workbench);
}
