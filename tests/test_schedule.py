"""Schedules: mappings in both languages and phrases in both languages mean the same rules."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import day
from tongxin.calendar.names import AbsoluteSpan, Names, YearlySpan
from tongxin.calendar.periods import Unit
from tongxin.diagnostic import Diagnostic, Source
from tongxin.model.dates import Moment
from tongxin.model.phrase import write_phrase
from tongxin.model.plan import Task, read_plan
from tongxin.model.schedule import DayRule, Ongoing, Rule, Shape
from tongxin.text.tree import parse_tree

PERIOD = "2026-04..2027-03"
NAMES = Names(
    {
        "寒假": (AbsoluteSpan(day("2027-01-25"), day("2027-02-21")),),
        "汛期": (YearlySpan(6, 1, 9, 30),),
    }
)


def read(schedule: str, period: str = PERIOD) -> tuple[Task, list[Diagnostic]]:
    """A task with this text after `schedule: `."""
    text = (
        f"plan: a\ntitle: 甲\nperiod: {period}\n"
        f"tasks:\n  - id: t\n    title: 巡查\n    schedule: {schedule}\n"
    )
    plan, findings = read_plan(parse_tree(Source("plans/a.yaml", text)), NAMES)
    assert plan is not None
    return plan.tasks[0], findings


def rules(schedule: str, period: str = PERIOD) -> tuple[Rule, ...]:
    task, findings = read(schedule, period)
    assert findings == [], [(f.code, f.span.text, str(f.message)) for f in findings]
    return task.schedule


def quota(unit: Unit, times: int = 1, step: int = 1) -> Rule:
    return Rule(Shape.QUOTA, unit, step, times)


def on(unit: Unit, *days: DayRule, by: bool = False) -> Rule:
    return Rule(Shape.BY_DAYS if by else Shape.DAYS, unit, days=days)


def month(number: int) -> Moment:
    return Moment(None, number)


MON, TUE, WED, THU, FRI, SAT, SUN = range(7)

ROWS: list[tuple[Rule, str, str, str]] = [
    # rule | mapping in English | mapping in Chinese | phrases, parted by |
    (quota(Unit.WEEK, 2), "{every: week, times: 2}", "{每: 周, 次数: 2}",
     "每周至少2次 | 每周两次 | at least 2 per week"),
    (quota(Unit.MONTH), "{every: month}", "{每: 月}", "每月1次 | 每月 | monthly"),
    (quota(Unit.HALF_MONTH), "{every: half-month}", "{每: 半月}", "每半月一次 | every half month"),
    (quota(Unit.WEEK, step=2), "{every: 2 weeks}", "{每: 2周}", "每两周一次 | every 2 weeks"),
    (quota(Unit.MONTH, step=3), "{every: 3 months}", "{每: 3个月}", "每3个月 | every 3 months"),
    (quota(Unit.DAY, 2), "{every: day, times: 2}", "{每: 日, 次数: 2}", "每日2次 | twice a day"),
    (quota(Unit.WORKDAY), "{every: workday}", "{每: 工作日}", "每工作日 | every working day"),
    (quota(Unit.QUARTER), "{every: quarter}", "{每: 季度}", "每季度 | quarterly"),
    (quota(Unit.HALF_YEAR), "{every: half-year}", "{每: 半年}", "每半年 | every half year"),
    (quota(Unit.YEAR, 4), "{every: year, times: 4}", "{每: 年, 次数: 4}",
     "每年4次 | 全年4次 | at least 4 times a year"),
    (on(Unit.MONTH, DayRule(20)), "{every: month, day: 20}", "{每: 月, 逢: 20}",
     "每月20日 | on the 20th of every month"),
    (on(Unit.MONTH, DayRule(31)), "{every: month, day: 31}", "{每: 月, 逢: 31}",
     "每月底 | on the last day of every month"),
    (on(Unit.MONTH, DayRule(weekday=TUE, nth=2)), "{every: month, day: 2nd tue}",
     "{每: 月, 逢: 第二个周二}", "每月第二周星期二 | 2nd Tuesday of every month"),
    (on(Unit.MONTH, DayRule(weekday=FRI, nth=-1)), "{every: month, day: last fri}",
     "{每: 月, 逢: 最后一个周五}", "每月最后一个周五 | last Friday of every month"),
    (on(Unit.WEEK, DayRule(weekday=TUE), DayRule(weekday=FRI)), "{every: week, day: [tue, fri]}",
     "{每: 周, 逢: [周二, 周五]}", "每周二、周五 | every Tuesday and Friday"),
    (on(Unit.MONTH, DayRule(5), by=True), "{every: month, by: 5}", "{每: 月, 截止: 5}",
     "每月5日前 | by the 5th of every month"),
    (on(Unit.WEEK, DayRule(weekday=FRI), by=True), "{every: week, by: fri}",
     "{每: 周, 截止: 周五}", "每周五前 | by Friday of every week"),
    (on(Unit.YEAR, DayRule(5, 3)), "{every: year, day: 03-05}", "{每: 年, 逢: 3月5日}",
     "每年3月5日 | every 5 March"),
    (replace(quota(Unit.MONTH), from_=month(6), to=month(9)),
     "{every: month, from: 06, to: 09}", "{每: 月, 起: 6月, 止: 9月}",
     "6月至9月每月1次 | monthly, June to September"),
    (replace(quota(Unit.MONTH), from_="汛期", to="汛期"),
     "{every: month, from: 汛期, to: 汛期}", "{每: 月, 起: 汛期, 止: 汛期}",
     "汛期每月1次 | monthly during 汛期"),
    (Rule(Shape.WITHIN, within=((month(3), month(3)), (month(10), month(10)))),
     "{in: [03, 10]}", "{于: [3月, 10月]}", "3月、10月 | in March and October"),
    (Rule(Shape.WITHIN, within=((month(3), month(5)), (month(9), month(11)))),
     "{in: [03..05, 09..11]}", "{于: [3月至5月, 9月至11月]}",
     "每年春秋两季 | every spring and autumn"),
    (Rule(Shape.WITHIN, within=("爱国卫生月",)), "{in: 爱国卫生月}", "{于: 爱国卫生月}",
     "爱国卫生月 | in 爱国卫生月"),
    (Rule(Shape.BEFORE, due=(day("2026-07-31"),)), "{by: 2026-07-31}", "{截止: 2026年7月31日}",
     "7月底前 | by end of July | 2026年7月底前"),
    (Rule(Shape.BEFORE, due=("元旦", "春节")), "{by: [元旦, 春节]}", "{截止: 元旦、春节}",
     "元旦、春节前 | before 元旦, 春节"),
    (Rule(Shape.BEFORE, due=("寒假",)), "{by: 寒假}", "{截止: 寒假}", "寒假前 | before 寒假"),
    (Rule(Shape.SPAN, from_=day("2026-04-10"), to=day("2026-08-31")),
     "{from: 2026-04-10, to: 2026-08-31}", "{起: 2026-04-10, 止: 2026-08-31}",
     "4月10日至8月31日 | 10 April to 31 August"),
    (Rule(Shape.SPAN, from_=day("2026-11-01"), to=day("2027-02-28")),
     "{from: 11, to: 02}", "{起: 11月, 止: 2月}", "11月~2月 | November to February"),
    (Rule(Shape.NAMED, due=("世界环境日",)), "{day: 世界环境日}", "{逢: 世界环境日}",
     "世界环境日 | on 世界环境日"),
    (Rule(Shape.NAMED, due=("World Environment Day",)), "{day: World Environment Day}",
     "{逢: World Environment Day}", "World Environment Day"),
    (Rule(Shape.DATES, due=(day("2026-11-09"),)), "{day: 2026-11-09}", "{逢: 2026年11月9日}",
     "11月9日 | 2026年11月9日 | on 9 November"),
    (replace(quota(Unit.MONTH), each=("place",)), "{every: month, each: place}",
     "{每: 月, 逐个: 地点}", "逐个地点每月1次 | 每个小区每月1次 | monthly, each place"),
    (replace(quota(Unit.MONTH), each=("audience", "topic")),
     "{every: month, each: [audience, topic]}", "{每: 月, 逐个: 对象、主题}",
     "逐个对象、逐个主题每月1次 | monthly, each audience and topic"),
    (replace(quota(Unit.WEEK), each=("place",), hazard=""),
     "{every: week, each: place, while: hazard}", "{每: 周, 逐个: 地点, 条件: 有隐患}",
     "有隐患的每周1次 | weekly while a hazard is open"),
    (replace(quota(Unit.WEEK), each=("place",), hazard="卫生"),
     "{every: week, each: place, while: {hazard: 卫生}}",
     "{每: 周, 逐个: 地点, 条件: {有隐患: 卫生}}", "有卫生隐患的每周1次"),
    (Rule(Shape.ONGOING, ongoing=Ongoing.ALL_YEAR, written="true"), "{all-year: true}",
     "{全年: true}",
     "全年 | 常年 | 长期 | 常态化 | 经常 | 日常 | 随时 | 全天候 | 贯穿始终 | all year"),
    (Rule(Shape.ONGOING, ongoing=Ongoing.IRREGULAR, written="true"), "{irregular: true}",
     "{不定期: true}", "不定期 | irregular"),
    *((Rule(Shape.ONGOING, ongoing=Ongoing.VAGUE, written=text), f"{{vague: {text}}}",
       f"{{未明确: {text}}}", text)
      for text in ("定期", "定时定期", "定期不定期", "适时", "及时", "按时", "regularly")),
]  # fmt: skip


def spelled(rows: list[tuple[Rule, str, str, str]]) -> list[tuple[str, Rule]]:
    return [
        (text, rule)
        for rule, english, chinese, phrases in rows
        for text in (english, chinese, *phrases.split(" | "))
    ]


@pytest.mark.parametrize(("written", "rule"), spelled(ROWS))
def test_each_row_of_the_table_in_every_spelling(written: str, rule: Rule) -> None:
    assert rules(written) == (rule,)


@pytest.mark.parametrize(
    "written",
    ["before 元旦 and 春节", "before New Year's Day and Spring Festival"],
)
def test_names_in_a_phrase_end_with_their_last_letter(written: str) -> None:
    [rule] = rules(written)
    assert rule.shape is Shape.BEFORE
    assert [NAMES.canonical(str(name)) for name in rule.due] == ["元旦", "春节"]
    assert not any(str(name).endswith(" ") for name in rule.due)


@pytest.mark.parametrize("written", ["{every: ten-days}", "{每: 旬}", "每旬", "every ten days"])
def test_thirds_of_months(written: str) -> None:
    assert rules(written) == (quota(Unit.TEN_DAYS),)


def test_true_in_chinese_means_true() -> None:
    [rule] = rules("{全年: 是}")
    assert (rule.shape, rule.ongoing) == (Shape.ONGOING, Ongoing.ALL_YEAR)


@pytest.mark.parametrize("written", ["N次", "至少N次", "不少于N次", "N次以上"])
@pytest.mark.parametrize("number", ["3", "三", "３", " 3 "])
def test_numerals_and_widths_are_one(written: str, number: str) -> None:
    assert rules("每周" + written.replace("N", number)) == (quota(Unit.WEEK, 3),)


@pytest.mark.parametrize(
    "written",
    [
        "[每周1次, 7月底前]",
        "[{every: week}, {by: 2026-07-31}]",
        "[{每: 周}, by end of July]",
        "每周1次;7月底前",
    ],
)
def test_lists_hold_the_rules_of_every_item(written: str) -> None:
    assert rules(written) == (
        quota(Unit.WEEK),
        Rule(Shape.BEFORE, due=(day("2026-07-31"),)),
    )


def test_a_list_in_block_style() -> None:
    text = "\n      - 植树节\n      - {逢: 世界水日}\n      - day: 世界环境日"
    assert [rule.due for rule in rules(text)] == [("植树节",), ("世界水日",), ("世界环境日",)]


def test_dates_and_named_days_in_one_list() -> None:
    assert rules("{day: [2026-11-09, 世界环境日]}") == (
        Rule(Shape.DATES, due=(day("2026-11-09"),)),
        Rule(Shape.NAMED, due=("世界环境日",)),
    )


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("{by: 2026-07}", "2026-07-31"),
        ("{by: 2026}", "2026-12-31"),
        ("{by: 02}", "2027-02-28"),
        ("{by: 3月5日}", "2027-03-05"),
        ("年内", "2026-12-31"),
        ("年底前", "2026-12-31"),
    ],
)
def test_a_deadline_is_the_last_day_of_its_date(written: str, due: str) -> None:
    assert rules(written) == (Rule(Shape.BEFORE, due=(day(due),)),)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("{from: 2026-09, to: 2026-10}", "2026-09-01", "2026-10-31"),
        ("{from: 9月10日, to: 10月}", "2026-09-10", "2026-10-31"),
        ("{from: 2026-12, to: 01}", "2026-12-01", "2027-01-31"),
        ("2026年12月至次年1月", "2026-12-01", "2027-01-31"),
        ("{from: 2026-09-01}", "2026-09-01", None),
        ("{to: 2026-09-15}", None, "2026-09-15"),
    ],
)
def test_once_between_two_dates(written: str, first: str | None, last: str | None) -> None:
    [rule] = rules(written)
    assert rule == Rule(Shape.SPAN, from_=first and day(first), to=last and day(last))


def test_recurring_work_within_dates() -> None:
    dated = replace(quota(Unit.WEEK), from_=day("2026-09-01"), to=day("2026-10-31"))
    assert rules("{every: week, from: 2026-09, to: 2026-10}") == (dated,)
    season = replace(quota(Unit.WEEK), from_=Moment(None, 11, 15), to=month(2))
    assert rules("{every: week, from: 11-15, to: 02}") == (season,)


def test_a_date_of_every_year_is_not_fixed_to_the_period() -> None:
    assert rules("{every: year, day: 03-05}", "2026..2030") == (on(Unit.YEAR, DayRule(5, 3)),)
    assert rules("{in: 03}", "2026..2030") == rules("{in: 03}")


def test_a_note_says_nothing_of_when() -> None:
    assert rules("{every: week, note: 雨天除外}") == (quota(Unit.WEEK),)
    assert rules("{每: 周, 备注: 雨天除外}") == (quota(Unit.WEEK),)


def test_nothing_written_is_no_rule() -> None:
    assert rules("") == ()


# ── what is at fault, and where ───────────────────────────────────────────────────────────────


def marked(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without its ⟦ ⟧, and the column (in `schedule: …`) and characters of each."""
    found, shift = [], len("    schedule: ") + 1
    for mark in re.finditer("⟦(.*?)⟧", text):
        found.append((mark.start() + shift, mark[1]))
        shift -= 2
    return text.replace("⟦", "").replace("⟧", ""), found


