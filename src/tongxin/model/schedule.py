"""Schedules: a mapping, a phrase that means that mapping, or a list of these → `Rule`s.

A phrase is first turned into the text of its mapping (`model.phrase`), so both are read by the
same code and mean the same by construction.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache, partial
from typing import Any, NoReturn, TypeAlias, TypeVar

from tongxin.calendar.names import Names
from tongxin.calendar.periods import Day, Unit
from tongxin.diagnostic import Edit, Fix, Span, near
from tongxin.messages import Message, msg
from tongxin.model import words
from tongxin.model.dates import (
    DateFault,
    Moment,
    joint_fault,
    parse_moment,
    report_date,
    resolve,
    resolve_after,
    spelling_fault,
    split_span,
)
from tongxin.model.fields import (
    INVALID,
    Field,
    ListOf,
    Reader,
    Schema,
    Table,
    Text,
    like_written,
    placeholder,
    replaced,
    split_list,
    unknown_key,
    whole_number,
    wrong_type,
)
from tongxin.model.meant import word_meant
from tongxin.model.phrase import Fault, Item, parse_phrase
from tongxin.text.tree import Mapping, Node, Scalar, Sequence

T = TypeVar("T")

MAX_TIMES = 1000
"""A quota above this is a slip of the hand."""

MAX_STEP = 1000
"""The most periods that may lie between two times."""


class Shape(StrEnum):
    """How a rule makes occurrences."""

    QUOTA = "quota"  # so many times in each period
    DAYS = "days"  # on named days of each period
    BY_DAYS = "by-days"  # by named days of each period
    DATES = "dates"  # on dates, each once
    SPAN = "span"  # once between two dates
    BEFORE = "before"  # by dates or before named days, each once
    NAMED = "named"  # observances
    WITHIN = "within"  # once in each of some spans of the year
    ONGOING = "ongoing"  # no quota


class Ongoing(StrEnum):
    """Why a rule has no quota."""

    ALL_YEAR = "all-year"
    IRREGULAR = "irregular"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day in a period: of a year (`month`, `day`), of a month (`day`; 31 is the end), a weekday
    (0 is Monday), or the `nth` weekday of a month (-1 is the last).
    """  # noqa: D205

    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    nth: int | None = None


Bound: TypeAlias = Day | Moment | str
"""A limit: a day, a date of every year, or a named span."""

YearlyPair: TypeAlias = tuple[Moment, Moment]
Within: TypeAlias = tuple[Day, Day] | YearlyPair | str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a schedule, ready to be expanded. Hashable: equal rules expand alike.

    `times` is the quota of each occurrence; `due` holds days or names (DATES, BEFORE, NAMED);
    `within` the spans of WITHIN; `hazard` is None, or the kind of hazard (empty: any) that must be
    open; `each` the dimensions over which the duty is owed one by one; `written` the words of a
    vague schedule.
    """

    shape: Shape
    unit: Unit | None = None
    step: int = 1
    times: int = 1
    days: tuple[DayRule, ...] = ()
    due: tuple[Day | str, ...] = ()
    within: tuple[Within, ...] = ()
    from_: Bound | None = None
    to: Bound | None = None
    each: tuple[str, ...] = ()
    hazard: str | None = None
    ongoing: Ongoing | None = None
    written: str = ""
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        what = (self.shape, self.unit, self.step, self.times, self.days, self.due, self.within)
        limits = (self.from_, self.to, self.each, self.hazard, self.ongoing, self.written)
        object.__setattr__(self, "_hash", hash((what, limits)))

    def __hash__(self) -> int:
        """Worked out once: a rule is looked up for every task that has it."""
        return self._hash


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a schedule's mapping as text, and where it stands.

    `phrase`: the author's own words, where the text was made of them.
    """

    text: str
    span: Span
    phrase: str = ""

    @property
    def written(self) -> str:
        """What the author wrote: what messages quote."""
        return self.phrase or self.text


Raw: TypeAlias = dict[str, list[Value]]


