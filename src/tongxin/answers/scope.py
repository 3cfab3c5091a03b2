"""A part of a workspace, and how the things in it stand: its plans, groups and places on a day.

The light of a thing is the one that presses most among what is open or overdue of it, hazards
included. What closed short presses nobody any more: it is counted, and turns no light on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tongxin.answers.coverage import Coverage, coverage
from tongxin.answers.day import DayList, HazardLine, Light, Line, Narrow, concerns, day_list
from tongxin.answers.deadlines import Deadline, deadlines
from tongxin.answers.hazards import Hazard
from tongxin.answers.indicators import Reading, readings
from tongxin.answers.names import group_names
from tongxin.answers.occurrences import Agenda, Occurrence, order
from tongxin.answers.summary import Score
from tongxin.model.community import Place
from tongxin.model.ledger import Entry
from tongxin.model.plan import Group, Plan
from tongxin.model.world import Duty

_ANY_DAY = 10 * 366


@dataclass(frozen=True, eq=False)
class Scope:
    """Some plans and what some groups owe of them.

    plans: those asked for. duties: their tasks, of the groups asked for. groups: those, as asked;
    empty: all. whole: neither plans nor groups were asked for.
    """

    agenda: Agenda
    plans: tuple[Plan, ...]
    duties: tuple[Duty, ...]
    groups: tuple[str, ...]
    whole: bool

    def holds(self, occurrence: Occurrence) -> bool:
        """Does an occurrence belong to it?"""
        return occurrence.duty.name in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(duty.name for duty in self.duties)

    @cached_property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """All that is, was or will be owed, in order of due day; what has no quota left out."""
        tracks = (track for duty in self.duties for track in self.agenda.tracks_of(duty.name))
        found = {id(track): track for track in tracks}.values()
        return tuple(sorted((o for t in found for o in t.occurrences() if o.quota), key=order))

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The due days in order."""
        return deadlines(self.agenda, self.occurrences)

    # ── what presses ──────────────────────────────────────────────────────────────────────────

    @cached_property
    def day(self) -> DayList:
        """What presses, a line for all for whom it is owed."""
        return self._narrowed(day_list(self.agenda, Narrow(groups=self.groups)))

    @cached_property
    def each(self) -> DayList:
        """What presses, a line for each for whom it is owed."""
        return self._narrowed(day_list(self.agenda, Narrow(groups=self.groups), each=True))

    def _narrowed(self, day: DayList) -> DayList:
        lines = tuple(line for line in day.lines if self.holds(line.first))
        ids = {id(plan) for plan in self.plans}
        measured = tuple(pair for pair in day.measurements if id(pair[0].plan) in ids)
        return DayList(lines, day.hazards, measured)

    def lines_of_plan(self, plan: Plan) -> tuple[Line, ...]:
        """What presses of a plan."""
        return tuple(line for line in self.day.lines if line.first.duty.plan is plan)

    def lines_of_group(self, name: str) -> tuple[Line, ...]:
        """What presses of a group, by its name."""
        return tuple(
            line for line in self.day.lines if name in group_names(self.agenda, line.first)
        )

    def lines_of_place(self, place: Place) -> tuple[Line, ...]:
        """What presses at a place."""
        return tuple(line for line in self.each.lines if self.is_at(line.first, place))

    def is_at(self, occurrence: Occurrence, place: Place) -> bool:
        """Is something owed for a place, or at places of which it is one?"""
        if occurrence.place is not None:
            return occurrence.place == place.id
        return place.id in self._places_of(occurrence.duty)

    def duties_at(self, place: Place) -> tuple[Duty, ...]:
        """The tasks that are owed for a place, or name it."""
        owed = {id(o.duty.task) for o in self.of_place(place)}
        return tuple(
            duty
            for duty in self.duties
            if id(duty.task) in owed or place.id in self._places_of(duty)
        )

    def names_place(self, entry: Entry, place: Place) -> bool:
        """Does an entry name a place?"""
        places = self.agenda.world.places
        return any(name in places and places[name].id == place.id for name in entry.place)

    def _places_of(self, duty: Duty) -> frozenset[str]:
        known = self._places_by_task.get(id(duty.task))
        if known is None:
            named = (self.agenda.world.places_named(name) for name in duty.task.places)
            known = frozenset(place.id for some in named for place in some)
            self._places_by_task[id(duty.task)] = known
        return known

    @cached_property
    def _places_by_task(self) -> dict[int, frozenset[str]]:
        """What was asked for already: each page of a place asks for each task."""
        return {}

    # ── how it stands ─────────────────────────────────────────────────────────────────────────

    def score(self, found: Iterable[Occurrence]) -> Score:
        """How much of what was due up to now was kept."""
        known = self.agenda.known
        return Score(tuple(o for o in found if o.due <= known), self.agenda.today)

    def of_plan(self, plan: Plan) -> tuple[Occurrence, ...]:
        """What a plan owes."""
        return tuple(o for o in self.occurrences if o.duty.plan is plan)

    def of_task(self, duty: Duty) -> tuple[Occurrence, ...]:
        """What a task owes."""
        return self._by_task.get(id(duty.task), ())

    @cached_property
    def _by_task(self) -> dict[int, tuple[Occurrence, ...]]:
        found: dict[int, list[Occurrence]] = {}
        for o in self.occurrences:
            found.setdefault(id(o.duty.task), []).append(o)
        return {task: tuple(some) for task, some in found.items()}

    def of_group(self, name: str) -> tuple[Occurrence, ...]:
        """What a group owes, by its name; joint work among it."""
        return self._by_group.get(name, ())

    @cached_property
    def _by_group(self) -> dict[str, tuple[Occurrence, ...]]:
        found: dict[str, list[Occurrence]] = {}
        for o in self.occurrences:
            for name in group_names(self.agenda, o):
                found.setdefault(name, []).append(o)
        return {name: tuple(some) for name, some in found.items()}

    def of_place(self, place: Place) -> tuple[Occurrence, ...]:
        """What is owed for a place by itself."""
        return self._by_place.get(place.id, ())

    @cached_property
    def _by_place(self) -> dict[str, tuple[Occurrence, ...]]:
        found: dict[str, list[Occurrence]] = {}
        for o in self.occurrences:
            if o.place is not None:
                found.setdefault(o.place, []).append(o)
        return {name: tuple(some) for name, some in found.items()}

    # ── the things in it ──────────────────────────────────────────────────────────────────────

    @cached_property
    def named_groups(self) -> dict[str, tuple[Group, tuple[Plan, ...]]]:
        """Name → the group and the plans in which it has something to do.

        Groups of two plans with one name are one: they are the same people.
        """
        world = self.agenda.world
        written = [*world.settings.groups, *(group for plan in self.plans for group in plan.groups)]
        plans: dict[str, list[Plan]] = {}
        for duty in self.duties:
            known = world.groups_of(duty.plan)
            for reference in duty.task.group:
                if reference in known:
                    plans.setdefault(known[reference].name, []).append(duty.plan)
        asked = self._asked
        found: dict[str, tuple[Group, tuple[Plan, ...]]] = {}
        for group in written:
            if group.name not in found and (asked is None or group.name in asked):
                own = {id(plan): plan for plan in plans.get(group.name, ())}
                if own or self.whole:
                    found[group.name] = group, tuple(own.values())
        return found

    @cached_property
    def _asked(self) -> set[str] | None:
        if not self.groups:
            return None
        world = self.agenda.world
        known = [world.common_groups, *(world.groups_of(plan) for plan in world.plans)]
        return {some[name].name for some in known for name in self.groups if name in some}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All places; of a part of the workspace those that its tasks name."""
        every = self.agenda.world.settings.places
        if self.whole:
            return tuple(every)
        named = set[str]().union(*(self._places_of(duty) for duty in self.duties))
        return tuple(place for place in every if place.id in named)

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """The hazards, of groups asked for those in their hands; they belong to no plan."""
        narrow = Narrow(groups=self.groups, days=_ANY_DAY)
        return tuple(h for h in self.agenda.hazards if concerns(self.agenda, h, narrow))

    def hazards_of_group(self, name: str) -> tuple[Hazard, ...]:
        """The hazards in the hands of a group."""
        narrow = Narrow(groups=(name,))
        return tuple(h for h in self.hazards if concerns(self.agenda, h, narrow))

    def hazards_at(self, place: Place) -> tuple[Hazard, ...]:
        """The hazards at a place."""
        narrow = Narrow(places=(place.id,))
        return tuple(h for h in self.hazards if concerns(self.agenda, h, narrow))

    @cached_property
    def hazard_lines(self) -> dict[str, HazardLine]:
        """Id of an open hazard → the line of it that presses most."""
        found: dict[str, HazardLine] = {}
        for line in self.day.hazards:
            known = found.get(line.hazard.id)
            if known is None or _rank(line.light) < _rank(known.light):
                found[line.hazard.id] = line
        return found

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The indicators of the plans."""
        ids = {id(plan) for plan in self.plans}
        return tuple(one for one in readings(self.agenda) if id(one.plan) in ids)

    @cached_property
    def coverage(self) -> tuple[Coverage, ...]:
        """The clauses; of a part of the workspace those that something of it answers."""
        every = coverage(self.agenda)
        if self.whole:
            return every
        ids = {id(plan) for plan in self.plans}
        tasks = {id(duty.task) for duty in self.duties}
        return tuple(
            item
            for item in every
            if any(
                id(answer.thing) in tasks
                if answer.thing.TABLE == "task"
                else answer.plan is not None and id(answer.plan) in ids
                for answer in item.answers
            )
        )

    @cached_property
    def done(self) -> tuple[tuple[Entry, tuple[Duty, ...]], ...]:
        """The entries of work done with the tasks of this part that they count for, newest first.

        Those of one day in the order in which they were written.
        """
        found: dict[int, tuple[Entry, list[Duty]]] = {}
        for duty in {duty.name: duty for duty in self.duties}.values():
            for entry in self.agenda.entries_by_duty.get(duty.name, ()):
                found.setdefault(id(entry), (entry, []))[1].append(duty)
        place = {id(entry): n for n, entry in enumerate(self.agenda.entries)}
        ordered = sorted(
            found.values(), key=lambda pair: (-(pair[0].date or 0), place[id(pair[0])])
        )
        return tuple((entry, tuple(duties)) for entry, duties in ordered)


def _rank(light: Light) -> int:
    return list(Light).index(light)


def worst_light(lights: Iterable[Light]) -> Light:
    """The light that presses most."""
    return min(lights, key=_rank, default=Light.NONE)
