#include "store/rules/triage.h"

#include "store/rules/triage_evidence.h"

enum verdict { VERDICT_MET, VERDICT_FAILED, VERDICT_OPEN };

/* What a rule came to, and on what it rests. */
struct weighed {
	enum verdict verdict;
	enum fact fact;
	struct strv word;
	int64_t have;
	int64_t need;
	struct date day;
	bool uncounted;
};

int months_between(struct date from, struct date to)
{
	const struct ymd a = date_ymd(from);
	const struct ymd b = date_ymd(to);

	return (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day);
}

/* ---- single rules ---------------------------------------------------------------- */

static struct weighed open_on(enum fact fact)
{
	return (struct weighed){ .verdict = VERDICT_OPEN, .fact = fact };
}

static struct weighed at_least(struct known k, enum fact fact, int64_t need)
{
	if (!k.is)
		return open_on(fact);
	return (struct weighed){ .verdict = k.n >= need ? VERDICT_MET : VERDICT_FAILED,
				 .fact = fact,
				 .have = k.n,
				 .need = need,
				 .day = DATE_NONE };
}

static struct weighed one_of(struct strv word, struct words list, enum fact fact)
{
	if (!word.n)
		return open_on(fact);
	return (struct weighed){ .verdict = words_have(list, word) ? VERDICT_MET
								   : VERDICT_FAILED,
				 .fact = fact,
				 .word = word };
}

static struct weighed weigh_filer(const struct rule *r, const struct category *c,
				  const struct triage_facts *f)
{
	const struct words own = c->filers;

	return one_of(f->filer, own.n ? own : r->list, FACT_FILER);
}

/* Who lives in the municipality lives in its region. */
static struct known here(const struct rule *r, const struct triage_facts *f)
{
	if (!r->region || !f->resident.is)
		return r->region ? f->region : f->resident;
	if (f->region.is && f->region.n > f->resident.n)
		return f->region;
	/* How long in the region beyond the municipality's border is not known. */
	return (struct known){ f->region.is || f->resident.n >= r->least,
			       f->resident.n };
}

/* Residence by itself. At an address that does not count, only what is known of the
 * look-back can tell. */
static struct weighed weigh_lived(const struct rule *r, const struct triage_facts *f)
{
	const struct known unbroken = here(r, f);
	const enum fact fact = r->region ? FACT_REGION : FACT_RESIDENT;
	struct weighed w;

	if (r->within && f->lived.is)
		return at_least(f->lived, FACT_LIVED, r->least);
	if (r->uncounted.n && !f->tenure.n)
		return open_on(FACT_TENURE);
	if (words_have(r->uncounted, f->tenure)) {
		w = open_on(r->within ? FACT_LIVED : fact);
		w.uncounted = true;
		return w;
	}
	w = at_least(unbroken, fact, r->least);
	/* Too short without a break still leaves the years before it. */
	return w.verdict == VERDICT_FAILED && r->within ? open_on(FACT_LIVED) : w;
}

/* Work binds as well as residence does. */
static struct weighed weigh_residence(const struct rule *r,
				      const struct triage_facts *f)
{
	const struct weighed lived = weigh_lived(r, f);
	struct weighed work;

	if (lived.verdict == VERDICT_MET || !r->work)
		return lived;
	work = at_least(f->worked, FACT_WORKED, r->work);
	if (work.verdict == VERDICT_MET)
		return work;
	return lived.verdict == VERDICT_OPEN  ? lived
	       : work.verdict == VERDICT_OPEN ? work
					      : lived;
}

const struct income_cap *rule_cap(const struct rule *r, bool family, struct date on)
{
	const int year = date_ymd(on).year;
	const struct income_cap *best = NULL;

	for (size_t i = 0; i < r->ncaps; i++)
		if (r->cap[i].family == family && r->cap[i].year <= year &&
		    (!best || r->cap[i].year > best->year))
			best = &r->cap[i];
	return best;
}

/* In cents; 0: no cap holds on the day of receipt. */
static int64_t cap_of(const struct rule *r, bool family, struct date on)
{
	const struct income_cap *cap = rule_cap(r, family, on);

	return cap ? cap->cents : 0;
}

/* Whether the household is more than one person. */
static struct known family_of(const struct triage_facts *f)
{
	const bool sure =
		(f->adults.is && f->adults.n > 1) || (f->minors.is && f->minors.n > 0);

	return (struct known){ sure || (f->adults.is && f->minors.is), sure };
}

static struct weighed under_cap(struct known income, int64_t cap)
{
	struct weighed w = at_least(income, FACT_INCOME, cap);

