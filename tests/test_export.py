"""`export`: read back by those for whom it is made, a calendar's parser and a reader of CSV."""

import csv
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.harness import TODAY, day, write
from tests.test_commands import Desk
from tongxin.commands.export import FORMS, Wanted, export
from tongxin.diagnostic import TongxinError
from tongxin.output.ics import uid
from tongxin.output.ledger_table import FORMULA, HEADINGS, ledger_csv, safe

SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
places:
  - {id: bei, name: 北苑小区, kind: 小区}
  - {id: nan, name: 南苑小区, kind: 小区}
"""

PLAN = """\
plan: fire
title: 消防工作计划，重点：通道
period: 2026-10..2026-12
groups:
  - {id: brigade, name: 消防安全组}
  - {id: office, name: 办公室}
phases:
  - {id: start, name: 启动, from: 2026-10-01, to: 2026-10-31}
  - {id: run, name: 推进, from: 2026-11-01, to: 2026-12-31}
tasks:
  - {id: inspect, title: 检查通道, group: brigade, schedule: {every: month, each: place}}
  - {id: charter, title: 印发制度, group: office, phase: start, schedule: 10月30日前}
  - {id: day, title: 消防日宣传, group: brigade, schedule: 消防日}
  - {id: always, title: 随时劝导, schedule: 全年}
