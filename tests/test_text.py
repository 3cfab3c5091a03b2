"""Bytes, lines and YAML: every fault at its exact place, all of them at once, and never a crash."""

import re
import string
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.harness import found
from tongxin.diagnostic import Diagnostic, Source
from tongxin.text.decode import decode, torn_end
from tongxin.text.faults import Keys, blank_line_faults
from tongxin.text.tree import MAX_DEPTH, Mapping, Node, Scalar, Sequence, Tree, parse_tree, walk

PATH = "plans/a.yaml"


def read(text: str) -> Tree:
    return parse_tree(Source(PATH, text))


def data(node: Node | None) -> Any:
    """The tree as texts, lists and dicts."""
    if node is None:
        return None
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [data(item) for item in node.items]
    return {key.value: data(value) for key, value in node.items}


def codes(tree: Tree) -> list[str]:
    return [finding.code for finding in tree.diagnostics]


def places(findings: list[Diagnostic]) -> list[tuple[str, int, int]]:
    return sorted((f.code, f.span.start, f.span.end) for f in findings)


def marked(text: str) -> tuple[str, list[tuple[str, int, int]]]:
    """`a⟦code:b⟧c` → `abc` and (code, start, end) of each mark, in the order of `places`."""
    expected = []
    while mark := re.search(r"⟦([a-z0-9-]+):([^⟦⟧]*)⟧", text):
        expected.append((mark[1], mark.start(), mark.start() + len(mark[2])))
        text = text[: mark.start()] + mark[2] + text[mark.end() :]
    return text, sorted(expected)


# ── lines and columns ─────────────────────────────────────────────────────────────────────────

MIXED = st.text(alphabet="ab中😀\r\n\u2028\x85\x0b\x0c ", max_size=60)


def by_split(text: str) -> list[str]:
    return re.split(r"\r\n|\n|\r", text)


@given(MIXED)
def test_lines_are_those_of_a_split(text: str) -> None:
    source = Source(PATH, text)
    lines = by_split(text)
    assert source.line_count == len(lines)
    assert [source.line(number) for number in range(1, len(lines) + 1)] == lines


@given(MIXED)
def test_positions_are_those_of_a_split(text: str) -> None:
    source = Source(PATH, text)
    for offset in range(len(text) + 1):
        before = text[:offset]
        if before.endswith("\r") and text[offset : offset + 1] == "\n":
            lines = by_split(before[:-1])  # between CR and LF: still on the line they end
            assert source.position(offset) == (len(lines), len(lines[-1]) + 2)
        else:
            lines = by_split(before)
            assert source.position(offset) == (len(lines), len(lines[-1]) + 1)


@given(MIXED)
def test_a_line_starts_behind_the_end_of_the_one_before(text: str) -> None:
    source = Source(PATH, text)
    for number in range(1, source.line_count + 1):
        assert source.position(source.line_start(number)) == (number, 1)
    assert source.line_start(source.line_count + 1) == len(text)


def test_columns_count_characters() -> None:
    source = Source(PATH, "计划: 😀👍🏽x\r\n备注: y")
    assert source.position(source.text.index("x")) == (1, 8)
    assert source.position(source.text.index("y")) == (2, 5)


# ── every fault at its place ──────────────────────────────────────────────────────────────────

