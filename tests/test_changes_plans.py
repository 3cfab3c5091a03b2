"""`set`, `add`, `remove`: the lines of the edit change, and nothing else does."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from tests.harness import day, world
from tongxin.calendar.periods import Day
from tongxin.changes import plans
from tongxin.changes.edit import FROM_START, Edit, Outcome, Refused, judged
from tongxin.diagnostic import TongxinError
from tongxin.model.world import World

MONDAY = day("2026-11-23")

PLAN = """\
# 安全计划
plan: safe
title: 安全计划   # 标题
period: 2026-11-23..2027-06

groups:
  - {id: fire, name: 消防组, lead: 社区主任}
  - {id: guard, name: 巡逻组}

phases:
  - {id: start, name: 启动阶段, from: 2026-11-23, to: 2026-12}

indicators:
  - {id: rate, name: 参与率, target: "≥10%", of: households}

tasks:
  # 每月一次
  - id: inspect
    title: 安全检查
    group: fire
    with: [guard]
    schedule: 每月1次   # 照文件
    evidence:
      - 检查记录   # 纸质
      - 照片

  - id: drill
    title: 消防演练
    group: 消防组
    schedule: {by: 2026-12-31}
    after: inspect
    indicators: rate
measures:
  - 每月通报
"""

CHINESE = """\
计划: wei
标题: 卫生计划
起止时间: 2026-11-23..2027-06
工作组: [{编号: zu, 名称: 卫生组}]
任务:
  - {编号: sao, 事项: 大扫除, 责任组: zu, 时间要求: {每: 月}}
"""

SETTINGS = """\
tongxin: 1
community:
  name: 示例社区
  numbers: {households: 3200}   # 户
places:
  - {id: bei, name: 北苑, kind: 小区}
"""

BASIS = """\
basis: std
title: 标准
clauses:
  - {id: S1, text: 每月检查}
