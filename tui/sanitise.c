#include "tui/sanitise.h"

#include <langinfo.h>
#include <wchar.h>

#include "store/base/utf8.h"
#include "tui/translit.h"

#define MARKS_MAX 4

struct sanitiser {
	charset_can can;
	struct str *out;
	const char *open, *close; /* what stands around a changed character */
	unsigned marks; /* combining, since the last base character */
	size_t word; /* where the word begins in `out` */
	bool changed; /* the word holds a transliterated letter */
};

static bool holds(charset_can can, uint32_t ch)
{
	return ch < 0x80 || !can || can(ch);
}

/* A word with a letter in another form must be seen to be one: <Yilmaz> is not Yilmaz. */
static void end_word(struct sanitiser *s)
{
	if (s->changed) {
		str_insert(s->out, s->word, strv(s->open));
		str_addz(s->out, s->close);
	}
	s->changed = false;
	s->word = s->out->n;
}

/* "Jansen-Öz" is one word, "Öz, A." are two. */
static bool parts_words(uint32_t ch)
{
	return ch < 0x80 && ch != '-' && ch != '\'' && !(ch >= '0' && ch <= '9') &&
	       !((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z');
}

static void add_char(struct sanitiser *s, uint32_t ch)
{
	char b[4];
	const bool parts = parts_words(ch);

	if (parts)
		end_word(s);
	str_add(s->out, strv_n(b, utf8_put(ch, b)));
	if (parts)
		s->word = s->out->n;
}

static void add_transliterated(struct sanitiser *s, uint32_t ch)
{
	if (!translit_is_sign(ch))
		s->changed = true;
	str_addz(s->out, transliterate(ch, s->can));
}

static void add_hidden(struct sanitiser *s, uint32_t ch)
{
	end_word(s);
	str_addf(s->out, "%sU+%04X%s", s->open, (unsigned)ch, s->close);
	s->word = s->out->n;
}

static void one(struct sanitiser *s, uint32_t ch)
{
	const enum utf8_kind kind = utf8_kind(ch);

	if (ch == '\t') {
		add_char(s, ' ');
		return;
	}
	if (kind == UTF8_HIDDEN) {
		s->marks = 0;
		add_hidden(s, ch);
		return;
	}
	s->marks = kind == UTF8_MARK ? s->marks + 1 : 0;
	if (s->marks > MARKS_MAX)
		return;
	if (holds(s->can, ch))
		add_char(s, ch);
	else
		add_transliterated(s, ch);
}

static bool is_plain(struct strv text)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] < 0x20 || text.p[i] > 0x7e)
			return false;
	}
	return true;
}

void sanitise(struct strv text, bool lines, charset_can can, struct str *out)
{
	const bool guillemets = holds(can, 0x2039) && holds(can, 0x203a);
	struct sanitiser s = { .can = can, .out = out, .word = out->n };

	if (is_plain(text)) {
		str_add(out, text);
		return;
	}
	s.open = guillemets ? "\u2039" : "<";
	s.close = guillemets ? "\u203a" : ">";
	while (text.n > 0) {
		uint32_t ch;
		size_t len;

		if (!utf8_next(text, &ch, &len)) {
			end_word(&s);
			str_addf(out, "%s%02X%s", s.open, (unsigned char)text.p[0],
				 s.close);
			s.word = out->n;
		} else if (lines && ch == '\n') {
			end_word(&s);
			str_addc(out, '\n');
			s.word = out->n;
		} else {
			one(&s, ch);
		}
		text = strv_n(text.p + len, text.n - len);
	}
	end_word(&s);
}

/* As curses counts, which is what the C library says; where the locale does not know the
 * character it is on no screen either. */
int char_width(uint32_t ch)
{
	if (ch < 0x7f)
		return 1;
	if (utf8_kind(ch) == UTF8_MARK)
		return 0;
	return wcwidth((wchar_t)ch) == 2 ? 2 : 1;
}

int text_width(struct strv safe)
{
	int width = 0;

	while (safe.n > 0) {
		uint32_t ch;
		size_t len;

		(void)utf8_next(safe, &ch, &len);
		width += char_width(ch);
		safe = strv_n(safe.p + len, safe.n - len);
	}
	return width;
}

const char *transliterate(uint32_t ch, charset_can can)
{
	const char *s = translit_ascii(ch);

	/* Every charset holds ASCII, so that one form serves them all. */
	(void)can;
	return s ? s : "?";
}

/* The locale's own conversion is the only one that knows what its charset holds. */
static bool locale_can(uint32_t ch)
{
	char buf[16];
	mbstate_t st;

	memset(&st, 0, sizeof(st));
	if (ch >= 0x80 && ch < 0xa0)
		return false;
	return wcrtomb(buf, (wchar_t)ch, &st) != (size_t)-1;
}

charset_can charset_of_locale(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0 ? NULL : locale_can;
}
