#include "store/rules/field.h"

#include "store/base/utf8.h"
#include "store/rules/forms.h"

/* What one check works on. `text` is valid UTF-8 in normal form C, trimmed, not empty. */
struct check {
	const struct field *f;
	struct strv text;
	struct date today;
	struct arena *a;
	struct strv *out;
	struct err *e;
};

static bool fault(const struct check *c, enum err_code code)
{
	err_set(c->e, code);
	return err_str(c->e, strv(c->f->name));
}

static bool fault_value(const struct check *c, enum err_code code)
{
	fault(c, code);
	return err_str(c->e, c->text);
}

static bool keep(const struct check *c, struct strv v)
{
	*c->out = arena_copy(c->a, v);
	return c->out->p ? true : err_set(c->e, ERR_NOMEM);
}

static bool keep_digits(const struct check *c, uint64_t value)
{
	const char *s = arena_printf(c->a, "%llu", (unsigned long long)value);

	*c->out = strv(s);
	return s ? true : err_set(c->e, ERR_NOMEM);
}

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static char to_lower(char ch)
{
	return (char)(ch >= 'A' && ch <= 'Z' ? ch + 32 : ch);
}

static bool is_control(uint32_t ch)
{
	return ch < 0x20 || (ch >= 0x7F && ch <= 0x9F);
}

/* Overrides, isolates and separators that make one line read as another. The marks that
 * Arabic and Persian names need (U+200C to U+200F) are no harm. */
static bool is_deceit(uint32_t ch)
{
	return (ch >= 0x2028 && ch <= 0x202E) || (ch >= 0x2066 && ch <= 0x2069) ||
	       ch == 0xFEFF;
}

static bool check_characters(const struct check *c)
{
	bool many = c->f->type == TYPE_TEXT;
	uint32_t ch;
	size_t len;

	for (size_t i = 0; i < c->text.n; i += len) {
		utf8_next((struct strv){ c->text.p + i, c->text.n - i }, &ch, &len);
		if (many && (ch == '\n' || ch == '\t'))
			continue;
		if (is_control(ch) || (!many && is_deceit(ch)))
			return fault(c, ERR_FIELD_CONTROL);
	}
	return true;
}

static bool check_length(const struct check *c)
{
	if (utf8_count(c->text) <= c->f->max)
		return true;
	fault(c, ERR_FIELD_TOO_LONG);
	return err_int(c->e, c->f->max);
}

static bool check_line(const struct check *c)
{
	return check_length(c) && keep(c, c->text);
}

/* Any script is a name; a number is none. */
static bool check_name(const struct check *c)
{
	bool digit = false;
	bool letter = false;

	for (size_t i = 0; i < c->text.n; i++) {
		char ch = c->text.p[i];

		digit = digit || is_digit(ch);
		letter = letter || (to_lower(ch) >= 'a' && to_lower(ch) <= 'z') ||
			 (unsigned char)ch >= 0x80;
	}
	if (digit && !letter)
		return fault(c, ERR_FIELD_NAME);
	return check_line(c);
}

static bool parse_date(struct strv s, struct date *d)
{
	return date_parse(s, d) || date_parse_form(s, STRV("d-m-yyyy"), d);
}

static bool check_past(const struct check *c, struct date d)
{
	if ((c->f->flags & FLAG_PAST) && date_is(c->today) && d.days > c->today.days)
		return fault(c, ERR_FIELD_FUTURE);
	return true;
}

static bool fault_date(const struct check *c, const char *form)
{
	fault(c, ERR_FIELD_DATE);
	return err_str(c->e, strv(form));
}

static bool check_date(const struct check *c)
{
	struct date d;

	if (!parse_date(c->text, &d))
		return fault_date(c, "dd-mm-yyyy");
	return check_past(c, d) && keep(c, strv(date_iso(d).s));
}

