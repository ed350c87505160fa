#include "tests/support/screen.h"

#include <dirent.h>
#include <sys/stat.h>

#include "store/base/utf8.h"
#include "tests/support/teststore.h"
#include "tui/letters/letter.h"
#include "tui/message.h"

#define MADE_MAX 8

struct screen {
	struct screen_setup setup;
	struct tempdir root;
	struct store *store;
	struct ui *ui;
};

/* One program runs one script at a time: its clock and its cache of stores. */
static int64_t clock_now;
static struct {
	unsigned cases;
	uint64_t seed;
	struct date today;
	struct teststore ts; /* closed */
} made[MADE_MAX];
static size_t nmade;

static int64_t now(void)
{
	return clock_now;
}

static bool complain(const struct err *e, const char *what)
{
	struct str text = { 0 };

	message_err_full(e, &text);
	(void)fprintf(stderr, "%s: %s (%s)\n", what, str_z(&text), err_name(e->code));
	str_release(&text);
	return false;
}

/* ---- stores ---- */

static bool copy_file(const char *from, const char *to)
{
	static char buf[1 << 16];
	FILE *in = fopen(from, "re"), *out = fopen(to, "wxe");
	bool ok = in && out;
	size_t n;

	while (ok && (n = fread(buf, 1, sizeof(buf), in)) > 0)
		ok = fwrite(buf, 1, n, out) == n;
	if (in)
		(void)fclose(in);
	if (out)
		ok = fclose(out) == 0 && ok;
	(void)chmod(to, 0600);
	return ok;
}

static bool copy_dir(const char *from, const char *to)
{
	DIR *d = opendir(from);
	const struct dirent *entry;
	bool ok = d != NULL;

	while (ok && (entry = readdir(d))) {
		char a[512], b[512];
		struct stat st;

		(void)snprintf(a, sizeof(a), "%s/%s", from, entry->d_name);
		(void)snprintf(b, sizeof(b), "%s/%s", to, entry->d_name);
		if (stat(a, &st) == 0 && S_ISREG(st.st_mode))
			ok = copy_file(a, b);
	}
	if (d)
		(void)closedir(d);
	return ok;
}

/* The demo store to copy. */
static const struct teststore *template(const struct screen_setup *setup)
{
	const struct demo_setup demo = { .letter = letter_render,
					 .cases = setup->cases,
					 .seed = setup->seed,
					 .today = setup->today,
					 .now = clock_now };
	struct teststore *ts;
	struct err e = { 0 };
	size_t i;

	for (i = 0; i < nmade; i++) {
		if (made[i].cases == setup->cases && made[i].seed == setup->seed &&
		    made[i].today.days == setup->today.days)
			return &made[i].ts;
	}
	if (nmade == MADE_MAX)
		return NULL;
	made[nmade].cases = setup->cases;
	made[nmade].seed = setup->seed;
	made[nmade].today = setup->today;
	ts = &made[nmade++].ts;
	teststore_make_demo(ts);
	if (setup->cases && !store_demo(ts->store, &demo, &e)) {
		(void)complain(&e, ts->dir);
		return NULL;
	}
	teststore_close(ts);
	return ts;
}

void screen_cleanup(void)
{
	while (nmade > 0)
		teststore_free(&made[--nmade].ts);
}

static bool open_store(struct screen *s)
{
	const struct teststore *from = template(&s->setup);
	char dir[160], key[160];
	struct err e = { 0 };

	if (!from)
		return false;
	tempdir_make(&s->root);
	(void)snprintf(dir, sizeof(dir), "%s/store", s->root.path);
	(void)snprintf(key, sizeof(key), "%s/key", s->root.path);
	if (mkdir(dir, 0700) != 0 || !copy_dir(from->dir, dir) ||
	    !copy_file(from->key, key) || chmod(key, 0400) != 0) {
		perror(dir);
		return false;
	}
	s->store = store_open(dir, key, &e);
	return s->store ? true : complain(&e, dir);
}

