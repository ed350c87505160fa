/* One question in line 23: a line, a day, a colleague. */
#ifndef VOORRANG_TUI_PROMPT_H
#define VOORRANG_TUI_PROMPT_H

#include "tui/ui.h"
#include "tui/widget/field.h"

struct prompt {
	enum command_arg kind;
	struct str question;
	struct field_edit field;
	bool offered; /* what stands there was offered: the first character replaces it */
	struct str error; /* why the answer is not right yet */
	ui_answer done; /* NULL: the answer is the job's argument */
	void *ctx;
	struct view *view;
	struct arena arena; /* names of colleagues */
	struct strv *name;
	size_t nnames;
};

/* Asks; for ARG_USER the colleagues are read from the store. */
void prompt_open(struct ui *ui, enum command_arg kind, const char *question,
		 struct strv offered);
void prompt_key(struct ui *ui, keycode key);
void prompt_close(struct ui *ui);
/* Line `y` with the question, the line below with what helps. */
void prompt_draw(const struct ui *ui, struct canvas *c, int y);
void prompt_release(struct prompt *p);

/* A day as people type it: dd-mm-yyyy, d-m (the nearest year), yyyy-mm-dd, ddmmyyyy, and
 * +14 or -3 from today. ERR_DATE_TEXT. */
bool prompt_date(struct strv text, struct date today, struct date *out, struct err *e);

#endif
