from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.owed_evidence import check

CODE = "owed-evidence"

PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    tasks:
      - {编号: patrol, 事项: 消防巡查, 时间要求: 每月1次, 佐证: [检查记录, 照片], 曾用: old}
      - {id: talk, title: 宣传, schedule: 每月1次, evidence: 照片}
      - {id: free, title: 走访, schedule: 每月1次}
"""


def test_entries(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-01, task: a/patrol}  #! owed-evidence
        - {date: 2026-11-02, task: a/patrol, evidence: evidence/a.jpg}
        - {date: 2026-11-03, task: a/patrol, evidence: [纸质 3号盒]}
        - {date: 2026-11-04, task: a/patrol, evidence: {检查记录: 纸质, 照片: a.jpg}}
        - {日期: 2026-11-05, 任务: 消防巡查, 佐证: {照片: evidence/a.jpg}}  #! owed-evidence
        - {date: 2026-11-06, task: a/patrol, evidence: {检查记录: [], 照片: a}}  #! owed-evidence
        - {date: 2026-11-07, task: a/patrol, evidence: {其他: evidence/a.jpg}}  #! owed-evidence
        - {date: 2026-11-08, task: a/free}
        - {date: 2026-11-09, task: [a/free, a/old]}  #! owed-evidence
        - {date: 2026-11-10, task: [a/talk, a/patrol], evidence: {照片: a.jpg}}  #! owed-evidence
        - {date: 2026-11-11, hazard: H-1, event: found, what: 堵塞, task: a/patrol}
        - {id: E-1, date: 2026-11-12, task: a/patrol}
        - {date: 2026-11-12, void: E-1, why: 写错}
        - {date: 2026-11-24, task: a/patrol}
        - {date: 2026-11-13, task: a/none}
    """
    assert_found(tmp_path, CODE, {"plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger})


def test_place_and_message(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-10, task: [a/talk, 消防巡查], evidence: {照片: evidence/a.jpg}}
        - {date: 2026-11-11, task: a/patrol}
    """
    files = {"plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    first, second = check(agenda(tmp_path, files))
    assert first.span.text == "消防巡查"
    assert str(first.message).startswith('"a/patrol"')
    assert str(first.message).endswith(": 检查记录")
    assert str(second.message).endswith(": 检查记录, 照片")
