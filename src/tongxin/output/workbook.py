"""Plain tables → the bytes of an Excel workbook (.xlsx). Nothing here knows what a plan is.

A text is always written as a text: what begins with `=`, `+`, `-` or `@` never becomes a formula,
nor an address a link. The same tables and the same day give the same bytes.

Lists to choose from stand on a hidden sheet: in the cell's own rule they may have 255 characters,
and a comma in a name would part it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import Any, Final, TypeAlias

from tongxin.calendar.periods import Day

Cell: TypeAlias = "str | int | float | None"
"""In a column of days an ordinal; None: an empty cell."""

MOST_TEXT: Final = 32_767
"""Characters that a cell of Excel holds; a longer text ends with an ellipsis there."""

LISTS: Final = "_lists"
"""The hidden sheet of the lists to choose from."""

_EPOCH: Final = datetime(1899, 12, 30).toordinal()
"""Day 0 of Excel's calendar, as it counts from March 1900 on."""

_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_DAY: Final = "yyyy-mm-dd"
_A4: Final = 9
_LINE: Final = 14.0
"""Points of a line of text of 10 points."""

_BODY = {"valign": "top", "text_wrap": True, "font_size": 10}
_MOST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in half-width characters, what it holds.

    kind: `text`, `number` or `day`. choices: the texts to choose from; `strict`: others are
    refused by the spreadsheet. between: the first and the last day that it takes. hidden: folded
    away. fill: somebody is to fill it in; it has another colour.
    """

    title: str
    width: float = 12
    kind: str = "text"
    choices: tuple[str, ...] = ()
    strict: bool = False
    between: tuple[Day, Day] | None = None
    hidden: bool = False
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a heading row, then its rows. Cells stand in the order of the columns.

    spare: empty rows below that take the same choices. hidden: not to be seen. plain: a page of
    text, without filter and lines.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    spare: int = 0
    hidden: bool = False
    plain: bool = False


def cell_text(text: str) -> str:
    """A text as a cell holds it: at most 32,767 characters, none that XML does not know."""
    if not text.isascii():
        text = _NO_XML.sub("\ufffd", text)
    return text if len(text) <= MOST_TEXT else text[: MOST_TEXT - 1] + "…"


def workbook_bytes(sheets: Sequence[Sheet], made: Day, properties: Mapping[str, str]) -> bytes:
    """The workbook's file.

    Args:
        sheets: at least one, in the order of the tabs; names of at most 31 characters, each once.
        made: the day that stands in it as the day of its making.
        properties: title, subject, author … of the document.
    """
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {
        "in_memory": True,  # and so without the clock in the archive
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": _BODY,
    })  # fmt: skip
    book.set_properties({**properties, "created": datetime.fromordinal(made)})
    looks = _looks(book)
    lists = _Lists()
    for sheet in sheets:
        _write(book, sheet, looks, lists)
    lists.write(book)
    book.close()
    return out.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    body = _BODY
    filled = {**body, "bg_color": "#FFF9E5"}
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "border": 1,
            "font_size": 10}  # fmt: skip
    return {
        "text": None,
        "number": book.add_format({**body, "align": "right"}),
        "day": book.add_format({**body, "num_format": _DAY, "align": "center"}),
        "fill text": book.add_format({**filled, "num_format": "@"}),
        "fill number": book.add_format(filled),
        "fill day": book.add_format({**filled, "num_format": _DAY, "align": "center"}),
        "head": book.add_format({**head, "bg_color": "#DCE6F1"}),
        "fill head": book.add_format({**head, "bg_color": "#FFE699"}),
        "lines": book.add_format({"border": 1, "border_color": "#BFBFBF"}),
    }


class _Lists:
    """The lists to choose from, each once; they become a hidden sheet."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, ...], int] = {}

    def range(self, choices: tuple[str, ...]) -> str:
        """Where a list stands, as a formula."""
        from xlsxwriter.utility import xl_col_to_name

        column = xl_col_to_name(self.found.setdefault(choices, len(self.found)))
        return f"={LISTS}!${column}$1:${column}${len(choices)}"

    def write(self, book: Any) -> None:
        """The hidden sheet, if there is any list."""
        if not self.found:
            return
        page = book.add_worksheet(LISTS)
        page.very_hidden()
        for choices, column in self.found.items():
            for row, text in enumerate(choices):
                page.write_string(row, column, cell_text(text))


