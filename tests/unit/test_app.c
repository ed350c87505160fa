/* The workbench: keys to commands, questions, the palette, the stack, drafts, and what no
 * sequence of keys may break. */
#include "tui/app.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "tests/support/screen.h"
#include "tui/app_internal.h"
#include "tui/message.h"

static int open_as(void **state, const char *user, const char *keymap)
{
	struct screen_setup setup = { .cases = 60,
				      .seed = 7,
				      .user = user,
				      .width = 80,
				      .height = 24,
				      .keymap = keymap };

	(void)date_make(2026, 11, 20, &setup.today);
	*state = screen_new(&setup);
	return *state ? 0 : -1;
}

static int caseworker(void **state)
{
	return open_as(state, "caseworker", NULL);
}

static int decider(void **state)
{
	return open_as(state, "decider", NULL);
}

static int auditor(void **state)
{
	return open_as(state, "auditor", NULL);
}

static int vi(void **state)
{
	return open_as(state, "caseworker", "vi");
}

static int teardown(void **state)
{
	screen_free(*state);
	return 0;
}

static void keys(struct screen *s, const char *names)
{
	assert_true(screen_keys(s, strv(names)));
}

static const char *view(struct screen *s)
{
	return ui_top(screen_ui(s))->ops->name;
}

static void shows(struct screen *s, const char *text, bool wanted)
{
	struct str out = { 0 };

	if (screen_shows(s, strv(text)) == wanted)
		return;
	screen_dump(s, &out);
	print_error("%s", str_z(&out));
	str_release(&out);
	fail_msg("\"%s\" %s on the screen", text, wanted ? "is not" : "is");
}

/* ---- keys ---- */

static void unbound_keys_say_so(void **state)
{
	struct screen *s = *state;

	keys(s, "%");
	shows(s, "% does nothing here.", true);
	keys(s, "down");
	shows(s, "% does nothing here.", false);
	assert_string_equal(view(s), "desk");
}

static void counts(void **state)
{
	struct screen *s = *state;
	const struct view *v;
	struct caseid third;

	keys(s, "= \"all\" enter down down");
	v = ui_top(screen_ui(s));
	third = v->current;
	keys(s, "home 2 down");
	assert_true(caseid_eq(third, v->current));
	keys(s, "end 3 G");
	assert_true(caseid_eq(third, v->current));
	keys(s, "end 1 2");
	shows(s, " 12\n", true);
	keys(s, "esc");
	assert_string_equal(view(s), "queue");
	keys(s, "home down");
	assert_false(caseid_eq(third, v->current));
	keys(s, "9 9 9 9 9 9 9 9 9 9 9 up");
	keys(s, "2 down");
	assert_true(caseid_eq(third, v->current));
}

static void sequences_show_what_follows(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"all\" enter end g");
	shows(s, "g First row", true);
	keys(s, "g");
	shows(s, "1 of", true);
	keys(s, "g %");
	shows(s, "g % does nothing here.", true);
	keys(s, "g esc j");
	shows(s, "2 of", true);
	assert_string_equal(view(s), "queue");
}

/* Esc and a key that came at once: a function key's twin, or both keys. */
static void escape_and_a_key(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"all\" enter alt-1");
	assert_string_equal(view(s), "help");
	keys(s, "alt-=");
	shows(s, "Number, queue or name:", true);
	keys(s, "\"mine\" alt-%");
	assert_string_equal(view(s), "queue");
	shows(s, "% does nothing here.", true);
}

static void cancels(void **state)
{
	static const char *const cancel[] = { "esc", "f3", "f12", "ctrl-c", "ctrl-g" };
	struct screen *s = *state;
	size_t i;

	for (i = 0; i < sizeof(cancel) / sizeof(cancel[0]); i++) {
		keys(s, "= \"x\"");
		keys(s, cancel[i]);
		shows(s, "Number, queue or name:", false);
		keys(s, ":");
		keys(s, cancel[i]);
		assert_string_equal(view(s), "desk");
		keys(s, "= \"all\" enter");
		keys(s, cancel[i]);
		assert_string_equal(view(s), "desk");
	}
}

