"""Next year's plan: dates move by meaning, every other byte stays, what is left is told."""

import gettext
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import day, write
from tests.test_cli import Main
from tongxin import checks
from tongxin.answers.expansion import Slot
from tongxin.answers.occurrences import Agenda, schedule_of
from tongxin.changes.dated import like, questions, years_in_title
from tongxin.changes.successor import Successor, successor, without_beginning, years_between
from tongxin.commands.context import Context
from tongxin.commands.successor import Wanted, new
from tongxin.diagnostic import Severity, TongxinError
from tongxin.messages import ENGLISH, Translator
from tongxin.model.world import Duty, World
from tongxin.text.tree import parse_tree
from tongxin.workspace.read import read_world

ROOT = Path(__file__).parent.parent
PLANS = ("healthy-community", "peaceful-family", "safe-community", "safety", "sanitation")
SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
calendar: {days: {寒假: 2026-01-25..2026-02-21, 汛期: 06..09, 2026年运动会: 2026-05-06}}
places: [{id: bei, name: 北苑, kind: 小区}]
"""
HEAD = "plan: fire\ntitle: 消防工作计划\nperiod: 2026\n"


def workspace(root: Path, plan: str | bytes, **files: str) -> Path:
    """A workspace with one plan, `fire`, its text as it is."""
    content = plan if isinstance(plan, bytes) else plan.encode()
    more = {path.replace("_", "/") + ".yaml": text for path, text in files.items()}
    return write(root, {"tongxin.yaml": SETTINGS, "plans/fire.yaml": content, **more})


def rolled(
    root: Path,
    plan: str | bytes,
    year: int | None = None,
    february: str | None = None,
    today: str = "2026-12-20",
    **files: str,
) -> Successor:
    """What follows the plan `fire`, as `fire-2`."""
    return continued(workspace(root, plan, **files), "fire", "fire-2", year, february, today)


def continued(
    root: Path,
    old_name: str,
    name: str,
    year: int | None = None,
    february: str | None = None,
    today: str = "2026-12-20",
) -> Successor:
    agenda = Agenda(read_world(root), day(today))
    old = agenda.world.plan_index[old_name]
    years = years_between(agenda, old, name, year)
    asked = questions(old, agenda.world.names, years)
    answers = {q.span.start: february for q in asked if february is not None}
    return successor(agenda, old, name, years, answers, ENGLISH)


def body(text: str, head: str = HEAD) -> str:
    """A plan's text."""
    return head + text


def task(schedule: str, more: str = "") -> str:
    return body(f"tasks:\n  - {{id: a, title: 巡查, schedule: {schedule}{more}}}\n")


def line_with(text: str, word: str) -> str:
    return next(line for line in text.splitlines() if word in line)


# ── dates ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{by: 2026-07-31}", "{by: 2027-07-31}"),
        ('{by: "2026-07-31"}', '{by: "2027-07-31"}'),
        ("{by: '2026-07'}", "{by: '2027-07'}"),
        ("{by: 2026}", "{by: 2027}"),
        ("{by: 2026年7月}", "{by: 2027年7月}"),
        ("{by: 2026 年 7 月 31 日}", "{by: 2027 年 7 月 31 日}"),
        ("{by: ２０２６-０７}", "{by: ２０２７-０７}"),
        ("{by: 07-31}", "{by: 07-31}"),
        ("{by: 7月31日}", "{by: 7月31日}"),
        ("{day: [2026-03-05, 世界环境日]}", "{day: [2027-03-05, 世界环境日]}"),
        ("{by: 2026-03-05、2026-04-05}", "{by: 2027-03-05、2027-04-05}"),
        ("{from: 2026-04-10, to: 2026-08-31}", "{from: 2027-04-10, to: 2027-08-31}"),
        ("{起: 2026-04-10, 止: 8月31日}", "{起: 2027-04-10, 止: 8月31日}"),
        ("{in: [2026-03, 2026-10..2026-11]}", "{in: [2027-03, 2027-10..2027-11]}"),
        ("{in: [03, 10]}", "{in: [03, 10]}"),
        ("{day: 2026年运动会}", "{day: 2026年运动会}"),
        ("{every: month, from: 2026-03-01, to: 2026-10-31}", "{every: month, from: 2027-03-01, to: 2027-10-31}"),
        ("{every: month, from: 06, to: 09}", "{every: month, from: 06, to: 09}"),
        ("{every: year, day: 02-29}", "{every: year, day: 02-29}"),
        ("{every: month, day: 31}", "{every: month, day: 31}"),
        ("2026年7月底前", "2027年7月底前"),
        ("２０２６年７月底前", "２０２７年７月底前"),
        ("二〇二六年七月底前", "二〇二七年七月底前"),
        ("二○二六年七月底前", "二○二七年七月底前"),
        ("2026-04-10至2026-08-31", "2027-04-10至2027-08-31"),
        ("2026年4月10日至8月31日", "2027年4月10日至8月31日"),
        ("4月10日至2026年8月31日", "4月10日至2027年8月31日"),
        ("2026年3月、10月", "2027年3月、10月"),
        ("2026年3月上旬", "2027年3月上旬"),
        ("2026年底前", "2027年底前"),
        ("2026年3月每月1次", "2027年3月每月1次"),
        ("2026年6月1日起每周2次", "2027年6月1日起每周2次"),
        ("by end of July 2026", "by end of July 2027"),
        ("10 April 2026", "10 April 2027"),
        ("April 10 2026", "April 10 2027"),
        ("7月底前", "7月底前"),
        ("年底前", "年底前"),
        ("每月第二周星期二", "每月第二周星期二"),
        ("[植树节, {by: 2026-05-31}, 2026年6月底前]", "[植树节, {by: 2027-05-31}, 2027年6月底前]"),
    ],
)  # fmt: skip
def test_a_date_with_a_year_moves_and_keeps_its_form(
    before: str, after: str, tmp_path: Path
) -> None:
    found = rolled(tmp_path, task(before))
    assert (
        line_with(found.source.text, "{id: a") == f"  - {{id: a, title: 巡查, schedule: {after}}}"
    )


