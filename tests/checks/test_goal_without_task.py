from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.goal_without_task import check

CODE = "goal-without-task"

PLAN = """\
    计划: a
    标题: 示例计划
    起止时间: 2026
    目标:
      - {编号: g1, 内容: 按编号引用}
      - {id: g2, text: 按内容引用}
      - {id: g3, text: 按旧编号引用, 曾用: [older, old]}
      - {id: g4, text: 有指标没任务, indicators: one}  #! goal-without-task
      - {id: g5, text: 没人管}  #! goal-without-task
    指标:
      - {id: one, name: 指标, target: 1}
    任务:
      - {编号: t1, 事项: 一, 目标: 按内容引用、g1}
      - {id: t2, title: 二, goals: old}
"""


def test_goals(tmp_path: Path) -> None:
    other = "plan: b\ntitle: 另一\nperiod: 2026\ntasks:\n  - {id: t, title: 甲, goals: g5}\n"
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN, "plans/b.yaml": other})


def test_a_plan_without_tasks_says_it_of_each(tmp_path: Path) -> None:
    goals = "  - {id: g1, text: 甲}\n  - {id: g2, text: 乙}\n"
    plan = f"plan: a\ntitle: 示例\nperiod: 2026\ngoals:\n{goals}"
    findings = list(check(agenda(tmp_path, {"plans/a.yaml": plan})))
    assert [finding.span.text for finding in findings] == ["g1", "g2"]


def test_silent_where_part_of_the_file_was_lost(tmp_path: Path) -> None:
    broken = PLAN.replace("  #! goal-without-task", "") + '    备注: "没有写完\n'
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
