#include "tui/face_row.h"

#include "store/base/utf8.h"
#include "tui/message.h"

#define WEEK 7
#define FLAGS 6
/* Below the rows: the sentence, then the message and the hints of the workbench. */
#define LINES_BELOW 3
#define LINES_ROOMY 12
/* What line 1 needs besides: margins, DEMO and the room around it. */
#define TITLE_GAPS 12
/* From this width on categories stand with their titles. */
#define CATEGORY_ROOMY 20

struct columns { /* widths; 0: left out */
	int name;
	int category;
	int received;
	int due;
	int state;
	int handler;
};

enum { SIGN_X = 1, NUMBER_X = 3, NUMBER_W = 11, DAY_W = 5, LEFT_W = 5 };

/* Takes a column and the gap before it off what is left of the line. */
static int take(int *room, int width)
{
	if (*room < width + 1)
		return 0;
	*room -= width + 1;
	return width;
}

/* Gives a column up to `most` of the columns that are left. */
static void grow(int *room, int *width, int most)
{
	int more = *room < most ? *room : most;

	if (*width && more > 0) {
		*width += more;
		*room -= more;
	}
}

static void columns_fit(struct columns *w, int width)
{
	int room = width - NUMBER_X - NUMBER_W - 1 - LEFT_W;

	w->name = take(&room, 12);
	w->due = take(&room, DAY_W);
	w->category = w->due ? take(&room, 10) : 0;
	w->received = w->category ? take(&room, DAY_W) : 0;
	w->state = w->received ? take(&room, 7) : 0;
	w->handler = w->state ? take(&room, 8) : 0;
	grow(&room, &w->name, 8);
	grow(&room, &w->handler, 4);
	grow(&room, &w->category, 18);
	grow(&room, &w->name, 16);
}

bool face_rows(struct txn *t, const struct face *face, size_t n, struct arena *a,
	       struct face_row **out, struct err *e)
{
	*out = arena_array(a, n ? n : 1, sizeof(**out));
	if (!*out)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < n; i++) {
		struct face_row *r = *out + i;

		r->face = face[i];
		r->name = face_name(&face[i], a);
		r->handler = arena_copy(a, user_name(t, face[i].handler));
		if (!r->name.p || !r->handler.p)
			return err_set(e, ERR_NOMEM);
	}
	return true;
}

static bool keep(struct arena *a, struct strv *text)
{
	*text = arena_copy(a, *text);
	return text->p != NULL;
}

bool face_of_case(struct txn *t, const struct actor *actor, struct caseid id,
		  struct arena *a, struct face_row *out, struct err *e)
{
	struct face f;
	struct face_row *row;

	if (!face_load(t, actor, id, &f, e))
		return false;
	if (!keep(a, &f.category) || !keep(a, &f.reference) || !keep(a, &f.surname) ||
	    !keep(a, &f.prefix) || !keep(a, &f.initials) || !keep(a, &f.sortkey))
		return err_set(e, ERR_NOMEM);
	if (!face_rows(t, &f, 1, a, &row, e))
		return false;
	*out = *row;
	return true;
}

bool face_lapsed(const struct face *f, struct date today)
{
	return f->state == STATE_WAITING && date_is(f->lapse) &&
	       f->lapse.days < today.days;
}

char face_sign(const struct face *f, struct date today)
{
	if (!state_open(f->state) || !date_is(f->due))
		return ' ';
	if (f->due.days < today.days)
		return '!';
	if (face_waits(f, today))
		return '=';
	return f->due.days < today.days + WEEK ? '~' : ' ';
}

enum role_look face_look(const struct face *f, struct date today)
{
	switch (face_sign(f, today)) {
	case '!':
		return LOOK_LATE;
	case '~':
		return LOOK_SOON;
	case '=':
		return LOOK_DIM;
	default:
		return LOOK_TEXT;
	}
}

struct strv face_category(const struct face *f, const struct face_eyes *eyes)
{
	const struct category *c =
		eyes->policy ? policy_category(eyes->policy, f->category) : NULL;

	if (!c)
		return f->category;
	return eyes->dutch ? c->title_nl : c->title_en;
}

struct strv face_category_word(const struct face *f, const struct face_eyes *eyes)
{
	const struct category *c =
		eyes->policy ? policy_category(eyes->policy, f->category) : NULL;
	struct strv title = face_category(f, eyes), word = { NULL, 0 };

	if (c)
		word = eyes->dutch ? c->short_nl : c->short_en;
	return word.n ? word : strv_cut(&title, ' ');
}

/* The whole title in a wide column, else one word. */
static struct strv category_short(const struct face *f, const struct face_eyes *eyes,
				  int width)
{
	struct strv title = face_category(f, eyes);

	if (width >= CATEGORY_ROOMY && utf8_count(title) <= (size_t)width)
		return title;
	return face_category_word(f, eyes);
}

