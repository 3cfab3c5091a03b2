"""A schedule in a window → slots, held against the page, day-by-day counting and dateutil."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule, weekday
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harness import day
from tongxin.answers.expansion import Almanac, Expansion, Slot, Why, Window, expand
from tongxin.calendar.periods import Unit
from tongxin.diagnostic import Source
from tongxin.model.community import read_settings
from tongxin.model.plan import read_plan
from tongxin.model.schedule import Rule, Shape
from tongxin.text.tree import parse_tree

SLOW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OWN = "寒假: 2027-01-25..2027-02-21, 汛期: 06..09, 采暖季: 11-15..03-15, 社区日: 05-20"


def almanac(days: str = OWN, country: str = "CN", more: str = "") -> Almanac:
    """The calendar of a workspace with these named days."""
    text = (
        "tongxin: 1\ncommunity: {name: 示例社区}\n"
        f"calendar: {{country: {country}, days: {{{days}}}, {more}}}\n"
    )
    found, faults = read_settings(parse_tree(Source("tongxin.yaml", text)))
    assert not faults, [str(fault.message) for fault in faults]
    return Almanac(found.names, found.working_days)


CALENDAR = almanac()


def rules(schedule: str, period: str = "2026", calendar: Almanac = CALENDAR) -> tuple[Rule, ...]:
    """What a schedule in a plan of this period says."""
    text = (
        f"plan: p\ntitle: 计划\nperiod: {period}\n"
        f"tasks:\n  - id: t\n    title: 事项\n    schedule: {schedule}\n"
    )
    plan, faults = read_plan(parse_tree(Source("plans/p.yaml", text)), calendar.names)
    assert plan is not None
    assert not faults, [str(fault.message) for fault in faults]
    return plan.tasks[0].schedule


def window(text: str, period_first: str | None = None) -> Window:
    """`FIRST..LAST` as a window; the plan's period begins with it unless it is said."""
    first, last = text.split("..")
    return Window(day(first), day(last), day(period_first or first))


def made(
    schedule: str,
    span: str,
    *,
    shift: str | None = None,
    carry: bool = False,
    period_first: str | None = None,
    calendar: Almanac = CALENDAR,
) -> Expansion:
    """The slots of a schedule in a window."""
    limits = window(span, period_first)
    return expand(rules(schedule, span, calendar), limits, calendar, shift, carry, span)


def on(number: int | None) -> str:
    """A day as it is written."""
    return "never" if number is None else date.fromordinal(number).isoformat()


def lines(expansion: Expansion) -> list[str]:
    """`label opens due closes` of every slot."""
    return [f"{s.label} {on(s.opens)} {on(s.due)} {on(s.closes)}" for s in expansion.slots]


def dues(expansion: Expansion) -> list[str]:
    """The due days, as written."""
    return [on(slot.due) for slot in expansion.slots]


def dropped(expansion: Expansion) -> list[tuple[str, Why]]:
    """Label and reason of what was left out."""
    return [(one.slot.label, one.why) for one in expansion.dropped]


# ── quota in a period ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schedule", "span", "expected"),
    [
        # Exactly half stays: 15 of the 30 days of September; 14 of the 28 of February.
        (
            "每月1次",
            "2026-09-16..2026-10-31",
            ["2026-09 2026-09-16 2026-09-30 2026-09-30", "2026-10 2026-10-01 2026-10-31 2026-10-31"],
        ),
        ("每月1次", "2026-09-17..2026-10-31", ["2026-10 2026-10-01 2026-10-31 2026-10-31"]),
        (
            "每月1次",
            "2027-01-01..2027-02-14",
            ["2027-01 2027-01-01 2027-01-31 2027-01-31", "2027-02 2027-02-01 2027-02-14 2027-02-14"],
        ),
        ("每月1次", "2027-01-01..2027-02-13", ["2027-01 2027-01-01 2027-01-31 2027-01-31"]),
        # A week has no half: four days stay, three do not.
        (
            "每周1次",
            "2026-11-19..2026-11-29",
            [
                "2026-W47 2026-11-19 2026-11-22 2026-11-22",
                "2026-W48 2026-11-23 2026-11-29 2026-11-29",
            ],
        ),
        ("每周1次", "2026-11-20..2026-11-29", ["2026-W48 2026-11-23 2026-11-29 2026-11-29"]),
        # None would be left: the one with most days, and of two equal ones the earlier.
        ("每月1次", "2026-09-25..2026-10-08", ["2026-10 2026-10-01 2026-10-08 2026-10-08"]),
        ("每月1次", "2026-09-25..2026-10-06", ["2026-09 2026-09-25 2026-09-30 2026-09-30"]),
        ("每年1次", "2026-09-01..2027-03-01", ["2026 2026-09-01 2026-12-31 2026-12-31"]),
        ("每周1次", "2026-11-23..2026-11-23", ["2026-W48 2026-11-23 2026-11-23 2026-11-23"]),
    ],
)  # fmt: skip
def test_a_period_that_the_window_cuts(schedule: str, span: str, expected: list[str]) -> None:
    assert lines(made(schedule, span)) == expected


def test_a_cut_period_keeps_its_full_quota() -> None:
    assert [slot.quota for slot in made("每月4次", "2026-09-16..2026-10-16").slots] == [4, 4]


def test_what_the_half_rule_leaves_out_is_known() -> None:
    found = made("每月1次", "2026-08-31..2026-11-14")
    assert [slot.label for slot in found.slots] == ["2026-09", "2026-10"]
    assert sorted(dropped(found)) == [("2026-08", Why.CUT), ("2026-11", Why.CUT)]


