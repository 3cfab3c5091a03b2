"""Hazards over time as a picture: how many are open; below it found upward, struck off downward."""

from collections.abc import Iterator

from tongxin.answers.pictures import Burndown, HazardDay, columns
from tongxin.calendar.periods import Unit, iso
from tongxin.messages import Translator, msg
from tongxin.output.pictures.gantt import Scale
from tongxin.output.pictures.svg import (
    COLOURS,
    document,
    element,
    line,
    long,
    number,
    rect,
    text,
    titled,
)

MARGIN = 16
LEFT = 52
WIDE = 760
HIGH = 220
MOVES = 60
"""Pixels of the upper part, and of each half of the lower one at most."""

TICKS = 5


def draw_burndown(found: Burndown, translate: Translator) -> str:
    """The picture of the hazards of a span."""
    scale = Scale(found.first, found.last, LEFT, WIDE)
    title = translate(msg("Hazards open"))
    span = f"{iso(found.first)} – {iso(found.last)}"
    top = MARGIN + 44
    base = top + HIGH
    most = max([found.before, *(day.outstanding for day in found.days)])
    moved = max([1, *(max(day.opened, day.closed) for day in found.days)])
    each = min(MOVES / moved, 16)
    zero = base + 44 + each * moved
    below = zero + each * moved
    body = [
        text(MARGIN, MARGIN + 16, title, size=16),
        text(LEFT + WIDE, MARGIN + 16, span, "faint", "end"),
        *_grid(most, top),
        *_dates(found, scale, top, base),
        _outstanding(found, scale, base, max(most, 1)),
        *_moves(found, scale, zero, each, translate),
        line(LEFT, zero, LEFT + WIDE, zero, "faint"),
        *_legend(below + 26, translate),
    ]
    last = found.days[-1]
    described = msg(
        "from {first} to {last}: {before} open before, {opened} found, {closed} closed, {n} open",
        first=iso(found.first),
        last=iso(found.last),
        before=found.before,
        opened=sum(day.opened for day in found.days),
        closed=sum(day.closed for day in found.days),
        n=last.outstanding,
    )
    whole = LEFT + WIDE + MARGIN + 20
    return document(whole, below + 44, title, translate(described), body, "burndown")


def _grid(most: int, top: float) -> Iterator[str]:
    """Lines at whole numbers, so many that they can be read."""
    step = max(-(-most // TICKS), 1)
    for value in range(0, max(most, 1) + 1, step):
        y = top + HIGH - value * HIGH / max(most, 1)
        yield line(LEFT, y, LEFT + WIDE, y, "rule")
        yield text(LEFT - 6, y + 4, str(value), "faint", "end", 11)


def _dates(found: Burndown, scale: Scale, top: float, base: float) -> Iterator[str]:
    """Where months begin, or weeks in a short span."""
    unit = Unit.MONTH if found.last - found.first > 62 else Unit.WEEK
    free = 0.0
    for column in columns(unit, found.first, found.last):
        x = scale.at(column.first)
        said = iso(column.first) if unit is Unit.WEEK else column.label
        if x >= free and x + long(said, 11) <= LEFT + WIDE + 20:
            yield line(x, base, x, base + 5, "faint")
            yield text(x, base + 18, said, "faint", size=11)
            free = x + long(said + "  ", 11)
    yield line(LEFT, top, LEFT, base, "faint")


def _outstanding(found: Burndown, scale: Scale, base: float, most: int) -> str:
    """A line of steps, with the ground below it."""
    a_hazard = HIGH / most
    steps = f"M{number(scale.left)} {number(base - found.before * a_hazard)}"
    for day in found.days:
        y = base - day.outstanding * a_hazard
        steps += f"V{number(y)}H{number(scale.at(day.first + 1))}"
    ground = f"{steps}V{number(base)}H{number(scale.left)}Z"
    last = found.days[-1]
    x, y = scale.at(last.first + 1), base - last.outstanding * a_hazard
    return (
        element("path", d=ground, class_="tx-l1", fill=COLOURS["l1"][0])
        + element(
            "path", d=steps, class_="outstanding tx-today-line", fill="none",
            stroke=COLOURS["today"][0], stroke_width=2,
        )
        + text(x + 4, y + 4, str(last.outstanding), "today")
    )  # fmt: skip


def _moves(
    found: Burndown, scale: Scale, zero: float, each: float, translate: Translator
) -> Iterator[str]:
    """A bar up for what was found on a day, a bar down for what was closed."""
    wide = min(max(scale.a_day - 1, 1.5), 14)
    for day in found.days:
        x = scale.middle(day.first) - wide / 2
        if day.opened:
            body = titled(_said(day, translate))
            up = rect(x, zero - each * day.opened, wide, each * day.opened, "overdue", body)
            yield element("g", up, class_="opened")
        if day.closed:
            body = titled(_said(day, translate))
            down = rect(x, zero, wide, each * day.closed, "met", body)
            yield element("g", down, class_="closed")


def _said(day: HazardDay, translate: Translator) -> str:
    return translate(
        msg(
            "{label}: found {opened}, closed {closed}, open {n}",
            label=day.label, opened=day.opened, closed=day.closed, n=day.outstanding,
        )
    )  # fmt: skip


def _legend(y: float, translate: Translator) -> Iterator[str]:
    x: float = LEFT
    for colour, said in (
        ("today", translate(msg("line: open at the end of the day"))),
        ("overdue", translate(msg("↑ found"))),
        ("met", translate(msg("↓ closed"))),
    ):
        yield rect(x, y - 9, 12, 10 if colour != "today" else 2, colour)
        yield text(x + 18, y, said, "faint")
        x += 18 + long(said) + 24
