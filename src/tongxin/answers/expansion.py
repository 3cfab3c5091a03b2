"""A schedule in a window → slots: what would be owed if nothing had happened.

Pure and cached: equal rules in equal windows share one expansion, whatever the task. The n-th
period is computed from its number and never from the one before it, so nothing drifts. A slot that
the rules of the window leave out is kept beside the others with the reason, for `explain`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from tongxin.calendar.names import Names
from tongxin.calendar.periods import (
    Day,
    Unit,
    day_of_month,
    first_day,
    index_of,
    iso,
    label,
    month_span,
    nth_weekday,
    span,
    year_of,
)
from tongxin.calendar.working_days import WorkingDays
from tongxin.model.dates import Moment
from tongxin.model.schedule import Bound, DayRule, Rule, Shape

BEFORE_OBSERVANCE = AFTER_OBSERVANCE = 7
"""Days before and after an observance in which its work may be done."""


class Slot(NamedTuple):
    """One occurrence of a schedule: `opens ≤ due ≤ closes`; `closes` None: it never closes.

    `since` is the first day whose entries count; `quota` 0: no quota. `begins` is the first day of
    its period as far as it is owed; `days` the length of the period it may be cut from, 0 for what
    is due on a day of its own.
    """

    label: str
    opens: Day
    due: Day
    closes: Day | None
    quota: int
    since: Day
    begins: Day
    days: int = 0


class Why(StrEnum):
    """Why a slot was left out."""

    CUT = "cut"  # less than half of its period is in the window
    OUTSIDE = "outside"  # its named day is not in the window
    HOLIDAY = "holiday"  # not a working day, and such days do not count


class Dropped(NamedTuple):
    """A slot that the window or the holidays left out."""

    slot: Slot
    why: Why


class Window(NamedTuple):
    """First and last day of what is owed, and the first day of the plan's period."""

    first: Day
    last: Day
    period_first: Day


@dataclass(frozen=True, eq=False)
class Expansion:
    """The slots of a schedule in a window by due day; those left out; labels given twice.

    `moved`: label → the due day that was no working day, of the slots that `shift` moved.
    """

    slots: tuple[Slot, ...]
    dropped: tuple[Dropped, ...] = ()
    clashes: tuple[str, ...] = ()
    moved: Mapping[str, Day] = field(default_factory=dict)

    @cached_property
    def dues(self) -> list[Day]:
        """The due days, in order."""
        return [slot.due for slot in self.slots]

    @cached_property
    def closing(self) -> list[Day]:
        """The last days of the slots that close, in order."""
        return sorted(slot.closes for slot in self.slots if slot.closes is not None)

    @cached_property
    def all_close(self) -> bool:
        """Does every slot close, in the order of the due days, each with a quota?"""
        ends = [slot.closes for slot in self.slots]
        return (
            all(slot.quota and slot.closes is not None for slot in self.slots)
            and ends == self.closing
        )

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Label → number of its slot."""
        return {slot.label: number for number, slot in enumerate(self.slots)}


@dataclass(frozen=True)
class Almanac:
    """What a calendar must say to expand a schedule."""

    names: Names
    working_days: WorkingDays


class _Candidate(NamedTuple):
    slot: Slot
    days_in: int  # days of its period in the window
    why: Why | None

    @classmethod
    def of(cls, slot: Slot) -> "_Candidate":
        """A slot that may be cut: kept if at least half of its period's days remain."""
        inside = slot.due - slot.opens + 1
        return cls(slot, inside, None if 2 * inside >= slot.days else Why.CUT)

    @classmethod
    def on_a_day(cls, slot: Slot, inside: bool) -> "_Candidate":
        """A slot with a day of its own: kept if that lies in the window."""
        return cls(slot, 0, None if inside else Why.OUTSIDE)