/* "9:05", "09:05" or "09:05:59"; seconds are not kept. */
static bool parse_time(struct strv s, unsigned *hour, unsigned *minute)
{
	struct strv h = strv_cut(&s, ':');
	struct strv m = strv_cut(&s, ':');
	uint64_t hours;
	uint64_t minutes;
	uint64_t seconds;

	if (h.n < 1 || h.n > 2 || !strv_uint(h, 23, &hours) || m.n != 2 ||
	    !strv_uint(m, 59, &minutes))
		return false;
	if (s.p && (s.n != 2 || !strv_uint(s, 59, &seconds)))
		return false;
	*hour = (unsigned)hours;
	*minute = (unsigned)minutes;
	return true;
}

static bool check_datetime(const struct check *c)
{
	char sep = strv_find(c->text, 'T') < c->text.n ? 'T' : ' ';
	struct strv rest = c->text;
	struct strv day = strv_cut(&rest, sep);
	unsigned hour;
	unsigned minute;
	struct date d;
	const char *s;

	if (!parse_date(day, &d) || !parse_time(strv_trim(rest), &hour, &minute))
		return fault_date(c, "dd-mm-yyyy hh:mm");
	if (!check_past(c, d))
		return false;
	s = arena_printf(c->a, "%sT%02u:%02u", date_iso(d).s, hour, minute);
	*c->out = strv(s);
	return s ? true : err_set(c->e, ERR_NOMEM);
}

static bool check_bsn(const struct check *c)
{
	char digits[9];

	if (!form_bsn(c->text, digits))
		return fault(c, ERR_FIELD_BSN);
	return keep(c, (struct strv){ digits, sizeof(digits) });
}

static bool check_postcode(const struct check *c)
{
	char made[7];

	if (!form_postcode(c->text, made))
		return fault(c, ERR_FIELD_POSTCODE);
	return keep(c, (struct strv){ made, sizeof(made) });
}

static bool check_email(const struct check *c)
{
	return form_email(c->text) ? check_line(c) : fault(c, ERR_FIELD_EMAIL);
}

static bool check_phone(const struct check *c)
{
	return form_phone(c->text) ? check_line(c) : fault(c, ERR_FIELD_PHONE);
}

static bool fault_range(const struct check *c, uint64_t most)
{
	fault(c, ERR_FIELD_NUMBER);
	err_int(c->e, 0);
	return err_int(c->e, (int64_t)most);
}

static bool check_int(const struct check *c)
{
	uint64_t value;

	if (!strv_uint(c->text, c->f->max, &value))
		return fault_range(c, c->f->max);
	return keep_digits(c, value);
}

static bool check_money(const struct check *c)
{
	uint64_t cents;

	if (!form_money(c->text, &cents))
		return fault(c, ERR_FIELD_MONEY);
	if (cents > c->f->max)
		return fault_range(c, c->f->max / 100);
	return keep_digits(c, cents);
}

/* The text in lower case when it is one of the blank-separated `words`. */
static bool one_of(struct strv text, const char *words, struct strv *found)
{
	struct strv rest = strv(words);

	while (rest.p) {
		struct strv word = strv_cut(&rest, ' ');
		size_t i = 0;

		if (word.n != text.n)
			continue;
		while (i < word.n && to_lower(text.p[i]) == word.p[i])
			i++;
		if (i == word.n) {
			*found = word;
			return true;
		}
	}
	return false;
}

static bool check_bool(const struct check *c)
{
	struct strv word;

	if (one_of(c->text, "ja yes 1 true", &word))
		return keep(c, STRV("1"));
	if (one_of(c->text, "nee no 0 false", &word))
		return keep(c, STRV("0"));
	return fault(c, ERR_FIELD_BOOL);
}

static bool check_choice(const struct check *c)
{
	struct strv word;

	if (!one_of(c->text, c->f->choices, &word))
		return fault_value(c, ERR_FIELD_CHOICE);
	return keep(c, word);
}

