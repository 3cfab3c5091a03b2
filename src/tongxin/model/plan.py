"""A plan: what is owed, by whom, when. `read_plan` makes one of a tree."""

from typing import Any

from tongxin.calendar.names import Names
from tongxin.calendar.periods import Day
from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.dates import DateOf, Duration, DurationOf, SpanOf
from tongxin.model.fields import (
    INVALID,
    OUR_NAMES,
    Amount,
    Choice,
    Field,
    Flag,
    Id,
    ListOf,
    Reader,
    Schema,
    Table,
    Text,
    Thing,
    Things,
    wrong_type,
)
from tongxin.model.schedule import Rule, ScheduleOf
from tongxin.model.target import Target, TargetOf
from tongxin.text.tree import Mapping, Node, Scalar, Sequence, Tree

MAX_PERIOD = 10 * 366 + 3
"""The longest period of a plan in days: beyond ten years a date is a slip of the hand."""

PERIOD = SpanOf(MAX_PERIOD, of_plan=True)


class Goal(Thing):
    """What the plan wants to reach, and by when."""

    id: str
    text: str
    by: Day | None
    indicators: tuple[str, ...]
    answers: tuple[str, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "goal"


class Indicator(Thing):
    """A number that is measured or summed, and its target."""

    id: str
    name: str
    target: Target | None
    of: str | None
    every: str | None
    unit: str | None
    baseline: float | None
    sum_: str | None
    answers: tuple[str, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "indicator"


class Group(Thing):
    """A working group; people are posts, never names."""

    id: str
    name: str
    lead: str | None
    deputies: tuple[str, ...]
    members: tuple[str, ...]
    contact: str | None
    duties: tuple[str, ...]
    answers: tuple[str, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "group"


class Phase(Thing):
    """A stretch of the plan's period."""

    id: str
    name: str
    from_: Day | None
    to: Day | None
    answers: tuple[str, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "phase"


class Task(Thing):
    """A duty. `schedule` is empty where none was given or where it is at fault."""

    id: str
    title: str
    group: tuple[str, ...]
    with_: tuple[str, ...]
    schedule: tuple[Rule, ...]
    phase: str | None
    from_: Day | None
    to: Day | None
    places: tuple[str, ...]
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    checklist: tuple[str, ...]
    evidence: tuple[str, ...]
    produces: tuple[str, ...]
    after: tuple[str, ...]
    goals: tuple[str, ...]
    indicators: tuple[str, ...]
    answers: tuple[str, ...]
    remind: Duration | None
    shift: str | None
    carry: bool
    was: tuple[str, ...]
    note: str | None

    TABLE = "task"


class Measure(Thing):
    """What secures the plan: a text, and the clauses it answers."""

    text: str
    answers: tuple[str, ...]
    note: str | None

    TABLE = "measure"


class Plan(Thing):
    """A work plan. `id` is what its key `plan` says; `period` is None where it is at fault."""

    id: str
    title: str
    status: str
    ended: Day | None
    period: tuple[Day, Day] | None
    basis: tuple[str, ...]
    part_of: str | None
    follows: str | None
    principles: tuple[str, ...]
    goals: tuple[Goal, ...]
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    phases: tuple[Phase, ...]
    tasks: tuple[Task, ...]
    measures: tuple[Measure, ...]
    was: tuple[str, ...]
    note: str | None

    TABLE = "plan"

    @property
    def source(self) -> Source:
        """The file it stands in."""
        return self.tree.source


_ANSWERS = Field("answers", ListOf(Text()), default=())
_WAS = Field("was", ListOf(Id()), default=())
_NOTE = Field("note", Text())
_TEXTS = ListOf(Text())
COMMON = (_ANSWERS, _WAS, _NOTE)

GOAL = Table("goal", Goal, (
    Field("id", Id(), required=True, default=""),
    Field("text", Text(), required=True, default=""),
    Field("by", DateOf(ends=True)),
    Field("indicators", _TEXTS, default=()),
    *COMMON,
))  # fmt: skip

INDICATOR = Table("indicator", Indicator, (
    Field("id", Id(), required=True, default=""),
    Field("name", Text(), required=True, default=""),
    Field("target", TargetOf()),
    Field("of", Text()),
    Field("every", Choice("word:unit", but=("workday",))),
    Field("unit", Text()),
    Field("baseline", Amount(signed=True)),
    Field("sum", Choice("word:sum")),
    *COMMON,
))  # fmt: skip

GROUP = Table("group", Group, (
    Field("id", Id(), required=True, default=""),
    Field("name", Text(), required=True, default=""),
    Field("lead", Text()),
    Field("deputies", _TEXTS, default=()),
    Field("members", _TEXTS, default=()),
    Field("contact", Text()),
    Field("duties", _TEXTS, default=()),
    *COMMON,
))  # fmt: skip

PHASE = Table("phase", Phase, (
    Field("id", Id(), required=True, default=""),
    Field("name", Text(), required=True, default=""),
    Field("from", DateOf(), required=True),
    Field("to", DateOf(ends=True), required=True),
    *COMMON,
))  # fmt: skip

TASK = Table("task", Task, (
    Field("id", Id(), required=True, default=""),
    Field("title", Text(), required=True, default=""),
    Field("group", _TEXTS, default=()),
    Field("with", _TEXTS, default=()),
    Field("schedule", ScheduleOf(), default=()),
    Field("phase", Text()),
    Field("from", DateOf()),
    Field("to", DateOf(ends=True)),
    Field("places", _TEXTS, default=()),
    Field("audience", _TEXTS, default=()),
    Field("topics", _TEXTS, default=()),
    Field("checklist", _TEXTS, default=()),
    Field("evidence", _TEXTS, default=()),
    Field("produces", _TEXTS, default=()),
    Field("after", _TEXTS, default=()),
    Field("goals", _TEXTS, default=()),
    Field("indicators", _TEXTS, default=()),
    _ANSWERS,
    Field("remind", DurationOf()),
    Field("shift", Choice("word:shift")),
    Field("carry", Flag(), default=False),
    _WAS,
    _NOTE,
))  # fmt: skip

MEASURE = Table("measure", Measure, (
    Field("text", Text(), required=True, default=""),
    _ANSWERS,
    _NOTE,
))  # fmt: skip


class Measures:
    """Measures: texts, or mappings of text and answers."""

    def parse(self, reader: Reader, node: Node) -> Any:
        if type(node) is Scalar:
            parts = ListOf(Text()).parse(reader, node)
            return tuple(self._plain(reader, node, text) for text in parts)
        if type(node) is Mapping:
            return Things(MEASURE).parse(reader, node)
        assert type(node) is Sequence
        found = []
        for item in node.items:
            if type(item) is Scalar and item.empty:
                continue
            measure = (
                self._plain(reader, item, item.value)
                if type(item) is Scalar
                else MEASURE.parse(reader, item)
            )
            if measure is not INVALID:
                found.append(measure)
        return tuple(found)

    def _plain(self, reader: Reader, node: Scalar, text: str) -> Measure:
        holder = Mapping(node.start, flow=False)
        holder.end = node.end
        given: dict[str, Node] = {"text": node}
        return Measure(reader.tree, holder, given, text=text, answers=(), note=None)

    def schema(self) -> Schema:
        one = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/measure"}]}
        return {"anyOf": [one, {"type": "array", "items": one}]}


PLAN = Table("plan", Plan, (
    Field("plan", Id(), required=True, default="", called="id"),
    Field("title", Text(), required=True, default=""),
    Field("status", Choice("word:status"), default="active"),
    Field("ended", DateOf(ends=True)),
    Field("period", PERIOD, required=True),
    Field("basis", _TEXTS, default=()),
    Field("part-of", Text()),
    Field("follows", Text()),
    Field("principles", _TEXTS, default=()),
    Field("goals", Things(GOAL), default=()),
    Field("indicators", Things(INDICATOR), default=()),
    Field("groups", Things(GROUP), default=()),
    Field("phases", Things(PHASE), default=()),
    Field("tasks", Things(TASK), default=()),
    Field("measures", Measures(), default=()),
    _WAS,
    _NOTE,
))  # fmt: skip


def read_plan(tree: Tree, names: Names = OUR_NAMES) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan a tree holds, with every fault of its shape.

    None where the file is empty or no mapping. The period is read first, since a date without a
    year means the first such day in it.
    """
    reader = Reader(tree, names)
    root = whole_mapping(reader)
    if root is None:
        return None, reader.diagnostics
    quiet = Reader(tree, names)
    spelled = words.spellings("plan")
    for key, value in root.items:
        if spelled.get(key.value) == "period":
            window = PERIOD.parse(quiet, value)
            reader.window = None if window is INVALID else window
            reader.period_at_fault = window is INVALID
            break
    plan = PLAN.parse(reader, root)
    return plan, reader.diagnostics


def whole_mapping(reader: Reader) -> Mapping | None:
    """The mapping that is a whole file; None after reporting that it is none."""
    root = reader.tree.root
    if type(root) is Mapping:
        return root
    if reader.tree.complete:
        if root is None or (type(root) is Scalar and root.empty):
            place = Span(reader.source, 0, min(1, len(reader.source.text)))
            reader.report(
                "wrong-type", place, msg("this file is empty; a mapping (key: value) is wanted")
            )
        else:
            wrong_type(reader, root, msg("a mapping (key: value)"))
    return None
