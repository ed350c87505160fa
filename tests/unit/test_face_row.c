/* face_row: signs, columns at every width, the sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/face_row.h"
#include "tui/message.h"

static struct date day(int year, int month, int d)
{
	struct date out;

	assert_true(date_make(year, month, d, &out));
	return out;
}

static struct face_row a_row(void)
{
	return (struct face_row){
		.face = { .id = { 2026, 412 },
			  .state = STATE_HANDLING,
			  .received = day(2026, 9, 28),
			  .due = day(2026, 11, 23),
			  .lapse = DATE_NONE,
			  .ended = DATE_NONE,
			  .handler = 3,
			  .category = STRV("medical") },
		.name = STRV("van den Berg, J."),
		.handler = STRV("caseworker2"),
	};
}

static struct face_eyes eyes(void)
{
	return (struct face_eyes){ .today = day(2026, 11, 20) };
}

static const struct {
	const char *what;
	enum state state;
	int due; /* days from today */
	int lapse; /* days from today; 0: none */
	char sign;
} signs[] = {
	{ "due yesterday is late", STATE_HANDLING, -1, 0, '!' },
	{ "due today is soon", STATE_HANDLING, 0, 0, '~' },
	{ "due in six days is within the week", STATE_REGISTERED, 6, 0, '~' },
	{ "due in seven days is calm", STATE_HANDLING, 7, 0, ' ' },
	{ "the clock stands still on the last day", STATE_WAITING, 20, 0, ' ' },
	{ "a repair term that runs", STATE_WAITING, 20, 3, '=' },
	{ "a repair term that runs goes before soon", STATE_WAITING, 3, 3, '=' },
	{ "a repair term that lapsed", STATE_WAITING, 20, -1, ' ' },
	{ "late goes before everything", STATE_WAITING, -2, 3, '!' },
	{ "decided and not sent can be late", STATE_DECIDED, -1, 0, '!' },
	{ "closed is calm", STATE_CLOSED, -9, 0, ' ' },
	{ "void is calm", STATE_VOID, -9, 0, ' ' },
};

static void signs_say_how_urgent(void **state)
{
	const struct date today = day(2026, 11, 20);

	(void)state;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		struct face_row r = a_row();

		r.face.state = signs[i].state;
		r.face.due = date_add(today, signs[i].due);
		if (signs[i].lapse)
			r.face.lapse = date_add(today, signs[i].lapse);
		if (face_sign(&r.face, today) != signs[i].sign)
			fail_msg("%s: '%c'", signs[i].what, face_sign(&r.face, today));
	}
}

static void a_lapsed_term_is_known(void **state)
{
	const struct date today = day(2026, 11, 20);
	struct face_row r = a_row();

	(void)state;
	assert_false(face_lapsed(&r.face, today));
	r.face.state = STATE_WAITING;
	r.face.lapse = today; /* its last day still counts */
	assert_false(face_lapsed(&r.face, today));
	r.face.lapse = date_add(today, -1);
	assert_true(face_lapsed(&r.face, today));
	r.face.state = STATE_HANDLING; /* acted on */
	assert_false(face_lapsed(&r.face, today));
}

static void expect_at(int width, const struct face_row *r, const char *head,
		      const char *row)
{
	const struct face_eyes e = eyes();
	struct canvas c = { 0 };
	struct str text = { 0 }, want = { 0 };

	assert_true(canvas_resize(&c, width, 2));
	face_head(&c, 0);
	face_draw(&c, 1, r, &e);
	canvas_dump(&c, &text);
	str_addf(&want, "%s\n%s\n", head, row);
	assert_string_equal(str_z(&text), str_z(&want));
	str_release(&text);
	str_release(&want);
	canvas_release(&c);
}

static void columns_go_from_the_right(void **state)
{
	struct face_row r = a_row();

	(void)state;
	expect_at(
		80, &r,
		"   Case        Applicant           Category   Recv. Due    Left State "
		"  Handler",
		" ~ 2026-000412 van den Berg, J.    medical    28-09 23-11   3 d active"
		"  casew…r2");
	expect_at(60, &r,
		  "   Case        Applicant        Category   Recv. Due    Left",
		  " ~ 2026-000412 van den Berg, J. medical    28-09 23-11   3 d");
	expect_at(45, &r, "   Case        Applicant          Due    Left",
		  " ~ 2026-000412 van den Berg, J.   23-11   3 d");
	expect_at(20, &r, "   Case         Left", " ~ 2026-000412   3 d");
	/* Narrower than anything: no crash, what fits. */
	expect_at(6, &r, "   Ca…", " ~ 20…");
	expect_at(1, &r, "", "");
}

