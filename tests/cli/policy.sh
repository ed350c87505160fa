#!/bin/sh
# `voorrang policy`: files checked without a store, the one that governs shown, a new one put
# to use.
. tests/cli/lib.sh
here=$PWD
case $B in /*) P=$B/voorrang ;; *) P=$here/$B/voorrang ;; esac
V=$here/store/policies/voorbeeldstad.yaml
cd "$TMP"

# All that ship are sound, and need no store, no home.
for f in "$here"/store/policies/*.yaml; do
	env -i PATH="$PATH" "$P" policy check "$f" >out
	expect_in out 'no faults'
done
[ "$(find "$here/store/policies" -name '*.yaml' | wc -l)" = 5 ] || fail 'not five policies'

# A broken one: each fault at its place with a caret, nothing on standard output.
sed -e 's/^    ground: e$/    ground: zz/' -e 's/^    months: 24$/    months: 999/' \
	-e 's/{number}/{nummer}/' "$V" >broken.yaml
code=0
"$P" policy check broken.yaml >out 2>err || code=$?
[ "$code" = 65 ] || fail "exit $code"
[ ! -s out ] || fail 'something on standard output'
line=$(grep -n 'ground: zz' broken.yaml | cut -d: -f1)
expect_in err "broken.yaml:$line:13: nothing defines 'zz'"
grep -q '^    ground: zz$' err || fail 'no source line'
grep -q '^            ^$' err || fail 'no caret under the fault'
expect_in err "nummer"
expect_in err "months: expected 1-480"
[ "$(grep -c '^broken.yaml:' err)" -ge 4 ] || fail 'not all faults were told'

# Versions: what follows must follow.
sed -e 's/from: 2025-01-01, until: 2028-12-31/from: 2029-01-01, until: 2029-12-31/' \
	-e 's/^policy: voorbeeldstad-2025/policy: voorbeeldstad-2029/' "$V" >next.yaml
"$P" policy check next.yaml "$V" >/dev/null
sed 's/from: 2029-01-01/from: 2029-02-01/' next.yaml >gap.yaml
expect_exit 65 "$P" policy check "$V" gap.yaml >out 2>err
expect_in err 'no policy governs the days between 31-12-2028 and 01-02-2029'
sed 's/from: 2029-01-01/from: 2028-12-01/' next.yaml >overlap.yaml
expect_exit 65 "$P" policy check "$V" overlap.yaml >out 2>err
expect_in err 'holds from 01-12-2028, but the one before it until 31-12-2028'

expect_exit 66 "$P" policy check no-such-file 2>/dev/null
expect_exit 64 "$P" policy check 2>/dev/null
expect_exit 64 "$P" policy frobnicate 2>/dev/null
expect_exit 64 "$P" policy show 2026-01-01 2026-01-02 2>/dev/null

cd "$here"
demo_store 20
vr policy show >"$TMP/out"
expect_in "$TMP/out" 'voorbeeldstad-2025'
expect_in "$TMP/out" '24 months resident in the municipality, or 12 months of work there'
expect_in "$TMP/out" 'the statute demands it'
expect_in "$TMP/out" 'for each adult'
LANGUAGE='nl' vr policy show >"$TMP/out"
expect_in "$TMP/out" 'verplicht door de wet'
expect_in "$TMP/out" 'bruto inkomen per jaar van hoogstens'

# Only an administrator, only a sound file; then it governs from its day.
expect_exit 77 vr policy use "$TMP/next.yaml" 2>/dev/null
expect_exit 65 vr_as administrator policy use "$TMP/broken.yaml" 2>/dev/null
vr_as administrator policy use "$TMP/next.yaml" >"$TMP/out"
expect_in "$TMP/out" 'policy voorbeeldstad-2029, valid 01-01-2029 to 31-12-2029'
vr policy show 2029-01-01 >"$TMP/out"
expect_in "$TMP/out" 'voorbeeldstad-2029'
vr policy show 2028-12-31 >"$TMP/out"
expect_in "$TMP/out" 'voorbeeldstad-2025'
vr_as administrator check >/dev/null
