"""A `void` names an entry that the ledger does not have, or names itself.

Voiding is how the ledger is corrected. When the id is mistyped nothing is voided: the wrong entry
goes on counting while everybody thinks it is gone. Copy the id from the line to be voided; an
entry without an id needs one first. A void of itself, or voids of each other in a ring, do nothing
either.

== 中文 ==
“作废”所指的流水号在台账里没有，或者指的就是自己。

台账写错了靠作废来更正。流水号抄错，等于什么也没作废，那条错误记录还在照样计数。
请从要作废的那一行复制流水号；那一行没有流水号的，先给它补一个。作废自己、几条互相作废，也都不起作用。

== fails ==
-- ledger/2026-11.yaml
- {id: E-20261102-aaaa, date: 2026-11-02, note: 记重了}
- {id: E-20261103-bbbb, date: 2026-11-03, void: E-20261102-aaab, why: 重复登记}

== passes ==
-- ledger/2026-11.yaml
- {id: E-20261102-aaaa, date: 2026-11-02, note: 记重了}
- {id: E-20261103-bbbb, date: 2026-11-03, void: E-20261102-aaaa, why: 重复登记}
"""

from collections.abc import Iterator
from functools import cache

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic, near
from tongxin.messages import Message, msg


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every `void` of an id that no entry has, unless it is void itself; and those in a ring."""
    world = agenda.world
    yield from _rings(agenda)
    if not world.complete:
        return
    ids = {entry.id: entry for entry in world.all_entries if entry.id}

    @cache
    def remedy(name: str) -> Message | None:
        guess = near(name, list(ids)[-2000:])
        if guess is None:
            return None
        span = ids[guess].at()
        return msg(
            'did you mean "{word}" ({file}:{line})?',
            word=guess,
            file=span.source.path,
            line=span.line,
        )

    for entry in agenda.standing:
        if entry.void is not None and entry.void not in ids:
            message = msg('no entry "{id}" in the ledger', id=entry.void)
            yield Diagnostic("unknown-entry", entry.at("void"), message, remedy(entry.void))


def _rings(agenda: Agenda) -> Iterator[Diagnostic]:
    """The last void of each ring that no void from outside breaks: none of them does anything."""
    voids = {entry.id or "": entry for entry in agenda.standing if entry.kind == "void"}
    order = {name: number for number, name in enumerate(voids)}
    settled = {""}  # what has no id is voided by nobody
    for name in voids:
        chain: list[str] = []
        step = name
        while step in voids and step not in settled:
            settled.add(step)
            chain.append(step)
            step = voids[step].void or ""
        if step not in chain:
            continue
        ring = chain[chain.index(step) :]
        last = max(ring, key=order.__getitem__)
        message = msg("this void names itself, so it does nothing")
        if len(ring) > 1:
            others = tuple(one for one in ring if one != last)
            message = msg("this and {others} void each other, so they do nothing", others=others)
        remedy = msg("name the wrong entry")
        yield Diagnostic("unknown-entry", voids[last].at("void"), message, remedy)