FAULTS = [
    # mappings: what does not go together
    ("bad-schedule", "⟦{every: week, in: 03}⟧"),
    ("bad-schedule", "⟦{all-year: true, irregular: true}⟧"),
    ("bad-schedule", "⟦{every: month, day: 20, by: 5}⟧"),
    ("bad-schedule", "⟦{times: 2}⟧"),
    ("bad-schedule", "⟦{each: place}⟧"),
    ("bad-schedule", "⟦{}⟧"),
    ("bad-schedule", "{in: 03, by: ⟦2026-07⟧}"),
    ("bad-schedule", "{in: 03, day: ⟦5⟧}"),
    ("bad-schedule", "{by: 2026-07, day: ⟦2026-05-01⟧}"),
    ("bad-schedule", "{all-year: true, by: ⟦2026-07⟧}"),
    ("bad-schedule", "{irregular: true, times: ⟦2⟧}"),
    # keys
    ("unknown-key", "{⟦evry⟧: week}"),
    ("unknown-key", "{every: week, ⟦次⟧: 2}"),
    ("unknown-key", "{every: week, while: {⟦hazrd⟧: 卫生}}"),
    ("duplicate-key", "{every: week, ⟦每⟧: 月}"),
    ("wrong-type", "[每周1次, ⟦[每月1次]⟧]"),
    # periods
    ("bad-schedule", "{every: ⟦fortnite⟧}"),
    ("bad-schedule", "{every: ⟦0 weeks⟧}"),
    ("bad-schedule", "{every: ⟦99999999999 weeks⟧}"),
    ("bad-schedule", "{every: ⟦2 workdays⟧}"),
    ("bad-schedule", "{every: [week, ⟦month⟧]}"),
    ("bad-schedule", "{每: ⟦礼⟧}"),
    # days of periods
    ("bad-schedule", "{every: week, day: ⟦20⟧}"),
    ("bad-schedule", "{every: week, day: [tue, ⟦frj⟧]}"),
    ("bad-schedule", "{every: week, day: ⟦2nd tue⟧}"),
    ("bad-schedule", "{every: week, by: ⟦5⟧}"),
    ("bad-schedule", "{every: month, day: ⟦fri⟧}"),
    ("bad-schedule", "{every: month, day: ⟦32⟧}"),
    ("bad-schedule", "{every: month, day: ⟦0⟧}"),
    ("bad-schedule", "{every: month, day: 20、⟦03-05⟧}"),
    ("bad-schedule", "{every: quarter, day: ⟦15⟧}"),
    ("bad-schedule", "{every: day, day: ⟦fri⟧}"),
    ("bad-date", "{every: year, day: ⟦02-30⟧}"),
    # numbers of times
    ("bad-count", "{every: week, times: ⟦0⟧}"),
    ("bad-count", "{every: week, times: ⟦-1⟧}"),
    ("bad-count", "{every: week, times: ⟦1.5⟧}"),
    ("bad-count", "{every: week, times: ⟦两次⟧}"),
    ("bad-count", '{every: week, times: "⟦很多⟧"}'),
    # dates and names
    ("bad-date", "{by: ⟦2026-02-30⟧}"),
    ("bad-date", "{by: [2026-05, ⟦2026-13⟧]}"),
    ("bad-date", "{by: ⟦2026/07/31⟧}"),
    ("bad-date", "{in: ⟦2026-02-30⟧}"),
    ("bad-date", "{from: ⟦2月30日⟧, to: 2026-05}"),
    ("bad-schedule", "{by: ⟦世界环静日⟧}"),
    ("bad-schedule", "{day: ⟦某天⟧}"),
    ("bad-schedule", "{day: ⟦爱国卫生月⟧}"),
    ("bad-schedule", "{in: [03, ⟦春游⟧]}"),
    ("phase-order", "{from: 2026-08-31, to: ⟦2026-04-10⟧}"),
    ("phase-order", "{every: week, from: 2026-10, to: ⟦2026-05⟧}"),
    # for whom, while what
    ("bad-schedule", "{every: month, each: ⟦person⟧}"),
    ("bad-schedule", "{every: month, each: [place, ⟦people⟧]}"),
    ("bad-schedule", "{every: week, while: ⟦rain⟧}"),
    ("bad-schedule", "{all-year: ⟦maybe⟧}"),
    # phrases: the column inside the phrase
    ("bad-schedule", "⟦好好干⟧"),
    ("bad-schedule", "每周2次和⟦胡说⟧"),
    ("bad-schedule", '"每周2次和⟦胡说⟧"'),
    ("bad-schedule", "每周⟦不超过2次⟧"),
    ("bad-schedule", "每月⟦32日⟧"),
    ("bad-schedule", "weekly ⟦sometimes⟧"),
    ("bad-date", "⟦2月30日⟧前"),
    ("bad-date", '"4月1日至⟦4月31日⟧"'),
    ("bad-count", "每周⟦0次⟧"),
    ("bad-schedule", "[每周1次, 每月⟦32日⟧]"),
    ("bad-schedule", "⟦每0周⟧1次"),
    ("bad-schedule", "春节前⟦一周⟧"),
    ("bad-date", "⟦2026-9-1⟧"),
    # all at once
    ("bad-date", "{from: ⟦2026/09/01⟧, to: ⟦2026/11/15⟧}"),
    ("bad-date", "{from: ⟦2026-02-30⟧, to: ⟦2026-11-31⟧}"),
    ("bad-date", "{every: week, from: ⟦2026/09/01⟧, to: ⟦2026/11/15⟧}"),
    ("bad-date", "{by: [⟦2026-02-30⟧, ⟦2026-11-31⟧]}"),
    ("bad-date", "{by: ⟦2026/11/15⟧, from: ⟦2026/09/01⟧}"),
    ("bad-date", "{in: ⟦2026-02-30⟧..⟦2026-11-31⟧}"),
    ("bad-date", "{day: [⟦2026/09/01⟧, ⟦2026/11/15⟧]}"),
    ("bad-date", "⟦2026-9-1⟧至⟦2026-10-1⟧"),
    ("bad-schedule", "{every: month, day: [⟦32⟧, ⟦0⟧]}"),
    ("bad-schedule", "[每周1次, {every: ⟦fortnite⟧}]"),
    ("placeholder", "每周⟦__⟧次"),
]


