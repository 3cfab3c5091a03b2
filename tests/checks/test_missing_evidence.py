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


# ── another folder for evidence ───────────────────────────────────────────────────────────────

SETTINGS = "tongxin: 1\ncommunity: {name: 示例社区}\nevidence: "


@pytest.mark.parametrize(
    "named", ["../photos", "{tmp}/photos", "~/photos", r"..\photos", " ../w/../photos "]
)
def test_evidence_may_lie_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "photos/2026").mkdir(parents=True)
    (tmp_path / "photos/2026/there.jpg").write_text("x")
    ledger = """\
        - {date: 2026-11-01, note: 一, evidence: evidence/2026/there.jpg}
        - {date: 2026-11-01, note: 二, evidence: 'evidence\\2026\\there.jpg'}
        - {date: 2026-11-01, note: 三, evidence: minutes/a.txt}
        - {date: 2026-11-01, note: 四, evidence: evidence/old.jpg}  #! missing-evidence
        - {date: 2026-11-01, note: 五, evidence: 2026/there.jpg}  #! missing-evidence
        - {date: 2026-11-01, note: 六, evidence: evidence/../there.jpg}  #! missing-evidence
        - {date: 2026-11-01, note: 七, evidence: evidence}  #! missing-evidence
    """
    settings = SETTINGS + repr(named.format(tmp=tmp_path)) + "\n"
    assert_found(
        tmp_path / "w",
        CODE,
        {
            "tongxin.yaml": settings,
            "ledger/2026-11.yaml": ledger,
            "minutes/a.txt": "x",
            "evidence/old.jpg": "x",
        },
    )


@pytest.mark.parametrize(
    "named", ["../photos", "/nowhere/photos", "~nobody-at-all/photos", "D:\\照片"]
)
def test_a_folder_that_is_not_on_this_computer_is_one_finding(tmp_path: Path, named: str) -> None:
    ledger = """\
        - {date: 2026-11-01, note: 一, evidence: evidence/a.jpg}
        - {date: 2026-11-01, note: 二, evidence: {照片: [evidence/b.jpg, evidence/c.jpg]}}
        - {date: 2026-11-01, note: 三, evidence: minutes/a.txt}  #! missing-evidence
        - {date: 2026-11-01, note: 四, evidence: evidence/../a.jpg}  #! missing-evidence
    """
    settings = f"{SETTINGS}'{named}'  #! missing-evidence\n"
    files = {"tongxin.yaml": settings, "ledger/2026-11.yaml": ledger, "evidence/a.jpg": "x"}
    assert_found(tmp_path, CODE, files)
    finding = next(iter(check(agenda(tmp_path, files))))
    assert finding.span.text == f"'{named}'"
    assert named in str(finding.message)


def test_a_file_is_no_folder_for_evidence(tmp_path: Path) -> None:
    settings = f"{SETTINGS}photos  #! missing-evidence\n"
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings, "photos": "x"})


@pytest.mark.parametrize("nothing", ["", "''", "' '", "evidence", "./evidence/"])
def test_the_usual_folder(tmp_path: Path, nothing: str) -> None:
    ledger = "- {date: 2026-11-01, note: 记, evidence: evidence/a.jpg}\n"
    settings = f"{SETTINGS}{nothing}\n"
    assert_found(tmp_path, CODE, {**FILES, "tongxin.yaml": settings, "ledger/2026-11.yaml": ledger})
