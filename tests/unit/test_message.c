/* Sentences in both languages: none missing, arguments in their places, carets under the
 * fault, Amsterdam's time without tzdata. */
#include "tui/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void same(struct str *got, const char *want)
{
	assert_string_equal(str_z(got), want);
	str_clear(got);
}

/* An error with as many arguments as any code may look at. */
static void fill(struct err *e, enum err_code code)
{
	memset(e, 0, sizeof(*e));
	err_set(e, code);
}

static void every_error_has_a_sentence(void **state)
{
	struct str text = { 0 };
	struct err e;

	(void)state;
	for (int language = 0; language < 2; language++) {
		message_language(language == 1);
		for (int code = 0; code < ERR_COUNT; code++) {
			fill(&e, (enum err_code)code);
			message_err(&e, &text);
			/* A missing sentence falls back to the code's name. */
			assert_true(text.n > 5);
			if (strncmp(text.p, "ERR_", 4) == 0)
				fail_msg("%s has no sentence", text.p);
			assert_null(strchr(text.p, '{'));
			str_clear(&text);
		}
	}
	str_release(&text);
}

/* Every code but these says something else in Dutch. */
static void every_error_is_translated(void **state)
{
	struct str english = { 0 };
	struct str dutch = { 0 };
	struct err e;

	(void)state;
	for (int code = 0; code < ERR_COUNT; code++) {
		str_clear(&english);
		str_clear(&dutch);
		fill(&e, (enum err_code)code);
		message_language(false);
		message_err(&e, &english);
		message_language(true);
		message_err(&e, &dutch);
		if (strcmp(english.p, dutch.p) == 0)
			fail_msg("%s is not translated", err_name((enum err_code)code));
	}
	str_release(&english);
	str_release(&dutch);
}

static void arguments_stand_in_their_places(void **state)
{
	struct str text = { 0 };
	struct err e = { 0 };
	struct date d;

	(void)state;
	err_set(&e, ERR_FIELD_NUMBER);
	err_str(&e, strv("children"));
	err_int(&e, 0);
	err_int(&e, 20);
	message_err(&e, &text);
	same(&text, "Minor children: a whole number from 0 to 20");
	message_language(true);
	message_err(&e, &text);
	same(&text, "Minderjarige kinderen: een geheel getal van 0 tot en met 20");
	assert_true(date_make(2026, 10, 20, &d));
	err_set(&e, ERR_UNTREATED_LATE);
	err_date(&e, d);
	message_err(&e, &text);
	same(&text,
	     "buiten behandeling stellen kon tot en met 20-10-2026 (Awb 4:5 lid 4)");
	err_set(&e, ERR_CASE_STATE);
	err_str(&e, strv("approve"));
	err_str(&e, strv("closed"));
	message_err(&e, &text);
	same(&text, "de zaak is afgesloten; dit kan nu niet: het besluit goedkeuren");
	message_language(false);
	message_err(&e, &text);
	same(&text, "the case is closed: you cannot approve the decision now");
	/* A deed that is no verb of the store. */
	err_set(&e, ERR_FORBIDDEN);
	err_str(&e, strv("check"));
	message_err(&e, &text);
	same(&text, "your roles do not allow you to do this (check)");
	str_release(&text);
}

static void numbers_choose_the_plural(void **state)
{
	struct str text = { 0 };
	struct err e = { 0 };

	(void)state;
	for (int n = 1; n <= 2; n++) {
		err_set(&e, ERR_REJECTED);
		err_int(&e, n == 1 ? 1 : 1234);
		err_str(&e, strv("x.csv"));
		message_language(false);
		message_err(&e, &text);
		same(&text,
		     n == 1 ? "1 row rejected: x.csv" : "1,234 rows rejected: x.csv");
		message_language(true);
		message_err(&e, &text);
		same(&text, n == 1 ? "1 rij geweigerd: x.csv"
				   : "1.234 rijen geweigerd: x.csv");
	}
	str_release(&text);
}

static void places_are_shown_with_a_caret(void **state)
{
	struct str text = { 0 };
	struct err e = { 0 };

	(void)state;
	err_set(&e, ERR_TERM_WORD);
	err_str(&e, strv("pauze"));
	err_at(&e, "zaak.txt", 3, 2, strv("\tpauze 2026-09-01"));
	message_err_full(&e, &text);
	same(&text, "zaak.txt:3:2: unknown word 'pauze'\n\tpauze 2026-09-01\n\t^");
	/* The caret counts columns of characters, not bytes. */
	err_set(&e, ERR_TERM_WORD);
	err_str(&e, strv("x"));
	err_at(&e, "z", 1, 4, strv("öß é x"));
	message_err_full(&e, &text);
	same(&text, "z:1:4: unknown word 'x'\nöß é x\n   ^");
	/* Without a place: the sentence alone. */
	err_set(&e, ERR_CSV_EMPTY);
	message_err_full(&e, &text);
	same(&text, "the file is empty");
	str_release(&text);
}

