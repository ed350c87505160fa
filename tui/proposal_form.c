#include "tui/proposal_form.h"

#include "tui/lines.h"

#define REASONS_MAX 16000
#define CHILD_MAX 4000

static const char *const outcomes[OUTCOMES] = { "grant", "refuse", "untreated",
						"hold" };
static const char *const hardships[HARDSHIPS] = { "not-needed", "considered",
						  "applied" };

const char *outcome_word(int outcome)
{
	return outcome >= 0 && outcome < OUTCOMES ? outcomes[outcome] : "";
}

const char *hardship_word(int hardship)
{
	return hardship >= 0 && hardship < HARDSHIPS ? hardships[hardship] : "";
}

static int index_of(const char *const *words, int n, struct strv word)
{
	int i;

	for (i = 0; i < n; i++)
		if (strv_eq(strv(words[i]), word))
			return i;
	return -1;
}

bool proposal_form_init(struct proposal_form *f, const struct policy *p,
			struct arena *a)
{
	*f = (struct proposal_form){ .policy = p,
				     .outcome = -1,
				     .hardship = -1,
				     .untreated_by = DATE_NONE,
				     .waits_until = DATE_NONE };
	f->reasons.max = REASONS_MAX;
	f->child.max = CHILD_MAX;
	f->reasons.can = f->child.can = charset_of_locale();
	f->picked = arena_array(a, p->ngrounds + 1, sizeof(*f->picked));
	return f->picked != NULL;
}

void proposal_form_release(struct proposal_form *f)
{
	textarea_release(&f->reasons);
	textarea_release(&f->child);
}

static bool fits(const struct proposal_form *f, size_t ground)
{
	return f->outcome >= 0 &&
	       ground_fits(&f->policy->ground[ground], strv(outcome_word(f->outcome)),
			   f->category);
}

void proposal_form_outcome(struct proposal_form *f, int outcome)
{
	size_t i;

	f->outcome = outcome;
	for (i = 0; i < f->policy->ngrounds; i++)
		f->picked[i] = f->picked[i] && fits(f, i);
}

int proposal_form_ground(const struct proposal_form *f, size_t i)
{
	size_t at;

	for (at = 0; at < f->policy->ngrounds; at++)
		if (fits(f, at) && i-- == 0)
			return (int)at;
	return -1;
}

size_t proposal_form_grounds(const struct proposal_form *f)
{
	size_t i, n = 0;

	for (i = 0; i < f->policy->ngrounds; i++)
		n += fits(f, i);
	return n;
}

static bool outcome_is(const struct proposal_form *f, const char *word)
{
	return strcmp(outcome_word(f->outcome), word) == 0;
}

bool proposal_form_weighs(const struct proposal_form *f)
{
	return outcome_is(f, "grant") || outcome_is(f, "refuse");
}

static bool any_picked(const struct proposal_form *f)
{
	size_t i;

	for (i = 0; i < f->policy->ngrounds; i++)
		if (f->picked[i])
			return true;
	return false;
}

static bool blank(const struct textarea *t)
{
	return strv_trim(strv_of(&t->text)).n == 0;
}

/* A refusal has grounds and reasons (Awb 3:46, 3:47), weighs the interest of the child
 * (IVRK art. 3) and the hardship clause. Other outcomes have a ground or reasons. */
unsigned proposal_form_lacks(const struct proposal_form *f)
{
	bool refuse = outcome_is(f, "refuse"), untreated = outcome_is(f, "untreated");
	bool ground = any_picked(f), reasons = !blank(&f->reasons);
	bool late = date_is(f->untreated_by) && f->today.days > f->untreated_by.days;
	bool hardship = strcmp(hardship_word(f->hardship), "considered") == 0 ||
			strcmp(hardship_word(f->hardship), "applied") == 0;
	const bool lack[LACK_COUNT] = {
		[LACK_WAITS] = date_is(f->waits_until),
		[LACK_OUTCOME] = f->outcome < 0,
		[LACK_REPAIR] = untreated && !f->repair_lapsed,
		[LACK_LATE] = untreated && f->repair_lapsed && late,
		[LACK_GROUND] = f->outcome >= 0 && !ground && (refuse || !reasons),
		[LACK_CHILD] = refuse && f->minors && blank(&f->child),
		[LACK_HARDSHIP] = refuse && !hardship,
		[LACK_REASONS] = refuse && !reasons,
	};
	unsigned bits = 0;
	int i;

	for (i = 0; i < LACK_COUNT; i++)
		bits |= lack[i] ? 1U << i : 0;
	return bits;
}

