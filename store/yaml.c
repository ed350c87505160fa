#include "store/yaml.h"

#include <libfyaml.h>

#include "store/base/utf8.h"

#define DEPTH_MOST 32
#define TEXT_MOST 1048576
#define ENTRIES_MOST 10000

struct reader {
	struct fy_parser *parser;
	struct fy_diag *diag;
	const struct yaml_file *file;
	struct arena *a;
	struct err *e;
};

/* The line with number `line` (1-based), without its end. */
static struct strv source_line(struct strv text, unsigned line)
{
	struct strv found = strv_cut(&text, '\n');

	while (line > 1 && text.p) {
		found = strv_cut(&text, '\n');
		line--;
	}
	return line == 1 ? found : (struct strv){ NULL, 0 };
}

static bool fault_at(const struct yaml_file *file, unsigned line, unsigned col,
		     struct err *e)
{
	return err_at(e, file->name, line, col, source_line(file->text, line));
}

bool yaml_fault(const struct yaml *at, struct err *e)
{
	return fault_at(at->file, at->line, at->col, e);
}

/* Where byte `pos` of the file stands; `line` is counted from zero. Columns are
 * characters: libfyaml's own jump at tabs. */
static void place(const struct yaml_file *file, size_t pos, int line, unsigned *to_line,
		  unsigned *to_col)
{
	size_t from = pos = pos < file->text.n ? pos : file->text.n;

	while (from > 0 && file->text.p[from - 1] != '\n')
		from--;
	*to_line = line < 0 ? 1 : (unsigned)line + 1;
	*to_col = (unsigned)utf8_count(strv_n(file->text.p + from, pos - from)) + 1;
}

static bool refuse(struct reader *r, const struct yaml *at, const char *words)
{
	err_set(r->e, ERR_YAML);
	err_str(r->e, strv(words));
	return yaml_fault(at, r->e);
}

static bool too_large(struct err *e, int64_t most)
{
	err_set(e, ERR_TOO_LARGE);
	err_str(e, STRV("yaml"));
	return err_int(e, most);
}

/* The first thing the parser had to say. */
static void parser_fault(struct reader *r)
{
	void *iter = NULL;
	const struct fy_diag_error *first = fy_diag_errors_iterate(r->diag, &iter);
	unsigned line = 1;
	unsigned col = 1;

	if (first && first->fyt) {
		const struct fy_mark *mark = fy_token_start_mark(first->fyt);

		if (mark)
			place(r->file, mark->input_pos, mark->line, &line, &col);
	} else if (first && first->line > 0) {
		line = (unsigned)first->line;
		col = first->column > 0 ? (unsigned)first->column : 1;
	}
	err_set(r->e, ERR_YAML);
	err_str(r->e, first ? strv(first->msg) : STRV("cannot be read"));
	fault_at(r->file, line, col, r->e);
}

static bool next_event(struct reader *r, struct fy_event **ev)
{
	*ev = fy_parser_parse(r->parser);
	if (*ev && !fy_parser_get_stream_error(r->parser))
		return true;
	fy_parser_event_free(r->parser, *ev);
	*ev = NULL;
	parser_fault(r);
	return false;
}

