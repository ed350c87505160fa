#include "store/policy.h"

#include <sodium.h>

#include "store/policy_read.h"

#define YEARS_MAX 4 /* Huisvestingswet 2014: an ordinance lasts four years at most */

static const char *const OUTCOMES[] = { "grant", "refuse", "untreated", "hold" };
#define OUTCOMES_N (sizeof(OUTCOMES) / sizeof(*OUTCOMES))

static bool read_valid(const struct yaml *root, struct policy *p, struct err *e)
{
	static const char *const known[] = { "from", "until", NULL };
	const struct yaml *map;

	if (!read_kind(root, "valid", YAML_MAP, &map, e) || !yaml_only(map, known, e) ||
	    !read_date(map, "from", &p->valid_from, e) ||
	    !read_date(map, "until", &p->valid_until, e))
		return false;
	if (p->valid_until.days < p->valid_from.days) {
		err_set(e, ERR_DATE_ORDER);
		err_date(e, p->valid_until);
		err_date(e, p->valid_from);
		return yaml_fault(yaml_get(map, "until"), e);
	}
	/* The last day counts: 2025-01-01 until 2028-12-31 is within four years. */
	if (date_years(p->valid_from, p->valid_until) >= YEARS_MAX)
		return policy_fault(yaml_get(map, "until"), "until", "4 years", e);
	return true;
}

/* Only the statute's own term until an ordinance's term can be computed too. */
static bool read_term(const struct yaml *root, struct policy *p, struct err *e)
{
	static const char *const known[] = { "weeks", "basis", NULL };
	const struct yaml *map;
	struct strv weeks;
	struct strv basis;
	uint64_t n;

	if (!read_kind(root, "decision_term", YAML_MAP, &map, e) ||
	    !yaml_only(map, known, e) || !read_text(map, "weeks", &weeks, e) ||
	    !read_text(map, "basis", &basis, e))
		return false;
	if (!strv_uint(weeks, 52, &n) || (int)n != TERM_STATUTORY.weeks)
		return policy_fault(yaml_get(map, "weeks"), "weeks", "8", e);
	if (!strv_eq(basis, STRV("statute")))
		return policy_fault(yaml_get(map, "basis"), "basis", "statute", e);
	p->term = TERM_STATUTORY;
	return true;
}

static bool read_sender(const struct yaml *root, struct arena *a, struct policy *p,
			struct err *e)
{
	const struct yaml *list;
	struct str lines = { 0 };

	if (!read_kind(root, "sender", YAML_LIST, &list, e))
		return false;
	if (list->n == 0)
		return policy_fault(list, "sender", "text", e);
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml *line = &list->value[i];

		if (line->kind != YAML_TEXT ||
		    strv_find(line->text, '\n') < line->text.n) {
			str_release(&lines);
			return policy_fault(line, "sender", "line", e);
		}
		if (i)
			str_addc(&lines, '\n');
		str_add(&lines, line->text);
	}
	p->sender = arena_copy(a, strv_of(&lines));
	const bool ok = !lines.failed && p->sender.p;

	str_release(&lines);
	return ok || err_set(e, ERR_NOMEM);
}

static bool read_parent(const struct yaml *item, struct category *c, struct reading *r)
{
	struct strv code;

	if (!yaml_get(item, "parent"))
		return true;
	if (!read_text(item, "parent", &code, r->e))
		return false;
	/* Only one that stands before it: so no circle can arise. */
	c->parent = policy_category(r->p, code);
	return c->parent || policy_unknown(yaml_get(item, "parent"), code, r->e);
}

static bool read_standing(const struct yaml *item, struct category *c,
			  struct reading *r)
{
	return read_parent(item, c, r) &&
	       read_yes(item, "mandatory", &c->mandatory, r->e) &&
	       (!yaml_get(item, "priority") ||
		read_number(item, "priority", 1, 99, &c->priority, r->e)) &&
	       read_chosen(item, "filers", FILER_WORDS, r->a, &c->filers, r->e);
}

