#include "store/verb/verb.h"

/* The invitation to complete the application; it suspends the term from tomorrow until
 * the day of completion or the end of the repair term (Awb 4:5 lid 1, 4:15 lid 1 onder
 * a). */
bool case_invite(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);
	struct strv asked;

	if (!ed || !edit_move(ed, MOVE_INVITE, "invite", e) || !verb_own(ed, actor, e))
		return false;
	if (args->date.days <= args->today.days) {
		err_set(e, ERR_DATE_ORDER);
		err_date(e, args->date);
		return err_date(e, date_add(args->today, 1));
	}
	return field_check(field_by_id(FIELD_EVENT_TEXT), args->text, DATE_NONE,
			   edit_arena(ed), &asked, e) &&
	       edit_event(ed, EVENT_INVITE, args->today, args->date, asked, e) &&
	       edit_commit(ed, "invite", strv(""), args->now, e);
}

/* The day of the latest invitation. */
static bool latest_invitation(const struct edit *ed, struct date *out, struct err *e)
{
	struct history h;

	if (!dossier_history(edit_dossier(ed), &h, e))
		return false;
	*out = DATE_NONE;
	for (size_t i = 0; i < h.n; i++)
		if (h.event[i].kind == EVENT_INVITE && h.event[i].date.days > out->days)
			*out = h.event[i].date;
	return true;
}

bool case_complete(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);
	struct date invited;

	if (!ed || !edit_move(ed, MOVE_COMPLETE, "complete", e) ||
	    !verb_own(ed, actor, e) || !latest_invitation(ed, &invited, e))
		return false;
	if (args->date.days > args->today.days) {
		err_set(e, ERR_DATE_FUTURE);
		return err_date(e, args->date);
	}
	if (args->date.days < invited.days) {
		err_set(e, ERR_DATE_ORDER);
		err_date(e, args->date);
		return err_date(e, invited);
	}
	return edit_event(ed, EVENT_COMPLETED, args->date, DATE_NONE, strv(""), e) &&
	       edit_commit(ed, "complete", strv(""), args->now, e);
}
