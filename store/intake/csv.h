/* CSV by RFC 4180, strictly: nothing trimmed, no line dropped, no quote guessed at. libcsv
 * is included only in csv.c. */
#ifndef VOORRANG_INTAKE_CSV_H
#define VOORRANG_INTAKE_CSV_H

#include "store/base/arena.h"
#include "store/base/err.h"

#define CSV_RECORD_MAX ((size_t)1 << 20)

struct csv;

struct csv_record {
	size_t row; /* of the file, the header being 1 */
	struct strv raw; /* as it stands in the text, with its line end */
	struct strv *field; /* in the arena; an empty line is one empty field */
	size_t nfields;
};

/* Reads `text`, which is borrowed. NULL: no memory. */
struct csv *csv_open(struct strv text, char delimiter);
void csv_close(struct csv *c); /* NULL is fine */
/* The next record. False at the end, with e->code ERR_NONE; and on ERR_CSV_QUOTE (a quote
 * that is not closed), ERR_CSV_STRAY (a quote where none may be), ERR_TOO_LARGE,
 * ERR_NOMEM: after these nothing more is read. */
bool csv_next(struct csv *c, struct arena *a, struct csv_record *out, struct err *e);
/* The row of the record that was read last, or is being read; 0 before the first. */
size_t csv_row(const struct csv *c);
/* How much of the text was read. */
size_t csv_offset(const struct csv *c);

#endif
