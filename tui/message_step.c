#include "tui/message.h"

#include "tui/message_fill.h"

/* Places: {1} the other date, {2} the number, {3} why the raw end is a day off, {4} the
 * year of the date, {5} why nothing is suspended. */
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
	[STEP_CONSENT] = NN_("applicant agreed to wait until {1}: {2} day suspended",
			     "applicant agreed to wait until {1}: {2} days suspended"),
	[STEP_DELAY] = NN_("delay by the applicant until {1}: {2} day suspended",
			   "delay by the applicant until {1}: {2} days suspended"),
	[STEP_FORCE_MAJEURE] = NN_("force majeure until {1}: {2} day suspended",
				   "force majeure until {1}: {2} days suspended"),
	[STEP_FOREIGN] = NN_("asked abroad, answer on {1}: {2} day suspended",
			     "asked abroad, answer on {1}: {2} days suspended"),
	[STEP_EXTENDED] = NN_("extended by {2} week: decide by {1}",
			      "extended by {2} weeks: decide by {1}"),
	[STEP_EXTEND_LATE] = { N_("extended after the due date {1}: no effect"), NULL },
	[STEP_EXTEND_NO_TERM] = { N_("extended, but the ordinance sets no term: no "
				     "effect"),
				  NULL },
	[STEP_NOTICE] = NN_("notice: promised by {1}, {2} suspended day later",
			    "notice: promised by {1}, {2} suspended days later"),
	[STEP_NOTICE_LATE] = { N_("notice after the due date {1}: no effect"), NULL },
	[STEP_NOTICE_EARLIER] = { N_("notice of a day not after the due date {1}: no "
				     "effect"),
				  NULL },
	[STEP_NOTICE_SECOND] = { N_("a second notice, {1} was promised first: no "
				    "effect"),
				 NULL },
	[STEP_NOTICE_DUTY] = { N_("notice beside the ordinance's term: only informs, "
				  "no "
				  "effect on the date"),
			       NULL },
	[STEP_END] = NN_("end of the term, with {2} suspended day",
			 "end of the term, with {2} suspended days"),
	[STEP_SHIFTED] = { N_("decide by: {1} is a day off ({3})"), NULL },
	[STEP_NOT_SHIFTED] = { N_("decide by this day: it is a working day"), NULL },
	[STEP_STRICT] = { N_("strict reading of 'until': keep to it if you can"),
			  NULL },
	[STEP_UNTREATED] = { N_("last day to leave the application untreated"), NULL },
	[STEP_ANNOUNCED] = { N_("decision sent"), NULL },
	[STEP_DEFAULT] = { N_("notice of default received"), NULL },
	[STEP_DEFAULT_EARLY] = { N_("notice of default not after the due date {1}: no "
				    "effect"),
				 NULL },
	[STEP_DEFAULT_OLD] = { N_("notice of default before 01-10-2009: no effect"),
			       NULL },
	[STEP_DEFAULT_ANNOUNCED] = { N_("notice of default when the decision was sent, "
					"on {1}: no effect"),
				     NULL },
	[STEP_DEFAULT_SECOND] = { N_("notice of default after the one of {1}: no "
				     "effect"),
				  NULL },
	[STEP_FORTNIGHT] = { N_("the fortnight ends on a day off ({3}); if it moves, "
				"the "
				"penalty begins on {1} (unsettled)"),
			     NULL },
	[STEP_PENALTY] = { N_("first day of the penalty, which runs until {1}"), NULL },
	[STEP_PENALTY_DAYS] =
		NN_("penalty owed for {2} day", "penalty owed for {2} days"),
	[STEP_PENALTY_EURO] = { N_("penalty of € {2}"), NULL },
	[STEP_PENALTY_DECIDE] = { N_("fix the penalty by"), NULL },
	[STEP_OBJECTION] = { N_("last day to object"), NULL },
	[STEP_POST_BY] = { N_("last day on which an objection posted in time may come "
			      "in"),
			   NULL },
	[STEP_COMMITTEE] =
		NN_("a committee advises: {2} week to decide on an objection",
		    "a committee advises: {2} weeks to decide on an "
		    "objection"),
	[STEP_ADJOURNED] = NN_("decision on the objection adjourned by {2} week",
			       "decision on the objection adjourned by {2} weeks"),
	[STEP_OBJECTION_REPAIR] =
		NN_("asked to complete the objection by {1}: {2} day suspended",
		    "asked to complete the objection by {1}: {2} days suspended"),
	[STEP_OBJECTION_COMPLETED] = { N_("objection completed"), NULL },
	[STEP_OBJECTION_COMPLETED_IDLE] = { N_("objection completed, but nothing was "
					       "open: no effect"),
					    NULL },
	[STEP_OBJECTION_CONSENT] =
		NN_("decision on the objection put off until {1}: {2} day suspended",
		    "decision on the objection put off until {1}: {2} days suspended"),
	[STEP_OBJECTION_NONE] = { N_("about an objection, but no decision was sent: no "
				     "effect"),
				  NULL },
	[STEP_OBJECTION_RAW] = { N_("over 12 weeks: decide on an objection by, if this "
				    "term does not move"),
				 NULL },
	[STEP_OBJECTION_DECIDE] = { N_("decide on an objection by"), NULL },
	[STEP_EQUATED_UNKNOWN] = { N_("the days equated with holidays in {4} are not "
				      "known"),
				   NULL },
};

/* The same where no day is suspended. */
static const char *const idle_sentences[STEP_CODES] = {
	[STEP_COMPLETED] = N_("completed: no day suspended, {5}"),
	[STEP_LAPSED] = N_("repair term lapsed: no day suspended, {5}"),
	[STEP_RUNNING] = N_("repair term runs until here: no day suspended, {5}"),
	[STEP_CONSENT] = N_("applicant agreed to wait until {1}: no effect, {5}"),
	[STEP_DELAY] = N_("delay by the applicant until {1}: no effect, {5}"),
	[STEP_FORCE_MAJEURE] = N_("force majeure until {1}: no effect, {5}"),
	[STEP_FOREIGN] = N_("asked abroad, answer on {1}: no effect, {5}"),
	[STEP_OBJECTION_REPAIR] =
		N_("asked to complete the objection by {1}: no effect, {5}"),
	[STEP_OBJECTION_CONSENT] =
		N_("decision on the objection put off until {1}: no effect, {5}"),
};

static const char *const idle_reasons[IDLES] = {
	[IDLE_EMPTY] = N_("no day lies between"),
	[IDLE_BEFORE] = N_("all before the term began"),
	[IDLE_LATE] = N_("after the end of the term"),
	[IDLE_COVERED] = N_("suspended already"),
};

static const struct sentence promised = { N_("notice: promised by {1}"), NULL };
static const struct sentence unmoved = { N_("decide by: a day off ({3}), but this date "
					    "does not move"),
					 NULL };
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
	else if (i == 5 && s->n < 0 && -s->n < IDLES)
		str_addz(out, gettext(idle_reasons[-s->n]));
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
	if (s->code == STEP_NOTICE && !s->n)
		return promised;
	if (s->code == STEP_NOT_SHIFTED && s->n)
		return unmoved;
	if (s->n < 0 && idle_sentences[s->code])
		return (struct sentence){ idle_sentences[s->code], NULL };
	return sentences[s->code];
}

void message_step(const struct step *s, struct str *out)
{
	if (s->code < STEP_CODES)
		message_fill(sentence_text(choose(s), s->n), add_arg, s, out);
}
