"""The ledgers that people keep, what is owed and the indicators, as one Excel workbook."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tongxin.answers.duty_tables import due_table, indicator_table
from tongxin.answers.tables import Table, choices, ledgers
from tongxin.commands.context import OK, Context
from tongxin.commands.extras import load
from tongxin.messages import Translator, Value, Word, msg
from tongxin.model.ledger import Entry
from tongxin.output.workbook import Cell, Column, Sheet, workbook_bytes
from tongxin.workspace.write import write_atomically

MARK = "_tongxin"
"""The hidden sheet that says what a workbook of ours is: a key and its value in each row."""

LEDGERS = "ledgers"
"""What that sheet says of a workbook of ledgers."""

_STRICT = ("result", "level", "sex", "severity")
"""Lists beside which nothing can be meant; places may be several, groups may be posts."""

SPARE = 200
"""Empty rows below a table that take its choices."""


def export_xlsx(context: Context, output: Path | None, narrowed: "Narrowed | None" = None) -> int:
    """Write all ledgers, the list of what to do and the indicators into one workbook.

    Args:
        context: where, when; the workbook is in its document language.
        output: the file; by default one in the folder of the command, named for the day.
        narrowed: what of them; None: all.

    Raises:
        TongxinError: the library is not installed, or the file cannot be written.
    """
    load("xlsxwriter", "xlsx")
    file = context.start / _name(context) if output is None else output
    write_atomically(file, ledgers_workbook(context, narrowed or Narrowed()))
    if context.form == "json":
        context.say_json({"version": 1, "written": str(file)})
    else:
        context.warn(msg("written: {path}", path=str(file)))
    return OK


def _name(context: Context) -> str:
    from tongxin.calendar.periods import iso

    title = Word("ledgers", "台账")
    return f"{_translator(context).show(title)}-{iso(context.today)}.xlsx"


@dataclass(frozen=True)
class Narrowed:
    """What of the ledgers is wanted: of some groups and plans, some entries; None: all of them."""

    groups: tuple[str, ...] = ()
    plans: frozenset[str] | None = None
    entries: Collection[Entry] | None = None


def ledgers_workbook(context: Context, narrowed: Narrowed = Narrowed()) -> bytes:
    """The workbook of the ledgers, the list of what to do, and the indicators."""
    agenda, plans = context.agenda, narrowed.plans
    wanted = None if narrowed.entries is None else {id(entry) for entry in narrowed.entries}
    tables = (
        *ledgers(agenda, lambda entry: wanted is None or id(entry) in wanted),
        due_table(agenda, narrowed.groups, plans),
        indicator_table(agenda, plans),
    )
    translate = _translator(context)
    lists = listed(choices(agenda), translate)
    sheets = [sheet_of(table, translate, lists) for table in tables]
    return workbook_bytes(
        [*sheets, mark(context, {"kind": LEDGERS})], context.today, properties(context)
    )


def _translator(context: Context) -> Translator:
    return Translator(context.document_language)


def properties(context: Context) -> dict[str, str]:
    """Of the document: for whom it was made, and with what."""
    community = context.world.settings.community
    return {"title": community.name if community else "", "comments": "tongxin"}


def mark(context: Context, values: Mapping[str, str]) -> Sheet:
    """The hidden sheet by which `import` knows what a workbook is, and of which workspace."""
    from tongxin.calendar.periods import iso

    community = context.world.settings.community
    rows = {
        "tongxin": "1",
        **values,
        "workspace": community.name if community else "",
        "made": iso(context.today),
    }
    return Sheet(MARK, (Column("key"), Column("value")), tuple(rows.items()), hidden=True)


def listed(
    named: Mapping[str, Iterable[Value]], translate: Translator
) -> dict[str, tuple[str, ...]]:
    """The lists to choose from, in a language."""
    return {name: tuple(map(translate.show, values)) for name, values in named.items()}


def sheet_of(
    table: Table,
    translate: Translator,
    lists: Mapping[str, tuple[str, ...]],
    between: tuple[int, int] | None = None,
) -> Sheet:
    """A table as a sheet in a language. `between`: the days that a column to fill in takes."""
    columns = tuple(
        Column(
            title=translate.show(column.title),
            width=column.width,
            kind=column.kind,
            choices=lists.get(column.choices, ()),
            strict=column.choices in _STRICT,
            between=between if column.fill and column.kind == "day" else None,
            fill=column.fill,
        )
        for column in table.columns
    )

    @cache  # most titles, places and posts stand in many rows
    def shown(cell: "Value | None") -> Cell:
        return cell if cell is None or isinstance(cell, _AS_THEY_ARE) else translate.show(cell)

    rows = [tuple(map(shown, row)) for row in table.rows]
    return Sheet(translate.show(table.title), columns, rows, SPARE)


_AS_THEY_ARE = (str, int, float)
"""Numbers stay numbers."""
