from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "hazard-late-step"
SETTINGS = "tongxin: 1\ncommunity: {name: 示例社区}\n"


def ledger(mark: bool, *more: str, due: str = "2026-12-31") -> dict[str, str]:
    announced = "  #! hazard-late-step" if mark else ""
    first = f"- {{date: 2026-11-03, hazard: H-1, event: found, due: {due}}}{announced}\n"
    return {"ledger/2026-11.yaml": first + "".join(f"- {{{line}}}\n" for line in more)}


def step(date: str, event: str) -> str:
    return f"日期: {date}, 隐患: H-1, 环节: {event}"


@pytest.mark.parametrize(
    ("today", "steps", "bad"),
    [
        ("2026-11-04", [], False),
        ("2026-11-05", [], True),
        ("2026-11-23", [("2026-11-04", "通知")], False),
        ("2026-11-23", [("2026-11-04", "整改")], False),
        ("2026-11-23", [("2026-11-05", "通知")], True),
        ("2026-11-23", [("2026-11-05", "整改")], True),
        ("2026-11-23", [("2026-11-04", "答复")], True),
        ("2026-12-06", [("2026-11-05", "通知"), ("2026-11-06", "销号")], True),
        ("2026-12-07", [("2026-11-05", "通知"), ("2026-11-06", "销号")], False),  # history
        ("2026-11-23", [("2026-11-04", "销号")], False),  # closed in time: hazard-step's business
    ],
)
def test_notified_in_time(
    tmp_path: Path, today: str, steps: list[tuple[str, str]], bad: bool
) -> None:
    assert_found(tmp_path, CODE, ledger(bad, *(step(*one) for one in steps)), today)


@pytest.mark.parametrize(
    ("today", "steps", "bad"),
    [
        ("2026-11-13", [], False),
        ("2026-11-14", [], True),
        ("2026-11-23", [("2026-11-13", "上报")], False),
        ("2026-11-23", [("2026-11-05", "上报")], False),
        ("2026-11-23", [("2026-11-14", "上报")], True),
        ("2026-11-23", [("2026-11-14", "整改")], True),
        ("2026-11-23", [("2026-11-20", "销号")], False),
    ],
)
def test_escalated_in_time(
    tmp_path: Path, today: str, steps: list[tuple[str, str]], bad: bool
) -> None:
    lines = [step("2026-11-03", "通知"), *(step(*one) for one in steps)]
    assert_found(tmp_path, CODE, ledger(bad, *lines, due="2026-11-10"), today)


def test_the_workspaces_limits_in_working_days(tmp_path: Path) -> None:
    # Found on a Tuesday; four working days end on Monday the 9th.
    settings = SETTINGS + "整改时限: {通知: 4个工作日, 上报: 1个工作日}\n"
    good = ledger(False, step("2026-11-09", "通知"), due="2026-11-20") | {"tongxin.yaml": settings}
    assert_found(tmp_path, CODE, good, "2026-11-23")
    (tmp_path / "late").mkdir()
    late = ledger(True, step("2026-11-10", "通知"), due="2026-11-20") | {"tongxin.yaml": settings}
    assert_found(tmp_path / "late", CODE, late, "2026-11-23")


def test_one_finding_for_each_step(tmp_path: Path) -> None:
    findings = [f for f in found(tmp_path, ledger(False, due="2026-11-10")) if f.code == CODE]
    assert [f.text for f in findings] == ["found", "found"]
    messages = sorted(f.message for f in findings)
    assert "2026-11-13" in messages[1] or "2026-11-13" in messages[0]
    assert any("notified by 2026-11-04" in message for message in messages)
    assert any("escalated by 2026-11-13" in message for message in messages)


def test_a_void_notice_is_none(tmp_path: Path) -> None:
    void = ("id: E-1, " + step("2026-11-04", "通知"), "date: 2026-11-05, void: E-1, why: 误")
    assert_found(tmp_path, CODE, ledger(True, *void))


def test_a_torn_line_may_be_the_notice(tmp_path: Path) -> None:
    files = ledger(False)
    files["ledger/2026-11.yaml"] += "- {date: 2026-11-04, hazard: H-1, event: no\n"
    assert_found(tmp_path, CODE, files)
