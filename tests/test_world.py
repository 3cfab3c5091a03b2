"""Look-ups: ids, names and former ids; what a ledger may call a task; which entries count."""

from itertools import permutations
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import day, world
from tongxin.diagnostic import Source
from tongxin.model.community import read_settings
from tongxin.model.ledger import read_ledger
from tongxin.model.world import World, each_answer, index
from tongxin.text.tree import parse_tree

HEAD = "title: 计划\nperiod: 2026\n"
SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    groups:
      - {id: office, name: 居委会, lead: 主任}
      - {id: fire, name: 消防组, lead: 街道}
    places:
      - {id: beiyuan, name: 北苑小区, kind: [小区, 院落], was: [bei]}
      - {id: nanyuan, name: 南苑小区, kind: 小区}
      - {id: xuexiao, name: 小学, kind: 学校}
      - {id: 院落, name: 东院}
    """


# ── one index ─────────────────────────────────────────────────────────────────────────────────


def thing(id: str, name: str = "", was: tuple[str, ...] = ()) -> SimpleNamespace:  # noqa: A002
    return SimpleNamespace(id=id, name=name, was=was)


ID, NAME, WAS = thing("x"), thing("a", "x"), thing("b", "乙", ("x",))


@pytest.mark.parametrize("things", list(permutations((ID, NAME, WAS))))
def test_ids_win_over_names_and_names_over_former_ids(things: tuple[SimpleNamespace, ...]) -> None:
    assert index(things)["x"] is ID
    assert index(t for t in things if t is not ID)["x"] is NAME
    assert index(t for t in things if t is WAS)["x"] is WAS


def test_of_two_with_one_id_the_first_is_meant() -> None:
    first, second = thing("x", "甲"), thing("x", "乙")
    assert index((first, second)) == {"x": first, "甲": first, "乙": second}


def test_what_is_not_written_names_nothing() -> None:
    assert index((thing("", ""),)) == {}


NAMES = st.sampled_from("abcd")


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(NAMES, NAMES, st.lists(NAMES, max_size=2)), max_size=5))
def test_precedence_for_any_things(rows: list[tuple[str, str, list[str]]]) -> None:
    things = [thing(i, n, tuple(w)) for i, n, w in rows]
    for reference in "abcd":
        ranked = (
            [t for t in things if t.id == reference],
            [t for t in things if t.name == reference],
            [t for t in things if reference in t.was],
        )
        wanted = next((found[0] for found in ranked if found), None)
        assert index(things).get(reference) is wanted


# ── places and groups ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("beiyuan", ["beiyuan"]),
        ("北苑小区", ["beiyuan"]),
        ("bei", ["beiyuan"]),
        ("小区", ["beiyuan", "nanyuan"]),
        ("学校", ["xuexiao"]),
        ("all", ["beiyuan", "nanyuan", "xuexiao", "院落"]),
        ("全部", ["beiyuan", "nanyuan", "xuexiao", "院落"]),
        ("院落", ["院落"]),  # an id wins over a kind
        ("西苑", []),
    ],
)
def test_places_named(tmp_path: Path, reference: str, meant: list[str]) -> None:
    found = world(tmp_path, {"tongxin.yaml": SETTINGS})
    assert [place.id for place in found.places_named(reference)] == meant


def test_groups_of_the_plan_win_over_common_ones(tmp_path: Path) -> None:
    plan = "plan: a\n" + HEAD + "groups:\n  - {id: fire, name: 消防, lead: 物业}\n"
    found = world(tmp_path, {"tongxin.yaml": SETTINGS, "plans/a.yaml": plan})
    groups = found.groups_of(found.plans[0])
    assert {name: group.lead for name, group in groups.items()} == {
        "office": "主任",
        "居委会": "主任",
        "fire": "物业",
        "消防": "物业",
        "消防组": "街道",
    }


@pytest.mark.parametrize("was", ["was: [消防组]", "曾用: 消防组"])
def test_a_former_id_in_the_plan_wins_over_a_common_name(tmp_path: Path, was: str) -> None:
    plan = "plan: a\n" + HEAD + f"groups:\n  - {{id: blaze, name: 消防, lead: 物业, {was}}}\n"
    found = world(tmp_path, {"tongxin.yaml": SETTINGS, "plans/a.yaml": plan})
    assert found.groups_of(found.plans[0])["消防组"].lead == "物业"


# ── tasks ─────────────────────────────────────────────────────────────────────────────────────

PLANS = {
    "plans/a.yaml": "plan: a\nwas: [old]\n" + HEAD + "tasks:\n"
    "  - {id: weekly, title: 卫生检查, schedule: 每周1次, was: [daily]}\n"
    "  - {id: drill, title: 演练, schedule: 每年1次}\n",
    "plans/b.yaml": "plan: b\n" + HEAD + "tasks:\n"
    "  - {id: weekly, title: 安全检查, schedule: 每周1次}\n"
    "  - {id: visit, title: 演练, schedule: 每年1次}\n",
}


@pytest.mark.parametrize(
    ("reference", "meant"),
    [
        ("a/weekly", ["a/weekly"]),
        ("b/weekly", ["b/weekly"]),
        ("a/卫生检查", ["a/weekly"]),
        ("a/daily", ["a/weekly"]),
        ("old/weekly", ["a/weekly"]),
        ("old/daily", ["a/weekly"]),
        ("卫生检查", ["a/weekly"]),
        ("daily", ["a/weekly"]),
        ("drill", ["a/drill"]),
        ("weekly", ["a/weekly", "b/weekly"]),  # ambiguous
        ("演练", ["a/drill", "b/visit"]),  # ambiguous
        ("b/daily", []),
        ("b/drill", []),
        ("monthly", []),
    ],
)
def test_what_a_ledger_may_call_a_task(tmp_path: Path, reference: str, meant: list[str]) -> None:
    found = world(tmp_path, PLANS).duty_index.get(reference, ())
    assert [duty.name for duty in found] == meant


def test_plan_and_task_win_over_a_title_that_looks_like_them(tmp_path: Path) -> None:
    odd = PLANS["plans/b.yaml"].replace("title: 安全检查", "title: a/weekly")
    found = world(tmp_path, {**PLANS, "plans/b.yaml": odd})
    assert [duty.name for duty in found.duty_index["a/weekly"]] == ["a/weekly"]


def test_duties_are_every_task_in_order(tmp_path: Path) -> None:
    found = world(tmp_path, PLANS)
    assert [duty.name for duty in found.duties] == ["a/weekly", "a/drill", "b/weekly", "b/visit"]
    assert found.duty_index["a/weekly"][0] is found.duties[0]


def test_clauses_by_both_their_names(tmp_path: Path) -> None:
    basis = "basis: std\nwas: [std-1]\ntitle: 标准\nclauses:\n  - {id: S1, text: 甲, was: [T1]}\n"
    found = world(tmp_path, {"plans/basis/std.yaml": basis})
    clause = found.bases[0].clauses[0]
    names = {"std/S1", "std/T1", "std-1/S1", "std-1/T1"}
    assert {name for name, (_, c) in found.clause_index.items() if c is clause} == names


def test_everything_that_answers_a_clause(tmp_path: Path) -> None:
    plan = (
        "plan: a\n" + HEAD + "goals: {id: g, text: 达标, answers: s/1}\n"
        "indicators: {id: i, name: 户数, answers: s/2}\n"
        "groups: {id: c, name: 组, answers: s/3}\n"
        "phases: {id: p, name: 启动, from: 2026-01, to: 2026-02, answers: s/4}\n"
        "tasks: {id: t, title: 巡查, schedule: 全年, 落实: [s/5, s/6]}\n"
        "measures: {text: 经费, answers: s/7}\n"
    )
    tongxin = (
        "tongxin: 1\ncommunity: {name: 示例社区}\nhazards: {answers: s/8}\n"
        "groups: {id: o, name: 办, answers: s/9}\n"
    )
    found = world(tmp_path, {"plans/a.yaml": plan, "tongxin.yaml": tongxin})
    assert sorted(clause for clause, _ in each_answer(found)) == [f"s/{n}" for n in range(1, 10)]


# ── which entries count ───────────────────────────────────────────────────────────────────────


def ledger_world(*lines: str) -> World:
    settings, _ = read_settings(parse_tree(Source("tongxin.yaml", SETTINGS.replace("    ", ""))))
    text = "".join(f"- {{{line}}}\n" for line in lines)
    ledger, findings = read_ledger(parse_tree(Source("ledger/2026-11.yaml", text)))
    assert findings == []
    return World(settings=settings, ledgers=(ledger,))


def note(entry: str, date: str = "2026-11-03") -> str:
    return f"id: {entry}, date: {date}, note: 甲"


def void(entry: str, of: str, date: str = "2026-11-04") -> str:
    own = f"id: {entry}, " if entry else ""
    return f"{own}date: {date}, void: {of}, why: 误记"


def counting(found: World, today: str = "2026-11-30") -> list[str | None]:
    return [entry.id for entry in found.entries(day(today))]


def test_nothing_dated_after_today_exists() -> None:
    found = ledger_world(note("E-1", "2026-11-03"), note("E-2", "2026-11-04"))
    assert [counting(found, f"2026-11-0{n}") for n in (2, 3, 4)] == [[], ["E-1"], ["E-1", "E-2"]]
    assert [entry.id for entry in found.all_entries] == ["E-1", "E-2"]


def test_a_void_counts_from_its_own_day() -> None:
    found = ledger_world(note("E-1"), void("V-1", "E-1", "2026-11-10"))
    assert counting(found, "2026-11-09") == ["E-1"]
    assert counting(found, "2026-11-10") == []


@pytest.mark.parametrize(
    ("voids", "counts"),
    [
        ([], True),
        ([("V-1", "E-1")], False),
        ([("", "E-1")], False),
        ([("V-1", "E-1"), ("V-2", "V-1")], True),
        ([("V-1", "E-1"), ("", "V-1")], True),
        ([("V-1", "E-1"), ("V-2", "V-1"), ("V-3", "V-2")], False),
        ([("V-1", "E-1"), ("V-2", "E-1")], False),
        ([("V-1", "E-1"), ("V-2", "E-1"), ("V-3", "V-1")], False),
        ([("V-1", "E-1"), ("V-2", "E-1"), ("V-3", "V-1"), ("V-4", "V-2")], True),
        ([("V-1", "E-9")], True),
    ],
)
def test_voids(voids: list[tuple[str, str]], counts: bool) -> None:
    for order in permutations(voids):
        lines = [void(entry, of) for entry, of in order]
        for found in (ledger_world(note("E-1"), *lines), ledger_world(*lines, note("E-1"))):
            assert counting(found) == (["E-1"] if counts else [])


def test_voids_that_void_each_other_are_read_and_the_rest_counts() -> None:
    found = ledger_world(note("E-1"), note("E-2"), void("V-1", "V-2"), void("V-2", "V-1"))
    assert counting(found) == ["E-1", "E-2"]
    for of in ("V-1", "E-1"):
        counting(ledger_world(note("E-1"), void("V-1", of)))  # one that voids itself: no end


@pytest.mark.parametrize("length", [2, 3, 4, 5])
def test_a_ring_of_voids_says_the_same_in_any_order(length: int) -> None:
    ring = [void(f"V-{n}", f"V-{(n + 1) % length}") for n in range(length)]
    lines = [*ring, note("E-1"), void("V-9", "E-1"), note("E-2")]
    states = {frozenset(ledger_world(*order).voided(day("2026-11-30")))
              for order in (lines, lines[::-1], lines[2:] + lines[:2])}  # fmt: skip
    assert len(states) == 1
    assert "E-1" in next(iter(states))
    assert "E-2" not in next(iter(states))


def test_a_long_chain_of_voids() -> None:
    chain = [void(f"V-{n}", f"V-{n - 1}" if n else "E-1") for n in range(600)]
    assert counting(ledger_world(note("E-1"), *chain)) == ["E-1"]


def test_hazards_lights_and_backfill_have_their_defaults() -> None:
    found = ledger_world()
    terms, lights = found.hazard_terms, found.lights
    assert (terms.notify.days, terms.rectify.days, terms.escalate.days) == (1, 7, 3)
    assert (lights.yellow.days, lights.red.days) == (3, 0)
    assert found.settings.backfill.days == 7


def test_a_file_not_read_whole_makes_the_world_incomplete(tmp_path: Path) -> None:
    assert world(tmp_path / "1", PLANS).complete
    torn = {**PLANS, "ledger/2026-11.yaml": "- {date: 2026-11-03, note: 甲\n"}
    assert not world(tmp_path / "2", torn).complete
    broken = {**PLANS, "plans/c.yaml": "plan: c\ntitle: [甲\nperiod: 2026\n"}
    assert not world(tmp_path / "3", broken).complete
