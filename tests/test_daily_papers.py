"""Records, minutes, lists to sign, the register of hazards, the roster: what they say and leave blank."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.harness import agenda, day, write
from tests.test_commands import Desk
from tongxin.answers.roster import DayKind, kind_of, roster
from tongxin.commands import documents
from tongxin.commands.render import Subject, render
from tongxin.commands.report import Asked
from tongxin.commands.templates import check_templates, templates
from tongxin.diagnostic import TongxinError

PLACES = (
    "tongxin: 1\ncommunity: {name: 示例社区, org: 示例社区居民委员会}\nplaces:\n"
    "  - {id: bei, name: 北苑, kind: 小区, manager: 北苑物业}\n"
    "  - {id: nan, name: 南苑, kind: 小区}\n"
    "  - {id: xin, name: 新苑, kind: 小区, from: 2027-01-01}\n"
)
PLAN = """\
plan: a
title: 计划
period: 2026
groups: [{id: g, name: 巡查组}, {id: h, name: 值守组}]
tasks:
  - {id: look, title: 检查, group: g, schedule: 每周1次, places: [小区], checklist: [通道, 灯]}
  - {id: meet, title: 例会, group: g, schedule: {every: month, day: 25}, topics: [安排]}
  - {id: learn, title: 培训, group: g, schedule: 年底前, audience: [楼栋长]}
  - {id: watch, title: 值守, group: h, schedule: 全天候}
  - {id: vague, title: 走访, group: h, schedule: 不定期}