/* ---- paste ---- */

static void pasted_text_runs_nothing(void **state)
{
	struct screen *s = *state;

	screen_paste(s, STRV("a\\nq:case-void\\n="));
	assert_string_equal(view(s), "desk");
	assert_false(app_quits(screen_ui(s)));
	keys(s, "=");
	screen_paste(s, STRV("al\\nl"));
	shows(s, "al l", true);
	keys(s, "esc");
	keys(s, "/");
	screen_paste(s, STRV("2026\\n"));
	assert_string_equal(view(s), "find");
}

/* The end of a paste got lost with the line: keys are keys again. */
static void a_paste_ends(void **state)
{
	struct screen *s = *state;

	app_key(screen_ui(s), KEY_PASTE_START);
	keys(s, "?");
	assert_string_equal(view(s), "desk");
	screen_wait(s, 20);
	keys(s, "?");
	assert_string_equal(view(s), "help");
}

/* ---- the palette ---- */

static void palette(void **state)
{
	struct screen *s = *state;

	keys(s, ": \"refresh\"");
	shows(s, "Read everything again", true);
	shows(s, "Draw the screen again", false);
	keys(s, "ctrl-u \"draw scre\"");
	shows(s, "redraw", true);
	keys(s, "enter");
	keys(s, ":");
	/* What ran last stands first. */
	assert_string_equal(screen_ui(s)->palette.item[0]->name, "redraw");
	keys(s, "\"fin\" tab \"2026-1\" enter");
	assert_string_equal(view(s), "find");
	keys(s, "esc : \"nonsense\" enter");
	shows(s, "No command is called that here.", true);
	keys(s, ": \"case-invite\"");
	shows(s, "Invite the applicant", false); /* the desk has no case here */
	keys(s, "esc");
}

static void palette_moves(void **state)
{
	struct screen *s = *state;

	keys(s, ": \"list\" down down up");
	assert_int_equal(screen_ui(s)->palette.list.selected, 1);
	keys(s, "\"-\"");
	assert_int_equal(screen_ui(s)->palette.list.selected, 0);
	keys(s, "esc");
	assert_true(app_resize(screen_ui(s), 20, 5));
	keys(s, ": \"list\"");
	(void)app_draw(screen_ui(s));
}

/* ---- from screen to screen ---- */

static void fast_path(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"2026-000012\" enter");
	assert_string_equal(view(s), "dossier");
	shows(s, "2026-000012", true);
	keys(s, "esc = \"13\" enter");
	assert_string_equal(view(s), "dossier");
	shows(s, "2026-000013", true);
	keys(s, "= \"late\" enter");
	assert_string_equal(view(s), "queue");
	keys(s, "= \"unass\" enter");
	assert_string_equal(view(s), "queue");
	keys(s, "= \"999999\" enter");
	assert_string_equal(view(s), "queue");
	keys(s, "= \"Quaglio\" enter");
	assert_string_equal(view(s), "find");
	keys(s, "f9");
	assert_string_equal(view(s), "desk");
}

static void back_and_forward(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"all\" enter down down enter");
	assert_string_equal(view(s), "dossier");
	keys(s, "ctrl-o ctrl-o");
	assert_string_equal(view(s), "desk");
	keys(s, "tab");
	assert_string_equal(view(s), "queue");
	keys(s, "tab");
	assert_string_equal(view(s), "dossier");
	keys(s, "tab");
	shows(s, "No screen was closed here", true);
	keys(s, "f9 tab");
	assert_string_equal(view(s), "queue");
	/* A new way forward: the old one is gone. */
	keys(s, "f9 = \"late\" enter esc tab tab");
	shows(s, "No screen was closed here", true);
}

