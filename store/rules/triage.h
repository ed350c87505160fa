/* What the policy's rules say of what is known about an applicant: which are met, what is
 * missing, what speaks against. An indication with its reasons, never a decision: the
 * officer decides. Pure functions on values. */
#ifndef VOORRANG_RULES_TRIAGE_H
#define VOORRANG_RULES_TRIAGE_H

#include "store/base/arena.h"
#include "store/base/err.h"
#include "store/rules/ruleset.h"

/* A number that may be unknown. */
struct known {
	bool is;
	int64_t n;
};

/* An earlier application of a member of the household. */
struct earlier {
	struct date decided;
	struct strv category;
	struct strv outcome; /* "grant", "refuse", "untreated" */
	bool self; /* of the applicant; else of another member */
};

/* A piece of evidence, as the dossier holds it. */
struct piece {
	struct strv kind;
	struct strv status; /* "asked", "received", "approved", "rejected" */
	struct date date; /* of the piece; DATE_NONE: unknown */
};

/* Whether a rule is met, as somebody said it. */
enum told { TOLD_NOTHING, TOLD_MET, TOLD_NOT_MET };

/* Texts are empty where nothing is known. */
struct triage_facts {
	struct date on; /* day of receipt: what age and months are counted on */
	struct strv category;
	struct strv
		filer; /* "applicant", "representative", "institution", "landlord" */
	struct strv tenure;
	struct known age; /* years */
	struct known adults; /* with the applicant */
	struct known minors;
	struct known income; /* cents a year, of the household */
	struct known resident; /* months in the municipality, unbroken until `on` */
	struct known region; /* the same, in the region */
	struct known lived; /* months within the look-back of the policy's rule */
	struct known worked; /* months of work within the rule's scope */
	struct known seeker; /* months registered as a home seeker */
	bool earlier_known;
	const struct earlier *earlier;
	size_t nearlier;
	bool evidence_known; /* a chance talk at the desk looks at no papers */
	const struct piece *piece;
	size_t npieces;
	const enum told
		*told; /* by the ruleset's rules, goes before the facts; or NULL */
};

/* On which fact a finding rests. */
enum fact {
	FACT_NONE,
	FACT_CATEGORY,
	FACT_FILER,
	FACT_TENURE,
	FACT_AGE,
	FACT_HOUSEHOLD,
	FACT_INCOME,
	FACT_RESIDENT,
	FACT_REGION,
	FACT_LIVED,
	FACT_WORKED,
	FACT_SEEKER,
	FACT_EARLIER,
	FACT_TOLD, /* what somebody said of the rule itself */
	FACTS
};

enum finding_code {
	FINDING_CATEGORY_OPEN, /* not known yet: nothing can be weighed */
	FINDING_CATEGORY_ABSENT, /* the policy knows no such category */
	FINDING_MANDATORY, /* category: the statute demands it */
	FINDING_MET, /* rule, fact, have, need */
	FINDING_FAILED, /* rule, fact, have, need; repeat: day = decided */
	FINDING_OPEN, /* rule, fact: what is not known */
	FINDING_UNCOUNTED, /* rule: residence at this address does not count */
	FINDING_EXEMPT, /* rule: does not bind this category */
	FINDING_GROUND, /* ground, rule: may be refused on it, because of the rule */
	FINDING_GROUND_EXEMPT, /* rule failed, its ground is closed here */
	FINDING_NEEDED, /* evidence: need pieces; whether they are in is not known */
	FINDING_MAYBE, /* evidence, fact: needed or not, by a fact that is not known */
	FINDING_IN, /* evidence: have = need pieces */
	FINDING_MISSING, /* evidence: have of need pieces, none asked for */
	FINDING_ASKED, /* evidence: have of need pieces, asked for */
	FINDING_OLD, /* evidence: day = its date; older than the rule allows */
	FINDING_UNDATED, /* evidence: age unknown */
	FINDING_REJECTED, /* evidence: looked at and not accepted */
	FINDING_HARDSHIP, /* the clause must be considered before refusing */
	FINDING_REFERRAL, /* referral */
	FINDING_CODES
};

struct finding {
	enum finding_code code;
	enum fact fact;
	const struct category *category;
	const struct rule *rule;
	const struct ground *ground;
	const struct evidence_rule *evidence;
	const struct referral *referral;
	struct strv word; /* of who files, or of where one lives */
	int64_t have; /* years, months, cents or pieces */
	int64_t need;
	struct date day;
};

enum indication {
	INDICATION_OPEN, /* cannot tell */
	INDICATION_LIKELY, /* no rule stands in the way; the need is for a person */
	INDICATION_UNLIKELY
};

struct triage {
	enum indication indication;
	struct finding *finding; /* category, rules, grounds, evidence, the rest */
	size_t n;
	size_t lacking; /* evidence that is not in, too old, undated or rejected */
};

/* Texts of the findings live as long as rules. ERR_NOMEM. */
bool triage(const struct ruleset *rules, const struct triage_facts *facts,
	    struct arena *a, struct triage *out, struct err *e);
/* Whether this finding is a reason of the indication. */
bool finding_decisive(const struct triage *t, const struct finding *f);
/* The newest cap of the rule that holds on a day; NULL: none does. */
const struct income_cap *rule_cap(const struct rule *r, bool family, struct date on);
/* Whole months from one day to a later one; below zero where it lies before. */
int months_between(struct date from, struct date to);

#endif
