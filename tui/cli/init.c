#include "tui/cli/table.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/base/embed.h"
#include "tui/letters/letter.h"
#include "tui/message.h"

#define POLICY "store/policies/voorbeeldstad.yaml"
#define POLICY_MAX (1 << 20)

/* ---- files ---------------------------------------------------------------------------- */

static bool io_error(const char *path, struct err *e)
{
	const int why = errno;

	err_set(e, ERR_IO);
	err_str(e, strv(path));
	return err_str(e, strv(strerror(why)));
}

/* Makes a folder and those above it, for the user alone. */
static bool make_folders(const char *path, struct err *e)
{
	struct str part = { 0 };
	bool ok = true;

	for (const char *p = path; ok; p++) {
		if ((*p == '/' && p != path) || *p == '\0') {
			str_clear(&part);
			str_add(&part, strv_n(path, (size_t)(p - path)));
			ok = !part.failed &&
			     (mkdir(part.p, 0700) == 0 || errno == EEXIST);
		}
		if (*p == '\0')
			break;
	}
	str_release(&part);
	return ok || io_error(path, e);
}

/* ---- making a store --------------------------------------------------------------------- */

/* The text of --policy, or the example that is compiled in. */
static bool read_policy(const struct cli *c, struct store_setup *setup,
			struct str *text, struct err *e)
{
	const char *path = c->option[OPT_POLICY];

	setup->policy_name = path ? path : POLICY;
	if (!path) {
		setup->policy = embed_get(POLICY);
		return true;
	}
	if (!cli_read(path, POLICY_MAX, text, e))
		return false;
	setup->policy = strv_of(text);
	return true;
}

static bool sync_folder(const char *path, struct err *e)
{
	const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	const bool ok = (fd >= 0 && fsync(fd) == 0) || io_error(path, e);

	if (fd >= 0)
		close(fd);
	return ok;
}

/* The key is named after the store, which does not exist yet: it is made under another
 * name and takes its own at the end; link() never overwrites. */
static bool name_key(struct cli *c, const struct store_setup *setup, const char *config,
		     struct err *e)
{
	const char *path = store_key_path(setup->dir, config, &c->arena, e);

	if (!path)
		return false;
	if (link(setup->key_file, path) != 0)
		return io_error(path, e);
	unlink(setup->key_file);
	c->key = path;
	if (sync_folder(config, e))
		return true;
	unlink(path);
	return false;
}

/* Makes the store and puts its key where cli_open will look for it. */
static bool make_store(struct cli *c, struct store_setup *setup, struct err *e)
{
	const char *env = getenv("VOORRANG_KEY");
	const char *config = setup->demo ? setup->dir : cli_config(c, e);

	c->key = c->option[OPT_KEY] ? c->option[OPT_KEY] : env && *env ? env : NULL;
	if (c->key) {
		setup->key_file = c->key;
		return store_init(setup, e);
	}
	if (!config || (!setup->demo && !make_folders(config, e)))
		return false;
	setup->key_file = setup->demo ? arena_printf(&c->arena, "%s.new-key.%ld",
						     setup->dir, (long)getpid())
				      : arena_printf(&c->arena, "%s/new-key.%ld",
						     config, (long)getpid());
	if (!setup->key_file)
		return err_set(e, ERR_NOMEM);
	if (!store_init(setup, e))
		return false;
	if (name_key(c, setup, config, e))
		return true;
	unlink(setup->key_file);
	cli_remove_store(setup->dir);
	return false;
}

static const char *plain_dir(struct cli *c, const char *dir)
{
	struct strv v = strv(dir);

	while (v.n > 1 && v.p[v.n - 1] == '/')
		v.n--;
	return arena_copy(&c->arena, v).p;
}

int init_main(struct cli *c)
{
	struct store_setup setup = { .dir = plain_dir(c, c->word[0]), .now = c->now };
	struct str policy = { 0 };
	struct err e = { 0 };

	setup.admin = cli_login(c, &e);
	const bool ok = setup.dir && setup.admin &&
			read_policy(c, &setup, &policy, &e) &&
			make_store(c, &setup, &e);
	str_release(&policy);
	if (!ok)
		return cli_fail(&e);
	cli_say(_("%s: a new store; its administrator is %s"), setup.dir, setup.admin);
	cli_say(_("Sealing key: %s"), c->key);
	cli_say("%s", _("Without the key nothing can be read: keep a copy, apart from "
			"backups."));
	if (!c->option[OPT_POLICY])
		cli_say("%s",
			_("The policy is the example of Voorbeeldstad; --policy takes "
			  "your own."));
	return 0;
}

