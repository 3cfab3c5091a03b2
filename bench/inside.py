"""What is timed inside a process of its own: each function is one measurement and gives numbers.

    python -m bench.inside full DIR       the check of a workspace
    python -m bench.inside bare DIR       libyaml alone over the same bytes
    python -m bench.inside stages DIR     the check, stage by stage
    python -m bench.inside occurrences N  a year of N weekly tasks, and dateutil on a sample
    python -m bench.inside report N       a week's report over N entries, and reading them alone

Each prints one line of JSON. A process a measurement, so that no cache of one run helps the next.
"""

import argparse
import json
import resource
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.corpus import TODAY as TODAY_DATE

TODAY = TODAY_DATE.toordinal()

FAMILIES = {
    "text and shape": "cut-text bad-schedule duplicate-id id-mismatch unknown-check",
    "references": (
        "unknown-group unknown-phase unknown-place unknown-task unknown-goal unknown-indicator "
        "unknown-clause unknown-basis unknown-plan unknown-entry unknown-period dependency-cycle "
        "missing-evidence"
    ),
    "completeness": (
        "vague-schedule vague-target unmeasured-goal goal-without-task task-without-group "
        "unanswered-clause never-due unfinished-plan no-baseline quiet-task idle-group "
        "owed-evidence"
    ),
    "time": (
        "outside-period phase-order due-before-dependency impossible-quota phase-gap "
        "non-working-due unknown-calendar-year"
    ),
    "ledger": (
        "future-entry duplicate-entry uncounted-entry wrong-month hazard-step hazard-overdue "
        "hazard-late-step unwatched-hazard failed-without-hazard personal-information"
    ),
    "across plans": "same-work",
}


def workspaces(folder: Path) -> list[Path]:
    """The folder itself, or the workspaces in it."""
    if (folder / "tongxin.yaml").is_file():
        return [folder]
    return sorted(file.parent for file in folder.glob("*/tongxin.yaml"))


def yaml_files(folder: Path) -> list[Path]:
    """The files that a check reads, of one workspace or of several."""
    if len(workspaces(folder)) > 1:
        return [file for one in workspaces(folder) for file in yaml_files(one)]
    below = [folder / name for name in ("plans/basis", "plans", "ledger")]
    return [folder / "tongxin.yaml", *(f for b in below for f in sorted(b.glob("*.yaml")))]


def full(folder: Path) -> dict[str, Any]:
    """Read, find, list what is overdue and missed: what `check` does but for writing it out.

    The collector is off, as the command line has it; between workspaces it is asked to collect.
    """
    import gc

    from tongxin import checks
    from tongxin.answers.occurrences import Agenda
    from tongxin.commands.check import RECENT
    from tongxin.workspace.read import read_world

    gc.disable()
    found = dict.fromkeys(("errors", "findings", "overdue", "missed", "missed_count"), 0)
    started = perf_counter()
    for number, workspace in enumerate(workspaces(folder)):
        agenda = Agenda(read_world(workspace), TODAY)
        findings = checks.find(agenda)
        found["errors"] += sum(str(finding.severity) == "error" for finding in findings)
        found["findings"] += len(findings)
        found["overdue"] += len(agenda.overdue())
        found["missed"] += len(agenda.missed(TODAY - RECENT))
        found["missed_count"] += agenda.missed_count()
        del agenda, findings
        if number % 5 == 4:
            gc.collect()
    return {"seconds": perf_counter() - started, "peak": peak(), **found}


def bare(folder: Path) -> dict[str, Any]:
    """Run libyaml alone over the same texts, no Python object made of anything."""
    texts = [file.read_bytes().decode() for file in yaml_files(folder)]
    return {"seconds": _bare(texts), "peak": peak(), "bytes": sum(len(t.encode()) for t in texts)}


def _bare(texts: Iterable[str]) -> float:
    from yaml._yaml import CParser

    started = perf_counter()
    for text in texts:
        CParser(text).raw_parse()
    return perf_counter() - started


