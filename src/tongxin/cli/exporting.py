"""The verb that hands the workspace to other programs."""

from pathlib import Path
from typing import Annotated

import typer

from tongxin.cli.options import First, day_given, verb
from tongxin.cli.parser import _
from tongxin.commands.context import Context


@verb("export", "导出")
def export(
    context: Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="ics|xlsx|csv|json|html",
            help=_("calendar, ledgers in Excel, ledger, all data, or pages to look at"),
        ),
    ],
    plan: Annotated[
        list[str] | None, typer.Option("--plan", help=_("of this plan only; may be repeated"))
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option("--group", help=_("duties of this group only"))
    ] = None,
    first: First = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar=_("DATE"), help=_("the last day of any span"))
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help=_("also what is met, waived or void"))
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar=_("PATH"),
            help=_("write to a file; html: into a folder"),
        ),
    ] = None,
) -> int:
    """The workspace for others: a calendar, ledgers in Excel, all as JSON, pages to look at"""
    from tongxin.commands.export import Wanted
    from tongxin.commands.export import export as run

    wanted = Wanted(
        tuple(plan or ()),
        tuple(group or ()),
        None if first is None else day_given(first, "--from "),
        None if last is None else day_given(last, "--to "),
        everything,
    )
    return run(context, what, wanted, output)
