#include "store/intake/intake.h"

#include "store/intake/csv.h"
#include "store/intake/ndjson.h"
#include "store/intake/source.h"

#define NOWHERE SIZE_MAX
#define LEFT_OUT_MAX 64

struct intake {
	struct arena arena; /* as long as the intake */
	struct map map;
	struct source source;
	bool json;
	char delimiter;
	struct csv *csv;
	struct ndjson lines;
	struct csv_record header;
	size_t *from; /* for each column of the map: which of the file, or NOWHERE */
	size_t rows;
	struct strv left_out[LEFT_OUT_MAX];
	size_t nleft_out;
};

static struct strv intake_text(const struct intake *in)
{
	return strv_of(&in->source.text);
}

static bool ends_with(struct strv s, struct strv end)
{
	return s.n >= end.n && strv_eq(strv_n(s.p + s.n - end.n, end.n), end);
}

static bool looks_like_json(const char *path, struct strv text)
{
	const struct strv trimmed = strv_trim(text);

	return ends_with(strv(path), STRV(".ndjson")) ||
	       ends_with(strv(path), STRV(".jsonl")) ||
	       (trimmed.n && trimmed.p[0] == '{');
}

/* ---- the header ------------------------------------------------------------------- */

static bool intake_leave_out(struct intake *in, struct strv name, struct err *e)
{
	size_t i;

	if (strv_trim(name).n == 0 || in->nleft_out == LEFT_OUT_MAX)
		return true;
	for (i = 0; i < in->nleft_out; i++)
		if (strv_eq(in->left_out[i], name))
			return true;
	name = arena_copy(&in->arena, name);
	if (!name.p)
		return err_set(e, ERR_NOMEM);
	in->left_out[in->nleft_out++] = name;
	return true;
}

static bool column_fault(enum err_code code, struct strv column, struct err *e)
{
	err_set(e, code);
	return err_str(e, column);
}

/* Binds the columns of the map to those of the header; *fits counts them. */
static bool intake_bind(struct intake *in, size_t *fits, struct err *e)
{
	size_t i, at;
	bool found;

	*fits = 0;
	in->nleft_out = 0;
	for (i = 0; i < in->map.ncolumns; i++)
		in->from[i] = NOWHERE;
	for (i = 0; i < in->header.nfields; i++) {
		const struct strv name = in->header.field[i];
		size_t uses = 0;

		for (at = 0;; at++) {
			if (!map_find(&in->map, name, &in->arena, &at, &found))
				return err_set(e, ERR_NOMEM);
			if (!found)
				break;
			if (in->from[at] != NOWHERE)
				return column_fault(ERR_CSV_HEADER_TWICE, name, e);
			in->from[at] = i;
			uses++;
		}
		if (uses == 0 && !intake_leave_out(in, name, e))
			return false;
		*fits += uses;
	}
	for (i = 0; i < in->map.ncolumns; i++)
		if (in->from[i] == NOWHERE && !in->map.column[i].optional)
			return column_fault(ERR_CSV_HEADER, in->map.column[i].name, e);
	return true;
}

/* Begins to read with this delimiter, up to and including the header. */
static bool intake_start(struct intake *in, char delimiter, size_t *fits, struct err *e)
{
	*fits = 0;
	csv_close(in->csv);
	in->delimiter = delimiter;
	in->csv = csv_open(intake_text(in), delimiter);
	if (!in->csv)
		return err_set(e, ERR_NOMEM);
	if (csv_next(in->csv, &in->arena, &in->header, e))
		return intake_bind(in, fits, e);
	return e->code == ERR_NONE ? err_set(e, ERR_CSV_EMPTY) : false;
}

/* Tries the map's delimiters; when the header fits under none, the error is that of the
 * one under which most of it does. */
static bool intake_header(struct intake *in, struct err *e)
{
	const struct map *m = &in->map;
	size_t i, fits, best = 0, most = 0;

	in->from = arena_array(&in->arena, m->ncolumns, sizeof(*in->from));
	if (!in->from)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < m->ndelimiters; i++) {
		if (intake_start(in, m->delimiter[i], &fits, e))
			return true;
		if (e->code == ERR_NOMEM)
			return false;
		if (fits > most) {
			most = fits;
			best = i;
		}
	}
	return intake_start(in, m->delimiter[best], &fits, e);
}

/* ---- opening ---------------------------------------------------------------------- */

