"""Measure how fast the product is, against references that run beside it.

    python -m bench.run             all of it, about a quarter of an hour
    python -m bench.run --quick     smaller and fewer runs, to see that all works
    python -m bench.run --plans 500 --only check

Run it from the top of a checkout, in an environment with the product and its `bench` extra. Every
figure is a ratio: the measure and its reference run in turn, A B A B, each in a process of its own;
the table has the median of the paired ratios and the smallest and largest. So a slow or a busy
machine changes the figures little; seconds are shown only to give an idea. The exit code is 0
whether the targets are met or not.

Targets: the check of 2,000 files takes at most 10 times what libyaml alone takes over the same
bytes, and 150 MB; a cold `tongxin check` of the shipped plans, installed from a wheel, at most 14
times (better: 9 times) what the interpreter takes to start; a year of 100,000 weekly tasks at most
a thirtieth of what dateutil takes; the report of a week over 20,000 entries at most 3 times what
reading that ledger takes; one verified change of a value at most 20 times what PyYAML's events of
that file take; recording an entry beside 100,000 of five years at most twice what it takes beside
ten; a cold report of a week as Word at most 40 times the start of the interpreter; the ledgers of
10,000 entries as a workbook at most 1.5 times what xlsxwriter takes for the bare cells.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.corpus import TODAY, make

HERE = Path(__file__).resolve().parent.parent
SHIPPED = ("tongxin.yaml", "plans", "ledger", "evidence")
BUILT_FROM = ("src", "locale", "templates", "pyproject.toml", "hatch_build.py", "README.md",
              "LICENSE", *SHIPPED)  # fmt: skip
PARTS = ("check", "communities", "cold", "occurrences", "report", "edit", "record", "workbook",
         "beside")  # fmt: skip

CHECK, MEMORY, COLD, STRETCH, OCCURRENCES, REPORT = 10.0, 150.0, 14.0, 9.0, 1 / 30, 3.0
EDIT, RECORD, WORD, WORKBOOK = 20.0, 2.0, 40.0, 1.5
PLANS_EACH = 5
FULL_SIZE = 2000
"""The number of plans that the targets of the check are for."""


@dataclass(frozen=True)
class Row:
    """One line of the table. `target`: at most this; None: shown beside, no target."""

    what: str
    values: tuple[float, ...]
    reference: str
    target: float | None = None
    unit: str = "×"

    def cells(self) -> tuple[str, ...]:
        """What stands in the table."""
        if not self.values:
            return self.what, "not measured", "", "", self.reference, ""
        middle, least, most = median(self.values), min(self.values), max(self.values)
        spread = f"{_show(least)}…{_show(most)} ({len(self.values)})"
        target = "" if self.target is None else f"≤ {_show(self.target)}{self.unit}"
        met = "" if self.target is None else "met" if middle <= self.target else "not met"
        measured = f"{_show(middle)}{self.unit}"
        return self.what, measured, spread, target, self.reference, met


HEAD = ("measure", "measured", "spread (runs)", "target", "reference", "")


def _show(value: float) -> str:
    """Three figures."""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--plans", type=int, help="plans in the corpus (2000; 200 if quick)")
    parser.add_argument("--quick", action="store_true", help="smaller and fewer runs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=PARTS, help="this part (repeatable)")
    given = parser.parse_args()
    plans = given.plans or (200 if given.quick else FULL_SIZE)
    runs = 1 if given.quick else 3
    tasks, sample = (10_000, 20) if given.quick else (100_000, 200)
    entries = 2_000 if given.quick else 20_000
    with tempfile.TemporaryDirectory(prefix="tongxin-bench-") as name:
        folder = Path(name)
        parts: dict[str, Callable[[], Iterator[Row]]] = {
            "check": lambda: check(folder / "corpus", plans, given.seed, runs),
            "communities": lambda: communities(folder / "street", plans, given.seed, runs),
            "cold": lambda: cold(folder / "wheel", 5 * runs),
            "occurrences": lambda: occurrences(tasks, runs),
            "report": lambda: report(entries, runs),
            "edit": lambda: edit(folder / "plan", given.seed, runs),
            "record": lambda: record(folder / "ledgers", 5 * entries, 3 * runs),
            "workbook": lambda: workbook(entries // 2, 2 * runs),
            "beside": lambda: beside(folder / "sample", sample, given.seed, runs),
        }
        for part in given.only or PARTS:
            try:
                rows = list(parts[part]())
            except subprocess.CalledProcessError as error:
                rows = [Row(part, (), f"exit code {error.returncode} of {error.cmd[:5]}")]
            print("\n".join(table([HEAD, *(row.cells() for row in rows)])), "\n", flush=True)


def table(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines with their columns aligned."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        yield "  ".join(
            cell.ljust(width) for cell, width in zip(line, widths, strict=True)
        ).rstrip()


# ── the check of many files ───────────────────────────────────────────────────────────────────


def check(folder: Path, plans: int, seed: int, runs: int) -> Iterator[Row]:
    """The check and libyaml alone (before and after), in turn; stage by stage; memory."""
    _run(sys.executable, "-m", "bench.corpus", folder, "--plans", plans, "--seed", seed)
    whole, bare = [], [_inside("bare", folder)]
    for _ in range(runs):
        whole.append(_inside("full", folder))
        bare.append(_inside("bare", folder))
    beside = [(a["seconds"] + b["seconds"]) / 2 for a, b in pairwise(bare)]
    ratios = _ratios([one["seconds"] for one in whole], beside)
    size, seconds = bare[0]["bytes"] / 1e6, median(one["seconds"] for one in bare)
    libyaml = f"libyaml alone, {size:.1f} MB in {seconds:.2f} s"
    judged = plans >= FULL_SIZE
    yield Row(f"check of {plans} plans", ratios, libyaml, CHECK if judged else None)
    stages = [_inside("stages", folder) for _ in range(runs)]
    names = [name for name in stages[0] if not name.startswith("check ") and name != "bare"]
    known = 0.0
    for name in names:
        found = tuple(one[name] / one["bare"] for one in stages)
        known += median(found) if name != "events only" else 0.0
        within = " (a part of: tree)" if name == "events only" else ""
        yield Row(f"  {name}{within}", found, "libyaml alone")
    yield Row("  rest", (median(ratios) - known,), "check less its stages")
    codes = [name for name in stages[0] if name.startswith("check ")]
    codes.sort(key=lambda name: -median(one[name] for one in stages))
    for name in codes[:5]:
        yield Row(f"  {name}", tuple(one[name] / one["bare"] for one in stages), "libyaml alone")
    first = whole[0]
    print(
        f"corpus: {plans} plans; {first['errors']} errors, {first['findings']} findings, "
        f"{first['overdue']} overdue, {first['missed']} missed lately of {first['missed_count']}; "
        f"check {median(one['seconds'] for one in whole):.1f} s"
    )
    peaks = tuple(one["peak"] for one in whole)
    yield Row(f"memory of the check of {plans} plans", peaks, "peak of its process, all told",
              MEMORY if judged else None, " MB")  # fmt: skip


def communities(folder: Path, plans: int, seed: int, runs: int) -> Iterator[Row]:
    """The same number of plans as people have them: five in each community, one after another."""
    for number in range(plans // PLANS_EACH):
        make(folder / f"c{number:04}", PLANS_EACH, seed + number)
    whole, bare = [], [_inside("bare", folder)]
    for _ in range(runs):
        whole.append(_inside("full", folder))
        bare.append(_inside("bare", folder))
    beside = [(a["seconds"] + b["seconds"]) / 2 for a, b in pairwise(bare)]
    what = f"check of {plans // PLANS_EACH} communities of {PLANS_EACH} plans"
    yield Row(what, _ratios([one["seconds"] for one in whole], beside), "libyaml alone")
    peaks = tuple(one["peak"] for one in whole)
    yield Row("  memory of it", peaks, "peak of its process, all told", MEMORY, " MB")


# ── a cold start ──────────────────────────────────────────────────────────────────────────────


def cold(folder: Path, runs: int) -> Iterator[Row]:
    """`check`, `due`, a report as Word of the shipped plans, from a wheel; and `-c pass`."""
    shipped = folder / "shipped"
    shipped.mkdir(parents=True)
    for name in SHIPPED:
        _copy(name, shipped)
    python = _installed(folder)
    tongxin = python.parent / "tongxin"
    day = ["--root", shipped, "--today", TODAY]
    # Nothing of how this process was started may change how the installed one starts.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    environment["TONGXIN_LANG"] = "zh"
    verbs: tuple[tuple[str, tuple[Any, ...], float | None, float | None], ...] = (
        ("check", (), COLD, STRETCH),
        ("due", (), None, None),
        ("report as Word", ("-o", folder / "week.docx"), WORD, None),
    )
    for verb, more, target, better in verbs:
        command = [tongxin, verb.split()[0], *more, *day]
        if (code := _exit_code(command, environment)) not in (0, 1):
            yield Row(f"cold tongxin {verb}", (), f"exit code {code}")
            continue
        ours, start = [], []
        for _ in range(runs):
            start.append(_wall([python, "-c", "pass"], environment))
            ours.append(_wall(command, environment))
        ratios = _ratios(ours, start)
        reference = f"python -c pass, {median(start) * 1000:.0f} ms"
        yield Row(f"cold tongxin {verb}", ratios, reference, target)
        if better is not None:
            yield Row(f"cold tongxin {verb}, stretch", ratios, reference, better)
            yield from _dearest(tongxin, verb, day, environment, median(start), runs)
            yield from _work(shipped, median(start), min(runs, 5))


def _dearest(
    tongxin: Path, verb: str, day: list[Any], environment: dict[str, str], start: float, runs: int
) -> Iterator[Row]:
    """The ten packages whose import takes longest, without what they import from others."""
    command = [tongxin.parent / "python", "-X", "importtime", tongxin, verb, *day]
    found: dict[str, list[float]] = {}
    for _ in range(min(runs, 5)):
        run = subprocess.run(
            [str(part) for part in command], env=environment, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )  # fmt: skip
        sums: dict[str, float] = {}
        for line in re.finditer(r"^import time: +(\d+) \| +\d+ \| +([\w.]+)$", run.stderr, re.M):
            package = line[2].partition(".")[0]
            sums[package] = sums.get(package, 0.0) + int(line[1]) / 1e6
        for package, seconds in (sums | {"all imports": sum(sums.values())}).items():
            found.setdefault(package, []).append(seconds)
    dearest = sorted(found, key=lambda package: -median(found[package]))[:11]
    for package in dearest:
        ratios = tuple(seconds / start for seconds in found[package])
        yield Row(f"  import: {package}", ratios, "python -c pass; -X importtime slows it")


def _work(shipped: Path, start: float, runs: int) -> Iterator[Row]:
    """What is done once everything is imported, stage by stage, the first time in a process."""
    stages = [_inside("stages", shipped) for _ in range(runs)]
    names = [name for name in stages[0] if not name.startswith("check ")]
    for name in sorted(names, key=lambda name: -median(one[name] for one in stages))[:8]:
        within = " (a part of: tree)" if name == "events only" else ""
        ratios = tuple(one[name] / start for one in stages)
        yield Row(f"  work: {name}{within}", ratios, "python -c pass")


def _installed(folder: Path) -> Path:
    """The interpreter of a fresh environment that has the product from a wheel."""
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        _copy(name, source)
    # Building here asks no registry; without the build tools pip fetches them.
    ready = find_spec("hatchling") and find_spec("babel")
    isolation = ["--no-build-isolation"] if ready else []
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", *isolation,
         "--wheel-dir", folder, source)  # fmt: skip
    _run(sys.executable, "-m", "venv", folder / "env")
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    _run(python, "-m", "pip", "install", "--quiet", f"{next(folder.glob('*.whl'))}[docx]")
    return python


def _copy(name: str, folder: Path) -> None:
    here = HERE / name
    ignored = shutil.ignore_patterns("__pycache__", "*.mo")
    if here.is_dir():
        shutil.copytree(here, folder / name, ignore=ignored)
    elif here.exists():
        shutil.copy2(here, folder / name)


# ── occurrences ───────────────────────────────────────────────────────────────────────────────


def occurrences(tasks: int, runs: int) -> Iterator[Row]:
    """A year of weekly tasks, and dateutil on a sample, scaled."""
    found = [_inside("occurrences", tasks) for _ in range(runs)]
    for name, what in (
        ("plans", "a window for 50 tasks"),
        ("one", "one window for all"),
        ("each", "a window for each: no cache"),
    ):
        seconds = median(one[f"dateutil {name}"] for one in found)
        reference = f"dateutil, {seconds:.1f} s (scaled from 300 tasks)"
        ratios = tuple(one[name] / one[f"dateutil {name}"] for one in found)
        target = OCCURRENCES if tasks >= 100_000 else None
        yield Row(f"a year of {tasks} weekly tasks, {what}", ratios, reference, target)


# ── reports ───────────────────────────────────────────────────────────────────────────────────


def report(entries: int, runs: int) -> Iterator[Row]:
    """A week's report over a long ledger."""
    found = [_inside("report", entries) for _ in range(runs)]
    ratios = tuple(one["report"] / one["ledger"] for one in found)
    seconds = median(one["ledger"] for one in found)
    reference = f"reading the ledger alone, {seconds:.1f} s"
    target = REPORT if entries >= 20_000 else None
    yield Row(f"report of a week over {entries} entries", ratios, reference, target)


