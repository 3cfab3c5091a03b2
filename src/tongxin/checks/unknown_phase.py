"""A task names a phase that its plan does not have.

A task's time is narrowed to its phase; without one that exists it would silently be owed over the
whole plan. Give the id or the exact name of a phase under `phases` of the same plan.

== 中文 ==
任务所在的阶段在本计划里找不到。

任务的时间按所在阶段来定，阶段写错，就会被当成整个计划期内的事。
请写本计划“阶段”里的编号或全名。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
phases:
  - {id: start, name: 动员部署阶段, from: 2026-01, to: 2026-03}
tasks:
  - {id: meeting, title: 召开动员会, phase: 启动阶段}

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
phases:
  - {id: start, name: 动员部署阶段, from: 2026-01, to: 2026-03}
tasks:
  - {id: meeting, title: 召开动员会, phase: 动员部署阶段}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import unknown
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.fields import names_known
from tongxin.model.world import index


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `phase` of a task that names no phase of its plan."""
    for plan in agenda.world.plans:
        if not names_known(plan.tree):
            continue
        phases = index(plan.phases)
        for task in plan.tasks:
            if task.phase is not None and task.phase not in phases:
                message = msg('no phase "{name}" in this plan', name=task.phase)
                yield unknown("unknown-phase", task.at("phase"), message, task.phase, phases)