	w.verdict = income.n <= cap ? VERDICT_MET : VERDICT_FAILED;
	return w;
}

/* Where the household is not known, an income may still be under or over both caps. */
static struct weighed weigh_income(const struct rule *r, const struct triage_facts *f)
{
	const struct known family = family_of(f);
	const int64_t one = cap_of(r, false, f->on);
	const int64_t more = cap_of(r, true, f->on);

	if (!f->income.is || !one || !more)
		return open_on(FACT_INCOME);
	if (family.is)
		return under_cap(f->income, family.n ? more : one);
	const struct weighed low = under_cap(f->income, one < more ? one : more);
	const struct weighed high = under_cap(f->income, one < more ? more : one);

	if (low.verdict == VERDICT_MET)
		return low;
	return high.verdict == VERDICT_FAILED ? high : open_on(FACT_HOUSEHOLD);
}

static bool bars(const struct rule *r, const struct triage_facts *f,
		 const struct earlier *was)
{
	return (was->self || r->household) && words_admit(r->outcomes, was->outcome) &&
	       (!r->same || strv_eq(was->category, f->category)) &&
	       was->decided.days <= f->on.days &&
	       months_between(was->decided, f->on) < r->months;
}

static struct weighed weigh_repeat(const struct rule *r, const struct triage_facts *f)
{
	struct weighed w = { .fact = FACT_EARLIER,
			     .need = r->months,
			     .day = DATE_NONE };

	if (!f->earlier_known)
		return open_on(FACT_EARLIER);
	w.have = (int64_t)f->nearlier;
	for (size_t i = 0; i < f->nearlier; i++)
		if (bars(r, f, &f->earlier[i]) &&
		    (!date_is(w.day) || f->earlier[i].decided.days > w.day.days)) {
			w.verdict = VERDICT_FAILED;
			w.day = f->earlier[i].decided;
		}
	return w;
}

static struct weighed weigh(const struct rule *r, const struct category *c,
			    const struct triage_facts *f)
{
	switch (r->kind) {
	case RULE_FILER:
		return weigh_filer(r, c, f);
	case RULE_AGE:
		return at_least(f->age, FACT_AGE, r->least);
	case RULE_RESIDENCE:
		return weigh_residence(r, f);
	case RULE_SEEKER:
		return at_least(f->seeker, FACT_SEEKER, r->least);
	case RULE_INCOME:
		return weigh_income(r, f);
	case RULE_TENURE:
		return one_of(f->tenure, r->list, FACT_TENURE);
	case RULE_REPEAT:
		return weigh_repeat(r, f);
	case RULE_KINDS:
		break;
	}
	return open_on(FACT_NONE);
}

static struct weighed weigh_told(enum told told, const struct rule *r,
				 const struct category *c, const struct triage_facts *f)
{
	if (told == TOLD_NOTHING)
		return weigh(r, c, f);
	return (struct weighed){ .verdict = told == TOLD_MET ? VERDICT_MET
							     : VERDICT_FAILED,
				 .fact = FACT_TOLD,
				 .day = DATE_NONE };
}

/* ---- all of them ----------------------------------------------------------------- */

static struct finding *add(struct triage *t, enum finding_code code)
{
	struct finding *f = &t->finding[t->n++];

	*f = (struct finding){ .code = code, .day = DATE_NONE };
	return f;
}

static enum finding_code code_of(const struct weighed *w)
{
	switch (w->verdict) {
	case VERDICT_MET:
		return FINDING_MET;
	case VERDICT_FAILED:
		return FINDING_FAILED;
	case VERDICT_OPEN:
		break;
	}
	return w->uncounted ? FINDING_UNCOUNTED : FINDING_OPEN;
}

/* Whether the ground that the rule leads to is open in this category. */
static bool ground_open(const struct ruleset *set, const struct rule *r,
			const struct category *c)
{
	const struct ground *g = ruleset_ground(set, r->ground);

	return g && ground_fits(g, STRV("refuse"), c->code) &&
	       !ground_exempt(c, g->code);
}

static void find_rule(const struct ruleset *set, const struct rule *r,
		      const struct category *c, const struct triage_facts *facts,
		      struct triage *t)
{
	struct finding *f;
	struct weighed w;

