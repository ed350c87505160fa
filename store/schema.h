/* Every key of the store in one place; docs/storage.md has them byte by byte. Numbers
 * in keys are big-endian, so that bytes sort as the numbers do. */
#ifndef VOORRANG_SCHEMA_H
#define VOORRANG_SCHEMA_H

#include "store/kv.h"
#include "store/store.h"

#define STORE_FORMAT 1
#define CASEID_BYTES 6

/* A key under construction; {0} is empty. Too long a key is cut: `n` never passes
 * KV_KEY_MAX (callers bound their texts). */
struct dbkey {
	unsigned char b[KV_KEY_MAX];
	size_t n;
};

struct strv dbkey_v(const struct dbkey *k);
void dbkey_u8(struct dbkey *k, unsigned v);
void dbkey_u16(struct dbkey *k, unsigned v);
void dbkey_u32(struct dbkey *k, uint32_t v);
void dbkey_u64(struct dbkey *k, uint64_t v);
void dbkey_bytes(struct dbkey *k, struct strv v);
/* Four bytes that sort by day, DATE_NONE last. */
void dbkey_date(struct dbkey *k, struct date d);
void dbkey_case(struct dbkey *k, struct caseid id);

/* The readers of the same, at `p`. */
uint16_t be16(const unsigned char *p);
uint32_t be32(const unsigned char *p);
uint64_t be64(const unsigned char *p);
struct date be_date(const unsigned char *p);
struct caseid be_case(const unsigned char *p);

/* KV_FACE, KV_KEY: the case. */
struct dbkey key_case(struct caseid id);
/* KV_PART: case, kind, seq, chunk; without `chunk` the prefix of its chunks. */
struct dbkey key_part(struct caseid id, enum part_kind kind, uint16_t seq);
struct dbkey key_chunk(struct caseid id, enum part_kind kind, uint16_t seq,
		       unsigned chunk);
/* KV_JOURNAL: entry number. */
struct dbkey key_entry(uint64_t seq);
/* KV_JCASE: case, entry number. */
struct dbkey key_jcase(struct caseid id, uint64_t seq);
/* KV_USER: 'i' id → record; 'n' name → id. */
struct dbkey key_user(uint16_t id);
struct dbkey key_user_name(struct strv name);
/* KV_POLICY: 't' hash → text; 'd' first day → hash. */
struct dbkey key_policy(const uint8_t hash[32]);
struct dbkey key_policy_day(struct date from);
/* KV_DRAFT: user, case, form; without `form` the prefix of a user's. */
struct dbkey key_draft(uint16_t user, struct caseid id, struct strv form);
/* KV_META, by name. Numbers are eight bytes, big-endian. */
#define META_FORMAT "format"
#define META_ID "id" /* 16 bytes */
#define META_DEMO "demo" /* 1 or absent */
#define META_CHECK "check" /* 16 bytes, derived from the key */
#define META_GENERATION "generation"
#define META_HEAD "head" /* 32 bytes: hash of the newest journal entry */
#define META_ENTRIES "entries" /* number of journal entries */
#define META_USERS "users" /* last user id given out */
#define META_YEAR "number-%d" /* printf: last case number given out in a year */

#endif
