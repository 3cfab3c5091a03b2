"""Between two phases lie days of the plan's period that belong to no phase.

Phases are taken in the order in which they begin; the days between the latest end so far and the
next beginning are the gap. Days before the first phase and after the last are no gap. Often a gap
is a slip of the hand: a phase that ends with the 30th of a month of 31 days. Let one phase end on
the day before the next begins; where the pause is meant, turn the finding off.

== 中文 ==
相邻两个阶段之间有几天不属于任何阶段。

各阶段按开始时间排好，前面各阶段最晚的结束日与下一阶段开始日之间空着的日子就是空档；第一阶段之前、
最后阶段之后的不算。空档多半是笔误，例如把有31天的月份写到30日为止。
请让前一阶段写到后一阶段开始的前一天；确实要停一段的，可以把这项核对关掉。

== fails ==
-- plans/creation.yaml
plan: creation
title: 创建健康社区工作计划
period: 2026
phases:
  - {id: start, name: 宣传发动阶段, from: 2026-01-01, to: 2026-03-30}
  - {id: act, name: 组织实施阶段, from: 2026-04-01, to: 2026-09-30}

== passes ==
-- plans/creation.yaml
plan: creation
title: 创建健康社区工作计划
period: 2026
phases:
  - {id: start, name: 宣传发动阶段, from: 2026-01-01, to: 2026-03-31}
  - {id: act, name: 组织实施阶段, from: 2026-04-01, to: 2026-09-30}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.plan import Plan


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every gap between phases; nothing where a phase has lost a date."""
    for plan in agenda.world.plans:
        if plan.period is not None and plan.tree.complete:
            yield from _gaps(plan, *plan.period)


def _gaps(plan: Plan, first: int, last: int) -> Iterator[Diagnostic]:
    dated = [(p.from_, p.to, p) for p in plan.phases if p.from_ is not None and p.to is not None]
    if len(dated) < len(plan.phases):
        return
    dated.sort(key=lambda item: item[:2])
    reached = None
    for begins, to, phase in dated:
        gap_first, gap_last = (
            max(first, begins if reached is None else reached + 1),
            min(last, begins - 1),
        )
        if gap_first <= gap_last:
            days = iso(gap_first), iso(gap_last)
            message = (
                msg("no phase holds {day}", day=days[0])
                if gap_first == gap_last
                else msg(
                    "no phase holds the days from {first} to {last}", first=days[0], last=days[1]
                )
            )
            remedy = msg("let the phase before it end on {day}", day=iso(gap_last))
            yield Diagnostic("phase-gap", phase.at("from"), message, remedy)
        reached = to if reached is None else max(reached, to)
