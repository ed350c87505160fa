# shellcheck shell=sh
# The three files: rejected rows and accepted ones are exactly those beside each file, its
# possible duplicates are among those reported, and a second import adds nothing.
. tests/cli/lib.sh

data=tests/fixtures/intake

# verify FILE RESULT AGAIN: a first import's --json, and the second's, against FILE.expected.json.
verify() {
	python3 - "$1" "$2" "$3" <<'EOF'
import csv, io, json, sys

file, first, again = sys.argv[1:]
want = json.load(open(file + ".expected.json"))
got = json.load(open(first))
assert list(got) == ["rows", "accepted", "already_there", "rejected", "possible_duplicates"], list(got)
assert got["rows"] == want["rows"], got["rows"]
assert got["accepted"] == want["must_accept"], got["accepted"]
assert got["already_there"] == 0
rejected = [(r["row"], r["column"]) for r in got["rejected"]]
must = [(r["row"], r["column"]) for r in want["must_reject"]]
assert rejected == sorted(must), set(rejected) ^ set(must)
assert all(len(r["reason"]) > 5 for r in got["rejected"])
reported = {d["row"]: d["cases"] for d in got["possible_duplicates"]}
for d in want["possible_duplicates"]:
    assert reported.get(d["row"]), d
for cases in reported.values():
    for c in cases:
        assert len(c) == 11 and c[4] == "-" and c.replace("-", "").isdigit(), c

# Who else has the same BSN, or the same name and birth date: nobody is missed.
text = open(file, "rb").read().decode({"utf-8": "utf-8-sig", "utf-16-le": "utf-16"}.get(
    want["encoding"], want["encoding"]))
rows = list(csv.DictReader(io.StringIO(text, newline=""),
                           delimiter=want["delimiter"].replace("\\t", "\t")))
bad = {r["row"] for r in want["must_reject"]}
seen = set()
for n, r in enumerate(rows, 2):
    if n in bad:
        continue
    if r["BSN"] and r["BSN"] in seen:
        assert n in reported, n
    seen.add(r["BSN"])

got = json.load(open(again))
assert got["accepted"] == 0, got["accepted"]
assert got["already_there"] == want["must_accept"], got["already_there"]
assert len(got["rejected"]) == len(must)
EOF
}

count() {
	vr queue all --json --limit 0 | python3 -c 'import json, sys; print(json.load(sys.stdin)["total"])'
}

demo_store 0
one() {
	name=$1
	shift
	cp "$data/$name" "$TMP/"
	before=$(count)
	expect_exit 65 vr import "$@" --dry-run --json "$TMP/$name" >"$TMP/dry.json" 2>"$TMP/err"
	[ "$(count)" = "$before" ] || fail "a dry run registered cases"
	[ ! -e "$TMP/$name.rejected.csv" ] || fail "a dry run wrote rejects"
	expect_exit 65 vr import "$@" --json "$TMP/$name" >"$TMP/first.json" 2>"$TMP/err"
	# The dry run said just this.
	expect_same "$TMP/dry.json" "$TMP/first.json"
	cp "$TMP/$name.rejected.csv" "$TMP/rejected"
	expect_exit 65 vr import "$@" --json "$TMP/$name" >"$TMP/again.json" 2>"$TMP/err"
	cmp "$TMP/$name.rejected.csv" "$TMP/rejected" || fail "other rejects the second time"
	[ ! -e "$TMP/$name.rejected.csv~" ] || fail "the same rejects were kept twice"
	[ "$(stat -c %a "$TMP/$name.rejected.csv")" = 600 ] || fail "rejects are readable by others"
	verify "$data/$name" "$TMP/first.json" "$TMP/again.json"
}
one intake-webform-windows1252.csv --encoding cp1252 --delimiter ';'
one intake-desk-utf8-bom.csv --encoding utf-8 --delimiter ,
one intake-partner-utf16le-tab.csv --encoding utf-16-le --delimiter '\t'
[ "$(count)" = 2359 ] || fail "$(count) cases, expected 1953 + 288 + 118"
vr_as administrator check >"$TMP/check" || fail "$(cat "$TMP/check")"

# The rejects have the file's own mark, header and charset.
head -c 3 "$TMP/intake-desk-utf8-bom.csv.rejected.csv" | cmp - "$TMP/intake-desk-utf8-bom.csv" 2>&1 |
	grep -q 'EOF on -' || fail "the mark is gone"
for name in intake-webform-windows1252.csv intake-desk-utf8-bom.csv; do
	head -n 1 "$data/$name" >"$TMP/want"
	head -n 1 "$TMP/$name.rejected.csv" >"$TMP/got"
	cmp "$TMP/want" "$TMP/got" || fail "another header in the rejects of $name"
	# Every record of the rejects stands in the file, byte for byte.
	python3 - "$data/$name" "$TMP/$name.rejected.csv" <<'EOF'
import sys
whole, some = (open(f, "rb").read() for f in sys.argv[1:])
for line in some.split(b"\r\n"):
    assert line in whole, line
EOF
done
