#!/bin/sh
# Every header compiles alone.
set -u
bad=0
# shellcheck disable=SC2044 # our own names have no blanks
for h in $(find store tui tests/support -name '*.h'); do
	case $h in store/rules/field_table.h) continue ;; esac
	printf '#include "%s"\ntypedef int alone;\n' "$h" |
		gcc -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror -I. -fsyntax-only -x c - ||
		{ echo "$h does not stand alone"; bad=1; }
done
exit $bad
