"""What a picture shows, as plain data: a plan along its days, periods kept and missed, hazards.

Days are ordinals, spans hold both ends. Nothing here knows a colour, a width or a language.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tongxin.answers.names import group_name
from tongxin.answers.occurrences import Agenda, Occurrence, State
from tongxin.calendar.periods import Day, Unit, first_day, index_of, label, span
from tongxin.model.fields import Thing
from tongxin.model.plan import Phase, Plan, Task
from tongxin.model.world import Duty

WORST = tuple(State[name] for name in (
    "MISSED", "OVERDUE", "OPEN", "UPCOMING", "LATE", "MET", "WAIVED", "ONGOING",
))  # fmt: skip
"""Of several occurrences in one place the first of these states is shown."""

KEPT = frozenset((State.MET, State.LATE))

MOST_WEEKS = 60
"""A span of more weeks than this is shown by month."""


def worst(states: Iterable[State]) -> State:
    """The state that stands for several."""
    return min(states, key=WORST.index)


def fitting_unit(first: Day, last: Day) -> Unit:
    """Weeks where not too many of them touch the span, else months."""
    return Unit.WEEK if count(Unit.WEEK, first, last) <= MOST_WEEKS else Unit.MONTH


def count(unit: Unit, first: Day, last: Day) -> int:
    """How many weeks, months … touch a span."""
    return index_of(unit, last) - index_of(unit, first) + 1


@dataclass(frozen=True, slots=True)
class Column:
    """A period that is one column, cut to the span of the picture."""

    label: str
    first: Day
    last: Day


def columns(unit: Unit, first: Day, last: Day) -> tuple[Column, ...]:
    """The days, weeks or months that touch a span."""
    found = []
    for number in range(index_of(unit, first), index_of(unit, last) + 1):
        begins, ends = span(unit, number)
        found.append(Column(label(unit, number), max(begins, first), min(ends, last)))
    return tuple(found)


# ── a plan along its days ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mark:
    """What is due on a day: so many occurrences, the worst of them in `state`."""

    day: Day
    state: State
    count: int


@dataclass(frozen=True)
class Bar:
    """A phase or a task: when it runs, and its marks by day. A phase has none.

    `stretches` are the days of its occurrences from opening to due day, those that touch joined;
    `standing`: it has no quota and runs all the time. `id` is that of the thing in its plan.
    """

    id: str
    title: str
    is_phase: bool
    stretches: tuple[tuple[Day, Day], ...]
    marks: tuple[Mark, ...]
    standing: bool = False


@dataclass(frozen=True)
class Gantt:
    """A plan along its days: each phase before its tasks, then the tasks of no phase."""

    plan: str
    title: str
    first: Day
    last: Day
    today: Day
    bars: tuple[Bar, ...]

    @property
    def months(self) -> tuple[Column, ...]:
        """The months of the span."""
        return columns(Unit.MONTH, self.first, self.last)


def gantt(agenda: Agenda, plan: Plan, first: Day | None = None, last: Day | None = None) -> Gantt:
    """A plan along its days, or what of it lies between two days.

    Raises:
        ValueError: the plan has no period, or nothing of it lies between the two days.
    """
    begins, ends = _within(plan.period, first, last)
    bars: list[Bar] = []
    placed: set[int] = set()
    for phase in plan.phases:
        bars.append(_phase_bar(phase, begins, ends))
        own = [t for t in plan.tasks if t.phase in _names(phase) and id(t) not in placed]
        placed |= {id(task) for task in own}
        bars += [_task_bar(agenda, plan, task, begins, ends) for task in own]
    rest = [task for task in plan.tasks if id(task) not in placed]
    bars += [_task_bar(agenda, plan, task, begins, ends) for task in rest]
    return Gantt(plan.id, plan.title, begins, ends, agenda.today, tuple(bars))


def _within(period: tuple[Day, Day] | None, first: Day | None, last: Day | None) -> tuple[Day, Day]:
    if period is None:
        raise ValueError("a plan without a period")
    begins = period[0] if first is None else max(first, period[0])
    ends = period[1] if last is None else min(last, period[1])
    if ends < begins:
        raise ValueError("nothing between these days")
    return begins, ends


def _names(phase: Phase) -> tuple[str, ...]:
    return (phase.id, phase.name, *phase.was)


def _phase_bar(phase: Phase, first: Day, last: Day) -> Bar:
    dated = phase.from_ is not None and phase.to is not None
    stretches = [(phase.from_ or 0, phase.to or 0)] if dated else []
    return Bar(phase.id, phase.name, True, tuple(_clipped(stretches, first, last)), ())


def _task_bar(agenda: Agenda, plan: Plan, task: Task, first: Day, last: Day) -> Bar:
    found = [o for t in agenda.tracks_of(Duty(plan, task).name) for o in t.occurrences()]
    stretches = _joined((min(o.opens, o.due), o.due) for o in found)
    owed = [o for o in found if o.quota]
    by_day: dict[Day, list[State]] = {}
    for o in owed:
        if first <= o.due <= last:
            by_day.setdefault(o.due, []).append(o.state)
    marks = [Mark(day, worst(states), len(states)) for day, states in sorted(by_day.items())]
    standing = bool(found) and not owed
    clipped = tuple(_clipped(stretches, first, last))
    return Bar(task.id, task.title, False, clipped, tuple(marks), standing)


def _joined(stretches: Iterable[tuple[Day, Day]]) -> list[tuple[Day, Day]]:
    """Stretches in order, those that touch or overlap made one."""
    found: list[tuple[Day, Day]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return found


def _clipped(
    stretches: Iterable[tuple[Day, Day]], first: Day, last: Day
) -> Iterator[tuple[Day, Day]]:
    for begins, ends in stretches:
        if begins <= last and ends >= first:
            yield max(begins, first), min(ends, last)


# ── kept and missed ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Cell:
    """What was due in a column: the worst state, how many kept of how many owed."""

    state: State
    kept: int
    owed: int


@dataclass(frozen=True)
class HeatRow:
    """A task or a group; a cell for each column, None where nothing is due. No name: no group."""

    id: str
    name: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Heat:
    """Periods kept and missed. `plan` is empty where the rows are the groups of all plans."""

    plan: str
    title: str
    unit: Unit
    columns: tuple[Column, ...]
    rows: tuple[HeatRow, ...]
    today: Day


def heat_of_plan(
    agenda: Agenda,
    plan: Plan,
    first: Day | None = None,
    last: Day | None = None,
    unit: Unit | None = None,
) -> Heat:
    """The tasks of a plan, by week, or by month where that would be too many.

    Raises:
        ValueError: the plan has no period, or nothing of it lies between the two days.
    """
    begins, ends = _within(plan.period, first, last)
    unit = unit or fitting_unit(begins, ends)
    spans = columns(unit, begins, ends)
    rows = []
    for task in plan.tasks:
        tracks = agenda.tracks_of(Duty(plan, task).name)
        found = [o for track in tracks for o in track.occurrences() if o.quota]
        if found:
            rows.append(HeatRow(task.id, task.title, _cells(found, unit, spans)))
    return Heat(plan.id, plan.title, unit, spans, tuple(rows), agenda.today)


def heat_of_groups(
    agenda: Agenda, first: Day | None = None, last: Day | None = None, unit: Unit | None = None
) -> Heat:
    """The groups of all plans that are no drafts, in the order in which they are named.

    Raises:
        ValueError: no plan lies between the two days.
    """
    periods = [p.period for p in agenda.world.plans if p.period and p.status != "draft"]
    whole = (min(p[0] for p in periods), max(p[1] for p in periods)) if periods else None
    begins, ends = _within(whole, first, last)
    unit = unit or fitting_unit(begins, ends)
    spans = columns(unit, begins, ends)
    found: dict[str, list[Occurrence]] = {}
    for track in agenda.all_tracks:
        for o in track.occurrences():
            if o.quota and begins <= o.due <= ends:
                found.setdefault(group_name(agenda, o), []).append(o)
    order = _ranks(agenda)

    def rank(name: str) -> tuple[bool, int, str]:
        return not name, order.get(name.partition("、")[0], len(order)), name

    rows = [
        HeatRow(name, name, _cells(found[name], unit, spans)) for name in sorted(found, key=rank)
    ]
    return Heat("", "", unit, spans, tuple(rows), agenda.today)


def _ranks(agenda: Agenda) -> dict[str, int]:
    things: list[Thing] = [*agenda.world.settings.groups]
    for plan in agenda.world.plans:
        things += plan.groups
    return {name: n for n, name in enumerate(dict.fromkeys(getattr(t, "name", "") for t in things))}


def _cells(
    found: Sequence[Occurrence], unit: Unit, spans: Sequence[Column]
) -> tuple[Cell | None, ...]:
    by_column: list[list[State]] = [[] for _ in spans]
    start = index_of(unit, spans[0].first)
    for o in found:
        if spans[0].first <= o.due <= spans[-1].last:
            by_column[index_of(unit, o.due) - start].append(o.state)
    return tuple(_cell(states) if states else None for states in by_column)


def _cell(states: list[State]) -> Cell:
    return Cell(worst(states), sum(state in KEPT for state in states), len(states))


# ── hazards ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class HazardDay:
    """A day or a longer column: opened and closed in it, open at its end."""

    label: str
    first: Day
    last: Day
    opened: int
    closed: int
    outstanding: int


@dataclass(frozen=True)
class Burndown:
    """Hazards over a span. `before` is how many were open when it began."""

    first: Day
    last: Day
    before: int
    days: tuple[HazardDay, ...]

    def by(self, unit: Unit) -> "tuple[HazardDay, ...]":
        """The same in weeks or months."""
        found = []
        for column in columns(unit, self.first, self.last):
            days = self.days[column.first - self.first : column.last - self.first + 1]
            opened, closed = sum(d.opened for d in days), sum(d.closed for d in days)
            found.append(
                HazardDay(
                    column.label, column.first, column.last, opened, closed, days[-1].outstanding
                )
            )
        return tuple(found)


def burndown(agenda: Agenda, first: Day | None = None, last: Day | None = None) -> Burndown:
    """Hazards per day, to today by default and never beyond.

    Without a first day: from the month in which the first hazard was found, at most a year back.
    A hazard that was opened again counts as opened again.

    Raises:
        ValueError: the span lies in the future, or is none.
    """
    ends = agenda.today if last is None else min(last, agenda.today)
    if first is None:
        earliest = min((h.found for h in agenda.hazards), default=ends)
        first = max(first_day(Unit.MONTH, index_of(Unit.MONTH, min(earliest, ends))), ends - 365)
    if ends < first:
        raise ValueError("nothing between these days")
    opened, closed = [0] * (ends - first + 1), [0] * (ends - first + 1)
    before = 0
    for hazard in agenda.hazards:
        for begins, until in hazard.stretches:
            if first <= begins <= ends:
                opened[begins - first] += 1
            if until is not None and first <= until <= ends:
                closed[until - first] += 1
            before += begins < first and (until is None or until >= first)
    days = []
    outstanding = before
    for number, (new, done) in enumerate(zip(opened, closed, strict=True)):
        outstanding += new - done
        day = first + number
        days.append(HazardDay(label(Unit.DAY, day), day, day, new, done, outstanding))
    return Burndown(first, ends, before, tuple(days))
