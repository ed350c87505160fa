#include "tui/dossier_form.h"

#include "tui/lines.h"
#include "tui/message.h"

/* The part number of evidence that is being added. */
#define SEQ_NEW 0xffffU

static unsigned row_id(unsigned seq, unsigned field)
{
	return seq << 16 | field;
}

static const struct field *row_field(const struct form_row *r)
{
	return field_by_id(r->id & 0xffffU);
}

static unsigned row_seq(const struct form_row *r)
{
	return r->id >> 16;
}

/* ---- values as they are typed ------------------------------------------------------ */

static void typed_value(const struct field *f, struct strv value, struct str *out)
{
	struct date d;
	uint64_t cents;

	if (f->type == TYPE_DATE && date_parse(value, &d))
		str_addz(out, date_nl(d).s);
	else if (f->type == TYPE_MONEY && strv_uint(value, INT64_MAX, &cents))
		str_addf(out, "%llu,%02u", (unsigned long long)(cents / 100),
			 (unsigned)(cents % 100));
	else
		str_add(out, value);
}

static const struct part *part_of(const struct dossier *d, enum part_kind kind,
				  unsigned seq)
{
	const struct part *p;
	size_t i;

	for (i = 0; (p = dossier_part(d, kind, i)); i++)
		if (p->seq == seq)
			return p;
	return NULL;
}

static void stored_value(const struct dossier *d, const struct form_row *r,
			 struct str *out)
{
	const struct field *f = row_field(r);
	const struct part *p = f ? part_of(d, f->part, row_seq(r)) : NULL;

	str_clear(out);
	if (p)
		typed_value(f, part_get(p, (enum field_id)f->id), out);
}

/* ---- building ---------------------------------------------------------------------- */

/* How wide a field is shown, and which stand beside the one before them. */
static const struct shape {
	uint16_t field;
	uint8_t width;
	bool beside;
} shapes[] = {
	{ FIELD_CHANNEL, 14, false },
	{ FIELD_CATEGORY, 32, false },
	{ FIELD_INITIALS, 12, false },
	{ FIELD_PREFIX, 12, false },
	{ FIELD_SURNAME, 36, false },
	{ FIELD_BIRTH_DATE, 11, false },
	{ FIELD_BSN, 10, true },
	{ FIELD_STREET, 30, false },
	{ FIELD_HOUSE_NUMBER, 6, false },
	{ FIELD_HOUSE_SUFFIX, 10, true },
	{ FIELD_POSTCODE, 8, false },
	{ FIELD_CITY, 28, true },
	{ FIELD_EMAIL, 40, false },
	{ FIELD_LANGUAGE, 18, false },
	{ FIELD_INTERPRETER, 6, true },
	{ FIELD_ADULTS, 4, false },
	{ FIELD_CHILDREN, 4, true },
	{ FIELD_TENURE, 26, false },
	{ FIELD_RENT, 10, false },
	{ FIELD_INCOME, 12, false },
	{ FIELD_EVIDENCE_KIND, 30, false },
	{ FIELD_EVIDENCE_STATUS, 14, true },
	{ FIELD_EVIDENCE_DATE, 11, true },
	{ FIELD_EVIDENCE_REMARK, 40, false },
};

static void shape_row(struct form_row *r, const struct field *f)
{
	size_t i;

	if (f->type == TYPE_DATE)
		r->width = 11;
	else if (f->type == TYPE_BOOL)
		r->width = 6;
	for (i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		if (shapes[i].field != f->id)
			continue;
		r->width = shapes[i].width;
		r->beside = shapes[i].beside;
	}
}

static size_t count_words(const char *words)
{
	struct strv rest = strv(words);
	size_t n = 0;

	while (rest.n)
		n += strv_cut(&rest, ' ').n > 0;
	return n;
}

static bool choose_words(struct dossier_form *df, struct form_row *r,
			 const struct field *f)
{
	size_t n = count_words(f->choices), i;
	struct form_choice *c = arena_array(&df->keep, n + 1, sizeof(*c));
	struct strv rest = strv(f->choices);

	if (!c)
		return false;
	for (i = 0; i < n; i++) {
		const char *title;

		c[i].word = strv_cut(&rest, ' ');
		title = message_choice((enum field_id)f->id, c[i].word);
		c[i].title = *title ? strv(title) : c[i].word;
	}
	r->choice = c;
	r->nchoices = n;
	return true;
}

