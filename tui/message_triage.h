/* Words for what a policy asks and for what triage found. */
#ifndef VOORRANG_TUI_MESSAGE_TRIAGE_H
#define VOORRANG_TUI_MESSAGE_TRIAGE_H

#include "store/rules/triage.h"
#include "tui/message.h"

/* What the rule asks, without its title: "at least 18 years old". */
void message_rule(const struct rule *r, struct str *out);
/* The same as it holds on a day: of the income caps only those that do. */
void message_rule_on(const struct rule *r, struct date on, struct str *out);
/* What must be shown, for whom: "rent contract (at most 3 months old, for each adult)". */
void message_evidence(const struct evidence_rule *ev, struct str *out);
/* "applicant" → "the applicant"; the word itself where it is unknown. */
void message_filer(struct strv word, struct str *out);
const char *message_fact(enum fact fact);
/* A finding as one sentence, with the fact it rests on. */
void message_finding(const struct finding *f, struct str *out);
const char *message_indication(enum indication i);
const char *message_indication_word(enum indication i); /* "unlikely" */

#endif
