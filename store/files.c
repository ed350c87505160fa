#include "store/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARKER_HEAD "voorrang store 1\n"

bool file_error(const char *path, struct err *e)
{
	int n = errno;

	err_set(e, n == ENOSPC || n == EDQUOT ? ERR_STORE_FULL : ERR_IO);
	err_str(e, strv(path));
	return err_str(e, strv(strerror(n)));
}

static bool path_error(enum err_code code, const char *path, struct err *e)
{
	err_set(e, code);
	return err_str(e, strv(path));
}

bool path_join(struct str *out, const char *dir, const char *name, struct err *e)
{
	str_addf(out, "%s/%s", dir, name);
	return !out->failed || err_set(e, ERR_NOMEM);
}

/* ---- the marker ------------------------------------------------------------------ */

struct marker_id marker_text(const struct marker *m)
{
	static const char digits[] = "0123456789abcdef";
	struct marker_id t = { .s = "" };

	for (size_t i = 0; i < sizeof m->id; i++) {
		t.s[2 * i] = digits[m->id[i] >> 4];
		t.s[2 * i + 1] = digits[m->id[i] & 15];
	}
	return t;
}

static bool write_all(int fd, struct strv text)
{
	while (text.n) {
		ssize_t n = write(fd, text.p, text.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		text.p += n;
		text.n -= (size_t)n;
	}
	return true;
}

static bool write_file(const char *path, struct strv text, struct err *e)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400);

	if (fd < 0)
		return file_error(path, e);
	bool ok = (write_all(fd, text) && fsync(fd) == 0) || file_error(path, e);
	if (close(fd) != 0 && ok)
		ok = file_error(path, e);
	return ok;
}

bool marker_write(const char *dir, const struct marker *m, struct err *e)
{
	struct marker_id id = marker_text(m);
	struct str path = { 0 };
	struct str text = { 0 };

	str_addf(&text, MARKER_HEAD "id %s\ndemo %s\n", id.s, m->demo ? "yes" : "no");
	bool ok = path_join(&path, dir, MARKER_FILE, e) &&
		  (!text.failed || err_set(e, ERR_NOMEM)) &&
		  write_file(str_z(&path), strv_of(&text), e);
	str_release(&path);
	str_release(&text);
	return ok;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool parse_id(struct strv hex, uint8_t id[STORE_ID])
{
	if (hex.n != (size_t)2 * STORE_ID)
		return false;
	for (size_t i = 0; i < STORE_ID; i++) {
		int hi = hex_digit(hex.p[2 * i]);
		int lo = hex_digit(hex.p[2 * i + 1]);
		if (hi < 0 || lo < 0)
			return false;
		id[i] = (uint8_t)(hi << 4 | lo);
	}
	return true;
}

/* The rest of a line that begins with `word`; empty when it does not. */
static struct strv line_value(struct strv *rest, struct strv word)
{
	struct strv line = strv_cut(rest, '\n');

	if (!strv_starts(line, word))
		return (struct strv){ NULL, 0 };
	return strv_n(line.p + word.n, line.n - word.n);
}

static bool marker_parse(struct strv text, struct marker *m)
{
	if (!strv_starts(text, STRV(MARKER_HEAD)))
		return false;
	(void)strv_cut(&text, '\n');
	struct strv id = line_value(&text, STRV("id "));
	struct strv demo = line_value(&text, STRV("demo "));
	m->demo = strv_eq(demo, STRV("yes"));
	return parse_id(id, m->id) && (m->demo || strv_eq(demo, STRV("no")));
}

bool marker_read(const char *dir, struct marker *m, struct err *e)
{
	struct str path = { 0 };
	char text[128];
	struct stat st;
	ssize_t n = -1;

	if (stat(dir, &st) != 0)
		return path_error(ERR_STORE_ABSENT, dir, e);
	if (!path_join(&path, dir, MARKER_FILE, e))
		return false;
	int fd = open(str_z(&path), O_RDONLY | O_CLOEXEC);
	if (fd >= 0) {
		n = read(fd, text, sizeof text);
		(void)close(fd);
	}
	bool ok = n > 0 && marker_parse(strv_n(text, (size_t)n), m);
	if (fd < 0 && errno != ENOENT && errno != ENOTDIR) {
		file_error(str_z(&path), e);
	} else if (!ok) {
		str_clear(&path);
		bool data = path_join(&path, dir, DATA_FILE, e) &&
			    stat(str_z(&path), &st) == 0;
		path_error(fd < 0 && !data ? ERR_STORE_ABSENT : ERR_STORE_FOREIGN, dir,
			   e);
	}
	str_release(&path);
	return ok;
}

/* ---- directories ----------------------------------------------------------------- */

static bool dir_empty(const char *dir, bool *empty, struct err *e)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;

	if (!d)
		return errno == ENOTDIR ? path_error(ERR_STORE_EXISTS, dir, e)
					: file_error(dir, e);
	*empty = true;
	while ((entry = readdir(d)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			*empty = false;
	(void)closedir(d);
	return true;
}

bool dir_make(const char *dir, bool *made, struct err *e)
{
	bool empty = false;

	*made = mkdir(dir, 0700) == 0;
	if (*made)
		return true;
	if (errno != EEXIST)
		return file_error(dir, e);
	if (!dir_empty(dir, &empty, e))
		return false;
	if (!empty)
		return path_error(ERR_STORE_EXISTS, dir, e);
	return chmod(dir, 0700) == 0 || file_error(dir, e);
}

void dir_undo(const char *dir, bool made)
{
	static const char *const names[] = { DATA_FILE, LOCK_FILE, MARKER_FILE,
					     DEMO_KEY_FILE };
	struct err ignored = { .code = ERR_NONE };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str path = { 0 };
		if (path_join(&path, dir, names[i], &ignored))
			(void)unlink(str_z(&path));
		str_release(&path);
	}
	if (made)
		(void)rmdir(dir);
}

static bool sync_one(const char *dir, struct err *e)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return file_error(dir, e);
	bool ok = fsync(fd) == 0 || file_error(dir, e);
	(void)close(fd);
	return ok;
}