FAULTS = {
    "colon": "plan: a\ntitle⟦fullwidth-colon:：⟧消防\nlast: z\n",
    "colon-and-space": "plan: a\ntitle⟦fullwidth-colon:： ⟧消防\nlast: z\n",
    "colon-in-item": "tasks:\n  - id⟦fullwidth-colon:：⟧a\n    title: 消防\nlast: z\n",
    "colon-first-line": "计划⟦fullwidth-colon:：⟧a\n标题: 消防\nlast: z\n",
    "colon-above-children": "plan: a\n任务⟦fullwidth-colon:：⟧\n  - id: x\n    title: y\nlast: z\n",
    "no-space": "plan: a\ntitle⟦no-space-after-colon::⟧消防\nlast: z\n",
    "no-space-in-item": "tasks:\n  - id: a\n    title⟦no-space-after-colon::⟧消防\nlast: z\n",
    "tab": "tasks:\n  - id: a\n⟦tab-indent:\t  ⟧title: 消防\nlast: z\n",
    "tab-after-spaces": "tasks:\n  - id: a\n  ⟦tab-indent:\t⟧title: 消防\nlast: z\n",
    "tab-before-dash": "tasks:\n⟦tab-indent:\t⟧- a\nlast: z\n",
    "tab-behind-dash": "tasks:\n  -⟦tab-indent:\t⟧a\nlast: z\n",
    "wide-indent": "tasks:\n  - id: a\n⟦fullwidth-space:\u3000\u3000⟧title: 消防\n"
    "    with: b\nlast: z\n",
    "wide-behind-colon": "plan: a\ntitle:⟦fullwidth-space:\u3000⟧消防\nlast: z\n",
    "wide-comma": "tasks: {id: a⟦fullwidth-comma:，⟧title: 消防}\nlast: z\n",
    "sign": "plan: a\ntarget: ⟦bad-target:>=5⟧\nlast: z\n",
    "duplicate": "plan: a\nnote: {b: 1, ⟦duplicate-key:b⟧: 2, ⟦duplicate-key:b⟧: 3}\nlast: z\n",
    "duplicate-nested": "a:\n  - b:\n      c: 1\n      ⟦duplicate-key:c⟧: 2\nlast: z\n",
    "duplicate-first-kept": "last: z\nb: 1\n⟦duplicate-key:last⟧: y\n",
    "conflict": "plan: a\n⟦conflict-marker:<<<<<<< HEAD⟧\nb: 1\n=======\nb: 2\n"
    ">>>>>>> x\nlast: z\n",
    "conflict-then-colon": "⟦conflict-marker:<<<<<<< a⟧\nb: 1\n=======\nb: 2\n>>>>>>> b\n"
    "c⟦fullwidth-colon:：⟧d\nlast: z\n",
    "conflict-of-three": "⟦conflict-marker:<<<<<<< a⟧\nb: 1\n||||||| c\nb: 0\n=======\nb: 2\n"
    ">>>>>>> b\nc⟦no-space-after-colon::⟧d\nlast: z\n",
    "conflicts": "⟦conflict-marker:<<<<<<< a⟧\nb: 1\n=======\nb: 2\n>>>>>>> b\n"
    "⟦conflict-marker:<<<<<<< a⟧\nc: 1\n=======\nc: 2\n>>>>>>> b\nlast: z\n",
    "conflict-without-first-marker": "b: 1\n⟦conflict-marker:=======⟧\nb: 2\n>>>>>>> b\nlast: z\n",
    "conflict-last-marker-alone": "b: 1\n⟦conflict-marker:>>>>>>> b⟧\nlast: z\n",
    "quote": 'plan: a\ntitle: ⟦syntax:"消防⟧\nlast: z\n',
    "bracket": "plan: a\nwith: ⟦syntax:[甲, 乙⟧\nlast: z\n",
    "brace": "tasks:\n  - ⟦syntax:{id: a, title: 消防⟧\n  - {id: b}\nlast: z\n",
    "colon-in-text": "plan: a\nnote: 注意⟦syntax:: 带伞⟧\nlast: z\n",
    "no-key": "plan: a\n⟦syntax:只有一句话⟧\nlast: z\n",
    "no-key-nested": "tasks:\n  - id: a\n    ⟦syntax:只有一句话⟧\n    title: b\nlast: z\n",
    "no-key-at-the-end": "last: z\n⟦syntax:只有一句话⟧\n",
    "text-behind-quotes": 'title: "平安"⟦syntax:家庭⟧\nlast: z\n'.replace("⟦", " ⟦"),
    "letter": "title: ⟦syntax:@所有人⟧\nlast: z\n",
    "escape": 'title: ⟦syntax:"C:\\照片"⟧\nlast: z\n',
    "anchor": "title: &⟦syntax:甲 x⟧\nlast: z\n",
    "alias-undefined": "title: ⟦syntax:*x⟧\nlast: z\n",
    "key-no-word": "⟦syntax:[a, b]⟧: c\nlast: z\n".replace("⟦", "? ⟦", 1).replace("⟧:", "⟧\n:"),
    "jinja": "title: {⟦syntax:{ x }⟧}\nlast: z\n",
    "tag": "title: ⟦syntax:!x y⟧\nlast: z\n",
    "control": "title: a⟦syntax:\x07⟧b\nlast: z\n",
    "nul": "title: a⟦syntax:\x00⟧b\nlast: z\n",
    "second": "last: z\n⟦second-document:---⟧\nplan: b\n",
    "list-in-line": "title: ⟦syntax:- x⟧\nlast: z\n",
    "indent": "a:\n    b: c\n  ⟦syntax:d: e⟧\nlast: z\n",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", FAULTS)
def test_fault(name: str, newline: str) -> None:
    text, expected = marked(FAULTS[name].replace("\n", newline))
    tree = read(text)
    assert places(tree.diagnostics) == expected
    assert data(tree.root)["last"] == "z"  # what is right is still read
    shape = {"duplicate-key", "second-document"}
    whole = name in ("alias-undefined", "key-no-word", "jinja", "tag") or set(codes(tree)) <= shape
    assert tree.complete == whole


def test_positions_of_a_fault() -> None:
    text = "计划: 😀\r\n标题：消防\r\n"
    (finding,) = read(text).diagnostics
    assert finding.span.source.position(finding.span.start) == (2, 3)
    assert finding.span.line == 2
    assert finding.span.text == "："


SIX = """\
plan: a
title⟦fullwidth-colon:：⟧消防
period⟦no-space-after-colon::⟧2026
note: ⟦syntax:"没有收口⟧
goals:
⟦tab-indent:	⟧- 甲
with: ⟦syntax:[甲, 乙⟧
measures: 注意⟦syntax:: 带伞⟧
groups: {id: x⟦fullwidth-comma:，⟧name: 甲}
⟦duplicate-key:plan⟧: b
last: z
⟦second-document:---⟧
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_every_fault_of_a_file_at_once(newline: str) -> None:
    text, expected = marked(SIX.replace("\n", newline))
    tree = read(text)
    assert places(tree.diagnostics) == expected
    assert data(tree.root) | {"goals": None} == {"plan": "a", "last": "z", "goals": None}


def test_a_fix_makes_it_right() -> None:
    text = "a: b\n<<<<<<< x\nc: d\n=======\nc: e\n>>>>>>> y\nf：g\nh:i\n\u3000\u3000\nl: m\n"
    edits = [edit for f in read(text).diagnostics if f.fix for edit in f.fix.edits]
    for edit in sorted(edits, key=lambda edit: -edit.span.start):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    assert "\nf: g\nh: i\n" in text


def test_many_faults_come_to_an_end() -> None:
    tree = read("".join(f"k{number}: a: b\n" for number in range(60)))
    assert 40 <= len(tree.diagnostics) <= 60
    assert not tree.complete


def test_torn_lines_of_a_ledger() -> None:
    lines = [
        "- {date: 2026-11-02, note: 好}",
        "⟦torn-line:- {date: 2026-11-03, note: 断⟧",
        "- {date: 2026-11-04, note: 好}   # 注释",
        "⟦torn-line:- {date: 2026⟧  ",
        "- date: 2026-11-05",
        '- {date: 2026-11-06, note: "a } b"}',
        '⟦torn-line:- {date: 2026-11-06, note: "a } b⟧',
    ]
    for newline in ("\n", "\r\n"):
        text, expected = marked(newline.join(lines))
        torn: list[Diagnostic] = []
        remaining = blank_line_faults(Source("ledger/2026-11.yaml", text), text, torn)
        assert places(torn) == expected
        assert len(remaining) == len(text)
        assert [line.strip() for line in remaining.split(newline)] == [
            "" if "torn" in line else line for line in lines
        ]


def test_files_that_are_not_read(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 甲\nperiod: 2026\n"
    (tmp_path / "plans/folder.yaml").mkdir(parents=True)
    files = {"plans/a.yml": plan, "plans/2026/b.yaml": plan, "plans/.hidden.yaml": "：：："}
    assert [(f.code, f.path, f.line) for f in found(tmp_path, files)] == [
        ("unreadable", "plans/2026/b.yaml", 1),
        ("yml-file", "plans/a.yml", 1),
        ("unreadable", "plans/folder.yaml", 1),
    ]


def test_a_cut_bracket_is_told_by_its_sign(tmp_path: Path) -> None:
    """` #` in braces makes a comment of the closing brace: the place is the sign."""
    text = "- {date: 2026-11-02, note: 见 #3 号楼}\n- {date: 2026-11-03, note: 好}\n"
    tree = read(text)
    assert [(f.code, f.span.text) for f in tree.diagnostics] == [("syntax", "#3 号楼}")]
    assert data(tree.root)[-1] == {"date": "2026-11-03", "note": "好"}


# ── what is right stays right ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("\n \n", None),
        ("# 只有注释\n# 还是注释", None),
        ("a: b", {"a": "b"}),
        ("a: b\rc: d\r", {"a": "b", "c": "d"}),
        ("---\na: b\n...\n", {"a": "b"}),
        ("%YAML 1.2\n---\na: b\n", {"a": "b"}),
        ("a: !!str 5\nb: ! 6\nc: !!int 7\n", {"a": "5", "b": "6", "c": "7"}),
        ("a: 9:30\nb: http://x.cn/y\nc: 1.10\nd: yes\ne: 010\n",
         {"a": "9:30", "b": "http://x.cn/y", "c": "1.10", "d": "yes", "e": "010"}),
        ("a: 上午；下午，全天。\n", {"a": "上午；下午，全天。"}),
        ("a: 时间：全天\n", {"a": "时间：全天"}),
        ("a:\tb\n", {"a": "b"}),
        ("a: b\ufeffc\n", {"a": "b\ufeffc"}),
        ("a: |\n  <<<<<<< x\n  =======\n  >>>>>>> y\nb: c\n",
         {"a": "<<<<<<< x\n=======\n>>>>>>> y\n", "b": "c"}),
        ("a: 'it''s'\nb: \"\\u4e2d\"\n", {"a": "it's", "b": "中"}),
    ],
)  # fmt: skip
def test_no_fault(text: str, expected: Any) -> None:
    tree = read(text)
    assert data(tree.root) == expected
    assert (codes(tree), tree.complete) == ([], True)


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_only_line_ends_end_lines(sign: str, quote: str) -> None:
    """YAML 1.1 ends a line at U+2028; no editor does, and no text may be cut or lost by it."""
    text = f"a: {quote}甲{sign}乙{quote}\n备注：x\nlast: z\n"
    tree = read(text)
    assert data(tree.root) == {"a": f"甲{sign}乙", "last": "z"}
    (finding,) = tree.diagnostics
    assert finding.span.start == text.find("：")
    assert finding.span.line == 2


def test_emoji_and_other_scripts() -> None:
    text = "😀: {甲: 👍🏽 x, 乙: 'é'}\nlast: 𠮷\n"
    tree = read(text)
    assert data(tree.root) == {"😀": {"甲": "👍🏽 x", "乙": "é"}, "last": "𠮷"}
    for scalar in walk(tree.root):
        assert text[scalar.start : scalar.end].strip("'") == scalar.value


def test_places_of_nodes() -> None:
    text = "a: 甲 乙  # 注\nb: [c, 'd']\ne:\n  - {f: g}\n"
    root = read(text).root
    assert isinstance(root, Mapping)
    spans = [(node.value, text[node.start : node.end], node.plain) for node in walk(root)]
    assert spans == [
        ("a", "a", True), ("甲 乙", "甲 乙", True), ("b", "b", True), ("c", "c", True),
        ("d", "'d'", False), ("e", "e", True), ("f", "f", True), ("g", "g", True),
    ]  # fmt: skip
    tree = read(text)
    assert tree.span(root.get("b")).text == "[c, 'd']"  # type: ignore[arg-type]
    assert tree.span(root).text == "a: 甲 乙  # 注"


def test_nothing_is_empty_and_quoted_nothing_is_a_text() -> None:
    root = read("a:\nb: ~\nc: null\nd: ''\ne: '~'\nf: x\n").root
    assert isinstance(root, Mapping)
    assert [value.empty for _, value in root.items if isinstance(value, Scalar)] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


# ── anchors, aliases, merge keys, tags ────────────────────────────────────────────────────────


def test_an_alias_has_its_own_place_and_the_content_of_its_anchor() -> None:
    text = "a: &x {p: q}\nb: *x\nc: &y [*x, r]\nd: *y\ne: &z s\nf: *z\n"
    tree = read(text)
    root = tree.root
    assert data(root) == {
        "a": {"p": "q"}, "b": {"p": "q"}, "c": [{"p": "q"}, "r"], "d": [{"p": "q"}, "r"],
        "e": "s", "f": "s",
    }  # fmt: skip
    assert isinstance(root, Mapping)
    for key, written in {"b": "*x", "d": "*y", "f": "*z"}.items():
        node = root.get(key)
        assert node is not None
        assert (text[node.start : node.end], tree.is_alias(node)) == (written, True)
    for key, written in {"a": "{p: q}", "e": "s"}.items():
        node = root.get(key)
        assert node is not None
        assert (text[node.start : node.end], tree.is_alias(node)) == (written, False)


def test_merge_keys() -> None:
    tree = read(
        "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n"
        "c: {q: 0, <<: [*x, {q: 4, r: 5}]}\nd:\n  <<: 5\n  s: t\n"
    )
    assert data(tree.root) == {
        "a": {"p": "1", "q": "2"},
        "b": {"p": "1", "q": "3"},
        "c": {"q": "0", "p": "1", "r": "5"},
        "d": {"s": "t"},
    }
    assert [(f.code, f.span.text) for f in tree.diagnostics] == [("syntax", "5")]


def test_an_alias_of_itself() -> None:
    tree = read("a: b\nc: &x [d, *x]\n")
    assert [(f.code, f.span.text) for f in tree.diagnostics] == [("alias-limit", "*x")]
    assert not tree.complete


def test_walk_gives_shared_nodes_once() -> None:
    tree = read("a: &x [b, c]\nd: *x\ne: *x\n")
    assert [scalar.value for scalar in walk(tree.root)].count("b") <= 3
    bomb = read(nine_laughs(levels=5))
    started = process_time()
    assert len(list(walk(bomb.root))) < 100_000
    assert process_time() - started < 1


# ── what is made to do harm ───────────────────────────────────────────────────────────────────


def nine_laughs(levels: int) -> str:
    lines = ["a0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (nine_laughs(levels=30), "alias-limit"),
        ("[" * 100_000, "depth-limit"),
        ("a: " + "[" * 100_000 + "]" * 100_000, "depth-limit"),
        ("{a: " * 100_000, "depth-limit"),
        ("".join("  " * n + "-\n" for n in range(10_000)), "depth-limit"),
        ("- " * 10_000 + "x", "depth-limit"),
        ("".join(" " * n + "a:\n" for n in range(10_000)), "depth-limit"),
    ],
    ids=["laughs", "brackets", "closed-brackets", "braces", "sequences", "dashes", "mappings"],
)
def test_harm_is_refused_at_once(text: str, code: str) -> None:
    started = process_time()
    tree = read(text)
    assert process_time() - started < 1
    assert codes(tree) == [code]
    assert (tree.root, tree.complete) == (None, False)


@pytest.mark.parametrize(
    "line",
    ["a: b: " + "[" * 100_000, "a: b: " + "｛编号：" * 100_000, "a: {" + "编号：甲，" * 50_000 + "[}",
     "a: b: [" + "甲，" * 100_000, "a: {b: \"c\"" + ", 'd' e" * 50_000, "\u3000a: b\n" * 5_000 + "["],
    ids=["brackets", "braces", "pairs", "commas", "quotes", "wide"],
)  # fmt: skip
def test_a_line_at_fault_is_looked_at_in_bearable_time(line: str) -> None:
    started = process_time()
    tree = parse_tree(Source(PATH, line), Keys(frozenset(("编号",))))
    assert process_time() - started < 5
    assert tree.diagnostics


def test_the_depth_that_is_allowed() -> None:
    def nested(depth: int) -> str:
        return "[" * depth + "x" + "]" * depth

    assert codes(read(nested(MAX_DEPTH))) == []
    (finding,) = read(nested(MAX_DEPTH + 1)).diagnostics
    assert (finding.code, finding.span.start, finding.span.text) == ("depth-limit", MAX_DEPTH, "[")


def test_a_long_file_is_quick_although_it_has_faults() -> None:
    text = "a: b: c\n" * 10 + "".join(f"k{n}: v\n" for n in range(50_000))
    started = process_time()
    assert len(read(text).diagnostics) == 10
    assert process_time() - started < 3


# ── bytes ─────────────────────────────────────────────────────────────────────────────────────

TEXT = "plan: a\r\ntitle: 平安社区😀\n"


def test_utf8_with_and_without_a_mark() -> None:
    for bom in (b"", b"\xef\xbb\xbf"):
        source, fault = decode(PATH, bom + TEXT.encode())
        assert (source.path, source.text, source.bom, fault) == (PATH, TEXT, bool(bom), None)


def test_half_a_character_at_the_end() -> None:
    for sign in "aé安😀":
        for cut in range(1, len(sign.encode())):
            assert torn_end(TEXT.encode() + sign.encode()[:cut]) == cut
    for whole in (b"", TEXT.encode(), "安".encode("gbk"), b"\xe5a", b"a\xff", b"\x80"):
        assert torn_end(whole) == 0


def test_no_bytes() -> None:
    source, fault = decode(PATH, b"")
    assert (source.text, source.bom, fault) == ("", False, None)


@pytest.mark.parametrize(
    ("encoding", "said", "command"),
    [("gbk", "GBK", "GB18030"), ("gb18030", "GBK", "GB18030"), ("utf-16", "UTF-16", "UTF-16")],
)
def test_other_encodings_are_named(encoding: str, said: str, command: str) -> None:
    text = "plan: a\ntitle: 平安社区创建计划\n"
    source, fault = decode(PATH, text.encode(encoding))
    assert fault is not None
    assert fault.code == "not-utf8"
    assert said in str(fault.message)
    assert f"iconv -f {command} -t UTF-8 {PATH}" in str(fault.help)
    assert source.text == text
    if said == "GBK":
        assert fault.span.start == text.find("平")


@pytest.mark.parametrize(
    ("content", "line", "column", "byte"),
    [
        ("标题: 平安".encode()[:-1], 1, 6, "0xE5"),
        (b"a: b\r\nc: \xff\n", 2, 4, "0xFF"),
        ("计: ".encode() + b"\xe9t\xe9\n", 1, 4, "0xE9"),
    ],
)
def test_a_broken_byte_is_shown(content: bytes, line: int, column: int, byte: str) -> None:
    source, fault = decode(PATH, content)
    assert fault is not None
    assert fault.code == "not-utf8"
    assert byte in str(fault.message)
    assert source.position(fault.span.start) == (line, column)


@given(st.binary(max_size=200))
def test_any_bytes_can_be_read(content: bytes) -> None:
    source, fault = decode(PATH, content)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        assert fault is not None
        assert 0 <= fault.span.start <= len(source.text)
    else:
        assert fault is None
        assert ("\ufeff" if source.bom else "") + source.text == text


# ── any text ──────────────────────────────────────────────────────────────────────────────────

PLAN = """\
计划: safe
标题: 安全社区创建计划
起止时间: 2026-09..2027-06
指标:
  - {编号: units, 名称: 市级单位, 目标值: 1..2, 备注: "一 #二"}
任务:
  - 编号: inspect   # 注释
    事项: 安全生产大检查
    时间要求: 每月1次
    配合: [派出所, 物业]
    备注: |
      第一行
      第二行
  - &x {编号: b, 事项: 'it''s'}
保障措施: [*x]
"""
SCRAPS = st.sampled_from(
    ["：", ":", "，", "\u3000", "\t", "\n", "\r", "\r\n", '"', "'", "{", "}", "[", "]", "- ", ">5",
     "&", "*x", "!", "|", "#", " #", "%", "@", "? ", "---\n", "...\n", "<<: ", "~", "\\", "\x00",
     "\x85", "\u2028", "\ufeff", "\ud800", "\n<<<<<<< a\n", "\n=======\n", "\n>>>>>>> b\n",
     "\n||||||| c\n"]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, len(PLAN)), st.integers(0, 12), SCRAPS | st.text(max_size=3)),
    min_size=1,
    max_size=8,
)


def assert_sound(text: str) -> None:
    """It can be read, every place lies in the text, and nothing is lost without a word."""
    tree = read(text)
    for finding in tree.diagnostics:
        assert 0 <= finding.span.start <= finding.span.end <= len(text)
        assert finding.span.source.text == text
    for scalar in walk(tree.root):
        assert 0 <= scalar.start <= scalar.end <= len(text)
    assert tree.complete or tree.diagnostics


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert_sound(text)


SIGNS = "ab中 \n\r\t-:：，{}[]\"'#&*!|>%@`?<=\\\u3000\u2028\x85\x00😀"


@given(st.text(alphabet=SIGNS, max_size=80))
@settings(max_examples=400, deadline=None)
def test_any_text_of_signs_can_be_read(text: str) -> None:
    assert_sound(text)


@given(CHANGES)
@settings(max_examples=300, deadline=None)
def test_any_damaged_plan_can_be_read(changes: list[tuple[int, int, str]]) -> None:
    text = PLAN
    for place, cut, scrap in changes:
        text = text[:place] + scrap + text[place + cut :]
    assert_sound(text)


def test_half_a_character_of_utf16_is_a_control_character() -> None:
    tree = read("a: b\ud800c\nlast: z\n")
    assert [(f.code, f.span.start) for f in tree.diagnostics] == [("syntax", 4)]
    assert data(tree.root)["last"] == "z"


# ── texts that others write ───────────────────────────────────────────────────────────────────

WORDS = st.text(
    alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x85\u2028\u2029"),
    max_size=12,
) | st.text(alphabet=string.ascii_letters + " :#-'\"\n[]{},，：\t中文😀", max_size=20)
KEYS = WORDS.filter(lambda word: word != "<<")
VALUES: st.SearchStrategy[Any] = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)
DOCUMENTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def texts(content: Any) -> list[str]:
    """Every text of nested lists and dicts."""
    if isinstance(content, str):
        return [content]
    parts = content if isinstance(content, list) else [*content, *content.values()]
    return [text for part in parts for text in texts(part)]


class Plainly(yaml.SafeDumper):
    """Dumps what is equal twice instead of by an alias."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def by_pyyaml(content: Any, flow: bool, newline: str) -> str:
    return str(
        yaml.dump(
            content, Dumper=Plainly, default_flow_style=flow, allow_unicode=True, width=10**6,
            sort_keys=False, line_break=newline,
        )
    )  # fmt: skip


def by_ruamel(content: Any, flow: bool, newline: str) -> str:
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = flow
    writer.width, writer.line_break = 10**6, newline  # type: ignore[assignment]
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.representer.ignore_aliases = lambda _: True
    out = StringIO(newline="")
    writer.dump(content, out)
    return out.getvalue()


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("flow", [False, True], ids=["block", "flow"])
@pytest.mark.parametrize("dump", [by_pyyaml, by_ruamel])
def test_what_others_write_is_read_as_it_was_meant(dump: Any, flow: bool, newline: str) -> None:
    @given(DOCUMENTS)
    @settings(max_examples=60, deadline=None)
    def holds(content: Any) -> None:
        if flow and dump is by_ruamel:  # libyaml takes no [:a, ?b]; YAML 1.2 does
            assume(not any(text.startswith((":", "?")) for text in texts(content)))
        text = dump(content, flow, newline)
        tree = read(text)
        assert (codes(tree), tree.complete) == ([], True), text
        assert data(tree.root) == content
        for scalar in walk(tree.root):
            if scalar.plain:
                assert text[scalar.start : scalar.end] == scalar.value

    holds()


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_texts_folded_over_lines(content: Any) -> None:
    text = yaml.dump(content, Dumper=Plainly, allow_unicode=True, width=12, sort_keys=False)
    tree = read(text)
    assert codes(tree) == []
    assert data(tree.root) == yaml.safe_load(text)  # it folds some escapes so as to change them
