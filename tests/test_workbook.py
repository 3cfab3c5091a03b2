"""The exported workbook, read by others: openpyxl, calamine, LibreOffice."""

import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.conftest import ROOT
from tests.harness import day, world, write
from tests.recording import agenda, community, put
from tests.test_commands import Desk
from tests.workbooks import exported, headings, read, values
from tongxin.answers.books import Book, book_of
from tongxin.answers.occurrences import Agenda
from tongxin.answers.tables import address, duties_of, ledgers
from tongxin.calendar.periods import iso
from tongxin.commands.export_xlsx import export_xlsx
from tongxin.diagnostic import TongxinError
from tongxin.output.workbook import Column, Sheet, cell_text, workbook_bytes
from tongxin.workspace.read import read_world
from tongxin.workspace.sheet import read_workbook

SHEETS = [
    "安全检查",
    "隐患排查整改",
    "培训",
    "会议",
    "宣传",
    "伤害监测",
    "其他工作",
    "待办",
    "指标",
]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(ROOT, tmp_path_factory.mktemp("x") / "台账.xlsx")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return community(tmp_path, monkeypatch)


# ── the shipped workspace ─────────────────────────────────────────────────────────────────────


def test_the_sheets_are_the_ledgers_that_people_keep(shipped: Path) -> None:
    book = openpyxl.load_workbook(shipped)
    assert [page.title for page in book if page.sheet_state == "visible"] == SHEETS
    assert CalamineWorkbook.from_path(shipped).sheet_names[: len(SHEETS)] == SHEETS


def test_every_entry_stands_in_one_row(shipped: Path) -> None:
    now = Agenda(read_world(ROOT), day("2026-11-23"))
    found: Counter[str] = Counter()
    hazards = {hazard.id: hazard for hazard in now.hazards}
    for name, rows in values(shipped).items():
        if name in SHEETS[:7]:
            for row in rows[1:]:
                events = hazards[row[1]].events if name == "隐患排查整改" else ()
                found.update(map(address, events) if events else [row[0]])
    assert found == Counter(map(address, now.entries))


def test_days_are_days_and_numbers_numbers(shipped: Path) -> None:
    book = openpyxl.load_workbook(shipped)
    for page in book:
        if page.title in SHEETS:
            columns = headings(page)
            for name, number in columns.items():
                cells = [row[number - 1] for row in page.iter_rows(min_row=2)]
                filled = [cell for cell in cells if cell.value is not None]
                if name.endswith(("日期", "期限")):
                    assert all(isinstance(cell.value, datetime) for cell in filled)
                    assert {cell.number_format for cell in filled} <= {"yyyy-mm-dd"}
                elif name in ("人数", "次数", "数量", "应完成", "已完成"):
                    assert all(isinstance(cell.value, int | float) for cell in filled)


def test_the_figures_of_one_row(shipped: Path) -> None:
    head, *rows = values(shipped)["隐患排查整改"]
    (row,) = (dict(zip(head, row, strict=True)) for row in rows if row[1] == "H-20260904-qc3z")
    assert row["流水号"] == "E-20260904-3ta3"
    assert row["发现日期"] == datetime(2026, 9, 4)
    assert (row["地点"], row["责任单位"], row["级别"]) == ("南苑小区", "南苑物业", "一般")
    assert row["整改日期"] == datetime(2026, 9, 8)
    assert row["状态"] == "已销号"
    assert row["办理经过"].splitlines()[1].startswith("2026-09-04 通知 环境卫生组 南苑物业")


def test_the_list_of_what_to_do_is_that_of_due(shipped: Path) -> None:
    import json

    from tongxin.commands.due import due

    desk = Desk(ROOT, "json")
    due(desk.context)
    told = json.loads(desk.text)["occurrences"]
    head, *rows = values(shipped)["待办"]
    listed = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(r["任务"], f"{r['截止日期']:%Y-%m-%d}", r["应完成"], r["已完成"]) for r in listed] == [
        (o["task"], o["due"], o["quota"], o["count"]) for o in told
    ]


