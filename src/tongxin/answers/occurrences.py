"""Occurrences and their states: plan + ledger + calendar + today → what is owed and what was done.

Nothing is stored: every state is computed anew for any day, and nothing dated after that day
exists, so a report of an earlier day never changes because of what came later.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import NamedTuple, TypeAlias

from tongxin.answers.expansion import Almanac, Expansion, Slot, Window, end_on, expand
from tongxin.answers.hazards import Hazard, fold
from tongxin.calendar.periods import Day, parse_label, span
from tongxin.model.ledger import Entry
from tongxin.model.plan import Phase, Plan, Task
from tongxin.model.schedule import Ongoing, Rule, Shape
from tongxin.model.world import Duty, World, index

Member: TypeAlias = tuple[tuple[str, str], ...]
"""For work owed one by one: (dimension, id or name) of each dimension; empty otherwise."""


class State(StrEnum):
    """How an occurrence stands on a day."""

    UPCOMING = "upcoming"
    OPEN = "open"
    MET = "met"
    LATE = "late"
    OVERDUE = "overdue"
    MISSED = "missed"
    WAIVED = "waived"
    ONGOING = "ongoing"


class Tally(NamedTuple):
    """What one entry adds to a duty on a day."""

    date: Day
    times: int
    entry: Entry


@dataclass(frozen=True, eq=False, slots=True)
class Occurrence:
    """One thing owed, and how it stands. Days are ordinals; `closes` None: it never closes.

    `due` is the day in force: moved by an extension, `extended` then holds that entry.
    """

    duty: Duty
    member: Member
    period: str
    opens: Day
    due: Day
    closes: Day | None
    quota: int
    count: int
    state: State
    entries: tuple[Entry, ...]
    waiver: Entry | None = None
    extended: Entry | None = None

    @property
    def place(self) -> str | None:
        """The place it is owed for, by id."""
        return _place_in(self.member)

    @property
    def others(self) -> dict[str, str]:
        """What else it is owed for: audience, topic, group."""
        return {dimension: value for dimension, value in self.member if dimension != "place"}


_NEVER: Day = 1 << 30
"""A day after all days: when what never closes would close."""

_SHORT = frozenset((State.OVERDUE, State.MISSED))

VAGUE = (Rule(Shape.ONGOING, ongoing=Ongoing.VAGUE),)
BY_PHASE = (Rule(Shape.SPAN),)


def schedule_of(task: Task) -> tuple[Rule, ...]:
    """The schedule in force: none given means once by the end of the phase, or else vague."""
    if task.schedule:
        return task.schedule
    return BY_PHASE if task.phase and not task.has("schedule") else VAGUE


class Agenda:
    """All that is owed in a workspace on a day. Computed when asked, each part once.

    Args:
        world: what was read.
        today: the day, as an ordinal.
        known: the last day whose entries count, where that is not today. On the morning after a
            span, with what was known at its end, what the span left undone is overdue or missed.
    """

    def __init__(self, world: World, today: Day, known: Day | None = None) -> None:
        self.world = world
        self.today = today
        self.known = today if known is None else known

    # ── what the ledger says ──────────────────────────────────────────────────────────────────

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that count today."""
        return self.world.entries(self.known)

    @cached_property
    def voided(self) -> frozenset[str]:
        """Ids of the entries that are void today."""
        return self.world.voided(self.known)

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """The entries that are not void, whatever their date and kind."""
        return tuple(entry for entry in self.world.all_entries if entry.id not in self.voided)

    @cached_property
    def hazards(self) -> tuple[Hazard, ...]:
        """The hazards as they stand today."""
        return fold(self.entries, self.world.hazard_terms, self.world.working_days)

    @cached_property
    def entries_by_duty(self) -> dict[str, list[Entry]]:
        """`plan/task` → its entries of work done, in order of date."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.kind in ("done", "hazard"):
                for duty in self._named(entry.task, entry):
                    found.setdefault(duty.name, []).append(entry)
        for entries in found.values():
            entries.sort(key=lambda entry: entry.date or 0)
        return found

    def tallies(self, duty: Duty, dimensions: tuple[str, ...]) -> dict[Member, tuple[Tally, ...]]:
        """Member → what the entries of a task add to it, in order of date."""
        entries = self.entries_by_duty.get(duty.name)
        if not entries:
            return {}
        key = (duty.name, dimensions)
        if key not in self._tallies:
            found: dict[Member, list[Tally]] = {}
            for entry in entries:
                tally = Tally(entry.date or 0, entry.count, entry)
                named = [[(d, v) for v in self.named_in(duty, entry, d)] for d in dimensions]
                for member in product(*named):
                    found.setdefault(member, []).append(tally)
            self._tallies[key] = {member: tuple(some) for member, some in found.items()}
        return self._tallies[key]

    @cached_property
    def _tallies(self) -> dict[tuple[str, tuple[str, ...]], dict[Member, tuple[Tally, ...]]]:
        return {}

    def named_in(self, duty: Duty, entry: Entry, dimension: str) -> set[str]:
        """Whom of a dimension an entry names: place ids, the group's id, audiences or topics."""
        if dimension == "place":
            places = self.world.places
            return {places[name].id for name in entry.place if name in places}
        if dimension == "group":
            groups = self.world.groups_of(duty.plan)
            return {groups[entry.by].id if entry.by in groups else entry.by} if entry.by else set()
        return set(entry.audience if dimension == "audience" else entry.topic)

    def _named(self, references: Iterable[str], entry: Entry) -> list[Duty]:
        found = [self.world.duties_called(reference, entry.date) for reference in references]
        # Two plans with one id are an error of their own: the first counts.
        sure = [duties[0] for duties in found if len({duty.name for duty in duties}) == 1]
        return list({id(duty): duty for duty in sure}.values())

    @cached_property
    def measurements(self) -> dict[tuple[str, str], list[Entry]]:
        """(plan, indicator) → its measurements, in the order written."""
        names: dict[str, list[tuple[str, str]]] = {}
        for plan in self.world.plans:
            for name, indicator in index(plan.indicators).items():
                names.setdefault(name, []).append((plan.id, indicator.id))
                for first in (plan.id, *plan.was):
                    names[f"{first}/{name}"] = [(plan.id, indicator.id)]
        found: dict[tuple[str, str], list[Entry]] = {}
        for entry in self.entries:
            if entry.kind == "measured" and entry.indicator and entry.value:
                meant = names.get(entry.indicator, [])
                if len(meant) == 1:
                    found.setdefault(meant[0], []).append(entry)
        return found

    @cached_property
    def changes_by_duty(self) -> dict[str, list[Entry]]:
        """`plan/task` → its waivers and extensions, in the order written."""
        found: dict[str, list[Entry]] = {}
        for entry in self.entries:
            reference = entry.waive if entry.kind == "waive" else entry.extend
            if entry.kind in ("waive", "extend") and reference:
                for duty in self._named([reference], entry):
                    found.setdefault(duty.name, []).append(entry)
        return found

    # ── what the plans say ────────────────────────────────────────────────────────────────────

    @cached_property
    def almanac(self) -> Almanac:
        """Named days and working days."""
        return Almanac(self.world.names, self.world.working_days)

    def window(self, plan: Plan, task: Task, place: str | None = None) -> Window | None:
        """What a task's occurrences must lie in; None where the plan's period is at fault.

        Were the plan not ended early: what that leaves is for `expansion` to say.
        """
        if plan.period is None:
            return None
        first, last = plan.period
        phase = self._phases(plan).get(task.phase) if task.phase else None
        owner = self.world.places.get(place) if place else None
        for limit in (phase, task, owner):
            if limit is not None:
                if limit.from_ is not None and limit.from_ > first:
                    first = limit.from_
                if limit.to is not None and limit.to < last:
                    last = limit.to
        return Window(first, last, plan.period[0])

    def _phases(self, plan: Plan) -> dict[str, Phase]:
        found = self._phases_by_plan.get(id(plan))
        if found is None:
            found = self._phases_by_plan[id(plan)] = index(plan.phases)
        return found

    @cached_property
    def _phases_by_plan(self) -> dict[int, dict[str, Phase]]:
        return {}

    def members(
        self, duty: Duty, rules: tuple[Rule, ...]
    ) -> tuple[tuple[Member, tuple[Rule, ...]], ...]:
        """For whom a task is owed one by one, with the rules that hold for each.

        Rules that wait for a hazard, and for which kind, stand apart from the others.
        """
        if not any([rule.each or rule.hazard is not None for rule in rules]):
            return (((), rules),)
        found: dict[tuple[tuple[str, ...], str | None], list[Rule]] = {}
        for rule in rules:
            found.setdefault((rule.each, rule.hazard), []).append(rule)
        return tuple(
            (member, tuple(some))
            for (dimensions, _), some in found.items()
            for member in product(*(self._values(duty, dimension) for dimension in dimensions))
        )

    def _values(self, duty: Duty, dimension: str) -> list[tuple[str, str]]:
        task = duty.task
        if dimension == "place":
            references = task.places or ("all",)
            places = [place for name in references for place in self.world.places_named(name)]
            return [("place", name) for name in dict.fromkeys(place.id for place in places)]
        if dimension == "group":
            groups = self.world.groups_of(duty.plan)
            names = [groups[name].id if name in groups else name for name in task.group]
            return [("group", name) for name in dict.fromkeys(names)]
        values = task.audience if dimension == "audience" else task.topics
        return [(dimension, value) for value in dict.fromkeys(values)]

    def tracks(self, duty: Duty) -> Iterator["Track"]:
        """The task's line of occurrences for each of its members."""
        if duty.plan.status == "draft":
            return
        for member, rules in self.members(duty, schedule_of(duty.task)):
            place = _place_in(member)
            expansion = self.expansion(duty, rules, place)
            if expansion is None:
                continue
            kind = rules[0].hazard
            if kind is not None:
                expansion = self._while_hazard(expansion, kind, duty, place)
            yield Track(self, duty, member, expansion)

    def expansion(
        self, duty: Duty, rules: tuple[Rule, ...], place: str | None = None
    ) -> Expansion | None:
        """What the rules demand of a task (at a place), whatever a condition says.

        None where the plan's period is at fault.
        """
        plan, task = duty.plan, duty.task
        window = self.window(plan, task, place)
        if window is None:
            return None
        whole = plan.at("period").text if any([rule.ongoing for rule in rules]) else ""
        found = expand(rules, window, self.almanac, task.shift, task.carry, whole)
        if plan.ended is not None and plan.ended <= self.today:
            return end_on(found, plan.ended)
        return found

    def _while_hazard(
        self, expansion: Expansion, kind: str, duty: Duty, place: str | None
    ) -> Expansion:
        """Only the periods on whose first day a hazard (of a kind) was open at the place."""
        here = [place] if place else [value for _, value in self._values(duty, "place")]
        found = (hazard for name in here for hazard in self.hazards_by_place.get(name, ()))
        matching = [hazard for hazard in found if kind in ("", hazard.kind)]
        slots = tuple(
            slot
            for slot in expansion.slots
            if slot.begins <= self.today and any(h.was_open(slot.begins) for h in matching)
        )
        return Expansion(slots, expansion.dropped, expansion.clashes, expansion.moved)

    @cached_property
    def hazards_by_place(self) -> dict[str, list[Hazard]]:
        """Place id → the hazards that are or were there."""
        found: dict[str, list[Hazard]] = {}
        for hazard in self.hazards:
            places = (p.id for name in hazard.places for p in self.world.places_named(name))
            for place in dict.fromkeys(places):
                found.setdefault(place, []).append(hazard)
        return found

    @cached_property
    def all_tracks(self) -> tuple["Track", ...]:
        """Every line of occurrences of every plan that is not a draft."""
        return tuple(track for duty in self.world.duties for track in self.tracks(duty))

    @cached_property
    def _tracks_by_duty(self) -> dict[str, list["Track"]]:
        found: dict[str, list[Track]] = {}
        for track in self.all_tracks:
            found.setdefault(track.duty.name, []).append(track)
        return found

    def tracks_of(self, name: str) -> list["Track"]:
        """The lines of occurrences of one task, `plan/task`."""
        return self._tracks_by_duty.get(name, [])

    # ── answers ───────────────────────────────────────────────────────────────────────────────

    def occurrences(self, *states: State) -> Iterator[Occurrence]:
        """Every occurrence in these states (all of them by default), in order of due day."""
        found = (o for track in self.all_tracks for o in track.occurrences(frozenset(states)))
        yield from sorted(found, key=order)

    def overdue(self) -> tuple[Occurrence, ...]:
        """What is still owed past its due day."""
        found = [o for track in self.all_tracks for o in track.overdue()]
        return tuple(sorted(found, key=order))

    def missed(self, since: Day) -> tuple[Occurrence, ...]:
        """What closed short on or after a day."""
        found = [o for track in self.all_tracks for o in track.missed(since)]
        return tuple(sorted(found, key=order))

    def missed_count(self) -> int:
        """How many occurrences closed short; nothing is made merely to be counted."""
        return sum(track.missed_count() for track in self.all_tracks)


