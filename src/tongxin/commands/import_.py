"""`import`: a filled-in form, or an exported ledger, read back into the ledger.

Nothing is written over: rows without an id become entries, rows that were changed are shown. With
a row that is refused nothing is written at all, unless the others shall be (`partial`).
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tongxin.answers.occurrences import Agenda
from tongxin.answers.receipt import receipt
from tongxin.calendar.periods import Day
from tongxin.changes import entries as made
from tongxin.changes.compare import ChangedRow
from tongxin.changes.rows import Drafted, Reading, Rejected, read_rows
from tongxin.commands.context import CANNOT, FINDINGS, OK, Context
from tongxin.commands.export_xlsx import MARK
from tongxin.commands.extras import load
from tongxin.commands.record import (
    Said,
    evidence_copies,
    evidence_paths,
    given,
    lead_of,
    lock,
)
from tongxin.diagnostic import Diagnostic, Severity, TongxinError
from tongxin.messages import Message, msg, msgn
from tongxin.model.ledger import Ledger, on_paper
from tongxin.model.world import World
from tongxin.output.receipts import receipt_json, render_receipt
from tongxin.workspace.evidence import Kept
from tongxin.workspace.recorded import remember
from tongxin.workspace.sheet import ReadSheet, read_workbook
from tongxin.workspace.write import append_all, user

_SHOWN = 20
"""Lines of a kind that are shown; JSON has all."""


@dataclass(frozen=True, eq=False)
class _Month:
    """The lines of one file of the ledger; `of`: the row that each is from."""

    path: str
    lines: tuple[str, ...]
    of: tuple[Drafted, ...]
    ledger: Ledger


@dataclass(frozen=True, eq=False)
class _Batch:
    """All lines, what is found in them, and what is owed with them. `copies`: of the evidence."""

    months: tuple[_Month, ...]
    rejected: tuple[Rejected, ...]
    warnings: tuple[Diagnostic, ...]
    after: Agenda
    copies: tuple[Kept, ...]

    @property
    def entries(self) -> list[Any]:
        """The new entries, in the order of the files."""
        return [entry for month in self.months for entry in month.ledger.entries]


def import_(
    context: Context,
    files: Sequence[Path],
    partial: bool = False,
    dry_run: bool = False,
    allow_personal: bool = False,
) -> int:
    """Read filled-in workbooks back into the ledger.

    Args:
        context: where, when, how.
        files: workbooks that `form` or `export` has made.
        partial: write the rows that are in order although others are refused.
        dry_run: show what would be written.
        allow_personal: although a number looks like one that belongs to a person.

    Returns:
        0; 1: a row was changed, or (`partial`) refused; 2: rows are refused, nothing was written.

    Raises:
        TongxinError: a file cannot be read, or is of another workspace.
    """
    load("python_calamine", "xlsx")
    said = Said(dry_run=dry_run, allow_personal=allow_personal)
    books = {str(path): read_workbook(path) for path in dict.fromkeys(files)}
    with lock(context, said, "import"):
        world = context.world
        for path, sheets in books.items():
            _ensure_ours(world, path, sheets)
        reading = read_rows(Agenda(world, context.today), books, allow_personal)
        batch = _sound(context, world, reading, said)
        refused = (*reading.rejected, *batch.rejected)
        if refused and not partial:
            batch = _batch(context, world, [], said)
        elif batch.months and not dry_run:
            batch = _written(context, world, batch, said)
    _answer(context, reading, batch, refused, said)
    if refused and not partial:
        return CANNOT
    return FINDINGS if refused or reading.changed else OK


def _ensure_ours(world: World, path: str, sheets: Sequence[ReadSheet]) -> None:
    """Refuse a workbook of another community: its tasks may well have the same names."""
    rows = next((sheet.rows for sheet in sheets if sheet.name == MARK), ())
    told = {str(row.cells[0]): str(row.cells[1]) for row in rows if len(row.cells) > 1}
    ours = world.settings.community.name if world.settings.community else ""
    if told.get("tongxin", "1") not in ("1", "1.0"):
        raise TongxinError(
            msg("{path} was made by a newer tongxin", path=path), msg("update tongxin")
        )
    theirs = told.get("workspace", ours)
    if theirs != ours:
        raise TongxinError(
            msg('{path} is of "{theirs}", this workspace is "{ours}"', path=path, theirs=theirs,
                ours=ours),
            msg("name its workspace: {option}", option="--root DIR"),
        )  # fmt: skip


# ── rows → lines ──────────────────────────────────────────────────────────────────────────────


def _sound(context: Context, world: World, reading: Reading, said: Said) -> _Batch:
    """The lines of all rows that can be recorded; those that cannot are named.

    A row that is refused may be what another rests on: the rest is looked at again.
    """
    wanted, refused = list(reading.drafted), list[Rejected]()
    while True:
        batch = _batch(context, world, wanted, replace(said, dry_run=True))
        if not batch.rejected:
            return replace(batch, rejected=tuple(refused))
        refused += batch.rejected
        out = {(one.file, one.sheet, one.row) for one in batch.rejected}
        wanted = [row for row in wanted if (row.file, row.sheet, row.row) not in out]


def _batch(context: Context, world: World, rows: Sequence[Drafted], said: Said) -> _Batch:
    """Lines for the rows, read back and checked. Without a dry run evidence is copied."""
    by_path: dict[str, list[Drafted]] = {}
    for row in sorted(rows, key=lambda row: row.day):
        by_path.setdefault(made.path_of(row.day), []).append(row)
    taken: dict[Day, list[str]] = {}
    copies: list[Kept] = []
    refused: list[Rejected] = []
    months: list[_Month] = []
    findings: list[Diagnostic] = []
    after_world = world
    try:
        for path, some in by_path.items():
            lead_of(world, path)
            lines, of = [], []
            for row in some:
                names = taken.setdefault(row.day, [])
                for number, values in enumerate(row.values):
                    names.append(made.new_id("E", row.day, names))
                    own = dict(values)
                    if not number and row.evidence:
                        own["evidence"] = _evidence(
                            context, world, said, row, names[-1], copies, refused
                        )
                    at = made.day_text(context.today)
                    lines.append(made.line(given({"id": names[-1], "at": at, **own})))
                    of.append(row)
            ledger, found = made.read_lines(world, path, lines)
            findings += found
            months.append(_Month(path, tuple(lines), tuple(of), ledger))
            after_world = made.with_lines(after_world, ledger)
        after = Agenda(after_world, context.today)
        before = Agenda(world, context.today)
        for month in months:
            findings += made.findings(before, after, month.ledger)
    except BaseException:
        for copy in copies:
            copy.undo()
        raise
    wrong = [f for f in findings if f.severity in (None, Severity.ERROR)]
    refused += [row for finding in wrong for row in _refused(months, finding)]
    told = {(r.file, r.sheet, r.row, r.cell, str(r.reason)): r for r in refused}
    warnings = [f for f in findings if f.severity is Severity.WARNING]
    return _Batch(tuple(months), tuple(told.values()), tuple(warnings), after,
                  tuple(copies))  # fmt: skip


def _evidence(
    context: Context,
    world: World,
    said: Said,
    row: Drafted,
    name: str,
    copies: list[Kept],
    refused: list[Rejected],
) -> list[str] | None:
    """The evidence of a row as its entry names it; copies are made of what lies elsewhere.

    Only what lies in the workspace or beside the workbook is taken: a form that came by mail must
    not fetch other files of this computer.
    """
    here = Path(row.file).resolve().parent
    paths = []
    for path in row.evidence:
        beside = (here / path).resolve()
        known = (context.root / path).resolve()
        if on_paper(path) or (known.is_file() and known.is_relative_to(context.root.resolve())):
            paths.append(path)
        elif beside.is_file() and beside.is_relative_to(here):
            paths.append(str(beside))
        else:
            refused.append(
                Rejected(row.file, row.sheet, row.row, row.evidence_cell,
                         msg('no file "{path}" in the workspace or beside the workbook', path=path),
                         msg("put it there, or write where the paper is: {example}",
                             example="纸质：2026-01盒"))
            )  # fmt: skip
    mine = replace(said, evidence=tuple(paths))
    try:
        kept = evidence_copies(context, world, mine, row.day, name)
    except TongxinError as error:
        refused.append(Rejected(row.file, row.sheet, row.row, row.evidence_cell, error.message,
                                error.remedy))  # fmt: skip
        return None
    copies += kept
    return evidence_paths(context, world, mine, kept)


def _refused(months: Sequence[_Month], finding: Diagnostic) -> list[Rejected]:
    """The row whose line a finding is in."""
    for month in months:
        if finding.span.source is month.ledger.source:
            row = month.of[finding.span.line - 1]
            return [Rejected(row.file, row.sheet, row.row, row.cell, finding.message, finding.help)]
    return []


def _written(context: Context, world: World, batch: _Batch, said: Said) -> _Batch:
    """The same with its evidence copied, and on disk."""
    rows = list({id(row): row for month in batch.months for row in month.of}.values())
    final = _batch(context, world, rows, said)
    try:
        if final.rejected:
            raise TongxinError(final.rejected[0].reason, final.rejected[0].help)
        append_all(
            context.root,
            {m.path: [lead_of(world, m.path) + line for line in m.lines] for m in final.months},
        )
    except BaseException:
        for copy in final.copies:
            copy.undo()
        raise
    with suppress(TongxinError):  # it only serves `undo`
        remember(context.root, user(), [entry.id for entry in final.entries if entry.id])
    return replace(final, rejected=batch.rejected)


# ── the answer ────────────────────────────────────────────────────────────────────────────────


def _answer(
    context: Context, reading: Reading, batch: _Batch, refused: Sequence[Rejected], said: Said
) -> None:
    if context.form == "json":
        context.say_json(_json(context, reading, batch, refused, said))
        return
    _say_refused(context, refused)
    lines = [line for month in batch.months for line in month.lines]
    if lines:
        lead = msg("not written (--dry-run):") if said.dry_run else msg("recorded:")
        context.out.write(context.translate(lead) + "\n")
        context.say([[("", f"  {line}")] for line in lines[:_SHOWN]])
        if len(lines) > _SHOWN:
            more = msg("{n} more", n=len(lines) - _SHOWN)
            context.say([[("faint", f"  {context.translate(more)}")]])
        found = receipt(batch.after, batch.entries)
        context.say(render_receipt(batch.after, found, (), context.today, context.translate))
    for row in reading.changed:
        _say_changed(context, row)
    told = list(dict.fromkeys(map(context.translate, [*reading.notes, *_counted(reading, lines)])))
    context.say([[("faint", text)] for text in told])
    for finding in batch.warnings[:_SHOWN]:
        context.warn(msg("warning: {fault}", fault=finding.message))


def _counted(reading: Reading, lines: Sequence[str]) -> list[Message]:
    """How many rows say nothing new."""
    found = []
    if reading.unchanged:
        n = reading.unchanged
        found.append(msgn("{n} row is as the ledger has it", "{n} rows are as the ledger has them",
                          n))  # fmt: skip
    if reading.again:
        n = reading.again
        found.append(msgn("{n} row was recorded before: not entered again",
                          "{n} rows were recorded before: not entered again", n))  # fmt: skip
    if not (lines or found or reading.changed or reading.rejected):
        found.append(msg("nothing is filled in"))
    return found


def _say_refused(context: Context, refused: Sequence[Rejected]) -> None:
    """Every cell that is refused, with its reason."""
    for one in refused:
        where = " ".join(part for part in (Path(one.file).name, one.sheet, one.cell) if part)
        context.warn(msg("{where}: {reason}", where=where, reason=one.reason))
        if one.help is not None:
            remedy = context.translate(msg("help: {remedy}", remedy=one.help))
            context.err.write(f"  {remedy}\n")
    if refused:
        rows = len({(one.file, one.sheet, one.row) for one in refused})
        context.warn(msgn("{n} row cannot be recorded", "{n} rows cannot be recorded", rows))


def _say_changed(context: Context, row: ChangedRow) -> None:
    lead = msg("{sheet}, row {row}: {id} was changed; the ledger keeps what it has",
               sheet=row.sheet, row=row.row, id=row.id)  # fmt: skip
    context.say([[("warning", context.translate(lead))]])
    for cell in row.cells:
        text = f'  {cell.cell} {cell.title}: "{cell.old}" → "{cell.new}"'
        context.say([[("", text)]])
    if row.commands:
        anew = msg("if the row is right, void the entry and record it anew:")
        context.say([[("faint", f"  {context.translate(anew)}")]])
        context.say([[("", f"    {command}")] for command in row.commands])


def _json(
    context: Context, reading: Reading, batch: _Batch, refused: Sequence[Rejected], said: Said
) -> dict[str, Any]:
    """As of the verbs that record, with the rows that were not recorded."""
    show = context.translate
    found = receipt(batch.after, batch.entries)
    ledger = _together(batch)
    lines = [line for month in batch.months for line in month.lines]
    answer: Mapping[str, Any] = (
        receipt_json(batch.after, ledger, lines, found, (), said.dry_run)
        if ledger is not None
        else {"version": 1, "written": False, "file": None, "entries": [], "occurrences": [],
              "missed": [], "also": []}
    )  # fmt: skip
    rows = [row for month in batch.months for row in month.of]
    files = [month.path for month in batch.months for _ in month.lines]
    told = [
        {**entry, "file": path, "workbook": row.file, "sheet": row.sheet, "row": row.row}
        for entry, path, row in zip(answer["entries"], files, rows, strict=True)
    ]
    return {
        **answer,
        "entries": told,
        "files": [month.path for month in batch.months],
        "unchanged": reading.unchanged,
        "again": reading.again,
        "changed": [
            {
                "workbook": row.file, "sheet": row.sheet, "row": row.row, "id": row.id,
                "cells": [{"cell": c.cell, "title": c.title, "old": c.old, "new": c.new}
                          for c in row.cells],
                "commands": list(row.commands),
            }
            for row in reading.changed
        ],
        "rejected": [
            {
                "workbook": one.file, "sheet": one.sheet, "row": one.row, "cell": one.cell,
                "reason": show(one.reason), "help": None if one.help is None else show(one.help),
            }
            for one in refused
        ],
        "notes": list(dict.fromkeys(map(show, reading.notes))),
        "warnings": [show(finding.message) for finding in batch.warnings],
    }  # fmt: skip


def _together(batch: _Batch) -> Ledger | None:
    """The new entries as of one ledger, for the answer that all recording verbs give."""
    if not batch.months:
        return None
    return replace(batch.months[0].ledger, entries=tuple(batch.entries))
