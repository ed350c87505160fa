#include "store/intake/row.h"

bool row_fault(struct row *r, struct strv column, const struct err *fault, size_t max,
	       struct arena *a, struct err *e)
{
	if (!r->fault)
		r->fault = arena_array(a, max, sizeof(*r->fault));
	if (!r->fault)
		return err_set(e, ERR_NOMEM);
	r->fault[r->nfaults++] = (struct row_fault){ column, *fault };
	return true;
}

static void row_set(struct row *r, const struct field *f, struct strv text)
{
	r->set[r->nset++] =
		(struct field_set){ .kind = f->part, .field = f->id, .text = text };
}

/* A date by the map's form, or as ISO 8601 writes it, to ISO with the rest (a time) after
 * it; *day as it reads. */
static bool row_date(const struct map *map, const struct field *f, struct strv text,
		     struct arena *a, struct date *day, struct strv *out, struct err *e)
{
	struct strv rest = strv_trim(text), date;
	const char *iso;

	date = strv_cut(&rest, strv_find(rest, ' ') < rest.n ? ' ' : 'T');
	if (!date_parse_form(date, map->date_read, day) && !date_parse(date, day)) {
		err_set(e, ERR_FIELD_DATE);
		err_str(e, strv(f->name));
		return err_str(e, map->date);
	}
	rest = strv_trim(rest);
	iso = arena_printf(a, "%s%s%.*s", date_iso(*day).s, rest.n ? "T" : "",
			   STRV_FMT(rest));
	*out = strv(iso);
	return iso ? true : err_set(e, ERR_NOMEM);
}

static bool row_too_large(struct err *e)
{
	err_set(e, ERR_TOO_LARGE);
	err_str(e, STRV("field"));
	return err_int(e, (int64_t)CELL_MAX);
}

/* The canonical value of a cell. A moment of receipt without a time gives only the day,
 * which is what counts (Awb 4:13); *day is that day. */
static bool row_value(const struct map *map, const struct map_column *c,
		      const struct cell *cell, struct date today, struct arena *a,
		      struct date *day, struct strv *out, struct err *e)
{
	struct strv text = cell->text;
	struct strv date = { NULL, 0 };

	if (text.n > CELL_MAX)
		return row_too_large(e);
	if (c->nanswers && !cell->literal && !map_translate(c, text, a, &text, e))
		return false;
	if ((c->field->type != TYPE_DATE && c->field->type != TYPE_DATETIME) ||
	    strv_trim(text).n == 0)
		return field_check(c->field, text, today, a, out, e);
	if (!row_date(map, c->field, text, a, day, &date, e))
		return false;
	*out = STRV("");
	if (c->field->type == TYPE_DATETIME && strv_find(date, 'T') == date.n)
		return true;
	return field_check(c->field, date, today, a, out, e);
}

static bool row_missing(const struct field *f, struct err *e)
{
	err_set(e, ERR_FIELD_MISSING);
	return err_str(e, strv(f->name));
}

/* One column: sets its field, or says what is wrong in `fault`. */
static bool row_cell(const struct map *map, size_t i, const struct cell *cell,
		     struct date today, struct arena *a, struct row *out,
		     struct err *fault)
{
	const struct map_column *c = &map->column[i];
	struct date day = DATE_NONE;
	struct strv value = { NULL, 0 };

	if (!row_value(map, c, cell, today, a, &day, &value, fault))
		return false;
	if (c == map->reference)
		out->reference = value;
	if (c == map->received)
		out->received = day;
	if ((c == map->reference && value.n == 0) ||
	    (c == map->received && !date_is(day)))
		return row_missing(c->field, fault);
	/* The day of receipt is set below, whatever column it comes from. */
	if (value.n && c->field->id != FIELD_RECEIVED)
		row_set(out, c->field, value);
	return true;
}

bool row_read(const struct map *map, const struct cell *cell, struct date today,
	      struct arena *a, struct row *out, struct err *e)
{
	const struct field *received = field_by_id(FIELD_RECEIVED);
	struct strv iso;
	size_t i;

	out->cell = cell;
	out->received = DATE_NONE;
	out->set = arena_array(a, map->ncolumns + 1, sizeof(*out->set));
	if (!out->set)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < map->ncolumns; i++) {
		struct err fault = { 0 };

		if (row_cell(map, i, &cell[i], today, a, out, &fault))
			continue;
		if (fault.code == ERR_NOMEM)
			return err_set(e, ERR_NOMEM);
		if (!row_fault(out, cell[i].column, &fault, map->ncolumns, a, e))
			return false;
	}
	iso = arena_copy(a, strv(date_iso(out->received).s));
	if (!iso.p)
		return err_set(e, ERR_NOMEM);
	row_set(out, received, iso);
	return true;
}

struct strv row_column(const struct map *map, const struct row *r, struct strv field)
{
	size_t i;

	if (strv_eq(field, strv(field_by_id(FIELD_RECEIVED)->name)))
		field = strv(map->received->field->name);
	for (i = 0; r->cell && i < map->ncolumns; i++)
		if (strv_eq(strv(map->column[i].field->name), field))
			return r->cell[i].column;
	return (struct strv){ NULL, 0 };
}
