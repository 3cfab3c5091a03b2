"""How wide the tabs of an indent were meant: told where every width that can be read says the same.

YAML has no tabs in an indent since each editor shows them as wide as it likes. So the text is read
with each usual width, and where those that leave no line at fault agree in what the text says, the
tabs become spaces. Where they differ, or none can be read, it is for a person to say.
"""

import re
from collections.abc import Callable, Iterable
from collections.abc import Sequence as Listed
from dataclasses import replace
from typing import TypeAlias

from tongxin.diagnostic import Diagnostic, Edit, Fix, Source, Span
from tongxin.text.edit import splice
from tongxin.text.faults import TAB_INDENT, Keys, only_column
from tongxin.text.tree import Mapping, Node, Scalar, Tree

WIDTHS = (2, 4, 8, 3, 6, 5, 7, 1)
"""The likeliest first: it is the one that is written."""

Read: TypeAlias = Callable[[Source], Tree]


def with_fixes(
    source: Source, findings: Listed[Diagnostic], keys: Keys, read: Read
) -> list[Diagnostic]:
    """The findings, those of tabs with their fixes where their width can be told.

    `read` reads a text as this one was read. Tabs of lines that were not found, since others were
    at fault before them, are mended by the last finding where nothing can be told without them.
    """
    tabs = [finding.span for finding in findings if finding.code == "tab-indent"]
    all_tabs = [*tabs, *_others(source, tabs)]
    others = [e for f in findings if f.fix and f.code != "tab-indent" for e in f.fix.edits]
    edits = (
        _of_one_width(source, tabs, others, read, len(findings))
        or _of_one_width(source, all_tabs, others, read, len(findings))
        or _of_one_column(source, tabs, others, keys, read)
    )
    if edits is None:
        return list(findings)
    fixes = {edit.span: Fix((edit,)) for edit in edits}
    fixes[tabs[-1]] = Fix(tuple(edits[len(tabs) - 1 :]))
    return [replace(f, fix=fixes[f.span]) if f.code == "tab-indent" else f for f in findings]


def _others(source: Source, tabs: Listed[Span]) -> list[Span]:
    """The indents with tabs besides those that were found."""
    found = (Span(source, *tab.span("bad")) for tab in re.finditer(TAB_INDENT, source.text))
    known = {(tab.start, tab.end) for tab in tabs}
    return [span for span in found if (span.start, span.end) not in known]


def _of_one_width(
    source: Source, spans: Listed[Span], others: Listed[Edit], read: Read, faults: int
) -> list[Edit] | None:
    """The edits of the first width, if all widths that leave no fault mean the same."""
    meanings: dict[object, list[Edit]] = {}
    for width in WIDTHS:
        edits = [Edit(span, _spaces(span, width)) for span in spans]
        tree = _tried(source, [*edits, *others], spans, read)
        if tree is not None and len(tree.diagnostics) < faults:
            meanings.setdefault(_meaning(tree.root), edits)
    return next(iter(meanings.values())) if len(meanings) == 1 else None


def _of_one_column(
    source: Source, spans: Listed[Span], others: Listed[Edit], keys: Keys, read: Read
) -> list[Edit] | None:
    """The edits that put each line where alone it can stand: it is a key, one column is open."""
    edits = []
    for span in spans:
        begin = source.line_start(span.line)
        key = re.match(r"(?:- +)?([^\s:：]+)[:：]", source.text[span.end :])
        column = only_column(source.text, begin, source.text.startswith("-", span.end))
        if key is None or key[1] not in keys.known or column is None:
            return None
        if source.text[begin : span.start].strip(" ") or column < span.start - begin:
            return None
        edits.append(Edit(span, " " * (column - (span.start - begin))))
    return edits if _tried(source, [*edits, *others], spans, read) else None


def _tried(source: Source, edits: Iterable[Edit], spans: Listed[Span], read: Read) -> Tree | None:
    """The tree of the mended text, if there is one and none of these lines is at fault in it."""
    tree = read(Source(source.path, splice(source.text, edits), source.bom))
    lines = {span.line for span in spans}
    at_fault = any(finding.span.line in lines for finding in tree.diagnostics)
    return None if tree.root is None or at_fault else tree


def _spaces(span: Span, width: int) -> str:
    """As many spaces as the blanks reach with stops every `width` columns; none at a line's end."""
    source = span.source
    if source.text[span.end : span.end + 1] in ("", "\r", "\n"):
        return ""
    start = column = span.start - source.line_start(span.line)
    for sign in span.text:
        column = column + 1 if sign == " " else (column // width + 1) * width
    return " " * (column - start)


def _meaning(node: Node | None) -> object:
    """What a node says, its places left out."""
    if node is None or isinstance(node, Scalar):
        return node and node.value
    if isinstance(node, Mapping):
        return "{", tuple((key.value, _meaning(value)) for key, value in node.items)
    return "[", tuple(map(_meaning, node.items))
