"""Charts on a terminal: plans along their days, periods kept and missed, hazards over time."""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.harness import TODAY, agenda, day, write
from tests.test_commands import FILES, Desk
from tongxin.answers.occurrences import State
from tongxin.answers.pictures import Gantt, burndown, gantt, heat_of_groups, heat_of_plan
from tongxin.calendar.periods import Unit
from tongxin.commands.pictures import BURNDOWN, GANTT, HEAT, chart
from tongxin.diagnostic import TongxinError
from tongxin.messages import ENGLISH
from tongxin.output.charts import fit, render_burndown, render_gantt, render_heat
from tongxin.output.style import clipped, plain, width

GOLDEN = Path(__file__).parent / "golden"

PLAN = """\
plan: safe
title: 安全社区创建计划
period: 2026-09..2027-02
groups:
  - {id: office, name: 创建办}
  - {id: fire, name: 消防安全组}
phases:
  - {id: prepare, name: 学习准备, from: 2026-09-01, to: 2026-10-31}
  - {id: push, name: 全面推进, from: 2026-11-01, to: 2027-02-28}
tasks:
  - {id: rules, title: 印发实施细则, group: office, phase: prepare}
  - {id: survey, title: 安全现状摸底, group: office, phase: prepare, schedule: {by: 2026-10-20}}
  - {id: patrol, title: 消防巡查, group: fire, phase: push, schedule: 每周1次}
  - {id: talk, title: 消防讲座, group: fire, phase: push, schedule: 每月1次}
  - {id: archive, title: 收存资料, group: office, schedule: 常年}
"""

LEDGER = {
    "ledger/2026-10.yaml": "- {date: 2026-10-12, task: survey}\n",
    "ledger/2026-11.yaml": """\
- {date: 2026-11-03, task: patrol}
- {date: 2026-11-17, task: patrol}
- {date: 2026-11-05, waive: patrol, period: 2026-W46, why: 停电}
- {date: 2026-11-03, hazard: H-1, event: found, kind: 安全, place: bei, what: 通道堵塞}
- {date: 2026-11-04, hazard: H-2, event: found, kind: 安全, place: bei, what: 灭火器过期}
- {date: 2026-11-09, hazard: H-1, event: rectified}
- {date: 2026-11-10, hazard: H-1, event: verified, result: pass}
- {date: 2026-11-10, hazard: H-1, event: closed}
- {date: 2026-11-16, hazard: H-3, event: found, kind: 安全, place: bei, what: 飞线充电}
- {date: 2026-11-16, hazard: H-3, event: rectified}
- {date: 2026-11-16, hazard: H-3, event: verified, result: pass}
- {date: 2026-11-16, hazard: H-3, event: closed}
""",
}
SAFE = {
    "tongxin.yaml": "tongxin: 1\ncommunity: {name: 示例社区}\nplaces: [{id: bei, name: 北苑}]\n",
    "plans/safe.yaml": PLAN,
    **LEDGER,
}


def golden(name: str, said: str) -> None:
    """The text is as it was read and found good; TONGXIN_GOLDEN=1 writes it anew."""
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("TONGXIN_GOLDEN") == "1":
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


def drawn(found: Gantt, room: int = 80) -> list[str]:
    return [plain(line) for line in render_gantt(found, ENGLISH, room)]


# ── read as prose ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("name", "kind", "plan"),
    [
        ("phases", GANTT, "safe"), ("heat", HEAT, "safe"), ("heat-groups", HEAT, None),
        ("burndown", BURNDOWN, None),
    ],
)  # fmt: skip
def test_golden(name: str, kind: str, plan: str | None, language: str, tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, SAFE), language=language)
    assert chart(desk.context, kind, plan) == 0
    golden(f"{name}.{language}", desk.text)


# ── a plan along its days ─────────────────────────────────────────────────────────────────────


def test_phases_stand_before_their_tasks(tmp_path: Path) -> None:
    found = gantt(agenda(tmp_path, SAFE), agenda(tmp_path, SAFE).world.plans[0])
    assert [(bar.id, bar.is_phase) for bar in found.bars] == [
        ("prepare", True), ("rules", False), ("survey", False), ("push", True), ("patrol", False),
        ("talk", False), ("archive", False),
    ]  # fmt: skip
    assert found.bars[-1].standing
    assert found.bars[0].stretches == ((day("2026-09-01"), day("2026-10-31")),)