class ScheduleOf:
    """A schedule: the rules it holds. Faults are `bad-schedule`, `bad-date` or `bad-count`."""

    def parse(self, reader: Reader, node: Node) -> Any:
        """The rules. What was once read without a fault need not be read again in this window."""
        known = _known_schedules(reader.names, reader.window)
        text = _text_of(node)
        if text not in known:
            rules = self.read(reader, node)
            if rules is INVALID:
                return INVALID
            known[text] = rules
        return known[text]

    def read(self, reader: Reader, node: Node) -> Any:
        """The rules, whether the same was read before or not."""
        items = node.items if type(node) is Sequence else [node]
        if not items:
            reader.report("bad-schedule", node, msg("this schedule says nothing of when"))
        rules: list[Rule] = []
        before = len(reader.diagnostics)
        for item in items:
            for raw, whole in _raw(reader, item) or ():
                rules += _Builder(reader, raw, whole).rules() or ()
        return tuple(rules) if rules and len(reader.diagnostics) == before else INVALID

    def schema(self) -> Schema:
        one = {"anyOf": [{"$ref": "#/$defs/schedule"}, {"type": "string"}]}
        return {"anyOf": [one, {"type": "array", "items": one}]}


class _Value:
    """A value of a schedule's mapping in the exported schema; this module reads it itself."""

    def parse(self, reader: Reader, node: Node) -> Any:
        return Text().parse(reader, node)

    def schema(self) -> Schema:
        return {"type": ["string", "integer", "boolean"]}


class _Condition:
    """`while` in the exported schema."""

    def parse(self, reader: Reader, node: Node) -> Any:
        return Text().parse(reader, node)

    def schema(self) -> Schema:
        kinds = {word: {"type": "string"} for word in words.spellings("condition")}
        kind = {
            "type": "object",
            "properties": kinds,
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [*ListOf(_Value()).schema()["anyOf"], kind]}


SCHEDULE = Table("schedule", dict, (
    *(
        Field(name, ListOf(_Value()))
        for name in ("every", "times", "day", "in", "by", "from", "to", "each")
    ),
    Field("while", _Condition()),
    *(Field(name, ListOf(_Value())) for name in ("all-year", "irregular", "vague")),
    Field("note", Text()),
))  # fmt: skip


Written: TypeAlias = "str | tuple[Written, ...]"


@lru_cache(maxsize=256)
def _known_schedules(
    _names: Names, _window: tuple[Day, Day] | None
) -> dict[Written, tuple[Rule, ...]]:
    """Schedules read without a fault, by what was written; dates may depend on names and window."""
    return {}


def _text_of(node: Node) -> Written:
    """What was written, whatever its form: equal texts mean equal schedules."""
    if type(node) is Scalar:
        return node.value
    if type(node) is Sequence:
        return tuple([_text_of(item) for item in node.items])
    assert type(node) is Mapping
    return ("{", *[part for key, value in node.items for part in (key.value, _text_of(value))])


@lru_cache(maxsize=4096)
def _phrase(text: str, names: Names) -> tuple[Item, ...] | Fault:
    return parse_phrase(text, names.known, names.is_span)


def _raw(reader: Reader, node: Node) -> list[tuple[Raw, Span]] | None:
    """The texts of each mapping in an item of a schedule; None after reporting."""
    if type(node) is Mapping:
        raw = _raw_mapping(reader, node)
        return None if raw is None else [(raw, reader.tree.span(node))]
    if type(node) is Scalar:
        return _raw_phrase(reader, node)
    wrong_type(reader, node, msg("a schedule"))
    return None


def _raw_mapping(reader: Reader, node: Mapping) -> Raw | None:
    raw: Raw = {}
    good = True
    for key, value in node.items:
        known = SCHEDULE.lookup.get(key.value)
        if known is None:
            unknown_key(reader, SCHEDULE, node, key, value, ScheduleOf().read)
            good = False
        elif known.name in raw:
            reader.report(
                "duplicate-key", key, msg('the key "{key}" stands here twice', key=key.value)
            )
        elif known.name == "note":
            Text().parse(reader, value)
        elif known.name == "while" and type(value) is Mapping:
            condition = _condition(reader, value)
            good = good and condition is not None
            raw["while"] = condition or []
        else:
            values = _values(reader, value)
            good = good and values is not None
            raw[known.name] = values or []
    if good:
        return raw
    # What it is for cannot be told, for a key may be misspelt; what any schedule may have can.
    _Builder(reader, {k: v for k, v in raw.items() if v}, reader.tree.span(node)).extras()
    return None


