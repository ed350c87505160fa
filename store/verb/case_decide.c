#include "store/verb/verb.h"

/* What is set when a decision is proposed, in one go. */
static bool put_proposal(struct edit *ed, const struct actor *actor,
			 const struct verb_args *args, struct strv grounds,
			 struct err *e)
{
	const struct proposal *p = args->proposal;
	const uint16_t seq = edit_next_seq(ed, PART_DECISION);
	const struct date_text today = date_iso(args->today);
	const struct {
		enum field_id field;
		struct strv text;
	} row[] = {
		{ FIELD_OUTCOME, p->outcome },
		{ FIELD_GROUNDS, grounds },
		{ FIELD_REASONS, p->reasons },
		{ FIELD_CHILD_INTEREST, p->child_interest },
		{ FIELD_HARDSHIP, p->hardship },
		{ FIELD_PROPOSED_BY, strv(actor->name) },
		{ FIELD_PROPOSED_ON, strv(today.s) },
		{ FIELD_LETTER, p->letter },
	};

	for (size_t i = 0; i < sizeof(row) / sizeof(*row); i++)
		if (!verb_set(ed, seq, row[i].field, row[i].text, e))
			return false;
	return true;
}

/* Proposing freezes the letter: what the colleague reads is what is signed and sent. */
bool case_propose(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);
	struct strv grounds;

	if (!ed)
		return false;
	/* Not while the applicant may still complete it. */
	const bool waits = face_waits(&edit_dossier(ed)->face, args->today);

	if (!edit_move(ed, MOVE_PROPOSE, "propose", e) || !verb_own(ed, actor, e))
		return false;
	if (waits) {
		err_set(e, ERR_CASE_STATE);
		err_str(e, STRV("propose"));
		return err_str(e, strv(state_word(STATE_WAITING)));
	}
	return proposal_check(ed, args, &grounds, e) &&
	       put_proposal(ed, actor, args, grounds, e) &&
	       edit_commit(ed, "propose", strv(""), args->now, e);
}

/* The open proposal that the actor did not make: four eyes. */
static const struct part *others_proposal(const struct edit *ed,
					  const struct actor *actor, struct err *e)
{
	const struct part *p = dossier_decision(edit_dossier(ed));

	if (!p) {
		err_set(e, ERR_LETTER_MISSING);
		err_str(e, strv(caseid_write(edit_dossier(ed)->face.id).s));
		return NULL;
	}
	const struct strv by = part_get(p, FIELD_PROPOSED_BY);

	if (!strv_eq(by, strv(actor->name)))
		return p;
	err_set(e, ERR_FOUR_EYES);
	err_str(e, by);
	return NULL;
}

bool case_return(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed || !edit_move(ed, MOVE_RETURN, "return", e))
		return false;
	const struct part *p = others_proposal(ed, actor, e);

	if (!p)
		return false;
	const uint16_t seq = p->seq;

	return verb_set(ed, seq, FIELD_RETURNED_BY, strv(actor->name), e) &&
	       verb_set(ed, seq, FIELD_RETURN_REASON, args->text, e) &&
	       edit_commit(ed, "return", strv(""), args->now, e);
}

bool case_approve(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed)
		return false;
	const uint32_t version = edit_dossier(ed)->face.version;

	if (!edit_move(ed, MOVE_APPROVE, "approve", e))
		return false;
	const struct part *p = others_proposal(ed, actor, e);

	if (!p)
		return false;
	/* Nobody signs a letter that is not the one they read. */
	if (args->version && args->version != version)
		return err_set(e, ERR_LETTER_STALE);
	const uint16_t seq = p->seq;

	if (strv_eq(part_get(p, FIELD_OUTCOME), STRV("untreated")) &&
	    !untreated_check(ed, args->today, e))
		return false;
	return verb_set(ed, seq, FIELD_APPROVED_BY, strv(actor->name), e) &&
	       verb_set(ed, seq, FIELD_APPROVED_ON, strv(date_iso(args->today).s), e) &&
	       edit_commit(ed, "approve", strv(""), args->now, e);
}

/* Sent between the day of approval and today. */
static bool check_sent(const struct part *p, const struct verb_args *args,
		       struct err *e)
{
	struct date approved = DATE_NONE;

	if (args->date.days > args->today.days) {
		err_set(e, ERR_DATE_FUTURE);
		return err_date(e, args->date);
	}
	date_parse(part_get(p, FIELD_APPROVED_ON), &approved);
	if (args->date.days < approved.days) {
		err_set(e, ERR_DATE_ORDER);
		err_date(e, args->date);
		return err_date(e, approved);
	}
	return true;
}

/* The letter went out (Awb 3:41). A hold decides nothing: the case goes on and so does
 * its clock. */
bool case_announce(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed)
		return false;
	const struct part *p = dossier_decision(edit_dossier(ed));
	const bool hold = p && strv_eq(part_get(p, FIELD_OUTCOME), STRV("hold"));

	if (!edit_move(ed, hold ? MOVE_RESUME : MOVE_ANNOUNCE, "announce", e) ||
	    !verb_own(ed, actor, e))
		return false;
	if (!p) {
		err_set(e, ERR_LETTER_MISSING);
		return err_str(e, strv(caseid_write(args->id).s));
	}
	if (!check_sent(p, args, e) ||
	    !verb_set(ed, p->seq, FIELD_ANNOUNCED_ON, strv(date_iso(args->date).s), e))
		return false;
	if (!hold) {
		if (!edit_event(ed, EVENT_ANNOUNCED, args->date, DATE_NONE, strv(""),
				e))
			return false;
		edit_ended(ed, args->date);
	}
	return edit_commit(ed, "announce", strv(""), args->now, e);
}