/* ---- the demo ------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	unsigned role;
} demo_users[] = {
	{ "administrator", ROLE_ADMINISTRATOR }, /* made by store_init */
	{ "caseworker", ROLE_CASEWORKER },
	{ "caseworker2", ROLE_CASEWORKER },
	{ "decider", ROLE_DECIDER },
	{ "desk", ROLE_DESK },
	{ "coordinator", ROLE_COORDINATOR },
	{ "auditor", ROLE_AUDITOR },
};
#define DEMO_USERS (sizeof(demo_users) / sizeof(*demo_users))

static bool add_users(struct cli *c, struct err *e)
{
	const struct verb *v = verb_by_name(STRV("user-add"));

	for (size_t i = 1; i < DEMO_USERS; i++) {
		struct verb_args args = { .today = c->today, .now = c->now };

		args.date = DATE_NONE;
		args.user = strv(demo_users[i].name);
		args.roles = demo_users[i].role;
		if (!store_do(c->store, v, &c->actor, &args, e))
			return false;
	}
	return true;
}

/* On a terminal only, and by time: ten times a second is enough for eyes. */
static void progress(void *ctx, size_t done, size_t all)
{
	struct timespec *last = ctx;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	const long ms = (long)(now.tv_sec - last->tv_sec) * 1000 +
			(now.tv_nsec - last->tv_nsec) / 1000000;
	if (ms < 100 && done < all)
		return;
	*last = now;
	fprintf(stderr, "\r%zu / %zu%s", done, all, done < all ? "" : "\n");
}

static bool fill_demo(struct cli *c, const struct demo_setup *setup, struct err *e)
{
	c->store = store_open(c->option[OPT_STORE], c->key, e);
	struct txn *t = c->store ? txn_read(c->store, e) : NULL;
	const bool ok =
		t && actor_load(t, strv(demo_users[0].name), "demo", &c->actor, e);

	txn_end(t);
	return ok && add_users(c, e) && store_demo(c->store, setup, e);
}

static bool make_demo(struct cli *c, struct demo_setup *setup, struct err *e)
{
	struct timespec last = { 0 };
	struct store_setup store = {
		.dir = c->option[OPT_STORE],
		.policy = embed_get(POLICY),
		.policy_name = POLICY,
		.admin = demo_users[0].name,
		.demo = true,
		.now = c->now,
	};

	if (!make_store(c, &store, e))
		return false;
	if (isatty(STDERR_FILENO)) {
		setup->progress = progress;
		setup->ctx = &last;
	}
	const bool ok = fill_demo(c, setup, e);

	setup->progress = NULL; /* what it writes to ends here */
	setup->ctx = NULL;
	if (ok)
		return true;
	if (c->store)
		store_close(c->store);
	c->store = NULL;
	cli_remove_store(store.dir);
	return false;
}

static void say_demo(const struct cli *c, const struct demo_setup *setup)
{
	struct str line = { 0 };

	message_number(setup->cases, &line);
	cli_say(_("%s: a demo store with %s fictitious cases on the fixed day %s"),
		c->option[OPT_STORE], str_z(&line), date_nl(setup->today).s);
	for (size_t i = 0; i < DEMO_USERS; i++) {
		str_clear(&line);
		roles_write(demo_users[i].role, &line);
		cli_say("  %-14s %s", demo_users[i].name, str_z(&line));
	}
	cli_say(_("Open it: voorrang --store %s --as caseworker"),
		c->option[OPT_STORE]);
	str_release(&line);
}

int demo_main(struct cli *c)
{
	struct demo_setup setup = { .letter = letter_render, 0 };
	struct err e = { 0 };
	uint64_t cases = 5000;
	uint64_t seed = 1;

	if (c->option[OPT_CASES] &&
	    !strv_uint(strv(c->option[OPT_CASES]), 999999, &cases))
		return cli_usage(c, ERR_USAGE, c->option[OPT_CASES]);
	if (c->option[OPT_SEED] &&
	    !strv_uint(strv(c->option[OPT_SEED]), UINT64_MAX, &seed))
		return cli_usage(c, ERR_USAGE, c->option[OPT_SEED]);
	if (c->option[OPT_TODAY] && !cli_date(c->option[OPT_TODAY], &c->today, &e))
		return cli_fail(&e);
	if (!c->option[OPT_TODAY])
		date_make(2026, 11, 20, &c->today);
	c->option[OPT_STORE] = plain_dir(c, c->word[0]);
	/* Noon of that day: the same seed gives the same journal too. */
	c->now = (int64_t)c->today.days * 86400 + 43200;
	setup.cases = (unsigned)cases;
	setup.seed = seed;
	setup.today = c->today;
	setup.now = c->now;
	if (!c->option[OPT_STORE] || !make_demo(c, &setup, &e))
		return cli_fail(&e);
	say_demo(c, &setup);
	return 0;
}
