/* What stands on somebody's desk: the queues with their counts, then what comes first; for
 * who may read only the journal, its newest entries. */
#ifndef VOORRANG_TUI_DESK_LINES_H
#define VOORRANG_TUI_DESK_LINES_H

#include "tui/face_row.h"

enum desk_kind {
	DESK_BLANK,
	DESK_HEADS,
	DESK_QUEUE,
	DESK_HEADING,
	DESK_CASE,
	DESK_ENTRY
};

struct desk_line {
	enum desk_kind kind;
	enum queue queue;
	struct queue_stat stat; /* DESK_QUEUE; of the closed ones only the count */
	const char *text; /* DESK_HEADING, in the source language */
	const struct face_row *row; /* DESK_CASE */
	struct strv why; /* why it comes first, translated; may be empty */
	const struct entry *entry; /* DESK_ENTRY */
};

/* The cursor can rest on it. */
bool desk_line_rests(const struct desk_line *l);
/* The queue whose most urgent cases come first: one's own, else all that is open. */
enum queue desk_first_queue(const struct actor *actor);
/* The lines in the arena, with at most `most` urgent cases; none for who may see neither
 * cases nor the journal. */
bool desk_lines(struct txn *t, const struct actor *actor, struct date today,
		size_t most, struct arena *a, struct desk_line **out, size_t *n,
		struct err *e);

#endif
