#include "tui/decide_page.h"

#include "tui/message.h"
#include "tui/widget/glyph.h"

#define LABEL_X 3
#define FIELD_X 17
/* On a screen this narrow labels give way. */
#define NARROW 40
#define TEXT_X 5
/* Reasons are as wide as a line of the letter. */
#define TEXT_WIDTH 72
#define FIRST_Y 2
/* On a screen this low only the part with the cursor is shown; on a lower one that alone. */
#define LOW_SCREEN 18
#define LOWEST_SCREEN 8
#define ROOM_FOR_FOOT 12
#define GROUNDS_MOST 6
#define CHILD_LINES 2
/* The checklist and the line above it. */
#define FOOT_LINES 2
#define CHOICE_GAP 4
#define APPROVER N_("To be approved by a decider, not by you.")
/* Before the title of a ground: its box and its code. */
#define GROUND_TITLE 8

/* ---- layout ---------------------------------------------------------------------- */

static bool shown(const struct decide_page *p, enum decide_focus part)
{
	const struct proposal_form *f = &p->form;

	switch (part) {
	case FOCUS_GROUNDS:
		return proposal_form_grounds(f) > 0;
	case FOCUS_HARDSHIP:
		return proposal_form_weighs(f);
	case FOCUS_CHILD:
		return proposal_form_weighs(f) && f->minors;
	case FOCUS_OUTCOME:
	case FOCUS_REASONS:
	case FOCUS_COUNT:
		break;
	}
	return true;
}

static bool is_text(enum decide_focus part)
{
	return part == FOCUS_CHILD || part == FOCUS_REASONS;
}

static int field_x(const struct decide_page *p)
{
	return p->width < NARROW ? TEXT_X : FIELD_X;
}

struct choices {
	enum field_id field;
	const char *(*word)(int);
	int n;
};

static const struct choices outcome_choices = { FIELD_OUTCOME, outcome_word, OUTCOMES };
static const struct choices hardship_choices = { FIELD_HARDSHIP, hardship_word,
						 HARDSHIPS };

static const char *choice_title(const struct choices *c, int i)
{
	return message_choice(c->field, strv(c->word(i)));
}

/* Choices stand beside each other, or below where there is no room for that. */
static bool beside(const struct decide_page *p, const struct choices *c)
{
	int x = field_x(p), i;

	for (i = 0; i < c->n; i++)
		x += text_width(strv(choice_title(c, i))) + CHOICE_GAP;
	return x - 2 < p->width;
}

/* Below each other only while one chooses: then the chosen one will do. */
static int choice_lines(const struct decide_page *p, enum decide_focus part,
			const struct choices *c)
{
	return beside(p, c) || p->focus != part ? 1 : c->n;
}

/* Lines for the grounds and the reasons, out of what the others leave. */
static void share(struct decide_page *p, int room)
{
	int grounds = (int)proposal_form_grounds(&p->form);

	p->lines[FOCUS_OUTCOME] = choice_lines(p, FOCUS_OUTCOME, &outcome_choices);
	p->lines[FOCUS_HARDSHIP] = choice_lines(p, FOCUS_HARDSHIP, &hardship_choices);
	p->lines[FOCUS_CHILD] = CHILD_LINES;
	room -= p->lines[FOCUS_OUTCOME] + 1; /* and the label of the reasons */
	room -= shown(p, FOCUS_HARDSHIP) ? p->lines[FOCUS_HARDSHIP] : 0;
	room -= shown(p, FOCUS_CHILD) ? 1 + CHILD_LINES : 0;
	if (grounds > GROUNDS_MOST)
		grounds = GROUNDS_MOST;
	if (grounds > room / 2)
		grounds = room / 2 > 1 ? room / 2 : 1;
	p->lines[FOCUS_GROUNDS] = grounds;
	p->lines[FOCUS_REASONS] = room - grounds > 1 ? room - grounds : 1;
}

static void fit_low(struct decide_page *p)
{
	int room;

	p->foot = p->height < LOWEST_SCREEN   ? 0
		  : p->height < ROOM_FOR_FOOT ? 1
					      : FOOT_LINES;
	room = p->height - 3 - p->foot > 1 ? p->height - 3 - p->foot : 1;
	p->y[p->focus] = 1;
	p->lines[p->focus] = is_text(p->focus) && room > 1 ? room - 1 : room;
}

