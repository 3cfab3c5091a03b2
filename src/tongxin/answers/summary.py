"""What a span of days brought: done against quota, what went wrong, what comes next.

A span that is over is seen from the morning after it with what was known at its end, so its report
stays as it was; a running one is seen from today. Back-filled entries belong to the day they are
about, and are shown as such.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tongxin.answers.day import Light, light_of
from tongxin.answers.hazards import Hazard, NextStep, is_backfilled, next_steps
from tongxin.answers.indicators import Reading, measurement_due, readings
from tongxin.answers.names import group_name
from tongxin.answers.occurrences import Agenda, Occurrence, State, Track, order
from tongxin.answers.spans import ReportSpan, before, following
from tongxin.calendar.names import NamedSpan
from tongxin.calendar.observances import OBSERVANCES
from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import TongxinError
from tongxin.messages import msg
from tongxin.model.ledger import Entry
from tongxin.model.plan import Phase, Plan
from tongxin.model.world import World

IN_A_ROW = 3
"""Periods of one duty, missed one after the other, that make a problem."""

BEHIND = 10
"""Per cent of what a phase owed by now and did not get, from which on it is behind (银川, 2025)."""

_KEPT = (State.MET, State.LATE)


@dataclass(frozen=True, eq=False)
class Score:
    """How many of some occurrences were kept, seen from a day. What was waived is not owed."""

    occurrences: tuple[Occurrence, ...]
    today: Day

    def count(self, *states: State) -> int:
        """How many are in these states."""
        return sum(o.state in states for o in self.occurrences)

    @property
    def owed(self) -> int:
        """How many were due, waived ones left out."""
        return len(self.occurrences) - self.count(State.WAIVED)

    @property
    def kept(self) -> int:
        """How many reached their quota, in time or late."""
        return self.count(*_KEPT)

    @property
    def come(self) -> tuple[Occurrence, ...]:
        """Those whose day is over; what was done before its day is not among them yet."""
        return tuple(
            o for o in self.occurrences if o.due < self.today and o.state is not State.WAIVED
        )

    @property
    def rate(self) -> float | None:
        """Per cent kept of those whose day is over; None where none is."""
        come = self.come
        return sum(o.state in _KEPT for o in come) * 100 / len(come) if come else None

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What was written down for them, each once."""
        return _once(entry for o in self.occurrences for entry in o.entries)


@dataclass(frozen=True, eq=False)
class WorkLine:
    """One duty in one period, for all whom it is owed for; `entries` are those of the span."""

    occurrences: tuple[Occurrence, ...]
    entries: tuple[Entry, ...]
    light: Light

    @property
    def first(self) -> Occurrence:
        """The occurrence that speaks for all: the one that is worst."""
        return self.occurrences[0]

    @property
    def count(self) -> int:
        """What counts towards the quotas; the surplus of one does not hide the lack of another."""
        if not self.quota:
            return self.times
        return sum(min(o.count, o.quota) for o in self.occurrences)

    @property
    def quota(self) -> int:
        """What is owed, for all together."""
        return sum(o.quota for o in self.occurrences)

    @property
    def times(self) -> int:
        """How often it was done in the span."""
        return sum(entry.count for entry in self.entries)

    @property
    def short(self) -> tuple[Occurrence, ...]:
        """Those for whom something is lacking still."""
        return tuple(o for o in self.occurrences if o.count < o.quota)


@dataclass(frozen=True, eq=False)
class GroupWork:
    """What a group owed and did in the span, and its score in the span before."""

    name: str
    score: Score
    before: Score | None
    lines: tuple[WorkLine, ...]


@dataclass(frozen=True, eq=False)
class Streak:
    """Periods missed one after the other, the oldest first."""

    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, eq=False)
class PhaseState:
    """What a phase owed up to now, and how much of it was kept."""

    plan: Plan
    phase: Phase
    score: Score

    @property
    def behind(self) -> float:
        """Per cent of what was owed that is not there."""
        return 100 - (self.score.rate if self.score.rate is not None else 100.0)


