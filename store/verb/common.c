#include "store/verb/verb.h"

bool fault_field(enum err_code code, const struct field *f, struct err *e)
{
	err_set(e, code);
	return err_str(e, strv(f->name));
}

bool verb_own(const struct edit *ed, const struct actor *actor, struct err *e)
{
	const struct dossier *d = edit_dossier(ed);

	if (d->face.handler == 0 || d->face.handler == actor->id ||
	    (actor->rights & RIGHT_ASSIGN))
		return true;
	err_set(e, ERR_NOT_HANDLER);
	return err_str(e, d->handler);
}

bool verb_set(struct edit *ed, uint16_t seq, enum field_id field, struct strv text,
	      struct err *e)
{
	const struct field *f = field_by_id(field);
	struct strv canonical;

	if (!f) {
		err_set(e, ERR_BUG);
		return err_str(e, STRV("field"));
	}
	return field_check(f, text, DATE_NONE, edit_arena(ed), &canonical, e) &&
	       edit_set(ed, f->part, seq, field, canonical, e);
}

const struct part *verb_part(const struct dossier *d, enum part_kind kind, uint16_t seq)
{
	for (size_t i = 0; i < d->nparts; i++)
		if (d->part[i].kind == kind && d->part[i].seq == seq)
			return &d->part[i];
	return NULL;
}
