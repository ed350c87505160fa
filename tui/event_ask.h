/* Asking for an event of the clock and the reason, line by line, for the clock's commands;
 * and which event a line of the explanation tells about. */
#ifndef VOORRANG_TUI_EVENT_ASK_H
#define VOORRANG_TUI_EVENT_ASK_H

#include "tui/view.h"

/* The number of the event in the dossier that the step tells about; 0: none, it follows
 * from the others. */
uint16_t event_of_step(const struct dossier *d, const struct step *step);
/* Runs one of the event verbs on the view's case: asks for the event (`offered` stands
 * there; not for a withdrawal) and the reason. `verb` is static. */
void event_ask(struct ui *ui, struct view *v, const char *verb, uint16_t seq,
	       struct strv offered);

#endif
