#include "tui/prompt.h"

#include "tui/app_internal.h"
#include "tui/message.h"

/* ---- days ---- */

/* Up to three numbers with one separator between them; how many there were. */
static int numbers(struct strv s, int n[3], size_t digits[3])
{
	int count = 0;
	size_t i = 0;

	while (i < s.n && count < 3) {
		const size_t from = i;
		uint64_t value;

		while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
			i++;
		if (!strv_uint(strv_n(s.p + from, i - from), 99999999, &value))
			return 0;
		digits[count] = i - from;
		n[count++] = (int)value;
		if (i == s.n)
			return count;
		if (strv_find(STRV("-/. "), s.p[i]) == 4)
			return 0;
		i++;
	}
	return i == s.n ? 0 : 4;
}

/* A day without a year is the one nearest to today. */
static bool nearest_year(int day, int month, struct date today, struct date *out)
{
	const int year = date_ymd(today).year;
	bool found = false;
	int y;

	for (y = year - 1; y <= year + 1; y++) {
		struct date d;

		if (!date_make(y, month, day, &d))
			continue;
		if (!found || abs(date_diff(today, d)) < abs(date_diff(today, *out)))
			*out = d;
		found = true;
	}
	return found;
}

static bool parse_date(struct strv s, struct date today, struct date *out)
{
	size_t digits[3];
	uint64_t days;
	int n[3];

	if (s.n > 1 && (s.p[0] == '+' || s.p[0] == '-')) {
		if (!strv_uint(strv_n(s.p + 1, s.n - 1), 3660, &days))
			return false;
		*out = date_add(today, s.p[0] == '+' ? (int)days : -(int)days);
		return true;
	}
	switch (numbers(s, n, digits)) {
	case 1:
		return digits[0] == 8 &&
		       date_make(n[0] % 10000, n[0] / 10000 % 100, n[0] / 1000000, out);
	case 2:
		return nearest_year(n[0], n[1], today, out);
	case 3:
		if (digits[0] == 4)
			return date_make(n[0], n[1], n[2], out);
		return digits[2] == 4 && date_make(n[2], n[1], n[0], out);
	default:
		return false;
	}
}

bool prompt_date(struct strv text, struct date today, struct date *out, struct err *e)
{
	text = strv_trim(text);
	if (parse_date(text, today, out))
		return true;
	err_set(e, ERR_DATE_TEXT);
	return err_str(e, text);
}

/* ---- colleagues ---- */

static bool read_names(struct ui *ui, struct err *e)
{
	struct prompt *p = &ui->prompt;
	struct txn *t = ui_read(ui, e);
	struct user *user;
	size_t n, i;

	p->nnames = 0;
	if (!t || !user_list(t, &p->arena, &user, &n, e)) {
		txn_end(t);
		return false;
	}
	p->name = arena_array(&p->arena, n + 1, sizeof(*p->name));
	for (i = 0; p->name && i < n; i++) {
		if (!user[i].disabled && (roles_rights(user[i].roles) & RIGHT_HANDLED))
			p->name[p->nnames++] = arena_copy(&p->arena, user[i].name);
	}
	txn_end(t);
	return p->name ? true : err_set(e, ERR_NOMEM);
}

/* How many names begin with what is typed, the first of them and what they share. An
 * exact name is the only one. */
static size_t matches(const struct prompt *p, struct strv *first, size_t *common)
{
	const struct strv typed = strv_trim(strv_of(&p->field.text));
	size_t n = 0, i;

	for (i = 0; i < p->nnames; i++) {
		const struct strv name = p->name[i];
		size_t same = 0;

		if (!strv_starts(name, typed))
			continue;
		if (name.n == typed.n) {
			*first = name;
			*common = name.n;
			return 1;
		}
		if (n++ == 0) {
			*first = name;
			*common = name.n;
			continue;
		}
		while (same < *common && same < name.n &&
		       name.p[same] == first->p[same])
			same++;
		*common = same;
	}
	return n;
}

static void complete(struct prompt *p)
{
	struct strv first = { NULL, 0 };
	size_t common = 0;

	if (matches(p, &first, &common) > 0)
		field_edit_set(&p->field, strv_n(first.p, common));
	p->offered = false;
}

/* ---- the question ---- */

void prompt_open(struct ui *ui, enum command_arg kind, const char *question,
		 struct strv offered)
{
	struct prompt *p = &ui->prompt;
	struct err e = { 0 };

	prompt_close(ui);
	p->kind = kind;
	str_addz(&p->question, question);
	p->field.max = 200;
	field_edit_set(&p->field, offered);
	p->offered = offered.n > 0;
	p->view = ui_top(ui);
	ui->mode = MODE_PROMPT;
	if (kind == ARG_USER && !read_names(ui, &e)) {
		job_drop(ui);
		ui_err(ui, &e);
	}
}

void ui_ask(struct ui *ui, const char *question, struct strv offered, ui_answer done,
	    void *ctx)
{
	job_drop(ui);
	prompt_open(ui, ARG_LINE, question, offered);
	ui->prompt.done = done;
	ui->prompt.ctx = ctx;
}

