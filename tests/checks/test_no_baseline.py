from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.no_baseline import check

CODE = "no-baseline"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    indicators:
      - {id: i0, name: 零, target: "-20%"}  #! no-baseline
      - {id: i1, name: 一, target: "+5%", baseline: 100}
      - {编号: i2, 名称: 二, 目标值: 下降}  #! no-baseline
      - {编号: i3, 名称: 三, 目标值: 上升 5%, 基期值: 0}
      - {id: i4, name: 四, target: up}  #! no-baseline
      - {id: i5, name: 五, target: "≥10%"}
      - {id: i6, name: 六, target: 3}
      - {id: i7, name: 七, target: down, baseline: 不详}
      - {id: i8, name: 八, target: {vague: 提高}}
      - {id: i9, name: 九}
"""


def test_targets(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN})


def test_it_stands_at_the_target(tmp_path: Path) -> None:
    first, *_ = check(agenda(tmp_path, {"plans/a.yaml": PLAN}))
    assert first.span.text == '"-20%"'


def test_silent_where_part_of_the_file_was_lost(tmp_path: Path) -> None:
    broken = PLAN.replace("  #! no-baseline", "") + '    note: "没有写完\n'
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
