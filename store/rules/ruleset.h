/* What a municipality's policy says about who is admitted and what must be shown: values
 * that store/policy*.c reads from YAML and rules/triage.c weighs. Texts live as long as the
 * policy. */
#ifndef VOORRANG_RULES_RULESET_H
#define VOORRANG_RULES_RULESET_H

#include "store/base/date.h"

/* A list of codes or words. */
struct words {
	struct strv *word;
	size_t n;
};

bool words_have(struct words list, struct strv word);
/* The same, where an empty list stands for all. */
bool words_admit(struct words list, struct strv word);

struct category {
	struct strv code; /* "medical": stable, stored in dossiers */
	struct strv title_nl;
	struct strv title_en;
	struct strv short_nl; /* for a column of ten; empty: the title's first word */
	struct strv short_en;
	struct strv article; /* of the ordinance */
	const struct category
		*parent; /* gives its exceptions and evidence too; NULL: none */
	bool mandatory; /* the statute demands it (Huisvestingswet 2014 art. 12 lid 3) */
	int priority; /* 1 goes first; 0: the policy ranks it nowhere */
	struct words filers; /* who may file instead of those of the filer rule */
	struct words exempt_rules; /* codes of admission rules that do not bind it */
	struct words exempt_grounds; /* codes of grounds that may not be used */
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

/* Whether `g` may be used for this outcome in this category. */
bool ground_fits(const struct ground *g, struct strv outcome, struct strv category);

enum rule_kind {
	RULE_FILER, /* who may file */
	RULE_AGE,
	RULE_RESIDENCE, /* binding by residence, or by work */
	RULE_SEEKER, /* registered as a home seeker */
	RULE_INCOME,
	RULE_TENURE, /* where one lives now */
	RULE_REPEAT, /* no earlier application within some months */
	RULE_KINDS
};

/* "filer", "age" …: as policy files say them. */
bool rule_by_word(struct strv word, enum rule_kind *out);

/* Holds for its year, and for later ones until a newer cap. */
struct income_cap {
	int year;
	bool family; /* more than one adult, or minors; else one person */
	int64_t cents; /* a year, gross; equal is still admitted */
};

struct rule {
	enum rule_kind kind;
	struct strv code; /* "binding" */
	struct strv title_nl;
	struct strv title_en;
	struct strv article;
	struct strv ground; /* the refusal ground it may lead to */
	struct words only; /* categories; none: all */
	struct words list; /* filers or tenures that are admitted */
	int least; /* years of age, or months of residence or registration */
	int within; /* residence: `least` of the last so many months; 0: unbroken */
	bool region; /* residence and work count in the whole region */
	int work; /* months of work that do as well; 0: none do */
	struct words uncounted; /* tenures at whose address residence does not count */
	int months; /* repeat bar */
	bool household; /* repeat bar: an application of any member counts */
	bool same; /* repeat bar: only one of the same category */
	struct words outcomes; /* repeat bar: what the earlier one came to; none: all */
	struct income_cap *cap;
	size_t ncaps;
};

enum minors { MINORS_ANY, MINORS_WITH, MINORS_WITHOUT };

struct evidence_rule {
	struct strv code;
	struct strv title_nl;
	struct strv title_en;
	struct strv article;
	struct strv kind; /* a word of the field evidence_kind */
	struct words only; /* categories; none: all */
	struct words tenures; /* none: all */
	enum minors minors;
	int max_age; /* months before the day of receipt; 0: of any age */
	bool per_adult; /* one for each adult of the household */
};

struct hardship_clause {
	struct strv title_nl; /* empty: the policy has no clause */
	struct strv title_en;
	struct strv article;
	struct strv signatory; /* who decides on it: a function */
};

/* Where somebody goes for whom urgency is not the way. */
struct referral {
	struct strv code;
	struct words reasons; /* codes of rules, grounds or categories; none: always */
	struct strv text_nl;
	struct strv text_en;
};

struct ruleset {
	const struct category *category;
	size_t ncategories;
	const struct ground *ground;
	size_t ngrounds;
	struct rule *rule;
	size_t nrules;
	struct evidence_rule *evidence;
	size_t nevidence;
	struct hardship_clause hardship;
	struct referral *referral;
	size_t nreferrals;
};

/* NULL when there is none. */
const struct category *ruleset_category(const struct ruleset *r, struct strv code);
const struct ground *ruleset_ground(const struct ruleset *r, struct strv code);
const struct rule *ruleset_rule(const struct ruleset *r, struct strv code);
/* Whether the category or one of its parents is exempt. */
bool rule_exempt(const struct category *c, struct strv rule);
bool ground_exempt(const struct category *c, struct strv ground);
/* Whether `list` admits the category or one of its parents. */
bool category_in(const struct category *c, struct words list);

#endif