@dataclass(frozen=True, eq=False)
class Escalated:
    """A hazard in the parent's hands: since when, and the answer, if there was one."""

    hazard: Hazard
    since: Day
    answer: Entry | None


@dataclass(frozen=True, eq=False)
class HazardMoves:
    """What became of hazards: in the span, and how they stand at its end."""

    opened: tuple[Hazard, ...]
    closed: tuple[Hazard, ...]
    escalated: tuple[Hazard, ...]
    outstanding: tuple[Hazard, ...]
    overdue: tuple[Hazard, ...]


@dataclass(frozen=True, eq=False)
class Trend:
    """An indicator at the end of the span and at the end of the span before."""

    reading: Reading
    before: Reading | None

    @property
    def direction(self) -> str | None:
        """`up`, `down`, `same`; None where there is nothing to compare."""
        if self.before is None or self.before.value is None or self.reading.value is None:
            return None
        change = self.reading.value - self.before.value
        return "up" if change > 0 else "down" if change < 0 else "same"


@dataclass(frozen=True, eq=False)
class Ahead:
    """What the next span brings."""

    span: ReportSpan
    lines: tuple[WorkLine, ...]
    hazards: tuple[tuple[Hazard, NextStep], ...]
    measurements: tuple[tuple[Reading, Day], ...]
    observances: tuple[tuple[str, NamedSpan], ...]


@dataclass(frozen=True, eq=False)
class Summary:
    """The figures of a report; the lists in the order in which they are read.

    `as_of`: the day whose evening it shows. `over`: the span lies behind that day.
    """

    span: ReportSpan
    agenda: Agenda
    as_of: Day
    over: bool
    score: Score
    before: Score | None
    span_before: ReportSpan | None
    groups: tuple[GroupWork, ...]
    overdue: tuple[WorkLine, ...]
    missed: tuple[WorkLine, ...]
    streaks: tuple[Streak, ...]
    phases: tuple[PhaseState, ...]
    hopeless: tuple[WorkLine, ...]
    problems: tuple[Entry, ...]
    escalated: tuple[Escalated, ...]
    other: tuple[Entry, ...]
    backfilled: tuple[Entry, ...]
    changes: tuple[Entry, ...]
    incidents: tuple[Entry, ...]
    hazards: HazardMoves
    indicators: tuple[Trend, ...]
    ahead: Ahead


def summarize(world: World, span: ReportSpan, today: Day) -> Summary:
    """The summary of a span as a day sees it.

    Raises:
        TongxinError: the span has not begun, or was over before the ledger began.
    """
    _begun(world, span, today)
    agenda = _seen(world, span, today)
    touched = _touched(agenda, span)
    due = _due(agenda, span, touched)
    earlier = _earlier(world, span)
    past = None if earlier is None else _seen(world, earlier, today)
    due_before = None if past is None or earlier is None else _due(past, earlier)
    overdue = [o for o in agenda.overdue() if _belongs(o, span)]
    closed_short = [
        o
        for o in touched
        if o.state is State.MISSED and o.closes is not None and span.first <= o.closes <= span.last
    ]
    now = readings(agenda)
    return Summary(
        span=span,
        agenda=agenda,
        as_of=agenda.known,
        over=today > span.last,
        score=Score(due, agenda.today),
        before=None if past is None or due_before is None else Score(due_before, past.today),
        span_before=earlier,
        groups=tuple(_groups(agenda, span, touched, past, due_before)),
        overdue=work_lines(agenda, span, overdue),
        missed=work_lines(agenda, span, closed_short),
        streaks=tuple(_streaks(agenda, span)),
        phases=tuple(_phases_behind(agenda, span)),
        hopeless=work_lines(agenda, span, _hopeless(agenda, due)) if today <= span.last else (),
        problems=tuple(e for e in _notes(agenda, span) if e.problem),
        escalated=tuple(_escalated(agenda)),
        other=tuple(e for e in _notes(agenda, span) if not e.problem),
        backfilled=tuple(_backfilled(agenda, span)),
        changes=tuple(
            e
            for e in _dated(agenda, span)
            if e.kind in ("waive", "extend") and _concerns(agenda, e, span)
        ),
        incidents=tuple(e for e in _dated(agenda, span) if e.kind == "incident"),
        hazards=_hazard_moves(agenda, span),
        indicators=tuple(_trends(now, span, past)),
        ahead=_ahead(agenda, span, now),
    )


