#include "tui/letters/letter.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tui/sanitise.h"

static const char policy_text[] =
	"policy: test-2025\n"
	"municipality: Testkerke\n"
	"ordinance: Verordening Testkerke 2025\n"
	"valid: { from: 2025-01-01, until: 2028-12-31 }\n"
	"decision_term: { weeks: 8, basis: statute }\n"
	"sender:\n"
	"  - Gemeente Testkerke\n"
	"  - Postbus 1\n"
	"signatory: de teamleider\n"
	"categories:\n"
	"  - code: medical\n"
	"    title: { nl: Medische reden, en: Medical }\n"
	"    article: artikel 2.4\n"
	"grounds:\n"
	"  - code: a\n"
	"    outcome: refuse\n"
	"    title: { nl: Geen probleem, en: No problem }\n"
	"    article: artikel 2.6 onder a\n"
	"    text: Er is in {municipality} geen urgent probleem.\n"
	"  - code: b\n"
	"    outcome: refuse\n"
	"    title: { nl: Zelf op te lossen, en: Solvable }\n"
	"    article: artikel 2.6 onder b\n"
	"    text: U kunt het zelf oplossen.\n"
	"  - code: t\n"
	"    outcome: grant\n"
	"    title: { nl: Urgent, en: Urgent }\n"
	"    article: artikel 2.5\n"
	"    text: Het is urgent.\n"
	"letters:\n"
	"  grant:\n"
	"    subject: Ja\n"
	"    body: Goed.\n"
	"  untreated:\n"
	"    subject: Niet\n"
	"    body: Niet.\n"
	"  hold:\n"
	"    subject: Wacht\n"
	"    body: Wacht.\n"
	"  refuse:\n"
	"    subject: Nee ({number})\n"
	"    body: |\n"
	"      Beste {salutation_name},\n"
	"\n"
	"      Op {received} vroeg u urgentie aan bij de gemeente {municipality}. De "
	"reden\n"
	"      was: {category} ({category_article}).\n"
	"\n"
	"      Waarom\n"
	"      {decision_grounds}\n"
	"\n"
	"      {reasons}\n"
	"\n"
	"      {child_interest}\n"
	"\n"
	"      {hardship}\n"
	"\n"
	"      Bezwaar kan {objection_until_text}.\n";

struct fixture {
	struct arena a;
	struct policy p;
	struct dossier d;
	struct part part[2];
	struct value value[16];
	struct proposal proposal;
	struct str out;
};

static struct value val(enum field_id field, const char *text)
{
	return (struct value){ .field = field, .text = strv(text) };
}

static void load_policy(struct fixture *x, const char *text)
{
	struct err e = { 0 };

	assert_true(policy_parse(strv(text), "test.yaml", &x->a, &x->p, &e));
}

static int setup(void **state)
{
	struct fixture *x = calloc(1, sizeof(*x));
	size_t n = 0;

	assert_non_null(x);
	load_policy(x, policy_text);
	x->value[n++] = val(FIELD_REFERENCE, "OF-1");
	x->value[n++] = val(FIELD_RECEIVED, "2026-09-25");
	x->value[n++] = val(FIELD_CATEGORY, "medical");
	x->part[0] = (struct part){ PART_APPLICATION, 0, x->value, n };
	x->value[n] = val(FIELD_INITIALS, "J.");
	x->value[n + 1] = val(FIELD_PREFIX, "van den");
	x->value[n + 2] = val(FIELD_SURNAME, "Berg");
	x->value[n + 3] = val(FIELD_STREET, "Havenkade");
	x->value[n + 4] = val(FIELD_HOUSE_NUMBER, "114");
	x->value[n + 5] = val(FIELD_HOUSE_SUFFIX, "3");
	x->value[n + 6] = val(FIELD_POSTCODE, "1435 KT");
	x->value[n + 7] = val(FIELD_CITY, "Voorbeeldstad");
	x->part[1] = (struct part){ PART_APPLICANT, 0, x->value + n, 8 };
	x->d.part = x->part;
	x->d.nparts = 2;
	x->d.face.id = (struct caseid){ 2026, 412 };
	assert_true(date_parse(STRV("2026-09-25"), &x->d.face.received));
	x->proposal =
		(struct proposal){ .outcome = STRV("refuse"),
				   .grounds = STRV("a b"),
				   .reasons = STRV("De woning is klein."),
				   .child_interest = STRV("Het kind gaat naar school."),
				   .hardship = STRV("considered") };
	*state = x;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *x = *state;

	arena_release(&x->a);
	str_release(&x->out);
	free(x);
	return 0;
}

