"""Time phrases: 每周至少2次, by end of July → the text of the mapping they mean, and back.

A phrase is read clause by clause: how often, how many times, on or by which days, in which season,
for each of what, while what. Two tables a language say what a clause and what a point in time look
like; `_combine` says which clauses make a mapping together. Their order is free. What no pattern
knows, and what could mean two things, is a `Fault` at its place: nothing is guessed.

Values are not judged here: 2月30日 becomes `02-30`, which the reader of mappings refuses.

What words stand for, where that is a choice: seasons are the meteorologist's (春季 is `03..05`);
3月上旬 is `03-01..03-10`, 下旬 runs to the end of the month, and 每月上旬, 中旬, 下旬 are due by
the 10th, the 20th and the last day; 7月底 is `by: 07` and 年内 `by: 12-31`; 每季度末 is `day: 31`
of a quarter. A year said at one end of a span holds for the other, and a span turns the year where
it must; 次年 may say so, but may not lengthen it. 、 parts two duties only if they cannot be one.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from typing import Generic, NamedTuple, NoReturn, TypeVar

Predicate = Callable[[str], bool]
_Built = TypeVar("_Built")


@dataclass(frozen=True, slots=True)
class Part:
    """The canonical text of one value, and the slice [start, end) of the phrase it came from."""

    text: str
    start: int
    end: int


Item = dict[str, tuple[Part, ...]]
"""One mapping: English key → its values."""

KEYS = (
    "every", "times", "day", "in", "by", "from", "to", "each", "while",
    "all-year", "irregular", "vague",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """The first slice of a phrase that is not understood, and why.

    `empty`: no words. `unknown-words`: no time words. `does-not-fit`: understood, but not together
    with what stands beside it. `no-period`: a weekday of no week, a day of no month. `no-times`:
    per week, but not how often. `nothing-owed`: the whole says no time. `range-of-times` (1-2次),
    `at-most` (最多2次): no least number. `not-expressible`: clear, but no single mapping says it.
    `unclear`: it has more than one meaning.
    """

    start: int
    end: int
    reason: str


def never(_text: str) -> bool:
    """Knows no names."""
    return False


def parse_phrase(
    phrase: str, is_name: Predicate = never, is_span: Predicate = never
) -> tuple[Item, ...] | Fault:
    """The mappings that a phrase means, or the first part that is not understood.

    `is_name` knows the named days and spans, `is_span` those of them longer than a day. Pure, so it
    may be cached by who knows how long the names stay.
    """
    reader = _Reader(phrase, is_name, is_span)
    try:
        items = _items(reader)
    except _Refused as refused:
        return Fault(*reader.place(refused.start, refused.end), refused.reason)
    return tuple(
        {
            key: tuple(Part(p.text, *reader.place(p.start, p.end)) for p in item[key])
            for key in KEYS
            if key in item
        }
        for item in items
    )


# ── what is read ────────────────────────────────────────────────────────────────────────────────


class _Refused(Exception):
    def __init__(self, start: int, end: int, reason: str) -> None:
        self.start, self.end, self.reason = start, end, reason


class _Point(NamedTuple):
    """One value as read; `year` and `month` are what a later point of the list takes over."""

    kind: str
    text: str
    start: int = 0
    end: int = 0
    year: str = ""
    month: str = ""
    turns: bool = False  # 次年


_Points = tuple[_Point, ...]


class _Clause(NamedTuple):
    """Points in one role; `flag` marks 各 (times), one that needs times (every), 全年 (word)."""

    role: str
    points: _Points
    start: int
    end: int
    flag: bool = False

    def refused(self, reason: str) -> _Refused:
        return _Refused(self.start, self.end, reason)


_IN = frozenset(("month", "part", "season", "span"))
_ENDS = frozenset(("month-end", "year-end", "tenth"))  # due by their end, however they are put
_NO_LIMIT = frozenset(("month", "part", "season", "tenth"))  # 7月前: before it, or in it
_DATED = frozenset(("date", "month", "part", "season", "month-end"))
_STARTS = frozenset(("date", "month", "part", "name", "span"))
_PERIOD = {"weekday": "week", "monthday": "month", "nth": "month", "tenth": "month"}
_LAST = ("month", "quarter", "half-year", "year")  # periods whose last day can be named


class _Found:
    """The match of one row of a table; its groups are read by the names written in that row."""

    __slots__ = ("end", "match", "plain", "row", "start")

    def __init__(self, match: re.Match[str], row: str, plain: str) -> None:
        self.match, self.row, self.plain = match, row, plain
        self.start, self.end = match.span()

    def __getitem__(self, name: str) -> str:
        try:
            return self.match[f"{self.row}_{name}"] or ""
        except IndexError:  # this row has no such group
            return ""

    def written(self, name: str = "") -> str:
        """A group, or all of the match, in the case in which it was written."""
        start, end = self.match.span(f"{self.row}_{name}") if name else (self.start, self.end)
        return self.plain[start:end]

    def number(self, name: str) -> str:
        number = _number(self[name])
        if number is None:
            raise _Refused(*self.match.span(f"{self.row}_{name}"), "unclear")
        return number

    def padded(self, name: str) -> str:
        return self.number(name).zfill(2)

    def point(self, kind: str, text: str, year: str = "", month: str = "") -> _Point:
        return _Point(kind, text, self.start, self.end, year, month)

    def clause(self, role: str, *points: _Point, flag: bool = False) -> list[_Clause]:
        return [_Clause(role, points, self.start, self.end, flag)]


# ── words ───────────────────────────────────────────────────────────────────────────────────────

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_ZH = "一二三四五六日"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH_OF = {name[:3].lower(): f"{number:02}" for number, name in enumerate(_MONTHS, 1)}
_SEASONS = {
    "spring": "03..05", "summer": "06..08", "autumn": "09..11", "winter": "12..02",
    "春": "03..05", "夏": "06..08", "秋": "09..11", "冬": "12..02", "fall": "09..11",
}  # fmt: skip
_TENTHS = {"上": ("01", "-10", "10"), "中": ("11", "-20", "20"), "下": ("21", "", "31")}
_UNITS = {
    "工作日": "workday", "天": "day", "日": "day", "星期": "week", "礼拜": "week", "周": "week",
    "旬": "ten-days", "月": "month", "季度": "quarter", "季": "quarter", "年度": "year",
    "年": "year",
}  # fmt: skip
_HALVES = {"半年度": "half-year", "半年": "half-year", "半个月": "half-month", "半月": "half-month"}
_UNITS_EN = {
    "working day": "workday", "workday": "workday", "day": "day", "week": "week",
    "fortnight": "2 weeks", "ten days": "ten-days", "half month": "half-month", "month": "month",
    "quarter": "quarter", "half year": "half-year", "year": "year",
}  # fmt: skip
_ADVERBS = {
    "daily": "day", "weekly": "week", "fortnightly": "2 weeks", "monthly": "month",
    "quarterly": "quarter", "half yearly": "half-year", "semi annually": "half-year",
    "semiannually": "half-year", "yearly": "year", "annually": "year",
}  # fmt: skip
_UNIT_OF = _UNITS | _HALVES | _UNITS_EN | _ADVERBS
_EACH = {
    "place": "地点 场所 小区 院落 楼院 学校 幼儿园 单位 企业 商户 工地 网格 楼栋 楼道 居民区 片区 "
    "点位 站点 部位",
    "group": "责任组 工作组 小组 组",
    "audience": "对象 人群 群体",
    "topic": "主题 专题",
}
_EACH_OF = {word: name for name, words in _EACH.items() for word in [name, *words.split()]}
_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "首": "1"}
_TIMES = {"once": "1", "twice": "2", "thrice": "3"}
_DIGITS = "零一二三四五六七八九"


@cache
def _numerals() -> dict[str, int]:
    """Chinese numerals below a hundred."""
    found = {"零": 0, "〇": 0, "两": 2}
    for number in range(1, 100):
        tens, ones = divmod(number, 10)
        one = _DIGITS[ones] if ones else ""
        found[(_DIGITS[tens] + "十" if tens else "") + one] = number
        if 1 <= tens <= 3:
            found["十廿卅"[tens - 1] + one] = number
    return found


def _number(text: str) -> str | None:
    """The Arabic digits of a number; None for 二三 and 一百二, which may be two numbers."""
    if text[0] in "0123456789":
        return text.lstrip("0") or "0"
    if text in _NUMBERS:
        return str(_NUMBERS.index(text))
    head, hundred, tail = text.rpartition("百")
    if hundred and (len(head) > 1 or len(tail) == 1):
        return None
    top = _numerals().get(head or "一") if hundred else 0
    rest = _numerals().get(tail.removeprefix("零") if hundred else tail, None if tail else 0)
    return None if top is None or rest is None else str(top * 100 + rest)


def _year(text: str) -> str:
    """2026 from 2026, 二〇二六 or nothing."""
    return "".join(str(_DIGITS.find(c)) if c in _DIGITS else "0" if c in "〇○" else c for c in text)


def _ordinal(number: str) -> str:
    teen = number[-2:-1] == "1"
    return number + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


# ── builders: what a row of the tables makes of its match ───────────────────────────────────────

_ToClauses = Callable[[_Found], list[_Clause]]
_ToPoints = Callable[[_Found], _Points]


def _refuse(reason: str) -> _ToClauses:
    def refuse(found: _Found) -> list[_Clause]:
        raise _Refused(found.start, found.end, reason)

    return refuse


def _every(number: str = "", bare: bool = False) -> _ToClauses:
    """Every unit `u`, or so many of them: a number, or the name of the group that holds it."""

    def every(found: _Found) -> list[_Clause]:
        count = found.number(number) if number.isalpha() else number or "1"
        unit = _UNIT_OF[found["u"].replace("-", " ")]
        text = unit if count == "1" else f"{count} {unit}s"
        return found.clause("every", found.point("every", text), flag=bare)

    return every


def _times(found: _Found) -> list[_Clause]:
    number = _TIMES.get(found["n"]) or found.number("n")
    return found.clause("times", found.point("times", number), flag=bool(found["a"]))


def _each(found: _Found) -> list[_Clause]:
    words = _regex(_EACH_WORD).findall(found["w"])
    return found.clause("each", *dict.fromkeys(found.point("each", _EACH_OF[w]) for w in words))


def _while(found: _Found) -> list[_Clause]:
    text = f"hazard:{found.written('k')}" if found["k"] else "hazard"
    return found.clause("while", found.point("while", text))


def _word(key: str, flag: bool = False) -> _ToClauses:
    def word(found: _Found) -> list[_Clause]:
        text = found.written() if key == "vague" else "true"
        return found.clause("word", found.point(key, text), flag=flag)

    return word


def _date(found: _Found) -> _Points:
    """A date, a third of a month, its end, or the month."""
    year, month = _year(found["y"]), _MONTH_OF.get(found["m"][:3]) or found.padded("m")
    head = f"{year}-{month}" if year else month
    kind, text = "month-end" if found["e"] else "month", head
    if found["d"]:
        kind, text = "date", f"{head}-{found.padded('d')}"
    elif found["x"]:
        first, last, _ = _TENTHS[found["x"]]
        kind, text = "part", f"{head}-{first}..{head}{last}"
    return (found.point(kind, text, year, month)._replace(turns=bool(found["t"])),)


def _year_end(found: _Found) -> _Points:
    year = _year(found["y"])
    text = f"{year}-12-31" if year else "12-31"
    return (found.point("year-end" if found["i"] else "date", text, year),)


def _seasons(found: _Found) -> _Points:
    """春秋两季: each season with the character that names it."""
    if found["s"] in _SEASONS:
        return (found.point("season", _SEASONS[found["s"]]),)
    seasons = [
        _Point("season", _SEASONS[char], place, place + 1)
        for place, char in enumerate(found["s"], found.start)
        if char in _SEASONS
    ]
    if found["c"] and found.number("c") != str(len(seasons)):
        raise _Refused(found.start, found.end, "unclear")
    seasons[-1] = seasons[-1]._replace(end=found.end)
    return tuple(seasons)


def _day_name(text: str) -> str:
    """`tue` from tuesday, 二."""
    return text[:3] if text.isascii() else _WEEKDAYS[_WEEKDAYS_ZH.index(text.replace("天", "日"))]


def _weekday(found: _Found) -> _Points:
    return (found.point("weekday", _day_name(found["w"])),)


def _nth(found: _Found) -> _Points:
    number = found["n"] and (_ORDINALS.get(found["n"]) or found.number("n"))
    nth = _ordinal(number) if number else "last"
    return (found.point("nth", f"{nth} {_day_name(found['w'])}"),)


def _monthday(found: _Found) -> _Points:
    return (found.point("monthday", found.number("d")),)


def _last_day(found: _Found) -> _Points:
    return (found.point("last-day", "31"),)


def _tenth(found: _Found) -> _Points:
    return (found.point("tenth", _TENTHS[found["x"]][2]),)


# ── the tables: a pattern, and what is built of its match; the first row that matches holds ─────

_N = "(?:[0-9]+|[零〇一二两三四五六七八九十百廿卅]{1,7})"
_HAN = "[一二两三四五六七八九十百廿卅]{1,7}"
_YEAR = "(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})"
_AND = "(?: ?[、,&] ?(?:and )?| and |以?及|和|与)"
_TO = r"(?: ?起?(?:[-–—―~〜]+|\.\.|至|到) ?| (?:to|until|till|through) )"
_LEAST = "(?:至少|最少|起码|不少于|不低于|不得少于|不得低于|>=|≥)?"
_TURN = "(?:翌年|次年|来年|第二年)"
_WD = "[一二三四五六日天]"
_WEEK = "(?:周|星期|礼拜)"
_PLACE = f"(?:{'|'.join(_EACH['place'].split())}|地方)"
_EACH_WORD = "|".join(sorted(_EACH_OF, key=len, reverse=True))
_BORROWED = f"(?=(?:(?:{_AND}|{_TO}){_TURN}?{_N})+%s)"  # 3、10月: 3 has its unit from what follows
_OF_DAYS = _BORROWED % "[日号]"
_OF_MONTHS = _BORROWED % f"月(?!{_N}[日号])"

_ALSO = "(?:第|(?<=[、,和及与]))"  # 第一、三个周五

_END = "(?![a-z0-9])"
_NE = f"(?:[0-9]+|{'|'.join(_NUMBERS)})"
_TH = "(?:st|nd|rd|th)"
_Y4 = "(?P<y>[0-9]{4})"
_MONTH = "(?P<m>(?:" + "|".join(f"{m[:3]}(?:{m[3:]})?" for m in _MONTHS).lower() + ")|sept)"
_WD_EN = "(?P<w>mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_LEAST_EN = "(?:(?:at least|not? (?:fewer|less) than|a minimum of|>=|≥) ?)?"
_APIECE = f"(?: or more)?(?P<a> each(?! (?:{'|'.join(_EACH)})))?{_END}"
_UNIT_EN = "|".join(_UNITS_EN).replace(" ", "[ -]")
_FEW = "(?P<u>day|week|month|quarter|year)"

_CLAUSES_ZH: tuple[tuple[str, _ToClauses], ...] = (
    (f"{_LEAST}(?:{_N}次?(?:{_TO}|、){_N}|[{_DIGITS}两]{{2}})次", _refuse("range-of-times")),
    (f"(?:不超过|不多于|不高于|最多|至多|<=|≤){_N}次", _refuse("at-most")),
    (f"{_N}次(?:以下|以内|之内)", _refuse("at-most")),
    ("每?个?(?:周末|[单双][周月])", _refuse("unclear")),
    (f"(?<!年){_HAN}月[一1]次", _refuse("unclear")),  # once in March, or every three months
    ("每?隔[一1]?个?(?P<u>天|日|周|星期|礼拜|月|季度|年)的?", _every("2")),
    (f"(?:每|逐|按)(?:[一1]?个|[一1](?!月))?(?P<u>{'|'.join(_UNITS)})的?", _every()),
    (f"每(?P<u>{'|'.join(_HALVES)})的?", _every()),
    (f"每(?P<n>{_N})个?(?P<u>天|日|周|星期|礼拜|(?<=[个两])月|季度|年)的?", _every("n")),
    (
        (
            f"(?<![年月周每])(?!{_YEAR}年)(?P<n>{_N})个?"
            f"(?P<u>天|周|星期|礼拜|(?<=个)月|(?<=个)季度|年)(?={_LEAST}{_N}次)"
        ),
        _every("n", bare=True),
    ),
    (
        f"(?<![年月周每十廿卅])一?(?P<u>(?<=一)日|年度|{'|'.join(_HALVES)})(?={_LEAST}{_N}次)",
        _every(bare=True),
    ),
    (f"/(?P<u>{'|'.join(_UNITS)})", _every(bare=True)),
    (f"(?P<a>各)?{_LEAST}(?P<n>{_N})次(?:[及或]?以上)?", _times),
    (
        (
            f"[对在]?(?:每一?个?|各个?|逐一?个?|每类|各类|逐类)(?P<w>(?:{_EACH_WORD})"
            f"(?:{_AND}(?:每个?|各个?|逐个?|每类|各类)?(?:{_EACH_WORD}))*)"
        ),
        _each,
    ),
    (
        (
            f"[对凡]?(?:有|存在)(?!一般|较大|重大)(?P<k>[^ ,;、的0-9]{{1,8}}?)??隐患(?:的|时|期间)?"
            f"(?:{_PLACE}(?:{_AND}{_PLACE})*)?"
        ),
        _while,
    ),
    ("全年", _word("all-year", flag=True)),
    ("常年|长期|常态化?|经常性?|日常|随时|全天候|贯穿始终", _word("all-year")),
    ("不定期", _word("irregular")),
    ("定期不定期|定时定期|定期|适时|及时|按时", _word("vague")),
)

_POINTS_ZH: tuple[tuple[str, _ToPoints], ...] = (
    ("(?P<y>[0-9]{4})-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?(?![0-9])", _date),
    (
        (
            f"(?:(?P<y>{_YEAR})年)?(?P<t>{_TURN})?(?P<m>{_N})(?:{_OF_MONTHS}|月(?:"
            f"(?P<d>{_N})(?:[日号]|{_OF_DAYS})|份?(?:(?P<x>[上中下])旬|(?P<e>[底末]))|份)?)"
        ),
        _date,
    ),
    (f"(?:(?P<y>{_YEAR})年度?年?|本?年度?)(?:[底末]|(?P<i>之?内))", _year_end),
    ("月[底末]|最后[一1][天日]", _last_day),
    ("(?P<x>[上中下])旬", _tenth),
    (f"{_ALSO}(?P<n>{_N})(?=(?:{_AND}第?{_N})+个{_WEEK}(?P<w>{_WD}))", _nth),
    (f"{_ALSO}(?P<n>{_N})个{_WEEK}(?P<w>{_WD})", _nth),
    (f"(?:第(?P<n>{_N})|最后[一1]?)(?:个|周的?)?{_WEEK}(?P<w>{_WD})", _nth),
    (f"(?P<n>首)个{_WEEK}(?P<w>{_WD})", _nth),
    (f"{_WEEK}(?P<w>{_WD})", _weekday),
    ("(?P<s>[春夏秋冬](?:[、和]?[春夏秋冬]){0,3})(?:[季天]|(?P<c>[两二三四2-4])个?季)", _seasons),
    (f"(?P<d>{_N})(?:[日号]|{_OF_DAYS})", _monthday),
)

_CLAUSES_EN: tuple[tuple[str, _ToClauses], ...] = (
    (f"{_LEAST_EN}(?:{_NE} ?(?:-|–|to|or) ?{_NE} times|once or twice)", _refuse("range-of-times")),
    (f"(?:at most|up to|not? more than) (?:once|twice|{_NE}(?: times)?)", _refuse("at-most")),
    (f"(?:bi|semi)-?(?:weekly|monthly){_END}", _refuse("unclear")),
    (f"(?:of )?(?:every|each) (?P<u>{_UNIT_EN}){_END}", _every()),
    (f"(?:of )?every (?:other|second) {_FEW}{_END}", _every("2")),
    (f"(?:of )?every (?P<n>{_NE}) {_FEW}s?{_END}", _every("n")),
    (f"(?P<u>{'|'.join(_ADVERBS).replace(' ', '[ -]')}){_END}", _every()),
    (f"(?:per|a|an) (?P<u>{_UNIT_EN}){_END}", _every(bare=True)),
    (f"per (?P<n>{_NE}) {_FEW}s{_END}", _every("n", bare=True)),
    (f"{_LEAST_EN}(?P<n>{'|'.join(_TIMES)}){_APIECE}", _times),
    (f"{_LEAST_EN}(?P<n>{_NE}) times?{_APIECE}", _times),
    (f"{_LEAST_EN}(?P<n>{_NE})(?= (?:per|an?|each|every) )", _times),
    (
        (
            f"(?:(?:for|at|in) )?(?:each|every) (?P<w>(?:{'|'.join(_EACH)})"
            f"(?:{_AND}(?:each |every )?(?:{'|'.join(_EACH)}))*){_END}"
        ),
        _each,
    ),
    (
        (
            "(?:while|when) (?:there (?:is|are) )?(?:(?:an?|any|the) )?(?!ordinary|serious|major)"
            f"(?:open )?(?:(?P<k>[^ ,;]{{1,24}}) )??hazards?{_END}"
            f"(?: (?:is|are|remains?) open{_END})?"
        ),
        _while,
    ),
    (f"all year(?: round)?{_END}", _word("all-year", flag=True)),
    (f"(?:year[ -]round|throughout the year|ongoing){_END}", _word("all-year")),
    (f"irregular(?:ly)?{_END}", _word("irregular")),
    (f"(?:regular(?:ly)?|periodically|promptly|on time|as appropriate){_END}", _word("vague")),
)

_POINTS_EN: tuple[tuple[str, _ToPoints], ...] = (
    (f"(?:the )?(?P<d>[0-9]{{1,2}}){_TH}?(?: of)? {_MONTH}(?:,? {_Y4})?{_END}", _date),
    (f"{_MONTH} (?:the )?(?P<d>[0-9]{{1,2}}){_TH}?(?:,? {_Y4})?{_END}", _date),
    (f"(?P<e>(?:the )?end of )?{_MONTH}(?: {_Y4})?{_END}", _date),
    (f"(?:the )?(?:end of (?:the year|{_Y4})|year[ -]end){_END}", _year_end),
    (f"(?<=within the )(?P<i>year){_END}", _year_end),
    ("(?:the )?(?:last day|end)(?= of (?:every|each) )", _last_day),
    (f"(?:the )?(?:(?P<n>[0-9]+(?={_TH})|{'|'.join(_ORDINALS)}){_TH}?|last) {_WD_EN}{_END}", _nth),
    (f"{_WD_EN}{_END}", _weekday),
    (f"(?P<s>{'|'.join(_SEASONS)}){_END}", _seasons),
    (f"(?:the )?(?P<d>[0-9]+){_TH}(?: day)?{_END}", _monthday),
)

_BEFORE = (
    "(?:(?P<by>(?:by|no later than|not later than|on or before) )|(?P<before>before )"
    "|(?P<from>自|从|(?:from|starting) )|(?P<to>截至|截止到?|直到|直至|(?:until|till) )"
    "|于|在|(?:on|in|during|at|within) )?(?P<every>每逢|逢|每个?|(?:every|each) )?(?:the )?"
)
_AFTER = "(?P<by>(?:之|以)?前(?!后))|(?P<within>期间|期内|之?内|里)|(?P<from>起|开始)|止"
_BARE_WEEKDAY = f"(?P<bare_w>{_WD})(?![次月个])(?:(?=一次)|(?!(?:{_HAN}|{_TO}{_N})次))"
_SPLIT = "(?P<hard> ?; ?)| ?、 ?|,? ?and(?![a-z]) ?|以?及|和|与"


_regex = cache(re.compile)


class _Table(Generic[_Built]):
    """The rows of a table in one regular expression, made when it is first needed."""

    def __init__(self, rows: Sequence[tuple[str, Callable[[_Found], _Built]]]) -> None:
        self.rows = rows

    @cached_property
    def regex(self) -> re.Pattern[str]:
        named = (row.replace("(?P<", f"(?P<r{i}_") for i, (row, _) in enumerate(self.rows))
        return re.compile("|".join(f"(?P<r{i}>{row})" for i, row in enumerate(named)))

    def build(self, match: re.Match[str], plain: str) -> _Built:
        row = match.lastgroup or ""
        return self.rows[int(row[1:])][1](_Found(match, row, plain))


_CLAUSES = (_Table(_CLAUSES_ZH), _Table(_CLAUSES_EN))
_POINTS = (_Table(_POINTS_ZH), _Table(_POINTS_EN))


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


@cache
def _widths() -> tuple[dict[int, int], dict[int, int]]:
    """Full-width → half-width, every space → a space; capital → small."""
    wide = {0xFF01 + i: 0x21 + i for i in range(94)}
    wide |= dict.fromkeys((0x3000, 0x202F, 0xA0, 9, 10, 13, *range(0x2000, 0x200B)), 32)
    return wide, {capital: capital + 32 for capital in range(65, 91)}


def _kept(plain: str) -> list[int]:
    """The places of all but the spaces that say nothing: only words and numbers need them."""
    kept: list[int] = []
    for run in _regex(" +|[^ ]+").finditer(plain):
        start, end = run.span()
        around = plain[start - 1 : start] + plain[end : end + 1]
        letters = any(char.isascii() and char.isalpha() for char in around)
        if plain[start] != " ":
            kept += range(start, end)
        elif len(around) == 2 and (letters or around.isdecimal()):
            kept.append(start)
    return kept


class _Reader:
    """A phrase in one width and case, without the spaces that say nothing; knows its places."""

    def __init__(self, phrase: str, is_name: Predicate, is_span: Predicate) -> None:
        wide, small = _widths()
        self.phrase, self.is_name, self.is_span = phrase, is_name, is_span
        self.plain = phrase.translate(wide)
        self.at: Sequence[int] = range(len(phrase))
        if " " in self.plain:
            self.at = _kept(self.plain)
            self.plain = "".join(self.plain[i] for i in self.at)
        self.exact = self.plain == phrase
        self.text = self.plain.translate(small).rstrip("。. ,;")
        self.letters = any("a" <= char <= "z" for char in self.text)  # no English row does without
        self.names: dict[int, _Point | None] = {}

    def place(self, start: int, end: int) -> tuple[int, int]:
        """A slice of the phrase as written."""
        return (self.at[start], self.at[end - 1] + 1) if end > start else (0, len(self.phrase))

    def slice(self, start: int, end: int) -> str:
        begin, stop = self.place(start, end)
        return self.phrase[begin:stop]

    def splits_word(self, place: int) -> bool:
        """Whether a place lies within a word of letters, or a number."""
        around = self.text[place - 1 : place + 1] if place else ""
        return len(around) == 2 and around.isascii() and around.isalnum()

    def match(self, tables: Sequence[_Table[_Built]], at: int) -> tuple[int, Callable[[], _Built]]:
        """Where a row's match ends (or -1), and what builds it: Chinese rows, then English."""
        char = self.text[at : at + 1]
        for table in tables if not "a" <= char <= "z" else tables[1:]:
            if found := table.regex.match(self.text, at):
                return found.end(), partial(table.build, found, self.plain)
            if not self.letters or not char.isascii():
                break
        return -1, _nothing

    def name(self, at: int) -> _Point | None:
        """The longest name that begins here."""
        if at not in self.names:
            self.names[at] = None if self.is_name is never else self._name(at)
        return self.names[at]

    def _name(self, at: int) -> _Point | None:
        for end in range(min(len(self.text), at + 64), at, -1):
            if self.splits_word(end) or self.plain[end - 1] == " ":
                continue
            for text in (self.plain[at:end], *(() if self.exact else (self.slice(at, end),))):
                if self.is_name(text):
                    span = self.is_span(text) or text == "学期"
                    return _Point("span" if span else "name", text, at, end)
        return None

    def points(self, at: int, unit: str, before: _Point | None = None) -> _Points:
        """The point (or the seasons) at a place; bare words are read as parts of their `unit`."""
        if unit == "week" and (found := _regex(_BARE_WEEKDAY).match(self.text, at)):
            return _weekday(_Found(found, "bare", self.plain))
        if unit in _LAST and before is None and self.text[at : at + 1] in ("底", "末"):
            return (_Point("last-day", "31", at, at + 1),)
        end, build = self.match(_POINTS, at)
        name = self.name(at)
        return (name,) if name and name.end >= end else build() if end > 0 else ()

    def unknown(self, start: int) -> _Refused:
        """The words from `start` to the next that mean something."""
        end = start + 1
        while end < len(self.text) and (self.splits_word(end) or not self.begins(end)):
            end += 1
        return _Refused(start, start + len(self.text[start:end].rstrip(" ")), "unknown-words")

    def begins(self, at: int) -> bool:
        """Whether something that is understood, or a separator, stands here."""
        known = self.text[at] in ",;、" or self.name(at) is not None
        return known or self.match(_CLAUSES, at)[0] > 0 or self.match(_POINTS, at)[0] > 0


