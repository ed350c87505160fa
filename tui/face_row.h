/* A case as a row of a list: the same columns wherever cases are listed. */
#ifndef VOORRANG_TUI_FACE_ROW_H
#define VOORRANG_TUI_FACE_ROW_H

#include "store/store.h"
#include "tui/canvas.h"

struct face_row {
	struct face face;
	struct strv name; /* "van den Berg, J." */
	struct strv handler; /* login name, empty when not assigned */
};

/* What rows are read by: the day, the policy (may be NULL), the language. */
struct face_eyes {
	struct date today;
	const struct policy *policy;
	bool dutch;
};

/* Adds the names to `n` faces whose texts live in `a`; *out in `a` as well. */
bool face_rows(struct txn *t, const struct face *face, size_t n, struct arena *a,
	       struct face_row **out, struct err *e);

/* The case's own face, in `a`: for a view that shows one case. */
bool face_of_case(struct txn *t, const struct actor *actor, struct caseid id,
		  struct arena *a, struct face_row *out, struct err *e);

/* '!' late, '=' the clock stands still, '~' due within a week, ' ' calm. */
char face_sign(const struct face *f, struct date today);
/* The look that repeats the sign. */
enum role_look face_look(const struct face *f, struct date today);
/* The repair term lapsed and nobody acted on it yet. */
bool face_lapsed(const struct face *f, struct date today);
/* The title of a category; its code when the policy does not know it. */
struct strv face_category(const struct face *f, const struct face_eyes *eyes);
/* The same as one word: the policy's short one, else the first of the title. */
struct strv face_category_word(const struct face *f, const struct face_eyes *eyes);

/* The heads of the columns, and one row below them. Columns that do not fit are left out:
 * handler and state first, the sign, the number and the days left never. */
/* Whether line 1 holds both, DEMO and the room around them. */
bool face_title_fits(struct strv left, struct strv right, int width);
/* Where one is, for line 1 beside `right`: the municipality goes first when both do not
 * fit. */
void face_place(const struct policy *p, const char *what, struct strv right, int width,
		struct str *out);
void face_head(struct canvas *c, int y);
void face_draw(struct canvas *c, int y, const struct face_row *r,
	       const struct face_eyes *eyes);
/* Shorter: number, applicant, category, days left, and `why`. */
void face_draw_why(struct canvas *c, int y, const struct face_row *r,
		   const struct face_eyes *eyes, struct strv why);
/* How many rows fit below line `above` of a screen of `height` lines: under them come a
 * blank line where there is room, the sentence, the message and the hints. */
int face_lines(int height, int above);
/* The sentence on its line; nothing where a row stands there. */
void face_say(struct canvas *c, int above, const struct face_row *r,
	      const struct face_eyes *eyes);
/* The case in one sentence, from its face alone. */
void face_sentence(const struct face_row *r, const struct face_eyes *eyes,
		   struct str *out);

#endif
