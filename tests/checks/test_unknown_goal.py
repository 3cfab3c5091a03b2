from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_goal import check

CODE = "unknown-goal"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    目标:
      - {编号: safe, 内容: 全年无事故, 曾用: secure}
      - {id: tidy, text: 楼道无杂物}
    tasks:
      - {id: one, title: 甲, goals: [safe, tidy]}
      - {id: two, title: 乙, goals: 全年无事故}
      - {id: three, title: 丙, 目标: secure}
      - {id: four, title: 丁, 目标: 楼道无杂物、saef}  #! unknown-goal
      - {id: five, title: 戊, goals: 全年无事}  #! unknown-goal
"""


def test_references(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN})


def test_place_and_help(tmp_path: Path) -> None:
    first, second = check(agenda(tmp_path, {"plans/a.yaml": PLAN}))
    assert (first.span.text, second.span.text) == ("saef", "全年无事")
    assert '"safe" (全年无事故, line 5)' in str(first.help)


def test_goals_of_another_plan_do_not_count(tmp_path: Path) -> None:
    other = "plan: b\ntitle: 另一\nperiod: 2026\ntasks:\n  - {id: t, title: 甲, goals: safe}"
    files = {"plans/a.yaml": PLAN, "plans/b.yaml": other + "  #! unknown-goal\n"}
    assert_found(tmp_path, CODE, files)


def test_silent_where_part_of_the_file_was_lost(tmp_path: Path) -> None:
    broken = PLAN.replace("  #! unknown-goal", "") + "  - {id: zz, title: 没有写完\n"
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