def test_the_indicators(shipped: Path) -> None:
    head, *rows = values(shipped)["指标"]
    by_id = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    row = by_id["healthy-community/测压覆盖"]
    assert (row["目标值"], row["数值"], row["单位"], row["是否达标"]) == ("100%", 1335, "人", "否")
    assert row["百分比"] == pytest.approx(1335 * 100 / 5200, abs=0.01)


def test_how_the_sheets_are_set_up(shipped: Path) -> None:
    for page in openpyxl.load_workbook(shipped):
        if page.title in SHEETS:
            assert page.freeze_panes == "A2"
            assert page.auto_filter.ref.startswith("A1:")
            assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
            assert page.print_title_rows == "$1:$1"
            assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0) or (
                page.page_setup.fitToHeight == 0
            )
            assert page.sheet_properties.pageSetUpPr.fitToPage
            assert "&P" in page.oddFooter.right.text
            assert page["A2"].alignment.wrap_text


def test_coded_columns_offer_their_words(shipped: Path) -> None:
    book = openpyxl.load_workbook(shipped)
    lists = values(shipped)["_lists"]
    columns = {row[0]: [r[n] for r in lists if r[n]] for n in range(len(lists[0])) if (row := [
        lists[0][n]])}  # fmt: skip
    assert columns["合格"] == ["合格", "不合格"]
    assert columns["男"] == ["男", "女"]
    assert "北苑小区" in columns
    injuries = book["伤害监测"]
    letter = injuries.cell(1, headings(injuries)["性别"]).column_letter
    rules = [rule for rule in injuries.data_validations.dataValidation
             if str(rule.sqref).startswith(letter)]  # fmt: skip
    assert rules[0].formula1.startswith("_lists!$")
    assert rules[0].showErrorMessage


def test_an_english_workbook(tmp_path: Path) -> None:
    found = values(exported(ROOT, tmp_path / "l.xlsx", language="en"))
    assert list(found)[:2] == ["Inspections", "Hazards"]
    head, *rows = found["Injuries"]
    assert {row[head.index("Sex")] for row in rows} <= {"male", "female", None}
    head, *rows = found["Hazards"]
    history = rows[0][head.index("History")]
    assert " notified " in history


def test_the_same_day_makes_the_same_bytes(shipped: Path, tmp_path: Path) -> None:
    again = exported(ROOT, tmp_path / "b.xlsx")
    assert again.read_bytes() == shipped.read_bytes()
    with zipfile.ZipFile(again) as archive:
        assert {member.date_time[:3] for member in archive.infolist()} == {(1980, 1, 1)}
        assert b"2026-11-23T00:00:00Z" in archive.read("docProps/core.xml")


def test_export_and_import_change_nothing(shipped: Path) -> None:
    code, answer = read(ROOT, shipped, on="2026-11-25", dry_run=True)
    assert (code, answer["changed"], answer["rejected"], answer["entries"]) == (0, [], [], [])
    assert answer["unchanged"] == sum(len(rows) - 1 for name, rows in values(shipped).items()
                                      if name in SHEETS[:7])  # fmt: skip


def test_libreoffice_prints_it(shipped: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    run = subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "pdf", "--outdir", str(tmp_path), str(shipped)],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    pdf = tmp_path / "台账.pdf"
    assert run.returncode == 0, run.stderr
    assert pdf.read_bytes().startswith(b"%PDF")


def test_libreoffice_saves_it_and_it_is_read_back(shipped: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(shipped)],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    code, answer = read(ROOT, tmp_path / "台账.xlsx", dry_run=True)
    assert (code, answer["changed"], answer["rejected"], answer["entries"]) == (0, [], [], [])


# ── which ledger ──────────────────────────────────────────────────────────────────────────────


PLAN = """\
plan: p
title: 计划
period: 2026
tasks:
  - {id: a, title: 安全培训会议}
  - {id: b, title: 会议宣传培训}
  - {id: c, title: 某事, evidence: [会议记录]}
  - {id: d, title: 某事二, checklist: [甲]}
  - {id: e, title: 某事三}
  - {id: f, title: 消防培训, checklist: [甲]}
  - {id: g, title: Fire drill}
"""


