"""Lines of styled text, and how wide they are on a terminal. Rendering knows no terminal."""

import re
import unicodedata
from typing import TypeAlias

Piece: TypeAlias = tuple[str, str]
"""(style, text); styles: error, warning, info, strong, faint, good, bad, or empty."""

Line: TypeAlias = "list[Piece]"


def width(text: str) -> int:
    """Columns that a text takes: two for wide characters (UAX #11 W and F), none for marks."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") else 1


def pad(text: str, columns: int) -> str:
    """The text with blanks behind it, `columns` wide at least."""
    return text + " " * max(columns - width(text), 0)


def clipped(text: str, columns: int) -> str:
    """The text, with … at its end where it would be wider than so many columns."""
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return text + "…"


def folded(text: str, columns: int) -> list[str]:
    """The text in lines of at most so many columns; a Chinese one is parted between characters."""
    lines = [""]
    for piece in re.findall(r"\s+|[!-~]+|[^\x00-\x7f]", text):
        full = width(lines[-1]) + width(piece) > columns and piece not in _CLOSING
        if lines[-1] and full:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return [line.rstrip() for line in lines]


_CLOSING = "，。；：、）”？！"
"""Signs that do not begin a line."""


def printable(text: str) -> str:
    """The text on one line, with no character in it that would move a terminal's cursor."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _SHOWN.get(c, "�") for c in text)


_SHOWN = {"\n": " ", "\r": " ", "\t": " ", "\u3000": "\u3000", "\u200d": "\u200d"}
"""The last joins emoji; what else is not printable could move the cursor or turn the direction."""


def plain(line: Line) -> str:
    """A line without its styles."""
    return printable("".join(text for _, text in line)).rstrip()


_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕”’…—·～％%),.;:!?]}°℃")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{#￥¥")
"""Signs that no line begins or ends with (避头尾)."""


def line_breaks(text: str, columns: int) -> list[int]:
    """Where a text is broken so that no line is wider than `columns`: offsets, in order.

    Between Chinese characters and behind blanks, but never before a closing sign nor behind an
    opening one; within a word or a number only if it is wider than a whole line.
    """
    found: list[int] = []
    start = used = 0
    last: int | None = None
    for at, character in enumerate(text):
        if at > start and _may_break(text[at - 1], character):
            last = at
        used += _width(character)
        while used > columns and at > start and character != " ":
            start = at if last is None or last <= start else last
            found.append(start)
            used, last = width(text[start : at + 1]), None
    return found


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after in _NOT_FIRST or before in _NOT_LAST:
        return False
    return _width(before) == 2 or _width(after) == 2
