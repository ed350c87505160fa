#include "tui/section.h"

#include "tui/face_row.h"
#include "tui/message.h"
#include "tui/triage_text.h"
#include "tui/ui.h"

/* Every kind of section once, and one for each linked case. */
#define SECTIONS_FIXED 12

#define DOT " · "
/* On a screen this narrow line 1 keeps the days left and the sign. */
#define NARROW 72

/* ---- pieces ------------------------------------------------------------------------ */

static void part(struct str *out, const char *sep)
{
	if (out->n && out->p[out->n - 1] != '\n')
		str_addz(out, sep);
}

/* A field's value as people read it, after `sep`; nothing when it is empty. */
static void value(const struct section_from *from, enum field_id field, const char *sep,
		  struct str *out)
{
	struct strv text = dossier_get(from->d, field);

	if (!text.n)
		return;
	part(out, sep);
	message_value(field_by_id(field), from->p, text, out);
}

/* The same behind a word of its own: "registered since 2017". */
static void named(const struct section_from *from, enum field_id field,
		  const char *word, struct str *out)
{
	if (!dossier_get(from->d, field).n)
		return;
	part(out, DOT);
	str_addz(out, word);
	str_addc(out, ' ');
	value(from, field, "", out);
}

static bool yes(const struct section_from *from, enum field_id field)
{
	return strv_eq(dossier_get(from->d, field), STRV("1"));
}

static void iso_date(struct strv iso, struct str *out)
{
	struct date d;

	if (date_parse(iso, &d))
		str_addz(out, date_nl(d).s);
}

/* ---- sections ---------------------------------------------------------------------- */

static void say_case(const struct section_from *from, struct str *out)
{
	const struct face *f = &from->d->face;

	str_addz(out, message_state(f->state));
	if (from->d->handler.n)
		str_addf(out, DOT "%.*s", STRV_FMT(from->d->handler));
	else if (state_open(f->state))
		str_addf(out, DOT "%s", _("not assigned"));
	named(from, FIELD_REFERENCE, _("reference"), out);
	value(from, FIELD_CHANNEL, DOT, out);
	if (yes(from, FIELD_PROTECTED))
		str_addf(out, DOT "%s", _("protected"));
	if (dossier_get(from->d, FIELD_VOID_REASON).n)
		str_addf(out, DOT "%.*s",
			 STRV_FMT(dossier_get(from->d, FIELD_VOID_REASON)));
}

static void say_bsn(struct strv bsn, struct str *out)
{
	size_t hidden = bsn.n > 5 ? bsn.n - 5 : 0, i;

	if (!bsn.n)
		return;
	part(out, DOT);
	str_addz(out, "BSN ");
	for (i = 0; i < hidden; i++)
		str_addz(out, "·");
	str_add(out, strv_n(bsn.p + hidden, bsn.n - hidden));
}

static void say_applicant(const struct section_from *from, struct str *out)
{
	struct strv suffix = dossier_get(from->d, FIELD_HOUSE_SUFFIX);
	struct date birth;

	value(from,
	      dossier_get(from->d, FIELD_GIVEN_NAMES).n ? FIELD_GIVEN_NAMES
							: FIELD_INITIALS,
	      "", out);
	value(from, FIELD_PREFIX, " ", out);
	value(from, FIELD_SURNAME, " ", out);
	value(from, FIELD_BIRTH_DATE, DOT, out);
	if (date_parse(dossier_get(from->d, FIELD_BIRTH_DATE), &birth))
		str_addf(out, _(" (%d)"), date_years(birth, from->today));
	say_bsn(dossier_get(from->d, FIELD_BSN), out);
	str_addc(out, '\n');
	value(from, FIELD_STREET, "", out);
	value(from, FIELD_HOUSE_NUMBER, " ", out);
	value(from, FIELD_HOUSE_SUFFIX,
	      suffix.n && suffix.p[0] >= '0' && suffix.p[0] <= '9' ? "-" : " ", out);
	value(from, FIELD_POSTCODE, ", ", out);
	value(from, FIELD_CITY, " ", out);
	str_addc(out, '\n');
	value(from, FIELD_LANGUAGE, "", out);
	if (yes(from, FIELD_INTERPRETER))
		str_addf(out, ", %s", _("interpreter"));
	value(from, FIELD_PHONE, DOT, out);
	value(from, FIELD_EMAIL, DOT, out);
	named(from, FIELD_REPRESENTATIVE, _("represented by"), out);
}