def test_a_window_that_is_empty_owes_nothing() -> None:
    assert expand(rules("每周1次"), Window(10, 9, 1), CALENDAR).slots == ()


def period_name(unit: Unit, on_: date) -> str:
    """The label of the period that holds a day, from the words of the page alone."""
    month = f"{on_.year}-{on_.month:02d}"
    match unit:
        case Unit.DAY:
            return f"{month}-{on_.day:02d}"
        case Unit.WEEK:
            year, week, _ = on_.isocalendar()
            return f"{year}-W{week:02d}"
        case Unit.TEN_DAYS:
            return month + ("上旬" if on_.day <= 10 else "中旬" if on_.day <= 20 else "下旬")
        case Unit.HALF_MONTH:
            return month + ("a" if on_.day <= 15 else "b")
        case Unit.MONTH:
            return month
        case Unit.QUARTER:
            return f"{on_.year}-Q{(on_.month + 2) // 3}"
        case Unit.HALF_YEAR:
            return f"{on_.year}-H{1 if on_.month <= 6 else 2}"
        case _:
            return str(on_.year)


def walk(unit: Unit, step: int, first: date, last: date) -> Iterator[tuple[str, list[date]]]:
    """Label and days of each run of `step` periods, walked from the one that holds `first`."""
    at = first
    while period_name(unit, at - timedelta(1)) == period_name(unit, first):
        at -= timedelta(1)
    while at <= last:
        name, days = period_name(unit, at), []
        for _ in range(step):
            inner = period_name(unit, at)
            while period_name(unit, at) == inner:
                days.append(at)
                at += timedelta(1)
        yield name, days


def counted(unit: Unit, step: int, first: date, last: date) -> list[str]:
    """The slots of a quota, by counting the days of every period."""
    runs = [
        (name, len(days), [d for d in days if first <= d <= last])
        for name, days in walk(unit, step, first, last)
    ]
    kept = [(name, inside) for name, length, inside in runs if 2 * len(inside) >= length]
    if not kept:
        most = max(len(inside) for _, _, inside in runs)
        kept = [next((name, inside) for name, _, inside in runs if len(inside) == most)]
    return [f"{name} {inside[0]} {inside[-1]} {inside[-1]}" for name, inside in kept]


@SLOW
@given(
    st.sampled_from([unit for unit in Unit if unit is not Unit.WORKDAY]),
    st.integers(1, 4),
    st.dates(date(2019, 12, 20), date(2029, 1, 10)),
    st.one_of(st.integers(0, 40), st.integers(0, 800)),
)
def test_quotas_are_as_counted_day_by_day(unit: Unit, step: int, first: date, days: int) -> None:
    last = first + timedelta(days)
    found = expand((Rule(Shape.QUOTA, unit, step, 3),), window(f"{first}..{last}"), CALENDAR)
    assert lines(found) == counted(unit, step, first, last)
    assert {slot.quota for slot in found.slots} == {3}
    assert all(slot.since == slot.opens for slot in found.slots)


@pytest.mark.parametrize(
    ("schedule", "span", "expected"),
    [
        ("每日2次", "2026-11-23..2026-11-24", ["2026-11-23", "2026-11-24"]),
        ("每周1次", "2026-12-21..2027-01-10", ["2026-W52", "2026-W53", "2027-W01"]),
        ("每旬", "2026-02-01..2026-02-28", ["2026-02上旬", "2026-02中旬", "2026-02下旬"]),
        ("每半月一次", "2026-11-01..2026-11-30", ["2026-11a", "2026-11b"]),
        ("每月", "2026-11-01..2026-12-31", ["2026-11", "2026-12"]),
        ("每季度", "2026-07-01..2026-12-31", ["2026-Q3", "2026-Q4"]),
        ("每半年", "2026-01-01..2026-12-31", ["2026-H1", "2026-H2"]),
        ("每年4次", "2026-01-01..2027-12-31", ["2026", "2027"]),
        ("每两周一次", "2026-11-16..2026-12-13", ["2026-W47", "2026-W49"]),
        ("每3个月", "2026-02-01..2026-10-31", ["2026-02", "2026-05", "2026-08"]),
        ("{every: week, day: fri}", "2026-11-16..2026-11-29", ["2026-W47", "2026-W48"]),
        ("{every: week, day: [tue, fri]}", "2026-11-16..2026-11-22", ["2026-W47-2", "2026-W47-5"]),
        ("{every: month, day: 20}", "2026-11-01..2026-11-30", ["2026-11"]),
        ("{every: month, day: [5, 20]}", "2026-11-01..2026-11-30", ["2026-11-05", "2026-11-20"]),
        ("{every: year, day: 03-05}", "2026-01-01..2026-12-31", ["2026"]),
        ("{every: quarter, day: 31}", "2026-10-01..2026-12-31", ["2026-Q4"]),
        ("{in: [03, 爱国卫生月]}", "2026-01-01..2026-12-31", ["2026-03", "2026-爱国卫生月"]),
        ("世界环境日", "2026-01-01..2026-12-31", ["2026-世界环境日"]),
        ("{day: World Environment Day}", "2026-01-01..2026-12-31", ["2026-世界环境日"]),
        ("{by: 2026-07-31}", "2026-01-01..2026-12-31", ["once"]),
        ("{from: 04-10, to: 08-31}", "2026-01-01..2026-12-31", ["once"]),
        ("{day: 2026-11-09}", "2026-01-01..2026-12-31", ["once"]),
        ("{by: [03-31, 09-30]}", "2026-01-01..2026-12-31", ["2026-03-31", "2026-09-30"]),
        ("{by: [元旦, 春节]}", "2026-09-01..2027-06-30", ["2026-12-31", "2027-02-05"]),
        ("[7月底前, 9月底前]", "2026-01-01..2026-12-31", ["2026-07-31", "2026-09-30"]),
        ("全年", "2026-01-01..2026-12-31", ["2026-01-01..2026-12-31"]),
    ],
)  # fmt: skip
def test_labels(schedule: str, span: str, expected: list[str]) -> None:
    assert [slot.label for slot in made(schedule, span).slots] == expected


