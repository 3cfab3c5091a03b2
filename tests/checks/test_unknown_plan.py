from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_plan import check

CODE = "unknown-plan"

SAFE = "plan: safe\ntitle: 安全计划\nperiod: 2026\nwas: safety\n"


def plan(name: str, *lines: str) -> str:
    return "\n".join([f"plan: {name}", "title: 计划" + name, "period: 2026", *lines, ""])


def test_references(tmp_path: Path) -> None:
    files = {
        "plans/safe.yaml": SAFE,
        "plans/a.yaml": plan("a", "part-of: safe", "follows: 安全计划"),
        "plans/b.yaml": plan("b", "所属计划: safety", "接续: sefa  #! unknown-plan"),
        "plans/c.yaml": plan("c", "part-of: c  #! unknown-plan", "follows: 计划c  #! unknown-plan"),
        "plans/d.yaml": plan("d", "part-of: none  #! unknown-plan"),
    }
    assert_found(tmp_path, CODE, files)


def test_messages(tmp_path: Path) -> None:
    files = {"plans/safe.yaml": SAFE, "plans/a.yaml": plan("a", "part-of: saef", "follows: a")}
    first, second = check(agenda(tmp_path, files))
    assert first.span.text == "saef"
    assert "safe" in str(first.help)
    assert "does not follow itself" in str(second.message)


def test_silent_where_a_plan_could_not_be_read(tmp_path: Path) -> None:
    files = {
        "plans/safe.yaml": "- 不是计划\n",
        "plans/a.yaml": plan("a", "part-of: safe", "follows: a  #! unknown-plan"),
    }
    assert_found(tmp_path, CODE, files)
