#include "tui/cli/context.h"

#include <limits.h>
#include <stdarg.h>
#include <wchar.h>

#include "store/base/utf8.h"
#include "tui/message.h"
#include "tui/sanitise.h"

/* Safe text in the locale's character set: sanitise left nothing that it cannot hold. */
static void put(FILE *f, struct strv safe)
{
	if (!charset_of_locale()) {
		fwrite(safe.p, 1, safe.n, f);
		return;
	}
	while (safe.n) {
		char bytes[MB_LEN_MAX];
		mbstate_t state = { 0 };
		uint32_t ch;
		size_t len;

		utf8_next(safe, &ch, &len);
		safe = strv_n(safe.p + len, safe.n - len);
		const size_t n = wcrtomb(bytes, (wchar_t)ch, &state);
		if (n != (size_t)-1)
			fwrite(bytes, 1, n, f);
		else
			fputc('?', f);
	}
}

static void put_line(FILE *f, struct strv text, bool lines)
{
	struct str safe = { 0 };

	sanitise(text, lines, charset_of_locale(), &safe);
	if (safe.n && safe.p[safe.n - 1] == '\n')
		safe.n--;
	str_addc(&safe, '\n');
	put(f, strv_of(&safe));
	str_release(&safe);
}

__attribute__((format(printf, 2, 0))) static void vprint(FILE *f, const char *fmt,
							 va_list ap)
{
	char *text = NULL;
	const int n = vasprintf(&text, fmt, ap);

	if (n < 0)
		return;
	put_line(f, strv_n(text, (size_t)n), false);
	free(text);
}

void cli_say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprint(stdout, fmt, ap);
	va_end(ap);
}

void cli_note(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprint(stderr, fmt, ap);
	va_end(ap);
}

void cli_put(struct strv text)
{
	if (text.n)
		put_line(stdout, text, true);
}

void cli_raw(const struct str *text)
{
	fwrite(text->p, 1, text->n, stdout);
	fputc('\n', stdout);
}

int cli_fail(const struct err *e)
{
	struct str text = { 0 };

	/* message_err_full made it safe, its line ends and tabs are its own. */
	if (!e->file[0])
		str_addz(&text, "voorrang: ");
	message_err_full(e, &text);
	str_addc(&text, '\n');
	fflush(stdout);
	put(stderr, strv_of(&text));
	str_release(&text);
	return err_exit(e->code);
}

int cli_usage(const struct cli *c, enum err_code code, const char *word)
{
	struct err e = { 0 };

	err_set(&e, code);
	err_str(&e, strv(word));
	cli_fail(&e);
	if (c->name)
		cli_note(_("'voorrang help %s' tells how it is used."), c->name);
	else
		cli_note(_("'voorrang help' tells how it is used."));
	return EXIT_USAGE;
}
