"""Working days: the published years, the years nobody published, and notices of one's own."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.calendar.periods import Day
from tongxin.calendar.working_days import Notice, WorkingDays, working_days

CHINA = working_days("CN")


def day(text: str) -> Day:
    return date.fromisoformat(text).toordinal()


def days(*texts: str) -> frozenset[Day]:
    return frozenset(map(day, texts))


NOTICE_2027 = Notice(
    2027,
    off=days("2026-12-31", "2027-01-01", "2027-01-02", "2027-02-08"),
    work=days("2027-02-14"),
    source="a notice of our own",
)


@pytest.mark.parametrize(
    "text", ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
)
def test_make_up_days_of_2026_are_worked(text):
    assert date.fromisoformat(text).weekday() >= 5
    assert CHINA.is_working(day(text))


@pytest.mark.parametrize(
    "text",
    [
        *("2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-04-06", "2026-05-01"),
        *("2026-06-19", "2026-09-25", "2026-10-01", "2026-10-07"),
    ],
)
def test_statutory_holidays_of_2026_are_off(text):
    assert not CHINA.is_working(day(text))


def test_the_published_years_are_those_of_the_package():
    import chinese_calendar

    published = (set(chinese_calendar.holidays), set(chinese_calendar.workdays))
    years = sorted({on.year for on in published[0] | published[1]})
    assert {2004, 2026} <= set(years)
    for year in years:
        assert CHINA.known(year)
        assert CHINA.source(year) == f"chinesecalendar {chinese_calendar.__version__}"
        for on in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal()):
            assert CHINA.is_working(on) == chinese_calendar.is_workday(date.fromordinal(on))


def test_a_year_without_a_notice_has_weekends_only():
    # Far enough off that no release of the package has it.
    assert not CHINA.known(2190)
    assert CHINA.source(2190) is None
    assert CHINA.is_working(day("2190-10-01"))  # a Friday
    assert not CHINA.is_working(day("2190-10-02"))
    assert CHINA.unknown_years(day("2003-12-31"), day("2004-01-01")) == (2003,)
    assert CHINA.unknown_years(day("2189-01-01"), day("2190-12-31")) == (2189, 2190)
    assert CHINA.unknown_years(day("2026-01-01"), day("2026-12-31")) == ()
    assert CHINA.unknown_years(2, 1) == ()


def test_2027_is_unknown_unless_overridden():
    import chinese_calendar

    if all(on.year < 2027 for on in chinese_calendar.holidays):
        assert not CHINA.known(2027)
        assert CHINA.is_working(day("2027-01-01"))
    own = working_days("CN", {2027: NOTICE_2027})
    assert own.known(2027)
    assert own.source(2027) == "a notice of our own"
    assert own.unknown_years(day("2026-01-01"), day("2028-01-01")) in {(2028,), ()}
    assert not own.is_working(day("2027-01-01"))
    assert not own.is_working(day("2027-02-08"))
    assert own.is_working(day("2027-02-14"))


def test_a_notice_may_take_in_the_december_before():
    own = working_days("CN", {2027: NOTICE_2027})
    assert CHINA.is_working(day("2026-12-31"))
    assert not own.is_working(day("2026-12-31"))
    assert own.source(2026) == CHINA.source(2026)


def test_an_override_replaces_its_whole_year():
    own = working_days("CN", {2026: Notice(2026, days("2026-03-04"), frozenset(), "corrected")})
    assert not own.is_working(day("2026-03-04"))
    assert not own.is_working(day("2026-10-10"))
    assert own.is_working(day("2026-10-01"))
    assert own.source(2026) == "corrected"


def test_a_day_both_off_and_worked_is_worked():
    both = days("2027-02-14")
    own = working_days("CN", {2027: Notice(2027, both, both, "torn")})
    assert own.is_working(day("2027-02-14"))


def test_other_countries_have_weekends_and_overrides():
    there = working_days("FR")
    assert not there.known(2026)
    assert there.source(2026) is None
    assert there.is_working(day("2026-10-01"))
    assert not there.is_working(day("2026-10-10"))
    assert there.unknown_years(day("2025-06-01"), day("2026-06-01")) == (2025, 2026)
    own = working_days("FR", {2026: Notice(2026, days("2026-07-14"), frozenset(), "loi")})
    assert own.known(2026)
    assert not own.is_working(day("2026-07-14"))


def test_next_and_previous():
    assert CHINA.next_working(day("2026-10-01")) == day("2026-10-08")
    assert CHINA.previous_working(day("2026-10-07")) == day("2026-09-30")
    assert CHINA.next_working(day("2026-10-10")) == day("2026-10-10")
    assert CHINA.previous_working(day("2026-10-10")) == day("2026-10-10")


def test_counts():
    assert CHINA.count(day("2026-10-01"), day("2026-10-31")) == 18
    assert CHINA.count(day("2026-10-01"), day("2026-10-07")) == 0
    assert CHINA.count(day("2026-10-08"), day("2026-10-07")) == 0


spans = st.tuples(st.integers(day("2003-01-01"), day("2030-12-31")), st.integers(0, 400)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
calendars = st.sampled_from([CHINA, working_days("CN", {2027: NOTICE_2027}), working_days("FR")])


@settings(deadline=None)
@given(calendars, spans)
def test_a_count_is_what_counting_finds(calendar: WorkingDays, span):
    first, last = span
    worked = sum(map(calendar.is_working, range(first, last + 1)))
    assert calendar.count(first, last) == worked


@settings(deadline=None)
@given(calendars, spans)
def test_next_and_previous_are_worked_and_nearest(calendar: WorkingDays, span):
    on = span[0]
    after, before = calendar.next_working(on), calendar.previous_working(on)
    assert before <= on <= after
    assert calendar.is_working(after)
    assert calendar.is_working(before)
    assert not any(map(calendar.is_working, range(before + 1, after))) or before == after == on


def test_it_can_be_a_cache_key_and_is_not_changed_from_outside():
    overrides = {2027: NOTICE_2027}
    own = working_days("CN", overrides)
    overrides.clear()
    assert own.known(2027)
    assert len({own, CHINA, own}) == 2
    with pytest.raises(AttributeError):
        own.country = "FR"  # type: ignore[misc]


def test_a_notice_under_another_year_raises():
    with pytest.raises(ValueError, match="2027"):
        working_days("CN", {2026: NOTICE_2027})


def test_the_data_is_not_loaded_before_it_is_asked_for():
    program = (
        "import sys\n"
        "from tongxin.calendar import names, working_days\n"
        "calendar = working_days.working_days('CN')\n"
        "names.Names().known('春节')\n"
        "assert not {'chinese_calendar', 'lunar_python'} & set(sys.modules)\n"
        "assert calendar.known(2026)\n"
        "assert 'chinese_calendar' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
