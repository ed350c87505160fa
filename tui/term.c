#include "tui/term.h"

#include <curses.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>

#include "tui/tty.h"

#define ESC_DELAY_MS 25
/* Codes of our own for define_key, above curses' own. */
enum { CODE_PASTE_START = KEY_MAX + 0x1000, CODE_PASTE_STOP };

/* Curses keeps its state in the process; so does this, its only user. */
static struct {
	bool open;
	bool mono;
	bool colors;
	bool paste;
	bool gone; /* the line: nothing can be written */
	bool resized;
	charset_can can;
	struct cell *shown; /* what the screen holds */
	int width, height;
	keycode ahead; /* read after an Esc, belongs to the next call */
	struct termios modes; /* as they were */
	SCREEN *screen;
} tty;

/* ---- giving it back ---- */

static void restore_modes(void)
{
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &tty.modes);
}

void term_close(void)
{
	if (!tty.open)
		return;
	tty.open = false;
	if (tty.gone) {
		restore_modes();
	} else {
		if (tty.paste)
			(void)putp("\033[?2004l");
		(void)fflush(stdout);
		(void)endwin();
		delscreen(tty.screen);
	}
	tty_unguard();
	tty_drop_signals();
	free(tty.shown);
	tty.shown = NULL;
}

/* ---- taking it over ---- */

static bool name_ok(const char *name)
{
	size_t i;

	for (i = 0; name[i]; i++) {
		const char c = name[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      (c >= '0' && c <= '9') || c == '+' || c == '.' || c == '_' ||
		      c == '-'))
			return false;
	}
	return i >= 1 && i <= 32;
}

static bool bad_type(const char *name, struct err *e)
{
	err_set(e, ERR_TERM_TYPE);
	return err_str(e, strv(name));
}

/* Terminals that know bracketed paste; older ones might show the request. */
static bool knows_paste(const char *name)
{
	static const char *const known[] = { "xterm", "screen",    "tmux",  "rxvt",
					     "putty", "alacritty", "kitty", "foot",
					     "vte",   "konsole" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (strncmp(name, known[i], strlen(known[i])) == 0)
			return true;
	}
	return false;
}

/* A terminal that ignores the keypad mode sends the other form. */
static void define_keys(void)
{
	static const struct {
		const char *seq;
		int code;
	} keys[] = {
		{ "\033[A", KEY_UP },
		{ "\033[B", KEY_DOWN },
		{ "\033[C", KEY_RIGHT },
		{ "\033[D", KEY_LEFT },
		{ "\033OA", KEY_UP },
		{ "\033OB", KEY_DOWN },
		{ "\033OC", KEY_RIGHT },
		{ "\033OD", KEY_LEFT },
		{ "\033[H", KEY_HOME },
		{ "\033OH", KEY_HOME },
		{ "\033[1~", KEY_HOME },
		{ "\033[7~", KEY_HOME },
		{ "\033[F", KEY_END },
		{ "\033OF", KEY_END },
		{ "\033[4~", KEY_END },
		{ "\033[8~", KEY_END },
		{ "\033[2~", KEY_IC },
		{ "\033[3~", KEY_DC },
		{ "\033[5~", KEY_PPAGE },
		{ "\033[6~", KEY_NPAGE },
		{ "\033[Z", KEY_BTAB },
		{ "\033OP", KEY_F(1) },
		{ "\033OQ", KEY_F(2) },
		{ "\033OR", KEY_F(3) },
		{ "\033OS", KEY_F(4) },
		{ "\033[11~", KEY_F(1) },
		{ "\033[12~", KEY_F(2) },
		{ "\033[13~", KEY_F(3) },
		{ "\033[14~", KEY_F(4) },
		{ "\033[15~", KEY_F(5) },
		{ "\033[17~", KEY_F(6) },
		{ "\033[18~", KEY_F(7) },
		{ "\033[19~", KEY_F(8) },
		{ "\033[20~", KEY_F(9) },
		{ "\033[21~", KEY_F(10) },
		{ "\033[23~", KEY_F(11) },
		{ "\033[24~", KEY_F(12) },
		{ "\033[200~", CODE_PASTE_START },
		{ "\033[201~", CODE_PASTE_STOP },
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (key_defined(keys[i].seq) <= 0)
			(void)define_key(keys[i].seq, keys[i].code);
	}
}

