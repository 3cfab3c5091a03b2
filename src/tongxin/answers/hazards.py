"""Hazards: the loop folded from the ledger's events. 发现 → 通知 → 整改 → 复查 → 销号, or 上报."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from tongxin.calendar.periods import Day
from tongxin.calendar.working_days import WorkingDays
from tongxin.model.community import HazardTerms
from tongxin.model.dates import Duration
from tongxin.model.ledger import Entry
from tongxin.model.world import World


class Stage(StrEnum):
    """Where a hazard stands in the loop; the values are the words of the plan language."""

    FOUND = "found"
    NOTIFIED = "notified"
    RECTIFIED = "rectified"
    FAILED = "failed"
    VERIFIED = "verified"
    ESCALATED = "escalated"
    CLOSED = "closed"


STEPS = ("found", "notified", "rectified", "verified", "closed")
"""The steps of the loop in order; entries of one day are taken in this order."""

ASIDE = ("escalated", "answered", "extended", "watched")
"""Events that any open hazard may have and that leave its step as it is."""

_ORDER = {event: number for number, event in enumerate((*STEPS[:-1], *ASIDE, STEPS[-1]))}

SHORT = 4
"""Letters at the end of an id that name a hazard as well."""

FOLLOWS: dict[str | None, tuple[str, ...]] = {
    None: ("found",),
    "found": ("notified", "rectified"),
    "notified": ("notified", "rectified"),
    "rectified": ("verified",),
    "failed": ("notified", "rectified"),
    "verified": ("closed",),
    "closed": (),
}
"""Step reached → the steps that may come next."""

EXPECTED = {"found": "notified", "notified": "rectified", "rectified": "verified",
            "failed": "notified", "verified": "closed"}  # fmt: skip
"""Step reached → the step that is due next."""


@dataclass(frozen=True, slots=True)
class Misstep:
    """An event out of order: the steps that were missing before it."""

    entry: Entry
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Hazard:
    """One hazard as it stands on a day. Days are ordinals; None: has not happened.

    `stretches` are the days it was open: from an event to the day it was closed (None: still open);
    more than one after a reopening. `step` is the last step of the loop (failed: verified with
    result fail); `due` the day by which it must be rectified.
    """

    id: str
    events: tuple[Entry, ...]
    step: str
    found: Day
    due: Day
    notified: Day | None
    escalated: Day | None
    watched: Day | None
    closed: Day | None
    stretches: tuple[tuple[Day, Day | None], ...]
    missteps: tuple[Misstep, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Where it is, as written."""
        return next((entry.place for entry in self.events if entry.place), ())

    @property
    def kind(self) -> str | None:
        """安全, 卫生 …, as written."""
        return next((entry.hazard_kind for entry in self.events if entry.hazard_kind), None)

    @property
    def level(self) -> str:
        """Its level as last stated: ordinary, serious, major."""
        return next((entry.level for entry in reversed(self.events) if entry.level), "ordinary")

    @property
    def what(self) -> str | None:
        """What is the matter."""
        return next(
            (entry.what or entry.note for entry in self.events if entry.what or entry.note), None
        )

    @property
    def to(self) -> str | None:
        """To whom it went last."""
        return next((entry.to for entry in reversed(self.events) if entry.to), None)

    @property
    def answer(self) -> Entry | None:
        """The last answer to its escalation; None where it was not escalated, or not answered."""
        escalated = self.escalated
        if escalated is None:
            return None
        answers = (e for e in reversed(self.events) if e.event == "answered")
        return next((entry for entry in answers if (entry.date or 0) >= escalated), None)

    @cached_property
    def stage(self) -> Stage:
        """Where it stands; escalated as long as no step of the loop came after that."""
        if self.step == "closed":
            return Stage.CLOSED
        last_step = max((n for n, e in enumerate(self.events) if e.event in STEPS), default=-1)
        last_up = max((n for n, e in enumerate(self.events) if e.event == "escalated"), default=-1)
        return Stage.ESCALATED if last_up > last_step else Stage(self.step)

    def is_open(self) -> bool:
        """Not closed yet."""
        return self.closed is None

    def is_overdue(self, today: Day) -> bool:
        """Past its day and not closed, even while it waits for re-inspection."""
        return self.closed is None and today > self.due

    def was_open(self, day: Day) -> bool:
        """Was it open at the end of a day?"""
        return any(first <= day and (last is None or day < last) for first, last in self.stretches)


@dataclass(frozen=True, slots=True)
class NextStep:
    """What an open hazard waits for, and by when."""

    event: str
    by: Day


def after(day: Day, limit: Duration, working: WorkingDays) -> Day:
    """The last day of a time limit that runs from a day on."""
    if not limit.working:
        return day + limit.days
    for _ in range(limit.days):
        day = working.next_working(day + 1)
    return day


