"""One table of fields per thing: key, kind, required. It drives parsing, messages and the schema.

A `Kind` reads one value and knows its JSON Schema; a `Field` names a key; a `Table` makes a thing
of a mapping. Every fault is reported through a `Reader` and reading goes on: a value at fault is
left out (`INVALID`), a thing at fault keeps what is right in it.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Final, NoReturn, Protocol, TypeAlias

from tongxin.calendar.names import Names
from tongxin.diagnostic import Diagnostic, Edit, Fix, Source, Span, near
from tongxin.messages import Message, Value, Word, msg
from tongxin.model import words
from tongxin.model.meant import one_meaning, slip_of, squeezed, word_meant
from tongxin.text.faults import Keys, Seen, fitting_indent, look_at_line
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree

INVALID: Final = object()
"""What a kind returns for a value it has reported."""

Schema = dict[str, Any]

OUR_NAMES = Names()
"""The named days that every workspace knows."""


class Reader:
    """Collects what is found while one file is read. `path` etc. come from its tree's source."""

    def __init__(self, tree: Tree, names: Names = OUR_NAMES) -> None:
        self.tree = tree
        self.source: Source = tree.source
        self.diagnostics: list[Diagnostic] = list(tree.diagnostics)
        self.window: tuple[int, int] | None = None  # of dates without a year
        self.period_at_fault = False
        self.quiet = False  # nobody sees what it finds: then no fix need be thought out
        self.has_blanks = any(sign in self.source.text for sign in BLANKS)
        self.names = names

    def aside(self) -> "Reader":
        """A reader of the same file for a trial, which leaves no trace here."""
        other = Reader(replace(self.tree, diagnostics=[], lost=[*self.tree.lost]), self.names)
        other.window, other.period_at_fault = self.window, self.period_at_fault
        other.quiet = True
        return other

    def is_name(self, text: str) -> bool:
        """Is this a named day or span?"""
        return self.names.known(text)

    def is_span(self, text: str) -> bool:
        """Is this a named span of more than a day?"""
        return self.names.is_span(text)

    def report(
        self,
        code: str,
        node: Node | Span,
        message: Message,
        help: Message | None = None,  # noqa: A002
        fix: Fix | None = None,
    ) -> None:
        """Add a finding at a node or at a span within one."""
        span = node if isinstance(node, Span) else self.tree.span(node)
        self.diagnostics.append(Diagnostic(code, span, message, help, fix))

    def within(self, node: Scalar, start: int, end: int) -> Span:
        """The characters `[start, end)` of a scalar's text, if it stands as written."""
        return self.tree.within(node, start, end)


class Kind(Protocol):
    """A kind of value: how it is read and what its JSON Schema is."""

    def parse(self, reader: Reader, node: Node) -> Any:
        """The value, or INVALID after reporting why not."""

    def schema(self) -> Schema:
        """The JSON Schema (2020-12) of what may be written."""


