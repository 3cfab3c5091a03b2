"""Two things of one kind bear one id.

Ids tell things apart: two plans or two bases of a workspace, two places or two common groups, two
goals, indicators, groups, phases or tasks of one plan, and two clauses of a basis may not share
one. A ledger entry or an `answers` that names such an id would count for the first alone. The same
holds for a former id under `was` that another thing of that kind bears now. Give the later one an
id of its own; a plan and a basis, or a task and a group, may share theirs. Of two plans or bases
the one at fault is that whose file is not named for the id: delete it if it is only a copy. A name
may stand for an id, so two places, or two groups, phases or indicators of one plan, may not share a
name either.

== 中文 ==
同一类内容里有两个用了同一个编号。

编号是用来区分的：两个计划、两份依据、两个地点、两个公共工作组，同一计划里的两个目标、指标、
工作组、阶段或任务，同一依据里的两个条目，编号都不能相同，否则台账和“落实”只认第一个。
“曾用”里的旧编号如果已经是另一个同类内容的现编号，也算重复。请给后写的那个换一个编号；
不同类的（如任务和工作组）可以同号。两个计划或两份依据同号时，提示落在文件名与编号不符的那个文件上，
如果它只是副本，删掉就行。引用时也可以写名称，所以地点、同一计划里的工作组、阶段、指标
也不能重名。

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 楼道巡查, schedule: 每周1次}
  - {id: patrol, title: 夜间巡查, schedule: 每月1次}

== fails ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
groups:
  - {id: day, name: 巡查组}
  - {id: night, name: 巡查组}

== passes ==
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks:
  - {id: patrol, title: 楼道巡查, schedule: 每周1次}
  - {id: night-patrol, title: 夜间巡查, schedule: 每月1次}
"""

from collections.abc import Iterator
from typing import Any

from tongxin.answers.occurrences import Agenda
from tongxin.checks.id_mismatch import is_named_for
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import Message, msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every id that a second thing of its kind bears, or bore."""
    world = agenda.world
    kinds: list[tuple[Any, ...]] = [_originals_first(world.plans), _originals_first(world.bases)]
    kinds += [world.settings.places, world.settings.groups]
    kinds += [basis.clauses for basis in world.bases]
    for plan in world.plans:
        kinds += [plan.goals, plan.indicators, plan.groups, plan.phases, plan.tasks]
    for things in kinds:
        yield from _clashes(things)
    named: list[tuple[Any, ...]] = [world.settings.places, world.settings.groups]
    for plan in world.plans:
        named += [plan.indicators, plan.groups, plan.phases]
    for things in named:
        yield from _namesakes(things)


def _originals_first(things: tuple[Any, ...]) -> tuple[Any, ...]:
    """Plans or bases, those whose file bears their id before those that are perhaps its copy."""
    return tuple(sorted(things, key=lambda thing: not is_named_for(thing)))


def _namesakes(things: tuple[Any, ...]) -> Iterator[Diagnostic]:
    """Things with ids of their own and one name: who refers to the name cannot mean both."""
    first: dict[str, Any] = {}
    for thing in things:
        other = first.setdefault(thing.name, thing) if thing.name else thing
        if other is not thing and other.id != thing.id:
            message = msg('the name "{name}" is given a second time', name=thing.name)
            remedy = msg(
                "it was first given at {file}:{line}; choose another name here",
                file=other.at().source.path,
                line=other.at("name").line,
            )
            yield Diagnostic("duplicate-id", thing.at("name"), message, remedy)


def _clashes(things: tuple[Any, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Any] = {}
    for thing in things:
        if thing.id and first.setdefault(thing.id, thing) is not thing:
            message = msg('the id "{id}" is given a second time', id=thing.id)
            yield _finding(first[thing.id].at(), thing.at(), message)
    for thing in things:
        for number, former in enumerate(thing.was):
            if former in first and former != thing.id:
                one, other = sorted(
                    (first[former].at(), thing.at("was", number)), key=Span.sort_key
                )
                message = msg('"{id}" is the id of one and the former id of another', id=former)
                yield _finding(one, other, message)


def _finding(first: Span, later: Span, message: Message) -> Diagnostic:
    remedy = msg(
        "it was first given at {file}:{line}; choose another id here",
        file=first.source.path,
        line=first.line,
    )
    return Diagnostic("duplicate-id", later, message, remedy)
