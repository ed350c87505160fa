/* Calendar days of the proleptic Gregorian calendar, without a clock or a time zone.
 * A day is what the law counts in; who knows today passes it in. */
#ifndef VOORRANG_BASE_DATE_H
#define VOORRANG_BASE_DATE_H

#include "store/base/str.h"

/* Days since 1970-01-01; DATE_NONE for "no date". Compare .days directly. */
struct date {
	int32_t days;
};

#define DATE_NONE_DAYS INT32_MIN
#define DATE_NONE ((struct date){ DATE_NONE_DAYS })

enum weekday { MONDAY = 1, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

struct ymd {
	int year;
	int month; /* 1..12 */
	int day; /* 1..31 */
};

bool date_is(struct date d); /* not DATE_NONE */
/* False for a day that does not exist (31 April) and for years outside 1800..2999. */
bool date_make(int year, int month, int day, struct date *out);
struct ymd date_ymd(struct date d);
struct date date_add(struct date d, int days);
/* b - a in days. */
int date_diff(struct date a, struct date b);
enum weekday date_weekday(struct date d);
/* Whole years between birth and day: an age. */
int date_years(struct date birth, struct date day);

/* Exactly YYYY-MM-DD. */
bool date_parse(struct strv s, struct date *out);
/* By a form such as "dd-mm-yyyy" (d, m, y runs, other bytes literal). The whole of
 * `s` must match. */
bool date_parse_form(struct strv s, struct strv form, struct date *out);

struct date_text {
	char s[12];
};
/* YYYY-MM-DD, "" for DATE_NONE. */
struct date_text date_iso(struct date d);
/* dd-mm-yyyy as the Dutch write it, "" for DATE_NONE. */
struct date_text date_nl(struct date d);
/* dd-mm, "" for DATE_NONE. */
struct date_text date_short(struct date d);

#endif
