from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_indicator import check

CODE = "unknown-indicator"

SETTINGS = "tongxin: 1\ncommunity: {name: 示例社区, numbers: {households: 3200}}\n"
PLAN = """\
    plan: a
    title: 示例计划
    period: 2026
    goals:
      - {id: g1, text: 目标一, indicators: families}
      - {编号: g2, 内容: 目标二, 指标: [参加户数, 参与率]}  #! unknown-indicator
    indicators:
      - {id: families, name: 参加户数, target: "≥10%", of: households, was: homes}
      - {id: rated, name: 获评户数, target: "≥10%", of: families}
      - {id: named, name: 上门户数, target: "≥10%", 占: 参加户数}
      - {id: lost, name: 讲座人数, target: "≥10%", of: residents}  #! unknown-indicator
    tasks:
      - {id: one, title: 甲, indicators: [families, homes, 获评户数]}
      - {id: two, title: 乙, 指标: familys}  #! unknown-indicator
"""
OTHER = """\
    plan: b
    title: 另一计划
    period: 2026
    indicators:
      - {id: rated, name: 评优数, target: 3}
    was: old-b
"""


def test_in_plans(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"tongxin.yaml": SETTINGS, "plans/a.yaml": PLAN})


def test_in_the_ledger(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-01, indicator: a/families, value: 3}
        - {date: 2026-11-01, indicator: a/参加户数, value: 3}
        - {date: 2026-11-01, indicator: a/homes, value: 3}
        - {date: 2026-11-01, indicator: old-b/rated, value: 3}
        - {date: 2026-11-01, indicator: families, value: 3}
        - {日期: 2026-11-01, 指标: 评优数, 数值: 3}
        - {date: 2026-11-01, indicator: rated, value: 3}  #! unknown-indicator
        - {日期: 2026-11-01, 指标: b/families, 数值: 3}  #! unknown-indicator
        - {date: 2026-11-01, indicator: c/families, value: 3}  #! unknown-indicator
        - {id: E-1, date: 2026-11-01, indicator: nothing, value: 3}
        - {date: 2026-11-02, void: E-1, why: 写错了}
    """
    files = {
        "tongxin.yaml": SETTINGS,
        "plans/a.yaml": PLAN.replace("#! unknown-indicator", "# tongxin: ignore unknown-indicator"),
        "plans/b.yaml": OTHER,
        "ledger/2026-11.yaml": ledger,
    }
    assert_found(tmp_path, CODE, files)


def test_an_ambiguous_name_lists_all(tmp_path: Path) -> None:
    ledger = "- {date: 2026-11-01, indicator: rated, value: 3}\n"
    files = {
        "tongxin.yaml": SETTINGS,
        "plans/b.yaml": OTHER,
        "plans/c.yaml": OTHER.replace("plan: b", "plan: c").replace("was: old-b", "note: 无"),
        "ledger/2026-11.yaml": ledger,
    }
    [finding] = check(agenda(tmp_path, files))
    assert finding.span.text == "rated"
    assert "b/rated, c/rated" in str(finding.message)


def test_silent_where_something_was_lost(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": PLAN.replace("  #! unknown-indicator", "")
        + "  - {id: zz, title: 没有写完\n",
        "ledger/2026-11.yaml": "- {date: 2026-11-01, indicator: nothing, value: 3}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_a_number_may_stand_in_what_was_lost(tmp_path: Path) -> None:
    settings = SETTINGS + "groups: [{id: zz\n"
    plan = PLAN.replace("residents}  #! unknown-indicator", "residents}")
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings, "plans/a.yaml": plan})
