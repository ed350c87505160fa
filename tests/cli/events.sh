#!/bin/sh
# The events of a case's clock, added, corrected and withdrawn in line mode.
# shellcheck disable=SC1010 # "do" is a word of the program
. tests/cli/lib.sh
demo_store 0

vr_as desk do register surname=Vos birth_date=12-03-1984 category=medical \
	received=2026-11-02 >"$TMP/out"
n=$(cut -d' ' -f1 "$TMP/out")
vr do claim "$n" >/dev/null

# deed WANTED-IN-OUTPUT VERB ARG …: with a reason.
deed() {
	want=$1
	shift
	echo 'Met reden.' | vr do "$@" >"$TMP/out"
	expect_in "$TMP/out" "$want"
}
deed 'mo 11-01-2027' event-add "$n" consent 2026-11-23 until 2026-12-06
deed 'mo 04-01-2027' event-correct "$n" 2 consent 2026-11-23 until 2026-11-29
vr show "$n" --json >"$TMP/json"
python3 - "$TMP/json" <<'PY'
import json, sys
case = json.load(open(sys.argv[1]))
assert case["clock"]["due"] == "2027-01-04", case["clock"]["due"]
event = case["parts"]["event"][1]
assert event["seq"] == 2 and event["event"] == "consent", event
PY
deed 'mo 28-12-2026' event-withdraw "$n" 2
# A later day promised, and an ordinance's term.
deed 'mo 01-02-2027' event-add "$n" notice 2026-11-20 until 2027-02-01
deed 'mo 25-01-2027' event-correct "$n" 2 term 12w shift

# refused CODE SENTENCE VERB ARG …
refused() {
	wanted=$1 sentence=$2
	shift 2
	expect_exit "$wanted" vr do "$@" </dev/null >"$TMP/out" 2>"$TMP/err"
	expect_in "$TMP/err" "$sentence"
}
refused 64 'missing: N' event-withdraw "$n"
refused 64 'missing: EVENT' event-add "$n"
refused 65 'a text is needed' event-add "$n" adjourn 6w
echo x | expect_exit 65 vr do event-add "$n" pauze 2026-11-03 2>"$TMP/err"
expect_in "$TMP/err" "unknown word 'pauze'"
echo x | expect_exit 65 vr do event-withdraw "$n" 1 2>"$TMP/err"
expect_in "$TMP/err" "'received' is set by a step of its own"
vr_as administrator check >"$TMP/out"
