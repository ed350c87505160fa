/* A store of its own for a test: users named after their roles, the policy of
 * Voorbeeldstad, and cases made by the verbs. Everything asserts by itself. */
#ifndef VOORRANG_TESTSTORE_H
#define VOORRANG_TESTSTORE_H

#include "store/store.h"
#include "tests/support/tempdir.h"

struct teststore {
	struct tempdir root;
	char dir[160]; /* the store in it */
	char key[160]; /* its key file */
	struct store *store;
};

/* The day and the moment at which these stores live. */
#define TEST_TODAY ((struct date){ 20777 }) /* 2026-11-20 */
#define TEST_NOW INT64_C(1795176000) /* the same day, noon UTC */

/* Users: caseworker, caseworker2, decider, desk, coordinator, auditor,
 * administrator. */
void teststore_make(struct teststore *ts);
void teststore_make_demo(struct teststore *ts); /* key beside it, banner and all */
void teststore_close(struct teststore *ts);
void teststore_reopen(struct teststore *ts);
/* Closes and removes everything. */
void teststore_free(struct teststore *ts);

struct actor teststore_actor(struct teststore *ts, const char *name);
struct date teststore_date(const char *iso);

/* What a registered case differs in; NULL or 0 takes a usual value. */
struct testcase {
	const char *surname; /* "Jansen" */
	const char *prefix; /* none */
	const char *initials; /* "A." */
	const char *birth_date; /* "1985-03-26" */
	const char *bsn; /* none */
	const char *reference; /* none */
	const char *received; /* "2026-11-02" */
	const char *category; /* the policy's first */
	bool protect;
};
/* Registers a case through the verb, as "caseworker". */
struct caseid teststore_register(struct teststore *ts, const struct testcase *tc);
/* The same, with the caller's actor and arguments for what came back. */
struct caseid teststore_register_as(struct teststore *ts, const char *user,
				    const struct testcase *tc, struct verb_args *args);
/* A verb on a case; asserts that it works. */
void teststore_do(struct teststore *ts, const char *user, const char *verb,
		  struct verb_args *args);
/* The same when it may fail: the code, ERR_NONE when it worked. */
enum err_code teststore_try(struct teststore *ts, const char *user, const char *verb,
			    struct verb_args *args);
/* Arguments for a verb on this case, today. */
struct verb_args teststore_args(struct caseid id);
/* The faults that the check finds; each is printed when `show`. */
size_t teststore_faults(struct teststore *ts, bool show);

#endif
