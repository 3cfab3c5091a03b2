"""Where an entry leaves its duties, what was missed before, what else it would serve."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tongxin.answers.day import Light, Line, Section
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.calendar.periods import Day
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty

REMEMBERED = 14
"""Days back in which a period that closed short may have been kept but not recorded."""


@dataclass(frozen=True, eq=False)
class Missed:
    """Occurrences of one duty in one period that closed short, and a day that would count."""

    occurrences: tuple[Occurrence, ...]
    on: Day


@dataclass(frozen=True, eq=False)
class Receipt:
    """What recording an entry is answered with."""

    standing: tuple[Line, ...]
    missed: tuple[Missed, ...]


def receipt(agenda: Agenda, entries: Iterable[Entry]) -> Receipt:
    """Where entries leave the duties they name."""
    entries = tuple(entries)
    duties = {duty.name: duty for entry in entries for duty in duties_of(agenda, entry)}
    standing = [line for duty in duties.values() for line in _standing(agenda, duty, entries)]
    missed = [found for duty in duties.values() for found in _missed(agenda, duty, entries)]
    return Receipt(tuple(standing), tuple(missed))


def duties_of(agenda: Agenda, entry: Entry) -> list[Duty]:
    """The duties that an entry names for sure."""
    found = [agenda.world.duties_called(name, entry.date) for name in entry.task]
    return [duties[0] for duties in found if len(duties) == 1]


def _standing(agenda: Agenda, duty: Duty, entries: tuple[Entry, ...]) -> Iterator[Line]:
    """A line for each period that an entry counts in, all members together."""
    days = [entry.date for entry in entries if entry.date is not None]
    by_period: dict[str, list[Occurrence]] = {}
    served: dict[str, None] = {}
    for track in agenda.tracks_of(duty.name):
        for o in track.touching(min(days), max(days)):
            by_period.setdefault(o.period, []).append(o)
            if any(entry in entries for entry in o.entries):
                served.setdefault(o.period)
    for period in served:
        yield Line(Section.OPEN, Light.NONE, tuple(by_period[period]))


def _missed(agenda: Agenda, duty: Duty, entries: tuple[Entry, ...]) -> Iterator[Missed]:
    """The last period of a duty before the entries, if it closed short and not long ago."""
    first = min((entry.date for entry in entries if entry.date is not None), default=agenda.today)
    before = [
        o
        for track in agenda.tracks_of(duty.name)
        for o in track.missed(agenda.today - REMEMBERED)
        if o.closes is not None and o.closes < first
    ]
    if before:
        last = max(before, key=lambda o: (o.closes or 0, o.due))
        some = tuple(o for o in before if o.period == last.period)
        yield Missed(some, day_that_counts(agenda, last))


def day_that_counts(agenda: Agenda, missed: Occurrence) -> Day:
    """The last working day of a period, else its due day."""
    working = agenda.world.working_days
    days = range(missed.due, missed.opens - 1, -1)
    return next((day for day in days if working.is_working(day)), missed.due)


SERVED = frozenset((State.OPEN, State.OVERDUE, State.MISSED))
"""States in which one more visit would help, be it recorded late."""


def also_served(
    agenda: Agenda, duties: Iterable[Duty], places: frozenset[str], day: Day
) -> tuple[Line, ...]:
    """Other duties that a like visit to these places on a day would serve, and that are short."""
    from tongxin.answers.alike import partners

    named = {duty.name for duty in duties}
    found: dict[str, Line] = {}
    for duty in duties:
        for other in partners(agenda, duty, places):
            if other.name in named or other.name in found:
                continue
            short = [
                o
                for track in agenda.tracks_of(other.name)
                for o in track.touching(day, day)
                if o.state in SERVED and (o.place is None or not places or o.place in places)
            ]
            if short:
                found[other.name] = Line(Section.OPEN, Light.NONE, tuple(short))
    return tuple(found.values())
