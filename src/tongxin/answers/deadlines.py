"""What stands in a calendar: the due days of duties, the phases, the named days of their schedules.

All for whom a duty is owed share one due day: an extension of a few of them alone makes a second.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tongxin.answers.occurrences import Agenda, Occurrence, State, labels_between, schedule_of
from tongxin.calendar.periods import Day
from tongxin.model.ledger import Entry
from tongxin.model.plan import Phase, Plan
from tongxin.model.schedule import Shape
from tongxin.model.world import Duty

SETTLED = frozenset((State.MET, State.LATE, State.WAIVED))
"""States in which nobody has anything left to do."""

_WORST = (
    State.OVERDUE,
    State.MISSED,
    State.OPEN,
    State.UPCOMING,
    State.LATE,
    State.MET,
    State.WAIVED,
)


@dataclass(frozen=True, eq=False)
class Deadline:
    """One duty in one period that is due on one day, for all for whom it is due then.

    `plain`: of the days on which a period is due for some and for others, the one that most go by;
    there is one a period. `changes`: how often the ledger has waived or extended this period or
    taken that back; it never falls.
    """

    duty: Duty
    period: str
    due: Day
    occurrences: tuple[Occurrence, ...]
    plain: bool
    changes: int

    @property
    def state(self) -> State:
        """How it stands: of several states the one that presses most."""
        states = {o.state for o in self.occurrences}
        return next(state for state in _WORST if state in states)

    @property
    def quota(self) -> int:
        """What is owed, for all together; what is waived is not."""
        return sum(o.quota for o in self._owed)

    @property
    def count(self) -> int:
        """What counts towards it: no member's surplus hides another's lack."""
        return sum(min(o.count, o.quota) for o in self._owed)

    @property
    def short(self) -> tuple[Occurrence, ...]:
        """For whom something is still lacking."""
        return tuple(o for o in self._owed if o.count < o.quota)

    @property
    def extended(self) -> bool:
        """Whether its day was moved by an extension."""
        return any(o.extended is not None for o in self.occurrences)

    @property
    def _owed(self) -> tuple[Occurrence, ...]:
        return tuple(o for o in self.occurrences if o.state is not State.WAIVED)


def deadlines(agenda: Agenda, occurrences: Iterable[Occurrence]) -> tuple[Deadline, ...]:
    """The due days of some occurrences in order; work without a quota has none.

    Args:
        agenda: where they come from.
        occurrences: all of a period, or which of its days is the plain one could not be told.
    """
    periods: dict[tuple[str, str], dict[Day, list[Occurrence]]] = {}
    for o in occurrences:
        if o.quota:
            days = periods.setdefault((o.duty.name, o.period), {})
            days.setdefault(o.due, []).append(o)
    changes = _changes(agenda)
    found = [
        Deadline(some[0].duty, key[1], due, tuple(some), due == _plain(days), changes[key])
        for key, days in periods.items()
        for due, some in days.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.duty.name, one.period)))


def _plain(days: dict[Day, list[Occurrence]]) -> Day:
    """The day that was not moved; of several the first."""
    return min(days, key=lambda due: (all(o.extended for o in days[due]), due))


def _changes(agenda: Agenda) -> Counter[tuple[str, str]]:
    """(plan/task, period) → how many waivers, extensions and voids of such the ledger holds."""
    written = [e for e in agenda.world.all_entries if e.date is not None and e.date <= agenda.known]
    voids: dict[str, list[Entry]] = {}
    for entry in written:
        if entry.kind == "void" and entry.void:
            voids.setdefault(entry.void, []).append(entry)
    found: Counter[tuple[str, str]] = Counter()
    for entry in written:
        reference = entry.waive or entry.extend
        if entry.kind not in ("waive", "extend") or not reference:
            continue
        for name in {duty.name for duty in agenda.world.duties_called(reference, entry.date)}:
            labels = {
                label
                for track in agenda.tracks_of(name)
                for label in labels_between(track.expansion, entry.period)
            }
            for label in labels:
                found[name, label] += 1 + _voids_of(entry, voids)
    return found


def _voids_of(entry: Entry, voids: dict[str, list[Entry]]) -> int:
    """How many entries void this one, void such a void, and so on; a ring is gone round once."""
    seen: set[int] = set()
    left = [entry]
    while left:
        for void in voids.get(left.pop().id or "", ()):
            if id(void) not in seen:
                seen.add(id(void))
                left.append(void)
    return len(seen)


@dataclass(frozen=True, eq=False)
class PhaseDays:
    """A phase of a plan with both its days."""

    plan: Plan
    phase: Phase
    first: Day
    last: Day


def phase_days(plans: Iterable[Plan]) -> tuple[PhaseDays, ...]:
    """The phases of plans; those whose days could not be read are left out."""
    return tuple(
        PhaseDays(plan, phase, phase.from_, phase.to)
        for plan in plans
        for phase in plan.phases
        if phase.from_ is not None and phase.to is not None and phase.from_ <= phase.to
    )


@dataclass(frozen=True, eq=False)
class NamedDays:
    """One instance of a named day or span, and the duties whose schedules name it."""

    name: str
    year: int
    first: Day
    last: Day
    duties: tuple[Duty, ...]


def named_days(agenda: Agenda, duties: Iterable[Duty]) -> tuple[NamedDays, ...]:
    """The observances and spans that the schedules of some duties name, in their plans' periods."""
    names = agenda.world.names
    found: dict[tuple[Day, Day, str, int], list[Duty]] = {}
    for duty in duties:
        if duty.plan.period is None:
            continue
        for name in _names_in(duty):
            for span in names.spans(name, *duty.plan.period):
                key = (span.first, span.last, names.canonical(name), span.year)
                if duty not in found.setdefault(key, []):
                    found[key].append(duty)
    return tuple(
        NamedDays(name, year, first, last, tuple(some))
        for (first, last, name, year), some in sorted(found.items(), key=lambda pair: pair[0])
    )


def _names_in(duty: Duty) -> list[str]:
    """The named days and spans in which a task is done; before which it is due is another thing."""
    found: list[str] = []
    for rule in schedule_of(duty.task):
        named = rule.due if rule.shape is Shape.NAMED else ()
        bounds = (rule.from_, rule.to)
        found += [name for name in (*named, *rule.within, *bounds) if isinstance(name, str)]
    return found
