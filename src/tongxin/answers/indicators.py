"""Indicators: the value as measured or summed, against the target."""

from dataclasses import dataclass

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day
from tongxin.model.ledger import Entry
from tongxin.model.plan import Indicator, Plan
from tongxin.model.target import Form, Target
from tongxin.model.world import index


@dataclass(frozen=True, eq=False)
class Reading:
    """An indicator on a day.

    `value` is the last value measured or the sum so far, None where there is none; `percent` the
    value as a percentage of what it is `of` (or the value itself, where the target is a
    percentage without `of`), None where it cannot be said. `met` is None where nobody can say.
    `above`: better than the upper end of a range.
    """

    plan: Plan
    indicator: Indicator
    value: float | None
    second: float | None
    percent: float | None
    met: bool | None
    above: bool
    entries: tuple[Entry, ...]


def readings(agenda: Agenda) -> tuple[Reading, ...]:
    """Every indicator of every plan that is not a draft."""
    return tuple(
        reading(agenda, plan, indicator)
        for plan in agenda.world.plans
        if plan.status != "draft"
        for indicator in plan.indicators
    )


def reading(agenda: Agenda, plan: Plan, indicator: Indicator) -> Reading:
    """One indicator as it stands today."""
    value, second, entries = _value(agenda, plan, indicator)
    target = indicator.target
    percent = _percent(agenda, plan, indicator, value)
    met, above = _met(target, indicator, value, second, percent)
    return Reading(plan, indicator, value, second, percent, met, above, entries)


def _value(
    agenda: Agenda, plan: Plan, indicator: Indicator
) -> tuple[float | None, float | None, tuple[Entry, ...]]:
    if indicator.sum_ is not None:
        total, entries = _summed(agenda, plan, indicator)
        return total, None, entries
    measured = agenda.measurements.get((plan.id, indicator.id), [])
    if not measured:
        return None, None, ()
    last = sorted(measured, key=lambda entry: entry.date or 0)[-1]  # of one day the last line
    second = last.value[1] if len(last.value) > 1 else None
    return last.value[0], second, tuple(measured)


def _summed(agenda: Agenda, plan: Plan, indicator: Indicator) -> tuple[float, tuple[Entry, ...]]:
    """The sum over the entries of the plan's period: of its tasks, or of incidents of its name.

    An indicator of incidents counts those whose kind is its id or name: a fall on the stairs is no
    重大安全事故.
    """
    first, last = plan.period or (0, agenda.today)
    if indicator.sum_ == "incidents":
        kinds = {indicator.id, indicator.name, *indicator.was}
        entries = [
            entry
            for entry in agenda.entries
            if entry.kind == "incident"
            and entry.incident in kinds
            and first <= (entry.date or 0) <= last
        ]
        return sum(entry.count for entry in entries), tuple(entries)
    tasks = [
        task
        for task in plan.tasks
        if {indicator.id, indicator.name, *indicator.was} & set(task.indicators)
    ]
    found: dict[int, Entry] = {}
    for task in tasks:
        for entry in agenda.entries_by_duty.get(f"{plan.id}/{task.id}", ()):
            if first <= (entry.date or 0) <= last:
                found[id(entry)] = entry
    entries = list(found.values())
    return sum(_adds(indicator.sum_, entry) for entry in entries), tuple(entries)


def _adds(summed: str | None, entry: Entry) -> float:
    """What one entry adds to a sum of counts, amounts or people."""
    if summed == "amount":
        return entry.amount or 0
    return entry.count if summed == "count" else entry.people or 0


def _percent(agenda: Agenda, plan: Plan, indicator: Indicator, value: float | None) -> float | None:
    target = indicator.target
    if value is None or target is None or not target.percent:
        return None
    if target.form is Form.CHANGE:
        base = indicator.baseline
        return None if not base else (value - base) * 100 / abs(base)
    if indicator.of is None:
        return value
    whole = denominator(agenda, plan, indicator, frozenset())
    return None if not whole else value * 100 / whole  # exact for whole numbers


def denominator(
    agenda: Agenda, plan: Plan, indicator: Indicator, above: frozenset[str]
) -> float | None:
    """What an indicator is a part of: a number of the community, or another indicator's value.

    Before that indicator has a value, the lower end of its target. None where nobody can say, also
    where indicators are each other's part.
    """
    name = indicator.of
    if name is None or indicator.id in above:
        return None
    other = index(plan.indicators).get(name)
    if other is None:
        community = agenda.world.settings.community
        return community.numbers.get(name) if community else None
    value, _, _ = _value(agenda, plan, other)
    if value is not None and (value or other.sum_ is None):
        return value
    if other.target is None or other.target.form not in (Form.LEAST, Form.RANGE):
        return None
    if not other.target.percent:
        return other.target.low
    whole = denominator(agenda, plan, other, above | {indicator.id})
    return None if whole is None else whole * other.target.low / 100


def _met(
    target: Target | None,
    indicator: Indicator,
    value: float | None,
    second: float | None,
    percent: float | None,
) -> tuple[bool | None, bool]:
    """(met, above the range)."""
    if target is None or value is None or target.form is Form.VAGUE:
        return None, False
    compared = percent if target.percent else value
    if target.form is Form.CHANGE:
        if indicator.baseline is None:
            return None, False
        if not target.low:
            return (value - indicator.baseline) * target.high > 0, False
    if compared is None:
        return None, False
    match target.form:
        case Form.LEAST:
            return compared >= target.low, False
        case Form.MOST:
            return compared <= target.high, False
        case Form.RANGE:
            return compared >= target.low, compared > target.high
        case Form.CHANGE:
            return (compared >= target.low if target.low > 0 else compared <= target.low), False
        case Form.RATIO:
            return (None if second is None else value * target.high == second * target.low), False
    return None, False


def measurement_due(agenda: Agenda, found: Reading) -> tuple[Day, Day] | None:
    """The running period in which a measurement is still wanted, or None."""
    from tongxin.calendar.periods import Unit, index_of, span

    every = found.indicator.every
    if every is None or found.indicator.sum_ is not None:
        return None
    first, last = span(Unit(every), index_of(Unit(every), agenda.today))
    done = any(first <= (entry.date or 0) <= last for entry in found.entries)
    return None if done else (first, last)
