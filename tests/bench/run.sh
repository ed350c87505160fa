#!/bin/sh
# Measures the program from the outside on a demo store of its own and prints the tables of
# docs/benchmarks.md: in a pseudo-terminal beside less and vim on the same list, and in line
# mode. CASES: size of the store (5000); B: build folder; REPEAT: runs of each script (3).
# usage: sh tests/bench/run.sh
set -eu
B=${B:-build}
cases=${CASES:-5000}
repeat=${REPEAT:-3}
shared=${SHARED:-../shared}
bench=$shared/tools/ptybench.py
program=$(cd "$B" && pwd)/voorrang
work=$(mktemp -d "${TMPDIR:-/tmp}/voorrang-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
export LC_ALL=C.UTF-8 LANGUAGE=en
skip() { echo "SKIPPED: $*" >&2; }

# The clock alone, without reading a dossier.
printf '| rules | elapsed | target | sum of what came out |\n|---|---:|---:|---:|\n'
"$B/tests/bench/clock"
echo

command -v python3 >/dev/null || { skip "python3 is not here: nothing is measured"; exit 0; }

"$program" demo "$work/store" --cases "$cases" >/dev/null
"$program" --store "$work/store" --as caseworker queue all --limit "$cases" >"$work/cases"

# pty NAME KEYS OPTION … -- COMMAND …: one script of keys, its samples in NAME.json.
pty() {
	name=$1 keys=$2
	shift 2
	python3 "$bench" --repeat "$repeat" --env LANGUAGE=en --keys "$keys" \
		--json "$work/$name.json" "$@" >"$work/$name.txt" ||
		{ cat "$work/$name.txt" >&2; echo "the script '$name' did not run to its end" >&2; exit 1; }
}

# The list of all cases: its rows fill the screen, so moving on scrolls, and paging never ends.
list='queue=A,cursor=down*15,rest=idle:800,!down*4,scroll=down*60,!home,page=pgdn*40,sort=s*8,esc=esc,!A,esc=esc,!A,esc=esc'
ours() {
	name=$1 keys=$2
	shift 2
	pty "$name" "$keys" "$@" --ready 'First this' -- \
		"$program" --store "$work/store" --as caseworker
}

terminal() {
	ours list "$list,idle=idle:10000"
	ours wide "$list" --size 200x50
	ours find '!/,find=yildiz,!ctrl-u,find=oz,!ctrl-u,find=altin'
	ours note '!m,!n,typed=gebeld met de tolk,!esc'
	ours ahead '!A,ahead=burst:down*200,wait:800' --screen
	grep -q ' 201 of ' "$work/ahead.txt" ||
		{ cat "$work/ahead.txt" >&2; echo "keys typed ahead were lost" >&2; exit 1; }
	pager='scroll=j*60,page=ctrl-f*40'
	if command -v less >/dev/null; then
		pty less "$pager" --ready "$(head -c 14 "$work/cases")" -- \
			less -S "$work/cases"
	else
		skip "less is not installed"
	fi
	if command -v vim >/dev/null; then
		pty vim "cursor=j*15,!j*8,$pager" \
			--ready "$(head -c 14 "$work/cases")" -- \
			vim -u NONE -N -n -R --cmd 'set nowrap' "$work/cases"
	else
		skip "vim is not installed"
	fi
	if command -v strace >/dev/null; then
		for n in 0 100; do
			python3 "$bench" --env LANGUAGE=en --keys "!A,down*$n" -- \
				strace -f -e trace=write,writev -o "$work/writes.$n" \
				"$program" --store "$work/store" --as caseworker >/dev/null
		done
	else
		skip "strace is not installed: writes a frame are not counted"
	fi
}

if [ -f "$bench" ]; then
	terminal
else
	skip "$bench is not here: nothing is measured in a terminal"
fi
python3 tests/bench/figures.py "$program" "$work" "$cases"
