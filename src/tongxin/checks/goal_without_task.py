"""No task serves a goal.

A goal is served by the tasks of its plan that name it under `goals`, by its id or its exact text.
What no task serves will not come about by itself. Name the goal on the tasks that work for it, or
add one.

== 中文 ==
目标没有任务去落实。

本计划里有任务在“目标”里写了它（编号或原文），才算有人在做。没有任务的目标不会自己实现。
请在相关任务上写明这个目标，或者补一项任务。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
goals:
  - {id: no-fire, text: 全年无亡人火灾}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
goals:
  - {id: no-fire, text: 全年无亡人火灾}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, goals: no-fire}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.unknown_goal import names_of
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every goal that no task of its plan names."""
    for plan in agenda.world.plans:
        if not plan.tree.complete:
            continue
        served = {name for task in plan.tasks for name in task.goals}
        for goal in plan.goals:
            if served.isdisjoint(names_of(goal)):
                message = msg("no task serves this goal")
                remedy = msg("name the goal on the tasks that work for it")
                yield Diagnostic("goal-without-task", goal.at(), message, remedy)
