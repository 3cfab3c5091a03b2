"""Dates, spans, targets, durations, texts, ids, lists and keys as people write them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import day
from tongxin.calendar.names import AbsoluteSpan, YearlySpan
from tongxin.diagnostic import Diagnostic, Source
from tongxin.model.community import Settings, read_settings
from tongxin.model.dates import DateFault, Duration, Moment, parse_moment, resolve
from tongxin.model.ledger import read_ledger
from tongxin.model.plan import Goal, Indicator, Phase, Plan, Task, read_plan
from tongxin.model.target import Form, Target, parse_target
from tongxin.text.tree import parse_tree

Place = tuple[str, int, int, str]
"""Code, line, column and characters of a finding."""


def places(findings: list[Diagnostic]) -> list[Place]:
    return [(f.code, *f.span.source.position(f.span.start), f.span.text) for f in findings]


def read(text: str, period: str = "2026-09..2027-06") -> tuple[Plan, list[Diagnostic]]:
    """A plan whose first three lines are `plan`, `title` and `period`."""
    head = f"plan: a\ntitle: 消防工作计划\nperiod: {period}\n"
    plan, findings = read_plan(parse_tree(Source("plans/a.yaml", head + text)))
    assert plan is not None
    return plan, findings


@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("09..12", "09..12"), ("9月", "9月"), ("11", "11"), ("11-23", "11-23"),
        ("9月至12月", "9月至12月"), ("09..2026-12", "09"),
    ],
)  # fmt: skip
def test_a_period_without_a_year_is_told_once(period: str, told: str) -> None:
    plan, findings = read("goals: [{id: a, text: 目标, by: 11-20}]\n", period)
    assert plan.period is None
    assert [(f.code, f.span.text) for f in findings] == [("bad-date", told)]
    assert str(findings[0].message) == "the year is missing"
    assert "2026-09..2026-12" in str(findings[0].help)


def sound(text: str, period: str = "2026-09..2027-06") -> Plan:
    plan, findings = read(text, period)
    assert findings == [], places(findings)
    return plan


def workspace(text: str) -> tuple[Settings, list[Diagnostic]]:
    head = "tongxin: 1\ncommunity: {name: 示例社区}\n"
    return read_settings(parse_tree(Source("tongxin.yaml", head + text)))


def one_task(keys: str) -> tuple[Task, list[Diagnostic]]:
    plan, findings = read(f"tasks:\n  - {{id: t, title: 巡查, {keys}}}\n")
    return plan.tasks[0], findings


def one_indicator(target: str) -> tuple[Indicator, list[Diagnostic]]:
    plan, findings = read(f"indicators:\n  - {{id: i, name: 事故, target: {target}}}\n")
    return plan.indicators[0], findings


def deadline(written: str, period: str = "2026-09..2027-06") -> tuple[Goal, list[Diagnostic]]:
    plan, findings = read(f"goals:\n  - id: g\n    text: 达标\n    by: {written}\n", period)
    return plan.goals[0], findings


# ── dates ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-11-23", "2026-11-23", "2026-11-23"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026年11月23日", "2026-11-23", "2026-11-23"),
        ("2026年11月", "2026-11-01", "2026-11-30"),
        ("2026 年 11 月 3 日", "2026-11-03", "2026-11-03"),
        ("２０２６-１１-２３", "2026-11-23", "2026-11-23"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2027-02", "2027-02-01", "2027-02-28"),
        ("2028-02-29", "2028-02-29", "2028-02-29"),
        ('"2026-11-23"', "2026-11-23", "2026-11-23"),
    ],
)
def test_a_date_begins_on_its_first_day_and_ends_on_its_last(
    written: str, first: str, last: str
) -> None:
    text = f"phases:\n  - id: p\n    name: 启动\n    from: {written}\n    to: {written}\n"
    phase: Phase = sound(text, "2020..2029").phases[0]
    assert (phase.from_, phase.to) == (day(first), day(last))


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30", "2026年2月30日", "2月30日", "2027-02-29", "2026-13", "2026-00", "2026-11-00",
        "11-31", "13月", "年底", "明天", "26-11-23", "2026-11-23 09:30", "1800-01-01", "1.5",
    ],
)  # fmt: skip
def test_what_is_no_date_is_reported_where_it_stands(written: str) -> None:
    goal, findings = deadline(written)
    assert places(findings) == [("bad-date", 7, 9, written)]
    assert goal.by is None


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("2026/11/23", "2026-11-23"), ("2026/1/3", "2026-01-03"), ("2026.11.23", "2026-11-23"),
        ("2026.9", "2026-09"), ("2026-11/23", "2026-11-23"), ("2026 / 11 / 3", "2026-11-03"),
        ("２０２６／１１／３", "2026-11-03"), ("2026－11－03", "2026-11-03"), ("20261103", "2026-11-03"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_what_is_clearly_a_date_has_a_safe_fix(written: str, fixed: str, quote: str) -> None:
    goal, [finding] = deadline(quote + written + quote)
    assert goal.by is None
    assert finding.code == "bad-date"
    assert finding.fix is not None
    assert finding.fix.safe
    [edit] = finding.fix.edits
    assert (edit.span.text, edit.replacement) == (written, fixed)
    assert isinstance(parse_moment(fixed), Moment)


SPANS_OTHERWISE = [
    ("2026.9.1-2027.6.30", "2026-09-01..2027-06-30"), ("2026/9-2027/6", "2026-09..2027-06"),
    ("2026-09-01-2027-06-30", "2026-09-01..2027-06-30"), ("2026-2027", "2026..2027"),
    ("2026-09-01/2027-06-30", "2026-09-01..2027-06-30"), ("2026/9 － 2027/6", "2026-09..2027-06"),
    ("2026年9月-2027年6月", "2026年9月至2027年6月"), ("2026年9月1日到12月", "2026年9月1日至12月"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "fixed"), SPANS_OTHERWISE)
def test_a_span_that_is_joined_by_another_sign_has_a_safe_fix(written: str, fixed: str) -> None:
    plan, findings = read("", written)
    assert plan.period is None
    [finding] = (f for f in findings if f.code == "bad-date")
    assert finding.fix is not None
    assert [(e.span.text, e.replacement) for e in finding.fix.edits] == [(written, fixed)]
    sound("", fixed)
    settings, [other] = workspace(f"calendar: {{days: {{汛期: {written}}}}}\n")
    assert settings.calendar is not None
    assert (other.code, other.fix and other.fix.edits[0].replacement) == ("bad-date", fixed)


@pytest.mark.parametrize(
    "written", ["2026.9.1-12.31", "2026-9-12-1", "9.1-9.30", "2026-W40-2026-W41", "2026.9-13.2027"]
)
def test_a_span_that_could_mean_more_has_no_fix(written: str) -> None:
    _, findings = read("", written)
    assert [(f.code, f.fix) for f in findings] == [("bad-date", None)]


@pytest.mark.parametrize(
    ("written", "edits"),
    [
        ("2026/11", {"2026/11": "2026-11"}), ("2026-9", {"2026-9": "2026-09"}),
        ("2026年11月", {"2026年11月": "2026-11"}), ('"2026.11.3"', {"2026.11.3": "2026-11-03"}),
        ("2026/9..2026/11", {"2026/9": "2026-09", "2026/11": "2026-11"}),
        ("2026-W40..2026.10", {"2026.10": "2026-10"}),
    ],
)  # fmt: skip
def test_labels_are_dates_as_labels_are_written(written: str, edits: dict[str, str]) -> None:
    text = f"- {{date: 2026-11-23, waive: a/t, period: {written}, why: 停电}}\n"
    ledger, findings = read_ledger(parse_tree(Source("ledger/2026-11.yaml", text)))
    assert ledger.entries[0].period is None
    assert {f.code for f in findings} == {"bad-date"}
    assert {e.span.text: e.replacement for f in findings if f.fix for e in f.fix.edits} == edits


@pytest.mark.parametrize("label", ["2026-W47", "2026-11上旬", "once", "2026", "2026-03..2026-05"])
def test_labels_that_are_no_dates_or_written_well_are_left_alone(label: str) -> None:
    text = f"- {{date: 2026-11-23, waive: a/t, period: {label}, why: 停电}}\n"
    _, findings = read_ledger(parse_tree(Source("ledger/2026-11.yaml", text)))
    assert findings == []


def test_slashes_that_are_no_date_have_no_fix() -> None:
    _, [finding] = deadline("2026/02/30")
    assert (finding.code, finding.fix) == ("bad-date", None)


@pytest.mark.parametrize(
    ("written", "period", "meant"),
    [
        ("11-23", "2026-09..2027-06", "2026-11-23"),
        ("11月23日", "2026-09..2027-06", "2026-11-23"),
        ("3月5日", "2026-09..2027-06", "2027-03-05"),
        ("03", "2026-09..2027-06", "2027-03-31"),
        ("12月", "2026", "2026-12-31"),
        ("2月29日", "2027..2028", "2028-02-29"),
    ],
)
def test_without_a_year_it_is_the_first_in_the_period(
    written: str, period: str, meant: str
) -> None:
    goal, findings = deadline(written, period)
    assert findings == []
    assert goal.by == day(meant)


@pytest.mark.parametrize(
    ("written", "period"),
    [("10-05", "2026-09..2027-10"), ("11月", "2026-11-15..2027-11-15"), ("3月5日", "2026..2030")],
)
def test_where_the_period_holds_a_second_one_the_year_is_asked_for(
    written: str, period: str
) -> None:
    _, [finding] = deadline(written, period)
    assert places([finding]) == [("bad-date", 7, 9, written)]
    assert "year" in str(finding.message)


def test_the_period_decides_wherever_it_stands_in_the_file() -> None:
    text = (
        "plan: a\ntitle: 甲\ngoals: {id: g, text: 达标, by: 3月5日}\n"
        "起止时间: 2026年9月至2027年6月\n"
    )
    plan, findings = read_plan(parse_tree(Source("plans/a.yaml", text)))
    assert plan is not None
    assert (findings, plan.goals[0].by) == ([], day("2027-03-05"))


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))


@settings(deadline=None, max_examples=200)
@given(DAYS, st.integers(0, 1200), st.integers(1, 12), st.integers(1, 31), st.booleans())
def test_the_year_that_is_not_written_is_found_by_looking_at_every_day(
    first: date, length: int, month: int, number: int, whole_month: bool
) -> None:
    days = [first + timedelta(n) for n in range(length + 1)]
    found = {d.year for d in days if d.month == month and (whole_month or d.day == number)}
    moment = parse_moment(f"{month}月" if whole_month else f"{month:02}-{number:02}")
    if isinstance(moment, DateFault):
        assert not found or number > 28
        return
    got = resolve(moment, (days[0].toordinal(), days[-1].toordinal()))
    if len(found) > 1:
        assert isinstance(got, DateFault)
    elif found:
        assert not isinstance(got, DateFault)
        begins, ends = map(date.fromordinal, got)
        assert {begins.year, ends.year} == found
        assert (begins.month, ends.month) == (month, month)
        if whole_month:
            assert (begins.day, (ends + timedelta(1)).day) == (1, 1)
        else:
            assert begins == ends
            assert begins.day == number


@settings(deadline=None, max_examples=100)
@given(DAYS)
def test_every_spelling_of_a_day_is_that_day(when: date) -> None:
    year, month, number = when.year, when.month, when.day
    for text in (
        when.isoformat(),
        f"{year}-{month}-{number}",
        f"{year}年{month}月{number}日",
        f"{year}年{month:02}月{number:02}号",
    ):
        assert parse_moment(text) == Moment(year, month, number), text


# ── spans ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-09..2027-06", "2026-09-01", "2027-06-30"),
        ("2026-09-15~2027-06-20", "2026-09-15", "2027-06-20"),
        ("2026年9月至2027年6月", "2026-09-01", "2027-06-30"),
        ("2026-09 .. 2027-06", "2026-09-01", "2027-06-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-11", "2026-11-01", "2026-11-30"),
        ("2026-11-23", "2026-11-23", "2026-11-23"),
        ("2025..2026", "2025-01-01", "2026-12-31"),
        ("2026年11月~2月", "2026-11-01", "2027-02-28"),
        ("2026-06..09", "2026-06-01", "2026-09-30"),
    ],
)
def test_spans(written: str, first: str, last: str) -> None:
    assert sound("", written).period == (day(first), day(last))


def test_a_span_that_ends_before_it_begins() -> None:
    plan, findings = read("", "2027-06..2026-09")
    assert places(findings) == [("phase-order", 3, 9, "2027-06..2026-09")]
    assert plan.period is None


def test_the_end_at_fault_of_a_span_is_pointed_at() -> None:
    assert places(read("", "2026-09..2027-02-30")[1]) == [("bad-date", 3, 18, "2027-02-30")]
    assert places(read("", "2026-13..2027-02")[1]) == [("bad-date", 3, 9, "2026-13")]


def own_days(written: str) -> tuple[object, list[Place]]:
    found, findings = workspace(f"calendar: {{days: {{寒假: {written}}}}}\n")
    assert found.calendar is not None
    return found.calendar.days.get("寒假"), places(findings)


def test_named_days_of_a_workspace() -> None:
    dated = AbsoluteSpan(day("2027-01-25"), day("2027-02-21"))
    assert own_days("2027-01-25..2027-02-21") == ((dated,), [])
    assert own_days("06..09") == ((YearlySpan(6, 1, 9, 31),), [])
    assert own_days("11-15~02-28") == ((YearlySpan(11, 15, 2, 28),), [])
    assert own_days("11月9日") == ((YearlySpan(11, 9, 11, 9),), [])
    wraps = AbsoluteSpan(day("2026-11-01"), day("2027-02-28"))
    assert own_days("2026年11月至2月") == ((wraps,), [])
    several = tuple(AbsoluteSpan(day(d), day(d)) for d in ("2026-05-04", "2027-05-05"))
    assert own_days("[2026-05-04, 2027-05-05]") == (several, [])


def test_named_days_at_fault() -> None:
    assert own_days("02-30")[1] == [("bad-date", 3, 23, "02-30")]
    assert own_days("06-01..09-31")[1] == [("bad-date", 3, 30, "09-31")]
    assert own_days("2027-03..2027-02")[1] == [("phase-order", 3, 23, "2027-03..2027-02")]


@pytest.mark.parametrize("written", ["06..2027-09", "06..2027"])
def test_a_year_at_the_end_of_named_days_alone_is_no_span_of_every_year(written: str) -> None:
    spans, findings = own_days(written)
    assert findings or not any(isinstance(s, YearlySpan) for s in spans)  # type: ignore[attr-defined]


# ── durations ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7 days", Duration(7)),
        ("1 day", Duration(1)),
        ("7天", Duration(7)),
        ("7日", Duration(7)),
        ("10", Duration(10)),
        ("2 weeks", Duration(14)),
        ("1 week", Duration(7)),
        ("两周", None),
        ("2周", Duration(14)),
        ("3 workdays", Duration(3, working=True)),
        ("3 working days", Duration(3, working=True)),
        ("3个工作日", Duration(3, working=True)),
        ("３天", Duration(3)),
        ("soon", None),
        ("-1 days", None),
        ("1.5 days", None),
        ("3 months", None),
    ],
)
def test_durations(written: str, meant: Duration | None) -> None:
    task, findings = one_task(f"remind: {written}")
    assert task.remind == meant
    assert [code for code, *_ in places(findings)] == ([] if meant else ["bad-count"])


def test_durations_of_a_workspace() -> None:
    found, findings = workspace(
        "backfill: 7 days\nhazards: {notify: 1 day, rectify: 5 workdays}\n"
        "lights: {yellow: 3天, red: overdue}\n"
    )
    assert findings == []
    assert found.hazards is not None
    assert found.lights is not None
    assert found.backfill == Duration(7)
    assert found.hazards.notify == Duration(1)
    assert found.hazards.rectify == Duration(5, working=True)
    assert found.hazards.escalate == Duration(3)
    assert (found.lights.yellow, found.lights.red) == (Duration(3), Duration(0))


# ── targets ───────────────────────────────────────────────────────────────────────────────────


def at_least(low: float, percent: bool = False) -> Target:
    return Target(Form.LEAST, low, 0, percent)


def at_most(high: float, percent: bool = False) -> Target:
    return Target(Form.MOST, 0, high, percent)


def change(low: float) -> Target:
    return Target(Form.CHANGE, low, 1 if low > 0 else -1, percent=True)


TARGETS: list[tuple[str, Target]] = [
    ("0", at_most(0)),
    ("5 | ≥5 | >=5 | 不低于5 | 至少5 | 不低于 5 | ＞＝５ | 5.0", at_least(5)),
    ("≥10% | 10% | >=10% | 不低于10% | 至少10% | ≥１０％", at_least(10, percent=True)),
    ("≤3 | <=3 | 不超过3 | ≤ 3", at_most(3)),
    ("≤3% | <=3% | 不超过3%", at_most(3, percent=True)),
    ("99.5% | ≥99.5%", at_least(99.5, percent=True)),
    ("1..2 | 1~2", Target(Form.RANGE, 1, 2)),
    ("30%..40% | 30..40%", Target(Form.RANGE, 30, 40, percent=True)),
    ("1:1", Target(Form.RATIO, 1, 1)),
    ("2：3", Target(Form.RATIO, 2, 3)),
    ("-20% | down 20% | 下降20% | 下降 20%", change(-20)),
    ("+5% | up 5% | 上升5%", change(5)),
    ("down | 下降", Target(Form.CHANGE, 0, -1, percent=True)),
    ("up | 上升", Target(Form.CHANGE, 0, 1, percent=True)),
]


def spelled(rows: list[tuple[str, Target]]) -> list[tuple[str, Target]]:
    return [(text, target) for row, target in rows for text in row.split(" | ")]


@pytest.mark.parametrize(("written", "meant"), spelled(TARGETS))
def test_targets(written: str, meant: Target) -> None:
    indicator, findings = one_indicator(f'"{written}"')
    assert findings == []
    assert indicator.target == Target(meant.form, meant.low, meant.high, meant.percent, written)


@pytest.mark.parametrize("written", ["≥0", "至少0", "不低于0", ">=0"])
def test_at_least_zero_is_not_none(written: str) -> None:
    assert parse_target(written) == Target(Form.LEAST, 0, 0, written=written)


@pytest.mark.parametrize(
    "written",
    [
        "5..1",
        "abc",
        "≥",
        "5个",
        "-20",
        "--5%",
        "%",
        "1..2..3",
        "1:2:3",
        "提高",
        "1,000",
        "1:0",
        "0：0",
    ],
)
def test_what_is_no_target(written: str) -> None:
    indicator, findings = one_indicator(f'"{written}"')
    assert places(findings) == [("bad-target", 5, 31, f'"{written}"')]
    assert indicator.target is None


@pytest.mark.parametrize("keys", ["vague: 提高", "未明确: 提高"])
def test_an_openly_vague_target(keys: str) -> None:
    indicator, findings = one_indicator("{" + keys + "}")
    assert findings == []
    assert indicator.target == Target(Form.VAGUE, written="提高")


def test_a_target_that_yaml_takes_for_a_block_of_text() -> None:
    _, findings = read("indicators:\n  - id: i\n    name: 事故\n    target: >5\n")
    assert [(code, line) for code, line, *_ in places(findings)] == [("bad-target", 7)]
    assert "≥" in str(findings[0].help)


def test_unknown_keys_of_a_target() -> None:
    assert places(one_indicator("{vage: 提高}")[1]) == [("unknown-key", 5, 32, "vage")]


def test_a_second_key_of_a_target_is_not_ignored() -> None:
    found = places(one_indicator("{vague: 提高, least: 5}")[1])
    assert found == [("unknown-key", 5, 43, "least")]


NUMBERS = st.decimals(0, 10**6, places=2, allow_nan=False)


@settings(deadline=None, max_examples=100)
@given(NUMBERS, NUMBERS, st.booleans())
def test_numbers_of_targets(one: object, other: object, percent: bool) -> None:
    low, high = sorted((float(str(one)), float(str(other))))
    sign = "%" if percent else ""
    ranged = parse_target(f"{low}..{high}{sign}")
    assert ranged is not None
    assert (ranged.form, ranged.low, ranged.high, ranged.percent) == (
        Form.RANGE,
        low,
        high,
        percent,
    )
    most = parse_target(f"≤{high}{sign}")
    assert most is not None
    assert (most.form, most.high, most.percent) == (Form.MOST, high, percent)
    if high > low:
        assert parse_target(f"{high}..{low}{sign}") is None


# ── texts, ids, numbers, choices ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written",
    ["9:30", "1.10", "yes", "No", "010", "0x1F", "1_000", ".inf", "2026-11-23", "1e3", "off", "+7"],
)
def test_a_text_never_becomes_something_else(written: str) -> None:
    assert sound(f"note: {written}\n").note == written
    assert sound(f"measures: [{written}]\n").measures[0].text == written


def test_a_quoted_nothing_is_a_text_and_a_plain_one_is_nothing() -> None:
    assert sound('note: "null"\n').note == "null"
    assert sound("note: ~\n").note is None
    assert sound("note:\n").note is None


@pytest.mark.parametrize("written", ["fire", "消防", "a-1", "3", "010", "Пожар", "消防-2"])
def test_ids(written: str) -> None:
    assert sound(f"groups: [{{id: {written}, name: 组}}]\n").groups[0].id == written


@pytest.mark.parametrize("written", ["a b", "a/b", "a_b", "1.10", "消防、组", "a：b", "甲（乙）"])
def test_what_is_no_id(written: str) -> None:
    _, findings = read(f'groups: [{{id: "{written}", name: 组}}]\n')
    assert places(findings) == [("wrong-type", 4, 15, f'"{written}"')]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ledger", "- {date: 2026-11-03, task: a/b, count: ⟦99999999999999999999999⟧}\n"),
        ("ledger", "- {date: 2026-11-03, task: a/b, people: ⟦1000000000000⟧}\n"),
        ("ledger", "- {date: 2026-11-03, task: a/b, amount: ⟦1000000000000000.5⟧}\n"),
        ("ledger", "- {date: 2026-11-03, indicator: a/b, value: ⟦9000000000000000⟧}\n"),
        ("tongxin", "tongxin: 1\ncommunity: {name: 甲}\nbackfill: ⟦99999天⟧\n"),
    ],
)
def test_the_greatest_number_is_told(path: str, text: str) -> None:
    written = re.search("⟦(.*)⟧", text)
    assert written is not None
    tree = parse_tree(Source(f"{path}.yaml", text.replace("⟦", "").replace("⟧", "")))
    _, [finding] = read_ledger(tree) if path == "ledger" else read_settings(tree)
    assert (finding.code, finding.span.text) == ("bad-count", written[1])
    assert "is too large: at most 9" in str(finding.message)


def test_the_greatest_target_is_told() -> None:
    _, [finding] = one_indicator('"≥9999999999999"')
    assert str(finding.message).endswith("is too large: at most 999999999999")


@pytest.mark.parametrize("written", ["workday", "工作日"])
def test_nothing_is_measured_every_working_day(written: str) -> None:
    keys = f"id: i, name: 户数, target: 5, every: {written}"
    _, [finding] = read(f"indicators: [{{{keys}}}]\n")
    assert (finding.code, finding.span.text) == ("wrong-type", written)
    assert str(finding.message).endswith(
        "none of day, week, ten-days, half-month, month, quarter, half-year, year"
    )
    assert finding.help is None


def test_choices() -> None:
    assert sound("status: draft\n").status == "draft"
    assert sound("状态: 停止\n").status == "stopped"
    assert sound("").status == "active"
    _, [finding] = read("status: 已完成\n")
    assert places([finding]) == [("wrong-type", 4, 9, "已完成")]
    assert "完成" in str(finding.help)
    assert "已完成" not in str(finding.help)


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("是", True), ("false", False), ("否", False)])  # fmt: skip
def test_flags(written: str, meant: bool) -> None:
    task, findings = one_task(f"carry: {written}")
    assert (task.carry, findings) == (meant, [])


def test_yes_is_a_word_and_no_flag() -> None:
    task, findings = one_task("carry: yes")
    assert not task.carry
    assert places(findings) == [("wrong-type", 5, 31, "yes")]


def test_numbers_are_decimal() -> None:
    text = "indicators: [{id: i, name: 户数, baseline: %s}]\n"
    for written, meant in [("1.10", 1.1), ("010", 10), ("-3", -3), ("３", 3)]:
        assert sound(text % written).indicators[0].baseline == meant
    for written in ("1_000", "0x1F", ".inf", "1e3", "一"):
        _, findings = read(text % written)
        assert places(findings) == [("bad-count", 4, 42, written)]


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "written",
    ["[派出所, 北苑物业]", "派出所、北苑物业", "派出所 、 北苑物业、", '"派出所、北苑物业"'],
)
def test_lists(written: str) -> None:
    task, findings = one_task(f"with: {written}")
    assert (task.with_, findings) == (("派出所", "北苑物业"), [])


def test_one_value_is_a_list_of_one() -> None:
    assert one_task("with: 派出所")[0].with_ == ("派出所",)
    assert sound("goals: {id: g, text: 达标}\n").goals[0].id == "g"
    assert sound("measures: 每月督查、年终考核\n").measures[1].text == "年终考核"


def test_measures_are_texts_or_mappings() -> None:
    measures = sound(
        "measures:\n  - 经费到位\n  - {text: 每月督查, answers: creation/S1}\n  - {内容: 公示}\n"
    ).measures
    assert [m.text for m in measures] == ["经费到位", "每月督查", "公示"]
    assert [m.answers for m in measures] == [(), ("creation/S1",), ()]


def test_a_full_width_comma_parts_no_list() -> None:
    _, findings = one_task("with: [派出所，北苑物业]")
    assert places(findings) == [("fullwidth-comma", 5, 34, "，")]


def test_a_list_keeps_what_is_right() -> None:
    task, findings = one_task("with: [派出所, [甲], 物业]")
    assert task.with_ == ("派出所", "物业")
    assert places(findings) == [("wrong-type", 5, 36, "[甲]")]


# ── keys ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "meant"),
    [("shedule", "schedule"), ("牵头", "责任组"), ("频次", "时间要求"), ("地点点", "地点")],
)
def test_unknown_keys_name_the_one_that_is_meant(key: str, meant: str) -> None:
    _, [finding] = one_task(f"{key}: 每周1次")
    assert places([finding]) == [("unknown-key", 5, 24, key)]
    assert f'"{meant}"' in str(finding.help)


def test_unknown_keys_are_never_ignored() -> None:
    for holder in ("goals", "indicators", "groups", "phases", "tasks"):
        keys = "id: x, name: 甲, title: 甲, text: 甲, from: 2026-10, to: 2026-11, zzz: 1"
        _, findings = read(f"{holder}: [{{{keys}}}]\n")
        assert "zzz" in {text for code, _, _, text in places(findings) if code == "unknown-key"}


def test_a_key_in_both_spellings() -> None:
    task, findings = one_task("group: 甲, 责任组: 乙")
    assert task.group == ("甲",)
    assert places(findings) == [("duplicate-key", 5, 34, "责任组")]


def test_missing_keys_stand_at_the_id_of_what_lacks_them() -> None:
    _, findings = read(
        "tasks:\n  - note: 甲\n    id: t\n  - {事项: 巡查}\nphases: {id: p, to: 2026-12}\n"
    )
    assert places(findings) == [
        ("missing-key", 6, 9, "t"),
        ("missing-key", 7, 6, "事项"),
        ("missing-key", 8, 14, "p"),
        ("missing-key", 8, 14, "p"),
    ]
    assert [str(f.message).split('"')[1] for f in findings] == ["title", "id", "name", "from"]


def test_a_required_key_with_nothing_is_missing() -> None:
    _, findings = read("tasks:\n  - id: t\n    title:\n")
    assert [code for code, *_ in places(findings)] == ["missing-key"]


def test_a_note_parted_by_ascii_commas() -> None:
    _, [finding] = one_task("note: 楼道已清理, 已拍照")
    assert places([finding]) == [("unknown-key", 5, 37, "已拍照")]
    assert "quotes" in str(finding.help)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("tasks: 巡查", ("wrong-type", 4, 8, "巡查")),
        ("tasks: [巡查]", ("wrong-type", 4, 9, "巡查")),
        ("note: [甲]", ("wrong-type", 4, 7, "[甲]")),
        ("note: {甲: 乙}", ("wrong-type", 4, 7, "{甲: 乙}")),
        ("status: {a: b}", ("wrong-type", 4, 9, "{a: b}")),
        ("ended: [2026-11]", ("wrong-type", 4, 8, "[2026-11]")),
        ("measures: [[甲]]", ("wrong-type", 4, 12, "[甲]")),
    ],
)
def test_the_wrong_shape_is_reported_where_it_stands(text: str, wanted: Place) -> None:
    assert places(read(text + "\n")[1]) == [wanted]


def test_a_fault_hides_no_other() -> None:
    text = (
        "status: 未知\nended: 2026/11/23\n"
        "tasks:\n  - {id: a b, title: 甲, 牵头: 乙, remind: soon}\n"
        "  - {id: c, titel: 甲}\n"
    )
    found = [(code, line) for code, line, *_ in places(read(text)[1])]
    assert sorted(found, key=lambda place: place[1]) == [
        ("wrong-type", 4),
        ("bad-date", 5),
        ("wrong-type", 7),
        ("unknown-key", 7),
        ("bad-count", 7),
        ("unknown-key", 8),
        ("missing-key", 8),
    ]


# ── what a thing knows of its text ────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["with: [甲, 乙丙]", "配合: 甲、乙丙", 'with: "甲、乙丙"'])
def test_the_place_of_a_part(text: str) -> None:
    task, _ = one_task(text)
    assert [task.at("with", i).text for i in (0, 1)] == ["甲", "乙丙"]


def test_places_of_values_and_of_what_is_not_there() -> None:
    task = sound("tasks:\n  - 事项: 巡查\n    编号: t\n    责任组:\n").tasks[0]
    assert task.at().text == "t"
    assert task.at("title").text == "巡查"
    assert task.at("schedule").text == "t"
    assert [task.has(key) for key in ("title", "group", "phase")] == [True, False, False]


@pytest.mark.parametrize("text", ["", "# 空\n", "- a\n", "甲\n"])
def test_a_file_that_is_no_mapping(text: str) -> None:
    readers: list[Callable[..., tuple[object, list[Diagnostic]]]] = [read_plan, read_settings]
    for reader in readers:
        _, findings = reader(parse_tree(Source("a.yaml", text)))
        assert [(f.code, f.span.line) for f in findings] == [("wrong-type", 1)]
