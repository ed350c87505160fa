#include "store/edit.h"

#include "store/index.h"
#include "store/journal.h"
#include "store/record.h"
#include "store/txn.h"

struct touched {
	enum part_kind kind;
	uint16_t seq;
};

struct edit {
	struct txn *t;
	const struct actor *actor;
	struct dossier d; /* as it becomes */
	struct dossier was; /* as it was read; its parts are never written to */
	struct case_key key;
	bool fresh;
	struct change *change;
	size_t nchanges, change_room;
	struct touched *touched; /* parts to seal anew */
	size_t ntouched, touched_room;
};

/* ---- beginning ------------------------------------------------------------------- */

/* Room for one more element: the array, moved when it was full. NULL: no memory. */
static void *grow(struct arena *a, void *array, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return array;
	size_t more = *room ? 2 * *room : 8;
	void *p = arena_array(a, more, size);
	if (!p)
		return NULL;
	if (n)
		memcpy(p, array, n * size);
	*room = more;
	return p;
}

static struct edit *edit_make(struct txn *t, const struct actor *actor, struct err *e)
{
	struct edit *ed = arena_alloc(&t->arena, sizeof *ed);

	if (!ed) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	ed->t = t;
	ed->actor = actor;
	return ed;
}

struct edit *edit_open(struct txn *t, const struct actor *actor, struct caseid id,
		       struct err *e)
{
	struct edit *ed = edit_make(t, actor, e);

	if (!ed || !dossier_get_all(t, id, &t->arena, &ed->was, e))
		return NULL;
	if (!actor_sees(actor, &ed->was.face)) {
		case_unknown(id, e);
		return NULL;
	}
	if (!case_key_get(t, id, &ed->key, e))
		return NULL;
	ed->d = ed->was;
	/* One place more: edit_set() moves the parts only when it adds one. */
	ed->d.part = arena_array(&t->arena, ed->was.nparts + 1, sizeof *ed->d.part);
	if (!ed->d.part) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	if (ed->was.nparts)
		memcpy(ed->d.part, ed->was.part, ed->was.nparts * sizeof *ed->d.part);
	return ed;
}

static bool next_number(struct txn *t, int year, struct caseid *out, struct err *e)
{
	char name[24];
	uint64_t n;

	(void)snprintf(name, sizeof name, META_YEAR, year);
	if (!meta_number(t, name, &n, e) || !meta_set_number(t, name, n + 1, e))
		return false;
	*out = (struct caseid){ (uint16_t)year, (uint32_t)(n + 1) };
	return true;
}

struct edit *edit_new(struct txn *t, const struct actor *actor, int year, struct err *e)
{
	struct edit *ed = edit_make(t, actor, e);
	struct face *f;

	if (!ed)
		return NULL;
	f = &ed->d.face;
	ed->fresh = true;
	f->received = f->due = f->lapse = f->ended = f->notice = DATE_NONE;
	if (year < 1 || year > 9999) {
		err_set(e, ERR_BUG);
		err_str(e, STRV("year"));
		return NULL;
	}
	if (!next_number(t, year, &f->id, e))
		return NULL;
	seal_random(ed->key.key, sizeof ed->key.key);
	ed->was.face = *f;
	return ed;
}

const struct dossier *edit_dossier(const struct edit *ed)
{
	return &ed->d;
}

struct arena *edit_arena(struct edit *ed)
{
	return &ed->t->arena;
}

/* ---- changing -------------------------------------------------------------------- */

bool edit_move(struct edit *ed, enum move move, const char *verb, struct err *e)
{
	enum state next = lifecycle_next(ed->d.face.state, move);

	if (next == STATE_NONE) {
		err_set(e, ERR_CASE_STATE);
		err_str(e, strv(verb));
		return err_str(e, strv(state_word(ed->d.face.state)));
	}
	ed->d.face.state = next;
	return true;
}

static bool touch(struct edit *ed, enum part_kind kind, uint16_t seq)
{
	for (size_t i = 0; i < ed->ntouched; i++)
		if (ed->touched[i].kind == kind && ed->touched[i].seq == seq)
			return true;
	struct touched *p = grow(edit_arena(ed), ed->touched, ed->ntouched,
				 &ed->touched_room, sizeof *p);
	if (!p)
		return false;
	p[ed->ntouched++] = (struct touched){ kind, seq };
	ed->touched = p;
	return true;
}

