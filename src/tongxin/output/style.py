"""Lines of styled text, and how wide they are on a terminal. Rendering knows no terminal."""

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
