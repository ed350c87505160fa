#include "store/rules/calendar.h"

/* Days equated with a recognised holiday by Royal Decree (Atw art. 3 lid 3), as
 * 10000 * year + 100 * month + day. A new decree adds its days at the end and moves
 * EQUATED_LAST. */
#define EQUATED_FIRST 2017
#define EQUATED_LAST 2028
static const int equated[] = {
	20170428, 20170526, 20180511, 20181224, 20181231, 20190531, 20191227,
	20200522, 20210514, 20220527, 20230428, 20230519, 20240510, 20241227,
	20250530, 20260102, 20260515, 20270507, 20280428, 20280526,
};

static bool is_equated(struct ymd d)
{
	int day = d.year * 10000 + d.month * 100 + d.day;

	for (size_t i = 0; i < sizeof(equated) / sizeof(*equated); i++)
		if (equated[i] == day)
			return true;
	return false;
}

/* The Gregorian computus (Meeus, Jones, Butcher). */
struct date calendar_easter(int year)
{
	int golden = year % 19;
	int century = year / 100;
	int of_century = year % 100;
	int epact = (19 * golden + century - century / 4 -
		     (century - (century + 8) / 25 + 1) / 3 + 15) %
		    30;
	int week = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact -
		    of_century % 4) %
		   7;
	int late = (golden + 11 * epact + 22 * week) / 451;
	int from_march = epact + week - 7 * late + 114;
	struct date d = DATE_NONE;

	date_make(year, from_march / 31, from_march % 31 + 1, &d);
	return d;
}

/* The day on which the King's birthday is kept: a Sunday gives way to the Saturday. */
static bool is_kings_day(struct ymd d, enum weekday weekday)
{
	int day = d.year < 2014 ? 30 : 27;

	if (d.month != 4)
		return false;
	return (d.day == day && weekday != SUNDAY) ||
	       (d.day == day - 1 && weekday == SATURDAY);
}

static enum day_off fixed_day(struct ymd d, enum weekday weekday)
{
	if (d.month == 1 && d.day == 1)
		return DAY_NEW_YEAR;
	if (d.month == 12 && (d.day == 25 || d.day == 26))
		return DAY_CHRISTMAS;
	if (d.month == 5 && d.day == 5)
		return DAY_LIBERATION;
	return is_kings_day(d, weekday) ? DAY_KINGS_DAY : DAY_WORK;
}

static enum day_off easter_day(struct date d, struct ymd ymd)
{
	struct date easter;

	/* From Good Friday at its earliest to Whit Monday at its latest. */
	if (ymd.month < 3 || ymd.month > 6)
		return DAY_WORK;
	easter = calendar_easter(ymd.year);
	/* A term may end beyond the last year that dates are read in. */
	if (!date_is(easter))
		return DAY_WORK;
	switch (date_diff(easter, d)) {
	case -2:
		return DAY_GOOD_FRIDAY;
	case 1:
		return DAY_EASTER_MONDAY;
	case 39:
		return DAY_ASCENSION;
	case 50:
		return DAY_WHIT_MONDAY;
	default:
		return DAY_WORK;
	}
}

enum day_off calendar_day(struct date d)
{
	struct ymd ymd = date_ymd(d);
	enum weekday weekday = date_weekday(d);
	enum day_off off = fixed_day(ymd, weekday);

	if (!off)
		off = easter_day(d, ymd);
	if (off)
		return off;
	if (weekday == SATURDAY)
		return DAY_SATURDAY;
	if (weekday == SUNDAY)
		return DAY_SUNDAY;
	return is_equated(ymd) ? DAY_EQUATED : DAY_WORK;
}

struct date calendar_shift(struct date d)
{
	while (date_is(d) && calendar_day(d) != DAY_WORK)
		d = date_add(d, 1);
	return d;
}

bool calendar_known(struct date d)
{
	int year = date_ymd(d).year;

	return year >= EQUATED_FIRST && year <= EQUATED_LAST;
}
