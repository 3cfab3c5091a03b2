"""What the tests of workbooks share: openpyxl as an independent writer and reader."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from tests.test_commands import Desk
from tongxin.commands.export_xlsx import export_xlsx
from tongxin.commands.form import form
from tongxin.commands.import_ import import_


def exported(root: Path, file: Path, on: str = "2026-11-23", language: str = "zh") -> Path:
    """The ledgers of a workspace as a workbook."""
    desk = Desk(root, on=on, language=language)
    assert export_xlsx(desk.context, file) == 0
    return file


def formed(root: Path, file: Path, language: str = "zh", **given: Any) -> Path:
    """The form of a week."""
    assert form(Desk(root, language=language).context, file, **given) == 0
    return file


def read(root: Path, *files: Path, on: str = "2026-11-23", **given: Any) -> tuple[int, Any]:
    """`import --format json`: exit code and answer."""
    desk = Desk(root, "json", on)
    code = import_(desk.context, files, **given)
    return code, desk.json


def headings(sheet: Worksheet, row: int = 1) -> dict[str, int]:
    """Heading → the number of its column, from 1."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value}


def fill(file: Path, rows: Mapping[int, Mapping[str, Any]], sheet: str = "填表") -> Path:
    """Write into cells of a workbook: row → heading → value."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    columns = headings(page)
    for number, cells in rows.items():
        for heading, value in cells.items():
            page.cell(number, columns[heading]).value = value
    book.save(file)
    return file


def table(
    file: Path,
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    name: str = "填表",
    above: int = 0,
) -> Path:
    """A workbook that somebody made by hand."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = name
    for number, text in enumerate(head, 1):
        page.cell(1 + above, number).value = text
    for number, cells in enumerate(rows, 2 + above):
        for column, value in enumerate(cells, 1):
            page.cell(number, column).value = value
    book.save(file)
    return file


def values(file: Path) -> dict[str, list[list[Any]]]:
    """Sheet → its rows, as openpyxl reads them."""
    book = openpyxl.load_workbook(file)
    return {page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book}
