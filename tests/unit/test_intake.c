#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "store/intake/intake.h"
#include "store/intake/source.h"

#define FIXTURES "tests/fixtures/intake/"

static struct date day(int year, int month, int d)
{
	struct date out = DATE_NONE;

	assert_true(date_make(year, month, d, &out));
	return out;
}

static struct intake *open_as(const char *name, const char *encoding,
			      const char *delimiter, struct err *e)
{
	char path[256];
	const struct intake_setup setup = { .path = path,
					    .map = "webform",
					    .encoding = encoding,
					    .delimiter = delimiter };

	snprintf(path, sizeof(path), FIXTURES "%s", name);
	return intake_open(&setup, e);
}

static struct strv set_of(const struct row *r, enum field_id field)
{
	size_t i;

	for (i = 0; i < r->nset; i++)
		if (r->set[i].field == field)
			return r->set[i].text;
	return STRV("");
}

/* The surnames of a file, between commas; every row must be good. Written back, the file
 * is the same byte for byte. */
static void surnames(const char *name, const char *encoding, enum charset charset,
		     const char *want)
{
	struct err e = { 0 };
	struct intake *in = open_as(name, encoding, NULL, &e);
	struct str got = { 0 }, records = { 0 }, back = { 0 }, bytes = { 0 };
	struct arena a = { 0 };
	struct row r;
	char path[256];

	if (!in)
		fail_msg("%s: %s", name, err_name(e.code));
	assert_int_equal(intake_charset(in), charset);
	while (intake_next(in, day(2026, 11, 20), &a, &r, &e)) {
		if (r.nfaults)
			fail_msg("%s: row %zu: %s", name, r.row,
				 err_name(r.fault[0].err.code));
		str_addz(&got, got.n ? "," : "");
		str_add(&got, set_of(&r, FIELD_SURNAME));
		intake_keep(in, &r, &records);
	}
	assert_int_equal(e.code, ERR_NONE);
	assert_string_equal(str_z(&got), want);
	snprintf(path, sizeof(path), FIXTURES "%s", name);
	assert_true(intake_write(in, strv_of(&records), &back, &e));
	assert_true(source_read(path, &bytes, &e));
	assert_true(strv_eq(strv_of(&back), strv_of(&bytes)));
	intake_close(in);
	arena_release(&a);
	str_release(&got);
	str_release(&records);
	str_release(&back);
	str_release(&bytes);
}

static void charsets(void **state)
{
	(void)state;
	surnames("charset-utf-8.csv", "utf-8", CHARSET_UTF8, "Yıldız,Гончар,Őry");
	surnames("charset-utf-8-bom.csv", NULL, CHARSET_UTF8, "Yıldız,Гончар,الخطيب");
	surnames("charset-utf-8-bom.csv", "UTF-8", CHARSET_UTF8,
		 "Yıldız,Гончар,الخطيب");
	surnames("charset-utf-16le-bom.csv", NULL, CHARSET_UTF16LE,
		 "Yıldız,Гончар,الخطيب");
	surnames("charset-utf-16le-bom.csv", "utf-16-le", CHARSET_UTF16LE,
		 "Yıldız,Гончар,الخطيب");
	surnames("charset-utf-16be-bom.csv", NULL, CHARSET_UTF16BE,
		 "Yıldız,Гончар,الخطيب");
	surnames("charset-utf-16be-bom.csv", "utf-16", CHARSET_UTF16BE,
		 "Yıldız,Гончар,الخطيب");
	surnames("charset-windows-1252.csv", NULL, CHARSET_WINDOWS1252,
		 "Brontë,Müller,Ÿpma €");
	surnames("charset-windows-1252.csv", "cp1252", CHARSET_WINDOWS1252,
		 "Brontë,Müller,Ÿpma €");
	surnames("charset-windows-1250.csv", "windows-1250", CHARSET_WINDOWS1250,
		 "Dvořák,Łukasiewicz,Kőszegi");
	surnames("charset-windows-1254.csv", "cp1254", CHARSET_WINDOWS1254,
		 "Yıldız,Öz,Şahin");
	surnames("charset-iso-8859-1.csv", "latin1", CHARSET_ISO8859_1,
		 "Brontë,Müller,Ångström");
	surnames("charset-iso-8859-15.csv", "iso-8859-15", CHARSET_ISO8859_15,
		 "Šimek,Œuvray,Müller");
	surnames("charset-cp850.csv", "CP850", CHARSET_CP850, "Brontë,Müller,Ångström");
}

