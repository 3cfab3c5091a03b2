from pathlib import Path

import pytest

from tests.harness import assert_found, found

CODE = "failed-without-hazard"
SETTINGS = """\
    tongxin: 1
    community: {name: 示例社区}
    places:
      - {id: bei, name: 北苑小区, kind: 小区, was: [old-bei]}
      - {id: nan, name: 南苑小区, kind: 小区}
    """
FAIL = "date: 2026-11-10, task: a/t, place: [bei, nan], failed: {北苑小区: 灯坏}"


def check(tmp_path: Path, bad: bool, fail: str, *hazards: str) -> None:
    mark = "  #! failed-without-hazard" if bad else ""
    lines = "".join(f"- {{{line}}}\n" for line in hazards)
    files = {"tongxin.yaml": SETTINGS, "ledger/2026-11.yaml": f"- {{{fail}}}{mark}\n{lines}"}
    assert_found(tmp_path, CODE, files)


def hazard(date: str, place: str = "bei", event: str = "found", name: str = "H-1") -> str:
    where = f", place: {place}" if place else ""
    return f"date: {date}, hazard: {name}, event: {event}{where}"


@pytest.mark.parametrize(
    ("hazards", "bad"),
    [
        ([], True),
        ([hazard("2026-11-10")], False),
        ([hazard("2026-11-11")], False),
        ([hazard("2026-11-12")], True),
        ([hazard("2026-11-10", "old-bei")], False),
        ([hazard("2026-11-10", "小区")], False),
        ([hazard("2026-11-10", "nan")], True),
        ([hazard("2026-11-10", "")], True),
        ([hazard("2026-11-01")], False),  # open there already
        ([hazard("2026-11-01"), hazard("2026-11-09", event="closed")], True),
        ([hazard("2026-11-01"), hazard("2026-11-10", event="closed")], True),
        ([hazard("2026-11-01"), hazard("2026-11-11", event="closed")], False),
    ],
)
def test_a_failed_place(tmp_path: Path, hazards: list[str], bad: bool) -> None:
    check(tmp_path, bad, FAIL, *hazards)


@pytest.mark.parametrize(
    ("fail", "hazards", "bad"),
    [
        ("日期: 2026-11-10, 任务: a/t, 地点: bei, 结果: 不合格", [], True),
        ("日期: 2026-11-10, 任务: a/t, 地点: bei, 结果: 不合格", ["bei"], False),
        ("date: 2026-11-10, task: a/t, place: bei、nan, result: fail", ["bei"], True),
        ("date: 2026-11-10, task: a/t, place: bei、nan, result: fail", ["bei", "nan"], False),
        ("date: 2026-11-10, task: a/t, place: 广场, result: fail", ["广场"], False),
        ("date: 2026-11-10, task: a/t, place: 广场, result: fail", ["bei"], True),
        ("date: 2026-11-10, task: a/t, result: fail", ["bei"], False),
        ("date: 2026-11-10, task: a/t, result: fail", [], True),
        ("date: 2026-11-10, task: a/t, failed: 灯坏", [""], False),
        ("date: 2026-11-10, task: a/t, failed: 灯坏", [], True),
        ("date: 2026-11-10, task: a/t, place: bei, failed: 灯坏", ["nan"], True),
        ("date: 2026-11-10, task: a/t, place: bei, result: pass", [], False),
        ("date: 2026-11-10, task: a/t, place: bei", [], False),
        ("date: 2026-11-24, task: a/t, place: bei, result: fail", [], False),  # not yet
        ("date: 2026-11-10, hazard: H-9, event: verified, place: nan, result: fail", [], False),
    ],
)
def test_entries(tmp_path: Path, fail: str, hazards: list[str], bad: bool) -> None:
    lines = [hazard("2026-11-10", place, name=f"H-{n}") for n, place in enumerate(hazards)]
    check(tmp_path, bad, fail, *lines)


def test_without_a_place_only_the_day_counts(tmp_path: Path) -> None:
    check(tmp_path, True, "date: 2026-11-10, task: a/t, result: fail", hazard("2026-11-01"))


def test_void(tmp_path: Path) -> None:
    check(
        tmp_path,
        True,
        FAIL,
        "id: E-2, " + hazard("2026-11-10"),
        "date: 2026-11-11, void: E-2, why: 误",
        "id: E-4, date: 2026-11-12, task: a/t, place: nan, result: fail",
        "date: 2026-11-12, void: E-4, why: 误",
    )


def test_place_and_names(tmp_path: Path) -> None:
    ledger = f"""\
        - {{{FAIL}}}
        - {{date: 2026-11-10, task: a/t, place: [小区], result: 不合格}}
        """
    findings = found(tmp_path, {"tongxin.yaml": SETTINGS, "ledger/2026-11.yaml": ledger})
    first, second = (f for f in findings if f.code == CODE)
    assert first.text == "{北苑小区: 灯坏}"
    assert "at 北苑小区," in first.message
    assert second.text == "不合格"
    assert "北苑小区, 南苑小区" in second.message


def test_a_torn_line_may_be_the_hazard(tmp_path: Path) -> None:
    files = {"ledger/2026-11.yaml": f"- {{{FAIL}}}\n- {{date: 2026-11-10, hazard: H-1, eve\n"}
    assert_found(tmp_path, CODE, files)
