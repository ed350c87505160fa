/* What a dossier knows for triage. */
#ifndef VOORRANG_FACTS_H
#define VOORRANG_FACTS_H

#include "store/rules/triage.h"
#include "store/store.h"

/* The facts on the day of receipt, in the arena. Earlier applications are those with the same
 * BSN that the actor may see: without a BSN they are unknown. Of the region, of work and of
 * years before the present address a dossier knows nothing. */
bool dossier_facts(struct txn *t, const struct actor *actor, const struct dossier *d,
		   struct arena *a, struct triage_facts *out, struct err *e);

#endif
