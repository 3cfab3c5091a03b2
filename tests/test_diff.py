"""What a patch shows is what it does: git and patch take it, for any line ends and any name."""

import subprocess
import sys
import tempfile
from pathlib import Path
from shutil import which

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import TODAY, write
from tests.test_cli import environment, tongxin
from tests.test_commands import EXAMPLE, Desk, checked
from tongxin.commands.check import check
from tongxin.diagnostic import TongxinError
from tongxin.output.diff import patch, unified
from tongxin.output.style import Line

LINES = st.lists(
    st.tuples(
        st.sampled_from(
            ["a", "b", "", "- x", "+ y", "\\ z", "@@ 1", "甲：乙", "\t", " c ", "\u2028d"]
        ),
        st.sampled_from(["\n", "\r\n"]),
    ).map("".join),
    max_size=12,
)
CONTENT = st.builds(
    lambda lines, bom, final: bom + "".join(lines) + final,
    LINES, st.sampled_from(["", "\ufeff"]), st.sampled_from(["", "z", "末\r"]),
).filter(bool)  # fmt: skip
NAMES = ["plans/a.yaml", "plans/消防.yaml", "plans/a b.yaml", 'plans/a"b.yaml', "plans/a\\b.yaml"]

APPLY = {
    "git": ["git", "apply", "--whitespace=nowarn", "-"],
    "patch": ["patch", "-s", "-p1", "--binary"],
}
PROGRAMS = [name for name in APPLY if which(name)]