/* One change a field, whatever way it went; none when it came back. */
static bool note_change(struct edit *ed, struct change c)
{
	for (size_t i = 0; i < ed->nchanges; i++) {
		struct change *old = &ed->change[i];
		if (old->kind != c.kind || old->seq != c.seq || old->field != c.field)
			continue;
		old->after = c.after;
		if (strv_eq(old->before, old->after))
			*old = ed->change[--ed->nchanges];
		return true;
	}
	struct change *p = grow(edit_arena(ed), ed->change, ed->nchanges,
				&ed->change_room, sizeof *p);
	if (!p)
		return false;
	p[ed->nchanges++] = c;
	ed->change = p;
	return true;
}

/* Where part (kind, seq) is, or belongs. */
static size_t part_place(const struct dossier *d, enum part_kind kind, uint16_t seq,
			 bool *found)
{
	size_t i = 0;

	while (i < d->nparts && (d->part[i].kind < kind ||
				 (d->part[i].kind == kind && d->part[i].seq < seq)))
		i++;
	*found = i < d->nparts && d->part[i].kind == kind && d->part[i].seq == seq;
	return i;
}

static bool insert_part(struct edit *ed, size_t at, enum part_kind kind, uint16_t seq)
{
	struct dossier *d = &ed->d;
	struct part *p = arena_array(edit_arena(ed), d->nparts + 1, sizeof *p);

	if (!p)
		return false;
	if (at)
		memcpy(p, d->part, at * sizeof *p);
	if (d->nparts > at)
		memcpy(p + at + 1, d->part + at, (d->nparts - at) * sizeof *p);
	p[at] = (struct part){ .kind = kind, .seq = seq };
	d->part = p;
	d->nparts++;
	return true;
}

static void remove_part(struct dossier *d, size_t at)
{
	d->nparts--;
	if (d->nparts > at)
		memmove(d->part + at, d->part + at + 1,
			(d->nparts - at) * sizeof *d->part);
}

/* The part with `field` set to `text`, or without it when `text` is empty. Always a new
 * array: the old one belongs to the dossier as it was. Values stand by field. */
static bool part_with(struct edit *ed, struct part *p, uint16_t field, struct strv text)
{
	struct value *v = arena_array(edit_arena(ed), p->nvalues + 1, sizeof *v);
	size_t n = 0;
	size_t i = 0;

	if (!v)
		return false;
	while (i < p->nvalues && p->value[i].field < field)
		v[n++] = p->value[i++];
	if (text.n)
		v[n++] = (struct value){ field, text };
	for (; i < p->nvalues; i++)
		if (p->value[i].field != field)
			v[n++] = p->value[i];
	p->value = v;
	p->nvalues = n;
	return true;
}

static bool set_value(struct edit *ed, enum part_kind kind, uint16_t seq,
		      uint16_t field, struct strv text)
{
	bool found;
	size_t at = part_place(&ed->d, kind, seq, &found);
	struct strv before = found ? part_get(&ed->d.part[at], (enum field_id)field)
				   : (struct strv){ NULL, 0 };

	if (strv_eq(before, text))
		return true;
	struct strv copy = arena_copy(edit_arena(ed), text);
	struct change c = { kind, seq, field, before, copy };
	if (!copy.p || (!found && !insert_part(ed, at, kind, seq)) ||
	    !part_with(ed, &ed->d.part[at], field, copy) || !touch(ed, kind, seq) ||
	    !note_change(ed, c))
		return false;
	if (!ed->d.part[at].nvalues)
		remove_part(&ed->d, at);
	return true;
}

bool edit_set(struct edit *ed, enum part_kind kind, uint16_t seq, enum field_id field,
	      struct strv text, struct err *e)
{
	const struct field *f = field_by_id(field);

	if (!f || f->part != kind || part_repeats(kind) != (seq != 0)) {
		err_set(e, ERR_FIELD_UNKNOWN);
		return err_str(e, strv(f ? f->name : ""));
	}
	return set_value(ed, kind, seq, f->id, text) || err_set(e, ERR_NOMEM);
}

uint16_t edit_next_seq(const struct edit *ed, enum part_kind kind)
{
	uint16_t last = 0;

	for (size_t i = 0; i < ed->d.nparts; i++)
		if (ed->d.part[i].kind == kind && ed->d.part[i].seq > last)
			last = ed->d.part[i].seq;
	return (uint16_t)(last + 1);
}