/* The mark of a quoted text lies behind its quote. */
static size_t quote_before(struct fy_event *ev)
{
	enum fy_scalar_style style;

	if (ev->type != FYET_SCALAR || !ev->scalar.value)
		return 0;
	style = fy_token_scalar_style(ev->scalar.value);
	return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

static void event_place(const struct reader *r, struct fy_event *ev, struct yaml *y)
{
	const struct fy_mark *mark = fy_event_start_mark(ev);

	y->file = r->file;
	y->line = 1;
	y->col = 1;
	if (mark)
		place(r->file, mark->input_pos - quote_before(ev), mark->line, &y->line,
		      &y->col);
}

static bool read_node(struct reader *r, struct fy_event *ev, unsigned depth,
		      struct yaml *out);

/* Room for one more entry: arrays in the arena double. */
static bool grow(struct reader *r, struct yaml *y, size_t *cap)
{
	size_t more = *cap ? *cap * 2 : 8;
	struct yaml *value;
	struct strv *key = NULL;

	if (y->n >= ENTRIES_MOST) {
		too_large(r->e, ENTRIES_MOST);
		return yaml_fault(y, r->e);
	}
	if (y->n < *cap)
		return true;
	value = arena_array(r->a, more, sizeof(*value));
	if (y->kind == YAML_MAP)
		key = arena_array(r->a, more, sizeof(*key));
	if (!value || (y->kind == YAML_MAP && !key))
		return err_set(r->e, ERR_NOMEM);
	if (y->n) {
		memcpy(value, y->value, y->n * sizeof(*value));
		if (key)
			memcpy(key, y->key, y->n * sizeof(*key));
	}
	y->value = value;
	y->key = key;
	*cap = more;
	return true;
}

/* A key of `map`: a text that it does not have yet. */
static bool read_key(struct reader *r, struct fy_event *ev, unsigned depth,
		     const struct yaml *map, struct yaml *key)
{
	*key = (struct yaml){ 0 };
	if (!read_node(r, ev, depth, key))
		return false;
	if (key->kind != YAML_TEXT)
		return refuse(r, key, "a key must be a text");
	for (size_t i = 0; i < map->n; i++)
		if (strv_eq(map->key[i], key->text))
			return refuse(r, key, "duplicate key");
	return true;
}

static bool read_entries(struct reader *r, unsigned depth, struct yaml *out)
{
	enum fy_event_type end =
		out->kind == YAML_MAP ? FYET_MAPPING_END : FYET_SEQUENCE_END;
	size_t cap = 0;

	for (;;) {
		struct fy_event *ev;
		struct yaml key = { 0 };

		if (!next_event(r, &ev))
			return false;
		if (ev->type == end) {
			fy_parser_event_free(r->parser, ev);
			return true;
		}
		if (!grow(r, out, &cap)) {
			fy_parser_event_free(r->parser, ev);
			return false;
		}
		if (out->kind == YAML_MAP) {
			if (!read_key(r, ev, depth + 1, out, &key) ||
			    !next_event(r, &ev))
				return false;
			out->key[out->n] = key.text;
		}
		if (!read_node(r, ev, depth + 1, &out->value[out->n]))
			return false;
		out->value[out->n].key_line = key.line;
		out->value[out->n].key_col = key.col;
		out->n++;
	}
}

static bool read_text(struct reader *r, struct fy_event *ev, struct yaml *out)
{
	size_t n = 0;
	const char *p =
		ev->scalar.value ? fy_token_get_text(ev->scalar.value, &n) : NULL;

	out->kind = YAML_TEXT;
	out->text = arena_copy(r->a, strv_n(p, p ? n : 0));
	return out->text.p ? true : err_set(r->e, ERR_NOMEM);
}

/* Reads what begins with `ev` (which is freed) into *out. */
static bool read_node(struct reader *r, struct fy_event *ev, unsigned depth,
		      struct yaml *out)
{
	enum fy_event_type type = ev->type;
	bool plain = true;
	bool ok = true;

	event_place(r, ev, out);
	if (type == FYET_SCALAR) {
		plain = !ev->scalar.anchor && !ev->scalar.tag;
		ok = read_text(r, ev, out);
	} else if (type == FYET_MAPPING_START) {
		plain = !ev->mapping_start.anchor && !ev->mapping_start.tag;
		out->kind = YAML_MAP;
	} else if (type == FYET_SEQUENCE_START) {
		plain = !ev->sequence_start.anchor && !ev->sequence_start.tag;
		out->kind = YAML_LIST;
	} else {
		plain = false;
	}
	fy_parser_event_free(r->parser, ev);
	if (!ok)
		return false;
	if (!plain)
		return refuse(r, out, "anchors, aliases and tags are not allowed here");
	if (type == FYET_SCALAR)
		return true;
	if (depth >= DEPTH_MOST)
		return refuse(r, out, "nested too deeply");
	return read_entries(r, depth, out);
}

/* The one document of the stream; an empty stream is an empty text. */
static bool read_stream(struct reader *r, struct yaml *out)
{
	bool seen = false;

	for (;;) {
		struct fy_event *ev;
		struct yaml at = { 0 };
		enum fy_event_type type;

		if (!next_event(r, &ev))
			return false;
		type = ev->type;
		event_place(r, ev, &at);
		if (type != FYET_STREAM_START && type != FYET_STREAM_END &&
		    type != FYET_DOCUMENT_START && type != FYET_DOCUMENT_END) {
			if (!read_node(r, ev, 0, out))
				return false;
			continue;
		}
		fy_parser_event_free(r->parser, ev);
		if (type == FYET_STREAM_END)
			return true;
		if (type == FYET_DOCUMENT_START) {
			if (seen)
				return refuse(r, &at, "a second document");
			seen = true;
		}
	}
}

static bool run(struct reader *r, struct yaml *out)
{
	const struct fy_diag_cfg quiet = {
		.level = FYET_ERROR,
		.module_mask = (1U << FYEM_MAX) - 1,
	};
	struct fy_parse_cfg cfg = { .flags = FYPCF_QUIET | FYPCF_DEFAULT_VERSION_1_2 };
	bool ok = false;

	r->diag = fy_diag_create(&quiet);
	if (!r->diag)
		return err_set(r->e, ERR_NOMEM);
	fy_diag_set_collect_errors(r->diag, true);
	cfg.diag = r->diag;
	r->parser = fy_parser_create(&cfg);
	if (r->parser &&
	    fy_parser_set_string(r->parser, r->file->text.p, r->file->text.n) == 0)
		ok = read_stream(r, out);
	else
		err_set(r->e, ERR_NOMEM);
	fy_parser_destroy(r->parser);
	fy_diag_destroy(r->diag);
	return ok;
}

/* The file as it is kept: without a byte order mark, terminated. */
static struct yaml_file *keep_file(struct strv text, const char *name, struct arena *a)
{
	const struct strv mark = STRV("\xEF\xBB\xBF");
	struct yaml_file *file = arena_alloc(a, sizeof(*file));

	if (!file)
		return NULL;
	if (strv_starts(text, mark)) {
		text.p += mark.n;
		text.n -= mark.n;
	}
	file->text = arena_copy(a, text);
	file->name = arena_copy(a, strv(name)).p;
	return file->text.p && file->name ? file : NULL;
}

bool yaml_parse(struct strv text, const char *name, struct arena *a, struct yaml *out,
		struct err *e)
{
	struct yaml_file *file = keep_file(text, name, a);
	struct reader r = { .file = file, .a = a, .e = e };
	struct yaml made = { .file = file, .line = 1, .col = 1 };
	size_t bad;

	if (!file)
		return err_set(e, ERR_NOMEM);
	if (file->text.n > TEXT_MOST) {
		too_large(e, TEXT_MOST);
		return err_at(e, file->name, 1, 1, (struct strv){ NULL, 0 });
	}
	if (!utf8_valid(file->text, &bad)) {
		int line = 0;

		for (size_t i = 0; i < bad; i++)
			line += file->text.p[i] == '\n';
		place(file, bad, line, &made.line, &made.col);
		return refuse(&r, &made, "not UTF-8");
	}
	made.text = STRV("");
	if (file->text.n && !run(&r, &made))
		return false;
	*out = made;
	return true;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	if (map->kind != YAML_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (strv_eq(map->key[i], strv(key)))
			return &map->value[i];
	return NULL;
}

const struct yaml *yaml_need(const struct yaml *map, const char *key, struct err *e)
{
	const struct yaml *found = yaml_get(map, key);

	if (found)
		return found;
	err_set(e, ERR_YAML_MISSING);
	err_str(e, strv(key));
	yaml_fault(map, e);
	return NULL;
}

static bool fault_value(const struct yaml *at, const char *key, const char *expected,
			struct err *e)
{
	err_set(e, ERR_YAML_VALUE);
	err_str(e, strv(key));
	err_str(e, strv(expected));
	return yaml_fault(at, e);
}

bool yaml_text(const struct yaml *map, const char *key, struct strv *out, struct err *e)
{
	const struct yaml *found = yaml_need(map, key, e);

	if (!found)
		return false;
	if (found->kind != YAML_TEXT)
		return fault_value(found, key, "text", e);
	*out = found->text;
	return true;
}

static bool listed(struct strv key, const char *const *known)
{
	while (*known && !strv_eq(key, strv(*known)))
		known++;
	return *known != NULL;
}

bool yaml_only(const struct yaml *map, const char *const *known, struct err *e)
{
	if (map->kind != YAML_MAP)
		return fault_value(map, "", "map", e);
	for (size_t i = 0; i < map->n; i++) {
		if (listed(map->key[i], known))
			continue;
		err_set(e, ERR_YAML_UNKNOWN);
		err_str(e, map->key[i]);
		return fault_at(map->file, map->value[i].key_line,
				map->value[i].key_col, e);
	}
	return true;
}
