from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.vague_target import check

CODE = "vague-target"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    indicators:
      - {id: i0, name: 零, target: 0}
      - {id: i1, name: 一}  #! vague-target
      - {编号: i2, 名称: 二, 目标值: {未明确: 明显提高}}  #! vague-target
      - {id: i3, name: 三, target: {vague: }}  #! vague-target
      - {id: i4, name: 四, target: up}
      - {id: i5, name: 五, target: 下降, baseline: 3}
      - {id: i6, name: 六, target: 很多}
      - {id: i7, name: 七, target: }  #! vague-target
      - {id: i8, name: 八, sum: count}  #! vague-target
      - {id: i9, name: 九, target: "≥10%"}
"""


def test_targets(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN})


def test_places_and_words(tmp_path: Path) -> None:
    first, second, *_ = check(agenda(tmp_path, {"plans/a.yaml": PLAN}))
    assert first.span.text == "i1"
    assert second.span.text == "{未明确: 明显提高}"
    assert '"明显提高"' in str(second.message)


def test_a_target_may_stand_in_what_was_lost(tmp_path: Path) -> None:
    broken = """\
        plan: a
        title: 示例计划
        period: 2026
        indicators:
          - {id: i0, name: 零}
          - {id: i1, name: 一, target: {vague: 提高}}  #! vague-target
        note: "没有写完
    """
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
