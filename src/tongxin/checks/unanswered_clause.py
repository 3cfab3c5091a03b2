"""Nothing in the workspace answers a clause.

Each clause of a basis is a demand that an inspection will ask for. It is answered by any goal,
indicator, group, phase, task, measure or hazard limit with `answers: basis/clause`. Say so where
the work is already planned; otherwise plan it.

== 中文 ==
依据里的这一条没有任何内容去落实。

依据的每一条检查时都会问到。目标、指标、工作组、阶段、任务、保障措施、隐患时限里写了
“落实: 依据/条目”，就算有。工作已经在计划里的，请补上“落实”；没有的，请安排。

== fails ==
-- plans/basis/creation.yaml
basis: creation
title: 创建标准
clauses:
  - {id: S4, text: 每月开展安全检查}
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: inspect, title: 安全检查, schedule: 每月1次}

== passes ==
-- plans/basis/creation.yaml
basis: creation
title: 创建标准
clauses:
  - {id: S4, text: 每月开展安全检查}
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: inspect, title: 安全检查, schedule: 每月1次, answers: creation/S4}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.world import each_answer


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every clause that nothing answers."""
    world = agenda.world
    if not world.complete:
        return
    clauses = world.clause_index
    answered = {id(clauses[name][1]) for name, _ in each_answer(world) if name in clauses}
    for basis in world.bases:
        for clause in basis.clauses:
            if id(clause) not in answered:
                name = f"{basis.id}/{clause.id}"
                message = msg('nothing answers the clause "{name}"', name=name)
                remedy = msg("name it on the task that answers it, or plan one")
                yield Diagnostic("unanswered-clause", clause.at(), message, remedy)
