"""Time phrases: every row of the language's table, what else is read, and what is refused."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongxin.model.phrase import KEYS, Fault, Part, parse_phrase, write_phrase

SPANS = {"爱国卫生月", "寒假", "暑假", "汛期", "学期", "Winter Holiday"}
NAMES = SPANS | {"世界环境日", "世界水日", "元旦", "春节", "五一", "十一", "World Environment Day"}

Texts = dict[str, list[str]]


def read(phrase: str) -> list[Texts]:
    """The mappings of a phrase, without places."""
    items = parse_phrase(phrase, NAMES.__contains__, SPANS.__contains__)
    assert not isinstance(items, Fault), (phrase, items, phrase[items.start : items.end])
    return [{key: [part.text for part in parts] for key, parts in item.items()} for item in items]


def mapping(**values: str | list[str]) -> Texts:
    """every="month", day_=["5"] → {every: [month], …}; `in_`, `from_`, `while_` as in Python."""
    return {
        key.rstrip("_").replace("_", "-"): value if isinstance(value, list) else [value]
        for key, value in values.items()
    }


def fault(phrase: str) -> tuple[str, str]:
    """The slice of a phrase that is refused, and why."""
    found = parse_phrase(phrase, NAMES.__contains__, SPANS.__contains__)
    assert isinstance(found, Fault), (phrase, found)
    return phrase[found.start : found.end], found.reason


WEEKLY, MONTHLY = mapping(every="week"), mapping(every="month")
TWICE = mapping(every="week", times="2")
SEASON = mapping(every="month", from_="06", to="09")
WORKDAYS = ["mon", "tue", "wed", "thu", "fri"]

TABLE: list[tuple[Texts, str]] = [
    (TWICE, "每周至少2次 | 每周两次 | at least 2 per week"),
    (MONTHLY, "每月1次 | 每月 | monthly"),
    (mapping(every="half-month"), "每半月一次 | every half month"),
    (mapping(every="ten-days"), "每旬 | every ten days"),
    (mapping(every="2 weeks"), "每两周一次 | every 2 weeks"),
    (mapping(every="3 months"), "每3个月 | every 3 months"),
    (mapping(every="day", times="2"), "每日2次 | twice a day"),
    (mapping(every="workday"), "每工作日 | every working day"),
    (mapping(every="quarter"), "每季度 | quarterly"),
    (mapping(every="half-year"), "每半年 | half-yearly"),
    (mapping(every="year", times="4"), "每年4次 | 全年4次 | at least 4 times a year"),
    (mapping(every="month", day="20"), "每月20日 | on the 20th of every month"),
    (mapping(every="month", day="31"), "每月底 | on the last day of every month"),
    (mapping(every="month", day="2nd tue"), "每月第二周星期二 | 2nd Tuesday of every month"),
    (mapping(every="month", day="last fri"), "每月最后一个周五 | last Friday of every month"),
    (mapping(every="week", day=["tue", "fri"]), "每周二、周五 | every Tuesday and Friday"),
    (mapping(every="month", by="5"), "每月5日前 | by the 5th of every month"),
    (mapping(every="week", by="fri"), "每周五前 | by Friday of every week | by every Friday"),
    (mapping(every="year", day="03-05"), "每年3月5日 | every 5 March"),
    (SEASON, "6月至9月每月1次 | monthly, June to September"),
    (mapping(every="month", from_="汛期", to="汛期"), "汛期每月1次 | monthly during 汛期"),
    (mapping(in_=["03", "10"]), "3月、10月 | in March and October"),
    (mapping(in_=["03..05", "09..11"]), "每年春秋两季 | every spring and autumn"),
    (mapping(in_="爱国卫生月"), "爱国卫生月 | in 爱国卫生月"),
    (mapping(by="07"), "7月底前 | by end of July"),
    (mapping(by="2026-07"), "2026年7月底前 | by the end of July 2026"),
    (mapping(by="2026-07-31"), "2026年7月31日前 | by 31 July 2026 | by 2026-07-31"),
    (mapping(by=["元旦", "春节"]), "元旦、春节前 | before 元旦 and 春节"),
    (mapping(from_="04-10", to="08-31"), "4月10日至8月31日 | 10 April to 31 August"),
    (
        mapping(from_="2026-04-10", to="2026-08-31"),
        "2026年4月10日至2026年8月31日 | 2026年4月10日至8月31日 | 10 April to 31 August 2026",
    ),
    (mapping(day="世界环境日"), "世界环境日 | 每年世界环境日"),
    (mapping(day="World Environment Day"), "World Environment Day | on World Environment Day"),
    (mapping(day="11-09"), "11月9日 | on 9 November"),
    (mapping(day="2026-11-09"), "2026年11月9日 | 2026-11-09 | on 9 November 2026"),
    (
        mapping(every="month", each="place"),
        "逐个地点每月1次 | 每个小区每月1次 | monthly, each place",
    ),
    (
        mapping(every="week", each="place", while_="hazard"),
        "有隐患的每周1次 | weekly while a hazard is open",
    ),
    (
        mapping(all_year="true"),
        "全年 | 常年 | 长期 | 常态化 | 常态 | 经常 | 经常性 | 日常 | 随时 | 全天候 | 贯穿始终 | all year",
    ),
    (mapping(irregular="true"), "不定期 | irregular | irregularly"),
    *(
        (mapping(vague=word), word)
        for word in (
            "定期",
            "定时定期",
            "定期不定期",
            "适时",
            "及时",
            "按时",
            "regularly",
            "Regularly",
        )
    ),
]

ALSO: list[tuple[Texts, str]] = [
    (TWICE, "每周2次 | 每周不少于2次 | 每周2次以上 | 每周不低于两次 | 每周二次 | 每星期2次 | 每礼拜2次"),
    (TWICE, "一周两次 | 2次/周 | 每个星期至少两次 | 每一周2次 | 每周最少2次 | 逐周2次"),
    (TWICE, "twice a week | 2 times a week | two times per week | no fewer than 2 times per week"),
    (TWICE, "2 per week | 2 times or more a week | at least twice weekly"),
    (MONTHLY, "每个月 | 每月一次 | 每一个月 | 一个月一次 | 逐月 | 按月 | every month | once a month"),
    (WEEKLY, "每周 | weekly | every week | Once per Week"),
    (mapping(every="day"), "每天 | 每日一次 | 一天一次 | daily"),
    (mapping(every="workday"), "每个工作日 | 每个工作日1次"),
    (mapping(every="half-month"), "每半个月 | 半月一次 | 每半月"),
    (mapping(every="2 weeks"), "每2周 | 隔周 | 每隔一周 | 每两个星期 | 两周一次 | every other week | fortnightly"),
    (mapping(every="2 months"), "每两个月 | 每两月1次 | 隔月 | 2个月一次"),
    (mapping(every="3 months"), "每三个月 | 每3个月1次 | every three months"),
    (mapping(every="2 days"), "隔天 | 每两天 | 每2日 | every other day"),
    (mapping(every="2 years"), "每两年 | 两年一次 | every two years"),
    (mapping(every="2 quarters"), "每2个季度 | 每两季度1次"),
    (mapping(every="2 weeks", day="fri"), "隔周周五 | Friday of every 2 weeks"),
    (mapping(every="quarter"), "每季 | 每个季度1次 | 按季度 | every quarter"),
    (mapping(every="half-year"), "半年一次 | 每半年1次 | every half year"),
    (mapping(every="year", times="4"), "每年不少于4次 | 年度4次 | 一年四次 | 全年不少于4次"),
    (mapping(every="year"), "每年 | 每年度 | 一年一次 | annually | yearly"),
    (mapping(every="month", times="12"), "每月十二次 | 每月１２次"),
    (mapping(every="year", times="120"), "每年一百二十次 | 每年120次"),
    (mapping(every="week", times="5"), "每周五次"),
    (mapping(every="week", day="fri"), "每周五一次 | 每逢周五 | 逢周五 | 每个周五 | 每星期五 | every Friday"),
    (mapping(every="week", day=["tue", "fri"]), "每周二、五 | 每周二和周五 | 每周二及周五 | 每周二与五"),
    (mapping(every="week", day=["tue", "fri"]), "每周二、每周五 | every Tuesday and every Friday"),
    (mapping(every="week", day=WORKDAYS), "每周一至周五 | 每周一至五 | every Monday to Friday"),
    (mapping(every="week", day=["sat", "sun"]), "每周六、日 | 每周六、周日 | 每周六和星期天"),
    (mapping(every="month", day=["5", "20"]), "每月5日、20日 | 每月5、20日 | on the 5th and 20th of every month"),
    (mapping(every="month", day="20"), "每月20号 | 每月二十日 | 每月廿日 | 每月的20日"),
    (mapping(every="month", day="31"), "每月末 | 每月月底 | 每月最后一天 | 每月31日 | at the end of every month"),
    (mapping(every="month", by="31"), "每月底前 | by the end of every month"),
    (mapping(every="month", day="2nd tue"), "每月第2个周二 | 每月第二个星期二 | 每月第二周周二"),
    (mapping(every="month", day=["1st fri", "3rd fri"]), "每月第一、三个周五 | 每月第一、第三个周五"),
    (mapping(every="quarter", day="31"), "每季度末 | 每季末 | on the last day of every quarter"),
    (mapping(every="quarter", by="31"), "每季度末前 | by the end of every quarter"),
    (mapping(every="half-year", day="31"), "每半年末"),
    (mapping(every="month", by="10"), "每月上旬 | 每月10日前 | 每月10日之前 | 每月10日以前"),
    (mapping(every="month", by="20"), "每月中旬"),
    (mapping(every="month", by="31"), "每月下旬"),
    (mapping(in_="03-01..03-10"), "3月上旬 | 每年3月上旬"),
    (mapping(in_="03-11..03-20"), "3月中旬"),
    (mapping(in_="02-21..02"), "2月下旬"),
    (mapping(every="week", from_="03-01", to="03-10"), "3月上旬每周1次"),
    (mapping(in_="03"), "3月 | 每年3月 | 3月份 | 三月 | 3月1次 | in March | every March"),
    (mapping(in_=["03", "10"]), "3月和10月 | 3、10月 | 每年3月、10月 | 3月、10月各1次 | 3月,10月"),
    (mapping(in_=["03", "10"], times="2"), "3月、10月各2次 | in March and October, 2 times each"),
    (mapping(in_=["2026-03", "2026-10"]), "2026年3月、10月"),
    (mapping(in_="09..11"), "秋季 | in autumn | in fall"),
    (mapping(every="week", from_="12", to="02"), "冬季每周1次"),
    (mapping(in_="寒假"), "寒假期间 | 寒假 | 每年寒假 | during 寒假"),
    (mapping(in_="学期"), "每学期 | 每个学期1次"),
    (mapping(in_="学期", times="2"), "每学期2次"),
    (mapping(by="寒假"), "寒假前 | before 寒假"),
    (mapping(by="Winter Holiday"), "before Winter Holiday | by the Winter Holiday"),
    (mapping(every="year", by=["元旦", "春节"]), "每年元旦、春节前"),
    (mapping(by=["元旦", "春节"]), "元旦前、春节前 | 元旦和春节前"),
    (mapping(every="year", by="07"), "每年7月底前"),
    (mapping(by="07-31"), "7月31日前 | 7月31日之前 | 7月31日以前 | by 31 July | by July 31st"),
    (mapping(by="12-31"), "年内 | 年底前 | 年末前 | 本年度内 | by year end | within the year"),
    (mapping(by="2026-12-31"), "2026年底前 | 2026年内 | by the end of 2026"),
    (mapping(day="12-31"), "年底 | 12月31日"),
    (mapping(from_="11", to="02"), "11月至次年2月 | 11月~2月 | 11月—来年2月 | November to February"),
    (mapping(every="month", from_="11", to="03"), "11月至翌年3月每月一次 | 每年11月至次年3月每月1次"),
    (mapping(from_="2026-11", to="2027-02"), "2026年11月至次年2月 | 2026年11月至2月 | 2026年11月至2027年2月"),
    (SEASON, "6-9月每月1次 | 6月—9月,每月1次 | 每月1次,6月至9月 | from June to September, monthly"),
    (mapping(every="year", from_="06", to="09"), "每年6月至9月"),
    (mapping(every="week", day="fri", from_="06", to="09"), "6月至9月每周五 | every Friday, June to September"),
    (mapping(from_="04-10", to="08-31"), "4月10日—8月31日 | 自4月10日起至8月31日止 | 从4月10日到8月31日"),
    (mapping(from_="04-10", to="04-20"), "4月10日至20日 | 4月10-20日"),
    (mapping(from_="03-01", to="05"), "3月上旬至5月下旬"),
    (mapping(from_="元旦", to="春节"), "元旦至春节 | from 元旦 to 春节"),
    (mapping(every="month", from_="2026-03"), "自2026年3月起每月1次 | monthly, from March 2026"),
    (mapping(every="month", to="2026-10-31"), "截至2026年10月31日每月1次 | monthly until 31 October 2026"),
    (mapping(day=["03-05", "03-10"]), "3月5日、10日 | 3月5、10日 | on 5 March and on 10 March"),
    (mapping(day=["世界环境日", "世界水日"]), "世界环境日、世界水日 | 世界环境日和世界水日 | 世界环境日;世界水日"),
    (mapping(day="春节"), "每逢春节 | 每个春节"),
    (mapping(every="year", day="03-05"), "每逢3月5日 | every March 5 | every March 5th"),
    (mapping(in_="11"), "十一月"),
    (mapping(by="十一"), "十一前"),
    (mapping(every="month", each="place"), "每个地点每月1次 | 各小区每月1次 | 每月1次,逐个楼栋"),
    (mapping(every="month", each="group"), "每个工作组每月1次 | 各组每月1次 | monthly, each group"),
    (mapping(every="month", each="audience"), "对每类对象每月1次 | 各类人群每月1次"),
    (mapping(every="month", each="topic"), "每个主题每月1次 | 逐个主题每月1次 | monthly, each topic"),
    (
        mapping(every="month", each=["place", "group"]),
        "逐个地点、逐个工作组每月1次 | monthly, each place and group",
    ),
    (
        mapping(every="week", each="place", while_="hazard"),
        "有隐患的院落每周1次 | 有隐患的小区、院落每周 | 对存在隐患的小区每周一次",
    ),
    (
        mapping(every="week", each="place", while_="hazard:卫生"),
        "有卫生隐患的每周1次 | 有卫生隐患的小区每周1次 | weekly while a 卫生 hazard is open",
    ),
]  # fmt: skip


def phrases(rows: list[tuple[Texts, str]]) -> list[tuple[str, Texts]]:
    return [(phrase, texts) for texts, row in rows for phrase in row.split(" | ")]


@pytest.mark.parametrize(("phrase", "expected"), phrases(TABLE))
def test_the_table(phrase: str, expected: Texts) -> None:
    assert read(phrase) == [expected]


@pytest.mark.parametrize(("phrase", "expected"), phrases(ALSO))
def test_also_read(phrase: str, expected: Texts) -> None:
    assert read(phrase) == [expected]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("每周2次;每年3月5日", [TWICE, mapping(every="year", day="03-05")]),
        ("每周2次；每年3月5日;", [TWICE, mapping(every="year", day="03-05")]),
        ("每周2次、每年3月5日", [TWICE, mapping(every="year", day="03-05")]),
        ("monthly and on 5 March", [MONTHLY, mapping(day="03-05")]),
        ("世界环境日、爱国卫生月", [mapping(day="世界环境日"), mapping(in_="爱国卫生月")]),
        ("3-5月、9-11月", [mapping(from_="03", to="05"), mapping(from_="09", to="11")]),
        (
            "每月1次;有隐患的每周1次",
            [MONTHLY, mapping(every="week", each="place", while_="hazard")],
        ),
    ],
)
def test_lists(phrase: str, expected: list[Texts]) -> None:
    assert read(phrase) == expected


def test_values_are_not_judged() -> None:
    """The reader of mappings names these faults, at their places."""
    assert read("2月30日") == [mapping(day="02-30")]
    assert read("13月") == [mapping(in_="13")]
    assert read("每月40日") == [mapping(every="month", day="40")]
    assert read("每周0次") == [mapping(every="week", times="0")]
    assert read("每0周") == [mapping(every="0 weeks")]
    assert read("每周9999999次") == [mapping(every="week", times="9999999")]


def test_without_names() -> None:
    assert isinstance(parse_phrase("世界环境日"), Fault)
    assert parse_phrase("每学期") == Fault(0, 3, "unknown-words")
    assert parse_phrase("每月1次") == ({"every": (Part("month", 0, 2),)},)


def test_a_name_is_the_longest_match() -> None:
    names = {"三月", "三月三", "三月三歌节"}
    found = parse_phrase("三月三歌节前", names.__contains__)
    assert found == ({"by": (Part("三月三歌节", 0, 5),)},)
    assert read("五一前") == [mapping(by="五一")]
    assert read("每周五一次") == [mapping(every="week", day="fri")]


# ── places ──────────────────────────────────────────────────────────────────────────────────────


def test_places() -> None:
    phrase = "  ６ 月 至 9月，每 月至少 ２ 次"
    (item,) = parse_phrase(phrase)  # type: ignore[misc]
    shown = {key: [phrase[p.start : p.end] for p in parts] for key, parts in item.items()}
    assert shown == {
        "every": ["每 月"],
        "times": ["至少 ２ 次"],
        "from": ["６ 月"],
        "to": ["9月"],
    }


def test_places_of_lists() -> None:
    phrase = "每年 3、10月;世界 环境日"
    first, second = parse_phrase(phrase, NAMES.__contains__, SPANS.__contains__)  # type: ignore[misc]
    assert [(p.text, phrase[p.start : p.end]) for p in first["in"]] == [("03", "3"), ("10", "10月")]
    assert [(p.text, phrase[p.start : p.end]) for p in second["day"]] == [
        ("世界环境日", "世界 环境日")
    ]


def test_a_date_that_is_none_stands_at_its_place() -> None:
    (item,) = parse_phrase("3月5日、2月30日")  # type: ignore[misc]
    assert item["day"][1] == Part("02-30", 5, 10)


@pytest.mark.parametrize(
    ("phrase", "part", "reason"),
    [
        ("", "", "empty"),
        ("  ", "  ", "empty"),
        ("；", "；", "empty"),
        ("每周检查2次", "检查", "unknown-words"),
        ("每月 做 1次", "做", "unknown-words"),
        ("每周五下午", "下午", "unknown-words"),
        ("每月20日左右", "左右", "unknown-words"),
        ("寒假前一周", "一周", "unknown-words"),
        ("3月5日前后", "前后", "unknown-words"),
        ("发布寒假前,实施全年", "发布", "unknown-words"),
        ("20__年9月", "20__年", "unknown-words"),
        ("每周2次、", "、", "unknown-words"),
        ("every blue moon", "every blue moon", "unknown-words"),
        ("monthly, on Mondays", "on Mondays", "unknown-words"),
        ("有重大隐患的每周1次", "有重大隐患的", "unknown-words"),
        ("每周1-2次", "1-2次", "range-of-times"),
        ("每周一两次", "一两次", "range-of-times"),
        ("每周三四次", "三四次", "range-of-times"),
        ("每周一至两次", "一至两次", "range-of-times"),
        ("2-3 times a week", "2-3 times", "range-of-times"),
        ("once or twice a week", "once or twice", "range-of-times"),
        ("每月不超过2次", "不超过2次", "at-most"),
        ("每月2次以内", "2次以内", "at-most"),
        ("up to 2 times a month", "up to 2 times", "at-most"),
        ("每周末", "每周末", "unclear"),
        ("双月1次", "双月", "unclear"),
        ("一月一次", "一月一次", "unclear"),
        ("每三月", "每三月", "unclear"),
        ("7月前", "7月前", "unclear"),
        ("by July", "by July", "unclear"),
        ("before 31 July", "before 31 July", "unclear"),
        ("every 2nd Tuesday", "every 2nd Tuesday", "unclear"),
        ("春夏秋两季", "春夏秋两季", "unclear"),
        ("次年3月", "次年3月", "unclear"),
        ("3月、10月2次", "2次", "unclear"),
        ("6月至9月、每月1次", "、", "unclear"),
        ("2026年3月、2月", "2月", "unclear"),
        ("4月10日起每月1次", "4月10日起", "unclear"),
        ("周五至周一", "周五至周一", "unclear"),
        ("每月1日至5日", "1日至5日", "not-expressible"),
        ("3月至次年6月", "3月至次年6月", "not-expressible"),
        ("6月、7月每周1次", "6月、7月", "not-expressible"),
        ("每月20日,全年不少于10次", "全年", "does-not-fit"),
        ("每年4次,每季度", "每季度", "does-not-fit"),
        ("每周20日", "20日", "does-not-fit"),
        ("每季度周五", "周五", "does-not-fit"),
        ("每年2026年3月5日", "2026年3月5日", "does-not-fit"),
        ("定期每月1次", "每月", "does-not-fit"),
        ("世界环境日每周1次", "每周", "does-not-fit"),
        ("每周2次3次", "3次", "does-not-fit"),
        ("周五", "周五", "no-period"),
        ("20日前", "20日前", "no-period"),
        ("第二周星期二", "第二周星期二", "no-period"),
        ("per week", "per week", "no-times"),
        ("2次", "2次", "nothing-owed"),
        ("逐个地点", "逐个地点", "nothing-owed"),
        ("有隐患的", "有隐患的", "nothing-owed"),
    ],
)
def test_refused(phrase: str, part: str, reason: str) -> None:
    assert fault(phrase) == (part, reason)


# ── properties ──────────────────────────────────────────────────────────────────────────────────

WIDE = {c: c + 0xFEE0 for c in range(0x21, 0x7F)}


@pytest.mark.parametrize(("phrase", "expected"), phrases(TABLE))
def test_width_spaces_and_case_change_nothing(phrase: str, expected: Texts) -> None:
    def known(names: set[str]) -> Callable[[str], bool]:
        return names.__contains__

    wide = phrase.translate(WIDE).replace(" ", "\u3000")
    spaced = phrase if phrase.isascii() else " ".join(re.findall("[0-9]+|.", phrase))
    if any("a" <= char <= "z" for char in phrase):
        spaced = phrase.replace(" ", "  ")
    for variant in (wide, spaced, f" {phrase}。"):
        items = parse_phrase(variant, known(NAMES), known(SPANS))
        assert not isinstance(items, Fault), (variant, items)
        (item,) = items
        found = {key: [part.text for part in parts] for key, parts in item.items()}
        assert found == expected or "vague" in expected
        for part in (part for parts in item.values() for part in parts):
            assert 0 <= part.start < part.end <= len(variant)
    if not any(name in phrase for name in NAMES) and "vague" not in expected:
        assert read(phrase.upper()) == [expected]


ALPHABET = sorted({*"".join(row for _, row in TABLE + ALSO), *"\u3000，；。～０９廿百 \n'\""})
WORDS = sorted({word for _, row in TABLE + ALSO for word in row.split(" | ")})


@given(
    st.one_of(
        st.text(),
        st.text(alphabet=ALPHABET),
        st.lists(st.sampled_from(WORDS)).map("".join),
        st.lists(st.sampled_from(WORDS)).map(", ".join),
    )
)
def test_never_raises_and_keeps_places(phrase: str) -> None:
    found = parse_phrase(phrase, NAMES.__contains__, SPANS.__contains__)
    if isinstance(found, Fault):
        assert 0 <= found.start <= found.end <= len(phrase)
        assert found.start < found.end or not phrase
        return
    for item in found:
        assert item.keys() <= set(KEYS)
        for parts in item.values():
            assert parts
            for part in parts:
                assert 0 <= part.start < part.end <= len(phrase)
                assert part.text


def lists(values: st.SearchStrategy[str], size: int = 3) -> st.SearchStrategy[list[str]]:
    return st.lists(values, min_size=1, max_size=size, unique=True)


def two_digits(last: int) -> st.SearchStrategy[str]:
    return st.integers(1, last).map("{:02}".format)


MONTHS = two_digits(12)
DATES = st.tuples(MONTHS, two_digits(31)).map("-".join)
FULL = st.tuples(st.sampled_from(["2026", "2027"]), MONTHS, two_digits(28)).map("-".join)
DAYS_NAMED = st.sampled_from(sorted(NAMES - SPANS))
SPANS_NAMED = st.sampled_from(sorted(SPANS))
MONTHDAYS = st.integers(1, 31).map(str)
WEEKDAYS = st.sampled_from([*WORKDAYS, "sat", "sun"])
NTH = st.tuples(st.sampled_from(["1st", "2nd", "3rd", "4th", "5th", "last"]), WEEKDAYS).map(
    " ".join
)
STEPS = st.tuples(
    st.integers(2, 30).map(str), st.sampled_from(["days", "weeks", "months", "quarters", "years"])
).map(" ".join)
UNITS = st.sampled_from(
    ["day", "workday", "week", "ten-days", "half-month", "month", "quarter", "half-year", "year"]
)


def built(required: dict[str, st.SearchStrategy[list[str]]]) -> st.SearchStrategy[Texts]:
    """Mappings with these keys, and perhaps times and each."""
    optional = {
        "times": lists(st.integers(2, 40).map(str), 1),
        "each": lists(st.sampled_from(["place", "group", "audience", "topic"])),
    }
    return st.fixed_dictionaries(required, optional=optional)


def one(value: str) -> st.SearchStrategy[list[str]]:
    return st.just([value])


RECURRING = st.one_of(
    built({"every": lists(UNITS | STEPS, 1)}),
    built({"every": one("week"), "day": lists(WEEKDAYS)}),
    built({"every": one("week"), "by": lists(WEEKDAYS)}),
    built({"every": one("month"), "day": lists(MONTHDAYS) | lists(NTH)}),
    built({"every": one("3 months"), "by": lists(MONTHDAYS)}),
    built({"every": st.sampled_from([["quarter"], ["half-year"]]), "day": one("31")}),
    built({"every": one("year"), "day": lists(DATES)}),
    built({"every": one("year"), "by": lists(DATES | MONTHS)}),
    built({"every": lists(UNITS, 1), "from": lists(MONTHS, 1), "to": lists(MONTHS, 1)}),
    built({"every": one("week"), "from": lists(FULL, 1)}),
    built({"every": one("week"), "to": lists(FULL, 1)}),
)
ONCE = st.one_of(
    built({"day": lists(DATES)}),
    built({"day": lists(FULL)}),
    built({"day": lists(DAYS_NAMED)}),
    built({"by": lists(DATES | MONTHS)}),
    built({"by": lists(DAYS_NAMED | SPANS_NAMED)}),
    built({"in": lists(MONTHS | st.sampled_from(["03..05", "06..08", "09..11", "12..02"]))}),
    built({"in": lists(SPANS_NAMED)}),
    built({"from": lists(FULL, 1), "to": lists(FULL, 1)}),
    built({"from": lists(DATES, 1), "to": lists(DATES, 1)}),
)


@given(RECURRING | ONCE, st.sampled_from(["zh", "en"]))
def test_written_phrases_are_read_as_they_were(item: Texts, language: str) -> None:
    phrase = write_phrase(item, language)
    assert phrase is not None
    assert read(phrase) == [item]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("item", [texts for texts, _ in TABLE])
def test_every_row_can_be_written(item: Texts, language: str) -> None:
    phrase = write_phrase(item, language)
    if "vague" in item and "".join(item["vague"]).isascii() != (language == "en"):
        assert phrase is None
    else:
        assert phrase is not None
        assert read(phrase) == [item]


@pytest.mark.parametrize(
    ("item", "zh", "en"),
    [
        (TWICE, "每周至少2次", "at least 2 per week"),
        (mapping(every="month", times="1"), "每月1次", "monthly"),
        (mapping(every="week", day=WORKDAYS), "每周一至周五", "every Monday to Friday"),
        (SEASON, "6月至9月每月1次", "monthly, June to September"),
        (mapping(by="07"), "7月底前", "by the end of July"),
        (
            mapping(every="week", each="place", while_="hazard"),
            "有隐患的每周1次",
            "weekly while a hazard is open",
        ),
        (mapping(every="week", while_="hazard"), None, None),
        (mapping(vague="提高"), None, None),
        (mapping(), None, None),
        (mapping(every="quarter", day="20"), None, None),
    ],
)
def test_written(item: Texts, zh: str | None, en: str | None) -> None:
    assert (write_phrase(item, "zh"), write_phrase(item, "en")) == (zh, en)
