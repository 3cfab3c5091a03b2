from pathlib import Path

from tests.checks.test_bad_number import SETTINGS
from tests.harness import assert_found, found

CODE = "number-gap"


def test_numbers_that_are_missing(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-02, number: 双办〔2026〕2号, title: 甲}  #! number-gap
            - {date: 2026-11-03, number: 双办〔2026〕3号, title: 乙}
            - {date: 2026-11-03, number: 双办〔2026〕3号, title: 又乙}
            - {date: 2026-11-09, number: 双办〔2026〕8号, title: 丙}  #! number-gap
            - {date: 2026-11-04, number: 双办〔2026〕4号, title: 丁}
            - {date: 2026-11-04, number: 双安整改〔2026〕5号, title: 戊}
            - {date: 2026-11-04, number: 双安整改〔2025〕1号, title: 己}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_a_void_number_is_taken(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2026-11-02, number: 双办〔2026〕1号, title: 甲}
            - {id: E-2, date: 2026-11-03, number: 双办〔2026〕2号, title: 乙}
            - {id: E-3, date: 2026-11-03, void: E-2, why: 没有发}
            - {id: E-4, date: 2026-11-09, number: 双办〔2026〕3号, title: 丙}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_as_many_as_there_are_in_one_finding(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": "- {date: 2026-11-02, number: 双办〔2026〕999999号, title: 甲}\n",
    }
    [finding] = [one for one in found(tmp_path, files) if one.code == CODE]
    assert finding.message == (
        "999998 numbers before it are missing: 双办〔2026〕1号 … 双办〔2026〕999998号"
    )


def test_silent_while_a_month_cannot_be_read(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-10.yaml": "- {date: 2026-10-02, number: 双办〔2026〕1号, title: 甲\n",
        "ledger/2026-11.yaml": "- {date: 2026-11-02, number: 双办〔2026〕2号, title: 甲}\n",
    }
    assert_found(tmp_path, CODE, files)
