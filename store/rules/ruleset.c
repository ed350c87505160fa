#include "store/rules/ruleset.h"

static const char *const RULE_WORD[RULE_KINDS] = {
	[RULE_FILER] = "filer",         [RULE_AGE] = "age",
	[RULE_RESIDENCE] = "residence", [RULE_SEEKER] = "seeker",
	[RULE_INCOME] = "income",       [RULE_TENURE] = "tenure",
	[RULE_REPEAT] = "repeat",
};

bool rule_by_word(struct strv word, enum rule_kind *out)
{
	for (int k = 0; k < RULE_KINDS; k++)
		if (strv_eq(word, strv(RULE_WORD[k]))) {
			*out = (enum rule_kind)k;
			return true;
		}
	return false;
}

bool words_have(struct words list, struct strv word)
{
	for (size_t i = 0; i < list.n; i++)
		if (strv_eq(list.word[i], word))
			return true;
	return false;
}

bool words_admit(struct words list, struct strv word)
{
	return list.n == 0 || words_have(list, word);
}

bool ground_fits(const struct ground *g, struct strv outcome, struct strv category)
{
	return strv_eq(g->outcome, outcome) &&
	       words_admit((struct words){ g->only, g->nonly }, category);
}

const struct category *ruleset_category(const struct ruleset *r, struct strv code)
{
	for (size_t i = 0; i < r->ncategories; i++)
		if (strv_eq(r->category[i].code, code))
			return &r->category[i];
	return NULL;
}

const struct ground *ruleset_ground(const struct ruleset *r, struct strv code)
{
	for (size_t i = 0; i < r->ngrounds; i++)
		if (strv_eq(r->ground[i].code, code))
			return &r->ground[i];
	return NULL;
}

const struct rule *ruleset_rule(const struct ruleset *r, struct strv code)
{
	for (size_t i = 0; i < r->nrules; i++)
		if (strv_eq(r->rule[i].code, code))
			return &r->rule[i];
	return NULL;
}

bool rule_exempt(const struct category *c, struct strv rule)
{
	for (; c; c = c->parent)
		if (words_have(c->exempt_rules, rule))
			return true;
	return false;
}

bool ground_exempt(const struct category *c, struct strv ground)
{
	for (; c; c = c->parent)
		if (words_have(c->exempt_grounds, ground))
			return true;
	return false;
}

bool category_in(const struct category *c, struct words list)
{
	for (; c; c = c->parent)
		if (words_admit(list, c->code))
			return true;
	return false;
}
