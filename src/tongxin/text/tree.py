"""Source → nodes with places. The only importer of a YAML parser.

libyaml's events are composed here rather than by PyYAML: events keep the place of every alias,
duplicate keys are seen with both places, and a limit on depth is possible (PyYAML's own composer
overflows the C stack on deeply nested input). A plain scalar stays the text that was written;
what it means is for the field it stands in to say.

A fault does not hide the rest of the file: the lines at fault are blanked (same length, so that
every other place stays right) and the file is read again. `Tree.complete` is then False, and
whoever misses something should not complain of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.messages import Message, msg
from tongxin.text import faults

MAX_DEPTH = 64
"""Nesting beyond this is refused: a plan needs eight levels, libyaml is quadratic in depth."""

_TOO_DEEP = "exceeded maximum nesting depth"
"""What PyYAML 6.0.4 says, which looks a thousand levels ahead before it tells the first."""

MAX_EXPANDED = 200_000
"""Nodes that a file's aliases may stand for, all told: a bomb has millions, a plan has dozens."""

MAX_FAULTS = 40
"""Faults of syntax after which a file is given up."""


class Scalar:
    """A text. `plain`: written without quotes. `start`, `end`: offsets, quotes included."""

    __slots__ = ("end", "plain", "start", "value")

    def __init__(self, value: str, start: int, end: int, plain: bool) -> None:
        self.value = value
        self.start = start
        self.end = end
        self.plain = plain

    @property
    def empty(self) -> bool:
        """Nothing was written, or one of YAML's spellings of nothing."""
        return self.plain and self.value in _NOTHING


class Sequence:
    """A list of nodes. `flow`: written in brackets."""

    __slots__ = ("end", "flow", "items", "start")

    def __init__(self, start: int, flow: bool) -> None:
        self.items: list[Node] = []
        self.start = start
        self.end = start
        self.flow = flow