def _condition(reader: Reader, node: Mapping) -> list[Value] | None:
    """`{hazard: KIND}`; None after reporting another key or another kind of value."""
    found: list[Value] | None = []
    known = words.spellings("condition")
    for key, value in node.items:
        if known.get(key.value) != "hazard":
            message = msg(
                'unknown key "{key}" in {thing}',
                key=key.value,
                thing=words.word("schedule", "while"),
            )
            remedy = msg("write: while: hazard, or while: {{hazard: KIND}}")
            meant = word_meant(key.value, words.meanings("condition"))
            fix = replaced(reader, key, words.chinese("condition", meant)) if meant else None
            reader.report(
                "unknown-key", key, message, remedy, fix if len(node.items) == 1 else None
            )
            found = None
        elif type(value) is not Scalar:
            wrong_type(reader, value, msg("a kind of hazard"))
            found = None
        elif found is not None:
            found.append(Value("hazard:" + value.value, reader.tree.span(value)))
    return found


def _values(reader: Reader, node: Node) -> list[Value] | None:
    """The texts of a key's value, a list or one; None after reporting what is neither."""
    if type(node) is Scalar:
        return [
            Value(text, reader.within(node, start, start + len(text)))
            for start, text in split_list(node.value) or [(0, "")]
        ]
    if type(node) is not Sequence:
        wrong_type(reader, node, msg("a text"))
        return None
    found: list[Value] | None = []
    for item in node.items:
        if type(item) is not Scalar:
            wrong_type(reader, item, msg("a text"))
            found = None
        elif found is not None:
            found += _values(reader, item) or []
    return found


def _raw_phrase(reader: Reader, node: Scalar) -> list[tuple[Raw, Span]] | None:
    if reader.has_blanks and placeholder(reader, node):
        return None
    items = _phrase(node.value, reader.names)
    if isinstance(items, Fault):
        _report_phrase(reader, node, items)
        return None
    whole = reader.tree.span(node)
    return [
        (
            {
                key: [
                    Value(p.text, reader.within(node, p.start, p.end), node.value[p.start : p.end])
                    for p in parts
                ]
                for key, parts in item.items()
            },
            whole,
        )
        for item in items
    ]


def _report_phrase(reader: Reader, node: Scalar, fault: Fault) -> None:
    """Say what part of a phrase is not understood, and how it can be said instead."""
    dates = list(_other_dates(node.value, fault.start))
    for start, text, written in dates:
        report_date(reader, reader.within(node, start, start + len(text)), text, written)
    if dates:
        return
    span = reader.within(node, fault.start, fault.end)
    part = node.value[fault.start : fault.end].strip()
    guess = _near_name(reader, part)
    remedy = _SAY_INSTEAD.get(fault.reason)
    if remedy is None and re.fullmatch(_STRETCH, part):
        remedy = _HOW_OFTEN
    if re.fullmatch(r"\d{1,2}-\d{1,2}", part) and isinstance(parse_moment(part), Moment):
        guess = "{}月{}日".format(*part.split("-"))
    if remedy is None:
        remedy = msg('did you mean "{word}"?', word=guess) if guess else _EXAMPLES
    message = msg('"{part}" is not understood', part=part)
    if fault.reason in _SAY_INSTEAD:
        message = msg('"{part}" does not say just what is owed', part=part)
    reader.report("bad-schedule", span, message, remedy)


_DATE = r"(?<!\d)\d{4}(?P<sign>[-/.／．－])\d{1,2}(?:(?P=sign)\d{1,2})?(?!\d)"