"""

FILES = {
    "plans/safe.yaml": PLAN,
    "plans/wei.yaml": CHINESE,
    "plans/basis/std.yaml": BASIS,
    "tongxin.yaml": SETTINGS,
}


def here(root: Path, **more: str) -> World:
    return world(root, {**FILES, **more})


def make(found: World, edit: Edit, today: Day = MONDAY) -> Outcome:
    return judged(found, today, edit)


def put(found: World, path: str, value: str, since: Day | None = None) -> Mapping[str, str]:
    """What a `set` makes of the files: path → text, of those that differ."""
    outcome = make(found, plans.set_value(found, MONDAY, path, value, since))
    return {text.path: text.after.text for text in outcome.texts}


def lines_changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    old, new = before.split("\n"), after.split("\n")
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        ("safe.title", "新 标题", "title: 安全计划   # 标题", "title: 新 标题   # 标题"),
        ("safe.标题", "含: 冒号 # 井号", "title: 安全计划   # 标题", 'title: "含: 冒号 # 井号"   # 标题'),
        ("安全计划.title", "1.10", "title: 安全计划   # 标题", 'title: "1.10"   # 标题'),
        ("safe/inspect.schedule", "每周2次", "    schedule: 每月1次   # 照文件", "    schedule: 每周2次   # 照文件"),
        ("safe/安全检查.时间要求", "每周2次", "    schedule: 每月1次   # 照文件", "    schedule: 每周2次   # 照文件"),
        ("safe/task/inspect.schedule", "{每: 周, 次数: 2}", "    schedule: 每月1次   # 照文件", "    schedule: {every: week, times: 2}   # 照文件"),
        ("safe/任务/inspect.group", "guard", "    group: fire", "    group: guard"),
        ("safe/inspect.with", "guard、fire", "    with: [guard]", "    with: [guard, fire]"),
        ("safe/inspect.with", "fire", "    with: [guard]", "    with: [fire]"),
        ("safe/fire.lead", "消防主任", "  - {id: fire, name: 消防组, lead: 社区主任}", "  - {id: fire, name: 消防组, lead: 消防主任}"),
        ("safe/group/fire.lead", "甲, 乙", "  - {id: fire, name: 消防组, lead: 社区主任}", '  - {id: fire, name: 消防组, lead: "甲, 乙"}'),
        ("safe/start.to", "2027-01", "  - {id: start, name: 启动阶段, from: 2026-11-23, to: 2026-12}", "  - {id: start, name: 启动阶段, from: 2026-11-23, to: 2027-01}"),
        ("safe/rate.target", "-20%", '  - {id: rate, name: 参与率, target: "≥10%", of: households}', '  - {id: rate, name: 参与率, target: "-20%", of: households}'),
        ("safe/rate.target", "{未明确: 提高}", '  - {id: rate, name: 参与率, target: "≥10%", of: households}', "  - {id: rate, name: 参与率, target: {vague: 提高}, of: households}"),
        ("safe/drill.schedule", "年底前", "    schedule: {by: 2026-12-31}", "    schedule: 年底前"),
        ("wei/sao.时间要求", "{every: 2 weeks, each: audience}", "  - {编号: sao, 事项: 大扫除, 责任组: zu, 时间要求: {每: 月}}", "  - {编号: sao, 事项: 大扫除, 责任组: zu, 时间要求: {每: 2 周, 逐个: 对象}}"),
        ("wei.status", "stopped", "起止时间: 2026-11-23..2027-06", None),
        ("tongxin.community.numbers.households", "3300", "  numbers: {households: 3200}   # 户", "  numbers: {households: 3300}   # 户"),
        ("同心.社区.基础数据.units", "46", "  numbers: {households: 3200}   # 户", "  numbers: {households: 3200, units: 46}   # 户"),
        ("tongxin/bei.manager", "北苑物业", "  - {id: bei, name: 北苑, kind: 小区}", "  - {id: bei, name: 北苑, kind: 小区, manager: 北苑物业}"),
        ("std/S1.text", "每周检查", "  - {id: S1, text: 每月检查}", "  - {id: S1, text: 每周检查}"),
        ("std/S1.分值", "2.5", "  - {id: S1, text: 每月检查}", "  - {id: S1, text: 每月检查, points: 2.5}"),
        ("basis/std/S1.text", "每周检查", "  - {id: S1, text: 每月检查}", "  - {id: S1, text: 每周检查}"),
    ],
)  # fmt: skip
def test_a_value_is_set(tmp_path: Path, path: str, value: str, old: str, new: str | None) -> None:
    found = here(tmp_path)
    ((file, after),) = put(found, path, value).items()
    went, came = lines_changed(FILES[file], after)
    if new is None:
        assert (went, came) == ([], ["状态: 停止"])
    else:
        assert (went, came) == ([old], [new])


@pytest.mark.parametrize(
    ("path", "value", "behind", "line"),
    [
        ("safe.principles", "预防为主", "period: 2026-11-23..2027-06", "principles: 预防为主"),
        ("safe/inspect.remind", "3 days", "      - 照片", "    remind: 3 days"),
        ("safe/inspect.places", "[bei]", "    schedule: 每月1次   # 照文件", "    places: bei"),
        ("safe/inspect.carry", "是", "      - 照片", "    carry: true"),
        ("safe/drill.遇休", "顺延", "    indicators: rate", "    shift: after"),
        ("std.issued.number", "洛府〔2026〕1号", "title: 标准", "issued: {number: 洛府〔2026〕1号}"),
        ("tongxin.checks.same-work", "关闭", "  - {id: bei, name: 北苑, kind: 小区}", "checks: {same-work: none}"),
        ("tongxin.calendar.holidays.2027.off", "01-01~01-03", "  numbers: {households: 3200}   # 户", 'calendar: {holidays: {"2027": {"off": 01-01~01-03}}}'),
        ("tongxin.calendar.days.汛期", "06..09", "  numbers: {households: 3200}   # 户", "calendar: {days: {汛期: 06..09}}"),
    ],
)  # fmt: skip
def test_a_new_key_goes_to_its_usual_place(
    tmp_path: Path, path: str, value: str, behind: str, line: str
) -> None:
    found = here(tmp_path)
    ((file, after),) = put(found, path, value).items()
    lines = after.split("\n")
    assert lines.pop(lines.index(line)) == line
    assert "\n".join(lines) == FILES[file]
    assert after.split("\n")[after.split("\n").index(line) - 1] == behind


def test_items_of_a_list_that_stay_keep_their_comments(tmp_path: Path) -> None:
    found = here(tmp_path)
    after = put(found, "safe/inspect.evidence", "[检查记录, 签到表]")["plans/safe.yaml"]
    assert lines_changed(PLAN, after) == (["      - 照片"], ["      - 签到表"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("safe.title", "安全计划"),
        ("safe/inspect.schedule", "每月1次"),
        ("safe/inspect.with", "guard"),
        ("safe/inspect.evidence", "检查记录、照片"),
        ("safe/inspect.id", "inspect"),
        ("safe/drill.schedule", "{截止: 2026-12-31}"),
        ("tongxin.community.numbers.households", "3200"),
    ],
)
def test_what_is_so_already_changes_nothing(tmp_path: Path, path: str, value: str) -> None:
    assert put(here(tmp_path), path, value) == {}


@pytest.mark.parametrize(
    ("path", "gone"),
    [
        ("safe/inspect.with", "    with: [guard]"),
        ("safe/inspect.时间要求", "    schedule: 每月1次   # 照文件"),
        ("safe/drill.after", "    after: inspect"),
    ],
)
def test_a_key_is_taken_away(tmp_path: Path, path: str, gone: str) -> None:
    found = here(tmp_path)
    (text,) = make(found, plans.unset(found, path)).texts
    assert lines_changed(PLAN, text.after.text) == ([gone], [])


def test_a_key_that_is_not_there_is_taken_away_by_doing_nothing(tmp_path: Path) -> None:
    found = here(tmp_path)
    assert make(found, plans.unset(found, "safe/inspect.note")).texts == ()
    assert make(found, plans.unset(found, "tongxin.lights.blue")).texts == ()


REFUSED = [
    ("safe", "x", "names no key"),
    ("safe.", "x", 'unknown key ""'),
    (".title", "x", 'no plan and no basis ""'),
    ("saef.title", "x", 'no plan and no basis "saef"'),
    ("inspect.title", "x", 'no plan and no basis "inspect"'),
    ("safe/nobody.title", "x", 'there is no "nobody"'),
    ("safe/task/fire.title", "x", 'there is no "fire"'),
    ("safe.titel", "x", 'unknown key "titel"'),
    ("safe/inspect.lead", "x", 'unknown key "lead"'),
    ("safe.title.more", "x", "holds no further keys"),
    ("safe.tasks", "x", "list of things"),
    ("safe.measures", "x", "list of things"),
    ("safe.tasks.inspect", "x", "list of things"),
    ("safe.title", "", "no value"),
    ("safe.title", " ", "no value"),
    ("safe/inspect.schedule", "{every: week", "is not closed"),
    ("safe/inspect.checklist", "[甲, 乙", "is not closed"),
    ("safe/inspect.schedule", "{every: week, : }", "no YAML"),
    ("safe/inspect.schedule", "有空再说", "would bring"),
    ("safe/inspect.schedule", "[]", "would bring"),
    ("safe/inspect.schedule", "{evry: week}", "would bring"),
    ("safe/inspect.group", "nobody", "would bring"),
    ("safe/inspect.id", "a b", "no id"),
    ("safe/inspect.id", "", "no id"),
    ("safe.period", "2026-13", "would bring"),
    ("safe.status", "running", "would bring"),
    ("safe/rate.target", "很多", "would bring"),
    ("safe/inspect.note", "电话 15400000000", "would bring"),
    ("tongxin.tongxin", "2", "would bring"),
    ("tongxin.community.numbers.households", "很多", "would bring"),
    ("tongxin.community.numbers.households.x", "1", "holds no further keys"),
    ("safe.title\n", "x", "unknown key"),
    ("safe/inspect.from", "2025-01-01", "would bring"),
]


@pytest.mark.parametrize(("path", "value", "reason"), REFUSED)
def test_what_cannot_be_set_is_refused(tmp_path: Path, path: str, value: str, reason: str) -> None:
    with pytest.raises(TongxinError, match=reason):
        put(here(tmp_path), path, value)


def test_the_day_from_which_it_holds_is_for_schedules(tmp_path: Path) -> None:
    with pytest.raises(TongxinError, match="for a schedule only"):
        put(here(tmp_path), "safe.title", "x", since=MONDAY)


@pytest.mark.parametrize(
    "path", ["safe.title", "safe/inspect.id", "safe/start.from", "std/S1.text"]
)
def test_a_required_key_is_not_taken_away(tmp_path: Path, path: str) -> None:
    with pytest.raises(TongxinError, match="needs its"):
        plans.unset(here(tmp_path), path)


def test_a_remedy_names_what_was_meant(tmp_path: Path) -> None:
    found = here(tmp_path)
    for path, word in [
        ("safe.titel", "title"), ("safe/inspct.title", "inspect"), ("inspect.title", "safe/inspect"),
        ("safe/inspect.频次", "时间要求"), ("saef.title", "safe"),
    ]:  # fmt: skip
        with pytest.raises(TongxinError) as refusal:
            plans.set_value(found, MONDAY, path, "x")
        assert word in str(refusal.value.remedy)


# ── which thing is meant ──────────────────────────────────────────────────────────────────────

TWICE = """\
plan: two
title: 计划
period: 2026
groups:
  - {id: fire, name: 消防组}