@pytest.mark.parametrize(
    ("before", "after", "year"),
    [
        ("period: 2026", "period: 2027", None),
        ("period: 2026年", "period: 2027年", None),
        ('period: "2026"', 'period: "2029"', 2029),
        ("period: 2026-09..2027-06", "period: 2027-09..2028-06", None),
        ("period: 2026-09~2027-06", "period: 2030-09~2031-06", 2030),
        ("period: 2026年9月至2027年6月", "period: 2027年9月至2028年6月", 2027),
        ("period: 2026..2027", "period: 2028..2029", 2028),
        ("period: 2026-11..02", "period: 2027-11..02", None),
        ("起止时间: 二〇二六年", None, None),
    ],
)
def test_the_period(before: str, after: str | None, year: int | None, tmp_path: Path) -> None:
    text = f"plan: fire\ntitle: 计划\n{before}\n"
    if after is None:  # no date of a field is written so
        with pytest.raises(TongxinError, match="cannot be continued"):
            rolled(tmp_path, text, year)
        return
    assert after in rolled(tmp_path, text, year).source.text.splitlines()


def test_goals_phases_and_tasks(tmp_path: Path) -> None:
    found = rolled(
        tmp_path,
        body(
            "goals: [{id: g, text: 到2026年底无火灾, by: 2026-12-31}]\n"
            "phases:\n- id: p\n  name: 启动\n  from: 2026-01\n  to: 2026-03-31 # 三月\n"
            "tasks:\n- {id: a, title: 巡查, schedule: 每周1次, from: 2026-03, to: 2026年10月}\n"
        ),
    )
    text = found.source.text
    assert "goals: [{id: g, text: 到2026年底无火灾, by: 2027-12-31}]\n" in text
    assert "  from: 2027-01\n  to: 2027-03-31 # 三月\n" in text
    assert "schedule: 每周1次, from: 2027-03, to: 2027年10月}" in text
    assert [(left.line, left.text) for left in found.leftovers] == [
        (6, "goals: [{id: g, text: 到2026年底无火灾, by: 2027-12-31}]")
    ]


def test_an_anchored_date_moves_once(tmp_path: Path) -> None:
    found = rolled(
        tmp_path,
        body(
            "note: &word 2026-05-31\n"
            "goals: [{id: g, text: 目标, by: &end 2026-12-31}]\n"
            "tasks:\n"
            "  - {id: a, title: 甲, schedule: &s {by: *end}}\n"
            "  - {id: b, title: 乙, schedule: *s}\n"
            "  - &c {id: c, title: 丙, schedule: {by: 2026-06-30}, from: 2026-02-01}\n"
            "  - {<<: *c, id: d, title: 丁}\n"
            "  - {id: e, title: 戊, schedule: {by: *word}}\n"
        ),
    )
    text = found.source.text
    assert "by: &end 2027-12-31" in text
    assert "schedule: &s {by: *end}}" in text
    assert "schedule: {by: 2027-06-30}, from: 2027-02-01}" in text
    assert "note: &word 2027-05-31\n" in text  # one text for both: it moves
    dues = [slot.due for slot in slots(found.plan.tasks[3], found, tmp_path)]
    assert dues == [day("2027-06-30")]


def slots(task_: Any, found: Successor, root: Path) -> tuple[Slot, ...]:
    agenda = Agenda(with_plan(read_world(root), found), day("2026-12-20"))
    expansion = agenda.expansion(Duty(found.plan, task_), schedule_of(task_))
    assert expansion is not None
    return expansion.slots


def with_plan(world: World, found: Successor) -> World:
    return replace(world, plans=(*world.plans, found.plan), sources=(*world.sources, found.source))


def test_escapes_and_blocks(tmp_path: Path) -> None:
    text = body('tasks:\n- id: a\n  title: 甲\n  schedule: "2026\\u5e747\\u6708\\u5e95\\u524d"\n'
                "- id: b\n  title: 乙\n  schedule: >-\n    2026年8月底前\n")  # fmt: skip
    found = rolled(tmp_path, text).source.text
    assert '"2027\\u5e747\\u6708\\u5e95\\u524d"' in found
    assert "    2027年8月底前\n" in found
    with pytest.raises(TongxinError, match=r"fire.yaml:7: .* cannot be changed"):
        rolled(
            tmp_path, body('goals: []\ntasks:\n- id: a\n  schedule: "20\\u00326-07"\n  title: 甲\n')
        )


def test_every_byte_that_is_not_a_date_stays(tmp_path: Path) -> None:
    text = (
        "\ufeff# 头  \r\n\r\nplan:   fire   # 编号\r\ntitle: '2026年消防'\r\nperiod: 2026 # 全年\r\n"
        "tasks:\r\n    # 一\r\n    -   {id: a,title: 甲 , schedule: {by: 2026-07-31}}   \r\n\r\n# 尾"
    )
    found = rolled(tmp_path, text)
    assert found.source.bom
    assert found.source.text == (
        "# 头  \r\n\r\nplan:   fire-2   # 编号\r\ntitle: '2027年消防'\r\nstatus: draft\r\n"
        "period: 2027 # 全年\r\nfollows: fire\r\n"
        "tasks:\r\n    # 一\r\n    -   {id: a,title: 甲 , schedule: {by: 2027-07-31}}   \r\n\r\n# 尾"
    ).replace("# 头  \r\n\r\n", "# 头  \r\n" + comment(found, "\r\n") + "\r\n")


def comment(found: Successor, newline: str = "\n") -> str:
    lines = [
        "#",
        "# continued from fire on 2026-12-20",
        "# work of the old plan that is still owed:",
    ]
    lines += [
        f"#   fire/{row.duty.task.id}  {row.duty.task.title}, due 2026-07-31"
        for row in found.unfinished
    ]
    return "".join(line + newline for line in lines)


