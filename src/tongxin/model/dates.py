"""Dates as people write them: a day, a month or a year, with or without the year, and spans.

Where something begins a date stands for its first day, where it ends for its last. A date without
a year is the first such day in the plan's period (`resolve`). Days are proleptic Gregorian
ordinals, as everywhere below.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tongxin.calendar.periods import Day, day_of_month, iso, month_span, year_of
from tongxin.diagnostic import Edit, Fix, Span
from tongxin.messages import Message, msg
from tongxin.model.fields import INVALID, Reader, Schema, as_text
from tongxin.text.tree import Node, Scalar, Sequence

FIRST_YEAR, LAST_YEAR = 1949, 2199
"""Years a plan may speak of; anything else is a slip of the hand."""

_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
# Patterns as texts: `re` compiles one when it is first asked for, most runs need two of them.
_ISO = r"(?:(?P<year>\d{4})(?:-|$))?(?:(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
_CHINESE = (
    r"(?:(?P<year>\d{4})\s*年\s*)?(?:(?P<month>\d{1,2})\s*月\s*(?:份|(?P<day>\d{1,2})\s*[日号])?)?"
)
_OTHERWISE = (
    r"(?P<year>\d{4})(?:\s*[-/.]\s*(?P<month>\d{1,2})(?:\s*[-/.]\s*(?P<day>\d{1,2}))?"
    r"|(?P<month8>\d{2})(?P<day8>\d{2}))"
)
_SIGNS = str.maketrans("／．－", "/.-")
_JOINT = r"\s*(?:\.\.|~|～|至|—+|–)\s*"
_OTHER_JOINT = r"\s*(?:-+|－+|/|到)\s*"


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a month or a day as written; `year` is None where none was written."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def span(self, year: int) -> tuple[Day, Day] | None:
        """First and last day in a year (its own, if it has one); None for 29 February in others."""
        year = self.year if self.year is not None else year
        if self.month is None:
            return day_of_month(year, 1, 1), day_of_month(year, 12, 31)
        if self.day is None:
            return month_span(year, self.month)
        day = day_of_month(year, self.month, self.day)
        if self.day == 29 and self.month == 2 and iso(day)[-2:] != "29":
            return None
        return day, day


@dataclass(frozen=True, slots=True)
class DateFault:
    """Why a text is no date. `fixed` is the same date as it should be written, where certain.

    `yearless`: only the year is missing, for want of a period to take it from.
    """

    reason: Message
    fixed: str | None = None
    yearless: bool = False


_YEARLESS = DateFault(msg("the year is missing"), yearless=True)


@lru_cache(maxsize=4096)
def parse_moment(text: str) -> Moment | DateFault:
    """Read one date; the fault says why it is none (2月30日, 2026/11/23)."""
    plain = text.strip().translate(_DIGITS)
    found = re.fullmatch(_ISO, plain) or re.fullmatch(_CHINESE, plain)
    if found is not None and plain:
        return _moment(text, *found.group("year", "month", "day"))
    otherwise = re.fullmatch(_OTHERWISE, plain.translate(_SIGNS))
    if otherwise is None:
        return DateFault(msg('"{text}" is no date', text=text))
    year, month, day = otherwise.group("year", "month", "day")
    moment = _moment(text, year, month or otherwise["month8"], day or otherwise["day8"])
    return moment if isinstance(moment, DateFault) else _misspelt(text, _iso(moment))


def _misspelt(text: str, fixed: str) -> DateFault:
    return DateFault(msg('"{text}" is not how a date is written here', text=text), fixed)


def _iso(moment: Moment) -> str:
    """A date that has its year, as it is written."""
    numbers = (n for n in (moment.year, moment.month, moment.day) if n is not None)
    return "-".join(f"{number:02}" for number in numbers)


def spelling_fault(text: str) -> DateFault | None:
    """The fault of a date with its year where only the one spelling 2026-09-01 will do."""
    moment = parse_moment(text)
    if isinstance(moment, DateFault):
        return moment if moment.fixed else None
    if moment.year is None or _iso(moment) == text.strip():
        return None
    return _misspelt(text, _iso(moment))


def joint_fault(text: str) -> DateFault | None:
    """The fault of a span whose two ends, each with its year, are joined by a hyphen, / or 到.

    Of 2026年9月-12月 the second end may lack the year; digits without one could be anything.
    """
    if not isinstance(alone := parse_moment(text), DateFault) or alone.fixed:
        return None
    for joint in re.finditer(_OTHER_JOINT, text):
        first, last = _end(text[: joint.start()]), _end(text[joint.end() :])
        if first and last and re.match(r"\d{4}", first):
            chinese = "年" in first
            if re.match(r"\d{4}", last) or (chinese and "月" in last):
                fixed = f"{first}{'至' if chinese else '..'}{last}"
                return DateFault(
                    msg('"{text}" is not how a span is written here', text=text), fixed
                )
    return None


def _end(text: str) -> str | None:
    """A date as it should be written, in Chinese as it was; None of what is none."""
    moment = parse_moment(text)
    if isinstance(moment, DateFault):
        return moment.fixed
    return text.strip() if moment.year is None or "年" in text else _iso(moment)


def _moment(text: str, *parts: str | None) -> Moment | DateFault:
    year, month, day = (int(part) if part else None for part in parts)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return DateFault(msg("the year {year} is out of range", year=year))
    if month is None:
        return (
            Moment(year) if year is not None else DateFault(msg('"{text}" is no date', text=text))
        )
    if not 1 <= month <= 12:
        return DateFault(msg('"{text}": there is no month {month}', text=text, month=month))
    if day is not None:
        first, last = month_span(year or 2028, month)  # 2028: a leap year, for 29 February
        if not 1 <= day <= last - first + 1:
            return DateFault(msg('"{text}": that month has no day {day}', text=text, day=day))
    return Moment(year, month, day)


def resolve(moment: Moment, window: tuple[Day, Day] | None) -> tuple[Day, Day] | DateFault:
    """The days a date stands for; without a year, the first such in the window."""
    if moment.year is not None:
        return moment.span(moment.year) or DateFault(msg("that year has no 29 February"))
    if window is None:
        return _YEARLESS
    first_year, last_year = year_of(window[0]), year_of(window[1])
    spans = [moment.span(year) for year in range(first_year, last_year + 1)]
    found = [s for s in spans if s is not None and s[1] >= window[0] and s[0] <= window[1]]
    if len(found) > 1:
        years = tuple(str(year_of(span[0])) for span in found)
        return DateFault(
            msg("which year? the plan's period holds this date in {years}", years=years)
        )
    if found:
        return found[0]
    for year in (first_year, first_year + 1):
        span = moment.span(year)
        if span is not None and span[0] >= window[0]:
            return span
    return DateFault(msg("the year is missing"))


def resolve_after(
    moment: Moment, first: Day, window: tuple[Day, Day] | None
) -> "tuple[Day, Day] | DateFault":
    """The end of a span that begins on `first`: without a year, the first such not before it."""
    if moment.year is not None:
        return resolve(moment, window)
    for year in range(year_of(first), year_of(first) + 9):
        span = moment.span(year)
        if span is not None and span[1] >= first:
            return span
    return DateFault(msg("the year is missing"))


def report_date(reader: Reader, place: Span, text: str, fault: DateFault) -> None:
    """The finding for a text that is no date, with its fix where there is one.

    Nothing of a year that is missing where the plan's own period is at fault: that is told already.
    """
    if fault.yearless and reader.period_at_fault:
        return
    fix = Fix((Edit(place, fault.fixed),)) if fault.fixed and place.text == text else None
    remedy = msg("write a day, a month or a year: 2026-11-23, 2026-11, 2026, 2026年11月23日")
    if fault.fixed:
        remedy = msg("write {date}", date=fault.fixed)
    elif fault.yearless:
        remedy = msg("write the year too: 2026-11-23, 2026-11, 2026-09..2026-12")
    reader.report("bad-date", place, fault.reason, remedy, fix)


@dataclass(frozen=True, slots=True)
class DateOf:
    """A date that stands for its first day (`ends` False) or its last (`ends` True)."""

    ends: bool = False

    def parse(self, reader: Reader, node: Node) -> Any:
        text = as_text(reader, node, msg("a date"))
        if text is None:
            return INVALID
        assert type(node) is Scalar
        moment = parse_moment(text)
        days = moment if isinstance(moment, DateFault) else resolve(moment, reader.window)
        if isinstance(days, DateFault):
            report_date(reader, reader.within(node, 0, len(text)), text, days)
            return INVALID
        return days[1] if self.ends else days[0]

    def schema(self) -> Schema:
        return DATE_SCHEMA


DATE_SCHEMA: Schema = {
    "type": ["string", "integer"],
    "pattern": r"^\s*([0-9０-９]{1,4}|[0-9０-９]{4}-[0-9０-９]{1,2}(-[0-9０-９]{1,2})?"
    r"|[0-9０-９]{1,2}-[0-9０-９]{1,2}|([0-9０-９]{4}\s*年\s*)?([0-9０-９]{1,2}\s*月\s*(份|[0-9０-９]{1,2}\s*[日号])?)?)\s*$",
}


@dataclass(frozen=True, slots=True)
class SpanOf:
    """First and last day of a span: two dates joined by `..`, `~` or 至, or one alone.

    `longest` is the greatest length in days that makes sense. `of_plan`: a plan's own period, of
    which a missing year is told although, or because, the period is at fault.
    """

    longest: int = 100 * 366
    of_plan: bool = False

    def parse(self, reader: Reader, node: Node) -> Any:
        text = as_text(reader, node, msg("a span of dates"))
        if text is None:
            return INVALID
        assert type(node) is Scalar
        quiet, reader.period_at_fault = (
            reader.period_at_fault,
            (reader.period_at_fault and not self.of_plan),
        )
        days = parse_span(reader, node, text)
        reader.period_at_fault = quiet
        if days is None:
            return INVALID
        if days[1] < days[0]:
            message = msg("this span ends before it begins")
            reader.report("phase-order", node, message, msg("put the earlier date first"))
            return INVALID
        if days[1] - days[0] >= self.longest:
            years = self.longest // 365
            reader.report("bad-date", node, msg("a span of more than {n} years", n=years))
            return INVALID
        return days

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


def parse_span(reader: Reader, node: Scalar, text: str) -> tuple[Day, Day] | None:
    """First and last day of the span in a scalar, or None after reporting."""
    joint = re.search(_JOINT, text)
    if joint is None:
        fault = joint_fault(text)
        if fault is None:
            return _resolved(reader, node, text, 0, None)
        report_date(reader, reader.within(node, 0, len(text)), text, fault)
        return None
    if reader.window is None and _without_year(text[: joint.start()], text[joint.end() :]):
        report_date(reader, reader.tree.span(node), text, _YEARLESS)  # once for both ends
        return None
    first = _resolved(reader, node, text[: joint.start()], 0, None)
    last = _resolved(reader, node, text[joint.end() :], joint.end(), first)
    return (first[0], last[1]) if first and last else None


def _without_year(*texts: str) -> bool:
    """Are all of these dates to which nothing but the year is missing?"""
    moments = map(parse_moment, texts)
    return all(isinstance(moment, Moment) and moment.year is None for moment in moments)


def _resolved(
    reader: Reader, node: Scalar, text: str, offset: int, after: tuple[Day, Day] | None
) -> tuple[Day, Day] | None:
    moment = parse_moment(text)
    if isinstance(moment, DateFault):
        days: tuple[Day, Day] | DateFault = moment
    elif after is not None and moment.year is None:
        days = resolve_after(moment, after[0], reader.window)
    else:
        days = resolve(moment, reader.window)
    if isinstance(days, DateFault):
        report_date(reader, reader.within(node, offset, offset + len(text)), text, days)
        return None
    return days


def split_span(text: str) -> tuple[str, str, int] | None:
    """The two ends of a span's text and the offset of the second; None if it is one date."""
    joint = re.search(_JOINT, text)
    return (text[: joint.start()], text[joint.end() :], joint.end()) if joint else None


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days, or of working days."""

    days: int
    working: bool = False


_DURATION = (
    r"(?:提前\s*)?(?P<n>\d+)\s*"
    r"(?P<unit>days?|workdays?|working days?|weeks?|天|日|个?工作日|周|个?星期)?"
)


MOST_DAYS = 9999
"""The greatest number of days, or of weeks, that a time limit may have."""


def parse_duration(text: str) -> Duration | None:
    """A number of days, weeks or working days; None for anything else, or for too many."""
    found = re.fullmatch(_DURATION, text.strip().translate(_DIGITS))
    if found is None or len(found["n"]) > len(str(MOST_DAYS)):
        return None
    number, unit = int(found["n"]), found["unit"] or "day"
    if unit.startswith("week") or unit[-1] in "周期":
        return Duration(number * 7)
    return Duration(number, "work" in unit or "工作" in unit)


class DurationOf:
    """`7 days`, `3 workdays`, `2 weeks`, 7天, 3个工作日; a bare number means days."""

    def parse(self, reader: Reader, node: Node) -> Any:
        text = as_text(reader, node, msg("a number of days"))
        if text is None:
            return INVALID
        found = re.fullmatch(_DURATION, text.strip().translate(_DIGITS))
        if found is not None and len(found["n"]) > len(str(MOST_DAYS)):
            message = msg('"{text}" is too large: at most {most}', text=text, most=MOST_DAYS)
            reader.report("bad-count", node, message)
            return INVALID
        length = parse_duration(text)
        if length is None:
            message = msg('"{text}" is no number of days', text=text)
            reader.report(
                "bad-count", node, message, msg("write: 7 days, 3 workdays, 7天, 3个工作日")
            )
            return INVALID
        return length

    def schema(self) -> Schema:
        return {"type": ["string", "integer"]}


def is_list(node: Node) -> bool:
    """Written as a list?"""
    return type(node) is Sequence
