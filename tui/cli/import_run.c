#include <unistd.h>

#include "tui/cli/import.h"
#include "tui/message.h"

/* Rows in one transaction: few, so that colleagues never wait long for the writer. A dry
 * run takes more, because it sees duplicates within the file only inside one. */
#define BATCH_ROWS 200
#define BATCH_ROWS_DRY 5000
#define DUPLICATES_MAX 16

/* A row on its way in. */
struct slot {
	struct row row;
	bool failed; /* the verb refused it */
	struct err fault;
	struct caseid duplicate[DUPLICATES_MAX];
	size_t nduplicates;
};

/* References seen in this file. */
struct seen {
	struct seen_entry {
		struct strv reference; /* p NULL: free */
		size_t row;
	} * entry;
	size_t mask;
};

struct import {
	const struct import_setup *setup;
	struct intake *in;
	struct import_report *report;
	const struct verb *verb;
	struct seen seen;
	struct slot *slot;
	size_t nslots;
	size_t room;
	struct arena arena; /* of the batch */
	bool refused; /* the verb refused rows in this run of the batch */
	struct str records; /* rejected ones, raw */
	const char *temporary;
	int fd; /* of the file of rejects; -1: not open */
};

/* ---- the report ------------------------------------------------------------------- */

static struct import_item *report_add(struct import_report *r, struct import_list *l,
				      size_t row, struct err *e)
{
	struct import_item *item = arena_alloc(&r->arena, sizeof(*item));

	if (!item) {
		err_set(e, ERR_NOMEM);
		return NULL;
	}
	item->row = row;
	if (l->last)
		l->last->next = item;
	else
		l->first = item;
	l->last = item;
	l->n++;
	return item;
}

/* All that is wrong with a row, so that it is mended in one go: the first fault names the
 * column, the others bring theirs along. */
static bool report_reason(struct import *im, const struct row_fault *fault, size_t n,
			  struct import_item *item, struct err *e)
{
	struct arena *a = &im->report->arena;
	struct str text = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		if (i > 0) {
			str_addz(&text, "; ");
			str_add(&text, fault[i].column);
			str_addz(&text, ": ");
		}
		message_err_bare(&fault[i].err, &text);
	}
	item->column = arena_copy(a, fault[0].column);
	item->reason = arena_copy(a, strv_of(&text));
	i = text.failed || !item->column.p || !item->reason.p;
	str_release(&text);
	return i ? err_set(e, ERR_NOMEM) : true;
}

static bool report_rejected(struct import *im, struct slot *s, struct err *e)
{
	struct import_item *item =
		report_add(im->report, &im->report->rejected, s->row.row, e);
	struct row_fault one = { .err = s->fault };

	if (!item)
		return false;
	if (!im->setup->dry_run)
		intake_keep(im->in, &s->row, &im->records);
	if (s->row.nfaults)
		return report_reason(im, s->row.fault, s->row.nfaults, item, e);
	if (s->fault.nargs && s->fault.arg[0].kind == ERR_ARG_STR)
		one.column = row_column(intake_map(im->in), &s->row,
					strv(err_arg_str(&s->fault, 0)));
	if (s->fault.code == ERR_POLICY_NONE)
		one.column = row_column(intake_map(im->in), &s->row,
					strv(field_by_id(FIELD_RECEIVED)->name));
	return report_reason(im, &one, 1, item, e);
}

static bool report_accepted(struct import *im, const struct slot *s, struct err *e)
{
	struct import_report *r = im->report;
	struct import_item *item;
	struct caseid *cases;

	r->accepted++;
	if (s->row.received.days > im->setup->today.days) {
		item = report_add(r, &r->future, s->row.row, e);
		if (!item)
			return false;
		item->received = s->row.received;
	}
	if (s->nduplicates == 0)
		return true;
	item = report_add(r, &r->duplicates, s->row.row, e);
	cases = arena_array(&r->arena, s->nduplicates, sizeof(*cases));
	if (!item || !cases)
		return err_set(e, ERR_NOMEM);
	memcpy(cases, s->duplicate, s->nduplicates * sizeof(*cases));
	item->cases = cases;
	item->ncases = s->nduplicates;
	return true;
}

