#include "store/kv.h"

#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#ifdef STORE_PARANOID
#define MAP_START ((size_t)256 << 10)
#else
#define MAP_START ((size_t)1 << 30)
#endif
#define FILE_MODE 0600
/* Never WRITEMAP, NOSYNC, NOMETASYNC, MAPASYNC or NOLOCK: each loses or corrupts. */
#define ENV_FLAGS (MDB_NORDAHEAD | MDB_NOTLS)

struct kv {
	MDB_env *env;
	MDB_dbi dbi[KV_TREES];
	char *dir;
	pid_t pid;
	unsigned page_size;
	unsigned live; /* transactions of this process */
	bool full; /* the last write transaction met the end of the map */
};

struct kv_txn {
	struct kv *kv;
	MDB_txn *txn;
	bool write;
	bool broken; /* a change failed: it must not be committed */
};

static const char *const tree_names[KV_TREES] = {
	[KV_META] = "meta",       [KV_FACE] = "face",   [KV_PART] = "part",
	[KV_KEY] = "key",         [KV_INDEX] = "index", [KV_COUNT] = "count",
	[KV_JOURNAL] = "journal", [KV_JCASE] = "jcase", [KV_USER] = "user",
	[KV_POLICY] = "policy",   [KV_DRAFT] = "draft",
};

/* ---- errors: all of the engine's codes, once ------------------------------------- */

static enum err_code code_of(int rc)
{
	switch (rc) {
	case MDB_MAP_FULL:
	case ENOSPC:
	case EDQUOT:
		return ERR_STORE_FULL;
	case ENOMEM:
		return ERR_NOMEM;
	case MDB_CORRUPTED:
	case MDB_PAGE_NOTFOUND:
	case MDB_PAGE_FULL:
	case MDB_CURSOR_FULL: /* deeper than a tree can be */
	case MDB_BAD_TXN: /* goes on after one of these */
		return ERR_STORE_CORRUPT;
	case MDB_INVALID:
	case MDB_VERSION_MISMATCH:
	case MDB_NOTFOUND: /* a tree that should be there */
	case MDB_INCOMPATIBLE:
		return ERR_STORE_FOREIGN;
	case MDB_PANIC:
		return ERR_STORE_PANIC;
	case MDB_READERS_FULL:
	case MDB_MAP_RESIZED:
	case EAGAIN:
	case EBUSY:
		return ERR_STORE_BUSY;
	case ENOENT:
	case ENOTDIR:
		return ERR_STORE_ABSENT;
	case EIO:
	case EACCES:
	case EPERM:
	case EROFS:
	case EMFILE:
	case ENFILE:
		return ERR_IO;
	}
	return ERR_BUG;
}

/* A write that was cut short comes as EIO; that is what a full disk does. */
static bool disk_full(const char *dir, int rc)
{
	struct statvfs fs;

	return rc == EIO && statvfs(dir, &fs) == 0 && fs.f_bavail < 16;
}

static bool fail_at(const char *dir, int rc, struct err *e)
{
	enum err_code code = disk_full(dir, rc) ? ERR_STORE_FULL : code_of(rc);

	err_set(e, code);
	if (code == ERR_BUG || code == ERR_STORE_PANIC)
		return err_str(e, strv(mdb_strerror(rc)));
	if (code == ERR_NOMEM || code == ERR_STORE_BUSY)
		return false;
	err_str(e, strv(dir));
	if (code == ERR_IO)
		err_str(e, strv(mdb_strerror(rc)));
	return false;
}

static bool fail(const struct kv *kv, int rc, struct err *e)
{
	return fail_at(kv->dir, rc, e);
}

/* ---- before opening -------------------------------------------------------------- */

bool kv_version_good(int major, int minor, int patch)
{
	if (major != 0 || minor != 9)
		return false;
	return patch == 24 || patch == 25 || patch >= 33;
}

const char *kv_engine(void)
{
	return mdb_version(NULL, NULL, NULL);
}

static bool check_version(struct err *e)
{
	int major;
	int minor;
	int patch;
	const char *text = mdb_version(&major, &minor, &patch);

	if (kv_version_good(major, minor, patch))
		return true;
	err_set(e, ERR_LMDB_VERSION);
	return err_str(e, strv(text));
}

/* ---- opening --------------------------------------------------------------------- */

static struct kv *kv_make(const char *dir, size_t map, struct err *e)
{
	struct kv *kv = calloc(1, sizeof *kv);

