from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "hazard-overdue"
LEDGER = """\
    - {id: E-1, 日期: 2026-11-10, 隐患: H-1, 环节: 发现}
    - {id: E-2, date: 2026-11-11, hazard: H-1, event: rectified}
    """


@pytest.mark.parametrize(
    ("today", "limits", "bad"),
    [
        ("2026-11-17", "", False),
        ("2026-11-18", "", True),  # it waits for re-inspection, and is overdue nevertheless
        ("2026-11-13", "整改时限: {整改: 2天}\n", True),
        ("2026-11-20", "hazards: {rectify: 8 workdays}\n", False),
        ("2026-11-21", "hazards: {rectify: 8 workdays}\n", True),
    ],
)
def test_the_limit(tmp_path: Path, today: str, limits: str, bad: bool) -> None:
    mark = "  #! hazard-overdue" if bad else ""
    files = {
        "tongxin.yaml": f"tongxin: 1\ncommunity: {{name: 示例社区}}\n{limits}",
        "ledger/2026-11.yaml": LEDGER.replace("发现}", "发现}" + mark),
    }
    assert_found(tmp_path, CODE, files, today)


def test_stated_extended_closed_and_void(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-20, hazard: H-1, event: found, due: 2026-11-22}  #! hazard-overdue
            - {id: E-2, date: 2026-11-20, hazard: H-2, event: found, due: 2026-11-23}
            - {id: E-3, date: 2026-11-01, hazard: H-3, event: found, due: 2026-11-05}
            - {id: E-4, date: 2026-11-05, hazard: H-3, event: extended, due: 2026-11-30}
            - {date: 2026-11-01, hazard: H-4, event: found, due: 2026-11-05}  #! hazard-overdue
            - {id: E-6, date: 2026-11-02, hazard: H-4, event: closed}
            - {id: E-7, date: 2026-11-03, void: E-6, why: 误}
            - {id: E-8, date: 2026-11-01, hazard: H-5, event: found, due: 2026-11-05}
            - {id: E-9, date: 2026-11-20, hazard: H-5, event: closed}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_message(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": "tongxin: 1\ncommunity: {name: 示例社区}\n"
        "places: [{id: bei, name: 北苑小区, was: [old]}]\n",
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-02, hazard: H-1, event: notified}
            - {date: 2026-11-01, hazard: H-1, event: found, place: [old, 后门], due: 2026-11-20}
            - {date: 2026-11-03, hazard: H-1, event: escalated}
            - {date: 2026-11-01, hazard: H-2, event: found, due: 2026-11-22}
            """,
    }
    first, second = (f for f in found(tmp_path, files) if f.code == CODE)
    assert (first.line, first.text) == (2, "H-1")  # the event that came first, not the first line
    assert "at 北苑小区, 后门 is 3 days overdue: escalated" in first.message
    assert '"H-2" is 1 day overdue: found' in second.message
