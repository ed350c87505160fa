#include "store/rules/term.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "store/rules/calendar.h"

/* ---- the lawyer's table ------------------------------------------------------------ */

struct row {
	struct strv name, events, on, expected;
};

/* The events of a row, one a line. */
static struct strv event_lines(struct strv events, struct arena *a)
{
	struct strv copy = arena_copy(a, events);
	char *p = arena_alloc(a, events.n + 1);
	size_t n = 0;

	assert_non_null(p);
	for (size_t i = 0; i < copy.n; i++) {
		if (copy.p[i] == ';') {
			p[n++] = '\n';
			i++; /* the blank behind it */
		} else {
			p[n++] = copy.p[i];
		}
	}
	return (struct strv){ p, n };
}

static struct date received(const struct history *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (h->event[i].kind == EVENT_RECEIVED)
			return h->event[i].date;
	return DATE_NONE;
}

static const char *or_none(struct date d, struct arena *a)
{
	return date_is(d) ? arena_copy(a, strv(date_iso(d).s)).p : "none";
}

static const char *value_of(const struct term *t, struct strv key, struct arena *a)
{
	const struct {
		const char *key;
		struct date date;
	} dates[] = {
		{ "due", t->due },
		{ "raw", t->due_unshifted },
		{ "strict", t->due_strict },
		{ "untreated", t->untreated_by },
		{ "lapse", t->lapse },
		{ "objection", t->objection_last },
		{ "post_by", t->objection_post_by },
		{ "decide_by", t->objection_decide_by },
		{ "first", t->penalty.first_day },
		{ "last", t->penalty.last_day },
		{ "fix", t->penalty.decide_by },
	};

	for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
		if (strv_eq(key, strv(dates[i].key)))
			return or_none(dates[i].date, a);
	if (strv_eq(key, STRV("days")))
		return arena_printf(a, "%d", t->suspended_days);
	if (strv_eq(key, STRV("owed")) || strv_eq(key, STRV("euro"))) {
		if (!date_is(t->penalty.first_day))
			return "none";
		return arena_printf(a, "%d",
				    strv_eq(key, STRV("owed")) ? t->penalty.days
							       : t->penalty.euro);
	}
	if (strv_eq(key, STRV("still")))
		return t->stands_still ? "yes" : "no";
	return "(unknown key)";
}

static void check_values(const struct row *row, const struct term *t, struct arena *a)
{
	struct strv rest = row->expected;

	assert_true(rest.n > 0);
	while (rest.p) {
		struct strv want = strv_cut(&rest, ' ');
		struct strv key = strv_cut(&want, '=');
		struct strv got = strv(value_of(t, key, a));

		if (!strv_eq(want, got))
			fail_msg("%.*s: %.*s is %.*s, not %.*s", STRV_FMT(row->name),
				 STRV_FMT(key), STRV_FMT(got), STRV_FMT(want));
	}
}

static void check_row(const struct row *row, struct arena *a)
{
	struct strv text = event_lines(row->events, a);
	struct err e = { .code = ERR_NONE };
	static struct history h;
	struct date on;
	static struct term t;

	if (!history_parse(text, "case", &h, &e)) {
		const char *got = arena_printf(a, "error=%s@%u:%u", err_name(e.code),
					       e.line, e.col);

		if (!strv_eq(row->expected, strv(got)))
			fail_msg("%.*s: %s", STRV_FMT(row->name), got);
		assert_string_equal(e.file, "case");
		return;
	}
	if (!date_parse(row->on, &on)) {
		assert_true(strv_eq(row->on, STRV("-")));
		on = received(&h);
	}
	assert_true(term_compute(&h, TERM_STATUTORY, on, &t, &e));
	check_values(row, &t, a);
}

