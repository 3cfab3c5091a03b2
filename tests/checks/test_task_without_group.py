from pathlib import Path

from tests.harness import assert_found

CODE = "task-without-group"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    groups:
      - {id: fire, name: 消防组}
    tasks:
      - {id: t0, title: 零, schedule: 全年, group: fire}
      - {编号: t1, 事项: 一, 时间要求: 全年, 责任组: 消防组}
      - {id: t2, title: 二, schedule: 全年}  #! task-without-group
      - {id: t3, title: 三, schedule: 全年, with: fire}  #! task-without-group
      - {id: t4, title: 四, schedule: 全年, group: }  #! task-without-group
      - {id: t5, title: 五, schedule: 全年, group: 某某组}
      - {id: t6, title: 六, schedule: 全年, group: 不存在的组}
"""


def test_tasks(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN})


def test_silent_where_part_of_the_file_was_lost(tmp_path: Path) -> None:
    broken = PLAN.replace("  #! task-without-group", "") + '    note: "没有写完\n'
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