static size_t count_lines(struct strv text)
{
	size_t lines = 0;

	while (text.n) {
		const size_t at = strv_find(text, '\n');
		const size_t n = at < text.n ? at + 1 : at;

		text = strv_n(text.p + n, text.n - n);
		lines++;
	}
	return lines;
}

/* Reads every record once, so that what is wrong with the file is known before the first
 * row goes anywhere. */
static bool intake_scan(struct intake *in, struct err *e)
{
	struct arena a = { 0 };
	struct csv_record r;
	size_t fits;

	while (csv_next(in->csv, &a, &r, e)) {
		in->rows++;
		arena_reset(&a);
	}
	arena_release(&a);
	return e->code == ERR_NONE && intake_start(in, in->delimiter, &fits, e);
}

/* The row in which the text breaks off: where a byte did not decode. */
static size_t intake_broken_row(struct intake *in)
{
	const struct strv text = intake_text(in);
	struct arena a = { 0 };
	struct csv_record r;
	struct err e = { 0 };
	size_t row;

	if (in->json)
		return count_lines(text) + (text.n == 0 || text.p[text.n - 1] == '\n');
	if (!in->csv || text.n == 0)
		return 1;
	while (csv_next(in->csv, &a, &r, &e))
		arena_reset(&a);
	arena_release(&a);
	row = csv_row(in->csv);
	if (e.code == ERR_NONE &&
	    (text.p[text.n - 1] == '\n' || text.p[text.n - 1] == '\r'))
		row++;
	return row;
}

/* ERR_ENCODING_BYTE, with the row. */
static bool intake_broken(struct intake *in, struct err *e)
{
	struct err ignored = { 0 };

	if (!in->json)
		intake_header(in, &ignored);
	err_set(e, ERR_ENCODING_BYTE);
	err_int(e, (int64_t)intake_broken_row(in));
	err_int(e, (int64_t)in->source.bad);
	return err_str(e, strv(charset_name(in->source.charset)));
}

static bool intake_decode(struct intake *in, const struct intake_setup *setup,
			  struct strv bytes, struct err *e)
{
	size_t skip = 0;
	bool json;

	charset_by_mark(bytes, &skip);
	json = looks_like_json(setup->path, strv_n(bytes.p + skip, bytes.n - skip));
	if (!source_decode(bytes, strv(setup->encoding),
			   json ? CHARSET_UTF8 : in->map.charset, &in->source, e)) {
		in->json = json || looks_like_json(setup->path, intake_text(in));
		return e->code == ERR_ENCODING_BYTE && intake_broken(in, e);
	}
	in->json = looks_like_json(setup->path, intake_text(in));
	if (intake_text(in).n == 0)
		return err_set(e, ERR_CSV_EMPTY);
	in->lines.text = intake_text(in);
	if (!in->json)
		return intake_header(in, e) && intake_scan(in, e);
	in->rows = count_lines(in->lines.text);
	return true;
}

/* The map, and what the user says instead of it: before a byte of the file is looked at. */
static bool intake_prepare(struct intake *in, const struct intake_setup *setup,
			   struct err *e)
{
	if (!map_load(setup->map, &in->arena, &in->map, e))
		return false;
	if (!setup->delimiter)
		return true;
	in->map.ndelimiters = 1;
	return map_delimiter(strv(setup->delimiter), &in->map.delimiter[0], e);
}

struct intake *intake_open(const struct intake_setup *setup, struct err *e)
{
	struct intake *in = calloc(1, sizeof(*in));
	struct str bytes = { 0 };
	bool ok;

	if (!in) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	ok = intake_prepare(in, setup, e) && source_read(setup->path, &bytes, e) &&
	     intake_decode(in, setup, strv_of(&bytes), e);
	str_release(&bytes);
	if (ok)
		return in;
	if (err_exit(e->code) == EXIT_DATA && !e->file[0])
		err_at(e, setup->path, 0, 0, STRV(""));
	intake_close(in);
	return NULL;
}

void intake_close(struct intake *in)
{
	if (!in)
		return;
	csv_close(in->csv);
	source_release(&in->source);
	arena_release(&in->arena);
	free(in);
}

/* ---- rows ------------------------------------------------------------------------- */

static bool next_csv(struct intake *in, struct date today, struct arena *a,
		     struct row *out, struct err *e)
{
	struct csv_record r;
	struct cell *cell;
	size_t i;

