from pathlib import Path

from tests.harness import assert_found, found

CODE = "future-entry"


def test_later_than_written_or_than_today(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2026-11-20, note: 甲, at: 2026-11-20}
            - {id: E-2, date: 2026-11-21, note: 甲, at: 2026-11-20}  #! future-entry
            - {流水号: E-3, 日期: 2026年11月22日, 情况: 甲, 录入: 2026-11-21}  #! future-entry
            - {id: E-4, date: 2026-11-23, note: 甲}
            - {id: E-5, date: 2026-11-24, note: 甲}  #! future-entry
            - {date: 2026-11-24, task: [b/x]}  #! future-entry
            - {id: E-6, date: 2026-11-30, note: 甲, at: 2026-11-30}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_what_is_void_is_left_alone(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2027-11-20, note: 甲, at: 2026-11-20}
            - {id: E-2, date: 2026-11-21, void: E-1, why: 年份写错, at: 2026-11-21}
            - {id: E-3, date: 2027-11-20, note: 甲, at: 2026-11-20}  #! future-entry
            - {id: E-4, date: 2026-11-21, void: E-3, why: 误}
            - {id: E-5, date: 2026-11-22, void: E-4, why: 误}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_place_and_remedy(tmp_path: Path) -> None:
    files = {"ledger/2026-11.yaml": "- {id: E-1, date: 2026-12-24, note: 甲}\n"}
    (finding,) = (f for f in found(tmp_path, files) if f.code == CODE)
    assert finding.text == "2026-12-24"
    assert "2026-11-23" in finding.message