def _nothing() -> NoReturn:
    raise AssertionError("nothing was matched")


def _items(reader: _Reader) -> list[dict[str, _Points]]:
    """The mappings of a phrase: its clauses, split where one mapping ends and the next begins."""
    text, at = reader.text, 0
    if not text.strip(" ,;、"):
        raise _Refused(0, 0, "empty")
    groups: list[list[_Clause]] = [[]]
    joints: list[re.Match[str]] = []
    while at < len(text):
        joint = _regex(_SPLIT).match(text, at)
        if joint and groups[-1]:
            groups.append([])
            joints.append(joint)
            at = joint.end()
        elif text[at] in " ,":
            at += 1
        else:
            groups[-1] += _clauses(reader, at, groups[-1])
            at = groups[-1][-1].end
    if not groups[-1]:
        raise _Refused(*joints[-1].span(), "unknown-words")
    items = [_combine(groups[0])]
    for joint, before, after in zip(joints, groups, groups[1:], strict=False):
        if not joint["hard"] and _fits(before + after):  # 6月至9月、每月1次: one duty, or two?
            raise _Refused(*joint.span(), "unclear")
        _append(items, _combine(after))
    return items


def _append(items: list[dict[str, _Points]], item: dict[str, _Points]) -> None:
    """Add an item; 每周二、每周五 is one, since two would have one label."""
    last = items[-1]
    changed = [key for key in KEYS if _texts(last, key) != _texts(item, key)]
    if len(changed) == 1 and changed[0] in ("day", "in", "by") and last.keys() == item.keys():
        items[-1] = {**last, changed[0]: last[changed[0]] + item[changed[0]]}
    else:
        items.append(item)