static bool render(struct fixture *x, struct err *e)
{
	struct date today;

	assert_true(date_parse(STRV("2026-11-20"), &today));
	return letter_render(&x->d, &x->p, &x->proposal, today, &x->out, e);
}

static void has(const struct fixture *x, const char *text)
{
	size_t at;

	if (!strv_search(strv_of(&x->out), strv(text), &at))
		fail_msg("not in the letter: %s\n%s", text, str_z(&x->out));
}

static void has_not(const struct fixture *x, const char *text)
{
	size_t at;

	if (strv_search(strv_of(&x->out), strv(text), &at))
		fail_msg("in the letter: %s\n%s", text, str_z(&x->out));
}

static void test_whole(void **state)
{
	struct fixture *x = *state;
	struct err e = { 0 };

	assert_true(render(x, &e));
	assert_string_equal(
		str_z(&x->out),
		"Gemeente Testkerke\n"
		"Postbus 1\n"
		"\n"
		"J. van den Berg\n"
		"Havenkade 114-3\n"
		"1435 KT Voorbeeldstad\n"
		"\n"
		"Datum:       20 november 2026\n"
		"Zaaknummer:  2026-000412\n"
		"Uw kenmerk:  OF-1\n"
		"Onderwerp:   Nee (2026-000412)\n"
		"\n"
		"Beste mevrouw/meneer Van den Berg,\n"
		"\n"
		"Op 25 september 2026 vroeg u urgentie aan bij de gemeente Testkerke. "
		"De\n"
		"reden was: medische reden (artikel 2.4).\n"
		"\n"
		"Waarom\n"
		"Geen probleem (artikel 2.6 onder a). Er is in Testkerke geen urgent\n"
		"probleem.\n"
		"\n"
		"Zelf op te lossen (artikel 2.6 onder b). U kunt het zelf oplossen.\n"
		"\n"
		"De woning is klein.\n"
		"\n"
		"Het kind gaat naar school.\n"
		"\n"
		"Wij hebben ook gekeken of wij in uw situatie een uitzondering moeten\n"
		"maken (de hardheidsclausule). Daarvoor is geen reden.\n"
		"\n"
		"Bezwaar kan binnen zes weken na de dag waarop wij deze brief hebben\n"
		"verstuurd.\n"
		"\n"
		"Met vriendelijke groet,\n"
		"\n"
		"namens het college van burgemeester en wethouders van Testkerke,\n"
		"de teamleider\n");
}

/* What is empty leaves neither a line nor a hole. */
static void test_empty(void **state)
{
	struct fixture *x = *state;
	struct err e = { 0 };

	x->proposal.child_interest = (struct strv){ 0 };
	x->proposal.hardship = STRV("not-needed");
	x->value[8] = val(FIELD_HOUSE_SUFFIX, "");
	x->part[0].nvalues = 1;
	x->value[0] = val(FIELD_CATEGORY, "medical");
	assert_true(render(x, &e));
	has(x, "De woning is klein.\n\nBezwaar kan");
	has(x, "Havenkade 114\n");
	has_not(x, "\n\n\n");
	has_not(x, "Uw kenmerk");
	has_not(x, "hardheidsclausule");
	/* A suffix that is a word stands apart. */
	x->value[8] = val(FIELD_HOUSE_SUFFIX, "bis");
	assert_true(render(x, &e));
	has(x, "Havenkade 114 bis\n");
}

static void test_hardship(void **state)
{
	struct fixture *x = *state;
	struct err e = { 0 };

	x->proposal.hardship = STRV("applied");
	assert_true(render(x, &e));
	has(x, "uitzondering maken (de\nhardheidsclausule).\n");
}

/* What the caseworker types is text, never a template; its paragraphs stay. */
static void test_typed(void **state)
{
	struct fixture *x = *state;
	struct err e = { 0 };

	x->proposal.reasons = STRV("Eerst {number} en {onbekend}.\nDan.\n\nTot slot.");
	assert_true(render(x, &e));
	has(x, "Eerst {number} en {onbekend}.\nDan.\n\nTot slot.\n");
}