# ── the plan's own keys ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("同心社区2026年消防计划", "同心社区2027年消防计划"),
        ("二〇二六年消防计划", "二〇二七年消防计划"),
        ("二零二六年计划", "二零二七年计划"),
        ("２０２６消防", "２０２７消防"),
        ("消防2026—2027年计划", "消防2027—2028年计划"),
        ("2026-27学年计划", "2027-28学年计划"),
        ("2026-09计划", "2027-09计划"),
        ("2025年通知的落实", "2025年通知的落实"),
        ("落实〔2026〕12号文", "落实〔2026〕12号文"),
        ("编号12026的计划", "编号12026的计划"),
        ("没有年份", "没有年份"),
    ],
)
def test_the_title(title: str, wanted: str, tmp_path: Path) -> None:
    found = rolled(tmp_path, f"plan: fire\ntitle: {title}\nperiod: 2026\n")
    assert line_with(found.source.text, "title") == f"title: {wanted}"
    still = [note for note in map(ENGLISH, found.notes) if "title is still" in note]
    assert len(still) == (title == wanted)


def test_status_follows_ended_and_former_ids(tmp_path: Path) -> None:
    text = (
        "计划: fire\n标题: 消防\n状态: 停止   # 停了\n起止时间: 2026\n终止日期: 2026-11-30\n接续: older\n"
        "曾用: [fire-1]\n任务:\n  - {编号: a, 事项: 甲, 时间要求: 每周1次, 曾用: [a1]}\n"
        "  - 编号: b\n    曾用: b1\n    事项: 乙\n    时间要求: 每周1次\n    前置: [fire/a, fire-1/a]\n"
    )
    older = "plan: older\ntitle: 旧\nperiod: 2025\n"
    found = rolled(tmp_path, text, plans_older=older)
    assert found.source.text == (
        "计划: fire-2\n标题: 消防\n状态: 草稿   # 停了\n起止时间: 2027\n接续: fire\n"
        "任务:\n  - {编号: a, 事项: 甲, 时间要求: 每周1次}\n"
        "  - 编号: b\n    事项: 乙\n    时间要求: 每周1次\n    前置: [fire-2/a, fire-2/a]\n"
    )


def test_the_language_of_new_keys_is_that_of_the_plan(tmp_path: Path) -> None:
    text = "计划: fire\n标题: 消防\n起止时间: 2026\n依据: []\n任务: []\n"
    assert rolled(tmp_path, text).source.text == (
        "计划: fire-2\n标题: 消防\n状态: 草稿\n起止时间: 2027\n依据: []\n接续: fire\n任务: []\n"
    )
    text = "{计划: fire, 标题: 消防, period: 2026, status: 实施}"
    assert rolled(tmp_path, text).source.text == (
        "{计划: fire-2, 标题: 消防, period: 2027, status: 草稿, 接续: fire}"
    )


def test_a_former_id_that_is_still_named_stays(tmp_path: Path) -> None:
    text = body(
        "groups: [{id: g, name: 组, was: [g0]}, {id: h, name: 队, was: [h0]}]\n"
        "tasks: [{id: a, title: 甲, group: g0, schedule: 每周1次}]\n"
    )
    after = rolled(tmp_path, text).source.text
    assert "groups: [{id: g, name: 组, was: [g0]}, {id: h, name: 队}]\n" in after


# ── 29 February ───────────────────────────────────────────────────────────────────────────────

LEAP = "plan: fire\ntitle: 计划\nperiod: 2028\n"


@pytest.mark.parametrize(
    ("written", "before", "after"),
    [
        ("{by: 2028-02-29}", "{by: 2029-02-28}", "{by: 2029-03-01}"),
        ("{by: 2028年2月29日}", "{by: 2029年2月28日}", "{by: 2029年3月1日}"),
        ("{by: 2028-2-29}", "{by: 2029-2-28}", "{by: 2029-3-1}"),
        ("{by: 02-29}", "{by: 02-28}", "{by: 03-01}"),
        ("2月29日前", "2月28日前", "3月1日前"),
        ("２０２８年２月２９日前", "２０２９年２月２８日前", "２０２９年３月１日前"),
        ("二〇二八年二月二十九日前", "二〇二九年二月二十八日前", "二〇二九年三月一日前"),
        ("by 29 February 2028", "by 28 February 2029", "by 1 March 2029"),
        ("by February 29th", "by February 28th", "by March 1st"),
        ("{every: week, to: 2028-02-29}", "{every: week, to: 2029-02-28}", "{every: week, to: 2029-03-01}"),
        ("{from: 2028-02-01, to: 02-29}", "{from: 2029-02-01, to: 02-28}", "{from: 2029-02-01, to: 03-01}"),
        ("2月20日、29日", "2月20日、28日", None),
    ],
)  # fmt: skip
def test_29_february_becomes_what_was_said(
    written: str, before: str, after: str | None, tmp_path: Path
) -> None:
    text = LEAP + f"tasks:\n  - {{id: a, title: 巡查, schedule: {written}}}\n"
    with pytest.raises(TongxinError) as refused:
        rolled(tmp_path, text, today="2028-06-01")
    assert str(refused.value.message).startswith(
        "29 February does not exist in the year it comes to: plans/fire.yaml:5 "
    )
    assert "(2029)" in str(refused.value.message)
    assert str(refused.value.remedy).endswith("--feb29 02-28 | --feb29 03-01")
    for choice, wanted in (("02-28", before), ("03-01", after)):
        if wanted is None:
            with pytest.raises(TongxinError, match=r"29日.* cannot become 03-01"):
                rolled(tmp_path, text, february=choice, today="2028-06-01")
            continue
        found = rolled(tmp_path, text, february=choice, today="2028-06-01")
        assert f"schedule: {wanted}}}\n" in found.source.text
    later = rolled(tmp_path, text, year=2032, today="2028-06-01").source.text
    assert (
        f"schedule: {written.replace('2028', '2032').replace('２０２８', '２０３２').replace('二八', '三二')}}}"
        in later
    )


