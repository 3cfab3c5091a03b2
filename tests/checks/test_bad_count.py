from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.bad_count import check

CODE = "bad-count"

PLAN = """\
    plan: safe
    title: 安全计划
    period: 2026
    indicators:
      - {id: drills, name: 演练场次, target: 5}
      - {id: ratio, name: 人数比, target: "1:2"}
      - {id: rate, name: 覆盖率, target: "≥80%"}
      - {id: part, name: 参加户数, target: "≥10%", of: households}
      - {id: fewer, name: 火情下降, target: -20%, baseline: 10}
      - {id: share, name: 合格率, target: 90, unit: "%"}
      - {id: words, name: 满意, target: {vague: 明显提高}}
    """


def test_a_measurement_is_of_the_kind_of_its_target(tmp_path: Path) -> None:
    ledger = """\
        - {date: 2026-11-01, indicator: safe/drills, value: 5}
        - {date: 2026-11-02, indicator: safe/drills, value: "1:2"}  #! bad-count
        - {date: 2026-11-03, 指标: 演练场次, 数值: 50%}  #! bad-count
        - {date: 2026-11-04, indicator: safe/ratio, value: "1:2"}
        - {date: 2026-11-05, indicator: safe/ratio, value: 3}  #! bad-count
        - {date: 2026-11-06, indicator: safe/rate, value: 85%}
        - {date: 2026-11-07, indicator: safe/rate, value: 85}
        - {date: 2026-11-08, indicator: safe/part, value: 120}
        - {date: 2026-11-09, indicator: safe/part, value: 12％}  #! bad-count
        - {date: 2026-11-10, indicator: safe/fewer, value: 8}
        - {date: 2026-11-11, indicator: safe/share, value: 95%}
        - {date: 2026-11-12, indicator: safe/words, value: "1:2"}
        - {date: 2026-11-13, indicator: unknown, value: "1:2"}
        - {date: 2026-11-14, indicator: safe/drills, value: "5:0"}  #! bad-count
        - {id: E-1, date: 2026-11-15, indicator: safe/drills, value: 5%}
        - {date: 2026-11-15, void: E-1, why: 写错}
        """
    settings = "tongxin: 1\ncommunity: {name: 示例社区, numbers: {households: 1000}}\n"
    files = {"tongxin.yaml": settings, "plans/safe.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    assert_found(tmp_path, CODE, files)


def test_what_is_written_is_quoted(tmp_path: Path) -> None:
    ledger = '- {date: 2026-11-02, indicator: safe/drills, value: "1:2"}\n'
    files = {"plans/safe.yaml": PLAN, "ledger/2026-11.yaml": ledger}
    [finding] = check(agenda(tmp_path, files))
    assert str(finding.message) == '"1:2" is a ratio, and the target is 5'
    assert str(finding.help) == "write one number"
