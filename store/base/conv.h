/* Strict charset conversion by iconv: what does not decode is an error with its byte,
 * never a question mark. Only the charsets that municipalities send (TRUST: an allow-list). */
#ifndef VOORRANG_BASE_CONV_H
#define VOORRANG_BASE_CONV_H

#include "store/base/err.h"

enum charset {
	CHARSET_NONE = 0,
	CHARSET_UTF8,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_WINDOWS1252,
	CHARSET_WINDOWS1250,
	CHARSET_WINDOWS1254,
	CHARSET_ISO8859_1,
	CHARSET_ISO8859_15,
	CHARSET_CP850,
};

/* By any usual name, case and - _ blank ignored: "cp1252", "utf-16-le", "latin1".
 * CHARSET_NONE when it is not on the list. "utf-16" is CHARSET_UTF16LE unless a mark says. */
enum charset charset_by_name(struct strv name);
/* The name people know it by: "windows-1252". */
const char *charset_name(enum charset cs);
/* What a byte order mark at the start of `bytes` says, its length in *skip;
 * CHARSET_NONE and 0 when there is none. */
enum charset charset_by_mark(struct strv bytes, size_t *skip);
/* `bytes` in `cs` to UTF-8, appended to `out`. On a byte that does not decode: false,
 * ERR_ENCODING_BYTE with row 0, the offset (0-based) in `bytes` and the charset; `out`
 * then holds what came before it. */
bool conv_to_utf8(enum charset cs, struct strv bytes, struct str *out, size_t *bad,
		  struct err *e);
/* UTF-8 to `cs`, appended to `out` (no mark). ERR_ENCODING_BYTE as above. */
bool conv_from_utf8(enum charset cs, struct strv text, struct str *out, struct err *e);

#endif
