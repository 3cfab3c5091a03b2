"""The filters of document templates: values as a reader of Chinese or English expects them.

Values are JSON-like: a date is `2026-11-23`, a period its label (see `calendar.periods`), a number
a number or its plain text. Nothing (None or an empty text) gives nothing, unless a filter says
otherwise. What is not of the kind raises `Unfit`, a `ValueError` with a message.

The docstring of a filter is its documentation: the first line says what it does, every line with an
arrow is an example with its Chinese and its English result (`documented` reads them).
"""

import datetime
import inspect
import math
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import Final, NamedTuple

from tongxin.calendar import periods
from tongxin.calendar.periods import Day, Unit
from tongxin.diagnostic import TongxinError
from tongxin.messages import Translator, msg, msgn
from tongxin.model import words
from tongxin.output import numerals
from tongxin.output.duties import ONCE


class Unfit(TongxinError, ValueError):
    """A value, or a form, that a filter cannot put into words."""


class Example(NamedTuple):
    """What stands between the braces of a template, and what comes of it."""

    template: str
    chinese: str
    english: str


class Documented(NamedTuple):
    """A filter for the documentation: its name, its arguments with defaults, what it does."""

    name: str
    arguments: str
    text: str
    examples: tuple[Example, ...]


def filters(translate: Translator) -> dict[str, Callable[..., str]]:
    """Every filter by name, in the language of `translate`."""
    return {function.__name__: partial(function, translate) for function in _FILTERS}


def documented() -> tuple[Documented, ...]:
    """Every filter as the documentation lists it, in the order of this page."""
    return tuple(map(_documented, _FILTERS))


# ── days and periods ──────────────────────────────────────────────────────────────────────────


def date(translate: Translator, value: object, form: str = "long") -> str:
    """A day; the form is long, short, iso or formal (the Chinese of documents with 〇).

    `"2026-11-03"|date` → 2026年11月3日 · 3 November 2026
    `"2026-11-03"|date("short")` → 11月3日 · 3 Nov
    `"2026-11-03"|date("iso")` → 2026-11-03 · 2026-11-03
    `"2026-11-03"|date("formal")` → 二〇二六年十一月三日 · 3 November 2026

    Arabic figures without leading zeros, as GB/T 9704 has the date of a document.
    """
    _check_form("date", form, ("long", "short", "iso", "formal"))
    if _nothing(value):
        return ""
    on = _day(value)
    chinese = _is_chinese(translate)
    if form == "iso":
        return on.isoformat()
    if form == "short":
        return f"{on.month}月{on.day}日" if chinese else f"{on.day} {_month(on.month)[:3]}"
    if form == "formal" and chinese:
        month, day = numerals.numeral(on.month), numerals.numeral(on.day)
        return f"{numerals.digits_of(on.year)}年{month}月{day}日"
    return _long(on, chinese)


def weekday(translate: Translator, value: object, form: str = "short") -> str:
    """The weekday of a day; the form is short or long.

    `"2026-11-23"|weekday` → 周一 · Mon
    `"2026-11-23"|weekday("long")` → 星期一 · Monday
    """
    _check_form("weekday", form, ("short", "long"))
    if _nothing(value):
        return ""
    return _weekday(_day(value).weekday(), _is_chinese(translate), form)


def week(translate: Translator, value: object) -> str:
    """The number of the ISO week of a day or a week's label, without its year.

    `"2026-11-23"|week` → 第48周 · week 48
    `"2026-W47"|week` → 第47周 · week 47
    """
    if _nothing(value):
        return ""
    parsed = periods.parse_label(value) if isinstance(value, str) else None
    if parsed is None or parsed[0] not in (Unit.DAY, Unit.WEEK):
        raise Unfit(
            msg("{value} is neither a day nor a week, such as 2026-W47", value=_shown(value))
        )
    number = _week_of(parsed)[1]
    return f"第{number}周" if _is_chinese(translate) else f"week {number}"


