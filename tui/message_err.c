#include "tui/message.h"

#include "store/base/utf8.h"
#include "tui/message_fill.h"
#include "tui/sanitise.h"

/* Places: {1} as it is, {f1} a field's label, {v1} what a verb does, {s1} a state, {y1} how a
 * date is written. Not one
 * without a sentence: tests/unit/test_message.c. */
static const struct sentence sentences[ERR_COUNT] = {
	[ERR_NONE] = { N_("nothing is wrong"), NULL },
	[ERR_NOMEM] = { N_("there is not enough memory; close something and try again"),
			NULL },
	[ERR_BUG] = { N_("a mistake in this program: {1}; please report it"), NULL },
	[ERR_IO] = { N_("{1}: cannot be read or written: {2}"), NULL },
	[ERR_NOINPUT] = { N_("{1}: cannot be opened: {2}"), NULL },
	[ERR_USAGE] = { N_("'{1}' does not belong here"), NULL },
	[ERR_USAGE_MISSING] = { N_("missing: {1}"), NULL },
	[ERR_USAGE_UNKNOWN_COMMAND] = { N_("there is no command '{1}'"), NULL },
	[ERR_DEMO_ONLY] = { N_("{1} works on demo stores only"), NULL },
	[ERR_NO_TERMINAL] = { N_("the workbench needs a terminal for input and output"),
			      NULL },
	[ERR_TERM_TYPE] = { N_("the terminal type '{1}' (TERM) is not known here"),
			    NULL },
	[ERR_LMDB_VERSION] = { N_("this LMDB cannot be trusted with data: {1}"), NULL },
	[ERR_STORE_ABSENT] = { N_("{1}: there is no store; 'voorrang init' makes one"),
			       NULL },
	[ERR_STORE_EXISTS] = { N_("{1}: exists already"), NULL },
	[ERR_STORE_FOREIGN] = { N_("{1}: is not a store of voorrang"), NULL },
	[ERR_STORE_TRUNCATED] = { N_("{1}: is cut off: {2} bytes of {3}; restore a "
				     "backup"),
				  NULL },
	[ERR_STORE_FORMAT] = { N_("the store has format {1}, this program knows up to "
				  "{2}; "
				  "install the newer program"),
			       NULL },
	[ERR_STORE_FULL] = { N_("{1}: the disk is full; nothing was changed"), NULL },
	[ERR_STORE_BUSY] = { N_("the store is busy; try again"), NULL },
	[ERR_STORE_NETWORK] = { N_("{1}: lies on a network file system, where a store "
				   "is "
				   "not safe"),
				NULL },
	[ERR_STORE_CORRUPT] = { N_("the store is damaged at {1}; run 'voorrang check'"),
				NULL },
	[ERR_STORE_PANIC] = { N_("the store stopped: {1}"), NULL },
	[ERR_KEY_ABSENT] = { N_("{1}: the sealing key is not there"), NULL },
	[ERR_KEY_MODE] = { N_("{1}: others may read the sealing key; its mode must be "
			      "0400"),
			   NULL },
	[ERR_KEY_WRONG] = { N_("{1}: is not the sealing key of this store"), NULL },
	[ERR_SEAL] = { N_("{1}: the seal does not hold: the data were changed"), NULL },
	[ERR_USER_UNKNOWN] = { N_("the user '{1}' is not known in this store"), NULL },
	[ERR_USER_DISABLED] = { N_("the user '{1}' is disabled"), NULL },
	[ERR_USER_EXISTS] = { N_("the user '{1}' exists already"), NULL },
	[ERR_USER_NAME] = { N_("'{1}' cannot be the name of a user"), NULL },
	[ERR_USER_NOT_CASEWORKER] = { N_("the user '{1}' cannot handle cases"), NULL },
	[ERR_ROLE_UNKNOWN] = { N_("there is no role '{1}'"), NULL },
	[ERR_ROLE_COMBINATION] = { N_("the roles {1} and {2} do not go together"),
				   NULL },
	[ERR_LAST_ADMIN] = { N_("this is the last administrator; appoint another one "
				"first"),
			     NULL },
	[ERR_FORBIDDEN] = { N_("your roles do not allow you to {v1}"), NULL },
	[ERR_FOUR_EYES] = { N_("the same person ({1}) proposed this: a colleague "
			       "approves"),
			    NULL },
	[ERR_NOT_HANDLER] = { N_("{1} handles this case"), NULL },
	[ERR_CASE_NUMBER] = { N_("'{1}' is not a case number (2026-000412)"), NULL },
	[ERR_CASE_UNKNOWN] = { N_("there is no case {1}"), NULL },
	[ERR_CASE_STATE] = { N_("the case is {s2}: you cannot {v1} now"), NULL },
	[ERR_CASE_NONE] = { N_("no case is left to claim"), NULL },
	[ERR_CASE_CHANGED] = { N_("a colleague changed '{f1}' meanwhile; look again"),
			       NULL },
	[ERR_REFERENCE_EXISTS] = { N_("the reference {1} is already there: case {2}"),
				   NULL },
	[ERR_REFERENCE_TAKEN] = { N_("the reference {1} is already there"), NULL },
	[ERR_REFERENCE_TWICE] = { N_("the reference {1} is in row {2} already"), NULL },
	[ERR_FIELD_UNKNOWN] = { N_("there is no field '{1}'"), NULL },
	[ERR_FIELD_READONLY] = { N_("{f1}: is not changed by hand"), NULL },
	[ERR_FIELD_MISSING] = { N_("{f1}: must be filled in"), NULL },
	[ERR_FIELD_TOO_LONG] =
		NN_("{f1}: at most {2} character", "{f1}: at most {2} characters"),
	[ERR_FIELD_CONTROL] = { N_("{f1}: holds a control character"), NULL },
	[ERR_FIELD_NUMBER] = { N_("{f1}: a whole number from {2} to {3}"), NULL },
	[ERR_FIELD_MONEY] = { N_("{f1}: an amount such as 721,45"), NULL },
	[ERR_FIELD_DATE] = { N_("{f1}: a date that exists, as {y2}"), NULL },
	[ERR_FIELD_BSN] = { N_("{f1}: is not a BSN (nine digits, eleven-test)"), NULL },
	[ERR_FIELD_POSTCODE] = { N_("{f1}: is not a postcode (1234 AB)"), NULL },
	[ERR_FIELD_NAME] = { N_("{f1}: holds what no name holds"), NULL },
	[ERR_FIELD_EMAIL] = { N_("{f1}: is not an e-mail address"), NULL },
	[ERR_FIELD_PHONE] = { N_("{f1}: is not a telephone number"), NULL },
	[ERR_FIELD_BOOL] = { N_("{f1}: yes or no"), NULL },
	[ERR_FIELD_CHOICE] = { N_("{f1}: '{2}' is not one of the choices"), NULL },
	[ERR_FIELD_FUTURE] = { N_("{f1}: lies after today"), NULL },
	[ERR_DATE_ORDER] = { N_("{1} is too early: not before {2}"), NULL },
	[ERR_DATE_FUTURE] = { N_("{1} lies after today"), NULL },
	[ERR_DATE_TEXT] = { N_("'{1}' is not a date (for example 20-11-2026)"), NULL },
	[ERR_TEXT_MISSING] = { N_("to {v1}, a text is needed"), NULL },
	[ERR_OUTCOME_UNKNOWN] = { N_("there is no outcome '{1}' (grant, refuse, "
				     "untreated, "
				     "hold)"),
				  NULL },
	[ERR_GROUND_MISSING] = { N_("choose at least one ground"), NULL },
	[ERR_GROUND_UNKNOWN] = { N_("the policy has no ground '{1}' for the category "
				    "{2}"),
				 NULL },
	[ERR_GROUND_NOT_HERE] = { N_("the ground '{1}' does not go with this outcome "
				     "({o2})"),
				  NULL },
	[ERR_CHILD_MISSING] = { N_("there are minors: write about the interest of the "
				   "child"),
				NULL },
	[ERR_HARDSHIP_MISSING] = { N_("say whether the hardship clause was considered"),
				   NULL },
	[ERR_UNTREATED_LATE] = { N_("leaving untreated was possible until {1} (Awb "
				    "4:5(4))"),
				 NULL },
	[ERR_UNTREATED_NO_INVITE] = { N_("leaving untreated needs an invitation to "
					 "complete "
					 "first (Awb 4:5(1))"),
				      NULL },
	[ERR_LETTER_MISSING] = { N_("there is no letter ({1})"), NULL },
	[ERR_LETTER_FIELD] = { N_("the letter text has a place that nothing fills: "
				  "{1}"),
			       NULL },
	[ERR_LETTER_STALE] = { N_("the dossier changed after the letter was made; read "
				  "it "
				  "again"),
			       NULL },
	[ERR_PARSE_CHAR] = { N_("expected here: {1}"), NULL },
	[ERR_TERM_WORD] = { N_("unknown word '{1}'"), NULL },
	[ERR_TERM_TWICE] = { N_("a second '{1}'"), NULL },
	[ERR_TERM_NO_RECEIVED] = { N_("no line 'received'"), NULL },
	[ERR_TERM_REST] = { N_("'{1}' is left over"), NULL },
	[ERR_EVENT_FIXED] = { N_("'{1}' is set by a step of its own: only its day can "
				 "be "
				 "corrected"),
			      NULL },
	[ERR_EVENT_UNKNOWN] = { N_("the case has no event {1}"), NULL },
	[ERR_TERM_EXPECTED] = { N_("'{1}' is expected here"), NULL },
	[ERR_TERM_WEEKS] = { N_("'{1}' is no number of weeks from '1w' to '{2}w'"),
			     NULL },
	[ERR_TERM_UNTIL] = { N_("the last day {1} lies before the first, {2}"), NULL },
	[ERR_YAML] = { N_("not well-formed: {1}"), NULL },
	[ERR_YAML_MISSING] = { N_("'{1}' is missing here"), NULL },
	[ERR_YAML_UNKNOWN] = { N_("unknown key '{1}'"), NULL },
	[ERR_YAML_VALUE] = { N_("{1}: expected {2}"), NULL },
	[ERR_YAML_TWICE] = { N_("'{1}' is there twice"), NULL },
	[ERR_YAML_REFERENCE] = { N_("nothing defines '{1}'"), NULL },
	[ERR_POLICY_NONE] = { N_("no policy governs {1}"), NULL },
	[ERR_POLICY_GAP] = { N_("no policy governs the days between {1} and {2}"),
			     NULL },
	[ERR_POLICY_OVERLAP] = { N_("holds from {2}, but the one before it until {1}"),
				 NULL },
	[ERR_POLICY_EVIDENCE] = { N_("no rule says what evidence category '{1}' "
				     "needs"),
				  NULL },
	[ERR_ENCODING_UNKNOWN] = { N_("the encoding '{1}' is not known here"), NULL },
	[ERR_ENCODING_BOM] = { N_("asked for {1}, but the byte order mark says {2}"),
			       NULL },
	[ERR_ENCODING_BYTE] = { N_("row {1}: byte {2} of the file is not {3}"), NULL },
	[ERR_CSV_QUOTE] = { N_("row {1}: a quote opens here and never closes"), NULL },
	[ERR_CSV_STRAY] = { N_("row {1}: a quote in the middle of a field"), NULL },
	[ERR_CSV_COLUMNS] =
		NN_("{1} column, expected {2}", "{1} columns, expected {2}"),
	[ERR_CSV_HEADER] = { N_("the column '{1}' is missing"), NULL },
	[ERR_CSV_HEADER_TWICE] = { N_("the column '{1}' is there twice"), NULL },
	[ERR_CSV_EMPTY] = { N_("the file is empty"), NULL },
	[ERR_JSON] = { N_("row {1}: not a JSON object: {2}"), NULL },
	[ERR_TOO_LARGE] = { N_("{1}: too large, at most {2}"), NULL },
	[ERR_DELIMITER] = { N_("'{1}' cannot separate columns: one character, 'tab' or "
			       "'\\t'"),
			    NULL },
	[ERR_MAP_UNKNOWN] = { N_("there is no map '{1}'"), NULL },
	[ERR_ANSWER_UNKNOWN] = { N_("{f1}: the answer '{2}' is not in the map"), NULL },
	[ERR_REJECTED] = NN_("{1} row rejected: {2}", "{1} rows rejected: {2}"),
	[ERR_INTERRUPTED] = { N_("interrupted; what was reported as done stays done"),
			      NULL },
	[ERR_KEYMAP_WORD] = { N_("'{1}' is not 'bind' or 'unbind'"), NULL },
	[ERR_KEYMAP_SCOPE] = { N_("there is no screen or scope '{1}'"), NULL },
	[ERR_KEYMAP_KEY] = { N_("there is no key '{1}'"), NULL },
	[ERR_KEYMAP_COMMAND] = { N_("there is no command '{1}'"), NULL },
	[ERR_KEYMAP_PREFIX] = { N_("the keys '{1}' are in the way of '{2}'"), NULL },
	[ERR_QUEUE_UNKNOWN] = { N_("there is no queue '{1}'"), NULL },
	[ERR_CHECK_FAILED] = NN_("{1} fault was found", "{1} faults were found"),
	[ERR_BACKUP_DIFFERS] = { N_("{1}: the copy is not what was copied"), NULL },
	[ERR_JOURNAL_CHAIN] = { N_("the journal's chain breaks at entry {1}"), NULL },
};