static void take_colors(void)
{
	const char *no = getenv("NO_COLOR");
	short i;

	tty.colors = false;
	if ((!no || !*no) && has_colors() && start_color() == OK && COLORS >= 8 &&
	    COLOR_PAIRS > 8) {
		const short back = use_default_colors() == OK ? -1 : COLOR_BLACK;

		tty.colors = true;
		for (i = 0; i < 8; i++)
			(void)init_pair((short)(i + 1), i, back);
	}
	tty.mono = !tty.colors;
}

static void take_modes(void)
{
	if (!getenv("ESCDELAY"))
		(void)set_escdelay(ESC_DELAY_MS);
	(void)raw(); /* Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q are keys */
	(void)noecho();
	(void)nonl();
	(void)intrflush(stdscr, FALSE);
	(void)keypad(stdscr, TRUE);
	(void)nodelay(stdscr, TRUE);
	(void)typeahead(-1);
	(void)idlok(stdscr, TRUE);
	(void)scrollok(stdscr, FALSE);
	(void)leaveok(stdscr, FALSE);
	define_keys();
	take_colors();
}

/* NULL when the terminal does not have it, or has no such thing. */
static const char *capability(const char *name)
{
	const char *cap = tigetstr(name);

	return (intptr_t)cap == -1 ? NULL : cap;
}

/* What gives the screen back, made beforehand for a handler that may not ask curses. */
static void guard(void)
{
	static const char *const caps[] = { "sgr0", "cnorm", "rmkx", "rmcup" };
	char out[256];
	size_t n = 0, i;

	if (tty.paste)
		n = (size_t)snprintf(out, sizeof(out), "\033[?2004l");
	for (i = 0; i < sizeof(caps) / sizeof(caps[0]); i++) {
		const char *cap = capability(caps[i]);

		if (cap && n + strlen(cap) + 3 < sizeof(out))
			n += (size_t)snprintf(out + n, sizeof(out) - n, "%s", cap);
	}
	n += (size_t)snprintf(out + n, sizeof(out) - n, "\r\n");
	tty_guard(out, n, restore_modes);
}

bool term_open(struct err *e)
{
	const char *name = getenv("TERM");
	int status = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
	    tcgetattr(STDIN_FILENO, &tty.modes) != 0)
		return err_set(e, ERR_NO_TERMINAL);
	if (!name || !name_ok(name))
		return bad_type(name ? name : "", e);
	/* newterm would end the process for some types; this asks without doing so. */
	if (setupterm(name, STDOUT_FILENO, &status) != OK)
		return bad_type(name, e);
	const bool places = capability("cup"); /* else it shows no screen */

	(void)del_curterm(cur_term);
	if (!places)
		return bad_type(name, e);
	tty_take_signals();
	tty.screen = newterm(NULL, stdout, stdin);
	if (!tty.screen) {
		tty_drop_signals();
		return bad_type(name, e);
	}
	/* ncurses 6.4 flushes at every cursor move until doupdate has run after an endwin:
	 * these two calls make a frame one write(2). */
	(void)endwin();
	(void)refresh();
	take_modes();
	tty.paste = knows_paste(name);
	if (tty.paste) {
		(void)putp("\033[?2004h");
		(void)fflush(stdout);
	}
	guard();
	tty.can = charset_of_locale();
	tty.open = true;
	tty.gone = false;
	return true;
}

void term_size(int *width, int *height)
{
	*width = COLS;
	*height = LINES;
}

charset_can term_charset(void)
{
	return tty.can;
}

const char *term_version(void)
{
	return curses_version();
}

/* ---- the screen ---- */

static attr_t attr_of(enum role_look role, short *pair)
{
	const struct look *look = theme_look(tty.mono, role);
	attr_t attr = A_NORMAL;

	if (look->attr & ATTR_BOLD)
		attr |= A_BOLD;
	if (look->attr & ATTR_DIM)
		attr |= A_DIM;
	if (look->attr & ATTR_UNDERLINE)
		attr |= A_UNDERLINE;
	if (look->attr & ATTR_REVERSE)
		attr |= A_REVERSE;
	*pair = 0;
	if (tty.colors && look->color >= 0)
		*pair = (short)(unsigned short)((unsigned)look->color + 1);
	return attr;
}