"""

FILES = {"tongxin.yaml": SETTINGS, "plans/fire.yaml": PLAN}


def made(root: Path, form: str = "ics", language: str = "en", on: str = TODAY, **asked: Any) -> str:
    """What an export writes to the output."""
    desk = Desk(root, on=on, language=language)
    assert export(desk.context, form, Wanted(**asked)) == 0
    return desk.text


def events(text: str) -> dict[str, Any]:
    """Id, without what stands behind the @ → event, as the library reads it."""
    whole = Calendar.from_ical(text.encode())
    found = {str(one["uid"]).partition("@")[0]: one for one in whole.walk("VEVENT")}
    assert len(found) == text.count("BEGIN:VEVENT")
    return found


def entry(**keys: Any) -> str:
    return "- {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}\n"


# ── the calendar ──────────────────────────────────────────────────────────────────────────────


def test_a_due_day_is_one_event_for_all_places(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    found = events(made(root))
    months = [name for name in found if name.startswith("fire.inspect")]
    assert months == ["fire.inspect.2026-10", "fire.inspect.2026-11", "fire.inspect.2026-12"]
    one = found["fire.inspect.2026-11"]
    assert one["summary"] == "检查通道"
    assert one["dtstart"].dt == date(2026, 11, 30)
    assert one["dtend"].dt == date(2026, 12, 1)
    assert one["dtstamp"].dt == one["last-modified"].dt == datetime(2026, 11, 23, tzinfo=UTC)
    assert (one["status"], one["transp"], one["sequence"]) == ("CONFIRMED", "TRANSPARENT", 0)
    assert one["categories"].cats == ["消防工作计划，重点：通道"]
    said = str(one["description"]).splitlines()
    assert said == [
        "plan: 消防工作计划，重点：通道",
        "group: 消防安全组",
        "period: November 2026",
        "open: 0 of 2 done",
        "still lacking: 北苑小区, 南苑小区",
        "places: 北苑小区, 南苑小区",
        "once it is done: tongxin done fire/inspect",
    ]
    assert found["fire.inspect.2026-10"]["summary"] == "[missed] 检查通道"


def test_what_is_overdue_stays_at_its_day(tmp_path: Path) -> None:
    one = events(made(write(tmp_path, FILES), language="zh"))["fire.charter.once"]
    assert one["summary"] == "[逾期] 印发制度"
    assert one["dtstart"].dt == date(2026, 10, 30)


def test_phases_and_named_days(tmp_path: Path) -> None:
    found = events(made(write(tmp_path, FILES)))
    phase = found["fire.~phase.run"]
    assert phase["summary"] == "phase: 推进"
    assert (phase["dtstart"].dt, phase["dtend"].dt) == (date(2026, 11, 1), date(2027, 1, 1))
    named = next(one for name, one in found.items() if name.startswith("~day."))
    assert named["dtstart"].dt == date(2026, 11, 9)
    assert "消防日宣传" in named["description"]
    zh = events(made(write(tmp_path, FILES), language="zh"))
    assert {str(one["summary"]) for one in zh.values()} >= {"阶段：启动", "阶段：推进"}


def test_a_span_of_several_days_is_one_event(tmp_path: Path) -> None:
    plan = (
        "plan: a\ntitle: 计划\nperiod: 2026\n"
        "tasks: [{id: t, title: 防汛, schedule: 汛期每月1次}, {id: u, title: 演练, schedule: 安全生产月}]\n"
    )
    spans = "calendar: {days: {汛期: 05-15..09-30}}\n"
    root = write(tmp_path, {"tongxin.yaml": SETTINGS + spans, "plans/a.yaml": plan})
    found = events(made(root, on="2026-05-01"))
    days = {str(e["summary"]): (e["dtstart"].dt, e["dtend"].dt) for n, e in found.items() if n[0] == "~"}  # fmt: skip
    assert days["汛期"] == (date(2026, 5, 15), date(2026, 10, 1))
    assert (date(2026, 6, 1), date(2026, 7, 1)) in days.values()


def test_work_without_a_quota_has_no_day(tmp_path: Path) -> None:
    assert not [n for n in events(made(write(tmp_path, FILES))) if n.startswith("fire.always")]


def test_what_is_done_or_waived_is_left_out_unless_all_is_asked_for(tmp_path: Path) -> None:
    ledger = entry(date="2026-10-20", task="fire/charter") + entry(
        date="2026-11-20", waive="fire/inspect", period="2026-12", why="停工"
    )
    root = write(tmp_path, {**FILES, "ledger/2026-10.yaml": ledger})
    found = events(made(root))
    assert not {"fire.charter.once", "fire.inspect.2026-12"} & found.keys()
    whole = events(made(root, everything=True))
    assert whole["fire.charter.once"]["summary"] == "✓ 印发制度"
    waived = whole["fire.inspect.2026-12"]
    assert (waived["summary"], waived["status"]) == ("[waived] 检查通道", "CANCELLED")
    assert waived["sequence"] == 1


def test_done_by_some_is_still_owed(tmp_path: Path) -> None:
    ledger = entry(date="2026-11-20", task="fire/inspect", place="bei")
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": ledger})
    said = str(events(made(root))["fire.inspect.2026-11"]["description"])
    assert "open: 1 of 2 done" in said
    assert "still lacking: 南苑小区\n" in said


EXTENDED = entry(id="E-1", date="2026-11-10", extend="fire/inspect", period="2026-11", to="2026-12-10", why="停电")  # fmt: skip


def test_an_extension_moves_the_event_and_raises_its_sequence(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    before = events(made(root))["fire.inspect.2026-11"]
    write(root, {**FILES, "ledger/2026-11.yaml": EXTENDED})
    after = events(made(root))["fire.inspect.2026-11"]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstart"].dt == date(2026, 12, 10)
    assert "extended to 2026-12-10" in after["description"]
    void = entry(id="E-2", date="2026-11-12", void="E-1", why="误记")
    write(root, {**FILES, "ledger/2026-11.yaml": EXTENDED + void})
    again = events(made(root))["fire.inspect.2026-11"]
    assert (again["dtstart"].dt, again["sequence"]) == (date(2026, 11, 30), 2)  # never falls
    back = entry(id="E-3", date="2026-11-13", void="E-2", why="没错")
    write(root, {**FILES, "ledger/2026-11.yaml": EXTENDED + void + back})
    assert events(made(root))["fire.inspect.2026-11"]["sequence"] == 3
    assert events(made(root, on="2026-11-09"))["fire.inspect.2026-11"]["sequence"] == 0


def test_voids_in_a_ring_end(tmp_path: Path) -> None:
    ring = entry(id="E-2", date="2026-11-12", void="E-3", why="甲") + entry(
        id="E-3", date="2026-11-12", void="E-2", why="乙"
    )
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": EXTENDED + ring})
    assert events(made(root))["fire.inspect.2026-11"]["sequence"] == 1


def test_an_extension_of_one_place_makes_a_second_event(tmp_path: Path) -> None:
    one = EXTENDED.replace("to:", "place: nan, to:")
    found = events(made(write(tmp_path, {**FILES, "ledger/2026-11.yaml": one})))
    plain, moved = found["fire.inspect.2026-11"], found["fire.inspect.2026-11~2026-12-10"]
    assert (plain["dtstart"].dt, moved["dtstart"].dt) == (date(2026, 11, 30), date(2026, 12, 10))
    assert "places: 北苑小区\n" in plain["description"]
    assert "places: 南苑小区\n" in moved["description"]


def test_narrowed(tmp_path: Path) -> None:
    other = "plan: b\ntitle: 乙\nperiod: 2026-11\ntasks: [{id: t, title: 事, schedule: 每周1次}]\n"
    draft = other.replace("plan: b", "plan: c\nstatus: draft")
    root = write(tmp_path, {**FILES, "plans/b.yaml": other, "plans/c.yaml": draft})
    assert {n.partition(".")[0] for n in events(made(root))} == {"fire", "b", "~day"}
    assert {n.partition(".")[0] for n in events(made(root, plans=("b",)))} == {"b"}
    assert events(made(root, plans=("c",))) == {}
    office = events(made(root, groups=("办公室",)))
    assert set(office) == {"fire.charter.once", "fire.~phase.start"}
    late = events(made(root, first=day("2026-12-31"), last=day("2026-12-31")))
    assert set(late) == {"fire.inspect.2026-12", "fire.~phase.run"}
    late = events(made(root, first=day("2027-01-01")))
    assert late == {}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"groups": ("办公",)}, "no group"),
        ({"plans": ("fir",)}, "no plan"),
        ({"first": 739500, "last": 739499}, "--to lies before --from"),
    ],
)
def test_what_is_not_there_is_refused(asked: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(TongxinError) as caught:
        made(write(tmp_path, FILES), **asked)
    assert said in str(caught.value.message)


def test_ids_are_ascii_and_never_alike() -> None:
    assert re.fullmatch(r"safety\.inspect\.2026-W48@[0-9a-f]{12}\.tongxin",
                        uid(("safety", "inspect", "2026-W48"), "同心社区"))  # fmt: skip
    assert uid(("健康", "行动 计划", "once"), "甲").isascii()
    assert uid(("a.b", "c", "x"), "") != uid(("a", "b.c", "x"), "")
    assert uid(("a", "b", "c"), "甲") != uid(("a", "b", "c"), "乙")


# ── its bytes, read by hand ───────────────────────────────────────────────────────────────────


def unfolded(content: bytes) -> list[str]:
    """The lines of a calendar (RFC 5545, 3.1), each physical line looked at on the way."""
    assert content.endswith(b"\r\n")
    lines: list[bytes] = []
    for line in content[:-2].split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is split between two lines
        if line.startswith(b" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_lines_are_folded_and_ended_as_the_rule_says(language: str, tmp_path: Path) -> None:
    text = PLAN.replace("检查通道", "检查通道；楼道, 电动车😀" * 12)
    root = write(tmp_path, {**FILES, "plans/fire.yaml": text})
    lines = unfolded(made(root, language=language, everything=True).encode())
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    depth = 0
    for line in lines:
        name, colon, value = line.partition(":")
        assert colon
        assert re.fullmatch(r"[A-Z-]+(;VALUE=DATE)?", name)
        depth += {"BEGIN": 1, "END": -1}.get(name, 0)
        if name in ("SUMMARY", "DESCRIPTION"):  # commas and semicolons stand behind a backslash
            assert not re.search(r"(?<!\\)[,;]", value)
    assert depth == 0
    needed = {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SUMMARY", "SEQUENCE", "TRANSP"}
    assert needed <= {line.partition(":")[0] for line in lines}
    heads = dict(line.split(":", 1) for line in lines[1:7])
    assert heads["VERSION"] == "2.0"
    assert heads["PRODID"].startswith("-//tongxin//")
    assert "示例社区" in heads["X-WR-CALNAME"]


def test_the_same_day_gives_the_same_bytes_and_ids_every_day(tmp_path: Path) -> None:
    one = write(tmp_path / "one", FILES)
    two = write(tmp_path / "二", dict(reversed(FILES.items())))
    for form in ("ics", "csv", "json"):
        assert made(one, form) == made(two, form)
    later = events(made(one, on="2026-11-24", everything=True))
    today = events(made(one, everything=True))
    assert later.keys() == today.keys()
    stamps = {e["dtstamp"].dt for e in later.values()} - {e["dtstamp"].dt for e in today.values()}
    assert stamps == {datetime(2026, 11, 24, tzinfo=UTC)}


def test_an_empty_workspace_has_an_empty_calendar(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, {"tongxin.yaml": SETTINGS}))
    assert export(desk.context, "ics") == 0
    assert events(desk.text) == {}
    assert "0 events" in desk.errors


def test_without_the_library_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(TongxinError) as caught:
        made(write(tmp_path, FILES))
    assert "icalendar is not installed" in str(caught.value.message)
    assert "pip install 'tongxin[ics]'" in str(caught.value.remedy)
    assert made(tmp_path, "csv")


# ── the ledger as a table ─────────────────────────────────────────────────────────────────────

LEDGER = (
    entry(id="E-1", date="2026-11-03", task="[fire/inspect, fire/day]", place="[bei, nan]", by="消防安全组",
          people=4, result="pass", note='"=1+1 都通"', evidence="[a.jpg, 纸质：3号盒]", at="2026-11-04")
    + entry(id="E-2", date="2026-11-02", note='"-5℃，\\n加班"')
    + entry(id="E-3", date="2026-11-05", task="fire/charter", note='"@办公室"')
    + entry(id="E-4", date="2026-11-06", void="E-3", why="误记")
    + entry(id="E-5", date="2026-11-07", hazard="H-1", event="found", place="bei", what="线路老化", kind="安全")
    + entry(id="E-6", date="2026-11-08", indicator="fire/x", value='"3:7"')
    + entry(id="E-7", date="2026-12-08", note="以后")
)  # fmt: skip


def table(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_row_an_entry(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": LEDGER})
    text = made(root, "csv")
    rows = {row["id"]: row for row in table(text)}
    assert list(rows) == [
        "E-2",
        "E-1",
        "E-5",
        "E-6",
    ]  # by date; what is void or to come is not there
    assert text.count("\r\n") == 5
    assert rows["E-1"] == {
        "id": "E-1", "date": "2026-11-03", "kind": "done", "task": "fire/inspect, fire/day",
        "title": "检查通道, 消防日宣传", "plan": "消防工作计划，重点：通道", "place": "北苑小区, 南苑小区",
        "by": "消防安全组", "people": "4", "count": "1", "result": "pass", "note": "'=1+1 都通",
        "evidence": "a.jpg, 纸质：3号盒", "at": "2026-11-04", "file": "ledger/2026-11.yaml", "line": "1",
        "hazard": "", "event": "", "indicator": "", "value": "", "amount": "",
    }  # fmt: skip
    assert rows["E-2"]["note"] == "'-5℃，\n加班"
    assert (rows["E-5"]["hazard"], rows["E-5"]["event"]) == ("H-1", "found")
    assert rows["E-6"]["value"] == "3:7"


def test_every_line_of_the_ledger_with_all(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": LEDGER})
    rows = table(made(root, "csv", everything=True))
    assert [row["id"] for row in rows] == ["E-2", "E-1", "E-3", "E-4", "E-5", "E-6", "E-7"]
    assert rows[2]["note"] == "'@办公室"


def test_the_table_in_chinese(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": LEDGER})
    rows = table(made(root, "csv", "zh"))
    assert list(rows[0])[:16] == ["流水号", "日期", "类别", "任务", "事项", "计划", "地点", "经办", "人数",
                                  "次数", "结果", "情况", "佐证", "录入", "文件", "行号"]  # fmt: skip
    assert rows[1]["结果"] == "合格"
    assert rows[1]["地点"] == "北苑小区、南苑小区"
    assert rows[2]["环节"] == "发现"


def test_the_table_narrowed(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": LEDGER})
    ids = lambda **asked: [row["id"] for row in table(made(root, "csv", **asked))]  # noqa: E731
    assert ids(first=day("2026-11-03"), last=day("2026-11-07")) == ["E-1", "E-5"]
    assert ids(plans=("fire",)) == ["E-1"]
    assert ids(groups=("brigade",)) == ["E-1"]
    assert ids(groups=("office",)) == []


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20), min_size=1))
def test_no_cell_is_a_formula_and_nothing_is_lost(cells: list[str]) -> None:
    text = ledger_csv([cells]).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text, newline=""))) == [[safe(cell) for cell in cells]]
    for cell in cells:
        kept = safe(cell)
        assert isinstance(kept, str)
        assert not kept.startswith(FORMULA)
        assert kept in (cell, f"'{cell}")


@pytest.mark.parametrize("number", [-5, -0.5, 0, 12, None])
def test_numbers_stay_numbers(number: Any) -> None:
    assert safe(number) is number


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "＝1"])
def test_a_text_that_could_be_a_formula_gets_a_quote(text: str) -> None:
    assert safe(text) == f"'{text}"
    assert safe(f"a{text}") == f"a{text}"


def test_headings_are_each_once() -> None:
    assert len({word.english for word in HEADINGS}) == len({w.chinese for w in HEADINGS})


# ── everything ────────────────────────────────────────────────────────────────────────────────


def test_everything(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": LEDGER})
    found = json.loads(made(root, "json"))
    assert list(found) == ["version", "today", "made", "workspace", "plans", "tasks", "occurrences",
                           "entries", "hazards", "indicators", "unread"]  # fmt: skip
    assert (found["version"], found["today"]) == (1, TODAY)
    tasks = {task["id"]: task for task in found["tasks"]}
    assert found["plans"][0]["tasks"] == list(tasks)
    assert {o["task"] for o in found["occurrences"]} == set(tasks)
    assert {o["place"] for o in found["occurrences"]} == {None, "bei", "nan"}
    done = next(o for o in found["occurrences"] if o["task"] == "fire/day")
    assert (done["state"], done["entries"]) == ("met", ["E-1"])
    entries = {one["id"]: one for one in found["entries"]}
    assert set(entries) == {"E-1", "E-2", "E-5", "E-6"}
    first = entries["E-1"]
    assert (first["tasks"], first["places"]) == (["fire/inspect", "fire/day"], ["bei", "nan"])
    assert first["evidence"][1] == {"path": "纸质：3号盒", "kind": None, "paper": True}
    assert (first["file"], first["line"], first["note"]) == ("ledger/2026-11.yaml", 1, "=1+1 都通")
    assert entries["E-6"]["value"] == [3, 7]
    assert [hazard["id"] for hazard in found["hazards"]] == ["H-1"]
    whole = {one["id"]: one["void"] for one in json.loads(made(root, "json", everything=True))["entries"]}  # fmt: skip
    assert (whole["E-3"], whole["E-1"]) == (True, False)


def test_what_names_what_is_there(tmp_path: Path) -> None:
    """Of the shipped workspace: every id that a table names is a row of another."""
    found = json.loads(made(Path(__file__).parent.parent, "json", "zh"))
    tasks, plans = {t["id"] for t in found["tasks"]}, {p["id"] for p in found["plans"]}
    entries = {e["entry"] for e in found["entries"]}
    hazards = {h["id"] for h in found["hazards"]}
    assert {t["plan_id"] for t in found["tasks"]} <= plans
    assert {o["task"] for o in found["occurrences"]} <= tasks
    assert {e for o in found["occurrences"] for e in o["entries"]} <= entries
    assert {e["hazard"] for e in found["entries"] if e["hazard"]} <= hazards
    assert {name for e in found["entries"] for name in e["tasks"]} <= tasks
    places = {place["id"] for place in found["workspace"]["places"]}
    assert {name for e in found["entries"] for name in e["places"]} <= places
    assert {i["id"] for i in found["indicators"]} == {n for p in found["plans"] for n in p["indicators"]}  # fmt: skip


# ── the verb ──────────────────────────────────────────────────────────────────────────────────


def tongxin(root: Path, *words: str) -> "subprocess.CompletedProcess[bytes]":
    env = {**os.environ, "TONGXIN_TODAY": TODAY, "TONGXIN_LANG": "en", "PYTHONIOENCODING": "gbk"}
    return subprocess.run(
        [sys.executable, "-m", "tongxin", *words], cwd=root, env=env, capture_output=True, check=False
    )  # fmt: skip


def test_files_and_output_hold_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the terminal's encoding: calendars and tables are UTF-8."""
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": LEDGER})
    for form in FORMS:
        if form not in ("ics", "csv", "json"):
            continue
        shown = tongxin(root, "export", form)
        kept = tongxin(root, "导出", form, "-o", f"a.{form}")
        assert (shown.returncode, kept.returncode) == (0, 0), shown.stderr
        assert kept.stdout == b""
        assert f"written: a.{form}".encode() in kept.stderr
        assert (root / f"a.{form}").read_bytes() == shown.stdout
        shown.stdout.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["isc"], 'did you mean "ics"?'),
        (["pdf"], "ics, xlsx, csv, json"),
        (["ics", "--format", "json"], "tongxin export ics"),
        (["ics", "--plan", "fires"], 'did you mean "fire"'),
        (["csv", "--group", "消防组"], "no group"),
        (["csv", "--from", "2026-13"], "is no day"),
        (["csv", "-o", "no/such/folder.csv"], "cannot be written"),
        (["csv", "-o", "plans"], "cannot be written"),
        ([], "Missing argument"),
    ],
)
def test_refusals(words: list[str], said: str, tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    run = tongxin(root, "export", *words)
    assert run.returncode == 2
    assert run.stdout == b""
    assert said in run.stderr.decode("gbk")
    assert {path.name for path in root.iterdir()} == {"tongxin.yaml", "plans"}


def test_a_calendar_of_the_shipped_workspace_holds_its_whole_period(tmp_path: Path) -> None:
    found = events(made(Path(__file__).parent.parent, language="zh", everything=True))
    days = [one["dtstart"].dt for one in found.values()]
    assert min(days) >= date(2026, 1, 1)
    assert max(days) <= date(2026, 12, 31) + timedelta(days=200)
    assert len(found) > 150