static void test_table(void **state)
{
	FILE *f = fopen("tests/cases/term.tsv", "r");
	struct arena a = { 0 };
	char line[1024];
	int rows = 0;

	(void)state;
	assert_non_null(f);
	while (fgets(line, sizeof(line), f)) {
		struct strv rest = strv(line);
		struct row row;

		if (line[0] == '#' || line[0] == '\n')
			continue;
		row.name = strv_cut(&rest, '\t');
		row.events = strv_cut(&rest, '\t');
		row.on = strv_cut(&rest, '\t');
		row.expected = strv_cut(&rest, '\t');
		if (strv_trim(rest).n == 0)
			fail_msg("%.*s: no reason given", STRV_FMT(row.name));
		check_row(&row, &a);
		arena_reset(&a);
		rows++;
	}
	fclose(f);
	arena_release(&a);
	assert_true(rows >= 400);
}

/* ---- what the table cannot say ------------------------------------------------------- */

static struct history parsed(const char *text)
{
	struct err e = { .code = ERR_NONE };
	struct history h;

	if (!history_parse(strv(text), "t", &h, &e))
		fail_msg("%s at %u:%u", err_name(e.code), e.line, e.col);
	return h;
}

static struct date day(const char *iso)
{
	struct date d;

	assert_true(date_parse(strv(iso), &d));
	return d;
}

static void compute(const char *text, const char *on, struct term *t)
{
	struct err e = { .code = ERR_NONE };
	struct history h = parsed(text);

	assert_true(term_compute(&h, TERM_STATUTORY, day(on), t, &e));
}

struct told {
	enum step_code code;
	const char *date;
	const char *other;
	int n;
};

static void check_steps(const struct term *t, const struct told *told, size_t n)
{
	for (size_t i = 0; i < n && i < t->nsteps; i++) {
		const struct step *s = &t->step[i];

		if (s->code != told[i].code || s->n != told[i].n ||
		    strcmp(date_iso(s->date).s, told[i].date) != 0 ||
		    strcmp(date_iso(s->other).s, told[i].other) != 0)
			fail_msg("step %zu: %d %s %s %d", i, (int)s->code,
				 date_iso(s->date).s, date_iso(s->other).s, s->n);
	}
	assert_int_equal(t->nsteps, n);
}

/* Every line of the history is a step, also where it has no effect. */
static void test_steps(void **state)
{
	static const struct told told[] = {
		{ STEP_RECEIVED, "2026-09-01", "", 0 },
		{ STEP_TERM, "2026-10-27", "", 8 },
		{ STEP_COMPLETED_IDLE, "2026-09-02", "", 0 },
		{ STEP_INVITED, "2026-09-03", "", 0 },
		{ STEP_INVITED, "2026-09-04", "2026-09-10", 0 },
		{ STEP_INVITED, "2026-09-07", "2026-09-14", 0 },
		{ STEP_COMPLETED, "2026-09-08", "2026-09-04", 3 },
		{ STEP_COMPLETED, "2026-09-08", "2026-09-07", -IDLE_EMPTY },
		{ STEP_INVITED, "2026-09-20", "2026-09-28", 0 },
		{ STEP_RUNNING, "2026-09-28", "", 8 },
		{ STEP_INVITED_LATE, "2026-11-20", "2026-11-27", 0 },
		{ STEP_RUNNING, "2026-11-27", "", -IDLE_LATE },
		{ STEP_END, "2026-11-07", "", 11 },
		{ STEP_SHIFTED, "2026-11-09", "2026-11-07", DAY_SATURDAY },
		{ STEP_STRICT, "2026-11-06", "", 0 },
		{ STEP_UNTREATED, "2026-12-28", "", 0 },
		{ STEP_ANNOUNCED, "2026-11-13", "", -4 },
		{ STEP_OBJECTION, "2026-12-28", "", 0 },
		{ STEP_POST_BY, "2027-01-04", "", 0 },
		{ STEP_OBJECTION_DECIDE, "2027-02-08", "", 0 },
	};
	struct term t;

	(void)state;
	compute("received 2026-09-01\n"
		"completed 2026-09-02 # nothing was asked yet\n"
		"invite 2026-09-03\n"
		"invite 2026-09-04 until 2026-09-10\n"
		"completed 2026-09-08\n"
		"invite 2026-09-07 until 2026-09-14\n"
		"invite 2026-09-20 until 2026-09-28\n"
		"invite 2026-11-20 until 2026-11-27\n"
		"announced 2026-11-13\n",
		"2026-09-10", &t);
	check_steps(&t, told, sizeof(told) / sizeof(*told));
	assert_string_equal(t.step[0].article, "Awb 4:13 lid 2");
	assert_string_equal(t.step[6].article, "Awb 4:15 lid 1");
}

