"""A row of an exported ledger against the entry it came from: cell by cell, old and new.

What is worked out (titles, states, ages) is not compared: it changes by itself from day to day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from tongxin.answers.books import Book
from tongxin.answers.occurrences import Agenda
from tongxin.answers.tables import Cell as Expected
from tongxin.answers.tables import Row as ExpectedRow
from tongxin.answers.tables import Table
from tongxin.calendar.periods import iso
from tongxin.changes import cells
from tongxin.changes.cells import Refused, text_of
from tongxin.changes.layout import Layout
from tongxin.messages import LANGUAGES, Translator
from tongxin.workspace.find import shell_word
from tongxin.workspace.sheet import Cell, Row

_TRANSLATORS = {language: Translator(language) for language in LANGUAGES}
_CUT = 32_767
"""Characters that a cell holds: a longer text was cut, and ends with an ellipsis."""

_NOT_SHOWN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffd\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class ChangedCell:
    """A cell: its address, the heading, what the ledger has, what stands there now."""

    cell: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row of an entry that no longer says the same, and the commands that would record it."""

    file: str
    sheet: str
    row: int
    id: str
    cells: tuple[ChangedCell, ...]
    commands: tuple[str, ...]


def compared(
    agenda: Agenda, file: str, layout: Layout, row: Row, table: Table, expected: ExpectedRow
) -> ChangedRow | None:
    """What of a row differs from its entry; None: nothing."""
    had = dict(zip((column.key for column in table.columns), expected, strict=True))
    found: dict[str, ChangedCell] = {}
    for key, column in layout.known.items():
        if key not in layout.columns or column.derived or key == "id":
            continue
        cell = layout.raw(row, key)
        if not _equal(agenda, column.kind, had.get(key), cell):
            old = _shown(had.get(key), column.kind, layout.language)
            title = _TRANSLATORS[layout.language].show(column.title)
            found[key] = ChangedCell(layout.where(row, key), title, old, text_of(cell))
    if not found:
        return None
    name = str(expected[0])
    commands = tuple(_commands(agenda, table.key, name, set(found), layout, row))
    return ChangedRow(file, layout.sheet.name, row.number, name, tuple(found.values()), commands)


def _shown(value: Expected, kind: str, language: str) -> str:
    if value is None:
        return ""
    if kind == "day" and isinstance(value, int):
        return iso(value)
    if isinstance(value, float):
        return text_of(value)
    return _TRANSLATORS[language].show(value)


def _equal(agenda: Agenda, kind: str, value: Expected, cell: Cell) -> bool:
    """Does a cell say what was exported, in either language?"""
    if kind == "day":
        try:
            return cells.day_in(cell, agenda.today) == value
        except Refused:
            return False
    if kind == "number":
        text = text_of(cell)
        if isinstance(value, int | float):
            try:
                return float(cells.amount_in(cell) or "nan") == value
            except Refused:
                return False
        return text in ("", "1" if value is None else "")
    new = _plain(text_of(cell))
    for language in LANGUAGES:
        old = _shown(value, kind, language)
        if _plain(old) == new or (len(old) > _CUT and _plain(old[: _CUT - 1]) == new[:-1]):
            return True
    return False


def _plain(text: str) -> str:
    """A text without what a spreadsheet loses or changes: kinds of blanks, signs not shown."""
    return "".join(_NOT_SHOWN.sub("", normalize("NFC", text)).split())


# ── how it is recorded anew ───────────────────────────────────────────────────────────────────


_STEPS = ("notified", "rectified", "verified", "closed")


def _commands(
    agenda: Agenda, key: str, name: str, changed: set[str], layout: Layout, row: Row
) -> Iterator[str]:
    """What to type so that the ledger says what the row says."""
    says = {known: text_of(layout.raw(row, known)) for known in layout.known}
    if key == Book.HAZARDS:
        yield from _steps(agenda, name, changed, says)
        return
    if ":" in name:  # an entry without an id cannot be named
        return
    yield f"tongxin void {name} --why …"
    date = says.get("date", "")
    options: tuple[tuple[str, str], ...]
    if key == Book.INCIDENTS:
        options = (("count", "count"), ("place", "place"), ("cause", "cause"), ("age", "age"),
                   ("sex", "sex"), ("severity", "severity"))  # fmt: skip
        yield _line(f"incident {shell_word(says['incident'] or '…')}", says, options, date)
    elif says.get("why"):
        verb = "extend" if says.get("until") else "waive"
        command = f"{verb} {shell_word(says['task'])} {shell_word(says.get('period') or '…')}"
        options = (("place", "place"), ("until", "to"), ("why", "why"))
        yield _line(command, says, options, date)
    elif says.get("indicator"):
        yield _line(f"measure {shell_word(says['indicator'])} {shell_word(says['value'])}", says,
                    (), date)  # fmt: skip
    elif says.get("task"):
        tasks = " ".join(map(shell_word, cells.parts_of(says["task"])))
        options = tuple((k, k) for k in ("place", "count", "people", "amount", "audience", "topic",
                                         "result"))  # fmt: skip
        fails = "".join(_option("fail", what) for what in cells.lines_of(says.get("failed", "")))
        yield _line(f"done {tasks}", says, options, date) + fails
    else:
        problem = says.get("problem")
        text = shell_word(problem or says.get("note") or "…")
        yield _line(f"note {text}" + (" --problem" if problem else ""),
                    {**says, "note": ""}, (), date)  # fmt: skip


def _line(
    command: str, says: dict[str, str], options: tuple[tuple[str, str], ...], date: str
) -> str:
    told = (*options, ("by", "by"), ("note", "note"))
    parts = [_option(option, says[key]) for key, option in told if says.get(key)]
    parts += [_option("evidence", path) for path in cells.lines_of(says.get("evidence", ""))]
    return f"tongxin {command}{_option('on', date)}" + "".join(parts)


def _option(name: str, value: str) -> str:
    word = shell_word(" ".join(value.split("\n")))
    return f" --{name}={word}" if word.startswith("-") else f" --{name} {word}"


def _steps(agenda: Agenda, name: str, changed: set[str], says: dict[str, str]) -> Iterator[str]:
    """A hazard's steps are entries of their own; what was found wrongly is voided as a whole."""
    hazard = next((h for h in agenda.hazards if name == (h.events[0].id or "")), None)
    if hazard is None:
        return
    if changed & {"date", "by", "place", "what", "kind", "level", "note"}:
        yield f"tongxin void {name} --why …"
        parts = (_option(k, says[k]) for k in ("kind", "level", "by") if says.get(k))
        where, what = shell_word(says["place"] or "…"), shell_word(says["what"] or "…")
        yield f"tongxin hazard found {where} {what}{_option('on', says['date'])}" + "".join(parts)
    for step in _STEPS:
        touched = changed & ({step, "result", "verified_by"} if step == "verified" else {step})
        if not touched:
            continue
        old = next((event for event in reversed(hazard.events) if event.event == step), None)
        if old is not None and old.id:
            yield f"tongxin void {old.id} --why …"
        if says.get(step):
            ended = f" {shell_word(says.get('result') or 'pass')}" if step == "verified" else ""
            by = says.get("verified_by") if step == "verified" else ""
            yield (
                f"tongxin hazard {step} {hazard.id}{ended}{_option('on', says[step])}"
                + (_option("by", by) if by else "")
            )
    if "due" in changed and says.get("due"):
        yield f"tongxin hazard extended {hazard.id}{_option('due', says['due'])}"
