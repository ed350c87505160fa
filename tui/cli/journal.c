#include "tui/cli/table.h"

#include "tui/cli/out.h"

#define LIMIT 50

static bool load(struct cli *c, size_t limit, struct entry **entry, size_t *n,
		 struct err *e)
{
	struct caseid id;
	bool ok;

	if (c->nwords && !caseid_parse(strv(c->word[0]), &id, e))
		return false;
	struct txn *t = txn_read(c->store, e);
	if (!t)
		return false;
	if (c->nwords)
		ok = journal_case(t, &c->actor, id, &c->arena, entry, n, e);
	else
		ok = journal_recent(t, &c->actor, limit, &c->arena, entry, n, e);
	txn_end(t);
	return ok;
}

/* Of a case: all, oldest first. Of the store: the latest, newest first. */
int journal_main(struct cli *c)
{
	struct entry *entry = NULL;
	struct err e = { 0 };
	struct err none = { 0 };
	uint64_t limit = LIMIT;
	size_t n = 0;

	if (c->option[OPT_LIMIT] &&
	    !strv_uint(strv(c->option[OPT_LIMIT]), 1000000, &limit))
		return cli_usage(c, ERR_USAGE, c->option[OPT_LIMIT]);
	if (!cli_open(c, "cli", &e) ||
	    !cli_may(c, RIGHT_JOURNAL | (c->nwords ? RIGHT_READ : 0u), "journal", &e) ||
	    !load(c, (size_t)limit, &entry, &n, &e))
		return cli_fail(&e);
	const struct policy *p = store_policy(c->store, c->today, &none);
	for (size_t i = 0; i < n; i++)
		out_entry(&entry[i], p, !c->nwords);
	return 0;
}
