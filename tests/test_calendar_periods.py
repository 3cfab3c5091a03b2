"""Periods against `datetime`, against dateutil, and against their own laws."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import MO, TU, relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from dateutil.rrule import weekdays as rrule_weekdays
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.calendar.periods import (
    Unit,
    day_of_month,
    first_day,
    index_of,
    iso,
    label,
    month_span,
    nth_weekday,
    parse_label,
    span,
    year_of,
)

PERIODS = [unit for unit in Unit if unit is not Unit.WORKDAY]
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
CENTURY = range(FIRST.toordinal(), LAST.toordinal() + 1)

days = st.integers(date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal())
units = st.sampled_from(PERIODS)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize("unit", PERIODS)
def test_the_days_of_a_century_fall_into_consecutive_periods(unit):
    before = index_of(unit, CENTURY[0] - 1)
    for on in CENTURY:
        index = index_of(unit, on)
        begins = first_day(unit, index) == on
        assert index == before + begins
        assert first_day(unit, index) <= on < first_day(unit, index + 1)
        before = index


def expected_labels(on: date) -> dict[Unit, str]:
    iso_year, week, _ = on.isocalendar()
    month = f"{on:%Y-%m}"
    third = "上旬" if on.day <= 10 else "中旬" if on.day <= 20 else "下旬"
    return {
        Unit.DAY: on.isoformat(),
        Unit.WEEK: f"{iso_year}-W{week:02d}",
        Unit.TEN_DAYS: month + third,
        Unit.HALF_MONTH: month + ("a" if on.day <= 15 else "b"),
        Unit.MONTH: month,
        Unit.QUARTER: f"{on.year}-Q{(on.month + 2) // 3}",
        Unit.HALF_YEAR: f"{on.year}-H{1 if on.month <= 6 else 2}",
        Unit.YEAR: str(on.year),
    }


def test_every_day_of_a_century_has_the_labels_of_its_periods():
    for on in CENTURY:
        for unit, expected in expected_labels(date.fromordinal(on)).items():
            assert label(unit, index_of(unit, on)) == expected


RULES = {
    Unit.DAY: {"freq": DAILY},
    Unit.WEEK: {"freq": WEEKLY, "byweekday": MO},
    Unit.TEN_DAYS: {"freq": MONTHLY, "bymonthday": (1, 11, 21)},
    Unit.HALF_MONTH: {"freq": MONTHLY, "bymonthday": (1, 16)},
    Unit.MONTH: {"freq": MONTHLY, "bymonthday": 1},
    Unit.QUARTER: {"freq": YEARLY, "bymonth": (1, 4, 7, 10), "bymonthday": 1},
    Unit.HALF_YEAR: {"freq": YEARLY, "bymonth": (1, 7), "bymonthday": 1},
    Unit.YEAR: {"freq": YEARLY, "bymonth": 1, "bymonthday": 1},
}


@pytest.mark.parametrize("unit", PERIODS)
def test_first_days_are_those_of_dateutil(unit):
    starts = [
        at.date().toordinal() for at in rrule(dtstart=FIRST, until=LAST, cache=False, **RULES[unit])
    ]
    first = index_of(unit, starts[0])
    assert starts == [first_day(unit, first + n) for n in range(len(starts))]


@settings(deadline=None)
@given(units, days, st.integers(1, 30))
def test_a_span_covers_its_periods_and_no_more(unit, on, count):
    index = index_of(unit, on)
    first, last = span(unit, index, count)
    assert first <= on
    assert index_of(unit, first) == index
    assert index_of(unit, first - 1) == index - 1
    assert index_of(unit, last) == index + count - 1
    assert index_of(unit, last + 1) == index + count


@settings(deadline=None)
@given(units, days, days)
def test_running_numbers_never_decrease(unit, one, other):
    earlier, later = sorted((one, other))
    assert index_of(unit, earlier) <= index_of(unit, later)


@settings(deadline=None)
@given(units, days)
def test_labels_round_trip(unit, on):
    index = index_of(unit, on)
    assert parse_label(label(unit, index)) == (unit, index)


@settings(deadline=None)
@given(days)
def test_a_day_of_a_week_is_read_as_that_day(on):
    year, week, weekday = date.fromordinal(on).isocalendar()
    assert parse_label(f"{year}-W{week:02d}-{weekday}") == (Unit.DAY, on)


@settings(deadline=None)
@given(days, st.integers(-60, 60))
def test_months_are_counted_from_the_origin(on, months):
    origin = date.fromordinal(on)
    year, month = divmod(index_of(Unit.MONTH, on) + months, 12)
    expected = origin + relativedelta(months=months)
    assert day_of_month(year, month + 1, origin.day) == expected.toordinal()


@settings(deadline=None)
@given(st.text())
def test_no_text_makes_the_parser_raise(text):
    parse_label(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "once",
        "0000",
        "26",
        "20261",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-02-30",
        "2026-02-29",
        "2026-W00",
        "2025-W53",
        "2026-W54",
        "2026-W47-0",
        "2026-W47-8",
        "2026-w47",
        "2026-Q5",
        "2026-Q0",
        "2026-H3",
        "2026-11c",
        "2026-11旬",
        "2026-11上",
        "2026-11-23 ",
        "2026-世界环境日",
        "2026-1\uff11",  # a digit to Python, and none in a label
    ],
)
def test_what_is_not_a_label(text):
    assert parse_label(text) is None


def test_week_53():
    assert label(Unit.WEEK, index_of(Unit.WEEK, day("2026-12-31"))) == "2026-W53"
    assert label(Unit.WEEK, index_of(Unit.WEEK, day("2027-01-03"))) == "2026-W53"
    assert label(Unit.WEEK, index_of(Unit.WEEK, day("2027-01-04"))) == "2027-W01"
    assert label(Unit.WEEK, index_of(Unit.WEEK, day("2024-12-30"))) == "2025-W01"
    week = parse_label("2026-W53")
    assert week is not None
    assert span(*week) == (day("2026-12-28"), day("2027-01-03"))


def test_29_february():
    assert day_of_month(2028, 2, 31) == day_of_month(2028, 2, 29) == day("2028-02-29")
    assert day_of_month(2027, 2, 31) == day_of_month(2027, 2, 29) == day("2027-02-28")
    assert day_of_month(2100, 2, 29) == day("2100-02-28")
    assert parse_label("2028-02-29") == (Unit.DAY, day("2028-02-29"))
    half = parse_label("2028-02b")
    assert half is not None
    assert span(*half) == (day("2028-02-16"), day("2028-02-29"))


def test_running_numbers_that_may_be_relied_on():
    on = day("2026-11-23")
    assert index_of(Unit.DAY, on) == on
    assert index_of(Unit.MONTH, on) == 2026 * 12 + 10
    assert index_of(Unit.QUARTER, on) == 2026 * 4 + 3
    assert index_of(Unit.HALF_YEAR, on) == 2026 * 2 + 1
    assert index_of(Unit.YEAR, on) == 2026


def test_days_of_months_and_years():
    for on in CENTURY:
        at = date.fromordinal(on)
        assert day_of_month(at.year, at.month, at.day) == on
        assert year_of(on) == at.year
    assert iso(day("2026-11-23")) == "2026-11-23"


def test_month_spans_join():
    spans = [month_span(year, month) for year in range(1990, 2101) for month in range(1, 13)]
    assert all(before[1] + 1 == after[0] for before, after in pairwise(spans))
    assert month_span(2026, 2) == (day("2026-02-01"), day("2026-02-28"))


@pytest.mark.parametrize("nth", [1, 2, 3, 4, 5, -1])
def test_weekdays_of_months_are_those_of_dateutil(nth):
    for weekday in range(7):
        rule = rrule(MONTHLY, dtstart=FIRST, until=LAST, byweekday=rrule_weekdays[weekday](nth))
        months = [month_span(year, month) for year in range(1990, 2101) for month in range(1, 13)]
        found = [nth_weekday(first, last, weekday, nth) for first, last in months]
        expected = [at.date().toordinal() for at in rule]
        assert [on for on in found if on is not None] == expected


def test_weekdays_of_a_quarter():
    first, last = span(Unit.QUARTER, 2026 * 4 + 3)
    expected = date(2026, 10, 1) + relativedelta(weekday=TU(2))
    assert nth_weekday(first, last, 1, 2) == expected.toordinal()
    assert nth_weekday(first, last, 3, -1) == day("2026-12-31")


@settings(deadline=None)
@given(days, st.integers(0, 45), st.integers(0, 6), st.sampled_from([1, 2, 3, 4, 5, -1]))
def test_the_nth_weekday_of_any_span_is_the_one_that_counting_finds(first, length, weekday, nth):
    last = first + length - 1
    there = [on for on in range(first, last + 1) if (date.fromordinal(on)).weekday() == weekday]
    expected = (
        there[-1] if nth == -1 and there else there[nth - 1] if 1 <= nth <= len(there) else None
    )
    assert nth_weekday(first, last, weekday, nth) == expected


def test_a_working_day_is_no_period():
    for ask in (index_of, first_day, span, label):
        with pytest.raises(ValueError, match="workday"):
            ask(Unit.WORKDAY, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: span(Unit.DAY, 1, 0),
        lambda: day_of_month(2026, 13, 1),
        lambda: day_of_month(2026, 1, 0),
        lambda: day_of_month(2026, 1, 32),
        lambda: month_span(2026, 0),
        lambda: nth_weekday(1, 31, 7, 1),
        lambda: nth_weekday(1, 31, 0, 0),
        lambda: nth_weekday(1, 31, 0, 6),
        lambda: nth_weekday(1, 31, 0, -2),
    ],
)
def test_what_no_calendar_has_raises(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_the_first_and_last_years():
    assert index_of(Unit.WEEK, 1) == 0
    assert label(Unit.DAY, 1) == "0001-01-01"
    assert label(Unit.WEEK, 0) == "0001-W01"
    assert span(Unit.YEAR, 9998)[1] == (date(9999, 1, 1) - timedelta(days=1)).toordinal()
    with pytest.raises(ValueError):
        index_of(Unit.MONTH, 0)
