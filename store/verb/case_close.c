#include "store/verb/verb.h"

/* An end without a decision: the reason stays with the case. */
static bool end_case(struct txn *t, const struct actor *actor, struct verb_args *args,
		     enum move move, const char *verb, struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed || !edit_move(ed, move, verb, e) ||
	    !verb_set(ed, 0, FIELD_VOID_REASON, args->text, e))
		return false;
	edit_ended(ed, args->today);
	return edit_commit(ed, verb, strv(""), args->now, e);
}

bool case_withdraw(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e)
{
	return end_case(t, actor, args, MOVE_WITHDRAW, "withdraw", e);
}

bool case_void(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e)
{
	return end_case(t, actor, args, MOVE_VOID, "void", e);
}
