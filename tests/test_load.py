"""The load of the weeks ahead: small cases counted by hand, and that no share is lost."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import agenda, day, write
from tests.test_commands import Desk
from tongxin.answers.load import Load, Reason, Row, load, spread
from tongxin.answers.occurrences import State
from tongxin.calendar.periods import Unit, index_of, span
from tongxin.calendar.working_days import working_days
from tongxin.commands.load import load as load_verb
from tongxin.diagnostic import TongxinError

PLAN = """\
plan: fire
title: 消防工作计划
period: {period}
groups:
  - {{id: brigade, name: 消防安全组}}
  - {{id: guards, name: 护楼队}}
tasks:
"""


def files(*tasks: str, ledger: str = "", period: str = "2026") -> dict[str, str]:
    """A workspace of one plan with some tasks."""
    lines = "".join(f"  - {{{task}}}\n" for task in tasks)
    found = {"plans/fire.yaml": PLAN.format(period=period) + lines}
    return found | ({"ledger/2026-11.yaml": ledger} if ledger else {})


def ahead(folder: Path, given: dict[str, str], today: str, **asked: Any) -> Load:
    return load(agenda(folder, given, today), **asked)


def owed(found: Load, name: str = "消防安全组") -> list[Fraction]:
    return [share.owed for share in row(found, name).weeks]


def row(found: Load, name: str) -> Row:
    return next(row for row in found.rows if row.name == name)


# ── where a share falls ───────────────────────────────────────────────────────────────────────


def test_a_monthly_quota_is_spread_over_its_working_days(tmp_path: Path) -> None:
    """November 2026 has 21 working days: four weeks of five, and Monday the 30th."""
    given = files("id: t, title: 走访, group: brigade, schedule: 每月4次", period="2026-11")
    found = ahead(tmp_path, given, "2026-11-02", weeks=6)
    week = Fraction(4 * 5, 21)
    assert owed(found) == [week, week, week, week, Fraction(4, 21), 0]
    assert [w.label for w in found.weeks][:2] == ["2026-W45", "2026-W46"]
    assert [w.days for w in found.weeks] == [5] * 6


def test_what_is_done_is_owed_no_more(tmp_path: Path) -> None:
    """One of four is done; three are left for the fifteen working days from the 10th on."""
    given = files(
        "id: t, title: 走访, group: brigade, schedule: 每月4次",
        period="2026-11", ledger="- {date: 2026-11-09, task: t}\n",
    )  # fmt: skip
    found = ahead(tmp_path, given, "2026-11-10", weeks=4)
    assert owed(found) == [Fraction(3 * n, 15) for n in (4, 5, 5, 1)]


@pytest.mark.parametrize(
    ("today", "days", "worked"), [("2026-11-27", 1, 2), ("2026-11-28", 0, 0), ("2026-11-29", 0, 0)]
)
def test_the_last_working_day_of_a_week(tmp_path: Path, today: str, days: int, worked: int) -> None:
    """On Friday all of it is left for that day, on Saturday for days that are not worked."""
    given = files("id: t, title: 巡查, group: brigade, schedule: 每周2次")
    found = ahead(tmp_path, given, today, weeks=1)
    (share,) = row(found, "消防安全组").weeks
    assert (found.weeks[0].days, share.owed, share.worked) == (days, 2, worked)
    assert [s.reason for s in found.strains] == (
        # two on the one day left are also more than the limit of one a day
        [Reason.FEW_DAYS] if days else [Reason.NO_DAY]
    )


def test_a_make_up_saturday_is_worked(tmp_path: Path) -> None:
    """2026-10-10 is worked: the week of the holiday has Thursday, Friday and Saturday."""
    task = "id: t, title: 巡查, group: brigade, schedule: 每周{}次"
    found = ahead(tmp_path / "a", files(task.format(3)), "2026-10-05", weeks=1)
    assert (found.weeks[0].days, owed(found)) == (3, [3])
    assert found.strains == ()
    found = ahead(tmp_path / "b", files(task.format(4)), "2026-10-05", weeks=1)
    assert found.strains[0].reason is Reason.FEW_DAYS
    assert (found.strains[0].tasks[0].owed, found.strains[0].tasks[0].days) == (4, 3)
    found = ahead(tmp_path / "c", files(task.format(1)), "2026-10-10", weeks=1)
    assert (found.weeks[0].days, found.strains) == (1, ())


def test_a_week_without_a_working_day(tmp_path: Path) -> None:
    """The Spring Festival of 2026: from 15 to 23 February nobody works."""
    given = files("id: t, title: 消防巡查, group: brigade, schedule: 每周2次")
    found = ahead(tmp_path, given, "2026-02-09", weeks=3)
    assert [w.days for w in found.weeks] == [6, 0, 5]  # Saturday 28 is worked for Monday 23
    assert owed(found) == [2, 2, 2]
    (strain,) = found.strains
    assert (strain.week.label, strain.reason, strain.groups) == (
        "2026-W08", Reason.NO_DAY, ("消防安全组",),
    )  # fmt: skip
    assert [(t.task, t.period, t.owed, t.days) for t in strain.tasks] == [
        ("fire/t", "2026-W08", 2, 0)
    ]
    assert [found.is_short(found.rows[0], n) for n in range(3)] == [False, True, False]


def test_a_day_that_was_chosen_is_no_strain(tmp_path: Path) -> None:
    """Work of every day, or of a Sunday that somebody named, is not missing working days."""
    given = files("id: t, title: 巡楼, group: brigade, schedule: 每天1次")
    found = ahead(tmp_path, given, "2026-02-16", weeks=1)
    assert owed(found) == [7]
    assert row(found, "消防安全组").weeks[0].worked == 0
    assert found.strains == ()


def test_a_plan_that_ends_within_a_week(tmp_path: Path) -> None:
    """19 working days from 2 to 26 November, four of them in the last week."""
    given = files(
        "id: t, title: 摸底, group: brigade, schedule: {by: 2026-11-26}",
        "id: w, title: 巡查, group: guards, schedule: 每周2次",
        period="2026-11-02..2026-11-26",
    )
    found = ahead(tmp_path, given, "2026-11-02", weeks=5)
    assert owed(found) == [*[Fraction(5, 19)] * 3, Fraction(4, 19), 0]
    assert owed(found, "护楼队") == [2, 2, 2, 2, 0]


def test_what_is_met_waived_or_closed_is_not_owed(tmp_path: Path) -> None:
    given = files(
        "id: met, title: 巡查, group: brigade, schedule: 每周1次",
        "id: waived, title: 走访, group: brigade, schedule: 每周1次",
        "id: missed, title: 夜查, group: brigade, schedule: {every: week, to: 2026-11-22}",
        ledger="- {date: 2026-11-23, task: met}\n"
        "- {date: 2026-11-23, waive: waived, period: 2026-W48, why: 停电}\n",
        period="2026-11",
    )
    found = ahead(tmp_path, given, "2026-11-24", weeks=1)
    assert found.rows == ()
    assert (found.overdue, found.total[0].owed) == (0, 0)


def test_an_extension_gives_more_days(tmp_path: Path) -> None:
    """To Wednesday of the next week: from Thursday 26 on that is two days, then three."""
    given = files(
        "id: t, title: 摸底, group: brigade, schedule: {by: 2026-11-27}",
        ledger="- {date: 2026-11-20, extend: t, period: once, to: 2026-12-02, why: 停电}\n",
    )
    found = ahead(tmp_path, given, "2026-11-26", weeks=2)
    assert owed(found) == [Fraction(2, 5), Fraction(3, 5)]


def test_what_is_overdue_stands_beside_the_running_week(tmp_path: Path) -> None:
    given = files("id: t, title: 摸底, group: brigade, schedule: {by: 2026-11-20}")
    found = ahead(tmp_path, given, "2026-11-23", weeks=2)
    assert owed(found) == [0, 0]
    assert (row(found, "消防安全组").overdue, found.overdue) == (1, 1)
    assert found.level(found.rows[0], 0) > 0
    assert found.level(found.rows[0], 1) == 0


# ── whose it is ───────────────────────────────────────────────────────────────────────────────


def test_groups(tmp_path: Path) -> None:
    """Joint work weighs on both and counts once; who helps is told apart; nobody's comes last."""
    given = files(
        "id: a, title: 无人, schedule: 每周1次",
        "id: b, title: 联合, group: [brigade, guards], schedule: 每周1次",
        "id: c, title: 巡查, group: guards, with: [brigade, 物业经理], schedule: 每周2次",
    )
    found = ahead(tmp_path, given, "2026-11-23", weeks=2)
    assert [(r.group, r.name) for r in found.rows] == [
        ("brigade", "消防安全组"), ("guards", "护楼队"), ("", ""),
    ]  # fmt: skip
    assert owed(found) == [1, 1]
    assert owed(found, "护楼队") == [3, 3]
    assert owed(found, "") == [1, 1]
    assert [r.helping for r in found.rows] == [4, 0, 0]
    assert [share.owed for share in found.total] == [4, 4]


