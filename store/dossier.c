#include "store/store.h"

#include "store/record.h"
#include "store/txn.h"

/* ---- values ---------------------------------------------------------------------- */

struct strv part_get(const struct part *p, enum field_id field)
{
	for (size_t i = 0; p && i < p->nvalues; i++)
		if (p->value[i].field == field)
			return p->value[i].text;
	return (struct strv){ NULL, 0 };
}

const struct part *dossier_part(const struct dossier *d, enum part_kind kind, size_t i)
{
	for (size_t at = 0; at < d->nparts; at++)
		if (d->part[at].kind == kind && i-- == 0)
			return &d->part[at];
	return NULL;
}

size_t dossier_count(const struct dossier *d, enum part_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < d->nparts; i++)
		n += d->part[i].kind == kind;
	return n;
}

struct strv dossier_get(const struct dossier *d, enum field_id field)
{
	const struct field *f = field_by_id(field);

	if (!f || part_repeats(f->part))
		return (struct strv){ NULL, 0 };
	return part_get(dossier_part(d, f->part, 0), field);
}

const struct part *dossier_decision(const struct dossier *d)
{
	for (size_t i = dossier_count(d, PART_DECISION); i > 0; i--) {
		const struct part *p = dossier_part(d, PART_DECISION, i - 1);
		if (!part_get(p, FIELD_RETURNED_BY).n)
			return p;
	}
	return NULL;
}

/* ---- the clock's events ---------------------------------------------------------- */

static bool corrupt(struct caseid id, struct err *e)
{
	err_set(e, ERR_STORE_CORRUPT);
	return err_str(e, strv(caseid_write(id).s));
}

bool part_event(const struct part *p, struct event *ev)
{
	struct strv until = part_get(p, FIELD_EVENT_UNTIL);

	*ev = (struct event){ .date = DATE_NONE, .until = DATE_NONE };
	return event_by_word(part_get(p, FIELD_EVENT_WORD), &ev->kind) &&
	       (!event_dated(ev->kind) ||
		date_parse(part_get(p, FIELD_EVENT_DATE), &ev->date)) &&
	       (!until.n || date_parse(until, &ev->until)) &&
	       event_set_value(ev, part_get(p, FIELD_EVENT_VALUE));
}

bool dossier_history(const struct dossier *d, struct history *out, struct err *e)
{
	struct event ev = { .kind = EVENT_RECEIVED, .until = DATE_NONE };
	const struct part *p;
	bool received = false;

	*out = (struct history){ .n = 0 };
	for (size_t i = 0; (p = dossier_part(d, PART_EVENT, i)); i++) {
		if (!part_event(p, &ev))
			return corrupt(d->face.id, e);
		if (!history_add(out, ev, e))
			return false;
		received = received || ev.kind == EVENT_RECEIVED;
	}
	if (received)
		return true;
	/* The day of receipt may stand in the application alone. */
	ev = (struct event){ .kind = EVENT_RECEIVED, .until = DATE_NONE };
	if (!date_parse(dossier_get(d, FIELD_RECEIVED), &ev.date))
		return err_set(e, ERR_TERM_NO_RECEIVED);
	return history_add(out, ev, e);
}

/* ---- who sees what --------------------------------------------------------------- */

bool actor_sees(const struct actor *actor, const struct face *f)
{
	if (!(f->flags & FACE_PROTECTED) || (actor->rights & RIGHT_PROTECTED))
		return true;
	return f->handler && f->handler == actor->id;
}

bool names_hidden(struct txn *t, const struct actor *actor, struct strv number)
{
	struct err none = { .code = ERR_NONE };
	struct caseid id;
	struct face f = { .flags = 0 };

	return number.n && caseid_parse(number, &id, &none) &&
	       face_get(t, id, &f, &none) && !actor_sees(actor, &f);
}

/* A link to a protected dossier would tell that it is there, and of whom. */
static void drop_hidden_links(struct txn *t, const struct actor *actor,
			      struct dossier *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->nparts; i++) {
		const struct part *p = &d->part[i];

		if (p->kind != PART_LINK ||
		    !names_hidden(t, actor, part_get(p, FIELD_LINK_CASE)))
			d->part[n++] = *p;
	}
	d->nparts = n;
	if (dossier_count(d, PART_LINK) == 0)
		d->face.flags &= ~(unsigned)FACE_DUPLICATE;
}

bool case_unknown(struct caseid id, struct err *e)
{
	err_set(e, ERR_CASE_UNKNOWN);
	return err_str(e, strv(caseid_write(id).s));
}

static bool need_right(const struct actor *actor, enum right right, struct err *e)
{
	if (actor->rights & right)
		return true;
	err_set(e, ERR_FORBIDDEN);
	return err_str(e, STRV("show"));
}

/* ---- reading --------------------------------------------------------------------- */

bool face_get(struct txn *t, struct caseid id, struct face *out, struct err *e)
{
	struct dbkey key = key_case(id);
	struct strv v;

	if (!kv_get(t->kv, KV_FACE, dbkey_v(&key), &v, e))
		return false;
	if (!v.p)
		return case_unknown(id, e);
	return face_decode(t->store->keys, dbkey_v(&key), v, true, out, e);
}

bool face_load(struct txn *t, const struct actor *actor, struct caseid id,
	       struct face *out, struct err *e)
{
	if (!need_right(actor, RIGHT_FACES, e) || !face_get(t, id, out, e))
		return false;
	return actor_sees(actor, out) || case_unknown(id, e);
}

/* The face's texts lie in the map: a dossier outlives its transaction. */
static bool face_keep(struct face *f, struct arena *a)
{
	struct strv *text[] = { &f->category, &f->reference, &f->surname,
				&f->prefix,   &f->initials,  &f->sortkey };

	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		*text[i] = arena_copy(a, *text[i]);
		if (!text[i]->p)
			return false;
	}
	return true;
}

static bool dossier_fill(struct txn *t, struct arena *a, struct dossier *out,
			 struct err *e)
{
	struct parts parts = { .broken = NULL };
	struct case_key k;

	if (!case_key_get(t, out->face.id, &k, e))
		return false;
	memcpy(out->policy_hash, k.policy_hash, sizeof out->policy_hash);
	bool ok = parts_load(t, k.key, out->face.id, a, &parts, e);
	seal_wipe(&k, sizeof k);
	if (!ok)
		return false;
	out->part = parts.part;
	out->nparts = parts.n;
	out->handler = arena_copy(a, user_name(t, out->face.handler));
	return (out->handler.p && face_keep(&out->face, a)) || err_set(e, ERR_NOMEM);
}

bool dossier_get_all(struct txn *t, struct caseid id, struct arena *a,
		     struct dossier *out, struct err *e)
{
	*out = (struct dossier){ .nparts = 0 };
	return face_get(t, id, &out->face, e) && dossier_fill(t, a, out, e);
}

bool dossier_load(struct txn *t, const struct actor *actor, struct caseid id,
		  struct arena *a, struct dossier *out, struct err *e)
{
	*out = (struct dossier){ .nparts = 0 };
	if (!need_right(actor, RIGHT_READ, e) || !face_get(t, id, &out->face, e))
		return false;
	if (!actor_sees(actor, &out->face))
		return case_unknown(id, e);
	if (!dossier_fill(t, a, out, e))
		return false;
	drop_hidden_links(t, actor, out);
	return true;
}