static size_t flags_write(unsigned flags, char out[FLAGS])
{
	static const struct {
		unsigned flag;
		char letter;
	} letter[FLAGS] = {
		{ FACE_INTERPRETER, 'T' },    { FACE_PROTECTED, 'P' },
		{ FACE_MINORS, 'K' },         { FACE_OBJECTION, 'B' },
		{ FACE_DEFAULT_NOTICE, 'I' }, { FACE_DUPLICATE, 'D' },
	};
	size_t n = 0;

	for (size_t i = 0; i < FLAGS; i++)
		if (flags & letter[i].flag)
			out[n++] = letter[i].letter;
	return n;
}

/* In the list a state is one short word. */
static struct strv state_short(const struct face *f, struct date today)
{
	/* TRANSLATORS: registered, in handling, waiting for the applicant, proposed,
	 * decided, closed, void: each at most 7 columns */
	struct strv words = strv(_("new|active|waiting|to sign|to send|closed|void"));
	struct strv word = { NULL, 0 };

	/* TRANSLATORS: the repair term ran out; at most 7 columns */
	if (f->state == STATE_WAITING && !face_waits(f, today))
		return strv(_("expired"));
	for (int i = STATE_REGISTERED; i <= (int)f->state; i++)
		word = strv_cut(&words, '|');
	return word;
}

/* Login names often differ in their last letters only: those stay. */
static void put_handler(struct canvas *c, int y, int x, int width, struct strv name)
{
	struct strv head = utf8_head(name, width > 3 ? (size_t)width - 3 : 0);

	if (utf8_count(name) <= (size_t)width || name.n < head.n + 2)
		canvas_put(c, y, x, width, LOOK_TEXT, name);
	else
		canvas_putf(c, y, x, width, LOOK_TEXT, "%.*s…%.*s", STRV_FMT(head), 2,
			    name.p + name.n - 2);
}

static void put_left(struct canvas *c, int y, int x, const struct face *f,
		     struct date today)
{
	char text[24];
	int days = date_is(f->due) ? date_diff(today, f->due) : 0;

	if (!date_is(f->due) || !state_open(f->state))
		return;
	snprintf(text, sizeof(text), _("%d d"), days);
	if (strlen(text) > LEFT_W)
		snprintf(text, sizeof(text), "%d", days);
	canvas_put_right(c, y, x, LEFT_W, face_look(f, today), strv(text));
}

/* The flags end where the name's column ends and take of it what they need. */
static void put_name(struct canvas *c, int y, int x, int width,
		     const struct face_row *r)
{
	char letters[FLAGS];
	int n = (int)flags_write(r->face.flags, letters);

	if (n >= width)
		n = width - 1;
	canvas_put(c, y, x, n ? width - n - 1 : width, LOOK_TEXT, r->name);
	canvas_put(c, y, x + width - n, n, LOOK_TEXT, strv_n(letters, (size_t)n));
}

static struct strv handler_head(int width)
{
	struct strv head = strv(_("Handler"));

	return utf8_count(head) <= (size_t)width ? head : strv(_("Who"));
}

/* One column, when it is there; *x goes to the next. */
static void put_cell(struct canvas *c, int y, int *x, int width, bool head,
		     struct strv text)
{
	if (!width)
		return;
	canvas_put(c, y, *x, width, head ? LOOK_HEAD : LOOK_TEXT, text);
	*x += width + 1;
}

static void put_heads(struct canvas *c, int y, const struct columns *w)
{
	int x = NUMBER_X + NUMBER_W + 1;

	put_cell(c, y, &x, w->name, true, strv(_("Applicant")));
	put_cell(c, y, &x, w->category, true, strv(_("Category")));
	put_cell(c, y, &x, w->received, true, strv(_("Recv.")));
	put_cell(c, y, &x, w->due, true, strv(_("Due")));
	canvas_put_right(c, y, x, LEFT_W, LOOK_HEAD, strv(_("Left")));
	x += LEFT_W + 1;
	put_cell(c, y, &x, w->state, true, strv(_("State")));
	if (w->handler)
		put_cell(c, y, &x, w->handler, true, handler_head(w->handler));
}

static void put_columns(struct canvas *c, int y, const struct face_row *r,
			const struct face_eyes *eyes)
{
	const struct face *f = &r->face;
	struct columns w;
	int x = NUMBER_X + NUMBER_W + 1;

	columns_fit(&w, c->width);
	if (w.name) {
		put_name(c, y, x, w.name, r);
		x += w.name + 1;
	}
	if (w.category)
		put_cell(c, y, &x, w.category, false,
			 category_short(f, eyes, w.category));
	put_cell(c, y, &x, w.received, false, strv(date_short(f->received).s));
	put_cell(c, y, &x, w.due, false, strv(date_short(f->due).s));
	put_left(c, y, x, f, eyes->today);
	x += LEFT_W + 1;
	put_cell(c, y, &x, w.state, false, state_short(f, eyes->today));
	if (w.handler)
		put_handler(c, y, x, w.handler, r->handler);
}

bool face_title_fits(struct strv left, struct strv right, int width)
{
	return text_width(left) + text_width(right) + TITLE_GAPS <= width;
}

void face_place(const struct policy *p, const char *what, struct strv right, int width,
		struct str *out)
{
	struct str whole = { 0 };