def _other_dates(text: str, begin: int) -> Iterator[tuple[int, str, DateFault]]:
    """The dates of a phrase, from an offset on, that are written in another way than it takes.

    2026-9-1 is one of them, and 2026-09-01-2026-09-30, whose ends are not joined by 至.
    """
    dates = [date for date in re.finditer(_DATE, text) if date.end() > begin]
    while dates:
        date = dates.pop(0)
        whole = text[date.start() : dates[0].end()] if dates else ""
        joined = joint_fault(whole)
        if joined is not None and joined.fixed is not None:
            dates.pop(0)
            yield date.start(), whole, replace(joined, fixed=joined.fixed.replace("..", "至"))
        elif date.start() >= begin and (fault := spelling_fault(date[0])):
            yield date.start(), date[0], fault


_STRETCH = (
    r"[前后每第个半两零\d一二三四五六七八九十百]*"
    r"(?:工作日|休息日|周末|周|星期|礼拜|[天日旬月年]|季度?|小时)[前后内起之以]*"
)
"""A length of time or a kind of day: near to many a name by its characters and to none in sense."""


def _near_name(reader: Reader, text: str) -> str | None:
    """The named day that was probably meant."""
    if len(text) < 2 or re.fullmatch(rf"{_STRETCH}|(?:周|星期|礼拜).", text):
        return None
    return near(text, list(reader.names.all_names()))


_HOW_OFTEN = msg("say how often, as in 每周2次, 每个工作日; or by when: 9月底前, 春节前")
_EXAMPLES = msg(
    "write for instance 每周至少2次, 每月20日, 7月底前, 世界环境日, 全年; or a mapping;"
    " days of your own, such as 汛期, stand in tongxin.yaml under calendar: days"
)
_SAY_INSTEAD = {
    "does-not-fit": msg("the words around it say something else; make it a list of two schedules"),
    "no-period": msg("say of which week or month: 每周一, 每月20日, 11月20日"),
    "no-times": msg("say how often: 每周2次"),
    "nothing-owed": msg("say when it is owed: 每周2次, 7月底前, 全年"),
    "range-of-times": msg("write the least number that is owed: 至少2次"),
    "at-most": msg("write the least number that is owed, such as 至少1次, or 不定期"),
    "not-expressible": msg("no schedule says this in one; write a list of several"),
    "unclear": msg("it can mean more than one thing; write the day: 9月底前, 2027年3月, 每季度1次"),
}
"""By the reason of a phrase's fault: how to say what was probably meant."""

_WITH_END = (Unit.TEN_DAYS, Unit.HALF_MONTH, Unit.QUARTER, Unit.HALF_YEAR, Unit.YEAR)
"""Periods of which no day can be named but the last, as 31."""

BOUNDED = frozenset(
    (Shape.QUOTA, Shape.DAYS, Shape.BY_DAYS, Shape.NAMED, Shape.WITHIN, Shape.ONGOING)
)
"""Shapes whose `from` and `to` may be dates of every year."""


class _Faulty(Exception):
    """A schedule was found to be at fault and reported."""


