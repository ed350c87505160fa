#include "tui/view.h"

#include "tui/event_ask.h"
#include "tui/message.h"
#include "tui/section.h"
#include "tui/ui.h"
#include "tui/widget/glyph.h"

/* Where the line of days and the steps stand. */
#define LINE_Y 2
#define LINE_X 3
#define STEPS_Y 6
/* On a screen this low there are only the steps. */
#define LOW_SCREEN 14
#define ASKED_LINES 3
/* Columns that are looked at for labels; on a wider line those beyond have none. */
#define LABELS_MAX 511

/* A day on the line. Earlier ones in the list keep their label when there is no room for
 * both. */
struct mark {
	struct date day;
	const char *word; /* translated */
	bool today;
};

/* A run of days in which the clock stands still. */
struct still {
	struct date first, last;
};

struct clock_state {
	struct list list;
	struct block *block; /* one for each step, in the view's arena */
	uint16_t *seq; /* of the event that it tells about; 0: none */
	struct strv *line; /* that event, as its line of text */
	size_t n;
	struct mark *mark;
	size_t nmarks;
	struct still *still;
	size_t nstill;
	struct date from, to; /* the line's ends */
	struct date due, strict;
};

/* ---- loading --------------------------------------------------------------------- */

/* What the applicant was asked in the invitation of that day. */
static struct strv asked_on(const struct dossier *d, struct date day)
{
	const struct part *p;
	size_t i;

	for (i = 0; (p = dossier_part(d, PART_EVENT, i)); i++) {
		struct date date;

		if (strv_eq(part_get(p, FIELD_EVENT_WORD),
			    strv(event_word(EVENT_INVITE))) &&
		    date_parse(part_get(p, FIELD_EVENT_DATE), &date) &&
		    date.days == day.days)
			return part_get(p, FIELD_EVENT_TEXT);
	}
	return (struct strv){ 0 };
}

static bool make_step(const struct step *step, const struct dossier *d, struct arena *a,
		      struct block *b)
{
	struct str text = { 0 }, day = { 0 }, article = { 0 };

	message_step(step, &text);
	message_day(step->date, &day);
	message_article(strv(step->article), &article);
	*b = (struct block){ .most = 3 };
	if (step->code == STEP_INVITED) {
		struct strv asked = asked_on(d, step->date);

		if (asked.n)
			str_addf(&text, "\n%.*s", STRV_FMT(asked));
		b->most += ASKED_LINES;
	}
	if (step->code == STEP_SHIFTED || step->code == STEP_NOT_SHIFTED)
		b->look = LOOK_ACCENT;
	if (!text.failed && !day.failed) {
		b->text = arena_copy(a, strv_of(&text));
		b->label = arena_copy(a, strv_of(&day));
	}
	if (!article.failed)
		b->right = arena_copy(a, strv_of(&article));
	str_release(&text);
	str_release(&day);
	str_release(&article);
	return b->text.p && b->label.p && b->right.p;
}

static void add_mark(struct clock_state *s, struct date day, const char *word)
{
	if (!date_is(day))
		return;
	s->mark[s->nmarks++] = (struct mark){ .day = day, .word = word };
	if (day.days < s->from.days)
		s->from = day;
	if (day.days > s->to.days)
		s->to = day;
}

/* The day after the invitation up to the day before completion, or the last day of the
 * repair term (Awb 4:15 lid 1 onder a). */
static struct still still_of(const struct term *t, const struct step *invited)
{
	struct still run = { date_add(invited->date, 1), invited->other };
	size_t i;

	for (i = 0; i < t->nsteps; i++)
		if (t->step[i].code == STEP_COMPLETED &&
		    t->step[i].other.days == invited->date.days)
			run.last = date_add(t->step[i].date, -1);
	return run;
}

/* Days that the parties or the facts suspend (Awb 4:15 lid 1 onder b, lid 2). */
static void mark_still(struct clock_state *s, const struct step *step)
{
	struct still run = { step->date, step->other };

	if (step->n <= 0)
		return;
	if (step->code == STEP_FOREIGN)
		run = (struct still){ date_add(step->date, 1),
				      date_add(step->other, -1) };
	else if (step->code != STEP_CONSENT && step->code != STEP_DELAY &&
		 step->code != STEP_FORCE_MAJEURE)
		return;
	/* What came before the term began is not on the line. */
	if (run.first.days <= s->from.days)
		run.first = date_add(s->from, 1);
	s->still[s->nstill++] = run;
}

