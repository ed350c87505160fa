#include "tui/cli/table.h"

#include <unistd.h>

#include "store/base/utf8.h"
#include "tui/letters/letter.h"
#include "tui/message.h"

#define TEXT_MAX ((size_t)256 * 1024)

/* What is gathered for one verb; texts in the program's arena. */
struct deed {
	const struct verb *verb;
	struct verb_args args;
	struct proposal proposal;
	size_t next; /* word */
};

static const char *next_word(const struct cli *c, struct deed *d)
{
	return d->next < c->nwords ? c->word[d->next++] : NULL;
}

/* The next word, or what is missing. */
static const char *need_word(const struct cli *c, struct deed *d, const char *what,
			     struct err *e)
{
	const char *word = next_word(c, d);

	if (!word) {
		err_set(e, ERR_USAGE_MISSING);
		err_str(e, strv(what));
	}
	return word;
}

static bool check_utf8(struct strv text, struct err *e)
{
	size_t at;

	if (utf8_valid(text, &at))
		return true;
	err_set(e, ERR_ENCODING_BYTE);
	err_int(e, 1);
	err_int(e, (int64_t)at + 1);
	return err_str(e, STRV("UTF-8"));
}

static bool take_text(struct cli *c, struct strv *out, struct err *e)
{
	struct str text = { 0 };

	if (isatty(STDIN_FILENO))
		cli_note("%s", _("Type the text; Ctrl-D on an empty line ends it."));
	bool ok = cli_read("-", TEXT_MAX, &text, e) && check_utf8(strv_of(&text), e);

	if (ok) {
		*out = arena_copy(&c->arena, strv_trim(strv_of(&text)));
		ok = out->p || err_set(e, ERR_NOMEM);
	}
	str_release(&text);
	return ok;
}

static bool take_case(const struct cli *c, struct deed *d, struct err *e)
{
	const char *word = need_word(c, d, "NUMBER", e);

	return word && caseid_parse(strv(word), &d->args.id, e);
}

static bool take_date(const struct cli *c, struct deed *d, struct err *e)
{
	const bool needed = d->verb->args & VERB_DATE_NEEDED;
	const char *word = needed ? need_word(c, d, "DATE", e) : next_word(c, d);

	return word ? cli_date(word, &d->args.date, e) : !needed;
}

/* "field=value", or "field.2=value" for the second part of a kind that repeats. */
static bool take_field(struct cli *c, const char *word, struct field_set *set,
		       struct err *e)
{
	struct strv value = strv(word);
	const struct strv given = strv_cut(&value, '=');
	struct strv name = given;
	uint64_t seq = 0;

	if (!value.p) {
		err_set(e, ERR_USAGE_MISSING);
		return err_str(e, STRV("FIELD=VALUE"));
	}
	const size_t dot = strv_find(name, '.');
	if (dot < name.n &&
	    strv_uint(strv_n(name.p + dot + 1, name.n - dot - 1), 65535, &seq))
		name.n = dot;
	const struct field *f = field_by_name(name);
	if (!f || (seq && !part_repeats(f->part))) {
		err_set(e, ERR_FIELD_UNKNOWN);
		return err_str(e, given);
	}
	set->kind = f->part;
	set->seq = (uint16_t)seq;
	set->field = f->id;
	return field_check(f, value, c->today, &c->arena, &set->text, e);
}

static bool take_fields(struct cli *c, struct deed *d, struct err *e)
{
	const size_t n = c->nwords - d->next;
	struct field_set *set = arena_array(&c->arena, n + 1, sizeof(*set));
	const char *word;

	if (!set)
		return err_set(e, ERR_NOMEM);
	d->args.set = set;
	while ((word = next_word(c, d)))
		if (!take_field(c, word, &set[d->args.nset++], e))
			return false;
	return true;
}

