from pathlib import Path

import pytest

from tests.harness import assert_found, found
from tongxin.answers.alike import alike
from tongxin.checks.same_work import CROWDED

CODE = "same-work"
SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    places:
      - {id: bei, name: 北苑小区, kind: 小区, was: [old-bei]}
      - {id: nan, name: 南苑小区, kind: 小区}
      - {id: school, name: 实验小学, kind: 学校}
    """


def plan(name: str, *tasks: str, more: str = "") -> str:
    lines = "".join(f"  - {{{task}}}\n" for task in tasks)
    return f"plan: {name}\ntitle: 计划{name}\nperiod: 2026\n{more}tasks:\n{lines}"


def check(tmp_path: Path, bad: bool, first: str, second: str, more: str = "") -> None:
    two = plan("b", second, more=more)
    if bad:
        two = two.rstrip("\n") + "  #! same-work\n"
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": plan("a", first), "plans/b.yaml": two}
    assert_found(tmp_path, CODE, files)


FIRST = "id: t, title: 消防安全检查, schedule: 每月1次, places: [bei, school]"


@pytest.mark.parametrize(
    ("second", "bad"),
    [
        ("id: u, title: 消防安全检查, schedule: 每周1次, places: bei", True),
        ("编号: u, 事项: 消防安全检查, 时间要求: 每周五, 地点: 北苑小区", True),
        ("id: u, title: 消防安全检查, schedule: 每月5日前, places: old-bei", True),
        ("id: u, title: 消防安全检查, schedule: 每月1次, places: 小区", True),
        ("id: u, title: 消防安全检查, schedule: 每月1次, places: 全部", True),
        ("id: u, title: 消防安全检查, schedule: 每月1次, places: nan", False),
        ("id: u, title: 消防安全检查, schedule: 每月1次", False),  # no places of its own
        ("id: u, title: 安全巡查, schedule: 每月1次, places: bei", True),
        ("id: u, title: 卫生检查, schedule: 每月1次, places: bei", False),
        ("id: u, title: 消防安全检查, schedule: {by: 2026-12-01}, places: bei", False),
        ("id: u, title: 消防安全检查, schedule: 全年, places: bei", False),
        ("id: u, title: 消防安全检查, schedule: {in: 11}, places: bei", False),
    ],
)
def test_alike_or_not(tmp_path: Path, second: str, bad: bool) -> None:
    check(tmp_path, bad, FIRST, second)


@pytest.mark.parametrize(("items", "bad"), [("[楼道畅通, 电表关好]", True), ("[楼道]", False)])
def test_a_shared_item_of_the_checklist(tmp_path: Path, items: str, bad: bool) -> None:
    check(
        tmp_path,
        bad,
        FIRST + ", checklist: [灭火器有效, 楼道畅通]",
        f"id: u, title: 环境卫生评比, schedule: 每月1次, places: bei, 检查要点: {items}",
    )


@pytest.mark.parametrize(
    ("first", "second", "bad"),
    [("to: 2026-05", "from: 2026-06", False), ("to: 2026-06", "from: 2026-06", True)],
)
def test_windows_must_overlap(tmp_path: Path, first: str, second: str, bad: bool) -> None:
    check(tmp_path, bad, f"{FIRST}, {first}", f"{FIRST}, {second}")


@pytest.mark.parametrize("status", ["draft", "done", "停止"])
def test_only_active_plans(tmp_path: Path, status: str) -> None:
    check(tmp_path, False, FIRST, FIRST, more=f"status: {status}\n")


def test_not_within_one_plan_and_once_a_pair(tmp_path: Path) -> None:
    again = FIRST.replace("id: t", "id: v")
    files = {
        "tongxin.yaml": SETTINGS,
        "plans/a.yaml": plan("a", FIRST, again),
        "plans/b.yaml": plan("b", FIRST),
    }
    findings = [f for f in found(tmp_path, files) if f.code == CODE]
    # Two places are common to them, and yet each pair is told once: of one title, so as one.
    assert {(f.path, f.text) for f in findings} == {("plans/b.yaml", "消防安全检查")}
    assert all('"消防安全检查" of the plan "计划a"' in f.message for f in findings)


def test_crowded_places_are_left_out(tmp_path: Path) -> None:
    rest = "schedule: 每月1次, places: bei"
    tasks = [f"id: t{n}, title: 巡查{n:03d}号, {rest}" for n in range(CROWDED)]
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": plan("a", *tasks)}
    files["plans/b.yaml"] = plan("b", "id: t, title: 巡查000号, schedule: 每月1次, places: bei")
    assert CODE not in {f.code for f in found(tmp_path, files)}
    files["plans/a.yaml"] = plan("a", *tasks[:-1])
    assert CODE in {f.code for f in found(tmp_path, files)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("安全检查", "消防安全巡查", True),
        ("消防 安全 检查", "消防安全排查", True),
        ("检查", "卫生检查", False),  # the word alone says nothing
        ("卫生检查", "卫生宣传", False),
        ("燃气安全检查", "用电安全检查", True),  # three of seven pairs
        ("食堂检查", "消防演练", False),
        ("", "", False),
    ],
)
def test_titles(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
    assert alike(other, one) is same
