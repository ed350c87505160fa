#include "tui/keymap.h"

#include "store/base/arena.h"
#include "store/base/embed.h"
#include "store/base/utf8.h"

struct keymap {
	struct arena texts;
	struct binding *list;
	size_t n;
};

/* One file being read; `list` becomes the keymap's when all of it is right. */
struct reader {
	struct arena *texts;
	const struct keymap_check *check;
	struct err *e;
	const char *name;
	struct strv line;
	unsigned lineno;
	struct binding *list;
	size_t n, cap;
};

/* A word of a line: quotes taken off, `at` where it stands. */
struct word {
	struct strv text;
	size_t at;
};

struct keymap *keymap_new(void)
{
	return calloc(1, sizeof(struct keymap));
}

void keymap_free(struct keymap *k)
{
	if (!k)
		return;
	arena_release(&k->texts);
	free(k->list);
	free(k);
}

/* Adds the place of byte `at` to the error that was set. */
static bool fault_at(struct reader *r, size_t at)
{
	const size_t col = utf8_count(strv_n(r->line.p, at)) + 1;

	return err_at(r->e, r->name, r->lineno, (unsigned)col, r->line);
}

static bool fault(struct reader *r, enum err_code code, struct strv what, size_t at)
{
	err_set(r->e, code);
	err_str(r->e, what);
	return fault_at(r, at);
}

static size_t skip_blanks(struct strv s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r'))
		at++;
	return at;
}

/* The next word at or after *at; an empty one at the end of the line or a comment.
 * A quote that is not closed is an error. */
static bool next_word(struct reader *r, size_t *at, struct word *w)
{
	const struct strv s = r->line;
	size_t i = skip_blanks(s, *at);
	size_t end;

	w->at = i;
	w->text = strv_n(s.p + i, 0);
	*at = i;
	if (i == s.n || s.p[i] == '#')
		return true;
	if (s.p[i] == '"' || s.p[i] == '\'') {
		for (end = i + 1; end < s.n && s.p[end] != s.p[i]; end++)
			;
		if (end == s.n)
			return fault(r, ERR_PARSE_CHAR, strv_n(s.p + i, 1), s.n);
		w->at = i + 1;
		w->text = strv_n(s.p + i + 1, end - i - 1);
		*at = end + 1;
		return true;
	}
	for (end = i;
	     end < s.n && s.p[end] != ' ' && s.p[end] != '\t' && s.p[end] != '\r';
	     end++)
		;
	w->text = strv_n(s.p + i, end - i);
	*at = end;
	return true;
}

static bool parse_keys(struct reader *r, const struct word *w, struct binding *b)
{
	size_t at = 0;

	b->nkeys = 0;
	while ((at = skip_blanks(w->text, at)) < w->text.n) {
		size_t end = at;
		struct strv name;

		while (end < w->text.n && w->text.p[end] != ' ' &&
		       w->text.p[end] != '\t')
			end++;
		name = strv_n(w->text.p + at, end - at);
		if (b->nkeys == KEYMAP_SEQ)
			return fault(r, ERR_KEYMAP_KEY, name, w->at + at);
		if (!key_parse(name, &b->keys[b->nkeys], r->e))
			return fault_at(r, w->at + at);
		b->nkeys++;
		at = end;
	}
	if (b->nkeys == 0)
		return fault(r, ERR_KEYMAP_KEY, w->text, w->at);
	return true;
}

static bool begins(const keycode *a, size_t na, const keycode *b, size_t nb)
{
	return na <= nb && memcmp(a, b, na * sizeof(*a)) == 0;
}

/* Two bindings of one scope hide each other when one's keys begin the other's. */
static bool find_clash(struct reader *r, const struct binding *b, const struct word *w)
{
	char mine[64], other[64];
	size_t i;

	for (i = 0; i < r->n; i++) {
		const struct binding *o = &r->list[i];

		if (!strv_eq(o->scope, b->scope) ||
		    (!begins(o->keys, o->nkeys, b->keys, b->nkeys) &&
		     !begins(b->keys, b->nkeys, o->keys, o->nkeys)))
			continue;
		binding_keys(b, mine);
		binding_keys(o, other);
		err_set(r->e, ERR_KEYMAP_PREFIX);
		err_str(r->e, strv(mine));
		err_str(r->e, strv(other));
		return fault_at(r, w->at);
	}
	return true;
}

static bool append(struct reader *r, const struct binding *b)
{
	if (r->n == r->cap) {
		const size_t cap = r->cap ? r->cap * 2 : 128;
		struct binding *list = realloc(r->list, cap * sizeof(*list));

		if (!list)
			return err_set(r->e, ERR_NOMEM);
		r->list = list;
		r->cap = cap;
	}
	r->list[r->n] = *b;
	r->list[r->n].scope = arena_copy(r->texts, b->scope);
	r->list[r->n].command = arena_copy(r->texts, b->command);
	r->list[r->n].arg = arena_copy(r->texts, b->arg);
	if (!r->list[r->n].scope.p || !r->list[r->n].command.p || !r->list[r->n].arg.p)
		return err_set(r->e, ERR_NOMEM);
	r->n++;
	return true;
}

/* Nothing but a comment may follow. */
static bool expect_end(struct reader *r, size_t at)
{
	struct word rest;

	if (!next_word(r, &at, &rest))
		return false;
	if (rest.text.n > 0)
		return fault(r, ERR_KEYMAP_WORD, rest.text, rest.at);
	return true;
}