class _Builder:
    """Rules of one mapping's texts."""

    def __init__(self, reader: Reader, raw: Raw, whole: Span) -> None:
        self.reader = reader
        self.raw = raw
        self.whole = whole

    def rules(self) -> list[Rule] | None:
        """The rules, or None after reporting all that is wrong."""
        rules = self.tried(self.shaped)
        bounded = rules[0].shape in BOUNDED if rules else "every" in self.raw
        bounds = self.tried(self.bounds) if bounded else None
        extras = self.extras()
        if rules is None or extras is None or (bounded and bounds is None):
            return None
        each, hazard, times = extras
        if bounds:
            rules = [replace(rule, from_=bounds[0], to=bounds[1]) for rule in rules]
        return [replace(rule, each=each, hazard=hazard, times=times) for rule in rules]

    def extras(self) -> tuple[tuple[str, ...], str | None, int] | None:
        """`each`, the hazard of `while`, and `times`; None after reporting."""
        each, times = self.tried(self.each), self.tried(self.times)
        hazard = self.tried(lambda: (self.hazard(),))
        return None if each is None or times is None or hazard is None else (each, *hazard, times)

    def tried(self, step: Callable[[], T]) -> T | None:
        """What a step finds, or None where it reported a fault: the next ones are still taken."""
        try:
            return step()
        except _Faulty:
            return None

    def all_of(self, steps: Iterable[Callable[[], T]]) -> list[T]:
        """What each step finds; the faults of all of them are told before it is given up."""
        found: list[T] = []
        faulty = False
        for step in steps:
            try:
                found.append(step())
            except _Faulty:
                faulty = True
        if faulty:
            raise _Faulty
        return found

    def of_each(self, values: Iterable[Value], read: Callable[[Value], T]) -> list[T]:
        """What is read of each value, all that are at fault told at once."""
        return self.all_of(partial(read, value) for value in values)

    def shaped(self) -> list[Rule]:
        """Rules without what every shape has in common."""
        raw = self.raw
        for key, values in raw.items():
            if not values:
                self.fail(msg('"{key}" holds nothing', key=words.word("schedule", key)))
        forms = [key for key in ("every", "in", "all-year", "irregular", "vague") if key in raw]
        if len(forms) > 1:
            first, second = (words.word("schedule", key) for key in forms[:2])
            self.fail(
                msg('"{first}" and "{second}" exclude each other', first=first, second=second)
            )
        if "every" in raw:
            return self.every()
        if "in" in raw:
            self.refuse("day", "by")
            return [Rule(Shape.WITHIN, within=tuple(self.of_each(raw["in"], self.within)))]
        if forms:
            self.refuse("day", "by", "times")
            written = raw[forms[0]][0] if raw[forms[0]] else Value("", self.whole)
            kind = Ongoing(forms[0])
            if (
                kind is not Ongoing.VAGUE
                and words.spellings("word:bool").get(written.text) != "true"
            ):
                self.fail(
                    msg(
                        'write "{word}" here, not "{text}"',
                        word=words.word("word:bool", "true"),
                        text=written.text,
                    ),
                    written.span,
                )
            return [Rule(Shape.ONGOING, ongoing=kind, written=written.text)]
        if "by" in raw:
            self.refuse("day", "to")
            read = partial(self.date_or_name, ends=True)
            due = self.tried(lambda: self.of_each(raw["by"], read))
            from_ = self.once("from")
            if due is None:
                raise _Faulty
            return [Rule(Shape.BEFORE, due=tuple(due), from_=from_)]
        if "day" in raw:
            return self.dates()
        if "from" in raw or "to" in raw:
            return [self.span()]
        return self.fail(
            msg("this schedule says nothing of when"),
            help=msg("give one of: every, day, in, by, from and to, all-year, irregular, vague"),
        )

    # ── the shapes ────────────────────────────────────────────────────────────────────────────

    def every(self) -> list[Rule]:
        """Recurring work."""
        raw = self.raw
        step, unit = self.unit(self.single("every"))
        if "day" in raw and "by" in raw:
            first, second = words.word("schedule", "day"), words.word("schedule", "by")
            self.fail(
                msg('"{first}" and "{second}" exclude each other', first=first, second=second)
            )
        key = "day" if "day" in raw else "by"
        if key not in raw:
            return [Rule(Shape.QUOTA, unit, step)]
        named = [value for value in raw[key] if self.reader.is_name(value.text)]
        if named and unit is Unit.YEAR:
            names = tuple(value.text for value in named)
            shape = Shape.NAMED if key == "day" else Shape.BEFORE
            if len(named) < len(raw[key]):
                self.fail(msg("dates and named days do not mix here"), raw[key][0].span)
            if key == "day":
                self.refuse_spans(named)
            else:
                self.refuse("from", "to")
            return [Rule(shape, due=names)]
        days = tuple(self.of_each(raw[key], partial(self.day_in, unit)))
        shape = Shape.DAYS if key == "day" else Shape.BY_DAYS
        return [Rule(shape, unit, step, days=days)]

    def dates(self) -> list[Rule]:
        """One-off dates and observances; a list may hold both."""
        read = partial(self.date_or_name, ends=True)
        found = list(zip(self.raw["day"], self.of_each(self.raw["day"], read), strict=True))
        self.refuse_spans([value for value, due in found if isinstance(due, str)])
        days = tuple(due for _, due in found if not isinstance(due, str))
        names = tuple(due for _, due in found if isinstance(due, str))
        if days:
            self.refuse("to")
        rules = [Rule(Shape.DATES, due=days, from_=self.once("from"))] if days else []
        return rules + ([Rule(Shape.NAMED, due=names)] if names else [])

    def refuse_spans(self, named: list[Value]) -> None:
        """A named span is no day: say so and name the key that takes it."""
        for value in named:
            if self.reader.is_span(value.text):
                self.fail(
                    msg('"{name}" is longer than a day', name=value.text),
                    value.span,
                    msg('write "{key}" instead', key=words.word("schedule", "in")),
                )

    def span(self) -> Rule:
        """Once between two dates; an end that is left open is the window's."""
        found = self.tried(lambda: (self.once("from"),))
        from_ = found[0] if found else None
        to = self.end(from_) if "to" in self.raw else None
        if found is None:
            raise _Faulty
        if isinstance(from_, int) and isinstance(to, int) and to < from_:
            span = self.raw["to"][0].span
            self.fail(msg("this span ends before it begins"), span, code="phase-order")
        return Rule(Shape.SPAN, from_=from_, to=to)

    def end(self, from_: "Day | str | None") -> "Day | str":
        """The `to` of one-off work: without a year, the first such day after the beginning."""
        value = self.single("to")
        if self.reader.is_name(value.text):
            return value.text
        if isinstance(from_, int):
            return self.checked(value, lambda m: resolve_after(m, from_, self.reader.window))[1]
        return self.checked(value, lambda m: resolve(m, self.reader.window))[1]

    # ── the values ────────────────────────────────────────────────────────────────────────────

    def unit(self, value: Value) -> tuple[int, Unit]:
        """`week`, `2 weeks`, 周, `2个月`: the number of periods, in Arabic digits, and the unit."""
        found = re.fullmatch(r"(\d*)\s*个?(\S.*)", value.text.strip())
        name = found[2].strip().lower() if found else ""
        known = words.synonyms("word:unit")
        unit = (
            known.get(name)
            or known.get("个" + name)
            or (known.get(name[:-1]) if name.endswith("s") else None)
        )
        if unit is None and name == "quarters":
            unit = "quarter"
        if found is None or unit is None:
            guess = near(name, list(words.spellings("word:unit")))
            self.fail(
                msg('"{text}" is no period', text=value.written),
                value.span,
                msg('did you mean "{word}"?', word=guess)
                if guess
                else msg(
                    "write for instance: day, workday, week, 2 weeks, half-month,"
                    " month, quarter, half-year, year"
                ),
            )
        digits = found[1].lstrip("0") or found[1][-1:] or "1"
        step = int(digits) if len(digits) < 5 else MAX_STEP + 1
        if not 1 <= step <= MAX_STEP:
            message = msg(
                '"{text}": the number of periods goes from 1 to {most}',
                text=value.written,
                most=MAX_STEP,
            )
            self.fail(message, value.span)
        if unit == "workday" and step > 1:
            self.fail(msg("working days cannot be counted in steps"), value.span)
        return step, Unit(unit)

    def day_in(self, unit: Unit, value: Value) -> DayRule:
        """A named day that a period of this unit has."""
        rule = _day_rule(value.text)
        fits = rule is not None and (
            (unit is Unit.WEEK and rule.weekday is not None and rule.nth is None)
            or (
                unit is Unit.MONTH
                and rule.month is None
                and (rule.weekday is None or rule.nth is not None)
            )
            or (unit is Unit.YEAR and rule.month is not None)
            or (unit in _WITH_END and rule.day == 31 and rule.month is None)
        )
        if not fits or rule is None:
            moment = parse_moment(value.text)
            if unit is Unit.YEAR and isinstance(moment, DateFault) and moment.fixed is None:
                self.report_date(value, moment)
                raise _Faulty
            unit_word = words.word("word:unit", unit.value)
            examples = {
                Unit.WEEK: msg("write a weekday: fri, 周五"),
                Unit.MONTH: msg(
                    "write a day of the month or a weekday in it:"
                    " 20, 31 for its end, 2nd tue, last fri"
                ),
                Unit.YEAR: msg("write a day of the year: 03-05"),
            }
            self.fail(
                msg('"{text}" is no day of a {unit}', text=value.written, unit=unit_word),
                value.span,
                examples.get(unit, msg("31 stands for its last day; no other day can be named")),
            )
        return rule

    def within(self, value: Value) -> Within:
        """A month, a span of dates (both of every year where no year is given) or a named span."""
        if self.reader.is_name(value.text):
            return value.text
        ends = split_span(value.text)
        if ends is None:
            if (fault := joint_fault(value.text)) is not None:
                self.fail_date(value, fault)
            moment = self.moment(value)
            return (
                (moment, moment)
                if moment.year is None
                else self.checked(value, lambda m: resolve(m, None))
            )
        first, last = self.of_each(self.ends(value, ends), self.moment)
        if first.year is None and last.year is None:
            return first, last
        begins, ending = self.ends(value, ends)
        start = self.checked(begins, lambda m: resolve(m, self.reader.window))
        end = self.checked(ending, lambda m: resolve_after(m, start[0], self.reader.window))
        if end[1] < start[0]:
            self.fail(msg("this span ends before it begins"), value.span, code="phase-order")
        return start[0], end[1]

    def ends(self, value: Value, texts: tuple[str, str, int]) -> tuple[Value, Value]:
        """The two ends of a span as values, each at its place where it stands as written."""
        first, last, offset = texts
        source, start = value.span.source, value.span.start
        if value.span.text != value.text:
            return Value(first, value.span), Value(last, value.span)
        return (
            Value(first, Span(source, start, start + len(first))),
            Value(last, Span(source, start + offset, start + offset + len(last))),
        )

    def date_or_name(self, value: Value, ends: bool) -> "Day | str":
        """A date (its last day where `ends`), or a named day as written."""
        if self.reader.is_name(value.text):
            return value.text
        days = self.checked(value, lambda moment: resolve(moment, self.reader.window))
        return days[1] if ends else days[0]

    def once(self, key: str) -> "Day | str | None":
        """The `from` of one-off work."""
        if key not in self.raw:
            return None
        return self.date_or_name(self.single(key), ends=key == "to")

    def bounds(self) -> tuple[Bound | None, Bound | None]:
        """`from` and `to` of recurring work: days, or dates of every year, or named spans."""
        first, last = self.all_of([partial(self.bound, "from"), partial(self.bound, "to")])
        if isinstance(first, int) and isinstance(last, int) and last < first:
            self.fail(
                msg("this span ends before it begins"), self.raw["to"][0].span, code="phase-order"
            )
        return first, last

    def bound(self, key: str) -> Bound | None:
        if key not in self.raw:
            return None
        value = self.single(key)
        if self.reader.is_name(value.text):
            return value.text
        moment = self.moment(value)
        if moment.year is None:
            return moment
        return self.checked(value, lambda m: resolve(m, None))[1 if key == "to" else 0]

    def times(self) -> int:
        if "times" not in self.raw:
            return 1
        value = self.single("times")
        number = whole_number(value.text)
        if number is None or not 1 <= number <= MAX_TIMES:
            message = msg(
                '"{text}" is no number of times from 1 to {most}',
                text=value.written,
                most=MAX_TIMES,
            )
            self.reader.report("bad-count", value.span, message)
            raise _Faulty
        return number

    def each(self) -> tuple[str, ...]:
        found = []
        for value in self.raw.get("each", []):
            dimension = words.spellings("word:each").get(value.text)
            if dimension is None:
                names = tuple(
                    words.word("word:each", name) for name in words.SPELLINGS["word:each"]
                )
                self.fail(
                    msg('"{text}" is none of {words}', text=value.text, words=names),
                    value.span,
                    fix=self.synonym("word:each", value),
                )
            found.append(dimension)
        return tuple(dict.fromkeys(found))

    def synonym(self, table: str, value: Value) -> Fix | None:
        """The fix for a synonym of one keyword alone."""
        meant = word_meant(value.text, words.meanings(table))
        if meant is None or value.span.text != value.text:
            return None
        return Fix((Edit(value.span, like_written(table, meant, value.text)),))

    def hazard(self) -> str | None:
        if "while" not in self.raw:
            return None
        for value in self.raw["while"]:
            head, _, kind = value.text.partition(":")
            if words.synonyms("word:while").get(head) == "hazard":
                return kind.strip()
            self.fail(
                msg('"{text}" is no condition', text=value.text),
                value.span,
                msg("write: while: hazard, or while: {{hazard: KIND}}"),
            )
        raise _Faulty

    # ── small steps ───────────────────────────────────────────────────────────────────────────

    def single(self, key: str) -> Value:
        values = self.raw[key]
        if not values:  # told of all keys at once, see `shaped`
            raise _Faulty
        if len(values) > 1:
            message = msg('"{key}" takes one value', key=words.word("schedule", key))
            self.fail(message, values[1].span)
        return values[0]

    def moment(self, value: Value) -> Moment:
        moment = parse_moment(value.text)
        if isinstance(moment, DateFault):
            self.fail_date(value, moment)
        return moment

    def checked(self, value: Value, resolved: Any) -> tuple[Day, Day]:
        days: tuple[Day, Day] | DateFault = resolved(self.moment(value))
        if isinstance(days, DateFault):
            self.report_date(value, days)
            raise _Faulty
        return days

    def fail_date(self, value: Value, fault: DateFault) -> NoReturn:
        guess = _near_name(self.reader, value.text)
        if re.search(r"\d", value.text) is None:
            self.fail(
                msg('"{text}" is neither a date nor a named day', text=value.written),
                value.span,
                msg('did you mean "{word}"?', word=guess) if guess else None,
            )
        self.report_date(value, fault)
        raise _Faulty

    def report_date(self, value: Value, fault: DateFault) -> None:
        """The finding for a value that is no date, in the author's words."""
        if value.phrase and "text" in fault.reason.values:
            said = Message(fault.reason.text, {**fault.reason.values, "text": value.phrase})
            fault = replace(fault, reason=said)
        report_date(self.reader, value.span, value.text, fault)

    def exclude(self, *keys: str) -> NoReturn:
        first, second = (words.word("schedule", key) for key in keys)
        self.fail(msg('"{first}" and "{second}" exclude each other', first=first, second=second))

    def refuse(self, *keys: str) -> None:
        for key in keys:
            if key in self.raw:
                span = self.raw[key][0].span if self.raw[key] else self.whole
                self.fail(msg('"{key}" does not fit here', key=words.word("schedule", key)), span)

    def fail(
        self,
        message: Message,
        span: Span | None = None,
        help: Message | None = None,  # noqa: A002
        code: str = "bad-schedule",
        fix: Fix | None = None,
    ) -> NoReturn:
        self.reader.report(code, span or self.whole, message, help, fix)
        raise _Faulty


@lru_cache(maxsize=1024)
def _day_rule(text: str) -> DayRule | None:
    """`20`, `fri`, `2nd tue`, `last fri`, `03-05` and their Chinese spellings."""
    text = text.strip().lower()
    weekdays = list(words.SPELLINGS["word:weekday"])
    weekday = words.synonyms("word:weekday").get(text)
    if weekday is not None:
        return DayRule(weekday=weekdays.index(weekday))
    number = whole_number(text.removesuffix("日").removesuffix("号"))
    if number is not None:
        return DayRule(day=number) if 1 <= number <= 31 else None
    ordinals = words.synonyms("word:ordinal")
    for spelling in sorted(ordinals, key=len, reverse=True):
        if text.startswith(spelling):
            weekday = words.synonyms("word:weekday").get(text.removeprefix(spelling).strip())
            nth = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1}[ordinals[spelling]]
            return None if weekday is None else DayRule(weekday=weekdays.index(weekday), nth=nth)
    moment = parse_moment(text)
    if isinstance(moment, DateFault) or moment.year is not None or moment.day is None:
        return None
    return DayRule(day=moment.day, month=moment.month)
