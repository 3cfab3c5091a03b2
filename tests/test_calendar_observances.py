"""The table of observances: well formed, and right where the day is known."""

from datetime import date

import pytest
from dateutil.rrule import SU, YEARLY, rrule

from tongxin.calendar.festivals import FESTIVALS, festival_day
from tongxin.calendar.observances import (
    OBSERVANCES,
    Observance,
    is_span,
    observance,
    observance_span,
)


def on(name: str, year: int) -> str:
    """A day as ISO text, a span as `FIRST..LAST`."""
    known = observance(name)
    assert known is not None, name
    span = observance_span(known, year)
    assert span is not None, name
    first, last = (date.fromordinal(day).isoformat() for day in span)
    return first if first == last else f"{first}..{last}"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("元旦", "2026-01-01"),
        ("世界防治麻风病日", "2026-01-25"),
        ("春节", "2026-02-17"),
        ("学雷锋纪念日", "2026-03-05"),
        ("妇女节", "2026-03-08"),
        ("植树节", "2026-03-12"),
        ("消费者权益日", "2026-03-15"),
        ("世界水日", "2026-03-22"),
        ("中国水周", "2026-03-22..2026-03-28"),
        ("世界防治结核病日", "2026-03-24"),
        ("全国中小学生安全教育日", "2026-03-30"),
        ("爱国卫生月", "2026-04-01..2026-04-30"),
        ("全民国家安全教育日", "2026-04-15"),
        ("防灾减灾日", "2026-05-12"),
        ("全国家庭教育宣传周", "2022-05-09..2022-05-15"),
        ("全国助残日", "2026-05-17"),
        ("学前教育宣传月", "2026-05-20..2026-06-20"),
        ("世界无烟日", "2026-05-31"),
        ("世界环境日", "2026-06-05"),
        ("全国爱眼日", "2026-06-06"),
        ("文化和自然遗产日", "2026-06-13"),
        ("世界献血者日", "2026-06-14"),
        ("国际禁毒日", "2026-06-26"),
        ("安全生产活动月", "2026-06-01..2026-06-30"),
        ("体育宣传周", "2023-08-07..2023-08-13"),
        ("全民健身日", "2026-08-08"),
        ("世界急救日", "2026-09-12"),
        ("全民国防教育日", "2024-09-21"),
        ("全国爱牙日", "2026-09-20"),
        ("敬老月", "2026-10-01..2026-10-31"),
        ("全国高血压日", "2026-10-08"),
        ("老年节", "2026-10-18"),
        ("消防日", "2026-11-09"),
        ("119消防日", "2026-11-09"),
        ("消防宣传月", "2026-11-01..2026-11-30"),
        ("世界艾滋病日", "2026-12-01"),
        ("全国交通安全日", "2026-12-02"),
        ("宪法日", "2026-12-04"),
        ("国际志愿者日", "2026-12-05"),
        ("国家公祭日", "2026-12-13"),
    ],
)
def test_known_days(name, expected):
    assert on(name, int(expected[:4])) == expected


def test_help_for_the_disabled_is_the_third_sunday_of_may():
    rule = rrule(YEARLY, bymonth=5, byweekday=SU(3), dtstart=date(1991, 1, 1), count=110)
    for at in rule:
        assert on("全国助残日", at.year) == at.date().isoformat()


@pytest.mark.parametrize("known", OBSERVANCES, ids=lambda known: known.name)
def test_every_row_is_complete_and_has_an_instance_each_year(known):
    assert known.name
    assert known.english.isascii()
    assert known.source
    assert all(name == name.strip() for name in known.names)
    for year in range(1990, 2101):
        span = observance_span(known, year)
        if known.name == "腊八节" and span is None:
            continue
        assert span is not None
        assert span[0] <= span[1]
        assert date.fromordinal(span[0]).year == year
        assert is_span(known) == (span[0] < span[1])


def test_no_two_share_a_name():
    names = [name.casefold() for known in OBSERVANCES for name in known.names]
    assert sorted(names) == sorted(set(names))


def test_look_up_by_any_name_in_any_case():
    for known in OBSERVANCES:
        for name in known.names:
            assert observance(name.upper()) is known
            assert observance(f" {name} ") is known
    assert observance("不存在的日子") is None
    assert observance("") is None


def test_every_festival_can_be_named():
    for name in FESTIVALS:
        day = festival_day(name, 2026)
        assert any(observance_span(known, 2026) == (day, day) for known in OBSERVANCES)


def test_a_fifth_weekday_may_lack():
    fifth = Observance("五", "Fifth", (), "02 5th sun", "test")
    assert observance_span(fifth, 2026) is None
    assert not is_span(fifth)


@pytest.mark.parametrize("rule", ["", "3-12", "13-", "05 6th sun", "05 3rd Sunday", "soon"])
def test_a_rule_outside_the_notation_raises(rule):
    with pytest.raises(ValueError, match="rule"):
        observance_span(Observance("无", "None", (), rule, "test"), 2026)