@pytest.mark.parametrize(("code", "text"), FAULTS)
def test_faults_and_their_columns(code: str, text: str) -> None:
    written, wanted = marked(text)
    task, findings = read(written)
    found = [(f.code, f.span.source.position(f.span.start), f.span.text) for f in findings]
    assert found == [(code, (7, column), characters) for column, characters in wanted]
    if code != "duplicate-key":
        assert task.schedule == ()


def test_did_you_mean() -> None:
    for written, meant in [
        ("{evry: week}", "every"),
        ("{every: week, 次: 2}", "次数"),
        ("{by: 世界环静日}", "世界环境日"),
        ("{every: mnth}", "month"),
    ]:
        _, [finding] = read(written)
        assert f'"{meant}"' in str(finding.help), written


def test_a_date_that_the_period_holds_twice_asks_for_the_year() -> None:
    _, [finding] = read("{by: 3月5日}", "2026..2027")
    assert (finding.code, finding.span.text) == ("bad-date", "3月5日")
    assert "year" in str(finding.message)


@pytest.mark.parametrize(
    "written",
    ["{by: 2026/7/31}", "2026/7/31", "2026-7-31", "2026-7-31前", '{by: "2026.7.31"}', "2026／7／31前",
     "{every: month, to: 2026/7/31}", "{from: 20260731}", "[每月1次, {day: 2026.7.31}]"],
)  # fmt: skip
def test_a_slashed_date_has_a_fix(written: str) -> None:
    _, [finding] = read(written)
    assert finding.fix is not None
    assert [edit.replacement for edit in finding.fix.edits] == ["2026-07-31"]