	if (p)
		str_addf(&whole, "%.*s · ", STRV_FMT(p->municipality));
	str_addz(&whole, what);
	if (face_title_fits(strv_of(&whole), right, width))
		str_add(out, strv_of(&whole));
	else
		str_addz(out, what);
	str_release(&whole);
}

void face_head(struct canvas *c, int y)
{
	struct columns w;

	columns_fit(&w, c->width);
	canvas_put(c, y, NUMBER_X, NUMBER_W, LOOK_HEAD, strv(_("Case")));
	put_heads(c, y, &w);
}

static void put_start(struct canvas *c, int y, const struct face *f, struct date today)
{
	char sign = face_sign(f, today);

	canvas_put(c, y, SIGN_X, 1, face_look(f, today), strv_n(&sign, 1));
	canvas_put(c, y, NUMBER_X, NUMBER_W, LOOK_TEXT, strv(caseid_write(f->id).s));
}

void face_draw(struct canvas *c, int y, const struct face_row *r,
	       const struct face_eyes *eyes)
{
	put_start(c, y, &r->face, eyes->today);
	put_columns(c, y, r, eyes);
}

void face_draw_why(struct canvas *c, int y, const struct face_row *r,
		   const struct face_eyes *eyes, struct strv why)
{
	struct columns w = { .name = 0 };
	int x = NUMBER_X + NUMBER_W + 1;
	int room = c->width - x - LEFT_W;

	w.name = take(&room, 12);
	w.category = take(&room, 10);
	grow(&room, &w.name, 8);
	put_start(c, y, &r->face, eyes->today);
	if (w.name)
		put_name(c, y, x, w.name, r);
	x += w.name ? w.name + 1 : 0;
	if (w.category)
		canvas_put(c, y, x, w.category, LOOK_TEXT,
			   category_short(&r->face, eyes, w.category));
	x += w.category ? w.category + 1 : 0;
	put_left(c, y, x, &r->face, eyes->today);
	canvas_put(c, y, x + LEFT_W + 2, -1, LOOK_TEXT, why);
}

static void part(struct str *out, const char *text)
{
	if (out->n)
		str_addz(out, " · ");
	str_addz(out, text);
}

static void part_flags(struct str *out, unsigned flags)
{
	if (flags & FACE_DEFAULT_NOTICE)
		part(out, _("notice of default"));
	if (flags & FACE_OBJECTION)
		part(out, _("objection"));
	if (flags & FACE_PROTECTED)
		part(out, _("protected"));
	if (flags & FACE_INTERPRETER)
		part(out, _("interpreter"));
	if (flags & FACE_MINORS)
		part(out, _("minor children"));
	if (flags & FACE_DUPLICATE)
		part(out, _("possible duplicate"));
}

/* Where the clock is, as far as the face tells. A repair term that began after the end of
 * the decision term stops nothing (Awb 4:15). */
static void part_clock(struct str *out, const struct face *f, struct date today)
{
	if (face_waits(f, today)) {
		part(out, f->due.days < today.days ? _("repair term until ")
						   : _("clock stands still until "));
		str_addz(out, date_short(f->lapse).s);
	} else if (face_lapsed(f, today)) {
		part(out, _("repair term lapsed "));
		str_addz(out, date_short(f->lapse).s);
	}
	if (date_is(f->ended)) {
		part(out, f->state == STATE_VOID ? _("void since ") : _("closed on "));
		str_addz(out, date_nl(f->ended).s);
	}
}

void face_sentence(const struct face_row *r, const struct face_eyes *eyes,
		   struct str *out)
{
	const struct face *f = &r->face;

	str_add(out, face_category(f, eyes));
	part_clock(out, f, eyes->today);
	part_flags(out, f->flags);
	if (state_open(f->state) && !face_waits(f, eyes->today))
		part(out, message_state(f->state));
	if (r->handler.n) {
		part(out, "");
		str_add(out, r->handler);
	} else if (state_open(f->state)) {
		part(out, _("not assigned"));
	}
	if (f->reference.n) {
		part(out, "");
		str_add(out, f->reference);
	}
}

int face_lines(int height, int above)
{
	return height - above - LINES_BELOW - (height > LINES_ROOMY);
}

/* What does not fit goes part by part, never in the middle of a word. */
static void whole_parts(struct str *text, int width)
{
	size_t i;

	while (text_width(strv_of(text)) > width) {
		for (i = text->n; i > 0; i--)
			if (strv_starts(strv_n(text->p + i, text->n - i), STRV("· ")))
				break;
		if (i == 0)
			return;
		text->n = i - 1; /* and the blank before it */
		text->p[text->n] = '\0';
	}
}

void face_say(struct canvas *c, int above, const struct face_row *r,
	      const struct face_eyes *eyes)
{
	struct str text = { 0 };
	int y = c->height - LINES_BELOW;

	if (y <= above)
		return;
	face_sentence(r, eyes, &text);
	whole_parts(&text, c->width - 2);
	canvas_put(c, y, 1, c->width - 2, LOOK_TEXT, strv_of(&text));
	str_release(&text);
}