@pytest.mark.parametrize(
    "written",
    ["{by: 2028-02}", "2月底前", "{by: 2028-02-28}", "{every: month, day: 29}", "{every: year, day: 02-29}",
     "{every: week, from: 02-29, to: 05}"],
)  # fmt: skip
def test_nothing_else_is_asked(written: str, tmp_path: Path) -> None:
    text = LEAP + f"tasks:\n  - {{id: a, title: 巡查, schedule: {written}}}\n"
    assert f"schedule: {written.replace('2028', '2029')}}}" in rolled(tmp_path, text).source.text


# ── schedules that were split ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("[{every: week, to: 2026-06-14}, {every: week, times: 2, from: 2026-06-15}]", " {every: week, times: 2}"),
        ("[每月1次, {every: week, to: 2026-06-14}, {every: week, times: 2, from: 2026-06-15}]", " [每月1次, {every: week, times: 2}]"),
        ("[截至2026年3月31日每周1次, {每: 周, 起: 2026-04-01, 止: 2026-08-31}, 自2026年9月1日起每周3次]", " 每周3次"),
        ("\n    - {every: week, to: 2026-06-14}\n    - {every: week, from: 2026-06-15, times: 2}", " {every: week, times: 2}"),
        ("\n    - {every: week, to: 2026-06-14}\n    - every: week\n      from: 2026-06-15\n      day: [tue, fri]", " {every: week, day: [tue, fri]}"),
        ("\n    - {every: week, to: 2026-06-14}\n    # 汛期加密\n    - {every: week, times: 2, from: 2026-06-15}", "\n    # 汛期加密\n    - {every: week, times: 2}"),
        ("[{every: month, to: 2026-02}, {every: week, from: 2026-03}]", " {every: week}"),
        # not split at a day of the year
        ("[{every: week, to: 2026-06-13}, {every: week, times: 2, from: 2026-06-15}]", None),
        ("[{from: 2026-04-01, to: 2026-04-30}, {from: 2026-05-01, to: 2026-05-31}]", None),
        ("[{every: month, from: 01, to: 06}, {every: week, from: 07, to: 12}]", None),
        ("[{every: week, to: 2026-06-14}, {by: 2026-06-15}]", None),
    ],
)  # fmt: skip
def test_what_held_at_the_end_is_kept(written: str, wanted: str | None, tmp_path: Path) -> None:
    lead = "" if written.startswith("\n") else " "
    text = f"tasks:\n  - id: a\n    title: 巡查\n    schedule:{lead}{written}\n    note: 尾\n"
    found = rolled(tmp_path, body(text))
    changed = [note for note in map(ENGLISH, found.notes) if "its schedule was changed" in note]
    after = found.source.text.split("    schedule:")[1].split("\n    note: 尾")[0]
    if wanted is None:
        assert changed == []
        assert after.strip() == written.strip().replace("2026", "2027")
        return
    assert after == wanted
    assert len(changed) == 1
    assert re.search(r"changed on 2026-..-..; what held since then is kept", changed[0])
    if "#" not in wanted:
        assert not [note for note in map(ENGLISH, found.notes) if "this part ends" in note]


def test_a_split_schedule_that_is_shared_is_left_and_told(tmp_path: Path) -> None:
    text = body(
        "tasks:\n"
        "  - {id: a, title: 甲, schedule: &s [{every: week, to: 2026-06-14}, {every: day, from: 2026-06-15}]}\n"
        "  - {id: b, title: 乙, schedule: *s}\n"
    )
    found = rolled(tmp_path, text)
    assert "&s [{every: week, to: 2027-06-14}, {every: day, from: 2027-06-15}]" in found.source.text
    told = [note for note in map(ENGLISH, found.notes) if "that change is still in it" in note]
    assert len(told) == 2


def test_a_phrase_without_its_beginning(tmp_path: Path) -> None:
    world = read_world(workspace(tmp_path, HEAD))
    for phrase, shorter in {
        "2026年6月15日起每周2次": "每周2次",
        "自2026-06-15起，每月1次": "每月1次",
        "每周2次，2026年6月15日起": "每周2次",
        "weekly from 15 June 2026": "weekly",
        "每周2次": None,
        "2026年6月15日前": None,
        "不懂": None,
    }.items():
        assert without_beginning(phrase, world) == shorter


# ── what is carried over and what is told ─────────────────────────────────────────────────────

OWED = body(
    "# 说明\ntasks:\n"
    "  - {id: once, title: 成立小组, schedule: {by: 2026-10-31}}\n"
    "  - {id: open, title: 年终总结, schedule: {by: 2026-12-31}}\n"
    "  - {id: kept, title: 动员会, schedule: {by: 2026-03-31}}\n"
    "  - {id: weekly, title: 巡查, schedule: 每周1次}\n"
    "  - {id: each, title: 普查, schedule: {by: 2026-11-30, each: topic}, topics: [灶台, 电线]}\n",
    "# 消防\n# 2026年\nplan: fire\ntitle: 2026年消防\nperiod: 2026\n",
)
LEDGER = """\
- {id: E-1, date: 2026-03-02, task: fire/kept}
- {id: E-2, date: 2026-12-01, hazard: H-1, event: found, place: bei, what: "电线裸露，电话 13800138000"}
- {id: E-3, date: 2026-12-02, hazard: H-2, event: found, place: bei, what: 堆物, due: 2027-01-15}
- {id: E-4, date: 2026-12-02, hazard: H-3, event: found, place: bei, what: 已办}
- {id: E-5, date: 2026-12-03, hazard: H-3, event: rectified}
- {id: E-6, date: 2026-12-04, hazard: H-3, event: verified, result: pass}
- {id: E-7, date: 2026-12-05, hazard: H-3, event: closed}
- {id: E-8, date: 2026-12-06, task: fire/each, topic: 灶台}
"""
BLOCK = """\
# 消防
# 2026年
#
# continued from fire on 2026-12-20
# hazards still open, they go on in the ledger:
#   H-1  北苑  电线裸露，电话 ***********, due 2026-12-08
#   H-2  北苑  堆物, due 2027-01-15
# work of the old plan that is still owed:
#   fire/once  成立小组, due 2026-10-31
#   fire/each  普查, due 2026-11-30
#   fire/open  年终总结, due 2026-12-31
plan: fire-2
title: 2027年消防
status: draft
period: 2027
follows: fire
# 说明
tasks:
"""


