/* Commands: every action has a name, which is its identity. One row feeds dispatch,
 * preconditions, palette, completion, help, status hints and docs/commands.md. */
#ifndef VOORRANG_TUI_COMMAND_H
#define VOORRANG_TUI_COMMAND_H

#include "store/store.h"

struct ui;
struct view;

enum command_need {
	NEED_CASE = 1 << 0, /* the view has a case under its cursor */
	NEED_CONFIRM =
		1 << 1, /* asks first, by another key than the trigger or Enter */
	NEED_LIST = 1 << 2, /* the view is a list with rows */
	NEED_FACES = 1 << 3, /* the actor may see lists of cases (RIGHT_FACES) */
	NEED_BELOW = 1 << 4, /* there is a screen below this one */
};

/* What is asked in line 23 when the key or the palette did not give it. */
enum command_arg {
	ARG_NONE,
	ARG_LINE, /* one line */
	ARG_TEXT, /* reasons: the multi-line editor, kept as a draft */
	ARG_DATE, /* today is offered; the call gets YYYY-MM-DD */
	ARG_USER, /* a colleague, by completion */
	ARG_OPTIONAL, /* an argument may be given, is never asked for */
};

struct command_call {
	int count; /* 1 unless a count was typed */
	bool counted;
	struct strv arg;
};

struct command {
	const char *name; /* "case-invite" */
	bool (*fn)(struct ui *ui, struct view *v, const struct command_call *call);
	unsigned needs;
	enum command_arg arg;
	const char *
		verb; /* the store verb behind it: who may not, does not see it; NULL: none */
	const char *title; /* N_("Invite the applicant to complete") */
	const char *hint; /* N_("invite"): stands in line 24; NULL: never */
	const char *ask; /* N_("Until which day?"): the prompt for its argument */
};

/* What can be done with a case wherever there is one: searched after the view's own
 * commands. A text (ARG_TEXT) arrives with the view "note" as `v`. */
extern const struct command case_commands[];
extern const size_t ncase_commands;
/* The face as it is now, without its texts; false when it cannot be read. */
bool case_face(struct ui *ui, struct caseid id, struct face *out);
/* What can be done everywhere, list movement included. */
extern const struct command global_commands[];
extern const size_t nglobal_commands;

#endif
