#include "tui/cli/out.h"

#include "tui/message.h"

static const struct {
	enum face_flag flag;
	const char *word;
} flags[] = {
	{ FACE_INTERPRETER, "interpreter" },
	{ FACE_PROTECTED, "protected" },
	{ FACE_MINORS, "minors" },
	{ FACE_OBJECTION, "objection" },
	{ FACE_DEFAULT_NOTICE, "default-notice" },
	{ FACE_DUPLICATE, "duplicate" },
};

static void text_or_null(struct jsonw *j, const char *key, struct strv text)
{
	jsonw_key(j, key);
	if (text.n)
		jsonw_str(j, text);
	else
		jsonw_null(j);
}

void out_case(struct jsonw *j, const struct face *f, struct strv handler,
	      struct date today)
{
	struct arena a = { 0 };

	jsonw_key_str(j, "number", strv(caseid_write(f->id).s));
	text_or_null(j, "reference", f->reference);
	jsonw_key_str(j, "state", strv(state_word(f->state)));
	jsonw_key_str(j, "category", f->category);
	jsonw_key_str(j, "applicant", face_name(f, &a));
	jsonw_key_date(j, "received", f->received);
	jsonw_key_date(j, "due", f->due);
	jsonw_key(j, "days_left");
	if (state_open(f->state) && date_is(f->due))
		jsonw_int(j, date_diff(today, f->due));
	else
		jsonw_null(j);
	text_or_null(j, "handler", handler);
	jsonw_key(j, "flags");
	jsonw_array(j);
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (f->flags & (unsigned)flags[i].flag)
			jsonw_str(j, strv(flags[i].word));
	jsonw_array_end(j);
	arena_release(&a);
}

static void out_steps(struct jsonw *j, const struct term *t)
{
	struct str text = { 0 };

	jsonw_key(j, "steps");
	jsonw_array(j);
	for (size_t i = 0; i < t->nsteps; i++) {
		str_clear(&text);
		message_step(&t->step[i], &text);
		jsonw_object(j);
		jsonw_key_date(j, "date", t->step[i].date);
		jsonw_key_str(j, "article", strv(t->step[i].article));
		jsonw_key_str(j, "text", strv_of(&text));
		jsonw_object_end(j);
	}
	jsonw_array_end(j);
	str_release(&text);
}

static void out_penalty(struct jsonw *j, const struct penalty *p)
{
	jsonw_key(j, "penalty");
	if (!date_is(p->first_day)) {
		jsonw_null(j);
		return;
	}
	jsonw_object(j);
	jsonw_key_date(j, "first_day", p->first_day);
	jsonw_key_date(j, "last_day", p->last_day);
	jsonw_key_int(j, "days", p->days);
	jsonw_key_int(j, "euro", p->euro);
	jsonw_key_date(j, "decide_by", p->decide_by);
	jsonw_object_end(j);
}

void out_clock(struct jsonw *j, const struct term *t)
{
	jsonw_object(j);
	jsonw_key_date(j, "due", t->due);
	jsonw_key_date(j, "due_unshifted", t->due_unshifted);
	jsonw_key_date(j, "due_strict", t->due_strict);
	jsonw_key_int(j, "suspended_days", t->suspended_days);
	jsonw_key_bool(j, "stands_still", t->stands_still);
	jsonw_key_date(j, "untreated_by", t->untreated_by);
	out_penalty(j, &t->penalty);
	jsonw_key(j, "objection");
	if (date_is(t->objection_last)) {
		jsonw_object(j);
		jsonw_key_date(j, "last_day", t->objection_last);
		jsonw_key_date(j, "post_by", t->objection_post_by);
		jsonw_key_date(j, "decide_by", t->objection_decide_by);
		jsonw_object_end(j);
	} else {
		jsonw_null(j);
	}
	out_steps(j, t);
	jsonw_object_end(j);
}

static void out_number(struct jsonw *j, struct strv text)
{
	uint64_t n;

	if (strv_uint(text, INT64_MAX, &n))
		jsonw_int(j, (int64_t)n);
	else
		jsonw_str(j, text);
}

static void out_words(struct jsonw *j, struct strv words)
{
	jsonw_array(j);
	while (words.n) {
		const struct strv word = strv_cut(&words, ' ');

		if (word.n)
			jsonw_str(j, word);
	}
	jsonw_array_end(j);
}

