from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.vague_schedule import check

CODE = "vague-schedule"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    status: active
    phases:
      - {id: start, name: 启动阶段, from: 2026-01, to: 2026-03}
    tasks:
      - {id: t0, title: 零, schedule: 定期}  #! vague-schedule
      - {编号: t1, 事项: 一, 时间要求: {未明确: 及时}}  #! vague-schedule
      - {id: t2, title: 二}  #! vague-schedule
      - {id: t3, title: 三, schedule: }  #! vague-schedule
      - {id: t4, title: 四, phase: start}
      - {id: t5, title: 五, schedule: 不定期}
      - {id: t6, title: 六, schedule: 全年}
      - {id: t7, title: 七, schedule: 说不清的时候}
      - {id: t8, title: 八, schedule: [每月1次, 适时]}  #! vague-schedule
      - {id: t9, title: 九, schedule: 每月1次}
"""


@pytest.mark.parametrize("status", ["active", "draft"])
def test_plans_that_are_not_over(tmp_path: Path, status: str) -> None:
    files = {"plans/a.yaml": PLAN.replace("status: active", f"status: {status}")}
    assert_found(tmp_path, CODE, files)


@pytest.mark.parametrize("status", ["done", "停止"])
def test_plans_that_are_over(tmp_path: Path, status: str) -> None:
    text = PLAN.replace("status: active", f"status: {status}").replace("  #! vague-schedule", "")
    assert_found(tmp_path, CODE, {"plans/a.yaml": text})


def test_places_and_words(tmp_path: Path) -> None:
    first, second, third, *_ = check(agenda(tmp_path, {"plans/a.yaml": PLAN}))
    assert first.span.text == "定期"
    assert '"定期"' in str(first.message)
    assert '"及时"' in str(second.message)
    assert third.span.text == "t2"


def test_a_schedule_may_stand_in_what_was_lost(tmp_path: Path) -> None:
    broken = """\
        plan: a
        title: 示例计划
        period: 2026
        tasks:
          - {id: t0, title: 零}
          - {id: t1, title: 一, schedule: 定期}  #! vague-schedule
        note: "没有写完
    """
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
