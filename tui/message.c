#include "tui/message.h"

#include <limits.h>
#include <locale.h>
#include <unistd.h>

#include "tui/message_fill.h"

#define DOMAIN "voorrang"

/* "nl", "nl_NL.UTF-8", "nl@x", "nl:en" … */
static bool is_dutch(const char *name)
{
	return strncmp(name, "nl", 2) == 0 &&
	       (name[2] == '\0' || strchr("_.@:", name[2]));
}

/* The language that the environment asks for: LANGUAGE before the locale, as everywhere
 * with gettext, but also where the locale is C. */
static bool wants_dutch(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES",
					     "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return is_dutch(value);
	}
	return false;
}

/* Binds the folder `dir``tail` when it holds the catalogue. */
static bool bind_folder(const char *dir, const char *tail)
{
	struct str path = { 0 };
	bool found = false;

	str_addf(&path, "%s%s", dir, tail);
	const size_t n = path.n;
	str_addz(&path, "/nl/LC_MESSAGES/" DOMAIN ".mo");
	if (!path.failed && access(path.p, R_OK) == 0) {
		path.p[n] = '\0';
		found = bindtextdomain(DOMAIN, path.p) != NULL;
	}
	str_release(&path);
	return found;
}

/* The catalogue lies beside the program in the build folder, in share/ once installed;
 * test programs lie up to three folders deeper. */
static void bind_catalogue(void)
{
	static const char *const tails[] = { "/locale", "/../share/locale",
					     "/../locale", "/../../locale",
					     "/../../../locale" };
	char exe[PATH_MAX];
	const ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (n <= 0)
		return;
	exe[n] = '\0';
	char *slash = strrchr(exe, '/');
	if (!slash)
		return;
	*slash = '\0';
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++)
		if (bind_folder(exe, tails[i]))
			return;
}

bool message_init(void)
{
	const bool dutch = wants_dutch();

	if (!setlocale(LC_CTYPE, ""))
		setlocale(LC_CTYPE, "C.UTF-8");
	bind_catalogue();
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	message_language(dutch);
	return dutch;
}

void message_language(bool dutch)
{
	/* gettext translates in any locale but C, by LANGUAGE: no installed locale needed. */
	if (dutch)
		setenv("LANGUAGE", "nl", 1);
	setlocale(LC_MESSAGES, dutch ? "C.UTF-8" : "C");
}

bool message_dutch(void)
{
	const char *now = setlocale(LC_MESSAGES, NULL);

	return now && strcmp(now, "C") != 0;
}

void message_day(struct date d, struct str *out)
{
	static const char *const names[] = { N_("mo"), N_("tu"), N_("we"), N_("th"),
					     N_("fr"), N_("sa"), N_("su") };

	if (!date_is(d))
		return;
	str_addf(out, "%s %s", _(names[date_weekday(d) - MONDAY]), date_nl(d).s);
}

void message_left(const struct face *f, struct date today, struct str *out)
{
	if (!date_is(f->due) || !state_open(f->state))
		return;
	const int left = date_diff(today, f->due);
	if (left < 0)
		str_addf(out, _("%d d"), left);
	else if (face_waits(f, today))
		str_addf(out, _("still %d d"), left);
	else
		str_addf(out, _("%d d left"), left);
}

const char *message_state(enum state s)
{
	switch (s) {
	case STATE_NONE:
		return "";
	case STATE_REGISTERED:
		return _("registered");
	case STATE_HANDLING:
		return _("in handling");
	case STATE_WAITING:
		return _("waiting");
	case STATE_PROPOSED:
		return _("proposed");
	case STATE_DECIDED:
		return _("decided");
	case STATE_CLOSED:
		return _("closed");
	case STATE_VOID:
		return _("void");
	case STATE_COUNT:
		break;
	}
	return "";
}

const char *message_queue(enum queue q)
{
	switch (q) {
	case QUEUE_MINE:
		return _("My cases");
	case QUEUE_UNASSIGNED:
		return _("Unassigned");
	case QUEUE_WAITING:
		return _("Waiting for the applicant");
	case QUEUE_DECIDE:
		return _("To decide");
	case QUEUE_APPROVE:
		return _("To approve");
	case QUEUE_ANNOUNCE:
		return _("Decided, not sent yet");
	case QUEUE_WEEK:
		return _("Due this week");
	case QUEUE_LATE:
		return _("Late");
	case QUEUE_OPEN:
		return _("All open cases");
	case QUEUE_CLOSED:
		return _("Closed");
	case QUEUE_ALL:
		return _("All cases");
	case QUEUE_COUNT:
		break;
	}
	return "";
}

const char *message_part(enum part_kind kind)
{
	switch (kind) {
	case PART_APPLICATION:
		return _("Application");
	case PART_APPLICANT:
		return _("Applicant");
	case PART_HOUSEHOLD:
		return _("Household");
	case PART_HOUSING:
		return _("Housing");
	case PART_INCOME:
		return _("Income");
	case PART_EVIDENCE:
		return _("Evidence");
	case PART_NOTE:
		return _("Notes");
	case PART_DECISION:
		return _("Decision");
	case PART_EVENT:
		return _("Clock");
	case PART_LINK:
		return _("Links");
	case PART_KINDS:
		break;
	}
	return "";
}

const char *message_day_off(enum day_off d)
{
	switch (d) {
	case DAY_WORK:
		return _("working day");
	case DAY_SATURDAY:
		return _("Saturday");
	case DAY_SUNDAY:
		return _("Sunday");
	case DAY_NEW_YEAR:
		return _("New Year's Day");
	case DAY_GOOD_FRIDAY:
		return _("Good Friday");
	case DAY_EASTER_MONDAY:
		return _("Easter Monday");
	case DAY_KINGS_DAY:
		return _("King's Day");
	case DAY_LIBERATION:
		return _("Liberation Day");
	case DAY_ASCENSION:
		return _("Ascension Day");
	case DAY_WHIT_MONDAY:
		return _("Whit Monday");
	case DAY_CHRISTMAS:
		return _("Christmas");
	case DAY_EQUATED:
		return _("equated with a holiday");
	}
	return "";
}

const char *message_sort(enum sort s)
{
	switch (s) {
	case SORT_DUE:
		return _("by due date");
	case SORT_NUMBER:
		return _("by number");
	case SORT_NAME:
		return _("by name");
	case SORT_RECEIVED:
		return _("by day of receipt");
	case SORT_CATEGORY:
		return _("by category");
	case SORT_HANDLER:
		return _("by handler");
	case SORT_COUNT:
		break;
	}
	return "";
}

void message_number(int64_t n, struct str *out)
{
	const char separator = message_dutch() ? '.' : ',';
	char digits[24];
	const uint64_t size = n < 0 ? (uint64_t) - (n + 1) + 1 : (uint64_t)n;
	const int len =
		snprintf(digits, sizeof(digits), "%llu", (unsigned long long)size);

	if (n < 0)
		str_addc(out, '-');
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			str_addc(out, separator);
		str_addc(out, digits[i]);
	}
}
