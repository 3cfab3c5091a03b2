"""Mend a text: apply its fixes, read it again, and refuse what would not make it better."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tongxin.diagnostic import Diagnostic, Source
from tongxin.messages import Message
from tongxin.text.edit import splice

MAX_READINGS = 100
"""How often a text is read again to find the fixes that hold; the rest is refused."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with those fixes of its findings that hold; the others, each with what it would do."""

    text: str
    held: tuple[Diagnostic, ...]
    refused: tuple[tuple[Diagnostic, Message], ...]


def mended(
    source: Source,
    findings: Sequence[Diagnostic],
    faults: Callable[[Source], list[Diagnostic]],
) -> Mended:
    """Apply the fixes of findings, together where they hold together, else as many as hold.

    `faults` reads a text and returns what is wrong with it as a text. A fix holds if the text has
    no more faults than before, and each line that was mended has fewer.
    """
    before = faults(source)
    held: list[Diagnostic] = []
    refused: list[tuple[Diagnostic, Message]] = []
    todo = [list(findings)]
    readings = 0
    while todo:
        some = todo.pop()
        readings += 1
        worse = _worse(source, [*held, *some], before, faults) if some else None
        if worse is None:
            held += some
        elif len(some) == 1 or readings >= MAX_READINGS:
            refused += [(finding, worse) for finding in some]
        else:
            half = len(some) // 2
            todo += [some[half:], some[:half]]
    return Mended(_applied(source, held), tuple(held), tuple(refused))


def _applied(source: Source, findings: Iterable[Diagnostic]) -> str:
    return splice(source.text, [edit for f in findings if f.fix for edit in f.fix.edits])


def _worse(
    source: Source,
    findings: Sequence[Diagnostic],
    before: Sequence[Diagnostic],
    faults: Callable[[Source], list[Diagnostic]],
) -> Message | None:
    """What is wrong with the text once these fixes are applied; None if they hold."""
    after = faults(Source(source.path, _applied(source, findings), source.bom))
    places = {(fault.code, fault.span.start) for fault in before}
    lines = {f.span.line for f in findings if (f.code, f.span.start) in places}
    had = Counter(fault.span.line for fault in before)
    has = Counter(fault.span.line for fault in after)
    if len(after) <= len(before) and all(has[line] < had[line] for line in lines):
        return None
    left = [fault for fault in after if fault.span.line in lines]
    known = {(fault.code, fault.span.line) for fault in before}
    new = [fault for fault in after if (fault.code, fault.span.line) not in known]
    return (new or left or after)[0].message