@lru_cache(maxsize=8192)
def expand(
    rules: tuple[Rule, ...],
    window: Window,
    almanac: Almanac,
    shift: str | None = None,
    carry: bool = False,
    whole: str = "",
) -> Expansion:
    """Every slot of a schedule in a window.

    Args:
        rules: the schedule.
        window: what is owed lies in it.
        almanac: named days and working days.
        shift: what becomes of due days that are not worked: before, after, skip or None.
        carry: recurring work stays owed after its period.
        whole: the label of work without a quota (the plan's period as written).
    """
    if window.last < window.first:
        return Expansion(())
    candidates = [
        candidate
        for rule in rules
        for candidate in _SHAPES[rule.shape](rule, window, almanac, whole)
    ]
    recurring = len(rules) == 1 and rules[0].shape in _EVERY  # one label a period, none twice
    if not recurring:
        candidates = _first_half(_name_once(candidates))
    kept = [c for c in candidates if c.why is None] or _least_cut(candidates)
    slots = [c.slot for c in kept]
    left_out = [c for c in candidates if c.why is not None] if len(kept) < len(candidates) else []
    dropped = [Dropped(c.slot, c.why) for c in left_out if c.why is not None and c not in kept[:1]]
    moved: dict[str, Day] = {}
    if shift is not None:
        planned = {slot.label: slot.due for slot in slots}
        slots, skipped = _shifted(slots, shift, window, almanac.working_days)
        moved = {s.label: planned[s.label] for s in slots if s.due != planned[s.label]}
        dropped += skipped
    if carry:
        slots = [slot._replace(closes=None) if slot.quota else slot for slot in slots]
    slots.sort(key=lambda slot: (slot.due, slot.opens))
    clashes = () if recurring else _clashes(slots)
    return Expansion(tuple(slots), tuple(dropped), clashes, moved)


_EVERY = frozenset((Shape.QUOTA, Shape.DAYS, Shape.BY_DAYS))


@lru_cache(maxsize=4096)
def end_on(expansion: Expansion, last: Day) -> Expansion:
    """What is left of an expansion when the plan ends early, on a day.

    What was due by then stays as it was. A period that is cut is kept by the same rule as any
    other; what is due on a later day of its own does not exist.
    """
    kept: list[Slot] = []
    cut: list[_Candidate] = []
    dropped: list[Dropped] = []
    for slot in expansion.slots:
        if slot.due <= last:
            closes = slot.closes
            kept.append(slot if closes is None or closes <= last else slot._replace(closes=last))
        elif slot.opens <= last and (slot.days or not slot.quota):
            closes = None if slot.closes is None else last
            cut.append(_Candidate.of(slot._replace(due=last, closes=closes)))
        else:
            dropped.append(Dropped(slot, Why.OUTSIDE))
    kept += [c.slot for c in cut if c.why is None]
    if not kept:
        kept = [c.slot for c in _least_cut(cut)]
    dropped += [Dropped(c.slot, Why.CUT) for c in cut if c.slot not in kept]
    left_out = (*expansion.dropped, *dropped)
    return Expansion(tuple(kept), left_out, expansion.clashes, expansion.moved)


def _clashes(slots: list[Slot]) -> tuple[str, ...]:
    seen: set[str] = set()
    return tuple(dict.fromkeys(s.label for s in slots if s.label in seen or seen.add(s.label)))  # type: ignore[func-returns-value]


def _name_once(candidates: list[_Candidate]) -> list[_Candidate]:
    """One-off work is labelled `once`; where a schedule has several, each by its due day."""
    once = [c for c in candidates if c.slot.label == "once" and c.why is None]
    if len(once) < 2:
        return candidates
    return [
        c._replace(slot=c.slot._replace(label=iso(c.slot.due))) if c in once else c
        for c in candidates
    ]


def _first_half(candidates: list[_Candidate]) -> list[_Candidate]:
    """A period cut into two equal halves by two lines of a schedule belongs to the first."""
    halves = [c for c in candidates if c.why is None and 0 < c.slot.days == 2 * c.days_in]
    if len(halves) < 2:
        return candidates
    first = {half.slot.label: half for half in reversed(halves)}
    second = [half for half in halves if first[half.slot.label] is not half]
    return [c._replace(why=Why.CUT) if c in second else c for c in candidates]


