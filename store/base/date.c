#include "store/base/date.h"

#define YEAR_FIRST 1800
#define YEAR_LAST 2999
#define DAYS_400_YEARS 146097
#define DAYS_TO_1970 719468 /* from 0000-03-01 */

bool date_is(struct date d)
{
	return d.days != DATE_NONE_DAYS;
}

static bool leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Years are counted from 1 March, so that the leap day ends its year. */
bool date_make(int year, int month, int day, struct date *out)
{
	int y;
	int m;
	int era;
	int of_era;

	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 ||
	    day < 1 || day > month_days(year, month))
		return false;
	y = month > 2 ? year : year - 1;
	m = month > 2 ? month - 3 : month + 9;
	era = y / 400;
	of_era = y % 400;
	out->days = era * DAYS_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 +
		    (153 * m + 2) / 5 + day - 1 - DAYS_TO_1970;
	return true;
}

struct ymd date_ymd(struct date d)
{
	int64_t days = (int64_t)d.days + DAYS_TO_1970;
	int64_t era = (days >= 0 ? days : days - (DAYS_400_YEARS - 1)) / DAYS_400_YEARS;
	int of_era = (int)(days - era * DAYS_400_YEARS);
	int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int m = (5 * of_year + 2) / 153;

	return (struct ymd){
		.year = (int)(era * 400) + year + (m >= 10),
		.month = m < 10 ? m + 3 : m - 9,
		.day = of_year - (153 * m + 2) / 5 + 1,
	};
}

struct date date_add(struct date d, int days)
{
	int32_t sum;

	if (!date_is(d) || __builtin_add_overflow(d.days, days, &sum))
		return DATE_NONE;
	return (struct date){ sum };
}

int date_diff(struct date a, struct date b)
{
	return b.days - a.days;
}

enum weekday date_weekday(struct date d)
{
	int since_monday = (d.days % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday */

	return (enum weekday)(since_monday + 1);
}

int date_years(struct date birth, struct date day)
{
	struct ymd b = date_ymd(birth);
	struct ymd d = date_ymd(day);
	bool before = d.month < b.month || (d.month == b.month && d.day < b.day);

	return d.year - b.year - before;
}

bool date_parse(struct strv s, struct date *out)
{
	return date_parse_form(s, STRV("yyyy-mm-dd"), out);
}

/* The digits for a run of `run` letters: exactly so many, but one or two for a single
 * letter. */
static bool take_number(struct strv *s, size_t run, int *out)
{
	size_t n = run;
	uint64_t value;

	if (run == 1 && s->n > 1 && s->p[1] >= '0' && s->p[1] <= '9')
		n = 2;
	if (s->n < n || !strv_uint((struct strv){ s->p, n }, 9999, &value))
		return false;
	*out = (int)value;
	s->p += n;
	s->n -= n;
	return true;
}

bool date_parse_form(struct strv s, struct strv form, struct date *out)
{
	static const char letters[] = { 'y', 'm', 'd' };
	int value[3] = { -1, -1, -1 };

	for (size_t i = 0, run; i < form.n; i += run) {
		const char *which = memchr(letters, form.p[i], sizeof(letters));
		int *slot = which ? &value[which - letters] : NULL;

		run = 1;
		while (slot && i + run < form.n && form.p[i + run] == form.p[i])
			run++;
		if (!slot) {
			if (!s.n || s.p[0] != form.p[i])
				return false;
			s.p++;
			s.n--;
			continue;
		}
		/* Years of two digits would be a guess. */
		if (*slot >= 0 || run > 4 || (*which == 'y' ? run != 4 : run > 2) ||
		    !take_number(&s, run, slot))
			return false;
	}
	return s.n == 0 && date_make(value[0], value[1], value[2], out);
}

static char *put_digits(char *p, int value, int digits)
{
	for (int i = digits - 1; i >= 0; i--) {
		p[i] = (char)('0' + value % 10);
		value /= 10;
	}
	return p + digits;
}

static bool printable(struct date d, struct ymd *ymd)
{
	*ymd = date_is(d) ? date_ymd(d) : (struct ymd){ 0 };
	return ymd->year >= 1 && ymd->year <= 9999;
}

struct date_text date_iso(struct date d)
{
	struct date_text t = { "" };
	struct ymd ymd;
	char *p = t.s;

	if (!printable(d, &ymd))
		return t;
	p = put_digits(p, ymd.year, 4);
	*p++ = '-';
	p = put_digits(p, ymd.month, 2);
	*p++ = '-';
	p = put_digits(p, ymd.day, 2);
	*p = '\0';
	return t;
}

struct date_text date_nl(struct date d)
{
	struct date_text t = date_short(d);

	if (t.s[0]) {
		t.s[5] = '-';
		*put_digits(t.s + 6, date_ymd(d).year, 4) = '\0';
	}
	return t;
}

struct date_text date_short(struct date d)
{
	struct date_text t = { "" };
	struct ymd ymd;

	if (!printable(d, &ymd))
		return t;
	put_digits(t.s, ymd.day, 2)[0] = '-';
	*put_digits(t.s + 3, ymd.month, 2) = '\0';
	return t;
}
