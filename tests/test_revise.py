"""Changes to the values of a text: exactly those, and not a byte of any other line."""

import re
from copy import deepcopy
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.styles import KEYS, Path, Style, files, values
from tongxin.diagnostic import Source
from tongxin.text.revise import Append, CannotEdit, Change, Put, Remove, revised
from tongxin.text.write import Bare, scalar


def read(text: str) -> Any:
    """What a YAML text says, every scalar a text: by PyYAML's own loader."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506


def paths(value: Any, path: Path = ()) -> list[Path]:
    """The path of everything in a value."""
    found: list[Path] = [path] if path else []
    if isinstance(value, dict):
        return found + [p for key, part in value.items() for p in paths(part, (*path, key))]
    if isinstance(value, list):
        return found + [p for n, part in enumerate(value) for p in paths(part, (*path, n))]
    return found


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


@st.composite
def cases(draw: Any) -> tuple[Style, Any, Change, Any]:
    """A file, what it says, a change, and what it should say then."""
    data, style = draw(files())
    want = deepcopy(data)
    every = paths(data)
    kind = draw(st.sampled_from(["put", "put", "add", "append", "remove"]))
    if kind == "put":
        path = draw(st.sampled_from(every))
        value = draw(values(depth=1))
        at(want, path[:-1])[path[-1]] = value
        return style, data, Put(path, value), want
    if kind == "add":
        parent = draw(st.sampled_from([(), *(p for p in every if isinstance(at(data, p), dict))]))
        have = at(data, parent)
        key = draw(st.sampled_from([k for k in [*KEYS, "新键"] if k not in have]))
        value = draw(values(depth=1))
        at(want, parent)[key] = value
        before = frozenset(draw(st.lists(st.sampled_from([*have]), max_size=3)))
        return style, data, Put((*parent, key), value, before), want
    if kind == "append":
        path = draw(st.sampled_from([p for p in every if isinstance(at(data, p), list)]))
        value = draw(st.one_of(values(depth=0), values(depth=2)))
        at(want, path).append(value)
        return style, data, Append(path, value), want
    path = draw(st.sampled_from(every))
    del at(want, path[:-1])[path[-1]]
    return style, data, Remove(path), want


def may_change(owner: Path | None, change: Change) -> bool:
    """May the line of this owner be touched by a change?

    Its own lines; and of what stands in brackets on one line, that line.
    """
    path = change.path
    return owner is not None and (owner[: len(path)] == path or path[: len(owner)] == owner)


def kept_lines(style: Style, change: Change) -> list[str]:
    """The lines that must still be there: comments within what changed may go with it."""
    size = len(change.path)
    own = [n for n, (_, p) in enumerate(style.lines) if p is not None and p[:size] == change.path]
    within = range(own[0], own[-1]) if own and not isinstance(change, Append) else ()
    return [
        line
        for number, (line, owner) in enumerate(style.lines)
        if number not in within and not may_change(owner, change)
    ]


def bare(lines: list[str]) -> list[str]:
    """Lines without their last comma and what is behind it."""
    return [re.sub(r",?(\s*# 旁注.*)?$", r"\1", line) for line in lines]


def is_within(part: list[str], whole: list[str]) -> bool:
    """Are these lines among those, in this order?"""
    rest = iter(whole)
    return all(line in rest for line in part)


@settings(max_examples=1500, deadline=None)
@given(cases())
def test_the_new_value_is_read_back_and_every_other_line_stays(
    case: tuple[Style, Any, Change, Any],
) -> None:
    style, data, change, want = case
    text = style.text()
    assert read(text) == data  # the test's own writer is right
    source = Source("plans/x.yaml", text, style.bom)
    try:
        after = revised(source, [change])
    except CannotEdit:
        # Only what leaves nothing behind, or has no line of its own, may be refused.
        assert isinstance(change, Remove)
        assert len(at(data, change.path[:-1])) == 1 or "# " in text
        return
    assert after.bom == style.bom
    last = isinstance(change, Remove) and len(at(data, change.path[:-1])) == 1
    if not last:
        assert read(after.text) == want
    if not last:
        kept, lines = kept_lines(style, change), after.text.split(style.newline)
        parent = at(data, change.path[:-1])
        if isinstance(change, Put) and change.path[-1] not in parent:
            kept, lines = bare(kept), bare(lines)  # in brackets a new key takes a comma before it
        elif isinstance(change, Remove) and isinstance(parent, dict):
            kept = [line.lstrip(" -") for line in kept]  # the next key moves up to the dash
            lines = [line.lstrip(" -") for line in lines]
        assert is_within(kept, lines)
    if style.newline == "\r\n":
        assert "\n" not in after.text.replace("\r\n", "")


@settings(max_examples=500, deadline=None)
@given(files(), st.data())
def test_what_changes_nothing_is_byte_identical(
    made: tuple[dict[str, Any], Style], data: st.DataObject
) -> None:
    said, style = made
    source = Source("plans/x.yaml", style.text(), style.bom)
    path = data.draw(st.sampled_from(paths(said)))
    assert revised(source, [Put(path, at(said, path))]) is source


@settings(max_examples=500, deadline=None)
@given(files(), st.data())
def test_several_changes_at_once_are_as_one_after_the_other(
    made: tuple[dict[str, Any], Style], data: st.DataObject
) -> None:
    said, style = made
    leaves = [p for p in paths(said) if isinstance(at(said, p), str)]
    chosen = data.draw(st.lists(st.sampled_from(leaves), unique=True, min_size=1, max_size=4))
    want = deepcopy(said)
    for path in chosen:
        at(want, path[:-1])[path[-1]] = "改了: 的"
    source = Source("plans/x.yaml", style.text(), style.bom)
    together = revised(source, [Put(path, "改了: 的") for path in chosen])
    for path in chosen:
        source = revised(source, [Put(path, "改了: 的")])
    assert read(together.text) == want
    assert together.text == source.text


def edit(text: str, *changes: Change) -> str:
    return revised(Source("plans/x.yaml", text), changes).text


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        ("a: 1 # c\n", Put(("a",), "2 # d"), 'a: "2 # d" # c\n'),
        ("a: 'x'\n", Put(("a",), "it's"), "a: 'it''s'\n"),
        ('a: "x"\n', Put(("a",), "q"), 'a: "q"\n'),
        ("a:\nb: 1\n", Put(("a",), "x"), "a: x\nb: 1\n"),
        ("a:   # 以后填\nb: 1\n", Put(("a",), "x"), "a: x   # 以后填\nb: 1\n"),
        ("{a: , b: 1}", Put(("a",), "x"), "{a: x , b: 1}"),
        ("{a, b: 1}", Put(("a",), "x"), "{a: x, b: 1}"),
        ("a: |+\n  x\n\nb: 1\n", Put(("a",), "q"), "a: q\n\nb: 1\n"),
        ("a: |\n  x\n\nb: 1\n", Put(("c",), "q", frozenset("a")), "a: |\n  x\nc: q\n\nb: 1\n"),
        ("a: >-\n  x\n  q\nb: 1\n", Put(("a",), "z"), "a: z\nb: 1\n"),
        ("a: x\n  q\nb: 1\n", Put(("a",), "z"), "a: z\nb: 1\n"),
        ("a: # 全部\n  - x\n  - q\nb: 1\n", Put(("a",), "z"), "a: z # 全部\nb: 1\n"),
        ("a:\n  - x # 一\n  - q # 二\n", Put(("a",), ["x", "w", "q"]), "a:\n  - x # 一\n  - w\n  - q # 二\n"),
        ("a: [x, q]\n", Put(("a",), ["q"]), "a: [q]\n"),
        ("a: [x, q,]\n", Append(("a",), "z"), "a: [x, q, z,]\n"),
        ("a: []\n", Append(("a",), "z"), "a: [z]\n"),
        ("{}", Put(("a",), "z"), "{a: z}"),
        ("a:\n- x\n# 结尾\n", Append(("a",), "z"), "a:\n- x\n- z\n# 结尾\n"),
        ("a:\n- {k: v}\n", Append(("a",), {"k": "w", "l": ["x", "q"]}), "a:\n- {k: v}\n- {k: w, l: [x, q]}\n"),
        ("a:\n-   k: v\n    l: w", Append(("a",), {"k": "w", "m": "o"}), "a:\n-   k: v\n    l: w\n-   k: w\n    m: o"),
        ("a: 1\n", Put(("t",), [{"k": "v"}]), None),
        ("a: 1\n...\n", Put(("b",), "2", frozenset("a")), 'a: 1\nb: "2"\n...\n'),
        ("---\na: 1\n", Put(("b",), "x"), "---\nb: x\na: 1\n"),
        ("a: 1\r\nb: 2", Put(("c",), "x", frozenset("ab")), "a: 1\r\nb: 2\r\nc: x"),
        ("a:\n  - x\nb: 1\n", Remove(("a", 0)), "b: 1\n"),
        ("a: {b: 1}\n", Remove(("a", "b")), "a: {}\n"),
        ("# 头\na: 1\n\n# 中\nb: 1\n# 尾\n", Remove(("b",)), "# 头\na: 1\n\n# 中\n# 尾\n"),
        ("a: [x, # 一\n  q, # 二\n  z]\n", Remove(("a", 1)), "a: [x, # 一\n  z]\n"),
        ("base: &b {k: 1}\nt: {<<: *b, m: 2}\n", Put(("t", "k"), "3"), 'base: &b {k: 1}\nt: {<<: *b, k: "3", m: 2}\n'),
        ("base: &b {k: 1}\nt: *b\n", Put(("t",), "x"), "base: &b {k: 1}\nt: x\n"),
        ("a: &x 1\nb: 2\n", Put(("a",), Bare("3")), "a: &x 3\nb: 2\n"),
        ("a: !!str 1\n", Put(("a",), Bare("3")), "a: !!str 3\n"),
    ],
)  # fmt: skip
def test_awkward_files(before: str, change: Change, after: str | None) -> None:
    have = edit(before, change)
    if after is None:
        after = before + "t:\n  - {k: v}\n"
        have = edit(before, Put(("t",), [{"k": "v"}], frozenset("a")))
    assert have == after


@pytest.mark.parametrize(
    ("text", "change", "reason"),
    [
        ("a: &x 1\nb: *x\n", Put(("a",), "2"), "something else"),
        ("a: &x {k: 1}\nb: *x\n", Put(("b", "k"), "2"), "shared"),
        ("a: &x {k: 1}\nb: *x\n", Put(("a", "k"), "2"), "something else"),
        ("b: &x {k: 1}\na: {<<: *x}\n", Remove(("a", "k")), "merged"),
        ("? a\n: 1\n", Put(("b",), "2", frozenset("a")), "something else|cannot be edited"),
        ("a: 1\n", Remove(("a",)), "only key"),
        ("a: 1\n", Append(("a",), "2"), "no list"),
        ("a: 1\n", Put(("b", "c"), "2"), 'no "b"'),
        ("a: 1\nb：2\n", Put(("a",), "2"), "faults"),
        ("", Put(("a",), "2"), "faults"),
    ],
)
def test_what_cannot_be_done_exactly_is_refused(text: str, change: Change, reason: str) -> None:
    with pytest.raises(CannotEdit, match=reason):
        edit(text, change)


@settings(max_examples=1000, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=20), st.booleans())
def test_a_text_is_read_as_that_text_by_yaml_11_and_12(text: str, flow: bool) -> None:
    from ruamel.yaml import YAML

    line = scalar(text, flow)
    document = f"[{line}]\n" if flow else f"- {line}\n"
    assert yaml.safe_load(document) == [text]
    assert YAML(typ="safe", pure=True).load(document) == [text]


def test_words_that_yaml_takes_for_something_else_are_quoted() -> None:
    for word in ["yes", "No", "on", "1", "1.5", "0x1F", "1e3", "9:30", "2026-11-09", "~", "null", "", " a", "3,000"]:  # fmt: skip
        assert scalar(word, flow=False) == f'"{word}"'
    for word in ["每周2次", "3号楼", "北苑小区", "安全,卫生", "消防 巡查"]:
        assert scalar(word, flow=False) == word
    assert scalar("安全,卫生", flow=True) == '"安全,卫生"'
    assert scalar(Bare("2026-11-09"), flow=True) == "2026-11-09"