static void hostile_text_cannot_steer_the_terminal(void **state)
{
	struct str text = { 0 };
	struct err e = { 0 };

	(void)state;
	err_set(&e, ERR_TERM_WORD);
	err_str(&e, strv("\033[2J\n"));
	err_at(&e, "a\033b", 1, 3, strv("\033[x"));
	message_err_full(&e, &text);
	assert_null(strchr(text.p, '\033'));
	/* Three lines: sentence, source, caret. */
	size_t lines = 1;
	for (size_t i = 0; i < text.n; i++)
		lines += text.p[i] == '\n';
	assert_int_equal(lines, 3);
	str_release(&text);
}

static void every_step_has_a_sentence(void **state)
{
	struct str text = { 0 };
	struct str dutch = { 0 };

	(void)state;
	for (int code = 0; code < STEP_CODES; code++) {
		const struct step s = { .code = (enum step_code)code, .n = 2 };

		message_language(false);
		message_step(&s, &text);
		message_language(true);
		message_step(&s, &dutch);
		assert_true(text.n > 5);
		assert_string_not_equal(text.p, dutch.p);
		assert_null(strchr(text.p, '{'));
		str_clear(&text);
		str_clear(&dutch);
	}
	str_release(&text);
	str_release(&dutch);
}

static void steps_say_what_happened(void **state)
{
	struct step s = { .code = STEP_ANNOUNCED, .n = -1 };
	struct str text = { 0 };

	(void)state;
	message_step(&s, &text);
	same(&text, "decision sent, 1 day late");
	s.n = 3;
	message_step(&s, &text);
	same(&text, "decision sent, 3 days before the last day");
	s.n = 0;
	message_step(&s, &text);
	same(&text, "decision sent on the last day");
	s = (struct step){ .code = STEP_SHIFTED, .n = DAY_KINGS_DAY };
	assert_true(date_make(2026, 4, 27, &s.other));
	message_step(&s, &text);
	same(&text, "decide by: 27-04-2026 is a day off (King's Day)");
	s = (struct step){ .code = STEP_INVITED, .other = DATE_NONE };
	message_step(&s, &text);
	same(&text, "asked to complete without a last day: suspends nothing");
	str_release(&text);
}

static void every_choice_has_a_label(void **state)
{
	size_t n;
	const struct field *f = field_all(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct strv words = strv(f[i].choices);

		while (words.n) {
			const struct strv word = strv_cut(&words, ' ');
			const char *label =
				message_choice((enum field_id)f[i].id, word);

			if (!*label)
				fail_msg("%s: no label for %.*s", f[i].name,
					 STRV_FMT(word));
		}
	}
	assert_string_equal(message_choice(FIELD_TENURE, strv("castle")), "");
}

static void values_read_as_people_write_them(void **state)
{
	struct str text = { 0 };

	(void)state;
	message_value(field_by_id(FIELD_RENT), NULL, strv("172145"), &text);
	same(&text, "€ 1,721.45");
	message_language(true);
	message_value(field_by_id(FIELD_RENT), NULL, strv("172145"), &text);
	same(&text, "€ 1.721,45");
	message_value(field_by_id(FIELD_RENT), NULL, strv("5"), &text);
	same(&text, "€ 0,05");
	message_value(field_by_id(FIELD_BIRTH_DATE), NULL, strv("1984-03-12"), &text);
	same(&text, "12-03-1984");
	message_value(field_by_id(FIELD_SUBMITTED), NULL, strv("2026-11-20T09:05"),
		      &text);
	same(&text, "20-11-2026 09:05");
	message_value(field_by_id(FIELD_INTERPRETER), NULL, strv("1"), &text);
	same(&text, "ja");
	message_value(field_by_id(FIELD_TENURE), NULL, strv("social-rent"), &text);
	same(&text, "sociale huur");
	message_value(field_by_id(FIELD_TENURE), NULL, strv("castle"), &text);
	same(&text, "castle");
	message_value(field_by_id(FIELD_CITY), NULL, strv(""), &text);
	same(&text, "");
	str_release(&text);
}

