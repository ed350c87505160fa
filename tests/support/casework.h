/* Short ways to act in a test's store, for tests of verbs and lists. */
#ifndef VOORRANG_CASEWORK_H
#define VOORRANG_CASEWORK_H

#include "tests/support/teststore.h"

struct casework {
	struct teststore ts;
	struct date today; /* of every act */
	struct arena arena; /* of all that is read */
	struct err e; /* of the last act */
};

/* A fresh store with the usual users and decider2 beside them; today is TEST_TODAY. For
 * cmocka's setup and teardown. */
int casework_setup(void **state);
int casework_setup_demo(void **state);
int casework_teardown(void **state);

/* One verb by one user: its error code, ERR_NONE when it was done. */
enum err_code attempt(struct casework *w, const char *user, const char *verb,
		      struct verb_args *args);
/* On a case, with a text and a date (NULL: none). */
enum err_code attempt_on(struct casework *w, const char *user, const char *verb,
			 struct caseid id, const char *text, const char *date);
/* The same, which must succeed. */
void must(struct casework *w, const char *user, const char *verb, struct caseid id,
	  const char *text, const char *date);
/* A case received on a day, otherwise as usual. */
struct caseid received(struct casework *w, const char *date);
/* The same, in the hands of `user`. */
struct caseid handled(struct casework *w, const char *user, const char *date);
/* One field by its name, of a new part where parts repeat. */
enum err_code edit_one(struct casework *w, const char *user, struct caseid id,
		       const char *field, const char *value);
/* A proposal that is right in every way; change it and see. */
struct proposal good(struct casework *w, struct caseid id, const char *outcome,
		     const char *grounds);
enum err_code propose(struct casework *w, const char *user, struct caseid id,
		      const struct proposal *p);

/* Copies, in the arena; read as the coordinator, who sees all. */
struct face face_of(struct casework *w, struct caseid id);
struct dossier dossier_of(struct casework *w, struct caseid id);
const char *field_of(struct casework *w, struct caseid id, enum field_id field);
const char *decision_of(struct casework *w, struct caseid id, enum field_id field);
/* The newest entry of a case; how many it has. */
struct entry last_entry(struct casework *w, struct caseid id, size_t *n);

#endif
