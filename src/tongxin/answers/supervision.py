"""What is pressed for, and until when an answer is wanted: 督办."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongxin.answers.hazards import Hazard, after
from tongxin.answers.names import group_name
from tongxin.answers.occurrences import Agenda, Occurrence
from tongxin.answers.spans import ReportSpan, days
from tongxin.answers.summary import WorkLine, work_lines
from tongxin.calendar.periods import Day
from tongxin.model.dates import Duration

ANSWER = Duration(3, working=True)
"""How long those who are pressed have for their written answer."""

LOOK_BACK = 30
"""Days before today: what closed short in them is pressed for, unless another span is named."""


@dataclass(frozen=True, eq=False)
class Charge:
    """What one group is pressed for; `name` is "" where no group answers for it."""

    name: str
    overdue: tuple[WorkLine, ...]
    missed: tuple[WorkLine, ...]


@dataclass(frozen=True, eq=False)
class Supervision:
    """What is pressed for on a day: by group, and the hazards past their day.

    `span`: the days in which what was missed has closed; what is overdue has no such bounds.
    """

    span: ReportSpan
    answer_by: Day
    charges: tuple[Charge, ...]
    hazards: tuple[Hazard, ...]


def supervision(agenda: Agenda, span: ReportSpan) -> Supervision:
    """What is pressed for.

    Args:
        agenda: the day.
        span: when what was missed has closed; a span with a plan narrows all but the hazards,
            which belong to no plan, and leaves out those.
    """
    hazards = () if span.plan else (h for h in agenda.hazards if h.is_overdue(agenda.today))
    return Supervision(
        span,
        after(agenda.today, ANSWER, agenda.world.working_days),
        tuple(_charges(agenda, span)),
        tuple(sorted(hazards, key=lambda one: (one.due, one.id))),
    )


def lately(agenda: Agenda, plan: str | None) -> ReportSpan:
    """The days that are looked back on where none are named; of one plan, or of all."""
    found = days(agenda.today - LOOK_BACK, agenda.today)
    return ReportSpan(found.kind, found.label, found.first, found.last, plan)


def _charges(agenda: Agenda, span: ReportSpan) -> Iterator[Charge]:
    """By group, the one that has waited longest first."""

    def ours(occurrence: Occurrence) -> bool:
        return span.plan is None or occurrence.duty.plan.id == span.plan

    overdue = work_lines(agenda, span, filter(ours, agenda.overdue()))
    missed = work_lines(
        agenda,
        span,
        (o for o in agenda.missed(span.first) if ours(o) and (o.closes or 0) <= span.last),
    )
    names = dict.fromkeys(group_name(agenda, line.first) for line in (*overdue, *missed))
    for name in sorted(names, key=lambda name: not name):
        yield Charge(
            name,
            tuple(line for line in overdue if group_name(agenda, line.first) == name),
            tuple(line for line in missed if group_name(agenda, line.first) == name),
        )