def _texts(item: Mapping[str, _Points], key: str) -> list[str]:
    return [point.text for point in item.get(key, ())]


def _clauses(reader: _Reader, at: int, before: Sequence[_Clause]) -> list[_Clause]:
    """The clause at a place (with what it implies: 逢周五 is also 每周)."""
    unit = ""
    if before and before[-1].role == "every" and before[-1].end == at:
        unit = _base(before[-1].points[0].text)
    bare = unit == "week" and _regex(_BARE_WEEKDAY).match(reader.text, at)
    end, build = reader.match(_CLAUSES, at)
    name = reader.name(at)
    if end > 0 and not bare and (name is None or name.end < end):
        return build()
    clauses = _when(reader, at, unit)
    if not clauses:
        raise reader.unknown(at)
    return clauses


def _base(every: str) -> str:
    """The unit of 2 weeks is week."""
    return every.rpartition(" ")[2].removesuffix("s") if " " in every else every


def _when(reader: _Reader, at: int, unit: str) -> list[_Clause]:
    """Days, dates, months and names at a place, with the words around them: a list, or a span."""
    before = _regex(_BEFORE).match(reader.text, at)
    start = before.end() if before else at
    points = list(reader.points(start, unit if start == at else ""))
    if not points or before is None:
        return []
    text, span = reader.text, False
    while not span:
        last = points[-1]
        weekday = "week" if last.kind == "weekday" else ""
        joint = _regex(_TO).match(text, last.end)
        if joint and (ends := reader.points(joint.end(), weekday, last)):
            if len(points) > 1 and not weekday:
                raise _Refused(last.start, ends[0].end, "not-expressible")
            span = not weekday
            points[-1:] = _through(last, ends[0]) if weekday else _span(last, ends[0])
            continue
        joint = _regex(_AND).match(text, last.end)
        more = reader.points(joint.end(), weekday, last) if joint else ()
        if not joint or not more or ("," in joint[0] and _family(more[0]) != _family(last)):
            break
        points += [_taking_over(point, last) for point in more]
    after = _regex(_AFTER).match(text, points[-1].end)
    end = after.end() if after else points[-1].end
    clause = _Clause(_role(before, after, span), tuple(points), at, end)
    return _checked(clause, before)


