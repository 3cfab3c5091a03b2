"""The dates that a plan is written with: where each stands, and the same ones some years later.

What moves is what has a year of its own: its four digits are exchanged where they stand, so a
date keeps its form (2026-07, 2026年7月底前, 二〇二六年, full-width digits). A date without a year,
a rule of months or weekdays and a named day mean the same in any year and stay. 29 February is
asked about where the year it would come to has none.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tongxin.calendar.names import Names
from tongxin.calendar.periods import year_of
from tongxin.diagnostic import Edit, Source, Span, TongxinError
from tongxin.messages import msg
from tongxin.model.dates import Moment, parse_moment, resolve, split_span
from tongxin.model.fields import split_list
from tongxin.model.phrase import Fault, parse_phrase
from tongxin.model.plan import Plan
from tongxin.model.schedule import SCHEDULE
from tongxin.text.tree import Mapping as Pairs
from tongxin.text.tree import Node, Scalar, Sequence, Tree, walk

FEBRUARY = ("02-28", "03-01")
"""What may stand for 29 February in a year that has none."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a plan: the characters [start, end) of a scalar's text.

    `within`: without a year it means the one such day in the plan's period.
    """

    node: Scalar
    start: int
    end: int
    moment: Moment
    within: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A 29 February that would come to a year without one. `span`: where it stands."""

    span: Span
    year: int

    @property
    def place(self) -> str:
        """`plans/fire.yaml:12`."""
        return f"{self.span.source.path}:{self.span.line}"


# ── where they stand ──────────────────────────────────────────────────────────────────────────


def dates(plan: Plan, names: Names) -> Iterator[Dated]:
    """Every date of a plan that was read without a fault, each once although aliases share it."""
    anchors = Anchors(plan.tree)
    seen: set[tuple[int, int]] = set()
    for found in _dates(plan, names):
        node = anchors.original(found.node)
        if (node.start, found.start) not in seen:
            seen.add((node.start, found.start))
            yield Dated(node, found.start, found.end, found.moment, found.within)


def _dates(plan: Plan, names: Names) -> Iterator[Dated]:
    yield from _span(plan.value_node("period"))
    for goal in plan.goals:
        yield from _span(goal.value_node("by"))
    for limited in (*plan.phases, *plan.tasks):
        yield from _span(limited.value_node("from"))
        yield from _span(limited.value_node("to"))
    for task in plan.tasks:
        schedule = task.value_node("schedule")
        for item in schedule.items if isinstance(schedule, Sequence) else [schedule]:
            if isinstance(item, Scalar):
                yield from _in_phrase(item, names)
            elif isinstance(item, Pairs):
                yield from _in_mapping(item, names)


def _span(node: Node | None, start: int = 0, text: str | None = None) -> Iterator[Dated]:
    """The date, or the two ends of the span, in a scalar or a part of one."""
    if not isinstance(node, Scalar):
        return
    text = node.value if text is None else text
    ends = split_span(text)
    parts = [(0, text)] if ends is None else [(0, ends[0]), (ends[2], ends[1])]
    for offset, part in parts:
        moment = parse_moment(part)
        if isinstance(moment, Moment):
            yield Dated(node, start + offset, start + offset + len(part), moment)


_TIMED = ("day", "in", "by", "from", "to")


def _in_mapping(mapping: Pairs, names: Names) -> Iterator[Dated]:
    """The dates of a schedule's mapping."""
    given = [
        (SCHEDULE.lookup[key.value].name, value)
        for key, value in mapping.items
        if key.value in SCHEDULE.lookup
    ]
    once = not any(name in ("every", "in") for name, _ in given)
    for name, value in given:
        if name not in _TIMED:
            continue
        for node in value.items if isinstance(value, Sequence) else [value]:
            if not isinstance(node, Scalar):
                continue
            for start, part in split_list(node.value):
                if not names.known(part):
                    for found in _span(node, start, part):
                        yield Dated(node, found.start, found.end, found.moment, once)


def _in_phrase(node: Scalar, names: Names) -> Iterator[Dated]:
    """The dates of a phrase, each with the words it was read from."""
    items = parse_phrase(node.value, names.known, names.is_span)
    for item in () if isinstance(items, Fault) else items:
        once = not ("every" in item or "in" in item)
        for key in _TIMED:
            for part in item.get(key, ()):
                moment = None if names.known(part.text) else parse_moment(part.text.split("..")[0])
                if isinstance(moment, Moment):
                    yield Dated(node, part.start, part.end, moment, once)