"""
LEDGER = """\
- {id: E-20261117-aaaa, date: 2026-11-17, task: a/look, place: [bei, nan], by: 巡查组, people: 3, result: fail, failed: {bei: "通道堵", nan: "灯坏"}}
- {date: 2026-11-17, hazard: H-20261117-aaaa, event: found, place: bei, what: "灯也坏", by: 巡查组}
- {date: 2026-11-17, hazard: H-20261117-bbbb, event: found, place: bei, what: "通道堵", by: 巡查组}
- {date: 2026-11-18, hazard: H-20261117-bbbb, event: notified, to: 北苑物业}
- {date: 2026-11-19, hazard: H-20261117-bbbb, event: rectified, by: 北苑物业, note: "清开了"}
- {id: E-20261118-bbbb, date: 2026-11-18, task: a/look, place: bei, result: pass}
- {id: E-20261118-cccc, date: 2026-11-18, task: a/look, place: nan, result: pass, note: "都好"}
- {id: E-20261119-dddd, date: 2026-11-19, task: a/meet, people: 9, note: "商定名单"}
- {id: E-20261119-eeee, date: 2026-11-19, note: "来访"}
- {id: E-20261119-ffff, date: 2026-11-19, task: a/learn, people: 33, topic: [急救], audience: [居民]}
- {id: E-20261120-gggg, date: 2026-11-20, task: a/meet}
- {id: E-20261120-hhhh, date: 2026-11-20, void: E-20261120-gggg, why: "记错"}
"""
FILES = {"tongxin.yaml": PLACES, "plans/a.yaml": PLAN, "ledger/2026-11.yaml": LEDGER}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def made(root: Path, name: str, asked: Asked = Asked(), /, **about: Any) -> str:  # noqa: B008
    desk = Desk(root, "markdown", language="zh")
    assert render(desk.context, name, Subject(**about), asked) == 0, desk.errors
    return desk.text


def seen(root: Path, name: str, asked: Asked = Asked(), /, **about: Any) -> Any:  # noqa: B008
    desk = Desk(root, "json", language="zh")
    assert render(desk.context, name, Subject(**about), asked) == 0
    return desk.json


def rows(text: str) -> list[list[str]]:
    """The cells of the rows of tables, what is blank as ""."""
    found = (line for line in text.splitlines() if line.startswith("| "))
    return [
        [c.replace("\u200b", "").strip() for c in line.strip("|").split(" |")] for line in found
    ]


def row(text: str, first: str) -> list[str]:
    [found] = [cells for cells in rows(text) if cells[0].strip() == first]
    return found[1:]


# ── one occasion of a task ────────────────────────────────────────────────────────────────────


def test_a_record_of_an_entry_says_what_failed_and_what_became_of_it(root: Path) -> None:
    text = made(root, "inspection-record", entry="E-20261117-aaaa")
    assert row(text, "时间") == ["2026年11月17日（星期二）"]
    assert row(text, "地点") == ["北苑、南苑"]
    assert row(text, "检查人员") == ["巡查组（3人）"]
    assert row(text, "1") == ["通道", "", "", ""]  # which point failed the entry does not say
    assert row(text, "3") == ["北苑", "不合格", "通道堵", "2026年11月24日前整改，待复查"]
    assert row(text, "4") == ["南苑", "不合格", "灯坏", ""]
    assert "H-20261117-bbbb" in text
    assert "H-20261117-aaaa" not in text


def test_a_fault_has_the_hazard_of_its_own_words(root: Path) -> None:
    """Two hazards were found there that day."""
    found = seen(root, "inspection-record", entry="E-20261117-aaaa")["faults"]
    assert [(f["place"], f["what"], f["hazard"] and f["hazard"]["id"]) for f in found] == [
        ("北苑", "通道堵", "H-20261117-bbbb"),
        ("南苑", "灯坏", None),
    ]


def test_a_record_that_passed(root: Path) -> None:
    text = made(root, "inspection-record", entry="cccc")
    assert row(text, "1") == ["通道", "合格", "—", "—"]
    assert row(text, "情况") == ["都好"]
    assert "检查未发现问题" in text


def test_a_blank_record_has_the_places_of_the_day_and_room_to_write(root: Path) -> None:
    """新苑 is of next year."""
    text = made(root, "inspection-record", task="a/look", on=day("2026-11-21"))
    assert row(text, "地点") == ["北苑、南苑"]
    assert row(text, "检查人员") == ["巡查组"]
    assert row(text, "5") == ["", "", "", ""]
    assert "不合格" not in text


@pytest.mark.parametrize(
    ("about", "entry", "date"),
    [
        ({"task": "a/look", "on": day("2026-11-17")}, "E-20261117-aaaa", "2026-11-17"),
        ({"task": "a/look", "on": day("2026-11-16")}, None, "2026-11-16"),
        ({"name": "E-20261119-dddd"}, "E-20261119-dddd", "2026-11-19"),
        ({"name": "dddd"}, "E-20261119-dddd", "2026-11-19"),
        ({"name": "a/look"}, None, None),
        ({"task": "a/meet"}, None, "2026-12-25"),  # its schedule names the day; November is kept
        ({"task": "a/learn"}, None, None),  # by the end of the year is no day
    ],
)
def test_the_entry_and_the_day_of_an_occasion(
    about: dict[str, Any], entry: str | None, date: str | None, root: Path
) -> None:
    found = seen(root, "meeting-minutes", **about)
    assert (found["entry"] and found["entry"]["entry"], found["day"]) == (entry, date)


@pytest.mark.parametrize(
    ("about", "says"),
    [
        ({"task": "a/look", "on": day("2026-11-18")}, "several entries are of 2026-11-18"),
        ({"entry": "E-20261119-eeee"}, "names no task"),
        ({"entry": "E-20261119-dddd", "task": "a/look"}, "not of the task a/look"),
        ({"entry": "E-20261119-dddd", "on": day("2026-11-20")}, "is of 2026-11-19"),
        ({"entry": "E-20261120-gggg"}, "E-20261120-gggg is void"),
        ({"entry": "E-20261120-zzzz"}, 'no entry "E-20261120-zzzz"'),
        ({}, "needs a task"),
    ],
)
def test_occasions_that_are_refused(about: dict[str, Any], says: str, root: Path) -> None:
    with pytest.raises(TongxinError, match=re.escape(says)):
        render(Desk(root).context, "inspection-record", Subject(**about))


@pytest.mark.parametrize("about", [{"entry": "dddd"}, {"on": day("2026-11-17")}])
def test_a_template_of_no_occasion_takes_neither_entry_nor_day(
    about: dict[str, Any], root: Path
) -> None:
    with pytest.raises(TongxinError, match="not about an entry"):
        render(Desk(root).context, "overview", Subject(**about))


def test_minutes_hold_what_was_written_down_and_leave_the_rest_blank(root: Path) -> None:
    text = made(root, "meeting-minutes", entry="dddd")
    assert "商定名单" in text
    assert "9人" in text
    assert "1. 安排" in text
    assert row(text, "主持人") == ["", "记录人", ""]
    blank = made(root, "meeting-minutes", task="a/learn")
    assert "应于2026年12月31日前完成" not in blank  # it is done
    assert "＿" * 20 in blank


def test_a_list_to_sign_has_a_row_for_each_and_no_names(root: Path) -> None:
    text = made(root, "training-sign-in", entry="ffff")
    numbered = [cells for cells in rows(text) if cells[0].strip().isdecimal()]
    assert [cells[0].strip() for cells in numbered] == [str(n) for n in range(1, 34)]
    assert all(cells[1:] == ["", "", "", ""] for cells in numbered)
    assert row(text, "主题") == ["急救", "对象", "居民"]
    empty = made(root, "training-sign-in", task="a/learn")
    assert len([cells for cells in rows(empty) if cells[0].strip().isdecimal()]) == 20
    assert row(empty, "主题") == ["培训", "对象", "楼栋长"]


@pytest.mark.parametrize(
    ("points", "places", "head"),
    [
        (5, 2, ["序号", "地点", "要1", "要2", "要3", "要4", "要5", "总分", "等次", "问题"]),
        (6, 2, ["序号", "检查要点", "点1", "点2"]),
        (6, 7, ["序号", "地点", "总分", "等次", "问题"]),
    ],
)
def test_few_points_are_columns_and_many_are_rows(
    points: int, places: int, head: list[str], tmp_path: Path
) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例社区}\nplaces:\n" + "".join(
        f"  - {{id: p{n}, name: 点{n}, kind: 院}}\n" for n in range(1, places + 1)
    )
    asked = ", ".join(f"要{n}" for n in range(1, points + 1))
    plan = (
        "plan: a\ntitle: 计划\nperiod: 2026\ntasks:\n"
        f"  - {{id: t, title: 检查, schedule: 每周1次, places: [院], checklist: [{asked}]}}\n"
    )
    entry = "- {id: E-1, date: 2026-11-17, task: a/t, place: [p1, p2], result: fail, failed: {p2: 乱}}\n"
    root = write(
        tmp_path, {"tongxin.yaml": settings, "plans/a.yaml": plan, "ledger/2026-11.yaml": entry}
    )
    blank = rows(made(root, "hygiene-inspection-record", task="a/t"))
    assert [cell.strip() for cell in blank[2]] == head
    text = made(root, "hygiene-inspection-record", entry="E-1")
    graded = {cell for cells in rows(text) for cell in cells if "合格" in cell}
    assert graded == {"合格", "不合格"}
    assert text.count("不合格") == 1
    if places == 7:  # of the entry's two places they are rows again
        assert [cell.strip() for cell in rows(text)[2]] == ["序号", "检查要点", "点1", "点2"]


# ── a notice and its slip ─────────────────────────────────────────────────────────────────────


def test_the_slip_holds_what_is_recorded_of_this_notice(root: Path) -> None:
    text = made(root, "rectification-notice", hazard="bbbb")
    assert row(text, "签收单位（盖章）") == ["北苑物业", "签收日期", "2026年11月18日"]
    assert row(text, "整改情况") == ["清开了", "整改完成日期", "2026年11月19日"]
    assert row(text, "复查结果")[0].startswith("□合格")
    nothing = made(root, "rectification-notice", hazard="H-20261117-aaaa")
    assert row(nothing, "整改情况") == ["", "整改完成日期", "＿＿＿＿年＿＿月＿＿日"]


def test_a_rectification_that_failed_is_not_that_of_the_next_notice(tmp_path: Path) -> None:
    more = (
        LEDGER
        + "- {date: 2026-11-20, hazard: H-20261117-bbbb, event: verified, result: fail, by: 巡查组}\n"
        + "- {date: 2026-11-20, hazard: H-20261117-bbbb, event: notified, to: 北苑物业}\n"
    )
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": more})
    text = made(root, "rectification-notice", hazard="H-20261117-bbbb")
    assert row(text, "整改情况")[0] == ""
    assert "清开了" not in text
    found = seen(root, "hazard-ledger")["register"]["hazards"]
    [failed] = [h for h in found if h["id"] == "H-20261117-bbbb"]
    assert failed["rectified"] is None
    assert (failed["verified"]["result"], failed["notice"]["date"]) == ("fail", "2026-11-20")


def test_a_number_stands_in_place_of_the_id(root: Path) -> None:
    own = '{% extends "tongxin/rectification-notice.md.j2" %}\n{% set number = "同社改〔2026〕3号" %}\n'
    write(root, {**FILES, "templates/rectification-notice.md.j2": own})
    text = made(root, "rectification-notice", hazard="bbbb")
    assert text.split("\n\n")[1] == "同社改〔2026〕3号"
    assert "通知书（同社改〔2026〕3号）收悉" in text


# ── the register of hazards ───────────────────────────────────────────────────────────────────

CLOSED = """\
- {date: 2026-09-04, hazard: H-1, event: found, place: bei, what: "甲"}
- {date: 2026-09-05, hazard: H-1, event: rectified}
- {date: 2026-09-06, hazard: H-1, event: verified, result: pass}
- {date: 2026-10-01, hazard: H-1, event: closed}
- {date: 2026-10-30, hazard: H-2, event: found, place: bei, what: "乙", level: major}
- {date: 2026-11-02, hazard: H-3, event: found, place: nan, what: "丙"}
"""


@pytest.mark.parametrize(
    ("asked", "ids", "found"),
    [
        (Asked(), ["H-1", "H-2", "H-3"], 3),
        (Asked(month="2026-09"), ["H-1"], 1),
        (Asked(month="2026-10"), ["H-1", "H-2"], 1),
        (Asked(first=day("2026-10-02"), last=day("2026-10-29")), [], 0),
        (Asked(month="2026-11"), ["H-2", "H-3"], 1),
    ],
)
def test_a_hazard_is_in_the_register_of_the_days_it_was_open(
    asked: Asked, ids: list[str], found: int, tmp_path: Path
) -> None:
    root = write(tmp_path, {**FILES, "ledger/2026-11.yaml": CLOSED})
    register = seen(root, "hazard-ledger", asked)["register"]
    assert [hazard["id"] for hazard in register["hazards"]] == ids
    assert register["found"] == found
    assert register["closed"] + register["open"] == len(ids)
    text = made(root, "hazard-ledger", asked)
    assert f"共{len(ids)}项隐患" in text
    assert ("按级别" in text) == bool(ids)


# ── the roster ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("date", "kind"),
    [
        ("2026-10-01", DayKind.HOLIDAY),
        ("2026-10-03", DayKind.HOLIDAY),  # a Saturday among the holidays
        ("2026-10-08", DayKind.WORKING),
        ("2026-10-10", DayKind.MADE_UP),
        ("2026-10-11", DayKind.WEEKEND),
        ("2031-10-01", DayKind.HOLIDAY),  # statutory, though nobody has published that year
        ("2031-10-02", DayKind.WORKING),
        ("2031-10-05", DayKind.WEEKEND),
    ],
)
def test_kinds_of_days(date: str, kind: DayKind, tmp_path: Path) -> None:
    assert kind_of(agenda(tmp_path, FILES), day(date)) is kind


def test_only_work_whose_schedule_names_the_day_stands_in_a_roster(tmp_path: Path) -> None:
    found = roster(agenda(tmp_path, FILES), day("2026-12-01"), day("2026-12-31"))
    assert {one.day: [d.name for d in one.duties] for one in found if one.duties} == {
        day("2026-12-25"): ["a/meet"]
    }


@pytest.mark.parametrize(("task", "days"), [("watch", 31), ("vague", 0), ("look", 0), ("meet", 1)])
def test_a_roster_of_one_task_shows_its_group_on_its_days(task: str, days: int, root: Path) -> None:
    asked = Asked(month="2026-12")
    found = seen(root, "duty-roster", asked, task=f"a/{task}")["roster"]
    assert sum(bool(one["work"]) for one in found["days"]) == days
    text = made(root, "duty-roster", asked, task=f"a/{task}")
    group = {"watch": "值守组", "meet": "巡查组"}.get(task, "没有")
    assert text.count(f"| {group} |") == days


def test_a_roster_is_of_the_running_month_and_names_nobody(root: Path) -> None:
    text = made(root, "duty-roster")
    assert "2026年11月" in text
    found = [cells for cells in rows(text) if "月" in cells[0]]
    assert len(found) == 30
    assert all(cells[4:] == ["", "", ""] for cells in found)


def test_a_year_whose_holidays_are_not_published_is_named(root: Path) -> None:
    assert "2031年放假安排尚未公布" in made(root, "duty-roster", Asked(month="2031-10"))
    assert "尚未公布" not in made(root, "duty-roster", Asked(month="2026-10"))


def test_a_roster_has_a_year_at_most(root: Path) -> None:
    days = seen(root, "duty-roster", Asked(year="2028"))["roster"]["days"]
    assert len(days) == 366
    with pytest.raises(TongxinError, match="366 days at most"):
        asked = Asked(first=day("2026-01-01"), last=day("2027-01-02"))
        render(Desk(root).context, "duty-roster", Subject(), asked)


def test_the_days_of_the_workspace_are_marked(tmp_path: Path) -> None:
    own = PLACES + "calendar: {days: {邻居节: 11-26, 汛期: 06..11}}\n"
    root = write(tmp_path, {**FILES, "tongxin.yaml": own})
    text = made(root, "duty-roster")
    assert "**工作日（邻居节）**" in text
    assert "汛期" not in text


# ── names ─────────────────────────────────────────────────────────────────────────────────────


def test_every_built_in_document_has_a_chinese_name() -> None:
    files = (source.path.rpartition("/")[2] for source in documents.built_in())
    names = {file.partition(".")[0] for file in files if not file.startswith("_")}
    assert names <= set(documents.CHINESE)
    assert len(set(documents.CHINESE.values())) == len(documents.CHINESE)


def test_a_chinese_name_is_as_good(root: Path) -> None:
    assert made(root, "会议记录", entry="dddd") == made(root, "meeting-minutes", entry="dddd")
    desk = Desk(root)
    assert check_templates(desk.context, ["会议记录"]) == 0
    assert desk.text.startswith("1 template")


def test_an_own_template_of_a_chinese_name_comes_first(root: Path) -> None:
    write(root, {**FILES, "templates/会议记录.md.j2": "# 我们的\n"})
    assert made(root, "会议记录") == "# 我们的\n"
    assert made(root, "meeting-minutes", task="a/meet") != "# 我们的\n"


def test_the_list_says_what_a_template_may_be_given(root: Path) -> None:
    desk = Desk(root, "json")
    templates(desk.context)
    listed = {one["name"]: one for one in json.loads(desk.text)["templates"]}
    assert listed["meeting-minutes"]["chinese"] == "会议记录"
    assert (listed["meeting-minutes"]["needs"], listed["meeting-minutes"]["takes"]) == (
        ["task"],
        ["entry", "day"],
    )
    assert (listed["hazard-ledger"]["needs"], listed["hazard-ledger"]["takes"]) == ([], ["span"])
    assert listed["plan"]["takes"] == []
    plain = Desk(root, language="zh")
    templates(plain.context)
    assert re.search(r"duty-roster +值班表 .*可另给.*任务（--task）", plain.text)
