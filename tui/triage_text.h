/* Triage as text: a few lines for a page, all of it to read or print. */
#ifndef VOORRANG_TUI_TRIAGE_TEXT_H
#define VOORRANG_TUI_TRIAGE_TEXT_H

#include "tui/message_triage.h"

/* The indication, what it rests on where it is not good, the evidence that is not in. */
void triage_short(const struct triage *t, struct str *out);
/* Every finding under its heading, and that the officer decides. */
void triage_long(const struct triage *t, struct str *out);
/* Into a new file that nobody else can read: ERR_IO where it cannot be made. */
bool triage_write(const char *path, struct strv text, struct err *e);

#endif