static void write_grounds(const struct proposal_form *f, struct str *out)
{
	size_t i;

	for (i = 0; i < f->policy->ngrounds; i++) {
		if (!f->picked[i])
			continue;
		if (out->n)
			str_addc(out, ' ');
		str_add(out, f->policy->ground[i].code);
	}
}

bool proposal_form_get(const struct proposal_form *f, struct arena *a,
		       struct proposal *out)
{
	bool weighs = proposal_form_weighs(f);
	struct str grounds = { 0 };
	bool ok;

	write_grounds(f, &grounds);
	*out = (struct proposal){ .outcome = strv(outcome_word(f->outcome)),
				  .reasons = strv_trim(strv_of(&f->reasons.text)) };
	/* What was written for another outcome does not travel along. */
	if (weighs && f->minors)
		out->child_interest = strv_trim(strv_of(&f->child.text));
	if (weighs)
		out->hardship = strv(hardship_word(f->hardship));
	out->grounds = arena_copy(a, strv_of(&grounds));
	ok = !grounds.failed && out->grounds.p;
	str_release(&grounds);
	return ok;
}

static void pick(struct proposal_form *f, struct strv codes)
{
	while (codes.n) {
		struct strv code = strv_cut(&codes, ' ');
		size_t i;

		for (i = 0; i < f->policy->ngrounds; i++)
			if (strv_eq(f->policy->ground[i].code, code) && fits(f, i))
				f->picked[i] = true;
	}
}

void proposal_form_take(struct proposal_form *f, const struct part *decision)
{
	proposal_form_outcome(
		f, index_of(outcomes, OUTCOMES, part_get(decision, FIELD_OUTCOME)));
	pick(f, part_get(decision, FIELD_GROUNDS));
	f->hardship =
		index_of(hardships, HARDSHIPS, part_get(decision, FIELD_HARDSHIP));
	textarea_set(&f->reasons, part_get(decision, FIELD_REASONS));
	textarea_set(&f->child, part_get(decision, FIELD_CHILD_INTEREST));
}

/* ---- drafts -------------------------------------------------------------------------- */

void proposal_form_write(const struct proposal_form *f, struct str *out)
{
	struct str grounds = { 0 };

	write_grounds(f, &grounds);
	lines_put(out, STRV("outcome"), strv(outcome_word(f->outcome)));
	lines_put(out, STRV("grounds"), strv_of(&grounds));
	lines_put(out, STRV("hardship"), strv(hardship_word(f->hardship)));
	lines_put(out, STRV("child"), strv_of(&f->child.text));
	lines_put(out, STRV("reasons"), strv_of(&f->reasons.text));
	out->failed |= grounds.failed;
	str_release(&grounds);
}

/* The outcome stands before the grounds that fit it. */
void proposal_form_read(struct proposal_form *f, struct strv draft)
{
	struct arena a = { 0 };
	struct strv name, text;

	while (lines_next(&draft, &a, &name, &text)) {
		if (strv_eq(name, STRV("outcome")))
			proposal_form_outcome(f, index_of(outcomes, OUTCOMES, text));
		else if (strv_eq(name, STRV("grounds")))
			pick(f, text);
		else if (strv_eq(name, STRV("hardship")))
			f->hardship = index_of(hardships, HARDSHIPS, text);
		else if (strv_eq(name, STRV("child")))
			textarea_set(&f->child, text);
		else if (strv_eq(name, STRV("reasons")))
			textarea_set(&f->reasons, text);
	}
	arena_release(&a);
}

bool proposal_form_empty(const struct proposal_form *f)
{
	return f->outcome < 0 && f->hardship < 0 && blank(&f->reasons) &&
	       blank(&f->child);
}
