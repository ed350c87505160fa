#include "store/policy.h"

#include <sodium.h>

#include "store/yaml.h"

#define CODE_MAX 24
#define YEARS_MAX 4 /* Huisvestingswet 2014: an ordinance lasts four years at most */

static const char *const OUTCOMES[] = { "grant", "refuse", "untreated", "hold" };
#define OUTCOMES_N (sizeof(OUTCOMES) / sizeof(*OUTCOMES))

/* What a text may hold between braces; tui/letters fills them. */
static const char *const PLACEHOLDERS[] = {
	"number",
	"date",
	"applicant",
	"salutation_name",
	"address",
	"postcode_city",
	"received",
	"category",
	"category_article",
	"decision_grounds",
	"reasons",
	"child_interest",
	"hardship",
	"municipality",
	"ordinance",
	"signatory",
	"objection_until_text",
};
#define PLACEHOLDERS_N (sizeof(PLACEHOLDERS) / sizeof(*PLACEHOLDERS))

static bool word_in(struct strv word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strv_eq(word, strv(list[i])))
			return true;
	return false;
}

static bool fault_value(const struct yaml *at, const char *key, const char *wanted,
			struct err *e)
{
	err_set(e, ERR_YAML_VALUE);
	err_str(e, strv(key));
	err_str(e, strv(wanted));
	return yaml_fault(at, e);
}

/* A text that says something. */
static bool get_text(const struct yaml *map, const char *key, struct strv *out,
		     struct err *e)
{
	if (!yaml_text(map, key, out, e))
		return false;
	*out = strv_trim(*out);
	if (out->n == 0)
		return fault_value(yaml_get(map, key), key, "text", e);
	return true;
}

/* A code lies in dossiers, in blank-separated lists and on command lines. */
static bool get_code(const struct yaml *map, const char *key, struct strv *out,
		     struct err *e)
{
	if (!get_text(map, key, out, e))
		return false;
	bool ok = out->n <= CODE_MAX;

	for (size_t i = 0; i < out->n; i++) {
		const char c = out->p[i];

		ok = ok &&
		     ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
	}
	return ok || fault_value(yaml_get(map, key), key, "a-z 0-9 -", e);
}

static bool get_kind(const struct yaml *map, const char *key, enum yaml_kind kind,
		     const struct yaml **out, struct err *e)
{
	*out = yaml_need(map, key, e);
	if (!*out)
		return false;
	if ((*out)->kind == kind)
		return true;
	return fault_value(*out, key, kind == YAML_MAP ? "map" : "list", e);
}

static bool get_date(const struct yaml *map, const char *key, struct date *out,
		     struct err *e)
{
	struct strv text;

	if (!get_text(map, key, &text, e))
		return false;
	return date_parse(text, out) ||
	       fault_value(yaml_get(map, key), key, "YYYY-MM-DD", e);
}

static bool read_valid(const struct yaml *root, struct policy *p, struct err *e)
{
	static const char *const known[] = { "from", "until", NULL };
	const struct yaml *map;

	if (!get_kind(root, "valid", YAML_MAP, &map, e) || !yaml_only(map, known, e) ||
	    !get_date(map, "from", &p->valid_from, e) ||
	    !get_date(map, "until", &p->valid_until, e))
		return false;
	if (p->valid_until.days < p->valid_from.days) {
		err_set(e, ERR_DATE_ORDER);
		err_date(e, p->valid_until);
		err_date(e, p->valid_from);
		return yaml_fault(yaml_get(map, "until"), e);
	}
	/* The last day counts: 2025-01-01 until 2028-12-31 is within four years. */
	if (date_years(p->valid_from, p->valid_until) >= YEARS_MAX)
		return fault_value(yaml_get(map, "until"), "until", "4 years", e);
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

	if (!get_kind(root, "decision_term", YAML_MAP, &map, e) ||
	    !yaml_only(map, known, e) || !get_text(map, "weeks", &weeks, e) ||
	    !get_text(map, "basis", &basis, e))
		return false;
	if (!strv_uint(weeks, 52, &n) || (int)n != TERM_STATUTORY.weeks)
		return fault_value(yaml_get(map, "weeks"), "weeks", "8", e);
	if (!strv_eq(basis, STRV("statute")))
		return fault_value(yaml_get(map, "basis"), "basis", "statute", e);
	p->term = TERM_STATUTORY;
	return true;
}

