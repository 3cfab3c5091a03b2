"""What the tests share: workspaces made of texts, and what is found in them."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

from tongxin import checks
from tongxin.answers.occurrences import Agenda
from tongxin.model.world import World
from tongxin.workspace.read import read_world

SETTINGS = "tongxin: 1\ncommunity: {name: 示例社区}\n"
TODAY = "2026-11-23"


class Found(NamedTuple):
    """A finding: its code, file, line (from 1), and the characters it points at."""

    code: str
    path: str
    line: int
    text: str
    message: str


def day(text: str) -> int:
    """`2026-11-23` as an ordinal."""
    return date.fromisoformat(text).toordinal()


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Make a workspace of files; `tongxin.yaml` is added if it is not among them."""
    for path, content in {"tongxin.yaml": SETTINGS, **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
    return root


def world(root: Path, files: Mapping[str, str | bytes]) -> World:
    """The workspace that these files make."""
    return read_world(write(root, files))


def agenda(root: Path, files: Mapping[str, str | bytes], today: str = TODAY) -> Agenda:
    """What is owed in the workspace that these files make."""
    return Agenda(world(root, files), day(today))


def found(root: Path, files: Mapping[str, str | bytes], today: str = TODAY) -> list[Found]:
    """Every finding, by place."""
    findings = checks.find(agenda(root, files, today))
    return [
        Found(f.code, f.span.source.path, f.span.line, f.span.text, str(f.message))
        for f in findings
    ]


def expected(files: Mapping[str, str]) -> set[tuple[str, str, int]]:
    """(code, path, line) of every `#! code` comment: what should be found on that line."""
    return {
        (code, path, number)
        for path, text in files.items()
        for number, line in enumerate(dedent(text).split("\n"), 1)
        if (mark := re.search(r"#! ([a-z0-9 -]+)$", line))
        for code in mark[1].split()
    }


def assert_found(root: Path, code: str, files: Mapping[str, str], today: str = TODAY) -> None:
    """The findings of one code are exactly those that the texts' `#! code` comments announce."""
    have = {(f.code, f.path, f.line) for f in found(root, files, today) if f.code == code}
    assert have == {mark for mark in expected(files) if mark[0] == code}
