"""Indicators: the value measured or summed, the percentage, and whether the target is met."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import TODAY, agenda, day
from tongxin.answers.indicators import Reading, measurement_due, reading, readings
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Source
from tongxin.model.community import read_settings
from tongxin.model.ledger import read_ledger
from tongxin.model.plan import read_plan
from tongxin.model.world import World
from tongxin.text.tree import parse_tree

SETTINGS = "tongxin: 1\ncommunity: {name: 示例社区, numbers: {households: 3200, venues: 4}}\n"


def make(indicators: list[str], ledger: list[str], more: str = "", today: str = TODAY) -> Agenda:
    """A plan `p` of these indicators (and more), and a ledger of these lines."""
    rows = "".join(f"  - {{{indicator}}}\n" for indicator in indicators)
    text = f"plan: p\ntitle: 计划\nperiod: 2026-04..2027-03\nindicators:\n{rows}{more}"
    plan, findings = read_plan(parse_tree(Source("plans/p.yaml", text)))
    entries, wrong = read_ledger(
        parse_tree(Source("ledger/2026-11.yaml", "".join(f"- {{{line}}}\n" for line in ledger)))
    )
    found, bad = read_settings(parse_tree(Source("tongxin.yaml", SETTINGS)))
    assert plan is not None
    assert [*findings, *wrong, *bad] == []
    return Agenda(World(settings=found, plans=(plan,), ledgers=(entries,)), day(today))


def measured(name: str, value: str, date: str = "2026-11-03") -> str:
    return f'date: {date}, indicator: {name}, value: "{value}"'


def read(about: Agenda, name: str = "i") -> Reading:
    [plan] = about.world.plans
    [indicator] = [i for i in plan.indicators if i.id == name]
    return reading(about, plan, indicator)


def one(target: str, value: str | None, more: str = "") -> Reading:
    """An indicator of this target that was measured once, or never."""
    indicator = f'id: i, name: 甲, target: "{target}"' + (f", {more}" if more else "")
    return read(make([indicator], [] if value is None else [measured("i", value)]))


# ── every form of a target ────────────────────────────────────────────────────────────────────

MET, SHORT = (True, False), (False, False)


@pytest.mark.parametrize(
    ("target", "value", "wanted"),
    [
        ("0", "0", MET), ("0", "1", SHORT),
        ("5", "5", MET), ("5", "4", SHORT), ("5", "6", MET),
        ("≥5", "5", MET), ("≥5", "4.9", SHORT), ("不低于5", "5", MET),
        ("≤3", "3", MET), ("≤3", "4", SHORT), ("≤3", "0", MET),
        ("1..2", "0", SHORT), ("1..2", "1", MET), ("1..2", "2", MET), ("1..2", "3", (True, True)),
        ("1:1", "1:1", MET), ("1:1", "1:2", SHORT),
        ("100%", "100", MET), ("100%", "99", SHORT), ("≥99.5%", "99.5%", MET),
        ("≤3%", "3.1", SHORT), ("90%..95%", "96", (True, True)), ("90%..95%", "89.9", SHORT),
    ],
)  # fmt: skip
def test_forms_of_targets(target: str, value: str, wanted: tuple[bool, bool]) -> None:
    found = one(target, value)
    assert (found.met, found.above) == wanted


@pytest.mark.parametrize(
    ("target", "baseline", "value", "met"),
    [
        ("-20%", 50, "40", True), ("-20%", 50, "41", False), ("-20%", 50, "30", True),
        ("+5%", 100, "105", True), ("+5%", 100, "104", False), ("+5%", 100, "200", True),
        ("下降20%", 50, "40", True), ("up 5%", 100, "104", False),
        ("down", 50, "49", True), ("down", 50, "50", False), ("下降", 50, "51", False),
        ("up", 50, "51", True), ("up", 50, "50", False), ("上升", 50, "49", False),
    ],
)  # fmt: skip
def test_change_against_the_baseline(target: str, baseline: int, value: str, met: bool) -> None:
    assert one(target, value, f"baseline: {baseline}").met is met


def test_change_is_told_in_per_cent_of_the_baseline() -> None:
    assert one("-20%", "30", "baseline: 40").percent == -25
    assert one("+5%", "50", "baseline: 40").percent == 25


@pytest.mark.parametrize("target", ["-20%", "+5%", "down", "up"])
def test_change_without_a_baseline_cannot_be_said(target: str) -> None:
    found = one(target, "40")
    assert (found.value, found.percent, found.met) == (40, None, None)


@pytest.mark.parametrize("target", ["0", "5", "≤3", "1..2", "1:1", "100%", "-20%", "down"])
def test_before_there_is_a_value_nothing_is_said(target: str) -> None:
    found = one(target, None, "baseline: 5")
    assert (found.value, found.percent, found.met, found.above) == (None, None, None, False)


@pytest.mark.parametrize("target", ["{vague: 提高}", "{未明确: 更多}"])
def test_a_vague_target_is_never_met_nor_missed(target: str) -> None:
    found = read(make([f"id: i, name: 甲, target: {target}"], [measured("i", "7")]))
    assert (found.value, found.met) == (7, None)


def test_no_target_is_as_vague() -> None:
    found = read(make(["id: i, name: 甲"], [measured("i", "7")]))
    assert (found.value, found.percent, found.met) == (7, None, None)


def test_the_two_numbers_of_a_ratio_are_kept_apart() -> None:
    found = one("1:1", "6:8")
    assert (found.value, found.second) == (6, 8)
    assert one("1:1", "6").met is None


# ── the last value ────────────────────────────────────────────────────────────────────────────


def test_the_last_value_is_that_of_the_latest_date() -> None:
    lines = [measured("i", "5", "2026-11-10"), measured("i", "3", "2026-11-02")]
    assert read(make(["id: i, name: 甲, target: 5"], lines)).value == 5


def test_of_one_day_the_last_line_holds() -> None:
    lines = [measured("i", "5", "2026-11-10"), measured("i", "7", "2026-11-10")]
    assert read(make(["id: i, name: 甲, target: 5"], lines)).value == 7


def test_nothing_after_today_exists() -> None:
    lines = [measured("i", "5", "2026-11-10"), measured("i", "7", "2026-11-12")]
    for today, value in [("2026-11-09", None), ("2026-11-11", 5), ("2026-11-12", 7)]:
        assert read(make(["id: i, name: 甲, target: 5"], lines, today=today)).value == value


def test_a_voided_value_is_none() -> None:
    lines = [f"id: E-1, {measured('i', '5')}", "date: 2026-11-04, void: E-1, why: 误记"]
    assert read(make(["id: i, name: 甲, target: 5"], lines)).value is None
    assert read(make(["id: i, name: 甲, target: 5"], lines, today="2026-11-03")).value == 5


@pytest.mark.parametrize("name", ["i", "甲", "p/i", "p/甲", "old", "p/old"])
def test_what_a_ledger_may_call_an_indicator(name: str) -> None:
    assert read(make(["id: i, name: 甲, target: 5, was: [old]"], [measured(name, "5")])).value == 5


def test_an_id_that_two_plans_have_says_which_by_the_plan(tmp_path: Path) -> None:
    plan = "plan: {0}\ntitle: 计划\nperiod: 2026\nindicators: [{{id: i, name: 甲, target: 1}}]\n"
    files = {f"plans/{name}.yaml": plan.format(name) for name in "ab"}
    ledger = f"- {{{measured('i', '1')}}}\n- {{{measured('b/i', '2')}}}\n"
    found = readings(agenda(tmp_path, {**files, "ledger/2026-11.yaml": ledger}))
    assert {r.plan.id: r.value for r in found} == {"a": None, "b": 2}


def test_drafts_are_not_read(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 计划\nstatus: draft\nperiod: 2026\nindicators: {id: i, name: 甲}\n"
    assert readings(agenda(tmp_path, {"plans/a.yaml": plan})) == ()


# ── percentages ───────────────────────────────────────────────────────────────────────────────


def test_of_a_number_of_the_community() -> None:
    for value, met in [("320", True), ("319", False)]:
        found = one("≥10%", value, "of: households")
        assert found.value == int(value)
        assert found.percent == int(value) / 32
        assert found.met is met


def test_at_most_a_part() -> None:
    assert [one("≤50%", value, "of: venues").met for value in ("2", "3")] == [True, False]


def test_of_a_number_that_nobody_gave() -> None:
    found = one("≥10%", "5", "of: residents")
    assert (found.value, found.percent, found.met) == (5, None, None)


def test_a_target_that_is_no_percentage_is_compared_as_it_is() -> None:
    assert [one("5", value, "of: households").met for value in ("5", "4")] == [True, False]


TENTHS = [
    'id: families, name: 参加户数, target: "≥10%", of: households',
    'id: rated, name: 获评户数, target: "≥10%", of: families',
]


def test_a_tenth_of_the_tenth() -> None:
    """3200 households; a tenth is 320 families; before they are counted, a tenth of that is 32."""
    for value, percent, met in [("32", 10, True), ("31", 31 / 320 * 100, False)]:
        found = read(make(TENTHS, [measured("rated", value)]), "rated")
        assert found.percent == pytest.approx(percent)
        assert found.met is met


def test_of_another_indicator_it_is_of_its_last_value() -> None:
    lines = [
        measured("families", "320", "2026-11-01"),
        measured("families", "400", "2026-11-20"),
        measured("rated", "36"),
    ]
    found = read(make(TENTHS, lines), "rated")
    assert (found.percent, found.met) == (9, False)
    found = read(make(TENTHS, lines, today="2026-11-19"), "rated")
    assert (found.percent, found.met) == (11.25, True)


@pytest.mark.parametrize(
    ("target", "whole"),
    [("50", 50), ("≥50", 50), ("40..60", 40), ("≥25%", 800), ("25%..50%", 800)],
)
def test_before_it_has_a_value_the_lower_end_of_its_target(target: str, whole: int) -> None:
    rows = [
        f'id: whole, name: 全体, target: "{target}", of: households',
        'id: i, name: 甲, target: "≥10%", of: 全体',
    ]
    assert read(make(rows, [measured("i", "20")])).percent == pytest.approx(2000 / whole)


@pytest.mark.parametrize("target", ['"≤50"', "0", '"-20%"', "{vague: 提高}"])
def test_a_target_without_a_lower_end_is_part_of_nothing(target: str) -> None:
    rows = [f"id: whole, name: 全体, target: {target}", 'id: i, name: 甲, target: "10%", of: whole']
    found = read(make(rows, [measured("i", "20")]))
    assert (found.percent, found.met) == (None, None)


def test_an_indicator_wins_over_a_number_of_the_same_name() -> None:
    rows = [
        "id: households, name: 户数, target: 40",
        'id: i, name: 甲, target: "50%", of: households',
    ]
    assert read(make(rows, [measured("i", "20")])).percent == 50


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.booleans())
def test_indicators_that_are_each_others_part_come_to_an_end(of: list[int], some: bool) -> None:
    size = len(of)
    rows = [f'id: i{n}, name: 甲{n}, target: "10%", of: i{of[n] % size}' for n in range(size)]
    about = make(rows, [measured("i0", "5")] if some else [])
    assert len(readings(about)) == size


def test_a_ring_without_a_value_says_nothing() -> None:
    rows = [f'id: i{n}, name: 甲{n}, target: "10%", of: i{(n + 1) % 3}' for n in range(3)]
    rows += ['id: i, name: 乙, target: "10%", of: i0']
    assert read(make(rows, [measured("i", "5")])).percent is None


def test_exactly_the_percentage_is_met() -> None:
    settings_ = SETTINGS.replace("households: 3200", "households: 100")
    assert settings_ != SETTINGS
    wrong = []
    for n in range(1, 101):
        rows = ["id: all, name: 全, target: 100", f'id: i, name: 甲, target: "{n}%", of: all',
                f'id: j, name: 乙, target: "≤{n}%", of: all',
                f'id: k, name: 丙, target: "+{n}%", baseline: 100']  # fmt: skip
        lines = [measured("i", str(n)), measured("j", str(n)), measured("k", str(100 + n))]
        about = make(rows, lines)
        wrong += [(n, name) for name in "ijk" if read(about, name).met is not True]
    assert wrong == []


# ── sums ──────────────────────────────────────────────────────────────────────────────────────

TASKS = """\
tasks:
  - {id: a, title: 甲事, schedule: 每周1次, indicators: [i]}
  - {id: b, title: 乙事, schedule: 每周1次, indicators: 甲、other}
  - {id: c, title: 丙事, schedule: 每周1次}
