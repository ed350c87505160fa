/* The workbench without a terminal: keys in, the canvas as text out, on a demo store of its
 * own. A demo store is made once for each size and seed, and copied. */
#ifndef VOORRANG_TESTS_SUPPORT_SCREEN_H
#define VOORRANG_TESTS_SUPPORT_SCREEN_H

#include "tui/app.h"

struct screen;

struct screen_setup {
	unsigned cases;
	uint64_t seed;
	const char *user; /* one of make demo's */
	struct date today;
	int width, height;
	const char *keymap; /* NULL: the default */
	charset_can can;
	bool ascii;
};

/* NULL on error, which is printed. */
struct screen *screen_new(const struct screen_setup *setup);
void screen_free(struct screen *s);
/* Key names separated by blanks, "text" in quotes typed. False: a name is wrong. */
bool screen_keys(struct screen *s, struct strv keys);
/* As a terminal with bracketed paste sends it; \n in `text` is the Enter key. */
void screen_paste(struct screen *s, struct strv text);
bool screen_resize(struct screen *s, int width, int height);
/* `seconds` pass, ticks among them. */
void screen_wait(struct screen *s, int seconds);
/* The line is lost (drafts are saved) and `user` begins a new session. */
bool screen_again(struct screen *s, const char *user);
/* The same without a chance to save anything: kill -9. */
bool screen_killed(struct screen *s, const char *user);
bool screen_today(struct screen *s, struct date today);
/* The canvas as text, appended. */
void screen_dump(struct screen *s, struct str *out);
bool screen_shows(struct screen *s, struct strv text);
struct ui *screen_ui(struct screen *s);
struct store *screen_store(struct screen *s);
/* Removes the cached demo stores: at the end of a test program. */
void screen_cleanup(void);

#endif
