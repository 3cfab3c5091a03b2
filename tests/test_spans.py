"""The spans of reports: their labels, what is before and after, the week one reports on."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import day, world
from tongxin.answers import spans
from tongxin.answers.spans import Kind
from tongxin.calendar.periods import iso
from tongxin.diagnostic import TongxinError
from tongxin.model.world import World

PLAN = """\
plan: fire
title: 消防工作计划
period: 2026-09..2027-06
phases:
  - {id: start, name: 启动阶段, from: 2026-09, to: 2026-10}
  - {id: run, name: 实施阶段, from: 2026-11, to: 2027-03, was: [running]}
  - {id: end, name: 总结阶段, from: 2027-04, to: 2027-06}
"""


@pytest.fixture
def plans(tmp_path: Path) -> World:
    return world(tmp_path, {"plans/fire.yaml": PLAN})


@pytest.mark.parametrize(
    ("today", "label"),
    [
        ("2026-11-16", "2026-W46"),
        ("2026-11-18", "2026-W46"),
        ("2026-11-19", "2026-W47"),
        ("2026-11-22", "2026-W47"),
        ("2026-11-23", "2026-W47"),
        ("2027-01-01", "2026-W53"),
        ("2027-01-04", "2026-W53"),
        ("2027-01-07", "2027-W01"),
    ],
)
def test_the_week_to_report_on(today: str, label: str) -> None:
    """Thursday to Sunday the running one, Monday to Wednesday the last one."""
    assert spans.week_to_report(day(today)).label == label


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2026-W47", "week", "2026-11-16", "2026-11-22"),
        ("2026-11", "month", "2026-11-01", "2026-11-30"),
        ("2026-Q4", "quarter", "2026-10-01", "2026-12-31"),
        ("2026-H2", "half-year", "2026-07-01", "2026-12-31"),
        ("2026", "year", "2026-01-01", "2026-12-31"),
        ("2026-11-09", "days", "2026-11-09", "2026-11-09"),
        ("2026-11-01..2026-11-15", "days", "2026-11-01", "2026-11-15"),
        ("2026-11-01至2026-11-15", "days", "2026-11-01", "2026-11-15"),
        ("2026-09..2026-11", "days", "2026-09-01", "2026-11-30"),
        ("2026年11月", "days", "2026-11-01", "2026-11-30"),
        ("2026-W40..2026-W47", "days", "2026-09-28", "2026-11-22"),
    ],
)
def test_labels(text: str, kind: str, first: str, last: str) -> None:
    found = spans.labelled(text)
    assert found is not None
    assert (str(found.kind), iso(found.first), iso(found.last)) == (kind, first, last)


@pytest.mark.parametrize("text", ["", "x", "2026-W60", "2026-13", "11-23", "fire/start", "2026-Q5"])
def test_what_is_no_label(text: str) -> None:
    assert spans.labelled(text) is None


def test_days_in_the_wrong_order() -> None:
    with pytest.raises(TongxinError):
        spans.labelled("2026-11-15..2026-11-01")


@given(
    st.sampled_from([Kind.WEEK, Kind.MONTH, Kind.QUARTER, Kind.HALF_YEAR, Kind.YEAR]),
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
)
def test_before_and_after_leave_no_gap(kind: Kind, on: date) -> None:
    nobody = World(settings=None)  # type: ignore[arg-type]
    one = spans.running(kind, on.toordinal())
    assert one.first <= on.toordinal() <= one.last
    earlier, later = spans.before(nobody, one), spans.following(nobody, one)
    assert earlier is not None
    assert (earlier.last + 1, later.first) == (one.first, one.last + 1)
    assert earlier.kind is later.kind is kind
    assert spans.labelled(one.label) == one


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 400))
def test_days_are_compared_with_as_many(first: date, length: int) -> None:
    nobody = World(settings=None)  # type: ignore[arg-type]
    last = first + timedelta(length)
    one = spans.days(first.toordinal(), last.toordinal())
    earlier, later = spans.before(nobody, one), spans.following(nobody, one)
    assert earlier is not None
    assert earlier.last == one.first - 1
    assert later.first == one.last + 1
    assert earlier.last - earlier.first == later.last - later.first == length


@pytest.mark.parametrize("name", ["fire/run", "run", "实施阶段", "fire/实施阶段", "running"])
def test_a_phase(plans: World, name: str) -> None:
    one = spans.of_phase(plans, name)
    assert (one.label, one.name, iso(one.first), iso(one.last)) == (
        "fire/run", "实施阶段", "2026-11-01", "2027-03-31",
    )  # fmt: skip
    earlier = spans.before(plans, one)
    assert earlier is not None
    assert (earlier.label, spans.following(plans, one).label) == ("fire/start", "fire/end")
    assert spans.before(plans, earlier) is None
    last = spans.of_phase(plans, "end")
    assert (iso(spans.following(plans, last).first), spans.following(plans, last).kind) == (
        "2027-07-01", Kind.DAYS,
    )  # fmt: skip


def test_no_such_phase_and_several(tmp_path: Path, plans: World) -> None:
    with pytest.raises(TongxinError, match='no phase "rnu"') as refused:
        spans.of_phase(plans, "rnu")
    assert refused.value.remedy is None or "run" in str(refused.value.remedy)
    two = world(
        tmp_path / "two",
        {"plans/fire.yaml": PLAN, "plans/b.yaml": PLAN.replace("plan: fire", "plan: b")},
    )
    with pytest.raises(TongxinError, match=r"may be any of (b/run, fire/run|fire/run, b/run)"):
        spans.of_phase(two, "run")