def test_work_owed_by_each_group(tmp_path: Path) -> None:
    given = files(
        "id: t, title: 上报, group: [brigade, guards], schedule: {every: week, each: group}",
        ledger="- {date: 2026-11-23, task: t, by: 护楼队}\n",
    )
    found = ahead(tmp_path, given, "2026-11-24", weeks=2)
    assert owed(found) == [1, 1]
    assert owed(found, "护楼队") == [0, 1]


def test_only_a_group_or_a_plan(tmp_path: Path) -> None:
    given = files(
        "id: a, title: 走访, group: brigade, schedule: 每周1次",
        "id: b, title: 巡查, group: guards, schedule: 每周9次",
    ) | {
        "plans/other.yaml": "plan: other\ntitle: 另一份\nperiod: 2026\n"
        "groups: [{id: x, name: 消防安全组}]\n"
        "tasks: [{id: t, title: 别的, group: x, schedule: 每周1次}]\n"
    }
    for asked in ("brigade", "消防安全组"):
        found = ahead(tmp_path, given, "2026-11-23", weeks=1, groups=[asked])
        assert [r.name for r in found.rows] == ["消防安全组"]
        assert owed(found) == [2]
        assert found.strains == ()
        assert found.total[0].owed == 2
    a = agenda(tmp_path, given, "2026-11-23")
    assert owed(load(a, 1, a.world.plan_index["other"])) == [1]


