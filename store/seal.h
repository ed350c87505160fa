/* Sealing (libsodium): XChaCha20-Poly1305 with random nonces, BLAKE2b for chains and
 * exact indexes, SipHash for the checks on what lies plain. One key outside the store,
 * the rest derived or wrapped by it. */
#ifndef VOORRANG_SEAL_H
#define VOORRANG_SEAL_H

#include "store/base/arena.h"
#include "store/base/err.h"

#define SEAL_KEY 32
#define SEAL_NONCE 24
#define SEAL_TAG 16
#define SEAL_EXTRA (SEAL_NONCE + SEAL_TAG)
#define SEAL_HASH 32
#define SEAL_SHORT 16 /* of an exact index */
#define SEAL_CHECK 8 /* of a plain record */

/* Derived from the store's key. */
struct seal_keys {
	uint8_t kek[SEAL_KEY]; /* wraps the dossiers' keys */
	uint8_t face[16]; /* checks of faces and users */
	uint8_t index[SEAL_KEY]; /* exact hashes */
	uint8_t misc[SEAL_KEY]; /* drafts, journal entries without a case */
	uint8_t check[16]; /* stored plain: tells whether the key is the right one */
};

/* Guarded memory, wiped when freed; NULL: no memory or no randomness. */
struct seal_keys *seal_keys_make(const uint8_t key[SEAL_KEY]);
void seal_keys_free(struct seal_keys *k);

/* Makes a key file, mode 0400, fresh key; refuses to overwrite. */
bool seal_file_create(const char *path, struct err *e);
/* ERR_KEY_ABSENT, ERR_KEY_MODE (group or others may read it), ERR_KEY_WRONG (no
 * key). */
bool seal_file_read(const char *path, uint8_t key[SEAL_KEY], struct err *e);

void seal_random(void *p, size_t n);
void seal_wipe(void *p, size_t n);
/* nonce ‖ ciphertext ‖ tag appended to `out`; `ad` is bound, not stored. */
void seal_box(const uint8_t key[SEAL_KEY], struct strv ad, struct strv plain,
	      struct str *out);
/* The plain text in the arena, terminated; false when it does not open (or no
 * memory). */
bool seal_unbox(const uint8_t key[SEAL_KEY], struct strv ad, struct strv sealed,
		struct arena *a, struct strv *out);
/* Keyed hash of `text` for the index `letter`. */
void seal_exact(const struct seal_keys *k, char letter, struct strv text,
		uint8_t out[SEAL_SHORT]);
/* Keyed check over a tag (which tree), a key and a value. */
void seal_check(const struct seal_keys *k, char tag, struct strv key, struct strv value,
		uint8_t out[SEAL_CHECK]);
bool seal_same(const void *a, const void *b, size_t n); /* constant time */

/* BLAKE2b-256 of `a` and `b` one after the other. */
void seal_hash(struct strv a, struct strv b, uint8_t out[SEAL_HASH]);

#endif
