"""A task names no group that answers for it.

Without a `group` the task appears in no group's list of what is due and in no report by group.
Name the group that leads; those that help stand under `with`.

== 中文 ==
任务没写责任组。

没写责任组的任务，哪个组的待办里都看不到，按组统计也没有它。请写牵头的组，协助的写在“配合”里。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
tasks:
  - {id: patrol, title: 消防巡查, schedule: 每周1次, group: fire}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model import words


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every task without a group."""
    remedy = msg('add "{key}: …"', key=words.word("task", "group"))
    for plan in agenda.world.plans:
        for task in plan.tasks if plan.tree.complete else ():
            if not task.has("group"):
                message = msg("no group answers for this task")
                yield Diagnostic("task-without-group", task.at(), message, remedy)
