/* One change of one dossier: the only road by which a verb writes. Internal to the store.
 * open or new → move, set, … → commit. commit recomputes the clock and the face, writes the
 * changed parts (sealed), the face, indexes and counts, and one journal entry with old and
 * new values, all in the caller's write transaction. */
#ifndef VOORRANG_EDIT_H
#define VOORRANG_EDIT_H

#include "store/store.h"

struct edit;

/* Opens a dossier for change; lives in the transaction's own arena, as does all it gives.
 * ERR_CASE_UNKNOWN also for a protected dossier the actor may not see. */
struct edit *edit_open(struct txn *t, const struct actor *actor, struct caseid id,
		       struct err *e);
/* A fresh dossier, registered in `year`, with the next number of that year. */
struct edit *edit_new(struct txn *t, const struct actor *actor, int year,
		      struct err *e);
/* The dossier as it stands with the changes so far. */
const struct dossier *edit_dossier(const struct edit *ed);
/* Memory that lives as long as the transaction. */
struct arena *edit_arena(struct edit *ed);
/* The lifecycle's step; ERR_CASE_STATE (verb, state) when the table does not have it. */
bool edit_move(struct edit *ed, enum move move, const char *verb, struct err *e);
/* Sets a value (copied); an empty one removes it. */
bool edit_set(struct edit *ed, enum part_kind kind, uint16_t seq, enum field_id field,
	      struct strv text, struct err *e);
/* The number that a new part of a repeating kind gets; the part exists once a field is set. */
uint16_t edit_next_seq(const struct edit *ed, enum part_kind kind);
void edit_handler(struct edit *ed, uint16_t user);
void edit_ended(struct edit *ed, struct date day);
/* Adds an event to the clock (a PART_EVENT). */
bool edit_event(struct edit *ed, enum event_kind kind, struct date date,
		struct date until, struct strv text, struct err *e);
/* Makes part `seq` this event, new or in the place of another; what was asked stays.
 * ERR_TERM_* when the clock does not take it beside the others. */
bool edit_event_put(struct edit *ed, uint16_t seq, const struct event *ev,
		    struct err *e);
/* The clock with the events so far, under the policy that governs the case. */
bool edit_term(struct edit *ed, struct date on, struct term *out, struct err *e);
/* The policy that governs the case (by its day of receipt). */
const struct policy *edit_policy(struct edit *ed, struct err *e);
/* Other cases with the same BSN, or the same folded name and birth date; at most `max`.
 * kind[i] is "same-bsn" or "same-name-and-birth". */
size_t edit_duplicates(struct edit *ed, struct caseid *ids, const char **kind,
		       size_t max);
/* `text` is what the journal keeps beside the changes (a reason); sealed. */
bool edit_commit(struct edit *ed, const char *verb, struct strv text, int64_t now,
		 struct err *e);

/* A case that already has this reference. */
bool reference_find(struct txn *t, struct strv reference, struct caseid *out);

/* For verbs that change no dossier: a view, a user, a policy. `id` may be {0,0}; `text` is
 * sealed when there is a case. A view does not bump the generation. */
bool journal_add(struct txn *t, const struct actor *actor, const char *verb,
		 struct caseid id, struct strv text, int64_t now, bool content,
		 struct err *e);
/* Users, policies, drafts: the writers behind their verbs. */
bool user_put(struct txn *t, const struct user *u, struct err *e); /* id 0: new */
bool policy_put(struct txn *t, struct strv text, const char *name, struct err *e);
bool draft_put(struct txn *t, const struct actor *actor, struct caseid id,
	       struct strv form, struct strv text, int64_t now, struct err *e);
bool draft_remove(struct txn *t, const struct actor *actor, struct caseid id,
		  struct strv form, struct err *e);

#endif
