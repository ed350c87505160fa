#include "tui/view.h"

#include "store/base/utf8.h"
#include "tui/face_row.h"
#include "tui/message.h"
#include "tui/ui.h"
#include "tui/widget/field.h"
#include "tui/widget/list.h"

/* Rows read beyond the screen, above and below it. */
#define MARGIN 32
#define LINES_ABOVE 2 /* title, heads */
#define LINES_BELOW 3 /* sentence or filter; message and hints */
#define FILTER_MAX 60

struct queue_state {
	struct list list;
	struct field_edit filter; /* its text is what arg.query.filter points into */
	struct face_row *row; /* [first, first + n) of the queue, in the view's arena */
	size_t first;
	size_t n;
	struct caseid home; /* the case to come back to when a filter is given up */
	size_t home_line; /* and its line among the rows */
};

/* Where the cursor stands after reading. */
enum place {
	PLACE_SAME, /* the queue is as it was, only other rows of it are wanted */
	PLACE_KEEP, /* on its record; when that has left, on what stood below it */
	PLACE_FIRST, /* on its record, else on the first row */
};

static const struct face_row *row_at(const struct queue_state *s, size_t i)
{
	return i >= s->first && i - s->first < s->n ? s->row + (i - s->first) : NULL;
}

static bool in_window(const struct queue_state *s)
{
	return s->list.top >= s->first &&
	       s->list.top + list_shown(&s->list) <= s->first + s->n;
}

/* What the rest of the program knows of the case under the cursor. */
static void settle(struct view *v)
{
	const struct queue_state *s = v->state;
	const struct face_row *r = row_at(s, s->list.selected);

	v->has_face = r != NULL;
	v->current = r ? r->face.id : (struct caseid){ 0, 0 };
	v->face = r ? r->face : (struct face){ .id = { 0, 0 } };
}

static size_t window_size(const struct queue_state *s)
{
	return (size_t)s->list.height + 2 * (size_t)MARGIN;
}

static bool read_window(struct view *v, struct txn *t, size_t top, struct err *e)
{
	struct queue_state *s = v->state;
	struct face *face;

	s->first = top > MARGIN ? top - MARGIN : 0;
	return query_rows(t, &v->arg.query, s->first, window_size(s), &v->arena, &face,
			  &s->n, e) &&
	       face_rows(t, face, s->n, &v->arena, &s->row, e);
}

/* All rows of the queue are in the window. */
static bool has_all(const struct queue_state *s)
{
	return s->first == 0 && s->n > 0 && s->n < window_size(s);
}

/* False with ERR_NONE when the case is not there. While a filter is typed only its first
 * rows are looked at: each further question is a scan of its own. */
static bool find_row(const struct view *v, struct txn *t, enum place place, size_t *at,
		     struct err *e)
{
	const struct queue_state *s = v->state;

	if (!has_all(s) && !(place == PLACE_FIRST && s->filter.text.n))
		return query_find(t, &v->arg.query, v->current, at, e);
	for (*at = 0; *at < s->n; ++*at)
		if (caseid_eq(s->row[*at].face.id, v->current))
			return true;
	return err_set(e, ERR_NONE);
}

/* Counts again and finds the record that was under the cursor. */
static bool read_place(struct view *v, struct txn *t, enum place place, struct err *e)
{
	struct queue_state *s = v->state;
	size_t count, at;

	if (s->filter.text.n && !read_window(v, t, 0, e))
		return false;
	count = s->n;
	if (!has_all(s) && !query_count(t, &v->arg.query, &count, e))
		return false;
	if (v->current.seq && find_row(v, t, place, &at, e)) {
		s->list.count = count; /* list_pin needs it */
		list_pin(&s->list, at);
	} else if (v->current.seq && e->code != ERR_NONE) {
		return false;
	} else if (place == PLACE_FIRST) {
		s->list.selected = s->list.top = 0;
	}
	list_fit(&s->list, count, s->list.height);
	return true;
}

static bool read_queue(struct view *v, struct ui *ui, enum place place, struct err *e)
{
	struct queue_state *s = v->state;
	struct query *q = &v->arg.query;
	struct txn *t = ui_read(ui, e);
	int width, height, lines;
	bool ok;

	if (!t)
		return false;
	arena_reset(&v->arena);
	q->today = ui_today(ui);
	q->actor = ui_actor(ui);
	q->filter = strv_of(&s->filter.text);
	s->n = 0;
	ui_size(ui, &width, &height);
	lines = face_lines(height, LINES_ABOVE);
	s->list.height = lines > 0 ? lines : 1;
	ok = place == PLACE_SAME || read_place(v, t, place, e);
	if (ok && s->list.count && !(s->n && in_window(s)))
		ok = read_window(v, t, s->list.top, e);
	txn_end(t);
	if (!ok)
		s->n = 0;
	settle(v);
	return ok;
}

