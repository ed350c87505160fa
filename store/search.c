#include "store/base/utf8.h"
#include "store/query.h"
#include "store/rules/forms.h"

/* Find from anywhere. The text is taken apart into terms: a number, a BSN, a birth
 * date, or words of a name. Each term marks the cases that its index gives; found is
 * what every term marks. Surnames and given names are indexed, prefixes and initials
 * are not: a short word ("van", "de", "j") may also be found in the face. A reference
 * is tried as a whole. */

#define TERMS_MAX 12
#define SHORT_WORD 3
#define WHOLE (1U << 31) /* the whole text is, or begins, the reference */

struct mark {
	struct caseid id;
	unsigned have; /* a bit for each term */
	unsigned exact; /* of these, where the whole word matched */
};

struct find {
	struct txn *txn;
	struct arena *arena;
	struct mark *mark;
	size_t n;
	size_t cap;
	struct strv word[TERMS_MAX]; /* of terms that are words, folded; else empty */
	unsigned terms;
	unsigned brief; /* terms that are short words */
};

static bool mark_add(struct find *f, struct caseid id, unsigned bit, bool exact,
		     struct err *e)
{
	if (f->n == f->cap) {
		const size_t cap = f->cap ? 2 * f->cap : 64;
		struct mark *more = arena_array(f->arena, cap, sizeof(*more));

		if (!more)
			return err_set(e, ERR_NOMEM);
		if (f->n)
			memcpy(more, f->mark, f->n * sizeof(*more));
		f->mark = more;
		f->cap = cap;
	}
	f->mark[f->n++] = (struct mark){ id, bit, exact ? bit : 0 };
	return true;
}

static int mark_cmp(const void *a, const void *b)
{
	const struct mark *x = a;
	const struct mark *y = b;

	return queue_order(DATE_NONE, x->id, DATE_NONE, y->id);
}

/* One mark a case. */
static void marks_join(struct find *f)
{
	size_t n = 0;

	if (f->n)
		qsort(f->mark, f->n, sizeof(*f->mark), mark_cmp);
	for (size_t i = 0; i < f->n; i++) {
		if (n && caseid_eq(f->mark[n - 1].id, f->mark[i].id)) {
			f->mark[n - 1].have |= f->mark[i].have;
			f->mark[n - 1].exact |= f->mark[i].exact;
		} else {
			f->mark[n++] = f->mark[i];
		}
	}
	f->n = n;
}

/* Marks all cases under a prefix of the index. Where that is the beginning of a word,
 * the word is whole when the zero that ends it comes next. */
static bool scan(struct find *f, const struct dbkey *prefix, unsigned bit, bool word,
		 struct err *e)
{
	struct kv_range r = { 0 };
	bool ok = kv_range_prefix(&r, f->txn->kv, KV_INDEX, dbkey_v(prefix), false, e);

	while (ok && (ok = kv_range_next(&r, e)) && r.key.p)
		ok = mark_add(f, index_case(r.key), bit,
			      !word || (r.key.n > prefix->n && !r.key.p[prefix->n]), e);
	kv_range_close(&r);
	return ok;
}

static bool scan_word(struct find *f, struct strv word, unsigned bit, struct err *e)
{
	for (unsigned realm = 0; realm < 2; realm++) {
		const struct dbkey k = index_word((enum realm)realm, word);

		if (!scan(f, &k, bit, true, e))
			return false;
	}
	return true;
}

static bool scan_bsn(struct find *f, struct strv bsn, unsigned bit, struct err *e)
{
	for (unsigned realm = 0; realm < 2; realm++) {
		const struct dbkey k = index_bsn(f->txn->store, (enum realm)realm, bsn);

		if (!scan(f, &k, bit, false, e))
			return false;
	}
	return true;
}

static bool scan_birth(struct find *f, struct date birth, unsigned bit, struct err *e)
{
	for (unsigned realm = 0; realm < 2; realm++) {
		const struct dbkey k =
			index_birth(f->txn->store, (enum realm)realm, birth);

		if (!scan(f, &k, bit, false, e))
			return false;
	}
	return true;
}

/* ---- taking the text apart ------------------------------------------------------- */

static bool is_date(struct strv s, struct date *out)
{
	static const char *const forms[] = { "dd-mm-yyyy", "d-m-yyyy", "dd/mm/yyyy",
					     "dd.mm.yyyy" };

	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (date_parse_form(s, strv(forms[i]), out))
			return true;
	return date_parse(s, out);
}

static bool is_number(struct strv s, struct caseid *out)
{
	struct err none = { 0 };

	return strv_find(s, '-') < s.n && caseid_parse(s, out, &none);
}

/* The words of one term: folding may make several of it. */
static bool take_words(struct find *f, struct strv term, struct err *e)
{
	struct strv rest;

	if (!utf8_fold(term, f->arena, &rest))
		return err_set(e, ERR_NOMEM);
	while (rest.n && f->terms < TERMS_MAX) {
		const struct strv word = strv_cut(&rest, ' ');
		const unsigned bit = 1U << f->terms;

		if (word.n == 0)
			continue;
		if (word.n <= SHORT_WORD)
			f->brief |= bit;
		f->word[f->terms++] = word;
		if (!scan_word(f, word, bit, e))
			return false;
	}
	return true;
}

