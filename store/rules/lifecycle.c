#include "store/rules/lifecycle.h"

/* clang-format off */
/* What is not here cannot happen: STATE_NONE is zero. */
static const enum state next[STATE_COUNT][MOVE_COUNT] = {
	[STATE_NONE] = {
		[MOVE_REGISTER] = STATE_REGISTERED,
	},
	[STATE_REGISTERED] = {
		[MOVE_EDIT]     = STATE_REGISTERED,
		[MOVE_NOTE]     = STATE_REGISTERED,
		[MOVE_EVENT]    = STATE_REGISTERED,
		[MOVE_CLAIM]    = STATE_HANDLING,
		[MOVE_ASSIGN]   = STATE_HANDLING,
		[MOVE_WITHDRAW] = STATE_CLOSED,
		[MOVE_VOID]     = STATE_VOID,
	},
	[STATE_HANDLING] = {
		[MOVE_EDIT]     = STATE_HANDLING,
		[MOVE_NOTE]     = STATE_HANDLING,
		[MOVE_EVENT]    = STATE_HANDLING,
		[MOVE_ASSIGN]   = STATE_HANDLING,
		[MOVE_RELEASE]  = STATE_REGISTERED,
		[MOVE_INVITE]   = STATE_WAITING,
		[MOVE_PROPOSE]  = STATE_PROPOSED,
		[MOVE_WITHDRAW] = STATE_CLOSED,
		[MOVE_VOID]     = STATE_VOID,
	},
	[STATE_WAITING] = {
		[MOVE_EDIT]     = STATE_WAITING,
		[MOVE_NOTE]     = STATE_WAITING,
		[MOVE_EVENT]    = STATE_WAITING,
		[MOVE_ASSIGN]   = STATE_WAITING,
		[MOVE_INVITE]   = STATE_WAITING, /* Awb 4:5 has no limit to it */
		[MOVE_COMPLETE] = STATE_HANDLING,
		[MOVE_PROPOSE]  = STATE_PROPOSED, /* once the term lapsed */
		[MOVE_WITHDRAW] = STATE_CLOSED,
		[MOVE_VOID]     = STATE_VOID,
	},
	[STATE_PROPOSED] = {
		[MOVE_NOTE]     = STATE_PROPOSED,
		[MOVE_EVENT]    = STATE_PROPOSED,
		[MOVE_ASSIGN]   = STATE_PROPOSED,
		[MOVE_RETURN]   = STATE_HANDLING,
		[MOVE_APPROVE]  = STATE_DECIDED,
		[MOVE_WITHDRAW] = STATE_CLOSED,
	},
	[STATE_DECIDED] = {
		[MOVE_NOTE]     = STATE_DECIDED,
		[MOVE_EVENT]    = STATE_DECIDED,
		[MOVE_ANNOUNCE] = STATE_CLOSED,
		[MOVE_RESUME]   = STATE_HANDLING,
	},
	[STATE_CLOSED] = {
		[MOVE_NOTE]     = STATE_CLOSED,
		[MOVE_EVENT]    = STATE_CLOSED,
	},
};
/* clang-format on */

static const char *const words[STATE_COUNT] = {
	[STATE_NONE] = "none",         [STATE_REGISTERED] = "registered",
	[STATE_HANDLING] = "handling", [STATE_WAITING] = "waiting",
	[STATE_PROPOSED] = "proposed", [STATE_DECIDED] = "decided",
	[STATE_CLOSED] = "closed",     [STATE_VOID] = "void",
};

enum state lifecycle_next(enum state from, enum move move)
{
	if ((unsigned)from >= STATE_COUNT || (unsigned)move >= MOVE_COUNT)
		return STATE_NONE;
	return next[from][move];
}

bool state_open(enum state s)
{
	return s >= STATE_REGISTERED && s <= STATE_DECIDED;
}

const char *state_word(enum state s)
{
	return (unsigned)s < STATE_COUNT ? words[s] : "";
}

bool state_by_word(struct strv word, enum state *out)
{
	for (int s = STATE_REGISTERED; s < STATE_COUNT; s++) {
		if (strv_eq(word, strv(words[s]))) {
			*out = (enum state)s;
			return true;
		}
	}
	return false;
}

const char *move_word(enum move m)
{
	static const char *const word[MOVE_COUNT] = {
		[MOVE_REGISTER] = "register",
		[MOVE_EDIT] = "edit",
		[MOVE_NOTE] = "note",
		[MOVE_CLAIM] = "claim",
		[MOVE_ASSIGN] = "assign",
		[MOVE_RELEASE] = "release",
		[MOVE_INVITE] = "invite",
		[MOVE_COMPLETE] = "complete",
		[MOVE_PROPOSE] = "propose",
		[MOVE_RETURN] = "return",
		[MOVE_APPROVE] = "approve",
		[MOVE_ANNOUNCE] = "announce",
		[MOVE_WITHDRAW] = "withdraw",
		[MOVE_VOID] = "void",
		[MOVE_RESUME] = "announce a hold",
		[MOVE_EVENT] = "event",
	};

	return (unsigned)m < MOVE_COUNT ? word[m] : "";
}
