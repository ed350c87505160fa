#include "tui/message.h"

struct choice {
	enum field_id field;
	const char *word;
	const char *label;
};

static const struct choice choices[] = {
	{ FIELD_CHANNEL, "web", N_("web form") },
	{ FIELD_CHANNEL, "post", N_("post") },
	{ FIELD_CHANNEL, "phone", N_("telephone") },
	{ FIELD_CHANNEL, "desk", N_("desk") },
	{ FIELD_CHANNEL, "partner", N_("partner") },
	{ FIELD_CHANNEL, "email", N_("e-mail") },
	{ FIELD_LANGUAGE, "nl", N_("Dutch") },
	{ FIELD_LANGUAGE, "en", N_("English") },
	{ FIELD_LANGUAGE, "de", N_("German") },
	{ FIELD_LANGUAGE, "fr", N_("French") },
	{ FIELD_LANGUAGE, "es", N_("Spanish") },
	{ FIELD_LANGUAGE, "pt", N_("Portuguese") },
	{ FIELD_LANGUAGE, "pl", N_("Polish") },
	{ FIELD_LANGUAGE, "tr", N_("Turkish") },
	{ FIELD_LANGUAGE, "ar", N_("Arabic") },
	{ FIELD_LANGUAGE, "fa", N_("Persian") },
	{ FIELD_LANGUAGE, "uk", N_("Ukrainian") },
	{ FIELD_LANGUAGE, "ru", N_("Russian") },
	{ FIELD_LANGUAGE, "cs", N_("Czech") },
	{ FIELD_LANGUAGE, "ro", N_("Romanian") },
	{ FIELD_LANGUAGE, "hu", N_("Hungarian") },
	{ FIELD_LANGUAGE, "bg", N_("Bulgarian") },
	{ FIELD_LANGUAGE, "it", N_("Italian") },
	{ FIELD_LANGUAGE, "so", N_("Somali") },
	{ FIELD_LANGUAGE, "ti", N_("Tigrinya") },
	{ FIELD_LANGUAGE, "zh", N_("Chinese") },
	{ FIELD_LANGUAGE, "vi", N_("Vietnamese") },
	{ FIELD_LANGUAGE, "other", N_("another language") },
	{ FIELD_TENURE, "social-rent", N_("social housing") },
	{ FIELD_TENURE, "private-rent", N_("private rent") },
	{ FIELD_TENURE, "owner", N_("own house") },
	{ FIELD_TENURE, "room", N_("rented room") },
	{ FIELD_TENURE, "with-family", N_("with family or friends") },
	{ FIELD_TENURE, "guardianship-let", N_("supported sublet") },
	{ FIELD_TENURE, "shelter", N_("shelter") },
	{ FIELD_TENURE, "institution", N_("institution") },
	{ FIELD_TENURE, "holiday-home", N_("holiday home") },
	{ FIELD_TENURE, "homeless", N_("homeless") },
	{ FIELD_TENURE, "other", N_("otherwise") },
	{ FIELD_EVIDENCE_KIND, "identity", N_("proof of identity") },
	{ FIELD_EVIDENCE_KIND, "brp", N_("population register extract") },
	{ FIELD_EVIDENCE_KIND, "income", N_("proof of income") },
	{ FIELD_EVIDENCE_KIND, "rent", N_("rent specification") },
	{ FIELD_EVIDENCE_KIND, "medical", N_("medical statement") },
	{ FIELD_EVIDENCE_KIND, "divorce", N_("divorce papers") },
	{ FIELD_EVIDENCE_KIND, "custody", N_("parenting plan") },
	{ FIELD_EVIDENCE_KIND, "shelter", N_("statement of the shelter") },
	{ FIELD_EVIDENCE_KIND, "institution", N_("statement of the institution") },
	{ FIELD_EVIDENCE_KIND, "demolition", N_("notice of demolition") },
	{ FIELD_EVIDENCE_KIND, "disaster", N_("report of the disaster") },
	{ FIELD_EVIDENCE_KIND, "care", N_("statement of informal care") },
	{ FIELD_EVIDENCE_KIND, "permit", N_("residence permit") },
	{ FIELD_EVIDENCE_KIND, "other", N_("another paper") },
	{ FIELD_EVIDENCE_STATUS, "asked", N_("asked for") },
	{ FIELD_EVIDENCE_STATUS, "received", N_("come in") },
	{ FIELD_EVIDENCE_STATUS, "approved", N_("accepted") },
	{ FIELD_EVIDENCE_STATUS, "rejected", N_("not accepted") },
	{ FIELD_OUTCOME, "grant", N_("grant") },
	{ FIELD_OUTCOME, "refuse", N_("refuse") },
	{ FIELD_OUTCOME, "untreated", N_("leave untreated") },
	{ FIELD_OUTCOME, "hold", N_("hold") },
	{ FIELD_EVENT_WORD, "received", N_("application received") },
	{ FIELD_EVENT_WORD, "invite", N_("asked to complete") },
	{ FIELD_EVENT_WORD, "completed", N_("completed") },
	{ FIELD_EVENT_WORD, "announced", N_("decision sent") },
	{ FIELD_EVENT_WORD, "term", N_("the ordinance's own term") },
	{ FIELD_EVENT_WORD, "consent", N_("applicant agreed to wait") },
	{ FIELD_EVENT_WORD, "delay", N_("delay by the applicant") },
	{ FIELD_EVENT_WORD, "force-majeure", N_("force majeure") },
	{ FIELD_EVENT_WORD, "foreign", N_("asked abroad") },
	{ FIELD_EVENT_WORD, "extend", N_("extended") },
	{ FIELD_EVENT_WORD, "notice", N_("notice of a later day") },
	{ FIELD_EVENT_WORD, "default-notice", N_("notice of default") },
	{ FIELD_EVENT_WORD, "objection", N_("committee on the objection") },
	{ FIELD_EVENT_WORD, "objection-repair", N_("asked to complete the objection") },
	{ FIELD_EVENT_WORD, "objection-completed", N_("objection completed") },
	{ FIELD_EVENT_WORD, "objection-consent",
	  N_("decision on the objection put off") },
	{ FIELD_EVENT_WORD, "adjourn", N_("decision on the objection adjourned") },
	{ FIELD_HARDSHIP, "not-needed", N_("not needed") },
	{ FIELD_HARDSHIP, "considered", N_("considered, not applied") },
	{ FIELD_HARDSHIP, "applied", N_("applied") },
	{ FIELD_LINK_KIND, "same-bsn", N_("the same BSN") },
	{ FIELD_LINK_KIND, "same-name-and-birth", N_("the same name and birth date") },
};

