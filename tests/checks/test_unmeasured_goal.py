from pathlib import Path

from tests.harness import assert_found

CODE = "unmeasured-goal"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    goals:
      - {id: g0, text: 自有指标, indicators: one}
      - {编号: g1, 内容: 任务有指标}
      - {id: g2, text: 按内容引用}
      - {id: g3, text: 按旧编号引用, was: old3}
      - {id: g4, text: 任务没有指标}  #! unmeasured-goal
      - {id: g5, text: 没有任务}  #! unmeasured-goal
      - {id: g6, text: 空的, indicators: []}
    indicators:
      - {id: one, name: 指标, target: 1}
    tasks:
      - {id: t1, title: 一, goals: [g1, g4x], indicators: one}
      - {id: t2, title: 二, 目标: 按内容引用, 指标: one}
      - {id: t3, title: 三, goals: old3, indicators: one}
      - {id: t4, title: 四, goals: g4}
""".replace("空的, indicators: []}", "空的, indicators: }  #! unmeasured-goal")


def test_goals(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN})


def test_tasks_of_another_plan_do_not_count(tmp_path: Path) -> None:
    other = """\
        plan: b
        title: 另一计划
        period: 2026
        indicators:
          - {id: one, name: 指标, target: 1}
        tasks:
          - {id: t, title: 甲, goals: [g4, g5], indicators: one}
    """
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN, "plans/b.yaml": other})


def test_silent_where_part_of_the_file_was_lost(tmp_path: Path) -> None:
    broken = PLAN.replace("  #! unmeasured-goal", "") + '    note: "没有写完\n'
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
