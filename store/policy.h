/* A municipality's policy: categories, lettered grounds, the decision term, letter texts.
 * Read from YAML; libfyaml is included only in policy.c. The version valid on the day of
 * receipt governs a case (LAW.md sections 2 and 3). */
#ifndef VOORRANG_POLICY_H
#define VOORRANG_POLICY_H

#include "store/rules/term.h"

struct category {
	struct strv code; /* "medical": stable, stored in dossiers */
	struct strv title_nl;
	struct strv title_en;
	struct strv short_nl; /* for a column of ten; empty: the title's first word */
	struct strv short_en;
	struct strv article; /* of the ordinance */
};

/* A lettered ground; one of a refusal, of leaving untreated or of a grant. */
struct ground {
	struct strv code; /* "a" … : stable, stored in decisions */
	struct strv outcome; /* "refuse", "untreated", "grant" or "hold" */
	struct strv title_nl;
	struct strv title_en;
	struct strv article;
	struct strv
		text; /* the paragraph of the letter, Dutch, may hold placeholders */
	struct strv *only; /* categories it is limited to; nonly 0: all */
	size_t nonly;
};

/* A letter text: Dutch, with {placeholders}. */
struct letter_text {
	struct strv code; /* "grant", "refuse", "untreated", "hold" */
	struct strv subject;
	struct strv body;
};

struct policy {
	struct strv code; /* "voorbeeldstad-2026" */
	struct strv municipality;
	struct strv ordinance;
	struct date valid_from;
	struct date valid_until; /* last day */
	struct term_rule term;
	struct strv sender; /* lines of the letterhead */
	struct strv signatory; /* who signs in mandate: a function, not a person */
	struct category *category;
	size_t ncategories;
	struct ground *ground;
	size_t ngrounds;
	struct letter_text *letter;
	size_t nletters;
	uint8_t hash[32]; /* BLAKE2b of the text; a case names it */
};

/* Reads a policy from its text; all of it lives in `a`. Errors with file (`name`), line,
 * column and source line: ERR_YAML*. */
bool policy_parse(struct strv text, const char *name, struct arena *a,
		  struct policy *out, struct err *e);
/* NULL when the policy has none. */
const struct category *policy_category(const struct policy *p, struct strv code);
const struct ground *policy_ground(const struct policy *p, struct strv code);
const struct letter_text *policy_letter(const struct policy *p, struct strv code);
/* Whether `g` may be used for this outcome in this category. */
bool ground_fits(const struct ground *g, struct strv outcome, struct strv category);

#endif