void edit_handler(struct edit *ed, uint16_t user)
{
	struct change c = { .kind = (enum part_kind)CHANGE_HANDLER };

	if (ed->d.face.handler == user)
		return;
	c.before = arena_copy(edit_arena(ed), ed->d.handler);
	c.after = arena_copy(edit_arena(ed), user_name(ed->t, user));
	ed->d.face.handler = user;
	ed->d.handler = c.after;
	/* Without memory for it the commit fails too: it needs far more. */
	(void)note_change(ed, c);
}

void edit_ended(struct edit *ed, struct date day)
{
	ed->d.face.ended = day;
}

/* ---- the clock ------------------------------------------------------------------- */

/* Whether the clock takes this event beside those it has. */
static bool event_fits(struct edit *ed, struct event ev, struct err *e)
{
	struct history h;
	const struct part *p;

	if (ev.kind != EVENT_RECEIVED)
		return dossier_history(&ed->d, &h, e) && history_add(&h, ev, e);
	/* The day in the application is the same receipt, not a second one. */
	for (size_t i = 0; (p = dossier_part(&ed->d, PART_EVENT, i)); i++) {
		if (strv_eq(part_get(p, FIELD_EVENT_WORD), strv(event_word(ev.kind)))) {
			err_set(e, ERR_TERM_TWICE);
			return err_str(e, strv(event_word(ev.kind)));
		}
	}
	return true;
}

static bool set_event(struct edit *ed, uint16_t seq, const struct event *ev,
		      struct err *e)
{
	struct date_text day = date_iso(ev->date);
	struct date_text last = date_iso(ev->until);
	struct event_value value = event_value(ev);

	return edit_set(ed, PART_EVENT, seq, FIELD_EVENT_WORD,
			strv(event_word(ev->kind)), e) &&
	       edit_set(ed, PART_EVENT, seq, FIELD_EVENT_DATE, strv(day.s), e) &&
	       edit_set(ed, PART_EVENT, seq, FIELD_EVENT_UNTIL, strv(last.s), e) &&
	       edit_set(ed, PART_EVENT, seq, FIELD_EVENT_VALUE, strv(value.s), e);
}

bool edit_event_put(struct edit *ed, uint16_t seq, const struct event *ev,
		    struct err *e)
{
	struct history h;

	return set_event(ed, seq, ev, e) && dossier_history(&ed->d, &h, e);
}

bool edit_event(struct edit *ed, enum event_kind kind, struct date date,
		struct date until, struct strv text, struct err *e)
{
	struct event ev = { .kind = kind, .date = date, .until = until };
	uint16_t seq = edit_next_seq(ed, PART_EVENT);

	return event_fits(ed, ev, e) && set_event(ed, seq, &ev, e) &&
	       edit_set(ed, PART_EVENT, seq, FIELD_EVENT_TEXT, text, e);
}

const struct policy *edit_policy(struct edit *ed, struct err *e)
{
	struct history h;

	if (!dossier_history(&ed->d, &h, e))
		return NULL;
	return policy_on(ed->t, history_received(&h), e);
}

bool edit_term(struct edit *ed, struct date on, struct term *out, struct err *e)
{
	const struct policy *p = edit_policy(ed, e);
	struct history h;

	return p && dossier_history(&ed->d, &h, e) &&
	       term_compute(&h, p->term, on, out, e);
}

/* ---- other cases ----------------------------------------------------------------- */

struct finder {
	struct txn *t;
	struct caseid self;
	struct caseid *id;
	const char **kind;
	size_t n, max;
};

static void add_found(struct finder *f, struct caseid id, const char *kind)
{
	if (f->n == f->max || caseid_eq(id, f->self))
		return;
	for (size_t i = 0; i < f->n; i++)
		if (caseid_eq(f->id[i], id))
			return;
	f->id[f->n] = id;
	f->kind[f->n++] = kind;
}

static void find_exact(struct finder *f, const struct dbkey *key, const char *kind)
{
	struct err ignored = { .code = ERR_NONE };
	struct kv_range r = { .cursor = NULL };

	if (kv_range_prefix(&r, f->t->kv, KV_INDEX, dbkey_v(key), false, &ignored))
		while (f->n < f->max && kv_range_next(&r, &ignored) && r.key.p)
			add_found(f, index_case(r.key), kind);
	kv_range_close(&r);
}

