#include "store/rules/triage_evidence.h"

/* What lies in the dossier of one kind. */
struct counted {
	int64_t good;
	bool asked;
	bool rejected;
	bool undated;
	bool old;
	struct date newest_old;
};

/* The fact that is lacking to know whether the rule applies; FACT_NONE: none is. */
static enum fact open_fact(const struct evidence_rule *ev,
			   const struct triage_facts *facts)
{
	if (ev->minors != MINORS_ANY && !facts->minors.is)
		return FACT_HOUSEHOLD;
	return ev->tenures.n && !facts->tenure.n ? FACT_TENURE : FACT_NONE;
}

static bool minors_fit(enum minors m, struct known minors)
{
	return m == MINORS_ANY || !minors.is || (m == MINORS_WITH) == (minors.n > 0);
}

static bool applies(const struct evidence_rule *ev, const struct category *c,
		    const struct triage_facts *facts)
{
	return category_in(c, ev->only) && minors_fit(ev->minors, facts->minors) &&
	       (!facts->tenure.n || words_admit(ev->tenures, facts->tenure));
}

/* Counted back from the day of receipt; what is dated after it is never too old. */
static bool too_old(const struct evidence_rule *ev, struct date dated, struct date on)
{
	const int months = months_between(dated, on);

	return months > ev->max_age ||
	       (months == ev->max_age && date_ymd(dated).day != date_ymd(on).day);
}

static void count_one(const struct evidence_rule *ev, const struct piece *p,
		      struct date on, struct counted *c)
{
	if (strv_eq(p->status, STRV("asked"))) {
		c->asked = true;
	} else if (strv_eq(p->status, STRV("rejected"))) {
		c->rejected = true;
	} else if (ev->max_age && !date_is(p->date)) {
		c->undated = true;
	} else if (ev->max_age && too_old(ev, p->date, on)) {
		if (!c->old || p->date.days > c->newest_old.days)
			c->newest_old = p->date;
		c->old = true;
	} else {
		c->good++;
	}
}

static struct counted count(const struct evidence_rule *ev,
			    const struct triage_facts *facts)
{
	struct counted c = { .newest_old = DATE_NONE };

	for (size_t i = 0; i < facts->npieces; i++)
		if (strv_eq(facts->piece[i].kind, ev->kind))
			count_one(ev, &facts->piece[i], facts->on, &c);
	return c;
}

static enum finding_code state(const struct counted *c, int64_t need)
{
	if (c->good >= need)
		return FINDING_IN;
	if (c->asked)
		return FINDING_ASKED;
	if (c->old)
		return FINDING_OLD;
	if (c->undated)
		return FINDING_UNDATED;
	return c->rejected ? FINDING_REJECTED : FINDING_MISSING;
}

void triage_evidence(const struct evidence_rule *ev, const struct category *c,
		     const struct triage_facts *facts, struct triage *t)
{
	const enum fact lacking = open_fact(ev, facts);
	struct finding *f;
	struct counted have;

	if (!applies(ev, c, facts))
		return;
	f = &t->finding[t->n++];
	*f = (struct finding){ .code = FINDING_NEEDED,
			       .evidence = ev,
			       .category = c,
			       .need = 1,
			       .day = DATE_NONE };
	if (ev->per_adult && facts->adults.is && facts->adults.n > 1)
		f->need = facts->adults.n;
	if (facts->evidence_known) {
		have = count(ev, facts);
		f->code = state(&have, f->need);
		f->have = have.good;
		f->day = have.newest_old;
		/* What is in need not be asked after. */
		if (f->code == FINDING_IN)
			return;
	}
	if (lacking != FACT_NONE) {
		f->code = FINDING_MAYBE;
		f->fact = lacking;
	} else if (facts->evidence_known) {
		t->lacking++;
	}
}
