#include "tui/cli/out.h"

#include "tui/message.h"
#include "tui/sanitise.h"

void out_cell(struct str *line, struct strv text, int width)
{
	struct str safe = { 0 };

	/* The width counts what the terminal will show. */
	sanitise(text, false, charset_of_locale(), &safe);
	const int used = text_width(strv_of(&safe));
	str_release(&safe);
	str_add(line, text);
	if (used < width)
		str_addf(line, "%*s", width - used, "");
}

static void say(struct str *line)
{
	while (line->n && line->p[line->n - 1] == ' ')
		line->n--;
	if (line->p)
		line->p[line->n] = '\0';
	cli_say("%s", str_z(line));
	str_clear(line);
}

static void day_line(struct str *line, const char *label, struct date d)
{
	if (!date_is(d))
		return;
	out_cell(line, strv(label), 32);
	message_day(d, line);
	say(line);
}

static void penalty_lines(struct str *line, const struct penalty *p)
{
	if (!date_is(p->first_day))
		return;
	out_cell(line, strv(_("Penalty owed")), 32);
	str_addf(line, "€ ");
	message_number(p->euro, line);
	say(line);
	day_line(line, _("Penalty runs from"), p->first_day);
	day_line(line, _("Penalty runs until"), p->last_day);
	day_line(line, _("Fix the penalty by"), p->decide_by);
}

void out_clock_text(const struct term *t)
{
	struct str line = { 0 };
	struct str text = { 0 };

	for (size_t i = 0; i < t->nsteps; i++) {
		str_clear(&text);
		message_step(&t->step[i], &text);
		out_cell(&line, strv(date_nl(t->step[i].date).s), 12);
		out_cell(&line, strv_of(&text), 51);
		str_addz(&line, "  ");
		str_addz(&line, t->step[i].article);
		say(&line);
	}
	say(&line);
	day_line(&line, _("Decide by"), t->due);
	day_line(&line, _("Strict reading"), t->due_strict);
	day_line(&line, _("Leave untreated until"), t->untreated_by);
	penalty_lines(&line, &t->penalty);
	day_line(&line, _("Object until"), t->objection_last);
	day_line(&line, _("Decide on objection by"), t->objection_decide_by);
	if (t->stands_still)
		cli_say("%s", _("The clock stands still."));
	str_release(&line);
	str_release(&text);
}

void out_value(const struct field *f, const struct policy *p, struct strv value,
	       struct str *out)
{
	if (!f) {
		str_add(out, value);
	} else if ((f->flags & FLAG_MASKED) && value.n > 5) {
		str_addz(out, "····");
		str_add(out, strv_n(value.p + value.n - 5, 5));
	} else {
		message_value(f, p, value, out);
	}
}

/* A text of many lines by its first one: the dossier has the rest. */
static void add_changed(struct str *line, const struct field *f, const struct policy *p,
			struct strv value)
{
	struct strv rest = value;
	const struct strv first = strv_cut(&rest, '\n');

	if (!value.n)
		str_addz(line, "-");
	else
		out_value(f, p, first, line);
	if (rest.n)
		str_addz(line, " …");
}

static void change_line(const struct change *c, const struct policy *p,
			struct str *line)
{
	const struct field *f = field_by_id(c->field);

	str_addz(line, "    ");
	message_field(c->field, line);
	if (c->before.n || c->after.n) {
		str_addz(line, ": ");
		add_changed(line, f, p, c->before);
		str_addz(line, " → ");
		add_changed(line, f, p, c->after);
	}
	say(line);
}

void out_entry(const struct entry *e, const struct policy *p, bool with_case)
{
	struct str line = { 0 };

	message_time(e->time, &line);
	str_addz(&line, "  ");
	out_cell(&line, e->actor, 14);
	str_addc(&line, ' ');
	out_cell(&line, e->origin, 6);
	str_addc(&line, ' ');
	if (with_case && e->id.year)
		str_addf(&line, "%s  ", caseid_write(e->id).s);
	message_entry(e, &line);
	say(&line);
	for (size_t i = 0; i < e->nchanges; i++)
		change_line(&e->change[i], p, &line);
	str_release(&line);
}
