"""Changes to the values of a text: given, added, taken out; every other line stays as it was.

The places come from the tree, the text is spliced, and the result is read again and compared with
what is wanted. What cannot be done exactly is refused. Form is kept: quotation marks, indentation,
block or flow style, line ends, comments.
"""

from collections.abc import Mapping as Dict
from collections.abc import Sequence as Many
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias, TypeGuard

from tongxin.diagnostic import Edit, Source, Span
from tongxin.messages import Message, msg
from tongxin.text.edit import splice
from tongxin.text.faults import NO_KEYS, Keys
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree, parse_tree
from tongxin.text.write import Bare, Written, key_text, scalar, written

Path: TypeAlias = "tuple[str | int, ...]"
"""Where a value stands: keys as written and numbers of items (from 0), from the root down."""


@dataclass(frozen=True, slots=True)
class Put:
    """Give a key this value, or an item; the key is added if it is not there.

    A new key goes behind the last key of its mapping that is among `before`, else to the front.
    """

    path: Path
    value: Written
    before: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Append:
    """Add an item at the end of a list that is there."""

    path: Path
    value: Written


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a key or an item out, with its own lines; with the last item goes the list's key."""

    path: Path


Change: TypeAlias = Put | Append | Remove


class CannotEdit(Exception):
    """The change cannot be made without touching something else. `offset`: where it stands."""

    def __init__(self, reason: Message, offset: int = 0) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.offset = offset


def revised(source: Source, changes: Many[Change], keys: Keys = NO_KEYS) -> Source:
    """The text with the changes made, every line that is not theirs as it was.

    The result is read again and compared with what is wanted: those values and nothing else.
    Where nothing changes the text is the same object.

    Args:
        source: a text that can be read whole.
        changes: paths are those of the text as it is; none may lie within another.
        keys: the words that are keys, as for `parse_tree`.

    Raises:
        CannotEdit: the text has faults, a path leads nowhere, or the change cannot be made exactly.
    """
    tree = parse_tree(source, keys)
    if not tree.complete or tree.diagnostics or tree.root is None:
        at = tree.diagnostics[0].span.start if tree.diagnostics else 0
        raise CannotEdit(msg("the file has faults; mend them first, see: tongxin check"), at)
    wanted = _Wanted(changes)
    data = wanted.of(tree.root, ())
    splicing = _Splicing(tree)
    edits = [edit for change in wanted.puts.values() for edit in splicing.put(change)]
    edits += [edit for path in wanted.removed for edit in splicing.remove(path)]
    edits += [e for path, values in wanted.appended.items() for e in splicing.append(path, values)]
    if data == _data(tree.root):
        return source
    after = Source(source.path, splice(source.text, edits), source.bom)
    read = parse_tree(after, keys)
    if not read.complete or read.diagnostics or read.root is None or _data(read.root) != data:
        place = edits[0].span.start if edits else 0
        raise CannotEdit(
            msg("this cannot be changed without changing something else as well"), place
        )
    return after


Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"


def _data(node: Node) -> Data:
    """What a node says, whatever its form; None for nothing."""
    if isinstance(node, Scalar):
        return None if node.empty else node.value
    if isinstance(node, Sequence):
        return [_data(item) for item in node.items]
    return {key.value: _data(value) for key, value in node.items}


def _plain_data(value: Written) -> Data:
    if isinstance(value, str):
        return str(value) or ("" if not isinstance(value, Bare) else None)
    if isinstance(value, Dict):
        return {key: _plain_data(part) for key, part in value.items()}
    return [_plain_data(part) for part in value]


def _takes_lines(value: Written) -> TypeGuard[Many[Written]]:
    """A list that takes a line an item: of mappings, or of sentences rather than names."""
    return not isinstance(value, str | Dict) and any(
        isinstance(part, Dict) or (isinstance(part, str) and len(part) > _NAME) for part in value
    )


_NAME = 16
"""Characters of a text that may still be a name."""