def order(occurrence: Occurrence) -> tuple[Day, str, Member]:
    """By due day, then task, then member."""
    return occurrence.due, occurrence.duty.name, occurrence.member


def _place_in(member: Member) -> str | None:
    return next((value for dimension, value in member if dimension == "place"), None)


class Track:
    """The occurrences of one task (for one member of what it is owed for), and what was done."""

    __slots__ = ("__dict__", "agenda", "duty", "expansion", "member")

    def __init__(self, agenda: Agenda, duty: Duty, member: Member, expansion: Expansion) -> None:
        self.agenda = agenda
        self.duty = duty
        self.member = member
        self.expansion = expansion

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """What the entries add to this duty and member, in order of date."""
        dimensions = tuple([dimension for dimension, _ in self.member])
        return self.agenda.tallies(self.duty, dimensions).get(self.member, ())

    def counts(self, entry: Entry) -> bool:
        """Does an entry of this task count for this member? For work not owed one by one: yes."""
        return all(
            value in self.agenda.named_in(self.duty, entry, dimension)
            for dimension, value in self.member
        )

    @cached_property
    def changes(self) -> tuple[tuple[dict[str, Entry], dict[str, Entry]], ...]:
        """(label → waiver, label → extension), or nothing where there are none."""
        entries = self.agenda.changes_by_duty.get(self.duty.name, ())
        waived: dict[str, Entry] = {}
        extended: dict[str, Entry] = {}
        place = _place_in(self.member)
        for entry in entries:
            places = {
                self.agenda.world.places[n].id for n in entry.place if n in self.agenda.world.places
            }
            if entry.place and place not in places:
                continue
            for label in labels_between(self.expansion, entry.period):
                if entry.kind == "waive":
                    waived[label] = entry
                elif entry.until is not None and entry.until > self._slot(label).due:
                    extended[label] = entry  # to an earlier day nothing is extended
        return ((waived, extended),) if waived or extended else ()

    def _slot(self, label: str) -> Slot:
        return self.expansion.slots[self.expansion.numbers[label]]

    # ── states ────────────────────────────────────────────────────────────────────────────────

    @cached_property
    def _untouched(self) -> bool:
        """Nothing was ever recorded, and every slot closes: counting is arithmetic."""
        return not self.tallies and not self.changes and self.expansion.all_close

    def occurrences(self, states: frozenset[State] = frozenset()) -> Iterator[Occurrence]:
        """The occurrences in these states, or all."""
        shares = self._shares()
        for number, slot in enumerate(self.expansion.slots):
            found = self._occurrence(slot, shares[number])
            if found is not None and (not states or found.state in states):
                yield found

    def touching(self, first: Day, last: Day) -> Iterator[Occurrence]:
        """The occurrences that may be worked on or are due between two days, both included."""
        slots = self.expansion.slots
        numbers = [
            number
            for number, slot in enumerate(slots)
            if slot.since <= last and self.closes(slot) >= first
        ]
        shares = self._shares() if numbers else []
        for number in numbers:
            found = self._occurrence(slots[number], shares[number])
            if found is not None:
                yield found

    def closed(self) -> Iterator[Occurrence]:
        """The occurrences with a quota that closed before today, whatever became of them."""
        shares = self._shares()
        for number, slot in enumerate(self.expansion.slots):
            if slot.quota and self.closes(slot) < self.agenda.today:
                found = self._occurrence(slot, shares[number])
                if found is not None:
                    yield found

    @cached_property
    def shortfalls(self) -> tuple[Occurrence, ...]:
        """The occurrences that are overdue or missed today."""
        slots = self.expansion.slots[: bisect_left(self.expansion.dues, self.agenda.today)]
        if not slots:
            return ()
        shares = self._shares()
        found = [self._occurrence(slot, shares[n]) for n, slot in enumerate(slots)]
        return tuple([o for o in found if o is not None and o.state in _SHORT])

    def overdue(self) -> Iterator[Occurrence]:
        """The occurrences that are past due and still owed."""
        if not self._untouched or self._due_before_closing():
            yield from (o for o in self.shortfalls if o.state is State.OVERDUE)

    def _due_before_closing(self) -> bool:
        """May something be past due and not closed today?"""
        slots, today = self.expansion.slots, self.agenda.today
        start = bisect_left(self.expansion.closing, today)
        return start < len(slots) and slots[start].due < today

    def missed(self, since: Day) -> Iterator[Occurrence]:
        """The occurrences that closed short on or after a day."""
        if not self._untouched:
            for short in self.shortfalls:
                if short.state is State.MISSED and (short.closes or since) >= since:
                    yield short
            return
        closing = self.expansion.closing
        since = max(since, self.agenda.world.settings.since or since)
        first, last = bisect_left(closing, since), bisect_left(closing, self.agenda.today)
        for slot in self.expansion.slots[first:last]:
            found = self._occurrence(slot, ())
            if found is not None:
                yield found

    def missed_count(self) -> int:
        """How many closed short."""
        if not self._untouched:
            return sum([short.state is State.MISSED for short in self.shortfalls])
        closing = self.expansion.closing
        since = self.agenda.world.settings.since
        start = bisect_left(closing, since) if since is not None else 0
        return max(bisect_left(closing, self.agenda.today) - start, 0)

    def _shares(self) -> list[tuple[Tally, ...]]:
        """What counts for each slot.

        Where slots overlap because they never close, or because one was extended, one entry must
        not serve two: in order of date, entries fill the oldest that is open and short.
        """
        slots, tallies = self.expansion.slots, self.tallies
        if not tallies:
            return [()] * len(slots)
        shares: list[tuple[Tally, ...]] = []
        dates = [tally.date for tally in tallies]
        for slot in slots:
            last = min(self.closes(slot), self.agenda.today)
            shares.append(tallies[bisect_left(dates, slot.since) : bisect_right(dates, last)])
        rivals = self._rivals()
        if len(rivals) > 1:
            filled = self._fill([slots[number] for number in rivals])
            for number, share in zip(rivals, filled, strict=True):
                shares[number] = share
        return shares

    def _rivals(self) -> list[int]:
        """Slots that would count an entry twice: they never close, or overlap an extended one."""
        slots = self.expansion.slots
        found = {n for n, slot in enumerate(slots) if slot.closes is None and slot.quota}
        for number, slot in enumerate(slots) if self.changes and self.changes[0][1] else ():
            closes = self.closes(slot)
            if slot.quota and slot.closes is not None and closes > slot.closes:
                later = range(number, len(slots))
                found.update(n for n in later if slots[n].quota and slots[n].since <= closes)
        return sorted(found)

    def _fill(self, slots: list[Slot]) -> list[tuple[Tally, ...]]:
        """Entries in order of date, each to the oldest that is short; what is waived comes last."""
        waived = self.changes[0][0] if self.changes else {}
        order = sorted(range(len(slots)), key=lambda n: (slots[n].label in waived, n))
        filled: list[list[Tally]] = [[] for _ in slots]
        short = [slot.quota for slot in slots]
        for tally in self.tallies:
            left = tally.times
            opened = [n for n in order if slots[n].since <= tally.date <= self.closes(slots[n])]
            for number in opened:
                taken = min(left, short[number])
                if taken:
                    filled[number].append(tally._replace(times=taken))
                    short[number] -= taken
                    left -= taken
            if left and opened:
                filled[max(opened)].append(tally._replace(times=left))
        return [tuple(share) for share in filled]

    def closes(self, slot: Slot) -> Day:
        """The last day whose entries count, extended or not; a far day if it never closes."""
        if slot.closes is None:
            return _NEVER
        for _, extended in self.changes:
            if slot.label in extended:
                return max(slot.closes, extended[slot.label].until or slot.closes)
        return slot.closes

    def _occurrence(self, slot: Slot, share: tuple[Tally, ...]) -> Occurrence | None:
        """A slot as it stands today; None where it is not owed at all."""
        waiver = extension = None
        due, closes = slot.due, slot.closes
        for waived, extended in self.changes:
            waiver, extension = waived.get(slot.label), extended.get(slot.label)
        if extension is not None and extension.until is not None:
            due = extension.until
            closes = None if closes is None else max(closes, due)
        count = sum(tally.times for tally in share)
        state = self._state(slot, due, closes, share, waived=waiver is not None)
        if state is None:
            return None
        entries = tuple({id(tally.entry): tally.entry for tally in share}.values())
        return Occurrence(
            self.duty, self.member, slot.label, slot.opens, due, closes, slot.quota, count, state,
            entries, waiver, extension,
        )  # fmt: skip

    def _state(
        self, slot: Slot, due: Day, closes: Day | None, share: tuple[Tally, ...], waived: bool
    ) -> State | None:
        if not slot.quota:
            return State.ONGOING
        reached = reached_on(share, slot.quota)
        if reached is not None:
            return State.MET if reached <= due else State.LATE
        today, plan = self.agenda.today, self.duty.plan
        settings = self.agenda.world.settings
        if waived:
            return State.WAIVED
        if today <= due:
            running = plan.status == "active" or (plan.ended is not None and plan.ended > today)
            if not running:
                return None
            return State.UPCOMING if today < slot.opens else State.OPEN
        if closes is None or today <= closes:
            return State.OVERDUE
        if settings.since is not None and closes < settings.since:
            return None
        return State.MISSED