static bool choose_categories(struct dossier_form *df, struct form_row *r, bool dutch)
{
	const struct policy *p = df->policy;
	struct form_choice *c = arena_array(&df->keep, p->ncategories + 1, sizeof(*c));
	size_t i;

	if (!c)
		return false;
	for (i = 0; i < p->ncategories; i++) {
		c[i].word = p->category[i].code;
		c[i].title = dutch ? p->category[i].title_nl : p->category[i].title_en;
	}
	r->choice = c;
	r->nchoices = p->ncategories;
	return true;
}

static bool choose_bool(struct dossier_form *df, struct form_row *r)
{
	struct form_choice *c = arena_array(&df->keep, 2, sizeof(*c));

	if (!c)
		return false;
	c[0] = (struct form_choice){ STRV("1"), strv(_("yes")) };
	c[1] = (struct form_choice){ STRV("0"), strv(_("no")) };
	r->choice = c;
	r->nchoices = 2;
	return true;
}

static enum form_kind kind_of(const struct field *f)
{
	if (f->type == TYPE_CHOICE || f->type == TYPE_CATEGORY || f->type == TYPE_BOOL)
		return FORM_CHOICE;
	return f->type == TYPE_TEXT ? FORM_TEXT : FORM_LINE;
}

/* Most characters that can be right; a number's are those of its digits. */
static size_t most_of(const struct field *f)
{
	if (f->type == TYPE_INT)
		return 3;
	if (f->type == TYPE_MONEY)
		return 12;
	return f->max;
}

static bool add_field(struct dossier_form *df, const struct field *f,
		      const struct dossier *d, unsigned seq, const char *label,
		      bool dutch)
{
	const struct part *p = d ? part_of(d, f->part, seq) : NULL;
	struct str value = { 0 };
	struct form_row *r;

	if (p)
		typed_value(f, part_get(p, (enum field_id)f->id), &value);
	r = value.failed ? NULL
			 : form_add(&df->form, kind_of(f), row_id(seq, f->id),
				    strv(label), most_of(f), strv_of(&value));
	str_release(&value);
	if (!r)
		return false;
	r->masked = (f->flags & FLAG_MASKED) != 0;
	shape_row(r, f);
	if (f->type == TYPE_CHOICE)
		return choose_words(df, r, f);
	if (f->type == TYPE_CATEGORY)
		return choose_categories(df, r, dutch);
	return f->type != TYPE_BOOL || choose_bool(df, r);
}

static bool may_type(const struct field *f, bool fresh)
{
	return !(f->flags & FLAG_SYSTEM) || (fresh && f->id == FIELD_RECEIVED);
}

static bool add_head(struct dossier_form *df, const char *label)
{
	return form_add(&df->form, FORM_HEAD, 0, strv(label), 0, (struct strv){ 0 });
}

static bool add_part(struct dossier_form *df, const struct dossier *d,
		     enum part_kind kind, bool dutch)
{
	size_t n, i;
	const struct field *f = field_all(&n);

	if (!df->section.n && !add_head(df, message_part(kind)))
		return false;
	for (i = 0; i < n; i++)
		if (f[i].part == kind && may_type(&f[i], df->fresh) &&
		    !add_field(df, &f[i], d, 0, _(f[i].label), dutch))
			return false;
	return true;
}

/* One paper: kind, status and date on a line, the remark below. */
static bool add_paper(struct dossier_form *df, const struct dossier *d, unsigned seq,
		      const char *label, bool dutch)
{
	return add_field(df, field_by_id(FIELD_EVIDENCE_KIND), d, seq, label, dutch) &&
	       add_field(df, field_by_id(FIELD_EVIDENCE_STATUS), d, seq, "", dutch) &&
	       add_field(df, field_by_id(FIELD_EVIDENCE_DATE), d, seq, "", dutch) &&
	       add_field(df, field_by_id(FIELD_EVIDENCE_REMARK), d, seq, _("  remark"),
			 dutch);
}

