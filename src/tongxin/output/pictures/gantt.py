"""A plan along its days as a picture: phases, tasks, what was kept and what is owed, today."""

from collections.abc import Iterable, Iterator

from tongxin.answers.occurrences import State
from tongxin.answers.pictures import Bar, Column, Gantt, Mark, worst
from tongxin.calendar.periods import Day, iso
from tongxin.messages import Translator, msg, msgn
from tongxin.output.pictures.svg import (
    SIGNS,
    cut,
    document,
    element,
    legend,
    line,
    long,
    mark,
    number,
    rect,
    state_name,
    text,
    titled,
)

MARGIN = 16
ROW = 20
LABELS = 330
"""Pixels of the longest label."""

INDENT = 12.0
"""Pixels that tasks stand in where there are phases."""

MARK = 12
"""Pixels of a mark; marks nearer to each other are joined to the worst of them."""


class Scale:
    """Days → pixels from left to right."""

    def __init__(self, first: Day, last: Day, left: float, wide: float) -> None:
        self.first, self.left = first, left
        self.a_day = wide / (last - first + 1)

    def at(self, day: float) -> float:
        """Where a day begins."""
        return self.left + (day - self.first) * self.a_day

    def middle(self, day: Day) -> float:
        """The middle of a day."""
        return self.at(day + 0.5)


def draw_gantt(plan: Gantt, translate: Translator) -> str:
    """The picture of a plan along its days."""
    months = plan.months
    indent = INDENT if any(bar.is_phase for bar in plan.bars) else 0.0
    labels = min(max([long(bar.title) + indent for bar in plan.bars] or [0]), LABELS) + 12
    wide = len(months) * min(max(760 / len(months), 22), 90)
    scale = Scale(plan.first, plan.last, MARGIN + labels, wide)
    title = cut(plan.title, labels + wide, 16)
    top = MARGIN + 62
    below = top + ROW * len(plan.bars)
    whole = 2 * MARGIN + labels + wide
    signs, high = legend(
        MARGIN + 6, below + 44, whole - 2 * MARGIN, [*SIGNS, State.ONGOING], translate
    )
    rows = [(bar, top + ROW * place) for place, bar in enumerate(plan.bars)]
    body = [
        text(MARGIN, MARGIN + 16, title, size=16),
        *(rect(MARGIN, y, labels + wide, ROW, "band") for _, y in rows[1::2]),
        *axis(months, scale, top, below),
        *(_row(bar, scale, y, 0 if bar.is_phase else indent, translate) for bar, y in rows),
        *today_line(plan.today, plan.first, plan.last, scale, top - 4, below, translate),
        signs,
    ]
    described = msgn(
        "{n} task from {first} to {last}",
        "{n} tasks from {first} to {last}",
        sum(not bar.is_phase for bar in plan.bars),
        first=iso(plan.first),
        last=iso(plan.last),
    )
    heading = translate(msg("{plan} along the months", plan=plan.title))
    return document(whole, below + 44 + high + 8, heading, translate(described), body, "gantt")


def axis(months: Iterable[Column], scale: Scale, top: float, below: float) -> Iterator[str]:
    """The months above, with their years, and a line where each begins; none over another."""
    year, free = "", 0.0
    for month in months:
        x = scale.at(month.first)
        if month.label[:4] != year:
            year = month.label[:4]
            yield text(x + 2, top - 24, year, "faint", size=11)
        if x >= free:
            yield text(x + 2, top - 8, month.label[5:7], "faint", size=11)
            free = x + 2 + long("00 ", 11)
        yield line(x, top - 18, x, below, "rule")


def today_line(
    today: Day, first: Day, last: Day, scale: Scale, top: float, below: float, translate: Translator
) -> Iterator[str]:
    """A dashed line through today, named below."""
    if first <= today <= last:
        x = scale.middle(today)
        said = translate(msg("today {date}", date=iso(today)))
        room = long(said) / 2
        x_text = min(max(x, scale.at(first) + room), max(scale.at(last + 1) - room, room))
        yield line(x, top, x, below + 6, "today", "4 3")
        yield text(x_text, below + 20, said, "today", "middle")


def _row(bar: Bar, scale: Scale, top: float, indent: float, translate: Translator) -> str:
    middle = top + ROW / 2
    said = cut(bar.title, LABELS - indent)
    made = titled(bar.title)
    made += text(MARGIN + indent, middle + 4, said, "phase" if bar.is_phase else "ink")
    for first, last in bar.stretches:
        x, end = scale.at(first), scale.at(last + 1)
        if bar.is_phase:
            made += _phase(x, end, middle)
        elif bar.standing:
            made += line(x, middle, end, middle, "ongoing", "6 3")
        else:
            made += rect(x, middle - 2, max(end - x, 1), 4, "bar", round_=2)
    for one, x in joined(bar.marks, scale):
        name = state_name(one.state, translate)
        shown = msg("{date}: {state} {n}", date=iso(one.day), state=name, n=one.count)
        made += mark(x, middle, MARK, one.state, translate(shown), round_=True)
    return element("g", made, class_="phase" if bar.is_phase else "task")


def _phase(x: float, end: float, middle: float) -> str:
    """A thick bar with its ends turned down, as a bracket over its tasks."""
    hook = min(4.0, (end - x) / 2)
    outline = (
        f"M{number(x)} {number(middle - 4)}H{number(end)}V{number(middle + 6)}"
        f"L{number(end - hook)} {number(middle + 2)}H{number(x + hook)}"
        f"L{number(x)} {number(middle + 6)}Z"
    )
    return element("path", d=outline, class_="tx-phase", fill="#4a6785")


def joined(marks: Iterable[Mark], scale: Scale) -> list[tuple[Mark, float]]:
    """The marks and where they stand; those that would cover each other made one, the worst."""
    found: list[tuple[Mark, float]] = []
    for one in marks:
        x = scale.middle(one.day)
        if found and x - found[-1][1] < MARK:
            before, place = found[-1]
            state = worst((before.state, one.state))
            found[-1] = Mark(one.day, state, before.count + one.count), place
        else:
            found.append((one, x))
    return found
