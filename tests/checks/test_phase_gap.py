from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "phase-gap"
HEAD = "计划: a\n标题: 工作计划\n起止时间: 2026-02..2026-11\n阶段:\n"


def phases(*spans: str) -> dict[str, str]:
    lines = []
    for number, span in enumerate(spans):
        first, last = span.split("..")
        mark = "  #! phase-gap" if last.endswith("!") else ""
        last = last.removesuffix("!")
        lines.append(
            f"  - {{编号: p{number}, 名称: 第{number}段, 起: {first}, 止: {last}}}{mark}\n"
        )
    return {"plans/a.yaml": HEAD + "".join(lines)}


@pytest.mark.parametrize(
    "spans",
    [
        ("2026-02..2026-03", "2026-04..2026-11"),
        ("2026-02..2026-03-30", "2026-04..2026-11!"),
        ("2026-04..2026-05", "2026-06..2026-07"),  # not before the first, not after the last
        ("2026-05-02..2026-11!", "2026-02..2026-04"),  # written out of order
        ("2026-02..2026-08", "2026-03..2026-04", "2026-06..2026-11"),  # all in the first
        ("2026-02..2026-08", "2026-03..2026-04", "2026-10..2026-11!"),
        ("2026-02..2026-03", "2026-05..2026-06!", "2026-08..2026-09!"),
        ("2025-01..2025-12", "2026-02-02..2026-11!"),  # 1 February is of the period
        ("2025-01..2025-11", "2026-02-01..2026-11"),  # what is missing is outside
        ("2026-02..2026-03", "2026-05..六月", "2026-08..2026-09"),  # a date was lost
    ],
)
def test_gaps(tmp_path: Path, spans: tuple[str, ...]) -> None:
    assert_found(tmp_path, CODE, phases(*spans))


def test_place_and_days(tmp_path: Path) -> None:
    files = phases("2026-02..2026-03-30", "2026-04-03..2026-11")
    (finding,) = (f for f in found(tmp_path, files) if f.code == CODE)
    assert finding.text == "2026-04-03"
    assert "2026-03-31 to 2026-04-02" in finding.message


def test_nothing_is_said_where_lines_were_lost(tmp_path: Path) -> None:
    text = phases("2026-02..2026-03", "2026-05..2026-11")["plans/a.yaml"]
    broken = text.replace("  - {编号: p1", "  - {编号: px, 名称: [}\n  - {编号: p1")
    assert CODE not in {f.code for f in found(tmp_path, {"plans/a.yaml": broken})}
