"""`hazard`: the closed loop walked by its verbs, from found to closed, and what is refused."""

from pathlib import Path
from typing import Any

import pytest

from tests.harness import TODAY, found
from tests.recording import LEDGER, agenda, bodies, community, do, lines, put
from tests.test_commands import Desk
from tongxin.commands.due import due
from tongxin.commands.hazard import Step, hazard_list, hazard_show, step
from tongxin.commands.record import Said
from tongxin.diagnostic import TongxinError

TUESDAY, FRIDAY, LATER = "2026-11-24", "2026-11-27", "2026-12-05"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return community(tmp_path, monkeypatch)


class Loop:
    """The hazards of a workspace, taken step by step."""

    def __init__(self, root: Path, form: str = "text") -> None:
        self.root, self.form = root, form

    def __call__(
        self,
        event: str,
        hazard: str | None = None,
        on: str = TODAY,
        said: Said | None = None,
        output: Path | None = None,
        **wanted: Any,
    ) -> Desk:
        desk = Desk(self.root, self.form, on)
        assert step(desk.context, Step(event, hazard, **wanted), said or Said(), output) == 0
        return desk

    def refused(self, event: str, hazard: str | None = None, **given: Any) -> str:
        """How a step is refused; nothing is written then."""
        before = lines(self.root), lines(self.root, "ledger/2026-12.yaml")
        with pytest.raises(TongxinError) as caught:
            self(event, hazard, **given)
        assert (lines(self.root), lines(self.root, "ledger/2026-12.yaml")) == before
        return f"{caught.value}; {caught.value.remedy}"


@pytest.fixture
def loop(root: Path) -> Loop:
    return Loop(root)


@pytest.fixture
def opened(loop: Loop) -> Loop:
    """One hazard at the first place: H-20261123-000000."""
    loop("found", place="北苑", what="楼道堆物", kind="安全")
    return loop


ID = "H-20261123-000000"


def shown(root: Path, on: str = TODAY, **options: Any) -> Any:
    desk = Desk(root, "json", on)
    assert hazard_list(desk.context, **options) == 0
    return desk.json["hazards"]


def stage(root: Path, on: str = TODAY) -> str:
    (hazard,) = agenda(root, on).hazards
    return str(hazard.stage)


def codes(root: Path, on: str) -> set[str]:
    """What the checks find in the ledger."""
    files = {"tongxin.yaml": (root / "tongxin.yaml").read_bytes()}
    return {f.code for f in found(root, files, on) if f.path.startswith("ledger/")}


# ── the whole walk ────────────────────────────────────────────────────────────────────────────


def test_from_found_to_closed(loop: Loop) -> None:
    root = loop.root
    text = loop("found", place="北苑", what="楼道堆物", kind="安全", level="较大").text
    assert text == (
        "recorded:\n"
        "  - {id: E-20261123-000001, date: 2026-11-23, hazard: H-20261123-000000, event: found, "
        'kind: 安全, place: bei, level: serious, what: "楼道堆物", at: 2026-11-23}\n'
        "hazard H-20261123-000000 北苑小区 楼道堆物: found\n"
        "next: notified by 11-24: tongxin hazard notified 0000\n"
    )
    text = loop("notified", "0000", on=TUESDAY, due="3个工作日", said=Said(by="社区网格员")).text
    assert bodies(root)[-1] == (
        f"2026-11-24, hazard: {ID}, event: notified, due: 2026-11-27, to: 北苑物业, by: 社区网格员"
    )
    assert "北苑小区 楼道堆物: notified\n" in text
    assert "next: rectified by 11-27: tongxin hazard rectified 0000\n" in text
    assert "tongxin render rectification-notice --hazard 0000 -o FILE" in text
    loop("rectified", "北苑小区", on=FRIDAY, said=Said(note="已清空", evidence=("纸质：一盒",)))
    assert bodies(root)[-1] == (
        f'2026-11-27, hazard: {ID}, event: rectified, note: "已清空", evidence: ["纸质：一盒"]'
    )
    text = loop("verified", ID, on=FRIDAY, result="pass", people=2).text
    assert bodies(root)[-1] == f"2026-11-27, hazard: {ID}, event: verified, people: 2, result: pass"
    assert "next: closed by 11-27: tongxin hazard closed 0000\n" in text
    text = loop("closed", "bei", on=FRIDAY).text
    assert bodies(root)[-1] == f"2026-11-27, hazard: {ID}, event: closed"
    assert text.endswith("北苑小区 楼道堆物: closed\n")
    assert codes(root, FRIDAY) == set()
    assert shown(root, FRIDAY) == []


