/* The Dutch calendar of terms: recognised holidays and days equated with them
 * (Algemene termijnenwet art. 3). */
#ifndef VOORRANG_RULES_CALENDAR_H
#define VOORRANG_RULES_CALENDAR_H

#include "store/base/date.h"

enum day_off {
	DAY_WORK = 0,
	DAY_SATURDAY,
	DAY_SUNDAY,
	DAY_NEW_YEAR,
	DAY_GOOD_FRIDAY,
	DAY_EASTER_MONDAY,
	DAY_KINGS_DAY, /* Queen's Day before 2014 */
	DAY_LIBERATION, /* 5 May, every year */
	DAY_ASCENSION,
	DAY_WHIT_MONDAY,
	DAY_CHRISTMAS, /* 25 and 26 December */
	DAY_EQUATED, /* by Royal Decree, art. 3(3) */
};

/* Why the day is off; a holiday goes before the weekend it falls in. */
enum day_off calendar_day(struct date d);
/* The first day on or after `d` that is no Saturday, Sunday or recognised holiday
 * (Atw art. 1(1)). */
struct date calendar_shift(struct date d);
/* Whether the table of equated days reaches this day's year (Atw art. 3(3)). */
bool calendar_known(struct date d);
/* Easter Sunday of a year. */
struct date calendar_easter(int year);

#endif
