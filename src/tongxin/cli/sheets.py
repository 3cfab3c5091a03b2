"""The verbs that make and read tables of a spreadsheet."""

from pathlib import Path
from typing import Annotated

import typer

from tongxin.cli.options import Week, verb
from tongxin.cli.parser import _
from tongxin.commands.context import Context


@verb("form", "填表")
def form(
    context: Context,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar=_("PATH"), help=_("write the workbook here")),
    ] = None,
    week: Week = None,
    group: Annotated[
        list[str] | None, typer.Option("--group", help=_("duties of this group only"))
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help=_("write over a file that is there"))
    ] = False,
) -> int:
    """A week's duties as a workbook to fill in"""
    from tongxin.commands.form import form as run

    return run(context, output, week, group or (), force)


@verb("import", "导入")
def import_(
    context: Context,
    files: Annotated[
        list[Path], typer.Argument(metavar=_("FILE..."), help=_("filled-in workbooks: .xlsx"))
    ],
    partial: Annotated[
        bool,
        typer.Option("--partial", help=_("write what is in order although rows are refused")),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("show what would be written, write nothing"))
    ] = False,
    allow_personal: Annotated[
        bool,
        typer.Option("--allow-personal", help=_("although it looks like somebody's number")),
    ] = False,
) -> int:
    """Read filled-in workbooks back into the ledger"""
    from tongxin.commands.import_ import import_ as run

    return run(context, files, partial, dry_run, allow_personal)