/* A UTF-8 file under a Windows-1252 map would decode without an error, and be wrong. */
static void utf8_is_recognised(void **state)
{
	struct err e = { 0 };
	struct intake *in = open_as("charset-utf-8.csv", NULL, NULL, &e);

	(void)state;
	assert_non_null(in);
	assert_true(intake_guessed(in));
	assert_int_equal(intake_charset(in), CHARSET_UTF8);
	intake_close(in);
	in = open_as("charset-windows-1252.csv", NULL, NULL, &e);
	assert_non_null(in);
	assert_false(intake_guessed(in));
	intake_close(in);
	surnames("charset-utf-8.csv", NULL, CHARSET_UTF8, "Yıldız,Гончар,Őry");
}

static void refused(const char *name, const char *encoding, const char *delimiter,
		    enum err_code code, struct err *e)
{
	*e = (struct err){ 0 };
	if (open_as(name, encoding, delimiter, e))
		fail_msg("%s: taken", name);
	if (e->code != code)
		fail_msg("%s: %s", name, err_name(e->code));
}

static void marks_decide(void **state)
{
	struct err e;

	(void)state;
	refused("charset-utf-8-bom.csv", "cp1252", NULL, ERR_ENCODING_BOM, &e);
	assert_string_equal(err_arg_str(&e, 0), "cp1252");
	assert_string_equal(err_arg_str(&e, 1), "utf-8");
	assert_int_equal(err_exit(e.code), EXIT_DATA);
	refused("charset-utf-16be-bom.csv", "utf-16-le", NULL, ERR_ENCODING_BOM, &e);
	refused("charset-utf-16le-bom.csv", "utf-16be", NULL, ERR_ENCODING_BOM, &e);
	refused("charset-utf-16le-bom.csv", "utf-8", NULL, ERR_ENCODING_BOM, &e);
	refused("charset-utf-8.csv", "utf-7", NULL, ERR_ENCODING_UNKNOWN, &e);
}

/* Row 4 holds the byte, after a record of two lines. */
static void bad_bytes(void **state)
{
	struct str bytes = { 0 };
	struct err e;

	(void)state;
	refused("bad-byte-utf-8.csv", NULL, NULL, ERR_ENCODING_BYTE, &e);
	assert_int_equal(e.arg[0].u.num, 4);
	assert_true(source_read(FIXTURES "bad-byte-utf-8.csv", &bytes, &e));
	refused("bad-byte-utf-8.csv", NULL, NULL, ERR_ENCODING_BYTE, &e);
	assert_int_equal(bytes.p[e.arg[1].u.num] & 0xff, 0xeb);
	assert_string_equal(err_arg_str(&e, 2), "utf-8");
	str_clear(&bytes);
	assert_true(source_read(FIXTURES "bad-byte-windows-1252.csv", &bytes, &e));
	refused("bad-byte-windows-1252.csv", NULL, NULL, ERR_ENCODING_BYTE, &e);
	assert_int_equal(e.arg[0].u.num, 4);
	assert_int_equal(bytes.p[e.arg[1].u.num] & 0xff, 0x81);
	assert_string_equal(err_arg_str(&e, 2), "windows-1252");
	refused("charset-windows-1252.csv", "utf-8", NULL, ERR_ENCODING_BYTE, &e);
	assert_int_equal(e.arg[0].u.num, 2);
	str_release(&bytes);
}

