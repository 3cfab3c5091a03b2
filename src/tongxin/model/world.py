"""Everything that was read of one workspace, with look-ups by id and name. Pure data."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from tongxin.calendar.names import Names
from tongxin.calendar.periods import Day
from tongxin.calendar.working_days import WorkingDays
from tongxin.diagnostic import Diagnostic, Source
from tongxin.model.basis import Basis, Clause
from tongxin.model.community import (
    ESCALATE,
    NOTIFY,
    RECTIFY,
    RED,
    YELLOW,
    HazardTerms,
    Lights,
    Place,
    Settings,
)
from tongxin.model.fields import Thing, names_known
from tongxin.model.ledger import Entry, Ledger
from tongxin.model.plan import Group, Plan, Task
from tongxin.text.tree import Tree


class Named(Protocol):
    """Has an id, and perhaps former ids."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def was(self) -> tuple[str, ...]:
        """Its former ids."""
        ...


T = TypeVar("T", bound=Named)


def index(things: Iterable[T]) -> dict[str, T]:
    """Id, exact name and former id → thing; ids win over names, names over former ids."""
    things = tuple(things)
    found: dict[str, T] = {}
    for thing in things:
        if thing.id:
            found.setdefault(thing.id, thing)
    for thing in things:
        name = getattr(thing, "name", None) or getattr(thing, "title", None)
        if name:
            found.setdefault(name, thing)
    for thing in things:
        for former in thing.was:
            found.setdefault(former, thing)
    return found


@dataclass(frozen=True, eq=False)
class Duty:
    """A task in its plan: what most questions are about."""

    plan: Plan
    task: Task

    @cached_property
    def name(self) -> str:
        """`plan/task`."""
        return f"{self.plan.id}/{self.task.id}"


