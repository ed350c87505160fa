#include "store/store.h"

#include <signal.h>
#include <sys/stat.h>

#include "store/files.h"
#include "store/schema.h"
#include "store/txn.h"

/* ---- opening --------------------------------------------------------------------- */

static bool read_keys(struct store *s, const char *key_file, struct err *e)
{
	uint8_t key[SEAL_KEY];

	if (!seal_file_read(key_file, key, e))
		return false;
	s->keys = seal_keys_make(key);
	seal_wipe(key, sizeof key);
	return s->keys || err_set(e, ERR_NOMEM);
}

static bool foreign(const struct store *s, struct err *e)
{
	err_set(e, ERR_STORE_FOREIGN);
	return err_str(e, strv(s->dir));
}

/* The store is one of ours, of a format that we know, and the key is its own. */
static bool check_meta(struct store *s, struct txn *t, const char *key_file,
		       const struct marker *marker, struct err *e)
{
	struct strv id;
	struct strv check;
	uint64_t format;
	uint64_t demo;

	if (!meta_number(t, META_FORMAT, &format, e) || !meta_get(t, META_ID, &id, e) ||
	    !meta_get(t, META_CHECK, &check, e) ||
	    !meta_number(t, META_DEMO, &demo, e) ||
	    !meta_number(t, META_GENERATION, &s->generation, e))
		return false;
	if (format == 0 || id.n != sizeof s->id || check.n != sizeof s->keys->check ||
	    memcmp(id.p, marker->id, id.n) != 0)
		return foreign(s, e);
	if (format != STORE_FORMAT) {
		err_set(e, ERR_STORE_FORMAT);
		err_int(e, (int64_t)format);
		return err_int(e, STORE_FORMAT);
	}
	if (!seal_same(check.p, s->keys->check, check.n)) {
		err_set(e, ERR_KEY_WRONG);
		return err_str(e, strv(key_file));
	}
	memcpy(s->id, id.p, id.n);
	s->demo = demo != 0;
	return true;
}

static bool open_all(struct store *s, const char *key_file, struct err *e)
{
	struct marker marker;

	if (!marker_read(s->dir, &marker, e) || !(s->kv = kv_open(s->dir, e)) ||
	    !read_keys(s, key_file, e))
		return false;
	s->version = kv_version(s->kv);
	struct txn *t = txn_read(s, e);
	bool ok = t && check_meta(s, t, key_file, &marker, e);
	txn_end(t);
	return ok;
}

struct store *store_open(const char *dir, const char *key_file, struct err *e)
{
	struct store *s = calloc(1, sizeof *s);

	if (!s || !(s->dir = strdup(dir))) {
		store_close(s);
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	if (!open_all(s, key_file, e)) {
		store_close(s);
		return NULL;
	}
	return s;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	kv_close(s->kv);
	seal_keys_free(s->keys);
	arena_release(&s->policies);
	free(s->dir);
	free(s);
}

const char *store_key_path(const char *dir, const char *config_dir, struct arena *a,
			   struct err *e)
{
	struct marker m;

	if (!marker_read(dir, &m, e))
		return NULL;
	const char *path =
		m.demo ? arena_printf(a, "%s/%s", dir, DEMO_KEY_FILE)
		       : arena_printf(a, "%s/%s.key", config_dir, marker_text(&m).s);
	if (!path)
		err_set(e, ERR_NOMEM);
	return path;
}

const char *store_dir(const struct store *s)
{
	return s->dir;
}

bool store_is_demo(const struct store *s)
{
	return s->demo;
}

const char *store_engine_version(void)
{
	return kv_engine();
}

uint64_t store_generation(struct store *s)
{
	struct err ignored = { .code = ERR_NONE };
	uint64_t version = kv_version(s->kv);

	if (version == s->version)
		return s->generation;
	/* Another commit; only META tells whether it changed content. */
	struct txn *t = txn_read(s, &ignored);
	if (t && meta_number(t, META_GENERATION, &s->generation, &ignored))
		s->version = version;
	txn_end(t);
	return s->generation;
}

/* ---- transactions ---------------------------------------------------------------- */

struct txn *txn_read(struct store *s, struct err *e)
{
	struct txn *t = calloc(1, sizeof *t);

	if (!t) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	t->store = s;
	t->kv = kv_begin(s->kv, false, e);
	if (!t->kv) {
		free(t);
		return NULL;
	}
	return t;
}

void txn_end(struct txn *t)
{
	if (!t)
		return;
	kv_abort(t->kv);
	arena_release(&t->arena);
	free(t);
}

static bool bump_generation(struct txn *t, struct err *e)
{
	uint64_t n;

	return meta_number(t, META_GENERATION, &n, e) &&
	       meta_set_number(t, META_GENERATION, n + 1, e);
}

static bool run_once(struct txn *t, store_fn fn, void *ctx, struct err *e)
{
	t->content = false;
	t->kv = kv_begin(t->store->kv, true, e);
	if (!t->kv)
		return false;
	if (!fn(t, ctx, e) || (t->content && !bump_generation(t, e))) {
		kv_abort(t->kv);
		return false;
	}
	return kv_commit(t->kv, e);
}

bool store_run(struct store *s, store_fn fn, void *ctx, struct err *e)
{
	struct txn t = { .store = s, .write = true };
	sigset_t stops;
	sigset_t before;
	bool ok;

	/* A writer that is stopped holds the lock that the whole office waits for. */
	sigemptyset(&stops);
	sigaddset(&stops, SIGTSTP);
	sigaddset(&stops, SIGTTIN);
	sigaddset(&stops, SIGTTOU);
	sigprocmask(SIG_BLOCK, &stops, &before);
	while (!(ok = run_once(&t, fn, ctx, e)) && kv_full(s->kv) &&
	       kv_grow(s->kv, e)) {
		arena_reset(&t.arena);
		/* What was full is no error of the run that follows. */
		(void)err_set(e, ERR_NONE);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	arena_release(&t.arena);
	return ok;
}

/* ---- the store's own values ------------------------------------------------------ */

bool meta_get(struct txn *t, const char *name, struct strv *out, struct err *e)
{
	return kv_get(t->kv, KV_META, strv(name), out, e);
}

bool meta_put(struct txn *t, const char *name, struct strv value, struct err *e)
{
	return kv_put(t->kv, KV_META, strv(name), value, e);
}

bool meta_number(struct txn *t, const char *name, uint64_t *out, struct err *e)
{
	struct strv v;

	*out = 0;
	if (!meta_get(t, name, &v, e))
		return false;
	if (!v.p)
		return true;
	if (v.n != 8) {
		err_set(e, ERR_STORE_CORRUPT);
		return err_str(e, strv(name));
	}
	*out = be64((const unsigned char *)v.p);
	return true;
}

bool meta_set_number(struct txn *t, const char *name, uint64_t n, struct err *e)
{
	struct dbkey value = { .n = 0 };

	dbkey_u64(&value, n);
	return meta_put(t, name, dbkey_v(&value), e);
}