def _or_nothing(schema: Schema) -> Schema:
    """The schema of a value that may be left empty; as flat as can be, for readable faults."""
    if set(schema) == {"anyOf"}:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    if "type" in schema and "enum" not in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a thing: its English name, and the attribute's name where that is another one.

    `default` stands where nothing was written.
    """

    name: str
    kind: Kind
    required: bool = False
    default: Any = None
    called: str = ""

    @property
    def attribute(self) -> str:
        """The name as a Python attribute: `part-of` → `part_of`, `from` → `from_`."""
        return self.called or _PYTHON_WORDS.get(self.name) or self.name.replace("-", "_")


_PYTHON_WORDS = {"from": "from_", "in": "in_", "while": "while_", "with": "with_", "sum": "sum_"}


@dataclass(frozen=True)
class Table:
    """The fields of one thing. `words` names its tables of spellings, `make` builds the thing."""

    name: str
    make: Callable[..., Any]
    fields: tuple[Field, ...]
    words: tuple[str, ...] = ()

    @cached_property
    def lookup(self) -> dict[str, Field]:
        """Both spellings of every key → its field."""
        by_name = {field.name: field for field in self.fields}
        found: dict[str, Field] = {}
        for table in self.words or (self.name,):
            for spelling, word in words.spellings(table).items():
                if word in by_name:
                    found.setdefault(spelling, by_name[word])
        return {field.name: field for field in self.fields} | found

    @cached_property
    def meanings(self) -> dict[str, str]:
        """What `word_meant` needs: spellings and synonyms that stand for one field alone."""
        names = {field.name for field in self.fields}
        synonyms = [
            (spelling, word)
            for table in self.words or (self.name,)
            for word, spellings in words.SPELLINGS[table].items()
            for spelling in spellings
            if word in names
        ]
        own = {spelling: field.name for spelling, field in self.lookup.items()}
        return one_meaning(own, synonyms)

    @cached_property
    def english(self) -> dict[str, str]:
        """What `slip_of` needs: its keys in letters → the English key."""
        own = {spelling: field.name for spelling, field in self.lookup.items()}
        return {squeezed(spelling): name for spelling, name in own.items() if spelling.isascii()}

    def in_script(self, name: str, written: str) -> str:
        """A key in the script of what was written for it."""
        if squeezed(written).isascii():
            return name
        tables = [t for t in self.words or (self.name,) if name in words.SPELLINGS[t]]
        own = next((t for t in tables if words.synonyms(t).get(written) == name), *tables[:1])
        return words.chinese(own, name)

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What stands where nothing was written, by attribute."""
        return {field.attribute: field.default for field in self.fields}

    @cached_property
    def required(self) -> tuple[Field, ...]:
        """The fields that must be there."""
        return tuple(field for field in self.fields if field.required)

    def spelled(self, name: str) -> Word:
        """A key as a value for a message."""
        for table in self.words or (self.name,):
            if name in words.SPELLINGS[table]:
                return words.word(table, name)
        return Word(name, name)

    def parse(self, reader: Reader, node: Node, **extra: Any) -> Any:
        """The thing in this mapping, or INVALID if it is none; `extra` are further attributes."""
        if type(node) is not Mapping:
            return wrong_type(reader, node, msg("a mapping (key: value)"))
        values = self.defaults | extra
        lookup = self._by_spelling
        given: dict[str, Node] = {}
        for key, value in node.items:
            found = lookup.get(key.value)
            if found is None:
                unknown_key(reader, self, node, key, value)
                continue
            name, attribute, parse = found
            if name in given:
                twice(reader, self, node, key)
                continue
            given[name] = value
            if type(value) is Scalar and value.empty:
                continue
            parsed = parse(reader, value)
            if parsed is not INVALID:
                values[attribute] = parsed
        for field in self.required:
            written = given.get(field.name)
            if written is None or (type(written) is Scalar and written.empty):
                missing_key(reader, self, node, field)
        return self.make(tree=reader.tree, node=node, given=given, **values)

    @cached_property
    def _by_spelling(self) -> dict[str, tuple[str, str, Callable[[Reader, Node], Any]]]:
        """Both spellings of every key → its English key, its attribute, what reads its value."""
        return {
            spelling: (field.name, field.attribute, field.kind.parse)
            for spelling, field in self.lookup.items()
        }

    def schema(self) -> Schema:
        """The JSON Schema of the mapping, both spellings of each key."""
        properties: Schema = {}
        required = []
        for spelling, field in self.lookup.items():
            kind = field.kind.schema()
            properties[spelling] = kind if field.required else _or_nothing(kind)
        for field in self.required:
            spelled = [name for name, other in self.lookup.items() if other is field]
            required.append({"anyOf": [{"required": [name]} for name in spelled]})
        schema: Schema = {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
        }
        return schema | ({"allOf": required} if required else {})


class Thing:
    """Something written in a file: a frozen record that knows where each of its keys stands.

    Its attributes are those of its table's fields, declared in each subclass. No dataclass: that
    would compile three functions for each of twenty classes at every start.
    """

    tree: Tree
    node: Mapping
    given: "dict[str, Node]"  # English key → the value's node, of every key that was written

    TABLE = ""  # its table of spellings

    def __init__(
        self, tree: Tree, node: Mapping, given: "dict[str, Node] | None" = None, **values: Any
    ) -> None:
        self.__dict__.update(values, tree=tree, node=node, given=given or {})

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} is frozen")

    def __repr__(self) -> str:
        name = self.__dict__.get("id") or self.__dict__.get("date")
        return f"<{type(self).__name__} {name}>"

    def value_node(self, key: str) -> Node | None:
        """The node of a key's value, whichever spelling was used."""
        return self.given.get(key)

    def has(self, key: str) -> bool:
        """Was anything written for this key, right or wrong?"""
        node = self.given.get(key)
        return node is not None and not (type(node) is Scalar and node.empty)

    def at(self, key: str | None = None, index: int | None = None) -> Span:
        """Where a key's value stands (of a list its `index`-th part); without a key, the id."""
        node = self.value_node(key) if key else self._name_node()
        if node is None:
            return self.at() if key else self.tree.span(self.node)
        if index is None or type(node) is Mapping:
            return self.tree.span(node)
        if type(node) is Sequence:
            items = [item for item in node.items if not _left_out(item)]
            return self.tree.span(items[index] if index < len(items) else node)
        assert type(node) is Scalar
        parts = split_list(node.value)
        if index >= len(parts):
            return self.tree.span(node)
        start, text = parts[index]
        return self.tree.within(node, start, start + len(text))

    def _name_node(self) -> Node | None:
        for key in (self.TABLE, "id"):
            found = self.value_node(key)
            if found is not None:
                return found
        return self.node.items[0][0] if self.node.items else None