def applied(program: str, name: str, before: str | None, difference: str) -> str | None:
    """The content of a file once the program has applied a patch to it; None: there is none."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.parent.mkdir()
        if before is not None:
            file.write_bytes(before.encode())
        subprocess.run(APPLY[program], cwd=folder, input=difference.encode(), check=True)
        return file.read_bytes().decode() if file.exists() else None


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", NAMES)
def test_programs_take_the_patch(program: str, name: str) -> None:
    @given(CONTENT, CONTENT)
    @settings(max_examples=25, deadline=None)
    def holds(before: str, after: str) -> None:
        if before != after:
            assert applied(program, name, before, patch(unified(name, before, after))) == after

    holds()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_file_is_made_and_deleted(program: str) -> None:
    made = patch(unified("ledger/2026-11.yaml", None, "- {date: 2026-11-23}\n"))
    assert made.startswith("--- /dev/null\n+++ b/ledger/2026-11.yaml\n@@ -0,0 +1 @@\n")
    assert applied(program, "ledger/2026-11.yaml", None, made) == "- {date: 2026-11-23}\n"
    deleted = patch(unified("ledger/2026-11.yaml", "a\nb", None))
    assert applied(program, "ledger/2026-11.yaml", "a\nb", deleted) is None


def test_equal_contents_have_no_patch() -> None:
    assert unified("plans/a.yaml", "a\n", "a\n") == []


def test_a_patch_is_styled_for_a_terminal() -> None:
    lines: list[Line] = unified("plans/a.yaml", "a\nb\n", "a\nc")
    assert lines == [
        [("strong", "--- a/plans/a.yaml")],
        [("strong", "+++ b/plans/a.yaml")],
        [("info", "@@ -1,2 +1,2 @@")],
        [("", " a")],
        [("bad", "-b")],
        [("good", "+c")],
        [("faint", "\\ No newline at end of file")],
    ]


# ── check --fix --dry-run ─────────────────────────────────────────────────────────────────────

PLAN = "\ufeffplan: a\r\ntitle：甲\t\r\nperiod: 2026/9/1..2026/12/31\r\nnote: \t乙"
MENDED = "\ufeffplan: a\r\ntitle: 甲\t\r\nperiod: 2026-09-01..2026-12-31\r\nnote: \t乙"
ENTRY = "- {date: 2026/11/20, note: 丙}\n"


def test_the_dry_run_shows_and_writes_nothing(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": PLAN.encode(), "ledger/2026-11.yaml": ENTRY})
    desk = Desk(root)
    assert check(desk.context, fix=True, dry_run=True) == 1
    assert (root / "plans/a.yaml").read_bytes().decode() == PLAN
    assert desk.text == (
        "--- a/plans/a.yaml\n+++ b/plans/a.yaml\n@@ -1,4 +1,4 @@\n"
        " \ufeffplan: a\r\n-title：甲\t\r\n-period: 2026/9/1..2026/12/31\r\n"
        "+title: 甲\t\r\n+period: 2026-09-01..2026-12-31\r\n note: \t乙\n"
        "\\ No newline at end of file\n"
        "--- a/ledger/2026-11.yaml\n+++ b/ledger/2026-11.yaml\n@@ -1 +1 @@\n"
        "-- {date: 2026/11/20, note: 丙}\n+- {date: 2026-11-20, note: 丙}\n"
    )
    assert desk.errors == (
        "plans/a.yaml: 3 places would be mended\nledger/2026-11.yaml: 1 place would be mended\n"
    )


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_patch_does_what_the_fix_does(program: str, tmp_path: Path) -> None:
    """Also in a folder below the top of a repository."""
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    root = write(tmp_path / "社区 1", {"plans/a.yaml": PLAN.encode(), "ledger/2026-11.yaml": ENTRY})
    run = subprocess.run(  # not decoded: every byte counts
        [sys.executable, "-m", "tongxin", "check", "--fix", "--dry-run", "--today", TODAY],
        cwd=root, env=environment(), capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    subprocess.run(APPLY[program], cwd=root, input=run.stdout, check=True)
    assert (root / "plans/a.yaml").read_bytes().decode() == MENDED
    assert (root / "ledger/2026-11.yaml").read_text("utf-8") == ENTRY.replace("/11/", "-11-")
    assert tongxin("check", "--fix", "--dry-run", at=root).stdout == ""


def test_a_dry_run_with_nothing_to_mend(tmp_path: Path) -> None:
    faulty = "plan: a\ntitle: 甲\nperiod: 2026-02-30\n"
    desk = Desk(write(tmp_path, {"plans/a.yaml": faulty}))
    assert check(desk.context, fix=True, dry_run=True) == 0
    assert (desk.text, desk.errors) == ("", "nothing to mend\n")


def test_a_dry_run_exits_as_check_does(tmp_path: Path) -> None:
    warned = "plan: a\ntitle: 甲 # tongxin: ignore bad-date\nperiod: 2026\n"
    root = write(tmp_path, {"plans/a.yaml": warned})
    assert check(Desk(root).context, fix=True, dry_run=True) == 0
    assert check(Desk(root).context, fail_on=["warning"], fix=True, dry_run=True) == 1


def test_a_dry_run_in_json(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": PLAN.encode()})
    answer = checked(root, fix=True, dry_run=True)
    plain = checked(root)
    difference = answer.pop("diff")
    assert answer == plain
    assert applied(PROGRAMS[0], "plans/a.yaml", PLAN, difference) == MENDED
    check(Desk(root).context, fix=True)
    assert checked(root, fix=True, dry_run=True)["diff"] == ""


def test_a_dry_run_of_named_files_only(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": PLAN.encode(), "ledger/2026-11.yaml": ENTRY})
    desk = Desk(root)
    check(desk.context, [root / "ledger"], fix=True, dry_run=True)
    assert "plans/a.yaml" not in desk.text
    assert "+- {date: 2026-11-20" in desk.text


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_dry_run_repeats_no_number_of_a_person(form: str, tmp_path: Path) -> None:
    number = "13812345678"
    root = write(tmp_path, {"plans/a.yaml": f"plan: a\n标题：甲{number}\nperiod: 2026\n"})
    desk = Desk(root, form)
    check(desk.context, fix=True, dry_run=True)
    assert number not in desk.text
    assert "甲***********" in desk.text
    assert "numbers of persons are hidden" in desk.errors


def test_a_dry_run_is_one_of_fix(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    with pytest.raises(TongxinError, match="--fix is not there") as refused:
        check(Desk(root).context, dry_run=True)
    assert str(refused.value.remedy) == "write: --fix --dry-run"


@pytest.mark.parametrize("form", ["sarif", "github", "junit"])
def test_a_dry_run_is_text_or_json(form: str, tmp_path: Path) -> None:
    with pytest.raises(TongxinError, match=form) as refused:
        check(Desk(write(tmp_path, {}), form).context, fix=True, dry_run=True)
    assert str(refused.value.remedy) == "write: --format json"


def test_the_options_reach_the_command(tmp_path: Path) -> None:
    root = write(tmp_path, {"plans/a.yaml": PLAN.encode()})
    assert tongxin("check", "--dry-run", at=root).returncode == 2
    run = tongxin("核对", "--fix", "--dry-run", "--format", "json", "--lang", "en", at=root)
    assert run.returncode == 1
    assert '"diff": "--- a/plans/a.yaml\\n' in run.stdout
    assert (root / "plans/a.yaml").read_bytes().decode() == PLAN
    assert tongxin("check", "--fix", "--dry-run", at=EXAMPLE).stdout == ""
