#!/bin/sh
# `voorrang do`: a case from registration to the sent decision, by two people; refusals.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
demo_store 0

state() { vr queue all --json | sed -n "s/.*\"number\":\"$1\"[^}]*\"state\":\"\([a-z]*\)\".*/\1/p"; }
expect_state() { [ "$(state "$1")" = "$2" ] || fail "$1 is $(state "$1"), not $2"; }
register() {
	vr_as desk do register surname="$1" initials=A. birth_date=12-03-1984 category=medical \
		received=2026-11-02 children="${2:-0}" adults=1 bsn="${3:-}"
}

register 'de Vries-Öztürk' 1 >"$TMP/out"
n=$(cut -d' ' -f1 "$TMP/out")
[ "$n" = 2026-000001 ] || fail "registered as '$n'"
expect_in "$TMP/out" 'registered'
expect_state "$n" registered
vr queue all --json >"$TMP/q"
expect_in "$TMP/q" '"due":"2026-12-28"'

vr do claim-next >"$TMP/out"
expect_in "$TMP/out" "$n"
expect_exit 65 vr do claim-next 2>"$TMP/err"
expect_in "$TMP/err" 'no case is left'

# The clock stands still while the applicant completes.
echo 'Stuur de huurspecificatie.' | vr do invite "$n" 2026-12-04 >"$TMP/out"
expect_in "$TMP/out" "$n · waiting"
[ "$(vr queue waiting --json --limit 0)" = '{"queue":"waiting","total":1,"cases":[]}' ]
DAY=2026-11-25 vr do complete "$n" 24-11-2026 >/dev/null
expect_state "$n" handling
vr show "$n" --json >"$TMP/j"
expect_in "$TMP/j" '"suspended_days":3'
expect_in "$TMP/j" '"event_text":"Stuur de huurspecificatie."'

# Notes and fields, in every way of writing them.
printf 'Gebeld met de tolk.\nAkkoord.\n' | vr do note "$n" >/dev/null
vr do edit "$n" rent=721,45 resident_since=01-02-2015 interpreter=ja tenure=social-rent >/dev/null
vr do edit "$n" evidence_kind=identity evidence_status=asked >/dev/null
vr do edit "$n" evidence_kind=rent evidence_status=asked >/dev/null
vr do edit "$n" evidence_status.2=received >/dev/null
vr show "$n" --json >"$TMP/j"
python3 - "$TMP/j" <<'PY'
import json, sys
p = json.load(open(sys.argv[1]))["parts"]
assert p["housing"]["rent"] == 72145 and p["housing"]["resident_since"] == "2015-02-01"
assert p["applicant"]["interpreter"] is True
assert p["note"][0]["note"] == "Gebeld met de tolk.\nAkkoord."
assert [(e["evidence_kind"], e["evidence_status"]) for e in p["evidence"]] == [
    ("identity", "asked"), ("rent", "received")], p["evidence"]
PY
# refused CODE SENTENCE ARG…: nothing changes.
refused() {
	wanted=$1 sentence=$2
	shift 2
	expect_exit "$wanted" vr do "$@" </dev/null >"$TMP/out" 2>"$TMP/err"
	expect_in "$TMP/err" "$sentence"
	[ ! -s "$TMP/out" ] || fail "printed something: $*"
}
refused 65 'is not a BSN' edit "$n" bsn=123456789
refused 65 'Surname: holds a control character' edit "$n" "surname=$(printf '\377')"
refused 65 'is not a postcode' edit "$n" postcode=0123AB
refused 65 'Surname: must be filled in' edit "$n" surname=
refused 65 'is not changed by hand' edit "$n" reasons=x
refused 65 "there is no field 'nonsense'" edit "$n" nonsense=1
refused 65 "there is no field 'surname.2'" edit "$n" surname.2=x
refused 64 'missing: FIELD=VALUE' edit "$n" surname
refused 64 'missing: field=value' edit "$n"
refused 64 'missing: NUMBER' claim
refused 64 'missing: DATE' invite "$n"
refused 64 'missing: USER' assign "$n"
refused 64 "'extra' does not belong here" claim "$n" extra
refused 65 'a text is needed' note "$n"
refused 65 "'31-02-2026' is not a date" complete "$n" 31-02-2026
refused 65 "'x' is not a case number" claim x
refused 65 'there is no case 2026-000099' claim 2026-99
printf 'a\377b' | expect_exit 65 vr do note "$n" 2>"$TMP/err"
expect_in "$TMP/err" 'byte 2 of the file is not UTF-8'

