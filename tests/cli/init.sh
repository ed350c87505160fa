#!/bin/sh
# `voorrang init` and `demo`: making stores; whose they are; where the key lies.
. tests/cli/lib.sh
P=$B/voorrang
me=$(id -un)
export HOME="$TMP/home"
unset XDG_DATA_HOME XDG_CONFIG_HOME
mkdir "$HOME"

"$P" init "$TMP/real" >"$TMP/out"
expect_in "$TMP/out" "its administrator is $me"
key=$(sed -n 's/^Sealing key: //p' "$TMP/out")
case $key in "$HOME"/.config/voorrang/*.key) ;; *) fail "the key lies at '$key'" ;; esac
[ "$(stat -c %a "$key")" = 400 ] || fail 'others may read the key'
[ "$(stat -c %a "$TMP/real")" = 700 ] || fail 'others may read the store'
[ "$(find "$HOME/.config/voorrang" -type f | wc -l)" = 1 ] || fail 'more than the key was left'
"$P" --store "$TMP/real" user list >"$TMP/list"
[ "$(tr -s ' ' <"$TMP/list")" = "$me administrator" ] || fail 'not one administrator'
"$P" --store "$TMP/real" check >/dev/null
# An administrator sees no content.
expect_exit 77 "$P" --store "$TMP/real" queue all 2>/dev/null
# Nobody is somebody else, and today is today, outside demos.
expect_exit 77 "$P" --store "$TMP/real" --as "$me" check 2>"$TMP/err"
expect_in "$TMP/err" '--as works on demo stores only'
expect_exit 77 "$P" --store "$TMP/real" --today 2026-11-20 check 2>"$TMP/err"
expect_in "$TMP/err" '--today works on demo stores only'
# Never over something that is there, and nothing changes then.
expect_exit 64 "$P" init "$TMP/real" 2>"$TMP/err"
expect_in "$TMP/err" 'exists already'
[ "$(find "$HOME/.config/voorrang" -type f | wc -l)" = 1 ] || fail 'a stray key was left'
"$P" --store "$TMP/real" check >/dev/null
# Without its key nothing opens; with a stranger's neither.
mv "$key" "$TMP/away"
expect_exit 66 "$P" --store "$TMP/real" check 2>/dev/null
"$P" --store "$TMP/real" --key "$TMP/away" check >/dev/null
VOORRANG_KEY=$TMP/away "$P" --store "$TMP/real" check >/dev/null
"$P" init "$TMP/other" --key "$TMP/other.key" >/dev/null
expect_exit 65 "$P" --store "$TMP/real" --key "$TMP/other.key" check 2>"$TMP/err"
expect_in "$TMP/err" 'is not the sealing key'
chmod 644 "$TMP/away"
expect_exit 77 "$P" --store "$TMP/real" --key "$TMP/away" check 2>/dev/null

# A policy of one's own; a wrong one leaves nothing behind.
cp store/policies/voorbeeldstad.yaml "$TMP/own.yaml"
sed -i 's/^policy: .*/policy: elders-2026/' "$TMP/own.yaml"
"$P" init "$TMP/own" --policy "$TMP/own.yaml" --key "$TMP/own.key" >/dev/null
"$P" --store "$TMP/own" --key "$TMP/own.key" --version >"$TMP/v"
expect_in "$TMP/v" 'policy elders-2026'
printf 'policy: x\nnonsense: 1\n' >"$TMP/bad.yaml"
expect_exit 65 "$P" init "$TMP/bad" --policy "$TMP/bad.yaml" --key "$TMP/bad.key" 2>"$TMP/err"
expect_in "$TMP/err" 'bad.yaml:'
tail -1 "$TMP/err" | grep -q '\^$' || fail 'no caret'
if [ -e "$TMP/bad" ] || [ -e "$TMP/bad.key" ]; then fail 'half a store was left'; fi
expect_exit 66 "$P" init "$TMP/bad" --policy "$TMP/none.yaml" 2>/dev/null

# The default place.
"$P" init "$HOME/.local/share/voorrang" >/dev/null 2>&1 || {
	mkdir -p "$HOME/.local/share"
	"$P" init "$HOME/.local/share/voorrang" >/dev/null
}
"$P" check >/dev/null
XDG_DATA_HOME=$TMP/nowhere expect_exit 66 "$P" check 2>/dev/null

# A demo: the same seed gives the same cases; its day is fixed; no cases is legal.
"$P" demo "$TMP/d1" --cases 40 --seed 3 >"$TMP/out"
expect_in "$TMP/out" '40 fictitious cases on the fixed day 20-11-2026'
expect_in "$TMP/out" 'coordinator'
"$P" demo "$TMP/d2" --cases 40 --seed 3 >/dev/null
"$P" demo "$TMP/d3" --cases 40 --seed 4 >/dev/null
for d in d1 d2 d3; do
	"$P" --store "$TMP/$d" --as coordinator queue all --json >"$TMP/$d.json"
done
expect_same "$TMP/d1.json" "$TMP/d2.json"
cmp -s "$TMP/d1.json" "$TMP/d3.json" && fail 'another seed gives the same cases'
[ -z "$(find "$TMP" -maxdepth 1 -name '*new-key*')" ] || fail 'a stray key was left'
"$P" demo "$TMP/d0" --cases 0 >/dev/null
[ "$("$P" --store "$TMP/d0" --as desk queue all --json)" = '{"queue":"all","total":0,"cases":[]}' ]
"$P" --store "$TMP/d0" --as administrator check >/dev/null
expect_exit 64 "$P" demo "$TMP/d1" --cases 1 2>/dev/null
expect_exit 64 "$P" demo "$TMP/d9" --cases many 2>/dev/null
[ ! -e "$TMP/d9" ] || fail 'made a demo all the same'
# The login name means nothing on it unless it is one of its users.
expect_exit 77 "$P" --store "$TMP/d1" queue all 2>/dev/null
