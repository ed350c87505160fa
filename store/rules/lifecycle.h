/* The states of a case and what may happen in each: one table (DESIGN.md section 5 of the
 * design, LAW.md section 4). A transition that the table does not have cannot be written. */
#ifndef VOORRANG_RULES_LIFECYCLE_H
#define VOORRANG_RULES_LIFECYCLE_H

#include "store/base/str.h"

/* Stored: numbers never change. */
enum state {
	STATE_NONE = 0,
	STATE_REGISTERED = 1,
	STATE_HANDLING = 2,
	STATE_WAITING =
		3, /* invited; also after the repair term lapsed, until acted on */
	STATE_PROPOSED = 4,
	STATE_DECIDED = 5, /* approved, not yet announced */
	STATE_CLOSED = 6,
	STATE_VOID = 7, /* a mistaken registration */
	STATE_COUNT
};

/* What a verb does to the life of a case. */
enum move {
	MOVE_REGISTER,
	MOVE_EDIT, /* fields, notes, drafts: the state stays */
	MOVE_NOTE,
	MOVE_CLAIM,
	MOVE_ASSIGN,
	MOVE_RELEASE,
	MOVE_INVITE,
	MOVE_COMPLETE,
	MOVE_PROPOSE,
	MOVE_RETURN,
	MOVE_APPROVE,
	MOVE_ANNOUNCE,
	MOVE_WITHDRAW,
	MOVE_VOID,
	MOVE_RESUME, /* a decision to hold was announced: handling goes on */
	MOVE_EVENT, /* an event of the clock added, corrected or withdrawn */
	MOVE_COUNT
};

/* The state after `move` in `from`; STATE_NONE when the table does not have it. */
enum state lifecycle_next(enum state from, enum move move);
/* Open: something is still owed to the applicant. */
bool state_open(enum state s);
/* "registered" …; stable, used in JSON and arguments. */
const char *state_word(enum state s);
bool state_by_word(struct strv word, enum state *out);
/* "register" …: what a column of docs/lifecycle.md is called. */
const char *move_word(enum move m);

#endif
