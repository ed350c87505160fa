#include "store/verb/verb.h"

/* MOVE_COUNT: moves no case. */
#define NO_MOVE MOVE_COUNT

/* The verbs: V(name, rights, args, fn, move, own), the one table. `own`: only its
 * handler, or who assigns cases, may do it. */
/* clang-format off */
#define VERBS(V) \
V("register", RIGHT_REGISTER, VERB_FIELDS, case_register, NO_MOVE, false) \
V("edit", RIGHT_EDIT, VERB_CASE | VERB_FIELDS, case_edit, MOVE_EDIT, false) \
V("note", RIGHT_EDIT, VERB_CASE | VERB_TEXT, case_note, MOVE_NOTE, false) \
V("claim", RIGHT_HANDLE, VERB_CASE, case_claim, MOVE_CLAIM, true) \
V("claim-next", RIGHT_HANDLE, 0, case_claim_next, NO_MOVE, false) \
V("assign", RIGHT_READ, VERB_CASE | VERB_USER, case_assign, MOVE_ASSIGN, true) \
V("release", RIGHT_READ, VERB_CASE, case_release, MOVE_RELEASE, true) \
V("invite", RIGHT_HANDLE, VERB_CASE | VERB_DATE_NEEDED | VERB_TEXT, case_invite, MOVE_INVITE, true) \
V("complete", RIGHT_HANDLE, VERB_CASE | VERB_DATE, case_complete, MOVE_COMPLETE, true) \
V("propose", RIGHT_HANDLE, VERB_CASE | VERB_PROPOSAL, case_propose, MOVE_PROPOSE, true) \
V("return", RIGHT_DECIDE, VERB_CASE | VERB_TEXT, case_return, MOVE_RETURN, false) \
V("approve", RIGHT_DECIDE, VERB_CASE, case_approve, MOVE_APPROVE, false) \
V("announce", RIGHT_HANDLE, VERB_CASE | VERB_DATE, case_announce, MOVE_ANNOUNCE, true) \
V("withdraw", RIGHT_HANDLE, VERB_CASE | VERB_TEXT, case_withdraw, MOVE_WITHDRAW, false) \
V("void", RIGHT_HANDLE, VERB_CASE | VERB_TEXT, case_void, MOVE_VOID, false) \
V("event-add", RIGHT_HANDLE, VERB_CASE | VERB_EVENT | VERB_TEXT, event_add, MOVE_EVENT, true) \
V("event-correct", RIGHT_HANDLE, VERB_CASE | VERB_SEQ | VERB_EVENT | VERB_TEXT, event_correct, MOVE_EVENT, true) \
V("event-withdraw", RIGHT_HANDLE, VERB_CASE | VERB_SEQ | VERB_TEXT, event_withdraw, MOVE_EVENT, true) \
V("draft-save", RIGHT_REGISTER, VERB_CASE | VERB_FORM | VERB_TEXT, draft_save, NO_MOVE, false) \
V("draft-drop", RIGHT_REGISTER, VERB_CASE | VERB_FORM, draft_drop, NO_MOVE, false) \
V("view", RIGHT_READ, VERB_CASE, case_view, NO_MOVE, false) \
V("user-add", RIGHT_USERS, VERB_USER | VERB_ROLES, user_add, NO_MOVE, false) \
V("user-role", RIGHT_USERS, VERB_USER | VERB_ROLES, user_role, NO_MOVE, false) \
V("user-disable", RIGHT_USERS, VERB_USER, user_disable, NO_MOVE, false) \
V("user-enable", RIGHT_USERS, VERB_USER, user_enable, NO_MOVE, false) \
V("policy-add", RIGHT_MAINTAIN, VERB_TEXT, policy_add, NO_MOVE, false)
/* clang-format on */

static const struct verb VERB[] = {
#define V(name, right, args, fn, move, own) { name, right, args, fn },
	VERBS(V)
#undef V
};
#define VERB_N (sizeof(VERB) / sizeof(*VERB))

static const struct {
	enum move move;
	bool own;
} LIFE[VERB_N] = {
#define V(name, right, args, fn, move, own) { move, own },
	VERBS(V)
#undef V
};

const struct verb *verb_all(size_t *n)
{
	*n = VERB_N;
	return VERB;
}

const struct verb *verb_by_name(struct strv name)
{
	for (size_t i = 0; i < VERB_N; i++)
		if (strv_eq(name, strv(VERB[i].name)))
			return &VERB[i];
	return NULL;
}

static bool missing(const char *what, struct err *e)
{
	err_set(e, ERR_USAGE_MISSING);
	return err_str(e, strv(what));
}

static bool missing_text(const struct verb *v, struct err *e)
{
	err_set(e, ERR_TEXT_MISSING);
	return err_str(e, strv(v->name));
}

/* What the row asks for is there. 1970-01-01, which a zeroed struct holds, is no date
 * of any case. An empty draft is legal: it replaces what was there. */
