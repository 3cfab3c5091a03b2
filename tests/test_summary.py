"""The figures of a report: recomputed from `due --all` and the ledger, and case by case."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.harness import day, world, write
from tongxin.answers import spans
from tongxin.answers.summary import Summary, summarize
from tongxin.commands.context import Context
from tongxin.commands.due import due
from tongxin.diagnostic import TongxinError
from tongxin.model.world import World
from tongxin.output import view
from tongxin.workspace.read import read_world

SETTINGS = """\
tongxin: 1
community: {name: 示例社区, parent: 示例街道}
since: 2026-09-07
groups: [{id: all, name: 综合组}]
places:
  - {id: bei, name: 北苑小区, kind: 小区}
  - {id: nan, name: 南苑小区, kind: 小区}
"""

PLAN = """\
plan: fire
title: 消防工作计划
period: 2026-09..2027-06
indicators:
  - {id: people, name: 参加人数, target: 20, sum: people}
  - {id: rate, name: 知晓率, target: "≥90%"}
groups:
  - {id: brigade, name: 消防组}
phases:
  - {id: start, name: 启动阶段, from: 2026-09, to: 2026-10}
  - {id: run, name: 实施阶段, from: 2026-11, to: 2027-03}
tasks:
  - {id: patrol, title: 巡查, group: brigade, schedule: 每周2次, indicators: people}
  - {id: each, title: 逐个检查, group: all, schedule: {every: month, each: place}, places: 小区}
  - {id: friday, title: 例会, group: brigade, schedule: 每周五, phase: run}
  - {id: setup, title: 成立小组, group: all, schedule: {by: 2026-10-15}, phase: start}
  - {id: day, title: 消防日, schedule: {day: 全国消防日}}
  - {id: watch, title: 值守, group: brigade, schedule: 全年}
