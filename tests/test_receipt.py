"""What recording is answered with: where the duties stand, what was missed, what else is served."""

from pathlib import Path

import pytest

from tests.harness import TODAY, day
from tests.recording import LEDGER, agenda, community, do, put
from tongxin.answers.receipt import also_served, receipt
from tongxin.calendar.periods import iso
from tongxin.commands.record import Said
from tongxin.messages import Translator
from tongxin.output.receipts import if_done, missed_text, render_receipt, standing

ENGLISH = Translator("en")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return community(tmp_path, monkeypatch)


def stands(root: Path, *texts: str, on: str = TODAY) -> list[str]:
    """Task and standing of each duty after the entries of these lines."""
    put(root, {LEDGER: "".join(f"- {{{text}}}\n" for text in texts)})
    now = agenda(root, on)
    found = receipt(now, now.world.all_entries)
    return [f"{o.first.duty.name}: {ENGLISH(standing(now, o))}" for o in found.standing]


def missed(root: Path, *texts: str, on: str = TODAY, path: str = LEDGER) -> list[str]:
    put(root, {path: "".join(f"- {{{text}}}\n" for text in texts)})
    now = agenda(root, on)
    found = receipt(now, now.world.all_entries).missed
    return [
        text for one in found for text in (ENGLISH(missed_text(now, one)), ENGLISH(if_done(one)))
    ]


# ── where it stands ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["date: 2026-11-23, task: fire/patrol"], ["fire/patrol: this week 1/2, 1 to go"]),
        (
            ["date: 2026-11-23, task: fire/patrol, count: 2"],
            ["fire/patrol: this week 2/2, complete"],
        ),
        (
            ["date: 2026-11-23, task: fire/patrol, count: 3"],
            ["fire/patrol: this week 3/2, complete"],
        ),
        (
            ["date: 2026-11-19, task: fire/patrol", "date: 2026-11-23, task: fire/patrol"],
            ["fire/patrol: last week 1/2, 1 to go", "fire/patrol: this week 1/2, 1 to go"],
        ),
        (["date: 2026-11-02, task: fire/patrol"], ["fire/patrol: 2026-W45 1/2, 1 to go"]),
        (["date: 2026-11-02, task: fire/meet"], ["fire/meet: this month 1/1, complete"]),
        (["date: 2026-11-23, task: fire/setup"], ["fire/setup: 1/1, complete, but late"]),
        (["date: 2026-10-30, task: fire/setup"], ["fire/setup: 1/1, complete"]),
        (["date: 2026-11-23, task: fire/ready"], ["fire/ready: 1 time so far"]),
        (["date: 2026-11-23, task: fire/ready, count: 4"], ["fire/ready: 4 times so far"]),
        (
            ["date: 2026-11-23, task: fire/inspect, place: [bei, dong]"],
            ["fire/inspect: this week 2/3; lacking 南苑小区 1"],
        ),
        (
            ["date: 2026-11-23, task: fire/inspect, place: [bei, nan, dong]"],
            ["fire/inspect: this week 3/3, complete"],
        ),
        (  # no place's surplus hides another's lack
            ["date: 2026-11-23, task: fire/inspect, place: bei, count: 3"],
            ["fire/inspect: this week 1/3; lacking 南苑小区 1, 东苑小区 1"],
        ),
        (
            ["date: 2026-11-23, task: [fire/inspect, clean/weekly], place: bei"],
            ["fire/inspect: this week 1/3; lacking 南苑小区 1, 东苑小区 1",
             "clean/weekly: this week 1/3; lacking 南苑小区 1, 东苑小区 1"],
        ),
        (
            ["date: 2026-11-23, task: fire/talk, audience: 儿童"],
            ["fire/talk: 1/2; lacking 老年人 1"],
        ),
        (
            ["date: 2026-11-22, waive: fire/patrol, period: 2026-W48, why: x",
             "date: 2026-11-23, task: fire/patrol"],
            ["fire/patrol: this week 1/2, the rest is waived"],
        ),
        (["date: 2026-11-23, task: fire/inspect, place: xiao"], []),  # counts nowhere
        (["date: 2026-11-23, task: idea/drill"], []),
        (["date: 2026-11-23, task: fire/nothing"], []),
        (["date: 2026-11-23, note: x"], []),
    ],
)  # fmt: skip
def test_where_an_entry_leaves_its_duties(
    root: Path,
    texts: list[str],
    expected: list[str],
) -> None:
    assert stands(root, *texts) == expected


def test_what_is_complete_looks_so(root: Path) -> None:
    put(root, {LEDGER: "- {date: 2026-11-23, task: fire/patrol}\n"
                       "- {date: 2026-11-02, task: fire/meet}\n"})  # fmt: skip
    now = agenda(root)
    found = receipt(now, now.world.all_entries)
    rows = [
        "".join(text for _, text in line)
        for line in render_receipt(now, found, (), day(TODAY), ENGLISH)
    ]
    assert rows[0] == " · fire/patrol  消防巡查  this week 1/2, 1 to go"
    assert rows[1] == " ✓ fire/meet  消防例会  this month 1/1, complete"


# ── what was missed ───────────────────────────────────────────────────────────────────────────

SHORT = '"消防巡查" closed short: last week 0/2, 2 to go'


def test_the_period_before_closed_short(root: Path) -> None:
    assert missed(root, "date: 2026-11-23, task: fire/patrol") == [
        SHORT, "if it was done but not recorded: tongxin done fire/patrol --on 2026-11-20",
    ]  # fmt: skip