static void add_field(const char *name, struct str *out)
{
	const struct field *f = field_by_name(strv(name));

	str_addz(out, f ? _(f->label) : name);
}

static void add_verb(const char *name, struct str *out)
{
	const struct verb *v = verb_by_name(strv(name));

	if (v)
		str_addz(out, message_verb_title(strv(name)));
	else
		str_addf(out, _("do this (%s)"), name);
}

static void add_state(const char *word, struct str *out)
{
	enum state s;

	str_addz(out, state_by_word(strv(word), &s) ? message_state(s) : word);
}

static void add_outcome(const char *word, struct str *out)
{
	const char *label = message_choice(FIELD_OUTCOME, strv(word));

	str_addz(out, *label ? label : word);
}

/* "dd-mm-yyyy", with the year's letter of the language. */
static void add_pattern(const char *pattern, struct str *out)
{
	const char *year = strstr(pattern, "yyyy");

	if (year)
		str_addf(out, "%.*s%s%s", (int)(year - pattern), pattern, _("yyyy"),
			 year + 4);
	else
		str_addz(out, pattern);
}

static void add_text(char kind, const char *text, struct str *out)
{
	if (kind == 'f')
		add_field(text, out);
	else if (kind == 'v')
		add_verb(text, out);
	else if (kind == 's')
		add_state(text, out);
	else if (kind == 'o')
		add_outcome(text, out);
	else if (kind == 'y')
		add_pattern(text, out);
	else
		str_addz(out, text);
}

