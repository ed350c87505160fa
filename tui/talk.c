#include "tui/talk.h"

#include "store/rules/field.h"

/* The order in which a person who files is mostly met. */
static const char *const FILERS[] = { "applicant", "representative", "institution",
				      "landlord" };
#define FILERS_N (sizeof(FILERS) / sizeof(*FILERS))

static const struct rule *rule_of(const struct talk *t, size_t i)
{
	return i < t->policy->rules.nrules && i < TALK_RULES ? &t->policy->rules.rule[i]
							     : NULL;
}

static bool asked(const struct category *c, const struct rule *r)
{
	/* Where one lives is asked of everybody. */
	return c && r->kind != RULE_TENURE && category_in(c, r->only) &&
	       !rule_exempt(c, r->code);
}

size_t talk_questions(const struct talk *t, struct talk_question out[TALK_QUESTIONS])
{
	const struct category *c = policy_category(t->policy, t->category);
	const struct rule *r;
	size_t n = 0;

	for (int kind = TALK_CATEGORY; kind <= TALK_MINORS; kind++)
		out[n++] = (struct talk_question){ (enum talk_kind)kind, NULL };
	for (size_t i = 0; (r = rule_of(t, i)); i++)
		if (asked(c, r))
			out[n++] = (struct talk_question){
				r->kind == RULE_FILER ? TALK_FILER : TALK_RULE, r
			};
	return n;
}

bool talk_choice(const struct talk *t, enum talk_kind kind, size_t i, struct strv *word)
{
	struct strv rest;

	if (kind == TALK_CATEGORY && i < t->policy->ncategories) {
		*word = t->policy->category[i].code;
		return true;
	}
	if (kind == TALK_FILER && i < FILERS_N) {
		*word = strv(FILERS[i]);
		return true;
	}
	if (kind != TALK_TENURE)
		return false;
	rest = strv(field_by_id(FIELD_TENURE)->choices);
	while (i-- && rest.p)
		strv_cut(&rest, ' ');
	if (!rest.p)
		return false;
	*word = strv_cut(&rest, ' ');
	return true;
}

static bool choose(struct talk *t, enum talk_kind kind, keycode key, struct strv *to)
{
	struct strv word;

	if (key == ' ') {
		*to = (struct strv){ 0 };
		return true;
	}
	if (key < 'a' || key > 'z' || !talk_choice(t, kind, key - 'a', &word))
		return false;
	*to = word;
	return true;
}

static bool count(keycode key, keycode least, struct known *to)
{
	if (key != ' ' && (key < least || key > '9'))
		return false;
	*to = (struct known){ key != ' ', key == ' ' ? 0 : (int64_t)(key - '0') };
	return true;
}

static bool say(keycode key, enum told *to)
{
	if (key == 'y' || key == 'j')
		*to = TOLD_MET;
	else if (key == 'n')
		*to = TOLD_NOT_MET;
	else if (key == ' ')
		*to = TOLD_NOTHING;
	else
		return false;
	return true;
}

bool talk_key(struct talk *t, const struct talk_question *q, keycode key)
{
	switch (q->kind) {
	case TALK_CATEGORY:
		return choose(t, q->kind, key, &t->category);
	case TALK_TENURE:
		return choose(t, q->kind, key, &t->tenure);
	case TALK_FILER:
		return choose(t, q->kind, key, &t->filer);
	case TALK_ADULTS:
		return count(key, '1', &t->adults);
	case TALK_MINORS:
		return count(key, '0', &t->minors);
	case TALK_RULE:
		return say(key, &t->told[q->rule - t->policy->rules.rule]);
	}
	return false;
}

void talk_facts(const struct talk *t, struct date on, struct triage_facts *out)
{
	*out = (struct triage_facts){
		.on = on,
		.category = t->category,
		.filer = t->filer,
		.tenure = t->tenure,
		.adults = t->adults,
		.minors = t->minors,
		/* A policy with more rules than can be asked is weighed on facts alone. */
		.told = t->policy->rules.nrules <= TALK_RULES ? t->told : NULL,
	};
}
