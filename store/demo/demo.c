#include "store/demo/demo.h"
#include "store/txn.h"

/* The demo is played, not written: every case is registered, handled and decided by the
 * verbs themselves, in the order of days, by users who were there before. So the clock,
 * the journal and the counts are as true as those of any store. */

#define BATCH 1000 /* acts in one transaction */
#define WINDOW 690 /* days of history */

enum player { DESK, WORKER, WORKER2, DECIDER, COORDINATOR, PLAYERS };

static const char *const PLAYER[PLAYERS] = { "desk", "caseworker", "caseworker2",
					     "decider", "coordinator" };

struct play {
	struct store *store;
	const struct demo_setup *setup;
	struct names names;
	struct plan plan;
	struct demo_case *cases;
	struct actor actor[PLAYERS];
	size_t first; /* of the batch: acts [first, end) */
	size_t end;
	struct arena arena; /* of one act */
};

/* What one act needs at hand. */
struct scene {
	struct play *play;
	struct txn *txn;
	const struct act *act;
	struct demo_case *c;
	struct verb_args args;
};

static bool call(struct scene *s, const char *verb, enum player who, struct err *e)
{
	return verb_call(verb_by_name(strv(verb)), s->txn, &s->play->actor[who],
			 &s->args, e);
}

static enum player handler(const struct scene *s)
{
	return s->c->handler == 0 ? WORKER : WORKER2;
}

static bool act_register(struct scene *s, struct err *e)
{
	struct play *p = s->play;
	const struct policy *policy = policy_on(s->txn, s->c->received, e);
	const struct person_order order = {
		.names = &p->names,
		.policy = policy,
		.seed = p->setup->seed,
		.who = s->c->person,
		.which = s->act->which,
		.received = s->c->received,
	};
	struct person person;

	if (!policy || !person_make(&order, &p->arena, &person, e))
		return false;
	if (s->c->protect)
		person.set[person.nset++] = (struct field_set){
			.kind = PART_APPLICATION,
			.field = FIELD_PROTECTED,
			.text = STRV("1"),
		};
	s->args.set = person.set;
	s->args.nset = person.nset;
	if (!call(s, "register", DESK, e))
		return false;
	s->c->id = s->args.id;
	return true;
}

static bool act_assign(struct scene *s, struct err *e)
{
	s->args.user = strv(PLAYER[handler(s)]);
	return call(s, "assign", COORDINATOR, e);
}

static bool act_note(struct scene *s, struct err *e)
{
	s->args.text = strv(text_note(s->act->pick));
	return call(s, "note", handler(s), e);
}

static bool act_evidence(struct scene *s, struct err *e)
{
	static const char *const kinds[] = { "identity", "brp",     "income", "rent",
					     "medical",  "divorce", "permit", "other" };
	static const char *const status[] = { "received", "approved", "approved",
					      "asked" };
	const unsigned pick = s->act->pick;
	const struct date_text day = date_iso(date_add(s->act->day, -(int)(pick % 60)));
	const struct field_set set[] = {
		{ .kind = PART_EVIDENCE,
		  .field = FIELD_EVIDENCE_KIND,
		  .text = strv(kinds[pick % 8]) },
		{ .kind = PART_EVIDENCE,
		  .field = FIELD_EVIDENCE_STATUS,
		  .text = strv(status[pick / 8 % 4]) },
		{ .kind = PART_EVIDENCE,
		  .field = FIELD_EVIDENCE_DATE,
		  .text = strv(day.s) },
	};

	s->args.set = set;
	s->args.nset = sizeof(set) / sizeof(*set);
	return call(s, "edit", handler(s), e);
}

static bool act_invite(struct scene *s, struct err *e)
{
	s->args.text = strv(text_question(s->act->pick));
	return call(s, "invite", handler(s), e);
}

/* One or two grounds of the policy that fit; chosen by the case's number. */
static struct strv pick_grounds(struct scene *s, const struct policy *p,
				const struct face *f, struct strv outcome,
				struct strv *main_ground)
{
	const struct ground *fit[32];
	size_t n = 0;

	for (size_t i = 0; i < p->ngrounds && n < 32; i++)
		if (ground_fits(&p->ground[i], outcome, f->category) &&
		    !strv_eq(p->ground[i].code, STRV("i"))) /* nobody here is a minor */
			fit[n++] = &p->ground[i];
	if (n == 0)
		return strv("");
	const struct ground *a = fit[f->id.seq % n];
	const struct ground *b = fit[f->id.seq / 3 % n];

	*main_ground = a->code;
	if (a == b || !strv_eq(outcome, STRV("refuse")))
		return a->code;
	return strv(arena_printf(&s->play->arena, "%.*s %.*s", STRV_FMT(a->code),
				 STRV_FMT(b->code)));
}