@pytest.mark.parametrize(
    ("entry", "book"),
    [
        ("task: p/a", Book.MEETINGS),
        ("task: p/b", Book.TRAININGS),
        ("task: p/c", Book.MEETINGS),
        ("task: p/d", Book.INSPECTIONS),
        ("task: p/e", Book.OTHERS),
        ("task: p/f", Book.TRAININGS),
        ("task: p/g", Book.TRAININGS),
        ("task: [p/e, p/a]", Book.MEETINGS),
        ("task: p/a, result: pass", Book.INSPECTIONS),
        ("task: p/a, failed: 坏", Book.INSPECTIONS),
        ("task: p/e, topic: 消防宣传", Book.PUBLICITY),
        ("task: p/none", Book.OTHERS),
        ("hazard: H-1, event: found, what: 甲", Book.HAZARDS),
        ("incident: 跌倒", Book.INCIDENTS),
        ("note: 安全检查", Book.OTHERS),
        ("waive: p/a, period: 2026, why: 无", Book.OTHERS),
    ],
)
def test_the_ledger_of_an_entry(tmp_path: Path, entry: str, book: Book) -> None:
    files = {"plans/p.yaml": PLAN, "ledger/2026-11.yaml": f"- {{date: 2026-11-02, {entry}}}\n"}
    now = Agenda(world(tmp_path, files), day("2026-11-23"))
    (found,) = now.world.all_entries
    assert book_of(found, duties_of(now, found)) is book
    assert [table.key for table in ledgers(now) if table.rows] == [book]


def test_events_without_a_hazard_are_not_lost(tmp_path: Path) -> None:
    line = "- {date: 2026-11-02, hazard: H-1, what: 甲}\n"
    now = Agenda(world(tmp_path, {"ledger/2026-11.yaml": line}), day("2026-11-23"))
    assert [table.key for table in ledgers(now) if table.rows] == [Book.OTHERS]


def test_void_and_future_entries_are_in_no_ledger(tmp_path: Path) -> None:
    lines = (
        "- {id: E-1, date: 2026-11-02, note: 甲}\n- {id: E-2, date: 2026-11-03, void: E-1, why: 错}\n"
        "- {id: E-3, date: 2026-11-24, note: 乙}\n"
    )
    now = Agenda(world(tmp_path, {"ledger/2026-11.yaml": lines}), day("2026-11-23"))
    assert [table.key for table in ledgers(now) if table.rows] == []


# ── the writer ────────────────────────────────────────────────────────────────────────────────

MADE = date(2026, 11, 23).toordinal()
TRICKY = ("=1+1", "+1", "-1", "@x", "http://a.b", "0012", "1e5", "{=1}", "=HYPERLINK(\"http://x\")",
          "_x0041_", "a\nb", " x ", "'quoted", "\u200b零宽", "<b>&amp;", "2026-11-23", "TRUE")  # fmt: skip


def one_column(texts: Any, **column: Any) -> bytes:
    sheet = Sheet("s", (Column("头", **column),), [[text] for text in texts])
    return workbook_bytes([sheet], MADE, {})


def test_no_text_becomes_a_formula_a_number_or_a_link() -> None:
    page = openpyxl.load_workbook(BytesIO(one_column(TRICKY)))["s"]
    cells = [row[0] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells] == list(TRICKY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(min_size=1), min_size=1, max_size=20))
def test_any_text_can_be_read_again(texts: list[str]) -> None:
    rows = CalamineWorkbook.from_filelike(BytesIO(one_column(texts))).get_sheet_by_index(0)
    found = [row[0] for row in rows.to_python(skip_empty_area=False)][1:]

    def seen(text: str) -> str:
        return "".join(c for c in cell_text(text) if c.isprintable() and c != "\ufffd").strip()

    assert [seen(str(text)) for text in found] == [seen(text) for text in texts]


def test_long_texts_are_cut() -> None:
    assert len(cell_text("长" * 40_000)) == 32_767
    assert cell_text("长" * 40_000).endswith("…")
    assert cell_text("长" * 32_767) == "长" * 32_767


@pytest.mark.parametrize("text", ["1949-01-01", "2026-11-23", "2199-12-31", "2028-02-29"])
def test_days(text: str) -> None:
    number = date.fromisoformat(text).toordinal()
    page = openpyxl.load_workbook(BytesIO(one_column([number], kind="day")))["s"]
    assert f"{page['A2'].value:%Y-%m-%d}" == text == iso(number)


