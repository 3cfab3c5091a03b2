from pathlib import Path

from tests.harness import assert_found

CODE = "idle-group"

SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    工作组:
      - {编号: office, 名称: 办公室}
      - {id: police, name: 派出所}
      - {id: clinic, name: 卫生站, was: medics}
      - {id: fire, name: 公共消防组}  #! idle-group
      - {id: press, name: 宣传组}  #! idle-group
"""
A = """\
    plan: a
    title: 甲计划
    period: 2026
    groups:
      - {id: fire, name: 消防组}
      - {id: clean, name: 保洁组}
      - {id: green, name: 绿化组, was: garden}
      - {id: home, name: 入户组}  #! idle-group
    tasks:
      - {id: t0, title: 零, group: fire, with: [派出所, 业主]}
      - {编号: t1, 事项: 一, 责任组: 保洁组, 配合: garden}
      - {id: t2, title: 二, group: office}
"""
B = """\
    计划: b
    标题: 乙计划
    起止时间: 2026
    工作组:
      - {编号: clean, 名称: 保洁组}  #! idle-group
    任务:
      - {编号: t0, 事项: 零, 责任组: medics}
      - {编号: t1, 事项: 一, 责任组: home}
"""


def test_groups(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"tongxin.yaml": SETTINGS, "plans/a.yaml": A, "plans/b.yaml": B})


def test_a_plan_in_which_something_was_lost(tmp_path: Path) -> None:
    settings = SETTINGS.replace("  #! idle-group", "")
    broken = A.replace("  #! idle-group", "") + '    note: "没有写完\n'
    files = {"tongxin.yaml": settings, "plans/a.yaml": broken, "plans/b.yaml": B}
    assert_found(tmp_path, CODE, files)
