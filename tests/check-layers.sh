#!/bin/sh
# shellcheck disable=SC2086 # the lists are words
# Who may include whom: base <- rules <- store <- tui/{widget,view} <- app <- main, never
# upward, never sideways between views; each heavy library in one file only.
set -u
bad=0
complain() {
	echo "$1"
	bad=1
}

# only FILES PATTERN WHAT: no file of the list may include what matches.
only() {
	hits=$(grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*$2" $1 /dev/null 2>/dev/null)
	[ -z "$hits" ] || complain "$3:
$hits"
}

base=$(find store/base -name '*.[ch]')
rules=$(find store/rules -name '*.[ch]')
store=$(find store -name '*.[ch]')
views=$(find tui/view -name '*.[ch]')
widgets=$(find tui/widget -name '*.[ch]')

only "$base" '"(store/[^b]|store/b[^a]|tui/)' 'base knows nothing above it'
only "$rules" '"(store/(verb|intake|demo|[a-z_]+\.h)|tui/)' 'rules take values, never files'
only "$store" '"tui/' 'the store never includes the screen'
only "$widgets" '"store/([a-z_]+\.h|verb|intake|demo)|"tui/(view|ui|app|cli|term)' \
	'widgets know no store and no views'
only "$views" '"store/(verb|intake|demo|edit|kv|txn|index|record|seal|schema|journal|codec|yaml)' \
	'views see store.h, rules and base only'
only "$views" '"tui/(view/[a-z]+\.h|app|term|cli)' 'views meet through commands'
only "$(find store/intake -name '*.[ch]')" '"store/(edit|kv|txn|index|record|seal)' \
	'intake knows no transaction'

# lib HEADER FILE: the header stands in one file.
lib() {
	hits=$(grep -rlE "#[[:space:]]*include[[:space:]]*<$1" store tui | grep -vxF "$2")
	[ -z "$hits" ] || complain "<$1> belongs in $2 only: $hits"
}
lib '(ncurses|curses|term)' tui/term.c
lib 'lmdb\.h' store/kv_lmdb.c
lib 'libfyaml' store/yaml.c
lib 'jansson' store/base/json.c
lib 'csv\.h' store/intake/csv.c
lib 'utf8proc' store/base/utf8.c
lib 'iconv' store/base/conv.c

clocks=$(grep -nE '\b(time|clock_gettime|gettimeofday|localtime_r|gmtime_r)\(' $store $views \
	$widgets | grep -v '^[^:]*:[0-9]*:[[:space:]]*[/ ]\*')
[ -z "$clocks" ] || complain "time is a parameter below app and cli:
$clocks"
prints=$(grep -nE '\b(printf|fprintf|puts|fputs|putchar|perror)\(' $store $views $widgets)
[ -z "$prints" ] || complain "only main, cli and the status line print:
$prints"
exit $bad