/* No line is wider than 72 columns, whatever is typed. */
static void test_width(void **state)
{
	struct fixture *x = *state;
	struct strv rest, line;
	struct err e = { 0 };
	struct str reasons = { 0 };
	int i;

	for (i = 0; i < 60; i++)
		str_addf(&reasons, "wo\u00f6rd%d ", i * i * i);
	for (i = 0; i < 200; i++)
		str_addz(&reasons, "x");
	x->proposal.reasons = strv_of(&reasons);
	assert_true(render(x, &e));
	rest = strv_of(&x->out);
	while (rest.n) {
		line = strv_cut(&rest, '\n');
		assert_in_range(text_width(line), 0, 72);
	}
	str_release(&reasons);
}

static void refuses(struct fixture *x, enum err_code code, const char *arg)
{
	struct err e = { 0 };

	assert_false(render(x, &e));
	assert_string_equal(err_name(e.code), err_name(code));
	assert_string_equal(err_arg_str(&e, 0), arg);
}

static void test_refuses(void **state)
{
	struct fixture *x = *state;
	struct ground own = x->p.ground[0];

	x->proposal.outcome = STRV("nothing");
	refuses(x, ERR_LETTER_MISSING, "2026-000412");
	x->proposal.outcome = STRV("refuse");
	x->proposal.grounds = STRV("a zz");
	refuses(x, ERR_GROUND_UNKNOWN, "zz");
	x->proposal.grounds = STRV("a");
	x->p.ground[0].text = STRV("Dit {is} niets.");
	refuses(x, ERR_LETTER_FIELD, "is");
	x->p.ground[0].text = STRV("Dit {municipality is niets.");
	refuses(x, ERR_LETTER_FIELD, "municipality is niets.");
	/* A ground that asks for the grounds has no end. */
	x->p.ground[0].text = STRV("Zie {decision_grounds}.");
	refuses(x, ERR_LETTER_FIELD, "decision_grounds");
	x->p.ground[0] = own;
	/* A decision names its legal basis (Awb 3:47). */
	x->value[2] = val(FIELD_CATEGORY, "unknown");
	refuses(x, ERR_LETTER_FIELD, "category_article");
}

static void test_as_it_stands(void **state)
{
	struct fixture *x = *state;
	struct value v[8] = { val(FIELD_LETTER, "Beste mevrouw,\nNee."),
			      val(FIELD_PROPOSED_BY, "caseworker"),
			      val(FIELD_PROPOSED_ON, "2026-11-19") };
	struct part p = { PART_DECISION, 1, v, 3 };
	struct err e = { 0 };

	assert_true(letter_of(&p, &x->p, &x->out, &e));
	assert_string_equal(str_z(&x->out),
			    "Beste mevrouw,\nNee.\n\n--\n"
			    "Voorgelegd door caseworker op 19 november 2026\n"
			    "CONCEPT: nog niet ondertekend\n");
	v[3] = val(FIELD_APPROVED_BY, "decider");
	v[4] = val(FIELD_APPROVED_ON, "2026-11-20");
	p.nvalues = 5;
	assert_true(letter_of(&p, &x->p, &x->out, &e));
	has(x, "Ondertekend namens de teamleider door decider op 20 november 2026\n");
	has_not(x, "CONCEPT");
	has_not(x, "Verzonden");
	v[5] = val(FIELD_ANNOUNCED_ON, "2026-11-23");
	p.nvalues = 6;
	assert_true(letter_of(&p, &x->p, &x->out, &e));
	has(x, "Verzonden op 23 november 2026\n");
	/* No letter, no decision. */
	p.value = v + 1;
	p.nvalues = 2;
	assert_false(letter_of(&p, &x->p, &x->out, &e));
	assert_int_equal(e.code, ERR_LETTER_MISSING);
	assert_false(letter_of(NULL, &x->p, &x->out, &e));
	assert_int_equal(e.code, ERR_LETTER_MISSING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(test_empty, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hardship, setup, teardown),
		cmocka_unit_test_setup_teardown(test_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_width, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_as_it_stands, setup, teardown),
	};

	return cmocka_run_group_tests_name("letter", tests, NULL, NULL);
}
