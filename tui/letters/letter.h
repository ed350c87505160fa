/* Letters: templates of the policy merged with a dossier, as plain text of 72 columns. */
#ifndef VOORRANG_TUI_LETTER_H
#define VOORRANG_TUI_LETTER_H

#include "store/store.h"

/* Renders the letter for a proposal on `d` (Awb 3:45-3:50: the decision, its grounds with
 * article, reasons, objection clause). Dutch: it goes to the applicant. Placeholders that
 * nothing fills are ERR_LETTER_FIELD; a policy without this letter ERR_LETTER_MISSING. */
bool letter_render(const struct dossier *d, const struct policy *p,
		   const struct proposal *proposal, struct date today, struct str *out,
		   struct err *e);
/* The letter of a decision part as it stands: the frozen text, then "signed by", "sent on"
 * as far as it got; a concept says so. ERR_LETTER_MISSING without one. */
bool letter_of(const struct part *decision, const struct policy *p, struct str *out,
	       struct err *e);

#endif
