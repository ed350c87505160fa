/* What help and the generated docs/commands.md share. */
#ifndef VOORRANG_TUI_CLI_HELP_H
#define VOORRANG_TUI_CLI_HELP_H

#include "store/store.h"

#define VOORRANG_VERSION "0.1.0"

/* The `i`-th option as written, its explanation in *title; NULL past the end. */
const char *help_option(size_t i, const char **title);
bool help_code(size_t i, int *code, const char **title);
/* "invite NUMBER DATE <TEXT" */
void help_verb_usage(const struct verb *v, struct str *out);
/* The roles that may, as a comma-separated set. */
void help_verb_roles(const struct verb *v, struct str *out);
/* docs/commands.md on standard output. */
void help_markdown(void);

#endif