static void quotes(void **state)
{
	struct err e;

	(void)state;
	refused("quote-unclosed.csv", NULL, NULL, ERR_CSV_QUOTE, &e);
	assert_int_equal(e.arg[0].u.num, 3);
	refused("quote-stray.csv", NULL, NULL, ERR_CSV_STRAY, &e);
	assert_int_equal(e.arg[0].u.num, 4);
	refused("quote-text-after.csv", NULL, NULL, ERR_CSV_STRAY, &e);
	assert_int_equal(e.arg[0].u.num, 4);
	assert_string_equal(e.file, FIXTURES "quote-text-after.csv");
}

static void headers(void **state)
{
	struct err e;
	struct intake *in;

	(void)state;
	refused("charset-cp850.csv", "cp850", ",", ERR_CSV_HEADER, &e);
	assert_string_equal(err_arg_str(&e, 0), "Referentie");
	refused("charset-cp850.csv", "cp850", ";;", ERR_DELIMITER, &e);
	in = open_as("charset-cp850.csv", "cp850", ";", &e);
	assert_non_null(in);
	assert_int_equal(intake_left_out(in, 0).n, 0);
	intake_close(in);
}

/* A file made for one test. */
static struct intake *open_text(struct strv text, const char *suffix, const char *map,
				struct err *e)
{
	char path[64];
	struct intake_setup setup = { .path = path, .map = map ? map : "webform" };
	struct intake *in;
	int fd;

	snprintf(path, sizeof(path), "/tmp/voorrang-test-XXXXXX%s", suffix);
	fd = mkstemps(path, (int)strlen(suffix));
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text.p, text.n), text.n);
	close(fd);
	in = intake_open(&setup, e);
	unlink(path);
	return in;
}

/* The header of the web form, with something changed at its end. */
static struct strv header_with(const char *more, struct str *out)
{
	struct str bytes = { 0 };
	struct err e = { 0 };
	size_t n;

	assert_true(source_read(FIXTURES "charset-cp850.csv", &bytes, &e));
	n = strv_find(strv_of(&bytes), '\r');
	str_clear(out);
	str_add(out, strv_n(bytes.p, n));
	str_addz(out, more);
	str_release(&bytes);
	return strv_of(out);
}

static void headers_of_all_kinds(void **state)
{
	struct str text = { 0 };
	struct err e = { 0 };
	struct intake *in;

	(void)state;
	assert_null(open_text(STRV(""), ".csv", NULL, &e));
	assert_int_equal(e.code, ERR_CSV_EMPTY);
	assert_null(open_text(STRV("\xef\xbb\xbf"), ".csv", NULL, &e));
	assert_int_equal(e.code, ERR_CSV_EMPTY);
	assert_null(open_text(header_with(";bsn \n", &text), ".csv", NULL, &e));
	assert_int_equal(e.code, ERR_CSV_HEADER_TWICE);
	assert_string_equal(err_arg_str(&e, 0), "bsn ");
	in = open_text(header_with(";Opmerking;;Kleur\n", &text), ".csv", NULL, &e);
	assert_non_null(in);
	assert_int_equal(intake_rows(in), 0);
	assert_true(strv_eq(intake_left_out(in, 0), STRV("Opmerking")));
	assert_true(strv_eq(intake_left_out(in, 1), STRV("Kleur")));
	assert_int_equal(intake_left_out(in, 2).n, 0);
	intake_close(in);
	header_with("", &text);
	text.n -= 5; /* "Kale huur per " */
	assert_null(open_text(strv_of(&text), ".csv", NULL, &e));
	assert_int_equal(e.code, ERR_CSV_HEADER);
	assert_string_equal(err_arg_str(&e, 0), "Kale huur per maand");
	str_release(&text);
}

struct fault_row {
	size_t row;
	const char *column;
	enum err_code code; /* ERR_NONE: the row is good */
};

static void faults_of(struct intake *in, const struct fault_row *want, size_t n)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct row r;
	size_t i;

	assert_int_equal(intake_rows(in), n);
	for (i = 0; intake_next(in, day(2026, 11, 20), &a, &r, &e); i++) {
		assert_true(i < n);
		assert_int_equal(r.row, want[i].row);
		if (r.nfaults != (want[i].code != ERR_NONE) && r.nfaults < 2)
			fail_msg("row %zu: %zu faults", r.row, r.nfaults);
		if (!r.nfaults)
			continue;
		assert_string_equal(err_name(r.fault[0].err.code),
				    err_name(want[i].code));
		assert_true(strv_eq(r.fault[0].column, strv(want[i].column)));
	}
	assert_int_equal(e.code, ERR_NONE);
	assert_int_equal(i, n);
	arena_release(&a);
}

