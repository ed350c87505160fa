/* Who may do what: roles are sets held by users, rights hang on verbs. Default deny. */
#ifndef VOORRANG_RULES_RIGHTS_H
#define VOORRANG_RULES_RIGHTS_H

#include "store/base/err.h"

/* Stored as bits: never renumbered. A role includes what its predecessor may
 * (desk < caseworker < decider). */
enum role {
	ROLE_DESK = 1 << 0, /* registers, imports, sees faces */
	ROLE_CASEWORKER = 1 << 1,
	ROLE_DECIDER = 1 << 2, /* approves and returns, never one's own proposal */
	ROLE_COORDINATOR = 1 << 3, /* reads, assigns, sees workload */
	ROLE_MEDICAL = 1 << 4,
	ROLE_AUDITOR = 1 << 5, /* the journal */
	ROLE_ADMINISTRATOR = 1
			     << 6, /* users, policy, keys, backup, check: no content */
};
#define ROLE_BITS 7

/* What a verb or a screen needs. */
enum right {
	RIGHT_FACES = 1 << 0, /* queues and lists */
	RIGHT_REGISTER = 1 << 1,
	RIGHT_IMPORT = 1 << 2,
	RIGHT_READ = 1 << 3, /* dossiers */
	RIGHT_EDIT = 1 << 4, /* fields, notes, drafts */
	RIGHT_HANDLE =
		1
		<< 5, /* claim, release, invite, complete, propose, announce, withdraw */
	RIGHT_DECIDE = 1 << 6, /* approve, return */
	RIGHT_ASSIGN = 1 << 7,
	RIGHT_PROTECTED = 1 << 8, /* protected dossiers of others */
	RIGHT_JOURNAL = 1 << 9, /* the journal of any case */
	RIGHT_USERS = 1 << 10,
	RIGHT_MAINTAIN = 1 << 11, /* policy, keys, backup, restore, check */
	RIGHT_HANDLED = 1 << 12, /* can be the handler of a case */
};

/* One name: "caseworker". */
const char *role_word(enum role r);
/* A comma-separated set ("caseworker,auditor") to bits; ERR_ROLE_UNKNOWN,
 * ERR_ROLE_COMBINATION (administrator goes with nothing else). */
bool roles_parse(struct strv words, unsigned *roles, struct err *e);
/* Written into `out` as a comma-separated set. */
void roles_write(unsigned roles, struct str *out);
/* The rights that a set of roles gives. */
unsigned roles_rights(unsigned roles);

#endif
