/* Event text to a history (see term.h). */
#include "store/rules/term.h"

#include "store/base/utf8.h"

#define WEEKS_DIGITS 3

/* What the line of an event holds behind its word. */
struct form {
	const char *word;
	bool dated; /* a day */
	bool until; /* a last day; of an invitation it may be left out */
	bool weeks;
	bool once;
};

static const struct form forms[EVENT_KINDS] = {
	[EVENT_RECEIVED] = { "received", .dated = true, .once = true },
	[EVENT_INVITE] = { "invite", .dated = true, .until = true },
	[EVENT_COMPLETED] = { "completed", .dated = true },
	[EVENT_ANNOUNCED] = { "announced", .dated = true, .once = true },
	[EVENT_TERM] = { "term", .weeks = true, .once = true },
	[EVENT_CONSENT] = { "consent", .dated = true, .until = true },
	[EVENT_DELAY] = { "delay", .dated = true, .until = true },
	[EVENT_FORCE_MAJEURE] = { "force-majeure", .dated = true, .until = true },
	[EVENT_FOREIGN] = { "foreign", .dated = true, .until = true },
	[EVENT_EXTEND] = { "extend", .dated = true, .weeks = true },
	[EVENT_NOTICE] = { "notice", .dated = true, .until = true },
	[EVENT_DEFAULT_NOTICE] = { "default-notice", .dated = true },
	[EVENT_OBJECTION] = { "objection", .once = true },
	[EVENT_OBJECTION_REPAIR] = { "objection-repair", .dated = true, .until = true },
	[EVENT_OBJECTION_COMPLETED] = { "objection-completed", .dated = true },
	[EVENT_OBJECTION_CONSENT] = { "objection-consent", .dated = true,
				      .until = true },
	[EVENT_ADJOURN] = { "adjourn", .weeks = true, .once = true },
};

const char *event_word(enum event_kind kind)
{
	return (unsigned)kind < EVENT_KINDS ? forms[kind].word : "";
}

bool event_by_word(struct strv word, enum event_kind *out)
{
	for (unsigned i = 0; i < EVENT_KINDS; i++) {
		if (strv_eq(word, strv(forms[i].word))) {
			*out = (enum event_kind)i;
			return true;
		}
	}
	return false;
}

bool event_dated(enum event_kind kind)
{
	return forms[kind].dated;
}

static int most_weeks(enum event_kind kind)
{
	return kind == EVENT_ADJOURN ? ADJOURN_WEEKS : TERM_WEEKS;
}

/* "8w"; false on anything else, also on a number that nobody would mean. */
static bool read_weeks(struct strv s, short *out)
{
	uint64_t n;

	if (s.n < 2 || s.n > WEEKS_DIGITS + 1 || s.p[s.n - 1] != 'w' ||
	    !strv_uint((struct strv){ s.p, s.n - 1 }, TERM_WEEKS, &n))
		return false;
	*out = (short)n;
	return true;
}

struct event_value event_value(const struct event *ev)
{
	struct event_value v = { "" };
	char *p = v.s;

	if (ev->kind == EVENT_OBJECTION) {
		memcpy(v.s, "committee", sizeof("committee"));
	} else if (forms[ev->kind].weeks) {
		for (int unit = 100; unit; unit /= 10)
			if (ev->weeks >= unit || unit == 1)
				*p++ = (char)('0' + ev->weeks / unit % 10);
		*p++ = 'w';
		if (ev->shift)
			memcpy(p, " shift", sizeof(" shift"));
	}
	return v;
}

bool event_set_value(struct event *ev, struct strv value)
{
	struct strv rest = value;
	struct strv word = strv_cut(&rest, ' ');

	ev->weeks = 0;
	ev->shift = false;
	if (ev->kind == EVENT_OBJECTION)
		return strv_eq(value, STRV("committee"));
	if (!forms[ev->kind].weeks)
		return value.n == 0;
	ev->shift = ev->kind == EVENT_TERM && strv_eq(rest, STRV("shift"));
	return read_weeks(word, &ev->weeks) && (ev->shift || !rest.p);
}