const char *message_choice(enum field_id field, struct strv word)
{
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++)
		if (choices[i].field == field && strv_eq(strv(choices[i].word), word))
			return _(choices[i].label);
	return "";
}

static void add_choice(enum field_id field, struct strv word, struct str *out)
{
	const char *label = message_choice(field, word);

	str_add(out, *label ? strv(label) : word);
}

/* Cents as people write an amount: "€ 1.721,45", "€ 1,721.45". */
static void add_money(struct strv cents, struct str *out)
{
	uint64_t n;

	if (!strv_uint(cents, INT64_MAX, &n)) {
		str_add(out, cents);
		return;
	}
	str_addz(out, "€ ");
	message_number((int64_t)(n / 100), out);
	str_addf(out, "%c%02u", message_dutch() ? ',' : '.', (unsigned)(n % 100));
}

static void add_date(struct strv value, struct str *out)
{
	struct date d;

	if (date_parse(value, &d))
		str_addz(out, date_nl(d).s);
	else
		str_add(out, value);
}

/* "2026-11-20T14:05" → "20-11-2026 14:05". */
static void add_datetime(struct strv value, struct str *out)
{
	struct date d;

	if (value.n == 16 && date_parse(strv_n(value.p, 10), &d))
		str_addf(out, "%s %.5s", date_nl(d).s, value.p + 11);
	else
		str_add(out, value);
}

static struct strv category_title(const struct policy *p, struct strv code)
{
	const struct category *c = p ? policy_category(p, code) : NULL;

	if (!c)
		return code;
	return message_dutch() ? c->title_nl : c->title_en;
}

static void add_grounds(const struct policy *p, struct strv codes, struct str *out)
{
	for (bool first = true; codes.p; first = false) {
		const struct strv code = strv_cut(&codes, ' ');
		const struct ground *g = p ? policy_ground(p, code) : NULL;

		if (!first)
			str_addz(out, "; ");
		str_add(out, code);
		if (!g)
			continue;
		str_addc(out, ' ');
		str_add(out, message_dutch() ? g->title_nl : g->title_en);
	}
}

void message_value(const struct field *f, const struct policy *p, struct strv value,
		   struct str *out)
{
	if (!value.n)
		return;
	switch (f->type) {
	case TYPE_DATE:
		add_date(value, out);
		break;
	case TYPE_DATETIME:
		add_datetime(value, out);
		break;
	case TYPE_MONEY:
		add_money(value, out);
		break;
	case TYPE_BOOL:
		str_addz(out, strv_eq(value, STRV("1")) ? _("yes") : _("no"));
		break;
	case TYPE_CHOICE:
		add_choice((enum field_id)f->id, value, out);
		break;
	case TYPE_CATEGORY:
		str_add(out, category_title(p, value));
		break;
	case TYPE_GROUNDS:
		add_grounds(p, value, out);
		break;
	case TYPE_LINE:
	case TYPE_TEXT:
	case TYPE_NAME:
	case TYPE_BSN:
	case TYPE_POSTCODE:
	case TYPE_EMAIL:
	case TYPE_PHONE:
	case TYPE_INT:
	case TYPE_CASE:
	case TYPE_USER:
		str_add(out, value);
		break;
	}
}

/* The next word of an article; false at its end. */
static bool article_word(struct strv *rest, struct strv *word)
{
	*rest = strv_trim(*rest);
	if (!rest->n)
		return false;
	*word = strv_cut(rest, ' ');
	return true;
}