static void add_arg(const void *ctx, char kind, unsigned i, struct str *out)
{
	const struct err *e = ctx;

	if (i > e->nargs)
		return;
	switch (e->arg[i - 1].kind) {
	case ERR_ARG_NONE:
		break;
	case ERR_ARG_STR:
		add_text(kind, err_arg_str(e, i - 1), out);
		break;
	case ERR_ARG_INT:
		message_number(e->arg[i - 1].u.num, out);
		break;
	case ERR_ARG_DATE:
		str_addz(out, date_nl(e->arg[i - 1].u.date).s);
		break;
	}
}

static void say(const struct err *e, bool bare, struct str *out)
{
	static const char name[] = "{f1}: ";
	const char *text;
	int64_t n = 0;

	for (unsigned i = e->nargs; i > 0; i--)
		if (e->arg[i - 1].kind == ERR_ARG_INT)
			n = e->arg[i - 1].u.num;
	if (e->code >= ERR_COUNT || !sentences[e->code].one) {
		str_addz(out, err_name(e->code));
		return;
	}
	text = sentence_text(sentences[e->code], n);
	if (bare && strv_starts(strv(text), strv(name)))
		text += sizeof(name) - 1;
	message_fill(text, add_arg, e, out);
}

void message_err(const struct err *e, struct str *out)
{
	say(e, false, out);
}

