#include "tui/letters/letter.h"

#include "store/base/utf8.h"
#include "tui/widget/glyph.h"

#define LETTER_WIDTH 72
/* A line of a template at least this long goes on in the next one; a shorter one (a
 * heading, the end of a paragraph) ends where it ends. */
#define LINE_FLOWS 64

struct merge {
	const struct dossier *d;
	const struct policy *p;
	const struct proposal *proposal;
	struct date today;
	bool in_ground; /* a ground's text: it may not ask for the grounds */
};

typedef bool (*filler)(const struct merge *m, struct str *out, struct err *e);

static bool expand(const struct merge *m, struct strv text, struct str *out,
		   struct err *e);

/* ---- what placeholders stand for ----------------------------------------------------- */

static void add_date(struct str *out, struct date d)
{
	static const char *const month[] = {
		"januari", "februari", "maart",     "april",   "mei",      "juni",
		"juli",    "augustus", "september", "oktober", "november", "december",
	};
	struct ymd ymd;

	if (!date_is(d))
		return;
	ymd = date_ymd(d);
	str_addf(out, "%d %s %d", ymd.day, month[ymd.month - 1], ymd.year);
}

static void add_word(struct str *out, struct strv word)
{
	if (word.n && out->n)
		str_addc(out, ' ');
	str_add(out, word);
}

static bool fill_number(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	str_addz(out, caseid_write(m->d->face.id).s);
	return true;
}

static bool fill_date(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	add_date(out, m->today);
	return true;
}

static bool fill_received(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	add_date(out, m->d->face.received);
	return true;
}

static bool fill_applicant(const struct merge *m, struct str *out, struct err *e)
{
	struct str name = { 0 };

	(void)e;
	add_word(&name, dossier_get(m->d, FIELD_INITIALS));
	add_word(&name, dossier_get(m->d, FIELD_PREFIX));
	add_word(&name, dossier_get(m->d, FIELD_SURNAME));
	str_add(out, strv_of(&name));
	out->failed |= name.failed;
	str_release(&name);
	return true;
}

/* Without initials before it a prefix begins with a capital: "Van den Berg". */
static bool fill_salutation(const struct merge *m, struct str *out, struct err *e)
{
	struct strv prefix = dossier_get(m->d, FIELD_PREFIX);
	struct str name = { 0 };

	(void)e;
	add_word(&name, prefix);
	if (prefix.n && name.p && name.p[0] >= 'a' && name.p[0] <= 'z')
		name.p[0] = (char)(name.p[0] - 'a' + 'A');
	add_word(&name, dossier_get(m->d, FIELD_SURNAME));
	str_addz(out, "mevrouw/meneer ");
	str_add(out, strv_of(&name));
	out->failed |= name.failed;
	str_release(&name);
	return true;
}

static bool fill_address(const struct merge *m, struct str *out, struct err *e)
{
	struct strv suffix = dossier_get(m->d, FIELD_HOUSE_SUFFIX);
	struct str line = { 0 };

	(void)e;
	add_word(&line, dossier_get(m->d, FIELD_STREET));
	add_word(&line, dossier_get(m->d, FIELD_HOUSE_NUMBER));
	if (suffix.n && suffix.p[0] >= '0' && suffix.p[0] <= '9') {
		str_addc(&line, '-');
		str_add(&line, suffix);
	} else {
		add_word(&line, suffix);
	}
	str_add(out, strv_of(&line));
	out->failed |= line.failed;
	str_release(&line);
	return true;
}

static bool fill_postcode_city(const struct merge *m, struct str *out, struct err *e)
{
	struct strv postcode = dossier_get(m->d, FIELD_POSTCODE);
	struct strv city = dossier_get(m->d, FIELD_CITY);

	(void)e;
	str_add(out, postcode);
	if (postcode.n && city.n)
		str_addc(out, ' ');
	str_add(out, city);
	return true;
}

/* A title within a sentence begins with a small letter; an abbreviation keeps its own. */
static void add_inside(struct str *out, struct strv title)
{
	bool small = title.n > 1 && title.p[0] >= 'A' && title.p[0] <= 'Z' &&
		     title.p[1] >= 'a' && title.p[1] <= 'z';

	if (small)
		str_addc(out, (char)(title.p[0] - 'A' + 'a'));
	str_add(out, strv_n(title.p + small, title.n - small));
}