def test_mended_on_the_spot(opened: Loop) -> None:
    for event, more in (("rectified", {}), ("verified", {"result": "pass"}), ("closed", {})):
        opened(event, "0000", **more)
    assert stage(opened.root) == "closed"
    assert codes(opened.root, TODAY) == set()


def test_a_re_inspection_that_failed(opened: Loop) -> None:
    root = opened.root
    opened("notified", "0000", on=TUESDAY)
    opened("rectified", "0000", on="2026-11-25")
    text = opened(
        "verified", "0000", on="2026-11-26", result="fail", said=Said(note="又堆上了")
    ).text
    assert ": failed\n" in text
    assert "next: notified by 11-30: tongxin hazard notified 0000\n" in text
    assert stage(root, "2026-11-26") == "failed"
    refusal = opened.refused("closed", "0000", on="2026-11-26")
    assert "has no rectified, verified before it" in refusal
    opened("notified", "0000", on="2026-11-26", due="7天")
    opened("rectified", "0000", on=FRIDAY)
    opened("verified", "0000", on=FRIDAY, result="pass")
    opened("closed", "0000", on=FRIDAY)
    assert codes(root, FRIDAY) == set()
    (hazard,) = agenda(root, FRIDAY).hazards
    assert [e.event for e in hazard.events] == [
        "found", "notified", "rectified", "verified", "notified", "rectified", "verified", "closed",
    ]  # fmt: skip


def test_escalated_with_its_letter(opened: Loop, tmp_path: Path) -> None:
    root = opened.root
    notice, letter = tmp_path / "notice.md", tmp_path / "letter.md"
    opened("notified", "0000", on=TUESDAY, output=notice)
    assert "楼道堆物" in notice.read_text("utf-8")
    assert "北苑" in notice.read_text("utf-8")
    text = opened("escalated", "0000", on="2026-12-02", output=letter).text
    assert bodies(root, "ledger/2026-12.yaml") == [
        f"2026-12-02, hazard: {ID}, event: escalated, to: 示例街道"
    ]
    assert "楼道堆物" in letter.read_text("utf-8")
    assert "escalated, 2 days overdue" in text
    opened("answered", "0000", on="2026-12-03", said=Said(note="同意延期"))
    text = opened("extended", "0000", on="2026-12-03", due="12-15").text
    assert "overdue" not in text
    assert "next: rectified by 12-15" in text
    opened("watched", "0000", on="2026-12-03", said=Said(by="网格员"))
    opened("rectified", "0000", on="2026-12-10")
    opened("verified", "0000", on="2026-12-11", result="pass")
    opened("closed", "0000", on="2026-12-11")
    assert stage(root, "2026-12-11") == "closed"
    assert codes(root, "2026-12-11") <= {"hazard-late-step"}


def test_somebody_else_is_told(opened: Loop) -> None:
    opened("notified", "0000", to="业委会")
    opened("escalated", "0000", to="区应急局")
    assert "to: 业委会" in bodies(opened.root)[1]
    assert "to: 区应急局" in bodies(opened.root)[2]


