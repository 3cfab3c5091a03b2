"""A plan names a basis that the workspace does not have.

`basis` says what the plan answers to: the notice from above or the acceptance standard, each in
a file of its own in `plans/basis/`. Without it nobody can tell which demands are still open. Give
its id or exact title, or write it down in `plans/basis/ID.yaml`. A plan is not its own basis.

== 中文 ==
计划的“依据”找不到。

依据是上级的通知或者考评标准，每份一个文件，放在 plans/basis 里。没有它，就查不出哪些要求还没落实。
请写依据的编号或全称，或者新建 plans/basis/编号.yaml。计划不能拿自己当依据。

== fails ==
-- plans/basis/creation.yaml
basis: creation
title: 创建标准
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
basis: creations

== passes ==
-- plans/basis/creation.yaml
basis: creation
title: 创建标准
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
basis: creation
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import suggestion
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `basis` of a plan that names none."""
    world = agenda.world
    for plan in world.plans:
        for number, name in enumerate(plan.basis):
            if name in world.basis_index:
                continue
            place = plan.at("basis", number)
            if name in (plan.id, plan.title, *plan.was):
                message = msg("a plan is not its own basis")
                remedy = msg("name the notice or standard that it answers to")
                yield Diagnostic("unknown-basis", place, message, remedy)
            elif world.names_known:
                message = msg('no basis "{name}"', name=name)
                remedy = suggestion(name, world.basis_index) or msg(
                    "write it down in plans/basis/, one file for each"
                )
                yield Diagnostic("unknown-basis", place, message, remedy)