def is_backfilled(entry: Entry, world: World) -> bool:
    """Was an entry written later after its date than the workspace's `backfill` allows? 补录."""
    if entry.date is None or entry.recorded is None:
        return False
    return entry.recorded > after(entry.date, world.settings.backfill, world.working_days)


def fold(entries: Iterable[Entry], terms: HazardTerms, working: WorkingDays) -> tuple[Hazard, ...]:
    """Hazards from the events among some entries."""
    events: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "hazard" and entry.hazard and entry.event and entry.date is not None:
            events.setdefault(entry.hazard, []).append(entry)
    found = [_fold(name, steps, terms, working) for name, steps in events.items()]
    return tuple(sorted(found, key=lambda hazard: (hazard.found, hazard.id)))


def _fold(name: str, events: list[Entry], terms: HazardTerms, working: WorkingDays) -> Hazard:
    events = _arranged(events)
    step: str | None = None
    missteps: list[Misstep] = []
    days: dict[str, Day] = {}
    due: Day | None = None
    for entry in events:
        event, day = entry.event, entry.date
        assert event is not None and day is not None
        due = entry.due if entry.due is not None else due
        if event in ASIDE:
            if step is None:
                missteps.append(Misstep(entry, ("found",)))
            elif step == "closed":
                missteps.append(Misstep(entry, ()))
            days[event] = day
            continue
        if event not in FOLLOWS[step]:
            missteps.append(Misstep(entry, _missing(step, event)))
        step = _reached(step, entry)
        days.setdefault(event, day) if event in ("found", "notified") else days.update({event: day})
        if step != "closed":
            days.pop("closed", None)
    first = events[0].date
    assert first is not None
    begun = days.get("found", first)
    return Hazard(
        id=name,
        events=tuple(events),
        step=step or "found",
        found=begun,
        due=due if due is not None else after(begun, terms.rectify, working),
        notified=days.get("notified"),
        escalated=days.get("escalated"),
        watched=days.get("watched"),
        closed=days.get("closed"),
        stretches=_stretches(events),
        missteps=tuple(missteps),
    )


def _arranged(events: list[Entry]) -> list[Entry]:
    """Events by date; those of one day so that each may follow the one before it, where it can.

    Among those that may follow, and where none may, the order of the steps decides, then that of
    the lines. So a failed re-inspection and the second notice of the same day are in order.
    """
    ordered = sorted(events, key=lambda entry: (entry.date, _ORDER[entry.event or "found"]))
    found: list[Entry] = []
    step: str | None = None
    for _, same_day in groupby(ordered, key=lambda entry: entry.date):
        left = list(same_day)
        while left:
            taken = next((e for e in left if e.event in ASIDE or e.event in FOLLOWS[step]), left[0])
            left.remove(taken)
            found.append(taken)
            step = _reached(step, taken)
    return found


def _reached(step: str | None, entry: Entry) -> str | None:
    """The step of the loop after an event."""
    if entry.event in ASIDE:
        return step
    return "failed" if entry.event == "verified" and entry.result == "fail" else entry.event


def _stretches(events: list[Entry]) -> tuple[tuple[Day, Day | None], ...]:
    """From the first event, or the first after a closing, to the next closing."""
    found: list[tuple[Day, Day | None]] = []
    opened: Day | None = None
    for entry in events:
        assert entry.date is not None
        if entry.event == "closed":
            found.append((entry.date if opened is None else opened, entry.date))
            opened = None
        elif opened is None:
            opened = entry.date
    return (*found, (opened, None)) if opened is not None else tuple(found)


def _missing(step: str | None, event: str) -> tuple[str, ...]:
    """The steps that should stand between two; notification is left out when mended on the spot."""
    if step == "closed" or event == "found":
        return ()
    start = 0 if step is None else STEPS.index("found" if step == "failed" else step) + 1
    between = STEPS[start : STEPS.index(event)]
    return tuple(s for s in between if s != "notified" or event == "notified")


def step_command(hazard: Hazard, event: str) -> str:
    """What to type once the next event has happened."""
    return f"tongxin hazard {event} {short(hazard.id)}" + (" pass" if event == "verified" else "")


def short(name: str) -> str:
    """The last letters of an id, by which a hazard is named as well."""
    end = name.rpartition("-")[2]
    return end[-SHORT:] if len(end) >= SHORT else name


def next_steps(hazard: Hazard, world: World, today: Day) -> tuple[NextStep, ...]:
    """What an open hazard waits for on a day, the next step of the loop first."""
    if not hazard.is_open():
        return ()
    terms, working = world.hazard_terms, world.working_days
    event = EXPECTED[hazard.step]
    by = (
        after(hazard.found, terms.notify, working)
        if event == "notified" and hazard.step == "found"
        else hazard.due
    )
    steps = [NextStep(event, by)]
    if today > hazard.due and hazard.escalated is None:
        steps.append(NextStep("escalated", after(hazard.due, terms.escalate, working)))
    if hazard.level == "major" and hazard.watched is None:
        steps.append(NextStep("watched", hazard.found))
    return tuple(steps)
