/* What the verbs share. Internal to store/verb: the world outside calls verb_call(). */
#ifndef VOORRANG_VERB_H
#define VOORRANG_VERB_H

#include "store/edit.h"

bool case_register(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e);
bool case_edit(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e);
bool case_note(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e);
bool case_view(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e);
bool case_claim(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e);
bool case_claim_next(struct txn *t, const struct actor *actor, struct verb_args *args,
		     struct err *e);
bool case_assign(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e);
bool case_release(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e);
bool case_invite(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e);
bool case_complete(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e);
bool case_propose(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e);
bool case_return(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e);
bool case_approve(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e);
bool case_announce(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e);
bool case_withdraw(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e);
bool case_void(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e);
bool event_add(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e);
bool event_correct(struct txn *t, const struct actor *actor, struct verb_args *args,
		   struct err *e);
bool event_withdraw(struct txn *t, const struct actor *actor, struct verb_args *args,
		    struct err *e);
bool draft_save(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e);
bool draft_drop(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e);
bool user_add(struct txn *t, const struct actor *actor, struct verb_args *args,
	      struct err *e);
bool user_role(struct txn *t, const struct actor *actor, struct verb_args *args,
	       struct err *e);
bool user_disable(struct txn *t, const struct actor *actor, struct verb_args *args,
		  struct err *e);
bool user_enable(struct txn *t, const struct actor *actor, struct verb_args *args,
		 struct err *e);
bool policy_add(struct txn *t, const struct actor *actor, struct verb_args *args,
		struct err *e);

/* An error about a field: `code` with the field's name. Returns false. */
bool fault_field(enum err_code code, const struct field *f, struct err *e);
/* Refuses (ERR_NOT_HANDLER) who is not the handler of a case that has one, unless they
 * may assign cases. */
bool verb_own(const struct edit *ed, const struct actor *actor, struct err *e);
/* Sets one system field, after the field table's own checks of the text. */
bool verb_set(struct edit *ed, uint16_t seq, enum field_id field, struct strv text,
	      struct err *e);
/* The part of (kind, seq); NULL when there is none. */
const struct part *verb_part(const struct dossier *d, enum part_kind kind,
			     uint16_t seq);

/* The fields of args->set. With `fresh` (a case being registered) the receipt's own
 * fields may be given too; else a value that both this writer and another changed is
 * ERR_CASE_CHANGED. *changed tells whether anything differs. */
bool fields_apply(struct edit *ed, const struct verb_args *args, bool fresh,
		  bool *changed, struct err *e);
/* No case but `self` has this reference: ERR_REFERENCE_EXISTS, or ERR_REFERENCE_TAKEN by
 * one that the actor may not see. */
bool reference_free(struct txn *t, const struct actor *actor, struct strv text,
		    struct caseid self, struct err *e);
/* The category is one of the policy that governs the case. */
bool fields_category(struct edit *ed, struct err *e);
/* Links the possible duplicates that are not linked yet; they are reported in
 * `args`. */
bool link_duplicates(struct edit *ed, struct verb_args *args, struct err *e);

/* Everything that a decision must have before it may be proposed. `grounds` gets their
 * canonical list, in the transaction's arena. */
bool proposal_check(struct edit *ed, const struct verb_args *args, struct strv *grounds,
		    struct err *e);
/* The last day for leaving the application untreated has not passed (Awb 4:5 lid 4). */
bool untreated_check(struct edit *ed, struct date today, struct err *e);

#endif
