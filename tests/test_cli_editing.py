"""`set`, `add`, `remove` as people type them: what is written, what is told, what is refused."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.harness import write
from tests.test_changes_plans import FILES, PLAN, RUNNING, SETTINGS
from tests.test_cli import Main, main, tongxin

__all__ = ["main"]  # a fixture


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace, entered, on a Monday."""
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Typed:
    """Types a command and gives code, output and errors."""

    def __init__(self, main: Main, capsys: pytest.CaptureFixture[str]) -> None:
        self.main = main
        self.capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str, str]:
        options = () if "--lang" in words else ("--lang", "en")
        code = self.main(*words, *options, "--today", "2026-11-23")
        told = self.capsys.readouterr()
        assert "Traceback" not in told.err and "fault of tongxin" not in told.err
        return code, told.out, told.err


@pytest.fixture
def typed(main: Main, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(main, capsys)


def safe(root: Path) -> str:
    return (root / "plans/safe.yaml").read_bytes().decode()


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".tongxin" not in path.parts
    }


def test_set(at: Path, typed: Typed) -> None:
    assert typed("set", "safe/inspect.schedule", "每周2次") == (
        0, "plans/safe.yaml:22: schedule: 每月1次 → 每周2次\n", "",
    )  # fmt: skip
    assert safe(at) == PLAN.replace("每月1次", "每周2次")
    assert typed("修改", "safe/inspect.时间要求", "每周2次") == (0, "already so: nothing to change\n", "")  # fmt: skip
    assert typed("set", "safe/inspect.note", "-20%")[1] == 'plans/safe.yaml:26: + note: "-20%"\n'
    assert typed("set", "safe/inspect.note", "--unset")[1] == 'plans/safe.yaml:26: - note: "-20%"\n'
    assert safe(at) == PLAN.replace("每月1次", "每周2次")


def test_add_and_remove(at: Path, typed: Typed) -> None:
    code, out, err = typed(
        "add", "task", "safe", "--id", "gas", "--事项=燃气检查", "group=fire", "--schedule",
        "at least 2 per week", "--note", "-20%",
    )  # fmt: skip
    assert (code, out, err) == (0, "plans/safe.yaml:33: + gas 燃气检查\n", "")
    new = ["  - id: gas", "    title: 燃气检查", "    group: fire", "    schedule: at least 2 per week", '    note: "-20%"']  # fmt: skip
    assert safe(at) == PLAN.replace("measures:", "\n".join([*new, "measures:"]))
    assert typed("删除", "safe/gas") == (0, "plans/safe.yaml:33: - gas 燃气检查\n", "")
    assert safe(at) == PLAN


def test_from_start_of_a_new_task(at: Path, typed: Typed) -> None:
    (at / "plans/safe.yaml").write_text(RUNNING, "utf-8")
    words = ("add", "task", "safe", "--id", "gas", "--title", "燃气检查", "--group", "fire", "--schedule", "每周1次")  # fmt: skip
    assert typed(*words)[0] == 0
    assert "    from: 2026-11-23\n" in safe(at)
    (at / "plans/safe.yaml").write_text(RUNNING, "utf-8")
    assert typed(*words, "--from", "start")[0] == 0
    assert safe(at).count("from: ") == RUNNING.count("from: ")
    (at / "plans/safe.yaml").write_text(RUNNING, "utf-8")
    code, out, err = typed(*words, "--from", "2026-10-01")
    assert (code, err) == (0, "")
    assert out.endswith("8 periods that are over change by this, such as safe/gas 2026-W40\n")


def test_a_dry_run_writes_nothing_and_shows_a_patch_that_applies(at: Path, typed: Typed) -> None:
    before = files(at)
    subprocess.run(["git", "init", "-q", "."], cwd=at, check=True)
    for words in (
        ("set", "safe/inspect.schedule", "每周2次"),
        ("set", "safe.plan", "anquan"),
        ("remove", "safe/drill"),
        ("add", "place", "tongxin", "--id", "nan", "--name", "南苑"),
        ("set", "safe/inspect.id", "check"),
    ):
        code, patch, err = typed(*words, "--dry-run")
        assert (code, err) == (0, "")
        kept = {path: text for path, text in files(at).items() if ".git" not in path}
        assert kept == before
        subprocess.run(["git", "apply", "-"], cwd=at, input=patch.encode(), check=True)
        applied = {path: text for path, text in files(at).items() if ".git" not in path}
        assert applied != before
        for path in [*applied]:
            (at / path).unlink()
        write(at, FILES)
        assert typed(*words)[0] == 0
        assert {p: t for p, t in files(at).items() if ".git" not in p} == applied
        for path in [*applied]:
            (at / path).unlink()
        write(at, FILES)
    assert typed("set", "safe.title", "安全计划", "--dry-run") == (0, "already so: nothing to change\n", "")  # fmt: skip


