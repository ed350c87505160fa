/* The penalty for deciding late (Awb 4:17, 4:18). */
#ifndef VOORRANG_RULES_PENALTY_H
#define VOORRANG_RULES_PENALTY_H

#include "store/rules/term.h"

#define PENALTY_DAYS 42 /* Awb 4:17 lid 1 */
#define PENALTY_FORTNIGHT 14 /* Awb 4:17 lid 3 */

/* What a notice of default received on `notice` does: STEP_DEFAULT, or the code that says
 * why it has no effect. `announced` may be DATE_NONE. */
enum step_code penalty_notice(struct date notice, struct date due,
			      struct date announced);
/* What is owed on a notice with effect if the decision is (or goes out) on `stop`; the sum
 * is final once it was announced and anything is owed, or at its maximum. */
struct penalty penalty_owed(struct date notice, struct date stop, bool announced);

#endif