void decide_fit(struct decide_page *p, int width, int height)
{
	int room = height - 2 - FIRST_Y - FOOT_LINES, y = FIRST_Y, i;
	int text = width - TEXT_X - 2 < TEXT_WIDTH ? width - TEXT_X - 2 : TEXT_WIDTH;

	memset(p->y, 0, sizeof(p->y));
	p->width = width;
	p->height = height;
	p->foot = FOOT_LINES;
	if (!shown(p, p->focus))
		p->focus = FOCUS_OUTCOME;
	share(p, room);
	if (height < LOW_SCREEN) {
		fit_low(p);
	} else {
		for (i = 0; i < FOCUS_COUNT; i++) {
			if (!shown(p, (enum decide_focus)i))
				continue;
			p->y[i] = y;
			y += p->lines[i] + is_text((enum decide_focus)i);
		}
	}
	textarea_size(&p->form.reasons, text, p->lines[FOCUS_REASONS]);
	textarea_size(&p->form.child, text, p->lines[FOCUS_CHILD]);
}

/* ---- keys ------------------------------------------------------------------------ */

struct textarea *decide_area(struct decide_page *p)
{
	if (p->focus == FOCUS_REASONS)
		return &p->form.reasons;
	return p->focus == FOCUS_CHILD ? &p->form.child : NULL;
}

void decide_move(struct decide_page *p, bool forward)
{
	int at = (int)p->focus;

	do
		at = (at + (forward ? 1 : FOCUS_COUNT - 1)) % FOCUS_COUNT;
	while (!shown(p, (enum decide_focus)at));
	p->focus = (enum decide_focus)at;
	decide_fit(p, p->width, p->height);
}

static bool outcome_key(struct decide_page *p, keycode key)
{
	int now = p->form.outcome, to = now;

	if (key == KEY_ARROW_RIGHT || key == ' ')
		to = now < OUTCOMES - 1 ? now + 1 : 0;
	else if (key == KEY_ARROW_LEFT)
		to = now > 0 ? now - 1 : OUTCOMES - 1;
	else if (key >= '1' && key < '1' + OUTCOMES)
		to = (int)(key - '1');
	if (to == now)
		return false;
	proposal_form_outcome(&p->form, to);
	p->ground = 0;
	decide_fit(p, p->width, p->height);
	return true;
}

static bool hardship_key(struct decide_page *p, keycode key)
{
	int now = p->form.hardship, to = now;

	if (key == KEY_ARROW_RIGHT || key == ' ')
		to = now < HARDSHIPS - 1 ? now + 1 : 0;
	else if (key == KEY_ARROW_LEFT)
		to = now > 0 ? now - 1 : HARDSHIPS - 1;
	else if (key >= '1' && key < '1' + HARDSHIPS)
		to = (int)(key - '1');
	p->form.hardship = to;
	return to != now;
}

/* The next ground, from the cursor on, whose code begins with the letter. */
static void seek_ground(struct decide_page *p, keycode key)
{
	size_t n = proposal_form_grounds(&p->form), i;

	for (i = 1; i <= n; i++) {
		size_t at = (p->ground + i) % n;
		int g = proposal_form_ground(&p->form, at);
		struct strv code = p->form.policy->ground[g].code;

		if (code.n && (keycode)(unsigned char)code.p[0] == key) {
			p->ground = at;
			return;
		}
	}
}

static bool grounds_key(struct decide_page *p, keycode key, bool *changed)
{
	size_t n = proposal_form_grounds(&p->form);
	int g;

	if (key == KEY_ARROW_UP && p->ground > 0) {
		p->ground--;
	} else if (key == KEY_ARROW_DOWN && p->ground + 1 < n) {
		p->ground++;
	} else if (key == ' ' || key == KEY_RETURN) {
		g = proposal_form_ground(&p->form, p->ground);
		if (g >= 0)
			p->form.picked[g] = !p->form.picked[g];
		*changed = true;
	} else if (key_is_text(key)) {
		seek_ground(p, key);
	} else {
		return false;
	}
	return true;
}

static bool part_key(struct decide_page *p, keycode key, bool *changed)
{
	struct textarea *area = decide_area(p);

	if (area) {
		*changed = textarea_key(area, key);
		return *changed;
	}
	switch (p->focus) {
	case FOCUS_OUTCOME:
		*changed = outcome_key(p, key);
		return *changed;
	case FOCUS_HARDSHIP:
		*changed = hardship_key(p, key);
		return *changed;
	case FOCUS_GROUNDS:
		return grounds_key(p, key, changed);
	case FOCUS_CHILD:
	case FOCUS_REASONS:
	case FOCUS_COUNT:
		break;
	}
	return false;
}

bool decide_key(struct decide_page *p, keycode key, bool *changed)
{
	*changed = false;
	if (part_key(p, key, changed))
		return true;
	if (key == KEY_ARROW_DOWN || (key == KEY_RETURN && !decide_area(p))) {
		if (p->focus != FOCUS_REASONS)
			decide_move(p, true);
		return true;
	}
	if (key == KEY_ARROW_UP) {
		if (p->focus != FOCUS_OUTCOME)
			decide_move(p, false);
		return true;
	}
	return key_is_text(key);
}

/* ---- what is missing ------------------------------------------------------------- */

