/* `voorrang import`: rows of a file through the verb `register`, in batches, and what
 * became of each. */
#ifndef VOORRANG_TUI_CLI_IMPORT_H
#define VOORRANG_TUI_CLI_IMPORT_H

#include "store/intake/intake.h"
#include "tui/cli/context.h"

/* The subcommand. */
int import_main(struct cli *c);

/* What there is to say about one row. */
struct import_item {
	struct import_item *next;
	size_t row;
	struct strv column; /* rejected: its own name in the file, or empty */
	struct strv reason; /* rejected: sentences in the locale's language */
	struct date received; /* received after today */
	const struct caseid *cases; /* possible duplicates */
	size_t ncases;
};
struct import_list {
	struct import_item *first, *last;
	size_t n;
};

struct import_report {
	struct arena arena; /* of all below */
	size_t rows;
	size_t accepted;
	size_t already_there;
	struct import_list rejected;
	struct import_list duplicates;
	struct import_list future; /* received after today: a warning (Awb 4:13) */
	bool stopped; /* by `stop`: what was counted is in */
};

struct import_setup {
	struct store *store;
	const struct actor *actor;
	struct date today;
	int64_t now;
	bool dry_run; /* writes nothing at all */
	const char *rejects; /* the path that rejected records go to */
	bool (*stop)(void *ctx); /* asked between batches */
	void (*progress)(void *ctx, size_t done,
			 size_t all); /* never in a transaction */
	void *ctx;
};

/* Imports every row of `in`. The report is filled also when it fails: what it counts is in
 * the store, and in the file of rejects. Release with import_release. */
bool import_run(const struct import_setup *setup, struct intake *in,
		struct import_report *out, struct err *e);
void import_release(struct import_report *r);

/* The file of rejected records: `FILE.rejected.csv` or, of NDJSON, `FILE.rejected.ndjson`;
 * in the arena, NULL when memory has run out. */
const char *rejects_path(const char *file, bool json, struct arena *a);
/* A temporary file beside `path`, readable by its owner only: whether records can be kept
 * is known before the first is rejected. Its name in the arena. ERR_IO. */
bool rejects_open(const char *path, struct arena *a, const char **temporary, int *fd,
		  struct err *e);
/* Writes all and gives it its name; another text that was there stays as `path~`. Closes. */
bool rejects_keep(const char *path, const char *temporary, int fd, struct strv bytes,
		  struct arena *a, struct err *e);

#endif