static bool has(const struct history *h, enum event_kind kind)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->event[i].kind == kind)
			return true;
	return false;
}

static bool check_until(const struct event *ev, struct err *e)
{
	const struct form *f = &forms[ev->kind];

	if (!date_is(ev->until)) {
		if (!f->until || ev->kind == EVENT_INVITE)
			return true;
		err_set(e, ERR_TERM_EXPECTED);
		err_str(e, STRV("until"));
		return err_str(e, STRV(""));
	}
	if (f->until && ev->until.days >= ev->date.days)
		return true;
	err_set(e, ERR_TERM_UNTIL);
	err_date(e, ev->until);
	return err_date(e, ev->date);
}

static bool check_weeks(const struct event *ev, struct err *e)
{
	int most = most_weeks(ev->kind);

	if (!forms[ev->kind].weeks || (ev->weeks >= 1 && ev->weeks <= most))
		return true;
	err_set(e, ERR_TERM_WEEKS);
	err_str(e, strv(event_value(ev).s));
	return err_int(e, most);
}

bool history_add(struct history *h, struct event ev, struct err *e)
{
	if (forms[ev.kind].once && has(h, ev.kind)) {
		err_set(e, ERR_TERM_TWICE);
		return err_str(e, strv(event_word(ev.kind)));
	}
	if (!check_until(&ev, e) || !check_weeks(&ev, e))
		return false;
	if (h->n == TERM_EVENTS) {
		err_set(e, ERR_TOO_LARGE);
		err_str(e, STRV("events"));
		return err_int(e, TERM_EVENTS);
	}
	h->event[h->n++] = ev;
	return true;
}

/* One line being read. */
struct line {
	const char *name;
	unsigned number;
	struct strv all;
	struct strv rest; /* what is not read yet */
	struct err *e;
};