	if (!category_in(c, r->only))
		return;
	if (rule_exempt(c, r->code)) {
		f = add(t, FINDING_EXEMPT);
		f->rule = r;
		f->category = c;
		return;
	}
	w = weigh_told(facts->told ? facts->told[r - set->rule] : TOLD_NOTHING, r, c,
		       facts);
	f = add(t, code_of(&w));
	if (w.verdict == VERDICT_FAILED && !ground_open(set, r, c))
		f->code = FINDING_GROUND_EXEMPT;
	f->rule = r;
	f->category = c;
	f->fact = w.fact;
	f->word = w.word;
	f->have = w.have;
	f->need = w.need;
	f->day = w.verdict == VERDICT_FAILED ? w.day : DATE_NONE;
}

static void find_grounds(const struct ruleset *set, struct triage *t)
{
	const size_t rules = t->n;

	for (size_t i = 0; i < rules; i++) {
		struct finding *f;

		if (t->finding[i].code != FINDING_FAILED)
			continue;
		f = add(t, FINDING_GROUND);
		f->rule = t->finding[i].rule;
		f->ground = ruleset_ground(set, f->rule->ground);
	}
}

static bool has(const struct triage *t, enum finding_code code)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->finding[i].code == code)
			return true;
	return false;
}

static enum indication indicate(const struct triage *t)
{
	if (has(t, FINDING_CATEGORY_ABSENT) || has(t, FINDING_FAILED))
		return INDICATION_UNLIKELY;
	if (has(t, FINDING_CATEGORY_OPEN) || has(t, FINDING_OPEN) ||
	    has(t, FINDING_UNCOUNTED) || has(t, FINDING_REJECTED))
		return INDICATION_OPEN;
	return INDICATION_LIKELY;
}

/* A referral is for somebody with one of its reasons; one without reasons for everybody
 * whom urgency will hardly help. */
static bool refers(const struct referral *ref, const struct triage *t,
		   struct strv category)
{
	if (ref->reasons.n == 0)
		return t->indication == INDICATION_UNLIKELY;
	if (words_have(ref->reasons, category))
		return true;
	for (size_t i = 0; i < t->n; i++) {
		const struct finding *f = &t->finding[i];

		if (f->code == FINDING_FAILED &&
		    words_have(ref->reasons, f->rule->code))
			return true;
		if (f->code == FINDING_GROUND &&
		    words_have(ref->reasons, f->ground->code))
			return true;
	}
	return false;
}

static void find_rest(const struct ruleset *set, const struct triage_facts *facts,
		      struct triage *t)
{
	if (t->indication == INDICATION_UNLIKELY && set->hardship.title_nl.n)
		add(t, FINDING_HARDSHIP);
	for (size_t i = 0; i < set->nreferrals; i++)
		if (refers(&set->referral[i], t, facts->category))
			add(t, FINDING_REFERRAL)->referral = &set->referral[i];
}

bool triage(const struct ruleset *set, const struct triage_facts *facts,
	    struct arena *a, struct triage *out, struct err *e)
{
	const struct category *c = ruleset_category(set, facts->category);

	*out = (struct triage){ .indication = INDICATION_OPEN };
	out->finding =
		arena_array(a, 4 + 2 * set->nrules + set->nevidence + set->nreferrals,
			    sizeof(*out->finding));
	if (!out->finding)
		return err_set(e, ERR_NOMEM);
	if (!facts->category.n)
		add(out, FINDING_CATEGORY_OPEN)->fact = FACT_CATEGORY;
	else if (!c)
		add(out, FINDING_CATEGORY_ABSENT)->fact = FACT_CATEGORY;
	for (const struct category *m = c; m; m = m->parent)
		if (m->mandatory) {
			add(out, FINDING_MANDATORY)->category = m;
			break;
		}
	for (size_t i = 0; c && i < set->nrules; i++)
		find_rule(set, &set->rule[i], c, facts, out);
	find_grounds(set, out);
	for (size_t i = 0; c && i < set->nevidence; i++)
		triage_evidence(&set->evidence[i], c, facts, out);
	out->indication = indicate(out);
	find_rest(set, facts, out);
	return true;
}

bool finding_decisive(const struct triage *t, const struct finding *f)
{
	switch (t->indication) {
	case INDICATION_UNLIKELY:
		return f->code == FINDING_FAILED || f->code == FINDING_CATEGORY_ABSENT;
	case INDICATION_OPEN:
		return f->code == FINDING_CATEGORY_OPEN || f->code == FINDING_OPEN ||
		       f->code == FINDING_UNCOUNTED || f->code == FINDING_REJECTED;
	case INDICATION_LIKELY:
		break;
	}
	return f->code == FINDING_MANDATORY || f->code == FINDING_EXEMPT ||
	       f->code == FINDING_GROUND_EXEMPT || f->code == FINDING_MET;
}