def _begun(world: World, span: ReportSpan, today: Day) -> None:
    """Refuse a span of which nothing can be known."""
    since = world.settings.since
    if span.first > today:
        raise TongxinError(
            msg("{span} has not begun: it begins on {date}", span=span.label, date=iso(span.first)),
            msg("what is coming stands in: tongxin due --days 30"),
        )
    if since is not None and span.last < since:
        raise TongxinError(
            msg(
                "{span} lies before the ledger, which begins on {date} (since: in tongxin.yaml)",
                span=span.label,
                date=iso(since),
            )
        )


def _seen(world: World, span: ReportSpan, today: Day) -> Agenda:
    """From the morning after a span that is over, from today while it runs."""
    return Agenda(world, span.last + 1, span.last) if today > span.last else Agenda(world, today)


def _earlier(world: World, span: ReportSpan) -> ReportSpan | None:
    """The span to compare with, if the ledger holds some of it."""
    found, since = before(world, span), world.settings.since
    return None if found is None or (since is not None and found.last < since) else found


def _due(
    agenda: Agenda, span: ReportSpan, touched: list[Occurrence] | None = None
) -> tuple[Occurrence, ...]:
    """What has a quota and its due day in the span."""
    found = _touched(agenda, span) if touched is None else touched
    return tuple(o for o in found if o.quota and span.first <= o.due <= span.last)


def _belongs(occurrence: Occurrence, span: ReportSpan) -> bool:
    return span.plan is None or occurrence.duty.plan.id == span.plan


def _touched(agenda: Agenda, span: ReportSpan) -> list[Occurrence]:
    """What is due, or was or could have been worked on in the span; in order of due day."""
    found = [
        o
        for track in agenda.all_tracks
        if span.plan is None or track.duty.plan.id == span.plan
        for o in track.touching(span.first, span.last)
    ]
    return sorted(found, key=order)


# ── work ──────────────────────────────────────────────────────────────────────────────────────

_WORST = tuple(State[name] for name in (
    "MISSED", "OVERDUE", "OPEN", "UPCOMING", "LATE", "MET", "WAIVED", "ONGOING",
))  # fmt: skip


def work_lines(
    agenda: Agenda, span: ReportSpan, found: Iterable[Occurrence]
) -> tuple[WorkLine, ...]:
    """Occurrences of one duty and period together, the worst of them first."""
    gathered: dict[tuple[int, str, str], list[Occurrence]] = {}
    for o in found:
        key = id(o.duty), o.period, group_name(agenda, o)
        gathered.setdefault(key, []).append(o)
    return tuple(_line(agenda, span, some) for some in gathered.values())


def _line(agenda: Agenda, span: ReportSpan, some: list[Occurrence]) -> WorkLine:
    lights = {Light.RED if o.state is State.MISSED else light_of(agenda, o) for o in some}
    return WorkLine(
        tuple(sorted(some, key=lambda o: _WORST.index(o.state))),
        _once(e for o in some for e in o.entries if span.first <= (e.date or 0) <= span.last),
        next((light for light in Light if light in lights), Light.NONE),
    )


def _groups(
    agenda: Agenda,
    span: ReportSpan,
    touched: list[Occurrence],
    past: Agenda | None,
    due_before: tuple[Occurrence, ...] | None,
) -> Iterator[GroupWork]:
    """Work by group, in the order in which plans name the groups; that of no group last."""
    lines: dict[str, list[WorkLine]] = {}
    for line in work_lines(agenda, span, touched):
        if line.entries or _due(agenda, span, list(line.occurrences)):
            lines.setdefault(group_name(agenda, line.first), []).append(line)
    earlier: dict[str, list[Occurrence]] = {}
    for o in due_before or ():
        earlier.setdefault(group_name(agenda, o), []).append(o)
    ranks = _ranks(agenda)

    def rank(name: str) -> tuple[bool, int]:
        """That of no group last; several joined by the first of them."""
        return not name, ranks.get(name.partition("、")[0], len(ranks))

    for name in sorted(lines, key=rank):
        owed = _due(agenda, span, [o for line in lines[name] for o in line.occurrences])
        compared = None if past is None else Score(tuple(earlier.get(name, ())), past.today)
        yield GroupWork(name, Score(owed, agenda.today), compared, tuple(lines[name]))


