#include "tui/cli/table.h"

#include "tui/cli/out.h"
#include "tui/message.h"

static const struct {
	const char *word;
	const char *verb;
	size_t words; /* after `user` */
} actions[] = {
	{ "add", "user-add", 3 },
	{ "role", "user-role", 3 },
	{ "disable", "user-disable", 2 },
	{ "enable", "user-enable", 2 },
};

static bool list(struct cli *c, struct err *e)
{
	struct str line = { 0 };
	struct user *user = NULL;
	size_t n = 0;

	if (!cli_open(c, "cli", e) || !cli_may(c, RIGHT_USERS, "user list", e))
		return false;
	struct txn *t = txn_read(c->store, e);
	const bool ok = t && user_list(t, &c->arena, &user, &n, e);
	for (size_t i = 0; ok && i < n; i++) {
		str_clear(&line);
		out_cell(&line, user[i].name, 20);
		str_addc(&line, ' ');
		roles_write(user[i].roles, &line);
		if (user[i].disabled)
			str_addf(&line, " (%s)", _("disabled"));
		cli_say("%s", str_z(&line));
	}
	txn_end(t);
	str_release(&line);
	return ok;
}

static bool act(struct cli *c, const char *verb, struct err *e)
{
	struct verb_args args = { .now = c->now, .user = strv(c->word[1]) };
	const struct verb *v = verb_by_name(strv(verb));

	args.date = DATE_NONE;
	if (c->nwords > 2 && !roles_parse(strv(c->word[2]), &args.roles, e))
		return false;
	if (!v || !cli_open(c, "cli", e))
		return e->code ? false : err_set(e, ERR_BUG);
	args.today = c->today;
	if (!store_do(c->store, v, &c->actor, &args, e))
		return false;
	cli_say("%s: %s", c->word[1], message_verb(strv(verb)));
	return true;
}

int user_main(struct cli *c)
{
	struct err e = { 0 };

	if (strcmp(c->word[0], "list") == 0) {
		if (c->nwords > 1)
			return cli_usage(c, ERR_USAGE, c->word[1]);
		return list(c, &e) ? 0 : cli_fail(&e);
	}
	for (size_t i = 0; i < sizeof(actions) / sizeof(*actions); i++) {
		if (strcmp(c->word[0], actions[i].word) != 0)
			continue;
		if (c->nwords < actions[i].words)
			return cli_usage(c, ERR_USAGE_MISSING,
					 c->nwords < 2 ? "NAME" : "ROLES");
		if (c->nwords > actions[i].words)
			return cli_usage(c, ERR_USAGE, c->word[actions[i].words]);
		return act(c, actions[i].verb, &e) ? 0 : cli_fail(&e);
	}
	return cli_usage(c, ERR_USAGE, c->word[0]);
}