def test_a_place_without_a_manager_is_told_to_nobody(loop: Loop) -> None:
    loop("found", place="nan", what="井盖松动")
    loop("notified", "nan")
    assert bodies(loop.root)[-1] == f"2026-11-23, hazard: {ID}, event: notified"


def test_an_entry_may_serve_a_task(loop: Loop) -> None:
    """A hazard found on a round, and a re-inspection, is that week's visit."""
    text = loop("found", place="bei", what="积水", task=("小区消防检查",)).text
    assert "fire/inspect  小区消防检查  this week 1/3" in text
    loop("rectified", "bei")
    text = loop("verified", "bei", result="pass", task=("inspect",)).text
    assert (
        f"task: fire/inspect, hazard: {ID}, event: verified, place: bei, result: pass"
        in bodies(loop.root)[-1]
    )
    assert "counts for nothing" not in text


@pytest.mark.parametrize(
    ("given", "due_day"),
    [("12-01", "2026-12-01"), ("周五", "2026-11-27"), ("7天", "2026-11-30"), ("2 days", "2026-11-25"),
     ("1 week", "2026-11-30"), ("3 workdays", "2026-11-26"), ("5个工作日", "2026-11-30"),
     ("2027-01-05", "2027-01-05"), ("10日", "2026-12-03")],
)  # fmt: skip
def test_time_limits(loop: Loop, given: str, due_day: str) -> None:
    """`10日` is a number of days, as in 10日内."""
    loop("found", place="bei", what="积水", due=given)
    assert f"due: {due_day}" in bodies(loop.root)[0]


# ── which one is meant ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("reference", [ID, "0000", "000000", "bei", "北苑小区", "北苑"])
def test_a_hazard_by_its_id_its_letters_or_its_place(opened: Loop, reference: str) -> None:
    opened("found", place="nan", what="井盖松动")
    text = opened("notified", reference).text
    assert f"hazard {ID} 北苑小区" in text


def test_two_open_hazards_at_a_place(opened: Loop) -> None:
    opened("found", place="bei", what="灯不亮")
    refusal = opened.refused("rectified", "bei")
    assert '"bei" may be any of 0000 (楼道堆物), 0002 (灯不亮)' in refusal
    opened("rectified", "0002")
    opened("verified", "0002", result="pass")
    opened("closed", "0002")
    opened("rectified", "bei")  # one is left
    assert ID in bodies(opened.root)[-1]


@pytest.mark.parametrize("reference", ["zzzz", "xiao", "000", "", "H-20261123-999999", "苑 "])
def test_no_hazard_is_meant(opened: Loop, reference: str) -> None:
    assert f'no hazard "{reference}"' in opened.refused("rectified", reference)


def test_a_mistyped_id_is_offered(opened: Loop) -> None:
    assert f'did you mean "{ID}"?' in opened.refused("rectified", "H-20261123-00000")


@pytest.mark.parametrize("event", ["rectified", "verified", "extended"])
def test_a_place_without_an_open_hazard(opened: Loop, event: str) -> None:
    assert 'no hazard "nan"' in opened.refused(event, "nan", result="pass", due="7天")


# ── what is refused ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("taken", "event", "missing"),
    [
        ((), "verified", "rectified"),
        ((), "closed", "rectified, verified"),
        (("notified",), "verified", "rectified"),
        (("notified",), "closed", "rectified, verified"),
        (("rectified",), "closed", "verified"),
        (("notified", "rectified", "fail"), "verified", "rectified"),
        (("notified", "rectified", "fail"), "closed", "rectified, verified"),
    ],
)
def test_a_step_too_early_is_refused_with_what_is_missing(
    opened: Loop, taken: tuple[str, ...], event: str, missing: str
) -> None:
    for name in taken:
        result = {"fail": "fail", "verified": "pass"}.get(name)
        opened("verified" if name == "fail" else name, "0000", result=result)
    refusal = opened.refused(event, "0000", result="pass", on=TUESDAY)
    assert f'"{event}" of the hazard "{ID}" has no {missing} before it: not recorded' in refusal
    assert "--force" in refusal
    before = len(lines(opened.root))
    opened(event, "0000", result="pass" if event == "verified" else None, on=TUESDAY,
           said=Said(force=True))  # fmt: skip
    assert len(lines(opened.root)) == before + 1
    assert "hazard-step" in codes(opened.root, TUESDAY)  # it stays visible