static void mark_steps(struct clock_state *s, const struct term *t, struct date today)
{
	size_t i;

	for (i = 0; i < t->nsteps; i++) {
		const struct step *step = &t->step[i];

		if (step->code == STEP_INVITED) {
			add_mark(s, step->date, _("asked"));
			if (date_is(step->other))
				s->still[s->nstill++] = still_of(t, step);
		} else if (step->code == STEP_COMPLETED) {
			add_mark(s, step->date, _("complete"));
		} else if (step->code == STEP_LAPSED || step->code == STEP_RUNNING) {
			add_mark(s, step->date,
				 step->date.days < today.days ? _("lapsed")
							      : _("lapses"));
		} else if (step->code == STEP_PENALTY) {
			add_mark(s, step->date, _("penalty"));
		} else {
			mark_still(s, step);
		}
	}
}

static struct date announced_on(const struct term *t)
{
	size_t i;

	for (i = 0; i < t->nsteps; i++)
		if (t->step[i].code == STEP_ANNOUNCED)
			return t->step[i].date;
	return DATE_NONE;
}

/* Today is of no concern once all is over. */
static bool make_line(struct clock_state *s, const struct term *t, const struct face *f,
		      struct date today, struct arena *a)
{
	s->mark = arena_array(a, t->nsteps + 3, sizeof(*s->mark));
	s->still = arena_array(a, t->nsteps + 1, sizeof(*s->still));
	s->nmarks = s->nstill = 0;
	s->from = s->to = f->received;
	if (!s->mark || !s->still)
		return false;
	add_mark(s, f->received, _("received"));
	add_mark(s, t->due, _("due"));
	add_mark(s, announced_on(t), _("sent"));
	if (state_open(f->state)) {
		add_mark(s, today, _("today"));
		s->mark[s->nmarks - 1].today = true;
	}
	mark_steps(s, t, today);
	return true;
}

/* Which event the step tells about, and what it says. */
static bool keep_event(struct clock_state *s, const struct dossier *d,
		       const struct step *step, struct arena *a)
{
	struct str line = { 0 };
	struct event ev;
	size_t i = s->n;

	s->seq[i] = event_of_step(d, step);
	for (size_t k = 0; s->seq[i] && k < d->nparts; k++)
		if (d->part[k].kind == PART_EVENT && d->part[k].seq == s->seq[i] &&
		    part_event(&d->part[k], &ev))
			event_write(&ev, &line);
	s->line[i] = arena_copy(a, strv_of(&line));
	const bool ok = !line.failed && s->line[i].p;

	str_release(&line);
	return ok;
}

static bool make_steps(struct view *v, const struct dossier *d, const struct term *t,
		       struct err *e)
{
	struct clock_state *s = v->state;
	size_t i;

	s->n = 0;
	s->block = arena_array(&v->arena, t->nsteps + 1, sizeof(*s->block));
	s->seq = arena_array(&v->arena, t->nsteps + 1, sizeof(*s->seq));
	s->line = arena_array(&v->arena, t->nsteps + 1, sizeof(*s->line));
	if (!s->block || !s->seq || !s->line)
		return err_set(e, ERR_NOMEM);
	for (i = 0; i < t->nsteps; i++) {
		/* It stands below, where it warns. */
		if (t->step[i].code == STEP_STRICT)
			continue;
		if (!keep_event(s, d, &t->step[i], &v->arena) ||
		    !make_step(&t->step[i], d, &v->arena, &s->block[s->n++]))
			return err_set(e, ERR_NOMEM);
	}
	return true;
}

