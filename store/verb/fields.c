#include "store/verb/verb.h"

#include "store/txn.h"

#define LINKS_MAX 16

/* A value arrives canonical; what a form or a file let slip is refused here all the
 * same. Money is in cents already, so that the typed form ("721,45") cannot be checked
 * again. */
static bool check_value(struct edit *ed, const struct field *f, struct strv text,
			struct date today, struct strv *out, struct err *e)
{
	uint64_t cents;

	if (f->type != TYPE_MONEY)
		return field_check(f, text, today, edit_arena(ed), out, e);
	if (text.n && !strv_uint(text, f->max, &cents))
		return fault_field(ERR_FIELD_MONEY, f, e);
	*out = text;
	return true;
}

static bool may_set(const struct field *f, bool fresh)
{
	if (!(f->flags & FLAG_SYSTEM))
		return true;
	return fresh && (f->id == FIELD_RECEIVED || f->id == FIELD_SUBMITTED);
}

bool reference_free(struct txn *t, const struct actor *actor, struct strv text,
		    struct caseid self, struct err *e)
{
	struct caseid other;
	struct face f = { .flags = 0 };

	if (text.n == 0 || !reference_find(t, text, &other) || caseid_eq(other, self))
		return true;
	if (!face_get(t, other, &f, e))
		return false;
	const bool sees = actor_sees(actor, &f);

	err_set(e, sees ? ERR_REFERENCE_EXISTS : ERR_REFERENCE_TAKEN);
	err_str(e, text);
	return sees && err_str(e, strv(caseid_write(other).s));
}

/* The rows of one call with seq 0 share one new part of their kind. */
static uint16_t seq_of(const struct edit *ed, const struct field_set *set,
		       uint16_t fresh[PART_KINDS])
{
	if (!part_repeats(set->kind) || set->seq != 0)
		return set->seq;
	if (fresh[set->kind] == 0)
		fresh[set->kind] = edit_next_seq(ed, set->kind);
	return fresh[set->kind];
}

/* The field of a row that fits the table: it exists, belongs to that part, may be set. */
static const struct field *check_row(const struct edit *ed, const struct field_set *set,
				     bool fresh, struct err *e)
{
	const struct field *f = field_by_id(set->field);

	if (!f || f->part != set->kind ||
	    (set->seq && (!part_repeats(set->kind) ||
			  !verb_part(edit_dossier(ed), set->kind, set->seq)))) {
		err_set(e, ERR_FIELD_UNKNOWN);
		err_str(e, f ? strv(f->name) : STRV("?"));
		return NULL;
	}
	if (may_set(f, fresh))
		return f;
	fault_field(ERR_FIELD_READONLY, f, e);
	return NULL;
}

static bool apply_row(struct edit *ed, const struct verb_args *args,
		      const struct field_set *set, bool fresh,
		      uint16_t seqs[PART_KINDS], bool *changed, struct err *e)
{
	const struct dossier *d = edit_dossier(ed);
	const struct field *f = check_row(ed, set, fresh, e);
	struct strv text = strv("");

	if (!f || !check_value(ed, f, set->text, args->today, &text, e))
		return false;
	const uint16_t seq = seq_of(ed, set, seqs);
	const struct part *part = verb_part(d, set->kind, seq);
	const struct strv now = part ? part_get(part, (enum field_id)f->id) : strv("");

	if (strv_eq(now, text))
		return true;
	/* Someone else changed it meanwhile, into something else: ask the writer. */
	if (!fresh && set->seq == seq && args->version &&
	    args->version != d->face.version && !strv_eq(now, set->base))
		return fault_field(ERR_CASE_CHANGED, f, e);
	*changed = true;
	return edit_set(ed, set->kind, seq, (enum field_id)f->id, text, e);
}

bool fields_apply(struct edit *ed, const struct verb_args *args, bool fresh,
		  bool *changed, struct err *e)
{
	uint16_t seqs[PART_KINDS] = { 0 };

	*changed = false;
	for (size_t i = 0; i < args->nset; i++)
		if (!apply_row(ed, args, &args->set[i], fresh, seqs, changed, e))
			return false;
	return true;
}

bool fields_category(struct edit *ed, struct err *e)
{
	const struct policy *p = edit_policy(ed, e);
	const struct strv code = dossier_get(edit_dossier(ed), FIELD_CATEGORY);

	if (!p)
		return false;
	if (policy_category(p, code))
		return true;
	fault_field(ERR_FIELD_CHOICE, field_by_id(FIELD_CATEGORY), e);
	return err_str(e, code);
}

static bool linked(const struct dossier *d, struct strv number)
{
	const struct part *p;

	for (size_t i = 0; (p = dossier_part(d, PART_LINK, i)); i++)
		if (strv_eq(part_get(p, FIELD_LINK_CASE), number))
			return true;
	return false;
}

bool link_duplicates(struct edit *ed, struct verb_args *args, struct err *e)
{
	struct caseid ids[LINKS_MAX];
	const char *kinds[LINKS_MAX];
	const size_t n = edit_duplicates(ed, ids, kinds, LINKS_MAX);

	for (size_t i = 0; i < n; i++) {
		const struct caseid_text number = caseid_write(ids[i]);

		if (linked(edit_dossier(ed), strv(number.s)))
			continue;
		const uint16_t seq = edit_next_seq(ed, PART_LINK);

		if (!verb_set(ed, seq, FIELD_LINK_CASE, strv(number.s), e) ||
		    !verb_set(ed, seq, FIELD_LINK_KIND, strv(kinds[i]), e))
			return false;
		if (args->duplicates && args->nduplicates < args->duplicates_max)
			args->duplicates[args->nduplicates++] = ids[i];
	}
	return true;
}
