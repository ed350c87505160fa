#include "store/demo/demo.h"

struct dice dice_of(uint64_t seed, uint64_t stream)
{
	struct dice d = { seed ^ (stream * 0x9e3779b97f4a7c15U) };

	dice_roll(&d);
	return d;
}

uint64_t dice_roll(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15U;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
	return z ^ (z >> 31);
}

unsigned dice_pick(struct dice *d, unsigned n)
{
	return (unsigned)(((dice_roll(d) >> 32) * n) >> 32);
}

bool dice_chance(struct dice *d, unsigned percent)
{
	return dice_pick(d, 100) < percent;
}