def test_marks_of_a_gantt_by_hand(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    found = gantt(a, a.world.plans[0], day("2026-11-01"), day("2026-11-30"))
    bars = {bar.id: bar for bar in found.bars}
    # the period cuts week 44 to one day: it is not owed
    assert [(date.fromordinal(m.day).day, m.state.value) for m in bars["patrol"].marks] == [
        (8, "met"), (15, "waived"), (22, "met"), (29, "open"),
    ]  # fmt: skip
    assert [m.state for m in bars["talk"].marks] == [State.OPEN]
    assert bars["prepare"].stretches == ()
    assert bars["push"].stretches == ((day("2026-11-01"), day("2026-11-30")),)


@pytest.mark.parametrize(
    ("titles", "first", "last", "expected"),
    [
        (["巡查"], "2026-01-01", "2026-12-31", (Unit.WEEK, 1)),  # 53 weeks beside 4 columns
        (["年终卫生检查与评比情况通报会"], "2026-01-01", "2026-12-31", (Unit.MONTH, 3)),
        (["巡查"], "2026-01-01", "2027-12-31", (Unit.MONTH, 3)),  # 72 beside 4
        (["年终卫生检查"], "2026-01-01", "2027-12-31", (Unit.MONTH, 1)),
        (["年终卫生检查"], "2026-01-01", "2035-12-31", (Unit.QUARTER, 1)),
    ],
)
def test_what_fits(titles: list[str], first: str, last: str, expected: tuple[Unit, int]) -> None:
    assert fit(titles, day(first), day(last), 80) == expected


@pytest.mark.parametrize("room", [60, 80, 100, 140])
@pytest.mark.parametrize(
    "title", ["甲", "安全检查 A", "会同卫生服务中心订立伤害记录制度，按种类和频次分析"]
)
@pytest.mark.parametrize("period", ["2026-11", "2026", "2026..2027"])
def test_a_gantt_fits_and_its_columns_stand_below_their_heads(
    room: int, title: str, period: str, tmp_path: Path
) -> None:
    """The mark stands where today does, whose column it is due in; no line is too wide."""
    plan = (
        f"plan: p\ntitle: 计划\nperiod: {period}\ntasks:\n"
        f"  - {{id: t, title: {title}, schedule: {{from: 2026-11-23, to: 2026-11-24}}}}\n"
    )
    a = agenda(tmp_path, {"plans/p.yaml": plan})
    lines = drawn(gantt(a, a.world.plans[0]), room)
    mark = next(line for line in lines if line.endswith(f"^ {TODAY}"))
    row = next(line for line in lines if line.startswith(title[:1]))
    assert width(row[: row.index("·")]) == mark.index("^")
    chart_lines = lines[1:-2]
    assert max(map(width, chart_lines)) <= room


def test_a_gantt_of_a_part(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    plan = a.world.plans[0]
    found = gantt(a, plan, day("2026-10-01"), day("2030-01-01"))
    assert (found.first, found.last) == (day("2026-10-01"), day("2027-02-28"))
    with pytest.raises(ValueError, match="nothing"):
        gantt(a, plan, day("2030-01-01"))


def test_clipped() -> None:
    assert clipped("消防巡查", 8) == "消防巡查"
    assert clipped("消防巡查", 7) == "消防巡…"
    assert clipped("消防巡查", 6) == "消防…"


# ── kept and missed ───────────────────────────────────────────────────────────────────────────


def test_cells_of_a_heat_by_hand(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    heat = heat_of_plan(a, a.world.plans[0], day("2026-11-01"), day("2026-12-06"))
    assert heat.unit is Unit.WEEK
    assert [c.label for c in heat.columns][:2] == ["2026-W44", "2026-W45"]
    assert (heat.columns[0].first, heat.columns[0].last) == (day("2026-11-01"), day("2026-11-01"))
    rows = {row.id: row.cells for row in heat.rows}
    states = [None if cell is None else cell.state.value for cell in rows["patrol"]]
    assert states == [None, "met", "waived", "met", "open", "upcoming"]
    assert "archive" not in rows  # no quota, nothing to keep or miss
    by_month = heat_of_plan(a, a.world.plans[0], unit=Unit.MONTH)
    november = {row.id: row.cells[2] for row in by_month.rows}["patrol"]
    assert november is not None
    assert (november.state, november.kept, november.owed) == (State.OPEN, 2, 4)


def test_the_worst_of_a_cell_is_shown(tmp_path: Path) -> None:
    late = SAFE | {"ledger/2026-10.yaml": "- {date: 2026-10-25, task: survey}\n"}
    a = agenda(tmp_path, late)
    heat = heat_of_groups(a, unit=Unit.MONTH)
    office = {row.name: row.cells for row in heat.rows}["创建办"]
    assert office[1] is not None
    # the rules are overdue, the survey came late
    assert (office[1].state, office[1].kept, office[1].owed) == (State.OVERDUE, 1, 2)


def test_a_heat_fits(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    heat = heat_of_plan(a, a.world.plans[0])
    lines = [plain(line) for line in render_heat(heat, ENGLISH, 80, 1)]
    assert max(map(width, lines)) <= 80


# ── hazards ───────────────────────────────────────────────────────────────────────────────────


def test_hazards_by_hand(tmp_path: Path) -> None:
    """Two found on the 3rd and 4th, one closed on the 10th, one found and closed on the 16th."""
    found = burndown(agenda(tmp_path, SAFE), day("2026-11-04"), day("2026-11-17"))
    assert found.before == 1
    moves = {date.fromordinal(d.first).day: (d.opened, d.closed, d.outstanding) for d in found.days}
    assert moves[4] == (1, 0, 2)
    assert moves[9] == (0, 0, 2)
    assert moves[10] == (0, 1, 1)
    assert moves[16] == (1, 1, 1)
    weeks = found.by(Unit.WEEK)
    assert [(w.opened, w.closed, w.outstanding) for w in weeks] == [(1, 0, 2), (0, 1, 1), (1, 1, 1)]


def test_hazards_are_those_that_were_open_each_day(tmp_path: Path) -> None:
    a = agenda(tmp_path, SAFE)
    found = burndown(a)
    assert (found.first, found.last) == (day("2026-11-01"), day(TODAY))
    for one in found.days:
        assert one.outstanding == sum(hazard.was_open(one.first) for hazard in a.hazards)


def test_no_hazard_at_all(tmp_path: Path) -> None:
    a = agenda(tmp_path, {})
    lines = [plain(line) for line in render_burndown(burndown(a), ENGLISH, 80)]
    assert lines[-1].split() == [TODAY, "0"]


def test_many_hazards_fit(tmp_path: Path) -> None:
    ledger = "".join(
        f"- {{date: 2026-11-0{1 + n % 9}, hazard: H-{n}, event: found, place: bei, what: 堵}}\n"
        for n in range(150)
    )
    a = agenda(tmp_path, SAFE | {"ledger/2026-11.yaml": ledger})
    lines = [plain(line) for line in render_burndown(burndown(a), ENGLISH, 80)]
    assert max(map(width, lines)) <= 80
    assert " 150 " in lines[-1]


# ── the verb ──────────────────────────────────────────────────────────────────────────────────


def test_json_of_charts(tmp_path: Path) -> None:
    root = write(tmp_path, SAFE)
    desk = Desk(root, "json")
    chart(desk.context, HEAT, "safe", day("2026-11-01"), day("2026-11-30"))
    patrol = next(row for row in desk.json["rows"] if row["id"] == "patrol")
    assert desk.json["plan"] == "safe"
    assert patrol["cells"][0] == {"period": "2026-W45", "state": "met", "kept": 1, "owed": 1}
    desk = Desk(root, "json")
    chart(desk.context, BURNDOWN, None, day("2026-11-10"), day("2026-11-10"))
    assert desk.json == {
        "version": 1, "today": TODAY, "before": 2,
        "days": [{"day": "2026-11-10", "found": 0, "closed": 1, "open": 1}],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "plan", "first", "last", "output", "said"),
    [
        (GANTT, "safe", None, None, "x.png", 'a file cannot end in ".png" here'),
        (GANTT, None, None, None, "x.svg", "a picture shows one plan"),
        (GANTT, "nix", None, None, None, 'no plan "nix"'),
        (GANTT, "safe", "2030-01-01", None, None, "there is nothing to show between these days"),
        (HEAT, None, "2030-01-01", None, None, "there is nothing to show between these days"),
        (HEAT, "safe", "2026-12-01", "2026-11-01", None, "2026-12-01..2026-11-01 ends before it begins"),
        (BURNDOWN, "safe", None, None, None, "hazards belong to no plan"),
        (BURNDOWN, None, "2027-01-01", None, None, "2027-01-01 has not come yet"),
    ],
)  # fmt: skip
def test_refusals(
    kind: str, plan: str | None, first: str | None, last: str | None, output: str | None, said: str,
    tmp_path: Path,
) -> None:  # fmt: skip
    root = write(tmp_path / "w", SAFE | {"plans/fire.yaml": FILES["plans/fire.yaml"]})
    target = None if output is None else tmp_path / output
    with pytest.raises(TongxinError) as refused:
        chart(
            Desk(root).context, kind, plan,
            (first and day(first)) or None, (last and day(last)) or None, target,
        )  # fmt: skip
    assert str(refused.value.message) == said
    assert [file.name for file in tmp_path.iterdir()] == ["w"]
