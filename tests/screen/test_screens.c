/* Runs the screen scripts: tests/screen/NAME.keys (all of them, or those named), each in
 * the languages it asks for, and compares what they show with tests/screen/expected.
 * ACCEPT=1 writes those files instead. A line of a script is one of
 *
 *   store demo CASES SEED      user NAME        today YYYY-MM-DD   size WIDTH HEIGHT
 *   lang nl|en|both            keymap NAME      charset utf-8|ascii
 *   keys up "text" enter …     paste "text\n"   wait SECONDS
 *   as NAME                    another session, drafts kept
 *   killed                     the same user again after kill -9
 *   show NAME                  the screen equals expected/NAME.LANG.txt
 *   expect TEXT, reject TEXT   stands (not) on the screen
 */
#include "tests/support/screen.h"

#include <errno.h>
#include <glob.h>
#include <unistd.h>

#include "tui/message.h"

#define FILE_MAX (1 << 20)
#define SHOWN_MAX 128

struct script {
	const char *name;
	bool dutch;
	struct screen_setup setup;
	char user[33];
	char keymap[64];
	struct screen *screen;
	unsigned line;
	unsigned faults;
	char *shown
		[SHOWN_MAX]; /* names accepted in this run: the second time they compare */
	size_t nshown;
};

static bool accepting(void)
{
	const char *accept = getenv("ACCEPT");

	return accept && *accept && strcmp(accept, "0") != 0;
}

static bool fault(struct script *s, const char *what, struct strv detail)
{
	(void)printf("tests/screen/%s.keys:%u (%s): %s%s%.*s\n", s->name, s->line,
		     s->dutch ? "nl" : "en", what, detail.n ? ": " : "",
		     STRV_FMT(detail));
	s->faults++;
	return false;
}

static bool read_file(const char *path, struct str *out)
{
	char buf[4096];
	FILE *f = fopen(path, "re");
	size_t n;

	if (!f)
		return false;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0 && out->n < FILE_MAX)
		str_add(out, strv_n(buf, n));
	(void)fclose(f);
	return !out->failed;
}

static bool write_file(const char *path, struct strv text)
{
	FILE *f = fopen(path, "we");
	bool ok = f && fwrite(text.p, 1, text.n, f) == text.n;

	if (f)
		ok = fclose(f) == 0 && ok;
	return ok;
}

/* ---- comparing ---- */

/* Lines that differ: what was expected with -, what is there with +. */
static void print_diff(struct strv want, struct strv got)
{
	unsigned line = 0;

	while (want.p || got.p) {
		const struct strv a = strv_cut(&want, '\n'), b = strv_cut(&got, '\n');

		line++;
		if (strv_eq(a, b))
			continue;
		(void)printf("  %3u -%.*s\n      +%.*s\n", line, STRV_FMT(a),
			     STRV_FMT(b));
	}
}

static bool was_shown(struct script *s, struct strv name)
{
	size_t i;

	for (i = 0; i < s->nshown; i++) {
		if (strv_eq(strv(s->shown[i]), name))
			return true;
	}
	if (s->nshown < SHOWN_MAX)
		s->shown[s->nshown++] = strndup(name.p, name.n);
	return false;
}

static bool do_show(struct script *s, struct strv name)
{
	struct str path = { 0 }, want = { 0 }, got = { 0 };
	bool ok = true;

	str_addf(&path, "tests/screen/expected/%.*s.%s.txt", STRV_FMT(name),
		 s->dutch ? "nl" : "en");
	screen_dump(s->screen, &got);
	if (!was_shown(s, name) && accepting()) {
		if (!write_file(str_z(&path), strv_of(&got)))
			ok = fault(s, strerror(errno), strv_of(&path));
	} else if (!read_file(str_z(&path), &want)) {
		ok = fault(s, "no such file (make accept writes it)", strv_of(&path));
		(void)printf("%s", str_z(&got));
	} else if (!strv_eq(strv_of(&want), strv_of(&got))) {
		ok = fault(s, "the screen differs", name);
		print_diff(strv_of(&want), strv_of(&got));
	}
	str_release(&path);
	str_release(&want);
	str_release(&got);
	return ok;
}

