"""A task is due before the task that must be done first.

Both are one-off: every occurrence has a quota and never closes, and nothing is carried. The last
due day of the task that waits lies before the last due day of one of those named in its `after`,
so keeping to both days is impossible in that order. Give the task a later day, the other an
earlier one, or take the `after` away.

== 中文 ==
任务的截止日早于它前置任务的截止日。

两项都是一次性工作（每期都有次数要求、不会过期作废、也不结转），
而本任务最后的截止日早于前置任务最后的截止日，按先后顺序就不可能都按期完成。请推后本任务、
提前前置任务，或者去掉“前置”。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: survey, title: 摸底调查, schedule: {by: 2026-06-30}}
  - {id: report, title: 形成诊断报告, schedule: {by: 2026-05-31}, after: survey}

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: survey, title: 摸底调查, schedule: {by: 2026-06-30}}
  - {id: report, title: 形成诊断报告, schedule: {by: 2026-07-31}, after: survey}
"""

from collections.abc import Iterator

from tongxin.answers.expansion import Slot, expand
from tongxin.answers.occurrences import Agenda, schedule_of
from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.plan import Plan, Task
from tongxin.model.world import Duty, index


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `after` that names one-off work due later than the one-off work that waits for it."""
    last_dues: dict[Task, Day | None] = {}

    def last_due(duty: Duty) -> Day | None:
        if duty.task not in last_dues:
            last_dues[duty.task] = _last_due(agenda, duty)
        return last_dues[duty.task]

    for plan in agenda.world.plans:
        own: dict[str, Task] | None = None
        for task in plan.tasks:
            if not task.after:
                continue
            own = index(plan.tasks) if own is None else own
            due = last_due(Duty(plan, task))
            for number, name in enumerate(task.after):
                before = _named(agenda, plan, own, name)
                if due is None or before is None or before.task is task:
                    continue
                first_due = last_due(before)
                if first_due is not None and due < first_due:
                    message = msg(
                        'due on {due}, but "{title}", which comes first, is due on {first_due}',
                        due=iso(due),
                        title=before.task.title,
                        first_due=iso(first_due),
                    )
                    remedy = msg("give this a later day, or the other an earlier one")
                    yield Diagnostic(
                        "due-before-dependency", task.at("after", number), message, remedy
                    )


def _named(agenda: Agenda, plan: Plan, own: dict[str, Task], name: str) -> Duty | None:
    """The task an `after` means: of this plan, or `plan/task` of another."""
    if name in own:
        return Duty(plan, own[name])
    named = agenda.world.duty_index.get(name, ()) if "/" in name else ()
    return named[0] if len(named) == 1 else None


def _last_due(agenda: Agenda, duty: Duty) -> Day | None:
    """The last due day of one-off work; None for any other work."""
    if duty.task.carry:
        return None
    slots = list(_slots(agenda, duty))
    if not slots or any(slot.closes is not None or not slot.quota for slot in slots):
        return None
    return max(slot.due for slot in slots)


def _slots(agenda: Agenda, duty: Duty) -> Iterator[Slot]:
    """What a task would owe, for all its members; drafts too."""
    for member, rules in agenda.members(duty, schedule_of(duty.task)):
        window = agenda.window(duty.plan, duty.task, dict(member).get("place"))
        if window is not None:
            yield from expand(rules, window, agenda.almanac, duty.task.shift).slots