# A refusal of a household with a child: each thing that the law wants is asked for.
reasons='Er is geen dringend woonprobleem.'
propose() { printf '%s' "$reasons" | vr do propose "$n" "$@" >"$TMP/out" 2>"$TMP/err"; }
expect_exit 65 propose refuse a
expect_in "$TMP/err" 'interest of the child'
expect_exit 65 propose refuse a --child 'Het kind woont goed.'
expect_in "$TMP/err" 'hardship'
expect_exit 65 propose refuse --child x --hardship considered
expect_in "$TMP/err" 'at least one ground'
expect_exit 65 propose refuse nonsense --child x --hardship considered
expect_in "$TMP/err" "no ground 'nonsense'"
expect_exit 65 propose nonsense a
expect_in "$TMP/err" "no outcome 'nonsense'"
expect_state "$n" handling
propose refuse a b --child 'Het kind woont goed.' --hardship considered || fail "$(cat "$TMP/err")"
expect_state "$n" proposed
vr letter "$n" >"$TMP/concept"
expect_in "$TMP/concept" "$reasons"
expect_in "$TMP/concept" 'Het kind woont goed.'
[ "$(wc -L <"$TMP/concept")" -le 80 ] || fail 'a letter wider than paper'

# Four eyes: not the caseworker, and no decider approves an own proposal.
expect_exit 77 vr do approve "$n" 2>"$TMP/err"
expect_in "$TMP/err" 'your roles do not allow you to approve the decision'
echo 'Graag de bijlagen noemen.' | vr_as decider do return "$n" >/dev/null
expect_state "$n" handling
vr_as coordinator do assign "$n" decider >/dev/null
printf '%s' "$reasons" | vr_as decider do propose "$n" refuse a --child x --hardship considered >/dev/null
expect_exit 77 vr_as decider do approve "$n" 2>"$TMP/err"
expect_in "$TMP/err" 'a colleague approves'
expect_state "$n" proposed
vr_as administrator user add second decider >/dev/null
vr_as second do approve "$n" >"$TMP/out"
expect_in "$TMP/out" "$n · decided"
expect_exit 65 vr_as second do approve "$n" 2>/dev/null
vr_as decider do announce "$n" 20-11-2026 >/dev/null
expect_state "$n" closed
vr letter "$n" >"$TMP/letter"
expect_in "$TMP/letter" "$reasons"
vr show "$n" --json >"$TMP/j"
expect_in "$TMP/j" '"objection":{"last_day":"2027-01-04","post_by":"2027-01-11"'

# The journal tells all of it, oldest first.
vr journal "$n" >"$TMP/journal"
for what in 'registered the application (registered)' 'claimed the case (in handling)' \
	'invited the applicant to complete (waiting)' 'registered the completion (in handling)' \
	'added a note' 'changed ' 'returned the proposal (in handling)' 'assigned the case' \
	'proposed a decision (proposed)' 'approved the decision (decided)' \
	'sent the decision (closed)' 'Basic rent a month: - → € 721.45'; do
	expect_in "$TMP/journal" "$what"
done

# A receipt after today is a warning: nobody but who wrote it can tell.
vr_as desk do register surname=Later initials=L. birth_date=12-03-1984 category=medical \
	received=2026-12-01 >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/err" 'received on 01-12-2026, after today'
expect_in "$TMP/out" registered

# A withdrawal, a mistake, a duplicate.
bsn=111222333
m=$(register Tweede 0 $bsn | cut -d' ' -f1)
register Derde 0 $bsn >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/err" "possible duplicate: $m"
k=$(cut -d' ' -f1 "$TMP/out")
echo 'Ingetrokken per mail.' | vr do withdraw "$m" >/dev/null
expect_state "$m" closed
echo 'Dubbel ingevoerd.' | vr do void "$k" >/dev/null
vr queue all --json >"$TMP/q"
grep -q "\"$k\"" "$TMP/q" && fail 'a void case is still listed'
LANGUAGE=nl vr show "$k" >"$TMP/nl"
expect_in "$TMP/nl" 'vervallen'

# Who does not have the role is refused before anything is read; the role matrix itself is
# a unit test.
for verb in register edit note claim propose approve assign view user-add policy-add; do
	may=,$("$B/voorrang" help $verb | sed -n 's/^  roles: //p'),
	for role in desk caseworker decider coordinator auditor administrator; do
		case $may in *,$role,*) continue ;; esac
		expect_exit 77 vr_as $role do $verb "$n" x </dev/null >/dev/null 2>&1
	done
done
vr_as administrator check >/dev/null
