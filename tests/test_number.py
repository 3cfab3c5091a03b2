"""Numbers of documents: how they are written, given, listed, put on a document."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.harness import write
from tests.test_commands import Desk
from tongxin.commands.number import number, registered
from tongxin.commands.record import NOTHING_SAID, Said
from tongxin.commands.render import Subject, render
from tongxin.diagnostic import TongxinError
from tongxin.model.numbers import DocumentNumber, parse_number
from tongxin.workspace.read import read_world

SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
document-numbers:
  - {id: office, prefix: 双办, name: 社区发文, used: {2026: 41}}
  - {id: notices, prefix: 双安整改}
"""
PLAN = "plan: fire\ntitle: 消防工作计划\nperiod: 2026\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {"tongxin.yaml": SETTINGS, "plans/fire.yaml": PLAN})


def give(
    root: Path,
    title: str | None,
    series: str | None = None,
    exact: str | None = None,
    form: str = "text",
    said: Said = NOTHING_SAID,
    language: str = "zh",
) -> str:
    desk = Desk(root, form, language=language)
    assert number(desk.context, title, series, None, exact, said) == 0
    return desk.text


def refused(root: Path, *args: str | None, said: Said = NOTHING_SAID) -> str:
    before = sorted((p, p.read_bytes()) for p in root.rglob("*.yaml"))
    title, series, exact = (*args, None, None, None)[:3]
    with pytest.raises(TongxinError) as caught:
        number(Desk(root, "text").context, title, series, None, exact, said)
    assert sorted((p, p.read_bytes()) for p in root.rglob("*.yaml")) == before
    return str(caught.value.message)


letters = st.text(st.characters(categories=["Lo"]), min_size=1, max_size=8)


@given(letters, st.integers(1900, 2999), st.integers(1, 99_999))
def test_what_is_written_is_read(prefix: str, year: int, serial: int) -> None:
    found = DocumentNumber(prefix, year, serial)
    assert parse_number(str(found)) == found
    for loose in (
        f"{prefix}（{year}）{serial:05}号", f"{prefix}[{year}]第{serial}号",
        f" {prefix} 【{year}年】 {serial} ", f"{prefix}({year}){serial}",
    ):  # fmt: skip
        assert parse_number(loose) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "双办",
        "〔2026〕5号",
        "双办2026 5号",
        "双办〔2026〕号",
        "双办〔2026〕-5号",
        "双办〔2026〕5号 附",
        "5",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


def test_numbers_go_on_behind_those_on_paper(root: Path) -> None:
    assert "文号：双办〔2026〕42号" in give(root, "关于消防检查的通知", "office")
    assert "文号：双办〔2026〕43号" in give(root, "又一份", "社区发文")
    assert "文号：双安整改〔2026〕1号" in give(root, "整改通知", "双安整改")
    text = (root / "ledger/2026-11.yaml").read_text("utf-8")
    assert 'number: 双办〔2026〕42号, title: "关于消防检查的通知"' in text


def test_each_year_begins_anew(root: Path) -> None:
    assert "双办〔2025〕1号" in give(root, "旧", "office", said=Said(on="2025-12-30"))
    assert "双办〔2026〕42号" in give(root, "新", "office")


def test_a_void_number_is_not_given_again(root: Path) -> None:
    give(root, "甲", "office")
    entry = read_world(root).all_entries[0]
    with (root / "ledger/2026-11.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write(f"- {{date: 2026-11-23, void: {entry.id}, why: 未发}}\n")
    assert "双办〔2026〕43号" in give(root, "乙", "office")
    with pytest.raises(TongxinError):
        registered(read_world(root), "42")


def test_a_number_of_paper_is_entered_as_it_should_be_written(root: Path) -> None:
    assert "双办〔2026〕50号" in give(root, "纸质旧文", exact="双办(2026)第050号")
    assert "双办〔2026〕51号" in give(root, "新", "office")
    assert "was given before" in refused(root, "甲", None, "双办〔2026〕50号")
    assert "another year" in refused(root, "甲", None, "双办〔2025〕3号")
    assert "no number" in refused(root, "甲", None, "五号文")
    assert "no series" in refused(root, "甲", None, "双政〔2026〕3号")
    assert "another series" in refused(root, "甲", "notices", "双办〔2026〕60号")


def test_what_is_refused(root: Path) -> None:
    assert "several series" in refused(root, "甲")
    assert "no series" in refused(root, "甲", "offce")
    assert "title is missing" in refused(root, "  ", "office")
    assert "title is missing" in refused(root, None, "office")
    assert "yet to come" in refused(root, "甲", "office", said=Said(on="2026-11-24"))


def test_without_any_series(tmp_path: Path) -> None:
    write(tmp_path, {})
    assert "no series of document numbers" in refused(tmp_path, "甲")
    assert "no series of document numbers" in refused(tmp_path, None)


def test_an_earlier_day_is_told(root: Path) -> None:
    give(root, "甲", "office")
    desk = Desk(root, "text", language="zh")
    assert number(desk.context, "乙", "office", None, None, Said(on="2026-11-20")) == 0
    assert "双办〔2026〕43号 的日期是 2026-11-20，早于 双办〔2026〕42号" in desk.errors


def test_the_list(root: Path) -> None:
    give(root, "甲", "office")
    give(root, "乙", exact="双办〔2026〕45号")
    assert give(root, None) == (
        "双办      社区发文  最近 双办〔2026〕45号  下一个 双办〔2026〕46号  缺号：43–44\n"
        "双安整改  2026 年还没有编过  下一个 双安整改〔2026〕1号\n"
    )
    english = give(root, None, language="en")
    assert "the last is 双办〔2026〕45号  the next is 双办〔2026〕46号  missing: 43–44" in english
    found = json.loads(give(root, None, form="json"))
    assert found["series"][0] == {
        "id": "office", "prefix": "双办", "name": "社区发文", "year": 2026,
        "last": "双办〔2026〕45号", "next": "双办〔2026〕46号",
        "missing": [{"first": "双办〔2026〕43号", "last": "双办〔2026〕44号"}],
    }  # fmt: skip
    assert found["series"][1]["last"] is None


def test_a_document_bears_a_number_that_was_given(root: Path) -> None:
    give(root, "甲", "office")
    give(root, "乙", "notices")
    world = read_world(root)
    assert str(registered(world, "42").number) == "双办〔2026〕42号"
    assert str(registered(world, "双安整改（2026）01号").number) == "双安整改〔2026〕1号"
    with pytest.raises(TongxinError) as none:
        registered(world, "7")
    assert none.value.remedy is not None
    desk = Desk(root, "json", language="zh")
    assert render(desk.context, "plan", Subject("fire"), number="42号") == 0
    assert json.loads(desk.text)["number"] == "双办〔2026〕42号"


def test_one_serial_number_of_two_series_is_asked_about(root: Path) -> None:
    give(root, "甲", "notices")
    give(root, "乙", exact="双安整改〔2026〕42号")
    give(root, "丙", "office")
    with pytest.raises(TongxinError) as caught:
        registered(read_world(root), "42")
    assert "may be any of" in str(caught.value.message)