/* The terminal's own line-drawing set works in every charset; a literal does not. */
static const cchar_t *line_char(uint32_t ch)
{
	switch (ch) {
	case 0x2500:
		return WACS_HLINE;
	case 0x2502:
		return WACS_VLINE;
	case 0x250c:
		return WACS_ULCORNER;
	case 0x2510:
		return WACS_URCORNER;
	case 0x2514:
		return WACS_LLCORNER;
	case 0x2518:
		return WACS_LRCORNER;
	case 0x251c:
		return WACS_LTEE;
	case 0x2524:
		return WACS_RTEE;
	case 0x252c:
		return WACS_TTEE;
	case 0x2534:
		return WACS_BTEE;
	case 0x253c:
		return WACS_PLUS;
	case 0x2591:
	case 0x2592:
	case 0x2593:
		return WACS_CKBOARD;
	default:
		return NULL;
	}
}

static void put_line_char(const cchar_t *box, enum role_look look)
{
	wchar_t text[CCHARW_MAX];
	cchar_t cell;
	attr_t attr, own;
	short pair, old;

	if (getcchar(box, text, &own, &old, NULL) != OK)
		return;
	attr = attr_of(look, &pair);
	if (setcchar(&cell, text, own | attr, pair, NULL) == OK)
		(void)add_wch(&cell);
}

/* One run of cells of the same look, as one string. Returns where it ends. */
static int put_run(const struct cell *row, int x, int width)
{
	wchar_t text[512];
	const uint8_t look = row[x].look;
	short pair;
	attr_t attr;
	int n = 0, i;

	attr = attr_of((enum role_look)look, &pair);
	while (x < width && row[x].look == look && !line_char(row[x].ch) &&
	       n + 1 + CELL_MARKS < (int)(sizeof(text) / sizeof(text[0]))) {
		if (row[x].ch)
			text[n++] = (wchar_t)row[x].ch;
		for (i = 0; i < CELL_MARKS && row[x].mark[i]; i++)
			text[n++] = (wchar_t)row[x].mark[i];
		x++;
	}
	(void)attr_set(attr, pair, NULL);
	(void)addnwstr(text, n);
	return x;
}

static void put_row(const struct cell *row, int y, int width)
{
	int x = 0;

	(void)move(y, 0);
	while (x < width) {
		const cchar_t *box = line_char(row[x].ch);

		if (!box) {
			x = put_run(row, x, width);
			continue;
		}
		put_line_char(box, (enum role_look)row[x].look);
		x++;
		(void)move(y, x);
	}
}

/* Makes room to remember the screen; false: everything is drawn each time. */
static bool remember_size(const struct canvas *c)
{
	if (tty.shown && tty.width == c->width && tty.height == c->height)
		return true;
	free(tty.shown);
	tty.shown = calloc((size_t)c->width * (size_t)c->height, sizeof(*tty.shown));
	tty.width = c->width;
	tty.height = c->height;
	return false;
}

void term_show(const struct canvas *c)
{
	const bool known = remember_size(c);
	const size_t bytes = (size_t)c->width * sizeof(*c->cells);
	int y;

	if (!tty.open || tty.gone)
		return;
	for (y = 0; y < c->height; y++) {
		const size_t at = (size_t)y * (size_t)c->width;

		if (known && tty.shown &&
		    memcmp(&tty.shown[at], &c->cells[at], bytes) == 0)
			continue;
		put_row(&c->cells[at], y, c->width);
		if (tty.shown)
			memcpy(&tty.shown[at], &c->cells[at], bytes);
	}
	(void)curs_set(c->cursor_on ? 1 : 0);
	(void)move(c->cursor_y, c->cursor_x);
	(void)refresh(); /* the only write(2) of a frame */
}

void term_redraw(void)
{
	(void)clearok(curscr, TRUE);
	free(tty.shown);
	tty.shown = NULL;
}

/* ---- keys ---- */

