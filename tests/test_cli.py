"""The command line as people and machines call it: verbs, options, languages, codes, streams."""

import gettext
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.harness import TODAY, write
from tongxin import __version__, cli
from tongxin.messages import LOCALE_FOLDER, Translator

EXAMPLE = Path(__file__).parent.parent

FIRE = """\
plan: fire
title: 消防工作计划
period: 2026-10..2026-12
groups:
  - {id: brigade, name: 消防安全组}
tasks:
  - {id: setup, title: 成立工作组, group: brigade, schedule: {by: 2026-10-31}}
  - {id: patrol, title: 通道巡查, group: brigade, schedule: 每周1次, from: 2026-11-09}
"""
"""On 2026-11-23, a Monday: setup is 23 days overdue; of patrol's weeks W46 is kept by `LEDGER`,
W47 closed short on the 22nd, W48 has just begun."""

LEDGER = "- {date: 2026-11-10, task: fire/patrol, by: 消防安全组}\n"
FILES = {"plans/fire.yaml": FIRE, "ledger/2026-11.yaml": LEDGER}
FAULTY = {**FILES, "plans/bad.yaml": "plan: bad\ntitle: 坏\nperiod: 2026\ncolour: red\n"}
"""The same, and one error: an unknown key."""


def environment(**changes: str) -> dict[str, str]:
    """What a child process sees: no language, no colour settings and no day but those given."""
    kept = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV", "COVERAGE_PROCESS_START")
    return {name: os.environ[name] for name in kept if name in os.environ} | changes


def tongxin(
    *arguments: str, at: Path = EXAMPLE, today: str = TODAY, **changes: str
) -> "subprocess.CompletedProcess[str]":
    """Run the program in a folder, on a day, with changes to the environment."""
    env = environment(**({"TONGXIN_TODAY": today} if today else {}), **changes)
    return subprocess.run(
        [sys.executable, "-m", "tongxin", *arguments],
        cwd=at, env=env, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> Iterator["Main"]:
    """The program in this process."""
    domain = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "")
    for name in ("TONGXIN_TODAY", "TONGXIN_LANG"):
        monkeypatch.delenv(name, raising=False)
    yield Main(monkeypatch)
    gettext.textdomain(domain)