static bool check_args(const struct verb *v, struct verb_args *args, struct err *e)
{
	const bool dated = date_is(args->date) && args->date.days != 0;

	/* A draft may belong to a registration that has no number yet. */
	if ((v->args & VERB_CASE) && !(v->args & VERB_FORM) && args->id.year == 0 &&
	    args->id.seq == 0)
		return missing("number", e);
	if ((v->args & VERB_DATE_NEEDED) && !dated)
		return missing("date", e);
	if (!dated)
		args->date = v->args & VERB_DATE ? args->today : DATE_NONE;
	if ((v->args & VERB_USER) && args->user.n == 0)
		return missing("user", e);
	if ((v->args & VERB_ROLES) && args->roles == 0)
		return missing("roles", e);
	if ((v->args & VERB_FIELDS) && args->nset == 0)
		return missing("field=value", e);
	if ((v->args & VERB_SEQ) && args->seq == 0)
		return missing("N", e);
	if ((v->args & VERB_EVENT) && args->event.n == 0)
		return missing("EVENT", e);
	if ((v->args & VERB_FORM) && args->form.n == 0)
		return missing("form", e);
	if ((v->args & VERB_PROPOSAL) &&
	    (!args->proposal || args->proposal->outcome.n == 0))
		return missing("outcome", e);
	if ((v->args & VERB_TEXT) && !(v->args & VERB_FORM) &&
	    strv_trim(args->text).n == 0)
		return missing_text(v, e);
	return true;
}

bool verb_call(const struct verb *v, struct txn *t, const struct actor *actor,
	       struct verb_args *args, struct err *e)
{
	if ((actor->rights & v->right) != v->right) {
		err_set(e, ERR_FORBIDDEN);
		return err_str(e, strv(v->name));
	}
	return check_args(v, args, e) && v->fn(t, actor, args, e);
}

static bool owns(const struct actor *actor, const struct face *f, enum move move)
{
	if (actor->rights & RIGHT_ASSIGN)
		return true;
	if (move == MOVE_ASSIGN || move == MOVE_RELEASE)
		return f->handler == actor->id && (actor->rights & RIGHT_HANDLE);
	return f->handler == 0 || f->handler == actor->id;
}

enum err_code verb_refusal(const struct verb *v, const struct actor *actor,
			   const struct face *f, struct date today)
{
	const size_t i = (size_t)(v - VERB);

	if ((actor->rights & v->right) != v->right)
		return ERR_FORBIDDEN;
	if (!(v->args & VERB_CASE))
		return ERR_NONE;
	if (!f || ((f->flags & FACE_PROTECTED) && !(actor->rights & RIGHT_PROTECTED) &&
		   f->handler != actor->id))
		return ERR_CASE_UNKNOWN;
	if ((v->args & VERB_FORM) && !(actor->rights & RIGHT_EDIT))
		return ERR_FORBIDDEN; /* the desk drafts registrations only */
	if (LIFE[i].move != NO_MOVE &&
	    lifecycle_next(f->state, LIFE[i].move) == STATE_NONE)
		return ERR_CASE_STATE;
	if (LIFE[i].move == MOVE_PROPOSE && face_waits(f, today))
		return ERR_CASE_STATE;
	if ((LIFE[i].move == MOVE_APPROVE || LIFE[i].move == MOVE_RETURN) &&
	    f->proposer == actor->id)
		return ERR_FOUR_EYES;
	if (LIFE[i].own && !owns(actor, f, LIFE[i].move))
		return f->handler ? ERR_NOT_HANDLER : ERR_FORBIDDEN;
	return ERR_NONE;
}

struct one {
	const struct verb *verb;
	const struct actor *actor;
	struct verb_args *args;
};

/* The rights count that the user has now, not those of when the session began. */
static bool run_one(struct txn *t, void *ctx, struct err *e)
{
	const struct one *o = ctx;
	struct actor now;

	return actor_load(t, strv(o->actor->name), o->actor->origin, &now, e) &&
	       verb_call(o->verb, t, &now, o->args, e);
}

/* Reading a policy's text takes as long as a whole change: not while the office waits for
 * the writer. What governs today governs nearly every case; the verb asks for itself. */
static void read_policy_first(struct store *s, const struct verb *v, struct date today)
{
	const unsigned changes = RIGHT_REGISTER | RIGHT_EDIT | RIGHT_HANDLE |
				 RIGHT_DECIDE | RIGHT_ASSIGN;
	struct err ignored = { .code = ERR_NONE };

	if (v->right & changes)
		(void)store_policy(s, today, &ignored);
}

bool store_do(struct store *s, const struct verb *v, const struct actor *actor,
	      struct verb_args *args, struct err *e)
{
	struct one o = { v, actor, args };

	read_policy_first(s, v, args->today);
	return store_run(s, run_one, &o, e);
}
