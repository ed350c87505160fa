#include "store/rules/penalty.h"

#include "store/rules/calendar.h"
#include "store/rules/clock.h"

#define STEP_DAYS 14 /* the days of each tariff */
#define DECIDE_DAYS 14 /* Awb 4:18 lid 1: two weeks */

/* Euro a day for each fourteen days, by the day on which the notice was received, as 10000
 * * year + 100 * month + day. A new tariff is added at the end. */
static const struct tariff {
	int from;
	int euro[PENALTY_DAYS / STEP_DAYS];
} tariffs[] = {
	{ 20091001, { 20, 30, 40 } },
	{ 20190101, { 23, 35, 45 } },
};

static const struct tariff *tariff_of(struct date notice)
{
	struct ymd d = date_ymd(notice);
	int day = d.year * 10000 + d.month * 100 + d.day;
	const struct tariff *found = NULL;

	for (size_t i = 0; i < sizeof(tariffs) / sizeof(*tariffs); i++)
		if (tariffs[i].from <= day)
			found = &tariffs[i];
	return found;
}

enum step_code penalty_notice(struct date notice, struct date due,
			      struct date announced)
{
	if (!tariff_of(notice))
		return STEP_DEFAULT_OLD;
	if (notice.days <= due.days)
		return STEP_DEFAULT_EARLY;
	if (date_is(announced) && notice.days >= announced.days)
		return STEP_DEFAULT_ANNOUNCED;
	return STEP_DEFAULT;
}

struct penalty penalty_owed(struct date notice, struct date stop, bool announced)
{
	const struct tariff *tariff = tariff_of(notice);
	struct penalty p = { .decide_by = DATE_NONE };

	p.first_day = date_add(notice, PENALTY_FORTNIGHT + 1);
	p.last_day = date_add(p.first_day, PENALTY_DAYS - 1);
	p.days = date_diff(p.first_day, stop);
	if (p.days < 0)
		p.days = 0;
	if (p.days > PENALTY_DAYS)
		p.days = PENALTY_DAYS;
	for (int day = 0; day < p.days; day++)
		p.euro += tariff->euro[day / STEP_DAYS];
	if (p.days == PENALTY_DAYS || (announced && p.days > 0))
		p.decide_by =
			calendar_shift(date_add(p.first_day, p.days - 1 + DECIDE_DAYS));
	return p;
}

/* ---- explaining ---------------------------------------------------------------------- */

static void tell_penalty(struct clock *c, struct date notice)
{
	const struct penalty *p = &c->out->penalty;
	struct date fortnight = date_add(notice, PENALTY_FORTNIGHT);
	struct date shifted = clock_shift(c, fortnight);
	struct date owed = p->days ? date_add(p->first_day, p->days - 1) : p->first_day;

	/* Whether the fortnight is a term that Atw art. 1 moves is not settled. */
	if (shifted.days != fortnight.days)
		clock_step(c, STEP_FORTNIGHT, fortnight, date_add(shifted, 1),
			   (int)calendar_day(fortnight), "Awb 4:17 lid 3");
	clock_step(c, STEP_PENALTY, p->first_day, p->last_day, 0, "Awb 4:17 lid 1, 3");
	clock_step(c, STEP_PENALTY_DAYS, owed, DATE_NONE, p->days, "Awb 4:17 lid 1");
	clock_step(c, STEP_PENALTY_EURO, owed, DATE_NONE, p->euro, "Awb 4:17 lid 2");
	if (!date_is(p->decide_by))
		return;
	clock_shift(c, date_add(owed, DECIDE_DAYS));
	clock_step(c, STEP_PENALTY_DECIDE, p->decide_by, DATE_NONE, 0,
		   "Awb 4:18 lid 1");
}

void clock_penalty(struct clock *c)
{
	bool announced = date_is(c->announced);
	struct date notice = DATE_NONE;

	for (size_t i = 0; i < c->n; i++) {
		struct date day = c->event[i].date;
		enum step_code code;

		if (c->event[i].kind != EVENT_DEFAULT_NOTICE)
			continue;
		code = penalty_notice(day, c->out->due, c->announced);
		if (code == STEP_DEFAULT && date_is(notice))
			code = STEP_DEFAULT_SECOND;
		clock_step(c, code, day,
			   code == STEP_DEFAULT_EARLY       ? c->out->due
			   : code == STEP_DEFAULT_ANNOUNCED ? c->announced
			   : code == STEP_DEFAULT_SECOND    ? notice
							    : DATE_NONE,
			   0, "Awb 4:17 lid 3");
		if (code == STEP_DEFAULT)
			notice = day;
	}
	if (!date_is(notice))
		return;
	c->out->penalty =
		penalty_owed(notice, announced ? c->announced : c->on, announced);
	tell_penalty(c, notice);
}
