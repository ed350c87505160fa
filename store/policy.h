/* A municipality's policy: categories, lettered grounds, the decision term, letter texts,
 * and what triage weighs. Read from YAML. The version valid on the day of receipt governs
 * a case. */
#ifndef VOORRANG_POLICY_H
#define VOORRANG_POLICY_H

#include "store/base/arena.h"
#include "store/base/err.h"
#include "store/rules/ruleset.h"
#include "store/rules/term.h"

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
	struct ruleset rules; /* its categories and grounds are those above */
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

struct yaml;

/* A policy that was read to be judged, and where it says from when it holds. */
struct policy_version {
	struct policy policy;
	const struct yaml *from;
};

/* What is wrong, in the order of the file; at most POLICY_FAULTS are kept. */
#define POLICY_FAULTS 50
struct policy_faults {
	struct err *err;
	size_t n;
};

/* Reads a policy as policy_parse does, but goes on behind a fault and is stricter: every
 * category has a rule for its evidence. `faults` grows in the arena. True when nothing was
 * added. */
bool policy_check(struct strv text, const char *name, struct arena *a,
		  struct policy_version *out, struct policy_faults *faults,
		  struct err *e);
/* The versions of one municipality follow each other without a gap or an overlap:
 * ERR_POLICY_GAP, ERR_POLICY_OVERLAP at the later one. Sorts `v`. True when nothing was
 * added. */
bool policy_check_versions(struct policy_version *v, size_t n, struct arena *a,
			   struct policy_faults *faults);

#endif
