#!/bin/sh
# `voorrang user`: who may use the store, and in which roles.
# shellcheck disable=SC1010,SC2209 # "do" and "term" are words of the program
. tests/cli/lib.sh
demo_store 0
admin() { vr_as administrator user "$@"; }

admin list >"$TMP/list"
for user in administrator caseworker caseworker2 decider desk coordinator auditor; do
	grep -q "^$user " "$TMP/list" || fail "$user is not listed"
done
[ "$(wc -l <"$TMP/list")" = 7 ] || fail 'not seven users'
grep -q '^caseworker2 *caseworker$' "$TMP/list" || fail 'the roles of caseworker2'

expect_exit 77 vr_as newcomer queue all 2>"$TMP/err"
expect_in "$TMP/err" "'newcomer' is not known"
admin add newcomer desk >/dev/null
vr_as newcomer queue all >/dev/null
expect_exit 77 vr_as newcomer do claim-next 2>/dev/null
admin role newcomer caseworker,auditor >/dev/null
expect_exit 65 vr_as newcomer do claim-next 2>/dev/null
vr_as newcomer journal >/dev/null
admin disable newcomer >/dev/null
expect_exit 77 vr_as newcomer queue all 2>"$TMP/err"
expect_in "$TMP/err" 'is disabled'
LANGUAGE=nl admin list >"$TMP/list"
grep -q '^newcomer .*(uitgeschakeld)$' "$TMP/list" || fail 'disabled is not shown'
admin enable newcomer >/dev/null
vr_as newcomer queue all >/dev/null

# refused CODE SENTENCE ARG…
refused() {
	wanted=$1 sentence=$2
	shift 2
	expect_exit "$wanted" admin "$@" >/dev/null 2>"$TMP/err"
	expect_in "$TMP/err" "$sentence"
}
refused 65 'exists already' add newcomer desk
refused 65 "no role 'boss'" add other boss
refused 65 'do not go together' add other administrator,desk
refused 65 'the last administrator' disable administrator
refused 65 'the last administrator' role administrator desk
refused 65 'cannot be the name of a user' add 'two words' desk
refused 64 'missing: NAME' add
refused 64 'missing: ROLES' role newcomer
refused 64 'does not belong here' disable newcomer desk
refused 64 "'nonsense' does not belong here" nonsense
for user in caseworker decider desk coordinator auditor; do
	expect_exit 77 vr_as $user user list >/dev/null 2>&1
	expect_exit 77 vr_as $user user add x desk >/dev/null 2>&1
done

# All of it stands in the journal, which the auditor reads.
vr_as auditor journal >"$TMP/journal"
expect_in "$TMP/journal" 'added a user'
expect_in "$TMP/journal" 'disabled a user'
