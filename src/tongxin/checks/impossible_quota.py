"""A period asks for more times than it has days.

For periods of a week and longer, for `in` and for one-off work the quota must not be greater than
the number of days in which the work can be done, from the day it opens to the day it closes (its
due day, if it never closes). For `every: day` and `every: workday` more than 24 times a day is
impossible. A period that the plan's beginning or end cuts is no fault where others are whole. Such
a duty can never be met and pulls every rate down. Lower `times`, or widen the time.

== 中文 ==
要求的次数比可办的天数还多。

按周及更长周期的工作、“于”某段时间的工作和一次性工作，
次数不能多于从开始到结束（不会过期的算到截止日）的天数；
每日、每工作日的工作，一天不能多于24次。计划头尾被切短的一期，只要还有完整的期，就不算错。
这样的任务永远办不齐，还会拉低完成率。请减少次数，或者放宽时间。

== fails ==
-- plans/dengue.yaml
plan: dengue
title: 登革热防控计划
period: 2026
tasks:
  - {id: ditch, title: 清理沟渠积水, schedule: {every: week, times: 8}}

== passes ==
-- plans/dengue.yaml
plan: dengue
title: 登革热防控计划
period: 2026
tasks:
  - {id: ditch, title: 清理沟渠积水, schedule: {every: week, times: 3}}
"""

from collections.abc import Iterator

from tongxin.answers.expansion import Slot, Window, expand
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Unit
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg, msgn
from tongxin.model import words
from tongxin.model.schedule import Rule
from tongxin.model.world import Duty

TIMES_A_DAY = 24
"""More than this often a day nothing can be done."""


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every task with a slot that cannot be met: the first such slot."""
    for duty in agenda.world.duties:
        rules = tuple(rule for rule in duty.task.schedule if rule.times > 1)
        slot = next(_impossible(agenda, duty, rules), None) if rules else None
        if slot is not None:
            message = msgn(
                "{period} asks for {quota} times in {n} day",
                "{period} asks for {quota} times in {n} days",
                _days(slot),
                period=slot.label,
                quota=slot.quota,
            )
            remedy = msg('lower "{key}", or widen the time', key=words.word("schedule", "times"))
            yield Diagnostic("impossible-quota", duty.task.at("schedule"), message, remedy)


def _impossible(agenda: Agenda, duty: Duty, rules: tuple[Rule, ...]) -> Iterator[Slot]:
    task = duty.task
    for member, some in agenda.members(duty, rules):
        window = agenda.window(duty.plan, task, dict(member).get("place"))
        if window is None:
            continue
        for rule in some:
            a_day = TIMES_A_DAY if rule.unit in (Unit.DAY, Unit.WORKDAY) else 1
            if rule.times > a_day:
                slots = expand((rule,), window, agenda.almanac, task.shift, task.carry).slots
                if any(slot.quota > a_day * _days(slot) for slot in _uncut(slots, window)):
                    yield next(slot for slot in slots if slot.quota > a_day * _days(slot))


def _uncut(slots: tuple[Slot, ...], window: Window) -> list[Slot]:
    """The slots that do not touch the window's ends, where there are such."""
    inside = [s for s in slots if s.opens > window.first and (s.closes or s.due) < window.last]
    return inside or list(slots)


def _days(slot: Slot) -> int:
    return (slot.due if slot.closes is None else slot.closes) - slot.opens + 1
