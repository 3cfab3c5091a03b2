"""Lines of a ledger that are torn: by a crash, a full disk, a bad merge, or a hand.

One entry stands on one line. A line that is none is put right where that is certain: its last brace
is missing, it goes on in the next lines, or another entry was written right behind it. What was
torn off for good cannot be told; such a line is kept as a comment, so that nothing written is lost,
nothing is made up, and the file can be read again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tongxin.diagnostic import Diagnostic, Edit, Fix, Source, Span
from tongxin.messages import Message, msg

COMMENT = "# "
"""What stands before a torn line that was kept."""

MAX_PIECES = 12
"""Beginnings of entries on one line that are looked at: more were hardly one line each."""

MAX_LINES = 20
"""Lines that one entry may be spread over."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What entries look like, told to the reader of texts.

    `keys`: the words that are keys. `last`: those whose date, if it is all there, is complete at
    the end of a line. `whole`: is a text one whole entry?
    """

    keys: frozenset[str] = frozenset()
    last: frozenset[str] = frozenset()
    whole: Callable[[str], bool] = lambda _: False


NO_ENTRIES = Entries()


@dataclass(frozen=True, slots=True)
class Torn:
    """The finding of a torn line, and the offset behind what belongs to it."""

    finding: Diagnostic
    end: int


def torn(source: Source, start: int, line: str, closed: bool, entries: Entries) -> Torn | None:
    """The finding of a line from `start` on that is not one entry; None if nothing shows that.

    `closed`: it ends with a brace, as far as can be seen.
    """
    if closed and ((line.find("- {", 1) < 0 and line.find("-{", 1) < 0) or entries.whole(line)):
        return None
    span = Span(source, start, start + len(line))
    pieces = list(_pieces(line, entries.whole))
    if len(pieces) > 1:
        return Torn(_glued(span, pieces, entries), span.end)
    if closed:
        return None
    reason = msg("this entry is torn: it begins with {{ and does not end with }}")
    if goes_on := _goes_on(source, span.end):
        fix = _joined([span, *goes_on], entries)
        remedy, end = (_JOIN, goes_on[-1].end) if fix else (COMPLETE, span.end)
        return Torn(Diagnostic("torn-line", span, reason, remedy, fix), end)
    if _lacks_brace(line, entries):
        fix = Fix((Edit(Span(source, span.end, span.end), "}"),))
        return Torn(Diagnostic("torn-line", span, reason, _CLOSE, fix), span.end)
    fix = Fix((Edit(Span(source, start, start), COMMENT),))
    return Torn(Diagnostic("torn-line", span, reason, _AGAIN, fix), span.end)


COMPLETE = msg("complete the line, or delete it; one entry stands on one line")
_JOIN = msg("put all of it on one line")
_CLOSE = msg("write }} at its end: nothing else is missing")
_AGAIN = msg("record it again; tongxin check --fix keeps what is left as a comment: # - {{…")
_PART = msg("put each entry on a line of its own")


def _pieces(line: str, whole: Callable[[str], bool]) -> Iterator[tuple[int, int, bool]]:
    """What stands on a line, from where to where: entries, and between them what is none."""
    starts = [found.start() for found in re.finditer(r"- *\{", line)][:MAX_PIECES]
    bounds = [*starts, len(line)]
    first = rest = 0
    while first < len(starts):
        lasts = range(first + 1, len(bounds))
        last = next((n for n in lasts if whole(line[bounds[first] : bounds[n]].rstrip())), None)
        if last is None:
            first += 1
            continue
        if bounds[first] > rest:
            yield rest, bounds[first], False
        yield bounds[first], bounds[last], True
        first, rest = last, bounds[last]
    if rest < len(line):
        yield rest, len(line), False


def _glued(line: Span, pieces: list[tuple[int, int, bool]], entries: Entries) -> Diagnostic:
    """The finding of a line that holds more than one entry, or one and what is left of another."""
    source, begin, text = line.source, line.start, line.text
    new_line = _line_end(source.text, line.end)
    edits, kept, glue = [], False, ""
    at = begin
    for start, end, whole in pieces:
        piece = text[start:end].rstrip()
        lacks_brace = not whole and _lacks_brace(piece, entries)
        comment = not whole and not lacks_brace
        kept = kept or comment
        edits.append(Edit(Span(source, at, begin + start), glue + (COMMENT if comment else "")))
        at, glue = begin + start + len(piece), ("}" if lacks_brace else "") + new_line
    edits.append(Edit(Span(source, at, at), glue.removesuffix(new_line)))
    reason: Message = msg("an entry and what is left of another stand on one line")
    if not kept:
        reason = msg("several entries stand on one line")
    fix = Fix(tuple(e for e in edits if e.replacement != e.span.text))
    return Diagnostic("torn-line", line, reason, _AGAIN if kept else _PART, fix)


def _lacks_brace(line: str, entries: Entries) -> bool:
    """Is this an entry whose last value is certainly all there, and only the brace is missing?"""
    last = "|".join(map(re.escape, sorted(entries.last))) or "(?!)"
    ended = rf"[\"'\]]$|[{{,]\s*(?:{last}):\s+\d{{4}}-\d{{2}}-\d{{2}}$"
    return re.search(ended, line) is not None and entries.whole(line + "}")


def _goes_on(source: Source, end: int) -> list[Span]:
    """What stands on the next lines, as far as they are none of their own."""
    found: list[Span] = []
    number = source.position(end)[0] + 1
    while number <= source.line_count and len(found) < MAX_LINES:
        line = source.line(number)
        text = line.strip()
        if not text or line[0] == "-" or text[0] == "#":
            break
        start = source.line_start(number) + line.index(text)
        found.append(Span(source, start, start + len(text)))
        number += 1
    return found


def _joined(parts: list[Span], entries: Entries) -> Fix | None:
    """The fix that puts an entry that is spread over several lines on one."""
    if not entries.whole(" ".join(part.text for part in parts)):
        return None
    gaps = (Span(one.source, one.end, after.start) for one, after in pairwise(parts))
    return Fix(tuple(Edit(gap, " ") for gap in gaps))


def _line_end(text: str, end: int) -> str:
    """How a line ends: the one whose text ends here, else the first of the file."""
    found = re.compile(r"\r\n|\n|\r").search(text, end) or re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"
