/* A dossier as a page of short sections: what stands where it is read, before a part of it
 * is opened. */
#ifndef VOORRANG_TUI_SECTION_H
#define VOORRANG_TUI_SECTION_H

#include "store/rules/triage.h"
#include "tui/view.h"
#include "tui/widget/blocks.h"

enum section_opens {
	OPENS_EDIT, /* the form named by `word` */
	OPENS_NOTES,
	OPENS_CLOCK,
	OPENS_TRIAGE,
	OPENS_DECISION,
	OPENS_CASE, /* another dossier */
	OPENS_HISTORY,
};

struct section {
	enum section_opens opens;
	const char *word; /* "applicant": the part, in the words of the field table */
	struct caseid other; /* OPENS_CASE */
};

/* What a page is made from. */
struct section_from {
	const struct dossier *d;
	const struct policy *p;
	const struct triage *triage; /* NULL: the case is over, or no rules are known */
	struct date today;
	const struct entry *entry; /* of the journal, oldest first */
	size_t nentries;
};

/* The page in the arena: sections, and how each is shown, its label translated and
 * terminated. */
bool sections_make(const struct section_from *from, struct arena *a,
		   struct section **out, struct block **block, size_t *n,
		   struct err *e);
/* All notes, latest first, in the arena; p NULL: no memory. */
struct strv section_notes(const struct dossier *d, struct arena *a);
/* Line 1 of a screen about one case (v->face, if there is one): number, name and `what`
 * (its category where NULL); days left, the day, the sign. */
void section_title(const struct view *v, const struct ui *ui, struct canvas *c,
		   const char *what);

#endif
