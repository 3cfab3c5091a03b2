"""Lines and documents to a stream: plain, or in colour on a terminal. The home of rich."""

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, TextIO

from tongxin.output.style import Line, line_breaks, plain, printable

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {
    "error": "bold red", "warning": "yellow", "info": "cyan", "strong": "bold", "faint": "dim",
    "good": "green", "bad": "red",
}  # fmt: skip

WIDTH = 80
"""Columns of a document where no terminal says how many it has."""

NARROWEST = 40
"""Columns below which a document is not made narrower: it would be unreadable anyway."""


def in_colour(stream: TextIO) -> bool:
    """A terminal, and nobody asked for no colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns_of(stream: TextIO) -> int:
    """Columns of the terminal; 80 where the stream is none."""
    import shutil

    if not stream.isatty():
        return WIDTH
    return max(shutil.get_terminal_size((WIDTH, 24)).columns, NARROWEST)


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


def write_exactly(lines: Iterable[Line], stream: TextIO) -> None:
    """Write lines of which every character counts, such as a patch; on a terminal as any other."""
    if stream.isatty():
        write_lines(lines, stream)
        return
    for line in lines:
        stream.write("".join(text for _, text in line) + "\n")


def write_markdown(markdown: str, stream: TextIO, columns: int | None = None) -> None:
    """Lay a document out for reading on a terminal, `columns` wide (the terminal's, or 80)."""
    console = _console(stream, columns)
    with console.capture() as captured:
        console.print(_document(markdown))
    for line in captured.get().split("\n")[:-1]:
        stream.write(line.rstrip() + "\n")


def _console(stream: TextIO, columns: int | None) -> "Console":
    from rich.console import Console

    colour = in_colour(stream)
    if columns is None:
        columns = columns_of(stream)
    return Console(
        file=stream,
        highlight=False,
        width=max(columns, NARROWEST),
        force_terminal=colour,
        no_color=not colour,
        color_system="auto" if colour else None,
        legacy_windows=False,
    )


def _document(markdown: str) -> Any:
    """The Markdown with headings at the margin, tables ruled below their heads, Chinese wrapped."""
    from rich import box
    from rich.console import Console, ConsoleOptions, RenderResult
    from rich.markdown import Heading, Markdown, Paragraph, TableElement
    from rich.style import Style
    from rich.table import Table
    from rich.text import Text

    class Plain(Heading):
        """A heading at the left, the first two ranks with a rule below."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            text = self.text
            text.justify = "left"
            if self.tag == "h2":
                yield Text("")
            yield Text.assemble((text.plain, "bold"))
            if self.tag == "h1":
                yield Text("═" * min(text.cell_len, options.max_width), "dim")

    class Wrapped(Paragraph):
        """A paragraph broken where Chinese may be: rich takes a clause for one long word."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            for line in self.text.divide(line_breaks(self.text.plain, options.max_width)):
                line.rstrip()
                yield line

    class Ruled(TableElement):
        """A table as wide as what it holds."""

        def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), show_edge=False)
            if self.header is not None and self.header.row is not None:
                for cell in self.header.row.cells:
                    head = cell.content.copy()
                    head.stylize("bold")
                    table.add_column(head, justify=cell.justify or "left", overflow="fold")
            if self.body is not None:
                for row in self.body.rows:
                    table.add_row(*(cell.content for cell in row.cells))
            yield table

    class Document(Markdown):
        """Markdown as our documents use it."""

        elements: ClassVar[dict[str, Any]] = {
            **Markdown.elements,
            "heading_open": Plain,
            "paragraph_open": Wrapped,
            "table_open": Ruled,
        }

    document = Document(markdown, hyperlinks=False)
    document.style = Style()
    return document
