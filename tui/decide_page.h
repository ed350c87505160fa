/* The screen on which a decision is made: where its parts stand, what keys do in them, what
 * is still missing in words. */
#ifndef VOORRANG_TUI_DECIDE_PAGE_H
#define VOORRANG_TUI_DECIDE_PAGE_H

#include "tui/proposal_form.h"

enum decide_focus {
	FOCUS_OUTCOME,
	FOCUS_GROUNDS,
	FOCUS_HARDSHIP,
	FOCUS_CHILD,
	FOCUS_REASONS,
	FOCUS_COUNT
};

struct decide_page {
	struct proposal_form form;
	enum decide_focus focus;
	size_t ground; /* under the cursor, among those that fit */
	bool dutch; /* titles of grounds */
	struct strv returned_by; /* who sent an earlier proposal back, and why */
	struct strv return_reason;
	int y[FOCUS_COUNT]; /* first line of each part; 0: not shown */
	int lines[FOCUS_COUNT]; /* without the label above a text */
	int foot; /* lines at the bottom: the checklist, and one above it */
	int width, height; /* of the screen */
};

/* Lays the parts out on a screen of this size. */
void decide_fit(struct decide_page *p, int width, int height);
/* Letters are taken, also where they do nothing: no command may run by mistake. */
bool decide_key(struct decide_page *p, keycode key, bool *changed);
void decide_move(struct decide_page *p, bool forward);
/* The text that the cursor is in; NULL: none. */
struct textarea *decide_area(struct decide_page *p);
/* The cursor to the first thing that is missing. */
void decide_go_to_lack(struct decide_page *p, unsigned lacks);
void decide_lacks_text(const struct decide_page *p, unsigned lacks, struct str *out);
/* The keys that show the letter and propose, as they are bound. */
void decide_page_draw(const struct decide_page *p, struct canvas *c,
		      const char *letter_key, const char *submit_key);

#endif
