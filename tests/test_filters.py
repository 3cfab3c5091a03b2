"""The filters of templates: their documentation is true, and what they tell can be read back."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from tongxin.calendar.periods import Unit, index_of, label, parse_label
from tongxin.messages import Message, Translator, msgn
from tongxin.model.words import SPELLINGS
from tongxin.output.filters import documented, filters


class Chinese(Translator):
    """Chinese without the catalogue: the one message that filters say is translated here."""

    def __init__(self) -> None:
        super().__init__("zh")

    def __call__(self, message: Message) -> str:
        if (message.text, message.plural) == ("{n} day", "{n} days"):
            return f"{message.values['n']}天"
        return super().__call__(message)


ZH = filters(Chinese())
EN = filters(Translator("en"))
NAMES = sorted(ZH)
DATES = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MONTHS = [
    "-",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def both(name: str, *values: object, **options: object) -> tuple[str, str]:
    return ZH[name](*values, **options), EN[name](*values, **options)


# ── the documentation ─────────────────────────────────────────────────────────────────────────


def environment(known: dict[str, Callable[..., str]]) -> SandboxedEnvironment:
    made = SandboxedEnvironment(undefined=StrictUndefined)
    made.filters.update(known)
    return made


@pytest.mark.parametrize("entry", documented(), ids=lambda entry: entry.name)
def test_the_examples_of_the_documentation_are_true(entry) -> None:
    assert entry.text.endswith(".")
    assert entry.examples
    for shown in entry.examples:
        assert f"|{entry.name}" in shown.template
        template = "{{ " + shown.template + " }}"
        assert environment(ZH).from_string(template).render() == shown.chinese
        assert environment(EN).from_string(template).render() == shown.english


def test_every_filter_is_documented() -> None:
    assert sorted(entry.name for entry in documented()) == NAMES == sorted(EN)
    assert {entry.name: entry.arguments for entry in documented()} == {
        "date": 'form="long"',
        "weekday": 'form="short"',
        "week": "",
        "period": "",
        "span": "last",
        "days": "",
        "numeral": 'form=""',
        "ordinal": "",
        "number": "digits",
        "percent": "whole, digits=0",
        "money": 'form=""',
        "joined": "",
        "word": "table",
        "light": "",
        "sign": "",
    }


@pytest.mark.parametrize("entry", documented(), ids=lambda entry: entry.name)
def test_docstrings_have_no_arrow_that_is_not_read(entry) -> None:
    import inspect

    from tongxin.output import filters as page

    text = inspect.getdoc(getattr(page, entry.name)) or ""
    assert text.count("→") == len(entry.examples)


# ── all of them ───────────────────────────────────────────────────────────────────────────────

ARGUMENTS = {"word": ("state",), "span": ("",)}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_gives_nothing(name: str, nothing: object) -> None:
    assert both(name, nothing, *ARGUMENTS.get(name, ())) == ("", "")


plausible = st.sampled_from([
    "2026-11-23", "2026-02-30", "2026-W47", "2026-W53", "2026-W47-5", "2026-11上旬", "2026-11a", "9999",
    "9999-12", "9999-12-31", "0001", "0000", "2026-W40..2026-W42", "9999..9999-12", "..", "once", "red",
    "none", "missed", "12", "-0", "1e5", "１２", float("nan"), float("inf"), -0.0, 1e308, 10**400, True,
])  # fmt: skip
json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | plausible,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


LEAST = {"word": 1, "span": 1}
MOST = {
    "word": 1,
    "span": 1,
    "percent": 2,
    "date": 1,
    "weekday": 1,
    "numeral": 1,
    "number": 1,
    "money": 1,
}


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=200)
@given(value=json, more=st.lists(json, min_size=1, max_size=2), some=st.integers(0, 2))
def test_any_value_gives_a_text_or_one_sentence(
    name: str, value: object, more: list, some: int
) -> None:
    arguments = more[: max(LEAST.get(name, 0), min(MOST.get(name, 0), some))]
    told = []
    for known in (ZH, EN):
        try:
            text = known[name](value, *arguments)
        except ValueError as error:
            told.append(str(error))
            assert 0 < len(str(error)) < 400
        else:
            assert isinstance(text, str)
            told.append(None)
    assert told[0] == told[1] or name in ("numeral", "ordinal", "money")  # only Chinese has a limit


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("date", ["abc"], '"abc" is no date, such as 2026-11-23'),
        ("date", ["2026-02-30"], '"2026-02-30" is no date, such as 2026-11-23'),
        ("date", ["2026-11"], '"2026-11" is no date, such as 2026-11-23'),
        ("date", [20261123], "20261123 is no date, such as 2026-11-23"),
        ("date", [["2026-11-23"]], "a list is no date, such as 2026-11-23"),
        ("date", ["2026-11-23", "medium"], 'date has no form "medium"; it has: long, short, iso, formal'),
        ("date", ["", "medium"], 'date has no form "medium"; it has: long, short, iso, formal'),
        ("weekday", ["2026-W47"], '"2026-W47" is no date, such as 2026-11-23'),
        ("week", ["2026-11"], '"2026-11" is neither a day nor a week, such as 2026-W47'),
        ("period", [2026], "2026 is no label of a period, such as 2026-W47"),
        ("span", ["2026-11-23", "x" * 100], f'"{"x" * 39}…" is neither a date nor a period'),
        ("span", ["2026-11-23", "2026-11-22"], '"2026-11-22" is before "2026-11-23"'),
        ("days", [1.5], "1.5 is no whole number"),
        ("numeral", ["abc"], '"abc" is no number'),
        ("numeral", [True], "true is no number"),
        ("numeral", [3, "roman"], 'numeral has no form "roman"; it has: upper'),
        ("ordinal", [0], "0 is no place in an order: they begin with 1"),
        ("number", [float("inf")], "Infinity is no number"),
        ("number", [{}], "a mapping is no number"),
        ("number", [3, -1], "the number of decimals is 0 to 12, not -1"),
        ("number", ["", 10**9], "the number of decimals is 0 to 12, not 1000000000"),
        ("percent", [3, "x"], '"x" is no number'),
        ("joined", ["abc"], '"abc" is no list'),
        ("joined", [{"a": 1}], "a mapping is no list"),
        ("joined", [[["a"]]], "a list is no number"),
        ("word", [3, "state"], "3 is no word"),
        ("light", ["green"], '"green" is no light; lights are red, yellow, blue and none'),
        ("sign", [True], "true is no light; lights are red, yellow, blue and none"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_kind_is_told(name: str, values: list, sentence: str) -> None:
    for known in (ZH, EN):
        with pytest.raises(ValueError) as told:
            known[name](*values)
        assert str(told.value) == sentence


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_the_template_lacks_stays_an_error_of_the_template(name: str) -> None:
    arguments = {"word": '("state")', "span": '("2026")'}.get(name, "")
    template = environment(ZH).from_string("{{ missing|" + name + arguments + " }}")
    with pytest.raises(UndefinedError, match="missing"):
        template.render()


# ── days ──────────────────────────────────────────────────────────────────────────────────────


@given(DATES)
def test_dates_can_be_read_back(on: date) -> None:
    iso = on.isoformat()
    long, english = both("date", iso)
    assert re.fullmatch(r"[1-9]\d*年[1-9]\d?月[1-9]\d?日", long)
    assert date(*map(int, re.findall(r"\d+", long))) == on
    day, month, year = english.split()
    assert date(int(year), MONTHS.index(month), int(day)) == on
    assert not day.startswith("0")
    short, english = both("date", iso, "short")
    assert long.endswith("年" + short)
    assert english == f"{on.day} {MONTHS[on.month][:3]}"
    assert both("date", iso, "iso") == (iso, iso)
    weekday = WEEKDAYS[on.weekday()]
    assert both("weekday", iso) == ("周" + "一二三四五六日"[on.weekday()], weekday[:3])
    assert both("weekday", iso, "long") == ("星期" + "一二三四五六日"[on.weekday()], weekday)
    number = on.isocalendar().week
    assert both("week", iso) == (f"第{number}周", f"week {number}")


@pytest.mark.parametrize(
    ("iso", "formal"),
    [
        ("2026-11-23", "二〇二六年十一月二十三日"),
        ("2020-10-10", "二〇二〇年十月十日"),
        ("2009-01-01", "二〇〇九年一月一日"),
        ("2031-12-31", "二〇三一年十二月三十一日"),
        ("2024-02-20", "二〇二四年二月二十日"),
    ],
)
def test_formal_dates(iso: str, formal: str) -> None:
    assert ZH["date"](iso, "formal") == formal
    assert EN["date"](iso, "formal") == EN["date"](iso)


def test_a_weekday_of_a_week_is_a_day() -> None:
    assert both("date", "2026-W47-5") == ("2026年11月20日", "20 November 2026")
    assert ZH["weekday"]("2026-W47-5") == "周五"
    assert ZH["week"]("2026-W47-5") == "第47周"


def test_the_week_at_the_turn_of_the_year() -> None:
    assert ZH["week"]("2027-01-01") == "第53周"
    assert EN["period"]("2026-W53") == "week 53 of 2026"


def test_years_of_the_edge() -> None:
    assert both("date", "9999-12-31") == ("9999年12月31日", "31 December 9999")
    assert both("date", "0001-01-01") == ("1年1月1日", "1 January 1")


# ── periods ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "chinese", "english"),
    [
        ("2026-11中旬", "2026年11月中旬", "mid-November 2026"),
        ("2026-11下旬", "2026年11月下旬", "late November 2026"),
        ("2026-01b", "2026年1月下半月", "second half of January 2026"),
        ("2026-Q1", "2026年第一季度", "first quarter of 2026"),
        ("2026-Q2", "2026年第二季度", "second quarter of 2026"),
        ("2026-Q3", "2026年第三季度", "third quarter of 2026"),
        ("2026-H1", "2026年上半年", "first half of 2026"),
        ("2026-W01", "2026年第1周", "week 1 of 2026"),
        ("2026-W47-1", "2026年第47周周一", "Monday of week 47 of 2026"),
        ("2026-W47-7", "2026年第47周周日", "Sunday of week 47 of 2026"),
        ("2026-W53-5", "2026年第53周周五", "Friday of week 53 of 2026"),  # the first day of 2027
        ("2026-110宣传日", "2026年110宣传日", "110宣传日 2026"),
        ("2026-3·15", "2026-3·15", "2026-3·15"),
        ("2026-Open Day", "2026年Open Day", "Open Day 2026"),
        ("2026-Weather Day", "2026年Weather Day", "Weather Day 2026"),
        ("2026-W40..2026-W42", "2026年9月28日至10月18日", "28 September – 18 October 2026"),
        ("2026-03..2026-05", "2026年3月至5月", "March–May 2026"),
        ("2026..2027", "2026年至2027年", "2026–2027"),
        ("2026-11-16..2026-11-22", "2026年11月16日至22日", "16–22 November 2026"),
        ("2026-W47..2026-W47", "2026年第47周", "week 47 of 2026"),
        # what is no label
        ("2027-W53", "2027-W53", "2027-W53"),
        ("2026-Q5", "2026-Q5", "2026-Q5"),
        ("2026-13上旬", "2026-13上旬", "2026-13上旬"),
        ("2026-13a", "2026-13a", "2026-13a"),
        ("2026-02-30", "2026-02-30", "2026-02-30"),
        ("2026-13", "2026-13", "2026-13"),
        ("2026-", "2026-", "2026-"),
        ("2026-05..2026-03", "2026-05..2026-03", "2026-05..2026-03"),
        ("2026-春节..2026-清明", "2026-春节..2026-清明", "2026-春节..2026-清明"),
        ("..", "..", ".."),
        ("2026年度", "2026年度", "2026年度"),
    ],
)  # fmt: skip
def test_periods(name: str, chinese: str, english: str) -> None:
    assert both("period", name) == (chinese, english)


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.WORKDAY])
@pytest.mark.parametrize("known", [ZH, EN], ids=["zh", "en"])
def test_periods_have_names_of_their_own(unit: Unit, known: dict[str, Callable[..., str]]) -> None:
    first, last = (index_of(unit, date(year, 1, 1).toordinal()) for year in (2020, 2032))
    labels = [label(unit, index) for index in range(first, last)]
    told = [known["period"](name) for name in labels]
    assert len(set(told)) == len(labels)
    assert not set(told) & set(labels) or unit is Unit.YEAR
    assert all(name[:4] in text for name, text in zip(labels, told, strict=True))


@given(DATES)
def test_a_day_of_a_week_names_week_and_weekday(on: date) -> None:
    year, number, weekday = on.isocalendar()
    chinese, english = both("period", f"{year}-W{number:02d}-{weekday}")
    assert chinese == f"{year}年第{number}周周{'一二三四五六日'[weekday - 1]}"
    assert english == f"{WEEKDAYS[weekday - 1]} of week {number} of {year}"


@given(st.text(max_size=20))
@example("2026-\n")
@example("0..0")
@example("a..a")
def test_whatever_is_no_label_stays(text: str) -> None:
    assume(text != "once" and not re.match(r"\d{4}", text))
    assert both("period", text) == (text, text)


# ── spans ─────────────────────────────────────────────────────────────────────────────────────


def read_chinese(text: str) -> tuple[date, date]:
    """First and last day of a Chinese span, where what is left out is that of the first."""
    first, _, last = text.partition("至")
    known = {}
    for name in "年月日":
        found = re.search(rf"(\d+){name}", first)
        known[name] = int(found[1]) if found else None
    begins = date(known["年"], known["月"] or 1, known["日"] or 1)
    for name in "年月日":
        found = re.search(rf"(\d+){name}", last)
        if found:
            known[name] = int(found[1])
    month = known["月"] or 12
    day = known["日"] or calendar.monthrange(known["年"], month)[1]
    return begins, date(known["年"], month, day)


def read_english(text: str) -> tuple[date, date]:
    """First and last day of an English span, where what is left out is that of the last."""
    parts = text.replace("–", " – ").split()
    joint = parts.index("–") if "–" in parts else None
    first, last = (parts[:joint], parts[joint + 1 :]) if joint is not None else (parts, parts)

    def read(words: list[str]) -> tuple[int | None, int | None, int | None]:
        year = [int(w) for w in words if w.isdigit() and len(w) == 4]
        month = [MONTHS.index(w) for w in words if w in MONTHS]
        day = [int(w) for w in words if w.isdigit() and len(w) < 4]
        return tuple(found[0] if found else None for found in (year, month, day))

    year, month, day = read(last)
    own_year, own_month, own_day = read(first)
    begins = date(own_year or year, own_month or month or 1, own_day or 1)
    month = month or 12
    return begins, date(year, month, day or calendar.monthrange(year, month)[1])


lengths = st.integers(0, 40) | st.integers(0, 1500)
spans = st.tuples(DATES, lengths).map(lambda found: (found[0], found[0] + timedelta(found[1])))
months = st.tuples(DATES, lengths).map(
    lambda found: (
        found[0].replace(day=1),
        (end := found[0] + timedelta(found[1])).replace(
            day=calendar.monthrange(end.year, end.month)[1]
        ),
    )
)


@settings(max_examples=400)
@given(spans | months)
@example((date(2026, 1, 1), date(2026, 12, 31)))
@example((date(2026, 1, 1), date(2027, 12, 31)))
@example((date(2026, 2, 1), date(2026, 2, 28)))
@example((date(2028, 2, 1), date(2028, 2, 28)))  # not the whole of it
@example((date(2026, 11, 16), date(2027, 11, 22)))  # one month, two years
def test_spans_can_be_read_back(found: tuple[date, date]) -> None:
    first, last = found
    chinese, english = both("span", first.isoformat(), last.isoformat())
    assert read_chinese(chinese) == found
    assert read_english(english) == found
    whole = first.day == 1 and (last + timedelta(1)).day == 1
    assert ("日" not in chinese) is whole


@pytest.mark.parametrize(
    ("first", "last", "chinese", "english"),
    [
        (
            "2026-12-28",
            "2027-01-03",
            "2026年12月28日至2027年1月3日",
            "28 December 2026 – 3 January 2027",
        ),
        ("2028-02-01", "2028-02-28", "2028年2月1日至28日", "1–28 February 2028"),
        ("2028-02-01", "2028-02-29", "2028年2月", "February 2028"),
        ("2026-10-01", "2026-12-31", "2026年10月至12月", "October–December 2026"),
        ("2026-11-01", "2027-03-31", "2026年11月至2027年3月", "November 2026 – March 2027"),
        ("2026-01-01", "2027-12-31", "2026年至2027年", "2026–2027"),
        ("2026-01-01", "2027-11-30", "2026年1月至2027年11月", "January 2026 – November 2027"),
        ("2026-W47", "2026-W48", "2026年11月16日至29日", "16–29 November 2026"),
        ("2026-W47-5", "2026-11-23", "2026年11月20日至23日", "20–23 November 2026"),
        ("2026-11", None, "2026年11月起", "from November 2026"),
        (None, "2026", "2026年止", "until 2026"),
        ("9999-12-01", "9999-12-31", "9999年12月", "December 9999"),
    ],
)
def test_spans(first: object, last: object, chinese: str, english: str) -> None:
    assert both("span", first, last) == (chinese, english)


@given(spans)
def test_a_period_of_two_days_is_their_span(found: tuple[date, date]) -> None:
    first, last = (on.isoformat() for on in found)
    assume(first != last)
    assert both("period", f"{first}..{last}") == both("span", first, last)


@given(DATES, st.sampled_from([Unit.DAY, Unit.MONTH, Unit.YEAR]))
def test_the_span_of_a_day_month_or_year_is_its_name(on: date, unit: Unit) -> None:
    name = label(unit, index_of(unit, on.toordinal()))
    assert parse_label(name) is not None
    assert both("span", name, name) == both("period", name)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────


def test_numerals() -> None:
    told = [EN["numeral"](number) for number in range(14)]
    assert " ".join(told) == ("0 one two three four five six seven eight nine ten eleven twelve 13")
    assert both("numeral", 3200) == ("三千二百", "3,200")
    assert both("numeral", 10, "upper") == ("壹拾", "ten")
    assert both("numeral", -3) == ("负三", "-3")
    assert both("numeral", 3.0) == ("三", "three")
    assert both("numeral", "15") == ("十五", "15")
    assert EN["numeral"](10**17) == "100,000,000,000,000,000"
    with pytest.raises(ValueError, match="written out up to"):
        ZH["numeral"](10**17)


def test_ordinals() -> None:
    wanted = "1st 2nd 3rd 4th 5th 9th 10th 11th 12th 13th 14th 20th 21st 22nd 23rd 24th 101st 111th 112th"
    assert [
        EN["ordinal"](int(re.sub(r"\D", "", text))) for text in wanted.split()
    ] == wanted.split()
    assert EN["ordinal"](1011) == "1,011th"
    assert [ZH["ordinal"](n) for n in (1, 10, 11, 20, 105)] == [
        "第一", "第十", "第十一", "第二十", "第一百零五",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((0,), "0"),
        ((-0.0,), "0"),
        ((3200,), "3,200"),
        ((1234567.5,), "1,234,567.5"),
        ((-3200,), "-3,200"),
        ((3.0,), "3"),
        ((3, 2), "3.00"),
        ((0.1 + 0.2,), "0.3"),
        ((1e-7,), "0.0000001"),
        ((1e21,), "1,000,000,000,000,000,000,000"),
        ((9007199254740993,), "9,007,199,254,740,993"),
        ((2.5, 0), "3"),
        ((3.5, 0), "4"),
        ((-2.5, 0), "-3"),
        ((1.005, 2), "1.01"),
        ((-0.001, 2), "0.00"),
        (("3.10",), "3.1"),
        (("0012",), "12"),
    ],
)
def test_plain_and_rounded_numbers(values: tuple, text: str) -> None:
    assert both("number", *values) == (text, text)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((45.0,), "45%"),
        ((45.5,), "46%"),
        ((44.5,), "45%"),
        ((45.25, ), "45%"),
        ((0,), "0%"),
        ((0, 7), "0%"),
        ((1, 3), "33%"),
        ((2, 3, 1), "66.7%"),
        ((1, 8), "13%"),
        ((5, 0), "—"),
        ((5, 0.0), "—"),
        ((5, None), "—"),
        ((5, ""), "—"),
        ((None, 5), ""),
        ((12, 8), "150%"),
        ((-1, 200), "-1%"),
        ((-1, 201), "0%"),
        ((100, 8, 0), "1,250%"),
    ],
)  # fmt: skip
def test_percentages(values: tuple, text: str) -> None:
    assert both("percent", *values) == (text, text)


def test_percentages_with_named_arguments() -> None:
    assert both("percent", 12.345, digits=2) == ("12.35%", "12.35%")
    assert both("percent", 1, whole=8, digits=1) == ("12.5%", "12.5%")
    assert both("percent", 1, whole=None) == ("—", "—")


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(0, 6))
@example(1, 8, 0)
@example(-1, 8, 0)
def test_shares_are_rounded_as_decimal_does(part: int, whole: int, digits: int) -> None:
    with localcontext() as context:
        context.prec = 80  # a share of such numbers is never so near a half without being one
        wanted = (Decimal(part) / Decimal(whole) * 100).quantize(
            Decimal(1).scaleb(-digits), ROUND_HALF_UP
        )
    wanted = wanted if wanted else abs(wanted)
    assert ZH["percent"](part, whole, digits) == f"{wanted:,f}%"


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_percentages_are_rounded_as_they_are_written(thousandths: int, digits: int) -> None:
    value = thousandths / 1000
    wanted = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    wanted = wanted if wanted else abs(wanted)
    assert ZH["percent"](value, digits=digits) == f"{wanted:,f}%"


@pytest.mark.parametrize(
    ("value", "chinese", "english", "upper"),
    [
        (0, "¥0.00", "CNY 0.00", "人民币零元整"),
        (1234.5, "¥1,234.50", "CNY 1,234.50", "人民币壹仟贰佰叁拾肆元伍角整"),
        (0.005, "¥0.01", "CNY 0.01", "人民币壹分"),
        (0.004, "¥0.00", "CNY 0.00", "人民币零元整"),
        (-0.004, "¥0.00", "CNY 0.00", "人民币零元整"),
        (-5, "-¥5.00", "-CNY 5.00", "人民币负伍元整"),
        ("16409.02", "¥16,409.02", "CNY 16,409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
        (9.995, "¥10.00", "CNY 10.00", "人民币壹拾元整"),
    ],
)
def test_money(value: object, chinese: str, english: str, upper: str) -> None:
    assert both("money", value) == (chinese, english)
    assert both("money", value, "upper") == (upper, english)


def test_days_go_through_the_catalogue() -> None:
    assert [EN["days"](n) for n in (0, 1, 2, 3.0)] == ["0 days", "1 day", "2 days", "3 days"]
    translate = Translator("zh")
    assert filters(translate)["days"](3) == translate(msgn("{n} day", "{n} days", 3))


# ── words ─────────────────────────────────────────────────────────────────────────────────────


def test_lists() -> None:
    assert both("joined", ["甲", "乙", "丙"]) == ("甲、乙、丙", "甲, 乙, 丙")
    assert both("joined", ("甲",)) == ("甲", "甲")
    assert both("joined", []) == ("", "")
    assert both("joined", ["甲", "", None, 3, 2.5]) == ("甲、3、2.5", "甲, 3, 2.5")


def test_lists_that_a_template_makes() -> None:
    template = '{{ rows|map(attribute="name")|joined }}'
    rows = [{"name": "甲"}, {"name": "乙"}]
    assert environment(ZH).from_string(template).render(rows=rows) == "甲、乙"


@pytest.mark.parametrize("table", [name for name in SPELLINGS if name.startswith("word:")])
def test_words_in_either_language(table: str) -> None:
    for english, (chinese, *_) in SPELLINGS[table].items():
        for written in (english, chinese):
            assert both("word", written, table.removeprefix("word:")) == (chinese, english)


def test_words_that_no_table_has() -> None:
    assert both("word", "漏办了", "state") == ("漏办了", "漏办了")
    assert both("word", True, "bool") == ("是", "true")
    for table in ("states", "word:state", "lights", "", None):
        with pytest.raises(ValueError, match=r"there is no table of words .*; there are status, "):
            ZH["word"]("missed", table)


def test_lights() -> None:
    assert [both("light", x) for x in ("red", "yellow", "blue", "none")] == [
        ("红", "red"),
        ("黄", "yellow"),
        ("蓝", "blue"),
        ("", ""),
    ]
    assert [ZH["sign"](x) for x in ("red", "yellow", "blue", "none")] == ["!!", "!", ".", ""]
    assert ZH["sign"] is not EN["sign"]


def test_signs_are_those_of_the_terminal() -> None:
    from tongxin.answers.day import Light
    from tongxin.output.duties import _SIGNS

    for light in Light:
        assert ZH["sign"](light.value) == _SIGNS[light][1].strip()