@dataclass(frozen=True, eq=False)
class World:
    """A workspace's settings, plans, bases and ledger as read, and what was found while reading.

    `complete` is False when some file could not be read whole: then what is missing may stand in
    the part that was lost, and nobody should complain that it is unknown. `files` holds the
    evidence paths that exist; `evidence_here` is False when the folder that `tongxin.yaml` names
    for them is not on this computer, so that nobody can tell which exist. `unread` names plan and
    basis files of which nothing could be used.
    """

    settings: Settings
    plans: tuple[Plan, ...] = ()
    bases: tuple[Basis, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    sources: tuple[Source, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    files: frozenset[str] = frozenset()
    evidence_here: bool = True
    unread: tuple[str, ...] = ()

    @property
    def names(self) -> Names:
        """Named days."""
        return self.settings.names

    @property
    def working_days(self) -> WorkingDays:
        """Which days are worked."""
        return self.settings.working_days

    @cached_property
    def complete(self) -> bool:
        """Was every file read whole?"""
        return not self.unread and not self.partly_read

    @cached_property
    def names_known(self) -> bool:
        """Was everything in plans and bases read that bears a name, though perhaps not the rest?"""
        unread = [path for path in self.unread if not path.startswith("ledger")]
        ledgers = {id(ledger.tree) for ledger in self.ledgers}
        return not unread and all(names_known(t) for t in self.trees if id(t) not in ledgers)

    @cached_property
    def partly_read(self) -> tuple[str, ...]:
        """The files of which some part could not be read."""
        return tuple(tree.source.path for tree in self.trees if not tree.complete)

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """What every file holds."""
        return (
            self.settings.tree,
            *(plan.tree for plan in self.plans),
            *(basis.tree for basis in self.bases),
            *(ledger.tree for ledger in self.ledgers),
        )

    @cached_property
    def ledger_complete(self) -> bool:
        """Was every file of the ledger read whole?"""
        lost = any(path.startswith("ledger") for path in self.unread)
        return not lost and all(ledger.tree.complete for ledger in self.ledgers)

    @cached_property
    def hazard_terms(self) -> HazardTerms:
        """The time limits in force."""
        settings = self.settings
        return settings.hazards or HazardTerms(
            tree=settings.tree,
            node=settings.node,
            notify=NOTIFY,
            rectify=RECTIFY,
            escalate=ESCALATE,
            answers=(),
        )

    @cached_property
    def lights(self) -> Lights:
        """The thresholds of the lights in force."""
        settings = self.settings
        return settings.lights or Lights(
            tree=settings.tree, node=settings.node, yellow=YELLOW, red=RED, blue=None
        )

    @cached_property
    def places(self) -> dict[str, Place]:
        """Place by id, name or former id."""
        return index(self.settings.places)

    @cached_property
    def places_by_kind(self) -> dict[str, tuple[Place, ...]]:
        """The places of each kind, in the order written."""
        found: dict[str, list[Place]] = {}
        for place in self.settings.places:
            for kind in place.kind:
                found.setdefault(kind, []).append(place)
        return {kind: tuple(places) for kind, places in found.items()}

    def places_named(self, reference: str) -> tuple[Place, ...]:
        """The places an `all`, a kind, an id or a name stands for; none if it is unknown."""
        if reference in ("all", "全部"):
            return self.settings.places
        if reference in self.places:
            return (self.places[reference],)
        return self.places_by_kind.get(reference, ())

    @cached_property
    def plan_index(self) -> dict[str, Plan]:
        """Plan by id, title or former id."""
        return index(self.plans)

    @cached_property
    def basis_index(self) -> dict[str, Basis]:
        """Basis by id, title or former id."""
        return index(self.bases)

    @cached_property
    def clause_index(self) -> dict[str, tuple[Basis, Clause]]:
        """`basis/clause` → clause, former ids included."""
        found: dict[str, tuple[Basis, Clause]] = {}
        for basis in self.bases:
            for clause in basis.clauses:
                for first in (basis.id, *basis.was):
                    for last in (clause.id, *clause.was):
                        found.setdefault(f"{first}/{last}", (basis, clause))
        return found

    @cached_property
    def common_groups(self) -> dict[str, Group]:
        """Groups of the workspace by id, name or former id."""
        return index(self.settings.groups)

    def groups_of(self, plan: Plan) -> dict[str, Group]:
        """Groups a plan's tasks may name: its own, then the workspace's."""
        found = self._groups.get(id(plan))
        if found is None:
            found = self._groups[id(plan)] = self.common_groups | index(plan.groups)
        return found

    @cached_property
    def _groups(self) -> dict[int, dict[str, Group]]:
        return {}

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Every task of every plan, in the order read."""
        return tuple(Duty(plan, task) for plan in self.plans for task in plan.tasks)

    @cached_property
    def duty_index(self) -> dict[str, tuple[Duty, ...]]:
        """What a ledger may call a task → the tasks so called (more than one: it is ambiguous).

        `plan/task` by ids, former ids and exact titles; the bare id or title besides.
        """
        found: dict[str, list[Duty]] = {}
        bare: dict[str, list[Duty]] = {}
        for plan in self.plans:
            names = {name: [task] for name, task in index(plan.tasks).items()}
            for task in plan.tasks:  # a title that several tasks have names none of them surely
                if task.title in names and names[task.title][0].id != task.title:
                    names[task.title] = [t for t in plan.tasks if t.title == task.title]
            for name, tasks in names.items():
                duties = [self._duty_of[id(task)] for task in tasks]
                for first in (plan.id, *plan.was):
                    found.setdefault(f"{first}/{name}", []).extend(duties)
                bare.setdefault(name, []).extend(duties)
        return {name: tuple(duties) for name, duties in (bare | found).items()}

    def duties_called(self, name: str, day: Day | None) -> tuple[Duty, ...]:
        """The tasks that an entry of a day means by a name: of several those of a plan of that day.

        Without that a bare id would mean two tasks as soon as next year's plan is there.
        """
        found = self.duty_index.get(name, ())
        if len(found) > 1 and day is not None:
            then = [
                d for d in found if d.plan.period and d.plan.period[0] <= day <= d.plan.period[1]
            ]
            return tuple(then) or found
        return found

    @cached_property
    def _duty_of(self) -> dict[int, Duty]:
        return {id(duty.task): duty for duty in self.duties}

    @cached_property
    def all_entries(self) -> tuple[Entry, ...]:
        """Every entry as written, voided ones and voids included, in order of file and line."""
        return tuple(entry for ledger in self.ledgers for entry in ledger.entries)

    def entries(self, today: int) -> tuple[Entry, ...]:
        """The entries that count on a day: dated by then and not voided by then; no voids."""
        voided = self.voided(today)
        return tuple(
            entry
            for entry in self.all_entries
            if entry.date is not None
            and entry.date <= today
            and entry.kind != "void"
            and entry.id not in voided
        )

    def voided(self, today: int) -> frozenset[str]:
        """Ids of the entries that are void on a day. A void that is itself void does nothing."""
        return _void_targets(
            [
                e
                for e in self.all_entries
                if e.kind == "void" and e.date is not None and e.date <= today
            ]
        )


def _void_targets(voids: list[Entry]) -> frozenset[str]:
    """Ids of what is void. Begins with the voids that nobody voids; those of a ring do nothing."""
    against = Counter(entry.void for entry in voids)
    by_id: dict[str | None, list[Entry]] = {}
    for entry in voids:
        by_id.setdefault(entry.id, []).append(entry)
    standing = [entry for entry in voids if entry.id is None or not against[entry.id]]
    settled: set[int] = set()
    found: set[str] = set()
    while standing:
        entry = standing.pop()
        if id(entry) in settled or entry.void is None:
            continue
        settled.add(id(entry))
        found.add(entry.void)
        for dead in by_id.get(entry.void, ()):  # a void that is void itself
            if id(dead) not in settled:
                settled.add(id(dead))
                against[dead.void] -= 1
                if not against[dead.void]:
                    standing += by_id.get(dead.void, ())
    return frozenset(found)


def answering(world: World) -> Iterator[tuple[Plan | None, Thing, tuple[str, ...]]]:
    """Everything that may answer clauses: (its plan, the thing, the clauses it names), as read."""
    settings = world.settings
    if settings.hazards is not None:
        yield None, settings.hazards, settings.hazards.answers
    for group in settings.groups:
        yield None, group, group.answers
    for place in settings.places:
        yield None, place, place.answers
    for plan in world.plans:
        for things in (
            plan.goals,
            plan.indicators,
            plan.groups,
            plan.phases,
            plan.tasks,
            plan.measures,
        ):
            for thing in things:
                yield plan, thing, thing.answers


def each_answer(world: World) -> Iterator[tuple[str, Thing]]:
    """Every clause named by an `answers`, with the thing that names it, as read."""
    for _, thing, clauses in answering(world):
        for clause in clauses:
            yield clause, thing