def _least_cut(candidates: list[_Candidate]) -> list[_Candidate]:
    """Where no period would be left, the one with most days in the window stays (the earlier)."""
    cut = [c for c in candidates if c.why is Why.CUT and c.days_in > 0]
    return [max(cut, key=lambda c: (c.days_in, -c.slot.opens))] if cut else []


def _shifted(
    slots: list[Slot], shift: str, window: Window, working: WorkingDays
) -> tuple[list[Slot], list[Dropped]]:
    """Move due days that are not worked, never out of the window; `closes` and `opens` give way.

    A quota in a period can only be due earlier within it: its last day is not a day that somebody
    chose, and later would be in the next period.
    """
    moved: list[Slot] = []
    skipped: list[Dropped] = []
    for slot in slots:
        if not slot.quota or working.is_working(slot.due):
            moved.append(slot)
        elif slot.days > 1:
            day = working.previous_working(slot.due)
            moved.append(
                slot._replace(due=day) if shift == "before" and day >= slot.opens else slot
            )
        elif shift == "skip":
            skipped.append(Dropped(slot, Why.HOLIDAY))
        elif slot.days == 1:
            moved.append(slot)  # work of every day has no other day
        else:
            moved.append(_moved(slot, shift, window, working))
    return _apart(moved), skipped


def _apart(slots: list[Slot]) -> list[Slot]:
    """Named days that shifting has pushed over each other: each opens behind the one before it."""
    found: list[Slot] = []
    for slot in sorted(slots, key=lambda slot: (slot.due, slot.opens)):
        before = found[-1].closes if found and not (slot.days or found[-1].days) else None
        if before is not None and slot.opens <= before < slot.due:
            slot = slot._replace(opens=before + 1, since=before + 1)  # noqa: PLW2901
        found.append(slot)
    return found


def _moved(slot: Slot, shift: str, window: Window, working: WorkingDays) -> Slot:
    """A slot with a day of its own, moved to the nearest working day on the side asked for."""
    before, after = working.previous_working(slot.due), working.next_working(slot.due)
    preferred = (before, after) if shift == "before" else (after, before)
    due = next((day for day in preferred if window.first <= day <= window.last), slot.due)
    opens = min(slot.opens, due)
    return slot._replace(
        due=due,
        opens=opens,
        closes=None if slot.closes is None else max(slot.closes, due),
        since=min(slot.since, opens),
        begins=min(slot.begins, opens),
    )


# ── the shapes ────────────────────────────────────────────────────────────────────────────────