def test_long_lists_of_names_with_commas() -> None:
    names = tuple(f"点位,{n}号" for n in range(300))
    sheet = Sheet("s", (Column("头", choices=names, strict=True),), [], spare=5)
    book = openpyxl.load_workbook(BytesIO(workbook_bytes([sheet], MADE, {})))
    assert [row[0].value for row in book["_lists"].iter_rows()] == list(names)
    (rule,) = book["s"].data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ("_lists!$A$1:$A$300", "A2:A6")


# ── the round trip of any ledger ──────────────────────────────────────────────────────────────

TEXTS = st.sampled_from(
    [*(t for t in TRICKY if t.strip()), "长" * 33_000, "引“号”", '双"引', "、，；", "表\t格"]
)


def entries() -> st.SearchStrategy[dict[str, Any]]:
    dates = st.sampled_from(["2026-11-02", "2026-11-09", "2026-11-23"])
    places = st.lists(st.sampled_from(["bei", "nan", "xiao", "nowhere"]), max_size=3)
    done = st.fixed_dictionaries(
        {"date": dates, "task": st.sampled_from(["fire/inspect", "fire/talk", "meet", "none"])},
        optional={"place": places, "count": st.integers(1, 9), "people": st.integers(0, 99),
                  "amount": st.sampled_from([1, 2.5, 1850]), "result": st.sampled_from(["pass", "fail"]),
                  "note": TEXTS, "by": TEXTS, "failed": st.one_of(TEXTS, st.fixed_dictionaries({"bei": TEXTS}))},
    )  # fmt: skip
    others = st.one_of(
        st.fixed_dictionaries({"date": dates, "note": TEXTS}),
        st.fixed_dictionaries({"date": dates, "incident": TEXTS, "cause": TEXTS, "count": st.integers(1, 3)}),
        st.fixed_dictionaries({"date": dates, "indicator": st.just("fire/rate"), "value": st.sampled_from(["92%", 7])}),
        st.fixed_dictionaries({"date": dates, "hazard": st.sampled_from(["H-1", "H-2"]), "what": TEXTS,
                               "event": st.sampled_from(["found", "notified", "rectified", "closed"])}),
    )  # fmt: skip
    return st.one_of(done, others)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    from tests.recording import FILES

    yield write(tmp_path_factory.mktemp("round") / "w", FILES)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=st.lists(entries(), max_size=8))
def test_export_and_import_of_any_ledger(bench: Path, found: list[dict[str, Any]]) -> None:
    import json

    lines = (json.dumps({"id": f"E-{n}", **one}, ensure_ascii=False) for n, one in enumerate(found))
    put(bench, {"ledger/2026-11.yaml": "".join(f"- {line}\n" for line in lines)})
    file = exported(bench, bench.parent / "l.xlsx")
    code, answer = read(bench, file, dry_run=True)
    assert (code, answer["changed"], answer["rejected"], answer["entries"]) == (0, [], [], [])
    assert len(agenda(bench).world.all_entries) == len(found)


# ── what is missing ───────────────────────────────────────────────────────────────────────────


def test_a_library_that_is_not_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr("tongxin.commands.extras.import_module", missing)
    with pytest.raises(TongxinError, match="xlsxwriter is not installed") as found:
        export_xlsx(Desk(root).context, None)
    assert found.value.remedy is not None
    assert "pip install 'tongxin[xlsx]'" in str(found.value.remedy)


def test_a_folder_that_is_not_there(root: Path, tmp_path: Path) -> None:
    with pytest.raises(TongxinError, match="cannot be written"):
        export_xlsx(Desk(root).context, tmp_path / "none" / "l.xlsx")


def test_it_is_named_for_the_day(root: Path) -> None:
    desk = Desk(root, "json", language="zh")
    assert export_xlsx(desk.context, None) == 0
    assert desk.json["written"] == str(root / "台账-2026-11-23.xlsx")
    assert [sheet.name for sheet in read_workbook(root / "台账-2026-11-23.xlsx")][:2] == SHEETS[:2]
