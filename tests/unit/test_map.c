#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/intake/map.h"

/* A map that is right; what a test changes comes in the place of a line. */
static const char *const lines[] = {
	"name: Proef", /* 1 */
	"encoding: cp850", /* 2 */
	"delimiter: tab", /* 3 */
	"date: dd/mm/yyyy", /* 4 */
	"columns:", /* 5 */
	"  reference: Ref", /* 6 */
	"  received: Datum", /* 7 */
	"  surname: Naam", /* 8 */
	"  birth_date: Geboren", /* 9 */
	"  category: Reden", /* 10 */
	"  language: Taal", /* 11 */
	"answers:", /* 12 */
	"  language:", /* 13 */
	"    Türkçe: tr", /* 14 */
	"    Engels / Amerikaans: en", /* 15 */
	"    default: other", /* 16 */
};
#define LINES (sizeof(lines) / sizeof(lines[0]))

static struct strv with(unsigned line, const char *text, struct arena *a)
{
	struct str all = { 0 };
	struct strv made;
	unsigned i;

	for (i = 0; i < LINES; i++) {
		str_addz(&all, i + 1 == line ? text : lines[i]);
		str_addc(&all, '\n');
	}
	made = arena_copy(a, strv_of(&all));
	str_release(&all);
	return made;
}

static void reads(void **state)
{
	struct arena a = { 0 };
	struct map m;
	struct err e = { 0 };

	(void)state;
	assert_true(map_parse(with(0, "", &a), "proef.yaml", &a, &m, &e));
	assert_true(strv_eq(m.name, STRV("Proef")));
	assert_int_equal(m.charset, CHARSET_CP850);
	assert_int_equal(m.ndelimiters, 1);
	assert_int_equal(m.delimiter[0], '\t');
	assert_int_equal(m.ncolumns, 6);
	assert_int_equal(m.reference->field->id, FIELD_REFERENCE);
	assert_int_equal(m.received->field->id, FIELD_RECEIVED);
	assert_false(m.column[5].optional);
	assert_int_equal(m.column[5].nanswers, 2);
	arena_release(&a);
}

static void built_in(void **state)
{
	struct arena a = { 0 };
	struct map m;
	struct err e = { 0 };

	(void)state;
	if (!map_load("webform", &a, &m, &e))
		fail_msg("%s at %u:%u", err_name(e.code), e.line, e.col);
	assert_int_equal(m.ncolumns, 28);
	assert_int_equal(m.charset, CHARSET_WINDOWS1252);
	assert_int_equal(m.ndelimiters, 3);
	assert_int_equal(m.delimiter[0], ';');
	assert_int_equal(m.delimiter[2], '\t');
	assert_int_equal(m.received->field->id, FIELD_SUBMITTED);
	assert_false(map_load("no/such/map", &a, &m, &e));
	assert_int_equal(e.code, ERR_MAP_UNKNOWN);
	arena_release(&a);
}

static void says(struct map *m, const char *answer, const char *want)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct strv value;

	if (want) {
		assert_true(map_translate(&m->column[5], strv(answer), &a, &value, &e));
		assert_true(strv_eq(value, strv(want)));
	} else {
		assert_false(
			map_translate(&m->column[5], strv(answer), &a, &value, &e));
		assert_int_equal(e.code, ERR_ANSWER_UNKNOWN);
		assert_string_equal(err_arg_str(&e, 0), "language");
		assert_string_equal(err_arg_str(&e, 1), answer);
	}
	arena_release(&a);
}

static void translates(void **state)
{
	struct arena a = { 0 };
	struct map m;
	struct err e = { 0 };

	(void)state;
	assert_true(map_parse(with(0, "", &a), "proef.yaml", &a, &m, &e));
	says(&m, "Türkçe", "tr");
	says(&m, "  TURKCE ", "tr");
	says(&m, "engels amerikaans", "en");
	says(&m, "Engels", "other");
	says(&m, "", "");
	says(&m, "  ", "");
	assert_true(map_parse(with(16, "    \"-\": nl", &a), "proef.yaml", &a, &m, &e));
	says(&m, "Engels", NULL);
	says(&m, "-", "nl");
	says(&m, "???", NULL);
	says(&m, "tr", NULL);
	arena_release(&a);
}

