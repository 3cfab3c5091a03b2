"""Something failed at an inspection and no hazard was opened for it.

For an entry of work done with `result: fail` or with `failed`, each place named in `failed`
(without such names, each place of the entry) needs a hazard that was found there on that day or
the next, or that was open there on that day. An entry without any place needs some hazard found
on that day or the next. A fault without its loop is forgotten. `tongxin done --fail PLACE:WHAT`
writes both lines at once.

== 中文 ==
检查结果不合格，却没有登记隐患。

写了“结果: 不合格”或“不合格项”的记录，每个不合格的地点（没有逐个写的，
就是这条记录的每个地点）当天或次日应登记发现隐患，或者当天那里本来就有未销号的隐患；没写地点的，
当天或次日应登记过隐患。查出问题不进闭环，就没人整改了。
用 tongxin done --fail 地点:问题 登记时，两行会一起写好。

== fails ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
places: [{id: school, name: 实验小学}]
-- plans/safe.yaml
plan: safe
title: 安全工作计划
period: 2026
tasks: [{id: kitchen, title: 食堂检查, schedule: 每月1次, places: school}]
-- ledger/2026-11.yaml
- {date: 2026-11-18, task: safe/kitchen, place: school, failed: {school: "灭火器过期"}}

== passes ==
-- tongxin.yaml
tongxin: 1
community: {name: 示例社区}
places: [{id: school, name: 实验小学}]
-- plans/safe.yaml
plan: safe
title: 安全工作计划
period: 2026
tasks: [{id: kitchen, title: 食堂检查, schedule: 每月1次, places: school}]
-- ledger/2026-11.yaml
- {date: 2026-11-18, task: safe/kitchen, place: school, failed: {school: "灭火器过期"}}
- {date: 2026-11-18, hazard: H-20261118-a1b2, event: found, place: school}
"""

from collections.abc import Iterable, Iterator

from tongxin.answers.hazards import Hazard
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.ledger import Entry
from tongxin.model.world import World


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every failure without its hazard; nothing where part of the ledger was lost."""
    world = agenda.world
    if not world.ledger_complete:
        return
    found_on = {hazard.found for hazard in agenda.hazards}
    here: dict[str, list[Hazard]] = {}
    for hazard in agenda.hazards:
        for place in _places(world, hazard.places):
            here.setdefault(place, []).append(hazard)
    for entry in agenda.entries:
        day = entry.date
        if entry.kind != "done" or day is None or not (entry.failed or entry.result == "fail"):
            continue
        places = _places(world, _failed_at(entry))
        missing = tuple(p for p in places if not any(_fits(h, day) for h in here.get(p, ())))
        where = entry.at("failed" if entry.failed else "result")
        if missing:
            names = tuple(world.places[p].name if p in world.places else p for p in missing)
            message = msg(
                "something failed at {places}, and no hazard was found there", places=names
            )
        elif not places and day not in found_on and day + 1 not in found_on:
            message = msg("something failed, and no hazard was found on that day or the next")
        else:
            continue
        remedy = (
            msg("open it: tongxin hazard found {place} WHAT --on {date}",
                place=missing[0], date=iso(day))
            if missing
            else msg("open it: tongxin hazard found --what WHAT --on {date}", date=iso(day))
        )  # fmt: skip
        yield Diagnostic("failed-without-hazard", where, message, remedy)


def _failed_at(entry: Entry) -> tuple[str, ...]:
    """Where it failed, as written."""
    return tuple(place for place, _ in entry.failed if place) or entry.place


def _places(world: World, names: Iterable[str]) -> dict[str, None]:
    """The ids of places, in order and each once; a name that no place bears stands for itself."""
    found: dict[str, None] = {}
    for name in names:
        known = world.places_named(name)
        found |= dict.fromkeys(place.id for place in known) if known else {name: None}
    return found


def _fits(hazard: Hazard, day: int) -> bool:
    return hazard.found in (day, day + 1) or hazard.was_open(day)