static void test_running_or_lapsed(void **state)
{
	const char *text = "received 2026-09-01\ninvite 2026-09-08 until 2026-09-22";
	struct term t;

	(void)state;
	compute(text, "2026-09-22", &t);
	assert_int_equal(t.step[3].code, STEP_RUNNING);
	compute(text, "2026-09-23", &t);
	assert_int_equal(t.step[3].code, STEP_LAPSED);
	assert_int_equal(t.step[3].n, 14);
}

/* Beyond the decrees every moved or examined date says that it may be wrong. */
static void test_equated_unknown(void **state)
{
	static const struct told told[] = {
		{ STEP_RECEIVED, "2028-11-06", "", 0 },
		{ STEP_TERM, "2029-01-01", "", 8 },
		{ STEP_END, "2029-01-01", "", 0 },
		{ STEP_EQUATED_UNKNOWN, "2029-01-01", "", 0 },
		{ STEP_SHIFTED, "2029-01-02", "2029-01-01", DAY_NEW_YEAR },
	};
	static const struct told over[] = {
		{ STEP_RECEIVED, "2028-11-05", "", 0 },
		{ STEP_TERM, "2028-12-31", "", 8 },
		{ STEP_END, "2028-12-31", "", 0 },
		{ STEP_EQUATED_UNKNOWN, "2029-01-02", "", 0 },
		{ STEP_SHIFTED, "2029-01-02", "2028-12-31", DAY_SUNDAY },
	};
	struct term t;

	(void)state;
	compute("received 2028-11-06", "2028-11-06", &t);
	check_steps(&t, told, 5);
	compute("received 2028-11-05", "2028-11-06", &t);
	check_steps(&t, over, 5);
}

/* A term of the ordinance, without the Algemene termijnenwet. */
static void test_ordinance(void **state)
{
	const struct history h = parsed("received 2026-02-06");
	struct err e = { .code = ERR_NONE };
	struct term t;

	(void)state;
	assert_true(term_compute(&h, (struct term_rule){ 8, false, true },
				 day("2026-02-06"), &t, &e));
	assert_string_equal(date_iso(t.due).s, "2026-04-03");
	assert_int_equal(t.step[3].code, STEP_NOT_SHIFTED);
	assert_int_equal(t.step[3].n, DAY_GOOD_FRIDAY);
	assert_string_equal(t.step[0].article, "Awb 4:13 lid 1");
	assert_true(term_compute(&h, (struct term_rule){ 12, true, true },
				 day("2026-02-06"), &t, &e));
	assert_string_equal(date_iso(t.due).s, "2026-05-01");
	assert_int_equal(t.step[1].n, 12);
}

static void test_no_receipt(void **state)
{
	struct history h = { .n = 0 };
	struct err e = { .code = ERR_NONE };
	struct term t;

	(void)state;
	assert_false(term_compute(&h, TERM_STATUTORY, day("2026-09-01"), &t, &e));
	assert_int_equal(e.code, ERR_TERM_NO_RECEIVED);
}

static void refused(const char *text, enum err_code code, unsigned line, unsigned col)
{
	struct err e = { .code = ERR_NONE };
	struct history h = { .n = 7 };

	assert_false(history_parse(strv(text), "file", &h, &e));
	assert_int_equal(e.code, code);
	assert_int_equal(e.line, line);
	assert_int_equal(e.col, col);
	assert_int_equal(h.n, 7); /* untouched */
}