tasks:
  - {id: fire, title: 消防检查, group: fire, schedule: 年底前}
"""


def test_one_id_in_two_kinds_is_told_apart_by_the_key(tmp_path: Path) -> None:
    found = here(tmp_path, **{"plans/two.yaml": TWICE})
    assert "lead: 主任" in put(found, "two/fire.lead", "主任")["plans/two.yaml"]
    assert "schedule: 全年" in put(found, "two/fire.schedule", "全年")["plans/two.yaml"]
    with pytest.raises(TongxinError, match="two/task/fire, two/group/fire"):
        put(found, "two/fire.note", "x")
    assert "消防检查, group: fire, schedule: 年底前, note: x}" in put(found, "two/task/fire.note", "x")["plans/two.yaml"]  # fmt: skip


def test_a_plan_and_a_basis_of_one_id(tmp_path: Path) -> None:
    found = here(tmp_path, **{"plans/std.yaml": TWICE.replace("two", "std")})
    assert "plans/std.yaml" in put(found, "std.status", "draft", FROM_START)
    assert "plans/basis/std.yaml" in put(found, "std.issued.by", "街道")
    with pytest.raises(TongxinError, match="plan/std, basis/std"):
        put(found, "std.title", "x")
    assert "plans/basis/std.yaml" in put(found, "basis/std.title", "x")
    assert "plans/std.yaml" in put(found, "计划/std.title", "x")


def test_a_title_with_dots_and_slashes(tmp_path: Path) -> None:
    text = PLAN.replace("title: 安全计划 ", "title: 安全.计划/甲 ").replace(
        "title: 消防演练", "title: 演练 3.5/4"
    )
    found = here(tmp_path, **{"plans/safe.yaml": text})
    assert "status: stopped" in put(found, "安全.计划/甲.status", "stopped")["plans/safe.yaml"]
    assert "note: x" in put(found, "safe/演练 3.5/4.note", "x")["plans/safe.yaml"]


# ── add ───────────────────────────────────────────────────────────────────────────────────────


def added(found: World, kind: str, home: str | None, **keys: str) -> tuple[str, list[str]]:
    """The file, and the lines that came."""
    given = {key.removesuffix("_"): value for key, value in keys.items()}
    (text,) = make(found, plans.add(found, MONDAY, kind, home, given)).texts
    went, came = lines_changed(text.source.text, text.after.text)
    assert went == []
    return text.path, came


def test_a_task_in_block_style(tmp_path: Path) -> None:
    keys = {"schedule": "每半年", "责任组": "fire", "id": "new", "title": "新事", "places": "[bei]"}
    assert added(here(tmp_path), "task", "safe", **keys) == (
        "plans/safe.yaml",
        ["  - id: new", "    title: 新事", "    group: fire", "    schedule: 每半年", "    places: bei"],
    )  # fmt: skip


def test_a_task_in_brackets_and_in_chinese(tmp_path: Path) -> None:
    keys = {"时间要求": "{every: month, by: 5}", "责任组": "zu", "id": "new", "title": "新事"}
    assert added(here(tmp_path), "任务", "wei", **keys) == (
        "plans/wei.yaml",
        ["  - {编号: new, 事项: 新事, 责任组: zu, 时间要求: {每: 月, 截止: 5}}"],
    )


RUNNING = FILES["plans/safe.yaml"].replace("2026-11-23", "2026-09-01")


def test_a_task_of_a_running_plan_owes_from_today_on(tmp_path: Path) -> None:
    found = here(tmp_path, **{"plans/safe.yaml": RUNNING})
    new = {"id": "new", "title": "新事", "group": "fire", "schedule": "每周1次"}
    assert "    from: 2026-11-23" in added(found, "task", "safe", **new)[1]
    assert "    from: 2027-01" in added(found, "task", "safe", **new, from_="2027-01")[1]
    came = added(found, "task", "safe", **new, from_="start")[1]
    assert came[-1] == "    schedule: 每周1次"
    assert "    from: 2026-10-01" in added(found, "task", "safe", **new, 起="2026-10-01")[1]


def test_a_place_owes_from_today_on(tmp_path: Path) -> None:
    found = here(tmp_path)
    line = ["  - {id: nan, name: 南苑, from: 2026-11-23}"]
    assert added(found, "place", "tongxin", id="nan", name="南苑") == ("tongxin.yaml", line)
    assert added(found, "地点", None, 编号="nan", 名称="南苑") == ("tongxin.yaml", line)


@pytest.mark.parametrize(
    ("kind", "home", "keys", "lines"),
    [
        ("group", "safe", "id=a name=甲组 members=[乙、丙,丁]", ["  - {id: a, name: 甲组, members: [乙、丙, 丁]}"]),
        ("phase", "safe", "id=a name=验收 from=2027-01 to=2027-06", ["  - {id: a, name: 验收, from: 2027-01, to: 2027-06}"]),
        ("goal", "safe", "id=a text=不出事 by=2027-06", ["goals:", "  - {id: a, text: 不出事, by: 2027-06}"]),
        ("indicator", "safe", "id=a name=次数 target=1..2 every=月 sum=次数", ["  - {id: a, name: 次数, target: 1..2, every: month, sum: count}"]),
        ("measure", "safe", "text=季度讲评", ["  - 季度讲评"]),
        ("measure", "wei", "内容=季度讲评", ["保障措施: [季度讲评]"]),
        ("measure", "safe", "text=季度讲评 answers=std/S1", ["  - {text: 季度讲评, answers: std/S1}"]),
        ("clause", "std", "id=S2 text=有记录 points=2 evidence=记录、照片", ["  - {id: S2, text: 有记录, points: 2, evidence: [记录, 照片]}"]),
        ("group", "tongxin", "id=a name=甲组", ["groups:", "  - {id: a, name: 甲组}"]),
        ("工作组", "同心", "id=a name=甲组", ["groups:", "  - {id: a, name: 甲组}"]),
    ],
)  # fmt: skip
def test_things_of_every_kind(
    tmp_path: Path, kind: str, home: str, keys: str, lines: list[str]
) -> None:
    given = dict(word.split("=") for word in keys.split())
    assert added(here(tmp_path), kind, home, **given)[1] == lines


@pytest.mark.parametrize(
    ("kind", "home", "keys", "reason"),
    [
        ("tsk", "safe", {"id": "a"}, "cannot be added"),
        ("plan", "safe", {"id": "a"}, "cannot be added"),
        ("task", None, {"id": "a"}, "which plan"),
        ("task", "nobody", {"id": "a"}, 'no plan and no basis "nobody"'),
        ("task", "std", {"id": "a"}, "holds none"),
        ("clause", "safe", {"id": "a"}, "holds none"),
        ("task", "tongxin", {"id": "a"}, "holds none"),
        ("task", "safe/inspect", {"id": "a"}, "holds none"),
        ("task", "safe", {"title": "甲"}, "--id is missing"),
        ("task", "safe", {"id": "a"}, "--title is missing"),
        ("phase", "safe", {"id": "a", "name": "甲", "to": "2027"}, "--from is missing"),
        ("task", "safe", {"id": "a", "title": "甲", "shedule": "每周1次"}, 'unknown key "shedule"'),
        ("task", "safe", {"id": "a", "title": "甲", "标题": "乙"}, 'unknown key "标题"'),
        ("task", "safe", {"id": "a", "title": "甲", "事项": "乙"}, "given twice"),
        ("task", "safe", {"id": "a", "title": ""}, "no value"),
        ("task", "safe", {"id": "inspect", "title": "甲"}, "would bring"),
        ("task", "safe", {"id": "a b", "title": "甲"}, "would bring"),
        ("task", "safe", {"id": "a", "title": "甲", "schedule": "随便"}, "would bring"),
        ("task", "safe", {"id": "a", "title": "甲", "note": "15400000000"}, "would bring"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_refused(
    tmp_path: Path, kind: str, home: str | None, keys: dict[str, str], reason: str
) -> None:
    with pytest.raises(TongxinError, match=reason):
        found = here(tmp_path)
        make(found, plans.add(found, MONDAY, kind, home, keys))


def test_the_first_things_of_a_plan(tmp_path: Path) -> None:
    bare = "plan: bare\ntitle: 空\nperiod: 2026-11-23..2027\n# 末行\n"
    found = here(tmp_path, **{"plans/bare.yaml": bare})
    assert added(found, "task", "bare", id="a", title="甲")[1] == [
        "tasks:",
        "  - {id: a, title: 甲}",
    ]
    empty = bare.replace("# 末行", "tasks:   # 以后补")
    found = here(tmp_path, **{"plans/bare.yaml": empty})
    (text,) = make(
        found, plans.add(found, MONDAY, "task", "bare", {"id": "a", "title": "甲"})
    ).texts
    assert text.after.text == empty + "  - {id: a, title: 甲}\n"


def test_a_list_that_is_none_is_left_alone(tmp_path: Path) -> None:
    one = "plan: one\ntitle: 一\nperiod: 2026-11-23..2027\ntasks:\n  id: a\n  title: 甲\n"
    found = here(tmp_path, **{"plans/one.yaml": one})
    assert "title: 乙" in put(found, "one/a.title", "乙")["plans/one.yaml"]
    with pytest.raises(TongxinError, match="no list"):
        plans.add(found, MONDAY, "task", "one", {"id": "b", "title": "乙"})


# ── remove ────────────────────────────────────────────────────────────────────────────────────


def test_a_thing_goes_with_its_own_lines(tmp_path: Path) -> None:
    found = here(tmp_path)
    (text,) = make(found, plans.remove(found, MONDAY, "safe/drill")).texts
    gone = PLAN[PLAN.index("  - id: drill") : PLAN.index("measures")]
    assert text.after.text == PLAN.replace(gone, "")
    (text,) = make(found, plans.remove(found, MONDAY, "tongxin/bei")).texts
    assert text.after.text == SETTINGS.partition("places")[0]
    (text,) = make(found, plans.remove(found, MONDAY, "std/条目/S1")).texts
    assert text.after.text == BASIS.partition("clauses")[0]


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("safe/inspect", ["plans/safe.yaml:31"]),
        ("safe/fire", ["plans/safe.yaml:20", "plans/safe.yaml:29"]),
        ("safe/guard", ["plans/safe.yaml:21"]),
        ("safe/rate", ["plans/safe.yaml:32"]),
    ],
)
def test_what_is_referred_to_stays(tmp_path: Path, path: str, places: list[str]) -> None:
    with pytest.raises(TongxinError, match="it is named in") as refusal:
        plans.remove(here(tmp_path), MONDAY, path)
    assert all(place in str(refusal.value) for place in places)


def test_what_the_ledger_names_stays(tmp_path: Path) -> None:
    ledger = "- {date: 2026-11-23, task: safe/消防演练, place: 北苑, by: fire}\n"
    found = here(tmp_path, **{"ledger/2026-11.yaml": ledger})
    with pytest.raises(TongxinError, match=r"ledger/2026-11\.yaml:1") as refusal:
        plans.remove(found, MONDAY, "safe/drill")
    assert "tongxin set safe/drill.to 2026-11-22" in str(refusal.value.remedy)
    with pytest.raises(TongxinError) as refusal:
        plans.remove(found, MONDAY, "tongxin/bei")
    assert "tongxin set tongxin/bei.to 2026-11-22" in str(refusal.value.remedy)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("safe", "whole file"),
        ("std", "whole file"),
        ("tongxin", "not removed here"),
        ("safe/drill.note", "is a key"),
        ("safe/nobody", 'there is no "nobody"'),
        ("nobody/drill", "no plan and no basis"),
        ("safe/每季通报", "there is no"),
        ("", "no plan and no basis"),
        ("/", "no plan and no basis"),
        ("safe/", 'there is no ""'),
    ],
)
def test_what_is_no_single_thing_stays(tmp_path: Path, path: str, reason: str) -> None:
    with pytest.raises(TongxinError, match=reason):
        plans.remove(here(tmp_path), MONDAY, path)


# ── what speaks against it ────────────────────────────────────────────────────────────────────


def test_errors_that_were_there_before_do_not_hinder(tmp_path: Path) -> None:
    bad = PLAN.replace("group: fire", "group: nobody")
    found = here(tmp_path, **{"plans/safe.yaml": bad})
    assert "新标题" in put(found, "safe.title", "新标题")["plans/safe.yaml"]
    with pytest.raises(Refused):
        put(found, "safe/drill.group", "nobody")  # the same once more


def test_a_file_with_faults_is_not_edited(tmp_path: Path) -> None:
    found = here(tmp_path, **{"plans/safe.yaml": PLAN + "备注：全角冒号\n"})
    with pytest.raises(TongxinError, match="mend them first"):
        put(found, "safe.title", "新标题")
    with pytest.raises(TongxinError, match="could not be read whole"):
        plans.remove(found, MONDAY, "wei/sao")


def test_what_is_shared_is_not_edited(tmp_path: Path) -> None:
    text = PLAN.replace("with: [guard]", "with: &w [guard]").replace("after: inspect", "with: *w")
    found = here(tmp_path, **{"plans/safe.yaml": text})
    with pytest.raises(TongxinError, match="without changing something else"):
        put(found, "safe/inspect.with", "[fire, guard]")


def test_new_warnings_are_told_and_do_not_hinder(tmp_path: Path) -> None:
    found = here(tmp_path)
    outcome = make(found, plans.set_value(found, MONDAY, "safe/inspect.schedule", "定期"))
    assert [finding.code for finding in outcome.warnings] == ["vague-schedule"]


def test_personal_information_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    found = here(tmp_path)
    edit = plans.set_value(found, MONDAY, "safe/inspect.note", "电话 15400000000")
    with pytest.raises(Refused) as refusal:
        judged(found, MONDAY, edit)
    assert "15400000000" not in str(refusal.value) and refusal.value.secrets == {"15400000000"}
    outcome = judged(found, MONDAY, edit, allow_personal=True)
    assert outcome.secrets == {"15400000000"}


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    text = PLAN.replace("\n", "\r\n")
    found = world(tmp_path, {**FILES, "plans/safe.yaml": b"\xef\xbb\xbf" + text.encode()})
    (new,) = make(found, plans.set_value(found, MONDAY, "safe/inspect.note", "x")).texts
    assert new.after.bom
    assert new.after.text.replace("    note: x\r\n", "") == text


def test_the_workspace_after_is_that_which_would_be_read(tmp_path: Path) -> None:
    """What is judged is what will stand there: same things, same findings."""
    found = here(tmp_path)
    outcome = make(found, plans.set_value(found, MONDAY, "tongxin.calendar.days.汛期", "06..09"))
    files = {**FILES, **{text.path: text.after.text for text in outcome.texts}}
    fresh = world(tmp_path / "again", {path: dedent(text) for path, text in files.items()})
    assert [str(d.message) for d in fresh.diagnostics] == [
        str(d.message) for d in outcome.after.diagnostics
    ]
    assert [p.id for p in fresh.plans] == [p.id for p in outcome.after.plans]
    assert [s.path for s in fresh.sources] == [s.path for s in outcome.after.sources]
    assert outcome.after.names.known("汛期")


# ── measures, which have no id ────────────────────────────────────────────────────────────────

MEASURES = """\
measures:
  # 每年改一次
  - 每月通报
  - {text: 每季盘点, answers: std/S1}