/* Takes the name of a statute off the end; on a screen its abbreviation will do. */
static const char *cut_statute(struct strv *article)
{
	static const struct {
		const char *name, *abbreviation;
	} statute[] = {
		{ " van de Algemene wet bestuursrecht", " Awb" },
		{ " van de Huisvestingswet 2014", " Hw 2014" },
	};

	for (size_t i = 0; i < sizeof(statute) / sizeof(*statute); i++) {
		const struct strv name = strv(statute[i].name);
		const size_t rest = article->n - name.n;

		if (article->n > name.n &&
		    strv_eq(strv_n(article->p + rest, name.n), name)) {
			article->n = rest;
			return statute[i].abbreviation;
		}
	}
	return "";
}

void message_article(struct strv article, struct str *out)
{
	const char *statute = cut_statute(&article);
	bool first = true, inside;
	struct strv word;

	if (message_dutch()) {
		str_add(out, article);
		article.n = 0;
	}
	for (; article_word(&article, &word); first = false) {
		inside = strv_eq(word, STRV("lid")) || strv_eq(word, STRV("onder"));
		if (inside && article_word(&article, &word)) {
			str_addf(out, "(%.*s)", STRV_FMT(word));
			continue;
		}
		if (!first)
			str_addc(out, ' ');
		if (strv_eq(word, STRV("artikel")))
			str_addz(out, "art.");
		else if (strv_eq(word, STRV("van")))
			str_addz(out, "of");
		else if (strv_eq(word, STRV("de")))
			str_addz(out, "the");
		else
			str_add(out, word);
	}
	str_addz(out, statute);
}

/* ---- the dossier in one sentence ------------------------------------------------ */

static unsigned number_of(const struct dossier *d, enum field_id field)
{
	uint64_t n;

	return strv_uint(dossier_get(d, field), 1000, &n) ? (unsigned)n : 0;
}

static void next_clause(struct str *out, const char *separator)
{
	if (out->n)
		str_addz(out, separator);
}

static void add_household(const struct dossier *d, struct str *out)
{
	const unsigned adults = number_of(d, FIELD_ADULTS);
	const unsigned children = number_of(d, FIELD_CHILDREN);

	if (!adults && !children)
		return;
	next_clause(out, "; ");
	if (adults + children == 1) {
		str_addz(out, _("one person"));
		return;
	}
	str_addf(out, _("household of %u"), adults + children);
	if (!children)
		return;
	str_addz(out, " (");
	str_addf(out, ngettext("%u adult", "%u adults", adults), adults);
	str_addz(out, ", ");
	str_addf(out, ngettext("%u child", "%u children", children), children);
	str_addz(out, ")");
}

static void add_housing(const struct dossier *d, struct str *out)
{
	const struct strv tenure = dossier_get(d, FIELD_TENURE);
	const struct strv floor = dossier_get(d, FIELD_FLOOR);

	if (tenure.n) {
		next_clause(out, ", ");
		add_choice(FIELD_TENURE, tenure, out);
	}
	if (floor.n) {
		next_clause(out, ", ");
		str_add(out, floor);
	}
}

static void add_language(const struct dossier *d, struct str *out)
{
	const struct strv language = dossier_get(d, FIELD_LANGUAGE);
	const bool interpreter = strv_eq(dossier_get(d, FIELD_INTERPRETER), STRV("1"));
	const bool other = language.n && !strv_eq(language, STRV("nl"));

	if (other) {
		next_clause(out, "; ");
		add_choice(FIELD_LANGUAGE, language, out);
	}
	if (interpreter) {
		next_clause(out, other ? ", " : "; ");
		str_addz(out, _("needs an interpreter"));
	}
}

/* How much of what was asked for is in. */
static void add_evidence(const struct dossier *d, struct str *out)
{
	const size_t all = dossier_count(d, PART_EVIDENCE);
	size_t in = 0;

	if (!all)
		return;
	for (size_t i = 0; i < all; i++) {
		const struct part *p = dossier_part(d, PART_EVIDENCE, i);
		const struct strv status = part_get(p, FIELD_EVIDENCE_STATUS);

		in += strv_eq(status, STRV("received")) ||
		      strv_eq(status, STRV("approved"));
	}
	next_clause(out, "; ");
	str_addf(out, ngettext("%zu of %zu paper in", "%zu of %zu papers in", all), in,
		 all);
}

static void add_repair(const struct dossier *d, struct date today, struct str *out)
{
	const struct date lapse = d->face.lapse;

	if (d->face.state != STATE_WAITING || !date_is(lapse))
		return;
	next_clause(out, "; ");
	if (face_waits(&d->face, today))
		str_addf(out, _("repair term until %s"), date_short(lapse).s);
	else
		str_addf(out, _("repair term lapsed on %s"), date_short(lapse).s);
}

void message_summary(const struct dossier *d, const struct policy *p, struct date today,
		     struct str *out)
{
	const struct strv category = dossier_get(d, FIELD_CATEGORY);
	struct str text = { 0 };

	str_add(&text, category_title(p, category));
	add_household(d, &text);
	add_housing(d, &text);
	add_language(d, &text);
	add_evidence(d, &text);
	add_repair(d, today, &text);
	str_add(out, strv_of(&text));
	out->failed = out->failed || text.failed;
	str_release(&text);
}