static keycode named_key(wint_t code)
{
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return KEY_FUNCTION + (keycode)(code - KEY_F0);
	switch (code) {
	case KEY_UP:
		return KEY_ARROW_UP;
	case KEY_DOWN:
		return KEY_ARROW_DOWN;
	case KEY_LEFT:
		return KEY_ARROW_LEFT;
	case KEY_RIGHT:
		return KEY_ARROW_RIGHT;
	case KEY_PPAGE:
		return KEY_PAGE_UP;
	case KEY_NPAGE:
		return KEY_PAGE_DOWN;
	case KEY_HOME:
	case KEY_FIND:
		return KEY_HOME_;
	case KEY_END:
	case KEY_SELECT:
		return KEY_END_;
	case KEY_IC:
		return KEY_INSERT;
	case KEY_DC:
		return KEY_DELETE_;
	case KEY_BACKSPACE:
		return KEY_RUBOUT;
	case KEY_BTAB:
		return KEY_BACKTAB;
	case KEY_ENTER:
		return KEY_RETURN;
	case CODE_PASTE_START:
		return KEY_PASTE_START;
	case CODE_PASTE_STOP:
		return KEY_PASTE_STOP;
	default:
		return KEY_NONE;
	}
}

/* Modified arrows have codes of their own in each terminal, but all a name. */
static keycode modified_key(wint_t code)
{
	const char *name = keyname((int)code);

	if (!name)
		return KEY_NONE;
	if (strcmp(name, "kLFT5") == 0)
		return KEY_CTRL | KEY_ARROW_LEFT;
	if (strcmp(name, "kRIT5") == 0)
		return KEY_CTRL | KEY_ARROW_RIGHT;
	if (strcmp(name, "kHOM5") == 0)
		return KEY_CTRL | KEY_HOME_;
	if (strcmp(name, "kEND5") == 0)
		return KEY_CTRL | KEY_END_;
	return KEY_NONE;
}

static keycode typed_key(wint_t ch)
{
	if (ch == 8 || ch == 127)
		return KEY_RUBOUT;
	if (ch == KEY_TAB_ || ch == KEY_RETURN || ch == KEY_ESC)
		return ch;
	if (ch == 0)
		return KEY_CTRL | ' ';
	if (ch < 27)
		return KEY_CTRL | (keycode)('a' + ch - 1);
	if (ch < 32)
		return KEY_CTRL | (keycode)('[' + ch - 27);
	return ch;
}

/* A sequence that nothing knows must not become commands: up to its final byte it goes. */
static void skip_sequence(void)
{
	wint_t ch;

	while (get_wch(&ch) == OK) {
		if (ch >= 0x40 && ch <= 0x7e)
			return;
	}
}

/* Esc alone, or with what came right behind it. */
static keycode after_escape(void)
{
	wint_t ch;
	const int got = get_wch(&ch);

	if (got == OK && (ch == '[' || ch == 'O')) {
		skip_sequence();
		return KEY_NONE;
	}
	if (got == OK && ch >= ' ' && ch < 127)
		return KEY_ALT | (keycode)ch;
	if (got == OK)
		tty.ahead = typed_key(ch);
	else if (got == KEY_CODE_YES)
		tty.ahead = named_key(ch);
	return KEY_ESC;
}

keycode term_key(void)
{
	wint_t ch;

	if (tty.resized) {
		tty.resized = false;
		return KEY_WINDOW;
	}
	for (;;) {
		keycode key = tty.ahead;
		int got;

		tty.ahead = KEY_NONE;
		if (key != KEY_NONE)
			return key;
		got = get_wch(&ch);
		if (got == ERR)
			return KEY_NONE;
		if (got == KEY_CODE_YES) {
			key = named_key(ch);
			if (key == KEY_NONE)
				key = modified_key(ch);
		} else {
			key = typed_key(ch);
			if (key == KEY_ESC)
				key = after_escape();
		}
		if (key != KEY_NONE)
			return key;
	}
}

void term_flush_input(void)
{
	if (!tty.open)
		return;
	tty.ahead = KEY_NONE;
	(void)flushinp();
}

/* ---- waiting ---- */

static void resize(void)
{
	int width, height;

	if (tty_size(&width, &height))
		(void)resizeterm(height, width);
	free(tty.shown);
	tty.shown = NULL;
	tty.resized = true;
}

bool term_wait(int ms)
{
	struct tty_news news;

	if (tty.resized || tty.ahead != KEY_NONE)
		return true;
	news = tty_wait(ms);
	if (news.window)
		resize();
	if (news.cancel)
		tty.ahead = KEY_ESC;
	tty.gone |= news.gone;
	return !news.gone && !news.ended;
}
