#include "store/intake/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/utf8.h"

static bool source_fault(const char *path, int number, struct err *e)
{
	err_set(e, ERR_NOINPUT);
	err_str(e, strv(path));
	return err_str(e, strv(strerror(number)));
}

static bool source_fill(int fd, const char *path, struct str *bytes, struct err *e)
{
	char piece[4096];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return source_fault(path, errno, e);
		str_add(bytes, strv_n(piece, (size_t)n));
		if (bytes->failed)
			return err_set(e, ERR_NOMEM);
		if (bytes->n > SOURCE_MAX) {
			err_set(e, ERR_TOO_LARGE);
			err_str(e, STRV("file"));
			return err_int(e, (int64_t)SOURCE_MAX);
		}
	}
	return true;
}

bool source_read(const char *path, struct str *bytes, struct err *e)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	bool ok;

	if (fd < 0)
		return source_fault(path, errno, e);
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		close(fd);
		return source_fault(path, EISDIR, e);
	}
	ok = source_fill(fd, path, bytes, e);
	close(fd);
	return ok;
}

/* "utf-16", which ends in a digit, leaves the byte order to the mark; "utf-16-le" does not. */
static bool source_agrees(struct strv asked, enum charset wanted, enum charset mark)
{
	const struct strv last =
		strv_n(asked.p + (asked.n ? asked.n - 1 : 0), asked.n ? 1 : 0);
	uint64_t digit;

	return wanted == mark ||
	       (wanted == CHARSET_UTF16LE && mark == CHARSET_UTF16BE &&
		strv_uint(last, 9, &digit));
}

static bool source_choose(struct strv bytes, struct strv asked, enum charset usual,
			  struct source *out, size_t *skip, struct err *e)
{
	const enum charset mark = charset_by_mark(bytes, skip);
	const enum charset wanted = charset_by_name(asked);

	if (asked.p && wanted == CHARSET_NONE) {
		err_set(e, ERR_ENCODING_UNKNOWN);
		return err_str(e, asked);
	}
	out->mark = mark != CHARSET_NONE;
	if (out->mark && wanted && !source_agrees(asked, wanted, mark)) {
		err_set(e, ERR_ENCODING_BOM);
		err_str(e, asked);
		return err_str(e, strv(charset_name(mark)));
	}
	out->charset = out->mark ? mark : wanted;
	if (out->charset == CHARSET_NONE) {
		out->charset = usual;
		/* Text of another charset is all but never UTF-8 by accident; taken for
		 * Windows-1252 it would decode without an error, and every name be wrong. */
		if (usual != CHARSET_UTF8 && utf8_count(bytes) < bytes.n &&
		    utf8_valid(bytes, NULL)) {
			out->charset = CHARSET_UTF8;
			out->guessed = true;
		}
	}
	return true;
}

bool source_decode(struct strv bytes, struct strv asked, enum charset usual,
		   struct source *out, struct err *e)
{
	size_t skip = 0;

	if (!source_choose(bytes, strv_trim(asked), usual, out, &skip, e))
		return false;
	if (conv_to_utf8(out->charset, strv_n(bytes.p + skip, bytes.n - skip),
			 &out->text, &out->bad, e))
		return true;
	out->bad += skip;
	return false;
}

bool source_encode(const struct source *s, struct strv text, bool start,
		   struct str *out, struct err *e)
{
	if (start && s->mark &&
	    !conv_from_utf8(s->charset, STRV("\xef\xbb\xbf"), out, e))
		return false;
	return conv_from_utf8(s->charset, text, out, e);
}

void source_release(struct source *s)
{
	str_release(&s->text);
}
