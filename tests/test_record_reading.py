"""Of a long ledger `done` reads the months that its answer needs, and answers as if it read all."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.harness import day, write
from tests.recording import FILES, count_ids
from tests.test_commands import Desk
from tongxin.calendar.periods import iso
from tongxin.commands.done import Work, done
from tongxin.commands.record import Said
from tongxin.workspace.read import _Reading

FIRST, LAST = day("2026-01-01"), day("2026-12-31")
PLAN = """\
plan: long
title: 全年工作计划
period: 2026
groups: [{id: g, name: 综合组}]
tasks:
  - {id: week, title: 每周检查, group: g, schedule: 每周1次, checklist: [通道]}
  - {id: round, title: 逐处检查, group: g, places: [小区], schedule: {every: month, each: place}}
  - {id: quarter, title: 季度研判, group: g, schedule: 每季度2次}
  - {id: carried, title: 月度报表, group: g, schedule: 每月1次, carry: true}
  - {id: spring, title: 春季活动, group: g, schedule: {by: 2026-04-30}}
  - {id: year, title: 年度走访, group: g, schedule: 全年12次}
  - {id: open, title: 日常宣传, group: g, schedule: 常年}
  - {id: watch, title: 隐患复看, group: g, places: [小区], schedule: 有隐患的每周1次}
"""
OTHER = """\
plan: other
title: 另一计划
period: 2026
tasks:
  - {id: month, title: 每月检查, schedule: 每月1次, checklist: [通道], places: [小区]}
"""
TASKS = ("week", "round", "quarter", "carried", "spring", "year", "open", "watch")


def line(number: int, on: int, rest: str) -> tuple[str, str]:
    """A line and the month it stands in."""
    return iso(on)[:7], f"- {{id: E-{number}, date: {iso(on)}, {rest}, at: {iso(on)}}}\n"


DAYS = st.integers(FIRST, LAST)
DONE = st.tuples(
    st.sampled_from(TASKS), st.sampled_from(["bei", "nan", "[bei, nan, dong]"]), st.integers(1, 2)
).map(lambda t: f"task: long/{t[0]}, place: {t[1]}, count: {t[2]}")
WEEK = st.integers(10, 52).map(lambda n: f"2026-W{n:02}")
MONTH = st.integers(1, 12).map(lambda n: f"2026-{n:02}")
CHANGED = st.one_of(
    WEEK.map(lambda label: f"week, period: {label}"),
    st.tuples(WEEK, WEEK).map(lambda ends: f"week, period: {min(ends)}..{max(ends)}"),
    MONTH.map(lambda label: f"round, period: {label}, place: bei"),
    MONTH.map(lambda label: f"carried, period: {label}"),
    st.integers(1, 4).map(lambda n: f"quarter, period: 2026-Q{n}"),
    st.just("spring, period: once"),
)
WAIVED = CHANGED.map(lambda text: f'waive: long/{text}, why: "x"')
EXTENDED = st.tuples(CHANGED, DAYS).map(lambda t: f'extend: long/{t[0]}, to: {iso(t[1])}, why: "x"')
VOIDED = st.integers(0, 19).map(lambda n: f'void: E-{n}, why: "x"')
LEDGER = st.lists(st.tuples(DAYS, DONE | WAIVED | EXTENDED | VOIDED), max_size=20)


def answered(ledger: list[tuple[int, str]], work: Work, today: int, on: int, whole: bool) -> str:
    """What `done` answers in a workspace with such a ledger."""
    months: dict[str, str] = {}
    for number, (when, rest) in enumerate(ledger):
        month, text = line(number, when, rest)
        months[f"ledger/{month}.yaml"] = months.get(f"ledger/{month}.yaml", "") + text
    files = {"tongxin.yaml": FILES["tongxin.yaml"], "plans/long.yaml": PLAN}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = write(Path(folder), {**files, "plans/other.yaml": OTHER, **months})
        count_ids(patch)
        if whole:
            patch.setattr("tongxin.commands.done._since", lambda *_: None)
        desk = Desk(root, on=iso(today))
        assert done(desk.context, work, Said(on=iso(on))) == 0
        return desk.text + desk.errors


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@example(  # waived long before
    [(day("2026-03-01"), 'waive: long/week, period: 2026-W40..2026-W52, why: "x"')],
    "week", day("2026-11-23"), 0,
)  # fmt: skip
@example(  # extended long after
    [(day("2026-03-10"), "task: long/week"), (day("2026-11-20"),
     'extend: long/week, period: 2026-W11, to: 2026-11-30, why: "x"')],
    "week", day("2026-11-23"), 0,
)  # fmt: skip
@example(  # an extension that is void
    [(day("2026-03-01"), 'extend: long/round, period: 2026-10, to: 2026-12-30, why: "x"'),
     (day("2026-04-01"), 'void: E-0, why: "x"')],
    "round", day("2026-11-23"), 0,
)  # fmt: skip
@given(LEDGER, st.sampled_from(TASKS), st.integers(day("2026-06-01"), LAST), st.integers(0, 60))
def test_the_answer_is_that_of_the_whole_ledger(
    ledger: list[tuple[int, str]], task: str, today: int, back: int
) -> None:
    work = Work((f"long/{task}",), places=("bei", "nan"))
    answers = [answered(ledger, work, today, today - back, whole) for whole in (False, True)]
    assert answers[0] == answers[1]


# ── which months are read ─────────────────────────────────────────────────────────────────────


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the ledger that were parsed, in order."""
    seen: list[str] = []
    tree = _Reading.tree

    def spied(self: _Reading, path: str, ledger: bool = False) -> object:
        if ledger:
            seen.append(path.removeprefix("ledger/").removesuffix(".yaml"))
        return tree(self, path, ledger)

    monkeypatch.setattr(_Reading, "tree", spied)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    months = {
        f"ledger/2026-{n:02}.yaml": f"- {{date: 2026-{n:02}-05, task: long/week}}\n"
        for n in range(1, 12)
    }
    own = {"tongxin.yaml": FILES["tongxin.yaml"], "plans/long.yaml": PLAN}
    return write(tmp_path, {**own, "plans/other.yaml": OTHER, **months})


