#!/bin/sh
# shellcheck disable=SC2086,SC2046,SC2317 # lists of names are words; steps call functions
# What reads the code without running it: gcc -fanalyzer, clang-tidy, cppcheck, shellcheck,
# clang-format. CFLAGS_ALL comes from the Makefile.
set -u
bad=0
step() {
	name=$1
	shift
	if "$@" >/tmp/lint.$$ 2>&1; then
		echo "lint: $name clean"
	else
		cat /tmp/lint.$$
		echo "lint: $name FAILED"
		bad=1
	fi
	rm -f /tmp/lint.$$
}
sources=$(find store tui -name '*.c' | sort)
scripts=$(find .ci tests -name '*.sh'; echo .ci/packages .ci/embed .ci/run)
flags=$(echo "$CFLAGS_ALL" | sed 's/-O[0-9]//g; s/-D_FORTIFY_SOURCE=3//')

analyzer() {
	# shellcheck disable=SC2016
	echo "$sources" | xargs -P2 -n4 sh -c '
		flags=$1; shift; bad=0
		for f in "$@"; do
			# shellcheck disable=SC2086
			gcc $flags -O1 -fanalyzer -Wno-analyzer-too-complex -Werror -c -o /dev/null "$f" || bad=1
		done; exit $bad' sh "$flags"
}
tidy() {
	# shellcheck disable=SC2016
	echo "$sources" | xargs -P2 -n4 sh -c \
		'clang-tidy --quiet "$@" -- -std=c11 -D_GNU_SOURCE -I. 2>/dev/null' sh
}
step shellcheck shellcheck -e SC1010 $scripts # `do` is a verb of ours
step format clang-format --dry-run -Werror $(git ls-files '*.c' '*.h' ':!store/rules/field_table.h')
step cppcheck cppcheck -q -j2 --std=c11 -I. --enable=warning,style,performance,portability \
	--inline-suppr --suppress=unusedStructMember --suppress=missingIncludeSystem \
	--suppress=constParameterCallback --suppress=variableScope \
	--suppress=unusedFunction --error-exitcode=1 store tui
step clang-tidy tidy
step 'gcc -fanalyzer' analyzer
[ "$bad" = 0 ] && echo "lint: all clean"
exit $bad