static bool read_category(const struct yaml *item, struct reading *r)
{
	static const char *const known[] = { "code",     "title",  "short",
					     "article",  "parent", "mandatory",
					     "priority", "filers", "exempt",
					     NULL };
	struct policy *p = r->p;
	struct category *c = &p->category[p->ncategories];

	if (item->kind != YAML_MAP)
		return policy_fault(item, "categories", "map", r->e);
	*c = (struct category){ 0 };
	if (!read_code(item, "code", &c->code, r->e))
		return false;
	if (policy_category(p, c->code))
		return policy_twice(item, c->code, r->e);
	/* From here on others may refer to it, whatever else is wrong with it. */
	p->ncategories++;
	return yaml_only(item, known, r->e) &&
	       read_title(item, "title", &c->title_nl, &c->title_en, r->e) &&
	       read_text(item, "article", &c->article, r->e) &&
	       (!yaml_get(item, "short") ||
		read_title(item, "short", &c->short_nl, &c->short_en, r->e)) &&
	       read_standing(item, c, r);
}

static bool read_categories(const struct yaml *root, struct reading *r)
{
	const struct yaml *list;

	if (!read_kind(root, "categories", YAML_LIST, &list, r->e))
		return false;
	if (list->n == 0)
		return policy_fault(list, "categories", "list", r->e);
	r->p->category = arena_array(r->a, list->n, sizeof(*r->p->category));
	if (!r->p->category)
		return err_set(r->e, ERR_NOMEM);
	return policy_each(list, r, read_category);
}

static bool read_ground(const struct yaml *item, struct reading *r)
{
	static const char *const known[] = { "code", "outcome", "title", "article",
					     "text", "only",    NULL };
	struct policy *p = r->p;
	struct ground *g = &p->ground[p->ngrounds];
	struct words only;

	if (item->kind != YAML_MAP)
		return policy_fault(item, "grounds", "map", r->e);
	*g = (struct ground){ 0 };
	if (!read_code(item, "code", &g->code, r->e))
		return false;
	if (policy_ground(p, g->code))
		return policy_twice(item, g->code, r->e);
	p->ngrounds++;
	if (!yaml_only(item, known, r->e) ||
	    !read_text(item, "outcome", &g->outcome, r->e) ||
	    !read_title(item, "title", &g->title_nl, &g->title_en, r->e) ||
	    !read_text(item, "article", &g->article, r->e) ||
	    !read_text(item, "text", &g->text, r->e))
		return false;
	if (!policy_word_in(g->outcome, OUTCOMES, OUTCOMES_N)) {
		err_set(r->e, ERR_OUTCOME_UNKNOWN);
		err_str(r->e, g->outcome);
		return yaml_fault(yaml_get(item, "outcome"), r->e);
	}
	if (!check_placeholders(yaml_get(item, "text"), g->text, r->e) ||
	    !read_categories_of(item, "only", r, &only))
		return false;
	g->only = only.word;
	g->nonly = only.n;
	return true;
}

static bool read_grounds(const struct yaml *root, struct reading *r)
{
	const struct yaml *list;

	if (!read_kind(root, "grounds", YAML_LIST, &list, r->e))
		return false;
	r->p->ground = arena_array(r->a, list->n ? list->n : 1, sizeof(*r->p->ground));
	if (!r->p->ground)
		return err_set(r->e, ERR_NOMEM);
	return policy_each(list, r, read_ground);
}

static bool read_letter(const struct yaml *letters, const char *outcome,
			struct letter_text *out, struct err *e)
{
	static const char *const known[] = { "subject", "body", NULL };
	const struct yaml *map;

	out->code = strv(outcome);
	return read_kind(letters, outcome, YAML_MAP, &map, e) &&
	       yaml_only(map, known, e) &&
	       read_text(map, "subject", &out->subject, e) &&
	       read_text(map, "body", &out->body, e) &&
	       check_placeholders(yaml_get(map, "subject"), out->subject, e) &&
	       check_placeholders(yaml_get(map, "body"), out->body, e);
}

