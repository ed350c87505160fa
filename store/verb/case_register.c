#include "store/verb/verb.h"

static const struct field_set *given(const struct verb_args *args, unsigned field)
{
	for (size_t i = 0; i < args->nset; i++)
		if (args->set[i].field == field)
			return &args->set[i];
	return NULL;
}

static bool check_required(const struct edit *ed, struct err *e)
{
	size_t n;
	const struct field *f = field_all(&n);

	for (size_t i = 0; i < n; i++)
		if ((f[i].flags & FLAG_REQUIRED) &&
		    dossier_get(edit_dossier(ed), (enum field_id)f[i].id).n == 0)
			return fault_field(ERR_FIELD_MISSING, &f[i], e);
	return true;
}

/* The clock starts on the day of receipt (Awb 4:13), which may lie after today: the
 * importer warns of it, and nobody but the sender can mend it. */
static bool start_clock(struct edit *ed, const struct verb_args *args, struct err *e)
{
	struct date day;

	if (date_is(args->date) && !given(args, FIELD_RECEIVED) &&
	    !verb_set(ed, 0, FIELD_RECEIVED, strv(date_iso(args->date).s), e))
		return false;
	if (!check_required(ed, e))
		return false;
	if (!date_parse(dossier_get(edit_dossier(ed), FIELD_RECEIVED), &day))
		return fault_field(ERR_FIELD_MISSING, field_by_id(FIELD_RECEIVED), e);
	return edit_event(ed, EVENT_RECEIVED, day, DATE_NONE, strv(""), e);
}

bool case_register(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e)
{
	const struct field_set *reference = given(args, FIELD_REFERENCE);
	bool changed;

	args->nduplicates = 0;
	if (reference &&
	    !reference_free(t, actor, reference->text, (struct caseid){ 0, 0 }, e))
		return false;
	struct edit *ed = edit_new(t, actor, date_ymd(args->today).year, e);

	if (!ed || !edit_move(ed, MOVE_REGISTER, "register", e) ||
	    !fields_apply(ed, args, true, &changed, e) || !start_clock(ed, args, e) ||
	    !fields_category(ed, e) || !link_duplicates(ed, args, e) ||
	    !edit_commit(ed, "register", strv(""), args->now, e))
		return false;
	args->id = edit_dossier(ed)->face.id;
	return true;
}
