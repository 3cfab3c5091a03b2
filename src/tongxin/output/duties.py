"""Duties as lines of text: for `check`, `due`, `explain` and the day."""

from collections.abc import Iterable, Iterator, Sequence

from tongxin.answers.day import (
    DayList,
    HazardLine,
    Light,
    Section,
    working_days_left,
)
from tongxin.answers.day import (
    Line as DutyLine,
)
from tongxin.answers.hazards import Hazard
from tongxin.answers.names import group_name, member_name
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.calendar.periods import Day, Unit, index_of, iso, label, parse_label
from tongxin.messages import Message, Translator, Value, Word, msg, msgn
from tongxin.model import words
from tongxin.output.style import Line, pad, width

SECTIONS = {
    Section.OVERDUE: msg("Overdue"),
    Section.TODAY: msg("Due today"),
    Section.OPEN: msg("To do now"),
    Section.COMING: msg("Coming up"),
}

_SIGNS = {Light.RED: ("bad", "!! "), Light.YELLOW: ("warning", "!  "), Light.BLUE: ("info", ".  "),
          Light.NONE: ("", "   ")}  # fmt: skip
"""Lights that can be read without colour."""


def short_date(day: Day, today: Day) -> str:
    """`11-23`, with the year where it is not this one."""
    text = iso(day)
    return text[5:] if text[:4] == iso(today)[:4] else text


def weekday(day: Day) -> Word:
    """The weekday of a day."""
    return words.word("word:weekday", list(words.SPELLINGS["word:weekday"])[(day - 1) % 7])


ONCE = Word("once", "一次性")
"""The period of work that is done once."""


def period_name(o: Occurrence, today: Day) -> Value:
    """A period as people say it: this week, last month; other labels as they are."""
    parsed = parse_label(o.period)
    if parsed is None:
        return "" if o.period == "once" else o.period
    unit, number = parsed
    several = unit is not Unit.DAY and index_of(unit, o.due) != number  # a fortnight
    if unit is Unit.DAY or several or o.period != label(unit, number):
        return o.period
    names = _RELATIVE.get((unit, number - index_of(unit, today)))
    return names if names is not None else o.period


_RELATIVE: dict[tuple[Unit, int], Message] = {
    (Unit.WEEK, 0): msg("this week"),
    (Unit.WEEK, -1): msg("last week"),
    (Unit.WEEK, 1): msg("next week"),
    (Unit.MONTH, 0): msg("this month"),
    (Unit.MONTH, -1): msg("last month"),
    (Unit.MONTH, 1): msg("next month"),
    (Unit.QUARTER, 0): msg("this quarter"),
    (Unit.QUARTER, -1): msg("last quarter"),
    (Unit.QUARTER, 1): msg("next quarter"),
    (Unit.HALF_YEAR, 0): msg("this half-year"),
    (Unit.YEAR, 0): msg("this year"),
    (Unit.TEN_DAYS, 0): msg("these ten days"),
    (Unit.HALF_MONTH, 0): msg("this half-month"),
}


def title(agenda: Agenda, occurrence: Occurrence) -> str:
    """The duty's title, and for whom it is owed."""
    member = member_name(agenda, occurrence.duty, occurrence.member)
    return f"{occurrence.duty.task.title} {member}" if member else occurrence.duty.task.title


# ── check ─────────────────────────────────────────────────────────────────────────────────────


def render_overdue(
    agenda: Agenda, overdue: Iterable[Occurrence], translate: Translator
) -> Iterator[Line]:
    """What is still owed, the longest overdue first."""
    rows = []
    for o in overdue:
        days = msgn("{n} day overdue", "{n} days overdue", agenda.today - o.due)
        rows.append((o, days, _due_text(o)))
    yield from _rows(agenda, rows, translate, "bad")


def render_missed(
    agenda: Agenda, missed: Iterable[Occurrence], translate: Translator
) -> Iterator[Line]:
    """What closed short."""
    rows = [
        (
            o,
            msg("{count} of {quota}", count=o.count, quota=o.quota),
            period_name(o, agenda.today),
        )
        for o in missed
    ]
    yield from _rows(agenda, rows, translate, "warning")


def _due_text(o: Occurrence) -> Message:
    if o.extended is not None:
        return msg("due {date} (extended)", date=iso(o.due))
    return msg("due {date}", date=iso(o.due))


def _rows(
    agenda: Agenda,
    rows: Sequence[tuple[Occurrence, Message, Value]],
    translate: Translator,
    style: str,
) -> Iterator[Line]:
    """Aligned: figure, when, task, title, group."""
    cells = [
        (
            translate(figure),
            translate.show(when),
            o.duty.name,
            title(agenda, o),
            group_name(agenda, o),
        )
        for o, figure, when in rows
    ]
    widths = [max((min(width(row[n]), 44) for row in cells), default=0) for n in range(4)]
    for row in cells:
        yield [
            (style, "  " + pad(row[0], widths[0])),
            ("", "  " + pad(row[1], widths[1])),
            ("strong", "  " + pad(row[2], widths[2])),
            ("", "  " + pad(row[3], widths[3])),
            ("faint", "  " + row[4]),
        ]


# ── due ───────────────────────────────────────────────────────────────────────────────────────