/* A code or an account: one word. */
static bool check_word(const struct check *c)
{
	if (strv_find(c->text, ' ') < c->text.n)
		return fault_value(c, ERR_FIELD_CHOICE);
	return check_line(c);
}

/* Words with one blank between them. */
static bool check_grounds(const struct check *c)
{
	char *made = arena_alloc(c->a, c->text.n + 1);
	size_t n = 0;

	if (!made)
		return err_set(c->e, ERR_NOMEM);
	if (!check_length(c))
		return false;
	for (size_t i = 0; i < c->text.n; i++)
		if (c->text.p[i] != ' ' || made[n - 1] != ' ')
			made[n++] = c->text.p[i];
	*c->out = (struct strv){ made, n };
	return true;
}

/* YYYY-NNNNNN, and longer once a year has had a million. */
static bool check_case(const struct check *c)
{
	uint64_t year;
	uint64_t number;

	if (c->text.n < 11 || c->text.n > 13 || c->text.p[4] != '-' ||
	    !strv_uint((struct strv){ c->text.p, 4 }, 9999, &year) ||
	    !strv_uint((struct strv){ c->text.p + 5, c->text.n - 5 }, 99999999,
		       &number))
		return fault_value(c, ERR_FIELD_CHOICE);
	return keep(c, c->text);
}

/* Every line end to \n: what a web form, Windows and a terminal send are one text. */
static struct strv plain_lines(struct strv s, char *to)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		to[n++] = (char)(s.p[i] == '\r' ? '\n' : s.p[i]);
	}
	return (struct strv){ to, n };
}

/* Blanks at both sides go, the no-break blank of word processors among them. */
static struct strv trim_blanks(struct strv s)
{
	const struct strv nbsp = STRV("\u00A0");
	size_t before;

	do {
		before = s.n;
		s = strv_trim(s);
		if (strv_starts(s, nbsp)) {
			s.p += nbsp.n;
			s.n -= nbsp.n;
		}
		if (s.n >= nbsp.n && strv_eq((struct strv){ s.p + s.n - 2, 2 }, nbsp))
			s.n -= nbsp.n;
	} while (s.n != before);
	return s;
}

static bool prepare(struct check *c, struct strv text)
{
	if (!utf8_valid(text, NULL))
		return fault(c, ERR_FIELD_CONTROL);
	text = trim_blanks(text);
	if (c->f->type == TYPE_TEXT) {
		char *room = arena_alloc(c->a, text.n);

		if (!room)
			return err_set(c->e, ERR_NOMEM);
		text = plain_lines(text, room);
	}
	if (!utf8_nfc(text, c->a, &c->text))
		return err_set(c->e, ERR_NOMEM);
	return check_characters(c);
}

static bool (*const checks[])(const struct check *) = {
	[TYPE_LINE] = check_line,         [TYPE_TEXT] = check_line,
	[TYPE_NAME] = check_name,         [TYPE_DATE] = check_date,
	[TYPE_DATETIME] = check_datetime, [TYPE_BSN] = check_bsn,
	[TYPE_POSTCODE] = check_postcode, [TYPE_EMAIL] = check_email,
	[TYPE_PHONE] = check_phone,       [TYPE_INT] = check_int,
	[TYPE_MONEY] = check_money,       [TYPE_BOOL] = check_bool,
	[TYPE_CHOICE] = check_choice,     [TYPE_CATEGORY] = check_word,
	[TYPE_GROUNDS] = check_grounds,   [TYPE_CASE] = check_case,
	[TYPE_USER] = check_word,
};

bool field_check(const struct field *f, struct strv text, struct date today,
		 struct arena *a, struct strv *out, struct err *e)
{
	struct check c = { .f = f, .today = today, .a = a, .out = out, .e = e };

	if (!prepare(&c, text))
		return false;
	if (c.text.n)
		return checks[f->type](&c);
	if (f->flags & FLAG_REQUIRED)
		return fault(&c, ERR_FIELD_MISSING);
	*out = c.text;
	return true;
}