def _role(before: re.Match[str], after: re.Match[str] | None, span: bool) -> str:
    by = before["by"] or before["before"] or (after and after["by"])
    if span:
        return "" if by or (after and after["from"]) or before["to"] else "span"
    if by:
        return "by"
    if before["to"]:
        return "to"
    return "from" if before["from"] or (after and after["from"]) else "when"


def _checked(clause: _Clause, before: re.Match[str]) -> list[_Clause]:
    """The clause, if its words go together; 逢周五 and every 5 March say a period too."""
    points = clause.points
    kinds = {point.kind for point in points}
    named = kinds <= {"name", "span"}
    good = clause.role == "span" or (bool(clause.role) and not any(p.turns for p in points))
    if clause.role in ("from", "to"):
        good = good and len(points) == 1 and kinds <= {"date", "month"} and bool(points[0].year)
    elif clause.role == "by":
        good = named or (good and not before["before"] and not kinds & _NO_LIMIT)
    clauses = [_first_run(clause)] if clause.role == "when" else [clause]
    if before["every"] and not named:
        weekly = kinds == {"weekday"}
        good = good and (weekly or (kinds <= _DATED and before["every"] not in ("每", "每个")))
        begin, end = before.span("every")
        every = _Point("every", "week" if weekly else "year", begin, end)
        clauses.insert(0, _Clause("every", (every,), begin, end))
    if not good:
        raise clause.refused("unclear")
    return clauses