static bool read_sender(const struct yaml *root, struct arena *a, struct policy *p,
			struct err *e)
{
	const struct yaml *list;
	struct str lines = { 0 };

	if (!get_kind(root, "sender", YAML_LIST, &list, e))
		return false;
	if (list->n == 0)
		return fault_value(list, "sender", "text", e);
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml *line = &list->value[i];

		if (line->kind != YAML_TEXT ||
		    strv_find(line->text, '\n') < line->text.n) {
			str_release(&lines);
			return fault_value(line, "sender", "line", e);
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

/* Every {word} of a text is one that the letters can fill (ERR_LETTER_FIELD). */
static bool check_placeholders(const struct yaml *at, struct strv text, struct err *e)
{
	while (text.n) {
		const size_t open = strv_find(text, '{');

		if (open == text.n)
			return true;
		text = strv_n(text.p + open + 1, text.n - open - 1);
		const size_t close = strv_find(text, '}');
		const struct strv word = strv_n(text.p, close);

		if (close == text.n || !word_in(word, PLACEHOLDERS, PLACEHOLDERS_N)) {
			err_set(e, ERR_LETTER_FIELD);
			err_str(e, word);
			return yaml_fault(at, e);
		}
		text = strv_n(text.p + close + 1, text.n - close - 1);
	}
	return true;
}

static bool read_title(const struct yaml *map, const char *key, struct strv *nl,
		       struct strv *en, struct err *e)
{
	static const char *const known[] = { "nl", "en", NULL };
	const struct yaml *title;

	return get_kind(map, key, YAML_MAP, &title, e) && yaml_only(title, known, e) &&
	       get_text(title, "nl", nl, e) && get_text(title, "en", en, e);
}

static bool fault_twice(const struct yaml *item, struct strv code, struct err *e)
{
	err_set(e, ERR_YAML_TWICE);
	err_str(e, code);
	return yaml_fault(yaml_get(item, "code"), e);
}

static bool read_category(const struct yaml *item, struct policy *p, struct err *e)
{
	static const char *const known[] = { "code", "title", "short", "article",
					     NULL };
	struct category *c = &p->category[p->ncategories];

	if (item->kind != YAML_MAP)
		return fault_value(item, "categories", "map", e);
	if (!yaml_only(item, known, e) || !get_code(item, "code", &c->code, e) ||
	    !read_title(item, "title", &c->title_nl, &c->title_en, e) ||
	    !get_text(item, "article", &c->article, e))
		return false;
	if (yaml_get(item, "short") &&
	    !read_title(item, "short", &c->short_nl, &c->short_en, e))
		return false;
	if (policy_category(p, c->code))
		return fault_twice(item, c->code, e);
	p->ncategories++;
	return true;
}

static bool read_categories(const struct yaml *root, struct arena *a, struct policy *p,
			    struct err *e)
{
	const struct yaml *list;

	if (!get_kind(root, "categories", YAML_LIST, &list, e))
		return false;
	if (list->n == 0)
		return fault_value(list, "categories", "list", e);
	p->category = arena_array(a, list->n, sizeof(*p->category));
	if (!p->category)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < list->n; i++)
		if (!read_category(&list->value[i], p, e))
			return false;
	return true;
}

static bool read_only(const struct yaml *item, struct arena *a, const struct policy *p,
		      struct ground *g, struct err *e)
{
	const struct yaml *list;

	if (!yaml_get(item, "only"))
		return true;
	if (!get_kind(item, "only", YAML_LIST, &list, e))
		return false;
	if (list->n == 0)
		return fault_value(list, "only", "list", e);
	g->only = arena_array(a, list->n, sizeof(*g->only));
	if (!g->only)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < list->n; i++) {
		const struct yaml *word = &list->value[i];

		if (word->kind != YAML_TEXT)
			return fault_value(word, "only", "text", e);
		if (!policy_category(p, word->text)) {
			err_set(e, ERR_YAML_REFERENCE);
			err_str(e, word->text);
			return yaml_fault(word, e);
		}
		g->only[g->nonly++] = word->text;
	}
	return true;
}

static bool read_ground(const struct yaml *item, struct arena *a, struct policy *p,
			struct err *e)
{
	static const char *const known[] = { "code", "outcome", "title", "article",
					     "text", "only",    NULL };
	struct ground *g = &p->ground[p->ngrounds];

