from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.never_due import check

CODE = "never-due"

SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    places:
      - {id: bei, name: 北苑, kind: 旧址, to: 2026-08-31}
      - {id: nan, name: 南苑, from: 2026-11-01}
"""


def plan(*tasks: str, more: str = "") -> str:
    head = "plan: a\ntitle: 示例计划\nperiod: 2026-10..2026-12\n" + more
    rows = (f"  - {{id: t{n}, title: 事项, {task}\n" for n, task in enumerate(tasks))
    return head + "tasks:\n" + "".join(rows)


PHASE = "phases:\n  - {id: start, name: 启动阶段, from: 2026-10, to: 2026-10}\n"


def test_schedules(tmp_path: Path) -> None:
    text = plan(
        "schedule: 每月1次}",
        "schedule: {every: month, from: 06, to: 09}}  #! never-due",
        "schedule: {day: 世界环境日}}  #! never-due",
        "时间要求: {截止: 2026-09-30}}  #! never-due",
        "schedule: [{in: 03}, {in: 11}]}",
        "schedule: {in: 12}, phase: start}  #! never-due",
        "schedule: {in: 10}, phase: start}",
        "phase: start}",
        "phase: start, from: 2026-11-01}  #! never-due",
        "title: 笼统}",
        "schedule: 说不清的时候, phase: start, from: 2026-11-01}",
        more=PHASE,
    )
    assert_found(tmp_path, CODE, {"plans/a.yaml": text.replace("事项, title: ", "")})


def test_each(tmp_path: Path) -> None:
    text = plan(
        "schedule: {every: month, each: place}}",
        "schedule: {every: month, each: place}, places: 旧址}  #! never-due",
        "schedule: {every: month, each: place}, places: 学校}",
        "schedule: {every: month, each: audience}}  #! never-due",
        "schedule: {every: week, each: place, while: hazard}, places: nan}",
        "schedule: {every: week, while: hazard}}",
        "schedule: {every: week, each: place, while: hazard}, places: bei}  #! never-due",
    )
    assert_found(tmp_path, CODE, {"tongxin.yaml": SETTINGS, "plans/a.yaml": text})


def test_each_place_without_places_is_another_fault(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": plan("schedule: {every: month, each: place}}")})


@pytest.mark.parametrize("status", ["draft", "done", "停止"])
def test_only_active_plans(tmp_path: Path, status: str) -> None:
    text = plan("schedule: {in: 03}}", more=f"status: {status}\n")
    assert_found(tmp_path, CODE, {"plans/a.yaml": text})


def test_a_period_at_fault(tmp_path: Path) -> None:
    text = plan("schedule: {in: 03}}").replace("2026-10..2026-12", "去年")
    assert_found(tmp_path, CODE, {"plans/a.yaml": text})


def test_the_message_says_the_window(tmp_path: Path) -> None:
    text = plan(
        "schedule: {in: 03}, from: 2026-11-05}",
        "schedule: 每月1次, from: 2027-01-01}",
        "schedule: {in: 03}, from: 2026-11-05, to: 2026-11-05}",
    )
    first, second, third = check(agenda(tmp_path, {"plans/a.yaml": text}))
    assert "between 2026-11-05 and 2026-12-31" in str(first.message)
    assert first.span.text == "{in: 03}"
    assert "ends (2026-12-31) before it begins (2027-01-01)" in str(second.message)
    assert "between 2026-11-05 and 2026-11-05" in str(third.message)
