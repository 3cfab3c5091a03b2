from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.quiet_task import check

CODE = "quiet-task"
MARK = "  #! quiet-task"

# 60 days before 2026-11-23 is 2026-09-24.


def plan(*tasks: str, period: str = "2026", status: str = "active") -> str:
    head = f"plan: a\ntitle: 示例计划\nperiod: {period}\nstatus: {status}\ntasks:\n"
    return head + "".join(f"  - {{id: t{n}, title: 事项{n}, {t}\n" for n, t in enumerate(tasks))


def test_work_without_quota(tmp_path: Path) -> None:
    text = plan(
        "schedule: 全年}" + MARK,
        "时间要求: 不定期}" + MARK,
        "schedule: 定期}" + MARK,
        "title: 无}" + MARK,
        "schedule: 每月1次}",
        "schedule: 每年1次}",
        "schedule: 说不清的时候}",
        "schedule: 全年, to: 2026-11-22}",
        "schedule: 全年, to: 2026-11-23}" + MARK,
        "schedule: [每月1次, 不定期]}",
        "schedule: 全年, from: 2026-09-24}" + MARK,
        "schedule: 全年, from: 2026-09-25}",
    )
    assert_found(tmp_path, CODE, {"plans/a.yaml": text.replace("事项3, title: ", "")})


@pytest.mark.parametrize(
    ("day", "quiet"), [("2026-09-23", True), ("2026-09-24", True), ("2026-09-25", False)]
)
def test_the_last_entry(tmp_path: Path, day: str, quiet: bool) -> None:
    ledger = f"- {{date: 2026-03-01, task: a/t0}}\n- {{date: {day}, task: a/t0}}\n"
    text = plan("schedule: 全年}" + MARK * quiet)
    assert_found(tmp_path, CODE, {"plans/a.yaml": text, "ledger/2026-09.yaml": ledger})


@pytest.mark.parametrize(
    ("first", "quiet"), [("2026-09-23", True), ("2026-09-24", True), ("2026-09-25", False)]
)
@pytest.mark.parametrize("bound", ["period", "since"])
def test_how_long_it_has_run(tmp_path: Path, first: str, quiet: bool, bound: str) -> None:
    since, period = "2026-01-01", f"{first}..2026-12-31"
    if bound == "since":
        since, period = first, "2026"
    files = {
        "tongxin.yaml": f"tongxin: 1\ncommunity: {{name: 示例社区}}\nsince: {since}\n",
        "plans/a.yaml": plan("schedule: 全年}" + MARK * quiet, period=period),
    }
    assert_found(tmp_path, CODE, files)


def test_entries_that_do_not_count(tmp_path: Path) -> None:
    ledger = """\
        - {id: E-1, date: 2026-11-01, task: a/t0}
        - {date: 2026-11-02, void: E-1, why: 写错}
        - {date: 2026-11-24, task: a/t0}
        - {date: 2026-11-01, task: a/t1}
        - {date: 2026-11-01, hazard: H-1, event: found, what: 堵塞, task: a/t2}
    """
    text = plan("schedule: 全年}" + MARK, "schedule: 全年}", "schedule: 全年}")
    assert_found(tmp_path, CODE, {"plans/a.yaml": text, "ledger/2026-11.yaml": ledger})


@pytest.mark.parametrize("status", ["draft", "done", "停止"])
def test_only_active_plans(tmp_path: Path, status: str) -> None:
    assert_found(tmp_path, CODE, {"plans/a.yaml": plan("schedule: 全年}", status=status)})


def test_messages(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": plan("schedule: 全年}", "schedule: 全年}"),
        "ledger/2026-05.yaml": "- {date: 2026-05-03, task: a/t1}\n",
    }
    first, second = check(agenda(tmp_path, files))
    assert first.span.text == "t0"
    assert "never" in str(first.message)
    assert "2026-05-03" in str(second.message)


def test_one_by_one_says_for_whom(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": plan("schedule: {all-year: true, each: audience}, audience: [老人, 儿童]}"),
        "ledger/2026-11.yaml": "- {date: 2026-11-03, task: a/t0, audience: 老人}\n",
    }
    [finding] = check(agenda(tmp_path, files))
    assert "儿童" in str(finding.message)
    assert "老人" not in str(finding.message)