static void the_stack_has_a_bottom(void **state)
{
	struct screen *s = *state;
	int i;

	for (i = 0; i < 3 * STACK_MAX; i++)
		keys(s, "= \"all\" enter");
	assert_int_equal(screen_ui(s)->depth, STACK_MAX);
	for (i = 0; i < 3 * STACK_MAX; i++)
		keys(s, "ctrl-o");
	assert_string_equal(view(s), "desk");
	for (i = 0; i < 3 * STACK_MAX; i++)
		keys(s, "tab");
	assert_string_equal(view(s), "queue");
}

/* ---- rights ---- */

static void only_what_one_may(void **state)
{
	struct screen *s = *state;

	keys(s, ": \"case-new\"");
	shows(s, "Register an application", false);
	keys(s, "esc i");
	assert_string_equal(view(s), "desk");
	assert_true(screen_ui(s)->message_error);
}

/* ---- confirming ---- */

static void approve_asks_first(void **state)
{
	struct screen *s = *state;
	struct caseid id;

	keys(s, "= \"approve\" enter");
	id = ui_top(screen_ui(s))->current;
	assert_int_not_equal(id.seq, 0);
	keys(s, "g");
	assert_string_equal(view(s), "letter");
	keys(s, "g");
	shows(s, "Approve and sign the decision?", true);
	assert_true(screen_ui(s)->flush);
	keys(s, "enter");
	shows(s, "Nothing was done.", true);
	keys(s, "g g");
	shows(s, "Nothing was done.", true);
	keys(s, "g n");
	shows(s, "Nothing was done.", true);
	assert_true(caseid_eq(id, ui_top(screen_ui(s))->current));
	keys(s, "g y");
	shows(s, "Nothing was done.", false);
	shows(s, "is decided and signed", true);
}

/* ---- what others do ---- */

static bool note_by(struct store *store, const char *user, struct caseid id)
{
	const struct verb *v = verb_by_name(STRV("claim"));
	struct verb_args args = { .id = id };
	struct err e = { 0 };
	struct actor actor;
	struct txn *t = txn_read(store, &e);
	const bool ok = t && actor_load(t, strv(user), "cli", &actor, &e);

	txn_end(t);
	args.date = DATE_NONE;
	(void)date_make(2026, 11, 20, &args.today);
	args.now = 1795000000;
	return ok && store_do(store, v, &actor, &args, &e);
}

/* The cursor stays on its case; a case that left under a question is not acted on. */
static void changes_by_others(void **state)
{
	struct screen *s = *state;
	struct ui *ui = screen_ui(s);
	struct caseid first;

	assert_false(app_tick(ui));
	keys(s, "= \"unassigned\" enter");
	first = ui_top(ui)->current;
	keys(s, "o");
	keys(s, "esc down");
	assert_true(note_by(screen_store(s), "caseworker2", first));
	assert_true(app_tick(ui));
	assert_false(app_tick(ui));
	(void)app_draw(ui);
	assert_false(caseid_eq(first, ui_top(ui)->current));
	shows(s, caseid_write(first).s, false);
}

/* ---- drafts ---- */

static void drafts_survive(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"mine\" enter n \"gebeld met de aanvrager\"");
	assert_string_equal(view(s), "note");
	assert_true(ui_top(screen_ui(s))->dirty);
	assert_true(screen_again(s, "caseworker"));
	shows(s, "A draft was kept for", true);
	keys(s, "ctrl-d");
	assert_string_equal(view(s), "note");
	shows(s, "gebeld met de aanvrager", true);
	keys(s, "\" en terug\"");
	screen_wait(s, 9);
	assert_true(screen_killed(s, "caseworker"));
	keys(s, "ctrl-d");
	shows(s, "gebeld met de aanvrager en terug", true);
	/* Esc keeps it, too. */
	keys(s, "\"!\" esc");
	assert_string_equal(view(s), "desk");
	keys(s, "ctrl-d");
	shows(s, "en terug!", true);
	assert_true(screen_again(s, "caseworker2"));
	shows(s, "A draft was kept for", false);
}

