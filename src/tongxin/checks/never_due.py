"""A task of an active plan is due on no day.

Its schedule has no occurrence in the time it is owed in: the plan's period, narrowed by its phase,
by its own `from` and `to` and by those of its places. So it will never be shown as due, and never
be missed. Correct the schedule or the dates. What is owed only while a hazard is open is judged as
if one always were.

== 中文 ==
任务在计划期内一次也轮不到。

任务的时间是计划期，再按阶段、任务自己的“起”“止”和地点的“起”“止”收窄；在这段时间里，
时间要求一次也排不出来，这项任务就永远不会到期，也永远查不出漏办。请改时间要求或者起止日期。
“有隐患的”才做的任务，按一直有隐患来判断。

== fails ==
-- plans/flood.yaml
plan: flood
title: 防汛工作计划
period: 2026-10..2026-12
tasks:
  - {id: patrol, title: 汛期巡查, schedule: 6月至9月每月1次}

== passes ==
-- plans/flood.yaml
plan: flood
title: 防汛工作计划
period: 2026-06..2026-12
tasks:
  - {id: patrol, title: 汛期巡查, schedule: 6月至9月每月1次}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.checks.bad_schedule import expansions
from tongxin.checks.unknown_place import owed_at_places
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.world import Duty


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every task whose schedule comes to nothing for every member."""
    owed = {track.duty.name for track in agenda.all_tracks if track.expansion.slots}
    for duty in agenda.world.duties:
        if (
            duty.plan.status == "active"
            and duty.name not in owed
            and not any(e.slots for e in expansions(agenda, duty))  # one that waits for a hazard
        ):
            yield from _finding(agenda, duty)


def _finding(agenda: Agenda, duty: Duty) -> Iterator[Diagnostic]:
    task = duty.task
    window = agenda.window(duty.plan, task)
    at_fault = task.has("schedule") and not task.schedule
    if window is None or at_fault or (owed_at_places(task) and not _has_place(agenda, duty)):
        return
    first, last = iso(window.first), iso(window.last)
    message = msg("never due between {first} and {last}", first=first, last=last)
    if window.last < window.first:
        message = msg(
            "never due: what it is owed in ends ({last}) before it begins ({first})",
            first=first,
            last=last,
        )
    remedy = msg("correct the schedule, or the dates of the plan, the phase or the task")
    yield Diagnostic("never-due", task.at("schedule"), message, remedy)


def _has_place(agenda: Agenda, duty: Duty) -> bool:
    world = agenda.world
    return any(world.places_named(name) for name in duty.task.places or ("all",))
