/* Data files that are compiled in: keymaps, policies, import maps, names. */
#ifndef VOORRANG_BASE_EMBED_H
#define VOORRANG_BASE_EMBED_H

#include "store/base/str.h"

/* The bytes of a file by its path in the project ("keymaps/default.keys"), followed by a
 * zero byte; {NULL, 0} when there is none. Static. */
struct strv embed_get(const char *path);

#endif
