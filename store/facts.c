#include "store/facts.h"

#define EARLIER_MAX 32

static struct known number(const struct dossier *d, enum field_id field)
{
	uint64_t n;

	if (!strv_uint(dossier_get(d, field), INT32_MAX, &n))
		return (struct known){ 0 };
	return (struct known){ true, (int64_t)n };
}

/* A day after receipt says nothing of the time before it. */
static struct known months_since(const struct dossier *d, enum field_id field)
{
	struct date since;

	if (!date_parse(dossier_get(d, field), &since))
		return (struct known){ 0 };
	const int months = months_between(since, d->face.received);

	return (struct known){ true, months > 0 ? months : 0 };
}

static struct known age(const struct dossier *d)
{
	struct date birth;

	if (!date_parse(dossier_get(d, FIELD_BIRTH_DATE), &birth))
		return (struct known){ 0 };
	return (struct known){ true, date_years(birth, d->face.received) };
}

/* Partners hand in for those whom they house or help. */
static struct strv filer(const struct dossier *d)
{
	if (dossier_get(d, FIELD_REPRESENTATIVE).n)
		return STRV("representative");
	if (strv_eq(dossier_get(d, FIELD_CHANNEL), STRV("partner")))
		return STRV("institution");
	return STRV("applicant");
}

static bool read_pieces(const struct dossier *d, struct arena *a,
			struct triage_facts *out, struct err *e)
{
	const size_t n = dossier_count(d, PART_EVIDENCE);
	struct piece *piece = arena_array(a, n + 1, sizeof(*piece));

	if (!piece)
		return err_set(e, ERR_NOMEM);
	for (size_t i = 0; i < n; i++) {
		const struct part *p = dossier_part(d, PART_EVIDENCE, i);

		piece[i].kind = part_get(p, FIELD_EVIDENCE_KIND);
		piece[i].status = part_get(p, FIELD_EVIDENCE_STATUS);
		if (!date_parse(part_get(p, FIELD_EVIDENCE_DATE), &piece[i].date))
			piece[i].date = DATE_NONE;
	}
	out->evidence_known = true;
	out->piece = piece;
	out->npieces = n;
	return true;
}

/* Only what was decided and sent bars another application. */
static bool read_decided(const struct dossier *d, struct earlier *out)
{
	const struct part *p = dossier_decision(d);

	if (!p || !date_parse(part_get(p, FIELD_ANNOUNCED_ON), &out->decided))
		return false;
	out->category = dossier_get(d, FIELD_CATEGORY);
	out->outcome = part_get(p, FIELD_OUTCOME);
	out->self = true;
	return true;
}

static bool read_earlier(struct txn *t, const struct actor *actor,
			 const struct dossier *d, struct arena *a,
			 struct triage_facts *out, struct err *e)
{
	const struct strv bsn = dossier_get(d, FIELD_BSN);
	struct earlier *earlier = arena_array(a, EARLIER_MAX, sizeof(*earlier));
	struct face *row = NULL;
	size_t n = 0;

	if (!earlier)
		return err_set(e, ERR_NOMEM);
	if (!bsn.n)
		return true;
	if (!find_cases(t, actor, bsn, EARLIER_MAX, a, &row, &n, e))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct dossier other;

		if (caseid_eq(row[i].id, d->face.id))
			continue;
		if (!dossier_load(t, actor, row[i].id, a, &other, e))
			return false;
		out->nearlier += read_decided(&other, &earlier[out->nearlier]);
	}
	out->earlier = earlier;
	out->earlier_known = true;
	return true;
}

bool dossier_facts(struct txn *t, const struct actor *actor, const struct dossier *d,
		   struct arena *a, struct triage_facts *out, struct err *e)
{
	*out = (struct triage_facts){
		.on = d->face.received,
		.category = dossier_get(d, FIELD_CATEGORY),
		.filer = filer(d),
		.tenure = dossier_get(d, FIELD_TENURE),
		.age = age(d),
		.adults = number(d, FIELD_ADULTS),
		.minors = number(d, FIELD_CHILDREN),
		.income = number(d, FIELD_INCOME),
		.resident = months_since(d, FIELD_RESIDENT_SINCE),
		.seeker = months_since(d, FIELD_SEEKER_SINCE),
	};
	return read_pieces(d, a, out, e) && read_earlier(t, actor, d, a, out, e);
}
