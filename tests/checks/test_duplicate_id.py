from pathlib import Path

from tests.harness import assert_found, found

CODE = "duplicate-id"


def test_two_plans_two_bases(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": "plan: fire\ntitle: 消防计划\nperiod: 2026\n",
        "plans/b.yaml": "计划: fire  #! duplicate-id\n标题: 防火计划\n起止时间: 2026\n",
        "plans/basis/a.yaml": "basis: law\ntitle: 通知一\n",
        "plans/basis/b.yaml": "依据: law  #! duplicate-id\n标题: 通知二\n",
    }
    assert_found(tmp_path, CODE, files)


def test_a_copy_is_at_fault_and_not_the_original(tmp_path: Path) -> None:
    """`fire (1).yaml` comes first in the folder; its name is not its id."""
    files = {
        "plans/fire.yaml": "plan: fire\ntitle: 消防计划\nperiod: 2026\n",
        "plans/fire (1).yaml": "plan: fire  #! duplicate-id\ntitle: 消防计划\nperiod: 2026\n",
        "plans/basis/law.yaml": "basis: law\ntitle: 通知\n",
        "plans/basis/a.yaml": "basis: law  #! duplicate-id\ntitle: 通知\n",
    }
    assert_found(tmp_path, CODE, files)


def test_a_plan_and_a_basis_may_share_an_id(tmp_path: Path) -> None:
    files = {
        "plans/fire.yaml": "plan: fire\ntitle: 消防计划\nperiod: 2026\n",
        "plans/basis/fire.yaml": "basis: fire\ntitle: 消防通知\n",
    }
    assert_found(tmp_path, CODE, files)


def test_every_kind_in_a_plan(tmp_path: Path) -> None:
    plan = """\
        plan: a
        title: 示例计划
        period: 2026
        goals:
          - {id: one, text: 目标甲}
          - {id: one, text: 目标乙}  #! duplicate-id
        indicators:
          - {id: one, name: 指标甲, target: 1}
          - {id: one, name: 指标乙, target: 1}  #! duplicate-id
        groups:
          - {编号: one, 名称: 甲组}
          - {id: one, name: 乙组}  #! duplicate-id
        phases:
          - {id: one, name: 甲阶段, from: 2026-01, to: 2026-03}
          - {id: one, name: 乙阶段, from: 2026-04, to: 2026-06}  #! duplicate-id
        tasks:
          - {id: one, title: 甲事项, schedule: 全年}
          - {id: two, title: 乙事项, schedule: 全年}
          - {编号: one, 事项: 丙事项, 时间要求: 全年}  #! duplicate-id
          - {id: one, title: 丁事项, schedule: 全年}  #! duplicate-id
    """
    other = """\
        plan: b
        title: 另一计划
        period: 2026
        tasks:
          - {id: one, title: 甲事项, schedule: 全年}
    """
    assert_found(tmp_path, CODE, {"plans/a.yaml": plan, "plans/b.yaml": other})


def test_clauses_places_and_common_groups(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": """\
            tongxin: 1
            community: {name: 示例社区}
            places:
              - {id: bei, name: 北苑}
              - {id: bei, name: 北院}  #! duplicate-id
            groups:
              - {id: fire, name: 消防组}
              - {id: fire, name: 防火组}  #! duplicate-id
        """,
        "plans/basis/law.yaml": """\
            basis: law
            title: 通知
            clauses:
              - {id: S1, text: 第一条}
              - {id: S1, text: 第二条}  #! duplicate-id
        """,
        "plans/basis/rule.yaml": """\
            basis: rule
            title: 办法
            clauses:
              - {id: S1, text: 第一条}
        """,
        "plans/a.yaml": """\
            plan: a
            title: 示例计划
            period: 2026
            groups:
              - {id: fire, name: 本计划消防组}
        """,
    }
    assert_found(tmp_path, CODE, files)


def test_former_id_that_another_bears_now(tmp_path: Path) -> None:
    plan = """\
        plan: a
        title: 示例计划
        period: 2026
        groups:
          - {id: patrol, name: 巡查组}
        tasks:
          - {id: patrol, title: 巡查, schedule: 全年}
          - {id: drill, title: 演练, schedule: 全年, 曾用: [lecture, patrol]}  #! duplicate-id
          - {id: lecture, title: 讲座, schedule: 全年}  #! duplicate-id
          - {id: visit, title: 走访, schedule: 全年, was: visit}
    """
    assert_found(tmp_path, CODE, {"plans/a.yaml": plan})


def test_help_names_the_first(tmp_path: Path) -> None:
    from tests.harness import agenda
    from tongxin.checks.duplicate_id import check

    files = {
        "plans/a.yaml": "plan: fire\ntitle: 消防计划\nperiod: 2026\n",
        "plans/b.yaml": "plan: fire\ntitle: 防火计划\nperiod: 2026\n",
    }
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == "fire"
    assert "plans/a.yaml:1" in str(finding.help)


def test_missing_ids_do_not_clash(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 示例\nperiod: 2026\ntasks:\n  - {title: 甲}\n  - {title: 乙}\n"
    assert CODE not in {f.code for f in found(tmp_path, {"plans/a.yaml": plan})}


def test_names(tmp_path: Path) -> None:
    settings = """\
        tongxin: 1
        community: {name: 示例社区}
        groups: [{id: fire, name: 消防组}]
        places:
          - {id: bei, name: 北苑小区}
          - {id: nan, name: 北苑小区}  #! duplicate-id
    """
    plan = """\
        plan: a
        title: 示例计划
        period: 2026
        groups:
          - {id: one, name: 消防组}
          - {id: two, name: 巡查组}
          - {id: three, 名称: 巡查组}  #! duplicate-id
        tasks:
          - {id: one, title: 巡查, schedule: 全年}
          - {id: two, title: 巡查, schedule: 全年}
    """
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings, "plans/a.yaml": plan})
