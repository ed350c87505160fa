/* What the readers of a policy share: typed values out of YAML, faults with their place, and
 * going on behind a fault. Used by store/policy*.c only. */
#ifndef VOORRANG_POLICY_READ_H
#define VOORRANG_POLICY_READ_H

#include "store/policy.h"
#include "store/yaml.h"

struct reading {
	struct arena *a;
	struct policy *p;
	struct policy_faults *faults; /* NULL: the first fault ends the reading */
	struct err *e;
};

/* Keeps the fault that was just met, so that reading goes on; false when it must end. */
bool policy_go_on(struct reading *r);
/* `one` for each entry of the list. */
bool policy_each(const struct yaml *list, struct reading *r,
		 bool (*one)(const struct yaml *item, struct reading *r));

/* ERR_YAML_VALUE, ERR_YAML_TWICE (at the item's code), ERR_YAML_REFERENCE; all false. */
bool policy_fault(const struct yaml *at, const char *key, const char *wanted,
		  struct err *e);
bool policy_twice(const struct yaml *item, struct strv code, struct err *e);
bool policy_unknown(const struct yaml *at, struct strv word, struct err *e);

bool policy_word_in(struct strv word, const char *const *list, size_t n);
/* One of blank-separated words, as the field table holds them. */
bool policy_chosen(struct strv word, const char *choices);

/* A text that says something. */
bool read_text(const struct yaml *map, const char *key, struct strv *out,
	       struct err *e);
bool read_code(const struct yaml *map, const char *key, struct strv *out,
	       struct err *e);
bool read_kind(const struct yaml *map, const char *key, enum yaml_kind kind,
	       const struct yaml **out, struct err *e);
bool read_date(const struct yaml *map, const char *key, struct date *out,
	       struct err *e);
bool read_title(const struct yaml *map, const char *key, struct strv *nl,
		struct strv *en, struct err *e);
/* A whole number, needed; ERR_YAML_VALUE names the range. */
bool read_number(const struct yaml *map, const char *key, int least, int most, int *out,
		 struct err *e);
/* yes or no; no where it is left out. */
bool read_yes(const struct yaml *map, const char *key, bool *out, struct err *e);
/* A list of words that may be left out but not be empty. */
bool read_words(const struct yaml *map, const char *key, struct arena *a,
		struct words *out, struct err *e);
/* The same, each one of `choices`. */
bool read_chosen(const struct yaml *map, const char *key, const char *choices,
		 struct arena *a, struct words *out, struct err *e);
/* The same, each a category of the policy. */
bool read_categories_of(const struct yaml *map, const char *key, struct reading *r,
			struct words *out);
/* Every {word} of a text is one that the letters can fill (ERR_LETTER_FIELD). */
bool check_placeholders(const struct yaml *at, struct strv text, struct err *e);

/* Who may file (policy_rules.c): words of policies, of triage and of its screen. */
#define FILER_WORDS "applicant representative institution landlord"

/* What triage weighs: categories' exceptions, admission, evidence, hardship, referrals. */
bool policy_read_rules(const struct yaml *root, struct reading *r);
/* Reads `text` into r->p; `root` keeps the tree. */
bool policy_read(struct strv text, const char *name, struct yaml *root,
		 struct reading *r);

#endif