void message_err_bare(const struct err *e, struct str *out)
{
	say(e, true, out);
}

/* One source line made safe, its tabs kept so that a caret below stands right. */
static void add_source(struct strv line, struct str *out)
{
	const charset_can can = charset_of_locale();

	for (bool first = true; line.p; first = false) {
		const struct strv piece = strv_cut(&line, '\t');

		if (!first)
			str_addc(out, '\t');
		sanitise(piece, false, can, out);
	}
}

/* Blanks as wide as the source before the fault, then the caret. */
static void add_caret(struct strv line, unsigned col, struct str *out)
{
	struct strv rest = line;
	struct str before = { 0 };
	uint32_t ch;
	size_t len;

	for (unsigned i = 1; i < col && rest.n; i++) {
		utf8_next(rest, &ch, &len);
		rest = strv_n(rest.p + len, rest.n - len);
	}
	add_source(strv_n(line.p, line.n - rest.n), &before);
	for (struct strv left = strv_of(&before); left.p;) {
		const int width = text_width(strv_cut(&left, '\t'));

		str_addf(out, "%*s%s", width, "", left.p ? "\t" : "");
	}
	str_addz(out, "^");
	out->failed = out->failed || before.failed;
	str_release(&before);
}

void message_err_full(const struct err *e, struct str *out)
{
	struct str sentence = { 0 };

	if (e->file[0]) {
		sanitise(strv(e->file), false, charset_of_locale(), out);
		if (e->line)
			str_addf(out, ":%u", e->line);
		if (e->line && e->col)
			str_addf(out, ":%u", e->col);
		str_addz(out, ": ");
	}
	message_err(e, &sentence);
	sanitise(strv_of(&sentence), false, charset_of_locale(), out);
	str_release(&sentence);
	if (!e->line || !e->source[0])
		return;
	str_addc(out, '\n');
	add_source(strv(e->source), out);
	if (!e->col)
		return;
	str_addc(out, '\n');
	add_caret(strv(e->source), e->col, out);
}
