/* A chance talk: what the policy wants to know, one key an answer, anything may stay unknown.
 * Nothing of it is stored. */
#ifndef VOORRANG_TUI_TALK_H
#define VOORRANG_TUI_TALK_H

#include "store/policy.h"
#include "store/rules/triage.h"
#include "tui/key.h"

enum talk_kind {
	TALK_CATEGORY,
	TALK_TENURE,
	TALK_ADULTS,
	TALK_MINORS,
	TALK_FILER,
	TALK_RULE, /* is it met? yes or no */
};

struct talk_question {
	enum talk_kind kind;
	const struct rule *rule; /* TALK_RULE, TALK_FILER */
};

#define TALK_RULES 64
#define TALK_QUESTIONS (TALK_RULES + 5)

struct talk {
	const struct policy *policy;
	struct strv category, tenure, filer; /* empty: unknown */
	struct known adults, minors;
	enum told told[TALK_RULES]; /* by the policy's rules */
};

/* The questions as the answers so far make them: rules that do not bind the category are not
 * asked. Returns how many. */
size_t talk_questions(const struct talk *t, struct talk_question out[TALK_QUESTIONS]);
/* The word behind the letter 'a' + i; false past the end or where the answer is no choice. */
bool talk_choice(const struct talk *t, enum talk_kind kind, size_t i,
		 struct strv *word);
/* An answer: a letter of the choices, a digit, y or j or n; a blank makes it unknown again.
 * False: no answer to this question. */
bool talk_key(struct talk *t, const struct talk_question *q, keycode key);
void talk_facts(const struct talk *t, struct date on, struct triage_facts *out);

#endif
