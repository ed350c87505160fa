#include "store/schema.h"

struct strv dbkey_v(const struct dbkey *k)
{
	return strv_n(k->b, k->n);
}

void dbkey_bytes(struct dbkey *k, struct strv v)
{
	size_t room = sizeof k->b - k->n;
	size_t n = v.n < room ? v.n : room;

	if (n)
		memcpy(k->b + k->n, v.p, n);
	k->n += n;
}

static void add_number(struct dbkey *k, uint64_t v, size_t n)
{
	unsigned char b[8];

	for (size_t i = n; i > 0; i--, v >>= 8)
		b[i - 1] = (unsigned char)(v & 0xff);
	dbkey_bytes(k, strv_n(b, n));
}

void dbkey_u8(struct dbkey *k, unsigned v)
{
	add_number(k, v, 1);
}

void dbkey_u16(struct dbkey *k, unsigned v)
{
	add_number(k, v, 2);
}

void dbkey_u32(struct dbkey *k, uint32_t v)
{
	add_number(k, v, 4);
}

void dbkey_u64(struct dbkey *k, uint64_t v)
{
	add_number(k, v, 8);
}

/* The sign bit is flipped so that days before 1970 sort first; "no date" sorts last. */
#define DAY_FLIP UINT32_C(0x80000000)
#define DAY_LAST UINT32_C(0xffffffff)

void dbkey_date(struct dbkey *k, struct date d)
{
	dbkey_u32(k, date_is(d) ? (uint32_t)d.days ^ DAY_FLIP : DAY_LAST);
}

void dbkey_case(struct dbkey *k, struct caseid id)
{
	dbkey_u16(k, id.year);
	dbkey_u32(k, id.seq);
}

uint16_t be16(const unsigned char *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

uint32_t be32(const unsigned char *p)
{
	return (uint32_t)be16(p) << 16 | be16(p + 2);
}

uint64_t be64(const unsigned char *p)
{
	return (uint64_t)be32(p) << 32 | be32(p + 4);
}

struct date be_date(const unsigned char *p)
{
	uint32_t v = be32(p);

	return v == DAY_LAST ? DATE_NONE : (struct date){ (int32_t)(v ^ DAY_FLIP) };
}

struct caseid be_case(const unsigned char *p)
{
	return (struct caseid){ be16(p), be32(p + 2) };
}

struct dbkey key_case(struct caseid id)
{
	struct dbkey k = { .n = 0 };

	dbkey_case(&k, id);
	return k;
}

struct dbkey key_part(struct caseid id, enum part_kind kind, uint16_t seq)
{
	struct dbkey k = key_case(id);

	dbkey_u8(&k, kind);
	dbkey_u16(&k, seq);
	return k;
}

struct dbkey key_chunk(struct caseid id, enum part_kind kind, uint16_t seq,
		       unsigned chunk)
{
	struct dbkey k = key_part(id, kind, seq);

	dbkey_u8(&k, chunk);
	return k;
}

struct dbkey key_entry(uint64_t seq)
{
	struct dbkey k = { .n = 0 };

	dbkey_u64(&k, seq);
	return k;
}

struct dbkey key_jcase(struct caseid id, uint64_t seq)
{
	struct dbkey k = key_case(id);

	dbkey_u64(&k, seq);
	return k;
}

struct dbkey key_user(uint16_t id)
{
	struct dbkey k = { .n = 0 };

	dbkey_u8(&k, 'i');
	dbkey_u16(&k, id);
	return k;
}

struct dbkey key_user_name(struct strv name)
{
	struct dbkey k = { .n = 0 };

	dbkey_u8(&k, 'n');
	dbkey_bytes(&k, name);
	return k;
}

struct dbkey key_policy(const uint8_t hash[32])
{
	struct dbkey k = { .n = 0 };

	dbkey_u8(&k, 't');
	dbkey_bytes(&k, strv_n(hash, 32));
	return k;
}

struct dbkey key_policy_day(struct date from)
{
	struct dbkey k = { .n = 0 };

	dbkey_u8(&k, 'd');
	dbkey_date(&k, from);
	return k;
}

struct dbkey key_draft(uint16_t user, struct caseid id, struct strv form)
{
	struct dbkey k = { .n = 0 };

	dbkey_u16(&k, user);
	dbkey_case(&k, id);
	dbkey_bytes(&k, form);
	return k;
}
