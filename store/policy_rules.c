/* The part of a policy that triage weighs: admission rules, evidence, the hardship clause,
 * referrals, and the categories' exceptions to them. */
#include "store/policy_read.h"
#include "store/rules/field.h"

#define AGE_MAX 120
#define MONTHS_MAX 480
#define EUROS_MAX 1000000

static const char *choices(enum field_id id)
{
	return field_by_id(id)->choices;
}

static bool missing(const struct yaml *item, const char *key, struct err *e)
{
	return yaml_need(item, key, e) != NULL;
}

/* ---- admission ------------------------------------------------------------------- */

static bool read_filer(const struct yaml *item, struct rule *rule, struct reading *r)
{
	return missing(item, "filers", r->e) &&
	       read_chosen(item, "filers", FILER_WORDS, r->a, &rule->list, r->e);
}

static bool read_age(const struct yaml *item, struct rule *rule, struct reading *r)
{
	return read_number(item, "years", 1, AGE_MAX, &rule->least, r->e);
}

static bool read_scope(const struct yaml *item, struct rule *rule, struct err *e)
{
	struct strv scope;

	if (!read_text(item, "scope", &scope, e))
		return false;
	rule->region = strv_eq(scope, STRV("region"));
	return rule->region || strv_eq(scope, STRV("municipality")) ||
	       policy_fault(yaml_get(item, "scope"), "scope", "municipality/region", e);
}

static bool read_residence(const struct yaml *item, struct rule *rule,
			   struct reading *r)
{
	if (!read_number(item, "months", 1, MONTHS_MAX, &rule->least, r->e) ||
	    !read_scope(item, rule, r->e))
		return false;
	/* Less than what is asked cannot hold it. */
	if (yaml_get(item, "within") &&
	    !read_number(item, "within", rule->least, MONTHS_MAX, &rule->within, r->e))
		return false;
	if (yaml_get(item, "work") &&
	    !read_number(item, "work", 1, MONTHS_MAX, &rule->work, r->e))
		return false;
	return read_chosen(item, "uncounted", choices(FIELD_TENURE), r->a,
			   &rule->uncounted, r->e);
}

static bool read_seeker(const struct yaml *item, struct rule *rule, struct reading *r)
{
	return read_number(item, "months", 1, MONTHS_MAX, &rule->least, r->e);
}

static bool read_household(const struct yaml *map, struct income_cap *cap,
			   struct err *e)
{
	struct strv word;

	if (!read_text(map, "household", &word, e))
		return false;
	cap->family = strv_eq(word, STRV("family"));
	return cap->family || strv_eq(word, STRV("single")) ||
	       policy_fault(yaml_get(map, "household"), "household", "single/family",
			    e);
}

static bool read_cap(const struct yaml *map, struct rule *rule, struct reading *r)
{
	static const char *const known[] = { "year", "household", "euro", NULL };
	struct income_cap *cap = &rule->cap[rule->ncaps];
	int euro;

	if (!yaml_only(map, known, r->e) ||
	    !read_number(map, "year", 2000, 2100, &cap->year, r->e) ||
	    !read_household(map, cap, r->e) ||
	    !read_number(map, "euro", 1, EUROS_MAX, &euro, r->e))
		return false;
	for (size_t i = 0; i < rule->ncaps; i++)
		if (rule->cap[i].year == cap->year &&
		    rule->cap[i].family == cap->family) {
			err_set(r->e, ERR_YAML_TWICE);
			err_str(r->e, yaml_get(map, "year")->text);
			return yaml_fault(yaml_get(map, "year"), r->e);
		}
	cap->cents = (int64_t)euro * 100;
	rule->ncaps++;
	return true;
}

/* Both sorts of household have a cap: one that is forgotten would never be weighed. */
static bool read_income(const struct yaml *item, struct rule *rule, struct reading *r)
{
	const struct yaml *list;
	bool has[2] = { false, false };

	if (!read_kind(item, "caps", YAML_LIST, &list, r->e))
		return false;
	rule->cap = arena_array(r->a, list->n + 1, sizeof(*rule->cap));
	if (!rule->cap)
		return err_set(r->e, ERR_NOMEM);
	for (size_t i = 0; i < list->n; i++) {
		if (!read_cap(&list->value[i], rule, r))
			return false;
		has[rule->cap[i].family] = true;
	}
	return (has[0] && has[1]) ||
	       policy_fault(list, "caps", has[0] ? "family" : "single", r->e);
}