def _ranks(agenda: Agenda) -> dict[str, int]:
    """A group's name → where it first stands in the workspace."""
    ranks: dict[str, int] = {}
    for group in agenda.world.settings.groups:
        ranks.setdefault(group.name, len(ranks))
    for plan in agenda.world.plans:
        for group in plan.groups:
            ranks.setdefault(group.name, len(ranks))
    return ranks


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Each entry once, by date and then as written."""
    found = {id(entry): entry for entry in entries}
    return tuple(sorted(found.values(), key=lambda entry: entry.date or 0))


# ── problems ──────────────────────────────────────────────────────────────────────────────────


def _streaks(agenda: Agenda, span: ReportSpan) -> Iterator[Streak]:
    """Running duties whose last periods were all missed."""
    for track in agenda.all_tracks:
        if span.plan is None or track.duty.plan.id == span.plan:
            missed = _missed_last(track)
            if len(missed) >= IN_A_ROW and _goes_on(track, missed[-1], span):
                yield Streak(missed)


def _goes_on(track: Track, last: Occurrence, span: ReportSpan) -> bool:
    """Did the last one close in the span, or has the next one begun?"""
    known = track.agenda.known
    return (last.closes or 0) >= span.first or any(
        slot.opens > (last.closes or 0) and slot.opens <= known for slot in track.expansion.slots
    )


def _missed_last(track: Track) -> tuple[Occurrence, ...]:
    """The run of missed periods that ends with the last one closed; waived ones do not end it."""
    found: list[Occurrence] = []
    for o in reversed(list(track.closed())):
        if o.state is State.MISSED:
            found.append(o)
        elif o.state is not State.WAIVED:
            break
    return tuple(reversed(found))


def _phases_behind(agenda: Agenda, span: ReportSpan) -> Iterator[PhaseState]:
    """Phases that touch the span and lack too much of what they owed up to now."""
    for plan in agenda.world.plans:
        if plan.status == "draft" or (span.plan is not None and plan.id != span.plan):
            continue
        for phase in plan.phases:
            if phase.from_ is None or phase.to is None:
                continue
            if phase.from_ <= agenda.known and phase.to >= span.first:
                due = tuple(_due_in(agenda, plan, phase))
                found = PhaseState(plan, phase, Score(due, agenda.today))
                if found.behind >= BEHIND:
                    yield found


def _due_in(agenda: Agenda, plan: Plan, phase: Phase) -> Iterator[Occurrence]:
    """What the tasks of a phase owed by now: what is due today may still be done."""
    names = {phase.id, phase.name, *phase.was}
    for task in plan.tasks:
        if task.phase in names:
            for track in agenda.tracks_of(f"{plan.id}/{task.id}"):
                yield from (o for o in track.occurrences() if o.quota and o.due < agenda.today)


def _hopeless(agenda: Agenda, due: Iterable[Occurrence]) -> list[Occurrence]:
    """What is short with no working day left before it is due."""
    working = agenda.world.working_days
    return [
        o
        for o in due
        if o.state is State.OPEN
        and o.closes is not None
        and o.count < o.quota
        and not working.count(agenda.today, o.due)
    ]


def _notes(agenda: Agenda, span: ReportSpan) -> Iterator[Entry]:
    return (entry for entry in _dated(agenda, span) if entry.kind == "note")


def _dated(agenda: Agenda, span: ReportSpan) -> list[Entry]:
    """The entries of the span that count, by date."""
    found = [e for e in agenda.entries if span.first <= (e.date or 0) <= span.last]
    return sorted(found, key=lambda entry: entry.date or 0)


def _backfilled(agenda: Agenda, span: ReportSpan) -> Iterator[Entry]:
    """Entries written down long after their day, where the day or the writing was in the span."""
    for entry in agenda.entries:
        days = (entry.date or 0, entry.recorded or 0)
        if (
            any(span.first <= day <= span.last for day in days)
            and is_backfilled(entry, agenda.world)
            and _concerns(agenda, entry, span)
        ):
            yield entry


def _concerns(agenda: Agenda, entry: Entry, span: ReportSpan) -> bool:
    """Does an entry name a task of the plan that the span is about, if it is about one?"""
    if span.plan is None:
        return True
    names = (*entry.task, *filter(None, (entry.waive, entry.extend)))
    duties = (duty for name in names for duty in agenda.world.duties_called(name, entry.date))
    return any(duty.plan.id == span.plan for duty in duties)


# ── hazards, indicators ───────────────────────────────────────────────────────────────────────


def _hazard_moves(agenda: Agenda, span: ReportSpan) -> HazardMoves:
    hazards = agenda.hazards

    def within(day: Day | None) -> bool:
        return day is not None and span.first <= day <= span.last

    return HazardMoves(
        opened=tuple(h for h in hazards if within(h.found)),
        closed=tuple(h for h in hazards if within(h.closed)),
        escalated=tuple(
            h for h in hazards if any(e.event == "escalated" and within(e.date) for e in h.events)
        ),
        outstanding=tuple(h for h in hazards if h.is_open()),
        overdue=tuple(h for h in hazards if h.is_overdue(agenda.today)),
    )


def _escalated(agenda: Agenda) -> Iterator[Escalated]:
    """Open hazards that went to the parent, those without an answer first."""
    found = [
        Escalated(hazard, hazard.escalated, hazard.answer)
        for hazard in agenda.hazards
        if hazard.is_open() and hazard.escalated is not None
    ]
    return iter(sorted(found, key=lambda one: (one.answer is not None, one.since)))


def _trends(now: Iterable[Reading], span: ReportSpan, past: Agenda | None) -> Iterator[Trend]:
    """Every indicator of the span's plans, with what it was at the end of the span before."""
    earlier = {} if past is None else {_key(one): one for one in readings(past)}
    for reading in now:
        period = reading.plan.period
        running = period is not None and period[0] <= span.last and period[1] >= span.first
        if running and (span.plan is None or reading.plan.id == span.plan):
            yield Trend(reading, earlier.get(_key(reading)))


