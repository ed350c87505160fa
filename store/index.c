#include "store/index.h"

#include "store/base/utf8.h"
#include "store/codec.h"
#include "store/txn.h"

enum realm face_realm(const struct face *f)
{
	return f->flags & FACE_PROTECTED ? REALM_PROTECTED : REALM_GENERAL;
}

/* ---- keys ------------------------------------------------------------------------ */

static struct dbkey start(char letter, enum realm realm)
{
	struct dbkey k = { .n = 0 };

	dbkey_u8(&k, (unsigned char)letter);
	dbkey_u8(&k, realm);
	return k;
}

struct dbkey index_state(enum realm realm, enum state state)
{
	struct dbkey k = start('s', realm);

	dbkey_u8(&k, state);
	return k;
}

struct dbkey index_handler(enum realm realm, uint16_t handler, enum state state)
{
	struct dbkey k = start('h', realm);

	dbkey_u16(&k, handler);
	dbkey_u8(&k, state);
	return k;
}

/* ASCII only: what is not a letter of A to Z is as it was sent. */
static struct strv lower(struct strv s, char buf[WORD_MAX])
{
	struct strv v = utf8_head(s, WORD_MAX);

	for (size_t i = 0; i < v.n; i++) {
		char c = v.p[i];
		buf[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
	}
	return strv_n(buf, v.n);
}

struct dbkey index_word(enum realm realm, struct strv word)
{
	struct dbkey k = start('w', realm);

	dbkey_bytes(&k, utf8_head(word, WORD_MAX));
	return k;
}

struct dbkey index_word_exact(enum realm realm, struct strv word)
{
	struct dbkey k = index_word(realm, word);

	dbkey_u8(&k, 0);
	return k;
}

static struct dbkey exact(const struct seal_keys *keys, char letter, enum realm realm,
			  struct strv text)
{
	struct dbkey k = start(letter, realm);
	uint8_t hash[SEAL_SHORT];

	seal_exact(keys, letter, text, hash);
	dbkey_bytes(&k, strv_n(hash, sizeof hash));
	return k;
}

/* Two references that differ in case only are one to people. */
static struct dbkey exact_reference(const struct seal_keys *keys, enum realm realm,
				    struct strv ref)
{
	char buf[WORD_MAX];

	/* Longer than a reference may be: as it is, so that no two become one. */
	return exact(keys, 'r', realm, ref.n > WORD_MAX ? ref : lower(ref, buf));
}

static struct dbkey exact_birth(const struct seal_keys *keys, enum realm realm,
				struct date birth)
{
	struct date_text iso = date_iso(birth);

	return exact(keys, 'd', realm, strv(iso.s));
}

static bool exact_name(const struct seal_keys *keys, enum realm realm,
		       struct strv prefix, struct strv surname, struct strv birth,
		       struct arena *a, struct dbkey *out)
{
	struct strv folded;
	const char *name =
		arena_printf(a, "%.*s %.*s", STRV_FMT(prefix), STRV_FMT(surname));

	if (!name || !utf8_fold(strv(name), a, &folded))
		return false;
	const char *both =
		arena_printf(a, "%.*s|%.*s", STRV_FMT(folded), STRV_FMT(birth));
	if (!both)
		return false;
	*out = exact(keys, 'n', realm, strv(both));
	return true;
}

static struct dbkey exact_address(const struct seal_keys *keys, enum realm realm,
				  struct strv postcode, struct strv number)
{
	char buf[WORD_MAX];
	size_t n = 0;