/* The same after a key: an error goes to the message line. */
static void reread(struct view *v, struct ui *ui, enum place place)
{
	struct err e = { 0 };

	if (!read_queue(v, ui, place, &e))
		ui_err(ui, &e);
}

static bool queue_load(struct view *v, struct ui *ui, struct err *e)
{
	struct queue_state *s = v->state;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->is_list = true;
		v->current = v->arg.id;
		if (!v->arg.has_query && v->arg.text.n &&
		    !queue_by_word(v->arg.text, &v->arg.query.queue)) {
			err_set(e, ERR_QUEUE_UNKNOWN);
			return err_str(e, v->arg.text);
		}
		v->arg.has_query = true;
		s->filter.max = FILTER_MAX;
		field_edit_set(&s->filter, v->arg.query.filter);
	}
	return read_queue(v, ui, PLACE_KEEP, e);
}

static void queue_close(struct view *v)
{
	struct queue_state *s = v->state;

	if (!s)
		return;
	/* It may be opened again: as it was. */
	v->arg.query.filter = arena_copy(&v->keep, strv_of(&s->filter.text));
	v->arg.id = v->current;
	field_edit_release(&s->filter);
	free(s);
}

/* ---- drawing --------------------------------------------------------------------- */

/* SORT_DUE is each queue's own order. */
static const char *order_words(const struct query *q)
{
	if (q->sort != SORT_DUE)
		return message_sort(q->sort);
	switch (q->queue) {
	case QUEUE_CLOSED:
		return _("latest first");
	case QUEUE_ALL:
		return message_sort(SORT_NUMBER);
	case QUEUE_MINE:
	case QUEUE_UNASSIGNED:
	case QUEUE_WAITING:
	case QUEUE_DECIDE:
	case QUEUE_APPROVE:
	case QUEUE_ANNOUNCE:
	case QUEUE_WEEK:
	case QUEUE_LATE:
	case QUEUE_OPEN:
	case QUEUE_COUNT:
		break;
	}
	return message_sort(SORT_DUE);
}

static void draw_title(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct queue_state *s = v->state;
	const struct query *q = &v->arg.query;
	struct str what = { 0 }, left = { 0 }, right = { 0 };

	str_addz(&what, message_queue(q->queue));
	if (s->filter.text.n && !v->typing)
		str_addf(&what, " · \"%s\"", str_z(&s->filter.text));
	if (s->list.count) {
		message_number((int64_t)s->list.selected + 1, &right);
		str_addz(&right, _(" of "));
		message_number((int64_t)s->list.count, &right);
		str_addz(&right, " · ");
	}
	str_addz(&right, order_words(q));
	if (q->reverse)
		str_addz(&right, _(", reversed"));
	face_place(ui_policy(ui), str_z(&what), strv_of(&right), c->width, &left);
	ui_title(ui, c, strv_of(&left), strv_of(&right));
	str_release(&what);
	str_release(&left);
	str_release(&right);
}

struct painter {
	const struct queue_state *state;
	struct face_eyes eyes;
};

static void draw_row(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct painter *p = rows;
	const struct face_row *r = row_at(p->state, i);

	if (r)
		face_draw(c, y, r, &p->eyes);
}

static void draw_filter(const struct queue_state *s, struct canvas *c, int y)
{
	int x = 2 + canvas_put(c, y, 1, -1, LOOK_HEAD, strv(_("Filter:")));

	field_edit_draw(&s->filter, c, y, x, c->width - x - 1, LOOK_FIELD, true);
}

static void draw_empty(const struct view *v, struct canvas *c)
{
	const struct queue_state *s = v->state;
	const char *why = _("Nothing here: this queue is empty.");
	int room = c->height - LINES_ABOVE - LINES_BELOW;

	if (s->filter.text.n)
		why = _("No case matches the filter. A filter finds words of name, "
			"number, reference, category and handler.");
	canvas_wrap(c, LINES_ABOVE, 3, c->width - 4, room, LOOK_DIM, strv(why));
}

static void queue_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct queue_state *s = v->state;
	struct painter p = { s, { ui_today(ui), ui_policy(ui), ui_dutch(ui) } };
	const struct face_row *r = row_at(s, s->list.selected);
	int last = c->height - LINES_BELOW;

	draw_title(v, ui, c);
	face_head(c, 1);
	if (!v->typing || last > LINES_ABOVE)
		list_draw(&s->list, c, LINES_ABOVE, draw_row, &p);
	if (!s->list.count)
		draw_empty(v, c);
	if (v->typing)
		draw_filter(s, c, last);
	else if (r && !ui_gliding(ui))
		face_say(c, LINES_ABOVE, r, &p.eyes);
}

