"""Markdown → blocks: what a document is made of, before it is laid out in Word or PDF.

CommonMark with tables, as `pages` makes HTML of; raw HTML is shown as text. Decided: the address
of a link stands behind its text where it says something else, since paper cannot be clicked; a line
break of the source between two Chinese characters is no space.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Run:
    """Characters that look alike."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False


@dataclass(frozen=True)
class Break:
    """A line ends here, as the author wanted it."""


@dataclass(frozen=True)
class Picture:
    """An image: its path as written, and what stands for it."""

    path: str
    said: str


Inline = Run | Break | Picture
Content = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; its level is that of Markdown, from 1."""

    level: int
    content: Content


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    content: Content


@dataclass(frozen=True)
class Items:
    """A list, numbered from `start` on; None: with bullets."""

    items: "tuple[tuple[Block, ...], ...]"
    start: int | None


@dataclass(frozen=True)
class Grid:
    """A table. `aligned`: left, right, center of each column; `head` may be all empty."""

    aligned: tuple[str, ...]
    head: tuple[Content, ...]
    rows: tuple[tuple[Content, ...], ...]

    @property
    def has_head(self) -> bool:
        """Does its head say anything?"""
        return any(plain(cell) for cell in self.head)

    def is_form(self) -> bool:
        """Is it a short one without a head, of names and what belongs to them?

        Such a table stays on one page. It must fit on one, so what is long is none.
        """
        letters = sum(len(plain(cell)) for row in self.rows for cell in row)
        return not self.has_head and len(self.rows) <= 12 and letters <= 600


@dataclass(frozen=True)
class Quote:
    """What is quoted, or set apart."""

    blocks: "tuple[Block, ...]"


@dataclass(frozen=True)
class Code:
    """Lines that are shown as they are."""

    text: str


@dataclass(frozen=True)
class Rule:
    """A line across."""


Block = Heading | Paragraph | Items | Grid | Quote | Code | Rule


def blocks_of(markdown: str, chinese: bool) -> tuple[Block, ...]:
    """The blocks of a Markdown text. `chinese`: which brackets stand around addresses."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown)
    return tuple(_Reading(tokens, chinese).blocks(""))


def plain(content: Content) -> str:
    """The characters of a content; a break is a space."""
    said = (
        one.text if isinstance(one, Run) else one.said if isinstance(one, Picture) else " "
        for one in content
    )
    return " ".join("".join(said).split())


def plain_text(markdown: str) -> str:
    """The characters of a line of Markdown."""
    from markdown_it import MarkdownIt

    [inline] = MarkdownIt("commonmark", {"html": False}).parseInline(" ".join(markdown.split()))
    return plain(tuple(_contents(inline.children or (), chinese=True)))


def lines_of(content: Content) -> list[Content]:
    """A content parted at its breaks."""
    found: list[list[Inline]] = [[]]
    for one in content:
        if isinstance(one, Break):
            found.append([])
        else:
            found[-1].append(one)
    return [tuple(line) for line in found]


def bold(content: Content) -> Content:
    """The content, all of it bold."""
    return tuple(replace(one, bold=True) if isinstance(one, Run) else one for one in content)


def breadth(text: str) -> int:
    """How wide a text is: 2 for each Chinese character, 1 for each other one."""
    return sum(2 if _is_wide(character) else 1 for character in text)


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF"


@dataclass
class _Reading:
    """Tokens, read one after the other."""

    tokens: Sequence[Any]
    chinese: bool
    place: int = 0

    def blocks(self, end: str) -> Iterator[Block]:
        """The blocks up to the token that ends what they stand in."""
        while self.place < len(self.tokens):
            token = self.tokens[self.place]
            self.place += 1
            if token.type == end:
                return
            if (found := self._block(token)) is not None:
                yield found

    def _block(self, token: Any) -> Block | None:
        kind = token.type
        if kind == "heading_open":
            return Heading(int(token.tag[1:]), self._inline("heading_close"))
        if kind == "paragraph_open":
            return Paragraph(self._inline("paragraph_close"))
        if kind in ("bullet_list_open", "ordered_list_open"):
            start = int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None
            return Items(tuple(self._items(kind.replace("open", "close"))), start)
        if kind == "blockquote_open":
            return Quote(tuple(self.blocks("blockquote_close")))
        if kind == "table_open":
            return self._table()
        if kind in ("fence", "code_block"):
            return Code(token.content.rstrip("\n"))
        return Rule() if kind == "hr" else None

    def _inline(self, end: str) -> Content:
        """The content of what holds nothing but text."""
        found: Content = ()
        while (token := self.tokens[self.place]).type != end:
            found += tuple(_contents(token.children or (), self.chinese))
            self.place += 1
        self.place += 1
        return found

    def _items(self, end: str) -> Iterator[tuple[Block, ...]]:
        while self.tokens[self.place].type != end:
            self.place += 1  # list_item_open
            yield tuple(self.blocks("list_item_close"))
        self.place += 1

    def _table(self) -> Grid:
        aligned: list[str] = []
        rows: list[tuple[Content, ...]] = []
        row: list[Content] = []
        while (token := self.tokens[self.place]).type != "table_close":
            self.place += 1
            if token.type == "th_open":
                style = str(token.attrs.get("style", ""))
                aligned.append(style.removeprefix("text-align:") or "left")
            if token.type in ("th_open", "td_open"):
                row.append(self._inline(token.type.replace("open", "close")))
            elif token.type == "tr_close":
                rows.append(tuple(row))
                row = []
        self.place += 1
        return Grid(tuple(aligned), rows[0], tuple(rows[1:]))


def _contents(tokens: Iterable[Any], chinese: bool) -> Iterator[Inline]:
    """What stands in a paragraph."""
    found: list[Inline] = []
    marks = {"strong": 0, "em": 0}
    links: list[tuple[str, int]] = []
    for token in tokens:
        name, _, side = token.type.partition("_")
        look = {"bold": marks["strong"] > 0, "italic": marks["em"] > 0}
        if name in marks:
            marks[name] += 1 if side == "open" else -1
        elif token.type == "link_open":
            links.append((str(token.attrs.get("href", "")), len(found)))
        elif token.type == "link_close":
            address, since = links.pop()
            if address and not _says(plain(tuple(found[since:])), address):
                around = f"（{address}）" if chinese else f" ({address})"
                found.append(Run(around, **look))
        elif token.type == "image":
            found.append(Picture(str(token.attrs.get("src", "")), token.content))
        elif token.type == "hardbreak":
            found.append(Break())
        elif token.type == "softbreak":
            found.append(Run(_SOFT, **look))
        elif token.content:
            found.append(Run(token.content, code=name == "code", **look))
    yield from _without_soft(found)


_SOFT: Final = "\n"


def _without_soft(found: list[Inline]) -> Iterator[Inline]:
    """Line breaks of the source become spaces; nothing between two Chinese characters."""
    for place, one in enumerate(found):
        if not isinstance(one, Run) or one.text != _SOFT:
            yield one
            continue
        sides = [
            side.text[end:][:1]
            for side, end in ((found[place - 1], -1), ((*found, one)[place + 1], 0))
            if place and isinstance(side, Run)
        ]
        if not (len(sides) == 2 and all(side and _is_wide(side) for side in sides)):
            yield replace(one, text=" ")


def _says(text: str, address: str) -> bool:
    """Does the text of a link say its address already?"""
    bare = re.sub(r"^(?:mailto:|tel:|https?://)|/$", "", address)
    return bare in text
