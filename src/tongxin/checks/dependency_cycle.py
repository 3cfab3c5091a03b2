"""Things wait for, or stand in, each other in a ring.

A task that is `after` another which is, by whatever way, after the first can never begin. The same
holds for indicators that are a part `of` each other, and for plans that are `part-of` each other
or that follow each other. Each ring is shown once, where its first link stands in order of file
and line, with the way round. Take one of its links away.

== 中文 ==
前置关系绕成了圈。

甲要等乙、乙又（直接或间接）要等甲，那就谁也开始不了。指标的“占”互相套、计划互为“所属计划”
或互相“接续”，也是一样。每个圈只报一次，并列出绕的路线。请去掉其中一环。

== fails ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: survey, title: 摸底调查, schedule: 3月底前, after: train}
  - {id: train, title: 骨干培训, schedule: 4月底前, after: survey}

== passes ==
-- plans/safe.yaml
plan: safe
title: 安全社区创建计划
period: 2026
tasks:
  - {id: survey, title: 摸底调查, schedule: 3月底前}
  - {id: train, title: 骨干培训, schedule: 4月底前, after: survey}
"""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from tongxin.answers.occurrences import Agenda
from tongxin.checks.unknown_task import preceding
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import msg
from tongxin.model.world import World, index

MOST_CYCLES = 50
"""Cycles shown of one tangle; whoever has more takes some links away and looks again."""


class Link(NamedTuple):
    """One thing that names another, by numbers of things."""

    start: int
    end: int
    span: Span


class Net:
    """Things and the links between them."""

    def __init__(self) -> None:
        self.names: dict[int, tuple[str, str]] = {}  # in its plan, and in the workspace
        self.links: dict[int, list[Link]] = {}

    def add(self, thing: object, near: str, far: str) -> None:
        """Take in a thing with its name in its plan and its name in the workspace."""
        self.names[id(thing)] = (near, far)
        self.links[id(thing)] = []

    def link(self, thing: object, other: object, span: Span) -> None:
        """One thing names another."""
        self.links[id(thing)].append(Link(id(thing), id(other), span))


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every ring of `after`, of `of`, of `part-of` and of `follows`."""
    for net in (_tasks(agenda.world), _indicators(agenda.world), *_plans(agenda.world)):
        for cycle in cycles(net.links):
            yield _finding(net, cycle)


def _tasks(world: World) -> Net:
    net = Net()
    for duty in world.duties:
        net.add(duty.task, duty.task.id, duty.name)
    for duty in world.duties:
        for number, name in enumerate(duty.task.after):
            found = preceding(world, duty.plan, name)
            if len(found) == 1:
                net.link(duty.task, found[0].task, duty.task.at("after", number))
    return net


def _indicators(world: World) -> Net:
    net = Net()
    for plan in world.plans:
        for indicator in plan.indicators:
            net.add(indicator, indicator.id, f"{plan.id}/{indicator.id}")
        known = index(plan.indicators)
        for indicator in plan.indicators:
            if indicator.of in known:
                net.link(indicator, known[indicator.of], indicator.at("of"))
    return net


def _plans(world: World) -> Iterator[Net]:
    for key, attribute in (("part-of", "part_of"), ("follows", "follows")):
        net = Net()
        for plan in world.plans:
            net.add(plan, plan.id, plan.id)
        for plan in world.plans:
            other = world.plan_index.get(getattr(plan, attribute) or "")
            if other is not None and other is not plan:  # of itself: `unknown-plan`
                net.link(plan, other, plan.at(key))
        yield net


def _finding(net: Net, cycle: list[Link]) -> Diagnostic:
    first = min(range(len(cycle)), key=lambda number: cycle[number].span.sort_key())
    cycle = cycle[first:] + cycle[:first]
    one_file = len({link.span.source.path for link in cycle}) == 1
    names = [net.names[link.start][0 if one_file else 1] for link in (*cycle, cycle[0])]
    message = msg("this goes round in a circle: {way}", way=" → ".join(names))
    remedy = msg("take one of these links away")
    return Diagnostic("dependency-cycle", cycle[0].span, message, remedy)


def cycles(links: dict[int, list[Link]]) -> Iterator[list[Link]]:
    """Cycles that together hold every link which is in any, each as short as can be."""
    part = tangles(links)
    covered: set[Link] = set()
    shown: dict[int, int] = {}
    for start, out in links.items():
        for link in out:
            tangle = part[start]
            if part[link.end] != tangle or link in covered or shown.get(tangle, 0) >= MOST_CYCLES:
                continue
            cycle = [link, *_way(links, part, link.end, start)]
            covered.update(cycle)
            shown[tangle] = shown.get(tangle, 0) + 1
            yield cycle


def _way(links: dict[int, list[Link]], part: dict[int, int], start: int, goal: int) -> list[Link]:
    """The shortest way from one thing to another of the same tangle."""
    came: dict[int, Link] = {}
    todo = deque([start])
    while todo and start != goal and goal not in came:
        for link in links[todo.popleft()]:
            if part[link.end] == part[start] and link.end not in came and link.end != start:
                came[link.end] = link
                todo.append(link.end)
    way: list[Link] = []
    while goal != start:
        way.append(came[goal])
        goal = came[goal].start
    return way[::-1]


def tangles(links: dict[int, list[Link]]) -> dict[int, int]:
    """Thing → its tangle: things from each of which a way leads to each other (Tarjan)."""
    part: dict[int, int] = {}
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    open_: list[int] = []
    for root, first in links.items():
        if root in order:
            continue
        todo = [(root, iter(first))]
        order[root] = low[root] = len(order)
        open_.append(root)
        while todo:
            here, out = todo[-1]
            following = next(out, None)
            if following is None:
                todo.pop()
                if todo:
                    low[todo[-1][0]] = min(low[todo[-1][0]], low[here])
                if low[here] == order[here]:
                    while here not in part:
                        part[open_.pop()] = here
            elif following.end not in order:
                order[following.end] = low[following.end] = len(order)
                open_.append(following.end)
                todo.append((following.end, iter(links[following.end])))
            elif following.end not in part:
                low[here] = min(low[here], order[following.end])
    return part
