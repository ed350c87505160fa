/* Prints what the rules hold true, for tests/oracle.py to compare with what others do.
 * usage: oracle days FIRST LAST | easter FIRST LAST | bsn | postcode (the last two: one
 * candidate a line on standard input, 1 or 0 for each) */
#include <stdio.h>
#include <string.h>

#include "store/rules/calendar.h"
#include "store/rules/field.h"

/* Every day off but the plain Saturdays and Sundays, with its reason. */
static void print_days(int first, int last)
{
	struct date d;

	if (!date_make(first, 1, 1, &d))
		return;
	for (; date_ymd(d).year <= last; d = date_add(d, 1)) {
		enum day_off off = calendar_day(d);

		if (off != DAY_WORK && off != DAY_SATURDAY && off != DAY_SUNDAY)
			printf("%s %d\n", date_iso(d).s, off == DAY_EQUATED);
	}
}

static void print_easter(int first, int last)
{
	for (int year = first; year <= last; year++)
		printf("%s\n", date_iso(calendar_easter(year)).s);
}

static bool good(bool bsn, struct strv text, struct arena *a)
{
	struct err e = { .code = ERR_NONE };
	struct strv out;

	if (bsn)
		return bsn_valid(text);
	return field_check(field_by_id(FIELD_POSTCODE), text, DATE_NONE, a, &out, &e);
}

static void judge(bool bsn)
{
	struct arena a = { 0 };
	char line[64];

	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		puts(good(bsn, strv(line), &a) ? "1" : "0");
		arena_reset(&a);
	}
	arena_release(&a);
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	uint64_t first, last;
	bool years = argc == 4 && strv_uint(strv(argv[2]), 2999, &first) &&
		     strv_uint(strv(argv[3]), 2999, &last);

	if (years && strcmp(what, "days") == 0)
		print_days((int)first, (int)last);
	else if (years && strcmp(what, "easter") == 0)
		print_easter((int)first, (int)last);
	else if (strcmp(what, "bsn") == 0 || strcmp(what, "postcode") == 0)
		judge(what[0] == 'b');
	else
		return 64;
	return 0;
}
