#include "store/verb/verb.h"

/* What makes a good name, which roles go together and that an administrator is left:
 * user_put() knows, and nothing else writes users. */

/* Writes the user and says so in the journal: "name" or "name roles". */
static bool save(struct txn *t, const struct actor *actor, const struct verb_args *args,
		 const struct user *u, const char *verb, bool roles, struct err *e)
{
	struct str text = { 0 };

	str_add(&text, u->name);
	if (roles) {
		str_addc(&text, ' ');
		roles_write(u->roles, &text);
	}
	const bool ok =
		text.failed
			? err_set(e, ERR_NOMEM)
			: user_put(t, u, e) &&
				  journal_add(t, actor, verb, (struct caseid){ 0, 0 },
					      strv_of(&text), args->now, true, e);

	str_release(&text);
	return ok;
}

bool user_add(struct txn *t, const struct actor *actor, struct verb_args *args,
	      struct err *e)
{
	const struct user u = { .name = args->user, .roles = args->roles };

	return save(t, actor, args, &u, "user-add", true, e);
}

/* The text of a user that was read moves when the store is written: keep one's own. */
static bool find(struct txn *t, const struct verb_args *args, struct user *u,
		 struct err *e)
{
	if (!user_by_name(t, args->user, u, e))
		return false;
	u->name = args->user;
	return true;
}

bool user_role(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e)
{
	struct user u;

	if (!find(t, args, &u, e))
		return false;
	u.roles = args->roles;
	return save(t, actor, args, &u, "user-role", true, e);
}

static bool enable(struct txn *t, const struct actor *actor, struct verb_args *args,
		   bool disabled, const char *verb, struct err *e)
{
	struct user u;

	if (!find(t, args, &u, e))
		return false;
	u.disabled = disabled;
	return save(t, actor, args, &u, verb, false, e);
}

bool user_disable(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e)
{
	return enable(t, actor, args, true, "user-disable", e);
}

bool user_enable(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e)
{
	return enable(t, actor, args, false, "user-enable", e);
}