static void a_note_leaves_no_draft(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"mine\" enter n \"eerste regel\" enter \"tweede\"");
	screen_wait(s, 9);
	keys(s, "f10");
	assert_string_equal(view(s), "queue");
	assert_true(screen_again(s, "caseworker"));
	shows(s, "A draft was kept", false);
	keys(s, "ctrl-d");
	shows(s, "There is no draft.", true);
}

/* ---- questions ---- */

static struct date asked(const char *text)
{
	struct date today = DATE_NONE, d = DATE_NONE;
	struct err e = { 0 };

	(void)date_make(2026, 11, 20, &today);
	if (!prompt_date(strv(text), today, &d, &e)) {
		assert_int_equal(e.code, ERR_DATE_TEXT);
		return DATE_NONE;
	}
	return d;
}

static void days(void **state)
{
	(void)state;
	assert_string_equal(date_iso(asked("20-11-2026")).s, "2026-11-20");
	assert_string_equal(date_iso(asked("1/2/2027")).s, "2027-02-01");
	assert_string_equal(date_iso(asked("2026-12-31")).s, "2026-12-31");
	assert_string_equal(date_iso(asked("31122026")).s, "2026-12-31");
	assert_string_equal(date_iso(asked("3-12")).s, "2026-12-03");
	assert_string_equal(date_iso(asked(" 3-1 ")).s, "2027-01-03");
	assert_string_equal(date_iso(asked("29-2")).s, "");
	assert_string_equal(date_iso(asked("+14")).s, "2026-12-04");
	assert_string_equal(date_iso(asked("-20")).s, "2026-10-31");
	assert_string_equal(date_iso(asked("31-11-2026")).s, "");
	assert_string_equal(date_iso(asked("")).s, "");
	assert_string_equal(date_iso(asked("+")).s, "");
	assert_string_equal(date_iso(asked("1-2-3-4")).s, "");
	assert_string_equal(date_iso(asked("1-2-26")).s, "");
	assert_string_equal(date_iso(asked("20-11-2026x")).s, "");
	assert_string_equal(date_iso(asked("99999999999")).s, "");
}

static int coordinator(void **state)
{
	return open_as(state, "coordinator", NULL);
}

static void colleagues(void **state)
{
	struct screen *s = *state;

	keys(s, "= \"unassigned\" enter a");
	shows(s, "To whom?", true);
	shows(s, "caseworker2", true);
	shows(s, "auditor", false);
	keys(s, "\"ca\" tab");
	assert_string_equal(str_z(&screen_ui(s)->prompt.field.text), "caseworker");
	keys(s, "\"9\" enter");
	assert_int_equal(screen_ui(s)->mode, MODE_PROMPT);
	assert_true(screen_ui(s)->prompt.error.n > 0);
	keys(s, "backspace enter");
	assert_int_equal(screen_ui(s)->mode, MODE_KEYS);
	shows(s, "lies with caseworker now", true);
}

/* ---- anything at all ---- */

static uint64_t dice(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

static keycode random_key(uint64_t *seed)
{
	static const keycode often[] = { KEY_RETURN,
					 KEY_ESC,
					 KEY_TAB_,
					 KEY_ARROW_DOWN,
					 KEY_ARROW_UP,
					 KEY_PAGE_DOWN,
					 KEY_END_,
					 KEY_HOME_,
					 KEY_FUNCTION + 8,
					 KEY_FUNCTION + 10,
					 KEY_FUNCTION + 4,
					 KEY_CTRL | 'z',
					 KEY_BACKTAB,
					 KEY_RUBOUT,
					 KEY_PASTE_START,
					 KEY_PASTE_STOP,
					 KEY_SAVE_DRAFT,
					 'y',
					 0x301,
					 0x4e2d,
					 0x202e };
	const uint64_t r = dice(seed);

	if (r % 3 == 0)
		return often[(r >> 8) % (sizeof(often) / sizeof(often[0]))];
	return (keycode)(' ' + (r >> 8) % 95);
}

static void check_clean(struct store *store)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	struct fault *faults;
	size_t n, cases, entries;

	assert_true(store_check(store, &a, &faults, &n, &cases, &entries, &e));
	assert_int_equal(n, 0);
	arena_release(&a);
}