def stages(folder: Path) -> dict[str, float]:
    """The seconds of each stage of a check, and of libyaml alone (`bare`); the collector is off."""
    import gc
    from importlib import import_module

    from tongxin import checks
    from tongxin.answers.occurrences import Agenda
    from tongxin.commands.check import RECENT
    from tongxin.model.basis import read_basis
    from tongxin.model.community import read_settings
    from tongxin.model.ledger import read_ledger
    from tongxin.model.plan import read_plan
    from tongxin.model.world import World
    from tongxin.text.decode import decode
    from tongxin.text.faults import blank_line_faults
    from tongxin.text.tree import parse_tree

    gc.disable()
    for code in checks.RUNNING:
        import_module(checks.module_name(code))
    names = [file.relative_to(folder).as_posix() for file in yaml_files(folder)]
    laps = _Laps()
    contents = laps.time("read", lambda: [(folder / name).read_bytes() for name in names])
    texts = [content.decode() for content in contents]
    laps.found["bare"] = _bare(texts)
    pairs = zip(names, contents, strict=True)
    sources = laps.time("decode", lambda: [decode(name, content)[0] for name, content in pairs])
    del contents
    laps.time("events only", lambda: [_events(source.text) for source in sources])
    ledgers = [source for source in sources if source.path.startswith("ledger/")]
    laps.time("torn lines", lambda: [blank_line_faults(s, s.text, []) for s in ledgers])
    trees = laps.time("tree", lambda: [parse_tree(source) for source in sources])
    settings, _ = read_settings(trees[0])

    def model() -> World:
        read: dict[str, list[Any]] = {"plans/basis": [], "plans": [], "ledger": []}
        readers: dict[str, Callable[..., Any]] = {
            "plans/basis": read_basis, "plans": read_plan, "ledger": read_ledger,
        }  # fmt: skip
        for tree in trees[1:]:
            kind = tree.source.path.rpartition("/")[0]
            read[kind].append(readers[kind](tree, settings.names)[0])
        things = (tuple(read[kind]) for kind in ("plans", "plans/basis", "ledger"))
        return World(settings, *things, tuple(sources))

    agenda = Agenda(laps.time("model", model), TODAY)
    laps.time("occurrences", lambda: agenda.all_tracks)
    families = {code: name for name, codes in FAMILIES.items() for code in codes.split()}
    for code in checks.RUNNING:
        check = import_module(checks.module_name(code)).check
        laps.time(
            f"checks: {families.get(code, 'others')}", lambda check=check: list(check(agenda))
        )
        laps.found[f"check {code}"] = laps.last
    laps.time("overdue, missed", lambda: (agenda.overdue(), agenda.missed(TODAY - RECENT)))
    laps.found["bare"] = (laps.found["bare"] + _bare(texts)) / 2  # before and after the rest
    return laps.found


def _events(text: str) -> None:
    from yaml._yaml import CParser
    from yaml.events import StreamEndEvent

    get = CParser(text).get_event
    while type(get()) is not StreamEndEvent:
        pass


class _Laps:
    """Seconds by name; several laps of one name are added up."""

    def __init__(self) -> None:
        self.found: dict[str, float] = {}
        self.last = 0.0

    def time(self, name: str, work: Callable[[], Any]) -> Any:
        """Do the work, note the time."""
        started = perf_counter()
        result = work()
        self.last = perf_counter() - started
        self.found[name] = self.found.get(name, 0.0) + self.last
        return result


