#include "store/store.h"

bool face_waits(const struct face *f, struct date today)
{
	return f->state == STATE_WAITING && date_is(f->lapse) &&
	       f->lapse.days >= today.days;
}

struct strv face_name(const struct face *f, struct arena *a)
{
	return strv(arena_printf(a, "%.*s%s%.*s%s%.*s", STRV_FMT(f->prefix),
				 f->prefix.n ? " " : "", STRV_FMT(f->surname),
				 f->initials.n ? ", " : "", STRV_FMT(f->initials)));
}
