"""`tongxin.yaml`: who we are, our places, common groups, numbers, calendar and settings."""

import re
from collections.abc import Mapping as Dict
from functools import cached_property
from typing import Any

from tongxin.calendar.names import AbsoluteSpan, Names, OwnSpan, YearlySpan
from tongxin.calendar.periods import Day, month_span
from tongxin.calendar.working_days import Notice, WorkingDays, working_days
from tongxin.diagnostic import Diagnostic, Severity, Source
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.dates import (
    DateFault,
    DateOf,
    Duration,
    DurationOf,
    Moment,
    SpanOf,
    joint_fault,
    parse_moment,
    parse_span,
    report_date,
    split_span,
)
from tongxin.model.fields import (
    INVALID,
    Amount,
    Choice,
    Count,
    DictOf,
    Field,
    Id,
    ListOf,
    One,
    Reader,
    Schema,
    Table,
    Text,
    Thing,
    Things,
    as_text,
    wrong_type,
)
from tongxin.model.numbers import parse_number
from tongxin.model.plan import GROUP, Group, whole_mapping
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree

LANGUAGE_VERSION = 1
"""The version of the plan language that this tool reads."""


class Community(Thing):
    """The body that keeps the plans; `parent` is where escalations go."""

    name: str
    org: str | None
    parent: str | None
    numbers: Dict[str, float]
    note: str | None

    TABLE = "community"