def reached_on(share: tuple[Tally, ...], quota: int) -> Day | None:
    """The day on which the quota was reached, or None."""
    total = 0
    for tally in share:
        total += tally.times
        if total >= quota:
            return tally.date
    return None


def labels_between(expansion: Expansion, period: tuple[str, str] | None) -> tuple[str, ...]:
    """The labels from first to last; none if either is no period at all.

    A label that this member or window does not have still says where the range begins or ends.
    """
    if period is None:
        return ()
    numbers = expansion.numbers
    whole = "..".join(period)  # the label of a span holds the joint too
    if whole in numbers:
        return (whole,)
    if period[0] == period[1]:
        return (period[0],) if period[0] in numbers else ()
    first, last = (_days_of(label, expansion) for label in period)
    if first is None or last is None:
        return ()
    return tuple(
        slot.label for slot in expansion.slots if first[0] <= slot.begins and slot.due <= last[1]
    )


def _days_of(label: str, expansion: Expansion) -> tuple[Day, Day] | None:
    """First and last day of a label's period: of its slot, or by the calendar."""
    number = expansion.numbers.get(label)
    if number is not None:
        slot = expansion.slots[number]
        return slot.begins, slot.due
    parsed = parse_label(label)
    return None if parsed is None else span(*parsed)