static void say_household(const struct section_from *from, struct str *out)
{
	uint64_t n;

	if (strv_uint(dossier_get(from->d, FIELD_ADULTS), 99, &n))
		str_addf(out, ngettext("%d adult", "%d adults", (unsigned long)n),
			 (int)n);
	if (!strv_uint(dossier_get(from->d, FIELD_CHILDREN), 99, &n) || !n)
		return;
	part(out, DOT);
	str_addf(out, ngettext("%d minor child", "%d minor children", (unsigned long)n),
		 (int)n);
}

static void say_housing(const struct section_from *from, struct str *out)
{
	value(from, FIELD_TENURE, "", out);
	value(from, FIELD_RENT, DOT, out);
	value(from, FIELD_FLOOR, DOT, out);
	named(from, FIELD_RESIDENT_SINCE, _("living here since"), out);
	named(from, FIELD_SEEKER_SINCE, _("home seeker since"), out);
}

static void say_income(const struct section_from *from, struct str *out)
{
	value(from, FIELD_INCOME, "", out);
	if (out->n)
		str_addf(out, " %s", _("a year, gross"));
}

static void say_grounds(const struct section_from *from, struct str *out)
{
	const struct category *c =
		policy_category(from->p, dossier_get(from->d, FIELD_CATEGORY));
	struct strv text = dossier_get(from->d, FIELD_EXPLANATION);

	value(from, FIELD_CATEGORY, "", out);
	if (c && c->article.n) {
		str_addz(out, " (");
		message_article(c->article, out);
		str_addc(out, ')');
	}
	if (text.n)
		str_addf(out, "\n%.*s", STRV_FMT(text));
}

/* A tick for what is in, a question mark for what was asked for. */
static const char *evidence_mark(struct strv status, bool *in)
{
	*in = strv_eq(status, STRV("received")) || strv_eq(status, STRV("approved"));
	if (strv_eq(status, STRV("rejected")))
		return "✗";
	return *in ? "✓" : "?";
}

static void say_evidence(const struct section_from *from, struct str *out)
{
	struct str list = { 0 };
	const struct part *p;
	size_t i, in = 0;

	for (i = 0; (p = dossier_part(from->d, PART_EVIDENCE, i)); i++) {
		bool is_in;
		const char *mark =
			evidence_mark(part_get(p, FIELD_EVIDENCE_STATUS), &is_in);

		in += is_in;
		str_addz(&list, list.n ? DOT : "");
		message_value(field_by_id(FIELD_EVIDENCE_KIND), from->p,
			      part_get(p, FIELD_EVIDENCE_KIND), &list);
		str_addf(&list, " %s", mark);
	}
	if (i)
		str_addf(out, _("%zu of %zu in: %s"), in, i, str_z(&list));
	out->failed |= list.failed;
	str_release(&list);
}

static void say_triage(const struct section_from *from, struct str *out)
{
	if (from->triage)
		triage_short(from->triage, out);
}

static void say_clock(const struct section_from *from, struct str *out)
{
	struct history h = { .n = 0 };
	struct term t;
	struct err e = { 0 };

	if (!dossier_history(from->d, &h, &e) ||
	    !term_compute(&h, from->p->term, from->today, &t, &e)) {
		message_err(&e, out);
		return;
	}
	str_addf(out, _("received %s"), date_short(from->d->face.received).s);
	if (t.suspended_days)
		str_addf(out, DOT "%d %s", t.suspended_days,
			 ngettext("day suspended", "days suspended",
				  (unsigned long)t.suspended_days));
	else
		str_addf(out, DOT "%s", _("no suspension"));
	str_addf(out, DOT "%s ", _("due"));
	message_day(t.due, out);
	if (face_waits(&from->d->face, from->today))
		str_addf(out, DOT "%s %s", _("applicant has until"),
			 date_nl(from->d->face.lapse).s);
	else if (face_lapsed(&from->d->face, from->today))
		str_addf(out, DOT "%s %s", _("repair term lapsed on"),
			 date_nl(from->d->face.lapse).s);
}

static void say_note(const struct part *p, struct str *out)
{
	iso_date(part_get(p, FIELD_NOTE_DATE), out);
	str_addf(out, " %.*s: %.*s", STRV_FMT(part_get(p, FIELD_NOTE_BY)),
		 STRV_FMT(part_get(p, FIELD_NOTE_TEXT)));
}

static void say_notes(const struct section_from *from, struct str *out)
{
	size_t n = dossier_count(from->d, PART_NOTE);

	if (!n)
		return;
	if (n > 1)
		str_addf(out, _("%zu, latest "), n);
	say_note(dossier_part(from->d, PART_NOTE, n - 1), out);
}

