from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_period import check

CODE = "unknown-period"

SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    places:
      - {id: bei, name: 北苑}
      - {id: nan, name: 南苑, from: 2026-06-01}
"""
PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    tasks:
      - {id: month, title: 月查, schedule: 每月1次, was: monthly}
      - {id: week, title: 周查, schedule: {every: week, each: place, while: hazard}}
      - {id: end, title: 总结, schedule: {by: 2026-12-20}}
      - {id: bad, title: 不明, schedule: 说不清的时候}
      - {id: span, title: 两季, schedule: {in: [03..05, 09..11]}}
"""


def test_labels(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-1, waive: a/month, period: 2026-11, why: 停}
        - {日期: 2026-11-1, 免办: 月查, 期次: 2026-01..2026-12, 理由: 停}
        - {date: 2026-11-1, waive: a/monthly, period: 2026-13, why: 停}  #! unknown-period
        - {date: 2026-11-1, waive: a/month, period: 2025-12..2026-02, why: 雨}  #! unknown-period
        - {date: 2026-11-1, waive: a/month, period: 2026-03..2026-02, why: 停}  #! unknown-period
        - {日期: 2026-11-1, 延期: a/month, 期次: 2026-W45, 至: 2026-12, 理由: 雨}  #! unknown-period
        - {date: 2026-11-1, extend: a/end, period: once, to: 2026-12, why: 雨}
        - {date: 2026-11-1, extend: a/end, period: 2026-12, to: 2026-12, why: 雨}  #! unknown-period
        - {date: 2026-11-1, waive: a/bad, period: 2026-11, why: 停}
        - {date: 2026-11-1, waive: a/none, period: 2026-11, why: 停}
        - {date: 2026-11-1, waive: a/span, period: 2026-03..2026-05, why: 停}
        - {id: E-1, date: 2026-11-1, waive: a/month, period: 2027-01, why: 停}
        - {date: 2026-11-02, void: E-1, why: 写错}
    """
    files = {"plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    assert_found(tmp_path, CODE, files)


def test_while_hazard_has_all_its_periods(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-1, waive: a/week, period: 2026-W10, why: 停}
        - {date: 2026-11-1, waive: a/week, place: bei, period: 2026-W50, why: 停}
        - {date: 2026-11-1, waive: a/week, period: 2026-10, why: 停}  #! unknown-period
    """
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    assert_found(tmp_path, CODE, files)


def test_a_draft_has_its_periods(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-1, waive: a/month, period: 2026-10, why: 停}
        - {date: 2026-11-1, waive: a/month, period: 2027-10, why: 停}  #! unknown-period
    """
    plan = PLAN.replace("period: 2026\n", "period: 2026\n    status: draft\n")
    assert_found(tmp_path, CODE, {"plans/a.yaml": plan, "ledger/2026-11.yaml": ledger})


@pytest.mark.parametrize(
    ("period", "message", "remedy"),
    [
        ("2026-111", 'no period "2026-111"', 'did you mean "2026-11"'),
        ("第一期", "第一期", "from 2026-01 to 2026-12"),
        ("2026-05..2026-03", '"2026-05" comes after "2026-03"', "2026-03..2026-05"),
    ],
)
def test_messages(tmp_path: Path, period: str, message: str, remedy: str) -> None:
    ledger = f"- {{date: 2026-11-1, waive: a/month, period: {period}, why: 停}}\n"
    files = {"plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == period
    assert message in str(finding.message)
    assert remedy in str(finding.help)


def test_a_name_that_several_tasks_bear_is_another_fault(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": PLAN,
        "plans/b.yaml": PLAN.replace("plan: a", "plan: b"),
        "ledger/2026-11.yaml": "- {date: 2026-11-01, waive: month, period: 第一期, why: 停}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_silent_where_part_of_the_plan_was_lost(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": PLAN + '    note: "没有写完\n',
        "ledger/2026-11.yaml": "- {date: 2026-11-01, waive: a/month, period: 2027, why: 停}\n",
    }
    assert_found(tmp_path, CODE, files)