static bool read_tenure(const struct yaml *item, struct rule *rule, struct reading *r)
{
	return missing(item, "tenures", r->e) &&
	       read_chosen(item, "tenures", choices(FIELD_TENURE), r->a, &rule->list,
			   r->e);
}

static bool read_repeat(const struct yaml *item, struct rule *rule, struct reading *r)
{
	struct strv per;

	if (!read_number(item, "months", 1, MONTHS_MAX, &rule->months, r->e) ||
	    !read_text(item, "per", &per, r->e) ||
	    !read_yes(item, "same_category", &rule->same, r->e) ||
	    !read_chosen(item, "outcomes", choices(FIELD_OUTCOME), r->a,
			 &rule->outcomes, r->e))
		return false;
	rule->household = strv_eq(per, STRV("household"));
	return rule->household || strv_eq(per, STRV("person")) ||
	       policy_fault(yaml_get(item, "per"), "per", "person/household", r->e);
}

/* What a rule of each kind says besides its title; the reader of it. */
static const struct {
	const char *key[5];
	bool (*read)(const struct yaml *item, struct rule *rule, struct reading *r);
} KINDS[RULE_KINDS] = {
	[RULE_FILER] = { { "filers" }, read_filer },
	[RULE_AGE] = { { "years" }, read_age },
	[RULE_RESIDENCE] = { { "months", "scope", "within", "work", "uncounted" },
			     read_residence },
	[RULE_SEEKER] = { { "months" }, read_seeker },
	[RULE_INCOME] = { { "caps" }, read_income },
	[RULE_TENURE] = { { "tenures" }, read_tenure },
	[RULE_REPEAT] = { { "months", "per", "same_category", "outcomes" },
			  read_repeat },
};

static bool only_its_keys(const struct yaml *item, enum rule_kind kind, struct err *e)
{
	const char *known[] = { "code", "rule", "title", "article", "ground", "only",
				NULL,   NULL,   NULL,    NULL,      NULL,     NULL };

	for (size_t i = 0; i < 5; i++)
		known[6 + i] = KINDS[kind].key[i];
	return yaml_only(item, known, e);
}

/* The ground that a rule may lead to is one of a refusal. */
static bool read_rule_ground(const struct yaml *item, struct rule *rule,
			     struct reading *r)
{
	const struct ground *g;

	if (!read_text(item, "ground", &rule->ground, r->e))
		return false;
	g = policy_ground(r->p, rule->ground);
	if (!g)
		return policy_unknown(yaml_get(item, "ground"), rule->ground, r->e);
	return strv_eq(g->outcome, STRV("refuse")) ||
	       policy_fault(yaml_get(item, "ground"), "ground", "refuse", r->e);
}

static bool read_rule(const struct yaml *item, struct reading *r)
{
	struct ruleset *set = &r->p->rules;
	struct rule *rule = &set->rule[set->nrules];
	struct strv kind;

	if (item->kind != YAML_MAP)
		return policy_fault(item, "admission", "map", r->e);
	*rule = (struct rule){ 0 };
	if (!read_code(item, "code", &rule->code, r->e))
		return false;
	if (ruleset_rule(set, rule->code))
		return policy_twice(item, rule->code, r->e);
	if (!read_text(item, "rule", &kind, r->e))
		return false;
	if (!rule_by_word(kind, &rule->kind))
		return policy_unknown(yaml_get(item, "rule"), kind, r->e);
	set->nrules++;
	return only_its_keys(item, rule->kind, r->e) &&
	       read_title(item, "title", &rule->title_nl, &rule->title_en, r->e) &&
	       read_text(item, "article", &rule->article, r->e) &&
	       read_rule_ground(item, rule, r) &&
	       read_categories_of(item, "only", r, &rule->only) &&
	       KINDS[rule->kind].read(item, rule, r);
}