@pytest.mark.parametrize(
    ("taken", "event"),
    [
        (("rectified",), "rectified"),
        (("rectified",), "notified"),
        (("rectified", "verified"), "verified"),
        (("rectified", "verified"), "rectified"),
    ],
)
def test_a_step_that_cannot_follow_is_refused(
    opened: Loop, taken: tuple[str, ...], event: str
) -> None:
    for name in taken:
        opened(name, "0000", result="pass" if name == "verified" else None)
    refusal = opened.refused(event, "0000", result="pass", on=TUESDAY)
    assert f'"{event}" of the hazard "{ID}" cannot follow "{taken[-1]}"' in refusal
    opened(event, "0000", result="pass", on=TUESDAY, said=Said(force=True))


EVENTS = ("notified", "rectified", "verified", "closed", "escalated", "answered", "extended",
          "watched")  # fmt: skip


@pytest.mark.parametrize("event", EVENTS)
def test_nothing_follows_a_closed_hazard(opened: Loop, event: str) -> None:
    for name in ("rectified", "verified", "closed"):
        opened(name, "0000", result="pass")
    refusal = opened.refused(event, "0000", on=TUESDAY, result="pass", due="7天")
    assert f'the hazard "{ID}" was closed on 2026-11-23' in refusal
    assert "tongxin hazard found" in refusal
    opened(event, "0000", on=TUESDAY, result="pass", due="7天", said=Said(force=True))


@pytest.mark.parametrize("event", ["escalated", "answered", "extended", "watched"])
@pytest.mark.parametrize("taken", [(), ("notified",), ("rectified",)])
def test_what_any_open_hazard_may_have(opened: Loop, taken: tuple[str, ...], event: str) -> None:
    for name in taken:
        opened(name, "0000")
    opened(event, "0000", due="9天")
    assert codes(opened.root, TODAY) == set()


def test_a_step_of_an_earlier_day_that_puts_others_out_of_order(opened: Loop) -> None:
    """The new line is in order itself; the notice of the day after no longer is."""
    opened("notified", "0000", on="2026-11-25")
    refusal = opened.refused("rectified", "0000", on="2026-11-25", said=Said(on="11-24"))
    assert f'"notified" of the hazard "{ID}" cannot follow "rectified": not recorded' in refusal
    opened("rectified", "0000", on="2026-11-25", said=Said(on="11-24", force=True))


def test_a_fault_that_was_there_stops_nobody(opened: Loop) -> None:
    opened("closed", "0000", said=Said(force=True))
    opened("found", place="nan", what="井盖松动")
    opened("notified", "nan")
    assert len(lines(opened.root)) == 4


def test_force_prevails_over_severity(opened: Loop) -> None:
    settings = (opened.root / "tongxin.yaml").read_text("utf-8")
    put(opened.root, {"tongxin.yaml": settings + "checks: {hazard-step: error}\n"})
    assert "has no rectified before it" in opened.refused("verified", "0000", result="pass")
    opened("verified", "0000", result="pass", said=Said(force=True))
    assert stage(opened.root) == "verified"