bool dir_sync(const char *dir, struct err *e)
{
	struct str above = { 0 };
	bool ok = sync_one(dir, e) && path_join(&above, dir, "..", e) &&
		  sync_one(str_z(&above), e);

	str_release(&above);
	return ok;
}

bool parent_sync(const char *path, struct err *e)
{
	const char *slash = strrchr(path, '/');
	struct str dir = { 0 };

	str_add(&dir, slash ? strv_n(path, (size_t)(slash - path) + 1) : STRV("."));
	const bool ok = dir.failed ? err_set(e, ERR_NOMEM) : sync_one(str_z(&dir), e);

	str_release(&dir);
	return ok;
}

/* ---- copies ---------------------------------------------------------------------- */

static bool copy_bytes(int in, int out, const char *from, const char *to, struct err *e)
{
	static const size_t block = (size_t)1 << 20;
	char *buf = malloc(block);
	bool ok = buf || err_set(e, ERR_NOMEM);

	while (ok) {
		ssize_t n = read(in, buf, block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0)
			break;
		if (n < 0)
			ok = file_error(from, e);
		else if (!write_all(out, strv_n(buf, (size_t)n)))
			ok = file_error(to, e);
	}
	free(buf);
	return ok;
}

bool file_copy(const char *from, const char *to, unsigned mode, struct err *e)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);

	if (in < 0) {
		const char *reason = strerror(errno);
		err_set(e, ERR_NOINPUT);
		err_str(e, strv(from));
		return err_str(e, strv(reason));
	}
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	bool ok = out >= 0 || file_error(to, e);
	if (ok) {
		ok = copy_bytes(in, out, from, to, e) &&
		     (fsync(out) == 0 || file_error(to, e));
		if (close(out) != 0 && ok)
			ok = file_error(to, e);
	}
	(void)close(in);
	return ok;
}
