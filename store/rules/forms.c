#include "store/rules/forms.h"

#include "store/rules/field.h"

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

static bool is_alpha(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

static char to_upper(char ch)
{
	return (char)(ch >= 'a' && ch <= 'z' ? ch - 32 : ch);
}

bool bsn_valid(struct strv digits)
{
	int sum = 0;
	bool any = false;

	if (digits.n != 9)
		return false;
	for (int i = 0; i < 9; i++) {
		if (!is_digit(digits.p[i]))
			return false;
		any = any || digits.p[i] != '0';
		/* 9a + 8b + … + 2h - i */
		sum += (digits.p[i] - '0') * (i < 8 ? 9 - i : -1);
	}
	return any && sum % 11 == 0;
}

/* People write 1234.56.782 or 1234 56 782, and leave the leading zero off. */
bool form_bsn(struct strv text, char out[9])
{
	char digits[10] = "0";
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++) {
		char ch = text.p[i];

		if (ch == '.' || ch == ' ')
			continue;
		if (!is_digit(ch) || n == sizeof(digits))
			return false;
		digits[n++] = ch;
	}
	if (n < 9)
		return false;
	memcpy(out, digits + (n - 9), 9);
	return bsn_valid((struct strv){ out, 9 });
}

bool form_postcode(struct strv text, char out[7])
{
	/* Never given out: letters with a memory. */
	static const char *const never[] = { "SA", "SD", "SS" };
	struct strv digits;

	if (text.n < 6 || !is_alpha(text.p[text.n - 2]) ||
	    !is_alpha(text.p[text.n - 1]))
		return false;
	digits = strv_trim((struct strv){ text.p, text.n - 2 });
	if (digits.n != 4 || digits.p[0] == '0')
		return false;
	for (size_t i = 0; i < 4; i++) {
		if (!is_digit(digits.p[i]))
			return false;
		out[i] = digits.p[i];
	}
	out[4] = ' ';
	out[5] = to_upper(text.p[text.n - 2]);
	out[6] = to_upper(text.p[text.n - 1]);
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (memcmp(out + 5, never[i], 2) == 0)
			return false;
	return true;
}

/* Pieces between dots, none of them empty. */
static bool dotted(struct strv s, bool (*legal)(struct strv piece))
{
	while (s.p) {
		struct strv piece = strv_cut(&s, '.');

		if (piece.n == 0 || !legal(piece))
			return false;
	}
	return true;
}

static bool mail_atom(struct strv s)
{
	static const char never[] = "\"(),:;<>@[\\]";

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' ||
		    memchr(never, s.p[i], sizeof(never)))
			return false;
	return true;
}

static bool mail_label(struct strv s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_digit(s.p[i]) && !is_alpha(s.p[i]) && s.p[i] != '-' &&
		    (unsigned char)s.p[i] < 0x80)
			return false;
	return s.n <= 63 && s.p[0] != '-' && s.p[s.n - 1] != '-';
}

/* What a mail server on the internet could deliver; quoted local parts and bare host
 * names could only be typing errors here. */
bool form_email(struct strv text)
{
	struct strv domain = text;
	struct strv local = strv_cut(&domain, '@');

	return local.n > 0 && local.n <= 64 && domain.n > 0 &&
	       strv_find(domain, '.') < domain.n && dotted(local, mail_atom) &&
	       dotted(domain, mail_label);
}

bool form_phone(struct strv text)
{
	size_t digits = 0;

	for (size_t i = 0; i < text.n; i++) {
		char ch = text.p[i];

		if (is_digit(ch))
			digits++;
		else if (ch == '+' ? i != 0 : !strchr(" -()", ch))
			return false;
	}
	return digits >= 6;
}

/* "27497" or, parted by `sep` in groups of three, "1.002.820" to euros. */
static bool read_whole(struct strv s, char sep, uint64_t *euros)
{
	const uint64_t most = UINT32_MAX;
	bool grouped = strv_find(s, sep) < s.n;
	struct strv group = strv_cut(&s, sep);
	uint64_t value;

	if ((grouped && group.n > 3) || !strv_uint(group, most, euros))
		return false;
	while (s.p) {
		group = strv_cut(&s, sep);
		if (group.n != 3 || !strv_uint(group, 999, &value))
			return false;
		*euros = *euros * 1000 + value;
		if (*euros > most)
			return false;
	}
	return true;
}

static bool whole_only(struct strv s, char sep, uint64_t *cents)
{
	if (!read_whole(s, sep, cents))
		return false;
	*cents *= 100;
	return true;
}

/* The last sign is the decimal one when one or two digits follow it. One sign with three
 * digits behind it could mean either ("1.002") and is refused; the same sign twice can
 * only part thousands. */
static bool read_amount(struct strv s, uint64_t *cents)
{
	size_t at = s.n;
	uint64_t part;
	char sign;

	while (at > 0 && is_digit(s.p[at - 1]))
		at--;
	if (at == 0)
		return whole_only(s, '.', cents);
	sign = s.p[at - 1];
	if (sign != '.' && sign != ',')
		return false;
	if (s.n - at == 3 && strv_find(s, sign) < at - 1)
		return whole_only(s, sign, cents);
	if (s.n - at < 1 || s.n - at > 2 ||
	    !strv_uint((struct strv){ s.p + at, s.n - at }, 99, &part) ||
	    !whole_only((struct strv){ s.p, at - 1 }, sign == ',' ? '.' : ',', cents))
		return false;
	*cents += s.n - at == 1 ? part * 10 : part;
	return true;
}

bool form_money(struct strv text, uint64_t *cents)
{
	const struct strv euro = STRV("\u20AC");

	if (strv_starts(text, euro))
		text = strv_trim((struct strv){ text.p + euro.n, text.n - euro.n });
	/* "721,-": no cents. */
	if (text.n > 2 && memcmp(text.p + text.n - 2, ",-", 2) == 0)
		return whole_only((struct strv){ text.p, text.n - 2 }, '.', cents);
	return read_amount(text, cents);
}