static void days_are_named(void **state)
{
	struct str text = { 0 };
	struct date d;

	(void)state;
	assert_true(date_make(2026, 11, 20, &d));
	message_day(d, &text);
	same(&text, "fr 20-11-2026");
	message_language(true);
	message_day(d, &text);
	same(&text, "vr 20-11-2026");
	message_day(DATE_NONE, &text);
	same(&text, "");
	str_release(&text);
}

static void what_is_left_depends_on_the_state(void **state)
{
	struct face f = { .state = STATE_HANDLING };
	struct str text = { 0 };
	struct date today;

	(void)state;
	assert_true(date_make(2026, 11, 20, &today));
	f.due = date_add(today, 3);
	f.lapse = DATE_NONE;
	message_left(&f, today, &text);
	same(&text, "3 d left");
	f.due = date_add(today, -45);
	message_left(&f, today, &text);
	same(&text, "-45 d");
	f.state = STATE_WAITING;
	f.due = date_add(today, 27);
	f.lapse = date_add(today, 5);
	message_language(true);
	message_left(&f, today, &text);
	same(&text, "stil 27 d");
	f.state = STATE_CLOSED;
	message_left(&f, today, &text);
	same(&text, "");
	str_release(&text);
}

static void numbers_are_grouped(void **state)
{
	struct str text = { 0 };

	(void)state;
	message_number(0, &text);
	same(&text, "0");
	message_number(999, &text);
	same(&text, "999");
	message_number(1000, &text);
	same(&text, "1,000");
	message_number(-1234567, &text);
	same(&text, "-1,234,567");
	message_number(INT64_MIN, &text);
	same(&text, "-9,223,372,036,854,775,808");
	str_release(&text);
}

static void time_follows_amsterdam(void **state)
{
	struct str text = { 0 };

	(void)state;
	message_time(0, &text);
	same(&text, "01-01-1970 01:00");
	/* 29 March 2026, 01:00 UTC: 02:00 becomes 03:00. */
	message_time(1774745999, &text);
	same(&text, "29-03-2026 01:59");
	message_time(1774746000, &text);
	same(&text, "29-03-2026 03:00");
	/* 25 October 2026, 01:00 UTC: 03:00 becomes 02:00. */
	message_time(1792889999, &text);
	same(&text, "25-10-2026 02:59");
	message_time(1792890000, &text);
	same(&text, "25-10-2026 02:00");
	/* 31 March 2024 was itself the last Sunday. */
	message_time(1711846799, &text);
	same(&text, "31-03-2024 01:59");
	message_time(1711846800, &text);
	same(&text, "31-03-2024 03:00");
	str_release(&text);
}

static void days_begin_at_midnight_in_amsterdam(void **state)
{
	(void)state;
	/* 20 November 2026, 22:59:59 and 23:00:00 UTC. */
	assert_string_equal(date_iso(amsterdam_day(1795215599)).s, "2026-11-20");
	assert_string_equal(date_iso(amsterdam_day(1795215600)).s, "2026-11-21");
	/* In summer at 22:00 UTC. */
	assert_string_equal(date_iso(amsterdam_day(1782856799)).s, "2026-06-30");
	assert_string_equal(date_iso(amsterdam_day(1782856800)).s, "2026-07-01");
	assert_string_equal(date_iso(amsterdam_day(-1)).s, "1970-01-01");
	assert_string_equal(date_iso(amsterdam_day(-3601)).s, "1969-12-31");
}

static void every_verb_can_be_told(void **state)
{
	size_t n;
	const struct verb *v = verb_all(&n);
	const char *unknown = message_verb(strv("no-such-verb"));
	const char *untitled = message_verb_title(strv("no-such-verb"));

	(void)state;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(message_verb(strv(v[i].name)), unknown) == 0 ||
		    strcmp(message_verb_title(strv(v[i].name)), untitled) == 0)
			fail_msg("%s has no words", v[i].name);
	}
}

static void entries_fit_on_a_line(void **state)
{
	struct change change[] = {
		{ .field = FIELD_SURNAME },
		{ .field = FIELD_FLOOR },
		{ .field = FIELD_SURNAME },
	};
	struct entry e = { .verb = strv("edit"), .change = change, .nchanges = 3 };
	struct str text = { 0 };

	(void)state;
	e.before = e.after = STATE_HANDLING;
	message_entry(&e, &text);
	same(&text, "changed Surname, Floor, lift");
	/* Of what repeats the section says enough. */
	change[0] =
		(struct change){ .kind = PART_EVIDENCE, .field = FIELD_EVIDENCE_KIND };
	change[1] =
		(struct change){ .kind = PART_EVIDENCE, .field = FIELD_EVIDENCE_DATE };
	message_entry(&e, &text);
	same(&text, "changed Evidence, Surname");
	e = (struct entry){ .verb = strv("return"),
			    .text = strv("Reden 1\n\n  Reden 2\n") };
	e.before = STATE_PROPOSED;
	e.after = STATE_HANDLING;
	message_entry(&e, &text);
	same(&text, "returned the proposal (in handling): Reden 1 Reden 2");
	str_release(&text);
}