def test_every_two_weeks_counts_from_the_week_in_which_the_window_begins() -> None:
    wednesday = made("每两周一次", "2026-11-18..2026-12-13")
    assert lines(wednesday) == [
        "2026-W47 2026-11-18 2026-11-29 2026-11-29",
        "2026-W49 2026-11-30 2026-12-13 2026-12-13",
    ]
    a_week_later = made("每两周一次", "2026-11-23..2026-12-13", period_first="2026-11-16")
    assert [slot.label for slot in a_week_later.slots] == ["2026-W48", "2026-W50"]


def test_working_days_are_those_of_the_notice() -> None:
    # 1 to 7 October 2026 are off, Saturday the 10th is worked in exchange.
    found = made("{every: workday, times: 2}", "2026-09-29..2026-10-12")
    worked = ("2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12")
    assert lines(found) == [f"{d} {d} {d} {d}" for d in worked]
    assert {slot.quota for slot in found.slots} == {2}


# ── named days in a period ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schedule", "span", "expected"),
    [
        # Due that day, opens with the period, closes with it.
        ("每月20日", "2026-10-01..2026-10-31", ["2026-10 2026-10-01 2026-10-20 2026-10-31"]),
        ("每周五", "2026-11-16..2026-11-22", ["2026-W47 2026-11-16 2026-11-20 2026-11-22"]),
        # `by` is the same; so is a date of the year.
        ("{every: month, by: 5}", "2026-10-01..2026-10-31", ["2026-10 2026-10-01 2026-10-05 2026-10-31"]),
        ("{every: week, by: fri}", "2026-11-16..2026-11-22", ["2026-W47 2026-11-16 2026-11-20 2026-11-22"]),
        ("每年3月5日", "2026-01-01..2026-12-31", ["2026 2026-01-01 2026-03-05 2026-12-31"]),
        # Clipping moves what surrounds the day, never the day; outside the window it does not exist.
        ("每月20日", "2026-09-20..2026-11-19", [
            "2026-09 2026-09-20 2026-09-20 2026-09-30",
            "2026-10 2026-10-01 2026-10-20 2026-10-31",
        ]),
        ("每月20日", "2026-09-21..2026-11-20", [
            "2026-10 2026-10-01 2026-10-20 2026-10-31",
            "2026-11 2026-11-01 2026-11-20 2026-11-20",
        ]),
        # No half rule: two days of a month are enough if its day is among them.
        ("每月20日", "2026-10-19..2026-10-20", ["2026-10 2026-10-19 2026-10-20 2026-10-20"]),
        ("每月20日", "2026-10-21..2026-11-19", []),
        # Several days: each opens behind the one before it and closes on its own day, the last
        # with the period; the neighbours are those of the list, in the window or not.
        ("每周二、周五", "2026-11-16..2026-11-22", [
            "2026-W47-2 2026-11-16 2026-11-17 2026-11-17",
            "2026-W47-5 2026-11-18 2026-11-20 2026-11-22",
        ]),
        ("每周二、周五", "2026-11-18..2026-11-22", ["2026-W47-5 2026-11-18 2026-11-20 2026-11-22"]),
        ("每周二、周五", "2026-11-19..2026-11-21", ["2026-W47-5 2026-11-19 2026-11-20 2026-11-21"]),
        ("每周二、周五", "2026-11-16..2026-11-19", ["2026-W47-2 2026-11-16 2026-11-17 2026-11-17"]),
        ("{every: month, day: [10, 20]}", "2026-10-05..2026-10-25", [
            "2026-10-10 2026-10-05 2026-10-10 2026-10-10",
            "2026-10-20 2026-10-11 2026-10-20 2026-10-25",
        ]),
        # In the order of days, not of writing.
        ("{every: week, day: [fri, tue]}", "2026-11-16..2026-11-22", [
            "2026-W47-2 2026-11-16 2026-11-17 2026-11-17",
            "2026-W47-5 2026-11-18 2026-11-20 2026-11-22",
        ]),
        # Every two weeks: opens with the two, due in the first of them, closes with the two.
        ("{every: 2 weeks, day: fri}", "2026-11-16..2026-11-29", [
            "2026-W47 2026-11-16 2026-11-20 2026-11-29",
        ]),
    ],
)  # fmt: skip
def test_a_named_day_in_a_period(schedule: str, span: str, expected: list[str]) -> None:
    assert lines(made(schedule, span)) == expected


def test_a_named_day_outside_the_window_is_known() -> None:
    found = made("每月20日", "2026-09-21..2026-11-19")
    assert dropped(found) == [("2026-09", Why.OUTSIDE), ("2026-11", Why.OUTSIDE)]


def test_day_31_is_the_last_day_of_a_month_and_never_drifts() -> None:
    found = made("{every: month, day: 31}", "2027-01-01..2028-12-31")
    ends = [
        f"{year}-{month:02d}-{monthrange(year, month)[1]}"
        for year in (2027, 2028)
        for month in range(1, 13)
    ]
    assert dues(found) == ends
    assert [slot.closes for slot in found.slots] == [slot.due for slot in found.slots]


