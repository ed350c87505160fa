#include "tui/view.h"

#include "tui/message_triage.h"
#include "tui/talk.h"
#include "tui/triage_text.h"
#include "tui/ui.h"
#include "tui/widget/list.h"

#define ROWS_Y 2
#define LABEL_WIDTH 34
#define ASK_LINES 2
#define CHOICE_LINES 6 /* of two columns */
#define SHORT_LINES 2
/* Title, empty lines before and after the rows, the question and its keys, the outcome, and
 * the last two. */
#define LINES_USED (ROWS_Y + 1 + ASK_LINES + CHOICE_LINES + SHORT_LINES + 2)

struct triage_state {
	struct talk talk;
	struct list list;
	struct talk_question question[TALK_QUESTIONS];
	size_t n;
	struct strv brief; /* in the view's arena */
	struct strv advice;
};

/* ---- words ----------------------------------------------------------------------- */

static struct strv choose(struct strv nl, struct strv en)
{
	return message_dutch() ? nl : en;
}

static void add_label(const struct talk_question *q, struct str *out)
{
	switch (q->kind) {
	case TALK_CATEGORY:
		str_addz(out, _("What is it about?"));
		break;
	case TALK_TENURE:
		str_addz(out, _("Where does the applicant live now?"));
		break;
	case TALK_ADULTS:
		str_addz(out, _("How many adults?"));
		break;
	case TALK_MINORS:
		str_addz(out, _("How many minor children?"));
		break;
	case TALK_FILER:
	case TALK_RULE:
		str_add(out, choose(q->rule->title_nl, q->rule->title_en));
		break;
	}
}

static void add_word(const struct talk *t, enum talk_kind kind, struct strv word,
		     struct str *out)
{
	const struct category *c;

	if (kind == TALK_CATEGORY) {
		c = policy_category(t->policy, word);
		if (c)
			str_add(out, choose(c->title_nl, c->title_en));
	} else if (kind == TALK_TENURE) {
		message_value(field_by_id(FIELD_TENURE), NULL, word, out);
	} else {
		message_filer(word, out);
	}
}

static void add_told(enum told told, struct str *out)
{
	if (told != TOLD_NOTHING)
		str_addz(out, told == TOLD_MET ? _("yes") : _("no"));
}

static void add_answer(const struct talk *t, const struct talk_question *q,
		       struct str *out)
{
	switch (q->kind) {
	case TALK_CATEGORY:
		add_word(t, q->kind, t->category, out);
		break;
	case TALK_TENURE:
		add_word(t, q->kind, t->tenure, out);
		break;
	case TALK_FILER:
		add_word(t, q->kind, t->filer, out);
		break;
	case TALK_ADULTS:
		if (t->adults.is)
			str_addf(out, "%d", (int)t->adults.n);
		break;
	case TALK_MINORS:
		if (t->minors.is)
			str_addf(out, "%d", (int)t->minors.n);
		break;
	case TALK_RULE:
		add_told(t->told[q->rule - t->policy->rules.rule], out);
		break;
	}
	if (!out->n)
		str_addz(out, _("unknown"));
}

/* What the `i`-th key of the question means: "a Medical problems"; false past the end. */
static bool add_key(const struct talk *t, const struct talk_question *q, size_t i,
		    struct str *out)
{
	const char *const told[] = { _("y yes"), _("n no") };
	struct strv word;
	size_t before = 0;

	if (talk_choice(t, q->kind, i, &word)) {
		str_addf(out, "%c ", (char)('a' + i));
		add_word(t, q->kind, word, out);
		return true;
	}
	while (talk_choice(t, q->kind, before, &word))
		before++;
	if (q->kind == TALK_RULE)
		before = 2;
	else if (q->kind == TALK_ADULTS || q->kind == TALK_MINORS)
		before = 1;
	if (i > before)
		return false;
	if (i == before)
		str_addz(out, _("space unknown"));
	else if (q->kind == TALK_RULE)
		str_addz(out, told[i]);
	else
		str_addz(out, q->kind == TALK_ADULTS ? "1–9" : "0–9");
	return true;
}

/* ---- loading --------------------------------------------------------------------- */

static bool keep(struct view *v, struct str *text, struct strv *out)
{
	*out = (struct strv){ 0 };
	if (!text->failed)
		*out = arena_copy(&v->arena, strv_of(text));
	str_release(text);
	return out->p;
}

/* What the answers so far come to. */
static bool weigh(struct view *v, const struct ui *ui, struct err *e)
{
	struct triage_state *s = v->state;
	struct triage_facts facts;
	struct triage found;
	struct str brief = { 0 }, advice = { 0 };

	arena_reset(&v->arena);
	talk_facts(&s->talk, ui_today(ui), &facts);
	if (!triage(&s->talk.policy->rules, &facts, &v->arena, &found, e))
		return false;
	triage_short(&found, &brief);
	str_addf(&advice, "%s %s · %.*s\n", _("Chance talk"), date_nl(ui_today(ui)).s,
		 STRV_FMT(s->talk.policy->municipality));
	triage_long(&found, &advice);
	str_addf(&advice, "\n%s", _("Anybody may still apply."));
	if (keep(v, &brief, &s->brief) && keep(v, &advice, &s->advice))
		return true;
	str_release(&advice);
	return err_set(e, ERR_NOMEM);
}

