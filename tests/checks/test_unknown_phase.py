from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_phase import check

CODE = "unknown-phase"

PLAN = """\
    计划: a
    标题: 示例计划
    起止时间: 2026
    阶段:
      - {编号: start, 名称: 启动阶段, 起: 2026-01, 止: 2026-03, 曾用: begin}
    任务:
      - {编号: one, 事项: 甲, 阶段: start}
      - {编号: two, 事项: 乙, 阶段: 启动阶段}
      - {编号: three, 事项: 丙, 阶段: begin}
      - {编号: four, 事项: 丁, 阶段: 收尾阶段}  #! unknown-phase
      - {id: five, title: 戊, phase: strat}  #! unknown-phase
      - {id: six, title: 己, schedule: 全年}
"""


def test_references(tmp_path: Path) -> None:
    other = "plan: b\ntitle: 另一\nperiod: 2026\ntasks:\n  - {id: t, title: 甲, phase: start}"
    files = {"plans/a.yaml": PLAN, "plans/b.yaml": other + "  #! unknown-phase\n"}
    assert_found(tmp_path, CODE, files)


def test_help(tmp_path: Path) -> None:
    findings = list(check(agenda(tmp_path, {"plans/a.yaml": PLAN})))
    assert findings[1].span.text == "strat"
    assert '"start" (启动阶段, line 5)' in str(findings[1].help)


def test_silent_where_part_of_the_file_was_lost(tmp_path: Path) -> None:
    broken = PLAN.replace("  #! unknown-phase", "") + "  - {编号: zz, 事项: 没有写完\n"
    assert_found(tmp_path, CODE, {"plans/a.yaml": broken})