NAMES_NOTHING = (
    "group", "with", "schedule", "phase", "from", "to", "places", "audience", "topics", "checklist",
    "evidence", "produces", "after", "answers", "remind", "shift", "carry", "note", "target", "of",
    "every", "unit", "baseline", "sum", "lead", "deputies", "members", "contact", "duties", "by",
    "text", "principles", "period", "status", "ended", "points",
)  # fmt: skip
"""Keys whose loss takes away no name that another part may refer to."""


def title_of(thing: object) -> str | None:
    """What a reader calls it: its title, name or text (no thing has two of them)."""
    names = (getattr(thing, attribute, None) for attribute in ("title", "name", "text"))
    return next((str(name) for name in names if name), None)


def names_known(tree: Tree) -> bool:
    """Was everything read that bears a name, though perhaps not the rest?

    True where each lost part is one line with a key that names nothing: then a name that is not
    there is not there.
    """
    return tree.complete or all(map(_names_nothing, tree.lost))


def _names_nothing(line: str) -> bool:
    found = re.fullmatch(r"(?P<indent>\s*)(?P<key>[^\s:：-][^\s:：]*)\s*[:：](?P<value>.*)", line)
    if found is None or found["value"].lstrip().startswith(("{", "[")):
        return False
    if found["key"] in ("title", "标题") and not found["indent"]:
        return True  # of the plan itself
    words_of = {names.get(found["key"]) for names in _all_keys()} - {None}
    return bool(words_of) and words_of <= set(NAMES_NOTHING)


def _left_out(item: Node) -> bool:
    """Is this item of a list no value: a blank that was never filled in, or no text at all?"""
    return type(item) is not Scalar or bool(re.search(_PLACEHOLDER_SIGNS, item.value))


# ── what is reported ──────────────────────────────────────────────────────────────────────────


def wrong_type(reader: Reader, node: Node, wanted: Message | Word) -> object:
    """Report that something else is wanted here; a colon typed with the wrong key is named so."""
    if type(node) is Scalar and _mistyped_key(reader, node):
        return INVALID
    got = {Scalar: msg("a text"), Sequence: msg("a list"), Mapping: msg("a mapping")}[type(node)]
    if type(node) is Scalar and node.empty:
        got = msg("nothing")
    reader.report(
        "wrong-type", node, msg("{wanted} is wanted here, not {got}", wanted=wanted, got=got)
    )
    return INVALID


_MISTYPED = ("fullwidth-colon", "fullwidth-space", "no-space-after-colon")


def _mistyped_key(reader: Reader, node: Scalar) -> bool:
    """Report each line of an unquoted text that was meant as a key with its value, if the first is.

    YAML takes lines of which none has a half-width colon and a space for one text.
    """
    text = reader.source.text
    raw = text[node.start : node.end]
    if not node.plain or not _mistyped(raw.partition("\n")[0]):
        return False
    nested = re.search(r"[:：]\s*$|^\s*- ", raw, re.MULTILINE)  # then each indent says something
    column = -1 if nested else node.start - text.rfind("\n", 0, node.start) - 1
    for line in re.finditer(r"[^\r\n]+", raw):
        _report_mistyped(reader, node.start + line.start(), line[0], column)
    reader.tree.complete = False
    reader.tree.lost.append(raw)
    return True


def _mistyped(line: str) -> Seen | None:
    """The sign behind a line's first word that should be a half-width colon and a space."""
    seen = [one for one in look_at_line(line) if one.code in _MISTYPED and one.start > 0]
    return seen[-1] if seen and seen[-1].replacement else None


