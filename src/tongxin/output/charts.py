"""Charts for a terminal: a plan along its days, periods kept and missed, hazards over time.

Each fits a number of columns: by week where there is room, else by month or quarter; names are cut
only where even that is too wide. A wide character takes two columns.
"""

from collections.abc import Iterator, Sequence

from tongxin.answers.occurrences import State
from tongxin.answers.pictures import Bar, Burndown, Column, Gantt, Heat, columns, count, worst
from tongxin.calendar.periods import Day, Unit, iso
from tongxin.messages import Translator, msg
from tongxin.output.pictures.heatmap import heading_of, heads
from tongxin.output.style import Line, clipped, pad, printable, width

ROOM = 36
"""Columns of names that weeks leave room for; longer ones would rather have months."""

NARROW = 12
"""Columns of names at least."""

MANY = 31
"""Days above which hazards are counted by week."""

MANY_WEEKS = 60

SIGNS = {
    State.MET: ("✓", "good"), State.LATE: ("~", "warning"), State.WAIVED: ("-", "faint"),
    State.OVERDUE: ("!", "bad"), State.MISSED: ("×", "bad"), State.OPEN: ("▸", "info"),
    State.UPCOMING: ("·", "faint"),
}  # fmt: skip
"""State → its sign and style in a chart of periods."""

_MARKS = {State.MET: ("✓", "good"), State.LATE: ("✓", "good"), State.WAIVED: ("✓", "faint"),
          State.OVERDUE: ("!", "bad"), State.MISSED: ("!", "bad"), State.ONGOING: ("─", "faint"),
          State.OPEN: ("·", "warning"), State.UPCOMING: ("·", "faint")}  # fmt: skip
"""State → its sign and style along the months."""


def fit(names: Sequence[str], first: Day, last: Day, room: int) -> tuple[Unit, int]:
    """By what to show a span beside some names, and how many columns each of it takes."""
    longest = max(map(width, names), default=0)
    for unit, step, most in (
        (Unit.WEEK, 1, ROOM),
        (Unit.MONTH, 3, ROOM),
        (Unit.MONTH, 3, NARROW),
        (Unit.MONTH, 1, NARROW),
    ):
        if count(unit, first, last) * step <= room - 2 - min(longest, most):
            return unit, step
    return Unit.QUARTER, 1


# ── a plan along its days ─────────────────────────────────────────────────────────────────────


def render_gantt(plan: Gantt, translate: Translator, room: int) -> Iterator[Line]:
    """A row a phase or a task: owed ·, met ✓, overdue or missed !, running ─, a phase ━."""
    indent = "  " if any(bar.is_phase for bar in plan.bars) else ""
    names = [printable(bar.title if bar.is_phase else indent + bar.title) for bar in plan.bars]
    unit, step = fit(names, plan.first, plan.last, room)
    spans = columns(unit, plan.first, plan.last)
    left = _left(names, spans, step, room)
    yield [("strong", plan.title)]
    yield [("faint", " " * left + _axis(spans, unit, step))]
    for bar, name in zip(plan.bars, names, strict=True):
        head = pad(clipped(name, left - 2), left)
        yield [("strong" if bar.is_phase else "", head), *_cells(bar, spans, step)]
    today = _number(spans, plan.today)
    if today is not None:
        yield [("faint", " " * (left + step * today) + "^ " + iso(plan.today))]
    yield [("faint", translate(msg("✓ met   ! overdue or missed   · owed   ─ running")))]


def _left(names: Sequence[str], spans: Sequence[Column], step: int, room: int) -> int:
    """Columns of the names and of the gap behind them."""
    longest = max(map(width, names), default=0)
    return min(longest, max(room - 2 - len(spans) * step, NARROW)) + 2


def _number(spans: Sequence[Column], day: Day) -> int | None:
    return next((n for n, span in enumerate(spans) if span.first <= day <= span.last), None)


def _axis(spans: tuple[Column, ...], unit: Unit, step: int) -> str:
    """The months, each where it begins; years where there is room for no more."""
    text = ""
    for number, month, year in heads(spans):
        said = month
        if unit is not Unit.WEEK and step == 1:
            if not year:
                continue
            said = year
        if len(text) <= number * step:
            text = text.ljust(number * step) + said + " "
    return text.rstrip()


def _cells(bar: Bar, spans: tuple[Column, ...], step: int) -> Iterator[tuple[str, str]]:
    line = "━" if bar.is_phase else "─"
    for span in spans:
        states = [mark.state for mark in bar.marks if span.first <= mark.day <= span.last]
        runs = any(first <= span.last and last >= span.first for first, last in bar.stretches)
        sign, style = _MARKS[worst(states)] if states else (line if runs else " ", "faint")
        if bar.is_phase:
            yield "info", sign * step if runs and span is not spans[-1] else sign
        else:
            yield style, sign.ljust(step)


# ── kept and missed ───────────────────────────────────────────────────────────────────────────


def render_heat(heat: Heat, translate: Translator, room: int, step: int) -> Iterator[Line]:
    """A row a task or a group, a sign for the worst of what was due in each column."""
    names = [printable(row.name) or translate(msg("no group")) for row in heat.rows]
    left = _left(names, heat.columns, step, room)
    yield [("strong", heading_of(heat, translate))]
    yield [("faint", " " * left + _axis(heat.columns, heat.unit, step))]
    for row, name in zip(heat.rows, names, strict=True):
        cells: Line = [
            ("", " " * step) if cell is None else _sign(cell.state, step) for cell in row.cells
        ]
        yield [("", pad(clipped(name, left - 2), left)), *cells]
    today = _number(heat.columns, heat.today)
    if today is not None:
        yield [("faint", " " * (left + step * today) + "^ " + iso(heat.today))]
    legend = msg("✓ met   ~ late   × missed   ! overdue   ▸ open   · upcoming   - waived")
    yield [("faint", translate(legend))]


def _sign(state: State, step: int) -> tuple[str, str]:
    sign, style = SIGNS[state]
    return style, sign.ljust(step)


# ── hazards ───────────────────────────────────────────────────────────────────────────────────


def render_burndown(found: Burndown, translate: Translator, room: int) -> Iterator[Line]:
    """A row a day, week or month: found, closed, and a bar as long as there are hazards open."""
    days = found.last - found.first + 1
    weeks = count(Unit.WEEK, found.first, found.last)
    unit = Unit.DAY if days <= MANY else Unit.WEEK if weeks <= MANY_WEEKS else Unit.MONTH
    rows = found.by(unit)
    most = max(row.outstanding for row in rows)
    heads_ = [translate(head) for head in (msg("found"), msg("closed"), msg("open"))]
    wide = [max(width(head), 4) for head in heads_]
    space = max(room - 10 - sum(wide) - 8, 10)
    yield [("strong", translate(msg("Hazards open"))), ("faint", f"  {_span(found)}")]
    shown = "".join("  " + " " * (w - width(h)) + h for h, w in zip(heads_, wide, strict=True))
    yield [("faint", " " * 10 + shown)]
    for row in rows:
        figures = (f"+{row.opened}" if row.opened else "", f"-{row.closed}" if row.closed else "")
        length = row.outstanding if most <= space else round(row.outstanding * space / most)
        yield [
            ("", pad(row.label, 10)),
            ("warning", f"  {figures[0]:>{wide[0]}}"),
            ("good", f"  {figures[1]:>{wide[1]}}"),
            ("strong", f"  {row.outstanding:>{wide[2]}}  "),
            ("info", "█" * length),
        ]


def _span(found: Burndown) -> str:
    return f"{iso(found.first)}..{iso(found.last)}"
