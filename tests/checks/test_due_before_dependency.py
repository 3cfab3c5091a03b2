from pathlib import Path

from tests.harness import assert_found, found

CODE = "due-before-dependency"


def test_one_off_work(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 工作计划
            period: 2026
            phases: [{id: p, name: 收尾, from: 2026-11, to: 2026-12}]
            tasks:
              - {id: first, was: [begin], title: 摸底, schedule: {by: 2026-06-30}}
              - {id: same, title: 甲, schedule: {by: 2026-06-30}, after: first}
              - {id: later, title: 乙, schedule: {day: 2026-07-01}, after: [first]}
              - {id: t3, title: 丙, schedule: 6月29日前, after: first}  #! due-before-dependency
              - {编号: t4, 事项: 丁, 时间要求: 5月底前, 前置: begin}  #! due-before-dependency
              - {编号: named, 事项: 戊, 时间要求: 5月底前, 前置: [摸底]}  #! due-before-dependency
              - {id: two, title: 己, schedule: {by: [2026-03-01, 2026-09-01]}, after: first}
              - {id: t7, title: 庚, schedule: 7月底前, after: two}  #! due-before-dependency
              - {id: end, title: 辛, phase: p}
              - {id: t9, title: 壬, schedule: 11月底前, after: end}  #! due-before-dependency
              - {id: self, title: 癸, schedule: {by: 2026-11-30}, after: self}
              - {id: lost, title: 子, schedule: {by: 2026-01-30}, after: [nowhere, b/nowhere]}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_recurring_carried_and_endless_work_is_left_alone(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 工作计划
            period: 2026
            tasks:
              - {id: monthly, title: 甲, schedule: 每月1次}
              - {id: early, title: 乙, schedule: {by: 2026-03-01}, after: monthly}
              - {id: carried, title: 丙, schedule: 每月1次, carry: true, after: late}
              - {id: after-carried, title: 丁, schedule: {by: 2026-03-01}, after: carried}
              - {id: always, title: 戊, schedule: 全年, after: late}
              - {id: once-carried, title: 己, schedule: {by: 2026-03-01}, carry: true, after: late}
              - {id: late, title: 庚, schedule: {by: 2026-12-01}}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_another_plan_and_a_draft(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 工作计划
            period: 2026
            status: draft
            tasks:
              - {id: t1, title: 甲, schedule: 5月底前, after: b/t}  #! due-before-dependency
              - {id: t2, title: 乙, schedule: 5月底前, after: old/t}  #! due-before-dependency
              - {id: t3, title: 丙, schedule: {by: 2026-07-01}, after: b/t}
            """,
        "plans/b.yaml": """\
            plan: b
            was: [old]
            title: 工作计划乙
            period: 2026
            tasks: [{id: t, title: 甲, schedule: {by: 2026-06-01}}]
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_stands_at_the_item(tmp_path: Path) -> None:
    text = """\
        plan: a
        title: 工作计划
        period: 2026
        tasks:
          - {id: x, title: 甲, schedule: {by: 2026-03-01}}
          - {id: y, title: 乙, schedule: {by: 2026-09-01}}
          - {id: z, title: 丙, schedule: {by: 2026-06-01}, after: x、y}
        """
    (finding,) = (f for f in found(tmp_path, {"plans/a.yaml": text}) if f.code == CODE)
    assert finding.text == "y"
    assert all(part in finding.message for part in ("2026-06-01", "乙", "2026-09-01"))