static bool do_expect(struct script *s, struct strv text, bool wanted)
{
	struct str got = { 0 };

	if (text.n >= 2 && text.p[0] == '"' && text.p[text.n - 1] == '"')
		text = strv_n(text.p + 1, text.n - 2);
	if (screen_shows(s->screen, text) == wanted)
		return true;
	(void)fault(s, wanted ? "not on the screen" : "on the screen", text);
	screen_dump(s->screen, &got);
	(void)printf("%s", str_z(&got));
	str_release(&got);
	return false;
}

/* ---- one line ---- */

static bool ascii_can(uint32_t ch)
{
	return ch < 0x80;
}

static void copy(char *out, size_t cap, struct strv v)
{
	(void)snprintf(out, cap, "%.*s", STRV_FMT(v));
}

static bool do_size(struct script *s, struct strv rest)
{
	const struct strv width = strv_cut(&rest, ' ');
	uint64_t w, h;

	if (!strv_uint(width, 1000, &w) || !strv_uint(strv_trim(rest), 1000, &h))
		return fault(s, "size WIDTH HEIGHT", width);
	s->setup.width = (int)w;
	s->setup.height = (int)h;
	return !s->screen || screen_resize(s->screen, (int)w, (int)h);
}

static bool do_store(struct script *s, struct strv rest)
{
	const struct strv kind = strv_cut(&rest, ' ');
	const struct strv cases = strv_cut(&rest, ' ');
	uint64_t n;

	if (!strv_eq(kind, STRV("demo")) || !strv_uint(cases, 100000, &n) ||
	    !strv_uint(strv_trim(rest), UINT64_MAX, &s->setup.seed))
		return fault(s, "store demo CASES SEED", kind);
	s->setup.cases = (unsigned)n;
	return true;
}

static bool do_today(struct script *s, struct strv rest)
{
	if (!date_parse(rest, &s->setup.today))
		return fault(s, "today YYYY-MM-DD", rest);
	return !s->screen || screen_today(s->screen, s->setup.today);
}

static bool do_charset(struct script *s, struct strv rest)
{
	s->setup.ascii = strv_eq(rest, STRV("ascii"));
	s->setup.can = s->setup.ascii ? ascii_can : NULL;
	return s->setup.ascii || strv_eq(rest, STRV("utf-8")) ||
	       fault(s, "charset utf-8|ascii", rest);
}

/* What prepares a session; false with *mine false when the word is another. */
static bool prepare(struct script *s, struct strv word, struct strv rest, bool *mine)
{
	*mine = true;
	if (strv_eq(word, STRV("store")))
		return do_store(s, rest);
	if (strv_eq(word, STRV("size")))
		return do_size(s, rest);
	if (strv_eq(word, STRV("today")))
		return do_today(s, rest);
	if (strv_eq(word, STRV("charset")))
		return do_charset(s, rest);
	if (strv_eq(word, STRV("lang")))
		return true;
	if (strv_eq(word, STRV("keymap"))) {
		copy(s->keymap, sizeof(s->keymap), rest);
		s->setup.keymap = s->keymap;
		return true;
	}
	*mine = strv_eq(word, STRV("user"));
	if (*mine)
		copy(s->user, sizeof(s->user), rest);
	return *mine;
}