def test_open_hazards_and_unfinished_work_stand_at_the_head(tmp_path: Path) -> None:
    found = rolled(tmp_path, OWED, ledger_2026=LEDGER.replace("E-", "E-20261"))
    assert found.source.text.startswith(BLOCK)
    assert [h.id for h in found.hazards] == ["H-1", "H-2"]
    rows = [(r.duty.task.id, r.overdue, r.left) for r in found.unfinished]
    assert rows == [("once", True, 1), ("each", True, 1), ("open", False, 1)]
    assert [(left.line, left.text) for left in found.leftovers] == [(2, "# 2026年")]


def test_no_heading_where_nothing_goes_on(tmp_path: Path) -> None:
    found = rolled(tmp_path, "# 头\n" + HEAD)
    assert found.source.text.startswith("# 头\nplan: fire-2\n")


def test_leftovers_are_every_other_place_of_the_old_year(tmp_path: Path) -> None:
    text = (
        "# 2026年的计划\nplan: fire\ntitle: 消防\nperiod: 2026-09..2027-06\npart-of: city-2026\n"
        "basis: [消安〔2026〕12号]\n"
        "indicators: [{id: n2026, name: 数, target: ≥10, baseline: 2026}]\n"
        "tasks:\n  - id: a\n    title: 二〇二六年巡查 # 20261103起\n    schedule: {by: 2027-03-31}\n"
        "    note: 2025年起，2027年止\n    topics: [12026, 20269]\n"
    )
    files = {
        "plans_city-2026": "plan: city-2026\ntitle: 市\nperiod: 2026\n",
        "plans_basis_x": "basis: x\ntitle: 消安〔2026〕12号\n",
    }
    found = rolled(tmp_path, text, **files)
    assert [(left.line, left.text) for left in found.leftovers] == [
        (1, "# 2026年的计划"),
        (10, "part-of: city-2026"),
        (11, "basis: [消安〔2026〕12号]"),
        (13, "indicators: [{id: n2026, name: 数, target: ≥10, baseline: 2026}]"),
        (16, "title: 二〇二六年巡查 # 20261103起"),
        (18, "note: 2025年起，2027年止"),
    ]
    assert found.source.line(16).strip() == "title: 二〇二六年巡查 # 20261103起"


@pytest.mark.parametrize(
    ("more", "note"),
    [
        (", from: 2026-03-01", '"甲" begins later than the plan; was it only added during the year?'),
        (", from: 3月1日", '"甲" begins later than the plan; was it only added during the year?'),
        (", from: 2026-01-01", None),
        (", from: 2026", None),
        (", to: 2026-10-31", '"甲" ends before the plan; was it given up during the year?'),
        (", to: 2026-12-31", None),
        (", to: 2026", None),
    ],
)  # fmt: skip
def test_a_task_that_begins_or_ends_within_the_year(
    more: str, note: str | None, tmp_path: Path
) -> None:
    found = rolled(tmp_path, task("每周1次", more).replace("巡查", "甲"))
    told = [text for text in map(ENGLISH, found.notes) if "甲" in text]
    assert told == ([] if note is None else [f"plans/fire-2.yaml:7: {note}"])


def test_a_part_of_a_schedule_that_ends_within_the_year(tmp_path: Path) -> None:
    found = rolled(tmp_path, task("[{every: week, to: 2026-05-31}, {by: 2026-10-31}]"))
    assert (
        'plans/fire-2.yaml:10: "巡查": this part ends on 2027-05-31; was it changed during the year?'
        in map(ENGLISH, found.notes)
    )


def test_indicators_with_a_baseline(tmp_path: Path) -> None:
    text = body(
        "indicators:\n"
        "  - {id: cases, name: 案件, target: down, baseline: 12}\n"
        "  - {id: fires, name: 火灾, target: down, baseline: 3.5}\n"
        "  - {id: homes, name: 户, target: ≥3}\n"
    )
    ledger = "- {date: 2026-10-01, indicator: fire/cases, value: 9}\n"
    found = rolled(tmp_path, text, ledger_2026=ledger)
    assert [note for note in map(ENGLISH, found.notes) if "baseline" in note] == [
        'plans/fire-2.yaml:7: "案件": baseline 12: last year\'s value is now 9',
        'plans/fire-2.yaml:8: "火灾": the baseline 3.5 is that of the old plan',
    ]


def test_a_name_without_a_date_in_the_new_period(tmp_path: Path) -> None:
    found = rolled(tmp_path, task("{by: 寒假}"))
    assert [note for note in map(ENGLISH, found.notes) if "寒假" in note] == [
        '"寒假" has no date in the new period; 巡查 needs it: tongxin.yaml, calendar, days'
    ]
    again = rolled(tmp_path, task("汛期每月1次"))
    assert [note for note in map(ENGLISH, again.notes) if "汛期" in note] == []


