from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "impossible-quota"


def plan(schedule: str, bad: bool, period: str = "2026-03-02..2026-12-06") -> dict[str, str]:
    mark = "  #! impossible-quota" if bad else ""
    return {
        "plans/a.yaml": "计划: a\n标题: 工作计划\n"
        f"起止时间: {period}\n任务:\n  - 编号: t\n    事项: 清扫\n    时间要求: {schedule}{mark}\n"
    }


@pytest.mark.parametrize(
    ("schedule", "bad"),
    [
        ("{every: week, times: 7}", False),
        ("{every: week, times: 8}", True),
        ("每周8次", True),
        ("{每: 周, 次数: 8}", True),
        ("{every: 2 weeks, times: 14}", False),
        ("{every: 2 weeks, times: 15}", True),
        ("{every: day, times: 24}", False),
        ("{every: day, times: 25}", True),
        ("{every: workday, times: 24}", False),
        ("{every: workday, times: 25}", True),
        ("{in: 2026-04, times: 30}", False),
        ("{in: 2026-04, times: 31}", True),
        ("{by: 2026-03-05, times: 4}", False),  # from 2 to 5 March
        ("{by: 2026-03-05, times: 5}", True),
        ("{from: 2026-04-01, to: 2026-04-03, times: 4}", True),
        ("{day: 世界环境日, times: 15}", False),  # a week before, the day, a week after
        ("{day: 世界环境日, times: 16}", True),
        ("{every: week, day: [tue, fri], times: 3}", True),  # Tuesday closes on its own day
        ("{every: week, day: [tue, fri], times: 2}", False),
        ("[每周1次, {every: month, times: 40}]", True),
        ("全年", False),
    ],
)
def test_more_than_the_days(tmp_path: Path, schedule: str, bad: bool) -> None:
    assert_found(tmp_path, CODE, plan(schedule, bad))


def test_a_week_that_the_window_cuts_is_no_fault_where_others_are_whole(tmp_path: Path) -> None:
    # Thursday to Sunday are four of seven days: the week stays, with its full quota.
    assert_found(tmp_path, CODE, plan("每周5次", bad=False, period="2026-03-05..2026-03-29"))


def test_a_cut_week_alone_counts(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, plan("每周5次", bad=True, period="2026-03-05..2026-03-08"))


def test_the_places_window_counts(tmp_path: Path) -> None:
    places = "places:\n  - {id: x, name: 甲小区, kind: 小区, from: 2026-03-05, to: 2026-03-08}\n"
    files = plan("{every: week, times: 5, each: place}", bad=True) | {
        "tongxin.yaml": "tongxin: 1\ncommunity: {name: 示例社区}\n" + places
    }
    assert_found(tmp_path, CODE, files)


def test_once_a_task_with_the_first_period(tmp_path: Path) -> None:
    files = plan("每月40次", bad=True)
    (finding,) = (f for f in found(tmp_path, files) if f.code == CODE)
    assert finding.text.startswith("每月40次")
    assert all(part in finding.message for part in ("2026-03", "40", "30 days"))


@pytest.mark.parametrize(
    ("schedule", "first"),
    [
        ("{every: day, times: 1000}", "2026-09-01"),
        ("{every: week, by: fri, times: 9}", "2026-W36"),
        ("{every: month, times: 40}", "2026-09"),
    ],
)
def test_the_first_period_is_named(tmp_path: Path, schedule: str, first: str) -> None:
    have = found(tmp_path, plan(schedule, bad=True, period="2026-09..2026-12"))
    [message] = [f.message for f in have if f.code == CODE]
    assert message.startswith(f"{first} asks for")
