"""Tabs: which of them are at fault, and which can be mended since every width says the same."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.harness import found, write
from tests.test_commands import Desk
from tests.test_text import data
from tongxin.commands.check import check
from tongxin.diagnostic import Source
from tongxin.model.fields import every_key
from tongxin.text.edit import splice
from tongxin.text.tree import parse_tree

HEAD = "plan: a\ntitle: 甲\nperiod: 2026\n"
PATH = "plans/a.yaml"


def mended(text: str) -> tuple[str, Any]:
    """The text after its fixes, and what it says; None where tabs are left."""
    tree = parse_tree(Source(PATH, text), every_key())
    edits = [edit for f in tree.diagnostics if f.fix for edit in f.fix.edits]
    after = splice(text, edits)
    right = parse_tree(Source(PATH, after), every_key())
    return after, None if right.diagnostics else data(right.root)


@pytest.mark.parametrize(
    "line",
    ["note: 甲\t", "note: 甲\t# 注释", "note:\t甲", "note: \t甲  ", "note\t: 甲", "note: 甲  \t  ",
     'note: "甲\t乙"', "note: 甲\t乙", "tasks:\t", "tasks:\t# 注释", "groups: [\t{id: a,\tname: 乙}\t]",
     "# \t注释", "  \t", "note: |\n  甲\n  \t乙", "goals:\t\n  -  {id: a,\n\ttext: 乙}"],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tabs_that_part_or_end_are_no_fault(line: str, newline: str, tmp_path: Path) -> None:
    """YAML allows them, and they change no value: there is nothing to mend."""
    text = f"{HEAD}{line}\n".replace("\n", newline)
    codes = {f.code for f in found(tmp_path, {PATH: text.encode()})}
    assert codes.isdisjoint({"tab-indent", "syntax", "unknown-key", "missing-key", "wrong-type"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tasks:\n\t- id: a\n\t  title: b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("tasks:\n\t- id: a\n\t\ttitle: b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("tasks:\n  - id: a\n\ttitle: b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("tasks:\n    - id: a\n\t  title: b\n", "tasks:\n    - id: a\n      title: b\n"),
        ("tasks:\n    - id: a\n      title: b\n\tgroup: c\n",
         "tasks:\n    - id: a\n      title: b\n      group: c\n"),
        ("tasks:\n\t- id: a\n    title: b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("tasks:\n  -\tid: a\n    title: b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("tasks:\n  -\tid: a\n  \ttitle: b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("tasks:\n\t- id：a\n\t  title:b\n", "tasks:\n  - id: a\n    title: b\n"),
        ("goals:\n\t- {id: a, text: b}\n", "goals:\n  - {id: a, text: b}\n"),
        ("note: 甲\n\t乙\n", "note: 甲\n  乙\n"),
        ("note: |\n\t甲\n", "note: |\n  甲\n"),
        ("\t\nnote: 甲\n", "\nnote: 甲\n"),
        ("\t# 注释\nnote: 甲\n", "  # 注释\nnote: 甲\n"),
        ("\tnote: 甲\n", "note: 甲\n"),
        ("\tnote：甲\n", "note: 甲\n"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_tabs_of_which_every_width_says_the_same(before: str, after: str, newline: str) -> None:
    text, meaning = mended(f"{HEAD}{before}".replace("\n", newline))
    assert text == f"{HEAD}{after}".replace("\n", newline)
    assert meaning is not None


@pytest.mark.parametrize(
    "text",
    [
        "tasks:\n- id: a\n  schedule:\n    every: week\n\ttimes: 2\n",  # of the schedule, of the task
        "tasks:\n  - id: a\n    schedule:\n      every: week\n\ttimes: 2\n",
        "note: |\n  甲\n\t乙\n",  # how many blanks belong to the text?
        "\tsomething: 甲\n",  # no key
        "note: 甲\n\t乙: 丙\n",
    ],
)
def test_tabs_whose_width_matters_are_left(text: str) -> None:
    assert mended(HEAD + text) == (HEAD + text, None)


def test_more_tabs_than_faults_are_told(tmp_path: Path) -> None:
    lines = [line for n in range(60) for line in (f"\t- id: t{n}\n", f"\t\ttitle: 甲{n}\n")]
    root = write(tmp_path, {PATH: HEAD + "tasks:\n" + "".join(lines)})
    desk = Desk(root)
    check(desk.context, fix=True)
    wanted = "".join(lines).replace("\t", "  ")
    assert (root / PATH).read_text("utf-8") == HEAD + "tasks:\n" + wanted
    assert desk.errors == "plans/a.yaml: 120 places mended\n"


PLAN = """\
plan: a
title: 甲
period: 2026
groups:
  - {id: g, name: 组}
tasks:
  - id: t
    title: 巡查
    schedule:
      every: week
      times: 2
    group: g
  - id: u
    title: 讲座
note: 乙
"""
DEEP = [n for n, line in enumerate(PLAN.split("\n")) if line.startswith("  ")]


@example(set(DEEP), 4)
@example(set(DEEP), 8)
@given(st.sets(st.sampled_from(DEEP), min_size=1), st.sampled_from([2, 4, 8]))
@settings(max_examples=200, deadline=None)
def test_tabs_are_never_mended_to_another_meaning(chosen: set[int], width: int) -> None:
    """Lines indented with tabs, as an editor shows them: mended to what was seen there, or left."""
    wide = PLAN.replace("  ", " " * width).replace("- ", "-" + " " * (width - 1))
    right = data(parse_tree(Source(PATH, wide)).root)
    assert right["tasks"][0]["schedule"] == {"every": "week", "times": "2"}
    lines = [re.sub("^ +", lambda blanks: "\t" * (len(blanks[0]) // width), line) if n in chosen
             else line for n, line in enumerate(wide.split("\n"))]  # fmt: skip
    _, meaning = mended("\n".join(lines))
    assert meaning in (None, right)
    if len(chosen) == len(DEEP) or chosen == {DEEP[0]}:
        assert meaning == right
