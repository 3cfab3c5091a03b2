from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "uncounted-entry"
SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    places:
      - {id: bei, name: 北苑小区, kind: 小区, was: [old-bei]}
      - {id: nan, name: 南苑小区, kind: 小区}
    """
PLAN = """\
    plan: a
    was: [old-a]
    title: 工作计划
    period: 2026-03-02..2026-11-29
    groups: [{id: fire, name: 消防组}]
    tasks:
      - {id: weekly, was: [patrol], title: 巡查, schedule: 每周1次}
      - {id: each, title: 逐个检查, schedule: {every: week, each: place}, places: 小区}
      - {id: teach, title: 宣讲, schedule: {every: month, each: [audience, topic]},
         audience: [老人, 儿童], topics: [防火, 防骗]}
      - {id: groups, title: 分组演练, group: [fire], schedule: {every: month, each: group}}
      - {id: spring, title: 春季大扫除, schedule: {in: [04, 09]}}
      - {id: green, title: 环境日活动, schedule: {day: 世界环境日}}
      - {id: once, title: 制定方案, from: 2026-05, schedule: {by: 2026-06-30}}
      - {id: summer, title: 夏季巡查, schedule: {every: month, from: 06, to: 08}}
      - {id: always, title: 值班, schedule: 全年}
      - {id: never, title: 从不, schedule: {day: 2026-12-05}}
    """


def check(tmp_path: Path, ledger: str, **more: str) -> None:
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    plans = {f"plans/{name}.yaml": text for name, text in more.items()}
    assert_found(tmp_path, CODE, files | plans)


def test_dates(tmp_path: Path) -> None:
    check(
        tmp_path,
        """\
        - {id: E-01, date: 2026-03-01, task: a/weekly}  #! uncounted-entry
        - {id: E-02, date: 2026-03-02, task: a/weekly}
        - {id: E-03, date: 2026-11-23, task: [old-a/patrol]}
        - {id: E-04, 日期: 2026-02-01, 任务: 巡查}  #! uncounted-entry
        - {id: E-05, date: 2026-02-01, task: a/patrol}  #! uncounted-entry
        - {id: E-06, date: 2026-03-31, task: a/spring}  #! uncounted-entry
        - {id: E-07, date: 2026-05-15, task: a/spring}
        - {id: E-08, date: 2026-11-23, task: a/spring}
        - {id: E-09, date: 2026-05-28, task: a/green}  #! uncounted-entry
        - {id: E-10, date: 2026-05-29, task: a/green}
        - {id: E-11, date: 2026-06-12, task: a/green}
        - {id: E-12, date: 2026-06-13, task: a/green}  #! uncounted-entry
        - {id: E-13, date: 2026-03-01, task: a/once}  #! uncounted-entry
        - {id: E-14, date: 2026-03-02, task: a/once}
        - {id: E-15, date: 2026-11-01, task: a/once}
        - {id: E-16, date: 2026-05-31, task: a/summer}  #! uncounted-entry
        - {id: E-17, date: 2026-07-01, task: a/summer}
        - {id: E-18, date: 2026-09-01, task: a/summer}  #! uncounted-entry
        - {id: E-19, date: 2026-04-01, task: a/always}
        - {id: E-20, date: 2026-01-01, task: a/always}  #! uncounted-entry
        - {id: E-21, date: 2026-11-01, task: a/never}  #! uncounted-entry
        """,
    )


def test_members(tmp_path: Path) -> None:
    check(
        tmp_path,
        """\
        - {id: E-1, date: 2026-11-02, task: a/each, place: bei}
        - {id: E-2, date: 2026-11-02, task: a/each, place: [old-bei]}
        - {id: E-3, date: 2026-11-02, task: a/each, place: [南苑小区]}
        - {id: E-4, date: 2026-11-02, task: a/each}  #! uncounted-entry
        - {id: E-5, date: 2026-11-02, task: a/each, place: 广场}  #! uncounted-entry
        - {id: E-6, date: 2026-11-02, task: a/teach, audience: 老人, topic: 防火}
        - {id: E-7, date: 2026-11-02, task: a/teach, audience: 老人}  #! uncounted-entry
        - {id: E-8, date: 2026-11-02, 任务: a/groups, 经办: 消防组}
        - {id: E-9, date: 2026-11-02, task: a/groups, by: 社区}  #! uncounted-entry
        - {id: E-10, date: 2026-11-02, task: a/weekly, place: 广场}
        """,
    )


def test_kinds_of_entries(tmp_path: Path) -> None:
    check(
        tmp_path,
        """\
        - {id: E-1, date: 2026-11-02, hazard: H-1, event: found, task: a/each, place: bei}
        - {id: E-2, date: 2026-11-02, hazard: H-2, event: found, task: a/each}  #! uncounted-entry
        - {id: E-3, date: 2026-11-02, hazard: H-3, event: found}
        - {id: E-4, date: 2026-11-02, task: a/each}
        - {id: E-5, date: 2026-11-03, void: E-4, why: 误}
        - {id: E-6, date: 2026-11-24, task: a/each}
        - {id: E-7, date: 2026-02-02, note: 其他}
        """,
    )


def test_one_task_that_counts_is_enough_and_unknown_ones_are_not_ours(tmp_path: Path) -> None:
    check(
        tmp_path,
        """\
        - {id: E-1, date: 2026-11-02, task: [a/each, a/weekly]}
        - {id: E-2, date: 2026-11-02, task: [a/each, a/spelt-wrong]}  #! uncounted-entry
        - {id: E-3, date: 2026-02-02, task: [a/spelt-wrong, b/nothing]}
        - {id: E-4, date: 2026-02-02, task: 值日}
        """,
        b="plan: b\ntitle: 乙\nperiod: 2026\ntasks: [{id: duty, title: 值日, schedule: 全年}]\n",
        c="plan: c\ntitle: 丙\nperiod: 2027\ntasks: [{id: duty, title: 值日, schedule: 全年}]\n",
    )


@pytest.mark.parametrize(("status", "bad"), [("草稿", True), ("done", False), ("stopped", False)])
def test_a_draft_counts_nothing(tmp_path: Path, status: str, bad: bool) -> None:
    mark = "  #! uncounted-entry" if bad else ""
    plan = PLAN.replace("    title: 工作计划", f"    title: 工作计划\n    status: {status}")
    files = {
        "plans/a.yaml": plan,
        "ledger/2026-11.yaml": f"- {{date: 2026-11-02, task: a/weekly}}{mark}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_an_extension_keeps_a_period_open(tmp_path: Path) -> None:
    check(
        tmp_path,
        """\
        - {date: 2026-06-01, extend: a/green, period: 2026-世界环境日, to: 2026-06-20, why: 雨}
        - {id: E-2, date: 2026-06-20, task: a/green}
        - {id: E-3, date: 2026-06-21, task: a/green}  #! uncounted-entry
        """,
    )


def test_place_and_nearest_period(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-05-20, task: [x/unknown, a/green]}
        - {date: 2026-11-02, task: a/each}
        - {date: 2026-02-20, task: a/spring}
        """
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    first, second, third = (f for f in found(tmp_path, files) if f.code == CODE)
    assert first.text == "a/green"
    assert "2026-世界环境日, 2026-05-29 to 2026-06-12" in first.message
    assert "each place" in second.message
    assert "2026-04, 2026-04-01 to" in third.message


def test_nothing_is_said_of_a_plan_that_was_not_read_whole(tmp_path: Path) -> None:
    broken = PLAN + "      - {id: lost, title: [}\n"
    ledger = "- {date: 2026-02-02, task: a/weekly}\n"
    files = {"plans/a.yaml": broken, "ledger/2026-11.yaml": ledger}
    assert_found(tmp_path, CODE, files)


def test_extensions_that_extend_nothing(tmp_path: Path) -> None:
    check(
        tmp_path,
        """\
        - {date: 2026-06-01, extend: a/once, period: once, to: 2026-06-30, why: 雨}  #! uncounted-entry
        - {date: 2026-06-02, extend: a/once, period: once, to: 2026-07-01, why: 雨}
        - {date: 2026-06-03, extend: a/weekly, period: 2026-W23..2026-W25, to: 2026-06-20, why: 雨}
        - {date: 2026-06-04, extend: a/weekly, period: 2026-W23, to: 2026-06-06, why: 雨}  #! uncounted-entry
        - {date: 2026-06-05, extend: a/each, period: 2026-W23, place: nan, to: 2026-06-08, why: 雨}
        """,
    )