/* The place of `at`, a piece of the line. */
static bool line_fault(const struct line *l, const char *at)
{
	size_t before = (size_t)(at - l->all.p);
	size_t col = utf8_count((struct strv){ l->all.p, before }) + 1;

	return err_at(l->e, l->name, l->number, (unsigned)col, l->all);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* The next word; empty at the end, and then it points there. */
static struct strv next_word(struct line *l)
{
	struct strv word;

	while (l->rest.n && is_blank(l->rest.p[0])) {
		l->rest.p++;
		l->rest.n--;
	}
	word = (struct strv){ l->rest.p, 0 };
	while (word.n < l->rest.n && !is_blank(l->rest.p[word.n]))
		word.n++;
	l->rest.p += word.n;
	l->rest.n -= word.n;
	return word;
}

static bool read_date(struct line *l, struct strv *word, struct date *out)
{
	*word = next_word(l);
	if (date_parse(*word, out))
		return true;
	err_set(l->e, ERR_DATE_TEXT);
	err_str(l->e, *word);
	return line_fault(l, word->p);
}

/* What should have stood where `got` stands; "" is the end of the line. */
static bool expected(struct line *l, struct strv what, struct strv got)
{
	err_set(l->e, ERR_TERM_EXPECTED);
	err_str(l->e, what);
	err_str(l->e, got);
	return line_fault(l, got.p);
}

/* until DATE; of an invitation it may be left out. */
static bool read_until(struct line *l, struct event *ev, struct strv *at)
{
	struct line before = *l;
	struct strv word = next_word(l);

	if (strv_eq(word, STRV("until")))
		return read_date(l, at, &ev->until);
	if (ev->kind != EVENT_INVITE)
		return expected(l, STRV("until"), word);
	*l = before;
	return true;
}

/* Nw, of a term with "shift" or without. */
static bool read_amount(struct line *l, struct event *ev, struct strv *at)
{
	struct line before;
	struct strv word = next_word(l);

	*at = word;
	if (!read_weeks(word, &ev->weeks)) {
		err_set(l->e, ERR_TERM_WEEKS);
		err_str(l->e, word);
		err_int(l->e, most_weeks(ev->kind));
		return line_fault(l, word.p);
	}
	before = *l;
	ev->shift = ev->kind == EVENT_TERM && strv_eq(next_word(l), STRV("shift"));
	if (!ev->shift)
		*l = before;
	return true;
}

/* What stands behind the word; *at is what a fault in it is shown under. */
static bool read_rest(struct line *l, struct event *ev, struct strv *at)
{
	const struct form *f = &forms[ev->kind];
	struct strv word;

	if (f->dated && !read_date(l, &word, &ev->date))
		return false;
	if (f->until && !read_until(l, ev, at))
		return false;
	if (f->weeks && !read_amount(l, ev, at))
		return false;
	if (ev->kind == EVENT_OBJECTION) {
		word = next_word(l);
		if (!strv_eq(word, STRV("committee")))
			return expected(l, STRV("committee"), word);
	}
	word = next_word(l);
	if (!word.n)
		return true;
	err_set(l->e, ERR_TERM_REST);
	err_str(l->e, strv_trim((struct strv){ word.p, word.n + l->rest.n }));
	return line_fault(l, word.p);
}

/* WORD [DATE] [until DATE] [Nw [shift]] [committee] */
static bool read_event(struct line *l, struct strv word, struct history *h)
{
	struct event ev = { .date = DATE_NONE, .until = DATE_NONE };
	struct strv at = word;

	if (!event_by_word(word, &ev.kind)) {
		err_set(l->e, ERR_TERM_WORD);
		err_str(l->e, word);
		return line_fault(l, word.p);
	}
	if (!read_rest(l, &ev, &at))
		return false;
	if (history_add(h, ev, l->e))
		return true;
	return line_fault(l, l->e->code == ERR_TERM_TWICE ? word.p : at.p);
}

bool event_parse(struct strv text, struct event *out, struct err *e)
{
	struct line l = { .name = "", .number = 1, .all = text, .rest = text, .e = e };
	struct history h = { .n = 0 };

	if (!read_event(&l, next_word(&l), &h))
		return false;
	*out = h.event[0];
	return true;
}

void event_write(const struct event *ev, struct str *out)
{
	struct event_value value = event_value(ev);

	str_addz(out, event_word(ev->kind));
	if (date_is(ev->date))
		str_addf(out, " %s", date_iso(ev->date).s);
	if (date_is(ev->until))
		str_addf(out, " until %s", date_iso(ev->until).s);
	if (value.s[0])
		str_addf(out, " %s", value.s);
}

/* `last` is the last line that says something: what is missing is missing behind it. */
static bool check_complete(const struct history *h, const struct line *last)
{
	struct strv said = strv_trim(last->all);

	if (has(h, EVENT_RECEIVED))
		return true;
	err_set(last->e, ERR_TERM_NO_RECEIVED);
	return line_fault(last, said.p + said.n);
}

bool history_parse(struct strv text, const char *name, struct history *out,
		   struct err *e)
{
	struct line last = { .name = name, .number = 1, .all = STRV(""), .e = e };
	struct history h = { .n = 0 };
	unsigned number = 1;

	if (strv_starts(text, STRV("\xEF\xBB\xBF"))) {
		text.p += 3;
		text.n -= 3;
	}
	for (; text.p; number++) {
		struct line l = { .name = name, .number = number, .e = e };
		struct strv word;

		l.all = strv_cut(&text, '\n');
		l.rest = (struct strv){ l.all.p, strv_find(l.all, '#') };
		word = next_word(&l);
		if (word.n == 0)
			continue;
		if (!read_event(&l, word, &h))
			return false;
		last = l;
	}
	if (!check_complete(&h, &last))
		return false;
	*out = h;
	return true;
}