def test_a_fifth_weekday_that_a_month_lacks_is_skipped() -> None:
    found = made("{every: month, day: 5th tue}", "2026-01-01..2026-12-31")
    assert dues(found) == ["2026-03-31", "2026-06-30", "2026-09-29", "2026-12-29"]
    assert lines(found)[0] == "2026-03 2026-03-01 2026-03-31 2026-03-31"


def test_29_february_is_a_day_of_leap_years() -> None:
    found = made("{every: year, day: 02-29}", "2026-01-01..2033-12-31")
    assert lines(found) == [
        "2028 2028-01-01 2028-02-29 2028-12-31",
        "2032 2032-01-01 2032-02-29 2032-12-31",
    ]


Group = tuple[date, date, list[date]]


def by_weeks(step: int, first: date, last: date, names: list[str]) -> Iterator[Group]:
    """First day, last day and named days of every `step` weeks, by dateutil."""
    begins = first - timedelta(first.weekday())
    while begins <= last:
        ends = begins + timedelta(7 * step - 1)
        found = rrule(
            WEEKLY, interval=step, byweekday=[WEEKDAYS.index(n) for n in names],
            dtstart=begins, until=ends,
        )  # fmt: skip
        yield begins, ends, [each.date() for each in found]
        begins = ends + timedelta(1)


def month_rules(name: str) -> dict[str, Any]:
    """A day of a month as dateutil says it."""
    if name.isdecimal():
        return {"bymonthday": -1 if name == "31" else int(name)}
    nth, short = name.split()
    return {"byweekday": weekday(WEEKDAYS.index(short))(-1 if nth == "last" else int(nth[0]))}


def by_months(step: int, first: date, last: date, names: list[str]) -> Iterator[Group]:
    """First day, last day and named days of every `step` months."""
    for begins, after in pairwise(
        rrule(MONTHLY, interval=step, dtstart=first.replace(day=1), count=200)
    ):
        if begins.date() > last:
            return
        until = after - timedelta(1)
        found = {
            each.date()
            for name in names
            for each in rrule(
                MONTHLY, interval=step, dtstart=begins, until=until, **month_rules(name)
            )
        }
        yield begins.date(), until.date(), sorted(found)


def by_years(step: int, first: date, last: date, names: list[str]) -> Iterator[Group]:
    """First day, last day and named days of every `step` years."""
    for year in range(first.year, last.year + 1, step):
        begins, ends = date(year, 1, 1), date(year + step - 1, 12, 31)
        found = {
            each.date()
            for name in names
            for each in rrule(
                YEARLY, interval=step, dtstart=begins, until=ends,
                bymonth=int(name[:2]), bymonthday=int(name[3:]),
            )
        }  # fmt: skip
        yield begins, ends, sorted(found)


def due_lines(groups: Iterable[Group], first: date, last: date) -> list[tuple[date, date, date]]:
    """(opens, due, closes) by the page: named days never overlap and are never moved."""
    found = []
    for begins, ends, named in groups:
        for number, due in enumerate(named):
            opens = named[number - 1] + timedelta(1) if number else begins
            closes = ends if due == named[-1] else due
            if first <= due <= last:
                found.append((max(opens, first), due, min(closes, last)))
    return found


WEEK_NAMES = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True)
MONTH_NAMES = st.lists(
    st.one_of(
        st.sampled_from([*map(str, range(1, 29)), "31"]),
        st.builds(
            "{} {}".format,
            st.sampled_from(["1st", "2nd", "3rd", "4th", "5th", "last"]),
            st.sampled_from(WEEKDAYS),
        ),
    ),
    min_size=1,
    max_size=3,
    unique=True,
)
YEAR_NAMES = st.lists(
    st.sampled_from(["01-01", "02-28", "02-29", "03-05", "06-30", "10-31", "12-31"]),
    min_size=1,
    max_size=3,
    unique=True,
)
FIRSTS = st.dates(date(2019, 12, 1), date(2029, 2, 1))


@SLOW
@given(st.data(), FIRSTS, st.integers(0, 900), st.integers(1, 4))
def test_named_days_are_those_of_dateutil(
    data: st.DataObject, first: date, days: int, step: int
) -> None:
    last = first + timedelta(days)
    unit, names, groups = data.draw(
        st.sampled_from(
            [("weeks", WEEK_NAMES, by_weeks), ("months", MONTH_NAMES, by_months),
             ("years", YEAR_NAMES, by_years)]
        )
    )  # fmt: skip
    chosen = data.draw(names)
    key = data.draw(st.sampled_from(["day", "by"]))
    found = made(f"{{every: {step} {unit}, {key}: [{', '.join(chosen)}]}}", f"{first}..{last}")
    slots = [
        tuple(date.fromordinal(d) for d in (s.opens, s.due, s.closes or 0)) for s in found.slots
    ]
    assert slots == due_lines(groups(step, first, last, chosen), first, last)


@SLOW
@given(FIRSTS, st.integers(0, 900), st.integers(1, 12), st.integers(1, 12), st.data())
def test_seasons_are_those_of_dateutil(
    first: date, days: int, begin: int, end: int, data: st.DataObject
) -> None:
    last = first + timedelta(days)
    months = [(begin + n - 1) % 12 + 1 for n in range((end - begin) % 12 + 1)]
    season = f"from: {begin:02d}, to: {end:02d}"
    if data.draw(st.booleans()):
        names = data.draw(WEEK_NAMES)
        schedule = f"{{every: week, day: [{', '.join(names)}], {season}}}"
        found = rrule(
            WEEKLY, byweekday=[WEEKDAYS.index(n) for n in names], bymonth=months,
            dtstart=first, until=last,
        )  # fmt: skip
        expected = [str(each.date()) for each in found]
    else:
        names = data.draw(MONTH_NAMES)
        schedule = f"{{every: month, day: [{', '.join(names)}], {season}}}"
        expected = sorted(
            {
                str(each.date())
                for name in names
                for each in rrule(
                    MONTHLY, bymonth=months, dtstart=first, until=last, **month_rules(name)
                )
            }
        )
    assert dues(made(schedule, f"{first}..{last}")) == expected


