/* One record of a file as the fields of a case: translated, checked, canonical. */
#ifndef VOORRANG_INTAKE_ROW_H
#define VOORRANG_INTAKE_ROW_H

#include "store/intake/map.h"
#include "store/store.h"

#define CELL_MAX ((size_t)64 << 10)

/* What a record holds for one column of the map. */
struct cell {
	struct strv
		column; /* its own name in the file; the map's where the file has none */
	struct strv text;
	bool literal; /* JSON's true or false: no answer to translate */
};

/* Why a record is refused. */
struct row_fault {
	struct strv column; /* empty: no column in particular */
	struct err err;
};

struct row {
	size_t row; /* of the file: CSV: records, the header being 1; NDJSON: lines */
	struct strv raw; /* the record as it stands in the text, with its line end */
	const struct cell
		*cell; /* one for each column of the map; NULL when there are none */
	struct field_set *set;
	size_t nset;
	struct strv reference;
	struct date received;
	struct row_fault *fault;
	size_t nfaults; /* 0: the row is good */
};

/* Fills `out` from map->ncolumns cells; every bad cell gives a fault. False: no memory. */
bool row_read(const struct map *map, const struct cell *cell, struct date today,
	      struct arena *a, struct row *out, struct err *e);
/* Adds a fault; `max` is the room that the first one makes. False: no memory. */
bool row_fault(struct row *r, struct strv column, const struct err *fault, size_t max,
	       struct arena *a, struct err *e);
/* The column in the file that a field comes from; empty when it comes from none. */
struct strv row_column(const struct map *map, const struct row *r, struct strv field);

#endif