static void records(void **state)
{
	static const struct fault_row want[] = {
		{ 2, "", ERR_NONE },
		{ 3, "Ingediend op", ERR_CSV_COLUMNS }, /* an empty line */
		{ 4, "", ERR_CSV_COLUMNS }, /* one too many */
		{ 5, "Toelichting", ERR_CSV_COLUMNS }, /* 20 of 28 */
		{ 6, "", ERR_NONE }, /* the last, without a line end */
	};
	struct err e = { 0 };
	struct intake *in = open_as("records.csv", NULL, NULL, &e);

	(void)state;
	assert_non_null(in);
	faults_of(in, want, 5);
	intake_close(in);
}

static void answers(void **state)
{
	static const struct fault_row want[] = {
		{ 2, "Voorkeurstaal", ERR_ANSWER_UNKNOWN },
		{ 3, "", ERR_NONE },
		{ 4, "", ERR_NONE }, /* a doubled reference is the importer's to see */
		{ 5, "", ERR_NONE }, /* received after today: no fault */
		{ 6, "BSN", ERR_FIELD_BSN }, /* and a postcode */
	};
	struct arena a = { 0 };
	struct err e = { 0 };
	struct intake *in = open_as("answers.csv", NULL, NULL, &e);
	struct row r;

	(void)state;
	assert_non_null(in);
	faults_of(in, want, 5);
	intake_close(in);
	in = open_as("answers.csv", NULL, NULL, &e);
	while (intake_next(in, day(2026, 11, 20), &a, &r, &e)) {
		if (r.row == 3) {
			assert_true(
				strv_eq(set_of(&r, FIELD_CATEGORY), STRV("breakup")));
			assert_true(strv_eq(r.reference, STRV("FX-0002")));
			assert_int_equal(r.received.days, day(2026, 10, 12).days);
			assert_true(strv_eq(set_of(&r, FIELD_RECEIVED),
					    STRV("2026-10-12")));
			assert_true(strv_eq(set_of(&r, FIELD_SUBMITTED),
					    STRV("2026-10-12T09:32")));
			assert_true(strv_eq(set_of(&r, FIELD_RENT), STRV("45050")));
			assert_true(strv_eq(set_of(&r, FIELD_INTERPRETER), STRV("0")));
			assert_true(strv_eq(
				row_column(intake_map(in), &r, STRV("received")),
				STRV("Ingediend op")));
			assert_true(strv_eq(row_column(intake_map(in), &r, STRV("bsn")),
					    STRV("BSN")));
			assert_int_equal(row_column(intake_map(in), &r, STRV("note")).n,
					 0);
		}
		/* All faults of a row, in the order of the map. */
		if (r.row == 6) {
			assert_int_equal(r.nfaults, 2);
			assert_true(strv_eq(r.fault[1].column, STRV("Postcode")));
			assert_int_equal(r.fault[1].err.code, ERR_FIELD_POSTCODE);
		}
	}
	intake_close(in);
	arena_release(&a);
}

static void ndjson_good(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct intake *in = open_as("good.ndjson", NULL, NULL, &e);
	struct row r;

	(void)state;
	assert_non_null(in);
	assert_true(intake_is_json(in));
	assert_int_equal(intake_rows(in), 2);
	assert_true(intake_next(in, day(2026, 11, 20), &a, &r, &e));
	assert_int_equal(r.row, 1);
	assert_int_equal(r.nfaults, 0);
	assert_true(strv_eq(set_of(&r, FIELD_SURNAME), STRV("Yıldız")));
	assert_true(strv_eq(set_of(&r, FIELD_INTERPRETER), STRV("1")));
	assert_true(strv_eq(set_of(&r, FIELD_RENT), STRV("72145")));
	assert_true(strv_eq(set_of(&r, FIELD_CHILDREN), STRV("2")));
	assert_true(intake_next(in, day(2026, 11, 20), &a, &r, &e));
	assert_true(strv_eq(set_of(&r, FIELD_SUBMITTED), STRV("2026-10-12T08:15")));
	assert_false(intake_next(in, day(2026, 11, 20), &a, &r, &e));
	intake_close(in);
	arena_release(&a);
	surnames("good.ndjson", NULL, CHARSET_UTF8, "Yıldız,Гончар");
}