@pytest.mark.parametrize(
    ("written", "replaced", "by"),
    [
        ("2026.7.1-2026.7.31", "2026.7.1-2026.7.31", "2026-07-01至2026-07-31"),
        ("2026-7-1-2026-7-31", "2026-7-1-2026-7-31", "2026-07-01至2026-07-31"),
        ("2026/7－2026/9每月1次", "2026/7－2026/9", "2026-07至2026-09"),
        ("{in: 2026.7-2026.9}", "2026.7-2026.9", "2026-07..2026-09"),
    ],
)
def test_a_span_joined_by_a_hyphen_has_a_fix(written: str, replaced: str, by: str) -> None:
    _, [finding] = read(written)
    assert finding.fix is not None
    assert [(e.span.text, e.replacement) for e in finding.fix.edits] == [(replaced, by)]
    assert rules(written.replace(replaced, by))


def test_a_day_of_every_year_has_no_year() -> None:
    _, [finding] = read("{every: year, day: 2026/3/5}")
    assert (finding.code, finding.fix) == ("bad-schedule", None)


@pytest.mark.parametrize(
    "written", ["春节前一周", "工作日", "{day: 工作日}", "一周内", "前3天", "每周五、周八"]
)
def test_a_length_of_time_is_near_to_no_named_day(written: str) -> None:
    _, [finding] = read(written)
    assert "did you mean" not in str(finding.help)