static const enum decide_focus focus_of[LACK_COUNT] = {
	[LACK_WAITS] = FOCUS_OUTCOME,     [LACK_OUTCOME] = FOCUS_OUTCOME,
	[LACK_REPAIR] = FOCUS_OUTCOME,    [LACK_LATE] = FOCUS_OUTCOME,
	[LACK_GROUND] = FOCUS_GROUNDS,    [LACK_CHILD] = FOCUS_CHILD,
	[LACK_HARDSHIP] = FOCUS_HARDSHIP, [LACK_REASONS] = FOCUS_REASONS,
};

void decide_go_to_lack(struct decide_page *p, unsigned lacks)
{
	int i;

	for (i = 1; i < LACK_COUNT; i++) {
		if (!(lacks & 1U << i))
			continue;
		p->focus = shown(p, focus_of[i]) ? focus_of[i] : FOCUS_REASONS;
		decide_fit(p, p->width, p->height);
		return;
	}
}

void decide_lacks_text(const struct decide_page *p, unsigned lacks, struct str *out)
{
	static const char *const what[LACK_COUNT] = {
		[LACK_OUTCOME] = N_("the outcome"),
		[LACK_GROUND] = N_("a ground"),
		[LACK_CHILD] = N_("the child's interest"),
		[LACK_HARDSHIP] = N_("hardship considered"),
		[LACK_REASONS] = N_("the reasons"),
	};
	const struct proposal_form *f = &p->form;
	const char *sep = "";
	int i;

	if (lacks & 1U << LACK_WAITS) {
		str_addf(out, _("The applicant may complete the application until %s."),
			 date_nl(f->waits_until).s);
		return;
	}
	if (lacks & 1U << LACK_LATE) {
		str_addf(out,
			 _("Leaving untreated was possible until %s (Awb 4:5(4))."),
			 date_nl(f->untreated_by).s);
		return;
	}
	if (lacks & 1U << LACK_REPAIR) {
		str_addz(out,
			 _("Leaving untreated needs an invitation to complete first "
			   "(Awb 4:5(1))."));
		return;
	}
	str_addz(out, _("Missing: "));
	for (i = 1; i < LACK_COUNT; i++) {
		if (!(lacks & 1U << i) || !what[i])
			continue;
		str_addf(out, "%s%s", sep, _(what[i]));
		sep = ", ";
	}
	str_addc(out, '.');
}

/* ---- drawing --------------------------------------------------------------------- */

static void draw_label(const struct decide_page *p, struct canvas *c,
		       enum decide_focus part, const char *label)
{
	bool on = p->focus == part;
	int y = p->y[part];

	if (is_text(part) || p->width >= NARROW)
		canvas_put(c, y, LABEL_X, is_text(part) ? -1 : FIELD_X - LABEL_X - 1,
			   on ? LOOK_ACCENT : LOOK_HEAD, strv(label));
	if (on)
		canvas_put(c, y, 1, 1, LOOK_ACCENT, STRV(">"));
}

/* The chosen one is marked, and looks so too. */
static void draw_choices(const struct decide_page *p, struct canvas *c,
			 enum decide_focus part, const struct choices *of, int chosen)
{
	int y = p->y[part], x = field_x(p), i;
	bool row = beside(p, of), one = !row && p->lines[part] < of->n;

	if (one && chosen < 0 && p->focus != part) {
		canvas_put(c, y, x + 2, -1, LOOK_DIM, strv(_("to be chosen")));
		return;
	}
	for (i = 0; i < of->n; i++) {
		bool on = i == chosen || (chosen < 0 && i == 0);

		if (one && !on)
			continue;
		canvas_put(c, y, x, 1, LOOK_ACCENT,
			   i == chosen ? STRV("*") : STRV(" "));
		if (on && p->focus == part)
			canvas_cursor(c, y, x);
		canvas_put(c, y, x + 2, -1, i == chosen ? LOOK_SELECT : LOOK_TEXT,
			   strv(choice_title(of, i)));
		if (row)
			x += text_width(strv(choice_title(of, i))) + CHOICE_GAP;
		else
			y++;
	}
}

/* The codes that were picked, where the list does not show them all. */
static void draw_picked(const struct decide_page *p, struct canvas *c, int y)
{
	const struct proposal_form *f = &p->form;
	struct str codes = { 0 };
	size_t i;

	for (i = 0; i < f->policy->ngrounds; i++)
		if (f->picked[i])
			str_addf(&codes, "%s%.*s", codes.n ? ", " : "",
				 STRV_FMT(f->policy->ground[i].code));
	canvas_put(c, y, LABEL_X + 2, FIELD_X - LABEL_X - 3, LOOK_TEXT,
		   strv_of(&codes));
	str_release(&codes);
}

