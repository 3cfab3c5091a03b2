from pathlib import Path

import pytest

from tests.harness import agenda, assert_found, found
from tongxin.checks.wrong_month import check

CODE = "wrong-month"


def test_entries_of_another_month(tmp_path: Path) -> None:
    files = {
        "ledger/2026-10.yaml": """\
            - {id: E-1, date: 2026-10-01, note: 甲}
            - {id: E-2, date: 2026-10-31, note: 甲}
            - {id: E-3, date: 2026-11-01, note: 甲}  #! wrong-month
            - {流水号: E-4, 日期: 2025年10月1日, 情况: 甲}  #! wrong-month
            - {id: E-5, date: 2026-09-30, note: 甲}
            - {id: E-6, date: 2026-10-31, void: E-5, why: 放错了}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_files_that_are_no_months(tmp_path: Path) -> None:
    files = {
        "ledger/2026-13.yaml": "- {date: 2026-11-01, note: 甲}  #! wrong-month\n",
        "ledger/2026-9.yaml": "# 九月  #! wrong-month\n- {date: 2026-09-01, note: 乙}\n",
        "ledger/台账.yaml": "- {date: 2026-11-01, note: 丙}  #! wrong-month\n",
        "ledger/2026-11.yaml": "",
    }
    assert_found(tmp_path, CODE, files)


def test_once_a_file_and_at_the_date(tmp_path: Path) -> None:
    files = {
        "ledger/x.yaml": "- {date: 2026-11-01, note: 甲}\n- {date: 2026-10-01, note: 甲}\n",
        "ledger/2026-11.yaml": "- {note: 甲, date: 2026-10-09}\n",
    }
    findings = [f for f in found(tmp_path, files) if f.code == CODE]
    assert [f.text for f in findings] == ["2026-10-09", "- {date: 2026-11-01, note: 甲}"]
    assert "2026-11" in findings[0].message


@pytest.mark.parametrize(
    ("lines", "there", "told"),
    [
        ("- {date: 2026-11-01, note: 甲}\n", False, "rename it: 2026-11.yaml"),
        ("- {date: 2026-11-01, note: 甲}\n", True,
         "ledger/2026-11.yaml is there already: put the lines into it, then delete this file"),
        ("- {date: 2026-11-01, note: 甲}\n- {date: 2026-12-01, note: 甲}\n", True,
         "put each line into the file of its month, such as ledger/2026-11.yaml"),
        ("", True, "name it for the month of its entries: YYYY-MM.yaml"),
    ],
)  # fmt: skip
def test_a_name_that_is_free_is_proposed(
    lines: str, there: bool, told: str, tmp_path: Path
) -> None:
    files = {"ledger/11月.yaml": lines} | ({"ledger/2026-11.yaml": ""} if there else {})
    [finding] = check(agenda(tmp_path, files))
    assert str(finding.help) == told