	for (size_t i = 0; i < postcode.n && n < 8; i++)
		if (postcode.p[i] != ' ')
			buf[n++] = postcode.p[i];
	buf[n++] = '|';
	for (size_t i = 0; i < number.n && n < sizeof buf; i++)
		buf[n++] = number.p[i];
	return exact(keys, 'a', realm, strv_n(buf, n));
}

struct dbkey index_reference(const struct store *s, enum realm realm, struct strv ref)
{
	return exact_reference(s->keys, realm, ref);
}

struct dbkey index_bsn(const struct store *s, enum realm realm, struct strv bsn)
{
	return exact(s->keys, 'b', realm, bsn);
}

struct dbkey index_birth(const struct store *s, enum realm realm, struct date birth)
{
	return exact_birth(s->keys, realm, birth);
}

bool index_name_birth(const struct store *s, enum realm realm, struct strv prefix,
		      struct strv surname, struct strv birth, struct arena *a,
		      struct dbkey *out)
{
	return exact_name(s->keys, realm, prefix, surname, birth, a, out);
}

struct dbkey index_address(const struct store *s, enum realm realm,
			   struct strv postcode, struct strv house_number)
{
	return exact_address(s->keys, realm, postcode, house_number);
}

/* ---- rows ------------------------------------------------------------------------ */

#define ROW_VALUE 8

bool index_row_read(struct strv key, struct strv value, struct index_row *out)
{
	const unsigned char *k = (const unsigned char *)key.p;
	const unsigned char *v = (const unsigned char *)value.p;
	size_t head = key.n && k[0] == 'h' ? 5 : 3;

	if (key.n != head + 4 + CASEID_BYTES || value.n != ROW_VALUE)
		return false;
	out->date = be_date(k + head);
	out->id = be_case(k + head + 4);
	out->lapse = be_date(v);
	out->received = be_date(v + 4);
	return true;
}

struct caseid index_case(struct strv key)
{
	if (key.n < CASEID_BYTES)
		return (struct caseid){ 0, 0 };
	return be_case((const unsigned char *)key.p + key.n - CASEID_BYTES);
}

bool index_count(struct txn *t, const struct dbkey *prefix, uint64_t *n, struct err *e)
{
	struct strv v;

	*n = 0;
	if (!kv_get(t->kv, KV_COUNT, dbkey_v(prefix), &v, e))
		return false;
	if (!v.p)
		return true;
	if (v.n != 8) {
		err_set(e, ERR_STORE_CORRUPT);
		return err_str(e, STRV("count"));
	}
	*n = be64((const unsigned char *)v.p);
	return true;
}

/* ---- what is indexed of a dossier ------------------------------------------------ */

struct maker {
	const struct seal_keys *keys;
	const struct dossier *d;
	struct arena *arena;
	struct index_set *set;
	enum realm realm;
	size_t room;
	bool failed; /* no memory */
};

static void add(struct maker *m, struct dbkey key, struct strv value)
{
	struct index_set *set = m->set;

	if (set->n == m->room) {
		size_t room = m->room ? 2 * m->room : 24;
		struct index_entry *more = arena_array(m->arena, room, sizeof *more);
		if (!more) {
			m->failed = true;
			return;
		}
		if (set->n)
			memcpy(more, set->entry, set->n * sizeof *more);
		set->entry = more;
		m->room = room;
	}
	struct index_entry *entry = &set->entry[set->n++];
	dbkey_case(&key, m->d->face.id);
	entry->key = key;
	entry->nvalue = value.n;
	if (value.n)
		memcpy(entry->value, value.p, value.n);
}

static void add_bare(struct maker *m, struct dbkey key)
{
	add(m, key, (struct strv){ NULL, 0 });
}

size_t index_counts(const struct face *f, struct dbkey out[2])
{
	enum realm realm = face_realm(f);

	out[0] = index_state(realm, f->state);
	out[1] = index_handler(realm, f->handler, f->state);
	return f->handler ? 2 : 1;
}

/* Under each count's key a row for the queue that it counts. */
static void add_queues(struct maker *m)
{
	const struct face *f = &m->d->face;
	struct dbkey value = { .n = 0 };
	struct date date = state_open(f->state) ? f->due : f->ended;

	dbkey_date(&value, f->lapse);
	dbkey_date(&value, f->received);
	m->set->ncounts = index_counts(f, m->set->count);
	for (size_t i = 0; i < m->set->ncounts; i++) {
		struct dbkey row = m->set->count[i];
		dbkey_date(&row, date);
		add(m, row, dbkey_v(&value));
	}
}

static void add_exact(struct maker *m)
{
	const struct dossier *d = m->d;
	struct strv ref = dossier_get(d, FIELD_REFERENCE);
	struct strv bsn = dossier_get(d, FIELD_BSN);
	struct strv surname = dossier_get(d, FIELD_SURNAME);
	struct strv born = dossier_get(d, FIELD_BIRTH_DATE);
	struct strv postcode = dossier_get(d, FIELD_POSTCODE);
	struct strv number = dossier_get(d, FIELD_HOUSE_NUMBER);
	struct date day;
	struct dbkey key;

	if (ref.n)
		add_bare(m, exact_reference(m->keys, m->realm, ref));
	if (bsn.n)
		add_bare(m, exact(m->keys, 'b', m->realm, bsn));
	if (born.n && date_parse(born, &day))
		add_bare(m, exact_birth(m->keys, m->realm, day));
	if (postcode.n && number.n)
		add_bare(m, exact_address(m->keys, m->realm, postcode, number));
	if (!surname.n || !born.n)
		return;
	if (exact_name(m->keys, m->realm, dossier_get(d, FIELD_PREFIX), surname, born,
		       m->arena, &key))
		add_bare(m, key);
	else
		m->failed = true;
}

static void add_words(struct maker *m, enum field_id field)
{
	struct strv rest;

	if (!utf8_fold(dossier_get(m->d, field), m->arena, &rest)) {
		m->failed = true;
		return;
	}
	while (rest.n) {
		struct strv word = strv_cut(&rest, ' ');
		if (word.n)
			add_bare(m, index_word_exact(m->realm, word));
	}
}

static int entry_cmp(const void *a, const void *b)
{
	const struct index_entry *x = a;
	const struct index_entry *y = b;

	return strv_cmp(dbkey_v(&x->key), dbkey_v(&y->key));
}

/* By key, each once: "Anna Anna" has one word. */
static void sort_set(struct index_set *set)
{
	size_t n = 0;

	qsort(set->entry, set->n, sizeof *set->entry, entry_cmp);
	for (size_t i = 0; i < set->n; i++)
		if (n == 0 || entry_cmp(&set->entry[n - 1], &set->entry[i]) != 0)
			set->entry[n++] = set->entry[i];
	set->n = n;
}

bool index_set_make(const struct seal_keys *keys, const struct dossier *d,
		    struct arena *a, struct index_set *out, struct err *e)
{
	struct maker m = { .keys = keys, .d = d, .arena = a, .set = out };
	struct strv ref = dossier_get(d, FIELD_REFERENCE);
	char buf[WORD_MAX];

