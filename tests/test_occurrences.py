"""What is owed on a day and how it stands: the page's rules, its table of states, and its promises.

The promises: an edit does not rewrite the past, nothing dated after the day exists, and the short
ways of counting give what the long way gives.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.harness import day
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.diagnostic import Source
from tongxin.model.community import read_settings
from tongxin.model.ledger import read_ledger
from tongxin.model.plan import read_plan
from tongxin.model.world import World
from tongxin.text.tree import parse_tree

FAST = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
PLACES = (
    "{id: bei, name: 北苑小区, kind: 小区}",
    "{id: nan, name: 南苑小区, kind: 小区}",
    "{id: xue, name: 第一小学, kind: 学校}",
)
DAYS = "寒假: 2027-01-25..2027-02-21, 汛期: 06..09"


def world(
    tasks: str | Iterable[str],
    *ledger: str,
    period: str = "2026",
    plan: str = "",
    places: Iterable[str] = PLACES,
    since: str = "",
    second: str = "",
) -> World:
    """A workspace in memory: one plan `p` of these tasks (`second`: a plan `q`), and a ledger."""
    tree = parse_tree(
        Source(
            "tongxin.yaml",
            f"tongxin: 1\ncommunity: {{name: 示例社区}}\ncalendar: {{days: {{{DAYS}}}}}\n"
            f"places: [{', '.join(places)}]\n" + (f"since: {since}\n" if since else ""),
        )
    )
    read, faults = read_settings(tree)
    plans = []
    for name, items, more in (
        ("p", [tasks] if isinstance(tasks, str) else tasks, plan),
        ("q", [second], ""),
    ):
        lines = "".join(f"  - {{title: 事项, {item}}}\n" for item in items if item)
        text = f"plan: {name}\ntitle: 计划{name}\nperiod: {period}\n{more}tasks:\n{lines}"
        if lines:
            found, more_faults = read_plan(
                parse_tree(Source(f"plans/{name}.yaml", text)), read.names
            )
            assert found is not None
            plans.append(found)
            faults += more_faults
    text = "".join(f"- {{{line}}}\n" for line in ledger)
    kept, more_faults = read_ledger(parse_tree(Source("ledger/2026.yaml", text)), read.names)
    faults += more_faults
    assert not faults, [(fault.code, str(fault.message)) for fault in faults]
    return World(read, tuple(plans), (), (kept,))


def on(number: int | None) -> str:
    """A day as it is written."""
    return "never" if number is None else date.fromordinal(number).isoformat()


def who(occurrence: Occurrence) -> str:
    """For whom: `bei`, `bei+老人`, or nothing."""
    return "+".join(value for _, value in occurrence.member)


def stands(made: World, today: str, *states: State) -> list[str]:
    """`[member] label count/quota state` of every occurrence."""
    return [
        " ".join(filter(None, (who(o), o.period, f"{o.count}/{o.quota}", o.state.value)))
        for o in Agenda(made, day(today)).occurrences(*states)
    ]


def state(made: World, today: str, period: str, member: str = "") -> str | None:
    """The state of one occurrence; None where there is none."""
    found = [
        o.state.value
        for o in Agenda(made, day(today)).occurrences()
        if o.period == period and who(o) == member
    ]
    assert len(found) <= 1
    return found[0] if found else None


def one(made: World, today: str, period: str = "", member: str = "") -> Occurrence:
    """The occurrence of this label and member."""
    (found,) = (
        o
        for o in Agenda(made, day(today)).occurrences()
        if period in ("", o.period) and member in ("", who(o))
    )
    return found


# ── the table of states, on every side of every boundary ──────────────────────────────────────

TWENTIETH = "id: t, schedule: 每月20日"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], {
            "09-30": "upcoming", "10-01": "open", "10-20": "open", "10-21": "overdue",
            "10-31": "overdue", "11-01": "missed", "12-31": "missed",
        }),
        (["10-01"], {"09-30": "upcoming", "10-01": "met", "11-01": "met"}),
        (["10-20"], {"10-19": "open", "10-20": "met", "10-31": "met", "11-01": "met"}),
        (["10-21"], {"10-20": "open", "10-21": "late", "11-01": "late"}),
        (["10-31"], {"10-30": "overdue", "10-31": "late", "11-01": "late"}),
        (["09-30"], {"10-01": "open", "10-21": "overdue", "11-01": "missed"}),
        (["11-01"], {"10-31": "overdue", "11-01": "missed"}),
    ],
)  # fmt: skip
def test_states_of_a_named_day(entries: list[str], expected: dict[str, str]) -> None:
    made = world(TWENTIETH, *(f"date: 2026-{e}, task: t" for e in entries))
    for today, stated in expected.items():
        assert state(made, f"2026-{today}", "2026-10") == stated, today


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], {"11-15": "upcoming", "11-16": "open", "11-22": "open", "11-23": "missed"}),
        (["11-16"], {"11-16": "open", "11-22": "open", "11-23": "missed"}),
        (["11-16", "11-22"], {"11-21": "open", "11-22": "met", "11-23": "met"}),
        (["11-15", "11-16"], {"11-22": "open", "11-23": "missed"}),
        (["11-22", "11-23"], {"11-22": "open", "11-23": "missed"}),
        (["11-17", "11-17"], {"11-16": "open", "11-17": "met"}),
    ],
)
def test_states_of_a_quota(entries: list[str], expected: dict[str, str]) -> None:
    made = world("id: t, schedule: 每周至少2次", *(f"date: 2026-{e}, task: t" for e in entries))
    for today, stated in expected.items():
        assert state(made, f"2026-{today}", "2026-W47") == stated, today


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], {"03-31": "upcoming", "04-01": "open", "08-31": "open", "09-01": "overdue",
              "12-31": "overdue"}),
        (["08-31"], {"08-30": "open", "08-31": "met", "12-31": "met"}),
        (["09-01"], {"08-31": "open", "09-01": "late", "12-31": "late"}),
        (["12-31"], {"12-30": "overdue", "12-31": "late"}),
        # Entries from the first day of the plan's period count, before it opens too.
        (["01-01"], {"01-01": "met", "03-31": "met", "09-01": "met"}),
    ],
)  # fmt: skip
def test_states_of_one_off_work(entries: list[str], expected: dict[str, str]) -> None:
    made = world("id: t, schedule: 4月1日至8月31日", *(f"date: 2026-{e}, task: t" for e in entries))
    for today, stated in expected.items():
        assert state(made, f"2026-{today}", "once") == stated, today


def test_one_off_work_counts_nothing_from_before_the_plan() -> None:
    made = world("id: t, schedule: 7月底前", "date: 2025-12-31, task: t")
    assert stands(made, "2026-08-01") == ["once 0/1 overdue"]


def test_one_off_work_is_owed_beyond_the_plans_period() -> None:
    made = world("id: t, schedule: 7月底前", "date: 2027-02-01, task: t")
    assert state(made, "2027-01-31", "once") == "overdue"
    assert state(made, "2027-02-01", "once") == "late"


@pytest.mark.parametrize(
    ("today", "expected"),
    [("05-28", "upcoming"), ("05-29", "open"), ("06-05", "open"), ("06-06", "overdue"),
     ("06-12", "overdue"), ("06-13", "missed")],
)  # fmt: skip
def test_states_of_an_observance(today: str, expected: str) -> None:
    assert (
        state(world("id: t, schedule: 世界环境日"), f"2026-{today}", "2026-世界环境日") == expected
    )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2026-03", {"02-28": "upcoming", "03-01": "open", "03-31": "open", "04-01": "overdue",
                     "09-30": "overdue", "10-01": "missed"}),
        ("2026-10", {"09-30": "upcoming", "10-01": "open", "11-01": "overdue", "12-31": "overdue"}),
    ],
)  # fmt: skip
def test_states_of_work_in_spans(period: str, expected: dict[str, str]) -> None:
    made = world("id: t, schedule: 3月、10月")
    for today, stated in expected.items():
        assert state(made, f"2026-{today}", period) == stated, today


def test_work_without_a_quota_is_counted_and_never_overdue() -> None:
    made = world(
        "id: t, schedule: 常态化",
        "date: 2026-03-01, task: t, count: 3",
        "date: 2026-05-01, task: t",
        period="2026-02..2026-11",
    )
    for today, count in (("2026-01-01", 0), ("2026-03-01", 3), ("2026-12-31", 4)):
        assert stands(made, today) == [f"2026-02..2026-11 {count}/0 ongoing"]


@pytest.mark.parametrize("more", ["", "schedule: 定期", "schedule: 不定期", "schedule: 全年"])
def test_no_time_given_is_ongoing(more: str) -> None:
    assert stands(world(f"id: t, {more}"), "2027-06-01") == ["2026 0/0 ongoing"]


PHASES = "phases: [{id: first, name: 启动阶段, from: 2026-03, to: 2026-05}]\n"


def test_a_phase_and_no_schedule_is_owed_once_by_its_end() -> None:
    found = one(world("id: t, phase: first", plan=PHASES), "2026-06-01")
    assert (found.period, on(found.opens), on(found.due), found.closes, found.quota) == (
        "once", "2026-03-01", "2026-05-31", None, 1,
    )  # fmt: skip
    assert found.state is State.OVERDUE
    early = world("id: t, phase: 启动阶段", "date: 2026-01-02, task: t", plan=PHASES)
    assert state(early, "2026-02-01", "once") == "met"


def test_a_window_is_narrowed_by_phase_and_task_and_place() -> None:
    made = world(
        "id: t, phase: first, from: 2026-04-02, places: all, schedule: {every: month, each: place}",
        plan=PHASES,
        places=[*PLACES[:1], "{id: new, name: 新村, from: 2026-04-20}",
                "{id: old, name: 老村, to: 2026-05-15}", "{id: gone, name: 旧村, to: 2026-03-20}"],
    )  # fmt: skip
    spans = [
        f"{who(o)} {o.period} {on(o.opens)} {on(o.closes)}"
        for o in Agenda(made, day("2026-04-01")).occurrences()
    ]
    assert sorted(spans) == [
        "bei 2026-04 2026-04-02 2026-04-30",
        "bei 2026-05 2026-05-01 2026-05-31",
        "new 2026-05 2026-05-01 2026-05-31",  # 11 of 30 days of April are too few
        "old 2026-04 2026-04-02 2026-04-30",  # 15 of 31 days of May are too few
    ]


# ── which entries count ───────────────────────────────────────────────────────────────────────


def test_nothing_dated_after_today_exists() -> None:
    made = world(
        "id: t, schedule: 每月2次", "date: 2026-10-05, task: t", "date: 2026-10-20, task: t"
    )
    for today, expected in (("10-04", "0/2 open"), ("10-05", "1/2 open"), ("10-20", "2/2 met")):
        assert f"2026-10 {expected}" in stands(made, f"2026-{today}")


def test_a_waiver_an_extension_and_a_void_dated_later_do_not_exist_yet() -> None:
    made = world(
        TWENTIETH,
        "id: E-1, date: 2026-09-10, task: t",
        "date: 2026-11-05, waive: t, period: 2026-10, why: 封控",
        "date: 2026-08-02, extend: t, period: 2026-07, to: 2026-08-05, why: 补办",
        "date: 2026-10-02, void: E-1, why: 记错",
    )
    assert state(made, "2026-11-04", "2026-10") == "missed"
    assert state(made, "2026-11-05", "2026-10") == "waived"
    assert state(made, "2026-08-01", "2026-07") == "missed"
    assert state(made, "2026-08-02", "2026-07") == "open"
    assert state(made, "2026-08-06", "2026-07") == "missed"
    assert state(made, "2026-10-01", "2026-09") == "met"
    assert state(made, "2026-10-02", "2026-09") == "missed"


def test_an_entry_written_later_counts_on_its_date() -> None:
    made = world("id: t, schedule: 每月1次", "date: 2026-10-05, task: t, at: 2026-11-20")
    assert state(made, "2026-10-05", "2026-10") == "met"
    assert state(made, "2026-11-01", "2026-10") == "met"


def test_the_count_of_an_entry() -> None:
    made = world(
        "id: t, schedule: 每月3次",
        "date: 2026-10-05, task: t, count: 2, people: 40, amount: 500, result: fail",
        "date: 2026-10-06, task: t, count: 4",
    )
    assert "2026-10 2/3 open" in stands(made, "2026-10-05")
    assert "2026-10 6/3 met" in stands(made, "2026-10-06")
    assert [e.count for e in one(made, "2026-10-06", "2026-10").entries] == [2, 4]


@pytest.mark.parametrize(
    "name", ["p/t", "t", "p/事项", "计划p/事项", "事项", "老计划/t", "p/旧", "老计划/旧"]
)
def test_what_a_ledger_may_call_a_task(name: str) -> None:
    made = world(
        "id: t, was: 旧, schedule: 每月1次", f"date: 2026-10-05, task: {name}", plan="was: 老计划\n"
    )
    known = name != "计划p/事项"  # a plan goes by its id and its former ids
    assert state(made, "2026-10-05", "2026-10") == ("met" if known else "open")


def test_an_ambiguous_task_counts_nowhere() -> None:
    made = world(
        "id: t, schedule: 每月1次", "date: 2026-10-05, task: t", second="id: t, schedule: 每月1次"
    )
    assert stands(made, "2026-10-05", State.MET) == []


def test_an_entry_of_several_tasks_and_places() -> None:
    made = world(
        ["id: a, schedule: {every: month, each: place}", "id: b, schedule: {every: month}"],
        "date: 2026-10-05, task: [a, p/b, q/c, p/a], place: [bei, 第一小学], count: 2",
        second="id: c, schedule: {every: month, times: 2}",
    )
    assert stands(made, "2026-10-31", State.MET) == [
        "bei 2026-10 2/1 met", "xue 2026-10 2/1 met", "2026-10 2/1 met", "2026-10 2/2 met",
    ]  # fmt: skip
    assert state(made, "2026-10-31", "2026-10", "nan") == "open"


def test_places_of_work_not_owed_one_by_one_are_information() -> None:
    made = world("id: t, places: bei, schedule: 每月1次", "date: 2026-10-05, task: t, place: nan")
    assert state(made, "2026-10-05", "2026-10") == "met"


def test_work_owed_one_by_one_needs_the_place() -> None:
    made = world("id: t, schedule: {every: month, each: place}", "date: 2026-10-05, task: t")
    assert {state(made, "2026-10-31", "2026-10", p) for p in ("bei", "nan", "xue")} == {"open"}


def test_a_hazard_entry_that_names_a_task_counts() -> None:
    made = world(
        "id: t, places: 小区, schedule: {every: week, each: place}",
        "date: 2026-11-16, hazard: H-1, event: found, place: bei, what: 电线老化",
        "date: 2026-11-17, hazard: H-1, event: rectified, place: bei",
        "date: 2026-11-18, hazard: H-1, event: verified, result: pass, place: bei, task: t",
    )
    assert state(made, "2026-11-17", "2026-W47", "bei") == "open"
    assert state(made, "2026-11-18", "2026-W47", "bei") == "met"
    assert state(made, "2026-11-22", "2026-W47", "nan") == "open"


def test_other_entries_do_not_count() -> None:
    made = world(
        "id: t, schedule: 每月1次",
        "date: 2026-10-05, note: 事项",
        "date: 2026-10-05, incident: 跌倒, place: bei",
        "date: 2026-10-05, hazard: H-1, event: found, place: bei, what: 堵塞",
    )
    assert state(made, "2026-10-05", "2026-10") == "open"


@pytest.mark.parametrize(
    ("voids", "expected"),
    [
        ([], "met"),
        (["id: V-1, date: 2026-10-07, void: E-1, why: 记错"], "open"),
        (["id: V-1, date: 2026-10-07, void: E-1, why: 记错",
          "id: V-2, date: 2026-10-08, void: V-1, why: 没错"], "met"),
        (["id: V-1, date: 2026-10-07, void: E-1, why: 记错",
          "id: V-2, date: 2026-10-08, void: V-1, why: 没错",
          "id: V-3, date: 2026-10-09, void: V-2, why: 还是错"], "open"),
        (["id: V-1, date: 2026-10-07, void: E-1, why: 记错",
          "id: V-2, date: 2026-10-07, void: E-1, why: 又一次",
          "id: V-3, date: 2026-10-08, void: V-1, why: 没错"], "open"),
        (["date: 2026-10-07, void: E-2, why: 另一条"], "met"),
        (["date: 2026-11-01, void: E-1, why: 后来才知道"], "met"),
    ],
)  # fmt: skip
def test_voids(voids: list[str], expected: str) -> None:
    made = world("id: t, schedule: 每月1次", "id: E-1, date: 2026-10-05, task: t", *voids)
    assert state(made, "2026-10-31", "2026-10") == expected


# ── one by one ────────────────────────────────────────────────────────────────────────────────


def members(made: World) -> list[str]:
    """For whom the first task is owed."""
    return [who(o) for o in Agenda(made, day("2026-01-01")).occurrences()]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ("", ["bei", "nan", "xue"]),
        ("places: all,", ["bei", "nan", "xue"]),
        ("places: 全部,", ["bei", "nan", "xue"]),
        ("places: 小区,", ["bei", "nan"]),
        ("places: [学校, 北苑小区],", ["bei", "xue"]),
        ("places: [小区, bei],", ["bei", "nan"]),
        ("地点: 学校,", ["xue"]),
    ],
)
def test_each_place(places: str, expected: list[str]) -> None:
    assert members(world(f"id: t, {places} schedule: {{every: year, each: place}}")) == expected


def test_each_other_thing_and_pairs() -> None:
    task = (
        "id: t, group: [fire, 派出所], places: 小区, audience: 老人、儿童, topics: [防火, 防溺水],"
        " schedule: {{every: year, each: {}}}"
    )
    groups = "groups: [{id: fire, name: 消防安全工作组}]\n"
    made = {
        each: members(world(task.format(each), plan=groups))
        for each in ("group", "audience", "topic", "[place, topic]")
    }
    assert {name: set(found) for name, found in made.items()} == {
        "group": {"fire", "派出所"},
        "audience": {"老人", "儿童"},
        "topic": {"防火", "防溺水"},
        "[place, topic]": {"bei+防火", "bei+防溺水", "nan+防火", "nan+防溺水"},
    }
    assert all(len(found) == len(set(found)) for found in made.values())


@pytest.mark.parametrize(
    ("each", "entry", "expected"),
    [
        ("audience", "audience: 老人", {"老人"}),
        ("audience", "audience: [老人, 儿童]", {"老人", "儿童"}),
        ("audience", "topic: 防火", set()),
        ("topic", "topic: 防溺水, audience: 老人", {"防溺水"}),
        ("group", "by: fire", {"fire"}),
        ("group", "by: 消防安全工作组", {"fire"}),
        ("group", "by: 派出所", {"派出所"}),
        ("group", "note: 未署名", set()),
        ("[place, topic]", "place: bei, topic: 防火", {"bei+防火"}),
        ("[place, topic]", "place: [bei, nan], topic: 防火", {"bei+防火", "nan+防火"}),
        ("[place, topic]", "place: bei", set()),
        ("[place, topic]", "place: xue, topic: 防火", set()),
    ],
)
def test_what_counts_for_whom(each: str, entry: str, expected: set[str]) -> None:
    made = world(
        "id: t, group: [fire, 派出所], places: 小区, audience: 老人、儿童, topics: [防火, 防溺水],"
        f" schedule: {{every: year, each: {each}}}",
        f"date: 2026-05-01, task: t, {entry}",
        plan="groups: [{id: fire, name: 消防安全工作组}]\n",
    )
    met = [who(o) for o in Agenda(made, day("2026-05-01")).occurrences(State.MET)]
    assert set(met) == expected


def test_place_and_others_of_an_occurrence() -> None:
    made = world("id: t, places: bei, topics: 防火, schedule: {every: year, each: [place, topic]}")
    found = one(made, "2026-01-01")
    assert found.place == "bei"
    assert found.others == {"topic": "防火"}


def test_a_member_given_twice_is_owed_once() -> None:
    made = world(
        "id: t, group: [fire, 消防安全工作组], schedule: {every: year, each: group}",
        plan="groups: [{id: fire, name: 消防安全工作组}]\n",
    )
    assert members(made) == ["fire"]


def test_a_place_owes_from_its_from_to_its_to() -> None:
    made = world(
        "id: t, schedule: {every: week, each: place}",
        places=["{id: new, name: 新村, from: 2026-11-19, to: 2026-12-02}"],
        period="2026-11..2026-12",
    )
    assert [f"{o.period} {on(o.opens)} {on(o.closes)}" for o in Agenda(made, day("2026-11-01")).occurrences()] == [
        "2026-W47 2026-11-19 2026-11-22", "2026-W48 2026-11-23 2026-11-29",
    ]  # fmt: skip


# ── while a hazard is open ────────────────────────────────────────────────────────────────────

WATCHED = "id: t, places: {}, schedule: {{every: week, each: place, while: {}}}"


def hazard(
    found: str, closed: str = "", place: str = "bei", kind: str = "安全", name: str = "H-1"
) -> list[str]:
    """A hazard that is found on a day and closed on another."""
    lines = [
        f"date: 2026-{found}, hazard: {name}, event: found, place: {place}, kind: {kind}, what: 堵塞"
    ]
    if closed:
        lines += [
            f"date: 2026-{found}, hazard: {name}, event: rectified",
            f"date: 2026-{closed}, hazard: {name}, event: verified, result: pass",
            f"date: 2026-{closed}, hazard: {name}, event: closed",
        ]
    return lines


@pytest.mark.parametrize(
    ("today", "ledger", "expected"),
    [
        ("11-25", [], []),
        # At the end of a week's first day, and only of weeks that have begun.
        ("11-25", hazard("11-16"), ["2026-W47", "2026-W48"]),
        ("11-22", hazard("11-16"), ["2026-W47"]),
        ("11-25", hazard("11-17"), ["2026-W48"]),
        ("11-22", hazard("11-17"), []),
        ("11-25", hazard("11-10", "11-16"), []),
        ("11-25", hazard("11-10", "11-17"), ["2026-W47"]),
        ("12-31", hazard("11-16", "11-30"), ["2026-W47", "2026-W48"]),
        # Before the day it is closed it was open, whatever came later.
        ("11-16", hazard("11-10", "11-17"), ["2026-W47"]),
        # Closed events and steps between do not matter; escalated is still open.
        ("11-25", [*hazard("11-16"), "date: 2026-11-17, hazard: H-1, event: escalated, to: 街道"],
         ["2026-W47", "2026-W48"]),
    ],
)  # fmt: skip
def test_while_a_hazard_is_open(today: str, ledger: list[str], expected: list[str]) -> None:
    made = world(WATCHED.format("bei", "hazard"), *ledger, period="2026-11-16..2026-12-31")
    assert [o.period for o in Agenda(made, day(f"2026-{today}")).occurrences()] == expected


@pytest.mark.parametrize(
    ("places", "condition", "expected"),
    [
        ("小区", "hazard", ["bei 2026-W47", "nan 2026-W47"]),
        ("小区", "{hazard: 安全}", ["bei 2026-W47"]),
        ("all", "{hazard: 卫生}", ["nan 2026-W47"]),
        ("小区", "{有隐患: 矛盾}", []),
        ("学校", "hazard", []),
    ],
)
def test_of_which_kind_and_where(places: str, condition: str, expected: list[str]) -> None:
    made = world(
        WATCHED.format(places, condition),
        *hazard("11-16", place="bei", kind="安全"),
        *hazard("11-16", place="南苑小区", kind="卫生", name="H-2"),
        period="2026-11-16..2026-12-31",
    )
    found = [f"{who(o)} {o.period}" for o in Agenda(made, day("2026-11-20")).occurrences()]
    assert found == expected


def test_work_while_a_hazard_is_open_anywhere() -> None:
    made = world(
        "id: t, places: 小区, schedule: {every: week, while: hazard}",
        *hazard("11-16", "11-23", place="nan"),
        *hazard("11-23", place="xue", name="H-2"),
        period="2026-11-16..2026-12-31",
    )
    assert stands(made, "2026-11-30") == ["2026-W47 0/1 missed"]


def test_half_rule_and_clipping_hold_for_it_too() -> None:
    made = world(WATCHED.format("bei", "hazard"), *hazard("11-19"), period="2026-11-19..2026-12-09")
    found = one(made, "2026-11-19")
    assert (found.period, on(found.opens), on(found.closes)) == (
        "2026-W47", "2026-11-19", "2026-11-22",
    )  # fmt: skip
    later = [o.period for o in Agenda(made, day("2026-12-31")).occurrences()]
    assert later == ["2026-W47", "2026-W48", "2026-W49"]  # three days of W50 are too few


def test_a_condition_holds_for_its_own_item() -> None:
    made = world(
        "id: t, places: bei, schedule: [{every: month, each: place},"
        " {every: week, each: place, while: hazard}]",
        *hazard("11-16"),
        period="2026-11",
    )
    found = [o.period for o in Agenda(made, day("2026-11-17")).occurrences()]
    assert found == ["2026-W47", "2026-11"]


def test_a_condition_leaves_an_item_that_is_owed_otherwise_alone() -> None:
    made = world(
        "id: t, places: bei, schedule: [每月1次, {every: week, each: place, while: hazard}]",
        *hazard("11-16"),
        period="2026-11",
    )
    assert stands(made, "2026-11-17") == ["bei 2026-W47 0/1 open", "2026-11 0/1 open"]


def test_a_kind_holds_for_its_own_item() -> None:
    made = world(
        "id: t, places: bei, schedule: [{every: month, each: place, while: {hazard: 卫生}},"
        " {every: week, each: place, while: {hazard: 安全}}]",
        *hazard("11-02"),
        period="2026-11-02..2026-11-29",
    )
    found = [o.period for o in Agenda(made, day("2026-11-03")).occurrences()]
    assert found == ["2026-W45"]


def test_the_first_day_of_the_period_decides_for_several_days_too() -> None:
    made = world(
        "id: t, places: bei, schedule: {every: week, day: [tue, fri], each: place, while: hazard}",
        *hazard("11-17"),
        period="2026-11-16..2026-11-22",
    )
    assert stands(made, "2026-11-20") == []


# ── several that never close ──────────────────────────────────────────────────────────────────


def test_entries_fill_the_oldest_that_has_opened_and_is_short() -> None:
    made = world(
        "id: t, carry: true, schedule: 每月2次",
        "date: 2026-02-10, task: t",
        "date: 2026-03-05, task: t, count: 4",
        period="2026-01..2026-04",
    )
    assert stands(made, "2026-02-28") == [
        "2026-01 1/2 overdue", "2026-02 0/2 open", "2026-03 0/2 upcoming", "2026-04 0/2 upcoming",
    ]  # fmt: skip
    assert stands(made, "2026-03-31") == [
        "2026-01 2/2 late", "2026-02 2/2 late", "2026-03 1/2 open", "2026-04 0/2 upcoming",
    ]  # fmt: skip
    assert stands(made, "2026-12-31", State.OVERDUE) == [
        "2026-03 1/2 overdue", "2026-04 0/2 overdue",
    ]  # fmt: skip


def test_of_several_dates_the_oldest_is_filled_first() -> None:
    made = world(
        "id: t, schedule: {by: [03-31, 06-30, 09-30]}",
        "date: 2026-04-10, task: t",
        "date: 2026-07-10, task: t",
    )
    assert stands(made, "2026-04-09", State.OVERDUE) == ["2026-03-31 0/1 overdue"]
    assert stands(made, "2026-12-31") == [
        "2026-03-31 1/1 late", "2026-06-30 1/1 late", "2026-09-30 0/1 overdue",
    ]  # fmt: skip


def test_an_entry_is_listed_once() -> None:
    made = world(
        "id: t, carry: true, schedule: 每月1次", "date: 2026-01-10, task: t, count: 3",
        period="2026-01..2026-04",
    )  # fmt: skip
    found = one(made, "2026-01-31", "2026-01")
    assert found.count == 3
    assert len(found.entries) == 1


def test_what_is_waived_is_not_short() -> None:
    made = world(
        "id: t, carry: true, schedule: 每月1次",
        "date: 2026-01-20, waive: t, period: 2026-01, why: 封控",
        "date: 2026-02-10, task: t",
        period="2026-01..2026-02",
    )
    assert stands(made, "2026-02-28") == ["2026-01 0/1 waived", "2026-02 1/1 met"]


def test_one_entry_serves_every_item_of_a_list() -> None:
    made = world("id: t, schedule: [每月1次, {by: 03-31}]", "date: 2026-03-10, task: t",
                 period="2026-03")  # fmt: skip
    assert stands(made, "2026-03-31") == ["2026-03 1/1 met", "once 1/1 met"]


# ── waivers and extensions ────────────────────────────────────────────────────────────────────

WEEKLY = "id: t, places: 小区, schedule: {every: week, each: place}"


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        ("period: 2026-W46", ["bei 2026-W46", "nan 2026-W46"]),
        ("period: 2026-W46, place: bei", ["bei 2026-W46"]),
        ("period: 2026-W46, place: [北苑小区, nan]", ["bei 2026-W46", "nan 2026-W46"]),
        ("period: 2026-W46, place: xue", []),
        ("period: 2026-W46..2026-W48, place: nan",
         ["nan 2026-W46", "nan 2026-W47", "nan 2026-W48"]),
        ("period: 2026-W48..2026-W46", []),
        ("period: 2026-11", []),
        ("period: 2026-W45..2026-W45, place: bei", ["bei 2026-W45"]),
    ],
)  # fmt: skip
def test_waivers(waiver: str, expected: list[str]) -> None:
    made = world(WEEKLY, f"date: 2026-11-03, waive: p/t, {waiver}, why: 停止聚集",
                 period="2026-11-02..2026-12-06")  # fmt: skip
    found = Agenda(made, day("2026-12-31")).occurrences()
    assert sorted(f"{who(o)} {o.period}" for o in found if o.state is State.WAIVED) == expected
    assert all(
        (o.waiver is None) == (o.state is not State.WAIVED) for o in Agenda(made, 1).occurrences()
    )


@pytest.mark.parametrize("today", ["10-01", "11-10", "11-20", "12-31"])
def test_a_waiver_holds_before_while_and_after(today: str) -> None:
    made = world(
        "id: t, schedule: 每月10日", "date: 2026-09-30, waive: t, period: 2026-11, why: 停"
    )
    assert state(made, f"2026-{today}", "2026-11") == "waived"


def test_a_quota_reached_anyway_stays_met() -> None:
    made = world(
        "id: t, schedule: 每月10日",
        "date: 2026-11-10, task: t",
        "date: 2026-12-11, task: t",
        "date: 2026-11-11, waive: t, period: 2026-11..2026-12, why: 停",
    )
    assert state(made, "2026-11-30", "2026-11") == "met"
    assert state(made, "2026-12-10", "2026-12") == "waived"
    assert state(made, "2026-12-11", "2026-12") == "late"


def test_a_void_waiver_waives_nothing() -> None:
    made = world(
        "id: t, schedule: 每月1次",
        "id: W-1, date: 2026-10-05, waive: t, period: 2026-10, why: 停",
        "date: 2026-10-09, void: W-1, why: 误写",
    )
    assert state(made, "2026-10-08", "2026-10") == "waived"
    assert state(made, "2026-10-09", "2026-10") == "open"


def test_a_range_holds_for_a_place_that_begins_within_it() -> None:
    made = world(
        "id: t, schedule: {every: week, each: place}",
        "date: 2026-11-03, waive: t, period: 2026-W45..2026-W47, why: 停止聚集",
        places=[PLACES[0], "{id: new, name: 新村, from: 2026-11-09}"],
        period="2026-11-02..2026-12-06",
    )
    assert stands(made, "2026-12-31", State.WAIVED) == [
        "bei 2026-W45 0/1 waived",
        "bei 2026-W46 0/1 waived", "new 2026-W46 0/1 waived",
        "bei 2026-W47 0/1 waived", "new 2026-W47 0/1 waived",
    ]  # fmt: skip


def test_work_in_a_span_of_months_can_be_waived() -> None:
    made = world("id: t, schedule: {in: 03..05}")
    label = one(made, "2026-01-01").period
    waived = world(
        "id: t, schedule: {in: 03..05}", f"date: 2026-03-01, waive: t, period: {label}, why: 停"
    )
    assert state(waived, "2026-06-01", label) == "waived"


def test_an_extension_moves_the_due_day() -> None:
    made = world(
        TWENTIETH,
        "date: 2026-10-18, extend: t, period: 2026-10, to: 2026-10-25, why: 台风",
        "date: 2026-10-25, task: t",
    )
    before, after = one(made, "2026-10-17", "2026-10"), one(made, "2026-10-18", "2026-10")
    assert (on(before.due), before.extended) == ("2026-10-20", None)
    assert (on(after.due), on(after.closes)) == ("2026-10-25", "2026-10-31")
    assert after.extended is not None
    assert state(made, "2026-10-24", "2026-10") == "open"
    assert state(made, "2026-10-25", "2026-10") == "met"
    assert state(made, "2026-11-25", "2026-11") == "overdue"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("", {"11-02": "open", "11-05": "open", "11-06": "missed"}),
        ("11-05", {"11-04": "open", "11-05": "met", "11-06": "met"}),
        ("11-06", {"11-05": "open", "11-06": "missed"}),
    ],
)
def test_an_extension_beyond_the_close_keeps_it_open(entry: str, expected: dict[str, str]) -> None:
    ledger = [f"date: 2026-{entry}, task: t"] if entry else []
    made = world(
        TWENTIETH,
        "date: 2026-10-18, extend: t, period: 2026-10, to: 2026-11-05, why: 台风",
        *ledger,
    )
    for today, stated in expected.items():
        assert state(made, f"2026-{today}", "2026-10") == stated, today


def test_an_extension_of_one_off_work_and_of_one_place() -> None:
    made = world(
        "id: t, places: 小区, schedule: {by: 2026-07-31, each: place}",
        "date: 2026-07-20, extend: t, period: once, place: bei, to: 2026-08-31, why: 汛期",
    )
    assert {who(o): on(o.due) for o in Agenda(made, day("2026-08-31")).occurrences()} == {
        "bei": "2026-08-31", "nan": "2026-07-31",
    }  # fmt: skip
    assert stands(made, "2026-08-31", State.OVERDUE) == ["nan once 0/1 overdue"]
    assert len(stands(made, "2026-09-01", State.OVERDUE)) == 2


def test_one_visit_is_not_counted_for_an_extended_week_and_the_next() -> None:
    made = world(
        "id: t, schedule: 每周1次",
        "date: 2026-10-16, extend: t, period: 2026-W42, to: 2026-10-21, why: 台风",
        "date: 2026-10-20, task: t",
    )
    assert state(made, "2026-10-21", "2026-W42") == "met"
    assert state(made, "2026-10-21", "2026-W43") == "open"
    again = world(
        "id: t, schedule: 每周1次",
        "date: 2026-10-16, extend: t, period: 2026-W42, to: 2026-10-21, why: 台风",
        "date: 2026-10-20, task: t, count: 2",
    )
    assert state(again, "2026-10-21", "2026-W43") == "met"


def test_an_extension_to_an_earlier_day_moves_nothing() -> None:
    made = world(
        TWENTIETH, "date: 2026-10-02, extend: t, period: 2026-10, to: 2026-10-10, why: 早办"
    )
    assert on(one(made, "2026-10-12", "2026-10").due) == "2026-10-20"
    assert state(made, "2026-10-12", "2026-10") == "open"


def test_the_later_extension_holds() -> None:
    made = world(
        TWENTIETH,
        "date: 2026-10-18, extend: t, period: 2026-10, to: 2026-10-25, why: 台风",
        "date: 2026-10-24, extend: t, period: 2026-10, to: 2026-10-28, why: 又一场",
    )
    assert on(one(made, "2026-10-23", "2026-10").due) == "2026-10-25"
    assert on(one(made, "2026-10-24", "2026-10").due) == "2026-10-28"


# ── since, and how a plan stands ──────────────────────────────────────────────────────────────


def test_what_closed_before_since_is_never_missed() -> None:
    made = world("id: t, schedule: 每月1次", "date: 2026-02-03, task: t", since="2026-09-30")
    assert stands(made, "2026-12-01") == [
        "2026-02 1/1 met", "2026-09 0/1 missed", "2026-10 0/1 missed", "2026-11 0/1 missed",
        "2026-12 0/1 open",
    ]  # fmt: skip
    later = world("id: t, schedule: 每月1次", since="2026-10-01")
    assert stands(later, "2026-10-31") == [
        "2026-10 0/1 open", "2026-11 0/1 upcoming", "2026-12 0/1 upcoming",
    ]  # fmt: skip


def test_since_does_not_forgive_what_never_closes() -> None:
    made = world("id: t, schedule: 7月底前", since="2026-09-01")
    assert stands(made, "2026-10-01") == ["once 0/1 overdue"]


def test_a_draft_owes_nothing() -> None:
    tasks = ["id: t, schedule: 每月1次", "id: u, schedule: 常态化"]
    assert stands(world(tasks, plan="status: draft\n"), "2026-11-23") == []


@pytest.mark.parametrize("status", ["done", "stopped", "完成", "停止"])
def test_a_plan_that_is_over_is_never_open_or_upcoming(status: str) -> None:
    made = world(
        ["id: t, schedule: 每月20日", "id: u, schedule: 7月底前", "id: v, schedule: 常态化"],
        "date: 2026-02-03, task: t",
        plan=f"status: {status}\nended: 2026-03-15\n",
    )
    assert stands(made, "2026-11-23") == [
        "2026-01 0/1 missed", "2026-02 1/1 met", "2026 0/0 ongoing",
    ]  # fmt: skip


def test_a_period_that_the_end_of_the_plan_cuts() -> None:
    ended = {
        last: stands(world("id: t, schedule: 每月1次", period="2026-09..2026-12",
                           plan=f"status: stopped\nended: 2026-11-{last}\n"), "2026-12-31")
        for last in ("14", "15")
    }  # fmt: skip
    assert ended["14"] == ["2026-09 0/1 missed", "2026-10 0/1 missed"]
    assert ended["15"] == [*ended["14"], "2026-11 0/1 missed"]


def test_what_was_due_by_the_end_keeps_its_state() -> None:
    made = world(
        ["id: t, schedule: 2月底前", "id: u, schedule: 3月底前", "id: v, schedule: 1月底前"],
        "date: 2026-01-20, task: v",
        "date: 2026-02-10, waive: p/u, period: once, why: 停",
        plan="status: stopped\nended: 2026-03-15\n",
    )
    assert stands(made, "2026-11-23") == ["once 1/1 met", "once 0/1 overdue"]


def test_work_of_a_running_plan_that_ends_later() -> None:
    made = world("id: t, schedule: 每月20日", plan="status: stopped\nended: 2026-06-30\n")
    assert state(made, "2026-06-10", "2026-06") == "open"
    assert state(made, "2026-06-29", "2026-07") == "upcoming"
    assert state(made, "2026-06-30", "2026-07") is None


def test_the_end_of_a_plan_does_not_move_the_end_of_a_phase() -> None:
    made = world("id: t, phase: first", plan=PHASES + "status: stopped\nended: 2026-04-15\n")
    assert stands(made, "2026-06-01") == []


def test_the_end_of_a_plan_keeps_labels() -> None:
    made = world(
        "id: t, schedule: {by: [03-31, 09-30]}",
        "date: 2026-03-01, waive: t, period: 2026-03-31, why: 停",
        plan="status: stopped\nended: 2026-06-30\n",
    )
    assert state(made, "2026-06-29", "2026-03-31") == "waived"
    assert state(made, "2026-07-01", "2026-03-31") == "waived"


def test_the_end_of_a_plan_keeps_waivers() -> None:
    made = world(
        "id: t, schedule: 每月1次",
        "date: 2026-02-01, waive: t, period: 2026-02..2026-12, why: 停",
        plan="status: stopped\nended: 2026-06-30\n",
    )
    assert state(made, "2026-06-29", "2026-03") == "waived"
    assert state(made, "2026-07-01", "2026-03") == "waived"


def test_the_end_of_a_plan_reopens_nothing() -> None:
    made = world("id: t, schedule: 3月、10月", plan="status: stopped\nended: 2026-10-06\n")
    assert state(made, "2026-10-05", "2026-03") == "missed"
    assert state(made, "2026-10-07", "2026-03") == "missed"


# ── the table of states by counting, day by day ───────────────────────────────────────────────

FIRST, LAST = date(2026, 9, 7), date(2026, 11, 1)  # eight whole weeks, Monday to Sunday
SPAN = [FIRST + timedelta(n) for n in range(-3, 66)]


Row = tuple[str, date, date, date | None, int]


def weeks(times: int) -> list[Row]:
    """(label, opens, due, closes, quota) of `times` a week."""
    found: list[Row] = []
    for number in range(8):
        monday = FIRST + timedelta(7 * number)
        year, week, _ = monday.isocalendar()
        sunday = monday + timedelta(6)
        found.append((f"{year}-W{week:02d}", monday, sunday, sunday, times))
    return found


def wednesdays() -> list[Row]:
    """The same for every Wednesday."""
    return [(name, a, a + timedelta(2), c, 1) for name, a, _, c, _ in weeks(1)]


Line = tuple[date, int]
Mark = tuple[date, str]


def by_the_table(
    opens: date, due: date, closes: date | None, quota: int,
    lines: list[Line], today: date, waived: bool, counted_from: date,
) -> str:  # fmt: skip
    """The state by the table of the page, walking from day to day."""
    total, reached, at = 0, None, counted_from
    while at <= today and (closes is None or at <= closes):
        total += sum(count for dated, count in lines if dated == at)
        if reached is None and total >= quota:
            reached = at
        at += timedelta(1)
    if reached is not None:
        return "met" if reached <= due else "late"
    if waived:
        return "waived"
    if today < opens:
        return "upcoming"
    if today <= due:
        return "open"
    return "overdue" if closes is None or today <= closes else "missed"


def shared_out(
    rows: list[Row], kept: set[str], waived: set[str], lines: list[Line]
) -> dict[str, list[Line]]:
    """What each slot gets of the lines; where an extended one overlaps others, nothing twice."""
    shares: dict[str, list[Line]] = {name: [] for name, *_ in rows}
    reach = date.min
    rivals: list[Row] = []
    for row in rows:
        if row[0] not in kept or row[1] <= reach:
            rivals.append(row)
        if row[0] not in kept:
            reach = max(reach, row[3] or date.max)
    rivals.sort(key=lambda row: row[0] in waived)  # stable: the oldest first
    for dated, count in sorted(lines):
        for name, opens, _, closes, _ in rows:
            if name not in [r[0] for r in rivals] and opens <= dated <= (closes or date.max):
                shares[name].append((dated, count))
        open_ones = [r for r in rivals if r[1] <= dated <= (r[3] or date.max)]
        for _ in range(count):
            short = [r for r in open_ones if sum(n for _, n in shares[r[0]]) < r[4]]
            if short:
                shares[short[0][0]].append((dated, 1))
            elif open_ones:
                shares[max(open_ones, key=lambda r: r[1])[0]].append((dated, 1))
    return shares


DATES = st.dates(FIRST - timedelta(3), LAST + timedelta(10))
LINES = st.lists(st.tuples(DATES, st.integers(1, 3)), max_size=12)
WEEKS = st.sampled_from([name for name, *_ in weeks(1)])


@FAST
@given(
    st.sampled_from([("每周2次", weeks(2)), ("每周三", wednesdays())]),
    LINES,
    st.lists(st.tuples(DATES, WEEKS), max_size=3),
    st.dictionaries(WEEKS, st.tuples(DATES, DATES), max_size=2),
    st.sets(st.integers(0, 11), max_size=4),
)
def test_states_are_as_counted_day_by_day(
    duty: tuple[str, list[Row]],
    lines: list[Line],
    waivers: list[Mark],
    extensions: dict[str, tuple[date, date]],
    voided: set[int],
) -> None:
    schedule, slots = duty
    ledger = [f"id: E-{n}, date: {d}, task: t, count: {c}" for n, (d, c) in enumerate(lines)]
    ledger += [f"date: {d}, waive: t, period: {name}, why: 停" for d, name in waivers]
    ledger += [
        f"date: {d}, extend: t, period: {name}, to: {to}, why: 停"
        for name, (d, to) in extensions.items()
    ]
    # A void is dated a fortnight after what it voids.
    ledger += [
        f"date: {lines[n][0] + timedelta(14)}, void: E-{n}, why: 错"
        for n in voided
        if n < len(lines)
    ]
    made = world(f"id: t, schedule: {schedule}", *ledger, period=f"{FIRST}..{LAST}")
    for today in SPAN:
        standing = [
            line
            for n, line in enumerate(lines)
            if not (n in voided and line[0] + timedelta(14) <= today)
        ]
        rows: list[Row] = []
        for name, opens, due, closes, quota in slots:
            dated, to = extensions.get(name, (date.max, date.max))
            if dated <= today and to > due:  # what ends earlier extends nothing
                due = to  # noqa: PLW2901
                closes = closes and max(closes, due)  # noqa: PLW2901
            rows.append((name, opens, due, closes, quota))
        waived = {label for d, label in waivers if d <= today}
        kept = {row[0] for row, moved in zip(slots, rows, strict=True) if row[3] == moved[3]}
        shares = shared_out(rows, kept, waived, [line for line in standing if line[0] <= today])
        expected = {
            name: by_the_table(
                opens, due, closes, quota, shares[name], today, name in waived, opens
            )
            for name, opens, due, closes, quota in rows
        }
        found = {o.period: o.state.value for o in Agenda(made, today.toordinal()).occurrences()}
        assert found == expected, today


@FAST
@given(LINES, st.integers(1, 3))
def test_carried_work_is_filled_one_by_one(lines: list[Line], times: int) -> None:
    """Each time that something was done goes to the oldest that has opened and lacks one."""
    made = world(
        f"id: t, carry: true, schedule: 每周{times}次",
        *(f"date: {d}, task: t, count: {c}" for d, c in lines),
        period=f"{FIRST}..{LAST}",
    )
    for today in SPAN[::4]:
        done: dict[str, list[date]] = {name: [] for name, *_ in weeks(times)}
        for dated in sorted(d for d, count in lines for _ in range(count) if d <= today):
            for name, opens, *_ in weeks(times):
                if opens <= dated and len(done[name]) < times:
                    done[name].append(dated)
                    break
        expected = {
            name: by_the_table(
                opens, due, None, times, [(d, 1) for d in done[name]], today, False, opens
            )
            for name, opens, due, _, _ in weeks(times)
        }
        found = {o.period: o.state.value for o in Agenda(made, today.toordinal()).occurrences()}
        assert found == expected, today


# ── an edit does not rewrite the past ─────────────────────────────────────────────────────────

SCHEDULES = (
    "每周2次", "每月1次", "每月20日", "{every: week, day: [tue, fri]}", "每半月一次",
    "{every: 2 weeks}", "{by: [2026-10-10, 2026-12-31]}", "{from: 2026-10-01, to: 2026-11-15}",
    "{in: [09, 10, 12]}", "世界环境日", "重阳节", "全年", "{every: month, from: 11, to: 02}",
    "{every: month, day: 31}",
)  # fmt: skip
YEAR = "2026-09-01..2027-08-31"
BEGIN = date(2026, 9, 1)
EDITS = st.dates(date(2026, 9, 20), date(2027, 1, 20))
SINCES = st.sampled_from(["", "2026-10-04", "2026-10-05", "2026-10-31"])


def task(schedule: str, each: bool, shift: str, carry: bool) -> str:
    """A task of the year."""
    if each and schedule.startswith("{"):
        schedule = schedule[:-1] + ", each: place}"
    shift = f"shift: {shift}, " if shift else ""
    return f"id: t, {shift}carry: {str(carry).lower()}, schedule: {schedule}"


TASKS = st.builds(
    task, st.sampled_from(SCHEDULES), st.booleans(),
    st.sampled_from(["", "", "before", "after", "skip"]), st.booleans(),
)  # fmt: skip
DONE = st.builds(
    "date: {}, task: t, place: [{}], count: {}".format,
    st.dates(BEGIN, date(2027, 2, 10)),
    st.sampled_from(["bei", "nan", "bei, nan, xue", ""]),
    st.integers(1, 3),
)
LEDGER = st.lists(DONE, max_size=10)
LABELS = ("2026-W40", "2026-W41..2026-W45", "2026-10", "2026-11..2026-12", "2026-10-10", "once")
CHANGES = st.lists(
    st.builds(
        "date: {}, {}: t, period: {}, {}why: 停".format,
        st.dates(BEGIN, date(2026, 12, 31)), st.just("waive"), st.sampled_from(LABELS), st.just(""),
    )
    | st.builds(
        "date: {}, {}: t, period: {}, to: {}, why: 停".format,
        st.dates(BEGIN, date(2026, 12, 31)), st.just("extend"), st.sampled_from(LABELS),
        st.dates(BEGIN, date(2027, 1, 31)),
    ),
    max_size=2,
)  # fmt: skip


Key = tuple[str, str, str]


def seen(made: World, today: date) -> dict[Key, tuple[object, ...]]:
    """Everything about every occurrence as a day sees it."""
    return {
        (o.duty.name, who(o), o.period): (
            o.opens, o.due, o.closes, o.quota, o.count, o.state, bool(o.waiver), bool(o.extended),
            [(e.date, e.count) for e in o.entries],
        )
        for o in Agenda(made, today.toordinal()).occurrences()
    }  # fmt: skip


def days_before(edit: date) -> Iterable[date]:
    """Some days before an edit, its eve among them."""
    return (
        edit - timedelta(n)
        for n in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
        if edit - timedelta(n) >= BEGIN
    )


@FAST
@given(TASKS, LEDGER, CHANGES, EDITS, st.data())
def test_later_entries_leave_the_past_as_it_was(
    duty: str, ledger: list[str], changes: list[str], edit: date, data: st.DataObject
) -> None:
    ledger = [f"id: E-{n}, {line}" for n, line in enumerate(ledger)]
    dates = st.dates(edit, edit + timedelta(40))
    later = data.draw(
        st.lists(
            st.builds("date: {}, task: t, place: [bei, nan], count: 2".format, dates)
            | st.builds(
                "date: {}, waive: t, period: {}, why: 停".format, dates, st.sampled_from(LABELS)
            )
            | st.builds(
                "date: {}, extend: t, period: 2026-10, to: 2027-01-05, why: 停".format, dates
            )
            | st.builds("date: {}, void: E-{}, why: 错".format, dates, st.integers(0, 9)),
            min_size=1,
            max_size=5,
        )
    )
    before = world(duty, *ledger, *changes, period=YEAR)
    after = world(duty, *ledger, *changes, *later, period=YEAR)
    for today in days_before(edit):
        assert seen(before, today) == seen(after, today)


@FAST
@given(TASKS, LEDGER, CHANGES, EDITS, st.sampled_from(["stopped", "done"]))
def test_ending_a_plan_leaves_the_past_as_it_was(
    duty: str, ledger: list[str], changes: list[str], edit: date, status: str
) -> None:
    before = world(duty, *ledger, *changes, period=YEAR)
    after = world(duty, *ledger, *changes, period=YEAR, plan=f"status: {status}\nended: {edit}\n")
    for today in days_before(edit):
        assert seen(before, today) == seen(after, today)


@FAST
@given(st.sampled_from([s for s in SCHEDULES if not s.startswith("{in")]), LEDGER, EDITS)
def test_what_had_closed_when_a_plan_ended_keeps_its_state(
    schedule: str, ledger: list[str], edit: date
) -> None:
    """Closed before the end: whatever it was on the eve, it is for ever."""
    made = world(f"id: t, schedule: {schedule}", *ledger, period=YEAR,
                 plan=f"status: stopped\nended: {edit}\n")  # fmt: skip
    eve = Agenda(made, edit.toordinal() - 1)
    closed = {
        key: values
        for key, values in seen(made, edit - timedelta(1)).items()
        if isinstance(values[2], int) and values[2] < eve.today
    }
    later = seen(made, date(2027, 12, 31))
    assert {key: later.get(key) for key in closed} == closed


@FAST
@given(TASKS, LEDGER, CHANGES, EDITS)
def test_a_new_place_leaves_the_others_and_the_past_as_they_were(
    duty: str, ledger: list[str], changes: list[str], edit: date
) -> None:
    before = world(duty, *ledger, *changes, period=YEAR)
    after = world(duty, *ledger, *changes, period=YEAR,
                  places=[*PLACES, f"{{id: new, name: 新村, kind: 小区, from: {edit}}}"])  # fmt: skip
    for today in (*days_before(edit), edit, edit + timedelta(30)):
        old, new = seen(before, today), seen(after, today)
        assert {key: new.get(key) for key in old} == old
        added = {key: values for key, values in new.items() if key not in old}
        assert all(member == "new" for _, member, _ in added)
        assert all(isinstance(v[0], int) and v[0] >= edit.toordinal() for v in added.values())


@FAST
@given(
    st.sampled_from([("week", 1), ("month", 1), ("half-month", 1), ("quarter", 1), ("2 weeks", 1)]),
    st.integers(2, 4),
    st.integers(1, 12),
    LEDGER,
    st.booleans(),
    SINCES,
)
def test_raising_a_duty_leaves_the_past_as_it_was(
    every: tuple[str, int], times: int, number: int, ledger: list[str], each: bool, since: str
) -> None:
    one_by_one = ", each: place" if each else ""
    before = world(f"id: t, schedule: {{every: {every[0]}{one_by_one}}}", *ledger,
                   period=YEAR, since=since)  # fmt: skip
    firsts = sorted({o.opens for o in Agenda(before, BEGIN.toordinal()).occurrences()})
    edit = date.fromordinal(firsts[1:][number % (len(firsts) - 1)])
    after = world(
        f"id: t, schedule: [{{every: {every[0]}{one_by_one}, to: {edit - timedelta(1)}}},"
        f" {{every: {every[0]}{one_by_one}, times: {times}, from: {edit}}}]",
        *ledger,
        period=YEAR,
        since=since,
    )
    for today in days_before(edit):
        old, new = seen(before, today), seen(after, today)
        assert {k: v[5] for k, v in old.items()} == {k: v[5] for k, v in new.items()}
        ended = {k: v for k, v in old.items() if isinstance(v[0], int) and v[0] < edit.toordinal()}
        assert {k: new[k] for k in ended} == ended
    raised = seen(after, edit)
    assert {
        v[3] for v in raised.values() if isinstance(v[0], int) and v[0] >= edit.toordinal()
    } == {times}


# ── the short ways of counting ────────────────────────────────────────────────────────────────


@FAST
@given(TASKS, LEDGER | st.just([]), CHANGES | st.just([]), SINCES, EDITS, st.integers(0, 60))
@example("id: t, schedule: 每月20日", [], [], "", date(2026, 10, 31), 14)
@example("id: t, schedule: 每月20日", [], [], "", date(2026, 11, 1), 1)
@example("id: t, schedule: 每周2次", [], [], "2026-10-05", date(2026, 10, 12), 60)
@example("id: t, schedule: 每周2次", [], [], "2026-10-04", date(2026, 10, 12), 60)
@example("id: t, schedule: 每周2次", [], [], "2026-10-31", date(2026, 11, 5), 5)
def test_short_ways_give_what_the_long_way_gives(
    duty: str, ledger: list[str], changes: list[str], since: str, today: date, days: int
) -> None:
    made = world([duty, "id: u, schedule: 每月20日"], *ledger, *changes, period=YEAR, since=since,
                 second="id: w, schedule: {every: week, day: [tue, fri], each: place}")  # fmt: skip
    agenda = Agenda(made, today.toordinal())

    def keys(found: Iterable[Occurrence]) -> list[tuple[object, ...]]:
        return [(o.duty.name, o.member, o.period, o.due, o.count, o.state) for o in found]

    every = list(agenda.occurrences())
    missed = [o for o in every if o.state is State.MISSED]
    assert agenda.missed_count() == len(missed)
    assert keys(agenda.overdue()) == keys(o for o in every if o.state is State.OVERDUE)
    start = today.toordinal() - days
    recent = [o for o in missed if o.closes is not None and o.closes >= start]
    assert keys(agenda.missed(start)) == keys(recent)
    for wanted in State:
        assert keys(agenda.occurrences(wanted)) == keys(o for o in every if o.state is wanted)


@FAST
@given(TASKS, LEDGER, EDITS)
def test_every_occurrence_lies_in_the_window_of_its_place(
    duty: str, ledger: list[str], today: date
) -> None:
    made = world(duty, *ledger, period=YEAR,
                 places=["{id: bei, name: 北苑小区, from: 2026-10-09, to: 2027-03-03}", PLACES[1]])  # fmt: skip
    limits = {
        "bei": (day("2026-10-09"), day("2027-03-03")),
        "nan": (day("2026-09-01"), day("2027-08-31")),
    }
    found = list(Agenda(made, today.toordinal()).occurrences())
    for o in found:
        first, last = limits.get(o.place or "", limits["nan"])
        assert first <= o.opens <= o.due <= last
        assert o.closes is None or o.due <= o.closes <= last
    assert [o.due for o in found] == sorted(o.due for o in found)
    assert len({(o.duty.name, o.member, o.period) for o in found}) == len(found)
