"""An edit does not rewrite the past: schedules are split, all else that would change it refused."""

from pathlib import Path
from typing import Any

import pytest

from tests.harness import TODAY, day, world
from tongxin.answers.occurrences import Agenda, Occurrence
from tongxin.calendar.periods import iso
from tongxin.changes import past, plans
from tongxin.changes.edit import FROM_START, Edit, Outcome, judged
from tongxin.diagnostic import TongxinError
from tongxin.model.world import World

MONDAY = day(TODAY)  # 2026-11-23

SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
calendar: {days: {汛期: 06..09}}
places:
  - {id: bei, name: 北苑}
  - {id: nan, name: 南苑}
"""


def plan(schedule: str, key: str = "schedule", more: str = "") -> str:
    """A plan of one task. `key`: the language of its keys."""
    if key == "schedule":
        return (
            "plan: p\ntitle: 计划\nperiod: 2026\ngroups: [{id: g, name: 组}]\n"
            f"tasks:\n  - id: t\n    title: 事\n    group: g\n    schedule: {schedule}\n{more}"
        )
    return (
        "计划: p\n标题: 计划\n起止时间: 2026\n工作组: [{编号: g, 名称: 组}]\n"
        f"任务:\n  - {{编号: t, 事项: 事, 责任组: g, 时间要求: {schedule}}}\n"
    )


def here(root: Path, text: str, ledger: str = "") -> World:
    files = {"tongxin.yaml": SETTINGS, "plans/p.yaml": text, "ledger/2026-11.yaml": ledger}
    return world(root, files)


def closed(agenda: Agenda) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """What is over, by its own reading of what that is."""
    return {
        (o.duty.task.id, o.member, o.period): (o.quota, o.count, o.state)
        for track in agenda.all_tracks
        for o in track.closed()
    }


def set_schedule(
    found: World, value: str, today: int = MONDAY, since: int | None = None
) -> Outcome:
    return judged(found, today, plans.set_value(found, today, "p/t.schedule", value, since))


def schedule_line(outcome: Outcome) -> str:
    (text,) = outcome.texts
    return next(
        line.strip()
        for line in text.after.text.split("\n")
        if "schedule:" in line or "时间要求:" in line
    )


@pytest.mark.parametrize(
    ("old", "new", "today", "line"),
    [
        ("每周1次", "每周2次", "2026-11-23", "schedule: [{every: week, to: 2026-11-22}, {every: week, times: 2, from: 2026-11-23}]"),
        ("{every: week}", "每周2次", "2026-11-23", "schedule: [{every: week, to: 2026-11-22}, {every: week, times: 2, from: 2026-11-23}]"),
        # a Wednesday: of the running week most days are still to come
        ("每周1次", "每周2次", "2026-11-25", "schedule: [{every: week, to: 2026-11-29}, {every: week, times: 2, from: 2026-11-30}]"),
        # a Friday: the running week would close short, so it goes by the old schedule to its end
        ("每周1次", "每周2次", "2026-11-27", "schedule: [{every: week, to: 2026-11-29}, {every: week, times: 2, from: 2026-11-30}]"),
        ("每月1次", "每周1次", "2026-11-23", "schedule: [{every: month, to: 2026-11-30}, {every: week, from: 2026-12-01}]"),
        ("每周五", "每周二", "2026-11-23", "schedule: [{every: week, day: fri, to: 2026-11-22}, {every: week, day: tue, from: 2026-11-23}]"),
        ("每月5日前", "{每: 月, 截止: 10}", "2026-11-23", "schedule: [{every: month, by: 5, to: 2026-11-30}, {every: month, by: 10, from: 2026-12-01}]"),
        ("{every: week, from: 2026-03-01}", "每月1次", "2026-11-23", "schedule: [{every: week, from: 2026-03-01, to: 2026-11-22}, {every: month, from: 2026-11-23}]"),
        ("{every: week, to: 2026-06-30}", "每月1次", "2026-11-23", "schedule: [{every: week, to: 2026-06-30}, {every: month, from: 2026-11-23}]"),
        ("{every: week, to: 2026-12-20}", "每月1次", "2026-11-23", "schedule: [{every: week, to: 2026-11-22}, {every: month, from: 2026-11-23}]"),
        ("汛期每月1次", "每月1次", "2026-11-23", "schedule: [汛期每月1次, {every: month, from: 2026-11-23}]"),
        ("汛期每月1次", "每周1次", "2026-08-10", "schedule: [{every: month, from: 2026-06-01, to: 2026-08-31}, {every: week, from: 2026-09-01}]"),
        ("每周1次", "汛期每月1次", "2026-01-20", None),
        ("每周1次", "12月底前", "2026-11-23", "schedule: [{every: week, to: 2026-11-22}, {by: 12}]"),
        ("每周1次", "全年", "2026-11-23", "schedule: [{every: week, to: 2026-11-22}, {all-year: true, from: 2026-11-23}]"),
        ("世界环境日", "世界无烟日", "2026-11-23", "schedule: [{day: 世界环境日, to: 2026-11-22}, {day: 世界无烟日, from: 2026-11-23}]"),
        ("逐个地点每月1次", "逐个地点每周1次", "2026-12-01", "schedule: [{every: month, to: 2026-11-30, each: place}, {every: week, from: 2026-12-01, each: place}]"),
    ],
)  # fmt: skip
def test_a_schedule_is_split(
    tmp_path: Path, old: str, new: str, today: str, line: str | None
) -> None:
    found = here(tmp_path, plan(old))
    outcome = set_schedule(found, new, day(today))
    was, now = Agenda(found, day(today)), Agenda(outcome.after, day(today))
    assert closed(was) and closed(was) == closed(now)
    if line is not None:
        assert schedule_line(outcome) == line
        begin = iso(day(line.rpartition("from: ")[2][:10])) if "from: 2026" in line else today
        assert str(outcome.notes[0]) == (f"from {begin} on; the periods before stay as they were")


def test_in_chinese(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每月第二周星期二", "时间要求"))
    outcome = set_schedule(found, "有隐患的每周1次", day("2026-12-01"))
    assert schedule_line(outcome) == (
        "- {编号: t, 事项: 事, 责任组: g, 时间要求: "
        "[{每: 月, 逢: 第二个周二, 止: 2026-11-30}, "
        "{每: 周, 起: 2026-12-01, 逐个: 地点, 条件: 有隐患}]}"
    )


LIST = """\
plan: p
title: 计划
period: 2026
groups: [{id: g, name: 组}]
tasks:
  - id: t
    title: 事
    group: g
    schedule:
      # 平时
      - {every: month, by: 5}   # 五日前
      - 世界环境日
      - {by: 2026-12-25}
