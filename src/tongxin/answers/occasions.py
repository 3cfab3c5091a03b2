"""One occasion of a task: where it is done, what the ledger says of it, on which day it comes next.

For the papers of daily work: the record of an inspection, the minutes of a meeting, a list to sign.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tongxin.answers.hazards import Hazard
from tongxin.answers.occurrences import Agenda, Occurrence, State, schedule_of
from tongxin.calendar.periods import Day
from tongxin.model.ledger import Entry
from tongxin.model.schedule import Shape
from tongxin.model.world import Duty, World

OWED = frozenset((State.OPEN, State.OVERDUE, State.UPCOMING))


@dataclass(frozen=True, slots=True)
class Fault:
    """What failed in an inspection: the place as written, what, and the hazard that came of it."""

    place: str
    what: str
    hazard: Hazard | None


def sites(agenda: Agenda, duty: Duty, day: Day) -> tuple[str, ...]:
    """The names of the places of a task on a day; what names no place stays as it is."""
    world = agenda.world
    found = []
    for reference in duty.task.places:
        places = world.places_named(reference)
        there = [p.name for p in places if (p.from_ or day) <= day <= (p.to or day)]
        found += there if places else [reference]
    return tuple(dict.fromkeys(found))


def next_one(agenda: Agenda, duty: Duty) -> Occurrence | None:
    """What is to be done next of a task: the first occurrence by due day that is still owed."""
    tracks = agenda.tracks_of(duty.name)
    owed = (o for track in tracks for o in track.occurrences(OWED) if o.quota)
    return min(owed, key=lambda o: (o.due, o.member), default=None)


def is_of_one_day(world: World, occurrence: Occurrence) -> bool:
    """Does the schedule say on which day it is done, and not merely by when?"""
    rules = schedule_of(occurrence.duty.task)
    name = occurrence.period.partition("-")[2]
    return all(
        rule.shape in (Shape.DAYS, Shape.DATES)
        or (rule.shape is Shape.NAMED and world.names.known(name) and not world.names.is_span(name))
        for rule in rules
    )


def entries_on(agenda: Agenda, duty: Duty, day: Day) -> tuple[Entry, ...]:
    """What the ledger says was done of a task on a day."""
    found = agenda.entries_by_duty.get(duty.name, ())
    return tuple(entry for entry in found if entry.date == day and entry.kind == "done")


def faults(agenda: Agenda, entry: Entry) -> tuple[Fault, ...]:
    """What failed with an entry, by place, with the hazard that was found there that day.

    Of an entry that failed without saying where: each hazard that the same found that day.
    """
    left = [h for h in agenda.hazards if h.found == entry.date]
    if entry.failed:
        return tuple(_matched(agenda.world, entry, left))
    if entry.result != "fail":
        return ()
    mine = (h for h in left if h.events[0].by == entry.by)
    return tuple(Fault(next(iter(h.places), ""), h.what or "", h) for h in mine)


def _matched(world: World, entry: Entry, left: list[Hazard]) -> Iterator[Fault]:
    for name, what in entry.failed:
        where = _ids(world, (name,) if name else entry.place)
        here = [h for h in left if where & _ids(world, h.places)]
        hazard = next((h for h in here if h.what == what), here[0] if here else None)
        if hazard is not None:
            left.remove(hazard)
        yield Fault(name, what, hazard)


def _ids(world: World, names: tuple[str, ...]) -> set[str]:
    return {place.id for name in names for place in world.places_named(name)}
