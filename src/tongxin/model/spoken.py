"""Days as people say them of the near past: 昨天, 周二, 11-19, 19日."""

import re

from tongxin.calendar.periods import Day, day_of_month, iso
from tongxin.model import words
from tongxin.model.dates import Moment, parse_moment

_SAID = {
    "今天": 0, "今日": 0, "today": 0,
    "昨天": 1, "昨日": 1, "yesterday": 1,
    "前天": 2, "前日": 2,
    "大前天": 3,
}  # fmt: skip
"""Word → days back."""

_NUMBERED = re.compile(r"(\d{1,2})[日号]")


def day_said(text: str, today: Day) -> Day | None:
    """The day that is meant by somebody who speaks of what was done; None if it is no day.

    A weekday is the last such day up to today. A date without a year or a month is the nearest
    one: `11-24` on 23 November is tomorrow, not a day of last year.
    """
    return _day(text, today, back=True)


def day_ahead(text: str, today: Day) -> Day | None:
    """The day that is meant by somebody who speaks of what is to come; None if it is no day.

    A weekday is the next such day from today on; a date without a year or a month as above.
    """
    return _day(text, today, back=False)


def _day(text: str, today: Day, back: bool) -> Day | None:
    said = text.strip().lower()
    if said in _SAID:
        return today - _SAID[said]
    last_week = said[:1] == "上"
    weekday = _weekday(said[1:] if last_week else said)
    if weekday is not None:
        monday = today - (today - 1) % 7
        if last_week:
            return monday - 7 + weekday
        past = today - (today - 1 - weekday) % 7
        return past if back or past == today else past + 7
    if found := _NUMBERED.fullmatch(said):
        return _nearest(_numbered(int(found[1]), today), today, back)
    moment = parse_moment(said)
    if not isinstance(moment, Moment) or moment.day is None:
        return None
    if moment.year is not None:
        days = moment.span(moment.year)
        return days[0] if days else None
    year = int(iso(today)[:4])
    spans = [moment.span(y) for y in range(year - 8, year + 9)]  # a 29 February in either way
    return _nearest([days[0] for days in spans if days is not None], today, back)


def _weekday(said: str) -> int | None:
    """The number of a weekday (0: Monday): 周二, 星期二, tue, tuesday."""
    short = said[:3] if said in _LONG else said
    name = words.synonyms("word:weekday").get(short)
    return None if name is None else list(words.SPELLINGS["word:weekday"]).index(name)


_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def _nearest(days: list[Day], today: Day, back: bool) -> Day | None:
    """The nearest of some days; of two as near the one in the direction of speaking."""
    return min(days, key=lambda day: (abs(day - today), (day > today) == back), default=None)


def _numbered(number: int, today: Day) -> list[Day]:
    """The days of that number in the months around today's; none of 0 or of 32."""
    if not 1 <= number <= 31:
        return []
    year, month = int(iso(today)[:4]), int(iso(today)[5:7])
    months = [(year * 12 + month - 1 + step) for step in range(-3, 4)]
    days = [day_of_month(m // 12, m % 12 + 1, number) for m in months]
    return [day for day in days if int(iso(day)[8:]) == number]
