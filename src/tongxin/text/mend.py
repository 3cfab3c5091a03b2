"""Mend a text: apply its fixes, read it again, and refuse what would not make it better."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tongxin.diagnostic import Diagnostic, Edit, Source
from tongxin.messages import Message
from tongxin.text.edit import splice
from tongxin.text.faults import CODES

MAX_READINGS = 100
"""How often a text is read again to find the fixes that hold; the rest is refused."""

Faults: TypeAlias = Callable[[Source], list[Diagnostic]]
"""Reads a text and returns what is found while it is read."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with those fixes of its findings that hold; the others, each with what it would do."""

    text: str
    held: tuple[Diagnostic, ...]
    refused: tuple[tuple[Diagnostic, Message], ...]


def mended(source: Source, findings: Sequence[Diagnostic], faults: Faults) -> Mended:
    """Apply the fixes of findings, together where they hold together, else as many as hold.

    A fix holds if the text has no more faults as a text than before, and its line has fewer: as a
    text, where that was its fault, else of its own code. What it says may then turn out to be
    wrong in another way: that was hidden before and is no reason to refuse the fix.
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
    return Mended(splice(source.text, _edits(held)), tuple(held), tuple(refused))


def _edits(findings: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of the fixes, by place; of those that overlap the first, as `splice` has it."""
    edits = [edit for finding in findings if finding.fix for edit in finding.fix.edits]
    chosen: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        if not chosen or edit.span.start >= chosen[-1].span.end:
            chosen.append(edit)
    return chosen


_Place: TypeAlias = tuple[str, int]
"""A code and a line of the text before it was mended; of faults as a text the code is empty."""


def _worse(
    source: Source, findings: Sequence[Diagnostic], before: Sequence[Diagnostic], faults: Faults
) -> Message | None:
    """What is wrong with the text once these fixes are applied; None if they hold."""
    edits = _edits(findings)
    after = faults(Source(source.path, splice(source.text, edits), source.bom))
    had = Counter(_place(fault, fault.span.line) for fault in before)
    lines = [source.position(_origin(edits, fault.span.start))[0] for fault in after]
    has = Counter(map(_place, after, lines))
    read = {(fault.code, fault.span.start) for fault in before}
    aimed = {_place(f, f.span.line) for f in findings if (f.code, f.span.start) in read}
    if _texts(has) <= _texts(had) and all(has[place] < had[place] for place in aimed):
        return None
    places = list(zip(after, map(_place, after, lines), strict=True))
    known = {(fault.code, fault.span.line) for fault in before}
    new = [f for (f, place), line in zip(places, lines, strict=True)
           if not place[0] and (f.code, line) not in known]  # fmt: skip
    left = [fault for fault, place in places if place in aimed]
    return (new or left or after)[0].message


def _place(fault: Diagnostic, line: int) -> _Place:
    return ("" if fault.code in CODES else fault.code), line


def _texts(places: Counter[_Place]) -> int:
    """How many of them are faults of the text as a text."""
    return sum(number for (code, _), number in places.items() if not code)


def _origin(edits: Sequence[Edit], offset: int) -> int:
    """The offset in the text before the edits of what stands at an offset behind them."""
    grown = 0
    for edit in edits:
        start, length = edit.span.start + grown, len(edit.replacement)
        if offset < start:
            break
        if offset < start + length:
            return edit.span.start
        grown += length - (edit.span.end - edit.span.start)
    return offset - grown
