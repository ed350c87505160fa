#include "store/intake/map.h"

#include "store/base/embed.h"
#include "store/base/utf8.h"
#include "store/intake/source.h"
#include "store/yaml.h"

bool map_delimiter(struct strv text, char *out, struct err *e)
{
	if (strv_eq(text, STRV("tab")) || strv_eq(text, STRV("\\t")))
		text = STRV("\t");
	if (text.n == 1 && text.p[0] != '"' && text.p[0] != '\n' && text.p[0] != '\r' &&
	    (text.p[0] == '\t' || (text.p[0] >= ' ' && text.p[0] <= '~'))) {
		*out = text.p[0];
		return true;
	}
	err_set(e, ERR_DELIMITER);
	return err_str(e, text);
}

/* A text, or a list of texts: separators to try. */
static bool map_delimiters(const struct yaml *root, struct map *out, struct err *e)
{
	const struct yaml *at = yaml_need(root, "delimiter", e);
	size_t i, n;

	if (!at)
		return false;
	n = at->kind == YAML_LIST ? at->n : 1;
	if (at->kind == YAML_MAP || n == 0 || n > MAP_DELIMITERS) {
		err_set(e, ERR_YAML_VALUE);
		err_str(e, STRV("delimiter"));
		err_str(e, STRV("; , tab"));
		return yaml_fault(at, e);
	}
	for (i = 0; i < n; i++) {
		const struct yaml *one = at->kind == YAML_LIST ? &at->value[i] : at;

		if (!map_delimiter(one->kind == YAML_TEXT ? one->text : STRV(""),
				   &out->delimiter[i], e))
			return yaml_fault(one, e);
	}
	out->ndelimiters = n;
	return true;
}

/* Folded, or as it is when it holds no letter or digit ("-"). */
static bool map_fold(struct strv text, struct arena *a, struct strv *out)
{
	if (!utf8_fold(text, a, out))
		return false;
	if (out->n == 0)
		*out = strv_trim(text);
	return true;
}

static bool map_charset(const struct yaml *root, struct map *out, struct err *e)
{
	struct strv text;

	if (!yaml_text(root, "encoding", &text, e))
		return false;
	out->charset = charset_by_name(text);
	if (out->charset != CHARSET_NONE)
		return true;
	err_set(e, ERR_ENCODING_UNKNOWN);
	err_str(e, text);
	return yaml_fault(yaml_get(root, "encoding"), e);
}

/* Forms that people use, and how they are read: spreadsheets leave leading zeros out. */
static bool map_date_form(const struct yaml *root, struct map *out, struct err *e)
{
	static const char *const forms[][2] = {
		{ "dd-mm-yyyy", "d-m-yyyy" }, { "dd/mm/yyyy", "d/m/yyyy" },
		{ "dd.mm.yyyy", "d.m.yyyy" }, { "mm/dd/yyyy", "m/d/yyyy" },
		{ "yyyy-mm-dd", "yyyy-m-d" }, { "yyyymmdd", "yyyymmdd" },
	};
	size_t i;

	if (!yaml_text(root, "date", &out->date, e))
		return false;
	for (i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		out->date_read = strv(forms[i][1]);
		if (strv_eq(out->date, strv(forms[i][0])))
			return true;
	}
	err_set(e, ERR_YAML_VALUE);
	err_str(e, STRV("date"));
	err_str(e, STRV("dd-mm-yyyy dd/mm/yyyy dd.mm.yyyy mm/dd/yyyy yyyy-mm-dd "
			"yyyymmdd"));
	return yaml_fault(yaml_get(root, "date"), e);
}

/* A field that a file may fill: none of the verbs' own but the moment of receipt. */
static bool map_field(struct strv name, const struct yaml *at, const struct field **out,
		      struct err *e)
{
	const struct field *f = field_by_name(name);

	if (!f)
		err_set(e, ERR_FIELD_UNKNOWN);
	else if (part_repeats(f->part) ||
		 ((f->flags & FLAG_SYSTEM) && f->id != FIELD_SUBMITTED &&
		  f->id != FIELD_RECEIVED))
		err_set(e, ERR_FIELD_READONLY);
	else {
		*out = f;
		return true;
	}
	err_str(e, name);
	return yaml_fault(at, e);
}

