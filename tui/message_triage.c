#include "tui/message_triage.h"

#include "tui/message_fill.h"

static const char *const facts[FACTS] = {
	[FACT_NONE] = "",
	[FACT_CATEGORY] = N_("the category"),
	[FACT_FILER] = N_("who files"),
	[FACT_TENURE] = N_("where the applicant lives now"),
	[FACT_AGE] = N_("the age"),
	[FACT_HOUSEHOLD] = N_("the household"),
	[FACT_INCOME] = N_("the income"),
	[FACT_RESIDENT] = N_("how long in the municipality"),
	[FACT_REGION] = N_("how long in the region"),
	[FACT_LIVED] = N_("how long here in earlier years"),
	[FACT_WORKED] = N_("how long at work here"),
	[FACT_SEEKER] = N_("how long registered as a home seeker"),
	[FACT_EARLIER] = N_("earlier applications"),
	[FACT_TOLD] = N_("what was said"),
};

/* {1} what there is, {2} what is asked, {3} the fact that is lacking, {4} a day, {t} the
 * title of what it is about, {w} the word of a choice, {r} of the rule behind it, {c} its code. */
static const struct sentence sentences[FINDING_CODES] = {
	[FINDING_CATEGORY_OPEN] = { N_("the category is not known yet"), NULL },
	[FINDING_CATEGORY_ABSENT] = { N_("the policy has no such category"), NULL },
	[FINDING_MANDATORY] = { N_("{t1}: the statute demands this category"), NULL },
	[FINDING_OPEN] = { N_("{t1}: not known ({3})"), NULL },
	[FINDING_UNCOUNTED] = { N_("{t1}: time at this address does not count; ask "
				   "about the time before it"),
				NULL },
	[FINDING_EXEMPT] = { N_("{t1}: does not bind this category"), NULL },
	[FINDING_GROUND] = { N_("possible ground for refusal: {c1} {t1}, because of "
				"'{r1}'"),
			     NULL },
	[FINDING_GROUND_EXEMPT] = { N_("{t1}: not met, but in this category no ground "
				       "for refusal"),
				    NULL },
	[FINDING_NEEDED] = NN_("{t1}: needed", "{t1}: {2} needed"),
	[FINDING_MAYBE] = { N_("{t1}: may be needed (not known: {3})"), NULL },
	[FINDING_IN] = { N_("{t1}: in"), NULL },
	[FINDING_MISSING] = NN_("{t1}: missing", "{t1}: {1} of {2} in"),
	[FINDING_ASKED] = NN_("{t1}: asked for", "{t1}: asked for, {1} of {2} in"),
	[FINDING_OLD] = { N_("{t1}: too old ({4})"), NULL },
	[FINDING_UNDATED] = { N_("{t1}: its date is not known"), NULL },
	[FINDING_REJECTED] = { N_("{t1}: not accepted"), NULL },
	[FINDING_HARDSHIP] = { N_("consider the hardship clause before refusing"),
			       NULL },
	[FINDING_REFERRAL] = { N_("{t1}"), NULL },
};

/* A rule that was weighed, by the fact it rests on. */
static const struct sentence weighed[FACTS] = {
	[FACT_AGE] = NN_("{t1}: {1} year old; asked is {2}",
			 "{t1}: {1} years old; asked is {2}"),
	[FACT_INCOME] = { N_("{t1}: {m1} a year; at most {m2}"), NULL },
	[FACT_RESIDENT] = NN_("{t1}: {1} month in the municipality; asked: {2}",
			      "{t1}: {1} months in the municipality; asked: {2}"),
	[FACT_REGION] = NN_("{t1}: {1} month in the region; asked: {2}",
			    "{t1}: {1} months in the region; asked: {2}"),
	[FACT_LIVED] = NN_("{t1}: {1} month in the years that count; asked: {2}",
			   "{t1}: {1} months in the years that count; asked: {2}"),
	[FACT_WORKED] = NN_("{t1}: {1} month at work here; asked: {2}",
			    "{t1}: {1} months at work here; asked: {2}"),
	[FACT_SEEKER] = NN_("{t1}: {1} month registered; asked: {2}",
			    "{t1}: {1} months registered; asked: {2}"),
};

