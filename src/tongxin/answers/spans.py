"""The spans that a report is about: a week, a month, a phase, any days; which is before and after.

A span is named by its label: `2026-W47`, `2026-11`, `2026-Q4`, `2026-H2`, `2026`, a day, two days
`2026-11-01..2026-11-15`, or, for a phase, `plan/phase`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tongxin.calendar.periods import Day, Unit, index_of, iso, label, parse_label, span
from tongxin.diagnostic import TongxinError, near
from tongxin.messages import msg
from tongxin.model.dates import Moment, parse_moment, split_span
from tongxin.model.plan import Phase, Plan
from tongxin.model.world import World


class Kind(StrEnum):
    """What sort of span it is."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    PHASE = "phase"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class ReportSpan:
    """Days from `first` to `last`. `plan`: only what belongs to the plan of this id."""

    kind: Kind
    label: str
    first: Day
    last: Day
    plan: str | None = None
    name: str | None = None


_UNITS = {Unit(kind.value): kind for kind in Kind if kind not in (Kind.PHASE, Kind.DAYS)}


def running(kind: Kind, day: Day) -> ReportSpan:
    """The week, month, … that holds a day."""
    unit = Unit(kind.value)
    return _numbered(unit, index_of(unit, day))


_SAID = {
    "本周": (Kind.WEEK, 0), "上周": (Kind.WEEK, -1), "本月": (Kind.MONTH, 0),
    "上月": (Kind.MONTH, -1), "上个月": (Kind.MONTH, -1),
    "本季度": (Kind.QUARTER, 0), "上季度": (Kind.QUARTER, -1),
    "今年": (Kind.YEAR, 0), "本年": (Kind.YEAR, 0), "去年": (Kind.YEAR, -1),
    "this week": (Kind.WEEK, 0), "last week": (Kind.WEEK, -1), "this month": (Kind.MONTH, 0),
    "last month": (Kind.MONTH, -1), "this quarter": (Kind.QUARTER, 0),
    "last quarter": (Kind.QUARTER, -1), "this year": (Kind.YEAR, 0), "last year": (Kind.YEAR, -1),
}  # fmt: skip
"""Spans as one says them: the kind, and how many before the running one."""


def as_said(text: str, today: Day) -> ReportSpan | None:
    """本周, 上月, last quarter; None for anything else."""
    said = _SAID.get(text.strip().lower())
    if said is None:
        return None
    kind, step = said
    unit = Unit(kind.value)
    return _numbered(unit, index_of(unit, today) + step)


def week_to_report(today: Day) -> ReportSpan:
    """From Thursday to Sunday the running week, from Monday to Wednesday the one before."""
    return running(Kind.WEEK, today if (today - 1) % 7 >= 3 else today - 7)


def days(first: Day, last: Day) -> ReportSpan:
    """Any days. Raises TongxinError where the last lies before the first."""
    if last < first:
        raise TongxinError(
            msg("{first}..{last} ends before it begins", first=iso(first), last=iso(last))
        )
    text = iso(first) if first == last else f"{iso(first)}..{iso(last)}"
    return ReportSpan(Kind.DAYS, text, first, last)


def labelled(text: str) -> ReportSpan | None:
    """The span of a label or of one or two dates; None for what is neither."""
    parsed = parse_label(text.strip())
    if parsed is not None and parsed[0] in _UNITS:
        return _numbered(*parsed)
    ends = [_days_of(part) for part in (split_span(text) or (text,))[:2]]
    if any(end is None for end in ends):
        return None
    found = [end for end in ends if end is not None]
    return days(found[0][0], found[-1][1])


def _days_of(text: str) -> tuple[Day, Day] | None:
    parsed = parse_label(text.strip())
    if parsed is not None:
        return span(*parsed)
    moment = parse_moment(text)
    if not isinstance(moment, Moment) or moment.year is None:
        return None
    return moment.span(moment.year)


def of_phase(world: World, reference: str) -> ReportSpan:
    """The span of a phase: `plan/phase`, or an id or name that only one phase has.

    Raises:
        TongxinError: there is no such phase, there are several, or it has no dates.
    """
    phases = [(plan, phase) for plan in world.plans for phase in plan.phases]
    found = [
        (plan, phase)
        for plan, phase in phases
        if reference in _names(plan, phase) or reference in (phase.id, phase.name, *phase.was)
    ]
    if len(found) > 1:
        names = tuple(f"{plan.id}/{phase.id}" for plan, phase in found)
        raise TongxinError(msg('"{name}" may be any of {names}', name=reference, names=names))
    if not found:
        known = [name for plan, phase in phases for name in (f"{plan.id}/{phase.id}", phase.name)]
        guess = near(reference, known)
        remedy = msg('did you mean "{word}"?', word=guess) if guess else None
        raise TongxinError(msg('no phase "{name}"', name=reference), remedy)
    plan, phase = found[0]
    if phase.from_ is None or phase.to is None or phase.to < phase.from_:
        raise TongxinError(msg('the dates of the phase "{name}" are at fault', name=phase.name))
    return _phase(plan, phase, phase.from_, phase.to)


def _names(plan: Plan, phase: Phase) -> Iterable[str]:
    return (
        f"{first}/{last}"
        for first in (plan.id, *plan.was)
        for last in (phase.id, phase.name, *phase.was)
    )


def _phase(plan: Plan, phase: Phase, first: Day, last: Day) -> ReportSpan:
    return ReportSpan(Kind.PHASE, f"{plan.id}/{phase.id}", first, last, plan.id, phase.name)


def before(world: World, one: ReportSpan) -> ReportSpan | None:
    """The span to compare with: of its kind, of days as many; None before the first phase."""
    return _beside(world, one, -1)


def following(world: World, one: ReportSpan) -> ReportSpan:
    """The span that comes next; after the last phase of a plan, the week that follows."""
    found = _beside(world, one, 1)
    return found if found is not None else days(one.last + 1, one.last + 7)


def _beside(world: World, one: ReportSpan, step: int) -> ReportSpan | None:
    if one.kind is Kind.PHASE:
        plan = world.plan_index[one.plan or ""]
        dated = [
            (p, p.from_, p.to) for p in plan.phases if p.from_ is not None and p.to is not None
        ]
        numbers = [
            n for n, (phase, _, _) in enumerate(dated) if f"{plan.id}/{phase.id}" == one.label
        ]
        number = numbers[0] + step
        return _phase(plan, *dated[number]) if 0 <= number < len(dated) else None
    if one.kind is Kind.DAYS:
        length = one.last - one.first + 1
        return days(one.first + step * length, one.last + step * length)
    unit = Unit(one.kind.value)
    return _numbered(unit, index_of(unit, one.first) + step)


def _numbered(unit: Unit, number: int) -> ReportSpan:
    return ReportSpan(_UNITS[unit], label(unit, number), *span(unit, number))