static bool read_bind(struct reader *r, size_t at, struct binding *b,
		      const struct word *keys)
{
	struct word command, arg;

	if (!next_word(r, &at, &command))
		return false;
	b->command = command.text;
	if (!r->check->command(command.text))
		return fault(r, ERR_KEYMAP_COMMAND, command.text, command.at);
	if (!next_word(r, &at, &arg))
		return false;
	b->arg = arg.text;
	return expect_end(r, at) && find_clash(r, b, keys) && append(r, b);
}

static bool read_unbind(struct reader *r, size_t at, const struct binding *b,
			const struct word *keys)
{
	size_t i;

	if (!expect_end(r, at))
		return false;
	for (i = 0; i < r->n; i++) {
		if (strv_eq(r->list[i].scope, b->scope) &&
		    r->list[i].nkeys == b->nkeys &&
		    begins(r->list[i].keys, b->nkeys, b->keys, b->nkeys)) {
			memmove(&r->list[i], &r->list[i + 1],
				(r->n - i - 1) * sizeof(r->list[0]));
			r->n--;
			return true;
		}
	}
	return fault(r, ERR_KEYMAP_KEY, keys->text, keys->at);
}

static bool read_line(struct reader *r)
{
	struct binding b = { .line = r->lineno };
	struct word verb, scope, keys;
	size_t at = 0;
	bool bind;

	if (!next_word(r, &at, &verb))
		return false;
	if (verb.text.n == 0)
		return true;
	bind = strv_eq(verb.text, STRV("bind"));
	if (!bind && !strv_eq(verb.text, STRV("unbind")))
		return fault(r, ERR_KEYMAP_WORD, verb.text, verb.at);
	if (!next_word(r, &at, &scope))
		return false;
	b.scope = scope.text;
	if (!r->check->scope(scope.text))
		return fault(r, ERR_KEYMAP_SCOPE, scope.text, scope.at);
	if (!next_word(r, &at, &keys) || !parse_keys(r, &keys, &b))
		return false;
	return bind ? read_bind(r, at, &b, &keys) : read_unbind(r, at, &b, &keys);
}

static bool copy_list(struct reader *r, const struct keymap *k)
{
	if (k->n == 0)
		return true;
	r->list = malloc(k->n * sizeof(*r->list));
	if (!r->list)
		return err_set(r->e, ERR_NOMEM);
	memcpy(r->list, k->list, k->n * sizeof(*r->list));
	r->n = r->cap = k->n;
	return true;
}

bool keymap_load(struct keymap *k, struct strv text, const char *name,
		 const struct keymap_check *check, struct err *e)
{
	struct reader r = { .texts = &k->texts, .check = check, .e = e, .name = name };
	bool ok = copy_list(&r, k);

	while (ok && text.n > 0) {
		r.line = strv_cut(&text, '\n');
		r.lineno++;
		if (r.line.n > 0 && r.line.p[r.line.n - 1] == '\r')
			r.line.n--;
		ok = read_line(&r);
	}
	if (!ok) {
		free(r.list);
		return false;
	}
	free(k->list);
	k->list = r.list;
	k->n = r.n;
	return true;
}

enum keymap_hit keymap_find(const struct keymap *k, const char *const *scopes,
			    size_t nscopes, const keycode *keys, size_t nkeys,
			    const struct binding **out)
{
	size_t s, i;

	*out = NULL;
	for (s = 0; s < nscopes; s++) {
		const struct strv scope = strv(scopes[s]);

		for (i = 0; i < k->n; i++) {
			const struct binding *b = &k->list[i];

			if (!begins(keys, nkeys, b->keys, b->nkeys) ||
			    !strv_eq(b->scope, scope))
				continue;
			*out = b;
			return b->nkeys == nkeys ? KEYMAP_FOUND : KEYMAP_PREFIX;
		}
	}
	return KEYMAP_MISS;
}

static bool works(const struct keymap *k, const char *const *scopes, size_t nscopes,
		  const struct binding *b)
{
	const struct binding *hit;

	return keymap_find(k, scopes, nscopes, b->keys, b->nkeys, &hit) ==
		       KEYMAP_FOUND &&
	       hit == b;
}

const struct binding *keymap_for(const struct keymap *k, const char *const *scopes,
				 size_t nscopes, struct strv command, bool typing)
{
	const struct binding *best = NULL;
	size_t s, i;

	for (s = 0; s < nscopes; s++) {
		const struct strv scope = strv(scopes[s]);

		for (i = 0; i < k->n; i++) {
			const struct binding *b = &k->list[i];

			if ((best && b->nkeys >= best->nkeys) ||
			    !strv_eq(b->command, command) ||
			    !strv_eq(b->scope, scope) ||
			    (typing && key_is_text(b->keys[0])))
				continue;
			if (works(k, scopes, nscopes, b))
				best = b;
		}
	}
	return best;
}

const struct binding *keymap_at(const struct keymap *k, size_t i)
{
	return i < k->n ? &k->list[i] : NULL;
}

void binding_keys(const struct binding *b, char out[64])
{
	size_t used = 0, i;

	out[0] = '\0';
	for (i = 0; i < b->nkeys; i++) {
		char key[24];
		int n;

		key_write(b->keys[i], key);
		n = snprintf(out + used, 64 - used, "%s%s", i ? " " : "", key);
		if (n < 0 || (size_t)n >= 64 - used)
			return;
		used += (size_t)n;
	}
}

const char *keymap_builtin(struct strv name)
{
	if (strv_eq(name, STRV("default")))
		return embed_get("keymaps/default.keys").p;
	if (strv_eq(name, STRV("vi")))
		return embed_get("keymaps/vi.keys").p;
	return NULL;
}