static void faults(void **state)
{
	static const struct {
		unsigned line;
		const char *text;
		enum err_code code;
		unsigned at; /* the line of the error */
	} bad[] = {
		{ 1, "naam: Proef", ERR_YAML_UNKNOWN, 1 },
		{ 2, "encoding: utf-7", ERR_ENCODING_UNKNOWN, 2 },
		{ 2, "encoding: [utf-8]", ERR_YAML_VALUE, 2 },
		{ 3, "delimiter: ;;", ERR_DELIMITER, 3 },
		{ 3, "delimiter: []", ERR_YAML_VALUE, 3 },
		{ 3, "delimiter: ['\"']", ERR_DELIMITER, 3 },
		{ 4, "date: dd-mm-yy", ERR_YAML_VALUE, 4 },
		{ 6, "  referentie: Ref", ERR_FIELD_UNKNOWN, 6 },
		{ 6, "", ERR_YAML_MISSING, 7 },
		{ 7, "", ERR_YAML_MISSING, 6 },
		{ 7, "  received: []", ERR_YAML_VALUE, 7 },
		{ 8, "", ERR_YAML_MISSING, 6 },
		{ 8, "  surname: Naam\n  note: Notitie", ERR_FIELD_READONLY, 9 },
		{ 8, "  surname: Naam\n  outcome: Besluit", ERR_FIELD_READONLY, 9 },
		{ 8, "  surname: Naam\n  surname: Naam2", ERR_YAML, 9 },
		{ 13, "  tenure:", ERR_YAML_REFERENCE, 14 },
		{ 14, "    Turks: turks", ERR_FIELD_CHOICE, 14 },
		{ 14, "    Turks: [tr]", ERR_YAML_VALUE, 14 },
		{ 14, "    engels-amerikaans: tr", ERR_YAML_TWICE, 15 },
		{ 12, "optional: [adults]\nanswers:", ERR_YAML_REFERENCE, 12 },
		{ 12, "optional: adults\nanswers:", ERR_YAML_VALUE, 12 },
		{ 16, "    default: \"", ERR_YAML, 0 },
	};
	struct arena a = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct map m;
		struct err e = { 0 };

		if (map_parse(with(bad[i].line, bad[i].text, &a), "proef.yaml", &a, &m,
			      &e))
			fail_msg("accepted: %s", bad[i].text);
		if (e.code != bad[i].code || (bad[i].at && e.line != bad[i].at))
			fail_msg("%s: %s at line %u", bad[i].text, err_name(e.code),
				 e.line);
		assert_string_equal(e.file, "proef.yaml");
		assert_true(e.col >= 1);
		assert_true(!bad[i].at || e.source[0]);
	}
	arena_release(&a);
}

static void delimiters(void **state)
{
	static const char *const bad[] = { "", ";;", "\"", "\n", "\r", "¦", "tabs" };
	struct err e = { 0 };
	char c = 0;
	size_t i;

	(void)state;
	assert_true(map_delimiter(STRV(";"), &c, &e) && c == ';');
	assert_true(map_delimiter(STRV("tab"), &c, &e) && c == '\t');
	assert_true(map_delimiter(STRV("\\t"), &c, &e) && c == '\t');
	assert_true(map_delimiter(STRV("\t"), &c, &e) && c == '\t');
	assert_true(map_delimiter(STRV("|"), &c, &e) && c == '|');
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(map_delimiter(strv(bad[i]), &c, &e));
		assert_int_equal(e.code, ERR_DELIMITER);
		assert_int_equal(err_exit(e.code), EXIT_USAGE);
	}
}

static void optional_columns(void **state)
{
	struct arena a = { 0 };
	struct map m;
	struct err e = { 0 };

	(void)state;
	assert_true(map_parse(with(12, "optional: [language]\nanswers:", &a),
			      "proef.yaml", &a, &m, &e));
	assert_true(m.column[5].optional);
	assert_false(m.column[4].optional);
	arena_release(&a);
}

static void finds(void **state)
{
	struct arena a = { 0 };
	struct map m;
	struct err e = { 0 };
	size_t at = 0;
	bool found;

	(void)state;
	assert_true(map_parse(with(7, "  received: Datum\n  resident_since: DÁTUM", &a),
			      "proef.yaml", &a, &m, &e));
	assert_true(map_find(&m, STRV(" datum"), &a, &at, &found));
	assert_true(found && at == 1);
	at++;
	assert_true(map_find(&m, STRV(" datum"), &a, &at, &found));
	assert_true(found && at == 2);
	at++;
	assert_true(map_find(&m, STRV(" datum"), &a, &at, &found));
	assert_false(found);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads),      cmocka_unit_test(built_in),
		cmocka_unit_test(translates), cmocka_unit_test(faults),
		cmocka_unit_test(delimiters), cmocka_unit_test(optional_columns),
		cmocka_unit_test(finds),
	};

	return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