class Main:
    """Calls `cli.main` and gives its exit code."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.commands = cli.app.registered_commands
        self.groups = cli.app.registered_groups

    def __call__(self, *arguments: str) -> int:
        self.monkeypatch.setattr(sys, "argv", ["tongxin", *arguments])
        # `main` keeps the verb that was typed and drops the others: a process has one run
        self.monkeypatch.setattr(cli.app, "registered_commands", list(self.commands))
        self.monkeypatch.setattr(cli.app, "registered_groups", list(self.groups))
        language = cli.parser.language_of(list(arguments), {})
        self.monkeypatch.setattr(cli.parser, "LANGUAGE", language)
        self.monkeypatch.setattr(cli.parser, "translate", Translator(language or "zh"))
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        code = stopped.value.code
        assert isinstance(code, int)
        return code


# ── verbs and options ─────────────────────────────────────────────────────────────────────────

VERBS = {
    "export": "导出", "init": "新建", "check": "核对", "due": "待办", "explain": "说明", "show": "查看",
    "coverage": "迎检", "load": "负荷", "set": "修改", "add": "新增", "remove": "删除",
}  # fmt: skip
COMMON = ("--root", "--today", "--lang", "--format")
OWN = {
    "init": ("--name", "--example", "--today", "--lang"),
    "check": (*COMMON, "--fail-on", "--since", "--fix", "--all", "--jobs", "--no-cache"),
    "due": (*COMMON, "--group", "--place", "--days", "--each", "--all", "--jobs", "--no-cache"),
    "explain": (*COMMON, "--all"),
    "show": (*COMMON, "--gantt", "--heat", "--burndown", "--from", "--to", "--output"),
    "load": (*COMMON, "--weeks", "--group", "--plan", "--limit", "--output"),
    "coverage": (*COMMON, "--missing", "--pack", "--output", "--jobs", "--no-cache"),
    "export": (*COMMON, "--plan", "--group", "--from", "--to", "--all", "--output"),
    "set": (*COMMON, "--unset", "--from", "--dry-run", "--allow-personal"),
    "add": (*COMMON, "--dry-run", "--allow-personal"),
    "remove": (*COMMON, "--from", "--dry-run"),
    "schema": ("--lang",),
}


@pytest.mark.parametrize("verb", OWN)
@pytest.mark.parametrize("form", ["-h", "--help"])
def test_help_of_each_verb(
    verb: str, form: str, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(verb, form) == 0
    text = capsys.readouterr().out
    for option in OWN[verb]:
        assert re.search(rf"(?<!\S){option}(?!\S)", text), option


@pytest.mark.parametrize("verb", OWN)
def test_every_verb_takes_the_common_options(
    verb: str, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(verb, "--help") == 0
    text = capsys.readouterr().out
    assert [option for option in COMMON if f"{option} " not in text] == []


def test_help_names_the_verbs_once(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("--help") == 0
    text = capsys.readouterr().out
    for verb in OWN:
        assert len(re.findall(rf"^ +{verb} ", text, re.MULTILINE)) == 1
    for chinese in VERBS.values():
        assert not re.search(rf"^ +{chinese} ", text, re.MULTILINE)


@pytest.mark.parametrize(("verb", "chinese"), VERBS.items())
def test_chinese_verb_is_the_same_command(
    verb: str, chinese: str, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(verb, "--help") == 0
    english = capsys.readouterr().out
    assert main(chinese, "--help") == 0
    text = capsys.readouterr().out
    assert f": tongxin {chinese} " in text.split("\n", 1)[0]
    assert text.replace(f": tongxin {chinese} ", f": tongxin {verb} ", 1) == english


@pytest.mark.parametrize(
    "arguments",
    [
        "check", "check --all", "check --format json", "due", "due --each", "due --all",
        "due --days 0", "due --group brigade", "due --group 消防安全组", "show", "show fire",
        "show fire --gantt", "show fire --heat", "show --heat --from 2026-10-01",
        "show --burndown", "load", "load --weeks 2 --limit 0.5 --group brigade", "show 消防工作计划", "explain fire/patrol", "explain patrol",
        "explain 通道 --all", "explain bad-date", "coverage", "coverage --missing",
        "check --jobs 4 --no-cache", "due --jobs 1 --no-cache", "check --since 2026-11-01",
    ],
)  # fmt: skip
def test_chinese_verb_gives_the_same_answer(
    arguments: str, tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, FILES)
    verb, *rest = shlex.split(arguments)
    outputs = []
    for name in (verb, VERBS[verb]):
        assert main(name, *rest, "--root", str(root), "--today", TODAY, "--lang", "en") == 0
        captured = capsys.readouterr()
        assert captured.err == ""
        outputs.append(captured.out)
    assert outputs[0] == outputs[1] != ""


def test_options_stand_before_or_behind_the_verb(
    tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path / "one", FILES)
    other = write(tmp_path / "two", {})
    common = ["--root", str(root), "--today", TODAY, "--lang", "en"]
    assert main(*common, "due") == 0
    before = capsys.readouterr().out
    assert "fire/setup" in before
    assert "23 days overdue" in before
    assert main("due", *common) == 0
    assert capsys.readouterr().out == before
    elsewhere = ["--root", str(other), "--today", "2026-10-01", "--lang", "zh"]
    assert main(*elsewhere, "due", *common) == 0
    assert capsys.readouterr().out == before


def test_an_option_before_the_verb_beats_the_environment(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    run = tongxin("--today", TODAY, "check", "--format", "json", at=root, today="2026-10-05")
    assert json.loads(run.stdout)["today"] == TODAY


def test_an_option_behind_the_verb_beats_the_environment(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    run = tongxin("check", "--today", TODAY, "--format", "json", at=root, today="2026-10-05")
    assert json.loads(run.stdout)["today"] == TODAY
    run = tongxin("check", "--format", "json", at=root, today="2026-10-05")
    assert json.loads(run.stdout)["today"] == "2026-10-05"


def test_version(main: Main, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("--version") == 0
    assert capsys.readouterr().out == f"tongxin {__version__}\n"


def test_no_verb_shows_the_day(
    tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, FILES)
    assert main("--root", str(root), "--today", TODAY, "--lang", "en") == 0
    text = capsys.readouterr().out
    first = text.split("\n", 1)[0]
    assert "示例社区" in first
    assert TODAY in first
    assert "fire/setup" in text
    assert "fire/patrol" in text
    assert "tongxin due" in text


def test_below_the_workspace(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    folder = root / "evidence/2026/11"
    folder.mkdir(parents=True)
    below = tongxin("check", "--format", "json", at=folder)
    above = tongxin("check", "--format", "json", at=root)
    assert below.returncode == 0
    assert below.stdout == above.stdout


# ── exit codes ────────────────────────────────────────────────────────────────────────────────


def test_exit_0_without_errors(tmp_path: Path) -> None:
    run = tongxin("check", at=write(tmp_path, FILES))
    assert (run.returncode, run.stderr) == (0, "")


def test_exit_1_with_errors(tmp_path: Path) -> None:
    run = tongxin("check", at=write(tmp_path, FAULTY))
    assert (run.returncode, run.stderr) == (1, "")
    assert "plans/bad.yaml:4:1: " in run.stdout


WARNING = {
    "plans/w.yaml": "plan: w\ntitle: 甲\nperiod: 2026\n"
    "groups: [{id: g, name: 组}]\ntasks:\n"
    "  - {id: t, title: 宣传, group: g, schedule: 定期}\n"
}


@pytest.mark.parametrize(
    ("files", "options", "code"),
    [
        (WARNING, "", 0),
        (WARNING, "--fail-on error", 0),
        (WARNING, "--fail-on warning", 1),
        (WARNING, "--fail-on overdue", 0),
        (FILES, "", 0),
        (FILES, "--fail-on overdue", 1),
        (FILES, "--fail-on warning", 0),
        (FILES, "--fail-on warning --fail-on overdue", 1),
        (FILES, "--today 2026-10-31 --fail-on overdue", 0),
        (FAULTY, "--fail-on error", 1),
        (FAULTY, "--fail-on warning", 1),
    ],
)
def test_fail_on(
    files: dict[str, str],
    options: str,
    code: int,
    tmp_path: Path,
    main: Main,
) -> None:
    root = write(tmp_path, files)
    assert main("check", "--root", str(root), "--today", TODAY, *options.split()) == code


def test_missed_work_alone_fails_on_overdue(tmp_path: Path, main: Main) -> None:
    plan = FIRE.replace("  - {id: setup, title: 成立工作组", "  # - {id: setup, title: 成立工作组")
    root = write(tmp_path, {"plans/fire.yaml": plan})
    common = ("--root", str(root), "--today", TODAY)
    assert main("check", *common) == 0
    assert main("check", *common, "--fail-on", "overdue") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        "nonsense", "check --nonsense", "check --format yaml", "check --fail-on everything",
        "due --days -1", "due --days many", "check --jobs 0", "explain", "show a b",
        "check --lang fr", "due --format sarif", "schema places", "check --today",
    ],
)  # fmt: skip
def test_exit_2_on_wrong_usage(
    arguments: str, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(*arguments.split()) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err != ""
    assert "Traceback" not in captured.err


@pytest.mark.parametrize(
    "day",
    ["2026-13-45", "2026-02-30", "2月30日", "2026-11", "2026", "11-23", "today", "2026/11/23",
     "0000-01-01", "20261123", "一一二三", "-1", "1e9"],
)  # fmt: skip
@pytest.mark.parametrize("option", ["--today", "--since"])
def test_exit_2_on_no_day(
    day: str, option: str, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("check", "--root", str(EXAMPLE), f"{option}={day}", "--lang", "en") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f'"{day}"' in captured.err
    assert f"write: {option} 2026-11-23\n" in captured.err


def test_exit_2_on_no_day_in_the_environment() -> None:
    run = tongxin("check", "--lang", "en", today="soon")
    assert (run.returncode, run.stdout) == (2, "")
    assert "soon" in run.stderr
    assert "write: TONGXIN_TODAY=2026-11-23" in run.stderr


@pytest.mark.parametrize("day", ["1900-01-01", "9999-12-31", "1900年1月1日"])
def test_the_years_that_are_understood_are_told(
    day: str, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main("check", "--root", str(EXAMPLE), "--today", day, "--lang", "en") == 2
    assert f'"{day}": only the years 1949 to 2199' in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2026-11-23", "2026年11月23日"])
def test_spellings_of_a_day(
    day: str, tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, {})
    assert main("check", "--root", str(root), "--today", day, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["today"] == TODAY


@pytest.mark.parametrize("verb", ["check", "due", "show", "coverage", "explain a/b", ""])
def test_exit_2_without_a_workspace(
    verb: str,
    tmp_path: Path,
    main: Main,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(*verb.split(), "--today", TODAY) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "tongxin.yaml" in captured.err
    assert "tongxin init" in captured.err


def test_no_workspace_but_one_below(tmp_path: Path) -> None:
    write(tmp_path / "北苑社区", {})
    run = tongxin("check", at=tmp_path)
    assert run.returncode == 2
    assert "--root 北苑社区" in run.stderr
    assert tongxin("check", "--root", "北苑社区", at=tmp_path).returncode == 0


def test_explain_a_code_and_schema_need_no_workspace(tmp_path: Path) -> None:
    assert tongxin("explain", "bad-date", at=tmp_path).returncode == 0
    run = tongxin("schema", "plan", at=tmp_path)
    assert run.returncode == 0
    assert json.loads(run.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_exit_2_on_a_root_that_does_not_exist(tmp_path: Path, main: Main) -> None:
    assert main("check", "--root", str(tmp_path / "nowhere")) == 2


def test_exit_2_on_a_root_that_does_not_exist_inside_a_workspace(
    tmp_path: Path, main: Main
) -> None:
    root = write(tmp_path, FILES)
    assert main("check", "--root", str(root / "plams"), "--today", TODAY) == 2


@pytest.mark.parametrize("arguments", ["due --group 消防组", "due --place 北苑", "show fires",
                                       "explain fire/patroll", "coverage creation"])  # fmt: skip
def test_exit_2_on_a_name_that_nothing_bears(
    arguments: str, tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, FILES)
    assert main(*arguments.split(), "--root", str(root), "--today", TODAY, "--lang", "en") == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f'"{arguments.rpartition(" ")[2]}"' in captured.err


def test_near_names_are_offered(
    tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, FILES)
    for arguments, near in (
        ("explain bad-dates", '"bad-date"'),
        ("explain fire/patroll", '"fire/patrol"'),
        ("show fires", '"fire" (消防工作计划'),
        ("due --group 消防组", '"brigade" (消防安全组'),
    ):
        assert main(*arguments.split(), "--root", str(root), "--lang", "en") == 2
        assert f"did you mean {near}" in capsys.readouterr().err


def test_a_part_of_several_titles_is_no_task(
    tmp_path: Path, main: Main, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = FIRE + "  - {id: night, title: 夜间巡查, group: brigade, schedule: 每月1次}\n"
    root = write(tmp_path, {"plans/fire.yaml": plan})
    assert main("explain", "巡查", "--root", str(root), "--lang", "en") == 2
    error = capsys.readouterr().err
    assert "fire/patrol" in error
    assert "fire/night" in error


def test_exit_3_is_one_line_and_a_report(
    tmp_path: Path,
    main: Main,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*arguments: object, **named: object) -> int:
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr("tongxin.commands.check.check", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main("check", "--root", str(EXAMPLE), "--today", TODAY, "--lang", "en") == 3
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    (report,) = tmp_path.iterdir()
    assert str(report) in captured.err
    text = report.read_text("utf-8")
    assert "Traceback (most recent call last)" in text
    assert "ZeroDivisionError: a fault of ours" in text
    assert __version__ in text


def test_an_interrupt_is_silent(
    main: Main, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*arguments: object, **named: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("tongxin.commands.check.check", interrupted)
    assert main("check", "--root", str(EXAMPLE), "--today", TODAY) == 130
    assert "Traceback" not in capsys.readouterr().err


# ── paths of check ────────────────────────────────────────────────────────────────────────────

TWO = {
    "plans/a.yaml": "plan: a\ntitle: 甲\nperiod: 2026\nred: 1\n",
    "plans/b.yaml": "plan: b\ntitle: 乙\nperiod: 2026\nblue: 1\nbasis: standard\n",
    "plans/basis/standard.yaml": "basis: standard\ntitle: 标准\nclauses:\n"
    "  - {id: S1, text: 有人管, green: 1}\n",
}


def unknown_keys(text: str) -> set[str]:
    """Files in which a run of `check --format json` finds an unknown key."""
    return {d["file"] for d in json.loads(text)["diagnostics"] if d["code"] == "unknown-key"}


@pytest.mark.parametrize(
    ("paths", "files"),
    [
        ("plans/a.yaml", {"plans/a.yaml"}),
        ("./plans/../plans/a.yaml", {"plans/a.yaml"}),
        ("plans/a.yaml plans/b.yaml", {"plans/a.yaml", "plans/b.yaml"}),
        ("plans", {"plans/a.yaml", "plans/b.yaml", "plans/basis/standard.yaml"}),
        ("plans/basis", {"plans/basis/standard.yaml"}),
        ("ledger", set()),
        (".", {"plans/a.yaml", "plans/b.yaml", "plans/basis/standard.yaml"}),
        ("", {"plans/a.yaml", "plans/b.yaml", "plans/basis/standard.yaml"}),
    ],
)
def test_check_paths(paths: str, files: set[str], tmp_path: Path) -> None:
    root = write(tmp_path, TWO)
    (root / "ledger").mkdir()
    run = tongxin("check", *paths.split(), "--format", "json", at=root)
    assert unknown_keys(run.stdout) == files
    assert run.returncode == (1 if files else 0)


def test_check_paths_count_from_the_folder_one_is_in(tmp_path: Path) -> None:
    root = write(tmp_path, TWO)
    run = tongxin("check", "b.yaml", "--format", "json", at=root / "plans")
    assert unknown_keys(run.stdout) == {"plans/b.yaml"}
    answer = json.loads(run.stdout)
    assert answer["files"] == 1
    codes = {d["code"] for d in answer["diagnostics"]}
    assert "unknown-basis" not in codes  # the whole workspace is read for references


def test_a_name_that_begins_alike_is_not_inside(tmp_path: Path) -> None:
    files = {"plans/a.yaml": TWO["plans/a.yaml"], "plans/a.yaml.yaml": TWO["plans/a.yaml"]}
    run = tongxin("check", "plans/a.yaml", "--format", "json", at=write(tmp_path, files))
    assert unknown_keys(run.stdout) == {"plans/a.yaml"}


def test_check_overdue_of_named_files_only(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "plans/c.yaml": "plan: c\ntitle: 丙\nperiod: 2026\n"})
    answer = json.loads(tongxin("check", "plans/c.yaml", "--format", "json", at=root).stdout)
    assert answer["summary"]["overdue"] == answer["summary"]["missed"] == 0
    assert answer["overdue"] == answer["missed"] == []
    answer = json.loads(tongxin("check", "plans/fire.yaml", "--format", "json", at=root).stdout)
    assert answer["summary"]["overdue"] == answer["summary"]["missed"] == 1


def test_check_path_that_does_not_exist(tmp_path: Path) -> None:
    run = tongxin("check", "plans/nothing.yaml", at=write(tmp_path, TWO))
    assert (run.returncode, run.stdout) == (2, "")
    assert "plans/nothing.yaml" in run.stderr


def test_check_path_outside(tmp_path: Path) -> None:
    root = write(tmp_path / "here", TWO)
    (tmp_path / "there.yaml").write_text("plan: x\n", "utf-8")
    run = tongxin("check", "../there.yaml", at=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert "../there.yaml" in run.stderr


# ── languages ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changes", "options", "workspace", "word"),
    [
        ({"LANG": "en_US.UTF-8"}, [], "zh", "error["),
        ({"LANG": "zh_CN.UTF-8"}, [], "en", "错误["),
        ({"LANG": "C"}, [], "zh", "错误["),
        ({"LANG": "C"}, [], "en", "error["),
        ({"LANG": "C.UTF-8"}, [], "en", "error["),
        ({}, [], "en", "error["),
        ({}, [], "zh", "错误["),
        ({"LANG": "fr_FR.UTF-8"}, [], "en", "error["),
        ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, [], "en", "错误["),
        ({"LC_MESSAGES": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, [], "zh", "error["),
        ({"TONGXIN_LANG": "en", "LANG": "zh_CN.UTF-8"}, [], "zh", "error["),
        ({"TONGXIN_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, [], "en", "错误["),
        ({"TONGXIN_LANG": "zh", "LANG": "zh_CN.UTF-8"}, ["--lang", "en"], "zh", "error["),
        ({"TONGXIN_LANG": "en", "LANG": "en_US.UTF-8"}, ["--lang=zh"], "en", "错误["),
    ],
)
def test_language(
    changes: dict[str, str], options: list[str], workspace: str, word: str, tmp_path: Path
) -> None:
    settings = f"tongxin: 1\ncommunity: {{name: 示例社区}}\nlanguage: {workspace}\n"
    root = write(tmp_path, {**FAULTY, "tongxin.yaml": settings})
    run = tongxin("check", *options, at=root, **changes)
    assert run.returncode == 1
    assert f": {word}unknown-key]" in run.stdout


@pytest.mark.skipif(
    not list(LOCALE_FOLDER.glob("zh/LC_MESSAGES/*.mo")), reason="no compiled catalogue here"
)
def test_messages_are_chinese(tmp_path: Path) -> None:
    run = tongxin("check", "--lang", "zh", at=write(tmp_path, FAULTY))
    assert "colour" in run.stdout
    said = re.sub(r"tongxin .*", "", run.stdout)  # what is to be typed is typed so by everyone
    assert not re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]", said)
    assert tongxin("check", "--lang", "zh", at=tmp_path.parent).stderr[0] > "\u2e80"


def test_the_clock_is_read_where_no_day_is_given(tmp_path: Path) -> None:
    from datetime import date

    root = write(tmp_path, {})
    before = date.today().isoformat()
    shown = json.loads(tongxin("check", "--format", "json", at=root, today="").stdout)["today"]
    assert before <= shown <= date.today().isoformat()


# ── streams ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_no_encoding_stops_the_output(encoding: str, tmp_path: Path) -> None:
    plan = FAULTY["plans/bad.yaml"].replace("坏", "坏😀") + "note: 😀\nred😀: 1\n"
    root = write(tmp_path, {**FAULTY, "plans/bad.yaml": plan})
    for arguments in (["check"], ["show"]):
        run = subprocess.run(
            [sys.executable, "-m", "tongxin", *arguments], cwd=root, capture_output=True,
            env=environment(TONGXIN_TODAY=TODAY, PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
            timeout=60, check=False,
        )  # fmt: skip
        assert run.returncode == (1 if arguments[0] == "check" else 0)
        assert b"Traceback" not in run.stderr
        run.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_json_is_whole_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "plans/fire.yaml": FIRE.replace("成立", "成立😀")})
    run = subprocess.run(
        [sys.executable, "-m", "tongxin", "check", "--format", "json"], cwd=root,
        env=environment(TONGXIN_TODAY=TODAY, PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    answer = json.loads(run.stdout.decode(encoding))
    assert answer["overdue"][0]["title"] == "成立😀工作组"


@pytest.mark.parametrize(
    "arguments",
    ["show", "due --all", "due --all --format json", "schema"],
)
def test_a_reader_that_goes_away(arguments: str) -> None:
    """Like `tongxin check | head -1`: the reader gets its line, and nobody complains."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tongxin", *arguments.split()], cwd=EXAMPLE,
        env=environment(TONGXIN_TODAY=TODAY), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline() != b""
    process.stdout.close()
    with process.stderr as errors:
        noise = errors.read()
    process.wait(60)
    assert noise == b""