def period(translate: Translator, value: object) -> str:
    """The label of a period in words; what is no label stays as it is.

    `"2026-W47"|period` → 2026年第47周 · week 47 of 2026
    `"2026-W47-5"|period` → 2026年第47周周五 · Friday of week 47 of 2026
    `"2026-11-23"|period` → 2026年11月23日 · 23 November 2026
    `"2026-11上旬"|period` → 2026年11月上旬 · early November 2026
    `"2026-11a"|period` → 2026年11月上半月 · first half of November 2026
    `"2026-11"|period` → 2026年11月 · November 2026
    `"2026-Q4"|period` → 2026年第四季度 · fourth quarter of 2026
    `"2026-H2"|period` → 2026年下半年 · second half of 2026
    `"2026"|period` → 2026年 · 2026
    `"2026-11..2027-03"|period` → 2026年11月至2027年3月 · November 2026 – March 2027
    `"2026-世界环境日"|period` → 2026年世界环境日 · 世界环境日 2026
    `"once"|period` → 一次性 · once

    A label says the first period where it stands for several (every two weeks): that one is named.
    """
    if _nothing(value):
        return ""
    if not isinstance(value, str):
        raise Unfit(msg("{value} is no label of a period, such as 2026-W47", value=_shown(value)))
    if value == "once":
        return translate.show(ONCE)
    first, joint, last = value.partition("..")
    if joint and first and last:
        try:
            if first != last:
                return span(translate, first, last)
            said = period(translate, first)
            return value if said == first and periods.parse_label(first) is None else said
        except ValueError:
            return value
    chinese = _is_chinese(translate)
    parsed = periods.parse_label(value)
    if parsed is None:
        named = re.fullmatch(_NAMED, value)
        if named is None:
            return value
        year, name = int(named["year"]), named["name"]
        return f"{year}年{name}" if chinese else f"{name} {year}"
    text = _PERIODS[parsed[0]](parsed, chinese)
    if parsed[0] is Unit.DAY and "W" in value:
        of_week = _weekly(parsed, chinese)
        day = _weekday((parsed[1] - 1) % 7, chinese, "short" if chinese else "long")
        return of_week + day if chinese else f"{day} of {of_week}"
    return text


def span(translate: Translator, first: object, last: object) -> str:
    """From a day to a day, or from a period's label to another, as short as is right.

    `"2026-11-16"|span("2026-11-22")` → 2026年11月16日至22日 · 16–22 November 2026
    `"2026-11-30"|span("2026-12-06")` → 2026年11月30日至12月6日 · 30 November – 6 December 2026
    `"2026-12-28"|span("2027-05-03")` → 2026年12月28日至2027年5月3日 · 28 December 2026 – 3 May 2027
    `"2026-11-23"|span("2026-11-23")` → 2026年11月23日 · 23 November 2026
    `"2026-11-01"|span("2026-11-30")` → 2026年11月 · November 2026
    `"2026-04-01"|span("2026-09-30")` → 2026年4月至9月 · April–September 2026
    `"2026-01-01"|span("2026-12-31")` → 2026年 · 2026
    `"2026-11-16"|span("")` → 2026年11月16日起 · from 16 November 2026
    `""|span("2026-11-22")` → 2026年11月22日止 · until 22 November 2026

    Days that make whole months or whole years are told as months or years.
    Raises `ValueError` where the last day is before the first.
    """
    chinese = _is_chinese(translate)
    if _nothing(first) and _nothing(last):
        return ""
    if _nothing(last):
        text = _told(*_reach(first), chinese)
        return text + "起" if chinese else "from " + text
    if _nothing(first):
        text = _told(*_reach(last), chinese)
        return text + "止" if chinese else "until " + text
    begins, ends = _reach(first)[0], _reach(last)[1]
    if ends < begins:
        raise Unfit(msg("{last} is before {first}", last=_shown(last), first=_shown(first)))
    return _told(begins, ends, chinese)


def days(translate: Translator, value: object) -> str:
    """A number of days.

    `3|days` → 3天 · 3 days
    `1|days` → 1天 · 1 day
    """
    if _nothing(value):
        return ""
    return translate(msgn("{n} day", "{n} days", _whole(value)))


# ── numbers ───────────────────────────────────────────────────────────────────────────────────


def numeral(translate: Translator, value: object, form: str = "") -> str:
    """A whole number in words; the form upper gives capitals. English has words from one to twelve.

    `110|numeral` → 一百一十 · 110
    `12|numeral` → 十二 · twelve
    `110|numeral("upper")` → 壹佰壹拾 · 110
    """
    _check_form("numeral", form, ("", "upper"))
    if _nothing(value):
        return ""
    number = _whole(value)
    if _is_chinese(translate):
        return numerals.capital(number) if form == "upper" else numerals.numeral(number)
    return _CARDINALS[number - 1] if 1 <= number <= len(_CARDINALS) else f"{number:,}"


def ordinal(translate: Translator, value: object) -> str:
    """The place in an order, from 1 on.

    `3|ordinal` → 第三 · 3rd
    `12|ordinal` → 第十二 · 12th
    """
    if _nothing(value):
        return ""
    number = _whole(value)
    if number < 1:
        raise Unfit(msg("{value} is no place in an order: they begin with 1", value=_shown(value)))
    if _is_chinese(translate):
        return "第" + numerals.numeral(number)
    teens = number % 100 in (11, 12, 13)
    return f"{number:,}" + ("th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th"))


