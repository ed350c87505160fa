#include "store/verb/verb.h"

#define NEXT_BATCH 16

bool case_claim(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed || !edit_move(ed, MOVE_CLAIM, "claim", e) || !verb_own(ed, actor, e))
		return false;
	edit_handler(ed, actor->id);
	return edit_commit(ed, "claim", strv(""), args->now, e);
}

/* The first unassigned case in the order of its due date that is not protected: who may
 * see those takes them up by choice, never by accident. */
static bool next_unassigned(struct txn *t, const struct query *q, struct arena *a,
			    struct caseid *out, struct err *e)
{
	struct face *rows;
	size_t n;

	for (size_t first = 0;; first += n) {
		if (!query_rows(t, q, first, NEXT_BATCH, a, &rows, &n, e))
			return false;
		if (n == 0)
			return err_set(e, ERR_CASE_NONE);
		for (size_t i = 0; i < n; i++)
			if (!(rows[i].flags & FACE_PROTECTED)) {
				*out = rows[i].id;
				return true;
			}
	}
}

bool case_claim_next(struct txn *t, const struct actor *actor, struct verb_args *args,
		     struct err *e)
{
	const struct query q = {
		.queue = QUEUE_UNASSIGNED,
		.sort = SORT_DUE,
		.today = args->today,
		.actor = actor,
	};
	struct arena a = { 0 };
	const bool ok = next_unassigned(t, &q, &a, &args->id, e);

	arena_release(&a);
	return ok && case_claim(t, actor, args, e);
}

/* Who may give a case to another, or back: who assigns cases, and its own handler. */
static bool may_pass_on(const struct edit *ed, const struct actor *actor,
			const char *verb, struct err *e)
{
	const struct dossier *d = edit_dossier(ed);

	if (actor->rights & RIGHT_ASSIGN)
		return true;
	if (!(actor->rights & RIGHT_HANDLE) || d->face.handler == 0) {
		err_set(e, ERR_FORBIDDEN);
		return err_str(e, strv(verb));
	}
	return verb_own(ed, actor, e);
}

static bool find_target(struct txn *t, struct strv name, struct user *u, struct err *e)
{
	if (!user_by_name(t, name, u, e))
		return false;
	if (u->disabled) {
		err_set(e, ERR_USER_DISABLED);
		return err_str(e, name);
	}
	if (!(roles_rights(u->roles) & RIGHT_HANDLED)) {
		err_set(e, ERR_USER_NOT_CASEWORKER);
		return err_str(e, name);
	}
	return true;
}

bool case_assign(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);
	struct user u;

	if (!ed || !may_pass_on(ed, actor, "assign", e) ||
	    !edit_move(ed, MOVE_ASSIGN, "assign", e) ||
	    !find_target(t, args->user, &u, e))
		return false;
	edit_handler(ed, u.id);
	return edit_commit(ed, "assign", args->user, args->now, e);
}

bool case_release(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed || !may_pass_on(ed, actor, "release", e) ||
	    !edit_move(ed, MOVE_RELEASE, "release", e))
		return false;
	edit_handler(ed, 0);
	return edit_commit(ed, "release", strv(""), args->now, e);
}
