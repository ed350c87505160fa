#!/bin/sh
# Branch coverage of store/rules/: builds the tests of the rules without optimising, runs
# them, and prints what gcov counts and every branch that was never taken.
# usage: B=build/cover MAKE=make sh tests/cover.sh
set -eu
B=${B:-build/cover}
tests='term clock calendar field lifecycle rights'
programs=
for t in $tests; do
	programs="$programs $B/tests/unit/test_$t"
done
# shellcheck disable=SC2086 # words
${MAKE:-make} B="$B" OPT='-O0 -g --coverage' LDFLAGS=--coverage \
	$programs "$B/tests/oracle/oracle"
find "$B" -name '*.gcda' -delete
for t in $programs; do
	"$t" >"$B/log" 2>&1 || { cat "$B/log"; exit 1; }
done
printf '123456782\n' | "$B/tests/oracle/oracle" bsn >"$B/log"
out=$B/gcov
rm -rf "$out"
mkdir -p "$out"
for f in store/rules/*.c; do
	gcov -b -c -t -o "$B/${f%.c}.o" "$f" >"$out/$(basename "$f").gcov" 2>"$B/log"
done
# A branch counts twice, once for each side; what was never reached is not taken either.
awk '
	FNR == 1 { n = split(FILENAME, part, "/"); file = part[n]; sub(/[.]gcov$/, "", file); ours = 0 }
	/^ *-: *0:Source:/ { ours = $0 ~ /Source:store\/rules\/.*[.]c$/ }
	!ours { next }
	/^ *[0-9#=*-]+: *[0-9]+:/ { split($0, col, ":"); line = col[2] + 0; text = $0; sub(/^[^:]*:[^:]*:[ \t]*/, "", text) }
	/^branch / {
		all[file]++
		if ($3 == "taken" && $4 > 0)
			taken[file]++
		else
			missed[++misses] = "store/rules/" file ":" line ": " text
	}
	END {
		for (f in all) {
			printf "%-16s %4d of %4d branches\n", f, taken[f], all[f] | "sort"
			sum += all[f]
			got += taken[f]
		}
		close("sort")
		for (i = 1; i <= misses; i++)
			print "not taken: " missed[i]
		printf "store/rules/: %d of %d branches, %.1f %%\n", got, sum, sum ? 100 * got / sum : 0
	}' "$out"/*.gcov
