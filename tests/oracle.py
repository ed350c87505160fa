"""The rules against oracles that nobody here wrote: workalendar (public holidays), ncal
(Easter) and stdnum (BSN, postcodes); and the table of equated days against its own dated
list. usage: /usr/bin/python3 tests/oracle.py PROGRAM"""
import datetime
import itertools
import random
import subprocess
import sys

from stdnum.nl import bsn, postcode
from workalendar.europe import Netherlands

ORACLE = sys.argv[1]
FIRST, LAST = 2000, 2100
faults = []


def ours(*args, lines=None):
    text = None if lines is None else "".join(line + "\n" for line in lines)
    return subprocess.run([ORACLE, *map(str, args)], input=text, check=True,
                          capture_output=True, text=True).stdout.splitlines()


def same(what, got, want):
    """Both are lists of the same things."""
    if len(got) != len(want):
        faults.append(f"{what}: {len(got)} of ours, {len(want)} of theirs")
    wrong = [(g, w) for g, w in zip(got, want) if g != w]
    faults.extend(f"{what}: {g}, not {w}" for g, w in wrong[:5])
    print(f"oracle: {what}: {len(want)} compared, {len(wrong)} differ")


def holidays():
    days = [line.split() for line in ours("days", FIRST, LAST)]
    theirs = []
    for year in range(FIRST, LAST + 1):
        named = Netherlands().holidays(year)
        # Eleven a year. Easter and Whit Sunday are Sundays and not in the act (Atw art. 3),
        # which off a Sunday changes nothing.
        sundays = {d for d, name in named if name in ("Easter Sunday", "Whit Sunday")}
        if len(named) != 11 or len(sundays) != 2:
            faults.append(f"workalendar has {len(named)} days in {year}")
        theirs += sorted({d for d, _ in named} - sundays)
    same("holidays", [d for d, equated in days if equated == "0"],
         [d.isoformat() for d in theirs])
    return [d for d, equated in days if equated == "1"]


def equated(days):
    with open("tests/cases/equated.tsv", encoding="utf-8") as f:
        rows = [line.split("\t") for line in f if line[0] not in "#\n"]
    same("equated days", days, [row[0] for row in rows])
    for day, why in rows:
        d = datetime.date.fromisoformat(day)
        if d.weekday() >= 5 or not why.strip():
            faults.append(f"equated.tsv: {day} is a weekend or has no reason")


def easter():
    theirs = []
    for year in range(FIRST, LAST + 1):
        text = subprocess.run(["ncal", "-e", str(year)], check=True, text=True,
                              capture_output=True, env={"LC_ALL": "C"}).stdout
        month, day, _ = text.strip().split("/")
        theirs.append(f"{year}-{month}-{day}")
    same("Easter", ours("easter", FIRST, LAST), theirs)


def numbers():
    dice = random.Random(20260901)
    lines = [f"{dice.randrange(10 ** 9):09d}" for _ in range(60000)]
    lines += [f"{n:09d}" for n in range(2000)]
    lines += ["999999999", "123456782", "111222333", "12345678", "1234567890", "", "x"]
    # stdnum fills up with zeros what is shorter; ours asks for nine digits.
    same("BSN", ours("bsn", lines=lines),
         [str(int(len(line) == 9 and bsn.is_valid(line))) for line in lines])


def postcodes():
    letters = [a + b for a, b in itertools.product("ABCDEFGHIJKLMNOPQRSTUVWXYZ", repeat=2)]
    dice = random.Random(20260901)
    lines = [f"{dice.randrange(10000):04d}{pair}" for pair in letters for _ in range(60)]
    lines += [f"{n:04d}AB" for n in range(10000)]
    lines += [f"{n} {pair}" for n in (999, 1000, 9999, 10000)
              for pair in ("AA", "SA", "SD", "SS", "SB", "ZZ", "A", "AAA", "1A")]
    same("postcodes", ours("postcode", lines=lines),
         [str(int(postcode.is_valid(line))) for line in lines])


equated(holidays())
easter()
numbers()
postcodes()
print("\n".join(faults))
sys.exit(bool(faults))