def occurrences(tasks: int, sample: int = 300) -> dict[str, float]:
    """A year of so many weekly tasks through the cached expansion, and through dateutil.

    `one`: all tasks in one window, as in a community whose plans run through the year. `plans`: a
    window for every fifty tasks, as plans and phases make them. `each`: no two tasks in one window,
    so that no cache helps. Before each of them dateutil is timed on a sample of the distinct
    windows and scaled to all the tasks; on that sample both must give the same days.
    """
    from dateutil.rrule import WEEKLY, rrule

    from tongxin.answers.expansion import Almanac, Window, expand
    from tongxin.calendar.names import Names
    from tongxin.calendar.periods import Unit
    from tongxin.calendar.working_days import working_days
    from tongxin.model.schedule import DayRule, Rule, Shape

    almanac = Almanac(Names(), working_days("CN"))
    kinds = (
        Rule(Shape.QUOTA, Unit.WEEK, times=2),
        Rule(Shape.QUOTA, Unit.WEEK),
        *(Rule(Shape.DAYS, Unit.WEEK, days=(DayRule(weekday=day),)) for day in range(5)),
    )
    # Equal rules of different tasks are different objects, as the model makes them.
    rules = [(replace(kinds[number % len(kinds)]),) for number in range(tasks)]
    base = date(2026, 1, 5).toordinal()

    def window(number: int) -> Window:
        first = base + number % 1000
        return Window(first, first + 364 + (number // 1000 + 50) % 100 - 50, first)

    few = [number * tasks // sample for number in range(sample)]
    limits = [(date.fromordinal(w.first), date.fromordinal(w.last)) for w in map(window, few)]

    def theirs() -> list[list[Any]]:
        return [
            list(rrule(WEEKLY, dtstart=_midnight(first), until=_midnight(last), byweekday=n % 5))
            for n, (first, last) in enumerate(limits)
        ]

    seconds: dict[str, float] = {}
    for name, spread in (("one", tasks), ("plans", 50), ("each", 1)):
        started = perf_counter()
        days = theirs()
        seconds[f"dateutil {name}"] = (perf_counter() - started) * tasks / sample
        windows = [window(number // spread) for number in range(tasks)]
        expand.cache_clear()
        started = perf_counter()
        total = 0
        for rule, within in zip(rules, windows, strict=True):
            total += len(expand(rule, within, almanac, None, False, "2026").slots)
        seconds[name] = perf_counter() - started
        seconds[f"slots {name}"] = total
    for n, due in enumerate(days):
        ours = expand((kinds[2 + n % 5],), window(few[n]), almanac, None, False, "2026").slots
        if [slot.due for slot in ours] != [day.toordinal() for day in due]:
            raise AssertionError(f"other days than dateutil's in {window(few[n])}")
    return seconds


def report(entries: int) -> dict[str, float]:
    """A week's report of the shipped plans over so many entries, and reading those entries alone.

    `report`: read the workspace, sum the week up, make the Markdown. `ledger`: read the ledger.
    """
    import gc
    import random
    import shutil
    import tempfile
    from io import StringIO

    from tongxin.commands.context import Context
    from tongxin.commands.report import Asked
    from tongxin.commands.report import report as run
    from tongxin.model.ledger import read_ledger
    from tongxin.text.decode import decode
    from tongxin.text.faults import blank_line_faults
    from tongxin.text.tree import parse_tree
    from tongxin.workspace.read import read_world

    gc.disable()
    dice, here = random.Random(1), Path(__file__).parent.parent
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        shutil.copytree(here / "plans", root / "plans")
        shutil.copy(here / "tongxin.yaml", root)
        world = read_world(root)
        tasks = [duty.name for duty in world.duties]
        places = [place.id for place in world.settings.places]
        (root / "ledger").mkdir()
        for number in range(entries):
            day = date.fromordinal(date(2026, 9, 1).toordinal() + number * 83 // entries)
            line = (
                f"- {{id: E-{day:%Y%m%d}-{number:06x}, date: {day}, task: {dice.choice(tasks)}, "
                f"place: {dice.choice(places)}, by: 消防安全工作组, people: {dice.randrange(9)}, "
                f'result: pass, note: "楼道已清理", at: {day}}}\n'
            )
            with (root / "ledger" / f"{day:%Y-%m}.yaml").open("a", encoding="utf-8") as file:
                file.write(line)
        started = perf_counter()
        for file in sorted((root / "ledger").glob("*.yaml")):
            source, _ = decode(f"ledger/{file.name}", file.read_bytes())
            blank_line_faults(source, source.text, [])
            read_ledger(parse_tree(source))
        ledger = perf_counter() - started
        started = perf_counter()
        desk = Context(root, TODAY, "zh", "markdown", StringIO(), StringIO())
        run(desk, Asked(week="2026-W47"))
        return {"report": perf_counter() - started, "ledger": ledger}


def edit(folder: Path) -> dict[str, float]:
    """One value of a plan changed and verified, and the events of that file; seconds each."""
    import gc

    from yaml._yaml import CParser

    from tongxin.diagnostic import Source
    from tongxin.model.fields import every_key
    from tongxin.text.revise import Put, revised
    from tongxin.text.tree import Mapping, Sequence, parse_tree

    gc.disable()
    file = next(iter(sorted((folder / "plans").glob("*.yaml"))))
    source = Source(f"plans/{file.name}", file.read_text("utf-8"))
    keys = every_key()
    root = parse_tree(source, keys).root
    assert isinstance(root, Mapping)
    key = next(key.value for key, _ in root.items if key.value in ("tasks", "任务"))
    tasks = root.get(key)
    assert isinstance(tasks, Sequence)
    path = (key, len(tasks.items) // 2, "title")
    found: dict[str, list[float]] = {"edit": [], "events": []}
    for number in range(20):
        started = perf_counter()
        get = CParser(source.text).get_event
        while type(get()).__name__ != "StreamEndEvent":
            pass
        found["events"].append(perf_counter() - started)
        started = perf_counter()
        revised(source, [Put(path, f"逐户查看灭火器 {number}")], keys)
        found["edit"].append(perf_counter() - started)
    return {name: sorted(times)[len(times) // 2] for name, times in found.items()}


def ledger(subject: str) -> dict[str, float]:
    """Make a workspace of the shipped plans with so many entries of five years: `DIR:N`."""
    import random
    import shutil

    from tongxin.workspace.read import read_plans

    folder, _, number = subject.rpartition(":")
    root, entries, here = Path(folder), int(number), Path(__file__).parent.parent
    (root / "ledger").mkdir(parents=True)
    shutil.copytree(here / "plans", root / "plans")
    shutil.copy(here / "tongxin.yaml", root)
    world, dice = read_plans(root), random.Random(1)
    tasks = [duty.name for duty in world.duties]
    places = [place.id for place in world.settings.places]
    texts: dict[str, list[str]] = {}
    for one in range(entries):
        day = date.fromordinal(TODAY - 5 * 365 + one * 5 * 365 // entries)
        texts.setdefault(f"{day:%Y-%m}", []).append(
            f"- {{id: E-{day:%Y%m%d}-{one:06x}, date: {day}, task: {dice.choice(tasks)}, "
            f"place: {dice.choice(places)}, people: {dice.randrange(9)}, "
            f'note: "楼道已清理", at: {day}}}\n'
        )
    for month, lines in texts.items():
        (root / "ledger" / f"{month}.yaml").write_text("".join(lines), "utf-8")
    return {"entries": entries}


def workbook(entries: int) -> dict[str, float]:
    """The ledgers of the shipped plans as a workbook, and xlsxwriter over the same bare cells.

    `tables`: what stands in the cells, the workspace being read. `write`: the workbook of them,
    with its looks, filters and lists. `bare`: the same cells on as many sheets, and nothing else,
    before and after. `read`: reading the workspace.
    """
    import gc
    import tempfile
    from io import StringIO

    from tongxin.commands import export_xlsx
    from tongxin.commands.context import Context
    from tongxin.output.workbook import Sheet, workbook_bytes

    gc.disable()
    made: list[Sheet] = []

    def kept(sheets: Any, *_: Any) -> bytes:
        made.extend(sheets)
        return b""

    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "workspace"
        ledger(f"{root}:{entries}")
        laps = _Laps()
        desk = Context(root, TODAY, "zh", "text", StringIO(), StringIO())
        laps.time("read", lambda: desk.world)
        export_xlsx.workbook_bytes = kept
        laps.time("tables", lambda: export_xlsx.ledgers_workbook(desk))
        before = _bare_cells(made)
        laps.time("write", lambda: workbook_bytes(made, TODAY, {}))
        laps.found["bare"] = (before + _bare_cells(made)) / 2
    laps.found["cells"] = sum(len(row) for sheet in made for row in sheet.rows)
    return laps.found


def _bare_cells(sheets: Iterable[Any]) -> float:
    """Seconds that xlsxwriter takes for the cells alone."""
    from io import BytesIO

    import xlsxwriter

    started = perf_counter()
    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        string, number = page.write_string, page.write_number
        for row, cells in enumerate(sheet.rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    string(row, column, cell)
                elif cell is not None:
                    number(row, column, cell)
    book.close()
    return perf_counter() - started


def _midnight(day: date) -> Any:
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


def peak() -> float:
    """The most memory that this process has had, in MB (1,000,000 bytes)."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return (kilobytes if sys.platform == "darwin" else kilobytes * 1024) / 1e6


_MEASURES: dict[str, tuple[Callable[[Any], dict[str, Any]], Callable[[str], Any]]] = {
    "full": (full, Path),
    "bare": (bare, Path),
    "stages": (stages, Path),
    "occurrences": (occurrences, int),
    "report": (report, int),
    "edit": (edit, Path),
    "ledger": (ledger, str),
    "workbook": (workbook, int),
}
"""What can be measured, and what its subject is made of."""


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(prog="python -m bench.inside", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", choices=tuple(_MEASURES))
    parser.add_argument("subject", metavar="DIR|N")
    given = parser.parse_args()
    measure, kind = _MEASURES[given.what]
    found = measure(kind(given.subject))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
