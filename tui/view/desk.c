#include "tui/view.h"

#include "tui/desk_lines.h"
#include "tui/message.h"
#include "tui/ui.h"
#include "tui/widget/list.h"

#define LINES_ABOVE 2
/* The lowest screen has room for the least urgent cases; each line more for one more. */
#define URGENT 4
#define URGENT_HEIGHT 24

struct desk_state {
	struct list list;
	struct desk_line *line; /* in the view's arena */
	size_t n;
};

static bool line_rests(const void *rows, size_t i)
{
	const struct desk_state *s = rows;

	return i < s->n && desk_line_rests(&s->line[i]);
}

/* ---- loading --------------------------------------------------------------------- */

static void settle(struct view *v)
{
	const struct desk_state *s = v->state;
	const struct desk_line *l =
		s->list.selected < s->n ? s->line + s->list.selected : NULL;

	v->has_face = l && l->kind == DESK_CASE;
	v->face = v->has_face ? l->row->face : (struct face){ .id = { 0, 0 } };
	v->current = v->face.id;
	if (l && l->kind == DESK_ENTRY)
		v->current = l->entry->id;
}

/* The cursor stays on its case; queues keep their places anyway. */
static void keep_place(struct view *v)
{
	struct desk_state *s = v->state;

	for (size_t i = 0; i < s->n && v->has_face; i++)
		if (s->line[i].kind == DESK_CASE &&
		    caseid_eq(s->line[i].row->face.id, v->current))
			list_select(&s->list, i);
}

static bool read_desk(struct view *v, const struct ui *ui, int height, struct err *e)
{
	struct desk_state *s = v->state;
	const struct actor *actor = ui_actor(ui);
	int room = URGENT + (height > URGENT_HEIGHT ? height - URGENT_HEIGHT : 0);
	struct txn *t = ui_read(ui, e);
	bool ok = t && desk_lines(t, actor, ui_today(ui), (size_t)room, &v->arena,
				  &s->line, &s->n, e);

	txn_end(t);
	if (!ok)
		s->n = 0;
	/* The list in which a case from the desk has its next and previous. */
	v->arg.query.queue = desk_first_queue(actor);
	v->arg.has_query = actor->rights & RIGHT_FACES;
	return ok;
}

static bool desk_load(struct view *v, struct ui *ui, struct err *e)
{
	struct desk_state *s = v->state;
	int width, height;
	bool ok;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		s->list.rests = line_rests;
		s->list.rows = s;
	}
	ui_size(ui, &width, &height);
	ok = read_desk(v, ui, height, e);
	v->is_list = s->n > 0;
	list_fit(&s->list, s->n, face_lines(height, LINES_ABOVE));
	keep_place(v);
	settle(v);
	return ok;
}

static void desk_close(struct view *v)
{
	free(v->state);
}

/* ---- drawing --------------------------------------------------------------------- */

static const char *queue_command(enum queue q);

struct painter {
	const struct desk_state *state;
	const struct ui *ui;
	struct face_eyes eyes;
};

enum { LETTER_X = 3, TITLE_X = 6, COLUMNS = 4, NUMBER_W = 11 };

/* Where a column of numbers ends; 0: it does not fit. */
static int column_end(const struct canvas *c, int column)
{
	static const int end[COLUMNS] = { 47, 57, 69, 78 };

	if (end[column] <= c->width)
		return end[column];
	return column ? 0 : c->width;
}

static void put_number(struct canvas *c, int y, int column, size_t n,
		       enum role_look look)
{
	struct str text = { 0 };
	int end = column_end(c, column);

	if (n || !column)
		message_number((int64_t)n, &text);
	else
		str_addc(&text, '-');
	if (end)
		canvas_put_right(c, y, end - NUMBER_W, NUMBER_W, n ? look : LOOK_DIM,
				 strv_of(&text));
	str_release(&text);
}

static void draw_heads(struct canvas *c, int y)
{
	const char *const head[COLUMNS] = { _("cases"), _("late"), _("this week"),
					    _("oldest") };

	for (int i = 0; i < COLUMNS; i++)
		if (column_end(c, i))
			canvas_put_right(c, y, column_end(c, i) - NUMBER_W, NUMBER_W,
					 LOOK_HEAD, strv(head[i]));
}

