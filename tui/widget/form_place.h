/* Where the rows of a form stand: shared by its keys and its drawing, for nobody else. */
#ifndef VOORRANG_TUI_WIDGET_FORM_PLACE_H
#define VOORRANG_TUI_WIDGET_FORM_PLACE_H

#include "tui/widget/form.h"

#define FORM_MARGIN 3 /* the marker and sign columns */

struct form_place {
	int line; /* from the top of the form */
	int label; /* its column */
	int x; /* of the field */
	int width;
	int lines;
};

/* Lines of a text of many lines. */
int form_text_lines(const struct form *f);
/* Columns for the labels. */
int form_label_width(const struct form *f);
/* Places row `i`, given the place of the one before it ({0} for the first). */
struct form_place form_place_next(const struct form *f, size_t i, struct form_place p,
				  int label);
struct form_place form_place_of(const struct form *f, size_t row);
/* The index of a word among the row's choices; r->nchoices when it is none of them. */
size_t form_choice_index(const struct form_row *r, struct strv word);

#endif