def into_a_closed_pipe(arguments: str) -> "subprocess.CompletedProcess[bytes]":
    read_end, write_end = os.pipe()
    os.close(read_end)
    try:
        return subprocess.run(
            [sys.executable, "-m", "tongxin", *arguments.split()], cwd=EXAMPLE, stdout=write_end,
            env=environment(TONGXIN_TODAY=TODAY), stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    finally:
        os.close(write_end)


@pytest.mark.parametrize(
    "arguments",
    ["check --all", "due --all", "check --format json",
     "show", "explain syntax", "--version", ""],
)  # fmt: skip
def test_nobody_reads_and_nobody_complains(arguments: str) -> None:
    assert into_a_closed_pipe(arguments).stderr == b""


@pytest.mark.parametrize(
    "arguments",
    ["due --all", "show"],
)
def test_a_reader_that_is_gone_is_no_finding(arguments: str) -> None:
    assert into_a_closed_pipe(arguments).returncode == 0


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_notices_never_go_to_stdout(form: str, tmp_path: Path) -> None:
    plan = "plan: bad\ntitle: 坏\nperiod: 2026\nnote:甲\n"
    root = write(tmp_path, {**FILES, "plans/bad.yaml": plan})
    run = tongxin("check", "--fix", "--format", form, "--lang", "en", at=root)
    assert "plans/bad.yaml: 1 place mended" in run.stderr
    assert "mended" not in run.stdout
    if form in ("json", "sarif"):
        json.loads(run.stdout)


@pytest.mark.parametrize("arguments", ["due", "show", "coverage", "explain fire/patrol"])
def test_what_could_not_be_read_is_named_on_stderr(arguments: str, tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "plans/gone.yaml": b"\xb0\xb2\xc8\xab: \xb0\xb2\xc8\xab\n"})
    run = tongxin(*arguments.split(), "--format", "json", at=root)
    assert run.returncode == 0
    assert "plans/gone.yaml" in run.stderr
    assert "plans/gone.yaml" not in run.stdout
    json.loads(run.stdout)


@pytest.mark.parametrize(
    "arguments",
    ["check", "due --all --format json", "show safety", "coverage", "explain safety/follow-up"],
)
def test_the_same_day_gives_the_same_bytes(arguments: str) -> None:
    first = tongxin(*arguments.split(), PYTHONHASHSEED="1", LANG="C", TZ="UTC")
    again = tongxin(*arguments.split(), PYTHONHASHSEED="2", LANG="C", TZ="Pacific/Kiritimati")
    assert first.stdout == again.stdout != ""
    assert first.stderr == again.stderr


def test_python_m_and_the_script_are_one() -> None:
    script = Path(sys.executable).parent / "tongxin"
    if not script.exists():
        pytest.skip("not installed as a script")
    run = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout == tongxin("--version").stdout
