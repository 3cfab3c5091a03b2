"""A task names a group that neither its plan nor the workspace has.

A duty without a group that answers for it is nobody's duty: reports by group would lose it. Give
the id or the exact name of a group under `groups` of the plan or of `tongxin.yaml`.

== 中文 ==
任务的责任组在本计划和社区公共工作组里都找不到。

没有责任组的任务等于没人负责，按组统计时也会漏掉。请写本计划或 tongxin.yaml 里“工作组”的编号或全名。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
tasks:
  - id: patrol
    title: 消防巡查
    group: 消防组
    schedule: 每周1次

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: fire, name: 消防安全工作组}
tasks:
  - id: patrol
    title: 消防巡查
    group: 消防安全工作组
    schedule: 每周1次
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import unknown
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.fields import names_known


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `group` of a task that names no group."""
    for plan in agenda.world.plans:
        groups = agenda.world.groups_of(plan)
        for task in plan.tasks:
            for number, name in enumerate(task.group):
                if name not in groups and names_known(plan.tree):
                    message = msg('no group "{name}" in this plan', name=name)
                    yield unknown("unknown-group", task.at("group", number), message, name, groups)