	if (item->kind != YAML_MAP)
		return fault_value(item, "grounds", "map", e);
	if (!yaml_only(item, known, e) || !get_code(item, "code", &g->code, e) ||
	    !get_text(item, "outcome", &g->outcome, e) ||
	    !read_title(item, "title", &g->title_nl, &g->title_en, e) ||
	    !get_text(item, "article", &g->article, e) ||
	    !get_text(item, "text", &g->text, e))
		return false;
	if (policy_ground(p, g->code))
		return fault_twice(item, g->code, e);
	if (!word_in(g->outcome, OUTCOMES, OUTCOMES_N)) {
		err_set(e, ERR_OUTCOME_UNKNOWN);
		err_str(e, g->outcome);
		return yaml_fault(yaml_get(item, "outcome"), e);
	}
	if (!check_placeholders(yaml_get(item, "text"), g->text, e) ||
	    !read_only(item, a, p, g, e))
		return false;
	p->ngrounds++;
	return true;
}

static bool read_grounds(const struct yaml *root, struct arena *a, struct policy *p,
			 struct err *e)
{
	const struct yaml *list;

	if (!get_kind(root, "grounds", YAML_LIST, &list, e))
		return false;
	p->ground = arena_array(a, list->n ? list->n : 1, sizeof(*p->ground));
	if (!p->ground)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < list->n; i++)
		if (!read_ground(&list->value[i], a, p, e))
			return false;
	return true;
}

static bool read_letter(const struct yaml *letters, const char *outcome,
			struct letter_text *out, struct err *e)
{
	static const char *const known[] = { "subject", "body", NULL };
	const struct yaml *map;

	out->code = strv(outcome);
	return get_kind(letters, outcome, YAML_MAP, &map, e) &&
	       yaml_only(map, known, e) && get_text(map, "subject", &out->subject, e) &&
	       get_text(map, "body", &out->body, e) &&
	       check_placeholders(yaml_get(map, "subject"), out->subject, e) &&
	       check_placeholders(yaml_get(map, "body"), out->body, e);
}

/* Each outcome has its letter: what can be decided can be sent (Awb 3:41). */
static bool read_letters(const struct yaml *root, struct arena *a, struct policy *p,
			 struct err *e)
{
	static const char *const known[] = { "grant", "refuse", "untreated", "hold",
					     NULL };
	const struct yaml *map;

	if (!get_kind(root, "letters", YAML_MAP, &map, e) || !yaml_only(map, known, e))
		return false;
	p->letter = arena_array(a, OUTCOMES_N, sizeof(*p->letter));
	if (!p->letter)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < OUTCOMES_N; i++) {
		if (!read_letter(map, OUTCOMES[i], &p->letter[i], e))
			return false;
		p->nletters++;
	}
	return true;
}

bool policy_parse(struct strv text, const char *name, struct arena *a,
		  struct policy *out, struct err *e)
{
	static const char *const known[] = {
		"policy",        "municipality", "ordinance", "valid",
		"decision_term", "sender",       "signatory", "categories",
		"grounds",       "letters",      NULL
	};
	struct policy p = { 0 };
	struct yaml root;

	if (!yaml_parse(text, name, a, &root, e))
		return false;
	if (root.kind != YAML_MAP)
		return fault_value(&root, "policy", "map", e);
	if (!yaml_only(&root, known, e) || !get_code(&root, "policy", &p.code, e) ||
	    !get_text(&root, "municipality", &p.municipality, e) ||
	    !get_text(&root, "ordinance", &p.ordinance, e) ||
	    !read_valid(&root, &p, e) || !read_term(&root, &p, e) ||
	    !read_sender(&root, a, &p, e) ||
	    !get_text(&root, "signatory", &p.signatory, e) ||
	    !read_categories(&root, a, &p, e) || !read_grounds(&root, a, &p, e) ||
	    !read_letters(&root, a, &p, e))
		return false;
	crypto_generichash(p.hash, sizeof(p.hash), (const unsigned char *)text.p,
			   text.n, NULL, 0);
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

bool ground_fits(const struct ground *g, struct strv outcome, struct strv category)
{
	if (!strv_eq(g->outcome, outcome))
		return false;
	for (size_t i = 0; i < g->nonly; i++)
		if (strv_eq(g->only[i], category))
			return true;
	return g->nonly == 0;
}