def _key(reading: Reading) -> tuple[str, str]:
    return reading.plan.id, reading.indicator.id


# ── what comes next ───────────────────────────────────────────────────────────────────────────


def _ahead(agenda: Agenda, span: ReportSpan, now: Iterable[Reading]) -> Ahead:
    following_span = following(agenda.world, span)
    first, last = following_span.first, following_span.last
    coming = [
        o
        for o in _touched(agenda, following_span)
        if o.state in (State.OPEN, State.UPCOMING) and first <= o.due <= last
    ]
    hazards = [
        (hazard, step)
        for hazard in agenda.hazards
        for step in next_steps(hazard, agenda.world, agenda.today)
        if step.by <= last
    ]
    measured = [
        (reading, due[1])
        for reading in now
        if (due := measurement_due(agenda, reading)) is not None
        and due[1] <= last
        and reading.plan.status == "active"
        and (span.plan is None or reading.plan.id == span.plan)
        and reading.plan.period is not None
        and reading.plan.period[0] <= agenda.known <= reading.plan.period[1]
    ]
    return Ahead(
        following_span,
        work_lines(agenda, following_span, coming),
        tuple(sorted(hazards, key=lambda pair: pair[1].by)),
        tuple(measured),
        tuple(observances(agenda, first, last)),
    )


def observances(agenda: Agenda, first: Day, last: Day) -> list[tuple[str, NamedSpan]]:
    """Named days and spans that begin between two days, the workspace's own among them."""
    names = agenda.world.names
    known = dict.fromkeys((*names.own, *(one.name for one in OBSERVANCES)))
    found = [
        (name, instance)
        for name in known
        for instance in names.spans(name, first, last)
        if instance.first >= first
    ]
    return sorted(found, key=lambda pair: (pair[1].first, pair[1].last))
