#include "store/store.h"

#include "store/codec.h"
#include "store/edit.h"
#include "store/schema.h"
#include "store/txn.h"

#define USER_VERSION 1
#define NAME_MAX_BYTES 32

/* ---- records --------------------------------------------------------------------- */

/* version, roles, disabled, name; the keyed check at the end: roles lie plain. */
static bool user_read(const struct store *s, struct strv key, struct strv value,
		      struct user *out)
{
	uint8_t sum[SEAL_CHECK];

	if (value.n < SEAL_CHECK)
		return false;
	struct strv body = strv_n(value.p, value.n - SEAL_CHECK);
	struct wire w = wire_of(body);
	uint8_t version = wire_u8(&w);
	out->roles = wire_u16(&w);
	out->disabled = wire_u8(&w) != 0;
	out->name = wire_text8(&w);
	out->id = key.n == 3 ? be16((const unsigned char *)key.p + 1) : 0;
	if (!wire_done(&w) || version != USER_VERSION)
		return false;
	seal_check(s->keys, 'u', key, body, sum);
	return seal_same(sum, value.p + body.n, sizeof sum);
}

static bool user_corrupt(struct err *e)
{
	err_set(e, ERR_STORE_CORRUPT);
	return err_str(e, STRV("user"));
}

/* *found false when there is none with this id. */
static bool user_by_id(struct txn *t, uint16_t id, struct user *out, bool *found,
		       struct err *e)
{
	struct dbkey key = key_user(id);
	struct strv v;

	*found = false;
	if (!kv_get(t->kv, KV_USER, dbkey_v(&key), &v, e))
		return false;
	if (!v.p)
		return true;
	*found = true;
	return user_read(t->store, dbkey_v(&key), v, out) || user_corrupt(e);
}

static bool id_by_name(struct txn *t, struct strv name, uint16_t *id, struct err *e)
{
	struct dbkey key = key_user_name(name);
	struct strv v;

	*id = 0;
	if (!name.n || name.n > NAME_MAX_BYTES)
		return true;
	if (!kv_get(t->kv, KV_USER, dbkey_v(&key), &v, e))
		return false;
	if (v.n == 2)
		*id = be16((const unsigned char *)v.p);
	return true;
}

static bool name_error(enum err_code code, struct strv name, struct err *e)
{
	err_set(e, code);
	return err_str(e, name);
}

bool user_by_name(struct txn *t, struct strv name, struct user *out, struct err *e)
{
	uint16_t id;
	bool found = false;

	if (!id_by_name(t, name, &id, e) || (id && !user_by_id(t, id, out, &found, e)))
		return false;
	if (!found)
		return name_error(ERR_USER_UNKNOWN, name, e);
	return strv_eq(out->name, name) || user_corrupt(e);
}

struct strv user_name(struct txn *t, uint16_t id)
{
	struct err e = { .code = ERR_NONE };
	struct user u = { .id = 0 };
	bool found;

	if (!id || !user_by_id(t, id, &u, &found, &e) || !found)
		return (struct strv){ "", 0 };
	return u.name;
}

bool actor_load(struct txn *t, struct strv name, const char *origin, struct actor *out,
		struct err *e)
{
	struct user u = { .id = 0 };

	*out = (struct actor){ .id = 0 };
	if (!user_by_name(t, name, &u, e))
		return false;
	if (u.disabled)
		return name_error(ERR_USER_DISABLED, name, e);
	out->id = u.id;
	out->roles = u.roles;
	out->rights = roles_rights(u.roles);
	(void)snprintf(out->name, sizeof out->name, "%.*s", STRV_FMT(u.name));
	(void)snprintf(out->origin, sizeof out->origin, "%s", origin);
	return true;
}

bool user_list(struct txn *t, struct arena *a, struct user **out, size_t *n,
	       struct err *e)
{
	struct kv_range r;
	size_t room;
	size_t id_and_name;

	*n = 0;
	if (!kv_entries(t->kv, KV_USER, &id_and_name, e))
		return false;
	room = id_and_name / 2;
	*out = arena_array(a, room ? room : 1, sizeof **out);
	if (!*out)
		return err_set(e, ERR_NOMEM);
	/* The names are keys: the walk gives them in order. */
	if (!kv_range_prefix(&r, t->kv, KV_USER, STRV("n"), false, e))
		return false;
	bool ok = kv_range_next(&r, e);
	while (ok && r.key.p && *n < room) {
		struct user *u = &(*out)[*n];
		ok = user_by_name(t, strv_n(r.key.p + 1, r.key.n - 1), u, e);
		if (!ok)
			break;
		u->name = arena_copy(a, u->name);
		++*n;
		ok = u->name.p ? kv_range_next(&r, e) : err_set(e, ERR_NOMEM);
	}
	kv_range_close(&r);
	return ok;
}

