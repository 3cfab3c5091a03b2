"""A place is named that the workspace does not have.

A task's `places` are ids, names or kinds of the `places` in `tongxin.yaml`, or `all`; a schedule
with `each: place` needs at least one place to be owed for. A ledger entry gives ids or names of
single places, never a kind: what was done at 小区 would count for none of them. Correct the name,
or add the place to `tongxin.yaml`.

== 中文 ==
写到的地点在 tongxin.yaml 的“地点”里没有。

任务的“地点”可以写地点的编号、名称、类型，或“全部”；“逐个地点”的任务至少要有一个地点。
台账里要写具体地点的编号或名称，不能写类型：只写“小区”，哪个小区都不算。
请改正名称，或者把这个地点补进 tongxin.yaml。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
places:
  - {id: beiyuan, name: 北苑小区, kind: 小区}
  - {id: nanyuan, name: 南苑小区, kind: 小区}
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 逐个地点每月1次, places: 小区}
-- ledger/2026-11.yaml
- {date: 2026-11-03, task: fire/patrol, place: 小区}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
places:
  - {id: beiyuan, name: 北苑小区, kind: 小区}
  - {id: nanyuan, name: 南苑小区, kind: 小区}
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 消防巡查, schedule: 逐个地点每月1次, places: 小区}
-- ledger/2026-11.yaml
- {date: 2026-11-03, task: fire/patrol, place: [beiyuan, 南苑小区]}
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.checks.references import suggestion
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import msg
from tongxin.model import words
from tongxin.model.plan import Plan, Task
from tongxin.model.world import World
from tongxin.text.tree import Mapping

CODE = "unknown-place"


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every place that is named in a plan or in the ledger and is none."""
    world = agenda.world
    if not world.settings.tree.complete:
        return
    for plan in world.plans:
        for task in plan.tasks:
            yield from _of_task(world, plan, task)
    for entry in agenda.standing:
        for number, name in enumerate(entry.place):
            if name not in world.places:
                yield _in_ledger(world, name, entry.at("place", number))
        failed = entry.value_node("failed") if entry.failed else None
        for key, _ in failed.items if isinstance(failed, Mapping) else ():
            if key.value not in world.places:
                yield _in_ledger(world, key.value, entry.tree.span(key))


def _of_task(world: World, plan: Plan, task: Task) -> Iterator[Diagnostic]:
    unknown = [
        (number, name)
        for number, name in enumerate(task.places)
        if name not in ALL and not world.places_named(name)
    ]
    for number, name in unknown:
        remedy = suggestion(name, {**world.places_by_kind, **world.places})
        message = msg('no place or kind of place "{name}"', name=name)
        yield Diagnostic(CODE, task.at("places", number), message, remedy)
    if unknown or not owed_at_places(task) or not plan.tree.complete:
        return
    if not any(world.places_named(name) for name in task.places or ALL):
        message = msg("this is owed for each place, and there is none")
        remedy = msg(
            'add places to tongxin.yaml, under "{key}"', key=words.word("workspace", "places")
        )
        yield Diagnostic(CODE, task.at("schedule"), message, remedy)


ALL = tuple(spelling for spelling, word in words.spellings("word:ref").items() if word == "all")


def owed_at_places(task: Task) -> bool:
    """Is it owed for each place?"""
    return any("place" in rule.each for rule in task.schedule)


def _in_ledger(world: World, name: str, span: Span) -> Diagnostic:
    several = tuple(place.id for place in world.places_named(name))
    if several:
        message = msg('"{name}" is no single place', name=name)
        remedy = msg("the ledger names places one by one: {ids}", ids=several)
        return Diagnostic(CODE, span, message, remedy)
    message = msg('no place "{name}"', name=name)
    return Diagnostic(CODE, span, message, suggestion(name, world.places))