def edit(folder: Path, seed: int, runs: int) -> Iterator[Row]:
    """One value of a plan changed and verified, and the events of the same file."""
    _run(sys.executable, "-m", "bench.corpus", folder, "--plans", 1, "--seed", seed)
    found = [_inside("edit", folder) for _ in range(runs)]
    ratios = tuple(one["edit"] / one["events"] for one in found)
    reference = f"PyYAML's events, {median(one['events'] for one in found) * 1000:.1f} ms"
    yield Row("one verified set", ratios, reference, EDIT)


def record(folder: Path, entries: int, runs: int) -> Iterator[Row]:
    """`tongxin done`, start included, beside few entries and beside those of five years."""
    few, many = folder / "few", folder / "many"
    for root, number in ((few, 10), (many, entries)):
        _run(sys.executable, "-m", "bench.inside", "ledger", f"{root}:{number}")
    environment = {**os.environ, "TONGXIN_LANG": "zh", "TONGXIN_TODAY": str(TODAY)}
    task = ("done", "sanitation/weekly", "--place", "beiyuan")
    seconds: dict[Path, list[float]] = {few: [], many: []}
    for _ in range(runs):
        for root in (few, many):
            command = [sys.executable, "-m", "tongxin", *task, "--root", root]
            seconds[root].append(_wall(command, environment))
    reference = f"beside ten, {median(seconds[few]):.2f} s"
    target = RECORD if entries >= 100_000 else None
    ratios = _ratios(seconds[many], seconds[few])
    yield Row(f"done beside {entries} entries of five years", ratios, reference, target)