def _report_mistyped(reader: Reader, start: int, line: str, column: int | None) -> None:
    """Report such a sign in what begins at `start`, whose key belongs into `column`.

    -1: it stands where it belongs. Where no column is known there is no fix.
    """
    seen = _mistyped(line)
    if seen is None or seen.replacement is None:
        return
    span = Span(reader.source, start + seen.start, start + seen.end)
    edits = [Edit(span, seen.replacement)]
    if column is not None and column >= 0 and reader.source.text[start - 1 : start] in ("\n", "\r"):
        indent = len(line) - len(line.lstrip(" \t\u3000"))
        if line[:indent] != " " * column:
            edits.insert(0, Edit(Span(reader.source, start, start + indent), " " * column))
    fix = None if column is None else Fix(tuple(edits))
    reader.report(seen.code, span, seen.message, seen.help, fix)


Read: TypeAlias = Callable[[Reader, Mapping], Any]
"""Reads a mapping as one thing."""


def unknown_key(
    reader: Reader, table: Table, node: Mapping, key: Scalar, value: Node, read: Read | None = None
) -> None:
    """Report a key that the thing does not have, with the nearest that it has.

    `read` reads the mapping that the key stands in, where the table does not.
    """
    name = key.value
    stripped = name.strip("\u3000\u00a0 ")
    if name[:1] in ("\u3000", "\u00a0") or (stripped in table.lookup and stripped != name):
        reader.report(
            "fullwidth-space",
            key,
            msg("a full-width space stands where YAML wants spaces"),
            msg("type the spaces with the half-width (English) input"),
            _without_blanks(reader, key),
        )
        return
    nothing = type(value) is Scalar and value.plain and value.start == value.end
    swallowed = re.match(r"([^\s:：{\[]+)[:：][ \u3000]*[{\[]", name)  # key：{by
    if (nothing or (swallowed and swallowed[1] in table.lookup)) and _mistyped_key(reader, key):
        return
    if nothing and node.flow:
        reader.report(
            "unknown-key",
            key,
            msg('"{key}" was parted from the text before it by the comma', key=name),
            msg("put the whole text in double quotes"),
        )
        return
    certain = None if reader.quiet else _certain_key(reader, table, node, key, read or table.parse)
    guess = certain or meant(table, name)
    message = msg('unknown key "{key}" in {thing}', key=name, thing=thing_name(table.name))
    remedy = (
        msg('did you mean "{word}"?', word=guess)
        if guess
        else msg("known keys: {keys}", keys=tuple(table.spelled(f.name) for f in table.fields))
    )
    fix = replaced(reader, key, certain) if certain else None
    reader.report("unknown-key", key, message, remedy, fix)


def replaced(reader: Reader, written: Scalar, word: str) -> Fix | None:
    """The fix that writes a word in place of another, between its quotes if it has some."""
    place = reader.within(written, 0, len(written.value))
    return Fix((Edit(place, word),)) if place.text == written.value else None


def _without_blanks(reader: Reader, key: Scalar) -> Fix | None:
    """The fix for full-width spaces before and behind a key."""
    name = key.value
    if reader.within(key, 0, len(name)).text != name or not key.plain:
        return None
    lead, rest = len(name) - len(name.lstrip(_WIDE)), len(name.rstrip(_WIDE))
    edits = []
    if lead:
        blanks = Span(reader.source, key.start, key.start + lead)
        before = reader.source.text[: key.start][-1:]
        fitting = fitting_indent(reader.source.text, blanks.start, blanks.end)
        if fitting is None and before in (",", "{", " "):  # it parts, or follows what does
            fitting = " " if before == "," else ""
        if fitting is None:
            return None
        edits.append(Edit(blanks, fitting))
    if rest < len(name):
        edits.append(Edit(Span(reader.source, key.start + rest, key.start + len(name)), ""))
    return Fix(tuple(edits))


_WIDE = "\u3000\u00a0 "