static void draw_queue(const struct painter *p, const struct desk_line *l,
		       struct canvas *c, int y)
{
	const struct queue_stat *stat = &l->stat;
	int end = column_end(c, 3);

	if (stat->late)
		canvas_put(c, y, 1, 1, LOOK_LATE, STRV("!"));
	canvas_put(c, y, LETTER_X, 2, LOOK_KEY,
		   strv(ui_key_for(p->ui, queue_command(l->queue))));
	canvas_put(c, y, TITLE_X, column_end(c, 0) - TITLE_X - 6, LOOK_TEXT,
		   strv(message_queue(l->queue)));
	put_number(c, y, 0, stat->count, LOOK_TEXT);
	if (l->queue == QUEUE_CLOSED)
		return;
	put_number(c, y, 1, stat->late, LOOK_LATE);
	put_number(c, y, 2, stat->week, LOOK_SOON);
	if (end && date_is(stat->oldest)) {
		char text[24];

		snprintf(text, sizeof(text), _("%d d"),
			 date_diff(stat->oldest, p->eyes.today));
		canvas_put_right(c, y, end - NUMBER_W, NUMBER_W, LOOK_TEXT, strv(text));
	}
}

static void draw_entry(const struct entry *entry, struct canvas *c, int y)
{
	struct str text = { 0 };

	message_time(entry->time, &text);
	canvas_put(c, y, 3, 16, LOOK_TEXT, strv_of(&text));
	if (entry->id.seq)
		canvas_put(c, y, 21, 11, LOOK_TEXT, strv(caseid_write(entry->id).s));
	canvas_put(c, y, 34, 12, LOOK_TEXT, entry->actor);
	canvas_put(c, y, 47, -1, LOOK_TEXT, strv(message_verb(entry->verb)));
	str_release(&text);
}

static void draw_line(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct painter *p = rows;
	const struct desk_line *l = p->state->line + i;

	switch (l->kind) {
	case DESK_BLANK:
		break;
	case DESK_HEADS:
		draw_heads(c, y);
		break;
	case DESK_QUEUE:
		draw_queue(p, l, c, y);
		break;
	case DESK_HEADING:
		canvas_put(c, y, LETTER_X, -1, LOOK_HEAD, strv(_(l->text)));
		break;
	case DESK_CASE:
		face_draw_why(c, y, l->row, &p->eyes, l->why);
		break;
	case DESK_ENTRY:
		draw_entry(l->entry, c, y);
		break;
	}
}

/* For who sees no cases: what there is to do instead. */
static void draw_no_cases(const struct ui *ui, struct canvas *c)
{
	unsigned rights = ui_actor(ui)->rights;
	int y = LINES_ABOVE;

	y += canvas_wrap(
		c, y, 3, c->width - 4, c->height > 8 ? 4 : 1, LOOK_TEXT,
		strv(_("Your role sees no cases. What it may do is done in line "
		       "mode, outside the workbench:")));
	y++;
	if (rights & RIGHT_USERS)
		canvas_put(c, y++, 3, -1, LOOK_TEXT,
			   strv("voorrang user list|add|role|disable"));
	if (rights & RIGHT_MAINTAIN) {
		canvas_put(c, y++, 3, -1, LOOK_TEXT, strv("voorrang check"));
		canvas_put(c, y++, 3, -1, LOOK_TEXT, strv("voorrang backup DIR"));
		canvas_put(c, y++, 3, -1, LOOK_TEXT, strv("voorrang restore FROM TO"));
	}
	canvas_put(c, y, 3, -1, LOOK_TEXT, strv("voorrang help"));
}

static void draw_title(const struct ui *ui, struct canvas *c)
{
	struct str left = { 0 }, right = { 0 };

	str_addf(&right, "%s · ", ui_actor(ui)->name);
	message_day(ui_today(ui), &right);
	face_place(ui_policy(ui), _("Desk"), strv_of(&right), c->width, &left);
	ui_title(ui, c, strv_of(&left), strv_of(&right));
	str_release(&left);
	str_release(&right);
}

static void desk_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct desk_state *s = v->state;
	struct painter p = { s, ui, { ui_today(ui), ui_policy(ui), ui_dutch(ui) } };
	const struct desk_line *l =
		s->list.selected < s->n ? s->line + s->list.selected : NULL;

	draw_title(ui, c);
	if (!s->n)
		draw_no_cases(ui, c);
	list_draw(&s->list, c, LINES_ABOVE, draw_line, &p);
	if (l && l->kind == DESK_CASE)
		face_say(c, LINES_ABOVE, l->row, &p.eyes);
}

