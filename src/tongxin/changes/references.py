"""Who names whom: every reference of plans and settings, and every mention in the ledger."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tongxin.changes.places import paths_of
from tongxin.checks.unknown_goal import names_of
from tongxin.checks.unknown_indicator import indicators_named
from tongxin.checks.unknown_task import preceding
from tongxin.checks.unknown_task import references as tasks_named
from tongxin.model.fields import Thing, split_list
from tongxin.model.ledger import Entry
from tongxin.model.plan import Plan
from tongxin.model.world import World, answering, index
from tongxin.text.revise import Path
from tongxin.text.tree import Scalar, Sequence, Tree


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a plan or the settings that names a thing.

    `path`: the text it stands in, of which [start, end) names the thing. `key`: whose value it is.
    """

    thing: Thing
    tree: Tree
    path: Path
    start: int
    end: int
    text: str
    holder: Thing
    key: str

    @property
    def line(self) -> int:
        """Where the holder's key stands."""
        return self.holder.at(self.key).line

    @property
    def name(self) -> str:
        """What the thing is called here."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry of the ledger that names a thing, and by which name."""

    thing: Thing
    name: str
    entry: Entry
    key: str
    number: int


def references(world: World) -> Iterator[Reference]:
    """Every reference that names something, of plans and settings."""
    maps = _Paths()
    for plan in world.plans:
        yield from _of_plan(world, plan, maps)
    for _, thing, clauses in answering(world):
        if clauses:
            yield from _answers(world, thing, maps)


class _Paths:
    """The paths of the nodes of each tree, worked out once."""

    def __init__(self) -> None:
        self.known: dict[int, dict[int, Path]] = {}

    def pieces(self, holder: Thing, key: str) -> Iterator[tuple[Path, str, int, str]]:
        """Each name in a key's value: the path of its text, the text, its offset, the name."""
        node = holder.given.get(key)
        if node is None:
            return
        paths = self.known.get(id(holder.tree))
        if paths is None:
            paths = self.known[id(holder.tree)] = paths_of(holder.tree)
        if isinstance(node, Sequence):
            for item in node.items:
                if isinstance(item, Scalar) and id(item) in paths:
                    yield paths[id(item)], item.value, 0, item.value
        elif isinstance(node, Scalar) and id(node) in paths:
            for start, name in split_list(node.value) if "、" in node.value else [(0, node.value)]:
                yield paths[id(node)], node.value, start, name


def _of_plan(world: World, plan: Plan, maps: _Paths) -> Iterator[Reference]:
    phases, indicators = index(plan.phases), index(plan.indicators)
    goals = {name: goal for goal in reversed(plan.goals) for name in names_of(goal)}
    goals |= {goal.id: goal for goal in plan.goals}
    groups = world.groups_of(plan)
    bases, plans = world.basis_index, world.plan_index
    known: list[tuple[Any, str, dict[str, Any]]] = [
        (plan, "basis", bases), (plan, "part-of", plans), (plan, "follows", plans),
    ]  # fmt: skip
    known += [(goal, "indicators", indicators) for goal in plan.goals]
    known += [(indicator, "of", indicators) for indicator in plan.indicators]
    for task in plan.tasks:
        known += [
            (task, "group", groups), (task, "with", groups), (task, "phase", phases),
            (task, "goals", goals), (task, "indicators", indicators),
            (task, "places", world.places),
        ]  # fmt: skip
    for holder, key, things in known:
        for path, text, start, name in maps.pieces(holder, key):
            if name in things:
                end = start + len(name)
                yield Reference(things[name], holder.tree, path, start, end, text, holder, key)
    for task in plan.tasks:
        for path, text, start, name in maps.pieces(task, "after"):
            duties = preceding(world, plan, name)
            if len(duties) != 1:
                continue
            end, begin = start + len(name), start
            if duties[0] not in world.duty_index.get(f"{plan.id}/{name}", ()):
                cut = start + name.index("/")
                yield Reference(duties[0].plan, task.tree, path, start, cut, text, task, "after")
                begin = cut + 1
            yield Reference(duties[0].task, task.tree, path, begin, end, text, task, "after")


def _answers(world: World, thing: Thing, maps: _Paths) -> Iterator[Reference]:
    for path, text, start, name in maps.pieces(thing, "answers"):
        found = world.clause_index.get(name)
        if found is not None:
            cut = start + name.index("/")
            end = start + len(name)
            yield Reference(found[0], thing.tree, path, start, cut, text, thing, "answers")
            yield Reference(found[1], thing.tree, path, cut + 1, end, text, thing, "answers")


def mentions(world: World) -> Iterator[Mention]:
    """Every name in the ledger that stands for a thing; of what is voided too."""
    indicators = indicators_named(world)
    everywhere: dict[str, list[Thing]] = {}
    for groups in [world.settings.groups, *(plan.groups for plan in world.plans)]:
        for name, group in index(groups).items():
            everywhere.setdefault(name, []).append(group)
    for entry in world.all_entries:
        for name, key, number in tasks_named(entry):
            for duty in world.duties_called(name, entry.date):
                first, slash, last = name.partition("/")
                whole = slash and first in (duty.plan.id, *duty.plan.was)
                yield Mention(duty.task, last if whole else name, entry, key, number or 0)
                if whole:
                    yield Mention(duty.plan, first, entry, key, number or 0)
        failed = tuple(name for name, _ in entry.failed)
        for number, name in enumerate((*entry.place, *failed)):
            if name in world.places:
                yield Mention(world.places[name], name, entry, "place", number)
        if entry.kind == "measured" and entry.indicator:
            for indicator in indicators.get(entry.indicator, {}).values():
                name = entry.indicator
                first, slash, last = name.partition("/")
                whole = bool(slash) and name not in (indicator.id, indicator.name, *indicator.was)
                yield Mention(indicator, last if whole else name, entry, "indicator", 0)
        for thing in everywhere.get(entry.by or "", ()):
            yield Mention(thing, entry.by or "", entry, "by", 0)
