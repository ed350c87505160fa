/* Keymap files: what they say, and what is said about their faults. */
#include "tui/keymap.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tui/app.h"

static bool known_command(struct strv name)
{
	return strv_eq(name, STRV("open")) || strv_eq(name, STRV("down")) ||
	       strv_eq(name, STRV("go"));
}

static bool known_scope(struct strv name)
{
	return strv_eq(name, STRV("desk")) || strv_eq(name, STRV("global"));
}

static const struct keymap_check check = { known_command, known_scope };

static struct keymap *loaded(const char *text)
{
	struct keymap *k = keymap_new();
	struct err e = { 0 };

	assert_non_null(k);
	assert_true(keymap_load(k, strv(text), "t.keys", &check, &e));
	return k;
}

static enum keymap_hit find(const struct keymap *k, const char *keys,
			    const struct binding **b)
{
	static const char *const scopes[] = { "desk", "global" };
	struct strv rest = strv(keys);
	keycode key[KEYMAP_SEQ];
	struct err e = { 0 };
	size_t n = 0;

	while (rest.p && n < KEYMAP_SEQ)
		assert_true(key_parse(strv_cut(&rest, ' '), &key[n++], &e));
	return keymap_find(k, scopes, 2, key, n, b);
}

static void binds(void **state)
{
	struct keymap *k = loaded("# a comment\n\n"
				  "bind desk enter open # what Enter does\r\n"
				  "\tbind  global  \"g g\"  go  'two words'\n"
				  "bind global '\"' go mine\n"
				  "bind global \"#\" down\n"
				  "bind global j down");
	const struct binding *b;

	(void)state;
	assert_int_equal(find(k, "enter", &b), KEYMAP_FOUND);
	assert_true(strv_eq(b->command, STRV("open")));
	assert_int_equal(b->arg.n, 0);
	assert_int_equal(b->line, 3);
	assert_int_equal(find(k, "g", &b), KEYMAP_PREFIX);
	assert_int_equal(find(k, "g g", &b), KEYMAP_FOUND);
	assert_true(strv_eq(b->arg, STRV("two words")));
	assert_int_equal(find(k, "\"", &b), KEYMAP_FOUND);
	assert_true(strv_eq(b->arg, STRV("mine")));
	assert_int_equal(find(k, "#", &b), KEYMAP_FOUND);
	assert_int_equal(find(k, "j", &b), KEYMAP_FOUND);
	assert_int_equal(find(k, "g x", &b), KEYMAP_MISS);
	assert_int_equal(find(k, "x", &b), KEYMAP_MISS);
	assert_null(b);
	keymap_free(k);
}

static void first_scope_first(void **state)
{
	struct keymap *k = loaded("bind global g go\nbind desk \"g a\" open\n");
	const struct binding *b;

	(void)state;
	assert_int_equal(find(k, "g", &b), KEYMAP_PREFIX);
	assert_int_equal(find(k, "g a", &b), KEYMAP_FOUND);
	assert_true(strv_eq(b->command, STRV("open")));
	keymap_free(k);
}

static void fault(const char *text, enum err_code code, unsigned line, unsigned col)
{
	struct keymap *k = loaded("bind global x go\n");
	struct err e = { 0 };
	const struct binding *b;

	assert_false(keymap_load(k, strv(text), "t.keys", &check, &e));
	assert_string_equal(err_name(e.code), err_name(code));
	assert_string_equal(e.file, "t.keys");
	assert_int_equal(e.line, line);
	assert_int_equal(e.col, col);
	assert_true(e.source[0] != '\0');
	/* As it was before. */
	assert_int_equal(find(k, "x", &b), KEYMAP_FOUND);
	assert_non_null(keymap_at(k, 0));
	assert_null(keymap_at(k, 1));
	keymap_free(k);
}

static void faults_have_their_place(void **state)
{
	(void)state;
	fault("bind global j down\nbnid global k go\n", ERR_KEYMAP_WORD, 2, 1);
	fault("bind dsek j down\n", ERR_KEYMAP_SCOPE, 1, 6);
	fault("bind global j dwon\n", ERR_KEYMAP_COMMAND, 1, 15);
	fault("bind global entre down\n", ERR_KEYMAP_KEY, 1, 13);
	fault("bind global \"g entre\" down\n", ERR_KEYMAP_KEY, 1, 16);
	fault("# \u00e9\n  bind global \"\u00e9 entre\" down\n", ERR_KEYMAP_KEY, 2, 18);
	fault("bind global \"a b c d e\" down\n", ERR_KEYMAP_KEY, 1, 22);
	fault("bind global \"\" down\n", ERR_KEYMAP_KEY, 1, 14);
	fault("bind global \"g g down\n", ERR_PARSE_CHAR, 1, 22);
	fault("bind global j\n", ERR_KEYMAP_COMMAND, 1, 14);
	fault("bind\n", ERR_KEYMAP_SCOPE, 1, 5);
	fault("bind global j down a b\n", ERR_KEYMAP_WORD, 1, 22);
	fault("unbind global j\n", ERR_KEYMAP_KEY, 1, 15);
	fault("unbind global x go\n", ERR_KEYMAP_WORD, 1, 17);
}

