"""Periods kept and missed as a picture: a row a task or a group, a column a week or a month."""

from collections.abc import Iterator

from tongxin.answers.pictures import Column, Heat, HeatRow
from tongxin.calendar.periods import Unit, iso
from tongxin.messages import Translator, msg
from tongxin.output.pictures.svg import (
    SIGNS,
    cut,
    document,
    element,
    legend,
    line,
    long,
    mark,
    rect,
    state_name,
    text,
    titled,
)

MARGIN = 16
LABELS = 330
SIDE = {Unit.WEEK: 16.0, Unit.MONTH: 24.0}
"""Pixels of a cell, as wide as high."""


def draw_heat(heat: Heat, translate: Translator) -> str:
    """The picture of what was kept and missed."""
    side = SIDE[heat.unit]
    names = [row.name or translate(msg("no group")) for row in heat.rows]
    labels = min(max([long(name) for name in names] or [0]), LABELS) + 12
    left, top = MARGIN + labels, MARGIN + 58
    heading = heading_of(heat, translate)
    below = top + side * len(heat.rows)
    whole = max(left + side * len(heat.columns) + MARGIN, 420)
    signs, high = legend(MARGIN + 6, below + 22, whole - 2 * MARGIN, SIGNS, translate)
    body = [
        text(MARGIN, MARGIN + 16, cut(heading, whole - 2 * MARGIN, 16), size=16),
        *_heads(heat, left, top, side),
        *_today(heat, left, top, side),
        *(
            _row(row, name, heat, left, top + side * n, side, translate)
            for n, (row, name) in enumerate(zip(heat.rows, names, strict=True))
        ),
        signs,
    ]
    described = msg(
        "what was due from {first} to {last}, as it stands on {today}",
        first=iso(heat.columns[0].first),
        last=iso(heat.columns[-1].last),
        today=iso(heat.today),
    )
    return document(whole, below + 22 + high + 8, heading, translate(described), body, "heat")


def heading_of(heat: Heat, translate: Translator) -> str:
    """What the rows are about."""
    if heat.title:
        return translate(msg("{plan}: kept and missed", plan=heat.title))
    return translate(msg("All plans by group: kept and missed"))


def heads(columns: tuple[Column, ...]) -> Iterator[tuple[int, str, str]]:
    """Number of a column, its month, its year where a new one begins ("" otherwise).

    The columns in which a month begins, and the first.
    """
    month = ""
    for number, column in enumerate(columns):
        shown = iso(column.last)[:7]
        if shown != month:
            yield number, shown[5:], "" if shown[:4] == month[:4] else shown[:4]
            month = shown


def _heads(heat: Heat, left: float, top: float, side: float) -> Iterator[str]:
    free = 0.0
    for number, month, year in heads(heat.columns):
        x = left + side * number + 2
        if year:
            yield text(x, top - 22, year, "faint", size=11)
        if x >= free:
            yield text(x, top - 6, month, "faint", size=11)
            free = x + long("00 ", 11)


def _today(heat: Heat, left: float, top: float, side: float) -> Iterator[str]:
    """A band behind the running column."""
    for number, column in enumerate(heat.columns):
        if column.first <= heat.today <= column.last:
            high = side * len(heat.rows)
            yield rect(left + side * number, top - 4, side, high + 8, "l2")


def _row(
    row: HeatRow, name: str, heat: Heat, left: float, top: float, side: float, translate: Translator
) -> str:
    middle, end = top + side / 2, left + side * len(row.cells)
    made = titled(name) + text(MARGIN, middle + 4, cut(name, LABELS))
    made += line(left, middle, end, middle, "rule", "1 3")
    for number, (cell, column) in enumerate(zip(row.cells, heat.columns, strict=True)):
        if cell is None:
            continue
        state = state_name(cell.state, translate)
        said = msg(
            "{label}: {state}, kept {kept} of {owed}",
            label=column.label, state=state, kept=cell.kept, owed=cell.owed,
        )  # fmt: skip
        x = left + side * (number + 0.5)
        made += mark(x, middle, side - 2, cell.state, translate(said))
    return element("g", made, class_="row")
