# shellcheck shell=sh
# What is refused as a whole: nothing goes in, nothing is written, and the message says where.
. tests/cli/lib.sh

data=tests/fixtures/intake
demo_store 0

# refuse CODE TEXT ARG …: the import ends so and says that; nothing is registered.
refuse() {
	code=$1 text=$2
	shift 2
	expect_exit "$code" vr import --json "$@" >"$TMP/out" 2>"$TMP/err"
	expect_in "$TMP/err" "$text"
	[ ! -s "$TMP/out" ] || fail "something on standard output: $*"
	vr queue all --json >"$TMP/queue"
	expect_in "$TMP/queue" '"total":0'
}

for f in quote-unclosed quote-stray quote-text-after bad-byte-utf-8 bad-byte-windows-1252 \
	charset-utf-8-bom charset-cp850; do
	cp "$data/$f.csv" "$TMP/"
done
refuse 65 'row 3' "$TMP/quote-unclosed.csv"
refuse 65 'row 4' "$TMP/quote-stray.csv"
refuse 65 'row 4' "$TMP/quote-text-after.csv"
refuse 65 'row 4' "$TMP/bad-byte-utf-8.csv"
refuse 65 'windows-1252' "$TMP/bad-byte-windows-1252.csv"
refuse 65 'utf-8' --encoding cp1252 "$TMP/charset-utf-8-bom.csv"
refuse 65 'row 2' --encoding utf-8 "$TMP/charset-cp850.csv"
refuse 65 'Referentie' --delimiter tab --encoding cp850 "$TMP/charset-cp850.csv"
refuse 64 'utf-7' --encoding utf-7 "$TMP/charset-cp850.csv"
refuse 64 "the encoding ''" --encoding '' "$TMP/charset-cp850.csv"
refuse 64 'xx' --delimiter xx "$TMP/charset-cp850.csv"
refuse 66 'absent.csv' "$TMP/absent.csv"
refuse 66 'nomap' --map nomap "$TMP/charset-cp850.csv"

# A map with a mistake: file, line, column, and a caret under it.
sed 's/^  surname: .*/  family_name: Achternaam/' store/maps/webform.yaml >"$TMP/map.yaml"
line=$(grep -n family_name "$TMP/map.yaml" | cut -d: -f1)
refuse 65 "map.yaml:$line:" --map "$TMP/map.yaml" "$TMP/charset-cp850.csv"
grep -q '^ *^' "$TMP/err" || fail "no caret"

# A map of one's own works.
sed 's/^encoding: .*/encoding: cp850/' store/maps/webform.yaml >"$TMP/map.yaml"
vr import --json --map "$TMP/map.yaml" "$TMP/charset-cp850.csv" >"$TMP/out" 2>"$TMP/err"
expect_in "$TMP/out" '"rows":3,"accepted":3,'
vr queue all >"$TMP/out"
expect_in "$TMP/out" 'Ångström'

# Who may not, may not; also not dry.
expect_exit 77 vr_as auditor import "$TMP/charset-cp850.csv" >/dev/null 2>&1
expect_exit 77 vr_as administrator import --dry-run "$TMP/charset-cp850.csv" >/dev/null 2>&1
vr_as desk import --encoding cp850 "$TMP/charset-cp850.csv" >"$TMP/out" 2>&1 ||
	fail "the desk may import: $(cat "$TMP/out")"
expect_in "$TMP/out" '3 already there'
