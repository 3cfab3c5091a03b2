"""The work handed out for a week: what is overdue, what is due in it, open hazards. 交办."""

from dataclasses import dataclass

from tongxin.answers.hazards import Hazard, NextStep, next_steps
from tongxin.answers.occurrences import Agenda, State
from tongxin.answers.spans import Kind, ReportSpan, running
from tongxin.answers.summary import WorkLine, work_lines
from tongxin.calendar.periods import Day

SATURDAY = 5
"""Of a week: the day of the meeting at which the groups report."""


@dataclass(frozen=True, eq=False)
class Assignments:
    """What is handed out for a span, each part in order of due day.

    `meeting`: the Saturday on which the groups report; None where the span is no week.
    """

    span: ReportSpan
    meeting: Day | None
    overdue: tuple[WorkLine, ...]
    due: tuple[WorkLine, ...]
    hazards: tuple[tuple[Hazard, tuple[NextStep, ...]], ...]


def week_to_assign(today: Day) -> ReportSpan:
    """From Monday to Thursday the running week, from Friday on the next one."""
    return running(Kind.WEEK, today if (today - 1) % 7 <= 3 else today + 7)


def assignments(agenda: Agenda, span: ReportSpan) -> Assignments:
    """What is handed out for a span as the day of the agenda sees it.

    A span with a plan narrows the duties to that plan and leaves out the hazards, which belong to
    none.
    """
    first, last = span.first, span.last

    def ours(plan: str) -> bool:
        return span.plan is None or plan == span.plan

    overdue = [o for o in agenda.overdue() if ours(o.duty.plan.id)]
    due = [
        o
        for o in agenda.occurrences(State.OPEN, State.UPCOMING)
        if o.quota and first <= o.due <= last and ours(o.duty.plan.id)
    ]
    hazards = [
        (hazard, next_steps(hazard, agenda.world, agenda.today))
        for hazard in agenda.hazards
        if hazard.is_open() and span.plan is None
    ]
    return Assignments(
        span,
        first + SATURDAY if span.kind is Kind.WEEK else None,
        work_lines(agenda, span, overdue),
        work_lines(agenda, span, due),
        tuple(sorted(hazards, key=lambda pair: (pair[1][0].by, pair[0].id))),
    )
