/* The fields of a dossier as a form: built from the field table, read back as changes, kept
 * as a draft. */
#ifndef VOORRANG_TUI_DOSSIER_FORM_H
#define VOORRANG_TUI_DOSSIER_FORM_H

#include "store/store.h"
#include "tui/widget/form.h"

struct dossier_form {
	struct form form;
	const struct policy *policy;
	struct strv section; /* "applicant" …, "" for all */
	bool fresh; /* a new case */
	uint32_t version; /* of the dossier when its values were read */
	struct date today;
	struct arena keep; /* labels and choices */
	struct arena scratch; /* of one check */
};

/* Builds the form; `d` is NULL for a new case. Titles in Dutch or English. False: no
 * memory, or ERR_USAGE for a section that is none. */
bool dossier_form_build(struct dossier_form *df, const struct dossier *d, bool dutch,
			struct err *e);
void dossier_form_release(struct dossier_form *df);
/* The dossier may have changed: fields that were not typed in follow. */
void dossier_form_follow(struct dossier_form *df, const struct dossier *d);
/* Marks the fields that were changed here and, to something else, in `d`; returns the
 * first, or form.n. What is saved next overwrites knowingly. */
size_t dossier_form_clash(struct dossier_form *df, const struct dossier *d);
/* The changed fields (of a new case: those filled in), canonical, in the arena. Every row
 * is right (form_verify). */
bool dossier_form_sets(struct dossier_form *df, struct arena *a, struct field_set **out,
		       size_t *n, struct err *e);
/* The row of a field named in an error; form.n when there is none. */
size_t dossier_form_row(const struct dossier_form *df, const char *field);
/* What is being typed, as a draft, and back. */
void dossier_form_write(const struct dossier_form *df, struct str *out);
/* The section that a draft is of, in the arena; false when it is none. */
bool dossier_form_section(struct strv draft, struct arena *a, struct strv *out);
void dossier_form_read(struct dossier_form *df, struct strv draft);

#endif
