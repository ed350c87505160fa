/* The files of a store beside the engine's: its directory, its marker, copies. Internal
 * to the store. */
#ifndef VOORRANG_FILES_H
#define VOORRANG_FILES_H

#include "store/base/err.h"

#define MARKER_FILE "store" /* what this directory is */
#define DATA_FILE "data.mdb"
#define LOCK_FILE "lock.mdb"
#define DEMO_KEY_FILE "key"
#define STORE_ID 16

/* ERR_IO or ERR_STORE_FULL from errno, with the path and the reason. */
bool file_error(const char *path, struct err *e);

/* What the marker says: enough to find the key without opening the data. */
struct marker {
	uint8_t id[STORE_ID];
	bool demo;
};
struct marker_id {
	char s[2 * STORE_ID + 1]; /* hexadecimal */
};
struct marker_id marker_text(const struct marker *m);
bool marker_write(const char *dir, const struct marker *m, struct err *e);
/* ERR_STORE_ABSENT, ERR_STORE_FOREIGN. */
bool marker_read(const char *dir, struct marker *m, struct err *e);

/* An empty directory, mode 0700: made, or already there and empty; *made tells which.
 * ERR_STORE_EXISTS. */
bool dir_make(const char *dir, bool *made, struct err *e);
/* Undoes dir_make and what a store put there. */
void dir_undo(const char *dir, bool made);
/* The directory's entries, and its own in the one above, are on disk. */
bool dir_sync(const char *dir, struct err *e);
/* That the file `path` is there is on disk. */
bool parent_sync(const char *path, struct err *e);
/* A new file `to`, synced. */
bool file_copy(const char *from, const char *to, unsigned mode, struct err *e);
/* "dir/name" appended to an empty `out`; ERR_NOMEM. */
bool path_join(struct str *out, const char *dir, const char *name, struct err *e);

#endif
