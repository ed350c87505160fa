#include "store/rules/suspend.h"

void suspend_add(struct suspensions *s, struct suspension x)
{
	size_t i = s->n++;

	for (; i > 0 && s->item[i - 1].from.days > x.from.days; i--)
		s->item[i] = s->item[i - 1];
	s->item[i] = x;
}

struct date suspend_end(const struct suspensions *s, struct date start, int n, int less)
{
	struct date end = date_add(start, n);
	struct date covered = start;

	/* By first day each adds the days that none before it covered, as long as it
	 * begins before the term has run out. */
	for (size_t i = 0; i < s->n; i++) {
		struct date from = s->item[i].from;
		struct date to = s->item[i].to;

		if (s->item[i].lapses)
			to.days -= less;
		if (from.days <= covered.days)
			from.days = covered.days + 1;
		if (from.days > end.days)
			break;
		if (from.days > to.days)
			continue;
		end.days += date_diff(from, to) + 1;
		covered = to;
	}
	return end;
}

static enum idle why_idle(const struct suspension *x, struct date start,
			  struct date end)
{
	if (x->from.days > x->to.days)
		return IDLE_EMPTY;
	if (x->from.days > end.days)
		return IDLE_LATE;
	return x->to.days <= start.days ? IDLE_BEFORE : IDLE_COVERED;
}

int suspend_share(const struct suspensions *s, struct date start, struct date end,
		  int *days)
{
	struct date covered = start;
	int sum = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct suspension *x = &s->item[i];
		int first =
			x->from.days > covered.days ? x->from.days : covered.days + 1;
		int n = x->to.days - first + 1;

		if (n <= 0 || first > end.days) {
			days[x->event] = -(int)why_idle(x, start, end);
			continue;
		}
		days[x->event] = n;
		sum += n;
		covered = x->to;
	}
	return sum;
}
