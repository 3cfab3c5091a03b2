"""Periods and their numbers: days, ISO weeks, thirds and halves of months, months up to years.

Every period of a unit has a running number from a fixed origin, so the n-th period is computed and
never stepped to: the 31st cannot drift. Days of the years 1 to 9998 are understood; beyond them a
function that has to know the year raises `ValueError`, as `datetime.date` does.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Final

Day = int
"""A day: its proleptic Gregorian ordinal, as `datetime.date.toordinal()` gives it."""


class Unit(StrEnum):
    """How long a period is; the values are the words of the plan language."""

    DAY = "day"
    WORKDAY = "workday"
    WEEK = "week"
    TEN_DAYS = "ten-days"
    HALF_MONTH = "half-month"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


def index_of(unit: Unit, day: Day) -> int:
    """Running number of the period that holds `day`; consecutive periods, consecutive numbers.

    The numbers may be relied on: a day is its own, a month is `year * 12 + month - 1`, a quarter
    `year * 4 + quarter - 1`, a half-year `year * 2 + half - 1`, a year itself.
    Raises `ValueError` for `Unit.WORKDAY`, which is a filter over days, not a period.
    """
    numbering = _INDEX.get(unit)
    if numbering is None:
        raise ValueError(f"{unit} has no running number")
    return numbering(day)


def first_day(unit: Unit, index: int) -> Day:
    """First day of the period numbered `index`; its last is `first_day(unit, index + 1) - 1`.

    Raises `ValueError` for `Unit.WORKDAY`.
    """
    beginning = _FIRST.get(unit)
    if beginning is None:
        raise ValueError(f"{unit} has no running number")
    return beginning(index)


def span(unit: Unit, index: int, count: int = 1) -> tuple[Day, Day]:
    """First and last day, both included, of `count` consecutive periods from `index` on.

    Raises `ValueError` for `Unit.WORKDAY` and for a `count` below 1.
    """
    if count < 1:
        raise ValueError(f"a span covers at least one period, not {count}")
    return first_day(unit, index), first_day(unit, index + count) - 1


def label(unit: Unit, index: int) -> str:
    """The period as it is written.

    `2026-11-23`, `2026-W47` (an ISO week with its ISO year), `2026-11上旬`, `2026-11a`, `2026-11b`,
    `2026-11`, `2026-Q4`, `2026-H2`, `2026`. Raises `ValueError` for `Unit.WORKDAY`.
    """
    write = _LABEL.get(unit)
    if write is None:
        raise ValueError(f"{unit} has no label")
    return write(index)


def parse_label(text: str) -> tuple[Unit, int] | None:
    """Unit and running number of a label, or None for what is not one.

    A day of a week, `2026-W47-5` (1 is Monday), is the label of one of several days in a week and
    gives that day. A period that does not exist (`2026-02-30`, `2026-W53`) is not a label.
    """
    match = re.fullmatch(_LABEL_TEXT, text)
    if match is None:
        return None
    try:
        return _parsed(match)
    except ValueError:
        return None


def day_of_month(year: int, month: int, day: int) -> Day:
    """The `day`-th of a month, or its last day where it is shorter: 31 always means the end.

    Raises `ValueError` unless `month` is 1 to 12 and `day` 1 to 31.
    """
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise ValueError(f"no such day of a month: {month}-{day}")
    if day <= 28:
        return date(year, month, day).toordinal()
    number = year * 12 + month - 1
    return min(_month_start(number) + day, _month_start(number + 1)) - 1


def month_span(year: int, month: int) -> tuple[Day, Day]:
    """First and last day of a month. Raises `ValueError` unless `month` is 1 to 12."""
    if not 1 <= month <= 12:
        raise ValueError(f"no such month: {month}")
    number = year * 12 + month - 1
    return _month_start(number), _month_start(number + 1) - 1


def nth_weekday(first: Day, last: Day, weekday: int, nth: int) -> Day | None:
    """The `nth` (1 to 5, or -1 for the last) `weekday` (0 is Monday) of a span of days.

    None where the span has no such day, as most months have no fifth Tuesday.
    Raises `ValueError` for another `weekday` or `nth`.
    """
    if not 0 <= weekday <= 6 or (nth != -1 and not 1 <= nth <= 5):
        raise ValueError(f"no such weekday: {weekday}, {nth}")
    # Ordinal 1, 0001-01-01, was a Monday.
    if nth == -1:
        day = last - (last - 1 - weekday) % 7
    else:
        day = first + (weekday - first + 1) % 7 + 7 * (nth - 1)
    return day if first <= day <= last else None


def year_of(day: Day) -> int:
    """The Gregorian year of a day."""
    return date.fromordinal(day).year


def iso(day: Day) -> str:
    """A day as `YYYY-MM-DD`."""
    return date.fromordinal(day).isoformat()


@lru_cache(maxsize=4096)
def _month_start(number: int) -> Day:
    year, month = divmod(number, 12)
    return date(year, month + 1, 1).toordinal()


def _month_index(day: Day) -> int:
    on = date.fromordinal(day)
    return on.year * 12 + on.month - 1


def _half_month_index(day: Day) -> int:
    on = date.fromordinal(day)
    return (on.year * 12 + on.month - 1) * 2 + (on.day > 15)


def _ten_days_index(day: Day) -> int:
    on = date.fromordinal(day)
    # The last third takes the 31st too.
    return (on.year * 12 + on.month - 1) * 3 + min((on.day - 1) // 10, 2)


def _half_month_start(index: int) -> Day:
    month, half = divmod(index, 2)
    return _month_start(month) + 15 * half


def _ten_days_start(index: int) -> Day:
    month, third = divmod(index, 3)
    return _month_start(month) + 10 * third


def _week_label(index: int) -> str:
    year, week, _ = date.fromordinal(index * 7 + 1).isocalendar()
    return f"{year:04d}-W{week:02d}"


def _month_label(index: int) -> str:
    year, month = divmod(index, 12)
    return f"{year:04d}-{month + 1:02d}"


def _half_month_label(index: int) -> str:
    month, half = divmod(index, 2)
    return _month_label(month) + "ab"[half]


def _ten_days_label(index: int) -> str:
    month, third = divmod(index, 3)
    return _month_label(month) + "上中下"[third] + "旬"


def _quarter_label(index: int) -> str:
    year, quarter = divmod(index, 4)
    return f"{year:04d}-Q{quarter + 1}"


def _half_year_label(index: int) -> str:
    year, half = divmod(index, 2)
    return f"{year:04d}-H{half + 1}"


def _parsed(match: re.Match[str]) -> tuple[Unit, int]:
    """The period of a well-formed label. Raises `ValueError` where there is no such period."""
    year = int(match["year"])
    if year < 1:
        raise ValueError("years begin with 1")
    if match["week"]:
        day = date.fromisocalendar(year, int(match["week"]), int(match["weekday"] or 1)).toordinal()
        return (Unit.DAY, day) if match["weekday"] else (Unit.WEEK, (day - 1) // 7)
    if match["quarter"]:
        return Unit.QUARTER, year * 4 + int(match["quarter"]) - 1
    if match["half"]:
        return Unit.HALF_YEAR, year * 2 + int(match["half"]) - 1
    if not match["month"]:
        return Unit.YEAR, year
    month = year * 12 + int(match["month"]) - 1
    if match["half_month"]:
        return Unit.HALF_MONTH, month * 2 + "ab".index(match["half_month"])
    if match["third"]:
        return Unit.TEN_DAYS, month * 3 + "上中下".index(match["third"])
    if match["day"]:
        return Unit.DAY, date(year, int(match["month"]), int(match["day"])).toordinal()
    return Unit.MONTH, month


_INDEX: Final[Mapping[Unit, Callable[[Day], int]]] = {
    Unit.DAY: lambda day: day,
    Unit.WEEK: lambda day: (day - 1) // 7,
    Unit.TEN_DAYS: _ten_days_index,
    Unit.HALF_MONTH: _half_month_index,
    Unit.MONTH: _month_index,
    Unit.QUARTER: lambda day: _month_index(day) // 3,
    Unit.HALF_YEAR: lambda day: _month_index(day) // 6,
    Unit.YEAR: year_of,
}

_FIRST: Final[Mapping[Unit, Callable[[int], Day]]] = {
    Unit.DAY: lambda index: index,
    Unit.WEEK: lambda index: index * 7 + 1,
    Unit.TEN_DAYS: _ten_days_start,
    Unit.HALF_MONTH: _half_month_start,
    Unit.MONTH: _month_start,
    Unit.QUARTER: lambda index: _month_start(index * 3),
    Unit.HALF_YEAR: lambda index: _month_start(index * 6),
    Unit.YEAR: lambda index: _month_start(index * 12),
}

_LABEL: Final[Mapping[Unit, Callable[[int], str]]] = {
    Unit.DAY: iso,
    Unit.WEEK: _week_label,
    Unit.TEN_DAYS: _ten_days_label,
    Unit.HALF_MONTH: _half_month_label,
    Unit.MONTH: _month_label,
    Unit.QUARTER: _quarter_label,
    Unit.HALF_YEAR: _half_year_label,
    Unit.YEAR: lambda index: f"{index:04d}",
}

_LABEL_TEXT: Final = r"""(?x)(?P<year>[0-9]{4})
    (?: -(?: W(?P<week>[0-9]{2}) (?:-(?P<weekday>[1-7]))?
           | Q(?P<quarter>[1-4])
           | H(?P<half>[12])
           | (?P<month>0[1-9]|1[0-2])
             (?: (?P<half_month>[ab]) | (?P<third>[上中下])旬 | -(?P<day>[0-9]{2}) )?
         ) )?"""
