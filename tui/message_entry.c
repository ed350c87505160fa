#include "tui/message.h"

/* What a verb is called before ("propose a decision") and after ("proposed a decision"). */
struct deed {
	const char *name;
	const char *title;
	const char *past;
};

static const struct deed deeds[] = {
	{ "register", N_("register an application"), N_("registered the application") },
	{ "edit", N_("change the dossier"), N_("changed") },
	{ "note", N_("add a note"), N_("added a note") },
	{ "claim", N_("claim the case"), N_("claimed the case") },
	{ "claim-next", N_("claim the next case"), N_("claimed the case as next") },
	{ "assign", N_("assign the case"), N_("assigned the case") },
	{ "release", N_("release the case"), N_("released the case") },
	{ "invite", N_("invite the applicant to complete"),
	  N_("invited the applicant to complete") },
	{ "complete", N_("register the completion"), N_("registered the completion") },
	{ "propose", N_("propose a decision"), N_("proposed a decision") },
	{ "return", N_("return the proposal"), N_("returned the proposal") },
	{ "approve", N_("approve the decision"), N_("approved the decision") },
	{ "announce", N_("register that the decision was sent"),
	  N_("sent the decision") },
	{ "withdraw", N_("register the withdrawal"), N_("registered the withdrawal") },
	{ "void", N_("void the registration"), N_("voided the registration") },
	{ "event-add", N_("add an event of the clock"), N_("added to the clock") },
	{ "event-correct", N_("correct an event of the clock"),
	  N_("corrected the clock") },
	{ "event-withdraw", N_("withdraw an event of the clock"),
	  N_("withdrew from the clock") },
	{ "draft-save", N_("save a draft"), N_("saved a draft") },
	{ "draft-drop", N_("drop a draft"), N_("dropped a draft") },
	{ "view", N_("read the dossier"), N_("opened the dossier") },
	{ "user-add", N_("add a user"), N_("added a user") },
	{ "user-role", N_("change a user's roles"), N_("changed a user's roles") },
	{ "user-disable", N_("disable a user"), N_("disabled a user") },
	{ "user-enable", N_("enable a user"), N_("enabled a user") },
	{ "policy-add", N_("add a policy"), N_("added a policy") },
	{ "init", N_("make the store"), N_("made the store") },
};

static const struct deed *deed_of(struct strv name)
{
	for (size_t i = 0; i < sizeof(deeds) / sizeof(*deeds); i++)
		if (strv_eq(strv(deeds[i].name), name))
			return &deeds[i];
	return NULL;
}

const char *message_verb(struct strv name)
{
	const struct deed *d = deed_of(name);

	return d ? _(d->past) : _("did something that this program does not know");
}

const char *message_verb_title(struct strv name)
{
	const struct deed *d = deed_of(name);

	return d ? _(d->title) : _("do something that this program does not know");
}

void message_field(unsigned field, struct str *out)
{
	const struct field *f = field_by_id(field);

	if (f)
		str_addz(out, _(f->label));
	else if (field == 0)
		str_addz(out, _("Handled by"));
	else
		str_addf(out, _("field %u"), field);
}

/* What repeats in a dossier is called by its section: of three papers nobody wants to read
 * "Evidence, Status, Dated". */
static void change_label(const struct change *c, struct str *out)
{
	if (part_repeats(c->kind))
		str_addz(out, message_part(c->kind));
	else
		message_field(c->field, out);
}

static bool same_label(const struct change *a, const struct change *b)
{
	if (part_repeats(a->kind) || part_repeats(b->kind))
		return a->kind == b->kind;
	return a->field == b->field;
}

/* The labels of what changed, each once. */
static void add_labels(const struct entry *e, struct str *out)
{
	bool first = true;

	for (size_t i = 0; i < e->nchanges; i++) {
		bool seen = false;

		for (size_t j = 0; j < i && !seen; j++)
			seen = same_label(&e->change[j], &e->change[i]);
		if (seen)
			continue;
		str_addz(out, first ? " " : ", ");
		change_label(&e->change[i], out);
		first = false;
	}
}

/* The text on one line. */
static void add_line(struct strv text, struct str *out)
{
	while (text.p) {
		const struct strv line = strv_trim(strv_cut(&text, '\n'));

		if (!line.n)
			continue;
		str_add(out, line);
		if (text.n)
			str_addc(out, ' ');
	}
}

void message_entry(const struct entry *e, struct str *out)
{
	str_addz(out, message_verb(e->verb));
	if (strv_eq(e->verb, STRV("edit")))
		add_labels(e, out);
	if (e->before != e->after && e->after != STATE_NONE)
		str_addf(out, " (%s)", message_state(e->after));
	if (e->text.n) {
		str_addz(out, ": ");
		add_line(e->text, out);
	}
}
