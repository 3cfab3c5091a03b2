"""Values among markup: what a value holds is shown as it is, whatever it looks like.

Markdown has no quoting of whole values, so the characters that it could take for markup get a
backslash. What is markup only at the beginning of a line is escaped at the beginning of every
value: where a value will stand is not known when it is put out. Known gaps: a value inside a code
span shows its backslashes, and one that begins with a space, behind three spaces of the template,
is code.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from markupsafe import escape

_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]+")
_BLANK: Final = " \t" + _BREAKS
_SUSPICIOUS = re.compile(
    rf"[\\`*\[\]<>|~_&#\t{_BREAKS}]|\A[ =+\-:]|\A[0-9]{{1,9}}[.)](?:\s|\Z)| \Z"
)
"""Most texts have nothing of what follows."""

_ALWAYS: Final = str.maketrans({character: "\\" + character for character in "\\`*[]<>|~"})
_OUTSIDE_WORDS = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);)")
_AT_BEGINNING = re.compile(r"[#=]|[-+](?![^\W_])|:-")
_NUMBERED = re.compile(r"([0-9]{1,9})([.)](?:\s|\Z))")


def markdown(text: str) -> str:
    """The text as Markdown that shows it, in one line."""
    if not _SUSPICIOUS.search(text):
        return text
    before = " " if text[0] in _BLANK else ""
    after = " " if text[-1] in _BLANK else ""
    text = text.strip(_BLANK)
    if not text:
        return " "
    if _BREAK.search(text):
        text = " ".join(filter(None, (line.strip(" \t") for line in _BREAK.split(text))))
    text = text.translate(_ALWAYS)
    if "_" in text:  # inside a word, as in a file name, it is no emphasis
        text = _OUTSIDE_WORDS.sub(r"\\_", text)
    if "&" in text:
        text = _ENTITY.sub(r"\\&", text)
    if text.endswith("#"):  # behind a space it would close a heading, and not be shown
        head = text.rstrip("#")
        if head[-1:].isspace():
            text = head + "\\" + text[len(head) :]
    if text.endswith("\\"):  # behind `{{ }}` may stand a `|`, which it would escape
        text = text[:-2] + "&#92;"
    if _AT_BEGINNING.match(text):
        text = "\\" + text
    elif numbered := _NUMBERED.match(text):
        text = numbered[1] + "\\" + text[numbered.end(1) :]
    return before + text + after


def html(text: str) -> str:
    """The text as HTML that shows it."""
    return str(escape(str(text)))


ESCAPES: Final[Mapping[str, Callable[[str], str] | None]] = {
    "md": markdown,
    "html": html,
    "txt": None,
}
"""How each form of document shows a text; None: as it is."""
