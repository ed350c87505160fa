#include "tui/cli/table.h"

#include "tui/cli/out.h"
#include "tui/letters/letter.h"
#include "tui/message.h"

/* A dossier as it is read: in the program's arena. */
struct seen {
	struct dossier d;
	struct term term;
	const struct policy *policy;
	struct entry *entry;
	size_t nentries;
};

/* Reading is journalled, before anything is shown. */
static bool log_view(struct cli *c, struct caseid id, struct err *e)
{
	struct verb_args args = { .id = id, .today = c->today, .now = c->now };
	const struct verb *v = verb_by_name(STRV("view"));

	args.date = DATE_NONE;
	return store_do(c->store, v, &c->actor, &args, e);
}

static bool clock_of(struct cli *c, struct seen *s, struct err *e)
{
	struct history h = { 0 };

	s->policy = store_policy(c->store, s->d.face.received, e);
	return s->policy && dossier_history(&s->d, &h, e) &&
	       term_compute(&h, s->policy->term, c->today, &s->term, e);
}

static bool load(struct cli *c, struct seen *s, struct err *e)
{
	struct caseid id;

	if (!cli_open(c, "cli", e) || !caseid_parse(strv(c->word[0]), &id, e) ||
	    !log_view(c, id, e))
		return false;
	struct txn *t = txn_read(c->store, e);
	const bool ok =
		t && dossier_load(t, &c->actor, id, &c->arena, &s->d, e) &&
		journal_case(t, &c->actor, id, &c->arena, &s->entry, &s->nentries, e);
	txn_end(t);
	return ok && clock_of(c, s, e);
}

static bool print_json(const struct cli *c, const struct seen *s, struct err *e)
{
	struct str out = { 0 };
	struct jsonw j;

	jsonw_begin(&j, &out);
	jsonw_object(&j);
	out_case(&j, &s->d.face, s->d.handler, c->today);
	jsonw_key_int(&j, "version", s->d.face.version);
	out_parts(&j, &s->d);
	jsonw_key(&j, "clock");
	out_clock(&j, &s->term);
	out_history(&j, s->entry, s->nentries);
	jsonw_object_end(&j);
	const bool ok = !out.failed;
	if (ok)
		cli_raw(&out);
	str_release(&out);
	return ok || err_set(e, ERR_NOMEM);
}

static void print_text_value(const struct field *f, struct strv text)
{
	cli_say("  %s", _(f->label));
	while (text.p) {
		const struct strv row = strv_cut(&text, '\n');

		cli_say("      %.*s", STRV_FMT(row));
	}
}

static void print_value(const struct value *v, const struct policy *p, struct str *line)
{
	const struct field *f = field_by_id(v->field);
	struct str label = { 0 };

	if (f && f->type == TYPE_TEXT) {
		print_text_value(f, v->text);
		return;
	}
	str_clear(line);
	str_addz(line, "  ");
	message_field(v->field, &label);
	out_cell(line, strv_of(&label), 24);
	out_value(f, p, v->text, line);
	str_release(&label);
	cli_say("%s", str_z(line));
}

static void print_part(const struct part *part, const struct policy *p,
		       struct str *line)
{
	cli_say("%s", "");
	if (part_repeats(part->kind))
		cli_say("%s %u", message_part(part->kind), (unsigned)part->seq);
	else
		cli_say("%s", message_part(part->kind));
	for (size_t i = 0; i < part->nvalues; i++)
		/* The letter has a command of its own. */
		if (part->value[i].field != FIELD_LETTER)
			print_value(&part->value[i], p, line);
}

static void print_head(const struct cli *c, const struct seen *s, struct str *line)
{
	struct arena a = { 0 };
	const struct face *f = &s->d.face;

	str_addf(line, "%s · %.*s · %s", caseid_write(f->id).s,
		 STRV_FMT(face_name(f, &a)), message_state(f->state));
	if (s->d.handler.n)
		str_addf(line, " · %.*s", STRV_FMT(s->d.handler));
	cli_say("%s", str_z(line));
	str_clear(line);
	message_summary(&s->d, s->policy, c->today, line);
	cli_say("%s", str_z(line));
	str_clear(line);
	if (date_is(f->due) && state_open(f->state)) {
		message_day(f->due, line);
		str_addz(line, " · ");
		message_left(f, c->today, line);
		cli_say(_("Decide by %s"), str_z(line));
	}
	arena_release(&a);
}

static void print_text(const struct cli *c, const struct seen *s)
{
	struct str line = { 0 };

	print_head(c, s, &line);
	for (size_t i = 0; i < s->d.nparts; i++)
		print_part(&s->d.part[i], s->policy, &line);
	cli_say("%s", "");
	out_clock_text(&s->term);
	cli_say("%s", "");
	for (size_t i = 0; i < s->nentries; i++)
		out_entry(&s->entry[i], s->policy, false);
	str_release(&line);
}

int show_main(struct cli *c)
{
	struct seen s = { 0 };
	struct err e = { 0 };

	if (!load(c, &s, &e))
		return cli_fail(&e);
	if (!c->option[OPT_JSON])
		print_text(c, &s);
	else if (!print_json(c, &s, &e))
		return cli_fail(&e);
	return 0;
}

/* The latest letter that counts; a returned one only where there is no other. */
static const struct part *decision_of(const struct dossier *d)
{
	const struct part *p = dossier_decision(d);
	const size_t n = dossier_count(d, PART_DECISION);

	return p || !n ? p : dossier_part(d, PART_DECISION, n - 1);
}

int letter_main(struct cli *c)
{
	struct seen s = { 0 };
	struct str out = { 0 };
	struct err e = { 0 };

	if (!load(c, &s, &e))
		return cli_fail(&e);
	const struct part *p = decision_of(&s.d);
	if (!p) {
		err_set(&e, ERR_LETTER_MISSING);
		err_str(&e, strv(caseid_write(s.d.face.id).s));
		return cli_fail(&e);
	}
	if (letter_of(p, s.policy, &out, &e))
		cli_put(strv_of(&out));
	str_release(&out);
	return e.code ? cli_fail(&e) : 0;
}
