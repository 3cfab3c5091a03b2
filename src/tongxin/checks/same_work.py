"""Two plans demand one inspection of common places.

Two recurring tasks of different active plans name at least one common place under `places` (`all`
and kinds count), their times overlap, and they are alike: their titles have at least 40 % of
their pairs of neighbouring characters in common (巡查, 排查, 督查 and the like read as 检查), one
title holds the other, or they share an item of the checklist. One visit can serve both: record it
once with both names. Places with more than 200 recurring tasks are left out. Where the two are
different work, give them titles that say so.

== 中文 ==
两个计划要求对同样的地点做同一类检查。

两项定期任务分属不同的实施中计划，写明的地点有重合（“全部”和类型也算），时间有重叠，并且内容相近：
标题里相邻两字的组合有四成以上相同（巡查、排查、督查等都当作检查），或者一个标题包含另一个，
或者检查要点有相同的一条。一次上门可以算两项，登记时把两个任务写在一起就行。
同一地点的定期任务超过200项的不比。确实是两码事的，请把标题写得有区别。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
places: [{id: market, name: 农贸市场}, {id: school, name: 实验小学}]
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks: [{id: patrol, title: 消防安全检查, schedule: 每月1次, places: [market]}]
-- plans/safe.yaml
plan: safe
title: 安全生产工作计划
period: 2026
tasks: [{id: tour, title: 安全巡查, schedule: 每月1次, places: [market]}]

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
places: [{id: market, name: 农贸市场}, {id: school, name: 实验小学}]
-- plans/fire.yaml
plan: fire
title: 消防工作计划
period: 2026
tasks: [{id: patrol, title: 消防安全检查, schedule: 每月1次, places: [market]}]
-- plans/safe.yaml
plan: safe
title: 安全生产工作计划
period: 2026
tasks: [{id: tour, title: 特种设备台账核对, schedule: 每月1次, places: [market]}]
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from tongxin.answers.alike import places_of, recurs, same_work
from tongxin.answers.expansion import Window
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.world import Duty

CROWDED = 200
"""Where a place has more recurring tasks than this, nobody could act on the findings."""


@dataclass(frozen=True, eq=False, slots=True)
class _Candidate:
    """Recurring work with places of its own; `number` is its place in the order of the files."""

    number: int
    duty: Duty
    window: Window


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every pair of alike tasks, once, at the later."""
    for first, second in sorted(_pairs(agenda), key=lambda pair: (pair[1].number, pair[0].number)):
        if _overlap(first.window, second.window) and same_work(first.duty, second.duty):
            yield Diagnostic(
                "same-work",
                second.duty.task.at("title"),
                msg(
                    '"{title}" of the plan "{plan}" demands like work at common places',
                    title=first.duty.task.title,
                    plan=first.duty.plan.title,
                ),
                msg(
                    "record a visit once for both: task: [{first}, {second}]",
                    first=first.duty.name,
                    second=second.duty.name,
                ),
            )


def _pairs(agenda: Agenda) -> set[tuple[_Candidate, _Candidate]]:
    """Candidates of different plans with a common place, the earlier first."""
    by_places = _by_places(agenda)
    groups: dict[str, list[frozenset[str]]] = {}
    for places in by_places:
        for place in places:
            groups.setdefault(place, []).append(places)
    pairs: set[tuple[_Candidate, _Candidate]] = set()
    for owners in {tuple(found) for found in groups.values()}:
        if sum(len(by_places[places]) for places in owners) <= CROWDED:
            here = sorted(
                (c for places in owners for c in by_places[places]), key=lambda c: c.number
            )
            pairs |= {(a, b) for a, b in combinations(here, 2) if a.duty.plan is not b.duty.plan}
    return pairs


def _by_places(agenda: Agenda) -> dict[frozenset[str], list[_Candidate]]:
    """The candidates that have the same places, together: few sets of places serve many tasks."""
    found: dict[frozenset[str], list[_Candidate]] = {}
    resolved: dict[tuple[str, ...], frozenset[str]] = {}
    for number, duty in enumerate(agenda.world.duties):
        task = duty.task
        if not recurs(duty):
            continue
        if task.places not in resolved:
            resolved[task.places] = places_of(agenda.world, task.places)
        window = agenda.window(duty.plan, task)
        if resolved[task.places] and window is not None:
            found.setdefault(resolved[task.places], []).append(_Candidate(number, duty, window))
    return found


def _overlap(one: Window, other: Window) -> bool:
    return max(one.first, other.first) <= min(one.last, other.last)
