#!/bin/sh
# The Dutch catalogue against the sentences in the code: `check` fails on anything missing,
# doubtful or stale, `update` brings tui/po/nl.po up to date. usage: sh tests/po.sh check|update
set -eu
mode=${1:-check}
po=tui/po/nl.po
work=$(mktemp -d "${TMPDIR:-/tmp}/po.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The labels of the field table are its last column.
sed -n 's/^F(.*, \("[^"]*"\)).*/N_(\1)/p' store/rules/field_table.h >"$work/fields.h"
[ -s "$work/fields.h" ]
find tui -name '*.[ch]' | LC_ALL=C sort >"$work/files"
xgettext --language=C --from-code=UTF-8 --add-location=file --no-wrap --sort-by-file \
	--package-name=voorrang -k -k_ -kN_ -kngettext:1,2 -kNN_:1,2 \
	--files-from="$work/files" "$work/fields.h" -o "$work/all.pot" 2>"$work/log" ||
	{ cat "$work/log"; exit 1; }
# Not the place of a temporary file, not the time of making.
sed -e "s|$work/fields.h|store/rules/field_table.h|" -e '/^"POT-Creation-Date/d' \
	"$work/all.pot" >"$work/voorrang.pot"

if [ "$mode" = update ]; then
	msgmerge --quiet --no-fuzzy-matching --no-wrap --sort-by-file --add-location=file \
		"$po" "$work/voorrang.pot" -o "$work/merged.po" 2>>"$work/log"
	msgattrib --no-obsolete --no-wrap "$work/merged.po" >"$work/nl.po" 2>>"$work/log"
	cp "$work/nl.po" "$po"
	msgfmt --statistics -o /dev/null "$po" 2>&1 | tail -1
	exit 0
fi

bad=0
complain() {
	echo "$1"
	bad=1
}
msgfmt --check -o /dev/null "$po" 2>"$work/log" || complain "$po is not well-formed: $(cat "$work/log")"
msgcmp --use-untranslated "$po" "$work/voorrang.pot" >"$work/log" 2>&1 ||
	complain "sentences without an entry in $po (run 'make po'): $(cat "$work/log")"
for what in untranslated only-fuzzy only-obsolete; do
	found=$(msgattrib "--$what" --no-location --no-wrap "$po" 2>>"$work/log" | sed '1,/^$/d')
	[ -z "$found" ] || complain "$what in $po:
$found"
done
# Both languages have the same numbered places ({1}, {f2}) in a sentence.
places=$(awk '
	function places(s,    p, all) {
		p = ""
		for (n = 1; n <= 9; n++)
			if (match(s, "[{][a-z]?" n "[}]")) p = p substr(s, RSTART, RLENGTH)
		return p
	}
	function check() {
		for (i in str)
			if (id != "" && str[i] != "" && places(id) != places(str[i]) &&
			    !(plural != "" && places(plural) == places(str[i])))
				print id
		delete str; id = plural = ""
	}
	/^$/ { check() }
	/^msgid "/ { id = $0; into = "id" }
	/^msgid_plural/ { plural = $0; into = "plural" }
	/^msgstr/ { k = $1; str[k] = $0; into = k }
	/^"/ { if (into == "id") id = id $0; else if (into == "plural") plural = plural $0; else str[into] = str[into] $0 }
	END { check() }
' "$po")
[ -z "$places" ] || complain "places differ between the languages:
$places"
exit $bad
