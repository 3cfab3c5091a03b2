from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_place import check

CODE = "unknown-place"

SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    places:
      - {id: bei, name: 北苑小区, kind: [小区, 院落], was: north}
      - {编号: nan, 名称: 南苑小区, 类型: 小区}
"""


def plan(*tasks: str) -> str:
    return "plan: a\ntitle: 示例计划\nperiod: 2026\ntasks:\n" + "".join(
        f"  - {{id: t{n}, title: 事项{n}, {task}\n" for n, task in enumerate(tasks)
    )


def test_in_plans(tmp_path: Path) -> None:
    tasks = plan(
        "schedule: 每月1次, places: all}",
        "schedule: 每月1次, 地点: 全部}",
        "schedule: 每月1次, places: [小区, bei, 南苑小区, north]}",
        "schedule: 每月1次, places: [bei, xi]}  #! unknown-place",
        "schedule: 每月1次, 地点: 院落、学校}  #! unknown-place",
        "schedule: {every: month, each: place}}",
        "schedule: {every: month, each: place}, places: 学校}  #! unknown-place",
    )
    assert_found(tmp_path, CODE, {"tongxin.yaml": SETTINGS, "plans/a.yaml": tasks})


def test_each_place_without_any(tmp_path: Path) -> None:
    tasks = plan(
        "schedule: {every: month, each: place}}  #! unknown-place",
        "schedule: {每: 月, 逐个: 地点}, 地点: 全部}  #! unknown-place",
        "schedule: [{every: year}, {every: month, each: [place, topic]}]}  #! unknown-place",
        "schedule: 每月1次, places: all}",
        "schedule: {every: month, each: audience}, audience: 老人}",
    )
    assert_found(tmp_path, CODE, {"plans/a.yaml": tasks})


def test_each_place_is_not_said_twice(tmp_path: Path) -> None:
    tasks = plan("schedule: {every: month, each: place}, places: 学校}")
    [finding] = check(agenda(tmp_path, {"tongxin.yaml": SETTINGS, "plans/a.yaml": tasks}))
    assert finding.span.text == "学校"


def test_in_the_ledger(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-01, task: a/t0, place: [bei, 南苑小区, north]}
        - {日期: 2026-11-01, 任务: a/t0, 地点: 西苑}  #! unknown-place
        - {date: 2026-11-01, task: a/t0, place: [bei, 小区]}  #! unknown-place
        - {date: 2026-11-01, task: a/t0, place: 全部}  #! unknown-place
        - {date: 2026-11-01, hazard: H-1, event: found, place: dong}  #! unknown-place
        - {date: 2026-11-01, waive: a/t0, period: 2026-11, place: dong, why: 停工}  #! unknown-place
        - {date: 2026-11-01, task: a/t0, place: bei, failed: {bei: 堵塞}}
        - {date: 2026-11-01, task: a/t0, place: bei, 不合格项: {be: 堵塞}}  #! unknown-place
        - {date: 2026-11-01, task: a/t0, place: bei, failed: 堵塞}
        - {id: E-1, date: 2026-11-01, task: a/t0, place: 小区}
        - {date: 2026-11-01, void: E-1, why: 应逐个写}
        - {date: 2026-11-30, task: a/t0, place: dong}  #! unknown-place
    """
    tasks = plan("schedule: 每月1次}")
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": tasks, "ledger/2026-11.yaml": ledger}
    assert_found(tmp_path, CODE, files)


def test_help_for_a_kind_lists_its_places(tmp_path: Path) -> None:
    ledger = "- {date: 2026-11-01, note: 清理, task: a/t0, place: 小区}\n"
    files = {
        "tongxin.yaml": SETTINGS,
        "plans/a.yaml": plan("schedule: 每月1次}"),
        "ledger/2026-11.yaml": ledger,
    }
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == "小区"
    assert "bei, nan" in str(finding.help)


def test_silent_where_part_of_the_settings_was_lost(tmp_path: Path) -> None:
    broken = SETTINGS + '    note: "没有写完\n'
    tasks = plan("schedule: 每月1次, places: xi}")
    ledger = "- {date: 2026-11-01, task: a/t0, place: xi}\n"
    files = {"tongxin.yaml": broken, "plans/a.yaml": tasks, "ledger/2026-11.yaml": ledger}
    assert_found(tmp_path, CODE, files)


def test_the_places_of_a_task_may_stand_in_what_was_lost(tmp_path: Path) -> None:
    tasks = plan("schedule: {every: month, each: place}}") + 'note: "没有写完\n'
    assert_found(tmp_path, CODE, {"plans/a.yaml": tasks})
