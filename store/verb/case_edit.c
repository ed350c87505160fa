#include "store/verb/verb.h"

/* A field by which a case is recognised as another one's double. */
static bool identifies(unsigned field)
{
	return field == FIELD_BSN || field == FIELD_SURNAME || field == FIELD_PREFIX ||
	       field == FIELD_BIRTH_DATE;
}

static bool after_fields(struct txn *t, const struct actor *actor, struct edit *ed,
			 struct verb_args *args, struct err *e)
{
	bool identity = false;

	for (size_t i = 0; i < args->nset; i++) {
		const struct field_set *set = &args->set[i];

		identity = identity || identifies(set->field);
		if (set->field == FIELD_CATEGORY && !fields_category(ed, e))
			return false;
		if (set->field == FIELD_REFERENCE &&
		    !reference_free(t, actor, set->text, edit_dossier(ed)->face.id, e))
			return false;
	}
	return !identity || link_duplicates(ed, args, e);
}

bool case_edit(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);
	bool changed;

	args->nduplicates = 0;
	if (!ed || !edit_move(ed, MOVE_EDIT, "edit", e) ||
	    !fields_apply(ed, args, false, &changed, e))
		return false;
	/* What both wrote alike, or nobody changed, is no change. */
	if (!changed)
		return true;
	return after_fields(t, actor, ed, args, e) &&
	       edit_commit(ed, "edit", strv(""), args->now, e);
}

bool case_note(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e)
{
	struct edit *ed = edit_open(t, actor, args->id, e);

	if (!ed || !edit_move(ed, MOVE_NOTE, "note", e))
		return false;
	const uint16_t seq = edit_next_seq(ed, PART_NOTE);

	return verb_set(ed, seq, FIELD_NOTE_TEXT, args->text, e) &&
	       verb_set(ed, seq, FIELD_NOTE_BY, strv(actor->name), e) &&
	       verb_set(ed, seq, FIELD_NOTE_DATE, strv(date_iso(args->today).s), e) &&
	       edit_commit(ed, "note", strv(""), args->now, e);
}

bool case_view(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e)
{
	struct face f;

	return face_load(t, actor, args->id, &f, e) &&
	       journal_add(t, actor, "view", args->id, strv(""), args->now, false, e);
}
