"""Festivals of the Chinese lunisolar calendar, and the solar terms that are festivals.

Computed by the lunar-python package; for the years around ours its answers stand in a table.
Independent packages agree on these days from 2000 to 2056; after that a few new moons fall so near
midnight that they differ by a day.
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

from tongxin.calendar.festival_table import FIRST_YEAR, NO_DAY, TABLE
from tongxin.calendar.periods import Day

# Month and day of the lunar year. A leap month has no festivals of its own.
_LUNAR: Final[Mapping[str, tuple[int, int]]] = {
    "春节": (1, 1),
    "元宵节": (1, 15),
    "龙抬头": (2, 2),
    "端午节": (5, 5),
    "七夕": (7, 7),
    "中元节": (7, 15),
    "中秋节": (8, 15),
    "重阳节": (9, 9),
    "腊八节": (12, 8),
    # The northern custom; the south keeps the 24th.
    "小年": (12, 23),
}

_LATE: Final = frozenset(name for name, (month, _) in _LUNAR.items() if month == 12)

# Solar terms by the keys of lunar-python, whose 冬至 is that of the year before.
_TERMS: Final[Mapping[str, str]] = {"清明节": "清明", "秋分": "秋分", "冬至": "DONG_ZHI"}

FESTIVALS: Final[tuple[str, ...]] = ("除夕", *_LUNAR, *_TERMS)
"""The names that `festival_day` knows."""


@lru_cache(maxsize=4096)
def festival_day(name: str, year: int) -> Day | None:
    """The day of a festival in the Gregorian `year` in which it falls.

    None for a name not in `FESTIVALS`, a year before 2 or after 9990, and a year without it: 腊八节
    falls near the turn of the year, so a year may have two, of which this is the first, or none.
    除夕 is the eve of that year's 春节, 小年 the 23rd of the twelfth month (the northern custom).
    """
    if name not in FESTIVALS or not 2 <= year <= 9990:
        return None
    days = TABLE[name].split()
    if FIRST_YEAR <= year < FIRST_YEAR + len(days):
        day = days[year - FIRST_YEAR]
        return None if day == NO_DAY else date(year, int(day[:2]), int(day[2:])).toordinal()
    return computed_festival_day(name, year)


def computed_festival_day(name: str, year: int) -> Day | None:
    """The same for any year in range, worked out by lunar-python."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    # The twelfth month mostly falls into the Gregorian year after its own.
    lunar_years = (year - 1, year) if name in _LATE else (year,)
    fallen = (_days_of_lunar_year(lunar_year)[name] for lunar_year in lunar_years)
    return next((day for day in fallen if first <= day <= last), None)


@lru_cache(maxsize=512)
def _days_of_lunar_year(year: int) -> Mapping[str, Day]:
    """Every festival of a lunar year at once: working out the year is what takes time.

    Imported here and not above: most commands never ask for a festival, and should not wait for it.
    """
    from lunar_python import Lunar, LunarYear, Solar

    def day_of(julian: float) -> Day:
        on = Solar.fromJulianDay(julian)
        return date(on.getYear(), on.getMonth(), on.getDay()).toordinal()

    lunar_year = LunarYear.fromYear(year)
    begins = {month: lunar_year.getMonth(month).getFirstJulianDay() for month, _ in _LUNAR.values()}
    days = {name: day_of(begins[month] + day - 1) for name, (month, day) in _LUNAR.items()}
    terms = dict(zip(Lunar.JIE_QI_IN_USE, lunar_year.getJieQiJulianDays(), strict=True))
    days.update((name, day_of(terms[term])) for name, term in _TERMS.items())
    days["除夕"] = days["春节"] - 1
    return days