def test_before_it_was_found(opened: Loop) -> None:
    refusal = opened.refused("notified", "0000", said=Said(on="11-20"))
    assert (
        "2026-11-20 lies before the day it was found, 2026-11-23; if it was found earlier"
        in refusal
    )
    refusal = opened.refused("extended", "0000", due="2026-11-30")
    assert "2026-11-30 is not later than the day it is due anyway" in refusal
    refusal = opened.refused("extended", "0000", due="2026-11-20")
    assert "2026-11-20 lies before the day it was found, 2026-11-23" in refusal


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({}, "what was found?; write: tongxin hazard found 北苑小区"),
        ({"place": "bei"}, "what was found?"),
        ({"place": "西苑", "what": "x"}, 'no place "西苑"'),
        ({"place": "北苑小去", "what": "x"}, 'did you mean "bei" (北苑小区'),
        ({"place": "苑", "what": "x"}, '"苑" may be any of 北苑小区, 南苑小区, 东苑小区'),
        ({"place": "bei", "what": "x", "level": "super"}, '"super" is none of ordinary'),
        ({"place": "bei", "what": "x", "due": "soon"}, '"soon" is no day; write: --due 2026-12-01'),
        ({"place": "bei", "what": "x", "due": "2026-11-20"}, "2026-11-20 lies before the day"),
        ({"place": "bei", "what": "x", "task": ("zzz",)}, 'no task "zzz"'),
        ({"place": "bei", "what": "XX"}, '"XX" is a blank that was never filled in'),
    ],
)
def test_what_cannot_be_found(loop: Loop, wanted: dict[str, Any], why: str) -> None:
    refusal = loop.refused("found", **wanted)
    assert why in refusal


@pytest.mark.parametrize(
    ("event", "wanted", "why"),
    [
        (
            "verified",
            {},
            "a re-inspection has no result; write: tongxin hazard verified 北苑小区 pass",
        ),
        ("extended", {}, "until when?; write: --due 2026-12-01"),
        ("extended", {"due": "soon"}, '"soon" is no day'),
        ("notified", {"said": Said(on="11-24")}, "2026-11-24 is yet to come"),
        ("notified", {"said": Said(on="gestern")}, '"gestern" is no day; write: --on'),
        ("notified", {"said": Said(note="电话15400000000")}, "a mobile number stands here"),
        ("notified", {"said": Said(evidence=("nothing.jpg",))}, "nothing.jpg does not exist"),
    ],
)
def test_what_is_refused_of_a_step(
    opened: Loop, event: str, wanted: dict[str, Any], why: str
) -> None:
    if "2026-11-24" in why:
        wanted = {"said": Said(on="2026-11-24")}
    refusal = opened.refused(event, "0000", **wanted)
    assert why in refusal
    assert "15400000000" not in refusal


# ── what it brings with it ────────────────────────────────────────────────────────────────────


def owed(root: Path, on: str) -> list[tuple[str, str]]:
    """(place, period) of the duty that waits for a hazard, as `due` lists it."""
    desk = Desk(root, "json", on)
    assert due(desk.context) == 0
    return [
        (o["place"], o["period"]) for o in desk.json["occurrences"] if o["task"] == "fire/watch"
    ]


def test_the_weekly_visit_comes_and_goes_by_itself(opened: Loop) -> None:
    root = opened.root
    assert owed(root, FRIDAY) == [("bei", "2026-W48")]  # found on the week's first day
    opened("found", place="nan", what="井盖松动", on=TUESDAY)
    assert owed(root, FRIDAY) == [("bei", "2026-W48")]  # not open when the week began
    assert owed(root, "2026-11-30") == [("bei", "2026-W49"), ("nan", "2026-W49")]
    do(root, "隐患复看", places=("bei",), on="2026-11-30")
    assert owed(root, "2026-12-01") == [("nan", "2026-W49")]
    for event in ("rectified", "verified", "closed"):
        opened(event, "bei", on="2026-12-01", result="pass")
    assert owed(root, "2026-12-07") == [("nan", "2026-W50")]


def test_the_day_lists_the_next_step(opened: Loop) -> None:
    desk = Desk(opened.root, on="2026-11-30")
    assert due(desk.context) == 0
    assert f"!! {ID}  北苑小区  楼道堆物  found  next: notified by 11-24" in desk.text


