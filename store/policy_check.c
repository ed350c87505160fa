/* A policy judged before it is used: all that is wrong with a file, and whether versions
 * follow each other. */
#include <stdlib.h>

#include "store/policy_read.h"

static bool make_room(struct policy_faults *faults, struct arena *a)
{
	if (!faults->err)
		faults->err = arena_array(a, POLICY_FAULTS, sizeof(*faults->err));
	return faults->err != NULL;
}

bool policy_check(struct strv text, const char *name, struct arena *a,
		  struct policy_version *out, struct policy_faults *faults,
		  struct err *e)
{
	struct yaml *root = arena_alloc(a, sizeof(*root));
	struct reading r = { a, &out->policy, faults, e };
	const size_t before = faults->n;
	const struct yaml *valid;

	*out = (struct policy_version){ 0 };
	if (!root || !make_room(faults, a))
		return err_set(e, ERR_NOMEM);
	if (!policy_read(text, name, root, &r))
		policy_go_on(&r);
	valid = yaml_get(root, "valid");
	out->from = valid ? yaml_get(valid, "from") : NULL;
	return faults->n == before && !e->code;
}

static int by_municipality_and_day(const void *a, const void *b)
{
	const struct policy *p = &((const struct policy_version *)a)->policy;
	const struct policy *q = &((const struct policy_version *)b)->policy;
	const int order = strv_cmp(p->municipality, q->municipality);

	if (order)
		return order;
	return (p->valid_from.days > q->valid_from.days) -
	       (p->valid_from.days < q->valid_from.days);
}

/* Every day is governed by exactly one of two that follow each other. */
static bool follows(const struct policy *before, const struct policy_version *v,
		    struct err *e)
{
	const int days = date_diff(before->valid_until, v->policy.valid_from);

	if (days == 1)
		return true;
	err_set(e, days > 1 ? ERR_POLICY_GAP : ERR_POLICY_OVERLAP);
	err_date(e, before->valid_until);
	err_date(e, v->policy.valid_from);
	return yaml_fault(v->from, e);
}

bool policy_check_versions(struct policy_version *v, size_t n, struct arena *a,
			   struct policy_faults *faults)
{
	struct err e = { 0 };
	struct reading r = { .a = a, .faults = faults, .e = &e };
	const size_t before = faults->n;

	if (!make_room(faults, a))
		return false;
	if (n > 1)
		qsort(v, n, sizeof(*v), by_municipality_and_day);
	for (size_t i = 1; i < n; i++)
		if (strv_eq(v[i - 1].policy.municipality, v[i].policy.municipality) &&
		    !follows(&v[i - 1].policy, &v[i], &e))
			policy_go_on(&r);
	return faults->n == before;
}
