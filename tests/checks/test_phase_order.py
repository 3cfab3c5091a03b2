from pathlib import Path

from tests.harness import assert_found, found

CODE = "phase-order"


def test_ends_before_it_begins(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": """\
            tongxin: 1
            community: {name: 示例社区}
            places:
              - {id: a, name: 甲小区, from: 2026-05-01, to: 2026-05-01}
              - {id: b, name: 乙小区, from: 2026-05-02, to: 2026-05-01}  #! phase-order
            """,
        "plans/a.yaml": """\
            plan: a
            title: 工作计划
            period: 2026
            phases:
              - {编号: p1, 名称: 一, 起: 2026-03-01, 止: 2026-03-01}
              - {编号: p2, 名称: 二, 起: 2026-04-02, 止: 2026-04-01}  #! phase-order
            tasks:
              - {id: t1, title: 甲, schedule: 每月, from: 2026-05, to: 2026-05}
              - {id: t2, title: 乙, schedule: 每月, from: 2026-06, to: 2026-05}  #! phase-order
              - {id: t3, title: 丙, schedule: 每月, from: 2026-06}
              - {id: t4, title: 丁, schedule: {from: 2026-06-02, to: 2026-06-01}}  #! phase-order
            """,
        "plans/b.yaml": """\
            plan: b
            title: 工作计划乙
            period: 2027-06..2026-09  #! phase-order
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_begins_before_the_phase_above(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 工作计划
            period: 2026
            phases:
              - {id: p1, name: 一, from: 2026-03, to: 2026-12}
              - {id: p2, name: 二, from: 2026-03, to: 2026-04}
              - {id: p3, name: 三, from: 2026-02-28, to: 2026-06}  #! phase-order
              - {id: p4, name: 四, from: 无, to: 2026-12}
              - {id: p5, name: 五, from: 2026-02-28, to: 2026-12}
              - {id: p6, name: 六, from: 2026-02-27, to: 2026-12}  #! phase-order
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_places(tmp_path: Path) -> None:
    text = """\
        plan: a
        title: 工作计划
        period: 2026
        phases:
          - {id: p1, name: 一, from: 2026-05-01, to: 2026-04-30}
          - {id: p2, name: 二, from: 2026-04-01, to: 2026-12-31}
        """
    findings = [f for f in found(tmp_path, {"plans/a.yaml": text}) if f.code == CODE]
    assert [f.text for f in findings] == ["2026-04-30", "2026-04-01"]
    assert '"一"' in findings[1].message