static bool fill_category(const struct merge *m, struct str *out, struct err *e)
{
	struct strv code = dossier_get(m->d, FIELD_CATEGORY);
	const struct category *c = policy_category(m->p, code);

	(void)e;
	add_inside(out, c ? c->title_nl : code);
	return true;
}

static bool fill_category_article(const struct merge *m, struct str *out, struct err *e)
{
	struct strv code = dossier_get(m->d, FIELD_CATEGORY);
	const struct category *c = policy_category(m->p, code);

	/* A decision names the rule that it rests on (Awb 3:47). */
	if (!c || !c->article.n) {
		err_set(e, ERR_LETTER_FIELD);
		return err_str(e, STRV("category_article"));
	}
	str_add(out, c->article);
	return true;
}

static bool add_ground(const struct merge *m, struct strv code, struct str *out,
		       struct err *e)
{
	const struct ground *g = policy_ground(m->p, code);
	struct merge inner = *m;

	inner.in_ground = true;
	if (!g) {
		err_set(e, ERR_GROUND_UNKNOWN);
		err_str(e, code);
		return err_str(e, m->d->face.category);
	}
	if (out->n)
		str_addz(out, "\n\n");
	str_add(out, g->title_nl);
	str_addz(out, " (");
	str_add(out, g->article);
	str_addz(out, "). ");
	return expand(&inner, strv_trim(g->text), out, e);
}

/* Each ground with its article and the text that the policy gives it (Awb 3:46, 3:47). */
static bool fill_grounds(const struct merge *m, struct str *out, struct err *e)
{
	struct strv rest = m->proposal->grounds;
	struct str text = { 0 };
	bool ok = true;

	if (m->in_ground) {
		err_set(e, ERR_LETTER_FIELD);
		return err_str(e, STRV("decision_grounds"));
	}
	while (ok && rest.n) {
		struct strv code = strv_cut(&rest, ' ');

		if (code.n)
			ok = add_ground(m, code, &text, e);
	}
	str_add(out, strv_of(&text));
	out->failed |= text.failed;
	str_release(&text);
	return ok;
}

static bool fill_reasons(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	str_add(out, strv_trim(m->proposal->reasons));
	return true;
}

static bool fill_child(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	str_add(out, strv_trim(m->proposal->child_interest));
	return true;
}

/* That it was considered is said, whatever came of it. */
static bool fill_hardship(const struct merge *m, struct str *out, struct err *e)
{
	struct strv word = m->proposal->hardship;

	(void)e;
	if (strv_eq(word, STRV("considered")))
		str_addz(out, "Wij hebben ook gekeken of wij in uw situatie een "
			      "uitzondering moeten maken (de hardheidsclausule). "
			      "Daarvoor is geen reden.");
	else if (strv_eq(word, STRV("applied")))
		str_addz(out, "Uw situatie is zo bijzonder dat wij voor u een "
			      "uitzondering maken (de hardheidsclausule).");
	return true;
}

static bool fill_municipality(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	str_add(out, m->p->municipality);
	return true;
}

static bool fill_ordinance(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	str_add(out, m->p->ordinance);
	return true;
}

static bool fill_signatory(const struct merge *m, struct str *out, struct err *e)
{
	(void)e;
	str_add(out, m->p->signatory);
	return true;
}

/* The letter is frozen before it goes out: it names the term, not its last day
 * (Awb 3:45, 6:7, 6:8). */
static bool fill_objection(const struct merge *m, struct str *out, struct err *e)
{
	(void)m;
	(void)e;
	str_addz(out,
		 "binnen zes weken na de dag waarop wij deze brief hebben verstuurd");
	return true;
}

