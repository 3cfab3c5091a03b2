from pathlib import Path

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_clause import check

CODE = "unknown-clause"

BASIS = """\
    依据: law
    标题: 创建标准
    曾用: standard
    条目:
      - {编号: S1, 内容: 第一条, 曾用: A1}
      - {id: S2, text: 第二条}
"""


def test_everything_that_answers(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": """\
            tongxin: 1
            community: {name: 示例社区}
            groups:
              - {id: common, name: 公共组, answers: law/S8}  #! unknown-clause
            hazards: {rectify: 7 days, 落实: law/S9}  #! unknown-clause
        """,
        "plans/basis/law.yaml": BASIS,
        "plans/a.yaml": """\
            plan: a
            title: 示例计划
            period: 2026
            goals:
              - {id: g, text: 目标, answers: law/S3}  #! unknown-clause
            indicators:
              - {id: i, name: 指标, target: 1, answers: [law/S1, law/S3]}  #! unknown-clause
            groups:
              - {id: p, name: 组, 落实: law/S1、law/S3}  #! unknown-clause
            phases:
              - {id: f, name: 阶段, from: 2026-01, to: 2026-03, answers: lw/S1}  #! unknown-clause
            tasks:
              - {id: t, title: 甲, answers: [law/S1, law/A1, standard/S2, standard/A1]}
              - {id: u, title: 乙, answers: S1}  #! unknown-clause
            measures:
              - 加强领导
              - {text: 保障经费, answers: law/S5}  #! unknown-clause
        """,
    }
    assert_found(tmp_path, CODE, files)


@pytest.mark.parametrize(
    ("answers", "message", "remedy"),
    [
        ("law/S22", '"S22" in the basis "law"', '"law/S2"'),
        ("创建标准/S1", '"S1"', '"law/S1"'),
        ("lax/S1", 'no basis "lax"', "law"),
        ("S1", '"S1" names no clause', "basis/clause"),
    ],
)
def test_messages(tmp_path: Path, answers: str, message: str, remedy: str) -> None:
    plan = f"""\
        plan: a
        title: 示例计划
        period: 2026
        tasks:
          - {{id: t, title: 甲, answers: [law/S1, {answers}]}}
    """
    files = {"plans/basis/law.yaml": BASIS, "plans/a.yaml": plan}
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == answers
    assert message in str(finding.message)
    assert remedy in str(finding.help)


def test_silent_where_something_was_lost(tmp_path: Path) -> None:
    task = "{id: t, title: 甲, answers: [law/S9, x/S1]}"
    plan = f"plan: a\ntitle: 示例\nperiod: 2026\ntasks:\n  - {task}\n"
    files = {"plans/basis/law.yaml": BASIS + "  - {id: zz, title: 没有写完\n", "plans/a.yaml": plan}
    assert_found(tmp_path, CODE, files)