def test_periods_that_overlap_are_told(tmp_path: Path) -> None:
    text = "plan: fire\ntitle: 计划\nperiod: 2026..2028\n"
    notes = list(map(ENGLISH, rolled(tmp_path, text).notes))
    assert "the new plan begins on 2027-01-01, before the old one ends on 2028-12-31" in notes
    notes = list(map(ENGLISH, rolled(tmp_path, text, year=2029).notes))
    assert not [note for note in notes if "before the old one ends" in note]


def test_ledger_lines_that_name_no_plan_are_told(tmp_path: Path) -> None:
    """The day of an entry says which plan is meant; without one nobody can tell."""
    ledger = (
        "- {task: a, note: x}\n- {date: 2026-10-01, task: a}\n- {date: 2026-10-08, task: fire/a}\n"
    )
    found = rolled(tmp_path, task("每周1次"), ledger_2026=ledger)
    assert (
        "1 line elsewhere names something of the old plan without the plan, and could mean the"
        " new one as well: ledger/2026.yaml:1"
    ) in map(ENGLISH, found.notes)


# ── the shipped plans ─────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("shipped")
    for folder in ("plans", "ledger"):
        shutil.copytree(ROOT / folder, root / folder)
    shutil.copy(ROOT / "tongxin.yaml", root)
    return root


def comments(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)#.*", text, re.MULTILINE)


@pytest.mark.parametrize("name", PLANS)
def test_each_shipped_plan_rolls_over(name: str, shipped: Path) -> None:
    found = continued(shipped, name, f"{name}-2027")
    old = (shipped / f"plans/{name}.yaml").read_text("utf-8")
    text = found.source.text
    block = re.search(r"(?:^#\n)?^# continued from.*\n(?:#.*\n)*", text, re.MULTILINE)
    assert block is not None
    without = text.replace(block[0], "", 1)
    assert comments(without) == comments(old)
    own = ("plan", "title", "status", "follows", "计划", "标题", "状态", "接续")
    kept = [
        line for line in without.split("\n") if not line.startswith(tuple(f"{k}:" for k in own))
    ]
    before = [line for line in old.split("\n") if not line.startswith(tuple(f"{k}:" for k in own))]
    assert len(kept) == len(before)
    for was, now in zip(before, kept, strict=True):
        if was != now:
            assert re.sub(r"202[67]", "#", was) == re.sub(r"202[78]", "#", now)
            assert "#" not in was.split("202")[0]
    world = with_plan(read_world(shipped), found)
    findings = checks.find(Agenda(world, day("2026-12-20")))
    mine = [f for f in findings if f.span.source is found.source]
    assert not [f for f in mine if f.severity is Severity.ERROR]
    theirs = [f for f in findings if f.span.source.path == f"plans/{name}.yaml"]
    warned = {f.code for f in mine if f.severity is Severity.WARNING}
    assert warned <= {f.code for f in theirs} | {"no-baseline"}
    assert found.plan.status == "draft"
    assert found.plan.follows == name


# ── every plan ────────────────────────────────────────────────────────────────────────────────


def _iso(when: date) -> str:
    return when.isoformat()


def _chinese(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"


def _wide(when: date) -> str:
    return _chinese(when).translate({48 + n: 0xFF10 + n for n in range(10)})


@st.composite
def plans(draw: Any) -> tuple[str, list[str]]:
    """A plan's text, and of each task which of its dues must move in which way."""
    first, last = draw(st.sampled_from([
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 9, 1), date(2027, 6, 30)),
        (date(2027, 3, 1), date(2028, 2, 28)),
    ]))  # fmt: skip
    one = st.dates(first, last).filter(lambda when: (when.month, when.day) != (2, 29))
    form = st.sampled_from([_iso, _chinese, _wide])
    lines = [
        draw(st.sampled_from(["# 头注", "# 2026年", "---", ""])),
        "plan: old",
        f"title: {draw(st.sampled_from(['计划', '2026年计划', '计划（二〇二六年）']))}",
        f"period: {first:%Y-%m}..{last:%Y-%m-%d}",
        "tasks:",
    ]
    kinds = []
    for number in range(draw(st.integers(1, 5))):
        a, b = sorted((draw(one), draw(one)))
        shown = [draw(form)(when) for when in (a, b)]
        kind, schedule = draw(st.sampled_from([
            ("exact", f"{{by: {shown[0]}}}"),
            ("exact", f"{shown[0]}前"),
            ("exact", f"{{from: {shown[0]}, to: {shown[1]}}}"),
            ("exact", f"{shown[0]}至{shown[1]}"),
            ("exact", f"[{{day: {shown[0]}}}]"),
            ("exact", "每月20日"),
            ("exact", "{every: quarter}"),
            ("exact", "{in: [03, 10]}"),
            ("exact", "{every: year, day: 03-05}"),
            ("count", "每周二、周五"),
            ("count", "{every: week, times: 2}"),
            ("count", "每月第二个周二"),
            ("any", "世界环境日"),
            ("any", "全年"),
        ]))  # fmt: skip
        kinds.append(kind)
        note = draw(st.sampled_from(["", ", note: 见2026年文", ", note: '二〇二六'"]))
        if draw(st.booleans()):
            lines.append(
                f"  - {{id: t{number}, title: 事{number}, schedule: {schedule}{note}}}  # 注"
            )
        else:
            lines += [
                f"  - id: t{number}",
                f"    title: 事{number} # 2026",
                f"    schedule: {schedule}",
            ]
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""]), kinds