/* ---- evidence -------------------------------------------------------------------- */

static bool read_minors(const struct yaml *item, struct evidence_rule *ev,
			struct err *e)
{
	struct strv word;

	if (!yaml_get(item, "minors"))
		return true;
	if (!read_text(item, "minors", &word, e))
		return false;
	ev->minors = strv_eq(word, STRV("with")) ? MINORS_WITH : MINORS_WITHOUT;
	return ev->minors == MINORS_WITH || strv_eq(word, STRV("without")) ||
	       policy_fault(yaml_get(item, "minors"), "minors", "with/without", e);
}

static bool read_evidence_kind(const struct yaml *item, struct evidence_rule *ev,
			       struct err *e)
{
	return read_text(item, "kind", &ev->kind, e) &&
	       (policy_chosen(ev->kind, choices(FIELD_EVIDENCE_KIND)) ||
		policy_unknown(yaml_get(item, "kind"), ev->kind, e));
}

static bool evidence_twice(const struct ruleset *set, struct strv code)
{
	for (size_t i = 0; i < set->nevidence; i++)
		if (strv_eq(set->evidence[i].code, code))
			return true;
	return false;
}

static bool read_evidence(const struct yaml *item, struct reading *r)
{
	static const char *const known[] = { "code",    "kind",       "title",
					     "article", "categories", "tenures",
					     "minors",  "max_age",    "per_adult",
					     NULL };
	struct ruleset *set = &r->p->rules;
	struct evidence_rule *ev = &set->evidence[set->nevidence];

	if (item->kind != YAML_MAP)
		return policy_fault(item, "evidence", "map", r->e);
	*ev = (struct evidence_rule){ 0 };
	if (!yaml_only(item, known, r->e) || !read_code(item, "code", &ev->code, r->e))
		return false;
	if (evidence_twice(set, ev->code))
		return policy_twice(item, ev->code, r->e);
	if (!read_evidence_kind(item, ev, r->e) ||
	    !read_title(item, "title", &ev->title_nl, &ev->title_en, r->e) ||
	    !read_text(item, "article", &ev->article, r->e) ||
	    !read_categories_of(item, "categories", r, &ev->only) ||
	    !read_chosen(item, "tenures", choices(FIELD_TENURE), r->a, &ev->tenures,
			 r->e) ||
	    !read_minors(item, ev, r->e) ||
	    !read_yes(item, "per_adult", &ev->per_adult, r->e) ||
	    (yaml_get(item, "max_age") &&
	     !read_number(item, "max_age", 1, MONTHS_MAX, &ev->max_age, r->e)))
		return false;
	set->nevidence++;
	return true;
}

static bool has_evidence(const struct ruleset *set, const struct category *c)
{
	for (size_t i = 0; i < set->nevidence; i++)
		if (category_in(c, set->evidence[i].only))
			return true;
	return false;
}

/* Policies of before there were such rules stay as they are; a policy that is checked is
 * asked for all. A rule that could not be read has been complained of already. */
static bool check_evidence(const struct yaml *root, struct reading *r)
{
	const struct yaml *list = yaml_get(root, "categories");
	const struct yaml *rules = yaml_get(root, "evidence");

	if (!list || (!r->faults && !rules) ||
	    (rules && rules->n != r->p->rules.nevidence))
		return true;
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml *code = yaml_get(&list->value[i], "code");
		const struct category *c =
			code ? policy_category(r->p, strv_trim(code->text)) : NULL;

		if (!c || has_evidence(&r->p->rules, c))
			continue;
		err_set(r->e, ERR_POLICY_EVIDENCE);
		err_str(r->e, c->code);
		yaml_fault(code, r->e);
		if (!policy_go_on(r))
			return false;
	}
	return true;
}

/* ---- exceptions, hardship, referrals --------------------------------------------- */

static bool known_rule(const struct policy *p, struct strv code)
{
	return ruleset_rule(&p->rules, code) != NULL;
}

static bool known_refusal(const struct policy *p, struct strv code)
{
	const struct ground *g = policy_ground(p, code);

	return g && strv_eq(g->outcome, STRV("refuse"));
}

