"""A number that belongs to a person stands in a file.

Looked for in every file, comments included: identity-card numbers (18 characters with a right
check character and a date of birth that can be), mobile numbers of the mainland (11 digits that
begin with 13 to 19, also in groups of 3, 4 and 4 and behind +86), and numbers of bank cards (16
to 19 digits that begin with 3 to 6, with a right check digit). Full-width digits, spaces and
hyphens between the digits of an identity card do not hide it. These files are copied, sent and
kept for ever, so such a number must not get into them. Write a post or a household instead. A
number that was shared already stays in the history: tell whoever keeps it. The message never
repeats the number.

== 中文 ==
文件里出现了身份证号、手机号或银行卡号。

所有文件都查，注释也查：18位、校验码正确且出生日期合理的身份证号，
13至19开头的11位手机号（含3-4-4分段写法和+86前缀），3至6开头、16至19位且校验正确的银行卡号。
全角数字，以及身份证号中间加空格或连字符，一样认得出来。这些文件会被复制、传阅、长期保存，
不能留个人信息。请改写成岗位或户名代号；已经共享出去的会留在历史里，请告诉管理的人。
提示里不会重复号码。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-20, note: "电话 15400000000 反映路灯不亮"}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-20, note: "居民来电反映路灯不亮"}
"""

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import normalize

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day
from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.messages import Message, msg

_DIGIT = "[0-9０-９]"
_RUN = re.compile(
    rf"{_DIGIT}(?<!{_DIGIT}{{2}})(?:[ \u3000－-]?{_DIGIT}){{10,}}(?:[ \u3000－-]?[XxＸｘ])?"
)
"""Eleven digits or more, from the first on: everything else is looked at only here."""

_BEFORE = r"(?<![A-Za-z0-9_])(?<![0-9][.-])"
_AFTER = r"(?![A-Za-z0-9_])(?![.-][0-9])"
_IDENTITY = re.compile(rf"{_BEFORE}(?=([1-8](?:[ -]?[0-9]){{16}}[ -]?[0-9Xx]){_AFTER})")
_BANK = re.compile(
    rf"{_BEFORE}(?=([3-6][0-9]{{15,18}}|62[0-9]{{2}}(?:[ -][0-9]{{4}}){{3}}(?:[ -][0-9]{{1,3}})?)"
    rf"{_AFTER})"
)
_MOBILE = re.compile(
    rf"{_BEFORE}(?=((?:(?:00)?86[ -]?)?"
    rf"(?:1[3-9][0-9]{{9}}|1[3-9][0-9]([ -])[0-9]{{4}}\2[0-9]{{4}})){_AFTER})"
)

_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
_CHECK = "10X98765432"


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every such number in every text that was read."""
    for source in agenda.world.sources:
        yield from numbers(source, agenda.today)


def numbers(source: Source, today: Day) -> Iterator[Diagnostic]:
    """Every such number in one text."""
    for run in _RUN.finditer(source.text):
        for start, end, message in _numbers(source, run.start(), run.end(), today):
            yield Diagnostic(
                "personal-information",
                Span(source, start, end),
                message,
                msg("take it out and write a post instead; what was shared stays in the history"),
                private=True,
            )


def hidden(text: str, today: Day) -> str:
    """A text with asterisks for every character of such a number."""
    for found in numbers(Source("", text), today):
        first, last = found.span.start, found.span.end
        text = text[:first] + "*" * (last - first) + text[last:]
    return text


def _numbers(
    source: Source, start: int, end: int, today: Day
) -> Iterator[tuple[int, int, Message]]:
    """The numbers in a run of digits, with what stands around it: start, end, what it is."""
    begin = max(start - 2, 0)
    text = "".join(normalize("NFKC", sign)[:1] for sign in source.text[begin : end + 2])
    taken: list[tuple[int, int]] = []
    for pattern, right, message in (
        (
            _IDENTITY,
            lambda digits: is_identity(digits, today),
            msg("an identity-card number stands here"),
        ),
        (_BANK, is_bank_card, msg("a bank-card number stands here")),
        (_MOBILE, bool, msg("a mobile number stands here")),
    ):
        for found in pattern.finditer(text):
            first, last = found.span(1)
            free = all(last <= begins or first >= ends for begins, ends in taken)
            if free and right(re.sub("[ -]", "", found[1])):
                taken.append((first, last))
                yield begin + first, begin + last, message


def is_identity(number: str, today: Day) -> bool:
    """18 characters: a right check character (GB 11643), a date of birth from 1900 to today."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return (
        born.year >= 1900 and born.toordinal() <= today and number[17].upper() == _CHECK[total % 11]
    )


def is_bank_card(number: str) -> bool:
    """A right check digit by Luhn's rule."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