static void by_on(const struct part *p, enum field_id by, enum field_id on,
		  const char *what, struct str *out)
{
	if (!part_get(p, by).n && !part_get(p, on).n)
		return;
	str_addf(out, DOT "%s", what);
	if (part_get(p, by).n)
		str_addf(out, _(" by %.*s"), STRV_FMT(part_get(p, by)));
	if (part_get(p, on).n) {
		str_addz(out, _(" on "));
		iso_date(part_get(p, on), out);
	}
}

/* "a c" as " (a, c)". */
static void say_codes(struct strv codes, struct str *out)
{
	const char *sep = " (";

	while (codes.n) {
		struct strv code = strv_cut(&codes, ' ');

		str_addf(out, "%s%.*s", sep, STRV_FMT(code));
		sep = ", ";
	}
	if (sep[0] == ',')
		str_addc(out, ')');
}

static void say_decision(const struct section_from *from, struct str *out)
{
	size_t n = dossier_count(from->d, PART_DECISION);
	const struct part *p = n ? dossier_part(from->d, PART_DECISION, n - 1) : NULL;

	if (!p)
		return;
	message_value(field_by_id(FIELD_OUTCOME), from->p, part_get(p, FIELD_OUTCOME),
		      out);
	say_codes(part_get(p, FIELD_GROUNDS), out);
	by_on(p, FIELD_PROPOSED_BY, FIELD_PROPOSED_ON, _("proposed"), out);
	by_on(p, FIELD_APPROVED_BY, FIELD_APPROVED_ON, _("approved"), out);
	if (part_get(p, FIELD_ANNOUNCED_ON).n) {
		str_addf(out, DOT "%s", _("sent on "));
		iso_date(part_get(p, FIELD_ANNOUNCED_ON), out);
	}
	if (!part_get(p, FIELD_RETURNED_BY).n)
		return;
	str_addf(out, DOT "%s", _("returned"));
	str_addf(out, _(" by %.*s"), STRV_FMT(part_get(p, FIELD_RETURNED_BY)));
	str_addf(out, ": %.*s", STRV_FMT(part_get(p, FIELD_RETURN_REASON)));
}

static void say_history(const struct section_from *from, struct str *out)
{
	const struct entry *last = NULL;
	size_t i;

	/* Who only looked changed nothing. */
	for (i = 0; i < from->nentries; i++)
		if (!strv_eq(from->entry[i].verb, STRV("view")))
			last = &from->entry[i];
	if (!last)
		return;
	str_addf(out,
		 ngettext("%zu entry, latest ", "%zu entries, latest ",
			  (unsigned long)from->nentries),
		 from->nentries);
	message_time(last->time, out);
	str_addf(out, " %.*s: ", STRV_FMT(last->actor));
	message_entry(last, out);
}

/* ---- the page ---------------------------------------------------------------------- */

struct maker {
	const char *word;
	const char *label;
	void (*say)(const struct section_from *from, struct str *out);
	enum section_opens opens;
	size_t most;
	const char *empty; /* what stands there when nothing is known; NULL: left out */
};

static const struct maker makers[SECTIONS_FIXED] = {
	{ "application", N_("Case"), say_case, OPENS_EDIT, 2, "" },
	{ "applicant", N_("Applicant"), say_applicant, OPENS_EDIT, 4, "" },
	{ "household", N_("Household"), say_household, OPENS_EDIT, 1,
	  N_("not filled in") },
	{ "housing", N_("Housing"), say_housing, OPENS_EDIT, 2, N_("not filled in") },
	{ "income", N_("Income"), say_income, OPENS_EDIT, 1, N_("not filled in") },
	{ "category", N_("Ground"), say_grounds, OPENS_EDIT, 3, N_("not filled in") },
	{ "evidence", N_("Evidence"), say_evidence, OPENS_EDIT, 3, N_("none") },
	{ "triage", N_("Triage"), say_triage, OPENS_TRIAGE, 2, NULL },
	{ "event", N_("Clock"), say_clock, OPENS_CLOCK, 2, "" },
	{ "note", N_("Notes"), say_notes, OPENS_NOTES, 2, N_("none") },
	{ "decision", N_("Decision"), say_decision, OPENS_DECISION, 4,
	  N_("not proposed yet") },
	{ "journal", N_("History"), say_history, OPENS_HISTORY, 2, NULL },
};

/* The next section, when there is something to show; false: no memory. */
static bool make(const struct maker *m, const struct section_from *from,
		 struct arena *a, struct section *s, struct block *b, size_t *n)
{
	struct str text = { 0 };
	bool empty;