static bool read_codes(const struct yaml *map, const char *key, struct reading *r,
		       bool (*known)(const struct policy *p, struct strv code),
		       struct words *out)
{
	if (!read_words(map, key, r->a, out, r->e))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (!known(r->p, out->word[i]))
			return policy_unknown(&yaml_get(map, key)->value[i],
					      out->word[i], r->e);
	return true;
}

/* After rules and grounds are known: what a category is exempt from. */
static bool read_exempt(const struct yaml *item, struct reading *r)
{
	static const char *const known[] = { "rules", "grounds", NULL };
	const struct yaml *code = yaml_get(item, "code");
	const struct yaml *map;

	if (!yaml_get(item, "exempt"))
		return true;
	if (!read_kind(item, "exempt", YAML_MAP, &map, r->e) ||
	    !yaml_only(map, known, r->e))
		return false;
	for (size_t i = 0; code && i < r->p->ncategories; i++) {
		struct category *c = &r->p->category[i];

		if (strv_eq(c->code, strv_trim(code->text)))
			return read_codes(map, "rules", r, known_rule,
					  &c->exempt_rules) &&
			       read_codes(map, "grounds", r, known_refusal,
					  &c->exempt_grounds);
	}
	return true;
}

static bool read_hardship(const struct yaml *root, struct reading *r)
{
	static const char *const known[] = { "title", "article", "signatory", NULL };
	struct hardship_clause *h = &r->p->rules.hardship;
	const struct yaml *map;

	if (!yaml_get(root, "hardship"))
		return true;
	return read_kind(root, "hardship", YAML_MAP, &map, r->e) &&
	       yaml_only(map, known, r->e) &&
	       read_title(map, "title", &h->title_nl, &h->title_en, r->e) &&
	       read_text(map, "article", &h->article, r->e) &&
	       read_text(map, "signatory", &h->signatory, r->e);
}

static bool known_reason(const struct policy *p, struct strv code)
{
	return known_rule(p, code) || known_refusal(p, code) ||
	       policy_category(p, code);
}

static bool read_referral(const struct yaml *item, struct reading *r)
{
	static const char *const known[] = { "code", "reasons", "text", NULL };
	struct ruleset *set = &r->p->rules;
	struct referral *ref = &set->referral[set->nreferrals];

	if (item->kind != YAML_MAP)
		return policy_fault(item, "referrals", "map", r->e);
	*ref = (struct referral){ 0 };
	if (!yaml_only(item, known, r->e) || !read_code(item, "code", &ref->code, r->e))
		return false;
	for (size_t i = 0; i < set->nreferrals; i++)
		if (strv_eq(set->referral[i].code, ref->code))
			return policy_twice(item, ref->code, r->e);
	if (!read_codes(item, "reasons", r, known_reason, &ref->reasons) ||
	    !read_title(item, "text", &ref->text_nl, &ref->text_en, r->e))
		return false;
	set->nreferrals++;
	return true;
}

/* A list that may be left out: its memory, and its entries. */
static bool read_list(const struct yaml *root, const char *key, struct reading *r,
		      size_t size, void *out,
		      bool (*one)(const struct yaml *item, struct reading *r))
{
	const struct yaml *list;
	void *room;

	if (!yaml_get(root, key))
		return true;
	if (!read_kind(root, key, YAML_LIST, &list, r->e))
		return false;
	room = arena_array(r->a, list->n + 1, size);
	if (!room)
		return err_set(r->e, ERR_NOMEM);
	memcpy(out, &room, sizeof(room));
	return policy_each(list, r, one);
}

bool policy_read_rules(const struct yaml *root, struct reading *r)
{
	struct ruleset *set = &r->p->rules;
	const struct yaml *categories = yaml_get(root, "categories");

	return read_list(root, "admission", r, sizeof(*set->rule), &set->rule,
			 read_rule) &&
	       (!categories || policy_each(categories, r, read_exempt)) &&
	       read_list(root, "evidence", r, sizeof(*set->evidence), &set->evidence,
			 read_evidence) &&
	       check_evidence(root, r) && read_hardship(root, r) &&
	       read_list(root, "referrals", r, sizeof(*set->referral), &set->referral,
			 read_referral);
}
