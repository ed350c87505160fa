#!/bin/sh
# `voorrang queue`: every queue, its total, its order, what JSON says; the day moves cases.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
demo_store 300
for q in mine unassigned waiting decide approve announce week late open closed all; do
	vr queue $q --json --limit 100000 >"$TMP/$q.json"
	vr queue $q --limit 100000 >"$TMP/$q.txt"
done
cd "$TMP"
python3 - <<'PY'
import json, datetime
today = datetime.date(2026, 11, 20)
keys = ["number", "reference", "state", "category", "applicant", "received", "due",
        "days_left", "handler", "flags"]
q = {}
for name in ("mine unassigned waiting decide approve announce week late open closed all").split():
    j = json.load(open(name + ".json"))
    assert list(j) == ["queue", "total", "cases"], list(j)
    assert j["queue"] == name and j["total"] == len(j["cases"])
    for c in j["cases"]:
        assert list(c) == keys, list(c)
        due = datetime.date.fromisoformat(c["due"])
        open_ = c["state"] not in ("closed", "void")
        assert c["days_left"] == ((due - today).days if open_ else None), c
        assert isinstance(c["flags"], list)
    rows = [l for l in open(name + ".txt", encoding="utf-8")][:-1]
    assert len(rows) == j["total"], (name, len(rows))
    assert [r[2:13] for r in rows] == [c["number"] for c in j["cases"]]
    q[name] = {c["number"]: c for c in j["cases"]}
assert len(q["all"]) > 250 and all(q[n] for n in q), {n: len(q[n]) for n in q}
assert all(c["handler"] == "caseworker" for c in q["mine"].values())
assert all(c["state"] == "registered" and c["handler"] is None for c in q["unassigned"].values())
assert all(c["state"] == "proposed" for c in q["approve"].values())
assert all(c["state"] == "decided" for c in q["announce"].values())
assert all(c["state"] == "closed" for c in q["closed"].values())
assert all(c["days_left"] < 0 for c in q["late"].values())
assert all(0 <= c["days_left"] <= 6 for c in q["week"].values())
late = {n for n, c in q["open"].items() if c["days_left"] < 0}
assert late == set(q["late"]), late ^ set(q["late"])
week = {n for n, c in q["open"].items() if 0 <= c["days_left"] <= 6}
assert week == set(q["week"]), week ^ set(q["week"])
assert set(q["open"]) | set(q["closed"]) == set(q["all"])
assert not set(q["waiting"]) & set(q["decide"])
due = [c["due"] for c in q["open"].values()]
assert due == sorted(due)
PY
cd "$OLDPWD"

# --limit bounds the rows, not the total; 0 is legal; the default is 50.
vr queue all --json --limit 3 >"$TMP/three"
vr queue all --json --limit 0 >"$TMP/none"
vr queue all --json >"$TMP/default"
python3 - "$TMP" <<'PY'
import json, sys
load = lambda n: json.load(open(sys.argv[1] + "/" + n))
assert len(load("three")["cases"]) == 3 and len(load("default")["cases"]) == 50
assert load("none")["cases"] == []
assert load("none")["total"] == load("three")["total"] == load("all.json")["total"]
PY

# Another day, nothing written: what was not late then is late now.
before=$(vr queue late --json --limit 0)
after=$(DAY=2026-12-31 vr queue late --json --limit 0)
[ "$before" != "$after" ] || fail 'the day moves nothing'
[ "$(DAY=2026-12-31 vr queue waiting --json --limit 0)" = '{"queue":"waiting","total":0,"cases":[]}' ] ||
	fail 'repair terms never lapse'
[ "$before" = "$(vr queue late --json --limit 0)" ] || fail 'something was written'

# Who may see no faces gets no list.
expect_exit 77 vr_as auditor queue all 2>/dev/null
expect_exit 77 vr_as administrator queue all 2>/dev/null
vr_as desk queue all --limit 1 >/dev/null
LANGUAGE=nl vr queue late --limit 1 >"$TMP/nl"
expect_in "$TMP/nl" 'Te laat: 1 / '