static const struct placeholder {
	const char *name;
	filler fill;
} placeholders[] = {
	{ "number", fill_number },
	{ "date", fill_date },
	{ "received", fill_received },
	{ "applicant", fill_applicant },
	{ "salutation_name", fill_salutation },
	{ "address", fill_address },
	{ "postcode_city", fill_postcode_city },
	{ "category", fill_category },
	{ "category_article", fill_category_article },
	{ "decision_grounds", fill_grounds },
	{ "reasons", fill_reasons },
	{ "child_interest", fill_child },
	{ "hardship", fill_hardship },
	{ "municipality", fill_municipality },
	{ "ordinance", fill_ordinance },
	{ "signatory", fill_signatory },
	{ "objection_until_text", fill_objection },
};

/* ---- merging ----------------------------------------------------------------------- */

static bool fill(const struct merge *m, struct strv name, struct str *out,
		 struct err *e)
{
	size_t i;

	for (i = 0; i < sizeof(placeholders) / sizeof(*placeholders); i++)
		if (strv_eq(name, strv(placeholders[i].name)))
			return placeholders[i].fill(m, out, e);
	err_set(e, ERR_LETTER_FIELD);
	return err_str(e, name);
}

/* One pass: what a placeholder gives is never read as a template. */
static bool expand(const struct merge *m, struct strv text, struct str *out,
		   struct err *e)
{
	while (text.n) {
		size_t at = strv_find(text, '{'), end;

		str_add(out, strv_n(text.p, at));
		if (at == text.n)
			break;
		text = strv_n(text.p + at + 1, text.n - at - 1);
		end = strv_find(text, '}');
		if (end == text.n) {
			err_set(e, ERR_LETTER_FIELD);
			return err_str(e, utf8_head(text, 40));
		}
		if (!fill(m, strv_n(text.p, end), out, e))
			return false;
		text = strv_n(text.p + end + 1, text.n - end - 1);
	}
	return true;
}

static void add_wrapped(struct str *out, struct strv text)
{
	size_t from = 0, end, next;

	if (!text.n)
		return;
	while (glyph_row(text, from, LETTER_WIDTH, NULL, &end, &next)) {
		str_add(out, strv_n(text.p + from, end - from));
		str_addc(out, '\n');
		from = next;
	}
}

/* A paragraph of the template; what is empty leaves nothing behind. */
static bool add_paragraph(const struct merge *m, struct strv lines, struct str *out,
			  struct err *e)
{
	struct str text = { 0 }, line = { 0 };
	const char *sep = "";
	bool ok = true;

	while (ok && lines.n) {
		struct strv raw = strv_cut(&lines, '\n'), got;

		str_clear(&line);
		ok = expand(m, strv_trim(raw), &line, e);
		got = strv_trim(strv_of(&line));
		if (!ok || got.n == 0)
			continue;
		str_addz(&text, sep);
		str_add(&text, got);
		sep = utf8_count(raw) >= LINE_FLOWS ? " " : "\n";
	}
	if (ok && text.n) {
		str_addc(out, '\n');
		add_wrapped(out, strv_of(&text));
	}
	out->failed |= text.failed || line.failed;
	str_release(&text);
	str_release(&line);
	return ok;
}

static bool add_body(const struct merge *m, struct strv body, struct str *out,
		     struct err *e)
{
	while (body.n) {
		struct strv at = body, line;
		size_t n = 0;

		do {
			line = strv_cut(&at, '\n');
			n = at.p ? (size_t)(at.p - body.p) : body.n;
		} while (strv_trim(line).n && at.p && at.n);
		if (!add_paragraph(m, strv_n(body.p, n), out, e))
			return false;
		body = strv_n(body.p + n, body.n - n);
	}
	return true;
}

static bool add_line(const struct merge *m, const char *label, filler get,
		     struct str *out, struct err *e)
{
	struct str text = { 0 };
	bool ok = get(m, &text, e);

	if (ok && text.n) {
		str_addz(out, label);
		str_add(out, strv_of(&text));
		str_addc(out, '\n');
	}
	out->failed |= text.failed;
	str_release(&text);
	return ok;
}

/* Letterhead, address and what the letter is about. */
static bool add_head(const struct merge *m, struct strv subject, struct str *out,
		     struct err *e)
{
	struct strv reference = dossier_get(m->d, FIELD_REFERENCE);
	struct str about = { 0 };
	bool ok;

