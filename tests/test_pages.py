"""Every check has its page in both languages, and the page's examples behave as it says."""

import re
from pathlib import Path

import pytest

from tests.harness import found
from tongxin.checks import CODES, RUNNING, module_name
from tongxin.checks.pages import read_page

NOT_OF_FILES = {"unknown-hazard"}  # no file has this fault: a command is given the name

FOLDER = Path(__file__).parent.parent / "src/tongxin/checks"


@pytest.mark.parametrize("code", CODES)
def test_page(code: str, tmp_path: Path) -> None:
    page = read_page(code)
    assert re.search(r"[A-Z].+\.", page.english)
    assert re.search("[\u4e00-\u9fff].*。", page.chinese)
    kinds = {example.fails for example in page.examples}
    assert kinds == (set() if code in NOT_OF_FILES else {True, False})
    for number, example in enumerate(page.examples):
        root = tmp_path / str(number)
        root.mkdir()
        codes = {f.code for f in found(root, example.contents(), example.today)}
        assert (code in codes) == example.fails, (example, codes)


def test_every_module_is_a_check() -> None:
    shared = {"__init__", "pages", "ignore", "references"}
    modules = {path.stem for path in FOLDER.glob("*.py")} - shared
    assert modules == {module_name(code).rpartition(".")[2] for code in CODES}


def test_every_running_check_has_its_test() -> None:
    tests = {
        path.stem.removeprefix("test_")
        for path in (Path(__file__).parent / "checks").glob("test_*.py")
    }
    assert {module_name(code).rpartition(".")[2] for code in RUNNING} <= tests
