"""A plan is part of, or follows, a plan that the workspace does not have.

`part-of` names the plan that this one carries out a part of, `follows` the plan of the year before.
Both give the id or exact title of another plan in `plans/`; a plan is not part of itself and does
not follow itself. Correct the name, or take the key away.

== 中文 ==
“所属计划”或“接续”写的计划找不到。

“所属计划”写上一层的计划，“接续”写上一期的计划，都要是 plans 里另一个计划的编号或标题，
不能写自己。请改正名称，或者把这一行删掉。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
part-of: saef

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
part-of: safe
"""

from collections.abc import Iterator
from functools import cache

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import suggestion
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Message, msg

OF_ITSELF = {
    "part-of": msg("a plan is not part of itself"),
    "follows": msg("a plan does not follow itself"),
}


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `part-of` and `follows` that names no other plan."""
    world = agenda.world

    @cache
    def remedy(name: str) -> Message | None:
        return suggestion(name, world.plan_index)

    for plan in world.plans:
        for key, name in (("part-of", plan.part_of), ("follows", plan.follows)):
            if name is None:
                continue
            found = world.plan_index.get(name)
            if found is plan:
                yield Diagnostic("unknown-plan", plan.at(key), OF_ITSELF[key])
            elif found is None and world.names_known:
                message = msg('no plan "{name}"', name=name)
                yield Diagnostic("unknown-plan", plan.at(key), message, remedy(name))
