"""A task serves a goal that its plan does not have.

What a task does for a goal is lost to the reader when the goal cannot be found. Give the id of a
goal under `goals` of the same plan, or its exact text.

== 中文 ==
任务对应的目标在本计划里找不到。

目标写错，这项任务就不知道是为哪个目标服务的。请写本计划“目标”里的编号，或者一字不差的目标内容。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
goals:
  - {id: no-fire, text: 全年无亡人火灾}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, goals: no-fires}

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
from tongxin.checks.references import unknown
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.fields import names_known
from tongxin.model.plan import Goal


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every one of a task's `goals` that names no goal of its plan."""
    for plan in agenda.world.plans:
        if not names_known(plan.tree):
            continue
        goals = {name: goal for goal in plan.goals for name in names_of(goal)}
        for task in plan.tasks:
            for number, name in enumerate(task.goals):
                if name not in goals:
                    message = msg('no goal "{name}" in this plan', name=name)
                    yield unknown("unknown-goal", task.at("goals", number), message, name, goals)


def names_of(goal: Goal) -> tuple[str, ...]:
    """What a task may call a goal: its id, its text, its former ids."""
    return tuple(name for name in (goal.id, goal.text, *goal.was) if name)
