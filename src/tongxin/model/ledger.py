"""The ledger: what happened, one entry a line. Its keys say what kind of entry it is."""

from dataclasses import dataclass, replace
from pathlib import PureWindowsPath
from typing import Any

from tongxin.calendar.names import Names
from tongxin.calendar.periods import Day
from tongxin.diagnostic import Diagnostic, Source
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.dates import DateOf, report_date, spelling_fault, split_span
from tongxin.model.fields import (
    INVALID,
    MOST_AMOUNT,
    OUR_NAMES,
    Amount,
    Choice,
    Count,
    DictOf,
    Field,
    Id,
    ListOf,
    Reader,
    Schema,
    Table,
    Text,
    Thing,
    wrong_type,
)
from tongxin.model.numbers import DocumentNumber, NumberOf
from tongxin.text.faults import CODES
from tongxin.text.torn import Entries
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree, parse_tree


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence: a path (or a box on a shelf), and its kind where one is given."""

    path: str
    kind: str | None = None

    @property
    def on_paper(self) -> bool:
        """A box on a shelf, not a file."""
        return on_paper(self.path)


def on_paper(path: str) -> bool:
    """Does it name a box on a shelf rather than a file?"""
    return path.startswith(("纸质", "paper ", "paper:"))


def leaves(path: str) -> bool:
    """Does it begin at the root or on a drive, or climb? Both kinds of slashes count."""
    parts = PureWindowsPath(path)
    return bool(parts.drive or parts.root) or ".." in parts.parts


def in_evidence(path: str) -> bool:
    """Is it looked for in the folder for evidence?"""
    return not leaves(path) and PureWindowsPath(path).parts[:1] == ("evidence",)


class EvidenceOf:
    """A list of paths, or a mapping kind → paths."""

    def parse(self, reader: Reader, node: Node) -> Any:
        paths = ListOf(Text(blanks=False))
        if type(node) is not Mapping:
            return tuple(Evidence(path) for path in paths.parse(reader, node))
        return tuple(
            Evidence(path, kind.value)
            for kind, value in node.items
            for path in paths.parse(reader, value)
        )

    def schema(self) -> Schema:
        paths = ListOf(Text()).schema()
        return {"anyOf": [*paths["anyOf"], {"type": "object", "additionalProperties": paths}]}


class Entry(Thing):
    """One line of the ledger. `kind` says which of the attributes below the common ones matter.

    kinds: done, hazard, measured, incident, waive, extend, numbered, note, void.
    """

    kind: str
    id: str | None = None
    date: Day | None = None
    by: str | None = None
    note: str | None = None
    evidence: tuple[Evidence, ...] = ()
    recorded: Day | None = None
    task: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    count: int = 1
    people: int | None = None
    amount: float | None = None
    audience: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    result: str | None = None
    failed: tuple[tuple[str, str], ...] = ()
    hazard: str | None = None
    event: str | None = None
    hazard_kind: str | None = None
    level: str | None = None
    what: str | None = None
    due: Day | None = None
    to: str | None = None
    indicator: str | None = None
    value: tuple[float, ...] = ()
    incident: str | None = None
    cause: str | None = None
    age: str | None = None
    sex: str | None = None
    severity: str | None = None
    waive: str | None = None
    extend: str | None = None
    until: Day | None = None
    period: tuple[str, str] | None = None
    why: str | None = None
    void: str | None = None
    problem: str | None = None
    number: DocumentNumber | None = None
    title: str | None = None

    TABLE = "entry"

    @property
    def source(self) -> Source:
        """The file it stands in."""
        return self.tree.source


class Failed:
    """Place → what failed there; or just what failed."""

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is Scalar:
            return (("", node.value),)
        found = DictOf(Text()).parse(reader, node)
        return INVALID if found is INVALID else tuple(found.items())

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "string"}, DictOf(Text()).schema()]}


class Labels:
    """A period's label, or the first and last label of several: `2026-W40..2026-W42`."""

    def parse(self, reader: Reader, node: Node) -> Any:
        text = Text().parse(reader, node)
        if text is INVALID:
            return INVALID
        assert type(node) is Scalar
        ends = split_span(text)
        pieces = [(0, text)] if ends is None else [(0, ends[0]), (ends[2], ends[1])]
        faults = [(start, part, spelling_fault(part)) for start, part in pieces]
        for start, part, fault in faults:
            if fault is not None:
                report_date(reader, reader.within(node, start, start + len(part)), part, fault)
        if any(fault is not None for _, _, fault in faults):
            return INVALID
        return pieces[0][1].strip(), pieces[-1][1].strip()

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


