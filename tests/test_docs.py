"""What the documents tell people to type can be typed, and what they name exists."""

import json
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.harness import found, write
from tests.test_cli import tongxin
from tongxin.answers.load import Reason
from tongxin.checks import CODES
from tongxin.model.words import SPELLINGS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
)


def blocks(text: str, kind: str) -> list[str]:
    """The code blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(text: str) -> list[list[str]]:
    """The words of each `$ tongxin …` line, its comment left out."""
    lines = re.findall(r"^\$ (tongxin\b.*)$", "".join(blocks(text, "console")), re.MULTILINE)
    return [shlex.split(line, comments=True)[1:] for line in lines]


COMMANDS = commands(README)


def test_the_two_commands_of_the_set_up() -> None:
    install, test = (block.strip() for block in blocks(README, "sh"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extra = re.search(r"pip install .*'\.\[(\w+)\]'", install)
    assert extra
    wanted = project["optional-dependencies"][extra[1]]
    assert any(re.match(r"pytest\b", name) for name in wanted)
    assert "tongxin" in project["scripts"]
    assert test == ".venv/bin/python -m pytest"
    assert install.startswith("python3 -m venv .venv && .venv/bin/pip install")
    typed = shlex.split(install.rpartition("&& ")[2])
    assert typed[0] == ".venv/bin/tongxin"
    run = tongxin(*typed[1:], at=ROOT, today="")
    assert (run.returncode, run.stderr) == (0, "")


def test_readme_shows_commands() -> None:
    verbs = {words[0] for words in COMMANDS if words}
    assert [] in COMMANDS
    assert verbs >= {"due", "check", "explain", "show", "coverage", "init"}


@pytest.mark.parametrize("verb", sorted({words[0] for words in COMMANDS if words}))
def test_the_verbs_of_readme_exist(verb: str) -> None:
    assert tongxin(verb, "--help").returncode == 0


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_commands_of_readme_run(words: list[str], tmp_path: Path) -> None:
    if words[:1] != ["init"]:  # some write: never into the checkout
        for name in ("plans", "ledger", "evidence"):
            shutil.copytree(ROOT / name, tmp_path / name)
        shutil.copy(ROOT / "tongxin.yaml", tmp_path)
    run = tongxin(*words, at=tmp_path)
    written = [line for line in run.stderr.splitlines() if line.startswith("已写入 ")]
    assert (run.returncode, run.stderr.splitlines()) == (0, written)
    assert run.stdout or written
    assert all((tmp_path / line.removeprefix("已写入 ")).exists() for line in written)


def test_the_options_of_readme_exist() -> None:
    """Options named in the comments of the console block belong to the verb of their line."""
    for line in "".join(blocks(README, "console")).split("\n"):
        words = shlex.split(line.removeprefix("$ tongxin"), comments=True)
        options = re.findall(r"(?<!\S)--[a-z-]+", line)
        if options and words:
            text = tongxin(words[0], "--help").stdout
            assert [option for option in options if option not in text] == []


def test_the_chinese_verbs_of_readme_exist() -> None:
    listed = re.search(r"\(`tongxin (\S+)`((?:, `\S+`)+)\)", README)
    assert listed
    for verb in (listed[1], *re.findall(r"`(\S+?)`", listed[2])):
        assert tongxin(verb, "--help").returncode == 0


def test_the_plan_of_readme_says_what_readme_says(tmp_path: Path) -> None:
    plan, line = blocks(README, "yaml")
    root = write(tmp_path, {"plans/fire.yaml": plan, "ledger/2026-11.yaml": line})
    assert found(root, {}) == []
    due = json.loads(tongxin("due", "--format", "json", at=root).stdout)["occurrences"]
    (this_week,) = (o for o in due if o["state"] == "open")
    assert (this_week["count"], this_week["quota"]) == (1, 2)
    assert "本周 1/2" in README
    assert re.search(r"1/2", tongxin("due", at=root).stdout)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_document_explains_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    for subject in re.findall(r"tongxin (?:explain|说明) ([a-z][\w/-]*)", text):
        if subject in CODES:
            continue
        run = tongxin("explain", subject, at=ROOT)
        assert run.returncode == 0, f"{document}: explain {subject}"


WORDS = {word for table in SPELLINGS.values() for word in table}
DOCUMENTS_MADE = {file.name.partition(".")[0] for file in (ROOT / "templates").glob("*.j2")}
FIRST_WORDS = sorted({code.partition("-")[0] for code in CODES if "-" in code})
LIKE_A_CODE = re.compile(
    rf"(?<![\w/.-])(?:{'|'.join(FIRST_WORDS)})-[a-z0-9]+(?:-[a-z0-9]+)*(?![\w/-]|\.\w)"
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_codes_of_a_document_exist(document: str) -> None:
    """Every word in code type that looks like a code is one, or a word of the plan language."""
    text = (ROOT / document).read_text("utf-8")
    typed = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text) + re.findall(r"\w+\[([a-z0-9-]+)\]", text)
    typed += re.findall(r"tongxin: ignore ([a-z0-9-]+)", text)
    looking = {code for piece in typed for code in LIKE_A_CODE.findall(piece)}
    assert looking - set(CODES) - WORDS - DOCUMENTS_MADE - set(Reason) == set()


def test_codes_are_looked_for() -> None:
    assert LIKE_A_CODE.findall("unknown-grup, see bad-date and error[vague-plan]") == [
        "unknown-grup", "bad-date", "vague-plan",
    ]  # fmt: skip
    assert LIKE_A_CODE.findall("--no-cache plans/bad-name.yaml no-name.yaml") == []


@pytest.mark.parametrize(
    "document",
    DOCUMENTS,
)
def test_the_files_that_a_document_points_at_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text)
    missing = [link for link in links if not (ROOT / document).parent.joinpath(link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_yaml_of_a_document_is_yaml(document: str) -> None:
    from tongxin.diagnostic import Source
    from tongxin.text.tree import parse_tree

    for block in blocks((ROOT / document).read_text("utf-8"), "yaml"):
        assert [d.code for d in parse_tree(Source(document, block)).diagnostics] == [], block
