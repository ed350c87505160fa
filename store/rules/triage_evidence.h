/* The part of triage that looks at papers. Used by triage.c only. */
#ifndef VOORRANG_RULES_TRIAGE_EVIDENCE_H
#define VOORRANG_RULES_TRIAGE_EVIDENCE_H

#include "store/rules/triage.h"

/* Adds the finding of one evidence rule; none where it does not apply. Room for it is the
 * caller's. */
void triage_evidence(const struct evidence_rule *ev, const struct category *c,
		     const struct triage_facts *facts, struct triage *t);

#endif