class Anchors:
    """The scalars that aliases stand for."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.known: list[tuple[str, Scalar]] | None = None

    def original(self, node: Scalar) -> Scalar:
        """The scalar itself, of an alias the one that was written."""
        if not self.tree.is_alias(node):
            return node
        name = self.tree.source.text[node.start + 1 : node.end].strip()
        above = [s for n, s in self._anchored() if n == name and s.start < node.start]
        return max(above, key=lambda scalar: scalar.start, default=node)

    def _anchored(self) -> list[tuple[str, Scalar]]:
        if self.known is None:
            text, self.known = self.tree.source.text, []
            for scalar in walk(self.tree.root):
                before = text[max(scalar.start - 200, 0) : scalar.start]
                found = re.search(r"&([^\s,\[\]{}]+)\s+(?:!\S*\s+)?$", before)
                if found and not self.tree.is_alias(scalar):
                    self.known.append((found[1], scalar))
        return self.known


# ── years ─────────────────────────────────────────────────────────────────────────────────────

_ZEROS, _NUMERALS = "〇○零", "〇一二三四五六七八九"
_RUN = re.compile(rf"\d+|[{_ZEROS}{_NUMERALS}]+")
"""Digits of any width and script, or Chinese ones; never both together."""


def _digit(sign: str) -> int:
    if sign in _ZEROS:
        return 0
    return _NUMERALS.index(sign) if sign in _NUMERALS else unicodedata.decimal(sign)


def numbers(text: str) -> Iterator[tuple[int, int, int]]:
    """Every run of digits: where it begins and ends, the number it writes."""
    for run in _RUN.finditer(text):
        if len(run[0]) <= 8:
            yield *run.span(), int("".join(str(_digit(sign)) for sign in run[0]))


def like(written: str, number: int) -> str:
    """A number in the digits of another, with as many places."""
    zero = next((sign for sign in written if sign in _ZEROS), "〇")
    shown = []
    for old, new in zip(written, f"{number:0{len(written)}}", strict=True):
        if old in _ZEROS or old in _NUMERALS:
            shown.append(zero if new == "0" else _NUMERALS[int(new)])
        else:
            shown.append(chr(ord(old) - unicodedata.decimal(old) + int(new)))
    return "".join(shown)


def year_in(text: str, year: int) -> tuple[int, int] | None:
    """Where a year stands in a text for the first time, by itself."""
    found = ((s, e) for s, e, number in numbers(text) if e - s == 4 and number == year)
    return next(found, None)


def years_in_title(text: str, years: range) -> Iterator[tuple[int, int, int]]:
    """The years of a title that change with the plan: start, end, year.

    Of 2026-27 the second too; not that of a document's number, 〔2026〕12号.
    """
    after: tuple[int, int] | None = None  # where a year ended, and which one follows it
    for start, end, number in numbers(text):
        joined = after and re.fullmatch(r"\s*(?:[-–~～—/]+|至|到)\s*", text[after[0] : start])
        if end - start == 4 and (number in years or (joined and after and number == after[1])):
            bracketed = text[start - 1 : start] in ("〔", "[", "［") if start else False
            if not bracketed:
                yield start, end, number
                after = end, number + 1
        elif joined and after and end - start == 2 and number > 12 and number == after[1] % 100:
            yield start, end, number
            after = None


# ── moving them ───────────────────────────────────────────────────────────────────────────────


def questions(plan: Plan, names: Names, years: int) -> tuple[Question, ...]:
    """The dates that have to be asked about, were all moved on by so many years."""
    found = (_question(plan, dated, years) for dated in dates(plan, names))
    return tuple(question for question in found if question is not None)


def _question(plan: Plan, dated: Dated, years: int) -> Question | None:
    moment = dated.moment
    if (moment.month, moment.day) != (2, 29) or plan.period is None:
        return None
    if moment.year is not None:
        year = moment.year + years
    elif dated.within:
        days = resolve(moment, plan.period)
        ends = [year_of(day) for day in plan.period]
        leap = (y for y in range(ends[0], ends[1] + 1) if _is_leap(y))
        year = (year_of(days[0]) if isinstance(days, tuple) else next(leap, ends[0])) + years
    else:
        return None  # 29 February of every year
    return None if _is_leap(year) else Question(_place(plan.source, dated), year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def moved(
    plan: Plan, names: Names, years: int, february: Mapping[int, str]
) -> tuple[list[Edit], tuple[Question, ...]]:
    """The edits that move every date on, and the questions that are left.

    Args:
        plan: the plan, read without a fault.
        names: the named days of the workspace.
        years: how many years later.
        february: by the offset of each 29 February that is asked about, one of `FEBRUARY`.

    Raises:
        TongxinError: a date is written in a form that cannot be changed.
    """
    edits: list[Edit] = []
    left: list[Question] = []
    for dated in dates(plan, names):
        question = _question(plan, dated, years)
        if question is None:
            edits += _moved(plan.source, dated, years)
        elif question.span.start in february:
            choice = february[question.span.start]
            edits.append(_february(plan.source, dated, years, choice, question))
        else:
            left.append(question)
    return edits, tuple(left)


def _moved(source: Source, dated: Dated, years: int) -> Iterator[Edit]:
    span = year_place(source, dated)
    if span is not None and dated.moment.year is not None:
        yield Edit(span, like(span.text, dated.moment.year + years))


def year_place(source: Source, dated: Dated) -> Span | None:
    """Where a date's year stands; None where it has none, or it was said once for several."""
    if dated.moment.year is None:
        return None
    found = year_in(dated.node.value[dated.start : dated.end], dated.moment.year)
    if found is None:
        return None
    start, end = found
    return place(source, dated.node, dated.start + start, dated.start + end, "").span


