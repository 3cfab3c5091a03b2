"""docs/checks.md says of every check what the code says of it."""

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from tongxin.checks import CODES
from tongxin.checks.pages import read_page

DOCUMENT = Path(__file__).parent.parent / "docs" / "checks.md"
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (\w+) \S+ \| (.*?) \| (.*?) \|$", re.MULTILINE)

CHINESE = {"error": "错误", "warning": "警告", "info": "提示"}


def first_sentence(text: str, joint: str, end: str) -> str:
    """The first sentence of a page, on one line: its lines joined, up to the first `end`."""
    line = joint.join(text.split("\n"))
    head, found, _ = f"{line} ".partition(end)
    return (head + found).strip().replace("|", r"\|")


def row(code: str) -> str:
    """What the table should hold for a code."""
    page, severity = read_page(code), CODES[code].value
    english, chinese = (
        first_sentence(page.english, " ", ". "),
        first_sentence(page.chinese, "", "。"),
    )
    return f"| `{code}` | {severity} {CHINESE[severity]} | {english} | {chinese} |"


def document() -> str:
    """The document. TONGXIN_GOLDEN=1 writes its rows anew; a new code is put in place by hand."""
    text = DOCUMENT.read_text("utf-8")
    if os.environ.get("TONGXIN_GOLDEN") == "1":
        text = ROW.sub(lambda found: row(found[1]) if found[1] in CODES else found[0], text)
        DOCUMENT.write_text(text, "utf-8")
    return text


ROWS = list(ROW.finditer(document()))


def test_no_code_is_missing() -> None:
    assert set(CODES) - {found[1] for found in ROWS} == set()


def test_no_code_is_superfluous() -> None:
    assert {found[1] for found in ROWS} - set(CODES) == set()
    assert [code for code, n in Counter(found[1] for found in ROWS).items() if n > 1] == []


def test_every_row_of_a_code_is_read() -> None:
    """Or the tests above pass over a row that is written in another way."""
    begun = re.findall(r"^\| *`([a-z0-9-]+)`", document(), re.MULTILINE)
    assert begun == [found[1] for found in ROWS]


@pytest.mark.parametrize("found", ROWS, ids=lambda found: found[1])
def test_severity_and_sentences_are_those_of_the_code(found: re.Match[str]) -> None:
    """Run with TONGXIN_GOLDEN=1 after a page was changed, and read what it wrote."""
    assert found[0] == row(found[1])
