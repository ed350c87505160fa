/* Event text to a history (see term.h). */
#include "store/rules/term.h"

#include "store/base/utf8.h"

static const char *const words[EVENT_KINDS] = {
	[EVENT_RECEIVED] = "received",
	[EVENT_INVITE] = "invite",
	[EVENT_COMPLETED] = "completed",
	[EVENT_ANNOUNCED] = "announced",
};

const char *event_word(enum event_kind kind)
{
	return (unsigned)kind < EVENT_KINDS ? words[kind] : "";
}

bool event_by_word(struct strv word, enum event_kind *out)
{
	for (unsigned i = 0; i < EVENT_KINDS; i++) {
		if (strv_eq(word, strv(words[i]))) {
			*out = (enum event_kind)i;
			return true;
		}
	}
	return false;
}

static bool has(const struct history *h, enum event_kind kind)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->event[i].kind == kind)
			return true;
	return false;
}

bool history_add(struct history *h, struct event ev, struct err *e)
{
	bool once = ev.kind == EVENT_RECEIVED || ev.kind == EVENT_ANNOUNCED;

	if (once && has(h, ev.kind)) {
		err_set(e, ERR_TERM_TWICE);
		return err_str(e, strv(event_word(ev.kind)));
	}
	if (date_is(ev.until) &&
	    (ev.kind != EVENT_INVITE || ev.until.days < ev.date.days)) {
		err_set(e, ERR_TERM_UNTIL);
		err_date(e, ev.until);
		return err_date(e, ev.date);
	}
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

/* WORD DATE [until DATE] */
static bool read_event(struct line *l, struct strv word, struct history *h)
{
	struct event ev = { .date = DATE_NONE, .until = DATE_NONE };
	struct strv at;
	struct strv rest;

	if (!event_by_word(word, &ev.kind)) {
		err_set(l->e, ERR_TERM_WORD);
		err_str(l->e, word);
		return line_fault(l, word.p);
	}
	if (!read_date(l, &at, &ev.date))
		return false;
	at = word;
	rest = next_word(l);
	if (ev.kind == EVENT_INVITE && strv_eq(rest, STRV("until"))) {
		if (!read_date(l, &at, &ev.until))
			return false;
		rest = next_word(l);
	}
	if (rest.n) {
		err_set(l->e, ERR_TERM_REST);
		err_str(l->e, strv_trim((struct strv){ rest.p, rest.n + l->rest.n }));
		return line_fault(l, rest.p);
	}
	return history_add(h, ev, l->e) || line_fault(l, at.p);
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