class Place(Thing):
    """A place that work is done at; it owes from its `from_` to its `to`."""

    id: str
    name: str
    kind: tuple[str, ...]
    manager: str | None
    from_: Day | None
    to: Day | None
    answers: tuple[str, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "place"


class HazardTerms(Thing):
    """Time limits of the hazard loop."""

    notify: Duration
    rectify: Duration
    escalate: Duration
    answers: tuple[str, ...]

    TABLE = "hazard-terms"


class Lights(Thing):
    """When a duty turns yellow before its due day and red after it (`red` in days past due)."""

    yellow: Duration
    red: Duration
    blue: Duration | None

    TABLE = "lights"


class CalendarSettings(Thing):
    """The country of the working days, our own named days, and notices that the data lack."""

    country: str
    days: Dict[str, tuple[OwnSpan, ...]]
    holidays: Dict[int, Notice]

    TABLE = "calendar"


class DocumentSettings(Thing):
    """How documents are laid out in Word and PDF; `line_pitch` in points."""

    line_pitch: float

    TABLE = "documents"


class Series(Thing):
    """Numbers of documents with one code word, 机关代字. `used`: year → the last of paper times."""

    id: str
    prefix: str
    name: str | None
    used: Dict[int, int]
    note: str | None

    TABLE = "series"


class Settings(Thing):
    """A workspace's `tongxin.yaml`."""

    tongxin: int
    community: Community | None
    language: str
    since: Day | None
    backfill: Duration
    calendar: CalendarSettings | None
    groups: tuple[Group, ...]
    places: tuple[Place, ...]
    hazards: HazardTerms | None
    lights: Lights | None
    checks: Dict[str, Severity]
    evidence: str | None
    documents: DocumentSettings | None
    document_numbers: tuple[Series, ...]
    note: str | None

    TABLE = "workspace"

    @property
    def source(self) -> Source:
        """The file it stands in."""
        return self.tree.source

    @property
    def line_pitch(self) -> float:
        """From line to line of documents in Word and PDF, in points."""
        return self.documents.line_pitch if self.documents else LINE_PITCH

    @cached_property
    def names(self) -> Names:
        """Every named day, ours and the workspace's."""
        return Names(self.calendar.days) if self.calendar else Names()

    @cached_property
    def working_days(self) -> WorkingDays:
        """Which days are worked."""
        if self.calendar is None:
            return working_days("CN")
        return working_days(self.calendar.country, self.calendar.holidays)


NOTIFY, RECTIFY, ESCALATE = Duration(1), Duration(7), Duration(3)
YELLOW, RED = Duration(3), Duration(0)
BACKFILL = Duration(7)
LINE_PITCH = 28.95
"""Points: 22 lines fill the 225 mm of a page. GB/T 9704 gives the lines, not the pitch."""

LEAST_PITCH, MOST_PITCH = 18, 60
"""Points between which lines of 16 point type can be read."""


class OwnDays:
    """A named day or span, or several: of one year, or of every year where none is given."""

    def parse(self, reader: Reader, node: Node) -> Any:
        nodes = node.items if type(node) is Sequence else [node]
        spans = [self._one(reader, item) for item in nodes]
        return tuple(span for span in spans if span is not None)

    def _one(self, reader: Reader, node: Node) -> OwnSpan | None:
        text = as_text(reader, node, msg("a span of dates"))
        if text is None:
            return None
        assert type(node) is Scalar
        ends = split_span(text)
        if ends is None and joint_fault(text):
            parse_span(reader, node, text)  # which reports it
            return None
        pieces = [(text, 0)] if ends is None else [(ends[0], 0), (ends[1], ends[2])]
        moments = [self._moment(reader, node, *piece) for piece in pieces]
        first, last = moments[0], moments[-1]
        if first is None or last is None:
            return None
        if first.year is None and last.year is not None:
            message = msg("the first date has no year, the second has")
            reader.report("bad-date", node, message, msg("write both with their years, or neither"))
            return None
        if first.year is not None:
            days = parse_span(reader, node, text)
            if days is None or days[1] >= days[0]:
                return AbsoluteSpan(*days) if days else None
            reader.report("phase-order", node, msg("this span ends before it begins"))
            return None
        assert first.month is not None and last.month is not None
        return YearlySpan(first.month, first.day or 1, last.month, last.day or 31)

    def _moment(self, reader: Reader, node: Scalar, text: str, offset: int) -> Moment | None:
        moment = parse_moment(text)
        if isinstance(moment, DateFault):
            report_date(reader, reader.within(node, offset, offset + len(text)), text, moment)
            return None
        return moment

    def schema(self) -> Schema:
        one: Schema = {"type": ["string", "integer"]}
        return {"anyOf": [one, {"type": "array", "items": one}]}


def _notice(**values: Any) -> "dict[str, Any]":
    return values


NOTICE = Table("notice", _notice, (
    Field("off", ListOf(SpanOf(62)), default=()),
    Field("work", ListOf(SpanOf(62)), default=()),
    Field("source", Text(), default=""),
    Field("note", Text()),
))  # fmt: skip


class Holidays:
    """Year → the days off and the make-up working days of that year's notice."""

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is not Mapping:
            return wrong_type(reader, node, msg("a mapping (key: value)"))
        notices = {}
        for key, value in node.items:
            moment = parse_moment(key.value)
            if isinstance(moment, DateFault) or moment.year is None or moment.month is not None:
                reader.report("bad-date", key, msg('"{text}" is no year', text=key.value))
                continue
            reader.window = (month_span(moment.year, 1)[0], month_span(moment.year, 12)[1])
            notice = NOTICE.parse(reader, value)
            reader.window = None
            if notice is not INVALID:
                off, work = (
                    frozenset(day for first, last in notice[key] for day in range(first, last + 1))
                    for key in ("off", "work")
                )
                notices[moment.year] = Notice(moment.year, off, work, notice["source"])
        return notices

    def schema(self) -> Schema:
        return {"type": "object", "additionalProperties": {"$ref": "#/$defs/notice"}}


class Red:
    """When a duty turns red: `overdue`, or a number of days past due."""

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is Scalar and words.spellings("word:light").get(node.value) == "overdue":
            return Duration(0)
        return DurationOf().parse(reader, node)

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


class Pitch:
    """From line to line, in points."""

    def parse(self, reader: Reader, node: Node) -> Any:
        found = Amount().parse(reader, node)
        if found is INVALID or LEAST_PITCH <= found <= MOST_PITCH:
            return found
        assert type(node) is Scalar
        reader.report(
            "bad-count",
            node,
            msg(
                "the line pitch is from {least} to {most} points, not {text}",
                least=LEAST_PITCH, most=MOST_PITCH, text=node.value,
            ),
            msg("write for instance {example}", example=str(LINE_PITCH)),
        )  # fmt: skip
        return INVALID

    def schema(self) -> Schema:
        return Amount().schema()


class Prefix:
    """The code word of who issues a document: letters alone."""

    def parse(self, reader: Reader, node: Node) -> Any:
        text = Text(blanks=False).parse(reader, node)
        if text is INVALID:
            return INVALID
        number = parse_number(f"{text}〔2026〕1号")
        if number is not None and number.prefix == text:
            return text
        reader.report(
            "bad-number",
            node,
            msg('"{text}" cannot stand before the year in a number of a document', text=text),
            msg("write letters alone, such as {example}", example="双办"),
        )
        return INVALID

    def schema(self) -> Schema:
        return {"type": "string"}


class LastOfYears:
    """A mapping of years to whole numbers."""

    def parse(self, reader: Reader, node: Node) -> Any:
        found = DictOf(Count()).parse(reader, node)
        if found is INVALID:
            return INVALID
        assert type(node) is Mapping
        for key, _ in node.items:
            if not re.fullmatch("[12][0-9]{3}", key.value):
                found.pop(key.value, None)
                reader.report(
                    "bad-number",
                    key,
                    msg('"{text}" is no year', text=key.value),
                    msg("write for instance {example}", example="used: {2026: 41}"),
                )
        return {int(year): last for year, last in found.items()}

    def schema(self) -> Schema:
        return DictOf(Count()).schema()


class Version:
    """The version of the plan language."""

    def parse(self, reader: Reader, node: Node) -> Any:
        text = as_text(reader, node, msg("the version of the plan language"))
        if text is not None and text.strip() != str(LANGUAGE_VERSION):
            message = msg(
                "this workspace is written for version {written} of the plan language,"
                " this tool reads version {ours}",
                written=text,
                ours=LANGUAGE_VERSION,
            )
            line = f"{_key_of(reader, node)}: {LANGUAGE_VERSION}"
            remedy = msg("update tongxin, or write {line}", line=line)
            reader.report("unknown-version", node, message, remedy)
        return LANGUAGE_VERSION

    def schema(self) -> Schema:
        return {"type": ["integer", "string"]}


def _key_of(reader: Reader, node: Node) -> str:
    """The key of a value of the whole file, as it was written."""
    root = reader.tree.root
    items = root.items if type(root) is Mapping else []
    return next((key.value for key, value in items if value is node), "tongxin")


class Severities:
    """Check code → its severity in this workspace. Unknown codes are for the checks to report."""

    def parse(self, reader: Reader, node: Node) -> Any:
        found = DictOf(Choice("word:severity-of-check")).parse(reader, node)
        if found is INVALID:
            return INVALID
        return {code: Severity(severity) for code, severity in found.items()}

    def schema(self) -> Schema:
        return DictOf(Choice("word:severity-of-check")).schema()


COMMUNITY = Table("community", Community, (
    Field("name", Text(), required=True, default=""),
    Field("org", Text()),
    Field("parent", Text()),
    Field("numbers", DictOf(Amount()), default={}),
    Field("note", Text()),
))  # fmt: skip

PLACE = Table("place", Place, (
    Field("id", Id(), required=True, default=""),
    Field("name", Text(), required=True, default=""),
    Field("kind", ListOf(Text()), default=()),
    Field("manager", Text()),
    Field("from", DateOf()),
    Field("to", DateOf(ends=True)),
    Field("answers", ListOf(Text()), default=()),
    Field("was", ListOf(Id()), default=()),
    Field("note", Text()),
))  # fmt: skip

HAZARD_TERMS = Table("hazard-terms", HazardTerms, (
    Field("notify", DurationOf(), default=NOTIFY),
    Field("rectify", DurationOf(), default=RECTIFY),
    Field("escalate", DurationOf(), default=ESCALATE),
    Field("answers", ListOf(Text()), default=()),
    Field("note", Text()),
))  # fmt: skip

LIGHTS = Table("lights", Lights, (
    Field("yellow", DurationOf(), default=YELLOW),
    Field("red", Red(), default=RED),
    Field("blue", DurationOf()),
    Field("note", Text()),
))  # fmt: skip

SERIES = Table("series", Series, (
    Field("id", Id(), required=True, default=""),
    Field("prefix", Prefix(), required=True, default=""),
    Field("name", Text()),
    Field("used", LastOfYears(), default={}),
    Field("note", Text()),
))  # fmt: skip

DOCUMENTS = Table("documents", DocumentSettings, (
    Field("line-pitch", Pitch(), default=LINE_PITCH),
    Field("note", Text()),
))  # fmt: skip

CALENDAR = Table("calendar", CalendarSettings, (
    Field("country", Text(), default="CN"),
    Field("days", DictOf(OwnDays()), default={}),
    Field("holidays", Holidays(), default={}),
    Field("note", Text()),
))  # fmt: skip

WORKSPACE = Table("workspace", Settings, (
    Field("tongxin", Version(), required=True, default=LANGUAGE_VERSION),
    Field("community", One(COMMUNITY), required=True),
    Field("language", Choice("word:language"), default="zh"),
    Field("since", DateOf()),
    Field("backfill", DurationOf(), default=BACKFILL),
    Field("calendar", One(CALENDAR)),
    Field("groups", Things(GROUP), default=()),
    Field("places", Things(PLACE), default=()),
    Field("hazards", One(HAZARD_TERMS)),
    Field("lights", One(LIGHTS)),
    Field("checks", Severities(), default={}),
    Field("evidence", Text(blanks=False)),
    Field("documents", One(DOCUMENTS)),
    Field("document-numbers", Things(SERIES), default=()),
    Field("note", Text()),
))  # fmt: skip


def read_settings(tree: Tree) -> tuple[Settings, list[Diagnostic]]:
    """The settings a tree holds, with every fault; what is missing or at fault has its default."""
    reader = Reader(tree)
    root = whole_mapping(reader)
    if root is None:
        root = Mapping(0, flow=False)
        tree = Tree(tree.source, root, complete=False)
        quiet = Reader(tree)
        return WORKSPACE.parse(quiet, root), reader.diagnostics
    return WORKSPACE.parse(reader, root), reader.diagnostics
