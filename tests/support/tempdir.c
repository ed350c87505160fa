#include "tests/support/tempdir.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void tempdir_make(struct tempdir *d)
{
	const char *tmp = getenv("TMPDIR");

	(void)snprintf(d->path, sizeof d->path, "%s/voorrang-test-XXXXXX",
		       tmp && strlen(tmp) < 90 ? tmp : "/tmp");
	assert_non_null(mkdtemp(d->path));
}

static int remove_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void tempdir_free(struct tempdir *d)
{
	if (d->path[0])
		(void)nftw(d->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	d->path[0] = '\0';
}
