#include "store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(SEAL_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
_Static_assert(SEAL_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
_Static_assert(SEAL_TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");
_Static_assert(SEAL_CHECK == crypto_shorthash_BYTES, "check");
_Static_assert(SEAL_KEY == crypto_kdf_KEYBYTES, "kdf");

enum subkey { SUBKEY_KEK = 1, SUBKEY_FACE, SUBKEY_INDEX, SUBKEY_MISC, SUBKEY_CHECK };
#define KDF_CONTEXT "voorrang"

struct seal_keys *seal_keys_make(const uint8_t key[SEAL_KEY])
{
	if (sodium_init() < 0)
		return NULL;
	struct seal_keys *k = sodium_malloc(sizeof *k);
	if (!k)
		return NULL;
	crypto_kdf_derive_from_key(k->kek, sizeof k->kek, SUBKEY_KEK, KDF_CONTEXT, key);
	crypto_kdf_derive_from_key(k->face, sizeof k->face, SUBKEY_FACE, KDF_CONTEXT,
				   key);
	crypto_kdf_derive_from_key(k->index, sizeof k->index, SUBKEY_INDEX, KDF_CONTEXT,
				   key);
	crypto_kdf_derive_from_key(k->misc, sizeof k->misc, SUBKEY_MISC, KDF_CONTEXT,
				   key);
	crypto_kdf_derive_from_key(k->check, sizeof k->check, SUBKEY_CHECK, KDF_CONTEXT,
				   key);
	return k;
}

void seal_keys_free(struct seal_keys *k)
{
	sodium_free(k);
}

void seal_random(void *p, size_t n)
{
	randombytes_buf(p, n);
}

void seal_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

/* ---- key files ------------------------------------------------------------------- */

#define HEX_BYTES 64 /* two digits a byte */

static bool io_error(const char *path, struct err *e)
{
	int errnum = errno;

	err_set(e, errnum == ENOSPC || errnum == EDQUOT ? ERR_STORE_FULL : ERR_IO);
	err_str(e, strv(path));
	return err_str(e, strv(strerror(errnum)));
}

bool seal_file_create(const char *path, struct err *e)
{
	uint8_t key[SEAL_KEY];
	char text[HEX_BYTES + 2];

	if (sodium_init() < 0) {
		err_set(e, ERR_BUG);
		return err_str(e, STRV("sodium_init"));
	}
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0400);
	if (fd < 0)
		return io_error(path, e);
	seal_random(key, sizeof key);
	sodium_bin2hex(text, HEX_BYTES + 1, key, sizeof key);
	text[HEX_BYTES] = '\n';
	bool ok = write(fd, text, HEX_BYTES + 1) == HEX_BYTES + 1 && fsync(fd) == 0;
	if (!ok)
		io_error(path, e);
	sodium_memzero(key, sizeof key);
	sodium_memzero(text, sizeof text);
	if (close(fd) != 0 && ok)
		ok = io_error(path, e);
	if (!ok)
		(void)unlink(path);
	return ok;
}

static bool key_error(enum err_code code, const char *path, struct err *e)
{
	err_set(e, code);
	return err_str(e, strv(path));
}

static bool read_key(int fd, const char *path, uint8_t key[SEAL_KEY], struct err *e)
{
	char text[HEX_BYTES + 2];
	struct stat st;
	size_t got = 0;

	if (fstat(fd, &st) != 0)
		return io_error(path, e);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return key_error(ERR_KEY_MODE, path, e);
	ssize_t n = read(fd, text, sizeof text);
	if (n < 0)
		return io_error(path, e);
	bool ok =
		n >= HEX_BYTES && n <= HEX_BYTES + 1 &&
		(n == HEX_BYTES || text[HEX_BYTES] == '\n') &&
		sodium_hex2bin(key, SEAL_KEY, text, HEX_BYTES, NULL, &got, NULL) == 0 &&
		got == SEAL_KEY;
	sodium_memzero(text, sizeof text);
	return ok || key_error(ERR_KEY_WRONG, path, e);
}

bool seal_file_read(const char *path, uint8_t key[SEAL_KEY], struct err *e)
{
	if (sodium_init() < 0) {
		err_set(e, ERR_BUG);
		return err_str(e, STRV("sodium_init"));
	}
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 && errno == ENOENT)
		return key_error(ERR_KEY_ABSENT, path, e);
	if (fd < 0)
		return io_error(path, e);
	bool ok = read_key(fd, path, key, e);
	(void)close(fd);
	return ok;
}

