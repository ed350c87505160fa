#include "store/record.h"

#include "store/base/utf8.h"
#include "store/codec.h"
#include "store/rules/penalty.h"

/* ---- faces ----------------------------------------------------------------------- */

/* magic, version, length of the fixed part, number of texts; the fixed part; where each
 * text ends; the texts; the check. New fixed fields and texts are added behind the old:
 * an older program skips them, a newer one reads what is missing as empty. */
#define FACE_MAGIC 0xfa
#define FACE_VERSION 1
#define FACE_HEAD 4
#define FACE_FIXED_FIRST 25 /* what every face has */
#define FACE_FIXED_SECOND 27 /* with the proposer */
#define FACE_FIXED 31 /* with the notice of default */
#define FACE_TEXTS 6
#define TEXT_MAX 400 /* bytes of one text: what a list can show and more */

static uint16_t le16(const unsigned char *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static uint32_t le32(const unsigned char *p)
{
	return (uint32_t)le16(p) | (uint32_t)le16(p + 2) << 16;
}

static struct date le_date(const unsigned char *p)
{
	return (struct date){ (int32_t)le32(p) };
}

static void face_texts(const struct face *f, struct strv text[FACE_TEXTS])
{
	const struct strv all[FACE_TEXTS] = {
		f->category, f->reference, f->surname,
		f->prefix,   f->initials,  f->sortkey,
	};

	for (size_t i = 0; i < FACE_TEXTS; i++)
		text[i] = utf8_head(all[i], TEXT_MAX);
}

void face_encode(const struct seal_keys *keys, const struct face *f, struct str *out)
{
	struct strv text[FACE_TEXTS];
	uint8_t check[SEAL_CHECK];
	size_t begin = out->n;
	size_t end = 0;

	put_u8(out, FACE_MAGIC);
	put_u8(out, FACE_VERSION);
	put_u8(out, FACE_FIXED);
	put_u8(out, FACE_TEXTS);
	put_u8(out, f->state);
	put_u16(out, f->flags);
	put_u16(out, f->handler);
	put_u32(out, f->version);
	put_u32(out, (uint32_t)f->received.days);
	put_u32(out, (uint32_t)f->due.days);
	put_u32(out, (uint32_t)f->lapse.days);
	put_u32(out, (uint32_t)f->ended.days);
	put_u16(out, f->proposer);
	put_u32(out, (uint32_t)f->notice.days);
	face_texts(f, text);
	for (size_t i = 0; i < FACE_TEXTS; i++)
		put_u16(out, (unsigned)(end += text[i].n));
	for (size_t i = 0; i < FACE_TEXTS; i++)
		str_add(out, text[i]);
	if (out->failed)
		return;
	struct dbkey key = key_case(f->id);
	seal_check(keys, 'f', dbkey_v(&key), strv_n(out->p + begin, out->n - begin),
		   check);
	str_add(out, strv_n(check, sizeof check));
}

static bool face_corrupt(struct strv key, struct err *e)
{
	struct caseid id = { 0, 0 };

	if (key.n >= CASEID_BYTES)
		id = be_case((const unsigned char *)key.p);
	err_set(e, ERR_STORE_CORRUPT);
	return err_str(e, strv(caseid_write(id).s));
}

static void face_fixed(const unsigned char *p, size_t n, struct face *f)
{
	f->state = (enum state)p[0];
	f->flags = le16(p + 1);
	f->handler = le16(p + 3);
	f->version = le32(p + 5);
	f->received = le_date(p + 9);
	f->due = le_date(p + 13);
	f->lapse = le_date(p + 17);
	f->ended = le_date(p + 21);
	f->proposer = n >= FACE_FIXED_SECOND ? le16(p + FACE_FIXED_FIRST) : 0;
	f->notice = n >= FACE_FIXED ? le_date(p + FACE_FIXED_SECOND) : DATE_NONE;
}

/* The texts between the table of `n` ends at `table` and `limit`. */
static bool read_texts(const unsigned char *table, size_t n, const unsigned char *limit,
		       struct face *f)
{
	struct strv *text[FACE_TEXTS] = {
		&f->category, &f->reference, &f->surname,
		&f->prefix,   &f->initials,  &f->sortkey,
	};
	const unsigned char *base = table + 2 * n;
	size_t room = (size_t)(limit - base);
	size_t from = 0;

	for (size_t i = 0; i < FACE_TEXTS; i++) {
		size_t to = i < n ? le16(table + 2 * i) : from;
		if (to < from || to > room)
			return false;
		*text[i] = strv_n(base + from, to - from);
		from = to;
	}
	return true;
}

bool face_decode(const struct seal_keys *keys, struct strv key, struct strv value,
		 bool check, struct face *out, struct err *e)
{
	const unsigned char *p = (const unsigned char *)value.p;
	uint8_t sum[SEAL_CHECK];

	if (key.n != CASEID_BYTES ||
	    value.n < FACE_HEAD + FACE_FIXED_FIRST + SEAL_CHECK || p[0] != FACE_MAGIC ||
	    p[1] < FACE_VERSION || p[2] < FACE_FIXED_FIRST)
		return face_corrupt(key, e);
	size_t texts = p[3];
	size_t at = FACE_HEAD + (size_t)p[2];
	size_t end = value.n - SEAL_CHECK;
	if (at + 2 * texts > end)
		return face_corrupt(key, e);
	face_fixed(p + FACE_HEAD, p[2], out);
	out->id = be_case((const unsigned char *)key.p);
	if (out->state == STATE_NONE || out->state >= STATE_COUNT ||
	    !read_texts(p + at, texts, p + end, out))
		return face_corrupt(key, e);
	if (!check)
		return true;
	if (!keys)
		return face_corrupt(key, e);
	seal_check(keys, 'f', key, strv_n(p, end), sum);
	return seal_same(sum, p + end, sizeof sum) || face_corrupt(key, e);
}

/* ---- what a face says of its parts ----------------------------------------------- */

static bool is_yes(const struct dossier *d, enum field_id field)
{
	return strv_eq(dossier_get(d, field), STRV("1"));
}

static unsigned flags_of(const struct dossier *d)
{
	uint64_t children = 0;
	unsigned flags = 0;

	if (is_yes(d, FIELD_INTERPRETER))
		flags |= FACE_INTERPRETER;
	if (is_yes(d, FIELD_PROTECTED))
		flags |= FACE_PROTECTED;
	if (strv_uint(dossier_get(d, FIELD_CHILDREN), UINT32_MAX, &children) &&
	    children)
		flags |= FACE_MINORS;
	if (dossier_count(d, PART_LINK))
		flags |= FACE_DUPLICATE;
	return flags;
}

#define SORTKEY_MAX 64

static bool sortkey_of(struct face *f, struct arena *a)
{
	const char *all = arena_printf(a, "%.*s %.*s %.*s", STRV_FMT(f->surname),
				       STRV_FMT(f->prefix), STRV_FMT(f->initials));

	if (!all || !utf8_fold(strv(all), a, &f->sortkey))
		return false;
	f->sortkey = utf8_head(f->sortkey, SORTKEY_MAX);
	return true;
}

struct date history_received(const struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->event[i].kind == EVENT_RECEIVED)
			return h->event[i].date;
	return DATE_NONE;
}