"""


def test_a_list_is_split_item_by_item(tmp_path: Path) -> None:
    found = here(tmp_path, LIST)
    (text,) = set_schedule(found, "每月1次", day("2026-12-01")).texts
    assert text.after.text == LIST.replace("by: 5}", "by: 5, to: 2026-11-30}").replace(
        "- 世界环境日", "- {day: 世界环境日, to: 2026-11-30}"
    ).replace("- {by: 2026-12-25}", "- {every: month, from: 2026-12-01}")


def test_a_split_schedule_is_split_again(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每周1次"))
    first = set_schedule(found, "每周2次", day("2026-11-09")).after
    later = set_schedule(first, "每周3次", MONDAY)
    assert schedule_line(later) == (
        "schedule: [{every: week, to: 2026-11-08}, {every: week, times: 2, from: 2026-11-09, "
        "to: 2026-11-22}, {every: week, times: 3, from: 2026-11-23}]"
    )
    same = set_schedule(later.after, "每周4次", MONDAY)
    assert schedule_line(same).endswith("to: 2026-11-22}, {every: week, times: 4, from: 2026-11-23}]")  # fmt: skip


@pytest.mark.parametrize("old", ["{by: 2026-12-31}", "9月底前", "全年", "定期", "{from: 2026-10, to: 2026-12}"])  # fmt: skip
def test_what_never_closed_is_replaced_whole(tmp_path: Path, old: str) -> None:
    assert schedule_line(set_schedule(here(tmp_path, plan(old)), "每周1次", day("2026-01-01"))) == (
        "schedule: 每周1次"
    )


def test_one_off_work_that_is_overdue_stays_owed(tmp_path: Path) -> None:
    outcome = set_schedule(here(tmp_path, plan("9月底前")), "每周1次")
    assert schedule_line(outcome) == "schedule: [9月底前, {every: week, from: 2026-11-23}]"


@pytest.mark.parametrize("old", ["定期", "全年", "{by: 2026-12-31}"])
def test_what_was_owed_without_periods_gets_none_in_the_past(tmp_path: Path, old: str) -> None:
    outcome = set_schedule(here(tmp_path, plan(old)), "每周1次")
    assert schedule_line(outcome) == "schedule: {every: week, from: 2026-11-23}"
    assert closed(Agenda(outcome.after, MONDAY)) == {}
    assert len(outcome.notes) == 1


def test_what_was_done_without_periods_still_counts(tmp_path: Path) -> None:
    found = here(tmp_path, plan("定期"), LEDGER)
    outcome = set_schedule(found, "每周1次")
    assert schedule_line(outcome) == (
        "schedule: [{vague: 定期, to: 2026-11-22}, {every: week, from: 2026-11-23}]"
    )
    assert outcome.warnings == ()


def test_a_task_without_a_schedule(tmp_path: Path) -> None:
    text = plan("每周1次").replace("    schedule: 每周1次\n", "")
    outcome = set_schedule(here(tmp_path, text), "每月1次")
    assert schedule_line(outcome) == "schedule: {every: month, from: 2026-11-23}"


def test_a_plan_that_has_not_begun_and_a_draft_are_replaced_whole(tmp_path: Path) -> None:
    text = plan("每周1次").replace("period: 2026", "period: 2027")
    assert schedule_line(set_schedule(here(tmp_path, text), "每周2次")) == "schedule: 每周2次"
    text = plan("每周1次").replace("period: 2026", "status: draft\nperiod: 2026")
    assert schedule_line(set_schedule(here(tmp_path, text), "每周2次")) == "schedule: 每周2次"


def test_the_same_in_other_words_is_not_split(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每周2次"))
    outcome = set_schedule(found, "{every: week, times: 2}")
    assert schedule_line(outcome) == "schedule: {every: week, times: 2}"
    assert outcome.notes == ()


def test_another_day_can_be_named(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每周1次"))
    line = schedule_line(set_schedule(found, "每周2次", since=day("2026-12-07")))
    assert "to: 2026-12-06}" in line and "from: 2026-12-07}" in line
    outcome = set_schedule(found, "每周2次", since=day("2026-11-09"))
    assert "from: 2026-11-09}" in schedule_line(outcome)
    was, now = closed(Agenda(found, MONDAY)), closed(Agenda(outcome.after, MONDAY))
    differing = {key[2] for key in was if was[key] != now[key]}
    assert differing == {"2026-W46", "2026-W47"}  # those that closed behind that day


def test_from_the_start_it_is_replaced_whole(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每周1次"))
    assert schedule_line(set_schedule(found, "每周2次", since=FROM_START)) == "schedule: 每周2次"


def test_what_cannot_be_split_is_refused(tmp_path: Path) -> None:
    """The one of May closes on the eve of the one of December: without that it would not be over."""
    found = here(tmp_path, plan("{in: [03, 05, 12]}"))
    with pytest.raises(TongxinError, match="cannot be split") as refusal:
        set_schedule(found, "每月1次", day("2026-12-15"))
    assert "--from start" in str(refusal.value.remedy)
    outcome = set_schedule(found, "每月1次", day("2026-12-15"), since=FROM_START)
    assert schedule_line(outcome) == "schedule: 每月1次"


def test_a_new_schedule_at_fault_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    with pytest.raises(TongxinError, match="would bring 1 error"):
        set_schedule(here(tmp_path, plan("每周1次")), "每周几次")


# ── the guard ─────────────────────────────────────────────────────────────────────────────────

LEDGER = "- {date: 2026-11-03, task: p/t, place: bei, by: g}\n"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("p/t.places", "[bei]"),
        ("p/t.from", "2026-11-16"),
        ("p/t.to", "2026-06-30"),
        ("p/t.carry", "true"),
        ("p.period", "2026-06..2026-12"),
        ("p.status", "draft"),
        ("p.ended", "2026-06-30"),
        ("tongxin/nan.from", "2026-11-01"),
        ("tongxin.since", "2026-11-01"),
    ],
)
def test_what_would_change_the_past_is_refused(tmp_path: Path, path: str, value: str) -> None:
    found = here(tmp_path, plan("逐个地点每周1次"), LEDGER)
    with pytest.raises(TongxinError, match=r"over, such as p/t (bei|nan) 2026-W") as refusal:
        judged(found, MONDAY, plans.set_value(found, MONDAY, path, value))
    assert "--from start" in str(refusal.value.remedy)
    meant = plans.set_value(found, MONDAY, path, value, FROM_START)
    assert judged(found, MONDAY, meant).texts


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("p/t.to", "2026-11-22"), ("p/t.to", "2026-11-25"), ("p.status", "stopped"),
        ("p.ended", "2026-11-22"), ("p/t.title", "新名"), ("tongxin/nan.to", "2026-11-22"),
        ("p/t.note", "x"), ("p/t.remind", "3 days"), ("tongxin/nan.from", "2026-01-01"),
    ],
)  # fmt: skip
def test_what_does_not_change_the_past_is_done(tmp_path: Path, path: str, value: str) -> None:
    found = here(tmp_path, plan("逐个地点每周1次"), LEDGER)
    outcome = judged(found, MONDAY, plans.set_value(found, MONDAY, path, value))
    was, now = closed(Agenda(found, MONDAY)), closed(Agenda(outcome.after, MONDAY))
    assert was.items() <= now.items()


def test_a_schedule_taken_away_and_a_task_removed(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每周1次"))
    with pytest.raises(TongxinError, match="47 periods that are over"):
        judged(found, MONDAY, plans.unset(found, "p/t.schedule"))
    with pytest.raises(TongxinError, match="periods that are over"):
        judged(found, MONDAY, plans.remove(found, MONDAY, "p/t"))
    assert judged(found, MONDAY, plans.remove(found, MONDAY, "p/t", FROM_START)).texts


def test_a_running_period_may_end_by_an_edit(tmp_path: Path) -> None:
    """It was not over: that it now is says the end that somebody wrote."""
    found = here(tmp_path, plan("每月1次"))
    edit = plans.set_value(found, MONDAY, "p/t.to", "2026-11-22")
    assert judged(found, MONDAY, edit).texts


def test_the_guard_looks_at_quota_count_and_state(tmp_path: Path) -> None:
    def agenda(name: str, schedule: str, ledger: str = "") -> Agenda:
        return Agenda(here(tmp_path / name, plan(schedule), ledger), MONDAY)

    one = agenda("a", "每周1次", LEDGER)
    assert list(past.changes(one, agenda("b", "每周1次", LEDGER))) == []
    assert len(list(past.changes(one, agenda("c", "每周2次", LEDGER)))) == 47
    assert [key[2] for key in past.changes(one, agenda("d", "每周1次"))] == ["2026-W45"]
    assert [key[2] for key in past.changes(one, agenda("e", "每周1次"), until=day("2026-11-03"))] == []  # fmt: skip


def occurrences(found: World) -> list[Occurrence]:
    return list(Agenda(found, MONDAY).occurrences())


def test_an_edit_of_nothing_leaves_everything(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每周1次"))
    assert judged(found, MONDAY, Edit({})).after is found
    assert len(occurrences(found)) > 50


def test_nothing_is_left_where_the_running_period_ends_with_the_plan(tmp_path: Path) -> None:
    found = here(tmp_path, plan("每半年1次"))
    with pytest.raises(TongxinError, match="no time is left for another schedule"):
        set_schedule(found, "每季度1次", day("2026-11-25"))
