#include "store/policy_read.h"

#define CODE_MAX 24

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

bool policy_word_in(struct strv word, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strv_eq(word, strv(list[i])))
			return true;
	return false;
}

bool policy_fault(const struct yaml *at, const char *key, const char *wanted,
		  struct err *e)
{
	err_set(e, ERR_YAML_VALUE);
	err_str(e, strv(key));
	err_str(e, strv(wanted));
	return yaml_fault(at, e);
}

/* A text that says something. */
bool read_text(const struct yaml *map, const char *key, struct strv *out, struct err *e)
{
	if (!yaml_text(map, key, out, e))
		return false;
	*out = strv_trim(*out);
	if (out->n == 0)
		return policy_fault(yaml_get(map, key), key, "text", e);
	return true;
}

/* A code lies in dossiers, in blank-separated lists and on command lines. */
bool read_code(const struct yaml *map, const char *key, struct strv *out, struct err *e)
{
	if (!read_text(map, key, out, e))
		return false;
	bool ok = out->n <= CODE_MAX;

	for (size_t i = 0; i < out->n; i++) {
		const char c = out->p[i];

		ok = ok &&
		     ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
	}
	return ok || policy_fault(yaml_get(map, key), key, "a-z 0-9 -", e);
}

bool read_kind(const struct yaml *map, const char *key, enum yaml_kind kind,
	       const struct yaml **out, struct err *e)
{
	*out = yaml_need(map, key, e);
	if (!*out)
		return false;
	if ((*out)->kind == kind)
		return true;
	return policy_fault(*out, key, kind == YAML_MAP ? "map" : "list", e);
}

bool read_date(const struct yaml *map, const char *key, struct date *out, struct err *e)
{
	struct strv text;

	if (!read_text(map, key, &text, e))
		return false;
	return date_parse(text, out) ||
	       policy_fault(yaml_get(map, key), key, "YYYY-MM-DD", e);
}

/* Every {word} of a text is one that the letters can fill (ERR_LETTER_FIELD). */
bool check_placeholders(const struct yaml *at, struct strv text, struct err *e)
{
	while (text.n) {
		const size_t open = strv_find(text, '{');

		if (open == text.n)
			return true;
		text = strv_n(text.p + open + 1, text.n - open - 1);
		const size_t close = strv_find(text, '}');
		const struct strv word = strv_n(text.p, close);

		if (close == text.n ||
		    !policy_word_in(word, PLACEHOLDERS, PLACEHOLDERS_N)) {
			err_set(e, ERR_LETTER_FIELD);
			err_str(e, word);
			return yaml_fault(at, e);
		}
		text = strv_n(text.p + close + 1, text.n - close - 1);
	}
	return true;
}

bool read_title(const struct yaml *map, const char *key, struct strv *nl,
		struct strv *en, struct err *e)
{
	static const char *const known[] = { "nl", "en", NULL };
	const struct yaml *title;

	return read_kind(map, key, YAML_MAP, &title, e) && yaml_only(title, known, e) &&
	       read_text(title, "nl", nl, e) && read_text(title, "en", en, e);
}

bool policy_twice(const struct yaml *item, struct strv code, struct err *e)
{
	err_set(e, ERR_YAML_TWICE);
	err_str(e, code);
	return yaml_fault(yaml_get(item, "code"), e);
}

bool policy_unknown(const struct yaml *at, struct strv word, struct err *e)
{
	err_set(e, ERR_YAML_REFERENCE);
	err_str(e, word);
	return yaml_fault(at, e);
}

bool read_number(const struct yaml *map, const char *key, int least, int most, int *out,
		 struct err *e)
{
	char range[32];
	struct strv text;
	uint64_t n;

	if (!read_text(map, key, &text, e))
		return false;
	if (strv_uint(text, (uint64_t)most, &n) && n >= (uint64_t)least) {
		*out = (int)n;
		return true;
	}
	snprintf(range, sizeof(range), "%d-%d", least, most);
	return policy_fault(yaml_get(map, key), key, range, e);
}

bool read_yes(const struct yaml *map, const char *key, bool *out, struct err *e)
{
	struct strv text;

	*out = false;
	if (!yaml_get(map, key))
		return true;
	if (!read_text(map, key, &text, e))
		return false;
	*out = strv_eq(text, STRV("yes"));
	return *out || strv_eq(text, STRV("no")) ||
	       policy_fault(yaml_get(map, key), key, "yes/no", e);
}

bool read_words(const struct yaml *map, const char *key, struct arena *a,
		struct words *out, struct err *e)
{
	const struct yaml *list;

	*out = (struct words){ 0 };
	if (!yaml_get(map, key))
		return true;
	if (!read_kind(map, key, YAML_LIST, &list, e))
		return false;
	if (list->n == 0)
		return policy_fault(list, key, "list", e);
	out->word = arena_array(a, list->n, sizeof(*out->word));
	if (!out->word)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < list->n; i++) {
		if (list->value[i].kind != YAML_TEXT)
			return policy_fault(&list->value[i], key, "text", e);
		out->word[out->n++] = list->value[i].text;
	}
	return true;
}

/* The place of word `i` of the list behind `key`. */
static const struct yaml *word_at(const struct yaml *map, const char *key, size_t i)
{
	return &yaml_get(map, key)->value[i];
}

bool read_chosen(const struct yaml *map, const char *key, const char *choices,
		 struct arena *a, struct words *out, struct err *e)
{
	if (!read_words(map, key, a, out, e))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (!policy_chosen(out->word[i], choices))
			return policy_unknown(word_at(map, key, i), out->word[i], e);
	return true;
}

bool read_categories_of(const struct yaml *map, const char *key, struct reading *r,
			struct words *out)
{
	if (!read_words(map, key, r->a, out, r->e))
		return false;
	for (size_t i = 0; i < out->n; i++)
		if (!policy_category(r->p, out->word[i]))
			return policy_unknown(word_at(map, key, i), out->word[i], r->e);
	return true;
}

bool policy_chosen(struct strv word, const char *choices)
{
	struct strv rest = strv(choices);

	while (word.n && rest.p)
		if (strv_eq(strv_cut(&rest, ' '), word))
			return true;
	return false;
}

bool policy_go_on(struct reading *r)
{
	if (!r->faults || r->e->code == ERR_NOMEM || r->faults->n == POLICY_FAULTS)
		return false;
	r->faults->err[r->faults->n++] = *r->e;
	*r->e = (struct err){ 0 };
	return true;
}

bool policy_each(const struct yaml *list, struct reading *r,
		 bool (*one)(const struct yaml *item, struct reading *r))
{
	for (size_t i = 0; i < list->n; i++)
		if (!one(&list->value[i], r) && !policy_go_on(r))
			return false;
	return true;
}
