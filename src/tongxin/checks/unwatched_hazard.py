"""A major hazard is open and nobody watches it.

A hazard whose last stated level is `major` needs somebody on the spot until it is closed: an
event `watched`. Send somebody and write it down, or correct the level by a later event.

== 中文 ==
重大隐患还没销号，却没有值守记录。

最后写明的级别是“重大”的隐患，在销号以前要有人在现场盯守，并记一条“值守”。请派人值守并登记；
级别定错了的，在后面的环节里写上正确的级别。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-22, hazard: H-20261122-a1b2, event: found, level: major, what: "燃气泄漏"}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-22, hazard: H-20261122-a1b2, event: found, level: major, what: "燃气泄漏"}
- {date: 2026-11-22, hazard: H-20261122-a1b2, event: watched, by: 应急值守组}
"""

from collections.abc import Iterator

from tongxin.answers.hazards import step_command
from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model import words


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every open major hazard without a `watched`."""
    if not agenda.world.ledger_complete:
        return
    for hazard in agenda.hazards:
        if hazard.is_open() and hazard.level == "major" and hazard.watched is None:
            stated = next(entry for entry in reversed(hazard.events) if entry.level)
            message = msg(
                'the hazard "{id}" is {level} and open, and nobody watches it',
                id=hazard.id,
                level=words.word("word:level", "major"),
            )
            remedy = msg(
                "send somebody, then record it: {command}",
                command=step_command(hazard, "watched"),
            )
            yield Diagnostic("unwatched-hazard", stated.at("level"), message, remedy)
