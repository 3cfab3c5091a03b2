from pathlib import Path

from tests.checks.test_bad_number import SETTINGS
from tests.harness import assert_found

CODE = "duplicate-number"


def test_one_number_twice(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-10.yaml": """\
            - {id: E-1, date: 2026-10-20, number: 双办〔2026〕1号, title: 甲}
            - {id: E-2, date: 2026-10-21, number: 双办〔2026〕2号, title: 乙}
            - {id: E-3, date: 2026-10-21, number: 双办〔2025〕1号, title: 丙}
            - {id: E-4, date: 2026-10-21, number: 双安整改〔2026〕1号, title: 丁}
            """,
        "ledger/2026-11.yaml": """\
            - {id: E-5, date: 2026-11-20, number: 双办〔2026〕1号, title: 戊}  #! duplicate-number
            - {id: E-6, date: 2026-11-20, number: 双办（2026）001号, title: 己}  #! duplicate-number
            - {id: E-7, date: 2026-11-20, number: 双办〔2026〕2号, title: 庚}
            - {id: E-8, date: 2026-11-21, void: E-7, why: 错}
            """,
    }
    assert_found(tmp_path, CODE, files)