# ── seasons ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schedule", "span", "expected"),
    [
        ("6月至9月每月1次", "2026-01-01..2026-12-31", ["2026-06", "2026-07", "2026-08", "2026-09"]),
        ("汛期每月1次", "2026-08-01..2027-07-31", ["2026-08", "2026-09", "2027-06", "2027-07"]),
        # Over the turn of the year, cut by the window at both ends.
        ("{every: month, from: 11, to: 02}", "2026-01-01..2027-01-31",
         ["2026-01", "2026-02", "2026-11", "2026-12", "2027-01"]),
        # One limit alone: from there to the year's end, from its beginning to there.
        ("{every: month, from: 11}", "2026-01-01..2027-12-31",
         ["2026-11", "2026-12", "2027-11", "2027-12"]),
        ("{every: month, to: 02}", "2026-01-01..2027-12-31",
         ["2026-01", "2026-02", "2027-01", "2027-02"]),
        # Dates with a year are no season.
        ("{every: month, from: 2026-11, to: 2027-02}", "2026-01-01..2028-12-31",
         ["2026-11", "2026-12", "2027-01", "2027-02"]),
        ("{every: month, from: 2027-11}", "2026-01-01..2027-12-31", ["2027-11", "2027-12"]),
        ("{every: month, to: 2026-02}", "2026-01-01..2027-12-31", ["2026-01", "2026-02"]),
        # A season's days cut periods as the window does: 采暖季 is 15 November to 15 March.
        ("{every: month, from: 采暖季, to: 采暖季}", "2026-07-01..2027-06-30",
         ["2026-11", "2026-12", "2027-01", "2027-02"]),
    ],
)  # fmt: skip
def test_seasons(schedule: str, span: str, expected: list[str]) -> None:
    assert [slot.label for slot in made(schedule, span).slots] == expected


def test_a_period_that_a_season_cuts() -> None:
    found = made("{every: month, from: 06-16, to: 08-10}", "2026-01-01..2026-12-31")
    assert lines(found) == [
        "2026-06 2026-06-16 2026-06-30 2026-06-30",
        "2026-07 2026-07-01 2026-07-31 2026-07-31",
    ]
    assert dropped(found) == [("2026-08", Why.CUT)]


def test_a_season_to_29_february_ends_on_the_28th_of_a_common_year() -> None:
    found = made("{every: month, from: 11, to: 02-29}", "2026-07-01..2028-06-30")
    assert [slot.label for slot in found.slots] == [
        "2026-11", "2026-12", "2027-01", "2027-02", "2027-11", "2027-12", "2028-01", "2028-02",
    ]  # fmt: skip


def test_a_season_with_a_dated_end() -> None:
    found = made("{every: month, from: 06, to: 2026-09-30}", "2026-01-01..2026-12-31")
    assert [slot.label for slot in found.slots] == ["2026-06", "2026-07", "2026-08", "2026-09"]


# ── one-off work ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("{by: 2026-07-31}", ["once 2026-03-01 2026-07-31 never"]),
        ("7月底前", ["once 2026-03-01 2026-07-31 never"]),
        ("{by: 2026-07}", ["once 2026-03-01 2026-07-31 never"]),
        ("{day: 2026-11-09}", ["once 2026-03-01 2026-11-09 never"]),
        ("{from: 2026-04-10, to: 2026-08-31}", ["once 2026-04-10 2026-08-31 never"]),
        ("4月10日至8月31日", ["once 2026-04-10 2026-08-31 never"]),
        ("{by: 2026-07-31, from: 2026-06-01}", ["once 2026-06-01 2026-07-31 never"]),
        ("{from: 2026-04-10}", ["once 2026-04-10 2026-12-31 never"]),
        ("{to: 2026-08-31}", ["once 2026-03-01 2026-08-31 never"]),
        # `opens` is clipped, the due day is not: outside the window there is nothing.
        ("{from: 2026-01-10, to: 2026-08-31}", ["once 2026-03-01 2026-08-31 never"]),
        ("{by: 2026-02-28}", []),
        ("{by: 2027-01-01}", []),
        ("{day: 2027-01-01}", []),
        ("{from: 2026-11-01, to: 2027-01-31}", []),
        ("{by: 2026-03-01}", ["once 2026-03-01 2026-03-01 never"]),
        ("{by: 2026-12-31}", ["once 2026-03-01 2026-12-31 never"]),
    ],
)
def test_one_off_work(schedule: str, expected: list[str]) -> None:
    assert lines(made(schedule, "2026-03-01..2026-12-31")) == expected


def test_entries_count_from_the_first_day_of_the_plans_period() -> None:
    for schedule in ("7月底前", "{day: 2026-07-31}", "{from: 2026-07-01, to: 2026-07-31}"):
        found = made(schedule, "2026-03-01..2026-12-31", period_first="2026-01-01")
        assert [on(slot.since) for slot in found.slots] == ["2026-01-01"]


def test_by_a_span_is_the_day_before_it_begins() -> None:
    assert lines(made("{by: 寒假}", "2026-09-01..2027-06-30")) == [
        "once 2026-09-01 2027-01-24 never"
    ]
    # The eve decides, not the span.
    assert lines(made("{by: 寒假}", "2026-09-01..2027-01-24")) == [
        "once 2026-09-01 2027-01-24 never"
    ]
    assert lines(made("{by: 寒假}", "2026-09-01..2027-01-23")) == []
    assert lines(made("{by: 寒假}", "2027-01-25..2027-06-30")) == []


