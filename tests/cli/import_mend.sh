# shellcheck shell=sh
# Rejected rows are mended and imported again; what is being mended is not lost.
# shellcheck disable=SC1010 # "do" is a word of the program
. tests/cli/lib.sh

data=tests/fixtures/intake
demo_store 0
cp "$data/answers.csv" "$TMP/a.csv"
expect_exit 65 vr import "$TMP/a.csv" >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/out" '5 rows: 2 registered, 0 already there, 3 rejected'
expect_in "$TMP/out" "row 2, Voorkeurstaal: "
expect_in "$TMP/out" "row 4, Referentie: "
expect_in "$TMP/out" "row 6, BSN: "
expect_in "$TMP/out" "; Postcode: "
expect_in "$TMP/err" 'row 5 was received on 01-02-2031, after today'
expect_in "$TMP/err" "a.csv.rejected.csv"
[ "$(wc -l <"$TMP/a.csv.rejected.csv")" = 4 ] || fail "not the header and three rows"

# Mended: the answer, another reference, BSN and postcode.
sed -e 's/KLINGON/Turks/' -e 's/FX-0002/FX-0003/' -e 's/123456789//' -e 's/0999 AA/1999 AA/' \
	"$TMP/a.csv.rejected.csv" >"$TMP/mended.csv"
vr import "$TMP/mended.csv" >"$TMP/out" 2>"$TMP/err" || fail "$(cat "$TMP/out" "$TMP/err")"
expect_in "$TMP/out" '3 rows: 3 registered, 0 already there, 0 rejected'
[ ! -e "$TMP/mended.csv.rejected.csv" ] || fail "rejects without a rejected row"
vr import --json "$TMP/mended.csv" >"$TMP/out"
expect_in "$TMP/out" '{"rows":3,"accepted":0,"already_there":3,"rejected":[],"possible_duplicates":[]}'

# An earlier file of rejects, mended in place but not yet imported, survives.
echo 'half mended' >>"$TMP/a.csv.rejected.csv"
cp "$TMP/a.csv.rejected.csv" "$TMP/mine"
expect_exit 65 vr import "$TMP/a.csv" >/dev/null 2>&1
expect_same "$TMP/mine" "$TMP/a.csv.rejected.csv~"
# An import without rejects leaves it alone.
cp "$data/charset-utf-8.csv" "$TMP/c.csv"
echo keep >"$TMP/c.csv.rejected.csv"
sed -i 's/FX-/FY-/' "$TMP/c.csv"
vr import "$TMP/c.csv" >/dev/null 2>&1 || fail "a good file was refused"
[ "$(cat "$TMP/c.csv.rejected.csv")" = keep ] || fail "a good import touched old rejects"

# The same person under another reference: registered, reported and linked.
sed 's/FY-/FZ-/' "$TMP/c.csv" >"$TMP/d.csv"
vr import --json "$TMP/d.csv" >"$TMP/out" 2>/dev/null
python3 - "$TMP/out" <<'EOF'
import json, sys
got = json.load(open(sys.argv[1]))
assert got["accepted"] == 3, got
assert [d["row"] for d in got["possible_duplicates"]] == [2, 3, 4], got
EOF

# NDJSON: the rejected lines, as they are.
cp "$data/bad.ndjson" "$TMP/"
expect_exit 65 vr import --json "$TMP/bad.ndjson" >"$TMP/out" 2>/dev/null
python3 - "$TMP/out" "$TMP/bad.ndjson" <<'EOF'
import json, sys
got = json.load(open(sys.argv[1]))
rows = [(r["row"], r["column"]) for r in got["rejected"]]
assert rows == [(2, ""), (3, ""), (4, ""), (5, ""), (6, ""), (7, "bsn"), (8, "BSN"), (9, "")], rows
lines = open(sys.argv[2], encoding="utf-8").read().split("\n")
kept = open(sys.argv[2] + ".rejected.ndjson", encoding="utf-8").read().split("\n")
assert kept == lines[1:9] + [""], kept
EOF

# Two references that differ in case only are one, in the file as in the store: the second
# application is rejected, not taken for one that is there already.
{ head -n 2 "$TMP/c.csv" | sed 's/FY-/case-/' && sed -n 3p "$TMP/c.csv" | sed 's/FY-0002/CASE-0001/'; } \
	>"$TMP/case.csv"
expect_exit 65 vr import --json "$TMP/case.csv" >"$TMP/out" 2>/dev/null
expect_in "$TMP/out" '"rows":2,"accepted":1,"already_there":0,"rejected":[{"row":3,"column":"Referentie"'

# What was made a protected dossier is there all the same: nothing is added, nothing told.
demo_store 0
vr_as desk import "$TMP/c.csv" >"$TMP/out" 2>/dev/null
number=$(vr queue all --json | sed 's/.*"number":"\([0-9-]*\)","reference":"FY-0001".*/\1/')
vr do edit "$number" protected=ja >/dev/null
expect_exit 65 vr show "$number" >/dev/null 2>&1
vr_as desk import "$TMP/c.csv" --json >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/out" '"accepted":0,"already_there":3,"rejected":[],"possible_duplicates":[]'
grep -q "$number" "$TMP/out" "$TMP/err" && fail 'the number of a protected dossier'
expect_exit 65 vr_as desk do register surname=A initials=B. birth_date=1-2-1980 category=medical \
	received=2026-11-02 reference=FY-0001 >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/err" 'the reference FY-0001 is already there'
if grep -q "$number" "$TMP/err"; then fail 'the number of a protected dossier'; fi
