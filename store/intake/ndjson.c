#include "store/intake/ndjson.h"

#include <limits.h>

bool ndjson_next(struct ndjson *n, struct arena *a, struct ndjson_record *out,
		 struct err *e)
{
	const struct strv rest = strv_n(n->text.p + n->at, n->text.n - n->at);
	size_t end = strv_find(rest, '\n');
	struct strv line;

	e->code = ERR_NONE;
	if (rest.n == 0)
		return false;
	*out = (struct ndjson_record){ .row = ++n->line };
	line = strv_n(rest.p, end);
	if (end < rest.n)
		end++;
	out->raw = strv_n(rest.p, end);
	n->at += end;
	if (line.n > NDJSON_LINE_MAX) {
		err_set(&out->fault, ERR_TOO_LARGE);
		err_str(&out->fault, STRV("row"));
		err_int(&out->fault, (int64_t)NDJSON_LINE_MAX);
		return true;
	}
	if (json_flat(line, (unsigned)(out->row & UINT_MAX), a, &out->pair,
		      &out->npairs, &out->fault))
		return true;
	if (out->fault.code != ERR_NOMEM)
		return true;
	*e = out->fault;
	return false;
}