class _Wanted:
    """What a text should say once the changes are made."""

    def __init__(self, changes: Many[Change]) -> None:
        self.puts = {c.path: c for c in changes if isinstance(c, Put)}
        self.removed = {c.path for c in changes if isinstance(c, Remove)}
        self.appended: dict[Path, list[Written]] = {}
        for change in changes:
            if isinstance(change, Append):
                self.appended.setdefault(change.path, []).append(change.value)

    def of(self, node: Node, path: Path) -> Data:
        """The data of a node that stands at a path, changed."""
        if path in self.puts:
            return _plain_data(self.puts[path].value)
        if isinstance(node, Scalar):
            return _data(node)
        if isinstance(node, Sequence):
            found = [
                self.of(item, (*path, number))
                for number, item in enumerate(node.items)
                if (*path, number) not in self.removed
            ]
            return found + [_plain_data(value) for value in self.appended.get(path, ())]
        values: dict[str, Data] = {}
        for key, value in node.items:
            here = (*path, key.value)
            if here in self.removed:
                continue
            data = self.of(value, here)
            if data != [] or here in self.puts or _data(value) == []:
                values[key.value] = data  # else with the last item went the list's key
        for put in self.puts.values():
            if put.path[:-1] == path and isinstance(put.path[-1], str):
                values.setdefault(put.path[-1], _plain_data(put.value))
        return values


