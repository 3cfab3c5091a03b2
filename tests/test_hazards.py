"""The closed loop of a hazard, as the page of the plan language draws it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import agenda, day
from tongxin.answers.hazards import Hazard, NextStep, Stage, after, fold, next_steps
from tongxin.calendar.working_days import working_days
from tongxin.diagnostic import Source
from tongxin.model.community import HazardTerms
from tongxin.model.dates import Duration
from tongxin.model.ledger import Entry
from tongxin.text.tree import Mapping, Tree

TREE, NODE = Tree(Source("ledger/2026-11.yaml", "")), Mapping(0, flow=True)
CN = working_days("CN")
FIRST = day("2026-11-02")
SIDE = ("escalated", "answered", "extended", "watched")

PATHS: dict[str, tuple[str, ...]] = {
    "nothing": (),
    "found": ("found",),
    "notified": ("found", "notified"),
    "rectified": ("found", "notified", "rectified"),
    "failed": ("found", "notified", "rectified", "fail"),
    "verified": ("found", "notified", "rectified", "verified"),
    "closed": ("found", "notified", "rectified", "verified", "closed"),
}
"""The straight way to each step; `fail` is a verification that failed."""

MISSING: dict[str, dict[str, tuple[str, ...] | None]] = {
    # step reached: next event → None where the page allows it, else the steps that are missing
    "nothing": {
        "found": None, "notified": ("found",), "rectified": ("found",),
        "verified": ("found", "rectified"), "closed": ("found", "rectified", "verified"),
    },
    "found": {
        "found": (), "notified": None, "rectified": None,
        "verified": ("rectified",), "closed": ("rectified", "verified"),
    },
    "notified": {
        "found": (), "notified": None, "rectified": None,  # a notice may be sent again
        "verified": ("rectified",), "closed": ("rectified", "verified"),
    },
    "rectified": {
        "found": (), "notified": (), "rectified": (), "verified": None, "closed": ("verified",),
    },
    "failed": {
        "found": (), "notified": None, "rectified": None,
        "verified": ("rectified",), "closed": ("rectified", "verified"),
    },
    "verified": {"found": (), "notified": (), "rectified": (), "verified": (), "closed": None},
    "closed": {"found": (), "notified": (), "rectified": (), "verified": (), "closed": ()},
}  # fmt: skip


def event(name: str, on: int, **keys: Any) -> Entry:
    result = "fail" if name == "fail" else "pass" if name == "verified" else None
    name = "verified" if name == "fail" else name
    given = {"result": result, **keys}
    return Entry(TREE, NODE, kind="hazard", date=on, hazard="H-1", event=name, **given)


def folded(*events: Entry, **limits: Duration) -> Hazard:
    terms = {"notify": Duration(1), "rectify": Duration(7), "escalate": Duration(3)} | limits
    (hazard,) = fold(events, HazardTerms(TREE, NODE, answers=(), **terms), CN)
    return hazard


def day_by_day(*names: str) -> list[Entry]:
    return [event(name, FIRST + number) for number, name in enumerate(names)]


def missteps(hazard: Hazard) -> list[tuple[str | None, tuple[str, ...]]]:
    return [(misstep.entry.event, misstep.missing) for misstep in hazard.missteps]


# ── the steps ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("step", [step for step in PATHS if step != "nothing"])
def test_the_straight_way_has_no_missteps(step: str) -> None:
    hazard = folded(*day_by_day(*PATHS[step]))
    assert (hazard.step, hazard.stage, missteps(hazard)) == (step, Stage(step), [])
    assert hazard.is_open() == (step != "closed")
    assert hazard.found == FIRST
    assert hazard.notified == (FIRST + 1 if step != "found" else None)
    assert hazard.closed == (FIRST + 4 if step == "closed" else None)


@pytest.mark.parametrize("reached", MISSING)
@pytest.mark.parametrize("name", ["found", "notified", "rectified", "verified", "closed"])
def test_each_step_after_each(reached: str, name: str) -> None:
    hazard = folded(*day_by_day(*PATHS[reached], name))
    missing = MISSING[reached][name]
    assert missteps(hazard) == ([] if missing is None else [(name, missing)])
    assert hazard.step == name  # what was written is what happened, in order or not


@pytest.mark.parametrize("name", SIDE)
@pytest.mark.parametrize("reached", PATHS)
def test_events_aside_leave_the_step_as_it_is(reached: str, name: str) -> None:
    hazard = folded(*day_by_day(*PATHS[reached], name))
    expected = {"nothing": [(name, ("found",))], "closed": [(name, ())]}.get(reached, [])
    assert missteps(hazard) == expected
    if reached != "nothing":
        assert hazard.step == reached
    assert hazard.is_open() == (reached != "closed")


def test_mended_on_the_spot() -> None:
    hazard = folded(*day_by_day("found", "rectified", "verified", "closed"))
    assert (missteps(hazard), hazard.notified, hazard.stage) == ([], None, Stage.CLOSED)


def test_a_failed_verification_begins_again() -> None:
    again = ("found", "rectified", "fail")
    assert folded(*day_by_day(*again)).stage is Stage.FAILED
    for way in (("rectified",), ("notified", "rectified")):
        hazard = folded(*day_by_day(*again, *way, "verified", "closed"))
        assert (missteps(hazard), hazard.stage) == ([], Stage.CLOSED)


def test_several_steps_are_missing_several_times() -> None:
    hazard = folded(*day_by_day("notified", "verified", "closed", "answered"))
    expected = [("notified", ("found",)), ("verified", ("rectified",)), ("answered", ())]
    assert missteps(hazard) == expected


def test_what_follows_the_closing_reopens_only_as_a_step() -> None:
    assert folded(*day_by_day(*PATHS["closed"], "watched")).closed == FIRST + 4
    again = folded(*day_by_day(*PATHS["closed"], "found"))
    assert (again.is_open(), again.stage, again.found) == (True, Stage.FOUND, FIRST)
    closed = folded(*day_by_day(*PATHS["closed"], "rectified", "verified", "closed"))
    assert (closed.closed, missteps(closed)) == (FIRST + 7, [("rectified", ())])


# ── order ─────────────────────────────────────────────────────────────────────────────────────


def test_dates_go_before_lines() -> None:
    events = day_by_day(*PATHS["closed"])
    assert missteps(folded(*reversed(events))) == []


def test_one_day_is_taken_in_the_order_of_the_loop() -> None:
    names = ("closed", "verified", "rectified", "notified", "found")
    hazard = folded(*(event(name, FIRST) for name in names))
    assert (missteps(hazard), hazard.stage, hazard.closed) == ([], Stage.CLOSED, FIRST)


def test_one_step_of_one_day_is_taken_by_line() -> None:
    before = day_by_day("found", "rectified")
    fail, good = event("fail", FIRST + 2), event("verified", FIRST + 2)
    assert folded(*before, fail, good).step == "verified"
    assert folded(*before, good, fail).step == "failed"


@pytest.mark.parametrize("name", SIDE)
def test_what_happens_aside_on_the_day_of_the_closing_comes_before_it(name: str) -> None:
    events = day_by_day(*PATHS["closed"])
    hazard = folded(*events, event(name, FIRST + 4))
    assert (missteps(hazard), hazard.stage) == ([], Stage.CLOSED)


def test_found_and_escalated_on_one_day() -> None:
    hazard = folded(event("escalated", FIRST), event("found", FIRST))
    assert (missteps(hazard), hazard.stage) == ([], Stage.ESCALATED)


# ── days ──────────────────────────────────────────────────────────────────────────────────────


def test_due_is_the_last_stated_or_else_the_limit() -> None:
    found, stated = event("found", FIRST), event("found", FIRST, due=FIRST + 3)
    notified = event("notified", FIRST + 1, due=FIRST + 5)
    extended = event("extended", FIRST + 4, due=FIRST + 20)
    assert folded(found).due == FIRST + 7
    assert folded(found, rectify=Duration(2)).due == FIRST + 2
    assert folded(stated).due == FIRST + 3
    assert folded(stated, notified).due == FIRST + 5
    assert folded(extended, notified, stated).due == FIRST + 20
    assert folded(stated, event("rectified", FIRST + 2)).due == FIRST + 3


def test_overdue_even_while_it_waits_for_reinspection() -> None:
    hazard = folded(*day_by_day("found", "rectified"))
    assert not hazard.is_overdue(FIRST + 7)
    assert hazard.is_overdue(FIRST + 8)
    assert hazard.stage is Stage.RECTIFIED
    late = folded(*day_by_day("found", "rectified", "verified"), event("closed", FIRST + 30))
    assert not late.is_overdue(FIRST + 31)


def test_escalated_until_the_next_step() -> None:
    events = [*day_by_day("found", "notified"), event("escalated", FIRST + 9)]
    answered = event("answered", FIRST + 10)
    assert folded(*events).stage is Stage.ESCALATED
    assert folded(*events).step == "notified"
    assert folded(*events, answered).stage is Stage.ESCALATED
    assert folded(*events, answered, event("rectified", FIRST + 11)).stage is Stage.RECTIFIED


def test_open_at_the_end_of_a_day() -> None:
    hazard = folded(*day_by_day(*PATHS["closed"]))
    assert [n for n in (-1, 0, 3, 4, 5) if hazard.was_open(FIRST + n)] == [0, 3]
    assert folded(*day_by_day("found")).was_open(FIRST + 900)


def test_limits_in_working_days() -> None:
    friday = day("2026-11-20")
    assert after(friday, Duration(3), CN) == day("2026-11-23")
    assert after(friday, Duration(3, working=True), CN) == day("2026-11-25")
    assert after(friday, Duration(0, working=True), CN) == friday
    assert after(day("2026-09-30"), Duration(1, working=True), CN) == day("2026-10-08")
    hazard = folded(event("found", friday), rectify=Duration(5, working=True))
    assert hazard.due == day("2026-11-27")


def test_what_is_said_of_it() -> None:
    hazard = folded(
        event("found", FIRST, place=("market",), hazard_kind="安全", level="serious", what="堵塞"),
        event("notified", FIRST + 1, to="甲物业", place=("school",)),
        event("escalated", FIRST + 2, to="街道办事处", level="major"),
    )
    assert hazard.places == ("market",)
    assert (hazard.kind, hazard.what) == ("安全", "堵塞")
    assert (hazard.level, hazard.to) == ("major", "街道办事处")
    assert folded(event("found", FIRST)).level == "ordinary"


# ── in a workspace ────────────────────────────────────────────────────────────────────────────

LEDGER = {
    "ledger/2026-10.yaml": """\
        - {id: E-1, 日期: 2026-10-30, 隐患: H-1, 环节: 发现, 整改期限: 2026-11-10}
        - {id: E-2, date: 2026-10-30, hazard: H-2, event: found, level: 重大}
        """,
    "ledger/2026-11.yaml": """\
        - {id: E-3, date: 2026-11-02, hazard: H-1, event: 通知}
        - {id: E-4, date: 2026-11-03, hazard: H-1, event: 整改}
        - {id: E-5, date: 2026-11-04, hazard: H-1, event: 复查, result: 不合格}
        - {id: E-6, date: 2026-11-06, void: E-5, why: 记错了}
        - {id: E-7, date: 2026-11-07, hazard: H-1, event: 复查, result: 合格}
        - {id: E-8, date: 2026-11-08, hazard: H-1, event: 销号}
        """,
}


@pytest.mark.parametrize(
    ("today", "stage"),
    [
        ("2026-10-30", Stage.FOUND),
        ("2026-11-01", Stage.FOUND),
        ("2026-11-02", Stage.NOTIFIED),
        ("2026-11-03", Stage.RECTIFIED),
        ("2026-11-04", Stage.FAILED),
        ("2026-11-06", Stage.RECTIFIED),  # the failed verification is void by now
        ("2026-11-07", Stage.VERIFIED),
        ("2026-11-08", Stage.CLOSED),
    ],
)
def test_as_of_a_day(tmp_path: Path, today: str, stage: Stage) -> None:
    first, _ = agenda(tmp_path, LEDGER, today).hazards
    assert (first.id, first.stage, first.due) == ("H-1", stage, day("2026-11-10"))
    assert missteps(first) == []


def test_nothing_is_known_before_it_was_found(tmp_path: Path) -> None:
    assert agenda(tmp_path, LEDGER, "2026-10-29").hazards == ()


def test_next_steps(tmp_path: Path) -> None:
    def steps(today: str) -> list[list[NextStep]]:
        on = agenda(tmp_path, LEDGER, today)
        return [list(next_steps(hazard, on.world, on.today)) for hazard in on.hazards]

    watched = NextStep("watched", day("2026-10-30"))
    notified = NextStep("notified", day("2026-10-31"))
    assert steps("2026-10-30") == [[notified], [notified, watched]]
    assert steps("2026-11-02")[0] == [NextStep("rectified", day("2026-11-10"))]
    assert steps("2026-11-03")[0] == [NextStep("verified", day("2026-11-10"))]
    assert steps("2026-11-04")[0] == [NextStep("notified", day("2026-11-10"))]
    assert steps("2026-11-07")[0] == [NextStep("closed", day("2026-11-10"))]
    escalated = NextStep("escalated", day("2026-11-09"))  # due 2026-11-06, and three days
    assert steps("2026-11-06")[1] == [notified, watched]
    assert steps("2026-11-08") == [[], [notified, escalated, watched]]


def test_a_second_notice_may_follow_a_failed_inspection_of_the_same_day() -> None:
    events = [
        event("found", FIRST), event("notified", FIRST), event("rectified", FIRST + 5),
        event("notified", FIRST + 6), event("fail", FIRST + 6),
    ]  # fmt: skip
    hazard = folded(*events)
    assert (hazard.step, missteps(hazard)) == ("notified", [])


# ── brute force ───────────────────────────────────────────────────────────────────────────────

NAMES = ("found", "notified", "rectified", "fail", "verified", "closed", *SIDE)


def by_the_page(events: list[tuple[int, str, int | None]]) -> tuple[str, int, set[int], int | None]:
    """Step, due day, numbers of the events out of order, and closing day: read off the page.

    Of the events of a day the first that may follow is next; the loop's order counts among them, and
    where none may follow.
    """
    loop = ["found", "notified", "rectified", "verified", *SIDE, "closed"]
    plain = [name.replace("fail", "verified") for _, name, _ in events]
    waiting = sorted(range(len(events)), key=lambda n: (events[n][0], loop.index(plain[n]), n))
    found = next((events[n][0] for n in waiting if plain[n] == "found"), events[waiting[0]][0])
    step, due, wrong, closed = "nothing", None, set(), None
    while waiting:
        day = events[waiting[0]][0]
        fits = [
            n
            for n in waiting
            if events[n][0] == day and (plain[n] in SIDE or MISSING[step][plain[n]] is None)
        ]
        number = fits[0] if fits else waiting[0]
        waiting.remove(number)
        _, name, stated = events[number]
        due = due if stated is None else stated
        if name in SIDE:
            if step in ("nothing", "closed"):
                wrong.add(number)
            continue
        if not fits:
            wrong.add(number)
        step, closed = "failed" if name == "fail" else name, day if name == "closed" else None
    return step, found + 7 if due is None else due, wrong, closed


@given(
    st.lists(
        st.tuples(
            st.integers(FIRST, FIRST + 12),
            st.sampled_from(NAMES),
            st.none() | st.integers(FIRST, FIRST + 30),
        ),
        min_size=1,
        max_size=9,
    )
)
def test_any_events_fold_as_the_page_says(events: list[tuple[int, str, int | None]]) -> None:
    entries = [event(name, on, due=due) for on, name, due in events]
    hazard = folded(*entries)
    step, due, wrong, closed = by_the_page(events)
    assert hazard.step == ("found" if step == "nothing" else step)
    assert hazard.due == due
    assert {entries.index(misstep.entry) for misstep in hazard.missteps} == wrong
    assert hazard.closed == closed
    assert hazard.is_open() == (closed is None)
    for today in range(FIRST, FIRST + 40, 3):
        assert hazard.is_overdue(today) == (closed is None and today > due)
