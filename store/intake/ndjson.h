/* Newline-delimited JSON: one flat object a line. */
#ifndef VOORRANG_INTAKE_NDJSON_H
#define VOORRANG_INTAKE_NDJSON_H

#include "store/base/json.h"

#define NDJSON_LINE_MAX ((size_t)1 << 20)

struct ndjson {
	struct strv text; /* borrowed */
	size_t at;
	size_t line; /* of the record that was read last */
};

struct ndjson_record {
	size_t row; /* the line in the file */
	struct strv raw; /* with its line end */
	struct json_pair *pair; /* in the arena */
	size_t npairs;
	struct err
		fault; /* ERR_JSON, ERR_TOO_LARGE: this line is no object; ERR_NONE */
};

/* The next line. False at the end, with e->code ERR_NONE, and on ERR_NOMEM. A line that is
 * wrong is given with its fault: the next one begins at a sure place. */
bool ndjson_next(struct ndjson *n, struct arena *a, struct ndjson_record *out,
		 struct err *e);

#endif
