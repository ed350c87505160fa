#include "tui/cli/table.h"

#include "tui/cli/out.h"
#include "tui/face_row.h"
#include "tui/message.h"

#define LIMIT 50
#define LIMIT_MAX 10000000

struct listing {
	struct query q;
	size_t limit;
	size_t total;
	struct face_row *row;
	size_t n;
	const struct policy
		*policy; /* of today; NULL: titles of categories are unknown */
};

static bool read_limit(const struct cli *c, size_t *out)
{
	uint64_t n = LIMIT;

	if (c->option[OPT_LIMIT] &&
	    !strv_uint(strv(c->option[OPT_LIMIT]), LIMIT_MAX, &n))
		return false;
	*out = (size_t)n;
	return true;
}

/* All of it in one picture of the store. */
static bool load(struct cli *c, struct listing *l, struct err *e)
{
	struct txn *t = txn_read(c->store, e);
	struct face *faces;

	const bool ok =
		t && query_count(t, &l->q, &l->total, e) &&
		query_rows(t, &l->q, 0, l->limit, &c->arena, &faces, &l->n, e) &&
		face_rows(t, faces, l->n, &c->arena, &l->row, e);
	txn_end(t);
	return ok;
}

static int print_json(const struct listing *l)
{
	struct str out = { 0 };
	struct jsonw j;
	struct err e = { 0 };

	jsonw_begin(&j, &out);
	jsonw_object(&j);
	jsonw_key_str(&j, "queue", strv(queue_word(l->q.queue)));
	jsonw_key_int(&j, "total", (int64_t)l->total);
	jsonw_key(&j, "cases");
	jsonw_array(&j);
	for (size_t i = 0; i < l->n; i++) {
		jsonw_object(&j);
		out_case(&j, &l->row[i].face, l->row[i].handler, l->q.today);
		jsonw_object_end(&j);
	}
	jsonw_array_end(&j);
	jsonw_object_end(&j);
	if (out.failed)
		err_set(&e, ERR_NOMEM);
	else
		cli_raw(&out);
	str_release(&out);
	return e.code ? cli_fail(&e) : 0;
}

static void print_row(const struct face_row *r, const struct face_eyes *eyes,
		      struct str *line)
{
	const struct face *f = &r->face;
	struct str left = { 0 };

	str_clear(line);
	str_addf(line, "%c ", face_sign(f, eyes->today));
	out_cell(line, strv(caseid_write(f->id).s), 13);
	out_cell(line, r->name, 26);
	str_addc(line, ' ');
	out_cell(line, face_category(f, eyes), 26);
	str_addc(line, ' ');
	out_cell(line, strv(date_nl(f->received).s), 12);
	out_cell(line, strv(date_nl(f->due).s), 12);
	message_left(f, eyes->today, &left);
	out_cell(line, strv_of(&left), 11);
	out_cell(line, strv(message_state(f->state)), 15);
	str_add(line, r->handler);
	str_release(&left);
	cli_say("%s", str_z(line));
}

static int print_text(const struct listing *l)
{
	const struct face_eyes eyes = { l->q.today, l->policy, message_dutch() };
	struct str line = { 0 };

	for (size_t i = 0; i < l->n; i++)
		print_row(&l->row[i], &eyes, &line);
	str_clear(&line);
	message_number((int64_t)l->n, &line);
	str_addz(&line, " / ");
	message_number((int64_t)l->total, &line);
	cli_say("%s: %s", message_queue(l->q.queue), str_z(&line));
	str_release(&line);
	return 0;
}

int queue_main(struct cli *c)
{
	struct listing l = { .q.sort = SORT_DUE };
	struct err e = { 0 };

	if (!queue_by_word(strv(c->word[0]), &l.q.queue))
		return cli_usage(c, ERR_QUEUE_UNKNOWN, c->word[0]);
	if (!read_limit(c, &l.limit))
		return cli_usage(c, ERR_USAGE, c->option[OPT_LIMIT]);
	if (!cli_open(c, "cli", &e))
		return cli_fail(&e);
	l.q.today = c->today;
	l.q.actor = &c->actor;
	if (!load(c, &l, &e))
		return cli_fail(&e);
	l.policy = store_policy(c->store, c->today, &e);
	return c->option[OPT_JSON] ? print_json(&l) : print_text(&l);
}