static bool triage_load(struct view *v, struct ui *ui, struct err *e)
{
	struct triage_state *s = v->state;
	int width, height;

	if (!s) {
		s = calloc(1, sizeof(*s));
		if (!s)
			return err_set(e, ERR_NOMEM);
		v->state = s;
		v->typing = true;
		s->talk.policy = ui_policy(ui);
	}
	if (!s->talk.policy) {
		err_set(e, ERR_POLICY_NONE);
		return err_date(e, ui_today(ui));
	}
	s->n = talk_questions(&s->talk, s->question);
	ui_size(ui, &width, &height);
	list_fit(&s->list, s->n, height > LINES_USED ? height - LINES_USED : 1);
	return weigh(v, ui, e);
}

static void triage_close(struct view *v)
{
	free(v->state);
}

/* ---- drawing --------------------------------------------------------------------- */

static void draw_row(const void *rows, size_t i, struct canvas *c, int y)
{
	const struct triage_state *s = rows;
	struct str label = { 0 }, answer = { 0 };

	add_label(&s->question[i], &label);
	add_answer(&s->talk, &s->question[i], &answer);
	canvas_put(c, y, 3, LABEL_WIDTH, LOOK_TEXT, strv_of(&label));
	canvas_put(c, y, 3 + LABEL_WIDTH + 2, -1,
		   strv_eq(strv_of(&answer), strv(_("unknown"))) ? LOOK_DIM : LOOK_TEXT,
		   strv_of(&answer));
	str_release(&label);
	str_release(&answer);
}

/* The keys in two columns, down to line `to`. */
static void draw_keys(const struct triage_state *s, struct canvas *c, int y, int to)
{
	const struct talk_question *q = &s->question[s->list.selected];
	const int width = (c->width - 5) / 2;
	struct str text = { 0 };

	for (size_t i = 0; y < to && add_key(&s->talk, q, i, &text); i++) {
		canvas_put(c, y, 3 + (i % 2 ? width : 0), width - 1, LOOK_TEXT,
			   strv_of(&text));
		y += (int)(i % 2);
		str_clear(&text);
	}
	str_release(&text);
}

static void draw_question(const struct triage_state *s, const struct ui *ui,
			  struct canvas *c, int y, int to)
{
	const struct talk_question *q = &s->question[s->list.selected];
	struct str text = { 0 };

	if (q->kind == TALK_RULE)
		message_rule_on(q->rule, ui_today(ui), &text);
	else
		add_label(q, &text);
	y += canvas_wrap(c, y, 3, c->width - 4, ASK_LINES, LOOK_HEAD, strv_of(&text));
	str_release(&text);
	draw_keys(s, c, y, to);
}

static void triage_draw(const struct view *v, const struct ui *ui, struct canvas *c)
{
	const struct triage_state *s = v->state;
	const int below = ROWS_Y + (int)list_shown(&s->list) + 1;
	const int brief = c->height - 2 - SHORT_LINES;

	ui_title(ui, c, strv(_("Chance talk")), strv(_("nobody is registered")));
	list_draw(&s->list, c, ROWS_Y, draw_row, s);
	if (below + ASK_LINES < brief)
		draw_question(s, ui, c, below, brief);
	if (below <= brief)
		canvas_wrap(c, brief, 3, c->width - 4, SHORT_LINES, LOOK_ACCENT,
			    s->brief);
}

/* ---- keys and commands ----------------------------------------------------------- */

static bool triage_input(struct view *v, struct ui *ui, keycode key)
{
	struct triage_state *s = v->state;
	struct err e = { 0 };

	if (key != ' ' && list_key(&s->list, key))
		return true;
	if (!talk_key(&s->talk, &s->question[s->list.selected], key))
		return false;
	s->n = talk_questions(&s->talk, s->question);
	s->list.count = s->n;
	if (s->list.selected + 1 < s->n)
		list_select(&s->list, s->list.selected + 1);
	if (!triage_load(v, ui, &e))
		ui_err(ui, &e);
	return true;
}

static bool cmd_advice(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct triage_state *s = v->state;
	const struct view_arg arg = { .text = s->advice };

	(void)call;
	return ui_open(ui, "letter", &arg);
}

static bool cmd_again(struct ui *ui, struct view *v, const struct command_call *call)
{
	struct triage_state *s = v->state;
	struct err e = { 0 };

	(void)call;
	s->talk = (struct talk){ .policy = s->talk.policy };
	list_select(&s->list, 0);
	if (triage_load(v, ui, &e))
		return true;
	ui_err(ui, &e);
	return false;
}

static bool cmd_write(struct ui *ui, struct view *v, const struct command_call *call)
{
	const struct triage_state *s = v->state;
	struct str path = { 0 };
	struct err e = { 0 };
	bool ok;

	str_add(&path, strv_trim(call->arg));
	ok = triage_write(str_z(&path), s->advice, &e);
	if (ok)
		ui_say(ui, _("Written: %s"), str_z(&path));
	else
		ui_err(ui, &e);
	str_release(&path);
	return ok;
}

static const struct command commands[] = {
	{ "triage-advice", cmd_advice, 0, ARG_NONE, NULL, N_("Read the whole advice"),
	  N_("advice"), NULL },
	{ "triage-write", cmd_write, 0, ARG_LINE, NULL,
	  N_("Write the advice into a file, to print it"), N_("to a file"),
	  N_("Into which new file?") },
	{ "triage-again", cmd_again, 0, ARG_NONE, NULL, N_("Begin another talk"),
	  N_("again"), NULL },
};

const struct view_ops view_triage = {
	.name = "triage",
	.commands = commands,
	.ncommands = sizeof(commands) / sizeof(commands[0]),
	.load = triage_load,
	.draw = triage_draw,
	.input = triage_input,
	.close = triage_close,
};