static bool map_missing(const struct yaml *at, struct strv key, struct err *e)
{
	err_set(e, ERR_YAML_MISSING);
	err_str(e, key);
	return yaml_fault(at, e);
}

/* Without a reference a second import of the same file could not tell what is there;
 * without the day of receipt no term runs (Awb 4:13). */
static bool map_needs(const struct yaml *at, struct map *out, struct err *e)
{
	const struct field *all;
	size_t i, j, n;

	for (i = 0; i < out->ncolumns; i++) {
		const struct map_column *c = &out->column[i];

		if (c->field->id == FIELD_REFERENCE)
			out->reference = c;
		if (c->field->id == FIELD_SUBMITTED ||
		    (c->field->id == FIELD_RECEIVED && !out->received))
			out->received = c;
	}
	if (!out->reference)
		return map_missing(at, STRV("reference"), e);
	if (!out->received)
		return map_missing(at, STRV("submitted"), e);
	all = field_all(&n);
	for (i = 0; i < n; i++) {
		if (!(all[i].flags & FLAG_REQUIRED) || (all[i].flags & FLAG_SYSTEM))
			continue;
		for (j = 0; j < out->ncolumns && out->column[j].field != &all[i]; j++)
			;
		if (j == out->ncolumns)
			return map_missing(at, strv(all[i].name), e);
	}
	return true;
}

static bool map_columns(const struct yaml *root, struct arena *a, struct map *out,
			struct err *e)
{
	const struct yaml *at = yaml_need(root, "columns", e);
	size_t i;

	if (!at)
		return false;
	if (at->kind != YAML_MAP)
		return map_missing(at, STRV("reference"), e);
	out->column = arena_array(a, at->n + 1, sizeof(*out->column));
	if (!out->column)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < at->n; i++) {
		struct map_column *c = &out->column[i];
		const struct yaml *name = &at->value[i];

		if (!map_field(at->key[i], name, &c->field, e))
			return false;
		if (name->kind != YAML_TEXT || strv_trim(name->text).n == 0) {
			err_set(e, ERR_YAML_VALUE);
			err_str(e, at->key[i]);
			err_str(e, STRV("the name of a column"));
			return yaml_fault(name, e);
		}
		c->name = strv_trim(name->text);
		if (!map_fold(c->name, a, &c->folded))
			return err_set(e, ERR_NOMEM);
	}
	out->ncolumns = at->n;
	return map_needs(at, out, e);
}

static struct map_column *map_column_of(struct map *m, struct strv field)
{
	size_t i;

	for (i = 0; i < m->ncolumns; i++)
		if (strv_eq(strv(m->column[i].field->name), field))
			return &m->column[i];
	return NULL;
}

static bool map_optional(const struct yaml *root, struct map *out, struct err *e)
{
	const struct yaml *at = yaml_get(root, "optional");
	size_t i;

	if (at && at->kind != YAML_LIST) {
		err_set(e, ERR_YAML_VALUE);
		err_str(e, STRV("optional"));
		err_str(e, STRV("a list of fields"));
		return yaml_fault(at, e);
	}
	for (i = 0; at && i < at->n; i++) {
		const struct yaml *one = &at->value[i];
		struct map_column *c = map_column_of(out, one->text);

		if (one->kind != YAML_TEXT || !c) {
			err_set(e, ERR_YAML_REFERENCE);
			err_str(e, one->text);
			return yaml_fault(one, e);
		}
		c->optional = true;
	}
	return true;
}

static bool map_answer_row(struct map_column *c, struct strv said,
			   const struct yaml *at, struct arena *a, struct err *e)
{
	struct map_answer *row = &c->answer[c->nanswers];
	struct strv value;
	size_t i;

	if (at->kind != YAML_TEXT || at->text.n == 0) {
		err_set(e, ERR_YAML_VALUE);
		err_str(e, said);
		err_str(e, STRV("one value"));
		return yaml_fault(at, e);
	}
	if (!field_check(c->field, at->text, DATE_NONE, a, &value, e))
		return yaml_fault(at, e);
	if (strv_eq(said, STRV("default"))) {
		c->other = value;
		return true;
	}
	if (!map_fold(said, a, &row->folded))
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < c->nanswers; i++) {
		if (!strv_eq(c->answer[i].folded, row->folded))
			continue;
		err_set(e, ERR_YAML_TWICE);
		err_str(e, said);
		return yaml_fault(at, e);
	}
	row->value = value;
	c->nanswers++;
	return true;
}

