#include "tui/cli/context.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <unistd.h>

#include "tui/message.h"

void cli_from_options(struct cli *c, const struct cli_options *o)
{
	*c = (struct cli){ .now = cli_now() };
	c->option[OPT_STORE] = o->store;
	c->option[OPT_KEY] = o->key;
	c->option[OPT_AS] = o->as;
	c->option[OPT_TODAY] = o->today;
	c->option[OPT_KEYMAP] = o->keymap;
	c->option[OPT_ASCII] = o->ascii ? "" : NULL;
}

void cli_release(struct cli *c)
{
	if (c->store)
		store_close(c->store);
	c->store = NULL;
	arena_release(&c->arena);
}

/* $XDG_…/voorrang, else ~/`tail`/voorrang. */
static const char *xdg(struct cli *c, const char *name, const char *tail, struct err *e)
{
	const char *value = getenv(name);
	const char *path;

	/* The XDG base directory specification: a relative path is to be ignored. */
	if (value && value[0] == '/') {
		path = arena_printf(&c->arena, "%s/voorrang", value);
	} else {
		const struct passwd *pw = getpwuid(getuid());
		const char *home = getenv("HOME");

		if (!home || home[0] != '/')
			home = pw ? pw->pw_dir : "";
		path = arena_printf(&c->arena, "%s/%s/voorrang", home, tail);
	}
	if (!path)
		err_set(e, ERR_NOMEM);
	return path;
}

const char *cli_dir(struct cli *c, struct err *e)
{
	const char *env = getenv("VOORRANG_STORE");

	if (c->option[OPT_STORE])
		return c->option[OPT_STORE];
	if (env && *env)
		return env;
	return xdg(c, "XDG_DATA_HOME", ".local/share", e);
}

const char *cli_config(struct cli *c, struct err *e)
{
	return xdg(c, "XDG_CONFIG_HOME", ".config", e);
}

const char *cli_key(struct cli *c, const char *dir, struct err *e)
{
	const char *env = getenv("VOORRANG_KEY");

	if (c->option[OPT_KEY])
		return c->option[OPT_KEY];
	if (env && *env)
		return env;
	const char *config = cli_config(c, e);
	return config ? store_key_path(dir, config, &c->arena, e) : NULL;
}

/* --as and --today exist for demos and tests: nowhere else may one be somebody else or
 * live on another day. */
static bool demo_only(const struct cli *c, struct err *e)
{
	static const struct {
		enum cli_opt opt;
		const char *name;
	} only[] = { { OPT_AS, "--as" }, { OPT_TODAY, "--today" } };

	if (store_is_demo(c->store))
		return true;
	for (size_t i = 0; i < sizeof(only) / sizeof(*only); i++) {
		if (c->option[only[i].opt]) {
			err_set(e, ERR_DEMO_ONLY);
			return err_str(e, strv(only[i].name));
		}
	}
	return true;
}

static bool find_day(struct cli *c, struct err *e)
{
	if (!c->option[OPT_TODAY] && !store_is_demo(c->store)) {
		c->today = cli_day();
		return true;
	}
	if (!(c->option[OPT_TODAY] ? cli_date(c->option[OPT_TODAY], &c->today, e)
				   : date_make(2026, 11, 20, &c->today)))
		return false;
	c->now = amsterdam_on(c->now, c->today);
	return true;
}

/* Never $USER: the kernel knows who runs this. */
const char *cli_login(struct cli *c, struct err *e)
{
	const struct passwd *pw = getpwuid(getuid());
	const char *name = pw ? arena_printf(&c->arena, "%s", pw->pw_name)
			      : arena_printf(&c->arena, "%ld", (long)getuid());

	if (!name)
		err_set(e, ERR_NOMEM);
	return name;
}

static bool find_actor(struct cli *c, const char *origin, struct err *e)
{
	const char *name = c->option[OPT_AS] ? c->option[OPT_AS] : cli_login(c, e);
	struct txn *t = name ? txn_read(c->store, e) : NULL;

	if (!t)
		return false;
	const bool ok = actor_load(t, strv(name), origin, &c->actor, e);
	txn_end(t);
	return ok;
}

bool cli_open(struct cli *c, const char *origin, struct err *e)
{
	const char *dir = cli_dir(c, e);

	if (!dir)
		return false;
	c->key = cli_key(c, dir, e);
	if (!c->key)
		return false;
	c->store = store_open(dir, c->key, e);
	return c->store && demo_only(c, e) && find_day(c, e) &&
	       find_actor(c, origin, e);
}

bool cli_may(const struct cli *c, unsigned rights, const char *what, struct err *e)
{
	if (c->actor.rights & rights)
		return true;
	err_set(e, ERR_FORBIDDEN);
	return err_str(e, strv(what));
}

void cli_remove_store(const char *dir)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;

	while (d && (entry = readdir(d)))
		unlinkat(dirfd(d), entry->d_name, 0);
	if (d)
		closedir(d);
	rmdir(dir);
}

static bool read_all(int fd, size_t max, struct str *out)
{
	char block[4096];

	for (;;) {
		const ssize_t n = read(fd, block, sizeof(block));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		str_add(out, strv_n(block, (size_t)n));
		if (out->n > max || out->failed)
			return true;
	}
}

bool cli_read(const char *path, size_t max, struct str *out, struct err *e)
{
	const bool standard = strcmp(path, "-") == 0;
	const int fd =
		standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	const bool ok = fd >= 0 && read_all(fd, max, out);
	const int why = errno;

	if (fd >= 0 && !standard)
		close(fd);
	if (!ok) {
		err_set(e, ERR_NOINPUT);
		err_str(e, strv(path));
		return err_str(e, strv(strerror(why)));
	}
	if (out->failed)
		return err_set(e, ERR_NOMEM);
	if (out->n <= max)
		return true;
	err_set(e, ERR_TOO_LARGE);
	err_str(e, strv(path));
	return err_int(e, (int64_t)max);
}

bool cli_date(const char *text, struct date *out, struct err *e)
{
	if (date_parse(strv(text), out) ||
	    date_parse_form(strv(text), STRV("dd-mm-yyyy"), out))
		return true;
	err_set(e, ERR_DATE_TEXT);
	return err_str(e, strv(text));
}

int64_t cli_now(void)
{
	return (int64_t)time(NULL);
}

struct date cli_day(void)
{
	return amsterdam_day(cli_now());
}