def _certain_key(
    reader: Reader, table: Table, node: Mapping, key: Scalar, read: Read
) -> str | None:
    """The key that was certainly meant, in the script of what was written; None where in doubt.

    It is none that is given besides, or that another key of the mapping may stand for. Where it is
    a slip the mapping must read better with the right key; and where the letters are no proof, the
    key must be one that had to be there, or its value one that would not do for any other.
    """
    others = [other.value for other, _ in node.items if other is not key]
    meant = word_meant(key.value, table.meanings)
    known = {word_meant(other, table.meanings) for other in others}
    strange = [other for other in others if word_meant(other, table.meanings) is None]
    near_ones = [slip_of(other, table.english) for other in strange[:FEW]]
    slip = slip_of(key.value, table.english) if meant is None and len(strange) < FEW else None
    name = meant or (slip[0] if slip else None)
    if name is None or name in known or any(near and near[0] == name for near in near_ones):
        return None
    word = table.in_script(name, key.value)
    if slip is None:
        return word
    field = table.lookup[name]
    proved = slip[1] or field.required or not isinstance(_one(field.kind), Text)
    return word if proved and _reads_better(reader, node, key, word, read) else None


FEW = 4
"""Strange keys from which on a mapping is probably something else: none is a mere slip then."""


def _one(kind: Kind) -> Kind:
    """The kind of a value, or of each value of a list."""
    return kind.item if isinstance(kind, ListOf) else kind


def _reads_better(reader: Reader, node: Mapping, key: Scalar, word: str, read: Read) -> bool:
    """Has the mapping fewer faults with another key, and none that it had not?"""
    renamed = Mapping(node.start, node.flow)
    renamed.end = node.end
    right = Scalar(word, key.start, key.end, key.plain)
    renamed.items = [(right if k is key else k, value) for k, value in node.items]
    found = []
    for mapping in (node, renamed):
        trial = reader.aside()
        read(trial, mapping)
        found.append({(f.code, f.span.start) for f in trial.diagnostics})
    return found[1] < found[0]


def meant(table: Table, name: str) -> str | None:
    """The key that was probably meant by one that the table does not have."""
    for spellings in table.words or (table.name,):
        word = words.synonyms(spellings).get(name.strip().lower())
        if word is not None and word in {field.name for field in table.fields}:
            ascii_only = name.isascii()
            return word if ascii_only else words.chinese(spellings, word)
    return near(name, list(table.lookup))


def missing_key(reader: Reader, table: Table, node: Mapping, field: Field) -> None:
    """Report a required key that is not there, unless part of the file could not be read."""
    if not reader.tree.complete:
        return
    key = table.spelled(field.name)
    message = msg('{thing} has no "{key}"', thing=thing_name(table.name), key=key)
    place = _key_node(table, node, field.name) or _name_node(table, node)
    reader.report("missing-key", place, message, msg('add "{key}: …"', key=key))


def _key_node(table: Table, node: Mapping, name: str) -> Scalar | None:
    """The first key of a mapping that is spelled for a field."""
    return next(
        (k for k, _ in node.items if (f := table.lookup.get(k.value)) and f.name == name), None
    )


def _name_node(table: Table, node: Mapping) -> Node:
    """The id of a mapping that lacks something, else its first key, else the mapping."""
    for key, value in node.items:
        field = table.lookup.get(key.value)
        if field is not None and field.attribute == "id":
            return value
    return node.items[0][0] if node.items else node


def twice(reader: Reader, table: Table, node: Mapping, second: Scalar) -> None:
    """Report a key that was given in both spellings."""
    first = _key_node(table, node, table.lookup[second.value].name)
    assert first is not None
    line, column = reader.source.position(first.start)
    reader.report(
        "duplicate-key",
        second,
        msg('"{key}" and "{first}" are the same key', key=second.value, first=first.value),
        msg("it was first given at {line}:{column}", line=line, column=column),
    )


THING_NAMES: Dict[str, Message] = {
    "workspace": msg("the workspace"),
    "community": msg("the community"),
    "calendar": msg("the calendar"),
    "notice": msg("the holiday notice"),
    "hazard-terms": msg("the hazard limits"),
    "lights": msg("the lights"),
    "documents": msg("the documents"),
    "front": msg("the front matter"),
    "place": msg("the place"),
    "plan": msg("the plan"),
    "goal": msg("the goal"),
    "indicator": msg("the indicator"),
    "group": msg("the group"),
    "phase": msg("the phase"),
    "task": msg("the task"),
    "measure": msg("the measure"),
    "basis": msg("the basis"),
    "issued": msg("the issuing note"),
    "clause": msg("the clause"),
    "schedule": msg("the schedule"),
    "done": msg("the entry"),
    "entry": msg("the entry"),
    "hazard": msg("the hazard entry"),
    "numbered": msg("the document's entry"),
    "series": msg("the series of numbers"),
    "measured": msg("the measurement"),
    "incident": msg("the incident"),
    "waive": msg("the waiver"),
    "extend": msg("the extension"),
    "note": msg("the note"),
    "void": msg("the void"),
}


