#!/bin/sh
# `voorrang check`, `backup` and `restore`: verified copies, and faults that are found.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
demo_store 60
vr_as administrator check >"$TMP/out"
grep -q '^60 cases, [0-9,]* journal entries: no faults$' "$TMP/out" || fail "$(cat "$TMP/out")"

vr_as administrator backup "$TMP/copy" >"$TMP/out"
expect_in "$TMP/out" "$TMP/copy: copied and verified"
[ "$(stat -c %a "$TMP/copy")" = 700 ] || fail 'others may read the copy'
find "$TMP/copy" -type f | while read -r f; do
	[ $(($(stat -c 0%a "$f") & 077)) = 0 ] || fail "others may read $f"
done
expect_exit 64 vr_as administrator backup "$TMP/copy" 2>"$TMP/err"
expect_in "$TMP/err" 'exists already'

# What changed later is not in it.
vr queue all --json --limit 100 >"$TMP/before"
vr do claim-next >/dev/null
vr queue all --json --limit 100 >"$TMP/after"
cmp -s "$TMP/before" "$TMP/after" && fail 'nothing changed'
"$B/voorrang" --as administrator restore "$TMP/copy" "$TMP/back" >"$TMP/out"
expect_in "$TMP/out" 'restored and verified'
"$B/voorrang" --store "$TMP/back" --as caseworker queue all --json --limit 100 >"$TMP/restored"
expect_same "$TMP/before" "$TMP/restored"
"$B/voorrang" --store "$TMP/back" --as administrator check >/dev/null
expect_exit 64 "$B/voorrang" --as administrator restore "$TMP/copy" "$TMP/back" 2>/dev/null

# Only administrators.
for user in caseworker decider coordinator auditor desk; do
	expect_exit 77 vr_as $user check >/dev/null 2>&1
	expect_exit 77 vr_as $user backup "$TMP/no" >/dev/null 2>&1
	expect_exit 77 "$B/voorrang" --as $user restore "$TMP/copy" "$TMP/no" >/dev/null 2>&1
done

# The key of a real store is in no copy, and none is restored without it.
"$B/voorrang" init "$TMP/real" --key "$TMP/real.key" >/dev/null
"$B/voorrang" --store "$TMP/real" --key "$TMP/real.key" backup "$TMP/kept" >"$TMP/out"
expect_in "$TMP/out" "keep it elsewhere: $TMP/real.key"
grep -rqF "$(cat "$TMP/real.key")" "$TMP/kept" && fail 'the key is in the copy'
export XDG_CONFIG_HOME="$TMP/nowhere"
expect_exit 66 "$B/voorrang" restore "$TMP/kept" "$TMP/no" 2>/dev/null
"$B/voorrang" --key "$TMP/real.key" restore "$TMP/kept" "$TMP/again" >/dev/null
"$B/voorrang" --store "$TMP/again" --key "$TMP/real.key" check >/dev/null
[ ! -e "$TMP/no" ] || fail 'a copy was made all the same'

# A cut-off copy is not restored; neither is one whose bytes were changed.
cp -a "$TMP/copy" "$TMP/cut"
truncate -s 20000 "$TMP/cut/data.mdb"
expect_exit 65 "$B/voorrang" --as administrator restore "$TMP/cut" "$TMP/no" 2>"$TMP/err"
expect_in "$TMP/err" 'is cut off'
cp -a "$TMP/copy" "$TMP/changed"
# A name as it lies in a face, in plain bytes: found by its keyed check.
python3 - "$TMP" <<'PY'
import json, sys
d = sys.argv[1]
name = json.load(open(d + "/before"))["cases"][0]["reference"].encode()
data = open(d + "/changed/data.mdb", "rb").read()
assert name in data
open(d + "/changed/data.mdb", "wb").write(data.replace(name, name[:-1] + b"X"))
PY
expect_exit 65 "$B/voorrang" --as administrator restore "$TMP/changed" "$TMP/no" 2>"$TMP/err"
[ ! -e "$TMP/no" ] || fail 'a damaged copy was restored'
# The same in a store that is in use: check names the fault.
rm -rf "$TMP/changed/lock.mdb"
expect_exit 65 "$B/voorrang" --store "$TMP/changed" --as administrator check >"$TMP/out" 2>"$TMP/err"
[ -s "$TMP/out" ] || [ -s "$TMP/err" ] || fail 'no word on the fault'

# Whatever page is damaged, check says so, or finds that nothing needs it; it never crashes.
python3 - "$B/voorrang" "$TMP/changed" "$TMP/copy/data.mdb" <<'PY'
import subprocess, sys
program, store, good = sys.argv[1:]
data = open(good, "rb").read()
ends = []
for page in range(2, len(data) // 4096, 3):
    bad = bytearray(data)
    bad[page * 4096 + 12:(page + 1) * 4096] = b"\xff" * 4084
    open(store + "/data.mdb", "wb").write(bad)
    ends.append(subprocess.run([program, "--store", store, "--as", "administrator", "check"],
                               capture_output=True, timeout=60).returncode)
assert set(ends) <= {0, 65}, ends
assert ends.count(65) > len(ends) // 2, ends
PY
