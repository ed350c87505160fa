#!/bin/sh
# The generated pages of docs/ equal what the tables say. usage: sh tests/docs.sh check|update
set -eu
B=${B:-build}
mode=${1:-check}
new=$(mktemp -d "${TMPDIR:-/tmp}/docs.XXXXXX")
trap 'rm -rf "$new"' EXIT
export LC_ALL=C.UTF-8 LANGUAGE=en
"$B/voorrang" keys --markdown >"$new/keys.md"
"$B/voorrang" help --markdown >"$new/commands.md"
"$B/tests/docs/tables" fields >"$new/fields.md"
"$B/tests/docs/tables" lifecycle >"$new/lifecycle.md"
"$B/tests/docs/tables" picture <tests/screen/expected/desk.nl.txt >"$new/screen.svg"
bad=0
for f in keys.md commands.md fields.md lifecycle.md screen.svg; do
	if [ "$mode" = update ]; then
		cp "$new/$f" "docs/$f"
	elif ! diff -u "docs/$f" "$new/$f"; then
		echo "docs/$f is not what the tables say: run 'make docs' and read the difference"
		bad=1
	fi
done
exit $bad