"""
WORK = [
    "date: 2026-11-03, task: p/a, people: 6, amount: 2.5",
    "date: 2026-11-04, task: [p/a, p/b], count: 2, people: 10",  # one visit, two tasks: once
    "date: 2026-11-05, task: p/c, people: 100, amount: 100, count: 100",
    "date: 2026-11-06, hazard: H-1, event: found, kind: 安全, place: x",
    "date: 2026-11-07, hazard: H-1, event: verified, result: pass, task: p/b, people: 3",
    "date: 2026-12-24, task: p/a, people: 50",
]


@pytest.mark.parametrize(
    ("how", "total"), [("count", 4), ("次数", 4), ("amount", 2.5), ("people", 19), ("人数", 19)]
)
def test_sums_of_the_tasks_that_name_it(how: str, total: float) -> None:
    found = read(make([f"id: i, name: 甲, target: 4, sum: {how}"], WORK, TASKS))
    assert found.value == total
    assert found.met is (total >= 4)


def test_a_sum_is_never_typed() -> None:
    lines = [*WORK, measured("i", "99", "2026-11-08")]
    assert read(make(["id: i, name: 甲, target: 4, sum: count"], lines, TASKS)).value == 4


def test_a_sum_of_nothing_is_nought() -> None:
    found = read(make(["id: i, name: 甲, target: 0, sum: count"], [], TASKS))
    assert (found.value, found.met) == (0, True)
    found = read(make(["id: i, name: 甲, target: 1, sum: people"], [], TASKS))
    assert (found.value, found.met) == (0, False)


def test_a_voided_entry_adds_nothing() -> None:
    lines = [f"id: E-1, {WORK[0]}", WORK[1], "date: 2026-11-09, void: E-1, why: 误记"]
    assert read(make(["id: i, name: 甲, target: 4, sum: people"], lines, TASKS)).value == 10


def test_a_sum_as_a_percentage() -> None:
    rows = ['id: i, name: 甲, target: "≥1%", of: households, sum: people']
    found = read(make(rows, WORK, TASKS))
    assert (found.percent, found.met) == (19 / 32, False)


def test_the_tasks_of_another_plan_add_nothing(tmp_path: Path) -> None:
    plan = (
        "plan: {0}\ntitle: 计划\nperiod: 2026\nindicators: {{id: i, name: 甲, sum: count}}\n"
        "tasks: {{id: a, title: 甲事, schedule: 每周1次, indicators: i}}\n"
    )
    files = {f"plans/{name}.yaml": plan.format(name) for name in "pq"}
    ledger = "- {date: 2026-11-03, task: q/a, count: 3}\n"
    found = readings(agenda(tmp_path, {**files, "ledger/2026-11.yaml": ledger}))
    assert {r.plan.id: r.value for r in found} == {"p": 0, "q": 3}


INCIDENTS = [
    "date: 2026-11-03, incident: 甲, count: 2",
    "date: 2026-11-04, 伤害: i",
    "date: 2026-11-05, incident: 跌倒, count: 5",  # another kind
    "date: 2026-12-05, incident: 甲, count: 7",  # not yet
]


@pytest.mark.parametrize("how", ["incidents", "伤害"])
def test_incidents_are_counted(how: str) -> None:
    found = read(make([f"id: i, name: 甲, target: 0, sum: {how}"], INCIDENTS))
    assert (found.value, found.met) == (3, False)
    assert [entry.count for entry in found.entries] == [2, 1]


def test_no_incident_is_a_target_met() -> None:
    found = read(make(["id: i, name: 甲, target: 0, sum: incidents"], INCIDENTS[2:]))
    assert (found.value, found.met) == (0, True)


# ── when a measurement is due ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("every", "first", "last"),
    [
        ("week", "2026-11-23", "2026-11-29"),
        ("half-month", "2026-11-16", "2026-11-30"),
        ("month", "2026-11-01", "2026-11-30"),
        ("季度", "2026-10-01", "2026-12-31"),
        ("half-year", "2026-07-01", "2026-12-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_measurement_is_wanted_in_each_period(every: str, first: str, last: str) -> None:
    rows = [f"id: i, name: 甲, target: 5, every: {every}"]
    before = measured("i", "5", str(date_before(first)))
    for lines in ([], [before]):
        about = make(rows, lines)
        assert measurement_due(about, read(about)) == (day(first), day(last))
    for inside in {first, TODAY}:
        about = make(rows, [before, measured("i", "5", inside)])
        assert measurement_due(about, read(about)) is None


def date_before(text: str) -> object:
    from datetime import date, timedelta

    return date.fromisoformat(text) - timedelta(1)


def test_no_measurement_is_wanted_of_a_sum_or_without_a_period() -> None:
    for keys in ("", ", every: month, sum: count"):
        about = make([f"id: i, name: 甲, target: 5{keys}"], [])
        assert measurement_due(about, read(about)) is None
