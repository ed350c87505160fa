# shellcheck shell=sh
# Ctrl-C during an import leaves a consistent store, and a second run takes the rest.
. tests/cli/lib.sh

demo_store 0
# Many rows: one good one again and again under other references.
python3 - tests/fixtures/intake/charset-utf-8.csv "$TMP/many.csv" <<'EOF'
import sys
header, row = open(sys.argv[1], encoding="utf-8", newline="").read().split("\r\n")[:2]
cells = row.split(";")
with open(sys.argv[2], "w", encoding="utf-8", newline="") as out:
    out.write(header + "\r\n")
    for i in range(30000):
        cells[0], cells[6], cells[8] = "MANY-%d" % i, "Naam%s" % "".join(
            chr(97 + i // 26**k % 26) for k in range(4)), ""
        out.write(";".join(cells) + "\r\n")
EOF
total() {
	vr queue all --json --limit 0 | python3 -c 'import json, sys; print(json.load(sys.stdin)["total"])'
}
"$B/voorrang" --store "$TMP/s" --as caseworker --today 2026-11-20 import --json "$TMP/many.csv" \
	>"$TMP/out" 2>"$TMP/err" &
pid=$!
# Not before the first batch is in, which the store tells.
tries=0
until [ "$(total)" -gt 0 ]; do
	tries=$((tries + 1))
	[ "$tries" -lt 200 ] || fail "no batch came in"
	sleep 0.02
done
kill -INT "$pid"
got=0
wait "$pid" || got=$?
[ "$got" = 75 ] || fail "exit $got after an interrupt, expected 75: $(cat "$TMP/err")"
n=$(total)
if [ "$n" -eq 0 ] || [ "$n" -ge 30000 ]; then
	fail "$n cases after an interrupt"
fi
expect_in "$TMP/out" "\"rows\":30000,\"accepted\":$n,"
vr_as administrator check >"$TMP/check" || fail "$(cat "$TMP/check")"
# The same file again begins with what is there.
head -n $((n + 301)) "$TMP/many.csv" >"$TMP/some.csv"
vr import --json "$TMP/some.csv" >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/out" "\"accepted\":300,\"already_there\":$n,"

# An account that is disabled meanwhile brings nothing in any more.
"$B/voorrang" --store "$TMP/s" --as desk --today 2026-11-20 import "$TMP/many.csv" \
	>"$TMP/out" 2>"$TMP/err" &
pid=$!
n=$(total)
tries=0
until [ "$(total)" -gt "$n" ]; do
	tries=$((tries + 1))
	[ "$tries" -lt 200 ] || fail "no batch came in"
	sleep 0.02
done
vr_as administrator user disable desk >/dev/null
got=0
wait "$pid" || got=$?
[ "$got" = 77 ] || fail "exit $got of a disabled account, expected 77: $(cat "$TMP/err")"
expect_in "$TMP/err" "'desk' is disabled"
[ "$(total)" -lt 30000 ] || fail 'all of it came in'
