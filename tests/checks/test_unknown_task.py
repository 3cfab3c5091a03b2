from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_task import check

CODE = "unknown-task"

A = """\
    plan: a
    title: 甲计划
    period: 2026
    was: old
    tasks:
      - {id: inspect, title: 安全检查, schedule: 每月1次, was: check}
      - {id: train, title: 培训, schedule: 每月1次, after: [inspect, 安全检查, check]}
      - {编号: drill, 事项: 演练, 时间要求: 每年1次, 前置: b/lecture、b/健康讲座}
      - {id: sum-up, title: 总结, schedule: 每年1次, after: lecture}  #! unknown-task
      - {id: report, title: 上报, schedule: 每年1次, 前置: [train, b/inspct]}  #! unknown-task
"""
B = """\
    计划: b
    标题: 乙计划
    起止时间: 2026
    任务:
      - {编号: inspect, 事项: 卫生检查, 时间要求: 每月1次}
      - {编号: lecture, 事项: 健康讲座, 时间要求: 每月1次}
"""


def test_after(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": A, "plans/b.yaml": B})


def test_ledger(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-01, task: [a/inspect, b/inspect, a/check, old/inspect, a/安全检查]}
        - {日期: 2026-11-01, 任务: 健康讲座}
        - {date: 2026-11-01, task: lecture}
        - {date: 2026-11-01, task: inspect}  #! unknown-task
        - {date: 2026-11-01, task: [a/inspect, c/inspect]}  #! unknown-task
        - {日期: 2026-11-01, 任务: 健康讲坐}  #! unknown-task
        - {date: 2026-11-01, waive: a/none, period: 2026-11, why: 停}  #! unknown-task
        - {日期: 2026-11-01, 免办: a/inspect, 期次: 2026-11, 理由: 停办}
        - {date: 2026-11-01, extend: b/none, period: 2026-11, to: 2026-12, why: 雨}  #! unknown-task
        - {date: 2026-11-01, hazard: H-1, event: found, task: a/none}  #! unknown-task
        - {id: E-1, date: 2026-11-01, task: a/none}
        - {date: 2026-11-02, void: E-1, why: 写错}
        - {date: 2026-12-01, task: a/none}  #! unknown-task
    """
    plans = {"plans/a.yaml": A.replace("#! unknown-task", ""), "plans/b.yaml": B}
    files = {**plans, "ledger/2026-11.yaml": ledger}
    silent = files["plans/a.yaml"].replace("after: lecture", "after: train")
    files["plans/a.yaml"] = silent.replace("b/inspct", "b/inspect")
    assert_found(tmp_path, CODE, files)


@pytest.mark.parametrize(
    ("reference", "message", "remedy"),
    [
        ("inspect", "a/inspect, b/inspect", "one of them"),
        ("a/inspct", "a/inspct", '"a/inspect" (安全检查, plans/a.yaml:6)'),
        ("aa/inspect", "aa/inspect", 'no plan "aa"'),
        ("健康讲", "健康讲", "健康讲座"),
    ],
)
def test_messages(tmp_path: Path, reference: str, message: str, remedy: str) -> None:
    ledger = f"- {{date: 2026-11-01, task: {reference}}}\n"
    plan = A.partition("      - {编号: drill")[0]
    files = {"plans/a.yaml": plan, "plans/b.yaml": B, "ledger/2026-11.yaml": ledger}
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == reference
    assert message in str(finding.message)
    assert remedy in str(finding.help)


def test_a_task_of_another_plan_needs_its_plan(tmp_path: Path) -> None:
    found = list(check(agenda(tmp_path, {"plans/a.yaml": A, "plans/b.yaml": B})))
    assert found[0].span.text == "lecture"
    assert "in this plan" in str(found[0].message)
    assert "in this plan" not in str(found[1].message)
    assert "b/lecture" in str(found[0].help)


def test_one_id_twice_is_not_ambiguous(tmp_path: Path) -> None:
    files = {
        "plans/b.yaml": B,
        "plans/c.yaml": B,
        "ledger/2026-11.yaml": "- {date: 2026-11-01, task: b/lecture}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_silent_where_something_was_lost(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": A.replace("  #! unknown-task", "") + "  - {id: zz, title: 没有写完\n",
        "plans/b.yaml": B,
        "ledger/2026-11.yaml": "- {date: 2026-11-01, task: a/none}\n",
    }
    assert_found(tmp_path, CODE, files)