def number(translate: Translator, value: object, digits: int | None = None) -> str:  # noqa: ARG001
    """A number, thousands parted by commas; digits says how many decimals (四舍五入).

    `3200|number` → 3,200 · 3,200
    `3.0|number` → 3 · 3
    `2.675|number(2)` → 2.68 · 2.68
    """
    if digits is not None:
        _check_digits(digits)
    if _nothing(value):
        return ""
    if digits is None:
        return numerals.plain(_number(value))
    return numerals.fixed(Fraction(_number(value)), digits)


_NOT_GIVEN: Final = object()
"""Tells `percent(x)` from `percent(x, None)`."""


def percent(
    translate: Translator,  # noqa: ARG001
    value: object,
    whole: object = _NOT_GIVEN,
    digits: int = 0,
) -> str:
    """A percentage, or with the whole the share of it; of a whole that is 0 or missing a dash.

    `45.0|percent` → 45% · 45%
    `1|percent(8)` → 13% · 13%
    `1|percent(8, 1)` → 12.5% · 12.5%
    `3|percent(0)` → — · —
    """
    _check_digits(digits)
    if _nothing(value):
        return ""
    share = Fraction(_number(value))
    if whole is not _NOT_GIVEN:
        total = Fraction(0) if _nothing(whole) else Fraction(_number(whole))
        if total == 0:
            return "—"
        share = share / total * 100
    return numerals.fixed(share, digits) + "%"


def money(translate: Translator, value: object, form: str = "") -> str:
    """An amount in yuan; the form upper writes it out in the capitals of cheques.

    `1234.5|money` → ¥1,234.50 · CNY 1,234.50
    `1234.5|money("upper")` → 人民币壹仟贰佰叁拾肆元伍角整 · CNY 1,234.50
    """
    _check_form("money", form, ("", "upper"))
    if _nothing(value):
        return ""
    amount = Fraction(_number(value))
    chinese = _is_chinese(translate)
    if chinese and form == "upper":
        return numerals.capital_money(numerals.rounded(amount, 2))
    text = numerals.fixed(amount, 2)
    sign = "-" if text.startswith("-") else ""
    return sign + ("¥" if chinese else "CNY ") + text.removeprefix("-")


# ── words ─────────────────────────────────────────────────────────────────────────────────────


def joined(translate: Translator, value: object) -> str:
    """The items of a list with the commas of the language; empty ones are left out.

    `["甲", "乙"]|joined` → 甲、乙 · 甲, 乙
    """
    if _nothing(value):
        return ""
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        raise Unfit(msg("{value} is no list", value=_shown(value)))
    texts = [item if isinstance(item, str) else number(translate, item) for item in value]
    return translate.show(tuple(filter(None, texts)))


def word(translate: Translator, value: object, table: str) -> str:
    """A keyword of the plan language in the reader's language; another word stays as it is.

    `"missed"|word("state")` → 漏办 · missed
    `"一般"|word("level")` → 一般 · ordinary
    """
    name = f"word:{table}"
    if name not in words.SPELLINGS:
        known = ", ".join(n.removeprefix("word:") for n in words.SPELLINGS if n.startswith("word:"))
        raise Unfit(
            msg(
                "there is no table of words {table}; there are {known}",
                table=_shown(table),
                known=known,
            )
        )
    if _nothing(value):
        return ""
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        raise Unfit(msg("{value} is no word", value=_shown(value)))
    english = words.spellings(name).get(value)
    return value if english is None else translate.show(words.word(name, english))


def light(translate: Translator, value: object) -> str:
    """The colour of a light; nothing for none.

    `"red"|light` → 红 · red
    """
    name = _light(value)
    return translate.show(words.word("lights", name)) if name else ""


def sign(translate: Translator, value: object) -> str:  # noqa: ARG001
    """A light that can be read without colour: !! for red, ! for yellow, a dot for blue.

    `"red"|sign` → !! · !!
    `"yellow"|sign` → ! · !
    `"blue"|sign` → . · .
    """
    return _SIGNS[_light(value)]


_FILTERS: Final[tuple[Callable[..., str], ...]] = (
    date, weekday, week, period, span, days, numeral, ordinal, number, percent, money, joined, word,
    light, sign,
)  # fmt: skip

# ── reading values ────────────────────────────────────────────────────────────────────────────


def _is_chinese(translate: Translator) -> bool:
    return translate.language == "zh"