static bool add_evidence(struct dossier_form *df, const struct dossier *d, bool dutch)
{
	const struct part *p;
	size_t i;

	if (!df->section.n && !add_head(df, message_part(PART_EVIDENCE)))
		return false;
	for (i = 0; d && (p = dossier_part(d, PART_EVIDENCE, i)); i++) {
		const char *label = arena_printf(&df->keep, "%u", (unsigned)p->seq);

		if (!label || !add_paper(df, d, p->seq, label, dutch))
			return false;
	}
	return add_paper(df, d, SEQ_NEW, _("New"), dutch);
}

/* Says what is wrong with what stands in a row. */
static void check_row(void *ctx, unsigned id, struct strv text, struct str *why)
{
	struct dossier_form *df = ctx;
	const struct field *f = field_by_id(id & 0xffffU);
	struct err e = { 0 };
	struct strv value;

	arena_reset(&df->scratch);
	if (f && !field_check(f, text, df->today, &df->scratch, &value, &e))
		message_err(&e, why);
}

bool dossier_form_build(struct dossier_form *df, const struct dossier *d, bool dutch,
			struct err *e)
{
	static const enum part_kind parts[] = { PART_APPLICATION, PART_APPLICANT,
						PART_HOUSEHOLD, PART_HOUSING,
						PART_INCOME };
	bool known = !df->section.n, ok = true;
	size_t i;

	form_init(&df->form, check_row, df);
	df->version = d ? d->face.version : 0;
	for (i = 0; ok && i < sizeof(parts) / sizeof(*parts); i++) {
		if (df->section.n && !strv_eq(df->section, strv(part_word(parts[i]))))
			continue;
		known = true;
		ok = add_part(df, d, parts[i], dutch);
	}
	if (ok && !df->fresh &&
	    (!df->section.n || strv_eq(df->section, strv(part_word(PART_EVIDENCE))))) {
		known = true;
		ok = add_evidence(df, d, dutch);
	}
	form_start(&df->form);
	if (!known) {
		err_set(e, ERR_USAGE);
		return err_str(e, df->section);
	}
	return ok || err_set(e, ERR_NOMEM);
}

void dossier_form_release(struct dossier_form *df)
{
	form_release(&df->form);
	arena_release(&df->keep);
	arena_release(&df->scratch);
}

/* ---- beside a dossier that moved ----------------------------------------------------- */

void dossier_form_follow(struct dossier_form *df, const struct dossier *d)
{
	struct str now = { 0 };
	size_t i;

	for (i = 0; i < df->form.n; i++) {
		struct form_row *r = &df->form.row[i];

		if (r->kind == FORM_HEAD || row_seq(r) == SEQ_NEW)
			continue;
		stored_value(d, r, &now);
		if (!form_row_changed(r) || strv_eq(form_value(r), strv_of(&now)))
			form_base(r, strv_of(&now));
	}
	str_release(&now);
}

size_t dossier_form_clash(struct dossier_form *df, const struct dossier *d)
{
	struct str now = { 0 };
	size_t i, first = df->form.n;

	for (i = df->form.n; i-- > 0;) {
		struct form_row *r = &df->form.row[i];

		if (!form_row_changed(r) || row_seq(r) == SEQ_NEW)
			continue;
		stored_value(d, r, &now);
		if (strv_eq(strv_of(&now), strv_of(&r->base)) ||
		    strv_eq(strv_of(&now), form_value(r)))
			continue;
		str_clear(&r->other);
		str_add(&r->other, strv_of(&now));
		r->clash = true;
		form_base(r, strv_of(&now));
		first = i;
	}
	str_release(&now);
	return first;
}

/* ---- what is saved ------------------------------------------------------------------- */

static bool wanted(const struct dossier_form *df, const struct form_row *r)
{
	if (r->kind == FORM_HEAD)
		return false;
	return df->fresh ? form_value(r).n > 0 : form_row_changed(r);
}

static bool set_of(const struct dossier_form *df, const struct form_row *r,
		   struct arena *a, struct field_set *out, struct err *e)
{
	const struct field *f = row_field(r);
	struct err old = { 0 };