size_t edit_duplicates(struct edit *ed, struct caseid *ids, const char **kind,
		       size_t max)
{
	struct finder f = { ed->t, ed->d.face.id, ids, kind, 0, max };
	const struct dossier *d = &ed->d;
	struct strv bsn = dossier_get(d, FIELD_BSN);
	struct strv born = dossier_get(d, FIELD_BIRTH_DATE);
	struct strv surname = dossier_get(d, FIELD_SURNAME);
	struct dbkey key;
	/* That a protected dossier exists must not show in a warning either. */
	int realms = ed->actor->rights & RIGHT_PROTECTED ? 2 : 1;

	for (int r = 0; bsn.n && r < realms; r++) {
		key = index_bsn(ed->t->store, (enum realm)r, bsn);
		find_exact(&f, &key, "same-bsn");
	}
	for (int r = 0; surname.n && born.n && r < realms; r++)
		if (index_name_birth(ed->t->store, (enum realm)r,
				     dossier_get(d, FIELD_PREFIX), surname, born,
				     edit_arena(ed), &key))
			find_exact(&f, &key, "same-name-and-birth");
	return f.n;
}

bool reference_find(struct txn *t, struct strv reference, struct caseid *out)
{
	const char *kind;
	struct finder f = { t, { 0, 0 }, out, &kind, 0, 1 };

	for (int r = 0; reference.n && f.n == 0 && r < 2; r++) {
		struct dbkey key = index_reference(t->store, (enum realm)r, reference);
		find_exact(&f, &key, "");
	}
	return f.n > 0;
}

/* ---- committing ------------------------------------------------------------------ */

static bool write_key(struct edit *ed, const struct policy *p, struct err *e)
{
	size_t n = sizeof ed->key.policy_hash;

	if (!ed->fresh && memcmp(ed->key.policy_hash, p->hash, n) == 0)
		return true;
	memcpy(ed->key.policy_hash, p->hash, n);
	memcpy(ed->d.policy_hash, p->hash, n);
	return case_key_put(ed->t, ed->d.face.id, &ed->key, e);
}

static bool write_parts(struct edit *ed, struct err *e)
{
	for (size_t i = 0; i < ed->ntouched; i++) {
		const struct touched *w = &ed->touched[i];
		struct part gone = { .kind = w->kind, .seq = w->seq };
		bool there;
		size_t at = part_place(&ed->d, w->kind, w->seq, &there);
		if (!part_store(ed->t, ed->key.key, ed->d.face.id,
				there ? &ed->d.part[at] : &gone, e))
			return false;
	}
	return true;
}

static bool write_face(struct edit *ed, struct err *e)
{
	struct dbkey key = key_case(ed->d.face.id);
	struct str out = { 0 };

	face_encode(ed->t->store->keys, &ed->d.face, &out);
	bool ok = out.failed
			  ? err_set(e, ERR_NOMEM)
			  : kv_put(ed->t->kv, KV_FACE, dbkey_v(&key), strv_of(&out), e);
	str_release(&out);
	return ok;
}

/* In memory of its own: bulk work runs many edits in one transaction. */
static bool write_index(struct edit *ed, struct err *e)
{
	const struct seal_keys *keys = ed->t->store->keys;
	struct index_set was = { .n = 0 };
	struct index_set now;
	struct arena a = { 0 };

	bool ok = (ed->fresh || index_set_make(keys, &ed->was, &a, &was, e)) &&
		  index_set_make(keys, &ed->d, &a, &now, e) &&
		  index_apply(ed->t, &was, &now, e);
	arena_release(&a);
	return ok;
}

bool edit_commit(struct edit *ed, const char *verb, struct strv text, int64_t now,
		 struct err *e)
{
	const struct policy *p = edit_policy(ed, e);
	struct journal_note note = {
		.actor = ed->actor,
		.verb = verb,
		.now = now,
		.id = ed->d.face.id,
		.case_key = ed->key.key,
		.before = ed->was.face.state,
		.after = ed->d.face.state,
		.text = text,
		.change = ed->change,
		.nchanges = ed->nchanges,
	};

	if (!p || !face_derive(&ed->d, p->term, edit_arena(ed), e))
		return false;
	if (ed->d.face.state == STATE_NONE) {
		err_set(e, ERR_BUG);
		return err_str(e, STRV("commit without a state"));
	}
	ed->d.face.version = ed->was.face.version + 1;
	if (ed->d.face.state != STATE_PROPOSED)
		ed->d.face.proposer = 0;
	else if (note.before != STATE_PROPOSED)
		ed->d.face.proposer = ed->actor->id;
	bool ok = write_key(ed, p, e) && write_parts(ed, e) && write_face(ed, e) &&
		  write_index(ed, e) && journal_append(ed->t, &note, e);
	seal_wipe(&ed->key, sizeof ed->key);
	ed->t->content = true;
	return ok;
}
