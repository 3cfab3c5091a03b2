"""A step of a hazard is out of order, or a step before it is missing.

The loop is found, notified (or rectified on the spot), rectified, verified, closed; after a
failed verification it is notified or rectified again. Each step must follow the one before it,
nothing follows `closed`, and escalated, answered, extended and watched need a `found`. Steps are
taken in order of date, those of one day in the order of the loop. A loop with a hole proves
nothing at an inspection; nor does a time limit that was over before the hazard was found. Write
down the missing step, or void the one that is wrong.

== 中文 ==
隐患的环节顺序不对，或者中间缺了一步。

闭环是：发现、通知（当场整改的可以不通知）、整改、复查、销号；复查不合格的重新通知或整改。
每一步都要接在前一步之后，销号之后不再有环节，上报、答复、延期、值守之前必须先有发现。
各环节按日期排，同一天的按闭环顺序排。整改期限也不能早于发现的日期。缺一环的闭环迎检时说明不了问题。请补记缺少的环节，
或者作废记错的那条。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-02, hazard: H-20261102-a1b2, event: found, what: "楼道堆物"}
- {date: 2026-11-05, hazard: H-20261102-a1b2, event: closed}

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-02, hazard: H-20261102-a1b2, event: found, what: "楼道堆物", due: 2026-10-12}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-02, hazard: H-20261102-a1b2, event: found, what: "楼道堆物"}
- {date: 2026-11-03, hazard: H-20261102-a1b2, event: rectified}
- {date: 2026-11-04, hazard: H-20261102-a1b2, event: verified, result: pass}
- {date: 2026-11-05, hazard: H-20261102-a1b2, event: closed}
"""

from collections.abc import Iterator

from tongxin.answers.hazards import STEPS, Hazard, Misstep
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic
from tongxin.messages import Word, msg
from tongxin.model import words
from tongxin.model.ledger import Entry


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every misstep; where part of the ledger was lost, none that lacks a step."""
    whole = agenda.world.ledger_complete
    for hazard in agenda.hazards:
        for misstep in hazard.missteps:
            if whole or not misstep.missing:
                yield _finding(hazard, misstep)
        for entry in hazard.events:
            if entry.due is not None and entry.due < hazard.found:
                yield _too_early(hazard, entry)


def _too_early(hazard: Hazard, entry: Entry) -> Diagnostic:
    """A time limit that was over before it began."""
    message = msg(
        'the hazard "{id}" was found on {found}, after the day by which it is to be mended',
        id=hazard.id,
        found=iso(hazard.found),
    )
    return Diagnostic("hazard-step", entry.at("due"), message, msg("correct one of the two days"))


def _finding(hazard: Hazard, misstep: Misstep) -> Diagnostic:
    entry = misstep.entry
    event = _word(entry.event)
    before = _step_before(hazard, entry)
    if misstep.missing:
        message = msg(
            '"{event}" of the hazard "{id}" has no {missing} before it',
            event=event,
            id=hazard.id,
            missing=tuple(map(_word, misstep.missing)),
        )
        remedy = msg("write down what is missing, or void this entry")
    elif before == "closed":
        message = msg('"{event}" after the hazard "{id}" was closed', event=event, id=hazard.id)
        remedy = msg("what was found anew is a new hazard with a new id; or void this entry")
    else:
        message = msg(
            '"{event}" of the hazard "{id}" cannot follow "{before}"',
            event=event,
            id=hazard.id,
            before=_word(before),
        )
        remedy = msg("correct the order by the dates, or void this entry")
    return Diagnostic("hazard-step", entry.at("event"), message, remedy)


def _step_before(hazard: Hazard, entry: Entry) -> str | None:
    """The step of the loop that the hazard had reached before an event."""
    events = hazard.events[: hazard.events.index(entry)]
    return next((e.event for e in reversed(events) if e.event in STEPS), None)


def _word(event: str | None) -> Word:
    return words.word("word:event", event or "found")
