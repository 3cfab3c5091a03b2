"""Another id or name: references go along, `was` keeps the old one, the ledger stays as it is."""

from pathlib import Path

import pytest

from tests.harness import TODAY, day, world
from tests.test_changes_plans import lines_changed
from tongxin import checks
from tongxin.answers.occurrences import Agenda
from tongxin.changes import plans
from tongxin.changes.edit import Outcome, judged
from tongxin.diagnostic import TongxinError
from tongxin.model.world import World

MONDAY = day(TODAY)

SAFE = """\
plan: safe
title: 安全计划
period: 2026
basis: [std]
goals:
  - {id: g, text: 不出事故, indicators: [rate]}
indicators:
  - {id: families, name: 户数, target: 10}
  - {id: rate, name: 参与率, target: "≥10%", of: families}
groups:
  - {id: fire, name: 消防组}
  - id: guard
    name: 巡逻组
    was: zhiban
phases:
  - {id: start, name: 启动, from: 2026-01, to: 2026-06}
tasks:
  - id: inspect
    title: 安全检查
    group: fire
    with: guard、消防组
    schedule: {every: month, each: place}
    places: [bei, 南苑]
    goals: 不出事故
    indicators: [families, rate]
    answers: std/S1、std/S2
  - {id: drill, title: 演练, group: 消防组, phase: start, after: [inspect, other/tidy], goals: g}
"""

OTHER = """\
计划: other
标题: 其他计划
起止时间: 2026
所属计划: safe
接续: 安全计划
任务:
  - {编号: tidy, 事项: 打扫, 责任组: office, 时间要求: 全年, 前置: safe/inspect, 落实: std/S1}
"""

STD = """\
basis: std
title: 标准
clauses:
  - {id: S1, text: 检查}
  - {id: S2, text: 演练}
"""

SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
groups:
  - {id: office, name: 居委会, answers: std/S2}
places:
  - {id: bei, name: 北苑, from: 2026-09-01}
  - {id: nan, name: 南苑, from: 2026-09-01}
