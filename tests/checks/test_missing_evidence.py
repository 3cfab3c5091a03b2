from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.missing_evidence import check

CODE = "missing-evidence"

FILES = {"evidence/a.jpg": "x", "evidence/照片 1.jpg": "x"}


def test_paths(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-01, note: 一, evidence: evidence/a.jpg}
        - {date: 2026-11-01, note: 二, evidence: ["evidence/照片 1.jpg", 纸质 3号盒]}
        - {日期: 2026-11-01, 情况: 三, 佐证: evidence/b.jpg}  #! missing-evidence
        - {date: 2026-11-01, note: 四, evidence: {照: [evidence/a.jpg, c.jpg]}}  #! missing-evidence
        - {date: 2026-11-01, note: 五, evidence: {照片: evidence/a.jpg, 记录: paper box 3}}
        - {date: 2026-11-01, note: 六, evidence: evidence}  #! missing-evidence
        - {date: 2026-11-01, note: 七, evidence: evidence/a.jpg、b/d.jpg}  #! missing-evidence
        - {date: 2026-11-01, note: 八, evidence: /etc/hostname}  #! missing-evidence
        - {date: 2026-11-01, note: 九, evidence: evidence/../evidence/a.jpg}  #! missing-evidence
        - {id: E-1, date: 2026-11-01, note: 十, evidence: evidence/b.jpg}
        - {date: 2026-11-01, void: E-1, why: 写错}
        - {date: 2026-11-01, note: 无}
    """
    assert_found(tmp_path, CODE, {**FILES, "ledger/2026-11.yaml": ledger})


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("evidence/b.jpg", 'no file "evidence/b.jpg"'),
        ("/srv/a.jpg", "leaves the workspace"),
        ("../a.jpg", "leaves the workspace"),
        (r"C:\照片\a.jpg", "leaves the workspace"),
        (r"evidence\..\..\a.jpg", "leaves the workspace"),
        ("evidence/a..jpg", "no file"),
    ],
)
def test_messages(tmp_path: Path, path: str, message: str) -> None:
    ledger = f"- {{date: 2026-11-01, note: 记, evidence: {{照片: [evidence/a.jpg, '{path}']}}}}\n"
    [finding] = check(agenda(tmp_path, {**FILES, "ledger/2026-11.yaml": ledger}))
    assert finding.span.text == f"'{path}'"
    assert message in str(finding.message)


def test_the_part_at_fault_of_a_list_in_one_text(tmp_path: Path) -> None:
    ledger = "- {date: 2026-11-01, note: 记, evidence: {照片: evidence/a.jpg、evidence/d.jpg}}\n"
    [finding] = check(agenda(tmp_path, {**FILES, "ledger/2026-11.yaml": ledger}))
    assert finding.span.text == "evidence/d.jpg"