def test_json(at: Path, typed: Typed) -> None:
    code, out, err = typed("set", "safe.title", "新", "--format", "json", "--dry-run")
    found = json.loads(out)
    assert (code, err, found["version"], found["changed"], found["notes"]) == (0, "", 1, True, [])
    ((path, diff),) = [(file["path"], file["diff"]) for file in found["files"]]
    assert path == "plans/safe.yaml" and "+title: 新   # 标题\n" in diff
    out = typed("set", "safe.title", "安全计划", "--format", "json")[1]
    assert json.loads(out) == {"version": 1, "files": [], "changed": False, "notes": []}
    assert typed("set", "safe.title", "新", "--format", "json")[0] == 0
    assert "title: 新" in safe(at)


def test_a_schedule_that_is_split_is_told(at: Path, typed: Typed) -> None:
    (at / "plans/safe.yaml").write_text(RUNNING.replace("每月1次", "每周1次"), "utf-8")
    code, out, err = typed("set", "safe/inspect.schedule", "每周2次")
    assert (code, err) == (0, "")
    assert out == (
        "plans/safe.yaml:22: schedule: 每周1次 → [{every: week, to: 2026-11-22}, "
        "{every: week, times: 2, from: 2026-11-23}]\n"
        "from 2026-11-23 on; the periods before stay as they were\n"
    )
    found = json.loads(
        typed("set", "safe/inspect.schedule", "每周3次", "--dry-run", "--format", "json")[1]
    )
    assert found["notes"] == ["from 2026-11-23 on; the periods before stay as they were"]


def test_a_renamed_plan_is_told(at: Path, typed: Typed) -> None:
    code, out, err = typed("set", "safe.plan", "anquan")
    assert (code, err) == (0, "")
    assert out.split("\n") == [
        "plans/anquan.yaml:2: plan: safe → anquan",
        "plans/anquan.yaml:35: + was: [safe]",
        "plans/safe.yaml is now plans/anquan.yaml",
        "",
    ]
    assert not (at / "plans/safe.yaml").exists() and (at / "plans/anquan.yaml").exists()
    assert typed("check")[0] == 0


def test_findings_are_shown_as_check_shows_them(at: Path, typed: Typed) -> None:
    before = files(at)
    code, out, err = typed("set", "safe/inspect.group", "fier")
    assert (code, out) == (2, "")
    assert err.startswith(
        'plans/safe.yaml:20:12: error[unknown-group] no group "fier" in this plan\n'
        " 20 |     group: fier\n"
        "    |            ^^^^\n"
        'help: did you mean "fire" (消防组, line 7)?\n'
    )
    assert err.endswith("error: nothing was written: the edit would bring 1 error\n")
    assert files(at) == before


def test_a_new_warning_is_told_and_does_not_hinder(at: Path, typed: Typed) -> None:
    code, out, err = typed("set", "safe/inspect.schedule", "定期")
    assert (code, out) == (0, "plans/safe.yaml:22: schedule: 每月1次 → 定期\n")
    assert "warning[vague-schedule]" in err


NUMBER = "15400000000"


@pytest.mark.parametrize(
    "words",
    [
        ("set", "safe/inspect.note", f"电话 {NUMBER}"),
        ("set", "safe/inspect.title", NUMBER),
        ("set", "safe/inspect.remind", NUMBER),
        ("set", "tongxin.community.numbers.households", NUMBER),
        ("add", "task", "safe", "--id", "a", "--title", f"打{NUMBER}", "--group", "fire"),
        ("add", "group", "safe", "--id", "a", "--name", f"{NUMBER}"),
    ],
)
def test_personal_numbers_are_refused_and_never_repeated(
    at: Path, typed: Typed, words: tuple[str, ...]
) -> None:
    before = files(at)
    code, out, err = typed(*words)
    assert (code, out) == (2, "")
    assert NUMBER not in err and "personal-information" in err
    assert files(at) == before
    for more in ((), ("--dry-run",), ("--format", "json")):
        write(at, FILES)
        code, out, err = typed(*words, "--allow-personal", *more)
        assert NUMBER not in out + err
        assert code == 0 or words[1].endswith("remind")