def _place(source: Source, dated: Dated) -> Span:
    return place(source, dated.node, dated.start, dated.end, "").span


def place(source: Source, node: Scalar, start: int, end: int, new: str) -> Edit:
    """The edit that puts something in place of the characters [start, end) of a scalar's text.

    Raises:
        TongxinError: it cannot be told where they stand, since the text is written with escapes.
    """
    begin = node.start if node.plain else node.start + 1
    if source.text.startswith(node.value, begin):
        return Edit(Span(source, begin + start, begin + end), new)
    old, raw = node.value[start:end], source.text[node.start : node.end]
    places = [found.start() for found in re.finditer(re.escape(old), raw)]
    number = len(re.findall(re.escape(old), node.value[:start]))
    if not old or len(places) != len(re.findall(re.escape(old), node.value)):
        line = source.position(node.start)[0]
        raise TongxinError(
            msg(
                '{place}: "{text}" is written in a form that cannot be changed',
                place=f"{source.path}:{line}",
                text=old,
            ),
            msg("write it plainly, without escapes, on one line"),
        )
    at = node.start + places[number]
    return Edit(Span(source, at, at + len(old)), new)


# ── 29 February ───────────────────────────────────────────────────────────────────────────────

_N = r"(?:\d{1,2}|[〇零一二三四五六七八九十廿]{1,3})"
_FORMS = (
    r"(?P<m>\d{1,2})\s*-\s*(?P<d>\d{1,2})(?!\d)",
    rf"(?P<m>{_N})\s*月\s*(?P<d>{_N})",
    r"(?i:(?P<d>29)(?P<th>th)?(?: of)? (?P<m>feb[a-z]*))",
    r"(?i:(?P<m>feb[a-z]*) (?:the )?(?P<d>29)(?P<th>th)?)",
    rf"(?P<d>{_N})",
)
"""29 February: 2028-02-29, 2月29日, 29 February, February 29th, and the 29日 of 2月28日、29日."""


def _february(source: Source, dated: Dated, years: int, choice: str, question: Question) -> Edit:
    """The edit that puts another day in place of a 29 February, in its form."""
    text, year = dated.node.value[dated.start : dated.end], dated.moment.year
    token = None if year is None else year_in(text, year)
    parts = []
    masked = text
    if token is not None and year is not None:
        parts.append((token, like(text[slice(*token)], year + years)))
        masked = text[: token[0]] + "\0" * (token[1] - token[0]) + text[token[1] :]
    other = _other_day(masked, march=choice == FEBRUARY[1])
    if other is None:
        raise TongxinError(
            msg(
                '{place}: "{text}" cannot become {date} as it stands here',
                place=question.place,
                text=text,
                date=choice,
            ),
            msg("write this date with its month, by itself, and try again"),
        )
    for (start, end), new in sorted([*parts, *other], reverse=True):
        text = text[:start] + new + text[end:]
    return place(source, dated.node, dated.start, dated.end, text)


def _other_day(text: str, march: bool) -> list[tuple[tuple[int, int], str]] | None:
    """What stands in place of which characters; None where no month stands that has to change."""
    for form in _FORMS:
        found = re.search(form, text)
        if found is None:
            continue
        said = {name: word for name, word in found.groupdict().items() if word}
        if march and "m" not in said:
            return None
        parts = [(found.span("d"), _day(said["d"], said.get("m", ""), march))]
        if march:
            parts.append((found.span("m"), _march(said["m"])))
            parts += [(found.span("th"), "st")] if "th" in said else []
        return parts
    return None


def _day(day: str, month: str, march: bool) -> str:
    if not march:
        return day[:-1] + like(day[-1], 8)
    if not day[-1].isdecimal():
        return "一"
    padded = len(month) == 2 and month.isdecimal()
    return like(day, 1) if padded else like(day[-1], 1)


def _march(month: str) -> str:
    if not month.isascii() or month.isdecimal():
        return month[:-1] + like(month[-1], 3)
    name = "March" if len(month) > 4 else "Mar"
    return name.lower() if month.islower() else name.upper() if month.isupper() else name
