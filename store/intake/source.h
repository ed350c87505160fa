/* The bytes of a file as text: charset, byte order mark, and the way back. */
#ifndef VOORRANG_INTAKE_SOURCE_H
#define VOORRANG_INTAKE_SOURCE_H

#include "store/base/conv.h"

#define SOURCE_MAX ((size_t)64 << 20)

struct source {
	struct str text; /* UTF-8, without the mark */
	enum charset charset;
	bool mark; /* the file begins with a byte order mark */
	bool guessed; /* valid UTF-8 where the map says another charset */
	size_t bad; /* after ERR_ENCODING_BYTE: offset in the file */
};

/* Reads a file's bytes. ERR_NOINPUT, ERR_TOO_LARGE ("file"), ERR_NOMEM. */
bool source_read(const char *path, struct str *bytes, struct err *e);
/* Decodes. `asked` is what the user asked for, or empty; `usual` is the map's charset. A
 * mark decides; asked and contradicted by it: ERR_ENCODING_BOM. Without mark and question,
 * bytes that are UTF-8 beyond ASCII are UTF-8, whatever is usual. ERR_ENCODING_UNKNOWN;
 * ERR_ENCODING_BYTE with row 0: `out->text` then holds what came before. */
bool source_decode(struct strv bytes, struct strv asked, enum charset usual,
		   struct source *out, struct err *e);
/* Text as it would stand in the same file, appended; `start`: with the file's mark. */
bool source_encode(const struct source *s, struct strv text, bool start,
		   struct str *out, struct err *e);
void source_release(struct source *s);

#endif
