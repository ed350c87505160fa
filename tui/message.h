/* Every sentence, in both languages. The store answers with codes and typed arguments;
 * here they become words, in the language of the locale (gettext, source English). */
#ifndef VOORRANG_TUI_MESSAGE_H
#define VOORRANG_TUI_MESSAGE_H

#include <libintl.h>

#include "store/rules/calendar.h"
#include "store/store.h"

#define _(s) gettext(s)
#define N_(s) s /* for xgettext: translated where it is shown */

/* Sets the locale from the environment: language by LC_ALL, LC_MESSAGES, LANG (nl… is
 * Dutch, everything else English) or LANGUAGE; works without installed locales. Returns
 * whether the language is Dutch. Call once, first. */
bool message_init(void);
/* Switches language in a running process: tests. */
void message_language(bool dutch);
bool message_dutch(void);

/* The sentence for an error, without place. */
void message_err(const struct err *e, struct str *out);
/* The same without the field's name in front: where the column is named already. */
void message_err_bare(const struct err *e, struct str *out);
/* The same with "file:line:col: " before it and the source line with a caret below. */
void message_err_full(const struct err *e, struct str *out);
/* One step of the clock as a sentence, without date and article. */
void message_step(const struct step *s, struct str *out);
/* "fr 20-11-2026" / "vr 20-11-2026". */
void message_day(struct date d, struct str *out);
/* "3 d left" / "nog 3 d", "-45 d", "still 27 d" / "stil 27 d" by state. */
void message_left(const struct face *f, struct date today, struct str *out);
const char *message_state(enum state s);
const char *message_queue(enum queue q);
const char *message_verb(struct strv name); /* "proposed a decision" */
const char *message_verb_title(struct strv name); /* "propose a decision" */
const char *message_part(enum part_kind kind);
/* "artikel 2.4 lid 1 onder b"; in English "art. 2.4(1)(b)". */
void message_article(struct strv article, struct str *out);
const char *message_day_off(enum day_off d);
const char *message_sort(enum sort s);
/* A choice's word for people ("social-rent" → "social housing"); "" for an unknown one. */
const char *message_choice(enum field_id field, struct strv word);
/* A canonical value as people read it: dates, money, yes/no, choices, categories. */
void message_value(const struct field *f, const struct policy *p, struct strv value,
		   struct str *out);
/* The dossier in one sentence (who, household, where, language, what is in). */
void message_summary(const struct dossier *d, const struct policy *p, struct date today,
		     struct str *out);
/* The label of a field as the journal names it: 0 is the handler, which is no field. */
void message_field(unsigned field, struct str *out);
/* One line about a journal entry, without time and actor. */
void message_entry(const struct entry *e, struct str *out);
/* "1.234" in Dutch, "1,234" in English. */
void message_number(int64_t n, struct str *out);
/* Amsterdam's time of day: "20-11-2026 14:05". */
void message_time(int64_t utc_seconds, struct str *out);
/* Amsterdam's calendar day. By the rule of the European Union for summer time (Directive
 * 2000/84/EC), so that it needs no tzdata. */
struct date amsterdam_day(int64_t utc_seconds);
/* The same time of the day on another day: on a demo store, whose day stands still, what is
 * done today stands in the journal on that day. */
int64_t amsterdam_on(int64_t utc_seconds, struct date day);

#endif
