#include "tui/desk_lines.h"

#include "store/rules/penalty.h"
#include "tui/message.h"

#define URGENT_MAX 16
#define URGENT_AMONG 200 /* cases, in the order of their due date */
#define ENTRIES 100
#define LINES_MAX (QUEUE_COUNT + URGENT_MAX + ENTRIES + 8)

struct desk {
	struct txn *t;
	struct query q;
	struct arena *a;
	struct desk_line *line;
	size_t n;
};

bool desk_line_rests(const struct desk_line *l)
{
	return l->kind == DESK_QUEUE || l->kind == DESK_CASE || l->kind == DESK_ENTRY;
}

enum queue desk_first_queue(const struct actor *actor)
{
	return actor->rights & RIGHT_HANDLED ? QUEUE_MINE : QUEUE_OPEN;
}

static struct desk_line *add(struct desk *d, enum desk_kind kind)
{
	struct desk_line *l = d->line + d->n++;

	l->kind = kind;
	return l;
}

static void add_heading(struct desk *d, const char *text)
{
	if (d->n)
		add(d, DESK_BLANK);
	add(d, DESK_HEADING)->text = text;
}

/* ---- queues ---------------------------------------------------------------------- */

/* What somebody cannot be the handler of is not on the desk. */
static bool queue_wanted(enum queue q, unsigned rights)
{
	return q != QUEUE_ALL && (q != QUEUE_MINE || (rights & RIGHT_HANDLED));
}

/* What is closed is only counted: it may be most of the store. */
static bool count_queue(struct desk *d, struct desk_line *l, struct err *e)
{
	if (l->queue == QUEUE_CLOSED)
		return query_count(d->t, &d->q, &l->stat.count, e);
	return query_stat(d->t, &d->q, &l->stat, e);
}

static bool add_queues(struct desk *d, struct err *e)
{
	add(d, DESK_HEADS);
	for (int i = 0; i < QUEUE_COUNT; i++) {
		struct desk_line *l;

		if (!queue_wanted((enum queue)i, d->q.actor->rights))
			continue;
		l = add(d, DESK_QUEUE);
		l->queue = d->q.queue = (enum queue)i;
		l->stat.oldest = DATE_NONE;
		if (!count_queue(d, l, e))
			return false;
	}
	return true;
}

/* ---- what comes first ------------------------------------------------------------ */

static struct strv why(const struct face *f, struct date today, struct arena *a)
{
	if (date_is(f->notice)) {
		const struct penalty p = penalty_owed(f->notice, today, false);

		return strv(p.days ? arena_printf(a, _("€ %d penalty today"), p.euro)
				   : arena_printf(a, _("penalty from %s"),
						  date_short(p.first_day).s));
	}
	if (face_lapsed(f, today))
		return strv(arena_printf(a, _("not completed by %s"),
					 date_short(f->lapse).s));
	if (f->state == STATE_DECIDED)
		return strv(_("to be sent"));
	if (f->state == STATE_PROPOSED)
		return strv(_("waits for approval"));
	return STRV("");
}

/* First what is late or due within a week, in the order of the due date; then the repair
 * terms that lapsed. */
static bool is_urgent(const struct face *f, struct date today, int round)
{
	char sign = face_sign(f, today);

	if (round == 0)
		return sign == '!' || sign == '~';
	return sign == ' ' && face_lapsed(f, today);
}

static bool pick_urgent(struct desk *d, size_t most, struct face **out, size_t *n,
			struct err *e)
{
	struct face *face;
	size_t all;

	*n = 0;
	d->q.queue = desk_first_queue(d->q.actor);
	if (!query_rows(d->t, &d->q, 0, URGENT_AMONG, d->a, &face, &all, e))
		return false;
	*out = arena_array(d->a, most, sizeof(**out));
	if (!*out)
		return err_set(e, ERR_NOMEM);
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < all && *n < most; i++)
			if (is_urgent(face + i, d->q.today, round))
				(*out)[(*n)++] = face[i];
	return true;
}

static bool add_urgent(struct desk *d, size_t most, struct err *e)
{
	struct face *face;
	struct face_row *row;
	size_t n;

	if (!pick_urgent(d, most, &face, &n, e) ||
	    !face_rows(d->t, face, n, d->a, &row, e))
		return false;
	add_heading(d, n ? N_("First this") : N_("Nothing is late or due this week"));
	for (size_t i = 0; i < n; i++) {
		struct desk_line *l = add(d, DESK_CASE);

		l->row = row + i;
		l->why = why(&row[i].face, d->q.today, d->a);
	}
	return true;
}

/* ---- the auditor's desk ----------------------------------------------------------- */

static bool add_entries(struct desk *d, struct err *e)
{
	struct entry *entry;
	size_t n;

	if (!journal_recent(d->t, d->q.actor, ENTRIES, d->a, &entry, &n, e))
		return false;
	add_heading(d, N_("Newest in the journal"));
	for (size_t i = 0; i < n && i < ENTRIES; i++)
		add(d, DESK_ENTRY)->entry = entry + i;
	return true;
}

bool desk_lines(struct txn *t, const struct actor *actor, struct date today,
		size_t most, struct arena *a, struct desk_line **out, size_t *n,
		struct err *e)
{
	struct desk d = { .t = t, .q = { .today = today, .actor = actor }, .a = a };
	bool ok = true;

	*n = 0;
	d.line = *out = arena_array(a, LINES_MAX, sizeof(**out));
	if (!d.line)
		return err_set(e, ERR_NOMEM);
	if (most > URGENT_MAX)
		most = URGENT_MAX;
	if (actor->rights & RIGHT_FACES)
		ok = add_queues(&d, e) && add_urgent(&d, most, e);
	else if (actor->rights & RIGHT_JOURNAL)
		ok = add_entries(&d, e);
	if (ok)
		*n = d.n;
	return ok;
}
