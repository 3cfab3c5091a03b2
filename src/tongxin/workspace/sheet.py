"""Read an Excel workbook (.xlsx): the rows of its sheets, each cell with its address.

What somebody sends by mail is not to be trusted: the archive is looked at before it is unpacked,
and no sheet is read that has more rows or columns than a ledger can have. A sheet of three cells
may claim a million rows, and the reader would make room for all of them.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeAlias

from tongxin.diagnostic import TongxinError, why
from tongxin.messages import Message, msg

Cell: TypeAlias = "str | float | date | datetime"
"""An empty cell is an empty text; a number is a float."""

MOST_ROWS: Final = 20_000
"""Rows of a sheet: a ledger of ten years of a large community is smaller."""

MOST_COLUMNS: Final = 256
MOST_SHEETS: Final = 64
MOST_BYTES: Final = 32 << 20
"""Of the file."""

MOST_UNPACKED: Final = 256 << 20
"""Of all that the archive holds."""

FAULTS: Final = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")
"""What a cell shows whose formula failed."""

_ENDING: Final = ".xlsx"
_OLE: Final = b"\xd0\xcf\x11\xe0"
"""How the files of old Excel begin, and those that a password locks."""

_HELD = re.compile(rb"<(?:\w+:)?c\b[^<>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*?(?<!/)>(?!</)")
"""A cell with something in it; one that has only a look closes at once."""

_FAULTY = re.compile(
    rb"<(?:\w+:)?c\b(?=[^<>]*\bt=\"e\")[^<>]*?\br=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*?>.{0,10000}?"
    rb"<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)


@dataclass(frozen=True)
class Row:
    """A row: its number as the spreadsheet shows it, and its cells from column A on."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def empty(self) -> bool:
        """Is nothing in it?"""
        return all(cell == "" for cell in self.cells)


@dataclass(frozen=True)
class ReadSheet:
    """A sheet as read.

    merged: (row, column), both from 0 → the cell at the upper left of those it is merged with,
    itself left out. The value of that cell is not in the others. hidden: nobody sees it.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def address(row: int, column: int) -> str:
    """`B7`: the row from 1, the column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def read_workbook(path: Path) -> tuple[ReadSheet, ...]:
    """Every sheet of a workbook, also those that are hidden.

    Raises:
        TongxinError: it is no .xlsx, cannot be read, is locked by a password, broken, or too large.
    """
    content = _content(path)
    _look_into(path, content)
    return _sheets(path, content)


def _refusal(path: Path, reason: Message, remedy: Message | None = None) -> TongxinError:
    return TongxinError(msg("{path} cannot be read: {reason}", path=str(path), reason=reason),
                        remedy)  # fmt: skip


_SAVE_AS = msg("open it in the spreadsheet program and save it as .xlsx")


def _content(path: Path) -> bytes:
    if path.suffix.lower() != _ENDING:
        raise _refusal(path, msg("only .xlsx workbooks are read"), _SAVE_AS)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_large(path)
        content = path.read_bytes()
    except OSError as error:
        raise TongxinError(
            msg("{path} cannot be read: {reason}", path=str(path), reason=why(error))
        ) from error
    if content.startswith(_OLE):
        raise _refusal(
            path,
            msg("it is locked by a password, or an old .xls with another name"),
            msg("take the password away, or save it as .xlsx anew"),
        )
    return content


def _too_large(path: Path) -> TongxinError:
    return _refusal(
        path,
        msg("it is larger than a ledger can be"),
        msg("take the pictures out, or part it into several workbooks"),
    )


def _broken(path: Path) -> TongxinError:
    return _refusal(path, msg("it is no workbook, or it is damaged"), _SAVE_AS)


def _look_into(path: Path, content: bytes) -> None:
    """Refuse what would fill the memory before anything is unpacked, and what is no workbook."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_UNPACKED:
                raise _too_large(path)
            for member in members:
                if member.filename.startswith("xl/worksheets/") and member.file_size:
                    _look_at(path, archive.read(member))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _broken(path) from error
    except Exception as error:  # zlib.error, which has no home of its own
        if type(error).__name__ == "error":
            raise _broken(path) from error
        raise


def _look_at(path: Path, xml: bytes) -> None:
    rows = columns = 0
    for found in _HELD.finditer(xml):
        rows = max(rows, int(found[2]))
        columns = max(columns, _column(found[1]) + 1)
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        raise _refusal(
            path,
            msg(
                "a sheet has {rows} rows and {columns} columns; at most {most} rows and"
                " {most_columns} columns are read",
                rows=rows, columns=columns, most=MOST_ROWS, most_columns=MOST_COLUMNS,
            ),
            msg("part it into several workbooks"),
        )  # fmt: skip


def _column(letters: bytes) -> int:
    """The number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _sheets(path: Path, content: bytes) -> tuple[ReadSheet, ...]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        told = book.sheets_metadata[:MOST_SHEETS]
        found = []
        for known in told:
            sheet = book.get_sheet_by_name(known.name)
            hidden = known.visible != SheetVisibleEnum.Visible
            rows = sheet.to_python(skip_empty_area=False)
            found.append(ReadSheet(known.name, _rows(rows), hidden, _merged(sheet)))
    except BaseException as error:  # a panic of the reader is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise _broken(path) from error
    return _with_faults(content, found)


def _rows(rows: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
    return tuple(Row(number, tuple(map(_cell, cells))) for number, cells in enumerate(rows, 1))


def _cell(value: Any) -> Cell:
    if isinstance(value, bool | time | timedelta):
        return str(value)
    if isinstance(value, int):
        return float(value)
    return value if isinstance(value, str | float | date) else ""


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    found = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom > top + MOST_ROWS or right > left + MOST_COLUMNS:
            continue
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    found[row, column] = (top, left)
    return found


# ── formulas that failed ──────────────────────────────────────────────────────────────────────


def _with_faults(content: bytes, sheets: list[ReadSheet]) -> tuple[ReadSheet, ...]:
    """The reader gives an empty cell for `#REF!`: what it shows is put back, to be refused."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = _parts(archive)
        found = []
        for sheet in sheets:
            xml = archive.read(parts[sheet.name]) if sheet.name in parts else b""
            faults = {
                (int(fault[2]), _column(fault[1])): fault[3].decode(errors="replace")
                for fault in (_FAULTY.finditer(xml) if b't="e"' in xml else ())
            }
            found.append(_put_back(sheet, faults) if faults else sheet)
    return tuple(found)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The name of each sheet → the file in the archive that holds it."""
    from xml.etree import ElementTree

    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    # Entities that grow are refused by expat from 2.4.1 on; the size was looked at before.
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((v for k, v in element.items() if k.endswith("}id")), None)
            target = targets.get(key, "")
            file = target[1:] if target.startswith("/") else f"xl/{target}"
            if file in names:
                found[element.get("name", "")] = file
    return found


def _put_back(sheet: ReadSheet, faults: Mapping[tuple[int, int], str]) -> ReadSheet:
    height = max([len(sheet.rows), *(row for row, _ in faults)])
    rows = []
    for number in range(1, height + 1):
        cells = list(sheet.rows[number - 1].cells) if number <= len(sheet.rows) else []
        here = {column: text for (row, column), text in faults.items() if row == number}
        cells += [""] * (max(here, default=-1) + 1 - len(cells))
        for column, text in here.items():
            cells[column] = text
        rows.append(Row(number, tuple(cells)))
    return ReadSheet(sheet.name, tuple(rows), sheet.hidden, sheet.merged)