def render_day(agenda: Agenda, day: DayList, translate: Translator) -> Iterator[Line]:
    """The day's list by section."""
    for section, heading in SECTIONS.items():
        lines = [line for line in day.lines if line.section is section]
        if not lines:
            continue
        yield [("strong", translate(heading)), ("faint", f" ({len(lines)})")]
        names = [line.first.duty.name for line in lines]
        columns = min(max(map(width, names)), 32)
        for line in lines:
            yield render_duty(agenda, line, translate, columns)
        yield []
    later = sum(line.section is Section.LATER for line in day.lines)
    if later:
        text = msgn(
            "{n} open duty is due later (--days {days} lists it)",
            "{n} open duties are due later (--days {days} lists them)",
            later,
            days=max(line.first.due for line in day.lines) - agenda.today,
        )
        yield [("faint", translate(text))]
        yield []
    if day.hazards:
        yield [
            ("strong", translate(msg("Hazards"))),
            ("faint", f" ({len({h.hazard.id for h in day.hazards})})"),
        ]
        for hazard in day.hazards:
            yield render_hazard(agenda, hazard, translate)
        yield []
    if day.measurements:
        yield [
            ("strong", translate(msg("To be measured"))),
            ("faint", f" ({len(day.measurements)})"),
        ]
        for found, due in day.measurements:
            name = f"{found.plan.id}/{found.indicator.id}"
            yield [
                ("", f"   {name}  {found.indicator.name}  "),
                ("faint", translate(msg("by {date}", date=iso(due)))),
            ]
        yield []


def render_duty(agenda: Agenda, line: DutyLine, translate: Translator, columns: int = 0) -> Line:
    """A duty: its light, its task, how far it is, who answers for it."""
    style, sign = _SIGNS[line.light]
    o = line.first
    several = len(line.occurrences) > 1
    name = o.duty.task.title if several else title(agenda, o)
    return [
        (style, f" {sign}"),
        ("strong", pad(o.duty.name, columns)),
        ("", f"  {name}  "),
        (style, translate(standing(agenda, line))),
        ("faint", f"  {group_name(agenda, o)}"),
    ]


def standing(agenda: Agenda, line: DutyLine) -> Message:
    """How far a duty is and how long there is: 本周 1/2,剩 2 个工作日."""
    o, today = line.first, agenda.today
    done = msg(
        "{period} {count}/{quota}",
        period=period_name(o, today),
        count=line.count,
        quota=line.quota,
    )
    if not period_name(o, today):
        done = msg("{count}/{quota}", count=line.count, quota=line.quota)
    if o.state is State.UPCOMING:
        if o.opens == o.due:
            return msg(
                "{done}, on {date} ({weekday})",
                done=done,
                date=short_date(o.due, today),
                weekday=weekday(o.due),
            )
        return msg(
            "{done}, from {first} to {last}",
            done=done,
            first=short_date(o.opens, today),
            last=short_date(o.due, today),
        )
    left: Message
    if o.state is State.OVERDUE:
        left = msgn(
            "{n} day overdue, was due {date}",
            "{n} days overdue, was due {date}",
            today - o.due,
            date=short_date(o.due, today),
        )
    elif o.due == today:
        left = msg("due today")
    elif o.due - today <= 14:
        days = working_days_left(agenda, o.due)
        left = (
            msgn("{n} working day left", "{n} working days left", days)
            if days
            else msg("no working day left before {date}", date=short_date(o.due, today))
        )
    else:
        left = msg("due {date}", date=short_date(o.due, today))
    if len(line.occurrences) == 1:
        return msg("{done}, {left}", done=done, left=left)
    lacking = tuple(
        f"{member_name(agenda, other.duty, other.member)} {number}" for other, number in line.short
    )
    return msg(
        "{done}, {left}; lacking {members}", done=done, left=left, members=shortened(lacking)
    )


def shortened(names: tuple[str, ...], most: int = 8) -> Value:
    """The first names, and how many more there are."""
    if len(names) <= most:
        return names
    return (*names[:most], msg("{n} more", n=len(names) - most))


def hazard_places(agenda: Agenda, hazard: Hazard) -> tuple[str, ...]:
    """Where a hazard is, by name."""
    names = (p.name for name in hazard.places for p in agenda.world.places_named(name))
    return tuple(names) or hazard.places


def hazard_stage(agenda: Agenda, hazard: Hazard) -> Value:
    """Where it stands, and by how much it is overdue."""
    stage: Value = words.word("word:hazard-state", hazard.stage)
    if hazard.is_overdue(agenda.today):
        days = msgn("{n} day overdue", "{n} days overdue", agenda.today - hazard.due)
        stage = msg("{stage}, {overdue}", stage=stage, overdue=days)
    return stage


def render_hazard(agenda: Agenda, line: HazardLine, translate: Translator) -> Line:
    """An open hazard: its light, where it stands, and what comes next."""
    style, sign = _SIGNS[line.light]
    hazard = line.hazard
    places, what = hazard_places(agenda, hazard), hazard.what or ""
    stage = hazard_stage(agenda, hazard)
    step = msg(
        "next: {event} by {date}",
        event=words.word("word:event", line.step.event),
        date=short_date(line.step.by, agenda.today),
    )
    return [
        (style, f" {sign}"),
        ("strong", hazard.id),
        ("", f"  {translate.show(places)}  {what}  "),
        (style, translate.show(stage)),
        ("", "  " + translate(step)),
    ]


def render_all(
    agenda: Agenda, occurrences: Iterable[Occurrence], translate: Translator
) -> Iterator[Line]:
    """Every occurrence: state, due day, count, task, title."""
    for o in occurrences:
        state = translate.show(words.word("word:state", o.state))
        style = {"overdue": "bad", "missed": "warning", "met": "good", "late": "good"}.get(
            o.state, ""
        )
        yield [
            (style, pad(state, 10)),
            ("", f"{iso(o.due)}  {pad(o.period, 12)}  {pad(f'{o.count}/{o.quota}', 6)}  "),
            ("strong", o.duty.name),
            ("", f"  {title(agenda, o)}"),
        ]