/* Money stays in cents: a whole number. */
static void out_typed(struct jsonw *j, enum field_type type, struct strv text)
{
	switch (type) {
	case TYPE_INT:
	case TYPE_MONEY:
		out_number(j, text);
		break;
	case TYPE_BOOL:
		jsonw_bool(j, strv_eq(text, STRV("1")));
		break;
	case TYPE_GROUNDS:
		out_words(j, text);
		break;
	case TYPE_LINE:
	case TYPE_TEXT:
	case TYPE_NAME:
	case TYPE_DATE:
	case TYPE_DATETIME:
	case TYPE_BSN:
	case TYPE_POSTCODE:
	case TYPE_EMAIL:
	case TYPE_PHONE:
	case TYPE_CHOICE:
	case TYPE_CATEGORY:
	case TYPE_CASE:
	case TYPE_USER:
		jsonw_str(j, text);
		break;
	}
}

/* "field-140": a field that a newer program wrote. */
static void out_field_key(struct jsonw *j, unsigned id)
{
	const struct field *f = field_by_id(id);
	char name[24];

	if (f) {
		jsonw_key(j, f->name);
		return;
	}
	snprintf(name, sizeof(name), "field-%u", id);
	jsonw_key(j, name);
}

static void out_part(struct jsonw *j, const struct part *p)
{
	jsonw_object(j);
	if (part_repeats(p->kind))
		jsonw_key_int(j, "seq", p->seq);
	for (size_t i = 0; i < p->nvalues; i++) {
		const struct field *f = field_by_id(p->value[i].field);

		out_field_key(j, p->value[i].field);
		out_typed(j, f ? f->type : TYPE_LINE, p->value[i].text);
	}
	jsonw_object_end(j);
}

void out_parts(struct jsonw *j, const struct dossier *d)
{
	jsonw_key(j, "parts");
	jsonw_object(j);
	for (int kind = PART_APPLICATION; kind < PART_KINDS; kind++) {
		const enum part_kind k = (enum part_kind)kind;
		const size_t n = dossier_count(d, k);

		if (n == 0 && !part_repeats(k))
			continue;
		jsonw_key(j, part_word(k));
		if (part_repeats(k))
			jsonw_array(j);
		for (size_t i = 0; i < n; i++)
			out_part(j, dossier_part(d, k, i));
		if (part_repeats(k))
			jsonw_array_end(j);
	}
	jsonw_object_end(j);
}

/* The handler is no field of a part. */
static void out_change_name(struct jsonw *j, const struct change *c)
{
	const struct field *f = field_by_id(c->field);
	char name[24];

	if (c->field == 0) {
		jsonw_key_str(j, "part", STRV("case"));
		jsonw_key_str(j, "field", STRV("handler"));
		return;
	}
	snprintf(name, sizeof(name), "field-%u", (unsigned)c->field);
	jsonw_key_str(j, "part", strv(part_word(c->kind)));
	if (part_repeats(c->kind))
		jsonw_key_int(j, "seq", c->seq);
	jsonw_key_str(j, "field", strv(f ? f->name : name));
}

static void out_change(struct jsonw *j, const struct change *c)
{
	jsonw_object(j);
	out_change_name(j, c);
	text_or_null(j, "before", c->before);
	text_or_null(j, "after", c->after);
	jsonw_object_end(j);
}

/* "2026-11-20T13:05:00Z" */
static void out_time(struct jsonw *j, int64_t utc)
{
	const int64_t day = utc / 86400 - (utc % 86400 < 0);
	const int second = (int)(utc - day * 86400);
	char text[40];

	snprintf(text, sizeof(text), "%sT%02d:%02d:%02dZ",
		 date_iso((struct date){ (int32_t)day }).s, second / 3600,
		 second / 60 % 60, second % 60);
	jsonw_key_str(j, "time", strv(text));
}

void out_history(struct jsonw *j, const struct entry *entry, size_t n)
{
	jsonw_key(j, "history");
	jsonw_array(j);
	for (size_t i = 0; i < n; i++) {
		const struct entry *e = &entry[i];

		jsonw_object(j);
		out_time(j, e->time);
		jsonw_key_str(j, "actor", e->actor);
		jsonw_key_str(j, "origin", e->origin);
		jsonw_key_str(j, "verb", e->verb);
		text_or_null(j, "before", strv(e->before ? state_word(e->before) : ""));
		text_or_null(j, "after", strv(e->after ? state_word(e->after) : ""));
		text_or_null(j, "text", e->text);
		jsonw_key(j, "changes");
		jsonw_array(j);
		for (size_t c = 0; c < e->nchanges; c++)
			out_change(j, &e->change[c]);
		jsonw_array_end(j);
		jsonw_object_end(j);
	}
	jsonw_array_end(j);
}
