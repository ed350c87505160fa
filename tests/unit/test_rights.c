#include "store/rules/rights.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* One column a role, in the order of the bits: desk, caseworker, decider, coordinator,
 * medical, auditor, administrator. */
/* clang-format off */
static const struct {
	enum right right;
	const char *who;
} matrix[] = {
	{ RIGHT_FACES,     "xxxxx.." },
	{ RIGHT_REGISTER,  "xxx...." },
	{ RIGHT_IMPORT,    "xxx...." },
	{ RIGHT_READ,      ".xxx..." },
	{ RIGHT_EDIT,      ".xx...." },
	{ RIGHT_HANDLE,    ".xx...." },
	{ RIGHT_DECIDE,    "..x...." },
	{ RIGHT_ASSIGN,    "...x..." },
	{ RIGHT_PROTECTED, "..xx..." },
	{ RIGHT_JOURNAL,   ".....x." },
	{ RIGHT_USERS,     "......x" },
	{ RIGHT_MAINTAIN,  "......x" },
	{ RIGHT_HANDLED,   ".xx...." },
};
/* clang-format on */
#define RIGHTS (sizeof(matrix) / sizeof(*matrix))

static void test_matrix(void **state)
{
	unsigned all = 0;

	(void)state;
	for (size_t i = 0; i < RIGHTS; i++) {
		assert_int_equal(strlen(matrix[i].who), ROLE_BITS);
		all |= (unsigned)matrix[i].right;
		for (unsigned bit = 0; bit < ROLE_BITS; bit++) {
			bool has = roles_rights(1U << bit) & (unsigned)matrix[i].right;

			if (has != (matrix[i].who[bit] == 'x'))
				fail_msg("right %zu, %s", i,
					 role_word((enum role)(1U << bit)));
		}
	}
	/* No right that this table does not speak of, and none for nobody. */
	assert_int_equal(roles_rights((1U << ROLE_BITS) - 1), all);
	assert_int_equal(roles_rights(0), 0);
	assert_int_equal(roles_rights(1U << ROLE_BITS), 0);
}

static void test_union(void **state)
{
	(void)state;
	assert_int_equal(roles_rights(ROLE_DESK | ROLE_AUDITOR),
			 roles_rights(ROLE_DESK) | roles_rights(ROLE_AUDITOR));
}

static void round_trip(const char *from, unsigned want, const char *to)
{
	struct err e = { .code = ERR_NONE };
	struct str out = { 0 };
	unsigned roles = 0;

	assert_true(roles_parse(strv(from), &roles, &e));
	assert_int_equal(roles, want);
	roles_write(roles, &out);
	assert_string_equal(str_z(&out), to);
	str_release(&out);
}

static void test_words(void **state)
{
	(void)state;
	round_trip("desk", ROLE_DESK, "desk");
	round_trip("auditor, caseworker", ROLE_CASEWORKER | ROLE_AUDITOR,
		   "caseworker,auditor");
	round_trip("medical,medical", ROLE_MEDICAL, "medical");
	round_trip("administrator", ROLE_ADMINISTRATOR, "administrator");
	round_trip("coordinator,decider", ROLE_DECIDER | ROLE_COORDINATOR,
		   "decider,coordinator");
	assert_string_equal(role_word((enum role)3), "");
	assert_string_equal(role_word((enum role)(1 << ROLE_BITS)), "");
}

static void refused(const char *words, enum err_code code, const char *first)
{
	struct err e = { .code = ERR_NONE };
	unsigned roles = 99;

	assert_false(roles_parse(strv(words), &roles, &e));
	assert_int_equal(e.code, code);
	assert_string_equal(err_arg_str(&e, 0), first);
	assert_int_equal(roles, 99);
}

static void test_refused(void **state)
{
	struct err e = { .code = ERR_NONE };
	unsigned roles;

	(void)state;
	refused("", ERR_ROLE_UNKNOWN, "");
	refused("boss", ERR_ROLE_UNKNOWN, "boss");
	refused("desk,", ERR_ROLE_UNKNOWN, "");
	refused("desk,Decider", ERR_ROLE_UNKNOWN, "Decider");
	refused("desk,administrator", ERR_ROLE_COMBINATION, "administrator");
	/* Not even with the auditor: who keeps the keys does not judge their use. */
	assert_false(roles_parse(STRV("administrator,auditor"), &roles, &e));
	assert_int_equal(e.code, ERR_ROLE_COMBINATION);
	assert_string_equal(err_arg_str(&e, 1), "auditor");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matrix),
		cmocka_unit_test(test_union),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("rights", tests, NULL, NULL);
}