/* ---- boxes ----------------------------------------------------------------------- */

static const unsigned char *bytes(struct strv v)
{
	return (const unsigned char *)v.p;
}

void seal_box(const uint8_t key[SEAL_KEY], struct strv ad, struct strv plain,
	      struct str *out)
{
	unsigned char nonce[SEAL_NONCE];
	size_t at = out->n + SEAL_NONCE;
	char pad[SEAL_TAG] = { 0 };

	seal_random(nonce, sizeof nonce);
	str_add(out, strv_n(nonce, sizeof nonce));
	str_add(out, plain);
	str_add(out, strv_n(pad, sizeof pad));
	if (out->failed)
		return;
	unsigned char *p = (unsigned char *)out->p + at;
	/* In place: libsodium allows the texts to overlap. */
	crypto_aead_xchacha20poly1305_ietf_encrypt(p, NULL, p, plain.n, bytes(ad), ad.n,
						   NULL, nonce, key);
}

bool seal_unbox(const uint8_t key[SEAL_KEY], struct strv ad, struct strv sealed,
		struct arena *a, struct strv *out)
{
	*out = (struct strv){ NULL, 0 };
	if (sealed.n < SEAL_EXTRA)
		return false;
	size_t n = sealed.n - SEAL_EXTRA;
	unsigned char *p = arena_alloc(a, n + 1);
	if (!p)
		return false;
	const unsigned char *in = bytes(sealed);
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(p, NULL, NULL, in + SEAL_NONCE,
						       sealed.n - SEAL_NONCE, bytes(ad),
						       ad.n, in, key) != 0)
		return false;
	*out = strv_n(p, n);
	return true;
}

/* ---- hashes ---------------------------------------------------------------------- */

void seal_exact(const struct seal_keys *k, char letter, struct strv text,
		uint8_t out[SEAL_SHORT])
{
	crypto_generichash_state st;

	crypto_generichash_init(&st, k->index, sizeof k->index, SEAL_SHORT);
	crypto_generichash_update(&st, (const unsigned char *)&letter, 1);
	crypto_generichash_update(&st, bytes(text), text.n);
	crypto_generichash_final(&st, out, SEAL_SHORT);
}

void seal_hash(struct strv a, struct strv b, uint8_t out[SEAL_HASH])
{
	crypto_generichash_state st;

	crypto_generichash_init(&st, NULL, 0, SEAL_HASH);
	crypto_generichash_update(&st, bytes(a), a.n);
	crypto_generichash_update(&st, bytes(b), b.n);
	crypto_generichash_final(&st, out, SEAL_HASH);
}

/* SipHash has no streaming form here: what is checked is short and joined on the stack;
 * what is longer is hashed first. */
void seal_check(const struct seal_keys *k, char tag, struct strv key, struct strv value,
		uint8_t out[SEAL_CHECK])
{
	unsigned char buf[512];
	uint8_t digest[SEAL_HASH];

	if (key.n > 128)
		key.n = 128;
	if (value.n > sizeof buf - 1 - key.n) {
		seal_hash(value, (struct strv){ NULL, 0 }, digest);
		value = strv_n(digest, sizeof digest);
	}
	buf[0] = (unsigned char)tag;
	memcpy(buf + 1, key.p, key.n);
	memcpy(buf + 1 + key.n, value.p, value.n);
	crypto_shorthash(out, buf, 1 + key.n + value.n, k->face);
}

bool seal_same(const void *a, const void *b, size_t n)
{
	return sodium_memcmp(a, b, n) == 0;
}