/* ---- keys ------------------------------------------------------------------------ */

/* Everything again, on the case where the filter was begun. */
static void filter_drop(struct view *v, struct ui *ui)
{
	struct queue_state *s = v->state;

	v->typing = false;
	v->current = s->home;
	s->list.selected = s->home_line; /* what list_pin goes by */
	s->list.top = 0;
	field_edit_set(&s->filter, STRV(""));
	reread(v, ui, PLACE_FIRST);
}

/* While the filter is typed: Enter keeps it, Esc gives it up. */
static bool filter_key(struct view *v, struct ui *ui, keycode key)
{
	struct queue_state *s = v->state;

	if (!s->filter.pasting && key == KEY_RETURN) {
		v->typing = false;
	} else if (!s->filter.pasting && key == KEY_ESC) {
		filter_drop(v, ui);
	} else if (field_edit_key(&s->filter, key)) {
		reread(v, ui, PLACE_FIRST);
	} else {
		return false;
	}
	return true;
}

static bool queue_input(struct view *v, struct ui *ui, keycode key)
{
	struct queue_state *s = v->state;

	if (v->typing && filter_key(v, ui, key))
		return true;
	if (!list_key(&s->list, key))
		return false;
	if (in_window(s))
		settle(v);
	else
		reread(v, ui, PLACE_SAME);
	return true;
}

/* ---- commands -------------------------------------------------------------------- */

static bool cmd_filter(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct queue_state *s = v->state;

	if (!s->filter.text.n) {
		s->home = v->current;
		s->home_line = s->list.selected - s->list.top;
	}
	if (!call->arg.n) {
		v->typing = true;
		return true;
	}
	field_edit_set(&s->filter, call->arg);
	reread(v, ui, PLACE_FIRST);
	return true;
}

static bool cmd_back(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct queue_state *s = v->state;

	(void)call;
	if (s->filter.text.n)
		filter_drop(v, ui);
	else
		ui_back(ui);
	return true;
}

/* The words that `:queue-sort` takes; the order in which the key goes round. */
static const char *const sort_word[SORT_COUNT] = {
	[SORT_DUE] = "due",           [SORT_NUMBER] = "number",
	[SORT_NAME] = "name",         [SORT_RECEIVED] = "received",
	[SORT_CATEGORY] = "category", [SORT_HANDLER] = "handler",
};

/* A word of the table, or of what line 1 calls the order; SORT_COUNT: neither. */
static unsigned sort_named(struct strv word)
{
	struct arena a = { 0 };
	struct strv want = { NULL, 0 }, name = { NULL, 0 };
	unsigned s;

	for (s = 0; s < SORT_COUNT; s++)
		if (strv_eq(strv(sort_word[s]), word))
			return s;
	if (!utf8_fold(word, &a, &want) || !want.n)
		s = SORT_COUNT;
	else
		for (s = 0; s < SORT_COUNT; s++)
			if (utf8_fold(strv(message_sort((enum sort)s)), &a, &name) &&
			    utf8_words_match(name, want))
				break;
	arena_release(&a);
	return s;
}

static bool cmd_sort(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct query *q = &v->arg.query;
	unsigned next = ((unsigned)q->sort + 1) % SORT_COUNT;

	if (call->arg.n) {
		next = sort_named(strv_trim(call->arg));
		if (next == SORT_COUNT) {
			ui_say(ui, "%s",
			       _("Sort by due, number, name, received, "
				 "category or handler."));
			return false;
		}
	}
	q->sort = (enum sort)next;
	reread(v, ui, PLACE_KEEP);
	return true;
}

static bool cmd_reverse(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)call;
	v->arg.query.reverse = !v->arg.query.reverse;
	reread(v, ui, PLACE_KEEP);
	return true;
}

static const struct command commands[] = {
	{ "queue-filter", cmd_filter, 0, ARG_OPTIONAL, NULL,
	  N_("Show only the cases with these words"), N_("filter"), NULL },
	{ "queue-sort", cmd_sort, 0, ARG_OPTIONAL, NULL,
	  N_("Sort by the next column, or by the one named"), N_("sort"), NULL },
	{ "queue-reverse", cmd_reverse, 0, ARG_NONE, NULL, N_("Turn the order round"),
	  NULL, NULL },
	{ "queue-back", cmd_back, 0, ARG_NONE, NULL,
	  N_("Show all cases again; without a filter, go back"), NULL, NULL },
};

const struct view_ops view_queue = {
	.name = "queue",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = queue_load,
	.draw = queue_draw,
	.input = queue_input,
	.close = queue_close,
};
