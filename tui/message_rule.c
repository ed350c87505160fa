#include "tui/message_fill.h"
#include "tui/message_triage.h"

static const struct {
	const char *word, *label;
} filers[] = {
	{ "applicant", N_("the applicant") },
	{ "representative", N_("a representative") },
	{ "institution", N_("an institution") },
	{ "landlord", N_("the landlord") },
};

void message_filer(struct strv word, struct str *out)
{
	for (size_t i = 0; i < sizeof(filers) / sizeof(*filers); i++)
		if (strv_eq(word, strv(filers[i].word))) {
			str_addz(out, _(filers[i].label));
			return;
		}
	str_add(out, word);
}

static void add_choices(enum field_id field, struct words list, struct str *out)
{
	for (size_t i = 0; i < list.n; i++) {
		if (i)
			str_addz(out, ", ");
		message_value(field_by_id(field), NULL, list.word[i], out);
	}
}

static void add_list(const struct rule *r, struct str *out)
{
	if (r->kind == RULE_TENURE) {
		add_choices(FIELD_TENURE, r->list, out);
		return;
	}
	for (size_t i = 0; i < r->list.n; i++) {
		if (i)
			str_addz(out, ", ");
		message_filer(r->list.word[i], out);
	}
}

static void add_caps(const struct rule *r, struct str *out)
{
	for (size_t i = 0; i < r->ncaps; i++) {
		if (i)
			str_addz(out, "; ");
		str_addz(out, "€ ");
		message_number(r->cap[i].cents / 100, out);
		str_addf(out, " (%s, %d)",
			 r->cap[i].family ? _("a household") : _("one person"),
			 r->cap[i].year);
	}
}

/* {1} least, {2} within, {3} months of work, {4} where, {5} a list, {6} months of a bar. */
static void add_arg(const void *ctx, char kind, unsigned i, struct str *out)
{
	const struct rule *r = ctx;
	const int number[] = { 0, r->least, r->within, r->work };

	(void)kind;
	if (i >= 1 && i <= 3)
		str_addf(out, "%d", number[i]);
	else if (i == 4)
		str_addz(out,
			 r->region ? _("in the region") : _("in the municipality"));
	else if (i == 5 && r->kind == RULE_RESIDENCE)
		add_choices(FIELD_TENURE, r->uncounted, out);
	else if (i == 5 && r->kind == RULE_REPEAT)
		add_choices(FIELD_OUTCOME, r->outcomes, out);
	else if (i == 5 && r->kind == RULE_INCOME)
		add_caps(r, out);
	else if (i == 5)
		add_list(r, out);
	else if (i == 6)
		str_addf(out, "%d", r->months);
}

static void say(const struct rule *r, struct sentence s, int n, struct str *out)
{
	message_fill(sentence_text(s, n), add_arg, r, out);
}

static void residence(const struct rule *r, struct str *out)
{
	static const struct sentence unbroken =
		NN_("{1} month resident {4}", "{1} months resident {4}");
	static const struct sentence within =
		NN_("resident {4} for {1} of the last {2} months",
		    "resident {4} for {1} of the last {2} months");
	static const struct sentence work =
		NN_(", or {3} month of work there", ", or {3} months of work there");
	static const struct sentence uncounted = { N_("; not counted: {5}"), NULL };

	say(r, r->within ? within : unbroken, r->least, out);
	if (r->work)
		say(r, work, r->work, out);
	if (r->uncounted.n)
		say(r, uncounted, 0, out);
}

static void repeat(const struct rule *r, struct str *out)
{
	static const struct sentence person =
		NN_("no earlier application of the applicant in the last {6} month",
		    "no earlier application of the applicant in the last {6} months");
	static const struct sentence household =
		NN_("no earlier application of anybody in the household in the last "
		    "{6} month",
		    "no earlier application of anybody in the household in the last "
		    "{6} months");
	static const struct sentence same = { N_(" for the same reason"), NULL };
	static const struct sentence outcome = { N_(" (outcome: {5})"), NULL };

	say(r, r->household ? household : person, r->months, out);
	if (r->same)
		say(r, same, 0, out);
	if (r->outcomes.n)
		say(r, outcome, 0, out);
}

void message_rule(const struct rule *r, struct str *out)
{
	static const struct sentence filer = { N_("filed by {5}"), NULL };
	static const struct sentence age =
		NN_("at least {1} year old", "at least {1} years old");
	static const struct sentence seeker =
		NN_("{1} month registered as a home seeker",
		    "{1} months registered as a home seeker");
	static const struct sentence income = {
		N_("gross income a year of at most {5}"), NULL
	};
	static const struct sentence tenure = { N_("lives in: {5}"), NULL };

	switch (r->kind) {
	case RULE_FILER:
		say(r, filer, 0, out);
		break;
	case RULE_AGE:
		say(r, age, r->least, out);
		break;
	case RULE_RESIDENCE:
		residence(r, out);
		break;
	case RULE_SEEKER:
		say(r, seeker, r->least, out);
		break;
	case RULE_INCOME:
		say(r, income, 0, out);
		break;
	case RULE_TENURE:
		say(r, tenure, 0, out);
		break;
	case RULE_REPEAT:
		repeat(r, out);
		break;
	case RULE_KINDS:
		break;
	}
}

void message_rule_on(const struct rule *r, struct date on, struct str *out)
{
	struct income_cap cap[2];
	struct rule now = *r;

	now.cap = cap;
	now.ncaps = 0;
	for (int family = 0; family < 2; family++) {
		const struct income_cap *best = rule_cap(r, family, on);

		if (best)
			cap[now.ncaps++] = *best;
	}
	message_rule(now.ncaps ? &now : r, out);
}

static void add_condition(const char *text, struct str *out, bool *first)
{
	str_addz(out, *first ? " (" : ", ");
	str_addz(out, text);
	*first = false;
}

void message_evidence(const struct evidence_rule *ev, struct str *out)
{
	bool first = true;
	struct str part = { 0 };

	str_add(out, message_dutch() ? ev->title_nl : ev->title_en);
	if (ev->minors != MINORS_ANY)
		add_condition(ev->minors == MINORS_WITH ? _("with minors")
							: _("without minors"),
			      out, &first);
	if (ev->tenures.n) {
		add_choices(FIELD_TENURE, ev->tenures, &part);
		add_condition(str_z(&part), out, &first);
		str_clear(&part);
	}
	if (ev->max_age) {
		str_addf(&part,
			 ngettext("at most %d month old", "at most %d months old",
				  (unsigned long)ev->max_age),
			 ev->max_age);
		add_condition(str_z(&part), out, &first);
	}
	if (ev->per_adult)
		add_condition(_("for each adult"), out, &first);
	str_addz(out, first ? "" : ")");
	str_release(&part);
}