static bool desk_input(struct view *v, struct ui *ui, keycode key)
{
	struct desk_state *s = v->state;

	(void)ui;
	if (!list_key(&s->list, key))
		return false;
	settle(v);
	return true;
}

/* ---- commands -------------------------------------------------------------------- */

static bool open_queue(struct ui *ui, enum queue queue)
{
	struct view_arg arg = { .has_query = true, .query = { .queue = queue } };

	return ui_open(ui, "queue", &arg);
}

static bool cmd_here(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct desk_state *s = v->state;
	const struct desk_line *l = s->line + s->list.selected;
	struct view_arg arg = { .has_query = false };

	(void)call;
	if (s->list.selected >= s->n)
		return false;
	if (l->kind == DESK_QUEUE)
		return open_queue(ui, l->queue);
	if (l->kind == DESK_CASE) {
		ui_run(ui, "open", STRV(""));
		return true;
	}
	arg.id = v->current;
	return l->kind == DESK_ENTRY && arg.id.seq && ui_open(ui, "history", &arg);
}

/* A command for each queue: each has its own key. */
static bool cmd_mine(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_MINE);
}

static bool cmd_unassigned(struct ui *ui, struct view *v,
			   const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_UNASSIGNED);
}

static bool cmd_waiting(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_WAITING);
}

static bool cmd_decide(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_DECIDE);
}

static bool cmd_approve(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_APPROVE);
}

static bool cmd_announce(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_ANNOUNCE);
}

static bool cmd_week(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_WEEK);
}

static bool cmd_late(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_LATE);
}

static bool cmd_open(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_OPEN);
}

static bool cmd_closed(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_CLOSED);
}

static bool cmd_all(struct ui *ui, struct view *v, const struct command_call *call)
{
	(void)v;
	(void)call;
	return open_queue(ui, QUEUE_ALL);
}

static const struct command commands[] = {
	{ "desk-open", cmd_here, NEED_LIST, ARG_NONE, NULL,
	  N_("Open what is under the cursor"), N_("open"), NULL },
	{ "queue-mine", cmd_mine, NEED_FACES, ARG_NONE, NULL, N_("Open my cases"), NULL,
	  NULL },
	{ "queue-unassigned", cmd_unassigned, NEED_FACES, ARG_NONE, NULL,
	  N_("Open the cases that nobody handles"), NULL, NULL },
	{ "queue-waiting", cmd_waiting, NEED_FACES, ARG_NONE, NULL,
	  N_("Open what waits for the applicant"), NULL, NULL },
	{ "queue-decide", cmd_decide, NEED_FACES, ARG_NONE, NULL,
	  N_("Open what can be decided"), NULL, NULL },
	{ "queue-approve", cmd_approve, NEED_FACES, ARG_NONE, NULL,
	  N_("Open what waits for approval"), NULL, NULL },
	{ "queue-announce", cmd_announce, NEED_FACES, ARG_NONE, NULL,
	  N_("Open what is decided and not sent"), NULL, NULL },
	{ "queue-week", cmd_week, NEED_FACES, ARG_NONE, NULL,
	  N_("Open what is due this week"), NULL, NULL },
	{ "queue-late", cmd_late, NEED_FACES, ARG_NONE, NULL, N_("Open what is late"),
	  NULL, NULL },
	{ "queue-open", cmd_open, NEED_FACES, ARG_NONE, NULL, N_("Open all open cases"),
	  NULL, NULL },
	{ "queue-closed", cmd_closed, NEED_FACES, ARG_NONE, NULL,
	  N_("Open the closed cases"), NULL, NULL },
	{ "queue-all", cmd_all, NEED_FACES, ARG_NONE, NULL,
	  N_("Open the list of all cases"), NULL, NULL },
};

/* The rows follow desk-open in the order of the queues. */
static const char *queue_command(enum queue q)
{
	return commands[1 + q].name;
}

const struct view_ops view_desk = {
	.name = "desk",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = desk_load,
	.draw = desk_draw,
	.input = desk_input,
	.close = desk_close,
};
