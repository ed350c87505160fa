# What the line-mode scripts share. The runner gives B (build folder) and TMP (an empty
# folder). Sourced, never run.
# shellcheck shell=sh
set -eu
: "${B:=build}" "${TMP:?}"
export LC_ALL=C.UTF-8 LANGUAGE=en
unset VOORRANG_STORE VOORRANG_KEY

fail() {
	echo "$*" >&2
	exit 1
}

# demo_store N: a demo store of N cases in $TMP/s; made once a run, then copied.
demo_store() {
	cache=${TMPDIR:-/tmp}/demo-$1
	[ -d "$cache" ] || "$B/voorrang" demo "$cache" --cases "$1" --seed 7 >/dev/null
	rm -rf "$TMP/s"
	cp -a "$cache" "$TMP/s"
}

# vr ARG …: the program as caseworker; vr_as USER ARG …: as somebody else.
vr() { vr_as caseworker "$@"; }
vr_as() {
	user=$1
	shift
	"$B/voorrang" --store "$TMP/s" --as "$user" --today "${DAY:-2026-11-20}" "$@"
}

# expect_exit CODE COMMAND …
expect_exit() {
	want=$1
	shift
	got=0
	"$@" || got=$?
	[ "$got" = "$want" ] || fail "exit $got, expected $want: $*"
}

expect_same() {
	diff -u "$1" "$2" || fail "$1 and $2 differ"
}

# expect_in FILE TEXT: the text stands in the file.
expect_in() {
	grep -qF -- "$2" "$1" || { cat "$1" >&2; fail "not found in $1: $2"; }
}
