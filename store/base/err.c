#include "store/base/err.h"

#include "store/base/utf8.h"

static const struct {
	const char *name;
	int exit;
} codes[ERR_COUNT] = { [ERR_NONE] = { "ERR_NONE", 0 },
#define X(code, exit) [code] = { #code, exit },
		       ERR_CODES(X)
#undef X
};

bool err_set(struct err *e, enum err_code code)
{
	e->code = code;
	e->nargs = 0;
	e->line = 0;
	e->col = 0;
	e->file[0] = '\0';
	e->source[0] = '\0';
	e->used = 0;
	e->pool[0] = '\0';
	return false;
}

static struct err_arg *err_next(struct err *e, enum err_kind kind)
{
	if (e->nargs == sizeof(e->arg) / sizeof(*e->arg))
		return NULL;
	e->arg[e->nargs].kind = kind;
	return &e->arg[e->nargs++];
}

/* A terminated copy, cut at a character; the bytes taken, terminator included. */
static size_t copy_cut(char *to, size_t room, struct strv s)
{
	struct strv head = utf8_head(s, room - 1);

	if (head.n)
		memcpy(to, head.p, head.n);
	to[head.n] = '\0';
	return head.n + 1;
}

bool err_str(struct err *e, struct strv s)
{
	struct err_arg *arg = err_next(e, ERR_ARG_STR);
	size_t room = sizeof(e->pool) - e->used;

	if (!arg)
		return false;
	/* A full pool still ends with a terminator: the empty text. */
	arg->u.str = room ? e->used : (uint16_t)(sizeof(e->pool) - 1);
	if (room)
		e->used = (uint16_t)(e->used + copy_cut(e->pool + e->used, room, s));
	return false;
}

bool err_int(struct err *e, int64_t n)
{
	struct err_arg *arg = err_next(e, ERR_ARG_INT);

	if (arg)
		arg->u.num = n;
	return false;
}

bool err_date(struct err *e, struct date d)
{
	struct err_arg *arg = err_next(e, ERR_ARG_DATE);

	if (arg)
		arg->u.date = d;
	return false;
}

bool err_at(struct err *e, const char *file, unsigned line, unsigned col,
	    struct strv source)
{
	while (source.n &&
	       (source.p[source.n - 1] == '\n' || source.p[source.n - 1] == '\r'))
		source.n--;
	e->line = line;
	e->col = col;
	copy_cut(e->file, sizeof(e->file), strv(file));
	copy_cut(e->source, sizeof(e->source), source);
	return false;
}

const char *err_arg_str(const struct err *e, unsigned i)
{
	if (i >= e->nargs || e->arg[i].kind != ERR_ARG_STR)
		return "";
	return e->pool + e->arg[i].u.str;
}

const char *err_name(enum err_code code)
{
	return (unsigned)code < ERR_COUNT ? codes[code].name : "ERR_?";
}

int err_exit(enum err_code code)
{
	return (unsigned)code < ERR_COUNT ? codes[code].exit : EXIT_BUG;
}
