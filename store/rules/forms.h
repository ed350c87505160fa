/* How numbers and addresses that others hand out must look. Pure functions on text that
 * field_check has cleaned: no control characters, no blanks at either side. */
#ifndef VOORRANG_RULES_FORMS_H
#define VOORRANG_RULES_FORMS_H

#include "store/base/str.h"

/* The nine digits of a BSN (Wabb art. 1, eleven-test), however people group them. */
bool form_bsn(struct strv text, char out[9]);
/* "1234 AB" from "1234ab". */
bool form_postcode(struct strv text, char out[7]);
bool form_email(struct strv text);
bool form_phone(struct strv text);
/* An amount as Dutch forms and exports hold it; false also where it is ambiguous. */
bool form_money(struct strv text, uint64_t *cents);

#endif