def test_only_the_last_period_is_asked_for(root: Path) -> None:
    """W46 and W47 are both missed and both within two weeks."""
    now = agenda(root)
    assert {o.period for o in now.missed(day("2026-11-09")) if o.duty.name == "fire/patrol"} == {
        "2026-W46", "2026-W47",
    }  # fmt: skip
    assert len(missed(root, "date: 2026-11-23, task: fire/patrol")) == 2


def test_what_was_kept_is_not_asked_for(root: Path) -> None:
    both = ("date: 2026-11-17, task: fire/patrol, count: 2", "date: 2026-11-23, task: fire/patrol")
    put(root, {LEDGER: "".join(f"- {{{text}}}\n" for text in both)})
    now = agenda(root)
    found = receipt(now, now.world.all_entries[1:])
    assert [one.occurrences[0].period for one in found.missed] == ["2026-W46"]


def test_what_was_missed_is_named_by_place(root: Path) -> None:
    put(root, {LEDGER: "- {date: 2026-11-18, task: fire/inspect, place: nan}\n"
                         "- {date: 2026-11-23, task: fire/inspect, place: nan}\n"})  # fmt: skip
    now = agenda(root)
    (found,) = receipt(now, now.world.all_entries[1:]).missed
    assert ENGLISH(if_done(found)) == (
        "if it was done but not recorded: "
        "tongxin done fire/inspect --place bei、dong --on 2026-11-20"
    )
    assert ENGLISH(missed_text(now, found)) == (
        '"小区消防检查" closed short: last week 0/2; lacking 北苑小区 1, 东苑小区 1'
    )


def test_the_day_named_would_count(root: Path) -> None:
    """The command that is offered does what it says."""
    put(root, {LEDGER: "- {date: 2026-11-23, task: fire/inspect, place: nan}\n"})
    now = agenda(root)
    (found,) = receipt(now, now.world.all_entries).missed
    do(root, "fire/inspect", places=("bei、nan、dong",), said=Said(on=iso(found.on)))
    after = agenda(root)
    assert not [
        o for o in after.missed(day("2026-11-09"))
        if o.duty.name == "fire/inspect" and o.period == "2026-W47"
    ]  # fmt: skip


def test_the_day_named_is_a_working_day_where_there_is_one(root: Path) -> None:
    """1 to 8 October 2026 are holidays: of the week from 28 September three days were worked."""
    path = "ledger/2026-10.yaml"
    found = missed(root, "date: 2026-10-09, task: fire/patrol", on="2026-10-09", path=path)
    assert found[1].endswith("--on 2026-09-30")


def test_of_what_was_missed_long_ago_nothing_is_said(root: Path) -> None:
    texts = ("date: 2026-11-02, task: fire/meet",)
    assert missed(root, *texts, on="2026-11-10") == [
        '"消防例会" closed short: last month 0/1, 1 to go',
        "if it was done but not recorded: tongxin done fire/meet --on 2026-10-30",
    ]
    assert missed(root, *texts, on="2026-11-15") == []


def test_what_is_recorded_late_does_not_ask_for_what_came_after(root: Path) -> None:
    found = missed(root, "date: 2026-11-19, task: fire/patrol")
    assert found == [
        '"消防巡查" closed short: 2026-W46 0/2, 2 to go',
        "if it was done but not recorded: tongxin done fire/patrol --on 2026-11-13",
    ]


# ── what else would be served ─────────────────────────────────────────────────────────────────


def served(root: Path, on: str = TODAY, *places: str) -> list[str]:
    now = agenda(root)
    (duty,) = now.world.duty_index["fire/inspect"]
    found = also_served(now, [duty], frozenset(places), day(on))
    return [f"{o.duty.name} {o.place} {o.period}" for line in found for o in line.occurrences]


def test_like_work_at_the_same_places(root: Path) -> None:
    assert served(root, TODAY, "bei") == ["clean/weekly bei 2026-W48"]
    assert served(root, TODAY, "bei", "nan") == [
        "clean/weekly bei 2026-W48", "clean/weekly nan 2026-W48",
    ]  # fmt: skip
    assert served(root, TODAY, "xiao") == []


def test_what_is_kept_already_is_not_named(root: Path) -> None:
    put(root, {LEDGER: "- {date: 2026-11-23, task: clean/weekly, place: bei}\n"})
    assert served(root, TODAY, "bei", "nan") == ["clean/weekly nan 2026-W48"]


def test_a_visit_of_last_week_serves_last_week(root: Path) -> None:
    assert served(root, "2026-11-19", "bei") == ["clean/weekly bei 2026-W47"]


def test_a_task_that_was_named_is_not_offered(root: Path) -> None:
    text = do(root, "fire/inspect", "clean/weekly", places=("bei",)).text
    assert "would also serve" not in text


@pytest.mark.parametrize(("on", "day_option"), [(None, ""), ("11-19", " --on 2026-11-19")])
def test_the_command_that_is_offered_serves(
    root: Path,
    on: str | None,
    day_option: str,
) -> None:
    text = do(root, "fire/inspect", places=("bei",), said=Said(on=on)).text
    when = "this week" if on is None else "last week"
    assert (
        f"the same visit would also serve clean/weekly 环境卫生评比 ({when} 0/1): "
        f"tongxin done clean/weekly --place bei{day_option}\n"
    ) in text
    more = do(root, "clean/weekly", places=("bei",), said=Said(on=on)).text
    assert f"{when} 1/3" in more
    assert "fire/inspect" not in more