	*out = (struct field_set){ .kind = f->part, .field = f->id };
	out->seq = row_seq(r) == SEQ_NEW ? 0 : (uint16_t)row_seq(r);
	if (!field_check(f, form_value(r), df->today, a, &out->text, e))
		return false;
	/* What was there may be older than the rule that it would break now. */
	if (!field_check(f, strv_of(&r->base), DATE_NONE, a, &out->base, &old))
		out->base = arena_copy(a, strv_of(&r->base));
	return out->base.p || !r->base.n || err_set(e, ERR_NOMEM);
}

bool dossier_form_sets(struct dossier_form *df, struct arena *a, struct field_set **out,
		       size_t *n, struct err *e)
{
	struct field_set *set = arena_array(a, df->form.n + 1, sizeof(*set));
	bool added = false, named = false;
	size_t i;

	*n = 0;
	if (!set)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < df->form.n; i++) {
		const struct form_row *r = &df->form.row[i];

		if (!wanted(df, r))
			continue;
		if (!set_of(df, r, a, &set[*n], e))
			return false;
		added = added || row_seq(r) == SEQ_NEW;
		named = named || r->id == row_id(SEQ_NEW, FIELD_EVIDENCE_KIND);
		(*n)++;
	}
	if (added && !named) {
		err_set(e, ERR_FIELD_MISSING);
		return err_str(e, strv(field_by_id(FIELD_EVIDENCE_KIND)->name));
	}
	*out = set;
	return true;
}

size_t dossier_form_row(const struct dossier_form *df, const char *field)
{
	const struct field *f = field_by_name(strv(field));
	size_t i, found = df->form.n;

	/* Of papers the last, which is the new one. */
	for (i = 0; f && i < df->form.n; i++)
		if (df->form.row[i].kind != FORM_HEAD &&
		    row_field(&df->form.row[i]) == f)
			found = i;
	return found;
}

/* ---- drafts -------------------------------------------------------------------------- */

#define KEY_SECTION "section"
#define KEY_VERSION "version"

static void row_name(const struct form_row *r, const char *tail, struct str *out)
{
	str_clear(out);
	str_addz(out, row_field(r)->name);
	if (row_seq(r))
		str_addf(out, ".%u", row_seq(r));
	str_addz(out, tail);
}

void dossier_form_write(const struct dossier_form *df, struct str *out)
{
	struct str text = { 0 };
	size_t i;

	lines_put(out, STRV(KEY_SECTION), df->section);
	str_addf(&text, "%u", (unsigned)df->version);
	lines_put(out, STRV(KEY_VERSION), strv_of(&text));
	for (i = 0; i < df->form.n; i++) {
		const struct form_row *r = &df->form.row[i];

		if (!form_row_changed(r))
			continue;
		row_name(r, "<", &text);
		lines_put(out, strv_of(&text), strv_of(&r->base));
		row_name(r, "", &text);
		lines_put(out, strv_of(&text), form_value(r));
	}
	out->failed |= text.failed;
	str_release(&text);
}

bool dossier_form_section(struct strv draft, struct arena *a, struct strv *out)
{
	struct strv name;

	return lines_next(&draft, a, &name, out) && strv_eq(name, STRV(KEY_SECTION));
}

static void read_line(struct dossier_form *df, struct strv name, struct strv text)
{
	struct str own = { 0 };
	uint64_t version;
	size_t i;

	if (strv_eq(name, STRV(KEY_VERSION)) && strv_uint(text, UINT32_MAX, &version))
		df->version = (uint32_t)version;
	for (i = 0; i < df->form.n; i++) {
		struct form_row *r = &df->form.row[i];

		if (r->kind == FORM_HEAD)
			continue;
		row_name(r, "", &own);
		if (strv_eq(name, strv_of(&own)))
			form_set(&df->form, r, text);
		row_name(r, "<", &own);
		if (!strv_eq(name, strv_of(&own)))
			continue;
		str_clear(&r->base);
		str_add(&r->base, text);
	}
	str_release(&own);
}

/* The base comes first, so that it is there when the text is typed over it. */
void dossier_form_read(struct dossier_form *df, struct strv draft)
{
	struct arena a = { 0 };
	struct strv name, text;

	while (lines_next(&draft, &a, &name, &text))
		read_line(df, name, text);
	arena_release(&a);
}
