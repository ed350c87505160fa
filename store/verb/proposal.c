#include "store/verb/verb.h"

static bool outcome_is(const struct proposal *p, const char *word)
{
	return strv_eq(p->outcome, strv(word));
}

static bool check_ground(const struct policy *policy, struct strv code,
			 struct strv outcome, struct strv category, struct err *e)
{
	const struct ground *g = policy_ground(policy, code);

	if (g && ground_fits(g, outcome, category))
		return true;
	if (g && !strv_eq(g->outcome, outcome)) {
		err_set(e, ERR_GROUND_NOT_HERE);
		err_str(e, code);
		return err_str(e, outcome);
	}
	err_set(e, ERR_GROUND_UNKNOWN);
	err_str(e, code);
	return err_str(e, category);
}

static bool listed(struct strv list, struct strv code)
{
	while (list.n)
		if (strv_eq(strv_cut(&list, ' '), code))
			return true;
	return false;
}

/* The grounds exist and fit; each once, parted by one blank. */
static bool check_grounds(struct edit *ed, const struct policy *policy,
			  const struct proposal *p, struct strv *out, struct err *e)
{
	const struct strv category = dossier_get(edit_dossier(ed), FIELD_CATEGORY);
	struct strv rest = p->grounds;
	struct str list = { 0 };
	bool ok = true;

	while (ok && rest.n) {
		const struct strv code = strv_trim(strv_cut(&rest, ' '));

		if (code.n == 0 || listed(strv_of(&list), code))
			continue;
		ok = check_ground(policy, code, p->outcome, category, e);
		if (list.n)
			str_addc(&list, ' ');
		str_add(&list, code);
	}
	*out = arena_copy(edit_arena(ed), strv_of(&list));
	if (ok && (list.failed || !out->p))
		ok = err_set(e, ERR_NOMEM);
	str_release(&list);
	return ok;
}

/* A decision rests on reasons that can be known (Awb 3:46, 3:47); the interest of the
 * child (IVRK art. 3) and the hardship clause are weighed in every refusal. */
static bool check_refusal(const struct edit *ed, const struct proposal *p,
			  struct strv grounds, struct err *e)
{
	uint64_t children = 0;

	if (grounds.n == 0)
		return err_set(e, ERR_GROUND_MISSING);
	if (strv_trim(p->reasons).n == 0)
		return fault_field(ERR_FIELD_MISSING, field_by_id(FIELD_REASONS), e);
	strv_uint(dossier_get(edit_dossier(ed), FIELD_CHILDREN), UINT16_MAX, &children);
	if (children && strv_trim(p->child_interest).n == 0)
		return err_set(e, ERR_CHILD_MISSING);
	if (!strv_eq(p->hardship, STRV("considered")) &&
	    !strv_eq(p->hardship, STRV("applied")))
		return err_set(e, ERR_HARDSHIP_MISSING);
	return true;
}

bool untreated_check(struct edit *ed, struct date today, struct err *e)
{
	struct term clock;

	if (!edit_term(ed, today, &clock, e))
		return false;
	/* Only when the applicant had the chance to complete it (Awb 4:5 lid 1), also when
	 * what they sent in time does not do: the four weeks run from either (lid 4). */
	if (!date_is(clock.untreated_by) ||
	    (date_is(clock.lapse) && clock.lapse.days >= today.days))
		return err_set(e, ERR_UNTREATED_NO_INVITE);
	if (today.days > clock.untreated_by.days) {
		err_set(e, ERR_UNTREATED_LATE);
		return err_date(e, clock.untreated_by);
	}
	return true;
}

static bool check_letter(const struct edit *ed, const struct proposal *p, struct err *e)
{
	const struct face *f = &edit_dossier(ed)->face;

	if (strv_trim(p->letter).n == 0) {
		err_set(e, ERR_LETTER_MISSING);
		return err_str(e, strv(caseid_write(f->id).s));
	}
	return p->letter_version == f->version || err_set(e, ERR_LETTER_STALE);
}

bool proposal_check(struct edit *ed, const struct verb_args *args, struct strv *grounds,
		    struct err *e)
{
	const struct policy *policy = edit_policy(ed, e);
	const struct proposal *p = args->proposal;

	if (!policy)
		return false;
	if (!policy_letter(policy, p->outcome)) {
		err_set(e, ERR_OUTCOME_UNKNOWN);
		return err_str(e, p->outcome);
	}
	if (!check_grounds(ed, policy, p, grounds, e))
		return false;
	if (outcome_is(p, "refuse") && !check_refusal(ed, p, *grounds, e))
		return false;
	if (grounds->n == 0 && strv_trim(p->reasons).n == 0)
		return err_set(e, ERR_GROUND_MISSING);
	if (outcome_is(p, "untreated") && !untreated_check(ed, args->today, e))
		return false;
	return check_letter(ed, p, e);
}