static void articles_in_both_languages(void **state)
{
	static const struct {
		const char *article, *english, *dutch;
	} rows[] = {
		{ "artikel 2.6 onder a", "art. 2.6(a)", "artikel 2.6 onder a" },
		{ "artikel 2.4 lid 1 onder b", "art. 2.4(1)(b)",
		  "artikel 2.4 lid 1 onder b" },
		{ "Awb 4:13 lid 2", "Awb 4:13(2)", "Awb 4:13 lid 2" },
		{ "Atw art. 1", "Atw art. 1", "Atw art. 1" },
		{ "artikel 4:5 lid 1 van de Algemene wet bestuursrecht",
		  "art. 4:5(1) Awb", "artikel 4:5 lid 1 Awb" },
		{ "artikel 12 lid 3 van de Huisvestingswet 2014", "art. 12(3) Hw 2014",
		  "artikel 12 lid 3 Hw 2014" },
		{ "artikel 3 van de Wet X", "art. 3 of the Wet X",
		  "artikel 3 van de Wet X" },
		{ "lid", "lid", "lid" },
		{ "", "", "" },
	};
	struct str text = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		message_language(false);
		str_clear(&text);
		message_article(strv(rows[i].article), &text);
		assert_string_equal(str_z(&text), rows[i].english);
		message_language(true);
		str_clear(&text);
		message_article(strv(rows[i].article), &text);
		assert_string_equal(str_z(&text), rows[i].dutch);
	}
	message_language(false);
	str_release(&text);
}

/* The environments that real sessions have; LC_CTYPE follows the locale. */
static void language_follows_the_environment(void **state)
{
	static const struct {
		const char *language, *all, *messages, *lang;
		bool dutch;
	} rows[] = {
		{ "", "", "", "nl_NL.UTF-8", true },
		{ "", "", "", "nl", true },
		{ "", "", "", "nl_BE@euro", true },
		{ "", "", "", "nlx_XX", false },
		{ "", "", "", "en_US.UTF-8", false },
		{ "", "", "", "", false },
		{ "", "", "nl_NL", "en_US.UTF-8", true },
		{ "", "C", "nl_NL", "nl_NL.UTF-8", false },
		{ "nl", "C", "", "", true },
		{ "nl:en", "", "", "C.UTF-8", true },
		{ "en", "", "", "nl_NL.UTF-8", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		setenv("LANGUAGE", rows[i].language, 1);
		setenv("LC_ALL", rows[i].all, 1);
		setenv("LC_MESSAGES", rows[i].messages, 1);
		setenv("LANG", rows[i].lang, 1);
		assert_int_equal(message_init(), rows[i].dutch);
		assert_int_equal(message_dutch(), rows[i].dutch);
		assert_string_equal(message_state(STATE_CLOSED),
				    rows[i].dutch ? "afgesloten" : "closed");
	}
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "en", 1);
	message_init();
}

static int english(void **state)
{
	(void)state;
	message_language(false);
	return 0;
}

#define in_english(f) cmocka_unit_test_setup(f, english)

int main(void)
{
	const struct CMUnitTest tests[] = {
		in_english(every_error_has_a_sentence),
		in_english(every_error_is_translated),
		in_english(arguments_stand_in_their_places),
		in_english(numbers_choose_the_plural),
		in_english(places_are_shown_with_a_caret),
		in_english(hostile_text_cannot_steer_the_terminal),
		in_english(every_step_has_a_sentence),
		in_english(steps_say_what_happened),
		in_english(every_choice_has_a_label),
		in_english(values_read_as_people_write_them),
		in_english(days_are_named),
		in_english(what_is_left_depends_on_the_state),
		in_english(numbers_are_grouped),
		in_english(time_follows_amsterdam),
		in_english(days_begin_at_midnight_in_amsterdam),
		in_english(every_verb_can_be_told),
		in_english(articles_in_both_languages),
		in_english(entries_fit_on_a_line),
		in_english(language_follows_the_environment),
	};

	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("LANGUAGE", "en", 1);
	message_init();
	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
