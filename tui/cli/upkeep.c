#include "tui/cli/table.h"

#include "tui/message.h"

static bool check(struct cli *c, struct err *e)
{
	struct fault *fault = NULL;
	size_t n = 0;
	size_t cases = 0;
	size_t entries = 0;

	if (!store_check(c->store, &c->arena, &fault, &n, &cases, &entries, e))
		return false;
	for (size_t i = 0; i < n; i++)
		cli_say("%s: %.*s", fault[i].what, STRV_FMT(fault[i].where));
	if (n) {
		err_set(e, ERR_CHECK_FAILED);
		return err_int(e, (int64_t)n);
	}
	struct str line = { 0 };
	message_number((int64_t)cases, &line);
	str_addc(&line, ' ');
	str_addz(&line, ngettext("case", "cases", cases));
	str_addz(&line, ", ");
	message_number((int64_t)entries, &line);
	str_addc(&line, ' ');
	str_addz(&line, ngettext("journal entry", "journal entries", entries));
	cli_say(_("%s: no faults"), str_z(&line));
	str_release(&line);
	return true;
}

int check_main(struct cli *c)
{
	struct err e = { 0 };

	if (!cli_open(c, "cli", &e) || !cli_may(c, RIGHT_MAINTAIN, "check", &e) ||
	    !check(c, &e))
		return cli_fail(&e);
	return 0;
}

int backup_main(struct cli *c)
{
	const char *to = c->word[0];
	struct err e = { 0 };

	if (!cli_open(c, "cli", &e) || !cli_may(c, RIGHT_MAINTAIN, "backup", &e) ||
	    !store_backup(c->store, to, c->key, &e))
		return cli_fail(&e);
	cli_say(_("%s: copied and verified"), to);
	/* A demo's key goes along. */
	if (!store_is_demo(c->store))
		cli_say(_("The sealing key is not in it; keep it elsewhere: %s"),
			c->key);
	return 0;
}

/* Only an administrator of the store that was copied: whoever holds a copy and its key could
 * read it anyway, but a stray restore leaves personal data lying about. The copy itself is
 * not opened: it may lie where nothing can be written. */
int restore_main(struct cli *c)
{
	const char *from = c->word[0];
	const char *to = c->word[1];
	struct err e = { 0 };

	c->key = cli_key(c, from, &e);
	if (!c->key || !store_restore(from, to, c->key, &e))
		return cli_fail(&e);
	c->option[OPT_STORE] = to;
	c->option[OPT_KEY] = c->key;
	if (!cli_open(c, "cli", &e) || !cli_may(c, RIGHT_MAINTAIN, "restore", &e)) {
		cli_release(c);
		cli_remove_store(to);
		return cli_fail(&e);
	}
	cli_say(_("%s: restored and verified"), to);
	return 0;
}