class _Splicing:
    """Where in a text a change has to be made, by the form of what stands there."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.source = tree.source
        self.text = tree.source.text

    def put(self, change: Put) -> list[Edit]:
        """The edits that give a key or an item its value; raises CannotEdit."""
        *above, last = change.path
        parent = self.node(tuple(above))
        if isinstance(parent, Mapping) and isinstance(last, str):
            found = self.pair(parent, last)
            if found is None:
                return self.add(parent, last, change)
            return self.replace(parent, *found, change.value)
        if isinstance(parent, Sequence) and isinstance(last, int):
            return self.replace_item(parent, parent.items[last], change.value)
        raise CannotEdit(msg("nothing can stand here"), parent.start)

    def append(self, path: Path, values: Many[Written]) -> list[Edit]:
        """The edits that add items to a list, in the manner of the last one."""
        node = self.node(path)
        if not isinstance(node, Sequence):
            raise CannotEdit(msg("there is no list here"), node.start)
        if node.items:
            return self.insert(node, node.items[-1], values)
        at = node.start + 1
        return [self.edit(at, at, ", ".join(self.inline(value, flow=True) for value in values))]

    # ── finding ───────────────────────────────────────────────────────────────────────────────

    def node(self, path: Path) -> Node:
        """The node at a path; refused where the path leads through something shared."""
        here = self.tree.root
        assert here is not None
        for step in path:
            if isinstance(here, Mapping) and isinstance(step, str):
                found = self.pair(here, step)
                if found is None:
                    raise CannotEdit(msg('there is no "{key}" here', key=step), here.start)
                here = found[1]
            elif isinstance(here, Sequence) and isinstance(step, int) and step < len(here.items):
                here = here.items[step]
            else:
                raise CannotEdit(msg("nothing can stand here"), here.start)
            self.refuse_alias(here)
        return here

    def refuse_alias(self, node: Node) -> None:
        if self.tree.is_alias(node):
            name = self.text[node.start : node.end]
            reason = msg("this is shared: it stands for {name}, and changes there", name=name)
            raise CannotEdit(reason, node.start)

    def pair(self, mapping: Mapping, key: str) -> tuple[Scalar, Node] | None:
        """A key with its value, if it was written in the mapping itself, not merged into it."""
        return next((pair for pair in self.own(mapping) if pair[0].value == key), None)

    def own(self, mapping: Mapping) -> list[tuple[Scalar, Node]]:
        """The pairs that were written in a mapping itself, in order of place."""
        found = [p for p in mapping.items if mapping.start <= p[0].start < mapping.end]
        return sorted(found, key=lambda pair: pair[0].start)

    def end_of(self, node: Node) -> int:
        """The end of what a node says; trailing blank lines and comments are not its own."""
        if isinstance(node, Scalar):
            block = not node.plain and self.text[node.start] in "|>"
            return self.end_of_block(node) if block else node.end
        if node.flow or self.tree.is_alias(node):
            return node.end
        if isinstance(node, Sequence):
            ends = [self.end_of(item) for item in node.items]
        else:
            ends = [self.end_of_pair(pair) for pair in self.own(node)]
        return max(ends, default=node.end)

    def end_of_pair(self, pair: tuple[Scalar, Node]) -> int:
        """The end of a key with its value; of one without a value that of its colon."""
        key, value = pair
        return self.end_of(value) if value.end > value.start else self.behind_key(key)

    def end_of_block(self, node: Scalar) -> int:
        """The end of a block scalar's last line, without its line end, unless it keeps them."""
        header = self.text[node.start : self.line_end(node.start)]
        if "+" in header.split("#")[0]:
            return node.end
        return node.start + len(self.text[node.start : node.end].rstrip())

    def colon(self, key: Scalar) -> int:
        """The offset of the colon behind a key; refused where the key has another form."""
        at = key.end
        while self.text[at : at + 1] in (" ", "\t") and at < len(self.text):
            at += 1
        if self.text[at : at + 1] != ":":
            raise CannotEdit(msg("this key is written in a form that cannot be edited"), key.start)
        return at

    def line_start(self, offset: int) -> int:
        return self.source.line_start(self.source.position(offset)[0])

    def line_end(self, offset: int) -> int:
        """The offset of the line end behind an offset, or of the text's end."""
        number = self.source.position(offset)[0]
        return self.source.line_start(number) + len(self.source.line(number))

    def column(self, offset: int) -> int:
        """The column (from 0) of an offset."""
        return self.source.position(offset)[1] - 1

    def newline(self, offset: int) -> str:
        """The line end that is used here."""
        number = self.source.position(offset)[0]
        for line in (number, number - 1, 1):
            if 1 <= line < self.source.line_count:
                end = self.source.line_start(line) + len(self.source.line(line))
                return self.text[end : self.source.line_start(line + 1)]
        return "\n"

    def leads(self, offset: int) -> bool:
        """Does nothing but blanks stand before an offset in its line?"""
        return not self.text[self.line_start(offset) : offset].strip(" \t")

    def edit(self, start: int, end: int, replacement: str) -> Edit:
        return Edit(Span(self.source, start, end), replacement)

    # ── writing ───────────────────────────────────────────────────────────────────────────────

    def quotes(self, node: Node) -> str:
        """The quotation marks of a scalar, to be kept."""
        sign = self.text[node.start : node.start + 1]
        return sign if isinstance(node, Scalar) and not node.plain and sign in "\"'" else ""

    def inline(self, value: Written, flow: bool, old: Node | None = None) -> str:
        if isinstance(value, str):
            return scalar(value, flow, "" if old is None else self.quotes(old))
        return written(value)

    def in_block(self, value: Dict[str, Written], indent: int) -> list[str]:
        """A mapping as lines, the first without its indent."""
        lines: list[str] = []
        for key, part in value.items():
            lines += self.pair_lines(key, part, indent)
        return [lines[0].lstrip(" "), *lines[1:]]

    def pair_lines(self, key: str, value: Written, indent: int) -> list[str]:
        """A key with its value in a block mapping; a list of mappings takes a line an item."""
        lead = " " * indent
        if _takes_lines(value):
            dash = lead + " " * self.offset
            items = [f"{dash}- {self.inline(item, flow=False)}" for item in value]
            return [f"{lead}{key_text(key)}:", *items]
        return [f"{lead}{key_text(key)}: {self.inline(value, flow=False)}"]

    @cached_property
    def offset(self) -> int:
        """How far the dashes of a list stand in from its key, as this file has it; two if none."""
        todo: list[tuple[int, Node]] = [(0, self.tree.root)] if self.tree.root else []
        while todo:
            column, node = todo.pop(0)
            if isinstance(node, Sequence) and not node.flow and node.items:
                return max(self.column(node.start) - column, 0)
            if isinstance(node, Mapping) and not node.flow:
                todo += [(self.column(key.start), value) for key, value in self.own(node)]
        return 2

    # ── a key's value ─────────────────────────────────────────────────────────────────────────

    def replace(self, parent: Mapping, key: Scalar, old: Node, value: Written) -> list[Edit]:
        """Another value for a key that is there."""
        if _data(old) == _plain_data(value):
            return []
        if self.is_list(old) and self.is_list_of_texts(value):
            assert isinstance(old, Sequence)
            return self.replace_items(old, value)
        text = self.inline(value, parent.flow, old)
        if old.end == old.start:  # nothing was written
            if parent.flow and self.text[key.end : key.end + 1] != ":":
                return [self.edit(key.end, key.end, f": {text}")]
            at = self.colon(key) + 1
            if not parent.flow and _takes_lines(value):
                _, *items = self.pair_lines(key.value, value, self.column(key.start))
                return [self.behind_line(at, items)]  # a comment behind the key stays
            return [self.edit(at, at, f" {text}")]
        if isinstance(old, Scalar) or old.flow or self.tree.is_alias(old):
            end = self.end_of(old)
            if isinstance(old, Scalar) and self.text[end - 1 : end] in ("\n", "\r"):
                end = old.start + len(self.text[old.start : old.end].rstrip())
            return [self.edit(old.start, end, text)]
        return self.replace_block(key, old, text)

    def replace_block(self, key: Scalar, old: Sequence | Mapping, text: str) -> list[Edit]:
        """One line in place of a block below a key; a comment behind the key stays."""
        at = self.colon(key) + 1
        end = self.line_end(at)
        beside = self.text[at:end].strip()
        if beside and not beside.startswith("#"):
            raise CannotEdit(msg("this key is written in a form that cannot be edited"), key.start)
        return [self.edit(at, at, f" {text}"), self.edit(end, self.end_of(old), "")]

    def is_list(self, node: Node) -> bool:
        return isinstance(node, Sequence) and bool(node.items) and not self.tree.is_alias(node)

    def is_list_of_texts(self, value: Written) -> bool:
        return (
            not isinstance(value, str | Dict)
            and bool(value)
            and all(isinstance(part, str) for part in value)
        )

    def replace_items(self, old: Sequence, value: Written) -> list[Edit]:
        """Only the items that differ: what is equal at the front and at the end stays."""
        assert not isinstance(value, str | Dict)
        have, want = [_data(item) for item in old.items], [_plain_data(part) for part in value]
        front = 0
        while front < min(len(have), len(want)) and have[front] == want[front]:
            front += 1
        back = 0
        while back < min(len(have), len(want)) - front and have[-1 - back] == want[-1 - back]:
            back += 1
        new = list(value)[front : len(want) - back]
        gone = old.items[front : len(have) - back]
        edits: list[Edit] = []
        for item, part in zip(gone, new, strict=False):
            edits += self.replace_item(old, item, part)
        if len(new) > len(gone):
            after = gone[-1] if gone else old.items[front - 1] if front else None
            edits += self.insert(old, after, new[len(gone) :])
        if edits and len(gone) > len(new):
            return edits + self.remove_items(old, gone[len(new) :])
        return edits or self.remove_items(old, gone[len(new) :])

    def replace_item(self, parent: Sequence, old: Node, value: Written) -> list[Edit]:
        if _data(old) == _plain_data(value):
            return []
        if not (isinstance(old, Scalar) or old.flow or self.tree.is_alias(old)):
            return [self.edit(old.start, self.end_of(old), self.inline(value, flow=False))]
        end = self.end_of(old)
        return [self.edit(old.start, end, self.inline(value, parent.flow, old))]

    # ── a new key ─────────────────────────────────────────────────────────────────────────────

    def add(self, mapping: Mapping, key: str, change: Put) -> list[Edit]:
        """A key that is not there, behind the last of those it comes after."""
        pairs = self.own(mapping)
        before = [pair for pair in pairs if pair[0].value in change.before]
        behind = before[-1] if before else None
        if mapping.flow:
            return self.add_in_flow(mapping, pairs, behind, key, change.value)
        if not pairs:
            raise CannotEdit(msg("nothing can stand here"), mapping.start)
        indent = self.column(pairs[0][0].start)
        if behind is None and not self.leads(pairs[0][0].start):
            behind = pairs[0]  # it shares its line with a dash
        lines = self.pair_lines(key, change.value, indent)
        if behind is None:
            first = pairs[0][0].start
            joint = self.newline(first)
            text = joint.join([lines[0].lstrip(" "), *lines[1:], " " * indent])
            return [self.edit(first, first, text)]
        return [self.behind_line(self.end_of_pair(behind), lines)]

    def behind_line(self, end: int, lines: Many[str]) -> Edit:
        """Lines of their own behind the line in which something ends."""
        joint = self.newline(end)
        if self.text[end - 1 : end] in ("\n", "\r"):  # a block scalar that keeps its line ends
            return self.edit(end, end, "".join(line + joint for line in lines))
        end = self.line_end(end)
        return self.edit(end, end, "".join(joint + line for line in lines))

    def add_in_flow(
        self,
        mapping: Mapping,
        pairs: Many[tuple[Scalar, Node]],
        behind: tuple[Scalar, Node] | None,
        key: str,
        value: Written,
    ) -> list[Edit]:
        pair = f"{key_text(key)}: {self.inline(value, flow=True)}"
        if not pairs:
            at = mapping.start + 1
            return [self.edit(at, at, pair)]
        if behind is None:
            first = pairs[0][0].start
            if self.leads(first):
                lead = self.newline(first) + " " * self.column(first)
                return [self.edit(first, first, f"{pair},{lead}")]
            return [self.edit(first, first, f"{pair}, ")]
        return self.behind_in_flow(behind[0].start, self.end_of_pair(behind), [pair])

    def behind_key(self, key: Scalar) -> int:
        """Behind a key in brackets that has no value, and its colon if there is one."""
        return self.colon(key) + 1 if self.text[key.end :].lstrip(" ")[:1] == ":" else key.end

    def behind_in_flow(self, start: int, end: int, texts: Many[str]) -> list[Edit]:
        """Something new behind what stands from start to end in brackets, in the same manner."""
        if not self.leads(start):
            return [self.edit(end, end, "".join(f", {text}" for text in texts))]
        lead = self.newline(start) + " " * self.column(start)
        comma = self.comma(end)
        last = end if comma is None else comma + 1
        line_end = self.line_end(last)
        rest = self.text[last:line_end].strip()
        if rest and not rest.startswith("#"):  # more stands on the same line, or the bracket closes
            joint = lead if comma is None else " "
            return [self.edit(end, end, "".join(f",{joint}{text}" for text in texts))]
        if comma is not None:
            return [self.edit(line_end, line_end, "".join(f"{lead}{text}," for text in texts))]
        new = ",".join(f"{lead}{text}" for text in texts)
        return [self.edit(end, end, ","), self.edit(line_end, line_end, new)]

    def comma(self, at: int) -> int | None:
        """The comma behind a value in brackets, blanks, line ends and comments passed over."""
        while at < len(self.text):
            sign = self.text[at]
            if sign == ",":
                return at
            if sign == "#":
                at = self.line_end(at)
            elif not sign.isspace():
                return None
            else:
                at += 1
        return None

    # ── items ─────────────────────────────────────────────────────────────────────────────────

    def insert(self, node: Sequence, after: Node | None, values: Many[Written]) -> list[Edit]:
        """Items behind another one; at the front where there is none."""
        beside = node.items[0] if after is None else after
        if node.flow:
            texts = [self.inline(value, flow=True) for value in values]
            if after is not None:
                return self.behind_in_flow(after.start, after.end, texts)
            at = beside.start
            joint = self.newline(at) + " " * self.column(at) if self.leads(at) else " "
            return [self.edit(at, at, "".join(f"{text},{joint}" for text in texts))]
        dash = self.dash(node, beside)
        indent, column = " " * self.column(dash), self.column(beside.start)
        lines: list[str] = []
        for value in values:
            if isinstance(beside, Mapping) and not beside.flow and isinstance(value, Dict):
                first, *more = self.in_block(value, column)
            else:
                first, more = self.inline(value, flow=False, old=after), []
            lines += [f"{indent}-{' ' * self.gap(dash, beside)}{first}", *more]
        if after is None:
            joint = self.newline(dash)
            text = joint.join([lines[0].lstrip(" "), *lines[1:], indent])
            return [self.edit(dash, dash, text)]
        end = self.end_of(after) if after.end > after.start else dash + 1
        return [self.behind_line(end, lines)]

    def gap(self, dash: int, item: Node) -> int:
        """Blanks between a dash and its item."""
        same_line = self.line_start(dash) == self.line_start(item.start)
        between = self.text[dash + 1 : item.start] if same_line else " "
        return len(between) if between and not between.strip(" ") else 1

    def dash(self, node: Sequence, item: Node) -> int:
        """The dash of an item of a block list."""
        column = self.column(node.start)
        number = self.source.position(item.start)[0]
        while number >= self.source.position(node.start)[0]:
            at = self.source.line_start(number) + column
            if self.text[at : at + 1] == "-" and at <= item.start:
                blank = self.text[self.source.line_start(number) : at]
                if not blank.strip(" ") or at == node.start:
                    return at
            number -= 1
        raise CannotEdit(msg("this list is written in a form that cannot be edited"), node.start)

    # ── taking away ───────────────────────────────────────────────────────────────────────────

    def remove(self, path: Path) -> list[Edit]:
        """The edits that take a key or an item out; raises CannotEdit."""
        *above, last = path
        parent = self.node(tuple(above))
        if isinstance(parent, Sequence) and isinstance(last, int):
            if len(parent.items) == 1 and above and isinstance(above[-1], str):
                return self.remove_list(tuple(above), parent)
            return self.remove_items(parent, [parent.items[last]])
        if not (isinstance(parent, Mapping) and isinstance(last, str)):
            raise CannotEdit(msg("nothing can stand here"), parent.start)
        found = self.pair(parent, last)
        if found is None:
            reason = msg('"{key}" is not written here but merged from elsewhere', key=last)
            raise CannotEdit(reason, parent.start)
        pairs = self.own(parent)
        key, end = found[0], self.end_of_pair(found)
        number = pairs.index(found)
        if parent.flow:
            behind = pairs[number + 1][0].start if number + 1 < len(pairs) else None
            ahead = self.end_of_pair(pairs[number - 1]) if number else None
            return self.remove_in_flow(key.start, end, ahead, behind)
        if len(pairs) == 1:
            reason = msg("it is the only key here; remove the whole instead")
            raise CannotEdit(reason, key.start)
        if self.leads(key.start):
            return [self.whole_lines(key.start, end)]
        after = pairs[number + 1][0].start if number + 1 < len(pairs) else end
        if not self.text[end:after].strip(" ").strip("\r\n").strip(" ") and (
            self.source.position(after)[0] == self.source.position(end)[0] + 1
        ):
            return [self.edit(key.start, after, "")]  # the next key moves up to the dash
        return [self.edit(key.start, end, "")]

    def remove_list(self, path: Path, node: Sequence) -> list[Edit]:
        """The edits that take a list's key and its only item out; comments between them stay."""
        *above, last = path
        parent, item = self.node(tuple(above)), node.items[0]
        if not isinstance(parent, Mapping) or parent.flow or node.flow or len(self.own(parent)) < 2:
            return self.remove(path)
        found = self.pair(parent, str(last))
        if found is None or not self.leads(found[0].start):
            return self.remove(path)
        at, dash = self.colon(found[0]), self.dash(node, item)
        if not self.text[self.line_end(at) : self.line_start(dash)].strip():
            return self.remove(path)
        return [self.whole_lines(found[0].start, at + 1), *self.remove_items(node, [item])]

    def whole_lines(self, start: int, end: int) -> Edit:
        """The lines from one offset to another, with their line end."""
        begin, number = self.line_start(start), self.source.position(end)[0]
        if self.text[end - 1 : end] in ("\n", "\r"):
            return self.edit(begin, end, "")
        if number < self.source.line_count:
            return self.edit(begin, self.source.line_start(number + 1), "")
        if begin == 0:
            return self.edit(begin, len(self.text), "")
        before = self.source.position(begin)[0] - 1  # the last line: the line end before it goes
        cut = self.source.line_start(before) + len(self.source.line(before))
        return self.edit(cut, len(self.text), "")

    def remove_items(self, node: Sequence, gone: Many[Node]) -> list[Edit]:
        """Items that stand side by side."""
        if not gone:
            return []
        places = [id(item) for item in node.items]
        first, last = places.index(id(gone[0])), places.index(id(gone[-1]))
        if node.flow:
            ahead = node.items[first - 1].end if first else None
            behind = node.items[last + 1].start if last + 1 < len(node.items) else None
            return self.remove_in_flow(gone[0].start, gone[-1].end, ahead, behind)
        dash = self.dash(node, gone[0])
        if not self.leads(dash):
            raise CannotEdit(msg("this list is written in a form that cannot be edited"), dash)
        end = self.end_of(gone[-1]) if gone[-1].end > gone[-1].start else gone[-1].start
        return [self.whole_lines(dash, end)]

    def remove_in_flow(
        self, start: int, end: int, ahead: int | None, behind: int | None
    ) -> list[Edit]:
        """What stands from start to end in brackets, with one comma; comments around it stay.

        `ahead`: where the part before it ends; `behind`: where the part after it begins.
        """
        comma = self.comma(end)
        last = end if comma is None else comma + 1
        rest = self.text[last : self.line_end(last)].strip()
        if self.leads(start) and (not rest or rest.startswith("#")):
            return [self.whole_lines(start, last)]  # a comma before it may stay: YAML allows it
        if behind is not None and comma is not None:
            if not self.text[end:comma].strip() and not self.text[comma + 1 : behind].strip():
                return [self.edit(start, behind, "")]
            return [self.edit(start, comma + 1, "")]
        if ahead is not None:
            before = self.comma(ahead)
            if before is not None and before < start:
                if not self.text[before + 1 : start].strip():
                    return [self.edit(before, end, "")]
                return [self.edit(before, before + 1, ""), self.edit(start, end, "")]
        return [self.edit(start, last, "")]