def _nothing(value: object) -> bool:
    return value is None or value == ""


def _shown(value: object) -> str:
    """A value as an error repeats it, cut after forty characters."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 40 else f'"{value[:39]}…"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{Decimal(value):.15g}"
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list" if isinstance(value, Sequence) else "this value"


def _check_form(name: str, form: object, known: Sequence[str]) -> None:
    """Raises `ValueError` for a form that the filter does not have."""
    if form not in known:
        forms = ", ".join(filter(None, known))
        raise Unfit(
            msg(
                "{name} has no form {form}; it has: {forms}",
                name=name,
                form=_shown(form),
                forms=forms,
            )
        )


def _check_digits(digits: object) -> None:
    """Raises `ValueError` for decimals that are not a whole number from 0 to 12."""
    if isinstance(digits, bool) or not isinstance(digits, int) or not 0 <= digits <= 12:
        raise Unfit(msg("the number of decimals is 0 to 12, not {digits}", digits=_shown(digits)))


def _day(value: object) -> datetime.date:
    """The day of a date or of a label such as `2026-W47-5`. Raises `ValueError`."""
    parsed = periods.parse_label(value) if isinstance(value, str) else None
    if parsed is None or parsed[0] is not Unit.DAY:
        raise Unfit(msg("{value} is no date, such as 2026-11-23", value=_shown(value)))
    return datetime.date.fromordinal(parsed[1])


def _reach(value: object) -> tuple[datetime.date, datetime.date]:
    """First and last day of a date or a label. Raises `ValueError`."""
    parsed = periods.parse_label(value) if isinstance(value, str) else None
    if parsed is None:
        raise Unfit(msg("{value} is neither a date nor a period", value=_shown(value)))
    first, last = periods.span(*parsed)
    return datetime.date.fromordinal(first), datetime.date.fromordinal(last)


def _number(value: object) -> Decimal:
    """A number as it was written; of a float fifteen digits, so 0.1 + 0.2 is 0.3.

    Raises `ValueError` for what is neither a finite number nor the plain text of one.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float) and math.isfinite(value):
        return Decimal(int(value)) if value.is_integer() else Decimal(f"{value:.15g}")
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", value):
        return Decimal(value)
    raise Unfit(msg("{value} is no number", value=_shown(value)))


def _whole(value: object) -> int:
    """A whole number, 3.0 among them. Raises `ValueError`."""
    number = _number(value)
    if number != int(number):
        raise Unfit(msg("{value} is no whole number", value=_shown(value)))
    return int(number)


def _light(value: object) -> str:
    """The name of a light, empty where there is none. Raises `ValueError`."""
    if _nothing(value) or value == "none":
        return ""
    if isinstance(value, str) and value in _SIGNS:
        return value
    raise Unfit(
        msg("{value} is no light; lights are red, yellow, blue and none", value=_shown(value))
    )


# ── days and periods in words ─────────────────────────────────────────────────────────────────


def _long(on: datetime.date, chinese: bool) -> str:
    if chinese:
        return f"{on.year}年{on.month}月{on.day}日"
    return f"{on.day} {_month(on.month)} {on.year}"


def _month(number: int) -> str:
    return _MONTHS[number - 1]


def _weekday(number: int, chinese: bool, form: str) -> str:
    """The weekday of a number from 0, Monday, on; the form is short or long."""
    if chinese:
        return ("周" if form == "short" else "星期") + "一二三四五六日"[number]
    return _WEEKDAYS[number][:3] if form == "short" else _WEEKDAYS[number]


def _told(first: datetime.date, last: datetime.date, chinese: bool) -> str:
    """Two days, told as years or months where they make whole ones."""
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        if first.month == 1 and last.month == 12:
            return _years(first.year, last.year, chinese)
        return _months(first, last, chinese)
    if first == last:
        return _long(first, chinese)
    if first.year != last.year:
        joint = "至" if chinese else " – "
        return _long(first, chinese) + joint + _long(last, chinese)
    if chinese:
        end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
        return f"{_long(first, chinese)}至{end}"
    if first.month == last.month:
        return f"{first.day}–{_long(last, chinese)}"
    return f"{first.day} {_month(first.month)} – {_long(last, chinese)}"


def _years(first: int, last: int, chinese: bool) -> str:
    if first == last:
        return f"{first}年" if chinese else str(first)
    return f"{first}年至{last}年" if chinese else f"{first}–{last}"


