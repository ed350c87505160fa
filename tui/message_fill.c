#include "tui/message_fill.h"

#include <libintl.h>

/* The length of a place at `s` ("{f1}"), 0 when none begins there. */
static size_t place(const char *s, char *kind, unsigned *i)
{
	size_t at = 1;

	if (s[0] != '{')
		return 0;
	*kind = 0;
	if (s[at] >= 'a' && s[at] <= 'z')
		*kind = s[at++];
	if (s[at] < '1' || s[at] > '9' || s[at + 1] != '}')
		return 0;
	*i = (unsigned)(s[at] - '0');
	return at + 2;
}

void message_fill(const char *text, fill_fn fn, const void *ctx, struct str *out)
{
	while (*text) {
		char kind;
		unsigned i;
		const size_t n = place(text, &kind, &i);

		if (n)
			fn(ctx, kind, i, out);
		else
			str_addc(out, *text);
		text += n ? n : 1;
	}
}

const char *sentence_text(struct sentence s, int64_t n)
{
	if (!s.many)
		return gettext(s.one);
	return ngettext(s.one, s.many, (unsigned long)(n < 0 ? -n : n));
}
