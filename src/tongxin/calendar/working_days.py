"""Which days are worked: weekdays, statutory holidays and make-up working days (调休).

The State Council publishes each year's holidays, and the weekend days worked in exchange, in a
notice late in the year before. They cannot be computed, so they come from data with a name: the
tables of the chinesecalendar package, or a `Notice` that the caller gives because it is newer. A
year in neither is not `known`, and weekends alone count.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from tongxin.calendar.periods import Day, year_of

_NO_OVERRIDES: Final[Mapping[int, "Notice"]] = MappingProxyType({})


@dataclass(frozen=True)
class Notice:
    """A year's published days off and make-up working days, and who published them.

    Days outside `year` count too: a notice may take in the last days of December before it. A day
    in both sets is worked. A day off that falls on a weekend changes nothing.
    """

    year: int
    off: frozenset[Day]
    work: frozenset[Day]
    source: str


@dataclass(frozen=True, eq=False)
class WorkingDays:
    """The working days of a country; build it with `working_days`.

    Equal and hashed by identity, so that it can be a cache key.
    """

    country: str
    overrides: Mapping[int, Notice]

    def is_working(self, day: Day) -> bool:
        """Whether `day` is worked: as published, else Monday to Friday."""
        published = self._published.get(day)
        return (day - 1) % 7 < 5 if published is None else published

    def known(self, year: int) -> bool:
        """Whether the holidays of `year` are data, and not weekends alone."""
        return self.source(year) is not None

    def source(self, year: int) -> str | None:
        """Where the holidays of `year` come from: an override's source, or package and version."""
        override = self.overrides.get(year)
        if override is not None:
            return override.source
        table = self._table
        return table.source if table is not None and year in table.years else None

    def unknown_years(self, first: Day, last: Day) -> tuple[int, ...]:
        """The years that a span touches and whose holidays are not known, in order."""
        if last < first:
            return ()
        years = range(year_of(first), year_of(last) + 1)
        return tuple(year for year in years if not self.known(year))

    def next_working(self, day: Day) -> Day:
        """The first working day on or after `day`."""
        while not self.is_working(day):
            day += 1
        return day

    def previous_working(self, day: Day) -> Day:
        """The last working day on or before `day`."""
        while not self.is_working(day):
            day -= 1
        return day

    def count(self, first: Day, last: Day) -> int:
        """How many days from `first` to `last`, both included, are worked; 0 for an empty span."""
        if last < first:
            return 0
        return (
            _weekdays_to(last)
            - _weekdays_to(first - 1)
            - _within(self._weekdays_off, first, last)
            + _within(self._weekends_worked, first, last)
        )

    @cached_property
    def _table(self) -> "_Table | None":
        return _chinese_table() if self.country.upper() == "CN" else None

    @cached_property
    def _published(self) -> Mapping[Day, bool]:
        """Every day somebody published: True is worked, False is off."""
        table = self._table
        days = dict(table.days) if table is not None else {}
        if self.overrides:
            # An override replaces its whole year, or a withdrawn make-up day would live on.
            days = {day: works for day, works in days.items() if year_of(day) not in self.overrides}
        for _, notice in sorted(self.overrides.items()):
            days.update(dict.fromkeys(notice.off, False))
            days.update(dict.fromkeys(notice.work, True))
        return days

    @cached_property
    def _weekdays_off(self) -> tuple[Day, ...]:
        days = self._published.items()
        return tuple(sorted(day for day, works in days if not works and (day - 1) % 7 < 5))

    @cached_property
    def _weekends_worked(self) -> tuple[Day, ...]:
        days = self._published.items()
        return tuple(sorted(day for day, works in days if works and (day - 1) % 7 >= 5))


def working_days(country: str, overrides: Mapping[int, Notice] = _NO_OVERRIDES) -> WorkingDays:
    """The working days of `country`, with the caller's notices in place of the years they name.

    `CN` has data; any other country has weekends and overrides only.
    Raises `ValueError` where a notice stands under another year than its own.
    """
    for year, notice in overrides.items():
        if notice.year != year:
            raise ValueError(f"the notice of {notice.year} stands under {year}")
    if not overrides:
        return _published(country)
    return WorkingDays(country, MappingProxyType(dict(overrides)))


@lru_cache(maxsize=16)
def _published(country: str) -> WorkingDays:
    """One for all who have no notices of their own, so that they share what is worked out."""
    return WorkingDays(country, _NO_OVERRIDES)


@dataclass(frozen=True)
class _Table:
    days: Mapping[Day, bool]
    years: frozenset[int]
    source: str


@lru_cache(maxsize=1)
def _chinese_table() -> _Table:
    """The tables of chinesecalendar.

    Its functions raise for years it lacks, so its tables are read instead. Imported here and not
    above: most commands never ask, and should not wait for it.
    """
    import chinese_calendar

    days = {day.toordinal(): False for day in chinese_calendar.holidays}
    days.update({day.toordinal(): True for day in chinese_calendar.workdays})
    version = getattr(chinese_calendar, "__version__", "")
    return _Table(
        days=days,
        years=frozenset(map(year_of, days)),
        source=f"chinesecalendar {version}".strip(),
    )


def _weekdays_to(day: Day) -> int:
    """Mondays to Fridays from ordinal 1, which was a Monday, to `day`."""
    weeks, rest = divmod(day, 7)
    return weeks * 5 + min(rest, 5)


def _within(days: tuple[Day, ...], first: Day, last: Day) -> int:
    return bisect_right(days, last) - bisect_left(days, first)