	if (!kv || !(kv->dir = strdup(dir))) {
		free(kv);
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	kv->pid = getpid();
	int rc = mdb_env_create(&kv->env);
	if (rc == 0)
		rc = mdb_env_set_maxdbs(kv->env, KV_TREES);
	if (rc == 0)
		rc = mdb_env_set_maxreaders(kv->env, KV_READERS);
	if (rc == 0 && map)
		rc = mdb_env_set_mapsize(kv->env, map);
	if (rc == 0)
		rc = mdb_env_set_userctx(kv->env, kv);
	if (rc == 0)
		rc = mdb_env_open(kv->env, dir, ENV_FLAGS, FILE_MODE);
	if (rc != 0) {
		fail(kv, rc, e);
		kv_close(kv);
		return NULL;
	}
	return kv;
}

static bool open_trees(struct kv *kv, bool create, struct err *e)
{
	struct kv_txn *t = kv_begin(kv, create, e);

	if (!t)
		return false;
	for (int i = 0; i < KV_TREES; i++) {
		int rc = mdb_dbi_open(t->txn, tree_names[i], create ? MDB_CREATE : 0,
				      &kv->dbi[i]);
		if (rc != 0) {
			kv_abort(t);
			return fail(kv, rc, e);
		}
	}
	/* Committing a reader keeps the handles that it opened. */
	return kv_commit(t, e);
}

bool kv_create(const char *dir, size_t map, struct err *e)
{
	if (!check_version(e) || !kv_file_prepare(dir, e))
		return false;
	struct kv *kv = kv_make(dir, map ? map : MAP_START, e);
	bool ok = kv && open_trees(kv, true, e);
	kv_close(kv);
	return ok;
}

struct kv *kv_open(const char *dir, struct err *e)
{
	int dead;
	MDB_stat st;

	if (!check_version(e) || !kv_file_check(dir, e) || !kv_file_prepare(dir, e))
		return NULL;
	struct kv *kv = kv_make(dir, 0, e);
	if (!kv)
		return NULL;
	int rc = mdb_reader_check(kv->env, &dead);
	if (rc == 0)
		rc = mdb_env_stat(kv->env, &st);
	if (rc != 0)
		fail(kv, rc, e);
	if (rc != 0 || !open_trees(kv, false, e)) {
		kv_close(kv);
		return NULL;
	}
	kv->page_size = st.ms_psize;
	return kv;
}

void kv_close(struct kv *kv)
{
	if (!kv)
		return;
	/* A fork must not close what its parent uses: that would free the parent's
	 * slots in the shared table of readers. */
	if (kv->pid == getpid())
		mdb_env_close(kv->env);
	free(kv->dir);
	free(kv);
}

/* ---- transactions ---------------------------------------------------------------- */

/* A new map moves all that was read: only while nothing of ours is open. */
static int remap(struct kv *kv, size_t size)
{
	return kv->live ? MDB_MAP_RESIZED : mdb_env_set_mapsize(kv->env, size);
}

static int begin(struct kv *kv, bool write, MDB_txn **txn)
{
	int dead;
	int rc = 0;

	for (int tries = 0; tries < 8; tries++) {
		rc = mdb_txn_begin(kv->env, NULL, write ? 0 : MDB_RDONLY, txn);
		int again = -1;
		if (rc == MDB_MAP_RESIZED)
			again = remap(kv, 0);
		else if (rc == MDB_READERS_FULL)
			again = mdb_reader_check(kv->env, &dead);
		if (again != 0)
			break;
	}
	return rc;
}

struct kv_txn *kv_begin(struct kv *kv, bool write, struct err *e)
{
	if (kv->pid != getpid()) {
		err_set(e, ERR_BUG);
		err_str(e, STRV("store used across fork"));
		return NULL;
	}
	struct kv_txn *t = calloc(1, sizeof *t);
	if (!t) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	int rc = begin(kv, write, &t->txn);
	if (rc != 0) {
		fail(kv, rc, e);
		free(t);
		return NULL;
	}
	t->kv = kv;
	t->write = write;
	kv->full = kv->full && !write;
	kv->live++;
	return t;
}

/* Pages that a transaction took and gave back are not written, which can leave the file
 * shorter than the engine's own account; kv_file_check would then have to look closely.
 * fallocate never shrinks, so another writer's growth is safe. */
static void fill_file(struct kv *kv)
{
	MDB_envinfo info;
	struct stat st;
	int fd;

	if (!kv->page_size || mdb_env_info(kv->env, &info) != 0 ||
	    mdb_env_get_fd(kv->env, &fd) != 0 || fstat(fd, &st) != 0)
		return;
	off_t need = (off_t)((info.me_last_pgno + 1) * kv->page_size);
	if (st.st_size < need && fallocate(fd, 0, st.st_size, need - st.st_size) != 0)
		return; /* a disk without room: nothing is lost by it */
}

bool kv_commit(struct kv_txn *t, struct err *e)
{
	struct kv *kv = t->kv;

	if (t->broken) {
		kv_abort(t);
		err_set(e, ERR_BUG);
		return err_str(e, STRV("commit of a failed transaction"));
	}
	int rc = mdb_txn_commit(t->txn);
	kv->live--;
	bool write = t->write;
	t->txn = NULL;
	free(t);
	kv->full = kv->full || rc == MDB_MAP_FULL;
	if (rc != 0)
		return fail(kv, rc, e);
	if (write)
		fill_file(kv);
	return true;
}

void kv_abort(struct kv_txn *t)
{
	if (!t)
		return;
	mdb_txn_abort(t->txn);
	t->kv->live--;
	free(t);
}

bool kv_full(const struct kv *kv)
{
	return kv->full;
}

bool kv_grow(struct kv *kv, struct err *e)
{
	MDB_envinfo before;
	MDB_envinfo now;
	int rc = mdb_env_info(kv->env, &before);

	/* Another process may have made it larger than we know. The file only says how
	 * large its last writer found it: ours counts too, or it would never pass
	 * twice. */
	if (rc == 0)
		rc = remap(kv, 0);
	if (rc == 0)
		rc = mdb_env_info(kv->env, &now);
	if (rc == 0 && now.me_mapsize <= before.me_mapsize)
		rc = remap(kv, before.me_mapsize * 2);
	return rc == 0 || fail(kv, rc, e);
}

/* ---- keys ------------------------------------------------------------------------ */

static MDB_val val_of(struct strv v)
{
	/* The engine does not write through what it is given to read. */
	union {
		const char *in;
		void *out;
	} p = { v.p };

	return (MDB_val){ v.n, p.out };
}

static struct strv strv_val(const MDB_val *v)
{
	return v->mv_size ? strv_n(v->mv_data, v->mv_size) : (struct strv){ "", 0 };
}

bool kv_get(struct kv_txn *t, enum kv_tree tree, struct strv key, struct strv *out,
	    struct err *e)
{
	MDB_val k = val_of(key);
	MDB_val v;
	int rc = mdb_get(t->txn, t->kv->dbi[tree], &k, &v);