class Measurement:
    """A number, with or without `%`; a ratio `a:b` is two."""

    def parse(self, reader: Reader, node: Node) -> Any:
        text = Text().parse(reader, node)
        if text is INVALID:
            return INVALID
        try:
            value = tuple(_number(part) for part in text.replace("：", ":").split(":", 1))
        except ValueError:
            reader.report("bad-count", node, msg('"{text}" is no number', text=text))
            return INVALID
        if any(abs(part) > MOST_AMOUNT for part in value):
            message = msg('"{text}" is too large: at most {most}', text=text, most=MOST_AMOUNT)
            reader.report("bad-count", node, message)
            return INVALID
        if len(value) > 1 and 0 in value:
            message = msg('"{text}": neither number of a ratio may be 0', text=text)
            reader.report("bad-count", node, message)
            return INVALID
        return value

    def schema(self) -> Schema:
        return {"type": ["number", "string"]}


def _number(text: str) -> float:
    text = text.strip().removesuffix("%").removesuffix("％")
    if not text or not set(text) <= set("+-.0123456789０１２３４５６７８９"):
        raise ValueError(text)
    return float(text)


_TEXTS = ListOf(Text())
_COMMON = (
    Field("id", Id()),
    Field("date", DateOf(), required=True),
    Field("by", Text()),
    Field("note", Text()),
    Field("evidence", EvidenceOf(), default=()),
    Field("at", DateOf(), called="recorded"),
)
_PLACE = Field("place", _TEXTS, default=())
_COUNT = Field("count", Count(least=1), default=1)
_WHY = Field("why", Text(), required=True)
_RESULT = Field("result", Choice("word:result"))


def _table(name: str, *fields: Field) -> Table:
    own = {"extend": ("entry:extend",), "numbered": ("entry:numbered",),
           "entry": ("entry:extend", "entry:numbered")}  # fmt: skip
    return Table(name, Entry, (*_COMMON, *fields), (*own.get(name, ()), "entry"))


DONE = _table(
    "done",
    Field("task", _TEXTS, required=True, default=()),
    _PLACE,
    _COUNT,
    Field("people", Count()),
    Field("amount", Amount()),
    Field("audience", _TEXTS, default=()),
    Field("topic", _TEXTS, default=()),
    _RESULT,
    Field("failed", Failed(), default=()),
)
HAZARD = _table(
    "hazard",
    Field("hazard", Id(), required=True),
    Field("event", Choice("word:event"), required=True),
    Field("kind", Text(), called="hazard_kind"),
    _PLACE,
    Field("level", Choice("word:level")),
    Field("what", Text()),
    Field("due", DateOf(ends=True)),
    Field("to", Text()),
    _RESULT,
    Field("task", _TEXTS, default=()),
    Field("people", Count()),
    Field("count", Count(least=1), default=1),
)
MEASURED = _table(
    "measured",
    Field("indicator", Text(), required=True),
    Field("value", Measurement(), required=True, default=()),
)
INCIDENT = _table(
    "incident",
    Field("incident", Text(), required=True),
    _COUNT,
    _PLACE,
    Field("cause", Text()),
    Field("age", Text()),
    Field("sex", Choice("word:sex")),
    Field("severity", Choice("word:severity")),
)
WAIVE = _table(
    "waive",
    Field("waive", Text(), required=True),
    Field("period", Labels(), required=True),
    _PLACE,
    _WHY,
)
EXTEND = _table(
    "extend",
    Field("extend", Text(), required=True),
    Field("period", Labels(), required=True),
    _PLACE,
    Field("to", DateOf(ends=True), required=True, called="until"),
    _WHY,
)
NUMBERED = _table(
    "numbered",
    Field("number", NumberOf(), required=True),
    Field("title", Text(), required=True),
    Field("to", Text()),
)
NOTE = _table("note", Field("problem", Text()))
VOID = _table("void", Field("void", Id(), required=True), _WHY)

