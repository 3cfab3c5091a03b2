from pathlib import Path

from tests.checks.test_bad_number import SETTINGS
from tests.harness import assert_found

CODE = "number-order"


def test_dates_that_run_backwards(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-02, number: 双办〔2026〕1号, title: 甲}
            - {date: 2026-11-10, number: 双办〔2026〕2号, title: 乙}
            - {date: 2026-11-09, number: 双办〔2026〕3号, title: 丙}  #! number-order
            - {date: 2026-11-10, number: 双办〔2026〕4号, title: 丁}
            - {date: 2026-11-01, number: 双安整改〔2026〕5号, title: 戊}
            - {date: 2026-11-12, number: 双办〔2026〕6号, title: 己}
            - {date: 2026-11-11, number: 双办〔2026〕5号, title: 庚}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_of_what_is_void_nothing(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2026-11-20, number: 双办〔2026〕1号, title: 甲}
            - {id: E-2, date: 2026-11-10, number: 双办〔2026〕2号, title: 乙}
            - {date: 2026-11-20, void: E-1, why: 错}
            """,
    }
    assert_found(tmp_path, CODE, files)
