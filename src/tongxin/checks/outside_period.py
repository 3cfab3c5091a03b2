"""A date of a plan lies outside the plan's own period.

Phases, the `from` and `to` of tasks, the `by` of goals, `ended` and the dates written in
schedules must lie between the first and the last day of `period`. What is due outside it is never
owed, so it would silently be forgotten. Correct the date, or lengthen the period.

== 中文 ==
计划里的某个日期落在计划起止时间之外。

阶段的起止、任务的起止、目标的完成时限、终止日期，以及时间要求里写明的日期，
都应在“起止时间”的首日和末日之间。落在外面的不会列入待办，容易悄悄漏掉。请改正日期，
或者延长计划的起止时间。

== fails ==
-- plans/flood.yaml
计划: flood
标题: 防汛工作计划
起止时间: 2026-05..2026-09
任务:
  - {编号: drains, 事项: 疏通雨水管网, 时间要求: {截止: 2026-10-15}}

== passes ==
-- plans/flood.yaml
计划: flood
标题: 防汛工作计划
起止时间: 2026-05..2026-10
任务:
  - {编号: drains, 事项: 疏通雨水管网, 时间要求: {截止: 2026-10-15}}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import msg
from tongxin.model.plan import Phase, Plan, Task
from tongxin.model.schedule import Rule


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every date of a plan that its period does not hold."""
    for plan in agenda.world.plans:
        if plan.period is None:
            continue
        first, last = plan.period
        for day, place in _dates(plan):
            if not first <= day <= last:
                yield Diagnostic(
                    "outside-period",
                    place,
                    msg(
                        "{date} is outside the plan's period, {first} to {last}",
                        date=iso(day),
                        first=iso(first),
                        last=iso(last),
                    ),
                    msg("correct the date, or change the plan's period"),
                )


def _dates(plan: Plan) -> Iterator[tuple[Day, Span]]:
    """Every day a plan names, and where."""
    if plan.ended is not None:
        yield plan.ended, plan.at("ended")
    for goal in plan.goals:
        if goal.by is not None:
            yield goal.by, goal.at("by")
    things: list[Phase | Task] = [*plan.phases, *plan.tasks]
    for thing in things:
        if thing.from_ is not None:
            yield thing.from_, thing.at("from")
        if thing.to is not None:
            yield thing.to, thing.at("to")
    for task in plan.tasks:
        for day in dict.fromkeys(day for rule in task.schedule for day in _days(rule)):
            yield day, task.at("schedule")


def _days(rule: Rule) -> Iterator[Day]:
    """The days of one certain year that a rule names."""
    spans = [bound for span in rule.within if isinstance(span, tuple) for bound in span]
    for bound in (*rule.due, rule.from_, rule.to, *spans):
        if isinstance(bound, int):
            yield bound