static bool act_propose(struct scene *s, struct err *e)
{
	static const char *const outcomes[] = { "grant", "refuse", "untreated",
						"hold" };
	struct strv ground = strv("");
	struct proposal p = { .outcome = strv(outcomes[s->act->pick]) };
	struct str letter = { 0 };
	struct dossier d;

	if (!dossier_load(s->txn, &s->play->actor[handler(s)], s->c->id,
			  &s->play->arena, &d, e))
		return false;
	const struct face f = d.face;
	const struct policy *policy = policy_on(s->txn, f.received, e);

	if (!policy)
		return false;
	p.grounds = pick_grounds(s, policy, &f, p.outcome, &ground);
	p.reasons = strv(text_reasons(ground));
	p.hardship = strv("not-needed");
	if (s->act->pick == DEMO_REFUSE) {
		p.hardship = strv("considered");
		p.child_interest =
			f.flags & FACE_MINORS ? strv(text_child(f.id.seq)) : strv("");
	}
	bool ok = s->play->setup->letter(&d, policy, &p, s->args.today, &letter, e);

	p.letter = strv_of(&letter);
	p.letter_version = f.version;
	s->args.proposal = &p;
	ok = ok && call(s, "propose", handler(s), e);

	s->args.proposal = NULL;
	str_release(&letter);
	return ok;
}

static bool with_text(struct scene *s, const char *verb, enum player who,
		      const char *text, struct err *e)
{
	s->args.text = strv(text);
	return call(s, verb, who, e);
}

static bool perform(struct scene *s, struct err *e)
{
	const unsigned pick = s->act->pick;

	switch ((enum act_kind)s->act->kind) {
	case ACT_REGISTER:
		return act_register(s, e);
	case ACT_CLAIM:
		return call(s, "claim", handler(s), e);
	case ACT_ASSIGN:
		return act_assign(s, e);
	case ACT_NOTE:
		return act_note(s, e);
	case ACT_EVIDENCE:
		return act_evidence(s, e);
	case ACT_INVITE:
		return act_invite(s, e);
	case ACT_COMPLETE:
		return call(s, "complete", handler(s), e);
	case ACT_PROPOSE:
		return act_propose(s, e);
	case ACT_RETURN:
		return with_text(s, "return", DECIDER, text_return(pick), e);
	case ACT_APPROVE:
		return call(s, "approve", DECIDER, e);
	case ACT_ANNOUNCE:
		return call(s, "announce", handler(s), e);
	case ACT_WITHDRAW:
		return with_text(s, "withdraw", handler(s), text_withdraw(pick), e);
	case ACT_VOID:
		return with_text(s, "void", DECIDER, text_void(pick), e);
	}
	return err_set(e, ERR_BUG);
}

static bool play_act(struct play *p, struct txn *t, const struct act *act,
		     struct err *e)
{
	struct scene s = { .play = p, .txn = t, .act = act };

	arena_reset(&p->arena);
	s.c = &p->cases[act->which];
	s.args = (struct verb_args){
		.id = s.c->id,
		.today = act->day,
		.now = act->time < p->setup->now ? act->time : p->setup->now,
		.date = act->date,
	};
	return perform(&s, e);
}

/* May run again from its start when the map grew: it only fills in numbers of cases. */
static bool play_batch(struct txn *t, void *ctx, struct err *e)
{
	struct play *p = ctx;

	for (unsigned i = 0; i < PLAYERS; i++)
		if (!actor_load(t, strv(PLAYER[i]), "demo", &p->actor[i], e))
			return false;
	for (size_t i = p->first; i < p->end; i++)
		if (!play_act(p, t, &p->plan.act[i], e))
			return false;
	return true;
}

static bool play_all(struct play *p, struct err *e)
{
	const struct demo_setup *setup = p->setup;

	for (p->first = 0; p->first < p->plan.n; p->first = p->end) {
		p->end = p->first + BATCH < p->plan.n ? p->first + BATCH : p->plan.n;
		if (!store_run(p->store, play_batch, p, e))
			return false;
		if (setup->progress)
			setup->progress(
				setup->ctx,
				(size_t)((uint64_t)p->end * setup->cases / p->plan.n),
				setup->cases);
	}
	return true;
}

/* The first day of the history: as far back as a policy governs. */
static bool first_day(struct play *p, struct date *from, struct err *e)
{
	const struct date today = p->setup->today;
	const struct policy *now = store_policy(p->store, today, e);
	struct err none = { 0 };

	if (!now)
		return false;
	*from = date_add(today, -WINDOW);
	if (from->days < now->valid_from.days && !store_policy(p->store, *from, &none))
		*from = now->valid_from;
	return true;
}

static bool think_up(struct play *p, struct err *e)
{
	const struct demo_setup *setup = p->setup;
	struct date from;

	if (!first_day(p, &from, e))
		return false;
	for (uint32_t i = 0; i < setup->cases; i++)
		plan_case(&p->plan, &p->cases[i], setup->seed, i, setup->cases, from,
			  setup->today);
	if (p->plan.failed)
		return err_set(e, ERR_NOMEM);
	plan_sort(&p->plan);
	return true;
}

bool store_demo(struct store *s, const struct demo_setup *setup, struct err *e)
{
	struct play p = { .store = s, .setup = setup };
	struct arena names = { 0 };

	if (!store_is_demo(s)) {
		err_set(e, ERR_DEMO_ONLY);
		return err_str(e, STRV("demo"));
	}
	if (setup->cases == 0)
		return true;
	p.cases = calloc(setup->cases, sizeof(*p.cases));
	const bool ok = !p.cases ? err_set(e, ERR_NOMEM)
				 : names_load(&p.names, &names, e) && think_up(&p, e) &&
					   play_all(&p, e);

	free(p.cases);
	plan_release(&p.plan);
	arena_release(&p.arena);
	arena_release(&names);
	return ok;
}
