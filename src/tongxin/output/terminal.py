"""Lines to a stream: plain, or in colour where a terminal shows them. The home of rich."""

import os
from collections.abc import Iterable
from typing import TextIO

from tongxin.output.style import Line, plain, printable

_STYLES = {
    "error": "bold red", "warning": "yellow", "info": "cyan", "strong": "bold", "faint": "dim",
    "good": "green", "bad": "red",
}  # fmt: skip


def in_colour(stream: TextIO) -> bool:
    """A terminal, and nobody asked for no colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def write_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Write lines; rich is only loaded for a terminal."""
    if not in_colour(stream):
        for line in lines:
            stream.write(plain(line) + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=True)
    for line in lines:
        pieces = ((printable(text), _STYLES.get(style, "")) for style, text in line)
        console.print(Text.assemble(*pieces))
