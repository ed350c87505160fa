/* JSON: strict reading of flat objects, and writing as a stream. jansson is included only
 * in json.c.
 *
 * Writing cannot fail but for memory: check `out->failed` at the end. Text that is not
 * UTF-8 is written with U+FFFD; characters that could steer a terminal (controls, bidi
 * marks, zero widths) are written as \uXXXX, which is the same text to every reader. */
#ifndef VOORRANG_BASE_JSON_H
#define VOORRANG_BASE_JSON_H

#include "store/base/arena.h"
#include "store/base/date.h"
#include "store/base/err.h"

/* ---- writing ---------------------------------------------------------------------- */

/* Commas come by themselves. Use: jsonw_begin, then values; inside an object each value
 * follows a jsonw_key. */
struct jsonw {
	struct str *out;
	bool comma; /* the next value is not the first of its object or array */
};

/* Appends to `out`, which is borrowed until the last call. */
void jsonw_begin(struct jsonw *j, struct str *out);
void jsonw_object(struct jsonw *j);
void jsonw_object_end(struct jsonw *j);
void jsonw_array(struct jsonw *j);
void jsonw_array_end(struct jsonw *j);
void jsonw_key(struct jsonw *j, const char *key);
void jsonw_keyv(struct jsonw *j, struct strv key);
void jsonw_str(struct jsonw *j, struct strv text);
void jsonw_int(struct jsonw *j, int64_t n);
void jsonw_bool(struct jsonw *j, bool b);
void jsonw_null(struct jsonw *j);
/* "YYYY-MM-DD"; null for DATE_NONE. */
void jsonw_date(struct jsonw *j, struct date d);

/* A key with its value in one call. */
void jsonw_key_str(struct jsonw *j, const char *key, struct strv text);
void jsonw_key_int(struct jsonw *j, const char *key, int64_t n);
void jsonw_key_bool(struct jsonw *j, const char *key, bool b);
void jsonw_key_date(struct jsonw *j, const char *key, struct date d);

/* ---- reading ---------------------------------------------------------------------- */

enum json_kind {
	JSON_KIND_TEXT,
	JSON_KIND_INT,
	JSON_KIND_REAL,
	JSON_KIND_BOOL,
	JSON_KIND_NULL
};

struct json_pair {
	struct strv key;
	enum json_kind kind;
	struct strv
		value; /* a number as decimal digits; "true", "false"; "" for null */
};

/* Reads one flat object ({"key": text, number, true, false or null, …}) that is the whole
 * of `text`: nothing doubled, nested or left over. Pairs in the order of the text, in the
 * arena. ERR_JSON with `line` and the reason; its place is `line` and the column. */
bool json_flat(struct strv text, unsigned line, struct arena *a, struct json_pair **out,
	       size_t *n, struct err *e);

#endif
