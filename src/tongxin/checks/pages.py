r"""A check's page: what it finds and why, in both languages, with examples that tests run.

The page is the docstring of the check's module: English prose, then after `== 中文 ==` the same in
Chinese, then examples under `== fails ==` and `== passes ==`. An example holds one or more files,
each after a line `-- path`; a line `-- today DATE` sets its day. In `-- path (bytes)` the file is
written with Python escapes (`\xb0`), for what is not UTF-8. Files it leaves out are those
of `BASE`.
"""

import re
from dataclasses import dataclass
from importlib import import_module

BASE = {"tongxin.yaml": "tongxin: 1\ncommunity: {name: 示例社区}\n"}
"""The workspace that every example stands in."""

TODAY = "2026-11-23"

_BYTES = " (bytes)"


@dataclass(frozen=True)
class Example:
    """Files of a workspace by path, the day of the check, and whether the code is found."""

    fails: bool
    files: dict[str, str]
    today: str

    def contents(self) -> dict[str, str | bytes]:
        """Path → text, or the bytes where they were written with escapes."""
        return {
            path.removesuffix(_BYTES): text.encode("latin-1")
            .decode("unicode_escape")
            .encode("latin-1")
            if path.endswith(_BYTES)
            else text
            for path, text in self.files.items()
        }


@dataclass(frozen=True)
class Page:
    """The page of one check."""

    code: str
    english: str
    chinese: str
    examples: tuple[Example, ...]

    def prose(self, language: str) -> str:
        """The text in a language."""
        return self.chinese if language == "zh" else self.english


def read_page(code: str) -> Page:
    """The page of a code; ModuleNotFoundError for a code that has none."""
    doc = import_module(f"tongxin.checks.{code.replace('-', '_')}").__doc__ or ""
    parts = re.split(r"^== (.+?) ==\n", doc, flags=re.MULTILINE)
    sections = list(zip(parts[1::2], parts[2::2], strict=True))
    chinese = next((text for name, text in sections if name == "中文"), "")
    examples = tuple(
        _example(name == "fails", text) for name, text in sections if name in ("fails", "passes")
    )
    return Page(code, parts[0].strip(), chinese.strip(), examples)


def _example(fails: bool, text: str) -> Example:
    pieces = re.split(r"^-- (.+)\n", text, flags=re.MULTILINE)
    today, files = TODAY, dict(BASE)
    for path, content in zip(pieces[1::2], pieces[2::2], strict=True):
        if path.startswith("today "):
            today = path.removeprefix("today ").strip()
        else:
            files[path.strip()] = content.rstrip("\n") + "\n"
    return Example(fails, files, today)
