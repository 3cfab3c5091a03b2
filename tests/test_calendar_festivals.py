"""Festivals: days that are known, and where they may fall."""

from datetime import date

import pytest

from tongxin.calendar.festival_table import FIRST_YEAR, TABLE
from tongxin.calendar.festivals import FESTIVALS, computed_festival_day, festival_day


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("除夕", "2027-02-05"),
        ("春节", "2027-02-06"),
        ("元宵节", "2027-02-20"),
        ("清明节", "2027-04-05"),
        ("端午节", "2027-06-09"),
        ("中秋节", "2027-09-15"),
        ("重阳节", "2027-10-08"),
        ("除夕", "2026-02-16"),
        ("春节", "2026-02-17"),
        ("元宵节", "2026-03-03"),
        ("清明节", "2026-04-05"),
        ("端午节", "2026-06-19"),
        ("七夕", "2026-08-19"),
        ("中元节", "2026-08-27"),
        ("中秋节", "2026-09-25"),
        ("重阳节", "2026-10-18"),
        ("小年", "2026-02-10"),
        ("龙抬头", "2026-03-20"),
        ("腊八节", "2026-01-26"),
        ("秋分", "2026-09-23"),
        ("冬至", "2026-12-22"),
        # A leap sixth month in 2025, a leap second in 2023: festivals keep to the first.
        ("七夕", "2025-08-29"),
        ("龙抬头", "2023-02-21"),
    ],
)
def test_known_days(name, expected):
    on = festival_day(name, int(expected[:4]))
    assert on is not None
    assert date.fromordinal(on).isoformat() == expected


def test_the_laba_festival_may_fall_twice_or_never():
    falls = {year: festival_day("腊八节", year) for year in range(1990, 2101)}
    assert all(on is None or date.fromordinal(on).year == year for year, on in falls.items())
    # 2022 had two, on 10 January and 30 December, so 2023 had none.
    assert falls[2022] == date(2022, 1, 10).toordinal()
    assert falls[2023] is None
    assert falls[2025] == date(2025, 1, 7).toordinal()


@pytest.mark.parametrize("name", [name for name in FESTIVALS if name != "腊八节"])
def test_every_other_festival_falls_once_in_every_year(name):
    for year in range(1900, 2201):
        on = festival_day(name, year)
        assert on is not None
        assert date.fromordinal(on).year == year


def test_no_festival():
    assert festival_day("圣诞节", 2026) is None
    assert festival_day("春节", 1) is None
    assert festival_day("春节", 9999) is None


@pytest.mark.parametrize("name", FESTIVALS)
def test_the_table_holds_what_the_package_computes(name):
    years = range(FIRST_YEAR - 3, FIRST_YEAR + len(TABLE[name].split()) + 3)
    assert len(TABLE[name].split()) == 30
    assert [festival_day(name, y) for y in years] == [computed_festival_day(name, y) for y in years]
