#include "store/base/conv.h"

#include <errno.h>
#include <iconv.h>

#include "store/base/utf8.h"

static const struct {
	const char *name; /* for people */
	const char *iconv;
	const char *aliases; /* blank-separated, lower case without - _ and blanks */
} charsets[] = {
	[CHARSET_NONE] = { "", "", "" },
	[CHARSET_UTF8] = { "utf-8", "UTF-8", "utf8 utf8bom utf8sig" },
	[CHARSET_UTF16LE] = { "utf-16le", "UTF-16LE", "utf16 utf16le ucs2 ucs2le" },
	[CHARSET_UTF16BE] = { "utf-16be", "UTF-16BE", "utf16be ucs2be" },
	[CHARSET_WINDOWS1252] = { "windows-1252", "CP1252",
				  "windows1252 cp1252 win1252 1252 ansi" },
	[CHARSET_WINDOWS1250] = { "windows-1250", "CP1250",
				  "windows1250 cp1250 win1250 1250" },
	[CHARSET_WINDOWS1254] = { "windows-1254", "CP1254",
				  "windows1254 cp1254 win1254 1254" },
	[CHARSET_ISO8859_1] = { "iso-8859-1", "ISO-8859-1",
				"iso88591 88591 latin1 l1" },
	[CHARSET_ISO8859_15] = { "iso-8859-15", "ISO-8859-15",
				 "iso885915 885915 latin9 l9" },
	[CHARSET_CP850] = { "cp850", "CP850", "cp850 ibm850 850 dos850" },
};
#define CHARSETS (sizeof(charsets) / sizeof(*charsets))

enum charset charset_by_name(struct strv name)
{
	char plain[24];
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];

		if (c == '-' || c == '_' || c == ' ')
			continue;
		if (n == sizeof(plain))
			return CHARSET_NONE;
		plain[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	for (size_t i = 1; n && i < CHARSETS; i++) {
		struct strv rest = strv(charsets[i].aliases);

		while (rest.p)
			if (strv_eq(strv_cut(&rest, ' '), (struct strv){ plain, n }))
				return (enum charset)i;
	}
	return CHARSET_NONE;
}

const char *charset_name(enum charset cs)
{
	return (unsigned)cs < CHARSETS ? charsets[cs].name : "";
}

enum charset charset_by_mark(struct strv bytes, size_t *skip)
{
	static const struct {
		struct strv mark;
		enum charset cs;
	} marks[] = {
		{ { "\xEF\xBB\xBF", 3 }, CHARSET_UTF8 },
		{ { "\xFF\xFE", 2 }, CHARSET_UTF16LE },
		{ { "\xFE\xFF", 2 }, CHARSET_UTF16BE },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (strv_starts(bytes, marks[i].mark)) {
			*skip = marks[i].mark.n;
			return marks[i].cs;
		}
	}
	*skip = 0;
	return CHARSET_NONE;
}

static bool conv_bad(enum charset cs, size_t offset, struct err *e)
{
	err_set(e, ERR_ENCODING_BYTE);
	err_int(e, 0);
	err_int(e, (int64_t)offset);
	return err_str(e, strv(charset_name(cs)));
}

/* UTF-8 stays as it is, up to the first byte that is wrong. */
static bool conv_check(struct strv in, struct str *out, size_t *bad, struct err *e)
{
	size_t good = in.n;
	bool valid = utf8_valid(in, &good);

	str_add(out, (struct strv){ in.p, good });
	if (out->failed)
		return err_set(e, ERR_NOMEM);
	if (valid)
		return true;
	*bad = good;
	return conv_bad(CHARSET_UTF8, good, e);
}

/* Runs iconv over all of `in`; *bad is where it stopped. No //TRANSLIT, no //IGNORE. */
static bool conv_run(enum charset cs, iconv_t cd, struct strv in, struct str *out,
		     size_t *bad, struct err *e)
{
	char piece[4096];
	char *from;
	size_t left = in.n;

	/* iconv's prototype lacks the const; it writes nothing there. */
	memcpy(&from, &in.p, sizeof(from));
	while (left) {
		char *to = piece;
		size_t room = sizeof(piece);
		size_t done = iconv(cd, &from, &left, &to, &room);
		int reason = done == (size_t)-1 ? errno : 0;

		str_add(out, strv_n(piece, sizeof(piece) - room));
		if (out->failed)
			return err_set(e, ERR_NOMEM);
		if (reason && reason != E2BIG) {
			*bad = in.n - left;
			return conv_bad(cs, *bad, e);
		}
	}
	return true;
}

/* gcc's analyzer takes the -1 of a failed iconv_open for memory that leaks. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
static bool conv(enum charset cs, const char *to, const char *from, struct strv in,
		 struct str *out, size_t *bad, struct err *e)
{
	iconv_t cd = iconv_open(to, from);
	bool ok;

	if ((intptr_t)cd == -1) {
		err_set(e, ERR_ENCODING_UNKNOWN);
		return err_str(e, strv(charset_name(cs)));
	}
	ok = conv_run(cs, cd, in, out, bad, e);
	iconv_close(cd);
	return ok;
}
#pragma GCC diagnostic pop

static bool conv_listed(enum charset cs, struct err *e)
{
	if (cs != CHARSET_NONE && (unsigned)cs < CHARSETS)
		return true;
	err_set(e, ERR_ENCODING_UNKNOWN);
	return err_str(e, strv(""));
}

bool conv_to_utf8(enum charset cs, struct strv bytes, struct str *out, size_t *bad,
		  struct err *e)
{
	size_t unasked = 0;

	bad = bad ? bad : &unasked;
	if (!conv_listed(cs, e))
		return false;
	if (cs == CHARSET_UTF8)
		return conv_check(bytes, out, bad, e);
	return conv(cs, "UTF-8", charsets[cs].iconv, bytes, out, bad, e);
}

bool conv_from_utf8(enum charset cs, struct strv text, struct str *out, struct err *e)
{
	size_t bad;

	if (!conv_listed(cs, e))
		return false;
	if (cs == CHARSET_UTF8)
		return conv_check(text, out, &bad, e);
	return conv(cs, charsets[cs].iconv, "UTF-8", text, out, &bad, e);
}
