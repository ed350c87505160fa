/* A file of applications as rows of typed fields: CSV or NDJSON in any charset that
 * municipalities send. Knows no transaction and no printing.
 *
 * Opening reads the whole file and refuses it as a whole when a byte does not decode, a
 * quote is not closed, or the header does not fit; what is wrong with one record only is
 * that row's fault. */
#ifndef VOORRANG_INTAKE_H
#define VOORRANG_INTAKE_H

#include "store/intake/row.h"

struct intake;

struct intake_setup {
	const char *path;
	const char *map; /* "webform", or a path */
	const char *encoding; /* NULL: the mark's, the map's */
	const char *delimiter; /* as typed; NULL: the map's */
};

/* NULL on error. Free with intake_close. */
struct intake *intake_open(const struct intake_setup *setup, struct err *e);
void intake_close(struct intake *in); /* NULL is fine */
/* The next row, in the arena; its raw text and the names of its columns belong to the
 * intake. False at the end, with e->code ERR_NONE, and on ERR_NOMEM. */
bool intake_next(struct intake *in, struct date today, struct arena *a, struct row *out,
		 struct err *e);
/* Rows in the file, without a header. */
size_t intake_rows(const struct intake *in);
const struct map *intake_map(const struct intake *in);
bool intake_is_json(const struct intake *in);
enum charset intake_charset(const struct intake *in);
/* The charset is not the map's: the bytes turned out to be UTF-8. */
bool intake_guessed(const struct intake *in);
/* The `i`-th column (key) in the file that the map does not know, so that it is left out;
 * empty past the last. */
struct strv intake_left_out(const struct intake *in, size_t i);
/* Adds a row's record to `records` as it stands in the file, with a line end. */
void intake_keep(const struct intake *in, const struct row *r, struct str *records);
/* The bytes of a file like this one with these records: its mark, its header, its charset;
 * appended to `out`. */
bool intake_write(const struct intake *in, struct strv records, struct str *out,
		  struct err *e);

#endif
