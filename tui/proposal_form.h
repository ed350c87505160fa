/* A decision while it is being made: what is chosen and written, what is still missing. No
 * screen and no store: decide shows and proposes it. */
#ifndef VOORRANG_TUI_PROPOSAL_FORM_H
#define VOORRANG_TUI_PROPOSAL_FORM_H

#include "store/store.h"
#include "tui/widget/textarea.h"

#define OUTCOMES 4
#define HARDSHIPS 3

struct proposal_form {
	const struct policy *policy;
	struct strv category;
	bool minors; /* live in the household */
	int outcome; /* index of outcome_word; -1: not chosen */
	int hardship; /* index of hardship_word; -1: not chosen */
	bool *picked; /* for each ground of the policy */
	struct textarea reasons;
	struct textarea child; /* the interest of the child */
	/* What the clock says about leaving untreated (Awb 4:5). */
	bool repair_lapsed;
	struct date untreated_by;
	struct date waits_until; /* the applicant may complete it until then, or none */
	struct date today;
};

/* What may be missing, in the order of the screen. */
enum proposal_lack {
	LACK_NOTHING,
	LACK_WAITS, /* the repair term runs */
	LACK_OUTCOME,
	LACK_REPAIR, /* no repair term lapsed, so it cannot be left untreated */
	LACK_LATE, /* too late to leave it untreated */
	LACK_GROUND,
	LACK_CHILD,
	LACK_HARDSHIP,
	LACK_REASONS,
	LACK_COUNT
};

const char *outcome_word(int outcome);
const char *hardship_word(int hardship);

/* `a` lives as long as the form. */
bool proposal_form_init(struct proposal_form *f, const struct policy *p,
			struct arena *a);
void proposal_form_release(struct proposal_form *f);
/* Grounds that do not fit the outcome are let go of. */
void proposal_form_outcome(struct proposal_form *f, int outcome);
/* The i-th ground that fits, as an index into the policy's; -1 past the end. */
int proposal_form_ground(const struct proposal_form *f, size_t i);
size_t proposal_form_grounds(const struct proposal_form *f);
/* Whether child and hardship belong to this outcome. */
bool proposal_form_weighs(const struct proposal_form *f);
/* Bit 1 << LACK_… for all that is missing; 0: it can be proposed. */
unsigned proposal_form_lacks(const struct proposal_form *f);
/* The proposal, without its letter; grounds in the arena, texts borrowed. */
bool proposal_form_get(const struct proposal_form *f, struct arena *a,
		       struct proposal *out);
/* From an earlier decision part. */
void proposal_form_take(struct proposal_form *f, const struct part *decision);
/* As a draft, and back. */
void proposal_form_write(const struct proposal_form *f, struct str *out);
void proposal_form_read(struct proposal_form *f, struct strv draft);
bool proposal_form_empty(const struct proposal_form *f);

#endif
