#include "store/verb/verb.h"

/* A policy is added, never changed: a case names the hash of the one that governs it.
 * args->form is the file's name, for the errors. */
bool policy_add(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e)
{
	struct arena a = { 0 };
	struct policy p;
	const char *name = arena_printf(&a, "%.*s", STRV_FMT(args->form));
	const bool ok = name ? policy_parse(args->text, name, &a, &p, e) &&
					policy_put(t, args->text, name, e) &&
					journal_add(t, actor, "policy-add",
						    (struct caseid){ 0, 0 }, p.code,
						    args->now, true, e)
			     : err_set(e, ERR_NOMEM);

	arena_release(&a);
	return ok;
}