def _first_run(clause: _Clause) -> _Clause:
    """The points that stand in one list; what follows (世界环境日、爱国卫生月) is read next."""
    points, family = clause.points, _family(clause.points[0])
    count = next((i for i, point in enumerate(points) if _family(point) != family), len(points))
    end = clause.end if count == len(points) else points[count - 1].end
    return _Clause(family[0], points[:count], clause.start, end)


def _family(point: _Point) -> tuple[str, str]:
    """Points that stand in one list: the key that takes them, and the period they are days of."""
    key = "in" if point.kind in _IN else "by" if point.kind in _ENDS else "day"
    return key, _PERIOD.get(point.kind, "year")


def _taking_over(point: _Point, last: _Point) -> _Point:
    """A later point of a list: 3月5日、10日 is the tenth of March; 2026年3月、10月 has one year."""
    if point.turns or (point.year and not last.year and last.month):
        raise _Refused(point.start, point.end, "unclear")
    if point.kind == "monthday" and last.kind == "date":
        month = f"{last.year}-{last.month}" if last.year else last.month
        text = f"{month}-{point.text.zfill(2)}"
        return point._replace(kind="date", text=text, year=last.year, month=last.month)
    if last.year and not point.year and (point.month or point.kind == "season"):
        dated = _in_year(point, last.year)
        if point.kind == "season" or dated.text < last.text[: len(dated.text)]:
            raise _Refused(point.start, point.end, "unclear")
        return dated
    return point