def _quota(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """So many times in each period: due and closed on its last day."""
    best: dict[str, _Candidate] = {}  # a period that two seasons share belongs to the longer
    for first, last in stretches(rule, window, almanac.names):
        for slot in _quota_slots(rule, window.first, first, last, almanac.working_days):
            if slot.opens >= first and slot.due <= last:
                candidate = _Candidate(slot, slot.days, None)
            else:
                opens, due = max(slot.opens, first), min(slot.due, last)
                cut = slot._replace(opens=opens, due=due, closes=due, since=opens, begins=opens)
                candidate = _Candidate.of(cut)
            known = best.get(slot.label)
            if known is None or known.days_in < candidate.days_in:
                best[slot.label] = candidate
    yield from best.values()


def _quota_slots(
    rule: Rule, origin: Day, first: Day, last: Day, working: WorkingDays
) -> Iterator[Slot]:
    """The whole periods that touch [first, last]."""
    assert rule.unit is not None
    if rule.unit is Unit.WORKDAY:
        for day in range(first, last + 1):
            if working.is_working(day):
                yield Slot(iso(day), day, day, day, rule.times, day, day, 1)
        return
    for number in _numbers(rule.unit, rule.step, origin, first, last):
        yield _whole_period(rule.unit, rule.step, number, rule.times)


def _numbers(unit: Unit, step: int, origin: Day, first: Day, last: Day) -> range:
    """The periods that touch [first, last], `step` units each, counted from the one of `origin`."""
    start = index_of(unit, origin)
    return range(
        start + (index_of(unit, first) - start) // step * step, index_of(unit, last) + 1, step
    )


@lru_cache(maxsize=8192)
def _whole_period(unit: Unit, step: int, number: int, times: int) -> Slot:
    """A period that no window cuts: the same for every task that has it."""
    begins, ends = span(unit, number, step)
    return Slot(label(unit, number), begins, ends, ends, times, begins, begins, ends - begins + 1)


def _named_days(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """On (or by) named days of each period: each opens behind the one before it."""
    unit, step = rule.unit, rule.step
    assert unit is not None
    for first, last in stretches(rule, window, almanac.names):
        for number in _numbers(unit, step, window.first, first, last):
            for slot in _days_of_period(rule.days, unit, step, number, rule.times):
                assert slot.closes is not None
                if slot.begins >= first and slot.closes <= last:
                    yield _Candidate(slot, 0, None)
                else:
                    opens = max(slot.opens, first)
                    clipped = slot._replace(
                        opens=opens,
                        since=opens,
                        closes=min(slot.closes, last),
                        begins=max(slot.begins, first),
                    )
                    yield _Candidate.on_a_day(clipped, first <= slot.due <= last)


@lru_cache(maxsize=8192)
def _days_of_period(
    rules: tuple[DayRule, ...], unit: Unit, step: int, number: int, times: int
) -> tuple[Slot, ...]:
    """The slots of one period that no window cuts."""
    begins, ends = span(unit, number, step)
    last = ends if step == 1 else span(unit, number)[1]  # a named day is in the first of several
    days = sorted({d for r in rules if (d := _day_in(r, begins, last)) is not None})
    name = label(unit, number)
    found = []
    for n, due in enumerate(days):
        opens = begins if n == 0 else days[n - 1] + 1
        closes = ends if n == len(days) - 1 else due
        text = name if len(rules) == 1 else _day_label(unit, name, due)
        found.append(Slot(text, opens, due, closes, times, opens, begins))
    return tuple(found)


def _day_label(unit: Unit, period: str, due: Day) -> str:
    return f"{period}-{(due - 1) % 7 + 1}" if unit is Unit.WEEK else iso(due)


def _day_in(rule: DayRule, first: Day, last: Day) -> Day | None:
    """The day a rule names in a period; None where the period lacks it."""
    if rule.weekday is not None:
        return nth_weekday(first, last, rule.weekday, rule.nth or 1)
    if rule.month is not None:
        found = Moment(None, rule.month, rule.day).span(year_of(first))
        return None if found is None else found[0]
    assert rule.day is not None
    if rule.day == 31:
        return last
    return day_of_month(year_of(first), _month_of(first), rule.day)


def _month_of(day: Day) -> int:
    return index_of(Unit.MONTH, day) % 12 + 1


def _dates(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """On given dates, once each, never closing."""
    opens = _edge(rule.from_, almanac.names, window, ends=False)
    yield from _once(sorted({d for d in rule.due if isinstance(d, int)}), rule, window, opens)


def _before(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """By given dates, or by the day before named days and spans."""
    days = {due for due in rule.due if isinstance(due, int)}
    for name in rule.due:
        if isinstance(name, str):
            spans = almanac.names.spans(name, window.first + 1, window.last + 1)
            days |= {
                found.first - 1 for found in spans if window.first <= found.first - 1 <= window.last
            }
    opens = _edge(rule.from_, almanac.names, window, ends=False)
    yield from _once(sorted(days), rule, window, opens)


def _once(days: list[Day], rule: Rule, window: Window, opens: Day | None) -> Iterator[_Candidate]:
    previous: Day | None = None
    for due in days:
        inside = window.first <= due <= window.last
        begins = window.first if previous is None else previous + 1
        begins = min(max(begins, opens or begins), due)
        since = window.period_first if previous is None else begins
        slot = Slot("once", begins, due, None, rule.times, min(since, begins), begins)
        yield _Candidate.on_a_day(slot, inside)
        if inside:
            previous = due


def _between(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """Once between two dates; an open end is the window's."""
    first = _edge(rule.from_, almanac.names, window, ends=False)
    last = _edge(rule.to, almanac.names, window, ends=True)
    first = window.first if first is None else max(first, window.first)
    inside = last is None or window.first <= last <= window.last
    last = window.last if last is None else last
    since = min(window.period_first, first)
    begins = min(first, last)
    slot = Slot("once", begins, last, None, rule.times, since, begins)
    yield _Candidate.on_a_day(slot, inside and first <= last)


def _edge(bound: Bound | None, names: Names, window: Window, ends: bool) -> Day | None:
    if isinstance(bound, str):
        spans = names.spans(bound, window.first, window.last)
        return (spans[0].last if ends else spans[0].first) if spans else None
    return bound if isinstance(bound, int) else None


def _observances(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """Observances: a week before and a week after the day."""
    for name in rule.due:
        assert isinstance(name, str)
        for stretch in stretches(rule, window, almanac.names):
            for found in almanac.names.spans(name, *stretch):
                due = found.first
                opens = max(due - BEFORE_OBSERVANCE, window.first)
                closes = min(due + AFTER_OBSERVANCE, window.last)
                text = f"{found.year}-{almanac.names.canonical(name)}"
                inside = stretch[0] <= due <= stretch[1]
                slot = Slot(text, opens, due, closes, rule.times, opens, opens)
                yield _Candidate.on_a_day(slot, inside)


def _within(rule: Rule, window: Window, almanac: Almanac, _whole: str) -> Iterator[_Candidate]:
    """Once in each of some spans; each closes on the eve of the next, the last never."""
    instances: set[tuple[Day, Day, str]] = set()
    for within in rule.within:
        instances |= set(_instances(within, window, almanac.names))
    limits = list(stretches(rule, window, almanac.names))
    found = [
        (begins, ends, name, first, last)
        for begins, ends, name in sorted(instances)
        for first, last in limits
        if begins <= last and ends >= first
    ]
    clipped = []
    for begins, ends, name, first, last in found:
        opens, due = max(begins, first), min(ends, last)
        days = ends - begins + 1
        clipped.append(_Candidate.of(Slot(name, opens, due, None, rule.times, opens, opens, days)))
    kept = [c for c in clipped if c.why is None]
    for candidate in clipped:
        after = [c.slot.opens for c in kept if c.slot.opens > candidate.slot.opens]
        if candidate.why is None and after:
            closes = max(min(after) - 1, candidate.slot.due)
            candidate = candidate._replace(slot=candidate.slot._replace(closes=closes))  # noqa: PLW2901
        yield candidate


def _instances(within: object, window: Window, names: Names) -> Iterator[tuple[Day, Day, str]]:
    """First day, last day and label of each instance that touches the window."""
    if isinstance(within, str):
        for found in names.spans(within, window.first, window.last):
            yield found.first, found.last, f"{found.year}-{names.canonical(within)}"
        return
    assert isinstance(within, tuple)
    first, last = within
    if isinstance(first, int) and isinstance(last, int):
        if first <= window.last and last >= window.first:
            yield first, last, _span_label(first, last)
        return
    for begins, ends in _yearly(first, last, window):
        yield begins, ends, _span_label(begins, ends)


def _span_label(first: Day, last: Day) -> str:
    """A month as `2026-03`, months as `2026-03..2026-05`, a day as itself, else both days."""
    month = index_of(Unit.MONTH, first)
    last_month = index_of(Unit.MONTH, last)
    if first_day(Unit.MONTH, month) == first and first_day(Unit.MONTH, last_month + 1) == last + 1:
        names = label(Unit.MONTH, month), label(Unit.MONTH, last_month)
    else:
        names = iso(first), iso(last)
    return names[0] if names[0] == names[1] else "..".join(names)


def _ongoing(rule: Rule, window: Window, almanac: Almanac, whole: str) -> Iterator[_Candidate]:
    """No quota: one slot over the window, from the first season in it to the last."""
    found = list(stretches(rule, window, almanac.names))
    if found:
        first, last = found[0][0], found[-1][1]
        yield _Candidate(Slot(whole, first, last, last, 0, first, first), 1, None)


_SHAPES: dict[Shape, Callable[[Rule, Window, Almanac, str], Iterator[_Candidate]]] = {
    Shape.QUOTA: _quota,
    Shape.DAYS: _named_days,
    Shape.BY_DAYS: _named_days,
    Shape.DATES: _dates,
    Shape.SPAN: _between,
    Shape.BEFORE: _before,
    Shape.NAMED: _observances,
    Shape.WITHIN: _within,
    Shape.ONGOING: _ongoing,
}


# ── seasons ───────────────────────────────────────────────────────────────────────────────────


def stretches(rule: Rule, window: Window, names: Names) -> Iterator[tuple[Day, Day]]:
    """The parts of the window that lie between the rule's `from` and `to`, season by season."""
    if rule.from_ is None and rule.to is None:
        yield window.first, window.last
        return
    for first, last in _seasons(rule.from_, rule.to, window, names):
        if first <= window.last and last >= window.first:
            yield max(first, window.first), min(last, window.last)


def _seasons(
    from_: Bound | None, to: Bound | None, window: Window, names: Names
) -> Iterator[tuple[Day, Day]]:
    if isinstance(from_, str) and (to is None or to == from_):
        for found in names.spans(from_, window.first, window.last):
            yield found.first, found.last
        return
    yearly = isinstance(from_, Moment) or isinstance(to, Moment)
    starts = _edges(from_, window, names, ends=False, yearly=yearly)
    stops = sorted(_edges(to, window, names, ends=True, yearly=yearly))
    starts = sorted(starts)
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        stop = next((day for day in stops if day >= start), None)
        if stop is not None and (following is None or stop < following):
            yield start, stop


def _edges(
    bound: Bound | None, window: Window, names: Names, ends: bool, yearly: bool
) -> list[Day]:
    """The days on which a bound begins (or ends) something, a year around the window included."""
    years = range(year_of(window.first) - 1, year_of(window.last) + 2)
    if isinstance(bound, int):
        return [bound]
    if isinstance(bound, str):
        spans = names.spans(bound, window.first - 366, window.last + 366)
        return [found.last if ends else found.first for found in spans]
    if isinstance(bound, Moment):
        return [_side(bound, year, ends) for year in years]
    if yearly:
        return [month_span(year, 12)[1] if ends else month_span(year, 1)[0] for year in years]
    return [window.last if ends else window.first]


def _yearly(first: Moment, last: Moment, window: Window) -> Iterator[tuple[Day, Day]]:
    """A span of every year, where it touches the window; it may run over the year's turn."""
    for year in range(year_of(window.first) - 1, year_of(window.last) + 1):
        begins, ends = _side(first, year, ends=False), _side(last, year, ends=True)
        if first == last and first.span(year) is None:
            continue  # 29 February alone
        if ends < begins:
            ends = _side(last, year + 1, ends=True)
        if begins <= window.last and ends >= window.first:
            yield begins, ends


def _side(moment: Moment, year: int, ends: bool) -> Day:
    """First or last day of a date of every year; 29 February is beside 1 March in common years."""
    days = moment.span(year)
    if days is None:
        march = month_span(year, 3)[0]
        return march - 1 if ends else march
    return days[1] if ends else days[0]
