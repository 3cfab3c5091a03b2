"""Injuries of a span: every count recomputed by hand, ages as people write them, small figures."""

from pathlib import Path

import pytest

from tests.harness import TODAY, day, world, write
from tests.test_commands import Desk
from tongxin.answers import spans
from tongxin.answers.injuries import Count, Injuries, band, injuries
from tongxin.answers.summary import summarize
from tongxin.commands.render import Subject, render
from tongxin.diagnostic import TongxinError

SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
since: 2026-04-01
places: [{id: bei, name: 北苑小区}, {id: nan, name: 南苑小区}]
"""
PLAN = """\
plan: a
title: 计划
period: 2026
indicators: [{id: accidents, name: 可防事故, target: 0, sum: incidents}]
"""
LEDGER = """\
- {id: E-1, date: 2026-07-02, incident: 跌倒, place: bei, age: 65岁以上, sex: female, severity: minor}
- {id: E-2, date: 2026-07-30, incident: 跌倒, place: bei, age: 8, sex: male, severity: moderate, cause: 地滑}
- {id: E-3, date: 2026-09-30, incident: accidents, count: 2, place: [bei, nan]}
- {id: E-4, date: 2026-10-01, incident: 跌倒}
- {id: E-5, date: 2026-06-30, incident: 烫伤, age: 3岁, sex: female, severity: severe}
- {id: E-6, date: 2026-08-08, incident: 跌倒, age: 20岁}
- {id: E-7, date: 2026-08-09, void: E-6, why: 重复登记}
"""


def counted(
    root: Path, label: str = "2026-Q3", settings: str = SETTINGS, on: str = TODAY
) -> Injuries:
    files = {"tongxin.yaml": settings, "plans/a.yaml": PLAN, "ledger/2026-07.yaml": LEDGER}
    span = spans.labelled(label)
    assert span is not None
    return injuries(summarize(world(root, files), span, day(on)))


def figures(counts: tuple[Count, ...]) -> dict[str, tuple[int, int | None]]:
    return {one.key: (one.number, one.before) for one in counts}


def test_a_quarter_beside_the_one_before(tmp_path: Path) -> None:
    found = counted(tmp_path)
    assert (found.total.number, found.total.before) == (4, 1)
    assert figures(found.kinds) == {"可防事故": (2, 0), "跌倒": (2, 0), "烫伤": (0, 1)}
    assert figures(found.causes) == {"地滑": (1, 0), "": (3, 1)}
    assert figures(found.places) == {"北苑小区": (2, 0), "北苑小区、南苑小区": (2, 0), "": (0, 1)}
    assert figures(found.ages) == {
        "0-6": (0, 1), "7-17": (1, 0), "18-59": (0, 0), "60+": (1, 0), "": (2, 0),
    }  # fmt: skip
    assert figures(found.sexes) == {"male": (1, 0), "female": (1, 1), "": (2, 0)}
    assert figures(found.severities) == {
        "minor": (1, 0), "moderate": (1, 0), "severe": (0, 1), "death": (0, 0), "": (2, 0),
    }  # fmt: skip
    assert [(one.key, one.number) for one in found.months] == [
        ("2026-07", 2), ("2026-08", 0), ("2026-09", 2),
    ]  # fmt: skip
    assert [e.id for e in found.total.entries] == ["E-1", "E-2", "E-3"]
    assert (found.over, found.before_whole) == (True, True)


def test_every_way_of_counting_adds_up(tmp_path: Path) -> None:
    found = counted(tmp_path)
    for counts in (
        found.kinds, found.causes, found.places, found.ages, found.sexes, found.severities,
    ):  # fmt: skip
        assert sum(one.number for one in counts) == found.total.number
        assert sum(one.before or 0 for one in counts) == found.total.before


def test_what_is_not_known_of_the_span_before(tmp_path: Path) -> None:
    settings = SETTINGS.replace("2026-04-01", "2026-06-30")
    assert not counted(tmp_path / "a", settings=settings).before_whole
    found = counted(tmp_path / "b", settings=SETTINGS.replace("2026-04-01", "2026-07-01"))
    assert (found.before, found.total.before) == (None, None)
    assert {one.before for one in found.kinds} == {None}


def test_a_running_span_ends_with_the_day(tmp_path: Path) -> None:
    found = counted(tmp_path, on="2026-08-15")
    assert not found.over
    assert [one.key for one in found.months] == ["2026-07", "2026-08"]
    assert found.total.number == 2
    assert counted(tmp_path / "m", "2026-07").months == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("0", "0-6"), ("6", "0-6"), ("7", "7-17"), ("17岁", "7-17"), ("18", "18-59"),
        ("59 周岁", "18-59"), ("60", "60+"), ("101", "60+"), ("8个月", "0-6"), ("90个月", "7-17"),
        ("60岁以上", "60+"), ("65岁及以上", "60+"), ("65+", "60+"), ("59岁以上", ""), ("7至14岁", "7-17"),
        ("30岁至44岁", "18-59"), ("３０～４４岁", "18-59"), ("15-20岁", ""), ("44-30", ""),
        ("6岁以下", "0-6"), ("7岁以下", ""), ("未满7岁", "0-6"), ("不满八岁", ""), ("under 7", "0-6"),
        ("未满0岁", ""), ("60多岁", "60+"), ("50余岁", "18-59"), ("10多岁", ""), ("老人", "60+"), ("幼儿", "0-6"),
        ("儿童", ""), ("不详", ""), ("", ""), (None, ""), ("7 to 14 years", "7-17"),
        ("65 and over", "60+"), ("3 years old", "0-6"), ("1234", ""),
    ],
)  # fmt: skip
def test_bands_of_age(text: str | None, wanted: str) -> None:
    assert band(text) == wanted


def report(root: Path, **about: str) -> str:
    files = {"tongxin.yaml": SETTINGS, "plans/a.yaml": PLAN, "ledger/2026-07.yaml": LEDGER}
    desk = Desk(write(root, files), "markdown", language="zh")
    assert render(desk.context, "injury-report", Subject(**about)) == 0, desk.errors
    return desk.text


def test_the_report_says_what_its_figures_are(tmp_path: Path) -> None:
    text = report(tmp_path, name="2026-Q3")
    assert "不是医疗统计" in text
    assert "%" not in text
    assert "| 60岁及以上 | 1 | 0 | \\+1 |" in text
    assert "| 0至6岁 | 0 | 1 | -1 |" in text


def test_the_running_quarter_is_reported_where_none_is_named(tmp_path: Path) -> None:
    assert "2026年第四季度" in report(tmp_path)


def test_an_injury_report_is_about_no_plan(tmp_path: Path) -> None:
    with pytest.raises(TongxinError, match="not about"):
        report(tmp_path, plan="a")