def thing_name(table: str) -> Value:
    """A thing's name in a sentence."""
    return THING_NAMES.get(table, table)


# ── kinds ─────────────────────────────────────────────────────────────────────────────────────


def split_list(text: str) -> list[tuple[int, str]]:
    """The parts of a text that 、 parts into a list, each with its offset."""
    parts, position = [], 0
    for piece in text.split("、"):
        stripped = piece.strip()
        if stripped:
            parts.append((position + piece.index(stripped), stripped))
        position += len(piece) + 1
    return parts


def as_text(reader: Reader, node: Node, wanted: Message, blanks: bool = True) -> str | None:
    """The text of a scalar, or None after reporting. Swallowed keys and placeholders are named.

    `blanks`: what looks like a blank that was never filled in is one.
    """
    if type(node) is not Scalar:
        wrong_type(reader, node, wanted)
        return None
    value = node.value
    if node.plain and _colon(value) and "\n" in reader.source.text[node.start : node.end]:
        _swallowed_keys(reader, node)
    if blanks and reader.has_blanks and placeholder(reader, node):
        return None
    return value


BLANKS = ("20_", "__", "某某", "XX", "xx", "ＸＸ", "××")
"""How people write what is still to be filled in; looked for in a whole file at once."""
_PLACEHOLDER_SIGNS = r"20_+|_{2,}|某某|(?<![A-Za-z])[XxＸ×]{2,}(?![A-Za-z])"


def _colon(text: str) -> bool:
    """Is there a colon of either width?"""
    return ":" in text or "：" in text


def _swallowed_keys(reader: Reader, node: Scalar) -> None:
    """A line like `责任组：消防组` below an unquoted text silently became part of that text."""
    raw = reader.source.text[node.start : node.end]
    for line in re.finditer(r"(?<=[\r\n])[^\r\n]+", raw):
        seen = _mistyped(line[0])
        word = line[0][: seen.start].strip(" \t\u3000:") if seen else ""
        if any(word in names for names in _all_keys()):
            start = node.start + line.start()
            _report_mistyped(reader, start, line[0], _column_of_key(reader, node))


def _column_of_key(reader: Reader, node: Scalar) -> int | None:
    """The column (from 0) of the key whose value begins at a node; None where it cannot be told."""
    text = reader.source.text
    begin = text.rfind("\n", 0, node.start) + 1
    found = re.fullmatch(r"(?P<lead> *(?:- +)*)[^\s{\[-][^{\[]*: +", text[begin : node.start])
    return len(found["lead"]) if found else None


def _all_keys() -> list[dict[str, str]]:
    tables = (t for t in words.SPELLINGS if not t.startswith("word:") and t != "front")
    return [words.spellings(table) for table in tables]  # a front matter is in no file of YAML


_PROSE = (
    "title", "text", "note", "name", "principles", "duties", "why", "what", "contact", "vague",
    "audience", "topics", "checklist", "points",
)  # fmt: skip


@cache
def every_key() -> Keys:
    """The keys of all things, and those whose values are sentences."""
    spellings = [(word, name) for names in _all_keys() for word, name in names.items()]
    prose = frozenset(word for word, name in spellings if name in _PROSE)
    return Keys(frozenset(word for word, _ in spellings), prose)


def placeholder(reader: Reader, node: Scalar) -> bool:
    """Report a blank that nobody filled in; True if there is one."""
    found = re.search(_PLACEHOLDER_SIGNS, node.value)
    if found is None:
        return False
    message = msg('"{text}" is a blank that was never filled in', text=found[0])
    span = reader.within(node, *found.span())
    reader.report("placeholder", span, message, msg("write what is meant"))
    return True