	m->say(from, &text);
	empty = strv_trim(strv_of(&text)).n == 0;
	if (empty && m->empty && *m->empty)
		str_addz(&text, _(m->empty));
	s[*n] = (struct section){ .opens = m->opens, .word = m->word };
	b[*n] = (struct block){ .label = strv(_(m->label)),
				.most = m->most,
				.look = empty ? LOOK_DIM : LOOK_TEXT };
	if (!text.failed)
		b[*n].text = arena_copy(a, strv_trim(strv_of(&text)));
	str_release(&text);
	if (!b[*n].text.p)
		return false;
	*n += !empty || m->empty;
	return true;
}

static bool make_link(const struct part *p, struct arena *a, struct section *s,
		      struct block *b, size_t *n)
{
	struct strv number = part_get(p, FIELD_LINK_CASE);
	struct strv kind = part_get(p, FIELD_LINK_KIND);
	const char *text = arena_printf(a, "%.*s" DOT "%s", STRV_FMT(number),
					message_choice(FIELD_LINK_KIND, kind));
	struct err e = { 0 };

	s[*n] = (struct section){ .opens = OPENS_CASE, .word = "link" };
	b[*n] = (struct block){ .label = strv(_("Related")),
				.text = strv(text),
				.most = 1 };
	*n += caseid_parse(number, &s[*n].other, &e);
	return text != NULL;
}

bool sections_make(const struct section_from *from, struct arena *a,
		   struct section **out, struct block **block, size_t *n, struct err *e)
{
	size_t links = dossier_count(from->d, PART_LINK), i, j;
	struct section *s = arena_array(a, SECTIONS_FIXED + links, sizeof(*s));
	struct block *b = arena_array(a, SECTIONS_FIXED + links, sizeof(*b));

	if (!s || !b)
		return err_set(e, ERR_NOMEM);
	*n = 0;
	for (i = 0; i < SECTIONS_FIXED; i++) {
		/* Related cases stand before the history, which ends the page. */
		for (j = 0; i == SECTIONS_FIXED - 1 && j < links; j++)
			if (!make_link(dossier_part(from->d, PART_LINK, j), a, s, b, n))
				return err_set(e, ERR_NOMEM);
		if (!make(&makers[i], from, a, s, b, n))
			return err_set(e, ERR_NOMEM);
	}
	*out = s;
	*block = b;
	return true;
}

struct strv section_notes(const struct dossier *d, struct arena *a)
{
	struct str text = { 0 };
	struct strv out = { 0 };
	size_t i = dossier_count(d, PART_NOTE);

	while (i-- > 0) {
		say_note(dossier_part(d, PART_NOTE, i), &text);
		str_addz(&text, i ? "\n\n" : "\n");
	}
	if (!text.failed)
		out = arena_copy(a, strv_of(&text));
	str_release(&text);
	return out;
}

/* The category as far as line 1 has room for it: its title, one word, or nothing. */
static void add_category(const struct face *f, const struct face_eyes *eyes,
			 struct strv right, int width, struct str *left)
{
	const struct strv form[] = { face_category(f, eyes),
				     face_category_word(f, eyes) };
	const size_t known = left->n;

	for (size_t i = 0; i < sizeof(form) / sizeof(*form); i++) {
		left->n = known;
		str_add(left, form[i]);
		if (face_title_fits(strv_of(left), right, width))
			return;
	}
	left->n = known > sizeof(DOT) - 1 ? known - (sizeof(DOT) - 1) : 0;
}

void section_title(const struct view *v, const struct ui *ui, struct canvas *c,
		   const char *what)
{
	const struct face_eyes eyes = { ui_today(ui), ui_policy(ui), ui_dutch(ui) };
	struct str left = { 0 }, right = { 0 };
	struct arena a = { 0 };

	if (v->face.id.seq) {
		struct strv name = face_name(&v->face, &a);
		char sign = face_sign(&v->face, eyes.today);

		str_addf(&left, "%s" DOT "%.*s" DOT, caseid_write(v->face.id).s,
			 STRV_FMT(name));
		message_left(&v->face, eyes.today, &right);
		if (c->width >= NARROW)
			str_addf(&right, "%s%s", right.n ? DOT : "",
				 date_nl(eyes.today).s);
		if (sign != ' ')
			str_addf(&right, " %c", sign);
		if (!right.p)
			str_addz(&right, "");
	}
	if (what)
		str_addz(&left, what);
	else
		add_category(&v->face, &eyes, strv_of(&right), c->width, &left);
	ui_title(ui, c, strv_of(&left), strv_of(&right));
	arena_release(&a);
	str_release(&left);
	str_release(&right);
}