	*out = (struct index_set){ .n = 0 };
	m.realm = face_realm(&d->face);
	add_queues(&m);
	add_exact(&m);
	add_words(&m, FIELD_SURNAME);
	add_words(&m, FIELD_GIVEN_NAMES);
	if (ref.n)
		add_bare(&m, index_word_exact(m.realm, lower(ref, buf)));
	if (m.failed)
		return err_set(e, ERR_NOMEM);
	sort_set(out);
	return true;
}

/* ---- writing the difference ------------------------------------------------------ */

static bool put_entry(struct txn *t, const struct index_entry *x, struct err *e)
{
	return kv_put(t->kv, KV_INDEX, dbkey_v(&x->key), strv_n(x->value, x->nvalue),
		      e);
}

static bool count_add(struct txn *t, const struct dbkey *key, int by, struct err *e)
{
	struct dbkey value = { .n = 0 };
	uint64_t n;

	if (!index_count(t, key, &n, e))
		return false;
	if (by < 0 && n == 0) {
		err_set(e, ERR_STORE_CORRUPT);
		return err_str(e, STRV("count"));
	}
	n = by < 0 ? n - 1 : n + 1;
	if (n == 0)
		return kv_del(t->kv, KV_COUNT, dbkey_v(key), e);
	dbkey_u64(&value, n);
	return kv_put(t->kv, KV_COUNT, dbkey_v(key), dbkey_v(&value), e);
}

static bool has_count(const struct index_set *set, const struct dbkey *key)
{
	for (size_t i = 0; i < set->ncounts; i++)
		if (strv_eq(dbkey_v(&set->count[i]), dbkey_v(key)))
			return true;
	return false;
}

static bool apply_counts(struct txn *t, const struct index_set *of,
			 const struct index_set *unless, int by, struct err *e)
{
	for (size_t i = 0; i < of->ncounts; i++)
		if (!has_count(unless, &of->count[i]) &&
		    !count_add(t, &of->count[i], by, e))
			return false;
	return true;
}

static bool same_value(const struct index_entry *a, const struct index_entry *b)
{
	return strv_eq(strv_n(a->value, a->nvalue), strv_n(b->value, b->nvalue));
}

bool index_apply(struct txn *t, const struct index_set *was,
		 const struct index_set *now, struct err *e)
{
	size_t i = 0;
	size_t j = 0;

	while (i < was->n || j < now->n) {
		const struct index_entry *old = i < was->n ? &was->entry[i] : NULL;
		const struct index_entry *new = j < now->n ? &now->entry[j] : NULL;
		int c = !old ? 1 : !new ? -1 : entry_cmp(old, new);
		bool ok = true;

		if (c < 0)
			ok = kv_del(t->kv, KV_INDEX, dbkey_v(&old->key), e);
		else if (new && (c > 0 || !same_value(old, new)))
			ok = put_entry(t, new, e);
		if (!ok)
			return false;
		i += c <= 0;
		j += c >= 0;
	}
	return apply_counts(t, was, now, -1, e) && apply_counts(t, now, was, 1, e);
}