/* ---- sessions ---- */

static bool begin(struct screen *s, const char *user)
{
	const struct app_setup setup = {
		.store = s->store,
		.user = user,
		.today = s->setup.today,
		.now = now,
		.keymap = s->setup.keymap,
		.width = s->setup.width,
		.height = s->setup.height,
		.can = s->setup.can,
		.ascii = s->setup.ascii,
	};
	struct err e = { 0 };

	s->setup.user = user;
	s->ui = app_new(&setup, &e);
	return s->ui ? true : complain(&e, user);
}

struct screen *screen_new(const struct screen_setup *setup)
{
	struct screen *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->setup = *setup;
	clock_now = (int64_t)setup->today.days * 86400 + 43200;
	if (open_store(s) && begin(s, setup->user))
		return s;
	screen_free(s);
	return NULL;
}

void screen_free(struct screen *s)
{
	if (!s)
		return;
	app_free(s->ui);
	if (s->store)
		store_close(s->store);
	tempdir_free(&s->root);
	free(s);
}

bool screen_killed(struct screen *s, const char *user)
{
	app_free(s->ui);
	s->ui = NULL;
	return begin(s, user);
}

bool screen_again(struct screen *s, const char *user)
{
	app_hangup(s->ui);
	return screen_killed(s, user);
}

bool screen_today(struct screen *s, struct date today)
{
	s->setup.today = today;
	clock_now = (int64_t)today.days * 86400 + 43200;
	return screen_again(s, s->setup.user);
}

bool screen_resize(struct screen *s, int width, int height)
{
	s->setup.width = width;
	s->setup.height = height;
	return app_resize(s->ui, width, height);
}

void screen_wait(struct screen *s, int seconds)
{
	int i;

	for (i = 0; i < seconds; i++) {
		clock_now++;
		(void)app_tick(s->ui);
	}
}

/* ---- keys ---- */

static void type(struct screen *s, struct strv text)
{
	while (text.n > 0) {
		uint32_t ch;
		size_t len;

		(void)utf8_next(text, &ch, &len);
		app_key(s->ui, ch);
		text = strv_n(text.p + len, text.n - len);
	}
}

static bool press(struct screen *s, struct strv name)
{
	struct err e = { 0 };
	keycode key;

	if (!key_parse(name, &key, &e))
		return complain(&e, "keys");
	app_key(s->ui, key);
	return true;
}

bool screen_keys(struct screen *s, struct strv keys)
{
	bool ok = true;

	for (keys = strv_trim(keys); ok && keys.n > 0; keys = strv_trim(keys)) {
		if (keys.n > 1 && keys.p[0] == '"') {
			keys = strv_n(keys.p + 1, keys.n - 1);
			type(s, strv_cut(&keys, '"'));
		} else {
			ok = press(s, strv_cut(&keys, ' '));
		}
	}
	(void)app_tick(s->ui);
	return ok;
}

void screen_paste(struct screen *s, struct strv text)
{
	app_key(s->ui, KEY_PASTE_START);
	while (text.n > 0) {
		size_t at;
		const bool line = strv_search(text, STRV("\\n"), &at);

		type(s, strv_n(text.p, line ? at : text.n));
		if (!line)
			break;
		app_key(s->ui, KEY_RETURN);
		text = strv_n(text.p + at + 2, text.n - at - 2);
	}
	app_key(s->ui, KEY_PASTE_STOP);
	(void)app_tick(s->ui);
}

/* ---- what is seen ---- */

void screen_dump(struct screen *s, struct str *out)
{
	canvas_dump(app_draw(s->ui), out);
}

bool screen_shows(struct screen *s, struct strv text)
{
	struct str out = { 0 };
	size_t at;
	bool found;

	screen_dump(s, &out);
	found = strv_search(strv_of(&out), text, &at);
	str_release(&out);
	return found;
}

struct ui *screen_ui(struct screen *s)
{
	return s->ui;
}

struct store *screen_store(struct screen *s)
{
	return s->store;
}
