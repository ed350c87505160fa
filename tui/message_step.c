#include "tui/message.h"

#include "tui/message_fill.h"

/* Places: {1} the other date, {2} the number, {3} why the raw end is a day off, {4} the
 * year of the date. */
static const struct sentence sentences[STEP_CODES] = {
	[STEP_RECEIVED] = { N_("application received"), NULL },
	[STEP_TERM] = NN_("end of the term of {2} week, if nothing suspends it",
			  "end of the term of {2} weeks, if nothing suspends it"),
	[STEP_INVITED] = { N_("asked to complete by {1}"), NULL },
	[STEP_INVITED_LATE] = { N_("asked to complete after the end of the term: no "
				   "effect"),
				NULL },
	[STEP_COMPLETED] =
		NN_("completed: {2} day suspended", "completed: {2} days suspended"),
	[STEP_COMPLETED_IDLE] = { N_("completed, but nothing was open: no effect"),
				  NULL },
	[STEP_LAPSED] = NN_("repair term lapsed: {2} day suspended",
			    "repair term lapsed: {2} days suspended"),
	[STEP_RUNNING] =
		NN_("repair term runs until here: {2} day suspended if it lapses",
		    "repair term runs until here: {2} days suspended if it "
		    "lapses"),
	[STEP_END] = NN_("end of the term, with {2} suspended day",
			 "end of the term, with {2} suspended days"),
	[STEP_SHIFTED] = { N_("decide by: {1} is a day off ({3})"), NULL },
	[STEP_NOT_SHIFTED] = { N_("decide by this day: it is a working day"), NULL },
	[STEP_STRICT] = { N_("strict reading of 'until': keep to it if you can"),
			  NULL },
	[STEP_UNTREATED] = { N_("last day to leave the application untreated"), NULL },
	[STEP_ANNOUNCED] = { N_("decision sent"), NULL },
	[STEP_OBJECTION] = { N_("last day to object"), NULL },
	[STEP_POST_BY] = { N_("last day on which an objection posted in time may come "
			      "in"),
			   NULL },
	[STEP_OBJECTION_DECIDE] = { N_("decide on an objection by"), NULL },
	[STEP_EQUATED_UNKNOWN] = { N_("the days equated with holidays in {4} are not "
				      "known"),
				   NULL },
};

static const struct sentence announced_early =
	NN_("decision sent, {2} day before the last day",
	    "decision sent, {2} days before the last day");
static const struct sentence announced_late =
	NN_("decision sent, {2} day late", "decision sent, {2} days late");
static const struct sentence announced_last = { N_("decision sent on the last day"),
						NULL };
static const struct sentence end_plain = { N_("end of the term; nothing was suspended"),
					   NULL };
/* Too late, at once answered, or on days that another repair term suspends already. */
static const struct sentence completed_none = {
	N_("completed: no day was left to suspend"), NULL
};
static const struct sentence lapsed_none = {
	N_("repair term lapsed: no day was left to suspend"), NULL
};
static const struct sentence running_none = {
	N_("repair term runs until here: no day is left to suspend"), NULL
};
static const struct sentence invited_open = {
	N_("asked to complete without a last day: suspends nothing"), NULL
};

static void add_arg(const void *ctx, char kind, unsigned i, struct str *out)
{
	const struct step *s = ctx;

	(void)kind;
	if (i == 1)
		str_addz(out, date_nl(s->other).s);
	else if (i == 2)
		str_addf(out, "%d", s->n < 0 ? -s->n : s->n);
	else if (i == 3)
		str_addz(out, message_day_off((enum day_off)s->n));
	else if (i == 4 && date_is(s->date))
		str_addf(out, "%d", date_ymd(s->date).year);
}

static struct sentence choose(const struct step *s)
{
	if (s->code == STEP_INVITED && !date_is(s->other))
		return invited_open;
	if (s->code == STEP_ANNOUNCED && s->n)
		return s->n > 0 ? announced_early : announced_late;
	if (s->code == STEP_ANNOUNCED)
		return announced_last;
	if (s->code == STEP_END && !s->n)
		return end_plain;
	if (s->code == STEP_COMPLETED && !s->n)
		return completed_none;
	if (s->code == STEP_LAPSED && !s->n)
		return lapsed_none;
	if (s->code == STEP_RUNNING && !s->n)
		return running_none;
	return sentences[s->code];
}

void message_step(const struct step *s, struct str *out)
{
	if (s->code < STEP_CODES)
		message_fill(sentence_text(choose(s), s->n), add_arg, s, out);
}