/* Outcome and grounds from the words, reasons from standard input. */
static bool take_proposal(struct cli *c, struct deed *d, struct err *e)
{
	struct proposal *p = &d->proposal;
	const char *outcome = need_word(c, d, "OUTCOME", e);
	struct str grounds = { 0 };
	const char *word;

	if (!outcome)
		return false;
	p->outcome = strv(outcome);
	while ((word = next_word(c, d)))
		str_addf(&grounds, "%s%s", grounds.n ? " " : "", word);
	p->grounds = arena_copy(&c->arena, strv_of(&grounds));
	const bool failed = grounds.failed || !p->grounds.p;
	str_release(&grounds);
	if (failed)
		return err_set(e, ERR_NOMEM);
	p->hardship = strv(c->option[OPT_HARDSHIP]);
	p->child_interest = strv(c->option[OPT_CHILD]);
	d->args.proposal = p;
	return check_utf8(p->child_interest, e) && take_text(c, &p->reasons, e);
}

/* The letter that proposing freezes, from the dossier as it is now: a change in between
 * is refused by the verb. */
static bool render(struct cli *c, struct deed *d, struct err *e)
{
	struct dossier dossier = { 0 };
	struct str letter = { 0 };
	struct txn *t = txn_read(c->store, e);
	bool ok = t && dossier_load(t, &c->actor, d->args.id, &c->arena, &dossier, e);

	txn_end(t);
	const struct policy *p =
		ok ? store_policy(c->store, dossier.face.received, e) : NULL;
	ok = p && letter_render(&dossier, p, &d->proposal, c->today, &letter, e);
	if (ok) {
		d->proposal.letter = arena_copy(&c->arena, strv_of(&letter));
		d->proposal.letter_version = dossier.face.version;
		ok = d->proposal.letter.p || err_set(e, ERR_NOMEM);
	}
	str_release(&letter);
	return ok;
}

/* Where the letter cannot be made, the proposal itself is mostly at fault: the verb knows
 * better words for that, and it never takes a proposal without a letter. */
static bool propose(struct cli *c, struct deed *d, struct err *e)
{
	struct err why = { 0 };

	if (render(c, d, e))
		return store_do(c->store, d->verb, &c->actor, &d->args, e);
	d->proposal.letter = strv("");
	if (!store_do(c->store, d->verb, &c->actor, &d->args, &why) &&
	    why.code != ERR_LETTER_MISSING)
		*e = why;
	return false;
}

static bool run(struct cli *c, struct deed *d, struct err *e)
{
	if (d->verb->args & VERB_PROPOSAL)
		return propose(c, d, e);
	return store_do(c->store, d->verb, &c->actor, &d->args, e);
}

static bool take_user(const struct cli *c, struct deed *d, struct err *e)
{
	const char *word = need_word(c, d, "USER", e);

	d->args.user = strv(word);
	return word;
}

static bool take_form(const struct cli *c, struct deed *d, struct err *e)
{
	const char *word = need_word(c, d, "FORM", e);

	d->args.form = strv(word);
	return word;
}

static bool take_roles(const struct cli *c, struct deed *d, struct err *e)
{
	const char *word = need_word(c, d, "ROLES", e);

	return word && roles_parse(strv(word), &d->args.roles, e);
}

static bool take_seq(const struct cli *c, struct deed *d, struct err *e)
{
	const char *word = need_word(c, d, "N", e);
	uint64_t n;

	if (!word)
		return false;
	if (!strv_uint(strv(word), UINT16_MAX, &n)) {
		err_set(e, ERR_USAGE);
		return err_str(e, strv(word));
	}
	d->args.seq = (uint16_t)n;
	return true;
}

/* What is left of the words, as a line of the text that `term` reads. */
static bool take_event(struct cli *c, struct deed *d, struct err *e)
{
	const char *word = need_word(c, d, "EVENT", e);
	struct str line = { 0 };

	if (!word)
		return false;
	for (; word; word = next_word(c, d))
		str_addf(&line, "%s%s", line.n ? " " : "", word);
	d->args.event = arena_copy(&c->arena, strv_of(&line));
	const bool ok = !line.failed && d->args.event.p;
	str_release(&line);
	return (ok || err_set(e, ERR_NOMEM)) && check_utf8(d->args.event, e);
}

