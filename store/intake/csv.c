#include "store/intake/csv.h"

#include <csv.h>

/* A record so far: its fields end to end in `text`, the end of each in `end`. */
struct csv {
	struct csv_parser parser;
	struct strv text;
	size_t at;
	size_t row;
	struct str fields;
	size_t *end;
	size_t nfields;
	size_t room;
	bool done; /* the record is whole */
	bool after_cr; /* the record ended in CR: a LF now belongs to it */
	bool nomem;
	bool fini;
};

/* libcsv trims what this calls a blank. */
static int csv_no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void csv_on_field(void *p, size_t n, void *ctx)
{
	struct csv *c = ctx;

	if (c->nfields == c->room) {
		const size_t room = c->room ? c->room * 2 : 64;
		size_t *end = realloc(c->end, room * sizeof(*end));

		if (!end) {
			c->nomem = true;
			return;
		}
		c->end = end;
		c->room = room;
	}
	str_add(&c->fields, strv_n(p, n));
	c->end[c->nfields++] = c->fields.n;
}

/* `ended` is the character that ended the record, -1 at the end of the text. */
static void csv_on_row(int ended, void *ctx)
{
	struct csv *c = ctx;

	c->done = true;
	c->after_cr = ended == CSV_CR;
}

struct csv *csv_open(struct strv text, char delimiter)
{
	struct csv *c = calloc(1, sizeof(*c));

	if (!c)
		return NULL;
	if (csv_init(&c->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL)) {
		free(c);
		return NULL;
	}
	csv_set_delim(&c->parser, (unsigned char)delimiter);
	csv_set_space_func(&c->parser, csv_no_space);
	csv_set_blk_size(&c->parser, 16384);
	c->text = text;
	return c;
}

void csv_close(struct csv *c)
{
	if (!c)
		return;
	csv_free(&c->parser);
	str_release(&c->fields);
	free(c->end);
	free(c);
}

size_t csv_row(const struct csv *c)
{
	return c->row;
}

size_t csv_offset(const struct csv *c)
{
	return c->at;
}

/* The length of the next piece, up to and including a line end: a record can only end at
 * the end of a piece, so that its extent in the text is known. */
static size_t csv_piece(const struct csv *c)
{
	const struct strv rest = strv_n(c->text.p + c->at, c->text.n - c->at);
	const size_t lf = strv_find(rest, '\n');
	const size_t cr = strv_find(strv_n(rest.p, lf), '\r');

	if (cr < lf)
		return cr + 1;
	return lf < rest.n ? lf + 1 : rest.n;
}

static bool csv_fault(struct csv *c, bool many_lines, struct err *e)
{
	const int why = csv_error(&c->parser);

	c->at = c->text.n;
	c->fini = true;
	if (why == CSV_ENOMEM || why == CSV_ETOOBIG)
		return err_set(e, ERR_NOMEM);
	/* A quote that was opened lines ago and meets text after its end was not closed
	 * where it should have been. */
	err_set(e, many_lines ? ERR_CSV_QUOTE : ERR_CSV_STRAY);
	return err_int(e, (int64_t)c->row);
}

static bool csv_too_large(struct csv *c, struct err *e)
{
	c->at = c->text.n;
	c->fini = true;
	err_set(e, ERR_TOO_LARGE);
	err_str(e, STRV("row"));
	return err_int(e, (int64_t)CSV_RECORD_MAX);
}

/* Reads until a record is whole, or the text ends. */
static bool csv_fill(struct csv *c, size_t start, struct err *e)
{
	bool many = false;

	while (!c->done && c->at < c->text.n) {
		const size_t n = csv_piece(c);

		if (c->at + n - start > CSV_RECORD_MAX)
			return csv_too_large(c, e);
		if (csv_parse(&c->parser, c->text.p + c->at, n, csv_on_field,
			      csv_on_row, c) != n)
			return csv_fault(c, many, e);
		c->at += n;
		many = true;
	}
	/* The second half of a CRLF: libcsv would report a record without fields for it. */
	if (c->done && c->after_cr && c->at < c->text.n && c->text.p[c->at] == '\n')
		c->at++;
	if (c->done || c->fini)
		return true;
	c->fini = true;
	return csv_fini(&c->parser, csv_on_field, csv_on_row, c) == 0 ||
	       csv_fault(c, true, e);
}

static bool csv_give(struct csv *c, struct arena *a, struct csv_record *out,
		     struct err *e)
{
	const struct strv all = arena_copy(a, strv_of(&c->fields));
	size_t i, from = 0;

	out->nfields = c->nfields ? c->nfields : 1;
	out->field = arena_array(a, out->nfields, sizeof(*out->field));
	if (c->nomem || c->fields.failed || !all.p || !out->field)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < c->nfields; i++) {
		out->field[i] = strv_n(all.p + from, c->end[i] - from);
		from = c->end[i];
	}
	if (!c->nfields)
		out->field[0] = strv_n(all.p, 0);
	return true;
}

bool csv_next(struct csv *c, struct arena *a, struct csv_record *out, struct err *e)
{
	const size_t start = c->at;

	e->code = ERR_NONE;
	str_clear(&c->fields);
	c->nfields = 0;
	c->done = false;
	if (c->at == c->text.n && c->fini)
		return false;
	if (c->at < c->text.n)
		c->row++;
	if (!csv_fill(c, start, e))
		return false;
	if (!c->done)
		return false;
	out->row = c->row;
	out->raw = strv_n(c->text.p + start, c->at - start);
	return csv_give(c, a, out, e);
}
