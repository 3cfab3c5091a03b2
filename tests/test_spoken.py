"""Days as people say them: what is meant by somebody who speaks of what was done, or will be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import day
from tongxin.model.spoken import day_ahead, day_said

TODAY = day("2026-11-23")  # a Monday

WEEKDAYS = (
    ("mon", "周一", "星期一", "礼拜一"),
    ("tue", "周二", "星期二", "礼拜二"),
    ("wed", "周三", "星期三", "礼拜三"),
    ("thu", "周四", "星期四", "礼拜四"),
    ("fri", "周五", "星期五", "礼拜五"),
    ("sat", "周六", "星期六", "礼拜六"),
    ("sun", "周日", "星期日", "星期天", "周天", "礼拜天"),
)
DAYS = st.dates(date(1960, 1, 1), date(2190, 12, 31))


def said(text: str, today: int = TODAY) -> str | None:
    found = day_said(text, today)
    return None if found is None else date.fromordinal(found).isoformat()


def ahead(text: str, today: int = TODAY) -> str | None:
    found = day_ahead(text, today)
    return None if found is None else date.fromordinal(found).isoformat()


@pytest.mark.parametrize(
    ("text", "past", "coming"),
    [
        ("今天", "2026-11-23", "2026-11-23"),
        ("今日", "2026-11-23", "2026-11-23"),
        ("today", "2026-11-23", "2026-11-23"),
        ("Yesterday", "2026-11-22", "2026-11-22"),
        ("昨天", "2026-11-22", "2026-11-22"),
        (" 昨日 ", "2026-11-22", "2026-11-22"),
        ("前天", "2026-11-21", "2026-11-21"),
        ("大前天", "2026-11-20", "2026-11-20"),
        ("周一", "2026-11-23", "2026-11-23"),
        ("周二", "2026-11-17", "2026-11-24"),
        ("TUE", "2026-11-17", "2026-11-24"),
        ("星期天", "2026-11-22", "2026-11-29"),
        ("11-19", "2026-11-19", "2026-11-19"),
        ("11-23", "2026-11-23", "2026-11-23"),
        ("12-1", "2026-12-01", "2026-12-01"),  # to come: for the verb to refuse
        ("12-24", "2026-12-24", "2026-12-24"),
        ("周五", "2026-11-20", "2026-11-27"),
        ("Friday", "2026-11-20", "2026-11-27"),
        ("上周五", "2026-11-20", "2026-11-20"),
        ("上周一", "2026-11-16", "2026-11-16"),
        ("11月9日", "2026-11-09", "2026-11-09"),
        ("11月9号", "2026-11-09", "2026-11-09"),
        ("02-29", "2028-02-29", "2028-02-29"),
        ("19日", "2026-11-19", "2026-11-19"),
        ("１９日", "2026-11-19", "2026-11-19"),
        ("23号", "2026-11-23", "2026-11-23"),
        ("31日", "2026-10-31", "2026-10-31"),
        ("30日", "2026-11-30", "2026-11-30"),
        ("2026-11-19", "2026-11-19", "2026-11-19"),
        ("2026年12月24日", "2026-12-24", "2026-12-24"),  # to come: for the verb to refuse
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_days_on_a_monday(text: str, past: str, coming: str) -> None:
    assert (said(text), ahead(text)) == (past, coming)


@pytest.mark.parametrize(
    "text",
    ["", " ", "0日", "00号", "32日", "99日", "123日", "2026-11", "2026", "11", "19", "11-31", "02-30", "13-01",
     "0-1", "2023-02-29", "2026-02-30", "soon", "周八", "上午", "11/19", "2026/11/19", "1948-01-01",
     "2200-01-01", "19日 到 20日", "-1", "昨天 今天"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert (day_said(text, TODAY), day_ahead(text, TODAY)) == (None, None)


def test_the_turn_of_the_year() -> None:
    new_year, eve = day("2027-01-01"), day("2026-12-31")
    assert said("12-31", new_year) == "2026-12-31"
    assert said("31日", new_year) == "2026-12-31"
    assert said("昨天", new_year) == "2026-12-31"
    assert said("周四", new_year) == "2026-12-31"
    assert ahead("01-01", eve) == "2027-01-01"
    assert ahead("1日", eve) == "2027-01-01"
    assert ahead("周五", eve) == "2027-01-01"


@pytest.mark.parametrize(
    ("today", "past", "coming"),
    [
        ("2028-02-29", "2028-02-29", "2028-02-29"),
        ("2028-02-28", "2028-02-29", "2028-02-29"),
        ("2028-03-01", "2028-02-29", "2028-02-29"),
        ("2103-06-01", "2104-02-29", "2104-02-29"),  # 2100 has none: eight years lie between
        ("2097-06-01", "2096-02-29", "2096-02-29"),
    ],
)
def test_29_february(today: str, past: str, coming: str) -> None:
    assert (said("02-29", day(today)), ahead("2月29日", day(today))) == (past, coming)


@given(DAYS, st.integers(0, 6), st.data())
def test_a_weekday_is_the_last_or_the_next_such_day(
    today: date, number: int, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(WEEKDAYS[number]))
    seven = [today - timedelta(days) for days in range(7)]
    (last,) = (one for one in seven if one.weekday() == number)
    (coming,) = (one + timedelta(6) for one in seven if (one + timedelta(6)).weekday() == number)
    assert said(word, today.toordinal()) == last.isoformat()
    assert ahead(word, today.toordinal()) == coming.isoformat()


def nearest(today: date, back: date, coming: date) -> tuple[str, str]:
    """What is meant looking back and ahead: the nearer one; of two as near that of the direction."""
    before, behind = today - back, coming - today
    if before == behind:
        return back.isoformat(), coming.isoformat()
    return (min(back, coming, key=lambda one: abs(one - today)).isoformat(),) * 2


@given(DAYS, DAYS, st.sampled_from(["{0.month}-{0.day}", "{0:%m-%d}", "{0.month}月{0.day}日"]))
def test_a_date_without_a_year_is_the_nearest(today: date, wanted: date, form: str) -> None:
    """Walked day by day."""
    same = (wanted.month, wanted.day)
    back = next(
        one for n in range(9 * 366) if same == ((one := today - timedelta(n)).month, one.day)
    )
    coming = next(
        one for n in range(9 * 366) if same == ((one := today + timedelta(n)).month, one.day)
    )
    text = form.format(wanted)
    past, next_ = nearest(today, back, coming)
    assert said(text, today.toordinal()) == past
    assert ahead(text, today.toordinal()) == next_


@given(DAYS, st.integers(1, 31), st.sampled_from("日号"))
def test_a_number_is_the_nearest_such_day(today: date, number: int, sign: str) -> None:
    back = next(one for n in range(70) if (one := today - timedelta(n)).day == number)
    coming = next(one for n in range(70) if (one := today + timedelta(n)).day == number)
    past, next_ = nearest(today, back, coming)
    assert said(f"{number}{sign}", today.toordinal()) == past
    assert ahead(f"{number}{sign}", today.toordinal()) == next_


@given(DAYS, DAYS)
def test_a_whole_date_is_itself(today: date, wanted: date) -> None:
    assert said(wanted.isoformat(), today.toordinal()) == wanted.isoformat()
    assert ahead(wanted.isoformat(), today.toordinal()) == wanted.isoformat()


@given(DAYS, st.text(max_size=8))
def test_any_text(today: date, text: str) -> None:
    past, coming = day_said(text, today.toordinal()), day_ahead(text, today.toordinal())
    assert (past is None) == (coming is None)