def test_a_day_without_a_year_is_said_as_a_phrase_says_it() -> None:
    _, [finding] = read("11-20")
    assert str(finding.help) == 'did you mean "11月20日"?'


@pytest.mark.parametrize(
    ("written", "quoted"),
    [("每0周1次", "每0周"), ("2月30日", "2月30日"), ("每月32日", "32日"), ("每周0次", "0次")],
)
def test_messages_quote_the_words_of_the_author(written: str, quoted: str) -> None:
    _, [finding] = read(written)
    assert str(finding.message).startswith(f'"{quoted}"')


def test_the_limit_of_periods_is_told() -> None:
    _, [finding] = read("{every: 99999999999 weeks}")
    assert "from 1 to 1000" in str(finding.message)
    assert finding.help is None


@pytest.mark.parametrize(
    "written",
    ["{day: []}", "{by: []}", "{in: []}", "{every: week, while: []}", "{every: week, while: {}}"],
)
def test_an_empty_value_is_never_silent(written: str) -> None:
    task, findings = read(written)
    assert [f.code for f in findings] in (["bad-schedule"], ["wrong-type"])
    assert task.schedule == ()


def test_a_list_for_the_kind_of_hazard() -> None:
    _, findings = read("{every: week, while: {hazard: [卫生]}}")
    assert [(f.code, f.span.text) for f in findings] == [("wrong-type", "[卫生]")]