static bool take_term(struct find *f, struct strv term, struct err *e)
{
	const unsigned bit = 1U << f->terms;
	const size_t before = f->n;
	struct date birth;
	struct caseid id;
	char bsn[9];

	if (is_date(term, &birth)) {
		f->terms++;
		return scan_birth(f, birth, bit, e);
	}
	if (is_number(term, &id)) {
		f->terms++;
		return mark_add(f, id, bit, true, e);
	}
	if (form_bsn(term, bsn)) {
		if (!scan_bsn(f, strv_n(bsn, sizeof(bsn)), bit, e))
			return false;
		/* Nine digits may also be a reference. */
		if (f->n > before) {
			f->terms++;
			return true;
		}
	}
	return take_words(f, term, e);
}

/* References are indexed in small letters, as a whole and by their beginning. */
static bool take_whole(struct find *f, struct strv text, struct err *e)
{
	char *small = arena_alloc(f->arena, text.n + 1);
	bool digit = false;

	if (!small)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < text.n; i++) {
		const char c = text.p[i];

		small[i] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
		digit = digit || (c >= '0' && c <= '9');
	}
	return !digit || scan_word(f, strv_n(small, text.n), WHOLE, e);
}

static bool take_all(struct find *f, struct strv text, struct err *e)
{
	struct strv rest = text;

	while (rest.n && f->terms < TERMS_MAX) {
		const struct strv term = strv_cut(&rest, ' ');

		if (term.n && !take_term(f, term, e))
			return false;
	}
	if (!take_whole(f, text, e))
		return false;
	marks_join(f);
	return true;
}

/* ---- what was found -------------------------------------------------------------- */

/* The short words that the index did not give may stand in the face as prefix or
 * initials. */
static void look_in_face(const struct find *f, struct mark *m, const struct face *face)
{
	for (unsigned i = 0; i < f->terms; i++) {
		const unsigned bit = 1U << i;
		struct strv rest = face->sortkey;

		if (!(f->brief & bit) || (m->exact & bit))
			continue;
		while (rest.n) {
			const struct strv word = strv_cut(&rest, ' ');

			if (strv_starts(word, f->word[i]))
				m->have |= bit;
			if (strv_eq(word, f->word[i]))
				m->exact |= bit;
		}
	}
}

struct found {
	struct face face;
	bool exact;
};

/* Whether a marked case is found. `all`: a bit for each term. */
static bool judge(const struct find *f, const struct actor *actor, struct mark *m,
		  struct found *out, bool *found, struct err *e)
{
	const unsigned all = (1U << f->terms) - 1;
	const unsigned missing = all & ~m->have;
	struct err absent = { 0 };

	*found = false;
	if ((missing & ~f->brief) && !(m->have & WHOLE))
		return true;
	if (!face_get(f->txn, m->id, &out->face, &absent)) {
		/* A number that somebody typed need not exist. */
		if (absent.code == ERR_CASE_UNKNOWN)
			return true;
		*e = absent;
		return false;
	}
	look_in_face(f, m, &out->face);
	out->exact = (m->exact & WHOLE) || (all & ~m->exact) == 0;
	*found = actor_sees(actor, &out->face) &&
		 ((m->have & WHOLE) || (all & ~m->have) == 0);
	return true;
}

/* Open before closed before void. */
static int life(const struct face *f)
{
	if (state_open(f->state))
		return 0;
	return f->state == STATE_CLOSED ? 1 : 2;
}

/* Exact before prefix, open before closed, then by name, the newest first. */
static int found_cmp(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;

	if (x->exact != y->exact)
		return x->exact ? -1 : 1;
	if (life(&x->face) != life(&y->face))
		return life(&x->face) - life(&y->face);
	const int c = strv_cmp(x->face.sortkey, y->face.sortkey);

	return c ? c : queue_order(DATE_NONE, y->face.id, DATE_NONE, x->face.id);
}

/* The faces that the actor may see, best first, at most `limit` copied to `a`. */
static bool give(const struct find *f, const struct actor *actor, size_t limit,
		 struct arena *a, struct face **rows, size_t *n, struct err *e)
{
	struct found *all = arena_array(f->arena, f->n + 1, sizeof(*all));
	size_t count = 0;

	if (!all)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < f->n; i++) {
		bool found;

		if (!judge(f, actor, &f->mark[i], &all[count], &found, e))
			return false;
		count += found;
	}
	qsort(all, count, sizeof(*all), found_cmp);
	if (count > limit)
		count = limit;
	*rows = arena_array(a, count + 1, sizeof(**rows));
	if (!*rows)
		return err_set(e, ERR_NOMEM);
	for (*n = 0; *n < count; (*n)++)
		if (!face_copy(&all[*n].face, a, &(*rows)[*n], e))
			return false;
	return true;
}

bool find_cases(struct txn *t, const struct actor *actor, struct strv text,
		size_t limit, struct arena *a, struct face **rows, size_t *n,
		struct err *e)
{
	struct arena own = { 0 };
	struct find f = { .txn = t, .arena = &own };

	*rows = NULL;
	*n = 0;
	if (!(actor->rights & RIGHT_FACES)) {
		err_set(e, ERR_FORBIDDEN);
		return err_str(e, STRV("find"));
	}
	text = strv_trim(text);
	const bool ok = text.n == 0 || (take_all(&f, text, e) &&
					give(&f, actor, limit, a, rows, n, e));

	arena_release(&own);
	return ok;
}
