#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/files.h"
#include "store/schema.h"
#include "store/txn.h"

/* ---- verifying ------------------------------------------------------------------- */

/* How many there are in a file whose pages are sound. */
static bool entries_of(struct store *s, uint64_t *n, struct err *e)
{
	struct txn *t = txn_read(s, e);
	bool ok = t && kv_file_walk(s->dir, e) && meta_number(t, META_ENTRIES, n, e);

	txn_end(t);
	return ok;
}

static bool check_clean(struct store *s, struct err *e)
{
	struct arena a = { 0 };
	struct fault *faults;
	size_t n;
	size_t cases;
	size_t entries;

	bool ok = store_check(s, &a, &faults, &n, &cases, &entries, e);
	arena_release(&a);
	if (!ok || n == 0)
		return ok;
	err_set(e, ERR_CHECK_FAILED);
	return err_int(e, (int64_t)n);
}

/* Opens the copy with the key and checks all of it; it must hold at least the journal
 * entries that were there when the copying began. */
static bool verify(const char *dir, const char *key_file, const uint8_t id[STORE_ID],
		   uint64_t least, struct err *e)
{
	struct store *s = store_open(dir, key_file, e);
	struct str lock = { 0 };
	uint64_t entries;

	if (!s)
		return false;
	bool ok = entries_of(s, &entries, e) && check_clean(s, e);
	if (ok && (memcmp(s->id, id, STORE_ID) != 0 || entries < least)) {
		err_set(e, ERR_BACKUP_DIFFERS);
		ok = err_str(e, strv(dir));
	}
	store_close(s);
	/* What opening left behind is no part of a copy. */
	if (ok && path_join(&lock, dir, LOCK_FILE, e))
		(void)unlink(str_z(&lock));
	str_release(&lock);
	return ok;
}

/* ---- the pieces ------------------------------------------------------------------ */

static bool copy_live(struct store *s, const char *to, struct err *e)
{
	struct str path = { 0 };

	if (!path_join(&path, to, DATA_FILE, e)) {
		str_release(&path);
		return false;
	}
	int fd = open(str_z(&path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0 ? kv_copy(s->kv, fd, e) : file_error(str_z(&path), e);
	if (fd >= 0 && close(fd) != 0 && ok)
		ok = file_error(str_z(&path), e);
	str_release(&path);
	return ok;
}

static bool copy_named(const char *from, const char *to, const char *name,
		       unsigned mode, struct err *e)
{
	struct str in = { 0 };
	struct str out = { 0 };
	bool ok = path_join(&in, from, name, e) && path_join(&out, to, name, e) &&
		  file_copy(str_z(&in), str_z(&out), mode, e);

	str_release(&in);
	str_release(&out);
	return ok;
}

/* A demo store's key lies beside it and goes along; no other key ever does. */
static bool copy_demo_key(const struct marker *m, const char *key_file, const char *to,
			  struct err *e)
{
	struct str out = { 0 };

	if (!m->demo)
		return true;
	bool ok = path_join(&out, to, DEMO_KEY_FILE, e) &&
		  file_copy(key_file, str_z(&out), 0400, e);
	str_release(&out);
	return ok;
}

/* ---- the two --------------------------------------------------------------------- */

bool store_backup(struct store *s, const char *to, const char *key_file, struct err *e)
{
	struct marker m = { .demo = s->demo };
	uint64_t entries;
	bool made;

	memcpy(m.id, s->id, sizeof m.id);
	if (!entries_of(s, &entries, e) || !dir_make(to, &made, e))
		return false;
	if (copy_live(s, to, e) && marker_write(to, &m, e) &&
	    copy_demo_key(&m, key_file, to, e) && dir_sync(to, e) &&
	    verify(to, key_file, m.id, entries, e))
		return true;
	dir_undo(to, made);
	return false;
}

bool store_restore(const char *from, const char *to, const char *key_file,
		   struct err *e)
{
	struct marker m;
	bool made;

	if (!marker_read(from, &m, e) || !kv_file_check(from, e) ||
	    !dir_make(to, &made, e))
		return false;
	if (copy_named(from, to, DATA_FILE, 0600, e) && marker_write(to, &m, e) &&
	    copy_demo_key(&m, key_file, to, e) && dir_sync(to, e) &&
	    verify(to, key_file, m.id, 0, e))
		return true;
	dir_undo(to, made);
	return false;
}