def _in_year(point: _Point, year: str) -> _Point:
    text = "..".join(f"{year}-{text}" for text in point.text.split(".."))
    return point._replace(text=text, year=year)


def _through(first: _Point, last: _Point) -> list[_Point]:
    """周一至周五: five days; each stands where the whole does."""
    days = _WEEKDAYS
    if last.kind != "weekday" or days.index(last.text) <= days.index(first.text):
        raise _Refused(first.start, last.end, "unclear")
    names = days[days.index(first.text) : days.index(last.text) + 1]
    return [_Point("weekday", name, first.start, last.end) for name in names]


def _span(first: _Point, last: _Point) -> list[_Point]:
    """The two ends; a year said once holds for both, and 次年 must be what the dates say anyway."""
    whole = partial(_Refused, first.start, last.end)
    if last.kind == "monthday" and first.kind == "date":
        last = _taking_over(last, first)
    if not {first.kind} <= _STARTS or not {last.kind} <= _STARTS | {"month-end"}:
        raise whole("not-expressible")
    if first.turns or (last.turns and not (first.month and not last.year)):
        raise whole("unclear")
    begin = first._replace(text=first.text.split("..")[0])
    end = last._replace(text=last.text.split("..")[-1])
    opens, closes = (point.text.removeprefix(point.year + "-") for point in (begin, end))
    wraps = closes + "-99" < opens
    if last.turns and not wraps and not first.year:
        raise whole("not-expressible")
    if first.year and last.month and not last.year:
        end = _in_year(end, f"{int(first.year) + (wraps or last.turns):04}")
    elif last.year and first.month and not first.year:
        begin = _in_year(begin, f"{int(last.year) - wraps:04}")
    return [begin, end]


# ── what clauses mean together ──────────────────────────────────────────────────────────────────


def _fits(clauses: Sequence[_Clause]) -> bool:
    try:
        return bool(_combine(clauses))
    except _Refused:
        return False


def _combine(clauses: Sequence[_Clause]) -> dict[str, _Points]:
    """The mapping that clauses make, or a refusal of the first that does not go with the rest."""
    slots = _slots(clauses)
    if word := slots.get("word"):
        return {word.points[0].kind: word.points}
    when = slots.get("day") or slots.get("by")
    listed = [slots[role] for role in ("day", "by", "in", "span") if role in slots]
    if "every" in slots:
        item = _recurring(slots, when)
    elif listed:
        item = _once_only(slots, listed)
    else:
        raise _Refused(clauses[0].start, clauses[-1].end, "nothing-owed")
    if times := slots.get("times"):
        if any(len(item.get(key, ())) > 1 for key in ("day", "by", "in")) and not times.flag:
            raise times.refused("unclear")  # 3月、10月2次: of each, or of both
        if times.points[0].text != "1":
            item["times"] = times.points
    if "each" in slots:
        item["each"] = slots["each"].points
    if condition := slots.get("while"):
        point = condition.points[0]
        item["while"] = condition.points
        if "place" not in _texts(item, "each"):
            item["each"] = (point._replace(text="place"), *item.get("each", ()))
    return item


