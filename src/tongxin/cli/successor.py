"""The verb that makes next year's plan."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tongxin.cli.options import verb
from tongxin.cli.parser import _
from tongxin.commands.context import Context
from tongxin.messages import msg

if TYPE_CHECKING:
    from tongxin.changes.dated import Question
    from tongxin.commands.successor import Ask


class February(StrEnum):
    """What may stand for 29 February in a year that has none."""

    BEFORE = "02-28"
    AFTER = "03-01"


def _ask(context: Context) -> "Ask | None":
    """Asks somebody at a terminal; None where nobody can be asked."""
    if context.form != "text" or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None

    def ask(question: "Question") -> str:
        days = [day.value for day in February]
        text = context.translate(
            msg(
                "{place}: {date}; {year} has no 29 February; which day instead ({days})",
                place=question.place,
                date=question.span.text,
                year=str(question.year),
                days=" / ".join(days),
            )
        )
        while True:
            said = str(typer.prompt(text, err=True)).strip()
            if said in days:
                return said
            typer.echo(context.translate(msg("{text} is neither of the two", text=said)), err=True)

    return ask


@verb("new", "续编")
def new(
    context: Context,
    plan: Annotated[str, typer.Argument(metavar=_("PLAN"), help=_("the id of the new plan"))],
    old: Annotated[
        str, typer.Option("--from", metavar=_("PLAN"), help=_("the plan that it follows"))
    ],
    year: Annotated[
        int | None,
        typer.Option(
            "--year",
            metavar=_("YEAR"),
            help=_("the year in which it begins (default: a year later)"),
        ),
    ] = None,
    feb29: Annotated[
        February | None,
        typer.Option("--feb29", help=_("what 29 February becomes in a year that has none")),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("show the new file, write nothing"))
    ] = False,
) -> int:
    """Make next year's plan of an old one"""
    from tongxin.commands.successor import Wanted
    from tongxin.commands.successor import new as run

    february = None if feb29 is None else feb29.value
    return run(context, Wanted(plan, old, year, february, dry_run), _ask(context))