	if (!csv_next(in->csv, a, &r, e))
		return false;
	out->row = r.row;
	out->raw = r.raw;
	if (r.nfields != in->header.nfields) {
		struct err fault = { 0 };
		struct strv column = { NULL, 0 };

		if (r.nfields < in->header.nfields)
			column = in->header.field[r.nfields];
		err_set(&fault, ERR_CSV_COLUMNS);
		err_int(&fault, (int64_t)r.nfields);
		err_int(&fault, (int64_t)in->header.nfields);
		return row_fault(out, column, &fault, 1, a, e);
	}
	cell = arena_array(a, in->map.ncolumns, sizeof(*cell));
	if (!cell)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < in->map.ncolumns; i++) {
		cell[i].column = in->map.column[i].name;
		if (in->from[i] == NOWHERE)
			continue;
		cell[i].column = in->header.field[in->from[i]];
		cell[i].text = r.field[in->from[i]];
	}
	return row_read(&in->map, cell, today, a, out, e);
}

/* Puts one pair of an object where the map wants it. A second key for the same column is
 * the row's fault. */
static bool take_pair(struct intake *in, const struct json_pair *pair,
		      struct cell *cell, bool *taken, struct arena *a, struct row *out,
		      struct err *e)
{
	struct err fault = { 0 };
	bool found, used = false;
	size_t at;

	for (at = 0;; at++) {
		if (!map_find(&in->map, pair->key, a, &at, &found))
			return err_set(e, ERR_NOMEM);
		if (!found)
			break;
		used = true;
		if (taken[at] && out->nfaults == 0) {
			column_fault(ERR_CSV_HEADER_TWICE, pair->key, &fault);
			if (!row_fault(out, pair->key, &fault, 1, a, e))
				return false;
		}
		taken[at] = true;
		cell[at].column = pair->key;
		cell[at].text = pair->value;
		cell[at].literal = pair->kind == JSON_KIND_BOOL;
	}
	return used || intake_leave_out(in, pair->key, e);
}

static bool next_json(struct intake *in, struct date today, struct arena *a,
		      struct row *out, struct err *e)
{
	const size_t n = in->map.ncolumns;
	struct ndjson_record r;
	struct cell *cell;
	bool *taken;
	size_t i;

	if (!ndjson_next(&in->lines, a, &r, e))
		return false;
	out->row = r.row;
	out->raw = r.raw;
	if (r.fault.code != ERR_NONE)
		return row_fault(out, (struct strv){ NULL, 0 }, &r.fault, 1, a, e);
	cell = arena_array(a, n, sizeof(*cell));
	taken = arena_array(a, n, sizeof(*taken));
	if (!cell || !taken)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < n; i++)
		cell[i].column = in->map.column[i].name;
	for (i = 0; i < r.npairs; i++)
		if (!take_pair(in, &r.pair[i], cell, taken, a, out, e))
			return false;
	return out->nfaults > 0 || row_read(&in->map, cell, today, a, out, e);
}

bool intake_next(struct intake *in, struct date today, struct arena *a, struct row *out,
		 struct err *e)
{
	*out = (struct row){ .received = DATE_NONE };
	e->code = ERR_NONE;
	return in->json ? next_json(in, today, a, out, e)
			: next_csv(in, today, a, out, e);
}

size_t intake_rows(const struct intake *in)
{
	return in->rows;
}

const struct map *intake_map(const struct intake *in)
{
	return &in->map;
}

bool intake_is_json(const struct intake *in)
{
	return in->json;
}

enum charset intake_charset(const struct intake *in)
{
	return in->source.charset;
}

bool intake_guessed(const struct intake *in)
{
	return in->source.guessed;
}

struct strv intake_left_out(const struct intake *in, size_t i)
{
	return i < in->nleft_out ? in->left_out[i] : (struct strv){ NULL, 0 };
}

/* ---- the way back ----------------------------------------------------------------- */

void intake_keep(const struct intake *in, const struct row *r, struct str *records)
{
	const struct strv first = in->json ? intake_text(in) : in->header.raw;
	const size_t lf = strv_find(first, '\n');
	const bool crlf = lf > 0 && lf < first.n && first.p[lf - 1] == '\r';

	str_add(records, r->raw);
	if (r->raw.n && r->raw.p[r->raw.n - 1] != '\n' &&
	    r->raw.p[r->raw.n - 1] != '\r')
		str_add(records, crlf ? STRV("\r\n") : STRV("\n"));
}

bool intake_write(const struct intake *in, struct strv records, struct str *out,
		  struct err *e)
{
	const struct strv header = in->json ? STRV("") : in->header.raw;

	return source_encode(&in->source, header, true, out, e) &&
	       source_encode(&in->source, records, false, out, e);
}