static bool read_clock(struct view *v, struct ui *ui, struct txn *t, struct err *e)
{
	struct clock_state *s = v->state;
	struct dossier *d = arena_alloc(&v->arena, sizeof(*d));
	struct term *term = arena_alloc(&v->arena, sizeof(*term));
	struct history h = { .n = 0 };
	const struct policy *p;

	if (!d || !term)
		return err_set(e, ERR_NOMEM);
	if (!dossier_load(t, ui_actor(ui), v->arg.id, &v->arena, d, e))
		return false;
	v->face = d->face;
	v->current = d->face.id;
	v->has_face = true;
	p = store_policy(ui_store(ui), d->face.received, e);
	if (!p || !dossier_history(d, &h, e) ||
	    !term_compute(&h, p->term, ui_today(ui), term, e))
		return false;
	s->due = term->due;
	s->strict = term->due_strict;
	if (!make_line(s, term, &d->face, ui_today(ui), &v->arena))
		return err_set(e, ERR_NOMEM);
	return make_steps(v, d, term, e);
}

static bool clock_load(struct view *v, struct ui *ui, struct err *e)
{
	struct clock_state *s = v->state;
	int width, height;
	struct txn *t;
	bool ok;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->is_list = true;
	}
	t = ui_read(ui, e);
	if (!t)
		return false;
	v->has_face = false;
	ok = read_clock(v, ui, t, e);
	txn_end(t);
	ui_size(ui, &width, &height);
	list_fit(&s->list, ok ? s->n : 0,
		 height > STEPS_Y + 6 ? height - STEPS_Y - 5 : 1);
	return ok;
}

static void clock_close(struct view *v)
{
	free(v->state);
}

/* ---- drawing --------------------------------------------------------------------- */

static int day_x(const struct clock_state *s, struct date day, int width)
{
	int days = date_diff(s->from, s->to);

	return days > 0 ? LINE_X + date_diff(s->from, day) * (width - 1) / days
			: LINE_X;
}

static void draw_bar(const struct clock_state *s, struct canvas *c, int width)
{
	int y = LINE_Y + 1, x, last = LINE_X + width - 1;
	size_t i;

	canvas_rule(c, y, LINE_X, width);
	/* From behind the invitation up to the day on which the clock goes on. */
	for (i = 0; i < s->nstill; i++)
		for (x = day_x(s, date_add(s->still[i].first, -1), width) + 1;
		     x < day_x(s, date_add(s->still[i].last, 1), width) && x <= last;
		     x++)
			canvas_line_char(c, y, x, 0x2591);
	for (i = 0; i < s->nmarks; i++) {
		x = day_x(s, s->mark[i].day, width);
		canvas_line_char(c, y, x,
				 x == LINE_X ? 0x251c
				 : x == last ? 0x2524
					     : 0x253c);
		if (s->mark[i].today)
			canvas_look(c, y, x, 1, LOOK_ACCENT);
	}
}

/* Whether a label of `cols` fits at column `at`, a blank on either side. */
static bool has_room(const uint8_t *taken, int at, int cols, int width)
{
	int x;

	if (at < LINE_X || at + cols > LINE_X + width || at + cols >= LABELS_MAX)
		return false;
	for (x = at - 1; x <= at + cols; x++)
		if (taken[x])
			return false;
	return true;
}

/* A label stands under its day, begins there or ends there: in which order these are
 * tried, for today and for the other days. */
enum side { UNDER, BEGINS, ENDS };
static const enum side tries[][3] = { { UNDER, BEGINS, ENDS },
				      { BEGINS, UNDER, ENDS },
				      { ENDS, UNDER, BEGINS } };
#define TRIES (sizeof(tries) / sizeof(*tries))

/* -1: there is no room. */
static int label_x(int x, int cols, int width, const enum side side[3],
		   const uint8_t *taken)
{
	int last = LINE_X + width - cols, at;
	size_t i;

	for (i = 0; i < 3; i++) {
		at = side[i] == BEGINS ? x
		     : side[i] == ENDS ? x - cols + 1
				       : x - cols / 2;
		if (side[i] == UNDER)
			at = at < LINE_X ? LINE_X : at > last ? last : at;
		if (has_room(taken, at, cols, width))
			return at;
	}
	return -1;
}

static int label_cols(const struct mark *m, charset_can can)
{
	int word = glyph_cols(strv(m->word), can);

	return word > 5 ? word : 5; /* "20-11" */
}

/* Places the labels, earlier marks first, and draws them when there is a canvas; returns
 * how many have a place. */