/* ---- writing --------------------------------------------------------------------- */

/* What getpwuid() gives: besides Debian's own names those of a directory service
 * ("J.Jansen", "jansen@gemeente.example", a number of personnel). Nothing that reads as an
 * option, or as more than one word. */
static bool name_good(struct strv name)
{
	if (!name.n || name.n > NAME_MAX_BYTES)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		bool first = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			     (c >= '0' && c <= '9') || c == '_';
		if (!first && (i == 0 || (c != '-' && c != '.' && c != '@')))
			return false;
	}
	return true;
}

static bool roles_good(unsigned roles, struct err *e)
{
	unsigned others = roles & ~(unsigned)ROLE_ADMINISTRATOR;

	if (!(roles & ROLE_ADMINISTRATOR) || !others)
		return true;
	/* The lowest of the others, as the pair to name. */
	err_set(e, ERR_ROLE_COMBINATION);
	err_str(e, strv(role_word(ROLE_ADMINISTRATOR)));
	return err_str(e, strv(role_word((enum role)(others & -others))));
}

static bool is_admin(const struct user *u)
{
	return !u->disabled && (u->roles & ROLE_ADMINISTRATOR);
}

/* Whether another than `id` can still administer. */
static bool other_admin(struct txn *t, uint16_t id, bool *found, struct err *e)
{
	struct user *all;
	size_t n;

	*found = false;
	if (!user_list(t, &t->arena, &all, &n, e))
		return false;
	for (size_t i = 0; i < n; i++)
		*found = *found || (all[i].id != id && is_admin(&all[i]));
	return true;
}

static bool user_write(struct txn *t, const struct user *u, struct err *e)
{
	struct dbkey key = key_user(u->id);
	struct dbkey name = key_user_name(u->name);
	struct dbkey id = { .n = 0 };
	struct str out = { 0 };
	uint8_t sum[SEAL_CHECK];

	put_u8(&out, USER_VERSION);
	put_u16(&out, u->roles);
	put_u8(&out, u->disabled);
	put_text8(&out, u->name);
	seal_check(t->store->keys, 'u', dbkey_v(&key), strv_of(&out), sum);
	str_add(&out, strv_n(sum, sizeof sum));
	dbkey_u16(&id, u->id);
	bool ok = out.failed
			  ? err_set(e, ERR_NOMEM)
			  : kv_put(t->kv, KV_USER, dbkey_v(&key), strv_of(&out), e) &&
				    kv_put(t->kv, KV_USER, dbkey_v(&name), dbkey_v(&id),
					   e);
	str_release(&out);
	t->content = true;
	return ok;
}

static bool user_new(struct txn *t, const struct user *u, struct err *e)
{
	struct user made = *u;
	uint64_t last;
	uint16_t same;

	if (!id_by_name(t, u->name, &same, e))
		return false;
	if (same)
		return name_error(ERR_USER_EXISTS, u->name, e);
	if (!meta_number(t, META_USERS, &last, e))
		return false;
	if (last >= UINT16_MAX) {
		err_set(e, ERR_TOO_LARGE);
		err_str(e, STRV("users"));
		return err_int(e, UINT16_MAX);
	}
	made.id = (uint16_t)(last + 1);
	return meta_set_number(t, META_USERS, made.id, e) && user_write(t, &made, e);
}

bool user_put(struct txn *t, const struct user *u, struct err *e)
{
	struct user was = { .id = 0 };
	bool found, others;

	if (!name_good(u->name))
		return name_error(ERR_USER_NAME, u->name, e);
	if (!roles_good(u->roles, e))
		return false;
	if (!u->id)
		return user_new(t, u, e);
	if (!user_by_id(t, u->id, &was, &found, e))
		return false;
	if (!found)
		return name_error(ERR_USER_UNKNOWN, u->name, e);
	/* The journal and the dossiers name users: a name never changes its bearer. */
	if (!strv_eq(was.name, u->name))
		return name_error(ERR_USER_NAME, u->name, e);
	if (is_admin(&was) && !is_admin(u)) {
		if (!other_admin(t, u->id, &others, e))
			return false;
		if (!others)
			return err_set(e, ERR_LAST_ADMIN);
	}
	return user_write(t, u, e);
}