/* The words in the order of the usage line; whatever is left over is refused. */
static bool take_words(struct cli *c, struct deed *d, struct err *e)
{
	const unsigned args = d->verb->args;

	if (((args & VERB_CASE) && !take_case(c, d, e)) ||
	    ((args & VERB_USER) && !take_user(c, d, e)) ||
	    ((args & (VERB_DATE | VERB_DATE_NEEDED)) && !take_date(c, d, e)) ||
	    ((args & VERB_FORM) && !take_form(c, d, e)) ||
	    ((args & VERB_SEQ) && !take_seq(c, d, e)) ||
	    ((args & VERB_EVENT) && !take_event(c, d, e)) ||
	    ((args & VERB_ROLES) && !take_roles(c, d, e)) ||
	    ((args & VERB_FIELDS) && !take_fields(c, d, e)) ||
	    ((args & VERB_PROPOSAL) && !take_proposal(c, d, e)))
		return false;
	if (d->next < c->nwords) {
		err_set(e, ERR_USAGE);
		return err_str(e, strv(c->word[d->next]));
	}
	return !(args & VERB_TEXT) || take_text(c, &d->args.text, e);
}

/* Who may not do it is told so before their reasons are read. */
static bool may(const struct cli *c, const struct verb *v, struct err *e)
{
	if ((c->actor.rights & v->right) == v->right)
		return true;
	err_set(e, ERR_FORBIDDEN);
	return err_str(e, strv(v->name));
}

/* The number first, for scripts; then where the case is now. */
static void say_result(struct cli *c, const struct deed *d)
{
	struct err none = { 0 };
	struct str line = { 0 };
	struct txn *t = txn_read(c->store, &none);
	struct face f;

	str_addz(&line, d->args.id.year ? caseid_write(d->args.id).s : _("done"));
	if (t && d->args.id.year && face_load(t, &c->actor, d->args.id, &f, &none)) {
		str_addf(&line, " · %s", message_state(f.state));
		if (date_is(f.due) && state_open(f.state)) {
			str_addz(&line, " · ");
			message_day(f.due, &line);
		}
	}
	txn_end(t);
	cli_say("%s", str_z(&line));
	str_release(&line);
}

/* The receipt that starts the clock may be a slip of the pen; nobody but who wrote it can
 * tell. */
static void say_future(struct cli *c, const struct deed *d)
{
	for (size_t i = 0; i < d->args.nset; i++) {
		struct date day;

		if (d->args.set[i].field == FIELD_RECEIVED &&
		    date_parse(d->args.set[i].text, &day) && day.days > c->today.days)
			cli_note(_("warning: received on %s, after today"),
				 date_nl(day).s);
	}
}

static void say_duplicates(const struct deed *d)
{
	for (size_t i = 0; i < d->args.nduplicates; i++)
		cli_note(_("possible duplicate: %s"),
			 caseid_write(d->args.duplicates[i]).s);
}

int do_main(struct cli *c)
{
	struct caseid duplicates[16];
	struct deed d = { .next = 1 };
	struct err e = { 0 };

	d.verb = verb_by_name(strv(c->word[0]));
	if (!d.verb)
		return cli_usage(c, ERR_USAGE_UNKNOWN_COMMAND, c->word[0]);
	if (!cli_open(c, "cli", &e) || !may(c, d.verb, &e))
		return cli_fail(&e);
	d.args.today = c->today;
	d.args.now = c->now;
	d.args.date = DATE_NONE;
	d.args.duplicates = duplicates;
	d.args.duplicates_max = sizeof(duplicates) / sizeof(*duplicates);
	if (!take_words(c, &d, &e) || !run(c, &d, &e)) {
		if (e.code == ERR_USAGE || e.code == ERR_USAGE_MISSING)
			return cli_usage(c, e.code, err_arg_str(&e, 0));
		return cli_fail(&e);
	}
	say_result(c, &d);
	say_duplicates(&d);
	say_future(c, &d);
	return 0;
}