static void flags_take_of_the_name(void **state)
{
	struct face_row r = a_row();

	(void)state;
	r.face.flags = FACE_INTERPRETER | FACE_MINORS;
	expect_at(45, &r, "   Case        Applicant          Due    Left",
		  " ~ 2026-000412 van den Berg, … TK 23-11   3 d");
	r.face.flags = FACE_INTERPRETER | FACE_PROTECTED | FACE_MINORS |
		       FACE_OBJECTION | FACE_DEFAULT_NOTICE | FACE_DUPLICATE;
	expect_at(45, &r, "   Case        Applicant          Due    Left",
		  " ~ 2026-000412 van den Be… TPKBID 23-11   3 d");
}

static void days_left_fit(void **state)
{
	struct face_row r = a_row();
	const struct date today = day(2026, 11, 20);

	(void)state;
	r.face.due = date_add(today, -45);
	expect_at(20, &r, "   Case         Left", " ! 2026-000412 -45 d");
	r.face.due = date_add(today, -1234);
	expect_at(20, &r, "   Case         Left", " ! 2026-000412 -1234");
	r.face.state = STATE_CLOSED;
	expect_at(20, &r, "   Case         Left", "   2026-000412");
}

static void wide_screens_show_whole_names(void **state)
{
	struct face_row r = a_row();

	(void)state;
	r.name = STRV("de Groot-Smit van Heemskerk, P.");
	expect_at(120, &r,
		  "   Case        Applicant                            Category       "
		  "              Recv. Due    Left State   Handler",
		  " ~ 2026-000412 de Groot-Smit van Heemskerk, P.      medical         "
		  "   "
		  "          28-09 23-11   3 d active  caseworker2");
}

static void expect_sentence(const struct face_row *r, const char *want)
{
	const struct face_eyes e = eyes();
	struct str text = { 0 };

	face_sentence(r, &e, &text);
	assert_string_equal(str_z(&text), want);
	str_release(&text);
}

static void the_sentence_tells_the_case(void **state)
{
	struct face_row r = a_row();
	const struct date today = day(2026, 11, 20);

	(void)state;
	expect_sentence(&r, "medical · in handling · caseworker2");
	r.face.flags = FACE_INTERPRETER | FACE_DUPLICATE;
	r.face.reference = STRV("WF-1");
	expect_sentence(&r,
			"medical · interpreter · possible duplicate · in handling · "
			"caseworker2 · WF-1");
	r = a_row();
	r.face.state = STATE_WAITING;
	r.face.lapse = date_add(today, 7);
	expect_sentence(&r, "medical · clock stands still until 27-11 · caseworker2");
	r.face.due = date_add(today, -1);
	expect_sentence(&r, "medical · repair term until 27-11 · caseworker2");
	r.face.lapse = date_add(today, -2);
	expect_sentence(&r,
			"medical · repair term lapsed 18-11 · waiting · caseworker2");
	r = a_row();
	r.face.state = STATE_REGISTERED;
	r.handler = STRV("");
	expect_sentence(&r, "medical · registered · not assigned");
	r.face.state = STATE_CLOSED;
	r.face.ended = day(2026, 11, 3);
	expect_sentence(&r, "medical · closed on 03-11-2026");
}

static void categories_by_the_policy(void **state)
{
	struct category c = { .code = STRV("medical"),
			      .title_nl = STRV("Medische reden"),
			      .title_en = STRV("Medical") };
	const struct policy p = { .category = &c, .ncategories = 1 };
	struct face_eyes e = { .today = day(2026, 11, 20),
			       .policy = &p,
			       .dutch = true };
	struct face_row r = a_row();

	(void)state;
	assert_true(strv_eq(face_category(&r.face, &e), STRV("Medische reden")));
	e.dutch = false;
	assert_true(strv_eq(face_category(&r.face, &e), STRV("Medical")));
	assert_true(strv_eq(face_category_word(&r.face, &e), STRV("Medical")));
	c.short_nl = STRV("medisch");
	c.short_en = STRV("med");
	assert_true(strv_eq(face_category_word(&r.face, &e), STRV("med")));
	e.dutch = true;
	assert_true(strv_eq(face_category_word(&r.face, &e), STRV("medisch")));
	c.short_nl = STRV(""); /* then the first word */
	assert_true(strv_eq(face_category_word(&r.face, &e), STRV("Medische")));
	r.face.category = STRV("gone"); /* a policy may forget what dossiers hold */
	assert_true(strv_eq(face_category(&r.face, &e), STRV("gone")));
}

static void rows_leave_room_below(void **state)
{
	(void)state;
	assert_int_equal(face_lines(24, 2), 18);
	assert_int_equal(face_lines(12, 2), 7);
	assert_int_equal(face_lines(5, 2), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_say_how_urgent),
		cmocka_unit_test(a_lapsed_term_is_known),
		cmocka_unit_test(columns_go_from_the_right),
		cmocka_unit_test(flags_take_of_the_name),
		cmocka_unit_test(days_left_fit),
		cmocka_unit_test(wide_screens_show_whole_names),
		cmocka_unit_test(the_sentence_tells_the_case),
		cmocka_unit_test(categories_by_the_policy),
		cmocka_unit_test(rows_leave_room_below),
	};

	return cmocka_run_group_tests_name("face_row", tests, NULL, NULL);
}