/* Each outcome has its letter: what can be decided can be sent (Awb 3:41). */
static bool read_letters(const struct yaml *root, struct reading *r)
{
	static const char *const known[] = { "grant", "refuse", "untreated", "hold",
					     NULL };
	struct policy *p = r->p;
	const struct yaml *map;

	if (!read_kind(root, "letters", YAML_MAP, &map, r->e) ||
	    !yaml_only(map, known, r->e))
		return false;
	p->letter = arena_array(r->a, OUTCOMES_N, sizeof(*p->letter));
	if (!p->letter)
		return err_set(r->e, ERR_NOMEM);
	for (size_t i = 0; i < OUTCOMES_N; i++)
		if (read_letter(map, OUTCOMES[i], &p->letter[p->nletters], r->e))
			p->nletters++;
		else if (!policy_go_on(r))
			return false;
	return true;
}

static bool read_head(const struct yaml *root, struct reading *r)
{
	static const char *const known[] = { "policy",    "municipality",  "ordinance",
					     "valid",     "decision_term", "sender",
					     "signatory", "categories",    "grounds",
					     "letters",   "admission",     "evidence",
					     "hardship",  "referrals",     NULL };
	struct policy *p = r->p;

	return yaml_only(root, known, r->e) &&
	       read_code(root, "policy", &p->code, r->e) &&
	       read_text(root, "municipality", &p->municipality, r->e) &&
	       read_text(root, "ordinance", &p->ordinance, r->e) &&
	       read_valid(root, p, r->e) && read_term(root, p, r->e) &&
	       read_sender(root, r->a, p, r->e) &&
	       read_text(root, "signatory", &p->signatory, r->e);
}

bool policy_read(struct strv text, const char *name, struct yaml *root,
		 struct reading *r)
{
	struct policy *p = r->p;

	if (!yaml_parse(text, name, r->a, root, r->e))
		return false;
	if (root->kind != YAML_MAP)
		return policy_fault(root, "policy", "map", r->e);
	if ((!read_head(root, r) && !policy_go_on(r)) ||
	    (!read_categories(root, r) && !policy_go_on(r)) ||
	    (!read_grounds(root, r) && !policy_go_on(r)) ||
	    (!policy_read_rules(root, r) && !policy_go_on(r)) ||
	    (!read_letters(root, r) && !policy_go_on(r)))
		return false;
	p->rules.category = p->category;
	p->rules.ncategories = p->ncategories;
	p->rules.ground = p->ground;
	p->rules.ngrounds = p->ngrounds;
	crypto_generichash(p->hash, sizeof(p->hash), (const unsigned char *)text.p,
			   text.n, NULL, 0);
	return true;
}

bool policy_parse(struct strv text, const char *name, struct arena *a,
		  struct policy *out, struct err *e)
{
	struct policy p = { 0 };
	struct yaml root;
	struct reading r = { .a = a, .p = &p, .e = e };

	if (!policy_read(text, name, &root, &r))
		return false;
	*out = p;
	return true;
}

const struct category *policy_category(const struct policy *p, struct strv code)
{
	for (size_t i = 0; i < p->ncategories; i++)
		if (strv_eq(p->category[i].code, code))
			return &p->category[i];
	return NULL;
}

const struct ground *policy_ground(const struct policy *p, struct strv code)
{
	for (size_t i = 0; i < p->ngrounds; i++)
		if (strv_eq(p->ground[i].code, code))
			return &p->ground[i];
	return NULL;
}

const struct letter_text *policy_letter(const struct policy *p, struct strv code)
{
	for (size_t i = 0; i < p->nletters; i++)
		if (strv_eq(p->letter[i].code, code))
			return &p->letter[i];
	return NULL;
}
