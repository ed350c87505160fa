#!/bin/sh
# Sizes and state: no file over 600 lines, no function over 60, no mutable globals but the
# signal flag and the saved terminal state.
set -u
B=${B:-build}
bad=0
big=$(find store tui -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 600 { print $2 " has " $1 " lines, over 600" }')
[ -z "$big" ] || { echo "$big"; bad=1; }
long=$(find store tui -name '*.c' -exec awk '
	FNR == 1 { start = 0 }
	/^{/ { start = FNR }
	/^}/ { if (start && FNR - start - 1 > 60) print FILENAME ":" start ": " FNR - start - 1 " lines in one function"; start = 0 }
' {} +)
[ -z "$long" ] || { echo "$long"; bad=1; }
state=$(find "$B/store" "$B/tui" -name '*.o' -exec objdump -t {} + 2>/dev/null |
	awk '/file format/ { file = $1 } $3 == "O" && $4 ~ /^\.(data|bss)(\.[^r]|$)/ { print file, $6 }
		$2 == "O" && $3 ~ /^\.(data|bss)(\.[^r]|$)/ { print file, $5 }' |
	grep -vE '((tty|term)\.o: (saved|tty)|import\.o: import_signal)$')
case ${SAN:-} in
'') [ -z "$state" ] || { echo "mutable state:"; echo "$state"; bad=1; } ;;
esac
exit $bad