class Mapping:
    """Keys and values in the order written; a repeated key is reported and its first value kept."""

    __slots__ = ("end", "flow", "items", "start")

    def __init__(self, start: int, flow: bool) -> None:
        self.items: list[tuple[Scalar, Node]] = []
        self.start = start
        self.end = start
        self.flow = flow

    def get(self, key: str) -> "Node | None":
        """The value of a key as written, or None."""
        return next((value for name, value in self.items if name.value == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping
_BREAKS = "\x85\u2028\u2029"  # end a line for libyaml (YAML 1.1), not for editors, git and YAML 1.2
_HIDE = {ord(sign): 0xF0000 + ord(sign) for sign in _BREAKS}
_SHOW = {hidden: sign for sign, hidden in _HIDE.items()}
_NOTHING = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(slots=True)
class Tree:
    """What one file holds. `root` is None for an empty file and for one that cannot be read.

    `complete` is False where a part could not be read; `lost` holds the lines of those parts, and
    an empty text for a part that cannot be told.
    """

    source: Source
    root: Node | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    complete: bool = True
    lost: list[str] = field(default_factory=list)

    def span(self, node: Node) -> Span:
        """Where a node stands; of what goes over several lines the first one."""
        line_end = self.source.text.find("\n", node.start)
        end = node.end if line_end < 0 else min(node.end, line_end)
        return Span(self.source, node.start, max(end, node.start))

    def is_alias(self, node: Node) -> bool:
        """Does the node stand here as `*name`, its content elsewhere?"""
        return self.source.text.startswith("*", node.start) and node.end > node.start

    def within(self, node: Scalar, start: int, end: int) -> Span:
        """The characters `[start, end)` of a scalar's text; all of it if it is not as written."""
        begin = node.start if node.plain else node.start + 1
        if self.source.text.startswith(node.value, begin):
            return Span(self.source, begin + start, begin + end)
        return self.span(node)


class _Fault(Exception):
    """Reading cannot go on past here."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


def parse_tree(source: Source, keys: faults.Keys = faults.NO_KEYS) -> Tree:
    """Read a YAML text as far as it can be read, with every fault it has.

    Never raises for any text. Reads one document: a second one is `second-document`. `keys`: the
    words that are keys; with full-width signs beside them a line is not taken for a text.
    """
    tree = _read(source, keys)
    if any(finding.code == "tab-indent" for finding in tree.diagnostics):
        from tongxin.text.tabs import with_fixes

        tree.diagnostics = with_fixes(source, tree.diagnostics, keys, partial(_read, keys=keys))
    return tree


def _read(source: Source, keys: faults.Keys) -> Tree:
    tree = Tree(source)
    text = source.text
    if "<<<<<<< " in text or ">>>>>>> " in text:
        text = faults.blank_conflicts(source, tree.diagnostics)
        if text is not source.text:
            tree.complete, tree.lost = False, [""]
    for _ in range(MAX_FAULTS):
        composer = _Composer(source, text)
        try:
            tree.root = composer.compose()
        except _Fault as fault:
            tree.complete = False
            tree.lost.append("")
            tree.diagnostics += [fault.diagnostic]
            return tree
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            tree.complete = False
            if getattr(error, "problem", None) == _TOO_DEEP:
                tree.lost.append("")
                place = error.problem_mark.index  # type: ignore[union-attr]
                tree.diagnostics += [_too_deep(source, min(place, len(text) - 1))]
                return tree
            found, remaining = faults.explain(source, text, error, keys)
            told = {d.span for d in tree.diagnostics}
            tree.diagnostics += [finding for finding in found if finding.span not in told]
            if remaining is None or remaining == text:
                tree.lost.append("")
                return tree
            tree.lost.append(_between(text, remaining))
            text = remaining
        else:
            places = _misread(tree.root, keys) if keys.known else ()
            found, remaining = faults.explain_misread(source, text, places, keys)
            if not found:
                tree.diagnostics += composer.diagnostics
                return tree
            tree.complete = False
            tree.diagnostics += found
            tree.lost.append("")
            text = remaining
    tree.lost.append("")
    return tree


def _too_deep(source: Source, start: int) -> Diagnostic:
    reason = msg("nested more than {n} levels deep", n=MAX_DEPTH)
    return Diagnostic("depth-limit", Span(source, start, start + 1), reason)


def _between(before: str, after: str) -> str:
    """The lines of a text, without their ends, in which another of the same length differs."""
    if len(before) != len(after):
        return ""
    first = next(n for n, (old, new) in enumerate(zip(before, after, strict=True)) if old != new)
    last = max(n for n in range(len(before)) if before[n] != after[n])
    start = before.rfind("\n", 0, first) + 1
    end = before.find("\n", last)
    return before[start : end if end >= 0 else len(before)].rstrip("\r")


_BULLETED = re.compile(r"[-—–－·•●▪*][ \u3000]*(?P<key>[^\s:：]+)(?:：.*)?", re.DOTALL)
_ITEM_SIGNS = frozenset("-—–－·•●▪*｛")
_AFTER_COMMA = re.compile(r"，\s*(?P<key>[^\s:：，]+)\s*[:：]")


def _misread(root: Node | None, keys: faults.Keys) -> Iterator[int]:
    """Where a text stands that was meant as several keys and values, or as an item of a list."""
    todo, seen = [root], set[int]()
    while todo:
        here = todo.pop()
        if here is None or isinstance(here, Scalar) or id(here.items) in seen:
            continue
        seen.add(id(here.items))  # aliases share what they hold
        if isinstance(here, Sequence):
            yield from (i.start for i in here.items if type(i) is Scalar and _was_item(i, keys))
            todo += reversed(here.items)
            continue
        yield from (text.start for text in _misread_in(here, keys))
        todo += [value for _, value in reversed(here.items)]


def _misread_in(mapping: Mapping, keys: faults.Keys) -> Iterator[Scalar]:
    """The same among the keys and values of one mapping."""
    names = {key.value for key, _ in mapping.items}
    for key, value in mapping.items:
        if key.value not in keys.known and (
            _was_item(key, keys) or (mapping.flow and _first_word(key) in keys.known)
        ):
            yield key
        elif type(value) is Scalar and value.plain and key.value not in keys.prose:
            after = _AFTER_COMMA.search(value.value) if mapping.flow else None
            if (
                (after and after["key"] in keys.known and after["key"] not in names)
                or (value.value[:1] == "［" and value.value[-1:] == "］")
                or _was_item(value, keys)
            ):
                yield value


def _first_word(text: Scalar) -> str:
    """What stands before a full-width colon."""
    word, colon, _ = text.value.partition("：")
    return word.strip() if colon and text.plain else ""


def _was_item(text: Scalar, keys: faults.Keys) -> bool:
    """Does it begin with a full-width brace or a bullet, and then a key?"""
    if text.value[:1] not in _ITEM_SIGNS or not text.plain:
        return False
    if text.value[0] == "｛":
        return re.split("[:：]", text.value[1:])[0].strip() in keys.known
    bulleted = _BULLETED.fullmatch(text.value)
    return bulleted is not None and bulleted["key"] in keys.known


def walk(node: Node | None) -> Iterator[Scalar]:
    """Every scalar below a node, keys included, each once although aliases share nodes."""
    todo, seen = [node], set[int]()
    while todo:
        here = todo.pop()
        if here is None or id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, Scalar):
            yield here
        elif isinstance(here, Sequence):
            todo += reversed(here.items)
        else:
            for key, value in reversed(here.items):
                todo += [value, key]


class _Composer:
    """One pass over the events of one text."""

    def __init__(self, source: Source, text: str) -> None:
        self.source = source
        self.text = text
        self.hides = any(sign in text for sign in _BREAKS)
        self.diagnostics: list[Diagnostic] = []
        self.anchors: dict[str, Node | None] = {}
        self.expanded = 0
        self.sizes: dict[int, int] = {}

    def compose(self) -> Node | None:
        """The first document's root; raises `_Fault` or `yaml.YAMLError`."""
        text = self.text.translate(_HIDE) if self.hides else self.text
        get: Any = CParser(text).get_event
        get()  # the stream's start
        if type(get()) is not DocumentStartEvent:
            return None
        hides = self.hides
        root: list[Node] = []
        stack: list[tuple[Sequence | Mapping, list[Node], str | None]] = []
        items = root
        while True:
            event = get()
            kind = type(event)
            if kind is ScalarEvent:  # by far the most frequent first
                value = event.value.translate(_SHOW) if hides else event.value
                start, end = event.start_mark.index, event.end_mark.index
                scalar = Scalar(value, start, end, not event.style)
                items.append(scalar)
                if event.anchor is not None or event.tag is not None:
                    self.properties(event, scalar)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, parent, anchor = stack.pop()
                node.end = event.end_mark.index
                if kind is MappingEndEvent:
                    self.pair(node, items)  # type: ignore[arg-type]
                if anchor is not None:
                    self.anchors[anchor] = node
                items = parent
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                opened = _NODES[kind](event.start_mark.index, event.flow_style)
                items.append(opened)
                if event.anchor is not None or event.tag is not None:
                    self.properties(event, opened)
                stack.append((opened, items, event.anchor))
                if len(stack) > MAX_DEPTH:
                    raise _Fault(_too_deep(self.source, opened.start))
                items = opened.items if kind is SequenceStartEvent else []  # type: ignore[assignment]
            elif kind is AliasEvent:
                items.append(self.alias(event))
            else:  # the document's end
                break
        self.expect_end(get())
        return root[0]

    def pair(self, node: Mapping, flat: list[Node]) -> None:
        """Make a mapping of keys and values in turn, each key once; resolve merge keys."""
        keys, values = flat[::2], flat[1::2]
        try:
            names = {key.value for key in keys}  # type: ignore[union-attr]
        except AttributeError:  # a key that is no scalar
            names = {"<<"}
        if len(names) == len(keys) and "<<" not in names:
            node.items = list(zip(keys, values, strict=True))  # type: ignore[arg-type]
        else:
            self.pair_with_care(node, keys, values)

    def pair_with_care(self, node: Mapping, keys: list[Node], values: list[Node]) -> None:
        """The same where a key is given twice, is no word, or merges."""
        seen: dict[str, Scalar] = {}
        for key, value in zip(keys, values, strict=True):
            if type(key) is not Scalar:
                self.report("syntax", key, msg("a key must be a word"), _QUOTE_BRACES)
            elif key.value not in seen or key.value[:1] == "\u3000":  # its indent was mistyped
                seen[key.value] = key
                node.items.append((key, value))
            elif key.value != "<<":
                line, column = self.source.position(seen[key.value].start)
                self.report(
                    "duplicate-key",
                    key,
                    msg('the key "{key}" stands here twice', key=key.value),
                    msg("it was first given at {line}:{column}", line=line, column=column),
                )
        if "<<" in seen:
            self.merge(node, seen)

    def merge(self, node: Mapping, seen: dict[str, Scalar]) -> None:
        """YAML's merge key: take the keys of the mappings named that are not given here."""
        merged = next(value for key, value in node.items if key.value == "<<")
        node.items = [(key, value) for key, value in node.items if key.value != "<<"]
        for source in merged.items if type(merged) is Sequence else [merged]:
            if type(source) is not Mapping:
                self.report("syntax", merged, msg("<< takes a mapping"), None)
                continue
            for key, value in source.items:
                if key.value not in seen:
                    seen[key.value] = key
                    node.items.append((key, value))

    def alias(self, event: Any) -> Node:
        """The anchor's node under the alias's own place, sharing what it holds."""
        start, end = event.start_mark.index, event.end_mark.index
        if event.anchor not in self.anchors:
            missing = Scalar("", start, end, plain=True)
            reason = msg('no anchor "&{name}" stands above', name=event.anchor)
            self.report("syntax", missing, reason, msg("a text that begins with * needs quotes"))
            return missing
        target = self.anchors[event.anchor]
        if target is None:
            reason = msg('"*{name}" stands for something that holds itself', name=event.anchor)
            raise _Fault(Diagnostic("alias-limit", Span(self.source, start, end), reason))
        self.expanded += self.size(target)
        if self.expanded > MAX_EXPANDED:
            reason = msg("the aliases of this file stand for more than {n} values", n=MAX_EXPANDED)
            raise _Fault(Diagnostic("alias-limit", Span(self.source, start, end), reason))
        copy = _shallow_copy(target, start)
        copy.end = end
        return copy

    def size(self, node: Node) -> int:
        """How many nodes a node stands for, its aliases expanded."""
        if isinstance(node, Scalar):
            return 1
        key = id(node.items)  # aliases share the list of items
        if key not in self.sizes:
            below: list[Node] = (
                node.items
                if isinstance(node, Sequence)
                else [part for pair in node.items for part in pair]
            )
            self.sizes[key] = 1 + sum(map(self.size, below))
        return self.sizes[key]

    def properties(self, event: Any, node: Node) -> None:
        """An anchor or a tag stands before the value: note it, and move the place behind it."""
        if event.tag is not None and not _harmless(event.tag):
            reason = msg('the tag "{tag}" has no meaning here', tag=event.tag)
            self.report("syntax", node, reason, msg("leave the tag out"))
        end = node.end if type(node) is Scalar else len(self.text)
        node.start = _skip_properties(self.text, node.start, end)
        if event.anchor is not None:  # None: the anchor of what is not complete yet
            self.anchors[event.anchor] = node if type(node) is Scalar else None

    def expect_end(self, event: Any) -> None:
        """One document a file."""
        if type(event) is not StreamEndEvent:
            start = event.start_mark.index
            span = Span(self.source, start, event.end_mark.index)
            reason = msg("a second document begins here; only the first is read")
            remedy = msg('put it into a file of its own, or take the line "---" away')
            self.diagnostics.append(Diagnostic("second-document", span, reason, remedy))

    def report(self, code: str, node: Node, message: Message, help: Message | None) -> None:  # noqa: A002
        span = Tree(self.source).span(node)
        self.diagnostics.append(Diagnostic(code, span, message, help))


_NODES: dict[type, type[Sequence | Mapping]] = {
    MappingStartEvent: Mapping,
    SequenceStartEvent: Sequence,
}

_QUOTE_BRACES = msg("a text that begins with {{ or [ needs quotes: {example}", example='"{…}"')


def _harmless(tag: str) -> bool:
    """YAML's own tags for texts, lists and mappings say what is so anyway; `!` means text."""
    return tag == "!" or tag.startswith("tag:yaml.org,2002:")


def _skip_properties(text: str, start: int, end: int) -> int:
    """The offset of a value behind its anchor and tag."""
    position = start
    while position < end and text[position] in "&!":
        while position < end and not text[position].isspace():
            position += 1
        while position < end and text[position].isspace():
            position += 1
    return position


def _shallow_copy(node: Node, start: int) -> Node:
    if isinstance(node, Scalar):
        return Scalar(node.value, start, start, node.plain)
    if isinstance(node, Sequence):
        sequence = Sequence(start, node.flow)
        sequence.items = node.items
        return sequence
    mapping = Mapping(start, node.flow)
    mapping.items = node.items
    return mapping