static bool map_answers(const struct yaml *root, struct arena *a, struct map *out,
			struct err *e)
{
	const struct yaml *at = yaml_get(root, "answers");
	size_t i, j;

	for (i = 0; at && i < at->n; i++) {
		const struct yaml *table = &at->value[i];
		struct map_column *c =
			at->kind == YAML_MAP ? map_column_of(out, at->key[i]) : NULL;

		if (!c || table->kind != YAML_MAP || table->n == 0) {
			err_set(e, c ? ERR_YAML_VALUE : ERR_YAML_REFERENCE);
			err_str(e, at->kind == YAML_MAP ? at->key[i] : table->text);
			if (c)
				err_str(e, STRV("answer: value"));
			return yaml_fault(table, e);
		}
		c->answer = arena_array(a, table->n, sizeof(*c->answer));
		if (!c->answer)
			return err_set(e, ERR_NOMEM);
		for (j = 0; j < table->n; j++)
			if (!map_answer_row(c, table->key[j], &table->value[j], a, e))
				return false;
	}
	return true;
}

bool map_parse(struct strv text, const char *name, struct arena *a, struct map *out,
	       struct err *e)
{
	static const char *const known[] = { "name",    "encoding", "delimiter", "date",
					     "columns", "optional", "answers",   NULL };
	struct yaml *root = arena_alloc(a, sizeof(*root));

	*out = (struct map){ 0 };
	if (!root)
		return err_set(e, ERR_NOMEM);
	return yaml_parse(text, name, a, root, e) && yaml_only(root, known, e) &&
	       yaml_text(root, "name", &out->name, e) && map_charset(root, out, e) &&
	       map_delimiters(root, out, e) && map_date_form(root, out, e) &&
	       map_columns(root, a, out, e) && map_optional(root, out, e) &&
	       map_answers(root, a, out, e);
}

bool map_load(const char *name, struct arena *a, struct map *out, struct err *e)
{
	const char *path = arena_printf(a, "store/maps/%s.yaml", name);
	struct strv text;
	struct str bytes = { 0 };
	bool ok;

	if (!path)
		return err_set(e, ERR_NOMEM);
	text = embed_get(path);
	if (text.p)
		return map_parse(text, path, a, out, e);
	if (!source_read(name, &bytes, e)) {
		str_release(&bytes);
		if (e->code != ERR_NOINPUT)
			return false;
		err_set(e, ERR_MAP_UNKNOWN);
		return err_str(e, strv(name));
	}
	text = arena_copy(a, strv_of(&bytes));
	str_release(&bytes);
	ok = text.p || err_set(e, ERR_NOMEM);
	return ok && map_parse(text, name, a, out, e);
}

bool map_find(const struct map *m, struct strv name, struct arena *a, size_t *from,
	      bool *found)
{
	struct strv folded;

	*found = false;
	if (!map_fold(name, a, &folded))
		return false;
	for (; *from < m->ncolumns; ++*from) {
		*found = strv_eq(m->column[*from].folded, folded);
		if (*found)
			return true;
	}
	return true;
}

bool map_translate(const struct map_column *c, struct strv answer, struct arena *a,
		   struct strv *out, struct err *e)
{
	struct strv folded;
	size_t i;

	*out = STRV("");
	if (strv_trim(answer).n == 0)
		return true;
	if (!map_fold(answer, a, &folded))
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < c->nanswers; i++) {
		if (strv_eq(c->answer[i].folded, folded)) {
			*out = c->answer[i].value;
			return true;
		}
	}
	*out = c->other;
	if (c->other.p)
		return true;
	err_set(e, ERR_ANSWER_UNKNOWN);
	err_str(e, strv(c->field->name));
	return err_str(e, answer);
}