def test_a_number_that_is_there_already_is_not_repeated(at: Path, typed: Typed) -> None:
    (at / "plans/safe.yaml").write_text(PLAN.replace("# 标题", f"# {NUMBER}"), "utf-8")
    for words in (("--dry-run",), ("--format", "json"), ()):
        code, out, err = typed("set", "safe.title", f"新{len(words)}", *words)
        assert code == 0 and NUMBER not in out + err
    assert NUMBER in safe(at)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("set",), "Missing argument"),
        (("set", "safe.title"), "no value is given"),
        (("set", "safe.title", "x", "--unset"), "either a value or --unset"),
        (("set", "safe.title", "a", "b"), "unexpected extra argument"),
        (("set", "safe.title", "--dryrun"), "No such option: --dryrun"),
        (("set", "safe.title", "x", "--from", "昨天"), "is no day"),
        (("set", "safe.title", "x", "--from", "2026-11-01"), "for a schedule only"),
        (("set", "", "x"), "names no key|no plan"),
        (("set", "safe/inspect.schedule", "{"), "is not closed"),
        (("add",), "Missing argument"),
        (("add", "task"), "which plan"),
        (("add", "task", "safe", "--id"), "requires an argument"),
        (("add", "task", "safe", "drill"), "unexpected extra argument"),
        (("add", "task", "safe", "--id", "a", "--id", "b"), "given twice"),
        (("add", "task", "safe", "--id", "a"), "--title is missing"),
        (("add", "--id", "a"), "what is to be added"),
        (("add", "task", "safe", "=", "x"), "unknown key|unexpected"),
        (("add", "task", "safe", "--", "x"), "unexpected extra|unknown key"),
        (("remove",), "Missing argument"),
        (("remove", "safe"), "whole file"),
        (("remove", "safe/inspect"), "it is named in 1 place: plans/safe.yaml:31"),
        (("remove", "safe/drill", "--from", "2026"), "is no day"),
    ],
)
def test_wrong_usage(at: Path, typed: Typed, words: tuple[str, ...], reason: str) -> None:
    import re

    before = files(at)
    code, out, err = typed(*words)
    assert (code, out) == (2, "")
    assert re.search(reason, err), err
    assert files(at) == before


def test_without_a_workspace(tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (("set", "a.b", "c"), ("add", "task", "a", "--id", "b"), ("remove", "a/b")):
        code, _, err = typed(*words)
        assert code == 2 and "is no workspace" in err
    assert list(tmp_path.iterdir()) == []


def test_somebody_writes_between(at: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read is no longer there: nothing is written over it."""
    from tongxin.changes import edit
    from tongxin.commands import edit as command

    def meanwhile(*given: object) -> edit.Outcome:
        (at / "plans/safe.yaml").write_text(PLAN + "# 别人写的\n", "utf-8")
        return edit.judged(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(command, "judged", meanwhile)
    code, _, err = typed("set", "safe.title", "新")
    assert code == 2 and "changed by somebody else" in err
    assert safe(at) == PLAN + "# 别人写的\n"


def test_the_lock_is_free_again(at: Path, typed: Typed) -> None:
    assert typed("set", "safe.title", "")[0] == 2
    assert typed("set", "safe.title", "一")[0] == 0
    assert typed("set", "safe.title", "二")[0] == 0


def test_in_the_language_of_the_workspace(at: Path) -> None:
    """A process of its own, and nobody says which language."""
    (at / "tongxin.yaml").write_text(SETTINGS + "language: en\n", "utf-8")
    run = tongxin("set", "safe.title", "安全计划", at=at)
    assert (run.returncode, run.stdout, run.stderr) == (0, "already so: nothing to change\n", "")
    run = tongxin("set", "safe.title", "新", "--dry-run", at=at)
    assert run.stdout.startswith("--- a/plans/safe.yaml\n+++ b/plans/safe.yaml\n")


def test_a_renamed_plan_keeps_its_mode(at: Path, typed: Typed) -> None:
    (at / "plans/safe.yaml").chmod(0o640)
    assert typed("set", "safe.plan", "secure")[0] == 0
    assert (at / "plans/secure.yaml").stat().st_mode & 0o777 == 0o640


def test_a_plan_that_is_a_link_is_not_renamed(at: Path, typed: Typed) -> None:
    (at / "plans/safe.yaml").rename(at / "elsewhere.yaml")
    (at / "plans/safe.yaml").symlink_to("../elsewhere.yaml")
    before = files(at)
    code, out, err = typed("set", "safe.plan", "secure")
    assert (code, out) == (2, "")
    assert "plans/safe.yaml is a link" in err
    assert "git mv plans/safe.yaml plans/secure.yaml" in err
    assert files(at) == before
    assert (at / "plans/safe.yaml").is_symlink()
