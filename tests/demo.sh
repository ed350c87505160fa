#!/bin/sh
# Makes the demo store once and opens the workbench on it; without a terminal it prints what
# it made and how to open it. usage: sh tests/demo.sh PROGRAM FOLDER
set -eu
program=$1 folder=$2
if [ ! -d "$folder" ]; then
	rm -rf "$folder.new"
	made=$("$program" demo "$folder.new" --cases 5000)
	mv "$folder.new" "$folder"
	echo "$made" | sed "s|$folder.new|$folder|g"
fi
if [ -t 0 ] && [ -t 1 ]; then
	exec "$program" --store "$folder" --as caseworker
fi
cat <<TEXT
The demo store is in $folder: 5,000 fictitious cases on the fixed day 2026-11-20.
Open the workbench:   $program --store $folder --as caseworker
Other users:          caseworker2 decider desk coordinator auditor administrator
A queue as text:      $program --store $folder --as caseworker queue mine
TEXT
