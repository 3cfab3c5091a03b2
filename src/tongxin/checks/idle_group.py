"""No task names a group.

A group of a plan is idle when no task of that plan names it as its group or under `with`, a common
group when no task of any plan does. Either its tasks are missing, or it stands on paper only. Give
it a task or take it away.

== 中文 ==
工作组没有任务。

本计划没有任务把它写作责任组或配合组（公共工作组则看所有计划），就是闲置。
要么漏写了它的任务，要么这个组只是挂名。请给它安排任务，或者删掉。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
  - {id: press, name: 宣传组}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, group: fire}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
  - {id: press, name: 宣传组}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, group: fire, with: 宣传组}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every group without a task."""
    world = agenda.world
    busy: set[int] = set()
    remedy = msg("give it a task, or take it away")
    for plan in world.plans:
        groups = world.groups_of(plan)
        named = {name for task in plan.tasks for name in (*task.group, *task.with_)}
        busy |= {id(groups[name]) for name in named if name in groups}
        for group in plan.groups if plan.tree.complete else ():
            if id(group) not in busy:
                message = msg("no task of this plan names this group")
                yield Diagnostic("idle-group", group.at(), message, remedy)
    for group in world.settings.groups if world.complete else ():
        if id(group) not in busy:
            message = msg("no task of any plan names this group")
            yield Diagnostic("idle-group", group.at(), message, remedy)