static void clashes(void **state)
{
	(void)state;
	fault("bind global x down\n", ERR_KEYMAP_PREFIX, 1, 13);
	fault("bind global g go\nbind global \"g g\" down\n", ERR_KEYMAP_PREFIX, 2, 14);
	fault("bind global \"g g\" go\nbind global g down\n", ERR_KEYMAP_PREFIX, 2, 13);
	/* Another scope is another matter. */
	keymap_free(
		loaded("bind global g go\nbind desk \"g g\" down\nbind desk x go\n"));
}

static void unbinds(void **state)
{
	struct keymap *k = loaded("bind global x go\nbind global y go\n");
	struct err e = { 0 };
	const struct binding *b;

	(void)state;
	assert_true(keymap_load(k, STRV("unbind global x\nbind global \"x x\" down"),
				"u", &check, &e));
	assert_int_equal(find(k, "x", &b), KEYMAP_PREFIX);
	assert_int_equal(find(k, "x x", &b), KEYMAP_FOUND);
	assert_int_equal(find(k, "y", &b), KEYMAP_FOUND);
	keymap_free(k);
}

/* The shortest keys that really reach the command. */
static void keys_for(void **state)
{
	static const char *const scopes[] = { "desk", "global" };
	struct keymap *k = loaded("bind global \"g g\" go\nbind global d go\n"
				  "bind desk d open\nbind global f2 go\n");
	const struct binding *b = keymap_for(k, scopes, 2, STRV("go"), false);
	char keys[64];

	(void)state;
	assert_non_null(b);
	binding_keys(b, keys);
	assert_string_equal(keys, "F2"); /* d means open on the desk */
	b = keymap_for(k, scopes, 2, STRV("open"), true);
	assert_null(b); /* d is a letter while one types */
	assert_null(keymap_for(k, scopes, 2, STRV("down"), false));
	assert_int_equal(find(k, "g g", &b), KEYMAP_FOUND);
	binding_keys(b, keys);
	assert_string_equal(keys, "g g");
	keymap_free(k);
}

static bool real_command(struct strv name)
{
	const struct command *c;
	const char *scope;
	size_t i;

	for (i = 0; (c = command_at(i, &scope)); i++) {
		if (strv_eq(strv(c->name), name))
			return true;
	}
	return false;
}

static bool real_scope(struct strv name)
{
	const struct command *c;
	const char *scope;
	size_t i;

	for (i = 0; (c = command_at(i, &scope)); i++) {
		if (strv_eq(strv(scope), name))
			return true;
	}
	return strv_eq(name, STRV("list")) || strv_eq(name, STRV("edit")) ||
	       strv_eq(name, STRV("find"));
}

static const struct keymap_check real = { real_command, real_scope };

static void load_builtin(struct keymap *k, const char *name)
{
	const char *text = keymap_builtin(strv(name));
	struct err e = { 0 };

	assert_non_null(text);
	if (!keymap_load(k, strv(text), name, &real, &e))
		fail_msg("%s:%u:%u: %s %s: %s", e.file, e.line, e.col, err_name(e.code),
			 err_arg_str(&e, 0), e.source);
}

static void built_in_files(void **state)
{
	struct keymap *k = keymap_new();

	(void)state;
	assert_non_null(k);
	load_builtin(k, "default");
	load_builtin(k, "vi");
	assert_null(keymap_builtin(STRV("../etc/passwd")));
	assert_null(keymap_builtin(STRV("")));
	keymap_free(k);
}

/* Whoever does not know a key finds the command in the palette: it needs a title. */
static void every_command_is_reachable(void **state)
{
	const struct command *c;
	const char *scope;
	size_t i;

	(void)state;
	for (i = 0; (c = command_at(i, &scope)); i++) {
		if (!c->name || !c->fn || !c->title || !*c->title)
			fail_msg("%s: %s has no title", scope, c->name ? c->name : "?");
		if (c->hint && c->arg != ARG_NONE && c->arg != ARG_OPTIONAL && !c->ask)
			fail_msg("%s asks nothing for its argument", c->name);
	}
	assert_true(i > 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(binds),
		cmocka_unit_test(first_scope_first),
		cmocka_unit_test(faults_have_their_place),
		cmocka_unit_test(clashes),
		cmocka_unit_test(unbinds),
		cmocka_unit_test(keys_for),
		cmocka_unit_test(built_in_files),
		cmocka_unit_test(every_command_is_reachable),
	};

	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
