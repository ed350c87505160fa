/* How the demo's cases are thought up. Internal to store/demo. Everything follows from
 * the seed: no clock, no other source of chance. */
#ifndef VOORRANG_DEMO_H
#define VOORRANG_DEMO_H

#include "store/store.h"

/* ---- chance (splitmix64) --------------------------------------------------------- */

struct dice {
	uint64_t state;
};
struct dice dice_of(uint64_t seed, uint64_t stream);
uint64_t dice_roll(struct dice *d);
/* 0 .. n - 1. */
unsigned dice_pick(struct dice *d, unsigned n);
bool dice_chance(struct dice *d, unsigned percent);

/* ---- people ---------------------------------------------------------------------- */

struct names {
	struct name_list {
		char language[3];
		struct strv *first;
		size_t nfirst;
		struct strv *last;
		size_t nlast;
	} list[24];
	size_t n;
};
/* Reads the names that are compiled in; all in the arena. */
bool names_load(struct names *out, struct arena *a, struct err *e);

struct person {
	struct field_set set[40];
	size_t nset;
	unsigned children;
};
/* Person `who` as applicant of case `which`. Who asks again keeps name, birth date and
 * BSN. */
struct person_order {
	const struct names *names;
	const struct policy *policy;
	uint64_t seed;
	uint32_t who;
	uint32_t which;
	struct date received;
};
/* The fields to register, in the arena. */
bool person_make(const struct person_order *order, struct arena *a, struct person *out,
		 struct err *e);

/* ---- plans ----------------------------------------------------------------------- */

enum act_kind {
	ACT_REGISTER,
	ACT_CLAIM,
	ACT_ASSIGN,
	ACT_NOTE,
	ACT_EVIDENCE,
	ACT_INVITE,
	ACT_COMPLETE,
	ACT_PROPOSE,
	ACT_RETURN,
	ACT_APPROVE,
	ACT_ANNOUNCE,
	ACT_WITHDRAW,
	ACT_VOID,
};

enum demo_outcome { DEMO_GRANT, DEMO_REFUSE, DEMO_UNTREATED, DEMO_HOLD };

/* One thing that somebody does on a day. */
struct act {
	int64_t time; /* UTC seconds; also the order */
	struct date day; /* today, for who acts */
	struct date date; /* invited until, completed on */
	uint32_t which; /* the case */
	uint16_t step; /* within the case */
	uint8_t kind;
	uint8_t pick; /* outcome of a proposal, else a number to choose a text by */
};

struct plan {
	struct act *act;
	size_t n;
	size_t cap;
	struct arena arena;
	bool failed; /* no memory */
};

/* What is fixed of a case before its life begins. */
struct demo_case {
	struct date received;
	uint32_t person;
	uint8_t handler; /* 0 or 1: which caseworker */
	bool protect;
	struct caseid id; /* once it is registered */
};

/* Thinks up case `which` of `all` and appends what happens up to `today`. */
void plan_case(struct plan *p, struct demo_case *c, uint64_t seed, uint32_t which,
	       uint32_t all, struct date from, struct date today);
/* By time, then case, then step. */
void plan_sort(struct plan *p);
void plan_release(struct plan *p);

/* ---- texts (Dutch, plain) -------------------------------------------------------- */

/* The `i`-th of a list, counted round. */
const char *text_explanation(struct strv category, unsigned i);
const char *text_note(unsigned i);
const char *text_question(unsigned i);
const char *text_reasons(struct strv ground);
const char *text_child(unsigned i);
const char *text_return(unsigned i);
const char *text_withdraw(unsigned i);
const char *text_void(unsigned i);

#endif