	*out = rc == 0 ? strv_val(&v) : (struct strv){ NULL, 0 };
	return rc == 0 || rc == MDB_NOTFOUND || fail(t->kv, rc, e);
}

static bool changed(struct kv_txn *t, int rc, struct err *e)
{
	if (rc == 0)
		return true;
	t->broken = true;
	t->kv->full = t->kv->full || rc == MDB_MAP_FULL;
	return fail(t->kv, rc, e);
}

bool kv_put(struct kv_txn *t, enum kv_tree tree, struct strv key, struct strv value,
	    struct err *e)
{
	MDB_val k = val_of(key);
	MDB_val v = val_of(value);

	return changed(t, mdb_put(t->txn, t->kv->dbi[tree], &k, &v, 0), e);
}

bool kv_del(struct kv_txn *t, enum kv_tree tree, struct strv key, struct err *e)
{
	MDB_val k = val_of(key);
	int rc = mdb_del(t->txn, t->kv->dbi[tree], &k, NULL);

	return changed(t, rc == MDB_NOTFOUND ? 0 : rc, e);
}

bool kv_entries(struct kv_txn *t, enum kv_tree tree, size_t *n, struct err *e)
{
	MDB_stat st;
	int rc = mdb_stat(t->txn, t->kv->dbi[tree], &st);

	*n = rc == 0 ? st.ms_entries : 0;
	return rc == 0 || fail(t->kv, rc, e);
}

/* ---- walks ----------------------------------------------------------------------- */

bool kv_range_open(struct kv_range *r, struct kv_txn *t, enum kv_tree tree,
		   struct strv lo, struct strv hi, bool reverse, struct err *e)
{
	MDB_cursor *c;

	*r = (struct kv_range){ .reverse = reverse, .nlo = lo.n, .nhi = hi.n };
	if (lo.n > sizeof r->lo || hi.n > sizeof r->hi) {
		err_set(e, ERR_BUG);
		return err_str(e, STRV("bound too long"));
	}
	if (lo.n)
		memcpy(r->lo, lo.p, lo.n);
	if (hi.n)
		memcpy(r->hi, hi.p, hi.n);
	int rc = mdb_cursor_open(t->txn, t->kv->dbi[tree], &c);
	if (rc != 0)
		return fail(t->kv, rc, e);
	r->cursor = c;
	return true;
}

bool kv_range_prefix(struct kv_range *r, struct kv_txn *t, enum kv_tree tree,
		     struct strv prefix, bool reverse, struct err *e)
{
	unsigned char hi[KV_KEY_MAX];
	size_t n = prefix.n < sizeof hi ? prefix.n : sizeof hi;