static void ndjson_bad(void **state)
{
	static const struct fault_row want[] = {
		{ 1, "", ERR_NONE },
		{ 2, "", ERR_JSON }, /* a key twice */
		{ 3, "", ERR_JSON }, /* broken off */
		{ 4, "", ERR_JSON }, /* something after it */
		{ 5, "", ERR_JSON }, /* a list inside */
		{ 6, "", ERR_JSON }, /* an empty line */
		{ 7, "bsn", ERR_CSV_HEADER_TWICE }, /* two keys for one column */
		{ 8, "BSN", ERR_FIELD_BSN },
		{ 9, "", ERR_JSON }, /* no object */
		{ 10, "", ERR_NONE },
	};
	struct err e = { 0 };
	struct intake *in = open_as("bad.ndjson", NULL, NULL, &e);

	(void)state;
	assert_non_null(in);
	faults_of(in, want, 10);
	intake_close(in);
}

static void ndjson_columns(void **state)
{
	static const struct fault_row want[] = { { 1, "Referentie",
						   ERR_FIELD_MISSING } };
	struct err e = { 0 };
	struct intake *in = open_text(
		STRV("{\"Achternaam\":\"Bos\",\"Kleur\":\"rood\"}"), ".txt", NULL, &e);

	(void)state;
	assert_non_null(in);
	assert_true(intake_is_json(in));
	faults_of(in, want, 1);
	assert_true(strv_eq(intake_left_out(in, 0), STRV("Kleur")));
	intake_close(in);
}

static void field_too_large(void **state)
{
	const struct fault_row want[] = { { 1, "Achternaam", ERR_TOO_LARGE } };
	struct str text = { 0 };
	struct err e = { 0 };
	struct intake *in;
	size_t i;

	(void)state;
	str_addz(&text, "{\"Referentie\":\"A\",\"Ingediend op\":\"01-10-2026\","
			"\"Geboortedatum\":\"1-2-1980\",\"Reden aanvraag\":\"medisch\","
			"\"Achternaam\":\"");
	for (i = 0; i <= CELL_MAX; i++)
		str_addc(&text, 'x');
	str_addz(&text, "\"}\n");
	in = open_text(strv_of(&text), ".ndjson", NULL, &e);
	assert_non_null(in);
	faults_of(in, want, 1);
	intake_close(in);
	str_release(&text);
}

/* The day of receipt counts; a file that knows no time says enough (Awb 4:13). */
static void day_without_time(void **state)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct row r;
	struct intake *in = open_text(
		STRV("{\"Referentie\":\"A\",\"Ingediend op\":\"1-10-2026\","
		     "\"Geboortedatum\":\"1980-02-01\",\"Reden aanvraag\":\"medisch\","
		     "\"Achternaam\":\"Bos\"}\n"
		     "{\"Referentie\":\"B\",\"Ingediend op\":\"01-10-2026 25:00\","
		     "\"Geboortedatum\":\"01/02/1980\",\"Reden aanvraag\":\"medisch\","
		     "\"Achternaam\":\"Bos\"}\n"),
		".ndjson", NULL, &e);

	(void)state;
	assert_non_null(in);
	assert_true(intake_next(in, day(2026, 11, 20), &a, &r, &e));
	assert_int_equal(r.nfaults, 0);
	assert_int_equal(set_of(&r, FIELD_SUBMITTED).n, 0);
	assert_true(strv_eq(set_of(&r, FIELD_RECEIVED), STRV("2026-10-01")));
	assert_true(strv_eq(set_of(&r, FIELD_BIRTH_DATE), STRV("1980-02-01")));
	assert_true(intake_next(in, day(2026, 11, 20), &a, &r, &e));
	assert_int_equal(r.nfaults, 2);
	assert_int_equal(r.fault[0].err.code, ERR_FIELD_DATE);
	assert_int_equal(r.fault[1].err.code, ERR_FIELD_DATE);
	assert_string_equal(err_arg_str(&r.fault[1].err, 1), "dd-mm-yyyy");
	intake_close(in);
	arena_release(&a);
}