def _write(book: Any, sheet: Sheet, looks: Mapping[str, Any], lists: _Lists) -> None:
    page = book.add_worksheet(sheet.name)
    if sheet.hidden:
        page.very_hidden()
    for number, column in enumerate(sheet.columns):
        fill = "fill " if column.fill else ""
        options = {"hidden": 1} if column.hidden else {}
        page.set_column(number, number, column.width, looks["text"], options)
        page.write_string(0, number, column.title, looks[f"{fill}head"])
    _write_rows(page, sheet, looks)
    last = len(sheet.rows) + sheet.spare
    if sheet.plain or sheet.hidden:
        page.hide_gridlines(2)
    else:
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
        if last:
            page.conditional_format(
                1, 0, last, len(sheet.columns) - 1, {"type": "no_errors", "format": looks["lines"]}
            )
            for number, column in enumerate(sheet.columns):
                _restrict(page, number, last, column, lists)
    _set_up_print(page, sheet)


def _write_rows(page: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    ways: list[tuple[int, bool, Any, float, dict[str, tuple[str, int]]]] = [
        (number, column.kind == "day", looks[_look(column)], column.width - 1, {})
        for number, column in enumerate(sheet.columns)
    ]  # the last: most texts stand in many rows
    string, numeric = page.write_string, page.write_number
    for row, cells in enumerate(sheet.rows, 1):
        lines = 1
        for (number, is_day, look, width, known), cell in zip(ways, cells, strict=True):
            if cell is None:
                continue
            if isinstance(cell, str):
                if cell not in known:
                    known[cell] = cell_text(cell), _lines(cell, width)
                text, high = known[cell]
                if text:
                    string(row, number, text, look)
                if high > lines:  # noqa: PLR1730 - called for every cell
                    lines = high
            else:
                numeric(row, number, cell - _EPOCH if is_day else cell, look)
        if lines > 1:
            page.set_row(row, min(lines, _MOST_LINES) * _LINE)
    for number, column in enumerate(sheet.columns):
        if column.fill:
            look = looks[_look(column)]
            for row in range(1, len(sheet.rows) + sheet.spare + 1):
                if row > len(sheet.rows) or sheet.rows[row - 1][number] in (None, ""):
                    page.write_blank(row, number, None, look)


def _look(column: Column) -> str:
    return f"fill {column.kind}" if column.fill else column.kind


def _lines(text: str, columns: float) -> int:
    """Lines that a text takes; LibreOffice and WPS make no row high enough by themselves.

    A Chinese character has three bytes and takes two columns, an ASCII one has one and takes one.
    """
    parts = text.split("\n")
    return sum(
        max(ceil((len(part.encode(errors="replace")) + len(part)) / 2 / columns), 1)
        for part in parts
    )


def _restrict(page: Any, number: int, last: int, column: Column, lists: _Lists) -> None:
    """What a column takes; where it is not strict, the spreadsheet only offers it."""
    rule: dict[str, Any]
    if column.choices:
        source = lists.range(column.choices)
        rule = {"validate": "list", "source": source, "show_error": column.strict}
    elif column.between is not None:
        days = [datetime.fromordinal(day) for day in column.between]
        rule = {"validate": "date", "criteria": "between", "minimum": days[0], "maximum": days[1],
                "error_type": "warning"}  # fmt: skip
    else:
        return
    page.data_validation(1, number, last, number, rule)


def _set_up_print(page: Any, sheet: Sheet) -> None:
    page.set_paper(_A4)
    if not sheet.plain:
        page.set_landscape()
        page.repeat_rows(0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&R&P / &N")