# ── weeks that are too full ───────────────────────────────────────────────────────────────────


def test_the_limit_is_twice_the_median_of_the_weeks_with_work(tmp_path: Path) -> None:
    """Five a week, and in one of four weeks twelve more: medians of 1, 1, 1 and 3.4 a day."""
    given = files(
        "id: t, title: 走访, group: brigade, schedule: 每周5次",
        "id: u, title: 集中排查, group: brigade, places: all, "
        "schedule: {from: 2026-12-07, to: 2026-12-11, each: place}",
        period="2026-11-23..2026-12-20",
    )
    places = "".join(f"  - {{id: p{n}, name: 小区{n}}}\n" for n in range(12))
    given["tongxin.yaml"] = f"tongxin: 1\ncommunity: {{name: 示例}}\nplaces:\n{places}"
    found = ahead(tmp_path, given, "2026-11-23", weeks=8)
    brigade = found.rows[0]
    assert owed(found) == [5, 5, 17, 5, 0, 0, 0, 0]
    assert brigade.limit == 2
    (strain,) = found.strains
    assert (strain.week.label, strain.reason) == ("2026-W50", Reason.FULL)
    assert (strain.a_day, strain.limit) == (Fraction(17, 5), 2)
    assert [(t.task, t.owed) for t in strain.tasks] == [("fire/u", 12), ("fire/t", 5)]
    assert [found.level(brigade, n) for n in range(5)] == [1, 1, 4, 1, 0]
    wide = ahead(tmp_path, given, "2026-11-23", weeks=8, limit=Fraction("3.4"))
    assert wide.strains == ()  # at the limit is not above it
    assert wide.level(wide.rows[0], 2) == 3


def test_below_one_a_day_nothing_is_too_full(tmp_path: Path) -> None:
    """One a week and once three: far above the median, and no burden."""
    given = files(
        "id: t, title: 走访, group: brigade, schedule: 每周1次",
        "id: u, title: 排查, group: brigade, schedule: {from: 2026-12-07, to: 2026-12-11}",
    )
    found = ahead(tmp_path, given, "2026-11-23", weeks=4)
    assert (found.rows[0].limit, found.strains) == (1, ())


def test_overdue_work_fills_the_running_week(tmp_path: Path) -> None:
    """Two overdue and one of the week, on the Friday that is left of it."""
    given = files(
        "id: a, title: 摸底, group: brigade, schedule: {by: 2026-11-20}",
        "id: b, title: 报表, group: brigade, schedule: {by: 2026-11-19}",
        "id: t, title: 巡查, group: brigade, schedule: 每周1次",
    )
    found = ahead(tmp_path, given, "2026-11-27", weeks=1)
    (strain,) = found.strains
    assert (strain.reason, strain.a_day, strain.limit) == (Reason.FULL, 3, 2)
    assert len(strain.tasks) == 3


# ── no share is lost ──────────────────────────────────────────────────────────────────────────

CN = working_days("CN")
DAYS = st.integers(day("2026-01-01"), day("2027-06-30"))