"""


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("safe/measure/1.text", "每周通报", "  - 每周通报"),
        ("safe/每月通报.内容", "每周通报", "  - 每周通报"),
        ("safe/measure/1.answers", "std/S1", "  - {text: 每月通报, answers: std/S1}"),
        ("safe/measure/2.text", "每月盘点", "  - {text: 每月盘点, answers: std/S1}"),
        ("safe/保障措施/2.note", "年底", "  - {text: 每季盘点, answers: std/S1, note: 年底}"),
    ],
)
def test_a_measure_is_set(tmp_path: Path, path: str, value: str, line: str) -> None:
    before = PLAN.replace("measures:\n  - 每月通报\n", MEASURES)
    found = here(tmp_path, **{"plans/safe.yaml": before})
    ((_, after),) = put(found, path, value).items()
    assert lines_changed(before, after)[1] == [line]


@pytest.mark.parametrize(
    ("before", "path", "after"),
    [
        (MEASURES, "safe/measure/1", MEASURES.replace("  - 每月通报\n", "")),
        (MEASURES, "safe/measure/2", MEASURES.replace("  - {text: 每季盘点, answers: std/S1}\n", "")),
        ("measures: 通报、盘点、总结\n", "safe/measure/2", "measures: 通报、总结\n"),
        ("measures:  # 保障\n  # 每年改\n  - 通报\n", "safe/通报", "  # 每年改\n"),
    ],
)  # fmt: skip
def test_a_measure_is_removed(tmp_path: Path, before: str, path: str, after: str) -> None:
    """With the last one goes the key; a comment between them stays."""
    text = PLAN.replace("measures:\n  - 每月通报\n", before)
    found = here(tmp_path, **{"plans/safe.yaml": text})
    outcome = make(found, plans.remove(found, MONDAY, path))
    assert outcome.texts[0].after.text == text.replace(before, after)


def test_a_part_of_a_text_of_measures_is_set(tmp_path: Path) -> None:
    text = PLAN.replace("measures:\n  - 每月通报\n", "measures: 通报、盘点\n")
    found = here(tmp_path, **{"plans/safe.yaml": text})
    after = put(found, "safe/measure/2.text", "总结")["plans/safe.yaml"]
    assert after == text.replace("通报、盘点", "[通报, 总结]")


def test_a_sentence_gets_a_line_of_its_own(tmp_path: Path) -> None:
    text = PLAN.replace("measures:\n  - 每月通报\n", "")
    found = here(tmp_path, **{"plans/safe.yaml": text})
    sentence = "发现问题当天处置，社区解决不了的报街道"
    edit = plans.add(found, MONDAY, "measure", "safe", {"text": sentence})
    assert make(found, edit).texts[0].after.text == f"{text}measures:\n  - {sentence}\n"


def test_a_day_that_is_past_is_told_with_what_it_changes(tmp_path: Path) -> None:
    found = here(tmp_path, **{"plans/safe.yaml": RUNNING})
    task = "safe/inspect"
    first = plans.set_value(found, MONDAY, f"{task}.schedule", "每周3次", day("2026-11-09"))
    told = str(make(found, first).notes[-1])
    assert told == "2 periods that are over change by this, such as safe/inspect 2026-W46"
    now = make(found, plans.set_value(found, MONDAY, f"{task}.schedule", "每周3次", MONDAY))
    assert [str(note) for note in now.notes] == [
        "from 2026-11-23 on; the periods before stay as they were"
    ]


def test_a_plan_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    found = here(tmp_path, **{"plans/gbk.yaml": "plan: gbk"})
    (tmp_path / "plans/gbk.yaml").write_bytes("plan: gbk # 计划".encode("gb18030"))
    from tongxin.workspace.read import read_world

    with pytest.raises(TongxinError, match=r"plans/gbk\.yaml cannot be read"):
        plans.set_value(read_world(tmp_path), MONDAY, "gbk/a.title", "x")
    assert found.plans


def test_the_due_day_of_what_is_over_stays(tmp_path: Path) -> None:
    """Another day for what was done long ago would move it between the reports of two months."""
    text = RUNNING.replace("{by: 2026-12-31}", "{by: 2026-10-31}")
    ledger = "- {id: E-1, date: 2026-09-20, task: safe/drill}\n"
    found = here(tmp_path, **{"plans/safe.yaml": text, "ledger/2026-09.yaml": ledger})
    with pytest.raises(TongxinError, match="what is over"):
        make(found, plans.set_value(found, MONDAY, "safe/drill.schedule", "9月底前"))


def test_a_schedule_that_is_owed_for_all_together_from_now_on_is_told(tmp_path: Path) -> None:
    text = RUNNING.replace("每月1次   # 照文件", "{every: month, each: place}\n    places: [bei]")
    found = here(tmp_path, **{"plans/safe.yaml": text})
    notes = plans.set_value(found, MONDAY, "safe/inspect.schedule", "每周3次").notes
    assert str(notes[-1]).startswith("it was owed for each (place), and is owed once for all now")
    notes = plans.set_value(found, MONDAY, "safe/inspect.schedule", "逐个地点每周3次").notes
    assert not any("owed for each" in str(note) for note in notes)
