"""Nothing measures a goal.

A goal is measured when it names an indicator, or when a task that names the goal does. Otherwise
nobody can show at the end that it was reached. Give the goal or one of its tasks `indicators`.

== 中文 ==
目标没有指标来衡量。

目标自己写了指标，或者为它服务的某项任务写了指标，都算有。都没有，到年底就拿不出数来证明目标达到了。
请给目标或者它的任务写上“指标”。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
goals:
  - {id: no-fire, text: 全年无亡人火灾}
indicators:
  - {id: fires, name: 火灾死亡人数, target: 0}

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
goals:
  - {id: no-fire, text: 全年无亡人火灾, indicators: fires}
indicators:
  - {id: fires, name: 火灾死亡人数, target: 0}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.unknown_goal import names_of
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every goal for which no indicator stands."""
    for plan in agenda.world.plans:
        if not plan.tree.complete:
            continue
        measured = {name for task in plan.tasks if task.has("indicators") for name in task.goals}
        for goal in plan.goals:
            if not goal.has("indicators") and measured.isdisjoint(names_of(goal)):
                message = msg("no indicator measures this goal")
                remedy = msg("name an indicator on the goal, or on a task that serves it")
                yield Diagnostic("unmeasured-goal", goal.at(), message, remedy)
