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
#define PAGE_HEADER 16
#define NODE_HEADER 8
#define NO_PAGE UINT64_MAX
#define DEPTH_MAX 32

enum page_flag { PAGE_BRANCH = 0x01, PAGE_LEAF = 0x02 };
enum node_flag { NODE_BIG = 0x01, NODE_TREE = 0x02 };

struct meta {
	uint32_t page_size;
	uint64_t free_root, main_root;
	uint64_t last_page;
	uint64_t txn;
};

struct walk {
	int fd;
	uint32_t page_size;
	uint64_t pages; /* whole pages that the file has */
};

static uint64_t number(const unsigned char *p, size_t n)
{
	uint64_t v = 0;

	while (n-- > 0)
		v = v << 8 | p[n];
	return v;
}

static bool read_meta(int fd, off_t at, struct meta *m)
{
	unsigned char b[META_END];

	if (pread(fd, b, sizeof b, at) != (ssize_t)sizeof b)
		return false;
	if (number(b + 16, 4) != META_MAGIC || number(b + 20, 4) != META_VERSION)
		return false;
	*m = (struct meta){
		.page_size = (uint32_t)number(b + 40, 4),
		.free_root = number(b + 80, 8),
		.main_root = number(b + 128, 8),
		.last_page = number(b + 136, 8),
		.txn = number(b + 144, 8),
	};
	return m->page_size >= 512 && m->page_size <= 65536 &&
	       (m->page_size & (m->page_size - 1)) == 0;
}

static bool tree_whole(const struct walk *w, uint64_t page, unsigned depth);

/* What a node of a leaf refers to: pages of its own or another tree. */
static bool leaf_node_whole(const struct walk *w, const unsigned char *node,
			    size_t room, unsigned depth)
{
	uint64_t size = number(node, 4);
	unsigned flags = (unsigned)number(node + 4, 2);
	size_t data = NODE_HEADER + (size_t)number(node + 6, 2);

	if (flags & NODE_BIG) {
		if (data + 8 > room)
			return false;
		uint64_t page = number(node + data, 8);
		uint64_t n = (size + PAGE_HEADER - 1) / w->page_size + 1;
		return page < w->pages && n <= w->pages - page;
	}
	if (flags & NODE_TREE)
		return data + 48 <= room &&
		       tree_whole(w, number(node + data + 40, 8), depth + 1);
	return true;
}

static bool page_whole(const struct walk *w, const unsigned char *p, unsigned depth)
{
	unsigned flags = (unsigned)number(p + 10, 2);
	size_t lower = (size_t)number(p + 12, 2);

	if (lower < PAGE_HEADER || lower > w->page_size)
		return false;
	for (size_t at = PAGE_HEADER; at + 2 <= lower; at += 2) {
		size_t node = (size_t)number(p + at, 2);
		if (node + NODE_HEADER > w->page_size)
			return false;
		bool ok = true;
		if (flags & PAGE_BRANCH)
			ok = tree_whole(w, number(p + node, 6), depth + 1);
		else if (flags & PAGE_LEAF)
			ok = leaf_node_whole(w, p + node, w->page_size - node, depth);
		if (!ok)
			return false;
	}
	return true;
}

/* Every page that the tree at `page` needs lies within the file. */
static bool tree_whole(const struct walk *w, uint64_t page, unsigned depth)
{
	if (page == NO_PAGE)
		return true;
	if (depth > DEPTH_MAX || page >= w->pages)
		return false;
	unsigned char *p = malloc(w->page_size);
	if (!p)
		return false;
	bool ok = pread(w->fd, p, w->page_size, (off_t)(page * w->page_size)) ==
			  (ssize_t)w->page_size &&
		  page_whole(w, p, depth);
	free(p);
	return ok;
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

static bool check_file(int fd, const char *path, struct err *e)
{
	struct meta m;
	struct meta other;
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return foreign(path, e);
	if (st.st_size < META_END)
		return truncated(path, st.st_size, META_END, e);
	if (!read_meta(fd, 0, &m))
		return foreign(path, e);
	if (st.st_size < 2 * (off_t)m.page_size)
		return truncated(path, st.st_size, 2 * (uint64_t)m.page_size, e);
	if (!read_meta(fd, (off_t)m.page_size, &other) ||
	    other.page_size != m.page_size)
		return foreign(path, e);
	if (other.txn > m.txn)
		m = other;
	/* Asked again after the meta pages: the file of a living store may have
	 * grown. */
	if (fstat(fd, &st) != 0)
		return foreign(path, e);
	uint64_t need = (m.last_page + 1) * m.page_size;
	if ((uint64_t)st.st_size >= need)
		return true;
	/* The engine does not write pages at the end that one transaction took and gave
	 * back; only a page that is needed counts. */
	struct walk w = { fd, m.page_size, (uint64_t)st.st_size / m.page_size };
	return (tree_whole(&w, m.main_root, 0) && tree_whole(&w, m.free_root, 0)) ||
	       truncated(path, st.st_size, need, e);
}

bool kv_file_check(const char *dir, struct err *e)
{
	struct str path = { 0 };

	str_addf(&path, "%s/data.mdb", dir);
	if (path.failed)
		return err_set(e, ERR_NOMEM);
	int fd = open(str_z(&path), O_RDONLY | O_CLOEXEC);
	bool ok = false;
	if (fd >= 0) {
		ok = check_file(fd, str_z(&path), e);
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
