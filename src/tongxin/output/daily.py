"""The papers of daily work as plain data: faults of an inspection, register of hazards, roster.

Their types stand with the others in `view`.
"""

from collections.abc import Iterable

from tongxin.answers.hazards import Hazard
from tongxin.answers.occasions import Fault
from tongxin.answers.occurrences import Agenda
from tongxin.answers.roster import RosterDay, roster, unknown_years
from tongxin.answers.spans import ReportSpan
from tongxin.calendar.periods import iso
from tongxin.model.world import Duty, World
from tongxin.output.view import (
    FaultView,
    ObservanceView,
    RegisterView,
    RosterDayView,
    RosterView,
    RosterWorkView,
    english_name,
    hazard_view,
    place_names,
    span_view,
)


def faults_view(agenda: Agenda, found: Iterable[Fault]) -> list[FaultView]:
    """What failed in an inspection, place by place."""
    return [
        {
            "place": "、".join(place_names(agenda.world, [one.place] if one.place else [])),
            "what": one.what,
            "hazard": None if one.hazard is None else hazard_view(agenda, one.hazard),
        }
        for one in found
    ]


def register_view(agenda: Agenda, asked: ReportSpan | None) -> RegisterView:
    """The hazards as they stand today; of a span those that were open on any day of it."""
    hazards = [h for h in agenda.hazards if asked is None or _touches(h, asked)]
    still_open = [h for h in hazards if h.is_open()]
    return {
        "span": None if asked is None else span_view(agenda.world, asked),
        "hazards": [hazard_view(agenda, h) for h in hazards],
        "found": sum(asked is None or asked.first <= h.found <= asked.last for h in hazards),
        "closed": len(hazards) - len(still_open),
        "open": len(still_open),
        "overdue": sum(h.is_overdue(agenda.today) for h in still_open),
        "escalated": sum(h.escalated is not None for h in still_open),
    }


def _touches(hazard: Hazard, span: ReportSpan) -> bool:
    return any(
        first <= span.last and (last is None or span.first <= last)
        for first, last in hazard.stretches
    )


def roster_view(agenda: Agenda, span: ReportSpan, duty: Duty | None) -> RosterView:
    """The days of a roster, of one task where one is named."""
    return {
        "span": span_view(agenda.world, span),
        "task": None if duty is None else duty.task.title,
        "days": [_day(agenda.world, one) for one in roster(agenda, span.first, span.last, duty)],
        "unknown": list(unknown_years(agenda, span.first, span.last)),
    }


def _day(world: World, one: RosterDay) -> RosterDayView:
    return {
        "date": iso(one.day),
        "kind": str(one.kind),
        "names": [_named(world, name, iso(one.day)) for name in one.names],
        "work": [_work(world, duty) for duty in one.duties],
    }


def _named(world: World, name: str, day: str) -> ObservanceView:
    return {"name": name, "english": english_name(world, name), "first": day, "last": day}


def _work(world: World, duty: Duty) -> RosterWorkView:
    groups = world.groups_of(duty.plan)
    return {
        "task": duty.name,
        "title": duty.task.title,
        "groups": [groups[name].name if name in groups else name for name in duty.task.group],
    }