static const struct sentence met = { N_("{t1}: met ({w1})"), NULL };
static const struct sentence not_met = { N_("{t1}: not met ({w1})"), NULL };
static const struct sentence told_met = { N_("{t1}: met, as was said"), NULL };
static const struct sentence told_not_met = { N_("{t1}: not met, as was said"), NULL };
static const struct sentence no_repeat =
	NN_("{t1}: no earlier application that counts in {2} month",
	    "{t1}: no earlier application that counts in {2} months");
static const struct sentence repeated =
	NN_("{t1}: decided on {4}; {2} month must lie between",
	    "{t1}: decided on {4}; {2} months must lie between");

const char *message_fact(enum fact fact)
{
	return fact > FACT_NONE && fact < FACTS ? _(facts[fact]) : "";
}

const char *message_indication(enum indication i)
{
	switch (i) {
	case INDICATION_LIKELY:
		return _("likely: no rule of the policy stands in the way");
	case INDICATION_UNLIKELY:
		return _("unlikely: a rule of the policy stands in the way");
	case INDICATION_OPEN:
		break;
	}
	return _("cannot tell yet: something is not known");
}

const char *message_indication_word(enum indication i)
{
	switch (i) {
	case INDICATION_LIKELY:
		return _("likely");
	case INDICATION_UNLIKELY:
		return _("unlikely");
	case INDICATION_OPEN:
		break;
	}
	return _("cannot tell yet");
}

static struct strv choose_title(struct strv nl, struct strv en)
{
	return message_dutch() ? nl : en;
}

static struct strv title(const struct finding *f)
{
	if (f->ground)
		return choose_title(f->ground->title_nl, f->ground->title_en);
	if (f->evidence)
		return choose_title(f->evidence->title_nl, f->evidence->title_en);
	if (f->referral)
		return choose_title(f->referral->text_nl, f->referral->text_en);
	if (f->rule)
		return choose_title(f->rule->title_nl, f->rule->title_en);
	if (f->category)
		return choose_title(f->category->title_nl, f->category->title_en);
	return (struct strv){ 0 };
}

static void add_money(int64_t cents, struct str *out)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)cents);
	message_value(field_by_id(FIELD_INCOME), NULL, strv(text), out);
}

static void add_number(const struct finding *f, unsigned i, struct str *out)
{
	if (i == 1)
		message_number(f->have, out);
	else if (i == 2)
		message_number(f->need, out);
	else if (i == 3)
		str_addz(out, message_fact(f->fact));
	else if (i == 4)
		str_addz(out, date_nl(f->day).s);
}

static void add_arg(const void *ctx, char kind, unsigned i, struct str *out)
{
	const struct finding *f = ctx;

	if (kind == 't')
		str_add(out, title(f));
	else if (kind == 'r' && f->rule)
		str_add(out, choose_title(f->rule->title_nl, f->rule->title_en));
	else if (kind == 'c' && f->ground)
		str_add(out, f->ground->code);
	else if (kind == 'w' && f->fact == FACT_TENURE)
		message_value(field_by_id(FIELD_TENURE), NULL, f->word, out);
	else if (kind == 'w')
		message_filer(f->word, out);
	else if (kind == 'm')
		add_money(i == 1 ? f->have : f->need, out);
	else if (!kind)
		add_number(f, i, out);
}

static struct sentence of_rule(const struct finding *f)
{
	const bool ok = f->code == FINDING_MET;

	if (f->fact == FACT_TOLD)
		return ok ? told_met : told_not_met;
	if (f->fact == FACT_EARLIER)
		return ok ? no_repeat : repeated;
	if (f->fact < FACTS && weighed[f->fact].one)
		return weighed[f->fact];
	return ok ? met : not_met;
}

void message_finding(const struct finding *f, struct str *out)
{
	const bool rule = f->code == FINDING_MET || f->code == FINDING_FAILED;
	const bool pieces = f->code == FINDING_NEEDED || f->code == FINDING_MISSING ||
			    f->code == FINDING_ASKED;
	const struct sentence s = rule ? of_rule(f) : sentences[f->code];

	message_fill(
		sentence_text(s, pieces || f->fact == FACT_EARLIER ? f->need : f->have),
		add_arg, f, out);
}