# ── any mapping ───────────────────────────────────────────────────────────────────────────────

KEYS = {
    "every": "每", "times": "次数", "day": "逢", "in": "于", "by": "截止", "from": "起", "to": "止",
    "each": "逐个", "while": "条件",
}  # fmt: skip
WORDS = {
    "day": "日", "workday": "工作日", "week": "周", "half-month": "半月", "month": "月",
    "quarter": "季度", "half-year": "半年", "year": "年", "2 weeks": "2周", "3 months": "3个月",
    "2 quarters": "2季度", "mon": "周一", "wed": "周三", "sun": "周日", "1st mon": "第一个周一",
    "last fri": "最后一个周五", "place": "地点", "group": "责任组", "audience": "对象",
    "topic": "主题", "hazard": "有隐患", "06": "6月", "11": "11月", "03-05": "3月5日",
    "2026-07-31": "2026年7月31日", "2026-09": "2026年9月",
}  # fmt: skip
Item = dict[str, tuple[str, ...]]


@st.composite
def items(draw: st.DrawFn) -> Item:
    """A mapping that says when, in canonical texts."""
    item: Item = draw(
        st.one_of(
            st.fixed_dictionaries(
                {"every": st.sampled_from(["day", "workday", "half-month", "2 weeks", "3 months"])}
            ),
            st.fixed_dictionaries(
                {"every": st.just("week"), "day": st.sampled_from(["mon", "wed", "sun"])}
            ),
            st.fixed_dictionaries(
                {"every": st.just("month"), "day": st.sampled_from(["1st mon", "last fri", "20"])}
            ),
            st.fixed_dictionaries({"every": st.just("month"), "by": st.sampled_from(["5", "31"])}),
            st.fixed_dictionaries(
                {"every": st.just("quarter"), "from": st.just("06"), "to": st.just("11")}
            ),
            st.fixed_dictionaries({"in": st.sampled_from(["06", "11", "汛期", "爱国卫生月"])}),
            st.fixed_dictionaries({"by": st.sampled_from(["2026-07-31", "春节", "11"])}),
            st.fixed_dictionaries({"day": st.sampled_from(["03-05", "世界环境日"])}),
            st.fixed_dictionaries({"from": st.just("2026-07-31"), "to": st.just("2026-09")}),
        ).map(lambda texts: {key: (text,) for key, text in texts.items()})
    )
    if draw(st.booleans()):
        item["times"] = (draw(st.integers(2, 12).map(str)),)
    if draw(st.booleans()):
        each = draw(st.lists(st.sampled_from(["group", "audience", "topic"]), unique=True))
        if "every" in item and draw(st.booleans()):
            item["while"] = ("hazard",)
        if "while" in item or draw(st.booleans()):
            each = ["place", *each]
        if each:
            item["each"] = tuple(each)
    return item