static size_t place_labels(const struct clock_state *s, charset_can can, int width,
			   const enum side today[3], struct canvas *c)
{
	uint8_t taken[LABELS_MAX + 1] = { 0 };
	size_t i, n = 0;

	for (i = 0; i < s->nmarks; i++) {
		const struct mark *m = &s->mark[i];
		int cols = label_cols(m, can);
		int at = label_x(day_x(s, m->day, width), cols, width,
				 m->today ? today : tries[0], taken);

		if (at < 0)
			continue;
		n++;
		memset(taken + at, 1, (size_t)cols);
		if (!c)
			continue;
		canvas_put(c, LINE_Y, at, cols, m->today ? LOOK_ACCENT : LOOK_TEXT,
			   strv(date_short(m->day).s));
		canvas_put(c, LINE_Y + 2, at, cols, m->today ? LOOK_ACCENT : LOOK_DIM,
			   strv(m->word));
	}
	return n;
}

/* Today makes way to the side where most labels find a place. */
static void draw_labels(const struct clock_state *s, struct canvas *c, int width)
{
	size_t best = 0, most = 0, i;

	for (i = 0; i < TRIES; i++) {
		size_t n = place_labels(s, c->can, width, tries[i], NULL);

		if (n <= most)
			continue;
		most = n;
		best = i;
	}
	place_labels(s, c->can, width, tries[best], c);
}

static void draw_strict(const struct clock_state *s, struct canvas *c, int y)
{
	struct str text = { 0 };

	str_addz(&text, _("Strict reading of 'until': "));
	message_day(s->strict, &text);
	str_addz(&text, _(". Keep to it if you can."));
	canvas_put(c, y, 1, c->width - 2, LOOK_SOON, strv_of(&text));
	str_release(&text);
}

static void clock_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct clock_state *s = v->state;
	int width = c->width - LINE_X - 3, last = c->height - 2;
	bool line = c->height >= LOW_SCREEN && width >= 20;

	section_title(v, ui, c, _("Clock"));
	if (line) {
		draw_bar(s, c, width);
		draw_labels(s, c, width);
	}
	if (date_is(s->strict) && c->height >= LOW_SCREEN) {
		draw_strict(s, c, last - 1);
		last -= 2;
	}
	blocks_draw(&s->list, s->block, c, line ? STEPS_Y : LINE_Y, last);
}

static bool clock_input(struct view *v, struct ui *ui, keycode key)
{
	struct clock_state *s = v->state;

	(void)ui;
	return list_key(&s->list, key);
}

/* ---- commands -------------------------------------------------------------------- */

static bool cmd_add(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	event_ask(ui, v, "event-add", 0, STRV(""));
	return true;
}

/* The event under the cursor, or 0 and a word about it. */
static uint16_t event_here(struct ui *ui, const struct clock_state *s)
{
	uint16_t seq = s->n ? s->seq[s->list.selected] : 0;

	if (!seq)
		ui_say(ui, "%s", _("This line follows from the others."));
	return seq;
}

static bool cmd_correct(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct clock_state *s = v->state;
	uint16_t seq = event_here(ui, s);

	(void)call;
	if (seq)
		event_ask(ui, v, "event-correct", seq, s->line[s->list.selected]);
	return seq != 0;
}

static bool cmd_withdraw(struct ui *ui, struct view *v, const struct command_call *call)
{
	uint16_t seq = event_here(ui, v->state);

	(void)call;
	if (seq)
		event_ask(ui, v, "event-withdraw", seq, STRV(""));
	return seq != 0;
}

static const struct command commands[] = {
	{ "event-add", cmd_add, NEED_CASE, ARG_NONE, "event-add",
	  N_("Add an event to the clock"), N_("add event"), NULL },
	{ "event-correct", cmd_correct, NEED_CASE | NEED_LIST, ARG_NONE,
	  "event-correct", N_("Correct the event under the cursor"), N_("correct"),
	  NULL },
	{ "event-withdraw", cmd_withdraw, NEED_CASE | NEED_LIST, ARG_NONE,
	  "event-withdraw", N_("Withdraw the event under the cursor"), N_("withdraw"),
	  NULL },
};

const struct view_ops view_clock = {
	.name = "clock",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = clock_load,
	.draw = clock_draw,
	.input = clock_input,
	.close = clock_close,
};