/* Whatever is typed, at whatever size: nothing breaks, the store stays whole. */
static void monkey(void **state)
{
	struct screen *s = *state;
	uint64_t seed = 20261120;
	int i;

	for (i = 0; i < 6000; i++) {
		struct ui *ui = screen_ui(s);
		const uint64_t r = dice(&seed);

		if (r % 97 == 0)
			assert_true(screen_resize(s, 1 + (int)(r >> 8) % 130,
						  1 + (int)(r >> 20) % 50));
		if (r % 5 == 0)
			screen_wait(s, 1);
		app_key(ui, random_key(&seed));
		if (r % 2)
			(void)app_draw(ui);
		if (app_quits(ui))
			assert_true(screen_again(s, "caseworker"));
	}
	app_key(screen_ui(s), KEY_PASTE_STOP);
	check_clean(screen_store(s));
}

static void small_screens(void **state)
{
	struct screen *s = *state;
	int w, h;

	keys(s, "= \"mine\" enter enter ?");
	for (w = 1; w < 24; w += 3) {
		for (h = 1; h < 8; h++) {
			assert_true(screen_resize(s, w, h));
			keys(s, "down : \"x\" esc = \"1\" esc esc k esc h esc ?");
			(void)app_draw(screen_ui(s));
		}
	}
}

static int language(void **state)
{
	(void)state;
	(void)message_init();
	message_language(false);
	return 0;
}

static int cleanup(void **state)
{
	(void)state;
	screen_cleanup();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(unbound_keys_say_so, caseworker,
						teardown),
		cmocka_unit_test_setup_teardown(counts, caseworker, teardown),
		cmocka_unit_test_setup_teardown(sequences_show_what_follows, vi,
						teardown),
		cmocka_unit_test_setup_teardown(escape_and_a_key, caseworker, teardown),
		cmocka_unit_test_setup_teardown(cancels, caseworker, teardown),
		cmocka_unit_test_setup_teardown(pasted_text_runs_nothing, caseworker,
						teardown),
		cmocka_unit_test_setup_teardown(a_paste_ends, caseworker, teardown),
		cmocka_unit_test_setup_teardown(palette, caseworker, teardown),
		cmocka_unit_test_setup_teardown(palette_moves, caseworker, teardown),
		cmocka_unit_test_setup_teardown(fast_path, caseworker, teardown),
		cmocka_unit_test_setup_teardown(back_and_forward, caseworker, teardown),
		cmocka_unit_test_setup_teardown(the_stack_has_a_bottom, caseworker,
						teardown),
		cmocka_unit_test_setup_teardown(only_what_one_may, auditor, teardown),
		cmocka_unit_test_setup_teardown(approve_asks_first, decider, teardown),
		cmocka_unit_test_setup_teardown(changes_by_others, caseworker,
						teardown),
		cmocka_unit_test_setup_teardown(drafts_survive, caseworker, teardown),
		cmocka_unit_test_setup_teardown(a_note_leaves_no_draft, caseworker,
						teardown),
		cmocka_unit_test(days),
		cmocka_unit_test_setup_teardown(colleagues, coordinator, teardown),
		cmocka_unit_test_setup_teardown(small_screens, caseworker, teardown),
		cmocka_unit_test_setup_teardown(monkey, caseworker, teardown),
	};

	return cmocka_run_group_tests_name("app", tests, language, cleanup);
}