bool face_derive(struct dossier *d, struct term_rule rule, struct arena *a,
		 struct err *e)
{
	struct face *f = &d->face;
	struct history h;
	struct term term;

	if (!dossier_history(d, &h, e))
		return false;
	f->received = history_received(&h);
	/* Neither the due date nor the lapse depends on the day from which one
	 * looks. */
	if (!term_compute(&h, rule, f->received, &term, e))
		return false;
	f->due = term.due;
	f->lapse = term.lapse;
	f->flags = flags_of(d);
	f->notice = DATE_NONE;
	if (date_is(term.penalty.first_day) && f->state != STATE_CLOSED) {
		f->notice = date_add(term.penalty.first_day, -(PENALTY_FORTNIGHT + 1));
		f->flags |= FACE_DEFAULT_NOTICE;
	}
	f->category = dossier_get(d, FIELD_CATEGORY);
	f->reference = dossier_get(d, FIELD_REFERENCE);
	f->surname = dossier_get(d, FIELD_SURNAME);
	f->prefix = dossier_get(d, FIELD_PREFIX);
	f->initials = dossier_get(d, FIELD_INITIALS);
	return sortkey_of(f, a) || err_set(e, ERR_NOMEM);
}

/* ---- parts ----------------------------------------------------------------------- */

void part_encode(const struct part *p, struct str *out)
{
	put_u8(out, PART_VERSION);
	put_u16(out, (unsigned)p->nvalues);
	for (size_t i = 0; i < p->nvalues; i++) {
		put_u16(out, p->value[i].field);
		put_text32(out, p->value[i].text);
	}
}

bool part_decode(struct strv bytes, struct arena *a, struct part *out)
{
	struct wire w = wire_of(bytes);
	uint8_t version = wire_u8(&w);
	size_t n = wire_u16(&w);

	out->value = NULL;
	out->nvalues = 0;
	/* Each value takes six bytes at least: no room is made for a count that
	 * lies. */
	if (w.failed || version != PART_VERSION || n > w.n / 6)
		return false;
	out->value = arena_array(a, n ? n : 1, sizeof *out->value);
	if (!out->value)
		return false;
	for (size_t i = 0; i < n; i++) {
		out->value[i].field = wire_u16(&w);
		out->value[i].text = wire_text32(&w);
	}
	out->nvalues = n;
	return wire_done(&w);
}