# ── looking ───────────────────────────────────────────────────────────────────────────────────


def test_list_as_text(opened: Loop) -> None:
    opened("found", place="nan", what="井盖松动", due="12-20")
    desk = Desk(opened.root, on=TUESDAY)
    assert hazard_list(desk.context) == 0
    assert desk.text.splitlines() == [
        f" !  {ID}  北苑小区  楼道堆物  found  next: notified by 11-24  1 day old  due 11-30",
        " !  H-20261123-000002  南苑小区  井盖松动  found  next: notified by 11-24  1 day old  due 12-20",
    ]
    desk = Desk(opened.root, on=LATER)
    assert hazard_list(desk.context, place="北苑") == 0
    assert desk.text == (
        f" !! {ID}  北苑小区  楼道堆物  found, 5 days overdue  next: notified by 11-24  "
        "12 days old  due 11-30\n"
    )


def test_list_as_json(opened: Loop) -> None:
    (hazard,) = shown(opened.root, LATER)
    assert hazard == {
        "hazard": ID, "stage": "found", "kind": "安全", "level": "ordinary", "places": ["bei"],
        "what": "楼道堆物", "found": "2026-11-23", "due": "2026-11-30", "open": True, "overdue": True,
        "age": 12, "closed": None, "light": "red",
        "next": [{"event": "notified", "by": "2026-11-24"}, {"event": "escalated", "by": "2026-12-03"}],
    }  # fmt: skip


def test_which_are_listed(opened: Loop) -> None:
    opened("found", place="nan", what="井盖松动", kind="卫生")
    opened("found", place="bei", what="灯不亮", kind="卫生")
    for event in ("rectified", "verified", "closed"):
        opened(event, "nan", result="pass")

    def ids(**options: Any) -> list[str]:
        return [one["hazard"][-1] for one in shown(opened.root, **options)]

    assert ids() == ["0", "4"]
    assert ids(everything=True) == ["0", "2", "4"]
    assert ids(kind="卫生") == ["4"]
    assert ids(everything=True, kind="卫生") == ["2", "4"]
    assert ids(place="北苑") == ["0", "4"]
    assert ids(place="nan") == []
    assert ids(place="小区", everything=True) == ["0", "2", "4"]
    with pytest.raises(TongxinError, match='no place "西苑"'):
        ids(place="西苑")


@pytest.mark.parametrize(
    ("on", "light"),
    [(TODAY, "yellow"), (TUESDAY, "yellow"), ("2026-11-25", "red"), (LATER, "red")],
)
def test_lights(opened: Loop, on: str, light: str) -> None:
    (hazard,) = shown(opened.root, on)
    assert hazard["light"] == light


def test_no_hazard_at_all(root: Path) -> None:
    desk = Desk(root)
    assert hazard_list(desk.context) == 0
    assert desk.text == "no open hazard\n"
    assert shown(root) == []


def test_a_closed_one_in_the_list(opened: Loop) -> None:
    for event in ("rectified", "verified", "closed"):
        opened(event, "bei", result="pass")
    desk = Desk(opened.root)
    assert hazard_list(desk.context, everything=True) == 0
    assert desk.text == f"   {ID}  北苑小区  楼道堆物  closed 2026-11-23\n"


