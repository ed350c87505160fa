#include "store/verb/verb.h"

#define DRAFT_MAX 65536

/* A form is named by a short word; the draft of a form is found by it again. */
static bool check_form(struct strv form, struct err *e)
{
	bool ok = form.n > 0 && form.n <= 24;

	for (size_t i = 0; ok && i < form.n; i++)
		ok = (form.p[i] >= 'a' && form.p[i] <= 'z') || form.p[i] == '-';
	if (ok)
		return true;
	err_set(e, ERR_USAGE);
	return err_str(e, form);
}

/* A registration that is being typed has no number yet; a case must be one the actor may
 * edit. */
static bool check_target(struct txn *t, const struct actor *actor,
			 const struct verb_args *args, struct err *e)
{
	struct face f;

	if (args->id.year == 0 && args->id.seq == 0)
		return true;
	if (!(actor->rights & RIGHT_EDIT)) {
		err_set(e, ERR_FORBIDDEN);
		return err_str(e, STRV("draft-save"));
	}
	return face_load(t, actor, args->id, &f, e);
}

bool draft_save(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e)
{
	if (!check_form(args->form, e) || !check_target(t, actor, args, e))
		return false;
	if (args->text.n > DRAFT_MAX) {
		err_set(e, ERR_TOO_LARGE);
		err_str(e, STRV("draft"));
		return err_int(e, DRAFT_MAX);
	}
	if (args->text.n == 0)
		return draft_remove(t, actor, args->id, args->form, e);
	return draft_put(t, actor, args->id, args->form, args->text, args->now, e);
}

bool draft_drop(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e)
{
	return check_form(args->form, e) && check_target(t, actor, args, e) &&
	       draft_remove(t, actor, args->id, args->form, e);
}
