"""A task of an active or draft plan does not say when.

Words such as 定期, 及时 or 适时, and a task with neither a schedule nor a phase, owe nothing on any
day: nobody can see that such work was left undone. Say how often or by when, even if it is little
(每季度1次); where work truly goes on all the time write 全年, where it has no rhythm 不定期.

== 中文 ==
任务没说清什么时候做。

“定期、及时、适时”这类话，或者时间要求和阶段都没写，哪一天都不算到期，没做也看不出来。
请写明多久一次或者哪天以前，少一点也行（如“每季度1次”）；真是天天在做的写“全年”，没有规律的写“不定期”。

== fails ==
-- plans/health.yaml
plan: health
title: 健康促进计划
period: 2026
tasks:
  - {id: lecture, title: 健康讲座, schedule: 定期}

== fails ==
-- plans/health.yaml
plan: health
title: 健康促进计划
period: 2026
tasks:
  - {id: lecture, title: 健康讲座}

== passes ==
-- plans/health.yaml
plan: health
title: 健康促进计划
period: 2026
tasks:
  - {id: lecture, title: 健康讲座, schedule: 每季度1次}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.plan import Plan, Task
from tongxin.model.schedule import Ongoing


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every task without a time, in plans that are not over."""
    for plan in agenda.world.plans:
        if plan.status in ("active", "draft"):
            for task in plan.tasks:
                yield from _finding(plan, task)


_REMEDY = msg("say how often or by when: 每季度1次, 11月底前; or 全年, 不定期")


def _finding(plan: Plan, task: Task) -> Iterator[Diagnostic]:
    vague = [rule for rule in task.schedule if rule.ongoing is Ongoing.VAGUE]
    if task.schedule and not vague:
        return
    if vague:
        written = vague[0].written
        message = (
            msg('"{words}" does not say when', words=written)
            if written
            else msg("this schedule does not say when")
        )
        yield Diagnostic("vague-schedule", task.at("schedule"), message, _REMEDY)
    elif not task.has("schedule") and not task.has("phase") and plan.tree.complete:
        message = msg("this task does not say when it is to be done")
        yield Diagnostic("vague-schedule", task.at(), message, _REMEDY)
