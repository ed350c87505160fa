"""Turns what tests/bench/run.sh measured into the tables of docs/benchmarks.md, and
measures line mode itself. usage: figures.py PROGRAM FOLDER CASES"""
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time

PROGRAM, FOLDER, CASES = sys.argv[1], sys.argv[2], int(sys.argv[3])
WEBFORM = "tests/fixtures/intake/intake-webform-windows1252.csv"
EVENTS = b"received 2026-09-01\ninvite 2026-09-08 until 2026-09-22\ncompleted 2026-09-18\n"
NONE = "–"


def load(name):
    """What ptybench wrote for one script, or None where it was skipped."""
    try:
        with open(os.path.join(FOLDER, name + ".json"), encoding="utf-8") as f:
            return json.load(f)
    except FileNotFoundError:
        return None


def middle(run, group, field, per_key=False):
    """The median of one figure over all samples of a group of keys."""
    if run is None or not run["groups"].get(group):
        return None
    values = [s[field] / (max(1, s["keys"]) if per_key else 1)
              for s in run["groups"][group] if s[field] is not None]
    return statistics.median(values) if values else None


def show(value, digits):
    if value is None:
        return NONE
    least = 10 ** -digits
    return f"< {least}" if 0 < value < least / 2 else f"{value:,.{digits}f}"


def verdict(value, target):
    if target is None or value is None:
        return NONE if target is None else f"≤ {target}"
    return f"≤ {target} " + ("met" if value <= target else "**missed**")


def ratio(value, other, digits):
    if value is None or other is None:
        return NONE
    return f"{other:,.{digits}f} ({value / other:.1f}×)" if other else show(other, digits)


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|---" + "|---:" * (len(head) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def start_table():
    ours, less, vim = load("list"), load("less"), load("vim")
    if ours is None:
        return
    rows = []
    for what, field, scale, digits, target in (
            ("CPU until the first screen stands, ms", "cpu_ms", 1, 1, 10),
            ("exec to first frame, ms", "frame_ms", 1, 1, None),
            ("anonymous memory at the end, MB", "anon_kb", 1024, 2, 2),
            ("resident memory, peak, MB", "hwm_kb", 1024, 1, None)):
        def of(run):
            values = [s[field] / scale for s in (run or {"start": []})["start"]
                      if s[field] is not None]
            return statistics.median(values) if values else None
        rows.append((what, show(of(ours), digits), verdict(of(ours), target),
                     ratio(of(ours), of(less), digits), ratio(of(ours), of(vim), digits)))
    table(("start", "voorrang", "target", "less", "vim"), rows)


KEYS = (  # what, script, group, peers' group, bytes target, CPU target, settle target
    ("queue of all cases opens", "list", "queue", None, None, None, None),
    ("cursor down", "list", "cursor", "cursor", 40, 0.3, None),
    ("a quarter of a second later: position, sentence, hints", "list", "rest", None,
     None, None, None),
    ("one line on, list scrolls", "list", "scroll", "scroll", 125, 0.3, None),
    ("page down", "list", "page", "page", 1500, 0.3, None),
    ("another order (`s`)", "list", "sort", None, None, None, 30),
    ("Esc, back to the desk", "list", "esc", None, None, None, 30),
    ("a letter of a name in find", "find", "find", None, None, None, 5),
    ("a letter in a note", "note", "typed", None, 12, 0.3, None),
    ("a key of 200 typed ahead", "ahead", "ahead", None, 15, None, None),
    ("cursor down, 200×50", "wide", "cursor", None, None, 0.8, None),
    ("one line on, 200×50", "wide", "scroll", None, None, 0.8, None),
    ("page down, 200×50", "wide", "page", None, None, 0.8, None),
)


