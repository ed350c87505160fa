#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/intake/source.h"
#include "tui/cli/import.h"

static bool rejects_fault(const char *path, struct err *e)
{
	const int number = errno;

	err_set(e, ERR_IO);
	err_str(e, strv(path));
	return err_str(e, strv(strerror(number)));
}

const char *rejects_path(const char *file, bool json, struct arena *a)
{
	return arena_printf(a, "%s.rejected.%s", file, json ? "ndjson" : "csv");
}

bool rejects_open(const char *path, struct arena *a, const char **temporary, int *fd,
		  struct err *e)
{
	const struct strv name = strv(arena_printf(a, "%s.XXXXXX", path));
	char *made = arena_alloc(a, name.n + 1);

	if (!name.n || !made)
		return err_set(e, ERR_NOMEM);
	memcpy(made, name.p, name.n);
	*fd = mkostemp(made, O_CLOEXEC); /* mode 0600 */
	*temporary = made;
	return *fd >= 0 || rejects_fault(path, e);
}

static bool write_all(int fd, struct strv bytes)
{
	while (bytes.n) {
		const ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes = strv_n(bytes.p + n, bytes.n - (size_t)n);
	}
	return true;
}

static bool same_text(const char *path, struct strv bytes)
{
	struct str old = { 0 };
	struct err e = { 0 };
	const bool same = source_read(path, &old, &e) && strv_eq(strv_of(&old), bytes);

	str_release(&old);
	return same;
}

/* Somebody may be mending what an earlier run rejected. */
static bool keep_old(const char *path, struct strv bytes, struct arena *a,
		     struct err *e)
{
	const char *old = arena_printf(a, "%s~", path);
	struct stat st;

	if (!old)
		return err_set(e, ERR_NOMEM);
	if (lstat(path, &st) || !S_ISREG(st.st_mode) || same_text(path, bytes))
		return true;
	return rename(path, old) == 0 || rejects_fault(old, e);
}

bool rejects_keep(const char *path, const char *temporary, int fd, struct strv bytes,
		  struct arena *a, struct err *e)
{
	bool ok = write_all(fd, bytes) && fsync(fd) == 0;

	if (!ok)
		rejects_fault(path, e);
	close(fd);
	ok = ok && keep_old(path, bytes, a, e);
	if (ok && rename(temporary, path) == 0)
		return true;
	if (ok)
		rejects_fault(path, e);
	unlink(temporary);
	return false;
}
