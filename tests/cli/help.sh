#!/bin/sh
# Help, versions, usage errors, the language, and output that does not arrive.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
P=$B/voorrang

"$P" --version >"$TMP/v"
grep -qx 'voorrang [0-9.]*' "$TMP/v" || fail 'no version'
grep -q '^ncurses ' "$TMP/v" || fail 'no version of ncurses'
grep -q '^LMDB ' "$TMP/v" || fail 'no version of LMDB'
demo_store 0
"$P" --store "$TMP/s" --version >"$TMP/v"
expect_in "$TMP/v" 'policy voorbeeldstad-'

"$P" help >"$TMP/help"
"$P" --help >"$TMP/option"
expect_same "$TMP/help" "$TMP/option"
# Every command that help names explains itself, by both ways, within 80 columns.
sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' "$TMP/help" >"$TMP/names"
[ "$(wc -l <"$TMP/names")" -ge 15 ] || fail 'commands are missing from help'
while read -r name; do
	"$P" help "$name" >"$TMP/one" || fail "no help for $name"
	expect_in "$TMP/one" "voorrang $name"
	"$P" "$name" --help >"$TMP/two"
	expect_same "$TMP/one" "$TMP/two"
done <"$TMP/names"
for verb in register invite propose approve user-add; do
	"$P" help "$verb" | grep -q '^  roles: ' || fail "no help for the verb $verb"
done
[ "$("$P" help approve | sed -n 's/^  roles: //p')" = decider ] || fail 'who approves?'
LANGUAGE=nl "$P" help >"$TMP/nl"
expect_in "$TMP/nl" 'Afsluitcodes:'
[ "$(grep -c . "$TMP/nl")" = "$(grep -c . "$TMP/help")" ] || fail 'the languages differ in length'

# Usage errors: 64, what is wrong, one hint, nothing on standard output.
usage() {
	sentence=$1
	shift
	code=0
	"$P" "$@" >"$TMP/out" 2>"$TMP/err" || code=$?
	[ "$code" = 64 ] || fail "exit $code: $*"
	[ ! -s "$TMP/out" ] || fail "printed something: $*"
	[ "$(wc -l <"$TMP/err")" = 2 ] || { cat "$TMP/err"; fail "not one line and a hint: $*"; }
	expect_in "$TMP/err" "$sentence"
}
usage "no command 'nonsense'" nonsense
usage "'--nonsense' does not belong here" --nonsense
usage "'--nonsense' does not belong here" queue mine --nonsense
usage "'--limit' does not belong here" show 2026-1 --limit 3
usage "'late' does not belong here" queue mine late
usage 'missing: NAME' queue
usage 'missing: --limit' queue mine --limit
usage "no queue 'nonsense'" queue nonsense
usage "no command 'nonsense'" help nonsense
usage "no command 'nonsense'" do nonsense
usage "'1x' does not belong here" queue mine --limit 1x
usage "'-x' does not belong here" -x
usage 'missing: a command' --json
usage 'missing: ROLES' user add somebody

# Options before, between and after the words are the same.
demo_store 60
vr queue all --json --limit 2 >"$TMP/a"
"$P" queue --json --store "$TMP/s" --limit=2 --as caseworker all --today 2026-11-20 >"$TMP/b"
expect_same "$TMP/a" "$TMP/b"
"$P" --store "$TMP/s" --as caseworker --json --limit 2 queue -- all >"$TMP/c"
expect_same "$TMP/a" "$TMP/c"
VOORRANG_STORE=$TMP/s "$P" --as caseworker queue all --json --limit 2 >"$TMP/d"
expect_same "$TMP/a" "$TMP/d"

# Without a store; without a terminal.
expect_exit 66 env HOME="$TMP" XDG_DATA_HOME= "$P" queue mine 2>"$TMP/err"
expect_in "$TMP/err" "voorrang init"
expect_exit 64 "$P" --store "$TMP/s" --as caseworker </dev/null >/dev/null 2>"$TMP/err"
expect_in "$TMP/err" 'terminal'

# What could not be printed is an error, also when standard output is closed; a full disk.
expect_exit 74 "$P" help >&- 2>/dev/null
expect_exit 74 vr queue all --json >&- 2>/dev/null
if [ -c /dev/full ]; then
	expect_exit 74 "$P" help >/dev/full 2>"$TMP/err"
	expect_in "$TMP/err" 'No space left'
fi
# Not before the reader has gone.
(set +e; sleep 0.3; "$P" help; echo $? >"$TMP/code") 2>/dev/null | true
[ "$(cat "$TMP/code")" = 74 ] || fail 'a broken pipe went unnoticed'
# No file of the store took the place of a closed stream.
vr_as administrator check >/dev/null || fail 'the store was printed into'

# A terminal of ASCII gets no other byte; Latin-1 where the locale has it.
LC_ALL=C LANGUAGE=nl vr queue all >"$TMP/ascii"
[ -z "$(LC_ALL=C tr -d '\11\12\40-\176' <"$TMP/ascii")" ] || fail 'not ASCII in the C locale'
# JSON is UTF-8 whatever the locale.
LC_ALL=C vr queue all --json >"$TMP/a"
LC_ALL=C.UTF-8 vr queue all --json >"$TMP/b"
expect_same "$TMP/a" "$TMP/b"
