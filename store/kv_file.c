/* Looks at the engine's file before the engine maps it: a file cut short would
 * otherwise be found out by SIGBUS in the middle of a screen, and an empty one would
 * open as a fresh, empty store. Plain reads only; the layout is that of LMDB 0.9 on 64
 * bits. */
#include "store/kv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#define LOCK_BYTES ((off_t)(KV_READERS + 64) * 64)
#define META_MAGIC UINT32_C(0xbeefc0de)
#define META_VERSION 1
#define META_END 152 /* page header and meta */
#define META_TREES 40 /* where the records of the free and the main tree begin */
#define TREE_RECORD 48
#define PAGE_HEADER 16
#define NODE_HEADER 8
#define NO_PAGE UINT64_MAX
#define DEPTH_MAX 32

enum page_flag {
	PAGE_BRANCH = 0x01,
	PAGE_LEAF = 0x02,
	PAGE_BIG = 0x04,
	PAGE_DIRTY = 0x10, /* may be left behind: says nothing */
};
enum node_flag { NODE_BIG = 0x01, NODE_TREE = 0x02 };

struct tree {
	uint64_t root;
	unsigned depth; /* levels of pages; 0: empty */
	unsigned least; /* keys that a branch has at least */
	bool sorted; /* its keys stand as bytes do */
	bool holds_trees; /* its values may be records of trees */
};

struct meta {
	uint32_t page_size;
	struct tree free, main;
	uint64_t last_page;
	uint64_t txn;
};

struct walk {
	int fd;
	uint32_t page_size;
	uint64_t pages; /* whole pages that the file has */
	uint64_t left; /* pages still to see: each is seen once, so a circle ends */
	bool deep; /* also trees of more than one page */
	bool nomem;
};