def _slots(clauses: Sequence[_Clause]) -> dict[str, _Clause]:
    """Clauses by role: one each; 每年 and 全年 may frame another period; 逐个 adds up."""
    slots: dict[str, _Clause] = {}
    for index, clause in enumerate(clauses):
        role, given = clause.role, clause
        if role == "word" and len(clauses) > 1:
            if not clause.flag:
                raise clauses[max(index, 1)].refused("does-not-fit")
            role = "every"
            given = clause._replace(points=(clause.points[0]._replace(text="year"),))
        old = slots.get(role)
        frames = old and role == "every" and old.points[0].text == "year" and "times" not in slots
        if old and role == "each":
            texts = [point.text for point in old.points]
            more = tuple(point for point in clause.points if point.text not in texts)
            given = old._replace(points=old.points + more)
        elif (old and not frames) or (role in ("day", "by") and {"day", "by"} & slots.keys()):
            raise clause.refused("does-not-fit")
        slots[role] = given
    return slots


def _once_only(slots: Mapping[str, _Clause], listed: Sequence[_Clause]) -> dict[str, _Points]:
    """Work of no period: on or by days, in months, or between two dates."""
    others = [slots[role] for role in ("from", "to") if role in slots]
    clause, *more = sorted((*listed, *others), key=lambda clause: clause.start)
    if more:
        raise more[0].refused("does-not-fit")
    if any(point.kind in _PERIOD or point.kind == "last-day" for point in clause.points):
        raise clause.refused("no-period")
    if clause.role == "span":
        return {"from": clause.points[:1], "to": clause.points[1:]}
    return {clause.role: clause.points}


def _recurring(slots: Mapping[str, _Clause], when: _Clause | None) -> dict[str, _Points]:
    """Work of every period: on or by some days of it, in a season."""
    every = slots["every"]
    yearly = every.points[0].text == "year"
    if every.flag and "times" not in slots:
        raise every.refused("no-times")
    item = {"every": every.points}
    seasons = [slots[role] for role in ("in", "span", "from", "to") if role in slots]
    if when:
        item[when.role] = _days(every, when)
        if _base(every.points[0].text) == "year" and seasons:
            raise max(when, seasons[0], key=lambda clause: clause.start).refused("does-not-fit")
        if yearly and when.role == "day" and all(p.kind == "name" for p in when.points):
            del item["every"]  # named days come every year
    if within := slots.get("in"):
        if len(seasons) > 1 or (yearly and any(point.year for point in within.points)):
            raise within.refused("does-not-fit")
        if yearly:
            return {"in": within.points}
        if len(within.points) > 1:
            raise within.refused("not-expressible")
        point = within.points[0]
        first, _, last = point.text.partition("..")
        item["from"] = (point._replace(text=first),)
        item["to"] = (point._replace(text=last or first),)
    elif span := slots.get("span"):
        if len(seasons) > 1:
            raise seasons[1].refused("does-not-fit")
        item |= {"from": span.points[:1], "to": span.points[1:]}
    else:
        item |= {clause.role: clause.points for clause in seasons}
    return item


def _days(every: _Clause, when: _Clause) -> _Points:
    """Points that name days of that period."""
    unit = _base(every.points[0].text)
    points = []
    for point in when.points:
        if point.kind == "last-day" and unit == "year":
            points.append(point._replace(text="12-31"))
            continue
        period = _PERIOD.get(point.kind, "year")
        fits = unit in _LAST if point.kind == "last-day" else unit == period
        if not fits or point.year:
            raise max(every, when, key=lambda clause: clause.start).refused("does-not-fit")
        points.append(point)
    return tuple(points)


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def write_phrase(item: Mapping[str, Sequence[str]], language: str) -> str | None:
    """The phrase ("zh" or "en") for a mapping of canonical texts; None where none says just that.

    What is written is read again before it is given out, so it means that mapping and nothing else.
    """
    texts = {key: tuple(values) for key, values in item.items()}
    if texts.get("times") == ("1",):
        del texts["times"]
    phrase = (_write_zh if language == "zh" else _write_en)(texts)
    spans = {*texts.get("in", ()), *(set(texts.get("from", ())) & set(texts.get("to", ())))}
    values = {text for key in ("day", "in", "by", "from", "to") for text in texts.get(key, ())}
    names = {text for text in values if not _regex(_CANONICAL).fullmatch(text)}
    read = parse_phrase(phrase, names.__contains__, spans.__contains__) if phrase else ()
    if isinstance(read, Fault):
        return None
    again = [{key: tuple(part.text for part in one[key]) for key in one} for one in read]
    return phrase if again == [texts] else None


_CANONICAL = (
    r"(?:[0-9]{4}-)?[0-9]+(?:-[0-9]{2,})?|[0-9-]+\.\.[0-9-]+|(?:(?:[0-9]+[a-z]{2}|last) )?"
    f"(?:{'|'.join(_WEEKDAYS)})"
)
_EVERY_ZH = {
    "day": "每日", "workday": "每个工作日", "week": "每周", "ten-days": "每旬",
    "half-month": "每半月", "month": "每月", "quarter": "每季度", "half-year": "每半年",
    "year": "每年",
}  # fmt: skip
_FEW_ZH = {"days": "天", "weeks": "周", "months": "个月", "quarters": "个季度", "years": "年"}
_EACH_ZH = {"place": "地点", "group": "工作组", "audience": "对象", "topic": "主题"}
_NOUNS = {
    "workday": "working day", "ten-days": "ten days", "half-month": "half month",
    "half-year": "half year",
}  # fmt: skip
_Texts = Mapping[str, tuple[str, ...]]


def _plain_words(item: _Texts, language: str) -> str | None:
    """全年, 不定期, 定期: what has no quota; None where the mapping says more."""
    words = {
        "all-year": {"zh": "全年", "en": "all year"},
        "irregular": {"zh": "不定期", "en": "irregular"},
    }
    for key in ("all-year", "irregular", "vague"):
        if item.keys() == {key}:
            word = words[key][language] if key in words else "".join(item[key])
            return word if word.isascii() == (language == "en") else None
    return None


