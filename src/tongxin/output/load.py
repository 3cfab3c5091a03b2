"""The load of the weeks ahead as a table of figures, and as JSON."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tongxin.answers.load import Load, Reason, Row, Strain
from tongxin.calendar.periods import iso
from tongxin.messages import Message, Translator, Value, msg, msgn
from tongxin.output.style import Line, pad, width

STYLES = ("faint", "good", "info", "warning", "bad")
"""Level of a week → its style."""

WIDE = 80
"""Columns of the table; more weeks than fit go on below."""

CELL = 6

MOST = 6
"""Tasks of a full week that are named."""

NO_GROUP = msg("no group")


def figure(value: Fraction) -> str:
    """A share with one digit behind the point where it is not whole; never 0 for something."""
    if value and value < Fraction(1, 10):
        return "0.1"
    return f"{float(value):.1f}".removesuffix(".0")


def sign(found: Load, row: Row, number: int) -> str:
    """What a week's figure bears besides its colour: × not enough days, ! above the limit."""
    if found.is_short(row, number):
        return "×"
    return "!" if found.is_full(row, number) else ""


def row_name(name: str, translate: Translator) -> str:
    """The group's name, or what stands for none."""
    return name or translate(NO_GROUP)


# ── text ──────────────────────────────────────────────────────────────────────────────────────