static bool must_reject(const json_t *list, size_t row, struct strv column)
{
	const json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
	{
		if (json_integer_value(json_object_get(one, "row")) == (json_int_t)row)
			return strv_eq(
				strv(json_string_value(json_object_get(one, "column"))),
				column);
	}
	return false;
}

/* Rejected rows and their columns are exactly those beside the file. */
static void one_file(const char *name)
{
	struct err e = { 0 };
	char path[256];
	json_t *want, *list;
	struct arena a = { 0 };
	struct intake *in;
	struct row r;
	size_t rejected = 0;

	snprintf(path, sizeof(path), FIXTURES "%s.expected.json", name);
	want = json_load_file(path, 0, NULL);
	assert_non_null(want);
	list = json_object_get(want, "must_reject");
	in = open_as(name, json_string_value(json_object_get(want, "encoding")),
		     json_string_value(json_object_get(want, "delimiter")), &e);
	if (!in)
		fail_msg("%s: %s", name, err_name(e.code));
	assert_int_equal(intake_rows(in),
			 json_integer_value(json_object_get(want, "rows")));
	while (intake_next(in, day(2026, 11, 20), &a, &r, &e)) {
		if (r.nfaults && !must_reject(list, r.row, r.fault[0].column))
			fail_msg("%s: row %zu: %s", name, r.row,
				 err_name(r.fault[0].err.code));
		rejected += r.nfaults > 0;
	}
	assert_int_equal(rejected, json_array_size(list));
	intake_close(in);
	arena_release(&a);
	json_decref(want);
}

static void shared_files(void **state)
{
	(void)state;
	one_file("intake-webform-windows1252.csv");
	one_file("intake-desk-utf8-bom.csv");
	one_file("intake-partner-utf16le-tab.csv");
}

/* Without options the mark and the map's list of delimiters find all there is to know. */
static void shared_files_by_default(void **state)
{
	struct err e = { 0 };
	struct intake *in;

	(void)state;
	in = open_as("intake-desk-utf8-bom.csv", NULL, NULL, &e);
	assert_non_null(in);
	assert_int_equal(intake_rows(in), 300);
	intake_close(in);
	in = open_as("intake-partner-utf16le-tab.csv", NULL, NULL, &e);
	assert_non_null(in);
	assert_int_equal(intake_rows(in), 120);
	intake_close(in);
}

static void no_file(void **state)
{
	struct err e;

	(void)state;
	refused("not-there.csv", NULL, NULL, ERR_NOINPUT, &e);
	refused("", NULL, NULL, ERR_NOINPUT, &e); /* a folder */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charsets),
		cmocka_unit_test(utf8_is_recognised),
		cmocka_unit_test(marks_decide),
		cmocka_unit_test(bad_bytes),
		cmocka_unit_test(quotes),
		cmocka_unit_test(headers),
		cmocka_unit_test(headers_of_all_kinds),
		cmocka_unit_test(records),
		cmocka_unit_test(answers),
		cmocka_unit_test(ndjson_good),
		cmocka_unit_test(ndjson_bad),
		cmocka_unit_test(ndjson_columns),
		cmocka_unit_test(field_too_large),
		cmocka_unit_test(day_without_time),
		cmocka_unit_test(shared_files),
		cmocka_unit_test(shared_files_by_default),
		cmocka_unit_test(no_file),
	};

	return cmocka_run_group_tests_name("intake", tests, NULL, NULL);
}