hazards: {answers: [std/S1, std/S2]}
"""

LEDGER = """\
- {date: 2026-10-05, task: safe/inspect, place: bei, by: 消防组}
- {date: 2026-10-06, task: [safe/安全检查, other/tidy], place: [北苑, nan], by: fire}
- {date: 2026-10-07, indicator: safe/families, value: 12}
"""

FILES = {
    "plans/safe.yaml": SAFE,
    "plans/other.yaml": OTHER,
    "plans/basis/std.yaml": STD,
    "tongxin.yaml": SETTINGS,
    "ledger/2026-10.yaml": LEDGER,
}


def rename(found: World, path: str, value: str) -> Outcome:
    return judged(found, MONDAY, plans.set_value(found, MONDAY, path, value))


def changed(outcome: Outcome) -> dict[str, tuple[set[str], set[str]]]:
    """Each file → the lines that went, and those that came."""
    return {
        text.path: (
            set(text.source.text.split("\n")) - set(text.after.text.split("\n")),
            set(text.after.text.split("\n")) - set(text.source.text.split("\n")),
        )
        for text in outcome.texts
    }


def test_a_task(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    assert changed(rename(found, "safe/inspect.id", "check")) == {
        "plans/safe.yaml": (
            {"  - id: inspect", "  - {id: drill, title: 演练, group: 消防组, phase: start, after: [inspect, other/tidy], goals: g}"},
            {"  - id: check", "    was: [inspect]", "  - {id: drill, title: 演练, group: 消防组, phase: start, after: [check, other/tidy], goals: g}"},
        ),
        "plans/other.yaml": (
            {"  - {编号: tidy, 事项: 打扫, 责任组: office, 时间要求: 全年, 前置: safe/inspect, 落实: std/S1}"},
            {"  - {编号: tidy, 事项: 打扫, 责任组: office, 时间要求: 全年, 前置: safe/check, 落实: std/S1}"},
        ),
    }  # fmt: skip


def test_a_task_of_another_plan_in_chinese(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    have = changed(rename(found, "other/tidy.编号", "sao"))
    assert "编号: sao, 事项: 打扫" in "".join(have["plans/other.yaml"][1])
    assert "曾用: [tidy]}" in "".join(have["plans/other.yaml"][1])
    assert "after: [inspect, other/sao]" in "".join(have["plans/safe.yaml"][1])


def test_a_group_with_former_ids(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    assert changed(rename(found, "safe/guard.id", "patrol")) == {
        "plans/safe.yaml": (
            {"  - id: guard", "    was: zhiban", "    with: guard、消防组"},
            {"  - id: patrol", "    was: [zhiban, guard]", "    with: patrol、消防组"},
        )
    }
    assert changed(rename(found, "safe/zhiban.id", "zhiban"))["plans/safe.yaml"][1] == {
        "  - id: zhiban", "    was: [guard]", "    with: zhiban、消防组",
    }  # fmt: skip


def test_places_common_groups_phases_goals_indicators(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    have = changed(rename(found, "tongxin/bei.id", "beiyuan"))
    assert have["plans/safe.yaml"][1] == {"    places: [beiyuan, 南苑]"}
    assert have["tongxin.yaml"][1] == {
        "  - {id: beiyuan, name: 北苑, from: 2026-09-01, was: [bei]}"
    }
    have = changed(rename(found, "tongxin/office.id", "juwei"))
    assert "责任组: juwei" in "".join(have["plans/other.yaml"][1])
    assert "phase: begin" in "".join(changed(rename(found, "safe/start.id", "begin"))["plans/safe.yaml"][1])  # fmt: skip
    assert "goals: h}" in "".join(changed(rename(found, "safe/g.id", "h"))["plans/safe.yaml"][1])
    have = changed(rename(found, "safe/families.id", "hu"))
    assert {"    indicators: [hu, rate]"} <= have["plans/safe.yaml"][1]
    assert "of: hu}" in "".join(have["plans/safe.yaml"][1])


def test_a_clause(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    have = changed(rename(found, "std/S1.id", "T1"))
    assert have["plans/safe.yaml"][1] == {"    answers: std/T1、std/S2"}
    assert "落实: std/T1" in "".join(have["plans/other.yaml"][1])
    assert have["tongxin.yaml"][1] == {"hazards: {answers: [std/T1, std/S2]}"}
    assert have["plans/basis/std.yaml"][1] == {"  - {id: T1, text: 检查, was: [S1]}"}


def test_a_plan_takes_its_file_along(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    outcome = rename(found, "safe.plan", "anquan")
    assert {(text.source.path, text.path) for text in outcome.texts} == {
        ("plans/safe.yaml", "plans/anquan.yaml"), ("plans/other.yaml", "plans/other.yaml"),
    }  # fmt: skip
    have = changed(outcome)
    assert have["plans/anquan.yaml"][1] == {"plan: anquan", "was: [safe]"}
    assert {"所属计划: anquan"} < have["plans/other.yaml"][1]
    assert "前置: anquan/inspect" in "".join(have["plans/other.yaml"][1])
    assert [plan.id for plan in outcome.after.plans] == ["anquan", "other"]


def test_a_basis_takes_its_file_along(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    outcome = rename(found, "std.basis", "biaozhun")
    have = changed(outcome)
    assert "plans/basis/biaozhun.yaml" in have
    assert have["plans/safe.yaml"][1] == {
        "basis: [biaozhun]", "    answers: biaozhun/S1、biaozhun/S2",
    }  # fmt: skip
    assert "answers: [biaozhun/S1, biaozhun/S2]" in "".join(have["tongxin.yaml"][1])


def test_a_file_of_another_name_is_put_right(tmp_path: Path) -> None:
    files = {**FILES, "plans/bei.yaml": "plan: bai\ntitle: 拜\nperiod: 2026\n"}
    outcome = rename(world(tmp_path, files), "bai.plan", "bei")
    assert [(t.source.path, t.path) for t in outcome.texts] == [("plans/bei.yaml",) * 2]


@pytest.mark.parametrize(
    ("path", "new", "reason"),
    [
        ("safe/inspect.id", "drill", r"taken|error"),
        ("safe/fire.id", "guard", r"taken|error"),
        ("safe/fire.id", "zhiban", r"taken|error"),
        ("safe.plan", "other", "there already"),
        ("safe.plan", "std", None),
        ("tongxin/bei.id", "nan", r"taken|error"),
        ("tongxin/bei.id", "南苑", r"taken|error"),
        ("std/S1.id", "S2", r"taken|error"),
        ("safe/inspect.id", "含 空格", "no id"),
        ("safe/inspect.id", "a/b", "no id"),
    ],
)
def test_an_id_that_is_taken(tmp_path: Path, path: str, new: str, reason: str | None) -> None:
    found = world(tmp_path, FILES)
    if reason is None:  # a plan and a basis may share an id
        assert rename(found, path, new).texts
        return
    with pytest.raises(TongxinError, match=reason):
        rename(found, path, new)


def standings(found: World) -> list[tuple[str, str, int, str]]:
    rows = Agenda(found, MONDAY).occurrences()
    return sorted((o.period, o.duty.task.title, o.count, o.state.value) for o in rows)


@pytest.mark.parametrize(
    ("path", "new"),
    [
        ("safe/inspect.id", "check"), ("safe.plan", "anquan"), ("tongxin/bei.id", "beiyuan"),
        ("tongxin/bei.name", "北苑小区"), ("safe/fire.id", "xiaofang"), ("safe/fire.name", "消防队"),
        ("std.basis", "b"), ("safe/families.id", "hu"), ("safe/families.name", "户"),
    ],
)  # fmt: skip
def test_the_ledger_counts_as_before(tmp_path: Path, path: str, new: str) -> None:
    found = world(tmp_path, FILES)
    outcome = rename(found, path, new)
    assert standings(outcome.after) == standings(found)
    assert not any(text.path.startswith("ledger") for text in outcome.texts)
    assert outcome.warnings == ()


# ── names ─────────────────────────────────────────────────────────────────────────────────────


def test_a_name_takes_references_by_name_along(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    have = changed(rename(found, "safe/fire.name", "消防队"))
    assert have == {
        "plans/safe.yaml": (
            {"  - {id: fire, name: 消防组}", "    with: guard、消防组", "  - {id: drill, title: 演练, group: 消防组, phase: start, after: [inspect, other/tidy], goals: g}"},
            {"  - {id: fire, name: 消防队, was: [消防组]}", "    with: guard、消防队", "  - {id: drill, title: 演练, group: 消防队, phase: start, after: [inspect, other/tidy], goals: g}"},
        )
    }  # fmt: skip
    have = changed(rename(found, "safe.title", "新计划"))
    assert have["plans/other.yaml"][1] == {"接续: 新计划"}
    assert have["plans/safe.yaml"][1] == {"title: 新计划"}
    have = changed(rename(found, "safe/g.text", "平安、无事"))  # a text with 、 would be two
    assert "    goals: g" in have["plans/safe.yaml"][1]


def test_a_name_that_nobody_uses_is_just_changed(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    assert changed(rename(found, "safe/drill.title", "大演练"))["plans/safe.yaml"][1] == {
        "  - {id: drill, title: 大演练, group: 消防组, phase: start, after: [inspect, other/tidy], goals: g}"
    }  # fmt: skip


def test_a_title_that_the_ledger_uses_is_kept_as_a_former_id(tmp_path: Path) -> None:
    found = world(tmp_path, FILES)
    (text,) = rename(found, "safe/inspect.title", "安全大检查").texts
    assert lines_changed(SAFE, text.after.text)[1][-1] == "    was: [安全检查]"


def test_a_name_that_cannot_be_kept_is_refused(tmp_path: Path) -> None:
    files = {
        **FILES,
        "plans/safe.yaml": SAFE.replace("title: 安全检查", "title: 安全检查(每月)"),
        "ledger/2026-10.yaml": LEDGER.replace("安全检查", "安全检查(每月)"),
    }
    with pytest.raises(TongxinError, match=r"ledger/2026-10\.yaml:2") as refusal:
        rename(world(tmp_path, files), "safe/inspect.title", "安全大检查")
    assert "never rewritten" in str(refusal.value)


@pytest.mark.parametrize(
    ("path", "new"),
    [("safe/fire.name", "guard"), ("safe/fire.name", "巡逻组"), ("tongxin/bei.name", "南苑")],
)
def test_a_name_that_is_taken(tmp_path: Path, path: str, new: str) -> None:
    with pytest.raises(TongxinError, match=r"taken|error"):
        rename(world(tmp_path, FILES), path, new)


def test_a_warning_that_only_says_it_in_other_words_is_not_new(tmp_path: Path) -> None:
    """Every warning about the hazard names its place."""
    hazard = "- {date: 2026-10-08, hazard: H-1, event: found, kind: 安全, place: bei, what: 堵}\n"
    found = world(tmp_path, {**FILES, "ledger/2026-10.yaml": LEDGER + hazard})
    codes = {finding.code for finding in checks.find(Agenda(found, MONDAY))}
    assert "hazard-overdue" in codes
    assert rename(found, "tongxin/bei.name", "北苑小区").warnings == ()
