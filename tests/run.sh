#!/bin/sh
# Runs the tests that `make check` has built. B: build folder; T: run only what has this
# name; ACCEPT=1: renew expected screens. usage: sh tests/run.sh [screen]
# The last line is "N passed, N failed[, N skipped]".
set -u
B=${B:-build}
T=${T:-}
only=${1:-}
export B
passed=0 failed=0 skipped=0
# Stores of tests go to memory where there is room: syncing a disk proves nothing here and
# takes most of the time. What must survive a crash is tested by killing processes.
if [ -z "${TMPDIR:-}" ] && [ "$(df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 1000 ] 2>/dev/null; then
	TMPDIR=/dev/shm
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/voorrang-check.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export SHARED="${SHARED:-../shared}"
[ -d "$SHARED" ] || SHARED=
# One temporary folder for every store the tests make.
export TMPDIR="$work"
if [ -n "${SAN:-}" ]; then
	export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
	export UBSAN_OPTIONS=print_stacktrace=1
fi

wanted() { [ -z "$T" ] || [ "$T" = "$1" ] || [ "$T" = "test_$1" ] || [ "test_$T" = "$1" ]; }

# one NAME COMMAND …: runs it, shows its output only when it fails or has closing lines.
one() {
	name=$1
	shift
	wanted "$name" || return 0
	mkdir -p "$work/t"
	if TMP="$work/t" "$@" >"$work/out" 2>&1; then
		grep -E '^\[  (PASSED|SKIPPED|FAILED)|^SKIPPED' "$work/out" | sed "s|^|$name: |"
		n=$(grep -c '^SKIPPED' "$work/out")
		skipped=$((skipped + n))
		passed=$((passed + 1))
		[ -z "$T" ] || cat "$work/out"
	else
		echo "== $name failed (exit $?)"
		cat "$work/out"
		failed=$((failed + 1))
	fi
	rm -rf "$work/t"
}

if [ -z "$only" ]; then
	for check in layers headers code docs po; do
		case $check in
		po) one po sh tests/po.sh check ;;
		docs) one check-docs sh tests/docs.sh check ;;
		*) one "check-$check" sh "tests/check-$check.sh" ;;
		esac
	done
	one oracle sh tests/oracle.sh
	for t in "$B"/tests/unit/test_*; do
		case $t in *.o | *.d) continue ;; esac
		[ -x "$t" ] && one "$(basename "$t")" "$t"
	done
fi
for t in "$B"/tests/screen/test_*; do
	case $t in *.o | *.d) continue ;; esac
	[ -x "$t" ] || continue
	if [ -n "$T" ] && [ -f "tests/screen/$T.keys" ]; then
		echo "== screen script $T"
		if TMP="$work" "$t" "$T"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
	else
		one "$(basename "$t")" "$t"
	fi
done
if [ -z "$only" ]; then
	for t in tests/cli/*.sh; do
		[ "$t" = tests/cli/lib.sh ] && continue
		[ -f "$t" ] && one "cli-$(basename "$t" .sh)" sh "$t"
	done
	for t in "$B"/tests/pty/test_*; do
		case $t in *.o | *.d) continue ;; esac
		[ -x "$t" ] && one "$(basename "$t")" "$t"
	done
fi
if [ $((passed + failed)) = 0 ]; then
	echo "no test is called '$T'"
	failed=1
fi
if [ "$skipped" != 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ "$failed" = 0 ]
