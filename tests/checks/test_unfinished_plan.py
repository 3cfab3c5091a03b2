from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.unfinished_plan import check

CODE = "unfinished-plan"


def plan(status: str, more: str = "") -> str:
    return f"""\
plan: a
title: 示例计划
period: 2026-01..2026-06
status: {status}
{more}
tasks:
  - {{id: drill, title: 演练, schedule: {{by: 2026-05-31}}}}
  - {{id: plan, title: 预案, schedule: {{by: 2026-04-30}}}}
  - {{id: patrol, title: 巡查, schedule: 每月1次}}
"""


DONE = "- {date: 2026-05-02, task: [a/drill, a/plan]}\n"


@pytest.mark.parametrize("status", ["done", "stopped", "完成", "停止"])
def test_overdue_work(tmp_path: Path, status: str) -> None:
    files = {"plans/a.yaml": plan(f"{status}  #! unfinished-plan")}
    assert_found(tmp_path / "left", CODE, files)
    files = {"plans/a.yaml": plan(status), "ledger/2026-05.yaml": DONE}
    assert_found(tmp_path / "finished", CODE, files)


@pytest.mark.parametrize("status", ["active", "draft"])
def test_plans_that_are_not_over(tmp_path: Path, status: str) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": plan(status)})


@pytest.mark.parametrize(
    ("ended", "today", "mark"),
    [
        ("2026-06-10", "2026-06-09", ""),
        ("2026-06-10", "2026-06-10", "  #! unfinished-plan"),
        ("2026-05-15", "2026-06-10", "  #! unfinished-plan"),
        ("2026-04-15", "2026-06-10", ""),
    ],
)
def test_the_day_it_ended(tmp_path: Path, ended: str, today: str, mark: str) -> None:
    """`plan` is due on 30 April, `drill` on 31 May; what was due after the end is not owed."""
    text = plan("done" + mark, f"ended: {ended}")
    assert_found(tmp_path, CODE, {"plans/a.yaml": text}, today)


def test_open_hazards(tmp_path: Path) -> None:
    hazards = """\
- {date: 2026-05-03, hazard: H-1, event: found, what: 堵塞, task: a/patrol}
- {date: 2026-05-03, hazard: H-2, event: found, what: 私拉电线}
- {date: 2026-05-04, hazard: H-2, event: notified, task: 巡查}
- {date: 2026-05-03, hazard: H-3, event: found, what: 与本计划无关}
- {date: 2026-05-03, hazard: H-4, event: found, what: 已销号, task: a/patrol}
- {date: 2026-05-04, hazard: H-4, event: rectified}
- {date: 2026-05-05, hazard: H-4, event: verified, result: pass}
- {date: 2026-05-06, hazard: H-4, event: closed}
- {id: E-1, date: 2026-05-03, hazard: H-5, event: found, what: 误报, task: a/patrol}
- {date: 2026-05-07, void: E-1, why: 误报}
"""
    files = {"plans/a.yaml": plan("done"), "ledger/2026-05.yaml": DONE + hazards}
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == "done"
    assert "0 overdue, 2 open hazards" in str(finding.message)


def test_counts(tmp_path: Path) -> None:
    hazard = "- {date: 2026-05-03, hazard: H-1, event: found, what: 堵塞, task: a/patrol}\n"
    files = {"plans/a.yaml": plan("stopped"), "ledger/2026-05.yaml": hazard}
    [finding] = check(agenda(tmp_path, files))
    assert "2 overdue, 1 open hazards" in str(finding.message)
