"""Named days: ours, a workspace's own, and their instances in a span."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongxin.calendar.names import AbsoluteSpan, NamedSpan, Names, YearlySpan
from tongxin.calendar.observances import OBSERVANCES


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def written(spans: tuple[NamedSpan, ...]) -> list[str]:
    return [f"{date.fromordinal(s.first)}..{date.fromordinal(s.last)}" for s in spans]


NAMES = Names(
    {
        "寒假": (
            AbsoluteSpan(day("2028-01-15"), day("2028-02-13")),
            AbsoluteSpan(day("2027-01-25"), day("2027-02-21")),
        ),
        "汛期": (YearlySpan(6, 1, 9, 31),),
        "采暖季": (YearlySpan(11, 15, 2, 29),),
        "社区日": (YearlySpan(5, 20, 5, 20),),
        "闰日": (YearlySpan(2, 29, 2, 29),),
        " 世界环境日 ": (YearlySpan(6, 1, 6, 7),),
    }
)


def test_ours():
    names = Names()
    assert names.known("世界环境日")
    assert names.known(" world environment day ")
    assert not names.known("环境")
    assert not names.is_span("世界环境日")
    assert names.is_span("爱国卫生月")
    assert not names.is_span("环境")
    spans = names.spans("端午节", day("2026-06-20"), day("2028-12-31"))
    assert written(spans) == ["2027-06-09..2027-06-09", "2028-05-28..2028-05-28"]
    assert [span.year for span in spans] == [2027, 2028]


def test_a_prefix_is_part_of_the_name():
    assert not Names().known("世界爱国卫生月")
    assert not Names().known("全国植树日")


def test_an_instance_that_only_touches_the_days_counts():
    spans = Names().spans("爱国卫生月", day("2026-04-30"), day("2027-04-01"))
    assert written(spans) == ["2026-04-01..2026-04-30", "2027-04-01..2027-04-30"]
    assert Names().spans("爱国卫生月", day("2026-05-01"), day("2027-03-31")) == ()


def test_dated_spans_come_in_order():
    assert written(NAMES.spans("寒假", day("2026-09-01"), day("2028-08-31"))) == [
        "2027-01-25..2027-02-21",
        "2028-01-15..2028-02-13",
    ]
    assert NAMES.spans("寒假", day("2027-02-22"), day("2028-01-14")) == ()
    assert NAMES.is_span("寒假")


def test_a_yearly_span_ends_with_the_month():
    assert written(NAMES.spans("汛期", day("2026-09-01"), day("2027-06-01"))) == [
        "2026-06-01..2026-09-30",
        "2027-06-01..2027-09-30",
    ]


def test_a_yearly_span_over_the_turn_of_the_year():
    spans = NAMES.spans("采暖季", day("2027-01-01"), day("2027-12-31"))
    assert written(spans) == ["2026-11-15..2027-02-28", "2027-11-15..2028-02-29"]
    assert [span.year for span in spans] == [2026, 2027]


def test_29_february_alone_is_no_day_of_a_common_year():
    assert not NAMES.is_span("闰日")
    assert written(NAMES.spans("闰日", day("2026-01-01"), day("2032-12-31"))) == [
        "2028-02-29..2028-02-29",
        "2032-02-29..2032-02-29",
    ]


def test_a_span_from_29_february_begins_on_1_march():
    names = Names({"春": (YearlySpan(2, 29, 3, 5),), "无": (YearlySpan(2, 29, 2, 30),)})
    assert written(names.spans("春", day("2027-01-01"), day("2028-12-31"))) == [
        "2027-03-01..2027-03-05",
        "2028-02-29..2028-03-05",
    ]
    assert names.spans("无", day("2027-01-01"), day("2027-12-31")) == ()


def test_our_own_name_hides_the_common_one():
    assert written(NAMES.spans("世界环境日", day("2026-01-01"), day("2026-12-31"))) == [
        "2026-06-01..2026-06-07"
    ]
    assert NAMES.is_span("世界环境日")
    assert not NAMES.is_span("环境日")
    nothing = Names({"春节": ()})
    assert nothing.known("春节")
    assert not nothing.is_span("春节")
    assert nothing.spans("春节", day("2026-01-01"), day("2026-12-31")) == ()


def test_an_instance_named_twice_counts_once():
    on = AbsoluteSpan(day("2026-05-20"), day("2026-05-20"))
    names = Names({"社区日": (on, YearlySpan(5, 20, 5, 20))})
    assert len(names.spans("社区日", day("2026-01-01"), day("2026-12-31"))) == 1


def test_an_unknown_name_and_an_empty_span_have_no_instances():
    assert NAMES.spans("没有", day("2026-01-01"), day("2026-12-31")) == ()
    assert NAMES.spans("春节", day("2026-12-31"), day("2026-01-01")) == ()


def test_all_names():
    names = NAMES.all_names()
    assert names[0] == "寒假"
    assert len(names) == len(set(names))
    assert {"世界环境日", "老年节", "Spring Festival", "汛期"} <= set(names)
    assert all(NAMES.known(name) for name in names)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: AbsoluteSpan(2, 1),
        lambda: YearlySpan(13, 1, 1, 1),
        lambda: YearlySpan(1, 1, 1, 32),
        lambda: YearlySpan(1, 0, 1, 1),
    ],
)
def test_a_span_that_no_calendar_has_raises(wrong):
    with pytest.raises(ValueError):
        wrong()


month_days = st.tuples(st.integers(1, 12), st.integers(1, 31))
all_days = st.integers(day("1990-01-01"), day("2100-12-31"))


@settings(deadline=None)
@given(month_days, month_days, all_days, st.integers(0, 1500))
def test_the_instances_of_any_yearly_span_touch_and_are_in_order(begin, end, first, length):
    last = first + length
    names = Names({"x": (YearlySpan(*begin, *end),)})
    found = names.spans("x", first, last)
    assert list(found) == sorted(found, key=lambda span: span.first)
    for span in found:
        assert span.first <= span.last
        assert span.first <= last
        assert first <= span.last
        assert span.year == date.fromordinal(span.first).year
    # A wider look finds these and whatever does not touch.
    wider = names.spans("x", first - 800, last + 800)
    assert set(found) == {s for s in wider if s.first <= last and first <= s.last}


@settings(deadline=None)
@given(st.sampled_from(OBSERVANCES), all_days, st.integers(0, 800))
def test_the_instances_of_ours_touch(known, first, length):
    for span in Names().spans(known.english, first, first + length):
        assert span.first <= first + length
        assert first <= span.last
