#include "store/store.h"

#include <errno.h>
#include <unistd.h>

#include "store/edit.h"
#include "store/files.h"
#include "store/schema.h"
#include "store/txn.h"

struct beginning {
	const struct store_setup *setup;
	const struct marker *marker;
};

static bool put_meta(struct txn *t, const struct beginning *b, struct err *e)
{
	const struct seal_keys *keys = t->store->keys;

	return meta_set_number(t, META_FORMAT, STORE_FORMAT, e) &&
	       meta_put(t, META_ID, strv_n(b->marker->id, sizeof b->marker->id), e) &&
	       meta_put(t, META_CHECK, strv_n(keys->check, sizeof keys->check), e) &&
	       (!b->setup->demo || meta_set_number(t, META_DEMO, 1, e));
}

/* The first transaction: without it the store is no store. */
static bool begin_store(struct txn *t, void *ctx, struct err *e)
{
	const struct beginning *b = ctx;
	const struct store_setup *setup = b->setup;
	struct user admin = { .name = strv(setup->admin), .roles = ROLE_ADMINISTRATOR };
	struct actor actor;

	return put_meta(t, b, e) && user_put(t, &admin, e) &&
	       actor_load(t, admin.name, setup->demo ? "demo" : "cli", &actor, e) &&
	       policy_put(t, setup->policy, setup->policy_name, e) &&
	       journal_add(t, &actor, "init", (struct caseid){ 0, 0 },
			   strv(setup->admin), setup->now, true, e);
}

static bool fill_store(struct store *s, const struct store_setup *setup,
		       const struct marker *marker, struct err *e)
{
	struct beginning b = { setup, marker };
	uint8_t key[SEAL_KEY];

	if (!seal_file_read(setup->key_file, key, e))
		return false;
	s->keys = seal_keys_make(key);
	seal_wipe(key, sizeof key);
	if (!s->keys)
		return err_set(e, ERR_NOMEM);
	s->kv = kv_open(setup->dir, e);
	return s->kv && store_run(s, begin_store, &b, e);
}

static bool make_files(const struct store_setup *setup, struct err *e)
{
	struct marker marker = { .demo = setup->demo };
	struct store *s = calloc(1, sizeof *s);

	if (!s)
		return err_set(e, ERR_NOMEM);
	seal_random(marker.id, sizeof marker.id);
	bool ok = kv_create(setup->dir, 0, e) && fill_store(s, setup, &marker, e) &&
		  marker_write(setup->dir, &marker, e) && dir_sync(setup->dir, e);
	store_close(s);
	return ok;
}

bool store_init(const struct store_setup *setup, struct err *e)
{
	bool made;

	if (!dir_make(setup->dir, &made, e))
		return false;
	if (!seal_file_create(setup->key_file, e)) {
		dir_undo(setup->dir, made);
		return false;
	}
	/* A store whose key a power cut takes with it is as good as none. */
	if (parent_sync(setup->key_file, e) && make_files(setup, e))
		return true;
	(void)unlink(setup->key_file);
	dir_undo(setup->dir, made);
	return false;
}
