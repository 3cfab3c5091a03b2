"""A hazard was not notified, or not escalated, in time.

Whoever must mend it is told within `hazards: notify` of the day it was found (1 day where nothing
is set), unless it was rectified by then. A hazard that is still open is escalated within
`hazards: escalate` after its day (3 days). A hazard that is closed is spoken of for 30 days more,
for its late notice only; what is older is history. Notify or escalate today, and see why it took
so long.

== 中文 ==
隐患没有在规定时间内通知整改，或者逾期后没有按时上报。

发现后应在“通知”时限内通知责任单位（没有设置的按1天），期限内已经整改的除外；
到整改期限仍未销号的，应在“上报”时限内上报（没有设置的按3天）。已经销号的，
只对通知迟了的再提示30天，更早的不再提示。请今天就通知或上报，并查一查慢在哪里。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-20, hazard: H-20261120-a1b2, event: found, what: "电线私拉乱接"}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-20, hazard: H-20261120-a1b2, event: found, what: "电线私拉乱接"}
- {date: 2026-11-21, hazard: H-20261120-a1b2, event: notified}
"""

from collections.abc import Iterator

from tongxin.answers.hazards import Hazard, after, step_command
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import msg

REMEMBERED = 30
"""Days after its closing for which a hazard is still spoken of."""


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """One finding for each step that did not come in time."""
    if not agenda.world.ledger_complete:
        return
    terms, working = agenda.world.hazard_terms, agenda.world.working_days
    for hazard in agenda.hazards:
        if hazard.closed is not None and hazard.closed < agenda.today - REMEMBERED:
            continue
        limit = after(hazard.found, terms.notify, working)
        if agenda.today > limit and not _happened(hazard, limit, "notified", "rectified", "closed"):
            message = msg(
                'the hazard "{id}" was not notified by {limit}', id=hazard.id, limit=iso(limit)
            )
            later = _happened(hazard, agenda.today, "notified", "rectified", "closed")
            command = step_command(hazard, "notified")
            remedy = None if later else msg("notify it, then record it: {command}", command=command)
            yield Diagnostic("hazard-late-step", _place(hazard), message, remedy)
        limit = after(hazard.due, terms.escalate, working)
        if hazard.is_open() and agenda.today > limit and not _happened(hazard, limit, "escalated"):
            message = msg(
                'the hazard "{id}", due on {due}, was not escalated by {limit}',
                id=hazard.id,
                due=iso(hazard.due),
                limit=iso(limit),
            )
            command = step_command(hazard, "escalated")
            remedy = (
                None
                if hazard.escalated
                else msg("escalate it, then record it: {command}", command=command)
            )
            yield Diagnostic("hazard-late-step", _place(hazard), message, remedy)


def _happened(hazard: Hazard, by: Day, *events: str) -> bool:
    """Did one of these events come by a day?"""
    return any(e.event in events and e.date is not None and e.date <= by for e in hazard.events)


def _place(hazard: Hazard) -> Span:
    found = next((e for e in hazard.events if e.event == "found"), hazard.events[0])
    return found.at("event")