def key_table():
    less, vim = load("less"), load("vim")
    if load("list") is None:
        return
    rows = []
    for what, script, group, peers, most_bytes, most_cpu, most_ms in KEYS:
        run = load(script)
        size = middle(run, group, "bytes", True)
        cpu = middle(run, group, "cpu_ms", True)
        settle = None if group == "ahead" else middle(run, group, "settle_ms")
        rows.append((
            what,
            show(size, 0), verdict(size, most_bytes),
            show(cpu, 2), verdict(cpu, most_cpu),
            show(settle, 1), verdict(settle, most_ms),
            ratio(size, middle(less, peers, "bytes", True), 0),
            ratio(size, middle(vim, peers, "bytes", True), 0),
            ratio(cpu, middle(less, peers, "cpu_ms", True), 2),
            ratio(cpu, middle(vim, peers, "cpu_ms", True), 2)))
    table(("a key", "bytes", "target", "CPU ms", "target", "settled ms", "target",
           "less bytes", "vim bytes", "less CPU", "vim CPU"), rows)
    idle = load("list")["groups"]["idle"]
    print(f"Idle for 10 s: {statistics.median(s['bytes'] for s in idle):.0f} bytes to the "
          f"terminal (target 0), {statistics.median(s['cpu_ms'] for s in idle):.1f} ms CPU.")


def writes(n):
    """The write calls on a descriptor of the terminal in one traced run."""
    try:
        with open(os.path.join(FOLDER, f"writes.{n}"), encoding="utf-8", errors="replace") as f:
            return sum(1 for line in f if re.search(r"\bwritev?\([12],", line))
    except FileNotFoundError:
        return None


def write_line():
    if load("list") is None:
        return
    none, hundred = writes(0), writes(100)
    if none is None or hundred is None:
        print("Writes a frame: not counted (strace is not installed).")
    else:
        print(f"Writes to the terminal a key: {(hundred - none) / 100:.2f} (target 1), counted "
              "by strace over 100 cursor moves.")
    print()


def timed(times, *words, feed=None, store=True, fresh=False, codes=(0,)):
    """The medians of elapsed and CPU milliseconds of one command, over several runs."""
    wall, cpu = [], []
    where = os.path.join(FOLDER, "store")
    for _ in range(times):
        if fresh:
            where = os.path.join(FOLDER, "fresh")
            shutil.rmtree(where, ignore_errors=True)
            shutil.copytree(os.path.join(FOLDER, "store"), where)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        done = subprocess.run(
            [PROGRAM] + (["--store", where, "--as", words[0]] if store else []) +
            list(words[1:]), input=feed, capture_output=True, check=False)
        wall.append((time.perf_counter() - start) * 1000)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
        if done.returncode not in codes:
            sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr.decode()}")
    return statistics.median(wall), statistics.median(cpu)


def line_table():
    intake = os.path.join(FOLDER, "intake.csv")
    shutil.copy(WEBFORM, intake)
    with open(WEBFORM + ".expected.json", encoding="utf-8") as f:
        count = json.load(f)["rows"]
    bulk = timed(3, "desk", "import", intake, fresh=True, codes=(65,))
    rows = []
    for what, (wall, cpu), note in (
            ("`queue mine`: start, 50 rows, exit", timed(21, "caseworker", "queue", "mine"), ""),
            ("`queue all --json`: start, 50 rows, exit",
             timed(21, "caseworker", "queue", "all", "--json"), ""),
            ("`term`: an explained clock of three events",
             timed(21, "", "term", "-", feed=EVENTS, store=False), ""),
            (f"`import` of the webform file, {count:,} rows", bulk,
             f"{count / bulk[0] * 1000:,.0f} rows/s"),
            (f"`check` of {CASES:,} cases", timed(3, "administrator", "check"),
             "")):
        rows.append((what, show(wall, 1), show(cpu, 1), note or NONE))
    table(("line mode", "elapsed ms", "CPU ms", "rate"), rows)


print(f"{CASES:,} cases, 80×24 unless said otherwise, xterm-256color, UTF-8; medians. "
      "In brackets: ours divided by theirs.\n")
start_table()
key_table()
write_line()
line_table()