@given(DAYS, st.integers(0, 120), st.integers(1, 60))
def test_the_shares_of_the_weeks_add_up_to_what_is_owed(first: int, more: int, much: int) -> None:
    found = spread(CN, first, first + more, much)
    assert sum(share.owed for share in found.values()) == much
    for number, share in found.items():
        begins, ends = span(Unit.WEEK, number)
        assert first <= ends
        assert begins <= first + more
        assert share.worked in (0, share.owed)


@given(DAYS, st.integers(0, 120), st.integers(1, 9), st.integers(0, 60))
def test_a_nearer_horizon_only_leaves_weeks_out(
    first: int, more: int, much: int, weeks: int
) -> None:
    whole = spread(CN, first, first + more, much)
    until = first + 7 * weeks
    assert spread(CN, first, first + more, much, until) == {
        number: share for number, share in whole.items() if number <= index_of(Unit.WEEK, until)
    }


SCHEDULES = (
    "每周2次",
    "每月4次",
    "每季度3次",
    "每月15日",
    "每天1次",
    "每工作日1次",
    "{by: 2026-12-20}",
)


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("today", ["2026-10-01", "2026-11-14", "2026-12-31"])
def test_all_that_is_owed_stands_in_some_week(schedule: str, today: str, tmp_path: Path) -> None:
    given = files(
        f"id: t, title: 巡查, group: brigade, schedule: {schedule}", period="2026-09..2026-12"
    )
    a = agenda(tmp_path, given, today)
    found = load(a, 20)
    left = a.occurrences(State.OVERDUE, State.OPEN, State.UPCOMING)
    late = sum(r.overdue for r in found.rows)
    total = sum(share.owed for share in found.total) + late
    assert total == sum(o.quota - o.count for o in left)


# ── the verb ──────────────────────────────────────────────────────────────────────────────────

SHOWN = files(
    "id: t, title: 消防巡查, group: brigade, schedule: 每周2次",
    "id: m, title: 入户走访, group: guards, with: brigade, schedule: 每月4次",
    "id: once, title: 隐患摸底, group: guards, schedule: {by: 2026-01-30}",
    "id: n, title: 守岁值班, schedule: 每周1次",
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_golden(language: str, tmp_path: Path) -> None:
    from tests.test_charts import golden

    desk = Desk(write(tmp_path, SHOWN), on="2026-02-09", language=language)
    assert load_verb(desk.context, 4) == 0
    golden(f"load.{language}", desk.text)


def test_json(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, SHOWN), "json", "2026-02-09")
    assert load_verb(desk.context, 3) == 0
    answer = desk.json
    assert (answer["version"], answer["today"], answer["unknown_years"]) == (1, "2026-02-09", [])
    assert answer["weeks"][1] == {
        "week": "2026-W08", "first": "2026-02-16", "last": "2026-02-22", "working_days": 0,
    }  # fmt: skip
    guards = next(g for g in answer["groups"] if g["group"] == "guards")
    assert guards["overdue"] == 1
    # 11 working days of February are left from the 9th on: six, none, five
    assert [w["owed"] for w in guards["weeks"]] == [2.18, 0, 1.82]
    assert answer["groups"][-1]["group"] is answer["groups"][-1]["name"] is None
    reasons = {(s["week"], s["reason"]) for s in answer["strains"]}
    assert ("2026-W08", "no-working-day") in reasons


def test_nothing_is_due(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, {}))
    assert load_verb(desk.context) == 0
    assert desk.text == "nothing is due\n"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"groups": ["nobody"]}, 'no group "nobody"'),
        ({"plan": "nothing"}, 'no plan "nothing"'),
        ({"output": Path("load.png")}, 'a file cannot end in ".png" here'),
        ({"output": Path("load")}, 'a file cannot end in "load" here'),
    ],
)
def test_refusals(asked: dict[str, Any], said: str, tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, SHOWN))
    with pytest.raises(TongxinError) as refused:
        load_verb(desk.context, **asked)
    assert str(refused.value.message) == said


def test_the_years_without_a_notice_are_told(tmp_path: Path) -> None:
    given = files("id: t, title: 巡查, group: brigade, schedule: 每周2次", period="2040")
    desk = Desk(write(tmp_path, given), on="2040-03-01")
    load_verb(desk.context)
    assert "holidays of 2040 are not known" in desk.text
    desk = Desk(tmp_path, "json", on="2040-03-01")
    load_verb(desk.context)
    assert json.loads(desk.text)["unknown_years"] == [2040]
