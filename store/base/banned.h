/* Functions that have no place here: a use is a compile error. Included through str.h.
 * alloca is a macro of stdlib.h: -Walloca guards it. */
#ifndef VOORRANG_BASE_BANNED_H
#define VOORRANG_BASE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* clang with _FORTIFY_SOURCE has them as macros, which may not be poisoned. */
#undef sprintf
#undef vsprintf
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok
#pragma GCC poison localtime gmtime ctime asctime system popen atoi atol

#endif