def test_by_a_festival_is_its_eve_in_every_year() -> None:
    # 春节 is 17 February 2026 and 6 February 2027.
    assert dues(made("{by: 春节}", "2026-01-01..2027-12-31")) == ["2026-02-16", "2027-02-05"]


def test_between_named_spans() -> None:
    found = made("{from: 社区日, to: 汛期}", "2026-01-01..2026-12-31")
    assert lines(found) == ["once 2026-05-20 2026-09-30 never"]


def test_several_dates_do_not_overlap() -> None:
    """Each opens behind the one before it that is in the window."""
    found = made("{by: [2027-12-31, 09-30, 03-31]}", "2027-01-01..2027-12-31")
    assert lines(found) == [
        "2027-03-31 2027-01-01 2027-03-31 never",
        "2027-09-30 2027-04-01 2027-09-30 never",
        "2027-12-31 2027-10-01 2027-12-31 never",
    ]


# ── observances and spans ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("2026-01-01..2026-12-31", ["2026-世界环境日 2026-05-29 2026-06-05 2026-06-12"]),
        ("2026-06-01..2026-06-08", ["2026-世界环境日 2026-06-01 2026-06-05 2026-06-08"]),
        ("2026-06-05..2026-06-05", ["2026-世界环境日 2026-06-05 2026-06-05 2026-06-05"]),
        ("2026-06-06..2026-12-31", []),
        ("2026-01-01..2026-06-04", []),
        (
            "2026-06-05..2027-06-05",
            [
                "2026-世界环境日 2026-06-05 2026-06-05 2026-06-12",
                "2027-世界环境日 2027-05-29 2027-06-05 2027-06-05",
            ],
        ),
    ],
)
def test_observances(span: str, expected: list[str]) -> None:
    assert lines(made("世界环境日", span)) == expected


def test_an_observance_of_the_workspace() -> None:
    assert lines(made("{day: 社区日}", "2026-01-01..2026-12-31")) == [
        "2026-社区日 2026-05-13 2026-05-20 2026-05-27"
    ]


def test_an_observance_of_the_lunar_year() -> None:
    # 重阳节 is 18 October 2026 and 8 October 2027.
    assert dues(made("{day: 重阳节}", "2026-01-01..2027-12-31")) == ["2026-10-18", "2027-10-08"]


@pytest.mark.parametrize(
    ("schedule", "span", "expected"),
    [
        # Each closes on the eve of the next, the last never.
        ("{in: [03, 10]}", "2026-01-01..2026-12-31", [
            "2026-03 2026-03-01 2026-03-31 2026-09-30",
            "2026-10 2026-10-01 2026-10-31 never",
        ]),
        ("3月、10月", "2026-01-01..2026-12-31", [
            "2026-03 2026-03-01 2026-03-31 2026-09-30",
            "2026-10 2026-10-01 2026-10-31 never",
        ]),
        ("{in: [10, 03]}", "2026-01-01..2026-12-31", [
            "2026-03 2026-03-01 2026-03-31 2026-09-30",
            "2026-10 2026-10-01 2026-10-31 never",
        ]),
        ("{in: 03}", "2026-01-01..2027-12-31", [
            "2026-03 2026-03-01 2026-03-31 2027-02-28",
            "2027-03 2027-03-01 2027-03-31 never",
        ]),
        ("爱国卫生月", "2026-01-01..2026-12-31", ["2026-爱国卫生月 2026-04-01 2026-04-30 never"]),
        ("{in: 寒假}", "2026-09-01..2027-06-30", ["2027-寒假 2027-01-25 2027-02-21 never"]),
        # Clipped to the window.
        ("{in: 寒假}", "2027-01-30..2027-02-20", ["2027-寒假 2027-01-30 2027-02-20 never"]),
        ("{in: 2026-03}", "2026-01-01..2027-12-31", ["2026-03 2026-03-01 2026-03-31 never"]),
        # What is outside the window closes nothing.
        ("{in: [03, 10]}", "2026-01-01..2026-09-15", ["2026-03 2026-03-01 2026-03-31 never"]),
        # The eve of one that touches.
        ("{in: [03, 04]}", "2026-01-01..2026-12-31", [
            "2026-03 2026-03-01 2026-03-31 2026-03-31",
            "2026-04 2026-04-01 2026-04-30 never",
        ]),
    ],
)  # fmt: skip
def test_once_in_each_of_some_spans(schedule: str, span: str, expected: list[str]) -> None:
    assert lines(made(schedule, span)) == expected


def test_in_a_span_over_the_turn_of_the_year() -> None:
    found = made("{in: 11..02}", "2026-09-01..2027-12-31")
    assert [(on(s.opens), on(s.due), on(s.closes)) for s in found.slots] == [
        ("2026-11-01", "2027-02-28", "2027-10-31"),
        ("2027-11-01", "2027-12-31", "never"),
    ]


def test_in_a_span_to_29_february() -> None:
    found = made("{in: 02-01..02-29}", "2027-01-01..2027-12-31")
    assert [(on(s.opens), on(s.due)) for s in found.slots] == [("2027-02-01", "2027-02-28")]


# ── no quota ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("schedule", ["全年", "常态化", "不定期", "定期", "{all-year: true}"])
def test_no_quota(schedule: str) -> None:
    found = expand(rules(schedule), window("2026-03-01..2026-12-31"), CALENDAR, whole="2026 年")
    assert lines(found) == ["2026 年 2026-03-01 2026-12-31 2026-12-31"]
    assert [slot.quota for slot in found.slots] == [0]