	add_wrapped(out, strv_trim(m->p->sender));
	str_addc(out, '\n');
	ok = add_line(m, "", fill_applicant, out, e) &&
	     add_line(m, "", fill_address, out, e) &&
	     add_line(m, "", fill_postcode_city, out, e);
	str_addc(out, '\n');
	ok = ok && add_line(m, "Datum:       ", fill_date, out, e) &&
	     add_line(m, "Zaaknummer:  ", fill_number, out, e);
	if (reference.n)
		str_addf(out, "Uw kenmerk:  %.*s\n", STRV_FMT(reference));
	str_addz(&about, "Onderwerp:   ");
	ok = ok && expand(m, strv_trim(subject), &about, e);
	if (ok)
		add_wrapped(out, strv_of(&about));
	out->failed |= about.failed;
	str_release(&about);
	return ok;
}

static bool add_close(const struct merge *m, struct str *out, struct err *e)
{
	struct str by = { 0 };

	str_addz(out, "\nMet vriendelijke groet,\n\n");
	str_addf(&by, "namens het college van burgemeester en wethouders van %.*s,",
		 STRV_FMT(m->p->municipality));
	add_wrapped(out, strv_of(&by));
	out->failed |= by.failed;
	str_release(&by);
	return add_line(m, "", fill_signatory, out, e);
}

bool letter_render(const struct dossier *d, const struct policy *p,
		   const struct proposal *proposal, struct date today, struct str *out,
		   struct err *e)
{
	const struct letter_text *text = policy_letter(p, proposal->outcome);
	const struct merge m = { d, p, proposal, today, false };

	if (!text) {
		err_set(e, ERR_LETTER_MISSING);
		return err_str(e, strv(caseid_write(d->face.id).s));
	}
	str_clear(out);
	if (!add_head(&m, text->subject, out, e) || !add_body(&m, text->body, out, e) ||
	    !add_close(&m, out, e))
		return false;
	return out->failed ? err_set(e, ERR_NOMEM) : true;
}

/* ---- as it stands -------------------------------------------------------------------- */

static void add_day(struct str *out, struct strv iso)
{
	struct date d;

	if (date_parse(iso, &d))
		add_date(out, d);
	else
		str_add(out, iso);
}

/* A line about how far the letter got: by whom and when. */
static void add_status(struct str *out, const char *what, struct strv by,
		       struct strv day)
{
	str_addz(out, what);
	if (by.n)
		str_addf(out, " door %.*s", STRV_FMT(by));
	if (day.n) {
		str_addz(out, " op ");
		add_day(out, day);
	}
	str_addc(out, '\n');
}

bool letter_of(const struct part *decision, const struct policy *p, struct str *out,
	       struct err *e)
{
	struct strv letter =
		decision ? part_get(decision, FIELD_LETTER) : (struct strv){ 0 };
	struct strv signed_by, signed_on, sent;

	if (!letter.n)
		return err_set(e, ERR_LETTER_MISSING);
	signed_by = part_get(decision, FIELD_APPROVED_BY);
	signed_on = part_get(decision, FIELD_APPROVED_ON);
	sent = part_get(decision, FIELD_ANNOUNCED_ON);
	str_clear(out);
	str_add(out, letter);
	if (letter.p[letter.n - 1] != '\n')
		str_addc(out, '\n');
	str_addz(out, "\n--\n");
	add_status(out, "Voorgelegd", part_get(decision, FIELD_PROPOSED_BY),
		   part_get(decision, FIELD_PROPOSED_ON));
	if (part_get(decision, FIELD_RETURNED_BY).n)
		add_status(out, "Teruggegeven", part_get(decision, FIELD_RETURNED_BY),
			   (struct strv){ 0 });
	if (!signed_on.n && !signed_by.n) {
		str_addz(out, "CONCEPT: nog niet ondertekend\n");
	} else {
		str_addf(out, "Ondertekend namens %.*s", STRV_FMT(p->signatory));
		add_status(out, "", signed_by, signed_on);
	}
	if (sent.n)
		add_status(out, "Verzonden", (struct strv){ 0 }, sent);
	return out->failed ? err_set(e, ERR_NOMEM) : true;
}