@settings(max_examples=60, deadline=None)
@given(case=plans())
def test_a_year_later_everything_is_a_year_later(
    case: tuple[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    text, kinds = case
    root = tmp_path_factory.mktemp("rolled")
    write(root, {"tongxin.yaml": SETTINGS, "plans/old.yaml": text.encode()})
    found = continued(root, "old", "new", today="2026-01-01")
    agenda = Agenda(with_plan(read_world(root), found), day("2026-01-01"))
    old = agenda.world.plan_index["old"]
    for before, after, kind in zip(old.tasks, found.plan.tasks, kinds, strict=True):
        one = agenda.expansion(Duty(old, before), schedule_of(before))
        two = agenda.expansion(Duty(found.plan, after), schedule_of(after))
        assert one is not None
        assert two is not None
        if kind == "exact":
            assert [later(slot.due) for slot in one.slots] == [
                end_of_february(s.due) for s in two.slots
            ]
        elif kind == "count":
            assert abs(len(one.slots) - len(two.slots)) <= 2
    dated = re.compile(r"20\d\d|２０|二〇|^(?:plan|status|follows|title)|^#")
    lines = found.source.text.splitlines()
    assert [x for x in text.splitlines() if not dated.search(x)] == [
        x for x in lines if not dated.search(x)
    ]
    assert ("\r\n" in found.source.text) == ("\r\n" in text)
    assert not parse_tree(found.source).diagnostics


def later(due: int) -> int:
    when = date.fromordinal(due)
    if (when.month, when.day) == (2, 29):
        when = when.replace(day=28)
    return when.replace(year=when.year + 1).toordinal()


def end_of_february(due: int) -> int:
    """The 28th for the 29th, which a month that ends may come to."""
    when = date.fromordinal(due)
    return due - ((when.month, when.day) == (2, 29))


@given(
    st.integers(0, 9999),
    st.sampled_from(["2026", "２０２６", "二〇二六", "二○二六", "一九九九", "٢٠٢٦"]),
)
def test_digits_keep_their_script(number: int, written: str) -> None:
    new_ = like(written, number)
    assert len(new_) == 4
    assert list(years_in_title(new_, range(number, number + 1))) == [(0, 4, number)]


# ── the command ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(name="main")
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[Main]:
    """The program in this process."""
    domain = gettext.textdomain()
    monkeypatch.setenv("LANGUAGE", "")
    yield Main(monkeypatch)
    gettext.textdomain(domain)


def asked(root: Path, form: str = "text", language: str = "en") -> Context:
    return Context(root, day("2026-12-20"), language, form, StringIO(), StringIO(), language)


def said(context: Context) -> str:
    assert isinstance(context.out, StringIO)
    return context.out.getvalue()


def test_the_answer(tmp_path: Path) -> None:
    root = workspace(tmp_path, OWED, ledger_2026=LEDGER)
    context = asked(root)
    assert new(context, Wanted("fire-2", "fire")) == 0
    assert (root / "plans/fire-2.yaml").read_text("utf-8").startswith(BLOCK)
    assert said(context) == (
        "written: plans/fire-2.yaml, a draft that follows fire\n"
        "hazards still open; they go on in the ledger (2)\n"
        "  H-1  北苑  电线裸露，电话 ***********, due 2026-12-08\n"
        "  H-2  北苑  堆物, due 2027-01-15\n"
        "work of fire that is still owed there (3)\n"
        "  fire/once  成立小组, due 2026-10-31\n"
        "  fire/each  普查, due 2026-11-30\n"
        "  fire/open  年终总结, due 2026-12-31\n"
        "the old year still stands in these lines (1)\n"
        "  plans/fire-2.yaml:2  # 2026年\n"
        "look through it, then: tongxin set fire-2.status active\n"
    )


def test_json_and_dry_run(tmp_path: Path) -> None:
    root = workspace(tmp_path, OWED, ledger_2026=LEDGER)
    before = sorted(root.rglob("*"))
    context = asked(root, "json")
    assert new(context, Wanted("fire-2", "fire", dry_run=True)) == 0
    found = json.loads(said(context))
    assert found["text"].startswith(BLOCK)
    assert sorted(root.rglob("*")) == before
    context = asked(root)
    new(context, Wanted("fire-2", "fire", dry_run=True))
    assert said(context) == found["text"]
    assert "not written (--dry-run)" in context.err.getvalue()  # type: ignore[attr-defined]
    context = asked(root, "json")
    new(context, Wanted("fire-2", "fire"))
    written = json.loads(said(context))
    assert written == {k: v for k, v in found.items() if k != "text"} | {"written": True}
    assert list(written) == ["version", "file", "carried", "leftovers", "notes", "written"]
    assert written["file"] == "plans/fire-2.yaml"
    assert [row["hazard"] for row in written["carried"]["hazards"]] == ["H-1", "H-2"]
    assert written["carried"]["tasks"][0] == {
        "task": "fire/once", "title": "成立小组", "due": "2026-10-31", "overdue": True, "left": 1,
    }  # fmt: skip
    assert written["leftovers"] == [{"file": "plans/fire-2.yaml", "line": 2, "text": "# 2026年"}]


FEB = LEAP + "tasks:\n  - {id: a, title: 甲, schedule: {by: 2028-02-29}}\n"


def test_somebody_at_a_terminal_is_asked(tmp_path: Path) -> None:
    root = workspace(tmp_path, FEB + "  - {id: b, title: 乙, schedule: 2月29日前}\n")
    questions_: list[tuple[str, str, int]] = []

    def ask(question: Any) -> str:
        questions_.append((question.place, question.span.text, question.year))
        return "02-28" if len(questions_) == 1 else "03-01"

    new(asked(root), Wanted("fire-2", "fire"), ask)
    assert questions_ == [
        ("plans/fire.yaml:5", "2028-02-29", 2029),
        ("plans/fire.yaml:6", "2月29日", 2029),
    ]
    text = (root / "plans/fire-2.yaml").read_text("utf-8")
    assert "{by: 2029-02-28}" in text
    assert "3月1日前" in text


BAD: dict[str, tuple[Mapping[str, str], tuple[str, ...], str]] = {
    "unknown plan": ({}, ("x", "--from", "fires"), 'no plan "fires"'),
    "taken": ({"plans/x.yaml": "plan: x\ntitle: x\nperiod: 2026\n"}, ("x", "--from", "fire"), '"x" is taken: plans/x.yaml:1'),
    "its own": ({}, ("fire", "--from", "fire"), '"fire" is taken'),
    "a former id": ({"plans/y.yaml": "plan: y\ntitle: y\nperiod: 2026\nwas: x\n"}, ("x", "--from", "fire"), '"x" is taken'),
    "a file without that id": ({"plans/x.yaml": "plan: z\ntitle: x1\nperiod: 2026\n"}, ("x", "--from", "fire"), "plans/x.yaml is there already"),
    "no id": ({}, ("../x", "--from", "fire"), '"../x" is no id'),
    "blank": ({}, ("", "--from", "fire"), '"" is no id'),
    "the same year": ({}, ("x", "--from", "fire", "--year", "2026"), "cannot begin in 2026"),
    "an earlier year": ({}, ("x", "--from", "fire", "--year=-5"), "cannot begin in -5"),
    "far away": ({}, ("x", "--from", "fire", "--year", "2200"), "name a later year, up to 2199"),
    "no year": ({}, ("x", "--from", "fire", "--year", "next"), "--year"),
    "no old plan named": ({}, ("x",), "--from"),
    "feb29": ({}, ("x", "--from", "fire", "--feb29", "02-30"), "--feb29"),
    "a fault of text": ({"plans/fire.yaml": HEAD + "note: [1\n"}, ("x", "--from", "fire"), "plans/fire.yaml"),
    "a fault of shape": ({"plans/fire.yaml": HEAD + "colour: red\n"}, ("x", "--from", "fire"), 'plans/fire.yaml:4: unknown key "colour"'),
    "a bad date": ({"plans/fire.yaml": HEAD + "goals: {id: g, text: t, by: 2026-02-30}\n"}, ("x", "--from", "fire"), "such a plan cannot be continued"),
    "no period": ({"plans/fire.yaml": "plan: fire\ntitle: x\n"}, ("x", "--from", "fire"), "such a plan cannot be continued"),
    "29 February": ({"plans/fire.yaml": FEB}, ("x", "--from", "fire"), "plans/fire.yaml:5 2028-02-29 (2029)"),
    "not UTF-8": ({"plans/gbk.yaml": ""}, ("x", "--from", "gbk"), "plans/gbk.yaml"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_and_nothing_is_written(
    case: str,
    tmp_path: Path,
    main: Main,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files, arguments, wanted = BAD[case]
    root = write(tmp_path, {"plans/fire.yaml": HEAD, **files})
    if case == "not UTF-8":
        (root / "plans/gbk.yaml").write_bytes("plan: gbk\ntitle: 消防计划\n".encode("gbk"))
    before = {path: path.read_bytes() for path in root.rglob("*.yaml")}
    options = ("--root", str(root), "--today", "2026-12-20", "--lang", "en")
    assert main("new", *arguments, *options) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert wanted in captured.err
    assert "Traceback" not in captured.err
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == before


def test_the_chinese_verb(
    tmp_path: Path,
    main: Main,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = write(tmp_path, {"plans/fire.yaml": FEB})
    options = ("--root", str(root), "--today", "2026-12-20", "--feb29", "03-01", "--year", "2030")
    assert main("续编", "x", "--from", "消防" if False else "fire", *options) == 0
    assert "plans/x.yaml" in capsys.readouterr().out
    assert "{by: 2030-03-01}" in (root / "plans/x.yaml").read_text("utf-8")


def test_the_language_of_the_comments_is_that_of_documents(tmp_path: Path) -> None:
    root = workspace(tmp_path, OWED, ledger_2026=LEDGER)
    context = Context(root, day("2026-12-20"), "en", "text", StringIO(), StringIO(), None)
    new(context, Wanted("fire-2", "fire", dry_run=True))
    chinese = Translator("zh")
    agenda = Agenda(read_world(root), day("2026-12-20"))
    made = successor(agenda, agenda.world.plan_index["fire"], "fire-2", 1, {}, chinese)
    assert said(context) == made.source.text


VALUES = st.sampled_from(
    ["每周2次", "{every: week, each: place}", "[每月, 每周]", "{by: [元旦, 2026-02-28]}", "{in: 汛期}",
     "{day: 02-29}", "{from: 2026-11, to: 2026-12}", "{vague: 定期}", "全部", "[]", "{}", "~", "''",
     "2026", "2026-11-23", "2028-02-29", "≥10%", "done", "a", "b", "fire/t", "x", "[t, u]", "是", "*d",
     "&d 2026-03-31", "|\n      2026-05\n", '"2026\\u002d07"', "2026年3月、10月", "2199-12-31", "二〇二六"]
)  # fmt: skip
OF_PLAN = st.dictionaries(
    st.sampled_from(["status", "ended", "basis", "follows", "principles", "note", "was", "备注"]),
    VALUES,
    max_size=3,
)
OF_TASK = st.dictionaries(
    st.sampled_from(
        ["schedule", "from", "to", "after", "note", "was", "topics", "carry", "group", "时间要求"]
    ),
    VALUES,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(plan=OF_PLAN, one=OF_TASK, two=OF_TASK, february=st.sampled_from([None, "02-28", "03-01"]))
def test_any_value_is_carried_or_refused(
    plan: dict[str, str],
    one: dict[str, str],
    two: dict[str, str],
    february: str | None,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    text = HEAD + "".join(f"{key}: {value}\n" for key, value in plan.items()) + "tasks:\n"
    for name, keys in (("t", one), ("u", two)):
        text += f"  - id: {name}\n    title: 事\n"
        text += "".join(f"    {key}: {value}\n" for key, value in keys.items())
    root = workspace(tmp_path_factory.mktemp("any"), text)
    try:
        found = continued(root, "fire", "fire-2", None, february)
    except TongxinError as refused:
        assert ENGLISH(refused.message)
        return
    assert [t.id for t in found.plan.tasks] == ["t", "u"]
    assert found.plan.status == "draft"
