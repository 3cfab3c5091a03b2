"""Where the columns of a table stand in a sheet that somebody has had in hand.

The heading row is looked for by its titles within the first rows; the columns may stand in any
order, others may stand between them, titles may be of either language.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from tongxin.answers.books import Book
from tongxin.answers.duty_tables import FORM, FORM_COLUMNS, FORM_SHEET
from tongxin.answers.tables import BOOKS, COLUMNS, Column
from tongxin.changes.cells import Refused, ensure_sound, text_of
from tongxin.messages import Word, msg
from tongxin.model.words import SPELLINGS
from tongxin.workspace.sheet import Cell, ReadSheet, Row, address

LOOKED_AT: Final = 20
"""Rows among which the heading row is looked for."""

TABLES: dict[str, tuple[Word, tuple[Column, ...]]] = {
    FORM: (FORM_SHEET, FORM_COLUMNS),
    **{book: (BOOKS[book], COLUMNS[book]) for book in Book},
}
"""The tables that are read back: the name of the sheet, its columns."""

_REQUIRED: dict[str, tuple[str, ...]] = {
    FORM: ("task", "date"),
    Book.HAZARDS: ("id", "date", "place", "what"),
    Book.INCIDENTS: ("id", "date", "incident"),
    Book.OTHERS: ("id", "date"),
}
_REQUIRED_ELSE = ("id", "date", "task")


@dataclass(frozen=True)
class Layout:
    """A table in a sheet. columns: key → number from 0. `head`: the number of the heading row."""

    key: str
    sheet: ReadSheet
    head: int
    columns: Mapping[str, int]
    known: Mapping[str, Column]
    language: str
    missing: tuple[Word, ...]
    more: tuple[str, ...]

    def rows(self) -> Iterator[Row]:
        """The rows below the headings that are not empty."""
        for row in self.sheet.rows[self.head :]:
            filled = any(
                self.raw(row, key) != "" for key, column in self.known.items() if not column.derived
            )
            if filled:
                yield row

    def where(self, row: Row, key: str) -> str:
        """The address of a cell; of a column that is not there the row's first."""
        return address(row.number, self.columns.get(key, min(self.columns.values(), default=0)))

    def raw(self, row: Row, key: str) -> Cell:
        """What stands in a cell; of merged ones below each other each has what the first has."""
        column = self.columns.get(key)
        if column is None:
            return ""
        above = self._above(row, column)
        if above is not None:
            return self.sheet.rows[above[0]].cells[above[1]]
        return row.cells[column] if column < len(row.cells) else ""

    def cell(self, row: Row, key: str) -> Cell:
        """What stands in a cell that may be used.

        Raises:
            Refused: its formula has failed, or it is a number that several rows share.
        """
        cell = self.raw(row, key)
        ensure_sound(cell)
        column = self.columns.get(key, 0)
        if self.known[key].kind == "number" and cell != "" and self._shared(row, column):
            raise Refused(
                msg("this cell is merged with others: whose number is it?"),
                msg("give each row a number of its own"),
            )
        return cell

    def _above(self, row: Row, column: int) -> tuple[int, int] | None:
        """The cell that this one is merged with, in its column and below the headings."""
        found = self.sheet.merged.get((row.number - 1, column))
        if found is None or found[1] != column or not self.head <= found[0] < len(self.sheet.rows):
            return None
        return found if column < len(self.sheet.rows[found[0]].cells) else None

    def _shared(self, row: Row, column: int) -> bool:
        here = (row.number - 1, column)
        below = self.sheet.merged.get((row.number, column))
        return self._above(row, column) is not None or below == here


def layout_of(sheet: ReadSheet) -> Layout | None:
    """The table that a sheet holds: by its name, else by its headings; None: it is none of ours."""
    name = _same(sheet.name)
    for key, (title, _) in TABLES.items():
        if name in (_same(title.english), _same(title.chinese)):
            return _laid_out(key, sheet)
    found = [_laid_out(key, sheet) for key in TABLES]
    whole = [layout for layout in found if not layout.missing and _much_of_it(layout)]
    return max(whole, key=lambda layout: len(layout.columns), default=None)


def _much_of_it(layout: Layout) -> bool:
    """Are most of the headings there? Two of them may stand in any list."""
    usual = [column for column in layout.known.values() if not column.optional]
    return 2 * len(layout.columns) >= len(usual)


def _laid_out(key: str, sheet: ReadSheet) -> Layout:
    """The heading row is the one with most titles of the table."""
    columns = TABLES[key][1]
    titles = _titles(columns)
    found = [(_columns(row, titles), row) for row in sheet.rows[:LOOKED_AT]]
    best, row = max(found, key=lambda pair: len(pair[0]), default=({}, Row(1, ())))
    known = {column.key: column for column in columns}
    required = _REQUIRED.get(key, _REQUIRED_ELSE)
    if "task" in required and "title" in best:
        required = tuple(name for name in required if name != "task")
    told = set(best.values())
    texts = [text_of(cell) for cell in row.cells]
    return Layout(
        key=key, sheet=sheet, head=row.number, columns=best, known=known,
        language="zh" if any(not text.isascii() for text in texts) else "en",
        missing=tuple(known[name].title for name in required if name not in best),
        more=tuple(text for number, text in enumerate(texts) if text and number not in told),
    )  # fmt: skip


def _titles(columns: Sequence[Column]) -> dict[str, str]:
    """Title → key; also the ledger's own words for it, where they mean one column."""
    found: dict[str, str] = {}
    for column in columns:
        for text in (column.title.english, column.title.chinese):
            found.setdefault(_same(text), column.key)
    for column in columns:
        for text in (column.key, *SPELLINGS["entry"].get(column.key, ())):
            found.setdefault(_same(text), column.key)
    return found


def _columns(row: Row, titles: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(row.cells):
        key = titles.get(_same(cell)) if isinstance(cell, str) else None
        if key is not None:
            found.setdefault(key, number)
    return found


def _same(text: str) -> str:
    """A heading without what does not matter: width, case, blanks, a star."""
    return "".join(normalize("NFKC", text).split()).replace("*", "").lower()