static void draw_ground(const struct decide_page *p, struct canvas *c, int y, size_t i)
{
	int at = proposal_form_ground(&p->form, i);
	const struct ground *g = at >= 0 ? &p->form.policy->ground[at] : NULL;
	struct str article = { 0 };
	struct strv title;
	int x = field_x(p), x_article;
	bool on = p->focus == FOCUS_GROUNDS && i == p->ground;

	if (!g)
		return;
	title = p->dutch ? g->title_nl : g->title_en;
	canvas_putf(c, y, x, c->width - x - 1, LOOK_TEXT, "[%s] %-2.*s  %.*s",
		    p->form.picked[at] ? "x" : " ", STRV_FMT(g->code), STRV_FMT(title));
	str_addz(&article, " (");
	message_article(g->article, &article);
	str_addc(&article, ')');
	x_article = x + GROUND_TITLE + text_width(title);
	if (x_article + text_width(strv_of(&article)) <
	    c->width) /* all of it, or none */
		canvas_put(c, y, x_article, -1, LOOK_TEXT, strv_of(&article));
	str_release(&article);
	if (!on)
		return;
	canvas_put(c, y, x - 2, 1, LOOK_ACCENT, STRV(">"));
	canvas_cursor(c, y, x - 2);
}

static void draw_grounds(const struct decide_page *p, struct canvas *c)
{
	int lines = p->lines[FOCUS_GROUNDS], i;
	size_t n = proposal_form_grounds(&p->form);
	size_t top = p->ground < (size_t)lines ? 0 : p->ground - (size_t)lines + 1;

	draw_label(p, c, FOCUS_GROUNDS, _("Grounds"));
	if (lines > 1 && n > (size_t)lines && p->width >= NARROW)
		draw_picked(p, c, p->y[FOCUS_GROUNDS] + 1);
	for (i = 0; i < lines; i++)
		draw_ground(p, c, p->y[FOCUS_GROUNDS] + i, top + (size_t)i);
}

static void draw_foot(const struct decide_page *p, struct canvas *c,
		      const char *letter_key, const char *submit_key)
{
	unsigned lacks = proposal_form_lacks(&p->form);
	int y = c->height - 3, room = c->width - 2;
	struct str text = { 0 };
	size_t end = 0, next = 0;

	if (lacks)
		decide_lacks_text(p, lacks, &text);
	else
		str_addf(&text, _("All is there: %s shows the letter, %s proposes it."),
			 letter_key, submit_key);
	(void)glyph_row(strv_of(&text), 0, room, NULL, &end, &next);
	if (next < text.n && p->foot == FOOT_LINES) /* what is missing goes first */
		canvas_put(c, y - 1, 1, room, lacks ? LOOK_TEXT : LOOK_ACCENT,
			   strv_n(text.p, end));
	else if (p->foot == FOOT_LINES && p->returned_by.n)
		canvas_putf(c, y - 1, 1, c->width - 2, LOOK_SOON,
			    _("Returned by %.*s: %.*s"), STRV_FMT(p->returned_by),
			    STRV_FMT(p->return_reason));
	else if (p->foot == FOOT_LINES && room >= text_width(strv(_(APPROVER))))
		canvas_put(c, y - 1, 1, c->width - 2, LOOK_DIM, strv(_(APPROVER)));
	if (next == text.n || p->foot < FOOT_LINES)
		next = 0;
	if (p->foot)
		canvas_put(c, y, 1, room, lacks ? LOOK_TEXT : LOOK_ACCENT,
			   strv_n(text.p + next, text.n - next));
	str_release(&text);
}

static void draw_text(const struct decide_page *p, struct canvas *c,
		      enum decide_focus part, const char *label,
		      const struct textarea *area)
{
	if (!p->y[part])
		return;
	draw_label(p, c, part, label);
	textarea_draw(area, c, p->y[part] + 1, TEXT_X, p->focus == part);
}

void decide_page_draw(const struct decide_page *p, struct canvas *c,
		      const char *letter_key, const char *submit_key)
{
	const struct proposal_form *f = &p->form;

	if (p->y[FOCUS_OUTCOME]) {
		draw_label(p, c, FOCUS_OUTCOME, _("Outcome"));
		draw_choices(p, c, FOCUS_OUTCOME, &outcome_choices, f->outcome);
	}
	if (p->y[FOCUS_GROUNDS])
		draw_grounds(p, c);
	if (p->y[FOCUS_HARDSHIP]) {
		draw_label(p, c, FOCUS_HARDSHIP, _("Hardship"));
		draw_choices(p, c, FOCUS_HARDSHIP, &hardship_choices, f->hardship);
	}
	draw_text(p, c, FOCUS_CHILD, _("Interest of the child"), &f->child);
	draw_text(p, c, FOCUS_REASONS, _("Reasons"), &f->reasons);
	draw_foot(p, c, letter_key, submit_key);
}