def workbook(entries: int, runs: int) -> Iterator[Row]:
    """The ledgers as a workbook, and the bare cells of it; part by part."""
    found = [_inside("workbook", entries) for _ in range(runs)]
    ratios = tuple((one["tables"] + one["write"]) / one["bare"] for one in found)
    seconds = median(one["bare"] for one in found)
    reference = f"xlsxwriter, {found[0]['cells']:.0f} bare cells in {seconds:.2f} s"
    target = WORKBOOK if entries >= 10_000 else None
    yield Row(f"workbook of {entries} entries", ratios, reference, target)
    parts = {"tables": "what stands in the cells", "write": "the cells with looks, filters, lists",
             "read": "reading the workspace, not counted"}  # fmt: skip
    for name, what in parts.items():
        yield Row(f"  {what}", tuple(one[name] / one["bare"] for one in found), "the bare cells")


# ── others on the same files ──────────────────────────────────────────────────────────────────


def beside(folder: Path, plans: int, seed: int, runs: int) -> Iterator[Row]:
    """Yamllint and check-jsonschema over the plan files, and our check of the same."""
    _run(sys.executable, "-m", "bench.corpus", folder, "--plans", plans, "--seed", seed)
    schema = folder / "schema.json"
    schema.write_text(_run(sys.executable, "-m", "tongxin", "schema", "plan"), encoding="utf-8")
    files = sorted((folder / "plans").glob("*.yaml"))
    commands: dict[str, tuple[str, list[Any]]] = {
        "yamllint": ("yamllint", ["-m", "yamllint", "-d", "relaxed", *files]),
        "check-jsonschema": (
            "check_jsonschema",
            ["-m", "check_jsonschema", "--schemafile", schema, *files],
        ),
        "tongxin check": (
            "tongxin",
            ["-m", "tongxin", "check", "--root", folder, "--today", TODAY],
        ),
    }
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    bare: list[float] = []
    for _ in range(runs):
        bare.append(_inside("bare", folder)["seconds"])
        for name, (module, command) in commands.items():
            if find_spec(module):
                seconds[name].append(_wall([sys.executable, *command], dict(os.environ)))
    for name in commands:
        ratios = _ratios(seconds[name], bare) if seconds[name] else ()
        reference = "libyaml alone" if ratios else "not installed"
        yield Row(f"{name} of {plans} plans, start and output included", ratios, reference)


# ── small steps ───────────────────────────────────────────────────────────────────────────────


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> tuple[float, ...]:
    return tuple(one / other for one, other in zip(ours, theirs, strict=True))


def _inside(what: str, subject: object) -> dict[str, float]:
    """One measurement in a process of its own."""
    found: dict[str, float] = json.loads(_run(sys.executable, "-m", "bench.inside", what, subject))
    return found


def _run(*command: object) -> str:
    """What a command writes to its standard output; an exception if it fails."""
    run = subprocess.run(
        [str(part) for part in command], cwd=HERE, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    if run.returncode:
        sys.stderr.write(run.stderr)
        run.check_returncode()
    return run.stdout


def _wall(command: Sequence[object], environment: dict[str, str]) -> float:
    """Seconds from the start of a process to its end."""
    words = [str(part) for part in command]
    started = perf_counter()
    subprocess.run(
        words, env=environment, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    return perf_counter() - started


def _exit_code(command: Sequence[object], environment: dict[str, str]) -> int:
    """How a command ends; run once before it is timed, so that its byte code is there."""
    words = [str(part) for part in command]
    return subprocess.run(words, env=environment, capture_output=True, check=False).returncode


if __name__ == "__main__":
    main()
