#include "tui/key.h"

#include "store/base/utf8.h"

static const struct {
	const char *name; /* as shown; read without regard to case */
	keycode key;
} names[] = {
	{ "Enter", KEY_RETURN },
	{ "Esc", KEY_ESC },
	{ "Tab", KEY_TAB_ },
	{ "Shift-Tab", KEY_BACKTAB },
	{ "Space", ' ' },
	{ "Up", KEY_ARROW_UP },
	{ "Down", KEY_ARROW_DOWN },
	{ "Left", KEY_ARROW_LEFT },
	{ "Right", KEY_ARROW_RIGHT },
	{ "PgUp", KEY_PAGE_UP },
	{ "PgDn", KEY_PAGE_DOWN },
	{ "Home", KEY_HOME_ },
	{ "End", KEY_END_ },
	{ "Ins", KEY_INSERT },
	{ "Del", KEY_DELETE_ },
	{ "Backspace", KEY_RUBOUT },
};

#define NNAMES (sizeof(names) / sizeof(names[0]))

static int lower(char c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool same_name(struct strv a, struct strv b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++) {
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	}
	return true;
}

static bool cut_prefix(struct strv *s, struct strv prefix)
{
	if (s->n <= prefix.n || !same_name(strv_n(s->p, prefix.n), prefix))
		return false;
	*s = strv_n(s->p + prefix.n, s->n - prefix.n);
	return true;
}

/* What the terminal cannot tell apart is one key. */
static keycode ctrl(keycode key)
{
	if (key >= 'A' && key <= 'Z')
		key += 'a' - 'A';
	switch (key) {
	case 'i':
		return KEY_TAB_;
	case 'm':
		return KEY_RETURN;
	case '[':
		return KEY_ESC;
	case 'h':
		return KEY_RUBOUT;
	default:
		return KEY_CTRL | key;
	}
}

static bool has_ctrl(keycode key)
{
	return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') ||
	       (key >= '[' && key <= '_') || key == ' ' || key == '@' ||
	       (key >= KEY_ARROW_UP && key <= KEY_END_);
}

static bool parse_base(struct strv name, keycode *out)
{
	uint64_t n;
	uint32_t ch;
	size_t i, len;

	for (i = 0; i < NNAMES; i++) {
		if (same_name(name, strv(names[i].name))) {
			*out = names[i].key;
			return true;
		}
	}
	if (name.n >= 2 && name.n <= 3 && lower(name.p[0]) == 'f' &&
	    strv_uint(strv_n(name.p + 1, name.n - 1), 12, &n) && n >= 1) {
		*out = KEY_FUNCTION + (keycode)n;
		return true;
	}
	if (name.n == 0 || !utf8_next(name, &ch, &len) || len != name.n || ch < '!' ||
	    (ch >= 0x7f && ch < 0xa0))
		return false;
	*out = ch;
	return true;
}

bool key_parse(struct strv name, keycode *out, struct err *e)
{
	struct strv rest = name;
	const bool alt = cut_prefix(&rest, STRV("alt-"));
	const bool control = cut_prefix(&rest, STRV("ctrl-"));
	keycode key;

	if (!parse_base(rest, &key) || (control && !has_ctrl(key))) {
		err_set(e, ERR_KEYMAP_KEY);
		return err_str(e, name);
	}
	if (control)
		key = key == '@' ? KEY_CTRL | ' ' : ctrl(key);
	*out = alt ? KEY_ALT | key : key;
	return true;
}

static void write_base(keycode key, bool upper, char *out, size_t cap)
{
	char b[5] = { 0 };
	size_t i;

	for (i = 0; i < NNAMES; i++) {
		if (names[i].key == key) {
			(void)snprintf(out, cap, "%s", names[i].name);
			return;
		}
	}
	if (key > KEY_FUNCTION && key <= KEY_FUNCTION_LAST) {
		(void)snprintf(out, cap, "F%u", (unsigned)(key - KEY_FUNCTION));
		return;
	}
	if (upper && key >= 'a' && key <= 'z')
		key -= 'a' - 'A';
	if (utf8_put(key, b) == 0)
		b[0] = '?';
	(void)snprintf(out, cap, "%s", b);
}

void key_write(keycode key, char out[24])
{
	char base[12];

	write_base(key & ~(keycode)(KEY_CTRL | KEY_ALT), (key & KEY_CTRL) != 0, base,
		   sizeof(base));
	(void)snprintf(out, 24, "%s%s%s", key & KEY_ALT ? "Alt-" : "",
		       key & KEY_CTRL ? "Ctrl-" : "", base);
}

bool key_is_text(keycode key)
{
	return key >= ' ' && key < KEY_NAMED && key != 0x7f &&
	       !(key >= 0x80 && key < 0xa0);
}