def test_show_as_text(opened: Loop) -> None:
    opened("notified", "bei", on=TUESDAY, said=Said(by="网格员", note="已送达"))
    opened("rectified", "bei", on=LATER, said=Said(on="11-25"))
    opened("verified", "bei", on=LATER, result="fail", said=Said(on="11-25"))
    desk = Desk(opened.root, on=LATER)
    assert hazard_show(desk.context, "bei") == 0
    rows = [line.split() for line in desk.text.splitlines()]
    assert " ".join(rows[0]) == f"hazard {ID} 北苑小区 楼道堆物: failed, 5 days overdue"
    assert rows[1:5] == [
        ["kind", "安全"], ["level", "ordinary"], ["due", "2026-11-30"], ["to", "北苑物业"],
    ]  # fmt: skip
    assert rows[5] == ["2026-11-23", "found", "楼道堆物", "E-20261123-000001", f"{LEDGER}:1"]
    assert rows[6][:5] == ["2026-11-24", "notified", "网格员", "北苑物业", "已送达"]
    assert rows[7][:3] == ["2026-11-25", "rectified", "back-filled"]
    assert rows[8][:4] == ["2026-11-25", "verified", "fail", "back-filled"]
    assert desk.text.splitlines()[9:] == [
        "next: notified by 11-30: tongxin hazard notified 0000",
        "next: escalated by 12-03: tongxin hazard escalated 0000",
    ]


def test_show_as_json(opened: Loop) -> None:
    opened("notified", "bei", on=TUESDAY)
    desk = Desk(opened.root, "json", on=TUESDAY)
    assert hazard_show(desk.context, "0000") == 0
    answer = desk.json
    assert {key: answer[key] for key in ("version", "hazard", "stage", "due")} == {
        "version": 1, "hazard": ID, "stage": "notified", "due": "2026-11-30",
    }  # fmt: skip
    assert [(e["event"], e["date"], e["line"]) for e in answer["events"]] == [
        ("found", TODAY, 1), ("notified", TUESDAY, 2),
    ]  # fmt: skip
    assert answer["events"][1] == {
        "id": "E-20261124-000002", "event": "notified", "date": TUESDAY, "by": None,
        "to": "北苑物业", "result": None, "what": None, "note": None, "backfilled": False,
        "file": LEDGER, "line": 2,
    }  # fmt: skip


# ── the answer as JSON, and writing nothing ───────────────────────────────────────────────────


def test_the_answer_as_json(root: Path) -> None:
    answer = Loop(root, "json")("found", place="bei", what="楼道堆物").json
    (line,) = lines(root)
    assert answer["written"] is True
    assert answer["file"] == LEDGER
    assert answer["entries"] == [{"id": "E-20261123-000001", "hazard": ID, "line": line}]
    assert answer["warnings"] == []
    assert answer["hazard"]["stage"] == "found"
    assert answer["hazard"]["next"] == [{"event": "notified", "by": "2026-11-24"}]


def test_notices_stay_out_of_json(root: Path, tmp_path: Path) -> None:
    loop = Loop(root, "json")
    loop("found", place="bei", what="楼道堆物")
    desk = loop("notified", "bei", output=tmp_path / "notice.md")
    assert desk.json["hazard"]["stage"] == "notified"
    assert (tmp_path / "notice.md").exists()


def test_dry_run(opened: Loop, tmp_path: Path) -> None:
    before = lines(opened.root)
    notice, outside = tmp_path / "notice.md", tmp_path / "photo.txt"
    outside.write_text("x")
    desk = opened(
        "notified", "bei", output=notice, said=Said(dry_run=True, evidence=(str(outside),))
    )
    assert desk.text.startswith("not written (--dry-run):\n  - {id: E-")
    assert lines(opened.root) == before
    assert not notice.exists()
    assert not (opened.root / "evidence").exists()


def test_what_was_recorded_is_said_although_its_document_fails(
    opened: Loop, tmp_path: Path
) -> None:
    desk = Desk(opened.root)
    with pytest.raises(TongxinError):
        step(desk.context, Step("notified", "bei"), Said(), tmp_path / "notice.unknown")
    assert desk.text.startswith("recorded:\n")
    assert len(lines(opened.root)) == 2


def test_in_chinese(root: Path) -> None:
    desk = Desk(root, language="zh")
    step(desk.context, Step("found", place="bei", what="楼道堆物"), Said())
    assert lines(root)[0] in desk.text
    assert "event: found" in lines(root)[0]  # the ledger's keys stay English
