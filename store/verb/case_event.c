#include "store/verb/verb.h"

/* The events that the clock is computed from can be added, corrected and withdrawn, each
 * with a reason; the due date follows from them, and nobody types it. */

/* Registering and sending set these themselves: they can only be corrected. */
static bool is_fixed(enum event_kind kind)
{
	return kind == EVENT_RECEIVED || kind == EVENT_ANNOUNCED;
}

static bool fault_fixed(enum event_kind kind, struct err *e)
{
	err_set(e, ERR_EVENT_FIXED);
	return err_str(e, strv(event_word(kind)));
}

/* What was agreed or promised may begin later; what happened has happened. */
static bool may_begin_later(enum event_kind kind)
{
	return kind == EVENT_CONSENT || kind == EVENT_DELAY ||
	       kind == EVENT_FORCE_MAJEURE || kind == EVENT_OBJECTION_CONSENT;
}

static bool read_event(const struct verb_args *args, struct event *ev, struct err *e)
{
	if (!event_parse(args->event, ev, e))
		return false;
	if (!date_is(ev->date) || ev->date.days <= args->today.days ||
	    may_begin_later(ev->kind))
		return true;
	err_set(e, ERR_DATE_FUTURE);
	return err_date(e, ev->date);
}

static struct edit *open_event(struct txn *t, const struct actor *actor,
			       const struct verb_args *args, const char *verb,
			       struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed || !edit_move(ed, MOVE_EVENT, verb, e) || !verb_own(ed, actor, e))
		return NULL;
	return ed;
}

/* The event with the number that was given. */
static bool find_event(const struct edit *ed, uint16_t seq, struct event *ev,
		       struct err *e)
{
	const struct part *p = verb_part(edit_dossier(ed), PART_EVENT, seq);

	if (p && part_event(p, ev))
		return true;
	err_set(e, ERR_EVENT_UNKNOWN);
	return err_int(e, seq);
}

static bool finish(struct edit *ed, const char *verb, const struct verb_args *args,
		   struct err *e)
{
	struct strv reason;

	return field_check(field_by_id(FIELD_EVENT_TEXT), args->text, DATE_NONE,
			   edit_arena(ed), &reason, e) &&
	       edit_commit(ed, verb, reason, args->now, e);
}

bool event_add(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e)
{
	struct edit *ed = open_event(t, actor, args, "event-add", e);
	struct event ev;

	if (!ed || !read_event(args, &ev, e))
		return false;
	if (is_fixed(ev.kind))
		return fault_fixed(ev.kind, e);
	args->seq = edit_next_seq(ed, PART_EVENT);
	return edit_event_put(ed, args->seq, &ev, e) &&
	       finish(ed, "event-add", args, e);
}

/* The day of receipt chooses the policy, which must have the category. */
static bool correct_receipt(struct edit *ed, struct date day, struct err *e)
{
	return edit_set(ed, PART_APPLICATION, 0, FIELD_RECEIVED, strv(date_iso(day).s),
			e) &&
	       fields_category(ed, e);
}

/* The decision and the closed case bear the day on which it was sent. */
static bool correct_sending(struct edit *ed, struct date day, struct err *e)
{
	const struct part *p = dossier_decision(edit_dossier(ed));
	struct date approved = DATE_NONE;

	if (date_parse(part_get(p, FIELD_APPROVED_ON), &approved) &&
	    day.days < approved.days) {
		err_set(e, ERR_DATE_ORDER);
		err_date(e, day);
		return err_date(e, approved);
	}
	if (p && !verb_set(ed, p->seq, FIELD_ANNOUNCED_ON, strv(date_iso(day).s), e))
		return false;
	edit_ended(ed, day);
	return true;
}

bool event_correct(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e)
{
	struct edit *ed = open_event(t, actor, args, "event-correct", e);
	struct event was = { .kind = EVENT_RECEIVED };
	struct event ev;

	if (!ed || !find_event(ed, args->seq, &was, e) || !read_event(args, &ev, e))
		return false;
	if (was.kind != ev.kind && (is_fixed(was.kind) || is_fixed(ev.kind)))
		return fault_fixed(is_fixed(was.kind) ? was.kind : ev.kind, e);
	if (!edit_event_put(ed, args->seq, &ev, e) ||
	    (ev.kind == EVENT_RECEIVED && !correct_receipt(ed, ev.date, e)) ||
	    (ev.kind == EVENT_ANNOUNCED && !correct_sending(ed, ev.date, e)))
		return false;
	return finish(ed, "event-correct", args, e);
}

bool event_withdraw(struct txn *t, const struct actor *actor, struct verb_args *args,
		    struct err *e)
{
	static const enum field_id fields[] = { FIELD_EVENT_WORD, FIELD_EVENT_DATE,
						FIELD_EVENT_UNTIL, FIELD_EVENT_TEXT,
						FIELD_EVENT_VALUE };
	struct edit *ed = open_event(t, actor, args, "event-withdraw", e);
	struct event was = { .kind = EVENT_RECEIVED };

	if (!ed || !find_event(ed, args->seq, &was, e))
		return false;
	if (is_fixed(was.kind))
		return fault_fixed(was.kind, e);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (!edit_set(ed, PART_EVENT, args->seq, fields[i], strv(""), e))
			return false;
	return finish(ed, "event-withdraw", args, e);
}