void prompt_close(struct ui *ui)
{
	struct prompt *p = &ui->prompt;

	str_clear(&p->question);
	str_clear(&p->error);
	field_edit_set(&p->field, (struct strv){ NULL, 0 });
	p->field.pasting = false;
	arena_reset(&p->arena);
	p->nnames = 0;
	p->done = NULL;
	p->view = NULL;
	p->kind = ARG_NONE;
	if (ui->mode == MODE_PROMPT)
		ui->mode = MODE_KEYS;
}

void prompt_release(struct prompt *p)
{
	str_release(&p->question);
	str_release(&p->error);
	field_edit_release(&p->field);
	arena_release(&p->arena);
}

/* Whether the answer will do; if not, what is wrong with it stands in p->error. */
static bool answer_ok(struct ui *ui, struct str *answer)
{
	struct prompt *p = &ui->prompt;
	const struct strv text = strv_trim(strv_of(&p->field.text));
	struct strv name = { NULL, 0 };
	struct err e = { 0 };
	struct date d;
	size_t common;

	if (p->kind == ARG_DATE && !prompt_date(text, ui_today(ui), &d, &e)) {
		message_err(&e, &p->error);
		return false;
	}
	if (p->kind != ARG_USER) {
		str_add(answer, text);
		return p->done || text.n > 0;
	}
	if (text.n > 0 && matches(p, &name, &common) == 1) {
		str_add(answer, name);
		return true;
	}
	err_set(&e, ERR_USER_UNKNOWN);
	err_str(&e, text);
	message_err(&e, &p->error);
	return false;
}

static void finish(struct ui *ui)
{
	struct prompt *p = &ui->prompt;
	struct str answer = { 0 };
	struct view *v = p->view;
	const ui_answer done = p->done;
	void *ctx = p->ctx;

	if (answer_ok(ui, &answer)) {
		prompt_close(ui);
		if (v != ui_top(ui)) {
			job_drop(ui);
		} else if (done) {
			done(ui, v, strv_of(&answer), ctx);
		} else {
			str_clear(&ui->job.arg);
			str_add(&ui->job.arg, strv_of(&answer));
			job_go_on(ui);
		}
	}
	str_release(&answer);
}

void prompt_key(struct ui *ui, keycode key)
{
	struct prompt *p = &ui->prompt;

	str_clear(&p->error);
	if (!ui->pasting && key_cancels(ui, key)) {
		job_drop(ui);
		return;
	}
	if (!ui->pasting && key == KEY_RETURN) {
		finish(ui);
		return;
	}
	if (!ui->pasting && key == KEY_TAB_) {
		if (p->kind == ARG_USER)
			complete(p);
		return;
	}
	if (p->offered && (key_is_text(key) || key == KEY_PASTE_START))
		field_edit_set(&p->field, (struct strv){ NULL, 0 });
	p->offered = false;
	if (!field_edit_key(&p->field, key) && (key & KEY_ALT)) {
		job_drop(ui);
		dispatch_key(ui, key & ~(keycode)KEY_ALT);
	}
}

/* ---- drawing ---- */

static void draw_names(const struct prompt *p, struct canvas *c, int y)
{
	const struct strv typed = strv_trim(strv_of(&p->field.text));
	int x = 1;
	size_t i;

	for (i = 0; i < p->nnames && x < c->width - 2; i++) {
		if (strv_starts(p->name[i], typed))
			x += canvas_put(c, y, x, -1, LOOK_TEXT, p->name[i]) + 2;
	}
}

static void draw_day(const struct ui *ui, struct canvas *c, int y)
{
	struct str line = { 0 };
	struct err e = { 0 };
	struct date d = DATE_NONE;

	if (prompt_date(strv_of(&ui->prompt.field.text), ui_today(ui), &d, &e))
		message_day(d, &line);
	else
		str_addz(&line, _("dd-mm-yyyy, dd-mm, or +14 for a day from today"));
	(void)canvas_put(c, y, 1, -1, LOOK_TEXT, strv_of(&line));
	str_release(&line);
}

void prompt_draw(const struct ui *ui, struct canvas *c, int y)
{
	const struct prompt *p = &ui->prompt;
	int x = 1;

	x += canvas_put(c, y, x, c->width * 2 / 3, LOOK_TITLE, strv_of(&p->question)) +
	     1;
	field_edit_draw(&p->field, c, y, x, c->width - x - 1,
			p->offered ? LOOK_FIELD : LOOK_TEXT, true);
	if (p->error.n)
		(void)canvas_put(c, y + 1, 1, -1, LOOK_ERROR, strv_of(&p->error));
	else if (p->kind == ARG_USER)
		draw_names(p, c, y + 1);
	else if (p->kind == ARG_DATE)
		draw_day(ui, c, y + 1);
	else
		(void)canvas_putf(c, y + 1, 1, -1, LOOK_TEXT, "%s",
				  _("Enter ok  Esc cancel"));
}
