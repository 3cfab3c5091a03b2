"""`due`, and `tongxin` alone: what to do now."""

from collections.abc import Sequence

from tongxin.answers.day import COMING, DayList, Line, Narrow, Section, day_list, within
from tongxin.calendar.periods import iso
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, msg
from tongxin.output.duties import render_day, weekday
from tongxin.output.plain import due_json


def due(
    context: Context,
    groups: Sequence[str] = (),
    places: Sequence[str] = (),
    days: int = COMING,
    each: bool = False,
    everything: bool = False,
) -> int:
    """List the duties that press, one line a duty.

    Args:
        context: where, when, how.
        groups: only duties of these groups (ids or names).
        places: only duties at these places (ids, names or kinds).
        days: how many days ahead to look.
        each: one line for each place (or other member) instead of one for all.
        everything: all occurrences of all active plans, whatever their state.
    """
    agenda = context.agenda
    ensure_known(context, groups, places)
    context.name_unread()
    narrow = Narrow(tuple(groups), tuple(places), days)
    if everything:
        wide = Narrow(tuple(groups), tuple(places), 100 * 366)
        found = [
            o
            for o in agenda.occurrences()
            if o.duty.plan.status == "active" and within(agenda, o, wide)
        ]
        if context.form == "json":
            context.say_json(due_json(agenda, found, None))
        else:
            from tongxin.output.duties import render_all

            context.say(render_all(agenda, found, context.translate))
        return OK
    day = day_list(agenda, narrow, each)
    if context.form == "json":
        listed = [o for line in day_list(agenda, narrow, each=True).lines for o in line.occurrences]
        context.say_json(due_json(agenda, listed, day))
        return OK
    context.say(render_day(agenda, day, context.translate))
    if not (day.lines or day.hazards or day.measurements):
        context.say([[("good", context.translate(msg("nothing is due")))]])
    return OK


def today(context: Context) -> int:
    """The day: overdue, due today and this week, open hazards, and the commands that fit."""
    agenda, translate = context.agenda, context.translate
    context.name_unread()
    if context.form == "json":
        return due(context, days=0)
    date = msg("{date} ({weekday})", date=iso(context.today), weekday=weekday(context.today))
    community = context.world.settings.community
    context.say([[("strong", f"{community.name if community else ''}  {translate(date)}")], []])
    week_end = context.today + (7 - (context.today - 1) % 7) - 1
    day = day_list(agenda)
    lines = tuple(line for line in day.lines if _this_week(line, week_end))
    context.say(render_day(agenda, DayList(lines, day.hazards, ()), translate))
    for command in _fitting(day):
        context.say([[("faint", translate(command))]])
    return OK


def _this_week(line: Line, week_end: int) -> bool:
    if line.section in (Section.OVERDUE, Section.TODAY):
        return True
    return line.section is Section.OPEN and line.first.due <= week_end


def _fitting(day: DayList) -> list[Message]:
    """The two or three commands that fit this day."""
    late = next((line for line in day.lines if line.section is Section.OVERDUE), None)
    owed = late or next(iter(day.lines), None)
    found = [msg("tongxin due          everything that can be done now")]
    if owed is not None:
        found.append(msg("tongxin done {task}   once it is done", task=owed.first.duty.name))
    if late is not None:
        found.append(msg("tongxin explain {task}   why it is overdue", task=late.first.duty.name))
    elif day.hazards:
        found.append(msg("tongxin hazard list   the open hazards"))
    return found


def ensure_known(context: Context, groups: Sequence[str], places: Sequence[str]) -> None:
    """Refuse a group or place that nothing bears, with the nearest names."""
    from tongxin.checks.references import suggestion

    world = context.world
    all_groups = {**world.common_groups}
    for plan in world.plans:
        all_groups |= world.groups_of(plan)
    for name in groups:
        if name not in all_groups:
            raise TongxinError(msg('no group "{name}"', name=name), suggestion(name, all_groups))
    for name in places:
        if not world.places_named(name):
            raise TongxinError(msg('no place "{name}"', name=name), suggestion(name, world.places))
