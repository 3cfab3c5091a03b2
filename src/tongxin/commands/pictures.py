"""Charts: `show --gantt`, `--heat`, `--burndown`; on the terminal, as JSON, or as a picture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tongxin.answers.pictures import (
    Burndown,
    Heat,
    burndown,
    gantt,
    heat_of_groups,
    heat_of_plan,
)
from tongxin.calendar.periods import Day, Unit, iso
from tongxin.commands.context import OK, Context
from tongxin.commands.find import find_plan
from tongxin.diagnostic import TongxinError
from tongxin.messages import Translator, msg
from tongxin.model.plan import Plan
from tongxin.output.style import Line
from tongxin.output.terminal import columns_of
from tongxin.workspace.write import write_atomically

GANTT, HEAT, BURNDOWN = "gantt", "heat", "burndown"

ENDINGS = (".svg",)
"""Of files that hold a picture."""


def refuse_ending(output: Path | None) -> None:
    """Refuse a file that no picture can be written to. Raises TongxinError."""
    if output is not None and output.suffix.lower() not in ENDINGS:
        raise TongxinError(
            msg('a file cannot end in "{ending}" here', ending=output.suffix or str(output)),
            msg("endings: {endings}", endings=ENDINGS),
        )


def put_picture(context: Context, picture: str, output: Path) -> None:
    """Write a picture to its file."""
    write_atomically(output, picture.encode())
    context.warn(msg("written: {path}", path=str(output)))


def chart(
    context: Context,
    kind: str,
    plan: str | None = None,
    first: Day | None = None,
    last: Day | None = None,
    output: Path | None = None,
) -> int:
    """Show one chart.

    Args:
        context: where, when, how.
        kind: GANTT, HEAT or BURNDOWN.
        plan: the plan it is about, by id or title. Without one: every plan along its days, the
            groups of all plans, or the hazards.
        first: the first day to show.
        last: the last day to show.
        output: the file to draw into, `.svg`; the language is that of documents.

    Raises:
        TongxinError: no such plan, nothing between the days, or a file of another kind.
    """
    refuse_ending(output)
    if first is not None and last is not None and last < first:
        raise TongxinError(msg("{first}..{last} ends before it begins", first=iso(first),
                               last=iso(last)))  # fmt: skip
    if kind == BURNDOWN and plan is not None:
        remedy = msg("write: {option}", option="tongxin show --burndown")
        raise TongxinError(msg("hazards belong to no plan"), remedy)
    meant = None if plan is None else find_plan(context, plan)
    context.name_unread()
    return {GANTT: _gantt, HEAT: _heat, BURNDOWN: _burndown}[kind](
        context, meant, first, last, output
    )


def _nothing() -> TongxinError:
    return TongxinError(
        msg("there is nothing to show between these days"),
        msg("see the periods of the plans: tongxin show"),
    )


def _gantt(
    context: Context, plan: Plan | None, first: Day | None, last: Day | None, output: Path | None
) -> int:
    agenda = context.agenda
    plans = [plan] if plan else [p for p in context.world.plans if p.period is not None]
    if output is not None and len(plans) > 1:
        raise TongxinError(
            msg("a picture shows one plan"),
            msg("write: {option}", option=f"tongxin show {plans[0].id} --gantt -o {output.name}"),
        )
    try:
        found = [gantt(agenda, one, first, last) for one in plans if one.period or output]
    except ValueError as error:
        raise _nothing() from error
    if output is not None:
        from tongxin.output.pictures.gantt import draw_gantt

        if not found:
            raise _nothing()
        put_picture(context, draw_gantt(found[0], _documents(context)), output)
        return OK

    from tongxin.output.charts import render_gantt

    def lines() -> Iterator[Line]:
        for number, one in enumerate(found):
            if number:
                yield []
            yield from render_gantt(one, context.translate, columns_of(context.out))

    context.say(lines())
    return OK


def _documents(context: Context) -> Translator:
    return Translator(context.document_language)


def _heat(
    context: Context, plan: Plan | None, first: Day | None, last: Day | None, output: Path | None
) -> int:
    def made(unit: Unit | None) -> Heat:
        try:
            if plan is None:
                return heat_of_groups(context.agenda, first, last, unit)
            return heat_of_plan(context.agenda, plan, first, last, unit)
        except ValueError as error:
            raise _nothing() from error

    found = made(None)
    if output is not None:
        from tongxin.output.pictures.heatmap import draw_heat

        put_picture(context, draw_heat(found, _documents(context)), output)
        return OK
    if context.form == "json":
        context.say_json(_heat_json(found))
        return OK
    from tongxin.output.charts import fit, render_heat

    room = columns_of(context.out)
    names = [row.name for row in found.rows]
    unit, step = fit(names, found.columns[0].first, found.columns[-1].last, room)
    context.say(render_heat(made(unit), context.translate, room, step))
    return OK


def _heat_json(heat: Heat) -> dict[str, Any]:
    """`show --heat --format json`: only cells in which something was due."""
    return {
        "version": 1,
        "today": iso(heat.today),
        "plan": heat.plan or None,
        "unit": str(heat.unit),
        "rows": [
            {
                "id": row.id or None,
                "name": row.name or None,
                "cells": [
                    {
                        "period": column.label,
                        "state": str(cell.state),
                        "kept": cell.kept,
                        "owed": cell.owed,
                    }
                    for column, cell in zip(heat.columns, row.cells, strict=True)
                    if cell is not None
                ],
            }
            for row in heat.rows
        ],
    }


def _burndown(
    context: Context, _plan: Plan | None, first: Day | None, last: Day | None, output: Path | None
) -> int:
    try:
        found = burndown(context.agenda, first, last)
    except ValueError as error:
        raise TongxinError(
            msg("{date} has not come yet", date=iso(first or context.today))
        ) from error
    if output is not None:
        from tongxin.output.pictures.burndown import draw_burndown

        put_picture(context, draw_burndown(found, _documents(context)), output)
    elif context.form == "json":
        context.say_json(_burndown_json(context, found))
    else:
        from tongxin.output.charts import render_burndown

        context.say(render_burndown(found, context.translate, columns_of(context.out)))
    return OK


def _burndown_json(context: Context, found: Burndown) -> dict[str, Any]:
    """`show --burndown --format json`: every day of the span."""
    return {
        "version": 1,
        "today": iso(context.today),
        "before": found.before,
        "days": [
            {
                "day": iso(day.first),
                "found": day.opened,
                "closed": day.closed,
                "open": day.outstanding,
            }
            for day in found.days
        ],
    }
