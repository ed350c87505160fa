/* An import map: how a file is written, which column is which field, and what its answers
 * mean. A commented YAML file; `webform` is built in (store/maps/webform.yaml). */
#ifndef VOORRANG_INTAKE_MAP_H
#define VOORRANG_INTAKE_MAP_H

#include "store/base/arena.h"
#include "store/base/conv.h"
#include "store/rules/field.h"

/* One row of a translation table. */
struct map_answer {
	struct strv folded; /* what the file says, folded */
	struct strv value; /* canonical */
};

struct map_column {
	const struct field *field;
	struct strv name; /* of the column */
	struct strv folded;
	bool optional; /* a CSV file may lack it */
	struct map_answer *answer; /* nanswers 0: no table, the value stands as it is */
	size_t nanswers;
	struct strv other; /* for an answer that the table lacks; p NULL: refused */
};

#define MAP_DELIMITERS 4

struct map {
	struct strv name;
	enum charset charset;
	char delimiter[MAP_DELIMITERS]; /* the first under which the header fits */
	size_t ndelimiters;
	struct strv date; /* "dd-mm-yyyy", to show */
	struct strv date_read; /* "d-m-yyyy": leading zeros may be left out */
	struct map_column *column;
	size_t ncolumns;
	const struct map_column *reference; /* which of them */
	const struct map_column
		*received; /* the day of receipt: date, or date and time */
};

/* Reads a map from its text; all of it lives in `a`. Errors with file, line, column and
 * source line. */
bool map_parse(struct strv text, const char *name, struct arena *a, struct map *out,
	       struct err *e);
/* "webform", or a file's path. ERR_MAP_UNKNOWN when it is neither. */
bool map_load(const char *name, struct arena *a, struct map *out, struct err *e);
/* A separator as typed: one character, "tab" or "\t"; ERR_DELIMITER. */
bool map_delimiter(struct strv text, char *out, struct err *e);
/* The next column from *from on with this name, folded; two fields may come from one
 * column. False: no memory. */
bool map_find(const struct map *m, struct strv name, struct arena *a, size_t *from,
	      bool *found);
/* The canonical value for an answer; ERR_ANSWER_UNKNOWN. Only for a column with a table. */
bool map_translate(const struct map_column *c, struct strv answer, struct arena *a,
		   struct strv *out, struct err *e);

#endif
