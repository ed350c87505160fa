/* How long the clock of many dossiers takes, on one core, without reading them.
 * usage: clock [COUNT] */
#include <stdio.h>
#include <time.h>

#include "store/rules/term.h"

/* What dossiers hold, from the most frequent to one with everything. */
static const char *const lives[] = {
	"received 2026-09-01",
	"received 2026-09-01\nannounced 2026-10-20",
	"received 2026-09-01\ninvite 2026-09-08 until 2026-09-22\n"
	"completed 2026-09-18\nannounced 2026-11-02",
	"received 2026-09-01\ninvite 2026-09-08 until 2026-09-22",
	"received 2026-09-01\ninvite 2026-09-08 until 2026-09-22\n"
	"completed 2026-09-18\nconsent 2026-10-19 until 2026-11-08\n"
	"notice 2026-11-10 until 2026-12-01\ndefault-notice 2026-12-02\n"
	"announced 2027-01-04\nobjection committee\n"
	"objection-repair 2027-02-22 until 2027-03-08\nadjourn 6w",
};
#define LIVES (sizeof(lives) / sizeof(*lives))

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	struct err e = { .code = ERR_NONE };
	static struct history h[LIVES];
	uint64_t count = 1000000, sum = 0;
	double from;

	if (argc > 1 && !strv_uint(strv(argv[1]), 100000000, &count))
		return 64;
	for (size_t i = 0; i < LIVES; i++)
		if (!history_parse(strv(lives[i]), "life", &h[i], &e))
			return 65;
	from = seconds();
	for (uint64_t i = 0; i < count; i++) {
		struct history *life = &h[i % LIVES];
		struct date on = { 20700 + (int)(i % 300) };
		struct term t;

		if (!term_compute(life, TERM_STATUTORY, on, &t, &e))
			return 65;
		sum += (uint64_t)t.due.days + t.nsteps;
	}
	/* The sum keeps the work from being left out. */
	printf("| clock of %llu dossiers recomputed | %.0f ms | ≤ 2,000 | %llu |\n",
	       (unsigned long long)count, (seconds() - from) * 1000,
	       (unsigned long long)sum);
	return 0;
}