"""


def made(root: Path, *ledger: str, plan: str = PLAN, settings: str = SETTINGS) -> World:
    """A workspace with these ledger entries."""
    lines = "".join(f"- {{{line}}}\n" for line in ledger)
    files = {"tongxin.yaml": settings, "plans/fire.yaml": plan, "ledger/2026.yaml": lines}
    return world(root, files)


def summary(found: World, span: str, today: str) -> Summary:
    one = spans.labelled(span)
    assert one is not None
    return summarize(found, one, day(today))


# ── recomputed by other code ──────────────────────────────────────────────────────────────────

DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 20))
DONE = st.builds(
    "date: {}, task: fire/{}, place: [{}], count: {}, people: {}".format,
    DAYS,
    st.sampled_from(["patrol", "each", "friday", "setup", "day", "watch"]),
    st.sampled_from(["bei", "nan", "bei, nan", ""]),
    st.integers(1, 2),
    st.integers(0, 9),
)
NOTES = st.builds("date: {}, {}: 记事".format, DAYS, st.sampled_from(["note", "problem"]))
WAIVERS = st.builds(
    "date: {}, waive: fire/patrol, period: 2026-W{}, why: 停".format, DAYS, st.integers(37, 51)
)
HAZARDS = st.builds(
    "date: {0}, hazard: H-{1}, event: {2}, place: bei, what: 堆物".format,
    DAYS, st.integers(1, 4), st.sampled_from(["found", "found", "rectified", "closed"]),
)  # fmt: skip
LEDGER = st.lists(DONE | NOTES | WAIVERS | HAZARDS, max_size=25)
SPANS = st.sampled_from(
    ["2026-10", "2026-11", "2026-W45", "2026-W47", "2026-Q4", "2026-11-02..2026-11-20"]
)


def due_all(root: Path, today: date) -> list[dict[str, Any]]:
    """The rows of `due --all --format json`."""
    out = StringIO()
    due(Context(root, today.toordinal(), "en", "json", out, StringIO()), everything=True)
    rows: list[dict[str, Any]] = json.loads(out.getvalue())["occurrences"]
    return rows


def parsed(lines: Iterable[str]) -> list[dict[str, Any]]:
    """The entries as another parser reads them."""
    return [YAML(typ="safe").load(f"{{{line}}}") for line in lines]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LEDGER, SPANS, st.dates(date(2026, 11, 21), date(2027, 1, 10)))
def test_the_figures_are_the_sums_of_due_and_the_ledger(
    ledger: list[str], label: str, today: date
) -> None:
    with tempfile.TemporaryDirectory() as name:
        found = summary(made(Path(name) / "a", *ledger), label, today.isoformat())
        first, last = (date.fromordinal(d) for d in (found.span.first, found.span.last))
        seen = min(today, last)
        known = [e for e in ledger if parsed([e])[0]["date"] <= seen]
        other = Path(name) / "b"
        made(other, *known)
        rows = due_all(other, last + timedelta(1) if today > last else today)
        in_span = [r for r in rows if r["quota"] and first <= date.fromisoformat(r["due"]) <= last]
        states = Counter(row["state"] for row in in_span)
        assert found.score.owed == len(in_span) - states["waived"]
        assert found.score.kept == states["met"] + states["late"]
        by_group: Counter[str | None] = Counter()
        names = {"brigade": "消防组", "all": "综合组", None: ""}
        for row in in_span:
            by_group[names[row["group"]]] += row["state"] in ("met", "late")
        assert {g.name: g.score.kept for g in found.groups if g.score.occurrences} == dict(by_group)
        overdue = [row for row in rows if row["state"] == "overdue"]
        assert sum(len(line.occurrences) for line in found.overdue) == len(overdue)
        missed = [
            row
            for row in rows
            if row["state"] == "missed" and first <= date.fromisoformat(row["closes"]) <= last
        ]
        assert sum(len(line.occurrences) for line in found.missed) == len(missed)
        entries = [e for e in parsed(known) if first <= e["date"] <= last]
        assert len(found.other) == sum("note" in e for e in entries)
        assert len(found.problems) == sum("problem" in e for e in entries)
        # What was done for a task without a quota is all there, each entry once.
        watched = [e for e in entries if e.get("task") == "fire/watch"]
        lines = [x for g in found.groups for x in g.lines if x.first.duty.task.id == "watch"]
        assert sum(line.times for line in lines) == sum(e["count"] for e in watched)
        people = sum(e.get("people", 0) for e in parsed(known) if e.get("task") == "fire/patrol")
        [trend] = [t for t in found.indicators if t.reading.indicator.id == "people"]
        assert trend.reading.value == people


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LEDGER, st.lists(DONE, max_size=6), st.sampled_from(["2026-10", "2026-W45"]))
def test_what_is_written_of_later_days_leaves_a_report_as_it_was(
    ledger: list[str], later: list[str], label: str
) -> None:
    last = date(2026, 10, 31) if label == "2026-10" else date(2026, 11, 8)
    later = [line for line in later if parsed([line])[0]["date"] > last]
    with tempfile.TemporaryDirectory() as name:
        before = summary(made(Path(name) / "a", *ledger), label, "2026-12-25")
        after = summary(made(Path(name) / "b", *ledger, *later), label, "2026-12-30")
    for one, other in ((before.score, after.score), (before.before, after.before)):
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert [o.state for o in one.occurrences] == [o.state for o in other.occurrences]
    assert [len(x.occurrences) for x in before.overdue] == [
        len(x.occurrences) for x in after.overdue
    ]


# ── case by case ──────────────────────────────────────────────────────────────────────────────


def test_a_running_week_and_one_that_is_over(tmp_path: Path) -> None:
    found = made(
        tmp_path, "date: 2026-11-17, task: fire/patrol", "date: 2026-11-09, task: fire/day"
    )
    running = summary(found, "2026-W47", "2026-11-19")
    assert (running.over, running.score.owed, running.score.kept) == (False, 2, 0)
    assert running.missed == ()
    over = summary(found, "2026-W47", "2026-11-23")
    assert over.over
    assert [(x.first.duty.task.id, x.count, x.quota) for x in over.missed] == [
        ("friday", 0, 1), ("patrol", 1, 2),
    ]  # fmt: skip


def test_what_a_group_did_and_what_all_of_its_places_lack(tmp_path: Path) -> None:
    found = summary(
        made(tmp_path, "date: 2026-11-03, task: fire/each, place: bei, people: 4"),
        "2026-11", "2026-12-01",
    )  # fmt: skip
    [group] = [g for g in found.groups if g.name == "综合组"]
    [line] = group.lines
    assert (line.count, line.quota, len(line.short), line.times) == (1, 2, 1, 1)
    assert (group.score.owed, group.score.kept) == (2, 1)
    assert group.before is not None
    assert (group.before.owed, group.before.kept) == (3, 0)  # October: two places, and setup


def test_three_periods_missed_in_a_row(tmp_path: Path) -> None:
    found = made(tmp_path, "date: 2026-10-27, task: fire/patrol, count: 2")
    two = summary(found, "2026-W46", "2026-11-16")
    assert "patrol" not in [s.occurrences[0].duty.task.id for s in two.streaks]
    three = summary(found, "2026-W47", "2026-11-23")
    assert [
        [o.period for o in s.occurrences]
        for s in three.streaks
        if s.occurrences[0].duty.task.id == "patrol"
    ] == [["2026-W45", "2026-W46", "2026-W47"]]
    kept = made(tmp_path / "b", "date: 2026-11-17, task: fire/patrol, count: 2")
    ids = [s.occurrences[0].duty.task.id for s in summary(kept, "2026-W47", "2026-11-23").streaks]
    assert "patrol" not in ids


def test_a_waived_period_neither_ends_nor_makes_a_row(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "date: 2026-10-20, task: fire/patrol, count: 2",
        "date: 2026-11-10, waive: fire/patrol, period: 2026-W46, why: 停",
    )
    rows = [
        s
        for s in summary(found, "2026-W47", "2026-11-23").streaks
        if s.occurrences[0].duty.task.id == "patrol"
    ]
    assert [[o.period for o in row.occurrences] for row in rows] == [
        ["2026-W44", "2026-W45", "2026-W47"]
    ]


def test_a_quota_for_which_no_working_day_is_left(tmp_path: Path) -> None:
    found = made(tmp_path, "date: 2026-11-17, task: fire/patrol")
    friday = summary(found, "2026-W47", "2026-11-20")
    assert friday.hopeless == ()
    saturday = summary(found, "2026-W47", "2026-11-21")
    assert [line.first.duty.task.id for line in saturday.hopeless] == ["patrol"]
    assert summary(found, "2026-W47", "2026-11-23").hopeless == ()  # it is missed by then


def test_a_phase_behind(tmp_path: Path) -> None:
    found = made(tmp_path, "date: 2026-11-06, task: fire/friday")
    assert [(p.phase.id, p.behind) for p in summary(found, "2026-W45", "2026-11-09").phases] == []
    behind = summary(found, "2026-W46", "2026-11-16").phases
    assert [(p.phase.id, p.score.owed, p.score.kept, p.behind) for p in behind] == [
        ("run", 2, 1, 50.0)
    ]
    assert [p.phase.id for p in summary(found, "2026-10", "2026-11-01").phases] == ["start"]


def test_hazards(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "date: 2026-11-03, hazard: H-1, event: found, place: bei, what: 堆物",
        "date: 2026-11-04, hazard: H-1, event: escalated, to: 街道",
        "date: 2026-11-12, hazard: H-1, event: answered, note: 已派人",
        "date: 2026-11-10, hazard: H-2, event: found, place: nan, what: 充电",
        "date: 2026-11-11, hazard: H-2, event: rectified",
        "date: 2026-11-12, hazard: H-2, event: verified, result: pass",
        "date: 2026-11-13, hazard: H-2, event: closed",
    )
    first = summary(found, "2026-W45", "2026-11-20")
    moves = first.hazards
    assert [
        len(x)
        for x in (moves.opened, moves.closed, moves.escalated, moves.outstanding, moves.overdue)
    ] == [1, 0, 1, 1, 0]
    assert [(e.hazard.id, e.answer) for e in first.escalated] == [("H-1", None)]
    second = summary(found, "2026-W46", "2026-11-20")
    moves = second.hazards
    assert [
        len(x)
        for x in (moves.opened, moves.closed, moves.escalated, moves.outstanding, moves.overdue)
    ] == [1, 1, 0, 1, 1]
    [answered] = second.escalated
    assert answered.answer is not None


def test_trends_of_indicators(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "date: 2026-11-03, indicator: fire/rate, value: 80",
        "date: 2026-11-10, indicator: fire/rate, value: 92",
        "date: 2026-11-17, indicator: fire/rate, value: 92",
    )

    def direction(span: str) -> str | None:
        [trend] = [
            t
            for t in summary(found, span, "2026-11-30").indicators
            if t.reading.indicator.id == "rate"
        ]
        return trend.direction

    assert [direction(w) for w in ("2026-W45", "2026-W46", "2026-W47")] == [None, "up", "same"]


def test_backfilled_by_day_or_by_writing(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "id: E-1, date: 2026-11-03, task: fire/patrol, at: 2026-11-17",
        "id: E-2, date: 2026-11-03, task: fire/patrol, at: 2026-11-10",
    )

    def ids(span: str) -> list[str | None]:
        return [e.id for e in summary(found, span, "2026-11-30").backfilled]

    assert (ids("2026-W45"), ids("2026-W46"), ids("2026-W47")) == (["E-1"], [], ["E-1"])


def test_voided_entries_count_nowhere(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        "id: E-1, date: 2026-11-17, note: 记错",
        "id: E-2, date: 2026-11-17, void: E-1, why: 错",
    )
    assert summary(found, "2026-W47", "2026-11-23").other == ()


def test_what_comes_next(tmp_path: Path) -> None:
    found = made(tmp_path)
    ahead = summary(found, "2026-W45", "2026-11-09").ahead
    assert ahead.span.label == "2026-W46"
    assert [(x.first.duty.task.id, x.first.period) for x in ahead.lines] == [
        ("day", "2026-全国消防日"), ("friday", "2026-W46"), ("patrol", "2026-W46"),
    ]  # fmt: skip
    assert ("全国消防日", day("2026-11-09")) in [(n, s.first) for n, s in ahead.observances]


def test_a_phase_reports_on_its_plan_alone(tmp_path: Path) -> None:
    other = PLAN.replace("plan: fire", "plan: b").replace("消防工作计划", "另一计划")
    write(tmp_path, {"plans/b.yaml": other})
    found = made(tmp_path)
    one = summarize(found, spans.of_phase(found, "fire/run"), day("2026-11-23"))
    assert {o.duty.plan.id for o in one.score.occurrences} == {"fire"}


def test_a_span_that_has_not_begun_or_was_before_the_ledger(tmp_path: Path) -> None:
    found = made(tmp_path)
    with pytest.raises(TongxinError, match="2026-W49 has not begun: it begins on 2026-11-30"):
        summary(found, "2026-W49", "2026-11-29")
    with pytest.raises(TongxinError, match="2026-08 lies before the ledger"):
        summary(found, "2026-08", "2026-11-29")
    assert summary(found, "2026-W37", "2026-11-29").before is None  # the first week of the ledger
    assert summary(found, "2026-W38", "2026-11-29").before is not None


def test_an_empty_workspace(tmp_path: Path) -> None:
    found = read_world(write(tmp_path, {}))
    one = summary(found, "2026-W47", "2026-11-23")
    assert (one.score.owed, one.score.rate, one.groups, one.indicators) == (0, None, (), ())


def test_the_rate_is_of_those_whose_day_is_over(tmp_path: Path) -> None:
    """What is done ahead of its day does not raise it, what is not due yet does not lower it."""
    found = made(tmp_path, "date: 2026-11-16, task: fire/patrol, count: 2")
    assert summary(found, "2026-W47", "2026-11-19").score.rate is None
    saturday = summary(found, "2026-W47", "2026-11-21").score  # Friday's meeting was not held
    assert (saturday.owed, saturday.kept, len(saturday.come), saturday.rate) == (2, 1, 1, 0.0)
    assert summary(found, "2026-W47", "2026-11-23").score.rate == 50.0


def test_a_row_goes_on_in_a_running_week(tmp_path: Path) -> None:
    found = made(tmp_path, "date: 2026-10-27, task: fire/patrol, count: 2")
    rows = summary(found, "2026-W47", "2026-11-20").streaks
    assert "patrol" not in [row.occurrences[0].duty.task.id for row in rows]  # W45 and W46 only
    rows = summary(found, "2026-W48", "2026-11-26").streaks
    assert [o.period for row in rows for o in row.occurrences if o.duty.task.id == "patrol"] == [
        "2026-W45", "2026-W46", "2026-W47",
    ]  # fmt: skip


def test_work_that_never_closes_can_be_made_up(tmp_path: Path) -> None:
    plan = PLAN + "  - {id: late, title: 补办, schedule: {by: 2026-11-22}}\n"
    found = made(tmp_path, plan=plan)
    ids = [line.first.duty.task.id for line in summary(found, "2026-W47", "2026-11-21").hopeless]
    assert ids == ["patrol"]


def test_days_overdue_are_those_of_the_evening(tmp_path: Path) -> None:
    found = made(tmp_path)
    over = view.report_view(summary(found, "2026-W47", "2026-11-23"), day("2026-11-23"))
    running = view.report_view(summary(found, "2026-W47", "2026-11-22"), day("2026-11-22"))
    setup = [
        [d["days"] for d in r["overdue"] if d["task"] == "fire/setup"] for r in (over, running)
    ]
    assert setup == [[38], [38]]
    assert {d["light"] for d in over["missed"]} == {"red"}
