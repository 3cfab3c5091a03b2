"""What to do now: the duties of a day, one line a duty, in the order in which they press."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tongxin.answers.hazards import Hazard, NextStep, after, next_steps
from tongxin.answers.indicators import Reading, measurement_due, readings
from tongxin.answers.occurrences import Agenda, Occurrence, State, order
from tongxin.calendar.periods import Day
from tongxin.model.dates import Duration

COMING = 7
"""Days ahead that `due` looks for what is not open yet."""

NEAR = 31
"""Days ahead in which open work is listed; what is due later is counted."""


class Section(StrEnum):
    """Where a duty stands in the day's list."""

    OVERDUE = "overdue"
    TODAY = "today"
    OPEN = "open"
    COMING = "coming"
    LATER = "later"


class Light(StrEnum):
    """督办: how much a duty presses."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    NONE = "none"


@dataclass(frozen=True, eq=False)
class Line:
    """One duty in one period: its occurrences (one for each member it is owed for)."""

    section: Section
    light: Light
    occurrences: tuple[Occurrence, ...]

    @property
    def first(self) -> Occurrence:
        """The occurrence that speaks for all."""
        return self.occurrences[0]

    @property
    def count(self) -> int:
        """What counts towards the quotas: no member's surplus hides another's lack."""
        return sum(min(o.count, o.quota) for o in self.occurrences)

    @property
    def quota(self) -> int:
        """What is owed, all members together."""
        return sum(o.quota for o in self.occurrences)

    @property
    def short(self) -> tuple[tuple[Occurrence, int], ...]:
        """Who still lacks how much."""
        return tuple((o, o.quota - o.count) for o in self.occurrences if o.count < o.quota)


@dataclass(frozen=True, eq=False)
class HazardLine:
    """An open hazard and what it waits for."""

    hazard: Hazard
    step: NextStep
    light: Light


@dataclass(frozen=True, eq=False)
class DayList:
    """The list of a day: duties, hazards, indicators to be measured."""

    lines: tuple[Line, ...]
    hazards: tuple[HazardLine, ...]
    measurements: tuple[tuple[Reading, Day], ...]


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which duties to list: of some groups, at some places, so many days ahead; ids or names."""

    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    days: int = COMING


def day_list(agenda: Agenda, narrow: Narrow = Narrow(), each: bool = False) -> DayList:
    """What presses today. `each`: one line for each member instead of one for all."""
    wanted = [
        o
        for o in agenda.occurrences(State.OVERDUE, State.OPEN, State.UPCOMING)
        if within(agenda, o, narrow)
    ]
    kept = _kept_beside(agenda, wanted, narrow) if not each else []
    lines = [
        Line(_section(agenda, some[0], narrow), _light(agenda, some), tuple(some))
        for some in _gathered(wanted, kept, each)
    ]
    lines.sort(key=lambda line: (list(Section).index(line.section), order(line.first)))
    return DayList(
        tuple(lines), tuple(_hazards(agenda, narrow)), tuple(_measurements(agenda, narrow))
    )


def within(agenda: Agenda, occurrence: Occurrence, narrow: Narrow) -> bool:
    """Does an occurrence belong to what is asked for?"""
    if occurrence.state is State.UPCOMING and occurrence.opens > agenda.today + narrow.days:
        return False
    if narrow.groups:
        groups = agenda.world.groups_of(occurrence.duty.plan)
        own = {groups[name].id for name in occurrence.duty.task.group if name in groups}
        own |= set(occurrence.duty.task.group)
        asked = {groups[name].id if name in groups else name for name in narrow.groups}
        if not own & asked:
            return False
    if narrow.places:
        asked = {place.id for name in narrow.places for place in agenda.world.places_named(name)}
        if occurrence.place is not None:
            return occurrence.place in asked
        own = {
            place.id
            for name in occurrence.duty.task.places
            for place in agenda.world.places_named(name)
        }
        return bool(own & asked)
    return True


def _kept_beside(agenda: Agenda, wanted: list[Occurrence], narrow: Narrow) -> list[Occurrence]:
    """Members that have done their part of a duty that others still owe, for `14/24`."""
    asked = {(id(o.duty), o.period) for o in wanted if o.member}
    if not asked:
        return []
    return [
        o
        for track in agenda.all_tracks
        if track.member
        for o in track.occurrences(frozenset((State.MET, State.LATE)))
        if (id(o.duty), o.period) in asked and within(agenda, o, narrow)
    ]