static void test_text(void **state)
{
	struct history h = parsed("\xEF\xBB\xBF# comment\r\n\r\n"
				  "\t received\t2026-09-01   # caf\xC3\xA9\r\n"
				  "invite 2026-09-08 until 2026-09-22#x");

	(void)state;
	assert_int_equal(h.n, 2);
	assert_string_equal(date_iso(h.event[0].date).s, "2026-09-01");
	assert_false(date_is(h.event[0].until));
	assert_string_equal(date_iso(h.event[1].until).s, "2026-09-22");
	refused("", ERR_TERM_NO_RECEIVED, 1, 1);
	refused("# only this\n\n", ERR_TERM_NO_RECEIVED, 1, 1);
	refused("\n  invite 2026-09-08  \n\n", ERR_TERM_NO_RECEIVED, 2, 20);
	refused("received 2026-09-01\n\n \t r\xC3\xA9\x63u 2026-09-01", ERR_TERM_WORD,
		3, 4);
	refused("received 2026-09-01 \xC3\xA9\xC3\xA9 x", ERR_TERM_REST, 1, 21);
	refused("received \xC3\xA9 2026-09-01", ERR_DATE_TEXT, 1, 10);
}

static void test_error_says_what(void **state)
{
	struct err e = { .code = ERR_NONE };
	struct history h;

	(void)state;
	assert_false(
		history_parse(strv("received 2026-09-01 by post # so"), "f", &h, &e));
	assert_string_equal(err_arg_str(&e, 0), "by post");
	assert_string_equal(e.source, "received 2026-09-01 by post # so");
	assert_false(
		history_parse(strv("invite 2026-09-08 until 2026-09-07"), "f", &h, &e));
	assert_int_equal(e.code, ERR_TERM_UNTIL);
	assert_string_equal(date_iso(e.arg[0].u.date).s, "2026-09-07");
	assert_string_equal(date_iso(e.arg[1].u.date).s, "2026-09-08");
}

static void test_limit(void **state)
{
	const struct event invite = { .kind = EVENT_INVITE,
				      .date = { 20000 },
				      .until = { 20010 } };
	struct history h = { .n = 0 };
	struct err e = { .code = ERR_NONE };
	struct term t;

	(void)state;
	for (int i = 0; i < TERM_EVENTS - 1; i++) {
		struct event ev = invite;

		ev.date = date_add(ev.date, i % 50);
		ev.until = date_add(ev.until, i % 50);
		assert_true(history_add(&h, ev, &e));
	}
	assert_true(history_add(&h,
				(struct event){ .kind = EVENT_RECEIVED,
						.date = { 20001 },
						.until = DATE_NONE },
				&e));
	assert_false(history_add(&h, invite, &e));
	assert_int_equal(e.code, ERR_TOO_LARGE);
	/* A full history still explains every line. */
	assert_true(term_compute(&h, TERM_STATUTORY, (struct date){ 20005 }, &t, &e));
	assert_true(t.nsteps > 2 * (TERM_EVENTS - 1));
	assert_true(t.nsteps < TERM_STEPS);
	assert_int_equal(t.suspended_days, 58);
}

static void test_add(void **state)
{
	struct history h = parsed("received 2026-09-01");
	struct err e = { .code = ERR_NONE };

	(void)state;
	assert_false(history_add(&h, h.event[0], &e));
	assert_int_equal(e.code, ERR_TERM_TWICE);
	assert_string_equal(err_arg_str(&e, 0), "received");
	/* Only an invitation has a last day. */
	assert_false(history_add(&h,
				 (struct event){ .kind = EVENT_COMPLETED,
						 .date = { 20700 },
						 .until = { 20800 } },
				 &e));
	assert_int_equal(e.code, ERR_TERM_UNTIL);
	/* Only an invitation may have none. */
	assert_false(history_add(&h,
				 (struct event){ .kind = EVENT_CONSENT,
						 .date = { 20700 },
						 .until = DATE_NONE },
				 &e));
	assert_int_equal(e.code, ERR_TERM_EXPECTED);
	assert_string_equal(err_arg_str(&e, 0), "until");
	assert_false(history_add(&h,
				 (struct event){ .kind = EVENT_ADJOURN,
						 .date = DATE_NONE,
						 .until = DATE_NONE,
						 .weeks = 7 },
				 &e));
	assert_int_equal(e.code, ERR_TERM_WEEKS);
	assert_string_equal(err_arg_str(&e, 0), "7w");
	assert_int_equal(h.n, 1);
}

