#include "tui/message.h"

#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

/* 01:00 UTC of the last Sunday of a month of 31 days: when summer time begins or ends
 * everywhere in the Union (Directive 2000/84/EC art. 2 and 3). */
static int64_t last_sunday(int year, int month)
{
	struct date d;

	if (!date_make(year, month, 31, &d))
		return 0;
	return ((int64_t)d.days - (int64_t)date_weekday(d) % SUNDAY) * DAY + HOUR;
}

static int64_t floor_day(int64_t seconds)
{
	return seconds / DAY - (seconds % DAY < 0);
}

static int64_t amsterdam(int64_t utc)
{
	/* The year of the day in UTC will do: no change lies near New Year. */
	const struct date d = { (int32_t)floor_day(utc) };
	const int year = date_ymd(d).year;
	const bool summer = utc >= last_sunday(year, 3) && utc < last_sunday(year, 10);

	return utc + HOUR * (summer ? 2 : 1);
}

struct date amsterdam_day(int64_t utc_seconds)
{
	return (struct date){ (int32_t)floor_day(amsterdam(utc_seconds)) };
}

int64_t amsterdam_on(int64_t utc_seconds, struct date day)
{
	return utc_seconds + date_diff(amsterdam_day(utc_seconds), day) * DAY;
}

void message_time(int64_t utc_seconds, struct str *out)
{
	const int64_t local = amsterdam(utc_seconds);
	const int64_t minute = (local - floor_day(local) * DAY) / 60;

	str_addf(out, "%s %02d:%02d", date_nl(amsterdam_day(utc_seconds)).s,
		 (int)(minute / 60), (int)(minute % 60));
}
