/* A temporary folder that goes with all that is in it. */
#ifndef VOORRANG_TEMPDIR_H
#define VOORRANG_TEMPDIR_H

struct tempdir {
	char path[128];
};

void tempdir_make(struct tempdir *d); /* asserts */
void tempdir_free(struct tempdir *d); /* {0} is fine */

#endif