# ── shift and carry ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schedule", "span", "shift", "expected"),
    [
        # 1 to 5 May 2026 are off; the notice makes Saturday the 9th a working day.
        ("每月1日", "2026-04-02..2026-05-31", None, ["2026-05 2026-05-01 2026-05-01 2026-05-31"]),
        ("每月1日", "2026-04-02..2026-05-31", "before", ["2026-05 2026-04-30 2026-04-30 2026-05-31"]),
        ("每月1日", "2026-04-02..2026-05-31", "after", ["2026-05 2026-05-01 2026-05-06 2026-05-31"]),
        ("每月1日", "2026-04-02..2026-05-31", "skip", []),
        ("{day: 2026-05-09}", "2026-05-01..2026-05-31", "before", ["once 2026-05-01 2026-05-09 never"]),
        ("{day: 2026-05-09}", "2026-05-01..2026-05-31", "after", ["once 2026-05-01 2026-05-09 never"]),
        ("{day: 2026-05-09}", "2026-05-01..2026-05-31", "skip", ["once 2026-05-01 2026-05-09 never"]),
        ("{day: 2026-05-10}", "2026-05-01..2026-05-31", "before", ["once 2026-05-01 2026-05-09 never"]),
        ("{day: 2026-05-10}", "2026-05-01..2026-05-31", "after", ["once 2026-05-01 2026-05-11 never"]),
        # 1 to 7 October are off, Saturday the 10th is worked.
        ("{day: 2026-10-04}", "2026-09-01..2026-10-31", "before", ["once 2026-09-01 2026-09-30 never"]),
        ("{day: 2026-10-04}", "2026-09-01..2026-10-31", "after", ["once 2026-09-01 2026-10-08 never"]),
        # 端午 2026: Friday 19 June.
        ("每周五", "2026-06-15..2026-06-21", "before", ["2026-W25 2026-06-15 2026-06-18 2026-06-21"]),
        ("每周五", "2026-06-15..2026-06-22", "after", ["2026-W25 2026-06-15 2026-06-22 2026-06-22"]),
        ("世界环境日", "2027-05-01..2027-06-30", "after", ["2027-世界环境日 2027-05-29 2027-06-07 2027-06-12"]),
        # Never out of the window: then the working day on the other side.
        ("每月1日", "2026-05-01..2026-05-31", "before", ["2026-05 2026-05-01 2026-05-06 2026-05-31"]),
        ("{day: 2026-10-04}", "2026-09-01..2026-10-05", "after", ["once 2026-09-01 2026-09-30 never"]),
        ("{day: 2026-10-04}", "2026-10-02..2026-10-05", "after", ["once 2026-10-02 2026-10-04 never"]),
        # Nothing to shift.
        ("全年", "2026-05-01..2026-05-03", "skip",
         ["2026-05-01..2026-05-03 2026-05-01 2026-05-03 2026-05-03"]),
    ],
)  # fmt: skip
def test_shift(schedule: str, span: str, shift: str | None, expected: list[str]) -> None:
    assert lines(made(schedule, span, shift=shift)) == expected


@pytest.mark.parametrize(
    ("schedule", "shift", "expected"),
    [
        # Sunday ends the week: Friday is its last working day; later would be next week.
        (
            "每周1次",
            "before",
            ["2026-W25 2026-06-15 2026-06-18 2026-06-21"],
        ),  # 端午: Friday the 19th
        ("每周1次", "after", ["2026-W25 2026-06-15 2026-06-21 2026-06-21"]),
        ("每周1次", "skip", ["2026-W25 2026-06-15 2026-06-21 2026-06-21"]),
    ],
)
def test_a_quota_is_shifted_within_its_period(
    schedule: str, shift: str, expected: list[str]
) -> None:
    assert lines(made(schedule, "2026-06-15..2026-06-21", shift=shift)) == expected


@pytest.mark.parametrize("shift", ["before", "after"])
def test_work_of_every_day_is_not_shifted(shift: str) -> None:
    found = made("{every: day}", "2026-06-20..2026-06-22", shift=shift)
    assert dues(found) == ["2026-06-20", "2026-06-21", "2026-06-22"]


def test_days_that_do_not_count_are_known() -> None:
    found = made("{every: day}", "2026-05-04..2026-05-07", shift="skip")
    assert [slot.label for slot in found.slots] == ["2026-05-06", "2026-05-07"]
    assert dropped(found) == [("2026-05-04", Why.HOLIDAY), ("2026-05-05", Why.HOLIDAY)]


def test_without_a_notice_weekends_alone_count() -> None:
    found = made("每月1日", "2026-05-01..2026-05-31", shift="after", calendar=almanac(country="SG"))
    assert dues(found) == ["2026-05-01"]


def test_a_notice_of_the_workspace_replaces_that_year() -> None:
    notice = "holidays: {2026: {off: [2026-11-09], work: [2026-11-14], source: 通知}}"
    calendar = almanac(more=notice)
    for written, expected in (("11-09", "11-10"), ("11-14", "11-14"), ("10-01", "10-01")):
        found = made(
            f"{{day: 2026-{written}}}", "2026-01-01..2026-12-31", shift="after", calendar=calendar
        )
        assert dues(found) == [f"2026-{expected}"]


def test_carried_work_never_closes() -> None:
    found = made("[每月1次, 世界环境日, 全年]", "2026-05-01..2026-07-31", carry=True)
    assert {slot.label: on(slot.closes) for slot in found.slots} == {
        "2026-05": "never",
        "2026-06": "never",
        "2026-07": "never",
        "2026-世界环境日": "never",
        "2026-05-01..2026-07-31": "2026-07-31",
    }


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


