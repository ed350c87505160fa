#!/bin/sh
# `voorrang term`: the clock of an event text, as the law has it; no store is needed.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
cd "$TMP"
P=$OLDPWD/$B/voorrang
case $B in /*) P=$B/voorrang ;; esac

# clock DAY EVENTS (";" for line ends): the JSON as seen on DAY.
clock() { printf '%s\n' "$2" | tr ';' '\n' | "$P" term --on "$1" --json; }
# keys JSON: all but the steps, in their order.
facts() { sed 's/,"steps":.*//'; }
# expect DAY EVENTS WANTED
expect() {
	got=$(clock "$1" "$2" | facts)
	[ "$got" = "$3" ] || fail "for '$2' on $1:
 got      $got
 expected $3"
}

expect 2026-09-02 'received 2026-09-01' \
	'{"due":"2026-10-27","due_unshifted":"2026-10-27","due_strict":null,"suspended_days":0,"stands_still":false,"untreated_by":null,"penalty":null,"objection":null'
expect 2026-09-20 'received 2026-09-01; invite 2026-09-08 until 2026-09-22; completed 2026-09-18' \
	'{"due":"2026-11-05","due_unshifted":"2026-11-05","due_strict":null,"suspended_days":9,"stands_still":false,"untreated_by":"2026-10-16","penalty":null,"objection":null'
expect 2026-09-20 'received 2026-09-01; invite 2026-09-08 until 2026-09-22' \
	'{"due":"2026-11-10","due_unshifted":"2026-11-10","due_strict":"2026-11-09","suspended_days":14,"stands_still":true,"untreated_by":"2026-10-20","penalty":null,"objection":null'
expect 2026-09-23 'received 2026-09-01; invite 2026-09-08 until 2026-09-22' \
	'{"due":"2026-11-10","due_unshifted":"2026-11-10","due_strict":"2026-11-09","suspended_days":14,"stands_still":false,"untreated_by":"2026-10-20","penalty":null,"objection":null'
expect 2026-11-20 'received 2026-09-01; announced 2026-11-13' \
	'{"due":"2026-10-27","due_unshifted":"2026-10-27","due_strict":null,"suspended_days":0,"stands_still":false,"untreated_by":null,"penalty":null,"objection":{"last_day":"2026-12-28","post_by":"2027-01-04","decide_by":"2027-02-08"}'
# A King's Day at the end; the raw end stays what it is.
expect 2026-03-03 'received 2026-03-02' \
	'{"due":"2026-04-28","due_unshifted":"2026-04-27","due_strict":null,"suspended_days":0,"stands_still":false,"untreated_by":null,"penalty":null,"objection":null'

# A line without effect says why.
for line in 'invite 2026-09-08:without a last day: suspends nothing' \
	'completed 2026-09-08:nothing was open: no effect' \
	'invite 2026-12-08 until 2026-12-20:after the end of the term: no effect' \
	'invite 2026-09-05 until 2026-09-20;completed 2026-09-05:completed: no day suspended' \
	'invite 2026-09-05 until 2026-09-20;invite 2026-09-08 until 2026-09-10:lapsed: no day suspended'; do
	clock 2026-11-20 "received 2026-09-01;${line%%:*}" >j
	expect_in j "${line#*:}"
done

# Every step has exactly date, article and text.
clock 2026-09-20 'received 2026-09-01; invite 2026-09-08 until 2026-09-22; completed 2026-09-18; announced 2026-10-01' >j
python3 - <<'PY'
import json
j = json.load(open("j"))
assert list(j) == ["due", "due_unshifted", "due_strict", "suspended_days", "stands_still",
                   "untreated_by", "penalty", "objection", "steps"], list(j)
assert len(j["steps"]) >= 6
for s in j["steps"]:
    assert list(s) == ["date", "article", "text"], s
    assert all(isinstance(v, str) and v for v in s.values()), s
PY

# From a file, from standard input, and "-"; any order, comments.
printf '# a case\nannounced 2026-10-20 # sent\nreceived 2026-09-01\n' >case.txt
"$P" term case.txt --on 2026-11-20 --json >a
"$P" term --on 20-11-2026 --json - <case.txt >b
"$P" term --json --on 2026-11-20 <case.txt >c
expect_same a b
expect_same a c

# Without a store, without a home.
env -i PATH="$PATH" "$P" term case.txt >plain
expect_in plain 'Decide by'
expect_in plain '27-10-2026'
LANGUAGE=nl "$P" term case.txt >dutch
expect_in dutch 'Besluit uiterlijk'
expect_in dutch 'di 27-10-2026'

# bad EVENTS PLACE SENTENCE: exit 65, the place and a caret, nothing on standard output.
bad() {
	printf '%b' "$1" >bad.txt
	code=0
	"$P" term bad.txt --json >out 2>err || code=$?
	[ "$code" = 65 ] || fail "exit $code for '$1'"
	[ ! -s out ] || fail "something on standard output for '$1'"
	head -1 err | grep -q "^bad.txt:$2: " || { cat err; fail "not at $2: '$1'"; }
	grep -q -e "$3" err || { cat err; fail "not '$3'"; }
}
bad 'received 2026-09-01\npauze 2026-09-02\n' 2:1 "unknown word 'pauze'"
bad 'received 2026-09-01\nreceived 2026-09-02\n' 2:1 "a second 'received'"
bad 'received 2026-02-30\n' 1:10 '2026-02-30'
bad 'received 2026-09-01\n  invite 2026-09-08 until 2026-09-07\n' '2:[0-9]*' 'lies before'
bad 'received 2026-09-01 spoedig\n' 1:21 "'spoedig' is left over"
bad '# nothing\n' '[0-9]*:[0-9]*' "no line 'received'"
bad 'received 2026-09-01\nterm 8\n' 2:6 "'8' is no number of weeks"
bad 'received 2026-09-01\nterm 8w\nterm 9w\n' 3:1 "a second 'term'"
bad 'received 2026-09-01\nadjourn 7w\n' 2:9 "'7w' is no number of weeks from '1w' to '6w'"
bad 'received 2026-09-01\nconsent 2026-10-01\n' 2:19 "'until' is expected here"
bad 'received 2026-09-01\nobjection late\n' 2:11 "'committee' is expected here"
printf 'received 2026-09-01\n\tpauze\n' >bad.txt
"$P" term bad.txt 2>err && fail 'accepted'
printf 'bad.txt:2:2: unknown word '\''pauze'\''\n\tpauze\n\t^\n' >want
expect_same want err

expect_exit 66 "$P" term no-such-file 2>/dev/null
expect_exit 64 "$P" term a b 2>/dev/null
expect_exit 65 "$P" term case.txt --on yesterday 2>/dev/null