TABLES = (VOID, WAIVE, EXTEND, HAZARD, MEASURED, INCIDENT, DONE, NUMBERED, NOTE)
"""Every kind of entry, the one that decides first. A hazard entry may also name a task."""

_UNDECIDED = _table(
    "entry",
    *{
        field.name: replace(field, required=False)
        for table in (DONE, EXTEND, HAZARD, MEASURED, INCIDENT, WAIVE, NUMBERED, NOTE, VOID)
        for field in table.fields
        if field not in _COMMON
    }.values(),
)
"""The keys of every kind, for an entry whose kind cannot be told: the key that decides is misspelt
or missing."""

_SAYS_SOMETHING = {
    key for key, field in NOTE.lookup.items() if field.name in ("note", "problem", "evidence")
}

_DECIDES = {"void": VOID, "waive": WAIVE, "extend": EXTEND, "hazard": HAZARD,
            "indicator": MEASURED, "incident": INCIDENT, "task": DONE,
            "number": NUMBERED}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Ledger:
    """One month's file: its entries in the order written."""

    tree: Tree
    entries: tuple[Entry, ...]

    @property
    def source(self) -> Source:
        """The file it stands in."""
        return self.tree.source


def table_of(node: Mapping) -> Table:
    """Which kind of entry a mapping is: decided by the keys that are there."""
    spelled = words.spellings("entry")
    keys = {spelled.get(key.value) for key, _ in node.items}
    return next((table for key, table in _DECIDES.items() if key in keys), NOTE)


def is_entry(text: str) -> bool:
    """Is this text one whole entry, in braces, of which nothing that must be there is missing?"""
    ledger, found = read_ledger(parse_tree(Source("", text)))
    codes = {finding.code for finding in found}
    return len(ledger.entries) == 1 and codes.isdisjoint((*CODES, "missing-key"))


ENTRIES = Entries(
    keys=frozenset(words.spellings("entry")),
    last=frozenset(("at", words.chinese("entry", "at"))),
    whole=is_entry,
)
"""What the reader of texts is told of entries. Tools write the day of recording last."""


def read_ledger(tree: Tree, names: Names = OUR_NAMES) -> tuple[Ledger, list[Diagnostic]]:
    """The entries a tree holds, with every fault; an empty file is an empty ledger."""
    reader = Reader(tree, names)
    root = tree.root
    entries: list[Entry] = []
    if type(root) is Sequence:
        for item in root.items:
            entry = _entry(reader, item)
            if entry is not None:
                entries.append(entry)
    elif root is not None and not (type(root) is Scalar and root.empty):
        wrong_type(reader, root, msg("a list of entries"))
    return Ledger(tree, tuple(entries)), reader.diagnostics


def _entry(reader: Reader, node: Node) -> Entry | None:
    if type(node) is Mapping:
        table = table_of(node)
        keys = {key.value for key, _ in node.items}
        misspelt = table is NOTE and not keys <= _UNDECIDED.lookup.keys()
        undecided = misspelt or (table is NOTE and keys.isdisjoint(_SAYS_SOMETHING))
        entry: Entry = (_UNDECIDED if undecided else table).parse(reader, node, kind=table.name)
        says_nothing = not (entry.note or entry.problem or entry.evidence)
        if table is NOTE and says_nothing and not misspelt:
            reader.report(
                "missing-key",
                node,
                msg("this entry says nothing"),
                msg("give it a task, a hazard, an indicator, a note …"),
            )
        if entry.event == "verified" and entry.result is None and not entry.has("result"):
            reader.report(
                "missing-key",
                entry.at("event"),
                msg("a re-inspection has no result"),
                msg("write: result: pass, or result: fail"),
            )
        return entry
    if not (type(node) is Scalar and node.empty and not reader.tree.complete):
        wrong_type(reader, node, msg("an entry in braces: {{date: …, task: …}}"))
    return None