static bool report_batch(struct import *im, struct err *e)
{
	size_t i;

	for (i = 0; i < im->nslots; i++) {
		struct slot *s = &im->slot[i];
		bool ok = true;

		if (s->failed && (s->fault.code == ERR_REFERENCE_EXISTS ||
				  s->fault.code == ERR_REFERENCE_TAKEN))
			im->report->already_there++;
		else if (s->failed || s->row.nfaults)
			ok = report_rejected(im, s, e);
		else
			ok = report_accepted(im, s, e);
		if (!ok)
			return false;
	}
	return im->records.failed ? err_set(e, ERR_NOMEM) : true;
}

/* ---- references within the file ----------------------------------------------------- */

static bool seen_init(struct seen *s, size_t rows, struct arena *a)
{
	size_t size = 64;

	while (size < rows * 2)
		size *= 2;
	s->mask = size - 1;
	s->entry = arena_array(a, size, sizeof(*s->entry));
	return s->entry != NULL;
}

/* As the store does: two references that differ in case only are one. */
static unsigned char seen_byte(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static bool seen_same(struct strv a, struct strv b)
{
	size_t i = 0;

	while (i < a.n && i < b.n && seen_byte(a.p[i]) == seen_byte(b.p[i]))
		i++;
	return i == a.n && i == b.n;
}

/* Where the reference is, or would be (FNV-1a, then the next free place). */
static struct seen_entry *seen_at(const struct seen *s, struct strv reference)
{
	uint64_t h = 14695981039346656037u;
	size_t i;

	for (i = 0; i < reference.n; i++)
		h = (h ^ seen_byte(reference.p[i])) * 1099511628211u;
	for (i = (size_t)h & s->mask; s->entry[i].reference.p; i = (i + 1) & s->mask)
		if (seen_same(s->entry[i].reference, reference))
			break;
	return &s->entry[i];
}

/* Two applications with one reference: the second would be taken for there already, and be
 * lost. */
static bool import_doubled(struct import *im, struct row *r, struct err *e)
{
	struct seen_entry *at = seen_at(&im->seen, r->reference);
	const struct map *map = intake_map(im->in);
	struct err fault = { 0 };

	if (!at->reference.p) {
		at->reference = arena_copy(&im->report->arena, r->reference);
		at->row = r->row;
		return at->reference.p != NULL || err_set(e, ERR_NOMEM);
	}
	err_set(&fault, ERR_REFERENCE_TWICE);
	err_str(&fault, r->reference);
	err_int(&fault, (int64_t)at->row);
	return row_fault(r, row_column(map, r, strv(map->reference->field->name)),
			 &fault, 1, &im->arena, e);
}

/* ---- batches ------------------------------------------------------------------------ */

/* What a verb says about the row, and not about the store. */
static bool of_row(enum err_code code)
{
	static const enum err_code of_store[] = {
		ERR_STORE_CORRUPT, ERR_STORE_FOREIGN, ERR_STORE_TRUNCATED,
		ERR_STORE_FORMAT,  ERR_SEAL,          ERR_KEY_WRONG,
		ERR_JOURNAL_CHAIN,
	};
	size_t i;

	for (i = 0; i < sizeof(of_store) / sizeof(of_store[0]); i++)
		if (code == of_store[i])
			return false;
	return err_exit(code) == EXIT_DATA;
}

/* Verbs check before they write, so that after a refusal the others can still be asked;
 * the transaction is given up, and run again without what was refused. */
static bool batch_fn(struct txn *t, void *ctx, struct err *e)
{
	struct import *im = ctx;
	const struct actor *began = im->setup->actor;
	struct actor actor;
	size_t i;

	im->refused = false;
	/* The rights count that the user has now, not those of when the import began. */
	if (!actor_load(t, strv(began->name), began->origin, &actor, e))
		return false;
	for (i = 0; i < im->nslots; i++) {
		struct slot *s = &im->slot[i];
		struct verb_args args = {
			.today = im->setup->today,
			.now = im->setup->now,
			.date = s->row.received,
			.set = s->row.set,
			.nset = s->row.nset,
			.duplicates = s->duplicate,
			.duplicates_max = DUPLICATES_MAX,
		};

		if (s->row.nfaults || s->failed)
			continue;
		if (verb_call(im->verb, t, &actor, &args, e)) {
			s->nduplicates = args.nduplicates;
			continue;
		}
		if (!of_row(e->code))
			return false;
		s->fault = *e;
		s->failed = true;
		im->refused = true;
	}
	if (!im->refused && !im->setup->dry_run)
		return true;
	/* Any error gives the transaction up; batch_run knows that this one is none. */
	return err_set(e, ERR_INTERRUPTED);
}

static bool batch_run(struct import *im, struct err *e)
{
	bool ok = false;

	do {
		im->refused = false;
		ok = store_run(im->setup->store, batch_fn, im, e);
	} while (!ok && im->refused && e->code == ERR_INTERRUPTED);
	return ok || (im->setup->dry_run && e->code == ERR_INTERRUPTED);
}

/* Fills the batch; *more says whether the file holds more. */
static bool batch_read(struct import *im, bool *more, bool *bad, struct err *e)
{
	arena_reset(&im->arena);
	im->nslots = 0;
	*more = true;
	*bad = false;
	while (im->nslots < im->room) {
		struct slot *s = &im->slot[im->nslots];

		s->failed = false;
		s->nduplicates = 0;
		s->fault.code = ERR_NONE;
		if (!intake_next(im->in, im->setup->today, &im->arena, &s->row, e)) {
			*more = false;
			return e->code == ERR_NONE;
		}
		if (s->row.nfaults == 0 && !import_doubled(im, &s->row, e))
			return false;
		*bad |= s->row.nfaults > 0;
		im->nslots++;
	}
	return true;
}

static bool open_rejects(struct import *im, struct err *e)
{
	return im->setup->dry_run || im->fd >= 0 ||
	       rejects_open(im->setup->rejects, &im->report->arena, &im->temporary,
			    &im->fd, e);
}

static bool import_batches(struct import *im, struct err *e)
{
	const struct import_setup *setup = im->setup;
	size_t done = 0;
	bool more = true, bad;

	while (more) {
		im->report->stopped = setup->stop(setup->ctx);
		if (im->report->stopped)
			return true;
		if (!batch_read(im, &more, &bad, e) || (bad && !open_rejects(im, e)))
			return false;
		if (im->nslots && !batch_run(im, e))
			return false;
		if (!report_batch(im, e))
			return false;
		done += im->nslots;
		setup->progress(setup->ctx, done, im->report->rows);
	}
	return true;
}

/* Also after an error: what was rejected in earlier batches is kept. */
static bool close_rejects(struct import *im, struct err *e)
{
	struct str bytes = { 0 };
	bool ok;

	if (im->records.n == 0) {
		if (im->fd >= 0) {
			close(im->fd);
			unlink(im->temporary);
		}
		return true;
	}
	if (!open_rejects(im, e))
		return false;
	ok = intake_write(im->in, strv_of(&im->records), &bytes, e);
	if (bytes.failed)
		ok = err_set(e, ERR_NOMEM);
	if (ok)
		ok = rejects_keep(im->setup->rejects, im->temporary, im->fd,
				  strv_of(&bytes), &im->report->arena, e);
	else {
		close(im->fd);
		unlink(im->temporary);
	}
	str_release(&bytes);
	return ok;
}

bool import_run(const struct import_setup *setup, struct intake *in,
		struct import_report *out, struct err *e)
{
	struct import im = {
		.setup = setup,
		.in = in,
		.report = out,
		.verb = verb_by_name(STRV("register")),
		.room = setup->dry_run ? BATCH_ROWS_DRY : BATCH_ROWS,
		.fd = -1,
	};
	struct err later = { 0 };
	bool ok;

	/* Before the first batch: colleagues wait for the writer meanwhile. */
	(void)store_policy(setup->store, setup->today, &later);
	*out = (struct import_report){ .rows = intake_rows(in) };
	im.slot = calloc(im.room, sizeof(*im.slot));
	if (!im.slot || !im.verb || !seen_init(&im.seen, out->rows, &out->arena)) {
		free(im.slot);
		return err_set(e, im.verb ? ERR_NOMEM : ERR_BUG);
	}
	ok = import_batches(&im, e);
	if (!close_rejects(&im, ok ? e : &later))
		ok = false;
	str_release(&im.records);
	arena_release(&im.arena);
	free(im.slot);
	return ok;
}

void import_release(struct import_report *r)
{
	arena_release(&r->arena);
}
