/* What subcommands print alike: a case, a clock, the journal. */
#ifndef VOORRANG_TUI_CLI_OUT_H
#define VOORRANG_TUI_CLI_OUT_H

#include "store/base/json.h"
#include "tui/cli/context.h"

/* The members of a case in a list: number, reference, state, category, applicant,
 * received, due, days_left, handler, flags. `handler` is the name. */
void out_case(struct jsonw *j, const struct face *f, struct strv handler,
	      struct date today);
/* The clock as one object (due … steps). */
void out_clock(struct jsonw *j, const struct term *t);
/* parts: by part word an object of field name and typed value, lists where they repeat. */
void out_parts(struct jsonw *j, const struct dossier *d);
/* history: one object an entry, oldest first. */
void out_history(struct jsonw *j, const struct entry *entry, size_t n);
/* The explained clock for people. */
void out_clock_text(const struct term *t);
/* An entry for people, with what it changed. */
void out_entry(const struct entry *e, const struct policy *p, bool with_case);
/* A value for people; a BSN half hidden, as on a screen that others may see. */
void out_value(const struct field *f, const struct policy *p, struct strv value,
	       struct str *out);
/* `text` padded with blanks to `width` columns, as wide as it comes when it is longer. */
void out_cell(struct str *line, struct strv text, int width);

#endif