static bool act(struct script *s, struct strv word, struct strv rest)
{
	uint64_t n;

	if (!s->screen)
		s->screen = screen_new(&s->setup);
	if (!s->screen)
		return fault(s, "no session", word);
	if (strv_eq(word, STRV("keys")))
		return screen_keys(s->screen, rest) || fault(s, "no such key", rest);
	if (strv_eq(word, STRV("show")))
		return do_show(s, rest);
	if (strv_eq(word, STRV("expect")))
		return do_expect(s, rest, true);
	if (strv_eq(word, STRV("reject")))
		return do_expect(s, rest, false);
	if (strv_eq(word, STRV("as"))) {
		copy(s->user, sizeof(s->user), rest);
		return screen_again(s->screen, s->user);
	}
	if (strv_eq(word, STRV("killed")))
		return screen_killed(s->screen, s->user);
	if (strv_eq(word, STRV("wait")) && strv_uint(rest, 86400, &n)) {
		screen_wait(s->screen, (int)n);
		return true;
	}
	if (strv_eq(word, STRV("paste")) && rest.n >= 2) {
		screen_paste(s->screen, strv_n(rest.p + 1, rest.n - 2));
		return true;
	}
	return fault(s, "unknown line", word);
}

static bool run_line(struct script *s, struct strv line)
{
	struct strv rest = strv_trim(line);
	const struct strv word = strv_cut(&rest, ' ');
	bool mine, ok;

	if (word.n == 0 || word.p[0] == '#')
		return true;
	rest = strv_trim(rest);
	ok = prepare(s, word, rest, &mine);
	return mine ? ok : act(s, word, rest);
}

/* ---- one script ---- */

/* Without a session what follows means nothing. */
static unsigned run_script(const char *name, struct strv text, bool dutch)
{
	struct script s = { .name = name, .dutch = dutch };
	size_t i;

	message_language(dutch);
	(void)date_make(2026, 11, 20, &s.setup.today);
	s.setup.width = 80;
	s.setup.height = 24;
	s.setup.user = s.user;
	copy(s.user, sizeof(s.user), STRV("caseworker"));
	while (text.p) {
		s.line++;
		if (!run_line(&s, strv_cut(&text, '\n')) && !s.screen)
			break;
	}
	screen_free(s.screen);
	for (i = 0; i < s.nshown; i++)
		free(s.shown[i]);
	return s.faults;
}

static bool asks_for(struct strv text, const char *language)
{
	while (text.p) {
		struct strv line = strv_trim(strv_cut(&text, '\n'));

		if (!strv_eq(strv_cut(&line, ' '), STRV("lang")))
			continue;
		line = strv_trim(line);
		return strv_eq(line, STRV("both")) || strv_eq(line, strv(language));
	}
	return strcmp(language, "nl") == 0;
}

static bool run_file(const char *path)
{
	const char *slash = strrchr(path, '/');
	char name[128];
	struct str text = { 0 };
	unsigned faults = 0;

	copy(name, sizeof(name), strv(slash ? slash + 1 : path));
	name[strcspn(name, ".")] = '\0';
	if (!read_file(path, &text)) {
		perror(path);
		return false;
	}
	if (asks_for(strv_of(&text), "nl"))
		faults += run_script(name, strv_of(&text), true);
	if (asks_for(strv_of(&text), "en"))
		faults += run_script(name, strv_of(&text), false);
	str_release(&text);
	(void)printf("[%s] %s\n", faults ? "  FAILED  " : "       OK ", name);
	return faults == 0;
}

int main(int argc, char **argv)
{
	unsigned passed = 0, failed = 0;
	glob_t files = { 0 };
	size_t i;

	(void)message_init();
	if (argc < 2)
		(void)glob("tests/screen/*.keys", 0, NULL, &files);
	for (i = 1; i < (size_t)argc; i++) {
		char path[256];

		(void)snprintf(path, sizeof(path), "tests/screen/%s.keys", argv[i]);
		(void)glob(path, GLOB_APPEND * (i > 1) | GLOB_NOCHECK, NULL, &files);
	}
	for (i = 0; i < files.gl_pathc; i++) {
		if (run_file(files.gl_pathv[i]))
			passed++;
		else
			failed++;
	}
	globfree(&files);
	screen_cleanup();
	(void)printf("[  %s  ] %u script(s), %u failed\n", failed ? "FAILED" : "PASSED",
		     passed + failed, failed);
	return failed || passed == 0;
}