def _gathered(
    wanted: list[Occurrence], kept: list[Occurrence], each: bool
) -> Iterator[list[Occurrence]]:
    """Occurrences of one duty and period (and state of due) together."""
    if each:
        yield from ([o] for o in wanted)
        return
    found: dict[tuple[object, ...], list[Occurrence]] = {}
    for o in wanted:
        found.setdefault((id(o.duty), o.period, o.state, o.due), []).append(o)
    beside: dict[tuple[object, ...], list[Occurrence]] = {}
    for o in kept:
        beside.setdefault((id(o.duty), o.period), []).append(o)
    for key, some in found.items():
        yield some + beside.pop(key[:2], [])


def _section(agenda: Agenda, occurrence: Occurrence, narrow: Narrow) -> Section:
    if occurrence.state is State.OVERDUE:
        return Section.OVERDUE
    if occurrence.state is State.UPCOMING:
        return Section.COMING
    if occurrence.due > agenda.today + max(narrow.days, NEAR):
        return Section.LATER
    return Section.TODAY if occurrence.due == agenda.today else Section.OPEN


def _light(agenda: Agenda, some: Iterable[Occurrence]) -> Light:
    lights = {light_of(agenda, o) for o in some}
    return next((light for light in Light if light in lights), Light.NONE)


def light_of(agenda: Agenda, occurrence: Occurrence) -> Light:
    """The light of one occurrence, by the workspace's thresholds and the task's `remind`."""
    lights, today = agenda.world.lights, agenda.today
    if occurrence.state is State.OVERDUE:
        red = after(occurrence.due, lights.red, agenda.world.working_days)
        return Light.RED if today > red or lights.red.days == 0 else Light.YELLOW
    if occurrence.state is not State.OPEN:
        return Light.NONE
    return _near(agenda, occurrence.due, occurrence.duty.task.remind or lights.yellow)


def _near(agenda: Agenda, day: Day, yellow: Duration) -> Light:
    """Yellow or blue where a day is as near as their thresholds."""
    blue = agenda.world.lights.blue
    if _days_left(agenda, day, yellow) <= yellow.days:
        return Light.YELLOW
    if blue and _days_left(agenda, day, blue) <= blue.days:
        return Light.BLUE
    return Light.NONE


def _days_left(agenda: Agenda, due: Day, unit: Duration) -> int:
    if unit.working:
        return agenda.world.working_days.count(agenda.today + 1, due)
    return due - agenda.today


def working_days_left(agenda: Agenda, due: Day) -> int:
    """Working days from today (included) to the due day."""
    return agenda.world.working_days.count(agenda.today, due) if due >= agenda.today else 0


def _hazards(agenda: Agenda, narrow: Narrow) -> Iterator[HazardLine]:
    for hazard in agenda.hazards:
        if not concerns(agenda, hazard, narrow):
            continue
        for step in next_steps(hazard, agenda.world, agenda.today):
            late = step.by < agenda.today or hazard.is_overdue(agenda.today)
            light = Light.RED if late else _near(agenda, step.by, agenda.world.lights.yellow)
            yield HazardLine(hazard, step, light)


def concerns(agenda: Agenda, hazard: Hazard, narrow: Narrow) -> bool:
    """Is a hazard at one of the places asked for, and in the hands of one of the groups?"""
    world = agenda.world
    if narrow.places:
        asked = {place.id for name in narrow.places for place in world.places_named(name)}
        here = {place.id for name in hazard.places for place in world.places_named(name)}
        if not here & asked:
            return False
    if not narrow.groups:
        return True
    names = {group for name in narrow.groups for group in _spellings(agenda, name)}
    return any(entry.by in names or entry.to in names for entry in hazard.events)


def _spellings(agenda: Agenda, group: str) -> set[str]:
    """What an entry may call a group: its id, its name, its former ids; in whatever plan."""
    found = {group}
    for plan in agenda.world.plans:
        known = agenda.world.groups_of(plan).get(group)
        if known is not None:
            found |= {known.id, known.name, *known.was}
    return found


def _measurements(agenda: Agenda, narrow: Narrow) -> Iterator[tuple[Reading, Day]]:
    if narrow.groups or narrow.places:
        return
    for found in readings(agenda):
        if found.plan.status == "active" and (due := measurement_due(agenda, found)) is not None:
            first, last = found.plan.period or (0, 0)
            if first <= agenda.today <= last:
                yield found, due[1]
