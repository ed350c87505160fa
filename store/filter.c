#include "store/filter.h"

#include "store/base/utf8.h"

bool filter_make(struct filter *f, struct txn *t, struct strv text, struct arena *a,
		 struct err *e)
{
	struct strv rest;

	*f = (struct filter){ .txn = t, .arena = a };
	if (!utf8_fold(text, a, &rest))
		return err_set(e, ERR_NOMEM);
	while (rest.n && f->n < FILTER_WORDS) {
		const struct strv word = strv_cut(&rest, ' ');

		if (word.n)
			f->word[f->n++] = word;
	}
	f->all = (1U << f->n) - 1;
	return true;
}

void filter_release(struct filter *f)
{
	arena_release(&f->scratch);
}

/* Which words of the filter begin a word of `text` (folded). */
static unsigned words_in(const struct filter *f, struct strv text)
{
	unsigned mask = 0;

	while (text.n) {
		const struct strv word = strv_cut(&text, ' ');

		for (unsigned i = 0; i < f->n; i++)
			if (strv_starts(word, f->word[i]))
				mask |= 1U << i;
	}
	return mask;
}

static unsigned words_in_raw(struct filter *f, struct strv text)
{
	struct strv folded;

	arena_reset(&f->scratch);
	return utf8_fold(text, &f->scratch, &folded) ? words_in(f, folded) : 0;
}

static unsigned number_mask(const struct filter *f, struct caseid id)
{
	char text[40];

	/* With and without its zeros: "2026-000412" is found by 2026, 000412 and
	 * 412. */
	snprintf(text, sizeof(text), "%u %06u %u", (unsigned)id.year, (unsigned)id.seq,
		 (unsigned)id.seq);
	return words_in(f, strv(text));
}

static struct filter_memo *remember(struct filter *f, struct filter_memo **list)
{
	struct filter_memo *m = arena_alloc(f->arena, sizeof(*m));

	if (m) {
		m->next = *list;
		*list = m;
	}
	return m;
}

static unsigned category_mask(struct filter *f, const struct face *face)
{
	for (struct filter_memo *m = f->categories; m; m = m->next)
		if (strv_eq(m->key, face->category))
			return m->mask;
	unsigned mask = words_in_raw(f, face->category);
	struct err none = { 0 };
	const struct policy *p = policy_on(f->txn, face->received, &none);
	const struct category *c = p ? policy_category(p, face->category) : NULL;

	if (c)
		mask |= words_in_raw(f, c->title_nl) | words_in_raw(f, c->title_en) |
			words_in_raw(f, c->short_nl) | words_in_raw(f, c->short_en);
	struct filter_memo *m = remember(f, &f->categories);

	if (m) {
		m->key = arena_copy(f->arena, face->category);
		m->mask = mask;
	}
	return mask;
}

static unsigned handler_mask(struct filter *f, unsigned handler)
{
	if (handler == 0)
		return 0;
	for (struct filter_memo *m = f->handlers; m; m = m->next)
		if (m->id == handler)
			return m->mask;
	const unsigned mask = words_in_raw(f, user_name(f->txn, (uint16_t)handler));
	struct filter_memo *m = remember(f, &f->handlers);

	if (m) {
		m->id = handler;
		m->mask = mask;
	}
	return mask;
}

bool filter_match(struct filter *f, const struct face *face)
{
	unsigned mask = words_in(f, face->sortkey);

	if (mask != f->all)
		mask |= number_mask(f, face->id);
	if (mask != f->all)
		mask |= category_mask(f, face);
	if (mask != f->all)
		mask |= handler_mask(f, face->handler);
	if (mask != f->all && face->reference.n)
		mask |= words_in_raw(f, face->reference);
	return mask == f->all;
}