def _write_zh(item: _Texts) -> str | None:
    if word := _plain_words(item, "zh"):
        return word
    every = item.get("every", ("",))[0]
    number, _, units = every.partition(" ")
    period = f"每{number}{_FEW_ZH.get(units, units)}" if units else _EVERY_ZH.get(every, every)
    unit = _base(every)
    each, conditions = item.get("each", ()), item.get("while", ())
    if conditions and each[:1] == ("place",):
        each = each[1:]
    said = ["、".join("逐个" + _EACH_ZH.get(name, name) for name in each)]
    said += [f"有{kind.removeprefix('hazard').removeprefix(':')}隐患的" for kind in conditions]
    first, last = ("".join(_say_zh(text) for text in item.get(key, ())) for key in ("from", "to"))
    if first and last:
        begin, end = item["from"][0], item["to"][0]
        turn = "次年" if end + "-99" < begin and end[0].isdecimal() and len(end) <= 5 else ""
        within = first == last and every and unit != "year"
        said.append(first if within else f"{first}至{turn}{last}")
    else:
        said += [f"自{first}起"] if first else [f"截至{last}"] if last else []
    said.append(period)
    days = item.get("day", ()) + item.get("by", ())
    if "31" in days and len(days) == 1 and unit in _LAST:
        said.append("底" if unit == "month" else "末")
    else:
        points = [_say_zh(text, unit, "by" in item) for text in days]
        said.append(f"{points[0]}至{points[-1]}" if _is_run(days) else "、".join(points))
    if every == "week" and said[-1].startswith("周"):
        said[-1] = said[-1][1:]
    said += ["前"] if "by" in item else []
    said.append("、".join(_say_zh(text) for text in item.get("in", ())))
    times = item.get("times", ())
    if times:
        several = len(days) > 1 or len(item.get("in", ())) > 1
        said.append(f"各{times[0]}次" if several else f"至少{times[0]}次")
    elif every and not days:
        said.append("1次")
    return "".join(said)


def _is_run(days: Sequence[str]) -> bool:
    """Whether they are three or more weekdays, one after the other."""
    return len(days) > 2 and "|".join(days) in "|".join(_WEEKDAYS)


def _say_zh(text: str, unit: str = "", by: bool = False) -> str:
    """One day, month, span or name."""
    found = _regex(r"(?:([0-9]{4})-)?([0-9]+)(?:-([0-9]+))?").fullmatch(text)
    if found and unit in _LAST[:3]:
        return text + "日"
    if found:
        year, month, day = found.groups()
        end = f"{day.lstrip('0') or '0'}日" if day else "底" if by else ""
        return (f"{year}年" if year else "") + f"{month.lstrip('0') or '0'}月{end}"
    nth, _, weekday = text.rpartition(" ")
    if weekday in _WEEKDAYS:
        which = "最后一个" if nth == "last" else f"第{nth[:-2]}个" if nth else ""
        return f"{which}周{_WEEKDAYS_ZH[_WEEKDAYS.index(weekday)]}"
    for season in "春夏秋冬":
        if _SEASONS[season] == text:
            return season + "季"
    if ".." in text:
        month, _, days = text.partition("-")
        tenth = next((x for x, (a, b, _) in _TENTHS.items() if days == f"{a}..{month}{b}"), "")
        return f"{month.lstrip('0')}月{tenth}旬" if tenth else text
    return text


def _write_en(item: _Texts) -> str | None:
    if word := _plain_words(item, "en"):
        return word
    every, times, inside = item.get("every", ("",))[0], item.get("times", ()), item.get("in", ())
    noun, unit = _NOUNS.get(every, every), _base(every)
    days, by = item.get("day", ()) + item.get("by", ()), "by" in item
    end = days == ("31",) and unit in _LAST[:3]
    points = _listed([_say_en(text, unit, by) for text in days], " and " if by else ", ")
    if end:
        points = "the end" if by else "the last day"
    elif _is_run(days):
        points = f"{_say_en(days[0])} to {_say_en(days[-1])}"
    dated = any(_regex(_CANONICAL).fullmatch(text) for text in days)
    preposition = ("by " if dated else "before ") if by else "on " if dated else ""
    if days and not every:
        head = preposition + points
    elif days and every in ("week", "year") and dated and not by:
        head = "every " + points
    elif days:
        head = f"{preposition or 'on '}{points} of every {noun}"
    elif every and times:
        head = f"at least {times[0]} per {noun}"
    else:
        adverbs = [adverb.replace(" ", "-") for adverb, of in _ADVERBS.items() if of == every]
        head = (adverbs[0] if adverbs and " " not in every else f"every {noun}") if every else ""
    said = [head] if head else []
    if inside:
        said.append("in " + _listed([_say_en(text) for text in inside]))
    first, last = ("".join(_say_en(text) for text in item.get(key, ())) for key in ("from", "to"))
    if first == last and first and every and unit != "year":
        said.append(f"during {first}")
    elif first and last:
        said.append(f"{first} to {last}")
    else:
        said += [f"from {first}"] if first else [f"until {last}"] if last else []
    if times and (days or not every):
        several = len(days) > 1 or len(inside) > 1
        said.append(f"at least {times[0]} times" + (" each" if several else ""))
    each, conditions = item.get("each", ()), item.get("while", ())
    if conditions and each[:1] == ("place",):
        each = each[1:]
    said += ["each " + " and each ".join(each)] if each else []
    for kind in conditions:
        of_kind = " ".join(filter(None, ("a", kind.partition(":")[2], "hazard")))
        said[-1:] = [f"{said[-1]} while {of_kind} is open"]
    return ", ".join(said)


def _listed(words: Sequence[str], joint: str = ", ") -> str:
    return joint.join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def _say_en(text: str, unit: str = "", by: bool = False) -> str:
    """One day, month, span or name."""
    found = _regex(r"(?:([0-9]{4})-)?([0-9]+)(?:-([0-9]+))?").fullmatch(text)
    if found and unit in _LAST[:3]:
        return f"the {_ordinal(text)}"
    if found:
        year, month, day = found.groups()
        if not 1 <= int(month[:4]) <= 12:
            return text
        name = _MONTHS[int(month) - 1] + (f" {year}" if year else "")
        return f"{int(day)} {name}" if day else f"the end of {name}" if by else name
    nth, _, weekday = text.rpartition(" ")
    if weekday in _WEEKDAYS:
        name = _WEEKDAYS_EN[_WEEKDAYS.index(weekday)]
        return f"the {nth} {name}" if nth else name
    return next((name for name, span in _SEASONS.items() if span == text), text)
