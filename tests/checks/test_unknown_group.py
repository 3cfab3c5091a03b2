"""unknown-group: a task's group must be one of its plan or of the workspace."""

from pathlib import Path

from tests.harness import assert_found, found

CODE = "unknown-group"


def test_ids_names_and_former_ids_of_both_places_are_known(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": """\
            tongxin: 1
            community: {name: 示例社区}
            groups:
              - {id: office, name: 居委会, was: committee}
            """,
        "plans/a.yaml": """\
            plan: a
            title: 计划
            period: 2026
            groups:
              - {id: fire, name: 消防安全工作组, was: [brigade]}
            tasks:
              - {id: t1, title: 一, group: fire, schedule: 每月1次}
              - {id: t2, title: 二, group: 消防安全工作组, schedule: 每月1次}
              - {id: t3, title: 三, group: brigade, schedule: 每月1次}
              - {id: t4, title: 四, group: office, schedule: 每月1次}
              - {id: t5, title: 五, group: 居委会, schedule: 每月1次}
              - {id: t6, title: 六, group: committee, schedule: 每月1次}
              - {id: t7, title: 七, group: 消防组, schedule: 每月1次}  #! unknown-group
              - {id: t8, title: 八, 责任组: FIRE, 时间要求: 每月1次}  #! unknown-group
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_each_of_several_groups_has_its_own_place(tmp_path: Path) -> None:
    plan = """\
        plan: a
        title: 计划
        period: 2026
        groups: [{id: fire, name: 消防组}]
        tasks:
          - {id: t, title: 一, group: 消防组、治安组、交通组, schedule: 每月1次}
        """
    places = [f.text for f in found(tmp_path, {"plans/a.yaml": plan}) if f.code == CODE]
    assert places == ["治安组", "交通组"]


def test_a_group_of_another_plan_is_unknown(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 计划
            period: 2026
            groups: [{id: fire, name: 消防组}]
            """,
        "plans/b.yaml": """\
            plan: b
            title: 计划
            period: 2026
            tasks:
              - {id: t, title: 一, group: fire, schedule: 每月1次}  #! unknown-group
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_what_may_stand_in_a_lost_part_is_not_missed(tmp_path: Path) -> None:
    plan = """\
        plan: a
        title: 计划
        period: 2026
        groups:
          - {id: fire, name: 消防组
        tasks:
          - {id: t, title: 一, group: fire, schedule: 每月1次}
        """
    codes = {f.code for f in found(tmp_path, {"plans/a.yaml": plan})}
    assert "syntax" in codes
    assert CODE not in codes