_A_TEXT = msg("a text")
_AN_ID = msg("an id")


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, exactly as written. `blanks` as in `as_text`."""

    blanks: bool = True

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is Scalar and not reader.has_blanks and not _colon(node.value):
            return node.value  # nothing that `as_text` looks for
        text = as_text(reader, node, _A_TEXT, self.blanks)
        return INVALID if text is None else text

    def schema(self) -> Schema:
        return {"type": ["string", "number", "boolean"]}


class Id:
    """Letters of any script, digits and hyphens."""

    def parse(self, reader: Reader, node: Node) -> Any:
        made = type(node) is Scalar and re.fullmatch(_MADE_ID, node.value) is not None
        text = as_text(reader, node, _AN_ID, blanks=not made)
        if text is None:
            return INVALID
        if not is_id(text):
            message = msg('"{id}" is no id', id=text)
            reader.report("wrong-type", node, message, msg("use letters, digits and hyphens only"))
            return INVALID
        return text

    def schema(self) -> Schema:
        return {"type": ["string", "integer"], "pattern": r"^[\p{L}\p{N}][\p{L}\p{N}-]*$"}


_MADE_ID = r"[EH]-\d{8}-[a-z0-9]+"  # of an entry or hazard: letters by chance, `xx` among them
_ID = re.compile(r"[^\W_](?:[^\W_]|-)*")


def is_id(text: str) -> bool:
    """May this be an id?"""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """One keyword of a table of words, `but` those; the value is its English spelling."""

    table: str
    but: tuple[str, ...] = ()

    def parse(self, reader: Reader, node: Node) -> Any:
        known = self._spellings()
        wanted = msg("one of {words}", words=self._words())
        text = as_text(reader, node, wanted)
        if text is None:
            return INVALID
        found = known.get(text) or known.get(text.lower())
        if found is None:
            assert type(node) is Scalar
            certain = self._certain(text)
            meant = words.synonyms(self.table).get(text) or certain
            if meant is None:
                meant = near(text, list(known))
            elif meant in self.but:
                meant = None
            remedy = (
                msg('did you mean "{word}"?', word=like_written(self.table, meant, text))
                if meant
                else None
            )
            message = msg('"{text}" is none of {words}', text=text, words=self._words())
            right = like_written(self.table, certain, text) if certain else None
            fix = replaced(reader, node, right) if right else None
            reader.report("wrong-type", node, message, remedy, fix)
            return INVALID
        return found

    def _certain(self, text: str) -> str | None:
        """The keyword of which this is a synonym, and of no other."""
        found = word_meant(text, words.meanings(self.table))
        return None if found in self.but else found

    def _words(self) -> tuple[Value, ...]:
        names = (name for name in words.SPELLINGS[self.table] if name not in self.but)
        return tuple(words.word(self.table, name) for name in names)

    def _spellings(self) -> dict[str, str]:
        known = words.spellings(self.table)
        if not self.but:
            return known
        return {spelling: name for spelling, name in known.items() if name not in self.but}

    def schema(self) -> Schema:
        return {"enum": sorted(self._spellings())}


def like_written(table: str, english: str, written: str) -> str:
    """A keyword, or what is near to one, in the script of what was written for it."""
    if english not in words.SPELLINGS[table] or squeezed(written).isascii():
        return english
    return words.chinese(table, english)


class Flag:
    """True or false."""

    def parse(self, reader: Reader, node: Node) -> Any:
        found = Choice("word:bool").parse(reader, node)
        return INVALID if found is INVALID else found == "true"

    def schema(self) -> Schema:
        return {"enum": [True, False, "true", "false", "是", "否"]}


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of at least `least`."""

    least: int = 0

    def parse(self, reader: Reader, node: Node) -> Any:
        text = as_text(reader, node, msg("a whole number"))
        if text is None:
            return INVALID
        if _too_large(reader, node, text, MOST):
            return INVALID
        number = whole_number(text)
        if number is None or number < self.least:
            message = msg(
                '"{text}" is no whole number of at least {least}', text=text, least=self.least
            )
            reader.report("bad-count", node, message)
            return INVALID
        return number

    def schema(self) -> Schema:
        digits = {"type": "string", "pattern": "^[0-9０-９]+$"}
        number = {"type": "integer", "minimum": self.least, "maximum": MOST}
        return {"anyOf": [number, digits]}


MOST = 999_999_999_999
"""The greatest whole number, and MOST_AMOUNT the greatest decimal, that can be written."""
MOST_AMOUNT = 999_999_999_999_999


def _too_large(reader: Reader, node: Node, text: str, most: int) -> bool:
    """Report a number that is greater than any can be; True if it is."""
    found = re.fullmatch(r"[+-]?(\d+)(?:\.\d*)?", text.strip())
    if found is None or len(found[1]) <= len(str(most)):
        return False
    message = msg('"{text}" is too large: at most {most}', text=text, most=most)
    reader.report("bad-count", node, message)
    return True


