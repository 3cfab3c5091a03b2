from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "non-working-due"


def plan(*tasks: str, head: str = "") -> dict[str, str]:
    lines = "".join(f"  - {task}\n" for task in tasks)
    return {"plans/a.yaml": f"plan: a\ntitle: 工作计划\nperiod: 2026\n{head}tasks:\n{lines}"}


def test_one_off_work_and_observances(tmp_path: Path) -> None:
    files = plan(
        "{id: t1, title: 甲, schedule: {by: 2026-11-29}}  #! non-working-due",  # a Sunday
        "{id: t2, title: 乙, schedule: {by: 2026-11-30}}",
        "{id: t3, title: 丙, schedule: {day: 2026-11-28}}  #! non-working-due",  # a Saturday
        "{id: t4, title: 丁, schedule: {from: 2026-11-01, to: 2026-12-05}}  #! non-working-due",
        "{编号: t5, 事项: 戊, 时间要求: {逢: 国家宪法日}}",  # 4 December, a Friday
        "{id: t7, title: 庚, schedule: {by: 2026-11-29}, shift: after}",
        "{id: t8, title: 辛, schedule: {every: month, day: 29}}",  # recurring
        "{id: t9, title: 壬, schedule: {in: 11}}",
        "{id: t10, title: 癸, schedule: {by: 2026-11-22}}",  # past
        "{id: t11, title: 子, schedule: [每月1次, {by: 2026-12-06}]}  #! non-working-due",
    )
    assert_found(tmp_path, CODE, files)


@pytest.mark.parametrize(
    ("today", "due", "bad"),
    [
        ("2026-09-20", "2026-10-01", True),  # a holiday in the week
        ("2026-09-20", "2026-10-10", False),  # a Saturday that is worked
        ("2026-11-29", "2026-11-29", True),  # due today
        ("2026-11-30", "2026-11-29", False),
    ],
)
def test_holidays_and_today(tmp_path: Path, today: str, due: str, bad: bool) -> None:
    mark = "  #! non-working-due" if bad else ""
    files = plan(f"{{id: t, title: 甲, schedule: {{by: {due}}}}}{mark}")
    assert_found(tmp_path, CODE, files, today)


def test_the_end_of_a_phase(tmp_path: Path) -> None:
    phases = "phases: [{id: p, name: 收尾, from: 2026-11-01, to: 2026-12-06}]\n"
    files = plan("{id: t, title: 甲, phase: p}  #! non-working-due", head=phases)
    assert_found(tmp_path, CODE, files)


def test_an_observance(tmp_path: Path) -> None:
    files = plan("{id: t, title: 甲, schedule: {day: 平安夜活动日}}  #! non-working-due")
    files["tongxin.yaml"] = (
        "tongxin: 1\ncommunity: {name: 示例社区}\ncalendar: {days: {平安夜活动日: 12-26}}\n"
    )
    assert_found(tmp_path, CODE, files)


@pytest.mark.parametrize("status", ["draft", "done", "停止"])
def test_only_active_plans(tmp_path: Path, status: str) -> None:
    files = plan("{id: t, title: 甲, schedule: {by: 2026-11-29}}", head=f"status: {status}\n")
    assert_found(tmp_path, CODE, files)


def test_a_year_that_is_not_known(tmp_path: Path) -> None:
    task = "tasks: [{id: t, title: 乙, schedule: {by: 2040-01-01}}]\n"
    text = f"plan: a\ntitle: 甲\nperiod: 2040\n{task}"
    assert_found(tmp_path, CODE, {"plans/a.yaml": text})


def test_done_waived_and_extended_work_is_left_alone(tmp_path: Path) -> None:
    files = plan(
        "{id: done, title: 甲, schedule: {by: 2026-11-29}}",
        "{id: waived, title: 乙, schedule: {by: 2026-11-29}}",
        "{id: moved, title: 丙, schedule: {by: 2026-11-29}}",
        "{id: void, title: 丁, schedule: {by: 2026-11-29}}  #! non-working-due",
    )
    files["ledger/2026-11.yaml"] = """\
        - {id: E-1, date: 2026-11-20, task: a/done}
        - {id: E-2, date: 2026-11-20, waive: a/waived, period: once, why: 取消}
        - {id: E-3, date: 2026-11-20, extend: a/moved, period: once, to: 2026-12-01, why: 下雨}
        - {id: E-4, date: 2026-11-20, task: a/void}
        - {id: E-5, date: 2026-11-21, void: E-4, why: 记错}
        """
    assert_found(tmp_path, CODE, files)


def test_the_next_one_alone(tmp_path: Path) -> None:
    files = plan("{id: t, title: 甲, schedule: {by: [2026-11-25, 2026-11-28, 2026-12-05]}}")
    (finding,) = (f for f in found(tmp_path, files) if f.code == CODE)
    assert "2026-11-28" in finding.message
    assert "sat" in finding.message
    assert finding.text.startswith("{by:")