def _months(first: datetime.date, last: datetime.date, chinese: bool) -> str:
    same_year = first.year == last.year
    begins = f"{first.year}年{first.month}月" if chinese else _month(first.month)
    ends = f"{last.month}月" if chinese else f"{_month(last.month)} {last.year}"
    if same_year and first.month == last.month:
        return begins if chinese else ends
    if same_year:
        return f"{begins}至{ends}" if chinese else f"{begins}–{ends}"
    return f"{begins}至{last.year}年{ends}" if chinese else f"{begins} {first.year} – {ends}"


_Parsed = tuple[Unit, int]
"""A label that was read: unit and running number."""


def _week_of(parsed: _Parsed) -> tuple[int, int]:
    """ISO year and week of a week, or of a day."""
    unit, index = parsed
    day: Day = periods.first_day(unit, index)
    iso = datetime.date.fromordinal(day).isocalendar()
    return iso.year, iso.week


def _weekly(parsed: _Parsed, chinese: bool) -> str:
    year, number = _week_of(parsed)
    return f"{year}年第{number}周" if chinese else f"week {number} of {year}"


def _daily(parsed: _Parsed, chinese: bool) -> str:
    return _long(datetime.date.fromordinal(parsed[1]), chinese)


def _monthly(number: int, chinese: bool) -> str:
    """A month by its running number."""
    year, month = divmod(number, 12)
    return f"{year}年{month + 1}月" if chinese else f"{_month(month + 1)} {year}"


def _third(parsed: _Parsed, chinese: bool) -> str:
    month, third = divmod(parsed[1], 3)
    name = _monthly(month, chinese)
    return f"{name}{'上中下'[third]}旬" if chinese else ("early ", "mid-", "late ")[third] + name


def _half_of_month(parsed: _Parsed, chinese: bool) -> str:
    month, half = divmod(parsed[1], 2)
    name = _monthly(month, chinese)
    return f"{name}{'上下'[half]}半月" if chinese else f"{_HALVES[half]} half of {name}"


def _quarter(parsed: _Parsed, chinese: bool) -> str:
    year, quarter = divmod(parsed[1], 4)
    if chinese:
        return f"{year}年第{'一二三四'[quarter]}季度"
    return f"{('first', 'second', 'third', 'fourth')[quarter]} quarter of {year}"


def _half_year(parsed: _Parsed, chinese: bool) -> str:
    year, half = divmod(parsed[1], 2)
    return f"{year}年{'上下'[half]}半年" if chinese else f"{_HALVES[half]} half of {year}"


_PERIODS: Final[Mapping[Unit, Callable[[_Parsed, bool], str]]] = {
    Unit.DAY: _daily,
    Unit.WEEK: _weekly,
    Unit.TEN_DAYS: _third,
    Unit.HALF_MONTH: _half_of_month,
    Unit.MONTH: lambda parsed, chinese: _monthly(parsed[1], chinese),
    Unit.QUARTER: _quarter,
    Unit.HALF_YEAR: _half_year,
    Unit.YEAR: lambda parsed, chinese: _years(parsed[1], parsed[1], chinese),
}

_NAMED: Final = r"""(?x)(?P<year>[0-9]{4})-
    (?! [WQH][0-9] | [0-9]+ (?: [ab]$ | [上中下]旬 ) )
    (?P<name>[0-9·]*[^\W\d_].*)"""
"""A named day or season of a year; a week or ten days that do not exist are not one."""


_HALVES: Final = ("first", "second")

_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August",
                  "September", "October", "November", "December")  # fmt: skip

_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CARDINALS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
                     "eleven", "twelve")  # fmt: skip

_SIGNS: Final = {"": "", "red": "!!", "yellow": "!", "blue": "."}
"""By the name of the light; the same signs as on a terminal (`output.duties`)."""

# ── the documentation ─────────────────────────────────────────────────────────────────────────


def _documented(function: Callable[..., str]) -> Documented:
    text = inspect.getdoc(function) or ""
    arguments = list(inspect.signature(function).parameters.values())[2:]
    return Documented(
        function.__name__,
        ", ".join(map(_argument, arguments)),
        text.partition("\n")[0],
        tuple(
            Example(found["template"], found["chinese"], found["english"])
            for found in re.finditer(_EXAMPLE, text)
        ),
    )


def _argument(parameter: inspect.Parameter) -> str:
    """An argument as a template writes it: its name, and its default where there is a plain one."""
    default = parameter.default
    if default is inspect.Parameter.empty or default is _NOT_GIVEN or default is None:
        return parameter.name
    shown = f'"{default}"' if isinstance(default, str) else str(default)
    return f"{parameter.name}={shown}"


_EXAMPLE: Final = r"(?m)^`(?P<template>.+)` → (?P<chinese>.+) · (?P<english>.+)$"