	if (n)
		memcpy(hi, prefix.p, n);
	/* The first key after all that begin so: one more in the last byte that can. */
	while (n > 0 && hi[n - 1] == 0xff)
		n--;
	if (n > 0)
		hi[n - 1]++;
	return kv_range_open(r, t, tree, prefix, strv_n(hi, n), reverse, e);
}

static int step(MDB_cursor *c, MDB_val *k, MDB_val *v, MDB_cursor_op op)
{
	return mdb_cursor_get(c, k, v, op);
}

/* To the last key before `bound` (or the last of all). */
static int seek_before(MDB_cursor *c, struct strv bound, MDB_val *k, MDB_val *v)
{
	if (bound.n) {
		*k = val_of(bound);
		int rc = step(c, k, v, MDB_SET_RANGE);
		if (rc == 0)
			return step(c, k, v, MDB_PREV);
		if (rc != MDB_NOTFOUND)
			return rc;
	}
	return step(c, k, v, MDB_LAST);
}

static int seek_after(MDB_cursor *c, struct strv bound, MDB_val *k, MDB_val *v)
{
	if (!bound.n)
		return step(c, k, v, MDB_FIRST);
	*k = val_of(bound);
	return step(c, k, v, MDB_SET_RANGE);
}

/* What the cursor found, unless it lies outside the bounds. */
static bool settle(struct kv_range *r, int rc, MDB_val *k, MDB_val *v, struct err *e)
{
	r->key = r->value = (struct strv){ NULL, 0 };
	if (rc == MDB_NOTFOUND)
		return true;
	if (rc != 0) {
		MDB_env *env = mdb_txn_env(mdb_cursor_txn(r->cursor));
		return fail(mdb_env_get_userctx(env), rc, e);
	}
	struct strv key = strv_val(k);
	if (r->reverse ? strv_cmp(key, strv_n(r->lo, r->nlo)) < 0
		       : r->nhi && strv_cmp(key, strv_n(r->hi, r->nhi)) >= 0)
		return true;
	r->key = key;
	r->value = strv_val(v);
	return true;
}

bool kv_range_next(struct kv_range *r, struct err *e)
{
	MDB_val k = { 0 };
	MDB_val v = { 0 };
	int rc;

	if (!r->begun && r->reverse)
		rc = seek_before(r->cursor, strv_n(r->hi, r->nhi), &k, &v);
	else if (!r->begun)
		rc = seek_after(r->cursor, strv_n(r->lo, r->nlo), &k, &v);
	else if (!r->key.p)
		rc = MDB_NOTFOUND;
	else
		rc = step(r->cursor, &k, &v, r->reverse ? MDB_PREV : MDB_NEXT);
	r->begun = true;
	return settle(r, rc, &k, &v, e);
}

bool kv_range_seek(struct kv_range *r, struct strv key, struct err *e)
{
	struct strv lo = strv_n(r->lo, r->nlo);
	struct strv hi = strv_n(r->hi, r->nhi);
	MDB_val k = { 0 };
	MDB_val v = { 0 };
	int rc;

	r->begun = true;
	if (!r->reverse) {
		rc = seek_after(r->cursor, strv_cmp(key, lo) < 0 ? lo : key, &k, &v);
		return settle(r, rc, &k, &v, e);
	}
	if (hi.n && strv_cmp(key, hi) >= 0) {
		rc = seek_before(r->cursor, hi, &k, &v);
		return settle(r, rc, &k, &v, e);
	}
	k = val_of(key);
	rc = step(r->cursor, &k, &v, MDB_SET_RANGE);
	if (rc == 0 && !strv_eq(strv_val(&k), key))
		rc = step(r->cursor, &k, &v, MDB_PREV);
	else if (rc == MDB_NOTFOUND)
		rc = step(r->cursor, &k, &v, MDB_LAST);
	return settle(r, rc, &k, &v, e);
}

void kv_range_close(struct kv_range *r)
{
	if (r->cursor)
		mdb_cursor_close(r->cursor);
	r->cursor = NULL;
}

/* ---- the whole ------------------------------------------------------------------- */

uint64_t kv_version(struct kv *kv)
{
	MDB_envinfo info;

	return mdb_env_info(kv->env, &info) == 0 ? info.me_last_txnid : 0;
}

bool kv_copy(struct kv *kv, int fd, struct err *e)
{
	int rc = mdb_env_copyfd2(kv->env, fd, MDB_CP_COMPACT);

	if (rc == 0 && fsync(fd) != 0)
		rc = errno;
	return rc == 0 || fail(kv, rc, e);
}

bool kv_stat(struct kv *kv, struct kv_stat *out, struct err *e)
{
	MDB_envinfo info;
	int rc = mdb_env_info(kv->env, &info);

	if (rc != 0)
		return fail(kv, rc, e);
	*out = (struct kv_stat){ info.me_mapsize,
				 (uint64_t)(info.me_last_pgno + 1) * kv->page_size,
				 info.me_maxreaders };
	return true;
}
