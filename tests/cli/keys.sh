#!/bin/sh
# `voorrang keys`: what the keymaps say, and where a keymap file is wrong.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
P=$B/voorrang

"$P" keys >"$TMP/keys"
expect_in "$TMP/keys" 'global'
expect_in "$TMP/keys" 'What can be done here'
n=$(grep -c '^bind ' keymaps/default.keys)
[ "$(grep -c '^  ' "$TMP/keys")" = "$n" ] || fail 'keys lists not every binding'
"$P" keys --markdown >"$TMP/md"
[ "$(grep -c '^| [`]' "$TMP/md")" = "$n" ] || fail 'the page lists not every binding'
"$P" --keymap vi keys >"$TMP/vi"
[ "$(wc -l <"$TMP/vi")" -ge "$(wc -l <"$TMP/keys")" ] || fail 'vi.keys adds nothing'
LANGUAGE=nl "$P" keys >"$TMP/nl"
expect_in "$TMP/nl" 'Wat hier kan'

printf 'bind global "ctrl-y" desk\n' >"$TMP/mine.keys"
"$P" --keymap "$TMP/mine.keys" keys >"$TMP/mine"
expect_in "$TMP/mine" 'Ctrl-Y'

# wrong LINE PLACE SENTENCE
wrong() {
	printf '%b\n' "$1" >"$TMP/bad.keys"
	expect_exit 65 "$P" --keymap "$TMP/bad.keys" keys >"$TMP/out" 2>"$TMP/err"
	[ ! -s "$TMP/out" ] || fail "listed keys for '$1'"
	expect_in "$TMP/err" "bad.keys:$2: $3"
	tail -1 "$TMP/err" | grep -q '\^$' || fail "no caret for '$1'"
}
wrong '# one\nbid global x desk' 2:1 "'bid'"
wrong 'bind nowhere x desk' 1:6 "there is no screen or scope 'nowhere'"
wrong 'bind global no-such-key desk' 1:13 "there is no key 'no-such-key'"
wrong 'bind global x no-such-command' 1:15 "there is no command 'no-such-command'"
expect_exit 66 "$P" --keymap "$TMP/none.keys" keys 2>/dev/null
