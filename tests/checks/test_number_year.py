from pathlib import Path

from tests.checks.test_bad_number import SETTINGS
from tests.harness import assert_found

CODE = "number-year"


def test_years_that_differ(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2025-12.yaml": """\
            - {date: 2025-12-31, number: 双办〔2025〕1号, title: 甲}
            - {date: 2025-12-31, number: 双办〔2026〕1号, title: 乙}  #! number-year
            """,
        "ledger/2026-01.yaml": """\
            - {date: 2026-01-01, number: 双办〔2026〕2号, title: 丙}
            - {date: 2026-01-01, number: 双办〔2025〕2号, title: 丁}  #! number-year
            - {id: E-1, date: 2026-01-01, number: 双办〔2025〕3号, title: 丁}
            - {date: 2026-01-02, void: E-1, why: 年份错}
            """,
    }
    assert_found(tmp_path, CODE, files)