def write(item: Item, chinese: bool) -> str:
    pairs = (
        f"{KEYS[key] if chinese else key}: "
        f"[{', '.join(WORDS.get(t, t) if chinese and key != 'times' else t for t in texts)}]"
        for key, texts in item.items()
    )
    return "{" + ", ".join(pairs) + "}"


@settings(deadline=None, max_examples=200)
@given(items())
def test_chinese_and_english_keys_mean_the_same(item: Item) -> None:
    assert rules(write(item, chinese=True)) == rules(write(item, chinese=False)) != ()


@settings(deadline=None, max_examples=150)
@given(items(), st.sampled_from(["zh", "en"]))
def test_a_phrase_means_exactly_its_mapping(item: Item, language: str) -> None:
    phrase = write_phrase(item, language)
    if phrase is not None:
        assert rules(f'"{phrase}"') == rules(write(item, chinese=False))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[每周一词, 每月32日]", 2),
        ("[{every: day, times: 0}, {evry: week}]", 2),
        ("[]", 1),
    ],
)
def test_every_item_of_a_list_is_examined(written: str, expected: int) -> None:
    plan = f"plan: p\ntitle: t\nperiod: 2026\ntasks:\n- {{id: x, title: y, schedule: {written}}}\n"
    _, findings = read_plan(parse_tree(Source("plans/p.yaml", plan)))
    assert len(findings) == expected


@pytest.mark.parametrize(
    ("schedule", "found"),
    [
        ("{every: wek, times: -1, from: 2026-02-30, each: dorr}", 4),
        ("{every: week, times: 0, from: 2026-13-01}", 2),
        ("{every: week, times: 0, each: dorr, foo: 1}", 3),
        ("{every: week, times: []}", 1),
        ("{evry: week, by: fri}", 1),
        ("{day: 2026-02-30, times: 0}", 2),
        ("{every: week, while: [], times: 0}", 2),
        ("{every: week, times: 2}", 0),
    ],
)
def test_all_that_is_wrong_with_a_schedule_is_told_at_once(schedule: str, found: int) -> None:
    text = f"plan: a\ntitle: 甲\nperiod: 2026\ntasks:\n  - {{id: b, title: 乙, schedule: {schedule}}}\n"
    _, findings = read_plan(parse_tree(Source("plans/a.yaml", text)), Names())
    assert len(findings) == found, [str(finding.message) for finding in findings]
