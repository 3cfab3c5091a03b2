"""A span ends before it begins, or a phase begins before the phase above it.

The `to` of a phase, a task or a place must not be earlier than its `from`, and phases stand in
the order in which they begin. The same code is given while reading to spans written as one text,
such as `period: 2027-06..2026-09`. Nothing can be owed in a span that ends before it begins. Put
the dates right, or the phases into order.

== 中文 ==
时间段的终点早于起点，或者下面的阶段比上面的阶段开始得还早。

阶段、任务、地点的“止”不能早于“起”；各阶段按开始时间从上到下排列。
写成一段文字的起止时间（如 2027-06..2026-09）倒置了，也报这个代码。
倒置的时间段里不会产生任何待办。请把日期改对，或者把阶段的顺序调过来。

== fails ==
-- plans/creation.yaml
plan: creation
title: 创建健康社区工作计划
period: 2026
phases:
  - {id: act, name: 组织实施阶段, from: 2026-04, to: 2026-09}
  - {id: start, name: 宣传发动阶段, from: 2026-01, to: 2026-03}

== passes ==
-- plans/creation.yaml
plan: creation
title: 创建健康社区工作计划
period: 2026
phases:
  - {id: start, name: 宣传发动阶段, from: 2026-01, to: 2026-03}
  - {id: act, name: 组织实施阶段, from: 2026-04, to: 2026-09}
"""

from collections.abc import Iterator
from itertools import pairwise

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.community import Place
from tongxin.model.plan import Phase, Plan, Task


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `to` before its `from`, and every phase before the one above."""
    things: list[Phase | Task | Place] = [*agenda.world.settings.places]
    for plan in agenda.world.plans:
        things += [*plan.phases, *plan.tasks]
    for thing in things:
        if thing.from_ is not None and thing.to is not None and thing.to < thing.from_:
            message = msg(
                "this ends on {to}, before it begins on {from_}",
                to=iso(thing.to),
                from_=iso(thing.from_),
            )
            yield Diagnostic(
                "phase-order", thing.at("to"), message, msg("put the earlier date first")
            )
    for plan in agenda.world.plans:
        yield from _out_of_order(plan)


def _out_of_order(plan: Plan) -> Iterator[Diagnostic]:
    dated = [(phase, phase.from_) for phase in plan.phases if phase.from_ is not None]
    for (above, earlier), (phase, begins) in pairwise(dated):
        if begins < earlier:
            message = msg(
                'this phase begins on {date}, before "{above}" above it begins on {earlier}',
                date=iso(begins),
                above=above.name,
                earlier=iso(earlier),
            )
            remedy = msg("put the phases into the order in which they begin")
            yield Diagnostic("phase-order", phase.at("from"), message, remedy)
