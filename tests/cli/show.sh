#!/bin/sh
# `voorrang show` and `letter`: the whole dossier, and that reading it is journalled.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
demo_store 300
vr queue mine --json --limit 1 >"$TMP/q"
n=$(sed 's/.*"number":"\([^"]*\)".*/\1/' "$TMP/q")
vr show "$n" --json >"$TMP/a"
vr show "$n" --json >"$TMP/b"
python3 - "$TMP" <<'PY'
import json, sys
load = lambda n: json.load(open(sys.argv[1] + "/" + n))
a, b, row = load("a"), load("b"), load("q")["cases"][0]
keys = list(row) + ["version", "parts", "clock", "history"]
assert list(a) == keys, list(a)
for k in row:
    assert a[k] == row[k], k
assert list(a["clock"]) == ["due", "due_unshifted", "due_strict", "suspended_days",
                            "stands_still", "untreated_by", "penalty", "objection", "steps"]
assert a["clock"]["due"] == a["due"]
p = a["parts"]
for k in "evidence note decision event link".split():
    assert isinstance(p[k], list), k
assert p["applicant"]["surname"] in a["applicant"] and len(p["applicant"]["bsn"]) == 9
assert isinstance(p["household"]["adults"], int)
assert isinstance(p["applicant"].get("interpreter", False), bool)
assert p["event"][0]["event"] == "received" and p["event"][0]["event_date"] == a["received"]
h = a["history"]
assert h[0]["verb"] == "register" and h[0]["after"] == "registered"
for e in h:
    assert list(e) == ["time", "actor", "origin", "verb", "before", "after", "text", "changes"]
surname = [c for c in h[0]["changes"] if c["field"] == "surname"]
assert surname[0]["before"] is None and surname[0]["after"] == p["applicant"]["surname"]
# Reading is told in the journal, changes nothing else.
assert h[-1]["verb"] == "view" and h[-1]["actor"] == "caseworker" and h[-1]["origin"] == "cli"
assert len(b["history"]) == len(h) + 1
assert {k: v for k, v in a.items() if k != "history"} == {k: v for k, v in b.items() if k != "history"}
PY
vr show "$n" >"$TMP/text"
expect_in "$TMP/text" "$n · "
expect_in "$TMP/text" 'Decide by '
expect_in "$TMP/text" '····'
bsn=$(sed 's/.*"bsn":"\([0-9]*\)".*/\1/' "$TMP/a")
grep -q "$bsn" "$TMP/text" && fail 'the BSN stands there in full'
LANGUAGE=nl vr show "$n" >"$TMP/nl"
expect_in "$TMP/nl" 'Besluit uiterlijk'
expect_in "$TMP/nl" 'Achternaam'
# Leading zeros may be left out.
vr show "2026-$(echo "${n#*-}" | sed 's/^0*//')" >/dev/null

expect_exit 65 vr show 2026-999999 2>"$TMP/err"
expect_in "$TMP/err" 'there is no case 2026-999999'
expect_exit 65 vr show nonsense 2>/dev/null
for user in desk auditor administrator; do
	expect_exit 77 vr_as $user show "$n" >/dev/null 2>&1
	expect_exit 77 vr_as $user letter "$n" >/dev/null 2>&1
done

# The letter of a decided case; none where nothing was proposed.
d=$(vr queue announce --json --limit 1 | sed 's/.*"number":"\([^"]*\)".*/\1/')
vr_as decider letter "$d" >"$TMP/letter"
expect_in "$TMP/letter" 'Gemeente Voorbeeldstad'
expect_in "$TMP/letter" "$d"
u=$(vr queue unassigned --json --limit 1 | sed 's/.*"number":"\([^"]*\)".*/\1/')
expect_exit 65 vr letter "$u" 2>"$TMP/err"
expect_in "$TMP/err" 'there is no letter'