def whole_number(text: str) -> int | None:
    """The integer that this text writes in Arabic digits of any width, with its sign."""
    text = text.strip()
    if not re.fullmatch(r"[+-]?\d{1,12}", text):
        return None
    return int(text)


@dataclass(frozen=True, slots=True)
class Amount:
    """A decimal number, not negative unless `signed`."""

    signed: bool = False

    def parse(self, reader: Reader, node: Node) -> Any:
        text = as_text(reader, node, msg("a number"))
        if text is None:
            return INVALID
        if _too_large(reader, node, text, MOST_AMOUNT):
            return INVALID
        pattern = r"[+-]?\d{1,15}(\.\d{1,9})?" if self.signed else r"\d{1,15}(\.\d{1,9})?"
        if not re.fullmatch(pattern, text.strip()):
            reader.report("bad-count", node, msg('"{text}" is no number', text=text))
            return INVALID
        number = float(text)
        return int(number) if number.is_integer() else number

    def schema(self) -> Schema:
        digits = {"type": "string", "pattern": r"^[+-]?[0-9０-９]+(\.[0-9０-９]+)?$"}
        return {"anyOf": [{"type": "number"}, digits]}


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; one value stands for a list of one, and a text is parted at 、."""

    item: Kind

    def parse(self, reader: Reader, node: Node) -> Any:
        parse = self.item.parse
        if type(node) is Sequence:
            if node.flow:
                _fullwidth_commas(reader, node)
            items = node.items
            if not reader.tree.complete:
                items = [item for item in items if not _gap(reader, item)]
            values = [parse(reader, item) for item in items]
        elif type(node) is Scalar and "、" in node.value:
            parts = split_list(node.value)
            values = [parse(reader, _part(reader, node, start, text)) for start, text in parts]
        else:
            values = [parse(reader, node)]
        return tuple(values) if INVALID not in values else _valid(values)

    def schema(self) -> Schema:
        one = self.item.schema()
        return {"anyOf": [one, {"type": "array", "items": one}]}


def _valid(values: list[Any]) -> tuple[Any, ...]:
    return tuple(value for value in values if value is not INVALID)


def _fullwidth_commas(reader: Reader, node: Sequence) -> None:
    """A comma of the Chinese keyboard in brackets made one text of what was meant as two."""
    for item in node.items:
        if type(item) is Scalar and item.plain and "，" in item.value:
            at = item.value.index("，")
            reader.report(
                "fullwidth-comma",
                reader.within(item, at, at + 1),
                msg("a full-width comma does not part the values of a list"),
                msg('write a half-width comma and a space ", ", or put the text in quotes'),
            )


def _gap(reader: Reader, item: Node) -> bool:
    """An item that was blanked because it could not be read."""
    return not reader.tree.complete and type(item) is Scalar and item.empty


def _part(reader: Reader, node: Scalar, start: int, text: str) -> Scalar:
    span = reader.within(node, start, start + len(text))
    return Scalar(text, span.start, span.end, plain=True)


@dataclass(frozen=True, slots=True)
class Things:
    """A list of things of one table."""

    table: Table

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is Mapping:
            node_items: list[Node] = [node]
        elif type(node) is Sequence:
            node_items = node.items
        else:
            wrong_type(reader, node, msg("a list"))
            return INVALID
        things = [self.table.parse(reader, item) for item in node_items if not _gap(reader, item)]
        return _valid(things)

    def schema(self) -> Schema:
        one = {"$ref": f"#/$defs/{self.table.name}"}
        return {"anyOf": [one, {"type": "array", "items": one}]}


@dataclass(frozen=True, slots=True)
class One:
    """One thing of a table."""

    table: Table

    def parse(self, reader: Reader, node: Node) -> Any:
        return self.table.parse(reader, node)

    def schema(self) -> Schema:
        return {"$ref": f"#/$defs/{self.table.name}"}


@dataclass(frozen=True, slots=True)
class DictOf:
    """A mapping from names of the user's own to values of one kind."""

    item: Kind

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is not Mapping:
            return wrong_type(reader, node, msg("a mapping (key: value)"))
        values = {}
        for key, value in node.items:
            parsed = self.item.parse(reader, value)
            if parsed is not INVALID:
                values[key.value] = parsed
        return values

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": self.item.schema()}
