#include "store/rules/rights.h"

#define DESK (RIGHT_FACES | RIGHT_REGISTER | RIGHT_IMPORT)
#define CASEWORKER (DESK | RIGHT_READ | RIGHT_EDIT | RIGHT_HANDLE | RIGHT_HANDLED)
#define DECIDER (CASEWORKER | RIGHT_DECIDE | RIGHT_PROTECTED)
#define COORDINATOR (RIGHT_FACES | RIGHT_READ | RIGHT_ASSIGN | RIGHT_PROTECTED)

/* In the order of the bits of enum role. */
static const struct {
	const char *word;
	unsigned rights;
} roles_table[ROLE_BITS] = {
	{ "desk", DESK },
	{ "caseworker", CASEWORKER },
	{ "decider", DECIDER },
	{ "coordinator", COORDINATOR },
	{ "medical", RIGHT_FACES },
	{ "auditor", RIGHT_JOURNAL },
	{ "administrator", RIGHT_USERS | RIGHT_MAINTAIN },
};

const char *role_word(enum role r)
{
	for (unsigned i = 0; i < ROLE_BITS; i++)
		if ((unsigned)r == 1U << i)
			return roles_table[i].word;
	return "";
}

static bool role_by_word(struct strv word, unsigned *bit)
{
	for (unsigned i = 0; i < ROLE_BITS; i++) {
		if (strv_eq(word, strv(roles_table[i].word))) {
			*bit = 1U << i;
			return true;
		}
	}
	return false;
}

/* Who manages accounts and keys sees no content: administrator stands alone. */
static bool roles_combine(unsigned set, struct err *e)
{
	unsigned rest = set & ~(unsigned)ROLE_ADMINISTRATOR;

	if (rest == set || rest == 0)
		return true;
	err_set(e, ERR_ROLE_COMBINATION);
	err_str(e, strv(role_word(ROLE_ADMINISTRATOR)));
	return err_str(e, strv(role_word((enum role)(rest & (0U - rest)))));
}

bool roles_parse(struct strv words, unsigned *roles, struct err *e)
{
	unsigned set = 0;

	do {
		struct strv word = strv_trim(strv_cut(&words, ','));
		unsigned bit;

		if (!role_by_word(word, &bit)) {
			err_set(e, ERR_ROLE_UNKNOWN);
			return err_str(e, word);
		}
		set |= bit;
	} while (words.p);
	if (!roles_combine(set, e))
		return false;
	*roles = set;
	return true;
}

void roles_write(unsigned roles, struct str *out)
{
	const char *comma = "";

	for (unsigned i = 0; i < ROLE_BITS; i++) {
		if (!(roles & 1U << i))
			continue;
		str_addz(out, comma);
		str_addz(out, roles_table[i].word);
		comma = ",";
	}
}

unsigned roles_rights(unsigned roles)
{
	unsigned rights = 0;

	for (unsigned i = 0; i < ROLE_BITS; i++)
		if (roles & 1U << i)
			rights |= roles_table[i].rights;
	return rights;
}