def render_load(found: Load, translate: Translator, room: int = WIDE) -> Iterator[Line]:
    """A row a group, a column a week; then the weeks that cannot be done as planned."""
    weeks = len(found.weeks)
    yield [("strong", translate(heading_of(found)))]
    yield []
    names = [row_name(row.name, translate) for row in found.rows]
    heads = [translate(msg("working days")), translate(msg("all groups")), *names]
    columns = max(map(width, heads)) + 1
    beside = [width(translate(head)) + 1 for head in (msg("overdue"), msg("helping"))]
    step = max((room - columns - sum(beside)) // CELL, 4)
    if weeks <= step + 2:  # rather a line that is a little long than a second table of one week
        step = weeks
    for start in range(0, weeks, step):
        numbers = range(start, min(start + step, weeks))
        yield from _table(found, numbers, columns, translate)
        yield []
    legend = msg("figure: duties owed · ! above the limit · × not enough working days")
    yield [("faint", translate(legend))]
    for year in found.unknown_years:
        unknown = msg("the holidays of {year} are not known yet; weekends alone count", year=year)
        yield [("warning", translate(unknown))]
    if found.strains:
        yield []
        heading = translate(msg("Weeks that cannot be done as planned"))
        yield [("strong", heading), ("faint", f" ({len(found.strains)})")]
        for strain in found.strains:
            yield from _strain(strain, translate)


def heading_of(found: Load) -> Message:
    """Which weeks it is about."""
    return msgn(
        "Work of {n} week, from {first} to {last}",
        "Work of {n} weeks, from {first} to {last}",
        len(found.weeks),
        first=iso(found.weeks[0].first),
        last=iso(found.weeks[-1].last),
    )


def _right(text: str, size: int = CELL) -> str:
    return " " * (size - width(text)) + text


def _table(found: Load, numbers: range, columns: int, translate: Translator) -> Iterator[Line]:
    """Some of the weeks; what is overdue stands before the first, with whom it helps at the end."""
    first, last = numbers[0] == 0, numbers[-1] == len(found.weeks) - 1
    overdue, helping = translate(msg("overdue")), translate(msg("helping"))
    wide, behind = width(overdue) + 1, width(helping) + 2

    def line(head: str, style: str, late: str, cells: Line, more: str = "") -> Line:
        before: Line = [("bad" if late.isdecimal() else "faint", _right(late, wide))]
        after: Line = [("faint", _right(more, behind))]
        return [(style, pad(head, columns)), *(before * first), *cells, *(after * last)]

    weeks = [found.weeks[n] for n in numbers]
    labels: Line = [("faint", _right(w.label[5:] + " ")) for w in weeks]
    yield line("", "faint", overdue, labels, helping)
    yield line("", "faint", "", [("faint", _right(iso(w.first)[5:])) for w in weeks])
    days: Line = [("warning" if w.days < 4 else "faint", _right(f"{w.days} ")) for w in weeks]
    yield line(translate(msg("working days")), "faint", "", days)
    for row in found.rows:
        cells: Line = [_cell(found, row, n) for n in numbers]
        more = figure(row.helping) if row.helping else ""
        yield line(row_name(row.name, translate), "", str(row.overdue or "·"), cells, more)
    if len(found.rows) > 1:
        total: Line = [("strong", _right(_figure(found.total[n].owed) + " ")) for n in numbers]
        yield line(translate(msg("all groups")), "strong", str(found.overdue or "·"), total)


def _cell(found: Load, row: Row, number: int) -> tuple[str, str]:
    marked = sign(found, row, number)
    style = "bad" if marked else STYLES[found.level(row, number)]
    return style, _right(_figure(row.weeks[number].owed) + (marked or " "))


def _figure(value: Fraction) -> str:
    return figure(value) if value else "·"


def _strain(strain: Strain, translate: Translator) -> Iterator[Line]:
    yield [
        ("bad", f"  {strain.week.label}"),
        ("faint", f" ({iso(strain.week.first)[5:]})"),
        ("", f"  {translate.show(strain.groups or NO_GROUP)}  "),
        ("warning", translate(why(strain))),
    ]
    for task in strain.tasks[:MOST]:
        yield [
            ("", "    "),
            ("strong", task.task),
            ("", f"  {task.title}  "),
            ("faint", translate.show(_left(strain, task.owed, task.days, task.period))),
        ]
    if len(strain.tasks) > MOST:
        more = msg("{n} more", n=len(strain.tasks) - MOST)
        yield [("faint", "    " + translate(more))]


def why(strain: Strain) -> Message:
    """Why a week cannot be done as planned."""
    if strain.reason is Reason.NO_DAY:
        return msg("no working day is left for what is due")
    if strain.reason is Reason.FEW_DAYS:
        return msg("fewer working days than times still owed")
    return msg(
        "duties a working day: {a_day}, the limit is {limit}",
        a_day=figure(strain.a_day or Fraction(0)),
        limit=figure(strain.limit or Fraction(0)),
    )


def _left(strain: Strain, owed: Fraction, days: int, period: str) -> Value:
    if strain.reason is Reason.FULL:
        return figure(owed)
    return msg(
        "{period}: still owed {n}, working days {days}", period=period, n=figure(owed), days=days
    )


# ── JSON ──────────────────────────────────────────────────────────────────────────────────────


def load_json(found: Load) -> dict[str, Any]:
    """`load --format json`. Shares with two digits behind the point; `group` null: no group."""
    return {
        "version": 1,
        "today": iso(found.today),
        "unknown_years": list(found.unknown_years),
        "weeks": [
            {"week": w.label, "first": iso(w.first), "last": iso(w.last), "working_days": w.days}
            for w in found.weeks
        ],
        "groups": [
            {
                "group": row.group or None,
                "name": row.name or None,
                "overdue": row.overdue,
                "helping": _number(row.helping),
                "limit": _number(row.limit),
                "weeks": [
                    {
                        "week": week.label,
                        "owed": _number(share.owed),
                        "a_day": _number(found.a_day(row, n)),
                        "level": found.level(row, n),
                    }
                    for n, (week, share) in enumerate(zip(found.weeks, row.weeks, strict=True))
                ],
            }
            for row in found.rows
        ],
        "total": {
            "overdue": found.overdue,
            "weeks": [_number(share.owed) for share in found.total],
        },
        "strains": [
            {
                "week": s.week.label,
                "reason": str(s.reason),
                "groups": list(s.groups),
                "a_day": None if s.a_day is None else _number(s.a_day),
                "limit": None if s.limit is None else _number(s.limit),
                "tasks": [
                    {
                        "task": task.task,
                        "title": task.title,
                        "period": task.period or None,
                        "owed": _number(task.owed),
                        "working_days": None if s.reason is Reason.FULL else task.days,
                    }
                    for task in s.tasks
                ],
            }
            for s in found.strains
        ],
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 2)