static uint64_t number(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static struct tree read_tree(const unsigned char *record)
{
	return (struct tree){
		.root = number(record + 40, 8),
		.depth = (unsigned)number(record + 6, 2),
		.least = 2,
		.sorted = true,
	};
}

static bool read_meta(int fd, off_t at, struct meta *m)
{
	unsigned char b[META_END];

	if (pread(fd, b, sizeof b, at) != (ssize_t)sizeof b)
		return false;
	if (number(b + 16, 4) != META_MAGIC || number(b + 20, 4) != META_VERSION)
		return false;
	*m = (struct meta){
		.page_size = (uint32_t)number(b + META_TREES, 4),
		.free = read_tree(b + META_TREES),
		.main = read_tree(b + META_TREES + TREE_RECORD),
		.last_page = number(b + 136, 8),
		.txn = number(b + 144, 8),
	};
	/* Of this tree alone a branch may have one key, and keys are machine numbers. */
	m->free.least = 1;
	m->free.sorted = false;
	m->main.holds_trees = true;
	return m->page_size >= 512 && m->page_size <= 65536 &&
	       (m->page_size & (m->page_size - 1)) == 0 &&
	       m->last_page < UINT64_MAX / 65536 - 1;
}

static bool read_page(struct walk *w, uint64_t page, void *to, size_t n)
{
	if (page < 2 || page >= w->pages || w->left == 0)
		return false;
	w->left--;
	return pread(w->fd, to, n, (off_t)(page * w->page_size)) == (ssize_t)n;
}

/* A value too long for a leaf has pages of its own, one after the other. */
static bool big_whole(struct walk *w, uint64_t page, uint64_t size)
{
	unsigned char head[PAGE_HEADER];
	uint64_t n = (size + PAGE_HEADER - 1) / w->page_size + 1;

	return read_page(w, page, head, sizeof head) && number(head, 8) == page &&
	       (number(head + 10, 2) & ~(uint64_t)PAGE_DIRTY) == PAGE_BIG &&
	       n <= number(head + 12, 4) && n <= w->pages - page;
}

static bool pages_whole(struct walk *w, const struct tree *t, uint64_t page,
			unsigned level);

static bool tree_whole(struct walk *w, const struct tree *t)
{
	if (t->root == NO_PAGE)
		return true;
	return t->depth > 0 && t->depth <= DEPTH_MAX && pages_whole(w, t, t->root, 1);
}

/* What a node of a leaf holds, or refers to: pages of its own, or another tree. */
static bool value_whole(struct walk *w, const struct tree *t, const unsigned char *node,
			size_t room)
{
	uint64_t size = number(node, 4);
	unsigned flags = (unsigned)number(node + 4, 2);
	size_t data = NODE_HEADER + (size_t)number(node + 6, 2);

	if (flags == NODE_BIG)
		return data + 8 <= room && big_whole(w, number(node + data, 8), size);
	if (size > room - data)
		return false;
	if (flags != NODE_TREE)
		return flags == 0;
	if (!t->holds_trees || size != TREE_RECORD)
		return false;
	const struct tree sub = read_tree(node + data);
	/* The store's trees have no flags: duplicates and the like. */
	return number(node + data + 4, 2) == 0 &&
	       ((sub.depth > 1 && !w->deep) || tree_whole(w, &sub));
}

/* The page is what its level asks for. */
static bool page_fits(const struct walk *w, const struct tree *t,
		      const unsigned char *p, uint64_t page, bool leaf)
{
	size_t lower = (size_t)number(p + 12, 2);
	size_t upper = (size_t)number(p + 14, 2);
	unsigned flags = (unsigned)number(p + 10, 2) & ~(unsigned)PAGE_DIRTY;

	return number(p, 8) == page && lower <= upper && upper <= w->page_size &&
	       lower % 2 == 0 && lower >= PAGE_HEADER + 2 * (leaf ? 1U : t->least) &&
	       flags == (leaf ? PAGE_LEAF : PAGE_BRANCH);
}

/* The key of the node at `node`; p NULL: it does not lie within the page. */
static struct strv node_key(const struct walk *w, const unsigned char *p, size_t node)
{
	if (node < (size_t)number(p + 14, 2) || node + NODE_HEADER > w->page_size)
		return (struct strv){ NULL, 0 };
	const size_t n = (size_t)number(p + node + 6, 2);

	if (n > w->page_size - node - NODE_HEADER)
		return (struct strv){ NULL, 0 };
	return strv_n(p + node + NODE_HEADER, n);
}

static bool nodes_whole(struct walk *w, const struct tree *t, const unsigned char *p,
			uint64_t page, unsigned level)
{
	const bool leaf = level == t->depth;
	const size_t lower = (size_t)number(p + 12, 2);
	struct strv before = { NULL, 0 };

	if (!page_fits(w, t, p, page, leaf))
		return false;
	for (size_t at = PAGE_HEADER; at < lower; at += 2) {
		size_t node = (size_t)number(p + at, 2);
		const struct strv key = node_key(w, p, node);

		if (!key.p || (t->sorted && before.p && strv_cmp(before, key) >= 0))
			return false;
		/* The first key of a branch stands for everything before the second. */
		if (leaf || at > PAGE_HEADER)
			before = key;
		if (leaf ? !value_whole(w, t, p + node, w->page_size - node)
			 : !pages_whole(w, t, number(p + node, 6), level + 1))
			return false;
	}
	return true;
}

/* All that the tree `t` has from `page` down is sound and lies within the file. */
static bool pages_whole(struct walk *w, const struct tree *t, uint64_t page,
			unsigned level)
{
	unsigned char *p = malloc(w->page_size);

	w->nomem = w->nomem || !p;
	bool ok = p && read_page(w, page, p, w->page_size) &&
		  nodes_whole(w, t, p, page, level);
	free(p);
	return ok;
}

static bool trees_whole(int fd, const struct meta *m, off_t size, bool deep,
			struct err *e)
{
	struct walk w = { .fd = fd, .page_size = m->page_size, .deep = deep };

	w.pages = (uint64_t)size / m->page_size;
	if (w.pages > m->last_page + 1)
		w.pages = m->last_page + 1;
	w.left = w.pages;
	if (tree_whole(&w, &m->main) && (!deep || tree_whole(&w, &m->free)))
		return true;
	err_set(e, w.nomem ? ERR_NOMEM : ERR_STORE_CORRUPT);
	return false;
}

static bool truncated(const char *path, off_t size, uint64_t expected, struct err *e)
{
	err_set(e, ERR_STORE_TRUNCATED);
	err_str(e, strv(path));
	err_int(e, size);
	return err_int(e, (int64_t)expected);
}

static bool system_error(const char *path, int rc, struct err *e)
{
	bool full = rc == ENOSPC || rc == EDQUOT;

	err_set(e, full ? ERR_STORE_FULL : rc == ENOENT ? ERR_STORE_ABSENT : ERR_IO);
	err_str(e, strv(path));
	return full || rc == ENOENT ? false : err_str(e, strv(strerror(rc)));
}

static bool foreign(const char *path, struct err *e)
{
	err_set(e, ERR_STORE_FOREIGN);
	return err_str(e, strv(path));
}

/* The newest meta page, and the size that the file has at least. */
static bool check_metas(int fd, const char *path, struct meta *m, off_t *size,
			struct err *e)
{
	struct meta other;
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return foreign(path, e);
	if (st.st_size < META_END)
		return truncated(path, st.st_size, META_END, e);
	if (!read_meta(fd, 0, m))
		return foreign(path, e);
	if (st.st_size < 2 * (off_t)m->page_size)
		return truncated(path, st.st_size, 2 * (uint64_t)m->page_size, e);
	if (!read_meta(fd, (off_t)m->page_size, &other) ||
	    other.page_size != m->page_size)
		return foreign(path, e);
	if (other.txn > m->txn)
		*m = other;
	/* Asked again after the meta pages: the file of a living store may have
	 * grown. */
	if (fstat(fd, &st) != 0)
		return foreign(path, e);
	*size = st.st_size;
	return true;
}

/* The engine does not write pages at the end that one transaction took and gave back: of
 * a file that is too short only the pages that are needed count. `deep`: every page is
 * looked at in any case; else those that opening reads. */
static bool check_trees(int fd, const char *path, const struct meta *m, off_t size,
			bool deep, struct err *e)
{
	const uint64_t need = (m->last_page + 1) * m->page_size;
	const bool cut = (uint64_t)size < need;

	if (trees_whole(fd, m, size, deep || cut, e))
		return true;
	if (e->code == ERR_NOMEM)
		return false;
	return cut ? truncated(path, size, need, e) : err_str(e, strv(path));
}

/* What two commits leave free the next may write over: a fault is one when nobody wrote
 * meanwhile. */
static bool check_file(int fd, const char *path, bool deep, struct err *e)
{
	struct meta m = { .page_size = 512 };
	struct meta after = { .txn = 0 };
	off_t size = 0;

	for (int tries = 0; tries < 8; tries++) {
		e->code = ERR_NONE;
		if (!check_metas(fd, path, &m, &size, e))
			return false;
		if (check_trees(fd, path, &m, size, deep, e))
			return true;
		struct err ignored;
		if (!check_metas(fd, path, &after, &size, &ignored) ||
		    after.txn == m.txn)
			return false;
	}
	return false;
}

static bool check_path(const char *dir, bool deep, struct err *e)
{
	struct str path = { 0 };

	str_addf(&path, "%s/data.mdb", dir);
	if (path.failed)
		return err_set(e, ERR_NOMEM);
	int fd = open(str_z(&path), O_RDONLY | O_CLOEXEC);
	bool ok = false;
	if (fd >= 0) {
		ok = check_file(fd, str_z(&path), deep, e);
		(void)close(fd);
	} else if (errno == ENOENT || errno == ENOTDIR) {
		err_set(e, ERR_STORE_ABSENT);
		err_str(e, strv(dir));
	} else {
		system_error(str_z(&path), errno, e);
	}
	str_release(&path);
	return ok;
}

bool kv_file_check(const char *dir, struct err *e)
{
	return check_path(dir, false, e);
}

bool kv_file_walk(const char *dir, struct err *e)
{
	return check_path(dir, true, e);
}

/* ---- before opening -------------------------------------------------------------- */

/* Locks and maps do not work between machines: lmdb.h forbids network file systems. */
static bool check_local(const char *dir, struct err *e)
{
	static const uint32_t network[] = {
		0x6969, /* NFS */
		0x517b, /* SMB */
		0xff534d42, /* CIFS */
		0xfe534d42, /* SMB2 */
		0x5346414f, /* AFS */
		0x00c36400, /* Ceph */
	};
	struct statfs fs;

	if (statfs(dir, &fs) != 0)
		return system_error(dir, errno, e);
	for (size_t i = 0; i < sizeof network / sizeof *network; i++) {
		if ((uint32_t)fs.f_type != network[i])
			continue;
		err_set(e, ERR_STORE_NETWORK);
		return err_str(e, strv(dir));
	}
	return true;
}

/* The engine makes its lock file sparse: on a full disk the first reader to touch it
 * would die of SIGBUS. So its blocks are taken here, and before the engine opens it,
 * since closing it later would drop the engine's own locks. */
static bool make_lock_file(const char *dir, struct err *e)
{
	struct str path = { 0 };
	struct stat st;

	str_addf(&path, "%s/lock.mdb", dir);
	if (path.failed)
		return err_set(e, ERR_NOMEM);
	int rc = 0;
	if (stat(str_z(&path), &st) != 0 || st.st_size < LOCK_BYTES ||
	    st.st_blocks * 512 < LOCK_BYTES) {
		int fd = open(str_z(&path), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		rc = fd < 0 ? errno : posix_fallocate(fd, 0, LOCK_BYTES);
		if (fd >= 0)
			(void)close(fd);
	}
	str_release(&path);
	if (rc == EOPNOTSUPP || rc == EINVAL)
		rc = 0;
	return rc == 0 || system_error(dir, rc, e);
}

bool kv_file_prepare(const char *dir, struct err *e)
{
	return check_local(dir, e) && make_lock_file(dir, e);
}
