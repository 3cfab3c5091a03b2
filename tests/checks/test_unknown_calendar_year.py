from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "unknown-calendar-year"


def plan(name: str, period: str, more: str = "") -> str:
    return f"plan: {name}\ntitle: 规划{name}\n{more}period: {period}\n"


def settings(calendar: str) -> str:
    return f"tongxin: 1\ncommunity: {{name: 示例社区}}\n日历: {calendar}\n"


def test_once_a_year_at_the_first_active_plan(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": plan("a", "2026"),
        "plans/b.yaml": plan("b", "2040..2041", "status: draft\n"),
        "plans/c.yaml": plan("c", "2040").replace("2040", "2040  #! unknown-calendar-year"),
        "plans/d.yaml": plan("d", "2040..2041").replace("2041", "2041  #! unknown-calendar-year"),
        "plans/e.yaml": plan("e", "2041"),
    }
    assert_found(tmp_path, CODE, files)
    findings = [f for f in found(tmp_path, files) if f.code == CODE]
    assert [("2040" in f.message, "2041" in f.message) for f in findings] == [
        (True, False),
        (False, True),
    ]
    assert findings[1].text == "2040..2041"


@pytest.mark.parametrize(
    ("calendar", "bad"),
    [
        ("{country: CN}", True),
        ("{国家: 无}", False),
        ("{country: XY, holidays: {2039: {off: 2039-01-03}}}", True),
        ("{节假日: {2040: {放假: [2040-01-02], 来源: 通知}}}", False),
        ("{节假日: {2039: {放假: [2039-01-03]}}}", True),
    ],
)
def test_what_the_calendar_says(tmp_path: Path, calendar: str, bad: bool) -> None:
    text = plan("a", "2040" + ("  #! unknown-calendar-year" if bad else ""))
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings(calendar), "plans/a.yaml": text})


def test_nothing_is_said_where_the_settings_were_lost(tmp_path: Path) -> None:
    broken = settings("{country: CN}") + "places: [}\n"
    assert_found(tmp_path, CODE, {"tongxin.yaml": broken, "plans/a.yaml": plan("a", "2040")})
