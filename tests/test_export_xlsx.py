"""`export xlsx`: all ledgers or some, opened by other programs, and read back."""

import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.harness import day, write
from tests.test_commands import Desk
from tests.test_report import shipped  # noqa: F401
from tongxin.commands.export import ALL, Wanted, export
from tongxin.commands.form import form
from tongxin.commands.import_ import import_
from tongxin.diagnostic import TongxinError


def exported(root: Path, target: Path, wanted: Wanted = ALL, language: str = "zh") -> Path:
    desk = Desk(root, "text", language=language)
    assert export(desk.context, "xlsx", wanted, target) == 0, desk.errors
    return target


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(file)
    return {
        sheet.title: list(sheet.iter_rows(min_row=2, max_row=sheet.max_row, values_only=True))
        for sheet in book
        if sheet.sheet_state == "visible"
    }


def ids(file: Path) -> set[object]:
    return {
        row[0]
        for name, found in rows(file).items()
        if name not in ("待办", "指标")
        for row in found
        if row[0]
    }


def test_all_of_it_and_some_of_it(shipped: Path, tmp_path: Path) -> None:  # noqa: F811
    whole = exported(shipped, tmp_path / "a.xlsx")
    assert list(rows(whole)) == [
        "安全检查", "隐患排查整改", "培训", "会议", "宣传", "伤害监测", "其他工作", "待办", "指标",
    ]  # fmt: skip
    some = exported(
        shipped, tmp_path / "b.xlsx", Wanted(plans=("safety",), first=day("2026-11-01"))
    )
    assert ids(some) < ids(whole)
    assert ids(some)
    dates = [row[1] for row in rows(some)["安全检查"] if row[0]]
    assert min(str(date)[:10] for date in dates) >= "2026-11-01"
    assert {str(row[0]).partition("/")[0] for row in rows(some)["待办"] if row[0]} == {"safety"}
    assert {str(row[0]).partition("/")[0] for row in rows(some)["指标"] if row[0]} == {"safety"}


def test_what_is_left_out_is_not_taken_for_deleted(
    shipped: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    root = shutil.copytree(shipped, tmp_path / "ws")
    some = exported(root, tmp_path / "b.xlsx", Wanted(plans=("safety",)))
    before = {path: path.read_bytes() for path in (root / "ledger").iterdir()}
    desk = Desk(root, "json", language="zh")
    assert import_(desk.context, [some], False, False, False) == 0, desk.errors
    answer = json.loads(desk.text)
    assert (answer["entries"], answer["changed"], answer["rejected"]) == ([], [], [])
    assert {path: path.read_bytes() for path in (root / "ledger").iterdir()} == before


def test_what_a_workbook_cannot_hold_is_said(shipped: Path, tmp_path: Path) -> None:  # noqa: F811
    with pytest.raises(TongxinError):
        exported(shipped, tmp_path / "a.xlsx", Wanted(everything=True))
    with pytest.raises(TongxinError):
        exported(shipped, tmp_path / "none/a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_documents_stand_with_the_other_work(tmp_path: Path) -> None:
    settings = (
        "tongxin: 1\ncommunity: {name: 示例社区}\ndocument-numbers: [{id: a, prefix: 双办}]\n"
    )
    ledger = (
        "- {id: E-1, date: 2026-11-20, number: 双办〔2026〕1号, title: 关于检查的通知, to: 物业}\n"
    )
    root = write(tmp_path / "ws", {"tongxin.yaml": settings, "ledger/2026-11.yaml": ledger})
    [row] = rows(exported(root, tmp_path / "a.xlsx"))["其他工作"][:1]
    assert {"E-1", "发文", "双办〔2026〕1号", "关于检查的通知", "物业"} <= set(row)
    desk = Desk(root, "json", language="zh")
    assert import_(desk.context, [tmp_path / "a.xlsx"], False, False, False) == 0, desk.errors
    assert json.loads(desk.text)["changed"] == []
    desk = Desk(root, "text", language="zh")
    assert export(desk.context, "csv") == 0
    assert "双办〔2026〕1号 关于检查的通知" in desk.text


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_every_workbook(shipped: Path, tmp_path: Path) -> None:  # noqa: F811
    made = tmp_path / "made"
    made.mkdir()
    for language in ("zh", "en"):
        exported(shipped, made / f"ledgers-{language}.xlsx", language=language)
        desk = Desk(shipped, "text", language=language)
        assert form(desk.context, made / f"form-{language}.xlsx") == 0, desk.errors
    files = sorted(made.iterdir())
    for target in ("pdf", "xlsx"):
        run = subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
             "--convert-to", target, "--outdir", str(tmp_path / target), *map(str, files)],
            capture_output=True, text=True, timeout=280, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        assert "Error" not in run.stderr + run.stdout
        for file in files:
            assert (tmp_path / target / f"{file.stem}.{target}").stat().st_size > 3000
    for file in files:
        assert rows(tmp_path / "xlsx" / file.name).keys() == rows(file).keys()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_form_that_libreoffice_has_saved_is_read(
    shipped: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    root = shutil.copytree(shipped, tmp_path / "ws")
    desk = Desk(root, "text", language="zh")
    assert form(desk.context, tmp_path / "填表.xlsx") == 0
    book = openpyxl.load_workbook(tmp_path / "填表.xlsx")
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[1]}
    page.cell(2, heads["日期"], "2026-11-23")
    page.cell(2, heads["情况"], "=1+1 照常")
    page.cell(2, heads["情况"]).data_type = "s"
    book.save(tmp_path / "填好.xlsx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "saved"), str(tmp_path / "填好.xlsx")],
        capture_output=True, timeout=280, check=True,
    )  # fmt: skip
    desk = Desk(root, "json", language="zh")
    code = import_(desk.context, [tmp_path / "saved/填好.xlsx"], False, False, False)
    answer = json.loads(desk.text)
    assert (code, answer["rejected"]) == (0, [])
    [entry] = answer["entries"]
    assert "=1+1 照常" in entry["line"]
