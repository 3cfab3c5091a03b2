from pathlib import Path

from tests.harness import assert_found

CODE = "unanswered-clause"

BASIS = """\
    依据: law
    标题: 创建标准
    曾用: standard
    条目:
      - {编号: S0, 内容: 没人落实}  #! unanswered-clause
      - {编号: S1, 内容: 目标}
      - {编号: S2, 内容: 指标}
      - {编号: S3, 内容: 工作组}
      - {编号: S4, 内容: 阶段}
      - {编号: S5, 内容: 任务, 曾用: A5}
      - {编号: S6, 内容: 措施}
      - {编号: S7, 内容: 隐患时限}
      - {编号: S8, 内容: 公共工作组}
      - {编号: S9, 内容: 别的依据的同号条目}  #! unanswered-clause
"""
OTHER = "basis: rule\ntitle: 办法\nclauses:\n  - {id: S9, text: 第九条}\n"
SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    groups:
      - {id: common, name: 公共组, answers: law/S8}
    hazards: {rectify: 7 days, 落实: law/S7}
"""
PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    status: draft
    goals:
      - {id: g, text: 目标, answers: law/S1}
    indicators:
      - {id: i, name: 指标, target: 1, answers: [law/S2, rule/S9]}
    groups:
      - {id: p, name: 组, 落实: standard/S3}
    phases:
      - {id: f, name: 阶段, from: 2026-01, to: 2026-03, answers: law/S4}
    tasks:
      - {id: t, title: 甲, answers: law/A5}
    measures:
      - {text: 保障经费, answers: law/S6}
"""
FILES = {
    "tongxin.yaml": SETTINGS,
    "plans/basis/law.yaml": BASIS,
    "plans/basis/rule.yaml": OTHER,
    "plans/a.yaml": PLAN,
}


def test_clauses(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, FILES)


def test_silent_where_any_file_was_lost(tmp_path: Path) -> None:
    basis = BASIS.replace("  #! unanswered-clause", "")
    files = {**FILES, "plans/basis/law.yaml": basis, "plans/b.yaml": "- 不是计划\n"}
    assert_found(tmp_path, CODE, files)