def record(root: Path, *words: str, language: str | None = "en", **said: object) -> None:
    desk = Desk(root, on="2026-11-23", language=language)
    assert done(desk.context, Work(words, places=("bei",)), Said(**said)) == 0  # type: ignore[arg-type]


ALL = [f"2026-{n:02}" for n in range(1, 12)]


@pytest.mark.parametrize(
    ("task", "months"),
    [
        ("week", ["2026-11"]),
        ("round", ["2026-11"]),
        ("quarter", ["2026-10", "2026-11"]),
        ("year", ALL),
        ("carried", ALL),
        ("watch", ALL),  # a hazard may have been open for long
    ],
)
@pytest.mark.parametrize("language", ["en", None])
def test_only_the_months_that_are_needed_are_read(
    root: Path, read: list[str], task: str, months: list[str], language: str | None
) -> None:
    record(root, f"long/{task}", language=language)
    assert read == months


def test_a_day_long_ago_needs_its_months(root: Path, read: list[str]) -> None:
    record(root, "long/week", on="2026-08-20")
    assert read == ["2026-08", "2026-09", "2026-10", "2026-11"]


def test_evidence_and_a_part_of_a_title_need_no_more(
    root: Path, read: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("outside") / "a.txt"
    file.write_text("x")
    record(root, "每周检查", evidence=(str(file),))
    assert read == ["2026-11"]


def test_a_month_with_a_waiver_is_read_too(root: Path, read: list[str]) -> None:
    with (root / "ledger/2026-03.yaml").open("a") as file:
        file.write("- {日期: 2026-03-09, 免办: long/week, 期次: 2026-W47, 理由: 停工}\n")
    record(root, "long/week")
    assert read == ["2026-03", "2026-11"]


def test_a_file_that_is_not_named_for_a_month_is_read(root: Path, read: list[str]) -> None:
    (root / "ledger/old.yaml").write_text("- {date: 2026-11-17, task: long/week}\n")
    record(root, "long/week")
    assert read == ["2026-11", "old"]
