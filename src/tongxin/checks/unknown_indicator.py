"""An indicator is named that does not exist.

Tasks and goals name indicators of their own plan by id or exact name. `of` names an indicator of
the plan or one of the community's `numbers`. A measurement in the ledger names `plan/indicator`,
or the indicator alone where only one plan has it. A value of an unknown indicator would be lost,
and a percentage of nothing cannot be computed; write a name that exists, or add the indicator.

== 中文 ==
写到的指标找不到。

任务和目标里的“指标”写本计划指标的编号或全名；“占”写本计划的指标，或社区“基础数据”里的一项；
台账填报指标时写“计划/指标”，全社区只有一个同名指标的，可以只写指标。
指标写错，填报的数值就没有着落，百分比也算不出来。请改正名称，或在计划里补上这个指标。

== fails ==
-- plans/health.yaml
plan: health
title: 健康家庭行动计划
period: 2026
indicators:
  - {id: families, name: 参加活动户数, target: 300}
tasks:
  - {id: lecture, title: 健康讲座, schedule: 每月1次, indicators: 参与户数}

== passes ==
-- plans/health.yaml
plan: health
title: 健康家庭行动计划
period: 2026
indicators:
  - {id: families, name: 参加活动户数, target: 300}
tasks:
  - {id: lecture, title: 健康讲座, schedule: 每月1次, indicators: 参加活动户数}
"""

from collections.abc import Iterator
from functools import cache

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import MOST_NAMES, suggestion, unknown
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Message, msg
from tongxin.model.fields import names_known
from tongxin.model.plan import Goal, Indicator, Plan, Task
from tongxin.model.world import World, index

CODE = "unknown-indicator"


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every indicator that is named in a plan or in the ledger and is none."""
    world = agenda.world
    for plan in world.plans:
        if names_known(plan.tree):
            yield from _in_plan(world, plan)
    if world.names_known:
        yield from _in_ledger(agenda)


def _in_plan(world: World, plan: Plan) -> Iterator[Diagnostic]:
    indicators = index(plan.indicators)
    things: tuple[Goal | Task, ...] = (*plan.goals, *plan.tasks)
    for thing in things:
        for number, name in enumerate(thing.indicators):
            if name not in indicators:
                message = msg('no indicator "{name}" in this plan', name=name)
                yield unknown(CODE, thing.at("indicators", number), message, name, indicators)
    community = world.settings.community
    known = {**(community.numbers if community else {}), **indicators}
    for indicator in plan.indicators:
        name = indicator.of or ""
        if name and name not in known and names_known(world.settings.tree):
            message = msg(
                '"{name}" is neither an indicator of this plan nor a number of the community',
                name=name,
            )
            yield unknown(CODE, indicator.at("of"), message, name, known)


def _in_ledger(agenda: Agenda) -> Iterator[Diagnostic]:
    named = indicators_named(agenda.world)

    @cache
    def remedy(name: str) -> Message | None:
        return suggestion(name, named) if len(named) <= MOST_NAMES else None

    for entry in agenda.standing:
        name = entry.indicator
        if entry.kind != "measured" or name is None:
            continue
        found = tuple(dict.fromkeys(named.get(name, {})))
        if not found:
            message = msg('no indicator "{name}" in any plan', name=name)
            yield Diagnostic(CODE, entry.at("indicator"), message, remedy(name))
        elif len(found) > 1:
            message = msg('"{name}" may be any of {names}', name=name, names=found)
            yield Diagnostic(CODE, entry.at("indicator"), message, msg("write plan/indicator"))


def indicators_named(world: World) -> dict[str, dict[str, Indicator]]:
    """What the ledger may call an indicator → `plan/indicator` of all that are so called."""
    found: dict[str, dict[str, Indicator]] = {}
    for plan in world.plans:
        for name, indicator in index(plan.indicators).items():
            full = f"{plan.id}/{indicator.id}"
            for spelled in (name, *(f"{first}/{name}" for first in (plan.id, *plan.was))):
                found.setdefault(spelled, {})[full] = indicator
    return found
