"""A hazard is past its day and not closed.

Its day is the last `due` that was stated, or else the day it was found and the time limit
`hazards: rectify` (7 days where nothing is set). It stays overdue even while it waits for
re-inspection, until it is closed. Take the next step today, extend it with a reason, or escalate
it.

== 中文 ==
隐患超过整改期限还没有销号。

整改期限以最后一次写明的为准；没有写明的，
从发现之日起按“整改时限”里的整改天数算（没有设置的按7天）。整改完在等复查的，只要没销号，
也算逾期。请今天就办下一步，或者说明原因办理延期，或者上报。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-10, hazard: H-20261110-a1b2, event: found, due: 2026-11-13}
- {date: 2026-11-11, hazard: H-20261110-a1b2, event: notified}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-10, hazard: H-20261110-a1b2, event: found, due: 2026-11-13}
- {date: 2026-11-11, hazard: H-20261110-a1b2, event: notified}
- {date: 2026-11-12, hazard: H-20261110-a1b2, event: rectified}
- {date: 2026-11-13, hazard: H-20261110-a1b2, event: verified, result: pass}
- {date: 2026-11-13, hazard: H-20261110-a1b2, event: closed}
"""

from collections.abc import Iterator

from tongxin.answers.hazards import next_steps, step_command
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg, msgn
from tongxin.model import words


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every hazard that is overdue today."""
    places = agenda.world.places
    for hazard in agenda.hazards:
        if not hazard.is_overdue(agenda.today):
            continue
        days = agenda.today - hazard.due
        stage = words.word("word:hazard-state", hazard.stage.value)
        where = tuple(places[name].name if name in places else name for name in hazard.places)
        message = (
            msgn(
                'the hazard "{id}" at {place} is {n} day overdue: {stage}',
                'the hazard "{id}" at {place} is {n} days overdue: {stage}',
                days,
                id=hazard.id,
                place=where,
                stage=stage,
            )
            if where
            else msgn(
                'the hazard "{id}" is {n} day overdue: {stage}',
                'the hazard "{id}" is {n} days overdue: {stage}',
                days,
                id=hazard.id,
                stage=stage,
            )
        )
        step = next_steps(hazard, agenda.world, agenda.today)[0].event
        remedy = msg(
            "next step, {event}; then record it: {command}",
            event=words.word("word:event", step),
            command=step_command(hazard, step),
        )
        yield Diagnostic("hazard-overdue", hazard.events[0].at("hazard"), message, remedy)