static void test_words(void **state)
{
	enum event_kind kind;

	(void)state;
	for (int i = 0; i < EVENT_KINDS; i++) {
		assert_true(event_by_word(strv(event_word((enum event_kind)i)), &kind));
		assert_int_equal(kind, i);
	}
	assert_false(event_by_word(STRV("receive"), &kind));
	assert_string_equal(event_word(EVENT_KINDS), "");
}

/* How often the explanation has a line, and the first of them. */
static const struct step *find_step(const struct term *t, enum step_code code,
				    int *times)
{
	const struct step *found = NULL;

	*times = 0;
	for (size_t i = t->nsteps; i > 0; i--) {
		if (t->step[i - 1].code == code) {
			found = &t->step[i - 1];
			++*times;
		}
	}
	return found;
}

static void says(const char *events, struct told want)
{
	const struct step *s;
	struct term t;
	int times;

	compute(events, "2026-12-20", &t);
	s = find_step(&t, want.code, &times);
	if (times != 1)
		fail_msg("%s: %d times %d", events, (int)want.code, times);
	assert_string_equal(date_iso(s->date).s, want.date);
	assert_string_equal(date_iso(s->other).s, want.other);
	assert_int_equal(s->n, want.n);
}

#define R "received 2026-09-01\n"

/* A line without effect is told, with what it ran into. */
static void test_no_effect(void **state)
{
	static const struct {
		const char *events;
		struct told told;
	} rows[] = {
		{ R "consent 2026-08-20 until 2026-08-31",
		  { STEP_CONSENT, "2026-08-20", "2026-08-31", -IDLE_BEFORE } },
		{ R "delay 2026-10-28 until 2026-10-30",
		  { STEP_DELAY, "2026-10-28", "2026-10-30", -IDLE_LATE } },
		{ R "consent 2026-10-01 until 2026-10-09\n"
		    "force-majeure 2026-10-02 until 2026-10-08",
		  { STEP_FORCE_MAJEURE, "2026-10-02", "2026-10-08", -IDLE_COVERED } },
		{ R "foreign 2026-09-10 until 2026-09-11",
		  { STEP_FOREIGN, "2026-09-10", "2026-09-11", -IDLE_EMPTY } },
		{ R "foreign 2026-09-10 until 2026-09-12",
		  { STEP_FOREIGN, "2026-09-10", "2026-09-12", 1 } },
		{ R "invite 2026-09-02 until 2026-09-02",
		  { STEP_LAPSED, "2026-09-02", "", -IDLE_EMPTY } },
		{ R "term 8w\nextend 2026-10-28 6w",
		  { STEP_EXTEND_LATE, "2026-10-28", "2026-10-27", 6 } },
		{ R "term 8w\nextend 2026-10-27 6w",
		  { STEP_EXTENDED, "2026-10-27", "2026-12-08", 6 } },
		{ R "extend 2026-10-20 6w",
		  { STEP_EXTEND_NO_TERM, "2026-10-20", "", 0 } },
		{ R "notice 2026-10-28 until 2026-12-01",
		  { STEP_NOTICE_LATE, "2026-10-28", "2026-10-27", 0 } },
		{ R "notice 2026-10-20 until 2026-10-27",
		  { STEP_NOTICE_EARLIER, "2026-10-20", "2026-10-27", 0 } },
		{ R "notice 2026-10-20 until 2026-11-27\n"
		    "notice 2026-10-21 until 2026-12-27",
		  { STEP_NOTICE_SECOND, "2026-10-21", "2026-11-27", 0 } },
		{ R "term 8w\nnotice 2026-10-20 until 2026-11-27",
		  { STEP_NOTICE_DUTY, "2026-10-20", "2026-11-27", 0 } },
		{ R "notice 2026-10-20 until 2026-11-20\n"
		    "consent 2026-11-02 until 2026-11-08",
		  { STEP_NOTICE, "2026-10-20", "2026-11-20", 7 } },
		{ R "default-notice 2026-10-27",
		  { STEP_DEFAULT_EARLY, "2026-10-27", "2026-10-27", 0 } },
		{ R "default-notice 2026-11-03\nannounced 2026-11-02",
		  { STEP_DEFAULT_ANNOUNCED, "2026-11-03", "2026-11-02", 0 } },
		{ R "default-notice 2026-11-03\ndefault-notice 2026-11-04",
		  { STEP_DEFAULT_SECOND, "2026-11-04", "2026-11-03", 0 } },
		{ R "default-notice 2009-09-30",
		  { STEP_DEFAULT_OLD, "2009-09-30", "", 0 } },
		{ R "objection committee",
		  { STEP_OBJECTION_NONE, "2026-09-01", "", EVENT_OBJECTION } },
		{ R "adjourn 6w",
		  { STEP_OBJECTION_NONE, "2026-09-01", "", EVENT_ADJOURN } },
		{ R "objection-completed 2026-11-03",
		  { STEP_OBJECTION_NONE, "2026-11-03", "",
		    EVENT_OBJECTION_COMPLETED } },
		{ R "announced 2026-10-05\nobjection-completed 2026-11-03",
		  { STEP_OBJECTION_COMPLETED_IDLE, "2026-11-03", "", 0 } },
		{ R
		  "announced 2026-10-05\nobjection-repair 2026-11-20 until 2026-11-27\n"
		  "objection-completed 2026-11-23",
		  { STEP_OBJECTION_COMPLETED, "2026-11-23", "", 0 } },
		{ R
		  "announced 2026-10-05\nobjection-repair 2026-11-20 until 2026-11-27",
		  { STEP_OBJECTION_REPAIR, "2026-11-20", "2026-11-27", 7 } },
		{ R
		  "announced 2026-10-05\nobjection-consent 2026-11-01 until 2026-11-10",
		  { STEP_OBJECTION_CONSENT, "2026-11-01", "2026-11-10",
		    -IDLE_BEFORE } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		says(rows[i].events, rows[i].told);
}

/* Whether the fortnight of Awb 4:17 lid 3 is shifted is not settled: both readings. */
static void test_fortnight(void **state)
{
	struct term t;
	int times;

	(void)state;
	says(R "default-notice 2026-10-31",
	     (struct told){ STEP_FORTNIGHT, "2026-11-14", "2026-11-17", DAY_SATURDAY });
	says(R "default-notice 2026-12-11",
	     (struct told){ STEP_FORTNIGHT, "2026-12-25", "2026-12-29",
			    DAY_CHRISTMAS });
	compute(R "default-notice 2026-11-03", "2026-12-20", &t);
	assert_null(find_step(&t, STEP_FORTNIGHT, &times));
	says(R "default-notice 2026-11-03",
	     (struct told){ STEP_PENALTY, "2026-11-18", "2026-12-29", 0 });
	says(R "default-notice 2026-11-03",
	     (struct told){ STEP_PENALTY_DAYS, "2026-12-19", "", 32 });
	says(R "default-notice 2026-11-03",
	     (struct told){ STEP_PENALTY_EURO, "2026-12-19", "", 992 });
	says(R "default-notice 2026-11-03\nannounced 2026-12-08",
	     (struct told){ STEP_PENALTY_DECIDE, "2026-12-21", "", 0 });
}

/* Beyond twelve weeks the Algemene termijnenwet does not hold (art. 4). */
static void test_beyond_twelve_weeks(void **state)
{
	const char *twelve = R "announced 2026-08-21\nobjection committee";
	struct term t;
	int times;

	(void)state;
	compute(twelve, "2026-12-20", &t);
	assert_null(find_step(&t, STEP_OBJECTION_RAW, &times));
	assert_string_equal(date_iso(t.objection_decide_by).s, "2026-12-28");
	compute(R "announced 2026-08-21\nadjourn 6w", "2026-12-20", &t);
	assert_null(find_step(&t, STEP_OBJECTION_RAW, &times));
	says(R "announced 2026-08-21\nobjection committee\nadjourn 1w",
	     (struct told){ STEP_OBJECTION_RAW, "2027-01-01", "", 13 });
	says(R "announced 2026-08-21\nobjection committee\nadjourn 1w",
	     (struct told){ STEP_OBJECTION_DECIDE, "2027-01-04", "", 0 });
	says(R "announced 2026-08-21\nobjection committee\nadjourn 1w",
	     (struct told){ STEP_ADJOURNED, "2026-10-02", "", 1 });
	says(twelve, (struct told){ STEP_COMMITTEE, "2026-10-02", "", 12 });
}

static void test_values(void **state)
{
	static const struct {
		enum event_kind kind;
		const char *value;
	} good[] = {
		{ EVENT_TERM, "8w shift" },	 { EVENT_TERM, "12w" },
		{ EVENT_TERM, "100w" },		 { EVENT_EXTEND, "6w" },
		{ EVENT_ADJOURN, "1w" },	 { EVENT_OBJECTION, "committee" },
		{ EVENT_RECEIVED, "" },
	}, bad[] = {
		{ EVENT_TERM, "" },	  { EVENT_TERM, "8" },
		{ EVENT_TERM, "w" },	  { EVENT_TERM, "8w moved" },
		{ EVENT_TERM, "8w " },	  { EVENT_TERM, "xw" },
		{ EVENT_TERM, "1000w" },  { EVENT_EXTEND, "6w shift" },
		{ EVENT_OBJECTION, "" },  { EVENT_OBJECTION, "6w" },
		{ EVENT_RECEIVED, "6w" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		struct event ev = { .kind = good[i].kind };

		assert_true(event_set_value(&ev, strv(good[i].value)));
		assert_string_equal(event_value(&ev).s, good[i].value);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct event ev = { .kind = bad[i].kind };

		if (event_set_value(&ev, strv(bad[i].value)))
			fail_msg("'%s' taken", bad[i].value);
	}
	assert_false(event_dated(EVENT_TERM));
	assert_true(event_dated(EVENT_EXTEND));
}

/* One event as a line, there and back. */
static void test_one_line(void **state)
{
	static const char *const lines[] = {
		"received 2026-09-01", "invite 2026-09-08 until 2026-09-22",
		"term 8w shift",       "extend 2026-10-20 6w",
		"objection committee", "adjourn 6w",
	};
	struct err e = { .code = ERR_NONE };
	struct event ev;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct str text = { 0 };

		assert_true(event_parse(strv(lines[i]), &ev, &e));
		event_write(&ev, &text);
		assert_string_equal(str_z(&text), lines[i]);
		str_release(&text);
	}
	assert_false(event_parse(STRV("adjourn 7w"), &ev, &e));
	assert_int_equal(e.code, ERR_TERM_WEEKS);
	assert_int_equal(e.col, 9);
	assert_false(event_parse(STRV(""), &ev, &e));
	assert_int_equal(e.code, ERR_TERM_WORD);
}

/* Beyond the last year that dates are read in there are no Easters, but a date. */
static void test_far_away(void **state)
{
	struct term t;

	(void)state;
	compute("received 2999-12-01\ninvite 2999-12-02 until 2999-12-31\nterm 20w "
		"shift",
		"2999-12-31", &t);
	assert_true(t.due.days > day("2999-12-31").days);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_running_or_lapsed),
		cmocka_unit_test(test_equated_unknown),
		cmocka_unit_test(test_ordinance),
		cmocka_unit_test(test_no_receipt),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_error_says_what),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_no_effect),
		cmocka_unit_test(test_fortnight),
		cmocka_unit_test(test_beyond_twelve_weeks),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_far_away),
		cmocka_unit_test(test_one_line),
	};

	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