def test_a_list_is_every_occurrence_of_every_item() -> None:
    found = made("[每月1次, {by: 2026-06-15}, 世界环境日]", "2026-05-01..2026-06-30")
    assert sorted(lines(found)) == [
        "2026-05 2026-05-01 2026-05-31 2026-05-31",
        "2026-06 2026-06-01 2026-06-30 2026-06-30",
        "2026-世界环境日 2026-05-29 2026-06-05 2026-06-12",
        "once 2026-05-01 2026-06-15 never",
    ]
    assert not found.clashes


def test_a_list_split_in_the_middle_of_a_period_counts_it_once() -> None:
    found = made(
        "[{every: month, to: 2026-09-15}, {every: month, times: 2, from: 2026-09-16}]",
        "2026-08-01..2026-10-31",
    )
    assert [f"{slot.label} {slot.quota}" for slot in found.slots] == [
        "2026-08 1",
        "2026-09 1",
        "2026-10 2",
    ]
    assert not found.clashes


def test_two_with_one_label_are_named() -> None:
    found = made("[每月1次, 每月20日]", "2026-05-01..2026-06-30")
    assert sorted(found.clashes) == ["2026-05", "2026-06"]


@SLOW
@given(
    st.sampled_from(["week", "month", "quarter", "2 weeks"]),
    st.integers(0, 6),
    st.integers(300, 700),
)
def test_a_schedule_split_at_a_periods_first_day(every: str, number: int, days: int) -> None:
    whole = made(f"{{every: {every}}}", f"2026-09-01..{date(2026, 9, 1) + timedelta(days)}")
    slots = whole.slots
    cut = slots[number % len(slots)].opens
    split = made(
        f"[{{every: {every}, to: {on(cut - 1)}}}, {{every: {every}, times: 2, from: {on(cut)}}}]"
        if cut > day("2026-09-01")
        else f"[{{every: {every}, times: 2, from: {on(cut)}}}]",
        f"2026-09-01..{date(2026, 9, 1) + timedelta(days)}",
    )
    assert lines(split) == lines(whole)
    assert [slot.quota for slot in split.slots] == [1 if s.opens < cut else 2 for s in slots]


# ── what always holds ─────────────────────────────────────────────────────────────────────────

ITEMS = (
    "每周2次", "{every: day}", "{every: workday}", "每旬", "每半月一次", "每月1次", "每3个月",
    "每季度", "每半年", "每年4次", "{every: month, day: 31}", "{every: week, day: [tue, fri]}",
    "{every: month, day: [5, last fri]}", "{every: year, day: 02-29}", "{every: month, by: 5}",
    "{every: month, from: 11, to: 02}", "汛期每月1次", "{every: week, from: 采暖季, to: 采暖季}",
    "{in: [03, 10]}", "{in: 11..02}", "{in: 寒假}", "爱国卫生月", "{in: [03, 03-15..04-15]}",
    "{by: [2027-03-31, 2027-09-30]}", "{by: [元旦, 春节]}", "{by: 寒假}", "{day: 2027-05-01}",
    "{from: 2027-04-10, to: 2027-08-31}", "世界环境日", "{day: [元旦, 2027-10-04]}", "全年", "定期",
)  # fmt: skip


def not_shifted(slot: Slot, shift: str, limits: Window) -> bool:
    """May a slot be due on a day off although the task says `shift`?"""
    working = CALENDAR.working_days
    if slot.days > 1:  # a quota in a period: only earlier, and only within it
        return shift != "before" or working.count(slot.opens, slot.due) == 0
    if slot.days == 1:  # work of every day: it does not count, or it stays
        return shift != "skip"
    near = (working.previous_working(slot.due), working.next_working(slot.due))
    outside = all(day < limits.first or day > limits.last for day in near)
    return shift != "skip" and outside and working.count(limits.first, limits.last) == 0


@SLOW
@given(
    st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3, unique=True),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.one_of(st.integers(0, 30), st.integers(0, 900)),
    st.integers(0, 400),
    st.sampled_from([None, "before", "after", "skip"]),
    st.booleans(),
)
def test_every_slot_lies_in_its_window(
    items: list[str], first: date, days: int, earlier: int, shift: str | None, carry: bool
) -> None:
    limits = Window(first.toordinal(), first.toordinal() + days, first.toordinal() - earlier)
    period = f"{on(limits.period_first)}..{on(limits.last)}"
    found = expand(rules(f"[{', '.join(items)}]", period), limits, CALENDAR, shift, carry, period)
    for slot in found.slots:
        assert limits.first <= slot.opens <= slot.due <= limits.last
        assert slot.closes is None or slot.due <= slot.closes <= limits.last
        assert limits.period_first <= slot.since <= slot.opens
        assert slot.closes is None or not carry or not slot.quota
        if shift and slot.quota and not CALENDAR.working_days.is_working(slot.due):
            assert not_shifted(slot, shift, limits)
    assert found.dues == sorted(found.dues)
    labels = [slot.label for slot in found.slots]
    assert set(found.clashes) == {label for label in labels if labels.count(label) > 1}
    assert {one.slot for one in found.dropped}.isdisjoint(found.slots)


@SLOW
@given(
    st.sampled_from(["每周2次", "{every: week, day: [tue, fri]}", "每月20日", "每旬"]),
    st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    st.integers(0, 500),
)  # fmt: skip
def test_recurring_slots_never_overlap(schedule: str, first: date, days: int) -> None:
    slots = made(schedule, f"{first}..{first + timedelta(days)}").slots
    for one, after in pairwise(slots):
        assert one.closes is not None
        assert one.closes < after.opens
